import { sql, type RawBuilder } from 'kysely';
import { caseWorkers } from '../consultations/queries.ts';
import type { ReadTx } from '../../platform/db/transaction.ts';
import { addDays } from '../../platform/ja/dates.ts';
import { foldForSearch } from '../../platform/ja/kana.ts';
import { cutOf } from '../../platform/web/paging.ts';
import type { CaseActor, closeReasons } from './rules.ts';
import { parseCaseNumber } from './words.ja.ts';

// What slices below print of a case, in the words of its own pages.
export { caseNumber, categoryWords, noteWayWords, parseCaseNumber, relationWords } from './words.ja.ts';
export { languageWords, sexWords } from '../households/queries.ts';

export const tabs = ['mine', 'team', 'late', 'review', 'quiet', 'closed'] as const;
export type Tab = (typeof tabs)[number];

export interface CaseLine {
  id: number;
  fiscal_year: number;
  number: number;
  headline: string;
  category: string;
  stage: string;
  team: string;
  worker: string;
  children: string;
  opened_on: string;
  next_contact_on: string | null;
  next_contact_way: string | null;
  no_next_contact_reason: string | null;
  last_contact_on: string | null;
  closed_on: string | null;
  closing_id: number | null;
  plan_review_on: string | null;
  plan_answer: string | null;
  plan_made_on: string | null;
  council_review_on: string | null;
  isolation: number | null;
}

/** More than this is said as "1,000 or more": counting two million rows answers nobody's question. */
export const countedUpTo = 1000;

/** What stands beside a case in lists and in its warnings; for the few rows that are shown. */
const beside = sql`
  left join lateral (select review_on as plan_review_on, answer as plan_answer, made_on as plan_made_on from support_plan
    where support_plan.case_id = c.id order by number desc limit 1) as plan on true
  left join lateral (select next_review_on as council_review_on from council_entry
    where council_entry.case_id = c.id and ended_on is null) as ledger on true
  left join lateral (select mark.concern as isolation from assessment join assessment_mark as mark on mark.assessment_id = assessment.id
      and mark.item_code = 'home_isolation' and mark.concern is not null
    where assessment.case_id = c.id order by assessed_on desc, assessment.id desc limit 1) as lonely on true
  left join lateral (select case_closing.id as closing_id from case_closing
    where case_closing.case_id = c.id and decided_at is null) as closing on true`;

const columns = sql`c.id, c.fiscal_year, c.number, c.headline, c.category, c.stage, c.opened_on, c.next_contact_on,
  c.next_contact_way, c.no_next_contact_reason, c.last_contact_on, c.closed_on`;

/**
 * One tab: what belongs to it, in its order, as parts of a query over one team (`team.id`). Day and person are the session's: a
 * question without parameters keeps its plan, and planning the six tabs anew took longer than answering.
 */
function partOf(tab: Tab): { where: RawBuilder<unknown>; order: RawBuilder<unknown> } {
  // Asked once, not for each row.
  const today = sql`(select session_today())`;
  const soon = sql`(select session_today() + 14)`;
  switch (tab) {
    case 'mine':
      return {
        where: sql`closed_on is null and worker_id = (select session_person())`,
        order: sql`next_contact_on nulls last, id`,
      };
    case 'team':
      return { where: sql`closed_on is null`, order: sql`opened_on desc, id desc` };
    case 'late':
      return {
        where: sql`closed_on is null and next_contact_on < ${today}`,
        order: sql`next_contact_on, id`,
      };
    case 'review':
      return {
        where: sql`closed_on is null and id in (
          select case_id from council_entry where team_id = any(session_case_teams()) and ended_on is null and next_review_on <= ${soon}
          union select plan.case_id from support_plan as plan where plan.team_id = any(session_case_teams()) and review_on <= ${soon}
            and not exists (select from support_plan as newer where newer.case_id = plan.case_id and newer.number > plan.number))`,
        order: sql`opened_on, id`,
      };
    case 'quiet':
      // As contactWithin() of rules.ts. The shortest silence is said by itself, so that the index leaves only the late ones.
      return {
        where: sql`closed_on is null and coalesce(last_contact_on, opened_on) < ${today} - 30
          and coalesce(last_contact_on, opened_on) < ${today}
          - case stage when 'assessing' then 30 else (case category when 'protection' then 30 when 'expectant' then 45
            when 'general' then 90 when 'development' then 120 else 60 end) * (case stage when 'watching' then 2 else 1 end) end`,
        order: sql`coalesce(last_contact_on, opened_on), id`,
      };
    default:
      return { where: sql`closed_on is not null`, order: sql`closed_on desc, id desc` };
  }
}

