import { sql } from 'kysely';
import type { ReadTx } from '../../platform/db/transaction.ts';
import { addDays } from '../../platform/ja/dates.ts';
import { bigrams } from '../../platform/ja/kana.ts';
import { searchWords } from '../../platform/search/search.ts';
import { openingsOf } from '../directory/queries-opening.ts';
import { openingsOn } from '../directory/rules-opening.ts';

export const eventStates = ['coming', 'draft', 'ended', 'cancelled', 'all'] as const;

/** Conditions of the network's list of events. */
export interface EventFilter {
  q: string;
  /** words of the name of whoever holds it */
  host: string;
  kind: string | null;
  facility_id: number | null;
  area_id: number | null;
  state: (typeof eventStates)[number];
  /** only those the actor may write */
  mine: boolean;
}

function narrowed(tx: ReadTx, filter: EventFilter) {
  let query = tx.db
    .selectFrom('event')
    .innerJoin('event_kind', 'event_kind.code', 'event.event_kind_code')
    .leftJoin('facility', 'facility.id', 'event.facility_id')
    .leftJoin('organisation', 'organisation.id', 'event.organisation_id')
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('event_session')
          .whereRef('event_session.event_id', '=', 'event.id')
          .where('event_session.cancelled_at', 'is', null)
          .where('event_session.ends_at', '>=', tx.now)
          .select(['event_session.starts_at as next_at', 'event_session.ends_at as next_ends_at'])
          .orderBy('event_session.starts_at')
          .limit(1)
          .as('coming'),
      (join) => join.onTrue(),
    );
  if (filter.kind) query = query.where('event.event_kind_code', '=', filter.kind);
  if (filter.facility_id) query = query.where('event.facility_id', '=', filter.facility_id);
  if (filter.mine) query = query.where(sql<boolean>`may_edit_event(event.owner_facility_id)`);
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
  if (filter.state === 'draft') query = query.where('event.shown_from', '>', tx.now);
  else if (filter.state === 'cancelled') query = query.where('event.cancelled_at', 'is not', null);
  else if (filter.state === 'coming')
    query = query.where('event.cancelled_at', 'is', null).where('coming.next_at', 'is not', null);
  else if (filter.state === 'ended')
    query = query
      .where('event.cancelled_at', 'is', null)
      .where('event.published_at', 'is not', null)
      .where('coming.next_at', 'is', null);
  const named = searchWords(filter.host);
  if (named.length > 0) {
    const grams = [...new Set(named.flatMap(bigrams))];
    const called = sql`not exists (select from unnest(${named}::text[]) as word
      where position(word in search_fold(name || ' ' || coalesce(name_kana, ''))) = 0)`;
    query = query.where(
      sql<boolean>`(event.facility_id = any(array(select id from facility where search_bigrams(folded) @> ${grams} and ${called}))
        or event.organisation_id = any(array(select id from organisation where ${called})))`,
    );
  }
  const words = searchWords(filter.q);
  if (words.length > 0) {
    const grams = [...new Set(words.flatMap(bigrams))];
    query = query.where(
      sql<boolean>`search_bigrams(event.folded) @> ${grams} and not exists (select from unnest(${words}::text[]) as word where position(word in event.folded) = 0)`,
    );
  }
  return query;
}

/** Events that meet the conditions: those that come, by their next sitting; the others, newest first. */
export async function events(tx: ReadTx, filter: EventFilter, paging: { size: number; offset: number }) {
  let query = narrowed(tx, filter).select([
    'event.id',
    'event.title',
    'event.zone',
    'event.online',
    'event.starts_on',
    'event.starts_at',
    'event.ends_at',
    'event.rrule',
    'event.published_at',
    'event.cancelled_at',
    'event.place_name',
    'event.facility_id',
    'event.source',
    'event_kind.name as kind',
    'facility.name as facility',
    'organisation.name as organisation',
    'coming.next_at',
    'coming.next_ends_at',
    sql<boolean>`may_edit_event(event.owner_facility_id)`.as('may_edit'),
  ]);
  query =
    filter.state === 'coming'
      ? query.orderBy('coming.next_at').orderBy('event.id')
      : query.orderBy('event.starts_on', 'desc').orderBy('event.id', 'desc');
  return query.limit(paging.size).offset(paging.offset).execute();
}
export type EventLine = Awaited<ReturnType<typeof events>>[number];

/** How many there are, counted to 1,000. */
export async function countEvents(tx: ReadTx, filter: EventFilter): Promise<number> {
  const row = await tx.db
    .selectFrom(narrowed(tx, filter).select('event.id').limit(1000).as('found'))
    .select(sql<number>`count(*)::int`.as('count'))
    .executeTakeFirstOrThrow();
  return row.count;
}

/** The facilities events were entered for last, the latest first. */
export async function recentHosts(tx: ReadTx, atMost: number): Promise<number[]> {
  const { rows } = await sql<{ facility_id: number }>`
    select facility_id from (select id, facility_id from event where facility_id is not null order by id desc limit 100) as latest
    group by facility_id order by max(id) desc limit ${atMost}`.execute(tx.db);
  return rows.map(({ facility_id }) => facility_id);
}

