import { Hono } from 'hono';
import { found, Refusal, type ReadTx } from '../../platform/db/transaction.ts';
import { addMonths, parseDate } from '../../platform/ja/dates.ts';
import { facilityOffer } from '../../base/directory/queries-offers.ts';
import { organisationOffer } from '../../base/people/queries-offers.ts';
import { numberIn, type Ctx, type Env } from '../../platform/web/context.ts';
import { filled, type FormState } from '../../platform/web/form.ts';
import { action, done, emptyForm, view, type Screen } from '../../platform/web/handlers.tsx';
import type { NavEntry } from '../../platform/web/navigation.ts';
import {
  changeBasis,
  changeQuestion,
  disclose,
  endBasis,
  endDisclosure,
  recordConsent,
  signDisclosure,
  withdrawConsent,
} from './commands.ts';
import { familyLedger } from './exports.ts';
import { ownRoutes } from './routes-own.tsx';
import {
  basisForm,
  consentForm,
  discloseForm,
  endBasisForm,
  endForm,
  questionForm,
  signForm,
  withdrawForm,
} from './forms.ts';
import { EndBasis, EndedBases, PreviewPage, QuestionPage, QuestionsPage } from './pages-guide.tsx';
import {
  BasesPage,
  BasisPage,
  ConsentPage,
  DisclosePage,
  DisclosurePage,
  GuidePage,
  LedgerPage,
  type Guided,
} from './pages.tsx';
import {
  basesOn,
  basisById,
  consentToWithdraw,
  consentsOf,
  disclosureById,
  endedBases,
  guideQuestions,
  householdFor,
  itemTexts,
  ledgerOf,
  writtenWith,
  legalBases,
  questionsAhead,
  recentReceivers,
  referralTarget,
  stateOfLine,
  type HouseholdFor,
  type LegalBasis,
} from './queries.ts';
import { allAnswers, applies, guide, questionCodes, type Answers } from './rules.ts';
import { consentWords as cw, discloseWords as dw, guideWords as gw, ledger as lw } from './words.ja.ts';

export { copiesBeside } from './routes-own.tsx';
export const routes = new Hono<Env>();
routes.route('/', ownRoutes);
export const navigation: NavEntry[] = [
  {
    place: 'support',
    label: gw.navigation,
    href: '/disclosures/guide',
    root: '/disclosures',
    duties: ['network'],
  },
];

const idOf = (text: string | undefined): number | null =>
  text !== undefined && /^[1-9][0-9]{0,15}$/.test(text) ? Number(text) : null;
const zoneOf = (tx: ReadTx): string => tx.actor.municipality.time_zone;

// ---- the guide ------------------------------------------------------------------------------

const answersIn = (read: (name: string) => string | undefined): Partial<Answers> =>
  Object.fromEntries(
    questionCodes.flatMap((code) => {
      const answer = read(code);
      return answer === undefined || answer === '' ? [] : [[code, answer]];
    }),
  );

async function guided(tx: ReadTx, answers: Partial<Answers>): Promise<Guided | null> {
  if (questionCodes.some((code) => answers[code] === undefined)) return null;
  const whole = answers as Answers;
  const ended = (await endedBases(tx, tx.today)).filter((basis) => applies(basis, whole));
  return { answers: whole, guidance: guide(await legalBases(tx), whole, tx.today), ended };
}

routes.get(
  '/disclosures/guide',
  view(async (tx, c) => {
    const answers = answersIn((name) => c.req.query(name));
    return {
      title: gw.title,
      width: 'form',
      body: (
        <GuidePage
          questions={await guideQuestions(tx)}
          answers={answers}
          guided={await guided(tx, answers)}
          today={tx.today}
        />
      ),
    };
  }),
);

const guideCrumb = { label: gw.title, href: '/disclosures/guide' };

