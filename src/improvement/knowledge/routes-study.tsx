import { Hono } from 'hono';
import { Refusal, type ReadTx } from '../../platform/db/transaction.ts';
import { numberIn, type Ctx, type Env } from '../../platform/web/context.ts';
import { action, done, view, type Screen } from '../../platform/web/handlers.tsx';
import {
  attachDocuments,
  concludePractice,
  describeDocument,
  detachDocument,
  endCriterion,
  enterFigure,
  removeFigure,
  removeHearing,
  restoreCriterion,
  saveCriterion,
  scorePractice,
  writeHearing,
} from './commands-study.ts';
import {
  conclusionForm,
  criterionEndForm,
  criterionForm,
  documentChangeForm,
  documentForm,
  documentRemoveForm,
  figureForm,
  figureRemoveForm,
  hearingForm,
  hearingRemoveForm,
  scoreForm,
} from './forms.ts';
import { CriteriaPage } from './pages-forms.tsx';
import type { State } from './pages.tsx';
import { criteria } from './queries-study.ts';
import { readsWork, showPractice } from './routes-page.tsx';
import { words } from './words.ja.ts';

export const routes = new Hono<Env>();
const path = '/practices/:id{[0-9]+}';
const back = (c: Ctx, anchor: string): string => `/practices/${numberIn(c, 'id')}#${anchor}`;

routes.post(
  `${path}/hearings`,
  action({
    form: hearingForm,
    again: (tx, state, c) => showPractice(tx, c, { hearing: state }),
    run: async (tx, data, c) => {
      await writeHearing(tx, numberIn(c, 'id'), data);
      return done(back(c, 'hearings'), words.study.heard);
    },
  }),
);
routes.post(
  `${path}/hearings/remove`,
  action({
    form: hearingRemoveForm,
    run: async (tx, data, c) => {
      await removeHearing(tx, numberIn(c, 'id'), data.hearing_id);
      return done(back(c, 'hearings'), words.study.removed);
    },
  }),
);
routes.post(
  `${path}/documents`,
  action({
    form: documentForm,
    again: (tx, state, c) => showPractice(tx, c, { document: state }),
    run: async (tx, data, c, uploads) => {
      const added = await attachDocuments(tx, numberIn(c, 'id'), uploads['files'] ?? [], data);
      return done(back(c, 'documents'), words.page.attached(added));
    },
  }),
);
routes.post(
  `${path}/documents/change`,
  action({
    form: documentChangeForm,
    run: async (tx, data, c) => {
      await describeDocument(tx, numberIn(c, 'id'), data);
      return done(back(c, 'documents'), words.page.described);
    },
  }),
);
routes.post(
  `${path}/documents/remove`,
  action({
    form: documentRemoveForm,
    run: async (tx, data, c) => {
      await detachDocument(tx, numberIn(c, 'id'), data.document_id);
      return done(back(c, 'documents'), words.page.removed);
    },
  }),
);
routes.post(
  `${path}/scores`,
  action({
    form: scoreForm,
    again: (tx, state, c) => showPractice(tx, c, { score: state }),
    run: async (tx, data, c) => {
      await scorePractice(tx, numberIn(c, 'id'), data.scores);
      return done(back(c, 'fit'), words.study.scored);
    },
  }),
);
routes.post(
  `${path}/conclusions`,
  action({
    form: conclusionForm,
    again: (tx, state, c) => showPractice(tx, c, { conclusion: state }),
    run: async (tx, data, c) => {
      await concludePractice(tx, numberIn(c, 'id'), data);
      return done(back(c, 'conclusion'), words.study.concluded);
    },
  }),
);
routes.post(
  `${path}/figures`,
  action({
    form: figureForm,
    again: (tx, state, c) => showPractice(tx, c, { figure: state }),
    run: async (tx, data, c) => {
      await enterFigure(tx, numberIn(c, 'id'), data);
      return done(back(c, 'figures'), words.study.figureAdded);
    },
  }),
);
routes.post(
  `${path}/figures/remove`,
  action({
    form: figureRemoveForm,
    run: async (tx, data, c) => {
      await removeFigure(tx, numberIn(c, 'id'), data);
      return done(back(c, 'figures'), words.study.figureRemoved);
    },
  }),
);

// ---- criteria ------------------------------------------------------------------------------------

const showCriteria = async (tx: ReadTx, state: State | null): Promise<Screen> => {
  if (!readsWork(tx)) throw new Refusal(404);
  const mayManage = tx.has('knowledge.manage');
  return {
    title: words.criteria.title,
    width: 'form',
    breadcrumbs: [{ label: words.navigation, href: '/practices' }, { label: words.criteria.title }],
    body: <CriteriaPage criteria={await criteria(tx, mayManage)} mayManage={mayManage} state={state} />,
  };
};
routes.get(
  '/practices/criteria',
  view((tx) => showCriteria(tx, null)),
);
routes.post(
  '/practices/criteria',
  action({
    form: criterionForm,
    again: showCriteria,
    theirs: async (tx, c) => {
      const id = Number((await c.req.formData()).get('criterion_id') ?? 0);
      return { ...(await criteria(tx)).find((one) => one.id === id) };
    },
    run: async (tx, data) => {
      await saveCriterion(tx, data);
      return done('/practices/criteria', words.criteria.saved);
    },
  }),
);
routes.post(
  '/practices/criteria/end',
  action({
    form: criterionEndForm,
    run: async (tx, data) => {
      await endCriterion(tx, data.criterion_id);
      return done('/practices/criteria', words.criteria.ended);
    },
  }),
);
routes.post(
  '/practices/criteria/restore',
  action({
    form: criterionEndForm,
    run: async (tx, data) => {
      await restoreCriterion(tx, data.criterion_id);
      return done('/practices/criteria', words.criteria.restored);
    },
  }),
);
