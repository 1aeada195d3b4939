import type { Cell, CellStyle, CellValue, ColumnDef, WriteSheet } from 'hucre/xlsx';
import type { Stamp } from './doc.ts';
import { plainText, textWidth } from './doc.ts';
import { cutOff, sheetNameOf, spreadsheetFont, stampSheet } from './words.ja.ts';

/** How a column is written; text is the default, so that codes keep their zeros. */
export type ColumnType = 'text' | 'number' | 'date';

export type SheetData = {
  name: string;
  header: readonly string[];
  /** A date is 'YYYY-MM-DD'; a value that does not fit its column's type is written as text. */
  rows: readonly (readonly (string | number | boolean | null)[])[];
  /** In half-width characters; by content where absent. */
  widths?: readonly (number | undefined)[];
  types?: readonly (ColumnType | undefined)[];
};

export type Spreadsheet = { title: string; sheets: readonly SheetData[]; stamp: Stamp };

// Names Excel has in Japanese Windows and Mac, so that no row height changes on opening.
const FONT = { name: spreadsheetFont, size: 11 };
const HEAD: CellStyle = {
  font: { ...FONT, bold: true },
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'D9E6FF' } },
  alignment: { vertical: 'center', wrapText: true },
  border: { bottom: { style: 'thin', color: { rgb: '626264' } } },
};
const BODY: Record<ColumnType, CellStyle> = {
  text: { numFmt: '@', alignment: { vertical: 'top', wrapText: true } },
  number: { numFmt: '#,##0.###', alignment: { vertical: 'top' } },
  date: { numFmt: 'yyyy/mm/dd', alignment: { vertical: 'top' } },
};
// "#,##0.###" shows 12 as "12."; whole numbers have their own.
const WHOLE = '#,##0';
/** Excel's own limit; a longer cell makes it call the file damaged. */
const CELL_LIMIT = 32_767;

/** Excel reads _xHHHH_ as a character (ECMA-376 22.9.2.19), so a text that happens to hold one is escaped. */
function cellText(text: string): string {
  const clean = plainText(text).replace(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_');
  return clean.length <= CELL_LIMIT
    ? clean
    : clean.slice(0, CELL_LIMIT - cutOff.length).toWellFormed() + cutOff;
}

function cellValue(value: string | number | boolean | null, type: ColumnType): CellValue {
  if (typeof value !== 'string') return value;
  if (value === '') return null;
  if (type === 'number' && /^-?(?:0|[1-9]\d{0,14})(?:\.\d+)?$/.test(value)) return Number(value);
  if (type === 'date' && /^\d{4}-\d\d-\d\d$/.test(value)) {
    const day = new Date(`${value}T00:00:00Z`);
    // Excel's calendar begins in 1900 and its first two months are wrong.
    if (!Number.isNaN(day.getTime()) && value >= '1900-03-01') return day;
  }
  return cellText(value);
}

function columnLetters(index: number): string {
  const before = Math.floor(index / 26);
  return (before > 0 ? columnLetters(before - 1) : '') + String.fromCharCode(65 + (index % 26));
}

function uniqueNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name, at) => {
    // Excel refuses these characters, a quote at either end, more than 31 characters, and two names of one spelling.
    const clean =
      plainText(name)
        .replace(/[[\]:*?/\\\t\n]/g, ' ')
        .replace(/^'+|'+$/g, '')
        .trim() || sheetNameOf(at + 1);
    let free = Array.from(clean).slice(0, 28).join('').slice(0, 31);
    for (let n = 2; taken.has(free.toLowerCase()); n++) free = `${clean.slice(0, 26).toWellFormed()}(${n})`;
    taken.add(free.toLowerCase());
    return free;
  });
}

function widthOf(data: SheetData, at: number): number {
  const given = data.widths?.[at];
  if (given !== undefined) return given;
  const sample = data.rows.slice(0, 200).map((row) => textWidth(String(row[at] ?? '')));
  // Room for the filter button beside the heading.
  return Math.min(60, Math.max(8, textWidth(data.header[at] ?? '') + 4, ...sample.map((width) => width + 2)));
}

function sheetOf(data: SheetData, name: string, title: string): WriteSheet {
  const types = data.header.map((_, at) => data.types?.[at] ?? 'text');
  const rows = data.rows.map((row) => row.map((value, at) => cellValue(value, types[at] ?? 'text')));
  const cells = new Map<string, Partial<Cell>>();
  for (const at of data.header.keys()) cells.set(`0,${at}`, { style: HEAD });
  const columns = data.header.map((_, at): ColumnDef => {
    const type = types[at] ?? 'text';
    const whole =
      type === 'number' && rows.every((row) => typeof row[at] !== 'number' || Number.isInteger(row[at]));
    return { width: widthOf(data, at), style: whole ? { ...BODY.number, numFmt: WHOLE } : BODY[type] };
  });
  const wide = columns.reduce((sum, column) => sum + (column.width ?? 8), 0) > 95;
  const last = `${columnLetters(Math.max(0, data.header.length - 1))}${rows.length + 1}`;
  // In headers and footers & begins a code.
  const printed = (text: string) => plainText(text).replaceAll('&', '&&').slice(0, 200);
  return {
    name,
    columns,
    rows: [data.header.map(cellText), ...rows],
    cells,
    freezePane: { rows: 1 },
    autoFilter: { range: `A1:${last}` },
    pageSetup: {
      paperSize: 'a4',
      orientation: wide ? 'landscape' : 'portrait',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
    },
    headerFooter: { oddHeader: `&L${printed(title)}&R${printed(name)}`, oddFooter: '&C&P / &N' },
  };
}

/**
 * An Excel workbook: header styled, frozen and filtered, A4, and at its end a sheet saying who took it, when and why.
 * About a second of work for a million cells: large ones belong in a job.
 */
export async function toXlsx({ title, sheets, stamp }: Spreadsheet): Promise<Uint8Array> {
  const counts = sheets.map((sheet) => ({ name: sheet.name, rows: sheet.rows.length }));
  const all = [...sheets, stampSheet(title, stamp, counts)];
  const names = uniqueNames(all.map((sheet) => sheet.name));
  // Read with the first table, as documents.ts does with its libraries.
  const { writeXlsx } = await import('hucre/xlsx');
  return writeXlsx({
    sheets: all.map((sheet, at) => sheetOf(sheet, names[at] ?? sheet.name, title)),
    // The header on every printed page. Named here because the library writes sheet names without quotes there, and Excel
    // takes a name with a space or bracket for damage.
    namedRanges: names.map((name) => ({
      name: '_xlnm.Print_Titles',
      range: `'${name.replaceAll("'", "''")}'!$1:$1`,
      scope: name,
    })),
    properties: { title: plainText(title), creator: plainText(stamp.who) },
    defaultFont: FONT,
  });
}
