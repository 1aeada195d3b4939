import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import { makeWorld, type Who, type World } from '../../../tests/world.ts';
import { averagePerDay, useToEnter } from './queries.ts';
import { yearFigures } from './queries-report.ts';
import type { Opening, Schedule } from '../directory/rules-opening.ts';
import { readTable } from '../../platform/files/tables.ts';
import { isPlanned, missingDays, unusual, type Plan } from './rules.ts';
import { sampleDay } from './samples.ts';
import { words } from './words.ja.ts';
import { words as reportWords } from './words-report.ja.ts';

let world: World;
/** of facility 0 (facility_head, facility_staff) and of facility 1 (other_head) */
let mine: number;
let theirs: number;
const today = '2026-11-21';

beforeAll(async () => {
  world = await makeWorld();
  const add = async (facility: number, programme: string, weekdays: string) => {
    const [row] = await world.owner<{ id: number }>(
      `insert into service (facility_id, programme_code, name, weekdays, permanent) values ($1, $2, 'ひろば', $3, null) returning id`,
      [world.facility[facility], programme, weekdays],
    );
    return Number(row!.id);
  };
  mine = await add(0, 'tsudoi', '月火水木金');
  theirs = await add(1, 'kindergarten_plaza', '水');
});
afterAll(() => world.close());

const sheet = (more: Record<string, string | number> = {}) => ({
  families: '５',
  adults: '６',
  children_0: 2,
  children_1: 3,
  first_visits: 1,
  _version: 0,
  ...more,
});
const path = (service: number, day = today) => `/use/${service}/${day}`;
const row = async (service: number, day = today) =>
  (
    await world.owner<Record<string, unknown>>(
      'select * from daily_use where service_id = $1 and used_on = $2',
      [service, day],
    )
  )[0];

const others: Who[] = [
  'coordinator',
  'secretariat',
  'observer',
  'council_member',
  'administrator',
  'auditor',
  'other_head',
];

