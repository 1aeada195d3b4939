import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { unzipEntry, zipEntries } from '../../platform/files/zip.ts';
import { makeWorld, type World } from '../../../tests/world.ts';
import { recordIssueEvent, raiseIssue } from '../issues/commands.ts';
import { addAction, addDecision, openMeeting } from './commands-minutes.ts';
import { cancelMeeting, invite } from './commands-meetings.ts';
import { agendaOf, meetingById, seatsOf } from './queries-meetings.ts';
import {
  meetingsAhead,
  meetingsWithoutMinutes,
  openActionsFor,
  overdueActions,
  questionsOpen,
  shareBacksDue,
} from './queries.ts';
import { holdSitting, planSitting, publishSitting, sampleForum } from './samples.ts';

let world: World;
let forum: number;
let otherForum: number;
let issue: number;
let plainIssue: number;

/** Runs as the secretariat on a day. */
const on = async <T>(day: string, work: Parameters<typeof world.writing<T>>[1]): Promise<T> => {
  world.at(`${day}T10:00:00+09:00`);
  return world.writing('secretariat', work);
};

beforeAll(async () => {
  world = await makeWorld();
  await on('2026-04-01', async (tx) => {
    forum = await sampleForum(tx, {
      name: '保育の質向上連携会議',
      kind: 'network',
      organisation_id: world.organisation.center,
      purpose: '現場の課題を持ち寄り、対応策を決める。',
      members: [
        {
          organisation_id: world.organisation.university,
          person_id: world.person.council_member,
          position: 'chair',
          starts_on: '2026-04-01',
        },
        { facility_id: world.facility[0]!, person_id: world.person.facility_head, starts_on: '2026-04-01' },
        { facility_id: world.facility[1]!, starts_on: '2026-04-01', ends_on: '2027-03-31' },
        { organisation_id: world.organisation.center, position: 'secretariat', starts_on: '2026-04-01' },
      ],
    });
    otherForum = await sampleForum(tx, {
      name: '神楽地区子育て連絡会',
      kind: 'area',
      organisation_id: world.organisation.city,
      members: [
        { facility_id: world.facility[1]!, person_id: world.person.other_head, starts_on: '2026-04-01' },
        // The department as a whole: those of it who meet, not its auditor.
        { organisation_id: world.organisation.city, position: 'observer', starts_on: '2026-04-01' },
      ],
    });
  });
  const base = {
    description: '',
    weight: 2,
    source: 'hand' as const,
    raised_on: '2026-04-10',
    facility_ids: [] as number[],
  };
  await on('2026-04-10', async (tx) => {
    plainIssue = await raiseIssue(tx, {
      ...base,
      title: '散歩の経路の安全',
      theme_code: 'safety',
      weight: 3,
    });
    issue = await raiseIssue(tx, {
      ...base,
      title: '午睡の見守りに人手が足りない',
      theme_code: 'safety',
      facility_ids: [world.facility[0]!],
    });
    await tx.db
      .insertInto('issue_forum')
      .values({ issue_id: issue, stage: 'share', forum_id: forum })
      .execute();
  });
});
afterAll(async () => world.close());

const sitting = () => ({
  forum_id: forum,
  held_on: '2026-06-10',
  items: [
    { issue_id: issue, purpose: 'decide' as const, minutes_planned: 40 },
    {
      title: '夏の研修の予定',
      purpose: 'report' as const,
      minutes_planned: 10,
      conclusion: '7月に研修を開く。',
    },
  ],
});

describe('who may', () => {
  let meeting: number;
  beforeAll(async () => {
    meeting = await on('2026-05-20', (tx) => planSitting(tx, { ...sitting(), held_on: '2026-05-30' }, false));
    world.at('2026-05-20T10:00:00+09:00');
  });
  afterAll(async () => {
    await on('2026-05-21', async () => {
      const answer = await world
        .as('secretariat')
        .post(`/meetings/${meeting}/cancel`, { reason: '日程が合わないため' });
      expect(answer.status).toBe(303);
    });
  });

  test('nobody signed out opens a meeting', async () => {
    const answer = await world.as(null).get(`/meetings/${meeting}`);
    expect(answer.status).toBe(303);
    expect(answer.location).toContain('/sign-in');
  });

  test.each(['observer', 'administrator', 'auditor', 'consultation_worker', 'lead_coordinator'] as const)(
    'a %s finds no forum, meeting, agenda, attendance or action item',
    async (who) => {
      expect((await world.as(who).get(`/forums/${forum}`)).status).toBe(404);
      expect((await world.as(who).get(`/forums/${otherForum}`)).status).toBe(404);
      expect((await world.as(who).get(`/meetings/${meeting}`)).status).toBe(404);
      const counts = await world.reading(who, async (tx) => ({
        meetings: (await tx.db.selectFrom('meeting').select('id').execute()).length,
        items: (await tx.db.selectFrom('agenda_item').select('id').execute()).length,
        seats: (await tx.db.selectFrom('attendance').select('id').execute()).length,
        members: (await tx.db.selectFrom('forum_member').select('id').execute()).length,
      }));
      expect(counts).toEqual({ meetings: 0, items: 0, seats: 0, members: 0 });
    },
  );

  test('a council member of another forum gets 404, for the page, the paper and the list', async () => {
    const elsewhere = await on('2026-05-20', (tx) =>
      planSitting(tx, {
        forum_id: otherForum,
        held_on: '2026-05-29',
        items: [{ title: '秘密の議題', purpose: 'share' }],
      }),
    );
    const member = world.as('council_member');
    expect((await member.get(`/meetings/${elsewhere}`)).status).toBe(404);
    expect((await member.get(`/meetings/${elsewhere}/agenda.pdf`)).status).toBe(404);
    expect((await member.get(`/forums/${otherForum}`)).status).toBe(404);
    expect((await member.get('/meetings')).text).not.toContain('神楽地区');
    expect((await member.get(`/meetings/${meeting}`)).status).toBe(200);
  });

  test('a facility head does not see a meeting before the invitation', async () => {
    expect((await world.as('facility_head').get(`/meetings/${meeting}`)).status).toBe(404);
  });

  test('a coordinator reads every meeting and changes none', async () => {
    const coordinator = world.as('coordinator');
    expect((await coordinator.get(`/meetings/${meeting}`)).status).toBe(200);
    expect((await coordinator.get(`/meetings/${meeting}/agenda`)).status).toBe(404);
    expect((await coordinator.get('/forums/new')).status).toBe(404);
    expect((await coordinator.get('/meetings/new')).status).toBe(404);
    expect((await coordinator.post(`/meetings/${meeting}/invite`)).status).toBe(403);
    expect((await coordinator.post(`/meetings/${meeting}/open`)).status).toBe(403);
    expect(
      (await coordinator.post(`/meetings/${meeting}/agenda`, { title: '議題', purpose: 'share' })).status,
    ).toBe(403);
    const refused = await coordinator.post('/forums/new', {
      name: '新しい会議体',
      kind: 'working',
      meetings_per_year: 3,
      organisation_id: world.organisation.center,
      _version: 0,
    });
    expect(refused.status).toBe(403);
  });

  test('behind the commands, the database refuses the same', async () => {
    for (const who of ['coordinator', 'council_member', 'facility_head'] as const) {
      await expect(
        world.writing(who, (tx) =>
          tx.db
            .insertInto('forum')
            .values({
              name: `${who}の会議体`,
              kind: 'working',
              meetings_per_year: 1,
              organisation_id: world.organisation.city,
              created_at: tx.now,
            })
            .execute(),
        ),
      ).rejects.toMatchObject({ status: 403 });
      const changed = await world.writing(who, (tx) =>
        tx.db
          .updateTable('meeting')
          .set({ summary: '書きかえ' })
          .where('id', '=', meeting)
          .executeTakeFirst(),
      );
      expect(changed.numUpdatedRows).toBe(0n);
    }
  });
});

