import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import type { Hono } from 'hono';
import { jobs } from '../src/jobs.ts';
import { openAuth } from '../src/platform/auth/auth.ts';
import { withClient } from '../src/platform/db/migrate.ts';
import { reading, writing, type Actor, type ReadTx, type WriteTx } from '../src/platform/db/transaction.ts';
import { openHouse, type House } from '../src/platform/house.ts';
import { readSettings } from '../src/platform/settings.ts';
import { createApp } from '../src/platform/web/app.tsx';
import type { Env } from '../src/platform/web/context.ts';
import { csrfFor } from '../src/platform/web/handlers.tsx';
import { mount } from '../src/routes.ts';

/** Everybody in the test municipality, by what they are. All invented. */
export const everybody = {
  coordinator: { role: 'coordinator', name: ['巡', '一子'], team: 'visit', at: 'center' },
  coordinator2: { role: 'coordinator', name: ['巡', '二郎'], team: 'visit', at: 'center' },
  secretariat: { role: 'secretariat', name: ['事', '務子'], at: 'city' },
  council_member: { role: 'council_member', name: ['会', '議子'], at: 'university' },
  facility_head: { role: 'facility_head', name: ['園', '長子'], at: 'operator', facility: 0 },
  facility_staff: { role: 'facility_staff', name: ['職', '員子'], at: 'operator', facility: 0 },
  other_head: { role: 'facility_head', name: ['別', '園長'], at: 'other_operator', facility: 1 },
  observer: { role: 'observer', name: ['閲', '覧子'], at: 'city' },
  administrator: { role: 'administrator', name: ['管', '理子'], at: 'city' },
  auditor: { role: 'auditor', name: ['監', '査子'], at: 'city' },
  lead_coordinator: { role: 'lead_coordinator', name: ['統', '括子'], at: 'city' },
  consultation_worker: { role: 'consultation_worker', name: ['相', '談子'], team: 'east', at: 'city' },
  supervisor: { role: 'supervisor', name: ['助', '言子'], team: 'east', at: 'city' },
  former: { role: 'coordinator', name: ['前', '任子'], at: 'center', ended: true },
  nurse: { role: 'public_health_nurse', name: ['保', '健子'], team: 'east', at: 'city' },
  west_worker: { role: 'consultation_worker', name: ['西', '相子'], team: 'west', at: 'city' },
  west_supervisor: { role: 'supervisor', name: ['西', '助子'], team: 'west', at: 'city' },
  council_office: { role: 'council_office', name: ['調', '整子'], team: 'east', at: 'city' },
  link_coordinator: { role: 'link_coordinator', name: ['繋', '役子'], at: 'center' },
  partner: { role: 'partner', name: ['校', '教子'], at: 'university' },
  legal_desk: { role: 'legal_desk', name: ['法', '務子'], at: 'city' },
} as const satisfies Record<
  string,
  {
    role: string;
    name: [string, string];
    at: string;
    team?: 'visit' | 'east' | 'west';
    facility?: number;
    ended?: boolean;
  }
>;

export type Who = keyof typeof everybody;

type Fields = Record<
  string,
  string | number | boolean | null | undefined | (string | number | File)[] | File
>;

export interface World {
  house: House;
  /** The program itself, for requests no page of ours would send, and for its table of routes. */
  app: Hono<Env>;
  /** Connection string as the owner of the schemas, for looking behind the service's back. */
  ownerUrl: string;
  /** Connection string as the service. */
  serviceUrl: string;
  person: Record<Who, number>;
  organisation: Record<'city' | 'center' | 'university' | 'operator' | 'other_operator', number>;
  /** Six facilities: [0] of operator, [1] of other_operator, then alternating. */
  facility: number[];
  team: number;
  /** The teams that own cases: district teams of the city. */
  case_team: Record<'east' | 'west', number>;
  area: number[];
  town: number[];
  /** Sets the clock; the default is 2026-11-21 10:00 in Tokyo. */
  at(iso: string): void;
  as(who: Who | null): Visitor;
  /** What the browser of somebody signed in holds; null for a closed account. For asking another process. */
  session(who: Who): Promise<{ id: string; cookie: string } | null>;
  actor(who: Who | null): Actor;
  reading<T>(who: Who | null, work: (tx: ReadTx) => Promise<T>): Promise<T>;
  writing<T>(who: Who | null, work: (tx: WriteTx) => Promise<T>): Promise<T>;
  /** Runs SQL as the owner in the municipality's schema. */
  owner<T extends object>(text: string, values?: unknown[]): Promise<T[]>;
  /** A copy of the database as it stands, dropped with the world: where it is found as the cluster's administrator. */
  copy(): Promise<string>;
  close(): Promise<void>;
}

