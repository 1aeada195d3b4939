import { addDays } from '../../platform/ja/dates.ts';
import { countUnits } from './words-guidelines.ja.ts';

export const states = ['planning', 'running', 'overtime', 'reached', 'passed_on', 'stopped'] as const;
export type InitiativeState = (typeof states)[number];
export const endings = ['reached', 'passed_on', 'stopped'] as const;
export type Ending = (typeof endings)[number];
export const sessionKinds = ['talk', 'activity', 'look_back'] as const;
export type SessionKind = (typeof sessionKinds)[number];
export const forFamilies = ['yes', 'partly', 'no', 'unknown'] as const;
export type ForFamilies = (typeof forFamilies)[number];
export const lendableKinds = ['person', 'room', 'thing', 'contact'] as const;
export type LendableKind = (typeof lendableKinds)[number];
export const sayers = ['guardian', 'child', 'neighbour', 'supporter', 'city'] as const;
export type Sayer = (typeof sayers)[number];
export const eventKinds = [
  'begun',
  'started',
  'continued',
  'ended',
  'reopened',
  'handover_proposed',
  'handover_accepted',
  'handover_declined',
] as const;
export type EventKind = (typeof eventKinds)[number];

/** The questions of planning, in the order in which people talk them through. */
export const planParts = ['shared_issue', 'seen_by', 'aim', 'families', 'image', 'keeping'] as const;
export type PlanPart = (typeof planParts)[number];
/** Without these nobody can say yes to it. */
export const neededParts: readonly PlanPart[] = ['shared_issue', 'aim', 'image'];

/** Where an initiative stands, from its dated facts; overtime: its planned end has passed and nobody said what comes next. */
export function stateOf(
  one: { started_on: string | null; ended_on: string | null; ending: string | null; ends_on: string | null },
  today: string,
): InitiativeState {
  if (one.ended_on !== null) return one.ending as Ending;
  if (one.started_on === null) return 'planning';
  return one.ends_on !== null && one.ends_on < today ? 'overtime' : 'running';
}

export type PartnerState = 'waiting' | 'yes' | 'no' | 'changed' | 'left';

/** What a body's newest answer means for its part as it stands now; changed: it said yes to an earlier wording. */
export function partnerState(one: {
  part_version: number;
  left_on: string | null;
  answer: { yes: boolean; part_version: number } | null;
}): PartnerState {
  if (one.left_on !== null) return 'left';
  if (one.answer === null) return 'waiting';
  if (!one.answer.yes) return 'no';
  return one.answer.part_version === one.part_version ? 'yes' : 'changed';
}

/** Partners see it differently: shown beside each other, not averaged. Those who cannot tell are not counted. */
export function seenDifferently(answers: readonly ForFamilies[]): boolean {
  return new Set(answers.filter((one) => one !== 'unknown')).size > 1;
}

export type LoanState = 'asked' | 'lent' | 'late' | 'declined' | 'returned' | 'cancelled';
export function loanState(
  one: {
    lent_at: Date | null;
    declined_at: Date | null;
    returned_on: string | null;
    cancelled_at: Date | null;
    ends_at: Date;
  },
  now: Date,
): LoanState {
  if (one.cancelled_at !== null) return 'cancelled';
  if (one.returned_on !== null) return 'returned';
  if (one.declined_at !== null) return 'declined';
  if (one.lent_at === null) return 'asked';
  return one.ends_at < now ? 'late' : 'lent';
}

/** A sitting is asked about for so many days. */
export const reflectionDays = 30;
/** Sittings are brought to mind so many days before. */
export const sessionNotice = 7;
/** A body that has not answered is asked again after so many days. */
export const answerPatience = 7;
/** A target that nobody told of for so many days is brought to mind. */
export const targetPatience = 365;
export const reflectsFrom = (today: string): string => addDays(today, -reflectionDays);

