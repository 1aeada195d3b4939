import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { ReadTx } from '../platform/db/transaction.ts';
import { bigrams } from '../platform/ja/kana.ts';
import { searchWords } from '../platform/search/search.ts';
import { cutOf } from '../platform/web/paging.ts';

// Places and services as HSDS asks for them: one question a page, with everything that belongs to its rows.

export interface ScheduleRow {
  id: number;
  service_id: number | null;
  byday: string[];
  opens_at: string;
  closes_at: string;
  valid_from: string | null;
  valid_to: string | null;
  holidays: 'closed' | 'open' | 'only';
  note: string | null;
}
export interface ExceptionRow {
  service_id: number | null;
  starts_on: string;
  ends_on: string;
  opens_at: string | null;
  closes_at: string | null;
  reason: string;
}

/** A place: what everybody may know of it, and nothing else of its row. */
export interface PlaceRow {
  id: number;
  organisation_id: number;
  local_id: string | null;
  name: string;
  name_kana: string;
  name_en: string | null;
  kind: string;
  postal_code: string | null;
  address: string;
  building: string | null;
  latitude: number | null;
  longitude: number | null;
  phone: string | null;
  email: string | null;
  url: string | null;
  access_note: string | null;
  parking: string | null;
  ages: string | null;
  age_from_months: number | null;
  age_to_months: number | null;
  weekdays: string | null;
  opens_at: string | null;
  closes_at: string | null;
  hours_note: string | null;
  atmosphere: string | null;
  reservation: string | null;
  reservation_note: string | null;
  languages: string[];
  accommodations: string[];
  accommodation_note: string | null;
  functions: string[];
  nursing_room: boolean | null;
  diaper_changing: boolean | null;
  stroller_use: boolean | null;
  parking_available: boolean | null;
  confirmed_on: string | null;
  ended_on: string | null;
  updated_at: string;
  schedules: ScheduleRow[];
  exceptions: ExceptionRow[];
  offers: string[];
}
export interface OrganisationRow {
  id: number;
  name: string;
  name_kana: string | null;
  kind: string;
  corporate_number: string | null;
}
export interface ServiceRow {
  id: number;
  name: string;
  description: string | null;
  weekdays: string | null;
  opens_at: string | null;
  closes_at: string | null;
  starts_on: string | null;
  ends_on: string | null;
  age_from_months: number | null;
  age_to_months: number | null;
  capacity: number | null;
  places_free: number | null;
  capacity_as_of: string | null;
  fee_note: string | null;
  fee_amount: number | null;
  reservation: string | null;
  url: string | null;
  programme_code: string;
  programme: string;
  programme_description: string;
  place: PlaceRow;
  organisation: OrganisationRow | null;
}

const placeColumns = [
  'id',
  'organisation_id',
  'local_id',
  'name',
  'name_kana',
  'name_en',
  'kind',
  'postal_code',
  'address',
  'building',
  'latitude',
  'longitude',
  'phone',
  'email',
  'url',
  'access_note',
  'parking',
  'ages',
  'age_from_months',
  'age_to_months',
  'weekdays',
  'opens_at',
  'closes_at',
  'hours_note',
  'atmosphere',
  'reservation',
  'reservation_note',
  'languages',
  'accommodations',
  'accommodation_note',
  'functions',
  'nursing_room',
  'diaper_changing',
  'stroller_use',
  'parking_available',
  'confirmed_on',
  'ended_on',
  'updated_at',
] as const;
const serviceColumns = [
  'id',
  'name',
  'description',
  'weekdays',
  'opens_at',
  'closes_at',
  'starts_on',
  'ends_on',
  'age_from_months',
  'age_to_months',
  'capacity',
  'places_free',
  'capacity_as_of',
  'fee_note',
  'fee_amount',
  'reservation',
  'url',
  'programme_code',
] as const;

const object = (table: string, columns: readonly string[]): RawBuilder<unknown> =>
  sql.join(columns.flatMap((name) => [sql.lit(name), sql.ref(`${table}.${name}`)]));

