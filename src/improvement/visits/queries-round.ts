import { sql } from 'kysely';
import type { ReadTx } from '../../platform/db/transaction.ts';
import { fiscalYearMonths } from '../../platform/ja/dates.ts';
import { foldForSearch } from '../../platform/ja/kana.ts';
import { dueReason, type DueFacts, type DueReason, type RoundFacility } from './rules.ts';

export interface Round {
  id: number;
  fiscal_year: number;
  name: string;
  note: string | null;
  default_count: number;
  version: number;
}

/** The round of a fiscal year. */
export async function roundOf(tx: ReadTx, fiscal_year: number): Promise<Round | undefined> {
  return tx.db
    .selectFrom('round')
    .where('fiscal_year', '=', fiscal_year)
    .select(['id', 'fiscal_year', 'name', 'note', 'default_count', 'version'])
    .executeTakeFirst();
}

/** Years that have a round, newest first. */
export async function roundYears(tx: ReadTx): Promise<number[]> {
  const rows = await tx.db.selectFrom('round').select('fiscal_year').orderBy('fiscal_year', 'desc').execute();
  return rows.map((row) => row.fiscal_year);
}

/** The area of each facility in one area system, as a lateral join on `f` giving `area.id` and `area.name`. */
const areaOf = (system: string | null) => sql`left join lateral (
    select area.id, area.name from area_town join area on area.id = area_town.area_id
    where area_town.town_id = f.town_id and area_town.area_system_code = ${system} order by area.id limit 1
  ) as area on true`;

export interface Target {
  facility_id: number;
  facility: string;
  facility_kana: string | null;
  kind: string;
  area_id: number | null;
  area: string | null;
  coordinator_id: number | null;
  coordinator: string | null;
  planned_count: number;
  reason: string | null;
  version: number;
  /** visits with a record in the year */
  visited: number;
  /** visits still to come */
  upcoming: number;
  last_visited_on: string | null;
  ended_on: string | null;
}

/** Every facility of a round with what was planned and done, in the order of kana. `system`: area system to group by. */
export async function roundTargets(tx: ReadTx, round: Round, system: string | null): Promise<Target[]> {
  const { rows } = await sql<Target>`
    select f.id as facility_id, f.name as facility, f.name_kana as facility_kana, f.kind, area.id as area_id, area.name as area, t.coordinator_id,
      p.family_name || ' ' || p.given_name as coordinator, t.planned_count, t.reason, t.version, f.ended_on,
      done.visited, done.upcoming, done.last_visited_on
    from round_target t join facility f on f.id = t.facility_id left join person p on p.id = t.coordinator_id
    ${areaOf(system)}
    left join lateral (
      select count(v.visited_on)::int as visited, max(v.visited_on) as last_visited_on,
        (count(*) filter (where v.visited_on is null and v.cancelled_at is null and v.planned_on >= ${tx.today}))::int as upcoming
      from visit v where v.facility_id = f.id and v.fiscal_year = ${round.fiscal_year}
    ) as done on true
    where t.round_id = ${round.id}
    order by f.name_kana collate "ja-x-icu", f.id`.execute(tx.db);
  return rows;
}

/** One facility's line of a round, for changing it. */
export async function targetOf(
  tx: ReadTx,
  fiscal_year: number,
  facility_id: number,
): Promise<
  | {
      round_id: number;
      facility_id: number;
      facility: string;
      coordinator_id: number | null;
      planned_count: number;
      reason: string | null;
      version: number;
    }
  | undefined
> {
  return tx.db
    .selectFrom('round_target as t')
    .innerJoin('round as r', 'r.id', 't.round_id')
    .innerJoin('facility as f', 'f.id', 't.facility_id')
    .where('r.fiscal_year', '=', fiscal_year)
    .where('t.facility_id', '=', facility_id)
    .select([
      't.round_id',
      't.facility_id',
      'f.name as facility',
      't.coordinator_id',
      't.planned_count',
      't.reason',
      't.version',
    ])
    .executeTakeFirst();
}

/** Facilities in office that the round does not have yet: opened since it was made. */
export async function missingTargets(tx: ReadTx, round_id: number): Promise<{ id: number; name: string }[]> {
  return tx.db
    .selectFrom('facility as f')
    .where('f.ended_on', 'is', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('round_target as t')
            .whereRef('t.facility_id', '=', 'f.id')
            .where('t.round_id', '=', round_id)
            .select('t.facility_id'),
        ),
      ),
    )
    .orderBy('f.id')
    .select(['f.id', 'f.name'])
    .execute();
}

