import { sql } from 'kysely';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorld, type Who, type World } from '../../../tests/world.ts';
import { sampleCase } from '../conferences/samples.ts';
import { sampleConsent, sampleReferral } from '../referrals/samples.ts';
import { proofOn } from './queries.ts';
import { itemActions, itemActors, itemStates, mayDoItem, nextFirstOfApril } from './rules.ts';

const day = (name: string, iso: string) => {
  const [y, m, d] = iso.split('-');
  return { [`${name}_y`]: y!, [`${name}_m`]: String(Number(m)), [`${name}_d`]: String(Number(d)) };
};
let world: World;
let next = 1;
const newCase = (worker: Who = 'consultation_worker') =>
  sampleCase(world, { team_id: world.case_team.east, worker_id: world.person[worker], number: next++ });
const task = (case_id: number, who: Who) =>
  world.owner(
    `insert into case_task (case_id, team_id, person_id, title, due_on, created_by, created_at)
     values ($1, $2, $3, '見学の日を決める', '2026-12-01', $3, now())`,
    [case_id, world.case_team.east, world.person[who]],
  );
const openPackage = async (from: Who = 'consultation_worker') => {
  const answer = await world.as('supervisor').post('/handovers/new', {
    leaver: `${world.case_team.east}:${world.person[from]}`,
    ...day('leaves_on', '2027-03-31'),
    reason: 'transfer',
    cover_id: world.person.supervisor,
  });
  expect(answer.status).toBe(303);
  return Number(answer.location!.split('/')[2]);
};
const itemIds = async (id: number) =>
  (
    await world.owner<{ id: number }>('select id from handover_item where handover_id = $1 order by id', [id])
  ).map((row) => Number(row.id));
const ownerOf = async (case_id: number) =>
  Number(
    (
      await world.owner<{ worker_id: number }>('select worker_id from support_case where id = $1', [case_id])
    )[0]!.worker_id,
  );

