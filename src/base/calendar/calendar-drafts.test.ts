import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorld, type World } from '../../../tests/world.ts';
import { sampleEvent } from './samples.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const add = (facility: number, title: string) =>
  world.writing('coordinator', (tx) =>
    sampleEvent(tx, { facility_id: world.facility[facility]!, starts_on: '2026-12-05', title }),
  );
const kept = async () =>
  (await world.owner<{ n: number }>('select count(*)::int as n from event_draft'))[0]?.n;

describe('the form of an event that is being written', () => {
  it('keeps no draft for whoever writes no events, or not this host’s', async () => {
    const id = await add(0, '人のもの');
    for (const who of ['facility_staff', 'observer', 'auditor', 'council_member'] as const) {
      expect([who, (await world.as(who).post('/events/new/draft', { title: 'x' })).status]).toEqual([
        who,
        403,
      ]);
      expect([who, (await world.as(who).post(`/events/${id}/edit/draft`, { title: 'x' })).status]).toEqual([
        who,
        403,
      ]);
    }
    expect((await world.as('other_head').post(`/events/${id}/edit/draft`, { title: 'x' })).status).toBe(403);
    expect((await world.as(null).post('/events/new/draft', { title: 'x' })).status).toBe(401);
    expect(await kept()).toBe(0);
  });

  it('is found again as it was left, by its writer alone, and is forgotten when the event is saved', async () => {
    const head = world.as('facility_head');
    expect((await head.get('/events/new')).html).toContain('data-autosave="/events/new/draft"');
    const typed = {
      title: '書きかけの雪遊び',
      starts_on_y: '令和8',
      starts_on_m: '12',
      weekdays: ['TU', 'FR'],
    };
    expect((await head.post('/events/new/draft', typed)).status).toBe(200);
    const again = await head.get('/events/new');
    expect(again.html).toContain('value="書きかけの雪遊び"');
    expect(again.html).toMatch(/name="starts_on_y"[^>]*value="令和8"|value="令和8"[^>]*name="starts_on_y"/);
    expect(again.html.match(/name="weekdays"[^>]*checked/g)).toHaveLength(2);
    expect(again.text).toContain('の下書きを開いています。');
    expect((await head.get('/events')).text).toContain('「書きかけの雪遊び」の続きを書く');
    for (const other of ['coordinator', 'other_head'] as const) {
      expect((await world.as(other).get('/events/new')).html).not.toContain('書きかけの雪遊び');
      expect((await world.as(other).get('/events')).html).not.toContain('書きかけの雪遊び');
    }
    const saved = await head.post('/events/new', {
      ...typed,
      starts_on_d: '1',
      event_kind_code: 'gathering',
      zone: 'public',
      facility_id: world.facility[0]!,
      online: 'none',
      repeat: 'none',
      holidays: 'open',
      application: 'none',
      capacity_unit: 'family',
      publish: 'draft',
    });
    expect(saved.status).toBe(303);
    expect(await kept()).toBe(0);
    expect((await head.get('/events')).text).not.toContain('続きを書く');
  });

  it('keeps a copy of another event apart from a new one, and throws away only what is thrown away', async () => {
    const head = world.as('facility_head');
    const from = await add(0, 'もとになる会');
    await head.post('/events/new/draft', { title: '新しい会' });
    await head.post('/events/new/draft', { title: 'もとを直した会', copied_from: from });
    expect((await head.get('/events/new')).html).toContain('value="新しい会"');
    expect((await head.get(`/events/new?from=${from}`)).html).toContain('value="もとを直した会"');
    const dropped = await head.post(`/events/new/draft/drop?from=${from}`);
    expect(dropped.location).toBe(`/events/new?from=${from}`);
    expect((await head.get(`/events/new?from=${from}`)).html).toContain('value="もとになる会"');
    expect((await head.get('/events/new')).html).toContain('value="新しい会"');
    await head.post('/events/new/draft/drop');
    expect(await kept()).toBe(0);
  });

  it('meets what somebody else saved meanwhile with both texts, and loses neither', async () => {
    const head = world.as('facility_head');
    const id = await add(0, '二人で直す会');
    const version = Number(
      /name="_version" value="(\d+)"/.exec((await head.get(`/events/${id}/edit`)).html)![1],
    );
    await head.post(`/events/${id}/edit/draft`, { title: '下書きの題', _version: version });
    await world.owner(`update event set title = '先に直した題', version = version + 1 where id = $1`, [id]);
    const page = await head.get(`/events/${id}/edit`);
    expect(page.text).toContain('この下書きのあとに、ほかの人が内容を直しています。');
    expect(page.html).toContain('value="下書きの題"');
    expect(page.html).toContain(`name="_version" value="${version}"`);
    await head.post(`/events/${id}/edit/draft/drop`);
    expect((await head.get(`/events/${id}/edit`)).html).toContain('value="先に直した題"');
  });
});

it('the list of events is narrowed by a part of the host’s name, typed without a list of all places', async () => {
  await add(1, 'となりの園の会');
  const page = await world.as('observer').get('/events?state=all');
  expect(page.html).not.toContain('name="facility_id"');
  expect(page.html).toContain('name="host"');
  const [place] = await world.owner<{ name: string }>('select name from facility where id = $1', [
    world.facility[1],
  ]);
  const narrowed = await world
    .as('observer')
    .get(`/events?state=all&host=${encodeURIComponent(place!.name.slice(0, 3))}`);
  expect(narrowed.text).toContain('となりの園の会');
  const none = await world.as('observer').get('/events?state=all&host=どこにもない名前');
  expect(none.text).not.toContain('となりの園の会');
});