/** A place as JSON, with what belongs to it. jsonb_build_object takes a hundred arguments: two objects, one. */
const placeJson = (
  tx: ReadTx,
) => sql`(jsonb_build_object(${object('facility', placeColumns)}) || jsonb_build_object(
  'schedules', coalesce((select jsonb_agg(jsonb_build_object('id', schedule.id, 'service_id', schedule.service_id, 'byday', byday,
      'opens_at', to_char(schedule.opens_at, 'HH24:MI'), 'closes_at', to_char(schedule.closes_at, 'HH24:MI'), 'valid_from', valid_from,
      'valid_to', valid_to, 'holidays', holidays, 'note', note) order by schedule.id)
    from schedule where schedule.facility_id = facility.id and (valid_to is null or valid_to >= ${tx.today})), '[]'),
  'exceptions', coalesce((select jsonb_agg(jsonb_build_object('service_id', one.service_id, 'starts_on', one.starts_on, 'ends_on', one.ends_on,
      'opens_at', to_char(one.opens_at, 'HH24:MI'), 'closes_at', to_char(one.closes_at, 'HH24:MI'), 'reason', one.reason) order by starts_on)
    from schedule_exception as one where one.facility_id = facility.id and ends_on >= ${tx.today} and starts_on <= ${tx.today}::date + 60), '[]'),
  'offers', coalesce((select jsonb_agg(wish_code order by wish_code) from facility_offer where facility_offer.facility_id = facility.id), '[]')))`;

/** Only what is listed is named to everybody. */
const organisationJson = sql`(select jsonb_build_object('id', organisation.id, 'name', organisation.name, 'name_kana', organisation.name_kana,
    'kind', organisation.kind, 'corporate_number', organisation.corporate_number)
  from organisation where organisation.id = facility.organisation_id and organisation.listed)`;

export interface ServiceFilter {
  search: string;
  programme_code: string | null;
  wish_code: string | null;
  accommodation: string | null;
  function: string | null;
  /** any term of this taxonomy */
  taxonomy: 'programme' | 'wish' | 'accommodation' | 'function' | null;
  organisation_id: number | null;
  modified_after: string | null;
  near: { latitude: number; longitude: number; metres: number } | null;
  postal_code: string | null;
}
export const noFilter: ServiceFilter = {
  search: '',
  programme_code: null,
  wish_code: null,
  accommodation: null,
  function: null,
  taxonomy: null,
  organisation_id: null,
  modified_after: null,
  near: null,
  postal_code: null,
};

/** More results than this are found sooner by walking along the order than by looking the words up. */
const byIndexTo = 1000;

/** A word stands in a place's texts or in the service's own; `byIndex` looks it up in both indexes. */
function contains(word: string, byIndex: boolean): RawBuilder<unknown> {
  if (!byIndex || [...word].length < 2)
    return sql`(position(${word} in facility.folded) > 0 or position(${word} in service.folded) > 0)`;
  const grams = [...new Set(bigrams(word))];
  return sql`service.id in (
    select inside.id from service as inside join facility as place on place.id = inside.facility_id
    where search_bigrams(place.folded) @> ${grams}::text[] and position(${word} in place.folded) > 0
    union all select own.id from service as own where search_bigrams(own.folded) @> ${grams}::text[] and position(${word} in own.folded) > 0)`;
}

