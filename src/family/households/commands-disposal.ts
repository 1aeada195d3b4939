import { sql } from 'kysely';
import type { Disposer } from '../../base/retention/rules.ts';

/** A family's entry goes with the last consultation or case of it. */
export const disposer: Disposer = {
  kinds: ['case', 'consultation'],
  run: async (tx, disposal_id) => {
    const { rows } = await sql<{ gone: number }>`select household_dispose(${disposal_id}) as gone`.execute(
      tx.db,
    );
    return rows[0]!.gone;
  },
};
