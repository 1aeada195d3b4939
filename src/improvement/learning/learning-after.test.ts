import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeWorld, type Who, type World } from '../../../tests/world.ts';
import { writing } from '../../platform/db/transaction.ts';
import { askWhatBecame, forgetGuests } from './jobs.ts';
import { openDaysWaiting, practicesTaken } from './queries-after.ts';
import { sampleOpenDay } from './samples.ts';
import { words as after } from './words-after.ja.ts';
import { words } from './words-board.ja.ts';

let world: World;
let id: number;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

/** Facility 0 opened yesterday, the other head's facility came; facility 2 has nothing to do with it. */
beforeEach(async () => {
  world.at('2026-11-21T10:00:00+09:00');
  id = await world.writing('coordinator', (tx) =>
    sampleOpenDay(tx, {
      facility_id: world.facility[0]!,
      theme_code: 'practice',
      title: '自分で選ぶ朝',
      held_on: '2026-11-20',
      places: 10,
      questions: ['どこで選んでいますか', '大人はどこで待っていますか'],
      participations: [{ facility_id: world.facility[1]!, people: 2 }],
    }),
  );
});

const job = () => ({ ...world.actor(null), kind: 'job' as const, label: 'job:test' });
const note = (who: Who, body: string, more: Record<string, string | number> = {}) =>
  world.as(who).post(`/open-days/${id}/board/notes`, { kind: 'good', body, heading_id: 1, ...more });
const board = async (who: Who) => (await world.as(who).get(`/open-days/${id}/board`)).text;
const noteId = async (body: string): Promise<number> =>
  Number(
    (
      await world.owner<{ id: number }>('select id from open_day_note where body = $1 and open_day_id = $2', [
        body,
        id,
      ])
    )[0]!.id,
  );
const choose = (who: Who, more: Record<string, string | number> = {}) =>
  world.as(who).post(`/open-days/${id}/practices/${world.facility[1]}`, {
    what: '朝の支度を任せる',
    why: '',
    try_from_y: '2026',
    try_from_m: '12',
    try_from_d: '1',
    _version: 0,
    ...more,
  });

describe('the board of notes', () => {
  it('is read and written by host, visitors and those who accompany, by nobody else', async () => {
    expect((await note('other_head', '待っていた')).status).toBe(303);
    expect((await note('facility_staff', '棚が低い')).status).toBe(303);
    expect((await note('coordinator', '選び直せるとよい', { kind: 'proposal' })).status).toBe(303);
    expect(await board('facility_head')).toContain('待っていた');
    expect(await board('other_head')).toContain('棚が低い');
    for (const who of ['observer', 'council_member', 'lead_coordinator', 'auditor'] as const) {
      expect((await world.as(who).get(`/open-days/${id}/board`)).status, who).toBe(404);
      expect((await world.as(who).get(`/open-days/${id}/board/stamp`)).status, who).toBe(404);
      expect((await note(who, 'よそから')).status, who).not.toBe(303);
      expect((await world.as(who).get(`/open-days/${id}/sheet`)).status, who).toBe(404);
    }
  });

  it('carries the facility and no name, is moved by anybody, mended by its writer, host or coordinator', async () => {
    await note('other_head', '待つ場所');
    expect(await board('facility_staff')).not.toContain('別 園長');
    const at = `/open-days/${id}/board/notes/${await noteId('待つ場所')}`;
    expect((await world.as('facility_staff').post(`${at}/move`, { heading_id: 2 })).status).toBe(303);
    expect((await world.as('facility_staff').get(`${at}/edit`)).status).toBe(403);
    expect((await world.as('facility_staff').post(`${at}/remove`)).status).toBe(403);
    const mended = await world
      .as('other_head')
      .post(`${at}/edit`, { kind: 'doubt', body: '待つ場所は', _version: 2 });
    expect(mended.status, mended.text).toBe(303);
    const late = await world
      .as('facility_head')
      .post(`${at}/edit`, { kind: 'doubt', body: '別の言葉', _version: 2 });
    expect(late.status).toBe(422);
    expect(late.text).toContain('待つ場所は');
    const gone = await world.as('facility_head').post(`${at}/remove`);
    expect(gone.location).toBe(`${at}/removed`);
    expect(await board('other_head')).not.toContain('待つ場所は');
    expect((await world.as('facility_head').get(`${at}/removed`)).text).toContain(words.board.restore);
    expect((await world.as('facility_head').post(`${at}/restore`)).status).toBe(303);
    expect(await board('other_head')).toContain('待つ場所は');
  });

  it('says when something is new, is printed, and closes after two months', async () => {
    const stamp = async () => (await world.as('other_head').get(`/open-days/${id}/board/stamp`)).html;
    const before = await stamp();
    await note('other_head', '新しい');
    expect(await stamp()).not.toBe(before);
    const pdf = await world.as('other_head').get(`/open-days/${id}/board.pdf`);
    expect(pdf.response.headers.get('content-type')).toContain('application/pdf');
    world.at('2027-01-25T10:00:00+09:00');
    expect((await note('other_head', '遅い')).status).toBe(409);
    expect(await board('other_head')).toContain(words.board.closed);
  });
});

