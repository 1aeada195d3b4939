import { useContext, type Child } from './jsx-runtime.ts';
import { Disclosure } from './feedback.tsx';
import {
  clustered,
  cornersOf,
  inPicture,
  mapHeight,
  mapWidth,
  moved,
  namesBeside,
  pathOf,
  scaleOf,
  tilesOf,
  viewOf,
  viewText,
  zoomed,
  type Cluster,
  type LatLng,
  type MapView,
} from './map-geometry.ts';
import { MapTiles } from './map-tiles.ts';
import { sharedWords } from './words-open.ts';

export { readView, type MapView } from './map-geometry.ts';

export interface MapPoint {
  id: number | string;
  label: string;
  latitude: number | null;
  longitude: number | null;
  href: string;
  /** as the list beside the map numbers it */
  number?: number;
}

interface Located extends MapPoint {
  latitude: number;
  longitude: number;
}

/** How the map is moved without script: by links, or by the buttons of a form whose fields must not stand in an address. */
export type MapMoves = { href: (view: string) => string } | { form: string; name: string };

export interface AreaMapProps {
  title: string;
  points: readonly MapPoint[];
  /** outlines, as GeoJSON geometry, feature or collection */
  boundary?: unknown;
  /** the whole boundary is shown, also where no point is */
  whole?: boolean;
  /** names of areas where their middles are, drawn behind the points where there are no tiles */
  labels?: readonly (LatLng & { name: string })[];
  /** a place distances are measured from */
  from?: (LatLng & { label: string }) | null;
  /** asked for by the address (readView); otherwise everything is shown */
  view?: MapView | null;
  moves?: MapMoves;
  /** the page has the same points in a list of its own, numbered alike */
  listed?: boolean;
  id?: string;
}

const percent = (part: number): string => `${Math.round(part * 10_000) / 100}%`;

const metresText = (metres: number): string => (metres >= 1000 ? `${metres / 1000}km` : `${metres}m`);
const pointText = ({ number, label }: MapPoint): string =>
  number === undefined ? label : `${number} ${label}`;

/** Half the width a label of a few letters needs, in pixels. */
const halfWidth = (label: string): number =>
  14 + Math.max(0, [...label].reduce((sum, char) => sum + (char < '\u0100' ? 4.6 : 8.2), 0) - 8);

function markText(points: readonly Located[]): string {
  const numbers = points.flatMap(({ number }) => number ?? []);
  return points.length === 1
    ? `${points[0]!.number ?? ''}`
    : sharedWords().map.cluster(numbers, points.length);
}

function Mark({ cluster, zoomHref }: { cluster: Cluster<Located>; zoomHref: string | null }) {
  const { points } = cluster;
  const words = sharedWords().map;
  const one = points[0]!;
  const alone = points.length === 1;
  const label = markText(points);
  const said = alone
    ? pointText(one)
    : // What is seen comes first in what is said, so that it can be asked for by voice.
      `${label}　` + words.clusterTitle(points.map(pointText)) + (zoomHref === null ? '' : words.clusterZoom);
  const half = halfWidth(label);
  return (
    <svg x={percent(cluster.x)} y={percent(cluster.y)} overflow="visible">
      <a
        href={alone ? one.href : (zoomHref ?? one.href)}
        aria-label={said}
        class={alone ? 'map-mark' : 'map-mark map-mark-many'}
        data-map-link={alone ? undefined : ''}
      >
        <title>{said}</title>
        <rect x={-half} y={-14} width={half * 2} height={28} rx={alone ? 14 : 8} />
        <text text-anchor="middle" y="5" aria-hidden="true">
          {label}
        </text>
      </a>
    </svg>
  );
}

