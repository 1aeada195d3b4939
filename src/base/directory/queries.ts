import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { ReadTx } from '../../platform/db/transaction.ts';
import { bigrams } from '../../platform/ja/kana.ts';
import { searchWords } from '../../platform/search/search.ts';
import { cutOf, type Paging } from '../../platform/web/paging.ts';
import { afterKana, kanaRows, otherKind } from './words.ja.ts';

export const sorts = ['kana', 'kind', 'confirmed', 'near'] as const;
export type Sort = (typeof sorts)[number];

/** Conditions of the list; absent or null ones do not narrow it. */
export interface FacilityFilter {
  /** words that must all be contained in name, reading, address, kind, number or telephone */
  q?: string;
  kind?: string | null;
  area_id?: number | null;
  programme?: string | null;
  /** label of a row of readings, e.g. 'ア行' */
  row?: string | null;
  /** entries nobody has confirmed for as long as the city waits before it asks again */
  stale?: boolean;
  /** closed places instead of those that are open */
  ended?: boolean;
  organisation_id?: number | null;
  sort?: Sort;
  /** area from whose middle distances are measured, for sort 'near' */
  near_id?: number | null;
}

export interface FacilityLine {
  id: number;
  name: string;
  name_kana: string;
  kind: string;
  organisation: string | null;
  address: string;
  areas: string | null;
  phone: string | null;
  capacity: number | null;
  ages: string | null;
  weekdays: string | null;
  opens_at: string | null;
  closes_at: string | null;
  latitude: number | null;
  longitude: number | null;
  confirmed_on: string | null;
  stale: boolean;
}

/** Nobody pages through more; and counting further would cost more than the page itself. */
export const countedTo = 1000;

/** Whether nothing is asked for but the open ones, all of them. */
const isWhole = (filter: FacilityFilter): boolean =>
  searchWords(filter.q ?? '').length === 0 &&
  Object.values({ ...filter, q: null, sort: null, near_id: null }).every((value) => !value);

/** Whether words, and no narrower index, lead to the rows. */
const isByWordAlone = (filter: FacilityFilter): boolean =>
  searchWords(filter.q ?? '').length > 0 && !filter.area_id && !filter.row && !filter.organisation_id;

/** How rows are come by: out of an index that narrows, counted along the table, or found on the way along the list's order. */
type Way = 'index' | 'table' | 'order';

/**
 * Computing a row's bigrams costs far more than looking for a word in it, and the planner does not know. So they are
 * asked for only where they are to be looked up in their index, and not where another index narrows more. And where many rows
 * meet the conditions, walking along the order finds a page of them long before an area's rows are sorted: there the
 * sign before the town keeps the planner from its index.
 */
function conditions(tx: ReadTx, filter: FacilityFilter, way: Way = 'index'): RawBuilder<SqlBool> {
  const all: RawBuilder<unknown>[] = [
    filter.ended ? sql`facility.ended_on is not null` : sql`facility.ended_on is null`,
  ];
  const found = searchWords(filter.q ?? '');
  if (way === 'index' && isByWordAlone(filter)) {
    all.push(sql`search_bigrams(facility.folded) @> ${[...new Set(found.flatMap(bigrams))]}::text[]`);
  }
  // Having its pairs of characters is not yet having the word.
  for (const word of found) all.push(sql`position(${word} in facility.folded) > 0`);
  if (filter.kind) all.push(sql`facility.kind = ${filter.kind}`);
  if (filter.organisation_id) all.push(sql`facility.organisation_id = ${filter.organisation_id}`);
  if (filter.area_id) {
    // As an array it is known before the rest is looked at, and stays an index condition.
    all.push(
      sql`${way === 'order' ? sql`+` : sql``}facility.town_id
        = any(array(select town_id from area_town where area_id = ${filter.area_id}))`,
    );
  }
  if (filter.programme) {
    all.push(sql`exists (select from service where service.facility_id = facility.id
      and service.programme_code = ${filter.programme} and (service.ends_on is null or service.ends_on >= ${tx.today}))`);
  }
  const row = kanaRows.findIndex(({ label }) => label === filter.row);
  if (row >= 0) {
    all.push(sql`(facility.name_kana = '') = false and facility.name_kana collate "ja-x-icu" >= ${kanaRows[row]!.from}
      and facility.name_kana collate "ja-x-icu" < ${kanaRows[row + 1]?.from ?? afterKana}`);
  }
  if (filter.stale) {
    all.push(stale(tx));
  }
  return sql<SqlBool>`${sql.join(all, sql` and `)}`;
}

/** Whether a facility was never confirmed, or as long ago as the city asks again: isDue() in SQL. */
export function stale(tx: ReadTx): RawBuilder<boolean> {
  return sql<boolean>`(facility.confirmed_on is null or facility.confirmed_on <=
    (select (${tx.today}::date - make_interval(months => confirm_every_months))::date from directory_setting))`;
}

