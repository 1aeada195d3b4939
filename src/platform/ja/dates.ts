import { parseKanjiNumeral } from './numbers.ts';
import { parsed, refused } from './parsed.ts';
import type { Parsed } from './parsed.ts';

/** A calendar day without a time zone, 'YYYY-MM-DD'. */
export type IsoDate = string;

const dayMs = 86_400_000;
const defaultZone = 'Asia/Tokyo';
const weekdayNames = ['月', '火', '水', '木', '金', '土', '日'];

interface Era {
  name: string;
  letter: string;
  /** First day of the era. */
  from: IsoDate;
  /** Western year minus this is the year of the era. */
  base: number;
}

// 元号を改める政令. Japan used the lunisolar calendar until 明治5年12月2日, the day before 1873-01-01,
// so 明治 begins here with its first Gregorian day.
const eras: readonly Era[] = [
  { name: '令和', letter: 'R', from: '2019-05-01', base: 2018 },
  { name: '平成', letter: 'H', from: '1989-01-08', base: 1988 },
  { name: '昭和', letter: 'S', from: '1926-12-25', base: 1925 },
  { name: '大正', letter: 'T', from: '1912-07-30', base: 1911 },
  { name: '明治', letter: 'M', from: '1873-01-01', base: 1867 },
];

function pad(number: number, width = 2): string {
  return String(number).padStart(width, '0');
}

function toUtc(iso: IsoDate): Date {
  if (!isIsoDate(iso)) throw new RangeError(`Not a calendar day: ${iso}`);
  return new Date(iso); // a day alone is read as UTC
}

function fromUtc(date: Date): IsoDate {
  return date.toISOString().slice(0, 10);
}

function partsOf(iso: IsoDate): { year: number; month: number; day: number } {
  const date = toUtc(iso);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

function lastDayOf(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** True for an existing day written 'YYYY-MM-DD'. The other functions here throw RangeError for anything else. */
export function isIsoDate(text: string): boolean {
  // Asked for every day that any function here gets: no pattern, and no list made of the text.
  if (text.length !== 10 || text[4] !== '-' || text[7] !== '-') return false;
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 7);
  const day = digits(text, 8, 10);
  return year >= 0 && month >= 1 && month <= 12 && day >= 1 && (day <= 28 || day <= lastDayOf(year, month));
}

/** The number that these digits say; NaN when there is anything else among them. */
function digits(text: string, from: number, to: number): number {
  let number = 0;
  for (let at = from; at < to; at += 1) {
    const digit = text.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) return NaN;
    number = number * 10 + digit;
  }
  return number;
}

export function addDays(iso: IsoDate, days: number): IsoDate {
  return fromUtc(new Date(toUtc(iso).getTime() + days * dayMs));
}

/** Same day of a later or earlier month; the month's last day where it has none (民法143条2項). */
export function addMonths(iso: IsoDate, months: number): IsoDate {
  const { year, month, day } = partsOf(iso);
  const index = year * 12 + (month - 1) + months;
  const toYear = Math.floor(index / 12);
  const toMonth = (index % 12) + 1;
  return `${pad(toYear, 4)}-${pad(toMonth)}-${pad(Math.min(day, lastDayOf(toYear, toMonth)))}`;
}

/** Days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: IsoDate, to: IsoDate): number {
  return (toUtc(to).getTime() - toUtc(from).getTime()) / dayMs;
}

/** ISO weekday: 1 = Monday … 7 = Sunday. */
export function weekday(iso: IsoDate): number {
  return toUtc(iso).getUTCDay() || 7;
}

/** '月' … '日'. */
export function weekdayName(iso: IsoDate): string {
  return weekdayNames[weekday(iso) - 1] ?? '';
}

export function monthStart(iso: IsoDate): IsoDate {
  const { year, month } = partsOf(iso);
  return `${pad(year, 4)}-${pad(month)}-01`;
}

export function monthEnd(iso: IsoDate): IsoDate {
  const { year, month } = partsOf(iso);
  return `${pad(year, 4)}-${pad(month)}-${pad(lastDayOf(year, month))}`;
}

// ---- formats -------------------------------------------------------------------------------

function eraOn(iso: IsoDate): Era | undefined {
  return eras.find((era) => era.from <= iso);
}

