import { sql } from 'kysely';
import type { Disposer } from '../../base/retention/rules.ts';

/** What was weighed and advised about a case goes with it. */
export const disposer: Disposer = {
  kinds: ['case'],
  run: async (tx, disposal_id) => {
    const { rows } = await sql<{ gone: number }>`select caseload_dispose(${disposal_id}) as gone`.execute(
      tx.db,
    );
    return rows[0]!.gone;
  },
};
