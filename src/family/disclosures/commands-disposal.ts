import { sql } from 'kysely';
import type { Disposer } from '../../base/retention/rules.ts';

/** What was disclosed of a case goes with the case. */
export const disposer: Disposer = {
  kinds: ['case'],
  run: async (tx, disposal_id) => {
    const { rows } = await sql<{ gone: number }>`select disclosure_dispose(${disposal_id}) as gone`.execute(
      tx.db,
    );
    return rows[0]!.gone;
  },
};
