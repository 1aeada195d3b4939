import type { ReadTx } from '../db/transaction.ts';
import type { Ctx } from '../web/context.ts';
import { words } from './words.ja.ts';

/** What a form sent without it is answered. */
export const secondFactorFirst = words.setup.neededTitle;

// Where a second factor is set up or given; sent there, one must be able to arrive.
const open = ['/account/second-factor', '/account/passkeys'];

/**
 * Whoever's appointments reach the case zone needs a second factor before anything else, and with SECOND_FACTOR=all
 * everybody who signs in. Null when all is well; else
 * the answer that leads to giving or setting it up. One-click demo accounts count as having given it.
 */
export function requireSecondFactor(tx: ReadTx, c: Ctx): Response | null {
  const { identity } = c.var;
  if (!identity || identity.second_factor) return null;
  if (!tx.session.case_zone && tx.actor.house.settings.SECOND_FACTOR !== 'all') return null;
  if (open.some((path) => c.req.path === path || c.req.path.startsWith(`${path}/`))) return null;
  const to = c.req.method === 'GET' ? c.req.path + new URL(c.req.url).search : '/';
  return c.redirect(`/sign-in/second-factor?to=${encodeURIComponent(to)}`, 303);
}
