import { toPdf } from '../../platform/exports/documents.ts';
import type { Block, Doc } from '../../platform/exports/doc.ts';
import { toXlsx, type SheetData } from '../../platform/exports/xlsx.ts';
import type { ReadTx } from '../../platform/db/transaction.ts';
import { formatDate, formatDateTime, formatFiscalYear } from '../../platform/ja/dates.ts';
import { formatCount } from '../../platform/ja/numbers.ts';
import type { Ctx } from '../../platform/web/context.ts';
import { download, sendTable } from '../../platform/web/downloads.ts';
import { monthColumns } from './forms.ts';
import type { AreaFigure, PlaceFigure } from './queries-report.ts';
import type { MonthDay, UsedService } from './queries.ts';
import { ages, perDay } from './rules.ts';
import { consultationTable, monthLines, programmeLines, type Report } from './rules-report.ts';
import { words as sheetWords } from './words.ja.ts';
import { words } from './words-report.ja.ts';

type Cell = string | number | null;
interface Table {
  name: string;
  header: string[];
  rows: Cell[][];
}

/** The report's tables, the same for the workbook and for the document on paper. */
function tablesOf(report: Report, places: readonly PlaceFigure[], areas: readonly AreaFigure[]): Table[] {
  const p = words.programmes;
  const m = words.months;
  const f = words.places;
  const consultations = consultationTable(report.consulted);
  const children = (line: Record<(typeof ages)[number], number>) =>
    ages.reduce((sum, age) => sum + line[age], 0);
  return [
    {
      name: words.sheets.programmes,
      header: [p.programme, p.standing, p.places, p.open_days, p.people, p.per_day, p.last, p.reference],
      rows: programmeLines(report).map((line) => [
        line.programme,
        words.standing[`${line.standing}`] ?? '',
        line.places,
        line.open_days,
        line.people,
        line.per_day,
        line.last_per_day,
        line.reference?.people_per_day ?? null,
      ]),
    },
    {
      name: words.sheets.months,
      header: [
        m.month,
        m.open_days,
        m.closed_days,
        m.families,
        m.adults,
        m.fathers,
        m.children,
        m.first_visits,
        m.people,
        m.per_day,
        m.last,
      ],
      rows: monthLines(report).map((line) => {
        const figures = [
          line.open_days,
          line.closed_days,
          line.families,
          line.adults,
          line.fathers,
          children(line),
          line.first_visits,
          line.people,
          perDay(line.people, line.open_days),
        ];
        return [
          line.month === null ? m.sum : m.name(line.month),
          // As on the screen, a month without a sheet says nothing rather than nought.
          ...(line.open_days + line.closed_days === 0 ? figures.map(() => null) : figures),
          line.last_people,
        ];
      }),
    },
    {
      name: words.ages.title,
      header: [words.meta.year, ...ages.map((age) => sheetWords.counts[age])],
      rows: [
        [formatFiscalYear(report.fiscal_year), ...ages.map((age) => report.now[age])],
        ...(report.last.open_days === 0
          ? []
          : [[formatFiscalYear(report.fiscal_year - 1), ...ages.map((age) => report.last[age])]]),
      ],
    },
    {
      name: words.sheets.consultations,
      header: [words.consultations.topics, ...consultations.methods],
      rows: consultations.topics.map((topic, at) => [topic, ...consultations.values[at]!]),
    },
    {
      name: words.sheets.areas,
      header: [words.areas.area, words.areas.places, f.open_days, f.people, f.per_day],
      rows: areas.map((line) => [line.area, line.places, line.open_days, line.people, line.people_per_day]),
    },
    {
      name: words.sheets.places,
      header: [
        f.facility,
        p.programme,
        p.standing,
        f.people,
        f.open_days,
        f.per_day,
        f.first_visits,
        f.fathers,
      ],
      rows: places.map((line) => [
        line.facility,
        line.programme,
        words.standing[`${line.standing}`] ?? '',
        line.people,
        line.open_days,
        line.people_per_day,
        line.first_visits,
        line.fathers,
      ]),
    },
  ].filter((table) => table.rows.length > 0);
}

/** Places by programme, each under its own heading: on paper a line then has room for a place's whole name. */
function byProgramme(table: Table): Table[] {
  const groups = Map.groupBy(table.rows, ([, programme, standing]) => `${programme}（${standing}）`);
  const without = <One>([first, , , ...others]: readonly One[]): One[] => [first!, ...others];
  return [...groups].map(([name, rows]) => ({
    name,
    header: without(table.header),
    rows: rows.map(without),
  }));
}

