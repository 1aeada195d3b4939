import { Hono } from 'hono';
import { peopleAt } from '../../base/people/queries.ts';
import { facilityOffer } from '../../base/directory/queries-offers.ts';
import { lookName } from '../../platform/ui/form-keys.ts';
import { found, Refusal, type ReadTx } from '../../platform/db/transaction.ts';
import { numberIn, type Ctx, type Env } from '../../platform/web/context.ts';
import { emptyForm, filled, type FormState } from '../../platform/web/form.ts';
import { action, done, view, type Screen } from '../../platform/web/handlers.tsx';
import { showCode } from '../../platform/web/open.ts';
import { nothingForm } from '../../platform/web/fields.ts';
import { mustManage } from './commands.ts';
import {
  acceptOffer,
  applyForOneself,
  choose,
  mendDetails,
  sayNo,
  sayYes,
  sendSeveral,
  takeDown,
  turnDown,
  withdraw,
} from './commands-apply.ts';
import { exportApplications } from './exports.ts';
import { applyForm, chooseForm, detailsForm, sayForm, sendForm, staffForm } from './forms.ts';
import { ApplicationList, ApplyForm, DetailsForm, SendForm, TakeDownForm } from './pages-apply.tsx';
import {
  applicationById,
  applicationsOf,
  countsOf,
  courseById,
  entryOf,
  ownApplication,
  ownDetails,
  ownFacilities,
  type Course,
} from './queries.ts';
import { words } from './words.ja.ts';

export const routes = new Hono<Env>();
const courseIn = async (tx: ReadTx, c: Ctx): Promise<Course> =>
  found(await courseById(tx, numberIn(c, 'id')));
const crumbsOf = (course: Course, ...here: { label: string; href?: string }[]) => [
  { label: words.navigation, href: '/courses' },
  { label: course.title, href: `/courses/${course.id}` },
  ...here,
];

const showApply = async (tx: ReadTx, state: FormState, c: Ctx): Promise<Screen> => {
  const course = await courseIn(tx, c);
  const facilities = await ownFacilities(tx);
  return {
    title: words.apply.title,
    width: 'form',
    breadcrumbs: crumbsOf(course, { label: words.apply.title }),
    body: (
      <ApplyForm
        course={course}
        state={state}
        facilities={facilities}
        asksHead={facilities.length > 0 && !tx.has('facility.answer') && !tx.has('learning.manage')}
      />
    ),
  };
};
routes.get(
  '/courses/:id{[0-9]+}/apply',
  view(async (tx, c) => {
    const before = await ownApplication(tx, (await courseIn(tx, c)).id);
    return showApply(tx, filled(before ? { ...before } : { ...(await ownDetails(tx)) }), c);
  }),
);
routes.post(
  '/courses/:id{[0-9]+}/apply',
  action({
    form: applyForm,
    again: showApply,
    run: async (tx, data, c) => {
      const { state } = await applyForOneself(tx, numberIn(c, 'id'), data);
      return done(`/courses/${numberIn(c, 'id')}`, words.apply.sent[state]);
    },
  }),
);

const showSend = async (tx: ReadTx, state: FormState, c: Ctx): Promise<Screen> => {
  const manages = tx.has('learning.manage');
  if (!manages && !tx.has('facility.answer')) throw new Refusal(403);
  const course = await courseIn(tx, c);
  const asked = String(state.values['facility_id'] ?? c.req.query('facility') ?? '');
  const facilities = await facilityOffer(tx, { ...c.req.query(), facility: asked }, 'facility', {
    within: manages ? undefined : tx.session.facilities,
  });
  const [only, ...others] = facilities.all ?? facilities.chosen;
  const named =
    c.req.query(lookName) === undefined
      ? (facilities.all ?? facilities.chosen).find(({ value }) => value === asked)
      : undefined;
  const one = named ?? (facilities.all !== null && others.length === 0 ? only : undefined);
  const facility = one ? { id: Number(one.value), name: one.label } : null;
  const taken = facility ? await applicationsOf(tx, course.id) : [];
  const staff = facility ? await peopleAt(tx, { facility_id: facility.id }) : [];
  return {
    title: words.send.title,
    width: 'form',
    breadcrumbs: crumbsOf(course, { label: words.send.title }),
    body: (
      <SendForm
        course={course}
        state={state}
        facilities={facilities}
        facility={facility}
        staff={[...new Map(staff.map((one) => [one.id, one])).values()].map((one) => ({
          ...one,
          taken: taken.some(({ person_id }) => person_id === one.id),
        }))}
      />
    ),
  };
};
routes.get(
  '/courses/:id{[0-9]+}/send',
  view((tx, c) => showSend(tx, emptyForm, c)),
);
routes.post(
  '/courses/:id{[0-9]+}/send',
  action({
    form: sendForm,
    again: showSend,
    run: async (tx, data, c) => {
      const entered = await sendSeveral(tx, numberIn(c, 'id'), data);
      return done(
        `/courses/${numberIn(c, 'id')}${tx.has('learning.manage') ? '/applications' : ''}`,
        words.send.done(entered.length, entered.filter(({ state }) => state === 'waiting').length),
      );
    },
  }),
);

// ---- one application ------------------------------------------------------------------------------

const one = '/courses/:id{[0-9]+}/applications/:application{[0-9]+}';
/** Back to where the button stood: the list of who manages, the course of everybody else. */
const back = (tx: ReadTx, c: Ctx): string =>
  `/courses/${numberIn(c, 'id')}${tx.has('learning.manage') ? '/applications' : ''}`;

