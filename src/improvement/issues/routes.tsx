import { Hono } from 'hono';
import { lookName } from '../../platform/ui/form-keys.ts';
import type { Child } from '../../platform/ui/jsx-runtime.ts';
import { found, Refusal, type ReadTx } from '../../platform/db/transaction.ts';
import { numberIn, type Ctx, type Env } from '../../platform/web/context.ts';
import { filled, type FormState } from '../../platform/web/form.ts';
import { action, done, emptyForm, view, type Conflict, type Screen } from '../../platform/web/handlers.tsx';
import type { NavEntry } from '../../platform/web/navigation.ts';
import { hrefWith, pagingOf } from '../../platform/web/paging.ts';
import { SavedViews, savedViews } from '../../platform/web/saved-views.tsx';
import { nothingForm } from '../../platform/web/fields.ts';
import { facilityOffer } from '../../base/directory/queries-offers.ts';
import { answerFacilities, confirmRead } from './commands-answers.ts';
import { editIssue } from './commands-edit.ts';
import { mergeIssues, unmergeIssues } from './commands-merge.ts';
import { publishIssue, sayTheSame, withdrawPublication } from './commands-publish.ts';
import { raiseIssue, recordIssueEvent } from './commands.ts';
import { exportIssues } from './exports.ts';
import {
  answerForm,
  conditionsOf,
  editForm,
  eventForm,
  mergeForm,
  publishForm,
  raiseForm,
  readForm,
  sameForm,
  unmergeForm,
} from './forms.ts';
import { AnswerPage, EditPage, MergePage, RaisePage, type MergeView } from './pages-forms.tsx';
import { IssueList } from './pages-list.tsx';
import { HeatPage } from './pages-map.tsx';
import { OwnIssuesPage, PublishedList, PublishedPage, PublishPage } from './pages-published.tsx';
import { IssuePage, type IssueView } from './pages.tsx';
import { countIssues, heatMap, listIssues, monthCounts, years } from './queries-list.ts';
import {
  listPublications,
  ownFacilities,
  ownIssues,
  publicationById,
  wordingOf,
} from './queries-published.ts';
import { areas, forums, holders } from './queries-choices.ts';
import {
  editable,
  eventsOf,
  issueById,
  lines,
  originalsOf,
  planOf,
  stuckIssues,
  themes,
  familyVoicesOf,
  voicesOf,
  workOf,
} from './queries.ts';
import { mergeProblem } from './rules.ts';
import { words as listWords } from './words-list.ja.ts';
import { words as publishedWords } from './words-published.ja.ts';
import { words } from './words.ja.ts';

type State = FormState & { conflict?: Conflict };

export const routes = new Hono<Env>();

export const navigation: NavEntry[] = [
  { place: 'improve', part: 'issue', label: words.navigation, href: '/issues', duties: ['issue.read'] },
  {
    place: 'improve',
    part: 'issue',
    label: publishedWords.own.navigation,
    href: '/my-facility/issues',
    duties: ['facility.read'],
  },
  {
    place: 'improve',
    part: 'issue',
    label: publishedWords.navigation,
    href: '/published-issues',
    duties: ['network'],
  },
];

const crumbs = [{ label: listWords.title, href: '/issues' }];
const crumbsOf = (issue: { id: number; title: string }) => [
  ...crumbs,
  { label: issue.title, href: `/issues/${issue.id}` },
];

/** Who may not read issues at all finds no such page; who may read but not do this is told so. */
function need(tx: ReadTx, duty: 'issue.read' | 'issue.raise' | 'issue.manage'): void {
  if (!tx.has('issue.read')) throw new Refusal(404);
  if (!tx.has(duty)) throw new Refusal(403);
}

const queryOf = (c: Ctx) => Object.fromEntries(new URL(c.req.url).searchParams);

