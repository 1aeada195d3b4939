import { daysAlone, mostTries } from './rules.ts';

// How what a device keeps is locked (docs/decisions/0018). WebCrypto, the same in browsers and in Node.

/** Rounds of PBKDF2-SHA-256: what OWASP asks for; half a second on a phone of today. */
const rounds = 600_000;

/** What opens the device, as it lies on it: nothing here opens anything without the passphrase or the server's half. */
export interface Lock {
  device_id: number;
  person_id: number;
  /** shown to the server to ask whether the device was given up; opens nothing */
  token: string;
  salt: Uint8Array<ArrayBuffer>;
  /** the data's key under passphrase and device key; null once it was thrown away */
  by_word: Sealed | null;
  /** the data's key under the server's half and the device key */
  by_server: Sealed;
  wrong: number;
  /** the device's clock at the last word from the server, and the latest it has shown since */
  contact_at: number;
  latest_at: number;
}

export interface Sealed {
  iv: Uint8Array<ArrayBuffer>;
  bytes: ArrayBuffer;
}

const bytesOf = (text: string): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(text) as Uint8Array<ArrayBuffer>;

export async function seal(key: CryptoKey, bytes: BufferSource): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  return { iv, bytes: await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, bytes) };
}

/** Throws where the key is not the right one. */
export const unseal = (key: CryptoKey, { iv, bytes }: Sealed): Promise<ArrayBuffer> =>
  crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, bytes);

const aesKey = (bytes: BufferSource, extractable = false): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', bytes, 'AES-GCM', extractable, ['encrypt', 'decrypt']);

/** A key the browser keeps and never hands out: copied files of the device alone open nothing. */
export const newDeviceKey = (): Promise<CryptoKey> =>
  crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);

async function wordKey(passphrase: string, salt: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  const typed = await crypto.subtle.importKey('raw', bytesOf(passphrase.normalize('NFKC')), 'PBKDF2', false, [
    'deriveKey',
  ]);
  return crypto.subtle.deriveKey(
    { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: rounds },
    typed,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  );
}

const packed = ({ iv, bytes }: Sealed): Uint8Array<ArrayBuffer> => {
  const all = new Uint8Array(iv.length + bytes.byteLength);
  all.set(iv);
  all.set(new Uint8Array(bytes), iv.length);
  return all;
};
const unpacked = (bytes: ArrayBuffer): Sealed => ({
  iv: new Uint8Array(bytes.slice(0, 12)),
  bytes: bytes.slice(12),
});

/** Under two keys, the outer one the device's. */
const wrap = async (outer: CryptoKey, inner: CryptoKey, key: BufferSource): Promise<Sealed> =>
  seal(outer, packed(await seal(inner, key)));
const unwrap = async (outer: CryptoKey, inner: CryptoKey, sealed: Sealed): Promise<ArrayBuffer> =>
  unseal(inner, unpacked(await unseal(outer, sealed)));

/** Why a passphrase is too easily guessed, or null. Eight letters; of digits alone twelve. */
export function weakness(passphrase: string): 'short' | 'digits' | null {
  const text = passphrase.normalize('NFKC');
  if ([...text].length < 8) return 'short';
  return /^[0-9]+$/.test(text) && text.length < 12 ? 'digits' : null;
}

/** A new device's lock and the key of its data. `part`: the server's half, 32 bytes. */
export async function newLock(
  passphrase: string,
  device: CryptoKey,
  given: { device_id: number; person_id: number; token: string; part: BufferSource },
  now: number,
): Promise<{ lock: Lock; key: CryptoKey }> {
  const raw = crypto.getRandomValues(new Uint8Array(32));
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const { part, ...named } = given;
  const lock: Lock = {
    ...named,
    salt,
    by_word: await wrap(device, await wordKey(passphrase, salt), raw),
    by_server: await wrap(device, await aesKey(part), raw),
    wrong: 0,
    contact_at: now,
    latest_at: now,
  };
  return { lock, key: await aesKey(raw) };
}

const day = 86_400_000;

/**
 * Why the passphrase no longer opens the device until the server has been asked: too many wrong ones, too long without a word
 * from the server, or a clock that stands before what it has shown already. Null: it may be tried.
 */
export function shut(lock: Lock, now: number): 'tries' | 'time' | 'clock' | null {
  if (lock.wrong >= mostTries) return 'tries';
  // An hour back is a journey or summer time, not a trick.
  if (now < lock.latest_at - 3_600_000 || now < lock.contact_at - 3_600_000) return 'clock';
  if (now > lock.contact_at + daysAlone * day) return 'time';
  return lock.by_word === null ? 'time' : null;
}

/** Opens with the passphrase: the key, or null and one more wrong try. Answers the lock as it is to be kept. */
export async function openByWord(
  lock: Lock,
  device: CryptoKey,
  passphrase: string,
  now: number,
): Promise<{ key: CryptoKey | null; lock: Lock }> {
  if (lock.by_word === null) return { key: null, lock };
  try {
    const raw = await unwrap(device, await wordKey(passphrase, lock.salt), lock.by_word);
    return { key: await aesKey(raw), lock: { ...lock, wrong: 0, latest_at: Math.max(lock.latest_at, now) } };
  } catch {
    const wrong = lock.wrong + 1;
    // From here on only the server's half opens it.
    return { key: null, lock: { ...lock, wrong, by_word: wrong >= mostTries ? null : lock.by_word } };
  }
}

/** Opens with the server's half and sets a new passphrase: nothing that was typed is lost with a forgotten one. */
export async function openByServer(
  lock: Lock,
  device: CryptoKey,
  part: BufferSource,
  passphrase: string,
  now: number,
): Promise<{ key: CryptoKey; lock: Lock }> {
  const raw = await unwrap(device, await aesKey(part), lock.by_server);
  const salt = crypto.getRandomValues(new Uint8Array(16));
  return {
    key: await aesKey(raw),
    lock: {
      ...lock,
      salt,
      by_word: await wrap(device, await wordKey(passphrase, salt), raw),
      wrong: 0,
      contact_at: now,
      latest_at: now,
    },
  };
}

/** The lock after its time: what the passphrase opened is thrown away. */
export const withoutWord = (lock: Lock): Lock => ({ ...lock, by_word: null });
