import { sql } from 'kysely';
import type { Disposer, DueRow, Keeper } from './rules.ts';

/** Accounts of people whose last appointment is over. */
export const disposer: Disposer = {
  kinds: ['account'],
  run: async (tx, disposal_id) => {
    const { rows } = await sql<{
      gone: number;
    }>`select account_dispose(${disposal_id}, ${tx.actor.municipality.code}) as gone`.execute(tx.db);
    return rows[0]!.gone;
  },
};

export const keeper: Keeper = {
  kind: 'account',
  // the person's page stays: records name the person
  paths: [],
  due: async (tx, months, until_age) => {
    const { rows } =
      await sql<DueRow>`select * from account_due(${months}, ${until_age}, ${tx.today})`.execute(tx.db);
    return rows;
  },
};
