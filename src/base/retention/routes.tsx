import { Hono } from 'hono';
import { found, Refusal, type ReadTx } from '../../platform/db/transaction.ts';
import type { Crumb } from '../../platform/ui/page.tsx';
import { numberIn, type Ctx, type Env } from '../../platform/web/context.ts';
import { emptyForm, filled } from '../../platform/web/form.ts';
import { action, done, view, type Screen } from '../../platform/web/handlers.tsx';
import type { NavEntry } from '../../platform/web/navigation.ts';
import { nothingForm } from '../../platform/web/fields.ts';
import * as commands from './commands.ts';
import { sendCertificate } from './exports.ts';
import * as forms from './forms.ts';
import { DisposalPage } from './pages-disposals.tsx';
import { HoldForm, HoldsPage, TermForm } from './pages-holds.tsx';
import { DuePage, RegisterPage, type State } from './pages.tsx';
import {
  disposalById,
  disposals,
  dueRow,
  dueRows,
  dueTeams,
  holds,
  itemsOf,
  register,
  ruleByCode,
  termsOf,
  type RegisterLine,
} from './queries.ts';
import { routes as rights } from './routes-rights.tsx';
import { mostAtOnce } from './rules.ts';
import { words as rightsWords } from './words-rights.ja.ts';
import { labelOf, words } from './words.ja.ts';

export const routes = new Hono<Env>();
routes.route('/', rights);
export { setBesideRequest, setPersonRecords } from './routes-rights.tsx';

export const navigation: NavEntry[] = [
  {
    place: 'see',
    part: 'keep',
    label: words.navigation,
    href: '/retention',
    duties: ['retention.manage', 'retention.approve'],
  },
  { place: 'see', part: 'keep', label: rightsWords.navigation, href: '/rights', duties: ['rights.manage'] },
];

const crumb: Crumb = { label: words.register.title, href: '/retention' };
const keeps = (tx: ReadTx) => {
  if (!tx.has('retention.manage') && !tx.has('retention.approve')) throw new Refusal(404);
};
const manages = (tx: ReadTx) => {
  if (!tx.has('retention.manage')) throw new Refusal(404);
};

routes.get(
  '/retention',
  view(async (tx) => {
    keeps(tx);
    return {
      title: words.register.title,
      breadcrumbs: [{ label: words.register.title }],
      width: 'wide',
      body: (
        <RegisterPage
          lines={await register(tx)}
          waiting={await disposals(tx, true, 50)}
          past={await disposals(tx, false, 20)}
          held={(await holds(tx)).length}
          may_manage={tx.has('retention.manage')}
          zone={tx.actor.municipality.time_zone}
        />
      ),
    };
  }),
);

const holdsScreen =
  (sent: (c: Ctx) => number | null) =>
  async (tx: ReadTx, state: State, c: Ctx): Promise<Screen> => {
    keeps(tx);
    return {
      title: words.register.holds,
      breadcrumbs: [crumb, { label: words.register.holds }],
      body: (
        <HoldsPage
          rows={await holds(tx)}
          me={tx.actor.person_id!}
          zone={tx.actor.municipality.time_zone}
          sent={sent(c)}
          state={state}
        />
      ),
    };
  };
routes.get(
  '/retention/holds',
  view((tx, c) => holdsScreen(() => null)(tx, emptyForm, c)),
);
routes.post(
  '/retention/holds/:id{[0-9]+}/lift',
  action({
    form: forms.holdForm,
    again: holdsScreen((c) => numberIn(c, 'id')),
    run: async (tx, data, c) => {
      await commands.lift(tx, numberIn(c, 'id'), data);
      return done('/retention/holds', words.hold.lifted);
    },
  }),
);

/** A family's record is opened by its own team, a visit's by whoever reads visits; the desk counts and reads no more. */
const opens = (tx: ReadTx, kind: string, team_id: number | null): boolean =>
  kind === 'visit'
    ? tx.has('visit.read')
    : kind === 'account' || (team_id !== null && tx.session.case_teams.includes(team_id));

