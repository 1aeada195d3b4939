import { Hono } from 'hono';
import { found, Refusal, type ReadTx } from '../../platform/db/transaction.ts';
import { numberIn, type Ctx, type Env } from '../../platform/web/context.ts';
import { emptyForm, filled, type FormState } from '../../platform/web/form.ts';
import { action, done, view, type Conflict, type Screen } from '../../platform/web/handlers.tsx';
import type { NavEntry } from '../../platform/web/navigation.ts';
import { hrefWith, pagingOf } from '../../platform/web/paging.ts';
import { SavedViews, savedViews } from '../../platform/web/saved-views.tsx';
import { facilityOptions } from '../../base/directory/queries.ts';
import { themes } from '../issues/queries.ts';
import {
  cancelOpenDay,
  changeOpenDay,
  changeParticipation,
  recordParticipation,
  registerOpenDay,
  removeParticipation,
  restoreOpenDay,
} from './commands.ts';
import { exportOpenDays } from './exports.ts';
import {
  cancelForm,
  openDayEditForm,
  openDayForm,
  participationEditForm,
  participationForm,
  removeForm,
  restoreForm,
} from './forms.ts';
import { CancelPage, OpenDayForm, ParticipationEditPage } from './pages-forms.tsx';
import { OpenDayList } from './pages-list.tsx';
import { OpenDayPage } from './pages.tsx';
import {
  countOpenDays,
  openDayById,
  openDays,
  openDayYears,
  openedFacilities,
  participationOf,
  participationsOf,
  readsParticipation,
  sorts,
  type OpenDayFilter,
} from './queries.ts';
import { words } from './words.ja.ts';

export const routes = new Hono<Env>();
export const navigation: NavEntry[] = [
  { place: 'improve', label: words.navigation, href: '/open-days', duties: ['network'] },
];

type State = FormState & { conflict?: Conflict };
const crumb = { label: words.navigation, href: '/open-days' };

function mustManage(tx: ReadTx): void {
  if (!tx.has('learning.manage')) throw new Refusal(403);
}

function filterOf(c: Ctx, tx: ReadTx): OpenDayFilter {
  const asked = c.req.query('year');
  const facility = Number(c.req.query('facility') ?? '');
  const sort = sorts.find((one) => one === c.req.query('sort')) ?? 'newest';
  return {
    fiscal_year: asked === 'all' ? null : /^\d{4}$/.test(asked ?? '') ? Number(asked) : tx.fiscal_year,
    theme_code: c.req.query('theme')?.slice(0, 60) || null,
    facility_id: Number.isSafeInteger(facility) && facility > 0 ? facility : null,
    // Sorting by visitors would tell those who may not read them.
    sort: sort === 'people' && !readsParticipation(tx) ? 'newest' : sort,
  };
}

routes.get(
  '/open-days',
  view(async (tx, c) => {
    const filter = filterOf(c, tx);
    const paging = pagingOf(c);
    const { total, people } = await countOpenDays(tx, filter);
    const years = await openDayYears(tx);
    return {
      title: words.list.title,
      body: (
        <OpenDayList
          lines={await openDays(tx, filter, paging)}
          total={total}
          people={people}
          counts={readsParticipation(tx)}
          filter={filter}
          years={
            filter.fiscal_year === null || years.includes(filter.fiscal_year)
              ? years
              : [filter.fiscal_year, ...years]
          }
          themes={await themes(tx)}
          facilities={await openedFacilities(tx)}
          paging={paging}
          href={(changes) => hrefWith(c, changes)}
          exportHref={(format) =>
            hrefWith(c, { format: format === 'csv' ? 'csv' : null }).replace(
              '/open-days',
              '/open-days/export',
            )
          }
          mayManage={tx.has('learning.manage')}
          today={tx.today}
          views={<SavedViews c={c} views={await savedViews(tx, c.req.path)} />}
        />
      ),
    };
  }),
);

routes.get(
  '/open-days/export',
  view((tx, c) => exportOpenDays(c, tx, filterOf(c, tx))),
);

const showNew = async (tx: ReadTx, state: State): Promise<Screen> => {
  mustManage(tx);
  return {
    title: words.form.newTitle,
    width: 'form',
    breadcrumbs: [crumb, { label: words.form.newTitle }],
    body: (
      <OpenDayForm
        state={state}
        action="/open-days/new"
        isNew
        facilities={await facilityOptions(tx)}
        themes={await themes(tx)}
      />
    ),
  };
};
routes.get(
  '/open-days/new',
  view((tx) => showNew(tx, emptyForm)),
);
routes.post(
  '/open-days/new',
  action({
    form: openDayForm,
    again: showNew,
    run: async (tx, data) => done(`/open-days/${await registerOpenDay(tx, data)}`, words.form.registered),
  }),
);

const show = async (tx: ReadTx, state: FormState, c: Ctx): Promise<Screen> => {
  const openDay = found(await openDayById(tx, numberIn(c, 'id')));
  return {
    title: openDay.title,
    breadcrumbs: [crumb, { label: openDay.title }],
    body: (
      <OpenDayPage
        openDay={openDay}
        participations={await participationsOf(tx, openDay.id)}
        counts={readsParticipation(tx)}
        facilities={openDay.may_manage ? await facilityOptions(tx) : []}
        state={state}
        today={tx.today}
        zone={tx.actor.municipality.time_zone}
      />
    ),
  };
};
routes.get(
  '/open-days/:id{[0-9]+}',
  view((tx, c) => show(tx, emptyForm, c)),
);
routes.post(
  '/open-days/:id{[0-9]+}/participations',
  action({
    form: participationForm,
    again: show,
    run: async (tx, data, c) => {
      const openDay = found(await openDayById(tx, numberIn(c, 'id')));
      await recordParticipation(tx, openDay.id, data);
      const came = found(await participationOf(tx, openDay.id, data.facility_id));
      return done(`/open-days/${openDay.id}#participations`, words.participation.added(came.facility));
    },
  }),
);

