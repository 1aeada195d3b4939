import { Hono } from 'hono';
import { lookName, wordName } from '../../platform/ui/form-keys.ts';
import type { Child } from '../../platform/ui/jsx-runtime.ts';
import { endEmergency, openInEmergency } from '../../platform/access/emergency.ts';
import { found, Refusal, type ReadTx, type WriteTx } from '../../platform/db/transaction.ts';
import { foldForSearch } from '../../platform/ja/kana.ts';
import { contentDisposition } from '../../platform/files/media.ts';
import { formatDate, formatFiscalYear, monthEnd } from '../../platform/ja/dates.ts';
import { numberIn, type Ctx, type Env } from '../../platform/web/context.ts';
import { emptyForm, filled, type FormState, type Typed } from '../../platform/web/form.ts';
import {
  action,
  autosave,
  done,
  invalid,
  view,
  type Conflict,
  type Screen,
} from '../../platform/web/handlers.tsx';
import type { NavEntry } from '../../platform/web/navigation.ts';
import { hrefWith, pagingOf } from '../../platform/web/paging.ts';
import { SavedViews, savedViews } from '../../platform/web/saved-views.tsx';
import { facilityOffer } from '../../base/directory/queries-offers.ts';
import { facilityKinds } from '../../base/directory/queries.ts';
import { issuesOfFacility, issuesOfVisit, themes } from '../issues/queries.ts';
import { scoreOf } from '../quality/queries.ts';
import { nothingForm } from '../../platform/web/fields.ts';
import { attach, describeAttachment, detach, keepChosen } from './commands-attachments.ts';
import {
  closeFollowUp,
  discardDraft,
  recordable,
  saveDraft,
  shareRecord,
  stopSharing,
  submitRecord,
} from './commands-record.ts';
import {
  addMissingTargets,
  assignTargets,
  changeTarget,
  createRound,
  renameRound,
} from './commands-round.ts';
import { cancelVisit, editVisit, planVisits } from './commands.ts';
import { dueFile, roundFile, visitsFile } from './exports.ts';
import {
  assignForm,
  cancelForm,
  captionForm,
  draftForm,
  editForm,
  emergencyForm,
  followUpForm,
  mostRows,
  planForm,
  recordForm,
  roundEditForm,
  roundForm,
  targetForm,
} from './forms.ts';
import { EmergencyList } from './pages-emergency.tsx';
import { HistoryPage, OwnVisitsPage, SharedRecordPage } from './pages-facility.tsx';
import { VisitList } from './pages-list.tsx';
import { ChooseFacilityPage, EditForm, PlanForm } from './pages-plan-form.tsx';
import { PlanPage } from './pages-plan.tsx';
import { RecordPage } from './pages-record.tsx';
import { TargetForm } from './pages-round-targets.tsx';
import { NoRoundPage, RoundForm, RoundPage } from './pages-round.tsx';
import { VisitPage } from './pages-visit.tsx';
import { countsOf, facilityById, historyOf, visitsToMyFacilities } from './queries-facility.ts';
import {
  attachmentFile,
  attachmentsOf,
  currentEmergencies,
  draftOf,
  followUpsOfFacility,
  followUpsOfVisit,
  memoOf,
  previousRecord,
  recordOf,
} from './queries-record.ts';
import {
  coverageOf,
  dueList,
  missingTargets,
  roundOf,
  roundTargets,
  roundYears,
  targetOf,
  targetsUnder,
  visitsByMonth,
  withoutVisit,
  type GroupBy,
  type TargetFilter,
} from './queries-round.ts';
import {
  areaSystems,
  companions,
  coordinators,
  countVisits,
  facilitiesToPlan,
  listVisits,
  noFilter,
  openFacilities,
  planWarnings,
  visitById,
  visitsBetween,
  type Visit,
  type VisitFilter,
} from './queries.ts';
import { captionLimit } from './rules.ts';
import { words as planWords } from './words-plan.ja.ts';
import { words as recordWords } from './words-record.ja.ts';
import { words } from './words.ja.ts';

export const routes = new Hono<Env>();

export const navigation: NavEntry[] = [
  { place: 'improve', part: 'visit', label: words.navigation, href: '/visits', duties: ['visit.read'] },
  {
    place: 'improve',
    part: 'visit',
    label: planWords.round.navigation,
    href: '/rounds',
    duties: ['visit.read'],
  },
  {
    place: 'improve',
    part: 'visit',
    label: words.myNavigation,
    href: '/my-facility/visits',
    duties: ['facility.read'],
  },
];

/** What slices that come later tell of a visit on its page: set once by the table of contents of routes. */
export type Beside = (tx: ReadTx, visit: Visit) => Promise<Child>;
let beside: readonly Beside[] = [];
export function setBeside(all: readonly Beside[]): void {
  beside = all;
}
const besideOf = async (tx: ReadTx, visit: Visit): Promise<Child[]> => {
  const told: Child[] = [];
  for (const tell of beside) told.push(await tell(tx, visit));
  return told;
};

const crumb = { label: words.navigation, href: '/visits' };

/** Pages about many facilities' visits are not there for those without the duty. */
function mustRead(tx: ReadTx): void {
  if (!tx.has('visit.read')) throw new Refusal(404);
}

