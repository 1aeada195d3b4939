import { beforeBracket } from '../../platform/exports/doc.ts';
import { addDays, formatTime, monthEnd, type IsoDate } from '../../platform/ja/dates.ts';
import type { SessionLine } from './queries.ts';

export const papers = ['a4', 'a3'] as const;
export type Paper = (typeof papers)[number];
/** What a day's box holds: so many lines of so many letters as wide as they are high. */
export interface Room {
  lines: number;
  wide: number;
}
/** As the page for the browser's own printing is laid out. */
const rooms: Record<Paper, Room> = { a4: { lines: 6, wide: 10.5 }, a3: { lines: 7, wide: 14 } };
/** In letters as wide as they are high; figures, colons and spaces are narrower than other half-width ones. */
const wideOf = (text: string): number =>
  [...text].reduce(
    (sum, char) => sum + (/[0-9]/.test(char) ? 0.56 : /[ :]/.test(char) ? 0.29 : char < '\u0100' ? 0.6 : 1),
    0,
  );
/** How many lines a text takes; a short bracket at its end is not torn. */
export function linesOf(text: string, wide: number): number {
  const [before, bracket] = beforeBracket(text);
  const lines = Math.max(1, Math.ceil(wideOf(before) / wide));
  return wideOf(before) + wideOf(bracket) <= lines * wide ? lines : lines + 1;
}
/** More of a day are not even looked at. */
export const mostADay = 40;

/** A month's sheet to be printed. */
export interface SheetProps {
  month: string;
  paper: Paper;
  /** area, kind and age in words; `typed`: as the city's people wrote it */
  about: readonly { text: string; typed: boolean }[];
  lines: readonly SessionLine[];
  counts: ReadonlyMap<IsoDate, number>;
  municipality: string;
  training: boolean;
  /** where the calendar is on the web */
  address: string;
}

/** Lines by each of the days they fall on, within `from`..`to`. */
export function byDay<T>(
  lines: readonly SessionLine[],
  from: IsoDate,
  to: IsoDate,
  show: (line: SessionLine) => T,
): Map<IsoDate, T[]> {
  const days = new Map<IsoDate, T[]>();
  for (const line of lines) {
    for (let day = line.on < from ? from : line.on; day <= line.ends_on && day <= to; day = addDays(day, 1)) {
      const there = days.get(day);
      if (there) there.push(show(line));
      else days.set(day, [show(line)]);
    }
  }
  return days;
}

/** When a sitting begins, as a sheet says it; nothing where it is the whole day or several. */
export const beginning = (line: SessionLine): string =>
  line.all_day || line.on !== line.ends_on ? '' : formatTime(line.time_from);

/** How many of each day there was no room for. */
export function leftOver(
  lines: readonly SessionLine[],
  counts: ReadonlyMap<IsoDate, number>,
): Map<IsoDate, number> {
  const starting = new Map<IsoDate, number>();
  for (const line of lines) starting.set(line.on, (starting.get(line.on) ?? 0) + 1);
  return new Map([...counts].map(([day, count]) => [day, count - (starting.get(day) ?? 0)]));
}

/** What a sheet says of one or several sittings of one name at one time. */
export interface SheetEntry {
  time: string;
  title: string;
  places: string[];
  cancelled: boolean;
  sittings: number;
}

/**
 * An entry in its parts: mark and time, name, how many places or (with room for it) which. Several places of one name and
 * time are counted.
 */
export function partsOf(
  entry: SheetEntry,
  { paper, places }: { paper: Paper; places: (n: number) => string },
): { before: string; title: string; after: string; place: string } {
  const named = paper === 'a3' && entry.sittings === 1 ? (entry.places[0] ?? '') : '';
  return {
    before: (entry.cancelled ? '×' : '') + (entry.time === '' ? '' : `${entry.time} `),
    title: entry.title,
    after: entry.sittings > 1 ? places(entry.sittings) : '',
    place: named === '' ? '' : `＠${named}`,
  };
}
export const entryText = (...given: Parameters<typeof partsOf>): string => {
  const { before, title, after, place } = partsOf(...given);
  return before + title + after + place;
};

/** Each day's entries, as many as the paper has room for, and how many sittings are left out. */
export function sheetDays(
  { lines, counts, month, paper }: Pick<SheetProps, 'lines' | 'counts' | 'month' | 'paper'>,
  say: (entry: SheetEntry) => string,
  { lines: most, wide }: Room = rooms[paper],
): Map<IsoDate, { entries: SheetEntry[]; left: number }> {
  const days = new Map<IsoDate, { entries: SheetEntry[]; left: number }>();
  for (const [day, ofDay] of byDay(lines, `${month}-01`, monthEnd(`${month}-01`), (line) => line)) {
    const groups = new Map<string, SheetEntry>();
    for (const line of ofDay) {
      const cancelled = line.cancelled_at !== null;
      const key = `${beginning(line)} ${line.title} ${cancelled}`;
      const there = groups.get(key);
      if (there) {
        there.sittings += 1;
        if (line.place !== '') there.places.push(line.place);
      } else
        groups.set(key, {
          time: beginning(line),
          title: line.title,
          places: line.place === '' ? [] : [line.place],
          cancelled,
          sittings: 1,
        });
    }
    const entries: SheetEntry[] = [];
    let used = 0;
    for (const entry of groups.values()) {
      used += linesOf(say(entry), wide);
      if (used > most && entries.length > 0) break;
      entries.push(entry);
    }
    const shown = entries.reduce((sum, one) => sum + one.sittings, 0);
    days.set(day, { entries, left: Math.max(ofDay.length, counts.get(day) ?? 0) - shown });
  }
  return days;
}