describe('who may not', () => {
  it('turns away people without appointments and people who have not signed in', async () => {
    for (const address of ['/use', '/use/report', path(mine)]) {
      expect((await world.as('former').get(address)).status).toBe(403);
      expect((await world.as(null).get(address)).location).toMatch(/^\/sign-in/);
    }
  });

  it('lets nobody but the place’s own people write down a day', async () => {
    for (const who of others) {
      const visitor = world.as(who);
      expect([403, 404], who).toContain((await visitor.get(path(mine))).status);
      expect([403, 404], who).toContain((await visitor.post(path(mine), sheet())).status);
      expect([403, 404], who).toContain(
        (await visitor.post(`${path(mine)}/closed`, { closed_reason: '雪', _version: 0 })).status,
      );
      expect([403, 404], who).toContain(
        (await visitor.post(`/use/${mine}/month/2026-11`, { d2_families: 3, d2_version: 0 })).status,
      );
      const kept = await visitor.post(`${path(mine)}/draft`, sheet());
      expect([403, 404], who).toContain(kept.status);
    }
    expect(await row(mine)).toBeUndefined();
    expect(await world.owner('select from daily_use_draft')).toHaveLength(0);
  });

  it('shows a place’s numbers to its own people and use.read alone, also where the programme has no other place', async () => {
    await world.writing('other_head', (tx) =>
      sampleDay(tx, theirs, '2026-11-18', { families: 700, adults: 777, children_2: 700 }),
    );
    for (const who of ['facility_head', 'council_member', 'administrator'] as const) {
      const report = await world.as(who).get('/use/report');
      expect(report.status, who).toBe(200);
      expect(report.text, who).not.toContain('1,477');
      expect(report.text, who).not.toContain('777');
      expect(report.text, who).toContain(reportWords.hiddenTitle);
      expect(report.text, who).not.toContain('あおぞら幼稚園');
      expect((await world.as(who).get(`/use/report?facility=${world.facility[1]}`)).status, who).toBe(404);
      expect((await world.as(who).get(`/use/report?area=${world.area[0]}`)).status, who).toBe(404);
      expect((await world.as(who).get(`/use/${theirs}/month/2026-11`)).status, who).toBe(404);
      expect((await world.as(who).get(`/use/${theirs}/month/2026-11/export`)).status, who).toBe(404);
    }
    for (const who of ['other_head', 'secretariat', 'coordinator', 'observer', 'supervisor'] as const) {
      expect((await world.as(who).get(`/use/report?facility=${world.facility[1]}`)).text, who).toContain(
        '777',
      );
      expect((await world.as(who).get('/use/report')).text, who).toContain('あおぞら幼稚園');
    }
  });

  it('adds others’ places up for the network in the months in which three of a programme are in the sum', async () => {
    const entered = async (facility: number, day: string, adults: number) => {
      await world.owner(
        `insert into service (facility_id, programme_code, name, weekdays, permanent)
         select $1, 'kindergarten_plaza', 'ひろば', '水', null
         where not exists (select from service where facility_id = $1 and programme_code = 'kindergarten_plaza')`,
        [world.facility[facility]],
      );
      await world.owner(
        `insert into daily_use (service_id, facility_id, used_on, adults, entered_by, entered_at)
         select id, facility_id, $2, $3, $4, now() from service
         where facility_id = $1 and programme_code = 'kindergarten_plaza'`,
        [world.facility[facility], day, adults, world.person.facility_head],
      );
    };
    const seenBy = async (who: Who) =>
      (
        await world.reading(who, (tx) =>
          yearFigures(tx, { fiscal_year: 2023, facility_id: null, area_id: null, programme_code: null }),
        )
      ).figures
        .map(({ month, places, people }) => ({ month, places, people }))
        .toSorted((a, b) => (a.month ?? 0) - (b.month ?? 0));
    await entered(2, '2023-05-10', 21);
    await entered(3, '2023-05-10', 32);
    expect(await seenBy('council_member')).toEqual([]);
    await entered(4, '2023-05-10', 43);
    await entered(2, '2023-06-14', 1000);
    await entered(3, '2023-06-14', 1000);
    // June's two places are in no sum, so that the year less May says nothing either.
    const may = { places: 3, people: 96 };
    expect(await seenBy('council_member')).toEqual([
      { month: null, ...may },
      { month: 5, ...may },
    ]);
    const all = { places: 3, people: 2096 };
    expect(await seenBy('secretariat')).toEqual([
      { month: null, ...all },
      { month: 5, ...may },
      { month: 6, places: 2, people: 2000 },
    ]);
    // The own place is in one's own sum, and makes no third of the others.
    await entered(1, '2023-06-21', 7);
    expect(await seenBy('other_head')).toEqual([
      { month: null, places: 4, people: 103 },
      { month: 5, ...may },
      { month: 6, places: 1, people: 7 },
    ]);
    expect((await seenBy('council_member')).at(-1)).toEqual({ month: 6, places: 3, people: 2007 });
  });

  it('gives strangers no row and no sum', async () => {
    expect(await world.reading(null, (tx) => averagePerDay(tx, 2026))).toEqual([]);
    expect(await world.reading('former', (tx) => averagePerDay(tx, 2026))).toEqual([]);
  });

  it('keeps near misses with the place and use.read', async () => {
    await world.writing('other_head', (tx) =>
      sampleDay(tx, theirs, '2026-10-07', {
        families: 1,
        adults: 1,
        events: [{ kind: 'near_miss', title: '扉', participants: null }],
      }),
    );
    expect((await world.as('council_member').get('/use/report')).text).not.toContain('ヒヤリハット');
    expect((await world.as('secretariat').get('/use/report')).text).toContain('ヒヤリハット：1件');
  });
});

