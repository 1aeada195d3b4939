import { Hono } from 'hono';
import { sql } from 'kysely';
import { found, Refusal, type ReadTx } from '../../platform/db/transaction.ts';
import { addDays, parseDate } from '../../platform/ja/dates.ts';
import type { Crumb } from '../../platform/ui/page.tsx';
import { numberIn, type Ctx, type Env } from '../../platform/web/context.ts';
import { emptyForm, filled } from '../../platform/web/form.ts';
import { action, done, view, type Screen } from '../../platform/web/handlers.tsx';
import type { NavEntry } from '../../platform/web/navigation.ts';
import { teamPeople } from '../conferences/queries.ts';
import { nothingForm } from '../../platform/web/fields.ts';
import * as commands from './commands.ts';
import * as forms from './forms.ts';
import {
  HandoverList,
  HandoverPage,
  ItemPage,
  OpenForm,
  ProofPage,
  referenceOf,
  type State,
} from './pages.tsx';
import {
  actorsOn,
  handoverById,
  handoverList,
  hangingOn,
  itemsOf,
  leavingSoon,
  proofOn,
  proposedToMe,
  stepsOf,
  teamNames,
  type Item,
} from './queries.ts';
import { transferActorsOn, transfersOf, transfersToAnswer } from './queries-transfer.ts';
import { transferRoutes } from './routes-transfer.tsx';
import { besideItem, mayTransfer, nextFirstOfApril } from './rules.ts';
import { words } from './words.ja.ts';

export const routes = new Hono<Env>();

export const navigation: NavEntry[] = [
  { place: 'support', label: words.navigation.handovers, href: '/handovers', duties: ['case.work'] },
];

const crumb: Crumb = { label: words.list.title, href: '/handovers' };
const at = (c: Ctx) => `/handovers/${numberIn(c, 'id')}`;
const works = (tx: ReadTx) => {
  if (!tx.has('case.work') || tx.session.case_teams.length === 0) throw new Refusal(404);
};
const leads = (tx: ReadTx) => {
  if (!tx.has('case.supervise') || tx.session.case_teams.length === 0) throw new Refusal(404);
};

routes.get(
  '/handovers',
  view(async (tx) => {
    works(tx);
    const may_lead = tx.has('case.supervise');
    return {
      title: words.list.title,
      zone: 'case',
      breadcrumbs: [{ label: words.list.title }],
      body: (
        <HandoverList
          rows={await handoverList(tx)}
          mine={await proposedToMe(tx)}
          transfers={(await transfersToAnswer(tx)).length}
          leaving={may_lead ? await leavingSoon(tx) : []}
          may_lead={may_lead}
        />
      ),
    };
  }),
);

async function openForm(tx: ReadTx, state: State): Promise<Screen> {
  leads(tx);
  return {
    title: words.open.title,
    zone: 'case',
    width: 'form',
    breadcrumbs: [crumb, { label: words.open.title }],
    body: <OpenForm state={state} people={await teamPeople(tx, tx.session.case_teams, tx.today)} />,
  };
}
routes.get(
  '/handovers/new',
  view((tx, c) => {
    const on = c.req.query('on') ?? '';
    return openForm(
      tx,
      filled({
        leaver: c.req.query('leaver') ?? '',
        leaves_on: /^\d{4}-\d{2}-\d{2}$/.test(on) ? on : addDays(nextFirstOfApril(tx.today), -1),
        reason: 'transfer',
        cover_id: tx.actor.person_id,
      }),
    );
  }),
);
routes.post(
  '/handovers/new',
  action({
    form: forms.openForm,
    again: openForm,
    run: async (tx, data) => {
      const id = await commands.openHandover(tx, data);
      return done(`/handovers/${id}`, words.open.done((await itemsOf(tx, id)).length));
    },
  }),
);

