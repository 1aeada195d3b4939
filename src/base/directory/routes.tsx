import { Hono } from 'hono';
import { found, Refusal, type ReadTx } from '../../platform/db/transaction.ts';
import { toCsv } from '../../platform/exports/csv.ts';
import { importRoutes } from '../../platform/files/import-routes.tsx';
import { agreedPlace, completePostal } from '../../platform/ja/postal-completion.ts';
import { searchWords } from '../../platform/search/search.ts';
import type { Crumb } from '../../platform/ui/page.tsx';
import { answer } from '../../platform/web/answer.ts';
import { numberIn, type Ctx, type Env } from '../../platform/web/context.ts';
import { download, sendTable } from '../../platform/web/downloads.ts';
import { filled, resumed, type FormState } from '../../platform/web/form.ts';
import {
  action,
  autosave,
  done,
  emptyForm,
  view,
  type Conflict,
  type Screen,
} from '../../platform/web/handlers.tsx';
import type { NavEntry } from '../../platform/web/navigation.ts';
import { hrefWith, pagingOf } from '../../platform/web/paging.ts';
import { savedViews, SavedViews } from '../../platform/web/saved-views.tsx';
import { organisationOffer } from '../people/queries-offers.ts';
import { peopleAt } from '../people/queries.ts';
import { nothingForm } from '../../platform/web/fields.ts';
import { facilityImport } from './commands-import.ts';
import { dropDraft, draftOf, saveDraft } from './commands-drafts.ts';
import { addService, changeService, endService, serviceFields } from './commands-services.ts';
import { addFacility, changeFacility, confirmFacility, endFacility, facilityFields } from './commands.ts';
import { listHeader, listTable, ownOf, standardTable } from './exports.ts';
import { facilityForm, serviceForm } from './forms.ts';
import { importFacilities } from './jobs.ts';
import { FacilityFormPage, ServiceFormPage } from './pages-forms.tsx';
import { FacilityPage } from './pages-place.tsx';
import { FacilitiesPage } from './pages.tsx';
import { openChangeOf, returnedChanges } from './queries-changes.ts';
import { mergedInto } from './queries-merge.ts';
import {
  checkersOf,
  entryOf,
  exceptionsOf,
  mergesInto,
  photosOf,
  schedulesOf,
  setting,
  wishList,
} from './queries-place.ts';
import { programmeList, programmePlaces } from './queries-programmes.ts';
import {
  areaOfFacilities,
  choices,
  facilities,
  facilityById,
  facilityCount,
  facilityPage,
  middleOf,
  programmes,
  serviceById,
  servicesOf,
  sorts,
  standardFacilities,
  townsByPostal,
  type Facility,
  type FacilityFilter,
} from './queries.ts';
import { placeRoutes } from './routes-place.tsx';
import { programmeRoutes } from './routes-programmes.tsx';
import { words as changeWords } from './words-changes.ja.ts';
import { standardHeadings, words as importWords } from './words-import.ja.ts';
import { form as placeWords } from './words-place.ja.ts';
import { words as programmeWords } from './words-programmes.ja.ts';
import { words } from './words.ja.ts';

export const routes = new Hono<Env>();
export const navigation: NavEntry[] = [
  { place: 'connect', label: words.navigation, href: '/facilities', duties: ['network'] },
  { place: 'connect', label: programmeWords.navigation, href: '/programmes', duties: ['network'] },
];
routes.route('/', placeRoutes);
routes.route('/', programmeRoutes);

/** An export takes what the list could ever show. */
const exportedAtMost = 50_000;

const crumb: Crumb = { label: words.list.title, href: '/facilities' };