describe('a forum', () => {
  test('warns of members without a name, and of being behind the year', async () => {
    world.at('2026-11-21T10:00:00+09:00');
    const page = await world.as('secretariat').get(`/forums/${forum}`);
    expect(page.text).toContain('担当者の名前が決まっていない構成員が2件あります');
    expect(page.text).toContain('今日までに2回の予定ですが、開催は0回です');
    expect(page.text).toContain('次の会議の日が決まっていません');
    const list = await world.as('secretariat').get('/forums');
    expect(list.text).toContain('0回／年4回');
  });

  test('warns of a term that ends soon', async () => {
    world.at('2027-02-15T10:00:00+09:00');
    const page = await world.as('secretariat').get(`/forums/${forum}`);
    expect(page.text).toContain('任期がまもなく終わる構成員が1件あります');
  });

  test('refuses a second seat of the same member, and a term that ends before it starts', async () => {
    world.at('2026-04-02T10:00:00+09:00');
    const visitor = world.as('secretariat');
    const twice = await visitor.post(`/forums/${forum}/members/new`, {
      facility_id: world.facility[1],
      position: 'member',
      starts_on: '2026-05-01',
    });
    expect(twice.status).toBe(422);
    expect(twice.text).toContain('すでに登録されています');
    const backwards = await visitor.post(`/forums/${forum}/members/new`, {
      facility_id: world.facility[2],
      position: 'member',
      starts_on: '2026-05-01',
      ends_on: '2026-04-01',
    });
    expect(backwards.text).toContain('任期の末日は、初日より後の日にしてください');
  });

  test('stands in an area and under an organisation that are there, and seats nobody unknown', async () => {
    world.at('2026-04-02T10:00:00+09:00');
    const visitor = world.as('secretariat');
    const fields = {
      name: '試しの会議体',
      kind: 'working',
      meetings_per_year: 3,
      organisation_id: world.organisation.city,
      _version: 0,
    };
    const [ended] = await world.owner<{ id: number }>(
      `insert into organisation (name, kind, ended_on, created_at, updated_at)
       values ('終わった団体', 'circle', '2026-03-31', now(), now()) returning id`,
    );
    for (const [wrong, said] of [
      [{ area_id: 999_999 }, 'この区域は登録されていません'],
      [{ organisation_id: 999_999 }, 'この団体は登録がないか、終わっています'],
      [{ organisation_id: ended!.id }, 'この団体は登録がないか、終わっています'],
    ] as const) {
      const answer = await visitor.post('/forums/new', { ...fields, ...wrong });
      expect(answer.status).toBe(422);
      expect(answer.text).toContain(said);
    }
    const seat = { position: 'member', starts_on: '2026-05-01' };
    for (const [wrong, said] of [
      [{ organisation_id: ended!.id }, 'この団体は登録がないか、終わっています'],
      [{ organisation_id: world.organisation.city, person_id: 999_999 }, 'この人は登録されていません'],
    ] as const) {
      const answer = await visitor.post(`/forums/${forum}/members/new`, { ...seat, ...wrong });
      expect(answer.status).toBe(422);
      expect(answer.text).toContain(said);
    }
  });

  test('refuses a change that makes two seats of one', async () => {
    world.at('2026-04-02T10:00:00+09:00');
    const visitor = world.as('secretariat');
    const seats = await world.owner<{ id: number; starts_on: string; facility_id: number }>(
      `select id, starts_on, facility_id from forum_member where forum_id = $1 and facility_id is not null and person_id is null order by id`,
      [forum],
    );
    const seat = seats[0]!;
    const added = await visitor.post(`/forums/${forum}/members/new`, {
      facility_id: seat.facility_id,
      person_id: world.person.facility_staff,
      position: 'member',
      starts_on: '2026-05-01',
    });
    expect(added.status).toBe(303);
    const [named] = await world.owner<{ id: number }>(
      'select id from forum_member where forum_id = $1 and person_id = $2',
      [forum, world.person.facility_staff],
    );
    const change = (person_id: number | '') =>
      visitor.post(`/forums/${forum}/members/${named!.id}`, {
        person_id,
        position: 'member',
        starts_on: '2026-05-01',
      });
    const twice = await change('');
    expect(twice.status).toBe(422);
    expect(twice.text).toContain('すでに登録されています');
    expect((await change(world.person.facility_head)).status).toBe(303);
    await world.owner('delete from forum_member where id = $1', [named!.id]);
  });

  test('shows both texts when two people change it at once', async () => {
    const fields = {
      kind: 'area',
      purpose: '地区の子育てを知り合う。',
      meetings_per_year: 3,
      organisation_id: world.organisation.city,
      _version: 1,
    };
    const first = await world
      .as('secretariat')
      .post(`/forums/${otherForum}/edit`, { ...fields, name: '神楽地区子育て連絡会' });
    expect(first.status).toBe(303);
    const second = await world
      .as('secretariat')
      .post(`/forums/${otherForum}/edit`, { ...fields, name: '神楽の連絡会', purpose: '別の目的' });
    expect(second.status).toBe(422);
    expect(second.text).toContain('地区の子育てを知り合う。');
    expect(second.text).toContain('別の目的');
  });
});

