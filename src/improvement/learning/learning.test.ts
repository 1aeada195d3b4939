import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorld, type Who, type World } from '../../../tests/world.ts';
import { comingOpenDays, openDaysWithoutParticipation, reflectionsToWrite } from './queries.ts';
import { stateOf } from './rules.ts';
import { sampleOpenDay } from './samples.ts';
import { words } from './words.ja.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

/** Facility 2 opens; facilities 0 and 1 (and their heads) may come. */
const typed = (more: Record<string, string | number> = {}) => ({
  title: '自分で選ぶ朝の遊び',
  facility_id: world.facility[2]!,
  theme_code: 'practice',
  held_on_y: '令和8',
  held_on_m: '9',
  held_on_d: '10',
  places: '２０',
  note: '9時に玄関へお集まりください。',
  ...more,
});

async function open(more: Partial<Parameters<typeof sampleOpenDay>[1]> = {}): Promise<number> {
  return world.writing('coordinator', (tx) =>
    sampleOpenDay(tx, {
      facility_id: world.facility[2]!,
      theme_code: 'practice',
      title: '午睡の前の静かな時間',
      held_on: '2026-10-01',
      places: 10,
      ...more,
    }),
  );
}

const came = async (id: number, facility: number) =>
  (
    await world.owner<{ people: number; reflection: string | null; version: number }>(
      'select people, reflection, version from open_day_participation where open_day_id = $1 and facility_id = $2',
      [id, world.facility[facility]],
    )
  )[0];

const others: Who[] = [
  'facility_head',
  'facility_staff',
  'observer',
  'council_member',
  'administrator',
  'auditor',
];

describe('who may not', () => {
  it('turns away people without appointments and people who have not signed in', async () => {
    expect((await world.as('former').get('/open-days')).status).toBe(403);
    expect((await world.as(null).get('/open-days')).location).toMatch(/^\/sign-in/);
  });

  it('lets nobody register, change, call off or count without learning.manage; a head offers the own facility’s only', async () => {
    const id = await open({ participations: [{ facility_id: world.facility[1]!, people: 3 }] });
    for (const who of others) {
      const visitor = world.as(who);
      const offers = who === 'facility_head';
      expect((await visitor.get('/open-days/new')).status, who).toBe(offers ? 200 : 403);
      expect((await visitor.post('/open-days/new', typed())).status, who).toBe(offers ? 422 : 403);
      expect((await visitor.get(`/open-days/${id}/edit`)).status, who).toBe(403);
      expect((await visitor.post(`/open-days/${id}/edit`, typed({ _version: 1 }))).status, who).toBe(403);
      expect(
        (await visitor.post(`/open-days/${id}/cancel`, { cancel_reason: '雨', _version: 1 })).status,
        who,
      ).toBe(403);
      expect((await visitor.post(`/open-days/${id}/restore`, { _version: 1 })).status, who).toBe(403);
      const counted = { facility_id: world.facility[0]!, people: 9, reflection: '' };
      expect((await visitor.post(`/open-days/${id}/participations`, counted)).status, who).toBe(403);
      const removed = await visitor.post(`/open-days/${id}/participations/${world.facility[1]}/remove`, {
        _version: 1,
      });
      expect(removed.status, who).toBe(403);
    }
    expect(await came(id, 1)).toMatchObject({ people: 3 });
    expect(await came(id, 0)).toBeUndefined();
  });

  it('shows a facility its own participation only, and not how many came in all', async () => {
    const id = await open({
      title: '隠れて見えない人数の回',
      participations: [
        { facility_id: world.facility[0]!, people: 3, reflection: 'こもれびの気づき' },
        { facility_id: world.facility[1]!, people: 41, reflection: 'あおぞらの気づき' },
      ],
    });
    for (const who of ['facility_head', 'facility_staff'] as const) {
      const page = await world.as(who).get(`/open-days/${id}`);
      expect(page.text).toContain('こもれびの気づき');
      expect(page.text).not.toContain('あおぞらの気づき');
      expect(page.text).not.toMatch(/41|44/);
      expect((await world.as(who).get('/open-days?sort=people')).text).not.toMatch(/41人|44人/);
    }
    const host = await world.as('administrator').get(`/open-days/${id}`);
    expect(host.text).not.toMatch(/こもれびの気づき|あおぞらの気づき/);
    const observer = await world.as('observer').get(`/open-days/${id}`);
    expect(observer.text).toContain('あおぞらの気づき');
    expect(observer.text).toContain('延べ44人');
  });

  it('answers 404 for another facility’s participation and 403 for one that may only be read', async () => {
    const id = await open({ participations: [{ facility_id: world.facility[1]!, people: 3 }] });
    const path = `/open-days/${id}/participations/${world.facility[1]}/edit`;
    expect((await world.as('facility_head').get(path)).status).toBe(404);
    const sent = await world.as('facility_head').post(path, { reflection: 'よその振返り', _version: 1 });
    expect(sent.status).toBe(404);
    expect((await world.as('observer').get(path)).status).toBe(403);
    expect((await world.as('observer').post(path, { people: 1, reflection: '', _version: 1 })).status).toBe(
      403,
    );
    expect(await came(id, 1)).toMatchObject({ people: 3, reflection: null });
  });

  it('keeps visitors out of the export of those who may not read them', async () => {
    await open({ participations: [{ facility_id: world.facility[1]!, people: 37 }] });
    const csv = async (who: Who) => (await world.as(who).get('/open-days/export?format=csv')).html;
    expect(await csv('facility_staff')).not.toContain('37');
    expect(await csv('facility_staff')).not.toContain('見学した人');
    expect(await csv('coordinator')).toContain('37');
  });
});

