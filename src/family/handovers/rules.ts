export const reasons = ['appointment', 'transfer', 'leave', 'balance'] as const;
export type Reason = (typeof reasons)[number];

export const itemStates = ['waiting', 'declined', 'proposed', 'accepted', 'dropped'] as const;
export type ItemState = (typeof itemStates)[number];

/** Where one case of a package stands; declined is waiting with somebody's no behind it. */
export function itemState(item: {
  proposed_at: Date | null;
  accepted_at: Date | null;
  dropped_at: Date | null;
  declines: number;
}): ItemState {
  if (item.dropped_at) return 'dropped';
  if (item.accepted_at) return 'accepted';
  if (item.proposed_at) return 'proposed';
  return item.declines > 0 ? 'declined' : 'waiting';
}

/** The supervisor, who goes, who is proposed, somebody else of the team. */
export const itemActors = ['lead', 'leaver', 'successor', 'colleague'] as const;
export type ItemActor = (typeof itemActors)[number];
export const itemActions = ['summarise', 'propose', 'accept', 'decline', 'visited', 'drop'] as const;
export type ItemAction = (typeof itemActions)[number];

const open: readonly ItemState[] = ['waiting', 'declined', 'proposed'];
const who: Record<ItemAction, readonly ItemActor[]> = {
  summarise: ['lead', 'leaver'],
  propose: ['lead'],
  accept: ['successor'],
  decline: ['successor'],
  visited: ['lead', 'leaver', 'successor'],
  drop: ['lead'],
};

/** Whether one of these may do this to one case of a package now: nobody takes a case in another's name. */
export function mayDoItem(as: readonly ItemActor[], state: ItemState, action: ItemAction): boolean {
  if (!as.some((actor) => who[action].includes(actor))) return false;
  return action === 'accept' || action === 'decline' ? state === 'proposed' : open.includes(state);
}

/** Days before an appointment ends that its package is opened. */
export const openDaysBefore = 60;

/** The first day of the next fiscal year: when most people change places. */
export const nextFirstOfApril = (today: string): string => {
  const year = Number(today.slice(0, 4));
  return today < `${year}-04-01` ? `${year}-04-01` : `${year + 1}-04-01`;
};
