import { Refusal, found, type ReadTx, type WriteTx } from '../../platform/db/transaction.ts';
import { formatDateTime } from '../../platform/ja/dates.ts';
import { conflict, invalid } from '../../platform/web/handlers.tsx';
import type { ServiceForm } from './forms.ts';
import { facilityById, serviceById, type Facility } from './queries.ts';
import { saidOf } from './rules-fields.ts';
import { words } from './words.ja.ts';

export async function editable(tx: ReadTx, facility_id: number): Promise<Facility> {
  const facility = found(await facilityById(tx, facility_id));
  if (!facility.may_edit) throw new Refusal(403);
  return facility;
}

/** Two running services of one programme and name at one place would be one service written twice. */
async function onlyOnce(
  tx: ReadTx,
  facility_id: number,
  form: ServiceForm,
  own_id: number | null,
): Promise<void> {
  const there = await tx.db
    .selectFrom('service')
    .select('id')
    .where('facility_id', '=', facility_id)
    .where('programme_code', '=', form.programme_code)
    .where('name', '=', form.name)
    .executeTakeFirst();
  if (there && there.id !== own_id) invalid({ name: words.service.twice });
}

async function knownProgramme(tx: ReadTx, code: string): Promise<void> {
  const row = await tx.db.selectFrom('programme').select('code').where('code', '=', code).executeTakeFirst();
  if (!row) invalid({ programme_code: words.form.organisationWrong });
}

export async function addService(tx: WriteTx, facility_id: number, form: ServiceForm): Promise<number> {
  await editable(tx, facility_id);
  await knownProgramme(tx, form.programme_code);
  await onlyOnce(tx, facility_id, form, null);
  const { _version, ...row } = form;
  const { id } = await tx.db
    .insertInto('service')
    .values({ facility_id, ...row })
    .returning('id')
    .executeTakeFirstOrThrow();
  await touch(tx, facility_id);
  tx.record({
    action: 'service.add',
    subject_kind: 'service',
    subject_id: id,
    detail: { facility_id, programme: form.programme_code },
  });
  return id;
}

export async function changeService(
  tx: WriteTx,
  facility_id: number,
  id: number,
  form: ServiceForm,
): Promise<void> {
  const facility = await editable(tx, facility_id);
  await knownProgramme(tx, form.programme_code);
  await onlyOnce(tx, facility_id, form, id);
  const { _version, ...row } = form;
  const changed = await tx.db
    .updateTable('service')
    .set((eb) => ({ ...row, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .where('facility_id', '=', facility_id)
    .where('version', '=', _version)
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n) {
    const theirs = found(await serviceById(tx, facility_id, id));
    const said = serviceFields(theirs);
    const typed = serviceFields(form);
    conflict({
      who: facility.changed_by ?? words.someone,
      when: formatDateTime(facility.updated_at, tx.actor.municipality.time_zone),
      version: theirs.version,
      fields: Object.keys(typed)
        .filter((name) => saidOf(name, typed[name]) !== saidOf(name, said[name]))
        .map((name) => ({
          name,
          label: words.service[name as 'name'],
          mine: saidOf(name, typed[name]),
          theirs: saidOf(name, said[name]),
        })),
    });
  }
  await touch(tx, facility_id);
  tx.record({ action: 'service.change', subject_kind: 'service', subject_id: id, detail: { facility_id } });
}

/** Ends a service today, or (null) takes the end back. */
export async function endService(
  tx: WriteTx,
  facility_id: number,
  id: number,
  ends_on: string | null,
): Promise<void> {
  await editable(tx, facility_id);
  const changed = await tx.db
    .updateTable('service')
    .set((eb) => ({ ends_on, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .where('facility_id', '=', facility_id)
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n) throw new Refusal(404);
  await touch(tx, facility_id);
  tx.record({
    action: ends_on === null ? 'service.reopen' : 'service.end',
    subject_kind: 'service',
    subject_id: id,
    detail: { facility_id },
  });
}

/** A changed service is a change of the place's entry: it says who and when. */
export async function touch(tx: WriteTx, facility_id: number): Promise<void> {
  await tx.db
    .updateTable('facility')
    .set({ updated_at: tx.now, updated_by: tx.actor.person_id })
    .where('id', '=', facility_id)
    .execute();
}

/** A service as the form's fields hold it. */
export function serviceFields(
  row: Omit<ServiceForm, '_version' | 'reservation'> & { reservation: string | null },
): Record<string, unknown> {
  return {
    programme_code: row.programme_code,
    name: row.name,
    description: row.description,
    weekdays: Array.from(row.weekdays ?? ''),
    opens_at: row.opens_at,
    closes_at: row.closes_at,
    age_from_months: row.age_from_months,
    age_to_months: row.age_to_months,
    capacity: row.capacity,
    places_free: row.places_free,
    capacity_as_of: row.capacity_as_of,
    fee_amount: row.fee_amount,
    fee_note: row.fee_note,
    reservation: row.reservation,
    url: row.url,
    permanent: row.permanent === null ? null : row.permanent ? 'yes' : 'no',
    starts_on: row.starts_on,
    ends_on: row.ends_on,
  };
}
