import { sql } from 'kysely';
import type { Disposer, DueRow, Keeper } from '../../base/retention/rules.ts';

/** Consultations that never became a case. */
export const disposer: Disposer = {
  kinds: ['consultation'],
  run: async (tx, disposal_id) => {
    const { rows } = await sql<{ gone: number }>`select consultation_dispose(${disposal_id}) as gone`.execute(
      tx.db,
    );
    return rows[0]!.gone;
  },
};

export const keeper: Keeper = {
  kind: 'consultation',
  paths: ['/consultations/'],
  due: async (tx, months, until_age) => {
    const { rows } =
      await sql<DueRow>`select * from consultation_due(${months}, ${until_age}, ${tx.today})`.execute(tx.db);
    return rows;
  },
};
