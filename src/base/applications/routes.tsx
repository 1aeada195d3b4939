import { setCookie } from 'hono/cookie';
import { Hono } from 'hono';
import QRCode from 'qrcode';
import { found, Refusal, type ReadTx } from '../../platform/db/transaction.ts';
import { numberIn, type Ctx, type Env } from '../../platform/web/context.ts';
import { emptyForm, filled, type FormState } from '../../platform/web/form.ts';
import {
  action,
  done,
  openAction,
  openCode,
  openView,
  redirect,
  view,
  type Screen,
} from '../../platform/web/handlers.tsx';
import { speechOf, wordsIn } from '../../platform/ui/speech.ts';
import { readingOf } from '../../platform/web/language.ts';
import type { NavEntry } from '../../platform/web/navigation.ts';
import { handReceipt, hashCode, receiptOf, showCode } from '../../platform/web/open.ts';
import { nothingForm } from '../../platform/web/fields.ts';
import {
  answerByCode,
  apply,
  askForDraw,
  cancelByHost,
  confirmByHost,
  markRestAbsent,
  noteCalled,
  saveSettings,
  sendMessage,
  tick,
  tickByCode,
} from './commands.ts';
import { calendarOf, exportApplications, printList, printReceipt, purposes } from './exports.ts';
import {
  applyForm,
  cancelForm,
  doorCodeForm,
  doorForm,
  messageForm,
  settingsForm,
  staffForm,
} from './forms.ts';
import { ApplyPage, StaffPage } from './pages-apply.tsx';
import { DoorPage, OnePage } from './pages-door.tsx';
import { LookPage, NoReceiptPage, ReceiptPage } from './pages-receipt.tsx';
import { EventPage, HostedPage, MessagePage } from './pages-list.tsx';
import { SittingPage } from './pages.tsx';
import {
  applicationByCode,
  applicationById,
  applicationsOf,
  hostedSittings,
  messagesOf,
  sittingById,
  sittingsOf,
  type OwnApplication,
  type Sitting,
} from './queries.ts';
import { byKana, stateOf } from './rules.ts';
import { calendarTitleIn } from '../calendar/rules-said.ts';
import { openWords } from './words-open.ts';
import { apply as applyWords, host, stateWords } from './words.ja.ts';

export const routes = new Hono<Env>();
export const navigation: NavEntry[] = [
  {
    place: 'connect',
    label: host.navigation,
    href: '/applications',
    duties: ['calendar.manage', 'facility.read', 'facility.answer'],
  },
];

const zoneOf = (tx: ReadTx): string => tx.actor.municipality.time_zone;

// ---- strangers ------------------------------------------------------------------------------

const speak = (c: Ctx) => wordsIn(openWords, readingOf(c));
/** What every page of an applicant is: in their language, and nothing for search engines. */
const applicantPage = { zone: 'public', width: 'form', translated: true, unlisted: true } as const;

const applyPath = '/open/events/:id{[0-9]+}/sessions/:session{[0-9]+}/apply';
const sittingIn = async (tx: ReadTx, c: Ctx): Promise<Sitting> =>
  found(await sittingById(tx, numberIn(c, 'id'), numberIn(c, 'session')));

const beginning = (sitting: Sitting) => ({ adults: 1, children: sitting.for_children ? 1 : 0 });

async function ownDetails(tx: ReadTx): Promise<Record<string, unknown>> {
  const me = await tx.db
    .selectFrom('person')
    .leftJoin('person_contact', 'person_contact.person_id', 'person.id')
    .where('person.id', '=', tx.actor.person_id!)
    .select(['family_name', 'given_name', 'family_kana', 'given_kana', 'phone', 'email'])
    .executeTakeFirst();
  if (!me) return {};
  return {
    name: `${me.family_name} ${me.given_name}`,
    name_kana: [me.family_kana, me.given_kana].filter(Boolean).join(' '),
    phone: me.phone,
    email: me.email,
  };
}

