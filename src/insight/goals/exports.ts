import type { ReadTx } from '../../platform/db/transaction.ts';
import { textWidth, type Block, type Doc, type Stamp } from '../../platform/exports/doc.ts';
import { toXlsx, type Spreadsheet } from '../../platform/exports/xlsx.ts';
import { formatDateTime, formatFiscalYear } from '../../platform/ja/dates.ts';
import { indicatorsOf, rubricFigure, type IndicatorYear } from '../evaluation/queries.ts';
import { valueOf } from '../evaluation/rules.ts';
import { chartsOf } from '../evaluation/rules-chart.ts';
import { figureOnly, figureText } from '../evaluation/rules-figures.ts';
import {
  closedFigures,
  closedRows,
  closingsOf,
  findingsOf,
  goalTree,
  keptParts,
  measuresOf,
  textsOf,
  type ClosedFigure,
  type Closing,
  type Finding,
  type Goal,
  type Measure,
} from './queries.ts';
import { chapterBlocks } from './queries-report.ts';
import { recordedChapters, stateOf, times, type Chapter, type RecordedPart } from './rules.ts';
import { heading, paragraph, plain, table } from './rules-report.ts';
import { words } from './words.ja.ts';

const w = words.doc;

/** All that a report's files are written from. */
export interface ReportContent {
  edition: number | null;
  doc: Doc;
  workbook: Spreadsheet;
  /** one page for the council; reports made before it was have none */
  summary?: Doc;
}

/** The live figures of a year in the shape of closed ones. */
function asFigures(indicators: readonly IndicatorYear[]): ClosedFigure[] {
  return indicators.map((one) => ({
    indicator_code: one.code,
    name: one.name,
    unit: one.unit,
    kind: one.kind,
    wording_version: one.version,
    definition: one.definition,
    numerator_text: one.numerator_text,
    denominator_text: one.denominator_text,
    as_of: one.as_of ?? '',
    numerator: one.numerator,
    denominator: one.denominator,
    target: one.target?.target ?? null,
    source_rows: 0,
    again: null,
  }));
}

/** Months stay as they were recorded; where the year is closed its end is the closed figure. */
function asClosed(
  indicators: readonly IndicatorYear[],
  figures: readonly ClosedFigure[],
): readonly IndicatorYear[] {
  return indicators.map((one) => {
    const closed = figures.find((figure) => figure.indicator_code === one.code);
    if (closed === undefined) return one;
    const value = valueOf(one.kind, closed.numerator, closed.denominator);
    const last = one.months.findLastIndex(({ day }) => day !== null);
    return {
      ...one,
      value,
      months: one.months.map((month, at) => (at === last ? { ...month, value } : month)),
    };
  });
}

/** What the report tells from records, as they are now. */
async function partsOfYear(
  tx: ReadTx,
  fiscal_year: number,
  edition: number | null,
  indicators: readonly IndicatorYear[],
  figures: readonly ClosedFigure[],
): Promise<Map<RecordedPart, Block[]>> {
  const parts = new Map<RecordedPart, Block[]>([
    ['months', [chartsOf(asClosed(indicators, edition === null ? [] : figures))]],
  ]);
  for (const code of recordedChapters) {
    const blocks = (await chapterBlocks[code]?.({ tx, fiscal_year, edition, indicators })) ?? [];
    parts.set(code, blocks.length > 0 ? blocks : [paragraph(w.noData)]);
  }
  return parts.set('rubrics', await rubricBlocks(tx, fiscal_year, figures[0]?.as_of || null));
}

/** What the report tells from records, to be kept with a closing that has just been made. */
export async function partsToKeep(tx: ReadTx, fiscal_year: number, edition: number) {
  const indicators = await indicatorsOf(tx, fiscal_year);
  const figures = await closedFigures(tx, fiscal_year, edition);
  return partsOfYear(tx, fiscal_year, edition, indicators, figures);
}

