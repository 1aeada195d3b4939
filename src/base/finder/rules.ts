import { longDayIn, shortDayIn } from '../../platform/ui/speech-dates.ts';
import { plainReading, spoken, wordsIn, type Reading } from '../../platform/ui/speech.ts';
import { ageIn, monthsOfAgeIn } from '../calendar/rules-said.ts';
import { distanceKm } from '../directory/rules.ts';
import type { OpenDuring } from '../directory/rules-opening.ts';
import type { Ask, Need, Point, Sort } from './rules-ask.ts';
import { openWords } from './words-open.ts';

/** What the city decides (table finder_weight, wish.weight). Only their proportions count. */
export interface Weights {
  wishes: number;
  age: number;
  opening: number;
  distance: number;
  needs: number;
  freshness: number;
  /** kilometres at which nearness counts half */
  half_distance_km: number;
  /** of each wish against the others, by code; 1 where it is missing */
  wish: Readonly<Record<string, number>>;
}

/** What a place's score is made of, and nothing else. */
export interface Scorable {
  id: number;
  /** where it stands in the order of readings */
  by_name: number;
  latitude: number | null;
  longitude: number | null;
  /** whether it takes the age asked about; null: not written down */
  takes: boolean | null;
  /** codes of wishes it says it meets */
  offers: readonly string[];
  /** true, false, or not written down */
  has: Readonly<Partial<Record<Need, boolean | null>>>;
  /** at the time asked for; null: not written down */
  opens: OpenDuring | null;
  /** days since somebody confirmed the entry; null: never */
  confirmed_days: number | null;
}

/** A place that can be spoken of. */
export interface Candidate extends Scorable {
  name: string;
  kind: string;
  /** completed months from–to, null open-ended; several where services differ */
  ages: readonly (readonly [number | null, number | null])[];
}

/** What was asked, as far as a score needs it: with the names of things and the point found. */
export interface Asked extends Pick<Ask, 'wishes' | 'age_months' | 'needs'> {
  /** what the time asked for means, in words; null when none was asked */
  when: string | null;
  from: Point | null;
  /** 'where from', in words: 「東光一条一丁目」 */
  from_name: string;
  /** wishes by code, as a place says them */
  names: Readonly<Record<string, string>>;
}

export type Part =
  | { of: 'wish'; code: string; met: boolean }
  | { of: 'need'; code: Need; met: boolean | null }
  | { of: 'age'; met: boolean | null }
  | { of: 'opening'; met: boolean | null; opens: OpenDuring | null }
  | { of: 'distance'; km: number | null }
  | { of: 'freshness'; days: number | null };

export interface Ranked<Place extends Candidate = Candidate> {
  place: Place;
  /** 0–1 */
  score: number;
  km: number | null;
  parts: Part[];
  /** sentences */
  fits: string[];
  misfits: string[];
  /** one plain sentence why */
  reason: string;
}

/** What is not written down counts more than a no and less than a yes: the family can ask. */
export const unknownCounts = 0.3;
/** An entry is fresh until it was confirmed so long ago, and worth nothing after two years. */
const freshDays = 90;
const staleDays = 730;

const share = (met: boolean | null): number => (met === null ? unknownCounts : met ? 1 : 0);

/** A wish to be near is met by being near, too. */
function meets(place: Scorable, code: string, km: number | null, weights: Weights): boolean {
  if (place.offers.includes(code)) return true;
  return code === 'near_home' && km !== null && km <= weights.half_distance_km;
}

/** Whether one of the ranges takes this age, in completed months; null when none is written down. */
export function takesAge(ages: Candidate['ages'], age: number): boolean | null {
  if (ages.length === 0) return null;
  return ages.some(([from, to]) => (from === null || age >= from) && (to === null || age <= to));
}

export function kmTo(place: Pick<Scorable, 'latitude' | 'longitude'>, from: Point | null): number | null {
  if (from === null || place.latitude === null || place.longitude === null) return null;
  return distanceKm(from, { latitude: place.latitude, longitude: place.longitude });
}

/** The weights of the wishes met over all of them, 0–1. */
function wishesMet(place: Scorable, asked: Asked, km: number | null, weights: Weights): number {
  let met = 0;
  let all = 0;
  for (const code of asked.wishes) {
    const weight = weights.wish[code] ?? 1;
    all += weight;
    if (meets(place, code, km, weights)) met += weight;
  }
  return all === 0 ? 0 : met / all;
}

/** Open on one Saturday of five is worth more than never, and less than on each of them. */
const openShare = (opens: OpenDuring | null): number =>
  opens !== null && opens.open > 0
    ? 0.5 + (0.5 * opens.open) / opens.days
    : share(opens === null ? null : false);

function needsMet({ has }: Scorable, needs: readonly Need[]): number {
  let sum = 0;
  for (const code of needs) sum += share(has[code] ?? null);
  return sum / needs.length;
}

const freshness = (days: number | null): number =>
  days === null ? 0 : 1 - Math.min(1, Math.max(0, (days - freshDays) / (staleDays - freshDays)));

