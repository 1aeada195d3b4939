import { sql } from 'kysely';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorld, type Who, type World } from '../../../tests/world.ts';
import { sampleCase } from '../conferences/samples.ts';
import { proofOn } from './queries.ts';
import { mayTransfer, transferActions, transferActors, transferStates } from './rules.ts';
import { transferWords as words } from './words-transfer.ja.ts';

let world: World;
let next = 1;
let id: number;
let items: number[];
let cases: number[];
const newCase = async () =>
  (
    await sampleCase(world, {
      team_id: world.case_team.east,
      worker_id: world.person.consultation_worker,
      number: next++,
    })
  ).case_id;
const number = async (text: string, values: unknown[]) =>
  (await world.owner<{ id: number }>(text, values)).map((row) => Number(row.id));

async function begin(count: number): Promise<void> {
  world = await makeWorld();
  next = 1;
  cases = [];
  for (let n = 0; n < count; n++) cases.push(await newCase());
  const answer = await world.as('supervisor').post('/handovers/new', {
    leaver: `${world.case_team.east}:${world.person.consultation_worker}`,
    leaves_on_y: '2027',
    leaves_on_m: '3',
    leaves_on_d: '31',
    reason: 'transfer',
    cover_id: world.person.supervisor,
  });
  id = Number(answer.location!.split('/')[2]);
  items = await number('select id from handover_item where handover_id = $1 order by case_id', [id]);
  expect(items).toHaveLength(count);
}
const ask = (who: Who, of: number | number[], more = {}) =>
  world.as(who).post(`/handovers/${id}/transfer`, {
    items: of,
    to_team_id: world.case_team.west,
    reason: 'moved',
    ...more,
  });
const open = async (item: number) =>
  (await number('select id from handover_transfer where item_id = $1 and answer is null', [item]))[0];
const take = (who: Who, of: number | number[], successor: Who = 'west_worker') =>
  world.as(who).post('/handovers/transfers/take', { items: of, successor_id: world.person[successor] });
const ownerOf = async (case_id: number) => {
  const [row] = await world.owner<{ team_id: number; worker_id: number }>(
    'select team_id::int, worker_id::int from support_case where id = $1',
    [case_id],
  );
  return row!;
};
const events = async (action: string) =>
  (await world.owner('select from audit_event where action = $1', [action])).length;