describe('a worker who goes', () => {
  let id: number;
  let items: number[];
  let cases: { case_id: number }[];
  beforeAll(async () => {
    world = await makeWorld();
    cases = [await newCase(), await newCase(), await newCase()];
    await task(cases[0]!.case_id, 'consultation_worker');
    const others = await newCase('nurse');
    await task(others.case_id, 'consultation_worker');
    id = await openPackage();
    items = await itemIds(id);
  });
  afterAll(() => world.close());
  const at = () => `/handovers/${id}`;

  describe('who may not', () => {
    it.each([
      'west_worker',
      'west_supervisor',
      'administrator',
      'auditor',
      'partner',
      'link_coordinator',
    ] as const)('the %s finds no package', async (who) => {
      expect((await world.as(who).get(at())).status).toBe(404);
      expect((await world.as(who).get(`${at()}/items/${items[0]}`)).status).toBe(404);
      expect([403, 404]).toContain((await world.as(who).post(`${at()}/accept`, { items })).status);
    });

    it('nobody but the supervisor opens one, proposes, or sees the proof', async () => {
      for (const who of ['consultation_worker', 'nurse'] as const) {
        expect((await world.as(who).get('/handovers/new')).status).toBe(404);
        expect((await world.as(who).get('/handovers/proof')).status).toBe(404);
        const proposed = await world
          .as(who)
          .post(`${at()}/propose`, { items, successor_id: world.person.nurse });
        expect(proposed.status).toBe(403);
      }
    });

    it('nobody takes what they were not asked for, nor in somebody else’s name', async () => {
      await world
        .as('supervisor')
        .post(`${at()}/propose`, { items: items[0]!, successor_id: world.person.nurse });
      for (const who of ['council_office', 'consultation_worker', 'supervisor'] as const)
        expect((await world.as(who).post(`${at()}/accept`, { items: items[0]! })).status, who).toBe(403);
      expect((await world.as('nurse').post(`${at()}/accept`, { items: items[1]! })).status).toBe(403);
      await world.writing('council_office', async (tx) => {
        const taken =
          await sql`update handover_item set accepted_at = now(), accepted_by = successor_id where id = ${items[0]}`.execute(
            tx.db,
          );
        expect(taken.numAffectedRows).toBe(0n);
      });
      expect(await ownerOf(cases[0]!.case_id)).toBe(world.person.consultation_worker);
    });

    it('begins or asks with nothing chosen: all that is missing is said at once, in Japanese', async () => {
      const begun = await world.as('supervisor').post('/handovers/new', { leaver: '', cover_id: '' });
      expect(begun.status).toBe(422);
      expect(begun.text).toContain('担当が変わる人：選んでください');
      expect(begun.text).not.toMatch(/Invalid|expected|pattern/);
      const asked = await world.as('supervisor').post(`${at()}/propose`, { successor_id: '' });
      expect(asked.status).toBe(422);
      const summary = /data-error-summary[\s\S]*?<\/ul>/.exec(asked.html)![0];
      for (const name of ['items', 'successor_id']) expect(summary, name).toContain(`href="#f-${name}"`);
    });

    it('the one who goes is not their own successor, and neither is somebody of another team', async () => {
      for (const who of ['consultation_worker', 'west_worker'] as const) {
        const answer = await world
          .as('supervisor')
          .post(`${at()}/propose`, { items: items[1]!, successor_id: world.person[who] });
        expect(answer.status, who).toBe(422);
      }
    });
  });

  it('the package holds every case, and the tasks in other people’s cases', async () => {
    expect(items).toHaveLength(4);
    const page = await world.as('consultation_worker').get(`${at()}/items/${items[0]}`);
    expect(page.text).toContain('【約束していること】');
    expect(page.text).toContain('見学の日を決める');
  });

  it('a no goes back to the supervisor with its reason', async () => {
    expect((await world.as('nurse').post(`${at()}/items/${items[0]}/decline`)).status).toBe(422);
    expect(
      (
        await world
          .as('nurse')
          .post(`${at()}/items/${items[0]}/decline`, { reason: '担当が30件を超えている' })
      ).status,
    ).toBe(303);
    const page = await world.as('supervisor').get(`${at()}/items/${items[0]}`);
    expect(page.text).toContain('担当が30件を超えている');
    expect((await world.as('nurse').post(`${at()}/accept`, { items: items[0]! })).status).toBe(403);
  });

  it('what is taken one by one moves with its tasks, and the rest stays covered', async () => {
    await world.as('supervisor').post(`${at()}/propose`, { items, successor_id: world.person.nurse });
    expect((await world.as('nurse').post(`${at()}/accept`)).status).toBe(422);
    expect((await world.as('nurse').post(`${at()}/accept`, { items: [items[0]!, items[1]!] })).status).toBe(
      303,
    );
    expect(await ownerOf(cases[0]!.case_id)).toBe(world.person.nurse);
    expect(await ownerOf(cases[2]!.case_id)).toBe(world.person.consultation_worker);
    expect(
      await world.owner('select person_id::int from case_task where case_id = $1', [cases[0]!.case_id]),
    ).toEqual([{ person_id: world.person.nurse }]);
  });

  it('a case that goes to another team takes its part of the package along', async () => {
    await world.owner('update support_case set team_id = $1 where id = $2', [
      world.case_team.west,
      cases[2]!.case_id,
    ]);
    const reads = (who: Who) =>
      world.reading(
        who,
        async (tx) =>
          (
            await tx.db
              .selectFrom('handover_item')
              .where('case_id', '=', cases[2]!.case_id)
              .select('id')
              .execute()
          ).length,
      );
    expect(await reads('supervisor')).toBe(0);
    expect(await reads('west_supervisor')).toBe(1);
    await world.owner('update support_case set team_id = $1 where id = $2', [
      world.case_team.east,
      cases[2]!.case_id,
    ]);
  });

  it('forty cases are written one after another, asked for, read one by one and taken, and who was asked before is told', async () => {
    const many = [];
    for (let n = 0; n < 40; n++) many.push(await newCase('council_office'));
    id = await openPackage('council_office');
    items = await itemIds(id);
    expect(items).toHaveLength(40);
    const leaver = world.as('council_office');
    const first = await leaver.get(`${at()}/items/${items[0]}`);
    expect(first.text).toContain('残り40件のうち1件目');
    const written = await leaver.post(`${at()}/items/${items[0]}`, {
      summary: '火曜の夕方に電話する約束。',
      _version: 1,
      onward: 'next',
    });
    expect(written.location).toContain(`${at()}/items/${items[1]}`);
    expect((await leaver.get(`${at()}/items/${items[1]}`)).text).toContain('残り40件のうち2件目');

    const lead = world.as('supervisor');
    expect((await lead.get(at())).text).toContain('残り：後任が未定 40件');
    await lead.post(`${at()}/propose`, { items, successor_id: world.person.consultation_worker });
    await lead.post(`${at()}/propose`, { items, successor_id: world.person.nurse });
    const told = await world.owner<{ title: string }>(
      'select title from notice where person_id = $1 and url = $2 order by id desc limit 1',
      [world.person.consultation_worker, at()],
    );
    expect(told[0]!.title).toContain('40件は、ほかの人に頼み直されました');

    const successor = world.as('nurse');
    const taken = await successor.post(`${at()}/accept`, { items: [items[0]!], onward: 'next' });
    expect(taken.location).toContain(`${at()}/items/${items[1]}`);
    expect((await lead.get(at())).text).toContain('残り：返事待ち 39件');
    // The last one leads back to the package, not on to somebody else's.
    expect((await successor.post(`${at()}/accept`, { items: items.slice(1, 39) })).status).toBe(303);
    const last = await successor.post(`${at()}/accept`, { items: [items[39]!], onward: 'next' });
    expect(last.location!.split('?')[0]).toBe(at());
    for (const { case_id } of many) expect(await ownerOf(case_id)).toBe(world.person.nurse);
    expect((await world.as('supervisor').get(at())).text).toContain('すべて引き継がれました');
  });

  it('an appointment that ends opens its package at night, once, for a job and nobody else', async () => {
    const due = (who: Who | null) =>
      world.writing(who, (tx) =>
        sql`select * from handovers_open_due('2027-03-01', '2027-04-30', now())`.execute(tx.db),
      );
    await world.owner(`update appointment set ends_on = '2027-03-31' where person_id = $1 and team_id = $2`, [
      world.person.nurse,
      world.case_team.east,
    ]);
    for (const who of ['supervisor', 'administrator', 'nurse', null] as const)
      expect((await due(who)).rows).toEqual([]);
    world.at('2027-03-01T05:30:00+09:00');
    const { openDue } = await import('./jobs.ts');
    const run = () =>
      world.writing(null, async (tx) => {
        await sql`set local app.has.job = '1'`.execute(tx.db);
        await openDue.run(
          tx,
          {},
          { writing: async () => undefined as never, stopping: () => false, mail: async () => undefined },
        );
      });
    await run();
    await run();
    const packages = await world.owner<{ cover_id: number }>(
      'select cover_id from handover where from_person_id = $1',
      [world.person.nurse],
    );
    expect(packages.map((one) => Number(one.cover_id))).toEqual([world.person.supervisor]);
    expect((await world.as('supervisor').get('/handovers/proof?on=2027-04-01')).text).toContain(
      '担当のいないものはありません',
    );
    // Who came back and goes again has a package of those days too.
    await world.owner(
      `update handover set opened_at = '2026-01-05T05:30:00+09:00', leaves_on = '2026-02-28' where from_person_id = $1`,
      [world.person.nurse],
    );
    await world.owner(
      `update handover_item set dropped_at = '2026-03-01T00:00:00Z'
       where handover_id in (select id from handover where from_person_id = $1)`,
      [world.person.nurse],
    );
    await run();
    await run();
    expect(
      await world.owner<{ leaves_on: string }>(
        'select leaves_on::text from handover where from_person_id = $1 order by id',
        [world.person.nurse],
      ),
    ).toEqual([{ leaves_on: '2026-02-28' }, { leaves_on: '2027-03-31' }]);
    // Called off, nobody answers for them any more, and the page says so.
    await world.owner('update handover set cancelled_at = now() where from_person_id = $1', [
      world.person.nurse,
    ]);
    expect((await world.as('supervisor').get('/handovers/proof?on=2027-04-01')).text).toMatch(
      /担当のいないものが4\d件あります/,
    );
    world.at('2026-11-21T10:00:00+09:00');
  });
});

