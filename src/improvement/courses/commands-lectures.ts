import { found, Refusal, type WriteTx } from '../../platform/db/transaction.ts';
import { invalid } from '../../platform/web/handlers.tsx';
import { peopleWithDuty } from '../../base/people/queries.ts';
import { tellHeads } from '../study-groups/commands.ts';
import { mustManage } from './commands.ts';
import type { LectureData, ThemeData } from './forms.ts';
import { lectureRequestById, lectureThemeById, lectureThemes } from './queries-lectures.ts';
import { lectureStateOf, mayAnswerLecture, type LectureAnswer } from './rules.ts';
import { words } from './words-lectures.ja.ts';

/** A theme of the menu, new or changed. 409 when it changed meanwhile. */
export async function saveTheme(
  tx: WriteTx,
  id: number | null,
  { ended, _version, ...data }: ThemeData,
): Promise<void> {
  mustManage(tx);
  const fields = { ...data, updated_at: tx.now, updated_by: tx.actor.person_id! };
  let subject_id = id;
  if (subject_id === null) {
    ({ id: subject_id } = await tx.db
      .insertInto('lecture_theme')
      .values({ ...fields, ended_on: ended ? tx.today : null })
      .returning('id')
      .executeTakeFirstOrThrow());
  } else {
    const before = found(await lectureThemeById(tx, id));
    if (before.version !== _version) throw new Refusal(409, words.errors.changed);
    await tx.db
      .updateTable('lecture_theme')
      .set((row) => ({
        ...fields,
        ended_on: ended ? (before.ended_on ?? tx.today) : null,
        version: row('version', '+', 1),
      }))
      .where('id', '=', id)
      .execute();
  }
  tx.record({ action: 'lecture_theme.save', subject_kind: 'lecture_theme', subject_id });
}

/** Asks for a lecture: a head for the own facility, who manages for anybody who telephoned. Gives its number. */
export async function askLecture(tx: WriteTx, data: LectureData): Promise<number> {
  const own =
    data.facility_id !== null &&
    tx.has('facility.answer') &&
    tx.session.facilities.includes(data.facility_id);
  if (!own && !tx.has('learning.manage')) throw new Refusal(403);
  if (!(await lectureThemes(tx)).some(({ id }) => id === data.theme_id))
    invalid({ theme_id: words.errors.theme });
  const { id } = await tx.db
    .insertInto('lecture_request')
    .values({ ...data, asked_at: tx.now, asked_by: tx.actor.person_id! })
    .returning('id')
    .executeTakeFirstOrThrow();
  tx.record({
    action: 'lecture_request.ask',
    subject_kind: 'lecture_request',
    subject_id: id,
    detail: { theme_id: data.theme_id, facility_id: data.facility_id },
  });
  if (own)
    for (const { id: person_id } of await peopleWithDuty(tx, 'learning.manage'))
      if (person_id !== tx.actor.person_id)
        await tx.db
          .insertInto('notice')
          .values({ person_id, title: words.notices.asked, url: `/lectures/${id}`, created_at: tx.now })
          .execute();
  return id;
}

/** What becomes of a request: arranged, declined, withdrawn, held with its report, taken up again. 409 out of turn. */
export async function answerLecture(
  tx: WriteTx,
  id: number | null,
  what: LectureAnswer,
  data: {
    reason?: string;
    held_on?: string;
    starts_at?: string | null;
    ends_at?: string | null;
    speaker?: string;
    people?: number;
    report?: string;
  },
): Promise<void> {
  const request = found(await lectureRequestById(tx, id));
  const rule = mayAnswerLecture[what];
  const own =
    tx.has('facility.answer') &&
    request.facility_id !== null &&
    tx.session.facilities.includes(request.facility_id);
  if (!tx.has('learning.manage') && !(rule.asker && own)) throw new Refusal(403);
  if (!rule.from.includes(lectureStateOf(request.last))) throw new Refusal(409, words.errors.outOfTurn);
  if (what === 'held' && request.held_on !== null && request.held_on > tx.today)
    throw new Refusal(409, words.errors.notHeld);
  // A report says on which day it was, which the last word knows.
  const kept =
    what === 'held'
      ? {
          held_on: request.held_on,
          starts_at: request.starts_at,
          ends_at: request.ends_at,
          speaker: request.speaker ?? '',
        }
      : {};
  await tx.db
    .insertInto('lecture_answer')
    .values({
      request_id: request.id,
      owner_facility_id: request.owner_facility_id,
      what,
      ...kept,
      ...data,
      said_at: tx.now,
      said_by: tx.actor.person_id!,
    })
    .execute();
  tx.record({ action: `lecture_request.${what}`, subject_kind: 'lecture_request', subject_id: request.id });
  if (what !== 'withdrawn' && request.facility_id !== null)
    await tellHeads(tx, [request.facility_id], {
      title: words.notices[what](request.theme),
      url: `/lectures/${request.id}`,
    });
}
