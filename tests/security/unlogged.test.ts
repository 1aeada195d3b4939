import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { demoMunicipality, loadDemo } from '../../src/demo/demo.ts';
import * as caseload from '../../src/family/caseload/routes.tsx';
import * as cases from '../../src/family/cases/routes.tsx';
import * as conferences from '../../src/family/conferences/routes.tsx';
import * as consultations from '../../src/family/consultations/routes.tsx';
import * as disclosures from '../../src/family/disclosures/routes.tsx';
import * as handovers from '../../src/family/handovers/routes.tsx';
import * as households from '../../src/family/households/routes.tsx';
import * as messages from '../../src/family/messages/routes.tsx';
import * as referrals from '../../src/family/referrals/routes.tsx';
import * as statements from '../../src/family/statements/routes.tsx';
import * as supportFiles from '../../src/family/support-files/routes.tsx';
import { jobs } from '../../src/jobs.ts';
import { openAuth, type Auth } from '../../src/platform/auth/auth.ts';
import { createMunicipality, withClient } from '../../src/platform/db/migrate.ts';
import { openHouse, type House } from '../../src/platform/house.ts';
import { readSettings } from '../../src/platform/settings.ts';
import { createApp } from '../../src/platform/web/app.tsx';
import type { Env } from '../../src/platform/web/context.ts';
import { mount } from '../../src/routes.ts';

const schema = `m${demoMunicipality.code}`;
const name = 'unlogged' + crypto.randomUUID().replaceAll('-', '').slice(0, 12);
const urls = inject('database');
const at = (url: string) => url.replace('%25', name).replace('%', name);
const ownerUrl = at(urls.owner);

/** Every address of the case zone, as its slices tell them: a new page is in this test by itself. */
const addresses = [
  ...new Set(
    [
      households,
      consultations,
      cases,
      disclosures,
      referrals,
      conferences,
      handovers,
      caseload,
      statements,
      messages,
      supportFiles,
    ].flatMap(({ routes }) => routes.routes.filter(({ method }) => method === 'GET').map(({ path }) => path)),
  ),
  // A stranger's pages know nobody but who holds the code.
].filter((path) => !path.startsWith('/open'));
const kinds = new Hono();
for (const address of addresses) kinds.get(address, (c) => c.text(address));

const readers = [
  'スーパーバイザー',
  '相談員',
  '保健師',
  '要対協調整機関',
  '施設長（神楽保育所）',
  '関係機関の職員（学校）',
  'つなぎ役（子育てコンシェルジュ）',
];

let house: House;
let auth: Auth;
let app: Hono<Env>;
const cookies = new Map<string, string>();
/** Words that are of one family: names as they are written, and what was said and written down of it. */
let words: string[];

async function owner<T extends object>(text: string): Promise<T[]> {
  return withClient(ownerUrl, async (client) => {
    await client.query(`set search_path = ${schema}, shared, extensions`);
    return (await client.query(text)).rows as T[];
  });
}

beforeAll(async () => {
  await withClient(urls.admin, (client) =>
    client.query(`create database ${name} template template owner tsunagi_owner`),
  );
  await createMunicipality(ownerUrl, { ...demoMunicipality, demo: true });
  house = openHouse({
    settings: readSettings({
      DATA_DIR: `/tmp/tsunagi-test-${name}`,
      SECRET: 'only-for-tests-only-for-tests-only-for-tests',
      DEMO: 'true',
      LOG: 'quiet',
    }),
    serviceUrl: at(urls.service),
    catalogue: jobs,
    clock: () => new Date('2026-11-21T10:00:00+09:00'),
    poolSize: 4,
  });
  const doors = await loadDemo(house, ownerUrl);
  auth = openAuth(house);
  app = createApp({
    house,
    identify: auth.identify,
    mount: (router) => {
      router.route('/', auth.routes);
      mount(router);
    },
    addressOf: () => '127.0.0.1',
  });
  for (const label of readers) {
    const who = doors.find((door) => door.label === label)!.who;
    const { rows } = await house.pool.query<{ id: string }>(
      'select id from shared.auth_user where municipality_code = $1 and name = $2',
      [demoMunicipality.code, who],
    );
    const session = await auth.openSession(rows[0]!.id, { second_factor: true, source: '127.0.0.1' });
    cookies.set(label, session!.cookie);
  }
  const said = await owner<{ word: string }>(`
    select family_name || ' ' || given_name as word from household_member where given_name <> ''
    union select left(words_said, 14) from consultation union select left(body, 14) from contact_note
    union select left(wish, 14) from support_plan union select left(summary, 14) from assessment
    union select left(minutes, 14) from conference where minutes <> '' union select left(body, 14) from family_message_post
    union select left(reason, 14) from triage union select left(address, 14) from household_address`);
  words = said.map(({ word }) => word.replace(/\n.*/s, '')).filter((word) => [...word].length >= 3);
});
afterAll(async () => {
  await house.close();
  await withClient(urls.admin, (client) => client.query(`drop database if exists ${name} with (force)`));
});

