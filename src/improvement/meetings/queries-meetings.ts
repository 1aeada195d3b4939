import { sql } from 'kysely';
import { personNameIfAny } from '../../base/people/queries.ts';
import type { ReadTx } from '../../platform/db/transaction.ts';
import type { Paging } from '../../platform/web/paging.ts';

import {
  isPassedOver,
  openBecause,
  type AttendanceStatus,
  type MeetingState,
  type Position,
} from './rules.ts';

const meetings = (tx: ReadTx) =>
  tx.db
    .selectFrom('meeting')
    .innerJoin('forum', 'forum.id', 'meeting.forum_id')
    .selectAll('meeting')
    .select([
      'forum.name as forum',
      'forum.kind as forum_kind',
      'forum.organisation_id as secretariat_id',
      sql<boolean>`may_manage_meeting()`.as('may_manage'),
    ]);

export type Meeting = Awaited<ReturnType<typeof meetingById>> & {};

/** One sitting with its forum; undefined when not there for the actor. */
export async function meetingById(tx: ReadTx, id: number | null) {
  return meetings(tx)
    .leftJoin('person as publisher', 'publisher.id', 'meeting.minutes_published_by')
    .leftJoin('person as editor', 'editor.id', 'meeting.updated_by')
    .select([personNameIfAny('publisher').as('publisher'), personNameIfAny('editor').as('editor')])
    .where('meeting.id', '=', id ?? 0)
    .executeTakeFirst();
}

export interface MeetingFilter {
  forum_id: number | null;
  fiscal_year: number | null;
  state: MeetingState | null;
  words: string;
}

const inState: Record<MeetingState, ReturnType<typeof sql<boolean>>> = {
  cancelled: sql<boolean>`meeting.cancelled_at is not null`,
  published: sql<boolean>`meeting.minutes_published_at is not null and meeting.cancelled_at is null`,
  closed: sql<boolean>`meeting.closed_at is not null and meeting.minutes_published_at is null and meeting.cancelled_at is null`,
  opened: sql<boolean>`meeting.opened_at is not null and meeting.closed_at is null and meeting.cancelled_at is null`,
  invited: sql<boolean>`meeting.invited_at is not null and meeting.opened_at is null and meeting.cancelled_at is null`,
  preparing: sql<boolean>`meeting.invited_at is null and meeting.opened_at is null and meeting.cancelled_at is null`,
};

/** Sittings, the newest first, with what came of them as far as the actor may read it. */
export async function meetingList(tx: ReadTx, filter: MeetingFilter, paging: Paging) {
  let query = meetings(tx);
  if (filter.forum_id) query = query.where('meeting.forum_id', '=', filter.forum_id);
  if (filter.fiscal_year) query = query.where('meeting.fiscal_year', '=', filter.fiscal_year);
  if (filter.state) query = query.where(inState[filter.state]);
  if (filter.words)
    query = query.where(
      sql<boolean>`search_fold(meeting.title) like '%' || search_fold(${filter.words}) || '%'`,
    );
  const { total } = await query
    .clearSelect()
    .select(sql<number>`count(*)`.as('total'))
    .executeTakeFirstOrThrow();
  const rows = await query
    .select([
      sql<number>`(select count(*) from decision where decision.meeting_id = meeting.id)`.as('decisions'),
      sql<number>`(select count(*) from action_item where action_item.meeting_id = meeting.id and cancelled_at is null)`.as(
        'actions',
      ),
      sql<number>`(select count(*) from action_item where action_item.meeting_id = meeting.id and done_on is not null)`.as(
        'actions_done',
      ),
      sql<number>`(select count(*) from share_back where share_back.meeting_id = meeting.id)`.as(
        'share_backs',
      ),
      sql<number>`(select count(*) from share_back where share_back.meeting_id = meeting.id and confirmed_at is not null)`.as(
        'share_backs_confirmed',
      ),
    ])
    .orderBy('meeting.held_on', 'desc')
    .orderBy('meeting.id', 'desc')
    .limit(paging.size)
    .offset(paging.offset)
    .execute();
  return { rows, total };
}

export interface Seat {
  id: number;
  organisation_id: number;
  organisation: string;
  facility_id: number | null;
  facility: string | null;
  person_id: number | null;
  person: string | null;
  position: Position | null;
  status: AttendanceStatus;
  proxy_name: string | null;
  /** the actor may say whether somebody comes */
  may_reply: boolean;
}

