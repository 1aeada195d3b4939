import { Hono } from 'hono';
import { found, Refusal, type ReadTx } from '../../platform/db/transaction.ts';
import {
  addDays,
  addMonths,
  formatDate,
  isIsoDate,
  monthEnd,
  monthStart,
  weekday,
  type IsoDate,
} from '../../platform/ja/dates.ts';
import { importRoutes } from '../../platform/files/import-routes.tsx';
import { numberIn, type Ctx, type Env } from '../../platform/web/context.ts';
import { download } from '../../platform/web/downloads.ts';
import { emptyForm, filled, resumed, type FormState } from '../../platform/web/form.ts';
import {
  action,
  autosave,
  done,
  openView,
  view,
  type Conflict,
  type Screen,
} from '../../platform/web/handlers.tsx';
import { monthIn } from '../../platform/ui/speech-dates.ts';
import { readView } from '../../platform/ui/map.tsx';
import { plainReading, wordsIn, type Reading } from '../../platform/ui/speech.ts';
import { readingOf } from '../../platform/web/language.ts';
import type { NavEntry } from '../../platform/web/navigation.ts';
import { hrefWith, pagingOf } from '../../platform/web/paging.ts';
import { savedViews, SavedViews } from '../../platform/web/saved-views.tsx';
import { areaLabels, areaOptions, outline } from '../areas/queries.ts';
import { facilityOffer } from '../directory/queries-offers.ts';
import { facilityById } from '../directory/queries.ts';
import { organisationOffer } from '../people/queries-offers.ts';
import { nothingForm } from '../../platform/web/fields.ts';
import {
  addEvent,
  cancelEvent,
  changeEvent,
  eventFields,
  publishEvent,
  removeDraft,
  restoreEvent,
} from './commands.ts';
import {
  appliedFor,
  cancelSession,
  moveSession,
  restoreSession,
  sessionFields,
} from './commands-sessions.ts';
import { begun, draftOf, dropDraft, saveDraft } from './commands-drafts.ts';
import { addFeed, changeFeed, endFeed } from './commands-feeds.ts';
import { eventImport } from './commands-import.ts';
import { answerQuestion, dropQuestion, reopenQuestion } from './commands-questions.ts';
import { exportEvents, exportSalons, exportStandard, sendFeed, sheetPdf } from './exports.ts';
import {
  answerForm,
  cancelSessionForm,
  dropForm,
  eventEditForm,
  eventForm,
  feedEditForm,
  feedForm,
  moveForm,
  reasonForm,
  sequenceForm,
  versionForm,
} from './forms.ts';
import { importEvents, readCalendarFeed } from './jobs.ts';
import { FeedList, FeedPage } from './pages-feeds.tsx';
import { EventForm } from './pages-form.tsx';
import { EventList, NetworkCalendar, SalonList } from './pages-list.tsx';
import { OpenEvent } from './pages-open-event.tsx';
import { OpenCalendar, views, type Look } from './pages-open.tsx';
import { PrintPage } from './pages-print.tsx';
import { keptOf, QuestionList, QuestionPage } from './pages-questions.tsx';
import { SessionPage } from './pages-sessions.tsx';
import { CancelEventPage, EventPage } from './pages.tsx';
import {
  countEvents,
  events,
  eventStates,
  mayWriteEvents,
  recentHosts,
  salons,
  type EventFilter,
} from './queries-events.ts';
import {
  alikeWithRoom,
  deedsOf,
  eventById,
  eventKinds,
  lastEnd,
  onlineOf,
  sessionById,
  sessions,
  sessionsByDay,
  sessionsOf,
  takenOf,
  type EventRow,
  type SessionFilter,
} from './queries.ts';
import { eventQuestions, openQuestions, questionById } from './queries-questions.ts';
import { calendarFeeds, feedById } from './queries-feeds.ts';
import { kindIn } from './rules-said.ts';
import { mostADay, papers, type SheetProps } from './rules-sheet.ts';
import { repeatOf } from './rules-recurrence.ts';
import { horizonOf, isFull, stateOf, weekOf } from './rules.ts';
import { words as feedWords } from './words-feeds.ja.ts';
import { words as form } from './words-form.ja.ts';
import { words as questionWords } from './words-questions.ja.ts';
import { openWords } from './words-open.ts';
import { words as sheetWords } from './words-sheet.ja.ts';
import { repeatText, words } from './words.ja.ts';

export const routes = new Hono<Env>();
export const navigation: NavEntry[] = [
  { place: 'connect', label: words.navigation, href: '/events', duties: ['network'] },
];

