import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeWorld, type Who, type World } from '../../../tests/world.ts';
import { recordIssueEvent } from './commands.ts';
import { issueById, issuesOfFacility } from './queries.ts';
import { conditionsOf } from './forms.ts';
import { listIssues } from './queries-list.ts';
import { mergeSample, raiseSample } from './samples.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const raise = (n: number, facilities: number[]) =>
  world.writing('coordinator', (tx) =>
    raiseSample(tx, n, { facility_ids: facilities.map((index) => world.facility[index]!) }),
  );
const issue = async (id: number, who: Who = 'coordinator') =>
  (await world.reading(who, (tx) => issueById(tx, id)))!;

const merging = {
  title: '相談できる先が地域に少ない',
  description: 'どの施設も、待っている間のかかわりに困っている。',
  theme_code: 'development',
  weight: 3,
};

describe('merging issues', () => {
  test('is not for those who only read issues, nor for a facility', async () => {
    const ids = [await raise(0, [0]), await raise(0, [1])];
    expect((await world.as('council_member').post('/issues/merge', { ...merging, issue: ids })).status).toBe(
      403,
    );
    expect((await world.as('facility_head').post('/issues/merge', { ...merging, issue: ids })).status).toBe(
      403,
    );
    expect(
      (await world.as('council_member').get(`/issues/merge?issue=${ids[0]}&issue=${ids[1]}`)).status,
    ).toBe(403);
    expect((await issue(ids[0]!)).state).toBe('grasped');
  });

  test('shows the originals side by side with a proposed title and an answer for every facility', async () => {
    const ids = [await raise(0, [0]), await raise(1, [1, 2])];
    const page = await world.as('secretariat').get(`/issues/merge?issue=${ids[0]}&issue=${ids[1]}`);
    expect(page.status).toBe(200);
    expect(page.text).toContain('発達の気になる子どもへのかかわり');
    expect(page.text).toContain('年度の途中で退職が出ると補えない');
    for (const [index, id] of [
      [0, ids[0]],
      [1, ids[1]],
      [2, ids[1]],
    ] as const) {
      expect(page.html).toContain(`name="answer_${id}_${world.facility[index]}"`);
    }
    expect(page.text).toContain('ほかの施設からも同じ声があり');
  });

  test('answers every facility on its own original, tells its head, who confirms having read it', async () => {
    const ids = [await raise(0, [0]), await raise(0, [1])];
    const sent = await world.as('secretariat').post('/issues/merge', {
      ...merging,
      issue: ids,
      [`answer_${ids[0]}_${world.facility[0]}`]: 'こもれび保育園への回答です。',
      [`answer_${ids[1]}_${world.facility[1]}`]: 'あおぞら幼稚園への回答です。',
    });
    expect(sent.status).toBe(303);
    const regional = Number(sent.location!.split('/').at(-1));
    expect(await issue(regional)).toMatchObject({
      regional: true,
      state: 'grasped',
      facility_count: 2,
      weight: 3,
    });
    expect((await issue(regional)).areas).toEqual(['中央地区']);
    for (const id of ids)
      expect(await issue(id)).toMatchObject({ state: 'merged', merged_into_id: regional });

    const original = await world.as('coordinator').get(`/issues/${ids[0]}`);
    expect(original.text).toContain('地域の課題に統合されています');
    expect(original.text).toContain('課題として把握しました');
    expect(original.html).toContain(`/issues/${regional}`);

    for (const [who, index, own, others] of [
      ['facility_head', 0, 'こもれび保育園への回答です。', 'あおぞら幼稚園への回答です。'],
      ['other_head', 1, 'あおぞら幼稚園への回答です。', 'こもれび保育園への回答です。'],
    ] as const) {
      expect(
        await world.owner('select id from notice where person_id = $1 and url like $2', [
          world.person[who],
          `/my-facility/issues#issue-${ids[index]}-%`,
        ]),
      ).toHaveLength(1);
      const page = await world.as(who).get('/my-facility/issues');
      expect(page.text).toContain(own);
      expect(page.text).not.toContain(others);
    }

    const staff = await world.as('facility_staff').get('/my-facility/issues');
    expect(staff.text).toContain('こもれび保育園への回答です。');
    expect(staff.html).not.toContain(`action="/my-facility/issues/${ids[0]}/read"`);
    const facility_id = world.facility[0]!;
    const read = (who: Who) => world.as(who).post(`/my-facility/issues/${ids[0]}/read`, { facility_id });
    expect((await read('facility_staff')).status).toBe(403);
    expect((await read('other_head')).status).toBe(404);
    expect((await read('facility_head')).status).toBe(303);
    expect((await read('facility_head')).status).toBe(303);
    expect(await world.owner(`select seq from audit_event where action = 'issue.read_answer'`)).toHaveLength(
      1,
    );
    const page = await world.as('secretariat').get(`/issues/${regional}`);
    expect(page.text).toContain('園 長子が読みました');
    expect(page.text).toContain('まだ読まれていません');
  });

  test('happens once when the form is sent twice, and not at all when somebody was first', async () => {
    const ids = [await raise(0, [0]), await raise(0, [1])];
    const fields = { ...merging, issue: ids, _once: crypto.randomUUID() };
    const first = await world.as('secretariat').post('/issues/merge', fields);
    const second = await world.as('secretariat').post('/issues/merge', fields);
    expect(second.location).toBe(first.location);
    const late = await world
      .as('coordinator')
      .post('/issues/merge', { ...merging, title: '遅れたまとめ', issue: ids });
    expect(late.status).toBe(422);
    expect(late.text).toContain('統合済みのため、まとめられません');
    expect(late.html).toContain('遅れたまとめ');
  });

  test('asks for two, for open ones, and for no more than one regional issue among them', async () => {
    const ids = [await raise(0, [0]), await raise(0, [1]), await raise(0, [2]), await raise(0, [3])];
    const post = (issues: number[]) =>
      world.as('secretariat').post('/issues/merge', { ...merging, issue: issues });
    expect((await post([ids[0]!])).text).toContain('2つ以上選んでください');
    await world.writing('coordinator', (tx) =>
      recordIssueEvent(tx, { issue_id: ids[3]!, kind: 'closed', happened_on: '2026-11-21' }),
    );
    expect((await post([ids[0]!, ids[3]!])).text).toContain('終結のため、まとめられません');
    const one = await world.writing('secretariat', (tx) => mergeSample(tx, [ids[0]!, ids[1]!]));
    const more = [await raise(1, [0]), await raise(1, [1])];
    const two = await world.writing('secretariat', (tx) => mergeSample(tx, more));
    expect((await post([one, two])).text).toContain('1つだけ残して');
    // A further issue joins the regional one that is there.
    expect((await post([one, ids[2]!])).location).toBe(`/issues/${one}`);
    expect(await issue(one)).toMatchObject({ facility_count: 3, title: merging.title });
  });

  test('counts what is recorded on an original for the regional issue, and dates its facilities', async () => {
    const ids = [await raise(0, [4]), await raise(0, [5])];
    const regional = await world.writing('secretariat', (tx) => mergeSample(tx, ids));
    await world.writing('secretariat', (tx) =>
      recordIssueEvent(tx, { issue_id: ids[0]!, kind: 'shared', happened_on: '2026-11-21' }),
    );
    expect((await issue(regional)).state).toBe('shared');
    expect((await issue(ids[0]!)).state).toBe('merged');
    const rows = await world.owner<{ shared_on: Date | null }>(
      'select shared_on from issue_facility where issue_id = any($1) and shared_on is not null',
      [ids],
    );
    expect(rows).toHaveLength(2);
  });
});