/** A page of a tab of the own teams' cases. Goes to each team's index: a policy alone would read two million rows. */
export async function caseList(
  tx: ReadTx,
  tab: Tab,
  paging: { offset: number; size: number },
): Promise<CaseLine[]> {
  const { where, order } = partOf(tab);
  // As pageOfOwnTeams(), of which this one needs the whole rows.
  const most = paging.offset === 0 ? sql.lit(paging.size) : sql`${paging.offset + paging.size}`;
  const { rows } = await sql<CaseLine>`
    select ${columns}, team.name as team, worker.family_name || ' ' || worker.given_name as worker, children.names as children,
      plan_review_on, plan_answer, plan_made_on, council_review_on, isolation, closing_id
    from (select mine.* from unnest(session_case_teams()) as team (id)
        cross join lateral (select * from support_case where team_id = team.id and ${where} order by ${order} limit ${most}) as mine
      order by ${order} ${cutOf(paging)}) as c
    join team on team.id = c.team_id join person as worker on worker.id = c.worker_id
    ${childrenOf} ${beside}
    order by ${order}`.execute(tx.db);
  return rows;
}

const childrenOf = sql`left join lateral (
    select coalesce(string_agg(btrim(member.family_name || ' ' || member.given_name), '、' order by member.position, member.id), '') as names
    from case_member join household_member as member on member.id = case_member.member_id where case_member.case_id = c.id
  ) as children on true`;

/** Closed cases beside the tab looked at: no more than this is said of them. */
export const glancedUpTo = 100;

/** How many each tab has. The open ones in one going through of the teams' open cases; the closed ones, of many years, up to a bound + 1. */
export async function caseCounts(tx: ReadTx, looked_at: Tab): Promise<Record<Tab, number>> {
  const counted = tabs
    .filter((tab) => tab !== 'closed')
    .map((tab) => sql`count(*) filter (where ${partOf(tab).where}) as ${sql.id(tab)}`);
  const most = looked_at === 'closed' ? countedUpTo : glancedUpTo;
  const { rows } = await sql<Record<Tab, number>>`select ${sql.join(counted)},
      (select count(*) from (select from support_case where team_id = any(session_case_teams()) and closed_on is not null
        limit ${sql.lit(most + 1)}) as counted) as closed
    from support_case where team_id = any(session_case_teams()) and closed_on is null`.execute(tx.db);
  return rows[0]!;
}

/** Cases of the own teams by number, or by how a member's kana begins (two characters or more), newest first. */
export async function findCases(tx: ReadTx, text: string, at_most = 20): Promise<CaseLine[]> {
  const number = parseCaseNumber(text, tx.fiscal_year);
  const kana = foldForSearch(text);
  if (number === null && [...kana].length < 2) return [];
  const which =
    number === null
      ? sql`household_id = any(array(
          select found.household_id from unnest(session_case_teams()) as team (id)
          cross join lateral (select household_id from household_member where team_id = team.id and left_on is null
            and kana_folded ^@ ${kana} limit 200) as found
          union select household_id from household_member where cardinality(team_ids) > 1 and team_ids && session_case_teams()
            and left_on is null and kana_folded ^@ ${kana} limit 400))`
      : sql`fiscal_year = ${number.year} and number = ${number.number}`;
  const { rows } = await sql<CaseLine>`
    select ${columns}, team.name as team, worker.family_name || ' ' || worker.given_name as worker, children.names as children,
      plan_review_on, plan_answer, plan_made_on, council_review_on, isolation, closing_id
    from (select * from support_case where team_id = any(session_case_teams()) and ${which}
      order by opened_on desc, id desc limit ${at_most}) as c
    join team on team.id = c.team_id join person as worker on worker.id = c.worker_id
    ${childrenOf} ${beside} order by c.opened_on desc, c.id desc`.execute(tx.db);
  return rows;
}