/** The year's report as a workbook or as a document for printing; recorded as an export. */
export async function sendReport(
  c: Ctx,
  tx: ReadTx,
  report: Report,
  places: readonly PlaceFigure[],
  areas: readonly AreaFigure[],
  scopeName: string | null,
): Promise<Response> {
  const format = c.req.query('format') === 'pdf' ? 'pdf' : 'xlsx';
  const tables = tablesOf(report, places, areas);
  tx.opened({
    action: 'daily_use.export',
    subject_kind: 'daily_use',
    detail: { fiscal_year: report.fiscal_year, places: places.length, format },
  });
  const year = formatFiscalYear(report.fiscal_year);
  const stamp = {
    who: tx.session.name,
    when: formatDateTime(tx.now, tx.actor.municipality.time_zone),
    why: words.purpose,
  };
  const name = `${words.file}_${year}_${tx.today}`;
  if (format === 'pdf') {
    // An average is told with its decimal, a round one too: 21.0 beside 21.4.
    const text = (cell: Cell, at: number, table: Table): string =>
      typeof cell !== 'number'
        ? (cell ?? '')
        : table.rows.some((row) => typeof row[at] === 'number' && !Number.isInteger(row[at]))
          ? cell.toFixed(1)
          : formatCount(cell);
    const printed = (table: Table): Block => ({
      kind: 'table',
      // its long headings would take the room of the programmes' names
      ...(table.name === words.sheets.programmes ? { widths: [26, 9, 7, 9, 10, 9, 9, 8] } : {}),
      header: table.header,
      rows: table.rows.map((row) => row.map((cell, at) => text(cell, at, table))),
    });
    const doc: Doc = {
      title: `${year}　${words.annual}`,
      subtitle: tx.actor.municipality.name,
      meta: [
        [words.meta.scope, scopeName ?? words.whole],
        [words.meta.counted, formatDate(tx.today)],
      ],
      blocks: tables.flatMap((table): Block[] => [
        { kind: 'heading', level: 1, text: table.name },
        ...(table.name === words.sheets.places
          ? byProgramme(table).flatMap((one): Block[] => [
              { kind: 'heading', level: 2, text: one.name },
              printed(one),
            ])
          : [printed(table)]),
        ...(table.name === words.sheets.programmes
          ? [{ kind: 'paragraph', text: `${words.lead}${words.programmes.referenceNote}` } as Block]
          : []),
      ]),
      stamp,
    };
    return download(c, (await toPdf(doc)).bytes, `${name}.pdf`, 'application/pdf');
  }
  const sheets: SheetData[] = tables.map((table) => ({
    ...table,
    types: table.header.map((_, at) => (typeof table.rows[0]?.[at] === 'string' ? 'text' : 'number')),
  }));
  const bytes = await toXlsx({
    title: `${words.file}　${year}`,
    sheets: sheets.length > 0 ? sheets : [{ name: words.file, header: [words.noneTitle], rows: [] }],
    stamp,
  });
  return download(
    c,
    bytes,
    `${name}.xlsx`,
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  );
}

/** A month's days of one service. */
export async function sendMonth(
  c: Ctx,
  tx: ReadTx,
  service: UsedService,
  month: string,
  days: readonly { day: string; stored: MonthDay | undefined }[],
): Promise<Response> {
  return sendTable(c, tx, {
    title: sheetWords.month.file(service.name, month),
    subject_kind: 'daily_use',
    header: [
      sheetWords.month.day,
      ...monthColumns.map((name) => sheetWords.counts[name]),
      sheetWords.counts.fathers,
      sheetWords.counts.expecting,
      sheetWords.counts.from_elsewhere,
      sheetWords.sheet.total,
      sheetWords.month.closed,
      sheetWords.month.upload.version,
    ],
    types: [
      'date',
      ...monthColumns.map(() => 'number' as const),
      'number',
      'number',
      'number',
      'number',
      'text',
      'number',
    ],
    rows: days.map(({ day, stored }) => [
      day,
      ...monthColumns.map((name) => (stored?.opened ? stored[name] : null)),
      stored?.opened ? stored.fathers : null,
      stored?.opened ? stored.expecting : null,
      stored?.opened ? stored.from_elsewhere : null,
      stored?.opened ? stored.people : null,
      stored?.closed_reason ?? null,
      stored?.version ?? 0,
    ]),
  });
}
