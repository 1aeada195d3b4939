import { sql, type RawBuilder } from 'kysely';
import type { ReadTx } from '../../platform/db/transaction.ts';
import { bigrams } from '../../platform/ja/kana.ts';
import { searchWords } from '../../platform/search/search.ts';
import { cutOf, type Paging } from '../../platform/web/paging.ts';
import { exceptionsFor, hoursFor, openingsOf, ownHoursCount, runs } from '../directory/queries-opening.ts';
import {
  openingText,
  opensDuring,
  parseWhen,
  whenText,
  type Opening,
  type Schedule,
  type ScheduleException,
  type When,
} from '../directory/rules-opening.ts';
import { areaMiddle, townById, type From } from './queries-where.ts';
import { asksForFit, type Ask, type Need, type Sort } from './rules-ask.ts';
import {
  alike,
  compare,
  explained,
  isOut,
  scored,
  takesAge,
  type Asked,
  type Candidate,
  type Ranked,
  type Scorable,
  type Scored,
  type Weights,
} from './rules.ts';
import { words } from './words.ja.ts';

export { townOf, townById, type From } from './queries-where.ts';

export interface Wish {
  code: string;
  /** as a place says it of itself */
  name: string;
  /** as a family is asked */
  question: string;
  weight: number;
}

/** The city's list of wishes in force, in its order. */
export async function wishes(tx: ReadTx): Promise<Wish[]> {
  return tx.db
    .selectFrom('wish')
    .select(['code', 'name', 'question', 'weight'])
    .where((eb) => eb.or([eb('ended_on', 'is', null), eb('ended_on', '>', tx.today)]))
    .orderBy('position')
    .orderBy('code')
    .execute();
}

/** What the city decided counts how much. */
export async function weights(tx: ReadTx): Promise<Weights> {
  const row = await tx.db.selectFrom('finder_weight').selectAll().executeTakeFirstOrThrow();
  const list = await tx.db.selectFrom('wish').select(['code', 'weight']).execute();
  return { ...row, wish: Object.fromEntries(list.map(({ code, weight }) => [code, weight])) };
}

/** A place as a list shows it. */
export interface Place extends Candidate {
  name_kana: string;
  organisation: string | null;
  address: string;
  phone: string | null;
  access_note: string | null;
  atmosphere: string | null;
  ages_text: string | null;
  confirmed_on: string | null;
  opening: Opening;
  /** its opening times in one line, as it is today */
  opening_text: string;
  /** names of wishes it says it meets */
  strengths: string[];
}

export interface Found {
  ranked: Ranked<Place>[];
  count: number;
  /** of these, how many are known to be open at the time asked for */
  open_count: number;
  /** places the conditions leave out that would be seen with `also` */
  left_out: number;
  sort: Sort;
  /** what the time asked for was understood as; null when none was asked or it was not understood */
  when: When | null;
  when_text: string | null;
  /** false: a time was written that we do not understand; the list does not regard it */
  when_understood: boolean;
  from: From | null;
}

const booleans = [
  'nursing_room',
  'diaper_changing',
  'eating_allowed',
  'stroller_use',
  'stroller_rental',
  'parking_available',
  'temporary_care',
  'sick_child_care',
] as const;

/** A need as a column says it: true, false or null. */
function needSql(need: Need): RawBuilder<unknown> {
  if ((booleans as readonly string[]).includes(need)) return sql`${sql.ref(`facility.${need}`)}`;
  if (need === 'no_reservation') return sql`facility.reservation <> 'required'`;
  // A list says what there is; what is missing in it was not written down.
  if (need.startsWith('lang_')) return sql`nullif(${need.slice(5)} = any(facility.languages), false)`;
  return sql`nullif(${need} = any(facility.accommodations), false)`;
}

