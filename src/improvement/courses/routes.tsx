import { Hono } from 'hono';
import { organisationOffer } from '../../base/people/queries-offers.ts';
import { eventById, onlineOf } from '../../base/calendar/queries.ts';
import { onlineChecks } from '../../base/calendar/rules.ts';
import { found, type ReadTx } from '../../platform/db/transaction.ts';
import { addDays, addMonths } from '../../platform/ja/dates.ts';
import { numberIn, type Ctx, type Env } from '../../platform/web/context.ts';
import { filled, type FormState } from '../../platform/web/form.ts';
import { action, done, view, type Conflict, type Screen } from '../../platform/web/handlers.tsx';
import type { NavEntry } from '../../platform/web/navigation.ts';
import { hrefWith, pagingOf } from '../../platform/web/paging.ts';
import {
  cancelCourse,
  cancelSession,
  changeCourse,
  changeSession,
  mustManage,
  openCourse,
  planSession,
  publishCourse,
  restoreCourse,
  restoreSession,
} from './commands.ts';
import { courseForm, reasonForm, sessionForm, versionForm } from './forms.ts';
import { CourseForm, SessionForm, TemplatePage } from './pages-form.tsx';
import { CourseList } from './pages-list.tsx';
import { CoursePage } from './pages.tsx';
import {
  applicationsOf,
  categories,
  countCourses,
  countsOf,
  courseById,
  courses,
  courseYears,
  linksOf,
  ownFacilities,
  sessionById,
  sessionsOf,
  unitsOf,
  type Course,
  type CourseFilter,
} from './queries.ts';
import { groupsOf, ownReflections } from './queries-records.ts';
import { routes as applyRoutes } from './routes-apply.tsx';
import { routes as heldRoutes } from './routes-held.tsx';
import { routes as lectureRoutes } from './routes-lectures.tsx';
import { routes as outsideRoutes } from './routes-outside.tsx';
import { routes as recordRoutes } from './routes-records.tsx';
import { words as lectureWords } from './words-lectures.ja.ts';
import { templates } from './words-templates.ja.ts';
import { unitLine, words } from './words.ja.ts';

export const routes = new Hono<Env>();
export const navigation: NavEntry[] = [
  { place: 'improve', part: 'learn', label: words.navigation, href: '/courses', duties: ['network'] },
  { place: 'improve', part: 'learn', label: lectureWords.navigation, href: '/lectures', duties: ['network'] },
];
routes.route('/', applyRoutes);
routes.route('/', heldRoutes);
routes.route('/', recordRoutes);
routes.route('/', lectureRoutes);
routes.route('/', outsideRoutes);

type State = FormState & { conflict?: Conflict };
const crumb = { label: words.navigation, href: '/courses' };
const crumbsOf = (course: Course, here: string) => [
  crumb,
  { label: course.title, href: `/courses/${course.id}` },
  { label: here },
];
const courseIn = async (tx: ReadTx, c: Ctx): Promise<Course> =>
  found(await courseById(tx, numberIn(c, 'id')));

routes.get(
  '/courses',
  view(async (tx, c) => {
    const paging = pagingOf(c);
    const year = Number(c.req.query('year') ?? '');
    const scheme = c.req.query('scheme') ?? '';
    const filter: CourseFilter = {
      scheme: scheme in words.schemes ? scheme : null,
      fiscal_year: Number.isInteger(year) && year > 2000 ? year : null,
      ahead: c.req.query('ahead') === '1',
    };
    const lines = await courses(tx, filter, paging);
    return {
      title: words.list.title,
      body: (
        <CourseList
          lines={lines}
          counts={await countsOf(
            tx,
            lines.map(({ id }) => id),
          )}
          total={await countCourses(tx, filter)}
          paging={paging}
          filter={filter}
          active={[
            ...(filter.scheme
              ? [{ label: words.schemes[filter.scheme]!, removeHref: hrefWith(c, { scheme: null }) }]
              : []),
            ...(filter.fiscal_year
              ? [{ label: words.list.yearName(filter.fiscal_year), removeHref: hrefWith(c, { year: null }) }]
              : []),
            ...(filter.ahead ? [{ label: words.list.ahead, removeHref: hrefWith(c, { ahead: null }) }] : []),
          ]}
          years={await courseYears(tx)}
          mayManage={tx.has('learning.manage')}
          mayRecords={tx.has('learning.manage') || tx.has('facility.answer')}
          today={tx.today}
          href={(page) => hrefWith(c, { page })}
        />
      ),
    };
  }),
);

const showNew = async (tx: ReadTx, state: State): Promise<Screen> => {
  mustManage(tx);
  return {
    title: words.form.newTitle,
    width: 'form',
    breadcrumbs: [crumb, { label: words.form.newTitle }],
    body: (
      <CourseForm
        state={state}
        action="/courses/new"
        isNew
        categories={await categories(tx)}
        organisations={await organisationOffer(tx, state.values, 'organisation_id')}
      />
    ),
  };
};

