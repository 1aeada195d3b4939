import { addDays, formatMonthDay, formatTime, isIsoDate, weekday } from '../../platform/ja/dates.ts';
import { holidayName, isYearEndClosure } from '../../platform/ja/holidays.ts';
import { parseWeekdays, type Weekdays } from '../../platform/ja/weekdays.ts';
import { openingLanguages, openingWords, weekdayCodes, type OpeningLanguage } from './words-opening.ja.ts';
import type { When } from './rules-when.ts';

export { parseWhen, whenText, weeksAhead, type When } from './rules-when.ts';

/** One rule of opening (table schedule): RFC 5545 weekdays, 'MO' weekly, '1SA' and '-1SU' monthly. */
export interface Schedule {
  service_id: number | null;
  byday: readonly string[];
  opens_at: string;
  closes_at: string;
  valid_from: string | null;
  valid_to: string | null;
  holidays: 'closed' | 'open' | 'only';
  note?: string | null;
}

/** Days that are otherwise (table schedule_exception): closed without hours, else open at these. */
export interface ScheduleException {
  service_id: number | null;
  starts_on: string;
  ends_on: string;
  opens_at: string | null;
  closes_at: string | null;
  reason?: string;
}

/** All that says when a place is open. Days 'YYYY-MM-DD', times 'HH:MM', both in the city's own time. */
export interface Opening {
  schedules: readonly Schedule[];
  exceptions: readonly ScheduleException[];
  /** of the facility itself; they count where there is no schedule at all */
  weekdays: string | null;
  opens_at: string | null;
  closes_at: string | null;
}

export interface Hours {
  opens_at: string;
  closes_at: string;
}

const readWeekdays = new Map<string, Weekdays | null>();

/** The facility's own words about its days, understood once; null when they cannot be read. */
function weekdaysOf(text: string | null): Weekdays | null {
  if (text === null || text.length > 200) return null;
  let read = readWeekdays.get(text);
  if (read === undefined) {
    const found = parseWeekdays(text);
    read = found.ok ? found.value : null;
    if (readWeekdays.size > 5000) readWeekdays.clear();
    readWeekdays.set(text, read);
  }
  return read;
}

/**
 * A public holiday as places mean it. The days from 29 December to 3 January are closed unless a rule says `open` or
 * an exception gives hours: a family must not stand before a locked door in the snow.
 */
export function dayKind(day: string): 'plain' | 'holiday' | 'year_end' {
  if (isYearEndClosure(day)) return 'year_end';
  return holidayName(day) === null ? 'plain' : 'holiday';
}

interface DayFacts {
  weekday: number;
  /** rules that fall on this day: 'TU', '4TU', '-1TU' */
  codes: ReadonlySet<string>;
  kind: 'plain' | 'holiday' | 'year_end';
}

const dayFacts = new Map<string, DayFacts>();

/** What there is to know of a day, worked out once: a search asks it of thousands of places. */
function factsOf(day: string): DayFacts {
  let facts = dayFacts.get(day);
  if (facts === undefined) {
    const number = weekday(day);
    const code = weekdayCodes[number - 1]!;
    const isLast = addDays(day, 7).slice(0, 7) !== day.slice(0, 7);
    const nth = `${Math.ceil(Number(day.slice(8)) / 7)}${code}`;
    const codes = new Set([code, nth, ...(isLast ? [`-1${code}`] : [])]);
    facts = { weekday: number, codes, kind: dayKind(day) };
    if (dayFacts.size > 3000) dayFacts.clear();
    dayFacts.set(day, facts);
  }
  return facts;
}

/** Does '2TU', '-1SU' or 'MO' fall on this day? */
export const fallsOn = (code: string, day: string): boolean => factsOf(day).codes.has(code);

function runsOn(schedule: Schedule, day: string): boolean {
  if (schedule.valid_from !== null && day < schedule.valid_from) return false;
  if (schedule.valid_to !== null && day > schedule.valid_to) return false;
  const { kind, codes } = factsOf(day);
  // `only`: on public holidays, whatever the weekday.
  if (schedule.holidays === 'only') return kind === 'holiday';
  if (schedule.holidays === 'closed' && kind !== 'plain') return false;
  return schedule.byday.some((code) => codes.has(code));
}

const covers = (exception: ScheduleException, day: string): boolean =>
  exception.starts_on <= day && day <= exception.ends_on;

const length = (exception: ScheduleException): number =>
  Date.parse(exception.ends_on) - Date.parse(exception.starts_on);

/**
 * Of several exceptions on one day the shortest counts: 'closed all of August, open on the 5th'. Of several equally
 * short ones a closed one counts, else all their hours. null: the day is as any other.
 */