const showEdit = async (tx: ReadTx, state: State, c: Ctx): Promise<Screen> => {
  mustManage(tx);
  const openDay = found(await openDayById(tx, numberIn(c, 'id')));
  const open = await facilityOptions(tx);
  const host = { id: openDay.facility_id, name: openDay.facility, kind: openDay.facility_kind };
  const inUse = await themes(tx);
  return {
    title: words.form.editTitle,
    width: 'form',
    breadcrumbs: [
      crumb,
      { label: openDay.title, href: `/open-days/${openDay.id}` },
      { label: words.form.editTitle },
    ],
    body: (
      <OpenDayForm
        state={state}
        action={`/open-days/${openDay.id}/edit`}
        isNew={false}
        // The host and theme stay choosable after the facility closed or the theme was given up.
        facilities={open.some(({ id }) => id === host.id) ? open : [host, ...open]}
        themes={
          inUse.some(({ code }) => code === openDay.theme_code)
            ? inUse
            : [{ code: openDay.theme_code, name: openDay.theme }, ...inUse]
        }
      />
    ),
  };
};
const stored = async (tx: ReadTx, c: Ctx): Promise<Record<string, unknown>> => {
  const { title, facility_id, theme_code, held_on, places, note, version } = found(
    await openDayById(tx, numberIn(c, 'id')),
  );
  return { title, facility_id, theme_code, held_on, places, note, _version: version };
};
routes.get(
  '/open-days/:id{[0-9]+}/edit',
  view(async (tx, c) => showEdit(tx, filled(await stored(tx, c)), c)),
);
routes.post(
  '/open-days/:id{[0-9]+}/edit',
  action({
    form: openDayEditForm,
    again: showEdit,
    theirs: stored,
    run: async (tx, data, c) => {
      const id = found(numberIn(c, 'id'));
      await changeOpenDay(tx, id, data);
      return done(`/open-days/${id}`, words.form.saved);
    },
  }),
);

const showCancel = async (tx: ReadTx, state: FormState, c: Ctx): Promise<Screen> => {
  mustManage(tx);
  const openDay = found(await openDayById(tx, numberIn(c, 'id')));
  return {
    title: words.page.cancel,
    width: 'form',
    breadcrumbs: [
      crumb,
      { label: openDay.title, href: `/open-days/${openDay.id}` },
      { label: words.page.cancel },
    ],
    body: <CancelPage openDay={openDay} state={state} />,
  };
};
routes.get(
  '/open-days/:id{[0-9]+}/cancel',
  view((tx, c) => showCancel(tx, emptyForm, c)),
);
routes.post(
  '/open-days/:id{[0-9]+}/cancel',
  action({
    form: cancelForm,
    again: showCancel,
    run: async (tx, data, c) => {
      const id = found(numberIn(c, 'id'));
      await cancelOpenDay(tx, id, data);
      return done(`/open-days/${id}`, words.page.cancelDone);
    },
  }),
);
routes.post(
  '/open-days/:id{[0-9]+}/restore',
  action({
    form: restoreForm,
    run: async (tx, data, c) => {
      const id = found(numberIn(c, 'id'));
      await restoreOpenDay(tx, id, data);
      return done(`/open-days/${id}`, words.page.restored);
    },
  }),
);

const participationPath = '/open-days/:id{[0-9]+}/participations/:facility{[0-9]+}';
const storedParticipation = async (tx: ReadTx, c: Ctx) =>
  found(await participationOf(tx, found(numberIn(c, 'id')), numberIn(c, 'facility')));
const showParticipation = async (tx: ReadTx, state: State, c: Ctx): Promise<Screen> => {
  const participation = await storedParticipation(tx, c);
  if (!participation.may_change) throw new Refusal(403);
  const openDay = found(await openDayById(tx, participation.open_day_id));
  const title = words.participation.editTitle(participation.facility);
  return {
    title,
    width: 'form',
    breadcrumbs: [crumb, { label: openDay.title, href: `/open-days/${openDay.id}` }, { label: title }],
    body: <ParticipationEditPage openDay={openDay} participation={participation} state={state} />,
  };
};
routes.get(
  `${participationPath}/edit`,
  view(async (tx, c) => {
    const { people, reflection, version } = await storedParticipation(tx, c);
    return showParticipation(tx, filled({ people, reflection, _version: version }), c);
  }),
);
routes.post(
  `${participationPath}/edit`,
  action({
    form: participationEditForm,
    again: showParticipation,
    theirs: async (tx, c) => ({ ...(await storedParticipation(tx, c)) }),
    run: async (tx, data, c) => {
      const id = found(numberIn(c, 'id'));
      await changeParticipation(tx, id, numberIn(c, 'facility'), data);
      return done(`/open-days/${id}#participations`, words.participation.saved);
    },
  }),
);
routes.post(
  `${participationPath}/remove`,
  action({
    form: removeForm,
    run: async (tx, data, c) => {
      const id = found(numberIn(c, 'id'));
      const { facility } = await removeParticipation(tx, id, numberIn(c, 'facility'), data);
      return done(`/open-days/${id}#participations`, words.participation.removed(facility));
    },
  }),
);
