import { found, Refusal, type WriteTx } from '../../platform/db/transaction.ts';
import { formatDate, formatMonthDay, formatTime } from '../../platform/ja/dates.ts';
import { conflict, invalid } from '../../platform/web/handlers.tsx';
import { cancelVisit, me, planVisits, tellFacility } from '../visits/commands.ts';
import type { Purpose } from '../visits/rules.ts';
import { standing } from './commands.ts';
import type { MoveData } from './forms.ts';
import { factsFor } from './queries-facts.ts';
import { lineById, planCalls, type Line, type Proposal } from './queries.ts';
import {
  problemsOf,
  sumOf,
  timeFor,
  waysBetween,
  type Around,
  type Call,
  type Problem,
} from './rules-figures.ts';
import type { PlanChange } from './rules-plan.ts';
import { minutesOf, timeOf, type WhyNow } from './rules-year.ts';
import { words } from './words.ja.ts';

/** What is around a line: all other calls, people, agencies, ways. */
export async function aroundLine(
  tx: Parameters<typeof factsFor>[0],
  proposal: Pick<Proposal, 'id' | 'from_on' | 'to_on' | 'round_id'> & { fiscal_year: number },
  line: Pick<Line, 'id'> | null,
): Promise<Around & { facts: Awaited<ReturnType<typeof factsFor>>; calls: Call[] }> {
  const facts = await factsFor(
    tx,
    { id: proposal.round_id, fiscal_year: proposal.fiscal_year },
    proposal.from_on,
    proposal.to_on,
  );
  const calls = await planCalls(tx, proposal);
  return {
    ways: waysBetween(facts.setting, facts.facilities),
    today: tx.today,
    workers: facts.workers,
    others: calls.filter((call) => line === null || call.line_id !== line.id),
    agencies: facts.agencies,
    facts,
    calls,
  };
}

/**
 * Moves a proposed call to another day, person or time, and locks it. Without a time the one with the shortest way is taken.
 * What speaks against it is said first and wants to be confirmed. Answers what it did to the whole.
 */
export async function moveLine(
  tx: WriteTx,
  id: number,
  data: MoveData,
): Promise<PlanChange & { code: 'moved' }> {
  const line = found(await lineById(tx, id));
  const proposal = await standing(tx, line.proposal_id);
  if (line.visit_id !== null) throw new Refusal(409, words.errors.taken);
  const around = await aroundLine(tx, proposal, line);
  if (data.planned_on < proposal.from_on || data.planned_on > proposal.to_on)
    invalid({ planned_on: words.errors.outside });
  if (!around.workers.some((worker) => worker.id === data.person_id))
    invalid({ person_id: words.errors.notCoordinator });
  const minutes =
    around.ways.facility.get(line.facility_id)?.minutes ??
    minutesOf(line.ends_at) - minutesOf(line.starts_at);
  const start =
    data.starts_at === null
      ? (timeFor(around, line.facility_id, data.person_id, data.planned_on) ?? minutesOf(line.starts_at))
      : minutesOf(data.starts_at);
  const end = start + minutes;
  if (end >= 24 * 60) invalid({ starts_at: words.errors.tooLate });
  const call: Call = {
    facility_id: line.facility_id,
    person_id: data.person_id,
    planned_on: data.planned_on,
    starts_at: timeOf(start),
    ends_at: timeOf(end),
  };
  const problems = problemsOf(call, around);
  if (problems.length > 0 && !data.confirmed) {
    invalid({
      confirmed: words.line.confirmFirst(problems.map((problem) => sayProblem(problem, around)).join('')),
    });
  }
  const before = sumOf(around.ways, [...around.others, line]);
  const after = sumOf(around.ways, [...around.others, call]);
  const changed = await tx.db
    .updateTable('round_line')
    .set((row) => ({
      planned_on: call.planned_on,
      person_id: call.person_id,
      starts_at: call.starts_at!,
      ends_at: call.ends_at!,
      locked: true,
      moved_by: me(tx),
      // the first move remembers where the proposal had put it
      was_on: line.was_on ?? line.planned_on,
      was_person_id: line.was_person_id ?? line.person_id,
      was_starts_at: line.was_starts_at ?? line.starts_at,
      ...(call.person_id === line.person_id ? {} : { why_her: JSON.stringify({ code: 'person' }) }),
      version: row('version', '+', 1),
    }))
    .where('id', '=', id)
    .where('version', '=', data._version)
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n) {
    conflict({
      fields: [
        {
          name: 'planned_on',
          label: words.line.planned_on,
          mine: formatDate(data.planned_on),
          theirs: formatDate(line.planned_on),
        },
        {
          name: 'person_id',
          label: words.line.person,
          mine: around.facts.workers.find((worker) => worker.id === data.person_id)?.name ?? '',
          theirs: line.person,
        },
        {
          name: 'starts_at',
          label: words.line.starts_at,
          mine: data.starts_at === null ? words.line.anyTime : formatTime(data.starts_at),
          theirs: formatTime(line.starts_at),
        },
      ],
      who: words.someone,
      when: words.before,
      version: line.version,
    });
  }
  const change = {
    code: 'moved' as const,
    facility: line.facility,
    km: after.km - before.km,
    minutes: after.travel_minutes - before.travel_minutes,
    problems: problems.length,
  };
  await remember(tx, proposal.id, change);
  tx.record({
    action: 'round.move_line',
    subject_kind: 'round_line',
    subject_id: id,
    detail: { planned_on: call.planned_on, person_id: call.person_id },
  });
  return change;
}