/** What a place is, to whoever looks for one: its kind, or where that says nothing, the first programme that runs there. */
export function saidKind(tx: ReadTx): RawBuilder<string> {
  return sql<string>`case when facility.kind in ('', ${otherKind}) then coalesce((
      select programme.name from service join programme on programme.code = service.programme_code
      where service.facility_id = facility.id and (service.ends_on is null or service.ends_on >= ${tx.today})
      order by programme.position limit 1), facility.kind)
    else facility.kind end`;
}

/** Facilities in the order of their readings. */
export const byKana = sql`(facility.name_kana = ''), facility.name_kana collate "ja-x-icu", facility.id`;

function orderOf(filter: FacilityFilter, middle: Middle | null): RawBuilder<unknown> {
  if (filter.sort === 'near' && middle) {
    // Squared degrees, east–west shortened by the latitude: orders as the distance does.
    const shrink = Math.cos((middle.latitude * Math.PI) / 180);
    return sql`power(facility.latitude - ${middle.latitude}::float8, 2)
      + power((facility.longitude - ${middle.longitude}::float8) * ${shrink}::float8, 2) nulls last, facility.id`;
  }
  if (filter.sort === 'kind') return sql`facility.kind, ${byKana}`;
  if (filter.sort === 'confirmed') return sql`facility.confirmed_on nulls first, facility.id`;
  return byKana;
}

export interface Middle {
  latitude: number;
  longitude: number;
}

/** The middle of an area: the mean of its towns; null when none of them has a place on the map. */
export async function middleOf(tx: ReadTx, area_id: number): Promise<Middle | null> {
  const row = await tx.db
    .selectFrom('area_town')
    .innerJoin('town', 'town.id', 'area_town.town_id')
    .select((eb) => [
      eb.fn.avg<number | null>('town.latitude').as('latitude'),
      eb.fn.avg<number | null>('town.longitude').as('longitude'),
    ])
    .where('area_id', '=', area_id)
    .executeTakeFirst();
  return row?.latitude != null && row.longitude != null
    ? { latitude: row.latitude, longitude: row.longitude }
    : null;
}

/**
 * Lines of the facilities in `page`, which `tables` (common tables) must bring, with area and operator names of just these; and
 * `more` columns.
 */
function linesOf<More>(
  tx: ReadTx,
  tables: RawBuilder<unknown>,
  order: RawBuilder<unknown>,
  more: RawBuilder<unknown> = sql``,
): RawBuilder<FacilityLine & More> {
  return sql`
    with ${tables}
    select facility.id, facility.name, facility.name_kana, facility.kind, organisation.name as organisation,
      facility.address, areas.names as areas, facility.phone, facility.capacity, facility.ages, facility.weekdays,
      facility.opens_at, facility.closes_at, facility.latitude, facility.longitude, facility.confirmed_on,
      ${stale(tx)} as stale${more}
    from page as facility
    left join organisation on organisation.id = facility.organisation_id
    left join (
      select area_town.town_id, string_agg(area.name, '・' order by area_system.position, area.name) as names
      from area_town join area on area.id = area_town.area_id join area_system on area_system.code = area.area_system_code
      where area_town.town_id = any(array(select town_id from page)) and (area.ends_on is null or area.ends_on >= ${tx.today})
      group by area_town.town_id
    ) as areas on areas.town_id = facility.town_id
    order by ${order}`;
}

/** One page of facilities; `count` as facilityCount() answered. */
export async function facilities(
  tx: ReadTx,
  filter: FacilityFilter,
  page: Pick<Paging, 'size' | 'offset'>,
  count: number,
  middle: Middle | null = null,
): Promise<FacilityLine[]> {
  const order = orderOf(filter, middle);
  const where = conditions(tx, filter, count <= countedTo ? 'index' : 'order');
  const rowsOfPage = sql`page as materialized (select * from facility where ${where} order by ${order} ${cutOf(page)})`;
  return (await linesOf(tx, rowsOfPage, order).execute(tx.db)).rows;
}

/** One page of facilities and how many there are in all, counted up to one past `countedTo`. */
export async function facilityPage(
  tx: ReadTx,
  filter: FacilityFilter,
  page: Pick<Paging, 'size' | 'offset'>,
  middle: Middle | null = null,
): Promise<{ count: number; lines: FacilityLine[] }> {
  const key = isWhole(filter) ? null : keyOf(tx, filter);
  if (key !== null && !common.has(key)) {
    const few = await fewFacilities(tx, filter, page, middle);
    if (few) return few;
    if (common.size >= mostCommon) common.delete(common.values().next().value!);
    common.add(key);
  }
  const [count, lines] = await Promise.all([
    facilityCount(tx, filter, 'table'),
    facilities(tx, filter, page, countedTo + 1, middle),
  ]);
  if (key !== null && count <= countedTo) common.delete(key);
  return { count, lines };
}

