export const kinds = ['case', 'internal'] as const;
export type ConferenceKind = (typeof kinds)[number];
export const parts = ['chair', 'recorder', 'member', 'guest'] as const;
export type Part = (typeof parts)[number];
export const attendances = ['unknown', 'planned', 'attended', 'online', 'absent'] as const;
export type Attendance = (typeof attendances)[number];

export const states = ['planned', 'opened', 'closed', 'approved', 'cancelled'] as const;
export type ConferenceState = (typeof states)[number];

export interface ConferenceFacts {
  opened_at: Date | null;
  closed_at: Date | null;
  approved_at: Date | null;
  cancelled_at: Date | null;
}

/** Read from dated facts; nothing else says how far a conference has come. */
export function conferenceState(facts: ConferenceFacts): ConferenceState {
  if (facts.cancelled_at) return 'cancelled';
  if (facts.approved_at) return 'approved';
  if (facts.closed_at) return 'closed';
  return facts.opened_at ? 'opened' : 'planned';
}

/** Somebody of the owning team; of them the one who leads; somebody invited whose access is in force. */
export const actors = ['team', 'chair', 'guest'] as const;
export type ConferenceActor = (typeof actors)[number];

export const actions = [
  'edit',
  'facts',
  'invite',
  'end_access',
  'agenda',
  'open',
  'write',
  'speak',
  'take_down',
  'close',
  'reopen',
  'approve',
  'cancel',
] as const;
export type ConferenceAction = (typeof actions)[number];

const working: readonly ConferenceState[] = ['planned', 'opened'];
const within: Record<ConferenceAction, readonly ConferenceState[]> = {
  edit: working,
  facts: working,
  invite: working,
  // Whoever should no longer look must be shut out in any state.
  end_access: states,
  agenda: working,
  open: ['planned'],
  write: ['opened'],
  speak: working,
  take_down: working,
  close: ['opened'],
  reopen: ['closed'],
  approve: ['closed'],
  cancel: ['planned'],
};

/** Whether somebody may do this now: the one place every command asks. */
export function mayDo(actor: ConferenceActor, state: ConferenceState, action: ConferenceAction): boolean {
  if (!within[action].includes(state)) return false;
  if (actor === 'guest') return action === 'speak';
  return action !== 'approve' || actor === 'chair';
}

/** A conference leads to something to do, with a person and a day, or says why it does not. */
export const leadsToNothing = (given: { decisions: number; roles: number; reason: string | null }): boolean =>
  (given.decisions === 0 || given.roles === 0) && (given.reason ?? '').trim() === '';

/** Days an invitation lasts unless told otherwise, and at most. */
export const accessDays = 30;
export const mostAccessDays = 90;

export const shareStates = ['ahead', 'now', 'over', 'ended'] as const;
export type ShareState = (typeof shareStates)[number];

/** Where somebody's access stands at a moment. */
export function shareState(
  share: { starts_at: Date; ends_at: Date; ended_at: Date | null },
  now: Date,
): ShareState {
  if (share.ended_at) return 'ended';
  if (share.ends_at <= now) return 'over';
  return share.starts_at <= now ? 'now' : 'ahead';
}
