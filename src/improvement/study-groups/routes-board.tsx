import { Hono } from 'hono';
import { found, Refusal, type ReadTx } from '../../platform/db/transaction.ts';
import { isIsoDate } from '../../platform/ja/dates.ts';
import { numberIn, type Ctx, type Env } from '../../platform/web/context.ts';
import { emptyForm, filled, type FormState } from '../../platform/web/form.ts';
import { action, done, view, type Conflict, type Screen } from '../../platform/web/handlers.tsx';
import { hrefWith } from '../../platform/web/paging.ts';
import { nothingForm } from '../../platform/web/fields.ts';
import {
  addCard,
  addHeading,
  cancelSession,
  changeCard,
  changeSession,
  closeBoard,
  moveCard,
  planSession,
  removeCard,
  removeHeading,
  renameHeading,
  voteCard,
  writeSummary,
} from './commands-board.ts';
import { exportBoard } from './exports.ts';
import { cardEditForm, cardForm, cardMoveForm, headingForm, sessionForm, summaryForm } from './forms.ts';
import type { Board } from './pages-board.tsx';
import { CardEditPage, SessionPage, SummaryPage } from './pages-session.tsx';
import { SessionForm } from './pages-session-form.tsx';
import { entriesOf, facilityNames, groupById, timesOfCall, type CallTime, type Group } from './queries.ts';
import { cardById, cardsOf, headingsOf, sessionById, stampOf, type Session } from './queries-board.ts';
import { words } from './words-board.ja.ts';
import { words as groupWords } from './words.ja.ts';

export const routes = new Hono<Env>();
type State = FormState & { conflict?: Conflict };
const path = '/study-sessions/:id{[0-9]+}';

const crumbsOf = (session: Session, label?: string) => {
  const title = groupWords.groupName(session.number);
  return [
    { label: groupWords.navigation, href: '/study-groups' },
    { label: session.call, href: `/study-groups/${session.call_id}` },
    ...(label === undefined
      ? [{ label: title }]
      : [{ label: title, href: `/study-sessions/${session.id}` }, { label }]),
  ];
};

/** Times of the call at which every facility of the group said it can come. */
async function commonTimes(tx: ReadTx, group: Pick<Group, 'call_id' | 'facility_ids'>): Promise<CallTime[]> {
  const times = await timesOfCall(tx, group.call_id);
  const entries = (await entriesOf(tx, group.call_id)).filter((entry) =>
    group.facility_ids.includes(entry.facility_id),
  );
  return times.filter(({ number }) => entries.every((entry) => entry.times.includes(number)));
}

const newPath = '/study-groups/groups/:group{[0-9]+}/sessions/new';
const showNew = async (tx: ReadTx, state: FormState, c: Ctx): Promise<Screen> => {
  if (!tx.has('learning.manage')) throw new Refusal(403);
  const group = found(await groupById(tx, numberIn(c, 'group')));
  const names = await facilityNames(tx, group.facility_ids);
  const title = words.form.newTitle(group.number);
  const action = `/study-groups/groups/${group.id}/sessions/new`;
  return {
    title,
    width: 'form',
    breadcrumbs: [
      { label: groupWords.navigation, href: '/study-groups' },
      { label: group.call, href: `/study-groups/${group.call_id}` },
      { label: title },
    ],
    body: (
      <SessionForm
        call={group.call}
        title={title}
        members={group.facility_ids.map((id) => names.get(id) ?? '')}
        common={await commonTimes(tx, group)}
        action={action}
        state={state}
        isNew
        href={(time) =>
          `${action}?on=${time.held_on}&from=${encodeURIComponent(time.starts_at)}&to=${encodeURIComponent(time.ends_at)}`
        }
      />
    ),
  };
};
routes.get(
  newPath,
  view(async (tx, c) => {
    const group = found(await groupById(tx, numberIn(c, 'group')));
    const on = c.req.query('on') ?? '';
    const first = (await commonTimes(tx, group))[0];
    return showNew(
      tx,
      filled(
        isIsoDate(on)
          ? { held_on: on, starts_at: c.req.query('from'), ends_at: c.req.query('to') }
          : { held_on: first?.held_on, starts_at: first?.starts_at, ends_at: first?.ends_at },
      ),
      c,
    );
  }),
);
routes.post(
  newPath,
  action({
    form: sessionForm,
    again: showNew,
    run: async (tx, data, c) =>
      done(`/study-sessions/${await planSession(tx, found(numberIn(c, 'group')), data)}`, words.form.planned),
  }),
);

