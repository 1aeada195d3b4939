import type { Listening } from '../../platform/solve/apart.ts';
import { solve, type Come } from '../../platform/solve/solve.ts';

// Which families change their worker so that nobody carries more than the limit: few, and rather those who have not known
// their worker for long. Solved exactly by HiGHS on whole cases; equal cases of one worker are counted, not told apart,
// which keeps two thousand cases small.

export interface Worker {
  id: number;
  limit: number;
}
export interface Load {
  id: number;
  worker_id: number;
  points: number;
  /** how long the family has known the worker, in months */
  months: number;
}
export interface Move {
  case_id: number;
  from_id: number;
  to_id: number;
  points: number;
  why: ('over' | 'room' | 'new')[];
}
export interface Balance {
  moves: Move[];
  /** points above the limits, of all workers together */
  over_before: number;
  over_after: number;
  /** how far from the proven best at most: 0 is proven best */
  gap: number;
}

// In tenths, so that sums are whole numbers.
const tenths = (points: number) => Math.round(points * 10);
/** A move costs ten, and one more for each half year the family has known the worker, up to five. */
const costOf = (months: number) => 10 + Math.min(5, Math.floor(months / 6));
/** Of moves that cost the same, the lighter ones: no more changes hands than must. */
const lightly = 0.0001;
/** A tenth of a point above a limit costs more than any one move. */
const overCost = 100;

interface Class {
  from: number;
  points: number;
  cost: number;
  cases: Load[];
}

const loadsOf = (workers: readonly Worker[], cases: readonly Load[]) => {
  const loads = new Map(workers.map((worker) => [worker.id, 0]));
  for (const one of cases)
    if (loads.has(one.worker_id)) loads.set(one.worker_id, loads.get(one.worker_id)! + tenths(one.points));
  return loads;
};

const overOf = (workers: readonly Worker[], loads: ReadonlyMap<number, number>) =>
  workers.reduce((sum, worker) => sum + Math.max(0, loads.get(worker.id)! - tenths(worker.limit)), 0);

/** How long it looks for something better, in seconds. */
export const balanceSeconds = 8;

/** The best moves for a team (or several), found in time; workers not listed keep what they have. */
export async function balance(
  workers: readonly Worker[],
  cases: readonly Load[],
  listening: Listening<Come> = {},
): Promise<Balance> {
  const loads = loadsOf(workers, cases);
  const before = overOf(workers, loads);
  const nothing: Balance = { moves: [], over_before: before / 10, over_after: before / 10, gap: 0 };
  const givers = workers.filter((worker) => loads.get(worker.id)! > tenths(worker.limit));
  const takers = workers.filter((worker) => loads.get(worker.id)! < tenths(worker.limit));
  if (givers.length === 0 || takers.length === 0) return nothing;

  const classes = classesOf(givers, cases);
  const column = (of: number, to: number) => `y_${of}_${to}`;
  const objective: string[] = [];
  const rows: string[] = [];
  const integers: string[] = [];
  const bounds: string[] = [];
  for (const [n, giver] of givers.entries()) {
    objective.push(`${overCost} s_${n}`);
    const out = classes.flatMap((one, k) =>
      one.from === giver.id && one.points > 0
        ? takers.map((_taker, t) => `${one.points} ${column(k, t)}`)
        : [],
    );
    if (out.length > 0)
      rows.push(`g_${n}: ${out.join(' + ')} + s_${n} >= ${loads.get(giver.id)! - tenths(giver.limit)}`);
    else rows.push(`g_${n}: s_${n} >= ${loads.get(giver.id)! - tenths(giver.limit)}`);
  }
  for (const [t, taker] of takers.entries()) {
    const into = classes.flatMap((one, k) => (one.points > 0 ? [`${one.points} ${column(k, t)}`] : []));
    if (into.length > 0)
      rows.push(`t_${t}: ${into.join(' + ')} <= ${tenths(taker.limit) - loads.get(taker.id)!}`);
  }
  for (const [k, one] of classes.entries()) {
    if (one.points === 0) continue;
    rows.push(`c_${k}: ${takers.map((_taker, t) => column(k, t)).join(' + ')} <= ${one.cases.length}`);
    for (const t of takers.keys()) {
      objective.push(`${one.cost + lightly * one.points} ${column(k, t)}`);
      integers.push(column(k, t));
      bounds.push(`0 <= ${column(k, t)} <= ${one.cases.length}`);
    }
  }
  const model = `Minimize\n obj: ${objective.join('\n + ')}\nSubject To\n ${rows
    .map((row) => row.replaceAll(' + ', '\n + '))
    .join('\n ')}\nBounds\n ${bounds.join('\n ')}\nGeneral\n ${integers.join('\n ')}\nEnd\n`;

  // What the solver finds in time, unless the one made by hand is better: it always stands.
  const byGreed = byHand(givers, takers, classes, loads);
  let best = { counts: byGreed, value: valueOf(byGreed, givers, classes, loads) };
  const solution = await solve({ model, seconds: balanceSeconds }, listening);
  const counts: Counts = new Map();
  for (const k of classes.keys())
    for (const t of takers.keys()) {
      const count = Math.round(solution.values[column(k, t)] ?? 0);
      if (count > 0) counts.set(`${k}:${t}`, count);
    }
  const value = valueOf(counts, givers, classes, loads);
  if (solution.value !== null && fits(counts, takers, classes, loads) && value <= best.value)
    best = { counts, value };
  const proven = solution.outcome === 'best' && best.value <= value;
  const gap =
    proven || best.value === 0
      ? 0
      : Math.min(1, Math.max(0, (best.value - (solution.bound ?? 0)) / best.value));
  const moves = namedMoves(best.counts, takers, classes);
  const after = overOf(
    workers,
    loadsOf(
      workers,
      cases.map((one) => {
        const move = moves.find((each) => each.case_id === one.id);
        return move ? { ...one, worker_id: move.to_id } : one;
      }),
    ),
  );
  return { moves, over_before: before / 10, over_after: after / 10, gap };
}

