import type { ReadTx, WriteTx } from '../../platform/db/transaction.ts';
import { draftFrom, type KeptDraft, type Typed } from '../../platform/web/form.ts';
import type { EventRow } from './queries.ts';

/** Which form: of an event that stands, of a new one, or of a new one made from another. */
export interface DraftKey {
  event: Pick<EventRow, 'id' | 'facility_id'> | null;
  copied_from: number | null;
}

export async function draftOf(tx: ReadTx, { event, copied_from }: DraftKey): Promise<KeptDraft | undefined> {
  const row = await tx.db
    .selectFrom('event_draft')
    .select(['fields', 'base_version', 'saved_at'])
    .where('person_id', '=', tx.actor.person_id)
    .where('event_id', event === null ? 'is' : '=', event?.id ?? null)
    .where('copied_from', copied_from === null ? 'is' : '=', copied_from)
    .executeTakeFirst();
  return row as KeptDraft | undefined;
}

/** New events this person began and has not saved, the latest first. */
export async function begun(
  tx: ReadTx,
): Promise<{ title: string; copied_from: number | null; saved_at: Date }[]> {
  const rows = await tx.db
    .selectFrom('event_draft')
    .select(['fields', 'copied_from', 'saved_at'])
    .where('person_id', '=', tx.actor.person_id)
    .where('event_id', 'is', null)
    .orderBy('saved_at', 'desc')
    .limit(5)
    .execute();
  return rows.map(({ fields, ...row }) => ({ ...row, title: String((fields as Typed)['title'] ?? '') }));
}

export async function saveDraft(tx: WriteTx, { event, copied_from }: DraftKey, typed: Typed): Promise<void> {
  const row = { ...draftFrom(typed), saved_at: tx.now };
  await tx.db
    .insertInto('event_draft')
    .values({
      person_id: tx.actor.person_id!,
      event_id: event?.id ?? null,
      owner_facility_id: event === null ? null : (event.facility_id ?? 0),
      copied_from,
      ...row,
    })
    .onConflict((before) => before.constraint('event_draft_once').doUpdateSet(row))
    .execute();
}

export async function dropDraft(
  tx: WriteTx,
  { event_id, copied_from }: { event_id: number | null; copied_from: number | null },
): Promise<void> {
  await tx.db
    .deleteFrom('event_draft')
    .where('person_id', '=', tx.actor.person_id)
    .where('event_id', event_id === null ? 'is' : '=', event_id)
    .where('copied_from', copied_from === null ? 'is' : '=', copied_from)
    .execute();
}