/** A problem in words, with the names that belong to it. */
export function sayProblem(problem: Problem, around: Awaited<ReturnType<typeof aroundLine>>): string {
  return words.problem(
    problem,
    problem.code === 'overlap' ? (around.facts.about.get(problem.facility_id)?.name ?? '') : '',
  );
}

async function remember(tx: WriteTx, proposal_id: number, change: PlanChange): Promise<void> {
  await tx.db
    .updateTable('round_proposal')
    .set((row) => ({ change: JSON.stringify(change), version: row('version', '+', 1) }))
    .where('id', '=', proposal_id)
    .execute();
}

/** Puts a moved call back where the proposal had it, free to be worked out again. */
export async function undoMove(tx: WriteTx, id: number): Promise<void> {
  const line = found(await lineById(tx, id));
  await standing(tx, line.proposal_id);
  if (line.visit_id !== null) throw new Refusal(409, words.errors.taken);
  if (line.was_on === null || line.was_person_id === null || line.was_starts_at === null)
    throw new Refusal(409, words.errors.notMoved);
  const minutes = minutesOf(line.ends_at) - minutesOf(line.starts_at);
  await tx.db
    .updateTable('round_line')
    .set((row) => ({
      planned_on: line.was_on!,
      person_id: line.was_person_id!,
      starts_at: line.was_starts_at!,
      ends_at: timeOf(minutesOf(line.was_starts_at!) + minutes),
      was_on: null,
      was_person_id: null,
      was_starts_at: null,
      moved_by: null,
      locked: false,
      version: row('version', '+', 1),
    }))
    .where('id', '=', id)
    .execute();
  tx.record({ action: 'round.unmove_line', subject_kind: 'round_line', subject_id: id });
}

/** Locks lines, or frees them: what is locked stays when the plan is worked out again. */
export async function lockLines(
  tx: WriteTx,
  proposal_id: number,
  ids: readonly number[],
  locked: boolean,
): Promise<number> {
  await standing(tx, proposal_id);
  if (ids.length === 0) invalid({ line_ids: words.errors.chooseLines });
  const changed = await tx.db
    .updateTable('round_line')
    .set((row) => ({ locked, version: row('version', '+', 1) }))
    .where('proposal_id', '=', proposal_id)
    .where('visit_id', 'is', null)
    .where('id', 'in', [...ids])
    .executeTakeFirst();
  tx.record({
    action: locked ? 'round.lock' : 'round.unlock',
    subject_kind: 'round_proposal',
    subject_id: proposal_id,
    detail: { lines: [...ids] },
  });
  return Number(changed.numUpdatedRows);
}

const purposeOf = (why: WhyNow): Purpose =>
  why.code === 'new_head' ? 'new_head' : why.code === 'follow_up' ? 'follow_up' : 'round';

