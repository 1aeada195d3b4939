import pg from 'pg';

// A city's years of cases: many teams, a worker's own with three thousand of them, two cases a family. Written beside the
// demo's own rows, with every index in place; only the checks of foreign keys are left out, which the rows keep by themselves.

/** Cases of each team of the bench; the worker's own has somewhat more. */
const perTeam = 2500;
const ownCases = 3000;
const workersPerTeam = 10;

export interface Own {
  team_id: number;
  /** who asks */
  worker_id: number;
}

/** So many cases in all; may be asked again for more. */
export async function fillCases(url: string, own: Own, upTo: number): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`set search_path = m012041, shared, extensions; set synchronous_commit = off;
      set session_replication_role = replica; set work_mem = '64MB'`);
    const { rows } = await client.query<{ there: number }>(
      'select count(*)::int as there from support_case where number >= 100000',
    );
    const from = rows[0]!.there;
    const teams = await fillTeams(client, Math.ceil((upTo - ownCases) / perTeam));
    await fillFamilies(client, own, teams, from, upTo);
    await client.query(
      'analyze household, household_member, support_case, case_member, person, appointment, team',
    );
  } finally {
    await client.end();
  }
}

/** What stands on the pages of the own team's cases: address, consultation, contacts, tasks, plans and the council's ledger. */
export async function fillRecords(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(
      `set search_path = m012041, shared, extensions; set session_replication_role = replica`,
    );
    await client.query(
      `create temporary table own as select *, number - 100000 as n from support_case where number between 100000 and ${99_999 + ownCases};
       insert into household_address (household_id, team_id, team_ids, protected, address, address_folded, starts_on, created_at)
         select distinct on (household_id) household_id, team_id, array[team_id], false, '測定町' || n, '測定町' || n, date '2020-04-01', now() from own;
       insert into consultation (fiscal_year, number, team_id, worker_id, household_id, case_id, received_at, received_by, way, route_code,
           kind_code, words_said, closed_at, closed_by, response_code, created_at, updated_at)
         select fiscal_year, number, team_id, worker_id, household_id, id, opened_on - 3 + time '10:00', worker_id, 'phone', 'school',
           'parenting', '測定', now(), worker_id, (select code from consultation_response order by position limit 1), now(), now() from own;
       insert into contact_note (case_id, team_id, contacted_at, way, body, written_by, written_at)
         select id, team_id, opened_on + 20 * k + time '11:00', 'phone', '測定用の記録。' || repeat('母と話した。', 20), worker_id, now()
         from own, generate_series(1, 10) as k;
       insert into case_task (case_id, team_id, person_id, title, due_on, done_at, done_by, created_by, created_at)
         select id, team_id, worker_id, '電話する', date '2026-11-01' + (n + k) % 40, case when k > 1 then now() end,
           case when k > 1 then worker_id end, worker_id, now() from own, generate_series(1, 4) as k;
       insert into support_plan (case_id, team_id, number, wish, goals, review_on, made_on, made_by, made_at)
         select id, team_id, 1, 'ゆっくり休みたい', '休める日をつくる', date '2026-11-01' + n % 200, opened_on, worker_id, now() from own where n % 3 = 0;
       insert into council_entry (case_id, team_id, registered_on, registered_by, category, severity, main_agency, policy, next_review_on,
           created_at, updated_at)
         select id, team_id, opened_on, worker_id, 'protection', 'middle', '市', '見守る', date '2026-11-01' + n % 100, now(), now()
         from own where n % 8 = 0 and closed_on is null`,
    );
    await client.query(
      'analyze household_address, consultation, contact_note, case_task, support_plan, council_entry',
    );
  } finally {
    await client.end();
  }
}

/** Teams with their workers, as many as there are to be; by number. */
async function fillTeams(client: pg.Client, count: number): Promise<{ id: number; workers: number[] }[]> {
  const there = await client.query<{ n: number }>(
    `select count(*)::int as n from team where name like '測定班%'`,
  );
  const from = there.rows[0]!.n;
  await client.query(
    `with made as (
       insert into team (organisation_id, name, kind)
       select (select id from organisation where kind = 'city' order by id limit 1), '測定班' || lpad(n::text, 4, '0'), 'district'
       from generate_series($1::int + 1, $2::int) as n returning id, name
     ), worker as (
       insert into person (family_name, given_name, family_kana, given_kana, invented, created_at, updated_at)
       select '測定' || n, '職員', 'ソクテイ', 'ショクイン', true, now(), now() from generate_series(1, $3 * greatest(0, $2::int - $1::int)) as n
       returning id
     ), numbered as (select id, row_number() over (order by id) - 1 as n from worker),
     placed as (select id, row_number() over (order by name) - 1 as n from made)
     insert into appointment (person_id, role_code, organisation_id, team_id, starts_on, created_at)
     select numbered.id, 'consultation_worker', (select id from organisation where kind = 'city' order by id limit 1), placed.id,
       '2024-04-01', now()
     from numbered join placed on placed.n = numbered.n / $3`,
    [from, count, workersPerTeam],
  );
  const { rows } = await client.query<{ id: number; workers: number[] }>(
    `select team.id, array_agg(person_id order by person_id) as workers from team join appointment on team_id = team.id
     where team.name like '測定班%' group by team.id, team.name order by team.name`,
  );
  return rows;
}