export interface Answer {
  status: number;
  /** where a 303 leads */
  location: string | null;
  html: string;
  /** the page's words without markup, white space folded */
  text: string;
  response: Response;
}

export interface Visitor {
  get(path: string): Promise<Answer>;
  /** Sends a form as the page would: with its guard and a fresh once-key (or the one given as _once). */
  post(path: string, fields?: Fields): Promise<Answer>;
}

const schema = 'm999997';

export const secret = 'only-for-tests-only-for-tests-only-for-tests';

/** A copy of the template, dropped with the world. */
async function ownDatabase() {
  const urls = inject('database');
  const name = 'w' + crypto.randomUUID().replaceAll('-', '').slice(0, 20);
  await withClient(urls.admin, async (client) => {
    await client.query(`create database ${name} template template owner tsunagi_owner`);
  });
  const at = (url: string, database: string) => url.replace('%25', database).replace('%', database);
  const all = [name];
  return {
    ownerUrl: at(urls.owner, name),
    serviceUrl: at(urls.service, name),
    copy: () =>
      withClient(urls.admin, async (client) => {
        const copy = `${name}_${all.length}`;
        all.push(copy);
        // Only what nobody has open can be copied; the pool opens again what it needs.
        await client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [
          name,
        ]);
        await client.query(`create database ${copy} template ${name} owner tsunagi_owner`);
        return at(urls.administers, copy);
      }),
    drop: () =>
      withClient(urls.admin, async (client) => {
        for (const one of all) await client.query(`drop database if exists ${one} with (force)`);
      }),
  };
}

/** Elsewhere nothing is copied and nothing dropped. */
const elsewhere = {
  copy: () => Promise.reject(new Error('a database elsewhere is not copied')),
  drop: () => Promise.resolve(),
};

/**
 * A fresh municipality in a database of its own, the program around it, and everybody signed in. `there`: a database
 * elsewhere whose municipality 999997 is still empty; it is left standing.
 */
