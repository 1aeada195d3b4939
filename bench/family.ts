import type pg from 'pg';
import { fillCases, fillRecords, type Own } from './family-fill.ts';
import { hasDuties, type Question } from './questions.ts';

// The case zone at a city's size and at ten times that: a worker's list under row security beside its bare SQL, and a case's
// page with its audited read.

interface Measured {
  rate: number;
  p99: number;
  count: number;
  program: number;
  database: number;
}
interface Line {
  what: string;
  figure: string;
  limit: string;
  ratio: string;
  wanted: string;
  ok: boolean;
}
interface Bench {
  /** as the database's superuser: filling leaves the checks of foreign keys out */
  url: string;
  owner: pg.Client;
  /** of a worker of the demo's district team */
  cookie: string;
  get(path: string, cookie: string): Promise<{ body: string }>;
  load(
    path: string | (() => string),
    cookie: string,
    connections: number,
    duration: number,
  ): Promise<Measured>;
  perConnection(
    connections: number,
    duration: number,
    work: (client: pg.PoolClient) => Promise<unknown>,
  ): Promise<Measured>;
  compare(what: string, page: Measured, bare: Measured): void;
  say(line: Line): void;
}

const city = 200_000;
const many = 2_000_000;

export async function family(bench: Bench): Promise<void> {
  const { url, owner, cookie, load, say } = bench;
  const { rows } = await owner.query<Own>(
    `select appointment.team_id, appointment.person_id as worker_id from shared.auth_user
     join user_link on user_link.user_id = auth_user.id join appointment on appointment.person_id = user_link.person_id
     where demo_role = '相談員' and appointment.team_id is not null order by appointment.id limit 1`,
  );
  const own = { team_id: Number(rows[0]!.team_id), worker_id: Number(rows[0]!.worker_id) };

  await filled(`${figure(city)} cases`, () => fillCases(url, own, city));
  await fillRecords(url);
  const first = await list(bench, own, city);
  const { rows: cases } = await owner.query<{ id: number }>(
    'select id from support_case where team_id = $1 and number >= 100000 and closed_on is null order by random() limit 200',
    [own.team_id],
  );
  const page = await load(
    () => `/cases/${cases[Math.floor(Math.random() * cases.length)]!.id}`,
    cookie,
    8,
    5000,
  );
  say({
    what: `opening a case's page, with its audited read, at ${figure(city)} cases, 8 connections`,
    figure: `p99 ${page.p99.toFixed(0)} ms, ${Math.round(page.rate)} /s, processor ${page.program.toFixed(1)} + ${page.database.toFixed(1)} ms`,
    limit: '',
    ratio: '',
    wanted: 'p99 under 60 ms',
    ok: page.p99 < 60,
  });

  await filled(`${figure(many)} cases`, () => fillCases(url, own, many));
  const second = await list(bench, own, many);
  say({
    what: `the case list at ${figure(many)} cases beside ${figure(city)}`,
    figure: `${(1000 / second.rate).toFixed(2)} ms each`,
    limit: `${(1000 / first.rate).toFixed(2)} ms each`,
    ratio: `${(first.rate / second.rate).toFixed(2)} ×`,
    wanted: 'within twice',
    ok: first.rate / second.rate <= 2,
  });
}

const figure = (value: number) => value.toLocaleString('en');

async function filled(what: string, fill: () => Promise<void>): Promise<void> {
  const begun = performance.now();
  await fill();
  console.log(`      (${what} are there, filled in ${Math.round((performance.now() - begun) / 1000)} s)`);
}

