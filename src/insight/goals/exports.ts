import { sql } from 'kysely';
import type { ReadTx } from '../../platform/db/transaction.ts';
import type { Block, Doc } from '../../platform/exports/doc.ts';
import { toXlsx, type Spreadsheet } from '../../platform/exports/xlsx.ts';
import { formatDateShort, formatDateTime, formatFiscalYear } from '../../platform/ja/dates.ts';
import { formatCount } from '../../platform/ja/numbers.ts';
import { areasOf, stepsByYear } from '../../improvement/partnership/queries.ts';
import { openDays } from '../../improvement/learning/queries.ts';
import { practicesTaken } from '../../improvement/learning/queries-after.ts';
import { groupsOfYear, studyFigures } from '../../improvement/study-groups/queries.ts';
import {
  areaSystemOf,
  indicatorsOf,
  partsOfFigure,
  rubricFigure,
  type IndicatorYear,
} from '../evaluation/queries.ts';
import { valueOf } from '../evaluation/rules.ts';
import { chartsOf } from '../evaluation/rules-chart.ts';
import { figureText, rounded } from '../evaluation/rules-figures.ts';
import {
  closedFigures,
  closedRows,
  closingsOf,
  findingsOf,
  goalTree,
  measuresOf,
  textsOf,
  type ClosedFigure,
  type Finding,
  type Measure,
} from './queries.ts';
import { stateOf, times, type Chapter } from './rules.ts';
import { words } from './words.ja.ts';

const w = words.doc;

/** All that a report's files are written from. */
export interface ReportContent {
  edition: number | null;
  doc: Doc;
  workbook: Spreadsheet;
}

