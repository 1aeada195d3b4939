import { sql } from 'kysely';
import type { ReadTx } from '../../platform/db/transaction.ts';

export const sorts = ['newest', 'oldest', 'people'] as const;
export type Sort = (typeof sorts)[number];

/** Conditions of the list; null ones do not narrow it. */
export interface OpenDayFilter {
  fiscal_year: number | null;
  theme_code: string | null;
  facility_id: number | null;
  sort: Sort;
}

export interface OpenDayLine {
  id: number;
  title: string;
  held_on: string;
  fiscal_year: number;
  facility_id: number;
  facility: string;
  theme_code: string;
  theme: string;
  places: number;
  cancelled_at: Date | null;
  cancel_reason: string | null;
  offered_at: Date | null;
  published_at: Date | null;
  /** visitors and visiting facilities among the participations the actor may read */
  people: number;
  facilities: number;
}

/** Where open days were entered for last: the facilities, the latest first. */
export async function recentHosts(tx: ReadTx, atMost: number): Promise<number[]> {
  const { rows } = await sql<{ facility_id: number }>`
    select facility_id from (select id, facility_id from open_day order by id desc limit 50) as latest
    group by facility_id order by max(id) desc limit ${atMost}`.execute(tx.db);
  return rows.map(({ facility_id }) => facility_id);
}

/** Whether the actor reads every facility's participation, so that sums over it are the whole. */
export function readsParticipation(tx: ReadTx): boolean {
  return tx.has('learning.manage') || tx.has('evaluation.read');
}

function narrowed(tx: ReadTx, filter: OpenDayFilter) {
  let query = tx.db
    .selectFrom('open_day')
    .innerJoin('facility', 'facility.id', 'open_day.facility_id')
    .innerJoin('theme', 'theme.code', 'open_day.theme_code');
  if (filter.fiscal_year !== null) query = query.where('open_day.fiscal_year', '=', filter.fiscal_year);
  if (filter.theme_code !== null) query = query.where('open_day.theme_code', '=', filter.theme_code);
  if (filter.facility_id !== null) query = query.where('open_day.facility_id', '=', filter.facility_id);
  return query;
}

const participation = sql<{ people: number; facilities: number }>`(
  select coalesce(sum(people), 0)::int as people, count(*)::int as facilities
  from open_day_participation where open_day_participation.open_day_id = open_day.id)`;

/** Open days that meet the conditions, one page of them. */
export async function openDays(
  tx: ReadTx,
  filter: OpenDayFilter,
  { size, offset }: { size: number; offset: number },
): Promise<OpenDayLine[]> {
  let query = narrowed(tx, filter)
    .leftJoinLateral(participation.as('came'), (join) => join.onTrue())
    .select([
      'open_day.id',
      'open_day.title',
      'open_day.held_on',
      'open_day.fiscal_year',
      'open_day.facility_id',
      'facility.name as facility',
      'open_day.theme_code',
      'theme.name as theme',
      'open_day.places',
      'open_day.cancelled_at',
      'open_day.cancel_reason',
      'open_day.offered_at',
      'open_day.published_at',
      'came.people',
      'came.facilities',
    ]);
  if (filter.sort === 'people') query = query.orderBy('came.people', 'desc');
  const lines = await query
    .orderBy('open_day.held_on', filter.sort === 'oldest' ? 'asc' : 'desc')
    .orderBy('open_day.id', filter.sort === 'oldest' ? 'asc' : 'desc')
    .limit(size)
    .offset(offset)
    .execute();
  return lines.map((line) => ({ ...line, people: line.people ?? 0, facilities: line.facilities ?? 0 }));
}

/** How many open days meet the conditions, and their visitors without the cancelled ones. */
export async function countOpenDays(
  tx: ReadTx,
  filter: OpenDayFilter,
): Promise<{ total: number; people: number }> {
  return narrowed(tx, filter)
    .leftJoinLateral(participation.as('came'), (join) => join.onTrue())
    .select([
      sql<number>`count(*)::int`.as('total'),
      sql<number>`coalesce(sum(came.people) filter (where open_day.cancelled_at is null), 0)::int`.as(
        'people',
      ),
    ])
    .executeTakeFirstOrThrow();
}

/** Fiscal years with open days, newest first; this one always. */
export async function openDayYears(tx: ReadTx): Promise<number[]> {
  const rows = await tx.db.selectFrom('open_day').select('fiscal_year').distinct().execute();
  return [...new Set([tx.fiscal_year, ...rows.map((row) => row.fiscal_year)])].toSorted((a, b) => b - a);
}

/** Facilities that have opened or mean to, for narrowing the list. */
export async function openedFacilities(tx: ReadTx): Promise<{ id: number; name: string }[]> {
  return tx.db
    .selectFrom('facility')
    .where((where) =>
      where.exists(
        where
          .selectFrom('open_day')
          .select('open_day.id')
          .whereRef('open_day.facility_id', '=', 'facility.id'),
      ),
    )
    .select(['id', 'name'])
    .orderBy(sql`name_kana collate "ja-x-icu"`)
    .orderBy('id')
    .execute();
}

