import { weekday } from '../../platform/ja/dates.ts';
import { againstWishes } from '../visits/rules.ts';
import { timesOf } from './rules-routing.ts';
import {
  isOpen,
  minutesOf,
  paceOf,
  timeOf,
  waysOf,
  weekOf,
  windowsOf,
  workOf,
  type Worker,
  type YearFacility,
  type YearSetting,
} from './rules-year.ts';
import { daysBetween } from '../../platform/ja/dates.ts';

/** A call on a day, of the proposal or already a visit. */
export interface Call {
  facility_id: number;
  person_id: number;
  planned_on: string;
  starts_at: string | null;
  ends_at: string | null;
}

/** Ways between the office and every facility, looked up by number. */
export interface Ways {
  setting: YearSetting;
  place: ReadonlyMap<number, number>;
  facility: ReadonlyMap<number, YearFacility>;
  km: Float64Array;
  places: number;
}

export function waysBetween(setting: YearSetting, facilities: readonly YearFacility[]): Ways {
  return {
    setting,
    place: new Map(facilities.map((facility, at) => [facility.id, at + 1])),
    facility: new Map(facilities.map((facility) => [facility.id, facility])),
    km: waysOf(setting, facilities),
    places: facilities.length + 1,
  };
}

const startOf = (call: Pick<Call, 'starts_at'>): number =>
  call.starts_at === null ? 12 * 60 : minutesOf(call.starts_at);

/** The calls of a day in the order they are made. */
export const inOrder = <C extends Call>(calls: readonly C[]): C[] =>
  calls.toSorted((a, b) => startOf(a) - startOf(b) || a.facility_id - b.facility_id);

export interface Leg {
  km: number;
  minutes: number;
}

/** The way to each call of a day from the one before, and home last; kilometres and minutes. */
export function legsOf(ways: Ways, calls: readonly Call[]): Leg[] {
  const stops = [0, ...inOrder(calls).map((call) => ways.place.get(call.facility_id) ?? 0), 0];
  const pace = paceOf(ways.setting, calls[0]!.planned_on);
  return stops.slice(1).map((stop, at) => {
    const km = ways.km[stops[at]! * ways.places + stop]!;
    return { km, minutes: km * pace };
  });
}

const serviceOf = (ways: Ways, call: Call): number =>
  call.starts_at !== null && call.ends_at !== null
    ? minutesOf(call.ends_at) - minutesOf(call.starts_at)
    : (ways.facility.get(call.facility_id)?.minutes ?? 90);

export interface Sums {
  calls: number;
  days: number;
  km: number;
  travel_minutes: number;
  call_minutes: number;
}

export const noSums: Sums = { calls: 0, days: 0, km: 0, travel_minutes: 0, call_minutes: 0 };

/** Calls by person and day. */
export function byDay<C extends Call>(calls: readonly C[]): Map<string, C[]> {
  const days = new Map<string, C[]>();
  for (const call of calls) {
    const key = `${call.person_id} ${call.planned_on}`;
    const list = days.get(key);
    if (list) list.push(call);
    else days.set(key, [call]);
  }
  return days;
}

/** What the calls come to, for each group they are put in. */
export function sumsBy<C extends Call>(
  ways: Ways,
  calls: readonly C[],
  key: (call: C) => string,
): Map<string, Sums> {
  const sums = new Map<string, Sums>();
  for (const list of byDay(calls).values()) {
    const group = key(list[0]!);
    const sum = sums.get(group) ?? { ...noSums };
    sums.set(group, sum);
    sum.calls += list.length;
    sum.days += 1;
    for (const leg of legsOf(ways, list)) {
      sum.km += leg.km;
      sum.travel_minutes += leg.minutes;
    }
    for (const call of list) sum.call_minutes += serviceOf(ways, call);
  }
  return sums;
}

export const sumOf = (ways: Ways, calls: readonly Call[]): Sums =>
  sumsBy(ways, calls, () => '').get('') ?? { ...noSums };

export type Problem =
  | { code: 'past' }
  | { code: 'closed_day' }
  | { code: 'closed_hours' }
  | { code: 'absent' }
  | { code: 'outside_work' }
  | { code: 'skill'; skill: string }
  | { code: 'agency'; organisation: string; on: string }
  | { code: 'own'; on: string }
  | { code: 'full'; most: number }
  | { code: 'overlap'; facility_id: number }
  | { code: 'wish' }
  | { code: 'quiet' };

export interface Around {
  ways: Ways;
  today: string;
  workers: readonly Worker[];
  /** all other calls of the plan */
  others: readonly Call[];
  agencies: readonly { facility_id: number; on: string; organisation: string }[];
}

