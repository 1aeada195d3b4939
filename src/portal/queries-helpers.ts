import { sql } from 'kysely';
import type { ReadTx } from '../platform/db/transaction.ts';

export type HelperTab = 'open' | 'done';

function helpers(tx: ReadTx) {
  return tx.db
    .selectFrom('helper_application')
    .leftJoin('area', 'area.id', 'helper_application.area_id')
    .leftJoin('person as taker', 'taker.id', 'helper_application.taken_by')
    .selectAll('helper_application')
    .select([
      'area.name as area',
      sql<string | null>`taker.family_name || ' ' || taker.given_name`.as('taken_by_name'),
    ]);
}

/** A page of offers to help; those that wait longest first, finished ones newest first. */
export async function listHelpers(
  tx: ReadTx,
  tab: HelperTab,
  { size, offset }: { size: number; offset: number },
): Promise<{ rows: Helper[]; total: number }> {
  const of = tab === 'open' ? sql<boolean>`outcome is null` : sql<boolean>`outcome is not null`;
  const query = helpers(tx).where(of);
  const rows = await (tab === 'open' ? query.orderBy('applied_at') : query.orderBy('outcome_at', 'desc'))
    .orderBy('helper_application.id')
    .limit(size)
    .offset(offset)
    .execute();
  const { total } = await tx.db
    .selectFrom('helper_application')
    .where(of)
    .select(sql<number>`count(*)`.as('total'))
    .executeTakeFirstOrThrow();
  return { rows, total };
}

export async function helperById(tx: ReadTx, id: number | null): Promise<Helper | undefined> {
  return helpers(tx)
    .where('helper_application.id', '=', id ?? 0)
    .executeTakeFirst();
}
export type Helper = Awaited<ReturnType<ReturnType<typeof helpers>['execute']>>[number];

/** Offers nobody has taken up yet, for 今日; no names. Empty for those who do not look after them. */
export async function helpersWaiting(tx: ReadTx, limit: number) {
  if (!tx.has('helper.manage')) return [];
  return tx.db
    .selectFrom('helper_application')
    .select(['id', 'step', 'applied_at'])
    .where('taken_at', 'is', null)
    .where('outcome', 'is', null)
    .orderBy('applied_at')
    .limit(limit)
    .execute();
}

export interface OwnHelper {
  step: string;
  applied_at: Date;
  taken_at: Date | null;
  met_on: string | null;
  outcome: string | null;
  delete_after: string;
}

/** An offer by the hash of its receipt's code, for whoever sent it: how it stands, no name. */
export async function helperByCode(tx: ReadTx, hash: string): Promise<OwnHelper | undefined> {
  const { rows } = await sql<OwnHelper>`select * from helper_application_by_code(${hash})`.execute(tx.db);
  return rows[0];
}
