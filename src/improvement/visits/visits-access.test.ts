import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorld, type Who, type World } from '../../../tests/world.ts';
import { find } from '../../platform/search/search.ts';
import { sampleVisit } from './samples.ts';

let world: World;
const visit = { planned: 0, plain: 0, shared: 0, restricted: 0 };
let attachment = 0;

const texts = {
  met: '園長',
  hearing: '夕方の時間帯が一人になると伺った。',
  next_step: '午睡明けの順番を変えてみる。',
};

/** Somebody with visit.read outside the team: the secretariat. */
const outsiders: Who[] = [
  'observer',
  'administrator',
  'auditor',
  'council_member',
  'other_head',
  'consultation_worker',
];

beforeAll(async () => {
  world = await makeWorld();
  const lead_id = world.person.coordinator;
  const facility_id = world.facility[0]!;
  await world.writing('coordinator', async (tx) => {
    visit.planned = await sampleVisit(tx, {
      facility_id,
      lead_id,
      planned_on: '2026-12-02',
      note_to_facility: '4歳児の午睡明けを見せてください。',
    });
    visit.plain = await sampleVisit(tx, {
      facility_id,
      lead_id,
      planned_on: '2026-10-01',
      record: {
        ...texts,
        memo: '主任が疲れている様子。',
        follow_ups: [{ what: '資料を届ける', due_on: '2026-11-25' }],
      },
    });
    visit.shared = await sampleVisit(tx, {
      facility_id,
      lead_id,
      planned_on: '2026-10-15',
      record: { ...texts, hearing: '共有できる話を伺った。', memo: '次は主任とも話す。', shared: true },
    });
    visit.restricted = await sampleVisit(tx, {
      facility_id,
      lead_id,
      planned_on: '2026-11-05',
      record: {
        ...texts,
        hearing: 'ひみつの聞き取り。',
        restricted: true,
        follow_ups: [{ what: 'ひみつの約束', due_on: '2026-11-22' }],
      },
    });
  });
  await world.owner(
    `insert into visit_attachment (visit_id, facility_id, team_id, name, media_type, size, sha256, bytes, restricted, attached_by, attached_at)
     values ($1, $2, $3, 'a.pdf', 'application/pdf', 4, 'x', '%PDF', true, $4, now())`,
    [visit.restricted, facility_id, world.team, lead_id],
  );
  attachment = Number(
    (await world.owner<{ id: number }>('select max(id) as id from visit_attachment'))[0]!.id,
  );
});
afterAll(() => world.close());