const showEdit = async (tx: ReadTx, state: FormState, c: Ctx): Promise<Screen> => {
  if (!tx.has('learning.manage')) throw new Refusal(403);
  const session = found(await sessionById(tx, numberIn(c, 'id')));
  const names = await facilityNames(tx, session.facility_ids);
  return {
    title: words.form.editTitle,
    width: 'form',
    breadcrumbs: crumbsOf(session, words.form.editTitle),
    body: (
      <SessionForm
        call={words.title(session.call, session.number)}
        title={words.form.editTitle}
        members={session.facility_ids.map((id) => names.get(id) ?? '')}
        common={await commonTimes(tx, session)}
        action={`/study-sessions/${session.id}/edit`}
        state={state}
        isNew={false}
        href={null}
      />
    ),
  };
};
routes.get(
  `${path}/edit`,
  view(async (tx, c) => {
    const session = found(await sessionById(tx, numberIn(c, 'id')));
    return showEdit(tx, filled({ ...session, _version: session.version }), c);
  }),
);
routes.post(
  `${path}/edit`,
  action({
    form: sessionForm,
    again: showEdit,
    run: async (tx, data, c) => {
      const id = found(numberIn(c, 'id'));
      await changeSession(tx, id, data);
      return done(`/study-sessions/${id}`, words.form.saved);
    },
  }),
);

async function boardOf(tx: ReadTx, c: Ctx): Promise<Board> {
  const session = found(await sessionById(tx, numberIn(c, 'id')));
  return {
    session,
    headings: await headingsOf(tx, session.id),
    cards: await cardsOf(tx, session.id),
    stamp: await stampOf(tx, session.id),
    mayManage: tx.has('learning.manage'),
    me: tx.actor.person_id,
    byVotes: c.req.query('order') === 'votes',
  };
}
const show = async (tx: ReadTx, state: FormState, c: Ctx): Promise<Screen> => {
  const board = await boardOf(tx, c);
  const { session } = board;
  return {
    title: words.title(session.call, session.number),
    breadcrumbs: crumbsOf(session),
    islands: ['platform/ui/board'],
    body: (
      <SessionPage
        {...board}
        state={state}
        names={await facilityNames(tx, session.facility_ids)}
        href={(order) => hrefWith(c, { order })}
      />
    ),
  };
};
routes.get(
  path,
  view((tx, c) => show(tx, emptyForm, c)),
);
// What the pages at the board ask every few seconds: whether anything is new.
routes.get(
  `${path}/stamp`,
  view(async (tx, c) => {
    const session = found(await sessionById(tx, numberIn(c, 'id')));
    return c.json({ stamp: await stampOf(tx, session.id) });
  }),
);
routes.get(
  `${path}/board.pdf`,
  view(async (tx, c) => {
    const board = await boardOf(tx, c);
    return exportBoard(c, tx, { ...board, names: await facilityNames(tx, board.session.facility_ids) });
  }),
);

for (const [name, closed] of [
  ['close', true],
  ['reopen', false],
] as const)
  routes.post(
    `${path}/${name}`,
    action({
      form: nothingForm,
      run: async (tx, _data, c) => {
        const id = found(numberIn(c, 'id'));
        await closeBoard(tx, id, closed);
        return done(`/study-sessions/${id}`, closed ? words.page.closedDone : words.page.reopened);
      },
    }),
  );
routes.post(
  `${path}/cancel`,
  action({
    form: nothingForm,
    run: async (tx, _data, c) => {
      const { call_id } = await cancelSession(tx, found(numberIn(c, 'id')));
      return done(`/study-groups/${call_id}`, words.page.cancelled);
    },
  }),
);