describe('writing down a day', () => {
  it('opens today’s sheet of the own place, takes whole-width digits and says what it saved', async () => {
    const page = await world.as('facility_staff').get('/use');
    expect(page.text).toContain('令和8年11月21日（土）の利用');
    const saved = await world.as('facility_staff').post(path(mine), sheet());
    expect(saved.status).toBe(303);
    expect(await row(mine)).toMatchObject({
      families: 5,
      adults: 6,
      people: 11,
      opened: true,
      fiscal_year: 2026,
    });
    const again = await world.as('facility_staff').get(saved.location!);
    expect(again.html).toMatch(/name="adults"[^>]*value="6"|value="6"[^>]*name="adults"/);
    expect(again.text).toContain('職 員子さん');
  });

  it('keeps what was typed and says how to mend it', async () => {
    const answer = await world
      .as('facility_head')
      .post(path(mine, '2026-11-19'), sheet({ fathers: 9, first_visits: 8, note: '雨の日' }));
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(words.errors.more_than_adults);
    expect(answer.text).toContain(words.errors.more_than_families);
    expect(answer.html).toContain('雨の日');
    const empty = await world.as('facility_head').post(path(mine, '2026-11-19'), { _version: 0 });
    expect(empty.text).toContain(words.errors.empty);
    expect(await row(mine, '2026-11-19')).toBeUndefined();
  });

  it('takes a day on which nobody came', async () => {
    expect(
      (await world.as('facility_head').post(path(mine, '2026-11-17'), { families: '０', _version: 0 }))
        .status,
    ).toBe(303);
    expect(await row(mine, '2026-11-17')).toMatchObject({ people: 0, opened: true });
  });

  it('refuses a day that has not come', async () => {
    expect((await world.as('facility_head').get(path(mine, '2026-11-22'))).status).toBe(404);
    expect((await world.as('facility_head').post(path(mine, '2026-11-22'), sheet())).status).toBe(409);
  });

  it('writes down consultations, courses and near misses, and mends them', async () => {
    const day = '2026-11-16';
    const first = await world.as('facility_head').post(
      path(mine, day),
      sheet({
        c0_topic: 'feeding',
        c0_minutes: '１５',
        c0_child_age: '0',
        c2_topic: 'health',
        c2_method: 'phone',
        c2_people: 2,
        e0_kind: 'course',
        e0_title: '離乳食の会',
        e0_participants: 8,
      }),
    );
    expect(first.status).toBe(303);
    const asked = () =>
      world.owner<{ topic: string; method: string; minutes: number | null; people: number }>(
        'select topic, method, minutes, people from daily_use_consultation where service_id = $1 and used_on = $2 order by id',
        [mine, day],
      );
    expect(await asked()).toEqual([
      { topic: 'feeding', method: 'in_person', minutes: 15, people: 1 },
      { topic: 'health', method: 'phone', minutes: null, people: 2 },
    ]);
    const page = await world.as('facility_head').get(path(mine, day));
    expect(page.html).toContain('離乳食の会');
    const mended = await world
      .as('facility_head')
      .post(path(mine, day), sheet({ _version: 1, c0_topic: 'health' }));
    expect(mended.status).toBe(303);
    expect(await asked()).toEqual([{ topic: 'health', method: 'in_person', minutes: null, people: 1 }]);
    const halves = await world
      .as('facility_head')
      .post(path(mine, day), sheet({ _version: 2, c0_minutes: 20, e0_title: '題だけ' }));
    expect(halves.status).toBe(422);
    expect(halves.text).toContain(words.errors.topic);
    expect(halves.text).toContain(words.errors.event_kind);
  });

  it('adds rows without script and keeps what was typed, saving nothing', async () => {
    const answer = await world
      .as('facility_head')
      .post(path(mine, '2026-11-13'), sheet({ c0_topic: 'life', more: 'consultation' }));
    expect(answer.status).toBe(422);
    expect(answer.html).toContain('name="c3_topic"');
    expect(answer.html).toMatch(/name="adults"[^>]*value="６"|value="６"[^>]*name="adults"/);
    expect(await row(mine, '2026-11-13')).toBeUndefined();
  });

  it('saves it once however often the form is sent', async () => {
    const fields = { ...sheet(), _once: crypto.randomUUID() };
    const sent = [1, 2].map(() => world.as('facility_head').post(path(mine, '2026-11-12'), fields));
    expect((await Promise.all(sent)).map(({ status }) => status)).toEqual([303, 303]);
    expect(await row(mine, '2026-11-12')).toMatchObject({ version: 1 });
  });

  it('tells the second of two people, shows both sheets and takes what is chosen', async () => {
    const day = '2026-11-11';
    await world.as('facility_head').post(path(mine, day), sheet({ adults: 10, c0_topic: 'life' }));
    const late = await world.as('facility_staff').post(path(mine, day), sheet({ adults: 12 }));
    expect(late.status).toBe(422);
    expect(late.text).toContain('園 長子');
    expect(late.text).toContain('相談1件');
    const solved = await world
      .as('facility_staff')
      .post(
        path(mine, day),
        sheet({ adults: 12, families: 6, _version: 1, choose_adults: 'theirs', choose_rows_kept: 'theirs' }),
      );
    expect(solved.status).toBe(303);
    expect(await row(mine, day)).toMatchObject({ adults: 10, families: 6, version: 2 });
    expect(
      await world.owner('select from daily_use_consultation where service_id = $1 and used_on = $2', [
        mine,
        day,
      ]),
    ).toHaveLength(1);
  });

  it('asks once about a number far from usual and never refuses it', async () => {
    for (const day of ['01', '02', '03', '04', '05', '06'])
      await world.writing('facility_head', (tx) =>
        sampleDay(tx, mine, `2026-10-${day}`, { families: 5, adults: 5, children_1: 5 }),
      );
    const day = '2026-10-07';
    const many = sheet({ adults: 30, children_0: 30 });
    const asked = await world.as('facility_head').post(path(mine, day), many);
    expect(asked.status).toBe(422);
    expect(asked.text).toContain('いつも（10.0人）の6倍です');
    const confirmed = /name="confirmed" value="(\d+)"/.exec(asked.html)?.[1];
    expect(
      (await world.as('facility_head').post(path(mine, day), { ...many, confirmed: confirmed! })).status,
    ).toBe(303);
    expect(await row(mine, day)).toMatchObject({ people: 63 });
  });

  it('keeps a draft that only its writer sees, and forgets it when the sheet is saved', async () => {
    const day = '2026-11-10';
    const kept = await world
      .as('facility_head')
      .post(`${path(mine, day)}/draft`, sheet({ note: '書きかけの言葉' }));
    expect(kept.status).toBe(200);
    expect((await world.as('facility_head').get(path(mine, day))).html).toContain('書きかけの言葉');
    expect((await world.as('facility_staff').get(path(mine, day))).html).not.toContain('書きかけの言葉');
    expect(await row(mine, day)).toBeUndefined();
    await world.as('facility_head').post(path(mine, day), sheet());
    expect(await world.owner(`select from daily_use_draft where used_on = $1`, [day])).toHaveLength(0);
    await world
      .as('facility_head')
      .post(`${path(mine, day)}/draft`, sheet({ note: '捨てる言葉', _version: 1 }));
    expect((await world.as('facility_head').post(`${path(mine, day)}/draft/drop`)).status).toBe(303);
    expect((await world.as('facility_head').get(path(mine, day))).html).not.toContain('捨てる言葉');
  });

  it('records each saving without free text', async () => {
    const events = await world.owner<{ action: string; detail: object }>(
      `select action, detail from audit_event where subject_kind = 'daily_use'`,
    );
    expect(events.some(({ action }) => action === 'use.enter')).toBe(true);
    expect(JSON.stringify(events)).not.toMatch(/離乳食|雨の日|書きかけ/);
  });
});