const showDetails = async (tx: ReadTx, state: FormState, c: Ctx): Promise<Screen> => {
  const course = await courseIn(tx, c);
  const application = found(await applicationById(tx, course.id, numberIn(c, 'application')));
  return {
    title: words.apply.detailsTitle,
    width: 'form',
    breadcrumbs: crumbsOf(course, { label: words.apply.detailsTitle }),
    body: (
      <DetailsForm
        course={course}
        action={`/courses/${course.id}/applications/${application.id}/details`}
        state={state}
      />
    ),
  };
};
routes.get(
  `${one}/details`,
  view(async (tx, c) => {
    const course = await courseIn(tx, c);
    const application = found(await applicationById(tx, course.id, numberIn(c, 'application')));
    tx.opened({
      action: 'course_application.open',
      subject_kind: 'course',
      subject_id: course.id,
      detail: { application_id: application.id },
    });
    return showDetails(tx, filled({ ...application, _version: application.version }), c);
  }),
);
routes.post(
  `${one}/details`,
  action({
    form: detailsForm,
    again: showDetails,
    run: async (tx, data, c) => {
      await mendDetails(tx, numberIn(c, 'id'), numberIn(c, 'application'), data);
      return done(back(tx, c), words.apply.detailsSaved);
    },
  }),
);
routes.post(
  `${one}/yes`,
  action({
    form: nothingForm,
    run: async (tx, _data, c) => {
      const state = await sayYes(tx, numberIn(c, 'id'), numberIn(c, 'application'));
      return done(back(tx, c), `${words.applications.saidYes}${words.apply.sent[state]}`);
    },
  }),
);
routes.post(
  `${one}/no`,
  action({
    form: sayForm,
    run: async (tx, { reason }, c) => {
      await sayNo(tx, numberIn(c, 'id'), numberIn(c, 'application'), reason);
      return done(back(tx, c), words.applications.saidNo);
    },
  }),
);
routes.post(
  `${one}/accept`,
  action({
    form: nothingForm,
    run: async (tx, _data, c) => {
      await acceptOffer(tx, numberIn(c, 'id'), numberIn(c, 'application'));
      return done(back(tx, c), words.next.accepted);
    },
  }),
);
routes.post(
  `${one}/withdraw`,
  action({
    form: nothingForm,
    run: async (tx, _data, c) => {
      await withdraw(tx, numberIn(c, 'id'), numberIn(c, 'application'));
      return done(back(tx, c), words.next.withdrawn);
    },
  }),
);

// ---- all of them, for who manages --------------------------------------------------------------

routes.get(
  '/courses/:id{[0-9]+}/applications',
  view(async (tx, c) => {
    mustManage(tx);
    const course = await courseIn(tx, c);
    const applications = await applicationsOf(tx, course.id);
    tx.opened({
      action: 'course.open_applications',
      subject_kind: 'course',
      subject_id: course.id,
      detail: { applications: applications.length },
    });
    return {
      title: words.applications.title,
      breadcrumbs: crumbsOf(course, { label: words.applications.title }),
      body: (
        <ApplicationList
          course={course}
          applications={applications}
          counts={(await countsOf(tx, [course.id])).get(course.id) ?? { applied: 0, taken: 0, waiting: 0 }}
          line={await entryOf(tx, course.id)}
          zone={tx.actor.municipality.time_zone}
        />
      ),
    };
  }),
);
routes.get(
  '/courses/:id{[0-9]+}/applications/export',
  view(async (tx, c) => {
    mustManage(tx);
    return exportApplications(c, tx, await applicationsOf(tx, (await courseIn(tx, c)).id));
  }),
);
const showTakeDown = async (tx: ReadTx, state: FormState, c: Ctx): Promise<Screen> => {
  mustManage(tx);
  const course = await courseIn(tx, c);
  return {
    title: words.applications.takeDownTitle,
    width: 'form',
    breadcrumbs: crumbsOf(
      course,
      { label: words.applications.title, href: `/courses/${course.id}/applications` },
      { label: words.applications.takeDownTitle },
    ),
    body: <TakeDownForm course={course} state={state} />,
  };
};
routes.get(
  '/courses/:id{[0-9]+}/applications/new',
  view((tx, c) => showTakeDown(tx, emptyForm, c)),
);
routes.post(
  '/courses/:id{[0-9]+}/applications/new',
  action({
    form: staffForm,
    again: showTakeDown,
    run: async (tx, data, c) => {
      const { code } = await takeDown(tx, numberIn(c, 'id'), data);
      return done(`/courses/${numberIn(c, 'id')}/applications`, words.applications.takenDown(showCode(code)));
    },
  }),
);
routes.post(
  '/courses/:id{[0-9]+}/choose',
  action({
    form: chooseForm,
    run: async (tx, { ids }, c) => {
      const places = await choose(tx, numberIn(c, 'id'), ids);
      return done(`/courses/${numberIn(c, 'id')}/applications`, words.applications.chosen(places));
    },
  }),
);
routes.post(
  '/courses/:id{[0-9]+}/turn-down',
  action({
    form: chooseForm,
    run: async (tx, { ids }, c) => {
      await turnDown(tx, numberIn(c, 'id'), ids);
      return done(`/courses/${numberIn(c, 'id')}/applications`, words.applications.turnedDown);
    },
  }),
);
