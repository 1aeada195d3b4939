import { Hono } from 'hono';
import type { Child } from '../../platform/ui/jsx-runtime.ts';
import { setCookie } from 'hono/cookie';
import type { z } from 'zod';
import {
  found,
  reading,
  Refusal,
  writing,
  type ReadTx,
  type WriteTx,
} from '../../platform/db/transaction.ts';
import { requireSecondFactor } from '../../platform/auth/second-factor.ts';
import { ageInMonths } from '../../platform/ja/age.ts';
import { addDays, today as dayIn } from '../../platform/ja/dates.ts';
import { areaOptions } from '../../base/areas/queries.ts';
import { facilityOffer } from '../../base/directory/queries-offers.ts';
import { wishes } from '../../base/finder/queries.ts';
import { organisationOffer } from '../../base/people/queries-offers.ts';
import { numberIn, type Ctx, type Env } from '../../platform/web/context.ts';
import { filled, type FormState } from '../../platform/web/form.ts';
import {
  action,
  done,
  emptyForm,
  invalid,
  openAction,
  openCode,
  openView,
  view,
  type Screen,
} from '../../platform/web/handlers.tsx';
import type { NavEntry } from '../../platform/web/navigation.ts';
import { codeFrom, hashCode, openSeal, readCode, receiptOf } from '../../platform/web/open.ts';
import { disclosuresOfReferral } from '../disclosures/queries.ts';
import { nothingForm } from '../../platform/web/fields.ts';
import {
  acceptReferral,
  answerCapacity,
  answerLetter,
  askCapacity,
  changeDraft,
  declineReferral,
  deliver,
  draftReferral,
  holdService,
  recallReferral,
  resumeService,
  returnOutcome,
  noteLetterOpened,
  noteOpened,
  reviewReferral,
  sendMessage,
  sendReferral,
  startService,
  takeReferral,
  withdrawByFamily,
  type LetterVerb,
} from './commands.ts';
import { letterPdf, watchPdf } from './exports.ts';
import {
  acceptForm,
  capacityAnswerForm,
  capacityForm,
  declineForm,
  draftForm,
  holdForm,
  messageForm,
  outcomeForm,
  recallForm,
  reviewForm,
  startForm,
  withdrawForm,
} from './forms.ts';
import { CapacityFormPage, CapacityListPage, CapacityPage } from './pages-capacity.tsx';
import { DraftPage, type Choices } from './pages-form.tsx';
import { CodePage, LetterOverPage, LetterPage } from './pages-open.tsx';
import {
  LineList,
  ListPage,
  ReceivedPage,
  ReferralPage,
  WatchPage,
  type Content,
  type StepTyped,
} from './pages.tsx';
import {
  beginningFrom,
  capacityById,
  capacityQuestions,
  contentFor,
  eventsOf,
  groups,
  letterOf,
  openedReferral,
  originOf,
  placesFor,
  received,
  recentReceivers,
  letterOver,
  referralByCode,
  type ByCode,
  referralById,
  referrals,
  referralsOfCase,
  watched,
  type Beginning,
  type Group,
} from './queries.ts';
import { ageBandOf, ageBands, may, type AgeBand } from './rules.ts';
import {
  capacity as cw,
  form as fw,
  list as lw,
  open as ow,
  page as w,
  receivedWords as rw,
  watchWords as ww,
} from './words.ja.ts';

export const routes = new Hono<Env>();
export const navigation: NavEntry[] = [
  { place: 'support', label: lw.navigation, href: '/referrals', duties: ['case.work'] },
  // A referral's own page stands under the first of these lists its reader has.
  {
    place: 'support',
    label: rw.navigation,
    href: '/referrals/received',
    root: '/referrals',
    duties: ['referral.answer'],
  },
  {
    place: 'support',
    label: cw.navigation,
    href: '/capacity',
    duties: ['case.work', 'referral.answer', 'referral.watch'],
  },
  {
    place: 'support',
    label: ww.navigation,
    href: '/referrals/watch',
    root: '/referrals',
    duties: ['referral.watch'],
  },
];

const zoneOf = (tx: ReadTx): string => tx.actor.municipality.time_zone;
const need = (tx: ReadTx, ...duties: string[]): void => {
  if (!duties.some((duty) => tx.has(duty))) throw new Refusal(403);
};
const listCrumb = { label: lw.title, href: '/referrals' };