export interface CaseRecord extends CaseLine {
  household_id: number;
  team_id: number;
  worker_id: number;
  version: number;
  close_reason: string | null;
  close_text: string;
  closed_by: string | null;
  close_approved_by: string | null;
  closing_reason: (typeof closeReasons)[number] | null;
  closing_body: string | null;
  closing_proposed_by: number | null;
  closing_proposed_name: string | null;
  closing_proposed_at: Date | null;
  entry_id: number | null;
  may_work: boolean;
  may_supervise: boolean;
  may_keep_ledger: boolean;
  /** why somebody outside the owning team may read it */
  shared_until: Date | null;
  shared_reason: string | null;
  opened_until: Date | null;
  opened_reason: string | null;
  opening_id: number | null;
}

/** A case with what its page says first; undefined when it is not there for this person. */
export async function caseById(tx: ReadTx, id: number | null): Promise<CaseRecord | undefined> {
  if (id === null) return undefined;
  const { rows } = await sql<CaseRecord>`
    select ${columns}, c.household_id, c.team_id, c.worker_id, c.version, c.close_reason, c.close_text,
      closer.family_name || ' ' || closer.given_name as closed_by,
      approver.family_name || ' ' || approver.given_name as close_approved_by,
      team.name as team, worker.family_name || ' ' || worker.given_name as worker, children.names as children,
      plan_review_on, plan_answer, plan_made_on, council_review_on, isolation, waiting.id as closing_id,
      waiting.reason as closing_reason, waiting.body as closing_body, waiting.proposed_by as closing_proposed_by,
      waiting.proposed_at as closing_proposed_at, proposer.family_name || ' ' || proposer.given_name as closing_proposed_name,
      (select id from council_entry where case_id = c.id and ended_on is null) as entry_id,
      may_work_case(c.team_id) as may_work, may_work_case(c.team_id) and session_has('case.supervise') as may_supervise,
      may_keep_ledger(c.team_id) as may_keep_ledger,
      share.ends_at as shared_until, share.reason as shared_reason, opening.ends_at as opened_until, opening.reason as opened_reason,
      opening.id as opening_id
    from support_case as c join team on team.id = c.team_id join person as worker on worker.id = c.worker_id
    left join person as closer on closer.id = c.closed_by left join person as approver on approver.id = c.close_approved_by
    ${childrenOf}
    left join lateral (select review_on as plan_review_on, answer as plan_answer, made_on as plan_made_on from support_plan
      where case_id = c.id order by number desc limit 1) as plan on true
    left join lateral (select next_review_on as council_review_on from council_entry where case_id = c.id and ended_on is null) as ledger on true
    left join lateral (select mark.concern as isolation from assessment join assessment_mark as mark on mark.assessment_id = assessment.id
        and mark.item_code = 'home_isolation' and mark.concern is not null
      where assessment.case_id = c.id order by assessed_on desc, assessment.id desc limit 1) as lonely on true
    left join case_closing as waiting on waiting.case_id = c.id and waiting.decided_at is null
    left join person as proposer on proposer.id = waiting.proposed_by
    left join lateral (select ends_at, reason from case_share where person_id = session_person() and kind = 'case'
      and subject_id = c.id and starts_at <= ${tx.now} and ends_at > ${tx.now} and ended_at is null
      order by ends_at desc limit 1) as share on true
    left join lateral (select id, ends_at, reason from emergency_access where person_id = session_person() and subject_kind = 'case'
      and subject_id = c.id and ends_at > ${tx.now} and ended_at is null order by ends_at desc limit 1) as opening on true
    where c.id = ${id}`.execute(tx.db);
  return rows[0];
}

