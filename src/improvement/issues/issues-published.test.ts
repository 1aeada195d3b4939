import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeWorld, type Who, type World } from '../../../tests/world.ts';
import { facilitiesNamedIn, wordsThatIdentifyFacilities } from './queries-choices.ts';
import { publishSample, raiseSample } from './samples.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const raise = (n: number, facilities: number[]) =>
  world.writing('coordinator', (tx) =>
    raiseSample(tx, n, { facility_ids: facilities.map((index) => world.facility[index]!) }),
  );

const raisePublished = (n: number, facilities: number[]) =>
  world.writing('coordinator', async (tx) => {
    const id = await raiseSample(tx, n, { facility_ids: facilities.map((index) => world.facility[index]!) });
    await publishSample(tx, n, id);
    return id;
  });

const wording = {
  _version: 0,
  title: '相談できる先が少ない',
  summary: '待っている間のかかわりに困っています。',
  progress: '',
};

describe('publishing', () => {
  test('is not for those who may not look after issues', async () => {
    const id = await raise(0, [0]);
    for (const who of ['council_member', 'facility_head', 'observer'] as const) {
      const answer = await world.as(who).post(`/issues/${id}/publish`, wording);
      expect([403, 404], who).toContain(answer.status);
    }
    expect((await world.as('other_head').get(`/published-issues/${id}`)).status).toBe(404);
    expect((await world.as(null).get('/published-issues')).location).toContain('/sign-in');
  });

  test('is stopped by names of facilities, operators and people, phones and addresses, naming what was found', async () => {
    const id = await raise(1, [0]);
    const post = (change: Partial<typeof wording>) =>
      world.as('coordinator').post(`/issues/${id}/publish`, { ...wording, ...change });
    for (const [change, said] of [
      [{ title: 'こもれび保育園の人手' }, '施設の名前「こもれび保育園」'],
      [{ summary: '「しらかば保育園」でも同じです。' }, '施設の名前「しらかば保育園」'],
      [{ summary: 'あおぞら　幼 稚 園も同じ考えです。' }, '施設の名前「あおぞら幼稚園」'],
      [{ summary: '社会福祉法人こもれび会の方針です。' }, '法人の名前「社会福祉法人こもれび会」'],
      [{ summary: '園 長子さんから聞きました。' }, '人の名前「園 長子」'],
      [{ progress: '問い合わせは0166-12-3456まで。' }, '電話番号「0166-12-3456」'],
      [{ progress: 'hana@example.jp へ。' }, 'メールアドレス「hana@example.jp」'],
    ] as const) {
      const answer = await post(change);
      expect(answer.status, said).toBe(422);
      expect(answer.text).toContain(`${said}が書かれています`);
      expect(answer.html).toContain(Object.values(change)[0]);
    }
    expect(await world.owner('select issue_id from issue_publication where issue_id = $1', [id])).toEqual([]);
    expect((await post({})).status).toBe(303);
  });

  test('is compared with the facilities it names alone: of thousands the database sends no other', async () => {
    const named = (...texts: string[]) =>
      world.reading('coordinator', (tx) => facilitiesNamedIn(tx, texts)).then((names) => names.toSorted());
    expect(await named('近くの園の話です。', '')).toEqual([]);
    expect(await named()).toEqual([]);
    expect(await named('しらかば\n保育園と', 'アオゾラではなく、あおぞら・幼稚園')).toEqual([
      'あおぞら幼稚園',
      'しらかば保育園',
    ]);
    await world.owner(`update facility set name = 'ＡＢＣ　Ｋｉｄｓ' where name = 'しらかば保育園'`);
    expect(await named('abcKIDSの先生')).toEqual(['ＡＢＣ　Ｋｉｄｓ']);
    await world.owner(`update facility set name = 'しらかば保育園' where name = 'ＡＢＣ　Ｋｉｄｓ'`);
    const { facilities } = await world.reading('coordinator', (tx) =>
      wordsThatIdentifyFacilities(tx, [world.facility[0]!], ['しらかば保育園']),
    );
    expect(Object.fromEntries(facilities.map(({ name, concerned }) => [name, concerned]))).toEqual({
      こもれび保育園: true,
      しらかば保育園: false,
    });
  });

  test('reaches every signed-in person by list, theme, words and search', async () => {
    const id = await raisePublished(7, [0]);
    for (const who of ['other_head', 'facility_staff', 'observer', 'council_member'] as const) {
      const list = await world.as(who).get('/published-issues?theme=transition');
      expect(list.status).toBe(200);
      expect(list.text).toContain('小学校と顔を合わせる機会が限られている');
      expect((await world.as(who).get(`/published-issues/${id}`)).text).toContain(
        '小学校と顔を合わせて話す機会が少なく',
      );
    }
    expect((await world.as('observer').get('/published-issues?theme=safety')).text).toContain(
      '条件に合う課題はありません',
    );
    expect((await world.as('observer').get('/published-issues?q=その後のようす')).text).toContain(
      '小学校と顔を合わせる',
    );
    const [entry] = await world.owner<{ audience_duty: string }>(
      `select audience_duty from search_entry where kind = 'publication' and subject_id = $1`,
      [id],
    );
    expect(entry?.audience_duty).toBe('network');
  });

  test('can be withdrawn and published again', async () => {
    const id = await raisePublished(2, [0]);
    expect((await world.as('council_member').post(`/issues/${id}/withdraw`)).status).toBe(403);
    expect((await world.as('secretariat').post(`/issues/${id}/withdraw`)).status).toBe(303);
    expect((await world.as('other_head').get(`/published-issues/${id}`)).status).toBe(404);
    expect(
      await world.owner(`select 1 from search_entry where kind = 'publication' and subject_id = $1`, [id]),
    ).toEqual([]);
    expect((await world.as('secretariat').post(`/issues/${id}/withdraw`)).status).toBe(409);
    const again = await world.as('secretariat').post(`/issues/${id}/publish`, { ...wording, _version: 2 });
    expect(again.status).toBe(303);
    expect((await world.as('other_head').get(`/published-issues/${id}`)).status).toBe(200);
  });

  test('by two people at once shows the second both texts', async () => {
    const id = await raisePublished(3, [0]);
    const post = (who: Who, change: object) =>
      world.as(who).post(`/issues/${id}/publish`, { ...wording, _version: 1, ...change });
    expect((await post('secretariat', { title: '先に直した名前' })).status).toBe(303);
    const second = await post('coordinator', { title: 'あとから直した名前' });
    expect(second.status).toBe(422);
    expect(second.text).toContain('先に直した名前');
    expect(second.text).toContain('あとから直した名前');
    const chosen = await post('coordinator', {
      title: 'あとから直した名前',
      _version: 2,
      choose_title: 'theirs',
    });
    expect(chosen.status).toBe(303);
    expect((await world.as('observer').get(`/published-issues/${id}`)).text).toContain('先に直した名前');
  });
});

