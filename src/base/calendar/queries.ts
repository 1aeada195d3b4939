import { sql } from 'kysely';
import type { ReadTx } from '../../platform/db/transaction.ts';
import { addDays, instantOf, type IsoDate } from '../../platform/ja/dates.ts';
import { bigrams } from '../../platform/ja/kana.ts';
import { searchWords } from '../../platform/search/search.ts';
import { applying, isClosed, roomOf, type Taken } from './rules.ts';

/** Which sittings; days are of the city's own calendar, both included. */
export interface SessionFilter {
  from: IsoDate;
  to: IsoDate;
  area_id?: number | null | undefined;
  facility_id?: number | null | undefined;
  organisation_id?: number | null | undefined;
  event_id?: number | null | undefined;
  session_id?: number | null | undefined;
  kind?: string | null | undefined;
  age_months?: number | null | undefined;
  q?: string | null | undefined;
  /** true: for those who work with children; false: for families */
  training?: boolean | null | undefined;
  /** only what strangers see too, whoever asks */
  public_only?: boolean | undefined;
  /** cancelled sittings as well; left out without it */
  cancelled?: boolean | undefined;
  /** drafts as well, as far as the actor may see them */
  drafts?: boolean | undefined;
  limit?: number | undefined;
}

/** One sitting with what a calendar says of it. */
export interface SessionLine {
  id: number;
  event_id: number;
  uid: string;
  recurrence_on: IsoDate;
  part: number;
  starts_at: Date;
  ends_at: Date;
  all_day: boolean;
  /** first and last day in the city's calendar, and its clock there ('HH:MM') */
  on: IsoDate;
  ends_on: IsoDate;
  time_from: string;
  time_to: string;
  title: string;
  summary: string;
  event_kind_code: string;
  kind: string;
  training: boolean;
  zone: 'public' | 'network';
  online: string;
  audience: string;
  age_from_months: number | null;
  age_to_months: number | null;
  facility_id: number | null;
  facility: string | null;
  organisation_id: number;
  /** null where the organisation is not named to the actor */
  organisation: string | null;
  place: string;
  address: string;
  latitude: number | null;
  longitude: number | null;
  fee_amount: number | null;
  application: string;
  application_opens_at: Date | null;
  application_closes_at: Date | null;
  capacity: number | null;
  note: string;
  moved: boolean;
  /** of the sitting or of the whole event */
  cancelled_at: Date | null;
  cancel_reason: string | null;
  published_at: Date | null;
  url: string | null;
  sequence: number;
  version: number;
  updated_at: Date;
}

const mostLines = 2000;