export async function makeWorld(there?: { ownerUrl: string; serviceUrl: string }): Promise<World> {
  const database = there ? { ...there, ...elsewhere } : await ownDatabase();
  const { ownerUrl } = database;
  let now = new Date('2026-11-21T10:00:00+09:00');
  const settings = readSettings({
    DATA_DIR: join(tmpdir(), `tsunagi-test-${crypto.randomUUID()}`),
    SECRET: secret,
    DEMO: 'true',
    LOG: 'quiet',
  });
  const house = openHouse({
    settings,
    serviceUrl: database.serviceUrl,
    catalogue: jobs,
    clock: () => now,
    poolSize: 6,
  });
  const owner = <T extends object>(text: string, values: unknown[] = []) =>
    withClient(ownerUrl, async (client) => {
      await client.query(`set search_path = ${schema}, shared, extensions`);
      return (await client.query(text, values)).rows as T[];
    });
  const seeded = await withClient(ownerUrl, async (client) => {
    await client.query(`set search_path = ${schema}, shared, extensions`);
    return seed(
      async <T extends object>(text: string, values: unknown[] = []) =>
        (await client.query(text, values)).rows as T[],
    );
  });
  const municipality = await house.municipality('999997');
  const actor = (who: Who | null): Actor => ({
    house,
    municipality,
    person_id: who === null ? null : seeded.person[who],
    kind: who === null ? 'public' : 'person',
    label: who === null ? 'public' : `person:${seeded.person[who]}`,
    source: '127.0.0.1',
  });
  const auth = openAuth(house);
  const app: Hono<Env> = createApp({
    house,
    identify: auth.identify,
    mount: (router) => {
      router.route('/', auth.routes);
      mount(router);
    },
    addressOf: () => '127.0.0.1',
  });
  /** A sign-in as the person's browser would hold it, made when first needed; null for a closed account. */
  const signIn = async (who: Who): Promise<{ id: string; cookie: string } | null> => {
    const person_id = seeded.person[who];
    const { rows } = await house.pool.query<{ id: string }>(
      'select id from shared.auth_user where municipality_code = $1 and person_id = $2',
      [municipality.code, person_id],
    );
    const account = {
      person_id,
      name: everybody[who].name.join(' '),
      email: `${who}@example.invalid`,
      password: null,
    };
    const user_id = rows[0]?.id ?? (await auth.createAccount(municipality.code, account));
    return auth.openSession(user_id, { second_factor: true, source: '127.0.0.1' });
  };
  const signedIn = new Map<Who, { at: number; session: ReturnType<typeof signIn> }>();
  const sessionOf = async (who: Who | null) => {
    if (who === null) return null;
    const before = signedIn.get(who);
    // A test that moves the clock by weeks means the same person on another day, signed in again.
    if (before && Math.abs(now.getTime() - before.at) < 30 * 60_000) return before.session;
    const session = signIn(who);
    signedIn.set(who, { at: now.getTime(), session });
    return session;
  };

  const answer = async (response: Response): Promise<Answer> => {
    const html = /text|json|xml/.test(response.headers.get('content-type') ?? '')
      ? await response.clone().text()
      : '';
    return {
      status: response.status,
      location: response.headers.get('location'),
      html,
      text: html
        .replace(/<(style|script)[\s\S]*?<\/\1>/g, '')
        .replace(/<[^>]+>/g, ' ')
        .replaceAll('&amp;', '&')
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
        .replaceAll('&quot;', '"')
        .replaceAll('&#39;', "'")
        .replace(/\s+/g, ' '),
      response,
    };
  };
  return {
    house,
    app,
    ownerUrl,
    serviceUrl: database.serviceUrl,
    ...seeded,
    at: (iso) => {
      now = new Date(iso);
    },
    actor,
    reading: (who, work) => reading(actor(who), work),
    writing: (who, work) => writing(actor(who), work),
    owner,
    session: async (who) => sessionOf(who),
    as(who) {
      const headersOf = (session: { cookie: string } | null): Record<string, string> =>
        session ? { cookie: session.cookie } : {};
      return {
        get: async (path) => answer(await app.request(path, { headers: headersOf(await sessionOf(who)) })),
        async post(path, fields = {}) {
          const session = await sessionOf(who);
          const form = new FormData();
          form.set('_csrf', csrfFor(settings.SECRET, session?.id ?? 'nobody'));
          form.set('_once', crypto.randomUUID());
          for (const [key, value] of Object.entries(fields)) {
            if (value === null || value === undefined || value === false) continue;
            form.delete(key);
            for (const one of Array.isArray(value) ? value : [value]) {
              if (one instanceof File) form.append(key, one);
              else form.append(key, one === true ? 'on' : String(one));
            }
          }
          return answer(await app.request(path, { method: 'POST', headers: headersOf(session), body: form }));
        },
      };
    },
    copy: database.copy,
    async close() {
      await house.close();
      await database.drop();
      rmSync(settings.DATA_DIR, { recursive: true, force: true });
    },
  };
}

type Owner = <T extends object>(text: string, values?: unknown[]) => Promise<T[]>;

