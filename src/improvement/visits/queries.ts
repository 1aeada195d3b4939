import { sql, type SqlBool } from 'kysely';
import { personName } from '../../base/people/queries.ts';
import type { ReadTx } from '../../platform/db/transaction.ts';
import { foldForSearch } from '../../platform/ja/kana.ts';
import { offeredWhole } from '../../platform/search/offers.ts';
import { find } from '../../platform/search/search.ts';
import {
  againstWishes,
  dayWarning,
  overlaps,
  type CancelReason,
  type PlannedSlot,
  type PlanWarning,
  type Purpose,
} from './rules.ts';

export interface VisitFilter {
  fiscal_year: number | null;
  state: 'planned' | 'unrecorded' | 'recorded' | 'cancelled' | null;
  area_id: number | null;
  kind: string | null;
  lead_id: number | null;
  facility_id: number | null;
  /** words of the facility's name or of the record */
  q: string;
  /** 'YYYY-MM' */
  month: string | null;
  /** today and what comes, or the days before */
  days: 'ahead' | 'past' | null;
  order: 'newest' | 'oldest';
}

export const noFilter: VisitFilter = {
  fiscal_year: null,
  state: null,
  area_id: null,
  kind: null,
  lead_id: null,
  facility_id: null,
  q: '',
  month: null,
  days: null,
  order: 'newest',
};

export interface ListedVisit {
  id: number;
  facility_id: number;
  facility: string;
  facility_kind: string;
  fiscal_year: number;
  purpose: Purpose;
  planned_on: string;
  planned_from: string | null;
  planned_to: string | null;
  visited_on: string | null;
  cancelled_at: Date | null;
  cancel_reason: CancelReason | null;
  lead_id: number;
  lead: string;
  /** null: the record is not there or not to be seen */
  record: 'open' | 'restricted' | null;
  shared_at: Date | null;
}

/** Of the records that hold the words, at most this many count: who gets more asks more narrowly. */
const mostHits = 2000;

async function filtered(tx: ReadTx, filter: VisitFilter) {
  const folded = foldForSearch(filter.q);
  const hits =
    folded === '' ? [] : (await find(tx, filter.q, ['visit'], mostHits)).map((hit) => hit.subject_id);
  const query = tx.db
    .selectFrom('visit as v')
    .$if(filter.fiscal_year !== null, (query) =>
      query.where('v.fiscal_year', '=', sql.lit(filter.fiscal_year!)),
    )
    .$if(filter.lead_id !== null, (query) => query.where('v.lead_id', '=', filter.lead_id!))
    .$if(filter.facility_id !== null, (query) => query.where('v.facility_id', '=', filter.facility_id!))
    .$if(filter.month !== null, (query) =>
      query.where(
        sql<SqlBool>`v.planned_on >= ${`${filter.month}-01`}::date and v.planned_on < (${`${filter.month}-01`}::date + interval '1 month')::date`,
      ),
    )
    .$if(filter.days === 'ahead', (query) => query.where('v.planned_on', '>=', tx.today))
    .$if(filter.days === 'past', (query) => query.where('v.planned_on', '<', tx.today))
    .$if(filter.state === 'planned', (query) =>
      query
        .where('v.visited_on', 'is', null)
        .where('v.cancelled_at', 'is', null)
        .where('v.planned_on', '>', tx.today),
    )
    .$if(filter.state === 'unrecorded', (query) =>
      query
        .where('v.visited_on', 'is', null)
        .where('v.cancelled_at', 'is', null)
        .where('v.planned_on', '<=', tx.today),
    )
    .$if(filter.state === 'recorded', (query) => query.where('v.visited_on', 'is not', null))
    .$if(filter.state === 'cancelled', (query) => query.where('v.cancelled_at', 'is not', null))
    .$if(filter.kind !== null, (query) =>
      query.where('v.facility_id', 'in', (facility) =>
        facility.selectFrom('facility').select('facility.id').where('facility.kind', '=', filter.kind!),
      ),
    )
    .$if(filter.area_id !== null, (query) =>
      query.where('v.facility_id', 'in', (facility) =>
        facility
          .selectFrom('facility')
          .innerJoin('area_town', 'area_town.town_id', 'facility.town_id')
          .where('area_town.area_id', '=', filter.area_id!)
          .select('facility.id'),
      ),
    )
    .$if(folded !== '', (query) =>
      query.where(
        sql<SqlBool>`(v.facility_id in (select id from facility where position(${folded} in folded) > 0)
          or v.id = any(${hits}::bigint[]))`,
      ),
    );
  return { query };
}

