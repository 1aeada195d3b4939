import { sql } from 'kysely';
import type { ReadTx } from '../../platform/db/transaction.ts';
import type { PersonRecord } from '../retention/rules.ts';

/** What this slice keeps of the person a request names; the function asks for the desk's duty. */
export async function applicantRecords(tx: ReadTx, request_id: number): Promise<PersonRecord[]> {
  const { rows } =
    await sql<PersonRecord>`select part, at, facts, matched_by from rights_applications(${request_id})`.execute(
      tx.db,
    );
  return rows;
}
