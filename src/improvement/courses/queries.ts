import { sql } from 'kysely';
import type { ReadTx } from '../../platform/db/transaction.ts';
import {
  applicationStateOf,
  type ApplicationState,
  type Sitting,
  type Standing,
  type Unit,
} from './rules.ts';

export interface CourseFilter {
  scheme?: string | null;
  category?: string | null;
  fiscal_year?: number | null;
  /** only those that are not over yet */
  ahead?: boolean;
}

const firstDay = sql<
  string | null
>`(select min(held_on) from course_session where course_id = course.id and cancelled_at is null)`;
const lastDay = sql<
  string | null
>`(select max(held_on) from course_session where course_id = course.id and cancelled_at is null)`;

function courseRows(tx: ReadTx, filter: CourseFilter = {}) {
  let query = tx.db
    .selectFrom('course')
    .innerJoin('course_category', 'course_category.code', 'course.category_code')
    .leftJoin('organisation', 'organisation.id', 'course.organisation_id');
  if (filter.scheme) query = query.where('course_category.scheme', '=', filter.scheme as 'theme');
  if (filter.category) query = query.where('course.category_code', '=', filter.category);
  if (filter.fiscal_year) query = query.where('course.fiscal_year', '=', filter.fiscal_year);
  if (filter.ahead)
    query = query.where((where) =>
      where.or([
        where('course.closes_on', '>=', tx.today),
        sql<boolean>`exists (select from course_session where course_id = course.id and held_on >= ${tx.today})`,
      ]),
    );
  return query;
}

/** Courses, those that end last first. */
export async function courses(tx: ReadTx, filter: CourseFilter, page: { size: number; offset: number }) {
  return courseRows(tx, filter)
    .selectAll('course')
    .select([
      'course_category.name as category',
      'course_category.scheme',
      'course_category.mark',
      'organisation.name as organisation',
      firstDay.as('first_on'),
      lastDay.as('last_on'),
    ])
    .orderBy('course.closes_on', 'desc')
    .orderBy('course.id', 'desc')
    .limit(page.size)
    .offset(page.offset)
    .execute();
}
export type CourseLine = Awaited<ReturnType<typeof courses>>[number];
export async function countCourses(tx: ReadTx, filter: CourseFilter): Promise<number> {
  const { count } = await courseRows(tx, filter)
    .select(sql<number>`count(*)::int`.as('count'))
    .executeTakeFirstOrThrow();
  return count;
}
export async function courseById(tx: ReadTx, id: number | null) {
  if (id === null) return undefined;
  return courseRows(tx)
    .where('course.id', '=', id)
    .selectAll('course')
    .select([
      'course_category.name as category',
      'course_category.scheme',
      'course_category.mark',
      'organisation.name as organisation',
      firstDay.as('first_on'),
      lastDay.as('last_on'),
    ])
    .executeTakeFirst();
}
export type Course = NonNullable<Awaited<ReturnType<typeof courseById>>>;

export async function categories(tx: ReadTx) {
  return tx.db.selectFrom('course_category').selectAll().orderBy('position').execute();
}
export async function courseYears(tx: ReadTx): Promise<number[]> {
  const rows = await tx.db
    .selectFrom('course')
    .select('fiscal_year')
    .distinct()
    .orderBy('fiscal_year', 'desc')
    .execute();
  return rows.map(({ fiscal_year }) => fiscal_year);
}

export interface Counts {
  applied: number;
  taken: number;
  waiting: number;
}
/** How full courses are; numbers only, for everybody. */
export async function countsOf(tx: ReadTx, ids: readonly number[]): Promise<Map<number, Counts>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<
    Counts & { course_id: number }
  >`select * from course_counts(${ids}::bigint[])`.execute(tx.db);
  return new Map(rows.map((row) => [row.course_id, row]));
}

export async function sessionsOf(tx: ReadTx, course_id: number) {
  return tx.db
    .selectFrom('course_session')
    .where('course_id', '=', course_id)
    .selectAll()
    .orderBy('held_on')
    .orderBy('starts_at')
    .orderBy('id')
    .execute();
}
export type Session = Awaited<ReturnType<typeof sessionsOf>>[number];
export async function sessionById(tx: ReadTx, course_id: number, id: number | null) {
  return (await sessionsOf(tx, course_id)).find((one) => one.id === id);
}
export async function unitsOf(tx: ReadTx, course_id: number): Promise<Unit[]> {
  return tx.db
    .selectFrom('course_unit')
    .where('course_id', '=', course_id)
    .select(['number', 'title', 'minutes', 'required', 'session_id'])
    .orderBy('number')
    .execute();
}

