import { Hono } from 'hono';
import { found, Refusal, type ReadTx } from '../../platform/db/transaction.ts';
import { numberIn, type Ctx, type Env } from '../../platform/web/context.ts';
import { filled, type FormState } from '../../platform/web/form.ts';
import { action, done, view, type Conflict, type Screen } from '../../platform/web/handlers.tsx';
import type { NavEntry } from '../../platform/web/navigation.ts';
import { hrefWith, pagingOf } from '../../platform/web/paging.ts';
import { peopleWithDuty } from '../../base/people/queries.ts';
import { personOffer } from '../../base/people/queries-offers.ts';
import { areaOptions } from '../../base/areas/queries.ts';
import { forumOptions } from '../meetings/queries-forums.ts';
import { stagesOf } from '../partnership/queries.ts';
import { nothingForm } from '../../platform/web/fields.ts';
import {
  answerPartner,
  answerProposal,
  askPartner,
  beginInitiative,
  changePart,
  changePlan,
  continueInitiative,
  endInitiative,
  giveOutFrom,
  leavePartner,
  proposeOwner,
  removeOutcome,
  reopenInitiative,
  startInitiative,
  tellOutcome,
  tieStage,
  untieStage,
} from './commands.ts';
import { cancelSession, changeSession, planSession, recordHeld, reflect } from './commands-sessions.ts';
import { exportInitiatives, exportSheet } from './exports.ts';
import {
  actionForm,
  answerForm,
  beginForm,
  cancelForm,
  continueForm,
  endForm,
  heldForm,
  leaveForm,
  outcomeForm,
  outcomeRemoveForm,
  partForm,
  partnerForm,
  planForm,
  proposeForm,
  reflectionForm,
  replyForm,
  sessionForm,
  stageForm,
  startForm,
} from './forms.ts';
import { BesideArea, BesideIssue, ExamplesPage, InitiativesPage, PlanForm } from './pages.tsx';
import { InitiativePage } from './pages-initiative.tsx';
import { ReflectForm, SessionForm, SessionPage, WholePage } from './pages-sessions.tsx';
import {
  actionsOf,
  bodyOffer,
  eventsOf,
  initiativeById,
  initiativeCount,
  initiativeList,
  initiativesOfArea,
  initiativesOfIssue,
  issueBehind,
  outcomesOf,
  ownBodies,
  partnersOf,
  reflectionsOf,
  sessionById,
  sessionsOf,
  successorsOf,
  tiedStages,
  type Initiative,
  type InitiativeFilter,
} from './queries.ts';
import { currentTargets, targetsMovedBy } from './queries-guidelines.ts';
import { loans } from './queries-lending.ts';
import { guidelineRoutes } from './routes-guidelines.tsx';
import { lendingRoutes } from './routes-lending.tsx';
import { openRoutes } from './routes-open.tsx';
import { surveyRoutes } from './routes-surveys.tsx';
import { states } from './rules.ts';
import { examples, words as exampleWords } from './words-examples.ja.ts';
import { words } from './words.ja.ts';

export const routes = new Hono<Env>();
export const navigation: NavEntry[] = [
  { place: 'improve', part: 'act', label: words.navigation, href: '/initiatives', duties: ['network'] },
];

/** On an issue's page: what is done about it together, and the way to begin. */
export async function besideIssue(tx: ReadTx, issue: { id: number; state: string }) {
  return (
    <BesideIssue
      lines={await initiativesOfIssue(tx, issue.id)}
      begin={
        (await mayBegin(tx)) && issue.state !== 'closed' && issue.state !== 'merged'
          ? `/initiatives/new?issue=${issue.id}`
          : null
      }
    />
  );
}

/** On an area's page among the checks: what a step may be seen by. */
export async function besideArea(tx: ReadTx, area_id: number) {
  return <BesideArea lines={await initiativesOfArea(tx, area_id)} />;
}

