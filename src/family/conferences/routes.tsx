import { Hono } from 'hono';
import type { Child } from '../../platform/ui/jsx-runtime.ts';
import { found, Refusal, type ReadTx } from '../../platform/db/transaction.ts';
import { addDays, formatDate } from '../../platform/ja/dates.ts';
import { StatusBadge } from '../../platform/ui/feedback.tsx';
import type { Crumb } from '../../platform/ui/page.tsx';
import { ResourceList } from '../../platform/ui/records.tsx';
import { numberIn, type Ctx, type Env } from '../../platform/web/context.ts';
import { emptyForm, filled } from '../../platform/web/form.ts';
import { action, autosave, done, view, type Screen } from '../../platform/web/handlers.tsx';
import type { NavEntry } from '../../platform/web/navigation.ts';
import { hrefWith, pagingOf } from '../../platform/web/paging.ts';
import { nothingForm } from '../../platform/web/fields.ts';
import { personOffer } from '../../base/people/queries-offers.ts';
import * as commands from './commands.ts';
import { sendMinutes } from './exports.ts';
import * as forms from './forms.ts';
import { ConferenceList, ConferencePage, SecrecyPage, TaskPage, type State } from './pages.tsx';
import { CaseNotesForm, ConferenceForm, FactsPage, ItemForm, PeoplePage, SeatForm } from './pages-forms.tsx';
import {
  caseHead,
  casesOf,
  conferenceById,
  conferenceList,
  conferencesOfCase,
  conferenceTask,
  decisionsOf,
  invitations,
  itemsOf,
  laidFacts,
  minutesDraftOf,
  openCases,
  earlierGuests,
  outsidersOf,
  ownShare,
  rolesOf,
  seatsOf,
  eachOnce,
  teamPeople,
  type Conference,
} from './queries.ts';
import { choosableFacts } from './queries-facts.ts';
import { accessDays, conferenceState, kinds, mayDo, type ConferenceAction } from './rules.ts';
import { say, stateWords, words } from './words.ja.ts';

export const routes = new Hono<Env>();

export const navigation: NavEntry[] = [
  {
    place: 'support',
    label: words.navigation.conferences,
    href: '/conferences',
    duties: ['case.work'],
  },
];

const at = (c: Ctx) => `/conferences/${numberIn(c, 'id')}`;
const listCrumb: Crumb = { label: words.list.title, href: '/conferences' };
const crumbs = (conference: Pick<Conference, 'id' | 'kind'>, last?: string): Crumb[] => [
  listCrumb,
  last === undefined
    ? { label: say.title(conference.kind, conference.id) }
    : { label: say.title(conference.kind, conference.id), href: `/conferences/${conference.id}` },
  ...(last === undefined ? [] : [{ label: last }]),
];
const queryId = (c: Ctx, name: string): number | null => {
  const text = c.req.query(name) ?? '';
  return /^[1-9][0-9]{0,15}$/.test(text) ? Number(text) : null;
};

routes.get(
  '/conferences',
  view(async (tx, c) => {
    const invited = await invitations(tx);
    const may_call = tx.has('case.work') && tx.session.case_teams.length > 0;
    const filter = {
      state: (['open', 'done'] as const).find((one) => one === c.req.query('state')) ?? null,
      kind: kinds.find((one) => one === c.req.query('kind')) ?? null,
    };
    const paging = pagingOf(c);
    return {
      title: words.list.title,
      zone: 'case',
      breadcrumbs: [{ label: words.list.title }],
      body: (
        <ConferenceList
          list={may_call ? await conferenceList(tx, filter, paging) : { rows: [], total: 0 }}
          invited={invited}
          filter={filter}
          paging={paging}
          zone={tx.actor.municipality.time_zone}
          href={(page) => hrefWith(c, { page })}
          removeHref={(name) => hrefWith(c, { [name]: null })}
          may_call={may_call}
        />
      ),
    };
  }),
);

