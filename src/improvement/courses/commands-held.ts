import { sql } from 'kysely';
import { found, Refusal, type WriteTx } from '../../platform/db/transaction.ts';
import { timeOf } from '../../platform/ja/dates.ts';
import { conflict, invalid } from '../../platform/web/handlers.tsx';
import { hashCode } from '../../platform/web/open.ts';
import { mustManage } from './commands.ts';
import type { MakeUpData, NotesData, Present, ReflectionData } from './forms.ts';
import {
  applicationById,
  applicationsOf,
  courseById,
  ownApplication,
  sessionById,
  unitsOf,
  type Application,
} from './queries.ts';
import { reflectionOf } from './queries-records.ts';
import { formGroups, sittingMinutes, type LaterAnswer } from './rules.ts';
import { words } from './words.ja.ts';

const keysOf = (application: Application, session_id: number) => ({
  application_id: application.id,
  session_id,
  course_id: application.course_id,
  owner_person_id: application.owner_person_id,
  owner_facility_id: application.owner_facility_id,
});

/**
 * The list of who came to a sitting, as it was sent: minutes typed, else the whole sitting; unticked did not come. Gives how many
 * came. Only those with a place; 409 before the day.
 */
export async function saveAttendance(
  tx: WriteTx,
  course_id: number | null,
  session_id: number | null,
  rows: readonly Present[],
): Promise<number> {
  mustManage(tx);
  const course = found(await courseById(tx, course_id));
  const session = found(await sessionById(tx, course.id, session_id));
  if (session.cancelled_at !== null) throw new Refusal(409, words.errors.sessionCancelled);
  if (session.held_on > tx.today) throw new Refusal(409, words.errors.notHeld);
  const whole = sittingMinutes(session, await unitsOf(tx, course.id));
  const taken = new Map(
    (await applicationsOf(tx, course.id))
      .filter(({ state }) => state === 'taken')
      .map((one) => [one.id, one]),
  );
  let came = 0;
  for (const row of rows) {
    const application = taken.get(row.application_id);
    if (!application) continue;
    if (row.minutes !== null && row.minutes > whole)
      invalid({ [`minutes_${row.application_id}`]: words.errors.moreThanHeld(whole) });
    const minutes = row.present ? (row.minutes ?? whole) : 0;
    if (minutes > 0) came++;
    const fields = {
      minutes,
      note: row.note,
      way: 'list' as const,
      recorded_at: tx.now,
      recorded_by: tx.actor.person_id,
    };
    await tx.db
      .insertInto('course_attendance')
      .values({ ...keysOf(application, session.id), ...fields })
      .onConflict((there) =>
        there
          .columns(['application_id', 'session_id'])
          .doUpdateSet((row) => ({ ...fields, version: row('course_attendance.version', '+', 1) })),
      )
      .execute();
  }
  tx.record({
    action: 'course_attendance.save',
    subject_kind: 'course',
    subject_id: course.id,
    detail: { session_id: session.id, came },
  });
  return came;
}

/** Somebody at the door: the person signed in, or who holds a receipt's code. */
export async function comeIn(
  tx: WriteTx,
  door: string,
  code: string | null,
): Promise<{ session: number; minutes: number } | { refused: 'unknown' | 'nobody' | 'early' | 'over' }> {
  const { rows } = await sql<{
    said: { session: number; minutes: number } | { refused: 'unknown' | 'nobody' | 'early' | 'over' };
  }>`select course_come(${door}, ${code === null ? null : hashCode(tx.actor.house, code)}, ${tx.today}::date,
    ${timeOf(tx.now, tx.actor.municipality.time_zone)}::time, ${tx.now}) as said`.execute(tx.db);
  const { said } = rows[0]!;
  if (!('refused' in said))
    tx.record({
      action: 'course_attendance.come',
      detail: { session_id: said.session, minutes: said.minutes },
    });
  return said;
}