type State = FormState & { conflict?: Conflict };
const crumb = { label: words.navigation, href: '/initiatives' };
const crumbsOf = (initiative: Pick<Initiative, 'id' | 'title'>, last?: string) => [
  crumb,
  ...(last === undefined
    ? [{ label: initiative.title }]
    : [{ label: initiative.title, href: `/initiatives/${initiative.id}` }, { label: last }]),
];

const filterOf = (c: Ctx): InitiativeFilter => {
  const state = c.req.query('state') ?? '';
  const area = c.req.query('area_id') ?? '';
  return {
    q: (c.req.query('q') ?? '').trim().slice(0, 100),
    state: state === 'open' ? 'open' : (states.find((one) => one === state) ?? ''),
    area_id: /^[1-9][0-9]{0,15}$/.test(area) ? Number(area) : null,
    mine: (c.req.query('mine') ?? '') !== '',
  };
};

const mayBegin = async (tx: ReadTx): Promise<boolean> =>
  tx.has('initiative.manage') || (await ownBodies(tx)).length > 0;

routes.get(
  '/initiatives',
  view(async (tx, c) => {
    const filter = filterOf(c);
    const paging = pagingOf(c);
    const [lines, total, areas, begins] = await Promise.all([
      initiativeList(tx, filter, paging),
      initiativeCount(tx, filter),
      areaOptions(tx),
      mayBegin(tx),
    ]);
    return {
      title: words.list.title,
      body: (
        <InitiativesPage
          lines={lines}
          total={total}
          paging={paging}
          filter={filter}
          areas={areas}
          mayBegin={begins}
          href={(changes) => hrefWith(c, changes)}
        />
      ),
    };
  }),
);
routes.get(
  '/initiatives/export',
  view((tx, c) => exportInitiatives(c, tx, filterOf(c))),
);
routes.get(
  '/initiatives/examples',
  view(async (tx) => ({
    title: exampleWords.title,
    breadcrumbs: [crumb, { label: exampleWords.title }],
    body: <ExamplesPage mayBegin={await mayBegin(tx)} />,
  })),
);

// ---- beginning and planning -----------------------------------------------------------------------

const showNew = async (tx: ReadTx, state: State): Promise<Screen> => {
  if (!(await mayBegin(tx))) throw new Refusal(403);
  const issue = await issueBehind(tx, Number(state.values['issue_id']) || null);
  return {
    title: words.begin.title,
    width: 'form',
    breadcrumbs: [crumb, { label: words.begin.title }],
    body: (
      <PlanForm
        state={state}
        initiative={null}
        // Those who look after initiatives begin one for any body; everybody else for their own.
        bodies={await bodyOffer(tx, state.values, 'lead', { speaks: true })}
        areas={await areaOptions(tx)}
        forums={await forumOptions(tx)}
        issue={issue}
      />
    ),
  };
};
routes.get(
  '/initiatives/new',
  view(async (tx, c) => {
    const issue = await issueBehind(tx, Number(c.req.query('issue')) || null);
    const example = examples[Number(c.req.query('example') ?? 0) - 1];
    const area = issue
      ? await tx.db
          .selectFrom('issue_area')
          .where('issue_id', '=', issue.id)
          .select('area_id')
          .limit(2)
          .execute()
      : [];
    const own = await ownBodies(tx);
    return showNew(
      tx,
      filled({
        starts_on: tx.today,
        ...(own.length === 1 ? { lead: own[0]!.holder } : {}),
        ...(example === undefined ? {} : { title: example.title, ...example.plan }),
        ...(issue === undefined
          ? {}
          : {
              issue_id: issue.id,
              title: issue.title.slice(0, 80).toWellFormed(),
              shared_issue: (issue.description === '' ? issue.title : issue.description)
                .slice(0, 1000)
                .toWellFormed(),
              ...(area.length === 1 ? { area_id: area[0]!.area_id } : {}),
            }),
      }),
    );
  }),
);
routes.post(
  '/initiatives/new',
  action({
    form: beginForm,
    again: showNew,
    run: async (tx, data) => done(`/initiatives/${await beginInitiative(tx, data)}`, words.begin.saved),
  }),
);

