import { Hono } from 'hono';
import { found, Refusal, type ReadTx } from '../../platform/db/transaction.ts';
import { toDocx, toPdf } from '../../platform/exports/documents.ts';
import { formatFiscalYear } from '../../platform/ja/dates.ts';
import type { Ctx, Env } from '../../platform/web/context.ts';
import { download } from '../../platform/web/downloads.ts';
import { emptyForm, filled, type FormState } from '../../platform/web/form.ts';
import { action, done, view, type Conflict, type Screen } from '../../platform/web/handlers.tsx';
import type { NavEntry } from '../../platform/web/navigation.ts';
import { hrefWith, pagingOf } from '../../platform/web/paging.ts';
import { SavedViews, savedViews } from '../../platform/web/saved-views.tsx';
import { setTarget } from './commands.ts';
import { exportRows, summaryOf } from './exports.ts';
import { targetForm } from './forms.ts';
import { RubricPage, rubrics } from './pages-rubrics.tsx';
import { activeConditions, RowsHidden, RowsTable } from './pages-rows.tsx';
import { TargetsPage } from './pages-targets.tsx';
import { IndicatorPage } from './pages-indicator.tsx';
import { indicatorHref, IndicatorsPage } from './pages.tsx';
import {
  areaSystemOf,
  indicatorsOf,
  indicatorYears,
  partsOfFigure,
  rubricFigure,
  targetsOf,
  yearsCompared,
  type IndicatorYear,
} from './queries.ts';
import {
  readsRows,
  rowChoices,
  rowsOf,
  rowSums,
  sorts,
  states,
  type RowFilter,
  type RowsAsked,
} from './queries-rows.ts';
import { partsOf, type IndicatorCode, type Part } from './rules.ts';
import { words } from './words.ja.ts';

export const routes = new Hono<Env>();
export const navigation: NavEntry[] = [
  {
    place: 'see',
    part: 'goal',
    label: words.navigation.indicators,
    href: '/indicators',
    duties: ['evaluation.read'],
  },
  {
    place: 'see',
    part: 'goal',
    label: words.navigation.rubrics,
    href: '/rubrics',
    duties: ['evaluation.read'],
  },
];

const crumb = { label: words.navigation.indicators, href: '/indicators' };

/** Without the duty there is no such page. */
function mustRead(tx: ReadTx): void {
  if (!tx.has('evaluation.read')) throw new Refusal(404);
}

/** The fiscal year asked for by ?year=, or this one; 404 for years no indicator is defined in. */
async function yearOf(tx: ReadTx, c: Ctx): Promise<{ fiscal_year: number; years: number[] }> {
  const years = await indicatorYears(tx);
  const asked = c.req.query('year');
  const fiscal_year = asked === undefined || asked === '' ? tx.fiscal_year : Number(asked);
  if (!years.includes(fiscal_year)) throw new Refusal(404);
  return { fiscal_year, years };
}

/** The indicator in the path as it stands in the year asked for. */
async function indicatorIn(tx: ReadTx, c: Ctx): Promise<{ indicator: IndicatorYear; years: number[] }> {
  mustRead(tx);
  const { fiscal_year, years } = await yearOf(tx, c);
  const indicators = await indicatorsOf(tx, fiscal_year);
  return { indicator: found(indicators.find(({ code }) => code === c.req.param('code'))), years };
}

routes.get(
  '/indicators',
  view(async (tx, c) => {
    mustRead(tx);
    const { fiscal_year, years } = await yearOf(tx, c);
    return {
      title: words.title,
      body: (
        <IndicatorsPage
          fiscal_year={fiscal_year}
          years={years}
          indicators={await indicatorsOf(tx, fiscal_year)}
          mayManage={tx.has('evaluation.manage')}
        />
      ),
    };
  }),
);

const mediaTypes = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
} as const;