/** The era's name and year on a day: 2026-11-21 → { era: '令和', letter: 'R', year: 8 }; null before 1873. */
export function eraYearOf(iso: IsoDate): { era: string; letter: string; year: number } | null {
  const { year } = partsOf(iso);
  const era = eraOn(iso);
  return era ? { era: era.name, letter: era.letter, year: year - era.base } : null;
}

/** '令和8年', '令和元年'; before 1873 '1868年'. */
export function formatEraYear(iso: IsoDate): string {
  const eraYear = eraYearOf(iso);
  if (!eraYear) return `${partsOf(iso).year}年`;
  return `${eraYear.era}${eraYear.year === 1 ? '元' : eraYear.year}年`;
}

/** '11月21日（土）'. */
export function formatMonthDay(iso: IsoDate): string {
  const { month, day } = partsOf(iso);
  return `${month}月${day}日（${weekdayName(iso)}）`;
}

/** '令和8年11月21日（土）'. */
export function formatDate(iso: IsoDate): string {
  return formatEraYear(iso) + formatMonthDay(iso);
}

/** '令和8年11月21日', for days of birth, whose day of the week says nothing. */
export function formatBirthDate(iso: IsoDate): string {
  const { month, day } = partsOf(iso);
  return `${formatEraYear(iso)}${month}月${day}日`;
}

/** '2026年（令和8年）11月21日（土）'. */
export function formatDateWithWestern(iso: IsoDate): string {
  const { year } = partsOf(iso);
  return eraOn(iso) ? `${year}年（${formatEraYear(iso)}）${formatMonthDay(iso)}` : formatDate(iso);
}

/** 'R8.11.21', for tables. */
export function formatDateShort(iso: IsoDate): string {
  const { year, month, day } = partsOf(iso);
  const eraYear = eraYearOf(iso);
  return `${eraYear ? `${eraYear.letter}${eraYear.year}` : year}.${month}.${day}`;
}

/** '11/21', for narrow columns whose year is said elsewhere. */
export function formatMonthDayShort(iso: IsoDate): string {
  const { month, day } = partsOf(iso);
  return `${month}/${day}`;
}

/** '令和8年11月', of a day or of a month 'YYYY-MM'. */
export function formatMonth(isoOrMonth: string): string {
  const iso = isoOrMonth.length === 7 ? `${isoOrMonth}-01` : isoOrMonth;
  return `${formatEraYear(iso)}${partsOf(iso).month}月`;
}

/** '令和8年11月21日（土）～11月23日（月）'; the year is repeated only when it changes. */
export function formatDateRange(from: IsoDate, to: IsoDate): string {
  if (from === to) return formatDate(from);
  const sameYear = formatEraYear(from) === formatEraYear(to);
  return `${formatDate(from)}～${sameYear ? formatMonthDay(to) : formatDate(to)}`;
}

// ---- reading dates -------------------------------------------------------------------------

const eraToken = '(明治|大正|昭和|平成|令和|明|大|昭|平|令|[MTSHR])';
const yearToken = `(?:${eraToken}\\.?(元|\\d{1,2})|(\\d{4}))`;
const weekdayToken = '(?:\\.?\\(?([月火水木金土日])(?:曜日?)?(?:[・,]?祝日?)?\\)?)?';
const longForm = new RegExp(
  `^(?:西暦)?${yearToken}(?:年?\\(${yearToken}年?\\)年?|年|[./-])(\\d{1,2})(?:月|[./-])(\\d{1,2})[日.]?${weekdayToken}$`,
  'i',
);
const compactWestern = /^(\d{4})(\d{2})(\d{2})$/;
const compactEra = /^([MTSHR])(\d{2})(\d{2})(\d{2})$/i;

function eraNamed(token: string): Era | undefined {
  const first = token.charAt(0).toUpperCase();
  return eras.find((era) => era.letter === first || era.name.charAt(0) === first);
}

function dayOf(year: number, month: number, day: number): Parsed<IsoDate> {
  const iso = `${pad(year, 4)}-${pad(month)}-${pad(day)}`;
  if (!isIsoDate(iso)) {
    return refused(`${year}年${month}月${day}日という日はありません。日付を確かめてください。`);
  }
  if (year < 1600 || year > 2999) return refused('年を確かめてください。');
  return parsed(iso);
}