/** Who this person is to the case, as the guard of rules.ts asks. */
export const actorOf = (tx: ReadTx, one: CaseRecord): CaseActor => ({
  works: one.may_work,
  supervises: one.may_supervise,
  keeps_ledger: one.may_keep_ledger,
  reads: true,
  proposer: one.closing_proposed_by !== null && one.closing_proposed_by === tx.actor.person_id,
});

export interface Member {
  id: number;
  relation: string;
  name: string;
  kana: string;
  known_as: string;
  born_on: string | null;
  due_on: string | null;
  sex: string | null;
  lives_apart: boolean;
  care: string;
  left_on: string | null;
  /** whether the case is about this person */
  about: boolean;
  place: string | null;
}

/** The household's people, as far as this person may read them; places of the fiscal year. */
export async function membersOf(tx: ReadTx, one: { id: number; household_id: number }): Promise<Member[]> {
  const { rows } = await sql<Member>`
    select member.id, relation, btrim(family_name || ' ' || given_name) as name, btrim(family_kana || ' ' || given_kana) as kana,
      known_as, born_on, due_on, sex, lives_apart, care, left_on,
      exists (select from case_member where case_id = ${one.id} and member_id = member.id) as about,
      (select coalesce(facility.name, place_name) || case class_name when '' then '' else '　' || class_name end
        from household_member_place as place left join facility on facility.id = place.facility_id
        where place.member_id = member.id and fiscal_year = ${tx.fiscal_year}) as place
    from household_member as member where member.household_id = ${one.household_id}
    order by left_on is not null, position, member.id`.execute(tx.db);
  return rows;
}

/** Address and care of the household; null where this person may not know it. */
export async function householdOf(tx: ReadTx, household_id: number) {
  const { rows } = await sql<{
    protected: boolean;
    languages: string[];
    care: string;
    address: string | null;
    phones: string[];
    keeper: boolean;
  }>`select household.protected, household.languages, household.care, may_work_case(household.team_id) as keeper,
      (select address from household_address as a where a.household_id = household.id and ends_on is null) as address,
      array(select value from household_contact as k where k.household_id = household.id order by k.id) as phones
    from household where id = ${household_id}`.execute(tx.db);
  return rows[0] ?? null;
}

export interface Note {
  id: number;
  contacted_at: Date;
  way: string;
  with_whom: string;
  reached: boolean;
  body: string;
  written_by: string;
  written_at: Date;
  supersedes_id: number | null;
  superseded: boolean;
}

/** Contact notes, newest first; corrected ones too, each marked. */
export async function notesOf(tx: ReadTx, case_id: number, at_most = 50): Promise<Note[]> {
  const { rows } = await sql<Note>`
    select note.id, contacted_at, way, with_whom, reached, body, written_at, supersedes_id,
      person.family_name || ' ' || person.given_name as written_by,
      exists (select from contact_note as newer where newer.supersedes_id = note.id and newer.case_id = note.case_id) as superseded
    from contact_note as note join person on person.id = note.written_by where note.case_id = ${case_id}
    order by contacted_at desc, note.id desc limit ${at_most}`.execute(tx.db);
  return rows;
}

export interface Task {
  id: number;
  title: string;
  person: string;
  person_id: number;
  due_on: string;
  done_at: Date | null;
  outcome: string;
  source_kind: string;
  version: number;
}

/** Tasks of a case: open ones by day, then the last that were done. */
export async function tasksOf(tx: ReadTx, case_id: number): Promise<Task[]> {
  const { rows } = await sql<Task>`
    select task.id, title, task.person_id, person.family_name || ' ' || person.given_name as person, due_on, done_at, outcome,
      source_kind, task.version
    from case_task as task join person on person.id = task.person_id where case_id = ${case_id}
    order by done_at is not null, case when done_at is null then due_on end, done_at desc, task.id limit 40`.execute(
    tx.db,
  );
  return rows;
}

/** What stands on the case's page of its plan, assessment and ledger: the newest of each, without what lies behind a link. */
export interface Works {
  plan_wish: string | null;
  plan_goals: string;
  plan_review_on: string;
  plan_answer: 'agreed' | 'partly' | 'declined' | null;
  assessed_on: string | null;
  assessed_by: string;
  basis: string;
  summary: string;
  entry_id: number | null;
  entry_category: string;
  severity: string;
  main_agency: string;
  next_review_on: string;
}

