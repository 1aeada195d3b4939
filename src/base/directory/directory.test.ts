import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorld, type Who, type World } from '../../../tests/world.ts';
import { find } from '../../platform/search/search.ts';
import { areaOfFacilities, facilitiesOf } from './queries.ts';
import { facilityOffer } from './queries-offers.ts';
import { isDue } from './queries-place.ts';
import { programmesOf } from './rules.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const fieldsOf = async (at: number): Promise<Record<string, string>> => {
  const [row] = await world.owner<{ name: string; name_kana: string; address: string; version: number }>(
    'select name, name_kana, address, version from facility where id = $1',
    [world.facility[at]],
  );
  return {
    name: row!.name,
    name_kana: row!.name_kana,
    address: row!.address,
    _version: String(row!.version),
  };
};
const keeper = async (at: number) => {
  const [row] = await world.owner<{ organisation_id: string; kind: string }>(
    'select organisation_id, kind from facility where id = $1',
    [world.facility[at]],
  );
  return { ...(await fieldsOf(at)), organisation_id: row!.organisation_id, kind: row!.kind };
};
const column = async <T>(name: string, at: number): Promise<T> =>
  (
    await world.owner<Record<string, T>>(`select ${name} from facility where id = $1`, [world.facility[at]])
  )[0]![name]!;
const url = (at: number, rest = '') => `/facilities/${world.facility[at]}${rest}`;

describe('who may not', () => {
  it('turns strangers to the sign-in page and answers a script plainly', async () => {
    expect((await world.as(null).get('/facilities')).location).toContain('/sign-in');
    expect((await world.as(null).get('/postal?code=0788208')).status).toBe(401);
  });

  it('lets a head edit no other facility than their own, in the page and in the database', async () => {
    expect((await world.as('other_head').get(url(0, '/edit'))).status).toBe(403);
    const sent = await world
      .as('other_head')
      .post(url(0, '/edit'), { ...(await fieldsOf(0)), name: '書き換え' });
    expect(sent.status).toBe(403);
    for (const path of ['/confirm', '/services/new', '/end', '/reopen']) {
      const fields = path === '/services/new' ? { programme_code: 'garden_open', name: '園庭開放' } : {};
      expect((await world.as('other_head').post(url(0, path), fields)).status).toBe(403);
    }
    const changed = await world.writing('other_head', (tx) =>
      tx.db
        .updateTable('facility')
        .set({ name: '書き換え' })
        .where('id', '=', world.facility[0]!)
        .executeTakeFirst(),
    );
    expect(changed.numUpdatedRows).toBe(0n);
    expect(await column('name', 0)).toBe('こもれび保育園');
  });

  it('lets staff, observers, auditors and administrators read but not change', async () => {
    for (const who of ['facility_staff', 'observer', 'auditor', 'administrator', 'council_member'] as Who[]) {
      const page = await world.as(who).get(url(0));
      expect(page.status).toBe(200);
      expect(page.html).not.toContain(url(0, '/edit'));
      expect(page.html).not.toContain(url(0, '/confirm'));
      expect((await world.as(who).post(url(0, '/edit'), await fieldsOf(0))).status).toBe(403);
      expect((await world.as(who).get('/facilities/new')).status).toBe(404);
      expect((await world.as(who).post('/facilities/new', await keeper(0))).status).toBe(403);
    }
  });

  it('lets a head change neither operator, kind nor number, nor close the place', async () => {
    const sent = await world.as('facility_head').post(url(0, '/edit'), {
      ...(await fieldsOf(0)),
      organisation_id: world.organisation.city,
      kind: 'その他',
      local_id: 'X1',
    });
    expect(sent.status).toBe(303);
    expect(Number(await column('organisation_id', 0))).toBe(world.organisation.operator);
    expect(await column('kind', 0)).toBe('認可私立保育所');
    expect(await column('local_id', 0)).toBe(null);
    expect((await world.as('facility_head').post(url(0, '/end'))).status).toBe(403);
  });

  it('lets a former coordinator do nothing', async () => {
    expect((await world.as('former').get('/facilities')).status).toBe(403);
  });
});

