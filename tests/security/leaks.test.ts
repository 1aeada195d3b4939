import pg from 'pg';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { withClient } from '../../src/platform/db/migrate.ts';
import { unzipEntry, zipEntries } from '../../src/platform/files/zip.ts';
import { fillEveryTable } from '../access-matrix/fixture.ts';
import { makeWorld, mould, type Answer, type Who, type World } from '../world.ts';
import { addressed, routesOf } from './attacker.ts';

const schema = 'm999997';
/** The program's own book-keeping: nobody's records, and needed for every answer. */
const machinery = new Set(['audit_event', 'audit_head', 'job_done', 'submission']);

interface Table {
  name: string;
  key: string[];
}

async function tablesOf(world: World): Promise<Table[]> {
  const found = await world.owner<Table>(
    `select c.relname as name, array(select a.attname::text from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any(i.indkey)
       where i.indrelid = c.oid and i.indisprimary order by a.attnum) as key
     from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = '${schema}' and c.relkind = 'r' order by 1`,
  );
  return found.filter(({ name }) => !machinery.has(name));
}

const keyOf = ({ key }: Table) =>
  key.map((column) => `${pg.escapeIdentifier(column)}::text`).join(` || '/' || `);

/** Keys of a table's rows that row security shows to somebody. */
async function visible(world: World, who: Who | null, table: Table): Promise<Set<string>> {
  return world
    .reading(who, async (tx) => {
      const { rows } = await sql<{
        key: string;
      }>`select ${sql.raw(keyOf(table))} as key from ${sql.table(table.name)}`.execute(tx.db);
      return new Set(rows.map(({ key }) => key));
    })
    .catch((error: unknown) => {
      if (error instanceof pg.DatabaseError && error.code === '42501') return new Set<string>();
      throw error;
    });
}

async function hiddenKeys(world: World, who: Who | null, table: Table): Promise<string[]> {
  const seen = await visible(world, who, table);
  const all = await world.owner<{ key: string }>(
    `select ${keyOf(table)} as key from ${pg.escapeIdentifier(table.name)}`,
  );
  return all.map(({ key }) => key).filter((key) => !seen.has(key));
}

/** Takes every row somebody may not see out of the database; answers how many there were. */
async function removeHidden(world: World, who: Who | null): Promise<number> {
  const tables = await tablesOf(world);
  const hidden = new Map<Table, string[]>();
  for (const table of tables) hidden.set(table, await hiddenKeys(world, who, table));
  return withClient(world.ownerUrl, async (client) => {
    await client.query(`set search_path = ${schema}, shared, extensions`);
    // What points at a row that is gone is gone too or was never to be followed.
    const { rows } = await client.query<{ statement: string }>(
      `select format('alter table %s drop constraint %I', conrelid::regclass, conname) as statement
       from pg_constraint where contype = 'f' and connamespace = '${schema}'::regnamespace`,
    );
    for (const { statement } of rows) await client.query(statement);
    // What became of the issue raised from a team's statement is told to the team, whoever may read the issue.
    const teams = await world.reading(who, async (tx) => tx.session.case_teams);
    const { rows: told } = await client.query<{ id: string }>(
      'select issue_id as id from statement_issue where team_id = any($1)',
      [teams],
    );
    let gone = 0;
    for (const [table, keys] of hidden) {
      const issue = ({ issue: 'id', issue_event: 'issue_id', issue_family_answer: 'issue_id' } as const)[
        table.name
      ];
      const { rowCount } = await client.query(
        `delete from ${pg.escapeIdentifier(table.name)} where ${keyOf(table)} = any($1)
           and ${issue === undefined ? 'cardinality($2::bigint[]) >= 0' : `not ${issue} = any($2::bigint[])`}`,
        [keys, told.map(({ id }) => id)],
      );
      gone += rowCount ?? 0;
    }
    return gone;
  });
}

/** An answer as text, without what changes from one request to the next by itself. */
async function still({ html, response }: Answer): Promise<string> {
  if (!response.headers.get('content-type')?.includes('spreadsheet'))
    return html.replace(/name="_(?:csrf|once)" value="[^"]*"|"csrf":"[^"]*"/g, '');
  const bytes = new Uint8Array(await response.arrayBuffer());
  const parts: string[] = [];
  for (const entry of zipEntries(bytes).values()) {
    // The moment the file was made.
    if (entry.name !== 'docProps/core.xml')
      parts.push(new TextDecoder().decode(await unzipEntry(bytes, entry)));
  }
  return parts.join('\n');
}