describe('a referral that is under way', () => {
  let own: { case_id: number };
  let others: { case_id: number };
  let idle: { case_id: number };
  const begun = async (case_id: number): Promise<number> => {
    const answer = await world.as('consultation_worker').post(`/referrals/new?case=${case_id}`, {
      ...sampleReferral(world.facility[0]!),
      told_who: '主任だけ',
    });
    expect(answer.status, answer.text).toBe(303);
    return Number(/\/referrals\/(\d+)$/.exec(answer.location!)![1]);
  };
  const workers = async (...ids: number[]) =>
    (
      await world.owner<{ worker_id: number }>(
        'select worker_id::int from referral where id = any($1) order by id',
        [ids],
      )
    ).map((row) => row.worker_id);
  const agreed = async (case_id: number, ends_on: string, purpose: string) => {
    const [row] = await world.owner<{ id: number }>(
      'select household_id::int as id from support_case where id = $1',
      [case_id],
    );
    const answer = await world
      .as('consultation_worker')
      .post(`/disclosures/household/${row!.id}/consents/new`, {
        ...sampleConsent(world.facility[0]!),
        items: ['child_name'],
        purpose,
        ends_on,
      });
    expect(answer.status, answer.text).toBe(303);
  };
  const bare = async () =>
    (await world.reading('supervisor', (tx) => proofOn(tx, '2027-04-01')))
      .find((part) => part.kind === 'referral')!
      .orphans.map((one) => [one.id, one.cover === null]);

  beforeAll(async () => {
    world = await makeWorld();
    next = 1;
    own = await newCase();
    others = await newCase('nurse');
    idle = await newCase('nurse');
    await world.owner(`update appointment set ends_on = '2027-03-31' where person_id = $1 and team_id = $2`, [
      world.person.consultation_worker,
      world.case_team.east,
    ]);
  });
  afterAll(() => world.close());

  it('is not taken past the package, nor by who was not asked, and stands in no other team’s proof', async () => {
    const [first, second] = [await begun(own.case_id), await begun(others.case_id)];
    // Nobody answers for them in April, and the page says so.
    expect(await bare()).toEqual([
      [first, true],
      [second, true],
    ]);
    expect((await world.as('supervisor').get('/handovers/proof?on=2027-04-01')).text).toContain(
      `つなぎ 第${first}号`,
    );
    expect(
      (await world.reading('west_supervisor', (tx) => proofOn(tx, '2027-04-01'))).flatMap(
        (part) => part.orphans,
      ),
    ).toEqual([]);
    const id = await openPackage();
    const items = await itemIds(id);
    expect(items).toHaveLength(2);
    for (const who of ['west_worker', 'council_office', 'nurse'] as const)
      expect((await world.as(who).post(`/handovers/${id}/accept`, { items })).status).toBeGreaterThan(400);
    expect(await workers(first, second)).toEqual(
      Array.from({ length: 2 }, () => world.person.consultation_worker),
    );
    expect(await bare()).toEqual([
      [first, false],
      [second, false],
    ]);
  });

  it('goes to whoever takes its case, is read beside the summary with the consents about to end, and stays nobody’s who is gone', async () => {
    const [{ id }] = (await world.owner<{ id: number }>('select max(id)::int as id from handover')) as [
      { id: number },
    ];
    await agreed(own.case_id, '2026-12-20', '年内のひろば');
    await agreed(own.case_id, '2027-10-31', '来年のひろば');
    const items = await itemIds(id);
    await world
      .as('supervisor')
      .post(`/handovers/${id}/propose`, { items, successor_id: world.person.nurse });
    const page = await world.as('nurse').get(`/handovers/${id}/items/${items[0]}`);
    expect(page.text).toContain('年内のひろば');
    expect(page.text).not.toContain('来年のひろば');
    expect(page.text).toContain('つなぎ 第');
    expect((await world.as('nurse').post(`/handovers/${id}/accept`, { items })).status).toBe(303);
    const all = await world.owner<{ worker_id: number }>('select distinct worker_id::int from referral');
    expect(all).toEqual([{ worker_id: world.person.nurse }]);
    expect(await bare()).toEqual([]);
    expect(await world.owner(`select 1 from audit_event where action = 'referral.take_over'`)).toHaveLength(
      2,
    );
  });

  it('of a case that was closed meanwhile is in the package, and is taken like a task', async () => {
    const closed = await newCase('council_office');
    const fourth = await begun(closed.case_id);
    await world.owner('update referral set worker_id = $1 where id = $2', [
      world.person.council_office,
      fourth,
    ]);
    await world.owner(
      `update support_case set closed_on = '2026-11-20', close_reason = 'goals_reached', closed_by = $2, close_approved_by = $3 where id = $1`,
      [closed.case_id, world.person.council_office, world.person.supervisor],
    );
    const id = await openPackage('council_office');
    const items = await itemIds(id);
    expect(items).toHaveLength(1);
    await world
      .as('supervisor')
      .post(`/handovers/${id}/propose`, { items, successor_id: world.person.nurse });
    expect((await world.as('nurse').post(`/handovers/${id}/accept`, { items })).status).toBe(303);
    expect(await workers(fourth)).toEqual([world.person.nurse]);
    expect(await ownerOf(closed.case_id)).toBe(world.person.council_office);
  });

  it('goes along when its case is given to somebody else or to another team', async () => {
    const third = await begun(idle.case_id);
    const move = (team_id: number, worker: Who, who: Who) =>
      world.writing(who, async (tx) => {
        await sql`select case_move(${idle.case_id}, ${team_id}, ${world.person[worker]}, ${tx.today})`.execute(
          tx.db,
        );
      });
    // Somebody of the team began it in a colleague's case: it stays theirs while they stay.
    await move(world.case_team.east, 'council_office', 'supervisor');
    expect(await workers(third)).toEqual([world.person.consultation_worker]);
    await move(world.case_team.west, 'west_worker', 'supervisor');
    expect(await workers(third)).toEqual([world.person.west_worker]);
  });
});