describe('the list', () => {
  const names = (html: string) =>
    [...html.matchAll(/href="\/facilities\/\d+">([^<]+)</g)].map(([, name]) => name);

  it('shows places by reading, and finds them by two characters, by kana, by address and by telephone', async () => {
    await world.owner(`update facility set phone = '0166-26-1234' where id = $1`, [world.facility[5]]);
    const as = world.as('facility_staff');
    expect(names((await as.get('/facilities')).html)).toEqual([
      'あおぞら幼稚園',
      'こもれび保育園',
      'しらかば保育園',
      'なかよしひろば',
      'ポプラこども園',
      'ゆきんこ保育室',
    ]);
    expect(names((await as.get(`/facilities?q=${encodeURIComponent('保育')}`)).html)).toEqual([
      'こもれび保育園',
      'しらかば保育園',
      'ゆきんこ保育室',
    ]);
    expect(names((await as.get(`/facilities?q=${encodeURIComponent('コモレビ')}`)).html)).toEqual([
      'こもれび保育園',
    ]);
    expect(names((await as.get(`/facilities?q=${encodeURIComponent('一条通一丁目 保育園')}`)).html)).toEqual([
      'こもれび保育園',
    ]);
    expect(names((await as.get('/facilities?q=0166261234')).html)).toEqual(['なかよしひろば']);
  });

  it('narrows by kind, area, programme and row of readings, in any combination', async () => {
    const as = world.as('coordinator');
    const q = (text: string) => encodeURIComponent(text);
    expect(
      names((await as.get(`/facilities?kind=${q('認可私立保育所')}&area_id=${world.area[1]}`)).html),
    ).toEqual(['しらかば保育園']);
    expect(names((await as.get(`/facilities?row=${q('サ行')}`)).html)).toEqual(['しらかば保育園']);
    expect(names((await as.get(`/facilities?row=${q('ナ行')}&q=${q('ひろば')}`)).html)).toEqual([
      'なかよしひろば',
    ]);
    await world.owner(
      `insert into service (facility_id, programme_code, name) values ($1, 'garden_open', '園庭開放')`,
      [world.facility[1]],
    );
    expect(names((await as.get('/facilities?programme=garden_open')).html)).toEqual(['あおぞら幼稚園']);
    await world.owner(`delete from service where facility_id = $1`, [world.facility[1]]);
  });

  it('says how to go on when nothing is found or one letter was typed', async () => {
    const none = await world.as('coordinator').get(`/facilities?q=${encodeURIComponent('存在しない')}`);
    expect(none.text).toContain('条件に合う施設はありません');
    const short = await world.as('coordinator').get(`/facilities?q=${encodeURIComponent('園')}`);
    expect(short.text).toContain('2文字以上');
  });

  it('puts those whose confirmation is oldest first, and those nearest to an area first with their distance', async () => {
    await world.owner(`update facility set confirmed_on = '2026-11-01' where id = any($1)`, [
      world.facility.slice(1),
    ]);
    await world.owner(`update facility set confirmed_on = null where id = $1`, [world.facility[0]]);
    const oldest = await world.as('coordinator').get('/facilities?sort=confirmed');
    expect(names(oldest.html)[0]).toBe('こもれび保育園');
    const askFirst = 'しばらく確かめられていません';
    const old = async () => names((await world.as('coordinator').get('/facilities?stale=1')).html);
    expect(await old()).toEqual(['こもれび保育園']);
    // As long as the city itself says.
    await world.owner(`update facility set confirmed_on = '2026-09-01' where id = $1`, [world.facility[0]]);
    expect(await old()).toEqual([]);
    await world.owner('update directory_setting set confirm_every_months = 2');
    expect(await old()).toEqual(['こもれび保育園']);
    expect((await world.as(null).get(`/open/places/${world.facility[0]}`)).text).toContain(askFirst);
    await world.owner('update directory_setting set confirm_every_months = 12');
    expect((await world.as(null).get(`/open/places/${world.facility[0]}`)).text).not.toContain(askFirst);
    await world.owner(`update facility set confirmed_on = null where id = $1`, [world.facility[0]]);
    await world.owner(`update town set latitude = 43.77, longitude = 142.36 where id = any($1)`, [
      world.town.slice(2),
    ]);
    await world.owner(`update facility set latitude = 43.80, longitude = 142.36 where id = $1`, [
      world.facility[0],
    ]);
    await world.owner(`update facility set latitude = 43.77, longitude = 142.37 where id = $1`, [
      world.facility[4],
    ]);
    const near = await world.as('coordinator').get(`/facilities?sort=near&near_id=${world.area[1]}`);
    expect(names(near.html).slice(0, 2)).toEqual(['ゆきんこ保育室', 'こもれび保育園']);
    expect(near.text).toContain('約0.8km');
    await world.owner(`update facility set latitude = null, longitude = null`);
  });

  it('answers the same as JSON', async () => {
    const answer = await world.as('facility_staff').get(`/facilities.json?q=${encodeURIComponent('ポプラ')}`);
    const json = (await answer.response.json()) as {
      count: number;
      facilities: { name: string; areas: string }[];
    };
    expect(json.count).toBe(1);
    expect(json.facilities[0]).toMatchObject({ name: 'ポプラこども園', areas: '神楽地区' });
  });

  it('says how many there are on every page of few, behind the last one too, and of more than it counts that it is more', async () => {
    const asked = async (query: string) => {
      const answer = await world.as('coordinator').get(`/facilities.json?${query}`);
      return (await answer.response.json()) as { count: number; facilities: { id: number }[] };
    };
    const word = `q=${encodeURIComponent('おおぜい')}`;
    const fill = (from: number, to: number) =>
      world.owner(
        `insert into facility (organisation_id, name, name_kana, kind, created_at, updated_at)
         select (select min(id) from organisation), 'おおぜい' || n, 'オオゼイ', '認可私立保育所', now(), now() from generate_series($1::int, $2) n`,
        [from, to],
      );
    try {
      await fill(1, 30);
      const pages = [await asked(word), await asked(`${word}&page=2`), await asked(`${word}&page=9`)];
      expect(pages.map(({ count, facilities }) => [count, facilities.length])).toEqual([
        [30, 20],
        [30, 10],
        [30, 0],
      ]);
      expect(new Set(pages.flatMap(({ facilities }) => facilities.map(({ id }) => id))).size).toBe(30);
      for (const [from, to] of [
        [31, 1001],
        // found out with the first question, known with the second
        [1002, 5001],
      ] as const) {
        await fill(from, to);
        for (const query of [word, word, `${word}&page=2`]) {
          const { count, facilities } = await asked(query);
          expect([count, facilities.length]).toEqual([1001, 20]);
        }
      }
    } finally {
      await world.owner(`delete from facility where name_kana = 'オオゼイ'`);
    }
    expect(await asked(word)).toMatchObject({ count: 0, facilities: [] });
  });

  it('is taken out as Excel and CSV as it is seen, and that is recorded', async () => {
    const csv = await world
      .as('coordinator')
      .get(`/facilities/export?format=csv&q=${encodeURIComponent('保育')}`);
    const text = await csv.response.text();
    expect(text.split('\r\n').filter((line) => line !== '')).toHaveLength(4);
    expect(text).toContain('"コモレビホイクエン"');
    const xlsx = await world.as('coordinator').get('/facilities/export?format=xlsx');
    expect(xlsx.response.headers.get('content-type')).toContain('spreadsheet');
    const events = await world.owner(`select 1 from audit_event where action = 'facility.export'`);
    expect(events.length).toBeGreaterThanOrEqual(2);
  });
});

