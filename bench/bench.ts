import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import pg from 'pg';
import { typedIssue } from '../src/improvement/issues/samples-typed.ts';
import { startEmbedded, type Embedded } from '../src/platform/db/embedded.ts';
import { fiscalYearOf } from '../src/platform/ja/dates.ts';
import { root } from '../src/platform/root.ts';
import { facilityCsv, fillFacilities, fillVisits } from './data.ts';
import { openCaller } from './caller.ts';
import { caseload } from './caseload.ts';
import { family } from './family.ts';
import { rounds } from './rounds.ts';
import { interfaces } from './interfaces.ts';
import { offline } from './offline.ts';
import { referrals } from './referrals.ts';
import { report } from './report.ts';
import { studyGroups } from './study-groups.ts';
import {
  directoryChoices,
  directoryRows,
  hasDuties,
  issueWrites,
  writtenIssue,
  visitRows,
  type Question,
} from './questions.ts';

// One program as a new user starts it, on this machine, over the loopback; bounded in requests and time.
// Each figure stands beside its limit: what the same database answers to the bare SQL through the same driver.

interface Line {
  what: string;
  figure: string;
  limit: string;
  ratio: string;
  wanted: string;
  ok: boolean;
}

/** Before it is measured, as long as engines need to compile what is often used and databases to keep their plans. */
const warmingUp = 2500;

const lines: Line[] = [];
const say = (line: Line) => {
  lines.push(line);
  console.log(
    `${line.ok ? 'ok  ' : 'MISS'}  ${line.what}: ${line.figure}${line.limit === '' ? '' : ` (limit ${line.limit}, ${line.ratio})`} — wanted ${line.wanted}`,
  );
};
const ms = (value: number) => `${value.toFixed(value < 10 ? 1 : 0)} ms`;
const perSecond = (value: number) => `${Math.round(value).toLocaleString('en')} /s`;

const folder = mkdtempSync(join(tmpdir(), 'tsunagi-bench-'));
const port = await freePort();
const base = `http://127.0.0.1:${port}`;

const first = await start();
say({
  what: 'first start with demo, built program',
  figure: ms(first.took),
  limit: '',
  ratio: '',
  wanted: 'under 20 s',
  ok: first.took < 20_000,
});
await stop(first.program);
const second = await start();
say({
  what: 'second start to first page',
  figure: ms(second.took),
  limit: '',
  ratio: '',
  wanted: 'under 5 s',
  ok: second.took < 5000,
});

const database: Embedded = await startEmbedded({ folder });
const owner = new pg.Client({ connectionString: database.url('tsunagi_owner') });
await owner.connect();
await owner.query('set search_path = m012041, shared, extensions');
await fillFacilities(owner, 20_000);
await fillVisits(owner, 30_000);
await owner.query('analyze');

const cookies = {
  coordinator: await signIn('コーディネーター'),
  secretariat: await signIn('事務局'),
};
const today = new Date().toLocaleDateString('sv', { timeZone: 'Asia/Tokyo' });
const person = Number(
  (await owner.query(`select person_id from appointment where role_code = 'coordinator' order by 1 limit 1`))
    .rows[0].person_id,
);
const service = new pg.Pool({ connectionString: database.url('tsunagi_service'), max: 16 });

// All of them, or those named: npm run bench -- family
const parts: Record<string, () => Promise<void>> = {
  directory,
  visitList,
  personPage,
  issues,
  imports,
  referrals: async () => referrals({ base, owner, cookie: await signIn('相談員'), load, perConnection, say }),
  interfaces: () => interfaces({ base, owner, service, cookie: cookies.secretariat, say }),
  caseload: () => caseload(say),
  rounds: () => rounds(say),
  offline: () => offline({ base, owner, cookie: cookies.coordinator, person, say }),
  studyGroups: () => studyGroups(say),
  report: () => report({ owner, make: makeReport, year: fiscalYearOf(today) - 1, say }),
  weights,
  family: async () =>
    family({
      url: database.url('postgres'),
      owner,
      cookie: await signIn('相談員'),
      get,
      load,
      perConnection,
      compare,
      say,
    }),
};
const named = process.argv.slice(2);

try {
  for (const [name, part] of Object.entries(parts)) {
    if (named.length > 0 && !named.includes(name)) continue;
    await part();
    console.log(`      (memory of the program after ${name}: ${resident().map(Math.round).join(', ')} MB)`);
  }
  await memory();
} finally {
  await service.end();
  await owner.end();
  await stop(second.program);
  rmSync(folder, { recursive: true, force: true });
}

