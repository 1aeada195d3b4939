import { Hono } from 'hono';
import { found, Refusal, type ReadTx } from '../../platform/db/transaction.ts';
import { numberIn, type Ctx, type Env } from '../../platform/web/context.ts';
import { filled, type FormState } from '../../platform/web/form.ts';
import { action, done, view, type Conflict, type Screen } from '../../platform/web/handlers.tsx';
import { themes } from '../issues/queries.ts';
import { nothingForm } from '../../platform/web/fields.ts';
import { answerTrial, changeHandout, withdrawHandout } from './commands-handouts.ts';
import { exportHandout } from './exports.ts';
import { handoutForm, trialForm } from './forms.ts';
import { HandoutForm, TrialForm } from './pages-handout-forms.tsx';
import { HandoutList, HandoutPage } from './pages-handouts.tsx';
import { ownFacilities } from './queries.ts';
import { handoutById, handouts, trialsOf, type Handout } from './queries-handouts.ts';
import { words } from './words-handouts.ja.ts';

export const routes = new Hono<Env>();
type State = FormState & { conflict?: Conflict };
const path = '/study-handouts/:id{[0-9]+}';
const crumb = { label: words.navigation, href: '/study-handouts' };
const crumbsOf = (handout: Handout, label?: string) => [
  crumb,
  label === undefined
    ? { label: handout.title }
    : { label: handout.title, href: `/study-handouts/${handout.id}` },
  ...(label === undefined ? [] : [{ label }]),
];

routes.get(
  '/study-handouts',
  view(async (tx, c) => {
    const known = await themes(tx);
    const theme = known.find(({ code }) => code === c.req.query('theme'))?.code ?? null;
    return {
      title: words.list.title,
      breadcrumbs: [crumb],
      body: (
        <HandoutList
          handouts={await handouts(tx, { theme_code: theme })}
          themes={known}
          theme={theme}
          zone={tx.actor.municipality.time_zone}
        />
      ),
    };
  }),
);

routes.get(
  path,
  view(async (tx, c) => {
    const handout = found(await handoutById(tx, numberIn(c, 'id')));
    return {
      title: handout.title,
      breadcrumbs: crumbsOf(handout),
      body: (
        <HandoutPage
          handout={handout}
          trials={await trialsOf(tx, handout.id)}
          own={await ownFacilities(tx)}
          mayManage={tx.has('learning.manage')}
          mayAnswer={tx.has('facility.answer')}
          zone={tx.actor.municipality.time_zone}
        />
      ),
    };
  }),
);
routes.get(
  `${path}/handout.pdf`,
  view(async (tx, c) => exportHandout(c, tx, found(await handoutById(tx, numberIn(c, 'id'))))),
);

const showEdit = async (tx: ReadTx, state: State, c: Ctx): Promise<Screen> => {
  if (!tx.has('learning.manage')) throw new Refusal(403);
  const handout = found(await handoutById(tx, numberIn(c, 'id')));
  return {
    title: words.form.pageTitle,
    width: 'form',
    breadcrumbs: crumbsOf(handout, words.form.pageTitle),
    body: <HandoutForm handout={handout} state={state} />,
  };
};
const stored = async (tx: ReadTx, c: Ctx): Promise<Record<string, unknown>> => {
  const handout = found(await handoutById(tx, numberIn(c, 'id')));
  return { ...handout, _version: handout.version };
};
routes.get(
  `${path}/edit`,
  view(async (tx, c) => showEdit(tx, filled(await stored(tx, c)), c)),
);
routes.post(
  `${path}/edit`,
  action({
    form: handoutForm,
    again: showEdit,
    theirs: stored,
    run: async (tx, data, c) => {
      const id = found(numberIn(c, 'id'));
      const published = await changeHandout(tx, id, data);
      return done(`/study-handouts/${id}`, published ? words.form.published : words.form.saved);
    },
  }),
);
routes.post(
  `${path}/withdraw`,
  action({
    form: nothingForm,
    run: async (tx, _data, c) => {
      const id = found(numberIn(c, 'id'));
      await withdrawHandout(tx, id);
      return done(`/study-handouts/${id}`, words.page.withdrawn);
    },
  }),
);

const showTrial = async (tx: ReadTx, state: FormState, c: Ctx): Promise<Screen> => {
  const handout = found(await handoutById(tx, numberIn(c, 'id')));
  if (!tx.has('facility.answer')) throw new Refusal(403, words.errors.noFacility);
  const own = await ownFacilities(tx);
  const asked = Number(c.req.query('facility') ?? state.values['facility_id'] ?? '');
  const chosen = own.find(({ id }) => id === asked);
  return {
    title: words.trials.formTitle,
    width: 'form',
    breadcrumbs: crumbsOf(handout, words.trials.formTitle),
    body: <TrialForm handout={handout} facilities={chosen ? [chosen] : own} state={state} />,
  };
};
routes.get(
  `${path}/tried`,
  view(async (tx, c) => {
    const own = await ownFacilities(tx);
    const asked = Number(c.req.query('facility') ?? own[0]?.id ?? '');
    const before = (await trialsOf(tx, found(numberIn(c, 'id')))).find(
      (trial) => trial.facility_id === asked && own.some(({ id }) => id === asked),
    );
    return showTrial(
      tx,
      filled({
        facility_id: own.length === 1 ? own[0]!.id : asked,
        tried: before?.tried,
        story: before?.story,
      }),
      c,
    );
  }),
);
routes.post(
  `${path}/tried`,
  action({
    form: trialForm,
    again: showTrial,
    run: async (tx, data, c) => {
      const id = found(numberIn(c, 'id'));
      await answerTrial(tx, id, data);
      return done(`/study-handouts/${id}#tried`, words.trials.saved);
    },
  }),
);
