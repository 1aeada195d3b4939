import { sql } from 'kysely';
import { personNameIfAny } from '../../base/people/queries.ts';
import type { ReadTx } from '../../platform/db/transaction.ts';
import { addDays } from '../../platform/ja/dates.ts';
import type { Paging } from '../../platform/web/paging.ts';

import { termNotice, wasThere, type AttendanceStatus, type ForumKind, type Position } from './rules.ts';

const inForce = (today: string) => sql<boolean>`forum_member.starts_on <= ${today}
  and (forum_member.ends_on is null or forum_member.ends_on >= ${today})`;

/** Forums the actor takes part in or looks after, with how the year stands. */
const forums = (tx: ReadTx) =>
  tx.db
    .selectFrom('forum')
    .innerJoin('organisation', 'organisation.id', 'forum.organisation_id')
    .leftJoin('area', 'area.id', 'forum.area_id')
    .where(sql<boolean>`may_read_forum(forum.id)`)
    .select([
      'forum.id',
      'forum.name',
      'forum.kind',
      'forum.purpose',
      'forum.meetings_per_year',
      'forum.area_id',
      'forum.organisation_id',
      'forum.ended_on',
      'forum.version',
      'forum.updated_at',
      'organisation.name as organisation',
      'area.name as area',
      sql<number>`(select count(*) from meeting where meeting.forum_id = forum.id and fiscal_year = ${tx.fiscal_year}
        and closed_at is not null and cancelled_at is null)`.as('held'),
      sql<
        string | null
      >`(select min(held_on) from meeting where meeting.forum_id = forum.id and held_on >= ${tx.today}
        and closed_at is null and cancelled_at is null)`.as('next_on'),
      sql<number>`(select count(*) from forum_member where forum_member.forum_id = forum.id and ${inForce(tx.today)})`.as(
        'members',
      ),
      sql<number>`(select count(*) from forum_member where forum_member.forum_id = forum.id and ${inForce(tx.today)}
        and person_id is null)`.as('unnamed'),
      sql<number>`(select count(*) from forum_member where forum_member.forum_id = forum.id and ${inForce(tx.today)}
        and ends_on <= ${addDays(tx.today, termNotice)})`.as('ending'),
    ]);

export type Forum = Awaited<ReturnType<typeof forumById>> & {};

/** One forum; undefined when not there for the actor. */
export async function forumById(tx: ReadTx, id: number | null) {
  return forums(tx)
    .leftJoin('person as editor', 'editor.id', 'forum.updated_by')
    .select([personNameIfAny('editor').as('editor'), sql<boolean>`may_manage_meeting()`.as('may_manage')])
    .where('forum.id', '=', id ?? 0)
    .executeTakeFirst();
}

export interface ForumFilter {
  kind: ForumKind | null;
  ended: boolean;
}

/** Forums by kind and name; ended ones only when asked for. */
export async function forumList(tx: ReadTx, filter: ForumFilter, paging: Paging) {
  let query = forums(tx);
  if (filter.kind) query = query.where('forum.kind', '=', filter.kind);
  if (!filter.ended) {
    query = query.where((where) =>
      where.or([where('forum.ended_on', 'is', null), where('forum.ended_on', '>=', tx.today)]),
    );
  }
  const { total } = await query
    .clearSelect()
    .select(sql<number>`count(*)`.as('total'))
    .executeTakeFirstOrThrow();
  const rows = await query
    .orderBy(sql`array_position(array['network', 'area', 'programme', 'council', 'working'], forum.kind)`)
    .orderBy('forum.name')
    .orderBy('forum.id')
    .limit(paging.size)
    .offset(paging.offset)
    .execute();
  return { rows, total };
}

/** Forums that still meet and that the actor may read, for choosing one. */
export async function forumOptions(tx: ReadTx): Promise<{ id: number; name: string; kind: ForumKind }[]> {
  return tx.db
    .selectFrom('forum')
    .where(sql<boolean>`may_read_forum(id)`)
    .where((where) => where.or([where('ended_on', 'is', null), where('ended_on', '>=', tx.today)]))
    .select(['id', 'name', 'kind'])
    .orderBy('name')
    .orderBy('id')
    .execute();
}

export interface Member {
  id: number;
  position: Position;
  organisation_id: number;
  organisation: string;
  facility_id: number | null;
  facility: string | null;
  person_id: number | null;
  person: string | null;
  starts_on: string;
  ends_on: string | null;
  /** closed sittings of the fiscal year in which the seat was there, and how many of them it came to */
  sittings: number;
  attended: number;
  /** sittings missed without a break up to the last one, over the years */
  absent_in_a_row: number;
}

export const positionOrder = sql`array_position(array['chair', 'vice_chair', 'member', 'secretariat', 'observer'], forum_member.position)`;