/**
 * A page of facilities and their number out of one looking for them all; null where they are too many for that, and walking
 * along the order finds a page of them sooner. A word's index may bring five times as many as are counted: names that begin
 * with a word stand together in the order, often far behind.
 */
async function fewFacilities(
  tx: ReadTx,
  filter: FacilityFilter,
  page: Pick<Paging, 'size' | 'offset'>,
  middle: Middle | null,
): Promise<{ count: number; lines: FacilityLine[] } | null> {
  const order = orderOf(filter, middle);
  const most = isByWordAlone(filter) ? 5 * countedTo : countedTo;
  const { rows } = await linesOf<{ found: number }>(
    tx,
    sql`found as materialized (
        select id, name_kana, kind, confirmed_on, latitude, longitude from facility
        where ${conditions(tx, filter)} limit ${sql.lit(most + 1)}),
      page as materialized (
        select facility.* from facility join (select id from found as facility order by ${order} ${cutOf(page)}) as cut using (id))`,
    order,
    sql`, (select count(*) from found) as found`,
  ).execute(tx.db);
  // A page past the last one says nothing of how many come before it.
  const found = rows[0]?.found ?? (page.offset > 0 ? await facilityCount(tx, filter) : 0);
  return found > most ? null : { count: Math.min(found, countedTo + 1), lines: rows };
}

/**
 * Conditions that too many rows met for fewFacilities() when they were last asked for.
 * Only the way hangs on it, never what is found, so it may be out of date.
 */
const common = new Set<string>();
const mostCommon = 1000;
// However they are sorted, there are as many.
const keyOf = (tx: ReadTx, filter: FacilityFilter): string =>
  JSON.stringify([tx.actor.municipality.code, { ...filter, sort: null, near_id: null }]);

/** How many there are, counted up to one past `countedTo`. */
export async function facilityCount(tx: ReadTx, filter: FacilityFilter, way: Way = 'index'): Promise<number> {
  const where = conditions(tx, filter, way);
  const { rows } = await sql<{ count: number }>`
    select count(*) from (select from facility where ${where} limit ${sql.lit(countedTo + 1)}) as counted`.execute(
    tx.db,
  );
  return rows[0]?.count ?? 0;
}

export interface Choices {
  kinds: string[];
  programmes: { code: string; name: string }[];
  areas: { id: number; name: string; system: string }[];
}

const usedKinds = sql`with recursive used (kind) as (
      (select kind from facility where ended_on is null order by kind limit 1)
      union all
      select (select facility.kind from facility where ended_on is null and facility.kind > used.kind order by kind limit 1)
      from used where used.kind is not null
    )`;

/** Kinds of open facilities as they occur. */
export async function facilityKinds(tx: ReadTx): Promise<string[]> {
  const { rows } = await sql<{ kind: string }>`
    ${usedKinds} select kind from used where kind is not null order by kind`.execute(tx.db);
  return rows.map(({ kind }) => kind);
}

/** What the list can be narrowed by, in one question. Kinds in use are found by leaping along their index. */
export async function choices(tx: ReadTx): Promise<Choices> {
  const { rows } = await sql<Choices>`
    ${usedKinds}
    select coalesce((select jsonb_agg(kind) from used where kind is not null), '[]') as kinds,
      (select jsonb_agg(jsonb_build_object('code', code, 'name', name) order by position) from programme) as programmes,
      coalesce((select jsonb_agg(jsonb_build_object('id', area.id, 'name', area.name, 'system', area_system.name)
          order by area_system.position, coalesce(area.name_kana, area.name) collate "ja-x-icu")
        from area join area_system on area_system.code = area_system_code
        where area.ends_on is null or area.ends_on >= ${tx.today}), '[]') as areas`.execute(tx.db);
  return rows[0]!;
}

/** Name of an area, for saying what distances are measured from. */
export function areaName(found: Choices, id: number | null | undefined): string | null {
  return found.areas.find((area) => area.id === id)?.name ?? null;
}

// ---- one facility --------------------------------------------------------------------------