describe('undoing a merge', () => {
  test('is not for those who only read', async () => {
    const regional = await world.writing('secretariat', async (tx) =>
      mergeSample(tx, [
        await raiseSample(tx, 0, { facility_ids: [world.facility[0]!] }),
        await raiseSample(tx, 0, { facility_ids: [world.facility[1]!] }),
      ]),
    );
    expect((await world.as('council_member').post(`/issues/${regional}/unmerge`)).status).toBe(403);
    expect((await world.as('facility_head').post(`/issues/${regional}/unmerge`)).status).toBe(403);
  });

  test('gives back the originals with their history, and ends the regional issue', async () => {
    const ids = [await raise(2, [0]), await raise(2, [1])];
    const regional = await world.writing('secretariat', (tx) => mergeSample(tx, ids));
    const undone = await world.as('secretariat').post(`/issues/${regional}/unmerge`);
    expect(undone.status).toBe(303);
    for (const id of ids) {
      expect(await issue(id)).toMatchObject({ state: 'grasped', merged_into_id: null });
      const page = await world.as('secretariat').get(`/issues/${id}`);
      expect(page.text).toContain('地域の課題にまとめられました');
      expect(page.text).toContain('まとめを元に戻しました');
    }
    expect((await issue(regional)).state).toBe('closed');
    expect((await world.as('secretariat').post(`/issues/${regional}/unmerge`)).status).toBe(409);
  });

  test('takes out one original and leaves the others together', async () => {
    const ids = [await raise(3, [0]), await raise(3, [1]), await raise(3, [2])];
    const regional = await world.writing('secretariat', (tx) => mergeSample(tx, ids));
    const out = await world.as('coordinator').post(`/issues/${regional}/unmerge`, { issue_id: ids[0]! });
    expect(out.location).toBe(`/issues/${ids[0]}`);
    expect((await issue(ids[0]!)).state).toBe('grasped');
    expect(await issue(regional)).toMatchObject({ state: 'grasped', facility_count: 2 });
  });

  test('is refused once something was decided on it', async () => {
    const ids = [await raise(4, [0]), await raise(4, [1])];
    const regional = await world.writing('secretariat', async (tx) => {
      const id = await mergeSample(tx, ids);
      await recordIssueEvent(tx, { issue_id: id, kind: 'decided', happened_on: '2026-11-21' });
      return id;
    });
    const refused = await world.as('secretariat').post(`/issues/${regional}/unmerge`);
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('決定があるため、元に戻せません');
    expect((await issue(ids[0]!)).state).toBe('merged');
  });
});

