import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto';
import { getCookie, setCookie } from 'hono/cookie';
import type { House } from '../house.ts';
import type { Ctx } from './context.ts';

// What strangers' forms need: a receipt code in place of an account, and a limit per address.

/** No letter or digit that looks like another. */
const letters = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const codeLength = 10;

/** The code of a form's receipt: ten letters from its once-key, so that sending again gives the same one. */
export function receiptCode(c: Ctx, token: string): string {
  const bytes = createHmac('sha512', c.var.house.settings.SEAL_SECRET).update(`receipt:${token}`).digest();
  let next = 0;
  return codeFrom(() => bytes[next++] ?? 0);
}

/** Ten letters from a source of bytes. 31 divides no power of two: bytes that would favour some letters are passed over. */
export function codeFrom(byte: () => number): string {
  let code = '';
  while (code.length < codeLength) {
    const one = byte();
    if (one < 248) code += letters[one % letters.length];
  }
  return code;
}

/** A code as people type it: any width and case, with or without the dash; null when it is none. */
export function readCode(text: string): string | null {
  const plain = text
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[\s\-‐‑–—ー－_]/g, '');
  return plain.length === codeLength && [...plain].every((one) => letters.includes(one)) ? plain : null;
}

/** For people: ABCDE-FGHJK. */
export const showCode = (code: string): string => `${code.slice(0, 5)}-${code.slice(5)}`;

/** What is stored in place of a code. */
export const hashCode = (house: House, code: string): string =>
  createHmac('sha256', house.settings.SEAL_SECRET).update(`code:${code}`).digest('base64url');

const lockOf = (house: House, purpose: string): Buffer =>
  createHash('sha256').update(`${purpose}:${house.settings.SEAL_SECRET}`).digest();

/** Text that only this server can read again, and for this purpose alone. */
export function sealText(house: House, purpose: string, text: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', lockOf(house, purpose), nonce);
  const locked = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), locked]).toString('base64url');
}

/** The text inside; null when it was sealed with another secret or for something else. */
export function openText(house: House, purpose: string, sealed: string): string | null {
  const bytes = Buffer.from(sealed, 'base64url');
  try {
    const opener = createDecipheriv('aes-256-gcm', lockOf(house, purpose), bytes.subarray(0, 12));
    opener.setAuthTag(bytes.subarray(12, 28));
    return Buffer.concat([opener.update(bytes.subarray(28)), opener.final()]).toString('utf8');
  } catch {
    return null;
  }
}

/** A code that only this server can read again, where a later mail must name it. */
export const sealCode = (house: House, code: string): string => sealText(house, 'code-seal', code);

/** The code inside; null when it was sealed with another secret. */
export function openSeal(house: House, sealed: string): string | null {
  const code = openText(house, 'code-seal', sealed);
  return code === null ? null : readCode(code);
}

const isSecure = (c: Ctx): boolean => c.var.house.settings.BASE_URL.startsWith('https:');
const cookieName = (c: Ctx): string => (isSecure(c) ? '__Host-tsunagi_receipt' : 'tsunagi_receipt');

/** Hands a receipt's code over for half an hour; the page it leads to shows it (receiptOf). */
export function handReceipt(c: Ctx, code: string): void {
  setCookie(c, cookieName(c), code, {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    secure: isSecure(c),
    maxAge: 1800,
  });
}

/** The code this browser was handed last; null for none. */
export const receiptOf = (c: Ctx): string | null => readCode(getCookie(c, cookieName(c)) ?? '');

/**
 * Counts one request of this kind from this address (or for `about`, whoever asks); false when there were more than `most`
 * within `within` ms.
 */
export async function withinLimit(
  c: Ctx,
  kind: string,
  most: number,
  within: number,
  about?: string,
): Promise<boolean> {
  const { house, actor } = c.var;
  const who = about ?? (actor.person_id === null ? (actor.source ?? 'unknown') : `person:${actor.person_id}`);
  const key = `open:${kind}:${createHmac('sha256', house.settings.SECRET).update(`attempt:${who}`).digest('base64url')}`;
  const now = house.clock();
  const { rows } = await house.pool.query<{ count: number }>(
    `insert into shared.auth_attempt as a (key, count, started_at, last_at) values ($1, 1, $2, $2)
     on conflict (key) do update set
       count = case when a.started_at <= $3 then 1 else a.count + 1 end,
       started_at = case when a.started_at <= $3 then $2 else a.started_at end,
       last_at = $2
     returning count`,
    [key, now, new Date(now.getTime() - within)],
  );
  return rows[0]!.count <= most;
}