describe('the observation sheet', () => {
  it('is the writer’s alone, kept while typing, and becomes notes once', async () => {
    const sheet = {
      scene_1: '棚の前',
      good_1: '・自分で選ぶ\n・待っている',
      doubt_1: '',
      proposal_2: '選び直す合図',
    };
    const saved = await world.as('other_head').post(`/open-days/${id}/sheet`, sheet);
    expect(saved.location).toBe(`/open-days/${id}/sheet`);
    expect((await world.as('other_head').get(`/open-days/${id}/sheet`)).html).toContain('棚の前');
    for (const who of ['facility_head', 'coordinator'] as const)
      expect((await world.as(who).get(`/open-days/${id}/sheet`)).html, who).not.toContain('棚の前');
    expect((await world.as('other_head').post(`/open-days/${id}/sheet/post`)).location).toBe(
      `/open-days/${id}/board`,
    );
    const text = await board('facility_head');
    for (const body of ['自分で選ぶ', '待っている', '選び直す合図']) expect(text).toContain(body);
    expect(text).not.toContain('棚の前');
    await world.as('other_head').post(`/open-days/${id}/sheet/post`);
    expect(
      await world.owner('select from open_day_note where open_day_id = $1 and body = $2', [id, '自分で選ぶ']),
    ).toHaveLength(1);
  });
});

describe('reflections', () => {
  it('are read by the host only when the visiting facility shares them', async () => {
    const path = `/open-days/${id}/participations/${world.facility[1]}/edit`;
    await world.as('other_head').post(path, { reflection: '待つ長さに驚いた', _version: 1 });
    expect((await world.as('facility_head').get(`/open-days/${id}`)).text).not.toContain('待つ長さに驚いた');
    // Those who prepare cannot share in a facility's place.
    await world
      .as('coordinator')
      .post(path, { people: 2, reflection: '待つ長さに驚いた', shared: '1', _version: 2 });
    expect((await world.as('facility_head').get(`/open-days/${id}`)).text).not.toContain('待つ長さに驚いた');
    await world.as('other_head').post(path, { reflection: '待つ長さに驚いた', shared: '1', _version: 3 });
    expect((await world.as('facility_head').get(`/open-days/${id}`)).text).toContain('待つ長さに驚いた');
    expect((await world.as('facility_staff').get(`/open-days/${id}`)).text).toContain('待つ長さに驚いた');
    expect((await world.as('administrator').get(`/open-days/${id}`)).text).not.toContain('待つ長さに驚いた');
  });

  it('of the host and the discussion are everybody’s, written by the host', async () => {
    for (const part of ['discussion', 'reflection']) {
      const path = `/open-days/${id}/texts/${part}`;
      expect((await world.as('other_head').post(path, { body: 'よそ', _version: 0 })).status).toBe(403);
      expect(
        (await world.as('facility_head').post(path, { body: `${part}を書いた`, _version: 0 })).status,
      ).toBe(303);
      expect((await world.as('council_member').get(`/open-days/${id}`)).text).toContain(`${part}を書いた`);
    }
  });
});

