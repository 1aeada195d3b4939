import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { basisOf, weightOf } from './rules.ts';
import { balance, type Load, type Worker } from './rules-balance.ts';

const cases = (worker_id: number, points: number[], months = 12): Load[] =>
  points.map((each, n) => ({ id: worker_id * 100 + n, worker_id, points: each, months }));

/** Every way of giving each case a worker, for small instances: the least overload, then the least cost of moving. */
function bestOf(workers: Worker[], loads: Load[]): number {
  const tenth = (points: number) => Math.round(points * 10);
  const start = new Map(workers.map((worker) => [worker.id, 0]));
  for (const one of loads) start.set(one.worker_id, start.get(one.worker_id)! + tenth(one.points));
  const giver = (id: number) => start.get(id)! > tenth(workers.find((one) => one.id === id)!.limit);
  let best = Infinity;
  const walk = (n: number, now: Map<number, number>, cost: number) => {
    if (n === loads.length) {
      let value = cost;
      for (const worker of workers) {
        const over = Math.max(0, now.get(worker.id)! - tenth(worker.limit));
        // Nobody who was within the limit is pushed above it.
        if (over > 0 && !giver(worker.id)) return;
        value += 100 * over;
      }
      best = Math.min(best, value);
      return;
    }
    const one = loads[n]!;
    walk(n + 1, now, cost);
    if (!giver(one.worker_id)) return;
    for (const worker of workers) {
      if (worker.id === one.worker_id || giver(worker.id)) continue;
      const then = new Map(now);
      then.set(one.worker_id, then.get(one.worker_id)! - tenth(one.points));
      then.set(worker.id, then.get(worker.id)! + tenth(one.points));
      walk(n + 1, then, cost + 10 + Math.min(5, Math.floor(one.months / 6)));
    }
  };
  walk(0, start, 0);
  return best;
}

const valueOf = (loads: Load[], result: Awaited<ReturnType<typeof balance>>) =>
  result.moves.reduce(
    (sum, move) =>
      sum + 10 + Math.min(5, Math.floor(loads.find((one) => one.id === move.case_id)!.months / 6)),
    0,
  ) +
  Math.round(result.over_after * 10) * 100;

describe('evening out the load', () => {
  it('moves nothing when everybody is within the limit, or nobody has room', async () => {
    const within = await balance(
      [
        { id: 1, limit: 10 },
        { id: 2, limit: 10 },
      ],
      cases(1, [5, 5]),
    );
    expect(within).toEqual({ moves: [], over_before: 0, over_after: 0, gap: 0 });
    const full = await balance(
      [
        { id: 1, limit: 4 },
        { id: 2, limit: 4 },
      ],
      [...cases(1, [3, 3]), ...cases(2, [4])],
    );
    expect(full.moves).toEqual([]);
    expect(full.over_after).toBe(2);
  });

  it('moves one heavy case rather than three light ones', async () => {
    const result = await balance(
      [
        { id: 1, limit: 10 },
        { id: 2, limit: 10 },
      ],
      cases(1, [3, 1, 1, 1, 7]),
    );
    expect(result.moves.map((move) => move.points)).toEqual([3]);
    expect(result).toMatchObject({ over_before: 3, over_after: 0, gap: 0 });
  });

  it('of equal cases moves the family that has known its worker least, and says why', async () => {
    const loads = [...cases(1, [4, 4, 4], 30), { id: 999, worker_id: 1, points: 4, months: 2 }];
    const result = await balance(
      [
        { id: 1, limit: 12 },
        { id: 2, limit: 8 },
      ],
      loads,
    );
    expect(result.moves).toEqual([
      { case_id: 999, from_id: 1, to_id: 2, points: 4, why: ['over', 'room', 'new'] },
    ]);
  });

  it('never lifts somebody above the limit, even if another stays above', async () => {
    const result = await balance(
      [
        { id: 1, limit: 1 },
        { id: 2, limit: 3 },
      ],
      cases(1, [2, 2, 2]),
    );
    expect(result.moves).toHaveLength(1);
    expect(result.over_after).toBe(3);
  });

  it('finds what trying everything finds, and proves it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ limit: fc.integer({ min: 2, max: 10 }) }), { minLength: 2, maxLength: 3 }),
        fc.array(
          fc.record({
            worker: fc.nat({ max: 2 }),
            points: fc.integer({ min: 1, max: 8 }).map((half) => half / 2),
            months: fc.integer({ min: 0, max: 40 }),
          }),
          { minLength: 1, maxLength: 7 },
        ),
        async (limits, given) => {
          const workers = limits.map(({ limit }, n) => ({ id: n + 1, limit }));
          const loads = given.map((one, n) => ({
            id: n + 1,
            worker_id: (one.worker % workers.length) + 1,
            points: one.points,
            months: one.months,
          }));
          const result = await balance(workers, loads);
          expect(valueOf(loads, result)).toBe(bestOf(workers, loads));
          expect(result.gap).toBe(0);
          expect(new Set(result.moves.map((move) => move.case_id)).size).toBe(result.moves.length);
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('what a proposal was reckoned from', () => {
  const load = {
    workers: [
      { id: 1, limit: 10, here: true },
      { id: 2, limit: 10, here: true },
      { id: 3, limit: 10, here: false },
    ],
    cases: [
      { id: 11, worker_id: 1, points: 4 },
      { id: 12, worker_id: 1, points: 5 },
    ],
  };
  const move = { case_id: 11, from_id: 1, to_id: 2, taken: true };
  const taken = {
    ...load,
    cases: [
      { id: 11, worker_id: 2, points: 4 },
      { id: 12, worker_id: 1, points: 5 },
    ],
  };
  it('is the same whatever the order, and when a move of its own was taken', () => {
    const turned = { workers: load.workers.toReversed(), cases: load.cases.toReversed() };
    expect(basisOf(turned, [])).toBe(basisOf(load, []));
    expect(basisOf(taken, [move])).toBe(basisOf(load, [move]));
  });
  it('is another when a case changed hands otherwise, or points, limits or people did', () => {
    const before = basisOf(load, []);
    expect(basisOf(taken, [])).not.toBe(before);
    expect(basisOf(taken, [{ ...move, taken: false }])).not.toBe(before);
    expect(basisOf({ ...load, cases: load.cases.slice(1) }, [])).not.toBe(before);
    expect(basisOf({ ...load, workers: load.workers.slice(1) }, [])).not.toBe(before);
    expect(
      basisOf({ ...load, cases: load.cases.map((one) => ({ ...one, points: one.points + 1 })) }, []),
    ).not.toBe(before);
    expect(
      basisOf({ ...load, workers: load.workers.map((one) => ({ ...one, limit: one.limit + 1 })) }, []),
    ).not.toBe(before);
  });
});

describe('the weight of a case', () => {
  const weights = new Map([
    ['protection', 4],
    ['assessing', 2],
    ['grave', 4],
    ['now', 3],
    ['far', 1],
    ['interpreter', 1.5],
    ['court', 2],
    ['near', 0],
  ]);
  const facts = {
    category: 'protection',
    stage: 'assessing',
    severity: 'low',
    urgency: null,
    travel: 'near',
    interpreter: false,
    court: false,
  };
  it('is the sum of what is known of it, each part told', () => {
    expect(weightOf(facts, weights)).toEqual({
      points: 6,
      parts: [
        { code: 'protection', points: 4 },
        { code: 'assessing', points: 2 },
      ],
    });
    expect(
      weightOf(
        { ...facts, severity: 'grave', urgency: 'now', travel: 'far', interpreter: true, court: true },
        weights,
      ).points,
    ).toBe(17.5);
  });
});
