import type { Context } from 'hono';
import type { Actor, Municipality, Standing } from '../db/transaction.ts';
import type { House } from '../house.ts';

/** Who is at the other end, as the sign-in knows them. */
export interface Identity {
  municipality: string;
  person_id: number;
  /** Opaque id of the sign-in session; the forgery guard is derived from it. */
  session: string;
  second_factor: boolean;
  /** Where it is an earlier answer of the sign-in: see Actor. */
  standing?: Standing;
}

export interface Variables {
  house: House;
  /** The municipality this address serves; the signed-in person's own when somebody is signed in. */
  municipality: Municipality;
  identity: Identity | null;
  actor: Actor;
  request_id: string;
  /** Named values of a page's one-time keys */
  csrf: string;
  /** A stricter content security policy of this one answer, in place of every page's. */
  content_policy?: string;
}

export interface Env {
  Variables: Variables;
}

export type Ctx = Context<Env>;

/** The number in the path, or null when it is none (then the page is not there). */
export function numberIn(c: Ctx, name: string): number | null {
  const text = c.req.param(name) ?? '';
  return /^[1-9][0-9]{0,15}$/.test(text) ? Number(text) : null;
}

/**
 * Where somebody is sent who put a slash behind an address: to the same without it, whatever may be there, so that nobody
 * learns from it what there is. Null for any other address; and nothing that a browser could read as another site's.
 */
export function withoutSlash(c: Ctx): string | null {
  const { pathname, search } = new URL(c.req.url);
  if (!['GET', 'HEAD'].includes(c.req.method) || !/^(?:\/[^/\\]+)+\/+$/.test(pathname)) return null;
  return `${pathname.replace(/\/+$/, '')}${search}`;
}
