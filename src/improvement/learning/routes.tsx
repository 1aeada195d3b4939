import { Hono } from 'hono';
import { found, Refusal, type ReadTx, type WriteTx } from '../../platform/db/transaction.ts';
import { numberIn, type Ctx, type Env } from '../../platform/web/context.ts';
import { emptyForm, filled, resumed, type FormState, type Typed } from '../../platform/web/form.ts';
import { action, autosave, done, view, type Conflict, type Screen } from '../../platform/web/handlers.tsx';
import type { NavEntry } from '../../platform/web/navigation.ts';
import { hrefWith, pagingOf } from '../../platform/web/paging.ts';
import { SavedViews, savedViews } from '../../platform/web/saved-views.tsx';
import { facilityOffer } from '../../base/directory/queries-offers.ts';
import { themes } from '../issues/queries.ts';
import { nothingForm } from '../../platform/web/fields.ts';
import {
  cancelOpenDay,
  changeOpenDay,
  changeParticipation,
  mustChange,
  recordParticipation,
  removeParticipation,
  restoreOpenDay,
} from './commands.ts';
import { boardIsOpen } from './commands-board.ts';
import { dropDraft, saveDraft } from './commands-day.ts';
import { enterOpenDay, offerOpenDay, publishOpenDay, takeOfferBack } from './commands-offer.ts';
import { recordFromSignups } from './commands-signups.ts';
import { exportOpenDays } from './exports.ts';
import {
  anyForm,
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
  recentHosts,
  sorts,
  type OpenDayFilter,
} from './queries.ts';
import { practicesOf } from './queries-after.ts';
import { notesOf } from './queries-board.ts';
import { deedsOf, draftOf, questionsOf, signupsOf, sittingOf, stepsOfDay, textsOf } from './queries-day.ts';
import { routes as afterRoutes } from './routes-after.tsx';
import { routes as boardRoutes } from './routes-board.tsx';
import { routes as dayRoutes } from './routes-day.tsx';
import { words as day } from './words-day.ja.ts';
import { words } from './words.ja.ts';

export const routes = new Hono<Env>();
routes.route('/', dayRoutes);
routes.route('/', boardRoutes);
routes.route('/', afterRoutes);
export const navigation: NavEntry[] = [
  { place: 'improve', part: 'learn', label: words.navigation, href: '/open-days', duties: ['network'] },
];

type State = FormState & { conflict?: Conflict };
/** What becomes of an offer by one button. */
const deeds: readonly (readonly [string, (tx: WriteTx, id: number) => Promise<void>, string])[] = [
  ['offer', offerOpenDay, day.offer.sent],
  ['take-back', takeOfferBack, day.offer.takenBack],
  ['publish', publishOpenDay, day.offer.published],
];
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
          mayOffer={tx.has('facility.answer') && tx.session.facilities.length > 0}
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

/** Those who prepare open days choose any facility, a head its own; a host stays choosable after it closed. */
async function hosts(tx: ReadTx, state: FormState, besides: readonly number[] = []) {
  const manages = tx.has('learning.manage');
  return facilityOffer(tx, state.values, 'facility_id', {
    besides,
    within: manages ? undefined : tx.session.facilities,
    near: manages ? { title: words.form.recentHosts, ids: await recentHosts(tx, 6) } : undefined,
  });
}

