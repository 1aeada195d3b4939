import { sql, type Insertable } from 'kysely';
import { found, Refusal, type WriteTx } from '../../platform/db/transaction.ts';
import type { AgendaItemTable } from '../../platform/db/types.ts';
import { daysBetween, fiscalYearOf } from '../../platform/ja/dates.ts';
import { publish, unpublish } from '../../platform/search/search.ts';
import { conflict, invalid } from '../../platform/web/handlers.tsx';
import { issueOptions } from '../issues/queries.ts';
import { me } from './commands-forums.ts';
import type { AgendaItemChange, AgendaItemData, MeetingChange, MeetingData } from './forms.ts';
import { tell } from './jobs.ts';
import { peopleOf } from './queries.ts';
import { forumById } from './queries-forums.ts';
import {
  agendaOf,
  itemById,
  meetingById,
  seatsOf,
  undoneNotOn,
  type Item,
  type Meeting,
} from './queries-meetings.ts';
import { meetingState, type MeetingState, type Purpose } from './rules.ts';
import { purposeWords, say, words as common } from './words.ja.ts';
import { titleOf, words } from './words-meetings.ja.ts';

/** A sitting the actor may run, in one of the states; 404 when not there, 403 without meeting.manage, 409 in another state. */
export async function meetingIn(
  tx: WriteTx,
  id: number | null,
  states: readonly MeetingState[],
): Promise<Meeting> {
  const meeting = found(await meetingById(tx, id));
  if (!meeting.may_manage) throw new Refusal(403);
  const state = meetingState(meeting);
  if (!states.includes(state)) {
    throw new Refusal(409, state === 'published' ? common.errors.afterPublishing : common.errors.notNow);
  }
  return meeting;
}

const before: readonly MeetingState[] = ['preparing', 'invited'];
const untilPublished: readonly MeetingState[] = ['preparing', 'invited', 'opened', 'closed'];

function checkSitting(data: Omit<MeetingData, 'forum_id'>): void {
  if (data.starts_at !== null && data.ends_at !== null && data.ends_at <= data.starts_at) {
    invalid({ ends_at: words.form.endsBeforeStart });
  }
  if (data.place === '' && data.online_url === null) invalid({ place: words.form.placeOrLink });
}

/** One after the highest of the forum's year. The forum's row is held, so that two who plan at once do not count alike. */
async function nextNumber(tx: WriteTx, forum_id: number, held_on: string): Promise<number> {
  await tx.db.selectFrom('forum').where('id', '=', forum_id).select('id').forUpdate().execute();
  const { last } = await tx.db
    .selectFrom('meeting')
    .where('forum_id', '=', forum_id)
    .where('fiscal_year', '=', fiscalYearOf(held_on))
    .where('cancelled_at', 'is', null)
    .select(sql<number>`coalesce(max(number), 0)`.as('last'))
    .executeTakeFirstOrThrow();
  return last + 1;
}

/**
 * Numbers the forum's sittings of a year by their dates. A number that has gone out (invited, begun, published) stays, and
 * no later sitting gets a lower one; of a name somebody typed only the number in it follows.
 */
async function renumber(tx: WriteTx, forum_id: number, fiscal_year: number): Promise<void> {
  const sittings = await tx.db
    .selectFrom('meeting')
    .where('forum_id', '=', forum_id)
    .where('fiscal_year', '=', fiscal_year)
    .where('cancelled_at', 'is', null)
    .select(['id', 'number', 'title'])
    .select(
      sql<boolean>`coalesce(invited_at, opened_at, closed_at, minutes_published_at) is not null`.as('out'),
    )
    .orderBy('held_on')
    .orderBy('starts_at')
    .orderBy('id')
    .execute();
  const taken = new Set(sittings.filter((one) => one.out).map((one) => one.number));
  const changes: { id: number; number: number; title: string }[] = [];
  let highest = 0;
  for (const { id, number, title, out } of sittings) {
    let now = number;
    if (!out) for (now = highest + 1; taken.has(now); now += 1);
    highest = Math.max(highest, now);
    if (now === number) continue;
    changes.push({ id, number: now, title: words.renumbered(title, number, now) });
  }
  // Twice, because a number stands once in a year at every moment.
  for (const { id, number } of changes) {
    await tx.db.updateTable('meeting').set({ number: -number }).where('id', '=', id).execute();
  }
  for (const { id, number, title } of changes) {
    await tx.db
      .updateTable('meeting')
      .set((row) => ({ number, title, version: row('version', '+', 1) }))
      .where('id', '=', id)
      .execute();
    await showMeeting(tx, id);
  }
}

