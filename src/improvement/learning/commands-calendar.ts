import { cancelEvent, changeEvent, addEvent, restoreEvent } from '../../base/calendar/commands.ts';
import { moveSession } from '../../base/calendar/commands-sessions.ts';
import { eventById, sessionById } from '../../base/calendar/queries.ts';
import { found, type WriteTx } from '../../platform/db/transaction.ts';
import { openDayById, type OpenDay } from './queries.ts';
import { sittingOf } from './queries-day.ts';
import { words } from './words-day.ja.ts';

// A published day ahead is an event of the calendar: there its places are given out, and it is found by everybody who
// looks at the calendar.

type EventData = Parameters<typeof addEvent>[1];

const eventOf = (tx: WriteTx, openDay: OpenDay): EventData => ({
  title: openDay.title,
  event_kind_code: 'open_day',
  summary: words.calendar.summary(openDay.theme),
  description: [openDay.seen, openDay.note ?? ''].filter((part) => part !== '').join('\n\n'),
  zone: 'network',
  audience: words.calendar.audience,
  for_children: false,
  age_from_months: null,
  age_to_months: null,
  facility_id: openDay.facility_id,
  organisation_id: null,
  place_name: '',
  address: '',
  online: 'none',
  join_url: null,
  join_note: '',
  checks: [],
  starts_on: openDay.held_on,
  starts_at: openDay.starts_at,
  ends_at: openDay.ends_at,
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
  url: `${tx.actor.house.settings.BASE_URL}/open-days/${openDay.id}`,
  application: 'form',
  application_note: words.calendar.application,
  application_opens_on: null,
  application_opens_time: null,
  application_closes_on: null,
  application_closes_time: null,
  lottery_on: null,
  lottery_time: null,
  capacity: openDay.places,
  capacity_unit: 'person',
  waiting_list: true,
  // Three days: a head asks the staff before saying yes.
  offer_hours: 72,
  publish: 'now',
  publish_on: null,
  publish_time: null,
});

/** Takes hold of the day's event before the day itself: whoever signs up takes hold of them in this order. */
export async function lockInCalendar(tx: WriteTx, event_id: number | null): Promise<void> {
  if (event_id === null) return;
  await tx.db.selectFrom('event').where('id', '=', event_id).select('id').forUpdate().execute();
}

/** The calendar says what the day says: entered when a day ahead is published, changed and moved with it. */
export async function followInCalendar(tx: WriteTx, id: number): Promise<void> {
  const openDay = found(await openDayById(tx, id));
  if (openDay.published_at === null || openDay.cancelled_at !== null || openDay.held_on <= tx.today) return;
  if (openDay.event_id === null) {
    const event_id = await addEvent(tx, eventOf(tx, openDay));
    await tx.db
      .updateTable('open_day')
      .set({ event_id, updated_by: tx.actor.person_id })
      .where('id', '=', id)
      .execute();
    return;
  }
  const event = found(await eventById(tx, openDay.event_id));
  const { starts_on, starts_at, ends_at } = event;
  await changeEvent(tx, event.id, {
    ...eventOf(tx, openDay),
    // The sitting people signed up for is moved below and stays the same one.
    starts_on,
    starts_at,
    ends_at,
    _version: event.version,
  });
  const sitting = await sittingOf(tx, event.id);
  const session = sitting === null ? undefined : await sessionById(tx, sitting.id);
  if (!session) return;
  const same =
    session.on === openDay.held_on &&
    (openDay.starts_at === null
      ? session.all_day
      : !session.all_day &&
        session.time_from === openDay.starts_at &&
        (openDay.ends_at === null || session.time_to === openDay.ends_at));
  if (!same)
    await moveSession(tx, event.id, session.id, {
      on: openDay.held_on,
      starts_at: openDay.starts_at,
      ends_at: openDay.ends_at,
      capacity: null,
      note: '',
      _sequence: session.sequence,
    });
}

/** Called off there too: the calendar's own jobs tell whoever had a place. */
export async function callOffInCalendar(tx: WriteTx, event_id: number | null, reason: string): Promise<void> {
  const event = await eventById(tx, event_id);
  if (!event || event.cancelled_at !== null) return;
  await cancelEvent(tx, event.id, { reason, _version: event.version });
}

export async function restoreInCalendar(tx: WriteTx, event_id: number | null): Promise<void> {
  const event = await eventById(tx, event_id);
  if (!event || event.cancelled_at === null) return;
  await restoreEvent(tx, event.id, event.version);
}
