import { sql } from 'kysely';
import { found, Refusal, type ReadTx, type WriteTx } from '../../platform/db/transaction.ts';
import { formatDateTime, instantOf, timeOf, today as dayIn } from '../../platform/ja/dates.ts';
import { formatPhone, parsePhone } from '../../platform/ja/phone.ts';
import { conflict, invalid } from '../../platform/web/handlers.tsx';
import { townKeyOf, townsByKey } from '../directory/commands.ts';
import { showEvent, showInSearch } from './commands-search.ts';
import { appliedFor, followRule, writeDeed } from './commands-sessions.ts';
import type { EventData, EventEdit } from './forms.ts';
import { eventById, eventKinds, onlineOf, type EventRow } from './queries.ts';
import { firstHeld, repeatOf, rruleOf } from './rules-recurrence.ts';
import { onlineChecks } from './rules.ts';
import { words as form } from './words-form.ja.ts';
import { words } from './words.ja.ts';

/** Where an event comes from, when nobody typed it. */
export interface Origin {
  source: 'manual' | 'import';
  source_key: string | null;
  source_text: string | null;
}

const byHand: Origin = { source: 'manual', source_key: null, source_text: null };

/** The host an event is entered for: a facility's operator, or the body chosen. Says beside the field what is wrong. */
async function hostOf(
  tx: ReadTx,
  data: EventData,
): Promise<{
  facility_id: number | null;
  organisation_id: number;
  town_id: number | null;
  phone: string | null;
}> {
  if (data.facility_id !== null) {
    const facility = await tx.db
      .selectFrom('facility')
      .where('id', '=', data.facility_id)
      .select(['organisation_id', 'town_id', 'phone'])
      .select(sql<boolean>`may_edit_event(id)`.as('may_edit'))
      .executeTakeFirst();
    if (!facility?.may_edit) return invalid({ facility_id: form.errors.notYours });
    return { facility_id: data.facility_id, ...facility };
  }
  if (!tx.has('calendar.manage')) return invalid({ facility_id: form.errors.notYours });
  const organisation = await tx.db
    .selectFrom('organisation')
    .where('id', '=', data.organisation_id)
    .select(['id', 'phone'])
    .executeTakeFirst();
  if (!organisation) return invalid({ organisation_id: form.errors.host });
  return { facility_id: null, organisation_id: organisation.id, town_id: null, phone: organisation.phone };
}

const at = (tx: ReadTx, day: string | null, time: string | null, otherwise: string): Date | null =>
  day === null ? null : instantOf(day, time ?? otherwise, tx.actor.municipality.time_zone);

async function columnsOf(tx: ReadTx, data: EventData) {
  const host = await hostOf(tx, data);
  if (!(await eventKinds(tx)).some(({ code }) => code === data.event_kind_code))
    invalid({ event_kind_code: form.errors.kind });
  const { municipality } = tx.actor;
  const own = { prefecture: municipality.prefecture, city: municipality.name };
  const town =
    data.address === '' ? null : ((await townsByKey(tx)).get(townKeyOf(data.address, own)) ?? null);
  const course = {
    starts_on: data.starts_on,
    rrule: rruleOf(data.repeat),
    holidays: data.holidays,
    except_on: data.except_on,
    also_on: data.also_on,
  };
  const first = firstHeld(course);
  if (first === null) return invalid({ starts_on: form.errors.noDays });
  const phone = data.contact_phone === '' ? null : parsePhone(data.contact_phone);
  return {
    organisation_id: host.organisation_id,
    facility_id: host.facility_id,
    // The facility's own town where the event has no place of its own, so that it is found under its area.
    town_id: town ?? (data.place_name === '' && data.address === '' ? host.town_id : null),
    event_kind_code: data.event_kind_code,
    title: data.title,
    summary: data.summary,
    description: data.description,
    zone: data.zone,
    audience: data.audience,
    for_children: data.for_children,
    age_from_months: data.age_from_months,
    age_to_months: data.age_to_months,
    place_name: data.place_name,
    address: data.address,
    online: data.online,
    fee_amount: data.fee_amount,
    fee_note: data.fee_note,
    what_to_bring: data.what_to_bring,
    languages: data.languages.length === 0 ? ['ja'] : data.languages,
    accommodations: data.accommodations,
    contact_name: data.contact_name,
    contact_phone: phone?.ok ? formatPhone(phone.value) : null,
    contact_email: data.contact_email,
    url: data.url,
    ...course,
    starts_on: data.repeat.kind === 'none' ? data.starts_on : first,
    starts_at: data.starts_at,
    ends_at: data.ends_at,
    days: data.days ?? 1,
    more_times: data.more_times,
    application: data.application,
    application_note: data.application_note,
    application_opens_at: at(tx, data.application_opens_on, data.application_opens_time, '00:00'),
    application_closes_at: at(tx, data.application_closes_on, data.application_closes_time, '23:59'),
    lottery_at: data.application === 'lottery' ? at(tx, data.lottery_on, data.lottery_time, '23:59') : null,
    capacity: data.capacity,
    capacity_unit: data.capacity_unit,
    waiting_list: data.waiting_list,
    offer_hours: data.offer_hours ?? 24,
  };
}