async function newForm(tx: ReadTx, state: State, c: Ctx): Promise<Screen> {
  if (!tx.has('case.work') || tx.session.case_teams.length === 0) throw new Refusal(404);
  const typed = state.values.case_id;
  const id = queryId(c, 'case') ?? (typeof typed === 'string' && /^\d+$/.test(typed) ? Number(typed) : null);
  const kind = (state.values.kind ?? c.req.query('kind')) === 'internal' ? 'internal' : 'case';
  const head = kind === 'case' ? found(await caseHead(tx, id)) : null;
  const cases = kind === 'internal' ? await openCases(tx, 60) : [];
  tx.opened(
    head
      ? { action: 'case.open', subject_kind: 'case', subject_id: head.id }
      : { action: 'case.list', subject_kind: 'case', detail: { found: cases.length } },
  );
  const title = kind === 'case' ? words.form.newCase : words.form.newInternal;
  return {
    title,
    zone: 'case',
    width: 'form',
    breadcrumbs: [listCrumb, { label: title }],
    body: (
      <ConferenceForm
        state={state}
        action="/conferences/new"
        kind={kind}
        editing={false}
        head={head}
        cases={cases}
        chairs={eachOnce(await teamPeople(tx, head ? [head.team_id] : tx.session.case_teams, tx.today))}
      />
    ),
  };
}

routes.get(
  '/conferences/new',
  view((tx, c) =>
    newForm(tx, filled({ held_on: addDays(tx.today, 7), starts_at: '14:00', ends_at: '15:00' }), c),
  ),
);
routes.post(
  '/conferences/new',
  action({
    form: forms.conferenceForm,
    again: newForm,
    run: async (tx, data) =>
      done(`/conferences/${await commands.createConference(tx, data)}`, words.form.created),
  }),
);

/** The conference as it is read, written into the log before the page leaves. */
async function opened(tx: ReadTx, c: Ctx): Promise<Conference> {
  const conference = found(await conferenceById(tx, numberIn(c, 'id')));
  tx.opened({
    action: 'conference.open',
    subject_kind: 'conference',
    subject_id: conference.id,
    detail: {
      as: commands.actorIn(tx, conference),
      ...(conference.case_id === null ? {} : { case_id: conference.case_id }),
    },
  });
  return conference;
}

/** For pages of those who run it: not there for guests, nor when nothing of it can be done any more. */
async function runs(tx: ReadTx, c: Ctx, what: ConferenceAction): Promise<Conference> {
  const conference = await opened(tx, c);
  const actor = commands.actorIn(tx, conference);
  if (actor === 'guest' || !mayDo(actor, conferenceState(conference), what)) throw new Refusal(404);
  return conference;
}

const everythingOf = async (tx: ReadTx, conference: Conference) => ({
  conference,
  seats: await seatsOf(tx, conference.id),
  laid: await laidFacts(tx, conference.id),
  items: await itemsOf(tx, conference.id),
  cases: conference.kind === 'internal' ? await casesOf(tx, conference.id) : [],
  decisions: await decisionsOf(tx, conference.id),
  roles: await rolesOf(tx, conference.id),
});

/** What a guest is shown before the promise of secrecy; the conference itself is not theirs to read yet. */
async function beforePromise(tx: ReadTx, c: Ctx, form: State): Promise<Screen | null> {
  const invited = (await invitations(tx)).find((one) => one.id === numberIn(c, 'id'));
  if (!invited || invited.promised_at !== null) return null;
  tx.opened({
    action: 'conference.open',
    subject_kind: 'conference',
    subject_id: invited.id,
    detail: { as: 'invited' },
  });
  return {
    title: say.title(invited.kind, invited.id),
    zone: 'case',
    width: 'form',
    breadcrumbs: crumbs({ id: invited.id, kind: invited.kind }),
    body: <SecrecyPage invited={invited} state={form} zone={tx.actor.municipality.time_zone} />,
  };
}

async function screen(tx: ReadTx, c: Ctx, sent: string | null, form: State): Promise<Screen> {
  const promise = await beforePromise(tx, c, form);
  if (promise !== null) return promise;
  const conference = await opened(tx, c);
  const zone = tx.actor.municipality.time_zone;
  const share = conference.may_run ? undefined : await ownShare(tx, conference.id);
  const frame = {
    title: say.title(conference.kind, conference.id),
    zone: 'case' as const,
    breadcrumbs: crumbs(conference),
  };
  return {
    ...frame,
    body: (
      <ConferencePage
        {...await everythingOf(tx, conference)}
        actor={commands.actorIn(tx, conference)}
        share={share}
        me={tx.actor.person_id}
        zone={zone}
        today={tx.today}
        sent={sent}
        form={form}
        draft={conference.may_run ? await minutesDraftOf(tx, conference.id) : undefined}
      />
    ),
    islands: ['platform/ui/autosave'],
  };
}

