import { toFullKatakana, toHalfWidth } from './kana.ts';

// Control characters but tab and line feed; zero-width space and byte order mark; direction overrides, with which a
// text can be made to look like another. ZWJ and variation selectors stay: emoji and 異体字 need them.
const unwanted = /[[\p{Cc}\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]--[\t\n]]/gv;

// Most texts have nothing to mend: one look instead of four.
const mendable = /[\p{Cc}\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\u3099\u309a]|^\s|\s$/v;

/**
 * What a person typed, without what they did not mean: trimmed (full-width spaces too), control characters gone,
 * line ends LF, kana of decomposed text (file names of macOS) joined. Nothing is replaced: NFC as a whole would
 * change 異体字 such as U+FA19 神.
 */
export function normaliseInput(text: string): string {
  if (!mendable.test(text)) return text;
  return text
    .replace(/\r\n?/g, '\n')
    .replace(unwanted, '')
    .replace(/[\u3041-\u30ff][\u3099\u309a]/g, (pair) => pair.normalize('NFC'))
    .trim();
}

/** A name to be stored: as normaliseInput, digits and latin half width, kana full width, each gap one half-width space. */
export function normaliseName(text: string): string {
  return toFullKatakana(toHalfWidth(normaliseInput(text))).replace(/\s+/g, ' ');
}

/** A column heading for comparison: NFKC without spaces ('子育て施設（ 種別 ）' = '子育て施設(種別)'). */
export function normaliseHeader(text: string): string {
  return normaliseInput(text).normalize('NFKC').replace(/\s/g, '');
}