routes.get(
  '/referrals',
  view(async (tx, c) => {
    need(tx, 'case.work');
    const asked = c.req.query('group') as Group;
    const group = groups.includes(asked) ? asked : 'open';
    tx.opened({ action: 'referral.list', subject_kind: 'referral', detail: { group } });
    return {
      title: lw.title,
      zone: 'case',
      body: <ListPage lines={await referrals(tx, group)} group={group} today={tx.today} zone={zoneOf(tx)} />,
    };
  }),
);
routes.get(
  '/referrals/received',
  view(async (tx) => {
    need(tx, 'referral.answer');
    tx.opened({ action: 'referral.list', subject_kind: 'referral', detail: { group: 'received' } });
    return {
      title: rw.title,
      zone: 'case',
      body: <ReceivedPage lines={await received(tx)} today={tx.today} zone={zoneOf(tx)} />,
    };
  }),
);
routes.get(
  '/referrals/watch',
  view(async (tx) => {
    need(tx, 'referral.watch');
    tx.opened({ action: 'referral.list', subject_kind: 'referral', detail: { group: 'watch' } });
    return { title: ww.title, body: <WatchPage lines={await watched(tx)} now={tx.now} /> };
  }),
);
routes.get(
  '/referrals/watch.pdf',
  view(async (tx, c) => {
    need(tx, 'referral.watch');
    const lines = await watched(tx);
    tx.opened({
      action: 'referral.print_watch',
      subject_kind: 'referral',
      detail: { rows: lines.length },
      purpose: ww.why,
    });
    return watchPdf(c, tx, lines);
  }),
);

// ---- drafting -------------------------------------------------------------------------------

const idOf = (text: string | undefined): number | null =>
  text !== undefined && /^[1-9][0-9]{0,15}$/.test(text) ? Number(text) : null;
const fromOf = (c: Ctx) => ({
  case_id: idOf(c.req.query('case')),
  consultation_id: idOf(c.req.query('consultation')),
});

/** What the form as it stands offers; `field` is the one its facilities are chosen in. */
async function choicesOf(
  tx: ReadTx,
  { values }: FormState,
  field: 'facility_id' | 'facility_ids' = 'facility_id',
): Promise<Choices> {
  return {
    facilities: await facilityOffer(tx, values, field, {
      near: { title: fw.recent, ids: await recentReceivers(tx, 6) },
    }),
    organisations: await organisationOffer(tx, values, 'organisation_id', {
      near: { title: fw.recent, ids: [] },
    }),
    areas: await areaOptions(tx, 'district'),
    wishes: await wishes(tx),
  };
}

const textOf = (value: string | string[] | undefined): string => (typeof value === 'string' ? value : '');

/** Ranked places for what stands in the form, when a search was asked for; asked of the finder without any name. */
async function placesIn(tx: ReadTx, state: FormState) {
  const wished = [state.values.wish ?? []].flat();
  if (state.values.search === undefined) return { places: null, wishes: wished };
  const band = textOf(state.values.age_band) as AgeBand;
  const places = await placesFor(tx, {
    age_band: ageBands.includes(band) ? band : 'family',
    area_id: null,
    wishes: wished,
    programme: null,
  });
  return { places, wishes: wished };
}

const beginsWith = (beginning: Beginning): string =>
  beginning.case_id !== null
    ? fw.fromCase(beginning.fiscal_year, beginning.number)
    : fw.fromConsultation(beginning.fiscal_year, beginning.number);

/** The same page with places found is an answer, not a refusal. */
const searched = (state: FormState): { status?: 200 } =>
  state.values.search !== undefined && Object.keys(state.errors).length === 0 ? { status: 200 } : {};