/** What was missed and made good. */
export async function makeUp(
  tx: WriteTx,
  course_id: number | null,
  session_id: number | null,
  { application_id, ...data }: MakeUpData,
): Promise<void> {
  mustManage(tx);
  const course = found(await courseById(tx, course_id));
  const session = found(await sessionById(tx, course.id, session_id));
  const application = found(await applicationById(tx, course.id, application_id));
  if (application.state !== 'taken') throw new Refusal(409, words.errors.noPlace);
  if (data.made_on > tx.today) invalid({ made_on: words.errors.madeAhead });
  await tx.db
    .insertInto('course_make_up')
    .values({
      ...keysOf(application, session.id),
      ...data,
      recorded_at: tx.now,
      recorded_by: tx.actor.person_id!,
    })
    .onConflict((there) => there.doNothing())
    .execute();
  tx.record({
    action: 'course_make_up.note',
    subject_kind: 'course',
    subject_id: course.id,
    detail: { session_id: session.id, application_id, way: data.way },
  });
}
export async function undoMakeUp(
  tx: WriteTx,
  course_id: number | null,
  session_id: number | null,
  application_id: number | null,
): Promise<void> {
  mustManage(tx);
  await tx.db
    .deleteFrom('course_make_up')
    .where('course_id', '=', course_id)
    .where('session_id', '=', session_id)
    .where('application_id', '=', application_id)
    .execute();
  tx.record({
    action: 'course_make_up.undo',
    subject_kind: 'course',
    subject_id: course_id ?? 0,
    detail: { session_id, application_id },
  });
}

/** What the person takes home from a sitting, new or mended; shared with the own facility only when they want so. */
export async function reflect(
  tx: WriteTx,
  course_id: number | null,
  session_id: number | null,
  { shared, _version, ...data }: ReflectionData,
): Promise<void> {
  const course = found(await courseById(tx, course_id));
  const session = found(await sessionById(tx, course.id, session_id));
  const application = found(await ownApplication(tx, course.id));
  if (application.state !== 'taken') throw new Refusal(409, words.errors.noPlace);
  if (session.held_on > tx.today) throw new Refusal(409, words.errors.notHeld);
  const before = await reflectionOf(tx, application.id, session.id);
  if ((before?.version ?? 0) !== _version) {
    if (!before) throw new Refusal(409, words.errors.changed);
    conflict({
      who: words.somebody,
      when: '',
      version: before.version,
      fields: (['takes', 'tries'] as const)
        .filter((name) => before[name] !== data[name])
        .map((name) => ({ name, label: words.reflection[name], mine: data[name], theirs: before[name] })),
    });
  }
  const shared_at = shared ? (before?.shared_at ?? tx.now) : null;
  if (before)
    await tx.db
      .updateTable('course_reflection')
      .set((row) => ({ ...data, shared_at, version: row('version', '+', 1) }))
      .where('application_id', '=', application.id)
      .where('session_id', '=', session.id)
      .execute();
  else
    await tx.db
      .insertInto('course_reflection')
      .values({ ...keysOf(application, session.id), ...data, shared_at, written_at: tx.now })
      .execute();
  tx.record({
    action: 'course_reflection.write',
    subject_kind: 'course',
    subject_id: course.id,
    detail: { session_id: session.id, shared },
  });
}

/** Three months later: what became of it. */
export async function answerLater(
  tx: WriteTx,
  course_id: number | null,
  session_id: number | null,
  data: { later: LaterAnswer; later_note: string },
): Promise<void> {
  const application = found(await ownApplication(tx, course_id ?? 0));
  const { numUpdatedRows } = await tx.db
    .updateTable('course_reflection')
    .set((row) => ({ ...data, later_at: tx.now, version: row('version', '+', 1) }))
    .where('application_id', '=', application.id)
    .where('session_id', '=', session_id)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) throw new Refusal(404);
  tx.record({
    action: 'course_reflection.later',
    subject_kind: 'course',
    subject_id: application.course_id,
    detail: { session_id, later: data.later },
  });
}

async function takenOf(tx: WriteTx, course_id: number): Promise<Application[]> {
  return (await applicationsOf(tx, course_id)).filter(({ state }) => state === 'taken');
}

async function setPeople(tx: WriteTx, course_id: number, group_ids: readonly number[]): Promise<void> {
  const taken = await takenOf(tx, course_id);
  for (const id of group_ids)
    await tx.db
      .updateTable('course_group')
      .set({
        person_ids: taken
          .filter((one) => one.group_id === id && one.person_id !== null)
          .map((one) => one.person_id!),
        updated_at: tx.now,
        updated_by: tx.actor.person_id!,
      })
      .where('id', '=', id)
      .execute();
}

