import { sql } from 'kysely';
import type { Disposer } from '../../base/retention/rules.ts';

/** What a statement stood on goes with the case or the consultation. */
export const disposer: Disposer = {
  kinds: ['case', 'consultation'],
  run: async (tx, disposal_id) => {
    const { rows } = await sql<{ gone: number }>`select statement_dispose(${disposal_id}) as gone`.execute(
      tx.db,
    );
    return rows[0]!.gone;
  },
};
