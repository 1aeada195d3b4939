import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorld, type Who, type World } from '../../../tests/world.ts';
import { scoreOf } from './queries.ts';
import { averageOf, mean } from './rules.ts';

let world: World;
let visit = 0;
let restricted = 0;
let meeting = 0;
let record: (hidden: boolean) => Promise<number>;

// Rows are written behind the service's back: this slice stands above the slices whose records it judges.
beforeAll(async () => {
  world = await makeWorld();
  record = async (hidden) => {
    const [made] = await world.owner<{ id: number }>(
      `insert into visit (facility_id, team_id, lead_id, purpose, planned_on, visited_on, created_by, created_at)
       values ($1, $2, $3, 'round', '2026-11-10', '2026-11-10', $3, now()) returning id`,
      [world.facility[0], world.team, world.person.coordinator],
    );
    await world.owner(
      `insert into visit_record (visit_id, facility_id, team_id, met, hearing, restricted, submitted_at, submitted_by, updated_at, updated_by)
       values ($1, $2, $3, '園長', '夕方の体制の話を伺った。', $4, now(), $5, now(), $5)`,
      [made!.id, world.facility[0], world.team, hidden, world.person.coordinator],
    );
    return Number(made!.id);
  };
  visit = await record(false);
  restricted = await record(true);
  const [forum] = await world.owner<{ id: number }>(
    `insert into forum (name, kind, meetings_per_year, organisation_id, created_at) values ('連携会議', 'network', 4, $1, now()) returning id`,
    [world.organisation.city],
  );
  const [sitting] = await world.owner<{ id: number }>(
    `insert into meeting (forum_id, number, title, held_on, minutes_published_at, summary, created_at)
     values ($1, 1, '第1回連携会議', '2026-06-10', now(), '休憩のとり方を話し合った。', now()) returning id`,
    [forum!.id],
  );
  meeting = Number(sitting!.id);
  const [item] = await world.owner<{ id: number }>(
    `insert into agenda_item (meeting_id, forum_id, position, title, purpose, conclusion, published)
     values ($1, $2, 1, '休憩のとり方', 'discuss', '試してみる。', true) returning id`,
    [meeting, forum!.id],
  );
  await world.owner(
    `insert into role_assignment (meeting_id, forum_id, agenda_item_id, organisation_id, part, published)
     values ($1, $2, $3, $4, '手順をまとめる', true)`,
    [meeting, forum!.id, item!.id, world.organisation.city],
  );
  await world.owner(
    `insert into action_item (what, forum_id, meeting_id, agenda_item_id, owner_organisation_id, owner_facility_id,
       due_on, first_due_on, cancelled_at, cancel_reason, published, created_at, created_by)
     select what, $2, $1, $3, facility.organisation_id, facility.id, '2026-09-30', '2026-09-30',
       case when what like 'やめた%' then now() end, case when what like 'やめた%' then '重なったため' end, true, now(), $5
     from facility, (values ('休憩の案を試す'), ('やめたこと')) as asked (what) where facility.id = $4`,
    [meeting, forum!.id, item!.id, world.facility[0], world.person.secretariat],
  );
});
afterAll(() => world.close());

const levels = {
  level_facts: 2,
  level_strengths: 3,
  level_assessment: 2,
  level_support: 2,
  level_next_step: 1,
};

describe('who may not', () => {
  it('shows no scoring pages to people without quality.read', async () => {
    for (const who of ['facility_head', 'observer', 'administrator', 'auditor', 'council_member'] as Who[]) {
      for (const path of ['/quality', `/quality/visits/${visit}`, `/quality/minutes/${meeting}`]) {
        expect([who, path, (await world.as(who).get(path)).status]).toEqual([who, path, 404]);
      }
      const sent = await world.as(who).post(`/quality/visits/${visit}`, { ...levels, _version: 0 });
      expect([who, sent.status]).toEqual([who, 404]);
    }
    expect(await world.owner('select 1 from rubric_score')).toEqual([]);
  });

  it('lets nobody score a record they may not read', async () => {
    expect((await world.as('secretariat').get(`/quality/visits/${restricted}`)).status).toBe(404);
    expect(
      (await world.as('secretariat').post(`/quality/visits/${restricted}`, { ...levels, _version: 0 }))
        .status,
    ).toBe(404);
    expect((await world.as('coordinator2').get(`/quality/visits/${restricted}`)).status).toBe(200);
  });

  it('lets nobody change another judge’s score', async () => {
    await world.as('coordinator').post(`/quality/visits/${restricted}`, { ...levels, _version: 0 });
    await world.writing('coordinator2', async (tx) => {
      const changed = await tx.db.updateTable('rubric_score_item').set({ level: 0 }).executeTakeFirst();
      expect(changed.numUpdatedRows).toBe(0n);
      const score = await tx.db.updateTable('rubric_score').set({ remark: 'x' }).executeTakeFirst();
      expect(score.numUpdatedRows).toBe(0n);
    });
  });
});