async function fillFamilies(
  client: pg.Client,
  own: Own,
  teams: readonly { id: number; workers: number[] }[],
  from: number,
  upTo: number,
): Promise<void> {
  await client.query(
    `create temporary table bench_team (place integer primary key, id bigint, workers bigint[])`,
  );
  await client.query(
    `insert into bench_team select n - 1, id, workers
     from rows from (jsonb_to_recordset($1::jsonb) as (id bigint, workers bigint[])) with ordinality as team (id, workers, n)`,
    [JSON.stringify(teams)],
  );
  // Case n: the worker's own team first, then a team after the other; every second one is the family's second case.
  await client.query(
    `create temporary table bench_case as
     select n, 900000000::bigint + n as id, 900000000::bigint + n / 2 as household_id,
       case when n < ${ownCases} then $3::bigint else team.id end as team_id,
       case when n < ${ownCases} then ($4::bigint[])[1 + n % array_length($4::bigint[], 1)] else team.workers[1 + n % 10] end as worker_id,
       case when n < ${ownCases} then $3::bigint else team.id end as keeper
     from generate_series($1::int, $2::int - 1) as n
     left join bench_team as team on team.place = (n - ${ownCases}) / ${perTeam}`,
    [from, upTo, own.team_id, [own.worker_id, ...teams[0]!.workers]],
  );
  await client.query(
    `insert into household (id, team_id, team_ids, invented, created_by, created_at, updated_at)
     select household_id, team_id, array[team_id], true, worker_id, at, at
     from (select *, timestamptz '2019-04-01 09:00+09' + (n % 2700) * interval '1 day' as at from bench_case where n % 2 = 0) as each`,
  );
  await client.query(
    `insert into household_member (id, household_id, team_id, team_ids, protected, position, relation, family_name, given_name,
       family_kana, given_kana, kana_folded, born_on, created_at, updated_at)
     select id * 2 + child, household_id, team_id, array[team_id], false, 1 + child, case child when 1 then 'child' else 'mother' end,
       '測定', case child when 1 then 'こ' else 'はは' end || n, 'ソクテイ', case child when 1 then 'コ' else 'ハハ' end,
       'そくてい' || (array['あき','かな','さら','たく','なお','はる','まい','やまと','りく','ゆい'])[1 + n % 10] || n % 977,
       case child when 1 then date '2010-04-01' + (n % 5800) else date '1978-04-01' + (n % 8000) end, now(), now()
     from bench_case, generate_series(0, 1) as child where n % 2 = 0`,
  );
  await client.query(
    `insert into support_case (id, fiscal_year, number, household_id, team_id, worker_id, category, stage, headline, opened_on, opened_by,
       next_contact_on, next_contact_way, last_contact_on, closed_on, close_reason, closed_by, close_approved_by, created_at, updated_at)
     select id, 2019 + n % 8, 100000 + n, household_id, team_id, worker_id,
       (array['general','support','protection','development','expectant'])[1 + n % 5],
       (array['supporting','assessing','planning','watching'])[1 + n / 2 % 4], '測定用の見出し', opened_on, worker_id,
       case when open then date '2026-11-10' + n % 45 end, case when open then 'phone' end,
       case when open then date '2026-11-20' - n % 100 end, case when not open then opened_on + 200 end,
       case when not open then 'goals_reached' end, case when not open then worker_id end, case when not open then 1 end, now(), now()
     from (select *, n % 5 < 2 as open, date '2019-04-01' + (n * 7919::bigint % 2700)::int as opened_on from bench_case) as each`,
  );
  await client.query(
    `insert into case_member (case_id, team_id, member_id) select id, team_id, (id - id % 2) * 2 + 1 from bench_case`,
  );
  await client.query('drop table bench_case; drop table bench_team');
}
