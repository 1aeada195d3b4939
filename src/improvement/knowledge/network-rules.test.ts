import { describe, expect, it } from 'vitest';
import {
  bridgesOf,
  compared,
  componentsOf,
  drawnTies,
  labelsOf,
  layout,
  neighboursOf,
  networkOf,
  tiesOf,
  type Gathering,
  type NodeKey,
} from './rules-network.ts';

const f = (n: number): NodeKey => `f${n}`;
const gathering = (
  record_id: number,
  nodes: readonly NodeKey[],
  source = 'meeting',
  year = 2026,
): Gathering[] => nodes.map((node) => ({ source, record_id, fiscal_year: year, theme_code: null, node }));

describe('ties', () => {
  it('count every pair at one occasion, lighter the more there were, and no pair twice', () => {
    const ties = tiesOf([
      ...gathering(1, [f(1), f(2)]),
      ...gathering(2, [f(1), f(2), f(3), f(4)]),
      ...gathering(2, [f(1), f(1)]),
      ...gathering(1, [f(1), f(2)], 'open_day'),
      ...gathering(3, [f(9)]),
    ]);
    const pair = ties.find(({ a, b }) => a === f(1) && b === f(2))!;
    expect(pair).toMatchObject({ occasions: 3, times: { meeting: 2, open_day: 1 } });
    expect(pair.weight).toBeCloseTo(1 + 0.5 + 1);
    expect(ties).toHaveLength(6);
    expect(ties.some(({ a, b }) => [a, b].includes(f(9)))).toBe(false);
  });

  it('of two years are kept, new or gone', () => {
    const now = tiesOf([...gathering(1, [f(1), f(2)]), ...gathering(2, [f(2), f(3)])]);
    const before = tiesOf([...gathering(3, [f(1), f(2)]), ...gathering(4, [f(1), f(4)])]);
    expect(compared(now, before).map(({ a, b, change }) => [a, b, change])).toEqual([
      [f(1), f(2), 'kept'],
      [f(2), f(3), 'new'],
      [f(1), f(4), 'gone'],
    ]);
  });
});

describe('bridges', () => {
  it('name who would be cut off, and nobody where a ring holds', () => {
    // Two triangles held together by 3–4.
    const edges = [
      [1, 2],
      [2, 3],
      [1, 3],
      [3, 4],
      [4, 5],
      [5, 6],
      [4, 6],
    ] as const;
    const nodes = [1, 2, 3, 4, 5, 6].map(f);
    const around = neighboursOf(
      nodes,
      edges.map(([a, b]) => ({ a: f(a), b: f(b) })),
    );
    const found = bridgesOf(around);
    expect(
      found
        .slice(0, 2)
        .map(({ node }) => node)
        .toSorted(),
    ).toEqual([f(3), f(4)]);
    expect(found.find(({ node }) => node === f(3))!.cut_off.length).toBe(2);
    const ring = neighboursOf(
      nodes,
      nodes.map((a, at) => ({ a, b: nodes[(at + 1) % nodes.length]! })),
    );
    expect(bridgesOf(ring).every(({ cut_off }) => cut_off.length === 0)).toBe(true);
  });

  it('reckon betweenness as by hand: the middle of a line of three lies on the only way', () => {
    const line = neighboursOf(
      [f(1), f(2), f(3)],
      [
        { a: f(1), b: f(2) },
        { a: f(2), b: f(3) },
      ],
    );
    expect(bridgesOf(line)).toEqual([{ node: f(2), cut_off: [expect.any(String)], between: 1 }]);
  });

  it('find the parts that hang together, the largest first', () => {
    const around = neighboursOf([f(1), f(2), f(3), f(4)], [{ a: f(2), b: f(3) }]);
    expect(componentsOf(around).map((part) => part.length)).toEqual([2, 1, 1]);
  });
});

