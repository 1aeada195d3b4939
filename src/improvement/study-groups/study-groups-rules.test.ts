import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runApart } from '../../platform/solve/apart.ts';
import {
  broken,
  effectOf,
  kilometres,
  meanWorth,
  tableOf,
  usualWeights,
  worth,
  type Instance,
  type Member,
} from './rules-groups.ts';
import { divide } from './rules-solve.ts';
import type { DivideApart } from './rules-apart.ts';
import { pairsOf, reasonsOf } from './rules.ts';

const some = (of: number, least = 0) =>
  fc.uniqueArray(fc.integer({ min: 0, max: of - 1 }), { minLength: least, maxLength: of });
const member = (id: number): fc.Arbitrary<Member> =>
  fc.record({
    id: fc.constant(id),
    operator_id: fc.integer({ min: 1, max: 8 }),
    kind: fc.constantFrom('a', 'b', 'c'),
    latitude: fc.option(fc.double({ min: 43.7, max: 43.9, noNaN: true }), { nil: null }),
    longitude: fc.option(fc.double({ min: 142.2, max: 142.5, noNaN: true }), { nil: null }),
    asks: some(4).map((all) => all.map(String)),
    offers: some(4).map((all) => all.map(String)),
    times: some(4, 1),
  });
const instances = (most: number): fc.Arbitrary<Instance> =>
  fc.integer({ min: 0, max: most }).chain((n) =>
    fc.record({
      members: fc.tuple(...Array.from({ length: n }, (_, at) => member(at + 1))),
      weights: fc.constant(usualWeights),
      smallest: fc.constant(3),
      largest: fc.constant(5),
      aimed: fc.integer({ min: 3, max: 5 }),
      most_km: fc.constantFrom(null, 5, 15),
      before: fc.constant(n > 2 ? ([[1, 2]] as [number, number][]) : []),
    }),
  );

/** Every division, tried out: for as few as can be tried. */
function bestOf(instance: Instance): number {
  const table = tableOf(instance);
  let best = -Infinity;
  const go = (left: readonly number[], value: number): void => {
    if (left.length === 0) {
      best = Math.max(best, value);
      return;
    }
    const [first, ...rest] = left;
    const grow = (group: number[], from: number): void => {
      if (group.length >= instance.smallest && broken(table, group).length === 0)
        go(
          rest.filter((one) => !group.includes(one)),
          value + worth(table, group),
        );
      if (group.length === instance.largest) return;
      for (let at = from; at < rest.length; at++) grow([...group, rest[at]!], at + 1);
    };
    grow([first!], 0);
    go(rest, value - 1000);
  };
  go(
    instance.members.map((_, at) => at),
    0,
  );
  return best;
}

describe('dividing facilities into groups', () => {
  it('puts every facility into exactly one group of allowed size, or says who is left', async () => {
    await fc.assert(
      fc.asyncProperty(instances(17), async (instance) => {
        const found = await divide(instance, { seconds: 2 });
        const everybody = [...found.groups.flat(), ...found.left].toSorted((a, b) => a - b);
        expect(everybody).toEqual(instance.members.map(({ id }) => id));
        for (const group of found.groups) {
          expect(group.length).toBeGreaterThanOrEqual(3);
          expect(group.length).toBeLessThanOrEqual(5);
        }
      }),
      { numRuns: 12, seed: 4 },
    );
  });

  it('never lets times or size give way, and names each group in which distance or operator did', async () => {
    await fc.assert(
      fc.asyncProperty(instances(17), async (instance) => {
        const found = await divide(instance, { seconds: 2 });
        const table = tableOf(instance);
        for (const group of found.groups) {
          const wrong = broken(
            table,
            group.map((id) => instance.members.findIndex((one) => one.id === id)),
          );
          expect(wrong).not.toContain('time');
          expect(wrong).not.toContain('size');
          const named = found.lenient.find(({ ids }) => ids.join(' ') === group.join(' '));
          expect(named?.rule ?? null).toBe(
            wrong.includes('operator') ? 'operator' : wrong.includes('far') ? 'far' : null,
          );
        }
      }),
      { numRuns: 12, seed: 5 },
    );
  });

  it('finds the best of all divisions where all can be tried, and its bound is never below it', async () => {
    await fc.assert(
      fc.asyncProperty(instances(9), async (instance) => {
        const best = bestOf(instance);
        const found = await divide({ ...instance }, { seconds: 3 });
        if (found.lenient.length > 0 || found.left.length > 0) return;
        expect(found.bound).toBeGreaterThanOrEqual(best - 0.01);
        expect(found.value).toBeCloseTo(best, 1);
      }),
      { numRuns: 12, seed: 6 },
    );
  });

  it('gives the same answer twice, in a process of its own as in this one', async () => {
    const instance = fc
      .sample(instances(16), { numRuns: 12, seed: 8 })
      .find(({ members }) => members.length > 11)!;
    const parts: number[] = [];
    const apart = await runApart<DivideApart>(
      'improvement/study-groups/rules-apart',
      { instance, seconds: 5 },
      { come: (part) => void parts.push(part) },
    );
    const here = await divide(instance, { seconds: 5 });
    expect(apart.groups).toEqual(here.groups);
    expect(parts.at(-1)).toBe(1);
  });
});

