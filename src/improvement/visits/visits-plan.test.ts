import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorld, type World } from '../../../tests/world.ts';
import { remind } from './jobs.ts';
import { sampleVisit } from './samples.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

/** Whom the form offers to go along, in sight. */
const offeredAlong = (html: string): string[] =>
  [
    ...html.matchAll(
      /<div class="choice"><input type="checkbox" id="[^"]*" name="companion_ids" value="([^"]*)"/g,
    ),
  ].map(([, id]) => id!);

const plan = (facility: number, day: string, more: Record<string, string> = {}) => {
  const [y, m, d] = day.split('-').map(Number);
  return {
    [`planned_on_${facility}_y`]: `R${y! - 2018}`,
    [`planned_on_${facility}_m`]: String(m),
    [`planned_on_${facility}_d`]: String(d),
    [`purpose_${facility}`]: 'round',
    ...Object.fromEntries(Object.entries(more).map(([name, value]) => [`${name}_${facility}`, value])),
  };
};

describe('the year’s round', () => {
  it('proposes every facility once, evenly, and is made only once', async () => {
    const page = await world.as('secretariat').get('/rounds/2026');
    expect(page.text).toContain('令和8年度の巡回計画はまだありません');
    const made = await world
      .as('secretariat')
      .post('/rounds/2026', { name: '令和8年度巡回', default_count: '２', note: '' });
    expect(made.location).toBe('/rounds/2026');
    const targets = await world.owner<{ coordinator_id: number; planned_count: number }>(
      'select coordinator_id, planned_count from round_target',
    );
    expect(targets).toHaveLength(6);
    expect(targets.every((target) => target.planned_count === 2)).toBe(true);
    expect(
      targets.filter((target) => Number(target.coordinator_id) === world.person.coordinator),
    ).toHaveLength(3);
    expect((await world.as('secretariat').post('/rounds/2026', { name: 'x', default_count: 2 })).status).toBe(
      409,
    );
  });

  it('is renamed by those who plan, and shows both texts when two people do so at once', async () => {
    for (const who of ['facility_head', 'observer', 'council_member', 'administrator'] as const) {
      expect((await world.as(who).get('/rounds/2026/edit')).status, who).toBe(404);
      const sent = await world
        .as(who)
        .post('/rounds/2026/edit', { name: 'よその名前', note: '', _version: 1 });
      expect(sent.status, who).toBe(403);
    }
    expect((await world.as('secretariat').get('/rounds/2026')).html).toContain('/rounds/2026/edit');
    expect((await world.as('secretariat').get('/rounds/2026/edit')).html).toContain('令和8年度巡回');
    const empty = await world
      .as('coordinator')
      .post('/rounds/2026/edit', { name: '', note: 'ひとこと', _version: 1 });
    expect(empty.status).toBe(422);
    expect(empty.html).toContain('ひとこと');
    const first = { name: '令和8年度 伴走訪問', note: '冬のうちに遠い園へ。', _version: 1 };
    expect((await world.as('coordinator').post('/rounds/2026/edit', first)).location).toBe('/rounds/2026');
    const second = { name: '令和8年度 園をめぐる', note: '', _version: 1 };
    const both = await world.as('secretariat').post('/rounds/2026/edit', second);
    expect(both.status).toBe(422);
    expect(both.text).toContain('令和8年度 伴走訪問');
    expect(both.text).toContain('令和8年度 園をめぐる');
    const chosen = await world.as('secretariat').post('/rounds/2026/edit', {
      ...second,
      choose_name: 'mine',
      choose_note: 'theirs',
      _version: 2,
    });
    expect(chosen.status).toBe(303);
    const page = await world.as('secretariat').get('/rounds/2026');
    expect(page.text).toContain('令和8年度 園をめぐる');
    expect(page.text).toContain('冬のうちに遠い園へ。');
  });

  it('wants a reason for another number of visits, and shows both texts when two people change one line', async () => {
    const address = `/rounds/2026/facilities/${world.facility[5]}`;
    const coordinator_id = world.person.coordinator;
    const without = await world
      .as('coordinator')
      .post(address, { planned_count: 1, coordinator_id, reason: '', _version: 1 });
    expect(without.status).toBe(422);
    expect(without.text).toContain('標準の2回と違う回数にするときは、理由を書いてください。');
    const first = await world.as('coordinator').post(address, {
      planned_count: 1,
      coordinator_id,
      reason: '改修で半年休むため',
      _version: 1,
    });
    expect(first.status).toBe(303);
    const second = await world.as('secretariat').post(address, {
      planned_count: 3,
      coordinator_id,
      reason: '希望があったため',
      _version: 1,
    });
    expect(second.status).toBe(422);
    expect(second.text).toContain('改修で半年休むため');
    expect(second.text).toContain('希望があったため');
  });

  it('gives several facilities to one coordinator at once', async () => {
    const sent = await world.as('secretariat').post('/rounds/2026/assign', {
      facility_ids: [world.facility[0]!, world.facility[1]!],
      coordinator_id: world.person.coordinator2,
    });
    expect(sent.status).toBe(303);
    const rows = await world.owner<{ facility_id: number }>(
      'select facility_id from round_target where coordinator_id = $1 and facility_id = any($2)',
      [world.person.coordinator2, [world.facility[0], world.facility[1]]],
    );
    expect(rows).toHaveLength(2);
    const none = await world
      .as('secretariat')
      .post('/rounds/2026/assign', { coordinator_id: world.person.coordinator2 });
    expect(none.status).toBe(422);
    expect(none.text).toContain('施設を1つ以上選んでください。');
    const nobody = await world.as('secretariat').post('/rounds/2026/assign', {
      facility_ids: [world.facility[0]!],
      coordinator_id: world.person.observer,
    });
    expect(nobody.text).toContain('コーディネーターとして配置されていません');
  });

  it('is read a page at a time, and by area, kind or person with their numbers', async () => {
    const read = async (address: string) => {
      const page = await world.as('secretariat').get(address);
      const table = page.html.slice(page.html.indexOf('id="targets"'));
      return {
        page,
        rows: [...table.matchAll(/name="facility_ids" value="(\d+)"/g)].map(([, id]) => Number(id)),
      };
    };
    const { page, rows } = await read('/rounds/2026');
    expect(rows).toHaveLength(6);
    const groups = [
      ...page.html.matchAll(/href="([^"]*group=[^"]*)#targets"[^>]*>([^<]+)<\/a><\/th><td[^>]*>(\d+)</g),
    ];
    expect(groups.map(([, , label]) => label)).toEqual(['中央地区', '神楽地区']);
    for (const [, href, , facilities] of groups) {
      const under = await read(href!.replaceAll('&amp;', '&'));
      expect(under.rows).toHaveLength(Number(facilities));
      expect(under.page.text).toContain('条件をすべて外す');
    }
    expect((await read('/rounds/2026?by=kind&group=私立幼稚園')).rows).toHaveLength(1);
    expect((await read('/rounds/2026?q=コモレビ')).rows).toEqual([world.facility[0]]);
    expect((await read('/rounds/2026?q=どこにもない')).page.text).toContain('当てはまる施設がありません');
    // nobody has been visited or has a day yet
    expect((await read('/rounds/2026?state=rest')).rows).toHaveLength(6);

    // What is changed comes back to the same lines, and a form sent without a choice leads to the page as well.
    const address = '/rounds/2026/assign?by=kind&group=私立幼稚園';
    const sent = await world
      .as('secretariat')
      .post(address, { facility_ids: [world.facility[1]!], coordinator_id: world.person.coordinator2 });
    expect(decodeURIComponent(sent.location!)).toBe('/rounds/2026?by=kind&group=私立幼稚園#targets');
    const none = await world.as('secretariat').post(address, { coordinator_id: world.person.coordinator2 });
    expect(none.status).toBe(422);
    expect(none.html).not.toContain('href="/rounds/2026/assign');
  });

  it('shows a facility that opened later and takes it in', async () => {
    await world.owner(
      `insert into facility (organisation_id, name, kind, created_at, updated_at) values ($1, 'あたらしい園', '認可私立保育所', now(), now())`,
      [world.organisation.operator],
    );
    expect((await world.as('coordinator').get('/rounds/2026')).text).toContain(
      '計画に入っていない施設が1あります',
    );
    await world.as('coordinator').post('/rounds/2026/add-missing');
    const page = await world.as('coordinator').get('/rounds/2026?by=coordinator');
    expect(page.text).not.toContain('計画に入っていない');
    expect(page.text).toContain('あたらしい園');
  });
});

describe('planning a month', () => {
  it('lists who waits with one reason each and leads the ticked ones to the days', async () => {
    const page = await world.as('coordinator').get('/visits/plan?month=2026-12&coordinator=all');
    expect(page.status).toBe(200);
    expect(page.text).toContain('まだ一度も訪問していません');
    const none = await world.as('coordinator').get('/visits/new?month=2026-12');
    expect(none.location).toBe('/visits/plan?month=2026-12&none=1');
    const form = await world
      .as('coordinator')
      .get(`/visits/new?month=2026-12&facility=${world.facility[0]}&facility=${world.facility[1]}`);
    expect(form.text).toContain('こもれび保育園');
    expect(form.text).toContain('あおぞら幼稚園');
    // Whoever leads is no companion of herself.
    expect(offeredAlong(form.html)).toEqual([String(world.person.coordinator2)]);
    for (const month of ['2026-02', '2026-11', '2028-02']) {
      expect((await world.as('coordinator').get(`/visits/plan?month=${month}`)).status).toBe(200);
    }
  });

  it('plans several facilities in one form', async () => {
    const [a, b] = [world.facility[0]!, world.facility[1]!];
    const sent = await world.as('coordinator').post('/visits/new', {
      lead_id: world.person.coordinator,
      companion_ids: [world.person.coordinator2],
      facility_ids: [a, b],
      ...plan(a, '2026-12-02', {
        planned_from: '10:00',
        planned_to: '11:30',
        note_to_facility: 'よろしくお願いします。',
      }),
      ...plan(b, '2026-12-02', { planned_from: '13:30' }),
    });
    expect(sent.location).toBe(`/visits/plan?month=2026-12&coordinator=${world.person.coordinator}`);
    const page = await world.as('coordinator').get(sent.location!);
    expect(page.text).toContain('10:00 こもれび保育園');
    const told = await world.owner<{ person_id: number }>(
      `select person_id from notice where title like '%巡回で伺う%'`,
    );
    expect(told.map((notice) => Number(notice.person_id)).toSorted((a, b) => a - b)).toEqual(
      [world.person.facility_head, world.person.other_head].toSorted((a, b) => a - b),
    );
  });

  it('takes several planned visits of one kind, and a double sending once', async () => {
    const facility = world.facility[2]!;
    const fields = {
      lead_id: world.person.coordinator,
      facility_ids: [facility],
      ...plan(facility, '2026-12-08', { planned_from: '10:00' }),
      _once: crypto.randomUUID(),
    };
    const first = await world.as('coordinator').post('/visits/new', fields);
    const second = await world.as('coordinator').post('/visits/new', fields);
    expect(second.location).toBe(first.location);
    await world.as('coordinator').post('/visits/new', {
      lead_id: world.person.coordinator,
      facility_ids: [facility],
      ...plan(facility, '2026-12-15', { planned_from: '10:00' }),
    });
    expect(
      await world.owner('select 1 from visit where facility_id = $1 and cancelled_at is null', [facility]),
    ).toHaveLength(2);
  });

  it('warns of holidays, overlaps and wishes, keeps what was typed, and goes on when confirmed', async () => {
    const facility = world.facility[3]!;
    await world.owner(`update facility set visit_wishes = '火曜は避けてほしい' where id = $1`, [facility]);
    const holiday = {
      lead_id: world.person.coordinator,
      facility_ids: [facility],
      ...plan(facility, '2026-11-23'),
    };
    const warned = await world.as('coordinator').post('/visits/new', holiday);
    expect(warned.status).toBe(422);
    expect(warned.text).toContain('この日は勤労感謝の日です。');
    expect(warned.text, 'nothing is wrong').not.toMatch(/エラー|入力を確かめてください/);
    expect(warned.html).toContain(`href="#f-planned_on_${facility}"`);
    expect(warned.html).toContain('value="23"');
    const wish = await world
      .as('coordinator')
      .post('/visits/new', { ...holiday, ...plan(facility, '2026-12-01') });
    expect(wish.text).toContain('施設の希望と合わないようです（希望：火曜は避けてほしい）。');
    const overlap = await world.as('coordinator').post('/visits/new', {
      ...holiday,
      ...plan(facility, '2026-12-02', { planned_from: '11:00' }),
    });
    expect(overlap.text).toContain('同じ時間に、こもれび保育園の予定（10:00～11:30）があります。');
    const confirmed = await world.as('coordinator').post('/visits/new', { ...holiday, confirmed: '1' });
    expect(confirmed.status).toBe(303);
  });

  it('answers bad input with sentences at the fields', async () => {
    const facility = world.facility[4]!;
    const bad = await world.as('coordinator').post('/visits/new', {
      lead_id: world.person.observer,
      facility_ids: [facility],
      ...plan(facility, '2026-12-10', { planned_from: '11:00', planned_to: '10:00' }),
    });
    expect(bad.status).toBe(422);
    expect(bad.text).toContain('終わりの時刻は、始まりより後にしてください。');
    const nobody = await world.as('coordinator').post('/visits/new', {
      lead_id: world.person.observer,
      facility_ids: [facility],
      ...plan(facility, '2026-12-10'),
    });
    expect(nobody.text).toContain('コーディネーターとして配置されていません');
    const never = await world.as('coordinator').post('/visits/new', {
      lead_id: world.person.coordinator,
      facility_ids: [facility],
      ...plan(facility, '2026-12-32'),
    });
    expect(never.text).toContain('2026年12月32日という日はありません');
  });
});

describe('cancelling and moving', () => {
  const one = async (facility: number, day: string) =>
    world.writing('coordinator', (tx) =>
      sampleVisit(tx, { facility_id: facility, lead_id: world.person.coordinator, planned_on: day }),
    );

  it('wants a reason', async () => {
    const id = await one(world.facility[4]!, '2027-01-12');
    const page = await world.as('coordinator').post(`/visits/${id}/cancel`, { _version: 1 });
    expect(page.status).toBe(422);
    expect(page.text).toContain('取りやめる理由を選んでください');
  });

  it('leads on to a new plan where no new day was given', async () => {
    const id = await one(world.facility[4]!, '2027-01-14');
    const head = await world
      .as('facility_head')
      .post(`/visits/${id}/cancel`, { cancel_reason: 'weather', _version: 1 });
    expect(head.status).toBeGreaterThanOrEqual(403);
    await world.as('coordinator').post(`/visits/${id}/cancel`, { cancel_reason: 'weather', _version: 1 });
    const page = await world.as('coordinator').get(`/visits/${id}`);
    expect(page.text).toContain('天候・雪のため取りやめました。');
    expect(page.html).toContain(`href="/visits/new?facility=${world.facility[4]}"`);
  });

  it('cancels and plans anew in one go, keeping the reason with the new visit', async () => {
    const id = await one(world.facility[4]!, '2027-01-13');
    const moved = await world.as('coordinator').post(`/visits/${id}/cancel`, {
      cancel_reason: 'infection',
      cancel_note: '胃腸炎で2クラス休み',
      planned_on_y: '2027',
      planned_on_m: '1',
      planned_on_d: '20',
      planned_from: '9:30',
      _version: 1,
    });
    expect(moved.status).toBe(303);
    const page = await world.as('coordinator').get(moved.location!);
    expect(page.text).toContain('R9.1.13の予定を、感染症のため移したものです。胃腸炎で2クラス休み');
    const old = await world.as('coordinator').get(`/visits/${id}`);
    expect(old.text).toContain('取りやめ');
    expect(old.html).toContain(`href="${moved.location}"`);
    const again = await world.as('coordinator').post(`/visits/${id}/cancel`, { cancel_reason: 'other' });
    expect(again.status).toBe(409);
  });

  it('tells the head by notice and by mail, and nobody else of the facility', async () => {
    const id = await one(world.facility[0]!, '2027-01-14');
    await world
      .as('coordinator')
      .post(`/visits/${id}/cancel`, { cancel_reason: 'other', planned_on: '2027-01-21', _version: 1 });
    await world.house.jobs.drain();
    const folder = join(world.house.settings.DATA_DIR, 'mail');
    const mails = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
    const sentTo = (who: string) =>
      mails
        .filter((one) => one.includes(`To: ${who}@example.invalid`))
        .map((one) => Buffer.from(one.slice(one.search(/\r?\n\r?\n/)), 'base64').toString('utf8'));
    const [text, ...more] = sentTo('facility_head').filter((one) => one.includes('移しました'));
    expect(more).toEqual([]);
    expect(sentTo('facility_staff')).toEqual([]);
    expect(text).toContain(
      'こもれび保育園のみなさまへ\n巡回の予定を1月14日（木）から1月21日（木）に移しました。',
    );
    expect(text).toContain('/my-facility/visits\n');
    const notices = await world.owner<{ title: string }>(
      `select title from notice where person_id = $1 and url = '/my-facility/visits'`,
      [world.person.facility_head],
    );
    expect(notices.map((notice) => notice.title)).toContain(
      '巡回の予定を1月14日（木）から1月21日（木）に移しました',
    );
  });

  it('lets people and times be changed, and takes companions away again', async () => {
    const id = await one(world.facility[4]!, '2027-01-15');
    const fields = { lead_id: world.person.coordinator, purpose: 'request' };
    const along = async () => world.owner('select 1 from visit_coordinator where visit_id = $1', [id]);
    await world.as('secretariat').post(`/visits/${id}/edit`, {
      ...fields,
      companion_ids: [world.person.coordinator2],
      planned_from: '９時半',
      _version: 1,
    });
    expect(await along()).toHaveLength(1);
    expect((await world.as('coordinator2').get(`/visits/${id}`)).text).toContain('9:30から');
    const changing = await world.as('secretariat').get(`/visits/${id}/edit`);
    expect(offeredAlong(changing.html)).toEqual([String(world.person.coordinator2)]);
    await world.as('secretariat').post(`/visits/${id}/edit`, { ...fields, _version: 2 });
    expect(await along()).toEqual([]);
    const foreign = await world
      .as('secretariat')
      .post(`/visits/${id}/edit`, { ...fields, lead_id: world.person.supervisor, _version: 3 });
    expect(foreign.text).toContain('コーディネーターとして配置されていません');
  });

  it('tells the second of two people who change a plan', async () => {
    const id = await one(world.facility[4]!, '2027-01-14');
    const fields = { lead_id: world.person.coordinator, purpose: 'request', _version: 1 };
    expect(
      (
        await world
          .as('coordinator')
          .post(`/visits/${id}/edit`, { ...fields, note_to_facility: 'はじめの伝言' })
      ).status,
    ).toBe(303);
    const second = await world
      .as('secretariat')
      .post(`/visits/${id}/edit`, { ...fields, note_to_facility: 'あとの伝言' });
    expect(second.status).toBe(422);
    expect(second.text).toContain('はじめの伝言');
    expect(second.text).toContain('あとの伝言');
  });
});

describe('coverage and reminders', () => {
  it('counts facilities visited, visits and what is left, and gives the list as a file', async () => {
    await world.writing('coordinator', async (tx) => {
      for (const day of ['2026-09-01', '2026-11-10']) {
        await sampleVisit(tx, {
          facility_id: world.facility[0]!,
          lead_id: world.person.coordinator,
          planned_on: day,
          record: { met: '園長', hearing: '話を伺った。' },
        });
      }
    });
    const page = await world.as('secretariat').get('/rounds/2026');
    expect(page.text).toContain('7のうち1（14%）');
    expect(page.text).toContain('中央地区 × 9月：1回');
    for (const path of ['/visits?format=csv', '/rounds/2026?format=xlsx', '/visits/plan?format=xlsx']) {
      const file = await world.as('secretariat').get(path);
      expect(file.response.headers.get('content-disposition')).toContain('attachment');
    }
    expect((await world.as('observer').get('/visits?format=csv')).status).toBe(404);
    const [exported] = await world.owner<{ n: string }>(
      `select count(*) as n from audit_event where action = 'visit.export'`,
    );
    expect(Number(exported!.n)).toBe(3);
  });

  it('filters by state, area, kind, coordinator and words', async () => {
    const read = async (query: string) => (await world.as('secretariat').get(`/visits?${query}`)).text;
    expect(await read('state=recorded')).toContain('全2件');
    expect(await read(`state=recorded&area=${world.area[0]}`)).toContain('全2件');
    expect(await read(`state=recorded&area=${world.area[1]}`)).toContain('当てはまる訪問がありません');
    expect(await read('state=recorded&kind=私立幼稚園')).toContain('当てはまる訪問がありません');
    expect(await read('state=recorded&q=コモレビ')).toContain('全2件');
    expect(await read(`state=recorded&lead=${world.person.coordinator2}`)).toContain(
      '当てはまる訪問がありません',
    );
    expect(await read('year=2020')).toContain('令和2年度');
  });

  it('reminds of missing records after three days and of promises on their day, once', async () => {
    await world.writing('coordinator', (tx) =>
      sampleVisit(tx, {
        facility_id: world.facility[1]!,
        lead_id: world.person.coordinator,
        planned_on: '2026-11-18',
      }),
    );
    await world.writing('coordinator', (tx) =>
      sampleVisit(tx, {
        facility_id: world.facility[1]!,
        lead_id: world.person.coordinator,
        planned_on: '2026-11-19',
      }),
    );
    await world.writing('coordinator', (tx) =>
      sampleVisit(tx, {
        facility_id: world.facility[1]!,
        lead_id: world.person.coordinator,
        planned_on: '2026-11-12',
        record: { met: '園長', hearing: '話', follow_ups: [{ what: '資料', due_on: '2026-11-21' }] },
      }),
    );
    const run = async () => {
      await world.writing('coordinator', (tx) => tx.plan(remind, {}));
      await world.house.jobs.drain();
      return world.owner<{ title: string }>(
        `select title from notice where person_id = $1 and url like '/visits/%' order by id`,
        [world.person.coordinator],
      );
    };
    const notices = await run();
    expect(notices.map((notice) => notice.title)).toEqual([
      'あおぞら幼稚園、11月18日（水）の訪問の記録がまだありません',
      'あおぞら幼稚園との約束の日が11月21日（土）です',
    ]);
    expect(await run()).toHaveLength(2);
    world.at('2026-11-29T10:00:00+09:00');
    // A week later: the first visit and the promise again, the visits of the 19th and the 23rd for the first time.
    expect(await run()).toHaveLength(6);
    world.at('2026-11-21T10:00:00+09:00');
  });
});
