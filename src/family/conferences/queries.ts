import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { personNameIfAny } from '../../base/people/queries.ts';
import type { ReadTx } from '../../platform/db/transaction.ts';
import { pageOfOwnTeams, type Paging } from '../../platform/web/paging.ts';
import { conferenceState, type Attendance, type ConferenceKind, type Part } from './rules.ts';

/** A conference as its team or a guest reads it; the case's own columns are null for a guest. Undefined when not there. */
export async function conferenceById(tx: ReadTx, id: number | null) {
  const row = await tx.db
    .selectFrom('conference')
    .innerJoin('team', 'team.id', 'conference.team_id')
    .innerJoin('person as chair', 'chair.id', 'conference.chair_id')
    .leftJoin('support_case', 'support_case.id', 'conference.case_id')
    .leftJoin('person as closer', 'closer.id', 'conference.closed_by')
    .leftJoin('person as approver', 'approver.id', 'conference.approved_by')
    .where('conference.id', '=', id ?? 0)
    .selectAll('conference')
    .select([
      'team.name as team',
      personNameIfAny('chair').as('chair'),
      personNameIfAny('closer').as('closer'),
      personNameIfAny('approver').as('approver'),
      'support_case.fiscal_year as case_year',
      'support_case.number as case_number',
      sql<boolean>`may_work_case(conference.team_id)`.as('may_run'),
      sql<boolean>`may_work_case(conference.team_id) and may_approve_conference(conference.chair_id)`.as(
        'may_approve',
      ),
    ])
    .executeTakeFirst();
  return row && { ...row, kind: row.kind as ConferenceKind };
}
export type Conference = NonNullable<Awaited<ReturnType<typeof conferenceById>>>;

export interface ConferenceFilter {
  state: 'open' | 'done' | null;
  kind: ConferenceKind | null;
}