describe('a case another team is asked to take over', () => {
  let transfer: number;
  beforeAll(() => begin(5));
  afterAll(() => world.close());

  describe('who may not', () => {
    it('ask: anybody but the one who goes and the supervisor', async () => {
      for (const who of ['nurse', 'council_office'] as const) {
        expect((await world.as(who).get(`/handovers/${id}/transfer`)).status, who).toBe(404);
        expect((await ask(who, items[0]!)).status, who).toBe(403);
      }
      for (const who of ['west_supervisor', 'west_worker', 'administrator', 'partner'] as const)
        expect([403, 404], who).toContain((await ask(who, items[0]!)).status);
      expect(await world.owner('select from handover_transfer')).toEqual([]);
    });

    it('ask past the page, in another’s name or for a package that is not theirs', async () => {
      const row = (who: Who, more = {}) => ({
        handover_id: id,
        from_team_id: world.case_team.east,
        from_person_id: world.person.consultation_worker,
        item_id: items[0]!,
        team_id: world.case_team.east,
        to_team_id: world.case_team.west,
        reason: 'moved' as const,
        category: 'support',
        age_band: '3-5' as const,
        stage: 'supporting',
        points: 1,
        asked_by: world.person[who],
        asked_at: new Date(),
        ...more,
      });
      for (const [who, more] of [
        ['nurse', {}],
        ['nurse', { asked_by: world.person.supervisor }],
        ['west_supervisor', {}],
        ['west_worker', {}],
        ['consultation_worker', { answer: 'accepted', answered_by: world.person.supervisor }],
      ] as const)
        await expect(
          world.writing(who, (tx) => tx.db.insertInto('handover_transfer').values(row(who, more)).execute()),
          who,
        ).rejects.toMatchObject({ status: 403 });
    });

    it('ask the own team, a team nobody answers for, or for nothing', async () => {
      const before = { to_team_id: world.case_team.east };
      expect((await ask('supervisor', items[0]!, before)).status).toBe(422);
      expect((await ask('supervisor', [])).status).toBe(422);
      expect((await ask('supervisor', items[0]!, { reason: 'because' })).status).toBe(422);
      await world.owner(`update appointment set ends_on = '2026-11-20' where person_id = $1`, [
        world.person.west_supervisor,
      ]);
      expect((await ask('supervisor', items[0]!)).status).toBe(422);
      await world.owner('update appointment set ends_on = null where person_id = $1', [
        world.person.west_supervisor,
      ]);
    });

    it('read a name of it in the receiving team before the yes: not on a page, not in a search, not in the tables', async () => {
      expect((await ask('consultation_worker', items[0]!)).status).toBe(303);
      transfer = (await open(items[0]!))!;
      for (const path of ['/', '/handovers', '/handovers/transfers', `/handovers/transfers/${transfer}`]) {
        const page = await world.as('west_supervisor').get(path);
        expect(page.status, path).toBe(200);
        for (const word of ['架空 太郎', '太郎', '朝の支度', '玄関先'])
          expect(page.text, path).not.toContain(word);
        expect(page.text, path).not.toMatch(/R8-1(?!\d)/);
      }
      for (const path of [
        `/handovers/${id}`,
        `/handovers/${id}/items/${items[0]}`,
        `/handovers/${id}/transfer`,
        `/cases/${cases[0]}`,
      ])
        expect((await world.as('west_supervisor').get(path)).status, path).toBe(404);
      const found = await world.as('west_supervisor').get('/households?q=架空');
      expect(found.text).not.toContain('太郎');
      await world.reading('west_supervisor', async (tx) => {
        for (const table of [
          'support_case',
          'case_member',
          'contact_note',
          'household_member',
          'handover',
          'handover_item',
          'handover_step',
        ])
          expect((await sql`select from ${sql.table(table)}`.execute(tx.db)).rows, table).toEqual([]);
        const { rows } = await sql`select * from handover_transfer`.execute(tx.db);
        expect(rows).toHaveLength(1);
        expect(JSON.stringify(rows)).not.toMatch(/架空|太郎|朝の支度/);
      });
    });

    it('read or answer it in the receiving team without the supervisor’s duty', async () => {
      expect((await world.as('west_worker').get('/handovers/transfers')).status).toBe(404);
      expect((await world.as('west_worker').get(`/handovers/transfers/${transfer}`)).status).toBe(404);
      expect((await take('west_worker', transfer)).status).toBe(404);
      expect(
        (
          await world
            .as('west_worker')
            .post(`/handovers/transfers/${transfer}/decline`, { decline_reason: 'full' })
        ).status,
      ).toBe(404);
      await world.reading('west_worker', async (tx) =>
        expect(await tx.db.selectFrom('handover_transfer').selectAll().execute()).toEqual([]),
      );
    });

    it('answer for the other team, or past the page', async () => {
      for (const who of ['supervisor', 'consultation_worker', 'nurse'] as const)
        expect((await take(who, transfer)).status, who).toBe(403);
      for (const who of ['west_worker', 'supervisor', 'consultation_worker', 'administrator', null] as const)
        await world.writing(who, async (tx) => {
          const { rows } = await sql`
            select * from handover_transfer_take(${transfer}, ${world.person.west_worker}, 'x', ${tx.today})`.execute(
            tx.db,
          );
          expect(rows, `${who}`).toEqual([]);
        });
      for (const [who, answer] of [
        ['supervisor', 'declined'],
        ['nurse', 'withdrawn'],
        ['west_supervisor', 'withdrawn'],
        ['west_supervisor', 'lapsed'],
      ] as const) {
        const changed = world.writing(who, (tx) =>
          sql`update handover_transfer set answer = ${answer}, answered_by = session_person(), answered_at = now(),
            decline_reason = ${answer === 'declined' ? 'full' : null} where id = ${transfer}`.execute(tx.db),
        );
        // Refused, or not even found.
        const rows = await changed.then(
          (one) => one.numAffectedRows,
          (error: { status?: number }) => error.status,
        );
        expect([0n, 403], `${who} ${answer}`).toContain(rows);
      }
      await expect(
        world.writing('west_supervisor', (tx) =>
          sql`select case_move_now(${cases[0]}, ${world.case_team.west}, ${world.person.west_worker}, ${tx.today})`.execute(
            tx.db,
          ),
        ),
      ).rejects.toThrow(/permission denied for function case_move_now/);
      expect(await ownerOf(cases[0]!)).toEqual({
        team_id: world.case_team.east,
        worker_id: world.person.consultation_worker,
      });
    });

    it('choose somebody of another team, or themselves', async () => {
      for (const who of ['nurse', 'west_supervisor', 'coordinator'] as const)
        expect((await take('west_supervisor', transfer, who)).status, who).toBe(422);
    });

    it('withdraw: a colleague or the receiving team', async () => {
      for (const who of ['nurse', 'west_supervisor'] as const)
        expect((await world.as(who).post(`/handovers/transfers/${transfer}/withdraw`)).status, who).toBe(403);
    });
  });

  it('stays the old team’s while it waits, is asked of nobody else, and the proof says whom it was asked of', async () => {
    expect((await ask('supervisor', items[0]!)).status).toBe(409);
    const proposed = await world
      .as('supervisor')
      .post(`/handovers/${id}/propose`, { items: items[0]!, successor_id: world.person.nurse });
    expect(proposed.status).toBe(409);
    expect((await world.as('supervisor').get(`/handovers/${id}`)).text).toContain('ほかのチームに依頼中');
    await world.owner(`update appointment set ends_on = '2027-03-31' where person_id = $1`, [
      world.person.consultation_worker,
    ]);
    const proof = await world.as('supervisor').get('/handovers/proof?on=2027-04-01');
    expect(proof.text).toContain('担当のいないものはありません');
    expect(proof.text).toMatch(/に頼んでいます/);
  });

  it('is taken back by the asker and can be asked for again', async () => {
    expect(
      (await world.as('consultation_worker').post(`/handovers/transfers/${transfer}/withdraw`)).status,
    ).toBe(303);
    expect((await take('west_supervisor', transfer)).status).toBe(409);
    expect((await world.as('west_supervisor').get('/handovers/transfers')).text).toContain(words.list.none);
    expect((await ask('supervisor', items[0]!)).status).toBe(303);
    transfer = (await open(items[0]!))!;
  });

  it('is declined with a coded reason, and goes back to the asker', async () => {
    const at = `/handovers/transfers/${transfer}/decline`;
    expect((await world.as('west_supervisor').post(at)).status).toBe(422);
    expect((await world.as('west_supervisor').post(at, { decline_reason: 'full' })).status).toBe(303);
    expect((await world.as('supervisor').get(`/handovers/${id}`)).text).toContain(
      'いまは引き受けられる人がいない',
    );
    expect((await ask('supervisor', items[0]!)).status).toBe(303);
    transfer = (await open(items[0]!))!;
  });

  it('tells the receiving supervisor on the page of the day', async () => {
    expect((await world.as('west_supervisor').get('/')).text).toContain('ほかのチームから頼まれています');
    expect((await world.as('west_worker').get('/')).text).not.toContain('ほかのチームから頼まれています');
    expect((await world.as('west_supervisor').get('/handovers')).text).toContain(words.list.count(1));
  });

  it('moves with the yes to the supervisor, with all that hangs on it, and is the worker’s once they took it', async () => {
    const { east, west } = world.case_team;
    const { consultation_worker, west_supervisor, west_worker } = world.person;
    await world.owner(
      `insert into case_task (case_id, team_id, person_id, title, due_on, created_by, created_at)
       values ($1, $2, $3, '見学の日を決める', '2026-12-01', $3, now())`,
      [cases[0], east, consultation_worker],
    );
    expect((await take('west_supervisor', transfer)).status).toBe(303);
    expect(await ownerOf(cases[0]!)).toEqual({ team_id: west, worker_id: west_supervisor });
    for (const table of [
      'case_member',
      'contact_note',
      'case_task',
      'handover_item',
      'handover_step',
      'case_transfer',
    ])
      expect(
        await world.owner(
          `select distinct team_id::int from ${table} where ${table === 'handover_step' ? 'item_id' : 'case_id'} = $1`,
          [table === 'handover_step' ? items[0] : cases[0]],
        ),
        table,
      ).toEqual([{ team_id: west }]);
    expect(await world.owner('select person_id::int from case_task where case_id = $1', [cases[0]])).toEqual([
      { person_id: west_supervisor },
    ]);
    expect((await world.as('consultation_worker').get(`/cases/${cases[0]}`)).status).toBe(404);
    const old = await world.as('supervisor').get(`/handovers/${id}`);
    expect(old.status).toBe(200);
    expect(old.text).toContain('移りました');
    const [package_id] = await number('select handover_id as id from handover_item where id = $1', [
      items[0],
    ]);
    expect((await world.as('supervisor').get(`/handovers/${package_id}`)).status).toBe(404);
    const item = await world.as('west_worker').get(`/handovers/${package_id}/items/${items[0]}`);
    expect(item.text).toContain('さんのチームから移りました');
    expect(
      (await world.as('west_worker').post(`/handovers/${package_id}/accept`, { items: items[0]! })).status,
    ).toBe(303);
    expect(await ownerOf(cases[0]!)).toEqual({ team_id: west, worker_id: west_worker });
    expect((await take('west_supervisor', transfer)).status).toBe(409);
    for (const what of ['ask', 'accept', 'decline', 'withdraw'])
      expect(await events(`handover.transfer_${what}`), what).toBeGreaterThan(0);
  });

  it('takes an open consultation of it along, so that it is nobody’s of the old team', async () => {
    const [consultation] = await number(
      `insert into consultation (fiscal_year, number, team_id, case_id, worker_id, next_step, next_on, received_at, received_by,
         way, route_code, kind_code, words_said, created_at, updated_at)
       values (2026, 9001, $1, $2, $3, 'x', '2026-12-01', now(), $3, 'phone', 'family', 'parenting', 'x', now(), now())
       returning id`,
      [world.case_team.east, cases[1], world.person.consultation_worker],
    );
    expect((await ask('supervisor', items[1]!)).status).toBe(303);
    expect((await take('west_supervisor', (await open(items[1]!))!)).status).toBe(303);
    const proof = await world.reading('west_supervisor', (tx) => proofOn(tx, '2026-11-22'));
    expect(proof.flatMap((part) => part.orphans)).toEqual([]);
    expect(
      await world.owner('select team_id::int, worker_id::int from consultation where id = $1', [
        consultation,
      ]),
    ).toEqual([{ team_id: world.case_team.west, worker_id: world.person.west_supervisor }]);
  });

  it('lapses when the case was given elsewhere meanwhile', async () => {
    expect((await ask('supervisor', items[2]!)).status).toBe(303);
    const asked = (await open(items[2]!))!;
    await world.owner('update support_case set worker_id = $1 where id = $2', [world.person.nurse, cases[2]]);
    expect((await take('west_supervisor', asked)).status).toBe(303);
    expect(await world.owner('select answer from handover_transfer where id = $1', [asked])).toEqual([
      { answer: 'lapsed' },
    ]);
    expect(await ownerOf(cases[2]!)).toEqual({
      team_id: world.case_team.east,
      worker_id: world.person.nurse,
    });
  });

  it('says no district of a family that is protected from being found', async () => {
    await world.owner(
      `update household set protected = true, protected_since = '2026-10-01'
       where id = (select household_id from support_case where id = $1)`,
      [cases[3]],
    );
    expect((await ask('supervisor', items[3]!)).status).toBe(303);
    expect(
      await world.owner('select area_id, age_band, category from handover_transfer where item_id = $1', [
        items[3],
      ]),
    ).toEqual([{ area_id: null, age_band: '3-5', category: 'support' }]);
  });

  it('is withdrawn with the package', async () => {
    expect((await world.as('supervisor').post(`/handovers/${id}/cancel`)).status).toBe(303);
    expect(await world.owner('select from handover_transfer where answer is null')).toEqual([]);
    expect((await world.as('west_supervisor').get('/handovers/transfers')).text).toContain(words.list.none);
  });
});

