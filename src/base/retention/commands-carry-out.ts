import { sql } from 'kysely';
import type { WriteTx } from '../../platform/db/transaction.ts';
import { endedRows } from './queries.ts';
import type { Disposer, Keeper } from './rules.ts';

/** Makes the list anew: what of each kind has reached its end under the term of today. */
export async function listEnded(tx: WriteTx, keepers: readonly Keeper[]): Promise<void> {
  const rows: Awaited<ReturnType<typeof endedRows>> = [];
  for (const keeper of keepers) rows.push(...(await endedRows(tx, keeper)));
  await tx.db.deleteFrom('retention_due').execute();
  for (let at = 0; at < rows.length; at += 5000)
    await tx.db
      .insertInto('retention_due')
      .values(rows.slice(at, at + 5000).map((row) => ({ ...row, listed_at: tx.now })))
      .execute();
  if (rows.length === 0) return;
  const counts = keepers.map(({ kind }) => [kind, rows.filter((row) => row.kind === kind).length] as const);
  tx.record({
    action: 'retention.list',
    subject_kind: 'retention_rule',
    detail: Object.fromEntries(counts),
  });
}

/**
 * Deletes what a disposal holds, all in one transaction. What was stopped, opened again or is kept longer since the proposal
 * stays, and the certificate says so. Done once: a second time finds it done.
 */
export async function carryOut(
  tx: WriteTx,
  disposal_id: number,
  keepers: readonly Keeper[],
  disposers: readonly Disposer[],
): Promise<void> {
  const disposal = await tx.db
    .selectFrom('disposal')
    .where('id', '=', disposal_id)
    .where('approved', '=', true)
    .where('done_at', 'is', null)
    .selectAll()
    .executeTakeFirst();
  const keeper = keepers.find(({ kind }) => kind === disposal?.kind);
  if (!disposal || !keeper) return;
  const { kind } = disposal;
  const mark = (outcome: 'gone' | 'held' | 'not_due', subject_ids: number[]) =>
    tx.db
      .updateTable('disposal_item')
      .set({ outcome, outcome_at: tx.now })
      .where('disposal_id', '=', disposal_id)
      .where('outcome', 'is', null)
      .where('subject_id', 'in', subject_ids.length === 0 ? [0] : subject_ids)
      .execute();
  const items = await tx.db
    .selectFrom('disposal_item')
    .where('disposal_id', '=', disposal_id)
    .where('outcome', 'is', null)
    .select('subject_id')
    .execute();
  const still = new Set((await endedRows(tx, keeper)).map((row) => row.subject_id));
  await mark(
    'not_due',
    items.map((item) => item.subject_id).filter((id) => !still.has(id)),
  );
  const released = (
    await sql<{
      subject_id: number;
    }>`select subject_id from disposal_released(${disposal_id}, ${kind})`.execute(tx.db)
  ).rows.map((row) => row.subject_id);
  await sql`select disposal_forget(${disposal_id}, ${kind}, ${keeper.paths}::text[])`.execute(tx.db);
  for (const disposer of disposers.toReversed())
    if (disposer.kinds.includes(kind)) await disposer.run(tx, disposal_id);
  await mark('gone', released);
  await mark(
    'held',
    items.map((item) => item.subject_id),
  );
  await tx.db.updateTable('disposal').set({ done_at: tx.now }).where('id', '=', disposal_id).execute();
  if (released.length > 0)
    await tx.db
      .deleteFrom('retention_due')
      .where('kind', '=', kind)
      .where('subject_id', 'in', released)
      .execute();
  // One event per record, so that "what became of it?" has an answer; numbers and codes only.
  for (const subject_id of released)
    tx.record({
      action: 'retention.gone',
      subject_kind: kind,
      subject_id,
      detail: { disposal_id, proposed_by: disposal.proposed_by, approved_by: disposal.decided_by },
    });
  tx.record({
    action: 'disposal.done',
    subject_kind: 'disposal',
    subject_id: disposal_id,
    detail: { kind, gone: released.length, kept: items.length - released.length },
  });
}