describe('a day that did not take place', () => {
  it('is closed in one tap and can be mended', async () => {
    const day = '2026-11-09';
    expect(
      (
        await world
          .as('facility_staff')
          .post(`${path(mine, day)}/closed`, { closed_reason: '荒天', _version: 0 })
      ).status,
    ).toBe(303);
    expect(await row(mine, day)).toMatchObject({ opened: false, closed_reason: '荒天' });
    expect((await world.as('facility_staff').get(path(mine, day))).text).toContain(
      '閉所として入っています（荒天）',
    );
    expect((await world.as('facility_staff').post(path(mine, day), sheet({ _version: 1 }))).status).toBe(303);
    expect(await row(mine, day)).toMatchObject({ opened: true, closed_reason: null, adults: 6 });
  });

  it('needs a reason, and a yes before counts are lost', async () => {
    const day = '2026-11-06';
    expect((await world.as('facility_staff').post(`${path(mine, day)}/closed`, { _version: 0 })).status).toBe(
      422,
    );
    await world.as('facility_staff').post(path(mine, day), sheet({ c0_topic: 'life' }));
    const refused = await world
      .as('facility_staff')
      .post(`${path(mine, day)}/closed`, { closed_reason: '荒天', _version: 1 });
    expect(refused.status).toBe(409);
    expect(await row(mine, day)).toMatchObject({ adults: 6 });
    const stale = await world
      .as('facility_staff')
      .post(`${path(mine, day)}/closed`, { closed_reason: '荒天', clear: 'yes', _version: 0 });
    expect(stale.status).toBe(409);
    const agreed = await world
      .as('facility_staff')
      .post(`${path(mine, day)}/closed`, { closed_other: '断水', clear: 'yes', _version: 1 });
    expect(agreed.status).toBe(303);
    expect(await row(mine, day)).toMatchObject({
      opened: false,
      closed_reason: '断水',
      adults: 0,
      people: 0,
    });
    expect(await world.owner('select from daily_use_consultation where used_on = $1', [day])).toHaveLength(0);
  });
});