async function seed(owner: Owner) {
  const now = '2024-04-01T00:00:00+09:00';
  const organisation = {} as World['organisation'];
  for (const [key, name, kind] of [
    ['city', '試験市こども部', 'department'],
    ['center', '試験市保育センター', 'department'],
    ['university', '試験市立大学', 'university'],
    ['operator', '社会福祉法人こもれび会', 'operator'],
    ['other_operator', '学校法人あおぞら学園', 'operator'],
  ] as const) {
    const [row] = await owner<{ id: number }>(
      'insert into organisation (name, kind, created_at, updated_at) values ($1, $2, $3, $3) returning id',
      [name, kind, now],
    );
    organisation[key] = Number(row!.id);
  }
  await owner(
    `insert into area_system (code, name, position) values ('district', '担当地区', 10), ('school', '中学校区', 20)`,
  );
  const town: number[] = [];
  for (const name of ['一条通一丁目', '一条通二丁目', '神楽岡一条', '神楽岡二条']) {
    const [row] = await owner<{ id: number }>('insert into town (name) values ($1) returning id', [name]);
    town.push(Number(row!.id));
  }
  const area: number[] = [];
  for (const [name, towns] of [
    ['中央地区', [0, 1]],
    ['神楽地区', [2, 3]],
  ] as const) {
    const [row] = await owner<{ id: number }>(
      `insert into area (area_system_code, name) values ('district', $1) returning id`,
      [name],
    );
    area.push(Number(row!.id));
    for (const index of towns) {
      await owner(`insert into area_town (area_id, area_system_code, town_id) values ($1, 'district', $2)`, [
        row!.id,
        town[index],
      ]);
    }
  }
  const facility: number[] = [];
  for (const [index, [name, kana, kind]] of (
    [
      ['こもれび保育園', 'コモレビホイクエン', '認可私立保育所'],
      ['あおぞら幼稚園', 'アオゾラヨウチエン', '私立幼稚園'],
      ['しらかば保育園', 'シラカバホイクエン', '認可私立保育所'],
      ['ポプラこども園', 'ポプラコドモエン', '認定こども園（幼保連携型）'],
      ['ゆきんこ保育室', 'ユキンコホイクシツ', '小規模保育施設'],
      ['なかよしひろば', 'ナカヨシヒロバ', '子育て支援センター'],
    ] as const
  ).entries()) {
    const [row] = await owner<{ id: number }>(
      `insert into facility (organisation_id, name, name_kana, kind, town_id, address, capacity, created_at, updated_at)
       values ($1, $2, $3, $4, $5, $6, 90, $7, $7) returning id`,
      [
        index % 2 === 0 ? organisation.operator : organisation.other_operator,
        name,
        kana,
        kind,
        town[index % 4],
        `試験県試験市${['一条通一丁目', '一条通二丁目', '神楽岡一条', '神楽岡二条'][index % 4]}1-${index + 1}`,
        now,
      ],
    );
    facility.push(Number(row!.id));
  }
  const [teamRow] = await owner<{ id: number }>(
    `insert into team (organisation_id, name, kind) values ($1, '巡回チーム', 'visit') returning id`,
    [organisation.center],
  );
  const team = Number(teamRow!.id);
  const case_team = {} as World['case_team'];
  for (const [key, name] of [
    ['east', '東部地区担当'],
    ['west', '西部地区担当'],
  ] as const) {
    const [row] = await owner<{ id: number }>(
      `insert into team (organisation_id, name, kind) values ($1, $2, 'district') returning id`,
      [organisation.city, name],
    );
    case_team[key] = Number(row!.id);
  }
  const person = {} as World['person'];
  for (const [key, who] of Object.entries(everybody) as [Who, (typeof everybody)[Who]][]) {
    const [row] = await owner<{ id: number }>(
      `insert into person (family_name, given_name, family_kana, given_kana, invented, created_at, updated_at)
       values ($1, $2, 'テスト', 'テスト', true, $3, $3) returning id`,
      [who.name[0], who.name[1], now],
    );
    person[key] = Number(row!.id);
    await owner('insert into person_contact (person_id, email, updated_at) values ($1, $2, $3)', [
      row!.id,
      `${key}@example.invalid`,
      now,
    ]);
    await owner(
      `insert into appointment (person_id, role_code, organisation_id, facility_id, team_id, starts_on, ends_on, created_at)
       values ($1, $2, $3, $4, $5, '2024-04-01', $6, $7)`,
      [
        row!.id,
        who.role,
        organisation[who.at],
        'facility' in who ? facility[who.facility] : null,
        'team' in who ? { visit: team, ...case_team }[who.team] : null,
        'ended' in who ? '2026-03-31' : null,
        now,
      ],
    );
  }
  return { organisation, facility, team, case_team, person, area, town };
}