function mustPlan(tx: ReadTx): void {
  if (!tx.has('visit.plan')) throw new Refusal(404);
}

const numberOf = (text: string | undefined): number | null =>
  text !== undefined && /^[1-9][0-9]{0,15}$/.test(text) ? Number(text) : null;
const formatOf = (c: Ctx): 'xlsx' | 'csv' | null => {
  const asked = c.req.query('format');
  return asked === 'xlsx' || asked === 'csv' ? asked : null;
};
const monthOf = (text: string | undefined): string | null =>
  text !== undefined && /^(19|20)[0-9]{2}-(0[1-9]|1[0-2])$/.test(text) ? text : null;

// ---- the list --------------------------------------------------------------------------------

/** What is asked of the list. Days to come are read from today on, unless said otherwise; days gone by backwards. */
function filterOf(tx: ReadTx, c: Ctx): VisitFilter {
  const state = c.req.query('state');
  const year = c.req.query('year');
  const days = c.req.query('days');
  const order = c.req.query('order');
  const soonest = state === 'planned' || days === 'ahead';
  return {
    ...noFilter,
    fiscal_year: year === 'all' ? null : (numberOf(year) ?? tx.fiscal_year),
    state:
      state === 'planned' || state === 'unrecorded' || state === 'recorded' || state === 'cancelled'
        ? state
        : null,
    area_id: numberOf(c.req.query('area')),
    kind: c.req.query('kind') || null,
    lead_id: c.req.query('mine') === '1' ? tx.actor.person_id : numberOf(c.req.query('lead')),
    facility_id: numberOf(c.req.query('facility')),
    q: (c.req.query('q') ?? '').trim().slice(0, 100),
    month: monthOf(c.req.query('month')),
    days: days === 'ahead' || days === 'past' ? days : null,
    order: order === 'oldest' || (soonest && order !== 'newest') ? 'oldest' : 'newest',
  };
}

/** So many of the days to come stand above what was done last. */
const nextShown = 8;

routes.get(
  '/visits',
  view(async (tx, c) => {
    mustRead(tx);
    const filter = filterOf(tx, c);
    const format = formatOf(c);
    if (format !== null) return visitsFile(tx, filter, format);
    const paging = pagingOf(c);
    // Opened without a wish for an order, a state or days, the list is a calendar opened at today: what comes next,
    // and under it what was just done.
    const atToday =
      filter.state === null &&
      filter.month === null &&
      filter.days === null &&
      c.req.query('order') === undefined;
    const listed: VisitFilter = atToday ? { ...filter, days: 'past' } : filter;
    // Nobody who did not ask for a year means it to end what comes next: in March that is April.
    const next: VisitFilter = {
      ...filter,
      fiscal_year: c.req.query('year') === undefined ? null : filter.fiscal_year,
      days: 'ahead',
      order: 'oldest',
    };
    const [ahead, visits, total, years, systems, kinds, people, views] = await Promise.all([
      atToday && paging.page === 1 ? listVisits(tx, next, { limit: nextShown + 1, offset: 0 }) : [],
      listVisits(tx, listed, { limit: paging.size, offset: paging.offset }),
      countVisits(tx, listed),
      roundYears(tx),
      areaSystems(tx),
      facilityKinds(tx),
      coordinators(tx),
      savedViews(tx, '/visits'),
    ]);
    return {
      title: words.list.title,
      breadcrumbs: [{ label: words.navigation }],
      body: (
        <VisitList
          ahead={atToday ? ahead.slice(0, nextShown) : null}
          allAhead={
            ahead.length > nextShown ? hrefWith(c, { days: 'ahead', year: next.fiscal_year ?? 'all' }) : null
          }
          visits={visits}
          savedViews={<SavedViews c={c} views={views} />}
          total={total}
          page={paging.page}
          size={paging.size}
          filter={filter}
          order={c.req.query('order') === undefined ? null : filter.order}
          choices={{
            years: [...new Set([tx.fiscal_year + 1, tx.fiscal_year, ...years, tx.fiscal_year - 1])].toSorted(
              (a, b) => b - a,
            ),
            systems,
            kinds,
            people,
          }}
          today={tx.today}
          me={tx.actor.person_id}
          may_plan={tx.has('visit.plan')}
          may_record={tx.has('visit.record') && tx.session.teams.length > 0}
          href={(changes) => hrefWith(c, changes)}
        />
      ),
    };
  }),
);

// ---- planning --------------------------------------------------------------------------------

