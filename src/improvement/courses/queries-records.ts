import { sql } from 'kysely';
import type { ReadTx } from '../../platform/db/transaction.ts';
import { addDays, addMonths } from '../../platform/ja/dates.ts';
import { tellOfEndMonths } from './rules.ts';

const certificateColumns = (tx: ReadTx) =>
  tx.db
    .selectFrom('course_certificate')
    .innerJoin('course', 'course.id', 'course_certificate.course_id')
    .innerJoin('course_category', 'course_category.code', 'course.category_code')
    .innerJoin('course_application', 'course_application.id', 'course_certificate.application_id')
    .leftJoin('facility', 'facility.id', 'course_application.facility_id')
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('course_reprint')
          .whereRef('course_reprint.certificate_id', '=', 'course_certificate.id')
          .select(['course_reprint.name as sheet_name', 'course_reprint.printed_on'])
          .orderBy('course_reprint.id', 'desc')
          .limit(1)
          .as('sheet'),
      (join) => join.onTrue(),
    )
    .select([
      'course_certificate.id',
      'course_certificate.application_id',
      'course_certificate.course_id',
      'course_certificate.number',
      'course_certificate.birth_on',
      'course_certificate.minutes',
      'course_certificate.issued_on',
      'course_certificate.valid_until',
      'course_certificate.withdrawn_at',
      'course_certificate.withdrawn_reason',
      'course_certificate.code_sealed',
      'course_certificate.owner_person_id',
      'course_certificate.owner_facility_id',
      sql<string>`coalesce(sheet.sheet_name, course_certificate.name)`.as('name'),
      // Of another name than the one applied under nobody told the reading.
      sql<string>`case when sheet.sheet_name is null then course_application.name_kana else '' end`.as(
        'name_kana',
      ),
      'sheet.printed_on as reprinted_on',
      'course.title as course',
      'course.issuer',
      'course.asks_birth',
      'course_category.name as category',
      'course_category.scheme',
      'course_application.job',
      'course_application.outside_town',
      'course_application.outside_facility',
      'facility.name as facility',
    ]);

export async function certificateById(tx: ReadTx, id: number | null) {
  if (id === null) return undefined;
  return certificateColumns(tx).where('course_certificate.id', '=', id).executeTakeFirst();
}
export type Certificate = NonNullable<Awaited<ReturnType<typeof certificateById>>>;

/** Certificates of the reader, the newest first. */
export async function ownCertificates(tx: ReadTx) {
  return certificateColumns(tx)
    .where('course_certificate.owner_person_id', '=', tx.actor.person_id ?? -1)
    .orderBy('course_certificate.issued_on', 'desc')
    .orderBy('course_certificate.id', 'desc')
    .execute();
}

export interface RecordFilter {
  facility_id: number | null;
  scheme: string | null;
  /** only what ends within half a year */
  ending: boolean;
}

function recordRows(tx: ReadTx, filter: RecordFilter) {
  let query = certificateColumns(tx).where('course_certificate.withdrawn_at', 'is', null);
  if (filter.facility_id !== null)
    query = query.where('course_certificate.owner_facility_id', '=', filter.facility_id);
  // A head's own certificate of another facility is no record of this one.
  else if (!tx.has('learning.manage'))
    query = query.where('course_certificate.owner_facility_id', 'in', [...tx.session.facilities, -1]);
  if (filter.scheme !== null) query = query.where('course_category.scheme', '=', filter.scheme as 'theme');
  if (filter.ending)
    query = query.where('course_certificate.valid_until', '<=', addMonths(tx.today, tellOfEndMonths));
  return query;
}