describe('the network of the chosen', () => {
  it('says which facilities met nobody, and leaves bodies without a tie out', () => {
    const now = tiesOf([...gathering(1, [f(1), f(2), 'o7'])]);
    const order: NodeKey[] = [f(1), f(2), f(3), 'o7', 'o8'];
    const network = networkOf(now, null, order, new Set([f(1), f(2), f(3)]), null);
    expect(network.isolated).toEqual([f(3)]);
    expect(network.nodes).not.toContain('o8');
    expect(network.met.get(f(1))).toEqual({ others: 2, occasions: 2 });
  });

  it('is one node and those it met, where one is named', () => {
    const now = tiesOf([
      ...gathering(1, [f(1), f(2)]),
      ...gathering(2, [f(2), f(3)]),
      ...gathering(3, [f(3), f(4)]),
    ]);
    const network = networkOf(now, null, [1, 2, 3, 4].map(f), new Set([1, 2, 3, 4].map(f)), f(2));
    expect(network.nodes.toSorted()).toEqual([f(1), f(2), f(3)]);
    expect(network.ties).toHaveLength(2);
  });
});

describe('the picture', () => {
  const nodes = Array.from({ length: 180 }, (_, n) => f(n + 1));
  const ties = tiesOf(
    Array.from({ length: 60 }, (_, n) =>
      gathering(n, [f(1 + ((n * 7) % 180)), f(1 + ((n * 13) % 180)), f(1 + ((n * 29) % 180))]),
    ).flat(),
  );
  const size = { width: 1000, height: 760 };

  it('is the same for the same ties, on the sheet, and no two of 180 marks lie on one another', () => {
    const first = layout(nodes, ties, size);
    expect([...layout(nodes, ties, size)]).toEqual([...first]);
    const spots = [...first.values()];
    for (const { x, y } of spots) {
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x).toBeLessThanOrEqual(size.width);
      expect(y).toBeGreaterThanOrEqual(0);
      expect(y).toBeLessThanOrEqual(size.height);
    }
    let near = Infinity;
    for (const [at, a] of spots.entries())
      for (const b of spots.slice(at + 1)) near = Math.min(near, Math.hypot(a.x - b.x, a.y - b.y));
    expect(near).toBeGreaterThan(24);
  });

  it('gives parts that do not hang together a place of their own, and sets names where nothing else stands', () => {
    const apart = tiesOf([
      ...gathering(1, [1, 2, 3, 4, 5, 6].map(f)),
      ...gathering(2, [f(7), f(8)]),
      ...gathering(3, [f(9), f(10), f(11)]),
    ]);
    const some = nodes.slice(0, 11);
    const spots = layout(some, apart, size);
    const across = (from: number, to: number) => some.slice(from, to).map((node) => spots.get(node)!.x);
    expect(Math.max(...across(0, 6))).toBeLessThan(Math.min(...across(6, 11)));
    const labels = labelsOf(
      some.map((node) => ({ node, text: 'つなぎ保育園' })),
      spots,
      size,
    );
    expect(labels.length).toBeGreaterThan(6);
    const boxes = labels.map(({ x, y, anchor }) => {
      const left = anchor === 'start' ? x : anchor === 'end' ? x - 84 : x - 42;
      return { left, right: left + 84, top: y - 9, bottom: y + 9 };
    });
    for (const [at, a] of boxes.entries())
      for (const b of boxes.slice(at + 1))
        expect(a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top).toBe(true);
  });

  it('sets those who met often nearer than those who never did', () => {
    const near = tiesOf([
      ...[1, 2, 3, 4, 5].flatMap((n) => gathering(n, [f(1), f(2)])),
      // a chain through all, so that they are one part
      ...nodes.slice(1, 12).flatMap((node, n) => gathering(10 + n, [node, nodes[n + 2]!])),
    ]);
    const spots = layout(
      nodes.slice(0, 12),
      near.filter(({ b }) => nodes.slice(0, 12).includes(b)),
      size,
    );
    const far = (a: NodeKey, b: NodeKey) =>
      Math.hypot(spots.get(a)!.x - spots.get(b)!.x, spots.get(a)!.y - spots.get(b)!.y);
    const others = nodes.slice(2, 12).map((node) => far(f(1), node));
    expect(far(f(1), f(2))).toBeLessThan(others.reduce((sum, one) => sum + one, 0) / others.length);
  });

  it('draws the strongest ties of each and leaves nobody without one who has any', () => {
    const drawn = drawnTies(ties, 1);
    const touched = (list: readonly { a: NodeKey; b: NodeKey }[]) =>
      new Set(list.flatMap(({ a, b }) => [a, b]));
    expect(touched(drawn)).toEqual(touched(ties));
    expect(drawn.length).toBeLessThanOrEqual(ties.length);
  });
});