routes.get(
  '/handovers/proof',
  view(async (tx, c) => {
    leads(tx);
    const typed = ['on_y', 'on_m', 'on_d'].map((name) => c.req.query(name) ?? '');
    const read = parseDate(typed.every((part) => part !== '') ? typed.join('-') : (c.req.query('on') ?? ''));
    // Before the change of the year one looks ahead to its first day; while people change places, at the present one.
    const usual = tx.today.slice(5, 7) === '04' ? tx.today : nextFirstOfApril(tx.today);
    const on = read.ok ? read.value : usual;
    const proof = await proofOn(tx, on);
    tx.opened({
      action: 'handover.proof',
      subject_kind: 'handover',
      detail: { on, rows: proof.reduce((sum, part) => sum + part.orphans.length, 0) },
    });
    return {
      title: words.proof.title,
      zone: 'case',
      breadcrumbs: [crumb, { label: words.proof.title }],
      body: (
        <ProofPage
          proof={proof}
          on={on}
          looked={{ who: tx.session.name, at: tx.now, zone: tx.actor.municipality.time_zone }}
          teams={await teamNames(tx)}
          state={emptyForm}
        />
      ),
    };
  }),
);

/** What of a package still waits for the session's yes or no, in its order. */
const askedOfMe = async (tx: ReadTx, id: number | null): Promise<Item[]> =>
  (await itemsOf(tx, id ?? 0)).filter(
    (one) => one.successor_id === tx.actor.person_id && one.state === 'proposed',
  );

async function screen(tx: ReadTx, c: Ctx, sent: 'propose' | 'accept' | null, state: State): Promise<Screen> {
  const handover = found(await handoverById(tx, numberIn(c, 'id')));
  const items = await itemsOf(tx, handover.id);
  tx.opened({
    action: 'handover.open_page',
    subject_kind: 'handover',
    subject_id: handover.id,
    detail: { case_ids: items.flatMap((item) => (item.case_id === null ? [] : [item.case_id])) },
  });
  const on = handover.leaves_on === null ? tx.today : addDays(handover.leaves_on, 1);
  const people = handover.may_lead
    ? (await teamPeople(tx, [handover.team_id], on)).filter((one) => one.id !== handover.from_person_id)
    : [];
  const loads = await tx.db
    .selectFrom('support_case')
    .where('team_id', '=', handover.team_id)
    .where('closed_on', 'is', null)
    .groupBy('worker_id')
    .select(['worker_id', sql<number>`count(*)::int`.as('cases')])
    .execute();
  return {
    title: words.page.docTitle,
    zone: 'case',
    breadcrumbs: [crumb, { label: words.page.docTitle }],
    body: (
      <HandoverPage
        handover={handover}
        items={items}
        actors={(item) => (handover.cancelled_at ? [] : actorsOn(tx, handover, item))}
        people={people}
        loads={new Map(loads.map((row) => [row.worker_id, row.cases]))}
        transfers={await transfersOf(tx, handover.id)}
        may_withdraw={(one) => mayTransfer(transferActorsOn(tx, one), one.state, 'withdraw')}
        sent={sent}
        state={state}
      />
    ),
  };
}
routes.get(
  '/handovers/:id{[0-9]+}',
  view((tx, c) => screen(tx, c, null, emptyForm)),
);
routes.post(
  '/handovers/:id{[0-9]+}/propose',
  action({
    form: forms.proposeForm,
    again: (tx, state, c) => screen(tx, c, 'propose', state),
    run: async (tx, data, c) =>
      done(at(c), words.propose.done(await commands.propose(tx, numberIn(c, 'id'), data))),
  }),
);
routes.post(
  '/handovers/:id{[0-9]+}/accept',
  action({
    form: forms.acceptForm,
    again: (tx, state, c) => screen(tx, c, 'accept', state),
    run: async (tx, data, c) => {
      const id = numberIn(c, 'id');
      const before = await itemsOf(tx, id ?? 0);
      const taken = await commands.accept(tx, id, data.items);
      const read = before.find((one) => one.id === data.items[0]);
      // From an item's own page on to the next: forty are read and answered without a list in between.
      const mine = await askedOfMe(tx, id);
      return data.onward === undefined || read === undefined || taken === 0 || mine.length === 0
        ? done(at(c), words.accept.done(taken))
        : done(`${at(c)}/items/${mine[0]!.id}`, words.accept.nextFollows(referenceOf(read), mine.length));
    },
  }),
);
routes.post(
  '/handovers/:id{[0-9]+}/refresh',
  action({
    form: nothingForm,
    run: async (tx, _data, c) =>
      done(at(c), words.page.refreshed(await commands.refreshHandover(tx, numberIn(c, 'id')))),
  }),
);
routes.post(
  '/handovers/:id{[0-9]+}/cancel',
  action({
    form: nothingForm,
    run: async (tx, _data, c) => {
      await commands.cancelHandover(tx, numberIn(c, 'id'));
      return done('/handovers', words.page.cancelled);
    },
  }),
);