describe('「うちも同じです」', () => {
  test('is not for staff, for other facilities, or for what is not published', async () => {
    const id = await raisePublished(4, [0]);
    const same = (who: Who, facility: number, issue = id) =>
      world.as(who).post(`/published-issues/${issue}/same`, { facility_id: world.facility[facility]! });
    expect((await same('facility_staff', 0)).status).toBe(403);
    expect((await same('other_head', 2)).status).toBe(403);
    expect((await same('coordinator', 1)).status).toBe(403);
    expect((await same('other_head', 1, await raise(5, [0]))).status).toBe(404);
    expect(await world.owner('select 1 from issue_facility where issue_id = $1', [id])).toHaveLength(1);
    // Nor behind the command: not without a publication, not for another facility, not with an answer of its own.
    const insert = (change: object) =>
      world.writing('other_head', (tx) =>
        tx.db
          .insertInto('issue_facility')
          .values({
            issue_id: id,
            facility_id: world.facility[1]!,
            theme_code: 'practice',
            raised_on: '2026-11-21',
            publication_id: id,
            ...change,
          })
          .execute(),
      );
    await expect(insert({ publication_id: null })).rejects.toMatchObject({ status: 403 });
    await expect(insert({ facility_id: world.facility[2]! })).rejects.toMatchObject({ status: 403 });
    await expect(
      insert({ answer: '自分への回答', answered_by: world.person.other_head, answered_at: new Date() }),
    ).rejects.toMatchObject({ status: 403 });
  });

  test('adds the facility with its words, tells the holder, and shows other facilities nothing of it', async () => {
    const id = await raisePublished(5, [0]);
    const before = await world.as('other_head').get(`/published-issues/${id}`);
    expect(before.text).toContain('「うちも同じです」と知らせる');
    const fields = { facility_id: world.facility[1]!, statement: 'うちも除雪のたびに迷います。' };
    expect((await world.as('other_head').post(`/published-issues/${id}/same`, fields)).status).toBe(303);
    const twice = await world.as('other_head').post(`/published-issues/${id}/same`, fields);
    expect(twice.status).toBe(303);
    expect((await world.as('other_head').get(`/published-issues/${id}`)).text).toContain('に届いています');
    const page = await world.as('coordinator').get(`/issues/${id}`);
    expect(page.text).toContain('うちも除雪のたびに迷います。');
    expect(page.text).toContain('あおぞら幼稚園が「うちも同じです」と答えました');
    const head = await world.as('facility_head').get('/my-facility/issues');
    expect(head.text).not.toContain('あおぞら幼稚園');
    expect(head.text).not.toContain('うちも除雪のたびに');
    expect((await world.as('facility_head').get(`/published-issues/${id}`)).text).not.toContain(
      'あおぞら幼稚園',
    );
    expect((await world.as('other_head').get('/my-facility/issues')).text).toContain('うちも除雪のたびに');
    await world.house.jobs.drain();
    expect(
      await world.owner('select id from notice where person_id = $1 and url = $2', [
        world.person.coordinator,
        `/issues/${id}#voices`,
      ]),
    ).toHaveLength(1);
  });
});

