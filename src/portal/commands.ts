import { Refusal, found, type WriteTx } from '../platform/db/transaction.ts';
import { invalid } from '../platform/web/handlers.tsx';
import type { HelplineData, SchemeData } from './forms.ts';
import { helplineById } from './queries.ts';
import { schemeById } from './queries-schemes.ts';
import { readReferences } from './rules-schemes.ts';
import { formWords, words } from './words-network.ja.ts';

function mustManage(tx: WriteTx): void {
  if (!tx.has('portal.manage')) throw new Refusal(403);
}

// ---- helplines ------------------------------------------------------------------------------

/** Adds a window (id null) or changes one; gives its number. */
export async function saveHelpline(tx: WriteTx, id: number | null, data: HelplineData): Promise<number> {
  mustManage(tx);
  const { _version, ...values } = data;
  if (id === null) {
    const added = await tx.db.insertInto('helpline').values(values).returning('id').executeTakeFirstOrThrow();
    tx.record({ action: 'helpline.add', subject_kind: 'helpline', subject_id: added.id });
    return added.id;
  }
  found(await helplineById(tx, id));
  const changed = await tx.db
    .updateTable('helpline')
    .set({ ...values, version: _version + 1 })
    .where('id', '=', id)
    .where('version', '=', _version)
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n) throw new Refusal(409, formWords.changed);
  tx.record({ action: 'helpline.change', subject_kind: 'helpline', subject_id: id });
  return id;
}

/** Takes a window off the public pages, or puts it back. The last urgent number stays. */
export async function endHelpline(tx: WriteTx, id: number | null, ended: boolean): Promise<void> {
  mustManage(tx);
  const line = found(await helplineById(tx, id));
  if (ended && line.urgent) {
    const others = await tx.db
      .selectFrom('helpline')
      .select('id')
      .where('urgent', '=', true)
      .where('ended_on', 'is', null)
      .where('id', '<>', line.id)
      .executeTakeFirst();
    if (!others) throw new Refusal(409, words.helplines.lastUrgent);
  }
  await tx.db
    .updateTable('helpline')
    .set({ ended_on: ended ? tx.today : null, version: line.version + 1 })
    .where('id', '=', line.id)
    .execute();
  tx.record({
    action: ended ? 'helpline.end' : 'helpline.restore',
    subject_kind: 'helpline',
    subject_id: line.id,
  });
}

// ---- support schemes ------------------------------------------------------------------------

/** Adds a scheme as a draft (id null) or changes one; gives its number. */
export async function saveScheme(tx: WriteTx, id: number | null, data: SchemeData): Promise<number> {
  mustManage(tx);
  const { _version, references, keywords, ...rest } = data;
  if (data.local_id !== null) {
    const taken = await tx.db
      .selectFrom('support_scheme')
      .select('id')
      .where('local_id', '=', data.local_id)
      .executeTakeFirst();
    if (taken && taken.id !== id) invalid({ local_id: formWords.scheme });
  }
  const values = {
    ...rest,
    references_to: JSON.stringify(readReferences(references)),
    keywords: keywords
      .split(/[;；\n]/)
      .map((one) => one.trim())
      .filter((one) => one !== ''),
    updated_at: tx.now,
    updated_by: tx.actor.person_id,
  };
  if (id === null) {
    const added = await tx.db
      .insertInto('support_scheme')
      .values(values)
      .returning('id')
      .executeTakeFirstOrThrow();
    tx.record({ action: 'scheme.add', subject_kind: 'support_scheme', subject_id: added.id });
    return added.id;
  }
  found(await schemeById(tx, id));
  const changed = await tx.db
    .updateTable('support_scheme')
    .set({ ...values, version: _version + 1 })
    .where('id', '=', id)
    .where('version', '=', _version)
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n) throw new Refusal(409, formWords.changed);
  tx.record({ action: 'scheme.change', subject_kind: 'support_scheme', subject_id: id });
  return id;
}

/** Publishes from a day on (null: back to a draft), or ends and restores. */
export async function standScheme(
  tx: WriteTx,
  id: number | null,
  change: { published_on: string | null } | { ended: boolean },
): Promise<void> {
  mustManage(tx);
  const scheme = found(await schemeById(tx, id));
  const values =
    'ended' in change ? { ended_on: change.ended ? tx.today : null } : { published_on: change.published_on };
  await tx.db
    .updateTable('support_scheme')
    .set({ ...values, updated_at: tx.now, updated_by: tx.actor.person_id, version: scheme.version + 1 })
    .where('id', '=', scheme.id)
    .execute();
  tx.record({
    action:
      'ended' in change
        ? change.ended
          ? 'scheme.end'
          : 'scheme.restore'
        : change.published_on === null
          ? 'scheme.unpublish'
          : 'scheme.publish',
    subject_kind: 'support_scheme',
    subject_id: scheme.id,
  });
}
