/** 'f12' a facility, 'o3' a body that came without one. */
export type NodeKey = `${'f' | 'o'}${number}`;

export interface Gathering {
  source: string;
  record_id: number;
  fiscal_year: number;
  theme_code: string | null;
  node: NodeKey;
}

export interface Tie {
  a: NodeKey;
  b: NodeKey;
  /** how often both were there, by source */
  times: Record<string, number>;
  occasions: number;
  /** 2/n for each occasion with n there: two alone together count 1, ten together a fifth each. */
  weight: number;
}

const tieKey = (a: NodeKey, b: NodeKey): string => (a < b ? `${a} ${b}` : `${b} ${a}`);

/** Every pair that was at one occasion together. Deterministic: ordered by weight, then by name of the pair. */
export function tiesOf(gatherings: readonly Gathering[]): Tie[] {
  const occasions = Map.groupBy(gatherings, (one) => `${one.source} ${one.record_id} ${one.fiscal_year}`);
  const ties = new Map<string, Tie>();
  for (const there of occasions.values()) {
    const nodes = [...new Set(there.map(({ node }) => node))].toSorted();
    if (nodes.length < 2) continue;
    const source = there[0]!.source;
    for (const [at, a] of nodes.entries())
      for (const b of nodes.slice(at + 1)) {
        const key = tieKey(a, b);
        let tie = ties.get(key);
        if (tie === undefined) ties.set(key, (tie = { a, b, times: {}, occasions: 0, weight: 0 }));
        tie.times[source] = (tie.times[source] ?? 0) + 1;
        tie.occasions += 1;
        tie.weight += 2 / nodes.length;
      }
  }
  return [...ties.values()].toSorted(
    (x, y) => y.weight - x.weight || (tieKey(x.a, x.b) < tieKey(y.a, y.b) ? -1 : 1),
  );
}

export function neighboursOf(
  nodes: readonly NodeKey[],
  ties: readonly Pick<Tie, 'a' | 'b'>[],
): Map<NodeKey, NodeKey[]> {
  const around = new Map<NodeKey, NodeKey[]>(nodes.map((node) => [node, []]));
  for (const { a, b } of ties) {
    around.get(a)?.push(b);
    around.get(b)?.push(a);
  }
  return around;
}

/** Parts of the map that hang together, the largest first; a node without ties is a part of its own. */
export function componentsOf(around: ReadonlyMap<NodeKey, readonly NodeKey[]>): NodeKey[][] {
  const seen = new Set<NodeKey>();
  const parts: NodeKey[][] = [];
  for (const start of around.keys()) {
    if (seen.has(start)) continue;
    seen.add(start);
    const part = [start];
    for (const node of part)
      for (const next of around.get(node) ?? [])
        if (!seen.has(next) && around.has(next)) {
          seen.add(next);
          part.push(next);
        }
    parts.push(part);
  }
  return parts.toSorted((a, b) => b.length - a.length || (a[0]! < b[0]! ? -1 : 1));
}

export interface Bridge {
  node: NodeKey;
  /** who would be cut off from the larger rest without it; empty where it is only much passed through */
  cut_off: NodeKey[];
  /** share of all shortest ways between two others that pass here, 0 to 1 */
  between: number;
}

/**
 * Who holds others together: without it some would be cut off (articulation), or it lies on a good part of the shortest ways
 * between others (betweenness, Brandes). Most telling first, at most `most`.
 */
export function bridgesOf(around: ReadonlyMap<NodeKey, readonly NodeKey[]>, most = 8): Bridge[] {
  const between = betweenness(around);
  const cut = cutOff(around);
  return [...around.keys()]
    .map((node): Bridge => ({ node, cut_off: cut.get(node) ?? [], between: between.get(node) ?? 0 }))
    .filter((one) => one.cut_off.length > 0 || one.between >= 0.05)
    .toSorted(
      (a, b) => b.cut_off.length - a.cut_off.length || b.between - a.between || (a.node < b.node ? -1 : 1),
    )
    .slice(0, most);
}

