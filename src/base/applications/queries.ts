import { sql } from 'kysely';
import type { ReadTx } from '../../platform/db/transaction.ts';
import { addDays, instantOf, type IsoDate } from '../../platform/ja/dates.ts';
import type { Facts } from './rules.ts';

export type Phase = 'none' | 'cancelled' | 'over' | 'not_yet' | 'closed' | 'open';

/** How a sitting stands, in numbers. */
export interface Counts {
  /** places held, offers included */
  taken: number;
  confirmed: number;
  waiting: number;
  offered: number;
  in_lottery: number;
  cancelled: number;
  attended: number;
  absent: number;
}

const noCounts: Counts = {
  taken: 0,
  confirmed: 0,
  waiting: 0,
  offered: 0,
  in_lottery: 0,
  cancelled: 0,
  attended: 0,
  absent: 0,
};

export interface Sitting extends Counts {
  id: number;
  event_id: number;
  title: string;
  starts_at: Date;
  ends_at: Date;
  all_day: boolean;
  cancelled_at: Date | null;
  facility_id: number | null;
  organisation_id: number;
  facility: string | null;
  organisation: string;
  place_name: string;
  address: string;
  facility_address: string | null;
  online: 'none' | 'also' | 'only';
  application: 'none' | 'contact' | 'form' | 'lottery';
  application_note: string;
  application_opens_at: Date | null;
  application_closes_at: Date | null;
  lottery_at: Date | null;
  drawn_at: Date | null;
  /** how many places there are; null for no limit */
  room: number | null;
  capacity_unit: 'family' | 'person';
  for_children: boolean;
  waiting_list: boolean;
  offer_hours: number;
  fee_amount: number | null;
  fee_note: string;
  what_to_bring: string;
  contact_name: string;
  contact_phone: string | null;
  contact_email: string | null;
  zone: 'public' | 'network';
  /** where in the house applications are taken, when it is not the usual form */
  apply_at: string | null;
  published_at: Date | null;
  phase: Phase;
  ask_kana: boolean;
  ask_ages: boolean;
  note_label: string;
  keep_days: number;
  form_version: number | null;
  may_host: boolean;
  may_meet: boolean;
}

function sittings(tx: ReadTx) {
  return tx.db
    .selectFrom('event_session')
    .innerJoin('event', 'event.id', 'event_session.event_id')
    .leftJoin('organisation', 'organisation.id', 'event.organisation_id')
    .leftJoin('facility', 'facility.id', 'event.facility_id')
    .leftJoin('event_queue', 'event_queue.event_session_id', 'event_session.id')
    .leftJoin('event_form', 'event_form.event_id', 'event.id')
    .select([
      'event_session.id',
      'event_session.event_id',
      'event.title',
      'event_session.starts_at',
      'event_session.ends_at',
      'event_session.all_day',
      sql<Date | null>`coalesce(event_session.cancelled_at, event.cancelled_at)`.as('cancelled_at'),
      'event.facility_id',
      'event.organisation_id',
      'facility.name as facility',
      sql<string>`coalesce(organisation.name, '')`.as('organisation'),
      'event.place_name',
      'event.address',
      'facility.address as facility_address',
      sql<Sitting['online']>`event.online`.as('online'),
      'event.application',
      'event.application_note',
      'event.application_opens_at',
      'event.application_closes_at',
      'event.lottery_at',
      'event_queue.drawn_at',
      sql<number | null>`coalesce(event_session.capacity, event.capacity)`.as('room'),
      'event.capacity_unit',
      'event.for_children',
      'event.waiting_list',
      'event.offer_hours',
      'event.fee_amount',
      'event.fee_note',
      'event.what_to_bring',
      'event.contact_name',
      'event.contact_phone',
      'event.contact_email',
      'event.zone',
      'event.apply_at',
      'event.published_at',
      sql<Phase>`application_phase(event, event_session, ${tx.now})`.as('phase'),
      sql<boolean>`coalesce(event_form.ask_kana, true)`.as('ask_kana'),
      sql<boolean>`coalesce(event_form.ask_ages, true)`.as('ask_ages'),
      sql<string>`coalesce(event_form.note_label, '')`.as('note_label'),
      sql<number>`coalesce(event_form.keep_days, 30)`.as('keep_days'),
      'event_form.version as form_version',
      sql<boolean>`coalesce(may_host_event(event.facility_id, event.organisation_id), false)`.as('may_host'),
      sql<boolean>`coalesce(may_meet_applicants(event.facility_id, event.organisation_id), false)`.as(
        'may_meet',
      ),
      ...(Object.keys(noCounts) as (keyof Counts)[]).map((name) =>
        sql<number>`coalesce(${sql.ref(`event_queue.${name}`)}, 0)`.as(name),
      ),
    ]);
}

