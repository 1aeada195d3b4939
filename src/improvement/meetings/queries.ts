import { sql, type RawBuilder } from 'kysely';
import { personNameIfAny } from '../../base/people/queries.ts';
import type { ReadTx } from '../../platform/db/transaction.ts';

/** Who holds an action item, a share-back or a seat: always an organisation, perhaps its facility, perhaps a person. */
export interface Holder {
  organisation_id: number;
  facility_id: number | null;
  person_id?: number | null;
}

/**
 * Those to be told for a holder: the person named, else the facility's heads, else the organisation's people who meet
 * or answer for it; appointments in force today. One answer per holder, in the order given.
 */
export async function peopleOf(tx: ReadTx, holders: readonly Holder[]): Promise<number[][]> {
  if (holders.length === 0) return [];
  const asked = holders.map((holder, at) => ({ at, ...holder, person_id: holder.person_id ?? null }));
  const { rows } = await sql<{ at: number; person_id: number }>`
    with holder as (
      select * from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb)
        as given (at integer, organisation_id bigint, facility_id bigint, person_id bigint)
    )
    select distinct holder.at, appointment.person_id
    from holder
    join appointment on appointment.starts_on <= ${tx.today} and (appointment.ends_on is null or appointment.ends_on >= ${tx.today})
    join role on role.code = appointment.role_code
    where (holder.person_id is not null and appointment.person_id = holder.person_id)
      or (holder.person_id is null and holder.facility_id is not null
        and exists (select from role_duty where role_duty.role_code = role.code and duty = 'facility.answer')
        and (appointment.facility_id = holder.facility_id
          or (appointment.facility_id is null and role.facility_scope and appointment.organisation_id = holder.organisation_id)))
      or (holder.person_id is null and holder.facility_id is null and appointment.organisation_id = holder.organisation_id
        and exists (select from role_duty where role_duty.role_code = role.code and duty in ('meeting.read', 'facility.answer')))
    order by 1, 2`.execute(tx.db);
  return holders.map((_, at) => rows.filter((row) => row.at === at).map((row) => row.person_id));
}

/** Those to be told of action items: one answer per item, in the order given. */
export async function peopleOfActions(
  tx: ReadTx,
  actions: readonly {
    owner_organisation_id: number;
    owner_facility_id: number | null;
    owner_id: number | null;
  }[],
): Promise<number[][]> {
  return peopleOf(
    tx,
    actions.map((action) => ({
      organisation_id: action.owner_organisation_id,
      facility_id: action.owner_facility_id,
      person_id: action.owner_id,
    })),
  );
}

/** The people of a forum's secretariat who may run its meetings; all who may where that organisation has none. */
export async function secretariatOf(tx: ReadTx, forum_id: number | null): Promise<number[]> {
  const rows = await tx.db
    .selectFrom('appointment')
    .innerJoin('role_duty', 'role_duty.role_code', 'appointment.role_code')
    .leftJoin('forum', (join) =>
      join.onRef('forum.organisation_id', '=', 'appointment.organisation_id').on('forum.id', '=', forum_id),
    )
    .where('role_duty.duty', '=', 'meeting.manage')
    .where('appointment.starts_on', '<=', tx.today)
    .where((where) => where.or([where('ends_on', 'is', null), where('ends_on', '>=', tx.today)]))
    .select(['appointment.person_id', sql<boolean>`forum.id is not null`.as('own')])
    .distinct()
    .execute();
  const own = rows.filter((row) => row.own);
  return [...new Set((own.length > 0 ? own : rows).map((row) => row.person_id))];
}

// ---- for later slices ----------------------------------------------------------------------

export interface WaitingAction {
  id: number;
  what: string;
  due_on: string;
  owner_organisation: string;
  owner_facility: string | null;
  owner: string | null;
  forum: string | null;
  meeting_id: number | null;
}

const openActions = (tx: ReadTx) =>
  tx.db
    .selectFrom('action_item')
    .innerJoin('organisation', 'organisation.id', 'action_item.owner_organisation_id')
    .leftJoin('facility', 'facility.id', 'action_item.owner_facility_id')
    .leftJoin('person', 'person.id', 'action_item.owner_id')
    .leftJoin('forum', 'forum.id', 'action_item.forum_id')
    .where('action_item.done_on', 'is', null)
    .where('action_item.cancelled_at', 'is', null)
    .select([
      'action_item.id',
      'action_item.what',
      'action_item.due_on',
      'organisation.name as owner_organisation',
      'facility.name as owner_facility',
      personNameIfAny('person').as('owner'),
      'forum.name as forum',
      'action_item.meeting_id',
    ])
    .orderBy('action_item.due_on')
    .orderBy('action_item.id');