const path = '/initiatives/:id{[0-9]+}';
const initiativeIn = async (tx: ReadTx, c: Ctx): Promise<Initiative> =>
  found(await initiativeById(tx, numberIn(c, 'id')));

async function showInitiative(tx: ReadTx, c: Ctx, state: Record<string, FormState>): Promise<Screen> {
  const initiative = await initiativeIn(tx, c);
  const { id } = initiative;
  const steers = initiative.may_steer && initiative.ended_on === null;
  const [partners, sessions, reflections, outcomes, actions, given, events, tied, tieable, moved, targets] =
    await Promise.all([
      partnersOf(tx, id),
      sessionsOf(tx, id),
      reflectionsOf(tx, id),
      outcomesOf(tx, id),
      actionsOf(tx, id),
      loans(tx, { initiative_id: id }),
      eventsOf(tx, id),
      tiedStages(tx, id),
      initiative.area_id === null ? [] : stagesOf(tx, initiative.area_id),
      targetsMovedBy(tx, id),
      currentTargets(tx),
    ]);
  const mayGiveOut = tx.has('meeting.manage');
  const taking = partners.filter((one) => one.state !== 'left');
  return {
    title: initiative.title,
    breadcrumbs: crumbsOf(initiative),
    body: (
      <InitiativePage
        initiative={initiative}
        issue={await issueBehind(tx, initiative.issue_id)}
        partners={partners}
        sessions={sessions}
        reflections={reflections}
        outcomes={outcomes}
        actions={actions}
        loans={given}
        events={events}
        tied={tied}
        tieable={tieable.filter((one) => one.taken_back_at === null)}
        moved={moved}
        targets={targets}
        bodies={
          steers
            ? await bodyOffer(tx, state['ask']?.values ?? {}, 'body', {
                except: taking.map(({ holder }) => holder),
              })
            : null
        }
        owners={mayGiveOut ? taking.map((one) => ({ value: one.holder, label: one.name })) : []}
        successors={
          steers
            ? await personOffer(tx, state['propose']?.values ?? {}, 'person_id', {
                which: successorsOf(id),
                near: {
                  title: words.handover.keepers,
                  ids: (await peopleWithDuty(tx, 'initiative.manage')).map((one) => one.id).slice(0, 12),
                },
              })
            : null
        }
        mayGiveOut={mayGiveOut}
        today={tx.today}
        zone={tx.actor.municipality.time_zone}
        state={state}
      />
    ),
  };
}
routes.get(
  path,
  view((tx, c) => showInitiative(tx, c, {})),
);
routes.get(
  `${path}/sheet.pdf`,
  view(async (tx, c) => exportSheet(c, tx, await initiativeIn(tx, c))),
);

const storedPlan = async (tx: ReadTx, c: Ctx): Promise<Record<string, unknown>> => {
  const { version, ...initiative } = await initiativeIn(tx, c);
  return { ...initiative, _version: version };
};
const showEdit = async (tx: ReadTx, state: State, c: Ctx): Promise<Screen> => {
  const initiative = await initiativeIn(tx, c);
  if (!initiative.may_steer) throw new Refusal(403, words.errors.notYours);
  return {
    title: words.plan.editTitle,
    width: 'form',
    breadcrumbs: crumbsOf(initiative, words.plan.editTitle),
    body: (
      <PlanForm
        state={state}
        initiative={initiative}
        bodies={null}
        areas={await areaOptions(tx)}
        forums={await forumOptions(tx)}
        issue={undefined}
      />
    ),
  };
};
routes.get(
  `${path}/edit`,
  view(async (tx, c) => showEdit(tx, filled(await storedPlan(tx, c)), c)),
);
routes.post(
  `${path}/edit`,
  action({
    form: planForm,
    again: showEdit,
    theirs: storedPlan,
    run: async (tx, data, c) => {
      const id = found(numberIn(c, 'id'));
      await changePlan(tx, id, data);
      return done(`/initiatives/${id}`, words.plan.saved);
    },
  }),
);

