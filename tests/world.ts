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
import { everybody, schema, seed, seeding, type Seeded, type Who } from './seed.ts';

export { everybody };
export type { Who };

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

export const secret = 'only-for-tests-only-for-tests-only-for-tests';

/** Copies a database and gives the copy's name. Only what nobody has open can be copied; a pool opens again what it needs. */
const copied = (like: string): Promise<string> =>
  withClient(inject('database').admin, async (client) => {
    const name = 'w' + crypto.randomUUID().replaceAll('-', '').slice(0, 20);
    await client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [like]);
    await client.query(inject('copying'));
    // Copied as files and not through the log, which nobody reads here: five times as quick.
    await client.query(`create database ${name} template ${like} owner tsunagi_owner strategy file_copy`);
    return name;
  });

/** A copy of a database, dropped with the world and with what was copied of it. */
async function ownDatabase(like: string) {
  const urls = inject('database');
  const at = (url: string, database: string) => url.replace('%25', database).replace('%', database);
  const name = await copied(like);
  const all = [name];
  return {
    name,
    ownerUrl: at(urls.owner, name),
    serviceUrl: at(urls.service, name),
    copy: async () => {
      const copy = await copied(name);
      all.push(copy);
      return at(urls.administers, copy);
    },
    drop: () =>
      withClient(urls.admin, async (client) => {
        for (const one of all) await client.query(`drop database if exists ${one} with (force)`);
      }),
  };
}

/** Worlds that all begin as one that was filled so: filling takes longer than copying. */
export async function mould(
  fill: (world: World) => Promise<unknown>,
): Promise<{ cast(): Promise<World>; close(): Promise<void> }> {
  const database = await ownDatabase('seeded');
  const world = await worldOver(database, inject('seeded'));
  await fill(world);
  await world.house.close();
  return {
    cast: async () => worldOver(await ownDatabase(database.name), inject('seeded')),
    close: database.drop,
  };
}

/** Elsewhere nothing is copied and nothing dropped. */
const elsewhere = {
  copy: () => Promise.reject(new Error('a database elsewhere is not copied')),
  drop: () => Promise.resolve(),
};

/**
 * A fresh municipality in a database of its own, the program around it, and everybody signed in. `there`: a database
 * elsewhere whose municipality 999997 is still empty; it is left standing. `connections`: how many the program has to the
 * database; with one, whoever asks a second time while holding it waits in vain.
 */
export async function makeWorld(
  there?: { ownerUrl: string; serviceUrl: string } | null,
  connections?: number,
): Promise<World> {
  if (!there) return worldOver(await ownDatabase('seeded'), inject('seeded'), connections);
  const seeded = await withClient(there.ownerUrl, (client) => seed(seeding(client)));
  return worldOver({ ...there, ...elsewhere }, seeded);
}

/** What a page says, without its mark-up. */
const plain = (html: string): string =>
  html
    .replace(/<(style|script)[\s\S]*?<\/\1>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&amp;', '&')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replace(/\s+/g, ' ');

async function worldOver(
  database: { ownerUrl: string; serviceUrl: string; copy: () => Promise<string>; drop: () => Promise<void> },
  seeded: Seeded,
  connections = 6,
): Promise<World> {
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
    poolSize: connections,
  });
  const owner = <T extends object>(text: string, values: unknown[] = []) =>
    withClient(ownerUrl, async (client) => {
      await client.query(`set search_path = ${schema}, shared, extensions`);
      return (await client.query(text, values)).rows as T[];
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
      // Worked out when it is asked for: whoever reads thousands of pages compares them as they are.
      get text() {
        return plain(html);
      },
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
