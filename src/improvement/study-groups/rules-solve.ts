import highsLoader from 'highs';
import { broken, tableOf, worth, type Instance, type Table } from './rules-groups.ts';

// The best division into groups, with a proof of how far from the best it can be at most. Three steps: a search from
// several beginnings finds a good division; a linear programme over groups (columns made when they are wanted) bounds
// what any division can reach; then all groups that could be part of a better one are listed and chosen among exactly.
//
// What makes the middle step exact and quick: with prices u on the facilities a group of size k is worth its price if
// the sum over its pairs of 2·fit − u − u' + 2·bonus(k) is positive. Of a set whose pairs sum to more than nothing, the
// member that adds least can go and the rest still sums to more than nothing: so every such group grows, member by
// member, out of such sets alone, beginning with a pair. Nothing else is ever looked at (grow).

export interface Division {
  /** ids of the members of each group, in a fixed order */
  groups: number[][];
  /** who could not be placed even so */
  left: number[];
  /** groups in which the distance or the operator gave way, because nobody is to be left over */
  lenient: { ids: number[]; rule: Lenience }[];
  value: number;
  /** no division under these rules reaches more */
  bound: number;
  /** (bound − value) / bound: 0 is proven best */
  gap: number;
}

/** Costs of leaving one facility out: more than any group can be worth to its members. */
const out = 1000;
const tiny = 1e-6;

export interface SolveOptions {
  seed?: number;
  /** time for everything, in seconds; what is found by then is told with its gap */
  seconds?: number;
  progress?(part: number): void;
}

/** Divides the members; the same seed gives the same division as long as time suffices. */
export async function divide(instance: Instance, options: SolveOptions = {}): Promise<Division> {
  const ends = performance.now() + 1000 * (options.seconds ?? 8);
  const lenient = new Map<number, Lenience>();
  const everybody = instance.members.map((_, i) => i);
  let best = await solve(tableOf(instance), options, ends, false);
  // Nobody is to be left over. What gives way: the distance, first for those left over, then for all; then the operator.
  for (const [rule, all] of [
    ['far', false],
    ['far', true],
    ['operator', false],
    ['operator', true],
  ] as const) {
    if (best.left.length === 0) break;
    for (const i of all ? everybody : best.left) lenient.set(i, rule);
    const found = await solve(tableOf(instance, lenient), options, ends, rule === 'operator' && all);
    // Without time for it nothing is better for having been asked.
    if (found.left.length <= best.left.length) best = found;
  }
  const strict = tableOf(instance);
  const given = best.groups.flatMap((group) => {
    const rules = broken(strict, group);
    const rule: Lenience | undefined = rules.includes('operator')
      ? 'operator'
      : rules.includes('far')
        ? 'far'
        : undefined;
    return rule === undefined ? [] : [{ group, rule }];
  });
  const id = (i: number) => instance.members[i]!.id;
  const groups = best.groups.map((group) => group.map(id).toSorted((a, b) => a - b));
  return {
    groups: groups.toSorted((a, b) => a[0]! - b[0]!),
    left: best.left.map(id).toSorted((a, b) => a - b),
    lenient: given.map(({ group, rule }) => ({ ids: group.map(id).toSorted((a, b) => a - b), rule })),
    value: best.value,
    bound: best.bound,
    gap: best.bound <= 0 ? 0 : Math.max(0, (best.bound - best.value) / best.bound),
  };
}

export type Lenience = 'far' | 'operator';

interface Found {
  groups: number[][];
  left: number[];
  value: number;
  bound: number;
}

const valueOf = (table: Table, groups: readonly (readonly number[])[], left: number): number =>
  groups.reduce((sum, group) => sum + worth(table, group), 0) - out * left;

