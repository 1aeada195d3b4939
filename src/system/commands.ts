import type { WriteTx } from '../platform/db/transaction.ts';
import { verifyChain } from './jobs.ts';

export async function readAllNotices(tx: WriteTx): Promise<void> {
  await tx.db
    .updateTable('notice')
    .set({ read_at: tx.now })
    .where('person_id', '=', tx.actor.person_id!)
    .where('read_at', 'is', null)
    .execute();
}

/** Marks one notice read and says where it leads; null when it is not the actor's. */
export async function openNotice(tx: WriteTx, id: number): Promise<string | null> {
  const opened = await tx.db
    .updateTable('notice')
    .set((of) => ({ read_at: of.fn.coalesce('read_at', of.val(tx.now)) }))
    .where('id', '=', id)
    .where('person_id', '=', tx.actor.person_id!)
    .returning('url')
    .executeTakeFirst();
  return opened?.url ?? null;
}

/** Keeps a list's conditions under a name; the same name again replaces them. */
export async function saveView(
  tx: WriteTx,
  view: { page: string; name: string; query: string },
): Promise<void> {
  await tx.db.deleteFrom('saved_view').where('page', '=', view.page).where('name', '=', view.name).execute();
  await tx.db
    .insertInto('saved_view')
    .values({ ...view, person_id: tx.actor.person_id!, created_at: tx.now })
    .execute();
}

export async function removeView(tx: WriteTx, id: number): Promise<string | null> {
  const removed = await tx.db
    .deleteFrom('saved_view')
    .where('id', '=', id)
    .returning('page')
    .executeTakeFirst();
  return removed?.page ?? null;
}

/** Has the audit chain recomputed now; the answer is an event of the log. */
export async function askForCheck(tx: WriteTx): Promise<void> {
  tx.record({ action: 'audit.ask_verify', subject_kind: 'audit' });
  await tx.plan(verifyChain, {});
}
