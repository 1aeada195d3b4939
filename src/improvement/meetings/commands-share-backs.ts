import { found, Refusal, type WriteTx } from '../../platform/db/transaction.ts';
import { invalid } from '../../platform/web/handlers.tsx';
import { me } from './commands-forums.ts';
import { meetingIn } from './commands-meetings.ts';
import type { ConfirmData } from './forms.ts';
import { notify, tellShareBacks } from './jobs.ts';
import { peopleOf, secretariatOf } from './queries.ts';
import { shareBackById, type ShareBack } from './queries-share-backs.ts';
import { words as common } from './words.ja.ts';
import { words } from './words-share-backs.ja.ts';

/** A share-back the actor confirms: 404 when not there, 403 for those who only read it. */
async function ownShareBack(tx: WriteTx, id: number | null): Promise<ShareBack> {
  const row = found(await shareBackById(tx, id));
  if (!row.may_confirm) throw new Refusal(403);
  return row;
}

async function tellOfQuestion(tx: WriteTx, row: ShareBack): Promise<void> {
  await notify(tx, await secretariatOf(tx, row.forum_id), {
    title: words.notice.ask(row.who, row.meeting),
    url: `/share-backs/${row.id}`,
  });
}

/** The staff have been told: when, how, how many, what they said, and what they ask. */
export async function confirmShareBack(tx: WriteTx, id: number | null, data: ConfirmData): Promise<void> {
  const row = await ownShareBack(tx, id);
  if (row.confirmed_at) throw new Refusal(409, words.page.already);
  if (data.shared_on > tx.today) invalid({ shared_on: common.errors.inFuture });
  if (data.shared_on < row.held_on) invalid({ shared_on: words.page.beforeMeeting });
  const { question, ...told } = data;
  const asks = question !== null && row.question === null;
  const changed = await tx.db
    .updateTable('share_back')
    .set({
      ...told,
      ...(asks ? { question, asked_at: tx.now } : {}),
      confirmed_at: tx.now,
      confirmed_by: me(tx),
    })
    .where('id', '=', row.id)
    .where('confirmed_at', 'is', null)
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n) throw new Refusal(409, words.page.already);
  if (asks) await tellOfQuestion(tx, row);
  tx.record({
    action: 'share_back.confirm',
    subject_kind: 'share_back',
    subject_id: row.id,
    detail: { way: data.way, staff_count: data.staff_count, asks, late: tx.today > row.due_on },
  });
}

/** Asks those who run the forum, once for each share-back, before or after confirming. */
export async function askQuestion(tx: WriteTx, id: number | null, question: string): Promise<void> {
  const row = await ownShareBack(tx, id);
  if (row.question !== null) throw new Refusal(409, words.page.askedAlready);
  await tx.db
    .updateTable('share_back')
    .set({ question, asked_at: tx.now })
    .where('id', '=', row.id)
    .execute();
  await tellOfQuestion(tx, row);
  tx.record({ action: 'share_back.ask', subject_kind: 'share_back', subject_id: row.id, detail: {} });
}

/** Answers a question; whoever holds the share-back is told. */
export async function answerQuestion(tx: WriteTx, id: number | null, answer: string): Promise<void> {
  const row = found(await shareBackById(tx, id));
  if (!row.may_manage) throw new Refusal(403);
  if (row.question === null) throw new Refusal(409, common.errors.notNow);
  if (row.answer !== null) throw new Refusal(409, words.page.answeredAlready);
  await tx.db
    .updateTable('share_back')
    .set({ answer, answered_at: tx.now, answered_by: me(tx) })
    .where('id', '=', row.id)
    .execute();
  await notify(tx, (await peopleOf(tx, [row])).flat(), {
    title: words.notice.answer(row.meeting),
    url: `/share-backs/${row.id}`,
  });
  tx.record({ action: 'share_back.answer', subject_kind: 'share_back', subject_id: row.id, detail: {} });
}

/** Reminds everybody of a meeting who has not confirmed, at most once a day; returns how many were reminded. */
export async function remindShareBacksOf(tx: WriteTx, meeting_id: number | null): Promise<number> {
  const meeting = await meetingIn(tx, meeting_id, ['published']);
  const rows = await tx.db
    .selectFrom('share_back')
    .where('meeting_id', '=', meeting.id)
    .where('confirmed_at', 'is', null)
    .where((where) => where.or([where('reminded_on', 'is', null), where('reminded_on', '<', tx.today)]))
    .select(['id', 'organisation_id', 'facility_id'])
    .orderBy('was_absent', 'desc')
    .orderBy('id')
    .execute();
  await tellShareBacks(
    tx,
    rows.map((row) => ({ ...row, title: meeting.title })),
  );
  tx.record({
    action: 'share_back.remind',
    subject_kind: 'meeting',
    subject_id: meeting.id,
    detail: { count: rows.length },
  });
  return rows.length;
}