/** The newest plan, the newest assessment and the open entry of a case in one row; null where there is none. */
export async function worksOf(tx: ReadTx, case_id: number): Promise<Works> {
  const { rows } = await sql<Works>`
    select plan.*, seen.*, entry.* from (values (1)) as one
    left join lateral (select wish as plan_wish, goals as plan_goals, review_on as plan_review_on, answer as plan_answer
      from support_plan where case_id = ${case_id} order by number desc limit 1) as plan on true
    left join lateral (select assessed_on, person.family_name || ' ' || person.given_name as assessed_by, basis, summary
      from assessment join person on person.id = assessed_by where assessment.case_id = ${case_id}
      order by assessed_on desc, assessment.id desc limit 1) as seen on true
    left join lateral (select id as entry_id, category as entry_category, severity, main_agency, next_review_on
      from council_entry where case_id = ${case_id} and ended_on is null) as entry on true`.execute(tx.db);
  return rows[0]!;
}

export interface LifeEvent {
  id: number;
  kind: string;
  happened_on: string;
  title: string;
  source: string;
  member: string | null;
  recorded_by: string;
}

/** What happened in the life of the family, oldest first; withdrawn entries are left out. */
export async function eventsOf(tx: ReadTx, case_id: number): Promise<LifeEvent[]> {
  const { rows } = await sql<LifeEvent>`
    select event.id, kind, happened_on, title, source, person.family_name || ' ' || person.given_name as recorded_by,
      btrim(member.family_name || ' ' || member.given_name) as member
    from life_event as event join person on person.id = event.recorded_by
    left join household_member as member on member.id = event.member_id
    where event.case_id = ${case_id} and withdrawn_at is null order by happened_on, event.id`.execute(tx.db);
  return rows;
}

export interface CourseEntry {
  lane: 'life' | 'consultation' | 'contact' | 'plan' | 'council';
  on: string;
  title: string;
  href: string | null;
}

/** What happened, consultations, contacts, assessments, plans and council reviews as points of the life course. */
export async function courseOf(tx: ReadTx, case_id: number): Promise<CourseEntry[]> {
  const zone = tx.actor.municipality.time_zone;
  const { rows } = await sql<CourseEntry & { code: string; n: number }>`
    select 'consultation' as lane, (received_at at time zone ${zone})::date as on, kind.name as title, '/consultations/' || c.id as href
      from consultation as c join consultation_kind as kind on kind.code = c.kind_code where case_id = ${case_id}
    union all select 'contact', (contacted_at at time zone ${zone})::date, way, null
      from contact_note as note where case_id = ${case_id} and reached
        and not exists (select from contact_note as newer where newer.supersedes_id = note.id and newer.case_id = note.case_id)
    union all select 'plan', made_on, 'plan', '/cases/' || case_id || '/plan' from support_plan where case_id = ${case_id}
    union all select 'plan', assessed_on, 'assessment', '/cases/' || case_id || '/assessments' from assessment where case_id = ${case_id}
    union all select 'council', registered_on, 'registered', null from council_entry where case_id = ${case_id}
    union all select 'council', reviewed_on, 'review', null from council_review where case_id = ${case_id}
    union all select 'life', happened_on, title, null from life_event where case_id = ${case_id} and withdrawn_at is null
    order by 2, 1, 3`.execute(tx.db);
  return rows;
}

export interface Step {
  at: Date;
  kind: 'moved' | 'proposed' | 'approved' | 'returned' | 'withdrawn' | 'reopened';
  who: string;
  detail: string;
  text: string;
}