/** Makes planned visits of some months' lines; each facility is told once. Answers how many. */
export async function acceptMonths(
  tx: WriteTx,
  proposal_id: number,
  months: readonly string[],
): Promise<number> {
  const proposal = await standing(tx, proposal_id);
  if (months.length === 0) invalid({ months: words.errors.chooseMonths });
  const lines = (
    await tx.db
      .selectFrom('round_line')
      .where('proposal_id', '=', proposal_id)
      .where('visit_id', 'is', null)
      .where('planned_on', '>=', tx.today)
      .orderBy('planned_on')
      .orderBy('starts_at')
      .orderBy('id')
      .selectAll()
      .execute()
  ).filter((line) => months.includes(line.planned_on.slice(0, 7)));
  if (lines.length === 0) invalid({ months: words.errors.nothingThere });
  const { id: acceptance_id } = await tx.db
    .insertInto('round_acceptance')
    .values({ proposal_id, months: [...months], accepted_by: me(tx), accepted_at: tx.now })
    .returning('id')
    .executeTakeFirstOrThrow();
  for (const [lead_id, own] of Map.groupBy(lines, (line) => line.person_id)) {
    const ids = await planVisits(tx, {
      lead_id,
      companion_ids: [],
      quiet: true,
      rows: own.map((line) => ({
        facility_id: line.facility_id,
        planned_on: line.planned_on,
        planned_from: line.starts_at,
        planned_to: line.ends_at,
        purpose: purposeOf(line.why_now as WhyNow),
        note_to_facility: null,
        moved_from_id: line.replaces_id,
      })),
    });
    for (const [at, line] of own.entries()) {
      await tx.db
        .updateTable('round_line')
        .set({ visit_id: ids[at]!, acceptance_id })
        .where('id', '=', line.id)
        .execute();
    }
  }
  for (const [facility_id, own] of Map.groupBy(lines, (line) => line.facility_id)) {
    const days = own.map((line) => formatMonthDay(line.planned_on)).join('、');
    await tellFacility(tx, facility_id, 'heads', words.notices.planned(days), '/my-facility/visits');
  }
  await remember(tx, proposal.id, { code: 'accepted', visits: lines.length });
  tx.record({
    action: 'round.accept',
    subject_kind: 'round_proposal',
    subject_id: proposal_id,
    detail: { months: [...months], visits: lines.length },
  });
  return lines.length;
}

/**
 * Takes an acceptance back: visits to come that nobody has touched since are cancelled and become proposed lines again.
 * What has been moved, cancelled or made stays. Answers how many.
 */
export async function undoAcceptance(
  tx: WriteTx,
  proposal_id: number,
  acceptance_id: number,
): Promise<number> {
  const proposal = await standing(tx, proposal_id);
  const acceptance = found(
    await tx.db
      .selectFrom('round_acceptance')
      .where('id', '=', acceptance_id)
      .where('proposal_id', '=', proposal_id)
      .select(['id', 'undone_at'])
      .executeTakeFirst(),
  );
  if (acceptance.undone_at !== null) throw new Refusal(409, words.errors.undone);
  const lines = await tx.db
    .selectFrom('round_line as l')
    .innerJoin('visit as v', 'v.id', 'l.visit_id')
    .where('l.acceptance_id', '=', acceptance_id)
    .where('v.cancelled_at', 'is', null)
    .where('v.visited_on', 'is', null)
    .where('v.planned_on', '>', tx.today)
    .where('v.version', '=', 1)
    .orderBy('l.id')
    .select(['l.id', 'l.facility_id', 'l.planned_on', 'v.id as visit_id'])
    .execute();
  for (const line of lines) {
    // Freed first: a cancelled visit is not what the line stands for.
    await tx.db
      .updateTable('round_line')
      .set((row) => ({ visit_id: null, acceptance_id: null, version: row('version', '+', 1) }))
      .where('id', '=', line.id)
      .execute();
    await cancelVisit(tx, line.visit_id, {
      cancel_reason: 'replanned',
      cancel_note: null,
      planned_on: null,
      planned_from: null,
      planned_to: null,
      quiet: true,
    });
  }
  for (const [facility_id, own] of Map.groupBy(lines, (line) => line.facility_id)) {
    const days = own.map((line) => formatMonthDay(line.planned_on)).join('、');
    await tellFacility(tx, facility_id, 'heads', words.notices.undone(days), '/my-facility/visits');
  }
  await tx.db
    .updateTable('round_acceptance')
    .set({ undone_at: tx.now, undone_by: me(tx) })
    .where('id', '=', acceptance_id)
    .execute();
  await remember(tx, proposal.id, { code: 'undone', visits: lines.length });
  tx.record({
    action: 'round.unaccept',
    subject_kind: 'round_proposal',
    subject_id: proposal_id,
    detail: { visits: lines.length },
  });
  return lines.length;
}
