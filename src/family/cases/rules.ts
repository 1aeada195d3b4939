import { addDays, daysBetween } from '../../platform/ja/dates.ts';

export const categories = ['protection', 'support', 'expectant', 'general', 'development'] as const;
export const stages = ['assessing', 'planning', 'supporting', 'watching', 'closing'] as const;
export const nextWays = ['phone', 'visit', 'office', 'meeting', 'letter', 'other'] as const;
export const noteWays = [
  'phone',
  'visit',
  'office',
  'meeting',
  'letter',
  'mail',
  'joint_visit',
  'other',
] as const;
export const closeReasons = [
  'goals_reached',
  'moved',
  'other_service',
  'declined',
  'grown_up',
  'lost',
  'other',
] as const;
export const eventKinds = [
  'pregnancy',
  'birth',
  'newborn_visit',
  'checkup',
  'nursery',
  'school',
  'service',
  'medical',
  'family',
  'moved',
  'other',
] as const;
export const assessmentStages = ['unborn', 'before_school', 'in_school'] as const;
export const domains = ['child', 'care', 'home'] as const;
export const planAnswers = ['agreed', 'partly', 'declined'] as const;
export const abuseKinds = ['physical', 'sexual', 'psychological', 'neglect'] as const;
export const severities = ['most', 'heavy', 'middle', 'light', 'feared', 'none'] as const;
export const centreParts = ['none', 'advice', 'joint', 'lead', 'placed'] as const;
export const councilCategories = ['protection', 'support', 'expectant'] as const;
export const reviewDecisions = ['continue', 'change', 'conference', 'end'] as const;
export const endReasons = ['improved', 'moved', 'placed', 'grown_up', 'other'] as const;

/** What a case is, read from its dated facts. */
export type CaseState = 'open' | 'closing' | 'closed';
export const stateOf = (one: { closed_on: string | null; closing_id: number | null }): CaseState =>
  one.closed_on !== null ? 'closed' : one.closing_id !== null ? 'closing' : 'open';

/**
 * Who acts: `worker` works in the owning team; `supervisor` besides that supervises it; `office` keeps the council's ledger
 * for it; `reader` was let in or opened it in an emergency; `stranger` reaches nothing. `proposer` is said apart.
 */
export interface CaseActor {
  works: boolean;
  supervises: boolean;
  keeps_ledger: boolean;
  reads: boolean;
  /** proposed the closing that waits */
  proposer: boolean;
}

export const caseActions = [
  'read',
  'note',
  'task',
  'event',
  'assess',
  'plan',
  'change',
  'move',
  'propose_closing',
  'withdraw_closing',
  'approve_closing',
  'return_closing',
  'reopen',
  'register',
  'review',
] as const;
export type CaseAction = (typeof caseActions)[number];

/** The one guard of every step on a case: whether this actor may do this in this state. `listed`: it stands in the ledger. */
export function may(actor: CaseActor, state: CaseState, action: CaseAction, listed = false): boolean {
  switch (action) {
    case 'read':
      return actor.works || actor.reads;
    case 'note':
    case 'task':
    case 'event':
    case 'assess':
    case 'plan':
    case 'change':
    case 'move':
      return actor.works && state !== 'closed';
    // A case that the council still follows is not closed before the council has ended it.
    case 'propose_closing':
      return actor.works && state === 'open' && !listed;
    case 'withdraw_closing':
      return actor.works && actor.proposer && state === 'closing';
    case 'approve_closing':
      return actor.works && actor.supervises && !actor.proposer && state === 'closing' && !listed;
    case 'return_closing':
      return actor.works && actor.supervises && !actor.proposer && state === 'closing';
    case 'reopen':
      return actor.works && actor.supervises && state === 'closed';
    case 'register':
      return actor.works && actor.keeps_ledger && state === 'open' && !listed;
    default:
      return actor.works && actor.keeps_ledger && state !== 'closed' && listed;
  }
}

/** How many days may pass between two contacts before the family counts as out of reach, by category and stage. */
export function contactWithin(category: string, stage: string): number {
  const base = { protection: 30, expectant: 45, support: 60, general: 90, development: 120 }[category] ?? 60;
  return stage === 'watching' ? base * 2 : stage === 'assessing' ? Math.min(base, 30) : base;
}