/** Sums over records are for everybody who reads indicators: those pages are looked at apart. */
const figures = /^\/(?:indicators|rubrics|goals|network-map)\b/;
/** Who was at an occasion knows who else was there, counted (improvement/knowledge/network.test.ts: and no other occasion). */
const company = /^\/network-map\b/;
/** Cards by place with their answers in fives, for whoever reads indicators, and of the own place: that section alone, the rest of its page stands. */
const sumsOfCards = /<section class="section" id="sums"[\s\S]*?<\/section>/;
/** One's own looking adds to the log, and a place that opens what it was sent says thereby that it arrived. */
const growing = /^\/(?:audit|households\/\d+\/log|cases\/\d+\/readers|referrals\/received)\b/;
/** Who has looked at a family stands on its page, too: one's own looking among them. */
const looking = /<section class="card" id="looked"[\s\S]*?<\/section>/;
/** How full a course is, whoever may put down a name is told, and no name (improvement/courses: course_counts). */
const fullness = /data-label="参加">[^<]*/g;
/** That few people gave an answer is told to whoever reads a survey's results, not how many (improvement/initiatives: survey_kept). */
const keptAnswers =
  /<tr><th scope="row">[^<]*<\/th><td class="cell-end">公開しません[^<]*<\/td><\/tr>|<p>5人に満たない[^<]*<\/p>/g;
/** Exact sums over all teams' consultations, for those of the case zone who make the report (family/consultations/README.md). */
const sumsOfFamilies = /^\/consultations\/statistics\b/;
/** Whoever works on cases may open another team's family in an emergency: that there is such a number is told, and no more. */
const emergencies = /^\/(?:households|cases)\/\d+\/emergency$/;
const asked = [
  '/search?q=休憩',
  '/search?q=会議',
  '/search?q=こもれび',
  '/issues?scope=captured',
  '/issues?facility=2',
  '/issues?stuck=1',
  '/issues?sort=facility_count',
  '/issues/export?format=csv&scope=captured',
  '/issues/map?system=district&year=2026',
  '/visits?facility=2',
  '/visits?year=all',
  '/visits?format=csv',
  '/visits/plan?coordinator=all&upcoming=1',
  '/rounds/2026',
  '/rounds/2026?format=csv',
  '/quality?state=all&year=2026',
  '/quality?kind=minutes&state=all&year=2026',
  '/meetings?q=第',
  '/meetings?format=csv',
  '/actions?scope=all&state=any',
  '/actions?scope=all&state=any&format=csv',
  '/share-backs?format=csv',
  '/open-days?sort=people&year=all',
  '/open-days/export?format=csv',
  '/people/export?format=csv',
  '/facilities?q=保育',
  '/facilities/export?format=csv',
];

/** What stands at these addresses for this reader. */
async function read(world: World, who: Who | null, paths: Iterable<string>): Promise<Map<string, string>> {
  const seen = new Map<string, string>();
  const waiting = [...paths];
  const look = async (): Promise<void> => {
    for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
      const answer = await world.as(who).get(path);
      seen.set(path, `${answer.status} ${answer.location ?? ''}\n${await still(answer)}`);
    }
  };
  await Promise.all([look(), look(), look()]);
  return seen;
}

/**
 * Every page there may be for this reader; what answers word for word as an address that nothing has ever had is none. Where
 * the reader has no duty at all (403, whatever the number) there is none either.
 */
async function everyPage(world: World, who: Who | null): Promise<Map<string, string>> {
  const routes = routesOf(world, 'GET').filter(
    (route) =>
      !/^\/(kit|healthz|readyz|account|sign-in|forgot|invitations|api\/auth)\b/.test(route) &&
      !/docx|pdf/.test(route),
  );
  const at = (route: string, number: string) =>
    addressed(
      route,
      () => number,
      () => 'visit_rate',
    );
  const firsts = await read(
    world,
    who,
    routes.map((route) => at(route, '1')),
  );
  const others = routes
    .filter((route) => !firsts.get(at(route, '1'))!.startsWith('403 '))
    .flatMap((route) => ['2', '3', '4'].map((number) => at(route, number)));
  const rest = [...asked, ...others].filter((path) => !firsts.has(path));
  // Within a part of the program, as the bar that says where one is looks there.
  const nowhere = (path: string) => path.replace(/^(\/[^/?]*).*/, '$1/nothing-has-this-address');
  const seen = new Map([
    ...firsts,
    ...(await read(world, who, new Set([...rest, ...[...firsts.keys(), ...rest].map(nowhere)]))),
  ]);
  const nothing = (path: string) => {
    const page = seen.get(nowhere(path))!;
    return page.startsWith('404 ') && page === seen.get(path);
  };
  return new Map([...seen].filter(([path]) => !nothing(path)));
}

