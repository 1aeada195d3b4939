import { formatDate } from '../ja/dates.ts';
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

/** Names of the weekdays from Monday. */
export function weekdaysIn(reading: Reading): string[] {
  return Array.from({ length: 7 }, (_, index) =>
    formatOf(languageTag[reading.lang], { weekday: 'long' }).format(new Date(Date.UTC(2024, 0, index + 1))),
  );
}
