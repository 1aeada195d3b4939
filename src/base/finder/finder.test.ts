import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { programFor } from '../../../tests/browser.ts';
import { makeWorld, type World } from '../../../tests/world.ts';
import { findPlaces, townOf, wishes } from './queries.ts';
import { languages, spoken } from '../../platform/ui/speech.ts';
import { askOf, roundedPoint, type Ask } from './rules-ask.ts';
import { wishIn } from './rules.ts';
import { openWords } from './words-open.ts';

let world: World;
const all = { size: 50, offset: 0 };

const finding = (query: string, more: Partial<Ask> = {}, paging = all) =>
  world.reading(null, (tx) => findPlaces(tx, { ...askOf(new URLSearchParams(query)), ...more }, paging));
const names = async (query: string, more: Partial<Ask> = {}) =>
  (await finding(query, more)).ranked.map(({ place }) => place.name);

beforeAll(async () => {
  world = await makeWorld();
  const { facility, town } = world;
  for (const [at, latitude, longitude] of [
    [0, 43.77, 142.36],
    [1, 43.775, 142.36],
    [2, 43.73, 142.38],
    [3, 43.731, 142.381],
  ] as const)
    await world.owner('update town set latitude = $2, longitude = $3, postal_code = $4 where id = $1', [
      town[at],
      latitude,
      longitude,
      `070-00${at}1`,
    ]);
  for (const [at, latitude, longitude] of [
    [0, 43.7701, 142.3601],
    [1, 43.78, 142.36],
    [2, 43.73, 142.38],
    [3, null, null],
    [5, 43.79, 142.36],
  ] as const)
    await world.owner('update facility set latitude = $2, longitude = $3 where id = $1', [
      facility[at],
      latitude,
      longitude,
    ]);
  const offers: [number, string[]][] = [
    [0, ['homely', 'talk_while_playing']],
    [1, ['outdoor', 'wide_garden', 'many_families']],
    [5, ['homely', 'fathers', 'outdoor']],
  ];
  for (const [at, codes] of offers)
    for (const code of codes)
      await world.owner('insert into facility_offer (facility_id, wish_code) values ($1, $2)', [
        facility[at],
        code,
      ]);
  await world.owner(
    `update facility set weekdays = '月火水木金', opens_at = '09:00', closes_at = '16:00', age_from_months = 0, age_to_months = 71, parking_available = true where id = $1`,
    [facility[0]],
  );
  await world.owner(
    `update facility set age_from_months = 36, age_to_months = 71, parking_available = false where id = $1`,
    [facility[1]],
  );
  // Each third Saturday morning, and closed on 19 December.
  await world.owner(
    `insert into schedule (facility_id, byday, opens_at, closes_at) values ($1, '{3SA}', '10:00', '12:00'), ($1, '{TU}', '13:00', '15:00')`,
    [facility[5]],
  );
  await world.owner(
    `insert into schedule_exception (facility_id, starts_on, ends_on, reason) values ($1, '2026-12-19', '2026-12-19', '大掃除')`,
    [facility[5]],
  );
  await world.owner(
    `insert into service (facility_id, programme_code, name, age_from_months, age_to_months) values ($1, 'support_base', 'ひろば', 0, 47)`,
    [facility[5]],
  );
});
afterAll(() => world.close());

