import { sql } from 'kysely';
import { personNameIfAny } from '../../base/people/queries.ts';
import type { ReadTx } from '../../platform/db/transaction.ts';

import type { ShareBackState } from './rules.ts';

const shareBacks = (tx: ReadTx) =>
  tx.db
    .selectFrom('share_back')
    .innerJoin('meeting', 'meeting.id', 'share_back.meeting_id')
    .innerJoin('organisation', 'organisation.id', 'share_back.organisation_id')
    .leftJoin('facility', 'facility.id', 'share_back.facility_id')
    .leftJoin('person as confirmer', 'confirmer.id', 'share_back.confirmed_by')
    .leftJoin('person as answerer', 'answerer.id', 'share_back.answered_by')
    .selectAll('share_back')
    .select([
      'meeting.title as meeting',
      'meeting.held_on',
      'meeting.minutes_published_at',
      'organisation.name as organisation',
      'facility.name as facility',
      sql<string>`coalesce(facility.name, organisation.name)`.as('who'),
      personNameIfAny('confirmer').as('confirmer'),
      personNameIfAny('answerer').as('answerer'),
      sql<boolean>`coalesce(may_confirm_share_back(share_back.organisation_id, share_back.facility_id), false)`.as(
        'may_confirm',
      ),
      sql<boolean>`may_manage_meeting()`.as('may_manage'),
    ]);

export type ShareBack = Awaited<ReturnType<typeof shareBackById>> & {};

/** One share-back; undefined when not there for the actor. */
export async function shareBackById(tx: ReadTx, id: number | null) {
  return shareBacks(tx)
    .where('share_back.id', '=', id ?? 0)
    .executeTakeFirst();
}

export interface ShareBackFilter {
  forum_id: number | null;
  meeting_id: number | null;
  state: ShareBackState | 'question' | null;
}

/** Share-backs: who has not confirmed comes first, among them those who were absent, then by date. */
export async function shareBackList(
  tx: ReadTx,
  filter: ShareBackFilter,
  paging: { size: number; offset: number },
) {
  let query = shareBacks(tx);
  if (filter.forum_id) query = query.where('share_back.forum_id', '=', filter.forum_id);
  if (filter.meeting_id) query = query.where('share_back.meeting_id', '=', filter.meeting_id);
  if (filter.state === 'confirmed') query = query.where('share_back.confirmed_at', 'is not', null);
  if (filter.state === 'waiting') query = query.where('share_back.confirmed_at', 'is', null);
  if (filter.state === 'late') {
    query = query.where('share_back.confirmed_at', 'is', null).where('share_back.due_on', '<', tx.today);
  }
  if (filter.state === 'question') query = query.where('share_back.question', 'is not', null);
  const { total } = await query
    .clearSelect()
    .select(sql<number>`count(*)`.as('total'))
    .executeTakeFirstOrThrow();
  const rows = await query
    .orderBy(sql`share_back.confirmed_at is not null`)
    .orderBy('share_back.was_absent', 'desc')
    .orderBy('meeting.held_on', 'desc')
    .orderBy('share_back.due_on')
    .orderBy(sql`coalesce(facility.name_kana, organisation.name_kana, organisation.name) collate "ja-x-icu"`)
    .orderBy('share_back.id')
    .limit(paging.size)
    .offset(paging.offset)
    .execute();
  return { rows, total };
}

/** Those the actor's own facilities and organisations hold: what waits first, then the newest. */
export async function ownShareBacks(tx: ReadTx, limit = 100) {
  return shareBacks(tx)
    .where(sql<boolean>`may_hold(share_back.organisation_id, share_back.facility_id)`)
    .orderBy(sql`share_back.confirmed_at is not null`)
    .orderBy('meeting.held_on', 'desc')
    .orderBy('share_back.id', 'desc')
    .limit(limit)
    .execute();
}

export interface ConfirmationRate {
  meeting_id: number;
  meeting: string;
  forum: string;
  held_on: string;
  all: number;
  confirmed: number;
}

/** How many of each meeting's share-backs are confirmed, the newest meetings first; of those the actor may read. */
export async function confirmationRates(
  tx: ReadTx,
  asked: { meeting_id?: number; forum_id?: number | null; limit?: number } = {},
): Promise<ConfirmationRate[]> {
  let query = tx.db
    .selectFrom('share_back')
    .innerJoin('meeting', 'meeting.id', 'share_back.meeting_id')
    .innerJoin('forum', 'forum.id', 'meeting.forum_id');
  if (asked.meeting_id) query = query.where('share_back.meeting_id', '=', asked.meeting_id);
  if (asked.forum_id) query = query.where('share_back.forum_id', '=', asked.forum_id);
  return query
    .groupBy(['meeting.id', 'forum.name'])
    .select([
      'meeting.id as meeting_id',
      'meeting.title as meeting',
      'forum.name as forum',
      'meeting.held_on',
      sql<number>`count(*)`.as('all'),
      sql<number>`count(share_back.confirmed_at)`.as('confirmed'),
    ])
    .orderBy('meeting.held_on', 'desc')
    .orderBy('meeting.id', 'desc')
    .limit(asked.limit ?? 12)
    .execute();
}
