import { Hono } from 'hono';
import { found, Refusal, type ReadTx } from '../../platform/db/transaction.ts';
import { isIsoDate, timeOf } from '../../platform/ja/dates.ts';
import { closureName } from '../../platform/ja/holidays.ts';
import { wordsIn } from '../../platform/ui/speech.ts';
import { numberIn, type Ctx, type Env } from '../../platform/web/context.ts';
import { emptyForm, filled, type FormState } from '../../platform/web/form.ts';
import {
  action,
  done,
  invalid,
  openAction,
  openCode,
  openView,
  view,
  type Screen,
} from '../../platform/web/handlers.tsx';
import { readingOf, readByChild } from '../../platform/web/language.ts';
import type { NavEntry } from '../../platform/web/navigation.ts';
import { hashCode, receiptOf, showCode } from '../../platform/web/open.ts';
import { hrefWith, pagingOf } from '../../platform/web/paging.ts';
import { whereToChoose } from '../../portal/queries.ts';
import { hintsAtDanger } from '../../portal/rules-voice.ts';
import { nothingForm } from '../../platform/web/fields.ts';
import {
  addHours,
  addShift,
  answerMessage,
  closeMessage,
  draftConsultation,
  endHours,
  handMessage,
  linkMessage,
  removeShift,
  replyMessage,
  sendMessage,
  settleMessage,
  takeMessage,
  tallyCalls,
} from './commands.ts';
import {
  answerForm,
  handForm,
  hoursForm,
  linkForm,
  replyForm,
  sendForm,
  shiftForm,
  tallyForm,
  versionForm,
} from './forms.ts';
import { caseTeams } from '../consultations/queries.ts';
import { DutyPage, type DutyForms } from './pages-duty.tsx';
import { ReceiptPage, WritePage } from './pages-open.tsx';
import { MessageList, MessagePage } from './pages.tsx';
import {
  callsByMonth,
  callsOn,
  deskHours,
  listMessages,
  messageByCode,
  consultationsToLink,
  messageById,
  postsOf,
  shiftsAhead,
  teammates,
  type MessageTab,
  type Shift,
} from './queries.ts';
import { deskAt, firstGap, hoursOn, type DeskHours } from './rules.ts';
import { openWords } from './words-open.ts';
import { words } from './words.ja.ts';

export const routes = new Hono<Env>();
export const navigation: NavEntry[] = [
  { place: 'support', label: words.navigation, href: '/messages', duties: ['case.work'] },
  { place: 'support', label: words.duty.navigation, href: '/messages/duty', duties: ['case.work'] },
];

const speak = (c: Ctx) => wordsIn(openWords, readingOf(c));
const zoneOf = (tx: ReadTx): string => tx.actor.municipality.time_zone;
const closed = (day: string): boolean => closureName(day) !== null;
const leave = 'platform/ui/leave';

// ---- for anybody ----------------------------------------------------------------------------

const typedText = ({ values: { text } }: FormState): string => (typeof text === 'string' ? text : '');

function writing(kind: 'adult' | 'child') {
  return async (tx: ReadTx, state: FormState, c: Ctx): Promise<Screen> => {
    if (kind === 'child') readByChild(c);
    const all = speak(c);
    const title = kind === 'child' ? all.child.title : all.title;
    const text = typedText(state);
    const danger = text !== '' && Object.keys(state.errors).length === 0 && hintsAtDanger(text);
    const { areas } = await whereToChoose(tx);
    return {
      title,
      description: all.description(tx.actor.municipality.name),
      translated: true,
      width: 'form',
      islands: [leave],
      breadcrumbs: [{ label: title }],
      body: (
        <WritePage
          reading={readingOf(c)}
          kind={kind}
          state={state}
          areas={areas}
          desk={deskAt(await deskHours(tx), tx.today, timeOf(tx.now, zoneOf(tx)), closed)}
          danger={danger}
          told={danger || Boolean(state.values['seen_danger'])}
        />
      ),
    };
  };
}

for (const [path, kind] of [
  ['/open/consult', 'adult'],
  ['/open/consult/child', 'child'],
] as const) {
  routes.get(
    path,
    openView((tx, c) => writing(kind)(tx, emptyForm, c)),
  );
  routes.post(
    path,
    openAction({
      form: sendForm,
      limit: { name: 'message', an_hour: 10 },
      again: writing(kind),
      run: async (tx, data, c, { code }) => {
        // No error: it comes back once with the numbers to call, and is taken the next time.
        if (data.website === '' && !data.seen_danger && hintsAtDanger(data.text)) invalid({});
        if (kind === 'child') readByChild(c);
        await sendMessage(tx, { ...data, kind }, code, readingOf(c).lang);
        return done('/open/consult/receipt', speak(c).receipt.sent);
      },
    }),
  );
}

