import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorld, type World } from '../../../tests/world.ts';

describe('areas as sets of towns', () => {
  let world: World;
  beforeAll(async () => {
    world = await makeWorld();
  });
  afterAll(() => world.close());
  const townsOf = async (area: number) =>
    (
      await world.owner<{ name: string }>(
        'select t.name from area_town a join town t on t.id = a.town_id where area_id = $1 order by t.name',
        [area],
      )
    ).map((row) => row.name);

  it('lets only those who manage areas change them', async () => {
    for (const who of ['coordinator', 'facility_head', 'observer', 'auditor'] as const) {
      expect((await world.as(who).get(`/areas/${world.area[0]}/edit`)).status).toBe(403);
      expect(
        (await world.as(who).post(`/areas/${world.area[0]}/edit`, { name: 'x', towns: '', _version: 1 }))
          .status,
      ).toBe(403);
      expect((await world.as(who).get('/areas/import')).status).toBe(404);
      expect((await world.as(who).get('/areas')).status).toBe(200);
    }
  });

  it('shows each area with its facilities, found through their town', async () => {
    const page = await world.as('observer').get(`/areas/${world.area[1]}`);
    expect(page.text).toContain('神楽岡一条');
    expect(page.text).toContain('しらかば保育園');
    expect(page.text).not.toContain('こもれび保育園');
  });

  it('reads towns however they are written and refuses one that belongs to another area', async () => {
    const secretariat = world.as('secretariat');
    const taken = await secretariat.post(`/areas/${world.area[0]}/edit`, {
      name: '中央地区',
      towns: '１条通1丁目\n神楽岡1条',
      _version: 1,
    });
    expect(taken.status).toBe(422);
    expect(taken.text).toContain('ほかの区域に入っている町字があります：神楽岡一条');
    expect(taken.html).toContain('神楽岡1条');
    const saved = await secretariat.post(`/areas/${world.area[0]}/edit`, {
      name: '中央地区',
      towns: '１条通1丁目',
      _version: 1,
    });
    expect(saved.status).toBe(303);
    expect(await townsOf(world.area[0]!)).toEqual(['一条通一丁目']);
    expect((await secretariat.get('/areas')).text).toContain('どの区域にも入っていない町字が 1 あります');
  });

  it('asks about an unknown town before making it', async () => {
    const secretariat = world.as('secretariat');
    const form = { name: '神楽地区', towns: '神楽岡一条\n神楽岡二条\n神楽岡３条', _version: 1 };
    const asked = await secretariat.post(`/areas/${world.area[1]}/edit`, form);
    expect(asked.status).toBe(422);
    expect(asked.text).toContain('神楽岡３条');
    expect((await secretariat.post(`/areas/${world.area[1]}/edit`, { ...form, create: true })).status).toBe(
      303,
    );
    expect(await townsOf(world.area[1]!)).toContain('神楽岡三条');
  });

  it('makes a new town once, in however many spellings it is typed', async () => {
    const before = await townsOf(world.area[1]!);
    const [area] = await world.owner<{ version: number }>('select version from area where id = $1', [
      world.area[1],
    ]);
    const saved = await world.as('secretariat').post(`/areas/${world.area[1]}/edit`, {
      name: '神楽地区',
      towns: [...before, '神楽岡9条', '神楽岡九条', '神楽岡９条'].join('\n'),
      create: true,
      _version: area!.version,
    });
    expect(saved.status).toBe(303);
    expect(await townsOf(world.area[1]!)).toEqual([...before, '神楽岡九条'].toSorted());
  });

  it('takes a table in, moves towns between areas and makes what is missing, once', async () => {
    const table = [
      '中学校区,町字,種別',
      '光陽中学校区,一条通二丁目,中学校区',
      '光陽中学校区,一条通二丁目,中学校区',
      '神楽地区,一条通1丁目,担当地区',
      ',x,中学校区',
    ].join('\n');
    const secretariat = world.as('secretariat');
    const uploaded = await secretariat.post('/areas/import', { file: new File([table], '割当.csv') });
    expect(uploaded.status, uploaded.text).toBe(303);
    const verdicts = await world.owner<{ verdict: string }>(
      'select verdict from import_row order by row_number',
    );
    expect(verdicts.map((row) => row.verdict)).toEqual(['new', 'refused', 'changed', 'refused']);
    // What would be made besides is said before: it may be a name spelt wrong.
    const check = await secretariat.get(uploaded.location!);
    expect(check.text).toContain('登録のない区域を新しくつくります：光陽中学校区（中学校区）。');
    expect(check.text).toContain('この区域はまだありません。新しい区域として登録します。');
    expect(check.text).not.toContain('神楽地区（担当地区）。');
    await secretariat.post(`${uploaded.location}/apply`);
    await world.house.jobs.drain();
    expect(await townsOf(world.area[1]!)).toContain('一条通一丁目');
    expect(await townsOf(world.area[0]!)).not.toContain('一条通一丁目');
    const [made] = await world.owner<{ id: number }>(`select id from area where name = '光陽中学校区'`);
    expect(await townsOf(made!.id)).toEqual(['一条通二丁目']);
  });

  it('takes the template back as what it is: empty until it is filled in', async () => {
    const secretariat = world.as('secretariat');
    const template = await secretariat.get('/areas/import/template');
    const bytes = await template.response.clone().arrayBuffer();
    const uploaded = await secretariat.post('/areas/import', { file: new File([bytes], '様式.xlsx') });
    expect(uploaded.status).toBe(422);
    expect(uploaded.text).toContain('見出しの行だけで、データの行がありません');
  });

  it('keeps both texts when two people change one area', async () => {
    const [row] = await world.owner<{ version: number }>('select version from area where id = $1', [
      world.area[1],
    ]);
    const form = { towns: '神楽岡一条', _version: row!.version };
    expect(
      (await world.as('secretariat').post(`/areas/${world.area[1]}/edit`, { ...form, name: '神楽・緑が丘' }))
        .status,
    ).toBe(303);
    const second = await world
      .as('administrator')
      .post(`/areas/${world.area[1]}/edit`, { ...form, name: 'かぐら' });
    expect(second.status).toBe(422);
    expect(second.text).toContain('神楽・緑が丘');
    expect(second.html).toContain('かぐら');
  });

  it('takes boundaries from a GeoJSON file by the areas’ names, says what it could not use, and draws them', async () => {
    const degrees = (value: number) => Number(value.toFixed(5));
    const square = (west: number, south: number) => {
      const [east, north] = [degrees(west + 0.01), degrees(south + 0.01)];
      return [
        [west, south],
        [east, south],
        [east, north],
        [west, north],
        [west, south],
      ];
    };
    const [first, second] = await world.owner<{ id: number; name: string; system: string }>(
      'select id, name, area_system_code as system from area where id = any($1) order by id',
      [[world.area[0], world.area[1]]],
    );
    const feature = (properties: object, ...rings: number[][][]) => ({
      type: 'Feature',
      properties,
      geometry: { type: 'Polygon', coordinates: rings },
    });
    const sent = (content: unknown) => ({
      system: first!.system,
      file: new File([JSON.stringify(content)], '境界.geojson'),
    });
    const file = {
      type: 'FeatureCollection',
      features: [
        feature({ KEN: '北海道', NAME: first!.name }, square(142.36, 43.76)),
        feature({ NAME: first!.name }, square(142.4, 43.8)),
        feature({ NAME: 'どこでもない区' }, square(142.5, 43.8)),
        {
          type: 'Feature',
          properties: { NAME: second!.name },
          geometry: { type: 'Point', coordinates: [142, 43] },
        },
      ],
    };
    for (const who of ['coordinator', 'facility_head', 'observer'] as const) {
      expect((await world.as(who).get('/areas/shapes')).status).toBe(403);
      expect((await world.as(who).post('/areas/shapes', sent(file))).status).toBe(403);
      expect((await world.as(who).post(`/areas/${first!.id}/shape/remove`)).status).toBe(403);
    }
    const secretariat = world.as('secretariat');
    const shape = async () =>
      (await world.owner<{ shape: unknown }>('select shape from area where id = $1', [first!.id]))[0]!.shape;
    for (const [content, reason] of [
      ['<kml/>', 'GeoJSONとして読めませんでした'],
      [{ type: 'FeatureCollection', features: [] }, '面（ポリゴン）が一つもありません'],
      [feature({ NAME: first!.name }, square(43.76, 142.36)), '日本の外にある点があります'],
      [feature({ NAME: 'どこでもない区' }, square(142.36, 43.76)), '合う形が一つもありませんでした'],
    ] as const) {
      const refused = await secretariat.post('/areas/shapes', sent(content));
      expect([refused.status, refused.text.includes(reason)], reason).toEqual([422, true]);
      expect(await shape()).toBeNull();
    }
    expect((await secretariat.post('/areas/shapes', { system: first!.system })).status).toBe(422);
    const taken = await secretariat.post('/areas/shapes', sent(file));
    expect(taken.location).toBe('/areas');
    expect(await shape()).toEqual({
      type: 'MultiPolygon',
      coordinates: [[square(142.36, 43.76)], [square(142.4, 43.8)]],
    });
    const told = decodeURIComponent(taken.response.headers.get('set-cookie') ?? '');
    expect(told).toContain('1の区域の境界を取り込みました。');
    expect(told).toContain(second!.name);
    expect(told).toContain('どの区域とも合わない形が1あり');
    expect((await world.as('observer').get(`/areas/${first!.id}`)).html).toContain('class="map-area"');
    expect((await secretariat.get('/open/places?kind=all&also=on')).html).toContain('class="map-area"');
    await secretariat.post(`/areas/${first!.id}/shape/remove`);
    expect(await shape()).toBeNull();
  });

  it('adds a kind of area and refuses a code twice', async () => {
    const form = { name: '小学校区', code: 'primary', one_area_per_town: true };
    expect((await world.as('administrator').post('/areas/systems/new', form)).status).toBe(303);
    const again = await world.as('administrator').post('/areas/systems/new', form);
    expect(again.status).toBe(422);
    expect(again.text).toContain('すでに使われています');
  });
});
