import { sql } from 'kysely';
import type { ReadTx } from '../../platform/db/transaction.ts';
import { addMonths } from '../../platform/ja/dates.ts';
import { pairsOf } from './rules.ts';

const callColumns = (tx: ReadTx) =>
  tx.db
    .selectFrom('study_call')
    .innerJoin('theme', 'theme.code', 'study_call.theme_code')
    .selectAll('study_call')
    .select([
      'theme.name as theme',
      sql<number>`(select count(*)::int from study_entry where call_id = study_call.id and signed_at is not null)`.as(
        'entries',
      ),
      sql<number>`(select count(*)::int from study_group where call_id = study_call.id)`.as('groups'),
    ]);

/** Calls, the newest first. `entries` and `groups` count what the reader may see. */
export async function calls(tx: ReadTx, page: { size: number; offset: number }) {
  return callColumns(tx)
    .orderBy('study_call.opens_on', 'desc')
    .orderBy('study_call.id', 'desc')
    .limit(page.size)
    .offset(page.offset)
    .execute();
}
export async function countCalls(tx: ReadTx): Promise<number> {
  const { count } = await tx.db
    .selectFrom('study_call')
    .select(sql<number>`count(*)::int`.as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

export async function callById(tx: ReadTx, id: number | null) {
  if (id === null) return undefined;
  return callColumns(tx).where('study_call.id', '=', id).executeTakeFirst();
}
export type Call = NonNullable<Awaited<ReturnType<typeof callById>>>;

export async function timesOfCall(tx: ReadTx, call_id: number) {
  return tx.db
    .selectFrom('study_time')
    .where('call_id', '=', call_id)
    .select(['number', 'held_on', 'starts_at', 'ends_at'])
    .orderBy('number')
    .execute();
}
export type CallTime = Awaited<ReturnType<typeof timesOfCall>>[number];

const entryColumns = (tx: ReadTx) =>
  tx.db
    .selectFrom('study_entry')
    .innerJoin('facility', 'facility.id', 'study_entry.facility_id')
    .innerJoin('organisation', 'organisation.id', 'facility.organisation_id')
    .selectAll('study_entry')
    .select([
      'facility.name as facility',
      'facility.kind as facility_kind',
      'facility.organisation_id',
      'organisation.name as organisation',
      'facility.latitude',
      'facility.longitude',
    ]);

/** Sign-ups to a call that the reader may see, drafts last, by kana. */
export async function entriesOf(tx: ReadTx, call_id: number) {
  return entryColumns(tx)
    .where('study_entry.call_id', '=', call_id)
    .orderBy(sql`signed_at is null`)
    .orderBy(sql`facility.name_kana collate "ja-x-icu"`)
    .orderBy('facility.id')
    .execute();
}
export type Entry = Awaited<ReturnType<typeof entriesOf>>[number];

export async function entryOf(tx: ReadTx, call_id: number, facility_id: number | null) {
  if (facility_id === null) return undefined;
  return entryColumns(tx)
    .where('study_entry.call_id', '=', call_id)
    .where('study_entry.facility_id', '=', facility_id)
    .executeTakeFirst();
}

/** The reader's own facilities in operation. */
export async function ownFacilities(tx: ReadTx) {
  if (tx.session.facilities.length === 0) return [];
  return tx.db
    .selectFrom('facility')
    .where('id', 'in', tx.session.facilities)
    .where((where) => where.or([where('ended_on', 'is', null), where('ended_on', '>', tx.today)]))
    .select(['id', 'name', 'kind'])
    .orderBy(sql`name_kana collate "ja-x-icu"`)
    .orderBy('id')
    .execute();
}

const groupColumns = (tx: ReadTx) =>
  tx.db
    .selectFrom('study_group')
    .innerJoin('study_call', 'study_call.id', 'study_group.call_id')
    .selectAll('study_group')
    .select(['study_call.title as call', 'study_call.theme_code']);

/** Groups of a call that the reader may see, in order. */
export async function groupsOf(tx: ReadTx, call_id: number) {
  return groupColumns(tx).where('study_group.call_id', '=', call_id).orderBy('study_group.number').execute();
}
export type Group = Awaited<ReturnType<typeof groupsOf>>[number];

export async function groupById(tx: ReadTx, id: number | null) {
  if (id === null) return undefined;
  return groupColumns(tx).where('study_group.id', '=', id).executeTakeFirst();
}

export async function facilityNames(
  tx: ReadTx,
  facility_ids: readonly number[],
): Promise<Map<number, string>> {
  if (facility_ids.length === 0) return new Map();
  const rows = await tx.db
    .selectFrom('facility')
    .where('id', 'in', [...facility_ids])
    .select(['id', 'name'])
    .execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Pairs of facilities that sat in one told group of another call before. */
export async function pairsBefore(tx: ReadTx, call_id: number): Promise<[number, number][]> {
  const rows = await tx.db
    .selectFrom('study_group')
    .where('told', '=', true)
    .where('call_id', '<>', call_id)
    .select('facility_ids')
    .execute();
  return pairsOf(rows.map(({ facility_ids }) => facility_ids));
}

export async function lastRun(tx: ReadTx, call_id: number) {
  return tx.db
    .selectFrom('study_run')
    .where('call_id', '=', call_id)
    .selectAll()
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
}
export type Run = NonNullable<Awaited<ReturnType<typeof lastRun>>>;

/** Sittings of a call's groups that the reader may see. */
export async function sessionsOfCall(tx: ReadTx, call_id: number) {
  return tx.db
    .selectFrom('study_session')
    .innerJoin('study_group', 'study_group.id', 'study_session.group_id')
    .where('study_group.call_id', '=', call_id)
    .select([
      'study_session.id',
      'study_session.group_id',
      'study_session.held_on',
      'study_session.starts_at',
      'study_session.ends_at',
      'study_session.place',
    ])
    .orderBy('study_session.held_on')
    .orderBy('study_session.starts_at')
    .execute();
}
export type SessionLine = Awaited<ReturnType<typeof sessionsOfCall>>[number];

export async function handoutsOfCall(tx: ReadTx, call_id: number) {
  return tx.db
    .selectFrom('study_handout')
    .innerJoin('study_group', 'study_group.id', 'study_handout.group_id')
    .where('study_group.call_id', '=', call_id)
    .select([
      'study_handout.id',
      'study_handout.group_id',
      'study_handout.title',
      'published_at',
      'withdrawn_at',
    ])
    .execute();
}

/** Themes with what facilities said in the last year, the most first: what a call could be about. */
export async function themesToCall(tx: ReadTx) {
  if (!tx.has('issue.read') || !tx.has('learning.manage')) return [];
  const since = addMonths(tx.today, -12);
  return tx.db
    .selectFrom('theme')
    .innerJoin('issue', 'issue.theme_code', 'theme.code')
    .leftJoin('issue_facility', 'issue_facility.issue_id', 'issue.id')
    .where('issue.raised_on', '>=', since)
    .where('issue.regional', '=', false)
    .where('theme.ended_on', 'is', null)
    .groupBy(['theme.code', 'theme.name', 'theme.position'])
    .select([
      'theme.code',
      'theme.name',
      sql<number>`count(distinct issue.id)::int`.as('issues'),
      sql<number>`count(distinct issue_facility.facility_id)::int`.as('facilities'),
      sql<Date | null>`(select max(created_at) from study_call where theme_code = theme.code)`.as(
        'called_at',
      ),
    ])
    .orderBy(sql`count(distinct issue_facility.facility_id) desc`)
    .orderBy('theme.position')
    .limit(5)
    .execute();
}

/** What is published about a theme: topics to begin a call with. */
export async function topicsOfTheme(tx: ReadTx, theme_code: string): Promise<string[]> {
  const rows = await tx.db
    .selectFrom('issue_publication')
    .where('theme_code', '=', theme_code)
    .where('withdrawn_at', 'is', null)
    .select('title')
    .orderBy('published_at', 'desc')
    .limit(8)
    .execute();
  return [...new Set(rows.map(({ title }) => [...title].slice(0, 60).join('')))];
}

/** Calls the reader's facilities may sign up to now and have not. */
export async function callsToAnswer(tx: ReadTx) {
  if (!tx.has('facility.answer') || tx.session.facilities.length === 0) return [];
  return tx.db
    .selectFrom('study_call')
    .where('opens_on', '<=', tx.today)
    .where('closes_on', '>=', tx.today)
    .where('told_at', 'is', null)
    .where(
      sql<boolean>`not exists (select from study_entry where call_id = study_call.id and signed_at is not null
        and facility_id = any(${tx.session.facilities}))`,
    )
    .select(['id', 'title', 'closes_on'])
    .orderBy('closes_on')
    .execute();
}

/** For evaluation: what study groups brought about in a fiscal year. */
export async function studyFigures(tx: ReadTx, fiscal_year: number) {
  const { rows } = await sql<{
    calls: number;
    groups: number;
    facilities: number;
    handouts: number;
    answered: number;
    tried: number;
  }>`select
      (select count(*)::int from study_call where fiscal_year = ${fiscal_year}) as calls,
      (select count(*)::int from study_group join study_call on study_call.id = call_id
        where told and fiscal_year = ${fiscal_year}) as groups,
      (select count(distinct one)::int from study_group join study_call on study_call.id = call_id,
        unnest(facility_ids) as one where told and fiscal_year = ${fiscal_year}) as facilities,
      (select count(*)::int from study_handout where published_at is not null and withdrawn_at is null
        and fiscal_year_of((published_at at time zone ${tx.actor.municipality.time_zone})::date) = ${fiscal_year}) as handouts,
      (select count(*)::int from study_trial where tried is not null
        and fiscal_year_of((answered_at at time zone ${tx.actor.municipality.time_zone})::date) = ${fiscal_year}) as answered,
      (select count(*)::int from study_trial where tried in ('tried', 'partly')
        and fiscal_year_of((answered_at at time zone ${tx.actor.municipality.time_zone})::date) = ${fiscal_year}) as tried`.execute(
    tx.db,
  );
  return rows[0]!;
}

/** For evaluation: the told groups of a fiscal year's calls; sittings are null where the reader may not count them. */
export async function groupsOfYear(tx: ReadTx, fiscal_year: number) {
  const { rows } = await sql<{
    theme: string;
    call: string;
    number: number;
    facilities: string[];
    sittings: number | null;
    published: boolean;
  }>`select theme.name as theme, study_call.title as call, study_group.number,
      array(select facility.name from facility where facility.id = any(study_group.facility_ids)
        order by array_position(study_group.facility_ids, facility.id)) as facilities,
      case when ${tx.has('learning.manage')} then (select count(*)::int from study_session
        where group_id = study_group.id and held_on <= ${tx.today}) end as sittings,
      exists (select from study_handout where group_id = study_group.id and published_at is not null
        and withdrawn_at is null) as published
    from study_group join study_call on study_call.id = call_id join theme on theme.code = study_call.theme_code
    where told and fiscal_year = ${fiscal_year} order by opens_on, study_call.id, number limit 200`.execute(
    tx.db,
  );
  return rows;
}
