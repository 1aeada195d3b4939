import { sql } from 'kysely';
import type { Disposer } from '../../base/retention/rules.ts';

/** What a family gave into a case goes with the case; its own file stays the family's. */
export const disposer: Disposer = {
  kinds: ['case'],
  run: async (tx, disposal_id) => {
    const { rows } = await sql<{ gone: number }>`select support_file_dispose(${disposal_id}) as gone`.execute(
      tx.db,
    );
    return rows[0]!.gone;
  },
};