/** Links of on-line sittings, for who has a place and who manages. */
export async function linksOf(
  tx: ReadTx,
  course_id: number,
): Promise<Map<number, { join_url: string | null; join_note: string }>> {
  const { rows } = await sql<{
    session_id: number;
    join_url: string | null;
    join_note: string;
  }>`select * from course_links(${course_id})`.execute(tx.db);
  return new Map(rows.map((row) => [row.session_id, row]));
}

/** The calendar's sitting whose line a course's applications stand in; undefined before the course is shown. */
export async function entryOf(tx: ReadTx, course_id: number) {
  return tx.db
    .selectFrom('course_session')
    .innerJoin('event_session', 'event_session.event_id', 'course_session.event_id')
    .where('course_session.course_id', '=', course_id)
    .where('course_session.is_entry', '=', true)
    .select(['event_session.id', 'event_session.event_id'])
    .executeTakeFirst();
}

export interface Application extends Standing {
  id: number;
  course_id: number;
  person_id: number | null;
  facility_id: number | null;
  facility: string | null;
  outside_town: string | null;
  outside_facility: string | null;
  outside_head: string | null;
  name: string;
  name_kana: string;
  birth_on: string | null;
  job: string;
  years: number | null;
  wishes: string;
  email: string | null;
  phone: string | null;
  applied_at: Date;
  way: string;
  event_application_id: number | null;
  group_id: number | null;
  owner_person_id: number;
  owner_facility_id: number;
  code_sealed: string;
  version: number;
  last: string | null;
  last_reason: string | null;
  said_yes: boolean;
  number: number | null;
  state: ApplicationState;
}

/** Applications the reader may see, by `where`, with how each stands; in the order they came. */
async function applications(
  tx: ReadTx,
  by: { course_id?: number; id?: number; person_id?: number; facility_ids?: readonly number[] },
): Promise<Application[]> {
  let query = tx.db
    .selectFrom('course_application')
    .leftJoin('facility', 'facility.id', 'course_application.facility_id')
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('course_answer')
          .whereRef('course_answer.application_id', '=', 'course_application.id')
          .select(['what', 'reason'])
          .orderBy('course_answer.id', 'desc')
          .limit(1)
          .as('answer'),
      (join) => join.onTrue(),
    )
    .selectAll('course_application')
    .select([
      'facility.name as facility',
      'answer.what as last',
      'answer.reason as last_reason',
      sql<boolean>`exists (select from course_answer as yes where yes.application_id = course_application.id and yes.what = 'yes'
        and yes.id > coalesce((select max(id) from course_answer as fresh where fresh.application_id = course_application.id
          and fresh.what in ('again', 'no')), 0))`.as('said_yes'),
    ])
    .orderBy('course_application.applied_at')
    .orderBy('course_application.id');
  if (by.course_id !== undefined) query = query.where('course_application.course_id', '=', by.course_id);
  if (by.id !== undefined) query = query.where('course_application.id', '=', by.id);
  if (by.person_id !== undefined) query = query.where('course_application.person_id', '=', by.person_id);
  if (by.facility_ids !== undefined)
    query = query.where('course_application.facility_id', 'in', [...by.facility_ids, 0]);
  const rows = await query.execute();
  if (rows.length === 0) return [];
  const { rows: standings } = await sql<
    Standing & { application_id: number; number: number }
  >`select * from course_standing(${rows.map(({ id }) => id)}::bigint[])`.execute(tx.db);
  const standing = new Map(standings.map((row) => [row.application_id, row]));
  const none = {
    entered_lottery: null,
    confirmed_at: null,
    waitlisted_at: null,
    offered_at: null,
    offer_expires_at: null,
    lapsed_at: null,
    cancelled_at: null,
    number: null,
  };
  return rows.map((row): Application => {
    const stands = standing.get(row.id);
    return {
      ...row,
      ...(stands ?? none),
      state: applicationStateOf(
        { last: row.last as never, yes: row.said_yes },
        stands ?? null,
        row.facility_id !== null,
        tx.now,
      ),
    };
  });
}

export const applicationsOf = (tx: ReadTx, course_id: number): Promise<Application[]> =>
  applications(tx, { course_id });
