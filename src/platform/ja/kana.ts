// Width and script ------------------------------------------------------------------------------

/** Full-width digits and latin letters to half width; every other character stays ('㈱', '髙﨑', '（' are kept). */
export function toHalfWidth(text: string): string {
  return text.replace(/[０-９Ａ-Ｚａ-ｚ]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0));
}

/** Half-width kana to full width, voice marks joined: 'ﾎｲｸｼﾞｮ' → 'ホイクジョ'. Nothing else changes. */
export function toFullKatakana(text: string): string {
  // A voice mark that joins no letter would become a bare combining mark: it gets its spacing form.
  return text.replace(/[｡-ﾟ]+/g, (run) =>
    run.normalize('NFKC').replaceAll('\u3099', '゛').replaceAll('\u309a', '゜'),
  );
}

/** Hiragana to katakana, for suggested readings. */
export function toKatakana(text: string): string {
  return text.replace(/[ぁ-ゖゝゞ]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0x60));
}

/** Katakana to hiragana. */
export function toHiragana(text: string): string {
  return text.replace(/[ァ-ヶヽヾ]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0x60));
}

/** True for a reading in full-width katakana (with ー, ・ and spaces); false when empty. */
export function isKatakana(text: string): boolean {
  return /^[ァ-ヺー・ヽヾ 　]+$/.test(text) && /[ァ-ヺ]/.test(text);
}

// Search ----------------------------------------------------------------------------------------

const katakana =
  'アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヰヱヲンガギグゲゴザジズゼゾダヂヅデドバビブベボパピプペポヴヽヾ';

// Small kana fold onto large ones: registers of residents write readings without small letters.
// ヶ and ヵ stand for both spellings of 関ヶ原/関ケ原 and 3ヵ月/3か月.
const smallKana = 'ぁぃぅぇぉっゃゅょゎゕゖ';
const largeKana = 'あいうえおつやゆよわかけ';

// 異体字 of names: stored as people write them, found under the common form (髙﨑 by 高崎).
const variants: readonly string[] = [
  '高髙',
  '崎﨑嵜',
  '斉齊斎齋',
  '浜濱濵',
  '辺邊邉',
  '沢澤',
  '広廣',
  '桜櫻',
  '真眞',
  '国國',
  '蔵藏',
  '徳德',
  '恵惠',
  '栄榮',
  '円圓',
  '学學',
  '会會',
  '寿壽',
  '竜龍',
  '瀬瀨',
  '黒黑',
  '吉𠮷',
  '富冨',
  '島嶋嶌',
  '峰峯',
  '曽曾',
  '弥彌',
  '豊豐',
  '桧檜',
  '柳栁',
  '桑桒',
  '凛凜',
  '静靜',
  '万萬',
  '与與',
  '条條',
  '実實',
  '聡聰',
  '関關',
  '鉄鐵',
  '薮藪',
  '槙槇',
  '園薗',
  '館舘',
  '児兒',
  '塩鹽',
  '滝瀧',
  '芦蘆',
  '鴎鷗',
  '呉吳',
];

const mapped: [from: string, to: string][] = [
  ...Array.from(katakana).map((char): [string, string] => [char, toHiragana(char)]),
  ...Array.from(smallKana).map((char, index): [string, string] => [char, largeKana.charAt(index)]),
  ...Array.from(smallKana).map((char, index): [string, string] => [
    toKatakana(char),
    largeKana.charAt(index),
  ]),
  ...variants.flatMap((group): [string, string][] => {
    const [common = '', ...others] = Array.from(group);
    return others.map((other) => [other, common]);
  }),
  // lower() of PostgreSQL knows no final sigma with every locale provider; JavaScript always does.
  ['ς', 'σ'],
];

// Long vowel marks, hyphens, wave dashes, middle dots, parentheses and white space are left out, so that
// 'サーバー'='サーバ', 'ファミリー・サポート'='ファミリーサポート', '(048)252-4384'='048-252-4384', '山田 花子'='山田花子'.
// The combining marks are what NFKC leaves of voice marks that join no letter (U+0307 of lower('İ')).
const dropped =
  'ー-\u00ad\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2500\u2043~〜・·•‧()\u3099\u309a\u0307 \t\n\r\u000b\u000c\u0085\u2028\u2029\u200b\ufeff';

/** The three arguments of PostgreSQL's translate() after lower(normalize(x, NFKC)): characters to replace or drop … */
export const foldFrom: string = mapped.map(([from]) => from).join('') + dropped;
/** … and the replacements of the first of them; the rest is dropped. */
export const foldTo: string = mapped.map(([, to]) => to).join('');

const foldMap = new Map<string, string>([
  ...mapped,
  ...Array.from(dropped).map((char): [string, string] => [char, '']),
]);

/**
 * The form in which texts are indexed and searched: NFKC, lower case, hiragana, without long vowel marks,
 * hyphens, dots, parentheses and spaces, common forms of name characters. Equal to what foldSql() computes.
 */
export function foldForSearch(text: string): string {
  let folded = '';
  for (const char of text.normalize('NFKC').toLowerCase()) folded += foldMap.get(char) ?? char;
  return folded;
}

function sqlText(text: string): string {
  const body = Array.from(text).map((char) => {
    const code = char.codePointAt(0) ?? 0;
    // Invisible characters are spelled out, or the expression could not be read or copied safely.
    return code < 0x21 ||
      (code > 0x7e && code < 0x3041) ||
      code === 0xfeff ||
      code === 0x3099 ||
      code === 0x309a
      ? `\\u${code.toString(16).padStart(4, '0')}`
      : char;
  });
  return `E'${body.join('')}'`;
}

/** The same fold as an SQL expression (immutable, for generated columns and indexes) over an SQL expression. */
export function foldSql(expression: string): string {
  return `translate(lower(normalize(${expression}, NFKC)), ${sqlText(foldFrom)}, ${sqlText(foldTo)})`;
}

/** The distinct pairs of neighbouring characters of a folded text; none for fewer than two characters. */
export function bigrams(folded: string): string[] {
  const chars = Array.from(folded);
  const pairs = new Set<string>();
  for (let index = 0; index + 1 < chars.length; index += 1) {
    pairs.add(`${chars[index]}${chars[index + 1]}`);
  }
  return [...pairs];
}

// Order -----------------------------------------------------------------------------------------

const collator = new Intl.Collator('ja');

/** Order of readings as a Japanese index has it. */
export function compareKana(a: string, b: string): number {
  return collator.compare(a, b);
}

const rows: readonly [string, string][] = [
  ['ア行', 'ァアィイゥウェエォオヴ'],
  ['カ行', 'ヵカガキギクグヶケゲコゴ'],
  ['サ行', 'サザシジスズセゼソゾ'],
  ['タ行', 'タダチヂッツヅテデトド'],
  ['ナ行', 'ナニヌネノ'],
  ['ハ行', 'ハバパヒビピフブプヘベペホボポ'],
  ['マ行', 'マミムメモ'],
  ['ヤ行', 'ャヤュユョヨ'],
  ['ラ行', 'ラリルレロ'],
  ['ワ行', 'ヮワヷヰヸヱヹヲヺン'],
];

/** Index heading of a reading: 'ア行' … 'ワ行', '英字' for latin, 'その他' for the rest. */
export function kanaRow(text: string): string {
  const first = toKatakana(text.normalize('NFKC').trim().charAt(0));
  if (/^[A-Za-z]$/.test(first)) return '英字';
  return rows.find(([, chars]) => first !== '' && chars.includes(first))?.[0] ?? 'その他';
}