describe('a facility', () => {
  it('tells its story: operator, areas, services, people, and asks to be confirmed', async () => {
    const page = await world.as('facility_head').get(url(0));
    for (const said of [
      '社会福祉法人こもれび会が運営する認可私立保育所です',
      '中央地区',
      'まだ施設で確かめられていません',
      '園 長子',
      '巡回の履歴',
    ]) {
      expect(page.text).toContain(said);
    }
    expect((await world.as('observer').get(url(0))).text).not.toContain('巡回の履歴');
    expect((await world.as('observer').get('/facilities/999999')).status).toBe(404);
  });

  it('is confirmed by its own head with one button, and stale again after a year', async () => {
    const sent = await world.as('facility_head').post(url(0, '/confirm'));
    expect(sent.status).toBe(303);
    expect(await column('confirmed_on', 0)).toBe('2026-11-21');
    const page = await world.as('facility_head').get(url(0));
    expect(page.text).toContain('令和8年11月21日（土）に内容を確かめました');
    // Whoever looked the entry over may say so before being asked; once a day is enough.
    expect(page.html).not.toContain(`action="${url(0, '/confirm')}"`);
    world.at('2026-12-01T10:00:00+09:00');
    const later = (path: Who) => world.as(path).get(url(0));
    expect((await later('facility_head')).html).toContain(`action="${url(0, '/confirm')}"`);
    expect((await later('observer')).html).not.toContain(`action="${url(0, '/confirm')}"`);
    world.at('2026-11-21T10:00:00+09:00');
    expect(isDue('2026-11-21', 12, '2027-11-20')).toBe(false);
    expect(isDue('2026-11-21', 12, '2027-11-21')).toBe(true);
    expect(isDue(null, 12, '2026-11-21')).toBe(true);
  });

  it('is edited by its own head: strengths, wishes and hours, in whatever width they are typed', async () => {
    const sent = await world.as('facility_head').post(url(0, '/edit'), {
      ...(await fieldsOf(0)),
      phone: '（０１６６）２６－１１１１',
      postal_code: '０７８８２０８',
      weekdays: ['月', '火', '水'],
      opens_at: '7:30',
      closes_at: '18:00',
      ages: '生後57日～5歳',
      offers: ['homely', 'unheard_of'],
      strengths_more: '木のおもちゃがたくさんある\n',
      visit_wishes: '午前中に園庭での様子を見てほしいです。',
    });
    expect(sent.status).toBe(303);
    const page = await world.as('coordinator').get(url(0));
    for (const said of [
      '0166-26-1111',
      '月～水曜日 7:30～18:00',
      '少人数でアットホームな雰囲気',
      '木のおもちゃがたくさんある',
      '午前中に園庭での様子を見てほしいです。',
    ]) {
      expect(page.text).toContain(said);
    }
    expect(await column('age_from_months', 0)).toBe(2);
  });

  it('moves to the area of its new address', async () => {
    await world
      .as('coordinator')
      .post(url(4, '/edit'), { ...(await keeper(4)), address: '試験県試験市神楽岡２条９－１' });
    const areas = await world.reading('coordinator', (tx) => areaOfFacilities(tx, [world.facility[4]!]));
    expect(areas.map((area) => area.name)).toEqual(['神楽地区']);
  });

  it('keeps what was typed when something is wrong, with a sentence beside the field', async () => {
    const sent = await world.as('facility_head').post(url(0, '/edit'), {
      ...(await fieldsOf(0)),
      phone: '12',
      opens_at: '18:00',
      closes_at: '9:00',
      latitude: '142.3',
      visit_wishes: '消えてほしくない文',
    });
    expect(sent.status).toBe(422);
    expect(sent.text).toContain('消えてほしくない文');
    expect(sent.text).toContain('緯度（20～46）');
  });

  it('shows both texts when two people save, and takes the chosen one', async () => {
    const before = await fieldsOf(0);
    expect(
      (
        await world
          .as('coordinator')
          .post(url(0, '/edit'), { ...(await keeper(0)), note: '巡回からの書込み' })
      ).status,
    ).toBe(303);
    const stale = await world
      .as('facility_head')
      .post(url(0, '/edit'), { ...before, note: '園からの書込み' });
    expect(stale.status).toBe(422);
    for (const said of ['巡回からの書込み', '園からの書込み', '巡 一子']) expect(stale.text).toContain(said);
    const now = await fieldsOf(0);
    const chosen = await world.as('facility_head').post(url(0, '/edit'), {
      ...before,
      _version: now['_version']!,
      note: '園からの書込み',
      choose_note: 'theirs',
    });
    expect(chosen.status).toBe(303);
    expect(await column('note', 0)).toBe('巡回からの書込み');
  });

  it('is registered once however often the form is sent, with the services its kind means, and found at once', async () => {
    const once = crypto.randomUUID();
    const form = {
      _once: once,
      organisation_id: world.organisation.operator,
      kind: '認定こども園（幼保連携型）',
      name: 'はまなすこども園',
      name_kana: 'はまなすこどもえん',
      local_id: '0100',
      address: '試験県試験市神楽岡一条1-9',
      temporary_care: 'yes',
    };
    const [first, second] = [
      await world.as('coordinator').post('/facilities/new', form),
      await world.as('coordinator').post('/facilities/new', form),
    ];
    expect(first.status).toBe(303);
    expect(second.location).toBe(first.location);
    const rows = await world.owner<{ id: string; name_kana: string }>(
      `select id, name_kana from facility where local_id = '0100'`,
    );
    expect(rows.map((row) => row.name_kana)).toEqual(['ハマナスコドモエン']);
    const services = await world.owner<{ programme_code: string }>(
      'select programme_code from service where facility_id = $1 order by 1',
      [rows[0]!.id],
    );
    expect(services.map((row) => row.programme_code)).toEqual(['kindergarten', 'nursery', 'temporary_care']);
    const hits = await world.reading('facility_staff', (tx) => find(tx, 'はまなす', ['facility'], 5));
    expect(hits.map((hit) => hit.url)).toEqual([first.location]);
    const taken = await world
      .as('coordinator')
      .post('/facilities/new', { ...form, _once: crypto.randomUUID(), name: '別の園' });
    expect(taken.status).toBe(422);
    expect(taken.text).toContain('このIDは「はまなすこども園」が使っています');
  });

  it('is closed and opened again by the directory keeper, leaving the list and the search meanwhile', async () => {
    const [row] = await world.owner<{ id: string }>(`select id from facility where local_id = '0100'`);
    const path = `/facilities/${row!.id}`;
    expect((await world.as('secretariat').post(`${path}/end`)).status).toBe(303);
    const search = () => world.reading('secretariat', (tx) => find(tx, 'はまなす', ['facility'], 5));
    expect(await search()).toEqual([]);
    expect((await world.as('secretariat').get('/facilities')).text).not.toContain('はまなすこども園');
    expect((await world.as('secretariat').get('/facilities?ended=1')).text).toContain('はまなすこども園');
    expect(
      (await world.reading('secretariat', (tx) => facilityOffer(tx, {}, 'facility_id'))).all!.map(
        (one) => one.label,
      ),
    ).not.toContain('はまなすこども園');
    expect((await world.as('secretariat').post(`${path}/reopen`)).status).toBe(303);
    expect(await search()).toHaveLength(1);
    const mine = await world.reading('secretariat', (tx) => facilitiesOf(tx, world.organisation.operator));
    expect(mine.map((one) => one.name)).toContain('はまなすこども園');
  });
});