describe('registering an open day', () => {
  it('registers it, shows it to the network and lets it be found', async () => {
    const answer = await world.as('coordinator').post('/open-days/new', typed({ title: '泥んこの庭' }));
    expect(answer.status).toBe(303);
    const page = await world.as('facility_staff').get(answer.location!);
    expect(page.text).toContain('泥んこの庭');
    expect(page.text).toContain('令和8年9月10日（木）');
    expect(page.text).toContain('しらかば保育園');
    expect(page.text).toContain('20人まで');
    const entries = await world.owner<{ url: string; audience_duty: string }>(
      `select url, audience_duty from search_entry where kind = 'open_day' and title = '泥んこの庭'`,
    );
    expect(entries).toEqual([{ url: answer.location, audience_duty: 'network' }]);
  });

  it('keeps what was typed and says how to mend it', async () => {
    const answer = await world
      .as('coordinator')
      .post('/open-days/new', typed({ title: '', places: '0', held_on_d: '31' }));
    expect(answer.status).toBe(422);
    expect(answer.html).toContain('9時に玄関へお集まりください。');
    expect(answer.text).toContain('日付を確かめてください');
    const unknown = await world
      .as('coordinator')
      .post('/open-days/new', typed({ facility_id: 999_999, theme_code: 'none' }));
    expect(unknown.status).toBe(422);
    expect(unknown.text).toContain(words.errors.facility);
    const theme = await world.as('coordinator').post('/open-days/new', typed({ theme_code: 'none' }));
    expect(theme.text).toContain(words.errors.theme);
  });

  it('is held at no place that is closed on the day', async () => {
    const close = (ended_on: string | null) =>
      world.owner('update facility set ended_on = $2 where id = $1', [typed().facility_id, ended_on]);
    await close('2026-09-10');
    const answer = await world.as('coordinator').post('/open-days/new', typed({ title: '閉まった園の回' }));
    await close('2026-09-11');
    const last = await world.as('coordinator').post('/open-days/new', typed({ title: '閉まる前の回' }));
    await close(null);
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(words.errors.facility);
    expect(last.status).toBe(303);
  });

  it('registers it once however often the form is sent', async () => {
    const fields = { ...typed({ title: '二度送られた回' }), _once: crypto.randomUUID() };
    const first = await world.as('coordinator').post('/open-days/new', fields);
    const second = await world.as('coordinator').post('/open-days/new', fields);
    expect(second.location).toBe(first.location);
    expect(await world.owner(`select from open_day where title = '二度送られた回'`)).toHaveLength(1);
  });

  it('tells the second of two editors, shows both texts and takes the one chosen', async () => {
    const id = await open({ title: '直される回' });
    const first = await world
      .as('coordinator')
      .post(`/open-days/${id}/edit`, typed({ title: '一人目の題名', _version: 1 }));
    expect(first.status).toBe(303);
    const late = await world
      .as('secretariat')
      .post(`/open-days/${id}/edit`, typed({ title: '二人目の題名', _version: 1 }));
    expect(late.status).toBe(422);
    expect(late.text).toContain('一人目の題名');
    expect(late.text).toContain('二人目の題名');
    expect(late.text).toContain('巡 一子');
    const solved = await world
      .as('secretariat')
      .post(
        `/open-days/${id}/edit`,
        typed({ title: '二人目の題名', places: 25, _version: 2, choose_title: 'theirs' }),
      );
    expect(solved.status).toBe(303);
    const page = await world.as('secretariat').get(`/open-days/${id}`);
    expect(page.text).toContain('一人目の題名');
    expect(page.text).toContain('25人まで');
  });

  it('answers 404 for one that is not there', async () => {
    expect((await world.as('coordinator').get('/open-days/999999')).status).toBe(404);
    expect(
      (await world.as('coordinator').post('/open-days/999999/edit', typed({ _version: 1 }))).status,
    ).toBe(404);
    expect((await world.as('coordinator').post('/open-days/999999/restore', { _version: 1 })).status).toBe(
      404,
    );
  });

  it('records each step in the audit log without free text', async () => {
    const id = await open({
      title: '記録される題名',
      participations: [{ facility_id: world.facility[0]!, people: 2 }],
    });
    const events = await world.owner<{ action: string; detail: object }>(
      `select action, detail from audit_event where subject_kind = 'open_day' and subject_id = $1 order by seq`,
      [id],
    );
    expect(events.map(({ action }) => action)).toEqual([
      'open_day.register',
      'open_day.record_participation',
    ]);
    expect(JSON.stringify(events)).not.toContain('記録される題名');
  });
});