function conditions(tx: ReadTx, ask: Ask, from: From | null): RawBuilder<unknown> {
  const all: RawBuilder<unknown>[] = [sql`facility.ended_on is null`];
  const found = searchWords(ask.q);
  if (found.length > 0) {
    all.push(sql`search_bigrams(facility.folded) @> ${[...new Set(found.flatMap(bigrams))]}::text[]`);
    for (const word of found) all.push(sql`position(${word} in facility.folded) > 0`);
  }
  if (ask.kind) all.push(sql`facility.kind = ${ask.kind}`);
  if (ask.area_id) {
    all.push(
      sql`facility.town_id = any(array(select town_id from area_town where area_id = ${ask.area_id}))`,
    );
  }
  if (ask.programme !== null) {
    all.push(sql`facility.id in (select service.facility_id from service where ${runs(tx, ask.programme)})`);
  }
  if (ask.within_km !== null && from !== null) {
    // A box a little too large; the distance itself is looked at below.
    const north = (ask.within_km * 1.02) / 111;
    const east = north / Math.cos((from.latitude * Math.PI) / 180);
    all.push(sql`facility.latitude between ${from.latitude - north} and ${from.latitude + north}
      and facility.longitude between ${from.longitude - east} and ${from.longitude + east}`);
  }
  return sql.join(all, sql` and `);
}

// Twenty thousand rows cost most on their way through the driver. They come as one text of fields and records instead.
const field = '\u001f';
const record = '\u001e';
const fieldSql = sql.lit(field);
const recordSql = sql.lit(record);

function fieldsOf(text: string | null): string[][] {
  return text === null || text === '' ? [] : text.split(record).map((row) => row.split(field));
}

const numberOf = (text: string | undefined): number | null =>
  text === undefined || text === '' ? null : Number(text);
const truth = (letter: string | undefined): boolean | null =>
  letter === 't' ? true : letter === 'f' ? false : null;
const truthSql = (value: RawBuilder<unknown>) =>
  sql`case ${value} when true then 't' when false then 'f' else '-' end`;

/** Wishes of which a column of the place itself speaks, too. */
const alsoOffered: Readonly<Record<string, RawBuilder<unknown>>> = {
  leave_child: sql`coalesce(facility.temporary_care, false) or 'temporary_care' = any(facility.functions)`,
  courses: sql`'courses' = any(facility.functions)`,
};

/** The wishes met as one number: the first asked is 1, the second 2, the third 4 … */
function offersSql(codes: readonly string[]): RawBuilder<unknown> {
  const also = codes.flatMap((code, at) =>
    alsoOffered[code]
      ? [sql`case when ${alsoOffered[code]} then ${sql.lit(2 ** at)}::bigint else 0 end`]
      : [],
  );
  return sql.join([sql`coalesce(offered.mask, 0)`, ...also], sql` | `);
}

/** Whether the place or one of its services takes the age; null when nothing is written down. */
function takesSql(age: number): RawBuilder<unknown> {
  const within = (of: string) => sql`(coalesce(${sql.ref(`${of}.age_from_months`)}, 0) <= ${age}
    and coalesce(${sql.ref(`${of}.age_to_months`)}, 9999) >= ${age})`;
  return sql`case when facility.age_from_months is null and facility.age_to_months is null then aged.takes
    else ${within('facility')} or coalesce(aged.takes, false) end`;
}

/** Every place that meets the exact conditions, with as much as a score needs and no more. */
async function candidates(tx: ReadTx, ask: Ask, when: When | null, from: From | null): Promise<Scorable[]> {
  const { wishes: codes, age_months: age } = ask;
  const columns: RawBuilder<unknown>[] = [
    sql`facility.id`,
    // Only a distance needs them, and writing them out costs as much as all the rest.
    ...(from === null ? [sql`''`, sql`''`] : [sql`facility.latitude`, sql`facility.longitude`]),
    sql`${tx.today}::date - facility.confirmed_on`,
    codes.length === 0 ? sql`0` : offersSql(codes),
    age === null ? sql`'-'` : truthSql(takesSql(age)),
    ask.needs.length === 0
      ? sql`''`
      : sql`concat(${sql.join(ask.needs.map((need) => truthSql(needSql(need))))})`,
    ...(when === null
      ? []
      : [sql`facility.weekdays`, sql`facility.opens_at`, sql`facility.closes_at`].map(
          (hours) => sql`case when ${ownHoursCount(tx, ask.programme, sql`facility.id`)} then ${hours} end`,
        )),
  ];
  const offered = sql`left join (
      select facility_id, sum(bit.value)::bigint as mask
      from facility_offer
        join unnest(${[...codes]}::text[], ${codes.map((_, at) => 2 ** at)}::bigint[]) as bit (code, value) on bit.code = wish_code
      group by facility_id
    ) as offered on offered.facility_id = facility.id`;
  const aged = sql`left join (
      select facility_id, bool_or(coalesce(age_from_months, 0) <= ${age} and coalesce(age_to_months, 9999) >= ${age}) as takes
      from service
      where coalesce(age_from_months, age_to_months) is not null and (ends_on is null or ends_on >= ${tx.today})
      group by facility_id
    ) as aged on aged.facility_id = facility.id`;
  const { rows } = await sql<{ all: string | null }>`
    select string_agg(concat_ws(${fieldSql}, ${sql.join(columns.map((column) => sql`coalesce((${column})::text, '')`))}), ${recordSql}) as all
    from facility ${codes.length === 0 ? sql`` : offered} ${age === null ? sql`` : aged}
    where ${conditions(tx, ask, from)}`.execute(tx.db);
  const opens = when === null ? () => null : await openingWhile(tx, when, ask.programme);
  const offers = remembered((mask) => codes.filter((_, at) => Math.floor(Number(mask) / 2 ** at) % 2 === 1));
  const has = remembered((letters): Scorable['has'] =>
    Object.fromEntries(ask.needs.map((need, at) => [need, truth(letters[at])])),
  );
  return fieldsOf(rows[0]?.all ?? null).map((row) => {
    const [id, latitude, longitude, confirmed, mask = '0', takes, letters = '', ...line] = row;
    return {
      id: Number(id),
      by_name: 0,
      latitude: numberOf(latitude),
      longitude: numberOf(longitude),
      confirmed_days: numberOf(confirmed),
      offers: offers(mask),
      takes: truth(takes),
      has: has(letters),
      opens: opens(Number(id), line),
    };
  });
}