routes.get(
  '/disclosures/bases',
  view(async (tx) => ({
    title: gw.all,
    width: 'form',
    breadcrumbs: [guideCrumb, { label: gw.all }],
    body: (
      <BasesPage
        bases={await legalBases(tx)}
        beside={<EndedBases ended={await endedBases(tx, tx.today)} />}
        today={tx.today}
        mayEdit={tx.has('legal.manage')}
      />
    ),
  })),
);

const showBasis = async (tx: ReadTx, state: FormState, c: Ctx): Promise<Screen> => {
  if (!tx.has('legal.manage')) throw new Refusal(403);
  const basis = found(await basisById(tx, numberIn(c, 'id')));
  return {
    title: gw.edit,
    width: 'form',
    breadcrumbs: [guideCrumb, { label: gw.all, href: '/disclosures/bases' }, { label: basis.name }],
    body: (
      <BasisPage
        basis={basis}
        questions={await guideQuestions(tx)}
        beside={
          basis.valid_to === null ? (
            <EndBasis basis={basis} error={[state.errors.ends_from ?? []].flat()[0]} />
          ) : null
        }
        state={
          state.values.name !== undefined ? state : { ...filled({ ...basis, valid_from: null }), errors: {} }
        }
      />
    ),
  };
};
routes.get(
  '/disclosures/bases/:id{[0-9]+}',
  view((tx, c) => showBasis(tx, emptyForm, c)),
);
routes.post(
  '/disclosures/bases/:id{[0-9]+}',
  action({
    form: basisForm,
    again: showBasis,
    run: async (tx, data, c) => {
      await changeBasis(tx, numberIn(c, 'id'), data);
      return done('/disclosures/bases', gw.saved);
    },
  }),
);

routes.post(
  '/disclosures/bases/:id{[0-9]+}/end',
  action({
    form: endBasisForm,
    again: showBasis,
    run: async (tx, data, c) => {
      await endBasis(tx, numberIn(c, 'id'), data.ends_from);
      return done('/disclosures/bases', gw.endBasisDone);
    },
  }),
);

const mustBeDesk = (tx: ReadTx): void => {
  if (!tx.has('legal.manage')) throw new Refusal(403);
};
const questionsCrumb = { label: gw.questions, href: '/disclosures/guide/questions' };
routes.get(
  '/disclosures/guide/questions',
  view(async (tx) => {
    mustBeDesk(tx);
    return {
      title: gw.questions,
      width: 'form',
      breadcrumbs: [guideCrumb, { label: gw.questions }],
      body: <QuestionsPage questions={await guideQuestions(tx)} ahead={await questionsAhead(tx)} />,
    };
  }),
);
const showQuestion = async (tx: ReadTx, state: FormState, c: Ctx): Promise<Screen> => {
  mustBeDesk(tx);
  const question = found((await guideQuestions(tx)).find((one) => one.code === c.req.param('code')));
  const stored = filled({
    text: question.text,
    help: question.help,
    ...Object.fromEntries(
      question.answers.flatMap(({ label, help }, n) => [
        [`label_${n}`, label],
        [`help_${n}`, help],
      ]),
    ),
  });
  return {
    title: gw.questionEdit,
    width: 'form',
    breadcrumbs: [guideCrumb, questionsCrumb, { label: gw.questionEdit }],
    body: <QuestionPage question={question} state={state.values.text === undefined ? stored : state} />,
  };
};
const questionPath = '/disclosures/guide/questions/:code{[a-z]+}';
routes.get(
  questionPath,
  view((tx, c) => showQuestion(tx, emptyForm, c)),
);
routes.post(
  questionPath,
  action({
    form: questionForm,
    again: showQuestion,
    run: async (tx, data, c) => {
      await changeQuestion(tx, c.req.param('code') ?? '', data);
      return done(`/disclosures/guide/preview?on=${data.valid_from}`, gw.questionSaved);
    },
  }),
);
routes.get(
  '/disclosures/guide/preview',
  view(async (tx, c) => {
    mustBeDesk(tx);
    const parts = ['y', 'm', 'd'].map((part) => (c.req.query(`on_${part}`) ?? '').padStart(2, '0'));
    const typed = parseDate(c.req.query('on') ?? parts.join('-'));
    const on = typed.ok ? typed.value : addMonths(tx.today, 1);
    const answers = answersIn((name) => c.req.query(name));
    const whole = questionCodes.every((code) => answers[code] !== undefined) ? (answers as Answers) : null;
    const [basesNow, basesThen] = [await basesOn(tx, tx.today), await basesOn(tx, on)];
    const questions = await guideQuestions(tx, on);
    const guidedOn = async (bases: LegalBasis[], day: string) =>
      whole === null
        ? null
        : {
            answers: whole,
            guidance: guide(bases, whole, day),
            ended: (await endedBases(tx, day)).filter((basis) => applies(basis, whole)),
          };
    const combinations = allAnswers(questions);
    const changes = combinations.flatMap((one) => {
      const now = guide(basesNow, one, tx.today).bases[0]?.name ?? null;
      const later = guide(basesThen, one, on).bases[0]?.name ?? null;
      return now === later ? [] : [{ answers: one, today: now, later }];
    });
    return {
      title: gw.preview,
      breadcrumbs: [guideCrumb, questionsCrumb, { label: gw.preview }],
      body: (
        <PreviewPage
          on={on}
          questions={questions}
          answers={answers}
          now={await guidedOn(basesNow, tx.today)}
          then={await guidedOn(basesThen, on)}
          changes={changes}
          combinations={combinations.length}
        />
      ),
    };
  }),
);

