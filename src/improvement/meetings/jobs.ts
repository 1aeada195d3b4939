import { sql } from 'kysely';
import { z } from 'zod';
import { personNameIfAny } from '../../base/people/queries.ts';
import type { ReadTx, WriteTx } from '../../platform/db/transaction.ts';
import { addDays, daysBetween, today as dayIn } from '../../platform/ja/dates.ts';
import { defineJob } from '../../platform/jobs/job.ts';
import { recordIssueEvent } from '../issues/commands.ts';
import { standingOf } from '../issues/queries.ts';
import { peopleOf, peopleOfActions, secretariatOf } from './queries.ts';
import { actionNotice, reminderDay, shareBackNotice } from './rules.ts';
import { say } from './words.ja.ts';
import { words as actionWords } from './words-actions.ja.ts';
import { words as meetingWords } from './words-meetings.ja.ts';
import { words as minutesWords } from './words-minutes.ja.ts';
import { words as shareBackWords } from './words-share-backs.ja.ts';

/** Puts a sentence on each person's first page, with where to go. */
export async function notify(
  tx: WriteTx,
  person_ids: readonly number[],
  notice: { title: string; url: string },
): Promise<void> {
  const people = [...new Set(person_ids)];
  if (people.length === 0) return;
  await tx.db
    .insertInto('notice')
    .values(people.map((person_id) => ({ person_id, ...notice, created_at: tx.now })))
    .execute();
}

const kinds = ['invitation', 'cancelled', 'share_back', 'share_back_reminder', 'action'] as const;
type Kind = (typeof kinds)[number];

/** What a mail says is read when it is sent, so that nothing lies in the queue and it is never out of date. */
async function compose(
  tx: ReadTx,
  kind: Kind,
  id: number,
  person_id: number,
): Promise<{ subject: string; text: string; url: string } | null> {
  if (kind === 'invitation' || kind === 'cancelled') {
    const meeting = await tx.db.selectFrom('meeting').where('id', '=', id).selectAll().executeTakeFirst();
    if (!meeting || (kind === 'invitation') !== (meeting.cancelled_at === null)) return null;
    const invite = meetingWords.invite;
    return {
      url: `/meetings/${id}`,
      ...(kind === 'invitation'
        ? { subject: invite.subject(meeting.title), text: meeting.invitation }
        : {
            subject: invite.cancelSubject(meeting.title),
            text: invite.cancelText(meeting.title, meeting.held_on, meeting.cancel_reason ?? ''),
          }),
    };
  }
  if (kind === 'action') {
    const action = await tx.db
      .selectFrom('action_item')
      .innerJoin('organisation', 'organisation.id', 'action_item.owner_organisation_id')
      .leftJoin('facility', 'facility.id', 'action_item.owner_facility_id')
      .leftJoin('person', 'person.id', 'action_item.owner_id')
      .leftJoin('meeting', 'meeting.id', 'action_item.meeting_id')
      .where('action_item.id', '=', id)
      .where('action_item.done_on', 'is', null)
      .where('action_item.cancelled_at', 'is', null)
      .select(['action_item.what', 'action_item.due_on', 'meeting.title as meeting'])
      .select(['organisation.name as organisation', 'facility.name as facility'])
      .select(personNameIfAny('person').as('person'))
      .executeTakeFirst();
    if (!action) return null;
    const notice = actionWords.notice;
    const days = daysBetween(tx.today, action.due_on);
    return {
      url: `/actions/${id}`,
      subject: notice.subject(action.what, days),
      text: notice.text(action, days),
    };
  }
  const row = await tx.db
    .selectFrom('share_back')
    .innerJoin('meeting', 'meeting.id', 'share_back.meeting_id')
    .where('share_back.id', '=', id)
    .where('share_back.confirmed_at', 'is', null)
    .innerJoin('organisation', 'organisation.id', 'share_back.organisation_id')
    .leftJoin('facility', 'facility.id', 'share_back.facility_id')
    .select(['meeting.title', 'share_back.due_on', 'share_back.message', 'share_back.meeting_id'])
    .select(['share_back.organisation_id', 'share_back.facility_id'])
    .select(sql<string>`coalesce(facility.name, organisation.name)`.as('who'))
    .executeTakeFirst();
  if (!row) return null;
  // What the receiver is to do besides stands in the same mail: one mail after a meeting, not one for each.
  const actions = await tx.db
    .selectFrom('action_item')
    .where('meeting_id', '=', row.meeting_id)
    .where('owner_organisation_id', '=', row.organisation_id)
    .where(sql<boolean>`owner_facility_id is not distinct from ${row.facility_id}`)
    .where((eb) => eb.or([eb('owner_id', 'is', null), eb('owner_id', '=', person_id)]))
    .where('published', '=', true)
    .where('done_on', 'is', null)
    .where('cancelled_at', 'is', null)
    .select(['what', 'due_on'])
    .orderBy('due_on')
    .orderBy('id')
    .execute();
  return {
    url: `/share-backs/${id}`,
    ...(kind === 'share_back'
      ? {
          subject: minutesWords.publish.subject(row.title),
          text: minutesWords.publish.text(row, actions),
        }
      : {
          subject: shareBackWords.notice.remindSubject(row.title),
          text: shareBackWords.notice.remindText(row, daysBetween(tx.today, row.due_on)),
        }),
  };
}