/** One sitting with what applying to it needs; undefined when it is not to be seen, or not of this event. */
export async function sittingById(
  tx: ReadTx,
  event_id: number | null,
  session_id: number | null,
): Promise<Sitting | undefined> {
  if (event_id === null || session_id === null) return undefined;
  const row = await sittings(tx)
    .where('event_session.id', '=', session_id)
    .where('event.id', '=', event_id)
    .executeTakeFirst();
  return row as Sitting | undefined;
}

/** An event's sittings: those to come first, then those of the last weeks. */
export async function sittingsOf(tx: ReadTx, event_id: number | null): Promise<Sitting[]> {
  if (event_id === null) return [];
  const rows = await sittings(tx)
    .where('event.id', '=', event_id)
    .orderBy(sql`event_session.ends_at < ${tx.now}`)
    .orderBy(sql`abs(extract(epoch from event_session.starts_at - ${tx.now}::timestamptz))`)
    .limit(60)
    .execute();
  return rows as Sitting[];
}

/** Sittings with applications whose host the actor stands for, from today on. */
export async function hostedSittings(tx: ReadTx, limit = 100): Promise<Sitting[]> {
  const rows = await sittings(tx)
    .where('event.application', 'in', ['form', 'lottery'])
    .where('event.published_at', 'is not', null)
    .where('event_session.ends_at', '>=', instantOf(tx.today, '00:00', tx.actor.municipality.time_zone))
    .where(sql<boolean>`may_meet_applicants(event.facility_id, event.organisation_id)`)
    .orderBy('event_session.starts_at')
    .limit(limit)
    .execute();
  return rows as Sitting[];
}

export interface Application extends Facts {
  id: number;
  event_session_id: number;
  event_id: number;
  number: number;
  adults: number;
  children: number;
  places: number;
  child_ages_months: number[];
  applied_at: Date;
  way: 'public' | 'account' | 'staff';
  line: number | null;
  called_at: Date | null;
  lost_lottery_at: Date | null;
  cancelled_by: 'applicant' | 'host' | 'event' | null;
  cancel_reason: string | null;
  personal_data_deleted_at: Date | null;
  name: string | null;
  name_kana: string | null;
  phone: string | null;
  email: string | null;
  note: string | null;
}

function applications(tx: ReadTx) {
  return tx.db
    .selectFrom('event_application')
    .leftJoin('event_applicant', 'event_applicant.event_application_id', 'event_application.id')
    .select([
      'event_application.id',
      'event_application.event_session_id',
      'event_application.event_id',
      'event_application.number',
      'event_application.adults',
      'event_application.children',
      'event_application.places',
      'event_application.child_ages_months',
      'event_application.applied_at',
      'event_application.way',
      'event_application.line',
      'event_application.entered_lottery',
      'event_application.confirmed_at',
      'event_application.waitlisted_at',
      'event_application.offered_at',
      'event_application.offer_expires_at',
      'event_application.called_at',
      'event_application.lapsed_at',
      'event_application.lost_lottery_at',
      'event_application.cancelled_at',
      'event_application.cancelled_by',
      'event_application.cancel_reason',
      'event_application.attended_at',
      'event_application.absent_at',
      'event_application.personal_data_deleted_at',
      'event_applicant.name',
      'event_applicant.name_kana',
      'event_applicant.phone',
      'event_applicant.email',
      'event_applicant.note',
    ]);
}

/** Everybody who applied for a sitting, in the order in which the host reads them: confirmed by number, then the line. */
export async function applicationsOf(tx: ReadTx, session_id: number): Promise<Application[]> {
  const rows = await applications(tx)
    .where('event_application.event_session_id', '=', session_id)
    .orderBy(sql`event_application.cancelled_at is not null`)
    .orderBy(sql`event_application.confirmed_at is null`)
    .orderBy('event_application.line', (line) => line.asc().nullsFirst())
    .orderBy('event_application.number')
    .execute();
  return rows as Application[];
}

export async function applicationById(
  tx: ReadTx,
  session_id: number,
  id: number | null,
): Promise<Application | undefined> {
  if (id === null) return undefined;
  const row = await applications(tx)
    .where('event_application.id', '=', id)
    .where('event_application.event_session_id', '=', session_id)
    .executeTakeFirst();
  return row as Application | undefined;
}

/** The application of this sitting whose receipt carries the code; undefined when it is of another sitting, or of none. */
export async function applicationOfCode(
  tx: ReadTx,
  session_id: number,
  code_hash: string,
): Promise<Application | undefined> {
  const row = await applications(tx)
    .where('event_application.code_hash', '=', code_hash)
    .where('event_application.event_session_id', '=', session_id)
    .executeTakeFirst();
  return row as Application | undefined;
}