/** Visits as the list shows them, newest plan first (or oldest), one page. */
export async function listVisits(
  tx: ReadTx,
  filter: VisitFilter,
  page: { limit: number; offset: number },
): Promise<ListedVisit[]> {
  const direction = filter.order === 'newest' ? 'desc' : 'asc';
  const { query } = await filtered(tx, filter);
  // The page is cut from the index first: joined before, every line passed over would be looked up in three tables.
  const lines = query
    .selectAll('v')
    .orderBy('v.planned_on', direction)
    .orderBy('v.id', direction)
    // Written out, as in cutOf().
    .limit(sql.lit(page.limit))
    .$if(page.offset > 0, (query) => query.offset(page.offset));
  return (
    tx.db
      .selectFrom(lines.as('v'))
      .innerJoin('facility as f', 'f.id', 'v.facility_id')
      .innerJoin('person as p', 'p.id', 'v.lead_id')
      .leftJoin('visit_record as r', 'r.visit_id', 'v.id')
      .orderBy('v.planned_on', direction)
      // The cut is made by number; within a day of the page the hour says what comes first.
      .orderBy('v.planned_from', (order) => (direction === 'asc' ? order.asc() : order.desc()).nullsLast())
      .orderBy('v.id', direction)
      .select([
        'v.id',
        'v.facility_id',
        'f.name as facility',
        'f.kind as facility_kind',
        'v.fiscal_year',
        'v.purpose',
        'v.planned_on',
        'v.planned_from',
        'v.planned_to',
        'v.visited_on',
        'v.cancelled_at',
        'v.cancel_reason',
        'v.lead_id',
        personName('p').as('lead'),
        sql<'open' | 'restricted' | null>`case when v.visited_on is null then null
          when r.visit_id is null or r.restricted then 'restricted' else 'open' end`.as('record'),
        'r.shared_at',
      ])
      .execute()
  );
}

/** Nobody pages through more; row security looks at every one that is counted. */
export const countedTo = 1000;

