import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import ICAL from 'ical.js';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { makeWorld, type World } from '../../../tests/world.ts';
import { fetchOutside, isOutside, type OutsideError } from '../../platform/web/outside.ts';
import { sessions, sessionsOf } from './queries.ts';
import { sampleEvent } from './samples.ts';

let world: World;
let server: Server;
let base = '';
/** What the neighbouring town serves at present. */
let served: {
  body: string;
  status?: number;
  headers?: Record<string, string>;
  /** sends the body in a way of its own */
  send?: (response: ServerResponse) => void;
} = { body: '' };
let asked: Record<string, string | string[] | undefined>[] = [];
beforeAll(async () => {
  world = await makeWorld();
  server = createServer((request, response) => {
    asked.push(request.headers);
    if (
      request.headers['if-none-match'] === served.headers?.['ETag'] &&
      served.headers?.['ETag'] !== undefined
    ) {
      response.writeHead(304).end();
      return;
    }
    response.writeHead(served.status ?? 200, { 'Content-Type': 'text/calendar', ...served.headers });
    if (served.send) served.send(response);
    else response.end(served.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await world.close();
});

const eventsOf = (text: string) =>
  new ICAL.Component(ICAL.parse(text) as never).getAllSubcomponents('vevent').map((one) => ({
    uid: one.getFirstPropertyValue('uid') as string,
    summary: one.getFirstPropertyValue('summary') as string,
    status: one.getFirstPropertyValue('status') as string,
    sequence: Number(one.getFirstPropertyValue('sequence')),
    start: (one.getFirstPropertyValue('dtstart') as ICAL.Time).toString(),
    stamp: (one.getFirstPropertyValue('dtstamp') as ICAL.Time).toString(),
    text: one,
  }));

describe('feeds', () => {
  const add = (more: Parameters<typeof sampleEvent>[1]) =>
    world.writing('coordinator', (tx) => sampleEvent(tx, { facility_id: world.facility[0]!, ...more }));

  it('validate, fold at 75 octets, escape, and keep the number of a sitting that is moved or called off', async () => {
    const id = await add({
      title: 'ひろば；長い名前、コンマ,セミコロン;改行はありません。'.repeat(2).slice(0, 90),
      description: '一行目\n二行目',
      starts_on: '2026-12-02',
      repeat: { kind: 'weekly', weekdays: ['WE'], until: '2026-12-16' },
      until: '2026-12-16',
    });
    const feed = async () => {
      const answer = await world.as(null).get('/open/feeds/facility-' + world.facility[0]! + '.ics');
      return { text: await answer.response.text(), answer };
    };
    const { text, answer } = await feed();
    expect(answer.response.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    expect(text.includes('\n') && !/[^\r]\n/.test(text)).toBe(true);
    // The calendar's own properties stand before its entries, the zone among them, and nobody is busy with what is on offer.
    expect(text.slice(0, text.indexOf('BEGIN:VEVENT'))).toContain('X-WR-TIMEZONE:Asia/Tokyo\r\n');
    expect(text.slice(text.lastIndexOf('END:VEVENT'))).toBe('END:VEVENT\r\nEND:VCALENDAR\r\n');
    expect(text.match(/^TRANSP:TRANSPARENT\r$/gm)).toHaveLength(text.match(/^BEGIN:VEVENT\r$/gm)!.length);
    const before = eventsOf(text).filter((one) => one.uid.endsWith('@tsunagi'));
    expect(before.map((one) => one.start)).toEqual([
      '2026-12-02T01:00:00Z',
      '2026-12-09T01:00:00Z',
      '2026-12-16T01:00:00Z',
    ]);
    expect(before[0]!.summary).toContain('コンマ,セミコロン;');
    const [first, second] = await world.reading('coordinator', (tx) => sessionsOf(tx, id, '2026-12-01'));
    const head = world.as('facility_head');
    await head.post(`/events/${id}/sessions/${first!.id}`, {
      on_y: '2026',
      on_m: '12',
      on_d: '3',
      starts_at: '14:00',
      ends_at: '15:00',
      _sequence: 0,
    });
    await head.post(`/events/${id}/sessions/${second!.id}/cancel`, { reason: '雪のため', _sequence: 0 });
    const after = eventsOf((await feed()).text);
    expect(after.map((one) => one.uid).toSorted()).toEqual(before.map((one) => one.uid).toSorted());
    const moved = after.find((one) => one.uid === before[0]!.uid)!;
    const off = after.find((one) => one.uid === before[1]!.uid)!;
    expect([moved.start, moved.sequence, moved.status]).toEqual(['2026-12-03T05:00:00Z', 1, 'CONFIRMED']);
    expect([off.status, off.sequence, off.summary.startsWith('【中止】')]).toEqual(['CANCELLED', 1, true]);
  });

  it('a whole day is a date, also of several days', async () => {
    const id = await add({
      starts_on: '2026-12-20',
      starts_at: null,
      ends_at: null,
      days: 3,
      title: '冬の展示',
    });
    const text = await (await world.as(null).get(`/open/events/${id}.ics`)).response.text();
    expect(text).toContain('DTSTART;VALUE=DATE:20261220');
    expect(text).toContain('DTEND;VALUE=DATE:20261223');
  });

  it('answers 304 to whoever has it, by ETag and by date, until something changes', async () => {
    const path = `/open/feeds/kind-salon.ics`;
    const id = await add({ starts_on: '2026-12-21', event_kind_code: 'salon', title: '町内サロン' });
    const first = await world.app.request(path);
    const etag = first.headers.get('etag')!;
    // Another site's page may show it, too.
    expect(first.headers.get('access-control-allow-origin')).toBe('*');
    expect(first.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    expect(first.headers.get('cache-control')).toBe('public, max-age=900');
    const again = await world.app.request(path, { headers: { 'if-none-match': etag } });
    expect([again.status, await again.text()]).toEqual([304, '']);
    const since = await world.app.request(path, {
      headers: { 'if-modified-since': first.headers.get('last-modified')! },
    });
    expect(since.status).toBe(304);
    // By date alone it is told again each day: sittings come and go with the days without anybody's doing.
    world.at('2026-11-22T06:00:00+09:00');
    const nextDay = await world.app.request(path, {
      headers: { 'if-modified-since': first.headers.get('last-modified')! },
    });
    expect(nextDay.status).toBe(200);
    world.at('2026-11-21T11:00:00+09:00');
    await world.as('facility_head').post(`/events/${id}/cancel`, { reason: '休み', _version: 1 });
    const changed = await world.app.request(path, { headers: { 'if-none-match': etag } });
    expect([changed.status, (await changed.text()).includes('STATUS:CANCELLED')]).toEqual([200, true]);
    world.at('2026-11-21T10:00:00+09:00');
  });

  it('is there for every area, facility and kind, and for nothing else', async () => {
    const paths = ['all', 'families', 'training', `area-${world.area[0]!}`, 'kind-course', 'calendar'];
    for (const name of paths) {
      const answer = await world.as(null).get(`/open/feeds/${name}.ics`);
      expect([name, answer.status]).toEqual([name, 200]);
      eventsOf(await answer.response.text());
    }
    for (const name of ['area-999999', 'kind-nothing', 'facility-999999', 'secret', 'area-x'])
      expect((await world.as(null).get(`/open/feeds/${name}.ics`)).status).toBe(404);
  });
});

const calendar = (...events: string[]) =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//test//JA', ...events, 'END:VCALENDAR', ''].join('\r\n');
const vevent = (uid: string, lines: string[]) =>
  ['BEGIN:VEVENT', `UID:${uid}`, 'DTSTAMP:20261101T000000Z', ...lines, 'END:VEVENT'].join('\r\n');
const tokyo = [
  'BEGIN:VTIMEZONE',
  'TZID:Asia/Tokyo',
  'BEGIN:STANDARD',
  'DTSTART:19700101T000000',
  'TZOFFSETFROM:+0900',
  'TZOFFSETTO:+0900',
  'TZNAME:JST',
  'END:STANDARD',
  'END:VTIMEZONE',
].join('\r\n');

/** More than any calendar, as fast as it is taken, and without an end. */
function endless(response: ServerResponse): void {
  const part = Buffer.alloc(65_536, 'x');
  const more = (): void => {
    while (!response.destroyed && response.write(part));
    if (!response.destroyed) response.once('drain', more);
  };
  more();
}
/** A hundred million letters in a hundred thousand. */
const bomb = (response: ServerResponse): void => void response.end(gzipSync(Buffer.alloc(100_000_000, 'x')));
/** A letter now and then, never the last. */
const drip =
  (text: string) =>
  (response: ServerResponse): void => {
    let at = 0;
    const timer = setInterval(() => response.write(text[at++ % (text.length - 1)]!), 5);
    response.on('close', () => clearInterval(timer));
  };

describe('calendars of others', () => {
  const register = (url: string, name: string, organisation_id = world.organisation.university) =>
    world.as('secretariat').post('/events/feeds/new', {
      name,
      url,
      organisation_id,
      event_kind_code: 'course',
      zone: 'public',
      every_hours: 6,
    });
  const feed = async (name: string) =>
    (
      await world.owner<{
        id: number;
        failure: string | null;
        failed_at: Date | null;
        fetched_at: Date | null;
      }>('select id, failure, failed_at, fetched_at from calendar_feed where name = $1', [name])
    )[0]!;
  const trainings = () =>
    world.reading(null, (tx) =>
      sessions(tx, { from: '2026-12-01', to: '2027-03-31', training: true, cancelled: true }),
    );

  it('belongs to an organisation that is there', async () => {
    const answer = await register('https://calendar.example/none.ics', '誰のでもない', 999_999);
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('この団体は登録されていません');
  });

  it('is registered by the webcal address that pages offer, too', async () => {
    expect((await register('webcal://calendar.example/training.ics', '隣の市の研修')).status).toBe(303);
    expect(await world.owner('select url from calendar_feed where name = $1', ['隣の市の研修'])).toEqual([
      { url: 'https://calendar.example/training.ics' },
    ]);
    await world.owner('delete from calendar_feed where name = $1', ['隣の市の研修']);
  });

  it('nothing is read from the house’s own network, whatever the address', async () => {
    for (const address of [
      '127.0.0.1',
      '10.1.2.3',
      '172.31.0.1',
      '192.168.1.1',
      '169.254.169.254',
      '100.64.0.1',
      '0.0.0.0',
      '224.0.0.1',
      '::1',
      '::ffff:10.0.0.1',
      'fe80::1',
      'fc00::1',
      '2001:db8::1',
      '2002:a00:1::',
      '64:ff9b::a00:1',
    ])
      expect([address, isOutside(address)]).toEqual([address, false]);
    for (const address of ['8.8.8.8', '203.0.114.1', '2606:4700::1111'])
      expect([address, isOutside(address)]).toEqual([address, true]);
    asked = [];
    for (const [url, problem] of [
      [base, 'inside'],
      [base.replace('127.0.0.1', 'localhost'), 'inside'],
      [base.replace('127.0.0.1', '2130706433'), 'inside'],
      [base.replace('127.0.0.1', '[::ffff:127.0.0.1]'), 'inside'],
      ['http://169.254.169.254/latest/meta-data', 'inside'],
      ['file:///etc/passwd', 'scheme'],
      ['http://user:password@example.jp/', 'address'],
      ['no address', 'address'],
    ] as const) {
      const failure = await fetchOutside(url).catch((error: unknown) => error);
      expect([url, (failure as OutsideError).problem]).toEqual([url, problem]);
    }
    expect(asked).toEqual([]);
    await register(`${base}/a.ics`, '庁内のもの');
    await world.house.jobs.drain();
    expect((await feed('庁内のもの')).failure).toContain('庁内や手元の機器');
    expect(asked).toEqual([]);
    const { id } = await feed('庁内のもの');
    expect((await world.as('secretariat').get(`/events/feeds/${id}`)).text).toContain('庁内や手元の機器');
    // A redirect does not lead in either.
    served = { body: '', status: 302, headers: { Location: 'http://10.0.0.1/' } };
    const led = await fetchOutside(base, { allowLoopback: true }).catch((error: unknown) => error);
    expect((led as OutsideError).problem).toBe('inside');
  });

  it('are limited in size and told apart from what is no calendar', async () => {
    (world.house.settings as { LOOPBACK_FEEDS: boolean }).LOOPBACK_FEEDS = true;
    served = { body: 'x'.repeat(2000) };
    const large = await fetchOutside(base, { allowLoopback: true, maxBytes: 1000 }).catch(
      (error: unknown) => error,
    );
    expect((large as OutsideError).problem).toBe('large');
    served = { body: '<html>お探しのページはありません</html>' };
    await register(`${base}/page`, 'ページ');
    await world.house.jobs.drain();
    expect((await feed('ページ')).failure).toContain('iCalendar形式）ではありません');
    served = { body: '', status: 500 };
    await world.as('secretariat').post(`/events/feeds/${(await feed('ページ')).id}/read`);
    await world.house.jobs.drain();
    expect((await feed('ページ')).failure).toContain('応答 500');
  });

  it('are read with rules, exceptions and time zones, followed by number, and what is gone goes', async () => {
    const first = calendar(
      tokyo,
      vevent('weekly@next', [
        'SUMMARY:保育者の研修\\, 冬',
        'DTSTART;TZID=Asia/Tokyo:20261203T180000',
        'DTEND;TZID=Asia/Tokyo:20261203T193000',
        'RRULE:FREQ=WEEKLY;COUNT=4',
        'EXDATE;TZID=Asia/Tokyo:20261210T180000',
        'LOCATION:隣の市の会館',
      ]),
      vevent('weekly@next', [
        'SUMMARY:保育者の研修（会場変更）',
        'RECURRENCE-ID;TZID=Asia/Tokyo:20261217T180000',
        'DTSTART;TZID=Asia/Tokyo:20261218T100000',
        'DTEND;TZID=Asia/Tokyo:20261218T113000',
      ]),
      vevent('once@next', ['SUMMARY:公開講座', 'DTSTART:20270110T010000Z', 'DTEND:20270110T030000Z']),
      vevent('day@next', ['SUMMARY:大会', 'DTSTART;VALUE=DATE:20270201', 'DTEND;VALUE=DATE:20270203']),
      vevent('bad@next', ['SUMMARY:日のない予定']),
    );
    served = { body: first, headers: { ETag: '"one"' } };
    await register(`${base}/training.ics`, '隣の市の研修');
    await world.house.jobs.drain();
    const stored = await feed('隣の市の研修');
    expect(stored.failure).toContain('日のない予定');
    const lines = await trainings();
    expect(lines.map((one) => [one.title, one.on, one.all_day ? '' : one.time_from, one.ends_on])).toEqual([
      ['保育者の研修, 冬', '2026-12-03', '18:00', '2026-12-03'],
      ['保育者の研修, 冬', '2026-12-18', '10:00', '2026-12-18'],
      ['保育者の研修, 冬', '2026-12-24', '18:00', '2026-12-24'],
      ['公開講座', '2027-01-10', '10:00', '2027-01-10'],
      ['大会', '2027-02-01', '', '2027-02-02'],
    ]);
    // One feed of all training in the region.
    const region = await (await world.as(null).get('/open/feeds/training.ics')).response.text();
    expect(eventsOf(region).map((one) => one.summary)).toContain('公開講座');
    // Nothing new: nothing is read, nothing changes.
    asked = [];
    await world.as('secretariat').post(`/events/feeds/${stored.id}/read`);
    await world.house.jobs.drain();
    expect(asked.map((one) => one['if-none-match'])).toEqual(['"one"']);
    expect((await trainings()).map((one) => one.id)).toEqual(lines.map((one) => one.id));
    // Whose it is stands in the region's feed and on its own page, for everybody.
    const learned = eventsOf(region).find((one) => one.summary === '公開講座')!;
    expect(learned.text.toString()).toContain('試験市立大学');
    const own = await world.as(null).get(`/open/events/${lines[3]!.event_id}`);
    expect(own.text).toContain('試験市立大学');
    // Its server is out of order, sends a page, half a calendar, leads into the house, or an empty one: what was read stays.
    const days = lines.map((one) => one.id);
    const broken: [typeof served, string][] = [
      [{ body: '', status: 503 }, '応答 503'],
      [{ body: '<html>メンテナンス中です</html>' }, 'iCalendar形式）ではありません'],
      [{ body: first.slice(0, first.indexOf('END:VEVENT')) }, 'iCalendar形式）ではありません'],
      [{ body: '', status: 302, headers: { Location: 'http://10.0.0.1/calendar.ics' } }, '庁内や手元の機器'],
      [{ body: '', status: 302, headers: { Location: '/training.ics' } }, '転送が続いた'],
      [{ body: 'x'.repeat(5_000_001) }, '大きすぎます（5MBまで）'],
      [{ body: '', send: endless }, '大きすぎます（5MBまで）'],
      [{ body: '', headers: { 'Content-Encoding': 'gzip' }, send: bomb }, '大きすぎます（5MBまで）'],
      [{ body: first, send: drip(first) }, '20秒のうちに読み終わりませんでした'],
      [{ body: '', send: () => undefined }, '20秒のうちに読み終わりませんでした'],
      [{ body: calendar() }, '予定が1件もありません'],
    ];
    for (const [answer, sentence] of broken) {
      served = answer;
      // Nobody waits the twenty seconds here: a server that never ends is as slow after a tenth of one.
      const limit = AbortSignal.timeout.bind(AbortSignal);
      const asked_for: number[] = [];
      const clock = sentence.startsWith('20秒')
        ? vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
            asked_for.push(ms);
            return limit(100);
          })
        : null;
      await world.as('secretariat').post(`/events/feeds/${stored.id}/read`);
      await world.house.jobs.drain();
      clock?.mockRestore();
      if (clock) expect(asked_for).toEqual([20_000]);
      const told = (await world.as('secretariat').get(`/events/feeds/${stored.id}`)).text;
      expect(told).toContain(sentence);
      expect(told).toContain('読み込めません');
      expect(told).toMatch(/前に読み込めた予定（.+の3件）は、そのまま表示しています/);
      expect((await trainings()).map((one) => one.id)).toEqual(days);
      // The first page of whoever keeps the calendar says so, and nobody else's.
      const known = await world.as('secretariat').get('/');
      expect(known.text).toContain('読み込めないほかのカレンダー');
      expect(known.html).toContain(`href="/events/feeds/${stored.id}"`);
      expect((await world.as('facility_head').get('/')).text).not.toContain('読み込めないほかのカレンダー');
    }
    // An entry that has become unreadable stays as it was, and is named.
    served = {
      body: first.replace('DTSTART:20270110T010000Z', 'DTSTART:いつか'),
      headers: { ETag: '"half"' },
    };
    await world.as('secretariat').post(`/events/feeds/${stored.id}/read`);
    await world.house.jobs.drain();
    expect((await feed('隣の市の研修')).failure).toContain('公開講座');
    expect((await trainings()).map((one) => one.id)).toEqual(days);
    // Moved, called off and gone.
    served = {
      body: calendar(
        vevent('once@next', ['SUMMARY:公開講座', 'DTSTART:20270110T020000Z', 'DTEND:20270110T040000Z']),
        vevent('day@next', [
          'SUMMARY:大会',
          'STATUS:CANCELLED',
          'DTSTART;VALUE=DATE:20270201',
          'DTEND;VALUE=DATE:20270203',
        ]),
      ),
      headers: { ETag: '"two"' },
    };
    await world.as('secretariat').post(`/events/feeds/${stored.id}/read`);
    await world.house.jobs.drain();
    const after = await trainings();
    expect(
      after.map((one) => [one.event_id, one.title, one.on, one.time_from, one.cancelled_at !== null]),
    ).toEqual([
      [lines[3]!.event_id, '公開講座', '2027-01-10', '11:00', false],
      [lines[4]!.event_id, '大会', '2027-02-01', '00:00', true],
    ]);
    expect(after[0]!.id).toBe(lines[3]!.id);
    // They are put right at their source, not here; given up, they go.
    expect((await world.as('secretariat').get(`/events/${after[0]!.event_id}/edit`)).status).toBe(409);
    await world.as('secretariat').post(`/events/feeds/${stored.id}/end`);
    await world.house.jobs.drain();
    expect(await trainings()).toEqual([]);
  });
});