/** Attendance of a sitting in the order of the members' list. */
export async function seatsOf(tx: ReadTx, meeting_id: number): Promise<Seat[]> {
  return tx.db
    .selectFrom('attendance')
    .innerJoin('organisation', 'organisation.id', 'attendance.organisation_id')
    .leftJoin('facility', 'facility.id', 'attendance.facility_id')
    .leftJoin('person', 'person.id', 'attendance.person_id')
    .leftJoinLateral(
      (from) =>
        from
          .selectFrom('forum_member')
          .whereRef('forum_member.forum_id', '=', 'attendance.forum_id')
          .whereRef('forum_member.organisation_id', '=', 'attendance.organisation_id')
          .where(sql<boolean>`forum_member.facility_id is not distinct from attendance.facility_id`)
          .where(sql<boolean>`forum_member.person_id is not distinct from attendance.person_id`)
          .select(sql<Position | null>`forum_member.position`.as('position'))
          .orderBy('forum_member.starts_on', 'desc')
          .limit(1)
          .as('seat'),
      (join) => join.onTrue(),
    )
    .where('attendance.meeting_id', '=', meeting_id)
    .select([
      'attendance.id',
      'attendance.organisation_id',
      'organisation.name as organisation',
      'attendance.facility_id',
      'facility.name as facility',
      'attendance.person_id',
      personNameIfAny('person').as('person'),
      'seat.position',
      'attendance.status',
      'attendance.proxy_name',
      sql<boolean>`coalesce(may_reply_attendance(attendance.organisation_id, attendance.facility_id, attendance.person_id,
        attendance.status), false)`.as('may_reply'),
    ])
    .orderBy(
      sql`array_position(array['chair', 'vice_chair', 'member', 'secretariat', 'observer'], seat.position)`,
    )
    .orderBy(sql`coalesce(organisation.name_kana, organisation.name) collate "ja-x-icu"`)
    .orderBy(sql`facility.name_kana collate "ja-x-icu"`)
    .orderBy('attendance.id')
    .execute();
}

/** Agenda items in order, each with its issue and, where carried over, its action item, as far as the actor may read them. */
async function itemsOf(tx: ReadTx, meeting_id: number) {
  return tx.db
    .selectFrom('agenda_item')
    .leftJoin('issue', 'issue.id', 'agenda_item.issue_id')
    .leftJoin('action_item', 'action_item.id', 'agenda_item.action_item_id')
    .leftJoin('organisation', 'organisation.id', 'action_item.owner_organisation_id')
    .leftJoin('facility', 'facility.id', 'action_item.owner_facility_id')
    .leftJoin('person as editor', 'editor.id', 'agenda_item.updated_by')
    .where('agenda_item.meeting_id', '=', meeting_id)
    .select([
      'agenda_item.id',
      'agenda_item.meeting_id',
      'agenda_item.forum_id',
      'agenda_item.position',
      'agenda_item.title',
      'agenda_item.purpose',
      'agenda_item.issue_id',
      'agenda_item.action_item_id',
      'agenda_item.minutes_planned',
      'agenda_item.material',
      'agenda_item.explanation',
      'agenda_item.opinions',
      'agenda_item.conclusion',
      'agenda_item.no_decision_reason',
      'agenda_item.version',
      'agenda_item.updated_at',
      'agenda_item.updated_by',
      personNameIfAny('editor').as('editor'),
      sql<Past[]>`agenda_item.past`.as('past'),
      'issue.title as issue',
      'issue.description as issue_description',
      'action_item.what as carried',
      'action_item.due_on as carried_due_on',
      'action_item.done_on as carried_done_on',
      'action_item.outcome as carried_outcome',
      sql<string | null>`coalesce(facility.name, organisation.name)`.as('carried_owner'),
    ])
    .orderBy('agenda_item.position')
    .orderBy('agenda_item.id')
    .execute();
}

/** What an agenda item said before, or would have said: see agenda_item.past. */
export interface Past {
  at: string;
  by: string;
  explanation: string;
  opinions: string;
  conclusion: string;
}

async function decisionsOf(tx: ReadTx, meeting_id: number) {
  return tx.db
    .selectFrom('decision')
    .where('meeting_id', '=', meeting_id)
    .select(['id', 'agenda_item_id', 'body', 'decided_on', 'issue_id'])
    .orderBy('id')
    .execute();
}

async function rolesOf(tx: ReadTx, meeting_id: number) {
  return tx.db
    .selectFrom('role_assignment')
    .innerJoin('organisation', 'organisation.id', 'role_assignment.organisation_id')
    .where('role_assignment.meeting_id', '=', meeting_id)
    .select([
      'role_assignment.id',
      'role_assignment.agenda_item_id',
      'role_assignment.organisation_id',
      'role_assignment.part',
      'organisation.name as organisation',
    ])
    .orderBy('role_assignment.id')
    .execute();
}

