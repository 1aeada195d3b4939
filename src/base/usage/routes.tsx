import { Hono } from 'hono';
import { found, Refusal, type ReadTx } from '../../platform/db/transaction.ts';
import { addDays, formatDate, formatMonth, isIsoDate, monthEnd } from '../../platform/ja/dates.ts';
import { LinkButton } from '../../platform/ui/buttons.tsx';
import { EmptyState } from '../../platform/ui/feedback.tsx';
import { PageHeading, Stack } from '../../platform/ui/layout.tsx';
import { numberIn, type Ctx, type Env } from '../../platform/web/context.ts';
import { emptyForm, filled, type FormState } from '../../platform/web/form.ts';
import { action, autosave, done, invalid, view, type Screen } from '../../platform/web/handlers.tsx';
import type { NavEntry } from '../../platform/web/navigation.ts';
import { hrefWith, pagingOf } from '../../platform/web/paging.ts';
import { provideUse } from '../directory/queries-programmes.ts';
import { nothingForm } from '../../platform/web/fields.ts';
import { closeDay, dropDraft, keepDraft, saveDay, saveMonth } from './commands.ts';
import { sendMonth, sendReport } from './exports.ts';
import { closedForm, monthForm, mostRows, sheetForm } from './forms.ts';
import { readTable } from '../../platform/files/tables.ts';
import { FileRefusal } from '../../platform/files/refusal.ts';
import { refusalSentence } from '../../platform/files/words.ja.ts';
import { readMonth } from './rules-month.ts';
import { monthHref, SheetPage, sheetHref, type State } from './pages.tsx';
import { MonthPage } from './pages-month.tsx';
import { ReportPage } from './pages-report.tsx';
import {
  areaFigures,
  consulted,
  gatheringProgrammes,
  reportChoices,
  useYears,
  yearFigures,
  type Scope,
} from './queries-report.ts';
import {
  averagePerDay,
  dayOf,
  draftOf,
  missingOf,
  monthOf,
  ownServices,
  plansOf,
  usedService,
  type Day,
} from './queries.ts';
import { counts, isPlanned } from './rules.ts';
import { reportOf } from './rules-report.ts';
import { words } from './words.ja.ts';

export const routes = new Hono<Env>();
// The programme table stands in the directory, above this slice: it is told here how use is counted.
provideUse(averagePerDay);
export const navigation: NavEntry[] = [
  { place: 'connect', label: words.navigation, href: '/use', duties: ['use.enter'] },
  { place: 'see', part: 'figure', label: words.reportNavigation, href: '/use/report', duties: ['network'] },
];

const crumb = { label: words.reportNavigation, href: '/use/report' };

function dayIn(c: Ctx): string {
  const day = c.req.param('day') ?? '';
  return found(isIsoDate(day) && day >= '2000-01-01' && day < '3000' ? day : null);
}
function monthIn(c: Ctx): string {
  const month = c.req.param('month') ?? '';
  return found(isIsoDate(`${month}-01`) && month >= '2000-01' && month < '3000' ? month : null);
}

/** A stored sheet as its form's fields. */
function fieldsOf(day: Day): Record<string, unknown> {
  const rows: Record<string, unknown> = {};
  day.consultations.slice(0, mostRows).forEach((one, at) => {
    for (const name of ['topic', 'method', 'child_age', 'minutes', 'led_to', 'people'] as const)
      rows[`c${at}_${name}`] = one[name];
  });
  day.events.slice(0, mostRows).forEach((one, at) => {
    for (const name of ['kind', 'title', 'participants'] as const) rows[`e${at}_${name}`] = one[name];
  });
  const counted = day.opened ? Object.fromEntries(counts.map((name) => [name, day[name]])) : {};
  return {
    ...counted,
    staff: day.staff,
    weather: day.weather,
    note: day.note,
    ...rows,
    _version: day.version,
  };
}

/** How many rows to show: those with something in them and one more; three more where more were asked for. */
function rowsShown(state: FormState, prefix: 'c' | 'e', asked: string): number {
  const used = Object.entries(state.values).flatMap(([name, value]) => {
    const at = new RegExp(`^${prefix}(\\d+)_`).exec(name)?.[1];
    return at === undefined || value === '' ? [] : [Number(at) + 1];
  });
  return Math.min(mostRows, Math.max(0, ...used) + (state.values.more === asked ? 3 : 1));
}