/** One mail to one person about one record of this slice. */
export const mailOne = defineJob({
  name: 'meetings.mail',
  data: z.object({ kind: z.enum(kinds), id: z.number().int(), person_id: z.number().int() }),
  run: async (tx, { kind, id, person_id }, tools) => {
    const contact = await tx.db
      .selectFrom('person_contact')
      .where('person_id', '=', person_id)
      .select('email')
      .executeTakeFirst();
    if (!contact?.email) return;
    const mail = await compose(tx, kind, id, person_id);
    if (!mail) return;
    const link = `${tx.actor.house.settings.BASE_URL}${mail.url}`;
    const answer = kind === 'cancelled' ? say.readHere : say.answerHere;
    await tools.mail({
      to: contact.email,
      subject: mail.subject,
      text: `${mail.text}\n\n${answer}\n${link}\n\n${say.sender(tx.actor.municipality.name)}\n`,
    });
  },
});

/** A notice and a planned mail for each person: the two ways everything of this slice is told. */
export async function tell(
  tx: WriteTx,
  person_ids: readonly number[],
  notice: { title: string; url: string },
  mail: { kind: Kind; id: number },
): Promise<void> {
  await notify(tx, person_ids, notice);
  for (const person_id of new Set(person_ids)) await tx.plan(mailOne, { ...mail, person_id });
}

/**
 * Says on the issue behind an action item that it was acted on, in the name of `person_id` where a job says it.
 * What is closed or gone stays as it is: the answer stands on the action item itself.
 */
export async function recordActedOn(
  tx: WriteTx,
  action: { issue_id: number | null },
  done_on: string,
  person_id?: number,
): Promise<void> {
  const given = await standingOf(tx, action.issue_id);
  const issue = given?.merged_into_id == null ? given : await standingOf(tx, given.merged_into_id);
  if (!issue || issue.state === 'closed') return;
  await recordIssueEvent(tx, {
    issue_id: issue.id,
    kind: 'acted',
    // A regional issue may be younger than the work on one of its originals.
    happened_on: done_on < issue.raised_on ? issue.raised_on : done_on,
    // What was to be done stands on the action item, which not everybody who reads the issue may read.
    ...(person_id === undefined ? {} : { person_id }),
  });
}