/** One open day with its host; `may_manage` as the policy says. Undefined when not there. */
export async function openDayById(tx: ReadTx, id: number | null) {
  if (id === null) return undefined;
  return tx.db
    .selectFrom('open_day')
    .innerJoin('facility', 'facility.id', 'open_day.facility_id')
    .innerJoin('theme', 'theme.code', 'open_day.theme_code')
    .leftJoin('person', 'person.id', 'open_day.updated_by')
    .where('open_day.id', '=', id)
    .selectAll('open_day')
    .select([
      'facility.name as facility',
      'facility.address as facility_address',
      'theme.name as theme',
      sql<string | null>`person.family_name || ' ' || person.given_name`.as('updated_by_name'),
      'facility.phone as facility_phone',
      sql<boolean>`may_manage_open_day()`.as('may_manage'),
      sql<boolean>`may_host_open_day(open_day.facility_id)`.as('may_host'),
      sql<boolean>`may_join_open_day(open_day.facility_id, open_day.guest_facility_ids)`.as('may_join'),
    ])
    .executeTakeFirst();
}
export type OpenDay = NonNullable<Awaited<ReturnType<typeof openDayById>>>;

function participations(tx: ReadTx, open_day_id: number) {
  return tx.db
    .selectFrom('open_day_participation as came')
    .innerJoin('facility', 'facility.id', 'came.facility_id')
    .leftJoin('person', 'person.id', 'came.updated_by')
    .where('came.open_day_id', '=', open_day_id)
    .selectAll('came')
    .select([
      'facility.name as facility',
      sql<string | null>`person.family_name || ' ' || person.given_name`.as('updated_by_name'),
      sql<boolean>`may_change_open_day_participation(came.facility_id)`.as('may_change'),
      sql<boolean>`may_visit_open_day(came.facility_id)`.as('is_own'),
    ]);
}

/** Which facilities came, as far as the actor may read it, by reading of their names. */
export async function participationsOf(tx: ReadTx, open_day_id: number) {
  return participations(tx, open_day_id)
    .orderBy(sql`facility.name_kana collate "ja-x-icu"`)
    .orderBy('came.facility_id')
    .execute();
}
export type Participation = Awaited<ReturnType<typeof participationsOf>>[number];

export async function participationOf(
  tx: ReadTx,
  open_day_id: number,
  facility_id: number | null,
): Promise<Participation | undefined> {
  if (facility_id === null) return undefined;
  return participations(tx, open_day_id).where('came.facility_id', '=', facility_id).executeTakeFirst();
}

export interface OpenDayWaiting {
  id: number;
  title: string;
  held_on: string;
  facility: string;
  facility_id: number;
}

/** Held in the last `days` days with nobody's coming recorded: for those who keep the count. */
export async function openDaysWithoutParticipation(tx: ReadTx, days = 60): Promise<OpenDayWaiting[]> {
  if (!tx.has('learning.manage')) return [];
  return tx.db
    .selectFrom('open_day')
    .innerJoin('facility', 'facility.id', 'open_day.facility_id')
    .where('cancelled_at', 'is', null)
    .where('published_at', 'is not', null)
    .where('held_on', '<=', tx.today)
    .where('held_on', '>=', sql<string>`${tx.today}::date - ${days}::int`)
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('open_day_participation')
            .select('open_day_participation.facility_id')
            .whereRef('open_day_participation.open_day_id', '=', 'open_day.id'),
        ),
      ),
    )
    .select(['open_day.id', 'open_day.title', 'held_on', 'facility.name as facility', 'open_day.facility_id'])
    .orderBy('held_on')
    .orderBy('open_day.id')
    .execute();
}

/** Open days the actor's own facilities came to without a word of reflection yet: for a facility's head. */
export async function reflectionsToWrite(tx: ReadTx, days = 90): Promise<OpenDayWaiting[]> {
  if (!tx.has('facility.answer') || tx.session.facilities.length === 0) return [];
  return tx.db
    .selectFrom('open_day_participation as came')
    .innerJoin('open_day', 'open_day.id', 'came.open_day_id')
    .innerJoin('facility', 'facility.id', 'came.facility_id')
    .where('came.facility_id', 'in', tx.session.facilities)
    .where('came.reflection', 'is', null)
    .where('open_day.cancelled_at', 'is', null)
    .where('open_day.held_on', '>=', sql<string>`${tx.today}::date - ${days}::int`)
    .select([
      'open_day.id',
      'open_day.title',
      'open_day.held_on',
      'facility.name as facility',
      'came.facility_id',
    ])
    .orderBy('open_day.held_on')
    .orderBy('open_day.id')
    .execute();
}

/** Open days from today on, for calendars. */
export async function comingOpenDays(tx: ReadTx, limit = 10): Promise<OpenDayWaiting[]> {
  return tx.db
    .selectFrom('open_day')
    .innerJoin('facility', 'facility.id', 'open_day.facility_id')
    .where('cancelled_at', 'is', null)
    .where('published_at', 'is not', null)
    .where('held_on', '>=', tx.today)
    .select(['open_day.id', 'open_day.title', 'held_on', 'facility.name as facility', 'open_day.facility_id'])
    .orderBy('held_on')
    .orderBy('open_day.id')
    .limit(limit)
    .execute();
}