describe('finding places', () => {
  test('wishes come first: who meets more of them by weight stands higher, with a reason', async () => {
    const { ranked, count, sort } = await finding('wish=homely&wish=outdoor');
    expect([count, sort]).toEqual([6, 'fit']);
    expect(ranked[0]!.place.name).toBe('なかよしひろば');
    expect(ranked[0]!.reason).toContain('「少人数でアットホームな雰囲気」');
    expect(ranked.slice(1, 3).map(({ place }) => place.name)).toEqual(['あおぞら幼稚園', 'こもれび保育園']);
    expect(ranked[1]!.misfits[0]).toContain('少人数でアットホームな雰囲気');
  });

  test('a weight the city changes changes the order', async () => {
    await world.owner(`update wish set weight = 5 where code = 'homely'`);
    expect((await names('wish=homely&wish=outdoor')).slice(1, 3)).toEqual([
      'こもれび保育園',
      'あおぞら幼稚園',
    ]);
    await world.owner(`update wish set weight = 1 where code = 'homely'`);
  });

  test('an age leaves out who does not take it, keeps who does not say, and all are seen on demand with the misfit said', async () => {
    const young = await finding('years=1&months=6');
    expect(young.left_out).toBe(1);
    expect(young.ranked.map(({ place }) => place.name)).not.toContain('あおぞら幼稚園');
    expect(young.ranked.find(({ place }) => place.name === 'なかよしひろば')!.fits[0]).toContain(
      '（3歳まで）',
    );
    expect(young.ranked.find(({ place }) => place.name === 'しらかば保育園')!.misfits[0]).toContain(
      '書かれていません',
    );
    const also = await finding('years=1&months=6&also=on');
    expect(also.count).toBe(6);
    expect(also.ranked.find(({ place }) => place.name === 'あおぞら幼稚園')!.misfits[0]).toBe(
      '対象の年齢が違います（対象は3歳～5歳、お子さんは1歳6か月）。',
    );
  });

  test('opening times are understood: n-th Saturdays, exceptions, holidays', async () => {
    // Today is Saturday 21 November 2026, the third one.
    expect(await names('when=今日の午前')).toContain('なかよしひろば');
    expect(await names('when=12月19日の午前')).not.toContain('なかよしひろば');
    expect(await names('when=土曜の午後')).not.toContain('なかよしひろば');
    expect(await names('when=11月24日')).toEqual(
      expect.arrayContaining(['なかよしひろば', 'こもれび保育園']),
    );
    // 23 November is 勤労感謝の日.
    expect(await names('when=11月23日')).not.toContain('こもれび保育園');
    const unknown = await finding('when=今日');
    expect(unknown.ranked.find(({ place }) => place.name === 'しらかば保育園')!.misfits[0]).toContain(
      '書かれていません',
    );
    const odd = await finding('when=そのうち');
    expect([odd.when_understood, odd.count]).toEqual([false, 6]);
  });

  test('needs: a plain no is left out, what is not written down is to be asked about', async () => {
    const { ranked } = await finding('need=parking_available');
    const byName = new Map(ranked.map((one) => [one.place.name, one]));
    expect(byName.has('あおぞら幼稚園')).toBe(false);
    expect(byName.get('こもれび保育園')!.fits[0]).toBe('駐車場：あります。');
    expect(byName.get('しらかば保育園')!.misfits[0]).toContain('行く前に電話で確かめてください');
  });

  test('a wish that a column of the place speaks of, too, goes together with others', async () => {
    const { ranked } = await finding('wish=outdoor&wish=leave_child&wish=courses');
    expect(ranked.length).toBeGreaterThan(0);
    expect(ranked.filter(({ fits }) => fits.length > 0).length).toBeGreaterThan(0);
  });

  test('nearness from an address, a town or a position, and a limit of distance', async () => {
    const from = await world.reading(null, (tx) => townOf(tx, '試験県試験市一条通1丁目12-3 コーポ101'));
    expect(from).toMatchObject({ town_id: world.town[0], name: '一条通一丁目' });
    expect(await world.reading(null, (tx) => townOf(tx, '神楽岡２条'))).toMatchObject({
      town_id: world.town[3],
    });
    expect(await world.reading(null, (tx) => townOf(tx, '〒070-0011'))).toMatchObject({
      town_id: world.town[1],
    });
    expect(await world.reading(null, (tx) => townOf(tx, '一条通'))).not.toBeNull();
    expect(await world.reading(null, (tx) => townOf(tx, '月面一丁目'))).toBeNull();
    const near = await finding(`town_id=${world.town[0]}&sort=distance`);
    expect(near.ranked.map(({ place }) => place.name).slice(0, 3)).toEqual([
      'こもれび保育園',
      'あおぞら幼稚園',
      'なかよしひろば',
    ]);
    expect(near.ranked.at(-1)!.km).toBeNull();
    const point = roundedPoint('43.7301', '142.3801');
    expect((await names('sort=distance', { point }))[0]).toBe('しらかば保育園');
    expect(await names('sort=distance&within_km=1', { point })).toEqual(['しらかば保育園']);
  });

  test('kind, programme, area and words narrow exactly; closed places never come', async () => {
    expect(await names('programme=gathering')).toEqual(['なかよしひろば']);
    expect(await names('kind=私立幼稚園')).toEqual(['あおぞら幼稚園']);
    expect(await names('q=ひろば')).toEqual(['なかよしひろば']);
    expect((await finding(`area_id=${world.area[1]}`)).count).toBe(2);
    await world.owner(`update facility set ended_on = '2026-01-01' where id = $1`, [world.facility[4]]);
    expect(await names('')).not.toContain('ゆきんこ保育室');
    await world.owner(`update facility set ended_on = null where id = $1`, [world.facility[4]]);
  });

  test('pages together are the whole list, in one order, whatever was asked', async () => {
    for (const query of [
      '',
      'wish=homely',
      'years=4&also=on',
      `town_id=${world.town[0]}&sort=distance`,
      'when=土曜&sort=name&also=on',
    ]) {
      const whole = (await finding(query)).ranked.map(({ place }) => place.id);
      const parts: number[] = [];
      for (let offset = 0; offset < whole.length; offset += 2)
        parts.push(...(await finding(query, {}, { size: 2, offset })).ranked.map(({ place }) => place.id));
      expect(parts).toEqual(whole);
      expect(new Set(whole).size).toBe(whole.length);
    }
  });
});