describe('a group', () => {
  const at = (id: number, given: Partial<Member> = {}): Member => ({
    id,
    operator_id: id,
    kind: 'nursery',
    latitude: 43.77,
    longitude: 142.37,
    asks: ['0'],
    offers: [],
    times: [0, 1],
    ...given,
  });
  const instance = (members: Member[], given: Partial<Instance> = {}): Instance => ({
    members,
    weights: usualWeights,
    smallest: 3,
    largest: 5,
    aimed: 4,
    most_km: 15,
    before: [],
    ...given,
  });

  it('is worth more with like questions, gifts that are wanted, other kinds, short ways and new faces', () => {
    const value = (members: Member[], given: Partial<Instance> = {}) =>
      worth(tableOf(instance(members, given)), [0, 1, 2]);
    const plain = value([at(1), at(2), at(3)]);
    expect(value([at(1), at(2), at(3, { asks: ['1'] })])).toBeLessThan(plain);
    expect(value([at(1), at(2), at(3, { offers: ['0'] })])).toBeGreaterThan(plain);
    expect(value([at(1), at(2), at(3, { kind: 'kindergarten' })])).toBeGreaterThan(plain);
    expect(value([at(1), at(2), at(3, { latitude: 43.84 })])).toBeLessThan(plain);
    expect(value([at(1), at(2), at(3)], { before: [[1, 3]] })).toBeLessThan(plain);
  });

  it('breaks a rule by its size, one operator, a long way, or no time in common', () => {
    const of = (members: Member[]) => broken(tableOf(instance(members)), [...members.keys()]);
    expect(of([at(1), at(2), at(3)])).toEqual([]);
    expect(of([at(1), at(2)])).toEqual(['size']);
    expect(of([at(1), at(2), at(3, { operator_id: 1 })])).toEqual(['operator']);
    expect(of([at(1), at(2), at(3, { latitude: 44.2 })])).toEqual(['far']);
    expect(of([at(1, { times: [0] }), at(2), at(3, { times: [1] })])).toEqual(['time']);
  });

  it('says before a move what it brings and breaks, and the whole changes by just that', () => {
    const members = [1, 2, 3, 4, 5, 6, 7, 8].map((id) =>
      at(id, { asks: [`${id % 3}`], offers: [`${id % 2}`], kind: id % 2 === 0 ? 'a' : 'b' }),
    );
    const table = tableOf(instance(members));
    const [from, to] = [
      [0, 1, 2, 3],
      [4, 5, 6, 7],
    ];
    const effect = effectOf(table, from!, to!, 3);
    const before = 8 * meanWorth(table, [from!, to!]);
    const after =
      8 *
      meanWorth(table, [
        [0, 1, 2],
        [...to!, 3],
      ]);
    expect(after - before).toBeCloseTo(effect.gain, 6);
    expect(effect.breaks).toEqual([]);
    expect(effectOf(table, [0, 1, 2], to!, 2).breaks).toEqual(['size']);
  });

  it('has its reasons: what is shared, who gives to whom, the kinds, the way, and when all can come', () => {
    const members = [
      at(1, { offers: ['1'] }),
      at(2, { asks: ['0', '1'] }),
      at(3, { kind: 'kindergarten', times: [1] }),
    ];
    const reasons = reasonsOf(tableOf(instance(members)), [0, 1, 2]);
    expect(reasons).toContainEqual({ kind: 'like', topic: 0, count: 3 });
    expect(reasons).toContainEqual({ kind: 'strength', topic: 1, from: 1, to: [2] });
    expect(reasons).toContainEqual({ kind: 'mixed', kinds: ['nursery', 'kindergarten'] });
    expect(reasons).toContainEqual({ kind: 'fresh' });
    expect(reasons).toContainEqual({ kind: 'times', times: [1] });
  });

  it('knows distances as the crow flies and every pair of a group', () => {
    expect(kilometres(at(1), at(2, { latitude: 43.86 }))).toBeCloseTo(10, 0);
    expect(kilometres(at(1), at(2, { latitude: null }))).toBeNull();
    expect(pairsOf([[1, 2, 3]])).toEqual([
      [1, 2],
      [1, 3],
      [2, 3],
    ]);
  });
});