describe('calling it off', () => {
  it('needs a reason, says it to everybody, and can be taken back', async () => {
    const id = await open({ title: '雪で中止の回', held_on: '2026-12-10' });
    expect((await world.as('coordinator').post(`/open-days/${id}/cancel`, { _version: 1 })).status).toBe(422);
    const sent = await world
      .as('coordinator')
      .post(`/open-days/${id}/cancel`, { cancel_reason: '大雪のため', _version: 1 });
    expect(sent.status).toBe(303);
    const page = await world.as('facility_staff').get(`/open-days/${id}`);
    expect(page.text).toContain('理由：大雪のため');
    expect(
      (await world.as('coordinator').post(`/open-days/${id}/cancel`, { cancel_reason: '雪', _version: 2 }))
        .status,
    ).toBe(409);
    expect((await world.as('coordinator').post(`/open-days/${id}/restore`, { _version: 1 })).status).toBe(
      409,
    );
    expect((await world.as('coordinator').post(`/open-days/${id}/restore`, { _version: 2 })).status).toBe(
      303,
    );
    expect((await world.as('facility_staff').get(`/open-days/${id}`)).text).not.toContain('大雪のため');
    expect((await world.as('coordinator').post(`/open-days/${id}/restore`, { _version: 3 })).status).toBe(
      409,
    );
  });

  it('is refused while people are counted, and nobody is counted at one called off', async () => {
    const id = await open({ participations: [{ facility_id: world.facility[0]!, people: 2 }] });
    const refused = await world
      .as('coordinator')
      .post(`/open-days/${id}/cancel`, { cancel_reason: '雨', _version: 1 });
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('先に参加の記録を取り消してください');
    const off = await open({ cancel_reason: '感染症' });
    const counted = await world.as('coordinator').post(`/open-days/${off}/participations`, {
      facility_id: world.facility[0]!,
      people: 2,
      reflection: '',
    });
    expect(counted.status).toBe(422);
    expect(counted.text).toContain(words.errors.cancelled);
  });
});