const showNew = async (tx: ReadTx, typed: State | null): Promise<Screen> => {
  const manages = tx.has('learning.manage');
  if (!manages && !(tx.has('facility.answer') && tx.session.facilities.length > 0)) throw new Refusal(403);
  const [only, ...others] = manages ? [] : tx.session.facilities;
  const first = filled(others.length === 0 ? { facility_id: only } : {});
  const { state, draft } =
    typed === null ? resumed(await draftOf(tx), first, 0) : { state: typed, draft: null };
  const title = manages ? words.form.newTitle : words.form.offerTitle;
  return {
    title,
    width: 'form',
    islands: ['platform/ui/autosave'],
    breadcrumbs: [crumb, { label: title }],
    body: (
      <OpenDayForm
        state={state}
        action="/open-days/new"
        isNew
        manages={manages}
        facilities={await hosts(tx, state)}
        themes={await themes(tx)}
        draft={draft}
        zone={tx.actor.municipality.time_zone}
      />
    ),
  };
};
routes.get(
  '/open-days/new',
  view((tx) => showNew(tx, null)),
);
routes.post(
  '/open-days/new',
  action({
    form: openDayForm,
    again: showNew,
    run: async (tx, data) => {
      const id = await enterOpenDay(tx, data);
      const w = words.form;
      return done(
        `/open-days/${id}`,
        tx.has('learning.manage') ? w.registered : data.save === 'keep' ? w.kept : w.offered,
      );
    },
  }),
);
routes.post(
  '/open-days/new/draft',
  autosave(async (tx, typed) => {
    await saveDraft(tx, typed);
  }),
);
routes.post(
  '/open-days/new/draft/save',
  action({
    form: anyForm,
    run: async (tx, data) => {
      await saveDraft(tx, data as Typed);
      return done('/open-days/new', words.form.draftSaved);
    },
  }),
);
routes.post(
  '/open-days/new/draft/drop',
  action({
    form: nothingForm,
    run: async (tx) => {
      await dropDraft(tx);
      return done('/open-days/new', words.form.draftDropped);
    },
  }),
);

const show = async (tx: ReadTx, state: FormState, c: Ctx): Promise<Screen> => {
  const openDay = found(await openDayById(tx, numberIn(c, 'id')));
  const { id } = openDay;
  const held = openDay.published_at !== null && openDay.held_on <= tx.today;
  const participations = await participationsOf(tx, id);
  return {
    title: openDay.title,
    breadcrumbs: [crumb, { label: openDay.title }],
    body: (
      <OpenDayPage
        openDay={openDay}
        participations={participations}
        counts={readsParticipation(tx)}
        facilities={
          openDay.may_manage && (held || Object.keys(state.errors).length > 0)
            ? await facilityOffer(tx, state.values, 'facility_id', {
                except: [openDay.facility_id, ...participations.map((one) => one.facility_id)],
              })
            : null
        }
        questions={await questionsOf(tx, id)}
        texts={await textsOf(tx, id)}
        steps={await stepsOfDay(tx, openDay)}
        deeds={await deedsOf(tx, id)}
        sitting={await sittingOf(tx, openDay.event_id)}
        signups={openDay.event_id === null ? [] : await signupsOf(tx, id)}
        practices={held ? await practicesOf(tx, id) : []}
        notes={held && openDay.may_join ? (await notesOf(tx, id)).length : null}
        board_open={boardIsOpen(openDay, tx.today)}
        visitors={
          tx.has('facility.answer') ? tx.session.facilities.filter((one) => one !== openDay.facility_id) : []
        }
        state={state}
        today={tx.today}
        now={tx.now}
        zone={tx.actor.municipality.time_zone}
      />
    ),
  };
};
routes.get(
  '/open-days/:id{[0-9]+}',
  view((tx, c) => show(tx, emptyForm, c)),
);
for (const [path, run, flash] of deeds)
  routes.post(
    `/open-days/:id{[0-9]+}/${path}`,
    action({
      form: nothingForm,
      again: show,
      run: async (tx, _data, c) => {
        const id = found(numberIn(c, 'id'));
        await run(tx, id);
        return done(`/open-days/${id}`, flash);
      },
    }),
  );
routes.post(
  '/open-days/:id{[0-9]+}/participations/from-sign-ups',
  action({
    form: nothingForm,
    run: async (tx, _data, c) => {
      const id = found(numberIn(c, 'id'));
      const many = await recordFromSignups(tx, id);
      return done(`/open-days/${id}#participations`, words.participation.fromSignupsDone(many));
    },
  }),
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
  const openDay = found(await openDayById(tx, numberIn(c, 'id')));
  mustChange(openDay);
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
        manages={openDay.may_manage}
        draft={null}
        zone={tx.actor.municipality.time_zone}
        facilities={await hosts(tx, state, [openDay.facility_id])}
        // The theme stays choosable after it was given up.
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
  const { version, ...openDay } = found(await openDayById(tx, numberIn(c, 'id')));
  return { ...openDay, _version: version };
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
    const { people, reflection, shared_at, version } = await storedParticipation(tx, c);
    return showParticipation(
      tx,
      filled({ people, reflection, shared: shared_at !== null, _version: version }),
      c,
    );
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