/** Works each different text out once. */
function remembered<T>(work: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    let value = known.get(text);
    if (value === undefined) known.set(text, (value = work(text)));
    return value;
  };
}

type Opens = Scorable['opens'];
const textOf = (text: string | undefined): string | null => (text === undefined || text === '' ? null : text);
const minutes = (text: string | undefined): string | null => textOf(text)?.slice(0, 5) ?? null;

/**
 * When each place is open during what was asked. All rules are read, exceptions where they touch the days asked about;
 * places with the same rules are worked out once.
 */
async function openingWhile(
  tx: ReadTx,
  when: When,
  programme: string | null,
): Promise<(id: number, line: readonly string[]) => Opens> {
  const [first, last] = [when.days[0]!, when.days.at(-1)!];
  const row = (...columns: RawBuilder<unknown>[]) =>
    sql`concat_ws(${fieldSql}, ${sql.join(columns.map((column) => sql`coalesce((${column})::text, '')`))})`;
  const { rows } = await sql<{ schedules: string | null; exceptions: string | null }>`
    select (
      select string_agg(${row(
        sql`schedule.facility_id`,
        sql`schedule.service_id`,
        sql`array_to_string(byday, ',')`,
        sql`schedule.opens_at`,
        sql`schedule.closes_at`,
        sql`greatest(valid_from, service.starts_on)`,
        sql`least(valid_to, service.ends_on)`,
        sql`holidays`,
      )}, ${recordSql} order by schedule.id)
      from schedule left join service on service.id = schedule.service_id
      where ${hoursFor(tx, programme)}
    ) as schedules, (
      select string_agg(${row(sql`facility_id`, sql`service_id`, sql`starts_on`, sql`ends_on`, sql`opens_at`, sql`closes_at`)}, ${recordSql} order by id)
      from schedule_exception where starts_on <= ${last} and ends_on >= ${first}
        and ${exceptionsFor(tx, programme)}
    ) as exceptions`.execute(tx.db);
  const schedules = byPlace(rows[0]?.schedules ?? null);
  const exceptions = byPlace(rows[0]?.exceptions ?? null);
  const worked = remembered((key) => {
    const [rules = '', others = '', line = ''] = key.split('\u001d');
    const [weekdays, opens_at, closes_at] = line.split(field);
    const place: Opening = {
      schedules: fieldsOf(rules).map(readSchedule),
      exceptions: fieldsOf(others).map(readException),
      weekdays: textOf(weekdays),
      opens_at: minutes(opens_at),
      closes_at: minutes(closes_at),
    };
    return { opens: opensDuring(place, when, when.days) };
  });
  return (id, line) => {
    const [rules, others] = [schedules.get(id) ?? '', exceptions.get(id) ?? ''];
    return worked([rules, others, rules === '' ? line.join(field) : ''].join('\u001d')).opens;
  };
}