const showApply = async (tx: ReadTx, state: FormState, c: Ctx): Promise<Screen> => {
  const sitting = await sittingIn(tx, c);
  return {
    ...applicantPage,
    title: speak(c).apply.title,
    breadcrumbs: [
      { label: calendarTitleIn(readingOf(c)), href: '/open/calendar' },
      { label: sitting.title, href: `/open/events/${sitting.event_id}` },
      { label: speak(c).apply.title },
    ],
    body: (
      <ApplyPage sitting={sitting} state={state} zone={zoneOf(tx)} signedIn={tx.actor.person_id !== null} />
    ),
  };
};
routes.get(
  applyPath,
  openView(async (tx, c) => {
    const sitting = await sittingIn(tx, c);
    if (sitting.apply_at !== null)
      return redirect(c, done(`${tx.actor.person_id === null ? '/open' : ''}${sitting.apply_at}`));
    const own = tx.actor.person_id === null ? {} : await ownDetails(tx);
    return showApply(tx, filled({ ...beginning(sitting), ...own }), c);
  }),
);
routes.post(
  applyPath,
  openAction({
    form: applyForm,
    // A facility's own network may be one address for many families.
    limit: { name: 'apply', an_hour: 40 },
    again: showApply,
    run: async (tx, data, c, { code }) => {
      const sitting = await sittingIn(tx, c);
      const way = tx.actor.person_id === null ? 'public' : 'account';
      await apply(tx, sitting, way, { ...data, speech: speechOf(readingOf(c)) }, code);
      return done('/open/receipt');
    },
  }),
);

const ownOf = async (tx: ReadTx, c: Ctx): Promise<{ code: string; own: OwnApplication } | null> => {
  const code = receiptOf(c);
  if (code === null) return null;
  const own = await applicationByCode(tx, hashCode(tx.actor.house, code));
  return own === undefined ? null : { code, own };
};

/** Where the host's telephone goes when it reads the code: ids only, and a page that asks who one is. */
const qrOf = (tx: ReadTx, own: OwnApplication): Promise<string> =>
  QRCode.toString(
    `${tx.actor.house.settings.BASE_URL}/events/${own.event_id}/applications/${own.event_session_id}/${own.id}`,
    { type: 'svg', errorCorrectionLevel: 'M', margin: 4 },
  );

routes.get(
  '/open/receipt',
  openView(async (tx, c) => {
    const held = await ownOf(tx, c);
    const { title } = speak(c).receipt;
    if (!held) return { ...applicantPage, title, body: <NoReceiptPage /> };
    // Half an hour from the last look.
    handReceipt(c, held.code);
    const svg = await qrOf(tx, held.own);
    return {
      ...applicantPage,
      title,
      body: (
        <ReceiptPage
          {...held}
          now={tx.now}
          zone={zoneOf(tx)}
          qr={`data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`}
        />
      ),
    };
  }),
);
routes.get(
  '/open/receipt/calendar.ics',
  openView(async (tx, c) => calendarOf(c, tx, found(await ownOf(tx, c)).own)),
);
routes.get(
  '/open/receipt.pdf',
  openView(async (tx, c) => {
    const { own, code } = found(await ownOf(tx, c));
    const comes = stateOf(own, tx.now) === 'confirmed';
    return printReceipt(c, tx, own, code, comes ? await qrOf(tx, own) : null);
  }),
);

const answer = (verb: 'accept' | 'cancel') =>
  openAction({
    form: nothingForm,
    limit: { name: 'application-answer', an_hour: 40 },
    receipt: false,
    again: async (_tx, _state, c) => ({
      ...applicantPage,
      title: speak(c).receipt.title,
      body: <NoReceiptPage />,
    }),
    run: async (tx, _data, c) => {
      const code = receiptOf(c);
      if (code === null) return done('/open/applications');
      const said = await answerByCode(tx, code, verb);
      const w = speak(c).receipt;
      if (said.ok) return done('/open/receipt', verb === 'accept' ? w.accepted : w.cancelled);
      if (said.reason === 'unknown') return done('/open/applications');
      throw new Refusal(409, w[said.reason]);
    },
  });
