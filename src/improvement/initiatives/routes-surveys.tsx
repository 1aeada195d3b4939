import { Hono } from 'hono';
import { found, Refusal, type ReadTx } from '../../platform/db/transaction.ts';
import { importRoutes } from '../../platform/files/import-routes.tsx';
import { importJob } from '../../platform/files/imports.ts';
import { numberIn, type Ctx, type Env } from '../../platform/web/context.ts';
import { emptyForm, filled, type FormState } from '../../platform/web/form.ts';
import { action, done, view, type Conflict, type Screen } from '../../platform/web/handlers.tsx';
import { areaOptions } from '../../base/areas/queries.ts';
import { themes } from '../issues/queries.ts';
import { forumOptions } from '../meetings/queries-forums.ts';
import { nothingForm } from '../../platform/web/fields.ts';
import {
  beginSummary,
  changeSummary,
  enterFigure,
  figureImport,
  holdLocalMeeting,
  publishSummary,
  raiseFromSaying,
  removeFigure,
  removeSaying,
  writeSaying,
} from './commands-surveys.ts';
import { exportFigures } from './exports.ts';
import {
  figureForm,
  figureRemoveForm,
  localMeetingForm,
  sayingForm,
  sayingIssueForm,
  sayingRemoveForm,
  summaryForm,
} from './forms.ts';
import { SummariesPage, SummaryForm, SummaryPage } from './pages-surveys.tsx';
import { figuresOf, localMeetingsOf, sayingsOf, summaryById, summaryList } from './queries-surveys.ts';
import { words } from './words-guidelines.ja.ts';

export const surveyRoutes = new Hono<Env>();

type State = FormState & { conflict?: Conflict };
const crumb = { label: words.list.title, href: '/survey-summaries' };

surveyRoutes.route('/', importRoutes(figureImport, importJob(figureImport)));

surveyRoutes.get(
  '/survey-summaries',
  view(async (tx) => ({
    title: words.list.title,
    body: <SummariesPage lines={await summaryList(tx)} mayManage={tx.has('initiative.manage')} />,
  })),
);

const path = '/survey-summaries/:id{[0-9]+}';
const showForm = async (tx: ReadTx, state: State, c: Ctx): Promise<Screen> => {
  if (!tx.has('initiative.manage')) throw new Refusal(403);
  const asked = numberIn(c, 'id');
  const summary = asked === null ? null : found(await summaryById(tx, asked));
  const title = summary ? words.summary.editTitle : words.summary.newTitle;
  return {
    title,
    width: 'form',
    breadcrumbs: [crumb, { label: title }],
    body: <SummaryForm state={state} summary={summary} />,
  };
};
surveyRoutes.get(
  '/survey-summaries/new',
  view((tx, c) => showForm(tx, emptyForm, c)),
);
surveyRoutes.post(
  '/survey-summaries/new',
  action({
    form: summaryForm,
    again: showForm,
    run: async (tx, data) => done(`/survey-summaries/${await beginSummary(tx, data)}`, words.summary.saved),
  }),
);
const stored = async (tx: ReadTx, c: Ctx): Promise<Record<string, unknown>> => {
  const summary = found(await summaryById(tx, numberIn(c, 'id')));
  return { ...summary, _version: summary.version };
};
surveyRoutes.get(
  `${path}/edit`,
  view(async (tx, c) => showForm(tx, filled(await stored(tx, c)), c)),
);
surveyRoutes.post(
  `${path}/edit`,
  action({
    form: summaryForm,
    again: showForm,
    theirs: stored,
    run: async (tx, data, c) => {
      await changeSummary(tx, numberIn(c, 'id'), data);
      return done(`/survey-summaries/${numberIn(c, 'id')}`, words.summary.changed);
    },
  }),
);