describe('the practice taken home', () => {
  it('is chosen by the head of a facility that came, and read by others only when shared', async () => {
    for (const who of ['facility_head', 'coordinator', 'observer', 'facility_staff'] as const)
      expect([403, 404], who).toContain((await choose(who)).status);
    const early = await choose('other_head', { try_from_m: '10' });
    expect(early.text).toContain(after.errors.tryAfter);
    const named = await choose('other_head', { what: '別先生の支度を待つ' });
    expect(named.status).toBe(422);
    expect(named.text).toContain('人が分かる言葉があります');
    expect((await choose('other_head')).status).toBe(303);
    for (const who of ['facility_head', 'administrator'] as const)
      expect((await world.as(who).get(`/open-days/${id}`)).text, who).not.toContain('朝の支度を任せる');
    for (const who of ['coordinator', 'observer'] as const)
      expect((await world.as(who).get(`/open-days/${id}`)).text, who).toContain('朝の支度を任せる');
    const stale = await choose('other_head', { what: '二つ目' });
    expect(stale.status).toBe(422);
    expect(stale.text).toContain('朝の支度を任せる');
    expect((await choose('other_head', { shared: '1', _version: 1 })).status).toBe(303);
    expect((await world.as('administrator').get('/open-days/practices')).text).toContain('朝の支度を任せる');
    const rows = await world.owner<{ what: string }>(
      'select what from practice_published where open_day_id = $1',
      [id],
    );
    expect(rows).toEqual([{ what: '朝の支度を任せる' }]);
  });

  it('is asked about once, three months after the day, and answered', async () => {
    await choose('other_head', { shared: '1' });
    const run = () => writing(job(), (tx) => askWhatBecame.run(tx, {}, {} as never));
    world.at('2027-02-19T07:00:00+09:00');
    await run();
    const asked = () => world.owner('select from open_day_follow_up where open_day_id = $1', [id]);
    expect(await asked()).toEqual([]);
    world.at('2027-02-20T07:00:00+09:00');
    await run();
    await run();
    expect(await asked()).toHaveLength(1);
    const path = `/open-days/${id}/practices/${world.facility[1]}/follow-up`;
    const notices = await world.owner<{ url: string }>(
      'select url from notice where person_id = $1 and url = $2',
      [world.person.other_head, path],
    );
    expect(notices).toHaveLength(1);
    const { to_answer } = await world.reading('other_head', (tx) => openDaysWaiting(tx));
    expect(to_answer.map((one) => one.id)).toContain(id);
    expect((await world.as('other_head').get('/')).text).toContain('その後を伺っています');
    expect(
      (
        await world
          .as('facility_head')
          .post(path, { tried: 'tried', keeps: 'keep', happened: '', _version: 1 })
      ).status,
    ).toBe(404);
    const open = await world
      .as('other_head')
      .post(path, { tried: 'tried', happened: '減った', keeps: '', _version: 1 });
    expect(open.status).toBe(422);
    const sent = await world
      .as('other_head')
      .post(path, { tried: 'tried', happened: '急がせる言葉が減った', keeps: 'change', _version: 1 });
    expect(sent.status, sent.text).toBe(303);
    const taken = await world.reading('administrator', (tx) =>
      practicesTaken(tx, { fiscal_year: 2026, shared_only: true }),
    );
    expect(taken.find((one) => one.open_day_id === id)).toMatchObject({
      tried: 'tried',
      keeps: 'change',
      happened: '急がせる言葉が減った',
    });
    const table = await world.as('administrator').get('/open-days/practices/export?year=2026&format=csv');
    expect(table.html).toContain('急がせる言葉が減った');
  });
});

describe('what is forgotten', () => {
  it('names of who came after a year, sheets after two', async () => {
    await world.as('other_head').post(`/open-days/${id}/sheet`, { scene_1: '棚の前' });
    const sheets = () => world.owner('select from open_day_sheet where open_day_id = $1', [id]);
    const run = () => writing(job(), (tx) => forgetGuests.run(tx, {}, {} as never));
    world.at('2028-11-20T04:00:00+09:00');
    await run();
    expect(await sheets()).not.toEqual([]);
    world.at('2028-11-21T04:00:00+09:00');
    await run();
    expect(await sheets()).toEqual([]);
  });
});