routes.get(
  '/visits/plan',
  view(async (tx, c) => {
    mustPlan(tx);
    const month = monthOf(c.req.query('month')) ?? tx.today.slice(0, 7);
    const people = await coordinators(tx);
    const asked = c.req.query('coordinator');
    const self = people.find((person) => person.id === tx.actor.person_id)?.id ?? null;
    const coordinator_id = asked === 'all' ? null : (numberOf(asked) ?? self);
    const systems = await areaSystems(tx);
    const area_id = numberOf(c.req.query('area'));
    const with_upcoming = c.req.query('upcoming') === '1';
    const system =
      systems.find((one) => one.areas.some((area) => area.id === area_id))?.code ?? systems[0]?.code ?? null;
    const due = await dueList(tx, { area_id, coordinator_id, kind: null, with_upcoming, system });
    const format = formatOf(c);
    if (format !== null) return dueFile(tx, due, format);
    const paging = pagingOf(c);
    return {
      title: planWords.plan.title,
      breadcrumbs: [crumb, { label: planWords.plan.title }],
      body: (
        <PlanPage
          month={month}
          today={tx.today}
          visits={await visitsBetween(tx, `${month}-01`, monthEnd(`${month}-01`), coordinator_id)}
          due={due.slice(paging.offset, paging.offset + paging.size)}
          total={due.length}
          page={paging.page}
          size={paging.size}
          coordinators={people}
          systems={systems}
          coordinator_id={coordinator_id}
          area_id={area_id}
          with_upcoming={with_upcoming}
          nothing_chosen={c.req.query('none') === '1'}
          href={(changes) => hrefWith(c, changes)}
        />
      ),
    };
  }),
);

/** The facilities of exactly this name, else those whose name or reading holds it; none for no name. */
function named<One extends { name: string; folded: string }>(open: readonly One[], name: string): One[] {
  const folded = foldForSearch(name.trim().slice(0, 100));
  if (folded === '') return [];
  const exact = open.filter((one) => foldForSearch(one.name) === folded);
  return exact.length > 0 ? exact : open.filter((one) => one.folded.includes(folded));
}

async function showPlanForm(tx: ReadTx, state: FormState, c: Ctx): Promise<Screen> {
  mustPlan(tx);
  const posted = state.values.facility_ids;
  const ids = (posted === undefined ? (c.req.queries('facility') ?? []) : [posted].flat())
    .map(numberOf)
    .filter((id) => id !== null);
  const title = planWords.form.title;
  const breadcrumbs = [crumb, { label: planWords.plan.title, href: '/visits/plan' }, { label: title }];
  // Still looking for one: the one chosen so far is none to go on with.
  const facilities =
    c.req.query(lookName) === undefined ? await facilitiesToPlan(tx, ids, tx.fiscal_year) : [];
  if (facilities.length === 0) {
    const name = (c.req.query('name') ?? '').trim().slice(0, 100);
    const offer = await facilityOffer(
      tx,
      { [wordName('facility')]: name, ...Object.fromEntries(new URL(c.req.url).searchParams) },
      'facility',
      { near: { title: planWords.form.near, ids: await withoutVisit(tx, 6) } },
    );
    const open = offer.all === null ? [] : await openFacilities(tx);
    return {
      title,
      breadcrumbs,
      width: 'form',
      body: <ChooseFacilityPage offer={offer} facilities={open} name={name} found={named(open, name)} />,
    };
  }
  const due = await dueList(tx, {
    area_id: null,
    coordinator_id: null,
    kind: null,
    with_upcoming: true,
    system: null,
    facility_ids: facilities.map((facility) => facility.id),
  });
  const people = await coordinators(tx);
  const asked = numberOf(c.req.query('lead'));
  const self = people.find((person) => person.id === tx.actor.person_id)?.id ?? null;
  return {
    title,
    breadcrumbs,
    width: 'form',
    body: (
      <PlanForm
        facilities={facilities}
        reasons={new Map(due.map((one) => [one.id, words.dueReason(one.reason)]))}
        coordinators={people}
        lead_id={asked ?? self ?? facilities[0]!.coordinator_id}
        month={monthOf(c.req.query('month'))}
        state={state}
      />
    ),
  };
}

routes.get(
  '/visits/new',
  view(async (tx, c) => {
    // The due list sends no facility when nothing was ticked: back there with a word, not to an empty form.
    if (c.req.query('month') !== undefined && c.req.query('facility') === undefined) {
      mustPlan(tx);
      return c.redirect(
        `/visits/plan?${new URLSearchParams({ month: c.req.query('month')!, none: '1' }).toString()}`,
        303,
      );
    }
    const name = c.req.query('name') ?? '';
    if (name !== '' && c.req.query('facility') === undefined) {
      mustPlan(tx);
      // Where there are too many for a list, several are looked at before one of them is gone on with.
      const [only, another] = named(await openFacilities(tx), name);
      if (only !== undefined && another === undefined)
        return c.redirect(`/visits/new?facility=${only.id}`, 303);
    }
    return showPlanForm(tx, emptyForm, c);
  }),
);

routes.post(
  '/visits/new',
  action({
    form: planForm,
    again: showPlanForm,
    run: async (tx, data) => {
      if (!data.confirmed) {
        const warned = await planWarnings(tx, data.lead_id, data.rows);
        const errors = Object.fromEntries(
          data.rows.flatMap((row, at) =>
            warned[at]!.length === 0 ? [] : [[`planned_on_${row.facility_id}`, words.warnings(warned[at]!)]],
          ),
        );
        if (Object.keys(errors).length > 0) invalid({ ...errors, confirmed: words.errors.confirm });
      }
      const ids = await planVisits(tx, data);
      const month = data.rows[0]!.planned_on.slice(0, 7);
      return done(
        ids.length === 1 ? `/visits/${ids[0]}` : `/visits/plan?month=${month}&coordinator=${data.lead_id}`,
        planWords.form.done(ids.length),
      );
    },
  }),
);

