import type { ReadTx } from '../db/transaction.ts';
import { toCsv } from '../exports/csv.ts';
import { toXlsx, type ColumnType } from '../exports/xlsx.ts';
import { contentDisposition } from '../files/media.ts';
import { formatDateTime } from '../ja/dates.ts';
import type { Ctx } from './context.ts';
import { words } from './words.ja.ts';

/** A file as the answer, to be saved under its name. */
export function download(c: Ctx, bytes: Uint8Array, name: string, mediaType: string): Response {
  return c.body(new Uint8Array(bytes).buffer, 200, {
    'Content-Type': mediaType,
    'Content-Disposition': contentDisposition(name),
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
  });
}

export interface TableExport {
  /** also the file's name, with the day */
  title: string;
  header: readonly string[];
  rows: readonly (readonly (string | number | boolean | null)[])[];
  types?: readonly (ColumnType | undefined)[];
  /** why it is taken out, where the page asks */
  purpose?: string;
  /** records it in the audit log as '<subject_kind>.export' */
  subject_kind: string;
}

/** A list as Excel (default), or CSV by ?format=csv | csv-cp932; marked with who and when, and recorded. */
export async function sendTable(c: Ctx, tx: ReadTx, table: TableExport): Promise<Response> {
  const asked = c.req.query('format');
  // What goes into the audit log is one of ours, not whatever stood in the address.
  const format = asked === 'csv' || asked === 'csv-cp932' ? asked : 'xlsx';
  tx.opened({
    action: `${table.subject_kind}.export`,
    subject_kind: table.subject_kind,
    ...(table.purpose === undefined ? {} : { purpose: table.purpose }),
    detail: { rows: table.rows.length, format },
  });
  const name = `${table.title}_${tx.today}`;
  if (format === 'csv' || format === 'csv-cp932') {
    const { bytes } = toCsv(
      table.header,
      table.rows.map((row) => row.map((cell) => (cell === null ? '' : `${cell}`))),
      { encoding: format === 'csv' ? 'utf-8-bom' : 'cp932' },
    );
    return download(c, bytes, `${name}.csv`, `text/csv; charset=${format === 'csv' ? 'utf-8' : 'Shift_JIS'}`);
  }
  const bytes = await toXlsx({
    title: table.title,
    sheets: [
      {
        name: table.title,
        header: table.header,
        rows: table.rows,
        ...(table.types ? { types: table.types } : {}),
      },
    ],
    stamp: {
      who: tx.session.name,
      when: formatDateTime(tx.now, tx.actor.municipality.time_zone),
      why: table.purpose ?? words.export.listed,
    },
  });
  return download(
    c,
    bytes,
    `${name}.xlsx`,
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  );
}
