import { addDays } from '../../platform/ja/dates.ts';
import { openDayOf, type Opening } from '../directory/rules-opening.ts';

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

/** When a service means to be open: its place's opening, and the days between which the service runs. */
export interface Plan {
  service_id: number;
  opening: Opening;
  starts_on: string | null;
  ends_on: string | null;
}

/** Whether the service means to be open on that day, as families read it; false where nothing is known of its days. */
export function isPlanned({ service_id, opening, starts_on, ends_on }: Plan, day: string): boolean {
  if ((starts_on !== null && day < starts_on) || (ends_on !== null && day > ends_on)) return false;
  return openDayOf(opening, service_id, day).open === true;
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
