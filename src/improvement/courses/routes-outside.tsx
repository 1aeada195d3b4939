import { Hono } from 'hono';
import { answerByCode } from '../../base/applications/commands.ts';
import { found, Refusal, type ReadTx } from '../../platform/db/transaction.ts';
import { numberIn, type Ctx, type Env } from '../../platform/web/context.ts';
import { emptyForm, type FormState } from '../../platform/web/form.ts';
import { done, openAction, openCode, openView, type Screen } from '../../platform/web/handlers.tsx';
import { handReceipt, hashCode, readCode, receiptOf } from '../../platform/web/open.ts';
import { invalid } from '../../platform/web/handlers.tsx';
import { nothingForm } from '../../platform/web/fields.ts';
import { applyOpen } from './commands-apply.ts';
import { comeIn } from './commands-held.ts';
import { reflectByCode, withdrawByCode } from './commands-outside.ts';
import { printCertificate } from './exports.ts';
import { codeForm, openForm, openReflectionForm, verifyForm } from './forms.ts';
import { DoorPage } from './pages-held.tsx';
import {
  OutsideApply,
  OutsideCourse,
  OutsideList,
  OutsideLook,
  OutsideReceipt,
  VerifyPage,
} from './pages-outside.tsx';
import { countsOf, courseById, courses, doorOf, sessionsOf, unitsOf, type Course } from './queries.ts';
import { checkCertificate, courseByCode, stateByCode, type ByCode } from './queries-outside.ts';
import { completionOf, courseStateOf } from './rules.ts';
import { words } from './words-outside.ja.ts';
import { words as courseWords } from './words.ja.ts';

export const routes = new Hono<Env>();
const page = { zone: 'public' } as const;
const applicantPage = { zone: 'public', width: 'form', unlisted: true } as const;
const crumb = { label: words.title, href: '/open/courses' };

/** A course strangers may see; the signed-in see it here as they do. */
const courseIn = async (tx: ReadTx, c: Ctx): Promise<Course> => {
  const course = found(await courseById(tx, numberIn(c, 'id')));
  if (course.zone !== 'public' || course.published_at === null || course.published_at > tx.now)
    throw new Refusal(404);
  return course;
};

routes.get(
  '/open/courses',
  openView(async (tx) => {
    const lines = (await courses(tx, { ahead: true }, { size: 60, offset: 0 })).filter(
      (line) =>
        line.zone === 'public' &&
        line.published_at !== null &&
        line.published_at <= tx.now &&
        line.cancelled_at === null,
    );
    return {
      ...page,
      title: words.title,
      description: words.lead,
      breadcrumbs: [{ label: words.title }],
      body: (
        <OutsideList
          lines={lines}
          counts={await countsOf(
            tx,
            lines.map(({ id }) => id),
          )}
        />
      ),
    };
  }),
);
routes.get(
  '/open/courses/:id{[0-9]+}',
  openView(async (tx, c) => {
    const course = await courseIn(tx, c);
    return {
      ...page,
      title: course.title,
      breadcrumbs: [crumb, { label: course.title }],
      body: (
        <OutsideCourse
          course={course}
          sessions={await sessionsOf(tx, course.id)}
          units={await unitsOf(tx, course.id)}
          open={courseStateOf(course, { first: course.first_on, last: course.last_on }, tx.today) === 'open'}
          signedIn={tx.actor.person_id !== null}
        />
      ),
    };
  }),
);

const showApply = async (tx: ReadTx, state: FormState, c: Ctx): Promise<Screen> => {
  const course = await courseIn(tx, c);
  return {
    ...applicantPage,
    title: words.applyTitle,
    breadcrumbs: [
      crumb,
      { label: course.title, href: `/open/courses/${course.id}` },
      { label: words.applyTitle },
    ],
    body: <OutsideApply course={course} state={state} today={tx.today} />,
  };
};
routes.get(
  '/open/courses/:id{[0-9]+}/apply',
  openView((tx, c) => showApply(tx, emptyForm, c)),
);
routes.post(
  '/open/courses/:id{[0-9]+}/apply',
  openAction({
    form: openForm,
    limit: { name: 'course-apply', an_hour: 40 },
    again: showApply,
    run: async (tx, data, c, { code }) => {
      // Whoever fills the box nobody sees is a machine; it is told what it wants to hear.
      if (data.website !== '') return done('/open/courses');
      const { agreed: _agreed, website: _website, ...rest } = data;
      await applyOpen(tx, (await courseIn(tx, c)).id, { ...rest, agreed: true, website: '' }, code);
      return done('/open/courses/receipt');
    },
  }),
);