describe('the month’s table', () => {
  it('saves the lines that were touched and leaves the others alone', async () => {
    const month = `/use/${mine}/month/2026-09`;
    await world.writing('facility_head', (tx) =>
      sampleDay(tx, mine, '2026-09-01', { families: 4, adults: 4, children_0: 4 }),
    );
    const page = await world.as('facility_head').get(month);
    const was = /name="d1_was" value="([^"]*)"/.exec(page.html)![1]!;
    // Somebody mends the first day meanwhile.
    await world.as('facility_staff').post(path(mine, '2026-09-01'), sheet({ _version: 1, adults: 9 }));
    const saved = await world.as('facility_head').post(month, {
      d1_families: 4,
      d1_adults: 4,
      d1_children_0: 4,
      d1_children_1: 0,
      d1_children_2: 0,
      d1_children_3_up: 0,
      d1_first_visits: 0,
      d1_version: 1,
      d1_was: was,
      d2_families: '３',
      d2_adults: 3,
      d2_version: 0,
      d2_was: ',,,,,,,',
      d3_closed: '荒天',
      d3_version: 0,
      d3_was: ',,,,,,,',
      d4_version: 0,
      d4_was: ',,,,,,,',
    });
    expect(saved.status).toBe(303);
    expect(await row(mine, '2026-09-01')).toMatchObject({ adults: 9 });
    expect(await row(mine, '2026-09-02')).toMatchObject({ families: 3, adults: 3 });
    expect(await row(mine, '2026-09-03')).toMatchObject({ opened: false, closed_reason: '荒天' });
    expect(await row(mine, '2026-09-04')).toBeUndefined();
  });

  it('says at its line what somebody else has changed, and saves nothing of the table', async () => {
    const month = `/use/${mine}/month/2026-08`;
    await world.writing('facility_head', (tx) =>
      sampleDay(tx, mine, '2026-08-03', { families: 4, adults: 4 }),
    );
    const answer = await world.as('facility_head').post(month, {
      d3_families: 8,
      d3_adults: 8,
      d3_version: 0,
      d3_was: ',,,,,,,',
      d4_families: 2,
      d4_adults: 2,
      d4_version: 0,
      d4_was: ',,,,,,,',
    });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(words.month.changed);
    expect(answer.html).toContain('name="d3_version" value="1"');
    expect(await row(mine, '2026-08-04')).toBeUndefined();
    expect(await row(mine, '2026-08-03')).toMatchObject({ adults: 4 });
  });

  it('takes no count on a closed day, no line of tomorrow and no line emptied', async () => {
    const month = `/use/${mine}/month/2026-11`;
    const both = await world
      .as('facility_head')
      .post(month, { d4_families: 3, d4_closed: '雪', d4_version: 0 });
    expect(both.text).toContain(words.month.both);
    const ahead = await world.as('facility_head').post(month, { d30_families: 3, d30_version: 0 });
    expect(ahead.text).toContain(words.errors.future);
    const emptied = await world
      .as('facility_head')
      .post(month, { d21_version: 1, d21_was: '5,6,2,3,0,0,1,' });
    expect(emptied.text).toContain(words.month.cleared);
  });

  it('is handed out as a file to those who may read it', async () => {
    const csv = await world.as('observer').get(`/use/${mine}/month/2026-09/export?format=csv`);
    expect(csv.html).toContain('"2026-09-02","3","3"');
    expect((await world.as('council_member').get(`/use/${mine}/month/2026-09/export`)).status).toBe(404);
  });
});

