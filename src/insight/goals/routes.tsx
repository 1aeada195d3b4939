import { Hono } from 'hono';
import { found, Refusal, type ReadTx } from '../../platform/db/transaction.ts';
import { toPdf } from '../../platform/exports/documents.ts';
import { formatFiscalYear } from '../../platform/ja/dates.ts';
import { numberIn, type Ctx, type Env } from '../../platform/web/context.ts';
import { download, sendTable } from '../../platform/web/downloads.ts';
import { emptyForm, filled, type FormState } from '../../platform/web/form.ts';
import { action, done, view, type Conflict, type Screen } from '../../platform/web/handlers.tsx';
import type { NavEntry } from '../../platform/web/navigation.ts';
import { organisationOffer } from '../../base/people/queries-offers.ts';
import { indicatorsOf, indicatorYears } from '../evaluation/queries.ts';
import { nothingForm } from '../../platform/web/fields.ts';
import {
  addMeasure,
  changeMeasure,
  closeYear,
  dropMeasure,
  judgeGoal,
  makeReport,
  tellMeasure,
  withdrawFinding,
  writeFinding,
  writeText,
} from './commands.ts';
import { closingXlsx, roadmapDoc, roadmapTable } from './exports.ts';
import {
  closeForm,
  dropForm,
  findingForm,
  judgementForm,
  measureEditForm,
  measureEventForm,
  measureForm,
  textForm,
  withdrawForm,
} from './forms.ts';
import { MeasureForm, MeasurePage, MeasuresPage } from './pages-measures.tsx';
import { ChapterPage, ReportPage } from './pages-report.tsx';
import { GoalPage, GoalsPage } from './pages.tsx';
import {
  closedFigures,
  closingsOf,
  eventsOf,
  figureSources,
  findingsOf,
  goalTree,
  judgementOf,
  measureById,
  measuresOf,
  reportFile,
  reportsOf,
  textsOf,
  surveysOf,
} from './queries.ts';
import {
  chapters,
  formats,
  goalCodes,
  isDone,
  isFormat,
  isGoalCode,
  times,
  type Chapter,
  type GoalCode,
} from './rules.ts';
import { words } from './words.ja.ts';

export const routes = new Hono<Env>();
export const navigation: NavEntry[] = [
  { place: 'see', part: 'goal', label: words.navigation.goals, href: '/goals', duties: ['evaluation.read'] },
  {
    place: 'see',
    part: 'goal',
    label: words.navigation.measures,
    href: '/measures',
    duties: ['evaluation.read'],
  },
  {
    place: 'see',
    part: 'goal',
    label: words.navigation.report,
    href: '/goals/report',
    duties: ['evaluation.read'],
  },
];

type State = FormState & { conflict?: Conflict };
const crumb = { label: words.navigation.goals, href: '/goals' };
const measuresCrumb = { label: words.navigation.measures, href: '/measures' };

const mayWrite = (tx: ReadTx): boolean => tx.has('evaluation.write') || tx.has('evaluation.manage');

/** The fiscal year asked for, and those there are; 404 for a stranger and for a year without definitions. */
async function yearIn(tx: ReadTx, c: Ctx): Promise<{ fiscal_year: number; years: number[] }> {
  if (!tx.has('evaluation.read')) throw new Refusal(404);
  const years = await indicatorYears(tx);
  const asked = c.req.query('year');
  const fiscal_year = asked === undefined || asked === '' ? tx.fiscal_year : Number(asked);
  if (!years.includes(fiscal_year)) throw new Refusal(404);
  return { fiscal_year, years };
}

routes.get(
  '/goals',
  view(async (tx, c) => {
    const { fiscal_year, years } = await yearIn(tx, c);
    return {
      title: words.tree.title,
      body: <GoalsPage fiscal_year={fiscal_year} years={years} goals={await goalTree(tx, fiscal_year)} />,
    };
  }),
);

// ---- one goal -----------------------------------------------------------------------------------

const goalPath = `/goals/:code{(?:${goalCodes.join('|')})}`;
const codeIn = (c: Ctx): GoalCode => {
  const code = c.req.param('code') ?? '';
  if (!isGoalCode(code)) throw new Refusal(404);
  return code;
};