type State = FormState & { conflict?: Conflict };
const crumb = { label: words.navigation, href: '/events' };

const speak = (c: Ctx) => wordsIn(openWords, readingOf(c));
const openCrumbs = (c: Ctx) => [{ label: speak(c).title, href: '/open/calendar' }];

/** A day's sheet of a month has room for so many. */
const linesADay = 5;
const mostInList = 300;

const numberOf = (c: Ctx, name: string): number | null => {
  const text = c.req.query(name) ?? '';
  return /^[1-9][0-9]{0,15}$/.test(text) ? Number(text) : null;
};
const textOf = (c: Ctx, name: string): string => (c.req.query(name) ?? '').trim().slice(0, 100);

/** The days looked at: ?month=2026-12 or ?day=2026-12-05, else those around today. */
export function lookOf(c: Ctx, today: IsoDate): Look {
  const view = views.find((one) => one === c.req.query('view')) ?? 'month';
  const month = c.req.query('month') ?? '';
  const asked = c.req.query('day') ?? '';
  const inReach = (day: string): boolean => isIsoDate(day) && day >= '2000-01-01' && day <= '2100-12-31';
  const day = inReach(asked) ? asked : inReach(`${month}-01`) ? `${month}-01` : today;
  const age = Number(c.req.query('age') ?? '');
  const span =
    view === 'month'
      ? { from: monthStart(day), to: monthEnd(day) }
      : view === 'week'
        ? weekOf(day, weekday)
        : { from: day, to: addDays(day, 29) };
  return {
    view,
    ...span,
    area_id: numberOf(c, 'area_id'),
    facility_id: numberOf(c, 'facility_id'),
    kind: /^[a-z_]{1,40}$/.test(c.req.query('kind') ?? '') ? c.req.query('kind')! : null,
    age_months: Number.isInteger(age) && age > 0 && age < 300 ? age : null,
    q: textOf(c, 'q'),
    training: c.req.query('training') === '1',
  };
}

const filterOf = (look: Look): SessionFilter => ({
  from: look.from,
  to: look.to,
  area_id: look.area_id,
  facility_id: look.facility_id,
  kind: look.kind,
  age_months: look.age_months,
  q: look.q,
  cancelled: true,
});

async function looked(tx: ReadTx, look: Look, more: Partial<SessionFilter>) {
  const filter = { ...filterOf(look), ...more };
  if (look.view === 'month') return sessionsByDay(tx, filter, linesADay);
  return { lines: await sessions(tx, { ...filter, limit: mostInList }), counts: new Map<IsoDate, number>() };
}

// ---- everybody's calendar ------------------------------------------------------------------

routes.get(
  '/open/calendar',
  openView(async (tx, c) => {
    const look = lookOf(c, tx.today);
    const facility = look.facility_id === null ? null : ((await facilityById(tx, look.facility_id)) ?? null);
    const open = speak(c);
    return {
      title: look.training ? open.trainingTitle : open.title,
      description: look.training ? open.trainingLead : open.description(tx.actor.municipality.name),
      zone: 'public',
      translated: true,
      body: (
        <OpenCalendar
          look={look}
          {...await looked(tx, look, { public_only: true, training: look.training })}
          kinds={await eventKinds(tx)}
          areas={await areaOptions(tx)}
          facility={facility}
          today={tx.today}
          now={tx.now}
          href={(changes) => hrefWith(c, changes)}
          base={c.var.house.settings.BASE_URL}
          eventHref={(line) => `/open/events/${line.event_id}`}
        />
      ),
    };
  }),
);