describe('days not yet written down', () => {
  it('lists planned days of the last two weeks, oldest first, for the place’s own people', async () => {
    world.at('2026-07-15T10:00:00+09:00');
    const days = await world.reading('facility_head', useToEnter);
    expect(days.map(({ day }) => day)).toEqual([
      '2026-07-01',
      '2026-07-02',
      '2026-07-03',
      '2026-07-06',
      '2026-07-07',
      '2026-07-08',
      '2026-07-09',
      '2026-07-10',
      '2026-07-13',
      '2026-07-14',
    ]);
    const page = await world.as('facility_head').get('/use');
    expect(page.text).toContain('まだ入っていない日');
    expect(page.text).toContain('7月1日（水）');
    // Whoever opens the page on a Saturday must not write Friday's numbers there.
    expect(page.text).not.toContain('開く予定のない日');
    expect((await world.as('facility_head').get(path(mine, '2026-07-11'))).text).toContain(
      '開く予定のない日',
    );
    await world
      .as('facility_head')
      .post(`${path(mine, '2026-07-01')}/closed`, { closed_reason: '荒天', _version: 0 });
    expect((await world.reading('facility_head', useToEnter))[0]?.day).toBe('2026-07-02');
    expect(await world.reading('secretariat', useToEnter)).toEqual([]);
    world.at('2026-11-21T10:00:00+09:00');
  });

  const planOf = (opening: Partial<Opening> = {}): Plan => ({
    service_id: 7,
    opening: {
      schedules: [],
      exceptions: [],
      weekdays: '月火水木金',
      opens_at: null,
      closes_at: null,
      ...opening,
    },
    starts_on: null,
    ends_on: null,
  });
  const plan = planOf();
  const exception = (
    starts_on: string,
    ends_on: string,
    service_id: number | null,
    opens_at: string | null,
  ) => ({
    service_id,
    starts_on,
    ends_on,
    opens_at,
    closes_at: opens_at === null ? null : '15:00',
  });
  const rule = (
    byday: string[],
    holidays: Schedule['holidays'] = 'closed',
    service_id: number | null = null,
  ): Schedule => ({
    service_id,
    byday,
    opens_at: '10:00',
    closes_at: '15:00',
    valid_from: null,
    valid_to: null,
    holidays,
  });
  it('knows holidays, closed days, days of the month and the last of them', () => {
    expect(isPlanned(plan, '2026-11-23')).toBe(false);
    expect(isPlanned(planOf({ weekdays: '月火水木金祝' }), '2026-11-23')).toBe(true);
    expect(
      isPlanned(planOf({ exceptions: [exception('2026-11-19', '2026-11-20', null, null)] }), '2026-11-20'),
    ).toBe(false);
    const monthly = (byday: string[], holidays?: Schedule['holidays']) =>
      planOf({ schedules: [rule(byday, holidays)] });
    expect(isPlanned(monthly(['1SA', '3SA']), '2026-11-21')).toBe(true);
    expect(isPlanned(monthly(['2SA']), '2026-11-21')).toBe(false);
    expect(isPlanned(monthly(['-1SA']), '2026-11-28')).toBe(true);
    expect(isPlanned(monthly(['-1SA']), '2026-11-21')).toBe(false);
    expect(isPlanned(monthly(['MO'], 'open'), '2026-11-23')).toBe(true);
    expect(isPlanned(monthly(['MO'], 'only'), '2026-11-23')).toBe(true);
    expect(isPlanned(planOf({ weekdays: null }), '2026-11-20')).toBe(false);
  });

  it('asks for no sheet of a day on which families are told the place is closed', () => {
    // Open on public holidays does not mean open on New Year's Eve.
    expect(isPlanned(planOf({ schedules: [rule([], 'only')] }), '2026-12-31')).toBe(false);
    expect(isPlanned(planOf({ weekdays: '月火水木金祝' }), '2026-12-31')).toBe(false);
    // Closed all of August, open on the fifth.
    const august = planOf({
      exceptions: [
        exception('2026-08-01', '2026-08-31', null, null),
        exception('2026-08-05', '2026-08-05', null, '10:00'),
      ],
    });
    expect(isPlanned(august, '2026-08-05')).toBe(true);
    expect(isPlanned(august, '2026-08-06')).toBe(false);
    // Its own rules come before the place's, the place's closure before both; another service's day is none of its own.
    const both = { schedules: [rule(['MO', 'TU']), rule(['SA'], 'closed', 7), rule(['SU'], 'closed', 8)] };
    expect(isPlanned(planOf(both), '2026-11-21')).toBe(true);
    expect(isPlanned(planOf(both), '2026-11-24')).toBe(false);
    expect(isPlanned(planOf(both), '2026-11-22')).toBe(false);
    const closed = (service_id: number | null) => ({
      ...both,
      exceptions: [exception('2026-11-21', '2026-11-21', service_id, null)],
    });
    expect(isPlanned(planOf(closed(null)), '2026-11-21')).toBe(false);
    expect(isPlanned(planOf(closed(7)), '2026-11-21')).toBe(false);
    expect(isPlanned(planOf(closed(8)), '2026-11-21')).toBe(true);
  });

  it('is never a day that was entered or not planned', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 30 })), (given) => {
        const entered = new Set(given.map((day) => `2026-11-${String(day).padStart(2, '0')}`));
        const missing = missingDays(plan, entered, '2026-11-01', '2026-11-30');
        return missing.every((day) => !entered.has(day) && isPlanned(plan, day));
      }),
    );
  });

  it('is called unusual only when enough days are known and the number is far off', () => {
    expect(unusual(60, { mean: 10, days: 4 })).toBeNull();
    expect(unusual(12, { mean: 3, days: 30 })).toBeNull();
    expect(unusual(30, { mean: 10, days: 30 })).toEqual({ kind: 'many', times: 3 });
    expect(unusual(4, { mean: 40, days: 30 })).toMatchObject({ kind: 'few' });
    expect(unusual(0, { mean: 40, days: 30 })).toBeNull();
  });
});