const receipt = async (
  tx: ReadTx,
  c: Ctx,
  more: { error?: string; typed?: string; reply?: FormState } = {},
): Promise<Screen> => {
  const code = more.error === undefined ? receiptOf(c) : null;
  const message = code === null ? null : await messageByCode(tx, hashCode(c.var.house, code));
  if (message?.kind === 'child') readByChild(c);
  const w = speak(c).receipt;
  const { reply = emptyForm, ...rest } = more;
  return {
    title: w.title,
    translated: true,
    unlisted: true,
    width: 'form',
    islands: [leave],
    breadcrumbs: [{ label: w.title }],
    status: more.error === undefined && Object.keys(reply.errors).length === 0 ? 200 : 422,
    body: (
      <ReceiptPage
        reading={readingOf(c)}
        code={code === null || message === null ? null : showCode(code)}
        message={message}
        desk={deskAt(await deskHours(tx), tx.today, timeOf(tx.now, zoneOf(tx)), closed)}
        reply={reply}
        zone={zoneOf(tx)}
        {...rest}
      />
    ),
  };
};
routes.get(
  '/open/consult/receipt',
  openView((tx, c) => receipt(tx, c)),
);
routes.post(
  '/open/consult/receipt',
  openCode({
    limit: { name: 'code', an_hour: 30 },
    find: messageByCode,
    wrong: (tx, c, typed) => receipt(tx, c, { error: speak(c).receipt.unknown, typed }),
    location: '/open/consult/receipt',
  }),
);
routes.post(
  '/open/consult/reply',
  openAction({
    form: replyForm,
    limit: { name: 'message_reply', an_hour: 30 },
    receipt: false,
    again: (tx, state, c) => receipt(tx, c, { reply: state }),
    run: async (tx, data, c) => {
      const code = receiptOf(c);
      if (code === null || !(await replyMessage(tx, code, data))) throw new Refusal(404);
      return done('/open/consult/receipt', speak(c).receipt.sent);
    },
  }),
);

// ---- the desk -------------------------------------------------------------------------------

function mustWork(tx: ReadTx): void {
  if (!tx.has('case.work')) throw new Refusal(404);
}

routes.get(
  '/messages',
  view(async (tx, c) => {
    mustWork(tx);
    const tab: MessageTab =
      (['waiting', 'talking', 'closed'] as const).find((one) => one === c.req.query('tab')) ?? 'waiting';
    const paging = pagingOf(c);
    const { rows, total } = await listMessages(tx, tab, paging);
    return {
      title: words.title,
      zone: 'case',
      breadcrumbs: [{ label: words.title }],
      body: (
        <MessageList
          rows={rows}
          total={total}
          tab={tab}
          paging={paging}
          href={(page) => hrefWith(c, { page })}
          zone={zoneOf(tx)}
          now={tx.now}
        />
      ),
    };
  }),
);

const messageScreen = async (
  tx: ReadTx,
  c: Ctx,
  forms: { answer?: FormState; hand?: FormState; link?: FormState } = {},
): Promise<Screen> => {
  mustWork(tx);
  const message = found(await messageById(tx, numberIn(c, 'id')));
  tx.opened({ action: 'message.open', subject_kind: 'message', subject_id: message.id });
  const title = words.page.title(message.id);
  return {
    title,
    zone: 'case',
    width: 'form',
    breadcrumbs: [{ label: words.title, href: '/messages' }, { label: title }],
    body: (
      <MessagePage
        message={message}
        posts={await postsOf(tx, message.id)}
        teams={(await caseTeams(tx)).filter(({ id }) => id !== message.team_id)}
        consultations={message.consultation_id === null ? await consultationsToLink(tx, message) : []}
        answer={forms.answer ?? emptyForm}
        hand={forms.hand ?? emptyForm}
        link={forms.link ?? emptyForm}
        me={tx.actor.person_id}
        zone={zoneOf(tx)}
        now={tx.now}
      />
    ),
  };
};
routes.get(
  '/messages/:id{[0-9]+}',
  view((tx, c) => messageScreen(tx, c)),
);
const messageAt = (c: Ctx): string => `/messages/${numberIn(c, 'id')}`;
routes.post(
  '/messages/:id{[0-9]+}/answer',
  action({
    form: answerForm,
    again: (tx, state, c) => messageScreen(tx, c, { answer: state }),
    run: async (tx, data, c) => {
      await answerMessage(tx, numberIn(c, 'id'), data);
      return done(messageAt(c), words.page.sent);
    },
  }),
);
for (const [verb, command, said] of [
  ['take', takeMessage, words.page.taken],
  ['settle', settleMessage, undefined],
  ['close', closeMessage, words.page.closeDone],
] as const) {
  routes.post(
    `/messages/:id{[0-9]+}/${verb}`,
    action({
      form: versionForm,
      again: (tx, state, c) => messageScreen(tx, c, { answer: state }),
      run: async (tx, data, c) => {
        await command(tx, numberIn(c, 'id'), data._version);
        return done(messageAt(c), said);
      },
    }),
  );
}
routes.post(
  '/messages/:id{[0-9]+}/consultation',
  action({
    form: nothingForm,
    run: async (tx, _, c) =>
      done(`/consultations/new?draft=${await draftConsultation(tx, numberIn(c, 'id'))}`),
  }),
);
routes.post(
  '/messages/:id{[0-9]+}/link',
  action({
    form: linkForm,
    again: (tx, state, c) => messageScreen(tx, c, { link: state }),
    run: async (tx, data, c) => {
      await linkMessage(tx, numberIn(c, 'id'), data);
      return done(messageAt(c), words.page.linked);
    },
  }),
);
routes.post(
  '/messages/:id{[0-9]+}/hand',
  action({
    form: handForm,
    again: (tx, state, c) => messageScreen(tx, c, { hand: state }),
    run: async (tx, data, c) => {
      await handMessage(tx, numberIn(c, 'id'), data);
      return done('/messages', words.page.handDone);
    },
  }),
);

