import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorld, type Who, type World } from '../../../tests/world.ts';
import { planDoc, recordDoc } from './exports.ts';
import { ledger } from './queries-council.ts';
import { plansOf } from './queries-plan.ts';
import { caseById } from './queries.ts';
import { sampleCase, sampleHousehold } from './samples.ts';
import { words as council } from './words-council.ja.ts';
import { words } from './words.ja.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const noon = { contacted_on_y: '2026', contacted_on_m: '11', contacted_on_d: '20' };
const day = (name: string, iso: string) => {
  const [y, m, d] = iso.split('-');
  return { [`${name}_y`]: y!, [`${name}_m`]: m!, [`${name}_d`]: d! };
};
const note = (more: Record<string, string | boolean> = {}) => ({
  way: 'visit',
  ...noon,
  with_whom: '母',
  body: '玄関先で話した。夜よく眠れないとのこと。',
  ...day('next_contact_on', '2026-11-27'),
  next_contact_way: 'phone',
  ...more,
});
const begin = (who: Who, more: Parameters<typeof sampleCase>[1] = {}) =>
  world.writing(who, (tx) => sampleCase(tx, more));
const row = async (id: number) =>
  (await world.owner<Record<string, unknown>>('select * from support_case where id = $1', [id]))[0]!;
const events = (action: string, id: number) =>
  world.owner(`select * from audit_event where action = $1 and subject_kind = 'case' and subject_id = $2`, [
    action,
    id,
  ]);

describe('who may not', () => {
  it('read a case of another team, by page, form, paper or ledger: it is not there', async () => {
    const id = await begin('consultation_worker');
    for (const who of ['west_worker', 'west_supervisor'] as const) {
      for (const path of [
        '',
        '/edit',
        '/plan',
        '/plan.pdf',
        '/assessments',
        '/record.pdf',
        '/progress.pdf',
        '/readers',
        '/move',
      ])
        expect((await world.as(who).get(`/cases/${id}${path}`)).status, path).toBe(404);
      expect((await world.as(who).post(`/cases/${id}/notes`, note())).status).toBe(404);
      expect((await world.as(who).get('/cases?tab=team')).text).not.toContain('仮野');
      expect((await world.as(who).get('/cases?q=かりの')).text).not.toContain('仮野');
    }
  });

  it('enter the case zone without its duty: administrator, auditor, facility heads, link coordinators', async () => {
    const id = await begin('consultation_worker');
    for (const who of [
      'administrator',
      'auditor',
      'facility_head',
      'link_coordinator',
      'coordinator',
    ] as const) {
      expect((await world.as(who).get('/cases')).status, who).toBe(403);
      expect((await world.as(who).get(`/cases/${id}`)).status, who).toBe(404);
      expect((await world.as(who).get('/council')).status, who).toBe(403);
    }
  });

  it('give a case away, with the duty but without a team: neither by the page nor past it', async () => {
    const id = await begin('consultation_worker');
    const { east, west } = world.case_team;
    await world.owner('update appointment set team_id = null where person_id = $1', [
      world.person.west_worker,
    ]);
    try {
      expect((await world.as('west_worker').get(`/cases/${id}/move`)).status).toBe(404);
      const { rows } = await world.writing('west_worker', (tx) =>
        sql<{ moved: boolean }>`
          select case_move(${id}, ${east}, ${world.person.nurse}, ${tx.today}) as moved`.execute(tx.db),
      );
      expect(rows).toEqual([{ moved: false }]);
    } finally {
      await world.owner('update appointment set team_id = $2 where person_id = $1', [
        world.person.west_worker,
        west,
      ]);
    }
  });

  it('see who looked at a case of another team', async () => {
    const id = await begin('consultation_worker');
    const { readersOf } = await import('./queries.ts');
    await world.as('consultation_worker').get(`/cases/${id}`);
    expect(await world.reading('west_worker', (tx) => readersOf(tx, id))).toEqual([]);
    expect(await world.reading('consultation_worker', (tx) => readersOf(tx, id))).not.toEqual([]);
  });

  it('see the page when its opening cannot be written down', async () => {
    const id = await begin('consultation_worker');
    await world.owner('alter function audit_append(jsonb) rename to audit_append_gone');
    try {
      const page = await world.as('consultation_worker').get(`/cases/${id}`);
      expect(page.status).toBe(500);
      expect(page.text).not.toContain('仮野');
    } finally {
      await world.owner('alter function audit_append_gone(jsonb) rename to audit_append');
    }
    expect((await world.as('consultation_worker').get(`/cases/${id}`)).status).toBe(200);
  });

  it('give a case to somebody who does not work on cases, or move one that is not theirs', async () => {
    const id = await begin('consultation_worker');
    const to = `${world.case_team.east}:${world.person.coordinator}`;
    expect(
      (await world.as('consultation_worker').post(`/cases/${id}/move`, { to, reason: '異動' })).status,
    ).toBe(422);
    const { sql } = await import('kysely');
    const moved = await world.writing('west_worker', (tx) =>
      sql<{
        moved: boolean;
      }>`select case_move(${id}, ${world.case_team.west}, ${world.person.west_worker}, ${tx.today}) as moved`.execute(
        tx.db,
      ),
    );
    expect(moved.rows[0]!.moved).toBe(false);
  });
});