/** Records by the place their first field names, without it. */
function byPlace(text: string | null): Map<number, string> {
  const found = new Map<number, string>();
  for (const one of text === null ? [] : text.split(record)) {
    const end = one.indexOf(field);
    const id = Number(one.slice(0, end));
    const before = found.get(id);
    found.set(id, (before === undefined ? '' : before + record) + one.slice(end + 1));
  }
  return found;
}

function readSchedule(row: readonly string[]): Schedule {
  const [service, byday = '', opens_at = '', closes_at = '', valid_from, valid_to, holidays] = row;
  return {
    service_id: numberOf(service),
    byday: byday.split(','),
    opens_at: opens_at.slice(0, 5),
    closes_at: closes_at.slice(0, 5),
    valid_from: textOf(valid_from),
    valid_to: textOf(valid_to),
    holidays: holidays as Schedule['holidays'],
  };
}

function readException(row: readonly string[]): ScheduleException {
  const [service, starts_on = '', ends_on = '', opens_at, closes_at] = row;
  return {
    service_id: numberOf(service),
    starts_on,
    ends_on,
    opens_at: minutes(opens_at),
    closes_at: minutes(closes_at),
  };
}

/** Where distances are measured from: the position, else the town, else the middle of the area. */
async function whereFrom(tx: ReadTx, ask: Ask): Promise<From | null> {
  if (ask.point !== null) return { ...ask.point, town_id: null, name: words.here };
  return (
    (await townById(tx, ask.town_id)) ??
    (ask.sort === 'distance' ? await areaMiddle(tx, ask.area_id) : undefined) ??
    null
  );
}

/**
 * Places for what was asked, ranked by rules.ts. The database answers the exact conditions with light rows; every one of them
 * is scored, so that neither the order nor the count is an estimate. The places shown are then read in full.
 */
export async function findPlaces(
  tx: ReadTx,
  ask: Ask,
  paging: Pick<Paging, 'size' | 'offset'>,
): Promise<Found> {
  const when = ask.when === '' ? null : parseWhen(ask.when, tx.today);
  const from = await whereFrom(tx, ask);
  const known = await wishes(tx);
  const asked: Asked = {
    wishes: ask.wishes.filter((code) => known.some((wish) => wish.code === code)),
    age_months: ask.age_months,
    needs: ask.needs,
    when: when === null ? null : whenText(when),
    from,
    from_name: from?.name ?? '',
    names: Object.fromEntries(known.map(({ code, name }) => [code, name])),
  };
  const understood = { ...ask, wishes: asked.wishes };
  const sort = ask.sort ?? (asksForFit(ask) ? 'fit' : 'name');
  const counted = await weights(tx);
  const found = {
    sort,
    when,
    when_text: asked.when,
    when_understood: ask.when === '' || when !== null,
    from,
  };
  const everything = ask.also || (ask.age_months === null && ask.needs.length === 0 && when === null);
  if (sort === 'name' && everything && (ask.within_km === null || from === null)) {
    const page = await pageByName(tx, understood, paging);
    const full = await inFull(tx, understood, when, page.ids, asked.names);
    const ranked = full.map((place) => explained(scored(place, asked, counted), asked, counted));
    return { ...found, ranked, count: page.count, open_count: 0, left_out: 0 };
  }
  const all = (await candidates(tx, understood, when, from))
    .map((place) => scored(place, asked, counted))
    .filter(({ km }) => ask.within_km === null || from === null || (km !== null && km <= ask.within_km));
  const listed = ask.also ? all : all.filter(({ place }) => !isOut(place, asked));
  const page = await pageOf(tx, listed, sort, paging);
  const full = await inFull(
    tx,
    understood,
    when,
    page.map(({ place }) => place.id),
    asked.names,
  );
  return {
    ...found,
    ranked: page.map((one, at) => explained({ ...one, place: full[at]! }, asked, counted)),
    count: listed.length,
    open_count: listed.filter(({ place }) => place.opens !== null && place.opens.open > 0).length,
    left_out: all.length - listed.length,
  };
}

const byName = sql`(facility.name_kana = ''), facility.name_kana collate "ja-x-icu", facility.id`;

/** Where nothing has to be scored the database pages by itself. */
async function pageByName(
  tx: ReadTx,
  ask: Ask,
  page: Pick<Paging, 'size' | 'offset'>,
): Promise<{ ids: number[]; count: number }> {
  const where = conditions(tx, ask, null);
  const { rows } = await sql<{ id: number }>`
    select facility.id from facility where ${where} order by ${byName} ${cutOf(page)}`.execute(tx.db);
  const { rows: counts } = await sql<{ count: number }>`select count(*) from facility where ${where}`.execute(
    tx.db,
  );
  return { ids: rows.map(({ id }) => id), count: counts[0]?.count ?? 0 };
}