/** Where it was moved, and how it was closed and opened again; newest first. */
export async function stepsOf(tx: ReadTx, case_id: number): Promise<Step[]> {
  const { rows } = await sql<Step>`
    with step as (
      select moved_at as at, 'moved' as kind, moved_by as person_id,
        origin.name || ' ' || a.family_name || ' → ' || target.name || ' ' || b.family_name as detail, reason as text
        from case_transfer join team as origin on origin.id = from_team_id join team as target on target.id = to_team_id
        join person as a on a.id = from_worker_id join person as b on b.id = to_worker_id where case_id = ${case_id}
      union all select proposed_at, 'proposed', proposed_by, reason, body from case_closing where case_id = ${case_id}
      union all select decided_at, decision, decided_by, '', decision_text from case_closing
        where case_id = ${case_id} and decided_at is not null
      union all select reopened_at, 'reopened', reopened_by, '', reopen_reason from case_closing
        where case_id = ${case_id} and reopened_at is not null
    ) select step.at, step.kind, person.family_name || ' ' || person.given_name as who, step.detail, step.text
    from step join person on person.id = step.person_id order by step.at desc, step.kind, step.detail, step.text`.execute(
    tx.db,
  );
  return rows;
}

export interface CaseShare {
  id: number;
  name: string;
  reason: string;
  ends_at: Date;
}

/** Who of other teams and organisations is let into the case now; for the owning team. */
export async function sharesOf(tx: ReadTx, case_id: number): Promise<CaseShare[]> {
  const { rows } = await sql<CaseShare>`
    select share.id, person.family_name || ' ' || person.given_name as name, reason, ends_at
    from case_share as share join person on person.id = share.person_id
    where kind = 'case' and subject_id = ${case_id} and ended_at is null and ends_at > ${tx.now} and may_work_case(team_id)
    order by ends_at, share.id`.execute(tx.db);
  return rows;
}

export interface Reader {
  seq: number;
  at: Date;
  name: string;
  action: string;
  purpose: string | null;
}

/** Who has opened or changed the case, newest first; empty for whoever is not of the owning team. */
export async function readersOf(tx: ReadTx, case_id: number, at_most = 50): Promise<Reader[]> {
  const { rows } = await sql<Reader>`
    select seq, at, name, action, purpose from case_readers(${case_id}, ${at_most})`.execute(tx.db);
  return rows;
}

/** Which case has this number, whoever owns it: nothing of the family. For opening it in an emergency. */
export async function caseByNumber(tx: ReadTx, year: number, number: number) {
  const { rows } = await sql<{ id: number; household_id: number; team_id: number; team_name: string }>`
    select * from case_by_number(${year}, ${number})`.execute(tx.db);
  return rows[0];
}

/** The other teams of the case zone whose office can be called, with its number. */
export async function officesToCall(tx: ReadTx): Promise<{ team: string; phone: string }[]> {
  const { rows } = await sql<{ team: string; phone: string }>`
    select team.name as team, organisation.phone from team join organisation on organisation.id = team.organisation_id
    where team.id <> all(session_case_teams()) and team.ended_on is null and btrim(coalesce(organisation.phone, '')) <> ''
      and exists (select from appointment join role on role.code = role_code where appointment.team_id = team.id and case_zone
        and starts_on <= ${tx.today} and (ends_on is null or ends_on >= ${tx.today}))
    order by team.name, team.id`.execute(tx.db);
  return rows;
}

export interface WorkerOption {
  team_id: number;
  team: string;
  person_id: number;
  name: string;
}

/** Everybody who works on cases today, by team; `own` only of the own teams. */
export async function workerOptions(tx: ReadTx, own: boolean): Promise<WorkerOption[]> {
  const workers = await caseWorkers(tx, own ? tx.session.case_teams : null);
  return workers.map(({ id, name, team_id, team }) => ({ person_id: id, name, team_id, team }));
}

export interface NewCaseBasis {
  household_id: number;
  consultation_id: number | null;
  team_id: number | null;
  worker_id: number | null;
  kind_code: string | null;
  words_said: string | null;
}