/** What a new course begins with: the template of a category, or what another course was. */
async function beginning(tx: ReadTx, c: Ctx): Promise<Record<string, unknown> | null> {
  const usual = {
    zone: 'public',
    selection: 'order',
    capacity: 30,
    opens_on: tx.today,
    closes_on: addDays(tx.today, 21),
    late_minutes: 15,
    asks_reflection: true,
    fee_amount: 0,
    issuer: tx.actor.municipality.name,
    _version: 0,
  };
  const copied = await courseById(tx, Number(c.req.query('copy') ?? '') || null);
  if (copied)
    return {
      ...copied,
      units: (await unitsOf(tx, copied.id)).map(unitLine).join('\n'),
      opens_on: tx.today,
      closes_on: addDays(tx.today, 21),
      lottery_on: null,
      _version: 0,
    };
  const code = c.req.query('template');
  if (code === undefined) return null;
  const template = templates[code];
  if (!template) return { ...usual, category_code: code === 'other' ? 'other' : '', required_minutes: 0 };
  return {
    ...usual,
    category_code: code,
    title: template.title,
    purpose: template.purpose,
    audience: template.audience,
    asks_birth: template.asks_birth,
    units: template.units.map(unitLine).join('\n'),
    required_minutes: template.units
      .filter((unit) => unit.required)
      .reduce((sum, unit) => sum + unit.minutes, 0),
  };
}
routes.get(
  '/courses/new',
  view(async (tx, c) => {
    mustManage(tx);
    const fields = await beginning(tx, c);
    // Who opens a course is nearly always who holds it.
    if (fields !== null)
      return showNew(tx, filled({ organisation_id: tx.session.organisations[0] ?? '', ...fields }));
    return {
      title: words.form.templateTitle,
      breadcrumbs: [crumb, { label: words.form.templateTitle }],
      body: (
        <TemplatePage
          categories={await categories(tx)}
          before={await courses(tx, {}, { size: 10, offset: 0 })}
        />
      ),
    };
  }),
);
routes.post(
  '/courses/new',
  action({
    form: courseForm,
    again: showNew,
    run: async (tx, data) => done(`/courses/${await openCourse(tx, data)}`, words.form.opened),
  }),
);

routes.get(
  '/courses/:id{[0-9]+}',
  view(async (tx, c) => {
    const course = await courseIn(tx, c);
    const mayManage = tx.has('learning.manage');
    // Row security gives one's own, and to a head the own facility's; who manages has a page of its own for all.
    const applications = mayManage ? [] : await applicationsOf(tx, course.id);
    const own = applications.find((one) => one.person_id === tx.actor.person_id);
    const mayAnswer = tx.has('facility.answer') && tx.session.facilities.length > 0;
    if (applications.length > 0)
      tx.opened({
        action: 'course.open_applications',
        subject_kind: 'course',
        subject_id: course.id,
        detail: { applications: applications.length },
      });
    return {
      title: course.title,
      breadcrumbs: [crumb, { label: course.title }],
      body: (
        <CoursePage
          course={course}
          sessions={await sessionsOf(tx, course.id)}
          units={await unitsOf(tx, course.id)}
          counts={(await countsOf(tx, [course.id])).get(course.id) ?? { applied: 0, taken: 0, waiting: 0 }}
          links={own?.state === 'taken' ? await linksOf(tx, course.id) : new Map()}
          own={own}
          reflected={
            new Set(
              own
                ? (await ownReflections(tx))
                    .filter((one) => one.application_id === own.id)
                    .map((one) => one.session_id)
                : [],
            )
          }
          sent={mayAnswer ? applications.filter((one) => one.facility_id !== null) : []}
          groups={mayManage ? [] : await groupsOf(tx, course.id)}
          facilities={await ownFacilities(tx)}
          mayManage={mayManage}
          mayAnswer={mayAnswer}
          today={tx.today}
          zone={tx.actor.municipality.time_zone}
        />
      ),
    };
  }),
);

const storedCourse = async (tx: ReadTx, c: Ctx): Promise<Record<string, unknown>> => {
  const course = await courseIn(tx, c);
  return {
    ...course,
    units: (await unitsOf(tx, course.id)).map(unitLine).join('\n'),
    _version: course.version,
  };
};
const showEdit = async (tx: ReadTx, state: State, c: Ctx): Promise<Screen> => {
  mustManage(tx);
  const course = await courseIn(tx, c);
  return {
    title: words.form.editTitle,
    width: 'form',
    breadcrumbs: crumbsOf(course, words.form.editTitle),
    body: (
      <CourseForm
        state={state}
        action={`/courses/${course.id}/edit`}
        isNew={false}
        categories={await categories(tx)}
        organisations={await organisationOffer(tx, state.values, 'organisation_id')}
      />
    ),
  };
};
routes.get(
  '/courses/:id{[0-9]+}/edit',
  view(async (tx, c) => showEdit(tx, filled(await storedCourse(tx, c)), c)),
);
routes.post(
  '/courses/:id{[0-9]+}/edit',
  action({
    form: courseForm,
    again: showEdit,
    theirs: storedCourse,
    run: async (tx, data, c) => {
      await changeCourse(tx, numberIn(c, 'id'), data);
      return done(`/courses/${numberIn(c, 'id')}`, words.form.saved);
    },
  }),
);