describe('the coordinator’s page', () => {
  test('is for people of the network', async () => {
    expect((await world.as(null).get('/find')).location).toMatch(/^\/sign-in/);
    expect((await world.as('former').get('/find')).status).toBe(403);
  });

  test('ticks wishes by POST, so that nothing told stands in an address, and shows why and what does not fit', async () => {
    const page = await world.as('consultation_worker').post('/find', {
      wish: ['homely', 'outdoor'],
      years: '1',
      months: '６',
      when: '火曜の午後',
      address: '試験市一条通一丁目5番地の2',
    });
    expect(page.status).toBe(200);
    expect(page.text).toContain('なかよしひろば');
    expect(page.text).toContain('合うところ');
    expect(page.text).toContain('合わないところ・分からないこと');
    expect(page.text).toContain('距離は「一条通一丁目」から測っています');
    // The address goes back into its own box and nowhere else.
    expect(page.html.split('5番地の2')).toHaveLength(2);
    expect(page.html).not.toMatch(/href="[^"]*(address|latitude)/);
  });

  test('says so when a place or a time was not understood', async () => {
    const page = await world.as('coordinator').post('/find', { when: 'そのうち', address: '月面' });
    expect(page.text).toContain('「いつ」が読み取れませんでした');
    expect(page.text).toContain('町名が見つかりませんでした');
  });

  test('rounds a position and keeps it in the form alone', async () => {
    const page = await world
      .as('coordinator')
      .post('/find', { latitude: '43.770123', longitude: '142.360456' });
    expect(page.html).toContain('value="43.77"');
    expect(page.html).not.toContain('43.770123');
    const forgotten = await world
      .as('coordinator')
      .post('/find', { latitude: '43.77', longitude: '142.36', forget: 'point' });
    expect(forgotten.text).not.toContain('今いる場所（約100m');
  });

  test('numbers the map as the list', async () => {
    const { html } = await world.as('coordinator').get('/find?wish=outdoor');
    expect(html).toMatch(/<a href="#place-\d+" aria-label="(1 他2　近くに3か所：)?1 あおぞら幼稚園/);
    expect(html).toContain('番号は一覧の番号と同じです');
  });
});