/** Facilities in office with their area and who led their latest visit of the year before: what a proposal is made from. */
export async function facilitiesForRound(
  tx: ReadTx,
  fiscal_year: number,
  system: string | null,
): Promise<RoundFacility[]> {
  const { rows } = await sql<RoundFacility>`
    select f.id as facility_id, area.id as area_id, (
      select v.lead_id from visit v
      where v.facility_id = f.id and v.fiscal_year = ${fiscal_year - 1} and v.visited_on is not null
      order by v.planned_on desc, v.id desc limit 1
    ) as last_coordinator_id
    from facility f ${areaOf(system)}
    where f.ended_on is null order by f.id`.execute(tx.db);
  return rows;
}

/** Visits with a record by facility and month 'YYYY-MM' of a fiscal year. */
export async function visitsByMonth(
  tx: ReadTx,
  fiscal_year: number,
): Promise<{ facility_id: number; month: string; visits: number }[]> {
  const { rows } = await sql<{ facility_id: number; month: string; visits: number }>`
    select facility_id, to_char(visited_on, 'YYYY-MM') as month, count(*)::int as visits from visit
    where fiscal_year = ${fiscal_year} and visited_on is not null group by 1, 2`.execute(tx.db);
  return rows;
}

export interface CoverageGroup {
  key: string;
  label: string;
  facilities: number;
  visited_facilities: number;
  planned_visits: number;
  visits: number;
  upcoming: number;
  /** visits with a record, April to March */
  months: number[];
}

export type GroupBy = 'area' | 'kind' | 'coordinator';

/** What the lines of a round are asked for. `group`: key of a group of the figures, '' for those without one. */
export interface TargetFilter {
  q: string;
  group: string | null;
  coordinator_id: number | null;
  state: 'visited' | 'not_visited' | 'rest' | null;
}

const keyOf = (target: Target, by: GroupBy): string =>
  String({ area: target.area_id, kind: target.kind, coordinator: target.coordinator_id }[by] ?? '');

/** The lines of a round under the conditions; a name is found by any part of it. */
export function targetsUnder(targets: readonly Target[], filter: TargetFilter, by: GroupBy): Target[] {
  const wanted = foldForSearch(filter.q);
  return targets.filter(
    (target) =>
      (wanted === '' || foldForSearch(`${target.facility} ${target.facility_kana ?? ''}`).includes(wanted)) &&
      // A line planned not at all is in no group's figures, and so not behind its number.
      (filter.group === null || (target.planned_count > 0 && keyOf(target, by) === filter.group)) &&
      (filter.coordinator_id === null || target.coordinator_id === filter.coordinator_id) &&
      (filter.state === null ||
        (filter.state === 'rest'
          ? target.planned_count > target.visited + target.upcoming
          : (filter.state === 'visited') === target.visited > 0)),
  );
}

/** A round's figures, whole and by group: facilities with one visit or more count as visited, whatever was planned. */
export function coverageOf(
  targets: readonly Target[],
  byMonth: readonly { facility_id: number; month: string; visits: number }[],
  fiscal_year: number,
  by: GroupBy,
  without: string,
): { total: CoverageGroup; groups: CoverageGroup[] } {
  const months = fiscalYearMonths(fiscal_year);
  const empty = (key: string, label: string): CoverageGroup => ({
    key,
    label,
    facilities: 0,
    visited_facilities: 0,
    planned_visits: 0,
    visits: 0,
    upcoming: 0,
    months: months.map(() => 0),
  });
  const total = empty('', '');
  const groups = new Map<string, CoverageGroup>();
  const groupOf = new Map<number, CoverageGroup>();
  for (const target of targets) {
    if (target.planned_count === 0) continue;
    const label = { area: target.area, kind: target.kind, coordinator: target.coordinator }[by];
    const name = keyOf(target, by);
    if (!groups.has(name)) groups.set(name, empty(name, label ?? without));
    const group = groups.get(name)!;
    groupOf.set(target.facility_id, group);
    for (const sum of [total, group]) {
      sum.facilities += 1;
      sum.visited_facilities += target.visited > 0 ? 1 : 0;
      sum.planned_visits += target.planned_count;
      sum.visits += target.visited;
      sum.upcoming += target.upcoming;
    }
  }
  for (const { facility_id, month, visits } of byMonth) {
    const group = groupOf.get(facility_id);
    const at = months.indexOf(month);
    if (!group || at < 0) continue;
    group.months[at]! += visits;
    total.months[at]! += visits;
  }
  return {
    total,
    groups: [...groups.values()].toSorted((a, b) => (a.key === '' ? 1 : b.key === '' ? -1 : 0)),
  };
}

