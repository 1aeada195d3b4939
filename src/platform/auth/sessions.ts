import { createHmac, timingSafeEqual } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { AuditEvent } from '../audit/events.ts';
import {
  isConnectionFailure,
  sameStateTells,
  writing,
  type Actor,
  type Standing,
} from '../db/transaction.ts';
import type { House } from '../house.ts';
import type { Identity } from '../web/context.ts';
import { tellHolder, type ToldOf } from './jobs.ts';
import { during, type Ceremony, type Library } from './library.ts';
import { sessionRules } from './rules.ts';

/** An account as the sign-in sees it. */
export interface Account {
  id: string;
  municipality_code: string;
  person_id: number;
  name: string;
  email: string;
}

/** What identity_of() says of a session. */
interface Found {
  session: string;
  method: string;
  second_factor: boolean;
  municipality: string;
  person_id: number;
  demo: boolean;
  signed_in_at: string;
  seen_at: string;
}

/** What was found for a cookie: in which state of the database, and from when until when it holds there, in ms. */
interface Known {
  identity: Identity;
  method: string;
  state: string;
  from: number;
  until: number;
}
const mostKnown = 1000;

const columns = 'id, municipality_code, person_id, name, email';

export interface Sessions {
  cookieName: string;
  /**
   * Who is asking. With `earlier` it may be what was found before for this cookie, with a standing that somebody must settle
   * before anything leaves: reading() and writing() do.
   */
  identify(headers: Headers, earlier?: boolean): Promise<Identity | null>;
  /**
   * A session without any proof: for one-click demo accounts and tests. `value` is the cookie's, not yet encoded. Null
   * for a disabled account.
   */
  open(user_id: string, how: Ceremony): Promise<{ id: string; value: string } | null>;
  end(id: string): Promise<void>;
  accountById(user_id: string): Promise<Account | null>;
  accountByEmail(email: string): Promise<Account | null>;
  accountOf(identity: Identity): Promise<Account>;
  /** Whose password was right and whose code is still missing, from the request's cookies. */
  pending(headers: Headers): Promise<Account | null>;
  /** The request's headers for the library; a session that we hold ended is not shown to it. */
  headersFor(headers: Headers, identity: Identity | null): Headers;
}

/** The text of one cookie, decoded, or null. */
function cookieIn(headers: Headers, name: string): string | null {
  for (const part of (headers.get('cookie') ?? '').split(';')) {
    const [key, ...value] = part.split('=');
    if (key?.trim() !== name) continue;
    try {
      return decodeURIComponent(value.join('=').trim());
    } catch {
      return null; // not a cookie of ours
    }
  }
  return null;
}