describe('weights', () => {
  const form = {
    wishes: '5',
    needs: '4',
    age: '3',
    opening: '3',
    distance: '2',
    freshness: '0.5',
    half_distance_km: '2',
    _version: '1',
  };

  test('are changed by those who keep the directory, and by nobody else', async () => {
    for (const who of ['facility_head', 'consultation_worker', 'observer'] as const)
      expect((await world.as(who).post('/find/weights', form)).status).toBe(403);
    expect((await world.as(null).post('/find/weights', form)).status).toBe(403);
    expect((await world.as('observer').get('/find/weights')).text).toContain('計算のしかた');
    // The database says the same.
    await expect(
      world.writing('facility_head', (tx) => tx.db.updateTable('finder_weight').set({ age: 9 }).execute()),
    ).resolves.toMatchObject([{ numUpdatedRows: 0n }]);
  });

  test('are saved with the wishes’ own, counted at once, and a stale form shows both', async () => {
    const saved = await world
      .as('secretariat')
      .post('/find/weights', { ...form, wishes: '７．５', wish_homely: '3' });
    expect(saved.location).toBe('/find/weights');
    const [row] = await world.owner<{ wishes: string; version: number }>(
      'select wishes, version from finder_weight',
    );
    expect([Number(row!.wishes), row!.version]).toEqual([7.5, 2]);
    const [wish] = await world.owner<{ weight: string }>(`select weight from wish where code = 'homely'`);
    expect(Number(wish!.weight)).toBe(3);
    const stale = await world.as('coordinator').post('/find/weights', form);
    expect(stale.status).toBe(422);
    expect(stale.html).toContain('choose_wishes');
    for (const wrong of [
      { age: '11' },
      { age: 'たくさん' },
      { half_distance_km: '0' },
      { wish_homely: '-1' },
    ])
      expect(
        (await world.as('coordinator').post('/find/weights', { ...form, _version: '2', ...wrong })).status,
      ).toBe(422);
    const nought = { wishes: '0', needs: '0', age: '0', opening: '0', distance: '0', freshness: '0' };
    expect(
      (await world.as('coordinator').post('/find/weights', { ...form, ...nought, _version: '2' })).text,
    ).toContain('全部を0にすると');
  });
});

test('the policy of contents opens for the tiles’ host alone, and only when they are set', async () => {
  const policyOf = async (settings: Parameters<typeof programFor>[1]) =>
    (await programFor(world, settings).app.request('/find')).headers.get('content-security-policy');
  expect(await policyOf({})).toMatch(/img-src 'self' data: blob:(;|$)/);
  const tiles = { template: 'https://tiles.example/{z}/{x}/{y}.png', credit: '試験' };
  expect(await policyOf({ tiles })).toMatch(/img-src 'self' data: blob: https:\/\/tiles\.example(;|$)/);
});

describe('in the reader’s language', () => {
  const speaks = (lang: (typeof languages)[number], more = {}) => ({
    lang,
    easy: false,
    ruby: false,
    ...more,
  });

  test('the wishes every city begins with are there in each, in Japanese word for word as the city has them', async () => {
    const list = await world.reading(null, wishes);
    expect(list.map(({ code }) => code).toSorted()).toEqual(Object.keys(openWords.ja.wishes).toSorted());
    for (const wish of list) {
      expect(wishIn(speaks('ja'), wish)).toEqual({ name: wish.name, question: wish.question, own: false });
      expect(spoken(openWords.ja.wishes[wish.code as 'homely'].question, true)).not.toBe('');
      for (const lang of languages.filter((one) => one !== 'ja')) {
        const said = wishIn(speaks(lang), wish);
        expect([lang, said.own]).toEqual([lang, false]);
        expect(said.name).not.toBe(wish.name);
      }
    }
    // What a city words anew is the city's: shown as it is, and marked as Japanese by who shows it.
    expect(
      wishIn(speaks('en'), { code: 'homely', name: '小さな広場', question: '小さいところがいい' }),
    ).toEqual({
      name: '小さな広場',
      question: '小さいところがいい',
      own: true,
    });
  });

  test('a place is ranked alike and its reasons are said in it', async () => {
    const ask = askOf(
      new URLSearchParams('wish=homely&wish=outdoor&years=2&need=parking_available&when=土曜の午前&also=on'),
    );
    const [japanese, english] = await Promise.all(
      [undefined, { reading: speaks('en'), when: 'Saturday mornings' }].map((told) =>
        world.reading(null, (tx) => findPlaces(tx, ask, all, told)),
      ),
    );
    expect(english!.ranked.map(({ place, score }) => [place.id, score])).toEqual(
      japanese!.ranked.map(({ place, score }) => [place.id, score]),
    );
    for (const [at, { fits, misfits, reason }] of english!.ranked.entries()) {
      expect([fits.length, misfits.length]).toEqual([
        japanese!.ranked[at]!.fits.length,
        japanese!.ranked[at]!.misfits.length,
      ]);
      expect([...fits, ...misfits, reason].join(' ')).not.toMatch(
        /[\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Han}]/u,
      );
    }
    const kindergarten = english!.ranked.find(({ place }) => place.name === 'あおぞら幼稚園')!;
    expect(kindergarten.misfits).toContain('For other ages (3 years to 5 years; your child: 2 years).');
    expect(kindergarten.misfits).toContain('Parking: no.');
  });
});