function dayOfEra(token: string, eraYear: string, month: number, day: number): Parsed<IsoDate> {
  const era = eraNamed(token);
  if (!era) return refused('元号を確かめてください。');
  const year = era.base + (eraYear === '元' ? 1 : Number(eraYear));
  const read = dayOf(year, month, day);
  if (!read.ok) return refused(`${read.reason}（${era.name}${eraYear}年は西暦${year}年です。）`);
  if (eraYear === '0' || eraYear === '00') return refused('元号の年は「元年」か1以上の数で書いてください。');
  if (era.name === '明治' && year < 1873) {
    // 明治5年 and earlier are lunisolar dates; a Gregorian reading would be wrong by weeks.
    return refused('明治5年までは暦が今と異なります。西暦で書いてください。');
  }
  if (read.value < era.from) {
    return refused(
      `${era.name}は${partsOf(era.from).year}年${formatMonthDay(era.from)}からです。元号と日付を確かめてください。`,
    );
  }
  // 平成31年5月以後 stands in papers printed before the change and stays valid. For older eras only the
  // rest of their last calendar year is tolerated (昭和64年3月); later years are slips of the pen.
  const next = eras[eras.indexOf(era) - 1];
  if (next && era.name !== '平成' && year > partsOf(next.from).year) {
    return refused(`${era.name}${eraYear}年はありません。元号と年を確かめてください。`);
  }
  return read;
}

export interface ReadDateOptions {
  /** Also take five digits as a spreadsheet's serial day (46347 = 2026-11-21): for files, never for forms. */
  spreadsheetSerial?: boolean;
}

/** Day of a spreadsheet's serial number (1900 system, from 1900-03-01 on). */
export function dateOfSerial(serial: number): IsoDate {
  return addDays('1899-12-30', Math.floor(serial));
}

const longestDate = 100;
const unreadableDate = '日付として読めません。「令和8年11月21日」や「2026/11/21」のように書いてください。';

/**
 * Reads a day in any notation people type or files carry: 令和8年11月21日（土）, R8.11.21, 2026年（令和8年）11月21日,
 * 2026/1/5, 2026-01-05 00:00:00, 20260105, R080105, 令和八年一月五日, in full or half width. A weekday must agree.
 */
export function parseDate(text: string, options: ReadDateOptions = {}): Parsed<IsoDate> {
  // No day is written this long, and on a long text the patterns below cost its square.
  if (text.length > longestDate) return refused(unreadableDate);
  const plain = text
    .normalize('NFKC')
    .trim()
    .replace(/(?:T|\s+)0?0:00(?::00(?:\.0+)?)?(?:Z|\+09:00)?$/i, '')
    .replace(/\s/g, '')
    .replace(/[‐‑‒–—―−ー]/g, '-')
    .replace(/[〇零一二三四五六七八九十百千]+(?=[年月日])/g, (numeral) => {
      const number = parseKanjiNumeral(numeral);
      return number === null ? numeral : String(number);
    });
  if (plain === '') return refused('日付を入力してください。');

  const compact = compactWestern.exec(plain);
  if (compact) return dayOf(Number(compact[1]), Number(compact[2]), Number(compact[3]));
  const era = compactEra.exec(plain);
  if (era) return dayOfEra(era[1] ?? '', era[2] ?? '', Number(era[3]), Number(era[4]));
  if (options.spreadsheetSerial && /^[1-9]\d{4}$/.test(plain)) return parsed(dateOfSerial(Number(plain)));

  const long = longForm.exec(plain);
  if (long) {
    const [, eraA, eraYearA, westernA, eraB, eraYearB, westernB, monthText, dayText, weekdayText] = long;
    const month = Number(monthText);
    const day = Number(dayText);
    const readYear = (token?: string, eraYear?: string, western?: string): Parsed<IsoDate> | null => {
      if (token && eraYear) return dayOfEra(token, eraYear, month, day);
      return western ? dayOf(Number(western), month, day) : null;
    };
    const first = readYear(eraA, eraYearA, westernA);
    const second = readYear(eraB, eraYearB, westernB);
    if (!first) return refused('日付として読めません。');
    if (!first.ok) return first;
    if (second && !second.ok) return second;
    if (second && second.value !== first.value) {
      return refused('西暦と和暦の年が合っていません。どちらかを直してください。');
    }
    if (weekdayText && weekdayText !== weekdayName(first.value)) {
      return refused(
        `${formatDate(first.value)}は${weekdayName(first.value)}曜日です。日付か曜日を確かめてください。`,
      );
    }
    return first;
  }
  if (/^\d{1,2}(?:月|[./-])\d{1,2}日?$/.test(plain)) {
    return refused('年も書いてください（例：令和8年11月21日、2026/11/21）。');
  }
  if (/^\d{1,2}[年./-]\d{1,2}(?:月|[./-])\d{1,2}日?$/.test(plain)) {
    return refused('年は元号をつけるか、西暦4桁で書いてください（例：R8.11.21、2026/11/21）。');
  }
  // Three boxes of which not all are filled in.
  const boxes = plain.split('/');
  if (boxes.length === 3) {
    const missing = ['年', '月', '日'].filter((_, at) => boxes[at] === '');
    if (missing.length > 0)
      return refused(`${missing.join('と')}も書いてください（例：令和8年11月21日、2026/11/21）。`);
  }
  return refused(unreadableDate);
}