// ---- hours, who is on duty, how many called --------------------------------------------------

const daysShown = 14;

/** The form of a shift for the first hours of a day that nobody covers; empty for any other day. */
const shiftFor = (on: string | undefined, hours: DeskHours[], shifts: Shift[]): FormState => {
  if (on === undefined || !isIsoDate(on)) return emptyForm;
  const gap = firstGap(
    hoursOn(hours, on, (day) => closureName(day) !== null),
    shifts.filter((one) => one.on_date === on),
  );
  return filled({ on_date: on, ...gap });
};

const dutyScreen = async (tx: ReadTx, forms: Partial<DutyForms> = {}, on?: string): Promise<Screen> => {
  mustWork(tx);
  const [hours, shifts] = [await deskHours(tx), await shiftsAhead(tx, daysShown)];
  const teams = (await caseTeams(tx)).filter(({ mine }) => mine);
  const today = teams.length === 1 ? await callsOn(tx, teams[0]!.id, tx.today) : undefined;
  const may_keep = tx.has('case.supervise');
  return {
    title: words.duty.title,
    zone: 'case',
    breadcrumbs: [{ label: words.title, href: '/messages' }, { label: words.duty.title }],
    body: (
      <DutyPage
        hours={hours}
        shifts={shifts}
        people={may_keep ? await teammates(tx) : []}
        teams={teams}
        calls={await callsByMonth(tx, tx.fiscal_year)}
        forms={{
          hours: forms.hours ?? filled({ starts_on: tx.today }),
          shift: forms.shift ?? shiftFor(on, hours, shifts),
          tally: forms.tally ?? filled({ on_date: tx.today, ...today }),
        }}
        may_keep={may_keep}
        today={tx.today}
        days={daysShown}
      />
    ),
  };
};
routes.get(
  '/messages/duty',
  view((tx, c) => dutyScreen(tx, {}, c.req.query('on'))),
);
routes.post(
  '/messages/duty/hours',
  action({
    form: hoursForm,
    again: (tx, state) => dutyScreen(tx, { hours: state }),
    run: async (tx, data) => {
      await addHours(tx, data);
      return done('/messages/duty', words.duty.hoursAdded);
    },
  }),
);
routes.post(
  '/messages/duty/hours/:id{[0-9]+}/end',
  action({
    form: nothingForm,
    run: async (tx, _, c) => {
      await endHours(tx, numberIn(c, 'id'));
      return done('/messages/duty', words.duty.hoursEnded);
    },
  }),
);
routes.post(
  '/messages/duty/shifts',
  action({
    form: shiftForm,
    again: (tx, state) => dutyScreen(tx, { shift: state }),
    run: async (tx, data) => {
      await addShift(tx, data);
      return done('/messages/duty', words.duty.shiftAdded);
    },
  }),
);
routes.post(
  '/messages/duty/shifts/:id{[0-9]+}/remove',
  action({
    form: nothingForm,
    run: async (tx, _, c) => {
      await removeShift(tx, numberIn(c, 'id'));
      return done('/messages/duty', words.duty.shiftRemoved);
    },
  }),
);
routes.post(
  '/messages/duty/calls',
  action({
    form: tallyForm,
    again: (tx, state) => dutyScreen(tx, { tally: state }),
    run: async (tx, data) => {
      await tallyCalls(tx, data);
      return done('/messages/duty', words.duty.saved);
    },
  }),
);