console.log('\n| what | figure | limit | ratio | wanted | |\n| --- | --- | --- | --- | --- | --- |');
for (const line of lines)
  console.log(
    `| ${line.what} | ${line.figure} | ${line.limit} | ${line.ratio} | ${line.wanted} | ${line.ok ? 'ok' : 'MISS'} |`,
  );
console.log(`\nLoad of the machine at the end: ${readFileSync('/proc/loadavg', 'utf8').trim()}`);
process.exit(0);

// ---- what is measured -------------------------------------------------------------------------

async function directory(): Promise<void> {
  const area_id = (
    await owner.query<{ id: number }>(
      `select id from area where area_system_code = 'visit_district' order by id limit 1`,
    )
  ).rows[0]!.id;
  const kind = '認可私立保育所';
  const shapes = [
    { what: 'word, kind, area', shape: { word: 'ひかり', kind, area_id } },
    { what: 'two-character word', shape: { word: '保育', kind: null, area_id: null } },
    { what: 'all, by reading', shape: { word: null, kind: null, area_id: null } },
  ];
  for (const [at, { what, shape }] of shapes.entries()) {
    const query = new URLSearchParams();
    if (shape.word) query.set('q', shape.word);
    if (shape.kind) query.set('kind', shape.kind);
    if (shape.area_id) query.set('area_id', String(shape.area_id));
    const rows = directoryRows(`directory-${at}`, shape, today);
    await sameAnswer(`/facilities.json?${query}`, rows[0]!);
    compare(
      `directory as JSON: ${what}`,
      await load(`/facilities.json?${query}`, cookies.coordinator, 16, 3000),
      await bareLoad(rows, 16, 3000),
    );
    compare(
      `directory page: ${what}`,
      await load(`/facilities?${query}`, cookies.coordinator, 16, 3000),
      await bareLoad([...rows, ...directoryChoices(today)], 16, 3000),
    );
  }
}

/** The bare question is worth comparing with only when it finds the very rows that the program answers. */
async function sameAnswer(path: string, question: Question): Promise<void> {
  const told = JSON.parse((await get(path, cookies.coordinator)).body) as { facilities: { id: number }[] };
  const client = await connected();
  const { rows } = await client.query<{ id: string }>(question);
  client.release(true);
  const ids = (list: readonly { id: number | string }[]) => list.map(({ id }) => Number(id)).join(' ');
  if (rows.length === 0 || ids(told.facilities) !== ids(rows))
    throw new Error(`${path}: the bare SQL answers something else.`);
}

async function visitList(): Promise<void> {
  compare(
    'visits, newest page (30,000 visits, row security)',
    await load('/visits', cookies.coordinator, 16, 3000),
    await bareLoad(visitRows(today), 16, 3000),
  );
}

async function personPage(): Promise<void> {
  const { rows } = await owner.query<{ id: number }>(
    `select person_id as id from appointment where role_code = 'facility_head' order by random() limit 200`,
  );
  const page = await load(
    () => `/people/${rows[Math.floor(Math.random() * rows.length)]!.id}`,
    cookies.coordinator,
    8,
    5000,
  );
  say({
    what: 'opening a person, with its audited read, 8 connections',
    figure: `p99 ${ms(page.p99)}, ${perSecond(page.rate)}, ${spent(page)}`,
    limit: '',
    ratio: '',
    wanted: 'p99 under 60 ms',
    ok: page.p99 < 60,
  });
}

/** Saving with audit, search entry and double-submission guard, against a bare transaction that writes the same rows. */
async function issues(): Promise<void> {
  const facility = (await owner.query<{ id: number }>('select id from facility order by id limit 1')).rows[0]!
    .id;
  const form = await get('/issues/new', cookies.coordinator);
  const csrf = /name="_csrf" value="([^"]+)"/.exec(form.body)![1]!;
  const before = Number((await owner.query('select count(*) as n from issue')).rows[0].n);
  const page = await load('/issues/new', cookies.coordinator, 8, 4000, () =>
    new URLSearchParams({
      _csrf: csrf,
      _once: crypto.randomUUID(),
      ...typedIssue('測定用の課題', '測定'),
      facility_ids: String(facility),
    }).toString(),
  );
  const made = Number((await owner.query('select count(*) as n from issue')).rows[0].n) - before;
  if (made < page.count) throw new Error(`${made} issues of ${page.count} sent forms.`);
  const like = await writtenIssue(owner);
  const bare = await perConnection(8, 3000, (client) => issueWrites(client, person, facility, like));
  const { rate } = page;
  say({
    what: 'raising an issue (form → audit, search entry, guard), 8 connections',
    figure: `${perSecond(rate)}, p99 ${ms(page.p99)}, ${spent(page)}`,
    limit: `${perSecond(bare.rate)}, ${spent(bare)}`,
    ratio: `${Math.round((100 * rate) / bare.rate)} %`,
    wanted: 'at least 40 % of the bare transaction that writes the same rows',
    ok: rate >= 0.4 * bare.rate,
  });
}