function serviceConditions(tx: ReadTx, filter: ServiceFilter, byIndex: boolean): RawBuilder<SqlBool> {
  const all: RawBuilder<unknown>[] = [
    sql`facility.ended_on is null`,
    sql`(service.ends_on is null or service.ends_on >= ${tx.today})`,
  ];
  for (const word of searchWords(filter.search)) all.push(contains(word, byIndex));
  if (filter.programme_code !== null) all.push(sql`service.programme_code = ${filter.programme_code}`);
  const offers = (code: RawBuilder<unknown>) =>
    sql`exists (select from facility_offer where facility_offer.facility_id = facility.id and ${code})`;
  if (filter.wish_code !== null) all.push(offers(sql`wish_code = ${filter.wish_code}`));
  if (filter.taxonomy === 'wish') all.push(offers(sql`true`));
  if (filter.accommodation !== null)
    all.push(sql`facility.accommodations @> array[${filter.accommodation}::text]`);
  if (filter.taxonomy === 'accommodation') all.push(sql`cardinality(facility.accommodations) > 0`);
  if (filter.function !== null) all.push(sql`facility.functions @> array[${filter.function}::text]`);
  if (filter.taxonomy === 'function') all.push(sql`cardinality(facility.functions) > 0`);
  if (filter.organisation_id !== null) all.push(sql`facility.organisation_id = ${filter.organisation_id}`);
  if (filter.modified_after !== null)
    all.push(sql`facility.updated_at >= ${filter.modified_after}::timestamptz`);
  if (filter.postal_code !== null && filter.near === null)
    all.push(sql`replace(facility.postal_code, '-', '') = ${filter.postal_code.replace('-', '')}`);
  if (filter.near !== null) {
    const { latitude, longitude, metres } = filter.near;
    const shrink = Math.cos((latitude * Math.PI) / 180);
    all.push(sql`power((facility.latitude - ${latitude}::float8) * 111320, 2)
      + power((facility.longitude - ${longitude}::float8) * 111320 * ${shrink}::float8, 2) <= power(${metres}::float8, 2)`);
  }
  return sql<SqlBool>`${sql.join(all, sql` and `)}`;
}

/** Words so long stand in few rows: there counting looks them up, too. */
const rareFrom = 4;
const isRare = (filter: ServiceFilter): boolean =>
  searchWords(filter.search).some((word) => [...word].length >= rareFrom);