describe('answering', () => {
  test('reaches each facility of the issue, again when it is rewritten, and nobody else', async () => {
    const id = await raise(5, [0, 1]);
    const key = `answer_${id}_${world.facility[0]}`;
    const post = (fields: Record<string, string>) =>
      world.as('coordinator').post(`/issues/${id}/answer`, fields);
    expect((await post({ [key]: 'はじめの回答' })).status).toBe(303);
    await world
      .as('facility_head')
      .post(`/my-facility/issues/${id}/read`, { facility_id: world.facility[0]! });
    // The same words again are no new answer.
    await post({ [key]: 'はじめの回答' });
    expect((await world.as('coordinator').get(`/issues/${id}`)).text).toContain('園 長子が読みました');
    await post({ [key]: '書き直した回答' });
    const page = await world.as('coordinator').get(`/issues/${id}`);
    expect(page.text).toContain('書き直した回答');
    expect(page.text).toContain('まだ読まれていません');
    expect(page.text).toContain('未回答');
    const other = await raise(5, [2]);
    expect((await post({ [`answer_${other}_${world.facility[2]}`]: '別の課題への回答' })).status).toBe(404);
    const long = await post({ [key]: '長'.repeat(2001) });
    expect(long.status).toBe(422);
    expect(long.text).toContain('2,000文字以内');
  });
});

test('merged originals leave the list but stay with their facility', async () => {
  const ids = [await raise(6, [4]), await raise(6, [5])];
  const regional = await world.writing('secretariat', (tx) => mergeSample(tx, ids));
  const [standing, captured, ofFacility] = await world.reading('secretariat', async (tx) => {
    const page = { size: 200, offset: 0 };
    return [
      await listIssues(tx, conditionsOf({}), page),
      await listIssues(tx, conditionsOf({ scope: 'captured' }), page),
      await issuesOfFacility(tx, world.facility[4]!),
    ] as const;
  });
  expect(standing.map((one) => one.id)).toContain(regional);
  expect(standing.map((one) => one.id)).not.toContain(ids[0]);
  expect(captured.map((one) => one.id)).toContain(ids[0]);
  expect(captured.map((one) => one.id)).not.toContain(regional);
  expect(ofFacility.find((one) => one.id === ids[0])?.state).toBe('merged');
});
