import { Hono } from 'hono';
import { found, Refusal, type ReadTx } from '../../platform/db/transaction.ts';
import {
  addDays,
  fiscalYearEnd,
  fiscalYearStart,
  formatDate,
  formatFiscalYear,
  formatMonth,
  isIsoDate,
  monthEnd,
} from '../../platform/ja/dates.ts';
import { numberIn, type Ctx, type Env } from '../../platform/web/context.ts';
import { emptyForm, type FormState } from '../../platform/web/form.ts';
import { action, done, view, type Conflict, type Screen } from '../../platform/web/handlers.tsx';
import type { NavEntry } from '../../platform/web/navigation.ts';
import { cancelVisit } from '../visits/commands.ts';
import { coordinators } from '../visits/queries.ts';
import { nothingForm } from '../../platform/web/fields.ts';
import {
  acceptMonths,
  aroundLine,
  lockLines,
  moveLine,
  sayProblem,
  undoAcceptance,
  undoMove,
} from './commands-lines.ts';
import { createProposal, discardProposal, requestSolve } from './commands.ts';
import { sendDay, sendPlan } from './exports.ts';
import { lockForm, lostForm, monthsForm, moveForm, proposalForm, solveForm } from './forms.ts';
import { DayPage } from './pages-day.tsx';
import { LinePage } from './pages-line.tsx';
import { LostPage } from './pages-lost.tsx';
import { MonthPage } from './pages-month.tsx';
import { NoProposalPage, proposalHref, SolvingPage } from './pages-begin.tsx';
import { OverviewPage } from './pages-overview.tsx';
import { daySheet, outlineOf } from './queries-day.ts';
import { factsFor, settingOf } from './queries-facts.ts';
import {
  acceptancesOf,
  lineById,
  lostVisits,
  missingOf,
  planCalls,
  proposalById,
  proposalOf,
  stateOf,
  type Proposal,
} from './queries.ts';
import { problemsOf, sumsBy, waysBetween } from './rules-figures.ts';
import { workOf } from './rules-year.ts';
import { agencyRoutes } from './routes-agencies.tsx';
import { peopleRoutes } from './routes-people.tsx';
import { words } from './words.ja.ts';

export const routes = new Hono<Env>();
routes.route('/', agencyRoutes);
routes.route('/', peopleRoutes);

export const navigation: NavEntry[] = [
  {
    place: 'improve',
    part: 'visit',
    label: words.overview.navigation,
    href: '/round-plan',
    duties: ['visit.read'],
  },
  {
    place: 'improve',
    part: 'visit',
    label: words.agencies.navigation,
    href: '/agency-rounds',
    duties: ['round.share'],
  },
  {
    place: 'improve',
    part: 'visit',
    label: words.times.navigation,
    href: '/my-facility/call-times',
    duties: ['facility.answer'],
  },
];

const w = words.overview;

function mustRead(tx: ReadTx): void {
  if (!tx.has('visit.read')) throw new Refusal(404);
}

const yearIn = (c: Ctx): number => {
  const year = Number(c.req.param('fiscal_year'));
  if (year < 1990 || year > 2100) throw new Refusal(404);
  return year;
};
const crumbsOf = (fiscal_year: number, ...more: { label: string; href?: string }[]) => [
  { label: w.title(formatFiscalYear(fiscal_year)), href: proposalHref(fiscal_year) },
  ...more,
];
/** The proposal of the year in the address; 404 when there is none. */
const proposalIn = async (tx: ReadTx, c: Ctx): Promise<Proposal> =>
  found((await proposalOf(tx, yearIn(c)))?.proposal);

routes.get(
  '/round-plan',
  view(async (tx, c) => {
    mustRead(tx);
    return c.redirect(proposalHref(tx.fiscal_year), 303);
  }),
);