routes.post(
  '/courses/:id{[0-9]+}/publish',
  action({
    form: versionForm,
    run: async (tx, { _version }, c) => {
      await publishCourse(tx, numberIn(c, 'id'), _version);
      return done(`/courses/${numberIn(c, 'id')}`, words.page.published);
    },
  }),
);
routes.post(
  '/courses/:id{[0-9]+}/cancel',
  action({
    form: reasonForm,
    run: async (tx, data, c) => {
      await cancelCourse(tx, numberIn(c, 'id'), data);
      return done(`/courses/${numberIn(c, 'id')}`, words.page.cancelled);
    },
  }),
);
routes.post(
  '/courses/:id{[0-9]+}/restore',
  action({
    form: versionForm,
    run: async (tx, { _version }, c) => {
      await restoreCourse(tx, numberIn(c, 'id'), _version);
      return done(`/courses/${numberIn(c, 'id')}`, words.page.restored);
    },
  }),
);

// ---- sittings ---------------------------------------------------------------------------------

const showSession = async (tx: ReadTx, state: FormState, c: Ctx): Promise<Screen> => {
  mustManage(tx);
  const course = await courseIn(tx, c);
  const id = numberIn(c, 'session');
  const title = id === null ? words.session.newTitle : words.session.editTitle;
  return {
    title,
    width: 'form',
    breadcrumbs: crumbsOf(course, title),
    body: (
      <SessionForm
        course={course.title}
        state={state}
        action={`/courses/${course.id}/sessions/${id === null ? 'new' : `${id}/edit`}`}
        isNew={id === null}
        units={await unitsOf(tx, course.id)}
      />
    ),
  };
};
routes.get(
  '/courses/:id{[0-9]+}/sessions/new',
  view(async (tx, c) => {
    const course = await courseIn(tx, c);
    const before = await sessionsOf(tx, course.id);
    const last = before.at(-1);
    return showSession(
      tx,
      filled({
        title: words.session.nth(before.length + 1),
        held_on: last ? addDays(last.held_on, 7) : addMonths(course.closes_on, 1),
        starts_at: last?.starts_at ?? '14:00',
        ends_at: last?.ends_at ?? '16:00',
        place: last?.place ?? '',
        online: last?.online ?? 'none',
        speakers: last?.speakers ?? '',
        units: (await unitsOf(tx, course.id))
          .filter((unit) => unit.session_id === null)
          .slice(0, 1)
          .map(({ number }) => number),
        _version: 0,
      }),
      c,
    );
  }),
);
routes.post(
  '/courses/:id{[0-9]+}/sessions/new',
  action({
    form: sessionForm,
    again: showSession,
    run: async (tx, data, c) => {
      await planSession(tx, numberIn(c, 'id'), data);
      return done(`/courses/${numberIn(c, 'id')}#sessions`, words.session.saved);
    },
  }),
);
routes.get(
  '/courses/:id{[0-9]+}/sessions/:session{[0-9]+}/edit',
  view(async (tx, c) => {
    mustManage(tx);
    const course = await courseIn(tx, c);
    const session = found(await sessionById(tx, course.id, numberIn(c, 'session')));
    const event = session.event_id === null ? undefined : await eventById(tx, session.event_id);
    const online = event ? await onlineOf(tx, event.id) : undefined;
    const checks = (online?.checks ?? {}) as Record<string, unknown>;
    return showSession(
      tx,
      filled({
        ...session,
        join_url: online?.join_url,
        join_note: online?.join_note,
        checks: onlineChecks.filter((one) => checks[one] === true),
        units: (await unitsOf(tx, course.id))
          .filter((unit) => unit.session_id === session.id)
          .map(({ number }) => number),
        _version: session.version,
      }),
      c,
    );
  }),
);
routes.post(
  '/courses/:id{[0-9]+}/sessions/:session{[0-9]+}/edit',
  action({
    form: sessionForm,
    again: showSession,
    run: async (tx, data, c) => {
      await changeSession(tx, numberIn(c, 'id'), numberIn(c, 'session'), data);
      return done(`/courses/${numberIn(c, 'id')}#sessions`, words.session.saved);
    },
  }),
);
routes.post(
  '/courses/:id{[0-9]+}/sessions/:session{[0-9]+}/cancel',
  action({
    form: reasonForm,
    run: async (tx, data, c) => {
      await cancelSession(tx, numberIn(c, 'id'), numberIn(c, 'session'), data);
      return done(`/courses/${numberIn(c, 'id')}#sessions`, words.session.cancelled);
    },
  }),
);
routes.post(
  '/courses/:id{[0-9]+}/sessions/:session{[0-9]+}/restore',
  action({
    form: versionForm,
    run: async (tx, { _version }, c) => {
      await restoreSession(tx, numberIn(c, 'id'), numberIn(c, 'session'), _version);
      return done(`/courses/${numberIn(c, 'id')}#sessions`, words.session.restored);
    },
  }),
);
