import { sql } from 'kysely';
import { standardFacilities } from '../base/directory/queries.ts';
import { ownOf, standardHeadings, standardTable } from '../base/directory/queries-standard.ts';
import type { ReadTx } from '../platform/db/transaction.ts';

/** When a file's data changed last, and how many rows it has; a file made for one stamp is good for as long as it stands. */
export interface Stamp {
  modified: Date;
  rows: number;
}

const most = 100_000;
/** 1,000 towns, a hundred ages, ten years */
const mostPopulation = 1_000_000;
const beginning = new Date(0);

/** Open places, with the names of those who run them. */
export async function facilityStamp(tx: ReadTx): Promise<Stamp> {
  const { rows } = await sql<{ modified: Date | null; rows: number }>`
    select greatest((select max(updated_at) from facility), (select max(updated_at) from organisation where listed)) as modified,
      (select count(*)::integer from facility where ended_on is null) as rows`.execute(tx.db);
  return { modified: rows[0]?.modified ?? beginning, rows: rows[0]?.rows ?? 0 };
}

/** 子育て施設一覧: the 53 headings and a row for each open place. */
export async function facilityTable(tx: ReadTx): Promise<{ header: readonly string[]; rows: string[][] }> {
  return {
    header: standardHeadings,
    rows: standardTable(await standardFacilities(tx, {}, most), ownOf(tx)),
  };
}

/** Whether figures of the population have been taken in. */
export async function hasPopulation(tx: ReadTx): Promise<boolean> {
  const one = await tx.db.selectFrom('population').select('town_id').limit(1).executeTakeFirst();
  return one !== undefined;
}

export async function populationStamp(tx: ReadTx): Promise<Stamp> {
  const { rows } = await sql<{ modified: Date | null; rows: number }>`
    select max(population.updated_at) as modified, count(*)::integer as rows
    from population`.execute(tx.db);
  return { modified: rows[0]?.modified ?? beginning, rows: rows[0]?.rows ?? 0 };
}

export interface PopulationRow {
  code: string | null;
  town: string;
  counted_on: string;
  age_from: number;
  age_to: number;
  people: number;
}

/** People by day of counting, town and age, the newest day first. */
export async function populationRows(tx: ReadTx): Promise<PopulationRow[]> {
  const { rows } = await sql<PopulationRow>`
    select town.town_code as code, town.name as town, counted_on, age_from, age_to, people
    from population join town on town.id = population.town_id
    order by counted_on desc, town.town_code, town_id, age_from limit ${mostPopulation}`.execute(tx.db);
  return rows;
}

/** Whether the calendar of events is open to other programs here. */
export async function hasEvents(tx: ReadTx): Promise<boolean> {
  const { rows } = await sql<{ there: boolean }>`
    select has_table_privilege('event', 'select') and has_table_privilege('event_session', 'select') as there`.execute(
    tx.db,
  );
  return rows[0]?.there === true;
}

// Said here, too, whatever the policies would show: public, published, for families, not called off.
const shown = sql`event.zone = 'public' and event.published_at is not null and event.cancelled_at is null
  and not event_kind.training and event_session.cancelled_at is null`;

/** Public sittings from today on. */
export async function eventStamp(tx: ReadTx): Promise<Stamp> {
  const { rows } = await sql<{ modified: Date | null; rows: number }>`
    select max(event.updated_at) as modified, count(*)::integer as rows
    from event_session join event on event.id = event_session.event_id join event_kind on event_kind.code = event.event_kind_code
    where ${shown} and event.published_at <= ${tx.now} and event_session.ends_at >= ${tx.now}`.execute(tx.db);
  return { modified: rows[0]?.modified ?? beginning, rows: rows[0]?.rows ?? 0 };
}

export interface EventRow {
  id: number;
  title: string;
  kind: string;
  starts_at: Date;
  ends_at: Date;
  all_day: boolean;
  summary: string;
  description: string;
  fee_amount: number | null;
  fee_note: string;
  host: string | null;
  corporate_number: string | null;
  audience: string;
  capacity: number | null;
  place: string;
  address: string;
  latitude: number | null;
  longitude: number | null;
  access_note: string | null;
  parking: string | null;
  application: string;
  application_note: string;
  application_closes_at: Date | null;
  contact_name: string;
  contact_phone: string | null;
  url: string | null;
  facility_local_id: string | null;
}

/** Each public sitting from today on, with where it is and who holds it. */
export async function eventRows(tx: ReadTx): Promise<EventRow[]> {
  const { rows } = await sql<EventRow>`
    select event_session.id, event.title, event_kind.name as kind, event_session.starts_at, event_session.ends_at, event_session.all_day,
      event.summary, event.description, event.fee_amount, event.fee_note, organisation.name as host, organisation.corporate_number,
      event.audience, coalesce(event_session.capacity, event.capacity) as capacity,
      coalesce(nullif(event.place_name, ''), facility.name, '') as place, coalesce(nullif(event.address, ''), facility.address, '') as address,
      coalesce(event.latitude, facility.latitude) as latitude, coalesce(event.longitude, facility.longitude) as longitude,
      facility.access_note, facility.parking, event.application, event.application_note, event.application_closes_at,
      event.contact_name, event.contact_phone, event.url, facility.local_id as facility_local_id
    from event_session join event on event.id = event_session.event_id join event_kind on event_kind.code = event.event_kind_code
      left join organisation on organisation.id = event.organisation_id and organisation.listed
      left join facility on facility.id = event.facility_id
    where ${shown} and event.published_at <= ${tx.now} and event_session.ends_at >= ${tx.now}
    order by event_session.starts_at, event_session.id limit ${most}`.execute(tx.db);
  return rows;
}
