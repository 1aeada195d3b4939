import { ageInMonths } from '../../platform/ja/age.ts';
import type { IsoDate } from '../../platform/ja/dates.ts';

export const ways = ['phone', 'visit', 'office', 'web', 'letter', 'mail', 'outreach', 'meeting'] as const;
export const abuseKinds = ['physical', 'sexual', 'psychological', 'neglect'] as const;
export const abusers = ['father', 'other_father', 'mother', 'other_mother', 'other'] as const;
export const urgencies = ['now', 'day', 'week', 'plan'] as const;
export const answers = ['yes', 'no', 'unknown'] as const;

/** The eight questions of urgency (子ども虐待対応の手引き), in their order. */
export const questions = [
  'asks_protection',
  'imminent',
  'grave_already',
  'grave_next',
  'repeated',
  'child_signs',
  'guardian_risk',
  'home',
] as const;
export type Question = (typeof questions)[number];

/** From an abuse notification until the child has been seen with one's own eyes. */
export const safetyHours = 48;

export const safetyDue = (received_at: Date): Date =>
  new Date(received_at.getTime() + safetyHours * 3_600_000);

export interface Age {
  years: number | null;
  months: number | null;
  unborn: boolean;
  born_on: IsoDate | null;
  due_on: IsoDate | null;
}

/** Months of life on a day; below zero before birth; null when nothing is known. Said ages yield to a birth date. */
export function ageMonths(age: Age, on: IsoDate): number | null {
  if (age.born_on !== null) return clamp(ageInMonths(age.born_on, on));
  if (age.due_on !== null) return Math.min(-1, clamp(ageInMonths(age.due_on, on)));
  if (age.unborn) return -1;
  if (age.years === null && age.months === null) return null;
  return clamp((age.years ?? 0) * 12 + (age.months ?? 0));
}
const clamp = (months: number): number => Math.max(-10, Math.min(300, months));

/** What a consultation's next move depends on; all of it dated facts. */
export interface Facts {
  kind_code: string;
  worker_id: number | null;
  household_id: number | null;
  case_id: number | null;
  safety_due_at: Date | null;
  safety_checked_at: Date | null;
  closed_at: Date | null;
  judged: boolean;
}
export type State = 'unassigned' | 'open' | 'closed';
export const stateOf = (facts: Pick<Facts, 'closed_at' | 'worker_id'>): State =>
  facts.closed_at !== null ? 'closed' : facts.worker_id === null ? 'unassigned' : 'open';

export const actions = [
  'correct',
  'judge',
  'route',
  'safety',
  'next',
  'link',
  'make_case',
  'close',
  'reopen',
] as const;
export type Action = (typeof actions)[number];

/** Who asks: somebody of the owning team, or anybody else who was let in. */
export interface Doer {
  works: boolean;
}
export type Problem =
  'not_yours' | 'closed' | 'open' | 'no_clock' | 'seen' | 'safety_first' | 'judge_first' | 'is_case';

/** Why somebody may not do something with a consultation now; null when they may. The one place that says so. */
export function problemOf(facts: Facts, doer: Doer, action: Action): Problem | null {
  if (!doer.works) return 'not_yours';
  const state = stateOf(facts);
  if (action === 'reopen') return state === 'closed' ? null : 'open';
  // What was written may always be put right: what stood there is kept.
  if (action === 'correct') return null;
  if (state === 'closed') return 'closed';
  if (action === 'safety') {
    if (facts.safety_due_at === null) return 'no_clock';
    return facts.safety_checked_at === null ? null : 'seen';
  }
  if (action === 'make_case') return facts.case_id === null ? null : 'is_case';
  if (action === 'close' && facts.safety_due_at !== null) {
    // A suspicion of abuse does not end before somebody has seen the child and somebody has judged.
    if (facts.safety_checked_at === null) return 'safety_first';
    if (!facts.judged) return 'judge_first';
  }
  return null;
}

/** How a clock stands. */
export function clockOf(
  due_at: Date | null,
  checked_at: Date | null,
  now: Date,
): { state: 'none' | 'done' | 'running' | 'late'; hours: number } {
  if (due_at === null) return { state: 'none', hours: 0 };
  if (checked_at !== null) return { state: 'done', hours: 0 };
  const hours = (due_at.getTime() - now.getTime()) / 3_600_000;
  return hours < 0
    ? { state: 'late', hours: Math.max(1, Math.floor(-hours)) }
    : { state: 'running', hours: Math.max(1, Math.ceil(hours)) };
}

/** Whether a consultation without a worker stands on the supervisor's first page. */
export const hasClimbed = (received_at: Date, now: Date, climb_hours: number): boolean =>
  now.getTime() - received_at.getTime() >= climb_hours * 3_600_000;

/** Age bands of the report, in order. */
export const ageBands = ['unborn', 'a0', 'a3', 'a6', 'a9', 'a12', 'a15', 'a18', 'unknown'] as const;
