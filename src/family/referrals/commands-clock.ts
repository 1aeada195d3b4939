import { sql } from 'kysely';
import type { WriteTx } from '../../platform/db/transaction.ts';
import { supervisorsOf } from './queries.ts';
import { jobs as words } from './words.ja.ts';

/**
 * Lets lapse whatever was not answered in its time; the worker and the team's supervisors are told once each. Asked again it
 * finds nothing. Gives the numbers.
 */
export async function lapseOverdue(tx: WriteTx): Promise<number[]> {
  const lapsed = await tx.db
    .updateTable('referral')
    .set((row) => ({
      lapsed_at: tx.now,
      escalated_at: tx.now,
      updated_at: tx.now,
      version: sql<number>`${row.ref('version')} + 1`,
    }))
    .where('state', 'in', ['sent', 'delivered'])
    .where('due_at', '<', tx.now)
    .returning(['id', 'team_id', 'worker_id'])
    .execute();
  for (const one of lapsed.toSorted((a, b) => a.id - b.id)) {
    await tx.db
      .insertInto('referral_event')
      .values({ referral_id: one.id, team_id: one.team_id, action: 'lapse', actor: 'system', at: tx.now })
      .execute();
    const told = new Set(await supervisorsOf(tx, one.team_id));
    if (one.worker_id !== null) told.add(one.worker_id);
    for (const person_id of told) {
      await tx.db
        .insertInto('notice')
        .values({ person_id, title: words.lapsed(one.id), url: `/referrals/${one.id}`, created_at: tx.now })
        .execute();
    }
    tx.record({ action: 'referral.lapse', subject_kind: 'referral', subject_id: one.id });
  }
  return lapsed.map(({ id }) => id);
}
