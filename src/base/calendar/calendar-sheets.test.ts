import { constants, inflateSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeWorld, type World } from '../../../tests/world.ts';
import type { EventData } from './forms.ts';
import { extendSessions } from './commands-sessions.ts';
import { sampleEvent } from './samples.ts';
import { exportHeadings } from './words-export.ja.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());
beforeEach(() => world.at('2026-11-20T10:00:00+09:00'));

const add = (more: Partial<EventData> & { starts_on: string }) =>
  world.writing('coordinator', (tx) => sampleEvent(tx, { facility_id: world.facility[0]!, ...more }));

describe('a month to pin up', () => {
  it('shows each day’s events with their beginning, counts the places of one name, and no draft', async () => {
    await add({ starts_on: '2026-12-05', title: '雪あそび' });
    await add({ starts_on: '2026-12-05', title: '雪あそび', facility_id: world.facility[1]! });
    await add({ starts_on: '2026-12-06', title: 'まだ決まらない会', publish: 'draft' });
    const page = await world.as(null).get('/open/calendar/print?month=2026-12&size=a3');
    expect(page.text).toContain('10:00 雪あそび（2か所）');
    expect(page.text).not.toContain('まだ決まらない会');
    expect(page.html).toContain('cal-print-a3');
    expect(page.html).toContain('/open/calendar/print.pdf?month=2026-12&amp;size=a3');
  });

  it.each(['a4', 'a3'])('is one page of %s, also with more than it holds', async (size) => {
    for (let at = 0; at < 14; at++)
      await add({ starts_on: '2026-12-09', title: `長い名前の行事その${at}番目の集まり` });
    const response = await world.app.request(`/open/calendar/print.pdf?month=2026-12&size=${size}`);
    expect(response.headers.get('content-type')).toBe('application/pdf');
    const pdf = Buffer.from(await response.arrayBuffer()).toString('latin1');
    expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
    const [, width, height] = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(pdf)!;
    expect([Math.round(Number(width)), Math.round(Number(height))]).toEqual(
      size === 'a3' ? [1191, 842] : [842, 595],
    );
  });
});

describe('the letters of a sheet', () => {
  /** The sizes of letters of a sheet, in points, from its streams. */
  const sheet = async (query: string) => {
    const response = await world.app.request(`/open/calendar/print.pdf?${query}`);
    const pdf = Buffer.from(await response.arrayBuffer());
    const text = [...pdf.toString('latin1').matchAll(/stream\r?\n/g)]
      .map(({ index, 0: mark }) => {
        const from = index + mark.length;
        const stream = pdf.subarray(from, pdf.indexOf('endstream', from));
        return stream[0] === 0x78
          ? inflateSync(stream, { finishFlush: constants.Z_SYNC_FLUSH }).toString('latin1')
          : '';
      })
      .join('\n');
    const sizes = [...text.matchAll(/\/F\d+ ([\d.]+) Tf/g)].map(([, size]) => Number(size));
    return {
      pages: pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)!.length,
      smallest: Math.min(...sizes.filter((size) => size !== 8.5)),
    };
  };

  it('are as large as the fullest week lets them be, and on A3 larger than on A4', async () => {
    for (let at = 0; at < 6; at++) await add({ starts_on: '2027-03-09', title: `集まりその${at}` });
    const [a4, a3] = [await sheet('month=2027-03&size=a4'), await sheet('month=2027-03&size=a3')];
    expect([a4.pages, a3.pages]).toEqual([1, 1]);
    expect(a4.smallest).toBeGreaterThan(9);
    expect(a3.smallest).toBeGreaterThan(a4.smallest);
    for (let at = 6; at < 30; at++) await add({ starts_on: '2027-03-09', title: `集まりその${at}` });
    const full = await sheet('month=2027-03&size=a4');
    expect(full.pages).toBe(1);
    expect(full.smallest).toBeLessThan(a4.smallest);
  });
});

describe('tables for others', () => {
  it('the national list has its columns in their order, one line an event, and nothing that is not public', async () => {
    await add({ starts_on: '2026-12-11', title: '公開の広場', fee_amount: 300 });
    await add({ starts_on: '2026-12-11', title: '内輪の会議', zone: 'network' });
    await add({ starts_on: '2026-12-11', title: '下書きの会', publish: 'draft' });
    expect((await world.as(null).get('/events/export?format=standard')).location).toMatch(/^\/sign-in/);
    const { status, html } = await world.as('secretariat').get('/events/export?format=standard&state=all');
    expect(status).toBe(200);
    const [head, ...rows] = html
      .replace(/^\ufeff/, '')
      .trimEnd()
      .split('\r\n');
    expect(head).toBe(exportHeadings.map((one) => `"${one}"`).join(','));
    expect(head!.split(',')).toHaveLength(35);
    expect(rows.filter((row) => row.includes('公開の広場'))).toHaveLength(1);
    expect(html).not.toMatch(/内輪の会議|下書きの会/);
  });

  it('salons and circles are listed with what comes next, for the signed-in alone', async () => {
    await world.owner(
      `insert into service (facility_id, programme_code, name) values ($1, 'salon', 'サロン') on conflict do nothing`,
      [world.facility[2]],
    );
    await add({ starts_on: '2026-12-12', title: '冬のサロン', facility_id: world.facility[2]! });
    expect((await world.as(null).get('/events/salons')).location).toMatch(/^\/sign-in/);
    const page = await world.as('facility_staff').get('/events/salons');
    expect(page.status).toBe(200);
    expect(page.text).toContain('しらかば保育園 サロン');
    expect(page.text).toContain('令和8年12月12日（土）10:00');
  });

  it('a salon nobody has planned sittings for is told by its hours: the next days it is open', async () => {
    await world.owner(
      `insert into service (facility_id, programme_code, name) values ($1, 'salon', '月に一度のサロン')`,
      [world.facility[3]],
    );
    await world.owner(
      `insert into schedule (facility_id, service_id, byday, opens_at, closes_at)
        select facility_id, id, '{2TU}', '10:00', '11:30' from service where name = '月に一度のサロン'`,
    );
    const page = await world.as('facility_staff').get('/events/salons');
    expect(page.text).toContain('令和8年12月8日（火）10:00');
    expect(page.text).toContain('令和9年1月12日（火）10:00');
  });
});

describe('every night', () => {
  it('the sittings of what recurs reach thirteen months ahead again, and none twice', async () => {
    const id = await add({
      starts_on: '2026-12-01',
      repeat: { kind: 'weekly', weekdays: ['TU'], until: null },
      weekdays: ['TU'],
    });
    const sittings = () =>
      world.owner<{ on: string }>(
        `select to_char(starts_at at time zone 'Asia/Tokyo', 'YYYY-MM-DD') as on from event_session where event_id = $1 order by starts_at`,
        [id],
      );
    const before = await sittings();
    expect(before.at(-1)!.on).toBe('2027-12-14');
    world.at('2027-01-20T02:10:00+09:00');
    const night = async () => {
      for (let after: number | null = 0; after !== null;) {
        const from: number = after;
        after = await world.writing('coordinator', (tx) => extendSessions(tx, from));
      }
    };
    await night();
    const later = await sittings();
    expect(later.at(-1)!.on > '2028-02-01').toBe(true);
    expect(later.slice(0, before.length)).toEqual(before);
    await night();
    expect(await sittings()).toEqual(later);
    expect(new Set(later.map(({ on }) => on)).size).toBe(later.length);
  });
});