routes.get(
  '/issues',
  view(async (tx, c) => {
    need(tx, 'issue.read');
    const asked = conditionsOf(queryOf(c));
    const paging = pagingOf(c);
    const stuck = await stuckIssues(tx, { limit: 3 });
    const params = new URL(c.req.url).searchParams;
    params.delete('page');
    return {
      title: listWords.title,
      width: 'wide',
      body: (
        <IssueList
          asked={asked}
          looking={c.req.query(lookName) !== undefined}
          choices={{
            themes: await themes(tx),
            areas: await areas(tx),
            facilities: await facilityOffer(tx, queryOf(c), 'facility'),
            years: await years(tx),
          }}
          rows={await listIssues(tx, asked, paging)}
          total={await countIssues(tx, asked)}
          page={paging.page}
          size={paging.size}
          stuck={stuck}
          stuckTotal={stuck[0]?.of ?? 0}
          savedViews={<SavedViews c={c} views={await savedViews(tx, '/issues')} />}
          mayRaise={tx.has('issue.raise')}
          mayManage={tx.has('issue.manage')}
          href={(changes) => hrefWith(c, changes)}
          exportHref={(format) => {
            params.set('format', format);
            return `/issues/export?${params.toString()}`;
          }}
        />
      ),
    };
  }),
);

routes.get(
  '/issues/export',
  view(async (tx, c) => {
    need(tx, 'issue.read');
    return exportIssues(c, tx, conditionsOf(queryOf(c)));
  }),
);

routes.get(
  '/issues/map',
  view(async (tx, c) => {
    need(tx, 'issue.read');
    const known = await years(tx);
    const year = known.find((one) => String(one) === c.req.query('year')) ?? tx.fiscal_year;
    const all = await areas(tx);
    const systems = [
      ...new Map(
        all.map((area) => [area.system_code, { code: area.system_code, name: area.system_name }]),
      ).values(),
    ];
    const system = systems.find((one) => one.code === c.req.query('system'))?.code ?? systems[0]?.code ?? '';
    return {
      title: listWords.heat.title,
      width: 'wide',
      breadcrumbs: [...crumbs, { label: listWords.heat.title }],
      body: (
        <HeatPage
          year={year}
          years={known}
          system={system}
          systems={systems}
          heat={await heatMap(tx, year, system)}
          months={await monthCounts(tx, year)}
        />
      ),
    };
  }),
);

const showRaise = async (tx: ReadTx, state: State): Promise<Screen> => {
  need(tx, 'issue.raise');
  return {
    title: words.form.new,
    width: 'form',
    breadcrumbs: [...crumbs, { label: words.form.new }],
    body: (
      <RaisePage
        state={state}
        themes={await themes(tx)}
        facilities={await facilityOffer(tx, state.values, 'facility_ids')}
        areas={await areas(tx)}
      />
    ),
  };
};

routes.get(
  '/issues/new',
  view((tx, c) =>
    showRaise(
      tx,
      filled({
        source: 'hand',
        weight: 2,
        raised_on: tx.today,
        facility_ids: c.req.queries('facility') ?? [],
      }),
    ),
  ),
);

routes.post(
  '/issues/new',
  action({
    form: raiseForm,
    again: showRaise,
    async run(tx, { statement, area_ids, ...data }) {
      const statements = Object.fromEntries(data.facility_ids.map((id) => [id, statement]));
      const id = await raiseIssue(tx, { ...data, more_area_ids: area_ids, statements });
      return done(`/issues/${id}`, words.form.raised);
    },
  }),
);

/** The issues chosen for merging: from the list's ticks, or from the form sent again. */
async function chosenForMerge(
  tx: ReadTx,
  ids: readonly string[],
): Promise<MergeView & { problem: string | null }> {
  const asked = ids.filter((id) => /^[1-9][0-9]{0,15}$/.test(id)).map(Number);
  const chosen = await lines(tx)
    .where('issue.id', 'in', [0, ...asked])
    .select('issue.description')
    .orderBy('issue.raised_on')
    .orderBy('issue.id')
    .execute();
  const problem = mergeProblem(chosen);
  const into = chosen.find((issue) => issue.regional) ?? null;
  const open = chosen.filter((issue) => issue.id !== into?.id).map((issue) => issue.id);
  return {
    originals: chosen,
    into,
    voices: (await voicesOf(tx, open)).filter((voice) => open.includes(voice.issue_id)),
    themes: await themes(tx),
    problem: problem && words.errors.merge(problem),
  };
}