/** Who has which training, as far as the reader may see: by facility, name, newest. */
export async function certificates(tx: ReadTx, filter: RecordFilter, page: { size: number; offset: number }) {
  return recordRows(tx, filter)
    .orderBy(sql`facility.name_kana collate "ja-x-icu" nulls last`)
    .orderBy(sql`course_application.name_kana collate "ja-x-icu"`)
    .orderBy('course_certificate.issued_on', 'desc')
    .orderBy('course_certificate.id')
    .limit(page.size)
    .offset(page.offset)
    .execute();
}
export async function countCertificates(tx: ReadTx, filter: RecordFilter): Promise<number> {
  const { count } = await tx.db
    .selectFrom(recordRows(tx, filter).as('found'))
    .select(sql<number>`count(*)::int`.as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

/** What one wrote in a course, sitting by sitting. */
export async function ownReflections(tx: ReadTx) {
  return tx.db
    .selectFrom('course_reflection')
    .innerJoin('course_session', 'course_session.id', 'course_reflection.session_id')
    .innerJoin('course', 'course.id', 'course_reflection.course_id')
    .where('course_reflection.owner_person_id', '=', tx.actor.person_id ?? -1)
    .select([
      'course_reflection.application_id',
      'course_reflection.session_id',
      'course_reflection.course_id',
      'course_reflection.takes',
      'course_reflection.tries',
      'course_reflection.written_at',
      'course_reflection.shared_at',
      'course_reflection.later_asked_on',
      'course_reflection.later',
      'course_reflection.later_note',
      'course_reflection.version',
      'course.title as course',
      'course_session.title',
      'course_session.held_on',
    ])
    .orderBy('course_session.held_on', 'desc')
    .limit(200)
    .execute();
}
export type OwnReflection = Awaited<ReturnType<typeof ownReflections>>[number];

/** What a facility's people shared with it. */
export async function sharedReflections(tx: ReadTx, facility_ids: readonly number[]) {
  if (facility_ids.length === 0) return [];
  return tx.db
    .selectFrom('course_reflection')
    .innerJoin('course_application', 'course_application.id', 'course_reflection.application_id')
    .innerJoin('course_session', 'course_session.id', 'course_reflection.session_id')
    .innerJoin('course', 'course.id', 'course_reflection.course_id')
    .where('course_reflection.owner_facility_id', 'in', [...facility_ids])
    .where('course_reflection.shared_at', 'is not', null)
    .select([
      'course_application.name',
      'course.title as course',
      'course_session.title',
      'course_session.held_on',
      'course_reflection.takes',
      'course_reflection.tries',
      'course_reflection.shared_at',
    ])
    .orderBy('course_reflection.shared_at', 'desc')
    .limit(30)
    .execute();
}

export async function reflectionOf(tx: ReadTx, application_id: number, session_id: number) {
  return tx.db
    .selectFrom('course_reflection')
    .where('application_id', '=', application_id)
    .where('session_id', '=', session_id)
    .selectAll()
    .executeTakeFirst();
}

/** The groups of a course the reader may see, and who sits in them. */
export async function groupsOf(tx: ReadTx, course_id: number) {
  const groups = await tx.db
    .selectFrom('course_group')
    .where('course_id', '=', course_id)
    .selectAll()
    .orderBy('number')
    .execute();
  const ids = groups.map(({ id }) => id);
  const { rows } = await sql<{
    group_id: number;
    application_id: number;
    name: string;
    place: string;
    years: number | null;
  }>`select * from course_group_members(${ids}::bigint[])`.execute(tx.db);
  return groups.map((group) => ({ ...group, members: rows.filter((row) => row.group_id === group.id) }));
}
export type Group = Awaited<ReturnType<typeof groupsOf>>[number];

// ---- what waits, for everyone's first page ------------------------------------------------------

export interface Waiting {
  title: string;
  href: string;
  meta: string | null;
  /** a day, where there is one */
  on: string | null;
}

/** Applications of the own facilities' people that wait for the head's yes. */
export async function coursesToSayYes(tx: ReadTx, atMost = 5) {
  if (!tx.has('facility.answer') || tx.session.facilities.length === 0) return [];
  return tx.db
    .selectFrom('course_application')
    .innerJoin('course', 'course.id', 'course_application.course_id')
    .where('course_application.facility_id', 'in', tx.session.facilities)
    .where('course.cancelled_at', 'is', null)
    .where('course.closes_on', '>=', addDays(tx.today, -14))
    .where(
      sql<boolean>`coalesce((select what from course_answer where application_id = course_application.id order by id desc limit 1), 'again') = 'again'`,
    )
    .select(['course.id as course_id', 'course.title', 'course.closes_on'])
    .select(sql<number>`count(*)::int`.as('people'))
    .groupBy(['course.id', 'course.title', 'course.closes_on'])
    .orderBy('course.closes_on')
    .limit(atMost)
    .execute();
}

const takesPart = sql<boolean>`course_application.id in (select application_id from course_standing(array[course_application.id])
  where confirmed_at is not null and cancelled_at is null)`;

/** Sittings of the next days the reader goes to. */
export async function courseSessionsAhead(tx: ReadTx, until: string, atMost = 10) {
  if (tx.actor.person_id === null) return [];
  return tx.db
    .selectFrom('course_application')
    .innerJoin('course', 'course.id', 'course_application.course_id')
    .innerJoin('course_session', 'course_session.course_id', 'course.id')
    .where('course_application.person_id', '=', tx.actor.person_id)
    .where('course_session.held_on', '>=', tx.today)
    .where('course_session.held_on', '<=', until)
    .where('course_session.cancelled_at', 'is', null)
    .where('course.cancelled_at', 'is', null)
    .where(takesPart)
    .select([
      'course.id as course_id',
      'course.title as course',
      'course_session.id',
      'course_session.title',
      'course_session.held_on',
      'course_session.starts_at',
      'course_session.place',
    ])
    .orderBy('course_session.held_on')
    .orderBy('course_session.starts_at')
    .limit(atMost)
    .execute();
}

/** Sittings the reader was at and has not looked back on, and reflections asked about after three months. */
export async function reflectionsToWrite(tx: ReadTx, atMost = 5) {
  if (tx.actor.person_id === null) return { fresh: [], later: [] };
  const fresh = await tx.db
    .selectFrom('course_attendance')
    .innerJoin('course_session', 'course_session.id', 'course_attendance.session_id')
    .innerJoin('course', 'course.id', 'course_attendance.course_id')
    .where('course_attendance.owner_person_id', '=', tx.actor.person_id)
    .where('course_attendance.minutes', '>', 0)
    .where('course.asks_reflection', '=', true)
    .where('course_session.held_on', '<=', tx.today)
    .where('course_session.held_on', '>=', addMonths(tx.today, -12))
    .where(
      sql<boolean>`not exists (select from course_reflection as reflection where reflection.application_id = course_attendance.application_id
        and reflection.session_id = course_attendance.session_id)`,
    )
    .select([
      'course.id as course_id',
      'course.title as course',
      'course_session.id',
      'course_session.title',
      'course_session.held_on',
    ])
    .orderBy('course_session.held_on')
    .limit(atMost)
    .execute();
  const later = await tx.db
    .selectFrom('course_reflection')
    .innerJoin('course_session', 'course_session.id', 'course_reflection.session_id')
    .innerJoin('course', 'course.id', 'course_reflection.course_id')
    .where('course_reflection.owner_person_id', '=', tx.actor.person_id)
    .where('course_reflection.later_asked_on', 'is not', null)
    .where('course_reflection.later', 'is', null)
    .select([
      'course.id as course_id',
      'course.title as course',
      'course_session.id',
      'course_session.title',
      'course_session.held_on',
    ])
    .orderBy('course_reflection.later_asked_on')
    .limit(atMost)
    .execute();
  return { fresh, later };
}

/** For who manages courses: what waits to be chosen, sittings without a list of who came, lecture requests without an answer. */
export async function coursesWaiting(tx: ReadTx, atMost = 5) {
  if (!tx.has('learning.manage')) return { choose: [], attendance: [], lectures: [], lectures_held: [] };
  const choose = await tx.db
    .selectFrom('course_application')
    .innerJoin('course', 'course.id', 'course_application.course_id')
    .where('course.selection', '=', 'choice')
    .where('course.cancelled_at', 'is', null)
    .where('course.closes_on', '<', tx.today)
    .where('course.closes_on', '>=', addMonths(tx.today, -3))
    .where(
      sql<boolean>`coalesce((select what from course_answer where application_id = course_application.id order by id desc limit 1), 'again')
        in ('yes', case when course_application.facility_id is null then 'again' else 'yes' end)`,
    )
    .select([
      'course.id as course_id',
      'course.title',
      'course.closes_on',
      sql<number>`count(*)::int`.as('people'),
    ])
    .groupBy(['course.id', 'course.title', 'course.closes_on'])
    .orderBy('course.closes_on')
    .limit(atMost)
    .execute();
  const attendance = await tx.db
    .selectFrom('course_session')
    .innerJoin('course', 'course.id', 'course_session.course_id')
    .where('course.published_at', 'is not', null)
    .where('course.cancelled_at', 'is', null)
    .where('course_session.cancelled_at', 'is', null)
    .where('course_session.held_on', '<=', tx.today)
    .where('course_session.held_on', '>=', addMonths(tx.today, -3))
    .where(
      sql<boolean>`exists (select from course_application where course_id = course.id and event_application_id is not null)`,
    )
    .where(
      sql<boolean>`not exists (select from course_attendance where session_id = course_session.id and way = 'list')`,
    )
    .select([
      'course.id as course_id',
      'course.title as course',
      'course_session.id',
      'course_session.title',
      'course_session.held_on',
    ])
    .orderBy('course_session.held_on')
    .limit(atMost)
    .execute();
  const lecture = (last: 'asked' | 'arranged') =>
    tx.db
      .selectFrom('lecture_request')
      .innerJoin('lecture_theme', 'lecture_theme.id', 'lecture_request.theme_id')
      .leftJoin('facility', 'facility.id', 'lecture_request.facility_id')
      .leftJoinLateral(
        (eb) =>
          eb
            .selectFrom('lecture_answer')
            .whereRef('lecture_answer.request_id', '=', 'lecture_request.id')
            .select(['what', 'held_on'])
            .orderBy('lecture_answer.id', 'desc')
            .limit(1)
            .as('answer'),
        (join) => join.onTrue(),
      )
      .where(
        last === 'asked'
          ? sql<boolean>`coalesce(answer.what, 'reopened') = 'reopened'`
          : sql<boolean>`answer.what = 'arranged' and answer.held_on < ${tx.today}`,
      )
      .select([
        'lecture_request.id',
        'lecture_theme.title',
        sql<string>`coalesce(facility.name, lecture_request.asker)`.as('asker'),
        'lecture_request.asked_at',
        'answer.held_on',
      ])
      .orderBy('lecture_request.asked_at')
      .limit(atMost)
      .execute();
  return { choose, attendance, lectures: await lecture('asked'), lectures_held: await lecture('arranged') };
}