const showNew = async (tx: ReadTx, state: FormState, c: Ctx): Promise<Screen> => {
  const from = fromOf(c);
  const beginning = found(await beginningFrom(tx, from));
  tx.opened(
    beginning.case_id !== null
      ? { action: 'case.open', subject_kind: 'case', subject_id: beginning.case_id }
      : { action: 'consultation.open', subject_kind: 'consultation', subject_id: from.consultation_id! },
  );
  const months =
    beginning.due_on !== null
      ? -1
      : beginning.born_on !== null
        ? ageInMonths(beginning.born_on, tx.today)
        : beginning.age_months;
  const fresh = filled({
    age_band: ageBandOf(months),
    area_id: beginning.area_id,
    urgency: 'normal',
    channel: 'account',
    facility_id: idOf(c.req.query('facility')),
    capacity_question_id: idOf(c.req.query('capacity')),
  });
  const shown = Object.keys(state.values).length > 0 ? state : fresh;
  const query = new URLSearchParams(
    from.case_id !== null ? { case: `${from.case_id}` } : { consultation: `${from.consultation_id}` },
  );
  return {
    ...searched(state),
    title: fw.title,
    zone: 'case',
    width: 'form',
    breadcrumbs: [listCrumb, { label: fw.title }],
    body: (
      <DraftPage
        action={`/referrals/new?${query}`}
        title={fw.title}
        begins={beginsWith(beginning)}
        state={shown}
        choices={await choicesOf(tx, shown)}
        {...await placesIn(tx, shown)}
        from={Object.fromEntries(query)}
      />
    ),
  };
};

/** A search within the form shows it again with places; a place picked there is the receiver. */
const draftOrSearch = draftForm.loose();
type DraftTyped = z.output<typeof draftOrSearch>;
function pickedIn(data: DraftTyped): DraftTyped {
  // Shown again with what was found; nothing is wrong, nothing is written.
  if (data.search !== undefined) invalid({});
  const place = idOf(typeof data.place_id === 'string' ? data.place_id : undefined);
  if (place === null || data.facility_id !== null) return data;
  return { ...data, facility_id: place, organisation_id: null, recipient_name: '' };
}

routes.get(
  '/referrals/new',
  view((tx, c) => showNew(tx, emptyForm, c)),
);
routes.post(
  '/referrals/new',
  action({
    form: draftOrSearch,
    again: showNew,
    run: async (tx, data, c) => {
      const id = await draftReferral(tx, fromOf(c), pickedIn(data));
      return done(`/referrals/${id}`, fw.saved);
    },
  }),
);

const onePath = '/referrals/:id{[0-9]+}';
const showEdit = async (tx: ReadTx, state: FormState, c: Ctx): Promise<Screen> => {
  const referral = found(await referralById(tx, numberIn(c, 'id')));
  if (!referral.may_send) throw new Refusal(403);
  tx.opened({ action: 'referral.open', subject_kind: 'referral', subject_id: referral.id });
  const origin = found(await originOf(tx, referral.id));
  const beginning = found(await beginningFrom(tx, origin));
  const shown =
    Object.keys(state.values).length > 0
      ? state
      : filled({ ...origin, ...referral, _version: referral.version });
  return {
    ...searched(state),
    title: fw.change,
    zone: 'case',
    width: 'form',
    breadcrumbs: [
      listCrumb,
      { label: w.title(referral.id), href: `/referrals/${referral.id}` },
      { label: fw.change },
    ],
    body: (
      <DraftPage
        action={`/referrals/${referral.id}/edit`}
        title={fw.change}
        begins={beginsWith(beginning)}
        state={shown}
        choices={await choicesOf(tx, shown)}
        {...await placesIn(tx, shown)}
        from={{}}
      />
    ),
  };
};
routes.get(
  `${onePath}/edit`,
  view((tx, c) => showEdit(tx, emptyForm, c)),
);
routes.post(
  `${onePath}/edit`,
  action({
    form: draftOrSearch,
    again: showEdit,
    run: async (tx, data, c) => {
      await changeDraft(tx, numberIn(c, 'id'), pickedIn(data));
      return done(`/referrals/${numberIn(c, 'id')}`, fw.changed);
    },
  }),
);

// ---- one referral ---------------------------------------------------------------------------