export interface DueFacility extends DueFacts {
  id: number;
  name: string;
  kind: string;
  area_id: number | null;
  area: string | null;
  coordinator_id: number | null;
  coordinator: string | null;
  visit_wishes: string | null;
  latitude: number | null;
  longitude: number | null;
  upcoming_on: string | null;
  reason: DueReason;
  urgency: number;
}

export interface DueFilter {
  area_id: number | null;
  coordinator_id: number | null;
  kind: string | null;
  /** also facilities that already have a visit ahead */
  with_upcoming: boolean;
  system: string | null;
  /** none but these */
  facility_ids?: readonly number[];
}

/** Facilities of the actor's own round this year that have no visit yet, planned or done: the first ones. */
export async function withoutVisit(tx: ReadTx, atMost: number): Promise<number[]> {
  const { rows } = await sql<{ facility_id: number }>`
    select target.facility_id from round join round_target as target on target.round_id = round.id
    where round.fiscal_year = ${tx.fiscal_year} and target.coordinator_id = ${tx.actor.person_id}
      and not exists (select from visit where visit.facility_id = target.facility_id
        and visit.fiscal_year = ${tx.fiscal_year} and visit.cancelled_at is null)
    order by target.facility_id limit ${atMost}`.execute(tx.db);
  return rows.map(({ facility_id }) => facility_id);
}

/** Facilities it is time to visit, the most urgent first, each with its one reason. A facility with a visit ahead waits. */
export async function dueList(tx: ReadTx, filter: DueFilter): Promise<DueFacility[]> {
  const year = tx.fiscal_year;
  const { rows } = await sql<Omit<DueFacility, 'reason' | 'urgency'>>`
    select f.id, f.name, f.kind, area.id as area_id, area.name as area, f.visit_wishes, f.latitude, f.longitude,
      t.coordinator_id, p.family_name || ' ' || p.given_name as coordinator,
      coalesce(t.planned_count, r.default_count, 1) as planned_count,
      (select count(v.visited_on) from visit v where v.facility_id = f.id and v.fiscal_year = ${year})::int as visits_this_year,
      last.visited_on as last_visited_on, ahead.planned_on as upcoming_on,
      promise.due_on as follow_up_due_on, promise.what as follow_up_what,
      (select count(*) from issue_facility i where i.facility_id = f.id and i.closed_on is null)::int as open_issues,
      (select max(a.starts_on) from appointment a
        where a.facility_id = f.id and a.role_code = 'facility_head' and a.starts_on <= ${tx.today}
          and a.starts_on > ${tx.today}::date - 180 and (a.ends_on is null or a.ends_on >= ${tx.today})
          and (last.visited_on is null or a.starts_on > last.visited_on)
          and exists (select from appointment earlier where earlier.facility_id = f.id and earlier.role_code = 'facility_head'
            and earlier.person_id <> a.person_id and earlier.starts_on < a.starts_on)) as new_head_since
    from facility f
      left join round r on r.fiscal_year = ${year}
      -- One by one: row security hides how many there are, and each facility would be compared with everybody.
      left join lateral (
        select coordinator_id, planned_count from round_target where round_id = r.id and facility_id = f.id limit 1
      ) as t on true
      left join lateral (select family_name, given_name from person where id = t.coordinator_id limit 1) as p on true
      ${areaOf(filter.system)}
      left join lateral (
        select v.visited_on from visit v where v.facility_id = f.id and v.visited_on is not null
        order by v.planned_on desc limit 1
      ) as last on true
      left join lateral (
        select v.planned_on from visit v
        where v.facility_id = f.id and v.visited_on is null and v.cancelled_at is null and v.planned_on >= ${tx.today}
        order by v.planned_on limit 1
      ) as ahead on true
      left join lateral (
        select u.due_on, u.what from visit_follow_up u where u.facility_id = f.id and u.done_on is null order by u.due_on limit 1
      ) as promise on true
    where f.ended_on is null
      and (${filter.kind}::text is null or f.kind = ${filter.kind})
      and (${filter.area_id}::bigint is null or exists (
        select from area_town x where x.town_id = f.town_id and x.area_id = ${filter.area_id}))
      and (${filter.coordinator_id}::bigint is null or t.coordinator_id = ${filter.coordinator_id})
      and (${filter.facility_ids ?? null}::bigint[] is null or f.id = any(${filter.facility_ids ?? null}::bigint[]))
      and (${filter.with_upcoming} or ahead.planned_on is null)`.execute(tx.db);
  return rows
    .flatMap((row) => {
      const due = dueReason(row, tx.today);
      return due === null ? [] : [{ ...row, ...due }];
    })
    .toSorted((a, b) => b.urgency - a.urgency || a.id - b.id);
}