/** What a new case begins from: a consultation with a household, or a household. Undefined when it is not there. */
export async function basisOf(
  tx: ReadTx,
  from: { consultation: number | null; household: number | null },
): Promise<NewCaseBasis | undefined> {
  if (from.consultation !== null) {
    const { rows } = await sql<NewCaseBasis>`
      select household_id, id as consultation_id, team_id, worker_id, kind_code, words_said from consultation
      where id = ${from.consultation} and household_id is not null and may_work_case(team_id)`.execute(tx.db);
    return rows[0];
  }
  const { rows } = await sql<NewCaseBasis>`
    select id as household_id, null::bigint as consultation_id, team_id, null::bigint as worker_id, null as kind_code, null as words_said
    from household where id = ${from.household} and team_ids && session_case_teams() and merged_into_id is null`.execute(
    tx.db,
  );
  return rows[0];
}

/** Open and closed cases of a household, as far as this person may read them. */
export async function casesOfHousehold(tx: ReadTx, household_id: number) {
  const { rows } = await sql<{
    id: number;
    fiscal_year: number;
    number: number;
    headline: string;
    opened_on: string;
    closed_on: string | null;
  }>`select id, fiscal_year, number, headline, opened_on, closed_on from support_case where household_id = ${household_id}
    order by opened_on desc, id desc`.execute(tx.db);
  return rows;
}

/** For the first page: what waits for this person among the cases. Each list is short. */
export async function casesWaiting(tx: ReadTx, atMost = 5) {
  if (!tx.has('case.work') || tx.session.case_teams.length === 0)
    return { late: [], tasks: [], closings: [], quiet: [] };
  const me = tx.actor.person_id!;
  const late = await sql<{
    id: number;
    fiscal_year: number;
    number: number;
    next_contact_on: string;
    next_contact_way: string | null;
  }>`
    select id, fiscal_year, number, next_contact_on, next_contact_way from support_case
    where worker_id = ${me} and closed_on is null and next_contact_on <= ${addDays(tx.today, 2)}
    order by next_contact_on, id limit ${atMost}`.execute(tx.db);
  const tasks = await sql<{
    id: number;
    case_id: number;
    fiscal_year: number;
    number: number;
    due_on: string;
  }>`
    select task.id, case_id, fiscal_year, number, due_on from case_task as task
    join support_case on support_case.id = case_id
    where task.person_id = ${me} and done_at is null and due_on <= ${addDays(tx.today, 7)}
    order by due_on, task.id limit ${atMost}`.execute(tx.db);
  const closings = tx.has('case.supervise')
    ? await sql<{ case_id: number; fiscal_year: number; number: number; proposed_at: Date }>`
        select case_id, fiscal_year, number, proposed_at from case_closing join support_case on support_case.id = case_id
        where case_closing.team_id = any(session_case_teams()) and decided_at is null
          and proposed_by <> ${me}
        order by proposed_at, case_closing.id limit ${atMost}`.execute(tx.db)
    : { rows: [] };
  const all = await caseList(tx, 'quiet', { offset: 0, size: 5 });
  return { late: late.rows, tasks: tasks.rows, closings: closings.rows, quiet: all };
}

export interface AuditSubject {
  kind: string;
  id: number;
}

/** The records a number on paper stands for, as the log names them; for the auditor, and nothing for anybody else. */
export async function auditSubjects(
  tx: ReadTx,
  asked: { kind: 'case' | 'consultation'; year: number; number: number },
): Promise<AuditSubject[]> {
  const { rows } = await sql<AuditSubject>`
    select kind, id from case_audit_subjects(${asked.kind}, ${asked.year}, ${asked.number})`.execute(tx.db);
  return rows;
}

/** The numbers people have on paper, by what the log calls a record; for the auditor. */
export async function auditNumbers(
  tx: ReadTx,
  subjects: readonly AuditSubject[],
): Promise<Map<string, { fiscal_year: number; number: number }>> {
  const ids = (kind: string) => [...new Set(subjects.flatMap((one) => (one.kind === kind ? [one.id] : [])))];
  const { rows } = await sql<AuditSubject & { fiscal_year: number; number: number }>`
    select * from case_audit_numbers(${ids('case')}::bigint[], ${ids('consultation')}::bigint[])`.execute(
    tx.db,
  );
  return new Map(rows.map((row) => [`${row.kind} ${row.id}`, row]));
}