const screenOne = async (tx: ReadTx, c: Ctx, step?: StepTyped): Promise<Screen> => {
  const known = await referralById(tx, numberIn(c, 'id'));
  const referral = known ?? found(await openedReferral(tx, numberIn(c, 'id')));
  const opened = known === undefined;
  const content = opened || referral.may_send ? undefined : await contentFor(tx, referral);
  tx.opened({
    action: content === undefined ? 'referral.open' : 'referral.open_content',
    subject_kind: 'referral',
    subject_id: referral.id,
    ...(opened ? { detail: { as: 'emergency' } } : {}),
  });
  const shown: Content | null =
    content === undefined
      ? null
      : {
          shown: content.shown as Content['shown'],
          until: addDays(dayIn(content.until_at, zoneOf(tx)), -1),
        };
  const followers = referral.may_send
    ? await tx.db
        .selectFrom('referral')
        .select('id')
        .where('previous_id', '=', referral.id)
        .orderBy('id')
        .execute()
    : [];
  return {
    title: w.title(referral.id),
    zone: 'case',
    breadcrumbs: [
      referral.may_send || opened ? listCrumb : { label: rw.title, href: '/referrals/received' },
      { label: w.title(referral.id) },
    ],
    body: (
      <ReferralPage
        referral={referral}
        origin={referral.may_send || opened ? await originOf(tx, referral.id) : undefined}
        opened={opened}
        events={await eventsOf(tx, referral.id, opened)}
        bases={referral.may_send ? await disclosuresOfReferral(tx, referral.id) : []}
        content={shown}
        hasLetter={referral.may_send && (await letterOf(tx, referral.id)) !== undefined}
        followers={followers.map((one) => one.id)}
        step={step}
        today={tx.today}
        zone={zoneOf(tx)}
      />
    ),
  };
};
const showOne = view((tx, c) => screenOne(tx, c));

// That the receiver opened it is a fact of its own, written before the page is read.
routes.get(onePath, async (c: Ctx) => {
  const id = numberIn(c, 'id');
  if (c.var.identity && id !== null) {
    const unread = await reading(c.var.actor, async (tx) => {
      if (!tx.has('referral.answer') || requireSecondFactor(tx, c)) return false;
      const referral = await referralById(tx, id);
      if (!referral?.may_answer) return false;
      return referral.state === 'sent' || (await contentFor(tx, referral))?.first_opened_at === null;
    });
    if (unread)
      await writing(
        c.var.actor,
        async (tx) => {
          await deliver(tx, id);
          await noteOpened(tx, id);
        },
        { repeatable: true },
      );
  }
  return showOne(c);
});

routes.get(
  `${onePath}/letter.pdf`,
  view(async (tx, c) => {
    const referral = found(await referralById(tx, numberIn(c, 'id')));
    if (!referral.may_send) throw new Refusal(403);
    const letter = found(await letterOf(tx, referral.id));
    const code = found(openSeal(tx.actor.house, letter.code_sealed));
    tx.opened({ action: 'referral.print_letter', subject_kind: 'referral', subject_id: referral.id });
    return letterPdf(c, tx, referral, code);
  }),
);

/** A button's step: where a field is missing, the page stands there again with that step's form open and what was typed. */
function stepRoute<S extends z.ZodType>(
  verb: string,
  form: S,
  run: (tx: WriteTx, id: number | null, data: z.output<S>) => Promise<string | { flash: string; to: string }>,
): void {
  routes.post(
    `${onePath}/${verb}`,
    action({
      form,
      again: (tx, state, c) => screenOne(tx, c, { verb, state }),
      run: async (tx, data, c) => {
        const id = numberIn(c, 'id');
        const said = await run(tx, id, data);
        return typeof said === 'string' ? done(`/referrals/${id}`, said) : done(said.to, said.flash);
      },
    }),
  );
}

routes.post(
  `${onePath}/take`,
  action({
    form: nothingForm,
    run: async (tx, _data, c) => {
      const id = numberIn(c, 'id');
      await takeReferral(tx, id);
      return done(`/referrals/${id}`, w.taken);
    },
  }),
);
routes.post(
  `${onePath}/send`,
  action({
    form: nothingForm,
    run: async (tx, _data, c) => {
      const { house } = tx.actor;
      let bytes = '';
      const code = codeFrom(() => {
        if (bytes === '') bytes = house.random().replaceAll('-', '');
        const one = Number.parseInt(bytes.slice(0, 2), 16);
        bytes = bytes.slice(2);
        return one;
      });
      const referral = await sendReferral(tx, numberIn(c, 'id'), code);
      return done(`/referrals/${referral.id}`, referral.channel === 'paper' ? w.sentPaper : w.sent);
    },
  }),
);
stepRoute('accept', acceptForm, async (tx, id, data) => (await acceptReferral(tx, id, data), w.accepted));
stepRoute('decline', declineForm, async (tx, id, data) => (await declineReferral(tx, id, data), w.declined));
stepRoute('start', startForm, async (tx, id, data) => (await startService(tx, id, data), w.started));
stepRoute('hold', holdForm, async (tx, id, data) => (await holdService(tx, id, data), w.held));
stepRoute('resume', startForm, async (tx, id, data) => (await resumeService(tx, id, data), w.resumed));
stepRoute(
  'outcome',
  outcomeForm,
  async (tx, id, data) => (await returnOutcome(tx, id, 'outcome', data), w.returned),
);
stepRoute(
  'not_reached',
  outcomeForm,
  async (tx, id, data) => (await returnOutcome(tx, id, 'not_reached', data), w.returned),
);
stepRoute(
  'withdraw',
  withdrawForm,
  async (tx, id, data) => (await withdrawByFamily(tx, id, data), w.withdrawn),
);
stepRoute('recall', recallForm, async (tx, id, data) => (await recallReferral(tx, id, data), w.recalled));
stepRoute('message', messageForm, async (tx, id, data) => (await sendMessage(tx, id, data), w.messageSent));
stepRoute('review', reviewForm, async (tx, id, data) => {
  const next = await reviewReferral(tx, id, data);
  return next === null ? w.reviewed : { to: `/referrals/${next}`, flash: w.reviewedNext };
});

