import type { Block, Doc } from '../../platform/exports/doc.ts';
import type { ColumnType } from '../../platform/exports/xlsx.ts';
import { toXlsx } from '../../platform/exports/xlsx.ts';
import type { ReadTx } from '../../platform/db/transaction.ts';
import { formatDate, formatDateTime, formatFiscalYear } from '../../platform/ja/dates.ts';
import type { Ctx } from '../../platform/web/context.ts';
import { download, sendTable } from '../../platform/web/downloads.ts';
import type { IndicatorYear } from './queries.ts';
import type { Rows } from './queries-rows.ts';
import { chartsOf, targetText } from './rules-chart.ts';
import { figureOnly, figureText, rounded } from './rules-figures.ts';
import { words } from './words.ja.ts';

type Cells = (string | number | null)[][];
interface Table {
  header: string[];
  types: ColumnType[];
  rows: Cells;
}

const c = words.rows.columns;

/** The rows behind a figure as a table; a column for every one on the page. */
export function rowsTable(found: Rows): Table {
  switch (found.of) {
    case 'visits':
      return {
        header: [c.facility, c.kind, c.areas, c.planned_count, c.visits, c.visited_on, c.state],
        types: ['text', 'text', 'text', 'number', 'number', 'date', 'text'],
        rows: found.rows.map((row) => [
          row.facility,
          row.kind,
          row.areas,
          row.planned_count,
          row.visits,
          row.visited_on,
          row.visit_id === null ? words.rows.notVisited : words.rows.visited,
        ]),
      };
    case 'issues':
      return {
        header: [c.issue_id, c.title, c.theme, c.areas, c.source, c.raised_on, c.merged],
        types: ['number', 'text', 'text', 'text', 'text', 'date', 'number'],
        rows: found.rows.map((row) => [
          row.issue_id,
          row.title,
          row.theme,
          row.areas,
          words.rows.sources[row.source],
          row.raised_on,
          row.merged_into_id,
        ]),
      };
    case 'open_days':
      return {
        header: [c.open_day, c.held_on, c.host, c.theme, c.visitor, c.people, c.reflection],
        types: ['text', 'date', 'text', 'text', 'text', 'number', 'text'],
        rows: found.rows.map((row) => [
          row.title,
          row.held_on,
          row.host,
          row.theme,
          row.facility,
          row.people,
          row.reflection,
        ]),
      };
    case 'cards':
      return {
        header: [c.introduced, c.kind, c.areas, c.made_on],
        types: ['text', 'text', 'text', 'date'],
        rows: found.rows.map((row) => [row.facility, row.kind, row.areas, row.made_on]),
      };
    case 'card_answers':
      return {
        header: [c.introduced, c.areas, c.answers, c.went],
        types: ['text', 'text', 'number', 'number'],
        rows: found.rows.map((row) => [
          row.facility ?? words.rows.together,
          row.areas,
          row.answers,
          row.went,
        ]),
      };
    default:
      return {
        header:
          found.of === 'visit_scores'
            ? [c.visit, c.visit_day, c.average, c.scored_on, c.judges]
            : [c.meeting, c.meeting_day, c.average, c.scored_on, c.judges],
        types: ['text', 'date', 'number', 'date', 'text'],
        rows: found.rows.map((row) => [
          row.title ?? words.rows.unknown,
          row.day,
          rounded('score', row.average),
          row.scored_on,
          row.judges,
        ]),
      };
  }
}

/** The rows with a sheet that says what they are rows of: definition, its version, day, figure and conditions. */
export async function exportRows(
  c: Ctx,
  tx: ReadTx,
  given: {
    indicator: IndicatorYear;
    found: Rows;
    sums: { total: number; numerator: number; denominator: number | null };
    /** the conditions in force as words */
    conditions: readonly string[];
  },
): Promise<Response> {
  const { indicator, found, sums, conditions } = given;
  const table = rowsTable(found);
  const w = words.provenance;
  if ((c.req.query('format') ?? 'xlsx') !== 'xlsx') {
    return sendTable(c, tx, {
      ...table,
      title: indicator.name,
      subject_kind: 'indicator',
      purpose: w.purpose,
    });
  }
  tx.opened({
    action: 'indicator.export',
    subject_kind: 'indicator',
    purpose: w.purpose,
    detail: {
      indicator: indicator.code,
      fiscal_year: indicator.fiscal_year,
      rows: sums.total,
      format: 'xlsx',
    },
  });
  const number = (value: number | null) => (value === null ? '' : `${rounded('score', value)}`);
  const provenance: [string, string][] = [
    [w.indicator, indicator.name],
    [w.year, formatFiscalYear(indicator.fiscal_year)],
    [w.asOf, indicator.as_of === null ? '' : formatDate(indicator.as_of)],
    [w.value, figureText(indicator, indicator.value)],
    [w.numerator, number(indicator.numerator)],
    [w.denominator, number(indicator.denominator)],
    [w.target, indicator.target === null ? words.noTarget : figureText(indicator, indicator.target.target)],
    [w.definition, indicator.definition],
    [w.version, words.page.versionText(indicator.version)],
    [w.numeratorText, indicator.numerator_text],
    [w.denominatorText, indicator.denominator_text],
    [w.narrowed, conditions.length === 0 ? w.notNarrowed : conditions.join('、')],
    [w.rows, `${sums.total}`],
    [w.rowsNumerator, number(sums.numerator)],
    [w.rowsDenominator, number(sums.denominator)],
  ];
  const bytes = await toXlsx({
    title: indicator.name,
    sheets: [
      { name: indicator.name, header: table.header, rows: table.rows, types: table.types },
      { name: w.sheet, header: w.header, rows: provenance },
    ],
    stamp: {
      who: tx.session.name,
      when: formatDateTime(tx.now, tx.actor.municipality.time_zone),
      why: w.purpose,
    },
  });
  return download(
    c,
    bytes,
    `${indicator.name}_${formatFiscalYear(indicator.fiscal_year)}_${tx.today}.xlsx`,
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  );
}

/** All figures of a fiscal year on a page to hand out: table, small charts, months. */
export function summaryOf(tx: ReadTx, fiscal_year: number, indicators: readonly IndicatorYear[]): Doc {
  const w = words.summary;
  const as_of = indicators[0]?.as_of ?? null;
  const blocks: Block[] = [
    {
      kind: 'table',
      header: w.header,
      widths: [26, 9, 10, 26, 74],
      small: true,
      rows: indicators.map((one) => [
        one.name,
        figureText(one, one.value),
        targetText(one),
        words.progress[one.progress],
        w.version(one.definition, one.version),
      ]),
    },
    { kind: 'heading', level: 2, text: w.chartsTitle },
    chartsOf(indicators),
    { kind: 'heading', level: 2, text: w.monthsTitle },
    {
      kind: 'table',
      header: [w.monthsHeader, ...(indicators[0]?.months ?? []).map(({ month }) => words.month(month))],
      widths: [40, ...Array.from({ length: 12 }, () => 7)],
      rows: indicators.map((one) => [
        `${one.name}（${one.unit}）`,
        ...one.months.map(({ day, value }) => (day === null ? '' : figureOnly(one.kind, value))),
      ]),
    },
  ];
  return {
    title: w.title,
    subtitle: w.subtitle(tx.actor.municipality.name, fiscal_year),
    meta: [
      [w.asOf, as_of === null ? words.notBegun : words.asOf(as_of)],
      [w.by, w.source],
    ],
    blocks,
    stamp: {
      who: tx.session.name,
      when: formatDateTime(tx.now, tx.actor.municipality.time_zone),
      why: w.purpose,
    },
  };
}