describe('the proof of a day', () => {
  beforeAll(async () => {
    world = await makeWorld();
    next = 1;
  });
  afterAll(() => world.close());

  it('names what somebody still holds who goes before it by their package, also where nobody has ended the appointment', async () => {
    const { case_id } = await newCase();
    const held = async (on: string) =>
      (await world.reading('supervisor', (tx) => proofOn(tx, on)))
        .find((part) => part.kind === 'case')!
        .orphans.map((one) => [one.id, one.cover]);
    expect(await held('2027-04-01')).toEqual([]);
    const id = await openPackage();
    expect(await held('2027-03-31')).toEqual([]);
    expect(await held('2027-04-01')).toEqual([[case_id, expect.any(String)]]);
    // Who comes back to the team later is there again.
    const ended = (on: string | null) =>
      world.owner('update appointment set ends_on = $3 where person_id = $1 and team_id = $2', [
        world.person.consultation_worker,
        world.case_team.east,
        on,
      ]);
    await ended('2027-03-31');
    const [again] = await world.owner<{ id: number }>(
      `insert into appointment (person_id, role_code, organisation_id, team_id, starts_on, created_at)
       select person_id, role_code, organisation_id, team_id, '2027-06-01', now() from appointment
       where person_id = $1 and team_id = $2 limit 1 returning id`,
      [world.person.consultation_worker, world.case_team.east],
    );
    expect(await held('2027-06-01')).toEqual([]);
    await world.owner('delete from appointment where id = $1', [again!.id]);
    await ended(null);
    const cancelled = await world
      .as('supervisor')
      .post(`/handovers/${id}/cancel`, { reason: '異動がなくなった' });
    expect(cancelled.status, cancelled.text).toBe(303);
    expect(await held('2027-04-01')).toEqual([]);
  });

  it('lets who came back go again, and asks for no second package while one is open', async () => {
    const again = (leaves_on: string) => {
      const [y, m, d] = leaves_on.split('-');
      return world.as('supervisor').post('/handovers/new', {
        leaver: `${world.case_team.east}:${world.person.consultation_worker}`,
        leaves_on_y: y,
        leaves_on_m: m,
        leaves_on_d: d,
        reason: 'leave',
        cover_id: world.person.nurse,
      });
    };
    const first = await again('2026-12-20');
    expect(first.status, first.text).toBe(303);
    expect((await again('2027-02-28')).text).toContain('この人の引継ぎはもう始まっています');
    // Everything was taken, and the day is over.
    await world.owner(
      `update handover_item set dropped_at = '2026-12-20T00:00:00Z' where handover_id = (select max(id) from handover)`,
    );
    world.at('2026-12-21T10:00:00+09:00');
    expect((await again('2027-02-28')).status).toBe(303);
    const held = await world.reading('supervisor', (tx) => proofOn(tx, '2027-01-31'));
    expect(held.find((part) => part.kind === 'case')!.orphans).toEqual([]);
  });

  it('opened by two in the same moment, for two different days, it is one: the second is told, and keeps what was typed', async () => {
    const open = (leaves_on: string) =>
      world.as('supervisor').post('/handovers/new', {
        leaver: `${world.case_team.east}:${world.person.nurse}`,
        ...day('leaves_on', leaves_on),
        reason: 'transfer',
        cover_id: world.person.consultation_worker,
        note: `${leaves_on}で引継ぎ`,
      });
    const answers = await Promise.all(['2027-03-30', '2027-03-31'].map(open));
    expect(answers.map((one) => one.status).toSorted((a, b) => a - b)).toEqual([303, 422]);
    const second = answers.find((one) => one.status === 422)!;
    expect(second.text).toContain('この人の引継ぎはもう始まっています。一覧から開いてください。');
    expect(second.text).toContain('で引継ぎ');
    const packages = await world.owner<{ leaves_on: string }>(
      'select leaves_on::text from handover where from_person_id = $1 and cancelled_at is null',
      [world.person.nurse],
    );
    expect(packages).toHaveLength(1);
    // Whatever writes: the database keeps the days of a package from being another's.
    await expect(
      world.owner(
        `insert into handover (team_id, from_person_id, leaves_on, reason, cover_id, opened_at)
         select team_id, from_person_id, leaves_on + 30, reason, cover_id, opened_at from handover
         where from_person_id = $1 and cancelled_at is null`,
        [world.person.nurse],
      ),
    ).rejects.toThrow('handover_one_leaving');
  });
});

