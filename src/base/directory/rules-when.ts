import {
  addDays,
  addMonths,
  formatMonthDay,
  formatTime,
  isIsoDate,
  monthEnd,
  monthStart,
  weekday,
} from '../../platform/ja/dates.ts';
import { holidayName, isYearEndClosure } from '../../platform/ja/holidays.ts';
import { parseKanjiNumeral } from '../../platform/ja/numbers.ts';
import {
  afternoonWords,
  closesClock,
  dayWords,
  firstYear,
  monthWords,
  morningWords,
  opensClock,
  partWords,
  weekdayOfLetter,
  weekWords,
  whenPatterns as say,
  whenWords,
} from './words-opening.ja.ts';

/** A time somebody asked for, as the days it means and the part of the day. */
export interface When {
  /** every day meant, in order; at most a year of them */
  days: readonly string[];
  /** 'HH:MM'; null: from the beginning, to the end of the day */
  starts_at: string | null;
  ends_at: string | null;
  /** what was understood, for saying it back */
  meant: Meant;
}

export interface Meant {
  from: string;
  to: string;
  /** ISO weekdays; null: all of them */
  weekdays: readonly number[] | null;
  /** 1–5, -1 for the last; null: every one */
  nth: readonly number[] | null;
  /** plain: as any weekday; also: whatever the weekday; never: 平日 are no holidays */
  holidays: 'plain' | 'also' | 'never';
  /** no day was named: the weekdays mean 'generally' */
  general: boolean;
}

/** '土曜' means the Saturdays of the next five weeks, so that a '第3土曜' is among them. */
export const weeksAhead = 5;
/** Months can pass without a public holiday. */
const holidayWeeksAhead = 20;
const longest = 366;
/** No place says today whether it is open in the year 9999. */
const yearsAhead = 50;

export function daysMeant(meant: Meant): string[] {
  const days: string[] = [];
  for (let day = meant.from; day <= meant.to && days.length < longest; day = addDays(day, 1)) {
    if (isMeant(meant, day)) days.push(day);
  }
  return days;
}

function isMeant({ weekdays, nth, holidays }: Meant, day: string): boolean {
  const holiday = holidayName(day) !== null;
  if (holidays === 'also' && holiday) return true;
  if (holidays === 'never' && (holiday || isYearEndClosure(day))) return false;
  if (weekdays !== null && !weekdays.includes(weekday(day))) return false;
  if (nth === null) return true;
  const last = addDays(day, 7).slice(0, 7) !== day.slice(0, 7);
  return nth.includes(Math.ceil(Number(day.slice(8)) / 7)) || (last && nth.includes(-1));
}

interface Read {
  from: string | null;
  to: string | null;
  weekdays: Set<number>;
  nth: Set<number>;
  holidays: Meant['holidays'];
  next: boolean;
  every: boolean;
  starts_at: string | null;
  ends_at: string | null;
}

/** Monday of the week a day lies in. */
const mondayOf = (day: string): string => addDays(day, 1 - weekday(day));

