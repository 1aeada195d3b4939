import { Hono } from 'hono';
import { sql } from 'kysely';
import { found, Refusal, type ReadTx } from '../../platform/db/transaction.ts';
import type { Crumb } from '../../platform/ui/page.tsx';
import { numberIn, type Ctx, type Env } from '../../platform/web/context.ts';
import { emptyForm, type FormState } from '../../platform/web/form.ts';
import { action, done, view, type Screen } from '../../platform/web/handlers.tsx';
import { caseWorkers } from '../consultations/queries.ts';
import { nothingForm } from '../../platform/web/fields.ts';
import * as commands from './commands-transfer.ts';
import * as forms from './forms.ts';
import { AskTeamForm, TransferList, TransferPage, type TeamAsked } from './pages-transfer.tsx';
import { referenceOf } from './pages.tsx';
import {
  canBeAsked,
  teamsToAsk,
  transferActorsOn,
  transferById,
  transfersToAnswer,
  type Transfer,
} from './queries-transfer.ts';
import { actorsOn, handoverById, itemsOf } from './queries.ts';
import { mayDoItem, mayTransfer } from './rules.ts';
import { transferWords as words } from './words-transfer.ja.ts';
import { words as handoverWords } from './words.ja.ts';

export const transferRoutes = new Hono<Env>();

const crumb: Crumb = { label: handoverWords.list.title, href: '/handovers' };
const listCrumb: Crumb = { label: words.list.title, href: '/handovers/transfers' };

async function askForm(tx: ReadTx, state: FormState, c: Ctx): Promise<Screen> {
  const handover = found(await handoverById(tx, numberIn(c, 'id')));
  const items = (await itemsOf(tx, handover.id)).filter(
    (item) => canBeAsked(item) && mayDoItem(actorsOn(tx, handover, item), item.state, 'ask_team'),
  );
  const leads = handover.may_lead || handover.from_person_id === tx.actor.person_id;
  if (!leads || handover.cancelled_at !== null) throw new Refusal(404);
  tx.opened({
    action: 'handover.open_page',
    subject_kind: 'handover',
    subject_id: handover.id,
    detail: { case_ids: items.map((item) => item.case_id!) },
  });
  return {
    title: words.ask.title,
    zone: 'case',
    width: 'form',
    breadcrumbs: [
      crumb,
      { label: handoverWords.page.docTitle, href: `/handovers/${handover.id}` },
      { label: words.ask.title },
    ],
    body: (
      <AskTeamForm
        action={`/handovers/${handover.id}/transfer`}
        items={items.map((item) => ({
          id: item.id,
          label: referenceOf(item),
          help: item.headline ?? undefined,
        }))}
        teams={await teamsToAsk(tx, handover.team_id)}
        state={state}
      />
    ),
  };
}
transferRoutes.get(
  '/handovers/:id{[0-9]+}/transfer',
  view((tx, c) => askForm(tx, emptyForm, c)),
);
transferRoutes.post(
  '/handovers/:id{[0-9]+}/transfer',
  action({
    form: forms.askTeamForm,
    again: askForm,
    run: async (tx, data, c) =>
      done(
        `/handovers/${numberIn(c, 'id')}#transfers`,
        words.ask.done(await commands.askTeam(tx, numberIn(c, 'id'), data)),
      ),
  }),
);

/** What waits, by the team that is asked, with those who could take it. */
async function asked(tx: ReadTx, rows: readonly Transfer[]): Promise<TeamAsked[]> {
  const team_ids = [...new Set(rows.map((one) => one.to_team_id))];
  if (team_ids.length === 0) return [];
  const workers = await caseWorkers(tx, team_ids);
  const loads = await tx.db
    .selectFrom('support_case')
    .where('team_id', 'in', team_ids)
    .where('closed_on', 'is', null)
    .groupBy(['team_id', 'worker_id'])
    .select(['team_id', 'worker_id', sql<number>`count(*)::int`.as('cases')])
    .execute();
  return team_ids.map((team_id) => ({
    team_id,
    team: rows.find((one) => one.to_team_id === team_id)!.to_team,
    rows: rows.filter((one) => one.to_team_id === team_id),
    people: workers
      .filter((one) => one.team_id === team_id && one.id !== tx.actor.person_id)
      .map(({ id, name, role }) => ({
        id,
        name,
        role,
        cases: loads.find((load) => load.team_id === team_id && load.worker_id === id)?.cases ?? 0,
      })),
  }));
}

async function list(tx: ReadTx, state: FormState): Promise<Screen> {
  if (!tx.has('case.supervise') || tx.session.case_teams.length === 0) throw new Refusal(404);
  const rows = await transfersToAnswer(tx);
  tx.opened({
    action: 'handover.transfer_open',
    subject_kind: 'handover',
    detail: { transfers: rows.map((one) => one.id) },
  });
  return {
    title: words.list.title,
    zone: 'case',
    breadcrumbs: [crumb, { label: words.list.title }],
    body: <TransferList teams={await asked(tx, rows)} state={state} />,
  };
}
transferRoutes.get(
  '/handovers/transfers',
  view((tx) => list(tx, emptyForm)),
);
transferRoutes.post(
  '/handovers/transfers/take',
  action({
    form: forms.takeForm,
    again: list,
    run: async (tx, data) => done('/handovers', words.take.done(await commands.takeTransfers(tx, data))),
  }),
);

const page =
  (sent: 'refuse' | null) =>
  async (tx: ReadTx, state: FormState, c: Ctx): Promise<Screen> => {
    const one = found(await transferById(tx, numberIn(c, 'id')));
    if (!one.receives) throw new Refusal(404);
    tx.opened({
      action: 'handover.transfer_open',
      subject_kind: 'handover',
      detail: { transfers: [one.id] },
    });
    const may = mayTransfer(transferActorsOn(tx, one), one.state, 'accept');
    return {
      title: words.list.title,
      zone: 'case',
      width: 'form',
      breadcrumbs: [crumb, listCrumb, { label: words.list.number(one.id) }],
      body: (
        <TransferPage
          one={one}
          team={may ? ((await asked(tx, [one]))[0] ?? null) : null}
          sent={sent}
          state={state}
        />
      ),
    };
  };
transferRoutes.get(
  '/handovers/transfers/:id{[0-9]+}',
  view((tx, c) => page(null)(tx, emptyForm, c)),
);
transferRoutes.post(
  '/handovers/transfers/:id{[0-9]+}/decline',
  action({
    form: forms.refuseForm,
    again: page('refuse'),
    run: async (tx, data, c) => {
      await commands.refuseTransfer(tx, numberIn(c, 'id'), data.decline_reason);
      return done('/handovers/transfers', words.refuse.done);
    },
  }),
);
transferRoutes.post(
  '/handovers/transfers/:id{[0-9]+}/withdraw',
  action({
    form: nothingForm,
    run: async (tx, _data, c) => {
      const one = await commands.withdrawTransfer(tx, numberIn(c, 'id'));
      return done(`/handovers/${one.handover_id}#transfers`, words.page.withdrawn);
    },
  }),
);
