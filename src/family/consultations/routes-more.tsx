import { Hono } from 'hono';
import { Refusal, type ReadTx } from '../../platform/db/transaction.ts';
import { numberIn, type Ctx, type Env } from '../../platform/web/context.ts';
import { nothingForm } from '../../platform/web/fields.ts';
import type { FormState } from '../../platform/web/form.ts';
import { action, done, view, type Screen } from '../../platform/web/handlers.tsx';
import { keepTables } from './commands-statistics.ts';
import { copyDistricts, setClimbHours, setDistricts, setDraftDays } from './commands.ts';
import { exportStatistics } from './exports.ts';
import { climbForm, districtsForm, draftDaysForm } from './forms.ts';
import { DistrictsPage } from './pages-districts.tsx';
import { StatisticsPage } from './pages-statistics.tsx';
import { statistics, type Statistics } from './queries-statistics.ts';
import { caseTeams, climbHours, districtTable, draftDays } from './queries.ts';
import { words as statisticsWords } from './words-statistics.ja.ts';
import { words } from './words.ja.ts';

/** The year's districts and the statistics: no family's record is opened here. */
export const more = new Hono<Env>();

const crumbs = [{ label: words.title, href: '/consultations' }];

const yearOf = (tx: ReadTx, text: string | undefined): number => {
  const year = Number(text);
  return Number.isInteger(year) && year >= 2000 && year <= tx.fiscal_year + 1 ? year : tx.fiscal_year;
};

async function showDistricts(tx: ReadTx, c: Ctx, climb?: FormState, drafts?: FormState): Promise<Screen> {
  if (!tx.has('case.supervise')) throw new Refusal(404);
  const fiscal_year = yearOf(tx, c.req.query('year'));
  return {
    title: words.districts.title,
    zone: 'case',
    width: 'form',
    breadcrumbs: [...crumbs, { label: words.districts.title }],
    body: (
      <DistrictsPage
        fiscal_year={fiscal_year}
        years={[tx.fiscal_year - 1, tx.fiscal_year, tx.fiscal_year + 1]}
        table={await districtTable(tx, fiscal_year)}
        teams={await caseTeams(tx)}
        climb_hours={await climbHours(tx)}
        climb={climb}
        draft_days={await draftDays(tx)}
        drafts={drafts}
      />
    ),
  };
}

more.get(
  '/consultations/districts',
  view((tx, c) => showDistricts(tx, c)),
);
more.post(
  '/consultations/districts/drafts',
  action({
    form: draftDaysForm,
    again: (tx, state, c) => showDistricts(tx, c, undefined, state),
    async run(tx, data) {
      await setDraftDays(tx, data.draft_days);
      return done('/consultations/districts', words.districts.draftsSaved);
    },
  }),
);
more.post(
  '/consultations/districts/climb',
  action({
    form: climbForm,
    again: (tx, state, c) => showDistricts(tx, c, state),
    async run(tx, data) {
      await setClimbHours(tx, data.climb_hours);
      return done('/consultations/districts', words.districts.climbSaved);
    },
  }),
);
/** The year a form is about: never another in its place. */
const yearIn = (tx: ReadTx, c: Ctx): number => {
  if (!tx.has('case.supervise')) throw new Refusal(404);
  const year = numberIn(c, 'year');
  if (year === null || yearOf(tx, `${year}`) !== year) throw new Refusal(404);
  return year;
};
more.post(
  '/consultations/districts/:year{[0-9]+}',
  action({
    form: districtsForm,
    again: (tx, _, c) => showDistricts(tx, c),
    async run(tx, data, c) {
      const year = yearIn(tx, c);
      await setDistricts(tx, year, data.teams);
      return done(`/consultations/districts?year=${year}`, words.districts.saved);
    },
  }),
);
more.post(
  '/consultations/districts/:year{[0-9]+}/copy',
  action({
    form: nothingForm,
    async run(tx, _, c) {
      const year = yearIn(tx, c);
      await copyDistricts(tx, year);
      return done(`/consultations/districts?year=${year}`, words.districts.copied);
    },
  }),
);

/** What of the statistics an address asks for: the year, and whether it is to leave the house. */
function statisticsAsked(tx: ReadTx, c: Ctx): Promise<Statistics> {
  const year = c.req.query('year');
  return statistics(tx, year === undefined ? null : yearOf(tx, year), {
    outside: c.req.query('for') === 'outside',
  });
}

async function showStatistics(tx: ReadTx, c: Ctx): Promise<Screen> {
  const asked = await statisticsAsked(tx, c);
  return {
    title: statisticsWords.title,
    width: 'wide',
    // Outside the zone these are sums like any other figures.
    zone: asked.suppressed ? 'network' : 'case',
    breadcrumbs: [...(asked.may_exact ? crumbs : []), { label: statisticsWords.title }],
    body: <StatisticsPage statistics={asked} zone={tx.actor.municipality.time_zone} />,
  };
}

more.get(
  '/consultations/statistics',
  view((tx, c) => showStatistics(tx, c)),
);
more.post(
  '/consultations/statistics/:year{[0-9]+}/keep',
  action({
    form: nothingForm,
    async run(tx, _, c) {
      const year = numberIn(c, 'year');
      if (year === null) throw new Refusal(404);
      await keepTables(tx, year);
      return done(`/consultations/statistics?year=${year}&for=outside`, statisticsWords.keptNow);
    },
  }),
);
more.get(
  '/consultations/statistics/export',
  view(async (tx, c) => {
    const asked = await statisticsAsked(tx, c);
    if (asked.fiscal_year === null) throw new Refusal(404);
    return exportStatistics(c, tx, { ...asked, fiscal_year: asked.fiscal_year });
  }),
);
