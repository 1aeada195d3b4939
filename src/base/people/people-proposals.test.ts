import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeWorld, type Who, type World } from '../../../tests/world.ts';

describe('what takes two people', () => {
  let world: World;
  beforeEach(async () => {
    world = await makeWorld();
  });
  afterEach(() => world.close());

  const role = (role_code: string) => ({
    role_code,
    organisation_id: world.organisation.city,
    starts_on_y: 'R8',
    starts_on_m: '11',
    starts_on_d: '1',
  });
  const appoint = (by: Who, whom: Who, role_code: string) =>
    world.as(by).post(`/people/${world.person[whom]}/appointments/new`, role(role_code));
  const waiting = async () =>
    Number(
      (await world.owner<{ id: number }>('select id from proposal where decided_at is null'))[0]?.id ?? 0,
    );
  const held = (whom: Who, role_code: string) =>
    world.owner('select 1 from appointment where person_id = $1 and role_code = $2', [
      world.person[whom],
      role_code,
    ]);

  it('is every role that reaches the case zone, accounts, settings or the log, and no other', async () => {
    const rows = await world.owner<{ code: string; two: boolean; far: boolean }>(
      `select code, needs_four_eyes(code) as two, case_zone or exists (select from role_duty
         where role_code = code and duty in ('people.manage', 'system.manage', 'audit.read')) as far from role`,
    );
    expect(rows.filter(({ two, far }) => two !== far)).toEqual([]);
  });

  it('is not there for those who do not manage people, and not confirmed by who proposed it or whom it is about', async () => {
    await world.owner(
      `insert into appointment (person_id, role_code, organisation_id, starts_on, created_at)
       values ($1, 'administrator', $2, '2026-04-01', now())`,
      [world.person.coordinator2, world.organisation.city],
    );
    expect((await appoint('administrator', 'secretariat', 'auditor')).status).toBe(303);
    const id = await waiting();
    for (const who of ['coordinator', 'auditor', 'observer', 'facility_head'] as const) {
      expect((await world.as(who).get('/confirmations')).status, who).toBe(403);
      expect((await world.as(who).post(`/confirmations/${id}/confirm`)).status, who).toBe(403);
    }
    for (const who of ['administrator', 'secretariat'] as const)
      expect((await world.as(who).post(`/confirmations/${id}/confirm`)).status, who).toBe(403);
    expect(await held('secretariat', 'auditor')).toEqual([]);
  });

  it('cannot be brought about by one person past the pages either', async () => {
    const give = (
      proposal: string,
    ) => sql`insert into appointment (person_id, role_code, organisation_id, starts_on, created_at, ${sql.raw(proposal === '' ? '' : 'proposal_id, proposed_by,')} title)
      select ${world.person.observer}::bigint, 'administrator', ${world.organisation.city}::bigint, date '2026-11-01', now(), ${sql.raw(proposal)} null`;
    await expect(world.writing('administrator', (tx) => give('').execute(tx.db))).rejects.toMatchObject({
      status: 403,
    });
    await appoint('administrator', 'observer', 'administrator');
    const id = await waiting();
    await expect(
      world.writing('administrator', (tx) => give(`${id}, ${world.person.administrator},`).execute(tx.db)),
    ).rejects.toMatchObject({ status: 403 });
    await expect(
      world.writing('administrator', (tx) => give(`${id}, ${world.person.secretariat},`).execute(tx.db)),
    ).rejects.toThrow(/appointment_proposal/);
    await expect(
      world.writing('administrator', (tx) =>
        sql`update proposal set decided_by = ${world.person.administrator}, decided_at = now(), accepted = true`.execute(
          tx.db,
        ),
      ),
    ).rejects.toThrow();
  });

  it('takes effect when another confirms, who finds it on their first page; other roles take effect at once', async () => {
    expect((await appoint('administrator', 'observer', 'facility_staff')).status).toBe(303);
    expect(await held('observer', 'facility_staff')).toHaveLength(1);
    const sent = await appoint('administrator', 'observer', 'auditor');
    expect(sent.status).toBe(303);
    expect(await held('observer', 'auditor')).toEqual([]);
    expect((await world.as('observer').get('/audit')).status).toBe(404);
    expect((await appoint('administrator', 'observer', 'auditor')).status).toBe(409);
    expect((await world.as('administrator').get('/')).text).not.toContain('2人めの確認を待っています');
    const today = await world.as('secretariat').get('/');
    expect(today.text).toContain('2人めの確認を待っています');
    expect(today.text).toContain('閲 覧子');
    const page = await world.as('secretariat').get('/confirmations');
    expect(page.text).toContain('閲 覧子さんに役割を付ける');
    expect(page.text).toContain('管 理子');
    const id = await waiting();
    expect((await world.as('secretariat').post(`/confirmations/${id}/confirm`)).status).toBe(303);
    expect((await world.as('observer').get('/audit')).status).toBe(200);
    expect((await world.as('secretariat').post(`/confirmations/${id}/confirm`)).status).toBe(404);
    const [event] = await world.owner<{ person_id: number; detail: { proposed_by: number } }>(
      `select person_id, detail from audit_event where action = 'proposal.confirm'`,
    );
    expect(Number(event!.person_id)).toBe(world.person.secretariat);
    expect(event!.detail.proposed_by).toBe(world.person.administrator);
  });

  it('is taken back or turned down without a trace of reach', async () => {
    for (const who of ['administrator', 'secretariat'] as const) {
      await appoint('administrator', 'observer', 'supervisor');
      expect((await world.as(who).post(`/confirmations/${await waiting()}/drop`)).status).toBe(303);
    }
    expect(await held('observer', 'supervisor')).toEqual([]);
    expect((await world.as('secretariat').get('/confirmations')).text).toContain(
      '確認を待っているものはありません',
    );
  });

  it('is not lengthened by one person, only ended', async () => {
    const [one] = await world.owner<{ id: number }>(`select id from appointment where role_code = 'auditor'`);
    const administrator = world.as('administrator');
    const end = (day: string) =>
      administrator.post(`/appointments/${one!.id}/end`, {
        ends_on_y: '2026',
        ends_on_m: '11',
        ends_on_d: day,
      });
    expect((await end('20')).status).toBe(303);
    expect((await end('25')).status).toBe(409);
    expect((await administrator.post(`/appointments/${one!.id}/reopen`)).status).toBe(409);
    expect((await world.as('auditor').get('/audit')).status).not.toBe(200);
  });

  it('sends an invitation at once to who has no account, and to an account that is there only after another confirms', async () => {
    const invitations = () => world.owner<{ email: string }>('select email from invitation');
    const invite = (whom: Who) => world.as('administrator').post(`/people/${world.person[whom]}/invite`);
    await world.session('administrator');
    expect((await invite('facility_staff')).status).toBe(303);
    expect(await invitations()).toHaveLength(1);
    await world.session('coordinator');
    await world.owner('update person_contact set email = $2 where person_id = $1', [
      world.person.coordinator,
      'stranger@example.invalid',
    ]);
    expect((await invite('coordinator')).status).toBe(303);
    expect(await invitations()).toHaveLength(1);
    const page = await world.as('secretariat').get('/confirmations');
    expect(page.text).toContain('stranger@example.invalid');
    const id = await waiting();
    expect((await world.as('administrator').post(`/confirmations/${id}/confirm`)).status).toBe(403);
    expect((await world.as('secretariat').post(`/confirmations/${id}/confirm`)).status).toBe(303);
    expect((await invitations()).map(({ email }) => email)).toContain('stranger@example.invalid');
  });

  it('says all of what is confirmed: the place, the team and the address that was invited', async () => {
    await world.as('administrator').post(`/people/${world.person.facility_staff}/invite`);
    const sent = await world
      .as('administrator')
      .post(`/people/${world.person.facility_staff}/appointments/new`, {
        ...role('consultation_worker'),
        team_id: world.case_team.west,
        title: '主任',
      });
    expect(sent.status).toBe(303);
    const page = await world.as('secretariat').get('/confirmations');
    for (const said of ['試験市こども部', '西部地区担当', '主任', 'facility_staff@example.invalid'])
      expect(page.text).toContain(said);
  });

  it('includes the invitation of somebody for whom such a role waits', async () => {
    expect((await appoint('administrator', 'facility_staff', 'auditor')).status).toBe(303);
    const invite = () => world.as('administrator').post(`/people/${world.person.facility_staff}/invite`);
    expect((await invite()).status).toBe(303);
    expect(await world.owner('select 1 from invitation')).toEqual([]);
    const rows = await world.owner<{ id: number }>(
      `select id from proposal where decided_at is null and kind = 'invitation'`,
    );
    expect(rows).toHaveLength(1);
    expect((await world.as('secretariat').post(`/confirmations/${rows[0]!.id}/confirm`)).status).toBe(303);
    expect(await world.owner('select 1 from invitation')).toHaveLength(1);
  });

  it('is refused with what to do where nobody else could confirm', async () => {
    await world.owner(`update appointment set ends_on = '2026-11-01' where role_code = 'secretariat'`);
    const sent = await appoint('administrator', 'observer', 'auditor');
    expect(sent.status).toBe(409);
    expect(sent.text).toContain('first-administrator');
    expect(await waiting()).toBe(0);
  });

  it('is not brought in by a list', async () => {
    const table =
      '氏名,役割,所属\r\n新 監査,監査担当,試験市こども部\r\n新 閲覧,閲覧者（管理職・議会報告）,試験市こども部';
    const uploaded = await world
      .as('secretariat')
      .post('/people/import', { file: new File([table], '異動.csv') });
    const [name] = await world.owner<{ name: string }>(`select name from role where code = 'auditor'`);
    const page = await world.as('secretariat').get(uploaded.location!);
    expect(page.text).toContain(`役割「${name!.name}」は2人で決める役割`);
  });
});
