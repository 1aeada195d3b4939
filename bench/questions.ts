import type pg from 'pg';
import { fiscalYearOf } from '../src/platform/ja/dates.ts';

// What the pages ask, as bare SQL. The same questions as the page's own: its rows, their number, and what else it shows
// (choices, saved views); with values as parameters and a name each, as the program sends them, so that the database keeps
// their plans on both sides. Without a transaction, session look-up or settings: the session is set once per connection.

export interface Question {
  name: string;
  text: string;
  values: unknown[];
}

/** SQL that gives a session these duties, as the program does for a transaction. */
export const hasDuties = (duties: readonly string[], local = ''): string =>
  duties.map((duty) => `set ${local} app.has.${duty.replace('case', '"case"')} = '1'`).join('; ');

export interface DirectoryShape {
  word: string | null;
  kind: string | null;
  area_id: number | null;
}

const byKana = `(facility.name_kana = ''), facility.name_kana collate "ja-x-icu", facility.id`;

/** A page of the directory and its number, out of one looking where few are found; `today` as YYYY-MM-DD. */
export function directoryRows(name: string, shape: DirectoryShape, today: string): Question[] {
  const values: unknown[] = [];
  const value = (one: unknown): string => `$${values.push(one)}`;
  const where = () =>
    [
      'facility.ended_on is null',
      ...(shape.word === null ? [] : [`position(${value(shape.word)} in facility.folded) > 0`]),
      ...(shape.kind === null ? [] : [`facility.kind = ${value(shape.kind)}`]),
      ...(shape.area_id === null
        ? []
        : [
            `facility.town_id = any(array(select town_id from area_town where area_id = ${value(shape.area_id)}))`,
          ]),
    ].join(' and ');
  const lines = (tables: string, more = '') => `with ${tables}
    select facility.id, facility.name, facility.name_kana, facility.kind, organisation.name as organisation,
      facility.address, areas.names as areas, facility.phone, facility.capacity, facility.ages, facility.weekdays,
      facility.opens_at, facility.closes_at, facility.latitude, facility.longitude, facility.confirmed_on ${more}
    from page as facility
    left join organisation on organisation.id = facility.organisation_id
    left join (
      select area_town.town_id, string_agg(area.name, '・' order by area_system.position, area.name) as names
      from area_town join area on area.id = area_town.area_id join area_system on area_system.code = area.area_system_code
      where area_town.town_id = any(array(select town_id from page)) and (area.ends_on is null or area.ends_on >= ${value(today)})
      group by area_town.town_id
    ) as areas on areas.town_id = facility.town_id
    order by ${byKana}`;
  if (shape.area_id !== null) {
    const text = lines(
      `found as materialized (
          select id, name_kana, kind, confirmed_on, latitude, longitude from facility where ${where()} limit 1001),
        page as materialized (
          select facility.* from facility join (select id from found as facility order by ${byKana} limit 20) as cut using (id))`,
      ', (select count(*) from found) as found',
    );
    return [{ name: `${name}-few`, text, values }];
  }
  const rows = lines(
    `page as materialized (select * from facility where ${where()} order by ${byKana} limit 20)`,
  );
  const rowValues = values.splice(0);
  const count = `select count(*) from (select from facility where ${where()} limit 1001) as counted`;
  return [
    { name: `${name}-rows`, text: rows, values: rowValues },
    { name: `${name}-count`, text: count, values },
  ];
}

/** What the directory's page offers beside its rows. */
export function directoryChoices(today: string): Question[] {
  return [
    {
      name: 'directory-choices',
      text: `with recursive used (kind) as (
          (select kind from facility where ended_on is null order by kind limit 1)
          union all
          select (select facility.kind from facility where ended_on is null and facility.kind > used.kind order by kind limit 1)
          from used where used.kind is not null
        )
        select (select jsonb_agg(kind) from used where kind is not null) as kinds,
          (select jsonb_agg(jsonb_build_object('code', code, 'name', name) order by position) from programme) as programmes,
          (select jsonb_agg(jsonb_build_object('id', area.id, 'name', area.name, 'system', area_system.name)
              order by area_system.position, coalesce(area.name_kana, area.name) collate "ja-x-icu")
            from area join area_system on area_system.code = area_system_code
            where area.ends_on is null or area.ends_on >= $1) as areas`,
      values: [today],
    },
    savedViews('/facilities'),
  ];
}

const savedViews = (page: string): Question => ({
  name: 'saved-views',
  text: 'select id, name, query from saved_view where page = $1 order by name',
  values: [page],
});