/** How many services meet the conditions. */
export async function countServices(tx: ReadTx, filter: ServiceFilter): Promise<number> {
  const key = JSON.stringify(filter);
  const before = knownCount(tx, key);
  if (before !== null) return before;
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from service join facility on facility.id = service.facility_id
    where ${serviceConditions(tx, filter, isRare(filter))}`.execute(tx.db);
  return keepCount(tx, key, rows[0]!.count);
}

/*
 * Counting thousands costs far more than reading a page of them, and who pages through them asks again at once. So a
 * large count is kept for a few seconds; a small one is always the truth of this moment.
 */
const keptFor = 10_000;
const mostKept = 500;
const keptCounts = new WeakMap<object, Map<string, { count: number; at: number }>>();

function knownCount(tx: ReadTx, key: string): number | null {
  const { house, municipality } = tx.actor;
  const kept = keptCounts.get(house)?.get(`${municipality.code}/${tx.today}/${key}`);
  return kept && performance.now() - kept.at < keptFor ? kept.count : null;
}

function keepCount(tx: ReadTx, key: string, count: number): number {
  if (count <= byIndexTo) return count;
  const { house, municipality } = tx.actor;
  let kept = keptCounts.get(house);
  if (!kept) keptCounts.set(house, (kept = new Map()));
  kept.set(`${municipality.code}/${tx.today}/${key}`, { count, at: performance.now() });
  if (kept.size > mostKept) kept.delete(kept.keys().next().value!);
  return count;
}

const serviceFields = (
  tx: ReadTx,
) => sql`jsonb_build_object(${object('service', serviceColumns)}) || jsonb_build_object('programme', programme.name,
  'programme_description', programme.description, 'place', ${placeJson(tx)}, 'organisation', ${organisationJson})`;

/** One page of services in the order of their numbers; `count` as countServices() answered. */
export async function services(
  tx: ReadTx,
  filter: ServiceFilter,
  { after = 0, ...page }: { size: number; offset: number; after?: number },
  count: number,
): Promise<ServiceRow[]> {
  const where = serviceConditions(tx, filter, count <= byIndexTo);
  const { rows } = await sql<{ row: ServiceRow }>`
    select ${serviceFields(tx)} as row
    from (
      select service.id from service join facility on facility.id = service.facility_id
      where ${where} and service.id > ${after} order by service.id ${cutOf(page)}
    ) as page ${wholeServices}`.execute(tx.db);
  return rows.map(({ row }) => row);
}
const wholeServices = sql`join service on service.id = page.id join facility on facility.id = service.facility_id
  join programme on programme.code = service.programme_code order by service.id`;

/** A page and how many there are. What is looked up in the indexes is looked up once for both. */
export async function countedServices(
  tx: ReadTx,
  filter: ServiceFilter,
  page: { size: number; offset: number },
): Promise<{ count: number; rows: ServiceRow[] }> {
  if (isRare(filter)) {
    const { rows } = await sql<{ row: ServiceRow; count: number }>`
      with found as materialized (
        select service.id from service join facility on facility.id = service.facility_id
        where ${serviceConditions(tx, filter, true)}
      ) select ${serviceFields(tx)} as row, (select count(*)::integer from found) as count
      from (select id from found order by id ${cutOf(page)}) as page ${wholeServices}`.execute(tx.db);
    // Beyond the last page no row carries the count.
    if (rows.length > 0) return { count: rows[0]!.count, rows: rows.map(({ row }) => row) };
  }
  const count = await countServices(tx, filter);
  return { count, rows: await services(tx, filter, page, count) };
}

/** Only when and which: for those who keep a copy. */
export async function serviceStamps(
  tx: ReadTx,
  filter: ServiceFilter,
  { after = 0, ...page }: { size: number; offset: number; after?: number },
  count: number,
): Promise<{ id: number; updated_at: Date }[]> {
  const { rows } = await sql<{ id: number; updated_at: Date }>`
    select service.id, facility.updated_at from service join facility on facility.id = service.facility_id
    where ${serviceConditions(tx, filter, count <= byIndexTo)} and service.id > ${after}
    order by service.id ${cutOf(page)}`.execute(tx.db);
  return rows;
}

/** One service, ended ones too (they say so). */
export async function serviceRow(tx: ReadTx, id: number): Promise<ServiceRow | undefined> {
  const { rows } = await sql<{ row: ServiceRow }>`
    select ${serviceFields(tx)} as row from service join facility on facility.id = service.facility_id
      join programme on programme.code = service.programme_code where service.id = ${id}`.execute(tx.db);
  return rows[0]?.row;
}

export interface ListFilter {
  search: string;
  modified_after: string | null;
}

function placeConditions(filter: ListFilter): RawBuilder<SqlBool> {
  const all: RawBuilder<unknown>[] = [sql`facility.ended_on is null`];
  for (const word of searchWords(filter.search)) all.push(sql`position(${word} in facility.folded) > 0`);
  if (filter.modified_after !== null)
    all.push(sql`facility.updated_at >= ${filter.modified_after}::timestamptz`);
  return sql<SqlBool>`${sql.join(all, sql` and `)}`;
}

export async function countPlaces(tx: ReadTx, filter: ListFilter): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from facility where ${placeConditions(filter)}`.execute(tx.db);
  return rows[0]!.count;
}

/** One page of places in the order of their numbers. */
export async function places(
  tx: ReadTx,
  filter: ListFilter,
  { after = 0, ...page }: { size: number; offset: number; after?: number },
): Promise<PlaceRow[]> {
  const { rows } = await sql<{ row: PlaceRow }>`
    select ${placeJson(tx)} as row from (
      select id from facility where ${placeConditions(filter)} and id > ${after} order by id ${cutOf(page)}
    ) as page join facility on facility.id = page.id order by facility.id`.execute(tx.db);
  return rows.map(({ row }) => row);
}

/** One place; where it was merged into another, the other's number instead. */
export async function placeRow(
  tx: ReadTx,
  id: number,
): Promise<{ row: PlaceRow; merged_into_id: number | null } | undefined> {
  const { rows } = await sql<{ row: PlaceRow; merged_into_id: number | null }>`
    select ${placeJson(tx)} as row, merged_into_id from facility where id = ${id}`.execute(tx.db);
  return rows[0];
}

