import { found, Refusal, type WriteTx } from '../../platform/db/transaction.ts';
import { check } from '../../platform/web/form.ts';
import { filled } from '../../platform/web/form.ts';
import { peopleWithDuty } from '../people/queries.ts';
import { changeFacility, facilityFields } from './commands.ts';
import { facilityForm } from './forms.ts';
import { changeById, openChangeOf, type ChangedFields } from './queries-changes.ts';
import { checkersOf, entryOf } from './queries-place.ts';
import { facilityById, type Facility } from './queries.ts';
import { words } from './words-changes.ja.ts';

/** Puts a head's text before whoever checks; a change still waiting is replaced by the newer one. */
export async function propose(tx: WriteTx, facility: Facility, fields: ChangedFields): Promise<void> {
  const waiting = await openChangeOf(tx, facility.id);
  if (waiting) {
    await tx.db
      .updateTable('facility_change')
      .set({ withdrawn_at: tx.now })
      .where('id', '=', waiting.id)
      .where('proposed_by', '=', tx.actor.person_id!)
      .execute();
  }
  if (Object.keys(fields).length === 0) return;
  const { id } = await tx.db
    .insertInto('facility_change')
    .values({
      facility_id: facility.id,
      fields: JSON.stringify(fields),
      base_version: facility.version,
      proposed_by: tx.actor.person_id!,
      proposed_at: tx.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  // Where the programme has an owner of its own, its people are told; the city's find it on their first page.
  const owners = new Set((await checkersOf(tx, facility.id))?.organisations.map((one) => one.id) ?? []);
  const keepers = (await peopleWithDuty(tx, 'directory.manage')).map((one) => one.id);
  const told =
    keepers.length === 0
      ? []
      : await tx.db
          .selectFrom('appointment')
          .select('person_id')
          .distinct()
          .where('person_id', 'in', keepers)
          .where('organisation_id', 'in', [0, ...[...owners].filter((one) => one !== null)])
          .where('starts_on', '<=', tx.today)
          .where((eb) => eb.or([eb('ends_on', 'is', null), eb('ends_on', '>=', tx.today)]))
          .execute();
  if (told.length > 0) {
    await tx.db
      .insertInto('notice')
      .values(
        told.map(({ person_id }) => ({
          person_id,
          title: words.notices.proposed(facility.name),
          url: `/facilities/${facility.id}/changes/${id}`,
          created_at: tx.now,
        })),
      )
      .execute();
  }
  tx.record({
    action: 'facility_change.propose',
    subject_kind: 'facility_change',
    subject_id: id,
    detail: { facility_id: facility.id, fields: Object.keys(fields) },
  });
}

/** A proposed change still waiting for an answer, or 409. */
async function waiting(tx: WriteTx, facility_id: number, id: number) {
  const change = found(await changeById(tx, facility_id, id));
  if (change.decided_at !== null || change.withdrawn_at !== null) throw new Refusal(409, words.noLonger);
  return change;
}

/** Takes the change over: only the fields that were proposed; whatever else was changed meanwhile stays. */
export async function acceptChange(tx: WriteTx, facility_id: number, id: number): Promise<void> {
  const change = await waiting(tx, facility_id, id);
  const facility = found(await facilityById(tx, facility_id));
  if (!facility.may_manage) throw new Refusal(403);
  const current = facilityFields(facility, await entryOf(tx, facility_id));
  const after = Object.fromEntries(Object.entries(change.fields).map(([name, both]) => [name, both.after]));
  const typed = filled({ ...current, ...after, _version: facility.version }).values;
  const read = check(facilityForm, typed);
  if (!read.ok) throw new Refusal(409, Object.values(read.errors).join('\n'));
  await decide(tx, id, true, null);
  await changeFacility(tx, facility_id, read.data);
  await tell(tx, change.proposed_by, words.notices.accepted(facility.name), `/facilities/${facility_id}`);
  tx.record({
    action: 'facility_change.accept',
    subject_kind: 'facility_change',
    subject_id: id,
    detail: { facility_id },
  });
}

/** Gives the change back with a reason. */
export async function returnChange(
  tx: WriteTx,
  facility_id: number,
  id: number,
  reason: string,
): Promise<void> {
  const change = await waiting(tx, facility_id, id);
  const facility = found(await facilityById(tx, facility_id));
  if (!facility.may_manage) throw new Refusal(403);
  await decide(tx, id, false, reason);
  await tell(
    tx,
    change.proposed_by,
    words.notices.returned(facility.name),
    `/facilities/${facility_id}/changes/${id}`,
  );
  tx.record({
    action: 'facility_change.return',
    subject_kind: 'facility_change',
    subject_id: id,
    detail: { facility_id },
  });
}

async function decide(tx: WriteTx, id: number, accepted: boolean, reason: string | null): Promise<void> {
  const done = await tx.db
    .updateTable('facility_change')
    .set({ decided_by: tx.actor.person_id, decided_at: tx.now, accepted, reason })
    .where('id', '=', id)
    .where('decided_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst();
  if (done.numUpdatedRows === 0n) throw new Refusal(409, words.noLonger);
}

async function tell(tx: WriteTx, person_id: number, title: string, url: string): Promise<void> {
  await tx.db.insertInto('notice').values({ person_id, title, url, created_at: tx.now }).execute();
}

/** Whoever proposed it takes it back. */
export async function withdrawChange(tx: WriteTx, facility_id: number, id: number): Promise<void> {
  const change = await waiting(tx, facility_id, id);
  if (change.proposed_by !== tx.actor.person_id) throw new Refusal(403);
  await tx.db.updateTable('facility_change').set({ withdrawn_at: tx.now }).where('id', '=', id).execute();
  tx.record({
    action: 'facility_change.withdraw',
    subject_kind: 'facility_change',
    subject_id: id,
    detail: { facility_id },
  });
}