describe('whatever is done in whatever order', () => {
  beforeAll(async () => {
    world = await makeWorld();
    next = 1;
    for (let n = 0; n < 4; n++) await newCase();
    await world.owner(`update appointment set ends_on = '2027-03-31' where person_id = $1 and team_id = $2`, [
      world.person.consultation_worker,
      world.case_team.east,
    ]);
  });
  afterAll(() => world.close());

  it('nothing is ever without an owner or somebody who answers for it, and nobody owns what they did not take', async () => {
    const id = await openPackage();
    const items = await itemIds(id);
    const cases = await world.owner<{ id: number }>('select id from support_case order by id');
    const people = ['nurse', 'council_office', 'supervisor', 'consultation_worker', 'west_worker'] as const;
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            who: fc.constantFrom(...people),
            what: fc.constantFrom('propose', 'accept', 'decline', 'refresh'),
            item: fc.nat({ max: items.length - 1 }),
            successor: fc.constantFrom(...people),
          }),
          { minLength: 1, maxLength: 8 },
        ),
        async (walk) => {
          for (const { who, what, item, successor } of walk) {
            const at = `/handovers/${id}`;
            const before = await Promise.all(cases.map((one) => ownerOf(Number(one.id))));
            const fields =
              what === 'propose'
                ? { items: items[item]!, successor_id: world.person[successor] }
                : what === 'accept'
                  ? { items: items[item]! }
                  : { reason: '手がいっぱい' };
            const path = what === 'decline' ? `${at}/items/${items[item]}/decline` : `${at}/${what}`;
            const answer = await world.as(who).post(path, fields);
            expect(answer.status).toBeLessThan(500);
            const after = await Promise.all(cases.map((one) => ownerOf(Number(one.id))));
            for (const [n, owner] of after.entries())
              if (owner !== before[n]) expect([what, owner]).toEqual(['accept', world.person[who]]);
          }
          const proof = await world.reading('supervisor', (tx) => proofOn(tx, '2027-04-01'));
          expect(proof.flatMap((part) => part.orphans.filter((one) => one.cover === null))).toEqual([]);
        },
      ),
      { numRuns: 12 },
    );
  });
});

