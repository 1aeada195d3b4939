import { sql } from 'kysely';
import type { Disposer } from '../../base/retention/rules.ts';

/** Referrals go with the case or consultation they came of. */
export const disposer: Disposer = {
  kinds: ['case', 'consultation'],
  run: async (tx, disposal_id) => {
    const { rows } = await sql<{ gone: number }>`select referral_dispose(${disposal_id}) as gone`.execute(
      tx.db,
    );
    return rows[0]!.gone;
  },
};
