import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeWorld, type World } from '../../../tests/world.ts';
import { raiseIssue } from '../issues/commands.ts';
import { withdrawMinutes } from './commands-minutes.ts';
import { remind } from './jobs.ts';
import { questionsOpen, shareBacksDue } from './queries.ts';
import { holdSitting, planSitting, publishSitting, sampleForum } from './samples.ts';

let world: World;
let forum: number;
let meeting: number;
let issue: number;
let mine: number;
let theirs: number;
let universitys: number;
let share: { head: number; other: number; university: number };

const on = async <T>(day: string, work: Parameters<typeof world.writing<T>>[1]): Promise<T> => {
  world.at(`${day}T10:00:00+09:00`);
  return world.writing('secretariat', work);
};
const id = async (table: string, where: string, values: unknown[] = []) =>
  Number((await world.owner<{ id: string }>(`select id from ${table} where ${where}`, values))[0]!.id);
const noticesOf = async (who: keyof World['person'], url: string) =>
  (
    await world.owner<{ title: string }>(
      'select title from notice where person_id = $1 and url = $2 order by id',
      [world.person[who], url],
    )
  ).map((row) => row.title);

/** What somebody got by mail, as it is read: subject and text. */
const mailsTo = (who: keyof World['person']): string[] => {
  const folder = join(world.house.settings.DATA_DIR, 'mail');
  return readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .filter((mail) => mail.includes(`To: ${who}@example.invalid`))
    .map((mail) => {
      const text = mail.slice(mail.search(/\r?\n\r?\n/)).trim();
      return /quoted-printable/i.test(mail)
        ? Buffer.from(
            text
              .replaceAll(/=\r?\n/g, '')
              .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) =>
                String.fromCharCode(Number.parseInt(hex, 16)),
              ),
            'latin1',
          ).toString('utf8')
        : Buffer.from(text, 'base64').toString('utf8');
    });
};

/** Runs the daily job as the worker does, and everything it plans. */
async function everyMorning(day: string): Promise<void> {
  world.at(`${day}T06:00:00+09:00`);
  await world.writing('secretariat', (tx) => tx.plan(remind, {}));
  await world.house.jobs.drain();
}

beforeAll(async () => {
  world = await makeWorld();
  await on('2026-04-01', async (tx) => {
    forum = await sampleForum(tx, {
      name: '連携会議',
      kind: 'network',
      organisation_id: world.organisation.center,
      members: [
        {
          organisation_id: world.organisation.university,
          person_id: world.person.council_member,
          starts_on: '2026-04-01',
        },
        { facility_id: world.facility[0]!, person_id: world.person.facility_head, starts_on: '2026-04-01' },
        { facility_id: world.facility[1]!, person_id: world.person.other_head, starts_on: '2026-04-01' },
      ],
    });
    issue = await raiseIssue(tx, {
      title: '散歩の経路の安全',
      description: '',
      theme_code: 'safety',
      weight: 2,
      source: 'hand',
      raised_on: '2026-04-01',
      facility_ids: [],
    });
    meeting = await planSitting(tx, {
      forum_id: forum,
      held_on: '2026-06-10',
      items: [{ issue_id: issue, purpose: 'discuss' }],
    });
  });
  await on('2026-06-10', (tx) =>
    holdSitting(tx, meeting, {
      came: (seat) => ({ status: seat.facility_id === world.facility[1] ? 'absent' : 'attended' }),
      items: [
        {
          purpose: 'discuss',
          conclusion: '経路の地図を持ち寄る。',
          decisions: ['経路の地図を持ち寄る。'],
          actions: [
            { what: '自園の経路の地図をつくる', owner: `f${world.facility[0]}`, due_on: '2026-07-10' },
            { what: '幼稚園の経路の地図をつくる', owner: `f${world.facility[1]}`, due_on: '2026-07-10' },
            {
              what: '地図の書き方をまとめる',
              owner: `o${world.organisation.university}`,
              due_on: '2026-07-31',
            },
          ],
        },
      ],
    }),
  );
  await on('2026-06-17', (tx) => publishSitting(tx, meeting, { message: '地図づくりを伝えてください。' }));
  mine = await id('action_item', `what like '自園の%'`);
  theirs = await id('action_item', `what like '幼稚園の%'`);
  universitys = await id('action_item', `what like '地図の書き方%'`);
  share = {
    head: await id('share_back', 'facility_id = $1', [world.facility[0]]),
    other: await id('share_back', 'facility_id = $1', [world.facility[1]]),
    university: await id('share_back', 'organisation_id = $1', [world.organisation.university]),
  };
  await world.house.jobs.drain();
});
afterAll(async () => world.close());