/**
 * What the search box finds: the agenda and, once written, decisions and minutes, for those who may read them. A member
 * who reads the minutes only when they are published finds until then what the invitation says.
 */
export async function showMeeting(tx: WriteTx, id: number): Promise<void> {
  const meeting = found(await meetingById(tx, id));
  const items = await agendaOf(tx, id);
  const published = meeting.minutes_published_at !== null;
  const entry = {
    subject_id: id,
    title: meeting.title,
    summary: say.colon(meeting.forum, say.day(meeting.held_on)),
    url: `/meetings/${id}`,
    audience_forum_id: meeting.forum_id,
  };
  await publish(tx, {
    ...entry,
    kind: 'meeting',
    words: items
      .flatMap((item) => [item.title, item.conclusion, ...item.decisions.map((decision) => decision.body)])
      .join(' '),
    audience_duty: 'issue.manage',
    audience_forum_duty: published ? null : 'meeting.read',
  });
  if (meeting.invited_at !== null && !published) {
    await publish(tx, {
      ...entry,
      kind: 'invitation',
      words: meeting.invitation ?? '',
      audience_duty: 'never',
    });
  } else await unpublish(tx, 'invitation', id);
}

/** Every member in force on the day has a seat; seats of those no longer members go, unless something is written on them. */
export async function fillSeats(
  tx: WriteTx,
  meeting: { id: number; forum_id: number; held_on: string },
): Promise<void> {
  const inForce = sql`from forum_member where forum_id = ${meeting.forum_id} and starts_on <= ${meeting.held_on}
    and (ends_on is null or ends_on >= ${meeting.held_on})`;
  await sql`insert into attendance (meeting_id, forum_id, organisation_id, facility_id, person_id, status)
    select distinct ${meeting.id}::bigint, forum_id, organisation_id, facility_id, person_id, 'unknown' ${inForce}
    on conflict do nothing`.execute(tx.db);
  await sql`delete from attendance where meeting_id = ${meeting.id} and status = 'unknown' and proxy_name is null
    and not exists (select ${inForce} and organisation_id = attendance.organisation_id
      and facility_id is not distinct from attendance.facility_id
      and person_id is not distinct from attendance.person_id)`.execute(tx.db);
}

/** Puts the forum's open action items on the agenda, behind what is there; returns how many. */
export async function carryOver(tx: WriteTx, meeting: { id: number; forum_id: number }): Promise<number> {
  const undone = await undoneNotOn(tx, meeting);
  for (const action of undone) {
    await insertItem(tx, meeting, {
      title: action.what.slice(0, 150),
      purpose: 'report',
      action_item_id: action.id,
      issue_id: action.issue_id,
    });
  }
  return undone.length;
}