async function imports(): Promise<void> {
  const csv = facilityCsv(20_000);
  const form = await get('/facilities/import', cookies.secretariat);
  const csrf = /name="_csrf" value="([^"]+)"/.exec(form.body)![1]!;
  const body = new FormData();
  body.set('_csrf', csrf);
  body.set('_once', crypto.randomUUID());
  body.set('file', new File([csv], '子育て施設一覧.csv'));
  const begun = performance.now();
  const answer = await fetch(`${base}/facilities/import`, {
    method: 'POST',
    headers: { cookie: cookies.secretariat },
    body,
    redirect: 'manual',
  });
  // As a browser without script does: the page says after how many seconds to ask again.
  let checked = await get(answer.headers.get('location') ?? '', cookies.secretariat);
  while (checked.refresh !== null) {
    await new Promise((resolve) => setTimeout(resolve, 1000 * (checked.refresh ?? 0)));
    checked = await get(answer.headers.get('location') ?? '', cookies.secretariat);
  }
  const took = performance.now() - begun;
  const rate = 20_000 / (took / 1000);
  // Every row must have its verdict; the page that tells them is part of the time.
  const { rows } = await owner.query<{ n: number }>(
    `select count(*)::integer as n from import_row where batch_id = (select max(id) from import_batch)`,
  );
  const whole = answer.status === 303 && checked.body.includes('20,000') && rows[0]!.n === 20_000;
  say({
    what: 'import of a standard CSV, 20,000 rows: upload to the check page, each row validated and reported',
    figure: `${perSecond(rate)}${whole ? '' : ' (NOT every row)'}`,
    limit: '',
    ratio: '',
    wanted: 'at least 5,000 rows/s',
    ok: whole && rate >= 5000,
  });
}

/** Presses the button of a year's report; gives the status of the answer. */
async function makeReport(year: number): Promise<number> {
  const page = await get(`/goals/report?year=${year}`, cookies.secretariat);
  const answer = await fetch(`${base}/goals/report/make?year=${year}`, {
    method: 'POST',
    headers: { cookie: cookies.secretariat, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      _csrf: /name="_csrf" value="([^"]+)"/.exec(page.body)![1]!,
      _once: crypto.randomUUID(),
    }),
    redirect: 'manual',
  });
  return answer.status;
}

async function weights(): Promise<void> {
  // The fullest of each kind: a place with photos, an event with many days to come, an area with many towns.
  const { rows } = await owner.query<{ place: number; event: number; area: number }>(
    `select (select facility_id from facility_photo group by 1 order by count(*) desc, 1 limit 1) as place,
       (select area_id from area_town group by 1 order by count(*) desc, 1 limit 1) as area,
       (select event_id from event_session join event on event.id = event_id
        where event.zone = 'public' and event.published_at is not null and event_session.starts_at > now()
        group by 1 order by count(*) desc, 1 limit 1) as event`,
  );
  const { place, event, area } = rows[0]!;
  for (const [what, path, cookie] of [
    ['first page for anybody', '/open', ''],
    ['places for anybody', '/open/places?kind=all', ''],
    ['a place', `/open/places/${place}`, ''],
    ['calendar for anybody', '/open/calendar', ''],
    ['an event', `/open/events/${event}`, ''],
    ['the fullest area', `/open/areas/${area}`, ''],
    ['the numbers to call', '/open/help', ''],
    ['sign-in page', '/sign-in', ''],
    ['directory', '/facilities', cookies.coordinator],
    ['visit list', '/visits', cookies.coordinator],
  ] as const) {
    const { body } = await get(path, cookie);
    const files = [
      ...new Set(
        [...body.matchAll(/(?:src|href)="(\/assets\/[^"]+\.(?:js|css))"/g)].map((match) => match[1]!),
      ),
    ];
    let script = 0;
    let total = gzipSync(body).length;
    for (const file of files) {
      const size = gzipSync(readFileSync(join(root, 'dist/client', file))).length;
      total += size;
      if (file.endsWith('.js')) script += size;
    }
    say({
      what: `page weight, ${what} (HTML + CSS + JS, compressed)`,
      figure: `${(total / 1024).toFixed(1)} KB, script ${(script / 1024).toFixed(1)} KB`,
      limit: '',
      ratio: '',
      wanted: 'under 100 KB, script under 30 KB',
      ok: total < 102_400 && script < 30_720,
    });
  }
}

