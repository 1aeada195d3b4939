import { sql } from 'kysely';
import { found, Refusal, type WriteTx } from '../../platform/db/transaction.ts';
import { publish, unpublish } from '../../platform/search/search.ts';
import { conflict, invalid } from '../../platform/web/handlers.tsx';
import type { Errors } from '../../platform/web/form.ts';
import { raiseIssue, recordIssueEvent } from '../issues/commands.ts';
import { me } from './commands-forums.ts';
import { carryOver, fillSeats, meetingIn, showMeeting } from './commands-meetings.ts';
import type { NotesData, PublishData } from './forms.ts';
import { tell } from './jobs.ts';
import { peopleOf, peopleOfActions } from './queries.ts';
import {
  agendaOf,
  itemById,
  meetingAfter,
  seatsOf,
  type Item,
  type Meeting,
  type Past,
} from './queries-meetings.ts';
import { attended, factsOf, isSettled, leftNothingToDo, wasThere, type Attended } from './rules.ts';
import { say, words as common } from './words.ja.ts';
import { words as actionWords } from './words-actions.ja.ts';
import { words } from './words-minutes.ja.ts';

const writingStates = ['opened', 'closed'] as const;

/** Begins a sitting on its day or later; the members of that day get their seats. */
export async function openMeeting(tx: WriteTx, id: number | null): Promise<void> {
  const meeting = await meetingIn(tx, id, ['preparing', 'invited']);
  if (meeting.held_on > tx.today) throw new Refusal(409, words.close.tooEarly);
  await fillSeats(tx, meeting);
  await tx.db
    .updateTable('meeting')
    .set((row) => ({ opened_at: tx.now, version: row('version', '+', 1) }))
    .where('id', '=', meeting.id)
    .execute();
  tx.record({ action: 'meeting.open', subject_kind: 'meeting', subject_id: meeting.id, detail: {} });
}

/**
 * Who came: fields status_<seat> and proxy_<seat>; seats left out stay as they are. With `rest`, whoever has nothing
 * chosen was there: most were, and fourteen lists are long to go through.
 */
export async function saveAttendance(
  tx: WriteTx,
  id: number | null,
  typed: Record<string, unknown>,
): Promise<void> {
  const meeting = await meetingIn(tx, id, writingStates);
  const errors: Errors = {};
  const changes: { id: number; status: Attended; proxy_name: string | null }[] = [];
  for (const seat of await seatsOf(tx, meeting.id)) {
    const chosen = typed[`status_${seat.id}`];
    const status =
      attended.find((one) => one === chosen) ??
      (chosen === '' && typed['rest'] === '1' ? 'attended' : undefined);
    if (status === undefined) continue;
    const typedName = typed[`proxy_${seat.id}`];
    const name = typeof typedName === 'string' ? typedName.trim().slice(0, 50) : '';
    if (status === 'proxy' && name === '')
      errors[`proxy_${seat.id}`] = words.hold.proxyMissing(say.holder(seat));
    // A seat of a body alone keeps who came for it.
    const named = status === 'proxy' || (seat.person_id === null && wasThere(status) && name !== '');
    changes.push({ id: seat.id, status, proxy_name: named ? name : null });
  }
  if (Object.keys(errors).length > 0) invalid(errors);
  for (const { id: seat, ...change } of changes) {
    await tx.db.updateTable('attendance').set(change).where('id', '=', seat).execute();
  }
  tx.record({
    action: 'meeting.attendance',
    subject_kind: 'meeting',
    subject_id: meeting.id,
    detail: { seats: changes.length, there: changes.filter((one) => wasThere(one.status)).length },
  });
}

const texts = ['explanation', 'opinions', 'conclusion'] as const;
const sameTexts = (a: Pick<NotesData, (typeof texts)[number]>, b: Pick<NotesData, (typeof texts)[number]>) =>
  texts.every((name) => a[name] === b[name]);

