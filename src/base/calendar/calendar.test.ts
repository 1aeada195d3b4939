import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seedEvent } from '../../../tests/events.ts';
import { makeWorld, type Who, type World } from '../../../tests/world.ts';
import { sampleEvent } from './samples.ts';
import { sessions, sessionsOf } from './queries.ts';
import type { EventData } from './forms.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const add = (more: Partial<EventData> & { starts_on: string }, who: Who = 'coordinator') =>
  world.writing(who, (tx) => sampleEvent(tx, { facility_id: world.facility[0]!, ...more }));

/** What the form sends: an event of the head's own facility, every Tuesday. */
const typed = (more: Record<string, string | number | string[]> = {}) => ({
  title: 'よちよち広場',
  event_kind_code: 'gathering',
  summary: '歩きはじめの子と親の時間です',
  zone: 'public',
  for_children: '1',
  facility_id: world.facility[0]!,
  online: 'none',
  starts_on_y: '令和8',
  starts_on_m: '12',
  starts_on_d: '1',
  starts_at: '10:00',
  ends_at: '11:30',
  repeat: 'weekly',
  weekdays: ['TU'],
  holidays: 'closed',
  application: 'none',
  capacity_unit: 'family',
  publish: 'now',
  ...more,
});

describe('who may not', () => {
  const readers: Who[] = [
    'facility_staff',
    'observer',
    'council_member',
    'administrator',
    'auditor',
    'other_head',
  ];

  it('is turned away from writing another host’s events, and sees no form for them', async () => {
    const id = await add({ starts_on: '2026-12-05' });
    for (const who of readers) {
      expect([who, (await world.as(who).get(`/events/${id}/edit`)).status]).toEqual([who, 403]);
      expect([
        who,
        (await world.as(who).post(`/events/${id}/edit`, { ...typed(), _version: 1 })).status,
      ]).toEqual([who, 403]);
      const { html } = await world.as(who).get(`/events/${id}`);
      expect(html).not.toContain(`/events/${id}/edit`);
    }
    for (const who of ['facility_staff', 'observer', 'auditor'] as const)
      expect((await world.as(who).get('/events/new')).status).toBe(403);
    expect((await world.as(null).get(`/events/${id}`)).location).toMatch(/^\/sign-in/);
    expect((await world.as('former').get('/events')).status).toBe(403);
  });

  it('a head enters nothing for another facility or for a body without one', async () => {
    const other = await world
      .as('facility_head')
      .post('/events/new', typed({ facility_id: world.facility[1]! }));
    expect([other.status, other.text]).toEqual([
      422,
      expect.stringContaining('この施設の行事を登録することはできません'),
    ]);
    const body = await world
      .as('facility_head')
      .post('/events/new', typed({ facility_id: '', organisation_id: world.organisation.operator }));
    expect(body.status).toBe(422);
  });

  it('a draft is its host’s and the keepers’ alone, on every page, in every feed, and for the search box', async () => {
    const id = await add({ starts_on: '2026-12-08', title: 'まだ内緒の広場', publish: 'draft' });
    for (const who of ['observer', 'other_head', 'council_member'] as const) {
      expect((await world.as(who).get(`/events/${id}`)).status).toBe(404);
      for (const path of [
        '/events?state=draft',
        '/events?state=all',
        '/events/calendar?month=2026-12',
        '/search?q=内緒の広場',
      ])
        expect([who, path, (await world.as(who).get(path)).text.includes('まだ内緒')]).toEqual([
          who,
          path,
          false,
        ]);
    }
    for (const path of [`/open/events/${id}`, `/open/events/${id}.ics`]) {
      expect((await world.as(null).get(path)).status).toBe(404);
      expect((await world.as('facility_head').get(path)).status).toBe(404);
    }
    for (const path of ['/open/calendar?month=2026-12', '/open/feeds/all.ics'])
      expect((await world.as(null).get(path)).text).not.toContain('まだ内緒');
    for (const who of ['facility_head', 'facility_staff', 'coordinator', 'secretariat'] as const)
      expect((await world.as(who).get(`/events/${id}`)).status).toBe(200);
  });

  it('an event’s page shows its place on our own map, with the way from the first page, without any script', async () => {
    await world.owner('update facility set latitude = 43.77, longitude = 142.36 where id = $1', [
      world.facility[0]!,
    ]);
    const id = await add({ starts_on: '2026-12-10', title: '地図のある広場' });
    const { html } = await world.as(null).get(`/open/events/${id}`);
    const crumbs = html.slice(html.indexOf('class="breadcrumb'), html.indexOf('<h1'));
    expect([...crumbs.matchAll(/href="([^"]+)"/g)].map(([, href]) => href).slice(0, 2)).toEqual([
      '/open',
      '/open/calendar',
    ]);
    expect(html).toContain('href="#map"');
    expect(html).toContain('id="map"');
    // The country's own map is another site's: it comes after ours.
    expect(html.indexOf('maps.gsi.go.jp')).toBeGreaterThan(html.indexOf('id="map"'));
    const [, closer] = /class="map-move" href="([^"]+)"/.exec(html)!;
    expect((await world.as(null).get(closer!.split('#')[0]!)).status).toBe(200);
    const online = await add({ starts_on: '2026-12-11', title: '画面の広場', online: 'only' });
    expect((await world.as(null).get(`/open/events/${online}`)).html).not.toContain('id="map"');
  });

  it('what is shown from tomorrow is not shown today; what is the network’s is never the strangers’', async () => {
    const ahead = await add({
      starts_on: '2026-12-09',
      title: '明日から見える広場',
      publish: 'at',
      publish_on: '2026-11-22',
      publish_time: '09:00',
    });
    const inside = await add({
      starts_on: '2026-12-09',
      title: '職員の研修',
      zone: 'network',
      event_kind_code: 'course',
    });
    expect((await world.as(null).get(`/open/events/${ahead}`)).status).toBe(404);
    expect((await world.as('observer').get(`/events/${ahead}`)).status).toBe(404);
    expect((await world.as(null).get(`/open/events/${inside}`)).status).toBe(404);
    expect((await world.as('coordinator').get(`/open/events/${inside}`)).status).toBe(404);
    expect((await world.as('observer').get(`/events/${inside}`)).status).toBe(200);
    for (const who of [null, 'coordinator'] as const) {
      const { text } = await world.as(who).get('/open/calendar?month=2026-12&training=1');
      expect(text).not.toContain('職員の研修');
      expect((await world.as(who).get('/open/feeds/training.ics')).text).not.toContain('職員の研修');
    }
    world.at('2026-11-22T09:00:00+09:00');
    expect((await world.as(null).get(`/open/events/${ahead}`)).status).toBe(200);
    world.at('2026-11-21T10:00:00+09:00');
  });

  it('the link to an on-line sitting is shown to the host’s people and nobody else', async () => {
    const id = await add({
      starts_on: '2026-12-10',
      online: 'only',
      join_url: 'https://meet.example.jp/secret-room',
      checks: ['apply_way', 'purpose'],
    });
    for (const who of ['observer', 'other_head', null] as const) {
      const { html, status } = await world.as(who).get(who === null ? `/open/events/${id}` : `/events/${id}`);
      expect([who, status, html.includes('secret-room')]).toEqual([who, 200, false]);
    }
    expect((await world.as(null).get(`/open/events/${id}.ics`)).html).not.toContain('secret-room');
    const { text, html } = await world.as('facility_staff').get(`/events/${id}`);
    expect(html).toContain('secret-room');
    expect(text).toContain('確かめたこと 2／10');
    expect(text).toContain('終わった後、いつ個人情報を消すかを決めた');
  });
});