// ---- times of day --------------------------------------------------------------------------

/**
 * Reads a time of day: '7:00', '１５時３０分', '午後3時半', '9:00 AM', '正午', '0730' → 'HH:MM'.
 * '24:00' is kept: opening hours end there. With `spreadsheetFraction` also '0.75', a time whose cell lost its format.
 */
export function parseTime(text: string, options: { spreadsheetFraction?: boolean } = {}): Parsed<string> {
  const plain = text
    .normalize('NFKC')
    .replace(/\s/g, '')
    .toUpperCase()
    .replace(/[ABP]\.M\.?/, (m) => m.replaceAll('.', ''));
  if (plain === '') return refused('時刻を入力してください。');
  if (plain === '正午') return parsed('12:00');
  if (options.spreadsheetFraction && /^0\.\d+$/.test(plain)) {
    const minutes = Math.round(Number(plain) * 1440);
    return parsed(`${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`);
  }
  const read =
    /^(午前|午後|AM|PM)?(\d{1,2})(?:時|:)(?:(半)|(\d{1,2})分?)?(?::00|0秒|00秒)?(AM|PM)?$/.exec(plain) ??
    /^()(\d{2})()(\d{2})()$/.exec(plain);
  if (!read || (plain.includes(':') && !read[4])) {
    return refused('時刻として読めません。「9:30」や「午後3時半」のように書いてください。');
  }
  const half = read[1] || read[5] || '';
  let hour = Number(read[2]);
  const minute = read[3] ? 30 : Number(read[4] ?? 0);
  if (half !== '') {
    // 午後12時 is midnight in the 1872 decree, noon in daily speech: ask instead of guessing.
    if (hour === 12) return refused('「12時」に午前・午後をつけず、12:00か0:00（24:00）と書いてください。');
    if (hour > 12) return refused('午前・午後をつけるときは0時から11時で書いてください。');
    if (half === '午後' || half === 'PM') hour += 12;
  }
  if (minute > 59 || hour > 24 || (hour === 24 && minute > 0)) {
    return refused('0:00から24:00までの時刻で書いてください。');
  }
  return parsed(`${pad(hour)}:${pad(minute)}`);
}

/** '07:30' (or '07:30:00' from the database) → '7:30'. */
export function formatTime(time: string): string {
  const [hour, minute] = time.split(':');
  return `${Number(hour)}:${minute ?? '00'}`;
}

/** '7:30～19:00'. */
export function formatTimeRange(from: string, to: string): string {
  return `${formatTime(from)}～${formatTime(to)}`;
}

// ---- instants ------------------------------------------------------------------------------

const zoned = new Map<string, Intl.DateTimeFormat>();