routes.get(
  '/conferences/:id{[0-9]+}',
  view((tx, c) => screen(tx, c, null, emptyForm)),
);
const again = (sent: string) => (tx: ReadTx, state: State, c: Ctx) => screen(tx, c, sent, state);

routes.get(
  '/conferences/:id{[0-9]+}/minutes',
  view(async (tx, c) => {
    const conference = found(await conferenceById(tx, numberIn(c, 'id')));
    // Guests take the minutes along once they are approved.
    if (!conference.may_run && conference.approved_at === null) throw new Refusal(404);
    return sendMinutes(c, tx, await everythingOf(tx, conference));
  }),
);

routes.post(
  '/conferences/:id{[0-9]+}/secrecy',
  action({
    form: forms.secrecyForm,
    again: again('secrecy'),
    run: async (tx, data, c) => {
      await commands.confirmSecrecy(tx, numberIn(c, 'id'), data.agreed);
      return done(at(c));
    },
  }),
);

async function editForm(tx: ReadTx, state: State, c: Ctx): Promise<Screen> {
  const conference = await runs(tx, c, 'edit');
  return {
    title: words.form.edit,
    zone: 'case',
    width: 'form',
    breadcrumbs: crumbs(conference, words.form.edit),
    body: (
      <ConferenceForm
        state={state}
        action={`${at(c)}/edit`}
        kind={conference.kind}
        editing
        head={null}
        cases={[]}
        chairs={await teamPeople(tx, [conference.team_id], conference.held_on)}
      />
    ),
  };
}
routes.get(
  '/conferences/:id{[0-9]+}/edit',
  view(async (tx, c) => {
    const conference = found(await conferenceById(tx, numberIn(c, 'id')));
    return editForm(tx, filled({ ...conference, _version: conference.version }), c);
  }),
);
routes.post(
  '/conferences/:id{[0-9]+}/edit',
  action({
    form: forms.conferenceChangeForm,
    again: editForm,
    theirs: async (tx, c) => found(await conferenceById(tx, numberIn(c, 'id'))),
    run: async (tx, data, c) => {
      await commands.editConference(tx, numberIn(c, 'id'), data);
      return done(at(c), words.form.saved);
    },
  }),
);

const factsScreen = (sent: string | null) => async (tx: ReadTx, state: State, c: Ctx) => {
  const conference = await runs(tx, c, 'facts');
  if (conference.case_id === null) throw new Refusal(404);
  return {
    title: words.laid.chooseTitle,
    zone: 'case' as const,
    breadcrumbs: crumbs(conference, words.laid.chooseTitle),
    body: (
      <FactsPage
        conference={conference}
        offered={await choosableFacts(tx, conference.case_id)}
        laid={await laidFacts(tx, conference.id)}
        sent={sent}
        state={state}
      />
    ),
  };
};
routes.get(
  '/conferences/:id{[0-9]+}/facts',
  view((tx, c) => factsScreen(null)(tx, emptyForm, c)),
);
routes.post(
  '/conferences/:id{[0-9]+}/facts',
  action({
    form: forms.factsForm,
    run: async (tx, data, c) => {
      await commands.layFacts(tx, numberIn(c, 'id'), data.sources);
      return done(`${at(c)}#laid`, words.laid.saved);
    },
  }),
);
routes.post(
  '/conferences/:id{[0-9]+}/facts/free',
  action({
    form: forms.freeFactForm,
    again: factsScreen('free'),
    run: async (tx, data, c) => {
      await commands.layFreeFact(tx, numberIn(c, 'id'), data);
      return done(`${at(c)}/facts`, words.laid.added);
    },
  }),
);
routes.post(
  '/conferences/:id{[0-9]+}/facts/:fact{[0-9]+}/remove',
  action({
    form: nothingForm,
    run: async (tx, _data, c) => {
      await commands.removeFact(tx, numberIn(c, 'id'), numberIn(c, 'fact'));
      return done(`${at(c)}/facts`, words.laid.removed);
    },
  }),
);

