import { Hono } from 'hono';
import { stateOf as stateOfApplication } from '../../base/applications/rules.ts';
import { facilityOffer } from '../../base/directory/queries-offers.ts';
import { found, Refusal, type ReadTx } from '../../platform/db/transaction.ts';
import { numberIn, type Ctx, type Env } from '../../platform/web/context.ts';
import { emptyForm, filled, type FormState } from '../../platform/web/form.ts';
import { action, done, view, type Conflict, type Screen } from '../../platform/web/handlers.tsx';
import { nothingForm } from '../../platform/web/fields.ts';
import { changeQuestions, setStep, writeText } from './commands-day.ts';
import { returnOffer } from './commands-offer.ts';
import { answerSignup, signUp } from './commands-signups.ts';
import { exportHandout, exportSignups } from './exports.ts';
import { questionsForm, questionsIn, returnForm, signUpForm, stepForm, textForm } from './forms.ts';
import { DayTextPage, QuestionsPage, ReturnPage, SignUpPage, StepPage, stepName } from './pages-day.tsx';
import { openDayById, type OpenDay } from './queries.ts';
import { questionsOf, signupsOf, sittingOf, stepsOfDay, textsOf } from './queries-day.ts';
import { textParts, type TextPart } from './rules.ts';
import { words } from './words-day.ja.ts';
import { words as main } from './words.ja.ts';

export const routes = new Hono<Env>();
type State = FormState & { conflict?: Conflict };
const path = '/open-days/:id{[0-9]+}';

const crumbs = (openDay: OpenDay, label: string) => [
  { label: main.navigation, href: '/open-days' },
  { label: openDay.title, href: `/open-days/${openDay.id}` },
  { label },
];
const dayOf = async (tx: ReadTx, c: Ctx): Promise<OpenDay> => found(await openDayById(tx, numberIn(c, 'id')));
const hostedDay = async (tx: ReadTx, c: Ctx): Promise<OpenDay> => {
  const openDay = await dayOf(tx, c);
  if (!openDay.may_host) throw new Refusal(403);
  return openDay;
};

const showReturn = async (tx: ReadTx, state: FormState, c: Ctx): Promise<Screen> => {
  const openDay = await dayOf(tx, c);
  if (!openDay.may_manage) throw new Refusal(403);
  return {
    title: words.offer.returnTitle,
    width: 'form',
    breadcrumbs: crumbs(openDay, words.offer.returnTitle),
    body: <ReturnPage openDay={openDay} state={state} />,
  };
};
routes.get(
  `${path}/return`,
  view((tx, c) => showReturn(tx, emptyForm, c)),
);
routes.post(
  `${path}/return`,
  action({
    form: returnForm,
    again: showReturn,
    run: async (tx, { return_note }, c) => {
      const id = found(numberIn(c, 'id'));
      await returnOffer(tx, id, return_note);
      return done(`/open-days/${id}`, words.offer.returned);
    },
  }),
);

const showQuestions = async (tx: ReadTx, state: FormState, c: Ctx): Promise<Screen> => {
  const openDay = await hostedDay(tx, c);
  return {
    title: words.questions.editTitle,
    width: 'form',
    breadcrumbs: crumbs(openDay, words.questions.editTitle),
    body: <QuestionsPage openDay={openDay} state={state} />,
  };
};
routes.get(
  `${path}/questions`,
  view(async (tx, c) => {
    const questions = await questionsOf(tx, found(numberIn(c, 'id')));
    return showQuestions(
      tx,
      filled(Object.fromEntries(questions.map((one) => [`question_${one.position}`, one.body]))),
      c,
    );
  }),
);
routes.post(
  `${path}/questions`,
  action({
    form: questionsForm,
    again: showQuestions,
    run: async (tx, data, c) => {
      const id = found(numberIn(c, 'id'));
      await changeQuestions(tx, id, questionsIn(data));
      return done(`/open-days/${id}#questions`, words.questions.saved);
    },
  }),
);

const partIn = (c: Ctx): TextPart => found(textParts.find((one) => one === c.req.param('part')));
const showText = async (tx: ReadTx, state: State, c: Ctx): Promise<Screen> => {
  const openDay = await hostedDay(tx, c);
  const part = partIn(c);
  return {
    title: words.texts[part].title,
    width: 'form',
    breadcrumbs: crumbs(openDay, words.texts[part].title),
    body: <DayTextPage openDay={openDay} part={part} state={state} />,
  };
};
const storedText = async (tx: ReadTx, c: Ctx): Promise<Record<string, unknown>> => {
  const row = (await textsOf(tx, found(numberIn(c, 'id')))).get(partIn(c));
  return { body: row?.body ?? '', _version: row?.version ?? 0 };
};
routes.get(
  `${path}/texts/:part`,
  view(async (tx, c) => showText(tx, filled(await storedText(tx, c)), c)),
);
routes.post(
  `${path}/texts/:part`,
  action({
    form: textForm,
    again: showText,
    theirs: storedText,
    run: async (tx, data, c) => {
      const id = found(numberIn(c, 'id'));
      const part = partIn(c);
      await writeText(tx, id, part, data);
      return done(`/open-days/${id}#${part}`, words.text.saved);
    },
  }),
);