describe('names', () => {
  it('stand in no title, address or notice', async () => {
    const id = await begin('consultation_worker');
    const page = await world.as('consultation_worker').get(`/cases/${id}`);
    expect(page.status).toBe(200);
    expect(page.text).toContain('仮野');
    expect(/<title>([^<]*)/.exec(page.html)![1]).not.toContain('仮野');
    expect(page.response.headers.get('cache-control')).toContain('no-store');
    const told = await world.owner<{ title: string }>('select title from notice');
    for (const { title } of told) expect(title).not.toContain('仮野');
  });
});

describe('beginning', () => {
  it('from a household, with a worker and the next contact; the opening is in the log', async () => {
    const household_id = await world.writing('consultation_worker', (tx) => sampleHousehold(tx));
    const form = await world.as('consultation_worker').get(`/cases/new?household=${household_id}`);
    expect(form.status).toBe(200);
    const [child] = await world.owner<{ id: number }>(
      `select id from household_member where household_id = $1 and relation = 'child'`,
      [household_id],
    );
    const typed = {
      household_id,
      team_id: world.case_team.east,
      worker_id: world.person.nurse,
      category: 'support',
      headline: '頼れる人が少ない',
      member_ids: [child!.id],
    };
    const empty = await world.as('consultation_worker').post('/cases/new', typed);
    expect(empty.status).toBe(422);
    expect(empty.text).toContain(words.errors.nextMissing);
    const made = await world
      .as('consultation_worker')
      .post('/cases/new', { ...typed, no_next_contact_reason: '入院中のため、退院の知らせを待つ' });
    expect(made.status).toBe(303);
    const id = Number(made.location!.split('/').at(-1));
    expect(await row(id)).toMatchObject({ worker_id: world.person.nurse, next_contact_on: null });
    expect(await events('case.begin', id)).toHaveLength(1);
  });

  it('refuses a household of another team, and a worker of another', async () => {
    const household_id = await world.writing('consultation_worker', (tx) => sampleHousehold(tx));
    expect((await world.as('west_worker').get(`/cases/new?household=${household_id}`)).status).toBe(404);
  });

  it('is constrained in the database too: no next contact without a reason', async () => {
    const id = await begin('consultation_worker');
    await expect(
      world.owner(
        'update support_case set next_contact_on = null, no_next_contact_reason = null where id = $1',
        [id],
      ),
    ).rejects.toThrow('support_case_next_contact_or_reason');
  });
});

describe('contact notes', () => {
  it('set the next contact, and are written once however often the form is sent', async () => {
    const id = await begin('consultation_worker');
    const _once = crypto.randomUUID();
    const first = await world.as('consultation_worker').post(`/cases/${id}/notes`, { ...note(), _once });
    const second = await world.as('consultation_worker').post(`/cases/${id}/notes`, { ...note(), _once });
    expect([first.status, second.status]).toEqual([303, 303]);
    expect(await world.owner('select id from contact_note where case_id = $1', [id])).toHaveLength(1);
    expect(await row(id)).toMatchObject({ next_contact_on: '2026-11-27', last_contact_on: '2026-11-20' });
  });

  it('keep what was typed when the next contact is missing', async () => {
    const id = await begin('consultation_worker');
    const page = await world.as('consultation_worker').post(`/cases/${id}/notes`, {
      way: 'phone',
      ...noon,
      body: '留守番電話に名前だけ残した',
    });
    expect(page.status).toBe(422);
    expect(page.text).toContain('留守番電話に名前だけ残した');
    expect(page.text).toContain(words.errors.nextMissing);
  });

  it('are superseded by corrections, once, and the old one stays readable', async () => {
    const id = await begin('consultation_worker');
    await world.as('consultation_worker').post(`/cases/${id}/notes`, note());
    const [written] = await world.owner<{ id: number }>('select id from contact_note where case_id = $1', [
      id,
    ]);
    const path = `/cases/${id}/notes/${written!.id}/correct`;
    const correction = { way: 'visit', ...noon, body: '玄関先で話した。夜は眠れているとのこと。' };
    expect((await world.as('consultation_worker').post(path, correction)).status).toBe(303);
    const again = await world.as('nurse').post(path, correction);
    expect(again.status).toBe(422);
    expect(again.text).toContain(words.errors.corrected);
    const page = await world.as('nurse').get(`/cases/${id}`);
    expect(page.text).toContain('夜よく眠れない');
    expect(page.text).toContain('夜は眠れている');
    expect(page.text).toContain(words.page.superseded);
    await expect(
      world.writing('consultation_worker', (tx) =>
        tx.db
          .updateTable('contact_note')
          .set({ body: 'x' } as never)
          .where('id', '=', written!.id)
          .execute(),
      ),
    ).rejects.toMatchObject({ code: '42501' });
  });

  it('that reached nobody do not count as a contact', async () => {
    const id = await begin('consultation_worker');
    await world.as('consultation_worker').post(`/cases/${id}/notes`, note({ not_reached: true }));
    expect(await row(id)).toMatchObject({ last_contact_on: null });
  });
});

