import { found, Refusal, type WriteTx } from '../../platform/db/transaction.ts';
import { formatDate, formatDateTime } from '../../platform/ja/dates.ts';
import { publish } from '../../platform/search/search.ts';
import { conflict, invalid } from '../../platform/web/handlers.tsx';
import { headsOf } from '../issues/queries-choices.ts';
import {
  callOffInCalendar,
  followInCalendar,
  lockInCalendar,
  restoreInCalendar,
} from './commands-calendar.ts';
import { dropDraft, followGuests, setQuestions, writeDeed, writeFirstText } from './commands-day.ts';
import type { OpenDayData, ParticipationData, ParticipationEdit } from './forms.ts';
import {
  openDayById,
  participationOf,
  participationsOf,
  type OpenDay,
  type Participation,
} from './queries.ts';
import { signupsOf } from './queries-day.ts';
import { signUpAgain } from './commands-signups.ts';
import { stateOf } from './rules.ts';
import { placeAndDay, words } from './words.ja.ts';

export function mustManage(tx: WriteTx): void {
  if (!tx.has('learning.manage')) throw new Refusal(403);
}

export async function mustBeThere(
  tx: WriteTx,
  data: Pick<OpenDayData, 'facility_id' | 'theme_code' | 'held_on'>,
): Promise<void> {
  // A place that has closed since was open on the day.
  const facility = await tx.db
    .selectFrom('facility')
    .where('id', '=', data.facility_id)
    .where((where) => where.or([where('ended_on', 'is', null), where('ended_on', '>', data.held_on)]))
    .select('id')
    .executeTakeFirst();
  if (!facility) invalid({ facility_id: words.errors.facility });
  const theme = await tx.db
    .selectFrom('theme')
    .where('code', '=', data.theme_code)
    .select('code')
    .executeTakeFirst();
  if (!theme) invalid({ theme_code: words.errors.theme });
}

/** What of a form stands in the day's own row. */
export const columnsOf = (data: OpenDayData) => ({
  title: data.title,
  facility_id: data.facility_id,
  theme_code: data.theme_code,
  held_on: data.held_on,
  starts_at: data.starts_at,
  ends_at: data.ends_at,
  places: data.places,
  template: data.template,
  seen: data.seen,
  pictures: data.pictures,
  pictures_note: data.pictures_note,
  guardians_told_on: data.guardians_told_on,
  guardians_how: data.guardians_how,
  note: data.note === '' ? null : data.note,
});

/** Everybody in the network finds it in the search box once it is published, a cancelled one too. */
export async function show(tx: WriteTx, id: number): Promise<void> {
  const openDay = found(await openDayById(tx, id));
  if (openDay.published_at === null) return;
  const place = placeAndDay(openDay.held_on, openDay.facility);
  await publish(tx, {
    kind: 'open_day',
    subject_id: id,
    title: openDay.title,
    summary: openDay.cancelled_at === null ? place : `${place}　${words.states.cancelled}`,
    url: `/open-days/${id}`,
    words: `${openDay.facility} ${openDay.theme} ${openDay.note ?? ''}`,
    audience_duty: 'network',
  });
}

/**
 * Registers an open day for everybody to see and gives its number; past ones too, for what was on paper. One ahead takes
 * sign-ups from now on. 403 without learning.manage.
 */
export async function registerOpenDay(
  tx: WriteTx,
  data: OpenDayData,
  { questions = [], plan = '' }: { questions?: readonly string[]; plan?: string } = {},
): Promise<number> {
  mustManage(tx);
  await mustBeThere(tx, data);
  const { id } = await tx.db
    .insertInto('open_day')
    .values({ ...columnsOf(data), created_at: tx.now, published_at: tx.now })
    .returning('id')
    .executeTakeFirstOrThrow();
  await setQuestions(tx, id, questions);
  await writeFirstText(tx, id, 'plan', plan);
  await writeDeed(tx, id, 'published');
  await followInCalendar(tx, id);
  await show(tx, id);
  await dropDraft(tx);
  tx.record({
    action: 'open_day.register',
    subject_kind: 'open_day',
    subject_id: id,
    detail: { facility_id: data.facility_id, theme: data.theme_code, held_on: data.held_on },
  });
  return id;
}