describe('action items: who may not', () => {
  test.each(['observer', 'administrator', 'auditor', 'consultation_worker'] as const)(
    'a %s finds none',
    async (who) => {
      expect((await world.as(who).get(`/actions/${mine}`)).status).toBe(404);
      expect((await world.as(who).get('/actions?scope=all&state=any')).text).not.toContain('地図をつくる');
    },
  );

  test('a member reads another member’s action item and cannot answer, note, move, cancel or reopen it', async () => {
    const head = world.as('facility_head');
    expect((await head.get(`/actions/${theirs}`)).status).toBe(200);
    expect((await head.get(`/actions/${theirs}`)).text).not.toContain('完了として知らせる');
    const answer = { done_on: '2026-06-20', outcome: 'できた' };
    expect((await head.post(`/actions/${theirs}/answer`, answer)).status).toBe(403);
    expect((await head.post(`/actions/${theirs}/note`, { body: '途中' })).status).toBe(403);
    expect(
      (await head.post(`/actions/${theirs}/move`, { due_on: '2026-12-01', move_reason: '理由' })).status,
    ).toBe(403);
    expect((await head.post(`/actions/${theirs}/cancel`, { reason: '理由' })).status).toBe(403);
    expect((await head.post(`/actions/${theirs}/reopen`)).status).toBe(403);
  });

  test('staff read their facility’s action item and do not answer it; only those who run meetings cancel', async () => {
    const staff = world.as('facility_staff');
    expect((await staff.get(`/actions/${mine}`)).status).toBe(200);
    expect(
      (await staff.post(`/actions/${mine}/answer`, { done_on: '2026-06-20', outcome: 'できた' })).status,
    ).toBe(403);
    expect((await world.as('facility_head').post(`/actions/${mine}/cancel`, { reason: '理由' })).status).toBe(
      403,
    );
    expect(
      (
        await world
          .as('coordinator')
          .post(`/actions/${mine}/answer`, { done_on: '2026-06-20', outcome: 'できた' })
      ).status,
    ).toBe(403);
  });

  test('behind the commands, the database refuses the same', async () => {
    for (const who of ['facility_head', 'coordinator', 'facility_staff'] as const) {
      const changed = await world.writing(who, (tx) =>
        tx.db
          .updateTable('action_item')
          .set({ outcome: 'できた' })
          .where('id', '=', theirs)
          .executeTakeFirst(),
      );
      expect(changed.numUpdatedRows).toBe(0n);
      await expect(
        world.writing(who, (tx) =>
          tx.db
            .insertInto('action_note')
            .values({
              action_item_id: theirs,
              owner_organisation_id: world.organisation.other_operator,
              owner_facility_id: world.facility[1]!,
              body: '書きこみ',
              written_by: tx.actor.person_id!,
              written_at: tx.now,
            })
            .execute(),
        ),
      ).rejects.toMatchObject({ status: 403 });
    }
  });
});