async function showEditForm(tx: ReadTx, state: FormState & { conflict?: Conflict }, c: Ctx): Promise<Screen> {
  const visit = found(await visitById(tx, numberIn(c, 'id') ?? 0));
  if (!visit.may_plan || visit.cancelled_at !== null || visit.visited_on !== null) throw new Refusal(404);
  const stored = filled({
    ...visit,
    companion_ids: (await companions(tx, visit.id)).map((person) => person.id),
  });
  const people = (await coordinators(tx)).filter((person) => person.team_id === visit.team_id);
  return {
    title: planWords.form.editTitle,
    breadcrumbs: [
      crumb,
      { label: visit.facility, href: `/visits/${visit.id}` },
      { label: planWords.form.editTitle },
    ],
    width: 'form',
    body: (
      <EditForm
        visit={visit}
        coordinators={people}
        state={state === emptyForm ? { ...stored, errors: {} } : state}
      />
    ),
  };
}

routes.get(
  '/visits/:id{[0-9]+}/edit',
  view(async (tx, c) => {
    const screen = await showEditForm(tx, emptyForm, c);
    return screen;
  }),
);
routes.post(
  '/visits/:id{[0-9]+}/edit',
  action({
    form: editForm,
    again: showEditForm,
    theirs: async (tx, c) => ({ ...(await visitById(tx, numberIn(c, 'id') ?? 0)) }),
    run: async (tx, data, c) => {
      const id = numberIn(c, 'id') ?? 0;
      await editVisit(tx, id, data);
      return done(`/visits/${id}`, planWords.form.saved);
    },
  }),
);

// ---- one visit -------------------------------------------------------------------------------

async function showVisit(
  tx: ReadTx,
  c: Ctx,
  states: { cancel?: FormState; emergency?: FormState } = {},
): Promise<Screen> {
  const visit = found(await visitById(tx, numberIn(c, 'id') ?? 0));
  mustRead(tx);
  const record = await recordOf(tx, visit.id);
  const score = record && tx.has('quality.read') ? await scoreOf(tx, 'visit', visit.id) : null;
  if (record?.restricted) {
    // Restricted records name people: who opens one can be asked about it.
    tx.opened({ action: 'visit.open_restricted', subject_kind: 'visit', subject_id: visit.id });
  }
  const emergencies = record?.restricted ? await currentEmergencies(tx) : [];
  return {
    title: words.visit.title(visit.facility, formatDate(visit.visited_on ?? visit.planned_on)),
    breadcrumbs: [crumb, { label: visit.facility }],
    body: (
      <VisitPage
        visit={visit}
        beside={await besideOf(tx, visit)}
        companions={await companions(tx, visit.id)}
        record={record}
        draft={visit.may_record ? await draftOf(tx, visit.id) : undefined}
        memo={await memoOf(tx, visit.id)}
        attachments={await attachmentsOf(tx, visit.id)}
        followUps={await followUpsOfVisit(tx, visit.id)}
        issues={await issuesOfVisit(tx, visit.id)}
        score={score && { average: score.average, judges: score.scores.length }}
        emergencies={emergencies.filter((one) => one.subject_id === visit.id)}
        me={tx.actor.person_id}
        may_open={!visit.may_record}
        today={tx.today}
        time_zone={tx.actor.municipality.time_zone}
        cancelState={states.cancel ?? null}
        emergencyState={states.emergency ?? null}
      />
    ),
  };
}

routes.get(
  '/visits/:id{[0-9]+}',
  view(async (tx, c) => {
    // Search leads here; a facility's own people read what was shared with them on their own page.
    if (!tx.has('visit.read')) {
      const visit = found(await visitById(tx, numberIn(c, 'id') ?? 0));
      return c.redirect(`/my-facility/visits/${visit.id}`, 303);
    }
    return showVisit(tx, c);
  }),
);

routes.post(
  '/visits/:id{[0-9]+}/cancel',
  action({
    form: cancelForm,
    again: (tx, state, c) => showVisit(tx, c, { cancel: state }),
    run: async (tx, data, c) => {
      const id = numberIn(c, 'id') ?? 0;
      const visit = found(await visitById(tx, id));
      if (data.planned_on !== null && !data.confirmed) {
        const slot = { ...data, planned_on: data.planned_on, facility_id: visit.facility_id };
        const [warned = []] = await planWarnings(tx, visit.lead_id, [slot], id);
        if (warned.length > 0) {
          invalid({ planned_on: words.warnings(warned), confirmed: words.errors.confirm });
        }
      }
      const moved = await cancelVisit(tx, id, data);
      return moved === null
        ? done(`/visits/${id}`, words.visit.cancel.done)
        : done(`/visits/${moved}`, words.visit.cancel.moved(formatDate(data.planned_on!)));
    },
  }),
);