export interface Watched {
  category: string;
  stage: string;
  opened_on: string;
  closed_on: string | null;
  next_contact_on: string | null;
  last_contact_on: string | null;
  plan_review_on: string | null;
  /** null: no plan yet */
  plan_answer: string | null | undefined;
  plan_made_on: string | null;
  council_review_on: string | null;
  isolation: number | null;
}

export const warnings = [
  'council_overdue',
  'contact_overdue',
  'lost_contact',
  'isolated',
  'plan_review',
  'plan_unanswered',
] as const;
export type Warning = (typeof warnings)[number];

/** What somebody must look at, most pressing first; nothing of a closed case. */
export function warningsOf(one: Watched, today: string): Warning[] {
  if (one.closed_on !== null) return [];
  const quiet = daysBetween(one.last_contact_on ?? one.opened_on, today);
  const said: Record<Warning, boolean> = {
    council_overdue: one.council_review_on !== null && one.council_review_on < today,
    contact_overdue: one.next_contact_on !== null && one.next_contact_on < today,
    lost_contact: quiet > contactWithin(one.category, one.stage),
    isolated: one.isolation !== null && one.isolation >= 2,
    plan_review: one.plan_review_on !== null && one.plan_review_on < today,
    // told and given, and nobody has asked whether the family agrees: two weeks are enough
    plan_unanswered:
      one.plan_made_on !== null &&
      (one.plan_answer ?? null) === null &&
      one.plan_made_on < addDays(today, -14),
  };
  return warnings.filter((warning) => said[warning]);
}

/** Which of the three an assessment on that day is; `born_on` null for a child yet to be born. */
export function assessmentStageOf(
  born_on: string | null,
  entry_fiscal_year: number | null,
  on: string,
): (typeof assessmentStages)[number] {
  if (born_on === null || born_on > on || entry_fiscal_year === null) return 'unborn';
  return on >= `${entry_fiscal_year}-04-01` ? 'in_school' : 'before_school';
}

/** Which way an item went between two assessments of the same child; null where it was not looked at one of the two times. */
export const stepOf = (
  before: number | null | undefined,
  now: number | null | undefined,
): 'up' | 'down' | 'same' | null =>
  before === null || before === undefined || now === null || now === undefined
    ? null
    : now > before
      ? 'up'
      : now < before
        ? 'down'
        : 'same';

/** What of two versions is the same, there in one of them alone, or said otherwise. */
export type Difference = 'same' | 'changed' | 'added' | 'gone';
/** A piece of a text: in both, or in one of the two alone. */
export interface Piece {
  text: string;
  in: 'both' | 'old' | 'new';
}

const sentencesOf = (text: string): string[] => text.match(/[^\u3002\n]*(?:[\u3002\n]+|$)/g)!.filter(Boolean);

/** Two texts sentence by sentence: the longest row of sentences both have in this order stays, the rest is in one of them. */
export function piecesOf(old: string, now: string): Piece[] {
  const [a, b] = [sentencesOf(old), sentencesOf(now)];
  const key = (text: string) => text.trim();
  // length[i][j]: how many sentences a from i and b from j have in common, in order.
  const length = Array.from({ length: a.length + 1 }, () => Array<number>(b.length + 1).fill(0));
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      length[i]![j] =
        key(a[i]!) === key(b[j]!)
          ? length[i + 1]![j + 1]! + 1
          : Math.max(length[i + 1]![j]!, length[i]![j + 1]!);
  const pieces: Piece[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && key(a[i]!) === key(b[j]!)) {
      pieces.push({ text: b[j]!, in: 'both' });
      i++;
      j++;
    } else if (j >= b.length || (i < a.length && length[i + 1]![j]! >= length[i]![j + 1]!))
      pieces.push({ text: a[i++]!, in: 'old' });
    else pieces.push({ text: b[j++]!, in: 'new' });
  }
  return pieces;
}

export const differenceOf = (old: string, now: string): Difference =>
  old.trim() === now.trim() ? 'same' : old.trim() === '' ? 'added' : now.trim() === '' ? 'gone' : 'changed';

/** The supports of two versions of a plan, those with the same words side by side; first the newer one's in their order. */
export function pairedSupports<T extends { what: string }>(
  old: readonly T[],
  now: readonly T[],
): { old: T | null; now: T | null }[] {
  const left = [...old];
  const pairs = now.map((one) => {
    const at = left.findIndex((other) => other.what === one.what);
    return { old: at < 0 ? null : left.splice(at, 1)[0]!, now: one };
  });
  return [...pairs, ...left.map((one) => ({ old: one, now: null }))];
}