/** For each node whose going would part its component: everybody outside the largest piece that is left. */
function cutOff(around: ReadonlyMap<NodeKey, readonly NodeKey[]>): Map<NodeKey, NodeKey[]> {
  const found = new Map<NodeKey, NodeKey[]>();
  for (const part of componentsOf(around)) {
    if (part.length < 3) continue;
    for (const node of part) {
      if ((around.get(node)?.length ?? 0) < 2) continue;
      const rest = new Map<NodeKey, readonly NodeKey[]>();
      for (const other of part)
        if (other !== node)
          rest.set(
            other,
            (around.get(other) ?? []).filter((next) => next !== node),
          );
      const pieces = componentsOf(rest);
      if (pieces.length > 1) found.set(node, pieces.slice(1).flat().toSorted());
    }
  }
  return found;
}

function betweenness(around: ReadonlyMap<NodeKey, readonly NodeKey[]>): Map<NodeKey, number> {
  const score = new Map<NodeKey, number>([...around.keys()].map((node) => [node, 0]));
  for (const start of around.keys()) {
    const order: NodeKey[] = [start];
    const before = new Map<NodeKey, NodeKey[]>();
    const ways = new Map<NodeKey, number>([[start, 1]]);
    const far = new Map<NodeKey, number>([[start, 0]]);
    for (const node of order)
      for (const next of around.get(node) ?? []) {
        if (!around.has(next)) continue;
        if (!far.has(next)) {
          far.set(next, far.get(node)! + 1);
          order.push(next);
        }
        if (far.get(next) === far.get(node)! + 1) {
          ways.set(next, (ways.get(next) ?? 0) + ways.get(node)!);
          const list = before.get(next);
          if (list) list.push(node);
          else before.set(next, [node]);
        }
      }
    const share = new Map<NodeKey, number>();
    for (const node of order.toReversed()) {
      const own = share.get(node) ?? 0;
      for (const previous of before.get(node) ?? [])
        share.set(previous, (share.get(previous) ?? 0) + (ways.get(previous)! / ways.get(node)!) * (1 + own));
      if (node !== start) score.set(node, score.get(node)! + own);
    }
  }
  const pairs = (around.size - 1) * (around.size - 2);
  if (pairs > 0) for (const [node, value] of score) score.set(node, value / pairs);
  return score;
}

export type Change = 'kept' | 'new' | 'gone';
export interface ComparedTie extends Tie {
  change: Change;
  /** occasions in the year it is compared with */
  before: number;
}

/** Ties of a year beside those of another: kept, new, or gone (with the weight they had). */
export function compared(now: readonly Tie[], before: readonly Tie[]): ComparedTie[] {
  const earlier = new Map(before.map((tie) => [tieKey(tie.a, tie.b), tie]));
  const here = now.map((tie): ComparedTie => {
    const old = earlier.get(tieKey(tie.a, tie.b));
    earlier.delete(tieKey(tie.a, tie.b));
    return { ...tie, change: old ? 'kept' : 'new', before: old?.occasions ?? 0 };
  });
  return [
    ...here,
    ...[...earlier.values()].map((tie): ComparedTie => ({
      ...tie,
      change: 'gone',
      before: tie.occasions,
      occasions: 0,
      times: {},
    })),
  ];
}

/** The ties that are drawn: for each node its `each` strongest, so that no node loses its last one in the crowd. */
export function drawnTies<T extends Tie>(ties: readonly T[], each = 3): T[] {
  const left = new Map<NodeKey, number>();
  const takes = (node: NodeKey): boolean => {
    const n = left.get(node) ?? each;
    left.set(node, n - 1);
    return n > 0;
  };
  return ties
    .toSorted((a, b) => b.weight - a.weight)
    .filter(({ a, b }) => {
      const [one, other] = [takes(a), takes(b)];
      return one || other;
    });
}

/** Everything a map shows and says, before anything is drawn. */
export interface Network {
  /** the most met first; the place in this list is the number on the map */
  nodes: NodeKey[];
  /** with how many others each met, and how often, in the year itself */
  met: Map<NodeKey, { others: number; occasions: number }>;
  /** gone ones too where years are compared */
  ties: ComparedTie[];
  /** facilities that met nobody */
  isolated: NodeKey[];
  bridges: Bridge[];
  /** parts beside the largest, of two or more */
  pieces: NodeKey[][];
}