/**
 * Changes an open day: its host until it is published, those who prepare open days later too. A stale version shows both
 * texts. One people came to can neither lie ahead nor be theirs; one people signed up for keeps its host.
 */
export async function changeOpenDay(
  tx: WriteTx,
  id: number,
  { _version, ...data }: OpenDayData & { _version: number },
): Promise<void> {
  const before = found(await openDayById(tx, id));
  mustChange(before);
  if (!before.may_manage && !tx.session.facilities.includes(data.facility_id))
    invalid({ facility_id: words.errors.ownFacility });
  await mustBeThere(tx, data);
  await lockInCalendar(tx, before.event_id);
  const changed = await tx.db
    .updateTable('open_day')
    .set((row) => ({
      ...columnsOf(data),
      version: row('version', '+', 1),
      updated_at: tx.now,
      updated_by: tx.actor.person_id,
    }))
    .where('id', '=', id)
    .where('version', '=', _version)
    .executeTakeFirst();
  const stored = found(await openDayById(tx, id));
  if (changed.numUpdatedRows === 0n) await tellOfConflict(tx, stored, data);
  const came = await participationsOf(tx, id);
  if (came.length > 0 && data.held_on > tx.today) invalid({ held_on: words.errors.movedToFuture });
  if (came.some((one) => one.facility_id === data.facility_id))
    invalid({ facility_id: words.errors.hostCame });
  if (data.facility_id !== before.facility_id && (await signupsOf(tx, id)).length > 0)
    invalid({ facility_id: words.errors.hostSignups });
  await followInCalendar(tx, id);
  await show(tx, id);
  tx.record({
    action: 'open_day.change',
    subject_kind: 'open_day',
    subject_id: id,
    detail: {
      facility_id: data.facility_id,
      theme: data.theme_code,
      held_on: data.held_on,
      places: data.places,
    },
  });
}

/** Who may change what was offered: its host until everybody relies on it, those who prepare open days always. */
export function mustChange(openDay: Pick<OpenDay, 'may_manage' | 'may_host' | 'published_at'>): void {
  if (openDay.may_manage || (openDay.may_host && openDay.published_at === null)) return;
  throw new Refusal(403, openDay.may_host ? words.errors.published : '');
}

async function tellOfConflict(tx: WriteTx, stored: OpenDay, data: OpenDayData): Promise<never> {
  const facility = await tx.db
    .selectFrom('facility')
    .where('id', '=', data.facility_id)
    .select('name')
    .executeTakeFirstOrThrow();
  const theme = await tx.db
    .selectFrom('theme')
    .where('code', '=', data.theme_code)
    .select('name')
    .executeTakeFirstOrThrow();
  const mine = {
    title: data.title,
    facility_id: facility.name,
    theme_code: theme.name,
    held_on: formatDate(data.held_on),
    places: words.people(data.places),
    seen: data.seen,
    pictures_note: data.pictures_note,
    note: data.note,
  };
  const theirs = {
    title: stored.title,
    facility_id: stored.facility,
    theme_code: stored.theme,
    held_on: formatDate(stored.held_on),
    places: words.people(stored.places),
    seen: stored.seen,
    pictures_note: stored.pictures_note,
    note: stored.note ?? '',
  };
  return conflict({
    ...lastSaved(tx, stored),
    fields: (Object.keys(mine) as (keyof typeof mine)[])
      .filter((name) => mine[name] !== theirs[name])
      .map((name) => ({ name, label: words.form.labels[name], mine: mine[name], theirs: theirs[name] })),
  });
}

function lastSaved(
  tx: WriteTx,
  row: { updated_by_name: string | null; updated_at: Date | null; version: number },
) {
  return {
    who: row.updated_by_name ?? words.somebody,
    when: row.updated_at === null ? '' : formatDateTime(row.updated_at, tx.actor.municipality.time_zone),
    version: row.version,
  };
}