const peopleScreen = (sent: string | null) => async (tx: ReadTx, state: State, c: Ctx) => {
  // Shutting somebody out is possible in every state, so the page is there in every state.
  const conference = await runs(tx, c, 'end_access');
  return {
    title: words.people.manageTitle,
    zone: 'case' as const,
    breadcrumbs: crumbs(conference, words.people.manageTitle),
    body: (
      <PeoplePage
        conference={conference}
        actor={commands.actorIn(tx, conference)}
        seats={await seatsOf(tx, conference.id)}
        outsiders={await personOffer(tx, sent === 'invite' ? state.values : {}, 'person_id', {
          which: outsidersOf(tx, conference.team_id),
          near: { title: words.invite.earlier, ids: await earlierGuests(tx, conference.team_id) },
          byPlace: true,
        })}
        team={await teamPeople(tx, [conference.team_id], conference.held_on)}
        sent={sent}
        state={state}
        defaults={{ starts_on: tx.today, ends_on: addDays(tx.today, accessDays - 1) }}
        now={tx.now}
        zone={tx.actor.municipality.time_zone}
      />
    ),
  };
};
routes.get(
  '/conferences/:id{[0-9]+}/people',
  view((tx, c) => peopleScreen(null)(tx, emptyForm, c)),
);
routes.post(
  '/conferences/:id{[0-9]+}/people',
  action({
    form: forms.attendeeForm,
    again: peopleScreen('add'),
    run: async (tx, data, c) => {
      await commands.addAttendee(tx, numberIn(c, 'id'), data);
      return done(`${at(c)}/people`, words.people.added);
    },
  }),
);
routes.post(
  '/conferences/:id{[0-9]+}/people/invite',
  action({
    form: forms.inviteForm,
    again: peopleScreen('invite'),
    run: async (tx, data, c) => {
      await commands.inviteGuest(tx, numberIn(c, 'id'), data);
      return done(`${at(c)}/people`, words.invite.done);
    },
  }),
);
routes.post(
  '/conferences/:id{[0-9]+}/people/:person{[0-9]+}/end',
  action({
    form: nothingForm,
    run: async (tx, _data, c) => {
      await commands.endAccess(tx, numberIn(c, 'id'), numberIn(c, 'person'));
      return done(`${at(c)}/people`, words.invite.ended);
    },
  }),
);
routes.post(
  '/conferences/:id{[0-9]+}/people/:person{[0-9]+}/remove',
  action({
    form: nothingForm,
    run: async (tx, _data, c) => {
      await commands.removeAttendee(tx, numberIn(c, 'id'), numberIn(c, 'person'));
      return done(`${at(c)}/people`, words.people.removed);
    },
  }),
);

async function seatScreen(tx: ReadTx, state: State, c: Ctx): Promise<Screen> {
  const conference = await runs(tx, c, 'take_down');
  const seat = found((await seatsOf(tx, conference.id)).find((one) => one.id === numberIn(c, 'person')));
  return {
    title: words.people.takeDown,
    zone: 'case',
    width: 'form',
    breadcrumbs: crumbs(conference, words.people.takeDown),
    body: <SeatForm conference={conference} seat={seat} state={state} />,
  };
}
const seatIn = async (tx: ReadTx, c: Ctx) =>
  found((await seatsOf(tx, numberIn(c, 'id') ?? 0)).find((one) => one.id === numberIn(c, 'person')));
routes.get(
  '/conferences/:id{[0-9]+}/people/:person{[0-9]+}',
  view(async (tx, c) => {
    const seat = await seatIn(tx, c);
    return seatScreen(tx, filled({ ...seat, _version: seat.version }), c);
  }),
);
routes.post(
  '/conferences/:id{[0-9]+}/people/:person{[0-9]+}',
  action({
    form: forms.personForm,
    again: seatScreen,
    theirs: seatIn,
    run: async (tx, data, c) => {
      await commands.saveSeat(tx, numberIn(c, 'id'), numberIn(c, 'person'), data);
      return done(`${at(c)}#people`, words.people.saved);
    },
  }),
);
routes.post(
  '/conferences/:id{[0-9]+}/attendance',
  action({
    form: forms.attendanceForm,
    again: again('attendance'),
    run: async (tx, data, c) => {
      await commands.saveAttendance(tx, numberIn(c, 'id'), data.there);
      return done(`${at(c)}#people`, words.people.attendanceSaved);
    },
  }),
);
routes.post(
  '/conferences/:id{[0-9]+}/view',
  action({
    form: forms.viewForm,
    again: again('view'),
    theirs: async (tx, c) =>
      found((await seatsOf(tx, numberIn(c, 'id') ?? 0)).find((one) => one.person_id === tx.actor.person_id)),
    run: async (tx, data, c) => {
      await commands.saveOwnView(tx, numberIn(c, 'id'), data);
      return done(`${at(c)}#people`, words.people.saved);
    },
  }),
);

