import { sql } from 'kysely';
import type { Disposer, DueRow, Keeper } from '../../base/retention/rules.ts';

/** Visits with record, memo, promises, files and drafts. */
export const disposer: Disposer = {
  kinds: ['visit'],
  run: async (tx, disposal_id) => {
    const { rows } = await sql<{ gone: number }>`select visit_dispose(${disposal_id}) as gone`.execute(tx.db);
    return rows[0]!.gone;
  },
};

export const keeper: Keeper = {
  kind: 'visit',
  paths: ['/visits/'],
  due: async (tx, months, until_age) => {
    const { rows } = await sql<DueRow>`select * from visit_due(${months}, ${until_age}, ${tx.today})`.execute(
      tx.db,
    );
    return rows;
  },
};