/** The first place where two pages part. */
function parting(before: string, after: string): string {
  let at = 0;
  while (at < before.length && before[at] === after[at]) at++;
  const near = (text: string) => text.slice(Math.max(0, at - 60), at + 60).replace(/\s+/g, ' ');
  return `${near(before)}  ≠  ${near(after)}`;
}

// Thousands of requests: on a busy machine they take longer than one test usually may.
vi.setConfig({ testTimeout: 300_000 });

describe('a row somebody may not see', () => {
  const readers: readonly (Who | null)[] = [
    null,
    'secretariat',
    'coordinator2',
    'council_member',
    'facility_head',
    'facility_staff',
    'observer',
    'administrator',
    'auditor',
    'consultation_worker',
  ];

  let filled: Awaited<ReturnType<typeof mould>>;
  beforeAll(async () => {
    filled = await mould(fillEveryTable);
  });
  afterAll(() => filled.close());

  for (const who of readers) {
    it(`might as well not be there for the ${who ?? 'stranger'}: no page, count, export or search result changes when it is gone`, async () => {
      const world = await filled.cast();
      try {
        const before = await everyPage(world, who);
        const gone = await removeHidden(world, who);
        expect(gone).toBeGreaterThan(5);
        const after = await read(world, who, before.keys());
        const others = (page: string | undefined) =>
          page?.replace(looking, '').replace(fullness, '').replace(keptAnswers, '');
        const changed = [...before].filter(([path, page]) => others(page) !== others(after.get(path)));
        const [told, own, families, working] = await world.reading(who, async (tx) => [
          tx.has('evaluation.read'),
          tx.session.facilities.length > 0,
          tx.has('family.statistics'),
          tx.has('case.work'),
        ]);
        const cut = (page: string) => page.replace(sumsOfCards, '');
        expect(
          changed
            .filter(([path]) => !growing.test(path) && !(told && (figures.test(path) || path === '/')))
            .filter(
              ([path]) =>
                !(own && company.test(path)) &&
                !(families && working && sumsOfFamilies.test(path)) &&
                !(working && emergencies.test(path)),
            )
            .filter(
              ([path, page]) =>
                !((told || own) && path === '/introductions' && cut(page) === cut(after.get(path)!)),
            )
            .map(([path, page]) => `${path}: ${parting(page, after.get(path)!)}`),
        ).toEqual([]);
      } finally {
        await world.close();
      }
    });
  }
});

