import { Hono } from 'hono';
import { found, Refusal, type ReadTx } from '../../platform/db/transaction.ts';
import { numberIn, type Ctx, type Env } from '../../platform/web/context.ts';
import { filled, type FormState } from '../../platform/web/form.ts';
import { action, done, view, type Screen } from '../../platform/web/handlers.tsx';
import type { NavEntry } from '../../platform/web/navigation.ts';
import { hrefWith, pagingOf } from '../../platform/web/paging.ts';
import { areaOptions } from '../../base/areas/queries.ts';
import { facilityOffer } from '../../base/directory/queries-offers.ts';
import { facilityKinds } from '../../base/directory/queries.ts';
import { themes } from '../issues/queries.ts';
import { ownFacilities } from '../study-groups/queries.ts';
import { nothingForm } from '../../platform/web/fields.ts';
import { giveConsent, tellTrial } from './commands-consent.ts';
import {
  askForConsent,
  beginFrom,
  changePractice,
  drawUpPractice,
  publishPractice,
  withdrawPractice,
} from './commands.ts';
import { exportPractices, exportSheet } from './exports.ts';
import { consentForm, practiceForm, publishForm, trialForm } from './forms.ts';
import { CandidatesPage, PracticeForm } from './pages-forms.tsx';
import { TrialForm } from './pages-trials.tsx';
import { PracticeListPage, type State } from './pages.tsx';
import {
  candidates,
  countPractices,
  noFilter,
  originOf,
  practices,
  practiceSources,
  trialsOf,
  type Practice,
  type PracticeFilter,
} from './queries.ts';
import { conclusionsOf } from './queries-study.ts';
import { ages, sourceHref, type PracticeState } from './rules.ts';
import { routes as networkRoutes } from './routes-network.tsx';
import { routes as openRoutes } from './routes-open.tsx';
import { crumb, practiceIn, readsWork, sendDocument, showPractice } from './routes-page.tsx';
import { routes as studyRoutes } from './routes-study.tsx';
import { routes as workforceRoutes } from './routes-workforce.tsx';
import { words } from './words.ja.ts';
import { words as networkWords } from './words-network.ja.ts';
import { words as workforceWords } from './words-workforce.ja.ts';

export const routes = new Hono<Env>();
export const navigation: NavEntry[] = [
  { place: 'improve', part: 'learn', label: words.navigation, href: '/practices', duties: ['network'] },
  {
    place: 'see',
    part: 'figure',
    label: networkWords.title,
    href: '/network-map',
    duties: ['knowledge.manage', 'evaluation.read', 'facility.read'],
  },
  {
    place: 'see',
    part: 'figure',
    label: workforceWords.title,
    href: '/workforce',
    duties: ['knowledge.manage', 'evaluation.read'],
  },
];
routes.route('/', studyRoutes);
routes.route('/', workforceRoutes);
routes.route('/', networkRoutes);
routes.route('/', openRoutes);

const path = '/practices/:id{[0-9]+}';

const states: readonly PracticeState[] = ['draft', 'asking', 'published', 'withdrawn'];
const number = (text: string | undefined): number | null =>
  text !== undefined && /^[1-9][0-9]{0,12}$/.test(text) ? Number(text) : null;

function filterOf(c: Ctx): PracticeFilter {
  const inside = c.req.query('inside');
  return {
    text: (c.req.query('q') ?? '').slice(0, 200),
    theme_code: c.req.query('theme') || null,
    facility_kind: c.req.query('kind') || null,
    age: ages.find((age) => age === c.req.query('age')) ?? null,
    area_id: number(c.req.query('area')),
    inside: inside === 'yes' ? true : inside === 'no' ? false : null,
    state: states.find((state) => state === c.req.query('state')) ?? null,
  };
}

routes.get(
  '/practices',
  view(async (tx, c) => {
    const filter = filterOf(c);
    const page = pagingOf(c);
    const mayManage = tx.has('knowledge.manage');
    const [lines, total, known, kinds, areas] = [
      await practices(tx, filter, page),
      await countPractices(tx, filter),
      await themes(tx),
      await facilityKinds(tx),
      await areaOptions(tx),
    ];
    return {
      title: words.list.title,
      breadcrumbs: [crumb],
      body: (
        <PracticeListPage
          lines={lines}
          total={total}
          page={page.page}
          size={page.size}
          pageHref={(n) => hrefWith(c, { page: n })}
          filter={filter}
          filtered={JSON.stringify(filter) !== JSON.stringify(noFilter)}
          choices={{ themes: known, kinds, areas }}
          exportHref={(format) =>
            hrefWith(c, { format: format === 'xlsx' ? null : format, page: null }).replace(
              /^\/practices/,
              '/practices/export',
            )
          }
          mayManage={mayManage}
          mayReadWork={readsWork(tx)}
          mayReadWorkforce={mayManage || tx.has('evaluation.read')}
          zone={tx.actor.municipality.time_zone}
        />
      ),
    };
  }),
);
routes.get(
  '/practices/export',
  view((tx, c) => exportPractices(c, tx, filterOf(c))),
);

// ---- writing -------------------------------------------------------------------------------------

async function showForm(tx: ReadTx, practice: Practice | null, state: State): Promise<Screen> {
  if (!tx.has('knowledge.manage')) throw new Refusal(403);
  const sources = await practiceSources(tx);
  const source = sources.find(({ code }) => code === state.values.source_code);
  const drawn = String(state.values.source_id ?? '') !== '' && practice === null;
  return {
    title: practice ? words.form.editTitle : words.form.newTitle,
    width: 'form',
    breadcrumbs: [
      crumb,
      ...(practice ? [{ label: practice.title, href: `/practices/${practice.id}` }] : []),
      { label: practice ? words.form.editTitle : words.form.newTitle },
    ],
    body: (
      <PracticeForm
        practice={practice}
        sources={sources}
        themes={await themes(tx)}
        areas={await areaOptions(tx)}
        kinds={await facilityKinds(tx)}
        facilities={await facilityOffer(tx, state.values, 'facility_ids')}
        drawnFrom={drawn ? (source?.name ?? null) : null}
        state={state}
      />
    ),
  };
}

