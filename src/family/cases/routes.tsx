import { Hono } from 'hono';
import type { Child } from '../../platform/ui/jsx-runtime.ts';
import { endEmergency } from '../../platform/access/emergency.ts';
import { endFamilyEmergency } from '../households/commands.ts';
import { found, Refusal, together, type ReadTx } from '../../platform/db/transaction.ts';
import { numberIn, type Ctx, type Env } from '../../platform/web/context.ts';
import {
  emptyForm,
  filled,
  soFar,
  type Errors,
  type FormState,
  type Typed,
} from '../../platform/web/form.ts';
import { action, done, view, type Conflict, type Screen } from '../../platform/web/handlers.tsx';
import type { NavEntry } from '../../platform/web/navigation.ts';
import { hrefWith, pagingOf } from '../../platform/web/paging.ts';
import { nothingForm } from '../../platform/web/fields.ts';
import {
  addEvent,
  addNote,
  beginCase,
  changeCase,
  correctNote,
  decideClosing,
  endCaseShare,
  finishTask,
  giveTask,
  moveCase,
  openCaseInEmergency,
  proposeClosing,
  reopenCase,
  withdrawEvent,
} from './commands.ts';
import { sendProgress, sendRecord } from './exports.ts';
import {
  caseEditForm,
  closingForm,
  correctionForm,
  daysWrong,
  decisionForm,
  emergencyForm,
  eventForm,
  moveForm,
  newCaseForm,
  noteForm,
  reopenForm,
  taskDoneForm,
  taskForm,
} from './forms.ts';
import {
  ClosingPage,
  CorrectNotePage,
  EditCasePage,
  MovePage,
  NewCasePage,
  ReopenPage,
} from './pages-forms.tsx';
import { CaseListPage, EmergencyPage } from './pages-list.tsx';
import { CasePage, EventsPage, newestNotes, ReadersPage, type CasePageProps } from './pages.tsx';
import {
  actorOf,
  basisOf,
  caseById,
  caseCounts,
  caseList,
  casesOfHousehold,
  courseOf,
  eventsOf,
  findCases,
  householdOf,
  membersOf,
  notesOf,
  officesToCall,
  readersOf,
  sharesOf,
  stepsOf,
  tabs,
  tasksOf,
  workerOptions,
  worksOf,
  type CaseRecord,
} from './queries.ts';
import { councilRoutes } from './routes-council.tsx';
import { planRoutes } from './routes-plan.tsx';
import { may, stateOf, type CaseAction } from './rules.ts';
import { otherwiseDone, readerWords } from './words-readers.ja.ts';
import { caseNumber, caseTitle, words } from './words.ja.ts';

export const routes = new Hono<Env>();
export const navigation: NavEntry[] = [
  { place: 'support', label: words.navigation, href: '/cases', duties: ['case.work'] },
  { place: 'support', label: words.ledgerNavigation, href: '/council', duties: ['case.work'] },
];

type State = FormState & { conflict?: Conflict };
const crumb = { label: words.navigation, href: '/cases' };
/** Where one is, without a name: numbers are for titles and the way back. */
const crumbsOf = (one: CaseRecord, last?: string) => [
  crumb,
  {
    label: caseNumber(one.fiscal_year, one.number),
    ...(last === undefined ? {} : { href: `/cases/${one.id}` }),
  },
  ...(last === undefined ? [] : [{ label: last }]),
];

/** What other slices tell of a case on its page: set once by the table of contents of routes, as they come after this one. */
export type Beside = (tx: ReadTx, one: { id: number; team_id: number }) => Promise<Child>;
let beside: readonly Beside[] = [];
export function setBeside(all: readonly Beside[]): void {
  beside = all;
}

function mustWork(tx: ReadTx): void {
  if (!tx.has('case.work')) throw new Refusal(403);
}

/** The case, opened: written in the log before the page leaves. 404 where it is not there for this person. */
async function openCase(tx: ReadTx, c: Ctx): Promise<CaseRecord> {
  const one = found(await caseById(tx, numberIn(c, 'id')));
  tx.opened({ action: 'case.open', subject_kind: 'case', subject_id: one.id });
  return one;
}

