import { Hono } from 'hono';
import { found, Refusal, type ReadTx } from '../../platform/db/transaction.ts';
import { addDays } from '../../platform/ja/dates.ts';
import { numberIn, type Ctx, type Env } from '../../platform/web/context.ts';
import { integer, nothingForm } from '../../platform/web/fields.ts';
import { filled, type FormState } from '../../platform/web/form.ts';
import { action, done, view, type Conflict, type Screen } from '../../platform/web/handlers.tsx';
import { areaOptions } from '../../base/areas/queries.ts';
import {
  addChapter,
  adoptGuideline,
  beginGuideline,
  changeChapter,
  changeGuideline,
  moveChapter,
  nextGuideline,
  removeChapter,
  removeTarget,
  setTarget,
  takeBackFact,
  tellFact,
  unadoptGuideline,
} from './commands-guidelines.ts';
import { exportGuideline, exportTargets } from './exports.ts';
import {
  adoptForm,
  chapterForm,
  factBackForm,
  factForm,
  guidelineForm,
  moveForm,
  targetForm,
} from './forms.ts';
import { ChapterForm, FactForm, GuidelineForm, TargetForm } from './pages-guideline-forms.tsx';
import { ComparePage, GuidelinePage, GuidelinesPage } from './pages-guidelines.tsx';
import {
  chaptersOf,
  evidenceOptions,
  guidelineById,
  guidelineList,
  sayingOptions,
  targetsOf,
  type Guideline,
} from './queries-guidelines.ts';
import { bodyOffer } from './queries.ts';
import { summaryList } from './queries-surveys.ts';
import { guidelineName, words } from './words-guidelines.ja.ts';

export const guidelineRoutes = new Hono<Env>();

type State = FormState & { conflict?: Conflict };
const crumb = { label: words.guidelines.title, href: '/guidelines' };
const path = '/guidelines/:id{[0-9]+}';
const guidelineIn = async (tx: ReadTx, c: Ctx): Promise<Guideline> =>
  found(await guidelineById(tx, numberIn(c, 'id')));
const at = (c: Ctx, anchor = ''): string => `/guidelines/${numberIn(c, 'id')}${anchor}`;
const crumbsOf = (guideline: Guideline, last: string) => [
  crumb,
  { label: guidelineName(guideline), href: `/guidelines/${guideline.id}` },
  { label: last },
];

/** The guideline while the actor may write it: 403 without initiative.manage, 409 once adopted. */
async function draftIn(tx: ReadTx, c: Ctx): Promise<Guideline> {
  const guideline = await guidelineIn(tx, c);
  if (!guideline.may_manage) throw new Refusal(403);
  if (guideline.adopted) throw new Refusal(409, words.errors.adopted);
  return guideline;
}

guidelineRoutes.get(
  '/guidelines',
  view(async (tx) => ({
    title: words.guidelines.title,
    body: (
      <GuidelinesPage
        lines={await guidelineList(tx)}
        mayManage={tx.has('initiative.manage')}
        today={tx.today}
      />
    ),
  })),
);

const showForm = async (tx: ReadTx, state: State, c: Ctx): Promise<Screen> => {
  if (!tx.has('initiative.manage')) throw new Refusal(403);
  const guideline = numberIn(c, 'id') === null ? null : await draftIn(tx, c);
  const title = guideline ? words.guideline.editTitle : words.guideline.newTitle;
  return {
    title,
    width: 'form',
    breadcrumbs: guideline ? crumbsOf(guideline, title) : [crumb, { label: title }],
    body: (
      <GuidelineForm
        state={state}
        guideline={guideline}
        areas={await areaOptions(tx)}
        summaries={await summaryList(tx)}
      />
    ),
  };
};
guidelineRoutes.get(
  '/guidelines/new',
  view((tx, c) => {
    const starts_on = `${tx.fiscal_year + 1}-04-01`;
    return showForm(tx, filled({ starts_on, ends_on: addDays(`${tx.fiscal_year + 6}-04-01`, -1) }), c);
  }),
);
guidelineRoutes.post(
  '/guidelines/new',
  action({
    form: guidelineForm,
    again: showForm,
    run: async (tx, data) => done(`/guidelines/${await beginGuideline(tx, data)}`, words.guideline.saved),
  }),
);
const stored = async (tx: ReadTx, c: Ctx): Promise<Record<string, unknown>> => {
  const guideline = await guidelineIn(tx, c);
  return { ...guideline, _version: guideline.version };
};
guidelineRoutes.get(
  `${path}/edit`,
  view(async (tx, c) => showForm(tx, filled(await stored(tx, c)), c)),
);
guidelineRoutes.post(
  `${path}/edit`,
  action({
    form: guidelineForm,
    again: showForm,
    theirs: stored,
    run: async (tx, data, c) => {
      await changeGuideline(tx, numberIn(c, 'id'), data);
      return done(at(c), words.guideline.changed);
    },
  }),
);

