import { sql } from 'kysely';
import type { Disposer } from '../../base/retention/rules.ts';

/** What was written for a successor goes with the case or consultation. */
export const disposer: Disposer = {
  kinds: ['case', 'consultation'],
  run: async (tx, disposal_id) => {
    const { rows } = await sql<{ gone: number }>`select handover_dispose(${disposal_id}) as gone`.execute(
      tx.db,
    );
    return rows[0]!.gone;
  },
};
