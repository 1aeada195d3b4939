import { emailsIn, phonesIn } from '../../platform/ja/contact-text.ts';
import { addDays } from '../../platform/ja/dates.ts';
import { facilityKind, honorific } from './words-identifying.ja.ts';

/** 把握 → 共有 → 検討 → 決定 → 取組中 → 振返り → 終結, and 再開; a merged issue lives on in its regional one. */
export const states = [
  'grasped',
  'shared',
  'discussed',
  'decided',
  'acting',
  'reviewed',
  'closed',
  'reopened',
  'merged',
] as const;
export type IssueState = (typeof states)[number];
export type OpenState = Exclude<IssueState, 'closed' | 'merged'>;

export const openStates: readonly OpenState[] = [
  'grasped',
  'reopened',
  'shared',
  'discussed',
  'decided',
  'acting',
  'reviewed',
];

export function isOpen(state: IssueState): state is OpenState {
  return state !== 'closed' && state !== 'merged';
}

/** The facts a person or a meeting may record on an issue. */
export const recordable = [
  'shared',
  'discussed',
  'decided',
  'acted',
  'reviewed',
  'closed',
  'reopened',
] as const;
export type Recordable = (typeof recordable)[number];

/** Facts that move an issue on; the others (edited, published, answered …) leave the clock of 「止まっている」 running. */
export const movements: readonly string[] = ['raised', 'merged_here', ...recordable];

export interface Fact {
  id: number;
  kind: string;
  happened_on: string;
}

const rank: Partial<Record<string, { place: number; state: OpenState }>> = {
  shared: { place: 1, state: 'shared' },
  discussed: { place: 2, state: 'discussed' },
  decided: { place: 3, state: 'decided' },
  acted: { place: 4, state: 'acting' },
  reviewed: { place: 5, state: 'reviewed' },
};

/**
 * The state as the facts say it, in the order of their days. A later stage is never lost by an earlier one recorded
 * again, except after a review: what follows it is the next round. What happens to a closed issue changes nothing
 * until it is reopened. The view issue_state (policies.sql) says the same in SQL; a test compares them.
 */
export function stateOf(facts: readonly Fact[], merged = false): IssueState {
  if (merged) return 'merged';
  let state: IssueState = 'grasped';
  let place = 0;
  const inOrder = facts.toSorted((a, b) =>
    a.happened_on === b.happened_on ? a.id - b.id : a.happened_on < b.happened_on ? -1 : 1,
  );
  for (const { kind } of inOrder) {
    if (kind === 'reopened') [state, place] = ['reopened', 0];
    else if (state === 'closed') continue;
    else if (kind === 'closed') state = 'closed';
    else {
      const step = rank[kind];
      if (step && (step.place >= place || state === 'reviewed')) [state, place] = [step.state, step.place];
    }
  }
  return state;
}

export const stages = ['share', 'discuss', 'decide', 'review'] as const;
export type Stage = (typeof stages)[number];

/** The fact that says a stage was done. */
export const stageFact: Record<Stage, Recordable> = {
  share: 'shared',
  discuss: 'discussed',
  decide: 'decided',
  review: 'reviewed',
};

/** The next stage that needs a forum; null where none does. */
export const nextStage: Record<IssueState, Stage | null> = {
  grasped: 'share',
  reopened: 'share',
  shared: 'discuss',
  discussed: 'decide',
  decided: 'review',
  acting: 'review',
  reviewed: null,
  closed: null,
  merged: null,
};

/** The fact that is expected next. */
export const nextFact: Record<IssueState, Recordable | null> = {
  grasped: 'shared',
  reopened: 'shared',
  shared: 'discussed',
  discussed: 'decided',
  decided: 'acted',
  acting: 'reviewed',
  reviewed: 'closed',
  closed: 'reopened',
  merged: null,
};

/** What may be recorded by hand in a state: anything ahead while open, only 再開 when closed. */
export function mayRecord(state: IssueState, kind: Recordable): boolean {
  if (state === 'merged') return false;
  return state === 'closed' ? kind === 'reopened' : kind !== 'reopened';
}

/**
 * Days without movement after which an issue counts as stuck. The liaison meeting sits 3–4 times a year, so that what
 * waits for a sitting gets 120 days; the rest 60, work under way 90. The heaviest weight (3) halves all of them.
 */
export const patience: Record<OpenState, number> = {
  grasped: 60,
  reopened: 60,
  shared: 120,
  discussed: 120,
  decided: 60,
  acting: 90,
  reviewed: 60,
};
/** Days an issue may wait without a forum planned for its next stage; halved for weight 3. */
export const planPatience = 30;

