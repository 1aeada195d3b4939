import {
  addEvent,
  cancelEvent,
  changeEvent,
  removeDraft,
  restoreEvent,
  takeApplicationsAt,
} from '../../base/calendar/commands.ts';
import { eventById, onlineOf } from '../../base/calendar/queries.ts';
import { onlineChecks } from '../../base/calendar/rules.ts';
import { found, Refusal, type ReadTx, type WriteTx } from '../../platform/db/transaction.ts';
import { codeFrom } from '../../platform/web/open.ts';
import { conflict, invalid } from '../../platform/web/handlers.tsx';
import type { CourseData, SessionData } from './forms.ts';
import {
  courseById,
  entryOf,
  sessionById,
  sessionsOf,
  unitsOf,
  type Course,
  type Session,
} from './queries.ts';
import { words } from './words.ja.ts';

type EventData = Parameters<typeof addEvent>[1];

export function mustManage(tx: ReadTx): void {
  if (!tx.has('learning.manage')) throw new Refusal(403);
}

/** Ten letters nobody can guess, for receipts, posters and certificates. */
export function freshCode(tx: WriteTx): string {
  let bytes = Buffer.alloc(0);
  let next = 0;
  return codeFrom(() => {
    if (next === bytes.length) {
      bytes = Buffer.from(tx.actor.house.random().replaceAll('-', ''), 'hex');
      next = 0;
    }
    return bytes[next++]!;
  });
}

const columnsOf = ({ units: _units, _version, ...data }: CourseData) => ({
  ...data,
  lottery_on: data.selection === 'lottery' ? data.lottery_on : null,
});

async function checkChosen(tx: ReadTx, data: CourseData): Promise<void> {
  const category = await tx.db
    .selectFrom('course_category')
    .where('code', '=', data.category_code)
    .select('code')
    .executeTakeFirst();
  if (!category) invalid({ category_code: words.errors.category });
  const organisation = await tx.db
    .selectFrom('organisation')
    .where('id', '=', data.organisation_id)
    .select('id')
    .executeTakeFirst();
  if (!organisation) invalid({ organisation_id: words.errors.organisation });
}

/** The course, held until the end: who changes, publishes and cancels takes turns. 404, 403. */
async function lockedCourse(tx: WriteTx, id: number | null): Promise<Course> {
  mustManage(tx);
  await tx.db
    .selectFrom('course')
    .where('id', '=', id ?? 0)
    .select('id')
    .forUpdate()
    .execute();
  return found(await courseById(tx, id));
}

const changed = (tx: WriteTx) => ({ updated_at: tx.now, updated_by: tx.actor.person_id! });