describe('an event from the form to the calendar', () => {
  it('a head enters a weekly event in plain words; strangers see it with its days, and holidays are left out', async () => {
    const sent = await world.as('facility_head').post('/events/new', typed());
    expect(sent.status).toBe(303);
    const path = sent.location!;
    const page = await world.as('facility_head').get(path);
    expect(page.text).toContain('毎週火曜日（祝日は休み）');
    expect(page.text).toContain('登録しました');
    const id = Number(path.split('/').at(-1));
    const open = await world.as(null).get(`/open/events/${id}`);
    expect(open.status).toBe(200);
    expect(open.text).toContain('令和8年12月1日（火） 10:00～11:30');
    const days = await world.reading(null, (tx) => sessionsOf(tx, id, '2026-11-21', 1000));
    expect(days[0]!.on).toBe('2026-12-01');
    expect(days.map((one) => one.on)).not.toContain('2027-02-23');
    expect(days.at(-1)!.on).toBe('2027-12-21');
    const month = await world.as(null).get('/open/calendar?month=2026-12');
    expect(month.text).toContain('よちよち広場');
    expect((await world.as('observer').get('/search?q=よちよち')).text).toContain('よちよち広場');
  });

  it('says beside the field what is wrong, and keeps what was typed', async () => {
    const wrong = await world.as('facility_head').post(
      '/events/new',
      typed({
        title: 'ことばの教室',
        weekdays: [],
        ends_at: '09:00',
        except_on: '12月7日（火）',
        application: 'lottery',
        publish: 'at',
      }),
    );
    expect(wrong.status).toBe(422);
    for (const sentence of [
      '曜日を一つ以上選んでください',
      '終わる時刻を、始まる時刻より後に',
      '「12月7日(火)」は、令和8年では月曜日です',
      '申込みの締切の日を入れてください',
      '公開する日を入れてください',
    ])
      expect(wrong.text).toContain(sentence);
    expect(wrong.html).toContain('ことばの教室');
  });

  it('one sitting is moved, another called off with a reason, and both keep what they are', async () => {
    const id = await add({
      starts_on: '2026-12-03',
      repeat: { kind: 'weekly', weekdays: ['TH'], until: '2026-12-31' },
      until: '2026-12-31',
    });
    const [first, second] = await world.reading('coordinator', (tx) => sessionsOf(tx, id, '2026-12-01'));
    const head = world.as('facility_head');
    const moved = await head.post(`/events/${id}/sessions/${first!.id}`, {
      on_y: '2026',
      on_m: '12',
      on_d: '4',
      starts_at: '13:00',
      ends_at: '14:00',
      capacity: '8',
      note: '2階で開きます',
      _sequence: 0,
    });
    expect(moved.status).toBe(303);
    const off = await head.post(`/events/${id}/sessions/${second!.id}/cancel`, {
      reason: '設備の点検のため',
      _sequence: 0,
    });
    expect(off.status).toBe(303);
    const open = (await world.as(null).get(`/open/events/${id}`)).text;
    expect(open).toContain('令和8年12月4日（金） 13:00～14:00');
    expect(open).toContain('12月3日（木）から変更');
    expect(open).toContain('理由：設備の点検のため');
    // Another hour for the others: what was moved and what was called off stay as they are.
    const version = (
      await world.owner<{ version: number }>('select version from event where id = $1', [id])
    )[0]!.version;
    const edited = await head.post(`/events/${id}/edit`, {
      ...typed({
        weekdays: ['TH'],
        starts_on_d: '3',
        until_y: '2026',
        until_m: '12',
        until_d: '31',
        starts_at: '9:30',
        ends_at: '10:30',
      }),
      _version: version,
    });
    expect(edited.status).toBe(303);
    const after = await world.reading('coordinator', (tx) => sessionsOf(tx, id, '2026-12-01'));
    expect(
      after.map(({ recurrence_on, on, time_from, cancelled_at }) => [
        recurrence_on,
        on,
        time_from,
        cancelled_at !== null,
      ]),
    ).toEqual([
      ['2026-12-03', '2026-12-04', '13:00', false],
      ['2026-12-10', '2026-12-10', '09:30', true],
      ['2026-12-17', '2026-12-17', '09:30', false],
      ['2026-12-24', '2026-12-24', '09:30', false],
      ['2026-12-31', '2026-12-31', '09:30', false],
    ]);
    const stale = await head.post(`/events/${id}/sessions/${second!.id}/restore`, { _sequence: 0 });
    expect(stale.status).toBe(409);
  });

  it('a changed rule keeps the sittings somebody has applied for, and says which', async () => {
    const id = await add({
      starts_on: '2026-12-01',
      repeat: { kind: 'weekly', weekdays: ['TU'], until: '2026-12-22' },
      until: '2026-12-22',
    });
    const [first] = await world.reading('coordinator', (tx) => sessionsOf(tx, id, '2026-12-01'));
    await world.owner(
      `insert into event_application (event_session_id, event_id, facility_id, organisation_id, code_hash, number, places, applied_at, way)
       values ($1, $2, $3, $4, 'x', 1, 1, now(), 'public')`,
      [first!.id, id, world.facility[0], world.organisation.operator],
    );
    const sent = await world.as('facility_head').post(`/events/${id}/edit`, {
      ...typed({ weekdays: ['WE'], starts_on_d: '2', until_y: '2026', until_m: '12', until_d: '22' }),
      _version: 1,
    });
    expect(sent.status).toBe(303);
    expect((await world.as('facility_head').get(`/events/${id}`)).text).toContain('令和8年12月1日（火）');
    const days = (await world.reading('coordinator', (tx) => sessionsOf(tx, id, '2026-12-01'))).map(
      (one) => one.on,
    );
    expect(days).toEqual(['2026-12-01', '2026-12-02', '2026-12-09', '2026-12-16']);
  });

  it('is called off as a whole with a reason, and taken back', async () => {
    const id = await add({ starts_on: '2026-12-15', title: 'もちつき会' });
    const off = await world
      .as('facility_head')
      .post(`/events/${id}/cancel`, { reason: '講師の都合', _version: 1 });
    expect(off.status).toBe(303);
    const open = (await world.as(null).get(`/open/events/${id}`)).text;
    expect(open).toContain('この行事は中止になりました');
    expect(open).toContain('講師の都合');
    expect(
      (await world.as(null).get('/open/calendar?month=2026-12&view=list&day=2026-12-15')).text,
    ).toContain('中止');
    expect(
      await world.reading(null, (tx) => sessions(tx, { from: '2026-12-15', to: '2026-12-15', event_id: id })),
    ).toEqual([]);
    expect((await world.as('facility_head').post(`/events/${id}/restore`, { _version: 2 })).status).toBe(303);
    expect((await world.as(null).get(`/open/events/${id}`)).text).not.toContain('中止になりました');
    expect((await world.as('facility_head').get(`/events/${id}`)).text).toContain('中止を取り消しました');
  });

  it('is copied as a template without its days', async () => {
    const id = await add({ starts_on: '2026-12-16', title: 'おはなし会' });
    const page = await world.as('facility_head').get(`/events/new?from=${id}`);
    expect(page.text).toContain('「おはなし会」の内容を写しました');
    expect(page.html).toContain('value="おはなし会"');
    expect(page.html).toMatch(/name="starts_on_y" value=""/);
  });

  it('a draft is published by a button and then stays; only a draft can be thrown away', async () => {
    const id = await add({ starts_on: '2026-12-17', publish: 'draft' });
    expect((await world.as('facility_head').post(`/events/${id}/publish`, { _version: 1 })).status).toBe(303);
    expect((await world.as(null).get(`/open/events/${id}`)).status).toBe(200);
    expect((await world.as('facility_head').post(`/events/${id}/remove`, { _version: 2 })).status).toBe(409);
    const other = await add({ starts_on: '2026-12-17', publish: 'draft' });
    expect((await world.as('facility_head').post(`/events/${other}/remove`, { _version: 1 })).location).toBe(
      '/events',
    );
    expect((await world.as('facility_head').get(`/events/${other}`)).status).toBe(404);
  });

  it('tells the second of two people who save, and shows both texts', async () => {
    const id = await add({ starts_on: '2026-12-18', title: '工作教室' });
    const edit = (title: string) =>
      world
        .as('facility_head')
        .post(`/events/${id}/edit`, { ...typed({ title, repeat: 'none' }), _version: 1 });
    expect((await edit('工作教室（午前）')).status).toBe(303);
    const second = await edit('工作教室（午後）');
    expect(second.status).toBe(422);
    expect(second.text).toContain('工作教室（午前）');
    expect(second.text).toContain('工作教室（午後）');
  });

  it('what goes on for weeks is not over on its second day: the list says until when', async () => {
    const { id, sittings } = await seedEvent(world, { title: '長い展示', starts_on: '2026-11-01' }, [
      '2026-11-01',
    ]);
    await world.owner('update event_session set ends_at = $1 where id = $2', [
      '2026-12-27T17:00:00+09:00',
      sittings[0],
    ]);
    const list = (await world.as('secretariat').get(`/events?q=${encodeURIComponent('長い展示')}`)).text;
    expect(list).toContain('開催中（令和8年12月27日（日）まで）');
    expect(list).toContain('公開中');
    expect(list.split('長い展示')[1]).not.toContain('終わりました');
    await world.owner('delete from event_session where event_id = $1', [id]);
    await world.owner('delete from event where id = $1', [id]);
  });

  it('an event that is over stays readable', async () => {
    const id = await add({ starts_on: '2026-10-03', title: '秋のまつり' });
    const { status, text } = await world.as(null).get(`/open/events/${id}`);
    expect([status, text]).toEqual([200, expect.stringContaining('この行事は終わりました')]);
    expect((await world.as(null).get('/open/calendar?month=2026-10')).text).toContain('秋のまつり');
  });
});