routes.post(
  '/conferences/:id{[0-9]+}/items',
  action({
    form: forms.itemForm,
    again: again('item'),
    run: async (tx, data, c) => {
      await commands.addItem(tx, numberIn(c, 'id'), data.title);
      return done(`${at(c)}#agenda`, words.agenda.added);
    },
  }),
);
const itemIn = async (tx: ReadTx, c: Ctx) =>
  found((await itemsOf(tx, numberIn(c, 'id') ?? 0)).find((one) => one.id === numberIn(c, 'item')));
async function itemScreen(tx: ReadTx, state: State, c: Ctx): Promise<Screen> {
  const conference = await runs(tx, c, 'write');
  return {
    title: words.agenda.label,
    zone: 'case',
    width: 'form',
    breadcrumbs: crumbs(conference, words.agenda.label),
    body: <ItemForm conference={conference} item={await itemIn(tx, c)} state={state} />,
  };
}
routes.get(
  '/conferences/:id{[0-9]+}/items/:item{[0-9]+}',
  view(async (tx, c) => {
    const item = await itemIn(tx, c);
    return itemScreen(tx, filled({ ...item, _version: item.version }), c);
  }),
);
routes.post(
  '/conferences/:id{[0-9]+}/items/:item{[0-9]+}',
  action({
    form: forms.itemNotesForm,
    again: itemScreen,
    theirs: itemIn,
    run: async (tx, data, c) => {
      await commands.saveItem(tx, numberIn(c, 'id'), numberIn(c, 'item'), data);
      return done(`${at(c)}#agenda`, words.agenda.saved);
    },
  }),
);
routes.post(
  '/conferences/:id{[0-9]+}/items/:item{[0-9]+}/remove',
  action({
    form: nothingForm,
    run: async (tx, _data, c) => {
      await commands.removeItem(tx, numberIn(c, 'id'), numberIn(c, 'item'));
      return done(`${at(c)}#agenda`, words.agenda.removed);
    },
  }),
);

const caseIn = async (tx: ReadTx, c: Ctx) =>
  found((await casesOf(tx, numberIn(c, 'id') ?? 0)).find((one) => one.case_id === numberIn(c, 'case')));
async function caseScreen(tx: ReadTx, state: State, c: Ctx): Promise<Screen> {
  const conference = await runs(tx, c, 'take_down');
  const one = await caseIn(tx, c);
  tx.opened({ action: 'case.open', subject_kind: 'case', subject_id: one.case_id });
  return {
    title: words.internal.title,
    zone: 'case',
    width: 'form',
    breadcrumbs: crumbs(conference, words.internal.title),
    body: <CaseNotesForm conference={conference} one={one} state={state} />,
  };
}
routes.get(
  '/conferences/:id{[0-9]+}/cases/:case{[0-9]+}',
  view(async (tx, c) => {
    const one = await caseIn(tx, c);
    return caseScreen(tx, filled({ ...one, _version: one.version }), c);
  }),
);
routes.post(
  '/conferences/:id{[0-9]+}/cases/:case{[0-9]+}',
  action({
    form: forms.caseNotesForm,
    again: caseScreen,
    theirs: caseIn,
    run: async (tx, data, c) => {
      await commands.saveCase(tx, numberIn(c, 'id'), numberIn(c, 'case'), data);
      return done(`${at(c)}#cases`, words.internal.saved);
    },
  }),
);

routes.post(
  '/conferences/:id{[0-9]+}/decisions',
  action({
    form: forms.decisionForm,
    again: again('decision'),
    run: async (tx, data, c) => {
      await commands.addDecision(tx, numberIn(c, 'id'), data.body);
      return done(`${at(c)}#decisions`, words.decisions.added);
    },
  }),
);
routes.post(
  '/conferences/:id{[0-9]+}/decisions/:decision{[0-9]+}/remove',
  action({
    form: nothingForm,
    run: async (tx, _data, c) => {
      await commands.removeDecision(tx, numberIn(c, 'id'), numberIn(c, 'decision'));
      return done(`${at(c)}#decisions`, words.decisions.removed);
    },
  }),
);
routes.post(
  '/conferences/:id{[0-9]+}/roles',
  action({
    form: forms.roleForm,
    again: again('role'),
    run: async (tx, data, c) => {
      await commands.addRole(tx, numberIn(c, 'id'), data);
      return done(`${at(c)}#roles`, words.roles.added);
    },
  }),
);
routes.post(
  '/conferences/:id{[0-9]+}/roles/:role{[0-9]+}/remove',
  action({
    form: nothingForm,
    run: async (tx, _data, c) => {
      await commands.removeRole(tx, numberIn(c, 'id'), numberIn(c, 'role'));
      return done(`${at(c)}#roles`, words.roles.removed);
    },
  }),
);
routes.post(
  '/conferences/:id{[0-9]+}/minutes',
  action({
    form: forms.minutesForm,
    again: again('minutes'),
    theirs: async (tx, c) => found(await conferenceById(tx, numberIn(c, 'id'))),
    run: async (tx, data, c) => {
      await commands.saveMinutes(tx, numberIn(c, 'id'), data);
      return done(`${at(c)}#minutes`, words.minutes.saved);
    },
  }),
);