routes.post(
  '/visits/:id{[0-9]+}/share',
  action({
    form: nothingForm,
    run: async (tx, _, c) => {
      const id = numberIn(c, 'id') ?? 0;
      await shareRecord(tx, id);
      return done(`/visits/${id}`, words.visit.share.done);
    },
  }),
);
routes.post(
  '/visits/:id{[0-9]+}/unshare',
  action({
    form: nothingForm,
    run: async (tx, _, c) => {
      const id = numberIn(c, 'id') ?? 0;
      await stopSharing(tx, id);
      return done(`/visits/${id}`, words.visit.share.stopped);
    },
  }),
);

routes.post(
  '/visits/:id{[0-9]+}/follow-ups/:n{[0-9]+}/done',
  action({
    form: followUpForm,
    run: async (tx, data, c) => {
      await closeFollowUp(tx, numberIn(c, 'n') ?? 0, data.done_note);
      return done(`/visits/${numberIn(c, 'id')}`, words.visit.followUpClosed);
    },
  }),
);

// ---- emergency access ------------------------------------------------------------------------

routes.post(
  '/visits/:id{[0-9]+}/emergency',
  action({
    form: emergencyForm,
    again: (tx, state, c) => showVisit(tx, c, { emergency: state }),
    run: async (tx, data, c) => {
      const visit = found(await visitById(tx, numberIn(c, 'id') ?? 0));
      mustRead(tx);
      if (visit.visited_on === null || (await recordOf(tx, visit.id))) return done(`/visits/${visit.id}`);
      const url = `/visits/emergencies`;
      await openInEmergency(tx, {
        kind: 'visit',
        id: visit.id,
        team_id: visit.team_id,
        reason: data.reason,
        url,
      });
      return done(`/visits/${visit.id}`, words.visit.emergency.opened);
    },
  }),
);
routes.get(
  '/visits/emergencies',
  view(async (tx) => {
    mustRead(tx);
    return {
      title: words.visit.emergency.listTitle,
      breadcrumbs: [crumb, { label: words.visit.emergency.listTitle }],
      body: (
        <EmergencyList current={await currentEmergencies(tx)} time_zone={tx.actor.municipality.time_zone} />
      ),
    };
  }),
);
routes.post(
  '/visits/emergencies/:id{[0-9]+}/end',
  action({
    form: nothingForm,
    run: async (tx, _, c) => {
      await endEmergency(tx, numberIn(c, 'id') ?? 0);
      return done('/visits/emergencies', words.visit.emergency.ended);
    },
  }),
);

// ---- the record ------------------------------------------------------------------------------

/** The visit whose record the actor may write: not to be seen 404, cancelled 409. */
async function writable(tx: ReadTx, c: Ctx): Promise<Visit> {
  const visit = found(await visitById(tx, numberIn(c, 'id') ?? 0));
  if (!visit.may_record) throw new Refusal(404);
  if (visit.cancelled_at !== null) throw new Refusal(409, words.errors.cancelled);
  return visit;
}

async function showRecordForm(
  tx: ReadTx,
  given: (FormState & { conflict?: Conflict }) | null,
  c: Ctx,
): Promise<Screen> {
  const visit = await writable(tx, c);
  const record = await recordOf(tx, visit.id);
  if (record?.restricted) {
    tx.opened({ action: 'visit.open_restricted', subject_kind: 'visit', subject_id: visit.id });
  }
  const draft = given === null ? await draftOf(tx, visit.id) : undefined;
  const memo = await memoOf(tx, visit.id);
  const stored = filled({
    ...record,
    visited_on: visit.visited_on ?? (visit.planned_on <= tx.today ? visit.planned_on : tx.today),
    memo: memo?.body,
  });
  const state =
    given ??
    (draft
      ? {
          values: {
            // a draft from a device may know no day yet
            ...('visited_on' in draft.fields ? {} : { visited_on: stored.values.visited_on! }),
            ...draft.fields,
            _version: String(draft.base_version),
          },
          errors: {},
        }
      : stored);
  const openIssues = (await issuesOfFacility(tx, visit.facility_id)).filter(
    (issue) => issue.state !== 'closed' && issue.state !== 'merged',
  );
  return {
    title: recordWords.title(visit.facility),
    breadcrumbs: [
      crumb,
      { label: visit.facility, href: `/visits/${visit.id}` },
      { label: words.visit.record },
    ],
    islands: ['platform/ui/autosave'],
    width: 'form',
    body: (
      <RecordPage
        visit={visit}
        beside={given?.conflict ? [] : await besideOf(tx, visit)}
        record={record}
        draft={draft}
        previous={await previousRecord(tx, visit)}
        openFollowUps={(await followUpsOfFacility(tx, visit.facility_id)).filter((one) => one.may_close)}
        openIssues={openIssues}
        attachments={await attachmentsOf(tx, visit.id)}
        themes={await themes(tx)}
        coordinators={await coordinators(tx)}
        me={tx.actor.person_id!}
        time_zone={tx.actor.municipality.time_zone}
        state={state}
      />
    ),
  };
}

