import { Hono } from 'hono';
import type { z } from 'zod';
import { found, type ReadTx } from '../../platform/db/transaction.ts';
import { addMonths } from '../../platform/ja/dates.ts';
import { numberIn, type Ctx, type Env } from '../../platform/web/context.ts';
import { emptyForm, filled, soFar, type Errors, type FormState } from '../../platform/web/form.ts';
import { action, done, invalidIf, view, type Screen } from '../../platform/web/handlers.tsx';
import type { Crumb } from '../../platform/ui/page.tsx';
import { answerPlan, assess, assessmentProblems, makePlan } from './commands-plan.ts';
import { sendPlan } from './exports.ts';
import {
  assessmentForm,
  daysWrong,
  level,
  markNote,
  planAnswerForm,
  planForm,
  supportNames,
  wholePlanForm,
} from './forms.ts';
import {
  AssessmentFormPage,
  AssessmentsPage,
  ComparePlansPage,
  PlanFormPage,
  PlanPage,
} from './pages-plan.tsx';
import { assessmentItems, assessmentsOf, plansOf, type Mark } from './queries-plan.ts';
import { actorOf, membersOf, workerOptions, type CaseRecord } from './queries.ts';
import { may, stateOf, type CaseAction } from './rules.ts';
import { assessmentWords, planWords } from './words-plan.ja.ts';

interface Shared {
  openCase(tx: ReadTx, c: Ctx): Promise<CaseRecord>;
  formCase(tx: ReadTx, c: Ctx, step: CaseAction): Promise<CaseRecord>;
  crumbsOf(one: CaseRecord, last?: string): readonly Crumb[];
}

type Raw = Record<string, unknown>;

/** The marks of an assessment's form, by item, with what cannot be read. */
function marksIn(raw: Raw, codes: readonly string[]): { marks: Mark[]; errors: Errors } {
  const errors: Errors = {};
  const valueOf = <S extends z.ZodType>(schema: S, name: string): z.output<S> | null => {
    const read = schema.safeParse(raw[name]);
    if (read.success) return read.data;
    errors[name] = read.error.issues[0]!.message;
    return null;
  };
  const marks = codes.map((item_code) => ({
    item_code,
    concern: valueOf(level, `concern_${item_code}`),
    strength: valueOf(level, `strength_${item_code}`),
    note: valueOf(markNote, `note_${item_code}`) ?? '',
  }));
  return { marks, errors };
}

const path = '/cases/:id{[0-9]+}';