// ---- capacity -------------------------------------------------------------------------------

routes.get(
  '/capacity',
  view(async (tx) => {
    need(tx, 'case.work', 'referral.answer', 'referral.watch');
    return {
      title: cw.title,
      body: <CapacityListPage lines={await capacityQuestions(tx)} today={tx.today} mayAsk={mayAsk(tx)} />,
    };
  }),
);
const mayAsk = (tx: ReadTx): boolean => tx.has('case.work') && tx.session.case_teams.length > 0;
const showAsk = async (tx: ReadTx, state: FormState): Promise<Screen> => {
  if (!mayAsk(tx)) throw new Refusal(403);
  const shown = Object.keys(state.values).length > 0 ? state : filled({ expires_on: addDays(tx.today, 14) });
  return {
    title: cw.askTitle,
    width: 'form',
    breadcrumbs: [{ label: cw.title, href: '/capacity' }, { label: cw.askTitle }],
    body: <CapacityFormPage state={shown} choices={await choicesOf(tx, shown, 'facility_ids')} />,
  };
};
routes.get(
  '/capacity/new',
  view((tx) => showAsk(tx, emptyForm)),
);
routes.post(
  '/capacity/new',
  action({
    form: capacityForm,
    again: showAsk,
    run: async (tx, data) => done(`/capacity/${await askCapacity(tx, data)}`, cw.asked),
  }),
);
const showCapacity = async (tx: ReadTx, state: FormState, c: Ctx): Promise<Screen> => {
  const line = found(await capacityById(tx, numberIn(c, 'id')));
  return {
    title: cw.title,
    width: 'form',
    breadcrumbs: [{ label: cw.title, href: '/capacity' }, { label: cw.answers }],
    body: <CapacityPage line={line} state={state} today={tx.today} failed={numberIn(c, 'facility')} />,
  };
};
routes.get(
  '/capacity/:id{[0-9]+}',
  view((tx, c) => showCapacity(tx, emptyForm, c)),
);
routes.post(
  '/capacity/:id{[0-9]+}/answers/:facility{[0-9]+}',
  action({
    form: capacityAnswerForm,
    again: showCapacity,
    run: async (tx, data, c) => {
      await answerCapacity(tx, numberIn(c, 'id'), numberIn(c, 'facility'), data);
      return done(`/capacity/${numberIn(c, 'id')}`, cw.answered);
    },
  }),
);

// ---- by letter ------------------------------------------------------------------------------

const showCode = (state: FormState): Screen => ({
  title: ow.title,
  zone: 'public',
  width: 'form',
  unlisted: true,
  body: <CodePage state={state} />,
});
const letterIn = async (tx: ReadTx, c: Ctx) => {
  const code = receiptOf(c);
  return code === null ? undefined : referralByCode(tx, hashCode(tx.actor.house, code));
};

const letterScreen = (tx: ReadTx, mine: ByCode, failed?: { verb: LetterVerb; state: FormState }): Screen => ({
  title: ow.title,
  zone: 'public',
  width: 'form',
  unlisted: true,
  body: <LetterPage mine={mine} zone={zoneOf(tx)} {...(failed === undefined ? {} : { failed })} />,
});

