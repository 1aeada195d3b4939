import { holidayName } from '../../platform/ja/holidays.ts';
import { parseWeekdays } from '../../platform/ja/weekdays.ts';
import type { ExceptionRow, ScheduleRow } from './queries-place.ts';
import { dayKind, openDay } from './rules-opening.ts';
import { dayNames, weekChoices, words, type DayCode, type WeekChoice } from './words-schedule.ja.ts';

export const dayCodes = Object.keys(dayNames) as DayCode[];

/** One line of hours: days of certain weeks, from–to. */
export type Hours = Omit<ScheduleRow, 'id'>;

/** 'MO' → week null; '2SA' → week 2; '-1SU' → the last. */
function partsOf(code: string): { week: number | null; day: DayCode } {
  const day = code.slice(-2) as DayCode;
  const week = code.slice(0, -2);
  return { week: week === '' ? null : Number(week), day };
}

/** Days ticked and weeks chosen as RFC 5545 BYDAY values. */
export function bydayOf(days: readonly DayCode[], weeks: WeekChoice): string[] {
  if (weeks === 'every') return [...days];
  return weeks.split(',').flatMap((week) => days.map((day) => `${week}${day}`));
}

/** BYDAY values as the form's rows: days that share their weeks together. */
export function groupsOf(byday: readonly string[]): { days: DayCode[]; weeks: WeekChoice }[] {
  const weeksByDay = new Map<DayCode, string[]>();
  for (const code of byday) {
    const { week, day } = partsOf(code);
    weeksByDay.set(day, [...(weeksByDay.get(day) ?? []), week === null ? 'every' : String(week)]);
  }
  const groups = new Map<string, DayCode[]>();
  for (const day of dayCodes) {
    const weeks = weeksByDay.get(day);
    if (!weeks) continue;
    const key = weeks.includes('every') ? 'every' : weeks.toSorted((a, b) => Number(a) - Number(b)).join(',');
    // What the form does not offer as one choice becomes a row for each week.
    const keys = key in weekChoices ? [key] : key.split(',');
    for (const one of keys) groups.set(one, [...(groups.get(one) ?? []), day]);
  }
  return [...groups].map(([weeks, days]) => ({ days, weeks: weeks as WeekChoice }));
}

/** '月～金曜日', '第2・第4土曜日'. */
export function describeDays(byday: readonly string[]): string {
  return groupsOf(byday)
    .map(({ days, weeks }) => {
      const numbers = days.map((day) => dayCodes.indexOf(day) + 1);
      const first = numbers[0] ?? 1;
      const run = numbers.length >= 3 && (numbers.at(-1) ?? 0) - first + 1 === numbers.length;
      const names = days.map((day) => dayNames[day]);
      const said = run ? `${names[0]}～${names.at(-1)}` : names.join('・');
      return words.monthly(weeks === 'every' ? '' : weekChoices[weeks], said);
    })
    .join('、');
}

/** One line of hours in words. */
export function describeHours(row: Hours): string {
  return [
    `${describeDays(row.byday)} ${words.hoursText(row.opens_at, row.closes_at)}`,
    row.holidays === 'closed' ? null : words.holidaysNote[row.holidays],
    row.valid_from === null ? null : words.from(row.valid_from),
    row.valid_to === null ? null : words.until(row.valid_to),
    row.note,
  ]
    .filter((one) => one !== null && one !== '')
    .join('　');
}

export interface Span {
  opens_at: string;
  closes_at: string;
}

/** When one owner (the place itself, or a service) is open on a day, and why not, where a reason is known. */
export function spansOn(
  rows: readonly Hours[],
  exceptions: readonly Omit<ExceptionRow, 'id'>[],
  day: string,
): { spans: Span[]; reason: string } {
  const plan = { weekdays: null, opens_at: null, closes_at: null };
  const { hours } = openDay({ ...plan, schedules: rows, exceptions }, day);
  const other = exceptions.find((one) => one.starts_on <= day && day <= one.ends_on);
  const kind = dayKind(day);
  const closed =
    kind === 'year_end' ? words.yearEnd : kind === 'holiday' ? words.holiday(holidayName(day) ?? '') : '';
  return { spans: hours, reason: other?.reason ?? (hours.length === 0 ? closed : '') };
}

export const minutesOf = (span: Span): number => {
  const [h1 = 0, m1 = 0] = span.opens_at.split(':').map(Number);
  const [h2 = 0, m2 = 0] = span.closes_at.split(':').map(Number);
  return h2 * 60 + m2 - (h1 * 60 + m1);
};

/** Numbers of two rows (from 0) whose hours overlap on one weekday and week; null when none do. */
export function overlapping(rows: readonly Hours[]): [number, number] | null {
  for (const [a, one] of rows.entries()) {
    for (const [b, other] of rows.entries()) {
      if (b <= a || one.service_id !== other.service_id) continue;
      if (one.opens_at >= other.closes_at || other.opens_at >= one.closes_at) continue;
      if (one.valid_to !== null && other.valid_from !== null && one.valid_to < other.valid_from) continue;
      if (other.valid_to !== null && one.valid_from !== null && other.valid_to < one.valid_from) continue;
      if ((one.holidays === 'only') !== (other.holidays === 'only')) continue;
      const same = one.byday.some((code) =>
        other.byday.some((two) => {
          const [p, q] = [partsOf(code), partsOf(two)];
          return p.day === q.day && (p.week === null || q.week === null || p.week === q.week);
        }),
      );
      if (same) return [a, b];
    }
  }
  return null;
}

/** How many days a week it is open, and how short the shortest of them is; monthly days count their share of a week. */
export function weekOf(rows: readonly Hours[], today: string): { days: number; shortest: number | null } {
  const now = rows.filter(
    (row) =>
      row.holidays !== 'only' &&
      (row.valid_from === null || row.valid_from <= today) &&
      (row.valid_to === null || row.valid_to >= today),
  );
  const minutes = new Map<DayCode, number>();
  const monthly = new Map<DayCode, number>();
  for (const row of now) {
    const length = minutesOf(row);
    for (const code of row.byday) {
      const { week, day } = partsOf(code);
      if (week === null) minutes.set(day, (minutes.get(day) ?? 0) + length);
      else monthly.set(day, (monthly.get(day) ?? 0) + 0.25);
    }
  }
  const part = [...monthly]
    .filter(([day]) => !minutes.has(day))
    .reduce((sum, [, of]) => sum + Math.min(1, of), 0);
  const lengths = [...minutes.values()];
  return { days: minutes.size + part, shortest: lengths.length === 0 ? null : Math.min(...lengths) };
}

/** An entry's simple weekdays and times as one line of hours; null when days or times are missing. */
export function lineOf(row: {
  weekdays: string | null;
  opens_at: string | null;
  closes_at: string | null;
}): Hours | null {
  const read = row.weekdays === null ? null : parseWeekdays(row.weekdays);
  if (!read?.ok || read.value.days.length === 0 || row.opens_at === null || row.closes_at === null)
    return null;
  if (row.opens_at >= row.closes_at) return null;
  return {
    service_id: null,
    byday: read.value.days.map((day) => dayCodes[day - 1]!),
    opens_at: row.opens_at,
    closes_at: row.closes_at,
    valid_from: null,
    valid_to: null,
    holidays: read.value.holidays ? 'open' : 'closed',
    note: null,
  };
}