/**
 * The network of those in `chosen` (facilities that meet the conditions), with every body that met one of them; around `ego` only
 * where one is named. `order` decides among equals.
 */
export function networkOf(
  now: readonly Tie[],
  before: readonly Tie[] | null,
  order: readonly NodeKey[],
  chosen: ReadonlySet<NodeKey>,
  ego: NodeKey | null,
): Network {
  const known = new Set(order);
  const all = (before === null ? compared(now, now) : compared(now, before)).filter(
    ({ a, b }) => known.has(a) && known.has(b),
  );
  const body = (node: NodeKey) => node.startsWith('o');
  const near =
    ego === null ? null : new Set(all.flatMap(({ a, b }) => (a === ego ? [b] : b === ego ? [a] : [])));
  const inside = (node: NodeKey): boolean =>
    near === null ? chosen.has(node) || body(node) : node === ego || near.has(node);
  const ties = all.filter(
    ({ a, b }) =>
      inside(a) && inside(b) && (near !== null || chosen.has(a) || chosen.has(b) || chosen.size === 0),
  );
  const met = new Map<NodeKey, { others: number; occasions: number }>();
  const add = (node: NodeKey, occasions: number) => {
    const own = met.get(node) ?? { others: 0, occasions: 0 };
    met.set(node, { others: own.others + 1, occasions: own.occasions + occasions });
  };
  for (const { a, b, change, occasions } of ties)
    if (change !== 'gone') {
      add(a, occasions);
      add(b, occasions);
    }
  const touched = new Set(ties.flatMap(({ a, b }) => [a, b]));
  const rank = new Map(order.map((node, at) => [node, at]));
  const nodes = order
    .filter((node) => inside(node) && (!body(node) || touched.has(node) || node === ego))
    .toSorted((a, b) => (met.get(b)?.others ?? 0) - (met.get(a)?.others ?? 0) || rank.get(a)! - rank.get(b)!);
  const standing = nodes.filter((node) => met.has(node));
  const around = neighboursOf(
    standing,
    ties.filter(({ change }) => change !== 'gone'),
  );
  return {
    nodes,
    met,
    ties,
    isolated: nodes.filter((node) => !met.has(node) && !body(node)),
    bridges: bridgesOf(around),
    pieces: componentsOf(around)
      .slice(1)
      .filter((piece) => piece.length > 1),
  };
}

// ---- where everything stands on paper -------------------------------------------------------------

export interface Spot {
  x: number;
  y: number;
}

/** A part of the sheet. */
interface Frame {
  x: number;
  y: number;
  width: number;
  height: number;
}

/**
 * A force layout without chance: nodes begin on a sunflower spiral in their own order, so that the same ties give the same picture.
 * Parts that do not hang together have a frame each, the largest on the left, the others beside it, as large as they have nodes.
 */
export function layout(
  nodes: readonly NodeKey[],
  ties: readonly Pick<Tie, 'a' | 'b' | 'weight'>[],
  { width, height }: { width: number; height: number },
): Map<NodeKey, Spot> {
  const parts = componentsOf(neighboursOf(nodes, ties));
  const [first, ...others] = parts;
  if (first === undefined) return new Map();
  const main = others.length === 0 ? 1 : Math.min(0.78, Math.max(0.5, first.length / nodes.length));
  const frames: Frame[] = [{ x: 0, y: 0, width: width * main, height }];
  // A part of one or two needs room for its name as well.
  const room = others.map((part) => part.length + 2);
  const sum = room.reduce((all, one) => all + one, 0);
  let top = 0;
  for (const one of room) {
    const tall = (height * one) / sum;
    frames.push({ x: width * main, y: top, width: width * (1 - main), height: tall });
    top += tall;
  }
  const spots = parts.flatMap((part, at) => {
    const frame = frames[at]!;
    const own = force(part, ties, { width: frame.width, height: frame.height });
    return [...own].map(([node, spot]) => ({ node, x: spot.x + frame.x, y: spot.y + frame.y }));
  });
  // Many small parts have less room than they need: they push into each other's.
  keepApart(spots, { width, height, margin: 20 }, fingerWide);
  return new Map(spots.map(({ node, x, y }) => [node, { x: Math.round(x), y: Math.round(y) }]));
}

