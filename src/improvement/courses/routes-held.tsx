import { Hono } from 'hono';
import { found, Refusal, type ReadTx } from '../../platform/db/transaction.ts';
import { today as dayIn } from '../../platform/ja/dates.ts';
import { numberIn, type Ctx, type Env } from '../../platform/web/context.ts';
import { emptyForm, filled, type FormState } from '../../platform/web/form.ts';
import { action, done, view, type Conflict, type Screen } from '../../platform/web/handlers.tsx';
import { nothingForm } from '../../platform/web/fields.ts';
import { mustManage } from './commands.ts';
import {
  answerLater,
  form,
  makeUp,
  moveMember,
  reflect,
  saveAttendance,
  undoMakeUp,
  writeNotes,
} from './commands-held.ts';
import { printGroups, printPoster } from './exports.ts';
import {
  attendanceForm,
  groupsForm,
  laterForm,
  makeUpForm,
  moveForm,
  notesForm,
  reflectionForm,
} from './forms.ts';
import { GroupsPage, NotesPage } from './pages-groups.tsx';
import { AttendancePage, LaterForm, ReflectionForm } from './pages-held.tsx';
import {
  applicationsOf,
  courseById,
  doorCode,
  factsOf,
  ownApplication,
  sessionById,
  unitsOf,
  type Course,
  type Session,
} from './queries.ts';
import { groupsOf, reflectionOf } from './queries-records.ts';
import { sittingMinutes } from './rules.ts';
import { words } from './words.ja.ts';

export const routes = new Hono<Env>();
type State = FormState & { conflict?: Conflict };

const courseIn = async (tx: ReadTx, c: Ctx): Promise<Course> =>
  found(await courseById(tx, numberIn(c, 'id')));
const sessionIn = async (tx: ReadTx, c: Ctx): Promise<{ course: Course; session: Session }> => {
  const course = await courseIn(tx, c);
  return { course, session: found(await sessionById(tx, course.id, numberIn(c, 'session'))) };
};
const crumbsOf = (course: Course, ...here: { label: string; href?: string }[]) => [
  { label: words.navigation, href: '/courses' },
  { label: course.title, href: `/courses/${course.id}` },
  ...here,
];
const sessionPath = '/courses/:id{[0-9]+}/sessions/:session{[0-9]+}';

// ---- attendance -----------------------------------------------------------------------------------

async function attendance(tx: ReadTx, c: Ctx, state: FormState, makeUpState: FormState): Promise<Screen> {
  mustManage(tx);
  const { course, session } = await sessionIn(tx, c);
  const taken = (await applicationsOf(tx, course.id)).filter((one) => one.state === 'taken');
  tx.opened({
    action: 'course.open_attendance',
    subject_kind: 'course',
    subject_id: course.id,
    detail: { session_id: session.id, people: taken.length },
  });
  const title = words.attendance.title(session.title);
  return {
    title,
    breadcrumbs: crumbsOf(course, { label: title }),
    body: (
      <AttendancePage
        course={course}
        session={session}
        whole={sittingMinutes(session, await unitsOf(tx, course.id))}
        taken={taken}
        facts={await factsOf(tx, course.id)}
        state={state}
        makeUpState={makeUpState}
      />
    ),
  };
}
routes.get(
  `${sessionPath}/attendance`,
  view((tx, c) => attendance(tx, c, emptyForm, filled({ made_on: tx.today }))),
);
routes.post(
  `${sessionPath}/attendance`,
  action({
    form: attendanceForm,
    again: (tx, state, c) => attendance(tx, c, state, emptyForm),
    run: async (tx, rows, c) => {
      const came = await saveAttendance(tx, numberIn(c, 'id'), numberIn(c, 'session'), rows);
      return done(
        `/courses/${numberIn(c, 'id')}/sessions/${numberIn(c, 'session')}/attendance`,
        words.attendance.saved(came),
      );
    },
  }),
);
routes.post(
  `${sessionPath}/make-ups`,
  action({
    form: makeUpForm,
    again: (tx, state, c) => attendance(tx, c, emptyForm, state),
    run: async (tx, data, c) => {
      await makeUp(tx, numberIn(c, 'id'), numberIn(c, 'session'), data);
      return done(
        `/courses/${numberIn(c, 'id')}/sessions/${numberIn(c, 'session')}/attendance#make-ups`,
        words.attendance.noted,
      );
    },
  }),
);
routes.post(
  `${sessionPath}/make-ups/:application{[0-9]+}/undo`,
  action({
    form: nothingForm,
    run: async (tx, _data, c) => {
      await undoMakeUp(tx, numberIn(c, 'id'), numberIn(c, 'session'), numberIn(c, 'application'));
      return done(
        `/courses/${numberIn(c, 'id')}/sessions/${numberIn(c, 'session')}/attendance#make-ups`,
        words.attendance.undone,
      );
    },
  }),
);
routes.get(
  `${sessionPath}/poster.pdf`,
  view(async (tx, c) => {
    mustManage(tx);
    const { course, session } = await sessionIn(tx, c);
    return printPoster(c, tx, course, session, found(await doorCode(tx, session.id)));
  }),
);

// ---- reflections ----------------------------------------------------------------------------------