/** A month's sheet to pin up, as much as the paper holds. */
async function sheetOf(tx: ReadTx, c: Ctx, reading: Reading): Promise<SheetProps> {
  const look: Look = { ...lookOf(c, tx.today), view: 'month' };
  const paper = papers.find((one) => one === c.req.query('size')) ?? 'a4';
  const span = { from: monthStart(look.from), to: monthEnd(look.from) };
  const { lines, counts } = await sessionsByDay(
    tx,
    { ...filterOf(look), ...span, public_only: true, training: look.training },
    mostADay,
  );
  const area = look.area_id === null ? null : (await areaOptions(tx)).find((one) => one.id === look.area_id);
  const facility = look.facility_id === null ? null : await facilityById(tx, look.facility_id);
  const kind = look.kind === null ? null : (await eventKinds(tx)).find((one) => one.code === look.kind);
  const ages: Readonly<Record<string, string>> = wordsIn(openWords, reading).ages;
  const age = look.age_months === null ? undefined : ages[look.age_months];
  const said = kind && kindIn(reading, kind);
  return {
    month: look.from.slice(0, 7),
    paper,
    about: [
      { text: area?.name, typed: true },
      { text: facility?.name, typed: true },
      { text: said, typed: said === kind?.name },
      { text: age, typed: false },
    ].flatMap(({ text, typed }) => (text ? [{ text, typed }] : [])),
    lines,
    counts,
    municipality: tx.actor.municipality.name,
    training: look.training,
    address: `${c.var.house.settings.BASE_URL}/open/calendar`,
  };
}
routes.get(
  '/open/calendar/print',
  openView(async (tx, c) => {
    const reading = readingOf(c);
    const sheet = await sheetOf(tx, c, reading);
    const open = speak(c);
    return {
      title: open.sheet.title(monthIn(reading, sheet.month)),
      zone: 'public',
      translated: true,
      breadcrumbs: [...openCrumbs(c), { label: open.print }],
      body: <PrintPage {...sheet} href={(changes) => hrefWith(c, { month: sheet.month, ...changes })} />,
    };
  }),
);
routes.get(
  '/open/calendar/print.pdf',
  openView(async (tx, c) => {
    const sheet = await sheetOf(tx, c, plainReading);
    return download(c, await sheetPdf(sheet), `${sheetWords.sheet.file(sheet.month)}.pdf`, 'application/pdf');
  }),
);

/** An event strangers may see; everybody else sees it here as they do. */
async function openEvent(tx: ReadTx, id: number | null): Promise<EventRow> {
  const event = found(await eventById(tx, id));
  if (event.zone !== 'public' || event.published_at === null || event.published_at > tx.now)
    throw new Refusal(404);
  return event;
}

routes.get(
  '/open/events/:id{[0-9]+}',
  openView(async (tx, c) => {
    const event = await openEvent(tx, numberIn(c, 'id'));
    const all = await sessions(tx, {
      from: addMonths(tx.today, -24),
      to: horizonOf(addMonths(tx.today, 12)),
      event_id: event.id,
      cancelled: true,
      limit: 400,
    });
    const coming = all.filter((one) => one.ends_at >= tx.now);
    const taken = await takenOf(
      tx,
      coming.map((one) => one.id),
    );
    return {
      title: event.title,
      description: [event.title, event.summary, event.facility ?? ''].filter(Boolean).join('　'),
      zone: 'public',
      translated: true,
      width: 'form',
      breadcrumbs: [...openCrumbs(c), { label: event.title }],
      body: (
        <OpenEvent
          event={event}
          coming={coming}
          taken={taken}
          alike={isFull(event, coming, taken, tx.now) ? await alikeWithRoom(tx, event) : []}
          past={all.filter((one) => one.ends_at < tx.now).toReversed()}
          now={tx.now}
          zone={tx.actor.municipality.time_zone}
          applyHref={(session) => `/open/events/${event.id}/sessions/${session.id}/apply`}
          ground={{
            boundary: await outline(tx, null),
            labels: await areaLabels(tx),
            view: readView(c.req.query('map')),
          }}
        />
      ),
    };
  }),
);

routes.get(
  '/open/events/:file{[0-9]+\\.ics}',
  openView(async (tx, c) => {
    const [, number] = /^([1-9][0-9]{0,15})\.ics$/.exec(c.req.param('file') ?? '') ?? [];
    const event = await openEvent(tx, number === undefined ? null : Number(number));
    const session_id = numberOf(c, 'session');
    const lines = await sessions(tx, {
      from: session_id === null ? tx.today : '1900-01-01',
      to: '2999-12-31',
      event_id: event.id,
      session_id,
      public_only: true,
      cancelled: true,
      limit: 400,
    });
    if (lines.length === 0) throw new Refusal(404);
    return sendFeed(c, tx, lines, { name: event.title, file: `event-${event.id}.ics`, attachment: true });
  }),
);

