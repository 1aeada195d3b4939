import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorld, type Who, type World } from '../../../tests/world.ts';
import { minutesDoc } from './exports.ts';
import { conferenceById, rolesOf, seatsOf } from './queries.ts';
import { actions, actors, leadsToNothing, mayDo, shareState, states } from './rules.ts';
import { sampleCase } from './samples.ts';

const day = (name: string, iso: string) => {
  const [y, m, d] = iso.split('-');
  return { [`${name}_y`]: y!, [`${name}_m`]: String(Number(m)), [`${name}_d`]: String(Number(d)) };
};

describe('a conference of a case', () => {
  let world: World;
  let one: Awaited<ReturnType<typeof sampleCase>>;
  let id: number;
  const at = () => `/conferences/${id}`;
  const seats = () =>
    world.owner<{ id: number; person_id: number; version: number }>(
      'select id, person_id, version from conference_person where conference_id = $1 order by id',
      [id],
    );
  const seatOf = async (who: Who) =>
    (await seats()).find((seat) => Number(seat.person_id) === world.person[who])!;
  const call = async (values: Record<string, string | number> = {}) => {
    const answer = await world.as('consultation_worker').post('/conferences/new', {
      kind: 'case',
      case_id: one.case_id,
      purpose: '登校の支え方を決める',
      ...day('held_on', '2026-11-21'),
      starts_at: '14:00',
      place: '第2会議室',
      chair_id: world.person.supervisor,
      ...values,
    });
    expect(answer.status).toBe(303);
    return Number(answer.location!.split('/')[2]);
  };
  const invite = (from: string, until: string, who: Who = 'partner') =>
    world.as('consultation_worker').post(`${at()}/people/invite`, {
      person_id: world.person[who],
      reason: '学校での様子を知るため',
      ...day('starts_on', from),
      ...day('ends_on', until),
    });

  beforeAll(async () => {
    world = await makeWorld();
    one = await sampleCase(world, {
      team_id: world.case_team.east,
      worker_id: world.person.consultation_worker,
      number: 1,
    });
  });
  afterAll(() => world.close());

  describe('who may not', () => {
    beforeAll(async () => {
      id = await call();
      const laid = await world
        .as('consultation_worker')
        .post(`${at()}/facts`, { sources: [`contact_note:${one.note_id}`] });
      expect(laid.status).toBe(303);
    });

    it.each([
      'west_worker',
      'west_supervisor',
      'administrator',
      'auditor',
      'secretariat',
      'partner',
      'link_coordinator',
      'legal_desk',
      'coordinator',
      'facility_head',
    ] as const)('the %s, who is not of the team and not invited, finds no conference', async (who) => {
      for (const page of ['', '/edit', '/facts', '/people', '/minutes'])
        expect((await world.as(who).get(at() + page)).status, page).toBe(404);
      for (const path of ['/open', '/close', '/approve', '/decisions', '/people/invite'])
        expect([403, 404, 422]).toContain((await world.as(who).post(at() + path)).status);
      const before = await world.owner('select * from conference where id = $1', [id]);
      await world.as(who).post(`${at()}/cancel`, { reason: '知りたい' });
      expect(await world.owner('select * from conference where id = $1', [id])).toEqual(before);
    });

    it('a conference of a case one does not reach is not called, nor with a chair from outside', async () => {
      const fields = {
        kind: 'case',
        case_id: one.case_id,
        purpose: 'x',
        ...day('held_on', '2026-12-01'),
        place: 'x',
        chair_id: world.person.west_supervisor,
      };
      expect((await world.as('west_worker').post('/conferences/new', fields)).status).toBe(404);
      expect((await world.as('west_worker').get(`/conferences/new?case=${one.case_id}`)).status).toBe(404);
      expect((await world.as('consultation_worker').post('/conferences/new', fields)).status).toBe(422);
    });

    it('the administrator and people of the team are not invited as guests', async () => {
      expect((await invite('2026-11-21', '2026-12-10', 'administrator')).status).toBe(422);
      expect((await invite('2026-11-21', '2026-12-10', 'nurse')).status).toBe(422);
      expect(await world.owner(`select from case_share`)).toEqual([]);
    });

    it('nobody is let in for more than ninety days, nor from a day that has passed', async () => {
      expect((await invite('2026-11-21', '2027-02-19')).status).toBe(422);
      expect((await invite('2026-11-20', '2026-12-01')).status).toBe(422);
      expect((await invite('2026-11-21', '2026-11-20')).status).toBe(422);
      await expect(
        world.owner(
          `insert into case_share (person_id, kind, subject_id, conference_id, team_id, reason, starts_at, ends_at, created_by, created_at)
           values ($1, 'conference', $2, $2, $3, 'x', '2026-11-21', '2027-03-01', $1, now())`,
          [world.person.partner, id, world.case_team.east],
        ),
      ).rejects.toThrow('case_share_conference_is_short');
    });
  });

  describe('a guest', () => {
    let other: number;
    beforeAll(async () => {
      other = await call();
      id = await call();
      await world
        .as('consultation_worker')
        .post(`${at()}/facts`, { sources: [`contact_note:${one.note_id}`] });
      expect((await invite('2026-11-23', '2026-12-22')).status).toBe(303);
    });
    const zone = [
      'support_case',
      'case_member',
      'contact_note',
      'household',
      'household_member',
      'household_address',
      'household_contact',
      'consultation',
      'triage',
      'conference_case',
      'handover',
      'handover_item',
      'caseload_fact',
      'supervision_comment',
    ];
    const reads = (who: Who, table: string) =>
      world.reading(who, async (tx) =>
        Number(
          (await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`.execute(tx.db)).rows[0]!.n,
        ),
      );

    it('is told the number and the day, and no word of the family', async () => {
      const [notice] = await world.owner<{ title: string; url: string }>(
        'select title, url from notice where person_id = $1 order by id desc limit 1',
        [world.person.partner],
      );
      expect(notice).toEqual({ title: expect.stringContaining(`会議番号 ${id}`), url: at() });
      expect(notice!.title).not.toMatch(/架空|太郎|支度/);
    });

    it('sees nothing before the first day', async () => {
      expect((await world.as('partner').get(at())).status).toBe(404);
      for (const table of ['conference', 'conference_fact', 'conference_person', ...zone])
        expect(await reads('partner', table), table).toBe(0);
    });

    it('is asked for the duty of secrecy before anything else, and told why and until when', async () => {
      world.at('2026-11-24T10:00:00+09:00');
      const first = await world.as('partner').get(at());
      expect(first.status).toBe(200);
      expect(first.text).toContain('学校での様子を知るため');
      expect(first.text).toContain('守秘義務');
      expect(first.text).not.toMatch(/眠れていない|登校の支え方/);
      expect(
        (await world.as('partner').post(`${at()}/view`, { view: '遅刻が多い', _version: 1 })).status,
      ).toBe(404);
      // Not the pages alone: until then the database gives none of its rows to the guest, and nobody promises by an update.
      for (const table of [
        'conference',
        'conference_fact',
        'conference_person',
        'conference_item',
        'conference_role',
        ...zone,
      ])
        expect(await reads('partner', table), table).toBe(0);
      expect(await world.reading('partner', async (tx) => tx.session.shared)).toEqual([]);
      const seat = await seatOf('partner');
      for (const statement of [
        sql`update conference_person set secrecy_confirmed_at = now() where id = ${seat.id}`,
        sql`update case_share set promised_at = now() where conference_id = ${id}`,
      ])
        await expect(world.writing('partner', (tx) => statement.execute(tx.db))).rejects.toThrow(
          'permission denied',
        );
      await world.writing('partner', (tx) =>
        sql`update case_share set ends_at = '2027-01-01' where conference_id = ${id}`.execute(tx.db),
      );
      expect(
        await world.owner(`select from case_share where conference_id = $1 and ends_at > '2026-12-31'`, [id]),
      ).toEqual([]);
      const { rows: stranger } = await world.writing('west_worker', (tx) =>
        sql<{ said: boolean }>`select conference_promise(${id}, ${tx.now}) as said`.execute(tx.db),
      );
      expect(stranger).toEqual([{ said: false }]);
      expect((await world.as('partner').post(`${at()}/secrecy`)).status).toBe(422);
      expect((await world.as('partner').post(`${at()}/secrecy`, { agreed: true })).status).toBe(303);
    });

    it('then reads what was chosen, and nothing else of the case, of another conference or of the family', async () => {
      const page = await world.as('partner').get(at());
      expect(page.text).toContain('眠れていない');
      expect(page.text).not.toMatch(/太郎|朝の支度/);
      expect(page.html).not.toContain('/cases/');
      expect((await world.as('partner').get(`/conferences/${other}`)).status).toBe(404);
      for (const table of zone) expect(await reads('partner', table), table).toBe(0);
      for (const table of ['conference', 'conference_fact']) expect(await reads('partner', table)).toBe(1);
      for (const page of ['/edit', '/facts', '/people', '/minutes'])
        expect((await world.as('partner').get(at() + page)).status, page).toBe(404);
    });

    it('writes their own view and nobody else’s, and nothing of the minutes', async () => {
      const own = await seatOf('partner');
      expect(
        (await world.as('partner').post(`${at()}/view`, { view: '遅刻が多い', _version: own.version }))
          .status,
      ).toBe(303);
      const others = await seatOf('supervisor');
      expect(
        (
          await world.as('partner').post(`${at()}/people/${others.id}`, {
            attendance: 'absent',
            view: 'x',
            _version: others.version,
          })
        ).status,
      ).toBe(404);
      await world.writing('partner', async (tx) => {
        const changed = await sql`update conference_person set view = 'x' where id = ${others.id}`.execute(
          tx.db,
        );
        expect(changed.numAffectedRows).toBe(0n);
        const renamed = await sql`update conference set minutes = 'x' where id = ${id}`.execute(tx.db);
        expect(renamed.numAffectedRows).toBe(0n);
      });
      for (const path of ['/open', '/approve', '/reopen'])
        expect((await world.as('partner').post(at() + path)).status).toBe(404);
    });

    it('needs a second factor like everybody of the zone, as long as the invitation lasts', async () => {
      expect(await world.reading('partner', async (tx) => tx.session.case_zone)).toBe(true);
    });

    it('is in the log with every opening', async () => {
      const seen = await world.owner<{ detail: { as: string; case_id: number } }>(
        `select detail from audit_event where action = 'conference.open' and subject_id = $1 and actor = $2 and detail ->> 'as' <> 'invited'`,
        [id, `person:${world.person.partner}`],
      );
      expect(seen.length).toBeGreaterThan(0);
      expect(seen[0]!.detail).toMatchObject({ as: 'guest', case_id: one.case_id });
    });

    it('is shut out at once when the team ends it, and a second ending changes nothing', async () => {
      const own = await seatOf('partner');
      expect((await world.as('nurse').post(`${at()}/people/${own.id}/end`)).status).toBe(303);
      expect((await world.as('partner').get(at())).status).toBe(404);
      const [before] = await world.owner('select ended_at from case_share where conference_id = $1', [id]);
      expect((await world.as('nurse').post(`${at()}/people/${own.id}/end`)).status).toBe(303);
      expect(await world.owner('select ended_at from case_share where conference_id = $1', [id])).toEqual([
        before,
      ]);
    });

    it('who is invited again has the days anew, and they end by themselves', async () => {
      expect((await invite('2026-11-24', '2026-11-30')).status).toBe(303);
      // Another invitation asks for the promise again.
      expect(await reads('partner', 'conference')).toBe(0);
      expect((await world.as('partner').post(`${at()}/secrecy`, { agreed: true })).status).toBe(303);
      expect(await reads('partner', 'conference')).toBe(1);
      world.at('2026-11-30T23:59:00+09:00');
      expect((await world.as('partner').get(at())).status).toBe(200);
      world.at('2026-12-01T00:00:00+09:00');
      expect((await world.as('partner').get(at())).status).toBe(404);
      expect(await reads('partner', 'conference')).toBe(0);
      world.at('2026-11-21T10:00:00+09:00');
    });
  });

  it('keeps what is typed into the minutes for its writer alone, until it is saved or thrown away', async () => {
    id = await call({ ...day('held_on', '2026-11-21') });
    expect((await world.as('supervisor').post(`${at()}/open`)).status).toBe(303);
    const draft = (who: Who, minutes: string) =>
      world.as(who).post(`${at()}/minutes/draft`, { minutes, _version: 1 });
    for (const who of ['west_worker', 'partner', 'administrator'] as const)
      expect((await draft(who, '入り込む')).status, who).not.toBe(200);
    // What is too long is not kept, and is not said to be.
    expect((await draft('nurse', 'あ'.repeat(10_001))).status).toBe(400);
    expect((await draft('nurse', '書きかけの会議録')).status).toBe(200);
    expect((await world.as('nurse').get(at())).html).toContain('書きかけの会議録');
    expect((await world.as('consultation_worker').get(at())).html).not.toContain('書きかけの会議録');
    expect((await world.as('nurse').post(`${at()}/minutes/draft/drop`)).status).toBe(303);
    expect((await world.as('nurse').get(at())).html).not.toContain('書きかけの会議録');
    await draft('nurse', '書きかけの会議録');
    const [{ version }] = (await world.owner<{ version: number }>(
      'select version from conference where id = $1',
      [id],
    )) as [{ version: number }];
    const saved = await world.as('nurse').post(`${at()}/minutes`, { minutes: '会議録', _version: version });
    expect(saved.status).toBe(303);
    expect(await world.owner('select from conference_draft')).toEqual([]);
  });

  describe('the sitting', () => {
    beforeAll(async () => {
      world.at('2026-11-21T10:00:00+09:00');
      id = await call({ ...day('held_on', '2026-11-22') });
      await invite('2026-11-21', '2026-11-25');
    });

    it('does not begin before its day', async () => {
      expect((await world.as('consultation_worker').post(`${at()}/open`)).status).toBe(409);
      world.at('2026-11-22T14:00:00+09:00');
      expect((await world.as('consultation_worker').post(`${at()}/open`)).status).toBe(303);
    });

    it('who was there is written down of everybody at once, by the team, and who has not been asked is named', async () => {
      const seats = (
        await world.owner<{ id: number; person_id: number }>(
          'select id, person_id from conference_person where conference_id = $1 order by id',
          [id],
        )
      ).map((seat) => ({ id: Number(seat.id), person_id: Number(seat.person_id) }));
      const partner = seats.find((seat) => seat.person_id === world.person.partner)!;
      const post = (who: Who, there: number[]) => world.as(who).post(`${at()}/attendance`, { there });
      // The guest has not even promised yet; another team and the administrator find nothing.
      for (const who of ['partner', 'west_worker', 'administrator'] as const)
        expect([403, 404], who).toContain((await post(who, [partner.id])).status);
      expect((await world.as('consultation_worker').get(at())).text).toContain(
        `出欠が書かれていない人が${seats.length}人います`,
      );
      expect((await post('consultation_worker', [partner.id, 999_999])).status).toBe(404);
      expect((await post('consultation_worker', [partner.id])).status).toBe(303);
      const said = await world.owner<{ id: number; attendance: string }>(
        'select id, attendance from conference_person where conference_id = $1 order by id',
        [id],
      );
      expect(said.map((seat) => seat.attendance)).toEqual(
        seats.map((seat) => (seat.id === partner.id ? 'attended' : 'absent')),
      );
      expect((await world.as('consultation_worker').get(at())).text).not.toContain('出欠が書かれていない');
    });

    it('everybody is named with where they belong on that day, and who was taken down by hand with what was typed', async () => {
      // Of the team: nothing is stored but who they are.
      expect(
        await world.owner(
          `select from conference_person where conference_id = $1 and person_id is not null and organisation <> ''`,
          [id],
        ),
      ).toEqual([]);
      const [team] = await world.owner<{ name: string }>('select name from team where id = $1', [
        world.case_team.east,
      ]);
      const [school] = await world.owner<{ name: string }>(
        `select coalesce(facility.name, organisation.name) as name from appointment
           join organisation on organisation.id = organisation_id left join facility on facility.id = facility_id
         where person_id = $1`,
        [world.person.partner],
      );
      const name = async (who: Who) =>
        (
          await world.owner<{ name: string }>(
            `select family_name || ' ' || given_name as name from person where id = $1`,
            [world.person[who]],
          )
        )[0]!.name;
      const worker = await name('consultation_worker');
      const page = await world.as('consultation_worker').get(at());
      expect(page.text).toContain(`${worker}（${team!.name}）`);
      expect(page.text).toContain(`${await name('partner')}（${school!.name}）`);
      // One or the other: nothing of what is typed is left out without a word.
      const both = await world.as('consultation_worker').post(`${at()}/people`, {
        person_id: world.person.nurse,
        name: '民生 委員',
        organisation: '東町民生委員',
        part: 'member',
      });
      expect(both.status).toBe(422);
      expect(both.html).toContain('value="東町民生委員"');
      // Said at the form that was sent, in its summary and at its field.
      expect(both.text.split('どちらか一方にしてください')).toHaveLength(3);
      const choices = await world.as('consultation_worker').get(`${at()}/people`);
      expect(choices.html).toContain(`<optgroup label="${team!.name}">`);
      expect(choices.html).toContain(`<optgroup label="${school!.name}">`);
      const byHand = await world.as('consultation_worker').post(`${at()}/people`, {
        name: '民生 委員',
        organisation: '東町民生委員',
        part: 'member',
      });
      expect(byHand.status).toBe(303);
      const seats = await world.reading('consultation_worker', (tx) => seatsOf(tx, id));
      expect(seats.find((seat) => seat.person_id === null)!.place).toBe('東町民生委員');
      const doc = await world.reading('consultation_worker', async (tx) =>
        minutesDoc(tx, {
          conference: (await conferenceById(tx, id))!,
          seats,
          laid: [],
          items: [],
          cases: [],
          decisions: [],
          roles: await rolesOf(tx, id),
        }),
      );
      const paper = JSON.stringify(doc.blocks);
      expect(paper).toContain(`${team!.name}　${worker}`);
      expect(paper).toContain(`${school!.name}　${await name('partner')}`);
      expect(paper).toContain('東町民生委員　民生 委員');
    });

    it('does not close without a decision and somebody who does something by a day', async () => {
      const worker = world.as('consultation_worker');
      expect((await worker.post(`${at()}/close`)).status).toBe(422);
      expect((await worker.post(`${at()}/decisions`, { body: '朝の電話を週2回' })).status).toBe(303);
      expect((await worker.post(`${at()}/close`)).status).toBe(422);
      const outside = await worker.post(`${at()}/roles`, {
        what: '担任が朝に電話する',
        person_id: world.person.west_worker,
        ...day('due_on', '2026-12-01'),
      });
      expect(outside.status).toBe(422);
      const role = await worker.post(`${at()}/roles`, {
        what: '担任が朝に電話する',
        person_id: world.person.partner,
        ...day('due_on', '2026-12-01'),
      });
      expect(role.status).toBe(303);
      expect((await worker.post(`${at()}/close`)).status).toBe(303);
    });

    it('is approved by its chair and nobody else, and is then not changed any more', async () => {
      expect((await world.as('consultation_worker').post(`${at()}/approve`)).status).toBe(403);
      expect((await world.as('nurse').post(`${at()}/approve`)).status).toBe(403);
      expect((await world.as('supervisor').post(`${at()}/approve`)).status).toBe(303);
      expect((await world.as('supervisor').post(`${at()}/reopen`)).status).toBe(409);
      expect((await world.as('consultation_worker').post(`${at()}/decisions`, { body: 'x' })).status).toBe(
        409,
      );
    });

    it('the outside person’s task is theirs to read and to finish, also when the access is over', async () => {
      const [task] = await world.owner<{ id: number }>(
        `select id from case_task where source_kind = 'conference' and source_id = $1`,
        [id],
      );
      const page = `/conferences/tasks/${task!.id}`;
      for (const who of ['coordinator', 'west_worker', 'administrator'] as const)
        expect((await world.as(who).get(page)).status, who).toBe(404);
      world.at('2026-11-28T09:00:00+09:00');
      expect((await world.as('partner').get(at())).status).toBe(404);
      const read = await world.as('partner').get(page);
      expect(read.text).toContain('担任が朝に電話する');
      expect(read.html).not.toContain('/cases/');
      expect((await world.as('partner').post(page)).status).toBe(422);
      expect((await world.as('partner').post(page, { outcome: '2回電話した' })).status).toBe(303);
      expect((await world.as('partner').post(page, { outcome: 'もう一度' })).status).toBe(409);
      world.at('2026-11-21T10:00:00+09:00');
    });

    it('the minutes are written as PDF and Word, and taking them out is in the log', async () => {
      const pdf = await world.as('consultation_worker').get(`${at()}/minutes?format=pdf`);
      expect(pdf.response.headers.get('content-type')).toBe('application/pdf');
      const docx = await world.as('consultation_worker').get(`${at()}/minutes?format=docx`);
      expect(docx.status).toBe(200);
      expect(
        await world.owner(`select from audit_event where action = 'conference.export' and subject_id = $1`, [
          id,
        ]),
      ).toHaveLength(2);
    });
  });

  it('closes with the reason why there was no decision', async () => {
    id = await call();
    const worker = world.as('consultation_worker');
    await worker.post(`${at()}/open`);
    expect((await worker.post(`${at()}/close`, { no_decision_reason: '病院の検査結果を待つ' })).status).toBe(
      303,
    );
  });

  it('called off, everybody’s access ends', async () => {
    id = await call();
    await invite('2026-11-21', '2026-12-10');
    expect((await world.as('partner').get(at())).status).toBe(200);
    expect(
      (await world.as('consultation_worker').post(`${at()}/cancel`, { reason: '家族の入院' })).status,
    ).toBe(303);
    expect((await world.as('partner').get(at())).status).toBe(404);
  });

  it('goes to the new team with its case: the old one reads and ends nothing, the new one does', async () => {
    id = await call();
    await invite('2026-11-21', '2026-12-10');
    await world.owner('update support_case set team_id = $1 where id = $2', [
      world.case_team.west,
      one.case_id,
    ]);
    expect((await world.as('consultation_worker').get(at())).status).toBe(404);
    expect((await world.as('west_worker').get(at())).status).toBe(200);
    const own = await seatOf('partner');
    expect((await world.as('consultation_worker').post(`${at()}/people/${own.id}/end`)).status).toBe(404);
    expect((await world.as('partner').get(at())).status).toBe(200);
    expect((await world.as('west_worker').post(`${at()}/people/${own.id}/end`)).status).toBe(303);
    expect((await world.as('partner').get(at())).status).toBe(404);
    await world.owner('update support_case set team_id = $1 where id = $2', [
      world.case_team.east,
      one.case_id,
    ]);
  });

  it('an internal conference gives each case its tasks, and is not for guests', async () => {
    const two = await sampleCase(world, {
      team_id: world.case_team.east,
      worker_id: world.person.nurse,
      number: 2,
    });
    id = await call({ kind: 'internal', case_id: '', case_ids: two.case_id });
    const worker = world.as('consultation_worker');
    expect((await world.as('west_worker').get(at())).status).toBe(404);
    await worker.post(`${at()}/open`);
    const role = { what: '健診の予約', person_id: world.person.supervisor, ...day('due_on', '2026-12-01') };
    expect((await worker.post(`${at()}/roles`, { ...role, case_id: one.case_id })).status).toBe(422);
    expect((await worker.post(`${at()}/roles`, { ...role, case_id: two.case_id })).status).toBe(303);
    await worker.post(`${at()}/decisions`, { body: '健診につなぐ' });
    expect((await worker.post(`${at()}/close`)).status).toBe(303);
    expect(
      await world.owner('select case_id::int, person_id::int from case_task where source_id = $1', [id]),
    ).toEqual([{ case_id: two.case_id, person_id: world.person.supervisor }]);
  });

  it('keeps a laid fact as it was on the day it was chosen', async () => {
    id = await call();
    const worker = world.as('consultation_worker');
    await worker.post(`${at()}/facts`, { sources: [`support_case:${one.case_id}`] });
    await world.owner(`update support_case set headline = '別の見立て' where id = $1`, [one.case_id]);
    await worker.post(`${at()}/facts`, { sources: [`support_case:${one.case_id}`] });
    expect((await worker.get(at())).text).toContain('朝の支度が難しく');
  });
});

describe('rules of a conference', () => {
  it('says for every actor, state and action whether it may be', () => {
    const allowed = actors.flatMap((actor) =>
      states.flatMap((state) =>
        actions
          .filter((action) => mayDo(actor, state, action))
          .map((action) => `${actor} ${state} ${action}`),
      ),
    );
    expect(allowed.filter((line) => line.startsWith('guest'))).toEqual([
      'guest planned speak',
      'guest opened speak',
    ]);
    expect(allowed.filter((line) => line.endsWith('approve'))).toEqual(['chair closed approve']);
    for (const state of ['approved', 'cancelled'])
      expect(allowed.filter((line) => line.includes(` ${state} `))).toEqual([
        `team ${state} end_access`,
        `chair ${state} end_access`,
      ]);
    expect(allowed).toHaveLength(47);
  });

  it.each([
    [{ decisions: 0, roles: 0, reason: null }, true],
    [{ decisions: 1, roles: 0, reason: null }, true],
    [{ decisions: 0, roles: 1, reason: ' ' }, true],
    [{ decisions: 1, roles: 1, reason: null }, false],
    [{ decisions: 0, roles: 0, reason: '検査の結果を待つ' }, false],
  ])('%o leads to nothing: %s', (given, expected) => {
    expect(leadsToNothing(given)).toBe(expected);
  });

  it('access begins, lasts, is over, or was ended', () => {
    const moment = (iso: string) => new Date(iso);
    const share = { starts_at: moment('2026-11-21'), ends_at: moment('2026-12-21'), ended_at: null };
    expect(shareState(share, moment('2026-11-20'))).toBe('ahead');
    expect(shareState(share, moment('2026-11-21'))).toBe('now');
    expect(shareState(share, moment('2026-12-21'))).toBe('over');
    expect(shareState({ ...share, ended_at: moment('2026-11-22') }, moment('2026-11-23'))).toBe('ended');
  });
});
