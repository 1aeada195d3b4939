// What makes a good small group, and what a group must never be. One documented function for the solver, the page that
// moves a facility by hand and the bench.

/** A facility that signed up, as the grouping sees it. */
export interface Member {
  id: number;
  operator_id: number;
  kind: string;
  latitude: number | null;
  longitude: number | null;
  /** topics it wants to talk about */
  asks: readonly string[];
  /** topics to which it can bring something that works */
  offers: readonly string[];
  /** numbers (0 to 29) of the times at which it can come */
  times: readonly number[];
}

/** How much each point counts, in relation to the others; the city sets them for each call. */
export interface Weights {
  /** the same topics */
  like: number;
  /** one offers what the other asks for */
  strength: number;
  /** different kinds of facility */
  mixed: number;
  /** a short way */
  near: number;
  /** not in one group before */
  fresh: number;
  /** the size aimed at */
  size: number;
}
export const weightNames = ['like', 'strength', 'mixed', 'near', 'fresh', 'size'] as const;
export const usualWeights: Weights = { like: 35, strength: 25, mixed: 10, near: 10, fresh: 10, size: 10 };

export interface Instance {
  members: readonly Member[];
  weights: Weights;
  smallest: number;
  largest: number;
  /** the size aimed at, between the two */
  aimed: number;
  /** no two facilities of a group lie further apart, in kilometres as the crow flies; null: no limit */
  most_km: number | null;
  /** pairs of members' ids that were in one group before */
  before: readonly (readonly [number, number])[];
}

/** Who must not sit together, in the order in which a rule gives way: distance, then operator; times and size never. */
export const rules = ['far', 'operator', 'time', 'size'] as const;
export type Rule = (typeof rules)[number];

export interface PairParts {
  like: number;
  strength: number;
  mixed: number;
  near: number;
  fresh: number;
  km: number | null;
}

/** The instance worked out for every pair, by position in `members`. */
export interface Table {
  instance: Instance;
  n: number;
  /** fit of a pair, 0 to 100 less what the size may add */
  fit: Float64Array;
  /** 1: may sit together as far as distance and operator say */
  may: Uint8Array;
  times: Int32Array;
  /** points each facility gets from its group's size, by size */
  bonus: Float64Array;
  parts(i: number, j: number): PairParts;
}

/** Kilometres between two places as the crow flies; null where a place is not known. */
export function kilometres(
  a: { latitude: number | null; longitude: number | null },
  b: { latitude: number | null; longitude: number | null },
): number | null {
  if (a.latitude === null || a.longitude === null || b.latitude === null || b.longitude === null) return null;
  const rad = Math.PI / 180;
  const [dLat, dLng] = [(b.latitude - a.latitude) * rad, (b.longitude - a.longitude) * rad];
  const h =
    Math.sin(dLat / 2) ** 2 +
    Math.cos(a.latitude * rad) * Math.cos(b.latitude * rad) * Math.sin(dLng / 2) ** 2;
  return 2 * 6371 * Math.asin(Math.min(1, Math.sqrt(h)));
}

const common = (a: readonly string[], b: readonly string[]): number =>
  a.reduce((sum, one) => sum + (b.includes(one) ? 1 : 0), 0);
const part = (some: number, of: number): number => (of === 0 ? 0 : some / of);

/** At this distance nearness counts nothing any more, where no limit is set. */
const farAway = 20;

/**
 * Works out every pair. `lenient`: positions of members for whom the distance ('far'), or distance and operator
 * ('operator'), have given way because nobody could be left over.
 */
