import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorld, type World } from '../../../tests/world.ts';
import { sampleVisit } from './samples.ts';

let world: World;
const days = [
  '2026-11-02',
  '2026-11-20',
  '2026-11-21',
  '2026-11-24',
  '2026-12-08 14:00',
  '2026-12-08 09:30',
  '2027-01-12',
  '2027-01-13',
  '2027-01-14',
  '2027-01-15',
  '2027-02-10',
  '2027-04-06',
];

beforeAll(async () => {
  world = await makeWorld();
  await world.writing('coordinator', async (tx) => {
    for (const day of days) {
      const [planned_on = day, planned_from] = day.split(' ');
      await sampleVisit(tx, {
        facility_id: world.facility[1]!,
        lead_id: world.person.coordinator,
        planned_on,
        planned_from,
        ...(planned_on === '2026-11-20' ? { record: { met: '園長', hearing: '話' } } : {}),
      });
    }
  });
});
afterAll(() => world.close());

/** The days of a list as they stand on the page, without the year. */
async function daysOf(path: string): Promise<string[]> {
  const page = await world.as('coordinator').get(path);
  expect(page.status).toBe(200);
  const bodies = page.html.match(/<tbody.*?<\/tbody>/gs) ?? [];
  return bodies.flatMap((body) =>
    [...body.matchAll(/(\d{1,2})[月/.](\d{1,2})日?（/g)].map((found) => `${found[1]}-${found[2]}`),
  );
}

describe('the list of visits', () => {
  it('is not there for those who do not read visits', async () => {
    for (const who of ['observer', 'council_member', 'administrator'] as const) {
      expect((await world.as(who).get('/visits')).status, who).toBe(404);
    }
  });

  it('opens at today: what comes next, the nearest first, and under it what was just done, the last first', async () => {
    expect(await daysOf('/visits')).toEqual([
      '11-21',
      '11-24',
      '12-8',
      '12-8',
      '1-12',
      '1-13',
      '1-14',
      '1-15',
      '11-20',
      '11-2',
    ]);
    const page = await world.as('coordinator').get('/visits');
    // Two on one day stand as the day goes.
    expect(page.text.indexOf('9:30')).toBeLessThan(page.text.indexOf('14:00'));
    expect(page.html).toContain('href="/visits?days=ahead&amp;year=all"');
  });

  it('shows all that comes when asked, whatever year it falls in only when no year was chosen', async () => {
    expect((await daysOf('/visits?days=ahead&year=all')).at(-1)).toBe('4-6');
    expect((await daysOf('/visits?days=ahead&year=2026')).at(-1)).toBe('2-10');
  });

  it('pages through the days gone by, and does not repeat what comes next', async () => {
    expect(await daysOf('/visits?page=2')).toEqual([]);
    expect((await world.as('coordinator').get('/visits')).text).toContain('全2件');
  });

  it('is one list in the order asked for, and what is planned is read from today on', async () => {
    expect((await daysOf('/visits?order=newest&year=all'))[0]).toBe('4-6');
    expect((await daysOf('/visits?order=oldest'))[0]).toBe('11-2');
    expect((await daysOf('/visits?state=planned'))[0]).toBe('11-24');
    expect((await daysOf('/visits?state=planned&order=newest'))[0]).toBe('2-10');
    expect(await daysOf('/visits?state=unrecorded')).toEqual(['11-21', '11-2']);
  });
});

describe('conditions that are looked at again and again', () => {
  it('are kept under a name for whoever chose them, and for nobody else', async () => {
    const visitor = world.as('coordinator');
    expect((await visitor.get('/visits?state=unrecorded')).html).toContain('name="query"');
    const kept = await visitor.post('/views', {
      page: '/visits',
      query: 'state=unrecorded&mine=1',
      name: '書いていない記録',
    });
    expect(kept.status).toBe(303);
    expect((await visitor.get('/visits')).html).toContain('/visits?state=unrecorded&amp;mine=1');
    expect((await world.as('secretariat').get('/visits')).text).not.toContain('書いていない記録');
  });
});

describe('choosing where to go', () => {
  it('takes a name, a part of it or its reading, and asks only where several hold it', async () => {
    expect((await world.as('observer').get('/visits/new?name=こもれび')).status).toBe(404);
    const visitor = world.as('coordinator');
    for (const typed of ['こもれび保育園', 'コモレビ', 'こもれび'])
      expect((await visitor.get(`/visits/new?name=${encodeURIComponent(typed)}`)).location, typed).toBe(
        `/visits/new?facility=${world.facility[0]}`,
      );
    const several = await visitor.get(`/visits/new?name=${encodeURIComponent('園')}`);
    expect(several.text).toContain('どちらの施設ですか');
    expect(several.html).toContain(`/visits/new?facility=${world.facility[0]}"`);
    expect(several.html).toContain(`/visits/new?facility=${world.facility[1]}"`);
    const none = await visitor.get(`/visits/new?name=${encodeURIComponent('ない園の名')}`);
    expect(none.text).toContain('見つかりません');
    expect(none.html).toContain('ない園の名');
  });
});