export const stuckReasons = ['silent', 'no_forum', 'review_past', 'owner_gone'] as const;
export type StuckReason = (typeof stuckReasons)[number];

export interface Standing {
  state: IssueState;
  weight: number;
  /** day of the last movement */
  moved_on: string;
  next_review_on: string | null;
  /** stages with a forum planned */
  planned: readonly Stage[];
  /** has an owner whose appointment is in force */
  owner_in_office: boolean;
}

/** Why an issue is stuck on a day; none when it moves or is over. The list asks the same in SQL (queries.ts). */
export function stuckBecause(issue: Standing, today: string): StuckReason[] {
  if (!isOpen(issue.state)) return [];
  const share = issue.weight === 3 ? 2 : 1;
  const stage = nextStage[issue.state];
  const reasons: StuckReason[] = [];
  if (addDays(issue.moved_on, patience[issue.state] / share) < today) reasons.push('silent');
  if (stage && !issue.planned.includes(stage) && addDays(issue.moved_on, planPatience / share) < today) {
    reasons.push('no_forum');
  }
  if (issue.next_review_on !== null && issue.next_review_on < today) reasons.push('review_past');
  if (!issue.owner_in_office) reasons.push('owner_gone');
  return reasons;
}

export type MergeProblem =
  { kind: 'few' } | { kind: 'two_regional' } | { kind: 'over'; title: string; state: IssueState };

/** Why these cannot become one: fewer than two, one that is over or merged already, or two regional ones. */
export function mergeProblem(
  chosen: readonly { title: string; state: IssueState; regional: boolean }[],
): MergeProblem | null {
  if (chosen.length < 2) return { kind: 'few' };
  const over = chosen.find((issue) => !isOpen(issue.state));
  if (over) return { kind: 'over', title: over.title, state: over.state };
  return chosen.filter((issue) => issue.regional).length > 1 ? { kind: 'two_regional' } : null;
}

/** What a facility is told of the way its issue goes, from the dates its own row carries. */
export type FacilityProgress = 'received' | 'shared' | 'decided' | 'closed';
export function progressOf(row: {
  shared_on: string | null;
  decided_on: string | null;
  closed_on: string | null;
}): FacilityProgress {
  if (row.closed_on) return 'closed';
  if (row.decided_on) return 'decided';
  return row.shared_on ? 'shared' : 'received';
}

export interface Known {
  /** those the text may name; concerned: the issue came from there, so that its short name counts too */
  facilities: readonly { name: string; concerned: boolean }[];
  /** operators of the facilities concerned */
  organisations: readonly string[];
  /** persons with an appointment at a facility concerned or its operator */
  persons: readonly { family_name: string; given_name: string; kana: string }[];
}

export interface Finding {
  kind: 'facility' | 'organisation' | 'person' | 'phone' | 'email';
  text: string;
}

const plain = (text: string) => text.normalize('NFKC').toLowerCase();
/** A text as names are looked for in it: width, case, spaces and middle dots make no difference. */
export const joined = (text: string) => plain(text).replace(/[\s\u3000・]/g, '');
const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/**
 * What in a text would give away who raised it: names of facilities (also without 「保育園」 where concerned), operators,
 * persons (full name, family name of two characters or more, or any family name with さん・先生 …), phone, e-mail.
 */
export function identifying(text: string, known: Known): Finding[] {
  const spaced = plain(text);
  const dense = joined(text);
  const found: Finding[] = [];
  const add = (kind: Finding['kind'], what: string) => {
    if (!found.some((one) => one.kind === kind && one.text === what)) found.push({ kind, text: what });
  };
  for (const { name, concerned } of known.facilities) {
    const whole = joined(name);
    const core = whole.replace(facilityKind, '');
    if ([...whole].length >= 3 && dense.includes(whole)) add('facility', name);
    else if (concerned && [...core].length >= 3 && dense.includes(core)) add('facility', core);
  }
  for (const name of known.organisations) if (dense.includes(joined(name))) add('organisation', name);
  for (const { family_name, given_name, kana } of known.persons) {
    const family = joined(family_name);
    const whole = family + joined(given_name);
    if (family === '') continue;
    if (whole !== family && dense.includes(whole)) add('person', `${family_name} ${given_name}`);
    else if ([...joined(kana)].length >= 4 && dense.includes(joined(kana))) add('person', kana);
    else if (
      [...family].length >= 2 ? dense.includes(family) : new RegExp(escaped(family) + honorific).test(dense)
    ) {
      add('person', family_name);
    }
  }
  for (const phone of phonesIn(spaced)) add('phone', phone);
  for (const email of emailsIn(spaced)) add('email', email);
  return found;
}
