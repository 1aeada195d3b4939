import type { EventEmitter } from 'node:events';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorld, type World } from '../../../tests/world.ts';
import { typedIssue } from '../../improvement/issues/samples-typed.ts';
import { sampleVisit } from '../../improvement/visits/samples.ts';
import { found, Refusal, type ReadTx } from './transaction.ts';

describe('transactions', () => {
  let world: World;
  beforeAll(async () => {
    world = await makeWorld();
  });
  afterAll(() => world.close());

  const duties = () =>
    world.reading('coordinator', async (tx) => ({
      known: tx.has('visit.plan'),
      set: (await sql<{ set: boolean }>`select session_has('visit.plan') as set`.execute(tx.db)).rows[0]!.set,
    }));

  it('give the reach of this very moment to the program and to the database, not the last one found', async () => {
    for (let time = 0; time < 3; time++) expect(await duties()).toEqual({ known: true, set: true });
    await world.owner(`delete from role_duty where role_code = 'coordinator' and duty = 'visit.plan'`);
    expect(await duties()).toEqual({ known: false, set: false });
    await world.owner(`insert into role_duty (role_code, duty) values ('coordinator', 'visit.plan')`);
    expect(await duties()).toEqual({ known: true, set: true });
  });

  it('let a reach end by time alone, with nothing written meanwhile', async () => {
    const reach = () =>
      world.reading('nurse', async ({ session: { opened, shared, case_zone } }) => ({
        opened,
        shared,
        case_zone,
      }));
    const first = await reach();
    const { nurse, supervisor } = world.person;
    await world.owner(
      `insert into emergency_access (person_id, subject_kind, subject_id, reason, opened_at, ends_at)
       values ($1, 'visit', 77, 'けがの連絡があり、記録を確かめるため', '2026-11-21T10:00:00+09:00', '2026-11-21T11:00:00+09:00')`,
      [nurse],
    );
    await world.owner(
      `insert into case_share (person_id, kind, subject_id, team_id, reason, starts_at, ends_at, created_by, created_at)
       values ($1, 'case', 88, $2, '引き継ぎのため', '2026-11-21T10:30:00+09:00', '2026-11-21T12:00:00+09:00', $3, '2026-11-21T10:00:00+09:00')`,
      [nurse, world.case_team.east, supervisor],
    );
    const at = async (time: string) => {
      world.at(`2026-11-21T${time}:00+09:00`);
      // Once to find out, and again when it is known.
      await reach();
      return reach();
    };
    const opened = [...first.opened, 'visit:77'];
    const shared = [...first.shared, 'case:88'];
    expect(await at('10:05')).toMatchObject({ opened, shared: first.shared });
    expect(await at('10:29')).toMatchObject({ opened, shared: first.shared });
    expect(await at('10:30')).toMatchObject({ opened, shared });
    expect(await at('11:00')).toMatchObject({ opened: first.opened, shared });
    expect(await at('12:00')).toEqual(first);
    // A clock that was put back finds what was in force then.
    expect(await at('10:45')).toMatchObject({ opened, shared });
    world.at('2026-11-21T10:00:00+09:00');
  });

  it('let an appointment begin and end with the day, with nothing written meanwhile', async () => {
    await world.owner(
      `update appointment set ends_on = '2026-11-22' where person_id = $1 and role_code = 'coordinator'`,
      [world.person.coordinator],
    );
    const on = async (day: string) => {
      world.at(`${day}T10:00:00+09:00`);
      await duties();
      return duties();
    };
    expect(await on('2026-11-21')).toEqual({ known: true, set: true });
    expect(await on('2026-11-22')).toEqual({ known: true, set: true });
    expect(await on('2026-11-23')).toEqual({ known: false, set: false });
    expect(await on('2026-11-22')).toEqual({ known: true, set: true });
    world.at('2026-11-21T10:00:00+09:00');
    await world.owner('update appointment set ends_on = null where person_id = $1', [
      world.person.coordinator,
    ]);
  });

  it('begin again where they read or refused under a reach that has changed meanwhile', async () => {
    let times = 0;
    const whoMayRead = () =>
      world.reading('coordinator', async (tx) => {
        times += 1;
        const { rows } = await sql<{ n: number }>`select count(*)::integer as n from visit`.execute(tx.db);
        if (!tx.has('visit.read')) throw new Refusal(404);
        return rows[0]!.n;
      });
    await world.writing('coordinator', (tx) =>
      sampleVisit(tx, {
        facility_id: world.facility[0]!,
        lead_id: world.person.coordinator,
        planned_on: '2026-12-01',
      }),
    );
    expect(await whoMayRead()).toBe(1);
    await world.owner(`delete from role_duty where role_code = 'coordinator' and duty = 'visit.read'`);
    times = 0;
    await expect(whoMayRead()).rejects.toBeInstanceOf(Refusal);
    expect(times, 'once under the reach known before, once under the one in force').toBe(2);
    await world.owner(`insert into role_duty (role_code, duty) values ('coordinator', 'visit.read')`);
    expect(await whoMayRead()).toBe(1);
  });

  describe('asked several questions at one moment', () => {
    const value = (tx: ReadTx, given: unknown) =>
      sql<{ n: number }>`select ${given}::integer as n`.execute(tx.db).then(({ rows }) => rows[0]!.n);
    const said = (settled: PromiseSettledResult<unknown>[]) =>
      settled.map((one) => (one.status === 'fulfilled' ? one.value : (one.reason as { code?: string }).code));

    it('are answered each by itself, all in one message', async () => {
      for (let time = 0; time < 3; time++)
        await world.reading('coordinator', async (tx) => {
          await value(tx, 0);
          let messages = 0;
          const { pool } = world.house;
          const clients = (pool as unknown as { _clients: { connection: EventEmitter }[] })._clients;
          const heard = () => (messages += 1);
          for (const { connection } of clients) connection.on('readyForQuery', heard);
          const none = sql`select 1 where false`.execute(tx.db).then(({ rows }) => rows.length);
          expect(await Promise.all([value(tx, 1), none, value(tx, 2), value(tx, 3)])).toEqual([1, 0, 2, 3]);
          for (const { connection } of clients) connection.off('readyForQuery', heard);
          expect(messages).toBe(1);
        });
    });

    it('tell which of them failed, leave the rest unasked, and know afterwards what the connection was told', async () => {
      const parts = (tx: ReadTx, divisor: number) => [
        value(tx, 1),
        sql`select 1 / ${divisor}::integer`.execute(tx.db).then(() => 'divided'),
        // Its statement is new to the connection, which never looks at it the first time.
        sql`select ${divisor}::integer + 40 as answer`.execute(tx.db).then(({ rows }) => rows),
      ];
      for (let time = 0; time < 3; time++) {
        const failed = world.reading('coordinator', async (tx) => {
          expect(said(await Promise.allSettled(parts(tx, 0)))).toEqual([1, '22012', '25P02']);
          throw new Refusal(409);
        });
        await expect(failed).rejects.toBeInstanceOf(Refusal);
      }
      for (let time = 0; time < 3; time++)
        await world.reading('coordinator', async (tx) =>
          expect(said(await Promise.allSettled(parts(tx, 1)))).toEqual([1, 'divided', [{ answer: 41 }]]),
        );
    });

    it('fail alone where a value cannot be sent', async () => {
      const round: Record<string, unknown> = {};
      round.round = round;
      for (let time = 0; time < 3; time++)
        await world.reading('coordinator', async (tx) => {
          const settled = await Promise.allSettled([value(tx, 1), value(tx, round), value(tx, 2)]);
          expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
          expect(await value(tx, 3)).toBe(3);
        });
    });
  });

  it('do not write under a reach that was more than what is in force', async () => {
    const { coordinator } = world.person;
    const duty = (known: boolean) =>
      world.owner(
        known
          ? `insert into role_duty (role_code, duty) values ('coordinator', 'visit.plan')`
          : `delete from role_duty where role_code = 'coordinator' and duty = 'visit.plan'`,
      );
    const plan = (planned_on: string) =>
      world.writing('coordinator', (tx) =>
        sampleVisit(tx, { facility_id: world.facility[0]!, lead_id: coordinator, planned_on }),
      );
    await plan('2026-12-02');
    await duty(false);
    await expect(plan('2026-12-03')).rejects.toBeInstanceOf(Refusal);
    await duty(true);
    await plan('2026-12-04');
    const { rows } = await world.reading('coordinator', (tx) =>
      sql<{
        day: string;
      }>`select planned_on as day from visit where planned_on > '2026-12-01' order by 1`.execute(tx.db),
    );
    expect(rows.map(({ day }) => day)).toEqual(['2026-12-02', '2026-12-04']);
  });

  describe('of a form', () => {
    const issue = typedIssue('測定の途中', '一度だけ書く');
    const send = (once = crypto.randomUUID()) =>
      world.as('coordinator').post('/issues/new', { ...issue, _once: once });
    const written = async () =>
      (
        await world.owner<{ issues: number; keys: number }>(
          `select (select count(*)::integer from issue where title = $1) as issues, (select count(*)::integer from submission) as keys`,
          [issue.title],
        )
      )[0]!;

    it('give its key back where its sender may do it no more, so that it can be sent when they may again', async () => {
      const before = await written();
      expect((await send()).status).toBe(303);
      const once = crypto.randomUUID();
      await world.owner(`delete from role_duty where role_code = 'coordinator' and duty = 'issue.raise'`);
      expect((await send(once)).status).toBe(403);
      expect(await written()).toEqual({ issues: before.issues + 1, keys: before.keys + 1 });
      await world.owner(`insert into role_duty (role_code, duty) values ('coordinator', 'issue.raise')`);
      const first = await send(once);
      expect(first.status).toBe(303);
      expect((await send(once)).location, 'the second sending gets the first one’s answer').toBe(
        first.location,
      );
      expect(await written()).toEqual({ issues: before.issues + 2, keys: before.keys + 2 });
    });

    it('undo all of it where what is written last fails', async () => {
      const before = await written();
      await world.owner('revoke update (location, flash) on submission from tsunagi_service');
      expect((await send()).status).toBe(500);
      await world.owner('grant update (location, flash) on submission to tsunagi_service');
      expect(await written()).toEqual(before);
      expect((await send()).status).toBe(303);
    });
  });

  it('go on when a table has got a column since its question was first asked', async () => {
    const read = () =>
      world.reading('coordinator', async (tx) =>
        found(await tx.db.selectFrom('theme').selectAll().orderBy('code').executeTakeFirst()),
      );
    for (let time = 0; time < 8; time++) await read();
    await world.owner('alter table theme add column added_meanwhile integer default 7');
    expect(await read()).toMatchObject({ added_meanwhile: 7 });
    expect(await read()).toMatchObject({ added_meanwhile: 7 });
  });
});
