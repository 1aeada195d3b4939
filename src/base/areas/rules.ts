import { normaliseInput } from '../../platform/ja/text.ts';

export type Position = [longitude: number, latitude: number];
export interface Shape {
  type: 'MultiPolygon';
  coordinates: Position[][][];
}
/** A shape of a file with everything written beside it, among which the area's name or code is looked for. */
export interface Boundary {
  said: string[];
  shape: Shape;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const inJapan = ([longitude, latitude]: Position): boolean =>
  longitude >= 122 && longitude <= 154.5 && latitude >= 20 && latitude <= 46;

/** A ring to the metre, without corners that fall together; null where too little is left to enclose anything. */
function ringOf(value: unknown): Position[] | null {
  const ring: Position[] = [];
  for (const one of list(value)) {
    const [longitude, latitude] = list(one);
    if (typeof longitude !== 'number' || typeof latitude !== 'number') return null;
    const corner: Position = [Math.round(longitude * 1e5) / 1e5, Math.round(latitude * 1e5) / 1e5];
    const last = ring.at(-1);
    if (last === undefined || last[0] !== corner[0] || last[1] !== corner[1]) ring.push(corner);
  }
  return ring.length < 4 ? null : ring;
}

function polygonsOf(geometry: unknown): Position[][][] {
  if (!isRecord(geometry)) return [];
  if (geometry.type === 'GeometryCollection') return list(geometry.geometries).flatMap(polygonsOf);
  const polygons =
    geometry.type === 'Polygon'
      ? [geometry.coordinates]
      : geometry.type === 'MultiPolygon'
        ? list(geometry.coordinates)
        : [];
  return polygons.flatMap((polygon) => {
    const [outer, ...holes] = list(polygon).map(ringOf);
    return outer == null ? [] : [[outer, ...holes.filter((hole) => hole !== null)]];
  });
}

/**
 * The boundaries of a GeoJSON file, in degrees. 'unreadable' when it is no GeoJSON, 'empty' when nothing in it encloses land,
 * 'elsewhere' when a corner lies outside Japan: projected coordinates, or latitude written first.
 */
export function readBoundaries(text: string): Boundary[] | 'unreadable' | 'empty' | 'elsewhere' {
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch {
    return 'unreadable';
  }
  if (!isRecord(file)) return 'unreadable';
  const features = file.type === 'FeatureCollection' ? list(file.features) : [file];
  const boundaries = features.filter(isRecord).flatMap((feature) => {
    const coordinates = polygonsOf(feature.type === 'Feature' ? feature.geometry : feature);
    if (coordinates.length === 0) return [];
    const said = Object.values(isRecord(feature.properties) ? feature.properties : {})
      .filter((value) => typeof value === 'string' || typeof value === 'number')
      .map((value) => normaliseInput(`${value}`));
    return [{ said, shape: { type: 'MultiPolygon' as const, coordinates } }];
  });
  if (boundaries.length === 0) return 'empty';
  const corners = boundaries.flatMap(({ shape }) => shape.coordinates.flat(2));
  return corners.every(inJapan) ? boundaries : 'elsewhere';
}

/** The shapes by area: several that name one area are its parts. `nobodys`: how many name none. */
export function shapesByArea(
  boundaries: readonly Boundary[],
  areas: readonly { id: number; name: string; code: string | null }[],
): { shapes: Map<number, Shape>; nobodys: number } {
  const shapes = new Map<number, Shape>();
  let nobodys = 0;
  for (const { said, shape } of boundaries) {
    const area =
      areas.find(({ name }) => said.includes(name)) ??
      areas.find(({ code }) => code !== null && said.includes(code));
    if (area === undefined) nobodys += 1;
    else
      shapes.set(area.id, {
        type: 'MultiPolygon',
        coordinates: [...(shapes.get(area.id)?.coordinates ?? []), ...shape.coordinates],
      });
  }
  return { shapes, nobodys };
}