function exceptionHours(exceptions: readonly ScheduleException[], day: string): Hours[] | null {
  const found = exceptions.filter((one) => covers(one, day));
  if (found.length === 0) return null;
  const shortest = Math.min(...found.map(length));
  const narrow = found.filter((one) => length(one) === shortest);
  if (narrow.some((one) => one.opens_at === null || one.closes_at === null)) return [];
  return narrow.map((one) => ({ opens_at: one.opens_at!, closes_at: one.closes_at! }));
}

/** In order, overlapping and touching ones joined. */
function joined(hours: readonly Hours[]): Hours[] {
  const result: Hours[] = [];
  for (const one of [...hours].sort((a, b) => (a.opens_at < b.opens_at ? -1 : 1))) {
    const last = result.at(-1);
    if (last && one.opens_at <= last.closes_at) {
      if (one.closes_at > last.closes_at) last.closes_at = one.closes_at;
    } else {
      result.push({ ...one });
    }
  }
  return result;
}

export interface OpenDay {
  /** null: nobody has written down when this place is open */
  open: boolean | null;
  /** empty with `open`: the day is known, the hours are not */
  hours: Hours[];
}

/** What is known of one day. */
export function openDay(place: Opening, day: string): OpenDay {
  if (place.exceptions.length === 0 && place.schedules.length === 0) return ownHours(place, day);
  const whole = exceptionHours(
    place.exceptions.filter((one) => one.service_id === null),
    day,
  );
  if (whole !== null) return { open: whole.length > 0, hours: joined(whole) };
  const ofServices = new Map<number, Hours[]>();
  for (const id of new Set(place.exceptions.flatMap((one) => one.service_id ?? []))) {
    const hours = exceptionHours(
      place.exceptions.filter((one) => one.service_id === id),
      day,
    );
    if (hours !== null) ofServices.set(id, hours);
  }
  const hours = [...ofServices.values()].flat();
  if (place.schedules.length > 0) {
    for (const one of place.schedules) {
      if (one.service_id !== null && ofServices.has(one.service_id)) continue;
      if (runsOn(one, day)) hours.push({ opens_at: one.opens_at, closes_at: one.closes_at });
    }
    return { open: hours.length > 0, hours: joined(hours) };
  }
  const own = ownHours(place, day);
  return hours.length > 0 ? { open: true, hours: joined([...hours, ...own.hours]) } : own;
}

/** As the facility itself writes: '月火水木金祝', 9:00–16:00. */
function ownHours({ weekdays, opens_at, closes_at }: Opening, day: string): OpenDay {
  const days = weekdaysOf(weekdays);
  if (days === null) return { open: null, hours: [] };
  const { kind, weekday: number } = factsOf(day);
  const open = kind === 'plain' ? days.days.includes(number) : kind === 'holiday' ? days.holidays : false;
  if (!open || opens_at === null || closes_at === null) return { open, hours: [] };
  // Through midnight: what belongs to this day. From and to the same hour: round the clock.
  return { open, hours: [{ opens_at, closes_at: closes_at > opens_at ? closes_at : '24:00' }] };
}

/** The hours of one day, in order and not overlapping; none when closed or not known. */
export function openingsOn(place: Opening, day: string): Hours[] {
  return openDay(place, day).hours;
}

/**
 * What is known of one day of one service: what is otherwise that day for the whole place, else for the service, else the
 * service's own rules, or its place's where it has none.
 */
export function openDayOf(place: Opening, service_id: number, day: string): OpenDay {
  for (const whose of [null, service_id]) {
    const hours = exceptionHours(
      place.exceptions.filter((one) => one.service_id === whose),
      day,
    );
    if (hours !== null) return { open: hours.length > 0, hours: joined(hours) };
  }
  const own = place.schedules.filter((one) => one.service_id === service_id);
  const schedules = own.length > 0 ? own : place.schedules.filter((one) => one.service_id === null);
  return openDay({ ...place, schedules, exceptions: [] }, day);
}

/** Only what concerns one service, for its own page; null: only the place itself. */
export function ofService(place: Opening, service_id: number | null): Opening {
  return {
    ...place,
    schedules: place.schedules.filter((one) => one.service_id === service_id),
    exceptions: place.exceptions.filter((one) => one.service_id === null || one.service_id === service_id),
  };
}

export interface OpenDuring {
  /** days asked about */
  days: number;
  /** of these, open at the time asked for */
  open: number;
  /** the first of them; `hours` null when only the day is known */
  first: { day: string; hours: Hours | null } | null;
}