/**
 * How well a place fits, from 0 to 1: the mean of what was asked about, by the city's weights. Wishes: the weights of those
 * met over all of them. Age, opening, needs: yes 1, no 0, not written down `unknownCounts`; opening by how many of the days
 * asked about. Distance d: h / (h + d), h being where it counts half. Freshness always counts, a little. Asked of tens of
 * thousands of places at once: it makes nothing but a number; the reasons are made for those shown (partsOf).
 */
export function scoreOf(
  place: Scorable,
  asked: Asked,
  weights: Weights,
  km = kmTo(place, asked.from),
): number {
  let sum = weights.freshness * freshness(place.confirmed_days);
  let all = weights.freshness;
  const count = (weight: number, value: number): void => {
    sum += weight * value;
    all += weight;
  };
  if (asked.wishes.some((code) => (weights.wish[code] ?? 1) > 0))
    count(weights.wishes, wishesMet(place, asked, km, weights));
  if (asked.age_months !== null) count(weights.age, share(place.takes));
  if (asked.when !== null) count(weights.opening, openShare(place.opens));
  if (asked.needs.length > 0) count(weights.needs, needsMet(place, asked.needs));
  if (asked.from !== null) {
    const half = weights.half_distance_km;
    count(weights.distance, km === null ? unknownCounts : half / (half + km));
  }
  return all === 0 ? 0 : Math.min(1, Math.max(0, sum / all));
}

/** What the score is made of, part by part, in the order it is told. */
export function partsOf(place: Scorable, asked: Asked, weights: Weights, km: number | null): Part[] {
  const { opens } = place;
  return [
    ...asked.wishes.map((code) => ({ of: 'wish', code, met: meets(place, code, km, weights) }) as const),
    ...(asked.age_months === null ? [] : [{ of: 'age', met: place.takes } as const]),
    ...(asked.when === null
      ? []
      : [{ of: 'opening', met: opens === null ? null : opens.open > 0, opens } as const]),
    ...asked.needs.map((code) => ({ of: 'need', code, met: place.has[code] ?? null }) as const),
    ...(asked.from === null ? [] : [{ of: 'distance', km } as const]),
    { of: 'freshness', days: place.confirmed_days },
  ];
}

export interface Scored<Place extends Scorable = Scorable> {
  place: Place;
  score: number;
  km: number | null;
}

export function scored<Place extends Scorable>(place: Place, asked: Asked, weights: Weights): Scored<Place> {
  const km = kmTo(place, asked.from);
  return { place, score: scoreOf(place, asked, weights, km), km };
}

const apart = (a: number | null, b: number | null): number => {
  if (a === b) return 0;
  if (a === null) return 1;
  return b === null ? -1 : a - b;
};
// Weights given in another unit must not turn two equal places round.
const step = (score: number): number => Math.round(score * 1e9);

/** The order of the list: by fit, nearness or name, ties by the others, and by number last. */
export function compare(a: Scored, b: Scored, sort: Sort): number {
  return alike(a, b, sort) || a.place.by_name - b.place.by_name || a.place.id - b.place.id;
}

/** The order as far as names do not decide it. */
export function alike(a: Scored, b: Scored, sort: Sort): number {
  if (sort === 'name') return 0;
  const fit = step(b.score) - step(a.score);
  if (sort === 'fit') return fit || apart(a.km, b.km);
  return apart(a.km, b.km) || fit;
}

/** Ranks places by what was asked; the same for a parent, a coordinator and a case worker. */
export function rank<Place extends Candidate>(
  places: readonly Place[],
  asked: Asked,
  weights: Weights,
  sort: Sort = 'fit',
): Ranked<Place>[] {
  return places
    .map((place) => scored(place, asked, weights))
    .sort((a, b) => compare(a, b, sort))
    .map((one) => explained(one, asked, weights));
}

// ---- why, in sentences ---------------------------------------------------------------------

/** A wish in the reader's language, as a place says it and as a family is asked; `own` where the city has words of its own. */
export function wishIn(
  reading: Reading,
  wish: { code: string; name: string; question: string },
): { name: string; question: string; own: boolean } {
  const known = Object.hasOwn(openWords.ja.wishes, wish.code)
    ? (wish.code as keyof typeof openWords.ja.wishes)
    : null;
  const same = (first: string, now: string): boolean => spoken(first, false) === now;
  if (
    known === null ||
    !same(openWords.ja.wishes[known].name, wish.name) ||
    !same(openWords.ja.wishes[known].question, wish.question)
  )
    return { name: wish.name, question: wish.question, own: true };
  return { ...wordsIn(openWords, reading).wishes[known], own: false };
}

/** As far as one says it: 800m, 1.2km, 12km. */
const farOf = (km: number): string =>
  km < 0.95
    ? `${Math.max(1, Math.round(km * 10)) * 100}m`
    : `${km < 9.95 ? km.toFixed(1) : Math.round(km)}km`;

const dayOf = (reading: Reading, iso: string): string =>
  reading.lang === 'ja' ? longDayIn(reading, iso) : shortDayIn(reading, iso);