/** Without a letter that is open: the page of one that is over, else the question for a code. */
const noLetter = async (tx: ReadTx, code: string | null, state: FormState): Promise<Screen> => {
  const over = code === null ? undefined : await letterOver(tx, hashCode(tx.actor.house, code));
  return over === undefined
    ? showCode(state)
    : {
        title: ow.expired,
        zone: 'public',
        width: 'form',
        unlisted: true,
        body: <LetterOverPage over={over} zone={zoneOf(tx)} />,
      };
};

// As above, for the letter's holder: what was agreed is open from here on, and the ledger says since when.
const showLetter = openView(async (tx, c) => {
  const mine = await letterIn(tx, c);
  if (!mine) return noLetter(tx, receiptOf(c), emptyForm);
  tx.opened({ action: 'referral.open_letter', subject_kind: 'referral', subject_id: mine.id });
  return letterScreen(tx, mine);
});
routes.get('/open/referral', async (c: Ctx) => {
  const fresh = await reading(c.var.actor, async (tx) => {
    const mine = await letterIn(tx, c);
    return mine !== undefined && mine.shown !== null && mine.first_opened_at === null;
  });
  const code = receiptOf(c);
  if (fresh && code !== null)
    await writing(c.var.actor, (tx) => noteLetterOpened(tx, code), { repeatable: true });
  return showLetter(c);
});
routes.post(
  '/open/referral',
  openCode({
    limit: { name: 'referral-code', an_hour: 20 },
    find: referralByCode,
    wrong: (tx, _c, code) =>
      noLetter(tx, readCode(code), {
        values: { code },
        errors: {
          code: code.trim() === '' ? ow.empty : readCode(code) === null ? ow.shape : ow.wrong,
        },
      }),
    location: '/open/referral',
    // A right one also says that the letter arrived.
    arrived: async (c, { state }, code) =>
      state === 'sent' &&
      writing(c.var.actor, (tx) => answerLetter(tx, code, 'deliver', {}), { repeatable: true }),
  }),
);

const letterStep = (
  verb: LetterVerb,
  form: z.ZodType<{ body?: string; reason?: string; next?: string; told_by?: string }>,
) =>
  routes.post(
    `/open/referral/${verb}`,
    openAction({
      form,
      limit: { name: 'referral-answer', an_hour: 40 },
      receipt: false,
      again: async (tx, state, c) => {
        const mine = await letterIn(tx, c);
        if (!mine) return noLetter(tx, receiptOf(c), emptyForm);
        // Once the step is over there is no place for what was typed.
        if (!may(verb === 'withdraw' ? 'family' : 'receiver', verb, mine.state))
          throw new Refusal(409, ow.notNow);
        tx.opened({ action: 'referral.open_letter', subject_kind: 'referral', subject_id: mine.id });
        return letterScreen(tx, mine, { verb, state });
      },
      run: async (tx, data, c) => {
        const code = receiptOf(c);
        const mine = await letterIn(tx, c);
        if (code === null || !mine) return done('/open/referral');
        const said = await answerLetter(tx, code, verb, data, mine.id);
        if (said === 'not_now') throw new Refusal(409, ow.notNow);
        return said === 'unknown' ? done('/open/referral') : done('/open/referral', ow.done);
      },
    }),
  );
letterStep('accept', acceptForm);
letterStep('decline', declineForm);
letterStep('start', startForm);
letterStep('hold', holdForm);
letterStep('resume', startForm);
letterStep('withdraw', withdrawForm);
letterStep('outcome', outcomeForm);
letterStep('not_reached', outcomeForm);
routes.post(
  '/open/referral/forget',
  openAction({
    form: nothingForm,
    limit: { name: 'referral-answer', an_hour: 40 },
    receipt: false,
    again: async () => showCode(emptyForm),
    run: async (_tx, _data, c) => {
      for (const name of ['tsunagi_receipt', '__Host-tsunagi_receipt'])
        setCookie(c, name, '', { path: '/', maxAge: 0, secure: name.startsWith('__Host-') });
      return done('/open/referral', ow.forgotten);
    },
  }),
);

/** On a case's page: its referrals, newest first. */
export async function besideCase(tx: ReadTx, { id }: { id: number }): Promise<Child> {
  const lines = await referralsOfCase(tx, id);
  if (lines.length === 0) return null;
  return (
    <LineList lines={lines} label={lw.navigation} today={tx.today} zone={tx.actor.municipality.time_zone} />
  );
}