/** Open action items the actor may answer without being the 事務局: their own, their facility's, their organisation's. */
export async function openActionsFor(tx: ReadTx, limit = 20): Promise<WaitingAction[]> {
  return openActions(tx).where(heldByActor(tx)).limit(limit).execute();
}

/** True of an action item that waits for the actor: by name, or nobody is named and it is their facility's or organisation's. */
export const heldByActor = (
  tx: ReadTx,
): RawBuilder<boolean> => sql<boolean>`(action_item.owner_id = ${tx.actor.person_id}
  or (action_item.owner_id is null and may_answer_as(action_item.owner_organisation_id, action_item.owner_facility_id)))`;

/** Open action items past their date, the longest first, with who holds them; those the actor may read. */
export async function overdueActions(tx: ReadTx, limit = 20): Promise<WaitingAction[]> {
  return openActions(tx).where('action_item.due_on', '<', tx.today).limit(limit).execute();
}

export interface WaitingShareBack {
  id: number;
  meeting_id: number;
  meeting: string;
  due_on: string;
  was_absent: boolean;
}

/** Share-backs the actor is to confirm, the nearest date first. */
export async function shareBacksDue(tx: ReadTx, limit = 20): Promise<WaitingShareBack[]> {
  return tx.db
    .selectFrom('share_back')
    .innerJoin('meeting', 'meeting.id', 'share_back.meeting_id')
    .where('share_back.confirmed_at', 'is', null)
    .where(sql<boolean>`may_confirm_share_back(share_back.organisation_id, share_back.facility_id)`)
    .select([
      'share_back.id',
      'share_back.meeting_id',
      'meeting.title as meeting',
      'share_back.due_on',
      'share_back.was_absent',
    ])
    .orderBy('share_back.due_on')
    .orderBy('share_back.id')
    .limit(limit)
    .execute();
}

/** Sittings from today on that the actor may read, the next first. */
export async function meetingsAhead(tx: ReadTx, limit = 10) {
  return tx.db
    .selectFrom('meeting')
    .innerJoin('forum', 'forum.id', 'meeting.forum_id')
    .where('meeting.cancelled_at', 'is', null)
    .where('meeting.closed_at', 'is', null)
    .where('meeting.held_on', '>=', tx.today)
    .select([
      'meeting.id',
      'meeting.title',
      'meeting.held_on',
      'meeting.starts_at',
      'meeting.ends_at',
      'meeting.place',
      'meeting.invited_at',
      'forum.name as forum',
    ])
    .orderBy('meeting.held_on')
    .orderBy('meeting.id')
    .limit(limit)
    .execute();
}

/** Sittings whose day has passed and whose minutes are not published, the oldest first; for those who publish them. */
export async function meetingsWithoutMinutes(tx: ReadTx, limit = 10) {
  return tx.db
    .selectFrom('meeting')
    .innerJoin('forum', 'forum.id', 'meeting.forum_id')
    .where('meeting.cancelled_at', 'is', null)
    .where('meeting.minutes_published_at', 'is', null)
    .where('meeting.held_on', '<', tx.today)
    .where(sql<boolean>`may_manage_meeting()`)
    .select(['meeting.id', 'meeting.title', 'meeting.held_on', 'meeting.closed_at', 'forum.name as forum'])
    .orderBy('meeting.held_on')
    .limit(limit)
    .execute();
}

/** Questions from share-backs that nobody has answered yet; for those who answer them. */
export async function questionsOpen(tx: ReadTx, limit = 10) {
  return tx.db
    .selectFrom('share_back')
    .innerJoin('meeting', 'meeting.id', 'share_back.meeting_id')
    .innerJoin('organisation', 'organisation.id', 'share_back.organisation_id')
    .leftJoin('facility', 'facility.id', 'share_back.facility_id')
    .where('share_back.question', 'is not', null)
    .where('share_back.answer', 'is', null)
    .where(sql<boolean>`may_manage_meeting()`)
    .select([
      'share_back.id',
      'share_back.meeting_id',
      'meeting.title as meeting',
      'share_back.question',
      'share_back.asked_at',
      sql<string>`coalesce(facility.name, organisation.name)`.as('who'),
    ])
    .orderBy('share_back.asked_at')
    .limit(limit)
    .execute();
}