function filterOf(c: Ctx): FacilityFilter {
  const number = (name: string): number | null => {
    const text = c.req.query(name) ?? '';
    return /^[1-9][0-9]{0,15}$/.test(text) ? Number(text) : null;
  };
  const text = (name: string): string => (c.req.query(name) ?? '').trim().slice(0, 100);
  const sort = sorts.find((one) => one === c.req.query('sort'));
  return {
    q: text('q'),
    kind: text('kind') || null,
    area_id: number('area_id'),
    programme: text('programme') || null,
    row: text('row') || null,
    stale: text('stale') !== '',
    ended: text('ended') !== '',
    organisation_id: number('organisation_id'),
    near_id: number('near_id'),
    ...(sort ? { sort } : {}),
  };
}

async function listed(tx: ReadTx, c: Ctx) {
  const filter = filterOf(c);
  const paging = pagingOf(c);
  const middle = filter.sort === 'near' && filter.near_id ? await middleOf(tx, filter.near_id) : null;
  return { filter, paging, middle, ...(await facilityPage(tx, filter, paging, middle)) };
}

routes.get(
  '/facilities',
  view(async (tx, c) => {
    const [list, found, views] = await Promise.all([listed(tx, c), choices(tx), savedViews(tx, c.req.path)]);
    return {
      title: words.list.title,
      body: (
        <FacilitiesPage
          {...list}
          found={found}
          today={tx.today}
          href={(changes) => hrefWith(c, changes)}
          manage={tx.has('directory.manage')}
          tooShort={Boolean(list.filter.q) && searchWords(list.filter.q ?? '').length === 0}
          views={<SavedViews c={c} views={views} />}
        />
      ),
    };
  }),
);

routes.get(
  '/facilities.json',
  view(async (tx, c) => {
    const { lines, count, paging } = await listed(tx, c);
    const found = { count, page: paging.page, size: paging.size, facilities: lines };
    return answer(c, JSON.stringify(found), 200, { 'Content-Type': 'application/json' });
  }),
);

routes.get(
  '/facilities/export',
  view(async (tx, c) => {
    const filter = filterOf(c);
    const format = c.req.query('format') ?? 'xlsx';
    if (!format.startsWith('standard')) {
      const middle = filter.sort === 'near' && filter.near_id ? await middleOf(tx, filter.near_id) : null;
      const count = await facilityCount(tx, filter);
      const lines = await facilities(tx, filter, { size: exportedAtMost, offset: 0 }, count, middle);
      return sendTable(c, tx, {
        title: words.list.export.title,
        subject_kind: 'facility',
        header: listHeader,
        rows: listTable(lines),
        types: listHeader.map((_, at) => (at === 7 ? 'number' : at === 12 ? 'date' : undefined)),
      });
    }
    const rows = standardTable(await standardFacilities(tx, filter, exportedAtMost), ownOf(tx));
    const name = `${tx.actor.municipality.code}_preschool`;
    if (format === 'standard-xlsx') {
      return sendTable(c, tx, {
        title: importWords.exportFile,
        subject_kind: 'facility',
        purpose: importWords.exportWhy,
        header: standardHeadings,
        rows,
      });
    }
    const encoding = format === 'standard-cp932' ? 'cp932' : 'utf-8-bom';
    tx.opened({
      action: 'facility.export',
      subject_kind: 'facility',
      purpose: importWords.exportWhy,
      detail: { rows: rows.length, format: encoding },
    });
    const { bytes } = toCsv(standardHeadings, rows, { encoding });
    return download(
      c,
      bytes,
      `${name}.csv`,
      `text/csv; charset=${encoding === 'cp932' ? 'Shift_JIS' : 'utf-8'}`,
    );
  }),
);

// ---- adding and changing -------------------------------------------------------------------

type FormShown = FormState & { conflict?: Conflict };

/** What was typed last time, over what is stored. */
const drafted = async (tx: ReadTx, facility_id: number | null, stored: FormState, version: number) =>
  resumed(await draftOf(tx, facility_id), stored, version);

