import { Hono } from 'hono';
import type { Child } from '../../platform/ui/jsx-runtime.ts';
import { found, Refusal, type ReadTx } from '../../platform/db/transaction.ts';
import { formatDateTime, monthStart } from '../../platform/ja/dates.ts';
import type { Crumb } from '../../platform/ui/page.tsx';
import { Timeline, type ResourceItem } from '../../platform/ui/records.tsx';
import { numberIn, type Ctx, type Env } from '../../platform/web/context.ts';
import { emptyForm } from '../../platform/web/form.ts';
import { action, done, view, type Screen } from '../../platform/web/handlers.tsx';
import type { NavEntry } from '../../platform/web/navigation.ts';
import { eachOnce, minutesToApprove, teamPeople } from '../conferences/queries.ts';
import { nothingForm } from '../../platform/web/fields.ts';
import * as balance from './commands-balance.ts';
import * as commands from './commands.ts';
import * as forms from './forms.ts';
import { CaseloadPage, CaseSupervisionPage, SupervisionPage, WeightsPage, type State } from './pages.tsx';
import { ProposalPage } from './pages-proposal.tsx';
import {
  caseWeight,
  checkIns,
  closingsWaiting,
  commentsOfCase,
  declinedWaiting,
  lastProposals,
  movesOf,
  ownTeams,
  proposalById,
  skills,
  teamLoad,
  weightList,
} from './queries.ts';
import { basisOf, stateOf } from './rules.ts';
import { words } from './words.ja.ts';

export const routes = new Hono<Env>();

export const navigation: NavEntry[] = [
  { place: 'support', label: words.navigation.caseload, href: '/caseload', duties: ['case.work'] },
  { place: 'support', label: words.navigation.supervision, href: '/supervision', duties: ['case.work'] },
];

const crumb: Crumb = { label: words.page.title, href: '/caseload' };
const works = (tx: ReadTx) => {
  if (!tx.has('case.work') || tx.session.case_teams.length === 0) throw new Refusal(404);
};

async function screen(tx: ReadTx, c: Ctx, sent: 'check-in' | 'limit' | null, state: State): Promise<Screen> {
  works(tx);
  const teams = await ownTeams(tx);
  const asked = c.req.query('team');
  const team = asked === undefined ? teams[0]! : found(teams.find((one) => String(one.id) === asked));
  tx.opened({ action: 'caseload.open', subject_kind: 'team', subject_id: team.id });
  return {
    title: words.page.title,
    zone: 'case',
    breadcrumbs: [{ label: words.page.title }],
    body: (
      <CaseloadPage
        teams={teams}
        team={team}
        load={await teamLoad(tx, team.id)}
        own={await checkIns(tx, { person_id: tx.actor.person_id! }, 12)}
        me={tx.actor.person_id!}
        month={monthStart(tx.today)}
        may_lead={tx.has('case.supervise')}
        proposals={
          tx.has('case.supervise')
            ? (await lastProposals(tx, team.id)).map((one) => ({ ...one, state: stateOf(one, tx.now) }))
            : []
        }
        zone={tx.actor.municipality.time_zone}
        sent={sent}
        state={state}
      />
    ),
  };
}
routes.get(
  '/caseload',
  view((tx, c) => screen(tx, c, null, emptyForm)),
);
routes.post(
  '/caseload/check-in',
  action({
    form: forms.checkInForm,
    again: (tx, state, c) => screen(tx, c, 'check-in', state),
    run: async (tx, data) => {
      await commands.checkIn(tx, data);
      return done('/caseload', words.checkIn.saved);
    },
  }),
);
routes.post(
  '/caseload/limits',
  action({
    form: forms.limitForm,
    again: (tx, state, c) => screen(tx, c, 'limit', state),
    run: async (tx, data, c) => {
      const team_id = Number(c.req.query('team') ?? 0);
      await commands.setLimit(tx, team_id, data);
      return done(`/caseload?team=${team_id}`, words.limits.saved);
    },
  }),
);

async function weightsScreen(tx: ReadTx, state: State): Promise<Screen> {
  works(tx);
  return {
    title: words.weights.title,
    zone: 'case',
    width: 'form',
    breadcrumbs: [crumb, { label: words.weights.title }],
    body: <WeightsPage weights={await weightList(tx)} may_change={tx.has('case.supervise')} state={state} />,
  };
}
routes.get(
  '/caseload/weights',
  view((tx) => weightsScreen(tx, emptyForm)),
);
routes.post(
  '/caseload/weights',
  action({
    form: forms.weightsForm,
    again: weightsScreen,
    run: async (tx, data) => {
      await commands.setWeights(tx, data);
      return done('/caseload/weights', words.weights.saved);
    },
  }),
);

routes.post(
  '/caseload/proposals',
  action({
    form: forms.teamForm,
    run: async (tx, data) => done(`/caseload/proposals/${await balance.askForBalance(tx, data.team_id)}`),
  }),
);
routes.get(
  '/caseload/proposals/:id{[0-9]+}',
  view(async (tx, c) => {
    const proposal = found(await proposalById(tx, numberIn(c, 'id')));
    const state = stateOf(proposal, tx.now);
    const moves = await movesOf(tx, proposal.id);
    // While it is being worked on, the page asks again by itself and shows nobody.
    if (state === 'running') c.header('Refresh', '1');
    else tx.opened({ action: 'caseload.open', subject_kind: 'team', subject_id: proposal.team_id });
    const stale = state === 'done' && basisOf(await teamLoad(tx, proposal.team_id), moves) !== proposal.basis;
    return {
      title: words.proposal.titles[state],
      zone: 'case',
      breadcrumbs: [crumb, { label: words.proposal.title }],
      body: (
        <ProposalPage
          proposal={proposal}
          state={state}
          moves={moves}
          stale={stale}
          zone={tx.actor.municipality.time_zone}
        />
      ),
    };
  }),
);
routes.post(
  '/caseload/proposals/:id{[0-9]+}/give-up',
  action({
    form: nothingForm,
    run: async (tx, _data, c) => {
      await balance.giveUpBalance(tx, numberIn(c, 'id'));
      return done(`/caseload/proposals/${numberIn(c, 'id')}`, words.proposal.givenUp);
    },
  }),
);
for (const [path, taken, flash] of [
  ['take', true, words.proposal.takenFlash],
  ['leave', false, words.proposal.leftFlash],
] as const) {
  routes.post(
    `/caseload/proposals/:id{[0-9]+}/:case{[0-9]+}/${path}`,
    action({
      form: nothingForm,
      run: async (tx, _data, c) => {
        await commands.decideMove(tx, numberIn(c, 'id'), numberIn(c, 'case'), taken);
        return done(`/caseload/proposals/${numberIn(c, 'id')}`, flash);
      },
    }),
  );
}