describe('mails', () => {
  test('go out one recipient each, and none is left over', async () => {
    const folder = join(world.house.settings.DATA_DIR, 'mail');
    const mails = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
    const to = mails
      .map((mail) => /^To: (.*)$/m.exec(mail)![1]!.trim())
      .toSorted((a, b) => a.localeCompare(b));
    // An invitation and a share-back for each of the three members.
    expect(to).toEqual(
      ['council_member', 'facility_head', 'other_head'].flatMap((who) =>
        Array<string>(2).fill(`${who}@example.invalid`),
      ),
    );
    expect(await world.house.jobs.deadLetters('999997')).toEqual([]);
  });

  test('say who is asked for what by when, how to answer and from whom they are, and nothing of others', async () => {
    const shared = mailsTo('facility_head').find((mail) => mail.includes('議事録ができました'))!;
    expect(shared).toContain('こもれび保育園のみなさまへ');
    expect(shared).toContain('地図づくりを伝えてください。');
    expect(shared).toContain('・自園の経路の地図をつくる（令和8年7月10日（金）まで）');
    expect(shared).not.toContain('幼稚園');
    expect(shared).toContain(`/share-backs/${share.head}\n`);
    expect(shared).toContain('返事は、このメールへの返信ではなく、次のページから');
    expect(shared).toContain('試験市　つなぎ');
  });
});

describe('reminders', () => {
  test('come a week before, on the day and weekly after it, once each however often the job runs, and never before', async () => {
    const url = `/actions/${mine}`;
    await everyMorning('2026-07-02');
    expect(await noticesOf('facility_head', url)).toEqual([]);
    await everyMorning('2026-07-03');
    await everyMorning('2026-07-03');
    expect(await noticesOf('facility_head', url)).toEqual([
      '対応事項の期限まであと7日です：自園の経路の地図をつくる',
    ]);
    await everyMorning('2026-07-05');
    expect((await noticesOf('facility_head', url)).length).toBe(1);
    await everyMorning('2026-07-10');
    expect((await noticesOf('facility_head', url)).at(-1)).toBe(
      '対応事項の期限の日です：自園の経路の地図をつくる',
    );
    // The night of the 17th was missed: made up on the 18th.
    await everyMorning('2026-07-18');
    await everyMorning('2026-07-19');
    expect((await noticesOf('facility_head', url)).slice(2)).toEqual([
      '対応事項の期限を8日過ぎています：自園の経路の地図をつくる',
    ]);
    expect(await noticesOf('facility_staff', url)).toEqual([]);
    const late = mailsTo('facility_head').findLast(
      (mail) => mail.includes('過ぎています') && mail.includes('すること'),
    )!;
    expect(late).toContain('担当：こもれび保育園');
    expect(late).toContain('期限：令和8年7月10日（金）（8日過ぎています）');
    expect(late).toContain(`${url}\n`);
  });

  test('a share-back is brought to mind before and after its date, to those who hold it', async () => {
    const url = `/share-backs/${share.other}`;
    const before = (await noticesOf('other_head', url)).length;
    await everyMorning('2026-07-19');
    expect((await noticesOf('other_head', url)).length).toBe(before);
    expect(before).toBeGreaterThanOrEqual(2);
    expect(await noticesOf('facility_head', url)).toEqual([]);
  });
});