/** A facility with its operator, the person who changed it last, and whether the actor may edit it. */
export async function facilityById(tx: ReadTx, id: number | null) {
  if (id === null) return undefined;
  return tx.db
    .selectFrom('facility')
    .leftJoin('organisation', 'organisation.id', 'facility.organisation_id')
    .leftJoin('person', 'person.id', 'facility.updated_by')
    .selectAll('facility')
    .select([
      'organisation.name as organisation',
      'organisation.corporate_number as corporate_number',
      sql<string | null>`person.family_name || ' ' || person.given_name`.as('changed_by'),
      sql<boolean>`may_edit_facility(facility.id)`.as('may_edit'),
      sql<boolean>`may_manage_directory()`.as('may_manage'),
    ])
    .where('facility.id', '=', id)
    .executeTakeFirst();
}
export type Facility = NonNullable<Awaited<ReturnType<typeof facilityById>>>;

/** Its services, running ones first, in the programmes' order. */
export async function servicesOf(tx: ReadTx, facility_id: number) {
  return tx.db
    .selectFrom('service')
    .innerJoin('programme', 'programme.code', 'service.programme_code')
    .selectAll('service')
    .select(['programme.name as programme', 'programme.opening_rule'])
    .where('facility_id', '=', facility_id)
    .orderBy(sql`(service.ends_on is not null and service.ends_on < ${tx.today})`)
    .orderBy('programme.position')
    .orderBy('service.name')
    .orderBy('service.id')
    .execute();
}
export type Service = Awaited<ReturnType<typeof servicesOf>>[number];

export async function serviceById(tx: ReadTx, facility_id: number | null, id: number | null) {
  if (facility_id === null || id === null) return undefined;
  return tx.db
    .selectFrom('service')
    .selectAll()
    .select(sql<boolean>`may_edit_facility(facility_id)`.as('may_edit'))
    .where('facility_id', '=', facility_id)
    .where('id', '=', id)
    .executeTakeFirst();
}

export async function programmes(
  tx: ReadTx,
): Promise<{ code: string; name: string; opening_rule: string }[]> {
  return tx.db.selectFrom('programme').select(['code', 'name', 'opening_rule']).orderBy('position').execute();
}

export interface AreaOfFacility {
  facility_id: number;
  area_id: number;
  area_system_code: string;
  system: string;
  name: string;
}

/** The areas facilities lie in today, through their towns; every system, or one. */
export async function areaOfFacilities(
  tx: ReadTx,
  facility_ids: readonly number[],
  area_system_code?: string,
): Promise<AreaOfFacility[]> {
  if (facility_ids.length === 0) return [];
  let query = tx.db
    .selectFrom('facility')
    .innerJoin('area_town', 'area_town.town_id', 'facility.town_id')
    .innerJoin('area', 'area.id', 'area_town.area_id')
    .innerJoin('area_system', 'area_system.code', 'area.area_system_code')
    .select([
      'facility.id as facility_id',
      'area.id as area_id',
      'area.area_system_code',
      'area_system.name as system',
      'area.name',
    ])
    // As one array: thousands of single values would be longer in reading than in finding.
    .where(sql<boolean>`facility.id = any(${[...facility_ids]}::bigint[])`)
    .where((eb) => eb.or([eb('area.ends_on', 'is', null), eb('area.ends_on', '>=', tx.today)]))
    .orderBy('area_system.position')
    .orderBy('area.name')
    .orderBy('area.id');
  if (area_system_code !== undefined) query = query.where('area.area_system_code', '=', area_system_code);
  return query.execute();
}

export interface FacilityOption {
  id: number;
  name: string;
  kind: string;
}

/** Open facilities an organisation runs, by reading. */
export async function facilitiesOf(tx: ReadTx, organisation_id: number): Promise<FacilityOption[]> {
  return tx.db
    .selectFrom('facility')
    .select(['id', 'name', 'kind'])
    .where('organisation_id', '=', organisation_id)
    .where('ended_on', 'is', null)
    .orderBy(byKana)
    .execute();
}

/** Towns of the area list whose postal code this is; both notations are found. */
export async function townsByPostal(
  tx: ReadTx,
  digits: string,
): Promise<{ postal_code: string; name: string }[]> {
  const rows = await tx.db
    .selectFrom('town')
    .select(['postal_code', 'name'])
    .where('postal_code', 'in', [digits, `${digits.slice(0, 3)}-${digits.slice(3)}`])
    .execute();
  return rows.flatMap(({ postal_code, name }) => (postal_code === null ? [] : [{ postal_code, name }]));
}

/** Open facilities with everything the open-data standard asks for, by reading, narrowed as the list is. */
export async function standardFacilities(tx: ReadTx, filter: FacilityFilter, atMost: number) {
  return tx.db
    .selectFrom('facility')
    .leftJoin('organisation', 'organisation.id', 'facility.organisation_id')
    .selectAll('facility')
    .select(['organisation.name as organisation', 'organisation.corporate_number'])
    .where(conditions(tx, filter))
    .orderBy(byKana)
    .limit(atMost)
    .execute();
}
export type StandardFacility = Awaited<ReturnType<typeof standardFacilities>>[number];