// ---- what is done on an initiative's own page -------------------------------------------------------

const at = (c: Ctx, anchor = ''): string => `/initiatives/${numberIn(c, 'id')}${anchor}`;
const again =
  (name: string) =>
  (tx: ReadTx, state: FormState, c: Ctx): Promise<Screen> =>
    showInitiative(tx, c, { [name]: state });

routes.post(
  `${path}/ask`,
  action({
    form: partnerForm,
    again: again('ask'),
    run: async (tx, data, c) => {
      await askPartner(tx, numberIn(c, 'id'), data);
      return done(at(c, '#partners'), words.partners.asked);
    },
  }),
);
routes.post(
  `${path}/part`,
  action({
    form: partForm,
    again: again('part'),
    run: async (tx, data, c) => {
      await changePart(tx, numberIn(c, 'id'), data);
      return done(at(c, '#partners'), words.partners.partChanged);
    },
  }),
);
routes.post(
  `${path}/leave`,
  action({
    form: leaveForm,
    run: async (tx, data, c) => {
      await leavePartner(tx, numberIn(c, 'id'), data.partner_id);
      return done(at(c, '#partners'), words.partners.leftFlash);
    },
  }),
);
routes.post(
  `${path}/answer`,
  action({
    form: answerForm,
    again: again('answer'),
    run: async (tx, data, c) => {
      await answerPartner(tx, numberIn(c, 'id'), data);
      return done(at(c, '#partners'), words.partners.sent);
    },
  }),
);
routes.post(
  `${path}/start`,
  action({
    form: startForm,
    again: again('start'),
    run: async (tx, data, c) => {
      await startInitiative(tx, numberIn(c, 'id'), data);
      return done(at(c), words.steps.started);
    },
  }),
);
routes.post(
  `${path}/continue`,
  action({
    form: continueForm,
    again: again('continue'),
    run: async (tx, data, c) => {
      await continueInitiative(tx, numberIn(c, 'id'), data);
      return done(at(c), words.steps.continued);
    },
  }),
);
routes.post(
  `${path}/end`,
  action({
    form: endForm,
    again: again('end'),
    run: async (tx, data, c) => {
      await endInitiative(tx, numberIn(c, 'id'), data);
      return done(at(c), words.steps.ended);
    },
  }),
);
routes.post(
  `${path}/reopen`,
  action({
    form: nothingForm,
    run: async (tx, _data, c) => {
      await reopenInitiative(tx, numberIn(c, 'id'));
      return done(at(c), words.steps.reopened);
    },
  }),
);
routes.post(
  `${path}/handover`,
  action({
    form: proposeForm,
    again: again('propose'),
    run: async (tx, data, c) => {
      const id = found(numberIn(c, 'id'));
      await proposeOwner(tx, id, data);
      return done(at(c, '#owner'), words.handover.proposed);
    },
  }),
);
routes.post(
  `${path}/handover/reply`,
  action({
    form: replyForm,
    again: again('reply'),
    run: async (tx, data, c) => {
      await answerProposal(tx, numberIn(c, 'id'), data);
      return done(at(c), data.accept === 'yes' ? words.handover.accepted : words.handover.declinedFlash);
    },
  }),
);
routes.post(
  `${path}/outcomes`,
  action({
    form: outcomeForm,
    again: again('outcome'),
    run: async (tx, data, c) => {
      await tellOutcome(tx, numberIn(c, 'id'), data);
      return done(at(c, '#outcomes'), words.outcomes.saved);
    },
  }),
);
routes.post(
  `${path}/outcomes/remove`,
  action({
    form: outcomeRemoveForm,
    run: async (tx, data, c) => {
      await removeOutcome(tx, numberIn(c, 'id'), data.outcome_id);
      return done(at(c, '#outcomes'), words.outcomes.removed);
    },
  }),
);
routes.post(
  `${path}/actions`,
  action({
    form: actionForm,
    again: again('action'),
    run: async (tx, data, c) => {
      await giveOutFrom(tx, numberIn(c, 'id'), data);
      return done(at(c, '#actions'), words.actions.given);
    },
  }),
);
routes.post(
  `${path}/stages`,
  action({
    form: stageForm,
    again: again('stage'),
    run: async (tx, data, c) => {
      await tieStage(tx, numberIn(c, 'id'), data.stage_id);
      return done(at(c, '#stages'), words.page.tied);
    },
  }),
);
routes.post(
  `${path}/stages/untie`,
  action({
    form: stageForm,
    run: async (tx, data, c) => {
      await untieStage(tx, numberIn(c, 'id'), data.stage_id);
      return done(at(c, '#stages'), words.page.untied);
    },
  }),
);