async function showGuideline(tx: ReadTx, c: Ctx, adopt?: FormState): Promise<Screen> {
  const guideline = await guidelineIn(tx, c);
  const [chapters, targets] = await Promise.all([chaptersOf(tx, guideline.id), targetsOf(tx, guideline.id)]);
  return {
    title: guidelineName(guideline),
    breadcrumbs: [crumb, { label: guidelineName(guideline) }],
    body: (
      <GuidelinePage
        guideline={guideline}
        chapters={chapters}
        targets={targets}
        today={tx.today}
        adopt={adopt}
      />
    ),
  };
}
guidelineRoutes.get(
  path,
  view((tx, c) => showGuideline(tx, c)),
);
for (const kind of ['docx', 'pdf'] as const)
  guidelineRoutes.get(
    `${path}/guideline.${kind}`,
    view(async (tx, c) => exportGuideline(c, tx, await guidelineIn(tx, c), kind)),
  );
guidelineRoutes.get(
  `${path}/export`,
  view(async (tx, c) => exportTargets(c, tx, await guidelineIn(tx, c))),
);
guidelineRoutes.get(
  `${path}/compare`,
  view(async (tx, c) => {
    const guideline = await guidelineIn(tx, c);
    const before = await guidelineById(tx, guideline.previous_id);
    return {
      title: words.compare.title,
      breadcrumbs: crumbsOf(guideline, words.compare.title),
      body: (
        <ComparePage
          guideline={guideline}
          before={before}
          targets={await targetsOf(tx, guideline.id)}
          beforeTargets={before ? await targetsOf(tx, before.id) : []}
          chapters={await chaptersOf(tx, guideline.id)}
          beforeChapters={before ? await chaptersOf(tx, before.id) : []}
        />
      ),
    };
  }),
);

guidelineRoutes.post(
  `${path}/adopt`,
  action({
    form: adoptForm,
    again: (tx, state, c) => showGuideline(tx, c, state),
    run: async (tx, data, c) => {
      await adoptGuideline(tx, numberIn(c, 'id'), data.adopted_on);
      return done(at(c), words.guideline.adoptedFlash);
    },
  }),
);
guidelineRoutes.post(
  `${path}/unadopt`,
  action({
    form: nothingForm,
    run: async (tx, _data, c) => {
      await unadoptGuideline(tx, numberIn(c, 'id'));
      return done(at(c), words.guideline.unadopted);
    },
  }),
);
for (const how of ['edition', 'period'] as const)
  guidelineRoutes.post(
    `${path}/next-${how}`,
    action({
      form: nothingForm,
      run: async (tx, _data, c) =>
        done(`/guidelines/${await nextGuideline(tx, numberIn(c, 'id'), how)}`, words.guideline.nextMade),
    }),
  );

// ---- chapters -----------------------------------------------------------------------------------

const chapterIn = async (tx: ReadTx, c: Ctx, guideline: Guideline) =>
  numberIn(c, 'chapter') === null
    ? null
    : found((await chaptersOf(tx, guideline.id)).find((one) => one.id === numberIn(c, 'chapter')));
const showChapter = async (tx: ReadTx, state: State, c: Ctx): Promise<Screen> => {
  const guideline = await draftIn(tx, c);
  const chapter = await chapterIn(tx, c, guideline);
  const title = chapter ? words.chapter.editTitle : words.chapter.add;
  return {
    title,
    width: 'form',
    breadcrumbs: crumbsOf(guideline, title),
    body: <ChapterForm state={state} guideline={guideline} chapter={chapter} />,
  };
};
const storedChapter = async (tx: ReadTx, c: Ctx): Promise<Record<string, unknown>> => {
  const guideline = await guidelineIn(tx, c);
  return { ...(await chapterIn(tx, c, guideline)), _version: guideline.version };
};
guidelineRoutes.get(
  `${path}/chapters/new`,
  view((tx, c) => showChapter(tx, filled({}), c)),
);
guidelineRoutes.post(
  `${path}/chapters/new`,
  action({
    form: chapterForm,
    again: showChapter,
    run: async (tx, data, c) => {
      await addChapter(tx, numberIn(c, 'id'), data);
      return done(at(c), words.chapter.added);
    },
  }),
);
const chapterPath = `${path}/chapters/:chapter{[0-9]+}`;
guidelineRoutes.get(
  chapterPath,
  view(async (tx, c) => showChapter(tx, filled(await storedChapter(tx, c)), c)),
);
guidelineRoutes.post(
  chapterPath,
  action({
    form: chapterForm.extend({ _version: integer(0, 1e9) }),
    again: showChapter,
    theirs: storedChapter,
    run: async (tx, data, c) => {
      await changeChapter(tx, numberIn(c, 'id'), numberIn(c, 'chapter'), data);
      return done(at(c, `#chapter-${numberIn(c, 'chapter')}`), words.chapter.saved);
    },
  }),
);
guidelineRoutes.post(
  `${chapterPath}/move`,
  action({
    form: moveForm,
    run: async (tx, data, c) => {
      await moveChapter(tx, numberIn(c, 'id'), numberIn(c, 'chapter'), data.direction);
      return done(at(c, `#chapter-${numberIn(c, 'chapter')}`), words.chapter.moved);
    },
  }),
);
guidelineRoutes.post(
  `${chapterPath}/remove`,
  action({
    form: nothingForm,
    run: async (tx, _data, c) => {
      await removeChapter(tx, numberIn(c, 'id'), numberIn(c, 'chapter'));
      return done(at(c), words.chapter.removed);
    },
  }),
);

