/**
 * Who goes where in what order: routes with time windows, several windows a day, service times and a room per route, found
 * by taking strings of neighbouring visits out and putting them back where they cost least (Christiaens and Vanden Berghe,
 * "Slack Induction by String Removals", 2020), under simulated annealing. Pure, repeatable by its seed, good at any time.
 */

/** One call to be put on a route. Times are minutes of the day (or the instance's own unit). */
export interface RoutedVisit {
  place: number;
  service: number;
  demand: number;
  /** what leaving it out costs, in kilometres */
  unserved: number;
  /** when it is wanted (day number), so that neighbours in time are taken out together */
  when: number;
  /** by kind of route: pairs of first and last moment at which it may begin, in order */
  windows: readonly Float64Array[];
  /** routes it may be on, and what being there costs besides the way, in kilometres: the cheapest first */
  allowed: Int32Array;
  price: Float64Array;
  /** stays on the route it is given with */
  fixed?: boolean;
}

export interface Route {
  depot: number;
  from: number;
  to: number;
  /** minutes per kilometre */
  pace: number;
  /** which of a visit's windows hold */
  kind: number;
  /** whose day it is: work is shared evenly between groups */
  group: number;
  room: number;
}

export interface Routing {
  places: number;
  /** places × places */
  km: Float64Array;
  visits: readonly RoutedVisit[];
  routes: readonly Route[];
  /** routes are like each other: one empty one stands for all */
  alike: boolean;
  /** appointments begin at multiples of so many minutes; 0: at any moment */
  grid: number;
  /** minutes each group has; and what unevenness costs (kilometres when one has worked all its time) */
  groups: readonly number[];
  fairness: number;
  /** kilometres that a day's distance in time counts as, when neighbours are looked for */
  day_as_km: number;
  /** fixed visits by route, in order */
  start?: readonly (readonly number[])[];
}

export interface Routed {
  routes: number[][];
  /** when each visit begins; NaN where it is left out */
  starts: Float64Array;
  unserved: number[];
  km: number;
  cost: number;
  iterations: number;
}

/** A small generator of numbers between 0 and 1, the same for the same seed. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0 || 1;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** The first moment not before `time` at which a visit may begin; Infinity when there is none. */
export function startAfter(windows: Float64Array, time: number, grid: number): number {
  for (let at = 0; at < windows.length; at += 2) {
    let start = time > windows[at]! ? time : windows[at]!;
    if (grid > 0) start = Math.ceil(start / grid - 1e-9) * grid;
    if (start <= windows[at + 1]! + 1e-9) return start;
  }
  return Infinity;
}

/** The last moment not after `time` at which a visit may begin; -Infinity when there is none. */
function startBefore(windows: Float64Array, time: number, grid: number): number {
  for (let at = windows.length - 2; at >= 0; at -= 2) {
    let start = time < windows[at + 1]! ? time : windows[at + 1]!;
    if (grid > 0) start = Math.floor(start / grid + 1e-9) * grid;
    if (start >= windows[at]! - 1e-9) return start;
  }
  return -Infinity;
}

/** When the visits of one route begin, going as early as can be; null when the order cannot be kept. */
export function timesOf(
  problem: Pick<Routing, 'km' | 'places' | 'visits' | 'grid'>,
  route: Route,
  order: readonly number[],
): number[] | null {
  const times: number[] = [];
  let place = route.depot;
  let free = route.from;
  for (const visit of order) {
    const { place: next, windows, service } = problem.visits[visit]!;
    const arrival = free + problem.km[place * problem.places + next]! * route.pace;
    const start = startAfter(windows[route.kind]!, arrival, problem.grid);
    if (start === Infinity) return null;
    times.push(start);
    free = start + service;
    place = next;
  }
  return free + problem.km[place * problem.places + route.depot]! * route.pace <= route.to + 1e-9
    ? times
    : null;
}

export interface RouteOptions {
  seed: number;
  iterations: number;
  /** milliseconds after which it stops all the same */
  limit: number;
  progress?: (done: number, cost: number) => void;
}

const removed = 10;
const longest = 10;
const blink = 0.01;
const neighbours = 120;
/** Besides strings, now and then a few visits from anywhere, so that nothing is out of reach. */
const scattered = 0.15;

