import { Refusal, type ReadTx, type WriteTx } from '../../platform/db/transaction.ts';
import type { Typed } from '../../platform/web/form.ts';

/** A draft beyond this is not something a person typed. */
const draftLimit = 200_000;

export interface Draft {
  fields: Typed;
  base_version: number;
  saved_at: Date;
}

/** The long form as this person left it; without a facility: a new entry. */
export async function draftOf(tx: ReadTx, facility_id: number | null): Promise<Draft | undefined> {
  const row = await tx.db
    .selectFrom('facility_draft')
    .select(['fields', 'base_version', 'saved_at'])
    .where('person_id', '=', tx.actor.person_id)
    .where('facility_id', facility_id === null ? 'is' : '=', facility_id)
    .executeTakeFirst();
  return row as Draft | undefined;
}

export async function saveDraft(tx: WriteTx, facility_id: number | null, typed: Typed): Promise<void> {
  const fields = JSON.stringify(
    Object.fromEntries(
      Object.entries(typed).filter(([name]) => !name.startsWith('_') && !/^(choose|unchosen)_/.test(name)),
    ),
  );
  if (fields.length > draftLimit) throw new Refusal(409);
  // While both texts are on the screen the version sent is the other person's: such a draft must meet the question again.
  const undecided = Object.keys(typed).some((name) => name.startsWith('choose_'));
  const version = Number(typed['_version']) || 0;
  const row = {
    fields,
    base_version: undecided ? Math.max(0, version - 1) : version,
    saved_at: tx.now,
  };
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
