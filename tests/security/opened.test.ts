import pg from 'pg';
import type { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import * as caseload from '../../src/family/caseload/routes.tsx';
import * as cases from '../../src/family/cases/routes.tsx';
import * as conferences from '../../src/family/conferences/routes.tsx';
import * as consultations from '../../src/family/consultations/routes.tsx';
import * as disclosures from '../../src/family/disclosures/routes.tsx';
import * as handovers from '../../src/family/handovers/routes.tsx';
import * as households from '../../src/family/households/routes.tsx';
import * as messages from '../../src/family/messages/routes.tsx';
import * as papers from '../../src/family/papers/routes.tsx';
import * as referrals from '../../src/family/referrals/routes.tsx';
import * as statements from '../../src/family/statements/routes.tsx';
import * as supportFiles from '../../src/family/support-files/routes.tsx';
import { codeFrom, sealCode } from '../../src/platform/web/open.ts';
import type { Env } from '../../src/platform/web/context.ts';
import { fillEveryTable } from '../access-matrix/fixture.ts';
import { makeWorld, type Who, type World } from '../world.ts';
import { addressed } from './attacker.ts';

const slices: readonly Hono<Env>[] = [
  caseload.routes,
  cases.routes,
  conferences.routes,
  consultations.routes,
  disclosures.routes,
  handovers.routes,
  households.routes,
  messages.routes,
  papers.routes,
  referrals.routes,
  statements.routes,
  supportFiles.routes,
];

/** Stands in front of every word of a family that is in the database. */
const mark = 'かなりあ';

/** Marks every text of every table of the case zone that may be any text. Answers what was marked, as table.column. */
async function markFamilies(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string; field: string }>(
    `select c.relname as name, a.attname as field from pg_class c join pg_attribute a on a.attrelid = c.oid
     where c.relnamespace = 'm999997'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
       and a.atttypid = 'text'::regtype and a.attname !~ '(_sealed|_hash)$|^(source_)?kind$|^(stage|category|severity|lang|field)$'
       and (c.relname in ('household', 'support_case', 'consultation', 'conference', 'referral', 'disclosure', 'consent',
           'handover', 'statement', 'family_message')
         or exists (select from pg_attribute k where k.attrelid = c.oid and not k.attisdropped and k.attname in
           ('household_id', 'case_id', 'consultation_id', 'conference_id', 'referral_id', 'handover_id', 'statement_id',
             'message_id', 'disclosure_id', 'consent_id', 'plan_id')))
     order by 1, 2`,
  );
  const marked: string[] = [];
  for (const { name, field } of rows) {
    // A code, or a text with rules of its own, stays what it is.
    const done = await client
      .query(`update ${name} set ${field} = $1 || ${field} where ${field} is not null`, [mark])
      .catch((error: unknown) => {
        if (error instanceof pg.DatabaseError) return { rowCount: 0 };
        throw error;
      });
    if ((done.rowCount ?? 0) > 0) marked.push(`${name}.${field}`);
  }
  return marked;
}

/** Pages that show nothing of a family, whoever asks, and so leave nothing in the log. */
const ofNobody: readonly { route: RegExp; why: string }[] = [
  { route: /^\/caseload\/weights$/, why: 'points for kinds of work' },
  { route: /^\/cases\/emergency$/, why: 'asks for a number' },
  { route: /^\/conferences$/, why: 'days, places of sitting and numbers' },
  { route: /^\/consultations\/districts$/, why: 'which team has which district' },
  { route: /^\/consultations\/statistics$/, why: 'sums' },
  { route: /^\/consultations\/new$/, why: 'an empty form; drafts are opened one by one' },
  { route: /^\/disclosures\/(guide|bases)\b/, why: 'the law' },
  { route: /^\/handovers(\/new)?$/, why: 'which colleague leaves when' },
  { route: /^\/households\/search$/, why: 'asks for a name; what is found is in the log' },
  { route: /^\/households\/:id\{\[0-9\]\+\}\/(protection|hand)$/, why: 'a question about a number' },
  { route: /\/emergency$/, why: 'a reason for opening; the opening is in the log' },
  { route: /^\/case-forms\/intake-ledger$/, why: 'how many there are; what is taken out is in the log' },
  { route: /^\/messages(\/duty)?$/, why: 'numbers and moments; who is on duty' },
  { route: /^\/capacity\b/, why: 'a need without anybody' },
  {
    route: /^\/open\/(consult|referral|support-file)\b/,
    why: 'opened by a code of the family’s own, not by an account',
  },
  { route: /^\/support-files(\/sheet\.pdf)?$/, why: 'empty sheets; the files are the families’' },
];
/** Pages the fixture gives nobody, or that show who looked and who may take over but no words of a family: in the log all the same. */
const inTheLog = [
  '/supervision',
  '/handovers/proof',
  '/handovers/transfers',
  '/handovers/transfers/:id{[0-9]+}',
  '/cases/:id{[0-9]+}/closing',
  '/cases/:id{[0-9]+}/reopen',
  '/cases/:id{[0-9]+}/council/new',
  '/cases/:id{[0-9]+}/move',
  '/handovers/:id{[0-9]+}/transfer',
  '/disclosures/new',
  '/referrals/new',
  '/cases/:id{[0-9]+}/readers',
  '/cases/:id{[0-9]+}/forms',
  '/cases/:id{[0-9]+}/forms/:form{[a-z_]+}',
  '/cases/:id{[0-9]+}/forms/:form{[a-z_]+}/write',
  '/households/:id{[0-9]+}/log',
  '/households/:id{[0-9]+}/members/new',
];