routes.post(
  `${path}/cards`,
  action({
    form: cardForm,
    again: show,
    run: async (tx, data, c) => {
      const id = found(numberIn(c, 'id'));
      await addCard(tx, id, data);
      return done(`/study-sessions/${id}#the-board`, words.board.added);
    },
  }),
);
const cardPath = `${path}/cards/:card{[0-9]+}`;
const back = (c: Ctx) => `/study-sessions/${numberIn(c, 'id')}#the-board`;
routes.post(
  `${cardPath}/move`,
  action({
    form: cardMoveForm,
    run: async (tx, data, c) => {
      await moveCard(tx, found(numberIn(c, 'id')), found(numberIn(c, 'card')), data);
      return done(back(c));
    },
  }),
);
routes.post(
  `${cardPath}/vote`,
  action({
    form: nothingForm,
    run: async (tx, _data, c) => {
      await voteCard(tx, found(numberIn(c, 'id')), found(numberIn(c, 'card')));
      return done(back(c));
    },
  }),
);
for (const [name, removed] of [
  ['remove', true],
  ['restore', false],
] as const)
  routes.post(
    `${cardPath}/${name}`,
    action({
      form: nothingForm,
      run: async (tx, _data, c) => {
        await removeCard(tx, found(numberIn(c, 'id')), found(numberIn(c, 'card')), removed);
        return done(back(c), removed ? words.board.removed : words.board.restored);
      },
    }),
  );
const showCard = async (tx: ReadTx, state: State, c: Ctx): Promise<Screen> => {
  const session = found(await sessionById(tx, numberIn(c, 'id')));
  const card = found(await cardById(tx, session.id, numberIn(c, 'card')));
  if (card.written_by !== tx.actor.person_id && !tx.has('learning.manage')) throw new Refusal(403);
  return {
    title: words.card.editTitle,
    width: 'form',
    breadcrumbs: crumbsOf(session, words.card.editTitle),
    body: <CardEditPage session={session} card_id={card.id} state={state} />,
  };
};
const storedCard = async (tx: ReadTx, c: Ctx): Promise<Record<string, unknown>> => {
  const { kind, body, version } = found(await cardById(tx, numberIn(c, 'id'), numberIn(c, 'card')));
  return { kind, body, _version: version };
};
routes.get(
  `${cardPath}/edit`,
  view(async (tx, c) => showCard(tx, filled(await storedCard(tx, c)), c)),
);
routes.post(
  `${cardPath}/edit`,
  action({
    form: cardEditForm,
    again: showCard,
    theirs: storedCard,
    run: async (tx, data, c) => {
      await changeCard(tx, found(numberIn(c, 'id')), found(numberIn(c, 'card')), data);
      return done(back(c), words.card.saved);
    },
  }),
);

routes.post(
  `${path}/headings`,
  action({
    form: headingForm,
    again: show,
    run: async (tx, { name }, c) => {
      await addHeading(tx, found(numberIn(c, 'id')), name);
      return done(back(c));
    },
  }),
);
routes.post(
  `${path}/headings/:heading{[0-9]+}`,
  action({
    form: headingForm,
    again: show,
    run: async (tx, { name }, c) => {
      await renameHeading(tx, found(numberIn(c, 'id')), found(numberIn(c, 'heading')), name);
      return done(back(c));
    },
  }),
);
routes.post(
  `${path}/headings/:heading{[0-9]+}/remove`,
  action({
    form: nothingForm,
    run: async (tx, _data, c) => {
      await removeHeading(tx, found(numberIn(c, 'id')), found(numberIn(c, 'heading')));
      return done(back(c));
    },
  }),
);

const showSummary = async (tx: ReadTx, state: State, c: Ctx): Promise<Screen> => {
  if (!tx.has('learning.manage')) throw new Refusal(403);
  const session = found(await sessionById(tx, numberIn(c, 'id')));
  return {
    title: words.summary.title,
    width: 'form',
    breadcrumbs: crumbsOf(session, words.summary.title),
    body: <SummaryPage session={session} state={state} />,
  };
};
const storedSummary = async (tx: ReadTx, c: Ctx): Promise<Record<string, unknown>> => {
  const { summary, version } = found(await sessionById(tx, numberIn(c, 'id')));
  return { summary, _version: version };
};
routes.get(
  `${path}/summary`,
  view(async (tx, c) => showSummary(tx, filled(await storedSummary(tx, c)), c)),
);
routes.post(
  `${path}/summary`,
  action({
    form: summaryForm,
    again: showSummary,
    theirs: storedSummary,
    run: async (tx, data, c) => {
      const id = found(numberIn(c, 'id'));
      await writeSummary(tx, id, data);
      return done(`/study-sessions/${id}#summary`, words.summary.saved);
    },
  }),
);