/** Whose feed an address is: everything, families', training, an area's, a facility's, a kind's, or conditions together. */
async function feedOf(tx: ReadTx, c: Ctx): Promise<{ name: string; filter: Partial<SessionFilter> }> {
  const file = (c.req.param('file') ?? '').replace(/\.ics$/, '');
  const [, what, which] = /^(area|facility|kind)-([a-z0-9_]{1,40})$/.exec(file) ?? [];
  const number = /^[1-9][0-9]{0,15}$/.test(which ?? '') ? Number(which) : null;
  if (file === 'all') return { name: sheetWords.feeds.all, filter: {} };
  if (file === 'families') return { name: sheetWords.title, filter: { training: false } };
  if (file === 'training') return { name: sheetWords.feeds.training, filter: { training: true } };
  if (what === 'area') {
    const area = found((await areaOptions(tx)).find((one) => one.id === number));
    return { name: sheetWords.feeds.of(area.name), filter: { area_id: area.id } };
  }
  if (what === 'facility') {
    const facility = found(await facilityById(tx, number));
    return { name: sheetWords.feeds.of(facility.name), filter: { facility_id: facility.id } };
  }
  if (what === 'kind') {
    const kind = found((await eventKinds(tx)).find((one) => one.code === which));
    return { name: sheetWords.feeds.of(kind.name), filter: { kind: kind.code } };
  }
  if (file !== 'calendar') throw new Refusal(404);
  const { area_id, facility_id, kind, age_months, training } = lookOf(c, tx.today);
  return { name: sheetWords.title, filter: { area_id, facility_id, kind, age_months, training } };
}

routes.get(
  '/open/feeds/:file{[a-z0-9_-]+\\.ics}',
  openView(async (tx, c) => {
    const feed = await feedOf(tx, c);
    const lines = await sessions(tx, {
      ...feed.filter,
      // What was called off or moved lately is still told to those who have it.
      from: addDays(tx.today, -31),
      to: horizonOf(tx.today),
      public_only: true,
      cancelled: true,
      limit: 5000,
    });
    return sendFeed(c, tx, lines, { name: feed.name, file: c.req.param('file') ?? 'calendar.ics' });
  }),
);

// ---- the network's list --------------------------------------------------------------------

function eventFilterOf(c: Ctx): EventFilter {
  return {
    q: textOf(c, 'q'),
    host: textOf(c, 'host'),
    kind: textOf(c, 'kind') || null,
    facility_id: numberOf(c, 'facility_id'),
    area_id: numberOf(c, 'area_id'),
    state: eventStates.find((one) => one === c.req.query('state')) ?? 'coming',
    mine: textOf(c, 'mine') !== '',
  };
}

const doors = async (tx: ReadTx) => ({
  mayWrite: mayWriteEvents(tx),
  mayKeep: tx.has('calendar.manage'),
  questions: await openQuestions(tx),
});

routes.get(
  '/events',
  view(async (tx, c) => {
    const filter = eventFilterOf(c);
    const paging = pagingOf(c);
    const doorsOpen = await doors(tx);
    return {
      title: words.listPage.title,
      body: (
        <EventList
          {...doorsOpen}
          lines={await events(tx, filter, paging)}
          total={await countEvents(tx, filter)}
          filter={filter}
          kinds={await eventKinds(tx)}
          areas={await areaOptions(tx)}
          facility={
            filter.facility_id === null ? null : ((await facilityById(tx, filter.facility_id)) ?? null)
          }
          begun={doorsOpen.mayWrite ? await begun(tx) : []}
          stateOf={(line) => stateOf(line, line.next_ends_at, tx.now)}
          now={tx.now}
          paging={paging}
          href={(changes) => hrefWith(c, changes)}
          exportHref={(format) => hrefWith(c, { format, page: null }).replace('/events', '/events/export')}
          zone={tx.actor.municipality.time_zone}
          views={<SavedViews c={c} views={await savedViews(tx, c.req.path)} />}
        />
      ),
    };
  }),
);

routes.get(
  '/events/calendar',
  view(async (tx, c) => {
    const look: Look = { ...lookOf(c, tx.today), view: 'month' };
    const span = { from: monthStart(look.from), to: monthEnd(look.from) };
    return {
      title: words.listPage.title,
      breadcrumbs: [crumb, { label: words.listPage.calendar }],
      body: (
        <NetworkCalendar
          {...await doors(tx)}
          look={{ ...look, ...span }}
          {...await looked(tx, { ...look, ...span }, { drafts: true })}
          kinds={await eventKinds(tx)}
          areas={await areaOptions(tx)}
          facility={null}
          today={tx.today}
          now={tx.now}
          href={(changes) =>
            changes['view'] === 'list'
              ? `/open/calendar?view=list&day=${changes['day']}`
              : hrefWith(c, changes)
          }
          base={c.var.house.settings.BASE_URL}
          eventHref={(line) => `/events/${line.event_id}`}
        />
      ),
    };
  }),
);

routes.get(
  '/events/export',
  view((tx, c) =>
    c.req.query('format')?.startsWith('standard')
      ? exportStandard(c, tx, eventFilterOf(c))
      : exportEvents(c, tx, eventFilterOf(c)),
  ),
);