/** One part that hangs together, laid out by forces (Fruchterman and Reingold) over a sheet. */
function force(
  nodes: readonly NodeKey[],
  ties: readonly Pick<Tie, 'a' | 'b' | 'weight'>[],
  {
    width,
    height,
    margin = 40,
    rounds = 160,
  }: { width: number; height: number; margin?: number; rounds?: number },
): Map<NodeKey, Spot> {
  const count = nodes.length;
  const index = new Map(nodes.map((node, at) => [node, at]));
  const [x, y] = [new Float64Array(count), new Float64Array(count)];
  const golden = Math.PI * (3 - Math.sqrt(5));
  for (let at = 0; at < count; at++) {
    const far = Math.sqrt((at + 0.5) / Math.max(1, count)) / 2;
    x[at] = 0.5 + far * Math.cos(at * golden);
    y[at] = 0.5 + far * Math.sin(at * golden);
  }
  const edges = ties.flatMap(({ a, b, weight }) => {
    const [from, to] = [index.get(a), index.get(b)];
    return from === undefined || to === undefined
      ? []
      : [[from, to, 0.5 + Math.min(1.5, Math.sqrt(weight))] as const];
  });
  const apart = 0.8 / Math.sqrt(Math.max(1, count));
  const [dx, dy] = [new Float64Array(count), new Float64Array(count)];
  for (let round = 0; round < rounds; round++) {
    const warm = 0.06 * (1 - round / rounds) + 0.001;
    for (let a = 0; a < count; a++) {
      // a little towards the middle, so that parts without ties to each other stay on the sheet
      dx[a] = (0.5 - x[a]!) * 0.25;
      dy[a] = (0.5 - y[a]!) * 0.25;
    }
    for (let a = 0; a < count; a++)
      for (let b = a + 1; b < count; b++) {
        const [gx, gy] = [x[a]! - x[b]!, y[a]! - y[b]!];
        const square = Math.max(1e-6, gx * gx + gy * gy);
        const push = (apart * apart) / square;
        dx[a]! += gx * push;
        dy[a]! += gy * push;
        dx[b]! -= gx * push;
        dy[b]! -= gy * push;
      }
    for (const [a, b, strength] of edges) {
      const [gx, gy] = [x[a]! - x[b]!, y[a]! - y[b]!];
      const pull = (Math.sqrt(gx * gx + gy * gy) / apart) * strength * 0.5;
      dx[a]! -= gx * pull;
      dy[a]! -= gy * pull;
      dx[b]! += gx * pull;
      dy[b]! += gy * pull;
    }
    for (let a = 0; a < count; a++) {
      const length = Math.max(1e-9, Math.hypot(dx[a]!, dy[a]!));
      const step = Math.min(length, warm) / length;
      x[a]! += dx[a]! * step;
      y[a]! += dy[a]! * step;
    }
  }
  return onSheet(nodes, x, y, { width, height, margin: Math.min(margin, width / 4, height / 4) });
}

/** Stretched over the sheet, in whole pixels. */
function onSheet(
  nodes: readonly NodeKey[],
  x: Float64Array,
  y: Float64Array,
  { width, height, margin }: { width: number; height: number; margin: number },
): Map<NodeKey, Spot> {
  const fit = (values: Float64Array, size: number) => {
    const [low, high] = [Math.min(...values), Math.max(...values)];
    const span = high - low;
    return (value: number) =>
      Math.round(span < 1e-9 ? size / 2 : margin + ((value - low) / span) * (size - 2 * margin));
  };
  const [across, down] = [fit(x, width), fit(y, height)];
  const spots = nodes.map((node, at) => ({ node, x: across(x[at]!), y: down(y[at]!) }));
  keepApart(
    spots,
    { width, height, margin },
    nearestOf(spots.length, width - 2 * margin, height - 2 * margin),
  );
  return new Map(
    spots.map(({ node, x: left, y: top }) => [node, { x: Math.round(left), y: Math.round(top) }]),
  );
}

/** Never nearer, in pixels, than a finger needs. */
const fingerWide = 30;
/** No two marks lie on one another: as far apart as the sheet has room. */
const nearestOf = (count: number, width: number, height: number): number =>
  Math.min(90, Math.max(fingerWide, 0.62 * Math.sqrt((width * height) / Math.max(1, count))));