async function showGoal(tx: ReadTx, c: Ctx, states: { finding?: State; judging?: State }): Promise<Screen> {
  const { fiscal_year, years } = await yearIn(tx, c);
  const code = codeIn(c);
  const goal = found((await goalTree(tx, fiscal_year)).find((one) => one.code === code));
  const surveys = await surveysOf(tx, fiscal_year);
  const from = surveys.find((one) => `${one.id}` === c.req.query('survey'));
  const begun: { finding?: State } =
    from === undefined || !mayWrite(tx)
      ? {}
      : {
          finding: {
            ...emptyForm,
            values: { source_kind: 'survey', source_id: `${from.id}`, source_note: from.title },
          },
        };
  return {
    title: goal.name,
    breadcrumbs: [crumb, { label: goal.name }],
    body: (
      <GoalPage
        goal={goal}
        fiscal_year={fiscal_year}
        years={years}
        findings={await findingsOf(tx, fiscal_year, code)}
        judgement={await judgementOf(tx, code, fiscal_year)}
        surveys={surveys}
        sources={mayWrite(tx) ? await figureSources(tx) : []}
        mayWrite={mayWrite(tx)}
        mayManage={tx.has('evaluation.manage')}
        {...begun}
        {...states}
      />
    ),
  };
}
routes.get(
  goalPath,
  view((tx, c) => showGoal(tx, c, {})),
);
routes.post(
  goalPath,
  action({
    form: findingForm,
    again: (tx, state, c) => showGoal(tx, c, { finding: state }),
    run: async (tx, data, c) => {
      const { fiscal_year } = await yearIn(tx, c);
      await writeFinding(tx, codeIn(c), fiscal_year, data);
      return done(`/goals/${codeIn(c)}?year=${fiscal_year}#findings`, words.goal.saved);
    },
  }),
);
routes.post(
  `${goalPath}/withdraw`,
  action({
    form: withdrawForm,
    run: async (tx, data, c) => {
      const { fiscal_year } = await yearIn(tx, c);
      await withdrawFinding(tx, codeIn(c), data.finding_id);
      return done(`/goals/${codeIn(c)}?year=${fiscal_year}#findings`, words.goal.withdrawDone);
    },
  }),
);
routes.post(
  `${goalPath}/judge`,
  action({
    form: judgementForm,
    again: (tx, state, c) => showGoal(tx, c, { judging: state }),
    theirs: async (tx, c) => ({
      judgement: (await judgementOf(tx, codeIn(c), (await yearIn(tx, c)).fiscal_year))?.body ?? '',
    }),
    run: async (tx, data, c) => {
      const { fiscal_year } = await yearIn(tx, c);
      await judgeGoal(tx, codeIn(c), fiscal_year, { body: data.judgement, _version: data._version });
      return done(`/goals/${codeIn(c)}?year=${fiscal_year}#judgement`, words.goal.judgementSaved);
    },
  }),
);

// ---- measures -----------------------------------------------------------------------------------

routes.get(
  '/measures',
  view(async (tx, c) => {
    const { fiscal_year, years } = await yearIn(tx, c);
    return {
      title: words.measures.title,
      body: (
        <MeasuresPage
          fiscal_year={fiscal_year}
          years={years}
          measures={await measuresOf(tx, fiscal_year)}
          mayManage={tx.has('evaluation.manage')}
        />
      ),
    };
  }),
);
routes.get(
  '/measures/file',
  view(async (tx, c) => {
    const { fiscal_year } = await yearIn(tx, c);
    const measures = await measuresOf(tx, fiscal_year);
    if (c.req.query('format') !== 'pdf')
      return sendTable(c, tx, {
        ...roadmapTable(measures),
        title: `${words.measures.file}_${formatFiscalYear(fiscal_year)}`,
        subject_kind: 'measure',
      });
    tx.opened({
      action: 'measure.export',
      subject_kind: 'measure',
      detail: { rows: measures.length, format: 'pdf' },
    });
    const { bytes } = await toPdf(roadmapDoc(tx, fiscal_year, measures));
    return download(
      c,
      bytes,
      `${words.measures.file}_${formatFiscalYear(fiscal_year)}.pdf`,
      'application/pdf',
    );
  }),
);

async function showNewMeasure(tx: ReadTx, state: State, c: Ctx): Promise<Screen> {
  if (!tx.has('evaluation.manage')) throw new Refusal(403);
  const { years } = await yearIn(tx, c);
  return {
    title: words.measures.newTitle,
    width: 'form',
    breadcrumbs: [measuresCrumb, { label: words.measures.newTitle }],
    body: (
      <MeasureForm
        state={state}
        measure={null}
        years={years}
        organisations={await organisationOffer(tx, state.values, 'owner_organisation_id')}
      />
    ),
  };
}
routes.get(
  '/measures/new',
  view(async (tx, c) => {
    const { fiscal_year } = await yearIn(tx, c);
    const asked = Number(c.req.query('finding') ?? '');
    const from = (await findingsOf(tx, fiscal_year - 1))
      .concat(await findingsOf(tx, fiscal_year))
      .find((one) => one.id === asked);
    return showNewMeasure(
      tx,
      filled({ fiscal_year, note: from?.body, finding_id: from?.id, times: ['within_year'] }),
      c,
    );
  }),
);
routes.post(
  '/measures/new',
  action({
    form: measureForm,
    again: showNewMeasure,
    run: async (tx, data) => done(`/measures/${await addMeasure(tx, data)}`, words.measures.added),
  }),
);