describe('a month’s table sent back as a file', () => {
  const month = '2026-06';
  const address = () => `/use/${mine}/month/${month}`;
  const heading =
    '日,親子の組数,大人,0歳,1歳,2歳,3歳以上,はじめて来た組,大人のうち父親,閉所の理由,版（変えないでください）';
  const send = (lines: string[], who: Who = 'facility_head') =>
    world
      .as(who)
      .post(`${address()}/read`, { file: new File([[heading, ...lines].join('\r\n')], '6月.csv') });
  const value = (html: string, name: string) =>
    new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? null;
  const fieldsIn = (html: string) =>
    Object.fromEntries(
      [...html.matchAll(/name="(d\d+_[a-z_0-9]+)" value="([^"]*)"/g)].map(([, name, text]) => [name!, text!]),
    );

  it('is read by nobody but the place’s own people', async () => {
    for (const who of ['other_head', 'coordinator', 'secretariat', 'council_member'] as const)
      expect([403, 404], who).toContain((await send(['2026-06-03,5,6,1,,,,,,,0'], who)).status);
    expect((await world.as('secretariat').get(address())).text).not.toContain(words.month.upload.title);
  });

  it('comes up in the table, is saved only there, and fits what was downloaded', async () => {
    const shown = await send([
      '2026-06-03,５,6,1,,,,,,,0',
      '4,,,,,,,,,荒天,',
      '2026-06-05,,,,,,,,,,0',
      '合計,5,6,1,,,,,,,',
    ]);
    expect(shown.status).toBe(200);
    expect(shown.text).toContain(words.month.upload.read(2));
    expect(value(shown.html, 'd3_families')).toBe('5');
    expect(value(shown.html, 'd4_closed')).toBe('荒天');
    expect(await row(mine, '2026-06-03')).toBeUndefined();
    expect((await world.as('facility_head').post(address(), fieldsIn(shown.html))).status).toBe(303);
    expect(await row(mine, '2026-06-03')).toMatchObject({
      families: 5,
      adults: 6,
      children_0: 1,
      version: 1,
    });
    expect(await row(mine, '2026-06-04')).toMatchObject({ opened: false, closed_reason: '荒天' });

    const file = await world.as('facility_head').get(`${address()}/export`);
    const again = await world.as('facility_head').post(`${address()}/read`, {
      file: new File([await file.response.arrayBuffer()], '利用.xlsx'),
    });
    expect(again.status).toBe(200);
    expect(again.text).toContain(words.month.upload.read(0));
  });

  it('does not write over a day entered since, and says both numbers', async () => {
    await world.writing('facility_staff', (tx) =>
      sampleDay(tx, mine, '2026-06-03', { families: 8, adults: 9, _version: 1 }),
    );
    await world.writing('facility_staff', (tx) =>
      sampleDay(tx, mine, '2026-06-06', { families: 2, adults: 2 }),
    );
    const shown = await send([
      '2026-06-03,5,7,,,,,,,,1',
      '2026-06-06,4,4,,,,,,,,0',
      '2026-06-07,1,1,,,,,,,,0',
    ]);
    expect(shown.status).toBe(422);
    expect(value(shown.html, 'd3_families')).toBe('8');
    expect(value(shown.html, 'd6_families')).toBe('2');
    expect(value(shown.html, 'd7_families')).toBe('1');
    expect(shown.text).toContain('ファイルでは：親子の組数 5、大人 7');
    await world.as('facility_head').post(address(), fieldsIn(shown.html));
    expect(await row(mine, '2026-06-03')).toMatchObject({ families: 8, version: 2 });
    expect(await row(mine, '2026-06-06')).toMatchObject({ families: 2, version: 1 });
    expect(await row(mine, '2026-06-07')).toMatchObject({ families: 1 });
  });

  it('says of each row what cannot be taken, and keeps the others', async () => {
    const shown = await send([
      '2026-06-10,三組,6,,,,,,,,0',
      '2026-06-11,2,2,,,,,5,,,0',
      '2026-07-01,2,2,,,,,,,,0',
      'きのう,2,2,,,,,,,,0',
      '2026-06-12,2,2,,,,,,1,,0',
      '2026-06-12,3,3,,,,,,,,0',
      '2026-06-13,3,3,,,,,,,,0',
    ]);
    expect(shown.status).toBe(422);
    const w = words.month.upload;
    for (const said of [
      w.unreadCount('親子の組数', '三組'),
      words.errors.more_than_families,
      w.otherMonth(4, '2026-07-01'),
      w.unreadDay(5, 'きのう'),
      w.hidden(['大人のうち父親']),
      '7行目',
    ])
      expect(shown.text).toContain(said);
    expect(value(shown.html, 'd10_families')).toBe('三組');
    expect(value(shown.html, 'd13_families')).toBe('3');
    const none = await world.as('facility_head').post(`${address()}/read`, {});
    expect(none.text).toContain(w.noFile);
    const other = await world
      .as('facility_head')
      .post(`${address()}/read`, { file: new File(['a,b\n1,2\n'], 'x.csv') });
    expect(other.text).toContain(w.noColumns);
  });
});

