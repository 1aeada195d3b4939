import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
  scrypt,
} from 'node:crypto';

// What a family writes is sealed before it reaches the database (decision 15). Keys: the file's, one of each entry, one of
// each lending; each lies sealed under another one, the first under what the family knows.

export type Key = Buffer;

export const newKey = (): Key => randomBytes(32);
export const newSalt = (): string => randomBytes(16).toString('base64url');
/** What a browser's cookie holds; the table keeps tokenHash() of it. */
export const newToken = (): string => randomBytes(32).toString('base64url');

/** Sizes tell something too: texts are filled up to the next so many bytes. */
const step = 256;

/** AES-256-GCM. `about` says what it is, so that one sealed thing cannot stand in another's place. */
export function seal(key: Key, about: string, bytes: Uint8Array): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(about));
  const locked = Buffer.concat([cipher.update(bytes), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), locked]).toString('base64url');
}

/** What was sealed; null where the key is not the one or anything was changed. */
export function unseal(key: Key, about: string, sealed: string): Buffer | null {
  const bytes = Buffer.from(sealed, 'base64url');
  if (bytes.length < 28) return null;
  try {
    const opener = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12));
    opener.setAAD(Buffer.from(about));
    opener.setAuthTag(bytes.subarray(12, 28));
    return Buffer.concat([opener.update(bytes.subarray(28)), opener.final()]);
  } catch {
    return null;
  }
}

export function sealJson(key: Key, about: string, value: unknown): string {
  const text = Buffer.from(JSON.stringify(value));
  return seal(key, about, Buffer.concat([text, Buffer.alloc((step - (text.length % step)) % step, ' ')]));
}

/** As sealJson() was given it; null as unseal(). */
export function unsealJson(key: Key, about: string, sealed: string): unknown {
  const bytes = unseal(key, about, sealed);
  return bytes === null ? null : (JSON.parse(bytes.toString('utf8')) as unknown);
}

/**
 * The key that a code and a passphrase make: slow on purpose (scrypt, 16 MB, a tenth of a second), since passphrases are
 * short. A lending has no passphrase: its code alone has nearly fifty bits.
 */
export function keyOf(code: string, passphrase: string, salt: string): Promise<Key> {
  const secret = `${code}\n${passphrase.normalize('NFKC').trim()}`;
  const { promise, resolve, reject } = Promise.withResolvers<Key>();
  scrypt(
    secret,
    Buffer.from(salt, 'base64url'),
    32,
    { N: 2 ** 14, r: 8, p: 3, maxmem: 64 << 20 },
    (error, key) => (error ? reject(error) : resolve(key)),
  );
  return promise;
}

/** The key of what is open in one browser, from its cookie. */
export const keyOfToken = (token: string): Key =>
  Buffer.from(hkdfSync('sha256', Buffer.from(token, 'base64url'), '', 'support-file visit', 32));
export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('base64url');

/** Shows that somebody holds a key, without the key; the database keeps and compares it. */
export const proofOf = (key: Key): string =>
  createHmac('sha256', key).update('support-file proof').digest('base64url');

/** What takes back the yes to one entry of an offer: family and worker reckon the same, nobody else can. */
export const yesOf = (key: Key, entry_id: number): string =>
  createHmac('sha256', key).update(`yes ${entry_id}`).digest('base64url');
export const yesHash = (yes: string): string => createHash('sha256').update(yes).digest('base64url');

/** The server's own key for what it must read by itself: where to tell that a file will be deleted. */
export const serverKey = (secret: string): Key =>
  createHash('sha256').update(`support-file mail:${secret}`).digest();