/** A page in its order. Names are compared for those places only that could stand on it. */
async function pageOf(
  tx: ReadTx,
  listed: Scored[],
  sort: Sort,
  { size, offset }: Pick<Paging, 'size' | 'offset'>,
): Promise<Scored[]> {
  const sorted = listed.sort((a, b) => compare(a, b, sort));
  const last = sorted[Math.min(offset + size, sorted.length) - 1];
  if (last === undefined || offset >= sorted.length) return [];
  const tied = (one: Scored, other: Scored): boolean => alike(one, other, sort) === 0;
  let end = Math.min(offset + size, sorted.length);
  while (end < sorted.length && tied(sorted[end]!, last)) end += 1;
  let start = offset;
  while (start > 0 && tied(sorted[start - 1]!, sorted[offset]!)) start -= 1;
  const near = sorted.slice(start, end);
  const { rows } = await sql<{ id: number }>`
    select facility.id from facility where facility.id = any(${near.map(({ place }) => place.id)}::bigint[])
    order by ${byName}`.execute(tx.db);
  const order = new Map(rows.map(({ id }, at) => [id, at]));
  return near
    .map((one) => ({ ...one, place: { ...one.place, by_name: order.get(one.place.id)! } }))
    .sort((a, b) => compare(a, b, sort))
    .slice(offset - start, offset - start + size);
}

type FullRow = Pick<
  Place,
  | 'id'
  | 'name'
  | 'kind'
  | 'latitude'
  | 'longitude'
  | 'ages'
  | 'has'
  | 'takes'
  | 'confirmed_days'
  | 'name_kana'
  | 'organisation'
  | 'address'
  | 'phone'
  | 'access_note'
  | 'atmosphere'
  | 'ages_text'
  | 'confirmed_on'
> & { codes: string[] };

/** Places by their numbers and in that order, with what a list shows and what a score needs. */
async function inFull(
  tx: ReadTx,
  ask: Ask,
  when: When | null,
  ids: readonly number[],
  names: Readonly<Record<string, string>>,
): Promise<Place[]> {
  if (ids.length === 0) return [];
  const openings = await openingsOf(tx, ids, ask.programme);
  const has =
    ask.needs.length === 0
      ? sql`'{}'::jsonb`
      : sql`jsonb_build_object(${sql.join(ask.needs.flatMap((need) => [sql.lit(need), needSql(need)]))})`;
  const also = Object.entries(alsoOffered).map(
    ([code, offers]) => sql`case when ${offers} then array[${sql.lit(code)}] else '{}' end`,
  );
  const { rows } = await sql<FullRow>`
    select facility.id, facility.name, facility.kind, facility.latitude, facility.longitude, facility.name_kana,
      organisation.name as organisation, facility.address, facility.phone, facility.access_note, facility.atmosphere,
      facility.ages as ages_text, facility.confirmed_on, ${tx.today}::date - facility.confirmed_on as confirmed_days, ${has} as has,
      (select coalesce(jsonb_agg(jsonb_build_array(range.age_from_months, range.age_to_months)), '[]') from (
        select facility.age_from_months, facility.age_to_months
        union
        select service.age_from_months, service.age_to_months from service
        where service.facility_id = facility.id and (service.ends_on is null or service.ends_on >= ${tx.today})
      ) as range where coalesce(range.age_from_months, range.age_to_months) is not null) as ages,
      coalesce((select array_agg(wish_code) from facility_offer where facility_id = facility.id), '{}') || ${sql.join(also, sql` || `)} as codes
    from facility left join organisation on organisation.id = facility.organisation_id
    where facility.id = any(${[...ids]}::bigint[])`.execute(tx.db);
  const found = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id, by_name) => {
    const { codes, ...row } = found.get(id)!;
    const opening = openings.get(id)!;
    return {
      ...row,
      by_name,
      opening,
      takes: ask.age_months === null ? null : takesAge(row.ages, ask.age_months),
      opens: when === null ? null : opensDuring(opening, when, when.days),
      opening_text: openingText(opening, 'ja', tx.today),
      offers: codes,
      strengths: [...new Set(codes)].flatMap((code) => names[code] ?? []),
    };
  });
}