describe('forty at once', () => {
  beforeAll(() => begin(40));
  afterAll(() => world.close());

  it('are asked of one successor, or of a team, and taken, each with one tick for all', async () => {
    const page = await world.as('supervisor').get(`/handovers/${id}`);
    expect(page.text).toContain('すべて（40件）');
    await world
      .as('supervisor')
      .post(`/handovers/${id}/propose`, { all: '1', successor_id: world.person.nurse });
    expect(await world.owner('select from handover_item where successor_id is not null')).toHaveLength(40);
    await world.owner('update handover_item set successor_id = null, proposed_by = null, proposed_at = null');
    expect((await ask('supervisor', [], { all: '1' })).status).toBe(303);
    const taken = await world
      .as('west_supervisor')
      .post('/handovers/transfers/take', { all: '1', successor_id: world.person.west_worker });
    expect(taken.status).toBe(303);
    for (const one of cases) expect((await ownerOf(one)).worker_id).toBe(world.person.west_supervisor);
    const packages = await world.owner('select distinct handover_id from handover_item');
    expect(packages).toHaveLength(1);
    expect((await world.as('supervisor').get('/handovers')).text).toContain('40件中 40件 済み');
  });
});

describe('whatever is asked and answered in whatever order', () => {
  beforeAll(() => begin(3));
  afterAll(() => world.close());

  it('no case is ever without an owner of its team, and changes team only by the receiving supervisor’s yes', async () => {
    const people = ['supervisor', 'consultation_worker', 'nurse', 'west_supervisor', 'west_worker'] as const;
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            who: fc.constantFrom(...people),
            what: fc.constantFrom('ask', 'take', 'decline', 'withdraw', 'propose'),
            item: fc.nat({ max: 2 }),
          }),
          { minLength: 1, maxLength: 8 },
        ),
        async (walk) => {
          for (const { who, what, item } of walk) {
            const before = await Promise.all(cases.map(ownerOf));
            const transfer = (await open(items[item]!)) ?? 0;
            const at = `/handovers/transfers/${transfer}`;
            const answer =
              what === 'ask'
                ? await ask(who, items[item]!)
                : what === 'take'
                  ? await take(who, transfer)
                  : what === 'propose'
                    ? await world.as(who).post(`/handovers/${id}/propose`, {
                        items: items[item]!,
                        successor_id: world.person.nurse,
                      })
                    : await world.as(who).post(`${at}/${what}`, { decline_reason: 'full' });
            expect(answer.status).toBeLessThan(500);
            const after = await Promise.all(cases.map(ownerOf));
            for (const [n, owner] of after.entries())
              if (owner.team_id !== before[n]!.team_id)
                expect([what, who, owner.worker_id]).toEqual([
                  'take',
                  'west_supervisor',
                  world.person.west_supervisor,
                ]);
          }
          for (const who of ['supervisor', 'west_supervisor'] as const) {
            const proof = await world.reading(who, (tx) => proofOn(tx, '2026-11-22'));
            expect(proof.flatMap((part) => part.orphans)).toEqual([]);
          }
        },
      ),
      { numRuns: 12 },
    );
  });
});

describe('rules of what another team is asked', () => {
  it('say for every actor, state and action whether it may be', () => {
    const allowed = transferActors.flatMap((actor) =>
      transferStates.flatMap((state) =>
        transferActions
          .filter((action) => mayTransfer([actor], state, action))
          .map((action) => `${actor} ${state} ${action}`),
      ),
    );
    expect(allowed).toEqual([
      'asker asked withdraw',
      'lead asked withdraw',
      'receiver asked accept',
      'receiver asked decline',
    ]);
  });
});