/** The program's processes: the one that keeps the house, and those beside it that answer pages. */
function programPids(): number[] {
  const pid = second.program.pid!;
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
    .trim()
    .split(' ')
    .filter(Boolean);
  return [pid, ...children.map(Number).filter((child) => commandOf(child).includes('main.js'))];
}

function commandOf(pid: number): string {
  return existsSync(`/proc/${pid}/cmdline`) ? readFileSync(`/proc/${pid}/cmdline`, 'utf8') : '';
}

function programTime(): number {
  return programPids().reduce((sum, pid) => sum + processorTime(pid), 0);
}

/** What each process of the program holds of the machine's memory, in MB; the largest first. */
function resident(): number[] {
  return programPids()
    .map((pid) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1024)
    .toSorted((a, b) => b - a);
}

/** At once, when V8 has not yet looked through what the last part left, and when the program has had a rest. */
async function memory(): Promise<void> {
  for (const [when, rest] of [
    ['at once', 0],
    ['twenty seconds later', 20_000],
  ] as const) {
    await new Promise((resolve) => setTimeout(resolve, rest));
    const held = resident();
    say({
      what: `memory after all this, each process of the program, ${when}`,
      figure: held.map((one) => `${Math.round(one)} MB`).join(', '),
      limit: '',
      ratio: '',
      wanted: 'under 300 MB',
      ok: held.every((one) => one < 300),
    });
  }
}

// ---- how it is measured -----------------------------------------------------------------------

interface Measured {
  rate: number;
  p99: number;
  count: number;
  /** processor time of the program and of the database for each of them, in ms */
  program: number;
  database: number;
}

function spent({ program, database }: Measured): string {
  return `processor ${program < 0.05 ? '' : `${program.toFixed(1)} + `}${database.toFixed(1)} ms`;
}

/** Processor time of a process so far, in ms. */
function processorTime(pid: number): number {
  const path = `/proc/${pid}/stat`;
  if (!existsSync(path)) return 0;
  const text = readFileSync(path, 'utf8');
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return 10 * (Number(fields[11]) + Number(fields[12]));
}

/** Of the database's server: its children that live, and those that ended. */
function databaseTime(): number {
  const pid = Number(readFileSync(join(folder, 'postgresql-data/postmaster.pid'), 'utf8').split('\n')[0]);
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(Number);
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const ended = 10 * (Number(fields[13]) + Number(fields[14]));
  return children.reduce((sum, child) => sum + processorTime(child), ended);
}

function compare(what: string, page: Measured, bare: Measured): void {
  say({
    what,
    figure: `${perSecond(page.rate)}, p99 ${ms(page.p99)}, ${spent(page)}`,
    limit: `${perSecond(bare.rate)}, p99 ${ms(bare.p99)}, ${spent(bare)}`,
    ratio: `${Math.round((100 * page.rate) / bare.rate)} %`,
    wanted: 'at least 50 % of the bare SQL, p99 under 50 ms at 16 connections',
    ok: page.rate >= 0.5 * bare.rate && page.p99 < 50,
  });
}

/** Asks as fast as answers come, on so many connections, for so many milliseconds. */
async function load(
  path: string | (() => string),
  cookie: string,
  connections: number,
  duration: number,
  form?: () => string,
): Promise<Measured> {
  const callers = await Promise.all(Array.from({ length: connections }, () => openCaller(base, cookie)));
  const measured = await loop(connections, duration, async (at) => {
    const asked = typeof path === 'string' ? path : path();
    const status = await callers[at]!.ask(asked, form?.());
    // A redirect to the sign-in page would be quick and mean nothing.
    if (status !== (form === undefined ? 200 : 303)) throw new Error(`${asked}: ${status}`);
  });
  for (const caller of callers) caller.end();
  return measured;
}

/** As the program's own role, with the settings of somebody who may see the same, set once. */
async function connected(): Promise<pg.PoolClient> {
  const client = await service.connect();
  await client.query(
    `set search_path = m012041, shared, extensions; set app.person = '${person}'; set app.actor = 'bench';
     ${hasDuties(['network', 'visit.read', 'issue.read', 'issue.raise', 'public'])}`,
  );
  return client;
}

