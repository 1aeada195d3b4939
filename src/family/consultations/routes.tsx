import { Hono } from 'hono';
import type { z } from 'zod';
import { found, Refusal, type ReadTx, type WriteTx } from '../../platform/db/transaction.ts';
import { parseDate } from '../../platform/ja/dates.ts';
import { render } from '../../platform/ui/jsx-runtime.ts';
import { numberIn, type Ctx, type Env } from '../../platform/web/context.ts';
import { filled, formOf, type FormState, type Typed } from '../../platform/web/form.ts';
import {
  action,
  autosave,
  done,
  isOurForm,
  view,
  type Conflict,
  type Done,
  type Screen,
} from '../../platform/web/handlers.tsx';
import type { NavEntry } from '../../platform/web/navigation.ts';
import { hrefWith, pagingOf } from '../../platform/web/paging.ts';
import { candidates, casesOfFamily, familyIds, membersOf, type Candidate } from '../households/queries.ts';
import { nothingForm } from '../../platform/web/fields.ts';
import {
  checkSafety,
  closeConsultation,
  correct,
  discardDraft,
  judge,
  linkCase,
  linkHousehold,
  problemsOfIntake,
  reopenConsultation,
  routeConsultation,
  saveDraft,
  setNext,
  takeConsultation,
} from './commands.ts';
import { sendPaper } from './exports.ts';
import {
  askedOf,
  closeForm,
  correctForm,
  draftForm,
  intakeForm,
  intakeSoFar,
  judgeForm,
  linkForm,
  mostMembers,
  nextForm,
  reopenForm,
  routeForm,
  safetyForm,
} from './forms.ts';
import { IntakePage, KnownList } from './pages-intake.tsx';
import { ConsultationList } from './pages-list.tsx';
import { more } from './routes-more.tsx';
import { ConsultationPage, CorrectPage, type PageStates } from './pages.tsx';
import {
  caseTeams,
  caseWorkers,
  consultationById,
  countConsultations,
  countsOf,
  districts,
  draftById,
  draftsOf,
  kinds,
  listConsultations,
  notifierOf,
  responses,
  revisionsOf,
  routesFrom,
  routingsOf,
  triagesOf,
} from './queries.ts';
import { words as statisticsWords } from './words-statistics.ja.ts';
import { words } from './words.ja.ts';

export const routes = new Hono<Env>();
routes.route('/', more);

export const navigation: NavEntry[] = [
  { place: 'support', label: words.navigation, href: '/consultations', duties: ['case.work'] },
  {
    place: 'see',
    part: 'figure',
    label: statisticsWords.navigation,
    href: '/consultations/statistics',
    duties: ['family.statistics'],
  },
];

const crumbs = [{ label: words.title, href: '/consultations' }];

/** Outside the case zone there is no such page. */
function need(tx: ReadTx): void {
  if (!tx.has('case.work') || tx.session.case_teams.length === 0) throw new Refusal(404);
}

const caseScreen = (screen: Screen): Screen => ({ zone: 'case', ...screen });
const queryOf = (c: Ctx) => Object.fromEntries(new URL(c.req.url).searchParams);

routes.get(
  '/consultations',
  view(async (tx, c) => {
    need(tx);
    const asked = askedOf(queryOf(c));
    const paging = pagingOf(c);
    const total = await countConsultations(tx, asked);
    tx.opened({ action: 'consultation.list', detail: { view: asked.view, page: paging.page } });
    return caseScreen({
      title: words.title,
      width: 'wide',
      body: (
        <ConsultationList
          asked={asked}
          counts={await countsOf(tx)}
          rows={await listConsultations(tx, asked, paging)}
          total={total}
          page={paging.page}
          size={paging.size}
          drafts={await draftsOf(tx, 3)}
          kinds={await kinds(tx)}
          routes={await routesFrom(tx)}
          teams={(await caseTeams(tx)).filter((team) => team.mine)}
          now={tx.now}
          today={tx.today}
          zone={tx.actor.municipality.time_zone}
          href={(changes) => hrefWith(c, changes)}
          links={[
            { label: words.list.households, href: '/households' },
            ...(tx.has('case.supervise')
              ? [{ label: words.list.districts, href: '/consultations/districts' }]
              : []),
            ...(tx.has('family.statistics')
              ? [{ label: words.list.statistics, href: '/consultations/statistics' }]
              : []),
          ]}
        />
      ),
    });
  }),
);

// ---- intake ----------------------------------------------------------------------------------

/** What a form's first members are looked for by: every row's reading or birth date, and the address. */
async function lookFor(tx: ReadTx, typed: Typed): Promise<Candidate[] | null> {
  const text = (name: string) => (typeof typed[name] === 'string' ? (typed[name] as string).trim() : '');
  const address = text('address');
  const rows: { kana: string; born_on: string | null }[] = [];
  for (let n = 1; n <= mostMembers; n++) {
    const born = parseDate(['y', 'm', 'd'].map((part) => text(`m${n}_born_on_${part}`)).join('/'));
    const kana = text(`m${n}_family_kana`) + text(`m${n}_given_kana`);
    if (kana !== '' || born.ok) rows.push({ kana, born_on: born.ok ? born.value : null });
  }
  if (rows.length === 0 && address === '') return null;
  if (rows.length === 0) rows.push({ kana: '', born_on: null });
  const all: Candidate[] = [];
  for (const row of rows.slice(0, 4)) all.push(...(await candidates(tx, { ...row, address }, 8)));
  return [...new Map(all.map((one) => [one.member_id, one])).values()].slice(0, 16);
}

