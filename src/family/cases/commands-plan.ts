import { found, Refusal, type ReadTx, type WriteTx } from '../../platform/db/transaction.ts';
import { primaryEntryFiscalYear } from '../../platform/ja/age.ts';
import { withoutReadings } from '../../platform/ja/readings.ts';
import type { Errors } from '../../platform/web/form.ts';
import { invalid, invalidIf } from '../../platform/web/handlers.tsx';
import { caseFor, giveTask } from './commands.ts';
import {
  daysWrong,
  type AssessmentData,
  type PlanAnswer,
  type PlanData,
  type PlanItemData,
} from './forms.ts';
import { membersOf, workerOptions } from './queries.ts';
import { assessmentItems, plansOf, type Mark } from './queries-plan.ts';
import { assessmentStageOf } from './rules.ts';
import { words } from './words.ja.ts';

const isSaid = (mark: Mark): boolean => mark.concern !== null || mark.strength !== null || mark.note !== '';

/** What the rules refuse of an assessment: a day to come, and one in which nothing was seen. */
export const assessmentProblems = (
  tx: ReadTx,
  data: { assessed_on?: string },
  marks: readonly Mark[],
): Errors => ({
  ...daysWrong(tx.today, { assessed_on: data.assessed_on }),
  ...(marks.some(isSaid) ? {} : { '': words.errors.noMarks }),
});

/** Writes an assessment down; items that were not seen stay without a level. Answers its id. */
export async function assess(
  tx: WriteTx,
  case_id: number | null,
  data: AssessmentData,
  marks: readonly Mark[],
): Promise<number> {
  const one = await caseFor(tx, case_id, 'assess');
  const items = new Set((await assessmentItems(tx)).map((item) => item.code));
  const said = marks.filter((mark) => items.has(mark.item_code) && isSaid(mark));
  invalidIf(assessmentProblems(tx, data, said));
  let born_on: string | null = null;
  if (data.member_id !== null) {
    const child = (await membersOf(tx, one)).find((p) => p.id === data.member_id);
    if (!child) invalid({ member_id: words.errors.member });
    born_on = child.born_on;
  }
  const { id } = await tx.db
    .insertInto('assessment')
    .values({
      case_id: one.id,
      team_id: one.team_id,
      member_id: data.member_id,
      assessed_on: data.assessed_on,
      stage: assessmentStageOf(
        born_on,
        born_on === null ? null : primaryEntryFiscalYear(born_on),
        data.assessed_on,
      ),
      basis: data.basis,
      summary: data.summary,
      assessed_by: tx.actor.person_id!,
      recorded_at: tx.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await tx.db
    .insertInto('assessment_mark')
    .values(said.map((mark) => ({ assessment_id: id, case_id: one.id, team_id: one.team_id, ...mark })))
    .execute();
  tx.record({
    action: 'case.assess',
    subject_kind: 'case',
    subject_id: one.id,
    detail: { assessment_id: id, assessed_on: data.assessed_on },
  });
  return id;
}

/**
 * Makes a new version of the plan, which takes the place of version `supersedes` (0 for the first); supports given to a
 * worker become their tasks. Somebody else's newer version is not written over.
 */
export async function makePlan(
  tx: WriteTx,
  case_id: number | null,
  data: PlanData,
  items: readonly PlanItemData[],
  supersedes: number,
): Promise<number> {
  const one = await caseFor(tx, case_id, 'plan');
  const before = await plansOf(tx, one.id);
  if ((before[0]?.number ?? 0) !== supersedes) invalid({ '': words.errors.newerPlan });
  // What the form's own fields say of each other is said by the form (wholePlanForm).
  const said = items.filter((item) => item.what !== '');
  const wrong = daysWrong(tx.today, { made_on: data.made_on });
  const workers = new Set(
    (await workerOptions(tx, true)).filter((w) => w.team_id === one.team_id).map((w) => w.person_id),
  );
  for (const [at, item] of items.entries())
    if (item.person_id !== null && !workers.has(item.person_id))
      wrong[`item_person_id_${at}`] = words.errors.worker;
  invalidIf(wrong);
  const { id } = await tx.db
    .insertInto('support_plan')
    .values({
      case_id: one.id,
      team_id: one.team_id,
      number: supersedes + 1,
      ...data,
      made_by: tx.actor.person_id!,
      made_at: tx.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const made = await tx.db
    .insertInto('support_plan_item')
    .values(
      said.map((item, at) => ({
        plan_id: id,
        case_id: one.id,
        team_id: one.team_id,
        position: at + 1,
        ...item,
      })),
    )
    .returning('id')
    .execute();
  // A support carried over from the version before has its task already.
  const carried = new Set(before[0]?.items.map((item) => `${item.person_id} ${item.what}`));
  for (const [at, item] of said.entries()) {
    if (item.person_id === null || carried.has(`${item.person_id} ${item.what}`)) continue;
    await giveTask(tx, one.id, {
      title: withoutReadings(item.what).slice(0, 120),
      person_id: item.person_id,
      due_on: item.starts_on ?? data.review_on,
      source_kind: 'plan',
      source_id: made[at]!.id,
    });
  }
  tx.record({
    action: 'case.plan',
    subject_kind: 'case',
    subject_id: one.id,
    detail: { plan_id: id, number: supersedes + 1, supports: said.length },
  });
  return id;
}

/** Writes down that the plan in force was told, handed over, and what the family answered. */
export async function answerPlan(tx: WriteTx, case_id: number | null, data: PlanAnswer): Promise<void> {
  const one = await caseFor(tx, case_id, 'plan');
  const plan = found((await plansOf(tx, one.id))[0]);
  const wrong: Errors = {};
  for (const name of ['explained_on', 'given_on', 'answered_on'] as const) {
    const day = data[name];
    if (day !== null && day > tx.today) wrong[name] = words.errors.future;
    else if (day !== null && day < plan.made_on) wrong[name] = words.errors.beforePlan;
  }
  invalidIf(wrong);
  const { _version, ...answer } = data;
  const changed = await tx.db
    .updateTable('support_plan')
    .set((row) => ({
      ...answer,
      answered_on: answer.answer === null ? null : answer.answered_on,
      version: row('version', '+', 1),
    }))
    .where('id', '=', plan.id)
    .where('version', '=', _version)
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n) throw new Refusal(409, words.errors.newerAnswer);
  tx.record({
    action: 'case.plan_answer',
    subject_kind: 'case',
    subject_id: one.id,
    detail: { plan_id: plan.id, answer: data.answer },
  });
}