/** How many there are, counted up to one past `countedTo`. */
export async function countVisits(tx: ReadTx, filter: VisitFilter): Promise<number> {
  const { query } = await filtered(tx, filter);
  const { count } = await tx.db
    .selectFrom(
      query
        .select('v.id')
        .limit(sql.lit(countedTo + 1))
        .as('counted'),
    )
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

export interface Visit {
  id: number;
  facility_id: number;
  facility: string;
  facility_kind: string;
  visit_wishes: string | null;
  team_id: number;
  team: string;
  lead_id: number;
  lead: string;
  purpose: Purpose;
  planned_on: string;
  planned_from: string | null;
  planned_to: string | null;
  note_to_facility: string | null;
  visited_on: string | null;
  cancelled_at: Date | null;
  cancelled_by_name: string | null;
  cancel_reason: CancelReason | null;
  cancel_note: string | null;
  moved_from_id: number | null;
  moved_from: { planned_on: string; cancel_reason: CancelReason; cancel_note: string | null } | null;
  moved_to: { id: number; planned_on: string } | null;
  version: number;
  created_at: Date;
  created_by_name: string;
  may_plan: boolean;
  may_record: boolean;
}

/** One visit with its plan; undefined when not there or not to be seen. */
export async function visitById(tx: ReadTx, id: number): Promise<Visit | undefined> {
  return tx.db
    .selectFrom('visit as v')
    .innerJoin('facility as f', 'f.id', 'v.facility_id')
    .innerJoin('team as t', 't.id', 'v.team_id')
    .innerJoin('person as p', 'p.id', 'v.lead_id')
    .innerJoin('person as c', 'c.id', 'v.created_by')
    .leftJoin('person as x', 'x.id', 'v.cancelled_by')
    .leftJoin('visit as before', 'before.id', 'v.moved_from_id')
    .where('v.id', '=', id)
    .select([
      'v.id',
      'v.facility_id',
      'f.name as facility',
      'f.kind as facility_kind',
      'f.visit_wishes',
      'v.team_id',
      't.name as team',
      'v.lead_id',
      personName('p').as('lead'),
      'v.purpose',
      'v.planned_on',
      'v.planned_from',
      'v.planned_to',
      'v.note_to_facility',
      'v.visited_on',
      'v.cancelled_at',
      sql<string | null>`x.family_name || ' ' || x.given_name`.as('cancelled_by_name'),
      'v.cancel_reason',
      'v.cancel_note',
      'v.moved_from_id',
      sql<
        Visit['moved_from']
      >`case when before.id is not null then jsonb_build_object('planned_on', before.planned_on,
        'cancel_reason', before.cancel_reason, 'cancel_note', before.cancel_note) end`.as('moved_from'),
      sql<Visit['moved_to']>`(select jsonb_build_object('id', later.id, 'planned_on', later.planned_on)
        from visit later where later.moved_from_id = v.id limit 1)`.as('moved_to'),
      'v.version',
      'v.created_at',
      personName('c').as('created_by_name'),
      sql<boolean>`may_plan_visit()`.as('may_plan'),
      sql<boolean>`may_record_visit(v.team_id)`.as('may_record'),
    ])
    .executeTakeFirst();
}

export interface PersonName {
  id: number;
  name: string;
}

/** Coordinators who go along, beside the lead. */
export async function companions(tx: ReadTx, visit_id: number): Promise<PersonName[]> {
  return tx.db
    .selectFrom('visit_coordinator as vc')
    .innerJoin('person as p', 'p.id', 'vc.person_id')
    .where('vc.visit_id', '=', visit_id)
    .orderBy('p.id')
    .select(['p.id', personName('p').as('name')])
    .execute();
}

export interface Coordinator extends PersonName {
  team_id: number;
}

/** People who hold a coordinator's appointment with a visiting team on a day (today unless said), in the order of their kana. */
export async function coordinators(tx: ReadTx, on?: string): Promise<Coordinator[]> {
  const day = on ?? tx.today;
  const { rows } = await sql<Coordinator>`
    select p.id, p.family_name || ' ' || p.given_name as name, min(a.team_id) as team_id
    from appointment a join person p on p.id = a.person_id join role_duty d using (role_code)
    where d.duty = 'visit.record' and a.team_id is not null and a.starts_on <= ${day} and (a.ends_on is null or a.ends_on >= ${day})
    group by p.id
    order by p.family_kana collate "ja-x-icu", p.given_kana collate "ja-x-icu", p.id`.execute(tx.db);
  return rows;
}

export interface AreaSystem {
  code: string;
  name: string;
  areas: { id: number; name: string }[];
}

/** Area systems with their areas, in order: the first is the one figures are grouped by unless said otherwise. */
export async function areaSystems(tx: ReadTx): Promise<AreaSystem[]> {
  const { rows } = await sql<AreaSystem>`
    select s.code, s.name, coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'name', a.name) order by a.code, a.id)
      filter (where a.id is not null), '[]') as areas
    from area_system s left join area a on a.area_system_code = s.code and (a.ends_on is null or a.ends_on >= ${tx.today})
    group by s.code order by s.position, s.code`.execute(tx.db);
  return rows;
}

/** Facilities in office, for naming one where there are so few that a form lists them; none where there are more. */
export async function openFacilities(
  tx: ReadTx,
): Promise<{ id: number; name: string; kind: string; folded: string }[]> {
  const rows = await tx.db
    .selectFrom('facility')
    .where('ended_on', 'is', null)
    .orderBy(sql`name_kana collate "ja-x-icu"`)
    .orderBy('id')
    .select(['id', 'name', 'kind', 'folded'])
    .limit(offeredWhole + 1)
    .execute();
  return rows.length > offeredWhole ? [] : rows;
}

export interface PlanFacility {
  id: number;
  name: string;
  kind: string;
  visit_wishes: string | null;
  coordinator_id: number | null;
  address: string;
}

/** The facilities asked for with what planning needs, and the coordinator the year's round names. */
export async function facilitiesToPlan(
  tx: ReadTx,
  ids: readonly number[],
  fiscal_year: number,
): Promise<PlanFacility[]> {
  if (ids.length === 0) return [];
  return tx.db
    .selectFrom('facility as f')
    .leftJoin('round as r', (join) => join.on('r.fiscal_year', '=', fiscal_year))
    .leftJoin('round_target as t', (join) =>
      join.onRef('t.round_id', '=', 'r.id').onRef('t.facility_id', '=', 'f.id'),
    )
    .where('f.id', 'in', ids)
    .where('f.ended_on', 'is', null)
    .orderBy(sql`f.name_kana collate "ja-x-icu"`)
    .orderBy('f.id')
    .select(['f.id', 'f.name', 'f.kind', 'f.visit_wishes', 't.coordinator_id', 'f.address'])
    .execute();
}

export interface CalendarVisit {
  id: number;
  facility: string;
  planned_on: string;
  planned_from: string | null;
  planned_to: string | null;
  visited_on: string | null;
  lead_id: number;
  lead: string;
  latitude: number | null;
  longitude: number | null;
}

/** Visits of some days that are not cancelled, of one coordinator or of all. */
export async function visitsBetween(
  tx: ReadTx,
  from: string,
  to: string,
  lead_id: number | null,
): Promise<CalendarVisit[]> {
  return tx.db
    .selectFrom('visit as v')
    .innerJoin('facility as f', 'f.id', 'v.facility_id')
    .innerJoin('person as p', 'p.id', 'v.lead_id')
    .where('v.planned_on', '>=', from)
    .where('v.planned_on', '<=', to)
    .where('v.cancelled_at', 'is', null)
    .$if(lead_id !== null, (query) => query.where('v.lead_id', '=', lead_id!))
    .orderBy('v.planned_on')
    .orderBy('v.planned_from', (order) => order.asc().nullsLast())
    .orderBy('v.id')
    .select([
      'v.id',
      'f.name as facility',
      'v.planned_on',
      'v.planned_from',
      'v.planned_to',
      'v.visited_on',
      'v.lead_id',
      personName('p').as('lead'),
      'f.latitude',
      'f.longitude',
    ])
    .execute();
}

/** Visits of a coordinator on the days given, to find overlaps. `except` leaves one visit out (the one being moved). */
export async function visitsOn(
  tx: ReadTx,
  lead_id: number,
  days: readonly string[],
  except: number | null = null,
): Promise<
  { facility: string; planned_on: string; planned_from: string | null; planned_to: string | null }[]
> {
  if (days.length === 0) return [];
  return tx.db
    .selectFrom('visit as v')
    .innerJoin('facility as f', 'f.id', 'v.facility_id')
    .where('v.planned_on', 'in', days)
    .where('v.cancelled_at', 'is', null)
    .where((eb) =>
      eb.or([
        eb('v.lead_id', '=', lead_id),
        eb('v.id', 'in', (companion) =>
          companion.selectFrom('visit_coordinator').select('visit_id').where('person_id', '=', lead_id),
        ),
      ]),
    )
    .$if(except !== null, (query) => query.where('v.id', '<>', except!))
    .select(['f.name as facility', 'v.planned_on', 'v.planned_from', 'v.planned_to'])
    .execute();
}

/** What speaks against each planned slot, in the order given: holidays, other visits of the same person, the facility's wishes. */
export async function planWarnings(
  tx: ReadTx,
  lead_id: number,
  rows: readonly (PlannedSlot & { facility_id: number })[],
  except: number | null = null,
): Promise<PlanWarning[][]> {
  const others = await visitsOn(
    tx,
    lead_id,
    rows.map((row) => row.planned_on),
    except,
  );
  const facilities = await tx.db
    .selectFrom('facility')
    .where('id', 'in', [...rows.map((row) => row.facility_id), 0])
    .select(['id', 'name', 'visit_wishes'])
    .execute();
  const facility = new Map(facilities.map((one) => [one.id, one]));
  return rows.map((row, at) => {
    const found: PlanWarning[] = [];
    const day = dayWarning(row.planned_on, tx.today);
    if (day !== null) found.push(day);
    const together = rows
      .slice(0, at)
      .map((earlier) => ({ ...earlier, facility: facility.get(earlier.facility_id)?.name ?? '' }));
    for (const other of [...others, ...together]) {
      if (overlaps(row, other)) {
        found.push({
          code: 'overlap',
          facility: other.facility,
          from: other.planned_from,
          to: other.planned_to,
        });
      }
    }
    const wishes = facility.get(row.facility_id)?.visit_wishes ?? null;
    if (wishes !== null && againstWishes(wishes, row)) found.push({ code: 'wish', wishes });
    return found;
  });
}
