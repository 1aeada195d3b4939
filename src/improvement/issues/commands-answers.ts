import { sql } from 'kysely';
import { Refusal, found, type WriteTx } from '../../platform/db/transaction.ts';
import { headsOf } from './queries-choices.ts';
import { familyVoicesOf, voicesOf } from './queries.ts';
import { addEvent, me, notify } from './commands.ts';
import { words } from './words.ja.ts';

export interface Answer {
  issue_id: number;
  facility_id: number;
  answer: string;
}

/**
 * Gives answers back to facilities that raised an issue, or one merged into it, and tells their heads. A new answer has
 * to be read anew; an unchanged one is left alone. Answers to other issues' facilities are a 404.
 */
export async function answerFacilities(
  tx: WriteTx,
  issue_id: number,
  answers: readonly Answer[],
  toFamilies: readonly { issue_id: number; answer: string }[] = [],
): Promise<number> {
  if (!tx.has('issue.manage')) throw new Refusal(403);
  const voices = await voicesOf(tx, [issue_id]);
  const told: number[] = [];
  for (const given of answers) {
    const voice = found(
      voices.find((one) => one.issue_id === given.issue_id && one.facility_id === given.facility_id),
    );
    if (given.answer === '' || given.answer === voice.answer) continue;
    await tx.db
      .updateTable('issue_facility')
      .set({ answer: given.answer, answered_by: me(tx), answered_at: tx.now, read_at: null, read_by: null })
      .where('issue_id', '=', given.issue_id)
      .where('facility_id', '=', given.facility_id)
      .execute();
    told.push(given.facility_id);
    const heads = await headsOf(tx, [given.facility_id]);
    await notify(
      tx,
      heads.map((head) => head.person_id),
      words.noticeAnswer(voice.facility_name),
      `/my-facility/issues#issue-${given.issue_id}-${given.facility_id}`,
    );
  }
  const families = await answerCaseZone(tx, issue_id, toFamilies);
  if (told.length + families === 0) return 0;
  const note = [
    ...(told.length === 0 ? [] : [words.answeredNote(told.length)]),
    ...(families === 0 ? [] : [words.answeredFamilyNote]),
  ];
  await addEvent(tx, issue_id, 'answered', tx.today, { note: note.join('、') });
  tx.record({
    action: 'issue.answer',
    subject_kind: 'issue',
    subject_id: issue_id,
    detail: { facilities: told, families },
  });
  return told.length + families;
}

/** Answers to where an issue came from without a name: whoever wrote the statement finds it on their first page. */
async function answerCaseZone(
  tx: WriteTx,
  issue_id: number,
  answers: readonly { issue_id: number; answer: string }[],
): Promise<number> {
  const voices = await familyVoicesOf(tx, issue_id);
  let told = 0;
  for (const given of answers) {
    const voice = found(voices.find((one) => one.issue_id === given.issue_id));
    if (given.answer === '' || given.answer === voice.answer) continue;
    const said = { answer: given.answer, answered_by: me(tx), answered_at: tx.now };
    await tx.db
      .insertInto('issue_family_answer')
      .values({ issue_id: given.issue_id, ...said })
      .onConflict((there) => there.column('issue_id').doUpdateSet(said))
      .execute();
    told += 1;
  }
  return told;
}

/** A facility's head confirms having read the answer. Sending twice changes nothing; 404 where there is none to read. */
export async function confirmRead(tx: WriteTx, issue_id: number | null, facility_id: number): Promise<void> {
  const row = found(
    await tx.db
      .selectFrom('issue_facility')
      .where('issue_id', '=', issue_id ?? 0)
      .where('facility_id', '=', facility_id)
      .where('facility_id', 'in', [0, ...tx.session.facilities])
      .where('answer', 'is not', null)
      .select(['issue_id', 'read_at', sql<boolean>`may_answer_issue(facility_id)`.as('may')])
      .executeTakeFirst(),
  );
  if (!row.may) throw new Refusal(403);
  if (row.read_at !== null) return;
  await tx.db
    .updateTable('issue_facility')
    .set({ read_at: tx.now, read_by: me(tx) })
    .where('issue_id', '=', row.issue_id)
    .where('facility_id', '=', facility_id)
    .execute();
  tx.record({
    action: 'issue.read_answer',
    subject_kind: 'issue',
    subject_id: row.issue_id,
    detail: { facility_id },
  });
}