export function openSessions(house: House, library: Library): Sessions {
  const { pool, settings } = house;
  const prefix = settings.BASE_URL.startsWith('https:') ? '__Host-tsunagi' : 'tsunagi';
  const cookieName = `${prefix}.session_token`;
  // The library's signature: HMAC-SHA256 of the value, in base64, after a dot.
  const signature = (value: string) => createHmac('sha256', settings.SECRET).update(value).digest('base64');
  const signedValue = (headers: Headers, name: string): string | null => {
    const cookie = cookieIn(headers, name) ?? '';
    const dot = cookie.lastIndexOf('.');
    if (dot < 1) return null;
    const [value, given] = [cookie.slice(0, dot), Buffer.from(cookie.slice(dot + 1))];
    const wanted = Buffer.from(signature(value));
    return given.length === wanted.length && timingSafeEqual(given, wanted) ? value : null;
  };
  const known = new Map<string, Known>();
  const sincesOf = (now: Date): [signed_in: Date, seen: Date] => [
    new Date(now.getTime() - sessionRules.longest),
    new Date(now.getTime() - sessionRules.idle),
  ];
  // A session from the one-click list dies with the demo.
  const mayStay = ({ method, demo }: Found): boolean => method !== 'demo' || (settings.DEMO && demo);
  const standingOf = (token: string, before: Known, now: Date): Standing => ({
    state: before.state,
    question: 'shared.identity_of($1, $2, $3)',
    values: [token, ...sincesOf(now)],
    settled: false,
    same(answer, state) {
      const found = answer as Found | null;
      const { identity, method } = before;
      const same =
        found !== null &&
        mayStay(found) &&
        found.method === method &&
        found.session === identity.session &&
        found.municipality === identity.municipality &&
        found.person_id === identity.person_id &&
        found.second_factor === identity.second_factor;
      if (same && state !== null) Object.assign(before, { state, from: now.getTime() });
      else known.delete(token);
      return same;
    },
  });
  const account = async (where: string, values: unknown[]): Promise<Account | null> =>
    (await pool.query<Account>(`select ${columns} from shared.auth_user where ${where}`, values)).rows[0] ??
    null;

  const sessions: Sessions = {
    cookieName,
    async identify(headers, earlier = false) {
      const token = signedValue(headers, cookieName);
      if (token === null) return null;
      const now = house.clock();
      const before = earlier ? known.get(token) : undefined;
      if (before && before.from <= now.getTime() && now.getTime() < before.until)
        return { ...before.identity, standing: standingOf(token, before, now) };
      known.delete(token);
      const { rows } = await patiently(house, () =>
        pool.query<{ found: Found | null; state: string | null }>({
          name: 'auth-identify',
          text: `select shared.identity_of($1, $2, $3) as found, ${sameStateTells} as state`,
          values: [token, ...sincesOf(now)],
        }),
      );
      const { found, state } = rows[0]!;
      if (!found || !mayStay(found)) return null;
      const seen_at = Date.parse(found.seen_at);
      const { municipality, person_id, session, second_factor } = found;
      const identity: Identity = { municipality, person_id, session, second_factor };
      if (now.getTime() - seen_at >= sessionRules.seenEvery) {
        await pool.query('update shared.auth_session set seen_at = $2 where id = $1 and seen_at < $2', [
          session,
          now,
        ]);
      } else if (state !== null) {
        if (known.size >= mostKnown) known.delete(known.keys().next().value!);
        known.set(token, {
          identity,
          method: found.method,
          state,
          from: now.getTime(),
          // Until it must be written down again that it was seen, or it ends by itself.
          until: Math.min(
            seen_at + sessionRules.seenEvery,
            Date.parse(found.signed_in_at) + sessionRules.longest,
          ),
        });
      }
      return identity;
    },
    async open(user_id, how) {
      const context = await library.$context;
      const made = await during(how, () => context.internalAdapter.createSession(user_id, false));
      if (!made) return null;
      return { id: made.id, value: `${made.token}.${signature(made.token)}` };
    },
    async end(id) {
      await pool.query('delete from shared.auth_session where id = $1', [id]);
    },
    accountById: (id) => account('id = $1', [id]),
    accountByEmail: (email) => account('email = $1 and disabled_at is null', [email]),
    async accountOf({ municipality, person_id }) {
      const found = await account('municipality_code = $1 and person_id = $2', [municipality, person_id]);
      if (!found) throw new Error('A session without an account.');
      return found;
    },
    async pending(headers) {
      const identifier = signedValue(headers, `${prefix}.two_factor`);
      if (identifier === null) return null;
      // The library's own clock, because the library wrote the end.
      const { rows } = await pool.query<{ value: string }>(
        'select value from shared.auth_verification where identifier = $1 and expires_at > now()',
        [identifier],
      );
      return rows[0] ? account('id = $1 and disabled_at is null', [rows[0].value]) : null;
    },
    headersFor(headers, identity) {
      if (identity) return headers;
      const shown = new Headers(headers);
      const rest = (headers.get('cookie') ?? '')
        .split(';')
        .filter((part) => part.split('=')[0]!.trim() !== cookieName)
        .join(';');
      shown.set('cookie', rest);
      return shown;
    },
  };
  return sessions;
}

/** A database that restarts is waited for, as everywhere; asking who it is can double nothing. */
async function patiently<T>(house: House, ask: () => Promise<T>): Promise<T> {
  const patience = Date.now() + 10_000;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!isConnectionFailure(error) || Date.now() > patience || house.stopping()) throw error;
      await pause(100);
    }
  }
}

/** The account's holder as an actor, in the municipality the account belongs to. */
export async function actorFor(
  house: House,
  { municipality_code, person_id }: Pick<Account, 'municipality_code' | 'person_id'>,
  source: string | null,
): Promise<Actor> {
  const municipality = await house.municipality(municipality_code);
  return { house, municipality, person_id, kind: 'person', label: `person:${person_id}`, source };
}

/** What of it the holder is told by mail. */
const told: Partial<Record<string, ToldOf>> = {
  'auth.totp-add': 'factor-added',
  'auth.passkey-add': 'factor-added',
  'auth.totp-remove': 'factor-removed',
  'auth.passkey-remove': 'factor-removed',
  'auth.backup-codes': 'backup-codes',
};

/** Records what a person did with their own account. */
export async function recordOwn(
  house: House,
  account: Account,
  source: string | null,
  action: string,
  detail: AuditEvent['detail'] = {},
): Promise<void> {
  const event = aboutPerson(account.person_id, action, detail);
  await writing(await actorFor(house, account, source), async (tx) => {
    tx.record(event);
    const what = told[action];
    if (what) await tellHolder(tx, account.person_id, what);
  });
}

/**
 * Records a failed try: nobody knows who it was, only whose account was meant, if that exists. `locked`: this very try
 * was the one too many.
 */
export async function recordFailure(
  house: House,
  account: Account | null,
  where: { municipality: string; source: string | null },
  detail: AuditEvent['detail'],
  locked = false,
): Promise<void> {
  const municipality = await house.municipality(account?.municipality_code ?? where.municipality);
  const actor: Actor = {
    house,
    municipality,
    person_id: null,
    kind: 'public',
    label: 'public',
    source: where.source,
  };
  const action = 'auth.sign-in-failed';
  const event = account ? aboutPerson(account.person_id, action, detail) : { action, detail };
  await writing(actor, async (tx) => {
    tx.record(event);
    if (locked) await tellHolder(tx, account?.person_id ?? null, 'locked');
  });
}

export function aboutPerson(
  person_id: number,
  action: string,
  detail: AuditEvent['detail'] = {},
): AuditEvent {
  return { action, subject_kind: 'person', subject_id: person_id, about_person_id: person_id, detail };
}