function Moves({ view, whole, moves }: { view: MapView; whole: MapView; moves: MapMoves }) {
  const words = sharedWords().map;
  const steps: [string, MapView, string][] = [
    [words.closer, zoomed(view, 1), '＋'],
    [words.wider, zoomed(view, -1), '－'],
    [words.north, moved(view, 0, -0.4), '↑'],
    [words.south, moved(view, 0, 0.4), '↓'],
    [words.west, moved(view, -0.4, 0), '←'],
    [words.east, moved(view, 0.4, 0), '→'],
    [words.whole, whole, ''],
  ];
  return (
    <ul class="map-moves" aria-label={words.controls}>
      {steps.map(([label, to, sign]) => {
        const text = sign === '' ? label : <span aria-hidden="true">{sign}</span>;
        const name = sign === '' ? undefined : label;
        const value = sign === '' ? '' : viewText(to);
        return (
          <li>
            {'href' in moves ? (
              <a class="map-move" href={moves.href(value)} aria-label={name} title={name} data-map-link="">
                {text}
              </a>
            ) : (
              <button
                class="map-move"
                type="submit"
                form={moves.form}
                name={moves.name}
                value={value}
                aria-label={name}
                title={name}
                data-map-button=""
              >
                {text}
              </button>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function Background({ view, boundary }: { view: MapView; boundary: unknown }) {
  const tiles = useContext(MapTiles);
  const outline = pathOf(boundary, view);
  return (
    <svg
      class="map-ground"
      viewBox={`0 0 ${mapWidth} ${mapHeight}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      {tiles === null
        ? null
        : tilesOf(view, tiles.template).map((tile) => (
            <image href={tile.url} x={tile.x} y={tile.y} width="256" height="256" />
          ))}
      {outline === '' ? null : (
        <path class={tiles === null ? 'map-area' : 'map-area map-area-line'} d={outline} />
      )}
    </svg>
  );
}

/** Names that find no room between the marks and each other are left out. */
function Labels(props: {
  labels: readonly (LatLng & { name: string })[];
  clusters: readonly Cluster<Located>[];
  view: MapView;
}) {
  const marks = props.clusters.map((one) => ({ x: one.x, y: one.y, half: halfWidth(markText(one.points)) }));
  return (
    <>
      {namesBeside(props.labels, marks, props.view).map(({ name, x, y, lift }) => (
        <svg x={percent(x)} y={percent(y)} overflow="visible" aria-hidden="true" class="map-name">
          <text class="map-label" y={lift + 5}>
            {name}
          </text>
        </svg>
      ))}
    </>
  );
}

/**
 * Places on a map drawn here: outlines and points in Web Mercator, tiles only where the city has set some. Points that would
 * cover each other stand together; zoom and pan work by links. Everything on it is in a list as well.
 */
export function AreaMap(props: AreaMapProps) {
  const { moves, from = null } = props;
  const words = sharedWords().map;
  const tiles = useContext(MapTiles);
  const points = props.points.filter(
    (point): point is Located => point.latitude !== null && point.longitude !== null,
  );
  const nowhere = props.points.length - points.length;
  const corners = points.length === 0 || props.whole === true ? cornersOf(props.boundary) : [];
  const whole = viewOf([...points, ...(points.length === 0 || from === null ? [] : [from]), ...corners]);
  if (whole === null) return <p class="map-none">{words.none}</p>;
  const view = props.view ?? whole;
  const clusters = clustered(points, view, (several) => halfWidth(markText(several)));
  const shown = clusters.reduce((sum, one) => sum + one.points.length, 0);
  const id = props.id ?? 'map';
  const scale = scaleOf(view);
  const length = metresText(scale.metres);
  const numbered = points.some(({ number }) => number !== undefined);
  const home = from === null ? null : inPicture(from, view);
  const zoomHref = (cluster: Cluster<Located>): string | null => {
    if (moves === undefined || !('href' in moves) || cluster.points.length === 1) return null;
    const close = viewOf(cluster.points)!;
    return close.zoom > view.zoom
      ? moves.href(viewText(close))
      : view.zoom < 18
        ? moves.href(viewText({ ...close, zoom: view.zoom + 1 }))
        : null;
  };
  return (
    <figure class="map" id={id} data-map={viewText(view)}>
      <figcaption class="map-title">{props.title}</figcaption>
      <div class="map-frame">
        <svg class="map-picture" role="group" aria-labelledby={`${id}-title ${id}-desc`} data-map-picture="">
          <title id={`${id}-title`}>{props.title}</title>
          <desc id={`${id}-desc`}>{words.desc(points.length, numbered)}</desc>
          <Background view={view} boundary={props.boundary} />
          {tiles === null ? <Labels labels={props.labels ?? []} clusters={clusters} view={view} /> : null}
          {home === null ? null : (
            <svg
              x={percent(home.x / mapWidth)}
              y={percent(home.y / mapHeight)}
              overflow="visible"
              class="map-from"
            >
              <g role="img" aria-label={from!.label}>
                <title>{from!.label}</title>
                <path d="M0-16 14 -3H9V9H-9V-3H-14Z" />
              </g>
            </svg>
          )}
          {clusters.map((cluster) => (
            <Mark cluster={cluster} zoomHref={zoomHref(cluster)} />
          ))}
          <svg x="2%" y="96%" overflow="visible" class="map-scale" aria-hidden="true">
            <line x1="0" x2={percent(scale.part)} y1="0" y2="0" />
            <text x="4" y="-6">
              {length}
            </text>
          </svg>
        </svg>
        {moves === undefined ? null : <Moves view={view} whole={whole} moves={moves} />}
      </div>
      <Notes
        together={clusters.length < shown ? { points: shown, marks: clusters.length } : null}
        apart={clusters.some((cluster) => zoomHref(cluster) !== null)}
        outside={points.length - shown}
        nowhere={nowhere}
        credit={tiles?.credit ?? null}
      />
      {props.listed === true || points.length === 0 ? null : <PointList points={points} />}
    </figure>
  );
}

function Notes(props: {
  together: { points: number; marks: number } | null;
  apart: boolean;
  outside: number;
  nowhere: number;
  credit: string | null;
}) {
  const words = sharedWords().map;
  const { together } = props;
  const notes: Child[] = [
    ...(together === null ? [] : [words.together(together.points, together.marks)]),
    ...(together !== null && props.apart ? [words.apart] : []),
    ...(props.outside > 0 ? [words.outside(props.outside)] : []),
    ...(props.nowhere > 0 ? [words.nowhere(props.nowhere)] : []),
    ...(props.credit === null ? [] : [words.credit(props.credit)]),
  ];
  return notes.length === 0 ? null : <p class="map-note">{notes.map((note) => [note, ' '])}</p>;
}

function PointList({ points }: { points: readonly Located[] }) {
  return (
    <Disclosure summary={sharedWords().map.list}>
      <ul class="map-list">
        {points.map((point) => (
          <li>
            <a href={point.href}>{pointText(point)}</a>
          </li>
        ))}
      </ul>
    </Disclosure>
  );
}

/** What a map of one place is drawn with: the areas' outlines and names, and the part that is looked at. */
export interface Ground {
  boundary: unknown;
  labels: readonly (LatLng & { name: string })[];
  view: MapView | null;
}

/** Where a place is on the country's own map (国土地理院): a link, nothing is loaded from there. */
export const outsideMap = (place: { latitude: number | null; longitude: number | null }): string | null =>
  place.latitude !== null && place.longitude !== null
    ? `https://maps.gsi.go.jp/#17/${place.latitude}/${place.longitude}/`
    : null;

/** So close that the next areas' names are still on it where there are no tiles. */
const placeZoom = 13;

/** One place on our own map, and after it the way to the country's; nothing where nobody knows where it is. */
export function PlaceMap(props: {
  place: { label: string; latitude: number | null; longitude: number | null };
  /** of the page the map stands on */
  href: string;
  ground: Ground;
  words: { title: string; outside: string };
}) {
  const { place, href, ground, words } = props;
  const { latitude, longitude } = place;
  const outside = outsideMap(place);
  if (latitude === null || longitude === null || outside === null) return null;
  return (
    <>
      <AreaMap
        title={words.title}
        listed
        boundary={ground.boundary}
        labels={ground.labels}
        view={ground.view ?? { latitude, longitude, zoom: placeZoom }}
        moves={{ href: (view) => `${href}${view === '' ? '' : `?map=${view}`}#map` }}
        points={[{ id: 1, label: place.label, latitude, longitude, href: outside }]}
      />
      <p class="no-print">
        <a href={outside}>{words.outside}</a>
      </p>
    </>
  );
}