const showReflection = async (tx: ReadTx, state: State, c: Ctx): Promise<Screen> => {
  const { course, session } = await sessionIn(tx, c);
  const own = found(await ownApplication(tx, course.id));
  return {
    title: words.reflection.title,
    width: 'form',
    breadcrumbs: crumbsOf(course, { label: words.reflection.title }),
    body: <ReflectionForm course={course} session={session} state={state} head={own.facility_id !== null} />,
  };
};
const storedReflection = async (tx: ReadTx, c: Ctx): Promise<Record<string, unknown>> => {
  const { course, session } = await sessionIn(tx, c);
  const own = found(await ownApplication(tx, course.id));
  const before = await reflectionOf(tx, own.id, session.id);
  return before
    ? {
        takes: before.takes,
        tries: before.tries,
        shared: before.shared_at !== null,
        _version: before.version,
      }
    : { _version: 0 };
};
routes.get(
  `${sessionPath}/reflection`,
  view(async (tx, c) => showReflection(tx, filled(await storedReflection(tx, c)), c)),
);
routes.post(
  `${sessionPath}/reflection`,
  action({
    form: reflectionForm,
    again: showReflection,
    theirs: storedReflection,
    run: async (tx, data, c) => {
      await reflect(tx, numberIn(c, 'id'), numberIn(c, 'session'), data);
      return done(`/courses/${numberIn(c, 'id')}`, words.reflection.saved);
    },
  }),
);
const showLater = async (tx: ReadTx, state: FormState, c: Ctx): Promise<Screen> => {
  const { course, session } = await sessionIn(tx, c);
  const own = found(await ownApplication(tx, course.id));
  const before = found(await reflectionOf(tx, own.id, session.id));
  return {
    title: words.reflection.laterTitle,
    width: 'form',
    breadcrumbs: crumbsOf(course, { label: words.reflection.laterTitle }),
    body: (
      <LaterForm
        course={course}
        session={session}
        written_on={dayIn(before.written_at, tx.actor.municipality.time_zone)}
        takes={before.takes}
        tries={before.tries}
        state={state}
      />
    ),
  };
};
routes.get(
  `${sessionPath}/later`,
  view((tx, c) => showLater(tx, emptyForm, c)),
);
routes.post(
  `${sessionPath}/later`,
  action({
    form: laterForm,
    again: showLater,
    run: async (tx, data, c) => {
      await answerLater(tx, numberIn(c, 'id'), numberIn(c, 'session'), data);
      return done('/my-courses', words.reflection.laterSaved);
    },
  }),
);

// ---- groups ---------------------------------------------------------------------------------------

const showGroups = async (tx: ReadTx, state: FormState, c: Ctx): Promise<Screen> => {
  mustManage(tx);
  const course = await courseIn(tx, c);
  return {
    title: words.groups.title,
    breadcrumbs: crumbsOf(course, { label: words.groups.title }),
    body: (
      <GroupsPage
        course={course}
        groups={await groupsOf(tx, course.id)}
        taken={(await applicationsOf(tx, course.id)).filter((one) => one.state === 'taken').length}
        state={state}
      />
    ),
  };
};
routes.get(
  '/courses/:id{[0-9]+}/groups',
  view((tx, c) => showGroups(tx, filled({ size: 4 }), c)),
);
routes.post(
  '/courses/:id{[0-9]+}/groups',
  action({
    form: groupsForm,
    again: showGroups,
    run: async (tx, { size }, c) =>
      done(
        `/courses/${numberIn(c, 'id')}/groups`,
        words.groups.formed(await form(tx, numberIn(c, 'id'), size)),
      ),
  }),
);
routes.get(
  '/courses/:id{[0-9]+}/groups.pdf',
  view(async (tx, c) => {
    mustManage(tx);
    const course = await courseIn(tx, c);
    return printGroups(c, course, await groupsOf(tx, course.id));
  }),
);
routes.post(
  '/courses/:id{[0-9]+}/groups/move',
  action({
    form: moveForm,
    run: async (tx, data, c) => {
      await moveMember(tx, numberIn(c, 'id'), data);
      return done(`/courses/${numberIn(c, 'id')}/groups`, words.groups.moved);
    },
  }),
);
const groupIn = async (tx: ReadTx, c: Ctx) => {
  const course = await courseIn(tx, c);
  const group = (await groupsOf(tx, course.id)).find((one) => one.id === numberIn(c, 'group'));
  if (!group) throw new Refusal(404);
  return { course, group };
};
const showNotes = async (tx: ReadTx, state: State, c: Ctx): Promise<Screen> => {
  const { course, group } = await groupIn(tx, c);
  const title = words.groups.notesTitle(group.number);
  return {
    title,
    width: 'form',
    breadcrumbs: crumbsOf(
      course,
      ...(tx.has('learning.manage')
        ? [{ label: words.groups.title, href: `/courses/${course.id}/groups` }]
        : []),
      { label: title },
    ),
    body: <NotesPage course={course} group={group} state={state} />,
  };
};
const storedNotes = async (tx: ReadTx, c: Ctx): Promise<Record<string, unknown>> => {
  const { group } = await groupIn(tx, c);
  const { cases, insights, tomorrow, version } = group;
  return { cases, insights, tomorrow, _version: version };
};
routes.get(
  '/courses/:id{[0-9]+}/groups/:group{[0-9]+}',
  view(async (tx, c) => showNotes(tx, filled(await storedNotes(tx, c)), c)),
);
routes.post(
  '/courses/:id{[0-9]+}/groups/:group{[0-9]+}',
  action({
    form: notesForm,
    again: showNotes,
    theirs: storedNotes,
    run: async (tx, data, c) => {
      await writeNotes(tx, numberIn(c, 'id'), numberIn(c, 'group'), data);
      return done(`/courses/${numberIn(c, 'id')}/groups/${numberIn(c, 'group')}`, words.groups.saved);
    },
  }),
);