function narrowed(tx: ReadTx, filter: SessionFilter) {
  const zone = tx.actor.municipality.time_zone;
  const from = instantOf(filter.from, '00:00', zone);
  const to = instantOf(addDays(filter.to, 1), '00:00', zone);
  // Those that go on for days begin elsewhere; an index of their own finds them. As two questions, since with an "or" a
  // planner that is to show the first 2,000 walks all sittings from the beginning of time.
  let query = tx.db
    .selectFrom((eb) =>
      eb
        .selectFrom('event_session')
        .selectAll()
        .where('starts_at', '>=', from)
        .where('starts_at', '<', to)
        .unionAll(
          eb
            .selectFrom('event_session')
            .selectAll()
            .where(
              sql<boolean>`starts_at < ${from} and ends_at > ${from} and ends_at - starts_at > interval '1 day'`,
            ),
        )
        .as('session'),
    )
    .innerJoin('event', 'event.id', 'session.event_id')
    .innerJoin('event_kind', 'event_kind.code', 'event.event_kind_code')
    .leftJoin('facility', 'facility.id', 'event.facility_id');
  if (!filter.drafts) query = query.where('session.shown_from', '<=', tx.now);
  if (filter.public_only) query = query.where('session.zone', '=', 'public');
  if (!filter.cancelled)
    query = query.where('session.cancelled_at', 'is', null).where('event.cancelled_at', 'is', null);
  if (filter.event_id) query = query.where('session.event_id', '=', filter.event_id);
  if (filter.session_id) query = query.where('session.id', '=', filter.session_id);
  if (filter.facility_id) query = query.where('session.owner_facility_id', '=', filter.facility_id);
  if (filter.organisation_id) query = query.where('session.organisation_id', '=', filter.organisation_id);
  if (filter.kind) query = query.where('event.event_kind_code', '=', filter.kind);
  if (filter.training !== undefined && filter.training !== null)
    query = query.where('event_kind.training', '=', filter.training);
  if (filter.area_id) {
    const area_id = filter.area_id;
    query = query.where((eb) =>
      eb.exists(
        eb
          .selectFrom('area_town')
          .select('area_town.town_id')
          .where('area_town.area_id', '=', area_id)
          .where(sql<boolean>`area_town.town_id = coalesce(event.town_id, facility.town_id)`),
      ),
    );
  }
  if (filter.age_months !== undefined && filter.age_months !== null) {
    const age = filter.age_months;
    query = query
      .where('event.for_children', '=', true)
      .where(
        sql<boolean>`coalesce(event.age_from_months, 0) <= ${age} and coalesce(event.age_to_months, 100000) >= ${age}`,
      );
  }
  const words = searchWords(filter.q ?? '');
  if (words.length > 0) {
    const grams = [...new Set(words.flatMap(bigrams))];
    query = query.where(
      sql<boolean>`search_bigrams(event.folded) @> ${grams} and not exists (select from unnest(${words}::text[]) as word where position(word in event.folded) = 0)`,
    );
  }
  return query;
}

function lineColumns(zone: string) {
  return [
    'session.id',
    'session.event_id',
    'event.uid',
    'session.recurrence_on',
    'session.part',
    'session.starts_at',
    'session.ends_at',
    'session.all_day',
    sql<string>`(session.starts_at at time zone ${zone})::date`.as('on'),
    sql<string>`case when session.all_day then ((session.ends_at at time zone ${zone})::date - 1)
      else (session.ends_at at time zone ${zone})::date end`.as('ends_on'),
    sql<string>`(session.starts_at at time zone ${zone})::time`.as('time_from'),
    sql<string>`(session.ends_at at time zone ${zone})::time`.as('time_to'),
    'event.title',
    'event.summary',
    'event.event_kind_code',
    'event_kind.name as kind',
    'event_kind.training',
    sql<'public' | 'network'>`event.zone`.as('zone'),
    'event.online',
    'event.audience',
    'event.age_from_months',
    'event.age_to_months',
    'event.facility_id',
    'facility.name as facility',
    'event.organisation_id',
    sql<
      string | null
    >`(select organisation.name from organisation where organisation.id = event.organisation_id)`.as(
      'organisation',
    ),
    sql<string>`case when event.place_name <> '' then event.place_name else coalesce(facility.name, '') end`.as(
      'place',
    ),
    sql<string>`case when event.address <> '' then event.address when event.place_name <> '' then '' else coalesce(facility.address, '') end`.as(
      'address',
    ),
    sql<
      number | null
    >`case when event.place_name <> '' then event.latitude else coalesce(event.latitude, facility.latitude) end`.as(
      'latitude',
    ),
    sql<
      number | null
    >`case when event.place_name <> '' then event.longitude else coalesce(event.longitude, facility.longitude) end`.as(
      'longitude',
    ),
    'event.fee_amount',
    'event.application',
    'event.application_opens_at',
    'event.application_closes_at',
    sql<number | null>`coalesce(session.capacity, event.capacity)`.as('capacity'),
    'session.note',
    'session.moved',
    sql<Date | null>`coalesce(session.cancelled_at, event.cancelled_at)`.as('cancelled_at'),
    sql<string | null>`coalesce(session.cancel_reason, event.cancel_reason)`.as('cancel_reason'),
    'event.published_at',
    'event.url',
    'session.sequence',
    'event.version',
    'event.updated_at',
  ] as const;
}

