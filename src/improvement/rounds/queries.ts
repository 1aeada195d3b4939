import { sql } from 'kysely';
import { personName } from '../../base/people/queries.ts';
import type { ReadTx } from '../../platform/db/transaction.ts';
import { roundOf, type Round } from '../visits/queries-round.ts';
import type { CancelReason } from '../visits/rules.ts';
import type { Figures, PlanChange } from './rules-plan.ts';
import type { Missing, WhyHer, WhyNow } from './rules-year.ts';

export interface Proposal {
  id: number;
  round_id: number;
  from_on: string;
  to_on: string;
  by_need: boolean;
  seed: number;
  created_at: Date;
  solve_months: string[] | null;
  solve_person_id: number | null;
  solve_requested_by: number;
  solve_requested_at: Date;
  solve_progress: number;
  solved_at: Date | null;
  asked: number;
  answered: number;
  failed: number;
  figures: Figures | null;
  change: PlanChange | null;
  version: number;
}

/** Whether the proposal is being worked out, stands, or could not be. */
export function stateOf(
  proposal: Pick<Proposal, 'asked' | 'answered' | 'failed'>,
): 'solving' | 'solved' | 'failed' {
  if (proposal.answered >= proposal.asked) return 'solved';
  return proposal.failed >= proposal.asked ? 'failed' : 'solving';
}

/** The proposal of a round that stands, if there is one. */
export async function proposalOf(
  tx: ReadTx,
  fiscal_year: number,
): Promise<{ round: Round; proposal: Proposal | null } | null> {
  const round = await roundOf(tx, fiscal_year);
  if (!round) return null;
  const proposal = await tx.db
    .selectFrom('round_proposal')
    .where('round_id', '=', round.id)
    .where('discarded_at', 'is', null)
    .selectAll()
    .executeTakeFirst();
  return { round, proposal: (proposal as Proposal | undefined) ?? null };
}

export async function proposalById(
  tx: ReadTx,
  id: number,
): Promise<(Proposal & { fiscal_year: number }) | undefined> {
  const row = await tx.db
    .selectFrom('round_proposal as p')
    .innerJoin('round as r', 'r.id', 'p.round_id')
    .where('p.id', '=', id)
    .where('p.discarded_at', 'is', null)
    .selectAll('p')
    .select('r.fiscal_year')
    .executeTakeFirst();
  return row as (Proposal & { fiscal_year: number }) | undefined;
}

/** A call of the plan as the pages show it: a line that is only proposed, or a visit that stands. */
export interface PlanCall {
  /** null: a visit that was not proposed here */
  line_id: number | null;
  visit_id: number | null;
  facility_id: number;
  facility: string;
  person_id: number;
  person: string;
  planned_on: string;
  starts_at: string | null;
  ends_at: string | null;
  locked: boolean;
  moved: boolean;
  why_now: WhyNow | null;
  why_her: WhyHer | null;
  visited_on: string | null;
  version: number;
}

/**
 * All calls of a plan's time: what is proposed and not yet taken, and every visit that stands, with its own day, whoever
 * planned it. `from_on`, `to_on` narrow it to some days.
 */
export async function planCalls(
  tx: ReadTx,
  proposal: Pick<Proposal, 'id' | 'from_on' | 'to_on'>,
  days: { from_on?: string; to_on?: string; person_id?: number } = {},
): Promise<PlanCall[]> {
  const from_on = days.from_on ?? proposal.from_on;
  const to_on = days.to_on ?? proposal.to_on;
  const person = days.person_id ?? null;
  const { rows } = await sql<PlanCall>`
    select c.line_id, c.visit_id, c.facility_id, f.name as facility, c.person_id, p.family_name || ' ' || p.given_name as person,
      c.planned_on, c.starts_at, c.ends_at, c.locked, c.moved, c.why_now, c.why_her, c.visited_on, c.version
    from (
      select l.id as line_id, null::bigint as visit_id, l.facility_id, l.person_id, l.planned_on, l.starts_at, l.ends_at, l.locked,
        l.was_on is not null as moved, l.why_now, l.why_her, null::date as visited_on, l.version
      from round_line l where l.proposal_id = ${proposal.id} and l.visit_id is null
      union all
      select l.id, v.id, v.facility_id, v.lead_id, v.planned_on, v.planned_from, v.planned_to, true, false, l.why_now, l.why_her,
        v.visited_on, v.version
      from visit v left join round_line l on l.visit_id = v.id and l.proposal_id = ${proposal.id}
      where v.cancelled_at is null and v.planned_on between ${from_on}::date and ${to_on}::date
    ) as c join facility f on f.id = c.facility_id join person p on p.id = c.person_id
    where c.planned_on between ${from_on}::date and ${to_on}::date and (${person}::bigint is null or c.person_id = ${person})
    order by c.planned_on, c.person_id, c.starts_at nulls last, c.facility_id`.execute(tx.db);
  return rows;
}

