import { sql } from 'kysely';
import type { Disposer, DueRow, Keeper } from '../../base/retention/rules.ts';

/** Closed cases, with everything written to them and the consultations they came of. */
export const disposer: Disposer = {
  kinds: ['case'],
  run: async (tx, disposal_id) => {
    const { rows } = await sql<{ gone: number }>`select case_dispose(${disposal_id}) as gone`.execute(tx.db);
    return rows[0]!.gone;
  },
};

export const keeper: Keeper = {
  kind: 'case',
  paths: ['/cases/'],
  due: async (tx, months, until_age) => {
    const { rows } = await sql<DueRow>`select * from case_due(${months}, ${until_age}, ${tx.today})`.execute(
      tx.db,
    );
    return rows;
  },
};