/** Sittings of these days in their order; row security says whether the public's or the network's. */
export async function sessions(tx: ReadTx, filter: SessionFilter): Promise<SessionLine[]> {
  return narrowed(tx, filter)
    .select(lineColumns(tx.actor.municipality.time_zone) as never)
    .orderBy('session.starts_at')
    .orderBy('session.id')
    .limit(filter.limit ?? mostLines)
    .execute() as unknown as Promise<SessionLine[]>;
}

/** How many sittings there are on each day. */
export async function countByDay(tx: ReadTx, filter: SessionFilter): Promise<Map<IsoDate, number>> {
  const zone = tx.actor.municipality.time_zone;
  const rows = await narrowed(tx, filter)
    .select([
      sql<string>`(session.starts_at at time zone ${zone})::date`.as('on'),
      sql<number>`count(*)::int`.as('count'),
    ])
    .groupBy(sql`1`)
    .execute();
  return new Map(rows.map((row) => [row.on, row.count]));
}

/** The first `each` sittings of every day, and how many each day has: what a month's sheet has room for. */
export async function sessionsByDay(
  tx: ReadTx,
  filter: SessionFilter,
  each: number,
): Promise<{ lines: SessionLine[]; counts: Map<IsoDate, number> }> {
  const zone = tx.actor.municipality.time_zone;
  const ranked = narrowed(tx, filter).select([
    'session.id',
    sql<string>`(session.starts_at at time zone ${zone})::date`.as('on'),
    sql<number>`row_number() over (partition by (session.starts_at at time zone ${zone})::date order by session.starts_at, session.id)`.as(
      'nth',
    ),
    sql<number>`count(*) over (partition by (session.starts_at at time zone ${zone})::date)::int`.as('count'),
  ]);
  const few = await tx.db
    .selectFrom(ranked.as('ranked'))
    .select(['id', 'on', 'count'])
    .where('nth', '<=', each)
    .execute();
  const counts = new Map(few.map((row) => [row.on, row.count]));
  if (few.length === 0) return { lines: [], counts };
  const lines = (await narrowed(tx, filter)
    .select(lineColumns(zone) as never)
    .where(
      'session.id',
      'in',
      few.map((row) => row.id),
    )
    .orderBy('session.starts_at')
    .orderBy('session.id')
    .execute()) as unknown as SessionLine[];
  return { lines, counts };
}

/** One event with its host, whoever may see it; `may_edit` and `may_prepare` as the policies say. */
export async function eventById(tx: ReadTx, id: number | null) {
  if (id === null) return undefined;
  return tx.db
    .selectFrom('event')
    .innerJoin('event_kind', 'event_kind.code', 'event.event_kind_code')
    .leftJoin('facility', 'facility.id', 'event.facility_id')
    .leftJoin('organisation', 'organisation.id', 'event.organisation_id')
    .leftJoin('person', 'person.id', 'event.updated_by')
    .where('event.id', '=', id)
    .selectAll('event')
    .select([
      'event_kind.name as kind',
      'event_kind.training',
      'facility.name as facility',
      'facility.address as facility_address',
      'facility.latitude as facility_latitude',
      'facility.longitude as facility_longitude',
      'facility.phone as facility_phone',
      'facility.access_note as facility_access',
      'facility.parking as facility_parking',
      'organisation.name as organisation',
      sql<string | null>`person.family_name || ' ' || person.given_name`.as('updated_by_name'),
      sql<boolean>`may_edit_event(event.owner_facility_id)`.as('may_edit'),
      sql<boolean>`may_prepare_event(event.owner_facility_id, event.organisation_id)`.as('may_prepare'),
    ])
    .executeTakeFirst();
}
export type EventRow = NonNullable<Awaited<ReturnType<typeof eventById>>>;

/** One sitting with its event's line; cancelled and unpublished ones too, as far as the actor may see them. */
export async function sessionById(tx: ReadTx, id: number | null): Promise<SessionLine | undefined> {
  if (id === null) return undefined;
  const [line] = await sessions(tx, {
    from: '1900-01-01',
    to: '2999-12-31',
    session_id: id,
    cancelled: true,
    drafts: true,
    limit: 1,
  });
  return line;
}