const showSheet =
  (given: State | null) =>
  async (tx: ReadTx, c: Ctx, at?: { service: number; day: string }): Promise<Screen> => {
    const day = at?.day ?? dayIn(c);
    const service = found(await usedService(tx, at?.service ?? numberIn(c, 'service')));
    if (!service.may_enter) throw new Refusal(403, words.sheet.readOnly);
    if (day > tx.today) throw new Refusal(404);
    const stored = await dayOf(tx, service.id, day);
    const draft = given === null ? await draftOf(tx, service.id, day) : undefined;
    const state: State =
      given ??
      (draft
        ? {
            values: { ...(draft.fields as FormState['values']), _version: String(draft.base_version) },
            errors: {},
          }
        : stored
          ? filled(fieldsOf(stored))
          : emptyForm);
    const services = await ownServices(tx, day);
    const missing = await missingOf(tx, services);
    const plan = (await plansOf(tx, [service], day)).get(service.id);
    return {
      title: words.sheet.title(formatDate(day)),
      width: 'form',
      breadcrumbs: [crumb, { label: words.sheet.title(formatDate(day)) }],
      islands: ['platform/ui/autosave', 'base/usage/counter'],
      body: (
        <SheetPage
          service={service}
          services={services}
          day={day}
          today={tx.today}
          stored={stored}
          planned={plan === undefined || isPlanned(plan, day)}
          draft={draft}
          missing={missing.filter((one) => one.day !== day || one.service_id !== service.id)}
          rows={{
            consultations: rowsShown(state, 'c', 'consultation'),
            events: rowsShown(state, 'e', 'event'),
          }}
          state={state}
          zone={tx.actor.municipality.time_zone}
        />
      ),
    };
  };

routes.get(
  '/use',
  view(async (tx, c) => {
    const services = await ownServices(tx, tx.today);
    const first = services[0];
    if (first) return showSheet(null)(tx, c, { service: first.id, day: tx.today });
    if (!tx.has('use.enter')) return c.redirect('/use/report', 303);
    return {
      title: words.home.title,
      body: (
        <Stack>
          <PageHeading title={words.home.title} />
          <EmptyState
            title={words.home.noneTitle}
            text={words.home.noneText}
            icon="note"
            action={<LinkButton href="/use/report">{words.home.toReport}</LinkButton>}
          />
        </Stack>
      ),
    };
  }),
);

const sheetPath = '/use/:service{[0-9]+}/:day{[0-9]{4}-[0-9]{2}-[0-9]{2}}';
routes.get(
  sheetPath,
  view((tx, c) => showSheet(null)(tx, c)),
);
routes.post(
  sheetPath,
  action({
    form: sheetForm,
    again: (tx, state, c) => showSheet(state)(tx, c),
    theirs: async (tx, c) => {
      const stored = found(await dayOf(tx, found(numberIn(c, 'service')), dayIn(c)));
      return { ...fieldsOf(stored), rows_kept: 'keep' };
    },
    run: async (tx, data, c) => {
      const day = dayIn(c);
      const people = await saveDay(tx, numberIn(c, 'service'), day, data);
      return done(sheetHref(numberIn(c, 'service')!, day), words.sheet.saved(formatDate(day), people));
    },
  }),
);
routes.post(
  `${sheetPath}/closed`,
  action({
    form: closedForm,
    again: (tx, state, c) => showSheet({ ...state, values: { closed_other: '' } })(tx, c),
    run: async (tx, data, c) => {
      const day = dayIn(c);
      await closeDay(tx, numberIn(c, 'service'), day, data);
      return done(sheetHref(numberIn(c, 'service')!, day), words.sheet.savedClosed(formatDate(day)));
    },
  }),
);
routes.post(
  `${sheetPath}/draft`,
  autosave((tx, typed, c) => keepDraft(tx, numberIn(c, 'service'), dayIn(c), typed)),
);
routes.post(
  `${sheetPath}/draft/drop`,
  action({
    form: nothingForm,
    run: async (tx, _data, c) => {
      const service = found(await usedService(tx, numberIn(c, 'service')));
      await dropDraft(tx, service.id, dayIn(c));
      return done(sheetHref(service.id, dayIn(c)), words.sheet.draftDropped);
    },
  }),
);

async function monthDays(tx: ReadTx, c: Ctx) {
  const month = monthIn(c);
  const service = found(await usedService(tx, numberIn(c, 'service')));
  const stored = new Map((await monthOf(tx, service.id, month)).map((one) => [one.used_on, one]));
  const plan = (await plansOf(tx, [service], `${month}-01`)).get(service.id)!;
  const days = [];
  for (let day = `${month}-01`; day <= monthEnd(`${month}-01`); day = addDays(day, 1))
    days.push({ day, planned: isPlanned(plan, day), stored: stored.get(day) });
  return { month, service, days };
}
const showMonth = async (tx: ReadTx, state: FormState, c: Ctx): Promise<Screen> => {
  const { month, service, days } = await monthDays(tx, c);
  const title = words.month.title(formatMonth(month));
  return {
    title,
    breadcrumbs: [crumb, { label: title }],
    body: <MonthPage service={service} month={month} days={days} today={tx.today} state={state} />,
  };
};
const monthPath = '/use/:service{[0-9]+}/month/:month{[0-9]{4}-[0-9]{2}}';
routes.get(
  monthPath,
  view((tx, c) => showMonth(tx, emptyForm, c)),
);
routes.get(
  `${monthPath}/export`,
  view(async (tx, c) => {
    const { month, service, days } = await monthDays(tx, c);
    return sendMonth(c, tx, service, month, days);
  }),
);
routes.post(
  monthPath,
  action({
    form: monthForm,
    again: showMonth,
    run: async (tx, data, c) => {
      const month = monthIn(c);
      const saved = await saveMonth(tx, numberIn(c, 'service'), month, data);
      return done(
        monthHref(numberIn(c, 'service')!, month),
        saved === 0 ? words.month.nothing : words.month.saved(saved),
      );
    },
  }),
);