/** The newest twenty of the own team: the page, and what it asks, through the same driver under the same row security. */
async function list(bench: Bench, own: Own, size: number): Promise<Measured> {
  const path = '/cases?tab=team';
  const today = new Date().toLocaleDateString('sv', { timeZone: 'Asia/Tokyo' });
  const ready = new WeakSet<object>();
  const ask = async (client: pg.PoolClient) => {
    if (!ready.has(client)) {
      await client.query(
        `set app.person = '${own.worker_id}'; set app.today = '${today}'; ${hasDuties(['network', 'case.work', 'public'])};
         set app.case_teams = '${own.team_id}'`,
      );
      ready.add(client);
    }
    const answers = [];
    for (const question of caseQuestions) answers.push(await client.query<{ id: number }>({ ...question }));
    return answers;
  };
  // Worth comparing only when both answer the same cases.
  const { body } = await bench.get(path, bench.cookie);
  const shown = [...body.matchAll(/href="\/cases\/(\d+)"/g)].map((match) => Number(match[1]));
  let told: number[] = [];
  await bench.perConnection(1, 1, async (client) => {
    told = (await ask(client))[0]!.rows.map(({ id }) => Number(id));
  });
  if (told.length !== 20 || told.some((id) => !shown.includes(id)))
    throw new Error(`${path}: the bare SQL answers something else.`);
  const page = await bench.load(path, bench.cookie, 16, 4000);
  bench.compare(
    `case list as a worker, newest 20 of ${figure(size)} cases, row security`,
    page,
    await bench.perConnection(16, 4000, ask),
  );
  return page;
}

/** What the list asks: its rows with what stands beside each, and how many each of its six tabs has. */
const caseQuestions: readonly Question[] = [
  {
    name: 'case-rows',
    text: `select c.id, c.fiscal_year, c.number, c.headline, c.category, c.stage, c.opened_on, c.next_contact_on, c.next_contact_way,
          c.no_next_contact_reason, c.last_contact_on, c.closed_on, team.name as team,
          worker.family_name || ' ' || worker.given_name as worker, children.names as children, plan_review_on, plan_answer, plan_made_on,
          council_review_on, isolation, closing_id
        from (select mine.* from unnest(session_case_teams()) as team (id)
            cross join lateral (select * from support_case where team_id = team.id and closed_on is null order by opened_on desc, id desc limit 20) as mine
          order by opened_on desc, id desc limit 20) as c
        join team on team.id = c.team_id join person as worker on worker.id = c.worker_id
        left join lateral (select coalesce(string_agg(btrim(member.family_name || ' ' || member.given_name), '、' order by member.position, member.id), '') as names
          from case_member join household_member as member on member.id = case_member.member_id where case_member.case_id = c.id) as children on true
        left join lateral (select review_on as plan_review_on, answer as plan_answer, made_on as plan_made_on from support_plan
          where support_plan.case_id = c.id order by number desc limit 1) as plan on true
        left join lateral (select next_review_on as council_review_on from council_entry
          where council_entry.case_id = c.id and ended_on is null) as ledger on true
        left join lateral (select mark.concern as isolation from assessment join assessment_mark as mark on mark.assessment_id = assessment.id
            and mark.item_code = 'home_isolation' and mark.concern is not null
          where assessment.case_id = c.id order by assessed_on desc, assessment.id desc limit 1) as lonely on true
        left join lateral (select case_closing.id as closing_id from case_closing
          where case_closing.case_id = c.id and decided_at is null) as closing on true
        order by c.opened_on desc, c.id desc`,
    values: [],
  },
  {
    name: 'case-counts',
    text: `select count(*) filter (where worker_id = (select session_person())), count(*), count(*) filter (where next_contact_on < (select session_today())),
          count(*) filter (where id in (
            select case_id from council_entry where team_id = any(session_case_teams()) and ended_on is null
              and next_review_on <= (select session_today() + 14)
            union select plan.case_id from support_plan as plan where plan.team_id = any(session_case_teams())
              and review_on <= (select session_today() + 14)
              and not exists (select from support_plan as newer where newer.case_id = plan.case_id and newer.number > plan.number))),
          count(*) filter (where coalesce(last_contact_on, opened_on) < (select session_today()) - 30
            and coalesce(last_contact_on, opened_on) < (select session_today())
            - case stage when 'assessing' then 30 else (case category when 'protection' then 30 when 'expectant' then 45
              when 'general' then 90 when 'development' then 120 else 60 end) * (case stage when 'watching' then 2 else 1 end) end),
          (select count(*) from (select from support_case where team_id = any(session_case_teams()) and closed_on is not null
            limit 101) as counted)
        from support_case where team_id = any(session_case_teams()) and closed_on is null`,
    values: [],
  },
];