function clockOf(instant: Date, timeZone: string): { date: IsoDate; time: string } {
  let format = zoned.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    });
    zoned.set(timeZone, format);
  }
  const part: Record<string, string> = {};
  for (const { type, value } of format.formatToParts(instant)) part[type] = value;
  return {
    date: `${(part['year'] ?? '').padStart(4, '0')}-${part['month']}-${part['day']}`,
    time: `${part['hour']}:${part['minute']}`,
  };
}

/** The day it is in the zone at that instant. */
export function today(now: Date, timeZone = defaultZone): IsoDate {
  return clockOf(now, timeZone).date;
}

/** The wall clock 'HH:MM' in the zone at that instant. */
export function timeOf(instant: Date, timeZone = defaultZone): string {
  return clockOf(instant, timeZone).time;
}

/** The instant at which the zone's calendar and clock show that day and 'HH:MM'. */
export function instantOf(iso: IsoDate, time: string, timeZone = defaultZone): Date {
  const [hour, minute] = time.split(':').map(Number) as [number, number];
  const wanted = toUtc(iso).getTime() + (hour * 60 + minute) * 60_000;
  const shownAt = (ms: number): number => {
    const clock = clockOf(new Date(ms), timeZone);
    return Date.parse(`${clock.date}T${clock.time}:00Z`);
  };
  const near = wanted - (shownAt(wanted) - wanted);
  return new Date(near - (shownAt(near) - wanted));
}

/** '令和8年11月21日（土）15:30'. */
export function formatDateTime(instant: Date, timeZone = defaultZone): string {
  const clock = clockOf(instant, timeZone);
  return `${formatDate(clock.date)}${formatTime(clock.time)}`;
}

// ---- fiscal years --------------------------------------------------------------------------

/** Fiscal year of a day, named by its starting year: 4/1–3/31 (地方自治法208条). */
export function fiscalYearOf(iso: IsoDate): number {
  const { year, month } = partsOf(iso);
  return month >= 4 ? year : year - 1;
}

export function fiscalYearStart(fiscalYear: number): IsoDate {
  return `${pad(fiscalYear, 4)}-04-01`;
}

export function fiscalYearEnd(fiscalYear: number): IsoDate {
  return `${pad(fiscalYear + 1, 4)}-03-31`;
}

/** The twelve months 'YYYY-MM' from April to March. */
export function fiscalYearMonths(fiscalYear: number): string[] {
  return Array.from({ length: 12 }, (_, index) => {
    const month = ((index + 3) % 12) + 1;
    return `${pad(month >= 4 ? fiscalYear : fiscalYear + 1, 4)}-${pad(month)}`;
  });
}

/** How a city calls the fiscal year that began as 平成31 and ended as 令和元. */
export type FiscalYear2019 = '令和元年度' | '平成31年度';

/** 2026 → '令和8年度': the era of its first day, except 2019, which cities name either way. */
export function formatFiscalYear(fiscalYear: number, name2019: FiscalYear2019 = '令和元年度'): string {
  return fiscalYear === 2019 ? name2019 : `${formatEraYear(fiscalYearStart(fiscalYear))}度`;
}

/** Reads '令和8年度', 'R8', '2026年度', '２０２６' → 2026. */
export function parseFiscalYear(text: string): Parsed<number> {
  const plain = text.normalize('NFKC').replace(/\s/g, '');
  const read = new RegExp(`^(?:西暦)?${yearToken}(?:年度?|FY)?$`, 'i').exec(plain);
  const era = read?.[1] ? eraNamed(read[1]) : undefined;
  if (read && era) {
    const year = era.base + (read[2] === '元' ? 1 : Number(read[2]));
    if (read[2] !== '0' && read[2] !== '00') return parsed(year);
  }
  if (read?.[3]) return parsed(Number(read[3]));
  return refused('年度として読めません。「令和8年度」や「2026」のように書いてください。');
}

/** A record's number within its fiscal year, as cases have it: 'R8-12'. */
export function eraNumber(fiscal_year: number, number: number): string {
  const era = eraYearOf(`${fiscal_year}-05-01`);
  return `${era ? `${era.letter}${era.year}` : fiscal_year}-${number}`;
}

/** A record's number within its fiscal year, as consultations have it: '2026-0012'. */
export const yearNumber = (fiscal_year: number, number: number): string =>
  `${fiscal_year}-${String(number).padStart(4, '0')}`;
