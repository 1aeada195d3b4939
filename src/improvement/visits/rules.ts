import { addDays, addMonths, daysBetween, weekdayName } from '../../platform/ja/dates.ts';
import { closureName } from '../../platform/ja/holidays.ts';
import { afternoon, against, clauseEnd, listMark, morning, weekdays } from './words-wishes.ja.ts';

export const purposes = ['round', 'request', 'follow_up', 'new_head', 'other'] as const;
export type Purpose = (typeof purposes)[number];
export const cancelReasons = [
  'infection',
  'facility',
  'weather',
  'coordinator',
  'event',
  'replanned',
  'other',
] as const;
export type CancelReason = (typeof cancelReasons)[number];

/** The seven texts of a record, in the order they are asked. */
export const recordFields = [
  'met',
  'hearing',
  'strengths',
  'challenges',
  'needs',
  'support',
  'next_step',
] as const;
export type RecordField = (typeof recordFields)[number];

/** Letters that describe an attachment. */
export const captionLimit = 200;

export type VisitState = 'planned' | 'unrecorded' | 'recorded' | 'cancelled';

/** A visit's state from its facts: submitting the record sets visited_on. */
export function stateOf(
  visit: { planned_on: string; visited_on: string | null; cancelled_at: Date | null },
  today: string,
): VisitState {
  if (visit.cancelled_at !== null) return 'cancelled';
  if (visit.visited_on !== null) return 'recorded';
  return visit.planned_on <= today ? 'unrecorded' : 'planned';
}

export interface RoundFacility {
  facility_id: number;
  area_id: number | null;
  /** who led the latest visit of the year before, if any */
  last_coordinator_id: number | null;
}

/**
 * Proposes a coordinator for each facility: last year's person stays as far as the load is even (nobody above the even
 * share, rounded up); the rest goes area by area to whoever already has most of that area, then to the least loaded.
 */
export function proposeCoordinators(
  facilities: readonly RoundFacility[],
  coordinators: readonly number[],
): Map<number, number | null> {
  const proposed = new Map<number, number | null>();
  if (coordinators.length === 0) {
    for (const facility of facilities) proposed.set(facility.facility_id, null);
    return proposed;
  }
  const share = Math.ceil(facilities.length / coordinators.length);
  const load = new Map(coordinators.map((id) => [id, 0]));
  const inArea = new Map<string, number>();
  const give = (facility: RoundFacility, person: number) => {
    proposed.set(facility.facility_id, person);
    load.set(person, load.get(person)! + 1);
    const key = `${person}:${facility.area_id}`;
    inArea.set(key, (inArea.get(key) ?? 0) + 1);
  };
  const inOrder = facilities.toSorted(
    (a, b) => (a.area_id ?? Infinity) - (b.area_id ?? Infinity) || a.facility_id - b.facility_id,
  );
  for (const facility of inOrder) {
    const last = facility.last_coordinator_id;
    if (last !== null && load.has(last) && load.get(last)! < share) give(facility, last);
  }
  for (const facility of inOrder) {
    if (proposed.has(facility.facility_id)) continue;
    const free = coordinators.filter((id) => load.get(id)! < share);
    const best = free.toSorted(
      (a, b) =>
        (inArea.get(`${b}:${facility.area_id}`) ?? 0) - (inArea.get(`${a}:${facility.area_id}`) ?? 0) ||
        load.get(a)! - load.get(b)! ||
        a - b,
    )[0]!;
    give(facility, best);
  }
  return proposed;
}

/** What is known of a facility when asking whether it is time to visit. Dates are YYYY-MM-DD. */
export interface DueFacts {
  planned_count: number;
  visits_this_year: number;
  last_visited_on: string | null;
  /** earliest open follow-up */
  follow_up_due_on: string | null;
  follow_up_what: string | null;
  open_issues: number;
  /** first day of a head who came within the last half year and has not been visited */
  new_head_since: string | null;
}

export type DueReason =
  | { code: 'follow_up'; due_on: string; what: string; late: boolean }
  | { code: 'never' }
  | { code: 'new_head'; since: string }
  | { code: 'not_this_year'; last_visited_on: string }
  | { code: 'issues'; count: number }
  | { code: 'long_ago'; last_visited_on: string; months: number }
  | { code: 'behind'; done: number; planned: number };

/** Days before a follow-up's date from which it counts as due. */
export const followUpNotice = 14;
/** Open issues from which they are the reason to go. */
const manyIssues = 3;
const longAgoMonths = 6;

/**
 * The one reason why a facility should be visited now, with a figure to order by (larger is more urgent); null when
 * there is none. A promise comes first, then who was never or not yet visited, then a new head, issues, time passed.
 */