describe('answering', () => {
  test('bad input keeps the text and says how to mend it', async () => {
    world.at('2026-07-20T10:00:00+09:00');
    const answer = await world.as('facility_head').post(`/actions/${mine}/answer`, {
      done_on_y: 'R8',
      done_on_m: '13',
      done_on_d: '1',
      outcome: '地図を3枚つくった。',
    });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('地図を3枚つくった。');
    const future = await world
      .as('facility_head')
      .post(`/actions/${mine}/answer`, { done_on: '2026-08-01', outcome: '先の日' });
    expect(future.text).toContain('今日までの日付にしてください');
    const early = await world
      .as('facility_head')
      .post(`/actions/${mine}/answer`, { done_on: '2026-06-01', outcome: '前の日' });
    expect(early.text).toContain('会議の日');
  });

  test('a new date keeps the first one, and those who run the forum are told', async () => {
    const head = world.as('facility_head');
    expect(
      (await head.post(`/actions/${mine}/move`, { due_on: '2026-07-01', move_reason: '間に合わない' }))
        .status,
    ).toBe(422);
    await head.post(`/actions/${mine}/note`, { body: '半分できました。' });
    expect(
      (
        await head.post(`/actions/${mine}/move`, {
          due_on: '2026-08-07',
          move_reason: '雨で下見ができなかったため',
        })
      ).status,
    ).toBe(303);
    const page = await world.as('secretariat').get(`/actions/${mine}`);
    expect(page.text).toContain('当初の期限 令和8年7月10日（金）');
    expect(page.text).toContain('雨で下見ができなかったため');
    expect(page.text).toContain('半分できました。');
    expect(await noticesOf('secretariat', `/actions/${mine}`)).toEqual([
      '対応事項の期限が令和8年8月7日（金）に変わりました：自園の経路の地図をつくる',
    ]);
  });

  test('the outcome closes it once, in words, and the issue counts as acted on in the name of who did it', async () => {
    const head = world.as('facility_head');
    const once = crypto.randomUUID();
    const fields = { done_on: '2026-07-20', outcome: '地図をつくり、掲示した。', _once: once };
    const sent = await head.post(`/actions/${mine}/answer`, fields);
    expect((await head.post(`/actions/${mine}/answer`, fields)).location).toBe(sent.location);
    expect(
      (await head.post(`/actions/${mine}/answer`, { ...fields, _once: crypto.randomUUID() })).status,
    ).toBe(409);
    await world.house.jobs.drain();
    const events = await world.owner<{ person_id: string; happened_on: string }>(
      `select person_id, happened_on::text from issue_event where issue_id = $1 and kind = 'acted'`,
      [issue],
    );
    expect(events.map((row) => [Number(row.person_id), row.happened_on])).toEqual([
      [world.person.facility_head, '2026-07-20'],
    ]);
    expect((await head.get(`/actions/${mine}`)).text).toContain('地図をつくり、掲示した。');
  });

  test('a wrong answer is taken back and stays readable', async () => {
    const head = world.as('facility_head');
    expect((await head.post(`/actions/${mine}/reopen`)).status).toBe(303);
    const page = await head.get(`/actions/${mine}`);
    expect(page.text).toContain('完了を取り消しました。それまでの結果：地図をつくり、掲示した。');
    expect(page.text).toContain('完了として知らせる');
  });

  test('an organisation’s people answer for it; cancelling needs a reason and those who run meetings', async () => {
    expect(
      (await world.as('council_member').post(`/actions/${universitys}/note`, { body: '書いています。' }))
        .status,
    ).toBe(303);
    const nothing = await world.as('secretariat').post(`/actions/${universitys}/cancel`, { reason: '' });
    expect(nothing.status).toBe(422);
    await world
      .as('secretariat')
      .post(`/actions/${universitys}/cancel`, { reason: '市の手引きで足りるため' });
    expect((await world.as('council_member').get(`/actions/${universitys}`)).text).toContain(
      '市の手引きで足りるため',
    );
  });

  test('the list shows what is mine, my organisation’s and all, what is late and who holds it, and goes out as a file', async () => {
    const head = world.as('facility_head');
    const own = await head.get('/actions');
    expect(own.text).toContain('自園の経路の地図をつくる');
    expect(own.text).not.toContain('幼稚園の経路');
    expect((await head.get('/actions?scope=all')).text).toContain('幼稚園の経路の地図をつくる');
    const late = await world.as('secretariat').get('/actions?state=overdue');
    expect(late.text).toContain('10日過ぎています');
    expect(late.text).toContain('あおぞら幼稚園');
    expect(late.text).not.toContain('自園の経路の地図をつくる');
    const file = await world.as('secretariat').get('/actions?state=any&format=csv');
    expect(await file.response.clone().text()).toContain('地図の書き方をまとめる');
    expect((await world.as('secretariat').get('/actions?format=xlsx')).status).toBe(200);
  });
});