const showMerge = async (tx: ReadTx, given: State | null, c: Ctx): Promise<Screen> => {
  need(tx, 'issue.manage');
  const ids = given ? [given.values.issue ?? []].flat() : (c.req.queries('issue') ?? []);
  const { problem, ...merge } = await chosenForMerge(tx, ids);
  const heaviest = merge.originals.toSorted((a, b) => b.weight - a.weight)[0];
  const proposed = merge.originals.find((issue) => issue.regional) ?? heaviest;
  const texts = new Set(merge.originals.map((issue) => issue.description).filter((text) => text !== ''));
  const draft: Record<string, unknown> = {
    title: proposed?.title,
    description: [...texts].join('\n\n'),
    theme_code: proposed?.theme_code,
    weight: heaviest?.weight,
  };
  for (const voice of merge.voices) {
    draft[`answer_${voice.issue_id}_${voice.facility_id}`] =
      voice.answer ?? words.merge.draft(voice.raised_on);
  }
  const state = given ?? {
    ...filled(draft),
    errors: problem && merge.originals.length > 0 ? { issue: problem } : {},
  };
  return {
    title: words.merge.title,
    width: 'wide',
    breadcrumbs: [...crumbs, { label: words.merge.title }],
    body: <MergePage view={merge} state={state} />,
  };
};

routes.get(
  '/issues/merge',
  view((tx, c) => showMerge(tx, null, c)),
);

routes.post(
  '/issues/merge',
  action({
    form: mergeForm,
    again: showMerge,
    run: async (tx, data) =>
      done(
        `/issues/${await mergeIssues(tx, data)}`,
        words.merge.done(data.answers.filter(({ answer }) => answer !== '').length),
      ),
  }),
);

let besideIssue: (tx: ReadTx, issue: { id: number; state: string }) => Promise<Child> = async () => null;

/** Set once by the table of contents of routes: what later slices do about an issue, for its own page. */
export function setBesideIssue(of: typeof besideIssue): void {
  besideIssue = of;
}

const showIssue = async (tx: ReadTx, state: FormState, c: Ctx): Promise<Screen> => {
  const issue = found(await issueById(tx, numberIn(c, 'id')));
  const page: IssueView = {
    issue,
    voices: await voicesOf(tx, [issue.id]),
    plan: await planOf(tx, [issue.id]),
    events: await eventsOf(tx, issue.id),
    originals: await originalsOf(tx, issue.id),
    work: await workOf(tx, issue.id),
    wording: await wordingOf(tx, issue.id),
    families: await familyVoicesOf(tx, issue.id),
    seesVoices: tx.has('issue.manage') || tx.has('issue.raise'),
    readsVisits: tx.has('visit.read'),
    zone: tx.actor.municipality.time_zone,
    today: tx.today,
    beside: await besideIssue(tx, issue),
  };
  return {
    title: issue.title,
    width: 'wide',
    breadcrumbs: [...crumbs, { label: issue.title }],
    body: <IssuePage view={page} state={state} />,
  };
};

routes.get(
  '/issues/:id{[0-9]+}',
  view((tx, c) => showIssue(tx, emptyForm, c)),
);

routes.post(
  '/issues/:id{[0-9]+}/events',
  action({
    form: eventForm,
    again: showIssue,
    async run(tx, data, c) {
      const issue = found(await issueById(tx, numberIn(c, 'id')));
      await recordIssueEvent(tx, { ...data, issue_id: issue.id });
      return done(`/issues/${issue.id}`, words.recorded);
    },
  }),
);

