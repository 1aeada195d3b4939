import { found, Refusal, type WriteTx } from '../../platform/db/transaction.ts';
import { formatDateTime } from '../../platform/ja/dates.ts';
import { conflict, invalid } from '../../platform/web/handlers.tsx';
import { addEvent, cancelEvent, changeEvent } from '../../base/calendar/commands.ts';
import { moveSession } from '../../base/calendar/commands-sessions.ts';
import { eventById, sessionsOf as sittingsOf } from '../../base/calendar/queries.ts';
import { me } from '../issues/commands.ts';
import { open, steered, tellBodies } from './commands.ts';
import type { HeldData, ReflectionData, SessionData } from './forms.ts';
import {
  initiativeById,
  partnersOf,
  reflectionsOf,
  sessionById,
  type Initiative,
  type Session,
} from './queries.ts';
import { words } from './words.ja.ts';

type EventData = Parameters<typeof addEvent>[1];

/** An event with nothing but what a sitting of ours knows. */
export const plainEvent = (
  given: Pick<
    EventData,
    | 'title'
    | 'event_kind_code'
    | 'summary'
    | 'zone'
    | 'facility_id'
    | 'organisation_id'
    | 'place_name'
    | 'starts_on'
    | 'starts_at'
    | 'ends_at'
    | 'for_children'
  >,
): EventData => ({
  description: '',
  audience: '',
  age_from_months: null,
  age_to_months: null,
  address: '',
  online: 'none',
  join_url: null,
  join_note: '',
  checks: [],
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
  fee_amount: null,
  fee_note: '',
  what_to_bring: '',
  languages: ['ja'],
  accommodations: [],
  contact_name: '',
  contact_phone: '',
  contact_email: null,
  url: null,
  application: 'none',
  application_note: '',
  application_opens_on: null,
  application_opens_time: null,
  application_closes_on: null,
  application_closes_time: null,
  lottery_on: null,
  lottery_time: null,
  capacity: null,
  capacity_unit: 'family',
  waiting_list: false,
  offer_hours: null,
  publish: 'now',
  publish_on: null,
  publish_time: null,
  ...given,
});

/** Whether the actor may write the leading body's calendar. */
export const writesCalendar = (
  tx: Pick<WriteTx, 'has' | 'session'>,
  initiative: Pick<Initiative, 'lead_facility_id'>,
): boolean =>
  tx.has('calendar.manage') ||
  (tx.has('facility.answer') &&
    initiative.lead_facility_id !== null &&
    tx.session.facilities.includes(initiative.lead_facility_id));

const eventOf = (initiative: Initiative, session: Omit<SessionData, '_version'>): EventData =>
  plainEvent({
    title: session.title,
    event_kind_code: session.for_families ? 'gathering' : 'other',
    summary: words.sessions.eventSummary(initiative.title),
    zone: session.for_families ? 'public' : 'network',
    facility_id: initiative.lead_facility_id,
    organisation_id: initiative.lead_facility_id === null ? initiative.lead_organisation_id : null,
    place_name: session.place,
    starts_on: session.held_on,
    starts_at: session.starts_at,
    ends_at: session.ends_at,
    for_children: session.for_families,
  });

/** Puts a sitting into the calendar: for families everybody reads it, else the network. Null where the actor may not. */
const enter = async (
  tx: WriteTx,
  initiative: Initiative,
  session: Omit<SessionData, '_version'>,
): Promise<number | null> =>
  writesCalendar(tx, initiative) ? addEvent(tx, eventOf(initiative, session)) : null;

/** Lets the calendar's entry follow. Where people added to it there (a text, applying), only day and time are moved. */
async function follow(
  tx: WriteTx,
  initiative: Initiative,
  event_id: number,
  session: Omit<SessionData, '_version'>,
): Promise<void> {
  const event = await eventById(tx, event_id);
  if (!event?.may_edit || event.cancelled_at !== null) return;
  if (event.description === '' && event.application === 'none' && event.rrule === null) {
    await changeEvent(tx, event_id, { ...eventOf(initiative, session), _version: event.version });
    return;
  }
  const sitting = (await sittingsOf(tx, event_id, tx.today)).find((one) => one.cancelled_at === null);
  if (sitting)
    await moveSession(tx, event_id, sitting.id, {
      on: session.held_on,
      starts_at: session.starts_at,
      ends_at: session.ends_at,
      capacity: sitting.capacity,
      note: sitting.note,
      _sequence: sitting.sequence,
    });
}

