import {
  addDays,
  daysBetween,
  fiscalYearEnd,
  fiscalYearMonths,
  fiscalYearStart,
  monthEnd,
} from '../../platform/ja/dates.ts';

/** The indicators with a formula in policies.sql, in the order of table `indicator`. */
export const codes = [
  'visit_rate',
  'issue_count',
  'open_day_people',
  'visit_record_quality',
  'minutes_quality',
  'card_count',
  'card_went',
] as const;
export type IndicatorCode = (typeof codes)[number];

export function isIndicatorCode(text: string): text is IndicatorCode {
  return (codes as readonly string[]).includes(text);
}

/** rate: per cent of a whole; count: adds up over the year; score: mean of 0 to 3. */
export type IndicatorKind = 'rate' | 'count' | 'score';

/** By what an indicator's figure can be taken apart. */
export const parts = ['area', 'kind', 'theme'] as const;
export type Part = (typeof parts)[number];
export const partsOf: Record<IndicatorCode, readonly Part[]> = {
  visit_rate: ['area', 'kind'],
  issue_count: ['theme', 'area'],
  open_day_people: ['theme'],
  visit_record_quality: [],
  minutes_quality: [],
  card_count: ['area', 'kind'],
  card_went: ['area', 'kind'],
};

/** The duty with which the records behind a figure are read; the figure itself needs evaluation.read only. */
export const rowsDuty: Record<IndicatorCode, string> = {
  visit_rate: 'visit.read',
  issue_count: 'issue.read',
  open_day_people: 'evaluation.read',
  visit_record_quality: 'quality.read',
  minutes_quality: 'quality.read',
  card_count: 'directory.manage',
  // Counted in fives: what is listed is as safe as the figure.
  card_went: 'evaluation.read',
};

/** The highest target that makes sense. */
export const highestTarget: Record<IndicatorKind, number> = { rate: 100, count: 1_000_000, score: 3 };

/** A figure from its sums: per cent, number, or points; null where there is nothing to divide by. */
export function valueOf(kind: IndicatorKind, numerator: number, denominator: number | null): number | null {
  if (kind === 'count') return numerator;
  if (denominator === null || denominator === 0) return null;
  return kind === 'rate' ? (100 * numerator) / denominator : numerator / denominator;
}

/** The day up to which a fiscal year is counted: its last, or today; null before it begins. */
export function asOf(fiscal_year: number, today: string): string | null {
  if (fiscalYearStart(fiscal_year) > today) return null;
  const end = fiscalYearEnd(fiscal_year);
  return end < today ? end : today;
}

export interface Cut {
  /** YYYY-MM */
  month: string;
  /** up to which day the month is counted; null while it has not begun */
  day: string | null;
}

/** The twelve months of a fiscal year, each with the day it is counted up to: its end, or today within it. */
export function cutsOf(fiscal_year: number, today: string): Cut[] {
  const until = asOf(fiscal_year, today);
  return fiscalYearMonths(fiscal_year).map((month) => {
    const first = `${month}-01`;
    if (until === null || first > until) return { month, day: null };
    const end = monthEnd(first);
    return { month, day: end < until ? end : until };
  });
}

/** Where a figure should stand on a day to reach its target evenly over the year; a score's target is the same all year. */
export function paceOn(kind: IndicatorKind, target: number, fiscal_year: number, day: string): number {
  if (kind === 'score') return target;
  const start = fiscalYearStart(fiscal_year);
  const whole = daysBetween(start, addDays(fiscalYearEnd(fiscal_year), 1));
  const gone = Math.min(whole, Math.max(0, daysBetween(start, addDays(day, 1))));
  return (target * gone) / whole;
}

export type Progress =
  'future' | 'nothing' | 'no_target' | 'reached' | 'on_pace' | 'behind' | 'below' | 'missed';

/** How a figure stands to its target on `day`, the day it is counted up to (null: the year has not begun). */
export function progressOf(given: {
  kind: IndicatorKind;
  value: number | null;
  target: number | null;
  fiscal_year: number;
  day: string | null;
}): Progress {
  const { kind, value, target, fiscal_year, day } = given;
  if (day === null) return 'future';
  if (value === null) return 'nothing';
  if (target === null) return 'no_target';
  if (value >= target) return 'reached';
  if (day >= fiscalYearEnd(fiscal_year)) return 'missed';
  // An average has no way to go evenly: it is at its target or it is not.
  if (kind === 'score') return 'below';
  return value >= paceOn(kind, target, fiscal_year, day) ? 'on_pace' : 'behind';
}