routes.get(
  '/practices/new',
  view(async (tx, c) => {
    if (!tx.has('knowledge.manage')) throw new Refusal(403);
    const from = c.req.query('from');
    const source_id = number(c.req.query('record'));
    if (from === undefined || source_id === null || sourceHref(from, source_id) === null)
      return c.req.query('blank') === undefined
        ? {
            title: words.candidates.title,
            breadcrumbs: [crumb, { label: words.candidates.title }],
            body: <CandidatesPage candidates={await candidates(tx)} sources={await practiceSources(tx)} />,
          }
        : showForm(tx, null, filled({ zone: 'network' }));
    // Only what may be read is copied; a restricted record is refused here already.
    const begun = await beginFrom(tx, from, source_id);
    return showForm(tx, null, filled({ zone: 'network', source_code: from, source_id, ...begun }));
  }),
);
routes.post(
  '/practices/new',
  action({
    form: practiceForm,
    again: (tx, state) => showForm(tx, null, state),
    run: async (tx, data) => done(`/practices/${await drawUpPractice(tx, data)}`, words.form.saved),
  }),
);

const stored = async (tx: ReadTx, c: Ctx): Promise<Record<string, unknown>> => {
  const practice = await practiceIn(tx, c);
  const origin = await originOf(tx, practice.id);
  return {
    ...practice,
    source_id: origin?.source_id,
    facility_ids: origin?.facility_ids ?? [],
    _version: practice.version,
  };
};
routes.get(
  `${path}/edit`,
  view(async (tx, c) => showForm(tx, await practiceIn(tx, c), filled(await stored(tx, c)))),
);
routes.post(
  `${path}/edit`,
  action({
    form: practiceForm,
    again: async (tx, state, c) => showForm(tx, await practiceIn(tx, c), state),
    theirs: stored,
    run: async (tx, data, c) => {
      const left = await changePractice(tx, numberIn(c, 'id'), data);
      return done(`/practices/${numberIn(c, 'id')}`, left ? words.form.savedLeft : words.form.saved);
    },
  }),
);

// ---- one practice --------------------------------------------------------------------------------

routes.get(
  path,
  view((tx, c) => showPractice(tx, c)),
);
routes.get(
  `${path}/:sheet{sheet\\.(?:docx|pdf)}`,
  view(async (tx, c) => {
    const practice = await practiceIn(tx, c);
    const [conclusion] = readsWork(tx) ? await conclusionsOf(tx, practice.id) : [];
    return exportSheet(c, tx, practice, conclusion, c.req.param('sheet') === 'sheet.docx' ? 'docx' : 'pdf');
  }),
);

routes.get(
  `${path}/documents/:document{[0-9]+}`,
  view((tx, c) => sendDocument(tx, c)),
);

const back = (c: Ctx, anchor: string): string => `/practices/${numberIn(c, 'id')}${anchor}`;

routes.post(
  `${path}/publish`,
  action({
    form: publishForm,
    again: (tx, state, c) => showPractice(tx, c, { publish: state }),
    run: async (tx, data, c) => {
      await publishPractice(tx, numberIn(c, 'id'), data);
      return done(back(c, ''), words.page.published);
    },
  }),
);
routes.post(
  `${path}/withdraw`,
  action({
    form: nothingForm,
    run: async (tx, _data, c) => {
      await withdrawPractice(tx, numberIn(c, 'id'));
      return done(back(c, ''), words.page.withdrawn);
    },
  }),
);
routes.post(
  `${path}/ask`,
  action({
    form: nothingForm,
    run: async (tx, _data, c) => {
      await askForConsent(tx, numberIn(c, 'id'));
      return done(back(c, '#consent'), words.consent.asked);
    },
  }),
);
routes.post(
  `${path}/consent`,
  action({
    form: consentForm,
    again: (tx, state, c) => showPractice(tx, c, { consent: state }),
    run: async (tx, data, c) => {
      await giveConsent(tx, numberIn(c, 'id'), data);
      return done(back(c, '#consent'), data.way === 'here' ? words.consent.given : words.consent.recorded);
    },
  }),
);

// ---- 「やってみた」 -------------------------------------------------------------------------------

const showTrial = async (tx: ReadTx, state: FormState, c: Ctx): Promise<Screen> => {
  const practice = await practiceIn(tx, c);
  if (!tx.has('facility.answer')) throw new Refusal(403);
  return {
    title: words.trials.formTitle,
    width: 'form',
    breadcrumbs: [
      crumb,
      { label: practice.title, href: `/practices/${practice.id}` },
      { label: words.trials.formTitle },
    ],
    body: <TrialForm practice={practice} facilities={await ownFacilities(tx)} state={state} />,
  };
};
routes.get(
  `${path}/tried`,
  view(async (tx, c) => {
    const own = await ownFacilities(tx);
    const before =
      own.length === 1
        ? (await trialsOf(tx, found(numberIn(c, 'id')))).find((trial) => trial.facility_id === own[0]!.id)
        : undefined;
    return showTrial(tx, filled({ ...before }), c);
  }),
);
routes.post(
  `${path}/tried`,
  action({
    form: trialForm,
    again: showTrial,
    run: async (tx, data, c) => {
      await tellTrial(tx, numberIn(c, 'id'), data);
      return done(back(c, '#tried'), words.trials.saved);
    },
  }),
);
