import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readSettings } from '../settings.ts';
import {
  clustered,
  inPicture,
  mapHeight,
  mapWidth,
  moved,
  namesBeside,
  pathOf,
  project,
  readView,
  ringsOf,
  scaleOf,
  tilesOf,
  unproject,
  viewOf,
  viewText,
  zoomed,
} from './map-geometry.ts';
import { MapTiles } from './map-tiles.ts';
import { AreaMap, type MapPoint } from './map.tsx';

const place = fc.record({
  latitude: fc.double({ min: 43.5, max: 44, noNaN: true }),
  longitude: fc.double({ min: 142, max: 142.8, noNaN: true }),
});
const html = async (element: unknown): Promise<string> => String(await element);

describe('Web Mercator', () => {
  test('goes there and back', () => {
    fc.assert(
      fc.property(place, (point) => {
        const back = unproject(project(point));
        expect(back.latitude).toBeCloseTo(point.latitude, 9);
        expect(back.longitude).toBeCloseTo(point.longitude, 9);
      }),
    );
  });

  test('a view shows all its points, and moving or zooming keeps its middle where it says', () => {
    fc.assert(
      fc.property(fc.array(place, { minLength: 1, maxLength: 30 }), (points) => {
        const view = viewOf(points)!;
        for (const point of points) {
          const { x, y } = inPicture(point, view);
          expect(x).toBeGreaterThanOrEqual(0);
          expect(x).toBeLessThanOrEqual(mapWidth);
          expect(y).toBeGreaterThanOrEqual(0);
          expect(y).toBeLessThanOrEqual(mapHeight);
        }
        const east = moved(view, 0.5, 0);
        expect(inPicture(view, east).x).toBeCloseTo(0, 3);
        const { x, y } = inPicture(view, zoomed(view, 1));
        expect([x, y]).toEqual([mapWidth / 2, mapHeight / 2]);
        const read = readView(viewText(view))!;
        expect(read.zoom).toBe(view.zoom);
        expect(read.latitude).toBeCloseTo(view.latitude, 3);
      }),
    );
  });

  test('an address carries no odd view', () => {
    for (const text of ['', '99_43.7_142.3', '12_0.0_0.0', '12_43.7', "12_43.7_142.3'", null, undefined])
      expect(readView(text)).toBeNull();
  });

  test('the scale’s line is as long as it says', () => {
    const view = { zoom: 13, latitude: 43.77, longitude: 142.36 };
    const { metres, part } = scaleOf(view);
    const other = {
      latitude: 43.77,
      longitude: 142.36 + metres / (111_320 * Math.cos((43.77 * Math.PI) / 180)),
    };
    expect((inPicture(other, view).x - mapWidth / 2) / mapWidth).toBeCloseTo(part, 2);
  });
});

test('a name covers neither a mark nor another name', () => {
  fc.assert(
    fc.property(
      fc.array(place, { minLength: 1, maxLength: 12 }),
      fc.array(place, { maxLength: 12 }),
      (towns, points) => {
        const view = viewOf([...towns, ...points])!;
        const marks = clustered(points, view).map(({ x, y }) => ({ x, y, half: 14 }));
        const names = namesBeside(
          towns.map((one, i) => ({ ...one, name: `第${i}地区` })),
          marks,
          view,
        );
        // On a phone's picture of 320 by 240 a mark is 28 wide and high, a name some 50 wide and 18 high.
        names.forEach((one, i) => {
          const [x, y] = [one.x * 320, one.y * 240 + one.lift];
          for (const mark of marks)
            expect(Math.abs(mark.x * 320 - x) >= 28 || Math.abs(mark.y * 240 - y) >= 23).toBe(true);
          for (const other of names.slice(i + 1))
            expect(Math.abs(other.x * 320 - x) >= 40 || Math.abs(other.y * 240 + other.lift - y) >= 18).toBe(
              true,
            );
        });
        // Where nothing is in the way every name stands at its place.
        expect(namesBeside([{ ...towns[0]!, name: '東' }], [], view)).toMatchObject([{ lift: 0 }]);
      },
    ),
  );
});

test('each point in the picture stands in exactly one cluster, and none covers another', () => {
  fc.assert(
    fc.property(
      fc.array(place, { maxLength: 60 }),
      place,
      fc.integer({ min: 10, max: 16 }),
      (points, middle, zoom) => {
        const view = { ...middle, zoom };
        // As wide as its text: a mark of several has more to say.
        const half = (several: readonly unknown[]) => (several.length === 1 ? 14 : 24 + 2 * several.length);
        const clusters = clustered(points, view, half);
        const there = clusters.flatMap((one) => one.points);
        expect(new Set(there).size).toBe(there.length);
        for (const point of points) {
          const { x, y } = inPicture(point, view);
          expect(there.includes(point)).toBe(x >= 0 && x <= mapWidth && y >= 0 && y <= mapHeight);
        }
        for (const [at, one] of clusters.entries())
          for (const other of clusters.slice(at + 1))
            expect(
              Math.abs(one.x - other.x) * 320 >= half(one.points) + half(other.points) ||
                Math.abs(one.y - other.y) >= 0.085 * (4 / 3),
            ).toBe(true);
      },
    ),
  );
});

