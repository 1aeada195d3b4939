/** A point on the earth, in degrees. */
export interface LatLng {
  latitude: number;
  longitude: number;
}

/** What part of the world a map shows: its middle, and the zoom as tile maps count it. */
export interface MapView extends LatLng {
  zoom: number;
}

/** The picture's own measure; it is scaled to the page, tiles and shapes with it. */
export const mapWidth = 640;
export const mapHeight = 480;
const tile = 256;
export const zoomLimits = { least: 8, most: 18 } as const;

/** Web Mercator: the whole world is one square, 0–1 each way, y downwards. */
export function project({ latitude, longitude }: LatLng): { x: number; y: number } {
  const sine = Math.sin((latitude * Math.PI) / 180);
  return { x: longitude / 360 + 0.5, y: 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI) };
}

export function unproject({ x, y }: { x: number; y: number }): LatLng {
  return {
    latitude: (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI,
    longitude: (x - 0.5) * 360,
  };
}

const worldSize = (zoom: number): number => tile * 2 ** zoom;

/** Where a point lies in the picture of a view, in the picture's measure. */
export function inPicture(point: LatLng, view: MapView): { x: number; y: number } {
  const size = worldSize(view.zoom);
  const [at, middle] = [project(point), project(view)];
  return { x: (at.x - middle.x) * size + mapWidth / 2, y: (at.y - middle.y) * size + mapHeight / 2 };
}

/** The view moved by parts of its width and height. */
export function moved(view: MapView, right: number, down: number): MapView {
  const size = worldSize(view.zoom);
  const middle = project(view);
  const { latitude, longitude } = unproject({
    x: middle.x + (right * mapWidth) / size,
    y: middle.y + (down * mapHeight) / size,
  });
  return { zoom: view.zoom, latitude, longitude };
}

export const zoomed = (view: MapView, by: number): MapView => ({
  ...view,
  zoom: Math.min(zoomLimits.most, Math.max(zoomLimits.least, view.zoom + by)),
});

/** The closest view with every point in it and a margin round them; one point stands alone at street level. */
export function viewOf(points: readonly LatLng[]): MapView | null {
  if (points.length === 0) return null;
  const all = points.map(project);
  const [left, right] = [Math.min(...all.map(({ x }) => x)), Math.max(...all.map(({ x }) => x))];
  const [top, bottom] = [Math.min(...all.map(({ y }) => y)), Math.max(...all.map(({ y }) => y))];
  const middle = unproject({ x: (left + right) / 2, y: (top + bottom) / 2 });
  const fits = Math.min(
    Math.log2((mapWidth * 0.84) / (tile * Math.max(right - left, 1e-9))),
    Math.log2((mapHeight * 0.8) / (tile * Math.max(bottom - top, 1e-9))),
  );
  return { ...middle, zoom: Math.max(zoomLimits.least, Math.min(16, Math.floor(fits))) };
}

/** A view as an address carries it: '13_43.7712_142.3654'. */
export const viewText = ({ zoom, latitude, longitude }: MapView): string =>
  `${zoom}_${latitude.toFixed(4)}_${longitude.toFixed(4)}`;

/** Reads viewText(); null for anything that is no view of Japan. */
export function readView(text: string | null | undefined): MapView | null {
  const read = /^(\d{1,2})_(\d{2}\.\d{1,6})_(\d{3}\.\d{1,6})$/.exec(text ?? '');
  if (!read) return null;
  const [zoom, latitude, longitude] = read.slice(1).map(Number) as [number, number, number];
  if (zoom < zoomLimits.least || zoom > zoomLimits.most) return null;
  if (latitude < 20 || latitude > 46 || longitude < 122 || longitude > 154.5) return null;
  return { zoom, latitude, longitude };
}

// ---- points that would cover each other ----------------------------------------------------

export interface Cluster<P> {
  points: P[];
  /** in parts of the picture, 0–1 */
  x: number;
  y: number;
}

/** The picture on the narrowest phone, in pixels: there letters and marks are largest beside it. */
const phone = { width: 320, height: 240 } as const;
/** Marks are this wide, in parts of the picture, on a phone. */
const nearX = 0.085;
const nearY = nearX * (mapWidth / mapHeight);

/**
 * Points of the view, those whose marks would cover each other put together where their first stands. Taken in their
 * order, so the numbers of a list stay in sequence. `halfOf`: half the width of the mark of several, in pixels; put
 * together it grows, and may come to cover another.
 */
export function clustered<P extends LatLng>(
  points: readonly P[],
  view: MapView,
  halfOf: (points: P[]) => number = () => 14,
): Cluster<P>[] {
  const clusters: (Cluster<P> & { half: number })[] = [];
  for (const point of points) {
    const at = inPicture(point, view);
    const [x, y] = [at.x / mapWidth, at.y / mapHeight];
    if (x < 0 || x > 1 || y < 0 || y > 1) continue;
    const near = clusters.find((one) => Math.abs(one.x - x) < nearX && Math.abs(one.y - y) < nearY);
    if (near) near.points.push(point);
    else clusters.push({ points: [point], x, y, half: 0 });
  }
  for (const one of clusters) one.half = halfOf(one.points);
  const cover = (a: (typeof clusters)[number], b: (typeof clusters)[number]) =>
    Math.abs(a.x - b.x) * phone.width < a.half + b.half && Math.abs(a.y - b.y) < nearY;
  for (let at = 0; at < clusters.length; at++) {
    const one = clusters[at]!;
    const other = clusters.findIndex((later, i) => i > at && cover(one, later));
    if (other < 0) continue;
    const [taken] = clusters.splice(other, 1);
    one.points = points.filter((point) => one.points.includes(point) || taken!.points.includes(point));
    one.half = halfOf(one.points);
    // It is wider now: those before it are asked anew as well.
    at = -1;
  }
  return clusters.map((one) => ({ points: one.points, x: one.x, y: one.y }));
}

/** A name may stand this far above or below its place, in pixels, nearest first. */
const lifts = [0, 26, -26] as const;

/**
 * Names of the view that cover neither a mark nor each other: moved a little up or down where that helps, else left out.
 * Marks are told with half their width in pixels.
 */
export function namesBeside(
  labels: readonly (LatLng & { name: string })[],
  marks: readonly { x: number; y: number; half: number }[],
  view: MapView,
): { name: string; x: number; y: number; lift: number }[] {
  const taken = marks.map(({ x, y, half }) => ({
    x: x * phone.width,
    y: y * phone.height,
    half,
    high: 14,
  }));
  return labels.flatMap((label) => {
    const at = inPicture(label, view);
    const [x, y] = [at.x / mapWidth, at.y / mapHeight];
    if (x < 0 || x > 1 || y < 0 || y > 1) return [];
    const half = [...label.name].reduce((sum, char) => sum + (char < '\u0100' ? 4 : 7), 0);
    const boxes = lifts.map((lift) => ({
      x: x * phone.width,
      y: y * phone.height + lift,
      half,
      high: 9,
      lift,
    }));
    const free = boxes.find((box) =>
      taken.every(
        (one) =>
          Math.abs(one.x - box.x) >= one.half + box.half || Math.abs(one.y - box.y) >= one.high + box.high,
      ),
    );
    if (free === undefined) return [];
    taken.push(free);
    return [{ name: label.name, x, y, lift: free.lift }];
  });
}

// ---- boundaries ----------------------------------------------------------------------------

type Position = readonly [longitude: number, latitude: number];

/** Rings of a GeoJSON geometry, feature or collection; none for anything else. */
export function ringsOf(shape: unknown): Position[][] {
  if (typeof shape !== 'object' || shape === null) return [];
  const { type, coordinates, geometry, geometries, features } = shape as Record<string, unknown>;
  if (type === 'Feature') return ringsOf(geometry);
  if (type === 'FeatureCollection' && Array.isArray(features)) return features.flatMap(ringsOf);
  if (type === 'GeometryCollection' && Array.isArray(geometries)) return geometries.flatMap(ringsOf);
  const lists =
    type === 'Polygon'
      ? (coordinates as unknown[])
      : type === 'MultiPolygon'
        ? (coordinates as unknown[][]).flat()
        : [];
  return (Array.isArray(lists) ? lists : []).flatMap((ring) => {
    const points = (Array.isArray(ring) ? ring : []).filter(
      (one): one is Position =>
        Array.isArray(one) &&
        Number.isFinite(one[0]) &&
        Number.isFinite(one[1]) &&
        Math.abs(one[1] as number) < 85,
    );
    return points.length >= 3 ? [points] : [];
  });
}

export const cornersOf = (shape: unknown): LatLng[] =>
  ringsOf(shape).flatMap((ring) => ring.map(([longitude, latitude]) => ({ latitude, longitude })));

/** A shape as an SVG path in the picture's measure; corners closer than a pixel are left out. */
export function pathOf(shape: unknown, view: MapView): string {
  return ringsOf(shape)
    .map((ring) => {
      let path = '';
      let [lastX, lastY] = [Number.NaN, Number.NaN];
      for (const [longitude, latitude] of ring) {
        const { x, y } = inPicture({ latitude, longitude }, view);
        if (Math.abs(x - lastX) < 1 && Math.abs(y - lastY) < 1) continue;
        path += `${path === '' ? 'M' : 'L'}${Math.round(x)} ${Math.round(y)}`;
        [lastX, lastY] = [x, y];
      }
      return `${path}Z`;
    })
    .join('');
}

export interface Tile {
  url: string;
  x: number;
  y: number;
}

/** The tiles that cover a view, from a template with {z}, {x} and {y}. */
export function tilesOf(view: MapView, template: string): Tile[] {
  const size = worldSize(view.zoom);
  const middle = project(view);
  const [left, top] = [middle.x * size - mapWidth / 2, middle.y * size - mapHeight / 2];
  const tiles: Tile[] = [];
  for (let row = Math.floor(top / tile); row * tile < top + mapHeight; row += 1) {
    for (let column = Math.floor(left / tile); column * tile < left + mapWidth; column += 1) {
      const url = template
        .replace('{z}', `${view.zoom}`)
        .replace('{x}', `${column}`)
        .replace('{y}', `${row}`);
      tiles.push({ url, x: Math.round(column * tile - left), y: Math.round(row * tile - top) });
    }
  }
  return tiles;
}

const metresAtEquator = 40_075_016.7 / tile;

/** A round length and the part of the picture's width it takes. */
export function scaleOf(view: MapView): { metres: number; part: number } {
  const perPixel = (metresAtEquator * Math.cos((view.latitude * Math.PI) / 180)) / 2 ** view.zoom;
  const most = perPixel * mapWidth * 0.25;
  const power = 10 ** Math.floor(Math.log10(most));
  const metres = ([5, 2, 1].find((step) => step * power <= most) ?? 1) * power;
  return { metres, part: metres / (perPixel * mapWidth) };
}