/** When it is shown: never, from now, or from a moment ahead; what is shown already keeps its day. */
function publishedAt(tx: ReadTx, data: EventData, before: Date | null): Date | null {
  if (data.publish === 'draft') return null;
  if (data.publish === 'now') return before !== null && before <= tx.now ? before : tx.now;
  const moment = at(tx, data.publish_on, data.publish_time, '08:30')!;
  if (moment <= tx.now && (before === null || before.getTime() !== moment.getTime()))
    return invalid({ publish_on: form.errors.publishPast });
  return moment;
}

/** Everything that hangs on an event once it is written: sittings, link, search, the host's name, the moment of showing. */
async function settle(
  tx: WriteTx,
  id: number,
  data: Pick<EventData, 'online' | 'join_url' | 'join_note' | 'checks'>,
  from: string,
) {
  const event = found(await eventById(tx, id));
  const kept = await followRule(tx, event, from);
  await setOnline(tx, event, data);
  await afterShowing(tx, id, event.published_at);
  return { event, kept };
}

async function afterShowing(tx: WriteTx, id: number, published_at: Date | null): Promise<void> {
  await showInSearch(tx, id);
  await sql`select event_host_is_named(${id})`.execute(tx.db);
  if (published_at !== null && published_at > tx.now)
    await tx.plan(showEvent, { event_id: id }, { after: published_at });
}

async function setOnline(
  tx: WriteTx,
  event: EventRow,
  data: Pick<EventData, 'online' | 'join_url' | 'join_note' | 'checks'>,
): Promise<void> {
  if (data.online === 'none' && (await onlineOf(tx, event.id)) === undefined) return;
  const checks = JSON.stringify(
    Object.fromEntries(onlineChecks.map((one) => [one, data.checks.includes(one)])),
  );
  await sql`
    insert into event_online (event_id, zone, shown_from, owner_facility_id, organisation_id, join_url, join_note, checks)
    select id, zone, shown_from, owner_facility_id, organisation_id, ${data.join_url}, ${data.join_note}, ${checks}::jsonb
    from event where id = ${event.id}
    on conflict (event_id) do update set join_url = excluded.join_url, join_note = excluded.join_note, checks = excluded.checks`.execute(
    tx.db,
  );
}

/**
 * Enters an event and makes its sittings. Its host must be the actor's own facility, or anybody's for the keepers of the
 * calendar. Returns its number.
 */
