/** `received`: what came from another team and waits for its worker here. */
export const reasons = ['appointment', 'transfer', 'leave', 'balance', 'received'] as const;
export type Reason = (typeof reasons)[number];

export const itemStates = ['waiting', 'declined', 'proposed', 'asked', 'accepted', 'dropped'] as const;
export type ItemState = (typeof itemStates)[number];

/** Where one case of a package stands; declined is waiting with somebody's no behind it, asked waits for another team. */
export function itemState(item: {
  proposed_at: Date | null;
  accepted_at: Date | null;
  dropped_at: Date | null;
  declines: number;
  asked: boolean;
}): ItemState {
  if (item.dropped_at) return 'dropped';
  if (item.accepted_at) return 'accepted';
  if (item.proposed_at) return 'proposed';
  if (item.asked) return 'asked';
  return item.declines > 0 ? 'declined' : 'waiting';
}

/** What is left of a package, by where it stands: what nobody was found for first. */
export const leftByState = (items: readonly { state: ItemState }[]): { state: ItemState; count: number }[] =>
  (['declined', 'waiting', 'proposed', 'asked'] as const)
    .map((state) => ({ state, count: items.filter((item) => item.state === state).length }))
    .filter((one) => one.count > 0);

/** The one before and after in a list walked one by one, and which of how many this is. */
export function besideItem<T extends { id: number }>(list: readonly T[], id: number) {
  const at = list.findIndex((one) => one.id === id);
  return at < 0
    ? null
    : { place: at + 1, of: list.length, before: list[at - 1] ?? null, after: list[at + 1] ?? null };
}

/** The supervisor, who goes, who is proposed, somebody else of the team. */
export const itemActors = ['lead', 'leaver', 'successor', 'colleague'] as const;
export type ItemActor = (typeof itemActors)[number];
export const itemActions = [
  'summarise',
  'propose',
  'ask_team',
  'accept',
  'decline',
  'visited',
  'drop',
] as const;
export type ItemAction = (typeof itemActions)[number];

const open: readonly ItemState[] = ['waiting', 'declined', 'proposed', 'asked'];
const who: Record<ItemAction, readonly ItemActor[]> = {
  summarise: ['lead', 'leaver'],
  propose: ['lead'],
  ask_team: ['lead', 'leaver'],
  accept: ['successor'],
  decline: ['successor'],
  visited: ['lead', 'leaver', 'successor'],
  drop: ['lead'],
};

/** Whether one of these may do this to one case of a package now: nobody takes a case in another's name. */
export function mayDoItem(as: readonly ItemActor[], state: ItemState, action: ItemAction): boolean {
  if (!as.some((actor) => who[action].includes(actor))) return false;
  if (action === 'accept' || action === 'decline') return state === 'proposed';
  if (action === 'ask_team') return state === 'waiting' || state === 'declined';
  // What another team is asked for is asked of nobody here before that is withdrawn.
  if (action === 'propose') return open.includes(state) && state !== 'asked';
  return open.includes(state);
}

export const transferReasons = ['moved', 'area', 'skill', 'load', 'other'] as const;
export type TransferReason = (typeof transferReasons)[number];
export const transferRefusals = ['full', 'not_area', 'skill', 'talk_first', 'other'] as const;
export type TransferRefusal = (typeof transferRefusals)[number];

/** Asked of another team; lapsed where the case was closed or went elsewhere before it said anything. */
export const transferStates = ['asked', 'accepted', 'declined', 'withdrawn', 'lapsed'] as const;
export type TransferState = (typeof transferStates)[number];
/** Who asked, who leads the team that asks, who leads the team that is asked, somebody of either. */
export const transferActors = ['asker', 'lead', 'receiver', 'colleague'] as const;
export type TransferActor = (typeof transferActors)[number];
export const transferActions = ['accept', 'decline', 'withdraw'] as const;
export type TransferAction = (typeof transferActions)[number];

const whose: Record<TransferAction, readonly TransferActor[]> = {
  accept: ['receiver'],
  decline: ['receiver'],
  withdraw: ['asker', 'lead'],
};

/** Whether one of these may answer or take back what another team was asked: once, by the one it is for. */
export const mayTransfer = (
  as: readonly TransferActor[],
  state: TransferState,
  action: TransferAction,
): boolean => state === 'asked' && as.some((actor) => whose[action].includes(actor));

/** Days before an appointment ends that its package is opened. */
export const openDaysBefore = 60;

/** The first day of the next fiscal year: when most people change places. */
export const nextFirstOfApril = (today: string): string => {
  const year = Number(today.slice(0, 4));
  return today < `${year}-04-01` ? `${year}-04-01` : `${year + 1}-04-01`;
};