function opening(part: Extract<Part, { of: 'opening' }>, when: string, reading: Reading): string {
  const w = wordsIn(openWords, reading).reasons;
  const { opens, met } = part;
  if (opens === null || met === null) return w.opensUnknown;
  if (opens.first === null) return w.closedThen(when);
  if (opens.days === 1) return w.open(when);
  return opens.open === opens.days
    ? w.openAlways(when)
    : w.openSometimes(when, opens.days, opens.open, dayOf(reading, opens.first.day));
}

/** One part as a sentence, and on which side it stands. */
function sentence(
  part: Part,
  place: Candidate,
  asked: Asked,
  reading: Reading,
): { fits: boolean; text: string } | null {
  const { needs, reasons: w } = wordsIn(openWords, reading);
  switch (part.of) {
    case 'wish': {
      const name = asked.names[part.code] ?? part.code;
      return { fits: part.met, text: part.met ? w.wish(name) : w.noWish(name) };
    }
    case 'need': {
      const name = needs[part.code];
      if (part.met === null) return { fits: false, text: w.needUnknown(name) };
      return { fits: part.met, text: part.met ? w.need(name) : w.noNeed(name) };
    }
    case 'age': {
      if (part.met === null) return { fits: false, text: w.ageUnknown };
      const age = asked.age_months ?? 0;
      const range = place.ages.find((one) => takesAge([one], age) === part.met) ?? place.ages[0];
      const said = (range && ageIn(reading, range[0] === 0 ? null : range[0], range[1])) || w.anyAge;
      return part.met
        ? { fits: true, text: w.age(said) }
        : { fits: false, text: w.noAge(said, monthsOfAgeIn(reading, age)) };
    }
    case 'opening':
      return asked.when === null
        ? null
        : { fits: part.met === true, text: opening(part, asked.when, reading) };
    case 'distance':
      return part.km === null
        ? { fits: false, text: w.nowhere }
        : { fits: true, text: w.distance(asked.from_name, farOf(part.km)) };
    default:
      return part.days === null || part.days > 365 ? { fits: false, text: w.stale } : null;
  }
}

/** One plain sentence: what was wished and is there, then the day, then the way. */
function reasonOf(place: Candidate, parts: readonly Part[], asked: Asked, reading: Reading): string {
  const { needs: needNames, reasons: w } = wordsIn(openWords, reading);
  const met = parts.flatMap((part) =>
    part.of === 'wish' && part.met ? [asked.names[part.code] ?? part.code] : [],
  );
  const needs = parts.flatMap((part) => (part.of === 'need' && part.met ? [needNames[part.code]] : []));
  const open = parts.find((part) => part.of === 'opening');
  const way = parts.find((part) => part.of === 'distance');
  const age = parts.some((part) => part.of === 'age' && part.met === true);
  const when = open?.of === 'opening' && open.met === true ? asked.when : null;
  const opens = open?.of === 'opening' ? open.opens : null;
  const km = way?.of === 'distance' ? way.km : null;
  const clauses: ((last: boolean) => string)[] = [];
  if (met.length > 0) clauses.push((last) => w.becauseWishes(met.slice(0, 2), met.length, last));
  if (when !== null)
    // Open on one Saturday of five is not «open on Saturdays».
    clauses.push((last) =>
      opens?.first && opens.open < opens.days
        ? w.becauseSometimes(when, opens.days, opens.open, dayOf(reading, opens.first.day), last)
        : w.becauseOpen(when, last),
    );
  if (met.length === 0 && needs.length > 0) clauses.push((last) => w.becauseNeeds(needs.slice(0, 2), last));
  if (met.length === 0 && age) clauses.push((last) => w.becauseAge(last));
  if (km !== null) clauses.push((last) => w.becauseNear(asked.from_name, farOf(km), last));
  const said = clauses.slice(0, 3);
  return said.length === 0
    ? w.because(place.kind, parts.length > 1)
    : w.sentence(said.map((clause, at) => clause(at === said.length - 1)));
}

/** A scored place with its reasons, in the reader's language. Made for the places shown only. */
export function explained<Place extends Candidate>(
  one: Scored<Place>,
  asked: Asked,
  weights: Weights,
  reading: Reading = plainReading,
): Ranked<Place> {
  const parts = partsOf(one.place, asked, weights, one.km);
  const said = parts.flatMap((part) => sentence(part, one.place, asked, reading) ?? []);
  return {
    ...one,
    parts,
    fits: said.filter(({ fits }) => fits).map(({ text }) => text),
    misfits: said.filter(({ fits }) => !fits).map(({ text }) => text),
    reason: reasonOf(one.place, parts, asked, reading),
  };
}

/** Left out unless everything is to be seen: does not take this age, is closed then, says no to a need. */
export function isOut(place: Scorable, asked: Asked): boolean {
  return (
    (asked.age_months !== null && place.takes === false) ||
    (asked.when !== null && place.opens !== null && place.opens.open === 0) ||
    asked.needs.some((code) => place.has[code] === false)
  );
}