export async function addEvent(
  tx: WriteTx,
  data: EventData,
  { copied_from, ...origin }: Origin & { copied_from?: number } = byHand,
): Promise<number> {
  const columns = await columnsOf(tx, data);
  const { id } = await tx.db
    .insertInto('event')
    .values({
      ...columns,
      ...origin,
      uid: `${tx.actor.house.random()}@tsunagi`,
      published_at: publishedAt(tx, data, null),
      created_at: tx.now,
      created_by: tx.actor.person_id,
      updated_at: tx.now,
      updated_by: tx.actor.person_id,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const { event } = await settle(tx, id, data, columns.starts_on);
  await writeDeed(tx, event, copied_from ? 'copied' : origin.source === 'import' ? 'answered' : 'created', {
    detail: copied_from ? { copied_from } : {},
  });
  if (event.published_at !== null)
    await writeDeed(tx, event, 'published', { detail: { at: event.published_at } });
  tx.record({
    action: 'event.add',
    subject_kind: 'event',
    subject_id: id,
    detail: {
      facility_id: event.facility_id,
      organisation_id: event.organisation_id,
      kind: event.event_kind_code,
    },
  });
  return id;
}

/** The event when the actor may write it, held until the end; 404, 403, or 409 when it is not the version shown. */
async function locked(tx: WriteTx, id: number | null, version?: number): Promise<EventRow> {
  await tx.db.selectFrom('event').where('id', '=', id).select('id').forUpdate().execute();
  const event = found(await eventById(tx, id));
  if (!event.may_edit) throw new Refusal(403);
  if (version !== undefined && event.version !== version) throw new Refusal(409, words.errors.changed);
  return event;
}

/** Changes an event and what of its sittings follows; those moved, called off or applied for stay. Returns their days. */
export async function changeEvent(tx: WriteTx, id: number | null, data: EventEdit): Promise<string[]> {
  const before = await locked(tx, id);
  if (before.source === 'feed') throw new Refusal(409, words.errors.fromFeed);
  if (before.version !== data._version) tellOfConflict(tx, before, data);
  const columns = await columnsOf(tx, data);
  if (
    data.repeat.kind === 'none' &&
    repeatOf(before.rrule).kind === 'other' &&
    before.starts_on === data.starts_on
  )
    // A rule only kept, never shown as one of ours, is not lost by saving something else.
    columns.rrule = before.rrule;
  await tx.db
    .updateTable('event')
    .set((row) => ({
      ...columns,
      published_at: publishedAt(tx, data, before.published_at),
      version: row('version', '+', 1),
      updated_at: tx.now,
      updated_by: tx.actor.person_id,
    }))
    .where('id', '=', before.id)
    .execute();
  // What was held is not made unheld: a rule changes the days to come. What is held once may be put right.
  const from =
    columns.rrule === null && before.rrule === null && columns.starts_on < tx.today
      ? [columns.starts_on, before.starts_on].toSorted()[0]!
      : tx.today;
  const { event, kept } = await settle(tx, before.id, data, from);
  await writeDeed(tx, event, 'changed');
  const shown = (one: Date | null): boolean => one !== null;
  if (shown(before.published_at) !== shown(event.published_at))
    await writeDeed(tx, event, event.published_at === null ? 'withdrawn' : 'published', {
      detail: { at: event.published_at },
    });
  tx.record({
    action: 'event.change',
    subject_kind: 'event',
    subject_id: before.id,
    detail: { published: event.published_at !== null, zone: event.zone },
  });
  return kept;
}

function tellOfConflict(tx: WriteTx, stored: EventRow, data: EventEdit): never {
  const labels = form.conflict.labels;
  return conflict({
    who: stored.updated_by_name ?? form.conflict.somebody,
    when: formatDateTime(stored.updated_at, tx.actor.municipality.time_zone),
    version: stored.version,
    fields: (Object.keys(labels) as (keyof typeof labels)[])
      .filter((name) => data[name] !== stored[name])
      .map((name) => ({ name, label: labels[name], mine: data[name], theirs: stored[name] })),
  });
}

async function stamped(
  tx: WriteTx,
  id: number,
  facts: { published_at?: Date | null; cancelled_at?: Date | null; cancel_reason?: string | null },
): Promise<void> {
  await tx.db
    .updateTable('event')
    .set((row) => ({
      ...facts,
      version: row('version', '+', 1),
      updated_at: tx.now,
      updated_by: tx.actor.person_id,
    }))
    .where('id', '=', id)
    .execute();
  const event = found(await eventById(tx, id));
  await afterShowing(tx, id, event.published_at);
}

/** From now on only the house's own page at `path` takes this event's applications (a course's, say). */
export async function takeApplicationsAt(tx: WriteTx, id: number, path: string): Promise<void> {
  await tx.db.updateTable('event').set({ apply_at: path }).where('id', '=', id).execute();
}

/** Shows a draft from now on. */
export async function publishEvent(tx: WriteTx, id: number | null, version: number): Promise<void> {
  const event = await locked(tx, id, version);
  if (event.published_at !== null && event.published_at <= tx.now) return;
  await stamped(tx, event.id, { published_at: tx.now });
  await writeDeed(tx, event, 'published', { detail: { at: tx.now } });
  tx.record({ action: 'event.publish', subject_kind: 'event', subject_id: event.id });
}

/** Calls the whole event off with a reason everybody reads; it stays to be seen as called off. */
export async function cancelEvent(
  tx: WriteTx,
  id: number | null,
  { reason, _version }: { reason: string; _version: number },
): Promise<void> {
  const event = await locked(tx, id, _version);
  if (event.cancelled_at !== null) throw new Refusal(409, words.errors.alreadyCancelled);
  await stamped(tx, event.id, { cancelled_at: tx.now, cancel_reason: reason });
  await writeDeed(tx, event, 'cancelled');
  tx.record({ action: 'event.cancel', subject_kind: 'event', subject_id: event.id });
}

/** Takes a cancellation back. */
export async function restoreEvent(tx: WriteTx, id: number | null, version: number): Promise<void> {
  const event = await locked(tx, id, version);
  if (event.cancelled_at === null) throw new Refusal(409, words.errors.notCancelled);
  await stamped(tx, event.id, { cancelled_at: null, cancel_reason: null });
  await followRule(tx, found(await eventById(tx, event.id)), tx.today);
  await writeDeed(tx, event, 'restored');
  tx.record({ action: 'event.restore', subject_kind: 'event', subject_id: event.id });
}

/** Throws a draft away that nobody outside has seen and nobody has applied for. */
export async function removeDraft(tx: WriteTx, id: number | null, version: number): Promise<void> {
  const event = await locked(tx, id, version);
  const sittings = await tx.db
    .selectFrom('event_session')
    .where('event_id', '=', event.id)
    .select('id')
    .execute();
  const applied = await appliedFor(
    tx,
    sittings.map((one) => one.id),
  );
  if (event.published_at !== null || applied.size > 0) throw new Refusal(409, words.errors.notADraft);
  await tx.db.deleteFrom('event').where('id', '=', event.id).execute();
  await showInSearch(tx, event.id);
  tx.record({ action: 'event.remove_draft', subject_kind: 'event', subject_id: event.id });
}

/** An event as its form shows it. */
export async function eventFields(tx: ReadTx, event: EventRow): Promise<Record<string, unknown>> {
  const zone = tx.actor.municipality.time_zone;
  const online = await onlineOf(tx, event.id);
  const repeat = repeatOf(event.rrule);
  const day = (moment: Date | null) => (moment === null ? null : dayIn(moment, zone));
  const time = (moment: Date | null) => (moment === null ? null : timeOf(moment, zone));
  const checks = (online?.checks ?? {}) as Record<string, unknown>;
  const { published_at } = event;
  return {
    ...event,
    join_url: online?.join_url ?? '',
    join_note: online?.join_note ?? '',
    checks: onlineChecks.filter((one) => checks[one] === true),
    days: event.days === 1 ? null : event.days,
    repeat: repeat.kind === 'other' ? 'none' : repeat.kind,
    until: 'until' in repeat ? repeat.until : null,
    weekdays: 'weekdays' in repeat ? [...repeat.weekdays] : [],
    nth: 'nth' in repeat ? [...repeat.nth] : [],
    nth_weekday: 'weekday' in repeat ? repeat.weekday : '',
    month_days: repeat.kind === 'monthly_day' ? words.list(repeat.days.map(String)) : '',
    except_on: words.dayList(event.except_on),
    also_on: words.dayList(event.also_on),
    more_times: event.more_times.map((one) => one.replace('-', words.to)).join('\n'),
    application_opens_on: day(event.application_opens_at),
    application_opens_time: time(event.application_opens_at),
    application_closes_on: day(event.application_closes_at),
    application_closes_time: time(event.application_closes_at),
    lottery_on: day(event.lottery_at),
    lottery_time: time(event.lottery_at),
    publish: published_at === null ? 'draft' : published_at > tx.now ? 'at' : 'now',
    publish_on: published_at !== null && published_at > tx.now ? day(published_at) : null,
    publish_time: published_at !== null && published_at > tx.now ? time(published_at) : null,
    _version: event.version,
  };
}
