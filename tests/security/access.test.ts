import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fillEveryTable } from '../access-matrix/fixture.ts';
import { openBrowser, programFor } from '../browser.ts';
import { makeWorld, type Who, type World } from '../world.ts';
import { addressed, routesOf } from './attacker.ts';

/** Foreign keys do not ask row security: whether a number sent along may be used is asked by the program. */
describe('reaching for what is somebody else’s', () => {
  let world: World;
  /** Of the fixture: a visit to facility 0 planned, one shared, one to facility 1, one whose record is restricted. */
  let visit: { planned: number; shared: number; other: number; restricted: number };
  beforeAll(async () => {
    world = await makeWorld();
    await fillEveryTable(world);
    const visits = await world.owner<{ id: number }>('select id from visit order by id');
    const [planned, shared, other, restricted] = visits.map(({ id }) => Number(id));
    visit = { planned: planned!, shared: shared!, other: other!, restricted: restricted! };
  });
  afterAll(() => world.close());

  it('tells nobody by an empty form whether a family’s record is there: first who may not, then what is wrong in the form', async () => {
    const family =
      /^\/(caseload|supervision|cases|council|conferences|consultations|disclosures|handovers|households|messages|papers|referrals|capacity|statements|support-files)\b.*:/;
    const routes = routesOf(world, 'POST').filter((route) => family.test(route));
    expect(routes.length).toBeGreaterThan(80);
    const at = (route: string, first: number) => {
      let numbers = 0;
      return addressed(
        route,
        () => (numbers++ === 0 ? `${first}` : '1'),
        () => '1',
      );
    };
    const nowhere = 987_654;
    /** What has no page of its own: whether its row is there for somebody says whether they see it. */
    const rows: Record<string, string> = {
      'households/merges': 'household_merge',
      'households/emergencies': 'emergency_access',
      'disclosures/consents': 'consent',
      'handovers/transfers': 'handover_transfer',
      'messages/duty/hours': 'desk_hours',
      'messages/duty/shifts': 'duty_shift',
      'supervision/skills': 'skill_record',
      'conferences/tasks': 'case_task',
      'council/review': 'council_entry',
    };
    const shown = new Map<string, boolean>();
    /** Whether this person sees the record a form is sent about: its page, or the form itself, or its row. */
    const sees = async (who: Who, path: string): Promise<boolean> => {
      const [, kind, number] = /^\/(.*?)\/(\d+)(?:\/|$)/.exec(path)!;
      const table = rows[kind!];
      if (table !== undefined)
        return (
          (
            await world.reading(who, (tx) =>
              sql`select from ${sql.table(table)} where id = ${number}`.execute(tx.db),
            )
          ).rows.length > 0
        );
      for (const page of [`/${kind}/${number}`, path]) {
        const key = `${who} ${page}`;
        if (!shown.has(key)) shown.set(key, (await world.as(who).get(page)).status === 200);
        if (shown.get(key)) return true;
      }
      return false;
    };
    const told: string[] = [];
    const tried = new Set<string>();
    for (const who of [
      'administrator',
      'facility_head',
      'partner',
      'legal_desk',
      'council_office',
      'west_worker',
      'west_supervisor',
      'consultation_worker',
    ] as const satisfies readonly Who[]) {
      const visitor = world.as(who);
      for (const route of routes) {
        const missing = (await visitor.post(at(route, nowhere))).status;
        // One's own draft that is gone already is discarded: nothing is told by that.
        const own = /\/drafts\/:/.test(route);
        if (missing !== 403 && missing !== 404 && !(own && missing === 303))
          told.push(`${who} ${at(route, nowhere)}: ${missing}`);
        for (const first of [1, 2, 3]) {
          const path = at(route, first);
          if (await sees(who, path)) continue;
          tried.add(route);
          const { status } = await visitor.post(path);
          if (status !== missing) told.push(`${who} ${path}: ${status}, where nothing is: ${missing}`);
        }
      }
    }
    expect(told).toEqual([]);
    expect(routes.filter((route) => !tried.has(route))).toEqual([]);
  }, 120_000);

  it('scores no record one may not read', async () => {
    const form = {
      _version: 0,
      remark: '',
      level_facts: 3,
      level_strengths: 3,
      level_assessment: 3,
      level_support: 3,
      level_next_step: 3,
    };
    for (const [who, status] of [
      ['secretariat', 404],
      ['council_member', 404],
      ['facility_head', 404],
      ['coordinator', 303],
    ] as const) {
      expect([who, (await world.as(who).post(`/quality/visits/${visit.restricted}`, form)).status]).toEqual([
        who,
        status,
      ]);
    }
  });

  it('opens no attachment through another visit', async () => {
    const [file] = await world.owner<{ id: number }>('select id from visit_attachment where visit_id = $1', [
      visit.restricted,
    ]);
    for (const at of [visit.shared, visit.planned]) {
      expect((await world.as('coordinator').get(`/visits/${at}/attachments/${file!.id}`)).status).toBe(404);
      expect(
        (await world.as('coordinator').post(`/visits/${at}/attachments/${file!.id}/remove`)).status,
      ).toBe(404);
      expect(
        (await world.as('coordinator').post(`/visits/${at}/attachments/${file!.id}`, { caption: 'x' }))
          .status,
      ).toBe(404);
    }
    expect(
      (await world.as('coordinator').get(`/visits/${visit.restricted}/attachments/${file!.id}`)).status,
    ).toBe(200);
    for (const who of ['secretariat', 'other_head', 'observer'] as const)
      expect((await world.as(who).get(`/visits/${visit.restricted}/attachments/${file!.id}`)).status).toBe(
        404,
      );
  });

  it('closes no promise of another facility along with a record', async () => {
    const [promise] = await world.owner<{ id: number }>(
      `insert into visit_follow_up (visit_id, facility_id, team_id, what, due_on, owner_id, created_at)
       select id, facility_id, team_id, '電話', '2026-12-01', $2, now() from visit where id = $1 returning id`,
      [visit.other, world.person.coordinator2],
    );
    const saved = await world.as('coordinator').post(`/visits/${visit.planned}/record`, {
      visited_on: '2026-11-20',
      met: '園長',
      hearing: '聞き取り',
      done_follow_ups: promise!.id,
      _version: 0,
    });
    expect(saved.status).toBe(303);
    const [after] = await world.owner<{ done_on: string | null }>(
      'select done_on from visit_follow_up where id = $1',
      [promise!.id],
    );
    expect(after!.done_on).toBeNull();
  });

  it('speaks for no other facility', async () => {
    const [published] = await world.owner<{ issue_id: number }>(
      'select issue_id from issue_publication where withdrawn_at is null limit 1',
    );
    const same = (facility: number) =>
      world.as('facility_head').post(`/published-issues/${published!.issue_id}/same`, {
        facility_id: facility,
        statement: 'うちも',
      });
    expect((await same(world.facility[1]!)).status).toBe(403);
    expect(
      (
        await world.as('facility_staff').post(`/published-issues/${published!.issue_id}/same`, {
          facility_id: world.facility[0],
          statement: '',
        })
      ).status,
    ).toBe(403);
    const [seat] = await world.owner<{ id: number; meeting_id: number }>(
      'select id, meeting_id from attendance where facility_id = $1 limit 1',
      [world.facility[1]],
    );
    for (const who of ['facility_head', 'council_member', 'facility_staff'] as const)
      expect(
        (await world.as(who).post(`/meetings/${seat!.meeting_id}/reply/${seat!.id}`, { status: 'planned' }))
          .status,
      ).toBe(404);
  });

  it('puts no issue or task one may not see on an agenda, and none of another forum', async () => {
    const [meeting] = await world.owner<{ id: number; forum_id: number }>(
      'select id, forum_id from meeting where opened_at is null and minutes_published_at is null limit 1',
    );
    const [elsewhere] = await world.owner<{ id: number }>(
      'select id from action_item where forum_id is distinct from $1 limit 1',
      [meeting!.forum_id],
    );
    const count = async () =>
      (await world.owner('select from agenda_item where meeting_id = $1', [meeting!.id])).length;
    const before = await count();
    await world
      .as('secretariat')
      .post(`/meetings/${meeting!.id}/agenda/actions`, { action_item_id: elsewhere!.id });
    expect(
      (
        await world
          .as('secretariat')
          .post(`/meetings/${meeting!.id}/agenda/issues`, { issue_id: 987_654, purpose: 'share' })
      ).status,
    ).toBe(404);
    for (const who of ['council_member', 'facility_head', 'coordinator'] as const)
      expect(
        (
          await world
            .as(who)
            .post(`/meetings/${meeting!.id}/agenda/issues`, { issue_id: 1, purpose: 'share' })
        ).status,
      ).toBeGreaterThanOrEqual(403);
    expect(await count()).toBe(before);
  });

  it('reads no forum’s conclusions on an issue without being of that forum', async () => {
    const [row] = await world.owner<{ id: number; issue_id: number }>(
      `select meeting.id, issue_forum.issue_id from meeting join forum on forum.id = meeting.forum_id
       join issue_forum on true where forum.name = '神楽地区連絡会' limit 1`,
    );
    await world.owner(
      `with fact as (
         insert into issue_event (issue_id, kind, happened_on, person_id, meeting_id, created_at)
         values ($1, 'decided', '2026-06-20', $2, $3, now()) returning id
       )
       insert into issue_event_note (issue_event_id, meeting_id, forum_id, body)
       select fact.id, meeting.id, meeting.forum_id, '神楽だけの結論' from fact, meeting where meeting.id = $3`,
      [row!.issue_id, world.person.secretariat, row!.id],
    );
    expect((await world.as('coordinator').get(`/issues/${row!.issue_id}`)).text).toContain('神楽だけの結論');
    const council = await world.as('council_member').get(`/issues/${row!.issue_id}`);
    expect(council.status).toBe(200);
    expect(council.text).not.toContain('神楽だけの結論');
    const rows = await world.reading('council_member', (tx) =>
      tx.db
        .selectFrom('issue_event_note')
        .where('body', '=', '神楽だけの結論')
        .select('issue_event_id')
        .execute(),
    );
    expect(rows).toEqual([]);
  });

  it('opens, removes and ends nothing of another person', async () => {
    const [notice] = await world.owner<{ id: number }>(
      `insert into notice (person_id, title, url, created_at) values ($1, 'x', '/', now()) returning id`,
      [world.person.coordinator],
    );
    const [saved] = await world.owner<{ id: number }>(
      `insert into saved_view (person_id, page, name, query, created_at) values ($1, '/people', 'y', '', now()) returning id`,
      [world.person.coordinator],
    );
    const { id } = (await world.session('coordinator'))!;
    const secretariat = world.as('secretariat');
    expect((await secretariat.post(`/notices/${notice!.id}/open`)).status).toBe(404);
    expect((await secretariat.post(`/views/${saved!.id}/remove`)).status).toBe(404);
    expect((await secretariat.post('/account/sessions/end', { id })).status).toBe(404);
    expect((await world.as('coordinator').get('/account')).status).toBe(200);
  });

  it('makes no emergency opening longer, and forges nobody’s, even past the pages', async () => {
    const open = sql`insert into emergency_access (person_id, subject_kind, subject_id, team_id, reason, opened_at, ends_at)
      values (${world.person.secretariat}, 'visit', ${visit.restricted}, ${world.team}, '急ぎ確かめたいことがある', now(), now() + interval '4 hours')`;
    await world.writing('secretariat', (tx) => open.execute(tx.db));
    await expect(
      world.writing('secretariat', (tx) =>
        sql`update emergency_access set ends_at = opened_at + interval '12 hours'`.execute(tx.db),
      ),
    ).rejects.toThrow(/permission denied/);
    await expect(world.writing('coordinator', (tx) => open.execute(tx.db))).rejects.toMatchObject({
      status: 403,
    });
    await expect(world.writing('administrator', (tx) => open.execute(tx.db))).rejects.toMatchObject({
      status: 403,
    });
  });

  it('puts nothing of one’s own before the tables of the functions that run as owner', async () => {
    for (const statement of [
      'create table shared.x (y int)',
      'create schema z',
      'set role tsunagi_owner',
      'create table m999997.x (y int)',
    ])
      await expect(world.writing('administrator', (tx) => sql.raw(statement).execute(tx.db))).rejects.toThrow(
        /permission denied/,
      );
    const head = async () => (await world.owner<{ seq: number }>('select seq from audit_head'))[0]!.seq;
    const before = await head();
    await world.writing('administrator', async (tx) => {
      await sql`create temp table audit_head (one boolean, seq bigint, hash bytea) on commit drop`.execute(
        tx.db,
      );
      await sql`create temp table appointment (person_id bigint, role_code text) on commit drop`.execute(
        tx.db,
      );
      tx.record({ action: 'test.shadow' });
    });
    expect(Number(await head())).toBe(Number(before) + 1);
  });

  it('gives oneself no reach by the file of appointments either', async () => {
    const row = '氏名,役割,所属\n管 理子,保育サポートコーディネーター,試験市保育センター\n';
    const file = new File([row], 'appointments.csv', { type: 'text/csv' });
    const staged = await world.as('administrator').post('/people/import', { file });
    expect(staged.status).toBe(303);
    const [batch] = await world.owner<{ id: number }>(
      `select id from import_batch where kind = 'people' order by id desc limit 1`,
    );
    expect(await world.owner('select verdict from import_row where batch_id = $1', [batch!.id])).toEqual([
      { verdict: 'refused' },
    ]);
    await world.as('administrator').post(`/people/import/${batch!.id}/apply`);
    await world.house.jobs.drain();
    expect(
      await world.owner(`select from appointment where person_id = $1 and role_code = 'coordinator'`, [
        world.person.administrator,
      ]),
    ).toEqual([]);
  });
});