const showNew = async (tx: ReadTx, given: FormShown | null): Promise<Screen> => {
  if (!tx.has('directory.manage')) throw new Refusal(404);
  const shown = given === null ? await drafted(tx, null, emptyForm, 0) : { state: given, draft: null };
  return {
    title: words.form.newTitle,
    width: 'form',
    islands: ['platform/ui/autosave'],
    breadcrumbs: [crumb, { label: words.form.newTitle }],
    body: (
      <FacilityFormPage
        {...shown}
        zone={tx.actor.municipality.time_zone}
        title={words.form.newTitle}
        action="/facilities/new"
        backHref="/facilities"
        submit={words.form.create}
        keeper
        organisations={await organisationOffer(tx, shown.state.values, 'organisation_id')}
        wishes={await wishList(tx)}
        checkers={null}
        hoursHref={null}
      />
    ),
  };
};
routes.get(
  '/facilities/new',
  view((tx) => showNew(tx, null)),
);
routes.post(
  '/facilities/new',
  action({
    form: facilityForm,
    again: showNew,
    run: async (tx, data) => {
      const id = await addFacility(tx, data);
      await dropDraft(tx, null);
      return done(`/facilities/${id}`, words.created);
    },
  }),
);
routes.post(
  '/facilities/new/draft',
  autosave(async (tx, typed) => {
    if (!tx.has('directory.manage')) throw new Refusal(403);
    await saveDraft(tx, null, typed);
  }),
);
routes.post(
  '/facilities/new/draft/drop',
  action({
    form: nothingForm,
    run: async (tx) => {
      await dropDraft(tx, null);
      return done('/facilities/new', placeWords.draftDropped);
    },
  }),
);

routes.get(
  '/facilities/:id{[0-9]+}',
  view(async (tx, c) => {
    const facility = found(await facilityById(tx, numberIn(c, 'id')));
    // An old number leads on; the entry as it was is still to be seen.
    const now = c.req.query('history') === undefined ? await mergedInto(tx, facility.id) : null;
    if (now !== null) return c.redirect(`/facilities/${now}`, 303);
    const own = tx.session.facilities.includes(facility.id);
    return {
      title: facility.name,
      breadcrumbs: [crumb, { label: facility.name }],
      body: (
        <FacilityPage
          facility={facility}
          entry={await entryOf(tx, facility.id)}
          wishes={await wishList(tx, true)}
          services={await servicesOf(tx, facility.id)}
          schedules={await schedulesOf(tx, facility.id)}
          exceptions={await exceptionsOf(tx, facility.id, tx.today)}
          photos={await photosOf(tx, facility.id)}
          programmes={await programmeList(tx)}
          programmePlaces={await programmePlaces(tx, { facility_id: facility.id })}
          setting={await setting(tx)}
          change={facility.may_edit ? await openChangeOf(tx, facility.id) : undefined}
          returned={
            own ? (await returnedChanges(tx)).find((one) => one.facility_id === facility.id) : undefined
          }
          merges={await mergesInto(tx, facility.id)}
          areas={await areaOfFacilities(tx, [facility.id])}
          people={await peopleAt(tx, { facility_id: facility.id })}
          today={tx.today}
          zone={tx.actor.municipality.time_zone}
          visits={
            tx.has('visit.read') ? `/visits/facility/${facility.id}` : own ? '/my-facility/visits' : null
          }
          issues={
            tx.has('issue.read') ? `/issues?facility=${facility.id}` : own ? '/my-facility/issues' : null
          }
          readsVisits={tx.has('visit.read')}
        />
      ),
    };
  }),
);

/** The facility in the address, when the actor may edit it; 404 when it is not there, 403 when it is another's. */
async function editable(tx: ReadTx, c: Ctx): Promise<Facility> {
  const facility = found(await facilityById(tx, numberIn(c, 'id')));
  if (!facility.may_edit) throw new Refusal(403);
  return facility;
}