routes.post('/open/receipt/accept', answer('accept'));
routes.post('/open/receipt/cancel', answer('cancel'));

routes.post(
  '/open/receipt/forget',
  openAction({
    form: nothingForm,
    limit: { name: 'application-answer', an_hour: 40 },
    receipt: false,
    again: async (_tx, _state, c) => ({
      ...applicantPage,
      title: speak(c).receipt.title,
      body: <NoReceiptPage />,
    }),
    run: async (_tx, _data, c) => {
      for (const name of ['tsunagi_receipt', '__Host-tsunagi_receipt']) {
        setCookie(c, name, '', { path: '/', maxAge: 0, secure: name.startsWith('__Host-') });
      }
      return done('/open/applications', speak(c).receipt.forgotten);
    },
  }),
);

const showLook = (c: Ctx, state: FormState): Screen => ({
  ...applicantPage,
  title: speak(c).look.title,
  body: <LookPage state={state} />,
});
routes.get(
  '/open/applications',
  openView(async (_tx, c) => showLook(c, emptyForm)),
);
routes.post(
  '/open/applications',
  openCode({
    limit: { name: 'application-code', an_hour: 20 },
    find: applicationByCode,
    wrong: (_tx, c, code) => showLook(c, { values: { code }, errors: { code: speak(c).look.wrong } }),
    location: '/open/receipt',
  }),
);

// ---- the host -------------------------------------------------------------------------------

routes.get(
  '/applications',
  view(async (tx) => ({
    title: host.title,
    body: <HostedPage sittings={await hostedSittings(tx)} zone={zoneOf(tx)} />,
  })),
);

const hosted = async (tx: ReadTx, c: Ctx): Promise<Sitting> => {
  const sitting = await sittingIn(tx, c);
  if (!sitting.may_meet) throw new Refusal(403);
  return sitting;
};
const mayHost = async (tx: ReadTx, c: Ctx): Promise<Sitting> => {
  const sitting = await sittingIn(tx, c);
  if (!sitting.may_host) throw new Refusal(403);
  return sitting;
};

const crumbsOf = (sitting: Sitting, here?: string) => [
  { label: host.navigation, href: '/applications' },
  { label: sitting.title, href: `/events/${sitting.event_id}/applications` },
  ...(here === undefined
    ? [{ label: host.all }]
    : [{ label: host.all, href: `/events/${sitting.event_id}/applications/${sitting.id}` }, { label: here }]),
];

/** Who looks at names is written down: which sitting, and how many. */
function noteOpened(tx: ReadTx, sitting: Sitting, applications: number): void {
  tx.opened({
    action: 'application.open_list',
    subject_kind: 'event_session',
    subject_id: sitting.id,
    detail: { applications },
  });
}

const showEvent = async (tx: ReadTx, state: FormState, c: Ctx): Promise<Screen> => {
  const sittings = await sittingsOf(tx, numberIn(c, 'id'));
  const first = found(sittings[0]);
  if (!first.may_meet) throw new Refusal(403);
  return {
    title: first.title,
    breadcrumbs: [{ label: host.navigation, href: '/applications' }, { label: first.title }],
    body: (
      <EventPage
        title={first.title}
        event_id={first.event_id}
        sittings={sittings}
        zone={zoneOf(tx)}
        mayHost={first.may_host}
        state={
          Object.keys(state.values).length > 0
            ? state
            : filled({ ...first, _version: first.form_version ?? '' })
        }
      />
    ),
  };
};
routes.get(
  '/events/:id{[0-9]+}/applications',
  view((tx, c) => showEvent(tx, emptyForm, c)),
);
routes.post(
  '/events/:id{[0-9]+}/applications/settings',
  action({
    form: settingsForm,
    again: showEvent,
    run: async (tx, data, c) => {
      const sitting = found((await sittingsOf(tx, numberIn(c, 'id')))[0]);
      await saveSettings(tx, sitting, data);
      return done(`/events/${sitting.event_id}/applications`, host.saved);
    },
  }),
);

