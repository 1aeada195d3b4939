import { found, Refusal, type WriteTx } from '../../platform/db/transaction.ts';
import { fiscalYearEnd, fiscalYearStart } from '../../platform/ja/dates.ts';
import { invalid } from '../../platform/web/handlers.tsx';
import { me } from '../visits/commands.ts';
import type { NewProposal, SolveData } from './forms.ts';
import { solveJob } from './jobs.ts';
import { factsFor } from './queries-facts.ts';
import { missingOf, planCalls, proposalById, proposalOf, stateOf, type Proposal } from './queries.ts';
import { sumOf, waysBetween } from './rules-figures.ts';
import { inScope, isWhole, problemFor, type Figures, type PlanChange, type Scope } from './rules-plan.ts';
import { timeOf, type YearPlan, type YearProblem } from './rules-year.ts';
import { words } from './words.ja.ts';

/** A proposal that stands and is not being worked out just now. */
export async function standing(tx: WriteTx, id: number): Promise<Proposal & { fiscal_year: number }> {
  if (!tx.has('visit.plan')) throw new Refusal(403);
  const proposal = found(await proposalById(tx, id));
  if (stateOf(proposal) === 'solving') throw new Refusal(409, words.errors.solving);
  return proposal;
}

/** Begins a proposal for the rest of a round's year; it is worked out by a job. 409 when one stands. */
export async function createProposal(tx: WriteTx, fiscal_year: number, data: NewProposal): Promise<number> {
  if (!tx.has('visit.plan')) throw new Refusal(403);
  const { round, proposal } = found(await proposalOf(tx, fiscal_year));
  if (proposal) throw new Refusal(409, words.errors.exists);
  const to_on = fiscalYearEnd(fiscal_year);
  if (data.from_on <= tx.today) invalid({ from_on: words.errors.notAhead });
  if (data.from_on < fiscalYearStart(fiscal_year) || data.from_on > to_on)
    invalid({ from_on: words.errors.notInYear });
  const { id } = await tx.db
    .insertInto('round_proposal')
    .values({
      round_id: round.id,
      from_on: data.from_on,
      to_on,
      by_need: data.by_need,
      seed: data.seed ?? 1,
      created_by: me(tx),
      created_at: tx.now,
      solve_requested_by: me(tx),
      solve_requested_at: tx.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  tx.record({
    action: 'round.propose',
    subject_kind: 'round_proposal',
    subject_id: id,
    detail: { fiscal_year },
  });
  await tx.plan(solveJob, { proposal_id: id, asked: 1 });
  return id;
}

/** Has a proposal worked out again, whole or in part; locked lines and visits stay. */
export async function requestSolve(tx: WriteTx, id: number, data: SolveData): Promise<void> {
  const proposal = await standing(tx, id);
  await tx.db
    .updateTable('round_proposal')
    .set((row) => ({
      solve_months: data.months.length === 0 ? null : data.months,
      solve_person_id: data.person_id,
      solve_requested_by: me(tx),
      solve_requested_at: tx.now,
      solve_progress: 0,
      asked: proposal.asked + 1,
      version: row('version', '+', 1),
    }))
    .where('id', '=', proposal.id)
    .execute();
  tx.record({
    action: 'round.solve',
    subject_kind: 'round_proposal',
    subject_id: id,
    detail: { months: data.months, person_id: data.person_id },
  });
  await tx.plan(solveJob, { proposal_id: id, asked: proposal.asked + 1 });
}

/** Puts a proposal away; what was taken of it stays. */
export async function discardProposal(tx: WriteTx, id: number): Promise<void> {
  if (!tx.has('visit.plan')) throw new Refusal(403);
  const proposal = found(await proposalById(tx, id));
  await tx.db
    .updateTable('round_proposal')
    .set({ discarded_at: tx.now, discarded_by: me(tx) })
    .where('id', '=', proposal.id)
    .execute();
  tx.record({ action: 'round.discard', subject_kind: 'round_proposal', subject_id: id });
}

const scopeOf = (proposal: Proposal): Scope => ({
  months: proposal.solve_months,
  person_id: proposal.solve_person_id,
});

const linesOf = (tx: WriteTx, proposal_id: number) =>
  tx.db
    .selectFrom('round_line')
    .where('proposal_id', '=', proposal_id)
    .where('visit_id', 'is', null)
    .selectAll()
    .execute() as unknown as Promise<(Parameters<typeof problemFor>[2][number] & { id: number })[]>;

/** The problem of a request as it stands now; null when it has been answered or another has been made since. */
export async function problemOf(
  tx: WriteTx,
  id: number,
  asked: number,
): Promise<{ year: YearProblem; seed: number } | null> {
  const proposal = await proposalById(tx, id);
  if (!proposal || stateOf(proposal) !== 'solving') return null;
  if (proposal.asked !== asked) return null;
  const facts = await factsFor(
    tx,
    { id: proposal.round_id, fiscal_year: proposal.fiscal_year },
    proposal.from_on,
    proposal.to_on,
  );
  const lines = await linesOf(tx, id);
  const missing = await missingOf(tx, id);
  return { year: problemFor(facts, proposal, lines, missing, scopeOf(proposal)), seed: proposal.seed };
}

const insertAtMost = 500;

/** Writes down what was worked out, with what it changed; does nothing when another request has been made since. */
export async function keepPlan(
  tx: WriteTx,
  id: number,
  asked: number,
  plan: YearPlan,
  seconds: number,
  quiet = false,
): Promise<void> {
  const proposal = await proposalById(tx, id);
  if (!proposal || stateOf(proposal) !== 'solving' || proposal.asked !== asked) return;
  const scope = scopeOf(proposal);
  const facts = await factsFor(
    tx,
    { id: proposal.round_id, fiscal_year: proposal.fiscal_year },
    proposal.from_on,
    proposal.to_on,
  );
  const ways = waysBetween(facts.setting, facts.facilities);
  const callsBefore = await planCalls(tx, proposal);
  const before = proposal.solved_at === null ? null : sumOf(ways, callsBefore);
  const leaving = (await linesOf(tx, id)).filter((line) => inScope(line, scope));
  const stood = new Set(
    leaving.map((line) => `${line.facility_id} ${line.person_id} ${line.planned_on} ${line.starts_at}`),
  );
  if (leaving.length > 0) {
    await tx.db
      .deleteFrom('round_line')
      .where(
        'id',
        'in',
        leaving.map((line) => line.id),
      )
      .execute();
  }
  const retried = new Set(plan.missing.map((one) => one.facility_id));
  const made = plan.calls.filter((call) => call.fixed === null);
  const rows = made.map((call) => ({
    proposal_id: id,
    facility_id: call.facility_id,
    person_id: call.person_id,
    planned_on: call.on,
    starts_at: timeOf(call.starts!),
    ends_at: timeOf(call.ends!),
    why_now: JSON.stringify(call.why_now),
    why_her: JSON.stringify(call.why_her),
    replaces_id: call.replaces_id,
  }));
  for (let at = 0; at < rows.length; at += insertAtMost) {
    await tx.db
      .insertInto('round_line')
      .values(rows.slice(at, at + insertAtMost))
      .execute();
  }
  // A part tries what was missing again, unless it was one person's calls only.
  if (isWhole(scope) || scope.months !== null) {
    const placed = new Set(made.map((call) => call.facility_id));
    await tx.db
      .deleteFrom('round_missing')
      .where('proposal_id', '=', id)
      .$if(!isWhole(scope), (query) => query.where('facility_id', 'in', [...retried, ...placed, 0]))
      .execute();
  }
  if (plan.missing.length > 0) {
    await tx.db
      .insertInto('round_missing')
      .values(
        plan.missing.map((one) => ({
          proposal_id: id,
          facility_id: one.facility_id,
          reason: one.reason,
          why_now: JSON.stringify(one.why_now),
        })),
      )
      .execute();
  }
  const after = sumOf(ways, await planCalls(tx, proposal));
  const missing = await missingOf(tx, id);
  const figures: Figures = {
    calls: after.calls,
    km: after.km,
    travel_minutes: after.travel_minutes,
    bound_km: plan.bound_km,
    missing: missing.length,
    seconds,
  };
  const change: PlanChange = {
    code: 'solved',
    scope: isWhole(scope) ? 'all' : 'part',
    before: before === null ? null : { km: before.km, calls: before.calls },
    after: { km: after.km, calls: after.calls },
    moved: rows.filter(
      (row) => !stood.has(`${row.facility_id} ${row.person_id} ${row.planned_on} ${row.starts_at}`),
    ).length,
  };
  await tx.db
    .updateTable('round_proposal')
    .set((row) => ({
      solved_at: tx.now,
      answered: asked,
      solve_progress: 100,
      figures: JSON.stringify(figures),
      change: JSON.stringify(change),
      version: row('version', '+', 1),
    }))
    .where('id', '=', id)
    .execute();
  tx.record({
    action: 'round.solved',
    subject_kind: 'round_proposal',
    subject_id: id,
    detail: { calls: after.calls, missing: missing.length },
  });
  if (quiet) return;
  await tx.db
    .insertInto('notice')
    .values({
      person_id: proposal.solve_requested_by,
      title: words.notices.solved(made.length),
      url: `/rounds/${proposal.fiscal_year}/proposal`,
      created_at: tx.now,
    })
    .execute();
}
