import { addDays, daysBetween, weekday } from '../../platform/ja/dates.ts';
import { holidayName, isYearEndClosure } from '../../platform/ja/holidays.ts';
import { againstWishes, distance, type CancelReason } from '../visits/rules.ts';
import { wayBound } from './rules-bound.ts';
import { routed, timesOf, type Route, type RoutedVisit, type Routing } from './rules-routing.ts';

/** Minutes of the day, from and to. */
export type Hours = readonly [from: number, to: number];

export interface YearFacility {
  id: number;
  latitude: number | null;
  longitude: number | null;
  /** how long a call takes */
  minutes: number;
  /** 1 = Monday … 7 */
  weekdays: readonly number[];
  /** a call lies wholly within one of these */
  hours: readonly Hours[];
  closures: readonly { from_on: string; to_on: string }[];
  /** in its own words */
  wishes: string | null;
  skills: readonly string[];
  /** days between two calls of ours, at least */
  apart: number;
  /** whom the round names */
  usual_id: number | null;
  /** who has called there before, how often */
  known: readonly { person_id: number; visits: number }[];
}

export interface Worker {
  id: number;
  weekdays: readonly number[];
  from: number;
  to: number;
  most: number;
  skills: readonly string[];
  absences: readonly { from_on: string; to_on: string; half: 'morning' | 'afternoon' | null }[];
}

export interface YearSetting {
  latitude: number;
  longitude: number;
  /** how much longer roads are than the straight line */
  winding: number;
  speed: number;
  winter_speed: number;
  /** months 1–12 */
  winter_months: readonly number[];
  grid: number;
  /** weekdays on which facilities would rather be left alone */
  quiet_weekdays: readonly number[];
  /** times of the year without calls (`hard`), or rather without */
  quiet: readonly { from_on: string; to_on: string; hard: boolean }[];
}

export type WhyNow =
  | { code: 'replan'; reason: CancelReason; on: string }
  | { code: 'follow_up'; due_on: string }
  | { code: 'never' }
  | { code: 'new_head'; since: string }
  | { code: 'not_this_year'; last_on: string }
  | { code: 'issues'; count: number }
  | { code: 'long_ago'; months: number }
  | { code: 'cadence'; nth: number; of: number }
  | { code: 'extra'; need: Need };
export type Need = 'issues' | 'new_head' | 'size';

export type WhyHer =
  | { code: 'known'; visits: number }
  | { code: 'usual' }
  | { code: 'skill'; skill: string }
  | { code: 'stand_in'; usual_id: number }
  | { code: 'balance'; usual_id: number | null }
  | { code: 'near'; km: number }
  | { code: 'person' };

/** One call that is wanted, between two days and best on one. */
export interface Wanted {
  facility_id: number;
  best_on: string;
  from_on: string;
  to_on: string;
  why_now: WhyNow;
  replaces_id: number | null;
}

/** One call that stays where it is. */
export interface Fixed {
  facility_id: number;
  person_id: number;
  on: string;
  starts: number | null;
}

export interface YearProblem {
  from_on: string;
  to_on: string;
  setting: YearSetting;
  facilities: readonly YearFacility[];
  workers: readonly Worker[];
  wanted: readonly Wanted[];
  fixed: readonly Fixed[];
  /** calls of others: no call of ours in the same week */
  agencies: readonly { facility_id: number; on: string }[];
  /** only these months 'YYYY-MM'; null: all */
  months: readonly string[] | null;
}

export interface PlannedCall {
  facility_id: number;
  person_id: number;
  on: string;
  starts: number | null;
  ends: number | null;
  why_now: WhyNow | null;
  why_her: WhyHer;
  replaces_id: number | null;
  /** the place among `fixed`, for what stayed */
  fixed: number | null;
}

export type Missing = 'no_skill' | 'closed' | 'agencies' | 'nobody' | 'full' | 'no_place';