routes.get(
  '/events/salons',
  view(async (tx) => ({
    title: words.salons.title,
    breadcrumbs: [crumb, { label: words.salons.title }],
    body: (
      <SalonList
        lines={await salons(tx)}
        zone={tx.actor.municipality.time_zone}
        exportHref="/events/salons/export"
      />
    ),
  })),
);
routes.get(
  '/events/salons/export',
  view((tx, c) => exportSalons(c, tx)),
);

// ---- one event -----------------------------------------------------------------------------

/** Events are made for the own facilities of a head, for all by the keepers; `host`: stays choosable after the facility closed. */
const formParts = async (tx: ReadTx, { values }: FormState, host: number | null = null) => {
  const keeps = tx.has('calendar.manage');
  return {
    kinds: await eventKinds(tx),
    facilities: await facilityOffer(tx, values, 'facility_id', {
      besides: [host],
      within: keeps ? undefined : tx.session.facilities,
      near: keeps ? { title: form.recentHosts, ids: await recentHosts(tx, 6) } : undefined,
    }),
    organisations: keeps ? await organisationOffer(tx, values, 'organisation_id') : null,
  };
};

/** What an event to be copied brings along: everything but its days. */
async function copied(tx: ReadTx, id: number | null): Promise<{ event: EventRow; state: FormState } | null> {
  if (id === null) return null;
  const event = await eventById(tx, id);
  if (!event?.may_edit) return null;
  const fields = await eventFields(tx, event);
  const dated = ['starts_on', 'until', 'except_on', 'also_on', '_version', 'join_url'].concat(
    ['application_opens', 'application_closes', 'lottery'].flatMap((stem) => [`${stem}_on`, `${stem}_time`]),
    ['publish', 'publish_on', 'publish_time', 'application_opens_at', 'application_closes_at', 'lottery_at'],
  );
  return {
    event,
    state: filled(Object.fromEntries(Object.entries(fields).filter(([name]) => !dated.includes(name)))),
  };
}

const showNew = async (tx: ReadTx, state: State | null, c: Ctx): Promise<Screen> => {
  if (!mayWriteEvents(tx)) throw new Refusal(403);
  const from = numberOf(c, 'from') ?? (Number(state?.values['copied_from']) || null);
  const template = await copied(tx, from);
  const copied_from = template?.event.id ?? null;
  const title = template ? form.copyTitle : form.newTitle;
  const [only, ...others] = tx.session.facilities;
  const first = filled({
    facility_id: numberOf(c, 'facility_id') ?? (others.length === 0 ? only : null),
    for_children: true,
    languages: ['ja'],
    waiting_list: true,
  });
  const stored = template?.state ?? first;
  const shown =
    state === null
      ? resumed(await draftOf(tx, { event: null, copied_from }), stored, 0)
      : { state, draft: null };
  return {
    title,
    width: 'form',
    islands: ['platform/ui/autosave'],
    breadcrumbs: [crumb, { label: title }],
    body: (
      <EventForm
        {...await formParts(tx, shown.state)}
        {...shown}
        zone={tx.actor.municipality.time_zone}
        dropAction={`/events/new/draft/drop${copied_from === null ? '' : `?from=${copied_from}`}`}
        title={title}
        lead={template ? form.copyLead(template.event.title) : form.lead}
        action="/events/new"
        back="/events"
        shown={false}
        otherRule={null}
        {...(copied_from === null ? {} : { copied_from })}
      />
    ),
  };
};
routes.get(
  '/events/new',
  view((tx, c) => showNew(tx, null, c)),
);
routes.post(
  '/events/new',
  action({
    form: eventForm,
    again: showNew,
    run: async (tx, data) => {
      const origin = { source: 'manual' as const, source_key: null, source_text: null };
      const { copied_from } = data;
      const id = await addEvent(tx, data, copied_from === null ? origin : { ...origin, copied_from });
      await dropDraft(tx, { event_id: null, copied_from });
      return done(`/events/${id}`, words.page.added);
    },
  }),
);
routes.post(
  '/events/new/draft',
  autosave(async (tx, typed) => {
    if (!mayWriteEvents(tx)) throw new Refusal(403);
    const template = await copied(tx, Number(typed['copied_from']) || null);
    await saveDraft(tx, { event: null, copied_from: template?.event.id ?? null }, typed);
  }),
);
routes.post(
  '/events/new/draft/drop',
  action({
    form: nothingForm,
    run: async (tx, _, c) => {
      const copied_from = numberOf(c, 'from');
      await dropDraft(tx, { event_id: null, copied_from });
      return done(`/events/new${copied_from === null ? '' : `?from=${copied_from}`}`, form.draftDropped);
    },
  }),
);

