import { createHash } from 'node:crypto';
import { addDays, daysBetween, fiscalYearOf, fiscalYearStart } from '../../platform/ja/dates.ts';

export const forumKinds = ['network', 'area', 'programme', 'council', 'working'] as const;
export type ForumKind = (typeof forumKinds)[number];

export const positions = ['chair', 'vice_chair', 'member', 'secretariat', 'observer'] as const;
export type Position = (typeof positions)[number];

export const purposes = ['share', 'discuss', 'decide', 'review', 'report'] as const;
export type Purpose = (typeof purposes)[number];

/** Who came, as it is written down in the meeting; 'unknown' and 'planned' are what was known before. */
export const attended = ['attended', 'online', 'proxy', 'absent'] as const;
export type Attended = (typeof attended)[number];
export type AttendanceStatus = 'unknown' | 'planned' | Attended;

export const replies = ['planned', 'absent'] as const;

export const ways = ['staff_meeting', 'circulation', 'briefing', 'posting', 'other'] as const;
export type Way = (typeof ways)[number];

export function isSettled(status: AttendanceStatus): status is Attended {
  return (attended as readonly string[]).includes(status);
}

/** A proxy brings the news home as well as the member would. */
export function wasThere(status: AttendanceStatus): boolean {
  return isSettled(status) && status !== 'absent';
}

// ---- the sitting ---------------------------------------------------------------------------

export const meetingStates = ['preparing', 'invited', 'opened', 'closed', 'published', 'cancelled'] as const;
export type MeetingState = (typeof meetingStates)[number];

export interface MeetingFacts {
  held_on: string;
  invited_at: Date | null;
  opened_at: Date | null;
  closed_at: Date | null;
  minutes_published_at: Date | null;
  cancelled_at: Date | null;
}

/** 準備中 → 案内済み → 開催中 → 議事録の作成中 → 議事録公開済み, read from the dated facts. */
export function meetingState(meeting: MeetingFacts): MeetingState {
  if (meeting.cancelled_at) return 'cancelled';
  if (meeting.minutes_published_at) return 'published';
  if (meeting.closed_at) return 'closed';
  if (meeting.opened_at) return 'opened';
  return meeting.invited_at ? 'invited' : 'preparing';
}

export const steps = ['prepare', 'hold', 'minutes', 'share'] as const;
export type Step = (typeof steps)[number];

/** Where on the way from before to after a sitting is. */
export function stepOf(state: MeetingState): Step {
  if (state === 'published') return 'share';
  if (state === 'closed') return 'minutes';
  return state === 'opened' ? 'hold' : 'prepare';
}

export interface ItemFacts {
  purpose: Purpose;
  explanation: string;
  opinions: string;
  conclusion: string;
  no_decision_reason: string | null;
  decisions: number;
  actions: number;
}

/**
 * Why an item would stay open if the sitting were closed now: to be decided and not decided, or not answered at all.
 * Null when it is answered, or 「決定なし」 was chosen with a reason.
 */
export function openBecause(item: ItemFacts): 'undecided' | 'unanswered' | null {
  if (item.no_decision_reason !== null || item.decisions > 0) return null;
  if (item.purpose === 'decide') return 'undecided';
  const written = item.explanation !== '' || item.opinions !== '' || item.conclusion !== '';
  return written || item.actions > 0 ? null : 'unanswered';
}

/** An item that was closed with a reason and of which nothing is written: it was not taken up, which is no decision about it. */
export function isPassedOver(item: ItemFacts): boolean {
  return (
    item.no_decision_reason !== null && openBecause({ ...item, no_decision_reason: null }) === 'unanswered'
  );
}

/** A sitting that decided nothing with an owner and a date has failed as a form, whatever was said in it. */
export function leftNothingToDo(items: readonly Pick<ItemFacts, 'actions'>[]): boolean {
  return items.every((item) => item.actions === 0);
}

export type IssueFact = 'shared' | 'discussed' | 'decided' | 'reviewed';