// The table above is the check page of the file: it shows what would be saved, and saving it is the table's own business.
routes.post(
  `${monthPath}/read`,
  action({
    form: nothingForm,
    run: async (tx, _data, c, uploads) => {
      const service = found(await usedService(tx, numberIn(c, 'service')));
      if (!service.may_enter) throw new Refusal(403, words.sheet.readOnly);
      invalid(uploads['file']?.[0] ? {} : { file: words.month.upload.noFile });
    },
    keep: async (tx, _typed, c, uploads) => {
      const { month, days } = await monthDays(tx, c);
      const file = uploads['file']![0]!;
      try {
        const bytes = new Uint8Array(await file.arrayBuffer());
        const table = await readTable(bytes, file.name, { maxBytes: 5_000_000, maxRows: 200 });
        const stored = new Map(days.flatMap((one) => (one.stored ? [[one.day, one.stored] as const] : [])));
        const read = readMonth(table, month, stored, tx.today);
        return { values: { ...read.values, read: `${read.days}` }, errors: read.errors };
      } catch (error) {
        if (error instanceof FileRefusal) return { values: {}, errors: { file: refusalSentence(error) } };
        throw error;
      }
    },
    again: async (tx, state, c) => ({
      ...(await showMonth(tx, state, c)),
      status: Object.keys(state.errors).length > 0 ? 422 : 200,
    }),
  }),
);

function scopeOf(c: Ctx, tx: ReadTx): Scope {
  const number = (name: string) => {
    const text = c.req.query(name) ?? '';
    return /^[1-9][0-9]{0,15}$/.test(text) ? Number(text) : null;
  };
  const year = c.req.query('year') ?? '';
  return {
    fiscal_year: /^20\d\d$/.test(year) ? Number(year) : tx.fiscal_year,
    facility_id: number('facility'),
    area_id: number('area'),
    programme_code: c.req.query('programme')?.slice(0, 60) || null,
  };
}

async function gather(tx: ReadTx, c: Ctx) {
  const scope = scopeOf(c, tx);
  const choices = await reportChoices(tx);
  const facility = choices.facilities.find(({ id }) => id === scope.facility_id);
  const area = choices.areas.find(({ id }) => id === scope.area_id);
  // A place or area one may not read is not there.
  if ((scope.facility_id !== null && !facility) || (scope.area_id !== null && !area)) throw new Refusal(404);
  const before = { ...scope, fiscal_year: scope.fiscal_year - 1 };
  const programmes = await gatheringProgrammes(tx);
  const now = await yearFigures(tx, scope);
  const last = await yearFigures(tx, before);
  const report = reportOf(
    scope.fiscal_year,
    tx.today,
    now.figures,
    last.figures,
    await consulted(tx, scope),
    await consulted(tx, before),
    programmes,
  );
  const system =
    choices.systems.find(({ code }) => code === c.req.query('system'))?.code ??
    choices.systems[0]?.code ??
    '';
  const named = [
    facility?.name,
    area?.name,
    programmes.find(({ code }) => code === scope.programme_code)?.name,
  ];
  return {
    scope,
    choices,
    programmes,
    report,
    system,
    scopeName: named.filter((one) => one !== undefined).join('　') || null,
    places: now.places,
    lastPlaces: last.places,
    areas: await areaFigures(tx, now.places, system),
  };
}

routes.get(
  '/use/report',
  view(async (tx, c) => {
    const found = await gather(tx, c);
    const title = words.reportNavigation;
    return {
      title,
      breadcrumbs: [crumb],
      body: (
        <ReportPage
          {...found}
          years={useYears(tx)}
          opened={c.req.query('places') ?? null}
          paging={pagingOf(c, 50)}
          mayEnter={tx.has('use.enter')}
          wholeReach={tx.has('use.read')}
          href={(changes) => hrefWith(c, changes)}
          exportHref={(format) => hrefWith(c, { format }).replace('/use/report', '/use/report/export')}
        />
      ),
    };
  }),
);
routes.get(
  '/use/report/export',
  view(async (tx, c) => {
    const { report, places, areas, scopeName } = await gather(tx, c);
    return sendReport(c, tx, report, places, areas, scopeName);
  }),
);