/** Brings records so far that the forms and papers of the fixture's last steps open, too. */
async function bringOn(world: World, client: pg.Client): Promise<void> {
  const { consultation_worker, supervisor, nurse } = world.person;
  // One case is free to be closed and to come into the ledger; another was closed.
  for (const table of ['council_review', 'council_entry', 'case_closing'])
    await client.query(`delete from ${table} where case_id = 1`);
  await client.query(
    `update support_case set closed_on = '2026-11-01', close_reason = 'moved', closed_by = $1, close_approved_by = $2,
       next_contact_on = null, next_contact_way = null where id = 2`,
    [consultation_worker, supervisor],
  );
  await client.query(`update case_task set source_kind = 'conference' where case_id = 1`);
  await client.query('update referral_letter set code_sealed = $1', [
    sealCode(
      world.house,
      codeFrom(() => 0),
    ),
  ]);
  await client.query(
    'update own_copy set checked_by = $1, checked_at = asked_at where asked_at is not null',
    [nurse],
  );
  // Two versions of a plan are there to be laid side by side.
  await client.query(
    `insert into support_plan (case_id, team_id, number, wish, goals, review_on, made_on, made_by, made_at)
     select case_id, team_id, number + 1, wish, goals, review_on, made_on, made_by, made_at from support_plan`,
  );
  await client.query('update rights_request set team_answered_at = null, team_answered_by = null');
}

const readers: readonly Who[] = [
  'supervisor',
  'consultation_worker',
  'council_office',
  'west_worker',
  'west_supervisor',
  'link_coordinator',
  'partner',
  'facility_head',
];
const asked = [
  '/households?q=カク',
  '/households/1/merge?other=2',
  '/cases?q=架空',
  ...['team', 'late', 'review', 'quiet', 'closed'].map((tab) => `/cases?tab=${tab}`),
  '/cases/new?household=1',
  '/cases/new?consultation=1',
  '/consultations?view=team',
  '/conferences/new?case=1',
  '/conferences/new?kind=internal',
  '/statements/new?case=1',
  '/referrals/new?case=1',
  '/referrals/new?consultation=1',
  '/disclosures/new?household=1',
  ...['1', '2', '3', '4'].map((id) => `/disclosures/copies/new?request=${id}&name=架空`),
  ...['1', '2', '3', '4'].flatMap((id) => ['1', '2', '3'].map((of) => `/conferences/${id}/cases/${of}`)),
  ...['1', '2', '3'].flatMap((id) =>
    [
      'sending',
      'home_assessment/paper.pdf',
      'progress_slip/paper.pdf',
      'progress_slip/write',
      'visit_card/paper.pdf',
    ].map((form) => `/cases/${id}/forms/${form}`),
  ),
];

interface Page {
  who: Who;
  path: string;
  status: number;
  /** it has words of a family in it, or is a file that leaves the house */
  shows: boolean;
  /** lines that this person's looking left in the log */
  events: number;
}

vi.setConfig({ testTimeout: 60_000 });