describe('the way of a sitting', () => {
  let first: number;

  test('a new sitting needs a place or a link, keeps what was typed, and is numbered by itself', async () => {
    world.at('2026-05-20T10:00:00+09:00');
    const visitor = world.as('secretariat');
    const wrong = await visitor.post('/meetings/new', {
      forum_id: forum,
      held_on: 'R8.6.10',
      online_entry: '電話で申し込む',
    });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('場所か、オンラインの接続先のどちらかを入れてください');
    expect(wrong.text).toContain('電話で申し込む');
    const once = crypto.randomUUID();
    const fields = {
      forum_id: forum,
      held_on: 'R8.6.10',
      starts_at: '14:00',
      ends_at: '16:00',
      place: '研修室',
      _once: once,
    };
    const sent = await visitor.post('/meetings/new', fields);
    const again = await visitor.post('/meetings/new', fields);
    expect(sent.status).toBe(303);
    expect(again.location).toBe(sent.location);
    first = Number(/\/meetings\/([0-9]+)\//.exec(sent.location!)![1]);
    const page = await visitor.get(`/meetings/${first}`);
    expect(page.text).toContain('令和8年度 第1回 保育の質向上連携会議');
    expect(page.text).toContain('議題を組み立てましょう');
  });

  test('the agenda offers issues planned for this forum first, then the others by weight', async () => {
    const page = await world.as('secretariat').get(`/meetings/${first}/agenda`);
    const planned = page.text.indexOf('午睡の見守りに人手が足りない');
    expect(planned).toBeGreaterThan(page.text.indexOf('この会議体で扱う予定の課題'));
    expect(planned).toBeLessThan(page.text.indexOf('散歩の経路の安全'));
    expect(page.text).toContain('1施設から');
  });

  test('no two buttons of the agenda page sound alike', async () => {
    const page = await world.as('secretariat').get(`/meetings/${first}/agenda`);
    const names = [...page.html.matchAll(/<button[^>]*>(.*?)<\/button>/gs)]
      .map(([, inside]) => inside!.replace(/<[^>]+>/g, ''))
      .filter((name) => name.includes('議題に加える（'));
    expect(names.length).toBeGreaterThan(1);
    expect(new Set(names).size).toBe(names.length);
  });

  test('an issue is put on the agenda once, however often it is sent', async () => {
    const visitor = world.as('secretariat');
    for (let time = 0; time < 2; time++) {
      const added = await visitor.post(`/meetings/${first}/agenda/issues`, {
        issue_id: issue,
        purpose: 'decide',
      });
      expect(added.status).toBe(303);
    }
    await visitor.post(`/meetings/${first}/agenda`, {
      title: '夏の研修の予定',
      purpose: 'report',
      minutes_planned: '１０',
      material: '案を配ります。',
    });
    const items = await world.reading('secretariat', (tx) => agendaOf(tx, first));
    expect(items.map((item) => [item.title, item.purpose])).toEqual([
      ['午睡の見守りに人手が足りない', 'decide'],
      ['夏の研修の予定', 'report'],
    ]);
  });

  test('items change places without script', async () => {
    const visitor = world.as('secretariat');
    const items = await world.reading('secretariat', (tx) => agendaOf(tx, first));
    const sent = await visitor.post(`/meetings/${first}/agenda/${items[1]!.id}/move`, { direction: 'up' });
    // The focus stays at the item, and there is something to hold on to where it cannot go further.
    expect(sent.location).toBe(`/meetings/${first}/agenda#up-${items[1]!.id}`);
    const page = await visitor.get(`/meetings/${first}/agenda`);
    expect(page.html).toContain(`<span id="up-${items[1]!.id}"></span>`);
    expect(page.html).toMatch(new RegExp(`<button[^>]* id="down-${items[1]!.id}"`));
    const moved = await world.reading('secretariat', (tx) => agendaOf(tx, first));
    expect(moved.map((item) => item.id)).toEqual([items[1]!.id, items[0]!.id]);
    await visitor.post(`/meetings/${first}/agenda/${items[1]!.id}/move`, { direction: 'down' });
  });

  test('two people changing one agenda item both see both texts', async () => {
    const visitor = world.as('secretariat');
    const item = (await world.reading('secretariat', (tx) => agendaOf(tx, first)))[1]!;
    const fields = {
      title: '夏の研修の予定',
      purpose: 'report',
      minutes_planned: 10,
      _version: item.version,
    };
    expect(
      (await visitor.post(`/meetings/${first}/agenda/${item.id}`, { ...fields, material: '先の文' })).status,
    ).toBe(303);
    const late = await visitor.post(`/meetings/${first}/agenda/${item.id}`, {
      ...fields,
      material: '後の文',
    });
    expect(late.status).toBe(422);
    expect(late.text).toContain('先の文');
    expect(late.text).toContain('後の文');
  });

  test('the agenda comes as Word and PDF', async () => {
    const docx = await world.as('secretariat').get(`/meetings/${first}/agenda.docx`);
    expect(docx.status).toBe(200);
    expect(await wordsOfDocx(docx.response)).toContain('午睡の見守りに人手が足りない');
    const pdf = await world.as('secretariat').get(`/meetings/${first}/agenda.pdf`);
    expect(
      Buffer.from(await pdf.response.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
  });

  test('the invitation goes to each member once, with the agenda; the facility may then see it and answer', async () => {
    const visitor = world.as('secretariat');
    const sent = await visitor.post(`/meetings/${first}/invite`);
    expect(sent.status).toBe(303);
    const notices = await world.owner<{ person_id: string }>(
      `select person_id from notice where url = '/meetings/${first}'`,
    );
    const told = notices.map((row) => Number(row.person_id));
    expect(new Set(told).size).toBe(told.length);
    expect(told).toContain(world.person.council_member);
    expect(told).toContain(world.person.facility_head);
    expect(told).toContain(world.person.other_head);
    expect(told).not.toContain(world.person.facility_staff);
    const head = await world.as('facility_head').get(`/meetings/${first}`);
    expect(head.status).toBe(200);
    expect(head.text).toContain('1 午睡の見守りに人手が足りない（決定）');
    expect(head.text).toContain('出席します');
    const seats = await world.reading('secretariat', (tx) => seatsOf(tx, first));
    const own = seats.find((seat) => seat.facility_id === world.facility[0])!;
    const others = seats.find((seat) => seat.facility_id === world.facility[1])!;
    const reply = { status: 'absent' };
    expect(
      (await world.as('facility_head').post(`/meetings/${first}/reply/${others.id}`, reply)).status,
    ).toBe(404);
    expect((await world.as('facility_staff').post(`/meetings/${first}/reply/${own.id}`, reply)).status).toBe(
      404,
    );
    const nothing = await world.as('facility_head').post(`/meetings/${first}/reply/${own.id}`, {});
    expect(nothing.status).toBe(422);
    expect(nothing.text).toContain('選んでください');
    expect((await world.as('facility_head').post(`/meetings/${first}/reply/${own.id}`, reply)).status).toBe(
      303,
    );
    expect((await world.as('secretariat').get(`/meetings/${first}`)).text).toContain(
      '出席予定0人・欠席1人・返事待ち3人',
    );
  });

  test('the sitting cannot begin before its day', async () => {
    const early = await world.as('secretariat').post(`/meetings/${first}/open`);
    expect(early.status).toBe(409);
    world.at('2026-06-10T14:00:00+09:00');
    expect((await world.as('secretariat').post(`/meetings/${first}/open`)).location).toBe(
      `/meetings/${first}/hold`,
    );
  });

  test('whoever has nothing chosen can be set down as present in one go; the exceptions stay', async () => {
    const seats = await world.reading('secretariat', (tx) => seatsOf(tx, first));
    const path = `/meetings/${first}/hold/attendance`;
    const fields: Record<string, string> = { rest: '1' };
    for (const seat of seats) fields[`status_${seat.id}`] = '';
    const statuses = async () =>
      (await world.reading('secretariat', (tx) => seatsOf(tx, first))).map((seat) => seat.status);
    const before = await statuses();
    expect((await world.as('facility_head').post(path, fields)).status).toBe(403);
    // Without the box, a seat with nothing chosen stays as it is.
    const { rest: _, ...unticked } = fields;
    expect((await world.as('secretariat').post(path, unticked)).status).toBe(303);
    expect(await statuses()).toEqual(before);
    expect((await world.as('secretariat').get(`/meetings/${first}/hold`)).text).toContain(
      '「返事待ち」のままの席は、すべて出席にする',
    );
    fields[`status_${seats[0]!.id}`] = 'proxy';
    const wrong = await world.as('secretariat').post(path, fields);
    expect(wrong.status).toBe(422);
    expect(wrong.html).toMatch(/name="rest"[^>]* checked/);
    fields[`status_${seats[0]!.id}`] = 'absent';
    expect((await world.as('secretariat').post(path, fields)).status).toBe(303);
    expect(await statuses()).toEqual(['absent', ...seats.slice(1).map(() => 'attended')]);
    // Everybody is set down: the box has nothing to do any more.
    expect((await world.as('secretariat').get(`/meetings/${first}/hold`)).html).not.toContain('name="rest"');
  });

  test('a proxy needs a name, and what was chosen is kept', async () => {
    const seats = await world.reading('secretariat', (tx) => seatsOf(tx, first));
    const fields: Record<string, string> = {};
    for (const seat of seats) fields[`status_${seat.id}`] = 'attended';
    fields[`status_${seats[0]!.id}`] = 'proxy';
    const wrong = await world.as('secretariat').post(`/meetings/${first}/hold/attendance`, fields);
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('代理の方の名前を書いてください');
    fields[`proxy_${seats[0]!.id}`] = '代 理子';
    fields[`status_${seats.find((seat) => seat.facility_id === world.facility[1])!.id}`] = 'absent';
    const saved = await world.as('secretariat').post(`/meetings/${first}/hold/attendance`, fields);
    expect(saved.status).toBe(303);
    // Back to where one was writing, not to the top of the page.
    expect(saved.location).toBe(`/meetings/${first}/hold#attendance`);
  });

  test('a seat of a body without a person keeps the name of whoever came for it', async () => {
    const seats = await world.reading('secretariat', (tx) => seatsOf(tx, first));
    const seat = seats.find((one) => one.person_id === null && one.status === 'attended')!;
    expect((await world.as('secretariat').get(`/meetings/${first}/hold`)).text).toContain(
      '出席された方の名前',
    );
    await world.as('secretariat').post(`/meetings/${first}/hold/attendance`, {
      [`status_${seat.id}`]: 'attended',
      [`proxy_${seat.id}`]: '架空 来子',
    });
    expect((await world.as('secretariat').get(`/meetings/${first}`)).text).toContain('出席：架空 来子');
  });

  test('minute-taking saves by itself, and a second writer is shown both texts, the one not chosen being kept', async () => {
    const item = (await world.reading('secretariat', (tx) => agendaOf(tx, first)))[0]!;
    const path = `/meetings/${first}/hold/${item.id}`;
    const page = await world.as('secretariat').get(path);
    expect(page.html).toContain(`data-autosave="${path}/autosave"`);
    const saved = await world.as('secretariat').post(`${path}/autosave`, {
      explanation: '人手の実態を説明した。',
      opinions: '',
      conclusion: '',
      _version: item.version,
    });
    expect(saved.status).toBe(200);
    expect(JSON.parse(saved.html)).toMatchObject({ fields: { _version: item.version + 1 } });
    // Somebody else's saving, as the database sees it.
    await world.owner(
      `update agenda_item set opinions = '先に書いた意見', version = version + 1, updated_by = $1 where id = $2`,
      [world.person.coordinator, item.id],
    );
    const stale = {
      explanation: '人手の実態を説明した。',
      opinions: 'あとの意見',
      conclusion: '',
      _version: item.version + 1,
    };
    expect((await world.as('secretariat').post(`${path}/autosave`, stale)).status).toBe(409);
    const conflict = await world.as('secretariat').post(path, stale);
    expect(conflict.status).toBe(422);
    expect(conflict.text).toContain('先に書いた意見');
    expect(conflict.text).toContain('あとの意見');
    const chosen = await world
      .as('secretariat')
      .post(path, { ...stale, _version: item.version + 2, choose_opinions: 'theirs' });
    expect(chosen.status).toBe(303);
    const after = await world.as('secretariat').get(path);
    expect(after.html).toContain('先に書いた意見</textarea>');
    expect(after.text).toContain('あとの意見');
  });

  test('whichever button is pressed, everything typed on an item’s page goes along', async () => {
    const visitor = world.as('secretariat');
    const item = (await world.reading('secretariat', (tx) => agendaOf(tx, first)))[1]!;
    const path = `/meetings/${first}/hold/${item.id}`;
    const shown = /name="shown" value="([^"]+)"/.exec((await visitor.get(path)).html)![1]!;
    const typed = {
      explanation: '研修の予定を説明した。',
      opinions: '',
      conclusion: '',
      body: '案内を6月中に配る。',
      what: '案内を配る',
      owner: `f${world.facility[0]}`,
      due_on: '',
      shown,
      _version: item.version,
    };
    // Something is missing: nothing is half done, and nothing typed is gone.
    const missing = await visitor.post(`${path}/decisions`, typed);
    expect(missing.status).toBe(422);
    for (const text of [typed.explanation, typed.body, typed.what]) expect(missing.text).toContain(text);
    const sent = await visitor.post(`${path}/decisions`, { ...typed, due_on: '2026-06-29' });
    expect(sent.location).toBe(`${path}#decisions`);
    const now = (await world.reading('secretariat', (tx) => agendaOf(tx, first)))[1]!;
    expect(now).toMatchObject({ explanation: '研修の予定を説明した。' });
    expect(now.decisions.map((one) => one.body)).toEqual(['案内を6月中に配る。']);
    expect(now.actions.map((one) => one.what)).toEqual(['案内を配る']);
    // Texts that were not touched do not stand in the way of what somebody else wrote meanwhile.
    const untouched = /name="shown" value="([^"]+)"/.exec((await visitor.get(path)).html)![1]!;
    const left = { explanation: now.explanation, opinions: '', conclusion: '', shown: untouched };
    await world.owner('update agenda_item set version = version + 1, opinions = $2 where id = $1', [
      item.id,
      'ほかの人の意見',
    ]);
    for (const [part, row] of [
      ['decisions', now.decisions[0]!.id],
      ['actions', now.actions[0]!.id],
    ] as const) {
      const removed = await visitor.post(`${path}/${part}/${row}/remove`, { ...left, _version: now.version });
      expect(removed.status).toBe(303);
    }
    const after = (await world.reading('secretariat', (tx) => agendaOf(tx, first)))[1]!;
    expect(after).toMatchObject({ opinions: 'ほかの人の意見', decisions: [], actions: [] });
    await world.owner(
      `update agenda_item set explanation = '', opinions = '', version = version + 1 where id = $1`,
      [item.id],
    );
  });

  test('attendance and closing are one form: what is typed in the one is kept by the other', async () => {
    const visitor = world.as('secretariat');
    const [item] = await world.reading('secretariat', (tx) => agendaOf(tx, first));
    const seat = (await world.reading('secretariat', (tx) => seatsOf(tx, first))).find(
      (one) => one.person_id === world.person.facility_head,
    )!;
    const saved = await visitor.post(`/meetings/${first}/hold/attendance`, {
      [`status_${seat.id}`]: 'online',
      summary: '途中のまとめ',
      [`reason_${item!.id}`]: '次回に決める。',
    });
    expect(saved.location).toBe(`/meetings/${first}/hold#attendance`);
    const page = await visitor.get(`/meetings/${first}/hold`);
    expect(page.html).toContain('途中のまとめ</textarea>');
    expect((await visitor.get(`/meetings/${first}/hold/${item!.id}`)).text).toContain('次回に決める。');
    await visitor.post(`/meetings/${first}/hold/${item!.id}/no-decision/withdraw`);
    const refused = await visitor.post(`/meetings/${first}/close`, {
      [`status_${seat.id}`]: 'attended',
      summary: '',
    });
    // Nothing is half written, and what was chosen is still chosen.
    expect(refused.status).toBe(422);
    expect(refused.html).toContain('<option value="attended" selected');
    const now = await world.reading('secretariat', (tx) => seatsOf(tx, first));
    expect(now.find((one) => one.id === seat.id)!.status).toBe('online');
    await visitor.post(`/meetings/${first}/hold/attendance`, { [`status_${seat.id}`]: seat.status });
  });

  test('an undecided item stops the closing until a decision, or 決定なし with a reason', async () => {
    const visitor = world.as('secretariat');
    const item = (await world.reading('secretariat', (tx) => agendaOf(tx, first)))[0]!;
    const report = (await world.reading('secretariat', (tx) => agendaOf(tx, first)))[1]!;
    const open = await visitor.post(`/meetings/${first}/close`, { summary: '全体のまとめ' });
    expect(open.status).toBe(422);
    expect(open.text).toContain('「午睡の見守りに人手が足りない」を決定なしとする理由：決定がまだです');
    expect(open.text).toContain('「夏の研修の予定」を扱わなかった理由：記録がまだです');
    expect(open.text).toContain('担当と期限のある対応事項がひとつもありません');
    expect(open.text).toContain('全体のまとめ');
    await visitor.post(`/meetings/${first}/hold/${item.id}/decisions`, {
      body: '午睡の見守りの応援を、6月から試す。',
    });
    await visitor.post(`/meetings/${first}/hold/${item.id}/roles`, {
      organisation_id: world.organisation.university,
      part: '学生の見学と記録',
    });
    const past = await visitor.post(`/meetings/${first}/hold/${item.id}/actions`, {
      what: '応援の当番表をつくる',
      owner: `f${world.facility[0]}`,
      due_on: '2026-06-01',
    });
    expect(past.status).toBe(422);
    expect(past.text).toContain('応援の当番表をつくる');
    await visitor.post(`/meetings/${first}/hold/${item.id}/actions`, {
      what: '応援の当番表をつくる',
      owner: `f${world.facility[0]}`,
      due_on: '2026-06-30',
    });
    const closed = await visitor.post(`/meetings/${first}/close`, {
      summary: '人手の課題を確かめ、応援を試すことにした。',
      [`reason_${report.id}`]: '時間が足りず、次回に扱う。',
    });
    expect(closed.location).toBe(`/meetings/${first}/minutes`);
  });

  test('the minutes call no body a member and name who came for it', async () => {
    const page = await world.as('secretariat').get(`/meetings/${first}/minutes`);
    expect(page.status).toBe(200);
    expect(page.text).toContain(' 試験市保育センター 架空 来子');
    expect(page.text, 'what was not taken up is no decision').toContain(
      '扱いませんでした（時間が足りず、次回に扱う。）',
    );
    expect(page.text).toContain('構成施設 あおぞら幼稚園');
    for (const body of ['あおぞら幼稚園', '試験市保育センター'])
      expect(page.text).not.toContain(`構成員 ${body}`);
  });

  test('until published nobody but the secretariat reads the minutes or the work given out', async () => {
    expect((await world.as('council_member').get(`/meetings/${first}/minutes`)).status).toBe(404);
    expect((await world.as('facility_head').get(`/meetings/${first}/minutes.docx`)).status).toBe(404);
    const seen = await world.reading('facility_head', async (tx) => ({
      actions: (await tx.db.selectFrom('action_item').select('id').execute()).length,
      items: (await tx.db.selectFrom('agenda_item').select('id').execute()).length,
      decisions: (await tx.db.selectFrom('decision').select('id').execute()).length,
      roles: (await tx.db.selectFrom('role_assignment').select('id').execute()).length,
    }));
    expect(seen).toEqual({ actions: 0, items: 0, decisions: 0, roles: 0 });
    expect((await world.reading('secretariat', meetingsWithoutMinutes)).map((row) => row.id)).not.toContain(
      first,
    );
    world.at('2026-06-12T10:00:00+09:00');
    expect((await world.reading('secretariat', meetingsWithoutMinutes)).map((row) => row.id)).toContain(
      first,
    );
  });

  test('publishing asks every member but the secretariat to share, the absent with their own words', async () => {
    const visitor = world.as('secretariat');
    const wrong = await visitor.post(`/meetings/${first}/minutes`, {
      message: '伝えてください。',
      due_on: '2026-06-12',
    });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('明日以後の日');
    const published = await visitor.post(`/meetings/${first}/minutes`, {
      message: '応援を試すことを職員に伝えてください。',
      absent_message: '欠席のところは議事録も読んでください。',
      due_on: '2026-06-26',
    });
    expect(published.status).toBe(303);
    const rows = await world.owner<{ facility_id: string | null; was_absent: boolean; message: string }>(
      'select facility_id, was_absent, message from share_back where meeting_id = $1 order by id',
      [first],
    );
    expect(
      rows.map((row) => [row.facility_id === null ? null : Number(row.facility_id), row.was_absent]),
    ).toEqual([
      [world.facility[1], true],
      [null, false],
      [world.facility[0], false],
    ]);
    expect(rows[0]!.message).toBe('欠席のところは議事録も読んでください。');
    const events = await world.owner<{ kind: string }>(
      'select kind from issue_event where issue_id = $1 and meeting_id = $2 order by kind',
      [issue, first],
    );
    expect(events.map((row) => row.kind)).toEqual(['decided', 'discussed']);
    const list = await visitor.get(`/share-backs?meeting=${first}`);
    expect(list.text.indexOf('あおぞら幼稚園')).toBeLessThan(list.text.indexOf('こもれび保育園'));
  });

  test('the minutes come as Word and PDF with the words that were written', async () => {
    const docx = await world.as('facility_head').get(`/meetings/${first}/minutes.docx`);
    expect(docx.status).toBe(200);
    const text = await wordsOfDocx(docx.response);
    for (const words of [
      '日時',
      '出席者',
      '欠席者',
      '説明',
      '意見',
      '決定事項',
      '役割の整理',
      '対応事項',
      '次回',
      '人手の実態を説明した。',
      '先に書いた意見',
      '午睡の見守りの応援を、6月から試す。',
      '学生の見学と記録',
      '応援の当番表をつくる',
      '代 理子',
      '時間が足りず、次回に扱う。',
      '人手の課題を確かめ、応援を試すことにした。',
    ]) {
      expect(text).toContain(words);
    }
    const pdf = await world.as('facility_head').get(`/meetings/${first}/minutes.pdf`);
    expect(pdf.response.headers.get('content-type')).toBe('application/pdf');
    const audited = await world.owner<{ n: number }>(
      `select count(*)::integer as n from audit_event where action = 'meeting.minutes_export' and subject_id = $1`,
      [first],
    );
    expect(audited[0]!.n).toBe(2);
  });

  test('the issue page gets what the meeting decided', async () => {
    const rows = await world.owner<{ kind: string; text: string; owner: string | null }>(
      'select kind, text, owner from issue_work where issue_id = $1 order by kind',
      [issue],
    );
    expect(rows).toEqual([
      { kind: 'action', text: '応援の当番表をつくる', owner: 'こもれび保育園' },
      { kind: 'decision', text: '午睡の見守りの応援を、6月から試す。', owner: null },
      { kind: 'role', text: '学生の見学と記録', owner: '試験市立大学' },
    ]);
  });

  test('a member facility reads the published minutes, its staff too; another facility does not', async () => {
    for (const who of ['facility_head', 'facility_staff'] as const) {
      const page = await world.as(who).get(`/meetings/${first}/minutes`);
      expect(page.status).toBe(200);
      expect(page.text).toContain('午睡の見守りの応援を、6月から試す。');
    }
    expect((await world.as('consultation_worker').get(`/meetings/${first}/minutes`)).status).toBe(404);
  });

  test('published minutes are mended only after they were taken back, and facts and requests are not doubled', async () => {
    const visitor = world.as('secretariat');
    const item = (await world.reading('secretariat', (tx) => agendaOf(tx, first)))[0]!;
    const notes = {
      explanation: '直した説明',
      opinions: item.opinions,
      conclusion: '',
      _version: item.version,
    };
    expect((await visitor.post(`/meetings/${first}/hold/${item.id}`, notes)).status).toBe(409);
    await visitor.post(`/meetings/${first}/minutes/withdraw`);
    expect((await world.as('council_member').get(`/meetings/${first}/minutes`)).status).toBe(404);
    expect((await visitor.post(`/meetings/${first}/hold/${item.id}`, notes)).status).toBe(303);
    await visitor.post(`/meetings/${first}/minutes`, { message: '直しました。', due_on: '2026-06-26' });
    const [counts] = await world.owner<{ shares: number; events: number }>(
      `select (select count(*)::integer from share_back where meeting_id = $1) as shares,
        (select count(*)::integer from issue_event where meeting_id = $1) as events`,
      [first],
    );
    expect(counts).toEqual({ shares: 3, events: 2 });
  });

  test('what was not done stands on the next agenda as carried over', async () => {
    const second = await on('2026-07-20', (tx) =>
      planSitting(tx, {
        forum_id: forum,
        held_on: '2026-08-20',
        items: [{ issue_id: plainIssue, purpose: 'discuss' }],
      }),
    );
    const items = await world.reading('secretariat', (tx) => agendaOf(tx, second));
    expect(items[0]).toMatchObject({ title: '応援の当番表をつくる', carried: '応援の当番表をつくる' });
    expect(items[0]!.carried_owner).toBe('こもれび保育園');
    const page = await world.as('secretariat').get(`/meetings/${second}`);
    expect(page.text).toContain('1 【持越し】応援の当番表をつくる（報告）');
    expect((await world.reading('council_member', meetingsAhead)).map((row) => row.id)).toContain(second);
    // A sitting that is already planned gets what the one before it leaves undone.
    const third = await on('2026-07-21', (tx) =>
      planSitting(tx, { forum_id: forum, held_on: '2026-11-10', items: [] }, false),
    );
    await on('2026-08-20', async (tx) => {
      await holdSitting(tx, second, {
        items: [
          {
            purpose: 'discuss',
            conclusion: '経路を見直す。',
            actions: [
              {
                what: '経路の地図をつくる',
                owner: `o${world.organisation.university}`,
                due_on: '2026-10-31',
              },
            ],
          },
        ],
      });
      await publishSitting(tx, second);
    });
    const carried = await world.reading('secretariat', (tx) => agendaOf(tx, third));
    expect(carried.map((item) => item.title)).toContain('経路の地図をつくる');
    const kinds = await world.owner<{ kind: string }>('select kind from issue_event where meeting_id = $1', [
      second,
    ]);
    expect(kinds.map((row) => row.kind)).toEqual(['discussed']);
  });

  test('a sitting without any work given out is closed only knowingly, and is pointed out', async () => {
    const id = await on('2026-09-01', (tx) =>
      planSitting(tx, {
        forum_id: otherForum,
        held_on: '2026-09-02',
        items: [{ title: '情報交換', purpose: 'share' }],
      }),
    );
    world.at('2026-09-02T10:00:00+09:00');
    await on('2026-09-02', (tx) =>
      holdSitting(tx, id, { items: [{ purpose: 'share', conclusion: '互いの行事を知らせ合った。' }] }),
    );
    const page = await world.as('secretariat').get(`/meetings/${id}`);
    expect(page.text).toContain('この会議では、担当と期限のある対応事項がひとつも決まっていません');
  });

  test('are numbered by their dates until the invitation has gone out; of a name somebody typed only the number follows', async () => {
    const plan = (held_on: string, invited: boolean, title?: string) =>
      on('2027-04-02', (tx) =>
        planSitting(
          tx,
          { forum_id: otherForum, held_on, items: [], ...(title === undefined ? {} : { title }) },
          invited,
        ),
      );
    const year = () =>
      world.reading('secretariat', async (tx) =>
        (
          await tx.db
            .selectFrom('meeting')
            .where('forum_id', '=', otherForum)
            .where('fiscal_year', '=', 2027)
            .where('cancelled_at', 'is', null)
            .select(['held_on', 'number', 'title'])
            .orderBy('held_on')
            .execute()
        ).map((one) => `${one.number} ${one.held_on} ${one.title}`),
      );
    const name = (number: number) => `令和9年度　第${number}回　神楽地区子育て連絡会`;
    await plan('2027-12-01', false);
    const typed = await plan('2027-10-01', false, '第2回（秋の会議）');
    const may = await plan('2027-05-10', false);
    expect(await year()).toEqual([
      `1 2027-05-10 ${name(1)}`,
      '2 2027-10-01 第2回（秋の会議）',
      `3 2027-12-01 ${name(3)}`,
    ]);
    // Once sent, a number is kept, also by one that is planned before it.
    await on('2027-04-03', (tx) => invite(tx, may));
    await plan('2027-04-20', false);
    expect(await year()).toEqual([
      `2 2027-04-20 ${name(2)}`,
      `1 2027-05-10 ${name(1)}`,
      '3 2027-10-01 第3回（秋の会議）',
      `4 2027-12-01 ${name(4)}`,
    ]);
    // Moving a date and calling one off count anew; the form’s own name is none that was typed.
    const day = await on('2027-04-04', (tx) => meetingById(tx, typed));
    const moved = await world.as('secretariat').post(`/meetings/${typed}/edit`, {
      title: '第3回（秋の会議）',
      held_on: 'R10.1.20',
      place: '研修室',
      _version: day!.version,
    });
    expect(moved.status).toBe(303);
    await on('2027-04-05', (tx) => cancelMeeting(tx, typed, '日程が合わないため'));
    expect((await year()).at(-1)).toBe(`3 2027-12-01 ${name(3)}`);
    await on('2027-04-05', (tx) => cancelMeeting(tx, may, '日程が合わないため'));
    expect(await year()).toEqual([`1 2027-04-20 ${name(1)}`, `2 2027-12-01 ${name(2)}`]);
    const left = await world.reading('secretariat', (tx) =>
      tx.db
        .selectFrom('meeting')
        .where('fiscal_year', '=', 2027)
        .where('cancelled_at', 'is', null)
        .select('id')
        .execute(),
    );
    for (const { id } of left) await on('2027-04-06', (tx) => cancelMeeting(tx, id, '日程が合わないため'));
  });

  test('a decision or action item under another meeting’s agenda item is not there', async () => {
    const id = await on('2026-09-03', (tx) =>
      planSitting(tx, {
        forum_id: otherForum,
        held_on: '2026-09-03',
        items: [{ title: '別の議題', purpose: 'share' }],
      }),
    );
    const [foreign] = await world.reading('secretariat', (tx) => agendaOf(tx, first));
    await on('2026-09-03', async (tx) => {
      await openMeeting(tx, id);
      await expect(addDecision(tx, id, foreign!.id, '決定')).rejects.toMatchObject({ status: 404 });
      await expect(
        addAction(tx, id, foreign!.id, {
          what: 'すること',
          owner: `f${world.facility[0]}`,
          due_on: '2026-10-01',
        }),
      ).rejects.toMatchObject({ status: 404 });
    });
  });
});

