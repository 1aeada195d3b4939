import { sql } from 'kysely';
import type { ReadTx } from '../../platform/db/transaction.ts';

/** The menu of 出前講座; those ended as well for who keeps it. */
export async function lectureThemes(tx: ReadTx, all = false) {
  let query = tx.db.selectFrom('lecture_theme').selectAll().orderBy('position').orderBy('id');
  if (!all)
    query = query.where((where) =>
      where.or([where('ended_on', 'is', null), where('ended_on', '>', tx.today)]),
    );
  return query.execute();
}
export type LectureTheme = Awaited<ReturnType<typeof lectureThemes>>[number];
export async function lectureThemeById(tx: ReadTx, id: number | null) {
  if (id === null) return undefined;
  return tx.db.selectFrom('lecture_theme').where('id', '=', id).selectAll().executeTakeFirst();
}

const requestRows = (tx: ReadTx) =>
  tx.db
    .selectFrom('lecture_request')
    .innerJoin('lecture_theme', 'lecture_theme.id', 'lecture_request.theme_id')
    .leftJoin('facility', 'facility.id', 'lecture_request.facility_id')
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('lecture_answer')
          .whereRef('lecture_answer.request_id', '=', 'lecture_request.id')
          .select(['what', 'held_on', 'starts_at', 'ends_at', 'speaker'])
          .orderBy('lecture_answer.id', 'desc')
          .limit(1)
          .as('answer'),
      (join) => join.onTrue(),
    )
    .selectAll('lecture_request')
    .select([
      'lecture_theme.title as theme',
      'lecture_theme.minutes',
      sql<string>`coalesce(facility.name, lecture_request.asker)`.as('who'),
      'answer.what as last',
      'answer.held_on',
      'answer.starts_at',
      'answer.ends_at',
      'answer.speaker',
    ]);

/** Requests the reader may see, the newest first. */
export async function lectureRequests(tx: ReadTx, page: { size: number; offset: number }) {
  return requestRows(tx)
    .orderBy('lecture_request.asked_at', 'desc')
    .orderBy('lecture_request.id', 'desc')
    .limit(page.size)
    .offset(page.offset)
    .execute();
}
export type LectureLine = Awaited<ReturnType<typeof lectureRequests>>[number];
export async function countLectureRequests(tx: ReadTx): Promise<number> {
  const { count } = await tx.db
    .selectFrom('lecture_request')
    .select(sql<number>`count(*)::int`.as('count'))
    .executeTakeFirstOrThrow();
  return count;
}
export async function lectureRequestById(tx: ReadTx, id: number | null) {
  if (id === null) return undefined;
  return requestRows(tx).where('lecture_request.id', '=', id).executeTakeFirst();
}

/** What was said to a request, in order, with whose word it was. */
export async function lectureHistory(tx: ReadTx, request_id: number) {
  return tx.db
    .selectFrom('lecture_answer')
    .innerJoin('person', 'person.id', 'lecture_answer.said_by')
    .where('request_id', '=', request_id)
    .selectAll('lecture_answer')
    .select(sql<string>`person.family_name || ' ' || person.given_name`.as('who'))
    .orderBy('lecture_answer.id')
    .execute();
}
export type LectureWord = Awaited<ReturnType<typeof lectureHistory>>[number];