/** A form's page, for whoever may do this now. */
async function formCase(tx: ReadTx, c: Ctx, step: CaseAction): Promise<CaseRecord> {
  const one = await openCase(tx, c);
  if (!may(actorOf(tx, one), stateOf(one), step, one.entry_id !== null))
    throw new Refusal(one.may_work ? 409 : 403, one.may_work ? words.errors.notNow : '');
  return one;
}

/** A contact to come and one that lies ahead nowhere, in a form that was refused for something else. */
const nextWrong = (tx: ReadTx, typed: Typed): Errors => {
  const { contacted_on, next_contact_on } = soFar(noteForm.shape, typed);
  return daysWrong(tx.today, { contacted_on }, { next_contact_on });
};

routes.get(
  '/cases',
  view(async (tx, c) => {
    mustWork(tx);
    const tab = tabs.find((one) => one === c.req.query('tab')) ?? 'mine';
    const paging = pagingOf(c);
    const q = (c.req.query('q') ?? '').trim().slice(0, 60);
    const { hits, lines, counts } = await together({
      hits: q === '' ? null : findCases(tx, q),
      lines: q === '' ? caseList(tx, tab, paging) : [],
      counts: caseCounts(tx, tab),
    });
    tx.opened(
      hits === null
        ? { action: 'case.list', subject_kind: 'case', detail: { tab, page: paging.page } }
        : { action: 'case.search', subject_kind: 'case', detail: { found: hits.length } },
    );
    return {
      title: words.list.title,
      zone: 'case',
      body: (
        <CaseListPage
          tab={tab}
          lines={lines}
          counts={counts}
          paging={paging}
          href={(changes) => hrefWith(c, changes)}
          q={q}
          found={hits}
          today={tx.today}
        />
      ),
    };
  }),
);

// ---- beginning -------------------------------------------------------------------------------

const idOf = (value: unknown): number | null =>
  typeof value === 'string' && /^[1-9][0-9]{0,15}$/.test(value) ? Number(value) : null;

const showNew = async (tx: ReadTx, state: FormState, c: Ctx): Promise<Screen> => {
  mustWork(tx);
  const basis = found(
    await basisOf(tx, {
      consultation: idOf(state.values.consultation_id ?? c.req.query('consultation')),
      household: idOf(state.values.household_id ?? c.req.query('household')),
    }),
  );
  const members = await membersOf(tx, { id: 0, household_id: basis.household_id });
  tx.opened({ action: 'household.open', subject_kind: 'household', subject_id: basis.household_id });
  const workers = await workerOptions(tx, true);
  const fresh =
    state.values.household_id === undefined
      ? filled({
          team_id: workers.some((one) => one.team_id === basis.team_id)
            ? basis.team_id
            : (workers[0]?.team_id ?? null),
          worker_id: basis.worker_id ?? tx.actor.person_id,
          member_ids: members
            .filter((one) => one.relation === 'child' && one.left_on === null)
            .map((one) => one.id),
        })
      : state;
  return {
    title: words.form.newTitle,
    zone: 'case',
    width: 'form',
    breadcrumbs: [crumb, { label: words.form.newTitle }],
    body: <NewCasePage state={fresh} basis={basis} members={members} workers={workers} today={tx.today} />,
  };
};
routes.get(
  '/cases/new',
  view((tx, c) => showNew(tx, emptyForm, c)),
);
routes.post(
  '/cases/new',
  action({
    form: newCaseForm,
    alsoWrong: (tx, typed) => nextWrong(tx, typed),
    again: showNew,
    run: async (tx, data) => done(`/cases/${await beginCase(tx, data)}`, words.form.begun),
  }),
);

// ---- emergency -------------------------------------------------------------------------------

const showEmergency = async (tx: ReadTx, state: FormState): Promise<Screen> => {
  mustWork(tx);
  return {
    title: words.emergency.title,
    zone: 'case',
    width: 'form',
    breadcrumbs: [crumb, { label: words.emergency.title }],
    body: <EmergencyPage state={state} offices={await officesToCall(tx)} />,
  };
};
routes.get(
  '/cases/emergency',
  view((tx) => showEmergency(tx, emptyForm)),
);
routes.post(
  '/cases/emergency',
  action({
    form: emergencyForm,
    again: showEmergency,
    run: async (tx, data) => done(`/cases/${await openCaseInEmergency(tx, data)}`, words.emergency.opened),
  }),
);
routes.post(
  '/cases/:id{[0-9]+}/emergency/end',
  action({
    form: nothingForm,
    run: async (tx, _data, c) => {
      const one = found(await caseById(tx, numberIn(c, 'id')));
      await endEmergency(tx, found(one.opening_id));
      await endFamilyEmergency(tx, { household_id: one.household_id, person_id: tx.actor.person_id! });
      return done('/cases', words.emergency.ended);
    },
  }),
);