// ---- the ledger of a household --------------------------------------------------------------

const ledgerPath = '/disclosures/household/:household{[0-9]+}';
const householdIn = async (tx: ReadTx, c: Ctx): Promise<HouseholdFor> =>
  found(await householdFor(tx, numberIn(c, 'household')));
const noteOpened = (tx: ReadTx, household_id: number, action = 'disclosure.open_ledger') =>
  tx.opened({ action, subject_kind: 'household', subject_id: household_id });

const showLedger = async (
  tx: ReadTx,
  household_id: number | null,
  withdrawal: { consent_id: number; state: FormState } | null = null,
): Promise<Screen> => {
  const household = found(await householdFor(tx, household_id));
  const lines = await ledgerOf(tx, household.id);
  noteOpened(tx, household.id);
  return {
    title: lw.title,
    zone: 'case',
    body: (
      <LedgerPage
        household={household}
        lines={lines.map((line) => ({ line, state: stateOfLine(tx, line) }))}
        consents={await consentsOf(tx, household.id)}
        withdrawal={withdrawal}
        today={tx.today}
        zone={zoneOf(tx)}
      />
    ),
  };
};
routes.get(
  ledgerPath,
  view((tx, c) => showLedger(tx, numberIn(c, 'household'))),
);
routes.get(
  `${ledgerPath}/ledger.pdf`,
  view(async (tx, c) => {
    const household = await householdIn(tx, c);
    tx.opened({
      action: 'disclosure.print_ledger',
      subject_kind: 'household',
      subject_id: household.id,
      purpose: lw.print,
    });
    return familyLedger(c, tx, await ledgerOf(tx, household.id), await consentsOf(tx, household.id));
  }),
);

/** What was being passed on when a consent turned out to be missing: the referral or household, and the guide's answers. */
function passingOn(c: Ctx): URLSearchParams | null {
  const kept = ['referral', 'household', 'case', ...questionCodes].flatMap((name): [string, string][] => {
    const value = c.req.query(name);
    return value === undefined ? [] : [[name, value]];
  });
  return kept.length === 0 ? null : new URLSearchParams(kept);
}
const pathOf = (c: Ctx): string => `/disclosures/household/${numberIn(c, 'household')}/consents/new`;

