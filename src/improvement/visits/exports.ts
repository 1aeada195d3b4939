import type { ReadTx } from '../../platform/db/transaction.ts';
import { toCsv } from '../../platform/exports/csv.ts';
import { toXlsx, type ColumnType } from '../../platform/exports/xlsx.ts';
import { contentDisposition } from '../../platform/files/media.ts';
import { formatDateTime, formatFiscalYear } from '../../platform/ja/dates.ts';
import type { DueFacility, Target } from './queries-round.ts';
import { listVisits, type VisitFilter } from './queries.ts';
import { stateOf } from './rules.ts';
import { words as planWords } from './words-plan.ja.ts';
import { words } from './words.ja.ts';

type Value = string | number | null;
interface Sheet {
  name: string;
  sheet: string;
  purpose: string;
  header: readonly string[];
  types: readonly (ColumnType | undefined)[];
  rows: Value[][];
}

const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** A list as Excel, or as CSV where asked; says who took it, when and why. */
async function file(tx: ReadTx, sheet: Sheet, format: 'xlsx' | 'csv'): Promise<Response> {
  tx.opened({
    action: 'visit.export',
    subject_kind: 'visit',
    purpose: sheet.purpose,
    detail: { rows: sheet.rows.length, format },
  });
  const bytes =
    format === 'csv'
      ? toCsv(
          sheet.header,
          sheet.rows.map((row) => row.map((value) => (value === null ? '' : String(value)))),
        ).bytes
      : await toXlsx({
          title: sheet.sheet,
          sheets: [{ name: sheet.sheet, header: sheet.header, rows: sheet.rows, types: sheet.types }],
          stamp: {
            who: tx.session.name,
            when: formatDateTime(tx.now, tx.actor.municipality.time_zone),
            why: sheet.purpose,
          },
        });
  return new Response(Buffer.from(bytes), {
    headers: {
      'Content-Type': format === 'csv' ? 'text/csv; charset=utf-8' : xlsxType,
      'Content-Disposition': contentDisposition(`${sheet.name}.${format}`),
      'Cache-Control': 'no-store',
    },
  });
}

/** More visits than any city makes in twenty years; a bound all the same. */
const mostExported = 100_000;

/** The list of visits as filtered; no words of records. */
export async function visitsFile(tx: ReadTx, filter: VisitFilter, format: 'xlsx' | 'csv'): Promise<Response> {
  const visits = await listVisits(tx, filter, { limit: mostExported, offset: 0 });
  return file(
    tx,
    {
      name: words.exportName(tx.today),
      sheet: words.exportSheet,
      purpose: words.exportPurpose,
      header: words.exportColumns,
      types: ['number', undefined, 'date', undefined, undefined, 'date'],
      rows: visits.map((visit) => [
        visit.id,
        formatFiscalYear(visit.fiscal_year),
        visit.planned_on,
        visit.planned_from,
        visit.planned_to,
        visit.visited_on,
        words.states[stateOf(visit, tx.today)],
        visit.facility,
        visit.facility_kind,
        words.purposes[visit.purpose],
        visit.lead,
        visit.cancel_reason === null ? '' : words.cancelReasons[visit.cancel_reason],
        visit.shared_at === null ? '' : words.yes,
      ]),
    },
    format,
  );
}

/** The year's round, a line for each facility. */
export async function roundFile(
  tx: ReadTx,
  fiscal_year: number,
  targets: readonly Target[],
  format: 'xlsx' | 'csv',
): Promise<Response> {
  const named = planWords.round;
  return file(
    tx,
    {
      name: named.exportName(formatFiscalYear(fiscal_year)),
      sheet: named.targets,
      purpose: named.exportPurpose,
      header: named.exportColumns,
      types: [undefined, undefined, undefined, undefined, 'number', 'number', 'number', 'date'],
      rows: targets.map((target) => [
        target.facility,
        target.kind,
        target.area,
        target.coordinator,
        target.planned_count,
        target.visited,
        target.upcoming,
        target.last_visited_on,
        target.reason,
      ]),
    },
    format,
  );
}

/** The due list with its reasons. */
export async function dueFile(
  tx: ReadTx,
  due: readonly DueFacility[],
  format: 'xlsx' | 'csv',
): Promise<Response> {
  const named = planWords.plan;
  return file(
    tx,
    {
      name: named.exportName(tx.today),
      sheet: named.due,
      purpose: named.exportPurpose,
      header: named.exportColumns,
      types: [
        undefined,
        undefined,
        undefined,
        undefined,
        undefined,
        'date',
        'number',
        'number',
        'number',
        'date',
      ],
      rows: due.map((facility) => [
        facility.name,
        facility.kind,
        facility.area,
        facility.coordinator,
        words.dueReason(facility.reason),
        facility.last_visited_on,
        facility.visits_this_year,
        facility.planned_count,
        facility.open_issues,
        facility.upcoming_on,
      ]),
    },
    format,
  );
}