// ---- the page --------------------------------------------------------------------------------

const showCase = async (tx: ReadTx, c: Ctx, states: CasePageProps['states'] = {}): Promise<Screen> => {
  const one = await openCase(tx, c);
  const whole = c.req.query('notes') === 'all';
  const { told, notes, ...asked } = await together({
    told: Promise.all(beside.map((tell) => tell(tx, one))),
    members: membersOf(tx, one),
    household: householdOf(tx, one.household_id),
    notes: notesOf(tx, one.id, whole ? 2000 : newestNotes + 1),
    tasks: tasksOf(tx, one.id),
    course: courseOf(tx, one.id),
    works: worksOf(tx, one.id),
    others: casesOfHousehold(tx, one.household_id),
    steps: stepsOf(tx, one.id),
    workers: one.may_work ? workerOptions(tx, true) : [],
    shares: one.may_work ? sharesOf(tx, one.id) : [],
  });
  return {
    title: caseTitle(one.fiscal_year, one.number),
    zone: 'case',
    breadcrumbs: crumbsOf(one),
    body: (
      <CasePage
        one={one}
        actor={actorOf(tx, one)}
        {...asked}
        notes={whole ? notes : notes.slice(0, newestNotes)}
        more_notes={!whole && notes.length > newestNotes}
        today={tx.today}
        fiscal_year={tx.fiscal_year}
        time_zone={tx.actor.municipality.time_zone}
        states={states}
        together={told}
      />
    ),
  };
};
const casePath = '/cases/:id{[0-9]+}';

const showEvents = async (tx: ReadTx, state: FormState | null, c: Ctx): Promise<Screen> => {
  const one = await openCase(tx, c);
  return {
    title: words.page.courseTitle,
    zone: 'case',
    breadcrumbs: crumbsOf(one, words.page.courseTitle),
    body: (
      <EventsPage
        one={one}
        actor={actorOf(tx, one)}
        events={await eventsOf(tx, one.id)}
        members={await membersOf(tx, one)}
        state={state}
      />
    ),
  };
};
routes.get(
  `${casePath}/course`,
  view((tx, c) => showEvents(tx, null, c)),
);

routes.get(
  casePath,
  view((tx, c) => showCase(tx, c)),
);

routes.post(
  `${casePath}/shares/:share{[0-9]+}/end`,
  action({
    form: nothingForm,
    run: async (tx, _data, c) => {
      const id = numberIn(c, 'id');
      await endCaseShare(tx, id, numberIn(c, 'share'));
      return done(`/cases/${id}`, words.shares.ended);
    },
  }),
);

routes.post(
  `${casePath}/notes`,
  action({
    form: noteForm,
    alsoWrong: (tx, typed) => nextWrong(tx, typed),
    again: (tx, state, c) => showCase(tx, c, { note: state }),
    run: async (tx, data, c) => {
      const id = numberIn(c, 'id');
      await addNote(tx, id, data);
      return done(`/cases/${id}#notes`, words.note.added);
    },
  }),
);

const showCorrection = async (tx: ReadTx, state: FormState | null, c: Ctx): Promise<Screen> => {
  const one = await formCase(tx, c, 'note');
  const note = found((await notesOf(tx, one.id, 2000)).find((n) => n.id === numberIn(c, 'note')));
  if (note.superseded && state === null) throw new Refusal(409, words.errors.corrected);
  const zone = tx.actor.municipality.time_zone;
  const day = note.contacted_at.toLocaleDateString('sv', { timeZone: zone });
  return {
    title: words.note.correctTitle,
    zone: 'case',
    width: 'form',
    breadcrumbs: crumbsOf(one, words.note.correctTitle),
    body: (
      <CorrectNotePage
        one={one}
        note={note}
        time_zone={zone}
        state={
          state ??
          filled({
            contacted_on: day,
            contacted_time: note.contacted_at.toLocaleTimeString('sv', { timeZone: zone }).slice(0, 5),
            way: note.way,
            with_whom: note.with_whom,
            not_reached: !note.reached,
            body: note.body,
          })
        }
      />
    ),
  };
};
routes.get(
  `${casePath}/notes/:note{[0-9]+}/correct`,
  view((tx, c) => showCorrection(tx, null, c)),
);
routes.post(
  `${casePath}/notes/:note{[0-9]+}/correct`,
  action({
    form: correctionForm,
    alsoWrong: (tx, typed) => nextWrong(tx, typed),
    again: showCorrection,
    run: async (tx, data, c) => {
      const id = numberIn(c, 'id');
      await correctNote(tx, id, numberIn(c, 'note'), data);
      return done(`/cases/${id}#notes`, words.note.corrected);
    },
  }),
);