async function showOverview(tx: ReadTx, state: FormState, c: Ctx): Promise<Screen | Response> {
  mustRead(tx);
  const fiscal_year = yearIn(c);
  const title = w.title(formatFiscalYear(fiscal_year));
  const breadcrumbs = [{ label: title }];
  const year = await proposalOf(tx, fiscal_year);
  const proposal = year?.proposal ?? null;
  if (year === null || proposal === null) {
    const soon = addDays(tx.today, 7);
    const first_day = soon < fiscalYearStart(fiscal_year) ? fiscalYearStart(fiscal_year) : soon;
    return {
      title,
      breadcrumbs,
      width: 'form',
      body: (
        <NoProposalPage
          fiscal_year={fiscal_year}
          round={year?.round ?? null}
          first_day={first_day}
          may_plan={tx.has('visit.plan') && first_day <= fiscalYearEnd(fiscal_year)}
          state={state}
        />
      ),
    };
  }
  if (stateOf(proposal) === 'solving') {
    c.header('Refresh', '2');
    return { title, breadcrumbs, body: <SolvingPage fiscal_year={fiscal_year} proposal={proposal} /> };
  }
  const [facts, calls] = [
    await factsFor(tx, year.round, proposal.from_on, proposal.to_on),
    await planCalls(tx, proposal),
  ];
  if (c.req.query('format') !== undefined) return sendPlan(c, tx, fiscal_year, calls, facts.about);
  const ways = waysBetween(facts.setting, facts.facilities);
  const minutes = (worker: (typeof facts.workers)[number]): number => {
    let sum = 0;
    for (let on = proposal.from_on; on <= proposal.to_on; on = addDays(on, 1)) {
      const work = workOf(worker, on);
      if (work !== null) sum += work[1] - work[0];
    }
    return sum;
  };
  const people = new Map(
    calls.map((call) => [call.person_id, { id: call.person_id, name: call.person, minutes: 0 }]),
  );
  for (const worker of facts.workers)
    people.set(worker.id, { id: worker.id, name: worker.name, minutes: minutes(worker) });
  const seen = new Set(calls.map((call) => call.facility_id));
  return {
    title,
    breadcrumbs,
    body: (
      <OverviewPage
        fiscal_year={fiscal_year}
        round={year.round}
        proposal={proposal}
        failed={stateOf(proposal) === 'failed'}
        calls={calls}
        people={[...people.values()]}
        sums={
          new Map([
            ...sumsBy(ways, calls, (call) => String(call.person_id)),
            ...sumsBy(ways, calls, (call) => `${call.person_id} ${call.planned_on.slice(0, 7)}`),
          ])
        }
        missing={await missingOf(tx, proposal.id)}
        acceptances={await acceptancesOf(tx, proposal.id)}
        covered={{
          done: facts.needs.filter(
            (need) => need.planned_count > 0 && (need.visits_this_year > 0 || seen.has(need.facility_id)),
          ).length,
          all: facts.needs.filter((need) => need.planned_count > 0).length,
        }}
        today={tx.today}
        zone={tx.actor.municipality.time_zone}
        may_plan={tx.has('visit.plan')}
        state={state}
      />
    ),
  };
}

const base = '/rounds/:fiscal_year{[0-9]+}/proposal';
const overviewAgain = async (tx: ReadTx, state: FormState, c: Ctx): Promise<Screen> =>
  (await showOverview(tx, state, c)) as Screen;

