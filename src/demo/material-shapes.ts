// Districts of the invented city as shapes. Nobody's map is behind them: every 町字 block takes the land that is nearer to
// its point than to any other's, and a district is what its blocks take together.

type Position = readonly [longitude: number, latitude: number];
export interface Shape {
  type: 'MultiPolygon';
  coordinates: Position[][][];
}

/** How far the land reaches beyond the outermost blocks, in degrees of latitude: some two kilometres. */
const margin = 0.02;
/** A degree of longitude is that much shorter than one of latitude, where the city lies. */
const narrow = Math.cos((43.77 * Math.PI) / 180);

const cross = ([ax, ay]: Position, [bx, by]: Position, [cx, cy]: Position): number =>
  (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);

/** The convex hull, counter-clockwise. */
function hullOf(points: readonly Position[]): Position[] {
  const sorted = points.toSorted((a, b) => a[0] - b[0] || a[1] - b[1]);
  const half = (list: readonly Position[]): Position[] => {
    const hull: Position[] = [];
    for (const point of list) {
      while (hull.length > 1 && cross(hull.at(-2)!, hull.at(-1)!, point) <= 0) hull.pop();
      hull.push(point);
    }
    return hull.slice(0, -1);
  };
  return [...half(sorted), ...half(sorted.toReversed())];
}

/** What of a convex ring is nearer to `own` than to `other`. */
function nearer(ring: readonly Position[], own: Position, other: Position): Position[] {
  const [dx, dy] = [other[0] - own[0], other[1] - own[1]];
  const beyond = ([x, y]: Position): number =>
    (x - (own[0] + other[0]) / 2) * dx + (y - (own[1] + other[1]) / 2) * dy;
  return ring.flatMap((from, at) => {
    const to = ring[(at + 1) % ring.length]!;
    const [a, b] = [beyond(from), beyond(to)];
    const kept: Position[] = a <= 0 ? [from] : [];
    if (a < 0 !== b < 0 && a !== 0 && b !== 0) {
      const part = a / (a - b);
      kept.push([from[0] + (to[0] - from[0]) * part, from[1] + (to[1] - from[1]) * part]);
    }
    return kept;
  });
}

const key = ([x, y]: Position): string => `${x} ${y}`;

/** The outline of cells that touch: a side two of them share is no boundary. */
function outlineOf(cells: readonly (readonly Position[])[]): Position[][][] {
  const sides = new Map<string, Map<string, Position>>();
  for (const cell of cells)
    for (const [at, from] of cell.entries()) {
      const to = cell[(at + 1) % cell.length]!;
      if (key(from) === key(to)) continue;
      const back = sides.get(key(to));
      if (back?.delete(key(from))) continue;
      sides.set(key(from), (sides.get(key(from)) ?? new Map<string, Position>()).set(key(to), to));
    }
  const rings: Position[][][] = [];
  for (;;) {
    const begin = [...sides.entries()].find(([, there]) => there.size > 0);
    if (begin === undefined) return rings;
    const ring: Position[] = [];
    for (let at = begin[0]; ;) {
      const next = [...(sides.get(at)?.entries() ?? [])][0];
      if (next === undefined) break;
      sides.get(at)!.delete(next[0]);
      ring.push(next[1]);
      at = next[0];
    }
    rings.push([[ring.at(-1)!, ...ring]]);
  }
}

/** The shape of each group of blocks, by the group's name; together they are the land around all blocks. */
export function shapesOf<Block extends { lat: number; lon: number }>(
  blocks: readonly Block[],
  groupOf: (block: Block) => string,
): Map<string, Shape> {
  const points = blocks.map(({ lat, lon }): Position => [lon * narrow, lat]);
  const land = hullOf(
    points.flatMap(([x, y]) =>
      Array.from({ length: 12 }, (_, at): Position => {
        const angle = (at * Math.PI) / 6;
        return [x + margin * Math.cos(angle), y + margin * Math.sin(angle)];
      }),
    ),
  );
  const cells = new Map<string, Position[][]>();
  for (const [at, own] of points.entries()) {
    let cell = land;
    for (const other of points)
      if (other[0] !== own[0] || other[1] !== own[1]) cell = nearer(cell, own, other);
    const group = groupOf(blocks[at]!);
    // Rounded, so that neighbours' corners are the same ones: a hundred-thousandth of a degree is a metre.
    const rounded = cell.map(([x, y]): Position => [
      Math.round((x / narrow) * 1e5) / 1e5,
      Math.round(y * 1e5) / 1e5,
    ]);
    cells.set(group, [...(cells.get(group) ?? []), rounded]);
  }
  return new Map(
    [...cells].map(([group, own]) => [group, { type: 'MultiPolygon', coordinates: outlineOf(own) }]),
  );
}
