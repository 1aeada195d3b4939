import { isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';

export type TextEncodingName = 'utf-8' | 'utf-8-bom' | 'utf-16le' | 'utf-16be' | 'cp932' | 'euc-jp';

const SAMPLE = 1 << 20;
const CHUNK = 1 << 18;
/** A text may hold this share of damaged characters and still be read, with a note; more means a wrong guess. */
const DAMAGE_TOLERATED = 0.01;

const BOMS: [TextEncodingName, number[]][] = [
  ['utf-8-bom', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

function bomOf(bytes: Uint8Array): [TextEncodingName, number[]] | undefined {
  return BOMS.find(([, mark]) => mark.every((byte, at) => bytes[at] === byte));
}

/** Cut at a line end, so that no character is cut in two. */
function sampleOf(bytes: Uint8Array): Uint8Array {
  if (bytes.length <= SAMPLE) return bytes;
  const end = bytes.lastIndexOf(0x0a, SAMPLE);
  return bytes.subarray(0, end > 0 ? end : SAMPLE);
}

/** UTF-16 without a mark: in the right byte order nearly everything is ASCII, kana or kanji; in the wrong one it is not. */
function utf16WithoutMark(sample: Uint8Array): TextEncodingName | null {
  const even = sample.subarray(0, sample.length & ~1);
  for (const order of ['utf-16le', 'utf-16be'] as const) {
    const text = new TextDecoder(order).decode(even);
    const usual = text.match(/[\t\n\r\x20-\x7e\u3000-\u30ff\u4e00-\u9fff\uff00-\uffef]/g)?.length ?? 0;
    if (usual > text.length * 0.9 && /[\t\n\r,]/.test(text)) return order;
  }
  return null;
}

function countControls(sample: Uint8Array): number {
  let found = 0;
  for (const byte of sample)
    if (byte < 0x20 && byte !== 9 && byte !== 10 && byte !== 13 && byte !== 12) found++;
  return found;
}

/** Characters, and those no CP932 reader could have meant. */
function cp932Damage(sample: Uint8Array): { damaged: number; wide: number } {
  let damaged = 0;
  let wide = 0;
  for (let at = 0; at < sample.length; at++) {
    const byte = sample[at] ?? 0;
    if (byte < 0x80) continue;
    wide++;
    if (byte >= 0xa1 && byte <= 0xdf) continue;
    const next = sample[at + 1] ?? 0;
    const pair =
      byte !== 0x80 && byte !== 0xa0 && byte <= 0xfc && next >= 0x40 && next <= 0xfc && next !== 0x7f;
    if (pair) at++;
    else damaged++;
  }
  return { damaged, wide };
}

/**
 * EUC-JP only when every byte fits it and kana rows (A4, A5) are common: half-width kana in CP932 fits the pairs too,
 * but there these two bytes are mere punctuation.
 */
function isEucJp(sample: Uint8Array): boolean {
  let pairs = 0;
  let kana = 0;
  for (let at = 0; at < sample.length; at++) {
    const byte = sample[at] ?? 0;
    if (byte < 0x80) continue;
    const next = sample[at + 1] ?? 0;
    if (next < 0xa1 || (byte !== 0x8e && byte < 0xa1)) return false;
    at++;
    pairs++;
    if (byte === 0xa4 || byte === 0xa5) kana++;
  }
  return pairs > 0 && kana * 10 >= pairs;
}

/** The encoding of a Japanese text file (by mark, then by what its bytes allow); null when it is no text we know. */
export function detectEncoding(bytes: Uint8Array): TextEncodingName | null {
  const bom = bomOf(bytes);
  if (bom) return bom[0];
  const sample = sampleOf(bytes);
  if (sample.includes(0)) return utf16WithoutMark(sample);
  if (countControls(sample) > sample.length * DAMAGE_TOLERATED) return null;
  // ISO-2022-JP (old mail) is pure ASCII bytes with escapes; reading it as ASCII would give rubbish silently.
  if (sample.includes(0x1b)) return null;
  if (isUtf8(bytes)) return 'utf-8';
  if (isEucJp(sample)) return 'euc-jp';
  const cp932 = cp932Damage(sample);
  const asUtf8 = new TextDecoder().decode(sample);
  const utf8Damage = asUtf8.split('\uFFFD').length - 1;
  const guess = utf8Damage < cp932.damaged ? 'utf-8' : 'cp932';
  const damage = Math.min(utf8Damage, cp932.damaged);
  return damage > Math.max(1, cp932.wide * DAMAGE_TOLERATED) ? null : guess;
}

/** The text in pieces of about 256 KB, without its byte order mark; undecodable bytes become U+FFFD. */
export function* decodePieces(bytes: Uint8Array, encoding: TextEncodingName): Generator<string> {
  const skip = bomOf(bytes)?.[1].length ?? 0;
  // iconv-lite and not TextDecoder for CP932: Node's converter moves some control characters about.
  const cp932 = encoding === 'cp932' ? iconv.getDecoder('cp932') : null;
  const label = encoding === 'utf-8-bom' ? 'utf-8' : encoding;
  const decoder = cp932 ? null : new TextDecoder(label, { ignoreBOM: true });
  for (let at = skip; at < bytes.length; at += CHUNK) {
    const piece = bytes.subarray(at, at + CHUNK);
    yield cp932 ? cp932.write(Buffer.from(piece)) : (decoder?.decode(piece, { stream: true }) ?? '');
  }
  yield (cp932 ? cp932.end() : decoder?.decode()) ?? '';
}
