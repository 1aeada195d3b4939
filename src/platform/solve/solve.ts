import { runApart, type Listening } from './apart.ts';
import type { HighsApart } from './highs-apart.ts';

// Planning by mathematics (who takes which case, which round goes where) can take seconds, during which the solver lets
// nothing else happen. So it has a process of its own (apart.ts). Meant for jobs: a page plans one, shows its progress and
// later what was found (src/family/caseload/jobs.ts is the model).

export interface Problem {
  /** in CPLEX LP text */
  model: string;
  /** how long to look for something better at most */
  seconds: number;
  /** how far from the proven best is good enough; 0 unless said */
  gap?: number;
}

export interface Solution {
  /** 'best': proven within the gap; 'found': what there was when time was over; 'none': nothing by then; 'impossible': proven */
  outcome: 'best' | 'found' | 'none' | 'impossible';
  /** by name of the column; those that are 0 are left out */
  values: Record<string, number>;
  /** of the objective; null where nothing was found */
  value: number | null;
  /** no solution can be better than this; null where nothing was proven */
  bound: number | null;
}

/** How far it has come: told now and then while it looks for something better. */
export interface Come {
  seconds: number;
  value: number | null;
  bound: number | null;
}

/** Loading the solver and reading a large model come on top of the time to look; after that it is ended. */
const graceSeconds = 20;

/** Solves by HiGHS in a process of its own; rejected when the model is not understood, or given up. */
export async function solve(problem: Problem, { signal, come }: Listening<Come> = {}): Promise<Solution> {
  const over = AbortSignal.timeout(1000 * (problem.seconds + graceSeconds));
  try {
    return await runApart<HighsApart>('platform/solve/highs-apart', problem, {
      signal: signal ? AbortSignal.any([signal, over]) : over,
      come,
    });
  } catch (error) {
    if (error !== over.reason || !over.aborted) throw error;
    return { outcome: 'none', values: {}, value: null, bound: null };
  }
}
