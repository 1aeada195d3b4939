import { Hono } from 'hono';
import type { Child } from '../../platform/ui/jsx-runtime.ts';
import { areaOptions } from '../../base/areas/queries.ts';
import { peopleWithDuty } from '../../base/people/queries.ts';
import { themes } from '../../improvement/issues/queries.ts';
import { found, Refusal, type ReadTx } from '../../platform/db/transaction.ts';
import { LinkButton } from '../../platform/ui/buttons.tsx';
import { ResourceList } from '../../platform/ui/records.tsx';
import { numberIn, type Ctx, type Env } from '../../platform/web/context.ts';
import { emptyForm, filled, type FormState } from '../../platform/web/form.ts';
import { action, autosave, done, view, type Conflict, type Screen } from '../../platform/web/handlers.tsx';
import type { NavEntry } from '../../platform/web/navigation.ts';
import { hrefWith, pagingOf } from '../../platform/web/paging.ts';
import { kinds } from '../consultations/queries.ts';
import { nothingForm } from '../../platform/web/fields.ts';
import {
  approveStatement,
  check,
  discardDraft,
  issueText,
  readAnswer,
  returnStatement,
  saveDraft,
  saveStatement,
  sendStatement,
  withdrawStatement,
} from './commands.ts';
import { approveForm, draftForm, returnForm, statementForm, tabForm } from './forms.ts';
import { StatementForm } from './pages-form.tsx';
import { StatementList, StatementPage } from './pages.tsx';
import {
  answerRead,
  casesToChoose,
  draftFor,
  draftsOf,
  hasApprover,
  outcomes,
  reasonsOf,
  returnsOf,
  sourcesOf,
  statementById,
  statementList,
  statementsOfCase,
  type Statement,
} from './queries.ts';
import { may, stateOf } from './rules.ts';
import { words } from './words.ja.ts';

export const routes = new Hono<Env>();
export const navigation: NavEntry[] = [
  { place: 'support', label: words.navigation, href: '/statements', duties: ['case.work'] },
];

type State = FormState & { conflict?: Conflict };
const crumb = { label: words.navigation, href: '/statements' };
const mustWork = (tx: ReadTx): void => {
  if (!tx.has('case.work') || tx.session.case_teams.length === 0) throw new Refusal(404);
};

routes.get(
  '/statements',
  view(async (tx, c) => {
    mustWork(tx);
    const tab = tabForm.parse(c.req.query('tab'));
    const paging = pagingOf(c);
    const { rows, total } = await statementList(tx, tab, paging);
    tx.opened({ action: 'statement.list', subject_kind: 'statement', detail: { tab, page: paging.page } });
    return {
      title: words.title,
      zone: 'case',
      body: (
        <StatementList
          tab={tab}
          rows={rows}
          total={total}
          outcomes={await outcomes(tx)}
          drafts={await draftsOf(tx)}
          page={paging.page}
          size={paging.size}
          zone={tx.actor.municipality.time_zone}
          href={(changes) => hrefWith(c, changes)}
        />
      ),
    };
  }),
);

// ---- writing ---------------------------------------------------------------------------------

const numberOf = (value: unknown): number | null =>
  typeof value === 'string' && /^[1-9][0-9]{0,15}$/.test(value) ? Number(value) : null;

async function formScreen(tx: ReadTx, one: Statement | null, given: State | null, c: Ctx): Promise<Screen> {
  mustWork(tx);
  const draft =
    given === null
      ? await draftFor(tx, { id: numberOf(c.req.query('draft')), statement_id: one?.id ?? null })
      : undefined;
  const sources = one === null ? null : await sourcesOf(tx, one.id);
  const asked = numberOf(c.req.query('case'));
  const stored =
    one === null
      ? filled({ case_ids: asked === null ? [] : [asked], kind_code: c.req.query('kind') ?? null })
      : filled({
          title: one.title,
          theme_code: one.theme_code,
          keeps_happening: one.keeps_happening,
          would_help: one.would_help,
          area_id: one.area_id,
          age_band: one.age_band,
          kind_code: one.kind_code,
          case_ids: sources!.cases.map(({ id }) => id),
          consultations: sources!.consultations > 0,
          _version: one.version,
        });
  const state: State = given ?? (draft ? { values: draft.fields, errors: {} } : stored);
  const chosen = [state.values.case_ids ?? []]
    .flat()
    .map(numberOf)
    .filter((id) => id !== null);
  const cases = await casesToChoose(tx, chosen);
  tx.opened(
    one === null
      ? { action: 'case.list', subject_kind: 'case', detail: { found: cases.length } }
      : { action: 'statement.open', subject_kind: 'statement', subject_id: one.id },
  );
  for (const { id } of cases)
    if (chosen.includes(id)) tx.opened({ action: 'case.open', subject_kind: 'case', subject_id: id });
  const title = one === null ? words.form.newTitle : words.form.editTitle;
  return {
    title,
    zone: 'case',
    width: 'form',
    breadcrumbs: [
      crumb,
      ...(one === null ? [] : [{ label: words.number(one.id), href: `/statements/${one.id}` }]),
      { label: title },
    ],
    islands: ['platform/ui/autosave'],
    body: (
      <StatementForm
        statement_id={one?.id ?? null}
        state={state}
        draft={draft}
        findings={one === null || given !== null || draft ? [] : await check(tx, one)}
        themes={await themes(tx)}
        areas={await areaOptions(tx)}
        kinds={await kinds(tx)}
        cases={cases.map(({ id, fiscal_year, number, headline }) => ({
          id,
          label: `${words.page.sourceCase(fiscal_year, number)}　${headline}`,
        }))}
        zone={tx.actor.municipality.time_zone}
      />
    ),
  };
}