const clock = (hour: number, minute: number): string =>
  `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;

/**
 * Reads what people write for a time: 「今日」「土曜の午前」「来週の火曜」「第2土曜」「12月5日の10時から」「平日の夕方」.
 * null when it is not understood, or lies wholly in the past. `today` is the day in the city's time zone.
 */
export function parseWhen(text: string, today: string): When | null {
  let rest = text
    .normalize('NFKC')
    .replace(/\s/g, '')
    .replace(/[〜～―–—]/g, '~')
    .replace(/、/g, ',')
    .replace(say.kanjiDay, (numeral) => String(parseKanjiNumeral(numeral) ?? numeral));
  if (rest === '' || rest.length > 60) return null;
  const read: Read = {
    from: null,
    to: null,
    weekdays: new Set(),
    nth: new Set(),
    holidays: 'plain',
    next: false,
    every: false,
    starts_at: null,
    ends_at: null,
  };
  while (rest !== '') {
    const taken = takeDay(rest, read, today) || takeWeekday(rest, read) || takeTime(rest, read);
    const length = taken || (say.particle.exec(rest)?.[0].length ?? 0);
    if (length === 0) return null;
    rest = rest.slice(length);
  }
  return settle(read, today);
}

function span(read: Read, from: string, to: string): void {
  read.from = read.from ?? from;
  read.to = to;
}

/** Reads a day or a run of days at the beginning; how many characters it took. */
function takeDay(rest: string, read: Read, today: string): number {
  for (const [pattern, ahead] of dayWords) {
    const found = pattern.exec(rest);
    if (found) return (span(read, addDays(today, ahead), addDays(today, ahead)), found[0].length);
  }
  for (const [pattern, ahead] of weekWords) {
    const found = pattern.exec(rest);
    if (!found) continue;
    const monday = addDays(mondayOf(today), ahead * 7);
    span(read, monday < today ? today : monday, addDays(monday, 6));
    return found[0].length;
  }
  for (const [pattern, ahead] of monthWords) {
    const found = pattern.exec(rest);
    if (!found) continue;
    const first = addMonths(monthStart(today), ahead);
    span(read, first < today ? today : first, monthEnd(first));
    return found[0].length;
  }
  const later = say.daysLater.exec(rest) ?? null;
  if (later) {
    const day = addDays(today, Number(later[1]));
    return (span(read, day, day), later[0].length);
  }
  const weeks = say.weeksLater.exec(rest);
  if (weeks) {
    const day = addDays(today, Number(weeks[1]) * 7);
    return (span(read, day, day), weeks[0].length);
  }
  const yearEnd = say.yearEnd.exec(rest);
  if (yearEnd) {
    const year = Number(today.slice(0, 4)) - (today.slice(5) <= '01-03' ? 1 : 0);
    span(read, `${year}-12-29`, `${year + 1}-01-03`);
    return yearEnd[0].length;
  }
  return takeDate(rest, read, today);
}

function takeDate(rest: string, read: Read, today: string): number {
  const range = read.from === null ? null : say.range.exec(rest);
  const text = range ? rest.slice(range[0].length) : rest;
  const found = say.date.exec(text);
  const dayOnly = found ? null : say.dayOfMonth.exec(text);
  const after = range && read.from !== null ? read.from : today;
  const day = found ? dateOf(found, after) : dayOnly ? dayOfMonth(Number(dayOnly[1]), after) : null;
  if (day === null) return 0;
  span(read, day, day);
  return (range?.[0].length ?? 0) + (found ?? dayOnly)![0].length;
}

/** The date as written; without a year the first such day from `after` on (29 February waits for its year). */
function dateOf(found: RegExpExecArray, after: string): string | null {
  const [, western, reiwa, month = '', day = ''] = found;
  const monthDay = `${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const year =
    western !== undefined
      ? Number(western)
      : reiwa !== undefined
        ? 2018 + Number(reiwa === firstYear ? 1 : reiwa)
        : null;
  if (year !== null) {
    const near = Math.abs(year - Number(after.slice(0, 4))) <= yearsAhead;
    return near && isIsoDate(`${year}-${monthDay}`) ? `${year}-${monthDay}` : null;
  }
  for (let ahead = 0; ahead <= 8; ahead += 1) {
    const iso = `${Number(after.slice(0, 4)) + ahead}-${monthDay}`;
    if (isIsoDate(iso) && iso >= after) return iso;
  }
  return null;
}

function dayOfMonth(day: number, after: string): string | null {
  for (let ahead = 0; ahead <= 2; ahead += 1) {
    const iso = `${addMonths(monthStart(after), ahead).slice(0, 8)}${String(day).padStart(2, '0')}`;
    if (isIsoDate(iso) && iso >= after) return iso;
  }
  return null;
}

function takeWeekday(rest: string, read: Read): number {
  const next = say.next.exec(rest);
  if (next) return ((read.next = true), next[0].length);
  const every = say.every.exec(rest);
  if (every) return ((read.every = true), every[0].length);
  const daily = say.daily.exec(rest);
  if (daily) {
    for (let day = 1; day <= 7; day += 1) read.weekdays.add(day);
    return daily[0].length;
  }
  const weekend = say.weekend.exec(rest);
  if (weekend) {
    read.weekdays.add(6).add(7);
    // 「週末」alone is the coming one.
    if (read.from === null) read.next = true;
    return weekend[0].length;
  }
  const working = say.working.exec(rest);
  if (working) {
    for (let day = 1; day <= 5; day += 1) read.weekdays.add(day);
    read.holidays = 'never';
    return working[0].length;
  }
  const nth = say.nth.exec(rest);
  if (nth) {
    for (const digit of nth[1]?.match(/\d/g) ?? []) read.nth.add(Number(digit));
    if (nth[2] !== undefined) read.nth.add(-1);
    read.weekdays.add(weekdayOfLetter(nth[3] ?? ''));
    return nth[0].length;
  }
  const run = say.weekdayRun.exec(rest);
  if (run) {
    const first = weekdayOfLetter(run[1] ?? '');
    const length = (weekdayOfLetter(run[2] ?? '') - first + 7) % 7;
    for (let at = 0; at <= length; at += 1) read.weekdays.add(((first - 1 + at) % 7) + 1);
    return run[0].length;
  }
  const one = say.weekday.exec(rest);
  if (one) return (read.weekdays.add(weekdayOfLetter(one[1] ?? '')), one[0].length);
  const holiday = say.holiday.exec(rest);
  if (holiday) return ((read.holidays = 'also'), holiday[0].length);
  return 0;
}