const showEdit = async (tx: ReadTx, given: FormShown | null, c: Ctx): Promise<Screen> => {
  const facility = await editable(tx, c);
  const base = `/facilities/${facility.id}`;
  const entry = await entryOf(tx, facility.id);
  const checkers = facility.may_manage ? null : await checkersOf(tx, facility.id);
  // Whoever has a change waiting goes on from there, not from what it is to replace.
  const waiting = checkers === null ? undefined : await openChangeOf(tx, facility.id);
  const proposed = Object.fromEntries(
    Object.entries(waiting?.fields ?? {}).map(([name, both]) => [name, both.after]),
  );
  const stored = filled({ ...facilityFields(facility, entry), ...proposed, _version: facility.version });
  const shown =
    given === null ? await drafted(tx, facility.id, stored, facility.version) : { state: given, draft: null };
  return {
    title: words.form.editTitle,
    width: 'form',
    islands: ['platform/ui/autosave'],
    breadcrumbs: [crumb, { label: facility.name, href: base }, { label: words.form.editTitle }],
    body: (
      <FacilityFormPage
        {...shown}
        zone={tx.actor.municipality.time_zone}
        title={words.form.editTitle}
        kicker={facility.name}
        action={`${base}/edit`}
        backHref={base}
        submit={words.form.save}
        keeper={facility.may_manage}
        organisations={
          facility.may_manage ? await organisationOffer(tx, shown.state.values, 'organisation_id') : null
        }
        wishes={(await wishList(tx, true)).filter(
          (wish) => wish.ended_on === null || wish.ended_on > tx.today || entry.offers.includes(wish.code),
        )}
        checkers={
          checkers === null
            ? null
            : [...new Set(checkers.organisations.map((one) => one.name ?? tx.actor.municipality.name))].join(
                '・',
              )
        }
        hoursHref={`${base}/hours`}
      />
    ),
  };
};
routes.get(
  '/facilities/:id{[0-9]+}/edit',
  view((tx, c) => showEdit(tx, null, c)),
);
routes.post(
  '/facilities/:id{[0-9]+}/edit',
  action({
    form: facilityForm,
    again: showEdit,
    theirs: async (tx, c) => {
      const facility = await editable(tx, c);
      return facilityFields(facility, await entryOf(tx, facility.id));
    },
    run: async (tx, data, c) => {
      const id = numberIn(c, 'id')!;
      const how = await changeFacility(tx, id, data);
      await dropDraft(tx, id);
      return done(`/facilities/${id}`, how === 'saved' ? words.saved : changeWords.proposedFlash);
    },
  }),
);
routes.post(
  '/facilities/:id{[0-9]+}/edit/draft',
  autosave(async (tx, typed, c) => saveDraft(tx, (await editable(tx, c)).id, typed)),
);
routes.post(
  '/facilities/:id{[0-9]+}/edit/draft/drop',
  action({
    form: nothingForm,
    run: async (tx, _, c) => {
      const { id } = await editable(tx, c);
      await dropDraft(tx, id);
      return done(`/facilities/${id}/edit`, placeWords.draftDropped);
    },
  }),
);

routes.post(
  '/facilities/:id{[0-9]+}/confirm',
  action({
    form: nothingForm,
    run: async (tx, _, c) => {
      const id = numberIn(c, 'id')!;
      await confirmFacility(tx, id);
      return done(`/facilities/${id}`, words.confirmedFlash);
    },
  }),
);
routes.post(
  '/facilities/:id{[0-9]+}/end',
  action({
    form: nothingForm,
    run: async (tx, _, c) => {
      const id = numberIn(c, 'id')!;
      await endFacility(tx, id, tx.today);
      return done(`/facilities/${id}`, words.endedFlash);
    },
  }),
);
routes.post(
  '/facilities/:id{[0-9]+}/reopen',
  action({
    form: nothingForm,
    run: async (tx, _, c) => {
      const id = numberIn(c, 'id')!;
      await endFacility(tx, id, null);
      return done(`/facilities/${id}`, words.reopenedFlash);
    },
  }),
);

