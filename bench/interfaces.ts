import type pg from 'pg';
import { openCaller, type Caller } from './caller.ts';
import { hasDuties } from './questions.ts';

// What other programs ask (HSDS) and what a year of use costs to add up; called from bench.ts with its facilities in place.

interface Line {
  what: string;
  figure: string;
  limit: string;
  ratio: string;
  wanted: string;
  ok: boolean;
}
interface Bench {
  base: string;
  owner: pg.Client;
  service: pg.Pool;
  cookie: string;
  say(line: Line): void;
}
interface Measured {
  rate: number;
  p99: number;
}

const connections = 16;

export async function interfaces(bench: Bench): Promise<void> {
  await fill(bench.owner);
  // The word as people write it, and as the index has it folded.
  for (const [what, word, folded] of [
    ['HSDS services as JSON: two-character word, page of 20', '保育', '保育'],
    ['HSDS services as JSON: a name, page of 20', 'ひかり12', 'ひかり12'],
    ['HSDS services as JSON: all, page of 20', '', ''],
  ] as const) {
    const path = `/api/hsds/services?per_page=20${word === '' ? '' : `&search=${encodeURIComponent(word)}`}`;
    const bare = await bareLoad(bench.service, folded);
    compare(bench, what, await load(bench.base, path), bare);
  }
  const begun = performance.now();
  const { rows } = await bench.owner
    .query(
      `${hasDuties(['network', 'use.read', 'public'], 'local')}; select count(*) as n from use_figures(2025, false)`,
    )
    .then((results) => (results as unknown as pg.QueryResult[]).at(-1)!);
  const took = performance.now() - begun;
  bench.say({
    what: 'a year of use by programme and month, 1,000,000 days of 800 services',
    figure: `${Math.round(took)} ms, ${rows[0].n} sums`,
    limit: '',
    ratio: '',
    wanted: 'under 500 ms',
    ok: took < 500,
  });
  const page = await load(bench.base, '/use/report?year=2025', bench.cookie, 2);
  bench.say({
    what: 'the year’s report page with last year, areas and places, 2 connections',
    figure: `p99 ${Math.round(page.p99)} ms`,
    limit: '',
    ratio: '',
    wanted: 'p99 under 3 s',
    ok: page.p99 < 3000,
  });
}

/** Services for every invented facility, and five years of 250 days for 800 gathering ones. */
async function fill(owner: pg.Client): Promise<void> {
  await owner.query(
    `insert into service (facility_id, programme_code, name)
     select id, 'nursery', '保育' from facility where local_id like 'BENCH%'
     union all
     select id, case when id % 2 = 0 then 'tsudoi' else 'nursery_support' end, 'ひろば' from (
       select id from facility where local_id like 'BENCH%' order by id limit 800) as first`,
  );
  await owner.query(
    `insert into daily_use (service_id, facility_id, used_on, families, adults, fathers, children_0, children_1, children_2, children_3_up,
       first_visits, entered_by, entered_at)
     select service.id, service.facility_id, day, n % 20, n % 23 + 1, 1, n % 7, n % 9, n % 5, n % 3, 0,
       (select person_id from appointment order by id limit 1), now()
     from service cross join lateral (
       select date '2021-04-01' + series as day, service.id + series as n from generate_series(0, 1825) as series where series % 73 < 50) as days
     where service.name = 'ひろば' and service.facility_id in (select id from facility where local_id like 'BENCH%')`,
  );
  await owner.query('vacuum analyze service');
  await owner.query('vacuum analyze daily_use');
}

/** With a name and its word as a parameter, as the program sends it: plans are kept on both sides. */
const bareQuestions = (word: string) => {
  const like = word === '' ? '' : 'and position($1 in facility.folded) > 0';
  const values = word === '' ? [] : [word];
  return [
    { name: `services ${like}`, text: pageOfServices(like), values },
    {
      name: `count ${like}`,
      text: `select count(*) from service join facility on facility.id = service.facility_id where facility.ended_on is null
        and (service.ends_on is null or service.ends_on >= current_date) ${like}`,
      values,
    },
  ];
};

const pageOfServices = (like: string) => `
  select service.*, facility.*, organisation.name as organisation, programme.name as programme
  from (select service.id from service join facility on facility.id = service.facility_id
    where facility.ended_on is null and (service.ends_on is null or service.ends_on >= current_date)
      ${like}
    order by service.id limit 20) as page
  join service on service.id = page.id join facility on facility.id = service.facility_id
  join programme on programme.code = service.programme_code left join organisation on organisation.id = facility.organisation_id
  order by service.id`;

function compare(bench: Bench, what: string, page: Measured, bare: Measured): void {
  bench.say({
    what,
    figure: `${Math.round(page.rate)} /s, p99 ${page.p99.toFixed(1)} ms`,
    limit: `${Math.round(bare.rate)} /s, p99 ${bare.p99.toFixed(1)} ms`,
    ratio: `${Math.round((100 * page.rate) / bare.rate)} %`,
    wanted: 'at least 50 % of the bare SQL, p99 under 50 ms at 16 connections',
    ok: page.rate >= 0.5 * bare.rate && page.p99 < 50,
  });
}

/** The page and its count, as the answer has both. */
async function bareLoad(pool: pg.Pool, word: string): Promise<Measured> {
  const clients = await Promise.all(Array.from({ length: connections }, () => pool.connect()));
  for (const client of clients)
    await client.query(`set search_path = m012041, shared; ${hasDuties(['public'])}`);
  const questions = bareQuestions(word);
  for (let n = 0; n < 6; n += 1)
    for (const client of clients) for (const question of questions) await client.query({ ...question });
  const measured = await loop(connections, async (at) => {
    for (const question of questions) await clients[at]!.query({ ...question });
  });
  for (const client of clients) client.release(true);
  return measured;
}

async function load(base: string, path: string, cookie = '', at = connections): Promise<Measured> {
  const callers = await Promise.all(Array.from({ length: at }, () => openCaller(base, cookie)));
  const once = async (caller: Caller) => {
    const status = await caller.ask(path);
    if (status !== 200) throw new Error(`${path}: ${status}`);
  };
  await Promise.all(callers.map(once));
  const measured = await loop(at, (worker) => once(callers[worker]!));
  for (const caller of callers) caller.end();
  return measured;
}

async function loop(workers: number, once: (worker: number) => Promise<unknown>): Promise<Measured> {
  const latencies: number[] = [];
  const begun = performance.now();
  const until = begun + 4000;
  await Promise.all(
    Array.from({ length: workers }, async (_, worker) => {
      while (performance.now() < until) {
        const at = performance.now();
        await once(worker);
        latencies.push(performance.now() - at);
      }
    }),
  );
  latencies.sort((a, b) => a - b);
  return {
    rate: latencies.length / ((performance.now() - begun) / 1000),
    p99: latencies[Math.floor(latencies.length * 0.99)] ?? 0,
  };
}
