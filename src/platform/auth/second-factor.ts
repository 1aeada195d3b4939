import { symmetricDecrypt } from 'better-auth/crypto';
import type { ReadTx } from '../db/transaction.ts';
import type { House } from '../house.ts';
import type { Ctx } from '../web/context.ts';
import { words } from './words.ja.ts';

/** What a form sent without it is answered. */
export const secondFactorFirst = words.setup.neededTitle;

/** Told to whoever runs the program, at the start and when somebody is kept out by it. */
export const sealProblem =
  'Second factors in the database cannot be read: SEAL_SECRET (where none is set, SECRET or DATA_DIR/secret) is not the one they were sealed with. Put the former value into SEAL_SECRET and start again (docs/operations.md, "Changing the secrets").';

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

/** What the library sealed; null when it was under another SEAL_SECRET. */
export const unsealed = ({ settings }: House, data: string): Promise<string | null> =>
  symmetricDecrypt({ key: settings.SEAL_SECRET, data }).catch(() => null);

/** Whether the second factors in the database can be read; true where there is none. */
export async function sealOpens(house: House): Promise<boolean> {
  const { rows } = await house.pool.query<{ secret: string }>(
    'select secret from shared.auth_two_factor limit 1',
  );
  return rows[0] === undefined || (await unsealed(house, rows[0].secret)) !== null;
}