// ---- sittings and looking back ------------------------------------------------------------------------

const showSessionForm = async (tx: ReadTx, state: State, c: Ctx): Promise<Screen> => {
  const initiative = await initiativeIn(tx, c);
  if (!initiative.may_steer) throw new Refusal(403, words.errors.notYours);
  const asked = numberIn(c, 'session');
  const session = asked === null ? null : found(await sessionById(tx, initiative.id, asked));
  const title = session ? words.sessions.editTitle : words.sessions.add;
  return {
    title,
    width: 'form',
    breadcrumbs: crumbsOf(initiative, title),
    body: <SessionForm state={state} initiative={initiative} session={session} />,
  };
};
routes.get(
  `${path}/sessions/new`,
  view((tx, c) => showSessionForm(tx, filled({ kind: 'talk' }), c)),
);
routes.post(
  `${path}/sessions/new`,
  action({
    form: sessionForm,
    again: showSessionForm,
    run: async (tx, data, c) => {
      const id = found(numberIn(c, 'id'));
      const session_id = await planSession(tx, id, data);
      const session = await sessionById(tx, id, session_id);
      return done(
        `/initiatives/${id}/sessions/${session_id}`,
        session?.event_id == null ? words.sessions.saved : words.sessions.savedInCalendar,
      );
    },
  }),
);

const sessionPath = `${path}/sessions/:session{[0-9]+}`;
async function sessionIn(tx: ReadTx, c: Ctx) {
  const initiative = await initiativeIn(tx, c);
  return { initiative, session: found(await sessionById(tx, initiative.id, numberIn(c, 'session'))) };
}
async function showSession(tx: ReadTx, c: Ctx, state: { held?: State; cancel?: FormState }): Promise<Screen> {
  const { initiative, session } = await sessionIn(tx, c);
  const { families, helpers, record, version } = session;
  return {
    title: session.title,
    breadcrumbs: crumbsOf(initiative, session.title),
    body: (
      <SessionPage
        initiative={initiative}
        session={session}
        partners={await partnersOf(tx, initiative.id)}
        reflections={await reflectionsOf(tx, initiative.id, session.id)}
        today={tx.today}
        held={state.held ?? filled({ families, helpers, record, _version: version })}
        cancel={state.cancel}
      />
    ),
  };
}
routes.get(
  sessionPath,
  view((tx, c) => showSession(tx, c, {})),
);
const storedSession = async (tx: ReadTx, c: Ctx): Promise<Record<string, unknown>> => {
  const { session } = await sessionIn(tx, c);
  return { ...session, _version: session.version };
};
routes.get(
  `${sessionPath}/edit`,
  view(async (tx, c) => showSessionForm(tx, filled(await storedSession(tx, c)), c)),
);
const sessionHref = (c: Ctx): string =>
  `/initiatives/${numberIn(c, 'id')}/sessions/${numberIn(c, 'session')}`;
