import { found, Refusal, type WriteTx } from '../../platform/db/transaction.ts';
import { invalid } from '../../platform/web/handlers.tsx';
import { me } from './commands-forums.ts';
import { hideAction, ownerOf, showAction } from './commands-minutes.ts';
import { notify, recordActed, recordActedOn, tell } from './jobs.ts';
import { peopleOf, secretariatOf } from './queries.ts';
import { actionById, type Action } from './queries-actions.ts';
import { words as common } from './words.ja.ts';
import { words } from './words-actions.ja.ts';

/** An open action item the actor may answer: 404 when not there, 403 when somebody else's, 409 when over. */
async function openAction(tx: WriteTx, id: number | null): Promise<Action> {
  const action = found(await actionById(tx, id));
  if (!action.may_answer) throw new Refusal(403, words.page.notYours);
  if (action.done_on !== null || action.cancelled_at !== null)
    throw new Refusal(409, words.page.closedAlready);
  return action;
}

async function addNote(
  tx: WriteTx,
  action: Pick<Action, 'id' | 'owner_organisation_id' | 'owner_facility_id'>,
  body: string,
  moved_due_to: string | null = null,
): Promise<void> {
  await tx.db
    .insertInto('action_note')
    .values({
      action_item_id: action.id,
      owner_organisation_id: action.owner_organisation_id,
      owner_facility_id: action.owner_facility_id,
      body,
      moved_due_to,
      written_by: me(tx),
      written_at: tx.now,
    })
    .execute();
}

/** Tells those who run the forum, unless they did it themselves. */
async function tellSecretariat(tx: WriteTx, action: Action, title: string): Promise<void> {
  const people = await secretariatOf(tx, action.forum_id);
  await notify(
    tx,
    people.filter((person) => person !== tx.actor.person_id),
    { title, url: `/actions/${action.id}` },
  );
}

/**
 * Gives out an action item that no meeting gave out: to a facility (f<id>) or a body (o<id>), who are told at once. 403 for
 * those who run no meetings.
 */
export async function giveOutAction(
  tx: WriteTx,
  data: { what: string; owner: string; due_on: string },
): Promise<number> {
  if (!tx.has('meeting.manage')) throw new Refusal(403);
  if (data.due_on < tx.today) invalid({ due_on: common.errors.dueInPast });
  if (!/^[fo][1-9][0-9]{0,15}$/.test(data.owner)) invalid({ owner: common.errors.unknownOwner });
  const owner = await ownerOf(tx, 0, data.owner);
  const { id } = await tx.db
    .insertInto('action_item')
    .values({
      what: data.what,
      owner_organisation_id: owner.organisation_id,
      owner_facility_id: owner.facility_id,
      due_on: data.due_on,
      first_due_on: data.due_on,
      // There are no minutes to wait for.
      published: true,
      created_at: tx.now,
      created_by: me(tx),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await showAction(tx, found(await actionById(tx, id)));
  const [people = []] = await peopleOf(tx, [owner]);
  await tell(
    tx,
    people,
    { title: words.notice.given(data.what), url: `/actions/${id}` },
    { kind: 'action', id },
  );
  return id;
}

/** Done, with the outcome in words; the issue behind it counts as acted on. */
export async function answerAction(
  tx: WriteTx,
  id: number | null,
  data: { done_on: string; outcome: string },
): Promise<void> {
  const action = await openAction(tx, id);
  if (data.done_on > tx.today) invalid({ done_on: common.errors.inFuture });
  if (action.held_on !== null && data.done_on < action.held_on) {
    invalid({ done_on: common.errors.dateBeforeMeeting(action.held_on) });
  }
  const changed = await tx.db
    .updateTable('action_item')
    .set((row) => ({ ...data, done_by: me(tx), version: row('version', '+', 1) }))
    .where('id', '=', action.id)
    .where('done_on', 'is', null)
    .where('cancelled_at', 'is', null)
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n) throw new Refusal(409, words.page.closedAlready);
  if (action.issue_id !== null) {
    if (tx.has('issue.manage')) await recordActedOn(tx, action, data.done_on);
    else await tx.plan(recordActed, { action_item_id: action.id });
  }
  await tellSecretariat(tx, action, words.notice.acted(action.what));
  tx.record({
    action: 'action.answer',
    subject_kind: 'action',
    subject_id: action.id,
    detail: { done_on: data.done_on, late: data.done_on > action.due_on },
  });
}

/** Writes down how it is going. */
export async function noteAction(tx: WriteTx, id: number | null, body: string): Promise<void> {
  const action = await openAction(tx, id);
  await addNote(tx, action, body);
  tx.record({ action: 'action.note', subject_kind: 'action', subject_id: action.id, detail: {} });
}

/** Moves the date with a reason; the first date stays, and those who run the forum are told. */
export async function moveAction(
  tx: WriteTx,
  id: number | null,
  data: { due_on: string; move_reason: string },
): Promise<void> {
  const action = await openAction(tx, id);
  if (data.due_on < tx.today) invalid({ due_on: words.page.moveInPast });
  if (data.due_on === action.due_on) invalid({ due_on: words.page.moveSame });
  await tx.db
    .updateTable('action_item')
    .set((row) => ({ due_on: data.due_on, version: row('version', '+', 1) }))
    .where('id', '=', action.id)
    .execute();
  await addNote(tx, action, data.move_reason, data.due_on);
  await showAction(tx, { ...action, due_on: data.due_on });
  await tellSecretariat(tx, action, words.notice.moved(action.what, data.due_on));
  tx.record({
    action: 'action.move',
    subject_kind: 'action',
    subject_id: action.id,
    detail: { from: action.due_on, to: data.due_on },
  });
}

/** Calls it off with a reason: for those who run the forums. */
export async function cancelAction(tx: WriteTx, id: number | null, reason: string): Promise<void> {
  const action = await openAction(tx, id);
  if (!action.may_manage) throw new Refusal(403);
  await tx.db
    .updateTable('action_item')
    .set((row) => ({ cancelled_at: tx.now, cancel_reason: reason, version: row('version', '+', 1) }))
    .where('id', '=', action.id)
    .execute();
  await hideAction(tx, action.id);
  tx.record({ action: 'action.cancel', subject_kind: 'action', subject_id: action.id, detail: {} });
}

/** Takes a wrong answer back; what it said stays among the notes. */
export async function reopenAction(tx: WriteTx, id: number | null): Promise<void> {
  const action = found(await actionById(tx, id));
  if (!action.may_answer) throw new Refusal(403, words.page.notYours);
  if (action.done_on === null) throw new Refusal(409, common.errors.notNow);
  await tx.db
    .updateTable('action_item')
    .set((row) => ({ done_on: null, done_by: null, outcome: null, version: row('version', '+', 1) }))
    .where('id', '=', action.id)
    .execute();
  await addNote(tx, action, words.page.reopenedNote(action.outcome ?? ''));
  tx.record({ action: 'action.reopen', subject_kind: 'action', subject_id: action.id, detail: {} });
}
