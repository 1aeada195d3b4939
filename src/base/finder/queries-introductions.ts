import { sql } from 'kysely';
import type { ReadTx } from '../../platform/db/transaction.ts';
import { addDays, instantOf } from '../../platform/ja/dates.ts';
import type { Paging } from '../../platform/web/paging.ts';
import { openingsOf } from '../directory/queries-opening.ts';
import { openingText } from '../directory/rules-opening.ts';
import type { CardSession } from './rules-card.ts';

/** How far ahead a card's day is offered. */
const daysAhead = 42;

/** Sittings for families at a place in the next weeks, earliest first. */
export async function upcomingAt(tx: ReadTx, facility_id: number): Promise<CardSession[]> {
  const until = instantOf(addDays(tx.today, daysAhead), '00:00', tx.actor.municipality.time_zone);
  const { rows } = await sql<CardSession>`
    select event_session.id, event.title, event.summary, event_session.starts_at, event_session.ends_at,
      event_session.all_day, event.contact_name, event.application
    from event join event_session on event_session.event_id = event.id
    where event.facility_id = ${facility_id} and event.zone = 'public' and event.for_children
      and event.published_at is not null and event.cancelled_at is null and event_session.cancelled_at is null
      and event_session.ends_at >= ${tx.now} and event_session.starts_at < ${until}
    order by event_session.starts_at, event_session.id limit 30`.execute(tx.db);
  return rows;
}

/** The next sitting at each of some places, for a list. */
export async function nextAt(tx: ReadTx, facility_ids: readonly number[]): Promise<Map<number, CardSession>> {
  if (facility_ids.length === 0) return new Map();
  const until = instantOf(addDays(tx.today, daysAhead), '00:00', tx.actor.municipality.time_zone);
  const { rows } = await sql<CardSession & { facility_id: number }>`
    select distinct on (event.facility_id) event.facility_id, event_session.id, event.title, event.summary,
      event_session.starts_at, event_session.ends_at, event_session.all_day, event.contact_name, event.application
    from event join event_session on event_session.event_id = event.id
    where event.facility_id = any(${[...facility_ids]}::bigint[]) and event.zone = 'public' and event.for_children
      and event.published_at is not null and event.cancelled_at is null and event_session.cancelled_at is null
      and event_session.ends_at >= ${tx.now} and event_session.starts_at < ${until}
    order by event.facility_id, event_session.starts_at, event_session.id`.execute(tx.db);
  return new Map(rows.map((row) => [row.facility_id, row]));
}

export interface CardPlace {
  id: number;
  name: string;
  kind: string;
  address: string;
  phone: string | null;
  access_note: string | null;
  parking: string | null;
  atmosphere: string | null;
  opening_text: string;
}

/** A place as a card names it; undefined when it is closed. */
export async function cardPlace(tx: ReadTx, id: number | null): Promise<CardPlace | undefined> {
  if (id === null) return undefined;
  const row = await tx.db
    .selectFrom('facility')
    .select(['id', 'name', 'kind', 'address', 'phone', 'access_note', 'parking', 'atmosphere'])
    .where('id', '=', id)
    .where('ended_on', 'is', null)
    .executeTakeFirst();
  if (!row) return undefined;
  const opening = (await openingsOf(tx, [id])).get(id)!;
  return { ...row, opening_text: openingText(opening, 'ja', tx.today) };
}

/** Places the actor may say a card comes from. */
export async function ownFacilities(tx: ReadTx): Promise<{ id: number; name: string }[]> {
  if (tx.session.facilities.length === 0) return [];
  return tx.db
    .selectFrom('facility')
    .select(['id', 'name'])
    .where('id', 'in', tx.session.facilities)
    .where('ended_on', 'is', null)
    .orderBy('id')
    .execute();
}

export async function introductionById(tx: ReadTx, id: number | null) {
  if (id === null) return undefined;
  return tx.db
    .selectFrom('introduction')
    .innerJoin('facility', 'facility.id', 'introduction.facility_id')
    .selectAll('introduction')
    .select(['facility.name as facility', 'facility.phone', 'facility.address', 'facility.kind'])
    .select(sql<boolean>`introduction.made_by = session_person()`.as('mine'))
    .where('introduction.id', '=', id)
    .executeTakeFirst();
}
export type Introduction = NonNullable<Awaited<ReturnType<typeof introductionById>>>;

export interface IntroductionLine {
  id: number;
  facility: string;
  day_text: string;
  made_at: Date;
  made_by: string | null;
  handed_over: string | null;
}

/** Cards the actor may read, newest first. */
export async function introductions(
  tx: ReadTx,
  { mine }: { mine: boolean },
  { size, offset }: Pick<Paging, 'size' | 'offset'>,
): Promise<{ lines: IntroductionLine[]; count: number }> {
  const base = tx.db
    .selectFrom('introduction')
    .$if(mine, (query) => query.where('introduction.made_by', '=', tx.actor.person_id));
  const lines = await base
    .innerJoin('facility', 'facility.id', 'introduction.facility_id')
    .leftJoin('person', 'person.id', 'introduction.made_by')
    .select([
      'introduction.id',
      'facility.name as facility',
      'introduction.day_text',
      'introduction.made_at',
      'introduction.handed_over',
      sql<string | null>`person.family_name || ' ' || person.given_name`.as('made_by'),
    ])
    .orderBy('introduction.made_at', 'desc')
    .orderBy('introduction.id', 'desc')
    .limit(size)
    .offset(offset)
    .execute();
  const { count } = await base.select((eb) => eb.fn.countAll<number>().as('count')).executeTakeFirstOrThrow();
  return { lines, count };
}

export interface IntroductionSum {
  facility_id: number;
  facility: string;
  cards: number;
  /** null: fewer than five, or held back so that nobody's answer can be worked out */
  answers: number | null;
  went: number | null;
  helped: number | null;
}

/** Cards and answers of a fiscal year by place, most cards first. */
export async function introductionSums(tx: ReadTx, fiscal_year: number): Promise<IntroductionSum[]> {
  const { rows } = await sql<IntroductionSum>`
    select sums.*, facility.name as facility from introduction_sums(${fiscal_year}) as sums
      join facility on facility.id = sums.facility_id
    order by sums.cards desc, facility.name_kana collate "ja-x-icu", facility.id limit 200`.execute(tx.db);
  return rows;
}

export interface OpenCard {
  id: number;
  facility_id: number;
  facility: string;
  phone: string | null;
  address: string;
  latitude: number | null;
  longitude: number | null;
  ended_on: string | null;
  day_text: string;
  what_happens: string;
  whom_to_ask: string;
  how_to_get_there: string;
  expires_on: string;
  answered: boolean;
}

/** A card as its holder sees it; undefined for a code that is none. */
export async function cardByCode(tx: ReadTx, code: string): Promise<OpenCard | undefined> {
  const { rows } = await sql<OpenCard>`
    select card.*, facility.name as facility, facility.phone, facility.address, facility.latitude, facility.longitude, facility.ended_on
    from introduction_by_code(${code}) as card join facility on facility.id = card.facility_id`.execute(
    tx.db,
  );
  return rows[0];
}