const sittingPath = '/events/:id{[0-9]+}/applications/:session{[0-9]+}';
routes.get(
  sittingPath,
  view(async (tx, c) => {
    const sitting = await hosted(tx, c);
    const applications = await applicationsOf(tx, sitting.id);
    noteOpened(tx, sitting, applications.length);
    return {
      title: sitting.title,
      breadcrumbs: crumbsOf(sitting),
      body: (
        <SittingPage
          sitting={sitting}
          applications={applications}
          messages={await messagesOf(tx, sitting.id)}
          now={tx.now}
          zone={zoneOf(tx)}
        />
      ),
    };
  }),
);

const showDoor = async (tx: ReadTx, state: FormState, c: Ctx): Promise<Screen> => {
  const sitting = await hosted(tx, c);
  const coming = (await applicationsOf(tx, sitting.id))
    .filter((one) => one.confirmed_at !== null && one.cancelled_at === null)
    .toSorted(byKana);
  noteOpened(tx, sitting, coming.length);
  return {
    title: host.door,
    breadcrumbs: crumbsOf(sitting, host.door),
    body: <DoorPage sitting={sitting} applications={coming} now={tx.now} zone={zoneOf(tx)} state={state} />,
  };
};
routes.get(
  `${sittingPath}/door`,
  view((tx, c) => showDoor(tx, emptyForm, c)),
);
routes.post(
  `${sittingPath}/door`,
  action({
    form: doorCodeForm,
    again: showDoor,
    run: async (tx, { code }, c) => {
      const { id, event_id } = await hosted(tx, c);
      const { outcome, application } = await tickByCode(tx, { event_id, session_id: id }, code);
      const where = `${base(c)}/door`;
      if (outcome === 'attended') return done(where, host.attended(application.number));
      if (outcome === 'already') return done(where, host.codeNoted(application.number));
      // Somebody who waits or has cancelled stands at the door: the host decides with the application before them.
      return done(
        `${base(c)}/${application.id}`,
        host.codeState(application.number, stateWords[stateOf(application, tx.now)]),
      );
    },
  }),
);
routes.get(
  `${sittingPath}/list.pdf`,
  view(async (tx, c) => {
    const sitting = await hosted(tx, c);
    const applications = await applicationsOf(tx, sitting.id);
    noteOpened(tx, sitting, applications.length);
    return printList(c, tx, sitting, applications);
  }),
);
routes.get(
  `${sittingPath}/export`,
  view(async (tx, c) => {
    const sitting = await mayHost(tx, c);
    const why = purposes.find((one) => one === c.req.query('why')) ?? 'door';
    return exportApplications(c, tx, await applicationsOf(tx, sitting.id), why);
  }),
);

const showMessage = async (tx: ReadTx, state: FormState, c: Ctx): Promise<Screen> => {
  const sitting = await mayHost(tx, c);
  const coming = (await applicationsOf(tx, sitting.id)).filter(
    (one) => one.confirmed_at !== null && one.cancelled_at === null && one.name !== null,
  );
  const mails = coming.filter((one) => one.email !== null).length;
  return {
    title: host.message,
    width: 'form',
    breadcrumbs: crumbsOf(sitting, host.message),
    body: (
      <MessagePage
        sitting={sitting}
        mails={mails}
        phones={coming.length - mails}
        state={state}
        zone={zoneOf(tx)}
      />
    ),
  };
};
routes.get(
  `${sittingPath}/message`,
  view((tx, c) => showMessage(tx, emptyForm, c)),
);
routes.post(
  `${sittingPath}/message`,
  action({
    form: messageForm,
    again: showMessage,
    run: async (tx, { body }, c) => {
      const sitting = await mayHost(tx, c);
      const mails = await sendMessage(tx, sitting, body);
      return done(`/events/${sitting.event_id}/applications/${sitting.id}#messages`, host.messageSent(mails));
    },
  }),
);
routes.post(
  `${sittingPath}/draw`,
  action({
    form: nothingForm,
    run: async (tx, _data, c) => {
      await askForDraw(tx, numberIn(c, 'id'), numberIn(c, 'session'));
      return done(`/events/${c.req.param('id')}/applications/${c.req.param('session')}`, host.drawAsked);
    },
  }),
);
routes.post(
  `${sittingPath}/absent-rest`,
  action({
    form: nothingForm,
    run: async (tx, _data, c) => {
      const n = await markRestAbsent(tx, numberIn(c, 'id'), numberIn(c, 'session'));
      return done(`/events/${c.req.param('id')}/applications/${c.req.param('session')}/door`, host.rested(n));
    },
  }),
);