const lineIn = async (tx: ReadTx, c: Ctx, openDay: OpenDay) =>
  found((await stepsOfDay(tx, openDay)).find((line) => line.step === c.req.param('step')));
const showStep = async (tx: ReadTx, state: State, c: Ctx): Promise<Screen> => {
  const openDay = await hostedDay(tx, c);
  const line = await lineIn(tx, c, openDay);
  const title = stepName(line.step, openDay.template);
  return {
    title,
    width: 'form',
    breadcrumbs: crumbs(openDay, title),
    body: <StepPage openDay={openDay} line={line} state={state} />,
  };
};
const storedStep = async (tx: ReadTx, c: Ctx): Promise<Record<string, unknown>> => {
  const line = await lineIn(tx, c, await dayOf(tx, c));
  return { ...line, _version: line.version };
};
routes.get(
  `${path}/steps/:step`,
  view(async (tx, c) => showStep(tx, filled(await storedStep(tx, c)), c)),
);
routes.post(
  `${path}/steps/:step`,
  action({
    form: stepForm,
    again: showStep,
    theirs: storedStep,
    run: async (tx, data, c) => {
      const id = found(numberIn(c, 'id'));
      await setStep(tx, id, data);
      return done(`/open-days/${id}#steps`, words.steps.saved);
    },
  }),
);

const showSignUp = async (tx: ReadTx, state: FormState, c: Ctx): Promise<Screen> => {
  const openDay = await dayOf(tx, c);
  if (!openDay.may_manage && !tx.has('facility.answer')) throw new Refusal(403);
  const sitting = await sittingOf(tx, openDay.event_id);
  if (sitting === null || openDay.cancelled_at !== null || sitting.phase === 'none')
    throw new Refusal(409, words.errors.noSignups);
  const standing = new Set(
    (await signupsOf(tx, openDay.id))
      .filter((one) => !['cancelled', 'lapsed'].includes(stateOfApplication(one, tx.now)))
      .map((one) => one.facility_id),
  );
  const facilities = await facilityOffer(tx, state.values, 'facility_id', {
    within: openDay.may_manage ? undefined : tx.session.facilities,
    except: [openDay.facility_id, ...standing],
  });
  return {
    title: words.signup.formTitle,
    width: 'form',
    breadcrumbs: crumbs(openDay, words.signup.formTitle),
    body: <SignUpPage openDay={openDay} sitting={sitting} facilities={facilities} state={state} />,
  };
};
routes.get(
  `${path}/sign-up`,
  view((tx, c) => showSignUp(tx, emptyForm, c)),
);
routes.post(
  `${path}/sign-up`,
  action({
    form: signUpForm,
    again: showSignUp,
    run: async (tx, data, c) => {
      const id = found(numberIn(c, 'id'));
      const { outcome } = await signUp(tx, id, data);
      return done(`/open-days/${id}#sign-ups`, words.signup.done[outcome]);
    },
  }),
);
for (const [answer, flash] of [
  ['accept', words.signup.accepted],
  ['cancel', words.signup.cancelled],
] as const)
  routes.post(
    `${path}/sign-ups/:signup{[0-9]+}/${answer}`,
    action({
      form: nothingForm,
      run: async (tx, _data, c) => {
        const id = found(numberIn(c, 'id'));
        await answerSignup(tx, id, numberIn(c, 'signup'), answer);
        return done(`/open-days/${id}#sign-ups`, flash);
      },
    }),
  );
routes.get(
  `${path}/sign-ups/export`,
  view(async (tx, c) => {
    const openDay = await hostedDay(tx, c);
    return exportSignups(c, tx, openDay, await signupsOf(tx, openDay.id));
  }),
);
routes.get(
  `${path}/handout.pdf`,
  view(async (tx, c) => {
    const openDay = await dayOf(tx, c);
    return exportHandout(c, tx, {
      openDay,
      questions: await questionsOf(tx, openDay.id),
      plan: (await textsOf(tx, openDay.id)).get('plan')?.body ?? '',
    });
  }),
);