/** How often and when first a place is open at the time asked for; null when its opening is not known. */
export function opensDuring(
  place: Opening,
  asked: Pick<When, 'starts_at' | 'ends_at'>,
  days: readonly string[],
): OpenDuring | null {
  const timed = asked.starts_at !== null || asked.ends_at !== null;
  const from = asked.starts_at ?? '00:00';
  const to = asked.ends_at ?? '24:00';
  const found: OpenDuring = { days: days.length, open: 0, first: null };
  let unknown = 0;
  for (const day of days) {
    const one = openDay(place, day);
    const hours = one.hours.find((span) => span.opens_at < to && from < span.closes_at);
    if (one.open === null || (one.open && one.hours.length === 0 && timed)) unknown += 1;
    else if (hours || (one.open && one.hours.length === 0)) {
      found.open += 1;
      found.first ??= { day, hours: hours ?? null };
    }
  }
  return found.open === 0 && unknown > 0 ? null : found;
}

// ---- in words ------------------------------------------------------------------------------

const isLanguage = (lang: string): lang is OpeningLanguage =>
  (openingLanguages as readonly string[]).includes(lang);

function runOfDays(days: readonly number[], lang: OpeningLanguage): string {
  const words = openingWords[lang];
  const name = (day: number): string => words.days[day - 1] ?? '';
  if (days.length === 7) return words.every;
  const [first = 1, last = first] = [days[0], days.at(-1)];
  const isRun = days.length >= 3 && last - first + 1 === days.length;
  return (isRun ? words.run(name(first), name(last)) : days.map(name).join(words.between)) + words.suffix;
}

function daysText(byday: readonly string[], lang: OpeningLanguage): string {
  const words = openingWords[lang];
  const weekly = [
    ...new Set(
      byday.filter((code) => code.length === 2).map((code) => weekdayCodes.indexOf(code as 'MO') + 1),
    ),
  ].sort((a, b) => a - b);
  const monthly = byday
    .filter((code) => code.length > 2)
    .map((code) => {
      const day = words.days[weekdayCodes.indexOf(code.slice(-2) as 'MO')] ?? '';
      return words.nth(Number(code.slice(0, -2)), day + words.suffix);
    });
  return [...(weekly.length > 0 ? [runOfDays(weekly, lang)] : []), ...monthly].join(words.between);
}

/** A line for each rule: '月～金曜日 9:00～16:00（祝日は休み）'. Rules that have ended on `today` are left out. */
export function openingLines(place: Opening, lang = 'ja', today?: string): string[] {
  const own = isLanguage(lang) ? lang : 'ja';
  const words = openingWords[own];
  const time = (from: string, to: string): string => words.time(formatTime(from), formatTime(to));
  if (place.schedules.length === 0) {
    const days = weekdaysOf(place.weekdays);
    // What we cannot read is shown as it was written.
    if (days === null) return place.weekdays === null ? [] : [place.weekdays];
    const parts = [days.days.length > 0 ? runOfDays(days.days, own) : words.only];
    if (place.opens_at !== null && place.closes_at !== null)
      parts.push(time(place.opens_at, place.closes_at));
    const holidays = days.days.length === 0 ? '' : words.note(days.holidays ? words.open : words.closed);
    return [parts.join(' ') + holidays];
  }
  const day = (iso: string): string => (own === 'ja' || own === 'ja-easy' ? formatMonthDay(iso) : iso);
  const lines = place.schedules
    .filter((one) => today === undefined || one.valid_to === null || one.valid_to >= today)
    .map((one) => {
      const days = one.holidays === 'only' ? words.only : daysText(one.byday, own);
      const notes = [
        ...(one.holidays === 'only' ? [] : [one.holidays === 'open' ? words.open : words.closed]),
        ...(one.valid_from !== null && (today === undefined || one.valid_from > today)
          ? [words.from(day(one.valid_from))]
          : []),
        ...(one.valid_to !== null ? [words.to(day(one.valid_to))] : []),
      ];
      const said = notes.map((note) => words.note(note)).join('');
      return `${days} ${time(one.opens_at, one.closes_at)}${said}`;
    });
  return [...new Set(lines)];
}

/** When a place is open, in one line and in the language asked for. */
export function openingText(place: Opening, lang = 'ja', today?: string): string {
  const lines = openingLines(place, lang, today);
  return lines.length > 0 ? lines.join(' ／ ') : openingWords[isLanguage(lang) ? lang : 'ja'].unknown;
}

/** True when the place is open at some moment of what was asked; false also when nobody knows. */
export function isOpenDuring(place: Opening, when: When): boolean {
  return (opensDuring(place, when, when.days)?.open ?? 0) > 0;
}

/** A day as a form may send it; null when it is none. */
export const dayOf = (text: string): string | null => (isIsoDate(text) ? text : null);