const showStaff = async (tx: ReadTx, state: FormState, c: Ctx): Promise<Screen> => {
  const sitting = await mayHost(tx, c);
  return {
    title: applyWords.staffTitle,
    width: 'form',
    breadcrumbs: crumbsOf(sitting, applyWords.staffTitle),
    body: <StaffPage sitting={sitting} state={state} zone={zoneOf(tx)} lead={host.staffLead} />,
  };
};
routes.get(
  `${sittingPath}/new`,
  view(async (tx, c) => showStaff(tx, filled(beginning(await mayHost(tx, c))), c)),
);
routes.post(
  `${sittingPath}/new`,
  openAction({
    form: staffForm,
    limit: { name: 'apply-staff', an_hour: 400 },
    receipt: false,
    again: showStaff,
    run: async (tx, data, c, { code }) => {
      const sitting = await mayHost(tx, c);
      const entered = await apply(tx, sitting, 'staff', data, code);
      const state = entered.outcome === 'confirmed' ? 'confirmed' : entered.outcome;
      return done(
        `/events/${sitting.event_id}/applications/${sitting.id}/${entered.id}`,
        `${applyWords.taken(entered.number, stateWords[state])}${applyWords.codeForStaff(showCode(code))}`,
      );
    },
  }),
);

const onePath = `${sittingPath}/:application{[0-9]+}`;
const at = (c: Ctx) => ({
  event_id: numberIn(c, 'id'),
  session_id: numberIn(c, 'session'),
  id: numberIn(c, 'application'),
});
routes.get(
  onePath,
  view(async (tx, c) => {
    const sitting = await hosted(tx, c);
    const one = found(await applicationById(tx, sitting.id, numberIn(c, 'application')));
    tx.opened({ action: 'application.open', subject_kind: 'event_application', subject_id: one.id });
    return {
      title: host.one(one.number),
      width: 'form',
      breadcrumbs: crumbsOf(sitting, host.one(one.number)),
      body: <OnePage sitting={sitting} one={one} now={tx.now} zone={zoneOf(tx)} />,
    };
  }),
);

const base = (c: Ctx): string => `/events/${c.req.param('id')}/applications/${c.req.param('session')}`;
const ticking = (verb: 'attend' | 'absent' | 'undo', said: (number: number) => string) =>
  action({
    form: doorForm,
    run: async (tx, { to }, c) => {
      const one = await tick(tx, at(c), verb);
      const where = to === 'one' ? `${base(c)}/${one.id}` : `${base(c)}/door#a-${one.id}`;
      return done(where, said(one.number));
    },
  });
routes.post(`${onePath}/attend`, ticking('attend', host.attended));
routes.post(`${onePath}/absent`, ticking('absent', host.absented));
routes.post(`${onePath}/undo`, ticking('undo', host.undone));
routes.post(
  `${onePath}/confirm`,
  action({
    form: nothingForm,
    run: async (tx, _data, c) => done(base(c), host.confirmed((await confirmByHost(tx, at(c))).number)),
  }),
);
routes.post(
  `${onePath}/called`,
  action({
    form: nothingForm,
    run: async (tx, _data, c) => done(base(c), host.calledDone((await noteCalled(tx, at(c))).number)),
  }),
);
routes.post(
  `${onePath}/cancel`,
  action({
    form: cancelForm,
    run: async (tx, { cancel_reason }, c) =>
      done(base(c), host.cancelled((await cancelByHost(tx, at(c), cancel_reason)).number)),
  }),
);
