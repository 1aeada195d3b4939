import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorld, type World } from '../../../tests/world.ts';
import { sampleVisit } from '../../improvement/visits/samples.ts';
import { found, Refusal } from './transaction.ts';

describe('transactions', () => {
  let world: World;
  beforeAll(async () => {
    world = await makeWorld();
  });
  afterAll(() => world.close());

  const duties = () =>
    world.reading('coordinator', async (tx) => ({
      known: tx.has('visit.plan'),
      set: (
        await sql<{ set: string }>`select current_setting('app.duties') as set`.execute(tx.db)
      ).rows[0]!.set.split(','),
    }));

  it('give the reach of this very moment to the program and to the database, not the last one found', async () => {
    for (let time = 0; time < 3; time++) expect(await duties()).toMatchObject({ known: true });
    await world.owner(`delete from role_duty where role_code = 'coordinator' and duty = 'visit.plan'`);
    const after = await duties();
    expect(after.known).toBe(false);
    expect(after.set).not.toContain('visit.plan');
    await world.owner(`insert into role_duty (role_code, duty) values ('coordinator', 'visit.plan')`);
    const again = await duties();
    expect(again.known).toBe(true);
    expect(again.set).toContain('visit.plan');
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
