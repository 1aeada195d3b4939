import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { ReadTx } from '../../platform/db/transaction.ts';
import { bigrams } from '../../platform/ja/kana.ts';
import { searchWords } from '../../platform/search/search.ts';
import type { Paging } from '../../platform/web/paging.ts';
import { confirmedForMonths } from './rules.ts';
import { afterKana, kanaRows } from './words.ja.ts';
import { addMonths } from '../../platform/ja/dates.ts';

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
  /** entries nobody has confirmed for a year */
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
}

/** Nobody pages through more; and counting further would cost more than the page itself. */
export const countedTo = 2000;

function conditions(tx: ReadTx, filter: FacilityFilter): RawBuilder<SqlBool> {
  const all: RawBuilder<unknown>[] = [filter.ended ? sql`ended_on is not null` : sql`ended_on is null`];
  const found = searchWords(filter.q ?? '');
  if (found.length > 0) {
    // The bigrams are for the index; two neighbouring pairs are not yet the word, so position() decides.
    all.push(sql`search_bigrams(folded) @> ${[...new Set(found.flatMap(bigrams))]}::text[]`);
    for (const word of found) all.push(sql`position(${word} in folded) > 0`);
  }
  if (filter.kind) all.push(sql`kind = ${filter.kind}`);
  if (filter.organisation_id) all.push(sql`organisation_id = ${filter.organisation_id}`);
  if (filter.area_id) {
    // As an array it is known before planning the rest, and stays an index condition.
    all.push(sql`town_id = any(array(select town_id from area_town where area_id = ${filter.area_id}))`);
  }
  if (filter.programme) {
    all.push(sql`exists (select from service where service.facility_id = facility.id
      and programme_code = ${filter.programme} and (ends_on is null or ends_on >= ${tx.today}))`);
  }
  const row = kanaRows.findIndex(({ label }) => label === filter.row);
  if (row >= 0) {
    all.push(sql`(name_kana = '') = false and name_kana collate "ja-x-icu" >= ${kanaRows[row]!.from}
      and name_kana collate "ja-x-icu" < ${kanaRows[row + 1]?.from ?? afterKana}`);
  }
  if (filter.stale) {
    all.push(sql`(confirmed_on is null or confirmed_on <= ${addMonths(tx.today, -confirmedForMonths)})`);
  }
  return sql<SqlBool>`${sql.join(all, sql` and `)}`;
}

/** Distance from the middle as the square of degrees, east–west shortened by the latitude: orders like the distance. */
function orderOf(filter: FacilityFilter, middle: Middle | null): RawBuilder<unknown> {
  if (filter.sort === 'near' && middle) {
    const shrink = Math.cos((middle.latitude * Math.PI) / 180);
    return sql`power(latitude - ${middle.latitude}::float8, 2) + power((longitude - ${middle.longitude}::float8) * ${shrink}::float8, 2)
      nulls last, id`;
  }
  if (filter.sort === 'kind') return sql`kind, (name_kana = ''), name_kana collate "ja-x-icu", id`;
  if (filter.sort === 'confirmed') return sql`confirmed_on nulls first, id`;
  return sql`(name_kana = ''), name_kana collate "ja-x-icu", id`;
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

/** One page of facilities, with area and operator names of just these rows. */
export async function facilities(
  tx: ReadTx,
  filter: FacilityFilter,
  { size, offset }: Pick<Paging, 'size' | 'offset'>,
  middle: Middle | null = null,
): Promise<FacilityLine[]> {
  const order = orderOf(filter, middle);
  const { rows } = await sql<FacilityLine>`
    select facility.id, facility.name, facility.name_kana, facility.kind, organisation.name as organisation,
      facility.address, areas.names as areas, facility.phone, capacity, ages, weekdays, opens_at, closes_at,
      latitude, longitude, confirmed_on
    from (
      select * from (
        select facility.*, row_number() over (order by ${order}) as place from facility where ${conditions(tx, filter)}
      ) as ordered where place > ${offset} and place <= ${offset + size}
    ) as facility
    left join organisation on organisation.id = facility.organisation_id
    left join lateral (
      select string_agg(area.name, '・' order by area_system.position, area.name) as names
      from area_town join area on area.id = area_town.area_id join area_system on area_system.code = area.area_system_code
      where area_town.town_id = facility.town_id and (area.ends_on is null or area.ends_on >= ${tx.today})
    ) as areas on true
    order by place`.execute(tx.db);
  return rows;
}