async function solve(table: Table, options: SolveOptions, until: number, last: boolean): Promise<Found> {
  // With somebody left over, another try with fewer rules needs its time too.
  const begun = performance.now();
  const patience = begun + 0.35 * (until - begun);
  if (table.n === 0) return { groups: [], left: [], value: 0, bound: 0 };
  const say = options.progress ?? (() => undefined);
  const pool = new Pool(table);
  let best = search(table, options.seed ?? 1, pool, patience);
  const ends = best.left.length === 0 || last ? until : patience;
  say(0.25);
  const whole = (found: readonly number[][]) => {
    const placed = new Set(found.flat());
    const left = Array.from({ length: table.n }, (_, i) => i).filter((i) => !placed.has(i));
    return { groups: found.map((group) => [...group]), left, value: valueOf(table, found, left.length) };
  };
  // Prices to begin with: what each facility has of its group in the division found.
  const start = new Float64Array(table.n).fill(-out);
  for (const group of best.groups) for (const i of group) start[i] = worth(table, group) / group.length;
  const relaxed = await relax(table, pool, start, best.value, ends, (part) => say(0.25 + 0.5 * part));
  const bound = Math.max(relaxed.bound, best.value);
  say(0.75);
  if (bound - best.value > tiny && performance.now() < ends) {
    const { columns } = listed(table, relaxed.prices, bound - best.value, 12_000);
    const mended = whole(mend(table, columns, relaxed.prices, best.groups, options.seed ?? 1, ends));
    if (mended.value > best.value) best = mended;
  }
  say(0.9);
  if (bound - best.value > tiny && performance.now() < ends && (best.left.length === 0 || last)) {
    const proof = await prove(table, pool, relaxed.prices, bound - best.value, ends);
    if (proof !== null) {
      const proven = whole(proof);
      if (proven.value > best.value) best = proven;
      say(1);
      return { ...best, bound: best.value };
    }
  }
  say(1);
  return { ...best, bound };
}