async function actionsOf(tx: ReadTx, meeting_id: number) {
  return tx.db
    .selectFrom('action_item')
    .innerJoin('organisation', 'organisation.id', 'action_item.owner_organisation_id')
    .leftJoin('facility', 'facility.id', 'action_item.owner_facility_id')
    .leftJoin('person', 'person.id', 'action_item.owner_id')
    .where('action_item.meeting_id', '=', meeting_id)
    .select([
      'action_item.id',
      'action_item.agenda_item_id',
      'action_item.what',
      'action_item.due_on',
      'action_item.done_on',
      'action_item.outcome',
      'action_item.cancelled_at',
      'action_item.owner_organisation_id',
      'action_item.owner_facility_id',
      'organisation.name as organisation',
      'facility.name as facility',
      personNameIfAny('person').as('person'),
    ])
    .orderBy('action_item.id')
    .execute();
}

type Rows<T extends (...given: never[]) => Promise<unknown>> =
  Awaited<ReturnType<T>> extends (infer Row)[] ? Row : never;
export type MeetingDecision = Rows<typeof decisionsOf>;
export type MeetingRole = Rows<typeof rolesOf>;
export type MeetingAction = Rows<typeof actionsOf>;
export type Item = Rows<typeof itemsOf> & {
  decisions: MeetingDecision[];
  roles: MeetingRole[];
  actions: MeetingAction[];
  /** why it would stay open if the sitting were closed now */
  open: 'undecided' | 'unanswered' | null;
  /** closed with a reason and nothing written */
  passed_over: boolean;
};

/** The agenda with everything written down under each item, in five queries whatever its length. */
export async function agendaOf(tx: ReadTx, meeting_id: number): Promise<Item[]> {
  const items = await itemsOf(tx, meeting_id);
  const decisions = await decisionsOf(tx, meeting_id);
  const roles = await rolesOf(tx, meeting_id);
  const actions = await actionsOf(tx, meeting_id);
  return items.map((item) => {
    const own = {
      decisions: decisions.filter((row) => row.agenda_item_id === item.id),
      roles: roles.filter((row) => row.agenda_item_id === item.id),
      actions: actions.filter((row) => row.agenda_item_id === item.id),
    };
    const facts = { ...item, decisions: own.decisions.length, actions: own.actions.length };
    return { ...item, ...own, open: openBecause(facts), passed_over: isPassedOver(facts) };
  });
}

/** One agenda item of a sitting as a command finds it; undefined when not there. */
export async function itemById(tx: ReadTx, meeting_id: number, id: number | null) {
  return tx.db
    .selectFrom('agenda_item')
    .leftJoin('person as editor', 'editor.id', 'agenda_item.updated_by')
    .where('agenda_item.id', '=', id ?? 0)
    .where('agenda_item.meeting_id', '=', meeting_id)
    .selectAll('agenda_item')
    .select(personNameIfAny('editor').as('editor'))
    .executeTakeFirst();
}

/** The sitting of the same forum that comes after; undefined when none is planned. */
export async function meetingAfter(tx: ReadTx, meeting: { id: number; forum_id: number; held_on: string }) {
  return tx.db
    .selectFrom('meeting')
    .where('forum_id', '=', meeting.forum_id)
    .where('cancelled_at', 'is', null)
    .where('id', '!=', meeting.id)
    .where('held_on', '>=', meeting.held_on)
    .select(['id', 'title', 'held_on', 'starts_at', 'ends_at', 'place', 'opened_at'])
    .orderBy('held_on')
    .orderBy('id')
    .executeTakeFirst();
}

/** Open action items of a forum that are not on a sitting's agenda, the oldest first. */
export async function undoneNotOn(tx: ReadTx, meeting: { id: number; forum_id: number }) {
  return tx.db
    .selectFrom('action_item')
    .innerJoin('organisation', 'organisation.id', 'action_item.owner_organisation_id')
    .leftJoin('facility', 'facility.id', 'action_item.owner_facility_id')
    .where('action_item.forum_id', '=', meeting.forum_id)
    .where('action_item.done_on', 'is', null)
    .where('action_item.cancelled_at', 'is', null)
    .where(sql<boolean>`action_item.meeting_id is distinct from ${meeting.id}`)
    .where(
      sql<boolean>`not exists (select from agenda_item where agenda_item.meeting_id = ${meeting.id}
      and agenda_item.action_item_id = action_item.id)`,
    )
    .select([
      'action_item.id',
      'action_item.what',
      'action_item.due_on',
      'action_item.issue_id',
      sql<string>`coalesce(facility.name, organisation.name)`.as('owner'),
    ])
    .orderBy('action_item.due_on')
    .orderBy('action_item.id')
    .execute();
}
