import ICAL from 'ical.js';
import { addDays, isIsoDate, type IsoDate } from '../../platform/ja/dates.ts';
import { holidayName } from '../../platform/ja/holidays.ts';

/** Weekdays as RFC 5545 writes them, Monday first. */
export const weekdayCodes = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
export type WeekdayCode = (typeof weekdayCodes)[number];
/** Which weekday of a month: the first to fifth, or the last. */
export const nths = ['1', '2', '3', '4', '5', '-1'] as const;
export type Nth = (typeof nths)[number];

/** How people say that something comes round; what a form asks. */
export type Repeat =
  | { kind: 'none' }
  | { kind: 'daily'; until: IsoDate | null }
  | { kind: 'weekly' | 'biweekly'; weekdays: readonly WeekdayCode[]; until: IsoDate | null }
  | { kind: 'monthly_weekday'; nth: readonly Nth[]; weekday: WeekdayCode; until: IsoDate | null }
  | { kind: 'monthly_day'; days: readonly number[]; until: IsoDate | null }
  /** a rule somebody else wrote, kept as it is */
  | { kind: 'other'; rrule: string; until: IsoDate | null };

export const repeatKinds = ['none', 'daily', 'weekly', 'biweekly', 'monthly_weekday', 'monthly_day'] as const;

/** The RRULE of it; null for what is held once. */
export function rruleOf(repeat: Repeat): string | null {
  if (repeat.kind === 'none') return null;
  if (repeat.kind === 'other') return repeat.rrule;
  const until = repeat.until === null ? '' : `;UNTIL=${repeat.until.replaceAll('-', '')}`;
  switch (repeat.kind) {
    case 'daily':
      return `FREQ=DAILY${until}`;
    case 'weekly':
      return `FREQ=WEEKLY;BYDAY=${inOrder(repeat.weekdays)}${until}`;
    case 'biweekly':
      return `FREQ=WEEKLY;INTERVAL=2;WKST=MO;BYDAY=${inOrder(repeat.weekdays)}${until}`;
    case 'monthly_weekday':
      return `FREQ=MONTHLY;BYDAY=${nths
        .filter((one) => repeat.nth.includes(one))
        .map((one) => `${one}${repeat.weekday}`)
        .join(',')}${until}`;
    default:
      return `FREQ=MONTHLY;BYMONTHDAY=${[...new Set(repeat.days)].toSorted((a, b) => a - b).join(',')}${until}`;
  }
}

const inOrder = (weekdays: readonly WeekdayCode[]): string =>
  weekdayCodes.filter((one) => weekdays.includes(one)).join(',');

/** The rule as a form shows it. */
export function repeatOf(rrule: string | null): Repeat {
  if (rrule === null) return { kind: 'none' };
  const part = Object.fromEntries(rrule.split(';').map((one) => one.split('=') as [string, string]));
  const until = /^(\d{4})(\d{2})(\d{2})/.exec(part['UNTIL'] ?? '');
  const end = until ? `${until[1]}-${until[2]}-${until[3]}` : null;
  const days = (part['BYDAY'] ?? '').split(',').filter(Boolean);
  const known = new Set(['FREQ', 'INTERVAL', 'WKST', 'BYDAY', 'BYMONTHDAY', 'UNTIL']);
  const plain = Object.keys(part).every((name) => known.has(name));
  const interval = Number(part['INTERVAL'] ?? 1);
  if (plain && part['FREQ'] === 'DAILY' && interval === 1 && days.length === 0 && !part['BYMONTHDAY'])
    return { kind: 'daily', until: end };
  if (plain && part['FREQ'] === 'WEEKLY' && interval <= 2 && days.length > 0 && !part['BYMONTHDAY']) {
    const weekdays = weekdayCodes.filter((one) => days.includes(one));
    if (weekdays.length === days.length)
      return { kind: interval === 2 ? 'biweekly' : 'weekly', weekdays, until: end };
  }
  if (plain && part['FREQ'] === 'MONTHLY' && interval === 1) {
    const read = days.map((one) => /^(-1|[1-5])(MO|TU|WE|TH|FR|SA|SU)$/.exec(one));
    const weekday = read[0]?.[2] as WeekdayCode | undefined;
    if (weekday && !part['BYMONTHDAY'] && read.every((one) => one?.[2] === weekday))
      return { kind: 'monthly_weekday', nth: read.map((one) => one![1] as Nth), weekday, until: end };
    const numbers = (part['BYMONTHDAY'] ?? '').split(',').filter(Boolean).map(Number);
    if (days.length === 0 && numbers.length > 0 && numbers.every((one) => one >= 1 && one <= 31))
      return { kind: 'monthly_day', days: numbers, until: end };
  }
  return { kind: 'other', rrule, until: end };
}