const choicesOf = async (
  tx: ReadTx,
  { values }: FormState,
  [facility, organisation]: readonly [string, string] = ['facility_id', 'organisation_id'],
) => ({
  facilities: await facilityOffer(tx, values, facility, {
    near: { title: dw.recent, ids: await recentReceivers(tx, 6) },
  }),
  organisations: await organisationOffer(tx, values, organisation, { near: { title: dw.recent, ids: [] } }),
});

const showConsent = async (tx: ReadTx, state: FormState, c: Ctx): Promise<Screen> => {
  const household = await householdIn(tx, c);
  if (!household.may_disclose) throw new Refusal(403);
  noteOpened(tx, household.id);
  // Asked for while passing something on: its receiver is known, and it goes on there afterwards.
  const from = passingOn(c);
  const target = await referralTarget(tx, idOf(from?.get('referral') ?? undefined));
  const shown =
    Object.keys(state.values).length > 0
      ? state
      : filled({
          starts_on: tx.today,
          ends_on: addMonths(tx.today, 6),
          said_on: tx.today,
          ...(target?.household_id === household.id
            ? {
                facility_ids: target.facility_id === null ? [] : [`${target.facility_id}`],
                organisation_ids: target.organisation_id === null ? [] : [`${target.organisation_id}`],
                other_recipients:
                  target.facility_id === null && target.organisation_id === null ? target.to : '',
              }
            : {}),
        });
  return {
    title: cw.title,
    zone: 'case',
    width: 'form',
    breadcrumbs: [{ label: lw.title, href: `/disclosures/household/${household.id}` }, { label: cw.title }],
    body: (
      <ConsentPage
        action={`${pathOf(c)}${from === null ? '' : `?${from}`}`}
        household={household}
        choices={await choicesOf(tx, shown, ['facility_ids', 'organisation_ids'])}
        consents={await consentsOf(tx, household.id)}
        state={shown}
      />
    ),
  };
};
routes.get(
  `${ledgerPath}/consents/new`,
  view((tx, c) => showConsent(tx, emptyForm, c)),
);
routes.post(
  `${ledgerPath}/consents/new`,
  action({
    form: consentForm,
    again: showConsent,
    run: async (tx, data, c) => {
      await recordConsent(tx, numberIn(c, 'household'), data);
      const from = passingOn(c);
      return from === null
        ? done(`/disclosures/household/${numberIn(c, 'household')}`, cw.saved)
        : done(`/disclosures/new?${from}`, cw.saved);
    },
  }),
);
routes.post(
  '/disclosures/consents/:id{[0-9]+}/withdraw',
  action({
    form: withdrawForm,
    again: async (tx, state, c) => {
      const consent = found(await consentToWithdraw(tx, numberIn(c, 'id')));
      return showLedger(tx, consent.household_id, { consent_id: consent.id, state });
    },
    run: async (tx, data, c) => {
      const household_id = await withdrawConsent(tx, numberIn(c, 'id'), data);
      return done(`/disclosures/household/${household_id}`, cw.withdrawnDone);
    },
  }),
);

// ---- passing on -----------------------------------------------------------------------------

const idIn = (c: Ctx, name: string): number | null => idOf(c.req.query(name));

