import loadHighs from 'highs';
import { answerApart } from './apart.ts';
import type { Come, Problem, Solution } from './solve.ts';

/** HiGHS, apart: one problem, one answer. */
export interface HighsApart {
  task: Problem;
  come: Come;
  answer: Solution;
}

const known = (value: number | undefined) =>
  value === undefined || !Number.isFinite(value) || Math.abs(value) >= 1e30 ? null : value;

answerApart<HighsApart>(async ({ model: text, seconds, gap = 0 }, come) => {
  const highs = await loadHighs();
  const { modelStatus, callbackType, solutionStatus } = highs.constants;
  const model = highs.createModel({ format: 'lp', data: text });
  model.options.set({ output_flag: false, time_limit: seconds, mip_rel_gap: gap });
  const begun = performance.now();
  let told = begun;
  model.run({
    [callbackType.mipInterrupt]({ data }) {
      if (performance.now() - told < 250) return undefined;
      told = performance.now();
      come({
        seconds: (performance.now() - begun) / 1000,
        value: known(data.mip_primal_bound),
        bound: known(data.mip_dual_bound),
      });
      return undefined;
    },
  });
  const status = model.getModelStatus();
  const none = { values: {}, value: null, bound: null };
  if (
    status === modelStatus.infeasible ||
    status === modelStatus.unbounded ||
    status === modelStatus.unboundedOrInfeasible
  )
    return { outcome: 'impossible', ...none };
  const best = status === modelStatus.optimal;
  if (!best && status !== modelStatus.timeLimit) throw new Error(`the solver ended with status ${status}`);
  const bound = known(Number(model.info.get('mip_dual_bound')));
  if (model.info.get('primal_solution_status') !== solutionStatus.feasible)
    return { outcome: 'none', ...none, bound };
  const value = model.getObjectiveValue();
  const values: Record<string, number> = {};
  for (const [column, each] of model.getSolution().colValue.entries())
    if (Math.abs(each) > 1e-9) values[model.getColName(column)] = each;
  // Without whole numbers there is no such bound: the best is its own.
  return { outcome: best ? 'best' : 'found', values, value, bound: best ? value : bound };
});