function classesOf(givers: readonly Worker[], cases: readonly Load[]): Class[] {
  const giving = new Set(givers.map((giver) => giver.id));
  const classes = new Map<string, Class>();
  for (const one of cases) {
    if (!giving.has(one.worker_id)) continue;
    const [points, cost] = [tenths(one.points), costOf(one.months)];
    const key = `${one.worker_id}:${points}:${cost}`;
    const known = classes.get(key) ?? { from: one.worker_id, points, cost, cases: [] };
    known.cases.push(one);
    classes.set(key, known);
  }
  for (const one of classes.values()) one.cases.sort((a, b) => a.months - b.months || a.id - b.id);
  return [...classes.values()];
}

type Counts = Map<string, number>;

/** Without a solver: the heaviest that still fits, into the widest room. */
function byHand(
  givers: readonly Worker[],
  takers: readonly Worker[],
  classes: readonly Class[],
  loads: ReadonlyMap<number, number>,
): Counts {
  const counts: Counts = new Map();
  const room = takers.map((taker) => tenths(taker.limit) - loads.get(taker.id)!);
  const left = classes.map((one) => one.cases.length);
  for (const giver of givers) {
    let over = loads.get(giver.id)! - tenths(giver.limit);
    const own = [...classes.entries()]
      .filter(([, one]) => one.from === giver.id && one.points > 0)
      .toSorted(([, a], [, b]) => b.points - a.points || a.cost - b.cost);
    while (over > 0) {
      const widest = room.indexOf(Math.max(...room));
      const next = own.find(([k, one]) => left[k]! > 0 && one.points <= room[widest]!);
      if (!next) break;
      const [k, one] = next;
      counts.set(`${k}:${widest}`, (counts.get(`${k}:${widest}`) ?? 0) + 1);
      left[k]!--;
      room[widest]! -= one.points;
      over -= one.points;
    }
  }
  return counts;
}

function valueOf(
  counts: Counts,
  givers: readonly Worker[],
  classes: readonly Class[],
  loads: ReadonlyMap<number, number>,
): number {
  let value = 0;
  const gone = new Map<number, number>();
  for (const [key, count] of counts) {
    const one = classes[Number(key.split(':')[0])]!;
    value += (one.cost + lightly * one.points) * count;
    gone.set(one.from, (gone.get(one.from) ?? 0) + one.points * count);
  }
  for (const giver of givers)
    value += overCost * Math.max(0, loads.get(giver.id)! - tenths(giver.limit) - (gone.get(giver.id) ?? 0));
  return value;
}

function fits(
  counts: Counts,
  takers: readonly Worker[],
  classes: readonly Class[],
  loads: ReadonlyMap<number, number>,
): boolean {
  const into = takers.map((taker) => loads.get(taker.id)!);
  const used = classes.map(() => 0);
  for (const [key, count] of counts) {
    const [k, t] = key.split(':').map(Number) as [number, number];
    into[t]! += classes[k]!.points * count;
    used[k]! += count;
  }
  return (
    takers.every((taker, t) => into[t]! <= tenths(taker.limit)) &&
    classes.every((one, k) => used[k]! <= one.cases.length)
  );
}

function namedMoves(counts: Counts, takers: readonly Worker[], classes: readonly Class[]): Move[] {
  const next = classes.map(() => 0);
  const moves: Move[] = [];
  for (const [key, count] of counts) {
    const [k, t] = key.split(':').map(Number) as [number, number];
    for (let n = 0; n < count; n++) {
      const one = classes[k]!.cases[next[k]!++]!;
      moves.push({
        case_id: one.id,
        from_id: one.worker_id,
        to_id: takers[t]!.id,
        points: one.points,
        why: ['over', 'room', ...(one.months < 6 ? (['new'] as const) : [])],
      });
    }
  }
  return moves.toSorted((a, b) => a.from_id - b.from_id || b.points - a.points || a.case_id - b.case_id);
}