routes.get(
  base,
  view((tx, c) => showOverview(tx, emptyForm, c)),
);
routes.post(
  base,
  action({
    form: proposalForm,
    again: overviewAgain,
    run: async (tx, data, c) => {
      await createProposal(tx, yearIn(c), data);
      return done(proposalHref(yearIn(c)), w.created);
    },
  }),
);
routes.post(
  `${base}/solve`,
  action({
    form: solveForm,
    run: async (tx, data, c) => {
      if (!tx.has('visit.plan')) throw new Refusal(403);
      await requestSolve(tx, (await proposalIn(tx, c)).id, data);
      return done(proposalHref(yearIn(c)), w.solving);
    },
  }),
);
routes.post(
  `${base}/accept`,
  action({
    form: monthsForm,
    again: overviewAgain,
    run: async (tx, data, c) => {
      if (!tx.has('visit.plan')) throw new Refusal(403);
      const visits = await acceptMonths(tx, (await proposalIn(tx, c)).id, data.months);
      return done(proposalHref(yearIn(c)), w.accepted(visits));
    },
  }),
);
routes.post(
  `${base}/acceptances/:id{[0-9]+}/undo`,
  action({
    form: nothingForm,
    run: async (tx, _data, c) => {
      if (!tx.has('visit.plan')) throw new Refusal(403);
      const visits = await undoAcceptance(tx, (await proposalIn(tx, c)).id, found(numberIn(c, 'id')));
      return done(proposalHref(yearIn(c)), w.undone(visits));
    },
  }),
);
routes.post(
  `${base}/discard`,
  action({
    form: nothingForm,
    run: async (tx, _data, c) => {
      if (!tx.has('visit.plan')) throw new Refusal(403);
      await discardProposal(tx, (await proposalIn(tx, c)).id);
      return done(proposalHref(yearIn(c)), w.discarded);
    },
  }),
);
routes.post(
  `${base}/lock`,
  action({
    form: lockForm,
    run: async (tx, data, c) => {
      if (!tx.has('visit.plan')) throw new Refusal(403);
      const count = await lockLines(tx, (await proposalIn(tx, c)).id, data.line_ids, data.locked);
      const said = data.locked ? words.month.lockedDone(count) : words.month.unlockedDone(count);
      const line = /^[1-9][0-9]{0,15}$/.exec(c.req.query('line') ?? '')?.[0];
      if (line !== undefined) return done(`/round-lines/${line}`, said);
      const month = /^[0-9]{4}-[0-9]{2}$/.exec(c.req.query('month') ?? '')?.[0];
      return done(proposalHref(yearIn(c), month === undefined ? '' : `/months/${month}`), said);
    },
  }),
);

routes.get(
  `${base}/months/:month{[0-9]{4}-[0-9]{2}}`,
  view(async (tx, c) => {
    mustRead(tx);
    const fiscal_year = yearIn(c);
    const month = c.req.param('month')!;
    if (!isIsoDate(`${month}-01`)) throw new Refusal(404);
    const proposal = await proposalIn(tx, c);
    if (stateOf(proposal) === 'solving') return c.redirect(proposalHref(fiscal_year), 303);
    const around = await aroundLine(tx, { ...proposal, fiscal_year }, null);
    const calls = await planCalls(tx, proposal, { from_on: `${month}-01`, to_on: monthEnd(`${month}-01`) });
    const problems = new Map(
      calls
        .filter((call) => call.line_id !== null && call.visit_id === null)
        .map((call) => [
          call.line_id!,
          problemsOf(call, {
            ...around,
            others: around.others.filter((other) => (other as typeof call).line_id !== call.line_id),
          }).map((problem) => sayProblem(problem, around)),
        ]),
    );
    return {
      title: words.month.title(month),
      breadcrumbs: crumbsOf(fiscal_year, { label: formatMonth(month) }),
      islands: ['improvement/rounds/board'],
      body: (
        <MonthPage
          fiscal_year={fiscal_year}
          month={month}
          from_on={proposal.from_on}
          to_on={proposal.to_on}
          calls={calls}
          people={around.facts.workers}
          problems={problems}
          change={proposal.change?.code === 'moved' ? words.change(proposal.change) : null}
          may_plan={tx.has('visit.plan')}
        />
      ),
    };
  }),
);

async function showLine(tx: ReadTx, state: FormState & { conflict?: Conflict }, c: Ctx): Promise<Screen> {
  mustRead(tx);
  const line = found(await lineById(tx, found(numberIn(c, 'id'))));
  const proposal = found(await proposalById(tx, line.proposal_id));
  const around = await aroundLine(tx, proposal, line);
  return {
    title: words.line.title(line.facility),
    width: 'form',
    breadcrumbs: crumbsOf(
      line.fiscal_year,
      {
        label: formatMonth(line.planned_on),
        href: proposalHref(line.fiscal_year, `/months/${line.planned_on.slice(0, 7)}`),
      },
      { label: line.facility },
    ),
    body: (
      <LinePage
        line={line}
        people={around.facts.workers}
        problems={
          line.visit_id === null ? problemsOf(line, around).map((problem) => sayProblem(problem, around)) : []
        }
        state={state}
      />
    ),
  };
}