const showEdit = async (tx: ReadTx, given: State | null, c: Ctx): Promise<Screen> => {
  const issue = found(await issueById(tx, numberIn(c, 'id')));
  need(tx, 'issue.manage');
  if (issue.merged_into_id !== null) throw new Refusal(409, words.errors.merged);
  const stored = await editable(tx, issue);
  const state =
    given ??
    filled({
      ...stored,
      _version: issue.version,
      was_area_ids: stored.area_ids,
      was_facility_ids: stored.facility_ids,
    });
  return {
    title: words.form.edit,
    width: 'form',
    breadcrumbs: [...crumbsOf(issue), { label: words.form.edit }],
    body: (
      <EditPage
        issue={issue}
        state={state}
        themes={await themes(tx)}
        holders={await holders(tx)}
        forums={await forums(tx)}
        areas={await areas(tx)}
        facilities={await facilityOffer(tx, state.values, 'facility_ids', {
          besides: stored.facility_ids as number[],
        })}
        voices={await voicesOf(tx, [issue.id])}
      />
    ),
  };
};

routes.get(
  '/issues/:id{[0-9]+}/edit',
  view((tx, c) => showEdit(tx, null, c)),
);

routes.post(
  '/issues/:id{[0-9]+}/edit',
  action({
    form: editForm,
    again: showEdit,
    theirs: async (tx, c) => editable(tx, found(await issueById(tx, numberIn(c, 'id')))),
    async run(tx, data, c) {
      const id = found(numberIn(c, 'id'));
      await editIssue(tx, { ...data, id });
      return done(`/issues/${id}`, words.form.saved);
    },
  }),
);

const showAnswer = async (tx: ReadTx, given: State | null, c: Ctx): Promise<Screen> => {
  const issue = found(await issueById(tx, numberIn(c, 'id')));
  need(tx, 'issue.manage');
  const voices = await voicesOf(tx, [issue.id]);
  const families = await familyVoicesOf(tx, issue.id);
  const stored = Object.fromEntries([
    ...voices.map((voice) => [`answer_${voice.issue_id}_${voice.facility_id}`, voice.answer ?? '']),
    ...families.map((voice) => [`family_${voice.issue_id}`, voice.answer ?? '']),
  ]);
  return {
    title: words.answer.title,
    width: 'form',
    breadcrumbs: [...crumbsOf(issue), { label: words.answer.title }],
    body: <AnswerPage issue={issue} voices={voices} families={families} state={given ?? filled(stored)} />,
  };
};

routes.get(
  '/issues/:id{[0-9]+}/answer',
  view((tx, c) => showAnswer(tx, null, c)),
);

routes.post(
  '/issues/:id{[0-9]+}/answer',
  action({
    form: answerForm,
    again: showAnswer,
    async run(tx, { answers, families }, c) {
      const issue = found(await issueById(tx, numberIn(c, 'id')));
      const told = await answerFacilities(tx, issue.id, answers, families);
      return done(`/issues/${issue.id}`, words.answer.sent(told));
    },
  }),
);

routes.post(
  '/issues/:id{[0-9]+}/unmerge',
  action({
    form: unmergeForm,
    async run(tx, { issue_id }, c) {
      const regional_id = found(numberIn(c, 'id'));
      await unmergeIssues(tx, regional_id, issue_id === null ? undefined : [issue_id]);
      return done(`/issues/${issue_id ?? regional_id}`, words.page.undone);
    },
  }),
);

const showPublish = async (tx: ReadTx, given: State | null, c: Ctx): Promise<Screen> => {
  const issue = found(await issueById(tx, numberIn(c, 'id')));
  need(tx, 'issue.manage');
  if (issue.merged_into_id !== null) throw new Refusal(409, words.errors.merged);
  const wording = await wordingOf(tx, issue.id);
  const { title, summary, progress, version } = wording ?? {
    title: issue.title,
    summary: issue.description,
    progress: '',
    version: 0,
  };
  return {
    title: publishedWords.wording.title,
    width: 'form',
    breadcrumbs: [...crumbsOf(issue), { label: publishedWords.wording.title }],
    body: (
      <PublishPage issue={issue} state={given ?? filled({ title, summary, progress, _version: version })} />
    ),
  };
};