export const mayWriteEvents = (tx: ReadTx): boolean =>
  tx.has('calendar.manage') || (tx.has('facility.answer') && tx.session.facilities.length > 0);

/** So many days ahead one looks for when a salon is open next: what comes once a month comes within them. */
const openWithin = 62;

/** Salons and circles with their next sittings, of a salon without any the next days its place's hours name: facilities with the programme, and bodies that are circles. */
export async function salons(tx: ReadTx) {
  const { rows } = await sql<{
    facility_id: number | null;
    organisation_id: number;
    name: string;
    what: 'salon' | 'circle';
    place: string;
    phone: string | null;
    next: { event_id: number; title: string; starts_at: string }[];
  }>`
    with host as (
      select facility.id as facility_id, facility.organisation_id, facility.name, facility.name_kana as kana, 'salon' as what,
        facility.address as place, facility.phone
      from facility where ended_on is null and exists (select from service
        where service.facility_id = facility.id and programme_code = 'salon' and (ends_on is null or ends_on >= ${tx.today}))
      union all
      select null, organisation.id, organisation.name, coalesce(organisation.name_kana, ''), 'circle', coalesce(organisation.address, ''), organisation.phone
      from organisation where kind = 'circle' and ended_on is null
    )
    select host.facility_id, host.organisation_id, host.name, host.what, host.place, host.phone, coalesce(coming.next, '[]') as next
    from host left join lateral (
      select jsonb_agg(jsonb_build_object('event_id', n.event_id, 'title', n.title, 'starts_at', n.starts_at) order by n.starts_at) as next
      from (select session.event_id, event.title, session.starts_at
        from event_session session join event on event.id = session.event_id
        where session.starts_at >= ${tx.now} and session.cancelled_at is null and event.cancelled_at is null
          and session.shown_from <= ${tx.now}
          and (session.owner_facility_id = host.facility_id or (host.facility_id is null and session.organisation_id = host.organisation_id))
        order by session.starts_at limit 3) n
    ) coming on true
    order by host.what desc, host.kana collate "ja-x-icu", host.name
    limit 500`.execute(tx.db);
  const silent = rows.flatMap((row) => (row.next.length === 0 ? (row.facility_id ?? []) : []));
  const hours = await openingsOf(tx, silent, 'salon');
  const opensNext = (facility_id: number | null): { day: string; from: string }[] => {
    const place = facility_id === null ? undefined : hours.get(facility_id);
    const days: { day: string; from: string }[] = [];
    if (place === undefined) return days;
    for (let ahead = 0; days.length < 3 && ahead <= openWithin; ahead += 1) {
      const day = addDays(tx.today, ahead);
      const [first] = openingsOn(place, day);
      if (first) days.push({ day, from: first.opens_at });
    }
    return days;
  };
  return rows.map((row) => ({
    ...row,
    next: row.next.map((one) => ({ ...one, starts_at: new Date(one.starts_at) })),
    opens: row.next.length === 0 ? opensNext(row.facility_id) : [],
  }));
}
export type SalonLine = Awaited<ReturnType<typeof salons>>[number];

/** Sittings-less rows for the national layout: one line an event, with its first and last day. */
export async function standardEvents(tx: ReadTx, filter: EventFilter, limit: number) {
  return narrowed(tx, filter)
    .where('event.zone', '=', 'public')
    .where('event.shown_from', '<=', tx.now)
    .select([
      'event.id',
      'event.title',
      'event.summary',
      'event.description',
      'event.starts_on',
      'event.starts_at',
      'event.ends_at',
      'event.rrule',
      'event.holidays',
      'event.except_on',
      'event.more_times',
      'event.fee_amount',
      'event.fee_note',
      'event.contact_name',
      'event.contact_phone',
      'event.place_name',
      'event.address',
      'event.capacity',
      'event.application',
      'event.application_note',
      'event.application_closes_at',
      'event.url',
      'event.extras',
      'event.source_text',
      'event.source',
      'event_kind.name as kind',
      'event.for_children',
      'facility.name as facility',
      'facility.address as facility_address',
      'facility.building as facility_building',
      'facility.access_note as facility_access',
      'facility.parking as facility_parking',
      'facility.phone as facility_phone',
      'facility.local_id as facility_no',
      'organisation.name as organisation',
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
      sql<
        string | null
      >`(select max((event_session.ends_at - case when event_session.all_day then interval '1 second' else interval '0' end)
        at time zone ${tx.actor.municipality.time_zone})::date from event_session where event_session.event_id = event.id)`.as(
        'ends_on',
      ),
    ])
    .orderBy('event.starts_on')
    .orderBy('event.id')
    .limit(limit)
    .execute();
}
export type StandardEvent = Awaited<ReturnType<typeof standardEvents>>[number];