export function tableOf(
  instance: Instance,
  lenient: ReadonlyMap<number, 'far' | 'operator'> = new Map(),
): Table {
  const { members, weights } = instance;
  const n = members.length;
  const together = new Set(instance.before.flatMap(([a, b]) => [`${a} ${b}`, `${b} ${a}`]));
  const sum = weightNames.reduce((all, name) => all + weights[name], 0) || 1;
  const parts = (i: number, j: number): PairParts => {
    const [a, b] = [members[i]!, members[j]!];
    const km = kilometres(a, b);
    return {
      like: part(2 * common(a.asks, b.asks), a.asks.length + b.asks.length),
      strength:
        (part(common(a.asks, b.offers), a.asks.length) + part(common(b.asks, a.offers), b.asks.length)) / 2,
      mixed: a.kind === b.kind ? 0 : 1,
      near: km === null ? 0.5 : Math.max(0, 1 - km / (instance.most_km ?? farAway)),
      fresh: together.has(`${a.id} ${b.id}`) ? 0 : 1,
      km,
    };
  };
  const fit = new Float64Array(n * n);
  const may = new Uint8Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = i + 1; j < n; j++) {
      const one = parts(i, j);
      const points =
        one.like * weights.like +
        one.strength * weights.strength +
        one.mixed * weights.mixed +
        one.near * weights.near +
        one.fresh * weights.fresh;
      fit[i * n + j] = fit[j * n + i] = Math.round((1000 * points) / sum) / 10;
      const leave = lenient.get(i) === 'operator' || lenient.get(j) === 'operator';
      const far = instance.most_km !== null && one.km !== null && one.km > instance.most_km;
      const same = members[i]!.operator_id === members[j]!.operator_id;
      const allowed = (!far || lenient.has(i) || lenient.has(j)) && (!same || leave);
      may[i * n + j] = may[j * n + i] = allowed ? 1 : 0;
    }
  const bonus = new Float64Array(instance.largest + 1);
  for (let size = instance.smallest; size <= instance.largest; size++) {
    const off = Math.abs(size - instance.aimed);
    bonus[size] = Math.round(((1000 * weights.size) / sum) * Math.max(0, 1 - off / 2)) / 10;
  }
  const times = Int32Array.from(members, (one) => one.times.reduce((bits, time) => bits | (1 << time), 0));
  return { instance, n, fit, may, times, bonus, parts };
}

/** A group's worth: for each facility the mean of its fit with the others, and what the size adds. Positions in `members`. */
export function worth(table: Table, group: readonly number[]): number {
  const size = group.length;
  if (size < 2) return 0;
  let pairs = 0;
  for (let a = 0; a < size; a++)
    for (let b = a + 1; b < size; b++) pairs += table.fit[group[a]! * table.n + group[b]!]!;
  return (2 * pairs) / (size - 1) + size * (table.bonus[size] ?? 0);
}

/** What a group breaks, each rule once; nothing for a group as it should be. */
export function broken(table: Table, group: readonly number[]): Rule[] {
  const { instance, n } = table;
  const found = new Set<Rule>();
  if (group.length < instance.smallest || group.length > instance.largest) found.add('size');
  if (group.length > 0 && timesOf(table, group) === 0) found.add('time');
  for (const [at, i] of group.entries())
    for (const j of group.slice(at + 1)) {
      if (table.may[i * n + j] === 1) continue;
      const { km } = table.parts(i, j);
      if (instance.members[i]!.operator_id === instance.members[j]!.operator_id) found.add('operator');
      if (instance.most_km !== null && km !== null && km > instance.most_km) found.add('far');
    }
  return rules.filter((rule) => found.has(rule));
}

/** The times at which all of a group can come, as bits. */
export const timesOf = (table: Table, group: readonly number[]): number =>
  group.reduce((bits, i) => bits & table.times[i]!, -1);

/** The mean points of a facility over a whole division, 0 to 100: what pages show. */
export const meanWorth = (table: Table, groups: readonly (readonly number[])[]): number => {
  const members = groups.reduce((sum, group) => sum + group.length, 0);
  return members === 0 ? 0 : groups.reduce((sum, group) => sum + worth(table, group), 0) / members;
};

export interface Effect {
  /** points of all facilities together that the move brings; below zero: costs */
  gain: number;
  /** newly broken by the move, and mended by it */
  breaks: Rule[];
  mends: Rule[];
}

/** What moving a member (by position) from one group to another brings and breaks. Groups may be empty. */
export function effectOf(
  table: Table,
  from: readonly number[],
  to: readonly number[],
  member: number,
): Effect {
  const after = [from.filter((one) => one !== member), [...to, member]];
  const sum = (groups: readonly (readonly number[])[]) =>
    groups.reduce((all, group) => all + worth(table, group), 0);
  const all = (groups: readonly (readonly number[])[]) =>
    groups.flatMap((group) => (group.length === 0 ? [] : broken(table, group)));
  const [was, is] = [all([from, to]), all(after)];
  const count = (found: readonly Rule[], rule: Rule) => found.filter((one) => one === rule).length;
  return {
    gain: sum(after) - sum([from, to]),
    breaks: rules.filter((rule) => count(is, rule) > count(was, rule)),
    mends: rules.filter((rule) => count(is, rule) < count(was, rule)),
  };
}