const showDisclose = async (tx: ReadTx, state: FormState, c: Ctx): Promise<Screen> => {
  const referral_id = idIn(c, 'referral');
  const target = referral_id === null ? null : found(await referralTarget(tx, referral_id));
  if (target && target.household_id === null) throw new Refusal(409, dw.noHousehold);
  if (target && target.state !== 'draft') throw new Refusal(409, dw.notDraft);
  if (target && target.to === '') throw new Refusal(409, dw.noReceiver);
  const household = found(await householdFor(tx, target?.household_id ?? idIn(c, 'household')));
  if (!household.may_disclose) throw new Refusal(403);
  const case_id = target ? target.case_id : idIn(c, 'case');
  const typed = (name: string) => {
    const value = state.values[`answer_${name}`];
    return typeof value === 'string' ? value : c.req.query(name);
  };
  const answers = answersIn(typed);
  const hidden: Record<string, string> = {
    ...(target ? { referral: `${target.id}` } : { household: `${household.id}` }),
    ...(target === null && case_id !== null ? { case: `${case_id}` } : {}),
  };
  noteOpened(tx, household.id, 'disclosure.prepare');
  return {
    title: dw.title,
    zone: 'case',
    width: 'form',
    breadcrumbs: [
      target
        ? { label: lw.referral(target.id), href: `/referrals/${target.id}` }
        : { label: lw.title, href: `/disclosures/household/${household.id}` },
      { label: dw.title },
    ],
    body: (
      <DisclosePage
        action={`/disclosures/new?${new URLSearchParams(hidden)}`}
        toConsent={`/disclosures/household/${household.id}/consents/new?${new URLSearchParams({
          ...hidden,
          ...(answers as Record<string, string>),
        })}`}
        hidden={hidden}
        target={target}
        household={household}
        questions={await guideQuestions(tx)}
        answers={answers}
        guided={await guided(tx, answers)}
        allBases={await legalBases(tx)}
        consents={await consentsOf(tx, household.id)}
        choices={target ? null : await choicesOf(tx, state)}
        texts={await itemTexts(tx, household, { wishes: '', circumstances: '', case_id })}
        state={Object.keys(state.values).length > 0 ? state : filled({ until: addMonths(tx.today, 3) })}
        today={tx.today}
      />
    ),
  };
};
routes.get(
  '/disclosures/new',
  view((tx, c) => showDisclose(tx, emptyForm, c)),
);
routes.post(
  '/disclosures/new',
  action({
    form: discloseForm,
    again: showDisclose,
    run: async (tx, data, c) => {
      const decided = await disclose(
        tx,
        { household_id: idIn(c, 'household'), referral_id: idIn(c, 'referral'), case_id: idIn(c, 'case') },
        data,
      );
      const to =
        decided.referral_id === null
          ? `/disclosures/household/${decided.household_id}`
          : `/referrals/${decided.referral_id}`;
      return done(to, decided.waits ? dw.savedWaiting : dw.saved);
    },
  }),
);

const onePath = '/disclosures/:id{[0-9]+}';
const showOne = async (
  tx: ReadTx,
  c: Ctx,
  sent: { sign?: FormState; end?: FormState } = {},
): Promise<Screen> => {
  const line = found(await disclosureById(tx, numberIn(c, 'id')));
  noteOpened(tx, line.household_id, 'disclosure.open');
  return {
    title: dw.title,
    zone: 'case',
    width: 'form',
    breadcrumbs: [
      { label: lw.title, href: `/disclosures/household/${line.household_id}` },
      { label: dw.title },
    ],
    body: (
      <DisclosurePage
        line={line}
        basis_ended={(await endedBases(tx, tx.today)).some((one) => one.code === line.basis_code)}
        state={stateOfLine(tx, line)}
        written={line.forms_written === 0 ? [] : await writtenWith(tx, line)}
        person_id={tx.actor.person_id}
        zone={zoneOf(tx)}
        sent={sent}
      />
    ),
  };
};
routes.get(
  onePath,
  view((tx, c) => showOne(tx, c)),
);
routes.post(
  `${onePath}/sign`,
  action({
    form: signForm,
    again: (tx, state, c) => showOne(tx, c, { sign: state }),
    run: async (tx, data, c) => {
      const one = await signDisclosure(tx, numberIn(c, 'id'), data.second_note);
      return done(`/disclosures/${one.id}`, lw.signedDone);
    },
  }),
);
routes.post(
  `${onePath}/end`,
  action({
    form: endForm,
    again: (tx, state, c) => showOne(tx, c, { end: state }),
    run: async (tx, data, c) => {
      const one = await endDisclosure(tx, numberIn(c, 'id'), data.ended_reason);
      return done(`/disclosures/household/${one.household_id}`, lw.ended);
    },
  }),
);
