import { sql } from 'kysely';
import type { ReadTx } from '../../platform/db/transaction.ts';
import type { assessmentStages, domains } from './rules.ts';

export { concernWords, strengthWords } from './words-plan.ja.ts';

export interface AssessmentItem {
  code: string;
  domain: (typeof domains)[number];
  name: string;
  before_school: string;
  after_school: string;
}

/** The items in their order, the same before and after school entry. */
export async function assessmentItems(tx: ReadTx): Promise<AssessmentItem[]> {
  const { rows } = await sql<AssessmentItem>`
    select code, domain, name, before_school, after_school from assessment_item order by position, code`.execute(
    tx.db,
  );
  return rows;
}

export interface Mark {
  item_code: string;
  concern: number | null;
  strength: number | null;
  note: string;
}
export interface Assessment {
  id: number;
  assessed_on: string;
  stage: (typeof assessmentStages)[number];
  basis: string;
  summary: string;
  member_id: number | null;
  member: string | null;
  assessed_by: string;
  recorded_at: Date;
  marks: Mark[];
}

/** A case's assessments with their marks, newest first. */
export async function assessmentsOf(tx: ReadTx, case_id: number, at_most = 8): Promise<Assessment[]> {
  const { rows } = await sql<Assessment>`
    select assessment.id, assessed_on, stage, basis, summary, assessment.member_id, recorded_at,
      btrim(member.family_name || ' ' || member.given_name) as member,
      person.family_name || ' ' || person.given_name as assessed_by,
      coalesce((select jsonb_agg(jsonb_build_object('item_code', item_code, 'concern', concern, 'strength', strength, 'note', note))
        from assessment_mark where assessment_id = assessment.id), '[]') as marks
    from assessment join person on person.id = assessed_by left join household_member as member on member.id = assessment.member_id
    where assessment.case_id = ${case_id} order by assessed_on desc, assessment.id desc limit ${at_most}`.execute(
    tx.db,
  );
  return rows;
}

export interface PlanItem {
  id: number;
  what: string;
  who: string;
  how_often: string;
  starts_on: string | null;
  ends_on: string | null;
  person_id: number | null;
}
export interface Plan {
  id: number;
  case_id: number;
  number: number;
  wish: string;
  worries: string;
  strengths: string;
  goals: string;
  family_part: string;
  review_on: string;
  made_on: string;
  made_by: string;
  explained_on: string | null;
  given_on: string | null;
  answer: 'agreed' | 'partly' | 'declined' | null;
  answered_on: string | null;
  answer_reason: string;
  version: number;
  items: PlanItem[];
}

/** All versions of a case's plan, the one in force first. */
export async function plansOf(tx: ReadTx, case_id: number): Promise<Plan[]> {
  const { rows } = await sql<Plan>`
    select plan.id, plan.case_id, number, wish, worries, strengths, goals, family_part, review_on, made_on, explained_on, given_on,
      answer, answered_on, answer_reason, plan.version, person.family_name || ' ' || person.given_name as made_by,
      coalesce((select jsonb_agg(jsonb_build_object('id', item.id, 'what', what, 'who', who, 'how_often', how_often,
          'starts_on', starts_on, 'ends_on', ends_on, 'person_id', item.person_id) order by position, item.id)
        from support_plan_item as item where item.plan_id = plan.id), '[]') as items
    from support_plan as plan join person on person.id = made_by
    where plan.case_id = ${case_id} order by number desc`.execute(tx.db);
  return rows;
}

/** Plans of the own teams that nobody has answered, or that are past their review; for the first page. */
export async function plansWaiting(tx: ReadTx, atMost = 5) {
  if (!tx.has('case.work') || tx.session.case_teams.length === 0) return [];
  const { rows } = await sql<{
    case_id: number;
    fiscal_year: number;
    case_number: number;
    review_on: string;
    answer: string | null;
  }>`
    select plan.case_id, c.fiscal_year, c.number as case_number, plan.review_on, plan.answer from support_plan as plan
    join support_case as c on c.id = plan.case_id
    where plan.team_id = any(session_case_teams()) and c.worker_id = ${tx.actor.person_id} and c.closed_on is null
      and plan.review_on <= ${tx.today}
      and not exists (select from support_plan as newer where newer.case_id = plan.case_id and newer.number > plan.number)
    order by plan.review_on, plan.id limit ${atMost}`.execute(tx.db);
  return rows;
}