export interface Line {
  id: number;
  proposal_id: number;
  fiscal_year: number;
  facility_id: number;
  facility: string;
  visit_wishes: string | null;
  person_id: number;
  person: string;
  planned_on: string;
  starts_at: string;
  ends_at: string;
  locked: boolean;
  moved_by: string | null;
  was_on: string | null;
  was_person_id: number | null;
  was_person: string | null;
  was_starts_at: string | null;
  why_now: WhyNow;
  why_her: WhyHer;
  replaces_id: number | null;
  visit_id: number | null;
  version: number;
  may_plan: boolean;
}

export async function lineById(tx: ReadTx, id: number): Promise<Line | undefined> {
  const row = await tx.db
    .selectFrom('round_line as l')
    .innerJoin('round_proposal as r', 'r.id', 'l.proposal_id')
    .innerJoin('round as y', 'y.id', 'r.round_id')
    .innerJoin('facility as f', 'f.id', 'l.facility_id')
    .innerJoin('person as p', 'p.id', 'l.person_id')
    .leftJoin('person as m', 'm.id', 'l.moved_by')
    .leftJoin('person as w', 'w.id', 'l.was_person_id')
    .where('l.id', '=', id)
    .where('r.discarded_at', 'is', null)
    .selectAll('l')
    .select(['y.fiscal_year', 'f.name as facility', 'f.visit_wishes', personName('p').as('person')])
    .select([
      sql<string | null>`m.family_name || ' ' || m.given_name`.as('moved_by'),
      sql<string | null>`w.family_name || ' ' || w.given_name`.as('was_person'),
      sql<boolean>`may_plan_visit()`.as('may_plan'),
    ])
    .executeTakeFirst();
  return row as Line | undefined;
}

export interface MissingLine {
  id: number;
  facility_id: number;
  facility: string;
  reason: Missing;
  why_now: WhyNow;
}

export async function missingOf(tx: ReadTx, proposal_id: number): Promise<MissingLine[]> {
  return tx.db
    .selectFrom('round_missing as m')
    .innerJoin('facility as f', 'f.id', 'm.facility_id')
    .where('m.proposal_id', '=', proposal_id)
    .orderBy('m.reason')
    .orderBy(sql`f.name_kana collate "ja-x-icu"`)
    .orderBy('m.id')
    .select(['m.id', 'm.facility_id', 'f.name as facility', 'm.reason', 'm.why_now'])
    .execute() as unknown as Promise<MissingLine[]>;
}

export interface Acceptance {
  id: number;
  months: string[];
  accepted_by: string;
  accepted_at: Date;
  undone_at: Date | null;
  visits: number;
}

/** What of a proposal was taken, newest first. */
export async function acceptancesOf(tx: ReadTx, proposal_id: number): Promise<Acceptance[]> {
  return tx.db
    .selectFrom('round_acceptance as a')
    .innerJoin('person as p', 'p.id', 'a.accepted_by')
    .where('a.proposal_id', '=', proposal_id)
    .orderBy('a.id', 'desc')
    .select(['a.id', 'a.months', personName('p').as('accepted_by'), 'a.accepted_at', 'a.undone_at'])
    .select((eb) =>
      eb
        .selectFrom('round_line as l')
        .whereRef('l.acceptance_id', '=', 'a.id')
        .select((own) => own.fn.countAll<number>().as('visits'))
        .as('visits'),
    )
    .execute() as unknown as Promise<Acceptance[]>;
}

export interface LostVisit {
  id: number;
  facility_id: number;
  facility: string;
  lead: string;
  planned_on: string;
  cancel_reason: CancelReason | null;
  cancel_note: string | null;
  /** where it is made up for: a proposed day, or a visit that stands */
  proposed_on: string | null;
  line_id: number | null;
  next_on: string | null;
  next_id: number | null;
}

/** Visits of a year that did not take place: cancelled without another day, or past for a week without a record. */
export async function lostVisits(tx: ReadTx, fiscal_year: number, before: string): Promise<LostVisit[]> {
  const { rows } = await sql<LostVisit>`
    select v.id, v.facility_id, f.name as facility, p.family_name || ' ' || p.given_name as lead, v.planned_on, v.cancel_reason,
      v.cancel_note, line.planned_on as proposed_on, line.id as line_id, next.planned_on as next_on, next.id as next_id
    from visit v join facility f on f.id = v.facility_id join person p on p.id = v.lead_id
      left join lateral (
        select l.id, l.planned_on from round_line l join round_proposal r on r.id = l.proposal_id
        where l.replaces_id = v.id and l.visit_id is null and r.discarded_at is null limit 1
      ) as line on true
      left join lateral (
        select n.id, n.planned_on from visit n
        where n.cancelled_at is null and (n.moved_from_id = v.id or (n.facility_id = v.facility_id and n.planned_on > v.planned_on))
        order by n.moved_from_id = v.id desc nulls last, n.planned_on limit 1
      ) as next on true
    where v.fiscal_year = ${fiscal_year} and v.visited_on is null
      and ((v.cancelled_at is not null and v.cancel_reason <> 'replanned') or (v.cancelled_at is null and v.planned_on < ${before}))
    order by (v.cancelled_at is null) desc, v.planned_on desc, v.id desc
    limit 300`.execute(tx.db);
  return rows;
}