/** Plans a sitting; it stands in the calendar at once where the actor may write it. Those taking part are told. */
export async function planSession(
  tx: WriteTx,
  id: number | null,
  { _version, ...data }: SessionData,
): Promise<number> {
  const initiative = await open(tx, id);
  const event_id = data.held_on >= tx.today ? await enter(tx, initiative, data) : null;
  const { id: session_id } = await tx.db
    .insertInto('initiative_session')
    .values({
      initiative_id: initiative.id,
      owner_id: initiative.owner_id,
      ...data,
      event_id,
      created_by: me(tx),
      created_at: tx.now,
      updated_by: me(tx),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  if (data.held_on >= tx.today)
    await tellTakingPart(tx, initiative, words.notices.session(data.title, data.held_on), session_id);
  tx.record({
    action: 'initiative_session.plan',
    subject_kind: 'initiative_session',
    subject_id: session_id,
    detail: { initiative_id: initiative.id, held_on: data.held_on, event_id },
  });
  return session_id;
}

async function tellTakingPart(
  tx: WriteTx,
  initiative: Pick<Initiative, 'id'>,
  title: string,
  session_id: number,
): Promise<void> {
  const partners = (await partnersOf(tx, initiative.id)).filter((one) => one.state === 'yes');
  await tellBodies(tx, partners, title, `/initiatives/${initiative.id}/sessions/${session_id}`);
}

async function planned(
  tx: WriteTx,
  id: number | null,
  session_id: number | null,
): Promise<{ initiative: Initiative; session: Session }> {
  const initiative = await steered(tx, id);
  const session = found(await sessionById(tx, initiative.id, session_id));
  if (session.cancelled_at !== null) throw new Refusal(409, words.errors.sessionCancelled);
  return { initiative, session };
}

/** Moves or rewords a sitting that has not been held; the calendar follows. */
export async function changeSession(
  tx: WriteTx,
  id: number | null,
  session_id: number | null,
  { _version, ...data }: SessionData,
): Promise<void> {
  const { initiative, session } = await planned(tx, id, session_id);
  if (session.held_at !== null) throw new Refusal(409, words.errors.sessionHeld);
  const moved =
    session.held_on !== data.held_on ||
    session.starts_at !== data.starts_at ||
    session.ends_at !== data.ends_at ||
    session.place !== data.place;
  let { event_id } = session;
  if (event_id !== null) await follow(tx, initiative, event_id, data);
  else if (data.held_on >= tx.today) event_id = await enter(tx, initiative, data);
  const changed = await tx.db
    .updateTable('initiative_session')
    .set((row) => ({ ...data, event_id, updated_by: me(tx), version: row('version', '+', 1) }))
    .where('id', '=', session.id)
    .where('version', '=', _version)
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n)
    conflict({
      who: words.somebody,
      when: formatDateTime(tx.now, tx.actor.municipality.time_zone),
      version: session.version,
      fields: (['title', 'place'] as const)
        .filter((name) => session[name] !== data[name])
        .map((name) => ({ name, label: words.sessions[name], mine: data[name], theirs: session[name] })),
    });
  if (moved && data.held_on >= tx.today)
    await tellTakingPart(tx, initiative, words.notices.sessionMoved(data.title, data.held_on), session.id);
  tx.record({
    action: 'initiative_session.change',
    subject_kind: 'initiative_session',
    subject_id: session.id,
    detail: { held_on: data.held_on },
  });
}

/** Calls a sitting off with a reason; the calendar says so too. */
export async function cancelSession(
  tx: WriteTx,
  id: number | null,
  session_id: number | null,
  reason: string,
): Promise<void> {
  const { initiative, session } = await planned(tx, id, session_id);
  if (session.held_at !== null) throw new Refusal(409, words.errors.sessionHeld);
  const event = await eventById(tx, session.event_id);
  if (event?.may_edit && event.cancelled_at === null)
    await cancelEvent(tx, event.id, { reason: reason.slice(0, 200).toWellFormed(), _version: event.version });
  await tx.db
    .updateTable('initiative_session')
    .set((row) => ({
      cancelled_at: tx.now,
      cancel_reason: reason,
      updated_by: me(tx),
      version: row('version', '+', 1),
    }))
    .where('id', '=', session.id)
    .execute();
  await tellTakingPart(
    tx,
    initiative,
    words.notices.sessionCancelled(session.title, session.held_on),
    session.id,
  );
  tx.record({
    action: 'initiative_session.cancel',
    subject_kind: 'initiative_session',
    subject_id: session.id,
  });
}

/** Writes down that it was held and how many came; the bodies that took part are asked to look back. */
export async function recordHeld(
  tx: WriteTx,
  id: number | null,
  session_id: number | null,
  { _version, ...data }: HeldData,
): Promise<void> {
  const { initiative, session } = await planned(tx, id, session_id);
  if (session.held_on > tx.today) throw new Refusal(409, words.errors.notYetHeld);
  const first = session.held_at === null;
  const changed = await tx.db
    .updateTable('initiative_session')
    .set((row) => ({
      ...data,
      held_at: session.held_at ?? tx.now,
      updated_by: me(tx),
      version: row('version', '+', 1),
    }))
    .where('id', '=', session.id)
    .where('version', '=', _version)
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n)
    conflict({
      who: words.somebody,
      when: formatDateTime(tx.now, tx.actor.municipality.time_zone),
      version: session.version,
      fields: [{ name: 'record', label: words.sessions.record, mine: data.record, theirs: session.record }],
    });
  if (first) await tellTakingPart(tx, initiative, words.notices.reflect(session.title), session.id);
  tx.record({
    action: 'initiative_session.record',
    subject_kind: 'initiative_session',
    subject_id: session.id,
    detail: { families: data.families, helpers: data.helpers },
  });
}