function takeTime(rest: string, read: Read): number {
  const found = say.clock.exec(rest);
  if (found) {
    const [whole, part = '', hourText = '', half, minutes, colon, way = ''] = found;
    let hour = Number(hourText);
    const minute = half === undefined ? Number(colon ?? 0) : Number(minutes ?? 30);
    if (afternoonWords.test(part) && hour < 12) hour += 12;
    if (morningWords.test(part) && hour > 12) return 0;
    if (hour > 24 || minute > 59 || (hour === 24 && minute > 0)) return 0;
    const time = clock(hour, minute);
    // A range's second clock closes it; a clock alone means the hour that begins there.
    if (closesClock.test(way) || (read.starts_at !== null && opened.has(read))) {
      read.ends_at = time;
      opened.delete(read);
    } else {
      read.starts_at = time;
      if (opensClock.test(way)) opened.add(read);
      else read.ends_at = clock(Math.min(hour + 1, 24), hour + 1 > 24 ? 0 : minute);
    }
    return whole.length;
  }
  for (const [pattern, from, to] of partWords) {
    const part = pattern.exec(rest);
    if (!part) continue;
    read.starts_at = read.starts_at === null || from < read.starts_at ? from : read.starts_at;
    read.ends_at = read.ends_at === null || to > read.ends_at ? to : read.ends_at;
    return part[0].length;
  }
  return 0;
}

/** Readings whose last clock was '10時から…'. */
const opened = new WeakSet<Read>();

function settle(read: Read, today: string): When | null {
  const general = read.from === null;
  const named = read.weekdays.size > 0 || read.holidays === 'also';
  if (general && !named && read.starts_at === null && read.ends_at === null) return null;
  if (read.starts_at !== null && read.ends_at !== null && read.ends_at <= read.starts_at) return null;
  const weeks = read.holidays === 'also' && read.weekdays.size === 0 ? holidayWeeksAhead : weeksAhead;
  const from = read.from ?? today;
  const meant: Meant = {
    from: from < today ? today : from,
    to: read.to ?? addDays(today, weeks * 7 - 1),
    weekdays:
      read.weekdays.size > 0
        ? [...read.weekdays].sort((a, b) => a - b)
        : read.holidays === 'also'
          ? []
          : null,
    nth: read.nth.size > 0 ? [...read.nth].sort((a, b) => a - b) : null,
    holidays: read.holidays,
    general,
  };
  let days = daysMeant(meant);
  if (read.next && general) {
    // 「今度の土曜」: the next one; of a weekend both days, today's too.
    const weekend = meant.weekdays?.length === 2;
    days = days.filter((day) => weekend || day > today);
    const first = days[0];
    days = days
      .filter((day) => first !== undefined && mondayOf(day) === mondayOf(first))
      .slice(0, weekend ? 2 : 1);
    meant.general = false;
  }
  if (days.length === 0) return null;
  return { days, starts_at: read.starts_at, ends_at: read.ends_at, meant };
}

/** Says back what was understood: 「11月28日（土）の午前」「土・日曜日の10:00から」. */
export function whenText(when: When): string {
  const { meant, days } = when;
  const [first = meant.from, last = first] = [days[0], days.at(-1)];
  const name = (day: number): string => whenWords.dayNames[day - 1] ?? '';
  let text: string;
  if (days.length === 1) text = whenWords.onDay(formatMonthDay(first));
  else if (meant.weekdays === null) text = whenWords.fromTo(formatMonthDay(first), formatMonthDay(last));
  else {
    const names = meant.weekdays.map(name).join(whenWords.between);
    const plain =
      meant.holidays === 'never'
        ? whenWords.workdays
        : meant.weekdays.length === 0
          ? whenWords.holidays
          : `${names}${whenWords.suffix}`;
    const nth = (meant.nth ?? [])
      .map((one) => (one < 0 ? whenWords.last : whenWords.number(one)))
      .join(whenWords.between);
    const also =
      meant.holidays === 'also' && meant.weekdays.length > 0 ? whenWords.between + whenWords.holidays : '';
    text = whenWords.nth(nth, plain) + also;
    if (!meant.general)
      text = whenWords.within(whenWords.fromTo(formatMonthDay(first), formatMonthDay(last)), text);
  }
  return text + timeText(when);
}

function timeText({ starts_at, ends_at }: When): string {
  if (starts_at === '00:00' && ends_at === '12:00') return whenWords.morning;
  if (starts_at === '12:00' && ends_at === '24:00') return whenWords.afternoon;
  if (starts_at !== null && ends_at !== null)
    return whenWords.time(formatTime(starts_at), formatTime(ends_at));
  if (starts_at !== null) return whenWords.after(formatTime(starts_at));
  return ends_at === null ? '' : whenWords.before(formatTime(ends_at));
}