describe('outlines', () => {
  test('any GeoJSON is read, anything else is nothing', () => {
    const square = [
      [142, 43],
      [143, 43],
      [143, 44],
      [142, 43],
    ];
    expect(ringsOf({ type: 'Polygon', coordinates: [square] })).toHaveLength(1);
    expect(ringsOf({ type: 'MultiPolygon', coordinates: [[square], [square]] })).toHaveLength(2);
    expect(
      ringsOf({
        type: 'FeatureCollection',
        features: [{ type: 'Feature', geometry: { type: 'Polygon', coordinates: [square] } }],
      }),
    ).toHaveLength(1);
    for (const odd of [
      null,
      'x',
      1,
      {},
      { type: 'Point', coordinates: [142, 43] },
      { type: 'Polygon', coordinates: 'x' },
      { type: 'Polygon', coordinates: [[[1]]] },
    ])
      expect(ringsOf(odd)).toEqual([]);
    expect(
      pathOf({ type: 'Polygon', coordinates: [square] }, { zoom: 8, latitude: 43.5, longitude: 142.5 }),
    ).toMatch(/^M-?\d+ -?\d+L.*Z$/);
  });
});

const points: MapPoint[] = [
  { id: 1, label: 'こもれびひろば', latitude: 43.77, longitude: 142.36, href: '/facilities/1', number: 1 },
  { id: 2, label: 'ポプラ<園>', latitude: 43.75, longitude: 142.4, href: '/facilities/2', number: 2 },
  { id: 3, label: '位置のない場所', latitude: null, longitude: null, href: '/facilities/3', number: 3 },
];

describe('AreaMap', () => {
  test('names itself and each point, counts what it cannot show, and has the same points as a list', async () => {
    const text = await html(<AreaMap title="場所" points={points} />);
    expect(text).toContain('aria-label="1 こもれびひろば"');
    expect(text).toContain('aria-label="2 ポプラ&lt;園&gt;"');
    expect(text).toContain('1か所は位置が登録されていない');
    expect(text.match(/<a href="\/facilities\/1"/g)).toHaveLength(2);
    expect(text).toContain('<title id="map-title">');
    expect(text).not.toContain('<image');
    expect(text).not.toContain('style=');
  });

  test('moves by links, or by the buttons of a form', async () => {
    const links = await html(
      <AreaMap title="場所" points={points} moves={{ href: (view) => `/x?v=${view}` }} />,
    );
    expect(links.match(/href="\/x\?v=/g)).toHaveLength(7);
    const buttons = await html(
      <AreaMap title="場所" points={points} moves={{ form: 'find', name: 'view' }} />,
    );
    expect(buttons).not.toContain('href="/x');
    expect(buttons.match(/form="find" name="view"/g)).toHaveLength(7);
  });

  test('says how many places its marks stand for, where some stand together', async () => {
    const near = [1, 2, 3].map((id) => ({
      id,
      label: `園${id}`,
      latitude: 43.7 + (id === 3 ? 0.2 : id / 100_000),
      longitude: 142.3,
      href: `/facilities/${id}`,
    }));
    const moves = { href: (view: string) => `/x?v=${view}` };
    const text = await html(<AreaMap title="場所" points={near} moves={moves} />);
    expect(text).toContain('3か所を、近いものはまとめて、2個の印で示しています。 四角い印を選ぶと');
    const apart = await html(<AreaMap title="場所" points={near.slice(1)} moves={moves} />);
    expect(apart).not.toContain('まとめて');
  });

  test('says so when there is nothing to show', async () => {
    expect(await html(<AreaMap title="場所" points={[]} />)).toContain('地図に示せる場所がありません');
  });

  test('draws tiles only where the city has set them, with their credit', async () => {
    const tiles = { template: 'https://tiles.example/{z}/{x}/{y}.png', credit: '国土地理院' };
    const text = await html(
      <MapTiles.Provider value={tiles}>
        <AreaMap title="場所" points={points} />
      </MapTiles.Provider>,
    );
    expect(text).toMatch(/<image href="https:\/\/tiles\.example\/\d+\/\d+\/\d+\.png"/);
    expect(text).toContain('地図：国土地理院');
    const view = viewOf([{ latitude: 43.77, longitude: 142.36 }])!;
    const drawn = tilesOf(view, tiles.template);
    // They cover the picture without a gap.
    expect(Math.min(...drawn.map(({ x }) => x))).toBeLessThanOrEqual(0);
    expect(Math.max(...drawn.map(({ x }) => x)) + 256).toBeGreaterThanOrEqual(mapWidth);
    expect(Math.max(...drawn.map(({ y }) => y)) + 256).toBeGreaterThanOrEqual(mapHeight);
  });

  test('tiles are a setting with a credit, and none by default', () => {
    const secret = { SECRET: 'x'.repeat(32) };
    expect(readSettings(secret).tiles).toBeNull();
    const set = {
      ...secret,
      TILE_URL_TEMPLATE: 'https://cyberjapandata.gsi.go.jp/xyz/pale/{z}/{x}/{y}.png',
      TILE_CREDIT: '国土地理院',
    };
    expect(readSettings(set).tiles).toEqual({ template: set.TILE_URL_TEMPLATE, credit: '国土地理院' });
    for (const template of [
      'javascript:{z}{x}{y}',
      'https://a.example/{z}/{x}/{y}.png; script-src *',
      'https://{s}.example/{z}/{x}/{y}',
    ])
      expect(() => readSettings({ ...set, TILE_URL_TEMPLATE: template })).toThrow('TILE_URL_TEMPLATE');
  });
});