export interface YearPlan {
  calls: PlannedCall[];
  missing: { facility_id: number; reason: Missing; why_now: WhyNow }[];
  km: number;
  travel_minutes: number;
  bound_km: number;
  iterations: number;
}

const price = {
  /** each day away from the best one */
  day: 0.04,
  /** somebody who does not know the facility */
  stranger: 8,
  /** somebody who knows it, but is not named */
  other: 3,
  wish: 8,
  quiet_weekday: 1,
  quiet: 10,
};
/** What leaving a call out costs, in kilometres: who was promised something or not yet visited comes first. */
const missingPrice: Partial<Record<WhyNow['code'], number>> = {
  follow_up: 1000,
  replan: 800,
  never: 800,
  new_head: 700,
  not_this_year: 600,
  issues: 500,
  extra: 200,
};
const unevenness = 20_000;
const dayAsKm = 0.15;

/** Monday of a day's week: two calls in one week have the same. */
export const weekOf = (on: string): string => addDays(on, 1 - weekday(on));

export const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
export const timeOf = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(Math.round(minutes % 60)).padStart(2, '0')}`;

/** Minutes for a kilometre of road in a month. */
export function paceOf(setting: YearSetting, on: string): number {
  return 60 / (setting.winter_months.includes(Number(on.slice(5, 7))) ? setting.winter_speed : setting.speed);
}

const isHoliday = (on: string): boolean => holidayName(on) !== null || isYearEndClosure(on);

/** Whether somebody works on a day, and from when to when; null when not. */
export function workOf(worker: Worker, on: string): Hours | null {
  if (!worker.weekdays.includes(weekday(on)) || isHoliday(on)) return null;
  let { from, to } = worker;
  for (const absence of worker.absences) {
    if (on < absence.from_on || on > absence.to_on) continue;
    if (absence.half === null) return null;
    if (absence.half === 'morning') from = Math.max(from, 12 * 60 + 30);
    else to = Math.min(to, 12 * 60 + 30);
  }
  return from < to ? [from, to] : null;
}

/** Whether a facility can be called at on a day at all. */
export function isOpen(facility: YearFacility, on: string): boolean {
  return (
    facility.weekdays.includes(weekday(on)) &&
    !isHoliday(on) &&
    !facility.closures.some((closure) => closure.from_on <= on && on <= closure.to_on)
  );
}

const noon = 12 * 60 + 30;

/** When a call may begin on a weekday, as pairs; halves a facility's words speak against are left out. */
export function windowsOf(facility: YearFacility, day: number): { windows: Float64Array; against: boolean } {
  const starts = facility.hours.flatMap(([from, to]) =>
    to - facility.minutes >= from ? [[from, to - facility.minutes] as const] : [],
  );
  const all = Float64Array.from(starts.flat());
  if (facility.wishes === null) return { windows: all, against: false };
  // Any day of that name will do: wishes are read by weekday.
  const planned_on = addDays('2026-06-01', day - 1);
  const spoken = (time: string) =>
    againstWishes(facility.wishes, { planned_on, planned_from: time, planned_to: null });
  const [morning, afternoon] = [spoken('10:00'), spoken('14:00')];
  const left = starts.filter(([from]) => (from < noon ? !morning : !afternoon));
  return left.length === 0
    ? { windows: all, against: true }
    : { windows: Float64Array.from(left.flat()), against: false };
}

/** Kilometres of road between two places. */
const roadKm = (
  a: { latitude: number | null; longitude: number | null },
  b: { latitude: number | null; longitude: number | null },
  winding: number,
): number =>
  a.latitude === null || a.longitude === null || b.latitude === null || b.longitude === null
    ? 0
    : distance(
        { latitude: a.latitude, longitude: a.longitude },
        { latitude: b.latitude, longitude: b.longitude },
      ) * winding;

/** All ways between the office ([0]) and the facilities in their order. */
export function waysOf(setting: YearSetting, facilities: readonly YearFacility[]): Float64Array {
  const all = [setting, ...facilities];
  const km = new Float64Array(all.length * all.length);
  for (let a = 0; a < all.length; a++) {
    for (let b = a + 1; b < all.length; b++) {
      const length = roadKm(all[a]!, all[b]!, setting.winding);
      km[a * all.length + b] = length;
      km[b * all.length + a] = length;
    }
  }
  return km;
}

/** Who goes where nobody is named: near what she already has, and not more than others. */
function proposeUsual(
  facilities: readonly YearFacility[],
  workers: readonly Worker[],
  km: Float64Array,
  wantedBy: ReadonlyMap<number, number>,
): Map<number, { person_id: number; named: boolean }> {
  const places = facilities.length + 1;
  const usual = new Map<number, { person_id: number; named: boolean }>();
  const has = new Map(workers.map((worker) => [worker.id, [] as number[]]));
  const load = new Map(workers.map((worker) => [worker.id, 0]));
  const time = new Map(
    workers.map((worker) => [worker.id, Math.max(1, worker.weekdays.length * (worker.to - worker.from))]),
  );
  const fits = (worker: Worker, facility: YearFacility) =>
    facility.skills.every((skill) => worker.skills.includes(skill));
  const give = (at: number, person_id: number, named: boolean) => {
    const facility = facilities[at]!;
    usual.set(facility.id, { person_id, named });
    has.get(person_id)!.push(at);
    load.set(person_id, load.get(person_id)! + (wantedBy.get(facility.id) ?? 0) * facility.minutes);
  };
  facilities.forEach((facility, at) => {
    const named = workers.find((worker) => worker.id === facility.usual_id);
    if (named && fits(named, facility)) give(at, named.id, true);
  });
  const rest = facilities.flatMap((facility, at) => (usual.has(facility.id) ? [] : [at]));
  // Round about the office, so that neighbours come after one another.
  const angle = (at: number) =>
    Math.atan2(facilities[at]!.latitude ?? 0, facilities[at]!.longitude ?? 0) + km[at + 1]! / 1e6;
  for (const at of rest.toSorted((a, b) => angle(a) - angle(b) || a - b)) {
    const facility = facilities[at]!;
    const able = workers.filter((worker) => fits(worker, facility));
    if (able.length === 0) continue;
    const known = new Map(facility.known.map((one) => [one.person_id, one.visits]));
    const score = (worker: Worker) => {
      const own = has.get(worker.id)!;
      const nearest = own.reduce((least, other) => Math.min(least, km[(at + 1) * places + other + 1]!), 10);
      return nearest + (load.get(worker.id)! / time.get(worker.id)!) * 40 - (known.get(worker.id) ?? 0) * 10;
    };
    const best = able.toSorted((a, b) => score(a) - score(b) || a.id - b.id)[0]!;
    give(at, best.id, false);
  }
  return usual;
}

interface Built {
  problem: Routing;
  /** by route */
  days: { person_id: number; on: string }[];
  /** fixed calls that are part of routes, by visit number after the wanted */
  inside: number[];
  /** fixed calls that stand as they are */
  outside: number[];
  usual: Map<number, { person_id: number; named: boolean }>;
  km: Float64Array;
}

function build(year: YearProblem): Built {
  const { setting, facilities, workers } = year;
  const km = waysOf(setting, facilities);
  const place = new Map(facilities.map((facility, at) => [facility.id, at + 1]));
  const facilityOf = new Map(facilities.map((facility) => [facility.id, facility]));
  const wantedBy = new Map<number, number>();
  for (const one of year.wanted) wantedBy.set(one.facility_id, (wantedBy.get(one.facility_id) ?? 0) + 1);
  const usual = proposeUsual(facilities, workers, km, wantedBy);

  const days: Built['days'] = [];
  const routes: Route[] = [];
  const routeOf = new Map<string, number>();
  const available = workers.map(() => 0);
  for (let on = year.from_on; on <= year.to_on; on = addDays(on, 1)) {
    workers.forEach((worker, group) => {
      const work = workOf(worker, on);
      if (work === null) return;
      available[group]! += work[1] - work[0];
      routeOf.set(`${worker.id} ${on}`, routes.length);
      days.push({ person_id: worker.id, on });
      routes.push({
        depot: 0,
        from: work[0],
        to: work[1],
        pace: paceOf(setting, on),
        kind: weekday(on) - 1,
        group,
        room: worker.most,
      });
    });
  }

  const windows = new Map(
    facilities.map((facility) => [facility.id, [1, 2, 3, 4, 5, 6, 7].map((day) => windowsOf(facility, day))]),
  );
  const fixedVisit = (fixed: Fixed): RoutedVisit => {
    const facility = facilityOf.get(fixed.facility_id)!;
    const own = windows.get(facility.id)!;
    return {
      place: place.get(facility.id)!,
      service: facility.minutes,
      demand: 1,
      unserved: 0,
      when: daysBetween(year.from_on, fixed.on),
      windows: own.map((one) =>
        fixed.starts === null ? one.windows : Float64Array.of(fixed.starts, fixed.starts),
      ),
      allowed: new Int32Array(),
      price: new Float64Array(),
      fixed: true,
    };
  };

  // What stays: on its day if the day can be kept, else as it stands, and nothing is added to that day.
  const byRoute = new Map<number, number[]>();
  const outside: number[] = [];
  year.fixed.forEach((fixed, at) => {
    const route = routeOf.get(`${fixed.person_id} ${fixed.on}`);
    if (route === undefined || !place.has(fixed.facility_id)) outside.push(at);
    else byRoute.set(route, [...(byRoute.get(route) ?? []), at]);
  });
  const closedRoutes = new Set<number>();
  const inside: number[] = [];
  const start: number[][] = routes.map(() => []);
  const fixedVisits: RoutedVisit[] = [];
  const offset = year.wanted.length;
  for (const [route, list] of byRoute) {
    const inOrder = list.toSorted(
      (a, b) => (year.fixed[a]!.starts ?? noon) - (year.fixed[b]!.starts ?? noon) || a - b,
    );
    const visits = inOrder.map((at) => fixedVisit(year.fixed[at]!));
    const kept = timesOf(
      { km, places: facilities.length + 1, visits, grid: 0 },
      routes[route]!,
      visits.map((_, at) => at),
    );
    if (kept === null) {
      outside.push(...inOrder);
      closedRoutes.add(route);
      continue;
    }
    for (let n = 0; n < inOrder.length; n++) {
      start[route]!.push(offset + fixedVisits.length);
      fixedVisits.push(visits[n]!);
      inside.push(inOrder[n]!);
    }
  }

  const busy = new Set(year.agencies.map((one) => `${one.facility_id} ${weekOf(one.on)}`));
  const ours = new Map<number, string[]>();
  for (const one of year.fixed) ours.set(one.facility_id, [...(ours.get(one.facility_id) ?? []), one.on]);
  const visits = year.wanted.map((wanted): RoutedVisit => {
    const facility = facilityOf.get(wanted.facility_id)!;
    const own = windows.get(facility.id)!;
    const named = usual.get(facility.id);
    const known = new Map(facility.known.map((one) => [one.person_id, one.visits]));
    const able = workers.filter((worker) => facility.skills.every((skill) => worker.skills.includes(skill)));
    const choices: { route: number; price: number }[] = [];
    for (let on = wanted.from_on; on <= wanted.to_on; on = addDays(on, 1)) {
      if (!isOpen(facility, on) || own[weekday(on) - 1]!.windows.length === 0) continue;
      if (year.months !== null && !year.months.includes(on.slice(0, 7))) continue;
      if (busy.has(`${facility.id} ${weekOf(on)}`)) continue;
      if (ours.get(facility.id)?.some((other) => Math.abs(daysBetween(other, on)) < facility.apart)) continue;
      const quiet = setting.quiet.filter((one) => one.from_on <= on && on <= one.to_on);
      if (quiet.some((one) => one.hard)) continue;
      const ofDay =
        Math.abs(daysBetween(wanted.best_on, on)) * price.day +
        (own[weekday(on) - 1]!.against ? price.wish : 0) +
        (quiet.length > 0 ? price.quiet : 0) +
        (setting.quiet_weekdays.includes(weekday(on)) ? price.quiet_weekday : 0);
      for (const worker of able) {
        const route = routeOf.get(`${worker.id} ${on}`);
        if (route === undefined || closedRoutes.has(route)) continue;
        const ofPerson =
          named === undefined || named.person_id === worker.id
            ? 0
            : (known.get(worker.id) ?? 0) > 0
              ? price.other
              : price.stranger;
        choices.push({ route, price: ofDay + ofPerson });
      }
    }
    choices.sort((a, b) => a.price - b.price || a.route - b.route);
    return {
      place: place.get(facility.id)!,
      service: facility.minutes,
      demand: 1,
      unserved: missingPrice[wanted.why_now.code] ?? 400,
      when: daysBetween(year.from_on, wanted.best_on),
      windows: own.map((one) => one.windows),
      allowed: Int32Array.from(choices, (choice) => choice.route),
      price: Float64Array.from(choices, (choice) => choice.price),
    };
  });
  return {
    problem: {
      places: facilities.length + 1,
      km,
      visits: [...visits, ...fixedVisits],
      routes,
      alike: false,
      grid: setting.grid,
      groups: available.map((minutes) => Math.max(1, minutes)),
      fairness: unevenness,
      day_as_km: dayAsKm,
      start,
    },
    days,
    inside,
    outside,
    usual,
    km,
  };
}

export interface YearOptions {
  seed: number;
  iterations?: number;
  limit?: number;
  progress?: (done: number) => void;
}

/** Rounds enough for the year of a large city in ten seconds or so; small ones are done at once. */
export const iterationsFor = (wanted: number): number => Math.min(120_000, 400 + wanted * 100);

/** The year's calls on days, with people, in order, and what could not be placed and why. */
export function planYear(year: YearProblem, options: YearOptions): YearPlan {
  const built = build(year);
  const { problem, days } = built;
  const solved = routed(problem, {
    seed: options.seed,
    iterations: options.iterations ?? iterationsFor(year.wanted.length),
    limit: options.limit ?? 60_000,
    ...(options.progress ? { progress: options.progress } : {}),
  });
  const facilityOf = new Map(year.facilities.map((facility) => [facility.id, facility]));
  const calls: PlannedCall[] = [];
  let travel = 0;
  solved.routes.forEach((order, route) => {
    const { person_id, on } = days[route]!;
    let before = 0;
    for (const visit of order) {
      travel +=
        problem.km[before * problem.places + problem.visits[visit]!.place]! * problem.routes[route]!.pace;
      before = problem.visits[visit]!.place;
      const starts = solved.starts[visit]!;
      const wanted = year.wanted[visit];
      const fixed = wanted ? null : built.inside[visit - year.wanted.length]!;
      const facility = facilityOf.get(wanted?.facility_id ?? year.fixed[fixed!]!.facility_id)!;
      calls.push({
        facility_id: facility.id,
        person_id,
        on,
        starts,
        ends: starts + facility.minutes,
        why_now: wanted?.why_now ?? null,
        why_her: whyHer(year, built, facility, person_id, visit),
        replaces_id: wanted?.replaces_id ?? null,
        fixed,
      });
    }
    if (order.length > 0) travel += problem.km[before * problem.places]! * problem.routes[route]!.pace;
  });
  for (const at of built.outside) {
    const fixed = year.fixed[at]!;
    const facility = facilityOf.get(fixed.facility_id);
    calls.push({
      facility_id: fixed.facility_id,
      person_id: fixed.person_id,
      on: fixed.on,
      starts: fixed.starts,
      ends: fixed.starts === null ? null : fixed.starts + (facility?.minutes ?? 90),
      why_now: null,
      why_her: { code: 'person' },
      replaces_id: null,
      fixed: at,
    });
  }
  const counts = Array.from({ length: problem.places }, () => 0);
  for (const order of solved.routes) for (const visit of order) counts[problem.visits[visit]!.place]!++;
  const most = Math.max(
    1,
    ...year.workers.map((worker) => worker.most),
    // what stands may be more than anybody plans
    ...solved.routes.map((order) => order.length),
  );
  return {
    calls: calls.toSorted(
      (a, b) =>
        (a.on < b.on ? -1 : a.on > b.on ? 1 : 0) ||
        a.person_id - b.person_id ||
        (a.starts ?? 0) - (b.starts ?? 0) ||
        a.facility_id - b.facility_id,
    ),
    missing: solved.unserved.map((visit) => ({
      facility_id: year.wanted[visit]!.facility_id,
      reason: whyMissing(year, facilityOf.get(year.wanted[visit]!.facility_id)!, year.wanted[visit]!),
      why_now: year.wanted[visit]!.why_now,
    })),
    km: solved.km,
    travel_minutes: travel,
    bound_km: wayBound(problem.km, problem.places, counts, most),
    iterations: solved.iterations,
  };
}

function whyHer(
  year: YearProblem,
  built: Built,
  facility: YearFacility,
  person_id: number,
  visit: number,
): WhyHer {
  const able = year.workers.filter((worker) =>
    facility.skills.every((skill) => worker.skills.includes(skill)),
  );
  if (facility.skills.length > 0 && able.length < year.workers.length)
    return { code: 'skill', skill: facility.skills[0]! };
  const visits = facility.known.find((one) => one.person_id === person_id)?.visits ?? 0;
  const usual = built.usual.get(facility.id);
  if (usual !== undefined && usual.person_id !== person_id) {
    if (visits > 0) return { code: 'known', visits };
    const { allowed } = built.problem.visits[visit]!;
    const hers = Array.from(allowed).some((route) => built.days[route]!.person_id === usual.person_id);
    return hers
      ? { code: 'balance', usual_id: usual.person_id }
      : { code: 'stand_in', usual_id: usual.person_id };
  }
  if (visits > 0) return { code: 'known', visits };
  if (usual?.named) return { code: 'usual' };
  const { places } = built.problem;
  const at = year.facilities.indexOf(facility) + 1;
  const nearest = year.facilities.reduce((least, other, n) => {
    const own = other !== facility && built.usual.get(other.id)?.person_id === person_id;
    return own ? Math.min(least, built.km[at * places + n + 1]!) : least;
  }, Infinity);
  return nearest < 5
    ? { code: 'near', km: Math.round(nearest * 10) / 10 }
    : { code: 'balance', usual_id: null };
}

/** Why a call found no day: the first of the hindrances that leaves none. */
function whyMissing(year: YearProblem, facility: YearFacility, wanted: Wanted): Missing {
  if (facility.latitude === null) return 'no_place';
  const able = year.workers.filter((worker) =>
    facility.skills.every((skill) => worker.skills.includes(skill)),
  );
  if (able.length === 0) return 'no_skill';
  const busy = new Set(
    year.agencies.filter((one) => one.facility_id === facility.id).map((one) => weekOf(one.on)),
  );
  const open: string[] = [];
  for (let on = wanted.from_on; on <= wanted.to_on; on = addDays(on, 1)) {
    const quiet = year.setting.quiet.some((one) => one.hard && one.from_on <= on && on <= one.to_on);
    if (isOpen(facility, on) && !quiet && windowsOf(facility, weekday(on)).windows.length > 0) open.push(on);
  }
  if (open.length === 0) return 'closed';
  const free = open.filter((on) => !busy.has(weekOf(on)));
  if (free.length === 0) return 'agencies';
  return free.some((on) => able.some((worker) => workOf(worker, on) !== null)) ? 'full' : 'nobody';
}