/** The newest page of this fiscal year's visits, their number, and what the page offers beside them. */
export function visitRows(today: string): Question[] {
  const year = fiscalYearOf(today);
  const lines = (cut: string, order: string) =>
    `select v.id, v.facility_id, f.name as facility, f.kind, v.fiscal_year, v.purpose, v.planned_on, v.planned_from,
          v.planned_to, v.visited_on, v.cancelled_at, v.cancel_reason, v.lead_id, p.family_name || ' ' || p.given_name as lead,
          r.restricted, r.shared_at
        from (select * from visit where ${cut}) v
        join facility f on f.id = v.facility_id join person p on p.id = v.lead_id
        left join visit_record r on r.visit_id = v.id order by ${order}`;
  return [
    {
      name: 'visit-next',
      text: lines(
        'planned_on >= $1 order by planned_on, id limit 9',
        'v.planned_on, v.planned_from nulls last, v.id',
      ),
      values: [today],
    },
    {
      name: 'visit-rows',
      text: lines(
        'fiscal_year = $1 and planned_on < $2 order by planned_on desc, id desc limit 20',
        'v.planned_on desc, v.planned_from desc nulls last, v.id desc',
      ),
      values: [year, today],
    },
    {
      name: 'visit-count',
      text: 'select count(*) from (select from visit where fiscal_year = $1 and planned_on < $2 limit 1001) as counted',
      values: [year, today],
    },
    {
      name: 'visit-views',
      text: `select id, name, query from saved_view where page = '/visits' order by name`,
      values: [],
    },
    { name: 'visit-rounds', text: 'select fiscal_year from round order by fiscal_year desc', values: [] },
    {
      name: 'visit-areas',
      text: `select s.code, s.name, jsonb_agg(jsonb_build_object('id', a.id, 'name', a.name) order by a.code, a.id)
          filter (where a.id is not null) as areas
        from area_system s left join area a on a.area_system_code = s.code and (a.ends_on is null or a.ends_on >= $1)
        group by s.code order by s.position, s.code`,
      values: [today],
    },
    {
      name: 'visit-kinds',
      text: `with recursive used (kind) as (
          (select kind from facility where ended_on is null order by kind limit 1)
          union all
          select (select facility.kind from facility where ended_on is null and facility.kind > used.kind order by kind limit 1)
          from used where used.kind is not null
        ) select kind from used where kind is not null`,
      values: [],
    },
    {
      name: 'visit-people',
      text: `select p.id, p.family_name || ' ' || p.given_name as name
        from appointment a join person p on p.id = a.person_id join role_duty d using (role_code)
        where d.duty = 'visit.record' and a.team_id is not null and a.starts_on <= $1 and (a.ends_on is null or a.ends_on >= $1)
        group by p.id order by p.family_kana collate "ja-x-icu", p.given_kana collate "ja-x-icu", p.id`,
      values: [today],
    },
  ];
}

/** What the program wrote with an issue, for the bare side to write the same. */
export interface WrittenIssue {
  areas: number[];
  search: object;
  detail: object;
}

export async function writtenIssue(owner: pg.Client): Promise<WrittenIssue> {
  const { rows } = await owner.query<WrittenIssue>(
    `select array(select area_id from issue_area where issue_id = newest.id) as areas,
       to_jsonb(search_entry) as search,
       (select detail from audit_event where subject_kind = 'issue' and subject_id = newest.id and action = 'issue.raise') as detail
     from (select max(id) as id from issue) as newest
     join search_entry on search_entry.kind = 'issue' and search_entry.subject_id = newest.id`,
  );
  return rows[0]!;
}

/** What raising an issue writes, as one transaction on this connection. */
export async function issueWrites(
  client: pg.PoolClient,
  person_id: number,
  facility_id: number,
  like: WrittenIssue,
): Promise<void> {
  const title = '測定用の課題';
  await client.query('begin');
  await client.query({
    name: 'issue-token',
    text: 'insert into submission (token, person_id, answered_at) values ($1, $2, now())',
    values: [crypto.randomUUID(), person_id],
  });
  const { rows } = await client.query<{ id: number }>({
    name: 'issue',
    text: `insert into issue (title, description, theme_code, weight, source, raised_on, raised_by, owner_id, created_at, updated_at)
      values ($1, $1, 'staffing', 2, 'hand', '2026-11-20', $2, $2, now(), now()) returning id`,
    values: [title, person_id],
  });
  const { id } = rows[0]!;
  await client.query({
    name: 'issue-facility',
    text: `insert into issue_facility (issue_id, facility_id, theme_code, raised_on) values ($1, $2, 'staffing', '2026-11-20')`,
    values: [id, facility_id],
  });
  await client.query({
    name: 'issue-areas',
    text: 'insert into issue_area (issue_id, area_id) select $1, unnest($2::bigint[])',
    values: [id, like.areas],
  });
  await client.query({
    name: 'issue-event',
    text: `insert into issue_event (issue_id, kind, happened_on, person_id, created_at)
      values ($1, 'raised', '2026-11-20', $2, now())`,
    values: [id, person_id],
  });
  await client.query({
    name: 'issue-search',
    text: 'select search_publish($1::jsonb)',
    values: [
      JSON.stringify({ ...like.search, subject_id: id, url: `/issues/${id}`, updated_at: new Date() }),
    ],
  });
  await client.query({
    name: 'issue-audit',
    text: 'select audit_append($1::jsonb)',
    values: [
      JSON.stringify([
        {
          at: new Date(),
          action: 'issue.raise',
          subject_kind: 'issue',
          subject_id: id,
          detail: like.detail,
        },
      ]),
    ],
  });
  await client.query('commit');
}