/** Calls it off with a reason everybody reads. 409 when people came, when it is off already, or when it has changed. */
export async function cancelOpenDay(
  tx: WriteTx,
  id: number,
  { cancel_reason, _version }: { cancel_reason: string; _version: number },
): Promise<void> {
  mustManage(tx);
  await lockInCalendar(tx, found(await openDayById(tx, id)).event_id);
  const openDay = await locked(tx, id, _version);
  if (openDay.cancelled_at !== null) throw new Refusal(409, words.errors.alreadyCancelled);
  if ((await participationsOf(tx, id)).length > 0) throw new Refusal(409, words.errors.hasParticipation);
  await callOffInCalendar(tx, openDay.event_id, cancel_reason);
  await writeDeed(tx, id, 'cancelled', cancel_reason);
  await setCancelled(tx, id, { cancelled_at: tx.now, cancel_reason });
  tx.record({ action: 'open_day.cancel', subject_kind: 'open_day', subject_id: id });
}

/** Takes a cancellation back; who had signed up is signed up again, in the same order. */
export async function restoreOpenDay(
  tx: WriteTx,
  id: number,
  { _version }: { _version: number },
): Promise<void> {
  mustManage(tx);
  await lockInCalendar(tx, found(await openDayById(tx, id)).event_id);
  const openDay = await locked(tx, id, _version);
  if (openDay.cancelled_at === null) throw new Refusal(409, words.errors.notCancelled);
  await writeDeed(tx, id, 'restored');
  await setCancelled(tx, id, { cancelled_at: null, cancel_reason: null });
  await restoreInCalendar(tx, openDay.event_id);
  await signUpAgain(tx, found(await openDayById(tx, id)));
  tx.record({ action: 'open_day.restore', subject_kind: 'open_day', subject_id: id });
}

/** The open day, held until the end of the transaction so that nobody comes to one that is being called off. */
export async function locked(tx: WriteTx, id: number, version?: number): Promise<OpenDay> {
  await tx.db.selectFrom('open_day').where('id', '=', id).select('id').forUpdate().execute();
  const openDay = found(await openDayById(tx, id));
  if (version !== undefined && openDay.version !== version) throw new Refusal(409, words.errors.changed);
  return openDay;
}

async function setCancelled(
  tx: WriteTx,
  id: number,
  facts: { cancelled_at: Date | null; cancel_reason: string | null },
): Promise<void> {
  await tx.db
    .updateTable('open_day')
    .set((row) => ({
      ...facts,
      version: row('version', '+', 1),
      updated_at: tx.now,
      updated_by: tx.actor.person_id,
    }))
    .where('id', '=', id)
    .execute();
  await show(tx, id);
}

/**
 * Records that a facility came. Its head is told where the reflection is still to be written. Errors by field before the
 * day, on a cancelled one, for the host itself and for a facility recorded already.
 */
export async function recordParticipation(
  tx: WriteTx,
  open_day_id: number,
  data: ParticipationData,
): Promise<void> {
  mustManage(tx);
  const openDay = await locked(tx, open_day_id);
  const state = stateOf(openDay, tx.today);
  if (state === 'cancelled') invalid({ facility_id: words.errors.cancelled });
  if (state !== 'held') invalid({ facility_id: words.errors.notYet });
  await mustBeThere(tx, { ...openDay, facility_id: data.facility_id });
  if (data.facility_id === openDay.facility_id) invalid({ facility_id: words.errors.host });
  const added = await tx.db
    .insertInto('open_day_participation')
    .values({
      open_day_id,
      facility_id: data.facility_id,
      host_facility_id: openDay.facility_id,
      people: data.people,
      reflection: data.reflection === '' ? null : data.reflection,
      recorded_at: tx.now,
    })
    .onConflict((there) => there.doNothing())
    .executeTakeFirst();
  if (added.numInsertedOrUpdatedRows === 0n) invalid({ facility_id: words.errors.twice });
  await followGuests(tx, open_day_id);
  if (data.reflection === '') await askForReflection(tx, openDay, data.facility_id);
  tx.record({
    action: 'open_day.record_participation',
    subject_kind: 'open_day',
    subject_id: open_day_id,
    detail: { facility_id: data.facility_id, people: data.people },
  });
}