/**
 * Saves what was said under an item and returns the version now stored. A stale version shows both texts, or, saving
 * by itself, is a 409. What another person had written stays in `past`, as does what was not chosen (`mine`).
 */
export async function saveNotes(
  tx: WriteTx,
  meeting_id: number | null,
  item_id: number | null,
  { _version, ...data }: NotesData,
  how: { auto?: boolean; mine?: Omit<NotesData, '_version'> } = {},
): Promise<number> {
  const meeting = await meetingIn(tx, meeting_id, writingStates);
  const item = found(await itemById(tx, meeting.id, item_id));
  const past = [...(item.past as Past[])];
  if (item.updated_by !== me(tx) && !sameTexts(item, data) && texts.some((name) => item[name] !== '')) {
    past.unshift(asPast(item, item.updated_at ?? tx.now, item.editor ?? say.somebody));
  }
  if (how.mine && !sameTexts(how.mine, data)) past.unshift(asPast(how.mine, tx.now, tx.session.name));
  // Sent a second time after a lost answer: it is already there.
  if (item.updated_by === me(tx) && item.version > _version && sameTexts(item, data)) return item.version;
  const changed = await tx.db
    .updateTable('agenda_item')
    .set((row) => ({
      ...data,
      past: JSON.stringify(past.slice(0, 20)),
      version: row('version', '+', 1),
      updated_at: tx.now,
      updated_by: me(tx),
    }))
    .where('id', '=', item.id)
    .where('version', '=', _version)
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n) {
    if (how.auto) throw new Refusal(409);
    conflict({
      fields: texts
        .filter((name) => data[name] !== item[name])
        .map((name) => ({ name, label: words.hold[name], mine: data[name], theirs: item[name] })),
      who: item.editor ?? say.somebody,
      when: item.updated_at ? say.moment(item.updated_at) : '',
      version: item.version,
    });
  }
  // Saving by itself comes every few seconds: one line for each stretch of one person's writing is enough.
  if (!how.auto || item.updated_by !== me(tx)) {
    tx.record({
      action: 'meeting.notes',
      subject_kind: 'meeting',
      subject_id: meeting.id,
      detail: { item: item.id, characters: texts.reduce((sum, name) => sum + data[name].length, 0) },
    });
  }
  return _version + 1;
}

function asPast(text: Omit<NotesData, '_version'>, at: Date, by: string): Past {
  return {
    at: at.toISOString(),
    by,
    explanation: text.explanation,
    opinions: text.opinions,
    conclusion: text.conclusion,
  };
}

async function under(tx: WriteTx, meeting_id: number | null, item_id: number | null) {
  const meeting = await meetingIn(tx, meeting_id, writingStates);
  const item = found(await itemById(tx, meeting.id, item_id));
  const record = (how: string, id: number) =>
    tx.record({
      action: `meeting.${how}`,
      subject_kind: 'meeting',
      subject_id: meeting.id,
      detail: { item: item.id, id },
    });
  return {
    meeting,
    item,
    record,
    keys: { meeting_id: meeting.id, forum_id: meeting.forum_id, agenda_item_id: item.id },
  };
}

/** Writes a decision under an item; 「決定なし」 no longer holds. */
export async function addDecision(
  tx: WriteTx,
  meeting_id: number | null,
  item_id: number | null,
  body: string,
): Promise<number> {
  const { meeting, item, keys, record } = await under(tx, meeting_id, item_id);
  const { id } = await tx.db
    .insertInto('decision')
    .values({ ...keys, issue_id: item.issue_id, body, decided_on: meeting.held_on, created_at: tx.now })
    .returning('id')
    .executeTakeFirstOrThrow();
  if (item.no_decision_reason !== null) {
    await tx.db
      .updateTable('agenda_item')
      .set({ no_decision_reason: null })
      .where('id', '=', item.id)
      .execute();
  }
  record('decide', id);
  return id;
}