export function planRoutes({ openCase, formCase, crumbsOf }: Shared): Hono<Env> {
  const routes = new Hono<Env>();

  routes.get(
    `${path}/assessments`,
    view(async (tx, c) => {
      const one = await openCase(tx, c);
      // A brother’s assessment beside a sister’s is no change over time: one child at a time, whoever was seen last first.
      const all = await assessmentsOf(tx, one.id, 60);
      const children = [...Map.groupBy(all, (each) => `${each.member_id ?? 'all'}`)];
      const [code, assessments] = children.find(([each]) => each === c.req.query('of')) ??
        children[0] ?? ['all', []];
      return {
        title: assessmentWords.compareTitle,
        zone: 'case',
        breadcrumbs: crumbsOf(one, assessmentWords.title),
        body: (
          <AssessmentsPage
            one={one}
            items={await assessmentItems(tx)}
            assessments={assessments.slice(0, 6)}
            whose={children.map(([each, of]) => ({
              code: each,
              name: of[0]!.member ?? assessmentWords.none,
              current: each === code,
            }))}
            may_assess={may(actorOf(tx, one), stateOf(one), 'assess')}
          />
        ),
      };
    }),
  );

  const showAssessment = async (tx: ReadTx, state: FormState, c: Ctx): Promise<Screen> => {
    const one = await formCase(tx, c, 'assess');
    const children = (await membersOf(tx, one)).filter((member) => member.about);
    return {
      title: assessmentWords.formTitle,
      zone: 'case',
      width: 'form',
      breadcrumbs: crumbsOf(one, assessmentWords.formTitle),
      body: (
        <AssessmentFormPage
          state={
            state.values.assessed_on === undefined
              ? filled({
                  assessed_on: tx.today,
                  member_id: children.find((child) => child.born_on)?.id ?? null,
                })
              : state
          }
          one={one}
          items={await assessmentItems(tx)}
          about={children}
          last={[...Map.groupBy(await assessmentsOf(tx, one.id, 60), (each) => each.member_id).values()].map(
            (of) => of[0]!,
          )}
        />
      ),
    };
  };
  routes.get(
    `${path}/assessments/new`,
    view((tx, c) => showAssessment(tx, emptyForm, c)),
  );
  routes.post(
    `${path}/assessments/new`,
    action({
      form: assessmentForm.loose(),
      alsoWrong: async (tx, typed) => {
        const codes = (await assessmentItems(tx)).map((item) => item.code);
        const { marks, errors } = marksIn(typed, codes);
        const { assessed_on } = soFar(assessmentForm.shape, typed);
        return { ...errors, ...assessmentProblems(tx, { assessed_on }, marks) };
      },
      again: showAssessment,
      run: async (tx, data, c) => {
        const id = numberIn(c, 'id');
        const codes = (await assessmentItems(tx)).map((item) => item.code);
        const { member_id, assessed_on, basis, summary } = data;
        const { marks, errors } = marksIn(data, codes);
        invalidIf({
          ...(Object.keys(errors).length > 0 ? assessmentProblems(tx, data, marks) : {}),
          ...errors,
        });
        await assess(tx, id, { member_id, assessed_on, basis, summary }, marks);
        return done(`/cases/${id}/assessments`, assessmentWords.saved);
      },
    }),
  );

  const showPlan = async (tx: ReadTx, state: FormState | null, c: Ctx): Promise<Screen> => {
    const one = await openCase(tx, c);
    const plans = await plansOf(tx, one.id);
    const [plan] = plans;
    return {
      title: planWords.title,
      zone: 'case',
      breadcrumbs: crumbsOf(one, planWords.title),
      body: (
        <PlanPage
          today={tx.today}
          one={one}
          plans={plans}
          may_plan={may(actorOf(tx, one), stateOf(one), 'plan')}
          answering={state !== null}
          state={
            state ??
            filled({
              explained_on: plan?.explained_on,
              given_on: plan?.given_on,
              answer: plan?.answer,
              answered_on: plan?.answered_on,
              answer_reason: plan?.answer_reason,
            })
          }
        />
      ),
    };
  };
  routes.get(
    `${path}/plan`,
    view((tx, c) => showPlan(tx, null, c)),
  );
  routes.get(
    `${path}/plan/compare`,
    view(async (tx, c) => {
      const one = await openCase(tx, c);
      const plans = await plansOf(tx, one.id);
      const asked = (name: string) => plans.find((plan) => `${plan.number}` === c.req.query(name));
      const [a, b] = [found(asked('old') ?? plans[1]), found(asked('new') ?? plans[0])];
      // The older one is on the left, however they were asked for.
      const [old, now] = a.number <= b.number ? [a, b] : [b, a];
      return {
        title: planWords.compareTitle,
        zone: 'case',
        width: 'wide',
        breadcrumbs: crumbsOf(one, planWords.compareTitle),
        body: <ComparePlansPage one={one} plans={plans} old={old} now={now} />,
      };
    }),
  );
  routes.post(
    `${path}/plan/answer`,
    action({
      form: planAnswerForm,
      alsoWrong: (tx, typed) => {
        const { explained_on, given_on, answered_on } = soFar(planAnswerForm.shape, typed);
        return daysWrong(tx.today, { explained_on, given_on, answered_on });
      },
      again: showPlan,
      run: async (tx, data, c) => {
        const id = numberIn(c, 'id');
        await answerPlan(tx, id, data);
        return done(`/cases/${id}/plan`, planWords.answered);
      },
    }),
  );

  const showPlanForm = async (tx: ReadTx, state: FormState, c: Ctx): Promise<Screen> => {
    const one = await formCase(tx, c, 'plan');
    const [plan] = await plansOf(tx, one.id);
    const before =
      plan === undefined
        ? filled({ made_on: tx.today, review_on: addMonths(tx.today, 3) })
        : filled({
            wish: plan.wish,
            worries: plan.worries,
            strengths: plan.strengths,
            goals: plan.goals,
            family_part: plan.family_part,
            made_on: tx.today,
            review_on: addMonths(tx.today, 3),
            ...Object.fromEntries(
              plan.items.flatMap((item, at) =>
                supportNames.map((name) => [`item_${name}_${at}`, item[name]]),
              ),
            ),
          });
    const fresh = state.values.wish === undefined;
    const asked = Number(state.values.supersedes);
    return {
      title: planWords.newTitle,
      zone: 'case',
      width: 'form',
      breadcrumbs: crumbsOf(one, planWords.newTitle),
      body: (
        <PlanFormPage
          state={fresh ? before : state}
          one={one}
          workers={(await workerOptions(tx, true)).filter((worker) => worker.team_id === one.team_id)}
          supersedes={fresh || !Number.isInteger(asked) ? (plan?.number ?? 0) : asked}
        />
      ),
    };
  };
  routes.get(
    `${path}/plan/new`,
    view((tx, c) => showPlanForm(tx, emptyForm, c)),
  );
  routes.post(
    `${path}/plan/new`,
    action({
      form: wholePlanForm,
      alsoWrong: (tx, typed) => daysWrong(tx.today, soFar({ made_on: planForm.shape.made_on }, typed)),
      again: showPlanForm,
      run: async (tx, data, c) => {
        const id = numberIn(c, 'id');
        await makePlan(tx, id, data.plan, data.items, data.supersedes);
        return done(`/cases/${id}/plan`, planWords.saved);
      },
    }),
  );
  for (const kind of ['pdf', 'docx'] as const) {
    routes.get(
      `${path}/plan.${kind}`,
      view(async (tx, c) => {
        const one = await openCase(tx, c);
        return sendPlan(c, tx, one, found((await plansOf(tx, one.id))[0]), kind);
      }),
    );
  }
  return routes;
}