/** The own teams' conferences, the newest first. */
export async function conferenceList(tx: ReadTx, filter: ConferenceFilter, paging: Paging) {
  const all = [sql`true`];
  if (filter.kind) all.push(sql`kind = ${filter.kind}`);
  if (filter.state === 'open') all.push(sql`approved_at is null and cancelled_at is null`);
  if (filter.state === 'done') all.push(sql`approved_at is not null`);
  const where = sql<boolean>`${sql.join(all, sql` and `)}`;
  const { total } = await tx.db
    .selectFrom('conference')
    .where(sql<boolean>`conference.team_id = any(session_case_teams())`)
    .where(where)
    .select((row) => row.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  const page = pageOfOwnTeams('conference', { where, order: sql`held_on desc, id desc` }, paging);
  const rows = await tx.db
    .selectFrom('conference')
    .where(sql<boolean>`conference.id = any(${page})`)
    .innerJoin('person as chair', 'chair.id', 'conference.chair_id')
    .leftJoin('support_case', 'support_case.id', 'conference.case_id')
    .select([
      'conference.id',
      'conference.kind',
      'conference.held_on',
      'conference.starts_at',
      'conference.ends_at',
      'conference.opened_at',
      'conference.closed_at',
      'conference.approved_at',
      'conference.cancelled_at',
      personNameIfAny('chair').as('chair'),
      'support_case.fiscal_year as case_year',
      'support_case.number as case_number',
      sql<number>`(select count(*) from conference_role where conference_role.conference_id = conference.id)`.as(
        'roles',
      ),
    ])
    .orderBy('conference.held_on', 'desc')
    .orderBy('conference.id', 'desc')
    .execute();
  return { rows: rows.map((row) => ({ ...row, kind: row.kind as ConferenceKind })), total: Number(total) };
}
export type ConferenceLine = Awaited<ReturnType<typeof conferenceList>>['rows'][number];

export interface Invitation {
  id: number;
  kind: ConferenceKind;
  held_on: string;
  starts_at: string | null;
  ends_at: string | null;
  cancelled_at: Date | null;
  team: string;
  reason: string;
  giver: string;
  until: Date;
  /** from when on the guest reads what was laid before the conference */
  promised_at: Date | null;
}

/** Conferences of other teams one is let into now, with why and until when; the next day first. */
export async function invitations(tx: ReadTx): Promise<Invitation[]> {
  const { rows } = await sql<Invitation>`select * from conference_invitations(${tx.now})`.execute(tx.db);
  return rows;
}

/** Why and until when the actor may look at a conference of another team; undefined for its own. */
export async function ownShare(tx: ReadTx, conference_id: number) {
  return tx.db
    .selectFrom('case_share')
    .innerJoin('person as giver', 'giver.id', 'case_share.created_by')
    .where('case_share.conference_id', '=', conference_id)
    .where('case_share.person_id', '=', tx.actor.person_id)
    .where('case_share.ended_at', 'is', null)
    .where('case_share.starts_at', '<=', tx.now)
    .where('case_share.ends_at', '>', tx.now)
    .select(['case_share.reason', 'case_share.ends_at', personNameIfAny('giver').as('giver')])
    .orderBy('case_share.ends_at', 'desc')
    .executeTakeFirst();
}

/**
 * Of a seat of `conference`: what was typed, else where the person belonged on its day by their appointments: the facility, else
 * the team (its own first, if they are of it), else the organisation. Of whom nothing was in force that day, where they were
 * last; '' when they were nowhere.
 */
const placeOf = (person_id: RawBuilder<unknown>) =>
  sql<string>`coalesce(nullif(conference_person.organisation, ''),
    (select coalesce(facility.name, own.name, organisation.name)
      from appointment join organisation on organisation.id = appointment.organisation_id
        left join facility on facility.id = appointment.facility_id left join team as own on own.id = appointment.team_id
      where appointment.person_id = ${person_id}
      order by (starts_on <= conference.held_on and (ends_on is null or ends_on >= conference.held_on)) desc,
        coalesce(appointment.team_id = conference.team_id, false) desc, ends_on desc nulls first, appointment.id limit 1),
    '')`;

/** Who sits in a conference, with each one's view and access; shares are seen by the team alone. */
export async function seatsOf(tx: ReadTx, conference_id: number) {
  const rows = await tx.db
    .selectFrom('conference_person')
    .innerJoin('conference', 'conference.id', 'conference_person.conference_id')
    .leftJoin('person', 'person.id', 'conference_person.person_id')
    .leftJoin('person as writer', 'writer.id', 'conference_person.view_by')
    .leftJoin('case_share', 'case_share.id', 'conference_person.share_id')
    .where('conference_person.conference_id', '=', conference_id)
    .select([
      'conference_person.id',
      'conference_person.person_id',
      'conference_person.part',
      'conference_person.share_id',
      'conference_person.attendance',
      'conference_person.secrecy_confirmed_at',
      'conference_person.view',
      'conference_person.view_by',
      'conference_person.view_at',
      'conference_person.version',
      sql<string>`coalesce(person.family_name || ' ' || person.given_name, conference_person.name)`.as(
        'name',
      ),
      placeOf(sql`conference_person.person_id`).as('place'),
      personNameIfAny('writer').as('writer'),
      'case_share.starts_at as share_starts_at',
      'case_share.ends_at as share_ends_at',
      'case_share.ended_at as share_ended_at',
      'case_share.reason as share_reason',
    ])
    .orderBy(sql`array_position(array['chair', 'recorder', 'member', 'guest'], conference_person.part)`)
    .orderBy('conference_person.id')
    .execute();
  return rows.map((row) => ({ ...row, part: row.part as Part, attendance: row.attendance as Attendance }));
}
export type Seat = Awaited<ReturnType<typeof seatsOf>>[number];

/** What the actor has typed into the minutes and not saved; nobody else's is ever seen. */
export async function minutesDraftOf(tx: ReadTx, conference_id: number) {
  return tx.db
    .selectFrom('conference_draft')
    .where('conference_id', '=', conference_id)
    .where('person_id', '=', tx.actor.person_id)
    .select(['minutes', 'base_version', 'saved_at'])
    .executeTakeFirst();
}

export async function laidFacts(tx: ReadTx, conference_id: number) {
  return tx.db
    .selectFrom('conference_fact')
    .where('conference_id', '=', conference_id)
    .select(['id', 'kind', 'source', 'title', 'body', 'chosen_at'])
    .orderBy('position')
    .orderBy('id')
    .execute();
}
export type LaidFact = Awaited<ReturnType<typeof laidFacts>>[number];

export async function itemsOf(tx: ReadTx, conference_id: number) {
  return tx.db
    .selectFrom('conference_item')
    .where('conference_id', '=', conference_id)
    .select(['id', 'title', 'discussion', 'version'])
    .orderBy('position')
    .orderBy('id')
    .execute();
}

/** The cases of an internal conference that are still reached. */
export async function casesOf(tx: ReadTx, conference_id: number) {
  return tx.db
    .selectFrom('conference_case')
    .innerJoin('support_case', 'support_case.id', 'conference_case.case_id')
    .innerJoin('person as worker', 'worker.id', 'support_case.worker_id')
    .where('conference_case.conference_id', '=', conference_id)
    .select([
      'conference_case.case_id',
      'conference_case.team_id',
      'conference_case.question',
      'conference_case.discussion',
      'conference_case.outcome',
      'conference_case.version',
      'support_case.fiscal_year',
      'support_case.number',
      'support_case.headline',
      personNameIfAny('worker').as('worker'),
    ])
    .orderBy('conference_case.position')
    .orderBy('conference_case.case_id')
    .execute();
}
export type DiscussedCase = Awaited<ReturnType<typeof casesOf>>[number];

export async function decisionsOf(tx: ReadTx, conference_id: number) {
  return tx.db
    .selectFrom('conference_decision')
    .where('conference_id', '=', conference_id)
    .select(['id', 'body'])
    .orderBy('id')
    .execute();
}

/** Who does what by when, and whether it is done (null where the task is not seen: a guest reads their own). */
export async function rolesOf(tx: ReadTx, conference_id: number) {
  return tx.db
    .selectFrom('conference_role')
    .innerJoin('conference', 'conference.id', 'conference_role.conference_id')
    .innerJoin('person', 'person.id', 'conference_role.person_id')
    .leftJoin('conference_person', (seat) =>
      seat
        .onRef('conference_person.conference_id', '=', 'conference_role.conference_id')
        .onRef('conference_person.person_id', '=', 'conference_role.person_id'),
    )
    .leftJoin('case_task', 'case_task.id', 'conference_role.task_id')
    .leftJoin('support_case', 'support_case.id', 'conference_role.case_id')
    .where('conference_role.conference_id', '=', conference_id)
    .select([
      'conference_role.id',
      'conference_role.person_id',
      'conference_role.what',
      'conference_role.due_on',
      'conference_role.task_id',
      'conference_role.case_id',
      personNameIfAny('person').as('person'),
      placeOf(sql`conference_role.person_id`).as('place'),
      'case_task.done_at',
      'case_task.outcome',
      'support_case.fiscal_year as case_year',
      'support_case.number as case_number',
    ])
    .orderBy('conference_role.due_on')
    .orderBy('conference_role.id')
    .execute();
}
export type Role = Awaited<ReturnType<typeof rolesOf>>[number];

/** Conferences of one case, the newest first: for the case's page. */
export async function conferencesOfCase(tx: ReadTx, case_id: number) {
  const rows = await tx.db
    .selectFrom('conference')
    .where('case_id', '=', case_id)
    .select(['id', 'held_on', 'opened_at', 'closed_at', 'approved_at', 'cancelled_at'])
    .orderBy('held_on', 'desc')
    .orderBy('id', 'desc')
    .limit(20)
    .execute();
  return rows.map((row) => ({ ...row, state: conferenceState(row) }));
}

/** People with a role of the case zone in a team on a day, by kana. */
export async function teamPeople(tx: ReadTx, team_ids: readonly number[], on: string) {
  if (team_ids.length === 0) return [];
  return tx.db
    .selectFrom('appointment')
    .innerJoin('role', 'role.code', 'appointment.role_code')
    .innerJoin('person', 'person.id', 'appointment.person_id')
    .innerJoin('team', 'team.id', 'appointment.team_id')
    .where('role.case_zone', '=', true)
    .where('appointment.team_id', 'in', team_ids)
    .where('appointment.starts_on', '<=', on)
    .where(sql<boolean>`(appointment.ends_on is null or appointment.ends_on >= ${on})`)
    .select([
      'person.id',
      'appointment.team_id',
      'team.name as team',
      sql<string>`person.family_name || ' ' || person.given_name`.as('name'),
      sql<string>`string_agg(role.name, '・' order by role.position)`.as('role'),
      sql<string | null>`nullif(max(coalesce(appointment.ends_on, 'infinity')), 'infinity')::text`.as(
        'ends_on',
      ),
    ])
    .groupBy(['person.id', 'appointment.team_id', 'team.name'])
    .orderBy(sql`person.family_kana collate "ja-x-icu"`)
    .orderBy('person.id')
    .orderBy('appointment.team_id')
    .execute();
}
export type TeamPerson = Awaited<ReturnType<typeof teamPeople>>[number];

/** Where a person is chosen and not a place in a team: who works in two teams stands there once. */
export const eachOnce = (people: readonly TeamPerson[]): TeamPerson[] =>
  [...new Map(people.toReversed().map((one) => [one.id, one])).values()].toReversed();

/** Whom one may invite, of `person` and an `appointment` in force: everybody who is not of the team. */
export const outsidersOf = (tx: ReadTx, team_id: number): RawBuilder<SqlBool> =>
  // Neither watches over the system nor its log: their work is without families.
  sql<SqlBool>`(appointment.role_code not in ('administrator', 'auditor')
    and not exists (select from appointment as inside where inside.person_id = person.id
      and inside.team_id = ${team_id} and inside.starts_on <= ${tx.today}
      and (inside.ends_on is null or inside.ends_on >= ${tx.today})))`;

/** Who was invited to conferences of the team before, the last first. */
export async function earlierGuests(tx: ReadTx, team_id: number): Promise<number[]> {
  const rows = await tx.db
    .selectFrom('conference_person')
    .innerJoin('conference', 'conference.id', 'conference_person.conference_id')
    .where('conference.team_id', '=', team_id)
    .where('conference_person.part', '=', 'guest')
    .where('conference_person.person_id', 'is not', null)
    .groupBy('conference_person.person_id')
    .select(sql<number>`conference_person.person_id`.as('person_id'))
    .orderBy(sql`max(conference_person.id)`, 'desc')
    .limit(12)
    .execute();
  return rows.map((row) => row.person_id);
}

/** A case as it is offered for a conference; undefined when it is not reached. */
export async function caseHead(tx: ReadTx, id: number | null) {
  return tx.db
    .selectFrom('support_case')
    .where('id', '=', id ?? 0)
    .where(sql<boolean>`team_id = any(session_case_teams())`)
    .select(['id', 'team_id', 'fiscal_year', 'number', 'headline', 'worker_id', 'closed_on'])
    .executeTakeFirst();
}

/** Open cases of the own teams, newest first: for an internal conference. */
export async function openCases(tx: ReadTx, limit: number) {
  const page = pageOfOwnTeams(
    'support_case',
    { where: sql`closed_on is null`, order: sql`opened_on desc, id desc` },
    { size: limit, offset: 0 },
  );
  return tx.db
    .selectFrom('support_case')
    .innerJoin('person as worker', 'worker.id', 'support_case.worker_id')
    .where(sql<boolean>`support_case.id = any(${page})`)
    .select([
      'support_case.id',
      'support_case.team_id',
      'support_case.fiscal_year',
      'support_case.number',
      'support_case.headline',
      personNameIfAny('worker').as('worker'),
    ])
    .orderBy('support_case.opened_on', 'desc')
    .orderBy('support_case.id', 'desc')
    .execute();
}

/**
 * A task that a conference gave: for whoever holds it, and whoever reaches its case. The case's number is null for a guest.
 */
export async function conferenceTask(tx: ReadTx, id: number | null) {
  return tx.db
    .selectFrom('case_task')
    .leftJoin('support_case', 'support_case.id', 'case_task.case_id')
    .innerJoin('person as giver', 'giver.id', 'case_task.created_by')
    .where('case_task.id', '=', id ?? 0)
    .where('case_task.source_kind', '=', 'conference')
    .select([
      'case_task.id',
      'case_task.case_id',
      'case_task.person_id',
      'case_task.title',
      'case_task.due_on',
      'case_task.done_at',
      'case_task.outcome',
      'case_task.created_at',
      personNameIfAny('giver').as('giver'),
      'support_case.fiscal_year as case_year',
      'support_case.number as case_number',
    ])
    .executeTakeFirst();
}

/** What a person took on in conferences of teams they are not of; the cases' own list has the rest. */
export async function tasksFromConferences(tx: ReadTx, limit: number) {
  return tx.db
    .selectFrom('case_task')
    .where('person_id', '=', tx.actor.person_id!)
    .where('source_kind', '=', 'conference')
    .where('done_at', 'is', null)
    .where(sql<boolean>`not (team_id = any(coalesce(session_case_teams(), '{}')))`)
    .select(['id', 'due_on'])
    .orderBy('due_on')
    .orderBy('id')
    .limit(limit)
    .execute();
}

/** Sittings of the next days one is to sit in: of the own teams where one has a seat, and where one is invited. */
export async function conferencesAhead(tx: ReadTx, until: string, limit: number) {
  return tx.db
    .selectFrom('conference_person')
    .innerJoin('conference', 'conference.id', 'conference_person.conference_id')
    .where('conference_person.person_id', '=', tx.actor.person_id!)
    .where('conference.held_on', '>=', tx.today)
    .where('conference.held_on', '<=', until)
    .where('conference.cancelled_at', 'is', null)
    .where('conference.closed_at', 'is', null)
    .select([
      'conference.id',
      'conference.kind',
      'conference.held_on',
      'conference.starts_at',
      'conference_person.view',
      'conference_person.part',
    ])
    .orderBy('conference.held_on')
    .orderBy('conference.id')
    .limit(limit)
    .execute();
}

/** Minutes that wait for the actor's approval, the oldest first. */
export async function minutesToApprove(tx: ReadTx, limit: number) {
  return tx.db
    .selectFrom('conference')
    .where('chair_id', '=', tx.actor.person_id!)
    .where('closed_at', 'is not', null)
    .where('approved_at', 'is', null)
    .where('cancelled_at', 'is', null)
    .select(['id', 'kind', 'held_on'])
    .orderBy('held_on')
    .orderBy('id')
    .limit(limit)
    .execute();
}