routes.get(
  '/events/:id{[0-9]+}',
  view(async (tx, c) => {
    const event = found(await eventById(tx, numberIn(c, 'id')));
    const coming = await sessionsOf(tx, event.id, addDays(tx.today, -1), 120);
    const past = await sessions(tx, {
      from: addMonths(tx.today, -36),
      to: tx.today,
      event_id: event.id,
      cancelled: true,
      drafts: true,
      limit: 500,
    });
    return {
      title: event.title,
      breadcrumbs: [crumb, { label: event.title }],
      body: (
        <EventPage
          event={event}
          state={stateOf(event, await lastEnd(tx, event.id), tx.now)}
          coming={coming.filter((one) => one.ends_at >= tx.now)}
          past={past.filter((one) => one.ends_at < tx.now).toReversed()}
          room={await onlineOf(tx, event.id)}
          deeds={await deedsOf(tx, event.id)}
          applicationsHref={
            event.application === 'form' || event.application === 'lottery'
              ? `/events/${event.id}/applications`
              : null
          }
          zone={tx.actor.municipality.time_zone}
        />
      ),
    };
  }),
);

async function editable(tx: ReadTx, c: Ctx): Promise<EventRow> {
  const event = found(await eventById(tx, numberIn(c, 'id')));
  if (!event.may_edit) throw new Refusal(403);
  if (event.source === 'feed') throw new Refusal(409, words.errors.fromFeed);
  return event;
}

const showEdit = async (tx: ReadTx, state: State | null, c: Ctx): Promise<Screen> => {
  const event = await editable(tx, c);
  const stored = filled(await eventFields(tx, event));
  const shown =
    state === null
      ? resumed(await draftOf(tx, { event, copied_from: null }), stored, event.version)
      : { state, draft: null };
  return {
    title: form.editTitle,
    width: 'form',
    islands: ['platform/ui/autosave'],
    breadcrumbs: [crumb, { label: event.title, href: `/events/${event.id}` }, { label: form.editTitle }],
    body: (
      <EventForm
        {...await formParts(tx, shown.state, event.facility_id)}
        {...shown}
        zone={tx.actor.municipality.time_zone}
        dropAction={`/events/${event.id}/edit/draft/drop`}
        title={form.editTitle}
        lead={null}
        action={`/events/${event.id}/edit`}
        back={`/events/${event.id}`}
        shown={event.published_at !== null && event.published_at <= tx.now}
        otherRule={repeatOf(event.rrule).kind === 'other' ? repeatText(event) : null}
      />
    ),
  };
};
routes.get(
  '/events/:id{[0-9]+}/edit',
  view((tx, c) => showEdit(tx, null, c)),
);
routes.post(
  '/events/:id{[0-9]+}/edit',
  action({
    form: eventEditForm,
    again: showEdit,
    theirs: async (tx, c) => eventFields(tx, await editable(tx, c)),
    run: async (tx, data, c) => {
      const id = numberIn(c, 'id');
      const kept = await changeEvent(tx, id, data);
      await dropDraft(tx, { event_id: id, copied_from: null });
      return done(
        `/events/${id}`,
        kept.length === 0 ? words.page.saved : words.page.savedKept(words.list(kept.map(formatDate))),
      );
    },
  }),
);

routes.post(
  '/events/:id{[0-9]+}/edit/draft',
  autosave(async (tx, typed, c) => saveDraft(tx, { event: await editable(tx, c), copied_from: null }, typed)),
);
routes.post(
  '/events/:id{[0-9]+}/edit/draft/drop',
  action({
    form: nothingForm,
    run: async (tx, _, c) => {
      const { id } = await editable(tx, c);
      await dropDraft(tx, { event_id: id, copied_from: null });
      return done(`/events/${id}/edit`, form.draftDropped);
    },
  }),
);

routes.post(
  '/events/:id{[0-9]+}/publish',
  action({
    form: versionForm,
    run: async (tx, data, c) => {
      await publishEvent(tx, numberIn(c, 'id'), data._version);
      return done(`/events/${numberIn(c, 'id')}`, words.page.publishDone);
    },
  }),
);
routes.post(
  '/events/:id{[0-9]+}/remove',
  action({
    form: versionForm,
    run: async (tx, data, c) => {
      await removeDraft(tx, numberIn(c, 'id'), data._version);
      return done('/events', words.page.removed);
    },
  }),
);
routes.post(
  '/events/:id{[0-9]+}/restore',
  action({
    form: versionForm,
    run: async (tx, data, c) => {
      await restoreEvent(tx, numberIn(c, 'id'), data._version);
      return done(`/events/${numberIn(c, 'id')}`, words.page.restored);
    },
  }),
);

