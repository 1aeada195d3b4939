import { Hono } from 'hono';
import type { Actor } from '../db/transaction.ts';
import { writing } from '../db/transaction.ts';
import type { House } from '../house.ts';
import type { Env, Identity } from '../web/context.ts';
import { createAccount, type NewAccount } from './accounts.ts';
import { openLibrary, type Ceremony } from './library.ts';
import { openLimits } from './limits.ts';
import { accountRoutes } from './routes-account.tsx';
import { signInRoutes } from './routes.tsx';
import { openSessions } from './sessions.ts';

export interface Auth {
  /**
   * Who is asking, from the request's cookie: one indexed query. Null for nobody, ended or idle sessions. With `earlier`
   * perhaps what was found before, to be settled with the work's own transaction.
   */
  identify(headers: Headers, earlier?: boolean): Promise<Identity | null>;
  /** /sign-in, /sign-out, /account, /invitations, /forgot and the few addresses of /api/auth. */
  routes: Hono<Env>;
  /** Gives a person of the municipality an account, as the program itself; returns the user's id. */
  createAccount(municipality: string, account: NewAccount): Promise<string>;
  /** A session without any proof, for tests: its id and the Cookie header that carries it. Null for a disabled account. */
  openSession(user_id: string, how?: Partial<Ceremony>): Promise<{ id: string; cookie: string } | null>;
}

/** Signing in for one house; made once, beside the application. */
export function openAuth(house: House): Auth {
  const library = openLibrary(house);
  const sessions = openSessions(house, library);
  const desk = { house, library, sessions, limits: openLimits(house) };
  const routes = new Hono<Env>();
  routes.route('/', signInRoutes(desk));
  routes.route('/', accountRoutes(desk));
  return {
    identify: (headers, earlier) => sessions.identify(headers, earlier),
    routes,
    async createAccount(code, account) {
      const municipality = await house.municipality(code);
      const actor: Actor = {
        house,
        municipality,
        person_id: null,
        kind: 'job',
        label: 'job:auth',
        source: null,
      };
      return writing(actor, (tx) => createAccount(tx, account));
    },
    async openSession(user_id, how = {}) {
      const opened = await sessions.open(user_id, {
        method: 'password',
        second_factor: false,
        source: null,
        ...how,
      });
      if (!opened) return null;
      return { id: opened.id, cookie: `${sessions.cookieName}=${encodeURIComponent(opened.value)}` };
    },
  };
}