routes.get(
  '/statements/new',
  view((tx, c) => formScreen(tx, null, null, c)),
);
routes.post(
  '/statements/new',
  action({
    form: statementForm,
    again: (tx, state, c) => formScreen(tx, null, state, c),
    run: async (tx, data) =>
      done(`/statements/${await saveStatement(tx, null, data)}#check`, words.form.saved),
  }),
);

/** The author's own, while it may still be mended. */
const editable = async (tx: ReadTx, c: Ctx): Promise<Statement> => {
  const one = found(await statementById(tx, numberIn(c, 'id')));
  const author = one.author_id === tx.actor.person_id;
  if (!may({ author, approves: false }, stateOf(one), 'edit'))
    throw new Refusal(author ? 409 : 403, author ? words.errors.notNow : '');
  return one;
};
const onePath = '/statements/:id{[0-9]+}';
routes.get(
  `${onePath}/edit`,
  view(async (tx, c) => formScreen(tx, await editable(tx, c), null, c)),
);
routes.post(
  `${onePath}/edit`,
  action({
    form: statementForm,
    again: async (tx, state, c) => formScreen(tx, await editable(tx, c), state, c),
    theirs: async (tx, c) => ({ ...(await editable(tx, c)) }),
    run: async (tx, data, c) =>
      done(`/statements/${await saveStatement(tx, numberIn(c, 'id'), data)}#check`, words.form.saved),
  }),
);
routes.post(
  '/statements/draft',
  autosave(async (tx, typed) => ({ draft_id: await saveDraft(tx, typed) })),
);
routes.post(
  '/statements/save-draft',
  action({
    form: draftForm,
    again: (tx, state, c) => formScreen(tx, null, state, c),
    run: async (tx, typed) => {
      await saveDraft(tx, typed);
      return done('/statements', words.form.draftSaved);
    },
  }),
);
routes.post(
  '/statements/drafts/:id{[0-9]+}/discard',
  action({
    form: nothingForm,
    run: async (tx, _, c) => {
      mustWork(tx);
      await discardDraft(tx, numberIn(c, 'id'));
      return done('/statements', words.form.discarded);
    },
  }),
);

// ---- one statement ---------------------------------------------------------------------------

async function showStatement(tx: ReadTx, state: FormState, c: Ctx): Promise<Screen> {
  const one = found(await statementById(tx, numberIn(c, 'id')));
  tx.opened({ action: 'statement.open', subject_kind: 'statement', subject_id: one.id });
  const open = one.state !== 'approved' && one.state !== 'withdrawn';
  const [outcome] = one.state === 'approved' ? await outcomes(tx, one.id) : [];
  return {
    title: words.number(one.id),
    zone: 'case',
    breadcrumbs: [crumb, { label: words.number(one.id) }],
    body: (
      <StatementPage
        view={{
          one,
          findings: open ? await check(tx, one) : [],
          sources: await sourcesOf(tx, one.id),
          returns: await returnsOf(tx, one.id),
          reasons: await reasonsOf(tx, one.id),
          outcome,
          answer_read_at: await answerRead(tx, one.id),
          issue_text: issueText(one),
          has_approver: await hasApprover(tx, one.team_id, one.author_id),
          me: tx.actor.person_id!,
          holders: one.may_approve && one.state === 'waiting' ? await peopleWithDuty(tx, 'issue.manage') : [],
          zone: tx.actor.municipality.time_zone,
          state,
        }}
      />
    ),
  };
}
routes.get(
  onePath,
  view((tx, c) => showStatement(tx, emptyForm, c)),
);
for (const [path, command, said] of [
  ['send', sendStatement, words.page.sent],
  ['withdraw', withdrawStatement, words.page.withdrawn],
  ['read', readAnswer, words.page.answerRead],
] as const) {
  routes.post(
    `${onePath}/${path}`,
    action({
      form: nothingForm,
      run: async (tx, _, c) => {
        await command(tx, numberIn(c, 'id'));
        return done(`/statements/${numberIn(c, 'id')}`, said);
      },
    }),
  );
}
routes.post(
  `${onePath}/return`,
  action({
    form: returnForm,
    again: showStatement,
    run: async (tx, data, c) => {
      await returnStatement(tx, numberIn(c, 'id'), data.return_reason);
      return done(`/statements/${numberIn(c, 'id')}`, words.page.returned);
    },
  }),
);
routes.post(
  `${onePath}/approve`,
  action({
    form: approveForm,
    again: showStatement,
    run: async (tx, data, c) => {
      await approveStatement(tx, numberIn(c, 'id'), data);
      return done(`/statements/${numberIn(c, 'id')}`, words.page.approved);
    },
  }),
);

/** On a case's page: what was told the community because of it, and the way to tell more. */
export async function besideCase(
  tx: ReadTx,
  { id, team_id }: { id: number; team_id: number },
): Promise<Child> {
  const all = await statementsOfCase(tx, id);
  // As casesToChoose(), where it can be chosen from.
  const mine = tx.session.case_teams.includes(team_id);
  if (all.length === 0 && !mine) return null;
  return (
    <>
      {all.length === 0 ? null : (
        <ResourceList
          label={words.page.besides}
          level={3}
          items={all.map((one) => ({
            title: one.title,
            href: `/statements/${one.id}`,
            meta: words.states[one.state],
          }))}
        />
      )}
      {mine ? (
        <p>
          <LinkButton href={`/statements/new?case=${id}`} kind="tertiary" size="sm">
            {words.page.write}
          </LinkButton>
        </p>
      ) : null}
    </>
  );
}