const showCancel = async (tx: ReadTx, state: FormState, c: Ctx): Promise<Screen> => {
  const event = await editable(tx, c);
  return {
    title: words.page.cancel,
    width: 'form',
    breadcrumbs: [crumb, { label: event.title, href: `/events/${event.id}` }, { label: words.page.cancel }],
    body: <CancelEventPage event={event} state={state} />,
  };
};
routes.get(
  '/events/:id{[0-9]+}/cancel',
  view((tx, c) => showCancel(tx, emptyForm, c)),
);
routes.post(
  '/events/:id{[0-9]+}/cancel',
  action({
    form: reasonForm,
    again: showCancel,
    run: async (tx, data, c) => {
      await cancelEvent(tx, numberIn(c, 'id'), data);
      return done(`/events/${numberIn(c, 'id')}`, words.page.cancelDone);
    },
  }),
);

// ---- one sitting ---------------------------------------------------------------------------

const sessionPath = '/events/:id{[0-9]+}/sessions/:session{[0-9]+}';
const showSession = async (
  tx: ReadTx,
  c: Ctx,
  states: { move?: FormState; cancel?: FormState } = {},
): Promise<Screen> => {
  const event = await editable(tx, c);
  const session = found(await sessionById(tx, numberIn(c, 'session')));
  if (session.event_id !== event.id) throw new Refusal(404);
  const own = await tx.db
    .selectFrom('event_session')
    .where('id', '=', session.id)
    .select('capacity')
    .executeTakeFirst();
  return {
    title: words.session.title,
    width: 'form',
    breadcrumbs: [crumb, { label: event.title, href: `/events/${event.id}` }, { label: words.session.title }],
    body: (
      <SessionPage
        event={event}
        session={session}
        taken={(await appliedFor(tx, [session.id])).get(session.id) ?? 0}
        state={
          states.move ??
          filled({ ...sessionFields(session, tx.actor.municipality.time_zone), capacity: own?.capacity })
        }
        cancelState={states.cancel ?? emptyForm}
      />
    ),
  };
};
routes.get(
  sessionPath,
  view((tx, c) => showSession(tx, c)),
);
routes.post(
  sessionPath,
  action({
    form: moveForm,
    again: (tx, move, c) => showSession(tx, c, { move }),
    run: async (tx, data, c) => {
      await moveSession(tx, numberIn(c, 'id'), numberIn(c, 'session'), data);
      return done(`/events/${numberIn(c, 'id')}#sittings`, words.session.saved);
    },
  }),
);
routes.post(
  `${sessionPath}/cancel`,
  action({
    form: cancelSessionForm,
    again: (tx, cancel, c) => showSession(tx, c, { cancel }),
    run: async (tx, data, c) => {
      await cancelSession(tx, numberIn(c, 'id'), numberIn(c, 'session'), data);
      return done(`/events/${numberIn(c, 'id')}#sittings`, words.session.cancelled);
    },
  }),
);
routes.post(
  `${sessionPath}/restore`,
  action({
    form: sequenceForm,
    run: async (tx, data, c) => {
      await restoreSession(tx, numberIn(c, 'id'), numberIn(c, 'session'), data);
      return done(`/events/${numberIn(c, 'id')}#sittings`, words.session.restored);
    },
  }),
);

// ---- calendars of others -------------------------------------------------------------------

function mustKeep(tx: ReadTx): void {
  if (!tx.has('calendar.manage')) throw new Refusal(404);
}
const feedsCrumb = { label: feedWords.title, href: '/events/feeds' };

