import { sql } from 'kysely';
import { personNameIfAny } from '../../base/people/queries.ts';
import type { ReadTx } from '../../platform/db/transaction.ts';
import { addDays } from '../../platform/ja/dates.ts';
import { heldByActor } from './queries.ts';
import type { ActionState } from './rules.ts';

const actions = (tx: ReadTx) =>
  tx.db
    .selectFrom('action_item')
    .innerJoin('organisation', 'organisation.id', 'action_item.owner_organisation_id')
    .leftJoin('facility', 'facility.id', 'action_item.owner_facility_id')
    .leftJoin('person', 'person.id', 'action_item.owner_id')
    .leftJoin('forum', 'forum.id', 'action_item.forum_id')
    .leftJoin('meeting', 'meeting.id', 'action_item.meeting_id')
    .selectAll('action_item')
    .select([
      'organisation.name as organisation',
      'facility.name as facility',
      personNameIfAny('person').as('person'),
      'forum.name as forum',
      'meeting.title as meeting',
      'meeting.held_on',
      sql<number>`(select count(*) from agenda_item where agenda_item.action_item_id = action_item.id)`.as(
        'carried_times',
      ),
    ]);

export type Action = Awaited<ReturnType<typeof actionById>> & {};
export type ActionLine = Awaited<ReturnType<typeof actionList>>['rows'][number];

/** One action item; undefined when not there for the actor. */
export async function actionById(tx: ReadTx, id: number | null) {
  return actions(tx)
    .leftJoin('issue', 'issue.id', 'action_item.issue_id')
    .leftJoin('person as doer', 'doer.id', 'action_item.done_by')
    .leftJoin('person as creator', 'creator.id', 'action_item.created_by')
    .select([
      'issue.title as issue',
      personNameIfAny('doer').as('doer'),
      personNameIfAny('creator').as('creator'),
      sql<boolean>`coalesce(may_answer_action_item(action_item.owner_organisation_id, action_item.owner_facility_id,
        action_item.owner_id, action_item.published), false)`.as('may_answer'),
      sql<boolean>`may_manage_meeting()`.as('may_manage'),
    ])
    .where('action_item.id', '=', id ?? 0)
    .executeTakeFirst();
}

/** What was written on the way, the newest first. */
export async function notesOf(tx: ReadTx, action_item_id: number) {
  return tx.db
    .selectFrom('action_note')
    .innerJoin('person', 'person.id', 'action_note.written_by')
    .where('action_note.action_item_id', '=', action_item_id)
    .select([
      'action_note.id',
      'action_note.body',
      'action_note.moved_due_to',
      'action_note.written_at',
      personNameIfAny('person').as('person'),
    ])
    .orderBy('action_note.written_at', 'desc')
    .orderBy('action_note.id', 'desc')
    .execute();
}

/** Sittings whose agenda an action item was carried to, the newest first. */
export async function carriedTo(tx: ReadTx, action_item_id: number) {
  return tx.db
    .selectFrom('agenda_item')
    .innerJoin('meeting', 'meeting.id', 'agenda_item.meeting_id')
    .where('agenda_item.action_item_id', '=', action_item_id)
    .select(['meeting.id', 'meeting.title', 'meeting.held_on', 'meeting.created_at'])
    .orderBy('meeting.held_on', 'desc')
    .execute();
}

export const scopes = ['mine', 'organisation', 'all'] as const;
export type Scope = (typeof scopes)[number];

export interface ActionFilter {
  scope: Scope;
  /** null: everything that is not over */
  state: ActionState | 'any' | null;
  forum_id: number | null;
  organisation_id: number | null;
  meeting_id: number | null;
  words: string;
}

/** Action items by date, the most overdue first; what is over, the newest first. */
export async function actionList(tx: ReadTx, filter: ActionFilter, paging: { size: number; offset: number }) {
  let query = actions(tx);
  if (filter.scope === 'mine') query = query.where(heldByActor(tx));
  if (filter.scope === 'organisation') {
    query = query.where(
      sql<boolean>`action_item.owner_organisation_id = any(${tx.session.organisations}::bigint[])`,
    );
  }
  const week = addDays(tx.today, 7);
  const open = sql<boolean>`action_item.done_on is null and action_item.cancelled_at is null`;
  const states: Record<ActionState, ReturnType<typeof sql<boolean>>> = {
    overdue: sql<boolean>`${open} and action_item.due_on < ${tx.today}`,
    week: sql<boolean>`${open} and action_item.due_on between ${tx.today} and ${week}`,
    later: sql<boolean>`${open} and action_item.due_on > ${week}`,
    done: sql<boolean>`action_item.done_on is not null`,
    cancelled: sql<boolean>`action_item.cancelled_at is not null`,
  };
  if (filter.state === null) query = query.where(open);
  else if (filter.state !== 'any') query = query.where(states[filter.state]);
  if (filter.forum_id) query = query.where('action_item.forum_id', '=', filter.forum_id);
  if (filter.organisation_id)
    query = query.where('action_item.owner_organisation_id', '=', filter.organisation_id);
  if (filter.meeting_id) query = query.where('action_item.meeting_id', '=', filter.meeting_id);
  if (filter.words) {
    query = query.where(
      sql<boolean>`search_fold(action_item.what || ' ' || organisation.name || ' ' || coalesce(facility.name, ''))
        like '%' || search_fold(${filter.words}) || '%'`,
    );
  }
  const { total } = await query
    .clearSelect()
    .select(sql<number>`count(*)`.as('total'))
    .executeTakeFirstOrThrow();
  const over = filter.state === 'done' || filter.state === 'cancelled';
  const rows = await query
    .orderBy('action_item.due_on', over ? 'desc' : 'asc')
    .orderBy('action_item.id', over ? 'desc' : 'asc')
    .limit(paging.size)
    .offset(paging.offset)
    .execute();
  return { rows, total };
}