routes.post(
  '/conferences/:id{[0-9]+}/minutes/draft',
  autosave(async (tx, typed, c) => {
    const id = numberIn(c, 'id');
    found(await conferenceById(tx, id));
    // "Saved" is only said of what was saved.
    const read = forms.minutesDraftForm.safeParse(typed);
    if (!read.success) throw new Refusal(400, words.minutes.draftUnfit);
    await commands.saveMinutesDraft(tx, id, read.data);
  }),
);
routes.post(
  '/conferences/:id{[0-9]+}/minutes/draft/drop',
  action({
    form: nothingForm,
    run: async (tx, _data, c) => {
      await commands.dropMinutesDraft(tx, numberIn(c, 'id'));
      return done(`${at(c)}#minutes`, words.minutes.draftDropped);
    },
  }),
);

/** A button of the conference's course. */
const step = (path: string, run: (typeof commands)['openConference'], flash: string) =>
  routes.post(
    `/conferences/:id{[0-9]+}/${path}`,
    action({
      form: nothingForm,
      run: async (tx, _data, c) => {
        await run(tx, numberIn(c, 'id'));
        return done(at(c), flash);
      },
    }),
  );
step('open', commands.openConference, words.page.opened);
step('reopen', commands.reopenConference, words.page.reopened);
step('approve', commands.approveMinutes, words.page.approved);
routes.post(
  '/conferences/:id{[0-9]+}/close',
  action({
    form: forms.closeForm,
    again: again('close'),
    run: async (tx, data, c) => {
      await commands.closeConference(tx, numberIn(c, 'id'), data.no_decision_reason);
      return done(at(c), words.page.closed);
    },
  }),
);
routes.post(
  '/conferences/:id{[0-9]+}/cancel',
  action({
    form: forms.reasonForm,
    again: again('cancel'),
    run: async (tx, data, c) => {
      await commands.cancelConference(tx, numberIn(c, 'id'), data.reason);
      return done(at(c), words.page.cancelledFlash);
    },
  }),
);

async function taskScreen(tx: ReadTx, state: State, c: Ctx): Promise<Screen> {
  const task = found(await conferenceTask(tx, numberIn(c, 'id')));
  tx.opened({
    action: 'conference.task_open',
    subject_kind: 'case_task',
    subject_id: task.id,
    detail: { case_id: task.case_id },
  });
  return {
    title: words.task.title,
    zone: 'case',
    width: 'form',
    breadcrumbs: [listCrumb, { label: words.task.title }],
    body: (
      <TaskPage
        task={task}
        mine={task.person_id === tx.actor.person_id || task.case_year !== null}
        state={state}
        zone={tx.actor.municipality.time_zone}
      />
    ),
  };
}
routes.get(
  '/conferences/tasks/:id{[0-9]+}',
  view((tx, c) => taskScreen(tx, emptyForm, c)),
);
routes.post(
  '/conferences/tasks/:id{[0-9]+}',
  action({
    form: forms.outcomeForm,
    again: taskScreen,
    run: async (tx, data, c) => {
      await commands.finishTask(tx, numberIn(c, 'id'), data.outcome);
      return done(`/conferences/tasks/${numberIn(c, 'id')}`, words.task.done);
    },
  }),
);

/** On a case's page: its conferences, newest first. */
export async function besideCase(tx: ReadTx, { id }: { id: number }): Promise<Child> {
  const sittings = await conferencesOfCase(tx, id);
  if (sittings.length === 0) return null;
  return (
    <ResourceList
      label={words.navigation.conferences}
      items={sittings.map((one) => ({
        title: say.title('case', one.id),
        href: `/conferences/${one.id}`,
        meta: formatDate(one.held_on),
        badge: <StatusBadge>{stateWords[one.state]}</StatusBadge>,
      }))}
    />
  );
}