export async function applicationById(
  tx: ReadTx,
  course_id: number,
  id: number | null,
): Promise<Application | undefined> {
  if (id === null) return undefined;
  return (await applications(tx, { id, course_id }))[0];
}
export async function ownApplication(tx: ReadTx, course_id: number): Promise<Application | undefined> {
  if (tx.actor.person_id === null) return undefined;
  return (await applications(tx, { course_id, person_id: tx.actor.person_id }))[0];
}
/** Everything one person applied for, the newest first. */
export async function ownApplications(tx: ReadTx): Promise<Application[]> {
  if (tx.actor.person_id === null) return [];
  return (await applications(tx, { person_id: tx.actor.person_id })).toReversed();
}
export const sentBy = (tx: ReadTx, facility_ids: readonly number[]): Promise<Application[]> =>
  applications(tx, { facility_ids });

/** Attendance, what was made good and reflections of a course, as far as the reader may see them. */
export async function factsOf(tx: ReadTx, course_id: number) {
  const [attendance, makeUps, reflections, certificates] = [
    await tx.db.selectFrom('course_attendance').where('course_id', '=', course_id).selectAll().execute(),
    await tx.db.selectFrom('course_make_up').where('course_id', '=', course_id).selectAll().execute(),
    await tx.db.selectFrom('course_reflection').where('course_id', '=', course_id).selectAll().execute(),
    await tx.db.selectFrom('course_certificate').where('course_id', '=', course_id).selectAll().execute(),
  ];
  return { attendance, makeUps, reflections, certificates };
}
export type Facts = Awaited<ReturnType<typeof factsOf>>;

/** Of one application, as completionOf() wants it. */
export function partOf(
  facts: Pick<Facts, 'attendance' | 'makeUps' | 'reflections'>,
  application: Application,
) {
  const mine = <T extends { application_id: number }>(rows: readonly T[]) =>
    rows.filter((row) => row.application_id === application.id);
  return {
    minutes: new Map(mine(facts.attendance).map((row) => [row.session_id, row.minutes])),
    made_up: new Set(mine(facts.makeUps).map((row) => row.session_id)),
    reflected: new Set(mine(facts.reflections).map((row) => row.session_id)),
    birth_on: application.birth_on,
  };
}

export async function ownFacilities(tx: ReadTx) {
  if (tx.session.facilities.length === 0) return [];
  return tx.db
    .selectFrom('facility')
    .where('id', 'in', tx.session.facilities)
    .where('ended_on', 'is', null)
    .select(['id', 'name'])
    .orderBy(sql`name_kana collate "ja-x-icu"`)
    .execute();
}

/** The person's own name, reading and contact, to begin an application with. */
export async function ownDetails(tx: ReadTx) {
  return tx.db
    .selectFrom('person')
    .leftJoin('person_contact', 'person_contact.person_id', 'person.id')
    .where('person.id', '=', tx.actor.person_id ?? 0)
    .select([
      sql<string>`person.family_name || ' ' || person.given_name`.as('name'),
      sql<string>`btrim(person.family_kana || ' ' || person.given_kana)`.as('name_kana'),
      'person_contact.email',
      'person_contact.phone',
    ])
    .executeTakeFirst();
}

export async function doorOf(tx: ReadTx, code: string) {
  const { rows } = await sql<{
    course_id: number;
    session_id: number;
    course: string;
    title: string;
    held_on: string;
    starts_at: string;
    ends_at: string;
  }>`select * from course_door_of(${code})`.execute(tx.db);
  return rows[0];
}

export async function doorCode(tx: ReadTx, session_id: number): Promise<string | undefined> {
  const row = await tx.db
    .selectFrom('course_door')
    .where('session_id', '=', session_id)
    .select('code')
    .executeTakeFirst();
  return row?.code;
}

// ---- for others -------------------------------------------------------------------------------

/** For the year's report and the goals: by category, courses, sittings, people, facilities and certificates of a fiscal year. */
export async function courseFigures(tx: ReadTx, fiscal_year: number) {
  const { rows } = await sql<{
    category_code: string;
    category: string;
    courses: number;
    sessions: number;
    people: number;
    outside: number;
    facilities: number;
    completed: number;
  }>`select * from course_figures(${fiscal_year}, ${tx.today}::date)`.execute(tx.db);
  return rows;
}

export type { Sitting };

/** Names of courses, also of those the reader's application belongs to. */
export async function titlesOf(tx: ReadTx, ids: readonly number[]): Promise<Map<number, string>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.db
    .selectFrom('course')
    .where('id', 'in', [...new Set(ids)])
    .select(['id', 'title'])
    .execute();
  return new Map(rows.map(({ id, title }) => [id, title]));
}