describe('the same answer as for nothing', () => {
  let world: World;
  beforeAll(async () => {
    world = await makeWorld();
    await fillEveryTable(world);
  });
  afterAll(() => world.close());

  const records: readonly [string, string][] = [
    ['visits', 'visit'],
    ['my-facility/visits', 'visit'],
    ['issues', 'issue'],
    ['published-issues', 'issue_publication'],
    ['my-facility/issues', 'issue_facility'],
    ['meetings', 'meeting'],
    ['actions', 'action_item'],
    ['share-backs', 'share_back'],
    ['notices', 'notice'],
    ['views', 'saved_view'],
    ['quality/visits', 'visit_record'],
    ['quality/minutes', 'meeting'],
    ['people/import', 'import_batch'],
    ['areas/import', 'import_batch'],
    ['facilities/import', 'import_batch'],
  ];

  it('is given to every form sent at a record that is not to be seen', async () => {
    const tables = new Map((await tablesOf(world)).map((table) => [table.name, table]));
    const told: string[] = [];
    let tried = 0;
    for (const who of [
      'secretariat',
      'council_member',
      'facility_head',
      'other_head',
      'observer',
      'administrator',
    ] as const) {
      for (const [base, name] of records) {
        const first = (key: string) => key.split('/')[0]!;
        const seen = new Set([...(await visible(world, who, tables.get(name)!))].map(first));
        const hidden = (await hiddenKeys(world, who, tables.get(name)!))
          .map(first)
          .filter((key) => !seen.has(key));
        const routes = routesOf(world, 'POST').filter((route) => route.startsWith(`/${base}/:`));
        for (const route of routes) {
          for (const number of [...new Set(hidden)].slice(0, 2)) {
            const send = (id: string): Promise<Answer> =>
              world.as(who).post(
                addressed(
                  route,
                  () => id,
                  () => id,
                ),
                { reason: 'どうしても今日のうちに確かめたい', facility_id: 1, _version: 1 },
              );
            const [real, none] = [await send(number), await send('987654321')];
            tried++;
            const said = (answer: Answer) =>
              `${answer.status} ${answer.text.replaceAll(/987654321/g, number)}`;
            if (said(real) !== said(none))
              told.push(`${who} ${route} ${number}: ${real.status}, and ${none.status} for nothing`);
          }
        }
      }
    }
    expect(tried).toBeGreaterThan(100);
    expect(told).toEqual([]);
  });

  it('names nothing of it on the pages of figures, which may count it', async () => {
    const titles = [
      ['issue', 'title'],
      ['issue_facility', 'statement'],
      ['visit_record', 'hearing'],
      ['meeting', 'title'],
      ['decision', 'body'],
      ['action_item', 'what'],
      ['rubric_score', 'remark'],
      ['introduction', 'what_happens'],
      ['daily_use', 'note'],
      ['daily_use_event', 'title'],
    ] as const;
    const tables = new Map((await tablesOf(world)).map((table) => [table.name, table]));
    for (const [name, column] of titles) {
      await world.owner(
        `update ${name} set ${column} = 'kanaria-${name}-' || replace(${keyOf(tables.get(name)!)}, '/', '-') || '.'`,
      );
    }
    for (const who of [
      'observer',
      'council_member',
      'lead_coordinator',
      'secretariat',
      'facility_staff',
      'administrator',
    ] as const) {
      const secret: string[] = [];
      for (const [name] of titles) {
        for (const key of await hiddenKeys(world, who, tables.get(name)!))
          secret.push(`kanaria-${name}-${key.replaceAll('/', '-')}.`);
      }
      expect(secret).not.toEqual([]);
      const codes = [
        'visit_rate',
        'issue_count',
        'open_day_people',
        'visit_record_quality',
        'minutes_quality',
      ];
      const paths = ['/', '/indicators', '/rubrics', '/rubrics?rubric=minutes'].concat(
        ['/introductions', '/use/report', '/use/report/export', '/programmes', '/programmes/export'],
        codes.flatMap((code) => [
          `/indicators/${code}`,
          `/indicators/${code}/export?format=csv`,
          `/indicators/${code}/targets`,
        ]),
      );
      for (const path of paths) {
        const said = await still(await world.as(who).get(path));
        expect([who, path, secret.filter((text) => said.includes(text))]).toEqual([who, path, []]);
      }
    }
  });
});

describe('sums over places that are not to be read', () => {
  let world: World;
  beforeAll(async () => {
    world = await makeWorld();
    await fillEveryTable(world);
  });
  afterAll(() => world.close());

  it('tell of consultations in fives only, and of one’s own and of those one may read exactly', async () => {
    const [, theirs] = world.facility as [number, number];
    const said = async (who: Who) =>
      world.reading(who, async (tx) => {
        const { rows } = await sql<{ topic: string; people: number }>`
          select topic, sum(people)::integer as people from use_consultations(2026, false)
          where kind = 'consultation' group by topic`.execute(tx.db);
        return Object.fromEntries(rows.map(({ topic, people }) => [topic, people]));
      });
    // One family each, of two places, asked about feeding; of the other place one more asked about itself.
    const ask = (people: number) =>
      world.owner(
        `insert into daily_use_consultation (service_id, facility_id, used_on, method, topic, people)
         select service_id, facility_id, used_on, 'phone', 'guardian', $2 from daily_use where facility_id = $1`,
        [theirs, people],
      );
    await ask(4);
    expect(await said('secretariat')).toEqual({ feeding: 2, guardian: 4 });
    expect(await said('other_head')).toEqual({ feeding: 1, guardian: 4 });
    expect(await said('facility_head')).toEqual({ feeding: 1 });
    for (const who of ['council_member', 'administrator', 'consultation_worker'] as const)
      expect([who, await said(who)]).toEqual([who, {}]);
    await ask(3);
    expect(await said('facility_head')).toEqual({ feeding: 1, guardian: 5 });
    expect(await said('council_member')).toEqual({ guardian: 5 });
    expect(await said('secretariat')).toEqual({ feeding: 2, guardian: 7 });
  });

  it('do not change with the days, the weather, the staff or the notes they were written from', async () => {
    const before = new Map<string, string>();
    const paths = ['/use/report', '/use/report/export', '/programmes', '/programmes/export'];
    const readers = ['council_member', 'facility_staff', 'administrator', 'consultation_worker'] as const;
    for (const who of readers)
      for (const path of paths) before.set(`${who} ${path}`, await still(await world.as(who).get(path)));
    await world.owner(
      `update daily_use set used_on = used_on + 1, weather = 'snow', staff = 9, note = '移した', entered_by = $2
       where facility_id = $1`,
      [world.facility[1], world.person.other_head],
    );
    for (const who of readers)
      for (const path of paths)
        expect([who, path, await still(await world.as(who).get(path))]).toEqual([
          who,
          path,
          before.get(`${who} ${path}`),
        ]);
  });
});

