import { holidayName, isYearEndClosure } from '../../platform/ja/holidays.ts';
import { addDays, weekday } from '../../platform/ja/dates.ts';
import { parseWeekdays } from '../../platform/ja/weekdays.ts';

/** What is counted of a day, in the order of the sheet. */
export const counts = [
  'families',
  'adults',
  'children_0',
  'children_1',
  'children_2',
  'children_3_up',
  'first_visits',
  'fathers',
  'expecting',
  'from_elsewhere',
] as const;
export type Count = (typeof counts)[number];
export type Counts = Record<Count, number>;

export const ages = ['children_0', 'children_1', 'children_2', 'children_3_up'] as const;

/** 延べ利用: adults and children. */
export const peopleOf = (day: Pick<Counts, 'adults' | (typeof ages)[number]>): number =>
  day.adults + ages.reduce((sum, age) => sum + day[age], 0);

/** Which counts contradict each other, by the field that is to be mended. */
export function contradictions(
  day: Counts,
): { field: Count; kind: 'more_than_adults' | 'more_than_families' }[] {
  return [
    ...(['fathers', 'expecting'] as const)
      .filter((field) => day[field] > day.adults)
      .map((field) => ({ field, kind: 'more_than_adults' as const })),
    ...(['first_visits', 'from_elsewhere'] as const)
      .filter((field) => day[field] > day.families)
      .map((field) => ({ field, kind: 'more_than_families' as const })),
  ];
}

/** So many open days must be known before a number can be called unusual. */
const knownDays = 5;

/**
 * Whether a day's people are far from what is usual there: three times as many and ten more, or a third and ten fewer.
 * Null when they are not, or when too few days are known.
 */
export function unusual(
  people: number,
  usual: { mean: number; days: number },
): { kind: 'many' | 'few'; times: number } | null {
  if (usual.days < knownDays || usual.mean <= 0) return null;
  const times = people / usual.mean;
  if (times >= 3 && people - usual.mean >= 10) return { kind: 'many', times: Math.round(times) };
  if (people > 0 && times <= 1 / 3 && usual.mean - people >= 10) return { kind: 'few', times };
  return null;
}

/** When a place means to be open, as its schedule or its own list of weekdays says. */
export interface Plan {
  schedules: readonly {
    byday: readonly string[];
    valid_from: string | null;
    valid_to: string | null;
    holidays: string;
  }[];
  /** days that are otherwise: without hours the place is closed */
  exceptions: readonly { starts_on: string; ends_on: string; opens_at: string | null }[];
  weekdays: string | null;
  starts_on: string | null;
  ends_on: string | null;
}

const codes = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

/** MO, 2SA, -1SU: whether the day is one of them. */
function isOneOf(day: string, byday: readonly string[]): boolean {
  const code = codes[weekday(day) - 1]!;
  const date = Number(day.slice(8));
  const nth = `${Math.ceil(date / 7)}${code}`;
  const isLast = addDays(day, 7).slice(0, 7) !== day.slice(0, 7);
  return byday.some((one) => one === code || one === nth || (isLast && one === `-1${code}`));
}

/** Whether the place means to be open on that day; false where nothing is known of its days. */
export function isPlanned(plan: Plan, day: string): boolean {
  if ((plan.starts_on !== null && day < plan.starts_on) || (plan.ends_on !== null && day > plan.ends_on))
    return false;
  const otherwise = plan.exceptions.find((one) => one.starts_on <= day && day <= one.ends_on);
  if (otherwise) return otherwise.opens_at !== null;
  const closure = holidayName(day) !== null || isYearEndClosure(day);
  if (plan.schedules.length > 0) {
    return plan.schedules.some((one) => {
      if ((one.valid_from !== null && day < one.valid_from) || (one.valid_to !== null && day > one.valid_to))
        return false;
      if (one.holidays === 'only') return closure;
      return isOneOf(day, one.byday) && (one.holidays === 'open' || !closure);
    });
  }
  const weekdays = plan.weekdays === null ? null : parseWeekdays(plan.weekdays);
  if (!weekdays?.ok) return false;
  return closure ? weekdays.value.holidays : weekdays.value.days.includes(weekday(day));
}

/** The planned days from–to (both inside) without a sheet, oldest first. */
export function missingDays(plan: Plan, entered: ReadonlySet<string>, from: string, to: string): string[] {
  const missing: string[] = [];
  for (let day = from; day <= to; day = addDays(day, 1))
    if (!entered.has(day) && isPlanned(plan, day)) missing.push(day);
  return missing;
}

/** People a day, to one decimal as the programmes' tables print it; null without an open day. */
export const perDay = (people: number, open_days: number): number | null =>
  open_days === 0 ? null : Math.round((people / open_days) * 10) / 10;