async function lockGroups(tx: WriteTx, course_id: number | null): Promise<number> {
  mustManage(tx);
  const course = found(await courseById(tx, course_id));
  await tx.db.selectFrom('course').where('id', '=', course.id).select('id').forUpdate().execute();
  return course.id;
}

/** Forms the groups anew. 409 once a group has written something: then people are moved by hand. Gives how many groups. */
export async function form(tx: WriteTx, course: number | null, size: number): Promise<number> {
  const course_id = await lockGroups(tx, course);
  const written = await tx.db
    .selectFrom('course_group')
    .where('course_id', '=', course_id)
    .where(sql<boolean>`cases || insights || tomorrow <> ''`)
    .select('id')
    .limit(1)
    .executeTakeFirst();
  if (written) throw new Refusal(409, words.errors.groupsWritten);
  const taken = await takenOf(tx, course_id);
  if (taken.length < 3) throw new Refusal(409, words.errors.tooFew);
  const groups = formGroups(
    taken.map((one) => ({
      id: one.id,
      place: one.facility ?? `${one.outside_town ?? ''}${one.outside_facility ?? ''}`,
      years: one.years,
    })),
    size,
  );
  await tx.db
    .updateTable('course_application')
    .set({ group_id: null })
    .where('course_id', '=', course_id)
    .execute();
  await tx.db.deleteFrom('course_group').where('course_id', '=', course_id).execute();
  const made: number[] = [];
  for (const [at, members] of groups.entries()) {
    const { id } = await tx.db
      .insertInto('course_group')
      .values({ course_id, number: at + 1, updated_at: tx.now, updated_by: tx.actor.person_id! })
      .returning('id')
      .executeTakeFirstOrThrow();
    await tx.db.updateTable('course_application').set({ group_id: id }).where('id', 'in', members).execute();
    made.push(id);
  }
  await setPeople(tx, course_id, made);
  tx.record({
    action: 'course_group.form',
    subject_kind: 'course',
    subject_id: course_id,
    detail: { groups: groups.length, people: taken.length },
  });
  return groups.length;
}

/** Puts one person into another group. */
export async function moveMember(
  tx: WriteTx,
  course: number | null,
  data: { application_id: number; group_id: number },
): Promise<void> {
  const course_id = await lockGroups(tx, course);
  const application = found(await applicationById(tx, course_id, data.application_id));
  if (application.state !== 'taken') throw new Refusal(409, words.errors.noPlace);
  const group = await tx.db
    .selectFrom('course_group')
    .where('course_id', '=', course_id)
    .where('id', '=', data.group_id)
    .select('id')
    .executeTakeFirst();
  if (!group) throw new Refusal(404);
  await tx.db
    .updateTable('course_application')
    .set({ group_id: group.id })
    .where('id', '=', application.id)
    .execute();
  await setPeople(tx, course_id, [
    group.id,
    ...(application.group_id === null ? [] : [application.group_id]),
  ]);
  tx.record({ action: 'course_group.move', subject_kind: 'course', subject_id: course_id, detail: data });
}

/** A group's sheet of 事例・気づき・明日から; a stale version shows both texts. */
export async function writeNotes(
  tx: WriteTx,
  course_id: number | null,
  group_id: number | null,
  { _version, ...data }: NotesData,
): Promise<void> {
  await tx.db
    .selectFrom('course_group')
    .where('id', '=', group_id ?? 0)
    .select('id')
    .forUpdate()
    .execute();
  const before = found(
    await tx.db
      .selectFrom('course_group')
      .where('course_id', '=', course_id ?? 0)
      .where('id', '=', group_id ?? 0)
      .selectAll()
      .executeTakeFirst(),
  );
  if (before.version !== _version)
    conflict({
      who: words.somebody,
      when: '',
      version: before.version,
      fields: (['cases', 'insights', 'tomorrow'] as const)
        .filter((name) => before[name] !== data[name])
        .map((name) => ({ name, label: words.groups[name], mine: data[name], theirs: before[name] })),
    });
  await tx.db
    .updateTable('course_group')
    .set((row) => ({
      ...data,
      version: row('version', '+', 1),
      updated_at: tx.now,
      updated_by: tx.actor.person_id!,
    }))
    .where('id', '=', before.id)
    .execute();
  tx.record({
    action: 'course_group.write',
    subject_kind: 'course',
    subject_id: before.course_id,
    detail: { group_id: before.id },
  });
}