/** The same for an answer by somebody who does not look after issues themselves. */
export const recordActed = defineJob({
  name: 'meetings.acted',
  data: z.object({ action_item_id: z.number().int() }),
  run: async (tx, { action_item_id }) => {
    const action = await tx.db
      .selectFrom('action_item')
      .where('id', '=', action_item_id)
      .select(['issue_id', 'done_on', 'done_by'])
      .executeTakeFirst();
    if (!action || action.done_on === null || action.done_by === null) return;
    await recordActedOn(tx, action, action.done_on, action.done_by);
  },
});

/** Brings to mind what falls due; nothing twice for the same day, however often it runs. */
async function remindActions(tx: WriteTx): Promise<void> {
  const rows = await tx.db
    .selectFrom('action_item')
    .where('done_on', 'is', null)
    .where('cancelled_at', 'is', null)
    .where('published', '=', true)
    .where('due_on', '<=', addDays(tx.today, actionNotice))
    .selectAll()
    .orderBy('id')
    .execute();
  const due = rows.filter((row) => {
    const day = reminderDay(row.due_on, tx.today, actionNotice);
    return day !== null && (row.reminded_on ?? dayIn(row.created_at, tx.actor.municipality.time_zone)) < day;
  });
  const people = await peopleOfActions(tx, due);
  for (const [at, row] of due.entries()) {
    // Where nobody is left to answer, those who run the forum are told instead: it is not to fall silent.
    const told = people[at]!.length > 0 ? people[at]! : await secretariatOf(tx, row.forum_id);
    const days = daysBetween(tx.today, row.due_on);
    const title =
      days >= 0 ? actionWords.notice.due(row.what, days) : actionWords.notice.overdue(row.what, -days);
    await tell(tx, told, { title, url: `/actions/${row.id}` }, { kind: 'action', id: row.id });
  }
  await markReminded(tx, 'action_item', due);
}

async function remindShareBacks(tx: WriteTx): Promise<void> {
  const rows = await tx.db
    .selectFrom('share_back')
    .innerJoin('meeting', 'meeting.id', 'share_back.meeting_id')
    .where('share_back.confirmed_at', 'is', null)
    .where('meeting.minutes_published_at', 'is not', null)
    .where('share_back.due_on', '<=', addDays(tx.today, shareBackNotice))
    .selectAll('share_back')
    .select(['meeting.title', 'meeting.minutes_published_at'])
    .orderBy('share_back.id')
    .execute();
  const due = rows.filter((row) => {
    const day = reminderDay(row.due_on, tx.today, shareBackNotice);
    const published = dayIn(row.minutes_published_at!, tx.actor.municipality.time_zone);
    return day !== null && (row.reminded_on ?? published) < day;
  });
  await tellShareBacks(tx, due);
}

/** Reminds the holders of share-backs not confirmed, and notes the day. */
export async function tellShareBacks(
  tx: WriteTx,
  rows: readonly { id: number; organisation_id: number; facility_id: number | null; title: string }[],
): Promise<void> {
  const people = await peopleOf(tx, rows);
  for (const [at, row] of rows.entries()) {
    await tell(
      tx,
      people[at]!,
      { title: shareBackWords.notice.remind(row.title), url: `/share-backs/${row.id}` },
      { kind: 'share_back_reminder', id: row.id },
    );
  }
  await markReminded(tx, 'share_back', rows);
}

async function markReminded(
  tx: WriteTx,
  table: 'action_item' | 'share_back',
  rows: readonly { id: number }[],
): Promise<void> {
  if (rows.length === 0) return;
  await sql`update ${sql.table(table)} set reminded_on = ${tx.today} where id = any(${rows.map((row) => row.id)}::bigint[])`.execute(
    tx.db,
  );
}

/** Every morning: action items a week ahead, on the day and weekly after it; share-backs likewise. */
export const remind = defineJob({
  name: 'meetings.remind',
  schedule: '0 6 * * *',
  data: z.object({}),
  run: async (tx) => {
    await remindActions(tx);
    await remindShareBacks(tx);
  },
});
