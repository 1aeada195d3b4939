import { sql, type RawBuilder } from 'kysely';
import type { ReadTx } from '../../platform/db/transaction.ts';
import { bigrams } from '../../platform/ja/kana.ts';
import { searchWords } from '../../platform/search/search.ts';
import { cutOf, type Paging } from '../../platform/web/paging.ts';
import { saidKind } from '../directory/queries.ts';
import { exceptionsFor, hoursFor, openForItself, openingsOf, runs } from '../directory/queries-opening.ts';
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
  wishIn,
  type Asked,
  type Candidate,
  type Ranked,
  type Scorable,
  type Scored,
  type Weights,
} from './rules.ts';
import { plainReading, wordsIn, type Reading } from '../../platform/ui/speech.ts';
import { openWords } from './words-open.ts';

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

// Twenty thousand rows cost most on their way through the driver. They come as a few long texts, a column each, in one order.
const field = '\u001f';
const record = '\u001e';
const fieldSql = sql.lit(field);
const recordSql = sql.lit(record);

function fieldsOf(text: string | null): string[][] {
  return text === null || text === '' ? [] : text.split(record).map((row) => row.split(field));
}

const numberOf = (text: string | undefined): number | null =>
  text === undefined || text === '' ? null : Number(text);
const numbersOf = (text: string | null): number[] =>
  text === null || text === '' ? [] : (JSON.parse(`[${text}]`) as number[]);
const truth = (letter: string | undefined): boolean | null =>
  letter === 't' ? true : letter === 'f' ? false : null;
const truthSql = (value: RawBuilder<unknown>) =>
  sql`case ${value} when true then 't' when false then 'f' else '-' end`;
/** One column of all rows: numbers with 'null' where there is none. */
const columnSql = (value: RawBuilder<unknown>) => sql`string_agg(coalesce((${value})::text, 'null'), ',')`;

/** Wishes of which a column of the place itself speaks, too. */
const alsoOffered: Readonly<Record<string, RawBuilder<unknown>>> = {
  leave_child: sql`coalesce(facility.temporary_care, false) or 'temporary_care' = any(facility.functions)`,
  courses: sql`'courses' = any(facility.functions)`,
};

/** Whether the place or one of its services takes the age; null when nothing is written down. */
function takesSql(age: number): RawBuilder<unknown> {
  const within = (of: string) => sql`(coalesce(${sql.ref(`${of}.age_from_months`)}, 0) <= ${age}
    and coalesce(${sql.ref(`${of}.age_to_months`)}, 9999) >= ${age})`;
  return sql`case when facility.age_from_months is null and facility.age_to_months is null then aged.takes
    else ${within('facility')} or coalesce(aged.takes, false) end`;
}

/** Every place that meets the exact conditions, with as much as a score needs and no more. */
async function candidates(tx: ReadTx, ask: Ask, when: When | null, from: From | null): Promise<Scorable[]> {
  const { wishes: codes, age_months: age, needs } = ask;
  const also = codes.flatMap((code) => alsoOffered[code] ?? []);
  const aged = sql`left join (
      select facility_id, bool_or(coalesce(age_from_months, 0) <= ${age} and coalesce(age_to_months, 9999) >= ${age}) as takes
      from service
      where coalesce(age_from_months, age_to_months) is not null and (ends_on is null or ends_on >= ${tx.today})
      group by facility_id
    ) as aged on aged.facility_id = facility.id`;
  /** A letter for each of these in a row, without anything between. */
  const letters = (each: readonly RawBuilder<unknown>[]) =>
    each.length === 0 ? sql`null` : sql`string_agg(concat(${sql.join(each.map(truthSql))}), '')`;
  const { rows } = await sql<
    Record<'ids' | 'north' | 'east' | 'confirmed' | 'takes' | 'has' | 'also', string | null>
  >`
    select ${columnSql(sql`facility.id`)} as ids,
      ${from === null ? sql`null` : columnSql(millionths(sql`facility.latitude`))} as north,
      ${from === null ? sql`null` : columnSql(millionths(sql`facility.longitude`))} as east,
      ${columnSql(sql`${tx.today}::date - facility.confirmed_on`)} as confirmed,
      ${letters(age === null ? [] : [takesSql(age)])} as takes,
      ${letters(needs.map(needSql))} as has, ${letters(also)} as also
    from facility ${age === null ? sql`` : aged}
    where ${conditions(tx, ask, from)}`.execute(tx.db);
  const all = rows[0]!;
  const ids = numbersOf(all.ids);
  const confirmed = numbersOf(all.confirmed) as (number | null)[];
  const [north, east] = [numbersOf(all.north), numbersOf(all.east)] as (number | null)[][];
  const offered = await offersOf(tx, codes);
  const opens = when === null ? () => null : await openingWhile(tx, when, ask.programme, ids);
  const has = remembered((said): Scorable['has'] =>
    Object.fromEntries(needs.map((need, at) => [need, truth(said[at])])),
  );
  const offers = rememberedNumber((mask) => codes.filter((_, at) => Math.floor(mask / 2 ** at) % 2 === 1));
  /** of the wishes a column speaks of, which one each letter means */
  const alsoAt = codes.flatMap((code, at) => (alsoOffered[code] ? [at] : []));
  return ids.map((id, row) => {
    let mask = offered.get(id) ?? 0;
    for (const [n, at] of alsoAt.entries())
      if (all.also![row * alsoAt.length + n] === 't' && Math.floor(mask / 2 ** at) % 2 === 0) mask += 2 ** at;
    return {
      id,
      by_name: 0,
      latitude: degrees(north![row]),
      longitude: degrees(east![row]),
      confirmed_days: confirmed[row] ?? null,
      offers: offers(mask),
      takes: truth(all.takes?.[row]),
      has:
        needs.length === 0 ? nothingSaid : has(all.has!.slice(row * needs.length, (row + 1) * needs.length)),
      opens: opens(id),
    };
  });
}
const nothingSaid: Scorable['has'] = {};