export function dueReason(facts: DueFacts, today: string): { reason: DueReason; urgency: number } | null {
  const away = facts.last_visited_on === null ? 3650 : daysBetween(facts.last_visited_on, today);
  const waited = Math.min(away, 3650) / 10;
  if (facts.follow_up_due_on !== null && facts.follow_up_due_on <= addDays(today, followUpNotice)) {
    const late = facts.follow_up_due_on < today;
    const overdue = Math.max(0, daysBetween(facts.follow_up_due_on, today));
    return {
      reason: { code: 'follow_up', due_on: facts.follow_up_due_on, what: facts.follow_up_what ?? '', late },
      urgency: 5000 + overdue,
    };
  }
  if (facts.planned_count > 0 && facts.last_visited_on === null) {
    return { reason: { code: 'never' }, urgency: 4000 + facts.open_issues };
  }
  if (facts.new_head_since !== null) {
    return { reason: { code: 'new_head', since: facts.new_head_since }, urgency: 3000 + waited };
  }
  if (facts.planned_count > 0 && facts.visits_this_year === 0 && facts.last_visited_on !== null) {
    return {
      reason: { code: 'not_this_year', last_visited_on: facts.last_visited_on },
      urgency: 2000 + waited,
    };
  }
  if (facts.planned_count === 0) return null;
  if (facts.open_issues >= manyIssues) {
    return {
      reason: { code: 'issues', count: facts.open_issues },
      urgency: 1000 + facts.open_issues * 10 + waited,
    };
  }
  if (facts.last_visited_on !== null && addMonths(facts.last_visited_on, longAgoMonths) <= today) {
    const months = Math.floor(away / 30.44);
    return {
      reason: { code: 'long_ago', last_visited_on: facts.last_visited_on, months },
      urgency: 500 + waited,
    };
  }
  if (facts.visits_this_year < facts.planned_count) {
    return {
      reason: { code: 'behind', done: facts.visits_this_year, planned: facts.planned_count },
      urgency: waited,
    };
  }
  return null;
}

export type PlanWarning =
  | { code: 'closed'; name: string }
  | { code: 'past' }
  | { code: 'overlap'; facility: string; from: string | null; to: string | null }
  | { code: 'wish'; wishes: string };

export interface PlannedSlot {
  planned_on: string;
  planned_from: string | null;
  planned_to: string | null;
}

/** Same day and times that touch; a visit without times only overlaps another without times. */
export function overlaps(a: PlannedSlot, b: PlannedSlot): boolean {
  if (a.planned_on !== b.planned_on) return false;
  if (a.planned_from === null || b.planned_from === null) return a.planned_from === b.planned_from;
  // Without an end an hour and a half is assumed, as long as a visit usually takes.
  return a.planned_from < endOf(b) && b.planned_from < endOf(a);
}

function endOf(slot: PlannedSlot): string {
  if (slot.planned_to !== null) return slot.planned_to;
  const [hour = 0, minute = 0] = slot.planned_from!.split(':').map(Number);
  const minutes = Math.min(hour * 60 + minute + 90, 24 * 60 - 1);
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

/**
 * Whether a day and time go against what a facility wrote of its wishes (「水曜の午前がよい」「月末は避けてほしい」): weekdays
 * and 午前・午後 are read clause by clause; what cannot be read gives no warning, the wishes are shown beside the date.
 */
export function againstWishes(wishes: string | null, slot: PlannedSlot): boolean {
  if (!wishes) return false;
  const day = weekdayName(slot.planned_on);
  const half = slot.planned_from === null ? null : slot.planned_from < '12:00' ? morning : afternoon;
  let wanted: boolean | null = null;
  for (const clause of wishes.split(clauseEnd)) {
    const days = [...clause.matchAll(weekdays)].flatMap(([, list, one]) =>
      list ? list.split(listMark) : [one!],
    );
    const halves = [morning, afternoon].filter((one) => clause.includes(one));
    if (days.length === 0 && halves.length === 0) continue;
    const fits =
      (days.length === 0 || days.includes(day)) &&
      (halves.length === 0 || half === null || halves.includes(half));
    if (against.test(clause)) {
      if (fits && (days.length > 0 || half !== null)) return true;
    } else wanted = wanted === true || fits;
  }
  return wanted === false;
}

/** Why a date may not suit: the office is closed, it has passed. Overlaps and wishes need more and are asked apart. */
export function dayWarning(day: string, today: string): PlanWarning | null {
  if (day < today) return { code: 'past' };
  const closed = closureName(day);
  return closed === null ? null : { code: 'closed', name: closed };
}

/** Kilometres between two places as the crow flies (haversine, sphere of 6371 km). */
export function distance(
  a: { latitude: number; longitude: number },
  b: { latitude: number; longitude: number },
): number {
  const rad = (degrees: number) => (degrees * Math.PI) / 180;
  const dLat = rad(b.latitude - a.latitude);
  const dLon = rad(b.longitude - a.longitude);
  const h =
    Math.sin(dLat / 2) ** 2 + Math.cos(rad(a.latitude)) * Math.cos(rad(b.latitude)) * Math.sin(dLon / 2) ** 2;
  return 2 * 6371 * Math.asin(Math.sqrt(h));
}

/** What a record said in a field when it had that version: the first text replaced since, else what it says now. */
export const textBefore = (past: readonly PastText[], field: string, version: number, now: string): string =>
  version === 0
    ? ''
    : (past.find((one) => !one.unchosen && one.version >= version && one.fields[field] !== undefined)?.fields[
        field
      ] ?? now);

/** A text that a later saving replaced, or that was not chosen when two people had written. */
export interface PastText {
  version: number;
  by: number;
  by_name: string;
  at: string;
  unchosen: boolean;
  /** by the form's field: the seven texts, and of drafts what stood in a row of issues or promises */
  fields: Partial<Record<string, string>>;
}