async function showIntake(tx: ReadTx, given: FormState | null, c: Ctx): Promise<Screen> {
  need(tx);
  const draft = given === null ? await draftById(tx, Number(c.req.query('draft')) || null) : undefined;
  const household = c.req.query('household');
  const state =
    given ??
    (draft
      ? { values: draft.fields, errors: {} }
      : filled({ way: 'phone', household: /^[1-9]\d{0,15}$/.test(household ?? '') ? household : undefined }));
  const searched = given !== null || c.req.query('known') !== undefined || draft !== undefined;
  return caseScreen({
    title: words.intake.title,
    width: 'form',
    breadcrumbs: [...crumbs, { label: words.intake.title }],
    islands: ['platform/ui/autosave', 'family/consultations/intake'],
    body: (
      <IntakePage
        state={state}
        draft={draft}
        kinds={await kinds(tx)}
        routes={await routesFrom(tx)}
        responses={await responses(tx)}
        districts={await districts(tx, tx.fiscal_year)}
        teams={await caseTeams(tx)}
        workers={await caseWorkers(tx)}
        known={searched ? await lookFor(tx, state.values) : null}
        zone={tx.actor.municipality.time_zone}
      />
    ),
  });
}

routes.get(
  '/consultations/new',
  view((tx, c) => showIntake(tx, null, c)),
);

routes.post(
  '/consultations/new',
  action({
    form: intakeForm,
    alsoWrong: async (tx, typed) => {
      need(tx);
      return problemsOfIntake(tx, intakeSoFar(typed));
    },
    again: showIntake,
    async run(tx, data) {
      need(tx);
      const taken = await takeConsultation(tx, data);
      return taken.moved_to === null
        ? done(`/consultations/${taken.id}`, words.intake.taken(taken.number))
        : done('/consultations', words.intake.moved(taken.number, taken.moved_to));
    },
  }),
);

routes.post(
  '/consultations/new/draft',
  autosave(async (tx, typed) => {
    need(tx);
    return { draft_id: await saveDraft(tx, typed) };
  }),
);

/** Buttons of the long form that work without script: each keeps all that was typed as the draft, then does its own. */
function draftButton(
  path: string,
  more: (typed: Typed, draft_id: number) => Done,
  change?: (typed: Typed) => void,
) {
  routes.post(
    `/consultations/new/${path}`,
    action({
      form: draftForm,
      again: showIntake,
      run: async (tx, typed) => {
        need(tx);
        change?.(typed);
        return more(typed, await saveDraft(tx, typed));
      },
    }),
  );
}
draftButton('save-draft', () => done('/consultations', words.intake.draftSaved));
draftButton('known', (_, id) => done(`/consultations/new?draft=${id}&known=1#known`, words.intake.knownDone));
draftButton(
  'more-members',
  (typed, id) =>
    done(`/consultations/new?draft=${id}#member-${String(typed.member_rows)}`, words.intake.moreDone),
  (typed) => {
    typed.member_rows = String(Math.min(mostMembers, (Number(typed.member_rows) || 2) + 1));
  },
);

routes.post(
  '/consultations/drafts/:id{[0-9]+}/discard',
  action({
    form: nothingForm,
    async run(tx, _, c) {
      need(tx);
      await discardDraft(tx, numberIn(c, 'id'));
      return done('/consultations', words.intake.discarded);
    },
  }),
);

/** Families already known, while a name is being typed: the list as the page shows it. POST, so that no name is in an address. */
routes.post('/consultations/known', async (c) => {
  const { typed } = await formOf(c);
  return view(async (tx) => {
    need(tx);
    if (!isOurForm(c, typed)) throw new Refusal(403);
    const known = await lookFor(tx, typed);
    const chosen = typeof typed.household === 'string' ? typed.household : '';
    return c.json({ html: render(<KnownList known={known} chosen={chosen} />) });
  })(c);
});

// ---- one consultation ------------------------------------------------------------------------