async function disposalScreen(tx: ReadTx, state: State, c: Ctx): Promise<Screen> {
  const disposal = found(await disposalById(tx, numberIn(c, 'id')));
  tx.opened({ action: 'disposal.open', subject_kind: 'disposal', subject_id: disposal.id });
  const title = words.disposal.title(disposal.id);
  return {
    title,
    breadcrumbs: [crumb, { label: title }],
    body: (
      <DisposalPage
        disposal={disposal}
        items={await itemsOf(tx, disposal.id)}
        mine={disposal.proposed_by === tx.actor.person_id}
        opens={opens(tx, disposal.kind, disposal.team_id)}
        zone={tx.actor.municipality.time_zone}
        state={state}
      />
    ),
  };
}
routes.get(
  '/retention/disposals/:id{[0-9]+}',
  view((tx, c) => disposalScreen(tx, emptyForm, c)),
);
routes.get(
  '/retention/disposals/:id{[0-9]+}/certificate',
  view(async (tx, c) => {
    const disposal = found(await disposalById(tx, numberIn(c, 'id')));
    if (disposal.done_at === null) throw new Refusal(404);
    return sendCertificate(c, tx, disposal, await itemsOf(tx, disposal.id));
  }),
);
const disposalAt = (c: Ctx) => `/retention/disposals/${numberIn(c, 'id')}`;
routes.post(
  '/retention/disposals/:id{[0-9]+}/decide',
  action({
    form: forms.decideForm,
    again: disposalScreen,
    run: async (tx, data, c) => {
      await commands.decide(tx, numberIn(c, 'id'), data);
      const said = data.decision === 'approve' ? words.disposal.approved : words.disposal.returnedDone;
      return done(disposalAt(c), said);
    },
  }),
);
routes.post(
  '/retention/disposals/:id{[0-9]+}/withdraw',
  action({
    form: nothingForm,
    run: async (tx, _data, c) => {
      await commands.withdraw(tx, numberIn(c, 'id'));
      return done(disposalAt(c), words.disposal.withdrawnDone);
    },
  }),
);

const codeIn = (c: Ctx): string => c.req.param('code') ?? '';
async function ruleIn(tx: ReadTx, c: Ctx): Promise<RegisterLine> {
  keeps(tx);
  const rule = found(await ruleByCode(tx, codeIn(c)));
  if (rule.way !== 'four_eyes') throw new Refusal(404);
  return rule;
}

async function dueScreen(tx: ReadTx, state: State, c: Ctx): Promise<Screen> {
  const rule = await ruleIn(tx, c);
  const typed = Number(state.values.team_id ?? c.req.query('team') ?? '');
  const team_id = Number.isSafeInteger(typed) && typed > 0 ? typed : null;
  return {
    title: rule.name,
    breadcrumbs: [crumb, { label: rule.name }],
    body: (
      <DuePage
        rule={rule}
        rows={await dueRows(tx, rule.code, team_id, mostAtOnce)}
        teams={rule.zone === 'case' ? await dueTeams(tx, rule.code) : []}
        team_id={team_id}
        terms={await termsOf(tx, rule.code)}
        may_manage={tx.has('retention.manage')}
        opens={(row) => opens(tx, rule.code, row.team_id)}
        state={state}
      />
    ),
  };
}
routes.get(
  '/retention/:code{[a-z_]+}',
  view((tx, c) => dueScreen(tx, emptyForm, c)),
);
routes.post(
  '/retention/:code{[a-z_]+}',
  action({
    form: forms.proposeForm,
    again: dueScreen,
    run: async (tx, data, c) => {
      const id = await commands.propose(tx, codeIn(c), data);
      return done(`/retention/disposals/${id}`, words.due.done((await itemsOf(tx, id)).length));
    },
  }),
);

async function termScreen(tx: ReadTx, state: State, c: Ctx): Promise<Screen> {
  manages(tx);
  const rule = await ruleIn(tx, c);
  return {
    title: words.term.title,
    width: 'form',
    breadcrumbs: [crumb, { label: rule.name, href: `/retention/${rule.code}` }, { label: words.term.title }],
    body: <TermForm rule={rule} state={state} />,
  };
}
routes.get(
  '/retention/:code{[a-z_]+}/term',
  view(async (tx, c) => {
    const rule = await ruleIn(tx, c);
    const { months, until_age, basis } = rule;
    return termScreen(tx, filled({ months, until_age, basis, valid_from: tx.today }), c);
  }),
);
routes.post(
  '/retention/:code{[a-z_]+}/term',
  action({
    form: forms.termForm,
    again: termScreen,
    run: async (tx, data, c) => {
      await commands.setTerm(tx, codeIn(c), data);
      return done(`/retention/${codeIn(c)}`, words.term.saved);
    },
  }),
);

async function holdScreen(tx: ReadTx, state: State, c: Ctx): Promise<Screen> {
  const rule = await ruleIn(tx, c);
  const due = found(await dueRow(tx, rule.code, numberIn(c, 'id')));
  const title = words.hold.title(labelOf(rule.code, due.label));
  return {
    title,
    width: 'form',
    breadcrumbs: [crumb, { label: rule.name, href: `/retention/${rule.code}` }, { label: title }],
    body: <HoldForm rule={rule} label={due.label} subject_id={due.subject_id} state={state} />,
  };
}
routes.get(
  '/retention/:code{[a-z_]+}/:id{[0-9]+}/hold',
  view((tx, c) => holdScreen(tx, emptyForm, c)),
);
routes.post(
  '/retention/:code{[a-z_]+}/:id{[0-9]+}/hold',
  action({
    form: forms.holdForm,
    again: holdScreen,
    run: async (tx, data, c) => {
      await commands.hold(tx, codeIn(c), numberIn(c, 'id'), data);
      return done(`/retention/${codeIn(c)}`, words.hold.done);
    },
  }),
);