describe('access from outside the team', () => {
  it('by a share says why, reads, writes nothing, and ends by its date', async () => {
    const id = await begin('consultation_worker');
    await world.owner(
      `insert into case_share (person_id, kind, subject_id, team_id, reason, starts_at, ends_at, created_by, created_at)
       values ($1, 'case', $2, $3, '合同で訪問する', '2026-11-21T09:00:00+09:00', '2026-11-21T12:00:00+09:00', $4, '2026-11-21T09:00:00+09:00')`,
      [world.person.west_worker, id, world.case_team.east, world.person.consultation_worker],
    );
    const page = await world.as('west_worker').get(`/cases/${id}`);
    expect(page.status).toBe(200);
    expect(page.text).toContain(words.page.sharedTitle);
    expect(page.text).toContain('合同で訪問する');
    expect((await world.as('west_worker').post(`/cases/${id}/notes`, note())).status).toBe(403);
    expect((await world.as('west_worker').get(`/cases/${id}/readers`)).status).toBe(403);
    world.at('2026-11-21T12:00:01+09:00');
    expect((await world.as('west_worker').get(`/cases/${id}`)).status).toBe(404);
    world.at('2026-11-21T10:00:00+09:00');
  });

  it('by a share goes on to its day when the case moves: it is the new team’s to see and to end', async () => {
    const id = await begin('consultation_worker');
    await world.owner(
      `insert into case_share (person_id, kind, subject_id, team_id, reason, starts_at, ends_at, created_by, created_at)
       values ($1, 'case', $2, $3, '合同で訪問する', '2026-11-21T09:00:00+09:00', '2026-11-28T09:00:00+09:00', $4, '2026-11-21T09:00:00+09:00')`,
      [world.person.partner, id, world.case_team.east, world.person.consultation_worker],
    );
    await world.owner(
      `insert into role_duty (role_code, duty) values ('partner', 'case.work') on conflict do nothing`,
    );
    expect((await world.as('partner').get(`/cases/${id}`)).status).toBe(200);
    const nobody = await world
      .as('consultation_worker')
      .post(`/cases/${id}/move`, { to: '', reason: '異動' });
    expect([nobody.status, nobody.text.includes('選んでください。')]).toEqual([422, true]);
    const moved = await world.as('consultation_worker').post(`/cases/${id}/move`, {
      to: `${world.case_team.west}:${world.person.west_worker}`,
      reason: '転居',
    });
    expect(moved.status).toBe(303);
    expect((await world.as('partner').get(`/cases/${id}`)).status).toBe(200);
    const page = await world.as('west_worker').get(`/cases/${id}`);
    expect(page.text).toContain('このケースを読める、チームの外の人');
    const end = /\/cases\/\d+\/shares\/\d+\/end/.exec(page.html)![0];
    expect(
      await world.owner(
        `select from notice where title like '%1人が、期限まで閲覧できます%' and person_id = $1`,
        [world.person.west_worker],
      ),
    ).toHaveLength(1);
    expect((await world.as('consultation_worker').post(end)).status).toBe(404);
    expect((await world.as('partner').post(end)).status).toBe(403);
    expect((await world.as('west_worker').post(end)).status).toBe(303);
    expect((await world.as('partner').get(`/cases/${id}`)).status).toBe(404);
    await world.owner(`delete from role_duty where role_code = 'partner' and duty = 'case.work'`);
  });

  it('in an emergency asks for a reason, tells the team without a name, and ends after four hours', async () => {
    const id = await begin('consultation_worker');
    const { fiscal_year, number } = (await row(id)) as { fiscal_year: number; number: number };
    const asked = {
      number: `R${fiscal_year - 2018}-${number}`,
      reason: '夜間に子どもの泣き声の通報があり確かめるため',
    };
    expect(
      (await world.as('west_worker').post('/cases/emergency', { ...asked, reason: '急ぎ' })).status,
    ).toBe(422);
    expect((await world.as('west_worker').get(`/cases/${id}`)).status).toBe(404);
    expect((await world.as('coordinator').post('/cases/emergency', asked)).status).toBe(403);
    const opened = await world.as('west_worker').post('/cases/emergency', asked);
    expect(opened.location).toBe(`/cases/${id}`);
    const page = await world.as('west_worker').get(`/cases/${id}`);
    expect(page.text).toContain(words.page.openedTitle);
    expect(page.text).toContain('仮野');
    const told = await world.owner<{ title: string }>(
      'select title from notice where person_id = $1 and url = $2',
      [world.person.consultation_worker, `/cases/${id}`],
    );
    expect(told.length).toBeGreaterThan(0);
    world.at('2026-11-21T14:00:01+09:00');
    expect((await world.as('west_worker').get(`/cases/${id}`)).status).toBe(404);
    world.at('2026-11-21T10:00:00+09:00');
  });

  it('in an emergency is asked for by telephone first: the other teams’ offices stand there with their numbers', async () => {
    await world.owner(
      `update organisation set phone = '0166-00-0099' where id = (select organisation_id from team where id = $1)`,
      [world.case_team.east],
    );
    expect((await world.as('coordinator').get('/cases/emergency')).status).toBe(403);
    const page = await world.as('west_worker').get('/cases/emergency');
    expect(page.html).toContain('href="tel:0166000099"');
    const [team] = await world.owner<{ name: string }>('select name from team where id = $1', [
      world.case_team.east,
    ]);
    expect(page.text).toContain(team!.name);
    await world.owner(`update organisation set phone = null`);
    expect((await world.as('west_worker').get('/cases/emergency')).html).not.toContain(
      'href="tel:0166000099"',
    );
  });

  it('in an emergency can be ended at once', async () => {
    const id = await begin('consultation_worker');
    const { fiscal_year, number } = (await row(id)) as { fiscal_year: number; number: number };
    await world.as('west_worker').post('/cases/emergency', {
      number: `${fiscal_year}-${number}`,
      reason: '病院から緊急の問い合わせがあったため',
    });
    expect((await world.as('west_worker').post(`/cases/${id}/emergency/end`)).status).toBe(303);
    expect((await world.as('west_worker').get(`/cases/${id}`)).status).toBe(404);
  });
});