/** Chooses 「決定なし」 with its reason, or takes it back with null; 409 where a decision stands. */
export async function setNoDecision(
  tx: WriteTx,
  meeting_id: number | null,
  item_id: number | null,
  reason: string | null,
): Promise<void> {
  const { item, record } = await under(tx, meeting_id, item_id);
  if (reason !== null) {
    const there = await tx.db
      .selectFrom('decision')
      .where('agenda_item_id', '=', item.id)
      .select('id')
      .executeTakeFirst();
    if (there) throw new Refusal(409, common.errors.notNow);
  }
  await tx.db
    .updateTable('agenda_item')
    .set({ no_decision_reason: reason })
    .where('id', '=', item.id)
    .execute();
  record(reason === null ? 'no_decision_withdraw' : 'no_decision', item.id);
}

/** 役割の整理: an organisation takes a part of what the item is about. */
export async function addRole(
  tx: WriteTx,
  meeting_id: number | null,
  item_id: number | null,
  data: { organisation_id: number; part: string },
): Promise<number> {
  const { item, keys, record } = await under(tx, meeting_id, item_id);
  const { id } = await tx.db
    .insertInto('role_assignment')
    .values({ ...keys, issue_id: item.issue_id, ...data })
    .returning('id')
    .executeTakeFirstOrThrow();
  record('assign', id);
  return id;
}

/** m<member>, f<facility> or o<organisation> as the one who holds an action item. */
export async function ownerOf(tx: WriteTx, forum_id: number, owner: string) {
  const id = Number(owner.slice(1));
  const row =
    owner[0] === 'm'
      ? await tx.db
          .selectFrom('forum_member')
          .where('id', '=', id)
          .where('forum_id', '=', forum_id)
          .select(['organisation_id', 'facility_id', 'person_id'])
          .executeTakeFirst()
      : owner[0] === 'f'
        ? await tx.db
            .selectFrom('facility')
            .where('id', '=', id)
            .select(['organisation_id', 'id as facility_id', sql<number | null>`null`.as('person_id')])
            .executeTakeFirst()
        : await tx.db
            .selectFrom('organisation')
            .where('id', '=', id)
            .select([
              'id as organisation_id',
              sql<number | null>`null`.as('facility_id'),
              sql<number | null>`null`.as('person_id'),
            ])
            .executeTakeFirst();
  return row ?? invalid({ owner: common.errors.unknownOwner });
}

