import { sql } from 'kysely';
import { personName } from '../../base/people/queries.ts';
import type { ReadTx } from '../../platform/db/transaction.ts';

import type { PastText, RecordField } from './rules.ts';

export type VisitRecord = Record<RecordField, string> & {
  visit_id: number;
  restricted: boolean;
  submitted_at: Date;
  submitted_by: number;
  submitted_by_name: string;
  shared_at: Date | null;
  shared_by_name: string | null;
  version: number;
  updated_at: Date;
  updated_by: number;
  updated_by_name: string;
  past: PastText[];
};

/** The record's words; undefined when not written or not to be seen. */
export async function recordOf(tx: ReadTx, visit_id: number): Promise<VisitRecord | undefined> {
  const row = await tx.db
    .selectFrom('visit_record as r')
    .innerJoin('person as s', 's.id', 'r.submitted_by')
    .innerJoin('person as u', 'u.id', 'r.updated_by')
    .leftJoin('person as h', 'h.id', 'r.shared_by')
    .where('r.visit_id', '=', visit_id)
    .select([
      'r.visit_id',
      'r.met',
      'r.hearing',
      'r.strengths',
      'r.challenges',
      'r.needs',
      'r.support',
      'r.next_step',
      'r.restricted',
      'r.submitted_at',
      'r.submitted_by',
      personName('s').as('submitted_by_name'),
      'r.shared_at',
      sql<string | null>`h.family_name || ' ' || h.given_name`.as('shared_by_name'),
      'r.version',
      'r.updated_at',
      'r.updated_by',
      personName('u').as('updated_by_name'),
      'r.past',
    ])
    .executeTakeFirst();
  return row && { ...row, past: row.past as PastText[] };
}

export interface Draft {
  fields: Record<string, string | string[]>;
  base_version: number;
  saved_at: Date;
}

/** The actor's own draft; nobody else's is ever seen. */
export async function draftOf(tx: ReadTx, visit_id: number): Promise<Draft | undefined> {
  const row = await tx.db
    .selectFrom('visit_draft')
    .where('visit_id', '=', visit_id)
    .where('person_id', '=', tx.actor.person_id)
    .select(['fields', 'base_version', 'saved_at'])
    .executeTakeFirst();
  return row && { ...row, fields: row.fields as Draft['fields'] };
}

export interface Attachment {
  id: number;
  name: string;
  media_type: string;
  size: number;
  caption: string;
  attached_by: number;
  attached_by_name: string;
  attached_at: Date;
}

/** Attachments without their bytes, oldest first; removed ones are left out. */
export async function attachmentsOf(tx: ReadTx, visit_id: number): Promise<Attachment[]> {
  return tx.db
    .selectFrom('visit_attachment as a')
    .innerJoin('person as p', 'p.id', 'a.attached_by')
    .where('a.visit_id', '=', visit_id)
    .where('a.removed_at', 'is', null)
    .orderBy('a.id')
    .select([
      'a.id',
      'a.name',
      'a.media_type',
      'a.size',
      'a.caption',
      'a.attached_by',
      personName('p').as('attached_by_name'),
      'a.attached_at',
    ])
    .execute();
}

/** One attachment with its bytes. */
export async function attachmentFile(
  tx: ReadTx,
  visit_id: number,
  id: number,
): Promise<{ name: string; media_type: string; bytes: Buffer } | undefined> {
  return tx.db
    .selectFrom('visit_attachment')
    .where('visit_id', '=', visit_id)
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .select(['name', 'media_type', 'bytes'])
    .executeTakeFirst();
}

/** The team's own notes; undefined for everybody outside the team. */
export async function memoOf(
  tx: ReadTx,
  visit_id: number,
): Promise<{ body: string; updated_at: Date; updated_by_name: string } | undefined> {
  return tx.db
    .selectFrom('visit_memo as m')
    .innerJoin('person as p', 'p.id', 'm.updated_by')
    .where('m.visit_id', '=', visit_id)
    .select(['m.body', 'm.updated_at', personName('p').as('updated_by_name')])
    .executeTakeFirst();
}