async function bareLoad(
  questions: readonly Question[],
  connections: number,
  duration: number,
): Promise<Measured> {
  return perConnection(connections, duration, async (client) => {
    for (const question of questions) await client.query({ ...question });
  });
}

async function perConnection(
  connections: number,
  duration: number,
  work: (client: pg.PoolClient) => Promise<unknown>,
): Promise<Measured> {
  const clients = await Promise.all(Array.from({ length: connections }, connected));
  const measured = await loop(connections, duration, (at) => work(clients[at]!));
  for (const client of clients) client.release(true);
  return measured;
}

async function loop(
  connections: number,
  duration: number,
  once: (at: number) => Promise<unknown>,
): Promise<Measured> {
  const latencies: number[] = [];
  const during = async (milliseconds: number) => {
    const end = performance.now() + milliseconds;
    await Promise.all(
      Array.from({ length: connections }, async (_, connection) => {
        while (performance.now() < end) {
          const at = performance.now();
          await once(connection);
          latencies.push(performance.now() - at);
        }
      }),
    );
  };
  await during(warmingUp);
  latencies.length = 0;
  const before = { program: programTime(), database: databaseTime() };
  const begun = performance.now();
  await during(duration);
  const seconds = (performance.now() - begun) / 1000;
  const sorted = latencies.toSorted((a, b) => a - b);
  return {
    rate: latencies.length / seconds,
    p99: sorted[Math.floor(sorted.length * 0.99)] ?? 0,
    count: latencies.length,
    program: (programTime() - before.program) / latencies.length,
    database: (databaseTime() - before.database) / latencies.length,
  };
}

async function get(path: string, cookie: string): Promise<{ body: string; refresh: number | null }> {
  const answer = await fetch(base + path, { headers: { cookie } });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  const refresh = answer.headers.get('refresh');
  return { body: await answer.text(), refresh: refresh === null ? null : Number(refresh) };
}

/** Through the demo's door with this label, as a person would. */
async function signIn(label: string): Promise<string> {
  const page = await fetch(`${base}/sign-in`);
  const jar = page.headers.getSetCookie().map((cookie) => cookie.split(';')[0]!);
  const html = await page.text();
  const form = html.slice(html.indexOf('action="/sign-in/demo"'));
  const door = form.slice(form.indexOf(label));
  const fields = new URLSearchParams({
    _csrf: /name="_csrf" value="([^"]+)"/.exec(form)![1]!,
    user: /name="user" value="([^"]+)"/.exec(door)![1]!,
  });
  const answer = await fetch(`${base}/sign-in/demo`, {
    method: 'POST',
    headers: { cookie: jar.join('; '), 'content-type': 'application/x-www-form-urlencoded' },
    body: fields.toString(),
    redirect: 'manual',
  });
  const given = answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0]!);
  if (answer.status !== 303) throw new Error(`The door ${label} did not open: ${answer.status}`);
  // A cookie given anew takes the place of the old one.
  const kept = new Map(
    [...jar, ...given].map((cookie): [string, string] => [cookie.slice(0, cookie.indexOf('=')), cookie]),
  );
  return [...kept.values()].join('; ');
}

async function start(): Promise<{ program: ChildProcess; took: number }> {
  const begun = performance.now();
  // As scripts/bootstrap.mjs does, which started this bench with the same flags.
  spawnSync(process.execPath, [...process.execArgv, join(root, 'scripts/build.ts')], { stdio: 'inherit' });
  const program = spawn(process.execPath, [...process.execArgv, join(root, 'dist/server/main.js')], {
    cwd: root,
    env: {
      ...process.env,
      PORT: String(port),
      DATA_DIR: folder,
      DEMO: 'true',
      BASE_URL: base,
      LOG: 'quiet',
      OPEN_DATA_A_MINUTE: '0',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  for (let attempt = 0; attempt < 4800; attempt++) {
    if (program.exitCode !== null) throw new Error('The program stopped.');
    const answer = await fetch(`${base}/sign-in`).catch(() => null);
    if (answer?.ok) return { program, took: performance.now() - begun };
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  program.kill('SIGTERM');
  throw new Error('The program did not answer.');
}

async function stop(program: ChildProcess): Promise<void> {
  program.kill('SIGTERM');
  await new Promise((resolve) => (program.exitCode === null ? program.once('exit', resolve) : resolve(null)));
}

async function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port: found } = probe.address() as AddressInfo;
      probe.close(() => resolve(found));
    });
  });
}