/** Gives out an action item under an agenda item: what, who, by when. */
export async function addAction(
  tx: WriteTx,
  meeting_id: number | null,
  item_id: number | null,
  data: { what: string; owner: string; due_on: string },
): Promise<number> {
  const { meeting, item, keys, record } = await under(tx, meeting_id, item_id);
  if (data.due_on < meeting.held_on) invalid({ due_on: common.errors.dateBeforeMeeting(meeting.held_on) });
  const owner = await ownerOf(tx, meeting.forum_id, data.owner);
  const { id } = await tx.db
    .insertInto('action_item')
    .values({
      ...keys,
      issue_id: item.issue_id,
      what: data.what,
      owner_organisation_id: owner.organisation_id,
      owner_facility_id: owner.facility_id,
      owner_id: owner.person_id,
      due_on: data.due_on,
      first_due_on: data.due_on,
      created_at: tx.now,
      created_by: me(tx),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  record('give_out', id);
  return id;
}

/** Takes back what was written by mistake under an item, before the minutes are published. */
export async function removeFromItem(
  tx: WriteTx,
  meeting_id: number | null,
  item_id: number | null,
  table: 'decision' | 'role_assignment' | 'action_item',
  id: number | null,
): Promise<void> {
  const { item, record } = await under(tx, meeting_id, item_id);
  if (table === 'action_item') {
    // Once carried on or answered it is part of somebody's work and is cancelled there, with a reason.
    const used = await tx.db
      .selectFrom('agenda_item')
      .where('action_item_id', '=', id ?? 0)
      .select('id')
      .executeTakeFirst();
    if (used) throw new Refusal(409, common.errors.notNow);
  }
  const gone = await tx.db
    .deleteFrom(table)
    .where('id', '=', id ?? 0)
    .where('agenda_item_id', '=', item.id)
    .$if(table === 'action_item', (query) => query.where(sql<boolean>`not published and done_on is null`))
    .executeTakeFirst();
  if (gone.numDeletedRows === 0n) throw new Refusal(404);
  record(`${table}_remove`, id ?? 0);
}

/** Raises a new issue out of what was said under an item. */
export async function raiseFromItem(
  tx: WriteTx,
  meeting_id: number | null,
  item_id: number | null,
  data: { title: string; description: string; theme_code: string; weight: number },
): Promise<number> {
  const { meeting } = await under(tx, meeting_id, item_id);
  return raiseIssue(tx, {
    ...data,
    source: 'meeting',
    meeting_id: meeting.id,
    raised_on: meeting.held_on,
    facility_ids: [],
  });
}

export interface CloseData {
  summary: string;
  ends_at: string | null;
  acknowledged: boolean;
  /** why each item left open was not decided, by item */
  reasons: ReadonlyMap<number, string>;
}

/**
 * Closes a sitting. Everybody's attendance must be written, every item decided, answered or consciously left without a
 * decision; a sitting that gave nobody anything to do is pointed out once and closed only knowingly.
 */
export async function closeMeeting(tx: WriteTx, id: number | null, data: CloseData): Promise<void> {
  const meeting = await meetingIn(tx, id, ['opened']);
  const items = await agendaOf(tx, meeting.id);
  const errors: Errors = {};
  if (items.length === 0) errors[''] = words.close.noItems;
  const unwritten = (await seatsOf(tx, meeting.id)).filter((seat) => !isSettled(seat.status)).length;
  if (unwritten > 0) errors[''] = words.close.attendanceMissing(unwritten);
  const ends_at = data.ends_at ?? meeting.ends_at;
  if (meeting.starts_at !== null && ends_at !== null && ends_at <= meeting.starts_at) {
    errors.ends_at = words.close.endsBeforeStart;
  }
  for (const item of items) {
    if (item.open === null || data.reasons.has(item.id)) continue;
    errors[`reason_${item.id}`] =
      item.open === 'undecided' ? words.close.missingReason : words.close.unansweredReason;
  }
  const nothing = leftNothingToDo(items.map((item) => ({ actions: item.actions.length })));
  if (nothing && !data.acknowledged) errors.acknowledged = words.close.notAcknowledged;
  if (Object.keys(errors).length > 0) invalid(errors);
  const left = items.filter((item) => item.open !== null);
  for (const item of left) {
    await tx.db
      .updateTable('agenda_item')
      .set({ no_decision_reason: data.reasons.get(item.id)! })
      .where('id', '=', item.id)
      .execute();
  }
  await tx.db
    .updateTable('meeting')
    .set((row) => ({
      closed_at: tx.now,
      summary: data.summary,
      ends_at,
      version: row('version', '+', 1),
      updated_at: tx.now,
      updated_by: me(tx),
    }))
    .where('id', '=', meeting.id)
    .execute();
  await showMeeting(tx, meeting.id);
  tx.record({
    action: 'meeting.close',
    subject_kind: 'meeting',
    subject_id: meeting.id,
    detail: {
      items: items.length,
      decisions: items.reduce((sum, item) => sum + item.decisions.length, 0),
      actions: items.reduce((sum, item) => sum + item.actions.length, 0),
      without_decision: left.length,
      nothing_to_do: nothing,
    },
  });
}

/** Keeps what of the closing was typed when something else on its page was saved: the summary, and why items are left. */
export async function keepClosing(
  tx: WriteTx,
  id: number | null,
  data: { summary: string; reasons: ReadonlyMap<number, string> },
): Promise<void> {
  const meeting = await meetingIn(tx, id, writingStates);
  if (data.summary !== '' && data.summary !== meeting.summary) {
    await tx.db
      .updateTable('meeting')
      .set((row) => ({
        summary: data.summary,
        version: row('version', '+', 1),
        updated_at: tx.now,
        updated_by: me(tx),
      }))
      .where('id', '=', meeting.id)
      .execute();
  }
  for (const item of await agendaOf(tx, meeting.id)) {
    const reason = data.reasons.get(item.id);
    if (reason !== undefined && item.open !== null) await setNoDecision(tx, meeting.id, item.id, reason);
  }
}

/**
 * Publishes the minutes: the issues get their facts, every member a share-back (the absent first), and what the forum
 * has not finished goes to its next agenda. Returns how many were asked to share.
 */
export async function publishMinutes(tx: WriteTx, id: number | null, data: PublishData): Promise<number> {
  const meeting = await meetingIn(tx, id, ['closed']);
  if (data.due_on <= tx.today) invalid({ due_on: words.publish.dueInPast });
  const items = await agendaOf(tx, meeting.id);
  await tx.db
    .updateTable('meeting')
    .set((row) => ({
      minutes_published_at: tx.now,
      minutes_published_by: me(tx),
      version: row('version', '+', 1),
    }))
    .where('id', '=', meeting.id)
    .execute();
  const given = await giveOut(tx, meeting.id);
  await setPublished(tx, meeting.id, true);
  for (const item of items) await recordFacts(tx, meeting, item);
  for (const action of items.flatMap((item) => item.actions)) {
    await showAction(tx, { ...action, forum_id: meeting.forum_id, published: true });
  }
  const asked = await askToShare(tx, meeting, data, given);
  const next = await meetingAfter(tx, meeting);
  if (next && next.opened_at === null) await carryOver(tx, { id: next.id, forum_id: meeting.forum_id });
  await showMeeting(tx, meeting.id);
  tx.record({
    action: 'meeting.publish',
    subject_kind: 'meeting',
    subject_id: meeting.id,
    detail: { share_backs: asked, due_on: data.due_on },
  });
  return asked;
}

/** Takes published minutes back to be mended. Confirmations stay; facts on issues stay, and are not doubled later. */
export async function withdrawMinutes(tx: WriteTx, id: number | null): Promise<void> {
  const meeting = await meetingIn(tx, id, ['published']);
  await tx.db
    .updateTable('meeting')
    .set((row) => ({
      minutes_published_at: null,
      minutes_published_by: null,
      version: row('version', '+', 1),
    }))
    .where('id', '=', meeting.id)
    .execute();
  await setPublished(tx, meeting.id, false);
  await showMeeting(tx, meeting.id);
  tx.record({ action: 'meeting.withdraw', subject_kind: 'meeting', subject_id: meeting.id, detail: {} });
}

async function setPublished(tx: WriteTx, meeting_id: number, published: boolean): Promise<void> {
  for (const table of ['agenda_item', 'decision', 'role_assignment'] as const) {
    await tx.db.updateTable(table).set({ published }).where('meeting_id', '=', meeting_id).execute();
  }
}

/** Gives a sitting's action items to their owners; returns the new ones. They stay given while the minutes are mended. */
async function giveOut(tx: WriteTx, meeting_id: number) {
  const rows = await tx.db
    .updateTable('action_item')
    .set({ published: true })
    .where('meeting_id', '=', meeting_id)
    .where('published', '=', false)
    .returning(['id', 'what', 'owner_organisation_id', 'owner_facility_id', 'owner_id'])
    .returning(['done_on', 'cancelled_at'])
    .execute();
  return rows.filter((row) => row.done_on === null && row.cancelled_at === null);
}

async function recordFacts(tx: WriteTx, meeting: Meeting, item: Item): Promise<void> {
  if (item.issue_id === null) return;
  // A carried-over action item is a report of work, and an item nobody came to say anything on is no fact at all.
  const spoken =
    item.explanation !== '' || item.opinions !== '' || item.conclusion !== '' || item.decisions.length > 0;
  if (!spoken || (item.action_item_id !== null && item.decisions.length === 0)) return;
  for (const kind of factsOf(item.purpose, item.decisions.length)) {
    const note =
      kind === 'decided' ? item.decisions.map((decision) => decision.body).join('\n') : item.conclusion;
    await recordIssueEvent(tx, {
      issue_id: item.issue_id,
      kind,
      happened_on: meeting.held_on,
      meeting_id: meeting.id,
      note: note === '' ? null : note.slice(0, 1000),
    });
  }
}

/** Puts an action item into the search box, for those who run things, the facility that holds it and, once told, the forum. */
export async function showAction(
  tx: WriteTx,
  action: {
    id: number;
    what: string;
    due_on: string;
    organisation: string;
    facility: string | null;
    person: string | null;
    owner_facility_id: number | null;
    forum_id: number | null;
    published: boolean;
  },
): Promise<void> {
  await publish(tx, {
    kind: 'action',
    subject_id: action.id,
    title: action.what,
    summary: say.join([say.holder(action), say.day(action.due_on)]),
    url: `/actions/${action.id}`,
    words: say.holder(action),
    audience_duty: 'issue.manage',
    audience_facility_id: action.owner_facility_id,
    audience_forum_id: action.published ? action.forum_id : null,
  });
}

export async function hideAction(tx: WriteTx, id: number): Promise<void> {
  await unpublish(tx, 'action', id);
}

async function askToShare(
  tx: WriteTx,
  meeting: Meeting,
  data: PublishData,
  given: Awaited<ReturnType<typeof giveOut>>,
): Promise<number> {
  // One for each organisation or facility, however many of its people have a seat; the 事務局 itself asks, and is not asked.
  const seats = (await seatsOf(tx, meeting.id)).filter((seat) => seat.position !== 'secretariat');
  const members = [
    ...Map.groupBy(seats, (seat) => `${seat.organisation_id}/${seat.facility_id ?? ''}`).values(),
  ]
    .map((group) => {
      const was_absent = !group.some((seat) => wasThere(seat.status));
      return {
        organisation_id: group[0]!.organisation_id,
        facility_id: group[0]!.facility_id,
        was_absent,
        message: was_absent && data.absent_message !== '' ? data.absent_message : data.message,
      };
    })
    .toSorted((a, b) => Number(b.was_absent) - Number(a.was_absent));
  const { rows } = await sql<{ id: number; organisation_id: number; facility_id: number | null }>`
    insert into share_back (meeting_id, forum_id, organisation_id, facility_id, was_absent, due_on, message)
    select ${meeting.id}::bigint, ${meeting.forum_id}::bigint, organisation_id, facility_id, was_absent, ${data.due_on}::date, message
    from jsonb_to_recordset(${JSON.stringify(members)}::jsonb)
      as member (organisation_id bigint, facility_id bigint, was_absent boolean, message text)
    on conflict (meeting_id, organisation_id, coalesce(facility_id, 0)) do update
      set was_absent = excluded.was_absent, due_on = excluded.due_on, message = excluded.message
      where share_back.confirmed_at is null
    returning id, organisation_id, facility_id`.execute(tx.db);
  const people = await peopleOf(tx, rows);
  for (const [at, row] of rows.entries()) {
    await tell(
      tx,
      people[at]!,
      { title: words.publish.notice(meeting.title), url: `/share-backs/${row.id}` },
      { kind: 'share_back', id: row.id },
    );
  }
  // The mail above says what is to be done there as well; whoever gets none is told of each action item.
  const owners = await peopleOfActions(tx, given);
  for (const [at, action] of given.entries()) {
    const asked = rows.findIndex(
      (row) =>
        row.organisation_id === action.owner_organisation_id && row.facility_id === action.owner_facility_id,
    );
    const told = new Set(asked < 0 ? [] : people[asked]);
    await tell(
      tx,
      owners[at]!.filter((one) => !told.has(one)),
      { title: actionWords.notice.given(action.what), url: `/actions/${action.id}` },
      { kind: 'action', id: action.id },
    );
  }
  return rows.length;
}
