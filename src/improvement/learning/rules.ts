export const states = ['planned', 'held', 'cancelled'] as const;
export type OpenDayState = (typeof states)[number];

/** What an open day is today (YYYY-MM-DD); from its day on it counts as held unless it was cancelled. */
export function stateOf(
  openDay: { held_on: string; cancelled_at: Date | string | null },
  today: string,
): OpenDayState {
  if (openDay.cancelled_at !== null) return 'cancelled';
  return openDay.held_on <= today ? 'held' : 'planned';
}