/** Whole numbers are written out in a quarter of the time; a millionth of a degree is a hand's breadth. */
const millionths = (value: RawBuilder<unknown>) => sql`round(${value} * 1000000)::integer`;
const degrees = (n: number | null | undefined): number | null => (n == null ? null : n / 1_000_000);

/** The wishes each place meets as one number: the first asked is 1, the second 2, the third 4 … */
async function offersOf(tx: ReadTx, codes: readonly string[]): Promise<Map<number, number>> {
  const masks = new Map<number, number>();
  if (codes.length === 0) return masks;
  const { rows } = await sql<{ wish_code: string; ids: string }>`
    select wish_code, ${columnSql(sql`facility_id`)} as ids from facility_offer
    where wish_code = any(${[...codes]}::text[]) group by wish_code`.execute(tx.db);
  for (const { wish_code, ids } of rows) {
    const bit = 2 ** codes.indexOf(wish_code);
    for (const id of numbersOf(ids)) masks.set(id, (masks.get(id) ?? 0) + bit);
  }
  return masks;
}

/** Works each different text or number out once. */
const remembered = <T>(work: (text: string) => T): ((text: string) => T) => once<string, T>(work);
const rememberedNumber = <T>(work: (n: number) => T): ((n: number) => T) => once<number, T>(work);
function once<K, T>(work: (key: K) => T): (key: K) => T {
  const known = new Map<K, T>();
  return (key) => {
    let value = known.get(key);
    if (value === undefined) known.set(key, (value = work(key)));
    return value;
  };
}

type Opens = Scorable['opens'];
const textOf = (text: string | undefined): string | null => (text === undefined || text === '' ? null : text);
const minutes = (text: string | undefined): string | null => textOf(text)?.slice(0, 5) ?? null;

/** So few places are asked about by their numbers; of more, the whole city's rules are read. */
const fewPlaces = 2000;

/**
 * When each of these places is open during what was asked. Rules come once each, with the places that keep them, and are
 * worked out once for every set of rules; only places with exceptions on the days asked about are worked out one by one.
 */
