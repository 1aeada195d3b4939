import pg from 'pg';
import { found, Refusal, type WriteTx } from '../../platform/db/transaction.ts';
import { invalid } from '../../platform/web/handlers.tsx';
import type { ProgrammeForm, WishForm } from './forms-programmes.ts';
import { words } from './words-programmes.ja.ts';

function keeper(tx: WriteTx): void {
  if (!tx.has('directory.manage')) throw new Refusal(403);
}

/** A new programme, or (with its code) the changed rules of one. */
export async function saveProgramme(tx: WriteTx, code: string | null, form: ProgrammeForm): Promise<string> {
  keeper(tx);
  const { _version, code: typed, ...row } = form;
  if (code === null) {
    if (!/^[a-z][a-z0-9_]{1,39}$/.test(typed)) invalid({ code: words.form.codeWrong });
    const added = await tx.db
      .insertInto('programme')
      .values({ ...row, code: typed })
      .onConflict((there) => there.doNothing())
      .returning('code')
      .executeTakeFirst();
    if (!added) invalid({ code: words.form.codeTaken });
    tx.record({ action: 'programme.add', subject_kind: 'programme', detail: { code: typed } });
    return typed;
  }
  found(await tx.db.selectFrom('programme').select('code').where('code', '=', code).executeTakeFirst());
  const changed = await tx.db
    .updateTable('programme')
    .set((eb) => ({ ...row, version: eb('version', '+', 1) }))
    .where('code', '=', code)
    .where('version', '=', _version)
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n) invalid({ '': words.wish.stale });
  tx.record({ action: 'programme.change', subject_kind: 'programme', detail: { code } });
  return code;
}

const nameTaken = (error: unknown): never => {
  if (error instanceof pg.DatabaseError && error.code === '23505') invalid({ name: words.wish.nameTaken });
  throw error;
};

/** A new wish, or (with its code) the changed words, weight and place of one. */
export async function saveWish(tx: WriteTx, code: string | null, form: WishForm): Promise<void> {
  keeper(tx);
  const { _version, ...row } = form;
  if (code === null) {
    const added = `w_${tx.actor.house.random().replaceAll('-', '').slice(0, 12)}`;
    await tx.db
      .insertInto('wish')
      .values({ ...row, code: added })
      .execute()
      .catch(nameTaken);
    tx.record({ action: 'wish.add', subject_kind: 'wish', detail: { code: added } });
    return;
  }
  found(await tx.db.selectFrom('wish').select('code').where('code', '=', code).executeTakeFirst());
  const changed = await tx.db
    .updateTable('wish')
    .set((eb) => ({ ...row, version: eb('version', '+', 1) }))
    .where('code', '=', code)
    .where('version', '=', _version)
    .executeTakeFirst()
    .catch(nameTaken);
  if (changed.numUpdatedRows === 0n) invalid({ '': words.wish.stale });
  tx.record({ action: 'wish.change', subject_kind: 'wish', detail: { code } });
}

/** Ends a wish today, or (null) takes the end back; places that chose it keep it. */
export async function endWish(tx: WriteTx, code: string, ended_on: string | null): Promise<void> {
  keeper(tx);
  const changed = await tx.db
    .updateTable('wish')
    .set((eb) => ({ ended_on, version: eb('version', '+', 1) }))
    .where('code', '=', code)
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n) throw new Refusal(404);
  tx.record({
    action: ended_on === null ? 'wish.reopen' : 'wish.end',
    subject_kind: 'wish',
    detail: { code },
  });
}

export async function saveSetting(
  tx: WriteTx,
  form: { confirm_every_months: number; _version: number },
): Promise<void> {
  keeper(tx);
  const changed = await tx.db
    .updateTable('directory_setting')
    .set((eb) => ({ confirm_every_months: form.confirm_every_months, version: eb('version', '+', 1) }))
    .where('version', '=', form._version)
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n) invalid({ '': words.wish.stale });
  tx.record({ action: 'directory_setting.change', detail: { months: form.confirm_every_months } });
}