describe('who came', () => {
  const send = (who: Who, id: number, facility: number, more: Record<string, string | number> = {}) =>
    world.as(who).post(`/open-days/${id}/participations`, {
      facility_id: world.facility[facility]!,
      people: 4,
      reflection: '待つ時間を長くしてみる。',
      ...more,
    });

  it('is recorded by facility with number and reflection', async () => {
    const id = await open();
    const sent = await send('secretariat', id, 0);
    expect(sent.location).toBe(`/open-days/${id}#participations`);
    const page = await world.as('coordinator').get(`/open-days/${id}`);
    expect(page.text).toContain('1施設から、延べ4人');
    expect(page.text).toContain('待つ時間を長くしてみる。');
  });

  it('is not recorded twice, for the host, or before the day', async () => {
    const id = await open();
    await send('coordinator', id, 0);
    const twice = await send('coordinator', id, 0, { people: 9 });
    expect(twice.status).toBe(422);
    expect(twice.text).toContain(words.errors.twice);
    expect(twice.text).toContain('待つ時間を長くしてみる。');
    expect(await came(id, 0)).toMatchObject({ people: 4 });
    expect((await send('coordinator', id, 2)).text).toContain(words.errors.host);
    const ahead = await open({ held_on: '2026-11-22' });
    expect((await send('coordinator', ahead, 0)).text).toContain(words.errors.notYet);
    const today = await open({ held_on: '2026-11-21' });
    expect((await send('coordinator', today, 0)).status).toBe(303);
  });

  it('keeps the day from moving ahead and the host from becoming a visitor', async () => {
    const id = await open({ participations: [{ facility_id: world.facility[0]!, people: 2 }] });
    const moved = await world
      .as('coordinator')
      .post(`/open-days/${id}/edit`, typed({ held_on_m: '12', _version: 1 }));
    expect(moved.text).toContain(words.errors.movedToFuture);
    const swapped = await world
      .as('coordinator')
      .post(`/open-days/${id}/edit`, typed({ facility_id: world.facility[0]!, _version: 1 }));
    expect(swapped.text).toContain(words.errors.hostCame);
    const [row] = await world.owner<{ version: number }>('select version from open_day where id = $1', [id]);
    expect(row!.version).toBe(1);
  });

  it('says so when more came than there were places', async () => {
    const id = await open({ places: 3 });
    await send('coordinator', id, 0);
    expect((await world.as('coordinator').get(`/open-days/${id}`)).text).toContain(words.participation.over);
  });

  it('tells the head, who writes the reflection and cannot change the number', async () => {
    const id = await open({ title: '振返りを待つ回' });
    await send('coordinator', id, 0, { reflection: '' });
    const notices = await world.owner<{ url: string }>(
      `select url from notice where person_id = $1 and title like '%振返りを待つ回%'`,
      [world.person.facility_head],
    );
    expect(notices).toEqual([{ url: `/open-days/${id}` }]);
    const page = await world.as('facility_head').get(`/open-days/${id}`);
    expect(page.text).toContain(words.next.reflect);
    const waiting = await world.reading('facility_head', (tx) => reflectionsToWrite(tx));
    expect(waiting.map((one) => one.id)).toContain(id);
    const path = `/open-days/${id}/participations/${world.facility[0]}/edit`;
    expect((await world.as('facility_head').get(path)).html).not.toContain('name="people"');
    const sent = await world
      .as('facility_head')
      .post(path, { people: 400, reflection: '園でも試します。', _version: 1 });
    expect(sent.status).toBe(303);
    expect(await came(id, 0)).toEqual({ people: 4, reflection: '園でも試します。', version: 2 });
    expect((await world.as('facility_staff').get(path)).status).toBe(403);
    expect(
      (await world.reading('facility_head', (tx) => reflectionsToWrite(tx))).map((one) => one.id),
    ).not.toContain(id);
  });

  it('is changed with both texts shown to the second editor, and taken out again', async () => {
    const id = await open();
    await send('coordinator', id, 0);
    const path = `/open-days/${id}/participations/${world.facility[0]}`;
    await world.as('facility_head').post(`${path}/edit`, { reflection: '園長の言葉', _version: 1 });
    const late = await world
      .as('coordinator')
      .post(`${path}/edit`, { people: 5, reflection: '巡回の言葉', _version: 1 });
    expect(late.status).toBe(422);
    expect(late.text).toContain('園長の言葉');
    expect(late.text).toContain('巡回の言葉');
    const solved = await world.as('coordinator').post(`${path}/edit`, {
      people: 5,
      reflection: '巡回の言葉',
      _version: 2,
      choose_reflection: 'theirs',
    });
    expect(solved.status).toBe(303);
    expect(await came(id, 0)).toEqual({ people: 5, reflection: '園長の言葉', version: 3 });
    expect(
      (await world.as('coordinator').post(`${path}/edit`, { people: '', reflection: '', _version: 3 }))
        .status,
    ).toBe(422);
    expect((await world.as('coordinator').post(`${path}/remove`, { _version: 1 })).status).toBe(409);
    expect((await world.as('coordinator').post(`${path}/remove`, { _version: 3 })).status).toBe(303);
    expect(await came(id, 0)).toBeUndefined();
  });
});