routes.get(
  '/indicators/summary',
  view(async (tx, c) => {
    mustRead(tx);
    const { fiscal_year } = await yearOf(tx, c);
    const format = c.req.query('format') === 'pdf' ? 'pdf' : 'docx';
    const doc = summaryOf(tx, fiscal_year, await indicatorsOf(tx, fiscal_year));
    tx.opened({ action: 'indicator.summary', subject_kind: 'indicator', detail: { fiscal_year, format } });
    const bytes = format === 'pdf' ? (await toPdf(doc)).bytes : await toDocx(doc);
    const name = `${words.summary.file}_${formatFiscalYear(fiscal_year)}_${tx.today}.${format}`;
    return download(c, bytes, name, mediaTypes[format]);
  }),
);

function filterOf(c: Ctx, code: IndicatorCode, system: string): RowFilter {
  const narrows = partsOf[code];
  const asked = (name: string) => c.req.query(name)?.slice(0, 100) || null;
  const area = asked('area');
  return {
    state: code === 'visit_rate' ? (states.find((one) => one === asked('state')) ?? null) : null,
    kind: narrows.includes('kind') ? asked('kind') : null,
    theme_code: narrows.includes('theme') ? asked('theme') : null,
    area: !narrows.includes('area')
      ? null
      : area === 'none'
        ? 'none'
        : /^[1-9]\d{0,15}$/.test(area ?? '')
          ? Number(area)
          : null,
    system,
    sort: sorts.find((one) => one === asked('sort')) ?? (code === 'visit_rate' ? 'name' : 'day'),
  };
}

/** The rows behind a figure as a page part; without the duty, why there are none. Null before the year begins. */
async function rowsPart(
  tx: ReadTx,
  c: Ctx,
  indicator: IndicatorYear,
  { system, hidden }: { system: string; hidden: Record<string, string> },
) {
  if (indicator.as_of === null) return null;
  if (!readsRows(tx, indicator.code)) return <RowsHidden />;
  const asked: RowsAsked = {
    code: indicator.code,
    fiscal_year: indicator.fiscal_year,
    until: indicator.as_of,
    filter: filterOf(c, indicator.code, system),
  };
  const paging = pagingOf(c, 50);
  const query = new URL(c.req.url).searchParams;
  query.delete('page');
  query.set('year', `${indicator.fiscal_year}`);
  return (
    <RowsTable
      indicator={indicator}
      found={await rowsOf(tx, asked, paging)}
      total={(await rowSums(tx, asked)).total}
      filter={asked.filter}
      choices={await rowChoices(tx, system)}
      paging={paging}
      action={c.req.path}
      hidden={{ year: `${indicator.fiscal_year}`, ...hidden }}
      href={(changes) => `${hrefWith(c, changes)}#rows`}
      exportHref={(format) => {
        query.set('format', format);
        return `/indicators/${indicator.code}/export?${query.toString()}`;
      }}
      views={<SavedViews c={c} views={await savedViews(tx, c.req.path)} />}
    />
  );
}

routes.get(
  '/indicators/:code{[a-z_]+}',
  view(async (tx, c) => {
    const { indicator, years } = await indicatorIn(tx, c);
    const { code, fiscal_year } = indicator;
    const system = await areaSystemOf(tx, c.req.query('system'));
    const parts = [];
    for (const part of partsOf[code]) {
      if (part === 'area' && system.code === '') continue;
      parts.push({ part, figures: await partsOfFigure(tx, indicator, part, system.code, words.none[part]) });
    }
    const partHref = (part: Part, key: string) =>
      `${indicatorHref(indicator)}&system=${system.code}&${part}=${encodeURIComponent(key === '' ? 'none' : key)}#rows`;
    return {
      title: indicator.name,
      breadcrumbs: [crumb, { label: indicator.name }],
      body: (
        <IndicatorPage
          indicator={indicator}
          years={years}
          compared={await yearsCompared(tx, code, years)}
          parts={parts}
          system={system}
          partHref={readsRows(tx, code) ? partHref : null}
          rubricHref={
            code === 'visit_record_quality' || code === 'minutes_quality'
              ? `/rubrics?rubric=${code.replace('_quality', '')}&year=${fiscal_year}`
              : null
          }
          mayManage={tx.has('evaluation.manage')}
          rows={await rowsPart(tx, c, indicator, { system: system.code, hidden: { system: system.code } })}
        />
      ),
    };
  }),
);