function keepApart(
  spots: Spot[],
  { width, height, margin }: { width: number; height: number; margin: number },
  nearest: number,
): void {
  const within = (value: number, size: number) => Math.max(margin, Math.min(size - margin, value));
  for (let round = 0; round < 120; round++) {
    let moved = false;
    for (const [at, a] of spots.entries())
      for (let other = at + 1; other < spots.length; other++) {
        const b = spots[other]!;
        const [gx, gy] = [a.x - b.x, a.y - b.y];
        const far = Math.hypot(gx, gy);
        if (far >= nearest) continue;
        moved = true;
        // On the very same spot they part along a direction that only their place in the order decides.
        const [ux, uy] = far < 0.01 ? [Math.cos(at + other), Math.sin(at + other)] : [gx / far, gy / far];
        const push = (nearest - far) / 2 + 0.5;
        a.x = within(a.x + ux * push, width);
        a.y = within(a.y + uy * push, height);
        b.x = within(b.x - ux * push, width);
        b.y = within(b.y - uy * push, height);
      }
    if (!moved) return;
  }
}

/** One node in the middle and those it met around it, the nearest ones first from the top, clockwise. */
export function around(
  centre: NodeKey,
  others: readonly NodeKey[],
  { width, height, margin = 210 }: { width: number; height: number; margin?: number },
): Map<NodeKey, Spot> {
  const spots = new Map<NodeKey, Spot>([[centre, { x: Math.round(width / 2), y: Math.round(height / 2) }]]);
  for (const [at, node] of others.entries()) {
    const angle = (2 * Math.PI * at) / Math.max(1, others.length) - Math.PI / 2;
    spots.set(node, {
      x: Math.round(width / 2 + (width / 2 - margin) * Math.cos(angle)),
      y: Math.round(height / 2 + (height / 2 - 50) * Math.sin(angle)),
    });
  }
  return spots;
}

export interface Label {
  node: NodeKey;
  text: string;
  x: number;
  y: number;
  anchor: 'start' | 'end' | 'middle';
}

/** Widths in pixels of a name of 14 px, and of the mark it stands beside. */
const letter = 14;
const mark = 15;

/**
 * Names where there is room for them: to the right, left, below or above their mark, in the order given, never over a mark or
 * another name. Who finds none is read from its number.
 */
export function labelsOf(
  wanted: readonly { node: NodeKey; text: string }[],
  spots: ReadonlyMap<NodeKey, Spot>,
  { width, height }: { width: number; height: number },
): Label[] {
  interface Box {
    left: number;
    right: number;
    top: number;
    bottom: number;
  }
  const taken: Box[] = [...spots.values()].map(({ x, y }) => ({
    left: x - mark,
    right: x + mark,
    top: y - mark,
    bottom: y + mark,
  }));
  const labels: Label[] = [];
  for (const { node, text } of wanted) {
    const spot = spots.get(node);
    if (spot === undefined) continue;
    const long = [...text].reduce((sum, one) => sum + (one < '\u0100' ? letter / 2 : letter), 0);
    const beside = mark + 4;
    const right: Label = { node, text, x: spot.x + beside, y: spot.y, anchor: 'start' };
    const left: Label = { node, text, x: spot.x - beside, y: spot.y, anchor: 'end' };
    const below: Label = { node, text, x: spot.x, y: spot.y + mark + 11, anchor: 'middle' };
    const above: Label = { node, text, x: spot.x, y: spot.y - mark - 11, anchor: 'middle' };
    const sides = spot.x > width / 2 ? [right, left] : [left, right];
    for (const one of [...sides, below, above]) {
      const from = one.anchor === 'start' ? one.x : one.anchor === 'end' ? one.x - long : one.x - long / 2;
      const box: Box = { left: from, right: from + long, top: one.y - 9, bottom: one.y + 9 };
      if (box.left < 0 || box.right > width || box.top < 0 || box.bottom > height) continue;
      const free = taken.every(
        (other) =>
          other.right <= box.left ||
          other.left >= box.right ||
          other.bottom <= box.top ||
          other.top >= box.bottom,
      );
      if (!free) continue;
      taken.push(box);
      labels.push(one);
      break;
    }
  }
  return labels;
}