const listedOperators = (search: string) => {
  const all: RawBuilder<unknown>[] = [
    sql`organisation.listed`,
    sql`organisation.ended_on is null`,
    sql`exists (select from facility where facility.organisation_id = organisation.id and facility.ended_on is null)`,
  ];
  for (const word of searchWords(search))
    all.push(
      sql`position(${word} in search_fold(organisation.name || ' ' || coalesce(organisation.name_kana, ''))) > 0`,
    );
  return sql.join(all, sql` and `);
};

export async function countOrganisations(tx: ReadTx, search: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from organisation where ${listedOperators(search)}`.execute(tx.db);
  return rows[0]!.count;
}

/** An organisation with its places and services, as far as they are asked for. */
export interface OperatorRow extends OrganisationRow {
  places: PlaceRow[];
  services: Omit<ServiceRow, 'organisation'>[];
}

const operatorJson = (tx: ReadTx, nested: boolean) =>
  nested
    ? sql`coalesce((select jsonb_agg(${placeJson(tx)} order by facility.id) from facility
          where facility.organisation_id = organisation.id and facility.ended_on is null), '[]') as places,
        coalesce((select jsonb_agg(${serviceFields(tx)} order by service.id) from facility join service on service.facility_id = facility.id
            join programme on programme.code = service.programme_code
          where facility.organisation_id = organisation.id and facility.ended_on is null
            and (service.ends_on is null or service.ends_on >= ${tx.today})), '[]') as services`
    : sql`'[]'::jsonb as places, '[]'::jsonb as services`;

/** One page of those who run places named to everybody. */
export async function organisations(
  tx: ReadTx,
  search: string,
  { size, offset, after = 0 }: { size: number; offset: number; after?: number },
  nested: boolean,
): Promise<OperatorRow[]> {
  const { rows } = await sql<OperatorRow>`
    select organisation.id, organisation.name, organisation.name_kana, organisation.kind, organisation.corporate_number,
      ${operatorJson(tx, nested)}
    from organisation where ${listedOperators(search)} and organisation.id > ${after}
    order by organisation.id limit ${size} offset ${offset}`.execute(tx.db);
  return rows;
}

export async function organisationRow(tx: ReadTx, id: number): Promise<OperatorRow | undefined> {
  const { rows } = await sql<OperatorRow>`
    select organisation.id, organisation.name, organisation.name_kana, organisation.kind, organisation.corporate_number,
      ${operatorJson(tx, true)}
    from organisation where organisation.id = ${id} and organisation.listed`.execute(tx.db);
  return rows[0];
}

export interface Vocabulary {
  programmes: { code: string; name: string; description: string }[];
  wishes: { code: string; name: string; description: string }[];
}

/** The city's own lists of words: programmes, and what a place may offer. */
export async function vocabulary(tx: ReadTx): Promise<Vocabulary> {
  const { rows } = await sql<Vocabulary>`
    select (select jsonb_agg(jsonb_build_object('code', code, 'name', name, 'description', description) order by position, code) from programme) as programmes,
      (select jsonb_agg(jsonb_build_object('code', code, 'name', name, 'description', question) order by position, code) from wish
        where ended_on is null) as wishes`.execute(tx.db);
  return { programmes: rows[0]?.programmes ?? [], wishes: rows[0]?.wishes ?? [] };
}

/** The middle of the places with this postal code; null where there is none. */
export async function middleOfPostcode(
  tx: ReadTx,
  postcode: string,
): Promise<{ latitude: number; longitude: number } | null> {
  const digits = postcode.replace('-', '');
  const { rows } = await sql<{ latitude: number | null; longitude: number | null }>`
    select avg(latitude)::float8 as latitude, avg(longitude)::float8 as longitude
    from (
      select latitude, longitude from town where postal_code in (${digits}, ${`${digits.slice(0, 3)}-${digits.slice(3)}`})
      union all
      select latitude, longitude from facility where postal_code in (${digits}, ${`${digits.slice(0, 3)}-${digits.slice(3)}`})
    ) as there`.execute(tx.db);
  const middle = rows[0];
  return middle?.latitude != null && middle.longitude != null
    ? { latitude: middle.latitude, longitude: middle.longitude }
    : null;
}