const plain = (value: number): string => `${rounded('score', value)}`;
const paragraph = (text: string): Block => ({ kind: 'paragraph', text });
const heading = (level: 1 | 2 | 3, text: string): Block => ({ kind: 'heading', level, text });
const table = (
  header: readonly string[],
  rows: readonly (readonly string[])[],
  widths?: readonly number[],
): Block =>
  rows.length === 0 ? paragraph(w.noData) : { kind: 'table', header, rows, ...(widths ? { widths } : {}) };

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
  const blocks: Block[] = [
    ...chapter(
      'outline',
      heading(2, w.pillars),
      table(w.pillarHeader, w.pillarRows, [40, 60]),
      heading(2, w.kpi),
      kpi(figures),
    ),
    chartsOf(indicators),
    ...chapter('visits', ...(await visitBlocks(tx, indicators))),
    ...chapter('meetings', ...(await meetingBlocks(tx, fiscal_year))),
    ...chapter('groups', ...(await groupBlocks(tx, fiscal_year))),
    ...chapter('open_days', ...(await openDayBlocks(tx, fiscal_year))),
    ...chapter('courses'),
    ...chapter('surveys'),
    ...chapter('practices'),
    ...chapter('outcome'),
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
    ...(await rubricBlocks(tx, fiscal_year, figures[0]?.as_of || null)),
    ...chapter(
      'next_year',
      ...[[fiscal_year, measures] as const, [fiscal_year + 1, nextMeasures] as const].flatMap(
        ([year, list]) =>
          list.length === 0 ? [] : [heading(2, `${w.roadmap}（${formatFiscalYear(year)}）`), roadmap(list)],
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
      ],
      blocks,
      stamp,
    },
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

async function visitBlocks(tx: ReadTx, indicators: readonly IndicatorYear[]): Promise<Block[]> {
  const system = await areaSystemOf(tx, 'visit_district');
  const parts = async (code: string, part: 'area' | 'theme') => {
    const one = indicators.find((indicator) => indicator.code === code);
    return one ? partsOfFigure(tx, one, part, system.code, '') : [];
  };
  const byArea = await parts('visit_rate', 'area');
  const byTheme = await parts('issue_count', 'theme');
  return [
    heading(2, w.visitsByArea),
    table(
      w.visitsByAreaHeader,
      byArea.map((one) => [
        one.label,
        plain(one.numerator),
        one.denominator === null ? '' : plain(one.denominator),
        one.value === null ? '' : `${rounded('rate', one.value)}%`,
      ]),
    ),
    heading(2, w.issuesByTheme),
    table(
      w.issuesByThemeHeader,
      byTheme.map((one) => [one.label, formatCount(one.numerator, '')]),
      [80, 20],
    ),
  ];
}

async function meetingBlocks(tx: ReadTx, fiscal_year: number): Promise<Block[]> {
  const { rows } = await sql<{
    title: string;
    held_on: string;
    decisions: number;
    done: number;
    actions: number;
  }>`
    select title, held_on, (select count(*) from decision where decision.meeting_id = meeting.id) as decisions,
      (select count(*) from action_item where action_item.meeting_id = meeting.id and done_on is not null) as done,
      (select count(*) from action_item where action_item.meeting_id = meeting.id and cancelled_at is null) as actions
    from meeting where fiscal_year = ${fiscal_year} and cancelled_at is null and opened_at is not null
    order by held_on, id limit 200`.execute(tx.db);
  const { code } = await areaSystemOf(tx, 'visit_district');
  const steps = await stepsByYear(tx, code);
  const areas = (await areasOf(tx, code)).filter((area) => steps.get(area.id)?.has(fiscal_year));
  return [
    heading(2, w.meetingsTitle),
    table(
      w.meetingsHeader,
      rows.map((one) => [
        formatDateShort(one.held_on),
        one.title,
        formatCount(one.decisions, ''),
        w.ratio(formatCount(one.done, ''), formatCount(one.actions, '')),
      ]),
      [16, 52, 12, 20],
    ),
    ...(areas.length === 0
      ? []
      : [
          heading(2, w.partnership),
          table(
            w.partnershipHeader,
            areas.map((area) => [area.name, words.step(steps.get(area.id)?.get(fiscal_year) ?? 0)]),
          ),
        ]),
  ];
}

/** What study groups did, and each group: who met on what, how often, and whether others can read what came of it. */
async function groupBlocks(tx: ReadTx, fiscal_year: number): Promise<Block[]> {
  const figures = await studyFigures(tx, fiscal_year);
  const groups = await groupsOfYear(tx, fiscal_year);
  const sittings = groups.every((one) => one.sittings !== null);
  return [
    ...(Object.values(figures).some((one) => one > 0) ? [paragraph(w.groupFigures(figures))] : []),
    table(
      [...w.groupsHeader, ...(sittings ? [w.groupSittings] : []), w.groupHandout],
      groups.map((one) => [
        one.theme,
        w.group(one.call, one.number),
        one.facilities.join(w.facilitiesBetween),
        ...(sittings ? [formatCount(one.sittings ?? 0, '')] : []),
        one.published ? w.handoutPublished : w.handoutNone,
      ]),
      sittings ? [16, 24, 36, 10, 14] : [18, 28, 40, 14],
    ),
  ];
}

/** The most reflections that a report prints. */
const mostReflections = 12;
/** The most practices taken home that a report prints. */
const mostPractices = 40;

async function openDayBlocks(tx: ReadTx, fiscal_year: number): Promise<Block[]> {
  const days = await openDays(
    tx,
    { fiscal_year, theme_code: null, facility_id: null, sort: 'oldest' },
    { size: 200, offset: 0 },
  );
  const said = await tx.db
    .selectFrom('open_day_participation')
    .innerJoin('open_day', 'open_day.id', 'open_day_id')
    .where('open_day.fiscal_year', '=', fiscal_year)
    .where('reflection', 'is not', null)
    .select('reflection')
    .orderBy('open_day.held_on')
    .orderBy('open_day_participation.facility_id')
    .limit(mostReflections)
    .execute();
  // The report is handed on: it says what facilities let everybody read.
  const practices = await practicesTaken(tx, { fiscal_year, shared_only: true, limit: mostPractices });
  return [
    table(
      w.openDaysHeader,
      days
        .filter((day) => day.published_at !== null && day.cancelled_at === null && day.held_on <= tx.today)
        .map((day) => [
          formatDateShort(day.held_on),
          day.title,
          day.facility,
          day.theme,
          formatCount(day.people, ''),
        ]),
      [14, 34, 22, 18, 12],
    ),
    ...(said.length === 0
      ? []
      : [
          heading(2, w.reflections),
          { kind: 'list', items: said.map((one) => one.reflection ?? '') } as Block,
        ]),
    ...(practices.length === 0
      ? []
      : [
          heading(2, w.practices),
          table(
            w.practicesHeader,
            practices.map((one) => [
              one.facility,
              one.what,
              one.tried === null
                ? w.practiceOpen
                : w.practiceState[one.tried] + (one.keeps === null ? '' : w.practiceKeeps[one.keeps]),
            ]),
            [24, 50, 26],
          ),
        ]),
  ];
}

async function rubricBlocks(tx: ReadTx, fiscal_year: number, day: string | null): Promise<Block[]> {
  const blocks: Block[] = [];
  for (const code of ['visit_record', 'minutes']) {
    const rubric = await rubricFigure(tx, code, fiscal_year, day);
    if (!rubric) continue;
    blocks.push(
      heading(2, w.rubric(rubric.name)),
      table(
        w.rubricHeader,
        rubric.criteria.map((one) => [one.label, one.average === null ? '' : plain(one.average)]),
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
  `${words.sources[one.source_kind]}${one.source_id === null ? '' : ` ${one.source_id}`}${one.source_note === '' ? '' : `：${one.source_note}`}`,
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
];
const measureCells = (one: Measure): string[] => [
  one.section,
  one.note === '' ? one.title : `${one.title}\n${one.note}`,
  ...times.map((time) => (one[time] ? words.measures.mark : '')),
  one.owner,
  words.states[stateOf(one)],
];

const roadmap = (measures: readonly Measure[]): Block => ({
  kind: 'table',
  header: measureHeader,
  rows: measures.filter((one) => one.dropped_at === null).map(measureCells),
  widths: [14, 36, 9, 9, 9, 9, 14, 9],
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
