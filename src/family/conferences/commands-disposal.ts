import { sql } from 'kysely';
import type { Disposer } from '../../base/retention/rules.ts';

/** Conferences go with the case, those about several with the last of them. */
export const disposer: Disposer = {
  kinds: ['case'],
  run: async (tx, disposal_id) => {
    const { rows } = await sql<{ gone: number }>`select conference_dispose(${disposal_id}) as gone`.execute(
      tx.db,
    );
    return rows[0]!.gone;
  },
};
