import { sql } from 'kysely';
import { personName } from '../../base/people/queries.ts';
import type { ReadTx } from '../../platform/db/transaction.ts';

import type { CancelReason, Purpose, RecordField } from './rules.ts';

export interface VisitedFacility {
  id: number;
  name: string;
  kind: string;
  address: string;
  visit_wishes: string | null;
}

/** The facility a history is about. */
export async function facilityById(tx: ReadTx, id: number): Promise<VisitedFacility | undefined> {
  return tx.db
    .selectFrom('facility')
    .where('id', '=', id)
    .select(['id', 'name', 'kind', 'address', 'visit_wishes'])
    .executeTakeFirst();
}

export interface HistoryVisit {
  id: number;
  purpose: Purpose;
  planned_on: string;
  planned_from: string | null;
  visited_on: string | null;
  cancelled_at: Date | null;
  cancel_reason: CancelReason | null;
  cancel_note: string | null;
  lead: string;
  shared_at: Date | null;
  /** null while there is no record or it is not to be seen */
  record: Pick<
    Record<RecordField, string>,
    'hearing' | 'strengths' | 'challenges' | 'support' | 'next_step'
  > | null;
  issues: { id: number; title: string }[];
}

/** All visits of a facility, newest first, with what was said, and the issues raised at each. */
export async function historyOf(
  tx: ReadTx,
  facility_id: number,
  page: { limit: number; offset: number },
): Promise<HistoryVisit[]> {
  return tx.db
    .selectFrom('visit as v')
    .innerJoin('person as p', 'p.id', 'v.lead_id')
    .leftJoin('visit_record as r', 'r.visit_id', 'v.id')
    .where('v.facility_id', '=', facility_id)
    .orderBy('v.planned_on', 'desc')
    .orderBy('v.id', 'desc')
    .limit(page.limit)
    .offset(page.offset)
    .select([
      'v.id',
      'v.purpose',
      'v.planned_on',
      'v.planned_from',
      'v.visited_on',
      'v.cancelled_at',
      'v.cancel_reason',
      'v.cancel_note',
      personName('p').as('lead'),
      'r.shared_at',
      sql<
        HistoryVisit['record']
      >`case when r.visit_id is not null then jsonb_build_object('hearing', r.hearing, 'strengths', r.strengths,
        'challenges', r.challenges, 'support', r.support, 'next_step', r.next_step) end`.as('record'),
      sql<
        HistoryVisit['issues']
      >`coalesce((select jsonb_agg(jsonb_build_object('id', i.id, 'title', i.title) order by i.id)
        from issue i where i.visit_id = v.id), '[]')`.as('issues'),
    ])
    .execute();
}

export interface FacilityCounts {
  visits: number;
  this_year: number;
  cancelled: number;
  upcoming: number;
}

/** How often a facility was visited. */
export async function countsOf(tx: ReadTx, facility_id: number): Promise<FacilityCounts & { all: number }> {
  const { rows } = await sql<FacilityCounts & { all: number }>`
    select count(*)::int as all, count(visited_on)::int as visits,
      (count(visited_on) filter (where fiscal_year = ${tx.fiscal_year}))::int as this_year,
      count(cancelled_at)::int as cancelled,
      (count(*) filter (where visited_on is null and cancelled_at is null and planned_on >= ${tx.today}))::int as upcoming
    from visit where facility_id = ${facility_id}`.execute(tx.db);
  return rows[0]!;
}

export interface OwnVisit {
  id: number;
  facility: string;
  purpose: Purpose;
  planned_on: string;
  planned_from: string | null;
  planned_to: string | null;
  note_to_facility: string | null;
  visited_on: string | null;
  cancelled_at: Date | null;
  cancel_reason: CancelReason | null;
  lead: string;
  shared_at: Date | null;
}

/** Visits to the facilities the actor works at, newest first: what a facility sees. */
export async function visitsToMyFacilities(tx: ReadTx): Promise<OwnVisit[]> {
  if (tx.session.facilities.length === 0) return [];
  return tx.db
    .selectFrom('visit as v')
    .innerJoin('facility as f', 'f.id', 'v.facility_id')
    .innerJoin('person as p', 'p.id', 'v.lead_id')
    .leftJoin('visit_record as r', (join) =>
      join.onRef('r.visit_id', '=', 'v.id').on('r.shared_at', 'is not', null),
    )
    .where('v.facility_id', 'in', tx.session.facilities)
    .orderBy('v.planned_on', 'desc')
    .orderBy('v.id', 'desc')
    .limit(200)
    .select([
      'v.id',
      'f.name as facility',
      'v.purpose',
      'v.planned_on',
      'v.planned_from',
      'v.planned_to',
      'v.note_to_facility',
      'v.visited_on',
      'v.cancelled_at',
      'v.cancel_reason',
      personName('p').as('lead'),
      'r.shared_at',
    ])
    .execute();
}