export interface Target {
  base_value: number;
  target_value: number;
}
export interface Fact {
  happened_on: string;
  value: number | null;
  taken_back_at: Date | null;
}
export type TargetState = 'not_begun' | 'begun' | 'moving' | 'back' | 'reached';

/** The newest figure told of a target, not taken back; facts come in any order. */
export function newestValue<F extends Fact>(facts: readonly F[]): F | null {
  let newest: F | null = null;
  for (const one of facts) {
    if (one.value === null || one.taken_back_at !== null) continue;
    if (newest === null || one.happened_on >= newest.happened_on) newest = one;
  }
  return newest;
}

/** How far from the base to the target, 0 at the base and 1 at the target; negative where it went the other way. */
export function progressOf({ base_value, target_value }: Target, value: number): number {
  return (value - base_value) / (target_value - base_value);
}

/** The state of a target, from the facts told of it. A target may lie above or below its base. */
export function targetState(target: Target, facts: readonly Fact[]): TargetState {
  const told = facts.filter((one) => one.taken_back_at === null);
  if (told.length === 0) return 'not_begun';
  const newest = newestValue(told);
  if (newest === null) return 'begun';
  const value = newest.value!;
  const up = target.target_value > target.base_value;
  if (up ? value >= target.target_value : value <= target.target_value) return 'reached';
  if (value === target.base_value) return 'begun';
  return up === value > target.base_value ? 'moving' : 'back';
}

export interface Figure {
  area_id: number | null;
  question: string;
  answer: string;
  value: number;
  unit: string;
  answers: number | null;
}

/** Fewer answers than this are not told to strangers: who gave them could be found out. */
export const fewest = 5;

/** How many people a cell stands for; null where it cannot be told (a mean, say). */
function peopleIn(one: Figure): number | null {
  if (countUnits.includes(one.unit)) return one.value;
  if (/^[%％]$/.test(one.unit) && one.answers !== null) return Math.round((one.answers * one.value) / 100);
  return null;
}

/**
 * Which figures may be told to everybody, by their place in the list. Of a question and area, cells of one to four people are
 * kept back; where that would leave a single one to be reckoned from the rest, the next smallest as well. Questions with fewer
 * than five answers are kept back whole. Nor is an area's cell told where only one area is missing from the whole city's.
 */
export function tellable(figures: readonly Figure[]): boolean[] {
  const shown = figures.map(() => true);
  const withinGroup = (keyOf: (one: Figure) => string, totals: (at: readonly number[]) => boolean) => {
    const groups = Map.groupBy(figures.keys(), (at) => keyOf(figures[at]!));
    for (const group of groups.values()) {
      const hidden = group.filter((at) => !shown[at]);
      if (hidden.length !== 1 || !totals(group)) continue;
      const next = group
        .filter((at) => shown[at] && peopleIn(figures[at]!) !== null)
        .toSorted((a, b) => peopleIn(figures[a]!)! - peopleIn(figures[b]!)!)[0];
      if (next !== undefined) shown[next] = false;
    }
  };
  for (const [at, one] of figures.entries()) {
    const people = peopleIn(one);
    if (one.answers !== null && one.answers < fewest) shown[at] = false;
    else if (people !== null && people > 0 && people < fewest) shown[at] = false;
    // The others of a question are as few as what is left of its answers.
    else if (people !== null && one.answers !== null) {
      const rest = one.answers - people;
      if (rest > 0 && rest < fewest) shown[at] = false;
    }
  }
  withinGroup(
    (one) => `${one.area_id ?? 0}\n${one.question}`,
    () => true,
  );
  // By area: a whole that is told gives away the one area that is not.
  withinGroup(
    (one) =>
      one.area_id === null ? `whole\n${one.question}\n${one.answer}` : `${one.question}\n${one.answer}`,
    (group) => figures.some((one) => one.area_id === null && one.question === figures[group[0]!]!.question),
  );
  // What the second round kept back may again be the only one of its question.
  withinGroup(
    (one) => `${one.area_id ?? 0}\n${one.question}`,
    () => true,
  );
  return shown;
}