/** The year's report from what the actor may read: text, tables and figures in the seed's order, and the workbook. */
export async function reportContent(tx: ReadTx, fiscal_year: number): Promise<ReportContent> {
  const [closing] = await closingsOf(tx, fiscal_year);
  const edition = closing?.edition ?? null;
  const indicators = await indicatorsOf(tx, fiscal_year);
  const figures = edition === null ? asFigures(indicators) : await closedFigures(tx, fiscal_year, edition);
  const [texts, findings, goals, measures, nextMeasures] = await Promise.all([
    textsOf(tx, fiscal_year),
    findingsOf(tx, fiscal_year),
    goalTree(tx, fiscal_year),
    measuresOf(tx, fiscal_year),
    measuresOf(tx, fiscal_year + 1),
  ]);
  const standing = findings.filter((one) => one.withdrawn_at === null);
  const chapter = (code: Chapter, ...blocks: Block[]): Block[] => [
    heading(1, words.chapters[code]),
    paragraph(texts.get(code)?.body || w.noText),
    ...blocks,
  ];
  const stamp = {
    who: tx.session.name,
    when: formatDateTime(tx.now, tx.actor.municipality.time_zone),
    why: w.why,
  };
  const kept = edition === null ? null : await keptParts(tx, fiscal_year, edition);
  const parts =
    kept && kept.size > 0 ? kept : await partsOfYear(tx, fiscal_year, edition, indicators, figures);
  const recorded = recordedChapters.map((code) => chapter(code, ...(parts.get(code) ?? [])));
  const blocks: Block[] = [
    ...chapter(
      'outline',
      heading(2, w.pillars),
      table(w.pillarHeader, w.pillarRows, [40, 60]),
      heading(2, w.kpi),
      kpi(figures),
    ),
    ...(parts.get('months') ?? []),
    ...recorded.flat(),
    heading(1, words.goalsChapter),
    ...goals.flatMap((goal) => [
      heading(2, `${goal.name}　${goal.question}`),
      ...(goal.indicators.length === 0
        ? []
        : [kpi(figures.filter((one) => goal.indicators.some(({ code }) => code === one.indicator_code)))]),
      findingTable(standing.filter((one) => one.goal_code === goal.code)),
      heading(3, w.judgement),
      paragraph(goal.judgement ?? w.noJudgement),
    ]),
    ...(parts.get('rubrics') ?? []),
    ...chapter(
      'next_year',
      ...[[fiscal_year, measures] as const, [fiscal_year + 1, nextMeasures] as const].flatMap(
        ([year, list]) =>
          list.length === 0
            ? []
            : [heading(2, `${w.roadmap}（${formatFiscalYear(year)}）`), roadmap(list, true)],
      ),
    ),
    heading(1, words.definitionsChapter),
    table(
      w.definitionsHeader,
      figures.map((one) => [
        one.name,
        `${one.definition}（${w.version(one.wording_version)}）`,
        one.numerator_text,
        one.denominator_text,
        edition === null ? '' : words.report.rowsOf(one.source_rows),
      ]),
      [18, 40, 18, 16, 8],
    ),
  ];
  return {
    edition,
    doc: {
      title: w.title,
      subtitle: w.subtitle(tx.actor.municipality.name, fiscal_year),
      meta: [
        [w.asOf, closing ? w.closedAs(closing.edition, closing.closed) : w.notClosed(tx.today)],
        [w.made, `${stamp.when}　${stamp.who}`],
        ...(kept?.size === 0 ? [[w.tables, w.notKept] as [string, string]] : []),
      ],
      blocks,
      stamp,
    },
    summary: summaryDoc(tx, fiscal_year, { figures, goals, measures: nextMeasures, closing, stamp }),
    workbook: {
      title: words.report.file(fiscal_year),
      stamp,
      sheets: [
        figureSheet(figures),
        ...(edition === null ? [] : [await rowSheet(tx, fiscal_year, edition)]),
        {
          name: w.sheets.findings,
          header: [words.tree.title, ...w.findingsHeader],
          rows: standing.map((one) => [
            goals.find((goal) => goal.code === one.goal_code)?.name ?? one.goal_code,
            ...findingCells(one),
          ]),
        },
        {
          name: w.sheets.measures,
          header: measureHeader,
          rows: [...measures, ...nextMeasures].map(measureCells),
        },
      ],
    },
  };
}