describe('the list', () => {
  it('shows a fiscal year, narrows by theme and facility, and sums the visitors without those called off', async () => {
    const year = async (query: string) => (await world.as('coordinator').get(`/open-days?${query}`)).text;
    await open({
      title: '三月末の回',
      held_on: '2026-03-31',
      theme_code: 'safety',
      participations: [{ facility_id: world.facility[0]!, people: 6 }],
    });
    await open({
      title: '四月一日の回',
      held_on: '2026-04-01',
      theme_code: 'safety',
      facility_id: world.facility[3]!,
    });
    expect(await year('year=2025&theme=safety')).toContain('三月末の回');
    expect(await year('year=2025&theme=safety')).not.toContain('四月一日の回');
    expect(await year('year=2026&theme=safety')).toContain('四月一日の回');
    expect(await year('year=2025&theme=safety')).toContain('延べ6人');
    expect(await year(`year=all&theme=safety&facility=${world.facility[3]}`)).not.toContain('三月末の回');
    expect(await year('year=1999')).toContain(words.list.empty.first);
    expect((await world.as('facility_staff').get('/open-days?year=all&theme=records')).text).toContain(
      words.list.empty.filtered,
    );
  });

  it('gives those who look ahead the coming ones, and those who count the ones nobody has counted', async () => {
    const ahead = await open({ title: '先の回', held_on: '2026-11-30' });
    const bare = await open({ title: '数えていない回', held_on: '2026-11-02' });
    const coming = await world.reading('facility_staff', (tx) => comingOpenDays(tx));
    expect(coming.map((one) => one.id)).toContain(ahead);
    const waiting = await world.reading('coordinator', (tx) => openDaysWithoutParticipation(tx));
    expect(waiting.map((one) => one.id)).toContain(bare);
    expect(await world.reading('observer', (tx) => openDaysWithoutParticipation(tx))).toEqual([]);
  });
});

describe('the state', () => {
  it('counts as held from its day on unless it was called off', () => {
    const shown = { published_at: new Date(), offered_at: null, cancelled_at: null };
    expect(stateOf({ ...shown, held_on: '2026-11-22' }, '2026-11-21')).toBe('planned');
    expect(stateOf({ ...shown, held_on: '2026-11-21' }, '2026-11-21')).toBe('held');
    expect(stateOf({ ...shown, held_on: '2026-11-01', cancelled_at: new Date() }, '2026-11-21')).toBe(
      'cancelled',
    );
  });

  it('is a draft until it is offered, and waits until it is published', () => {
    const begun = { held_on: '2026-11-01', cancelled_at: null, published_at: null };
    expect(stateOf({ ...begun, offered_at: null }, '2026-11-21')).toBe('draft');
    expect(stateOf({ ...begun, offered_at: new Date() }, '2026-11-21')).toBe('offered');
  });
});