/** A body looks back on a sitting (or, null, on the whole) and says whether it is for the families. Said again, it is mended. */
export async function reflect(
  tx: WriteTx,
  id: number | null,
  session_id: number | null,
  { body, _version, ...data }: ReflectionData,
): Promise<void> {
  const initiative = found(await initiativeById(tx, id));
  if (session_id !== null) {
    const session = found(await sessionById(tx, initiative.id, session_id));
    if (session.cancelled_at !== null) throw new Refusal(409, words.errors.sessionCancelled);
    if (session.held_on > tx.today) throw new Refusal(409, words.errors.notYetHeld);
  } else if (initiative.started_on === null) throw new Refusal(409, words.errors.notStarted);
  const partner = (await partnersOf(tx, initiative.id)).find((one) => one.holder === body && one.may_hold);
  if (!partner) throw new Refusal(403, words.errors.notYourBody);
  if (partner.state === 'no' || partner.state === 'waiting') invalid({ body: words.errors.yesFirst });
  if (data.for_families !== 'yes' && data.for_families !== 'unknown' && data.why === '')
    invalid({ why: words.errors.whyNotForFamilies });
  const before = (await reflectionsOf(tx, initiative.id, session_id)).find((one) => one.holder === body);
  const said = { ...data, written_by: me(tx), written_at: tx.now };
  if (before) {
    const changed = await tx.db
      .updateTable('initiative_reflection')
      .set((row) => ({ ...said, version: row('version', '+', 1) }))
      .where('id', '=', before.id)
      .where('version', '=', _version)
      .executeTakeFirst();
    if (changed.numUpdatedRows === 0n)
      conflict({
        who: before.writer ?? words.somebody,
        when: formatDateTime(before.written_at, tx.actor.municipality.time_zone),
        version: before.version,
        fields: (['why', 'good', 'change', 'voices'] as const)
          .filter((name) => before[name] !== data[name])
          .map((name) => ({ name, label: words.reflections[name], mine: data[name], theirs: before[name] })),
      });
  } else
    await tx.db
      .insertInto('initiative_reflection')
      .values({
        initiative_id: initiative.id,
        session_id,
        organisation_id: partner.organisation_id,
        facility_id: partner.facility_id,
        ...said,
      })
      .execute();
  tx.record({
    action: 'initiative.reflect',
    subject_kind: 'initiative',
    subject_id: initiative.id,
    detail: { session_id, partner_id: partner.id, for_families: data.for_families },
  });
}
