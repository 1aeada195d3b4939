import { parsed, refused } from './parsed.ts';
import type { Parsed } from './parsed.ts';

/** Reads a postal code in any notation ('〒０７８－８２０８', '0788208') → '078-8208'. */
export function parsePostal(text: string): Parsed<string> {
  const plain = text.normalize('NFKC').replace(/[\s〒〠郵便番号:]/g, '');
  if (plain === '') return refused('郵便番号を入力してください。');
  const read = /^(\d{3})[-‐‑‒–—―−ー]?(\d{4})$/.exec(plain);
  if (read) return parsed(`${read[1]}-${read[2]}`);
  if (/^\d{5,6}$/.test(plain)) {
    return refused('郵便番号は7桁で書いてください。表計算ソフトで先頭の0が消えていないか確かめてください。');
  }
  return refused('郵便番号として読めません。「078-8208」のように7桁で書いてください。');
}

/** '0788208' or '078-8208' → '〒078-8208'. Throws RangeError for anything else. */
export function formatPostal(code: string): string {
  const read = parsePostal(code);
  if (!read.ok) throw new RangeError(`Not a postal code: ${code}`);
  return `〒${read.value}`;
}
