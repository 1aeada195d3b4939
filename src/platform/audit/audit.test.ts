import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeWorld, type World } from '../../../tests/world.ts';
import { sql } from 'kysely';
import { verifyAudit } from './verify.ts';

describe('the audit log', () => {
  let world: World;
  const schema = 'm999997';
  const tell = (count: number) =>
    world.writing('coordinator', async (tx) => {
      for (let n = 1; n <= count; n++)
        tx.record({ action: 'test.done', subject_kind: 'thing', subject_id: n, detail: { n } });
    });
  beforeEach(async () => {
    world = await makeWorld();
  });
  afterEach(() => world.close());

  it('is shown to nobody but the auditor', async () => {
    await tell(2);
    for (const who of ['coordinator', 'secretariat', 'administrator', 'facility_head', 'observer'] as const) {
      expect(await world.reading(who, (tx) => tx.db.selectFrom('audit_event').selectAll().execute())).toEqual(
        [],
      );
    }
    expect(
      await world.reading('auditor', (tx) => tx.db.selectFrom('audit_event').selectAll().execute()),
    ).toHaveLength(2);
  });

  it('cannot be written, changed or deleted by the service', async () => {
    await tell(1);
    for (const statement of [
      `insert into audit_event select * from audit_event`,
      `update audit_event set action = 'x'`,
      `delete from audit_event`,
      `update audit_head set seq = 0`,
      `truncate audit_event`,
    ]) {
      await expect(world.writing('auditor', (tx) => sql.raw(statement).execute(tx.db))).rejects.toMatchObject(
        { code: '42501' },
      );
    }
  });

  it('keeps what was recorded only when the transaction is kept', async () => {
    await expect(
      world.writing('coordinator', async (tx) => {
        tx.record({ action: 'test.undone' });
        throw new Error('changed my mind');
      }),
    ).rejects.toThrow('changed my mind');
    expect((await verifyAudit(world.ownerUrl, schema)).events).toBe(0);
  });

  it('holds the opening of a record back when it cannot be written down', async () => {
    await world.owner('alter function audit_append(jsonb) rename to audit_append_gone');
    await expect(
      world.reading('coordinator', async (tx) => {
        tx.opened({ action: 'person.open', about_person_id: 1 });
        return 'secret';
      }),
    ).rejects.toThrow('audit_append');
  });

  it('is one chain also when many write at once', async () => {
    await Promise.all(Array.from({ length: 20 }, () => tell(3)));
    expect(await verifyAudit(world.ownerUrl, schema)).toEqual({ events: 60, breaches: [] });
  });

  it('betrays an edit, a gap, and a cut-off end', async () => {
    await tell(6);
    const as = async (damage: string) => {
      await world.owner(damage);
      return (await verifyAudit(world.ownerUrl, schema)).breaches;
    };
    expect(await as(`update audit_event set detail = '{"n": 99}' where seq = 3`)).toEqual([
      'Event 3 was changed after it had been written.',
    ]);
    await world.owner(`update audit_event set detail = '{"n": 3}' where seq = 3`);
    expect(await as(`update audit_event set person_id = null where seq = 2`)).toEqual([
      'Event 2 was changed after it had been written.',
    ]);
    await world.owner(`update audit_event set person_id = $1 where seq = 2`, [world.person.coordinator]);
    expect(await as('delete from audit_event where seq = 6')).toEqual([
      'The end was cut off or changed: the chain ends at event 5, the head says 6.',
    ]);
    expect(await as('delete from audit_event where seq = 4')).toContain(
      'Before event 5 one or more events are missing.',
    );
  });
});