/** So much of a conclusion stands on the council's page. */
const mostOfJudgement = 110;
const mostMeasures = 8;

/** One page for the council: the figures, one sentence of each goal, what comes next. */
function summaryDoc(
  tx: ReadTx,
  fiscal_year: number,
  given: {
    figures: readonly ClosedFigure[];
    goals: readonly Goal[];
    measures: readonly Measure[];
    closing: Closing | undefined;
    stamp: Stamp;
  },
): Doc {
  const cut = (text: string): string =>
    [...text].length > mostOfJudgement ? `${[...text].slice(0, mostOfJudgement).join('')}…` : text;
  const measures = given.measures.filter((one) => one.dropped_at === null);
  const conclusions = given.goals.map((goal) => cut((goal.judgement ?? w.noJudgement).replaceAll('\n', ' ')));
  // Where there is little to say it is said in letters that can be read from a lap; all of it stays on the page.
  const rows = given.figures.length + conclusions.length + Math.min(measures.length, mostMeasures + 1) + 3;
  const more = [...conclusions, ...measures.slice(0, mostMeasures).map((one) => one.title)].reduce(
    (lines, text) => lines + Math.ceil(textWidth(text) / 64) - 1,
    0,
  );
  const size = rows * 22 + more * 16 > 580 ? { small: true } : {};
  return {
    title: w.summaryTitle,
    subtitle: w.subtitle(tx.actor.municipality.name, fiscal_year),
    meta: [
      [
        w.asOf,
        given.closing ? w.closedAs(given.closing.edition, given.closing.closed) : w.notClosed(tx.today),
      ],
    ],
    blocks: [
      {
        kind: 'table',
        header: w.kpiHeader.slice(0, 3),
        rows: given.figures.map((one) => [
          one.name,
          closedText(one, one),
          one.target === null ? '' : figureText(one, one.target),
        ]),
        widths: [60, 20, 20],
        ...size,
      },
      {
        kind: 'table',
        header: w.summaryGoals,
        rows: given.goals.map((goal, at) => [goal.name, conclusions[at] ?? '']),
        widths: [26, 74],
        ...size,
      },
      {
        kind: 'table',
        header: [w.summaryNext, words.measures.columns.owner],
        rows: [
          ...measures.slice(0, mostMeasures).map((one) => [one.title, one.owner]),
          ...(measures.length > mostMeasures ? [[w.summaryMore(measures.length - mostMeasures), '']] : []),
        ],
        widths: [70, 30],
        ...size,
      },
    ],
    stamp: given.stamp,
  };
}

/** A closed figure's value as text, rounded as everywhere. */
export const closedText = (
  one: Pick<ClosedFigure, 'kind' | 'unit'>,
  sums: { numerator: number; denominator: number | null },
): string => figureText(one, valueOf(one.kind, sums.numerator, sums.denominator));

const kpi = (figures: readonly ClosedFigure[]): Block =>
  table(
    w.kpiHeader,
    figures.map((one) => [
      one.name,
      closedText(one, one),
      one.target === null ? '' : figureText(one, one.target),
      w.ratio(plain(one.numerator), one.denominator === null ? '' : plain(one.denominator)),
      w.version(one.wording_version),
    ]),
    [34, 16, 16, 22, 12],
  );

async function rubricBlocks(tx: ReadTx, fiscal_year: number, day: string | null): Promise<Block[]> {
  const blocks: Block[] = [];
  for (const code of ['visit_record', 'minutes']) {
    const rubric = await rubricFigure(tx, code, fiscal_year, day);
    if (!rubric) continue;
    blocks.push(
      heading(2, w.rubric(rubric.name)),
      table(
        w.rubricHeader,
        rubric.criteria.map((one) => [
          one.label,
          one.average === null ? '' : figureOnly('score', one.average),
        ]),
        [80, 20],
      ),
    );
  }
  return blocks;
}

