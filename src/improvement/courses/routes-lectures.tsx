import { Hono } from 'hono';
import { facilityOffer } from '../../base/directory/queries-offers.ts';
import { found, Refusal, type ReadTx } from '../../platform/db/transaction.ts';
import { numberIn, type Ctx, type Env } from '../../platform/web/context.ts';
import { emptyForm, filled, type FormState } from '../../platform/web/form.ts';
import { action, done, view, type Screen } from '../../platform/web/handlers.tsx';
import { hrefWith, pagingOf } from '../../platform/web/paging.ts';
import { nothingForm } from '../../platform/web/fields.ts';
import { mustManage } from './commands.ts';
import { answerLecture, askLecture, saveTheme } from './commands-lectures.ts';
import { arrangeForm, heldForm, lectureForm, lectureReasonForm, themeForm } from './forms.ts';
import { LectureForm, LecturePage, LecturesPage, ThemeForm } from './pages-lectures.tsx';
import {
  countLectureRequests,
  lectureHistory,
  lectureRequestById,
  lectureRequests,
  lectureThemeById,
  lectureThemes,
} from './queries-lectures.ts';
import { words } from './words-lectures.ja.ts';

export const routes = new Hono<Env>();
const crumb = { label: words.navigation, href: '/lectures' };
const mayAsk = (tx: ReadTx): boolean =>
  tx.has('learning.manage') || (tx.has('facility.answer') && tx.session.facilities.length > 0);

routes.get(
  '/lectures',
  view(async (tx, c) => {
    const paging = pagingOf(c);
    const mayManage = tx.has('learning.manage');
    return {
      title: words.title,
      body: (
        <LecturesPage
          themes={await lectureThemes(tx, mayManage)}
          requests={await lectureRequests(tx, paging)}
          total={await countLectureRequests(tx)}
          paging={paging}
          href={(page) => hrefWith(c, { page })}
          mayManage={mayManage}
          mayAsk={mayAsk(tx)}
          today={tx.today}
        />
      ),
    };
  }),
);

const showTheme = async (tx: ReadTx, state: FormState, c: Ctx): Promise<Screen> => {
  mustManage(tx);
  const id = numberIn(c, 'theme');
  const title = id === null ? words.theme.newTitle : words.theme.editTitle;
  return {
    title,
    width: 'form',
    breadcrumbs: [crumb, { label: title }],
    body: <ThemeForm state={state} action={`/lectures/themes/${id ?? 'new'}`} isNew={id === null} />,
  };
};
routes.get(
  '/lectures/themes/new',
  view((tx, c) => showTheme(tx, filled({ minutes: 90, position: 100, _version: 0 }), c)),
);
routes.get(
  '/lectures/themes/:theme{[0-9]+}',
  view(async (tx, c) => {
    const theme = found(await lectureThemeById(tx, numberIn(c, 'theme')));
    return showTheme(tx, filled({ ...theme, ended: theme.ended_on !== null, _version: theme.version }), c);
  }),
);
routes.post(
  '/lectures/themes/new',
  action({
    form: themeForm,
    again: showTheme,
    run: async (tx, data) => {
      await saveTheme(tx, null, data);
      return done('/lectures', words.theme.saved);
    },
  }),
);
routes.post(
  '/lectures/themes/:theme{[0-9]+}',
  action({
    form: themeForm,
    again: showTheme,
    run: async (tx, data, c) => {
      await saveTheme(tx, found(numberIn(c, 'theme')), data);
      return done('/lectures', words.theme.saved);
    },
  }),
);

const showAsk = async (tx: ReadTx, state: FormState): Promise<Screen> => {
  if (!mayAsk(tx)) throw new Refusal(403);
  const mayManage = tx.has('learning.manage');
  return {
    title: words.form.title,
    width: 'form',
    breadcrumbs: [crumb, { label: words.form.title }],
    body: (
      <LectureForm
        state={state}
        themes={await lectureThemes(tx)}
        facilities={await facilityOffer(tx, state.values, 'facility_id', {
          within: mayManage ? undefined : tx.session.facilities,
        })}
        mayManage={mayManage}
      />
    ),
  };
};
routes.get(
  '/lectures/new',
  view((tx, c) => showAsk(tx, filled({ theme_id: c.req.query('theme') ?? '' }))),
);
routes.post(
  '/lectures/new',
  action({
    form: lectureForm,
    again: showAsk,
    run: async (tx, data) => done(`/lectures/${await askLecture(tx, data)}`, words.form.sent),
  }),
);

const shown = async (tx: ReadTx, c: Ctx, arrangeState: FormState, heldState: FormState): Promise<Screen> => {
  const request = found(await lectureRequestById(tx, numberIn(c, 'id')));
  return {
    title: request.theme,
    breadcrumbs: [crumb, { label: request.theme }],
    body: (
      <LecturePage
        request={request}
        history={await lectureHistory(tx, request.id)}
        arrangeState={arrangeState}
        heldState={heldState}
        mayManage={tx.has('learning.manage')}
        own={
          tx.has('facility.answer') &&
          request.facility_id !== null &&
          tx.session.facilities.includes(request.facility_id)
        }
        today={tx.today}
        zone={tx.actor.municipality.time_zone}
      />
    ),
  };
};
routes.get(
  '/lectures/:id{[0-9]+}',
  view(async (tx, c) => {
    const request = found(await lectureRequestById(tx, numberIn(c, 'id')));
    return shown(
      tx,
      c,
      filled({
        held_on: request.held_on,
        starts_at: request.starts_at,
        ends_at: request.ends_at,
        speaker: request.speaker,
      }),
      filled({ people: request.people }),
    );
  }),
);
routes.post(
  '/lectures/:id{[0-9]+}/arrange',
  action({
    form: arrangeForm,
    again: (tx, state, c) => shown(tx, c, state, emptyForm),
    run: async (tx, data, c) => {
      await answerLecture(tx, numberIn(c, 'id'), 'arranged', data);
      return done(`/lectures/${numberIn(c, 'id')}`, words.done.arranged);
    },
  }),
);
routes.post(
  '/lectures/:id{[0-9]+}/held',
  action({
    form: heldForm,
    again: (tx, state, c) => shown(tx, c, emptyForm, state),
    run: async (tx, data, c) => {
      await answerLecture(tx, numberIn(c, 'id'), 'held', data);
      return done(`/lectures/${numberIn(c, 'id')}`, words.done.held);
    },
  }),
);
routes.post(
  '/lectures/:id{[0-9]+}/decline',
  action({
    form: lectureReasonForm,
    run: async (tx, data, c) => {
      await answerLecture(tx, numberIn(c, 'id'), 'declined', data);
      return done(`/lectures/${numberIn(c, 'id')}`, words.done.declined);
    },
  }),
);
for (const [path, what] of [
  ['withdraw', 'withdrawn'],
  ['reopen', 'reopened'],
] as const)
  routes.post(
    `/lectures/:id{[0-9]+}/${path}`,
    action({
      form: nothingForm,
      run: async (tx, _data, c) => {
        await answerLecture(tx, numberIn(c, 'id'), what, {});
        return done(`/lectures/${numberIn(c, 'id')}`, words.done[what]);
      },
    }),
  );