/** The form comes back: its files are attached already, and the field for their words is free again. */
async function keepFiles(
  tx: WriteTx,
  typed: Typed,
  c: Ctx,
  uploads: Record<string, File[]>,
): Promise<FormState> {
  const visit = await recordable(tx, numberIn(c, 'id') ?? 0);
  const caption = String(typed.caption ?? '').trim();
  const tooLong = caption.length > captionLimit;
  const { kept, errors } = await keepChosen(tx, visit, uploads.files ?? [], {
    caption: tooLong ? '' : caption,
    restricted: Boolean(typed.restricted),
  });
  return { values: kept > 0 ? { _kept: String(kept), ...(tooLong ? {} : { caption: '' }) } : {}, errors };
}

routes.get(
  '/visits/:id{[0-9]+}/record',
  view((tx, c) => showRecordForm(tx, null, c)),
);

routes.post(
  '/visits/:id{[0-9]+}/record',
  action({
    form: recordForm,
    again: showRecordForm,
    keep: keepFiles,
    theirs: async (tx, c) => ({ ...(await recordOf(tx, numberIn(c, 'id') ?? 0)) }),
    run: async (tx, data, c, uploads) => {
      const visit = await recordable(tx, numberIn(c, 'id') ?? 0);
      const result = await submitRecord(tx, visit, data);
      await attach(tx, visit, uploads.files ?? [], data.caption);
      return done(
        `/visits/${visit.id}`,
        result.first ? recordWords.submittedWith(result.issues, result.follow_ups) : recordWords.saved,
      );
    },
  }),
);

routes.post(
  '/visits/:id{[0-9]+}/record/draft',
  autosave(async (tx, typed, c) => saveDraft(tx, await recordable(tx, numberIn(c, 'id') ?? 0), typed)),
);

/** Buttons of the long form that work without script: each keeps all that was typed as the draft, then does its own. */
function draftButton(
  path: string,
  more: (
    tx: WriteTx,
    visit: Visit,
    typed: Typed,
    files: File[],
  ) => Promise<{ anchor: string; flash: string }>,
) {
  routes.post(
    `/visits/:id{[0-9]+}/record/${path}`,
    action({
      form: draftForm,
      again: showRecordForm,
      keep: keepFiles,
      run: async (tx, typed, c, uploads) => {
        const visit = await recordable(tx, numberIn(c, 'id') ?? 0);
        const { anchor, flash } = await more(tx, visit, typed, uploads.files ?? []);
        await saveDraft(tx, visit, typed);
        return done(`/visits/${visit.id}/record${anchor}`, flash);
      },
    }),
  );
}

const oneMore = (typed: Typed, name: string) => {
  typed[name] = String(Math.min(mostRows, (Number(typed[name]) || 1) + 1));
};

draftButton('save-draft', async (tx, visit, typed, files) => {
  await attach(tx, visit, files, String(typed.caption ?? ''));
  return { anchor: '', flash: recordWords.draftSaved };
});
draftButton('more-issues', async (tx, visit, typed, files) => {
  await attach(tx, visit, files, String(typed.caption ?? ''));
  oneMore(typed, 'issue_rows');
  return { anchor: `#f-issue_title_${String(typed.issue_rows)}`, flash: recordWords.rowsAdded };
});
draftButton('more-follow-ups', async (tx, visit, typed, files) => {
  await attach(tx, visit, files, String(typed.caption ?? ''));
  oneMore(typed, 'follow_up_rows');
  return { anchor: `#f-follow_what_${String(typed.follow_up_rows)}`, flash: recordWords.rowsAdded };
});
draftButton('attach', async (tx, visit, typed, files) => {
  if (files.length === 0) invalid({ files: words.errors.noFile });
  const added = await attach(tx, visit, files, String(typed.caption ?? ''));
  typed.caption = '';
  return { anchor: '#files', flash: recordWords.attached(added) };
});

routes.post(
  '/visits/:id{[0-9]+}/record/discard',
  action({
    form: nothingForm,
    run: async (tx, _, c) => {
      const visit = await recordable(tx, numberIn(c, 'id') ?? 0);
      await discardDraft(tx, visit.id);
      return done(`/visits/${visit.id}/record`, recordWords.discarded);
    },
  }),
);

// ---- attachments -----------------------------------------------------------------------------

routes.get(
  '/visits/:id{[0-9]+}/attachments/:n{[0-9]+}',
  view(async (tx, c) => {
    const file = found(await attachmentFile(tx, numberIn(c, 'id') ?? 0, numberIn(c, 'n') ?? 0));
    tx.opened({
      action: 'visit.open_attachment',
      subject_kind: 'visit_attachment',
      subject_id: numberIn(c, 'n')!,
    });
    return new Response(new Uint8Array(file.bytes), {
      headers: {
        'Content-Type': file.media_type,
        'Content-Disposition': contentDisposition(
          file.name,
          file.media_type.startsWith('image/') ? 'inline' : 'attachment',
        ),
        'X-Content-Type-Options': 'nosniff',
        'Cache-Control': 'private, no-store',
      },
    });
  }),
);
routes.post(
  '/visits/:id{[0-9]+}/attachments/:n{[0-9]+}',
  action({
    form: captionForm,
    run: async (tx, data, c) => {
      await describeAttachment(tx, numberIn(c, 'id') ?? 0, numberIn(c, 'n') ?? 0, data.caption);
      return done(`/visits/${numberIn(c, 'id')}#attachments`, words.visit.captionSaved);
    },
  }),
);
routes.post(
  '/visits/:id{[0-9]+}/attachments/:n{[0-9]+}/remove',
  action({
    form: nothingForm,
    run: async (tx, _, c) => {
      await detach(tx, numberIn(c, 'id') ?? 0, numberIn(c, 'n') ?? 0);
      return done(`/visits/${numberIn(c, 'id')}#attachments`, words.visit.removed);
    },
  }),
);