routes.get(
  '/indicators/:code{[a-z_]+}/export',
  view(async (tx, c) => {
    const { indicator } = await indicatorIn(tx, c);
    if (indicator.as_of === null || !readsRows(tx, indicator.code)) throw new Refusal(404);
    const system = await areaSystemOf(tx, c.req.query('system'));
    const asked: RowsAsked = {
      code: indicator.code,
      fiscal_year: indicator.fiscal_year,
      until: indicator.as_of,
      filter: filterOf(c, indicator.code, system.code),
    };
    const conditions = activeConditions({
      filter: asked.filter,
      choices: await rowChoices(tx, system.code),
      href: () => '',
    });
    return exportRows(c, tx, {
      indicator,
      found: await rowsOf(tx, asked, { size: 100_000, offset: 0 }),
      sums: await rowSums(tx, asked),
      conditions: conditions.map(({ label }) => label),
    });
  }),
);

const showTargets = async (
  tx: ReadTx,
  state: (FormState & { conflict?: Conflict }) | null,
  c: Ctx,
): Promise<Screen> => {
  const { indicator, years } = await indicatorIn(tx, c);
  const targets = await targetsOf(tx, { indicator_code: indicator.code });
  const mayManage = tx.has('evaluation.manage');
  const { fiscal_year, target } = indicator;
  const over = mayManage && target !== null && fiscal_year < tx.fiscal_year;
  const stored = target === null ? emptyForm : filled({ ...target, _version: target.version });
  return {
    title: words.targets.title(indicator.name),
    breadcrumbs: [crumb, { label: indicator.name, href: indicatorHref(indicator) }, { label: words.target }],
    body: (
      <TargetsPage
        indicator={indicator}
        years={years}
        targets={targets}
        form={mayManage && (!over || state !== null) ? { fiscal_year, state: state ?? stored } : null}
        over={over}
        thisYear={tx.fiscal_year}
        zone={tx.actor.municipality.time_zone}
        mayManage={mayManage}
      />
    ),
  };
};
routes.get(
  '/indicators/:code{[a-z_]+}/targets',
  view((tx, c) => showTargets(tx, null, c)),
);
routes.post(
  '/indicators/:code{[a-z_]+}/targets',
  action({
    form: targetForm,
    again: showTargets,
    theirs: async (tx, c) => ({ ...(await indicatorIn(tx, c)).indicator.target }),
    run: async (tx, data, c) => {
      const { indicator } = await indicatorIn(tx, c);
      await setTarget(tx, indicator.code, data);
      return done(`/indicators/${indicator.code}/targets?year=${data.fiscal_year}`, words.targets.saved);
    },
  }),
);

routes.get(
  '/rubrics',
  view(async (tx, c) => {
    mustRead(tx);
    const { fiscal_year, years } = await yearOf(tx, c);
    const code = rubrics.find((one) => one === c.req.query('rubric')) ?? 'visit_record';
    const indicators = await indicatorsOf(tx, fiscal_year);
    const indicator = found(indicators.find((one) => one.code === `${code}_quality`));
    return {
      title: words.rubrics.title,
      breadcrumbs: [crumb, { label: words.rubrics.title }],
      body: (
        <RubricPage
          rubric={found(await rubricFigure(tx, code, fiscal_year, indicator.as_of))}
          indicator={indicator}
          years={years}
          mayScore={tx.has('quality.score')}
          rows={await rowsPart(tx, c, indicator, { system: '', hidden: { rubric: code } })}
        />
      ),
    };
  }),
);