describe('share-backs', () => {
  const told = {
    shared_on: '2026-07-01',
    way: 'staff_meeting',
    staff_count: '１２',
    reaction: 'うちでもやりたい。',
  };

  test('another facility’s share-back is not there; staff read their own and do not confirm it', async () => {
    world.at('2026-07-20T10:00:00+09:00');
    expect((await world.as('facility_head').get(`/share-backs/${share.other}`)).status).toBe(404);
    expect((await world.as('council_member').get(`/share-backs/${share.head}`)).status).toBe(404);
    expect((await world.as('facility_head').post(`/share-backs/${share.other}`, told)).status).toBe(404);
    const staff = await world.as('facility_staff').get(`/share-backs/${share.head}`);
    expect(staff.status).toBe(200);
    expect(staff.text).toContain('地図づくりを伝えてください。');
    expect(staff.text).not.toContain('園内共有を確認する');
    expect((await world.as('facility_staff').post(`/share-backs/${share.head}`, told)).status).toBe(403);
    expect((await world.as('coordinator').post(`/share-backs/${share.head}`, told)).status).toBe(403);
    for (const who of ['auditor', 'administrator', 'observer'] as const) {
      expect((await world.as(who).get(`/share-backs/${share.university}`)).status).toBe(404);
    }
    const changed = await world.writing('facility_staff', (tx) =>
      tx.db
        .updateTable('share_back')
        .set({ reaction: '書きかえ' })
        .where('id', '=', share.head)
        .executeTakeFirst(),
    );
    expect(changed.numUpdatedRows).toBe(0n);
  });

  test('the head sees what was decided and what concerns them, and confirms once', async () => {
    const head = world.as('facility_head');
    const list = await head.get('/my-facility/share-backs');
    expect(list.text).toContain('これから共有するもの');
    const page = await head.get(`/share-backs/${share.head}`);
    expect(page.text).toContain('経路の地図を持ち寄る。');
    expect(page.text).toContain('自園の経路の地図をつくる');
    expect(page.text).not.toContain('幼稚園の経路の地図をつくる');
    const wrong = await head.post(`/share-backs/${share.head}`, { ...told, way: '' });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('うちでもやりたい。');
    const early = await head.post(`/share-backs/${share.head}`, { ...told, shared_on: '2026-06-01' });
    expect(early.text).toContain('会議の日より後の日にしてください');
    const sent = await head.post(`/share-backs/${share.head}`, {
      ...told,
      question: '地図の大きさは決まっていますか。',
    });
    expect(sent.status).toBe(303);
    expect((await head.post(`/share-backs/${share.head}`, told)).status).toBe(409);
    expect((await head.get(`/share-backs/${share.head}`)).text).toContain(
      '令和8年7月1日（水）に職員会議で話した（職員12人）',
    );
    expect(await world.reading('facility_head', shareBacksDue)).toEqual([]);
  });

  test('a question reaches those who run the forum, and the answer comes back', async () => {
    expect((await world.reading('secretariat', questionsOpen)).map((row) => row.question)).toEqual([
      '地図の大きさは決まっていますか。',
    ]);
    expect((await world.as('secretariat').get(`/meetings/${meeting}`)).text).toContain(
      '地図の大きさは決まっていますか。',
    );
    expect(
      (await world.as('facility_head').post(`/share-backs/${share.head}/answer`, { answer: '自答' })).status,
    ).toBe(403);
    expect(
      (
        await world
          .as('secretariat')
          .post(`/share-backs/${share.head}/answer`, { answer: 'A3でお願いします。' })
      ).status,
    ).toBe(303);
    expect(
      (await world.as('secretariat').post(`/share-backs/${share.head}/answer`, { answer: '二度目' })).status,
    ).toBe(409);
    expect((await world.as('facility_head').get(`/share-backs/${share.head}`)).text).toContain(
      'A3でお願いします。',
    );
    expect((await noticesOf('facility_head', `/share-backs/${share.head}`)).at(-1)).toContain(
      '回答が届きました',
    );
  });

  test('the secretariat sees the absent first and reminds once a day', async () => {
    const visitor = world.as('secretariat');
    const list = await visitor.get('/share-backs');
    expect(list.text).toContain('33%');
    const table = list.text.slice(list.text.indexOf('施設・団体'));
    expect(table.indexOf('あおぞら幼稚園')).toBeLessThan(table.indexOf('試験市立大学'));
    expect(table.indexOf('試験市立大学')).toBeLessThan(table.indexOf('こもれび保育園'));
    const before = (await noticesOf('other_head', `/share-backs/${share.other}`)).length;
    await visitor.post(`/meetings/${meeting}/share-backs/remind`);
    await visitor.post(`/meetings/${meeting}/share-backs/remind`);
    expect((await noticesOf('other_head', `/share-backs/${share.other}`)).length).toBe(before + 1);
    expect((await visitor.get(`/meetings/${meeting}`)).text).toContain('今日はすでに声をかけています');
    expect((await world.as('coordinator').post(`/meetings/${meeting}/share-backs/remind`)).status).toBe(403);
    expect((await visitor.get('/share-backs?format=csv')).status).toBe(200);
  });

  test('an organisation without a facility confirms through its own people', async () => {
    expect(
      (
        await world
          .as('council_member')
          .post(`/share-backs/${share.university}`, { ...told, way: 'circulation' })
      ).status,
    ).toBe(303);
    expect(
      (
        await world
          .as('council_member')
          .post(`/share-backs/${share.university}/question`, { question: '次回の日は。' })
      ).status,
    ).toBe(303);
    expect(
      (
        await world
          .as('council_member')
          .post(`/share-backs/${share.university}/question`, { question: 'もう一度' })
      ).status,
    ).toBe(409);
  });
});