/** What a published item means for its issue: the purpose as the fact, and a decision wherever one was made. */
export function factsOf(purpose: Purpose, decisions: number): IssueFact[] {
  const facts: IssueFact[] =
    purpose === 'share' || purpose === 'report'
      ? ['shared']
      : purpose === 'review'
        ? ['reviewed']
        : ['discussed'];
  if (decisions > 0) facts.push('decided');
  return facts;
}

// ---- the standing body ---------------------------------------------------------------------

/** How many of the year's sittings should have been held by a day: each falls due at the end of its share of the year. */
export function heldByNow(meetingsPerYear: number, today: string): number {
  const share = daysBetween(fiscalYearStart(fiscalYearOf(today)), today) / 365;
  return Math.floor(meetingsPerYear * share);
}

/** Days before a term's end from which it is said. */
export const termNotice = 60;

export interface ForumStanding {
  meetings_per_year: number;
  ended_on: string | null;
  held: number;
  next_on: string | null;
  /** members in force without a named person */
  unnamed: number;
  /** members whose term ends within termNotice days */
  ending: number;
  members: number;
}

export const forumWarningKinds = ['behind', 'no_next', 'no_members', 'unnamed', 'ending'] as const;
export type ForumWarning = (typeof forumWarningKinds)[number];

/** What should be put right in a forum; none for one that has ended. */
export function forumWarnings(forum: ForumStanding, today: string): ForumWarning[] {
  if (forum.ended_on !== null && forum.ended_on < today) return [];
  const warnings: ForumWarning[] = [];
  if (forum.members === 0) warnings.push('no_members');
  if (forum.held < heldByNow(forum.meetings_per_year, today)) warnings.push('behind');
  if (forum.next_on === null && forum.held < forum.meetings_per_year) warnings.push('no_next');
  if (forum.unnamed > 0) warnings.push('unnamed');
  if (forum.ending > 0) warnings.push('ending');
  return warnings;
}

/** Sittings a member may miss before somebody should go and see them (取組チェックポイント, ステップ1). */
export const absencesToVisit = 2;

// ---- action items and share-backs ----------------------------------------------------------

export const actionStates = ['overdue', 'week', 'later', 'done', 'cancelled'] as const;
export type ActionState = (typeof actionStates)[number];

/** 期限超過, 今週 (within seven days), 今後, 完了, 取りやめ. */
export function actionState(
  action: { due_on: string; done_on: string | null; cancelled_at: Date | null },
  today: string,
): ActionState {
  if (action.cancelled_at) return 'cancelled';
  if (action.done_on) return 'done';
  if (action.due_on < today) return 'overdue';
  return action.due_on <= addDays(today, 7) ? 'week' : 'later';
}

/** Days before its date on which an action item is first brought to mind. */
export const actionNotice = 7;
/** Days from publication in which a member tells its staff. */
export const shareBackDays = 14;
/** Days before its date on which a share-back is brought to mind. */
export const shareBackNotice = 3;

/**
 * The last day up to today on which a reminder falls: `ahead` days before, on the day, then every seven days.
 * Null before the first. A reminder is sent when none was since that day, so that a missed night is made up.
 */
export function reminderDay(due_on: string, today: string, ahead: number): string | null {
  const late = daysBetween(due_on, today);
  if (late >= 0) return addDays(due_on, late - (late % 7));
  return late >= -ahead ? addDays(due_on, -ahead) : null;
}

export type ShareBackState = 'waiting' | 'late' | 'confirmed';

export function shareBackState(
  row: { due_on: string; confirmed_at: Date | null },
  today: string,
): ShareBackState {
  if (row.confirmed_at) return 'confirmed';
  return row.due_on < today ? 'late' : 'waiting';
}

/** A short mark of an item's three texts: sent back with the form, it tells whether they were touched on the page. */
export function textsMark(item: { explanation: string; opinions: string; conclusion: string }): string {
  return createHash('sha256')
    .update(JSON.stringify([item.explanation, item.opinions, item.conclusion]))
    .digest('base64url')
    .slice(0, 16);
}