describe('rules of a handover', () => {
  it('says for every actor, state and action whether it may be', () => {
    const allowed = itemActors.flatMap((actor) =>
      itemStates.flatMap((state) =>
        itemActions
          .filter((action) => mayDoItem([actor], state, action))
          .map((what) => `${actor} ${state} ${what}`),
      ),
    );
    expect(allowed.filter((line) => line.startsWith('colleague'))).toEqual([]);
    expect(allowed.filter((line) => /accept$|decline$/.test(line))).toEqual([
      'successor proposed accept',
      'successor proposed decline',
    ]);
    expect(allowed.filter((line) => / (accepted|dropped) /.test(line))).toEqual([]);
    expect(allowed.filter((line) => line.endsWith('ask_team'))).toEqual([
      'lead waiting ask_team',
      'lead declined ask_team',
      'leaver waiting ask_team',
      'leaver declined ask_team',
    ]);
    expect(allowed).not.toContain('lead asked propose');
    expect(allowed).toHaveLength(33);
  });

  it.each([
    ['2026-11-21', '2027-04-01'],
    ['2027-03-31', '2027-04-01'],
    ['2027-04-01', '2028-04-01'],
  ])('from %s the next 1 April is %s', (today, expected) => {
    expect(nextFirstOfApril(today)).toBe(expected);
  });
});
