import { found, Refusal, type WriteTx } from '../../platform/db/transaction.ts';
import { primaryEntryFiscalYear } from '../../platform/ja/age.ts';
import { withoutReadings } from '../../platform/ja/readings.ts';
import { invalid } from '../../platform/web/handlers.tsx';
import { caseFor, giveTask } from './commands.ts';
import type { AssessmentData, PlanAnswer, PlanData, PlanItemData } from './forms.ts';
import { membersOf, workerOptions } from './queries.ts';
import { assessmentItems, plansOf, type Mark } from './queries-plan.ts';
import { assessmentStageOf } from './rules.ts';
import { words } from './words.ja.ts';

/** Writes an assessment down; items that were not seen stay without a level. Answers its id. */
export async function assess(
  tx: WriteTx,
  case_id: number | null,
  data: AssessmentData,
  marks: readonly Mark[],
): Promise<number> {
  const one = await caseFor(tx, case_id, 'assess');
  if (data.assessed_on > tx.today) invalid({ assessed_on: words.errors.future });
  const items = new Set((await assessmentItems(tx)).map((item) => item.code));
  const said = marks.filter(
    (mark) =>
      items.has(mark.item_code) && (mark.concern !== null || mark.strength !== null || mark.note !== ''),
  );
  if (said.length === 0) invalid({ '': words.errors.noMarks });
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
  if (data.review_on <= data.made_on) invalid({ review_on: words.errors.reviewBeforePlan });
  if (data.made_on > tx.today) invalid({ made_on: words.errors.future });
  const said = items.filter((item) => item.what !== '');
  if (said.length === 0) invalid({ item_what_0: words.errors.noSupport });
  const workers = new Set(
    (await workerOptions(tx, true)).filter((w) => w.team_id === one.team_id).map((w) => w.person_id),
  );
  for (const [at, item] of items.entries()) {
    if (item.what !== '' && item.who === '') invalid({ [`item_who_${at}`]: words.errors.supportWho });
    if (item.starts_on !== null && item.ends_on !== null && item.ends_on < item.starts_on)
      invalid({ [`item_ends_on_${at}`]: words.errors.endsBeforeStart });
    if (item.person_id !== null && !workers.has(item.person_id))
      invalid({ [`item_person_id_${at}`]: words.errors.worker });
  }
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
  for (const name of ['explained_on', 'given_on', 'answered_on'] as const) {
    const day = data[name];
    if (day !== null && day > tx.today) invalid({ [name]: words.errors.future });
    if (day !== null && day < plan.made_on) invalid({ [name]: words.errors.beforePlan });
  }
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