routes.get(
  '/events/feeds',
  view(async (tx) => {
    mustKeep(tx);
    return {
      title: feedWords.title,
      breadcrumbs: [crumb, { label: feedWords.title }],
      body: <FeedList feeds={await calendarFeeds(tx)} zone={tx.actor.municipality.time_zone} />,
    };
  }),
);
const showFeed = async (tx: ReadTx, state: FormState | null, c: Ctx): Promise<Screen> => {
  mustKeep(tx);
  const isNew = c.req.param('feed') === undefined;
  const feed = isNew ? null : found(await feedById(tx, numberIn(c, 'feed')));
  const title = feed?.name ?? feedWords.addTitle;
  const shown =
    state ?? filled(feed ? { ...feed } : { zone: 'public', every_hours: 6, event_kind_code: 'course' });
  return {
    title,
    width: 'form',
    breadcrumbs: [crumb, feedsCrumb, { label: title }],
    body: (
      <FeedPage
        feed={feed}
        state={shown}
        kinds={await eventKinds(tx)}
        organisations={await organisationOffer(tx, shown.values, 'organisation_id')}
        zone={tx.actor.municipality.time_zone}
      />
    ),
  };
};
routes.get(
  '/events/feeds/new',
  view((tx, c) => showFeed(tx, null, c)),
);
routes.post(
  '/events/feeds/new',
  action({
    form: feedForm,
    again: showFeed,
    run: async (tx, data) => {
      const feed_id = await addFeed(tx, data);
      await tx.plan(readCalendarFeed, { feed_id });
      return done(`/events/feeds/${feed_id}`, feedWords.saved);
    },
  }),
);
routes.get(
  '/events/feeds/:feed{[0-9]+}',
  view((tx, c) => showFeed(tx, null, c)),
);
routes.post(
  '/events/feeds/:feed{[0-9]+}',
  action({
    form: feedEditForm,
    again: showFeed,
    run: async (tx, data, c) => {
      const feed_id = numberIn(c, 'feed')!;
      await changeFeed(tx, feed_id, data);
      await tx.plan(readCalendarFeed, { feed_id });
      return done(`/events/feeds/${feed_id}`, feedWords.changed);
    },
  }),
);
for (const [verb, end] of [
  ['end', true],
  ['resume', false],
] as const)
  routes.post(
    `/events/feeds/:feed{[0-9]+}/${verb}`,
    action({
      form: nothingForm,
      run: async (tx, _, c) => {
        const feed_id = numberIn(c, 'feed')!;
        await endFeed(tx, feed_id, end);
        await tx.plan(readCalendarFeed, { feed_id });
        return done('/events/feeds', end ? feedWords.ended : feedWords.resumed);
      },
    }),
  );
routes.post(
  '/events/feeds/:feed{[0-9]+}/read',
  action({
    form: nothingForm,
    run: async (tx, _, c) => {
      mustKeep(tx);
      const feed = found(await feedById(tx, numberIn(c, 'feed')));
      await tx.plan(readCalendarFeed, { feed_id: feed.id });
      return done(`/events/feeds/${feed.id}`, feedWords.reading);
    },
  }),
);

// ---- tables of events, and what a person must read of them -----------------------------------

routes.route('/', importRoutes(eventImport, importEvents));

routes.get(
  '/events/questions',
  view(async (tx) => {
    mustKeep(tx);
    return {
      title: questionWords.title,
      breadcrumbs: [crumb, { label: questionWords.title }],
      body: <QuestionList questions={await eventQuestions(tx)} />,
    };
  }),
);
const showQuestion = async (
  tx: ReadTx,
  c: Ctx,
  states: { answer?: FormState; drop?: FormState } = {},
): Promise<Screen> => {
  mustKeep(tx);
  const question = found(await questionById(tx, numberIn(c, 'question')));
  const { title } = keptOf(question).event.columns;
  return {
    title,
    width: 'form',
    breadcrumbs: [crumb, { label: questionWords.title, href: '/events/questions' }, { label: title }],
    body: (
      <QuestionPage
        question={question}
        // The text itself to begin with: most often little of it must be changed.
        answer={states.answer ?? filled({ sittings: question.raw_dates })}
        drop={states.drop ?? emptyForm}
      />
    ),
  };
};
routes.get(
  '/events/questions/:question{[0-9]+}',
  view((tx, c) => showQuestion(tx, c)),
);
const settled = async (tx: ReadTx, flash: string) => {
  const left = await openQuestions(tx);
  return done('/events/questions', `${flash}${questionWords.one.next(left)}`);
};
routes.post(
  '/events/questions/:question{[0-9]+}',
  action({
    form: answerForm,
    again: (tx, answer, c) => showQuestion(tx, c, { answer }),
    run: async (tx, data, c) => {
      await answerQuestion(tx, numberIn(c, 'question'), data.sittings);
      return settled(tx, questionWords.one.saved);
    },
  }),
);
routes.post(
  '/events/questions/:question{[0-9]+}/drop',
  action({
    form: dropForm,
    again: (tx, drop, c) => showQuestion(tx, c, { drop }),
    run: async (tx, data, c) => {
      await dropQuestion(tx, numberIn(c, 'question'), data.dropped_reason);
      return settled(tx, questionWords.one.dropped);
    },
  }),
);
routes.post(
  '/events/questions/:question{[0-9]+}/reopen',
  action({
    form: nothingForm,
    run: async (tx, _, c) => {
      await reopenQuestion(tx, numberIn(c, 'question'));
      return done(`/events/questions/${numberIn(c, 'question')}`, questionWords.one.reopened);
    },
  }),
);
