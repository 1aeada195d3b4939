import { describe, expect, it } from 'vitest';
import {
  newDeviceKey,
  newLock,
  openByServer,
  openByWord,
  seal,
  shut,
  unseal,
  weakness,
  withoutWord,
  type Lock,
} from './rules-lock.ts';
import { daysAlone, mostTries } from './rules.ts';

const part = new Uint8Array(32).fill(9);
const given = { device_id: 1, person_id: 2, token: 'x', part };
const noon = Date.parse('2026-11-21T12:00:00+09:00');
const day = 86_400_000;
const text = new TextEncoder().encode('園で書いた文');

async function device(passphrase = 'つなぎの合言葉です') {
  const key = await newDeviceKey();
  const made = await newLock(passphrase, key, given, noon);
  return { ...made, device: key, sealed: await seal(made.key, text) };
}
const opens = async (key: CryptoKey | null, sealed: Awaited<ReturnType<typeof seal>>) =>
  key === null ? null : new TextDecoder().decode(await unseal(key, sealed));

describe('the lock of a device', () => {
  it('opens with the passphrase, in whichever width it is typed', async () => {
    const { lock, device: own, sealed } = await device('Ｔｓｕｎａｇｉ２０２６');
    const { key } = await openByWord(lock, own, 'Tsunagi2026', noon + 1000);
    expect(await opens(key, sealed)).toBe('園で書いた文');
  });

  it('after so many wrong passphrases opens with none, and with the server’s half again: nothing is lost', async () => {
    const { lock, device: own, sealed } = await device();
    let now: Lock = lock;
    for (let n = 0; n < mostTries; n++) {
      expect(shut(now, noon)).toBeNull();
      now = (await openByWord(now, own, `当てずっぽう${n}`, noon)).lock;
    }
    expect(shut(now, noon)).toBe('tries');
    expect((await openByWord(now, own, 'つなぎの合言葉です', noon)).key).toBeNull();
    const again = await openByServer(now, own, part, '新しい合言葉です', noon + day);
    expect(await opens(again.key, sealed)).toBe('園で書いた文');
    expect(shut(again.lock, noon + day)).toBeNull();
    expect((await openByWord(again.lock, own, '新しい合言葉です', noon + day)).key).not.toBeNull();
  });

  it('a right passphrase forgets the wrong ones before', async () => {
    const { lock, device: own } = await device();
    const wrong = (await openByWord(lock, own, '違う合言葉です', noon)).lock;
    expect(wrong.wrong).toBe(1);
    expect((await openByWord(wrong, own, 'つなぎの合言葉です', noon)).lock.wrong).toBe(0);
  });

  it('closes after its days alone, and where the clock was set back; summer time is no trick', async () => {
    const { lock } = await device();
    expect(shut(lock, noon + daysAlone * day)).toBeNull();
    expect(shut(lock, noon + daysAlone * day + 1)).toBe('time');
    expect(shut({ ...lock, latest_at: noon + 5 * day }, noon + day)).toBe('clock');
    expect(shut(lock, noon - 30 * 60_000)).toBeNull();
    expect(shut(withoutWord(lock), noon)).toBe('time');
  });

  it('opens with neither passphrase nor server’s half on another device', async () => {
    const { lock } = await device();
    const other = await newDeviceKey();
    expect((await openByWord(lock, other, 'つなぎの合言葉です', noon)).key).toBeNull();
    await expect(openByServer(lock, other, part, '新しい合言葉です', noon)).rejects.toThrow();
    await expect(crypto.subtle.exportKey('raw', other)).rejects.toThrow();
  });

  it('wants a passphrase that is not guessed at once', () => {
    expect(weakness('みじかい')).toBe('short');
    expect(weakness('20261121')).toBe('digits');
    expect(weakness('１２３４５６７８')).toBe('digits');
    expect(weakness('202611211234')).toBeNull();
    expect(weakness('園庭の砂場で遊ぶ')).toBeNull();
  });
});
