import { addDays, addMonths, instantOf, type IsoDate } from '../../platform/ja/dates.ts';
import type { Slot } from './rules-recurrence.ts';

/** Sittings are made this far ahead, and further every night. */
export const horizonMonths = 13;
export const horizonOf = (today: IsoDate): IsoDate => addMonths(today, horizonMonths);

export type EventState = 'draft' | 'scheduled' | 'cancelled' | 'coming' | 'ended';

/** What an event is at a moment; `last` is when its last sitting ends, null when it has none. */
export function stateOf(
  event: { published_at: Date | null; cancelled_at: Date | null },
  last: Date | null,
  now: Date,
): EventState {
  if (event.cancelled_at !== null) return 'cancelled';
  if (event.published_at === null) return 'draft';
  if (event.published_at > now) return 'scheduled';
  return last !== null && last >= now ? 'coming' : 'ended';
}

/** The instants of a sitting on a day, for `days` days: all day without a time, without an end when none is known. */
export function instantsOf(
  day: IsoDate,
  slot: Slot,
  days: number,
  zone: string,
): { starts_at: Date; ends_at: Date; all_day: boolean } {
  if (slot.starts_at === null)
    return {
      starts_at: instantOf(day, '00:00', zone),
      ends_at: instantOf(addDays(day, days), '00:00', zone),
      all_day: true,
    };
  const starts_at = instantOf(day, slot.starts_at, zone);
  const ends_at =
    slot.ends_at === null && days === 1
      ? starts_at
      : instantOf(addDays(day, days - 1), slot.ends_at ?? slot.starts_at, zone);
  return { starts_at, ends_at, all_day: false };
}

/** Whether the time of applying is over, in whatever way one applies. */
export const isClosed = (
  { application_closes_at: closes }: { application_closes_at: Date | null },
  now: Date,
) => closes !== null && closes <= now;

/** Whether applications are taken at a moment: before, open, over; null where nobody applies here. */
export function applying(
  event: {
    application: string;
    application_opens_at: Date | null;
    application_closes_at: Date | null;
    cancelled_at: Date | null;
  },
  session: { starts_at: Date; cancelled_at: Date | null },
  now: Date,
): 'before' | 'open' | 'over' | null {
  if (event.application !== 'form' && event.application !== 'lottery') return null;
  if (event.cancelled_at !== null || session.cancelled_at !== null || session.starts_at <= now) return 'over';
  if (isClosed(event, now)) return 'over';
  return event.application_opens_at !== null && event.application_opens_at > now ? 'before' : 'open';
}

/** How far a sitting is filled. */
export interface Taken {
  taken: number;
  waiting: number;
  drawn: boolean;
}

/**
 * What is left of a sitting one applies to here: places (null where nothing is to be said of them: no limit, lots not drawn
 * yet, applied for elsewhere), whether somebody new would have to wait, and how many wait already.
 */
export function roomOf(
  sitting: { application: string; capacity: number | null },
  filled: Taken = { taken: 0, waiting: 0, drawn: false },
): { left: number | null; full: boolean; waiting: number } {
  const counted =
    sitting.capacity !== null &&
    (sitting.application === 'form' || (sitting.application === 'lottery' && filled.drawn));
  if (!counted) return { left: null, full: false, waiting: 0 };
  // A place come free belongs to whoever waits for it.
  const left = filled.waiting > 0 ? 0 : Math.max(0, (sitting.capacity ?? 0) - filled.taken);
  return { left, full: left === 0, waiting: filled.waiting };
}

/** Whether nobody can have a place at an event any more without waiting for it: each of its open sittings is full. */
export function isFull(
  event: Parameters<typeof applying>[0],
  coming: readonly { id: number; capacity: number | null; starts_at: Date; cancelled_at: Date | null }[],
  taken: ReadonlyMap<number, Taken>,
  now: Date,
): boolean {
  const open = coming.filter((one) => applying(event, one, now) === 'open');
  return (
    open.length > 0 &&
    open.every((one) => roomOf({ ...one, application: event.application }, taken.get(one.id)).full)
  );
}

/** What is settled before people meet on line: how they apply, and what becomes of their data. */
export const onlineChecks = [
  'apply_way',
  'apply_told',
  'least_data',
  'purpose',
  'keepers',
  'deletion',
  'link_only',
  'names_shown',
  'no_recording',
  'help_line',
] as const;
export type OnlineCheck = (typeof onlineChecks)[number];

/** The days of the week or month around a day: 'YYYY-MM-DD', both included. */
export function weekOf(day: IsoDate, weekday: (iso: IsoDate) => number): { from: IsoDate; to: IsoDate } {
  // Sunday first, as wall calendars are.
  const from = addDays(day, -(weekday(day) % 7));
  return { from, to: addDays(from, 6) };
}