routes.get(
  '/round-lines/:id{[0-9]+}',
  view((tx, c) => showLine(tx, emptyForm, c)),
);
routes.post(
  '/round-lines/:id{[0-9]+}',
  action({
    form: moveForm,
    again: showLine,
    theirs: async (tx, c) => ({ ...(await lineById(tx, numberIn(c, 'id') ?? 0)) }),
    run: async (tx, data, c) => {
      const id = found(numberIn(c, 'id'));
      const change = await moveLine(tx, id, data);
      const line = found(await lineById(tx, id));
      return data.from === 'board'
        ? done(proposalHref(line.fiscal_year, `/months/${line.planned_on.slice(0, 7)}`), words.change(change))
        : done(`/round-lines/${id}`, words.change(change));
    },
  }),
);
routes.post(
  '/round-lines/:id{[0-9]+}/undo',
  action({
    form: nothingForm,
    run: async (tx, _data, c) => {
      const id = found(numberIn(c, 'id'));
      await undoMove(tx, id);
      return done(`/round-lines/${id}`, words.line.undone);
    },
  }),
);

// ---- a day -----------------------------------------------------------------------------------

async function showDay(tx: ReadTx, c: Ctx, on: string): Promise<Screen | Response> {
  mustRead(tx);
  const people = await coordinators(tx);
  const asked = Number(c.req.query('person') ?? 0);
  const person =
    people.find((one) => one.id === asked) ??
    people.find((one) => one.id === tx.actor.person_id) ??
    people[0];
  const sheet = person ? await daySheet(tx, on, person.id, (await settingOf(tx)).place) : null;
  if (c.req.query('format') === 'pdf' && sheet !== null && sheet.stops.length > 0)
    return sendDay(c, tx, sheet);
  return {
    title: words.day.title(formatDate(on)),
    breadcrumbs: [{ label: words.day.title(formatDate(on)) }],
    body: (
      <DayPage
        on={on}
        sheet={sheet}
        people={people}
        boundary={await outlineOf(tx)}
        goesOut={tx.has('visit.record') && tx.session.teams.length > 0}
      />
    ),
  };
}
routes.get(
  '/round-days',
  view(async (tx, c) => {
    mustRead(tx);
    const asked = c.req.query('on') ?? '';
    const person = /^[1-9][0-9]{0,15}$/.exec(c.req.query('person') ?? '')?.[0];
    const on = isIsoDate(asked) ? asked : tx.today;
    return c.redirect(`/round-days/${on}${person === undefined ? '' : `?person=${person}`}`, 303);
  }),
);
routes.get(
  '/round-days/:on{[0-9]{4}-[0-9]{2}-[0-9]{2}}',
  view(async (tx, c) => {
    const on = c.req.param('on')!;
    if (!isIsoDate(on)) throw new Refusal(404);
    return showDay(tx, c, on);
  }),
);

// ---- what did not take place -----------------------------------------------------------------

/** Days after which a visit without a record is asked about here. */
const patience = 7;
routes.get(
  '/rounds/:fiscal_year{[0-9]+}/lost',
  view(async (tx, c) => {
    mustRead(tx);
    const fiscal_year = yearIn(c);
    return {
      title: words.lost.title,
      breadcrumbs: crumbsOf(fiscal_year, { label: words.lost.title }),
      body: (
        <LostPage
          fiscal_year={fiscal_year}
          visits={await lostVisits(tx, fiscal_year, addDays(tx.today, -patience))}
          may_plan={tx.has('visit.plan')}
        />
      ),
    };
  }),
);
routes.post(
  '/rounds/:fiscal_year{[0-9]+}/lost/:id{[0-9]+}',
  action({
    form: lostForm,
    run: async (tx, data, c) => {
      await cancelVisit(tx, found(numberIn(c, 'id')), {
        ...data,
        planned_on: null,
        planned_from: null,
        planned_to: null,
      });
      return done(`/rounds/${yearIn(c)}/lost`, words.lost.done);
    },
  }),
);
