import { formatDate, formatDateRange, formatMonth, formatMonthDay, timeOf, today } from '../ja/dates.ts';
import { holidayName } from '../ja/holidays.ts';
import { languageTag, type Reading } from './speech.ts';

const long = new Map<string, Intl.DateTimeFormat>();

const formatOf = (tag: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => {
  const key = `${tag} ${JSON.stringify(options)}`;
  const known = long.get(key) ?? new Intl.DateTimeFormat(tag, { timeZone: 'UTC', ...options });
  long.set(key, known);
  return known;
};

/** A day 'YYYY-MM-DD' with its weekday, as the reader writes it: 令和8年11月21日（土） or Saturday, November 21, 2026. */
export function dayIn(reading: Reading, iso: string): string {
  const date = new Date(`${iso}T00:00:00Z`);
  if (reading.lang === 'ja' && !reading.easy) return formatDate(iso);
  // Without the era: 2026年11月21日土曜日
  return formatOf(languageTag[reading.lang], {
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    weekday: 'long',
  }).format(date);
}

/** The same without the year: 11月21日(土). */
export function shortDayIn(reading: Reading, iso: string): string {
  return formatOf(languageTag[reading.lang], { month: 'short', day: 'numeric', weekday: 'short' }).format(
    new Date(`${iso}T00:00:00Z`),
  );
}

const isPlain = (reading: Reading): boolean => reading.lang === 'ja' && !reading.easy;

/** The same with the whole weekday, for reading aloud: Saturday, November 21. */
export function longDayIn(reading: Reading, iso: string): string {
  if (reading.lang === 'ja') return formatMonthDay(iso);
  return formatOf(languageTag[reading.lang], { month: 'long', day: 'numeric', weekday: 'long' }).format(
    new Date(`${iso}T00:00:00Z`),
  );
}

/** A month 'YYYY-MM': 令和8年11月, November 2026. */
export function monthIn(reading: Reading, month: string): string {
  if (isPlain(reading)) return formatMonth(month);
  return formatOf(languageTag[reading.lang], { year: 'numeric', month: 'long' }).format(
    new Date(`${month}-01T00:00:00Z`),
  );
}

/** Days from first to last; one day alone where they are the same. */
export function daysIn(reading: Reading, from: string, to: string): string {
  if (isPlain(reading)) return formatDateRange(from, to);
  if (from === to) return dayIn(reading, from);
  return `${dayIn(reading, from)} ${reading.lang === 'ja' ? '～' : '–'} ${dayIn(reading, to)}`;
}

/** A moment to the minute, by the clock of the zone: 令和8年11月21日（土）15:30. */
export function momentIn(reading: Reading, instant: Date, zone: string): string {
  const clock = timeOf(instant, zone).replace(/^0/, '');
  const day = dayIn(reading, today(instant, zone));
  return isPlain(reading) ? `${day}${clock}` : `${day}${reading.lang === 'ja' ? ' ' : ', '}${clock}`;
}

/** The holiday's own name in Japanese, elsewhere the word for a holiday; null on other days. */
export function holidayIn(reading: Reading, iso: string, word: string): string | null {
  const name = holidayName(iso);
  return name === null || reading.lang === 'ja' ? name : word;
}

/** Names of the weekdays from Monday. */
export function weekdaysIn(reading: Reading, weekday: 'long' | 'short' = 'long'): string[] {
  return Array.from({ length: 7 }, (_, index) =>
    formatOf(languageTag[reading.lang], { weekday }).format(new Date(Date.UTC(2024, 0, index + 1))),
  );
}