describe('an action item given to somebody who is not asked to pass the meeting on', () => {
  test('is told to them when the minutes are published, once', async () => {
    const small = await on('2026-08-01', (tx) =>
      sampleForum(tx, {
        name: '研修の打合せ',
        kind: 'area',
        organisation_id: world.organisation.center,
        members: [
          {
            organisation_id: world.organisation.university,
            person_id: world.person.council_member,
            starts_on: '2026-04-01',
          },
        ],
      }),
    );
    const sitting = await on('2026-08-03', (tx) =>
      planSitting(tx, {
        forum_id: small,
        held_on: '2026-08-03',
        items: [{ title: '見守り', purpose: 'discuss' }],
      }),
    );
    await on('2026-08-03', (tx) =>
      holdSitting(tx, sitting, {
        items: [
          {
            purpose: 'discuss',
            conclusion: '見守りを頼む。',
            actions: [{ what: '見守りの予定を決める', owner: `f${world.facility[1]}`, due_on: '2026-12-10' }],
          },
        ],
      }),
    );
    await on('2026-08-04', (tx) => publishSitting(tx, sitting, { message: '伝えてください。' }));
    await on('2026-08-05', (tx) => withdrawMinutes(tx, sitting));
    await on('2026-08-05', (tx) => publishSitting(tx, sitting, { message: '伝えてください。' }));
    await world.house.jobs.drain();
    const given = await id('action_item', `what = '見守りの予定を決める'`);
    expect(await noticesOf('other_head', `/actions/${given}`)).toEqual([
      '対応事項をお願いされました：見守りの予定を決める',
    ]);
    const [mail, ...more] = mailsTo('other_head').filter((one) => one.includes('見守りの予定を決める'));
    expect(more).toEqual([]);
    expect(mail).toContain('担当：あおぞら幼稚園');
    expect(mail).toContain('決まった会議：令和8年度　第1回　研修の打合せ');
    expect(mailsTo('council_member').some((one) => one.includes('見守りの予定を決める'))).toBe(false);
  });
});