export interface FollowUp {
  id: number;
  visit_id: number;
  facility_id: number;
  facility: string;
  what: string;
  due_on: string;
  owner_id: number;
  owner: string;
  done_on: string | null;
  done_note: string | null;
  version: number;
  planned_on: string;
  may_close: boolean;
}

function followUps(tx: ReadTx) {
  return tx.db
    .selectFrom('visit_follow_up as u')
    .innerJoin('visit as v', 'v.id', 'u.visit_id')
    .innerJoin('facility as f', 'f.id', 'u.facility_id')
    .innerJoin('person as p', 'p.id', 'u.owner_id')
    .orderBy('u.due_on')
    .orderBy('u.id')
    .select([
      'u.id',
      'u.visit_id',
      'u.facility_id',
      'f.name as facility',
      'u.what',
      'u.due_on',
      'u.owner_id',
      personName('p').as('owner'),
      'u.done_on',
      'u.done_note',
      'u.version',
      sql<string>`coalesce(v.visited_on, v.planned_on)`.as('planned_on'),
      sql<boolean>`may_close_visit_follow_up(u.team_id, u.owner_id)`.as('may_close'),
    ]);
}

/** Follow-ups promised at a visit. */
export async function followUpsOfVisit(tx: ReadTx, visit_id: number): Promise<FollowUp[]> {
  return followUps(tx).where('u.visit_id', '=', visit_id).execute();
}

/** Follow-ups of a facility; only the open ones unless `all`. */
export async function followUpsOfFacility(tx: ReadTx, facility_id: number, all = false): Promise<FollowUp[]> {
  return followUps(tx)
    .where('u.facility_id', '=', facility_id)
    .$if(!all, (query) => query.where('u.done_on', 'is', null))
    .execute();
}

/** Open follow-ups a person holds, due until a day: for the first page. */
export async function followUpsDue(tx: ReadTx, owner_id: number, until: string): Promise<FollowUp[]> {
  return followUps(tx)
    .where('u.owner_id', '=', owner_id)
    .where('u.done_on', 'is', null)
    .where('u.due_on', '<=', until)
    .execute();
}

/** The visit before this one at the same facility that has a record one may see. */
export async function previousRecord(
  tx: ReadTx,
  visit: { id: number; facility_id: number; planned_on: string },
): Promise<{ visit_id: number; visited_on: string; next_step: string; hearing: string } | undefined> {
  return tx.db
    .selectFrom('visit as v')
    .innerJoin('visit_record as r', 'r.visit_id', 'v.id')
    .where('v.facility_id', '=', visit.facility_id)
    .where('v.id', '<>', visit.id)
    .where('v.planned_on', '<=', visit.planned_on)
    .where('v.visited_on', 'is not', null)
    .orderBy('v.planned_on', 'desc')
    .orderBy('v.id', 'desc')
    .limit(1)
    .select(['v.id as visit_id', sql<string>`v.visited_on`.as('visited_on'), 'r.next_step', 'r.hearing'])
    .executeTakeFirst();
}

export interface CurrentEmergency {
  id: number;
  person_id: number;
  person: string;
  subject_id: number;
  facility: string;
  reason: string;
  opened_at: Date;
  ends_at: Date;
}

/** Emergency openings of visits that run now: the actor's own and those of records of the actor's teams. */
export async function currentEmergencies(tx: ReadTx): Promise<CurrentEmergency[]> {
  return tx.db
    .selectFrom('emergency_access as e')
    .innerJoin('person as p', 'p.id', 'e.person_id')
    .innerJoin('visit as v', 'v.id', 'e.subject_id')
    .innerJoin('facility as f', 'f.id', 'v.facility_id')
    .where('e.subject_kind', '=', 'visit')
    .where('e.ended_at', 'is', null)
    .where('e.ends_at', '>', tx.now)
    .orderBy('e.opened_at', 'desc')
    .select([
      'e.id',
      'e.person_id',
      personName('p').as('person'),
      'e.subject_id',
      'f.name as facility',
      'e.reason',
      'e.opened_at',
      'e.ends_at',
    ])
    .execute();
}