async function askForReflection(tx: WriteTx, openDay: OpenDay, facility_id: number): Promise<void> {
  const heads = (await headsOf(tx, [facility_id])).filter((head) => head.person_id !== tx.actor.person_id);
  if (heads.length === 0) return;
  await tx.db
    .insertInto('notice')
    .values(
      heads.map(({ person_id }) => ({
        person_id,
        title: words.notice(openDay.title),
        url: `/open-days/${openDay.id}`,
        created_at: tx.now,
      })),
    )
    .execute();
}

/**
 * Changes a facility's participation. Those who keep the count change number and reflection; a facility's head its own
 * reflection only, whatever number is sent. 404 when not to be seen, 403 when not to be changed.
 */
export async function changeParticipation(
  tx: WriteTx,
  open_day_id: number,
  facility_id: number | null,
  data: ParticipationEdit,
): Promise<void> {
  const before = found(await participationOf(tx, open_day_id, facility_id));
  if (!before.may_change) throw new Refusal(403);
  const manages = tx.has('learning.manage');
  if (manages && data.people === null) invalid({ people: words.errors.peopleNeeded });
  const people = manages ? data.people! : before.people;
  const changed = await tx.db
    .updateTable('open_day_participation')
    .set((row) => ({
      people,
      reflection: data.reflection === '' ? null : data.reflection,
      // Sharing is the visiting facility's own word; others leave it as it is.
      shared_at: before.is_own ? (data.shared ? (before.shared_at ?? tx.now) : null) : before.shared_at,
      version: row('version', '+', 1),
      updated_at: tx.now,
      updated_by: tx.actor.person_id,
    }))
    .where('open_day_id', '=', open_day_id)
    .where('facility_id', '=', before.facility_id)
    .where('version', '=', data._version)
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n)
    tellOfParticipationConflict(tx, before, { people, reflection: data.reflection });
  tx.record({
    action: manages ? 'open_day.change_participation' : 'open_day.reflect',
    subject_kind: 'open_day',
    subject_id: open_day_id,
    detail: { facility_id: before.facility_id, people, before: before.people },
  });
}

function tellOfParticipationConflict(
  tx: WriteTx,
  stored: Participation,
  mine: { people: number; reflection: string },
): never {
  const fields = [
    {
      name: 'people',
      label: words.participation.people,
      mine: words.people(mine.people),
      theirs: words.people(stored.people),
    },
    {
      name: 'reflection',
      label: words.participation.reflection,
      mine: mine.reflection,
      theirs: stored.reflection ?? '',
    },
  ];
  return conflict({
    ...lastSaved(tx, stored),
    fields: fields.filter((field) => field.mine !== field.theirs),
  });
}

/** Takes a facility's participation out again. 409 when somebody has changed it since it was shown. */
export async function removeParticipation(
  tx: WriteTx,
  open_day_id: number,
  facility_id: number | null,
  { _version }: { _version: number },
): Promise<Participation> {
  mustManage(tx);
  const before = found(await participationOf(tx, open_day_id, facility_id));
  const removed = await tx.db
    .deleteFrom('open_day_participation')
    .where('open_day_id', '=', open_day_id)
    .where('facility_id', '=', before.facility_id)
    .where('version', '=', _version)
    .executeTakeFirst();
  if (removed.numDeletedRows === 0n) throw new Refusal(409, words.errors.changed);
  await followGuests(tx, open_day_id);
  tx.record({
    action: 'open_day.remove_participation',
    subject_kind: 'open_day',
    subject_id: open_day_id,
    detail: { facility_id: before.facility_id, people: before.people },
  });
  return before;
}