describe('moving', () => {
  it('takes everything along in one step: the new team reads all of it, the old one nothing', async () => {
    const id = await begin('consultation_worker');
    await world.as('consultation_worker').post(`/cases/${id}/notes`, note());
    await world.as('consultation_worker').post(`/cases/${id}/tasks`, {
      title: '園に様子を聞く',
      person_id: world.person.consultation_worker,
      ...day('due_on', '2026-11-30'),
    });
    await world.as('consultation_worker').post(`/cases/${id}/events`, {
      kind: 'checkup',
      event_title: '1歳6か月児健診',
      ...day('happened_on', '2026-05-10'),
    });
    const moved = await world.as('consultation_worker').post(`/cases/${id}/move`, {
      to: `${world.case_team.west}:${world.person.west_worker}`,
      reason: '転居により担当地区が変わったため',
    });
    expect(moved.location).toBe('/cases');
    expect((await world.as('consultation_worker').get(`/cases/${id}`)).status).toBe(404);
    const page = await world.as('west_worker').get(`/cases/${id}`);
    expect(page.status).toBe(200);
    for (const said of ['夜よく眠れない', '園に様子を聞く', '1歳6か月児健診', '仮野', '転居により担当地区'])
      expect(page.text).toContain(said);
    for (const table of [
      'contact_note',
      'case_task',
      'life_event',
      'case_member',
      'case_transfer',
      'support_case',
    ]) {
      const { sql } = await import('kysely');
      const count = (who: Who) =>
        world.reading(who, async (tx) => {
          const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}
            where ${sql.ref(table === 'support_case' ? 'id' : 'case_id')} = ${id}`.execute(tx.db);
          return rows[0]!.n;
        });
      expect(await count('consultation_worker'), table).toBe(0);
      expect(await count('west_worker'), table).toBeGreaterThan(0);
    }
    // The household was kept by the leaving team for this case alone: it goes along.
    const [household] = await world.owner<{ team_id: number }>(
      'select household.team_id from household join support_case on household_id = household.id where support_case.id = $1',
      [id],
    );
    expect(household!.team_id).toBe(world.case_team.west);
    expect(
      await world.owner('select id from case_task where case_id = $1 and person_id = $2', [
        id,
        world.person.west_worker,
      ]),
    ).toHaveLength(1);
    expect(await events('case.move', id)).toHaveLength(1);
  });
});

describe('closing', () => {
  const propose = (id: number) =>
    world
      .as('consultation_worker')
      .post(`/cases/${id}/closing`, { reason: 'goals_reached', body: '園とひろばにつながった' });

  it('needs somebody else’s approval, and can be opened again', async () => {
    const id = await begin('consultation_worker');
    expect((await propose(id)).status).toBe(303);
    expect((await propose(id)).status).toBe(409);
    expect((await world.as('consultation_worker').post(`/cases/${id}/closing/approve`)).status).toBe(409);
    expect((await world.as('nurse').post(`/cases/${id}/closing/approve`)).status).toBe(409);
    expect((await world.as('supervisor').post(`/cases/${id}/closing/approve`)).status).toBe(303);
    expect(await row(id)).toMatchObject({
      closed_on: '2026-11-21',
      close_approved_by: world.person.supervisor,
    });
    expect((await world.as('consultation_worker').post(`/cases/${id}/notes`, note())).status).toBe(409);
    const reopening = {
      reopen_reason: 'また困りごとの相談があった',
      ...day('next_contact_on', '2026-11-24'),
    };
    expect((await world.as('consultation_worker').post(`/cases/${id}/reopen`, reopening)).status).toBe(409);
    expect((await world.as('supervisor').post(`/cases/${id}/reopen`, reopening)).status).toBe(303);
    expect(await row(id)).toMatchObject({ closed_on: null, next_contact_on: '2026-11-24' });
  });

  it('proposed by a supervisor waits for another one', async () => {
    const id = await begin('supervisor');
    await world
      .as('supervisor')
      .post(`/cases/${id}/closing`, { reason: 'moved', body: '転出先の市に引き継いだ' });
    expect((await world.as('supervisor').post(`/cases/${id}/closing/approve`)).status).toBe(409);
    await expect(
      world.owner(
        `update case_closing set decision = 'approved', decided_by = proposed_by, decided_at = now() where case_id = $1`,
        [id],
      ),
    ).rejects.toThrow('case_closing_four_eyes');
  });

  it('is returned with a reason only, and taken back by its proposer', async () => {
    const id = await begin('consultation_worker');
    await propose(id);
    expect(
      (await world.as('supervisor').post(`/cases/${id}/closing/return`, { decision_text: '' })).status,
    ).toBe(422);
    expect(
      (
        await world
          .as('supervisor')
          .post(`/cases/${id}/closing/return`, { decision_text: '園の意見も聞いてください' })
      ).status,
    ).toBe(303);
    await propose(id);
    expect((await world.as('nurse').post(`/cases/${id}/closing/withdraw`)).status).toBe(409);
    expect((await world.as('consultation_worker').post(`/cases/${id}/closing/withdraw`)).status).toBe(303);
    expect((await world.as('nurse').get(`/cases/${id}`)).text).toContain('園の意見も聞いてください');
  });
});

describe('the list', () => {
  it('shows what is late, finds by number and kana within the own teams, and writes searches down', async () => {
    const id = await begin('nurse', { headline: '夜泣きの相談が続く' });
    await world.owner(
      `update support_case set next_contact_on = '2026-11-10', no_next_contact_reason = null, worker_id = $2 where id = $1`,
      [id, world.person.nurse],
    );
    const late = await world.as('nurse').get('/cases?tab=late');
    expect(late.text).toContain('夜泣きの相談が続く');
    expect(late.text).toContain('11日過ぎています');
    expect((await world.as('nurse').get('/cases')).text).toContain('夜泣きの相談が続く');
    const { number } = (await row(id)) as { number: number };
    expect((await world.as('nurse').get(`/cases?q=R8-${number}`)).text).toContain('夜泣きの相談が続く');
    expect((await world.as('nurse').get('/cases?q=カリノ')).text).toContain('夜泣きの相談が続く');
    const searches = await world.owner<{ detail: object }>(
      `select detail from audit_event where action = 'case.search'`,
    );
    expect(searches.length).toBeGreaterThan(1);
    expect(JSON.stringify(searches)).not.toContain('カリノ');
    expect((await world.as('nurse').get('/')).text).toContain(`R8-${number}`);
  });
});

describe('what lies behind a link of the page', () => {
  it('is the way from pregnancy to eighteen, written and withdrawn on its own page and drawn on the case’s', async () => {
    const id = await begin('consultation_worker');
    const worker = world.as('consultation_worker');
    expect((await world.as('west_worker').get(`/cases/${id}/course`)).status).toBe(404);
    expect((await worker.get(`/cases/${id}`)).html).toContain(`/cases/${id}/course`);
    const bare = await worker.post(`/cases/${id}/events`, {
      kind: 'checkup',
      event_title: '',
      ...day('happened_on', '2026-12-24'),
    });
    expect(bare.status).toBe(422);
    expect(bare.text).toContain(words.errors.future);
    const event = {
      kind: 'checkup',
      event_title: '3歳児健診で様子を見る',
      ...day('happened_on', '2026-05-10'),
    };
    expect((await worker.post(`/cases/${id}/events`, event)).location).toBe(`/cases/${id}/course`);
    for (const path of [`/cases/${id}`, `/cases/${id}/course`])
      expect((await worker.get(path)).text).toContain('3歳児健診で様子を見る');
    const [written] = await world.owner<{ id: number }>('select id from life_event where case_id = $1', [id]);
    expect((await worker.post(`/cases/${id}/events/${written!.id}/withdraw`)).status).toBe(303);
    for (const path of [`/cases/${id}`, `/cases/${id}/course`])
      expect((await worker.get(path)).text).not.toContain('3歳児健診で様子を見る');
  });

  it('are the older notes: the newest twenty stand on the page, all of them one link on', async () => {
    const id = await begin('consultation_worker');
    const worker = world.as('consultation_worker');
    await world.owner(
      `insert into contact_note (case_id, team_id, contacted_at, way, body, written_by, written_at)
       select id, team_id, timestamptz '2026-10-01 10:00+09' + n * interval '1 day', 'phone', '記録その' || n || '。', worker_id, now()
       from support_case, generate_series(1, 21) as n where support_case.id = $1`,
      [id],
    );
    const page = await worker.get(`/cases/${id}`);
    expect(page.text).toContain('記録その2。');
    expect(page.text).not.toContain('記録その1。');
    expect(page.html).toContain(`/cases/${id}?notes=all#notes`);
    const all = await worker.get(`/cases/${id}?notes=all`);
    expect(all.text).toContain('記録その1。');
    expect(all.html).not.toContain('?notes=all#notes');
  });
});

describe('plan and ledger', () => {
  const plan = (supersedes: number, more: Record<string, string | number> = {}) => ({
    supersedes,
    wish: '夜ゆっくり眠りたい',
    goals: '月に二度ひろばに行く',
    ...day('made_on', '2026-11-20'),
    ...day('review_on', '2027-02-20'),
    item_what_0: 'ひろばに一緒に行く',
    item_who_0: '相談員',
    item_person_id_0: world.person.consultation_worker,
    ...more,
  });

  it('a plan’s versions supersede, are not written over, and supports become tasks once', async () => {
    const id = await begin('consultation_worker');
    const worker = world.as('consultation_worker');
    expect((await worker.get(`/cases/${id}/plan/new`)).status).toBe(200);
    expect((await worker.post(`/cases/${id}/plan/new`, plan(0))).status).toBe(303);
    const stale = await world.as('nurse').post(`/cases/${id}/plan/new`, plan(0, { wish: '別の言葉' }));
    expect(stale.status).toBe(422);
    expect(stale.text).toContain('別の言葉');
    expect((await worker.post(`/cases/${id}/plan/new`, plan(1, { wish: '昼も休みたい' }))).status).toBe(303);
    const page = await worker.get(`/cases/${id}/plan`);
    expect(page.text).toContain('昼も休みたい');
    expect(page.text).toContain('夜ゆっくり眠りたい');
    expect(
      await world.owner(`select id from case_task where case_id = $1 and source_kind = 'plan'`, [id]),
    ).toHaveLength(1);
    const refused = {
      _version: 1,
      ...day('explained_on', '2026-11-20'),
      answer: 'declined',
      ...day('answered_on', '2026-11-21'),
    };
    expect((await worker.post(`/cases/${id}/plan/answer`, refused)).status).toBe(422);
    expect(
      (await worker.post(`/cases/${id}/plan/answer`, { ...refused, answer_reason: '訪問は望まない' })).status,
    ).toBe(303);
    expect((await worker.get(`/cases/${id}/plan.pdf`)).response.headers.get('content-type')).toBe(
      'application/pdf',
    );
    expect(await events('case.plan_print', id)).toHaveLength(1);
  });

  it('two versions of a plan stand side by side, with what changed in words, for whoever reads the case', async () => {
    const id = await begin('consultation_worker');
    const worker = world.as('consultation_worker');
    const first = {
      wish: '夜ゆっくり眠りたい。朝も休みたい。',
      item_what_1: '電話をする',
      item_who_1: '保健師',
    };
    expect((await worker.post(`/cases/${id}/plan/new`, plan(0, first))).status).toBe(303);
    expect((await worker.get(`/cases/${id}/plan/compare`)).status).toBe(404);
    const second = {
      wish: '夜ゆっくり眠りたい。昼も休みたい。',
      item_who_0: '広場の職員',
      item_what_1: '園を見に行く',
      item_who_1: '相談員',
    };
    expect((await worker.post(`/cases/${id}/plan/new`, plan(1, second))).status).toBe(303);
    expect((await world.as('west_worker').get(`/cases/${id}/plan/compare`)).status).toBe(404);
    expect((await worker.get(`/cases/${id}/plan`)).html).toContain(`/cases/${id}/plan/compare`);
    const seen = await events('case.open', id);
    const page = await worker.get(`/cases/${id}/plan/compare?old=2&new=1`);
    expect(await events('case.open', id)).toHaveLength(seen.length + 1);
    expect(page.html).toMatch(/<del>.*朝も休みたい。/);
    expect(page.html).toMatch(/<ins>.*昼も休みたい。/);
    expect(page.html).not.toMatch(/<(ins|del)>[^/]*夜ゆっくり眠りたい。/);
    expect(page.text).toContain('変わった項目は「ご本人の願い」です');
    expect(page.text).toContain('加わった支援 1件、変わった支援 1件、なくなった支援 1件');
    const same = await worker.get(`/cases/${id}/plan/compare?old=1&new=1`);
    expect(same.text).toContain('二つの版は、同じ内容です。');
  });

  it('what is wrong in a plan, in its supports and its days is said at once', async () => {
    const id = await begin('consultation_worker');
    const answer = await world.as('consultation_worker').post(
      `/cases/${id}/plan/new`,
      plan(0, {
        goals: '',
        item_who_0: '',
        ...day('item_starts_on_0', '2026-12-10'),
        ...day('item_ends_on_0', '2026-12-01'),
        item_what_2: '長'.repeat(201),
        ...day('made_on', '2026-12-24'),
        ...day('review_on', '2026-12-01'),
      }),
    );
    expect(answer.status).toBe(422);
    const summary = /data-error-summary[\s\S]*?<\/ul>/.exec(answer.html)![0];
    for (const field of ['goals', 'item_who_0', 'item_ends_on_0', 'item_what_2', 'made_on', 'review_on'])
      expect(summary, field).toMatch(new RegExp(`href="#[^"]*${field}`));
    // A row that is not named is asked for and not left out; a far one comes back though those before it are empty.
    const far = await world
      .as('consultation_worker')
      .post(
        `/cases/${id}/plan/new`,
        plan(0, { item_who_6: '祖母', ...day('item_starts_on_6', '2026-12-10') }),
      );
    expect(far.status).toBe(422);
    expect(far.html).toContain('value="祖母"');
    expect(far.text).toContain(words.errors.supportWhat);
    const bare = await world
      .as('consultation_worker')
      .post(`/cases/${id}/assessments/new`, { summary: '', ...day('assessed_on', '2026-12-24') });
    expect(bare.status).toBe(422);
    expect(bare.text).toContain(words.errors.future);
    expect(bare.text).toContain(words.errors.noMarks);
  });

  it('the ledger says when the case was sat over last and when again, as the page of the entry does', async () => {
    const id = await begin('consultation_worker');
    const made = await world.as('council_office').post(`/cases/${id}/council/new`, {
      category: 'support',
      severity: 'light',
      main_agency: 'こども家庭センター',
      centre_part: 'none',
      policy: '訪問を続ける',
      ...day('registered_on', '2026-07-01'),
      ...day('next_review_on', '2027-03-31'),
    });
    const entry_id = Number(made.location!.split('/').at(-1));
    const page = () => world.as('council_office').get(`/council/${entry_id}`);
    expect((await page()).text).toContain(council.entry.noConference);
    const sat = (held_on: string, more: string, next_on: string | null = null) =>
      world.owner(
        `insert into conference (team_id, kind, case_id, purpose, held_on, place, chair_id, created_by, created_at, updated_at,
          next_on, opened_at, cancelled_at, cancel_reason)
         select team_id, 'case', id, '役割を決める', $2::date, '会議室', worker_id, worker_id, now(), now(), $3::date, ${more}
         from support_case where id = $1`,
        [id, held_on, next_on],
      );
    await sat('2026-09-10', `'2026-09-10 10:00+09', null, null`, '2026-12-20');
    await sat('2026-08-01', `'2026-08-01 10:00+09', null, null`, '2026-09-10');
    await sat('2026-11-28', `null, now(), '都合'`);
    expect((await page()).text).toContain('前回 R8.9.10 次回 R8.12.20');
    await sat('2026-12-03', `null, null, null`);
    const [entry] = await world.reading('council_office', (tx) =>
      ledger(tx, { ended: false, month: null, id: entry_id }),
    );
    expect([entry!.last_conference_on, entry!.next_conference_on]).toEqual(['2026-09-10', '2026-12-03']);
  });

  it('a plan’s words have the readings the writer gave them: above them on the screen, on the paper for who asks, nowhere else', async () => {
    const id = await begin('consultation_worker');
    const worker = world.as('consultation_worker');
    const spoken = { wish: '夜《よる》ゆっくり｜眠り《ねむり》たい', item_what_0: '広場《ひろば》に行く' };
    expect((await worker.post(`/cases/${id}/plan/new`, plan(0, spoken))).status).toBe(303);
    const papers = await world.reading('consultation_worker', async (tx) => {
      const one = (await caseById(tx, id))!;
      const [made] = await plansOf(tx, id);
      return [...[false, true].map((kana) => planDoc(tx, one, made!, kana)), await recordDoc(tx, one)].map(
        (doc) => JSON.stringify(doc),
      );
    });
    expect(papers[0]).toContain('夜ゆっくり眠りたい');
    expect(papers[0]).toContain('広場に行く');
    expect(papers[1]).toContain('夜（よる）ゆっくり眠り（ねむり）たい');
    expect(papers[1]).toContain('広場（ひろば）に行く');
    expect(papers[2]).toContain('夜ゆっくり眠りたい');
    const page = await worker.get(`/cases/${id}/plan`);
    expect(page.html).toContain('<ruby>夜<rp>（</rp><rt>よる</rt><rp>）</rp></ruby>ゆっくり');
    // 月, 二度, 行, 行, 相談員
    expect(page.text).toContain('よみのない漢字のことばが5か所あります');
    const told = await world.owner<{ title: string }>('select title from case_task where case_id = $1', [id]);
    expect(told).toEqual([{ title: '広場に行く' }]);
    for (const text of [...papers, page.html, (await worker.get(`/cases/${id}`)).html])
      expect(text).not.toMatch(/夜《|広場《|｜眠り/);
    expect((await worker.get(`/cases/${id}/plan.pdf?kana=1`)).status).toBe(200);
    // going on from it keeps what was typed
    expect((await worker.get(`/cases/${id}/plan/new`)).html).toContain('夜《よる》');
  });

  it('the child’s record on paper says how it came, the languages and what to take care of, the sex, and who else takes part', async () => {
    const id = await begin('consultation_worker');
    const [{ household }] = (await world.owner<{ household: number }>(
      'select household_id::int as household from support_case where id = $1',
      [id],
    )) as [{ household: number }];
    const recorded = () =>
      world.reading('consultation_worker', async (tx) =>
        JSON.stringify(await recordDoc(tx, (await caseById(tx, id))!)),
      );
    expect(await recorded()).not.toContain('話すことば');
    await world.owner(`update household set languages = '{vi,ja}', care = '大きな声が苦手' where id = $1`, [
      household,
    ]);
    await world.owner(
      `update household_member set sex = 'male' where household_id = $1 and relation = 'child'`,
      [household],
    );
    await world.owner(
      `insert into consultation (fiscal_year, number, team_id, household_id, case_id, received_at, received_by, way, route_code, kind_code, words_said, created_at, updated_at)
       select 2026, 90001, team_id, household_id, id, '2026-10-03 10:00+09', worker_id, 'phone', 'nursery', 'behaviour', '心配', now(), now()
       from support_case where id = $1`,
      [id],
    );
    await world.as('council_office').post(`/cases/${id}/council/new`, {
      category: 'support',
      severity: 'light',
      main_agency: 'こども家庭センター',
      agencies: 'ひろば、園',
      centre_part: 'none',
      policy: '訪問を続ける',
      ...day('registered_on', '2026-07-01'),
      ...day('next_review_on', '2027-03-31'),
    });
    const text = await recorded();
    for (const said of [
      'ベトナム語、日本語',
      '大きな声が苦手',
      '子　男',
      '"R8.10.3","保育所・認定こども園","性格行動"',
      'ひろば、園',
    ])
      expect(text, said).toContain(said);
  });

  it('an assessment is shown beside the one before it', async () => {
    const id = await begin('consultation_worker');
    const worker = world.as('consultation_worker');
    expect((await worker.get(`/cases/${id}/assessments/new`)).status).toBe(200);
    const form = { ...day('assessed_on', '2026-11-20'), summary: '頼れる人がいない' };
    expect((await worker.post(`/cases/${id}/assessments/new`, form)).status).toBe(422);
    expect(
      (await worker.post(`/cases/${id}/assessments/new`, { ...form, concern_home_isolation: '4' })).status,
    ).toBe(422);
    expect(
      (await worker.post(`/cases/${id}/assessments/new`, { ...form, concern_home_isolation: '3' })).status,
    ).toBe(303);
    expect((await worker.get(`/cases/${id}/assessments`)).text).toContain('とても心配');
    expect((await worker.get(`/cases/${id}`)).text).toContain('孤立が心配されます');
    // The same once more: what went which way is said in words; a brother’s is no change of a sister’s.
    const later = { ...form, ...day('assessed_on', '2026-11-21'), concern_home_isolation: '1' };
    expect((await worker.post(`/cases/${id}/assessments/new`, later)).status).toBe(303);
    expect((await worker.get(`/cases/${id}/assessments`)).text).toContain('心配が減った項目 1。');
    const [child] = await world.owner<{ member_id: number }>(
      'select member_id from case_member where case_id = $1 limit 1',
      [id],
    );
    const other = { ...later, member_id: child!.member_id, concern_home_isolation: '3' };
    expect((await worker.post(`/cases/${id}/assessments/new`, other)).status).toBe(303);
    const alone = await worker.get(`/cases/${id}/assessments`);
    expect(alone.text).not.toContain('心配が増えた');
    expect(alone.html).toContain(`/cases/${id}/assessments?of=all`);
    expect((await worker.get(`/cases/${id}/assessments?of=all`)).text).toContain('心配が減った項目 1。');
  });

  it('an entry past its review stays in red until it is reviewed, and keeps its case from being closed', async () => {
    const id = await begin('consultation_worker');
    const entry = {
      category: 'support',
      severity: 'light',
      main_agency: 'こども家庭センター',
      centre_part: 'none',
      policy: '訪問を続ける',
      ...day('registered_on', '2026-07-01'),
      ...day('next_review_on', '2026-11-30'),
    };
    expect((await world.as('consultation_worker').post(`/cases/${id}/council/new`, entry)).status).toBe(409);
    const made = await world.as('council_office').post(`/cases/${id}/council/new`, entry);
    expect(made.status).toBe(303);
    const entry_id = Number(made.location!.split('/').at(-1));
    expect((await world.as('consultation_worker').get(`/cases/${id}/closing`)).status).toBe(409);
    world.at('2026-12-05T10:00:00+09:00');
    expect((await world.as('council_office').get('/council')).text).toContain(
      '見直しの日を過ぎたケースが1件',
    );
    expect((await world.as('council_office').get('/')).text).toContain('見直しの日を過ぎたもの');
    // Days as people read them, on the page the council sits before as well.
    const entry_page = await world.as('council_office').get(`/council/${entry_id}`);
    expect(entry_page.text).not.toMatch(/\d{4}-\d{2}-\d{2}/);
    const review = {
      _version: 1,
      ...day('reviewed_on', '2026-12-05'),
      decision: 'continue',
      decision_text: '訪問を続ける',
      severity: 'light',
    };
    const path = `/council/review/${entry_id}?month=2026-12`;
    expect((await world.as('council_office').post(path, review)).status).toBe(422);
    const next = { ...review, ...day('next_review_on', '2027-03-31') };
    expect((await world.as('consultation_worker').post(path, next)).status).not.toBe(303);
    expect((await world.as('council_office').post(path, next)).status).toBe(303);
    // Out of the month's row by now: what is sent late stays with this family and is not laid over another's.
    const late = await world.as('council_office').post(path, { ...review, decision_text: '二つ目の窓から' });
    expect(late.status).toBe(422);
    expect(late.html).toContain(`action="/council/${entry_id}/review"`);
    expect(late.html).toContain('二つ目の窓から');
    expect((await world.as('council_office').get('/council')).text).not.toContain('見直しの日を過ぎたケース');
    for (const file of ['/council/ledger.pdf', '/council/export'])
      expect((await world.as('council_office').get(file)).status).toBe(200);
    world.at('2026-11-21T10:00:00+09:00');
  });
});