describe('what the search box finds', () => {
  let world: World;
  beforeAll(async () => {
    world = await makeWorld();
  });
  afterAll(() => world.close());

  it('can be opened by whoever found it, and restricted words are found by the team alone', async () => {
    const coordinator = world.as('coordinator');
    const [facility] = world.facility as [number];
    const lead_id = world.person.coordinator;
    const plan = (day: string) =>
      coordinator.post('/visits/new', {
        lead_id,
        facility_ids: facility,
        [`planned_on_${facility}`]: day,
        [`purpose_${facility}`]: 'round',
        confirmed: true,
      });
    const record = async (day: string, words: Record<string, string | boolean>) => {
      const { location } = await plan(day);
      const visit = /\/visits\/(\d+)/.exec(location!)![1]!;
      const saved = await coordinator.post(`/visits/${visit}/record`, {
        visited_on: day,
        met: '園長',
        _version: 0,
        ...words,
      });
      expect(saved.status).toBe(303);
      return visit;
    };
    const secret = await record('2026-11-10', { hearing: 'しろくま組の家庭のこと', restricted: true });
    const open = await record('2026-11-11', {
      hearing: 'しろくま組の園庭あそび',
      issue_title_1: 'しろくま組の休憩',
      issue_theme_1: 'staffing',
    });
    const told = await record('2026-11-12', { hearing: 'しろくま組のお便り' });
    expect((await coordinator.post(`/visits/${told}/share`)).status).toBe(303);
    const secretariat = world.as('secretariat');
    const { organisation } = world;
    const forum = await secretariat.post('/forums/new', {
      name: 'しろくま会議',
      kind: 'network',
      meetings_per_year: 4,
      organisation_id: organisation.city,
      _version: 0,
    });
    const forumId = /\d+/.exec(forum.location!)![0];
    await secretariat.post('/meetings/new', {
      forum_id: forumId,
      held_on: '2026-12-01',
      place: 'しろくま会館',
      title: '第1回しろくま会議',
    });

    const found = new Map<Who, string[]>();
    for (const who of [
      'coordinator',
      'coordinator2',
      'secretariat',
      'council_member',
      'facility_head',
      'facility_staff',
      'other_head',
      'observer',
      'administrator',
      'auditor',
      'lead_coordinator',
      'consultation_worker',
    ] as const) {
      const { html } = await world.as(who).get('/search?q=しろくま');
      const hits = [
        ...new Set(
          [
            ...html.matchAll(/href="(\/(?:visits|issues|meetings|forums|actions|published-issues)\/\d+)"/g),
          ].map((match) => match[1]!),
        ),
      ];
      found.set(who, hits);
      for (const hit of hits) {
        const page = await world.as(who).get(hit);
        const there = page.status === 303 ? await world.as(who).get(page.location!) : page;
        expect([who, hit, there.status]).toEqual([who, hit, 200]);
      }
    }
    expect(found.get('coordinator')).toEqual(
      expect.arrayContaining([`/visits/${secret}`, `/visits/${open}`, `/visits/${told}`]),
    );
    expect(found.get('coordinator2')).toContain(`/visits/${secret}`);
    expect(found.get('secretariat')).toEqual(expect.arrayContaining([`/visits/${open}`, `/visits/${told}`]));
    expect(found.get('secretariat')).not.toContain(`/visits/${secret}`);
    expect(found.get('facility_head')).toEqual([`/visits/${told}`]);
    expect(found.get('facility_staff')).toEqual([`/visits/${told}`]);
    expect(found.get('council_member')!.every((hit) => hit.startsWith('/issues/'))).toBe(true);
    for (const who of [
      'other_head',
      'observer',
      'administrator',
      'auditor',
      'lead_coordinator',
      'consultation_worker',
    ] as const)
      expect([who, found.get(who)]).toEqual([who, []]);
  });
});