async function showConsultation(tx: ReadTx, c: Ctx, states: PageStates = {}): Promise<Screen> {
  const one = found(await consultationById(tx, numberIn(c, 'id')));
  tx.opened({
    action: 'consultation.open',
    subject_kind: 'consultation',
    subject_id: one.id,
    detail: { household_id: one.household_id },
  });
  const said = words.number(one.fiscal_year, one.number);
  const household_ids = one.household_id === null ? [] : await familyIds(tx, one.household_id);
  return caseScreen({
    title: said,
    width: 'wide',
    breadcrumbs: [...crumbs, { label: said }],
    islands: ['family/consultations/intake'],
    body: (
      <ConsultationPage
        one={one}
        notifier={await notifierOf(tx, one.id)}
        triages={await triagesOf(tx, one.id)}
        routings={await routingsOf(tx, one.id)}
        revisions={await revisionsOf(tx, one.id)}
        members={await membersOf(tx, household_ids)}
        cases={one.may_work ? await casesOfFamily(tx, household_ids) : []}
        teams={await caseTeams(tx)}
        workers={await caseWorkers(tx)}
        responses={await responses(tx)}
        states={states}
        now={tx.now}
        today={tx.today}
        zone={tx.actor.municipality.time_zone}
      />
    ),
  });
}

routes.get(
  '/consultations/:id{[0-9]+}',
  view((tx, c) => showConsultation(tx, c)),
);

/** A form of the consultation's page: shown again there with what was typed. */
function pageForm<S extends z.ZodType>(
  path: string,
  form: S,
  again: keyof PageStates,
  run: (tx: WriteTx, data: z.output<S>, id: number | null) => Promise<string | Done>,
) {
  routes.post(
    `/consultations/:id{[0-9]+}/${path}`,
    action({
      form,
      again: (tx, state, c) => showConsultation(tx, c, { [again]: state }),
      async run(tx, data, c) {
        const id = numberIn(c, 'id');
        const said = await run(tx, data, id);
        return typeof said === 'string' ? done(`/consultations/${id}`, said) : said;
      },
    }),
  );
}

pageForm('triage', judgeForm, 'judge', async (tx, data, id) => {
  await judge(tx, id, data);
  return words.page.judged;
});
pageForm('safety', safetyForm, 'safety', async (tx, data, id) => {
  await checkSafety(tx, id, data);
  return words.page.safetyRecorded;
});
pageForm('next', nextForm, 'next', async (tx, data, id) => {
  await setNext(tx, id, data);
  return words.page.nextSaved;
});
pageForm('route', routeForm, 'route', async (tx, data, id) => {
  const { still_mine } = await routeConsultation(tx, id, data);
  return still_mine ? words.page.routed : done('/consultations', words.page.routedAway);
});
pageForm('close', closeForm, 'close', async (tx, data, id) => {
  await closeConsultation(tx, id, data);
  return words.page.closed;
});
pageForm('reopen', reopenForm, 'reopen', async (tx, data, id) => {
  await reopenConsultation(tx, id, data);
  return words.page.reopened;
});
pageForm('link', linkForm, 'link', async (tx, data, id) => {
  const text = data.household.normalize('NFKC').replace(/\D/g, '');
  await linkHousehold(tx, id, text === '' ? null : Number(text));
  return text === '' ? words.page.unlinked : words.page.linked;
});
pageForm('case', linkForm, 'link', async (tx, data, id) => {
  await linkCase(tx, id, data.case_id ?? 0);
  return words.page.linkedCase;
});

async function showCorrect(
  tx: ReadTx,
  given: (FormState & { conflict?: Conflict }) | null,
  c: Ctx,
): Promise<Screen> {
  const one = found(await consultationById(tx, numberIn(c, 'id')));
  if (!one.may_work) throw new Refusal(404);
  tx.opened({ action: 'consultation.open', subject_kind: 'consultation', subject_id: one.id });
  const said = words.number(one.fiscal_year, one.number);
  return caseScreen({
    title: words.page.correctTitle,
    width: 'form',
    breadcrumbs: [
      ...crumbs,
      { label: said, href: `/consultations/${one.id}` },
      { label: words.page.correctTitle },
    ],
    body: (
      <CorrectPage
        one={one}
        state={given ?? filled(correctable(one))}
        kinds={await kinds(tx)}
        routes={await routesFrom(tx)}
        districts={await districts(tx, one.fiscal_year)}
      />
    ),
  });
}

const correctable = (one: NonNullable<Awaited<ReturnType<typeof consultationById>>>) => ({
  ...one,
  age_years:
    one.child_age_months === null || one.child_age_months < 0 ? null : Math.floor(one.child_age_months / 12),
  age_months: one.child_age_months === null || one.child_age_months < 0 ? null : one.child_age_months % 12,
  unborn: one.child_age_months !== null && one.child_age_months < 0,
  _version: one.version,
});

routes.get(
  '/consultations/:id{[0-9]+}/paper.pdf',
  view(async (tx, c) => sendPaper(c, tx, found(await consultationById(tx, numberIn(c, 'id'))))),
);
routes.get(
  '/consultations/:id{[0-9]+}/edit',
  view((tx, c) => showCorrect(tx, null, c)),
);
routes.post(
  '/consultations/:id{[0-9]+}/edit',
  action({
    form: correctForm,
    again: showCorrect,
    theirs: async (tx, c) => correctable(found(await consultationById(tx, numberIn(c, 'id')))),
    async run(tx, data, c) {
      const id = numberIn(c, 'id');
      await correct(tx, id, data);
      return done(`/consultations/${id}`, words.page.corrected);
    },
  }),
);