describe('the address a request comes from', () => {
  let world: World;
  beforeAll(async () => {
    world = await makeWorld();
  });
  afterAll(() => world.close());

  const sources = () =>
    world
      .owner<{ source: string }>(
        `select source from audit_event where action = 'auth.sign-in-failed' order by seq`,
      )
      .then((rows) => rows.map(({ source }) => source));
  const fail = async (address: string, forwarded: string, TRUSTED_PROXY: string[]) => {
    const { app } = programFor(world, { TRUSTED_PROXY });
    const browser = openBrowser(
      {
        request: (path: string, init: RequestInit) =>
          app.request(path, { ...init, headers: { ...init.headers, 'x-forwarded-for': forwarded } }),
      } as typeof app,
      { address },
    );
    await browser.get('/sign-in');
    await browser.post('/sign-in', { email: 'nobody@example.invalid', password: 'x' });
  };

  it('is the connection’s own, whatever it says, unless it is the proxy we trust', async () => {
    await fail('203.0.113.9', '10.0.0.1', []);
    await fail('203.0.113.9', '10.0.0.1', ['192.0.2.1']);
    await fail('192.0.2.1', '10.0.0.1, 198.51.100.4', ['192.0.2.1']);
    await fail('192.0.2.1', '198.51.100.4, 192.0.2.1', ['192.0.2.1']);
    expect(await sources()).toEqual(['203.0.113.9', '203.0.113.9', '198.51.100.4', '198.51.100.4']);
  });

  it('is never a text of the sender’s choosing', async () => {
    for (const said of [
      `x'; set local app.has.audit.read = '1'; --`,
      'unknown',
      '10.0.0.1, <script>',
      '198.51.100.4:80',
      '9'.repeat(5000),
    ]) {
      await fail('::ffff:192.0.2.1', said, ['192.0.2.1']);
      expect((await sources()).at(-1)).toBe('192.0.2.1');
    }
  });
});