/** Makes a course, a draft until it is shown. Gives its number. */
export async function openCourse(tx: WriteTx, data: CourseData): Promise<number> {
  mustManage(tx);
  await checkChosen(tx, data);
  const { id } = await tx.db
    .insertInto('course')
    .values({
      ...columnsOf(data),
      created_at: tx.now,
      created_by: tx.actor.person_id!,
      ...changed(tx),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await setUnits(tx, id, data);
  tx.record({
    action: 'course.open',
    subject_kind: 'course',
    subject_id: id,
    detail: { category: data.category_code },
  });
  return id;
}

/** The curriculum as typed; what stays under its name stays in its sitting. */
async function setUnits(tx: WriteTx, course_id: number, data: Pick<CourseData, 'units'>): Promise<void> {
  const before = new Map((await unitsOf(tx, course_id)).map((unit) => [unit.title, unit.session_id]));
  const course = found(await courseById(tx, course_id));
  await tx.db.deleteFrom('course_unit').where('course_id', '=', course_id).execute();
  if (data.units.length === 0) return;
  await tx.db
    .insertInto('course_unit')
    .values(
      data.units.map((unit, at) => ({
        course_id,
        number: at + 1,
        zone: course.zone,
        shown_from: course.shown_from,
        ...unit,
        session_id: before.get(unit.title) ?? null,
      })),
    )
    .execute();
}

/** Changes a course; its entries in the calendar follow. A stale version shows both texts. */
export async function changeCourse(tx: WriteTx, id: number | null, data: CourseData): Promise<void> {
  const course = await lockedCourse(tx, id);
  if (course.version !== data._version)
    conflict({
      who: words.somebody,
      when: '',
      version: course.version,
      fields: (['title', 'purpose', 'audience', 'what_to_bring'] as const)
        .filter((name) => course[name] !== data[name])
        .map((name) => ({ name, label: words.form[name], mine: data[name], theirs: course[name] })),
    });
  await checkChosen(tx, data);
  const entry = await entryOf(tx, course.id);
  if (entry !== undefined && course.selection !== data.selection) {
    const anybody = await tx.db
      .selectFrom('course_application')
      .where('course_id', '=', course.id)
      .select('id')
      .limit(1)
      .executeTakeFirst();
    if (anybody) invalid({ selection: words.errors.selectionInUse });
  }
  await tx.db
    .updateTable('course')
    .set((row) => ({ ...columnsOf(data), ...changed(tx), version: row('version', '+', 1) }))
    .where('id', '=', course.id)
    .execute();
  await setUnits(tx, course.id, data);
  await followCourse(tx, course.id);
  tx.record({ action: 'course.change', subject_kind: 'course', subject_id: course.id });
}

interface OnLine {
  join_url: string | null;
  join_note: string;
  checks: EventData['checks'];
}

/** A sitting as the calendar takes it: one feed of training for the region, one way of giving places. */
function eventOf(tx: ReadTx, course: Course, session: Session, line: OnLine): EventData {
  const { BASE_URL } = tx.actor.house.settings;
  const path = course.zone === 'public' ? `/open/courses/${course.id}` : `/courses/${course.id}`;
  const entry = session.is_entry;
  const lottery = entry && course.selection === 'lottery';
  return {
    title: [...words.calendar.title(course.title, session.title)].slice(0, 100).join(''),
    event_kind_code: 'course',
    summary: [...words.calendar.summary(course.category)].slice(0, 120).join(''),
    description: words.calendar.description(course.purpose, session.speakers),
    zone: course.zone as 'public' | 'network',
    audience: [...course.audience].slice(0, 100).join(''),
    for_children: false,
    age_from_months: null,
    age_to_months: null,
    facility_id: null,
    organisation_id: course.organisation_id,
    place_name: [...session.place].slice(0, 100).join(''),
    address: '',
    online: session.online as 'none' | 'also' | 'only',
    ...line,
    starts_on: session.held_on,
    starts_at: session.starts_at,
    ends_at: session.ends_at,
    more_times: [],
    days: null,
    repeat: { kind: 'none' },
    weekdays: [],
    nth: [],
    nth_weekday: '',
    month_days: '',
    until: null,
    holidays: 'open',
    except_on: [],
    also_on: [],
    fee_amount: course.fee_amount,
    fee_note: '',
    what_to_bring: course.what_to_bring,
    languages: ['ja'],
    accommodations: [],
    contact_name: course.contact_name,
    contact_phone: course.contact_phone ?? '',
    contact_email: null,
    url: `${BASE_URL}${path}`,
    application: lottery ? 'lottery' : entry ? 'form' : 'contact',
    application_note: words.calendar.apply,
    application_opens_on: entry ? course.opens_on : null,
    application_opens_time: null,
    application_closes_on: entry ? course.closes_on : null,
    application_closes_time: null,
    lottery_on: lottery ? course.lottery_on : null,
    lottery_time: lottery ? '09:00' : null,
    capacity: entry ? course.capacity : null,
    capacity_unit: 'person',
    waiting_list: true,
    offer_hours: 72,
    publish: course.published_at === null ? 'draft' : 'now',
    publish_on: null,
    publish_time: null,
  };
}

async function storedLine(tx: ReadTx, event_id: number): Promise<OnLine> {
  const online = await onlineOf(tx, event_id);
  const checks = (online?.checks ?? {}) as Record<string, unknown>;
  return {
    join_url: online?.join_url ?? null,
    join_note: online?.join_note ?? '',
    checks: onlineChecks.filter((one) => checks[one] === true),
  };
}

/** Writes a sitting into the calendar, as it stands now; `line` only where it was typed just now. */
async function showSession(tx: WriteTx, course: Course, session: Session, line?: OnLine): Promise<void> {
  if (session.cancelled_at !== null) return;
  if (session.event_id === null) {
    const event_id = await addEvent(
      tx,
      eventOf(tx, course, session, line ?? { join_url: null, join_note: '', checks: [] }),
    );
    await tx.db.updateTable('course_session').set({ event_id }).where('id', '=', session.id).execute();
    session.event_id = event_id;
  } else {
    const event = found(await eventById(tx, session.event_id));
    if (event.cancelled_at !== null) return;
    await changeEvent(tx, event.id, {
      ...eventOf(tx, course, session, line ?? (await storedLine(tx, event.id))),
      _version: event.version,
    });
  }
  if (session.is_entry) await takeApplicationsAt(tx, session.event_id, `/courses/${course.id}/apply`);
}

async function followCourse(tx: WriteTx, course_id: number): Promise<void> {
  const course = found(await courseById(tx, course_id));
  for (const session of await sessionsOf(tx, course_id)) await showSession(tx, course, session);
}

const sessionColumns = ({
  units: _units,
  join_url: _url,
  join_note: _note,
  checks: _checks,
  _version,
  ...data
}: SessionData) => ({
  ...data,
  starts_at: data.starts_at!,
  ends_at: data.ends_at!,
});

async function placeUnits(
  tx: WriteTx,
  course_id: number,
  session_id: number,
  numbers: readonly number[],
): Promise<void> {
  await tx.db
    .updateTable('course_unit')
    .set({ session_id: null })
    .where('course_id', '=', course_id)
    .where('session_id', '=', session_id)
    .execute();
  if (numbers.length > 0)
    await tx.db
      .updateTable('course_unit')
      .set({ session_id })
      .where('course_id', '=', course_id)
      .where('number', 'in', [...numbers])
      .execute();
}

/** Plans a sitting and enters it in the calendar, a draft until the course is shown. Gives its number. */
export async function planSession(tx: WriteTx, course_id: number | null, data: SessionData): Promise<number> {
  const course = await lockedCourse(tx, course_id);
  if (course.cancelled_at !== null) throw new Refusal(409, words.errors.cancelled);
  const { id } = await tx.db
    .insertInto('course_session')
    .values({
      course_id: course.id,
      zone: course.zone,
      shown_from: course.shown_from,
      ...sessionColumns(data),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await tx.db
    .insertInto('course_door')
    .values({ session_id: id, code: freshCode(tx) })
    .execute();
  await placeUnits(tx, course.id, id, data.units);
  const session = found(await sessionById(tx, course.id, id));
  await showSession(tx, course, session, data);
  tx.record({
    action: 'course_session.plan',
    subject_kind: 'course',
    subject_id: course.id,
    detail: { session_id: id, held_on: data.held_on },
  });
  return id;
}

async function lockedSession(
  tx: WriteTx,
  course_id: number | null,
  id: number | null,
  version: number,
): Promise<{ course: Course; session: Session }> {
  const course = await lockedCourse(tx, course_id);
  const session = found(await sessionById(tx, course.id, id));
  if (session.version !== version) throw new Refusal(409, words.errors.changed);
  return { course, session };
}

/** Changes a sitting; whoever has a place hears of another day from the calendar's own job. */
export async function changeSession(
  tx: WriteTx,
  course_id: number | null,
  id: number | null,
  data: SessionData,
): Promise<void> {
  const { course, session } = await lockedSession(tx, course_id, id, data._version);
  if (session.cancelled_at !== null) throw new Refusal(409, words.errors.sessionCancelled);
  await tx.db
    .updateTable('course_session')
    .set((row) => ({ ...sessionColumns(data), version: row('version', '+', 1) }))
    .where('id', '=', session.id)
    .execute();
  await placeUnits(tx, course.id, session.id, data.units);
  await showSession(tx, course, found(await sessionById(tx, course.id, session.id)), data);
  tx.record({
    action: 'course_session.change',
    subject_kind: 'course',
    subject_id: course.id,
    detail: { session_id: session.id, held_on: data.held_on },
  });
}

/**
 * Calls a sitting off with a reason; of a draft it goes without a trace. 409 for the first one of a shown course, whose line
 * holds the applications: that is moved to another day, or the whole course is called off.
 */
export async function cancelSession(
  tx: WriteTx,
  course_id: number | null,
  id: number | null,
  { reason, _version }: { reason: string; _version: number },
): Promise<void> {
  const { course, session } = await lockedSession(tx, course_id, id, _version);
  if (session.cancelled_at !== null) throw new Refusal(409, words.errors.sessionCancelled);
  if (session.is_entry) throw new Refusal(409, words.errors.entrySession);
  const event = session.event_id === null ? undefined : await eventById(tx, session.event_id);
  if (course.published_at === null) {
    await placeUnits(tx, course.id, session.id, []);
    await tx.db.updateTable('course_session').set({ event_id: null }).where('id', '=', session.id).execute();
    if (event) await removeDraft(tx, event.id, event.version);
    await tx.db.deleteFrom('course_session').where('id', '=', session.id).execute();
  } else {
    await tx.db
      .updateTable('course_session')
      .set((row) => ({ cancelled_at: tx.now, cancel_reason: reason, version: row('version', '+', 1) }))
      .where('id', '=', session.id)
      .execute();
    if (event && event.cancelled_at === null)
      await cancelEvent(tx, event.id, { reason, _version: event.version });
  }
  tx.record({
    action: 'course_session.cancel',
    subject_kind: 'course',
    subject_id: course.id,
    detail: { session_id: session.id },
  });
}

/** Takes the calling-off of a sitting back. */
export async function restoreSession(
  tx: WriteTx,
  course_id: number | null,
  id: number | null,
  version: number,
): Promise<void> {
  const { course, session } = await lockedSession(tx, course_id, id, version);
  if (session.cancelled_at === null || course.cancelled_at !== null)
    throw new Refusal(409, words.errors.notCancelled);
  await tx.db
    .updateTable('course_session')
    .set((row) => ({ cancelled_at: null, cancel_reason: null, version: row('version', '+', 1) }))
    .where('id', '=', session.id)
    .execute();
  const event = session.event_id === null ? undefined : await eventById(tx, session.event_id);
  if (event && event.cancelled_at !== null) await restoreEvent(tx, event.id, event.version);
  tx.record({
    action: 'course_session.restore',
    subject_kind: 'course',
    subject_id: course.id,
    detail: { session_id: session.id },
  });
}

/** Shows a course: its sittings come into the calendar and its feeds, and applications are taken in the window. */
export async function publishCourse(tx: WriteTx, id: number | null, version: number): Promise<void> {
  const course = await lockedCourse(tx, id);
  if (course.version !== version) throw new Refusal(409, words.errors.changed);
  if (course.published_at !== null) return;
  const [first] = (await sessionsOf(tx, course.id)).filter((one) => one.cancelled_at === null);
  if (!first) throw new Refusal(409, words.errors.noSession);
  if (first.held_on <= course.closes_on) throw new Refusal(409, words.errors.closesAfterFirst);
  const lacking = (await unitsOf(tx, course.id)).filter((unit) => unit.session_id === null);
  if (lacking.length > 0) throw new Refusal(409, words.errors.unplaced(lacking.map(({ title }) => title)));
  await tx.db.updateTable('course_session').set({ is_entry: true }).where('id', '=', first.id).execute();
  await tx.db
    .updateTable('course')
    .set((row) => ({ published_at: tx.now, ...changed(tx), version: row('version', '+', 1) }))
    .where('id', '=', course.id)
    .execute();
  await followCourse(tx, course.id);
  tx.record({ action: 'course.publish', subject_kind: 'course', subject_id: course.id });
}

/** Calls a course off; everybody who applied hears of it from the line. A draft goes the same way, unseen. */
export async function cancelCourse(
  tx: WriteTx,
  id: number | null,
  { reason, _version }: { reason: string; _version: number },
): Promise<void> {
  const course = await lockedCourse(tx, id);
  if (course.version !== _version) throw new Refusal(409, words.errors.changed);
  if (course.cancelled_at !== null) throw new Refusal(409, words.errors.cancelled);
  await tx.db
    .updateTable('course')
    .set((row) => ({
      cancelled_at: tx.now,
      cancel_reason: reason,
      ...changed(tx),
      version: row('version', '+', 1),
    }))
    .where('id', '=', course.id)
    .execute();
  for (const session of await sessionsOf(tx, course.id)) {
    const event = session.event_id === null ? undefined : await eventById(tx, session.event_id);
    if (event && event.cancelled_at === null)
      await cancelEvent(tx, event.id, { reason, _version: event.version });
  }
  tx.record({ action: 'course.cancel', subject_kind: 'course', subject_id: course.id });
}

/** Takes the calling-off of a course back; whose place was given back meanwhile applies again. */
export async function restoreCourse(tx: WriteTx, id: number | null, version: number): Promise<void> {
  const course = await lockedCourse(tx, id);
  if (course.version !== version) throw new Refusal(409, words.errors.changed);
  if (course.cancelled_at === null) throw new Refusal(409, words.errors.notCancelled);
  await tx.db
    .updateTable('course')
    .set((row) => ({
      cancelled_at: null,
      cancel_reason: null,
      ...changed(tx),
      version: row('version', '+', 1),
    }))
    .where('id', '=', course.id)
    .execute();
  for (const session of await sessionsOf(tx, course.id)) {
    if (session.cancelled_at !== null) continue;
    const event = session.event_id === null ? undefined : await eventById(tx, session.event_id);
    if (event && event.cancelled_at !== null) await restoreEvent(tx, event.id, event.version);
  }
  tx.record({ action: 'course.restore', subject_kind: 'course', subject_id: course.id });
}
