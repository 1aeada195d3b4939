import type { ReadTx, WriteTx } from '../../platform/db/transaction.ts';
import { draftFrom, type KeptDraft, type Typed } from '../../platform/web/form.ts';

/** The long form as this person left it; without a facility: a new entry. */
export async function draftOf(tx: ReadTx, facility_id: number | null): Promise<KeptDraft | undefined> {
  const row = await tx.db
    .selectFrom('facility_draft')
    .select(['fields', 'base_version', 'saved_at'])
    .where('person_id', '=', tx.actor.person_id)
    .where('facility_id', facility_id === null ? 'is' : '=', facility_id)
    .executeTakeFirst();
  return row as KeptDraft | undefined;
}

export async function saveDraft(tx: WriteTx, facility_id: number | null, typed: Typed): Promise<void> {
  const row = { ...draftFrom(typed), saved_at: tx.now };
  await tx.db
    .insertInto('facility_draft')
    .values({ person_id: tx.actor.person_id!, facility_id, ...row })
    .onConflict((before) => before.constraint('facility_draft_once').doUpdateSet(row))
    .execute();
}

export async function dropDraft(tx: WriteTx, facility_id: number | null): Promise<void> {
  await tx.db
    .deleteFrom('facility_draft')
    .where('person_id', '=', tx.actor.person_id)
    .where('facility_id', facility_id === null ? 'is' : '=', facility_id)
    .execute();
}