const storedCase = async (tx: ReadTx, c: Ctx): Promise<Record<string, unknown>> => {
  const one = found(await caseById(tx, numberIn(c, 'id')));
  const members = await membersOf(tx, one);
  return {
    headline: one.headline,
    category: one.category,
    stage: one.stage,
    next_contact_on: one.next_contact_on,
    next_contact_way: one.next_contact_way,
    no_next_contact_reason: one.no_next_contact_reason,
    member_ids: members.filter((member) => member.about).map((member) => member.id),
    _version: one.version,
  };
};
const showEdit = async (tx: ReadTx, state: State, c: Ctx): Promise<Screen> => {
  const one = await formCase(tx, c, 'change');
  return {
    title: words.form.editTitle,
    zone: 'case',
    width: 'form',
    breadcrumbs: crumbsOf(one, words.form.editTitle),
    body: <EditCasePage state={state} one={one} members={await membersOf(tx, one)} today={tx.today} />,
  };
};
routes.get(
  `${casePath}/edit`,
  view(async (tx, c) => showEdit(tx, filled(await storedCase(tx, c)), c)),
);
routes.post(
  `${casePath}/edit`,
  action({
    form: caseEditForm,
    alsoWrong: async (tx, typed, c) => {
      // The day that stands there already may be over.
      const one = await caseById(tx, numberIn(c, 'id'));
      const { next_contact_on } = soFar(noteForm.shape, typed);
      return next_contact_on === one?.next_contact_on ? {} : nextWrong(tx, typed);
    },
    again: showEdit,
    theirs: storedCase,
    run: async (tx, data, c) => {
      const id = numberIn(c, 'id');
      await changeCase(tx, id, data);
      return done(`/cases/${id}`, words.form.saved);
    },
  }),
);

routes.post(
  `${casePath}/tasks`,
  action({
    form: taskForm,
    again: (tx, state, c) => showCase(tx, c, { task: state }),
    run: async (tx, data, c) => {
      const id = numberIn(c, 'id');
      await giveTask(tx, id, data);
      return done(`/cases/${id}#tasks`, words.task.added);
    },
  }),
);
routes.post(
  `${casePath}/tasks/:task{[0-9]+}/done`,
  action({
    form: taskDoneForm,
    again: (tx, state, c) => showCase(tx, c, { finish: { task_id: numberIn(c, 'task'), ...state } }),
    run: async (tx, data, c) => {
      const id = numberIn(c, 'id');
      await finishTask(tx, id, numberIn(c, 'task'), data);
      return done(`/cases/${id}#tasks`, words.task.finished);
    },
  }),
);
routes.post(
  `${casePath}/events`,
  action({
    form: eventForm,
    alsoWrong: (tx, typed) => {
      const { happened_on } = soFar(eventForm.shape, typed);
      return daysWrong(tx.today, { happened_on });
    },
    again: showEvents,
    run: async (tx, data, c) => {
      const id = numberIn(c, 'id');
      await addEvent(tx, id, data);
      return done(`/cases/${id}/course`, words.event.added);
    },
  }),
);
routes.post(
  `${casePath}/events/:event{[0-9]+}/withdraw`,
  action({
    form: nothingForm,
    run: async (tx, _data, c) => {
      const id = numberIn(c, 'id');
      await withdrawEvent(tx, id, numberIn(c, 'event'));
      return done(`/cases/${id}/course`, words.event.withdrawn);
    },
  }),
);

// ---- closing, opening again, moving ----------------------------------------------------------