const ownOf = async (tx: ReadTx, c: Ctx): Promise<{ code: string; own: ByCode } | null> => {
  const code = receiptOf(c);
  if (code === null) return null;
  const own = await courseByCode(tx, hashCode(tx.actor.house, code));
  return own === undefined ? null : { code, own };
};
const look = (state: FormState): Screen => ({
  ...applicantPage,
  title: words.receipt.lookTitle,
  breadcrumbs: [crumb, { label: words.receipt.lookTitle }],
  body: <OutsideLook state={state} />,
});
const showReceipt = async (tx: ReadTx, form: FormState, c: Ctx): Promise<Screen> => {
  const held = await ownOf(tx, c);
  if (!held) return look(emptyForm);
  handReceipt(c, held.code);
  const { own } = held;
  const part = {
    minutes: new Map(
      own.sessions.flatMap((one) => (one.minutes === null ? [] : [[one.id, one.minutes] as const])),
    ),
    made_up: new Set(own.sessions.filter((one) => one.made_up !== null).map(({ id }) => id)),
    reflected: new Set(own.sessions.filter((one) => one.takes !== null).map(({ id }) => id)),
    birth_on: own.birth_on,
  };
  return {
    ...applicantPage,
    title: words.receipt.title,
    breadcrumbs: [crumb, { label: words.receipt.title }],
    body: (
      <OutsideReceipt
        {...held}
        state={stateByCode(own, tx.now)}
        completion={completionOf(own, own.units, own.sessions, part, tx.today)}
        today={tx.today}
        form={form}
      />
    ),
  };
};
routes.get(
  '/open/courses/receipt',
  openView((tx, c) => showReceipt(tx, emptyForm, c)),
);
routes.post(
  '/open/courses/receipt',
  openCode({
    limit: { name: 'course-code', an_hour: 20 },
    find: courseByCode,
    wrong: (_tx, _c, code) => look({ values: { code }, errors: { code: words.receipt.wrong } }),
    location: '/open/courses/receipt',
  }),
);
const byCode = { limit: { name: 'course-answer', an_hour: 60 }, receipt: false } as const;
routes.post(
  '/open/courses/receipt/accept',
  openAction({
    ...byCode,
    form: nothingForm,
    again: showReceipt,
    run: async (tx, _data, c) => {
      const said = await answerByCode(tx, found(receiptOf(c)), 'accept');
      if (!said.ok) throw new Refusal(409, courseWords.answering[said.reason]);
      return done('/open/courses/receipt', words.receipt.accepted);
    },
  }),
);
routes.post(
  '/open/courses/receipt/withdraw',
  openAction({
    ...byCode,
    form: nothingForm,
    again: showReceipt,
    run: async (tx, _data, c) => {
      await withdrawByCode(tx, found(receiptOf(c)));
      return done('/open/courses/receipt', words.receipt.withdrawn);
    },
  }),
);
routes.post(
  '/open/courses/receipt/reflections/:session{[0-9]+}',
  openAction({
    ...byCode,
    form: openReflectionForm,
    again: (tx, state, c) =>
      showReceipt(tx, { ...state, values: { ...state.values, session: c.req.param('session') ?? '' } }, c),
    run: async (tx, data, c) => {
      await reflectByCode(tx, found(receiptOf(c)), found(numberIn(c, 'session')), data);
      return done('/open/courses/receipt', words.receipt.reflected);
    },
  }),
);
routes.get(
  '/open/courses/receipt/certificate.pdf',
  openView(async (tx, c) => {
    const { own } = found(await ownOf(tx, c));
    const certificate = found(own.certificate);
    tx.opened({
      action: 'course_certificate.print',
      subject_kind: 'course_certificate',
      subject_id: certificate.id,
      detail: { number: certificate.number },
    });
    return printCertificate(c, tx, { ...certificate, name: certificate.reprinted_name ?? certificate.name });
  }),
);

const showVerify = async (tx: ReadTx, state: FormState): Promise<Screen> => ({
  ...applicantPage,
  title: words.verify.title,
  breadcrumbs: [crumb, { label: words.verify.title }],
  body: <VerifyPage state={state} found={null} today={tx.today} />,
});
routes.get(
  '/open/courses/verify',
  openView((tx) => showVerify(tx, emptyForm)),
);
// Nothing is written: the answer is a page of its own, so that neither number nor code stands in an address.
routes.post(
  '/open/courses/verify',
  openAction({
    form: verifyForm,
    limit: { name: 'course-verify', an_hour: 60 },
    receipt: false,
    again: async (tx, state) => {
      const typed = (name: string) => String(state.values[name] ?? '');
      const code = readCode(typed('code'));
      const checked =
        code === null || (state.errors['number'] ?? '') !== words.verify.unknown
          ? null
          : await checkCertificate(
              tx,
              typed('number').normalize('NFKC').trim().toUpperCase(),
              hashCode(tx.actor.house, code),
            );
      return {
        ...applicantPage,
        status: checked === null ? 422 : 200,
        title: words.verify.title,
        breadcrumbs: [crumb, { label: words.verify.title }],
        body: (
          <VerifyPage
            state={checked === null ? state : { values: state.values, errors: {} }}
            found={checked}
            today={tx.today}
          />
        ),
      };
    },
    run: async () => invalid({ number: words.verify.unknown }),
  }),
);

const showDoor = async (tx: ReadTx, state: FormState, c: Ctx): Promise<Screen> => {
  const code = readCode(c.req.param('code') ?? '') ?? '';
  const door = found(await doorOf(tx, code));
  return {
    ...applicantPage,
    title: courseWords.door.title,
    body: <DoorPage door={door} code={code} signedIn={tx.actor.person_id !== null} state={state} />,
  };
};
routes.get(
  '/open/courses/door/:code',
  openView((tx, c) => showDoor(tx, emptyForm, c)),
);
routes.post(
  '/open/courses/door/:code',
  openAction({
    form: codeForm,
    // A whole course comes through one address.
    limit: { name: 'course-door', an_hour: 600 },
    receipt: false,
    again: showDoor,
    run: async (tx, data, c) => {
      const signedIn = tx.actor.person_id !== null;
      const typed = readCode(data.code);
      if (!signedIn && typed === null) invalid({ code: words.receipt.wrong });
      const said = await comeIn(tx, readCode(c.req.param('code') ?? '') ?? '', signedIn ? null : typed);
      if ('refused' in said) invalid({ [signedIn ? '' : 'code']: courseWords.door.refused[said.refused] });
      const { course_id } = found(await doorOf(tx, readCode(c.req.param('code') ?? '') ?? ''));
      return done(
        signedIn ? `/courses/${course_id}` : `/open/courses/${course_id}`,
        courseWords.door.came('minutes' in said ? said.minutes : 0),
      );
    },
  }),
);