describe('scoring', () => {
  it('lists what nobody has scored yet', async () => {
    const page = await world.as('secretariat').get('/quality');
    expect(page.html).toContain(`/quality/visits/${visit}`);
    expect(page.html).not.toContain(`/quality/visits/${restricted}"`);
    expect((await world.as('secretariat').get('/quality?kind=minutes')).text).toContain('第1回連携会議');
    expect((await world.as('secretariat').get('/quality?kind=minutes&state=all&year=2025')).status).toBe(200);
  });

  it('shows the record beside the criteria, each level a sentence', async () => {
    const page = await world.as('secretariat').get(`/quality/visits/${visit}`);
    expect(page.text).toContain('夕方の体制の話を伺った。');
    expect(page.text).toContain('だれが、いつまでに、何をするかが書かれている。');
    expect((page.html.match(/type="radio"/g) ?? []).length).toBe(20);
  });

  it('asks for each criterion and keeps what was chosen', async () => {
    const page = await world.as('secretariat').post(`/quality/visits/${visit}`, {
      level_facts: 2,
      level_support: 9,
      remark: '具体的で分かりやすい。',
      _version: 0,
    });
    expect(page.status).toBe(422);
    expect(page.html).toContain('具体的で分かりやすい。');
    const missing = await world
      .as('secretariat')
      .post(`/quality/visits/${visit}`, { level_facts: 2, _version: 0 });
    expect(
      (missing.text.match(/0から3のうち、いちばん近い段階を選んでください。/g) ?? []).length,
    ).toBeGreaterThanOrEqual(4);
    expect(await world.reading('secretariat', (tx) => scoreOf(tx, 'visit', visit))).toEqual({
      average: null,
      scores: [],
    });
  });

  it('takes scores of several judges, shows names and days, and averages over judges', async () => {
    const fields = {
      ...levels,
      remark: '次の一歩に時期があるとよい。',
      _version: 0,
      _once: crypto.randomUUID(),
    };
    expect((await world.as('secretariat').post(`/quality/visits/${visit}`, fields)).status).toBe(303);
    expect((await world.as('secretariat').post(`/quality/visits/${visit}`, fields)).status).toBe(303);
    await world
      .as('coordinator2')
      .post(`/quality/visits/${visit}`, { ...levels, level_facts: 3, level_next_step: 3, _version: 0 });
    const page = await world.as('coordinator').get(`/quality/visits/${visit}`);
    expect(page.text).toContain('事 務子さん（R8.11.21）');
    expect(page.text).toContain('2.3点');
    // Who judges a record of their own is told so before, and apart afterwards.
    expect(page.text).toContain('この巡回は、あなたが担当したものです');
    expect(page.text.match(/書いた本人/g)).toHaveLength(1);
    expect((await world.as('secretariat').get(`/quality/visits/${visit}`)).text).not.toContain(
      'あなたが担当した',
    );
    await world.as('coordinator').post(`/quality/visits/${visit}`, { ...levels, _version: 0 });
    const own = await world.as('secretariat').get(`/quality/visits/${visit}`);
    expect(own.text.match(/書いた本人/g)).toHaveLength(1);
    await world.owner('delete from rubric_score where subject_id = $1 and scored_by = $2', [
      visit,
      world.person.coordinator,
    ]);
    const scored = await world.reading('coordinator', (tx) => scoreOf(tx, 'visit', visit));
    expect(scored.scores).toHaveLength(2);
    expect(scored.average).toBeCloseTo(2.3);
  });

  it('leads who has scored on to the next nobody has scored, those one may read alone', async () => {
    const next = async (who: Who) =>
      /href="(\/quality\/visits\/[0-9]+)"[^>]*>.*?次の未採点へ（残り([0-9]+)件）/
        .exec((await world.as(who).get(`/quality/visits/${visit}`)).html)
        ?.slice(1);
    expect(await next('coordinator2')).toBeUndefined();
    expect((await world.as('secretariat').get(`/quality/visits/${visit}`)).text).toContain(
      'あなた（R8.11.21）',
    );
    const hidden = await record(true);
    expect(await next('secretariat')).toBeUndefined();
    expect(await next('coordinator2')).toEqual([`/quality/visits/${hidden}`, '1']);
    // Who has not scored this one stays with it.
    expect(await next('coordinator')).toBeUndefined();
    await world.owner('delete from visit_record where visit_id = $1', [hidden]);
  });

  it('lets a judge change the own score, and shows both remarks when it was changed elsewhere', async () => {
    const changed = await world
      .as('secretariat')
      .post(`/quality/visits/${visit}`, { ...levels, level_facts: 0, remark: '見直した。', _version: 1 });
    expect(changed.status).toBe(303);
    const stale = await world
      .as('secretariat')
      .post(`/quality/visits/${visit}`, { ...levels, remark: '古い画面から。', _version: 1 });
    expect(stale.status).toBe(422);
    expect(stale.text).toContain('見直した。');
    expect(stale.text).toContain('古い画面から。');
  });

  it('scores minutes with their own rubric', async () => {
    const page = await world.as('secretariat').get(`/quality/minutes/${meeting}`);
    expect(page.text).toContain('休憩のとり方を話し合った。');
    expect(page.text).toContain('すべての対応事項に、担当と期限がある。');
    // What is to be judged stands there: who does what until when, and nothing that was called off.
    expect(page.text).toContain('手順をまとめる');
    expect(page.text).toContain('休憩の案を試す（こもれび保育園、令和8年9月30日（水）まで）');
    expect(page.text).not.toContain('やめたこと');
    await world.as('secretariat').post(`/quality/minutes/${meeting}`, {
      level_issue: 2,
      level_opinions: 2,
      level_decision: 3,
      level_roles: 3,
      level_next: 2,
      _version: 0,
    });
    expect((await world.reading('coordinator', (tx) => scoreOf(tx, 'minutes', meeting))).average).toBeCloseTo(
      2.4,
    );
    expect(
      (await world.reading('coordinator', (tx) => scoreOf(tx, 'visit', meeting + 1000))).average,
    ).toBeNull();
  });
});

it('averages each judge first, then the judges', () => {
  expect(
    averageOf([
      [3, 3],
      [0, 0, 0],
    ]),
  ).toBe(1.5);
  expect(averageOf([])).toBeNull();
  expect(mean([])).toBeNull();
});