/** All sittings of an event, from a day on. */
export async function sessionsOf(
  tx: ReadTx,
  event_id: number,
  from: IsoDate,
  limit = 500,
): Promise<SessionLine[]> {
  return sessions(tx, { from, to: '2999-12-31', event_id, cancelled: true, drafts: true, limit });
}

/** When the event's last sitting ends, cancelled ones apart. */
export async function lastEnd(tx: ReadTx, event_id: number): Promise<Date | null> {
  const row = await tx.db
    .selectFrom('event_session')
    .where('event_id', '=', event_id)
    .where('cancelled_at', 'is', null)
    .select(sql<Date | null>`max(ends_at)`.as('last'))
    .executeTakeFirst();
  return row?.last ?? null;
}

/** The link and the check list of an on-line event; undefined for those who are not its host's. */
export async function onlineOf(tx: ReadTx, event_id: number) {
  return tx.db
    .selectFrom('event_online')
    .where('event_id', '=', event_id)
    .select(['join_url', 'join_note', 'checks'])
    .executeTakeFirst();
}

/** What was done with an event, newest first. */
export async function deedsOf(tx: ReadTx, event_id: number) {
  return tx.db
    .selectFrom('event_deed')
    .leftJoin('person', 'person.id', 'event_deed.person_id')
    .where('event_deed.event_id', '=', event_id)
    .select([
      'event_deed.id',
      'event_deed.done_at',
      'event_deed.what',
      'event_deed.recurrence_on',
      'event_deed.detail',
      sql<string | null>`person.family_name || ' ' || person.given_name`.as('who'),
    ])
    .orderBy('event_deed.done_at', 'desc')
    .orderBy('event_deed.id', 'desc')
    .limit(100)
    .execute();
}
export type Deed = Awaited<ReturnType<typeof deedsOf>>[number];

export async function eventKinds(tx: ReadTx) {
  return tx.db
    .selectFrom('event_kind')
    .select(['code', 'name', 'training'])
    .orderBy('position')
    .orderBy('code')
    .execute();
}
export type EventKind = Awaited<ReturnType<typeof eventKinds>>[number];

/** How far these sittings are filled: places held, applications waiting, whether lots are drawn. Counts only, for everybody. */
export async function takenOf(tx: ReadTx, session_ids: readonly number[]): Promise<Map<number, Taken>> {
  if (session_ids.length === 0) return new Map();
  const rows = await tx.db
    .selectFrom('event_queue')
    .where('event_session_id', 'in', [...session_ids])
    .select(['event_session_id', 'taken', 'waiting', sql<boolean>`drawn_at is not null`.as('drawn')])
    .execute();
  return new Map(rows.map(({ event_session_id, ...counts }) => [event_session_id, counts]));
}

/** Sittings of other events of the kind and age, soonest first, one of each event, where there is still room. */
export async function alikeWithRoom(tx: ReadTx, event: EventRow, most = 3): Promise<SessionLine[]> {
  const near = await sessions(tx, {
    from: tx.today,
    to: addDays(tx.today, 60),
    kind: event.event_kind_code,
    public_only: true,
    limit: 200,
  });
  const taken = await takenOf(
    tx,
    near.map((line) => line.id),
  );
  const seen = new Set([event.id]);
  return near
    .filter((line) => {
      const mine = { from: event.age_from_months ?? 0, to: event.age_to_months ?? 1000 };
      const fits = (line.age_from_months ?? 0) <= mine.to && (line.age_to_months ?? 1000) >= mine.from;
      const open = line.starts_at > tx.now && applying(line, line, tx.now) !== 'over';
      const closed = line.application === 'contact' && isClosed(line, tx.now);
      if (seen.has(line.event_id) || !fits || !open || closed) return false;
      if (roomOf(line, taken.get(line.id)).full) return false;
      seen.add(line.event_id);
      return true;
    })
    .slice(0, most);
}