const findingCells = (one: Finding): string[] => [
  one.body,
  words.tells[one.tells],
  words.strengths[one.strength],
  `${words.sources[one.source_kind]}${one.source_name === null ? '' : ` ${one.source_name}`}${one.source_id === null ? '' : ` ${one.source_id}`}${one.source_note === '' ? '' : `：${one.source_note}`}`,
];
const findingTable = (findings: readonly Finding[]): Block =>
  findings.length === 0
    ? paragraph(w.noFindings)
    : table(w.findingsHeader, findings.map(findingCells), [46, 14, 18, 22]);

// ---- the roadmap --------------------------------------------------------------------------------

const measureHeader = [
  words.measures.section,
  words.measures.columns.title,
  ...times.map((time) => words.times[time]),
  words.measures.columns.owner,
  words.measures.columns.state,
  words.measures.columns.evidence,
];
const measureCells = (one: Measure): string[] => [
  one.section,
  one.note === '' ? one.title : `${one.title}\n${one.note}`,
  ...times.map((time) => (one[time] ? words.measures.mark : '')),
  one.owner,
  words.states[stateOf(one)],
  [one.last_evidence ?? '', one.finding === null ? '' : w.fromFinding(one.finding)]
    .filter((part) => part !== '')
    .join('\n'),
];

const roadmap = (measures: readonly Measure[], small = false): Block => ({
  kind: 'table',
  header: measureHeader,
  rows: measures.filter((one) => one.dropped_at === null).map(measureCells),
  widths: [12, 26, 8, 8, 8, 8, 11, 7, 20],
  // Upright, the four columns of times are too narrow for their headings in ordinary letters.
  ...(small ? { small } : {}),
});

/** A year's roadmap as a sheet of its own, to print. */
export function roadmapDoc(tx: ReadTx, fiscal_year: number, measures: readonly Measure[]): Doc {
  return {
    title: w.roadmap,
    subtitle: w.subtitle(tx.actor.municipality.name, fiscal_year),
    meta: [],
    paper: 'A4-landscape',
    blocks: [roadmap(measures)],
    stamp: {
      who: tx.session.name,
      when: formatDateTime(tx.now, tx.actor.municipality.time_zone),
      why: w.roadmap,
    },
  };
}
export const roadmapTable = (measures: readonly Measure[]) => ({
  header: measureHeader,
  rows: measures.map(measureCells),
});

// ---- the year closed ----------------------------------------------------------------------------

const figureSheet = (figures: readonly ClosedFigure[]) => ({
  name: w.sheets.figures,
  header: [
    ...w.kpiHeader.slice(0, 3),
    w.rowHeader[6]!,
    w.rowHeader[7]!,
    w.definitionsHeader[1]!,
    w.kpiHeader[4]!,
    w.asOf,
  ],
  rows: figures.map((one) => [
    one.name,
    closedText(one, one),
    one.target === null ? '' : figureText(one, one.target),
    one.numerator,
    one.denominator,
    one.definition,
    one.wording_version,
    one.as_of,
  ]),
});

async function rowSheet(tx: ReadTx, fiscal_year: number, edition: number) {
  return {
    name: w.sheets.rows,
    header: w.rowHeader,
    rows: (await closedRows(tx, fiscal_year, edition)).map((one) => [
      one.name,
      one.position,
      one.record_id,
      one.facility,
      one.theme,
      one.counted_on,
      one.numerator,
      one.denominator,
    ]),
  };
}

/** A closing's figures with every row they were counted from. */
export async function closingXlsx(tx: ReadTx, fiscal_year: number, edition: number): Promise<Uint8Array> {
  return toXlsx({
    title: words.report.figures,
    sheets: [
      figureSheet(await closedFigures(tx, fiscal_year, edition)),
      await rowSheet(tx, fiscal_year, edition),
    ],
    stamp: {
      who: tx.session.name,
      when: formatDateTime(tx.now, tx.actor.municipality.time_zone),
      why: w.why,
    },
  });
}