// ---- a facility's story, and its own view ------------------------------------------------------

routes.get(
  '/visits/facility/:id{[0-9]+}',
  view(async (tx, c) => {
    mustRead(tx);
    const facility = found(await facilityById(tx, numberIn(c, 'id') ?? 0));
    const paging = pagingOf(c);
    return {
      title: words.history.title(facility.name),
      breadcrumbs: [crumb, { label: facility.name }],
      body: (
        <HistoryPage
          facility={facility}
          counts={await countsOf(tx, facility.id)}
          visits={await historyOf(tx, facility.id, { limit: paging.size, offset: paging.offset })}
          followUps={await followUpsOfFacility(tx, facility.id, true)}
          issues={await issuesOfFacility(tx, facility.id)}
          page={paging.page}
          size={paging.size}
          may_plan={tx.has('visit.plan')}
          today={tx.today}
          href={(page) => hrefWith(c, { page })}
        />
      ),
    };
  }),
);

routes.get(
  '/my-facility/visits',
  view(async (tx) => ({
    title: words.mine.title,
    breadcrumbs: [{ label: words.mine.title }],
    body: (
      <OwnVisitsPage
        visits={await visitsToMyFacilities(tx)}
        several={tx.session.facilities.length > 1}
        none={tx.session.facilities.length === 0}
        today={tx.today}
      />
    ),
  })),
);
routes.get(
  '/my-facility/visits/:id{[0-9]+}',
  view(async (tx, c) => {
    const visit = found(await visitById(tx, numberIn(c, 'id') ?? 0));
    const record = found(await recordOf(tx, visit.id));
    if (record.shared_at === null || !tx.session.facilities.includes(visit.facility_id))
      throw new Refusal(404);
    const day = visit.visited_on ?? visit.planned_on;
    return {
      title: words.mine.recordTitle(visit.facility, formatDate(day)),
      breadcrumbs: [{ label: words.mine.title, href: '/my-facility/visits' }, { label: formatDate(day) }],
      body: <SharedRecordPage facility={visit.facility} day={day} record={record} />,
    };
  }),
);

// ---- the year's round --------------------------------------------------------------------------

routes.get(
  '/rounds',
  view(async (tx, c) => {
    mustRead(tx);
    return c.redirect(`/rounds/${tx.fiscal_year}`, 303);
  }),
);

function yearIn(c: Ctx): number {
  const year = numberIn(c, 'fiscal_year') ?? 0;
  if (year < 2000 || year > 2100) throw new Refusal(404);
  return year;
}

const queryIn = (c: Ctx): string => new URL(c.req.url).search;

async function showRound(
  tx: ReadTx,
  c: Ctx,
  states: { create?: FormState; assign?: FormState } = {},
): Promise<Screen | Response> {
  mustRead(tx);
  const fiscal_year = yearIn(c);
  const years = [
    ...new Set([tx.fiscal_year + 1, tx.fiscal_year, fiscal_year, ...(await roundYears(tx))]),
  ].toSorted((a, b) => b - a);
  const title = planWords.round.title(formatFiscalYear(fiscal_year));
  const breadcrumbs = [crumb, { label: title }];
  const round = await roundOf(tx, fiscal_year);
  if (!round) {
    return {
      title,
      breadcrumbs,
      body: (
        <NoRoundPage
          fiscal_year={fiscal_year}
          years={years}
          may_plan={tx.has('visit.plan')}
          state={states.create ?? emptyForm}
        />
      ),
    };
  }
  const systems = await areaSystems(tx);
  const system = systems.find((one) => one.code === c.req.query('system'))?.code ?? systems[0]?.code ?? null;
  const asked = c.req.query('by');
  const by: GroupBy = asked === 'kind' || asked === 'coordinator' ? asked : 'area';
  const targets = await roundTargets(tx, round, system);
  const state = c.req.query('state');
  const group = (c.req.query('group') ?? '').slice(0, 100);
  const filter: TargetFilter = {
    q: (c.req.query('q') ?? '').trim().slice(0, 100),
    group: group === '' ? null : group === 'none' ? '' : group,
    coordinator_id: by === 'coordinator' ? null : numberOf(c.req.query('coordinator')),
    state: state === 'visited' || state === 'not_visited' || state === 'rest' ? state : null,
  };
  const shown = targetsUnder(targets, filter, by);
  const format = formatOf(c);
  if (format !== null) return roundFile(tx, fiscal_year, shown, format);
  const paging = pagingOf(c);
  const without = by === 'coordinator' ? planWords.round.noCoordinator : words.noArea;
  return {
    title,
    breadcrumbs,
    body: (
      <RoundPage
        round={round}
        years={years}
        by={by}
        system={system}
        systems={systems}
        coverage={coverageOf(targets, await visitsByMonth(tx, fiscal_year), fiscal_year, by, without)}
        missing={await missingTargets(tx, round.id)}
        targets={shown.slice(paging.offset, paging.offset + paging.size)}
        total={shown.length}
        page={paging.page}
        size={paging.size}
        coordinators={await coordinators(tx)}
        filter={filter}
        may_plan={tx.has('visit.plan')}
        assignState={states.assign ?? emptyForm}
        // A form that comes back has the address it was sent to: the links lead to the page.
        href={(changes) => `/rounds/${fiscal_year}${hrefWith(c, changes).slice(c.req.path.length)}`}
        query={queryIn(c)}
      />
    ),
  };
}