describe('a facility', () => {
  test('sees its own words, the way they went and the answer, and of the issue itself nothing', async () => {
    const id = await raise(6, [0]);
    const page = await world.as('facility_head').get('/my-facility/issues');
    expect(page.text).toContain('子どもが帰ったあと、同じことを三回書いています');
    expect(page.text).toContain('受けとりました');
    expect(page.text).not.toContain('月案・週案・日誌・連絡帳に同じこと');
    expect(page.text).not.toContain('書類の重なりが職員の負担');
    await world
      .as('secretariat')
      .post(`/issues/${id}/events`, { kind: 'decided', happened_on: '2026-11-21' });
    expect((await world.as('facility_head').get('/my-facility/issues')).text).toContain('取組が決まりました');
    expect((await world.as('observer').get('/my-facility/issues')).status).toBe(404);
  });

  test('cannot write an answer to itself nor touch another facility’s row', async () => {
    const id = await raise(8, [0]);
    const update = (facility: number, set: object) =>
      world.writing('facility_head', (tx) =>
        tx.db
          .updateTable('issue_facility')
          .set(set)
          .where('issue_id', '=', id)
          .where('facility_id', '=', world.facility[facility]!)
          .executeTakeFirst(),
      );
    const now = new Date();
    await expect(
      update(0, {
        answer: '自分で',
        answered_by: world.person.facility_head,
        answered_at: now,
        read_at: now,
        read_by: world.person.facility_head,
      }),
    ).rejects.toMatchObject({ status: 403 });
    expect((await update(1, { statement: '書きかえ' })).numUpdatedRows).toBe(0n);
  });
});
