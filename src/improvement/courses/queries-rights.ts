import { sql } from 'kysely';
import type { PersonRecord } from '../../base/retention/rules.ts';
import type { ReadTx } from '../../platform/db/transaction.ts';

/** What this slice keeps of the person a request names; the function asks for the desk's duty. */
export async function courseRecords(tx: ReadTx, request_id: number): Promise<PersonRecord[]> {
  const { rows } =
    await sql<PersonRecord>`select part, at, facts, matched_by from rights_courses(${request_id})`.execute(
      tx.db,
    );
  return rows;
}