routes.get(
  '/issues/:id{[0-9]+}/publish',
  view((tx, c) => showPublish(tx, null, c)),
);

routes.post(
  '/issues/:id{[0-9]+}/publish',
  action({
    form: publishForm,
    again: showPublish,
    theirs: async (tx, c) => ({ ...found(await wordingOf(tx, found(numberIn(c, 'id')))) }),
    async run(tx, data, c) {
      const id = found(numberIn(c, 'id'));
      await publishIssue(tx, { ...data, id });
      return done(`/issues/${id}`, publishedWords.wording.published);
    },
  }),
);

routes.post(
  '/issues/:id{[0-9]+}/withdraw',
  action({
    form: nothingForm,
    async run(tx, _, c) {
      const id = found(numberIn(c, 'id'));
      await withdrawPublication(tx, id);
      return done(`/issues/${id}`, words.page.withdrawn);
    },
  }),
);

routes.get(
  '/published-issues',
  view(async (tx, c) => {
    const paging = pagingOf(c);
    const asked = { theme: c.req.query('theme') || null, q: c.req.query('q')?.trim().slice(0, 100) || null };
    const { rows, total } = await listPublications(tx, asked, paging);
    return {
      title: publishedWords.list.title,
      width: 'wide',
      body: (
        <PublishedList
          asked={asked}
          themes={await themes(tx)}
          rows={rows}
          total={total}
          page={paging.page}
          size={paging.size}
          hasFacility={tx.session.facilities.length > 0}
          mayAnswer={tx.has('facility.answer')}
          zone={tx.actor.municipality.time_zone}
          href={(changes) => hrefWith(c, changes)}
        />
      ),
    };
  }),
);

const showPublished = async (tx: ReadTx, state: FormState, c: Ctx): Promise<Screen> => {
  const publication = found(await publicationById(tx, numberIn(c, 'id')));
  return {
    title: publication.title,
    width: 'form',
    breadcrumbs: [
      { label: publishedWords.list.title, href: '/published-issues' },
      { label: publication.title },
    ],
    body: (
      <PublishedPage
        publication={publication}
        facilities={await ownFacilities(tx, publication.issue_id)}
        state={state}
        mayRead={tx.has('issue.read')}
        zone={tx.actor.municipality.time_zone}
      />
    ),
  };
};

routes.get(
  '/published-issues/:id{[0-9]+}',
  view((tx, c) => showPublished(tx, emptyForm, c)),
);

routes.post(
  '/published-issues/:id{[0-9]+}/same',
  action({
    form: sameForm,
    again: showPublished,
    async run(tx, data, c) {
      const issue_id = found(numberIn(c, 'id'));
      const added = await sayTheSame(tx, { ...data, issue_id });
      return done(
        `/published-issues/${issue_id}`,
        added ? publishedWords.page.sent : publishedWords.page.already,
      );
    },
  }),
);

routes.get(
  '/my-facility/issues',
  view(async (tx) => {
    if (tx.session.facilities.length === 0) throw new Refusal(404);
    return {
      title: publishedWords.own.title,
      body: <OwnIssuesPage rows={await ownIssues(tx)} zone={tx.actor.municipality.time_zone} />,
    };
  }),
);

routes.post(
  '/my-facility/issues/:id{[0-9]+}/read',
  action({
    form: readForm,
    async run(tx, { facility_id }, c) {
      const issue_id = numberIn(c, 'id');
      await confirmRead(tx, issue_id, facility_id);
      return done(`/my-facility/issues#issue-${issue_id}-${facility_id}`, publishedWords.own.confirmedFlash);
    },
  }),
);