async function showSummary(tx: ReadTx, c: Ctx, state: Record<string, FormState>): Promise<Screen> {
  const summary = found(await summaryById(tx, numberIn(c, 'id')));
  const mayManage = tx.has('initiative.manage');
  const mayHold = tx.has('meeting.manage') && tx.has('calendar.manage');
  return {
    title: summary.title,
    breadcrumbs: [crumb, { label: summary.title }],
    body: (
      <SummaryPage
        summary={summary}
        figures={await figuresOf(tx, summary.id)}
        meetings={await localMeetingsOf(tx, summary.id)}
        sayings={await sayingsOf(tx, summary.id)}
        areas={mayManage ? await areaOptions(tx) : []}
        forums={mayHold ? await forumOptions(tx) : []}
        themes={tx.has('issue.raise') ? await themes(tx) : []}
        mayManage={mayManage}
        mayHold={mayHold}
        mayRaise={tx.has('issue.raise')}
        state={state}
      />
    ),
  };
}
surveyRoutes.get(
  path,
  view((tx, c) => showSummary(tx, c, {})),
);
surveyRoutes.get(
  `${path}/export`,
  view(async (tx, c) => exportFigures(c, tx, found(await summaryById(tx, numberIn(c, 'id'))))),
);
/** Where a figure read from a table stands. */
surveyRoutes.get(
  '/survey-figures/:id{[0-9]+}',
  view(async (tx, c) => {
    const figure = found(
      await tx.db
        .selectFrom('survey_figure')
        .where('id', '=', numberIn(c, 'id') ?? 0)
        .select('summary_id')
        .executeTakeFirst(),
    );
    return c.redirect(`/survey-summaries/${figure.summary_id}#figures`, 303);
  }),
);

const at = (c: Ctx, anchor = ''): string => `/survey-summaries/${numberIn(c, 'id')}${anchor}`;
const again =
  (name: string) =>
  (tx: ReadTx, state: FormState, c: Ctx): Promise<Screen> =>
    showSummary(tx, c, { [name]: state });

for (const [name, out, flash] of [
  ['publish', true, words.summary.published],
  ['withdraw', false, words.summary.withdrawn],
] as const)
  surveyRoutes.post(
    `${path}/${name}`,
    action({
      form: nothingForm,
      run: async (tx, _data, c) => {
        await publishSummary(tx, numberIn(c, 'id'), out);
        return done(at(c), flash);
      },
    }),
  );
surveyRoutes.post(
  `${path}/figures`,
  action({
    form: figureForm,
    again: again('figure'),
    run: async (tx, data, c) => {
      await enterFigure(tx, numberIn(c, 'id'), data);
      return done(at(c, '#figures'), words.figures.saved);
    },
  }),
);
surveyRoutes.post(
  `${path}/figures/remove`,
  action({
    form: figureRemoveForm,
    run: async (tx, data, c) => {
      await removeFigure(tx, numberIn(c, 'id'), data.figure_id);
      return done(at(c, '#figures'), words.figures.removed);
    },
  }),
);
surveyRoutes.post(
  `${path}/meetings`,
  action({
    form: localMeetingForm,
    again: again('meeting'),
    run: async (tx, data, c) => {
      await holdLocalMeeting(tx, numberIn(c, 'id'), data);
      return done(at(c, '#meetings'), words.meetings.saved);
    },
  }),
);
surveyRoutes.post(
  `${path}/sayings`,
  action({
    form: sayingForm,
    again: again('saying'),
    run: async (tx, data, c) => {
      await writeSaying(tx, numberIn(c, 'id'), data);
      return done(at(c, '#sayings'), words.sayings.saved);
    },
  }),
);
surveyRoutes.post(
  `${path}/sayings/remove`,
  action({
    form: sayingRemoveForm,
    run: async (tx, data, c) => {
      await removeSaying(tx, numberIn(c, 'id'), data.saying_id);
      return done(at(c, '#sayings'), words.sayings.removed);
    },
  }),
);
surveyRoutes.post(
  `${path}/sayings/issue`,
  action({
    form: sayingIssueForm,
    again: again('issue'),
    run: async (tx, data, c) => {
      await raiseFromSaying(tx, numberIn(c, 'id'), data);
      return done(at(c, '#sayings'), words.sayings.raised);
    },
  }),
);
