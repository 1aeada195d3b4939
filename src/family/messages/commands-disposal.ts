import { sql } from 'kysely';
import type { Disposer, DueRow, Keeper } from '../../base/retention/rules.ts';

/** Conversations by code; those that became a consultation go with it. */
export const disposer: Disposer = {
  kinds: ['family_message', 'case', 'consultation'],
  run: async (tx, disposal_id) => {
    const { rows } = await sql<{
      gone: number;
    }>`select family_message_dispose(${disposal_id}) as gone`.execute(tx.db);
    return rows[0]!.gone;
  },
};

export const keeper: Keeper = {
  kind: 'family_message',
  paths: ['/messages/'],
  due: async (tx, months, until_age) => {
    const { rows } =
      await sql<DueRow>`select * from family_message_due(${months}, ${until_age}, ${tx.today})`.execute(
        tx.db,
      );
    return rows;
  },
};
