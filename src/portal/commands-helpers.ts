import { sql } from 'kysely';
import { Refusal, found, type WriteTx } from '../platform/db/transaction.ts';
import { addMonths } from '../platform/ja/dates.ts';
import { hashCode } from '../platform/web/open.ts';
import { areaThere } from './commands-voices.ts';
import type { HelperChange, HelperData } from './forms.ts';
import { tellOfHelper } from './jobs.ts';
import { helperById, type Helper } from './queries-helpers.ts';
import { helperMonths } from './rules.ts';
import { formWords } from './words-network.ja.ts';

/** Takes an offer to help in, from anybody; it deletes itself after helperMonths. A filled trap is forgotten. */
export async function offerHelp(tx: WriteTx, data: HelperData, code: string): Promise<void> {
  if (data.website !== '') return;
  await tx.db
    .insertInto('helper_application')
    .values({
      step: data.step,
      name: data.name,
      name_kana: data.name_kana,
      phone: data.phone,
      email: data.email,
      area_id: await areaThere(tx, data.area_id),
      can_do: data.can_do,
      words: data.words,
      days: data.days,
      code_hash: hashCode(tx.actor.house, code),
      applied_at: tx.now,
      delete_after: addMonths(tx.today, helperMonths),
    })
    .execute();
  tx.record({ action: 'helper.offer', subject_kind: 'helper_application', detail: { step: data.step } });
  await tx.plan(tellOfHelper, {});
}

/** Taken back by whoever holds the code: name and contact are gone at once. False where the code is none. */
export async function withdrawHelp(tx: WriteTx, code: string): Promise<boolean> {
  const { rows } = await sql<{ id: number }>`
    select id from withdraw_helper_application(${hashCode(tx.actor.house, code)})`.execute(tx.db);
  for (const { id } of rows)
    tx.record({ action: 'helper.withdraw', subject_kind: 'helper_application', subject_id: id });
  return rows.length > 0;
}

async function toChange(tx: WriteTx, id: number | null, version: number): Promise<Helper> {
  const helper = found(await helperById(tx, id));
  if (!tx.has('helper.manage')) throw new Refusal(403);
  if (helper.version !== version) throw new Refusal(409, formWords.changed);
  return helper;
}

export async function takeUpHelper(tx: WriteTx, id: number | null, version: number): Promise<void> {
  const helper = await toChange(tx, id, version);
  await tx.db
    .updateTable('helper_application')
    .set({ taken_by: tx.actor.person_id, taken_at: tx.now, version: version + 1 })
    .where('id', '=', helper.id)
    .execute();
  tx.record({ action: 'helper.take_up', subject_kind: 'helper_application', subject_id: helper.id });
}

/** When they met, what became of it, a note for contacting them. An outcome may be taken back. */
export async function changeHelper(tx: WriteTx, id: number | null, data: HelperChange): Promise<void> {
  const helper = await toChange(tx, id, data._version);
  await tx.db
    .updateTable('helper_application')
    .set({
      met_on: data.met_on,
      outcome: data.outcome,
      outcome_at: data.outcome === null ? null : data.outcome === helper.outcome ? helper.outcome_at : tx.now,
      note: data.note,
      ...(helper.taken_at === null ? { taken_by: tx.actor.person_id, taken_at: tx.now } : {}),
      version: data._version + 1,
    })
    .where('id', '=', helper.id)
    .execute();
  tx.record({
    action: 'helper.change',
    subject_kind: 'helper_application',
    subject_id: helper.id,
    detail: { outcome: data.outcome, met: data.met_on !== null },
  });
}

export async function removeHelper(tx: WriteTx, id: number | null, version: number): Promise<void> {
  const helper = await toChange(tx, id, version);
  await tx.db.deleteFrom('helper_application').where('id', '=', helper.id).execute();
  tx.record({ action: 'helper.remove', subject_kind: 'helper_application', subject_id: helper.id });
}
