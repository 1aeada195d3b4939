import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorld, type Who, type World } from '../../../tests/world.ts';
import { fillEveryTable } from '../../../tests/access-matrix/fixture.ts';
import { auditNumbers, auditSubjects } from '../../family/cases/queries.ts';
import { sampleCase } from '../../family/conferences/samples.ts';
import { writing } from '../../platform/db/transaction.ts';
import { listDue } from './jobs.ts';

let world: World;
let number = 100;
const ids: Record<
  'old' | 'held' | 'reopened' | 'young' | 'open' | 'west',
  { case_id: number; household_id: number }
> = {} as never;

/** A case closed long ago; the child was born in `born`. */
async function closedCase(
  given: { born?: string; closed?: string | null; team?: 'east' | 'west' } = {},
): Promise<{ case_id: number; household_id: number }> {
  const who = given.team === 'west' ? world.person.west_worker : world.person.consultation_worker;
  const made = await sampleCase(world, {
    team_id: world.case_team[given.team ?? 'east'],
    worker_id: who,
    number: number++,
    headline: '消えるはずの見立て',
    child: '消郎',
  });
  await world.owner(`update household_member set born_on = $2 where household_id = $1`, [
    made.household_id,
    given.born ?? '1995-05-05',
  ]);
  if (given.closed !== null)
    await world.owner(
      `update support_case set opened_on = '2008-04-01', closed_on = $2, close_reason = 'goals_reached', closed_by = $3,
         close_approved_by = $4, next_contact_on = null, next_contact_way = null where id = $1`,
      [made.case_id, given.closed ?? '2010-04-01', who, world.person.supervisor],
    );
  return made;
}
const nightly = async () => {
  await writing({ ...world.actor(null), kind: 'job', label: 'job:test' }, (tx) => tx.plan(listDue, {}));
  await world.house.jobs.drain();
};
const proposeAs = (who: Who, subjects: number[], team: 'east' | 'west' = 'east') =>
  world.as(who).post('/retention/case', { subjects, team_id: world.case_team[team], note: '' });
const decideAs = (who: Who, at: string, decision = 'approve', decision_note = '') =>
  world.as(who).post(`${at}/decide`, { decision, decision_note });
const count = async (table: string, where: string, values: unknown[] = []) =>
  (await world.owner<{ n: number }>(`select count(*)::int as n from ${table} where ${where}`, values))[0]!.n;

beforeAll(async () => {
  world = await makeWorld();
  ids.old = await closedCase();
  ids.held = await closedCase();
  ids.reopened = await closedCase();
  ids.young = await closedCase({ born: '2009-01-01' });
  ids.open = await closedCase({ closed: null });
  ids.west = await closedCase({ team: 'west' });
  await nightly();
});
afterAll(() => world.close());

describe('what has reached the end of its time', () => {
  it('is listed by number and team, not while the case is open and not before the child is of age', async () => {
    const page = await world.as('legal_desk').get('/retention/case');
    const listed = await world.owner<{ subject_id: number }>(
      `select subject_id::int from retention_due where kind = 'case' order by 1`,
    );
    expect(listed.map((row) => row.subject_id)).toEqual(
      [ids.old, ids.held, ids.reopened, ids.west].map((one) => one.case_id).sort((a, b) => a - b),
    );
    expect(page.text).toContain('ケース 2026-0100');
    expect(page.text).not.toContain('消郎');
    expect(page.text).not.toContain('消えるはずの見立て');
  });

  it('deletes nothing of the case zone by itself', async () => {
    await nightly();
    expect(await count('support_case', 'true')).toBe(6);
  });

  describe('who may not', () => {
    it.each(['administrator', 'auditor', 'consultation_worker', 'nurse', 'observer', 'coordinator'] as const)(
      'the %s finds neither register nor list',
      async (who) => {
        expect((await world.as(who).get('/retention')).status).toBe(404);
        expect((await world.as(who).get('/retention/case')).status).toBe(404);
        expect([403, 404]).toContain((await proposeAs(who, [ids.old.case_id])).status);
      },
    );

    it('a supervisor sees the own team’s and nobody else’s, and proposes nothing', async () => {
      const page = await world.as('west_supervisor').get('/retention/case');
      expect(page.text).toContain('ケース 2026-0105');
      expect(page.text).not.toContain('ケース 2026-0100');
      expect((await proposeAs('supervisor', [ids.old.case_id])).status).toBe(403);
    });

    it('the desk proposes no case that has not ended, and none of another team’s', async () => {
      expect((await proposeAs('legal_desk', [ids.open.case_id])).status).toBe(409);
      expect((await proposeAs('legal_desk', [ids.young.case_id])).status).toBe(409);
      expect((await proposeAs('legal_desk', [ids.west.case_id])).status).toBe(409);
    });
  });
});