const measurePath = '/measures/:id{[0-9]+}';
async function measureIn(tx: ReadTx, c: Ctx) {
  if (!tx.has('evaluation.read')) throw new Refusal(404);
  return found(await measureById(tx, numberIn(c, 'id')));
}
async function showMeasure(tx: ReadTx, c: Ctx, states: { event?: State; drop?: State }): Promise<Screen> {
  const measure = await measureIn(tx, c);
  const findings =
    measure.finding_id === null
      ? []
      : [...(await findingsOf(tx, measure.fiscal_year - 1)), ...(await findingsOf(tx, measure.fiscal_year))];
  return {
    title: measure.title,
    breadcrumbs: [
      { ...measuresCrumb, href: `/measures?year=${measure.fiscal_year}` },
      { label: measure.title },
    ],
    body: (
      <MeasurePage
        measure={measure}
        finding={findings.find((one) => one.id === measure.finding_id)}
        events={await eventsOf(tx, measure.id)}
        mayManage={tx.has('evaluation.manage')}
        mayWrite={mayWrite(tx)}
        {...states}
      />
    ),
  };
}
routes.get(
  measurePath,
  view((tx, c) => showMeasure(tx, c, {})),
);
routes.post(
  `${measurePath}/events`,
  action({
    form: measureEventForm,
    again: (tx, state, c) => showMeasure(tx, c, { event: state }),
    run: async (tx, data, c) => {
      await tellMeasure(tx, numberIn(c, 'id'), data);
      return done(`/measures/${numberIn(c, 'id')}#history`, words.measures.eventSaved);
    },
  }),
);
routes.post(
  `${measurePath}/drop`,
  action({
    form: dropForm,
    again: (tx, state, c) => showMeasure(tx, c, { drop: state }),
    run: async (tx, data, c) => {
      await dropMeasure(tx, numberIn(c, 'id'), data.drop_reason);
      return done(`/measures/${numberIn(c, 'id')}`, words.measures.dropped);
    },
  }),
);
routes.post(
  `${measurePath}/restore`,
  action({
    form: nothingForm,
    run: async (tx, _data, c) => {
      await dropMeasure(tx, numberIn(c, 'id'), null);
      return done(`/measures/${numberIn(c, 'id')}`, words.measures.restored);
    },
  }),
);
const storedMeasure = async (tx: ReadTx, c: Ctx): Promise<Record<string, unknown>> => {
  const one = await measureIn(tx, c);
  const { section, title, note, fiscal_year, owner_organisation_id, finding_id, version } = one;
  return {
    section,
    title,
    note,
    fiscal_year,
    owner_organisation_id,
    finding_id,
    times: times.filter((time) => one[time]),
    _version: version,
  };
};
async function showEditMeasure(tx: ReadTx, state: State, c: Ctx): Promise<Screen> {
  if (!tx.has('evaluation.manage')) throw new Refusal(403);
  const measure = await measureIn(tx, c);
  return {
    title: words.measures.editTitle,
    width: 'form',
    breadcrumbs: [
      measuresCrumb,
      { label: measure.title, href: `/measures/${measure.id}` },
      { label: words.measures.editTitle },
    ],
    body: (
      <MeasureForm
        state={state}
        measure={measure}
        years={[]}
        organisations={await organisationOffer(tx, state.values, 'owner_organisation_id')}
      />
    ),
  };
}
routes.get(
  `${measurePath}/edit`,
  view(async (tx, c) => showEditMeasure(tx, filled(await storedMeasure(tx, c)), c)),
);
routes.post(
  `${measurePath}/edit`,
  action({
    form: measureEditForm,
    again: showEditMeasure,
    theirs: storedMeasure,
    run: async (tx, data, c) => {
      await changeMeasure(tx, numberIn(c, 'id'), data);
      return done(`/measures/${numberIn(c, 'id')}`, words.measures.edited);
    },
  }),
);

// ---- the year's report --------------------------------------------------------------------------