const open = async (who: string, path: string) => {
  const answer = await app.request(path, { headers: { cookie: cookies.get(who)! } });
  const type = answer.headers.get('content-type') ?? '';
  return { status: answer.status, type, text: /text|json/.test(type) ? await answer.text() : '' };
};
const ofAFamily = (html: string): string | undefined => words.find((word) => html.includes(word));
/** Papers and tables are of a family where their address is a family's. */
const file = (type: string) => /pdf|officedocument|csv/.test(type);

const kindOf = async (path: string): Promise<string | null> => {
  const answer = await kinds.request(path);
  return answer.ok ? answer.text() : null;
};

describe('a family’s record and the log of who opened it', () => {
  it('no page of the case zone that shows a family’s words is shown when its opening cannot be written down', async () => {
    // Every page there is, by links and by number, with who can open it.
    const shown: { who: string; path: string; kind: string; word: string }[] = [];
    const met = new Set<string>();
    for (const who of readers) {
      const waiting = ['/', ...addresses.filter((path) => !path.includes(':'))];
      const count = new Map<string, number>();
      const seen = new Set<string>();
      const visit = async (path: string) => {
        if (seen.has(path)) return;
        seen.add(path);
        const kind = path === '/' ? '/' : await kindOf(path);
        if (kind === null || (count.get(kind) ?? 0) >= 3) return;
        const answer = await open(who, path);
        if (answer.status !== 200) return;
        count.set(kind, (count.get(kind) ?? 0) + 1);
        met.add(kind);
        const word = file(answer.type) ? 'a file' : ofAFamily(answer.text);
        if (word !== undefined) shown.push({ who, path, kind, word });
        for (const [, link] of answer.text.matchAll(/href="([^"#]*)"/g)) {
          const to = new URL(link!.replaceAll('&amp;', '&'), 'http://x');
          if (to.host === 'x') waiting.push(to.pathname + to.search);
        }
      };
      for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) await visit(path);
      for (const kind of addresses.filter((path) => path.includes(':') && !met.has(path)))
        for (let n = 1; n <= 40 && !met.has(kind); n++)
          await visit(kind.replaceAll(/:\w+(\{[^}]*\})?/g, String(n)));
    }
    // The test is one of something: nearly all of the zone's pages were met, and many of them show a family.
    expect(shown.length).toBeGreaterThan(100);
    expect(met.size / addresses.length).toBeGreaterThan(0.8);

    await owner('alter function audit_append(jsonb) rename to audit_append_gone');
    const bare: string[] = [];
    try {
      for (const { who, path, word } of shown) {
        const answer = await open(who, path);
        const still = answer.status === 200 && file(answer.type) ? word : ofAFamily(answer.text);
        if (still !== undefined) bare.push(`${path} as ${who}: ${answer.status}, shows ${still}`);
      }
    } finally {
      await owner('alter function audit_append_gone(jsonb) rename to audit_append');
    }
    expect(bare).toEqual([]);
  });
});