const caseScreen =
  (sent: 'facts' | 'comment' | null) =>
  async (tx: ReadTx, state: State, c: Ctx): Promise<Screen> => {
    const one = found(await caseWeight(tx, numberIn(c, 'id')));
    tx.opened({ action: 'case.open', subject_kind: 'case', subject_id: one.id });
    return {
      title: words.casePage.title,
      zone: 'case',
      breadcrumbs: [crumb, { label: words.casePage.title }],
      body: (
        <CaseSupervisionPage
          one={one}
          comments={await commentsOfCase(tx, one.id)}
          may_comment={tx.has('case.supervise')}
          sent={sent}
          state={state}
          zone={tx.actor.municipality.time_zone}
        />
      ),
    };
  };
routes.get(
  '/supervision/cases/:id{[0-9]+}',
  view((tx, c) => caseScreen(null)(tx, emptyForm, c)),
);
routes.post(
  '/supervision/cases/:id{[0-9]+}/facts',
  action({
    form: forms.factsForm,
    again: caseScreen('facts'),
    theirs: async (tx, c) => found(await caseWeight(tx, numberIn(c, 'id'))),
    run: async (tx, data, c) => {
      await commands.setFacts(tx, numberIn(c, 'id'), data);
      return done(`/supervision/cases/${numberIn(c, 'id')}`, words.facts.saved);
    },
  }),
);
routes.post(
  '/supervision/cases/:id{[0-9]+}/comments',
  action({
    form: forms.commentForm,
    again: caseScreen('comment'),
    run: async (tx, data, c) => {
      await commands.comment(tx, numberIn(c, 'id'), data.body);
      return done(`/supervision/cases/${numberIn(c, 'id')}`, words.comment.saved);
    },
  }),
);

/** What waits for the supervisor: few kinds, each leading to where it is decided. */
async function approvals(tx: ReadTx): Promise<ResourceItem[]> {
  return [
    ...(await closingsWaiting(tx, 20)).map((one) => ({
      title: `${words.caseNumber(one.fiscal_year, one.number)}　${one.headline}`,
      href: `/cases/${one.id}`,
      text: words.supervision.closing,
      meta: words.supervision.worker(one.worker ?? ''),
    })),
    ...(await minutesToApprove(tx, 20)).map((one) => ({
      title: `${words.supervision.minutes}　${words.day(one.held_on)}`,
      href: `/conferences/${one.id}`,
    })),
    ...(await declinedWaiting(tx, 20)).map((one) => ({
      title: words.supervision.handover(one.leaver ?? '', one.count),
      href: `/handovers/${one.id}`,
    })),
  ];
}

async function supervisionScreen(tx: ReadTx, state: State, sent: boolean): Promise<Screen> {
  works(tx);
  const may_lead = tx.has('case.supervise');
  tx.opened({ action: 'supervision.open', subject_kind: 'team', subject_id: tx.session.case_teams[0]! });
  return {
    title: words.supervision.title,
    zone: 'case',
    breadcrumbs: [{ label: words.supervision.title }],
    body: (
      <SupervisionPage
        approvals={may_lead ? await approvals(tx) : []}
        checkIns={may_lead ? await checkIns(tx, { team_ids: tx.session.case_teams }) : []}
        skills={await skills(tx)}
        people={eachOnce(await teamPeople(tx, tx.session.case_teams, tx.today))}
        may_lead={may_lead}
        me={tx.actor.person_id!}
        today={tx.today}
        sent={sent}
        state={state}
      />
    ),
  };
}
routes.get(
  '/supervision',
  view((tx) => supervisionScreen(tx, emptyForm, false)),
);
routes.post(
  '/supervision/skills',
  action({
    form: forms.skillForm,
    again: (tx, state) => supervisionScreen(tx, state, true),
    run: async (tx, data) => {
      await commands.addSkill(tx, data);
      return done('/supervision#skills', words.skills.added);
    },
  }),
);
routes.post(
  '/supervision/skills/:id{[0-9]+}/remove',
  action({
    form: nothingForm,
    run: async (tx, _data, c) => {
      await commands.removeSkill(tx, numberIn(c, 'id'));
      return done('/supervision#skills', words.skills.removed);
    },
  }),
);

/** On a case's page: what its supervisor wrote, newest first. */
export async function besideCase(tx: ReadTx, { id }: { id: number }): Promise<Child> {
  const comments = await commentsOfCase(tx, id);
  if (comments.length === 0) return null;
  return (
    <Timeline
      label={words.comment.title}
      entries={comments.slice(0, 5).map((one) => ({
        when: formatDateTime(one.written_at, tx.actor.municipality.time_zone),
        actor: one.writer,
        text: one.body,
      }))}
    />
  );
}