routes.post(
  `${sessionPath}/edit`,
  action({
    form: sessionForm,
    again: showSessionForm,
    theirs: storedSession,
    run: async (tx, data, c) => {
      await changeSession(tx, numberIn(c, 'id'), numberIn(c, 'session'), data);
      return done(sessionHref(c), words.sessions.changed);
    },
  }),
);
routes.post(
  `${sessionPath}/held`,
  action({
    form: heldForm,
    again: (tx, state, c) => showSession(tx, c, { held: state }),
    theirs: storedSession,
    run: async (tx, data, c) => {
      await recordHeld(tx, numberIn(c, 'id'), numberIn(c, 'session'), data);
      return done(sessionHref(c), words.sessions.recorded);
    },
  }),
);
routes.post(
  `${sessionPath}/cancel`,
  action({
    form: cancelForm,
    again: (tx, state, c) => showSession(tx, c, { cancel: state }),
    run: async (tx, data, c) => {
      await cancelSession(tx, numberIn(c, 'id'), numberIn(c, 'session'), data.reason);
      return done(sessionHref(c), words.sessions.cancelledFlash);
    },
  }),
);

async function showReflect(tx: ReadTx, state: State, c: Ctx): Promise<Screen> {
  const initiative = await initiativeIn(tx, c);
  const asked = numberIn(c, 'session');
  const session = asked === null ? null : found(await sessionById(tx, initiative.id, asked));
  const body = (await partnersOf(tx, initiative.id)).find(
    (one) => one.may_hold && one.holder === state.values['body'],
  );
  if (!body) throw new Refusal(403, words.errors.notYourBody);
  const title = session ? words.reflections.titleOf(session.title) : words.reflections.whole;
  return {
    title,
    width: 'form',
    breadcrumbs: crumbsOf(initiative, title),
    body: (
      <ReflectForm
        state={state}
        initiative={initiative}
        title={title}
        action={`${session ? sessionHref(c) : `/initiatives/${initiative.id}/reflections/whole`}/reflect?body=${body.holder}`}
        name={body.name}
      />
    ),
  };
}
/** What a body said before, to be mended; its key alone where it has not said anything. */
const saidBefore = async (tx: ReadTx, c: Ctx, body: string): Promise<Record<string, unknown>> => {
  const initiative = await initiativeIn(tx, c);
  const before = (await reflectionsOf(tx, initiative.id, numberIn(c, 'session'))).find(
    (one) => one.holder === body,
  );
  return before ? { ...before, body, _version: before.version } : { body };
};
for (const reflectPath of [`${sessionPath}/reflect`, `${path}/reflections/whole/reflect`]) {
  routes.get(
    reflectPath,
    view(async (tx, c) => showReflect(tx, filled(await saidBefore(tx, c, c.req.query('body') ?? '')), c)),
  );
  routes.post(
    reflectPath,
    action({
      form: reflectionForm,
      again: showReflect,
      theirs: (tx, c) => saidBefore(tx, c, c.req.query('body') ?? ''),
      run: async (tx, data, c) => {
        await reflect(tx, numberIn(c, 'id'), numberIn(c, 'session'), data);
        return done(
          numberIn(c, 'session') === null ? at(c, '/reflections/whole') : `${sessionHref(c)}#reflections`,
          words.reflections.saved,
        );
      },
    }),
  );
}
routes.get(
  `${path}/reflections/whole`,
  view(async (tx, c) => {
    const initiative = await initiativeIn(tx, c);
    return {
      title: words.reflections.whole,
      breadcrumbs: crumbsOf(initiative, words.reflections.whole),
      body: (
        <WholePage
          initiative={initiative}
          partners={await partnersOf(tx, initiative.id)}
          reflections={await reflectionsOf(tx, initiative.id, null)}
        />
      ),
    };
  }),
);

routes.route('/', lendingRoutes);
routes.route('/', surveyRoutes);
routes.route('/', guidelineRoutes);
routes.route('/', openRoutes);