describe('services', () => {
  const serviceOf = async (name: string) =>
    (
      await world.owner<{ id: string; version: number; ends_on: string | null }>(
        'select id, version, ends_on from service where name = $1',
        [name],
      )
    )[0]!;
  const form = {
    programme_code: 'garden_open',
    name: '園庭であそぼう',
    weekdays: ['火', '木'],
    opens_at: '10:00',
    closes_at: '11:30',
  };

  it('are added by the head, changed, ended and taken up again', async () => {
    expect((await world.as('facility_head').post(url(0, '/services/new'), form)).status).toBe(303);
    expect((await world.as('facility_staff').get(url(0))).text).toContain('火・木曜日 10:00～11:30');
    const twice = await world.as('facility_head').post(url(0, '/services/new'), form);
    expect(twice.status).toBe(422);
    expect(twice.text).toContain('同じ種類・同じ名前の事業があります');
    const { id, version } = await serviceOf('園庭であそぼう');
    const path = url(0, `/services/${id}`);
    const edit = await world
      .as('facility_head')
      .post(`${path}/edit`, { ...form, description: '雨の日は室内です。', _version: version });
    expect(edit.status).toBe(303);
    const stale = await world
      .as('coordinator')
      .post(`${path}/edit`, { ...form, description: '別の説明', _version: version });
    expect(stale.status).toBe(422);
    expect(stale.text).toContain('雨の日は室内です。');
    expect((await world.as('facility_head').post(`${path}/end`)).status).toBe(303);
    expect((await serviceOf('園庭であそぼう')).ends_on).toBe('2026-11-21');
    expect((await world.as('facility_head').post(`${path}/reopen`)).status).toBe(303);
    expect((await serviceOf('園庭であそぼう')).ends_on).toBe(null);
  });

  it('cannot be reached through another facility', async () => {
    const { id } = await serviceOf('園庭であそぼう');
    expect((await world.as('other_head').get(url(1, `/services/${id}/edit`))).status).toBe(404);
    expect((await world.as('other_head').post(url(1, `/services/${id}/end`))).status).toBe(404);
  });

  it('follow from the kind of place', () => {
    expect(programmesOf('認可公立保育所', null)).toEqual(['nursery']);
    expect(programmesOf('病児保育施設', false)).toEqual(['sick_child_care']);
    expect(programmesOf('子育て支援センター', true)).toEqual(['support_base', 'temporary_care']);
    expect(programmesOf('公民館', null)).toEqual([]);
  });
});

describe('postal codes', () => {
  it('fill prefecture, city and town for signed-in people, and nothing for what is no code', async () => {
    const answer = await world.as('facility_staff').get('/postal?code=078-8208');
    expect(await answer.response.json()).toMatchObject({ prefecture: '北海道', city: '旭川市' });
    expect(await (await world.as('facility_staff').get('/postal?code=12')).response.json()).toEqual({});
    expect(await (await world.as('facility_staff').get('/postal?code=0000000')).response.json()).toEqual({});
  });

  it('come from the city’s own towns first', async () => {
    await world.owner(`update town set postal_code = '9999999' where id = $1`, [world.town[0]]);
    const answer = await world.as('facility_staff').get('/postal?code=9999999');
    expect(await answer.response.json()).toMatchObject({
      prefecture: '試験県',
      city: '試験市',
      town: '一条通一丁目',
    });
  });
});