describe('the year’s report', () => {
  it('averages people over open days by programme, 常設 and 非常設 apart, as the programmes’ own table does', async () => {
    const year = 2024;
    for (const [day, adults] of [
      ['2024-05-07', 10],
      ['2024-05-08', 21],
    ] as const)
      await world.writing('facility_head', (tx) =>
        sampleDay(tx, mine, day, { families: 5, adults, children_3_up: 2 }),
      );
    await world.writing('facility_head', (tx) =>
      sampleDay(tx, mine, '2024-05-09', { closed_reason: '荒天' }),
    );
    await world.writing('other_head', (tx) =>
      sampleDay(tx, theirs, '2025-03-26', { families: 3, adults: 3, children_1: 4 }),
    );
    expect(await world.reading('council_member', (tx) => averagePerDay(tx, year))).toEqual([]);
    expect(await world.reading('secretariat', (tx) => averagePerDay(tx, year))).toEqual([
      {
        programme_code: 'kindergarten_plaza',
        standing: false,
        places: 1,
        open_days: 1,
        people: 7,
        people_per_day: 7,
      },
      { programme_code: 'tsudoi', standing: true, places: 1, open_days: 2, people: 35, people_per_day: 17.5 },
    ]);
    const page = await world.as('secretariat').get(`/use/report?year=${year}`);
    expect(page.text).toContain('17.5');
    expect(page.text).toContain('横浜市 令和元年度：16.4人');
    const next = await world.as('secretariat').get(`/use/report?year=${year + 1}`);
    expect(next.text).toContain(reportWords.noneTitle);
  });

  it('adds up consultations by topic and method, for the whole and for one place', async () => {
    await world.writing('facility_head', (tx) =>
      sampleDay(tx, mine, '2024-06-03', {
        families: 1,
        adults: 1,
        consultations: [
          { topic: 'guardian', method: 'phone', child_age: null, minutes: null, led_to: 'nurse', people: 3 },
        ],
      }),
    );
    const page = await world.as('secretariat').get(`/use/report?year=2024&facility=${world.facility[0]}`);
    expect(page.text).toContain('保護者自身のこと');
    expect(page.text).toMatch(/相談 3 ?件/);
  });

  it('is handed out as a workbook and as a document, recorded as an export', async () => {
    const book = await world.as('secretariat').get('/use/report/export?year=2024');
    expect(book.response.headers.get('content-type')).toContain('spreadsheetml');
    const months = await readTable(new Uint8Array(await book.response.arrayBuffer()), 'report.xlsx', {
      sheet: '月別',
    });
    // Nobody wrote a sheet in some months of that year: they are empty, not nought.
    const silent = months.rows.filter((row) => row[1] === '');
    expect(silent.length).toBeGreaterThan(0);
    expect(silent.every((row) => row.slice(1, 10).every((cell) => cell === ''))).toBe(true);
    expect(months.rows.filter((row) => row[1] === '0' && row[2] === '0')).toEqual([]);
    const pdf = await world.as('council_member').get('/use/report/export?year=2024&format=pdf');
    expect(pdf.response.headers.get('content-type')).toBe('application/pdf');
    const bytes = Buffer.from(await pdf.response.arrayBuffer());
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
    const exported = await world.owner(`select from audit_event where action = 'daily_use.export'`);
    expect(exported.length).toBeGreaterThanOrEqual(2);
  });

  it('brings the places of one kind when they are asked for, fifty at a time; the file has them all', async () => {
    await world.owner(
      `with place as (insert into facility (organisation_id, name, name_kana, kind, town_id, address, created_at, updated_at)
         select organisation_id, 'ひろば' || to_char(n, 'FM000'), 'ヒロバ', kind, town_id, address, now(), now()
         from facility, generate_series(1, 60) as n where id = $1 returning id),
       offered as (insert into service (facility_id, programme_code, name, permanent)
         select place.id, programme_code, name, permanent from place, service where service.id = $2 returning id, facility_id)
       insert into daily_use (service_id, facility_id, used_on, families, adults, children_1, entered_by, entered_at)
       select id, facility_id, '2022-05-10', 5, 5, 5, $3, now() from offered`,
      [world.facility[0], mine, world.person.facility_head],
    );
    await world.writing('other_head', (tx) =>
      sampleDay(tx, theirs, '2022-05-10', { families: 3, adults: 3 }),
    );
    const at = '/use/report?year=2022';
    const listed = (html: string) => new Set(html.match(/ひろば0[0-9]{2}<\/a>/g));
    const foreign = await world.as('council_member').get(`${at}&places=tsudoi-1`);
    expect(foreign.html).not.toContain('ひろば0');
    const closed = await world.as('secretariat').get(at);
    expect(listed(closed.html).size).toBe(0);
    const link = /href="([^"]*places=[^"]*)#/.exec(closed.html)![1]!.replaceAll('&amp;', '&');
    const names = async (address: string) => listed((await world.as('secretariat').get(address)).html);
    expect((await names(link)).size).toBe(50);
    expect((await names(`${link}&page=2`)).size).toBe(10);
    // One kind alone needs no asking.
    expect((await names(`${at}&programme=tsudoi`)).size).toBe(50);
    const book = await world.as('secretariat').get('/use/report/export?year=2022');
    const { rows } = await readTable(new Uint8Array(await book.response.arrayBuffer()), 'report.xlsx', {
      sheet: '施設別',
    });
    expect(rows.filter(([name]) => String(name).startsWith('ひろば'))).toHaveLength(60);
  });
});