describe('whatever a page or file of the family slices shows of a family', () => {
  let world: World;
  let client: pg.Client;
  /** each reader looks on its own */
  let counting: pg.Pool;
  let marked: string[];
  const pages: Page[] = [];
  /** each route with the addresses it is looked at by */
  const routes = new Map<string, string[]>();

  const linesOf = async (who: Who) => {
    const { rows } = await counting.query<{ lines: string }>(
      'select count(*) as lines from m999997.audit_event where person_id = $1',
      [world.person[who]],
    );
    return Number(rows[0]!.lines);
  };
  const look = async (who: Who, path: string) => {
    const answer = await world.as(who).get(path);
    const file = !answer.response.headers.get('content-type')?.startsWith('text/html');
    return { status: answer.status, shows: answer.html.includes(mark) || (file && answer.status === 200) };
  };

  beforeAll(async () => {
    world = await makeWorld();
    await fillEveryTable(world);
    client = new pg.Client(world.ownerUrl);
    await client.connect();
    counting = new pg.Pool({ connectionString: world.ownerUrl, max: readers.length });
    // Its end does not wait for the connections', and the database goes next: what one of them says then goes to the pool.
    counting.on('error', () => undefined);
    await client.query('set search_path = m999997, shared, extensions');
    await bringOn(world, client);
    marked = await markFamilies(client);
    for (const slice of slices)
      for (const { method, path } of slice.routes)
        if (method === 'GET' && !path.includes('*'))
          routes.set(
            path,
            ['1', '2', '3'].map((number) =>
              addressed(
                path,
                () => number,
                () => number,
              ),
            ),
          );
    const { rows: letters } = await client.query<{ id: string }>(
      'select referral_id as id from referral_letter',
    );
    const paths = new Set([
      ...asked,
      ...letters.map(({ id }) => `/referrals/${id}/letter.pdf`),
      ...[...routes.values()].flat(),
    ]);
    await Promise.all(
      readers.map(async (who) => {
        // The sign-in itself is in the log.
        await world.as(who).get('/account');
        let before = await linesOf(who);
        for (const path of paths) {
          const { status, shows } = await look(who, path);
          const after = status === 200 ? await linesOf(who) : before;
          pages.push({ who, path, status, shows, events: after - before });
          before = after;
        }
      }),
    );
  }, 120_000);
  afterAll(async () => {
    await client.end();
    await counting.end();
    await world.close();
  });

  const of = (path: string) => path.replace(/\?.*/, '');
  const leadsTo = (route: string, path: string) =>
    new RegExp(
      `^${route.replace(/:[a-z_]+\{((?:[^{}]|\{[^}]*\})*)\}/g, '$1').replace(/:[a-z_]+/g, '[^/]+')}$`,
    ).test(of(path));

  it('is marked, to be known again', () => {
    expect(marked).toEqual(
      expect.arrayContaining([
        'household_member.family_name',
        'household_address.address',
        'support_case.headline',
        'consultation.words_said',
        'contact_note.body',
        'conference_fact.body',
        'handover_item.summary',
        'statement.title',
        'referral.need',
        'family_message_post.body',
      ]),
    );
  });

  it('was asked for by somebody who may see it', () => {
    const never: string[] = [];
    for (const route of routes.keys()) {
      const seen = pages.filter(({ path }) => leadsTo(route, path));
      const nobody = ofNobody.some((one) => one.route.test(route));
      if (nobody && seen.some(({ shows }) => shows)) never.push(`${route} shows somebody after all`);
      const logged = inTheLog.includes(route) && seen.some(({ events }) => events > 0);
      if (!nobody && !logged && !seen.some(({ shows }) => shows))
        never.push(`${route}: ${[...new Set(seen.map(({ who, status }) => `${who} ${status}`))].join(', ')}`);
    }
    expect(never).toEqual([]);
  });

  it('stands in the log of who opened what', () => {
    const unsaid = pages.filter(({ shows, events }) => shows && events === 0);
    expect(unsaid.map(({ who, path }) => `${who} ${path}`)).toEqual([]);
  });

  it('is withheld when the log cannot be written', async () => {
    const shown = pages.filter(({ shows }) => shows);
    expect(shown.length).toBeGreaterThan(300);
    // Papers may be asked for again only after a while.
    world.at('2026-11-21T10:10:00+09:00');
    await client.query('alter function audit_append(jsonb) rename to audit_append_gone');
    const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    try {
      const told: string[] = [];
      await Promise.all(
        readers.map(async (reader) => {
          for (const { who, path } of shown.filter((page) => page.who === reader)) {
            const { status, shows } = await look(who, path);
            if (shows || status < 500) told.push(`${who} ${path}: ${status}`);
          }
        }),
      );
      expect(told).toEqual([]);
    } finally {
      log.mockRestore();
      await client.query('alter function audit_append_gone(jsonb) rename to audit_append');
    }
  });
});