const openOf = (items: readonly Item[]) =>
  items.filter((one) => one.state !== 'accepted' && one.state !== 'dropped');

const itemScreen =
  (sent: 'summary' | 'decline' | null) =>
  async (tx: ReadTx, state: State, c: Ctx): Promise<Screen> => {
    const handover = found(await handoverById(tx, numberIn(c, 'id')));
    const items = await itemsOf(tx, handover.id);
    const item = found(items.find((one) => one.id === numberIn(c, 'item')));
    tx.opened(
      item.case_id === null
        ? { action: 'consultation.open', subject_kind: 'consultation', subject_id: item.consultation_id! }
        : { action: 'case.open', subject_kind: 'case', subject_id: item.case_id },
    );
    return {
      title: words.item.title,
      zone: 'case',
      breadcrumbs: [
        crumb,
        { label: words.page.docTitle, href: `/handovers/${handover.id}` },
        { label: words.item.title },
      ],
      body: (
        <ItemPage
          handover={handover}
          item={item}
          open={openOf(items)}
          actors={handover.cancelled_at ? [] : actorsOn(tx, handover, item)}
          steps={await stepsOf(tx, item.id)}
          hanging={await hangingOn(tx, item)}
          sent={sent}
          state={state}
          zone={tx.actor.municipality.time_zone}
        />
      ),
    };
  };
routes.get(
  '/handovers/:id{[0-9]+}/items/:item{[0-9]+}',
  view((tx, c) => itemScreen(null)(tx, emptyForm, c)),
);
routes.post(
  '/handovers/:id{[0-9]+}/items/:item{[0-9]+}',
  action({
    form: forms.summaryForm,
    again: itemScreen('summary'),
    theirs: async (tx, c) =>
      found((await itemsOf(tx, numberIn(c, 'id') ?? 0)).find((one) => one.id === numberIn(c, 'item'))),
    run: async (tx, data, c) => {
      await commands.saveSummary(tx, numberIn(c, 'id'), numberIn(c, 'item') ?? 0, data);
      const next =
        data.onward === undefined
          ? null
          : besideItem(openOf(await itemsOf(tx, numberIn(c, 'id') ?? 0)), numberIn(c, 'item') ?? 0)?.after;
      return done(`${at(c)}/items/${next?.id ?? numberIn(c, 'item')}`, words.item.saved);
    },
  }),
);
routes.post(
  '/handovers/:id{[0-9]+}/items/:item{[0-9]+}/decline',
  action({
    form: forms.declineForm,
    again: itemScreen('decline'),
    run: async (tx, data, c) => {
      await commands.decline(tx, numberIn(c, 'id'), numberIn(c, 'item') ?? 0, data.reason);
      const next = (await askedOfMe(tx, numberIn(c, 'id')))[0];
      return done(next === undefined ? at(c) : `${at(c)}/items/${next.id}`, words.decline.done);
    },
  }),
);

routes.route('/', transferRoutes);