/** The page again after a rejected form is never a file. */
const asScreen = async (shown: Promise<Screen | Response>): Promise<Screen> => {
  const screen = await shown;
  if (screen instanceof Response) throw new Refusal(404);
  return screen;
};

routes.get(
  '/rounds/:fiscal_year{[0-9]+}',
  view((tx, c) => showRound(tx, c)),
);
routes.post(
  '/rounds/:fiscal_year{[0-9]+}',
  action({
    form: roundForm,
    again: (tx, state, c) => asScreen(showRound(tx, c, { create: state })),
    run: async (tx, data, c) => {
      const fiscal_year = yearIn(c);
      const facilities = await createRound(tx, { ...data, fiscal_year });
      return done(`/rounds/${fiscal_year}`, planWords.round.created(facilities));
    },
  }),
);
routes.post(
  '/rounds/:fiscal_year{[0-9]+}/add-missing',
  action({
    form: nothingForm,
    run: async (tx, _, c) => {
      const added = await addMissingTargets(tx, yearIn(c));
      return done(`/rounds/${yearIn(c)}`, planWords.round.added(added));
    },
  }),
);
routes.post(
  '/rounds/:fiscal_year{[0-9]+}/assign',
  action({
    form: assignForm,
    again: (tx, state, c) => asScreen(showRound(tx, c, { assign: state })),
    run: async (tx, data, c) => {
      await assignTargets(tx, yearIn(c), data);
      return done(
        `/rounds/${yearIn(c)}${queryIn(c)}#targets`,
        planWords.round.bulkDone(data.facility_ids.length),
      );
    },
  }),
);

async function showRoundForm(
  tx: ReadTx,
  state: FormState & { conflict?: Conflict },
  c: Ctx,
): Promise<Screen> {
  mustPlan(tx);
  const round = found(await roundOf(tx, yearIn(c)));
  return {
    title: planWords.round.renameTitle,
    breadcrumbs: [
      crumb,
      {
        label: planWords.round.title(formatFiscalYear(round.fiscal_year)),
        href: `/rounds/${round.fiscal_year}`,
      },
      { label: planWords.round.renameTitle },
    ],
    width: 'form',
    body: <RoundForm round={round} state={state === emptyForm ? filled({ ...round }) : state} />,
  };
}

routes.get(
  '/rounds/:fiscal_year{[0-9]+}/edit',
  view((tx, c) => showRoundForm(tx, emptyForm, c)),
);
routes.post(
  '/rounds/:fiscal_year{[0-9]+}/edit',
  action({
    form: roundEditForm,
    again: showRoundForm,
    theirs: async (tx, c) => ({ ...(await roundOf(tx, yearIn(c))) }),
    run: async (tx, data, c) => {
      await renameRound(tx, yearIn(c), data);
      return done(`/rounds/${yearIn(c)}`, planWords.round.renamed);
    },
  }),
);

async function showTarget(tx: ReadTx, state: FormState & { conflict?: Conflict }, c: Ctx): Promise<Screen> {
  mustPlan(tx);
  const fiscal_year = yearIn(c);
  const target = found(await targetOf(tx, fiscal_year, numberIn(c, 'id') ?? 0));
  return {
    title: planWords.round.changeTitle(target.facility),
    breadcrumbs: [
      crumb,
      { label: planWords.round.title(formatFiscalYear(fiscal_year)), href: `/rounds/${fiscal_year}` },
      { label: target.facility },
    ],
    width: 'form',
    body: (
      <TargetForm
        fiscal_year={fiscal_year}
        target={target}
        coordinators={await coordinators(tx)}
        state={state === emptyForm ? filled(target) : state}
      />
    ),
  };
}

routes.get(
  '/rounds/:fiscal_year{[0-9]+}/facilities/:id{[0-9]+}',
  view((tx, c) => showTarget(tx, emptyForm, c)),
);
routes.post(
  '/rounds/:fiscal_year{[0-9]+}/facilities/:id{[0-9]+}',
  action({
    form: targetForm,
    again: showTarget,
    theirs: async (tx, c) => ({ ...(await targetOf(tx, yearIn(c), numberIn(c, 'id') ?? 0)) }),
    run: async (tx, data, c) => {
      await changeTarget(tx, yearIn(c), numberIn(c, 'id') ?? 0, data);
      return done(`/rounds/${yearIn(c)}`, planWords.round.saved);
    },
  }),
);
