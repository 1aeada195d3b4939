/** What a referral's columns say of its way; the database works the same state out of them (a generated column). */
export interface ReferralFacts {
  sent_at: Date | null;
  delivered_at: Date | null;
  accepted_at: Date | null;
  declined_at: Date | null;
  lapsed_at: Date | null;
  started_at: Date | null;
  held_at: Date | null;
  outcome_at: Date | null;
  outcome: string | null;
  recalled_at: Date | null;
  reviewed_at: Date | null;
  review: string | null;
}

export const states = [
  'draft',
  'sent',
  'delivered',
  'accepted',
  'declined',
  'lapsed',
  'in_service',
  'on_hold',
  'returned',
  'not_reached',
  'withdrawn',
  'recalled',
  'closed',
  'reopened',
  'elsewhere',
] as const;
export type State = (typeof states)[number];

export function stateOf(facts: ReferralFacts): State {
  if (facts.reviewed_at !== null) return facts.review as State;
  if (facts.recalled_at !== null) return 'recalled';
  if (facts.outcome_at !== null) return facts.outcome as State;
  if (facts.declined_at !== null) return 'declined';
  if (facts.lapsed_at !== null) return 'lapsed';
  if (facts.held_at !== null) return 'on_hold';
  if (facts.started_at !== null) return 'in_service';
  if (facts.accepted_at !== null) return 'accepted';
  if (facts.delivered_at !== null) return 'delivered';
  return facts.sent_at === null ? 'draft' : 'sent';
}

export const actors = ['sender', 'receiver', 'system', 'family'] as const;
export type Actor = (typeof actors)[number];

export const actions = [
  'change',
  'send',
  'deliver',
  'accept',
  'decline',
  'lapse',
  'start',
  'hold',
  'resume',
  'outcome',
  'not_reached',
  'withdraw',
  'recall',
  'review',
] as const;
export type Action = (typeof actions)[number];

/** Who takes which step from where, and where it leads. Nothing else moves a referral. */
export const path: Record<Action, { actor: Actor; from: readonly State[]; to: readonly State[] }> = {
  change: { actor: 'sender', from: ['draft'], to: ['draft'] },
  send: { actor: 'sender', from: ['draft'], to: ['sent'] },
  deliver: { actor: 'system', from: ['sent'], to: ['delivered'] },
  accept: { actor: 'receiver', from: ['delivered'], to: ['accepted'] },
  decline: { actor: 'receiver', from: ['delivered'], to: ['declined'] },
  lapse: { actor: 'system', from: ['sent', 'delivered'], to: ['lapsed'] },
  start: { actor: 'receiver', from: ['accepted'], to: ['in_service'] },
  hold: { actor: 'receiver', from: ['in_service'], to: ['on_hold'] },
  resume: { actor: 'receiver', from: ['on_hold'], to: ['in_service'] },
  outcome: { actor: 'receiver', from: ['in_service', 'on_hold'], to: ['returned'] },
  not_reached: { actor: 'receiver', from: ['accepted', 'in_service', 'on_hold'], to: ['not_reached'] },
  withdraw: {
    actor: 'family',
    from: ['sent', 'delivered', 'accepted', 'in_service', 'on_hold'],
    to: ['withdrawn'],
  },
  recall: { actor: 'sender', from: ['draft', 'sent', 'delivered', 'accepted'], to: ['recalled'] },
  review: {
    actor: 'sender',
    from: ['returned', 'not_reached', 'withdrawn', 'declined', 'lapsed'],
    to: ['closed', 'reopened', 'elsewhere'],
  },
};

/** The one guard: whether this actor may take this step now. */
export const may = (actor: Actor, action: Action, state: State): boolean =>
  path[action].actor === actor && path[action].from.includes(state);

/** States nobody has to move any more. */
export const endStates: readonly State[] = ['recalled', 'closed', 'reopened', 'elsewhere'];
export const isOpen = (state: State): boolean => !endStates.includes(state);

/** Who holds it now, so that none is nobody's; null at the end of the way. */
export function holderOf(state: State): Actor | null {
  switch (state) {
    case 'draft':
    case 'declined':
    case 'lapsed':
    case 'returned':
    case 'not_reached':
    case 'withdrawn':
      return 'sender';
    case 'sent':
    case 'delivered':
    case 'accepted':
    case 'in_service':
    case 'on_hold':
      return 'receiver';
    default:
      return null;
  }
}

/** Whether the agreed items are the receiver's to read in this state; `shares` in the database. */
export const shares = (facts: ReferralFacts): boolean =>
  facts.accepted_at !== null &&
  facts.recalled_at === null &&
  facts.reviewed_at === null &&
  facts.outcome !== 'withdrawn';

export const ageBands = ['expectant', '0', '1-2', '3-5', '6-11', '12-14', '15-17', 'family'] as const;
export type AgeBand = (typeof ageBands)[number];

/** The band of an age in completed months; before birth it is the expectant mother's. */
export function ageBandOf(months: number | null): AgeBand {
  if (months === null) return 'family';
  if (months < 0) return 'expectant';
  const years = Math.floor(months / 12);
  if (years < 1) return '0';
  if (years < 3) return '1-2';
  if (years < 6) return '3-5';
  if (years < 12) return '6-11';
  return years < 15 ? '12-14' : '15-17';
}

/** Somewhere in the band, for asking the finder, in months; null where an age says nothing. */
export const monthsIn: Record<AgeBand, number | null> = {
  expectant: null,
  '0': 6,
  '1-2': 24,
  '3-5': 54,
  '6-11': 102,
  '12-14': 162,
  '15-17': 198,
  family: null,
};

export const urgencies = ['normal', 'soon', 'now'] as const;
/** How long a receiver has for its answer, in days. */
export const answerDays: Record<(typeof urgencies)[number], number> = { normal: 7, soon: 3, now: 1 };
export const declineReasons = [
  'full',
  'not_fitting',
  'age',
  'area',
  'hours',
  'staff',
  'family_declined',
  'other',
] as const;
export const declineNexts = ['other_place', 'later', 'waiting_list', 'talk', 'joint_visit'] as const;
export const holdReasons = ['family_wish', 'illness', 'place_closed', 'no_contact', 'other'] as const;
export const recallReasons = [
  'need_changed',
  'family_changed_mind',
  'found_elsewhere',
  'wrong_receiver',
  'consent_withdrawn',
  'other',
] as const;
export const reviews = ['closed', 'reopened', 'elsewhere'] as const;
export const capacityAnswers = ['yes', 'no', 'waiting', 'assessment'] as const;

/** What keeps an open referral from moving, as watchers are told; null when nothing does. */
export function delayOf(
  state: State,
  facts: { due_at: Date | null; updated_at: Date },
  now: Date,
): 'unopened' | 'overdue' | 'no_start' | 'held' | 'unreviewed' | 'declined' | 'lapsed' | null {
  const days = (now.getTime() - facts.updated_at.getTime()) / 86_400_000;
  if ((state === 'sent' || state === 'delivered') && facts.due_at !== null && facts.due_at < now)
    return 'overdue';
  if (state === 'sent' && days >= 2) return 'unopened';
  if (state === 'accepted' && days >= 14) return 'no_start';
  if (state === 'on_hold') return 'held';
  if (state === 'declined') return 'declined';
  if (state === 'lapsed') return 'lapsed';
  return ['returned', 'not_reached', 'withdrawn'].includes(state) && days >= 7 ? 'unreviewed' : null;
}