async function showReport(tx: ReadTx, c: Ctx, closing?: State): Promise<Screen> {
  const { fiscal_year, years } = await yearIn(tx, c);
  const closings = await closingsOf(tx, fiscal_year);
  const reports = await reportsOf(tx, fiscal_year);
  // Without script too: a page with files on the way asks again by itself.
  if (reports.some((one) => !isDone(one.formats))) c.header('Refresh', '3');
  return {
    title: words.report.title(fiscal_year),
    breadcrumbs: [crumb, { label: words.navigation.report }],
    body: (
      <ReportPage
        fiscal_year={fiscal_year}
        years={years.filter((year) => year <= tx.fiscal_year)}
        texts={await textsOf(tx, fiscal_year)}
        closings={closings}
        figures={closings[0] ? await closedFigures(tx, fiscal_year, closings[0].edition) : []}
        live={await indicatorsOf(tx, fiscal_year)}
        reports={reports}
        isOver={fiscal_year < tx.fiscal_year}
        mayManage={tx.has('evaluation.manage')}
        {...(closing ? { closing } : {})}
      />
    ),
  };
}
routes.get(
  '/goals/report',
  view((tx, c) => showReport(tx, c)),
);
routes.post(
  '/goals/report/close',
  action({
    form: closeForm,
    again: (tx, state, c) => showReport(tx, c, state),
    run: async (tx, data, c) => {
      const { fiscal_year } = await yearIn(tx, c);
      await closeYear(tx, fiscal_year, data.reason);
      return done(`/goals/report?year=${fiscal_year}#close`, words.report.closed);
    },
  }),
);
routes.post(
  '/goals/report/make',
  action({
    form: nothingForm,
    run: async (tx, _data, c) => {
      const { fiscal_year } = await yearIn(tx, c);
      await makeReport(tx, fiscal_year);
      // Without a place on the page in the address: a browser asks such an address again only for that place.
      return done(`/goals/report?year=${fiscal_year}`, words.report.planned);
    },
  }),
);
const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const mediaTypes = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
  xlsx: xlsxType,
  summary: 'application/pdf',
} as const;
routes.get(
  '/goals/report/rows',
  view(async (tx, c) => {
    const { fiscal_year } = await yearIn(tx, c);
    if (!tx.has('evaluation.manage')) throw new Refusal(403);
    const { edition } = found((await closingsOf(tx, fiscal_year))[0]);
    tx.opened({
      action: 'report.export_rows',
      subject_kind: 'year_report',
      detail: { fiscal_year, edition },
    });
    const bytes = await closingXlsx(tx, fiscal_year, edition);
    return download(c, bytes, `${words.report.file(fiscal_year)}_${words.doc.sheets.rows}.xlsx`, xlsxType);
  }),
);
routes.get(
  `/goals/report/:id{[0-9]+}/:format{(?:${formats.join('|')})}`,
  view(async (tx, c) => {
    if (!tx.has('evaluation.read')) throw new Refusal(404);
    const format = c.req.param('format') ?? '';
    if (!isFormat(format)) throw new Refusal(404);
    const file = found(await reportFile(tx, numberIn(c, 'id'), format));
    tx.opened({
      action: 'report.download',
      subject_kind: 'year_report',
      subject_id: numberIn(c, 'id') ?? 0,
      detail: { format },
    });
    const name =
      format === 'summary'
        ? `${words.report.file(file.fiscal_year)}_${words.report.summaryFile}.pdf`
        : `${words.report.file(file.fiscal_year)}.${format}`;
    return download(c, file.bytes, name, mediaTypes[format]);
  }),
);

const chapterPath = `/goals/report/:chapter{(?:${chapters.join('|')})}`;
const chapterIn = (c: Ctx): Chapter => found(chapters.find((one) => one === c.req.param('chapter')));
async function showChapter(tx: ReadTx, state: State, c: Ctx): Promise<Screen> {
  const { fiscal_year } = await yearIn(tx, c);
  if (!tx.has('evaluation.manage')) throw new Refusal(403);
  const chapter = chapterIn(c);
  return {
    title: words.report.textTitle(words.chapters[chapter]),
    width: 'form',
    breadcrumbs: [
      crumb,
      { label: words.report.title(fiscal_year), href: `/goals/report?year=${fiscal_year}` },
      { label: words.chapters[chapter] },
    ],
    body: <ChapterPage fiscal_year={fiscal_year} chapter={chapter} state={state} />,
  };
}
const storedText = async (tx: ReadTx, c: Ctx): Promise<Record<string, unknown>> => {
  const { fiscal_year } = await yearIn(tx, c);
  const stored = (await textsOf(tx, fiscal_year)).get(chapterIn(c));
  return { body: stored?.body ?? '', _version: stored?.version ?? 0 };
};
routes.get(
  chapterPath,
  view(async (tx, c) => showChapter(tx, filled(await storedText(tx, c)), c)),
);
routes.post(
  chapterPath,
  action({
    form: textForm,
    again: showChapter,
    theirs: storedText,
    run: async (tx, data, c) => {
      const { fiscal_year } = await yearIn(tx, c);
      await writeText(tx, fiscal_year, chapterIn(c), data);
      return done(`/goals/report?year=${fiscal_year}#texts`, words.report.textSaved);
    },
  }),
);