/** Groups seen so far, each once. */
class Pool {
  readonly groups: number[][] = [];
  readonly values: number[] = [];
  readonly #known = new Map<string, number>();
  readonly #table: Table;
  constructor(table: Table) {
    this.#table = table;
  }
  /** Its place here, new or not. */
  place(group: readonly number[]): number {
    const sorted = [...group].toSorted((a, b) => a - b);
    const key = sorted.join(' ');
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    this.#known.set(key, this.groups.length);
    this.values.push(worth(this.#table, sorted));
    return this.groups.push(sorted) - 1;
  }
  /** Whether it is new. */
  add(group: readonly number[]): boolean {
    const before = this.groups.length;
    return this.place(group) === before;
  }
}

function fits(table: Table, group: readonly number[]): boolean {
  const { n, may, instance } = table;
  if (group.length > instance.largest) return false;
  let bits = -1;
  for (const [at, i] of group.entries()) {
    bits &= table.times[i]!;
    for (let b = at + 1; b < group.length; b++) if (may[i * n + group[b]!] === 0) return false;
  }
  return bits !== 0;
}

/** A repeatable stream of numbers below one. */
function numbers(seed: number): () => number {
  let state = seed >>> 0 || 1;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Simulated annealing over moves and exchanges, a few times from other beginnings. Groups it passed go into the pool. */
function search(table: Table, seed: number, pool: Pool, ends: number): Omit<Found, 'bound'> {
  const { n, instance } = table;
  const random = numbers(seed);
  let best: Omit<Found, 'bound'> = { groups: [], left: [], value: -Infinity };
  const many = Math.ceil(n / instance.smallest);
  const steps = Math.min(400_000, 6000 * n);
  for (let start = 0; start < 2; start++) {
    // Too small a group counts as nothing but its members left out, so that it can grow or go.
    const groups: number[][] = Array.from({ length: many }, () => []);
    const at = new Int32Array(n);
    const worthOf = (group: readonly number[]) =>
      group.length >= instance.smallest ? worth(table, group) : -out * group.length + 60 * pairsIn(group);
    const pairsIn = (group: readonly number[]) => (group.length * (group.length - 1)) / 2;
    const order = Array.from({ length: n }, (_, i) => i);
    for (let i = n - 1; i > 0; i--) {
      const j = Math.floor(random() * (i + 1));
      [order[i], order[j]] = [order[j]!, order[i]!];
    }
    for (const i of order) {
      const room = groups.findIndex(
        (group) => group.length < Math.min(instance.aimed, instance.largest) && fits(table, [...group, i]),
      );
      const home = room >= 0 ? room : groups.findIndex((group) => group.length === 0);
      // Every facility has a group of its own at worst.
      const index = home >= 0 ? home : groups.push([]) - 1;
      groups[index]!.push(i);
      at[i] = index;
    }
    const values = groups.map(worthOf);
    let value = values.reduce((sum, one) => sum + one, 0);
    let top = -Infinity;
    let kept: number[][] = [];
    const hot = 40;
    for (let step = 0; step < steps; step++) {
      if ((step & 4095) === 0 && performance.now() > ends) break;
      const heat = hot * (0.05 / hot) ** (step / steps);
      const i = Math.floor(random() * n);
      const from = at[i]!;
      const j = Math.floor(random() * n);
      const to = random() < 0.02 ? Math.floor(random() * groups.length) : at[j]!;
      if (from === to) continue;
      const [a, b] = [groups[from]!, groups[to]!];
      const exchange = to === at[j] && random() < 0.7;
      const newA = a.filter((one) => one !== i);
      if (exchange) newA.push(j);
      const newB = exchange ? b.filter((one) => one !== j) : [...b];
      newB.push(i);
      if (!fits(table, newB) || (exchange && !fits(table, newA))) continue;
      const [valueA, valueB] = [worthOf(newA), worthOf(newB)];
      const gain = valueA + valueB - values[from]! - values[to]!;
      if (gain < 0 && random() >= Math.exp(gain / heat)) continue;
      groups[from] = newA;
      groups[to] = newB;
      values[from] = valueA;
      values[to] = valueB;
      at[i] = to;
      if (exchange) at[j] = from;
      value += gain;
      if (value > top + tiny && step > steps / 2) {
        top = value;
        kept = groups.map((group) => [...group]);
      }
    }
    if (kept.length === 0) kept = groups;
    const good = kept.filter((group) => group.length >= instance.smallest);
    for (const group of good) pool.add(group);
    const left = kept.filter((group) => group.length < instance.smallest).flat();
    const worthAll = valueOf(table, good, left.length);
    if (worthAll > best.value) best = { groups: good, left, value: worthAll };
  }
  return best;
}

interface Grown {
  /** best first when there were more than asked for */
  groups: { group: number[]; gain: number }[];
  /** false: there were more than could be looked at, and some are missing */
  whole: boolean;
}

/**
 * All groups of one size whose worth exceeds their members' prices by more than `over` (below zero: nearly does).
 * `share[i]` becomes the greatest gain per member among the groups i is in.
 */
function grow(
  table: Table,
  size: number,
  prices: Float64Array,
  over: number,
  most: number,
  share?: Float64Array,
  limit = 3_000_000,
): Grown {
  const { n, fit, may, times } = table;
  const shift = 2 * table.bonus[size]! - (2 * over) / size;
  const weight = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) weight[i * n + j] = 2 * fit[i * n + j]! - prices[i]! - prices[j]! + shift;
  let found: Grown['groups'] = [];
  let dropped = false;
  let looked = 0;
  const best = (all: Grown['groups']) => all.toSorted((a, b) => b.gain - a.gain).slice(0, most);
  const group = new Int32Array(size);
  // sums[k][m]: what group[m] adds to the first k members together.
  const sums = Array.from({ length: size + 1 }, () => new Float64Array(size));
  const extend = (many: number, bits: number, total: number): void => {
    const own = sums[many]!;
    if (many === size) {
      const gain = total / (size - 1) + over;
      found.push({ group: [...group], gain });
      if (share) for (const i of group) if (gain / size > share[i]!) share[i] = gain / size;
      if (found.length >= 4 * most + 10_000) {
        found = best(found);
        dropped = true;
      }
      return;
    }
    const next = sums[many + 1]!;
    for (let v = 0; v < n; v++) {
      const shared = bits & times[v]!;
      if (shared === 0) continue;
      if (looked++ > limit) return;
      let adds = 0;
      let joined = true;
      for (let k = 0; k < many; k++) {
        const one = group[k]!;
        if (one === v || may[one * n + v] === 0) {
          joined = false;
          break;
        }
        const edge = weight[one * n + v]!;
        adds += edge;
        next[k] = own[k]! + edge;
      }
      if (!joined || total + adds <= tiny) continue;
      // The newcomer must be the one that adds least (of equals the one with the highest number): each set is met once.
      let least = true;
      for (let k = 0; k < many && least; k++)
        if (next[k]! < adds || (next[k] === adds && group[k]! > v)) least = false;
      if (!least) continue;
      group[many] = v;
      next[many] = adds;
      extend(many + 1, shared, total + adds);
    }
  };
  for (let i = 0; i < n; i++)
    for (let j = i + 1; j < n; j++) {
      const pair = weight[i * n + j]!;
      const shared = times[i]! & times[j]!;
      if (pair <= tiny || shared === 0 || may[i * n + j] === 0) continue;
      group[0] = i;
      group[1] = j;
      sums[2]![0] = sums[2]![1] = pair;
      extend(2, shared, pair);
    }
  if (found.length > most) dropped = true;
  return { groups: dropped ? best(found) : found, whole: looked <= limit };
}

type Highs = Awaited<ReturnType<typeof highsLoader>>;

function model(table: Table, pool: Pool, columns: readonly number[], whole: boolean): string {
  const rows: string[][] = Array.from({ length: table.n }, (_, i) => [`y${i}`]);
  const goal: string[] = [];
  for (const k of columns) {
    goal.push(`${pool.values[k]!.toFixed(6)} x${k}`);
    for (const i of pool.groups[k]!) rows[i]!.push(`x${k}`);
  }
  const names = [...columns.map((k) => `x${k}`), ...rows.map((_, i) => `y${i}`)];
  const stay = [...rows.keys()].map((i) => `- ${out} y${i}`).join('\n ');
  return (
    `Maximize\n obj: ${goal.join('\n + ')}\n ${stay}\nSubject To\n` +
    rows.map((row, i) => ` r${i}: ${row.join('\n + ')} = 1`).join('\n') +
    (whole ? `\nBinary\n ${names.join('\n ')}` : '') +
    '\nEnd\n'
  );
}

/**
 * What no division can exceed, by columns made when they are wanted, and the prices that prove it. Asked first are prices
 * between the linear programme's and the best proof's: prices that jump cost rounds.
 */
async function relax(
  table: Table,
  pool: Pool,
  start: Float64Array,
  floor: number,
  ends: number,
  say: (part: number) => void,
): Promise<{ bound: number; prices: Float64Array }> {
  const { n, instance } = table;
  const highs: Highs = await highsLoader();
  let bound = Infinity;
  let proving = start;
  let active: number[] = [];
  const ask = (asked: Float64Array, many: number): number => {
    const share = new Float64Array(n);
    let whole = true;
    let added = 0;
    for (let size = instance.smallest; size <= instance.largest; size++) {
      const grown = grow(table, size, asked, 0, many, share);
      whole &&= grown.whole;
      for (const { group } of grown.groups) if (pool.add(group)) added++;
    }
    // Raised by the greatest gain per member, the prices leave no group worth more than them: a proof. Only leaving
    // somebody out may be dearer, never cheaper than `out`.
    const proved = asked.map((price, i) => Math.max(-out, price + share[i]!));
    const proof = proved.reduce((sum, price) => sum + price, 0);
    if (whole && proof < bound) {
      bound = proof;
      proving = proved;
    }
    return added;
  };
  ask(start, 1500);
  active = pool.groups.map((_, k) => k);
  let known = active.length;
  for (let round = 0; round < 300; round++) {
    const answer = highs.solve(model(table, pool, active, false), { output_flag: false });
    const value = answer.ObjectiveValue;
    const prices = new Float64Array(n);
    for (const [at, row] of (answer.Rows as { Name?: string; Dual?: number }[]).entries())
      prices[row.Name === undefined ? at : Number(row.Name.slice(1))] = row.Dual ?? 0;
    let added = 0;
    for (const mix of [0.4, 1]) {
      added = ask(
        prices.map((price, i) => mix * price + (1 - mix) * proving[i]!),
        300,
      );
      if (added > 0) break;
    }
    say(Math.min(1, round / 30));
    if (added === 0 || bound - value < 0.01 || bound - floor < tiny || performance.now() > ends) break;
    for (; known < pool.groups.length; known++) active.push(known);
    if (active.length > 5000) {
      // Columns that are far from worth their price leave the programme; the pool keeps them.
      const gains = new Map(
        active.map((k) => [k, pool.values[k]! - pool.groups[k]!.reduce((sum, i) => sum + prices[i]!, 0)]),
      );
      active = active.toSorted((a, b) => gains.get(b)! - gains.get(a)!).slice(0, 2500);
    }
  }
  return { bound, prices: proving };
}

interface Column {
  group: number[];
  /** the prices of its members less its worth: never below nothing */
  loss: number;
}

/** Groups that lose little against their prices, the least first; and below which loss none is missing. */
function listed(
  table: Table,
  prices: Float64Array,
  slack: number,
  most: number,
): { columns: Column[]; complete: number } {
  const { instance } = table;
  const columns: Column[] = [];
  let complete = slack;
  for (let size = instance.smallest; size <= instance.largest; size++) {
    // Beginning small: how many there are within a loss is not known beforehand.
    let within = Math.min(slack, 8);
    let grown = grow(table, size, prices, -within, most);
    while (grown.whole && grown.groups.length < most && within < slack) {
      const wider = Math.min(slack, 1.6 * within);
      const next = grow(table, size, prices, -wider, most);
      if (!next.whole) break;
      grown = next;
      within = wider;
    }
    for (const { group, gain } of grown.groups) columns.push({ group, loss: Math.max(0, -gain) });
    if (!grown.whole) complete = 0;
    else if (grown.groups.length >= most) complete = Math.min(complete, -grown.groups.at(-1)!.gain);
    else complete = Math.min(complete, within);
  }
  columns.sort((a, b) => a.loss - b.loss);
  if (columns.length > most) complete = Math.min(complete, columns[most]!.loss);
  return { columns: columns.slice(0, most), complete };
}

/**
 * The best division of all, when the groups that can be part of a better one than that found are few enough to choose
 * among exactly; null when they are not, or time ends.
 */
async function prove(
  table: Table,
  pool: Pool,
  prices: Float64Array,
  slack: number,
  ends: number,
): Promise<number[][] | null> {
  const { columns, complete } = listed(table, prices, slack + tiny, 2500);
  const seconds = (ends - performance.now()) / 1000;
  if (complete < slack || seconds < 0.5) return null;
  try {
    const places = columns.map(({ group }) => pool.place(group));
    const answer = (await highsLoader()).solve(model(table, pool, places, true), {
      output_flag: false,
      time_limit: seconds,
      mip_rel_gap: 0,
    });
    if (answer.Status !== 'Optimal') return null;
    const values = answer.Columns as Record<string, { Primal?: number }>;
    return places.filter((k) => (values[`x${k}`]?.Primal ?? 0) > 0.5).map((k) => pool.groups[k]!);
  } catch {
    // Without an answer the division found stands, with its distance from the bound.
    return null;
  }
}

/**
 * Makes a division better piece by piece: a few groups that lose most, with some beside them, are taken apart and put
 * together again in the best possible way (every way, cut off by the loss so far), until time or patience ends.
 */
function mend(
  table: Table,
  columns: readonly Column[],
  prices: Float64Array,
  division: readonly (readonly number[])[],
  seed: number,
  ends: number,
): number[][] {
  const { n } = table;
  const random = numbers(seed);
  const lossOf = (group: readonly number[]) =>
    group.reduce((sum, i) => sum + prices[i]!, 0) - (group.length > 1 ? worth(table, group) : -out);
  let current: Column[] = division.map((group) => ({ group: [...group], loss: Math.max(0, lossOf(group)) }));
  const placed = new Set(division.flat());
  for (let i = 0; i < n; i++)
    if (!placed.has(i)) current.push({ group: [i], loss: Math.max(0, lossOf([i])) });
  const of: Column[][] = Array.from({ length: n }, () => []);
  for (const column of columns) for (const i of column.group) of[i]!.push(column);
  const open = new Uint8Array(n);
  let quiet = 0;
  for (let round = 0; quiet < Math.min(4000, 40 * n); round++) {
    if ((round & 15) === 0 && performance.now() > ends) break;
    const total = current.reduce((sum, one) => sum + one.loss, 0);
    if (total < tiny) break;
    // The first group is drawn by what it loses, the others by what they could exchange with those drawn before.
    let draw = random() * total;
    const first = Math.max(
      0,
      current.findIndex((one) => (draw -= one.loss) <= 0),
    );
    const chosen = new Set([first]);
    const at = new Map(current.flatMap(({ group }, k) => group.map((i) => [i, k] as const)));
    const many = Math.min(current.length, 4 + Math.floor(random() * 5));
    for (let tries = 0; chosen.size < many && tries < 60; tries++) {
      const from = current[[...chosen][Math.floor(random() * chosen.size)]!]!.group;
      const around = of[from[Math.floor(random() * from.length)]!]!;
      if (around.length === 0) {
        chosen.add(Math.floor(random() * current.length));
        continue;
      }
      // Groups that lose little are met more often.
      const like = around[Math.floor(random() ** 2 * Math.min(around.length, 60))]!;
      for (const i of like.group) if (chosen.size < many) chosen.add(at.get(i)!);
    }
    const members = [...chosen].flatMap((k) => current[k]!.group);
    const limit = [...chosen].reduce((sum, k) => sum + current[k]!.loss, 0);
    if (limit < tiny) {
      quiet++;
      continue;
    }
    for (const i of members) open[i] = 1;
    const better = cover(members, of, open, limit - 0.001, lossOf);
    for (const i of members) open[i] = 0;
    if (better === null) {
      quiet++;
      continue;
    }
    quiet = 0;
    current = [...current.filter((_, k) => !chosen.has(k)), ...better];
  }
  return current.filter(({ group }) => group.length > 1).map(({ group }) => group);
}

/** The division of `members` that loses least, if any loses less than `limit`; looks no further than so many steps. */
function cover(
  members: readonly number[],
  of: readonly (readonly Column[])[],
  open: Uint8Array,
  limit: number,
  lossOf: (group: readonly number[]) => number,
): Column[] | null {
  const usable = new Map(
    members.map((i) => {
      const own = of[i]!.filter(({ group, loss }) => loss < limit && group.every((one) => open[one] === 1));
      const alone = lossOf([i]);
      return [i, alone < limit ? [...own, { group: [i], loss: Math.max(0, alone) }] : own] as const;
    }),
  );
  let best: Column[] | null = null;
  let least = limit;
  let steps = 0;
  const path: Column[] = [];
  const go = (loss: number, left: number): void => {
    if (left === 0) {
      best = [...path];
      least = loss - 0.001;
      return;
    }
    if (steps++ > 4000) return;
    // Whoever has the fewest ways is placed first; what everybody loses at least cuts the rest off.
    let tightest: Column[] = [];
    let fewest = Infinity;
    for (const i of members) {
      if (open[i] === 0) continue;
      const ways = usable
        .get(i)!
        .filter((way) => loss + way.loss < least && way.group.every((one) => open[one] === 1));
      if (ways.length < fewest) [fewest, tightest] = [ways.length, ways];
      if (fewest === 0) return;
    }
    for (const way of tightest) {
      if (loss + way.loss >= least) break;
      for (const i of way.group) open[i] = 0;
      path.push(way);
      go(loss + way.loss, left - way.group.length);
      path.pop();
      for (const i of way.group) open[i] = 1;
    }
  };
  go(0, members.length);
  return best;
}