async function insertItem(
  tx: WriteTx,
  meeting: { id: number; forum_id: number },
  item: Pick<
    Insertable<AgendaItemTable>,
    'title' | 'purpose' | 'issue_id' | 'action_item_id' | 'minutes_planned' | 'material'
  >,
): Promise<number> {
  const { last } = await tx.db
    .selectFrom('agenda_item')
    .where('meeting_id', '=', meeting.id)
    .select(sql<number>`coalesce(max(position), 0)`.as('last'))
    .executeTakeFirstOrThrow();
  const { id } = await tx.db
    .insertInto('agenda_item')
    .values({
      meeting_id: meeting.id,
      forum_id: meeting.forum_id,
      ...item,
      position: last + 1,
      updated_at: tx.now,
      updated_by: me(tx),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Plans a sitting: seats for the members of that day, undone action items on the agenda. Returns its number and how many were carried. */
export async function createMeeting(
  tx: WriteTx,
  data: MeetingData,
): Promise<{ id: number; carried: number }> {
  const forum = found(await forumById(tx, data.forum_id));
  if (!forum.may_manage) throw new Refusal(403);
  if (forum.ended_on !== null && forum.ended_on < data.held_on) invalid({ forum_id: words.form.forumEnded });
  checkSitting(data);
  const number = await nextNumber(tx, forum.id, data.held_on);
  const { id } = await tx.db
    .insertInto('meeting')
    .values({
      ...data,
      title: data.title ?? words.defaultTitle(fiscalYearOf(data.held_on), number, forum.name),
      number,
      created_at: tx.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await renumber(tx, forum.id, fiscalYearOf(data.held_on));
  const meeting = { id, forum_id: forum.id, held_on: data.held_on };
  await fillSeats(tx, meeting);
  const carried = await carryOver(tx, meeting);
  await showMeeting(tx, id);
  tx.record({
    action: 'meeting.create',
    subject_kind: 'meeting',
    subject_id: id,
    detail: { forum_id: forum.id, number, carried },
  });
  return { id, carried };
}

/** Changes day, time, place or link; a stale version shows both. */
export async function editMeeting(
  tx: WriteTx,
  id: number | null,
  { _version, ...data }: MeetingChange,
): Promise<void> {
  const meeting = await meetingIn(tx, id, untilPublished);
  checkSitting(data);
  const fiscal_year = fiscalYearOf(data.held_on);
  const otherYear = fiscal_year !== meeting.fiscal_year;
  const number = otherYear ? await nextNumber(tx, meeting.forum_id, data.held_on) : meeting.number;
  // The form shows the name we gave; only another one was typed.
  const given = words.defaultTitle(meeting.fiscal_year, meeting.number, meeting.forum);
  const title =
    data.title === null || data.title === given
      ? words.defaultTitle(fiscal_year, number, meeting.forum)
      : words.renumbered(data.title, meeting.number, number);
  const changed = await tx.db
    .updateTable('meeting')
    .set((row) => ({
      ...data,
      title,
      number,
      version: row('version', '+', 1),
      updated_at: tx.now,
      updated_by: me(tx),
    }))
    .where('id', '=', meeting.id)
    .where('version', '=', _version)
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n) {
    conflict({
      fields: (['title', 'held_on', 'place', 'online_entry', 'online_privacy'] as const).map((name) => ({
        name,
        label: words.form[name],
        mine: name === 'held_on' ? say.day(data.held_on) : (data[name] ?? ''),
        theirs: name === 'held_on' ? say.day(meeting.held_on) : meeting[name],
      })),
      who: meeting.editor ?? say.somebody,
      when: meeting.updated_at ? say.moment(meeting.updated_at) : '',
      version: meeting.version,
    });
  }
  if (otherYear) await renumber(tx, meeting.forum_id, meeting.fiscal_year);
  await renumber(tx, meeting.forum_id, fiscal_year);
  if (before.includes(meetingState(meeting))) {
    await fillSeats(tx, { id: meeting.id, forum_id: meeting.forum_id, held_on: data.held_on });
  }
  await showMeeting(tx, meeting.id);
  tx.record({ action: 'meeting.edit', subject_kind: 'meeting', subject_id: meeting.id, detail: {} });
}

/** Calls a sitting off; whoever was invited is told. */
export async function cancelMeeting(tx: WriteTx, id: number | null, reason: string): Promise<void> {
  const meeting = await meetingIn(tx, id, ['preparing', 'invited', 'opened']);
  await tx.db
    .updateTable('meeting')
    .set((row) => ({ cancelled_at: tx.now, cancel_reason: reason, version: row('version', '+', 1) }))
    .where('id', '=', meeting.id)
    .execute();
  if (meeting.invited_at) {
    const people = (await peopleOf(tx, await seatsOf(tx, meeting.id))).flat();
    await tell(
      tx,
      people,
      { title: words.invite.cancelNotice(meeting.title), url: `/meetings/${meeting.id}` },
      { kind: 'cancelled', id: meeting.id },
    );
  }
  await unpublish(tx, 'meeting', meeting.id);
  await unpublish(tx, 'invitation', meeting.id);
  await renumber(tx, meeting.forum_id, meeting.fiscal_year);
  tx.record({ action: 'meeting.cancel', subject_kind: 'meeting', subject_id: meeting.id, detail: {} });
}

// ---- agenda --------------------------------------------------------------------------------

const whileOpen: readonly MeetingState[] = ['preparing', 'invited', 'opened'];

/** Adds a free item; returns its number. */
export async function addItem(tx: WriteTx, meeting_id: number | null, data: AgendaItemData): Promise<number> {
  const meeting = await meetingIn(tx, meeting_id, whileOpen);
  const id = await insertItem(tx, meeting, data);
  await agendaChanged(tx, meeting.id, 'add', id);
  return id;
}

/** Adds an open issue with a purpose; the second time it is already there and nothing happens. */
export async function addIssueItem(
  tx: WriteTx,
  meeting_id: number | null,
  data: { issue_id: number; purpose: Purpose; minutes_planned?: number; material?: string },
): Promise<number> {
  const meeting = await meetingIn(tx, meeting_id, whileOpen);
  const there = await tx.db
    .selectFrom('agenda_item')
    .where('meeting_id', '=', meeting.id)
    .where('issue_id', '=', data.issue_id)
    .where('action_item_id', 'is', null)
    .select('id')
    .executeTakeFirst();
  if (there) return there.id;
  const issue = found((await issueOptions(tx, { forum_id: meeting.forum_id, ids: [data.issue_id] }))[0]);
  const id = await insertItem(tx, meeting, { ...data, title: issue.title });
  await agendaChanged(tx, meeting.id, 'add_issue', id);
  return id;
}

/** Adds one of the forum's open action items as carried over. */
export async function addActionItem(
  tx: WriteTx,
  meeting_id: number | null,
  action_item_id: number,
): Promise<void> {
  const meeting = await meetingIn(tx, meeting_id, whileOpen);
  const action = (await undoneNotOn(tx, meeting)).find((one) => one.id === action_item_id);
  if (!action) return;
  const id = await insertItem(tx, meeting, {
    title: action.what.slice(0, 150),
    purpose: 'report',
    action_item_id: action.id,
    issue_id: action.issue_id,
  });
  await agendaChanged(tx, meeting.id, 'carry', id);
}

/** Changes how an item stands on the agenda; what was written in the sitting stays. A stale version shows both texts. */
export async function editItem(
  tx: WriteTx,
  meeting_id: number | null,
  id: number | null,
  { _version, ...data }: AgendaItemChange,
): Promise<void> {
  const meeting = await meetingIn(tx, meeting_id, untilPublished);
  const item = found(await itemById(tx, meeting.id, id));
  const changed = await tx.db
    .updateTable('agenda_item')
    .set((row) => ({ ...data, version: row('version', '+', 1), updated_at: tx.now, updated_by: me(tx) }))
    .where('id', '=', item.id)
    .where('version', '=', _version)
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n) {
    conflict({
      fields: (['title', 'material'] as const).map((name) => ({
        name,
        label: words.agenda.field[name],
        mine: data[name],
        theirs: item[name],
      })),
      who: item.editor ?? say.somebody,
      when: item.updated_at ? say.moment(item.updated_at) : '',
      version: item.version,
    });
  }
  await agendaChanged(tx, meeting.id, 'edit', item.id);
}

/** Changes places with the neighbour; at the end nothing happens. */
export async function moveItem(
  tx: WriteTx,
  meeting_id: number | null,
  id: number | null,
  direction: 'up' | 'down',
): Promise<void> {
  const meeting = await meetingIn(tx, meeting_id, untilPublished);
  const item = found(await itemById(tx, meeting.id, id));
  const rows = await tx.db
    .selectFrom('agenda_item')
    .where('meeting_id', '=', meeting.id)
    .select(['id', 'position'])
    .orderBy('position')
    .orderBy('id')
    .execute();
  const at = rows.findIndex((row) => row.id === item.id);
  const other = rows[direction === 'up' ? at - 1 : at + 1];
  if (!other) return;
  const order = rows.map((row) => row.id);
  [order[at], order[direction === 'up' ? at - 1 : at + 1]] = [other.id, item.id];
  for (const [index, each] of order.entries()) {
    await tx.db
      .updateTable('agenda_item')
      .set({ position: index + 1 })
      .where('id', '=', each)
      .where('position', '!=', index + 1)
      .execute();
  }
  await agendaChanged(tx, meeting.id, 'move', item.id);
}

/** Takes an item off the agenda; 409 when something was decided or given out under it. */
export async function removeItem(tx: WriteTx, meeting_id: number | null, id: number | null): Promise<void> {
  const meeting = await meetingIn(tx, meeting_id, whileOpen);
  const item = found((await agendaOf(tx, meeting.id)).find((one) => one.id === id));
  if (item.decisions.length + item.roles.length + item.actions.length > 0) {
    throw new Refusal(409, words.agenda.notRemoved);
  }
  await tx.db.deleteFrom('agenda_item').where('id', '=', item.id).execute();
  await agendaChanged(tx, meeting.id, 'remove', item.id);
}

async function agendaChanged(tx: WriteTx, meeting_id: number, how: string, item: number): Promise<void> {
  await showMeeting(tx, meeting_id);
  tx.record({
    action: 'meeting.agenda',
    subject_kind: 'meeting',
    subject_id: meeting_id,
    detail: { how, item },
  });
}

// ---- invitation ----------------------------------------------------------------------------

/** The invitation as plain text: the same on the page and in the mail. */
export function invitationText(meeting: Meeting, items: readonly Item[]): string {
  const line = (label: string, text: string) => (text === '' ? [] : [say.colon(label, text)]);
  const agenda = items.map((item, at) =>
    words.invite.line(
      at + 1,
      titleOf(item),
      purposeWords[item.purpose],
      item.minutes_planned === null ? '' : say.minutes(item.minutes_planned),
    ),
  );
  return [
    words.invite.opening(meeting.forum, meeting.title),
    '',
    ...line(words.invite.when, say.when(meeting.held_on, meeting.starts_at, meeting.ends_at)),
    ...line(words.invite.place, meeting.place),
    ...line(words.invite.online, meeting.online_url ?? ''),
    ...line(words.invite.entry, meeting.online_entry),
    ...line(words.invite.privacy, meeting.online_privacy),
    '',
    words.invite.agenda,
    ...(agenda.length === 0 ? [words.invite.noAgenda] : agenda),
    '',
    words.invite.closing,
  ].join('\n');
}

/** Sends the invitation with the agenda of now to every member, one mail each; returns how many people were told. */
export async function invite(tx: WriteTx, meeting_id: number | null): Promise<number> {
  const meeting = await meetingIn(tx, meeting_id, before);
  await fillSeats(tx, meeting);
  const invitation = invitationText(meeting, await agendaOf(tx, meeting.id));
  const seats = await seatsOf(tx, meeting.id);
  const people = [...new Set((await peopleOf(tx, seats)).flat())];
  if (people.length === 0) throw new Refusal(409, words.invite.nobody);
  await tx.db
    .updateTable('meeting')
    .set((row) => ({ invitation, invited_at: tx.now, version: row('version', '+', 1) }))
    .where('id', '=', meeting.id)
    .execute();
  await showMeeting(tx, meeting.id);
  await tell(
    tx,
    people,
    { title: words.invite.notice(meeting.title), url: `/meetings/${meeting.id}` },
    { kind: 'invitation', id: meeting.id },
  );
  tx.record({
    action: 'meeting.invite',
    subject_kind: 'meeting',
    subject_id: meeting.id,
    detail: {
      seats: seats.length,
      people: people.length,
      days_ahead: daysBetween(tx.today, meeting.held_on),
    },
  });
  return people.length;
}

/** A member says whether somebody comes, until the sitting begins. 404 for a seat that is not theirs. */
export async function replyAttendance(
  tx: WriteTx,
  meeting_id: number | null,
  seat_id: number | null,
  data: { status: 'planned' | 'absent'; proxy_name: string | null },
): Promise<void> {
  const meeting = found(await meetingById(tx, meeting_id));
  const seat = found((await seatsOf(tx, meeting.id)).find((one) => one.id === seat_id));
  if (!seat.may_reply && !meeting.may_manage) throw new Refusal(404);
  if (!before.includes(meetingState(meeting))) throw new Refusal(409, common.errors.notNow);
  await tx.db
    .updateTable('attendance')
    .set({ status: data.status, proxy_name: data.status === 'planned' ? data.proxy_name : null })
    .where('id', '=', seat.id)
    .execute();
  tx.record({
    action: 'meeting.reply',
    subject_kind: 'meeting',
    subject_id: meeting.id,
    detail: { seat: seat.id, status: data.status },
  });
}