async function openingWhile(
  tx: ReadTx,
  when: When,
  programme: string | null,
  ids: readonly number[],
): Promise<(id: number) => Opens> {
  const [first, last] = [when.days[0]!, when.days.at(-1)!];
  const row = (...columns: RawBuilder<unknown>[]) =>
    sql`string_agg(concat_ws(${fieldSql}, ${sql.join(columns.map((column) => sql`coalesce((${column})::text, '')`))}), ${recordSql})`;
  const among = (id: RawBuilder<unknown>) =>
    ids.length > fewPlaces ? sql`true` : sql`${id} = any(${[...ids]}::bigint[])`;
  const itself = sql`select facility_id from itself`;
  const { rows } = await sql<Record<'rules' | 'own' | 'exceptions', string | null>>`
    with itself as materialized (
      ${programme === null ? sql`select 0::bigint as facility_id` : sql`${openForItself(tx, programme)} and ${among(sql`service.facility_id`)}`}
    ) select (
      select ${row(...['byday', 'opens_at', 'closes_at', 'valid_from', 'valid_to', 'holidays', 'places', 'services'].map((name) => sql.ref(name)))}
      from (
        select array_to_string(byday, ',') as byday, schedule.opens_at, schedule.closes_at, holidays,
          greatest(valid_from, service.starts_on) as valid_from, least(valid_to, service.ends_on) as valid_to,
          ${columnSql(sql`schedule.facility_id`)} as places, ${columnSql(sql`schedule.service_id`)} as services
        from schedule left join service on service.id = schedule.service_id
        where ${hoursFor(tx, programme, itself)} and ${among(sql`schedule.facility_id`)}
        group by 1, 2, 3, 4, 5, 6
      ) as rule
    ) as rules, (
      select ${row(sql`weekdays`, sql`opens_at`, sql`closes_at`, sql`places`)}
      from (
        select weekdays, opens_at, closes_at, ${columnSql(sql`id`)} as places from facility
        where ended_on is null and weekdays is not null and ${programme === null ? sql`true` : sql`id in (${itself})`}
          and ${among(sql`id`)}
        group by 1, 2, 3
      ) as line
    ) as own, (
      select ${row(sql`facility_id`, sql`service_id`, sql`starts_on`, sql`ends_on`, sql`opens_at`, sql`closes_at`)}
      from schedule_exception where starts_on <= ${last} and ends_on >= ${first}
        and ${exceptionsFor(tx, programme)} and ${among(sql`facility_id`)}
    ) as exceptions`.execute(tx.db);
  const found = rows[0]!;
  const none = { schedules: [], exceptions: [], weekdays: null, opens_at: null, closes_at: null };
  const during = (place: Partial<Opening>): Opens => opensDuring({ ...none, ...place }, when, when.days);

  const otherwise = new Map<number, ScheduleException[]>();
  for (const [id, ...exception] of fieldsOf(found.exceptions))
    put(otherwise, Number(id), readException(exception));
  const rules: Schedule[] = [];
  const ruled = new Map<number, number[]>();
  const ruledOtherwise = new Map<number, Schedule[]>();
  for (const [places = '', services = '', ...rule] of fieldsOf(found.rules).map((one) => [
    ...one.slice(6),
    ...one,
  ])) {
    const schedule = readSchedule(rule);
    const at = rules.push(schedule) - 1;
    const of = otherwise.size === 0 ? [] : (numbersOf(services) as (number | null)[]);
    for (const [n, id] of numbersOf(places).entries()) {
      put(ruled, id, at);
      if (otherwise.has(id)) put(ruledOtherwise, id, { ...schedule, service_id: of[n] ?? null });
    }
  }
  const lines = new Map<number, Partial<Opening>>();
  for (const [weekdays, opens_at, closes_at, places = ''] of fieldsOf(found.own)) {
    const line = { weekdays: textOf(weekdays), opens_at: minutes(opens_at), closes_at: minutes(closes_at) };
    for (const id of numbersOf(places)) if (!ruled.has(id)) lines.set(id, line);
  }
  const byOne = rememberedNumber((at) => [during({ schedules: [rules[at]!] })] as const);
  const bySeveral = remembered(
    (key) => [during({ schedules: key.split(' ').map((at) => rules[Number(at)]!) })] as const,
  );
  const byLine = once((line: Partial<Opening>) => [during(line)] as const);
  return (id) => {
    const exceptions = otherwise.get(id);
    if (exceptions) return during({ ...lines.get(id), schedules: ruledOtherwise.get(id) ?? [], exceptions });
    const kept = ruled.get(id);
    if (kept) return kept.length === 1 ? byOne(kept[0]!)[0] : bySeveral(kept.join(' '))[0];
    const line = lines.get(id);
    return line ? byLine(line)[0] : null;
  };
}

function put<T>(map: Map<number, T[]>, id: number, one: T): void {
  const before = map.get(id);
  if (before) before.push(one);
  else map.set(id, [one]);
}