/** No rule of ours, and none worth keeping, has more days than this. */
const mostDays = 5000;

/** The days a rule names from its first day on, within `from`..`to` (both included), in order. */
export function daysOfRule(rrule: string, starts_on: IsoDate, from: IsoDate, to: IsoDate): IsoDate[] {
  if (!/^FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)(;|$)/.test(rrule)) return [];
  const iterator = ICAL.Recur.fromString(rrule).iterator(ICAL.Time.fromDateString(starts_on));
  const days: IsoDate[] = [];
  for (let count = 0; count < mostDays; count += 1) {
    const next = iterator.next() as ICAL.Time | null;
    if (!next) break;
    const day = next.toString().slice(0, 10);
    if (day > to) break;
    if (day >= from && day >= starts_on) days.push(day);
  }
  return days;
}

/** What says when an event is held. */
export interface Course {
  starts_on: IsoDate;
  rrule: string | null;
  holidays: string;
  except_on: readonly IsoDate[];
  also_on: readonly IsoDate[];
}

/** All days it is held within `from`..`to`: the rule's, those besides, without the excepted ones and, where it says so, holidays. */
export function heldDays(course: Course, from: IsoDate, to: IsoDate): IsoDate[] {
  const ruled =
    course.rrule === null ? [course.starts_on] : daysOfRule(course.rrule, course.starts_on, from, to);
  const except = new Set(course.except_on);
  const besides = new Set(course.also_on);
  return (
    [...new Set([...ruled, ...besides])]
      .filter((day) => day >= from && day <= to && !except.has(day))
      // A day named by hand is meant, holiday or not.
      .filter((day) => besides.has(day) || course.holidays !== 'closed' || holidayName(day) === null)
      .toSorted()
  );
}

/** The first day it is held, within two years of the day it begins; null when the rule names none. */
export const firstHeld = (course: Course): IsoDate | null =>
  heldDays(course, course.starts_on, addDays(course.starts_on, 731))[0] ?? null;

/** Times of one day's sittings: 'HH:MM' or null where only the day is known. */
export interface Slot {
  starts_at: string | null;
  ends_at: string | null;
}

/** The sittings of one day: the event's own times and those besides ('HH:MM-HH:MM'). */
export function slotsOf(event: {
  starts_at: string | null;
  ends_at: string | null;
  more_times: readonly string[];
}): Slot[] {
  return [
    { starts_at: event.starts_at, ends_at: event.ends_at },
    ...event.more_times.map((text) => {
      const [starts_at = '', ends_at = ''] = text.split('-');
      return { starts_at, ends_at: ends_at === '' ? null : ends_at };
    }),
  ];
}

/** UNTIL of the rule set to another day. */
export function withUntil(rrule: string, until: IsoDate): string {
  if (!isIsoDate(until)) throw new RangeError(`Not a calendar day: ${until}`);
  const rest = rrule.split(';').filter((part) => !/^(UNTIL|COUNT)=/.test(part));
  return [...rest, `UNTIL=${until.replaceAll('-', '')}`].join(';');
}