/** What speaks against a call as it stands, the gravest first; a person may have agreed on it all the same. */
export function problemsOf(call: Call, around: Around): Problem[] {
  const { ways, workers, others, agencies } = around;
  const found: Problem[] = [];
  const facility = ways.facility.get(call.facility_id);
  const worker = workers.find((one) => one.id === call.person_id);
  const on = call.planned_on;
  const [starts, ends] = [call.starts_at, call.ends_at].map((time) =>
    time === null ? null : minutesOf(time),
  );
  if (on < around.today) found.push({ code: 'past' });
  if (facility && !isOpen(facility, on)) found.push({ code: 'closed_day' });
  else if (
    facility &&
    starts != null &&
    ends != null &&
    !facility.hours.some(([from, to]) => from <= starts && ends <= to)
  )
    found.push({ code: 'closed_hours' });
  const work = worker ? workOf(worker, on) : null;
  if (work === null) found.push({ code: 'absent' });
  else if (starts != null && ends != null && (starts < work[0] || ends > work[1]))
    found.push({ code: 'outside_work' });
  const skill = facility?.skills.find((one) => !worker?.skills.includes(one));
  if (skill !== undefined) found.push({ code: 'skill', skill });
  const agency = agencies.find(
    (one) => one.facility_id === call.facility_id && weekOf(one.on) === weekOf(on),
  );
  if (agency) found.push({ code: 'agency', organisation: agency.organisation, on: agency.on });
  const own = others.find(
    (other) =>
      other.facility_id === call.facility_id &&
      Math.abs(daysBetween(other.planned_on, on)) < (facility?.apart ?? 7),
  );
  if (own) found.push({ code: 'own', on: own.planned_on });
  const sameDay = others.filter((other) => other.person_id === call.person_id && other.planned_on === on);
  if (worker && sameDay.length + 1 > worker.most) found.push({ code: 'full', most: worker.most });
  const pace = paceOf(ways.setting, on);
  const meets = sameDay.find((other) => {
    if (starts == null || ends == null || other.starts_at === null) return false;
    const way =
      ways.km[
        (ways.place.get(call.facility_id) ?? 0) * ways.places + (ways.place.get(other.facility_id) ?? 0)
      ]! * pace;
    const otherStarts = minutesOf(other.starts_at);
    const otherEnds = otherStarts + serviceOf(ways, other);
    return starts < otherEnds + way - 1 && otherStarts < ends + way - 1;
  });
  if (meets) found.push({ code: 'overlap', facility_id: meets.facility_id });
  if (
    facility?.wishes &&
    againstWishes(facility.wishes, { planned_on: on, planned_from: call.starts_at, planned_to: call.ends_at })
  )
    found.push({ code: 'wish' });
  if (ways.setting.quiet.some((one) => one.from_on <= on && on <= one.to_on)) found.push({ code: 'quiet' });
  return found;
}

/**
 * The time of a day at which one more call fits among those that stand, with the shortest way; null when it fits nowhere.
 * Answers minutes of the day.
 */
export function timeFor(around: Around, facility_id: number, person_id: number, on: string): number | null {
  const { ways } = around;
  const facility = ways.facility.get(facility_id);
  const worker = around.workers.find((one) => one.id === person_id);
  const work = worker ? workOf(worker, on) : null;
  if (!facility || work === null) return null;
  const sameDay = inOrder(
    around.others.filter((other) => other.person_id === person_id && other.planned_on === on),
  );
  const visits = [
    ...sameDay.map((call) => ({
      place: ways.place.get(call.facility_id) ?? 0,
      service: serviceOf(ways, call),
      windows: Array.from({ length: 7 }, () => Float64Array.of(startOf(call), startOf(call))),
    })),
    {
      place: ways.place.get(facility_id) ?? 0,
      service: facility.minutes,
      windows: [1, 2, 3, 4, 5, 6, 7].map((day) => windowsOf(facility, day).windows),
    },
  ].map((visit) => ({
    ...visit,
    demand: 1,
    unserved: 0,
    when: 0,
    allowed: new Int32Array(),
    price: new Float64Array(),
  }));
  const route = {
    depot: 0,
    from: work[0],
    to: work[1],
    pace: paceOf(ways.setting, on),
    kind: weekday(on) - 1,
    group: 0,
    room: 99,
  };
  const own = visits.length - 1;
  let best: { km: number; start: number } | null = null;
  for (let at = 0; at <= own; at++) {
    const order = sameDay.map((_, n) => n);
    order.splice(at, 0, own);
    const times = timesOf(
      { km: ways.km, places: ways.places, visits, grid: ways.setting.grid },
      route,
      order,
    );
    if (times === null) continue;
    const km = legsOf(ways, [
      ...sameDay,
      {
        facility_id,
        person_id,
        planned_on: on,
        starts_at: timeOf(times[at]!),
        ends_at: timeOf(times[at]! + facility.minutes),
      },
    ]).reduce((sum, leg) => sum + leg.km, 0);
    if (best === null || km < best.km) best = { km, start: times[at]! };
  }
  return best?.start ?? null;
}
