import { parsed, refused } from './parsed.ts';
import type { Parsed } from './parsed.ts';

const grouped = new Intl.NumberFormat('ja-JP', { maximumFractionDigits: 20 });

/** 1234 → '1,234'; with a unit → '1,234件'. */
export function formatCount(count: number, unit = ''): string {
  return grouped.format(count) + unit;
}

/** Whole yen: 1234 → '1,234円', -500 → '△500円' (the minus sign of municipal accounts). */
export function formatYen(yen: number): string {
  return yen < 0 ? `△${grouped.format(-yen)}円` : `${grouped.format(yen)}円`;
}

/** Yen in the words of budgets, exact: 120000 → '12万円', 123456 → '12万3,456円', 1.2e8 → '1億2,000万円'. */
export function formatManYen(yen: number): string {
  const sign = yen < 0 ? '△' : '';
  const amount = Math.abs(yen);
  const oku = Math.floor(amount / 100_000_000);
  const man = Math.floor((amount % 100_000_000) / 10_000);
  const rest = amount % 10_000;
  let text = '';
  if (oku > 0) text += `${grouped.format(oku)}億`;
  if (man > 0) text += `${grouped.format(man)}万`;
  if (rest > 0 || text === '') text += grouped.format(rest);
  return `${sign}${text}円`;
}

/** A ratio as percent: 0.1234 → '12.3%'. `digits` is the number of decimals kept. */
export function formatPercent(ratio: number, digits = 1): string {
  // Rounded through the decimal text: 0.285 × 100 is 28.499999999999996 in binary.
  const percent = Number((ratio * 100).toPrecision(12));
  return `${percent.toFixed(digits)}%`;
}

const units = /(?:円|人|名|件|組|回|か所|ヶ所|カ所|箇所|歳|%)$/;

/**
 * A number as people type it or files carry it: '１，２３４', '1,234円', '12万', '△5', '40人'.
 * Units are dropped, not interpreted: '12.3%' gives 12.3.
 */
export function parseNumber(text: string): Parsed<number> {
  const plain = text
    .normalize('NFKC')
    .replace(/[\s,]/g, '')
    .replace(/^[‐‑–—―−△▲]/, '-')
    .replace(/^\+/, '')
    .replace(units, '');
  if (plain === '') return refused('数を入力してください。');
  if (/^-?\d+(?:\.\d+)?$/.test(plain)) return parsed(Number(plain));
  const large = /^(-?)(?:(\d+(?:\.\d+)?)億)?(?:(\d+(?:\.\d+)?)万)?(\d+)?$/.exec(plain);
  if (large && (large[2] ?? large[3]) !== undefined) {
    const sum = Number(large[2] ?? 0) * 100_000_000 + Number(large[3] ?? 0) * 10_000 + Number(large[4] ?? 0);
    const value = Number(sum.toPrecision(15));
    return parsed(large[1] === '-' ? -value : value);
  }
  return refused('数として読めません。「1,234」のように数字で書いてください。');
}

/** As parseNumber, whole numbers only. */
export function parseInteger(text: string): Parsed<number> {
  const number = parseNumber(text);
  if (number.ok && !Number.isSafeInteger(number.value)) return refused('小数のない数で書いてください。');
  return number;
}

const kanjiDigits = '〇一二三四五六七八九';

/** 1–9999 in kanji: 1 → '一', 23 → '二十三', 1200 → '千二百'. Throws RangeError outside. */
export function toKanjiNumeral(number: number): string {
  if (!Number.isInteger(number) || number < 1 || number > 9999) {
    throw new RangeError(`No kanji numeral for ${number}`);
  }
  let text = '';
  for (const [place, name] of [
    [1000, '千'],
    [100, '百'],
    [10, '十'],
  ] as const) {
    const digit = Math.floor(number / place) % 10;
    if (digit > 0) text += (digit > 1 ? kanjiDigits.charAt(digit) : '') + name;
  }
  const ones = number % 10;
  return ones > 0 ? text + kanjiDigits.charAt(ones) : text;
}

/** Reads '二十三', '千二百' and place by place '二〇二六'; null when it is no such numeral up to 9999. */
export function parseKanjiNumeral(text: string): number | null {
  const plain = text.replaceAll('零', '〇');
  if (/^[〇一二三四五六七八九]{1,4}$/.test(plain)) {
    return Number(
      Array.from(plain)
        .map((digit) => kanjiDigits.indexOf(digit))
        .join(''),
    );
  }
  const places =
    /^(?:([一二三四五六七八九]?)千)?(?:([一二三四五六七八九]?)百)?(?:([一二三四五六七八九]?)十)?([一二三四五六七八九]?)$/.exec(
      plain,
    );
  if (!places || plain === '') return null;
  const digit = (group: string | undefined, place: number): number =>
    group === undefined ? 0 : place * (group === '' ? 1 : kanjiDigits.indexOf(group));
  const ones = places[4] === '' || places[4] === undefined ? 0 : kanjiDigits.indexOf(places[4]);
  return digit(places[1], 1000) + digit(places[2], 100) + digit(places[3], 10) + ones;
}