describe('one kind’s term', () => {
  const term = (who: Who, fields: Record<string, string>) =>
    world.as(who).post('/retention/case/term', {
      months: '120',
      until_age: '25',
      basis: '文書管理規程の改正',
      valid_from_y: '2027',
      valid_from_m: '4',
      valid_from_d: '1',
      ...fields,
    });
  it('is changed by nobody but the desk, not below the bounds, and not for days gone by', async () => {
    expect([403, 404]).toContain((await term('supervisor', {})).status);
    const short = await term('legal_desk', { months: '12' });
    expect([short.status, short.text.includes('60から480まで')]).toEqual([422, true]);
    expect((await term('legal_desk', { valid_from_y: '2025' })).status).toBe(422);
    expect((await term('legal_desk', { until_age: '' })).status).toBe(422);
    expect((await world.as('legal_desk').post('/retention/notice/term', {})).status).not.toBe(303);
  });
  it('is dated, and the former stays to be read', async () => {
    expect((await term('legal_desk', {})).status).toBe(303);
    const page = await world.as('legal_desk').get('/retention/case');
    expect(page.text).toContain('文書管理規程の改正');
    expect(page.text).toContain('保存期間：5年');
  });
});

describe('two people', () => {
  let at: string;
  beforeAll(async () => {
    const proposed = await proposeAs('legal_desk', [ids.old.case_id, ids.held.case_id, ids.reopened.case_id]);
    expect(proposed.status).toBe(303);
    at = proposed.location!;
  });

  it('are two: who proposed does not approve, in the page, the policy or the table', async () => {
    expect((await decideAs('legal_desk', at)).status).toBe(403);
    // even with the approver's duty and team
    await world.owner(
      `insert into appointment (person_id, role_code, organisation_id, team_id, starts_on, created_at)
       values ($1, 'supervisor', $2, $3, '2026-04-01', now())`,
      [world.person.legal_desk, world.organisation.city, world.case_team.east],
    );
    expect((await decideAs('legal_desk', at)).status).toBe(403);
    await expect(
      world.owner(`update disposal set approved = true, decided_by = proposed_by, decided_at = now()`),
    ).rejects.toThrow('disposal_four_eyes');
    await world.owner(
      `update appointment set ends_on = '2026-04-02' where person_id = $1 and role_code = 'supervisor'`,
      [world.person.legal_desk],
    );
  });

  it('are of that team: another team’s supervisor, the secretariat and the worker approve nothing', async () => {
    for (const who of ['west_supervisor', 'secretariat', 'consultation_worker', 'administrator'] as const) {
      expect((await world.as(who).get(at)).status).toBe(404);
      expect([403, 404]).toContain((await decideAs(who, at)).status);
    }
    expect(await count('support_case', 'true')).toBe(6);
  });

  it('let nothing go that the program’s own job has not been told to: the functions answer nobody else', async () => {
    const id = Number(at.split('/').at(-1));
    await world.writing('supervisor', async (tx) => {
      const { sql } = await import('kysely');
      await sql`select case_dispose(${id}), household_dispose(${id})`.execute(tx.db);
    });
    await writing({ ...world.actor(null), kind: 'job', label: 'job:test' }, async (tx) => {
      const { sql } = await import('kysely');
      await sql`select case_dispose(${id}), household_dispose(${id})`.execute(tx.db);
    });
    expect(await count('support_case', 'true')).toBe(6);
  });

  it('send it back with a reason, and it may be proposed again', async () => {
    expect((await decideAs('supervisor', at, 'return')).status).toBe(422);
    expect((await decideAs('supervisor', at, 'return', '一件は裁判の見込みがある')).status).toBe(303);
    expect((await decideAs('supervisor', at)).status).toBe(409);
    const again = await proposeAs('legal_desk', [ids.old.case_id, ids.held.case_id, ids.reopened.case_id]);
    expect(again.status).toBe(303);
    at = again.location!;
    // not twice at once
    expect((await proposeAs('legal_desk', [ids.old.case_id])).status).toBe(409);
  });

  it('delete it wholly; what is held or was opened again stays', async () => {
    const { case_id, household_id } = ids.old;
    await world.owner(
      `insert into notice (person_id, title, url, created_at) values ($1, 'ケースの知らせ', $2, now())`,
      [world.person.nurse, `/cases/${case_id}`],
    );
    await world.owner(
      `insert into submission (token, person_id, location, answered_at) values (gen_random_uuid(), $1, $2, now())`,
      [world.person.nurse, `/cases/${case_id}?done`],
    );
    const held = await world
      .as('supervisor')
      .post(`/retention/case/${ids.held.case_id}/hold`, { reason: '裁判の見込み' });
    expect(held.status).toBe(303);
    await world.owner(
      `update support_case set closed_on = null, close_reason = null, closed_by = null, close_approved_by = null,
         no_next_contact_reason = '再開したばかり' where id = $1`,
      [ids.reopened.case_id],
    );
    expect((await decideAs('supervisor', at)).status).toBe(303);
    await world.house.jobs.drain();

    expect((await world.as('consultation_worker').get(`/cases/${case_id}`)).status).toBe(404);
    for (const table of ['contact_note', 'case_member', 'case_task'])
      expect(await count(table, 'case_id = $1', [case_id])).toBe(0);
    expect(await count('household', 'id = $1', [household_id])).toBe(0);
    expect(await count('household_member', 'household_id = $1', [household_id])).toBe(0);
    expect(await count('notice', `url like '/cases/${case_id}%'`)).toBe(0);
    expect(await count('submission', `location like '/cases/${case_id}?%'`)).toBe(0);
    expect(
      await count('support_case', 'id = any($1)', [
        [ids.held.case_id, ids.reopened.case_id, ids.open.case_id],
      ]),
    ).toBe(3);
    const page = await world.as('supervisor').get(at);
    expect(page.text).toContain('3件のうち1件を消しました');
    expect(page.text).toContain('止められていたので残しました');
    expect(page.text).toContain('条件が変わったので残しました');
  });

  it('leave a certificate without names, and the log keeps the event without text', async () => {
    const pdf = await world.as('legal_desk').get(`${at}/certificate?format=pdf`);
    expect([pdf.status, pdf.response.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    const table = await world.as('supervisor').get(`${at}/certificate?format=csv`);
    expect(table.html).toContain('ケース 2026-0100');
    expect(table.html).toContain('消しました');
    for (const said of [pdf.html, table.html]) expect(said).not.toMatch(/消郎|消えるはず/);
    const events = await world.owner<{ detail: Record<string, unknown>; purpose: string | null }>(
      `select detail, purpose from audit_event where action = 'retention.gone'`,
    );
    expect(events).toEqual([
      {
        detail: {
          disposal_id: Number(at.split('/').at(-1)),
          proposed_by: world.person.legal_desk,
          approved_by: world.person.supervisor,
        },
        purpose: null,
      },
    ]);
  });

  it('are still found by their number, by the auditor alone: that there was one and when it went, and nothing of the family', async () => {
    const asked = { kind: 'case' as const, year: 2026, number: 100 };
    for (const who of ['legal_desk', 'supervisor', 'consultation_worker', 'administrator', null] as const) {
      expect(await world.reading(who, (tx) => auditSubjects(tx, asked)), `${who}`).toEqual([]);
      expect(
        (await world.reading(who, (tx) => auditNumbers(tx, [{ kind: 'case', id: ids.old.case_id }]))).size,
      ).toBe(0);
      expect([303, 403, 404]).toContain((await world.as(who).get('/audit?number=R8-100')).status);
    }
    const rows = async (number: string) =>
      (await world.as('auditor').get(`/audit?number=${number}`)).html.split('<table')[1] ?? '';
    const found = await rows('R8-100');
    expect(found).toContain('支援ケース R8-100');
    expect(found).toContain('保存期間の終わりにより記録を消した');
    expect(found).not.toMatch(/消郎|消えるはず/);
    // one that was held is a case as before, and a number nobody had is none
    expect(await rows('R8-101')).not.toContain('保存期間の終わりにより記録を消した');
    expect(await world.reading('auditor', (tx) => auditSubjects(tx, { ...asked, number: 9100 }))).toEqual([]);
  });

  it('are gone from everywhere: no table and no queue holds the family’s words any more', async () => {
    const lone = await closedCase({ team: 'west' });
    await world.owner(`update household_member set given_name = '跡形無' where household_id = $1`, [
      lone.household_id,
    ]);
    await world.owner(`update support_case set headline = '跡形無の見立て' where id = $1`, [lone.case_id]);
    await nightly();
    const proposed = await proposeAs('legal_desk', [lone.case_id], 'west');
    await decideAs('west_supervisor', proposed.location!);
    await world.house.jobs.drain();
    const tables = await world.owner<{ name: string }>(
      `select quote_ident(table_schema) || '.' || quote_ident(table_name) as name from information_schema.tables
       where table_schema in (current_schema(), 'shared', 'pgboss') and table_type = 'BASE TABLE'`,
    );
    expect(tables.length).toBeGreaterThan(150);
    const found = [];
    for (const { name } of tables)
      if ((await count(name, `position('跡形無' in (${name.split('.')[1]}.*)::text) > 0`)) > 0)
        found.push(name);
    expect(found).toEqual([]);
  });

  it('cannot be had twice: a second run of the job finds it done', async () => {
    const before = await count('audit_event', `action = 'disposal.done'`);
    const { dispose } = await import('./jobs.ts');
    await writing({ ...world.actor(null), kind: 'job', label: 'job:test' }, (tx) =>
      tx.plan(dispose, { disposal_id: Number(at.split('/').at(-1)) }),
    );
    await world.house.jobs.drain();
    expect(await count('audit_event', `action = 'disposal.done'`)).toBe(before);
  });
});

describe('a hold', () => {
  it('is lifted by another than who placed it, with a reason, and then the record may go', async () => {
    const [row] = await world.owner<{ id: number }>(
      'select id::int from retention_hold where lifted_at is null',
    );
    const lift = (who: Who, reason: string) =>
      world.as(who).post(`/retention/holds/${row!.id}/lift`, { reason });
    expect((await lift('west_supervisor', '裁判が終わった')).status).toBe(404);
    expect((await lift('supervisor', '裁判が終わった')).status).toBe(403);
    expect((await lift('legal_desk', '')).status).toBe(422);
    expect((await lift('legal_desk', '裁判が終わった')).status).toBe(303);
    expect((await proposeAs('legal_desk', [ids.held.case_id])).status).toBe(303);
  });
});

describe('every table that points at a family', () => {
  it('is emptied by one of the functions that let go', async () => {
    const missing = await world.owner<{ name: string }>(`
      with recursive reach as (
        select conrelid as t from pg_constraint where contype = 'f'
          and confrelid in ('support_case'::regclass, 'consultation'::regclass, 'household'::regclass, 'family_message'::regclass)
        union
        select conrelid from pg_constraint join reach on confrelid = t where contype = 'f'
      )
      select t::regclass::text as name from reach
      where not exists (select from pg_proc where proname like '%\\_dispose' and prosrc ~ ('delete from ' || t::regclass::text || ' '))
      order by 1`);
    expect(missing).toEqual([]);
  });
});

describe('the other kinds', () => {
  it('are listed and go the same way: a visit with its files and search entry, an account whose roles are over', async () => {
    const [visit] = await world.owner<{ id: number }>(
      `insert into visit (facility_id, team_id, lead_id, purpose, planned_on, visited_on, created_by, created_at)
       values ($1, $2, $3, 'round', '2010-06-01', '2010-06-01', $3, now()) returning id::int`,
      [world.facility[0], world.team, world.person.coordinator],
    );
    await world.owner(
      `insert into visit_attachment (visit_id, facility_id, team_id, name, media_type, size, sha256, bytes, caption, restricted, attached_by, attached_at)
       values ($1, $2, $3, '古い写真.jpg', 'image/jpeg', 1, 'x', 'x', '', false, $4, now())`,
      [visit!.id, world.facility[0], world.team, world.person.coordinator],
    );
    await world.owner(
      `insert into search_entry (kind, subject_id, title, summary, url, folded, audience_duty, updated_at)
       values ('visit', $1, '古い巡回', '', '/visits/1', 'フルイ', 'visit.read', now())`,
      [visit!.id],
    );
    await world.owner(
      `insert into person_contact (person_id, email, updated_at) values ($1, 'former@example.invalid', now())
      on conflict (person_id) do update set email = excluded.email`,
      [world.person.former],
    );
    await world.owner(
      `update appointment set starts_on = '2023-04-01', ends_on = '2024-03-31' where person_id = $1`,
      [world.person.former],
    );
    await nightly();
    const go = async (kind: string, subject: number) => {
      const proposed = await world
        .as('legal_desk')
        .post(`/retention/${kind}`, { subjects: [subject], note: '' });
      expect(proposed.status).toBe(303);
      expect(
        (await world.as('supervisor').post(`${proposed.location!}/decide`, { decision: 'approve' })).status,
      ).toBe(303);
      await world.house.jobs.drain();
    };
    await go('visit', visit!.id);
    expect(await count('visit_attachment', 'visit_id = $1', [visit!.id])).toBe(0);
    expect(await count('search_entry', `kind = 'visit' and subject_id = $1`, [visit!.id])).toBe(0);
    await go('account', world.person.former);
    expect(await count('person_contact', 'person_id = $1', [world.person.former])).toBe(0);
    expect(
      await count('shared.auth_user', `person_id = $1 and municipality_code = '999997'`, [
        world.person.former,
      ]),
    ).toBe(0);
    expect(await count('person', 'id = $1', [world.person.former])).toBe(1);
  });
});

describe('where every table holds something of every family', () => {
  let full: World;
  beforeAll(async () => {
    full = await makeWorld();
    await fillEveryTable(full);
  });
  afterAll(() => full.close());

  it('two people and the job leave no row of any of them', async () => {
    await full.owner(
      `update support_case set opened_on = '2008-04-01', closed_on = '2010-04-01', close_reason = 'goals_reached', closed_by = worker_id,
         close_approved_by = (select min(id) from person where id <> worker_id), next_contact_on = null, next_contact_way = null,
         no_next_contact_reason = null`,
    );
    // A household goes with what was recorded of it: the one that has nothing yet gets a call.
    await full.owner(
      `insert into consultation (fiscal_year, number, team_id, household_id, received_at, received_by, way, route_code, kind_code,
         words_said, created_at, updated_at)
       select 2008, 900 + id, team_id, id, created_at, created_by, 'phone', 'family', 'parenting', 'x', created_at, created_at
       from household where not exists (select from support_case where household_id = household.id)
         and not exists (select from consultation where household_id = household.id)`,
    );
    await full.owner(
      `update consultation set received_at = '2008-04-01', closed_at = '2010-04-01', closed_by = received_by,
         response_code = (select code from consultation_response order by code limit 1), next_on = null, safety_checked_at =
         case when safety_due_at is null then null else timestamptz '2010-04-01' end, safety_checked_by =
         case when safety_due_at is null then null else received_by end, safety_how = case when safety_due_at is null then null else 'seen' end`,
    );
    await full.owner(`update household_member set born_on = '1980-01-01', due_on = null`);
    await full.owner(`update family_message set closed_at = '2010-04-01', closed_by = $1`, [
      full.person.supervisor,
    ]);
    // what the fixture proposed by hand
    await full.owner('delete from disposal_item');
    await full.owner('delete from retention_hold');
    await writing({ ...full.actor(null), kind: 'job', label: 'job:test' }, (tx) => tx.plan(listDue, {}));
    await full.house.jobs.drain();
    for (const kind of ['case', 'consultation', 'family_message'])
      for (const [team, supervisor] of [
        ['east', 'supervisor'],
        ['west', 'west_supervisor'],
      ] as const) {
        const team_id = full.case_team[team];
        const due = await full.owner<{ subject_id: number }>(
          `select subject_id::int from retention_due where kind = $1 and team_id = $2`,
          [kind, team_id],
        );
        if (due.length === 0) continue;
        const subjects = due.map((row) => row.subject_id);
        const proposed = await full
          .as('legal_desk')
          .post(`/retention/${kind}`, { subjects, team_id, note: '' });
        expect(proposed.status).toBe(303);
        const decided = await full
          .as(supervisor)
          .post(`${proposed.location!}/decide`, { decision: 'approve' });
        expect(decided.status).toBe(303);
        await full.house.jobs.drain();
      }
    const left: string[] = [];
    for (const table of [
      'support_case',
      'consultation',
      'household',
      'family_message',
      'referral',
      'disclosure',
      'handover_item',
      'disclosure_content',
      'consent',
      'conference_case',
      'conference_person',
      'contact_note',
      'triage',
      'case_task',
      'household_member',
      'household_address',
      'referral_origin',
      'referral_event',
      'caseload_fact',
      'support_plan',
      'case_form_text',
    ])
      if ((await full.owner(`select from ${table}`)).length > 0) left.push(table);
    expect(left).toEqual([]);
  });
});