describe('who may not', () => {
  it('shows people without visit.read no list, plan, round, visit, record or history', async () => {
    for (const who of outsiders) {
      for (const path of [
        '/visits',
        '/visits/plan',
        '/visits/new',
        '/rounds/2026',
        `/visits/${visit.plain}`,
        `/visits/${visit.plain}/record`,
        `/visits/${visit.shared}`,
        `/my-facility/visits/${visit.shared}`,
        `/visits/facility/${world.facility[0]}`,
        '/visits/emergencies',
      ]) {
        expect([who, path, (await world.as(who).get(path)).status]).toEqual([who, path, 404]);
      }
    }
  });

  it('counts no rows of visits for them, nor of what hangs on them', async () => {
    for (const who of outsiders) {
      const counted = await world.reading(who, async (tx) => {
        const counts: number[] = [];
        for (const table of [
          'round',
          'round_target',
          'visit',
          'visit_record',
          'visit_memo',
          'visit_draft',
          'visit_follow_up',
          'visit_attachment',
          'visit_coordinator',
        ] as const) {
          const row = await tx.db
            .selectFrom(table)
            .select((eb) => eb.fn.countAll<number>().as('n'))
            .executeTakeFirstOrThrow();
          counts.push(row.n);
        }
        return counts;
      });
      expect([who, ...counted]).toEqual([who, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    }
  });

  it('refuses their commands', async () => {
    for (const who of [...outsiders, 'facility_head', 'facility_staff'] as Who[]) {
      const visitor = world.as(who);
      const tries = [
        await visitor.post(`/visits/${visit.planned}/cancel`, { cancel_reason: 'other' }),
        await visitor.post(`/visits/${visit.plain}/record`, {
          ...texts,
          visited_on: '2026-10-01',
          _version: 1,
        }),
        await visitor.post(`/visits/${visit.plain}/record/draft`, { hearing: 'x' }),
        await visitor.post(`/visits/${visit.plain}/share`),
        await visitor.post('/rounds/2026', { name: 'x', default_count: 2 }),
        await visitor.post('/visits/new', {
          lead_id: world.person.coordinator,
          facility_ids: [world.facility[0]!],
          [`planned_on_${world.facility[0]}`]: '2026-12-09',
          [`purpose_${world.facility[0]}`]: 'round',
        }),
      ];
      expect([who, ...tries.map((answer) => answer.status >= 400)]).toEqual([
        who,
        true,
        true,
        true,
        true,
        true,
        true,
      ]);
    }
    expect(
      await world.owner('select 1 from visit where created_by <> $1', [world.person.coordinator]),
    ).toEqual([]);
  });

  it('ends with the appointment: a former coordinator reaches nothing', async () => {
    expect((await world.as('former').get('/visits')).status).toBe(403);
  });

  it('lets the secretariat read plain records but neither write them nor see the team memo', async () => {
    const page = await world.as('secretariat').get(`/visits/${visit.plain}`);
    expect(page.status).toBe(200);
    expect(page.text).toContain('夕方の時間帯が一人になると伺った。');
    expect(page.text).not.toContain('主任が疲れている様子。');
    expect((await world.as('secretariat').get(`/visits/${visit.plain}/record`)).status).toBe(404);
    const sent = await world.as('secretariat').post(`/visits/${visit.plain}/record`, {
      ...texts,
      visited_on: '2026-10-01',
      _version: 1,
    });
    expect(sent.status).toBe(403);
  });

  it('keeps a restricted record from visit.read outside the team, saying only that there is one', async () => {
    const page = await world.as('secretariat').get(`/visits/${visit.restricted}`);
    expect(page.status).toBe(200);
    expect(page.text).toContain('閲覧を限っている記録');
    expect(page.text).not.toContain('ひみつ');
    expect(
      (await world.as('secretariat').get(`/visits/${visit.restricted}/attachments/${attachment}`)).status,
    ).toBe(404);
    const list = await world.as('secretariat').get('/visits?q=ひみつ');
    expect(list.text).toContain('当てはまる訪問がありません');
    expect((await world.as('secretariat').get(`/visits/facility/${world.facility[0]}`)).text).not.toContain(
      'ひみつ',
    );
    expect(await world.reading('secretariat', (tx) => find(tx, 'ひみつの聞き取り', null, 10))).toEqual([]);
  });

  it('lets the team find and read its restricted record, and notes who opened it', async () => {
    const page = await world.as('coordinator2').get(`/visits/${visit.restricted}`);
    expect(page.text).toContain('ひみつの聞き取り。');
    expect(page.text).toContain('ひみつの約束');
    expect(await world.reading('coordinator2', (tx) => find(tx, 'ひみつの聞き取り', null, 10))).toHaveLength(
      1,
    );
    const [seen] = await world.owner<{ n: string }>(
      `select count(*) as n from audit_event where action = 'visit.open_restricted' and person_id = $1`,
      [world.person.coordinator2],
    );
    expect(Number(seen!.n)).toBe(1);
  });
});

describe('what a facility sees', () => {
  it('sees its planned visits with the note, and what was shared with it', async () => {
    for (const who of ['facility_head', 'facility_staff'] as const) {
      const page = await world.as(who).get('/my-facility/visits');
      expect(page.text).toContain('令和8年12月2日（水）');
      expect(page.text).toContain('4歳児の午睡明けを見せてください。');
      const record = await world.as(who).get(`/my-facility/visits/${visit.shared}`);
      expect(record.text).toContain('共有できる話を伺った。');
      expect(record.text).not.toContain('次は主任とも話す。');
    }
  });

  it('is led from the search result to its own page', async () => {
    expect((await world.as('facility_head').get(`/visits/${visit.shared}`)).location).toBe(
      `/my-facility/visits/${visit.shared}`,
    );
    expect(await world.reading('facility_staff', (tx) => find(tx, '共有できる話', null, 10))).toHaveLength(1);
    expect(await world.reading('other_head', (tx) => find(tx, '共有できる話', null, 10))).toEqual([]);
  });

  it('sees nothing that was not shared', async () => {
    for (const id of [visit.plain, visit.restricted, visit.planned]) {
      expect((await world.as('facility_head').get(`/my-facility/visits/${id}`)).status).toBe(404);
    }
    const rows = await world.reading('facility_head', (tx) =>
      tx.db.selectFrom('visit_record').select('visit_id').execute(),
    );
    expect(rows.map((row) => row.visit_id)).toEqual([visit.shared]);
  });
});

describe('emergency access', () => {
  it('asks for a reason of ten characters and keeps what was typed', async () => {
    const page = await world
      .as('secretariat')
      .post(`/visits/${visit.restricted}/emergency`, { reason: '急ぎ' });
    expect(page.status).toBe(422);
    expect(page.text).toContain('理由を10文字以上で書いてください');
    expect(page.html).toContain('>急ぎ</textarea>');
  });

  it('opens the one record for four hours, tells the team and says so in the audit log', async () => {
    const reason = '子どもの安全確認のため、今日中に経過を知る必要がある';
    const opened = await world.as('secretariat').post(`/visits/${visit.restricted}/emergency`, { reason });
    expect(opened.location).toBe(`/visits/${visit.restricted}`);
    const page = await world.as('secretariat').get(`/visits/${visit.restricted}`);
    expect(page.text).toContain('ひみつの聞き取り。');
    expect(page.text).toContain('緊急の閲覧で開いています');
    expect(
      (await world.as('secretariat').get(`/visits/${visit.restricted}/attachments/${attachment}`)).status,
    ).toBe(200);
    const told = await world.owner<{ person_id: number }>(
      `select person_id from notice where url = '/visits/emergencies'`,
    );
    expect(told.map((notice) => Number(notice.person_id)).toSorted((a, b) => a - b)).toEqual(
      [world.person.coordinator, world.person.coordinator2].toSorted((a, b) => a - b),
    );
    const audit = await world.owner<{ purpose: string }>(
      `select purpose from audit_event where action = 'emergency.open'`,
    );
    expect(audit).toEqual([{ purpose: reason }]);
  });

  it('gives nothing to write and nothing to others', async () => {
    expect((await world.as('secretariat').post(`/visits/${visit.restricted}/share`)).status).toBe(403);
    expect((await world.as('facility_head').get(`/my-facility/visits/${visit.restricted}`)).status).toBe(404);
  });

  it('ends by itself', async () => {
    world.at('2026-11-21T14:01:00+09:00');
    const page = await world.as('secretariat').get(`/visits/${visit.restricted}`);
    expect(page.text).not.toContain('ひみつ');
    world.at('2026-11-21T10:30:00+09:00');
  });

  it('is listed for the team, which can end it; somebody else cannot', async () => {
    const list = await world.as('coordinator').get('/visits/emergencies');
    expect(list.text).toContain('事 務子');
    const id = /emergencies\/(\d+)\/end/.exec(list.html)![1];
    expect((await world.as('facility_head').post(`/visits/emergencies/${id}/end`)).status).toBe(404);
    expect((await world.as('coordinator').post(`/visits/emergencies/${id}/end`)).status).toBe(303);
    expect((await world.as('secretariat').get(`/visits/${visit.restricted}`)).text).not.toContain('ひみつ');
  });
});