/** Members of a forum, ended ones included, in the order of a list of attendance. */
export async function forumMembers(tx: ReadTx, forum_id: number): Promise<Member[]> {
  const rows = await tx.db
    .selectFrom('forum_member')
    .innerJoin('organisation', 'organisation.id', 'forum_member.organisation_id')
    .leftJoin('facility', 'facility.id', 'forum_member.facility_id')
    .leftJoin('person', 'person.id', 'forum_member.person_id')
    .where('forum_member.forum_id', '=', forum_id)
    .select([
      'forum_member.id',
      sql<Position>`forum_member.position`.as('position'),
      'forum_member.organisation_id',
      'organisation.name as organisation',
      'forum_member.facility_id',
      'facility.name as facility',
      'forum_member.person_id',
      personNameIfAny('person').as('person'),
      'forum_member.starts_on',
      'forum_member.ends_on',
      // Somebody new on an old seat must not look absent: the seat counts, not the person.
      sql<{ status: AttendanceStatus; year: number }[]>`(
        select coalesce(jsonb_agg(jsonb_build_object('status', sat.status, 'year', sat.fiscal_year) order by sat.held_on desc), '[]')
        from (
          select distinct on (meeting.held_on, meeting.id) meeting.held_on, meeting.fiscal_year, attendance.status
          from attendance join meeting on meeting.id = attendance.meeting_id
          where attendance.forum_id = forum_member.forum_id and attendance.organisation_id = forum_member.organisation_id
            and attendance.facility_id is not distinct from forum_member.facility_id
            and (attendance.facility_id is not null or attendance.person_id is not distinct from forum_member.person_id)
            and meeting.closed_at is not null
          order by meeting.held_on, meeting.id, attendance.status = 'absent'
        ) as sat)`.as('history'),
    ])
    .orderBy(positionOrder)
    .orderBy(sql`coalesce(organisation.name_kana, organisation.name) collate "ja-x-icu"`)
    .orderBy(sql`facility.name_kana collate "ja-x-icu"`)
    .orderBy('forum_member.id')
    .execute();
  return rows.map(({ history, ...row }) => {
    const year = history.filter((one) => one.year === tx.fiscal_year);
    const came = history.findIndex((one) => one.status !== 'absent');
    return {
      ...row,
      sittings: year.length,
      attended: year.filter((one) => wasThere(one.status)).length,
      absent_in_a_row: came < 0 ? history.length : came,
    };
  });
}

/** One seat, for its form; undefined when not there. */
export async function memberById(tx: ReadTx, forum_id: number, id: number | null) {
  return tx.db
    .selectFrom('forum_member')
    .innerJoin('organisation', 'organisation.id', 'forum_member.organisation_id')
    .leftJoin('facility', 'facility.id', 'forum_member.facility_id')
    .where('forum_member.id', '=', id ?? 0)
    .where('forum_member.forum_id', '=', forum_id)
    .selectAll('forum_member')
    .select(['organisation.name as organisation', 'facility.name as facility'])
    .executeTakeFirst();
}

/** Sittings of a forum in a fiscal year, the newest first. */
export async function forumMeetings(tx: ReadTx, forum_id: number, fiscal_year: number) {
  return tx.db
    .selectFrom('meeting')
    .where('meeting.forum_id', '=', forum_id)
    .where('meeting.fiscal_year', '=', fiscal_year)
    .selectAll('meeting')
    .select([
      sql<number>`(select count(*) from attendance where attendance.meeting_id = meeting.id)`.as('seats'),
      sql<number>`(select count(*) from attendance where attendance.meeting_id = meeting.id
        and status in ('attended', 'online', 'proxy'))`.as('there'),
    ])
    .orderBy('meeting.held_on', 'desc')
    .orderBy('meeting.id', 'desc')
    .execute();
}

/** Fiscal years in which a forum, or any readable one, has sittings; this year always among them, the newest first. */
export async function meetingYears(tx: ReadTx, forum_id: number | null = null): Promise<number[]> {
  let query = tx.db.selectFrom('meeting').select('fiscal_year').distinct();
  if (forum_id !== null) query = query.where('forum_id', '=', forum_id);
  const rows = await query.execute();
  return [...new Set([tx.fiscal_year, ...rows.map((row) => row.fiscal_year)])].toSorted((a, b) => b - a);
}

/** Open action items of a forum and how many of them are past their date. */
export async function forumActions(tx: ReadTx, forum_id: number): Promise<{ open: number; overdue: number }> {
  return tx.db
    .selectFrom('action_item')
    .where('forum_id', '=', forum_id)
    .where('done_on', 'is', null)
    .where('cancelled_at', 'is', null)
    .select([
      sql<number>`count(*)`.as('open'),
      sql<number>`count(*) filter (where due_on < ${tx.today})`.as('overdue'),
    ])
    .executeTakeFirstOrThrow();
}
