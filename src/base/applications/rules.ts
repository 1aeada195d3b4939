import { createHash } from 'node:crypto';

/** Everything that can be said of an application, from its dated facts alone. */
export interface Facts {
  entered_lottery: boolean;
  confirmed_at: Date | null;
  waitlisted_at: Date | null;
  offered_at: Date | null;
  offer_expires_at: Date | null;
  lapsed_at: Date | null;
  cancelled_at: Date | null;
  attended_at: Date | null;
  absent_at: Date | null;
}

export const states = [
  'in_lottery',
  'waiting',
  'offered',
  'confirmed',
  'attended',
  'absent',
  'lapsed',
  'cancelled',
] as const;
export type State = (typeof states)[number];

/** What an application is at a moment. An offer whose time is over has lapsed, whether or not the job has noted it. */
export function stateOf(facts: Facts, now: Date): State {
  if (facts.cancelled_at !== null) return 'cancelled';
  if (facts.attended_at !== null) return 'attended';
  if (facts.absent_at !== null) return 'absent';
  if (facts.confirmed_at !== null) return 'confirmed';
  if (facts.lapsed_at !== null) return 'lapsed';
  if (facts.offered_at !== null)
    return facts.offer_expires_at !== null && facts.offer_expires_at <= now ? 'lapsed' : 'offered';
  return facts.waitlisted_at === null && facts.entered_lottery ? 'in_lottery' : 'waiting';
}

export const actors = ['applicant', 'host', 'door', 'job'] as const;
export type ActorKind = (typeof actors)[number];
export const actions = [
  'accept',
  'cancel',
  'confirm',
  'offer',
  'lapse',
  'draw',
  'close',
  'attend',
  'absent',
  'undo',
] as const;
export type Action = (typeof actions)[number];

const hour = 3_600_000;
/** From so long before a sitting begins people are ticked off at the door. */
export const doorOpensBefore = 12 * hour;
/** An answer is asked for until so long before the sitting. */
const answerEndsBefore = 2 * hour;

const allowed: Record<ActorKind, Partial<Record<Action, readonly State[]>>> = {
  applicant: { accept: ['offered'], cancel: ['in_lottery', 'waiting', 'offered', 'confirmed'] },
  // The host, telephoning, may give a free place to anybody who waits, whose offer lapsed, or who has one.
  host: {
    confirm: ['waiting', 'offered', 'lapsed'],
    cancel: ['in_lottery', 'waiting', 'offered', 'confirmed'],
  },
  door: { attend: ['confirmed', 'absent'], absent: ['confirmed', 'attended'], undo: ['attended', 'absent'] },
  job: {
    offer: ['waiting'],
    lapse: ['lapsed'],
    draw: ['in_lottery'],
    close: ['in_lottery', 'waiting', 'offered', 'confirmed'],
  },
};

/** Whether this actor may do this to an application in this state, at this moment of its sitting. */
export function may(
  actor: ActorKind,
  action: Action,
  state: State,
  sitting: { starts_at: Date; ends_at: Date },
  now: Date,
): boolean {
  if (allowed[actor][action]?.includes(state) !== true) return false;
  if (actor === 'applicant') return now < sitting.starts_at;
  if (actor === 'host') return now < sitting.ends_at;
  return actor === 'job' || now.getTime() >= sitting.starts_at.getTime() - doorOpensBefore;
}

/**
 * Until when an offer made now may be answered; null when it is too late to ask by mail. Within a day of the sitting a
 * third of what is left, an hour at least, so that several can be asked one after the other.
 */
export function offerUntil(now: Date, starts_at: Date, offer_hours: number): Date | null {
  const last = starts_at.getTime() - answerEndsBefore;
  const left = last - now.getTime();
  if (left < hour / 2) return null;
  const near = starts_at.getTime() - now.getTime() <= 24 * hour;
  const given = near ? Math.max(hour, Math.min(offer_hours * hour, left / 3)) : offer_hours * hour;
  // To the full minute, as it is told.
  return new Date(Math.floor(Math.min(now.getTime() + given, last) / 60_000) * 60_000);
}

/**
 * Who is served next with so many free places: in the order of the line, each who fits into what is left. A larger party
 * that does not fit keeps its stand and is the first to be looked at when more places come free; it blocks nobody.
 */
export function nextInLine<T extends { places: number }>(line: readonly T[], free: number): T[] {
  let left = free;
  return line.filter(({ places }) => {
    if (places > left) return false;
    left -= places;
    return true;
  });
}

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The order of a lottery: by SHA-256 of 'seed:number'. Whoever knows the seed works it out again. */
export function drawnOrder<T extends { number: number }>(seed: string, entries: readonly T[]): T[] {
  return entries
    .map((entry) => ({ entry, key: sha256(`${seed}:${entry.number}`) }))
    .toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ entry }) => entry);
}

/** As people say their names at the door; those without a reading by their number. */
export const byKana = (
  a: { name_kana: string | null; number: number },
  b: { name_kana: string | null; number: number },
): number => (a.name_kana ?? '').localeCompare(b.name_kana ?? '', 'ja') || a.number - b.number;