describe('later slices', () => {
  test('ask what waits, and each gets what is theirs', async () => {
    world.at('2026-09-10T10:00:00+09:00');
    const head = await world.reading('facility_head', async (tx) => ({
      actions: await openActionsFor(tx),
      shares: await shareBacksDue(tx),
      overdue: await overdueActions(tx),
    }));
    expect(head.actions.map((row) => row.what)).toEqual(['応援の当番表をつくる']);
    expect(head.overdue[0]).toMatchObject({ owner_facility: 'こもれび保育園', due_on: '2026-06-30' });
    expect(head.shares.length).toBe(2);
    const staff = await world.reading('facility_staff', async (tx) => ({
      actions: (await openActionsFor(tx)).length,
      shares: (await shareBacksDue(tx)).length,
    }));
    expect(staff).toEqual({ actions: 0, shares: 0 });
    expect(await world.reading('coordinator', questionsOpen)).toEqual([]);
    await expect(
      world.writing('coordinator', (tx) =>
        recordIssueEvent(tx, { issue_id: issue, kind: 'acted', happened_on: '2026-09-01' }),
      ),
    ).resolves.toBeUndefined();
  });
});

/** The text of a Word file's body. */
async function wordsOfDocx(response: Response): Promise<string> {
  const bytes = new Uint8Array(await response.arrayBuffer());
  const body = await unzipEntry(bytes, zipEntries(bytes).get('word/document.xml')!);
  return Buffer.from(body)
    .toString('utf8')
    .replace(/<[^>]+>/g, '');
}
