import { sql } from 'kysely';
import { saidKind } from '../base/directory/queries.ts';
import type { ReadTx } from '../platform/db/transaction.ts';

export interface Profile {
  id: number;
  name: string;
  system: string;
  /** people by band of ages, from the newest of the tables that cover most of the area; empty when none was imported */
  ages: { age_from: number; age_to: number; people: number }[];
  counted_on: string | null;
  kinds: { kind: string; places: number }[];
  places: number;
  gathering: number;
  events: number;
  voices: number;
  /** shared wordings of issues of this area; 0 rows for those who may not read them */
  issues: { issue_id: number; title: string }[];
}

/** What there is to know of some areas, to be set side by side. Ended areas are left out. */
export async function profilesOf(tx: ReadTx, ids: readonly number[]): Promise<Profile[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<Omit<Profile, 'issues'>>`
    with chosen as (
      select area.id, area.name, area_system.name as system from area join area_system on area_system.code = area.area_system_code
      where area.id = any(${[...ids]}::bigint[]) and (area.ends_on is null or area.ends_on >= ${tx.today})
    )
    select chosen.*,
      coalesce((select jsonb_agg(jsonb_build_object('age_from', age_from, 'age_to', age_to, 'people', people) order by age_from)
        from (select age_from, age_to, sum(people)::int as people from population
          join area_town on area_town.town_id = population.town_id and area_town.area_id = chosen.id
          where counted_on = newest.counted_on group by age_from, age_to) as counted), '[]') as ages,
      newest.counted_on::text as counted_on,
      coalesce((select jsonb_agg(jsonb_build_object('kind', kind, 'places', places) order by places desc, kind)
        from (select ${saidKind(tx)} as kind, count(*)::int as places from facility
          where ended_on is null and town_id = any(array(select town_id from area_town where area_id = chosen.id))
          group by 1) as by_kind), '[]') as kinds,
      (select count(*) from facility
        where ended_on is null and town_id = any(array(select town_id from area_town where area_id = chosen.id))) as places,
      (select count(*) from facility
        where ended_on is null and town_id = any(array(select town_id from area_town where area_id = chosen.id))
          and exists (select from service join programme on programme.code = service.programme_code
            where service.facility_id = facility.id and programme.gathering
              and (service.ends_on is null or service.ends_on >= ${tx.today}))) as gathering,
      0 as events,
      (select count(*) from voice_publication where area_id = chosen.id and withdrawn_at is null) as voices
    from chosen left join lateral (
      select counted_on from population join area_town on area_town.town_id = population.town_id and area_town.area_id = chosen.id
      group by counted_on order by count(distinct population.town_id) desc, counted_on desc limit 1
    ) as newest on true`.execute(tx.db);
  const issues = tx.has('issue.read') ? await issuesOf(tx, ids) : new Map<number, Profile['issues']>();
  const byId = new Map(rows.map((row) => [row.id, { ...row, issues: issues.get(row.id) ?? [] }]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** Published wordings by area: both are for those who read issues, and row security decides. */
async function issuesOf(tx: ReadTx, ids: readonly number[]): Promise<Map<number, Profile['issues']>> {
  const rows = await tx.db
    .selectFrom('issue_area')
    .innerJoin('issue_publication', 'issue_publication.issue_id', 'issue_area.issue_id')
    .where('issue_area.area_id', 'in', [...ids])
    .where('withdrawn_at', 'is', null)
    .select(['issue_area.area_id', 'issue_publication.issue_id', 'issue_publication.title'])
    .orderBy('published_at', 'desc')
    .execute();
  const byArea = new Map<number, Profile['issues']>();
  for (const { area_id, issue_id, title } of rows)
    byArea.set(area_id, [...(byArea.get(area_id) ?? []), { issue_id, title }]);
  return byArea;
}

/** How many public sittings begin within a time, by area. */
export async function eventsByArea(
  tx: ReadTx,
  ids: readonly number[],
  from: Date,
  to: Date,
): Promise<Map<number, number>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ area_id: number; events: number }>`
    select area_town.area_id, count(*) as events
    from event_session join event on event.id = event_session.event_id
    join event_kind on event_kind.code = event.event_kind_code
    left join facility on facility.id = event.facility_id
    join area_town on area_town.town_id = coalesce(event.town_id, facility.town_id)
    where area_town.area_id = any(${[...ids]}::bigint[]) and event.zone = 'public' and event_session.shown_from <= ${tx.now}
      and event.cancelled_at is null and event_session.cancelled_at is null and not event_kind.training
      and event_session.starts_at >= ${from} and event_session.starts_at < ${to}
    group by area_town.area_id`.execute(tx.db);
  return new Map(rows.map(({ area_id, events }) => [area_id, events]));
}

/** Which tables were imported, newest first. */
export async function populationTables(tx: ReadTx) {
  const { rows } = await sql<{ counted_on: string; towns: number; people: number; children: number }>`
    select counted_on::text, count(distinct town_id) as towns, sum(people)::int as people,
      coalesce(sum(people) filter (where age_to < 18), 0)::int as children
    from population group by counted_on order by counted_on desc`.execute(tx.db);
  return rows;
}
