import { sql } from 'kysely';
import { found, Refusal, type WriteTx } from '../../platform/db/transaction.ts';
import { mayExact } from './queries-statistics.ts';

/** Makes a past year's tables for outside, once and for good: 404 who does not make the report or a year without anything, 409 too early or a second time. */
export async function keepTables(tx: WriteTx, fiscal_year: number): Promise<void> {
  if (!tx.has('family.statistics') || !mayExact(tx)) throw new Refusal(404);
  const { rows } = await sql`select from consultation_years(array[${fiscal_year}::integer]) limit 1`.execute(
    tx.db,
  );
  found(rows[0]);
  if (!(await keep(tx, fiscal_year))) throw new Refusal(409);
}

/** The job's part: last year's tables, where nobody made them until June. */
export async function keepForgottenTables(tx: WriteTx): Promise<void> {
  if (tx.today >= `${tx.fiscal_year}-06-01`) await keep(tx, tx.fiscal_year - 1);
}

async function keep(tx: WriteTx, fiscal_year: number): Promise<boolean> {
  const zone = tx.actor.municipality.time_zone;
  const { rows } = await sql<{ kept: boolean }>`
    select consultation_tables_keep(${fiscal_year}, ${zone}, ${tx.today}, ${tx.now}) as kept`.execute(tx.db);
  if (!rows[0]!.kept) return false;
  tx.record({ action: 'consultation.keep_tables', detail: { fiscal_year } });
  return true;
}
