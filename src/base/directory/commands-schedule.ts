import { found, Refusal, type WriteTx } from '../../platform/db/transaction.ts';
import { addDays, formatDateTime } from '../../platform/ja/dates.ts';
import { conflict, invalid } from '../../platform/web/handlers.tsx';
import type { ExceptionForm, ScheduleForm } from './forms-schedule.ts';
import { runningServices, schedulesOf } from './queries-place.ts';
import { facilityById } from './queries.ts';
import { describeHours, type Hours } from './rules-schedule.ts';
import { words } from './words-schedule.ja.ts';
import { words as entryWords } from './words.ja.ts';

async function editable(tx: WriteTx, facility_id: number) {
  const facility = found(await facilityById(tx, facility_id));
  if (!facility.may_edit) throw new Refusal(403);
  return facility;
}

/** All hours of a place at once, as its form sends them; hours are told at once and are not looked at first. */
export async function setSchedule(tx: WriteTx, facility_id: number, form: ScheduleForm): Promise<void> {
  const facility = await editable(tx, facility_id);
  const before = await schedulesOf(tx, facility_id);
  const services = new Set((await runningServices(tx, facility_id)).map(({ id }) => id));
  for (const [at, row] of form.rows.entries()) {
    if (row.service_id !== null && !services.has(row.service_id))
      invalid({ [`r${at}_service_id`]: words.serviceWrong });
  }
  const bumped = await tx.db
    .updateTable('facility')
    .set((eb) => ({ version: eb('version', '+', 1), updated_at: tx.now, updated_by: tx.actor.person_id }))
    .where('id', '=', facility_id)
    .where('version', '=', form._version)
    .executeTakeFirst();
  if (bumped.numUpdatedRows === 0n) {
    const text = (rows: readonly Hours[]) => rows.map(describeHours).join('\n');
    conflict({
      who: facility.changed_by ?? entryWords.someone,
      when: formatDateTime(facility.updated_at, tx.actor.municipality.time_zone),
      version: facility.version,
      fields: [{ name: 'schedule', label: words.changed, mine: text(form.rows), theirs: text(before) }],
    });
  }
  await tx.db.deleteFrom('schedule').where('facility_id', '=', facility_id).execute();
  if (form.rows.length > 0) {
    await tx.db
      .insertInto('schedule')
      .values(form.rows.map((row) => ({ ...row, facility_id })))
      .execute();
  }
  tx.record({
    action: 'schedule.set',
    subject_kind: 'facility',
    subject_id: facility_id,
    detail: { before: before.length, after: form.rows.length },
  });
}

/** A day or a span that is otherwise. */
export async function addException(tx: WriteTx, facility_id: number, form: ExceptionForm): Promise<void> {
  await editable(tx, facility_id);
  if (form.ends_on < tx.today) invalid({ starts_on: words.past });
  if (form.ends_on > addDays(form.starts_on, 366)) invalid({ ends_on: words.tooLong });
  const services = (await runningServices(tx, facility_id)).map(({ id }) => id);
  if (form.service_id !== null && !services.includes(form.service_id))
    invalid({ service_id: words.serviceWrong });
  const { exception_kind, ...row } = form;
  const { id } = await tx.db
    .insertInto('schedule_exception')
    .values({ ...row, facility_id })
    .returning('id')
    .executeTakeFirstOrThrow();
  tx.record({
    action: 'schedule_exception.add',
    subject_kind: 'schedule_exception',
    subject_id: id,
    detail: { facility_id, kind: exception_kind },
  });
}

export async function removeException(tx: WriteTx, facility_id: number, id: number): Promise<void> {
  await editable(tx, facility_id);
  const gone = await tx.db
    .deleteFrom('schedule_exception')
    .where('facility_id', '=', facility_id)
    .where('id', '=', id)
    .executeTakeFirst();
  if (gone.numDeletedRows === 0n) throw new Refusal(404);
  tx.record({
    action: 'schedule_exception.remove',
    subject_kind: 'schedule_exception',
    subject_id: id,
    detail: { facility_id },
  });
}