const showClosing = async (tx: ReadTx, state: FormState, c: Ctx): Promise<Screen> => {
  const one = await formCase(tx, c, 'propose_closing');
  return {
    title: words.closing.propose,
    zone: 'case',
    width: 'form',
    breadcrumbs: crumbsOf(one, words.closing.propose),
    body: <ClosingPage state={state} one={one} />,
  };
};
routes.get(
  `${casePath}/closing`,
  view((tx, c) => showClosing(tx, emptyForm, c)),
);
routes.post(
  `${casePath}/closing`,
  action({
    form: closingForm,
    again: showClosing,
    run: async (tx, data, c) => {
      const id = numberIn(c, 'id');
      await proposeClosing(tx, id, data);
      return done(`/cases/${id}`, words.closing.sent);
    },
  }),
);
for (const [name, decision, said] of [
  ['approve', 'approved', words.closing.approved],
  ['return', 'returned', words.closing.returned],
  ['withdraw', 'withdrawn', words.closing.withdrawn],
] as const) {
  routes.post(
    `${casePath}/closing/${name}`,
    action({
      form: decisionForm,
      again: (tx, state, c) => showCase(tx, c, { decide: state }),
      run: async (tx, data, c) => {
        const id = numberIn(c, 'id');
        await decideClosing(tx, id, decision, data.decision_text);
        return done(`/cases/${id}`, said);
      },
    }),
  );
}
const showReopen = async (tx: ReadTx, state: FormState, c: Ctx): Promise<Screen> => {
  const one = await formCase(tx, c, 'reopen');
  return {
    title: words.closing.reopen,
    zone: 'case',
    width: 'form',
    breadcrumbs: crumbsOf(one, words.closing.reopen),
    body: <ReopenPage state={state} one={one} />,
  };
};
routes.get(
  `${casePath}/reopen`,
  view((tx, c) => showReopen(tx, emptyForm, c)),
);
routes.post(
  `${casePath}/reopen`,
  action({
    form: reopenForm,
    alsoWrong: (tx, typed) => nextWrong(tx, typed),
    again: showReopen,
    run: async (tx, data, c) => {
      const id = numberIn(c, 'id');
      await reopenCase(tx, id, data);
      return done(`/cases/${id}`, words.closing.reopened);
    },
  }),
);

const showMove = async (tx: ReadTx, state: FormState, c: Ctx): Promise<Screen> => {
  const one = await formCase(tx, c, 'move');
  return {
    title: words.move.title,
    zone: 'case',
    width: 'form',
    breadcrumbs: crumbsOf(one, words.move.title),
    body: <MovePage state={state} one={one} workers={await workerOptions(tx, false)} />,
  };
};
routes.get(
  `${casePath}/move`,
  view((tx, c) => showMove(tx, emptyForm, c)),
);
routes.post(
  `${casePath}/move`,
  action({
    form: moveForm,
    again: showMove,
    run: async (tx, data, c) => {
      const id = numberIn(c, 'id');
      const { still_mine } = await moveCase(tx, id, data);
      return done(still_mine ? `/cases/${id}` : '/cases', words.move.moved);
    },
  }),
);

routes.get(
  `${casePath}/readers`,
  view(async (tx, c) => {
    const one = await openCase(tx, c);
    if (!one.may_work) throw new Refusal(403);
    const readers = await readersOf(tx, one.id);
    return {
      title: words.page.readers,
      zone: 'case',
      breadcrumbs: crumbsOf(one, words.page.readers),
      body: (
        <ReadersPage
          one={one}
          readers={readers.map((reader) => ({
            ...reader,
            said: readerWords[reader.action] ?? otherwiseDone,
          }))}
          time_zone={tx.actor.municipality.time_zone}
        />
      ),
    };
  }),
);
for (const kind of ['pdf', 'docx'] as const) {
  routes.get(
    `${casePath}/record.${kind}`,
    view(async (tx, c) => sendRecord(c, tx, found(await caseById(tx, numberIn(c, 'id'))), kind)),
  );
  routes.get(
    `${casePath}/progress.${kind}`,
    view(async (tx, c) => sendProgress(c, tx, found(await caseById(tx, numberIn(c, 'id'))), kind)),
  );
}

routes.route('/', planRoutes({ openCase, formCase, crumbsOf }));
routes.route('/', councilRoutes({ formCase, crumbsOf }));