/** A rule as it is shared by places: whose service it is does not matter but for exceptions. */
function readSchedule(row: readonly string[]): Schedule {
  const [byday = '', opens_at = '', closes_at = '', valid_from, valid_to, holidays] = row;
  return {
    service_id: null,
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
async function whereFrom(tx: ReadTx, ask: Ask, reading: Reading): Promise<From | null> {
  if (ask.point !== null)
    return { ...ask.point, town_id: null, name: wordsIn(openWords, reading).reasons.here };
  return (
    (await townById(tx, ask.town_id)) ??
    (ask.sort === 'distance' ? await areaMiddle(tx, ask.area_id) : undefined) ??
    null
  );
}

/**
 * Places for what was asked, ranked by rules.ts. The database answers the exact conditions with light rows; every one of them
 * is scored, so that neither the order nor the count is an estimate. The places shown are then read in full. `told`: to whom
 * the reasons are given, and how the time asked for is called there.
 */
export async function findPlaces(
  tx: ReadTx,
  ask: Ask,
  paging: Pick<Paging, 'size' | 'offset'>,
  told: { reading: Reading; when?: string } = { reading: plainReading },
): Promise<Found> {
  const { reading } = told;
  const when = ask.when === '' ? null : parseWhen(ask.when, tx.today);
  const from = await whereFrom(tx, ask, reading);
  const known = await wishes(tx);
  const asked: Asked = {
    wishes: ask.wishes.filter((code) => known.some((wish) => wish.code === code)),
    age_months: ask.age_months,
    needs: ask.needs,
    when: when === null ? null : (told.when ?? whenText(when)),
    from,
    from_name: from?.name ?? '',
    names: Object.fromEntries(known.map((wish) => [wish.code, wishIn(reading, wish).name])),
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
    const ranked = full.map((place) => explained(scored(place, asked, counted), asked, counted, reading));
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
    ranked: page.map((one, at) => explained({ ...one, place: full[at]! }, asked, counted, reading)),
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

/** The first so many in the order of the list, without sorting the rest. */
function firstOf(listed: readonly Scored[], n: number, sort: Sort): Scored[] {
  if (n > 500) return listed.toSorted((a, b) => compare(a, b, sort)).slice(0, n);
  const top: Scored[] = [];
  for (const one of listed) {
    if (top.length === n && compare(one, top[n - 1]!, sort) >= 0) continue;
    let [low, high] = [0, top.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (compare(one, top[middle]!, sort) < 0) high = middle;
      else low = middle + 1;
    }
    top.splice(low, 0, one);
    if (top.length > n) top.pop();
  }
  return top;
}

/** Of places whose fit is the same, so many in the order of names. */
async function byNames(
  tx: ReadTx,
  alikes: readonly Scored[],
  page: Pick<Paging, 'size' | 'offset'>,
): Promise<Scored[]> {
  if (alikes.length <= 1) return alikes.slice(page.offset, page.offset + page.size);
  const { rows } = await sql<{ id: number }>`
    select facility.id from facility where facility.id = any(${alikes.map(({ place }) => place.id)}::bigint[])
    order by ${byName} ${cutOf(page)}`.execute(tx.db);
  const known = new Map(alikes.map((one) => [one.place.id, one]));
  return rows.map(({ id }) => known.get(id)!);
}

/** A page in its order. Names are compared for those places only that could stand on it. */
async function pageOf(
  tx: ReadTx,
  listed: readonly Scored[],
  sort: Sort,
  { size, offset }: Pick<Paging, 'size' | 'offset'>,
): Promise<Scored[]> {
  const end = Math.min(offset + size, listed.length);
  if (offset >= end) return [];
  const top = firstOf(listed, end, sort);
  const last = top[end - 1]!;
  // Those that fit as the page's last may be thousands, on both sides of its end; all before them are in the first so many.
  const tied = listed.filter((one) => alike(one, last, sort) === 0);
  const tiedFrom = top.findIndex((one) => alike(one, last, sort) === 0);
  if (tiedFrom <= offset) return byNames(tx, tied, { offset: offset - tiedFrom, size: end - offset });
  const from = top.findIndex((one) => alike(one, top[offset]!, sort) === 0);
  const named = await byNames(tx, top.slice(from, tiedFrom), { offset: 0, size: tiedFrom - from });
  const before = named
    .map((one, by_name) => ({ ...one, place: { ...one.place, by_name } }))
    .sort((a, b) => compare(a, b, sort))
    .slice(offset - from);
  return [...before, ...(await byNames(tx, tied, { offset: 0, size: end - tiedFrom }))];
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
    select facility.id, facility.name, ${saidKind(tx)} as kind, facility.latitude, facility.longitude, facility.name_kana,
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