// ---- services ------------------------------------------------------------------------------

const showService = async (
  tx: ReadTx,
  state: (FormState & { conflict?: Conflict }) | null,
  c: Ctx,
): Promise<Screen> => {
  const facility = await editable(tx, c);
  const isNew = c.req.param('service') === undefined;
  const service = isNew ? null : found(await serviceById(tx, facility.id, numberIn(c, 'service')));
  const title = isNew ? words.service.newTitle : words.service.editTitle;
  const base = `/facilities/${facility.id}`;
  return {
    title,
    width: 'form',
    breadcrumbs: [crumb, { label: facility.name, href: base }, { label: title }],
    body: (
      <ServiceFormPage
        state={
          state ?? (service ? filled({ ...serviceFields(service), _version: service.version }) : emptyForm)
        }
        title={title}
        facility={facility}
        action={service ? `${base}/services/${service.id}/edit` : `${base}/services/new`}
        programmes={await programmes(tx)}
      />
    ),
  };
};
routes.get(
  '/facilities/:id{[0-9]+}/services/new',
  view((tx, c) => showService(tx, null, c)),
);
routes.post(
  '/facilities/:id{[0-9]+}/services/new',
  action({
    form: serviceForm,
    again: showService,
    run: async (tx, data, c) => {
      const id = numberIn(c, 'id')!;
      await addService(tx, id, data);
      return done(`/facilities/${id}`, words.serviceSaved);
    },
  }),
);
routes.get(
  '/facilities/:id{[0-9]+}/services/:service{[0-9]+}/edit',
  view((tx, c) => showService(tx, null, c)),
);
routes.post(
  '/facilities/:id{[0-9]+}/services/:service{[0-9]+}/edit',
  action({
    form: serviceForm,
    again: showService,
    theirs: async (tx, c) =>
      serviceFields(found(await serviceById(tx, numberIn(c, 'id'), numberIn(c, 'service')))),
    run: async (tx, data, c) => {
      const id = numberIn(c, 'id')!;
      await changeService(tx, id, numberIn(c, 'service')!, data);
      return done(`/facilities/${id}`, words.serviceSaved);
    },
  }),
);
routes.post(
  '/facilities/:id{[0-9]+}/services/:service{[0-9]+}/end',
  action({
    form: nothingForm,
    run: async (tx, _, c) => {
      const id = numberIn(c, 'id')!;
      await endService(tx, id, numberIn(c, 'service')!, tx.today);
      return done(`/facilities/${id}`, words.serviceEndedFlash);
    },
  }),
);
routes.post(
  '/facilities/:id{[0-9]+}/services/:service{[0-9]+}/reopen',
  action({
    form: nothingForm,
    run: async (tx, _, c) => {
      const id = numberIn(c, 'id')!;
      await endService(tx, id, numberIn(c, 'service')!, null);
      return done(`/facilities/${id}`, words.serviceReopenedFlash);
    },
  }),
);

routes.route('/', importRoutes(facilityImport, importFacilities));

// ---- postal codes --------------------------------------------------------------------------

const postal = view(async (tx, c) => {
  const digits = (c.req.query('code') ?? '').normalize('NFKC').replace(/\D/g, '');
  if (digits.length !== 7) return c.json({});
  const { prefecture, name: city } = tx.actor.municipality;
  const own = (await townsByPostal(tx, digits)).map(({ postal_code, name }) => ({
    postal_code,
    prefecture,
    city,
    town: name,
  }));
  const places = await completePostal(digits, own);
  return c.json(places.length === 0 ? {} : agreedPlace(places));
});
// A script asks: somebody who has been signed out gets a plain no instead of the sign-in page.
routes.get('/postal', async (c) => (c.var.identity ? postal(c) : c.json({}, 401)));