// ---- targets and what moves them ------------------------------------------------------------------

const showTarget = async (tx: ReadTx, state: FormState | null, c: Ctx): Promise<Screen> => {
  const guideline = await draftIn(tx, c);
  const asked = numberIn(c, 'target');
  const target =
    asked === null ? null : found((await targetsOf(tx, guideline.id)).find((one) => one.id === asked));
  const title = target ? words.target.editTitle : words.target.newTitle;
  const shown = state ?? filled(target === null ? {} : { ...target, owner: target.holder });
  return {
    title,
    width: 'form',
    breadcrumbs: crumbsOf(guideline, title),
    body: (
      <TargetForm
        state={shown}
        guideline={guideline}
        target={target}
        bodies={await bodyOffer(tx, shown.values, 'owner')}
        before={guideline.previous_id === null ? [] : await targetsOf(tx, guideline.previous_id)}
        sayings={await sayingOptions(tx, guideline.summary_id)}
      />
    ),
  };
};
for (const targetPath of [`${path}/targets/new`, `${path}/targets/:target{[0-9]+}`]) {
  guidelineRoutes.get(
    targetPath,
    view((tx, c) => showTarget(tx, null, c)),
  );
  guidelineRoutes.post(
    targetPath,
    action({
      form: targetForm,
      again: showTarget,
      run: async (tx, data, c) => {
        const target = await setTarget(tx, numberIn(c, 'id'), numberIn(c, 'target'), data);
        return done(at(c, `#target-${target}`), words.target.saved);
      },
    }),
  );
}
guidelineRoutes.post(
  `${path}/targets/:target{[0-9]+}/remove`,
  action({
    form: nothingForm,
    run: async (tx, _data, c) => {
      await removeTarget(tx, numberIn(c, 'id'), numberIn(c, 'target'));
      return done(at(c, '#targets'), words.target.removed);
    },
  }),
);

const showFact = async (tx: ReadTx, state: FormState, c: Ctx): Promise<Screen> => {
  const guideline = await guidelineIn(tx, c);
  if (!guideline.adopted) throw new Refusal(409, words.errors.notAdopted);
  const targets = (await targetsOf(tx, guideline.id)).filter((one) => one.may_tell);
  if (targets.length === 0) throw new Refusal(403, words.errors.notYourTarget);
  return {
    title: words.target.factTitle,
    width: 'form',
    breadcrumbs: crumbsOf(guideline, words.target.factTitle),
    body: (
      <FactForm state={state} guideline={guideline} targets={targets} evidence={await evidenceOptions(tx)} />
    ),
  };
};
guidelineRoutes.get(
  `${path}/facts/new`,
  view((tx, c) =>
    showFact(
      tx,
      filled({
        target_id: c.req.query('target'),
        evidence: c.req.query('evidence'),
        happened_on: tx.today,
      }),
      c,
    ),
  ),
);
guidelineRoutes.post(
  `${path}/facts/new`,
  action({
    form: factForm,
    again: showFact,
    run: async (tx, data, c) => {
      await tellFact(tx, numberIn(c, 'id'), data);
      return done(at(c, `#target-${data.target_id}`), words.target.factSaved);
    },
  }),
);
guidelineRoutes.post(
  `${path}/facts/take-back`,
  action({
    form: factBackForm,
    run: async (tx, data, c) => {
      await takeBackFact(tx, numberIn(c, 'id'), data.fact_id);
      return done(at(c, '#targets'), words.target.factTakenBack);
    },
  }),
);