/** What whoever holds a code reads of that one application. */
export interface OwnApplication extends Omit<Application, 'called_at' | 'name_kana'> {
  delete_after: string | null;
  /** how many wait before this one */
  ahead: number;
  title: string;
  uid: string;
  place_name: string;
  address: string;
  facility: string | null;
  facility_address: string | null;
  facility_phone: string | null;
  organisation: string;
  what_to_bring: string;
  fee_note: string;
  fee_amount: number | null;
  online: 'none' | 'also' | 'only';
  zone: 'public' | 'network';
  contact_name: string;
  contact_phone: string | null;
  contact_email: string | null;
  application_note: string;
  lottery_at: Date | null;
  capacity_unit: 'family' | 'person';
  starts_at: Date;
  ends_at: Date;
  all_day: boolean;
  sequence: number;
  recurrence_on: IsoDate;
  part: number;
  event_version: number;
  event_changed_at: Date;
  sitting_cancelled_at: Date | null;
  sitting_cancel_reason: string | null;
  seal: string | null;
  seed: string | null;
  /** only while confirmed */
  join_url?: string | null;
  join_note?: string | null;
}

/** The application of a code, by what is kept of it; undefined for a code that is none. */
export async function applicationByCode(tx: ReadTx, code_hash: string): Promise<OwnApplication | undefined> {
  const { rows } = await sql<{
    found: Record<string, unknown> | null;
  }>`select application_by_code(${code_hash}) as found`.execute(tx.db);
  const found = rows[0]?.found;
  if (!found) return undefined;
  return Object.fromEntries(
    Object.entries(found).map(([name, value]) => [
      name,
      name.endsWith('_at') && typeof value === 'string' ? new Date(value) : value,
    ]),
  ) as unknown as OwnApplication;
}

export interface SentMessage {
  id: number;
  body: string;
  sent_at: Date;
  mails: number;
  who: string;
}

export async function messagesOf(tx: ReadTx, session_id: number): Promise<SentMessage[]> {
  return tx.db
    .selectFrom('event_message')
    .innerJoin('person', 'person.id', 'event_message.sent_by')
    .where('event_message.event_session_id', '=', session_id)
    .select([
      'event_message.id',
      'event_message.body',
      'event_message.sent_at',
      'event_message.mails',
      sql<string>`person.family_name || ' ' || person.given_name`.as('who'),
    ])
    .orderBy('event_message.sent_at', 'desc')
    .limit(20)
    .execute();
}

export interface HostLine {
  event_id: number;
  event_session_id: number;
  title: string;
  starts_at: Date;
  count: number;
}

/** What waits for a host: applications of the last day, offers to be told by telephone, sittings tomorrow. */
export async function hostsToday(
  tx: ReadTx,
  atMost = 5,
): Promise<{ fresh: HostLine[]; to_call: HostLine[]; tomorrow: HostLine[] }> {
  // Sitting by sitting, in one question; row security leaves the own ones.
  const zone = tx.actor.municipality.time_zone;
  const from = instantOf(addDays(tx.today, 1), '00:00', zone);
  const to = instantOf(addDays(tx.today, 2), '00:00', zone);
  const yesterday = new Date(tx.now.getTime() - 24 * 3_600_000);
  const rows = await tx.db
    .selectFrom('event_application')
    .innerJoin('event', 'event.id', 'event_application.event_id')
    .innerJoin('event_session', 'event_session.id', 'event_application.event_session_id')
    .leftJoin('event_applicant', 'event_applicant.event_application_id', 'event_application.id')
    .where('event_session.ends_at', '>', tx.now)
    .where('event_application.cancelled_at', 'is', null)
    // Of their own house: keepers of the calendar find the others' under /applications.
    .where(
      sql<boolean>`may_meet_applicants(event_application.facility_id, event_application.organisation_id)
        and (event_application.facility_id = any(session_facilities())
          or event_application.organisation_id = any(session_organisations()))`,
    )
    .groupBy([
      'event_application.event_id',
      'event_application.event_session_id',
      'event.title',
      'event_session.starts_at',
    ])
    .select([
      'event_application.event_id',
      'event_application.event_session_id',
      'event.title',
      'event_session.starts_at',
      sql<number>`count(*) filter (where event_application.applied_at >= ${yesterday} and event_application.way <> 'staff')::int`.as(
        'fresh',
      ),
      sql<number>`count(*) filter (where event_application.offered_at is not null and event_application.confirmed_at is null
        and event_application.lapsed_at is null and event_application.offer_expires_at > ${tx.now} and event_applicant.email is null
        and event_application.called_at is null)::int`.as('to_call'),
      sql<number>`count(*) filter (where event_application.confirmed_at is not null)::int`.as('confirmed'),
    ])
    .orderBy('event_session.starts_at')
    .limit(200)
    .execute();
  const lines = (count: (row: (typeof rows)[number]) => number): HostLine[] =>
    rows
      .filter((row) => count(row) > 0)
      .map(({ event_id, event_session_id, title, starts_at, ...row }) => ({
        event_id,
        event_session_id,
        title,
        starts_at,
        count: count({ event_id, event_session_id, title, starts_at, ...row }),
      }));
  return {
    fresh: lines((row) => row.fresh).slice(0, atMost),
    to_call: lines((row) => row.to_call).slice(0, atMost),
    tomorrow: lines((row) => (row.starts_at >= from && row.starts_at < to ? row.confirmed : 0)).slice(
      0,
      atMost,
    ),
  };
}