/** Solves it: everything is put in, then improved for so many iterations. */
export function routed(problem: Routing, options: RouteOptions): Routed {
  const { visits, routes, km, places, grid, groups, fairness } = problem;
  const random = randomFrom(options.seed);
  const count = visits.length;
  const place = Int32Array.from(visits, (visit) => visit.place);
  const service = Float64Array.from(visits, (visit) => visit.service);
  const early = new Float64Array(count);
  const late = new Float64Array(count);
  /** the route of a visit, and what it pays there */
  const at = new Int32Array(count).fill(-1);
  const paid = new Float64Array(count);
  const order: number[][] = routes.map((_, index) => [...(problem.start?.[index] ?? [])]);
  const routeKm = new Float64Array(routes.length);
  const routeLoad = new Float64Array(routes.length);
  const routeWork = new Float64Array(routes.length);
  const groupWork = new Float64Array(groups.length);
  const prices = visits.map(
    (visit) => new Map(Array.from(visit.allowed, (route, n) => [route, visit.price[n]!])),
  );

  /** Times, kilometres and work of a route anew after its order has changed. */
  const refresh = (index: number): void => {
    const route = routes[index]!;
    const list = order[index]!;
    let before = route.depot;
    let free = route.from;
    let length = 0;
    let work = 0;
    let load = 0;
    for (const visit of list) {
      const here = place[visit]!;
      const way = km[before * places + here]!;
      length += way;
      early[visit] = startAfter(visits[visit]!.windows[route.kind]!, free + way * route.pace, grid);
      free = early[visit]! + service[visit]!;
      work += service[visit]!;
      load += visits[visit]!.demand;
      before = here;
      at[visit] = index;
    }
    length += km[before * places + route.depot]!;
    if (list.length === 0) length = 0;
    let due = route.to;
    let after = route.depot;
    for (let n = list.length - 1; n >= 0; n--) {
      const visit = list[n]!;
      const here = place[visit]!;
      const latest = due - km[here * places + after]! * route.pace - service[visit]!;
      late[visit] = startBefore(visits[visit]!.windows[route.kind]!, latest, grid);
      due = late[visit]!;
      after = here;
    }
    work += length * route.pace;
    groupWork[route.group]! += work - routeWork[index]!;
    routeKm[index] = length;
    routeWork[index] = work;
    routeLoad[index] = load;
  };

  const uneven = (group: number, more: number): number => {
    const share = groupWork[group]! / groups[group]!;
    const added = more / groups[group]!;
    return fairness * added * (2 * share + added);
  };

  let waiting: number[] = [];
  const fixedPlaces = new Set((problem.start ?? []).flat());
  for (let visit = 0; visit < count; visit++) if (!fixedPlaces.has(visit)) waiting.push(visit);
  for (let index = 0; index < routes.length; index++) {
    refresh(index);
    for (const visit of order[index]!) paid[visit] = prices[visit]!.get(index) ?? 0;
  }

  const costNow = (): number => {
    let sum = 0;
    for (let index = 0; index < routes.length; index++) sum += routeKm[index]!;
    for (let visit = 0; visit < count; visit++) if (at[visit]! >= 0) sum += paid[visit]!;
    for (const visit of waiting) sum += visits[visit]!.unserved;
    for (let group = 0; group < groups.length; group++) {
      const share = groupWork[group]! / groups[group]!;
      sum += fairness * share * share;
    }
    return sum;
  };

  /** Routes changed in this iteration, with the order they had. */
  const changed = new Map<number, number[]>();
  const remember = (index: number): void => {
    if (!changed.has(index)) changed.set(index, order[index]!.slice());
  };

  /** Puts a visit where it costs least; false when there is no room, or leaving it out is cheaper. */
  const insert = (visit: number, blinking: boolean): boolean => {
    const own = visits[visit]!;
    const here = place[visit]!;
    const takes = service[visit]!;
    const { allowed, price } = own;
    let best = own.unserved;
    let bestRoute = -1;
    let bestAt = 0;
    let bestPrice = 0;
    let emptySeen = false;
    for (let n = 0; n < allowed.length; n++) {
      const index = allowed[n]!;
      const list = order[index]!;
      const paying = price[n]!;
      // dearer ones follow
      if (paying >= best) break;
      if (list.length === 0) {
        if (problem.alike) {
          if (emptySeen) continue;
          emptySeen = true;
        }
      }
      const route = routes[index]!;
      if (routeLoad[index]! + own.demand > route.room) continue;
      const windows = own.windows[route.kind]!;
      if (windows.length === 0) continue;
      let before = route.depot;
      let free = route.from;
      for (let position = 0; position <= list.length; position++) {
        const next = position < list.length ? list[position]! : -1;
        const nextPlace = next < 0 ? route.depot : place[next]!;
        const there = km[before * places + here]!;
        const onward = km[here * places + nextPlace]!;
        const longer = list.length === 0 ? there + onward : there + onward - km[before * places + nextPlace]!;
        const start = startAfter(windows, free + there * route.pace, grid);
        if (start === Infinity) break;
        if (longer + paying < best && !(blinking && random() < blink)) {
          const arrival = start + takes + onward * route.pace;
          if (arrival <= (next < 0 ? route.to : late[next]!) + 1e-9) {
            const cost =
              longer + paying + (fairness > 0 ? uneven(route.group, takes + longer * route.pace) : 0);
            if (cost < best) {
              best = cost;
              bestRoute = index;
              bestAt = position;
              bestPrice = paying;
            }
          }
        }
        if (next >= 0) {
          before = nextPlace;
          free = early[next]! + service[next]!;
        }
      }
    }
    if (bestRoute < 0) return false;
    remember(bestRoute);
    order[bestRoute]!.splice(bestAt, 0, visit);
    paid[visit] = bestPrice;
    refresh(bestRoute);
    return true;
  };

  // Neighbours: near in place and in time, on a day both may have.
  const near = visits.map((visit, index) => {
    const others: { other: number; far: number }[] = [];
    for (let other = 0; other < count; other++) {
      if (other === index) continue;
      const gap = Math.abs(visit.when - visits[other]!.when) * problem.day_as_km;
      others.push({ other, far: km[visit.place * places + visits[other]!.place]! + gap });
    }
    others.sort((a, b) => a.far - b.far || a.other - b.other);
    return Int32Array.from(others.slice(0, neighbours), ({ other }) => other);
  });
  const span = visits.map((visit) =>
    visit.windows.reduce((sum, windows) => {
      let open = 0;
      for (let n = 0; n < windows.length; n += 2) open += windows[n + 1]! - windows[n]!;
      return sum + open;
    }, visit.allowed.length),
  );

  const sorts: ((a: number, b: number) => number)[] = [
    (a, b) => visits[b]!.demand - visits[a]!.demand,
    (a, b) => farOf(b) - farOf(a),
    (a, b) => farOf(a) - farOf(b),
    (a, b) => span[a]! - span[b]!,
    (a, b) => visits[a]!.when - visits[b]!.when,
  ];
  const depotOf = routes[0]?.depot ?? 0;
  const farOf = (visit: number): number => km[depotOf * places + place[visit]!]!;

  const fill = (blinking: boolean): void => {
    for (let n = waiting.length - 1; n > 0; n--) {
      const other = Math.floor(random() * (n + 1));
      [waiting[n], waiting[other]] = [waiting[other]!, waiting[n]!];
    }
    const way = Math.floor(random() * 11);
    const sort =
      way < 4
        ? undefined
        : way < 6
          ? sorts[0]
          : way < 8
            ? sorts[1]
            : way < 9
              ? sorts[2]
              : way < 10
                ? sorts[3]
                : sorts[4];
    if (sort) waiting.sort((a, b) => sort(a, b));
    waiting = waiting.filter((visit) => !insert(visit, blinking));
  };

  const takeOut = (index: number, from: number, length: number, keep: number, keepFrom: number): void => {
    remember(index);
    const list = order[index]!;
    const rest: number[] = [];
    for (let n = 0; n < list.length; n++) {
      const visit = list[n]!;
      const inside = n >= from && n < from + length + keep;
      const kept = keep > 0 && n >= keepFrom && n < keepFrom + keep;
      if (inside && !kept && visits[visit]!.fixed !== true) {
        waiting.push(visit);
        at[visit] = -1;
      } else rest.push(visit);
    }
    order[index] = rest;
    refresh(index);
  };

  const ruin = (): void => {
    if (random() < scattered) {
      const many = 1 + Math.floor(random() * removed);
      for (let n = 0; n < many; n++) {
        const visit = Math.floor(random() * count);
        if (at[visit]! >= 0) takeOut(at[visit]!, order[at[visit]!]!.indexOf(visit), 1, 0, 0);
      }
      return;
    }
    const used = order.reduce((sum, list) => sum + (list.length > 0 ? 1 : 0), 0) || 1;
    const served = count - waiting.length;
    const most = Math.min(longest, Math.max(1, served / used));
    const strings = Math.floor(1 + random() * ((4 * removed) / (1 + most) - 1));
    const seed = Math.floor(random() * count);
    const done = new Set<number>();
    for (let n = -1; n < near[seed]!.length && done.size < strings; n++) {
      const visit = n < 0 ? seed : near[seed]![n]!;
      const index = at[visit]!;
      if (index < 0 || done.has(index)) continue;
      done.add(index);
      const list = order[index]!;
      const length = Math.floor(1 + random() * Math.min(list.length, most));
      const here = list.indexOf(visit);
      const split = length > 1 && length < list.length && random() < 0.5;
      let keep = 0;
      if (split) {
        keep = 1;
        while (length + keep < list.length && random() > 0.01) keep++;
      }
      const whole = length + keep;
      const first = Math.max(0, here - whole + 1);
      const last = Math.min(here, list.length - whole);
      const from = first + Math.floor(random() * (last - first + 1));
      const keepFrom = from + 1 + Math.floor(random() * Math.max(1, length - 1));
      takeOut(index, from, length, keep, keepFrom);
    }
  };

  fill(false);
  changed.clear();
  let cost = costNow();
  let best = cost;
  let bestOrder = order.map((list) => list.slice());
  let bestPaid = paid.slice();
  let bestWaiting = waiting.slice();
  const usual = Math.max(
    1e-6,
    order.reduce((sum, _, index) => sum + routeKm[index]!, 0) / Math.max(1, count),
  );
  let heat = usual;
  const cooling = (0.005 / 1) ** (1 / Math.max(1, options.iterations));
  const begun = performance.now();
  let iteration = 0;
  for (; iteration < options.iterations; iteration++, heat *= cooling) {
    if (iteration % 128 === 0) {
      if (performance.now() - begun > options.limit) break;
      if (iteration % 1024 === 0) options.progress?.(iteration / options.iterations, best);
    }
    const paidBefore = new Map<number, number>();
    const waitingBefore = waiting.slice();
    ruin();
    for (const visit of waiting) paidBefore.set(visit, paid[visit]!);
    fill(true);
    // Only what has changed is counted again; floating sums are made new now and then.
    const next = costNow();
    if (next < cost - heat * Math.log(random() || 1e-12)) {
      cost = next;
      if (cost < best - 1e-7) {
        best = cost;
        bestOrder = order.map((list) => list.slice());
        bestPaid = paid.slice();
        bestWaiting = waiting.slice();
      }
    } else {
      for (const visit of paidBefore.keys()) at[visit] = -1;
      for (const [index, list] of changed) order[index] = list;
      for (const index of changed.keys()) refresh(index);
      for (const [visit, price] of paidBefore) paid[visit] = price;
      waiting = waitingBefore;
    }
    changed.clear();
  }

  at.fill(-1);
  for (let index = 0; index < routes.length; index++) {
    order[index] = bestOrder[index]!;
    refresh(index);
  }
  paid.set(bestPaid);
  waiting = bestWaiting;
  const starts = Float64Array.from(visits, (_, visit) => (at[visit]! < 0 ? NaN : early[visit]!));
  return {
    routes: order,
    starts,
    unserved: waiting.toSorted((a, b) => a - b),
    km: routeKm.reduce((sum, length) => sum + length, 0),
    cost: best,
    iterations: iteration,
  };
}
