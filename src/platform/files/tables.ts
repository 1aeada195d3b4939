import { setImmediate as nextTurn } from 'node:timers/promises';
import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { stampSheetName } from '../exports/words.ja.ts';
import type { TextEncodingName } from './encoding.ts';
import { decodePieces, detectEncoding } from './encoding.ts';
import { sniff } from './media.ts';
import { FileRefusal } from './refusal.ts';
import { notes } from './words.ja.ts';
import type { Merge, Sheet, SheetInfo, SheetRow, Workbook } from './worksheet.ts';
import { openWorkbook } from './worksheet.ts';
import { looksLikeZip, unzipEntry, zipEntries } from './zip.ts';

export type TableOptions = {
  /** Only a hint (.tsv is read with tabs): the content decides. */
  fileName?: string;
  /** Read this sheet; without it the first one with data, visible ones first. */
  sheet?: string;
  /** Default 100 MB. */
  maxBytes?: number;
  /** Rows below the header; default 200,000. */
  maxRows?: number;
  /** Default 1,000. */
  maxColumns?: number;
};

export type TableStart = {
  header: string[];
  /** Row of the (last) header line as Excel counts, from 1. */
  headerRow: number;
  /** Null for a workbook. */
  encoding: TextEncodingName | null;
  format: 'csv' | 'tsv' | 'xlsx';
  sheet: string | null;
  sheets: SheetInfo[];
};

export type TableEnd = TableStart & {
  rowCount: number;
  /** Sentences for the person importing: what was chosen, filled in, not understood. */
  notes: string[];
};

export type Table = TableEnd & {
  /** Each as wide as the header at least; wider where the file has values right of it. Empty rows are left out. */
  rows: string[][];
  /** For each row its number in the file as Excel counts, from 1. */
  rowNumbers: number[];
};

export type RowVisitor = (row: string[], rowNumber: number, start: TableStart) => void | Promise<void>;

type Limits = Required<Omit<TableOptions, 'sheet' | 'fileName'>>;
type Hints = Pick<TableOptions, 'sheet' | 'fileName'>;
const LIMITS: Limits = { maxBytes: 100_000_000, maxRows: 200_000, maxColumns: 1_000 };
/** Header and title lines are looked for here. */
const HEAD_ROWS = 30;
/** A record past this is an unclosed quote swallowing the file; an Excel cell holds 32,767 characters. */
const MAX_RECORD = 2_000_000;

/** What the readers of each format hand over: numbered rows, and what became known by their end. */
type Source = Omit<TableStart, 'header' | 'headerRow'> & {
  rows: AsyncIterable<SheetRow> | Iterable<SheetRow>;
  merges: Merge[];
  opening: string[];
  closing: () => string[];
};

/** Lets other requests have their turn: work goes on in slices of about ten milliseconds. */
function pacer(): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < 10) return;
    await nextTurn();
    since = performance.now();
  };
}

function refuseByContent(bytes: Uint8Array): void {
  if (bytes.length === 0) throw new FileRefusal('empty');
  if (bytes[0] === 0xd0 && bytes[1] === 0xcf && bytes[2] === 0x11 && bytes[3] === 0xe0) {
    // A protected .xlsx is an OLE2 file with a stream of this name in its directory; the rest are .xls, .doc and the like.
    const name = Buffer.from('EncryptedPackage', 'utf16le');
    throw new FileRefusal(
      Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(name) ? 'password' : 'old-excel',
    );
  }
  if (looksLikeZip(bytes)) return;
  const type = sniff(bytes);
  if (type) throw new FileRefusal(type === 'application/pdf' ? 'pdf' : 'picture');
}

const LEADING_MARKUP = /^\s*<(?:!doctype\s+html|html|head|body|table|\?xml|script|svg)\b/i;
/** What toCsv puts before a value that a spreadsheet would run as a formula, taken off again. */
const GUARDED = /^'+[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;
/** ="0123": the usual trick to keep leading zeros in a CSV meant for Excel. */
const QUOTED_FORMULA = /^="((?:[^"]|"")*)"$/;

function csvValue(text: string): string {
  const first = text.charCodeAt(0);
  if (first === 0x27 && GUARDED.test(text)) return text.slice(1);
  if (first !== 0x3d) return text;
  const quoted = QUOTED_FORMULA.exec(text)?.[1];
  return quoted === undefined ? text : quoted.replaceAll('""', '"');
}

/** Comma, tab or semicolon: what stands outside quotes in the first lines; a semicolon only where there is nothing else. */
function delimiterOf(sample: string): ',' | '\t' | ';' {
  const counts = { ',': 0, '\t': 0, ';': 0 };
  let lines = 0;
  let quoted = false;
  for (const character of sample) {
    if (character === '"') quoted = !quoted;
    else if (!quoted && character in counts) counts[character as keyof typeof counts]++;
    else if (!quoted && character === '\n' && ++lines >= HEAD_ROWS) break;
  }
  if (counts['\t'] > 0 && counts['\t'] >= counts[',']) return '\t';
  // Cities separate several values within one cell by semicolons, so a lone one says nothing.
  return counts[','] === 0 && counts[';'] >= Math.max(2, lines) ? ';' : ',';
}

function openText(bytes: Uint8Array, limits: Limits, hints: Hints): Source {
  const encoding = detectEncoding(bytes);
  if (!encoding) throw new FileRefusal(bytes.includes(0) ? 'not-a-table' : 'encoding');
  const pieces = decodePieces(bytes, encoding);
  const first = String(pieces.next().value ?? '');
  if (LEADING_MARKUP.test(first.slice(0, 1000))) throw new FileRefusal('web-page');
  const named = /\.tsv$/i.test(hints.fileName ?? '') && first.includes('\t');
  const delimiter = named ? '\t' : delimiterOf(first.slice(0, 100_000));
  let undecodable = 0;
  let personal = 0;
  const count = (text: string) => {
    undecodable += text.includes('\uFFFD') ? text.split('\uFFFD').length - 1 : 0;
    personal += text.match(/[\uE000-\uF8FF]/g)?.length ?? 0;
    return text;
  };
  function* input(): Generator<Buffer> {
    if (first) yield Buffer.from(count(first));
    for (const piece of pieces) if (piece) yield Buffer.from(count(piece));
  }
  /** Records of a file without a quotation mark: then every line is one, and nothing in it must be unwrapped. */
  function* lines(): Generator<string[]> {
    let rest = '';
    let number = 0;
    const cut = (line: string): string[] => {
      number++;
      if (line.length > MAX_RECORD) throw new FileRefusal('broken-quotes', { row: number });
      return line.split(delimiter);
    };
    for (const piece of [first, ...pieces]) {
      // A carriage return at the end may be half of a line's end.
      const whole = (rest + count(piece)).split(/\r\n|\n|\r(?!$)/);
      rest = whole.pop()!;
      for (const line of whole) yield cut(line);
      if (rest.length > MAX_RECORD) cut(rest);
    }
    if (rest.replace(/\r$/, '') !== '') yield cut(rest.replace(/\r$/, ''));
  }
  function* plainRows(): Generator<SheetRow> {
    let number = 0;
    for (const record of lines()) {
      const row = rowOf(++number, record);
      if (row) yield row;
    }
  }
  function rowOf(number: number, cells: string[]): SheetRow | null {
    if (cells.length > limits.maxColumns)
      throw new FileRefusal('too-many-columns', { limit: limits.maxColumns });
    for (let at = 0; at < cells.length; at++) cells[at] = csvValue(cells[at] ?? '');
    return cells.some((cell) => cell !== '') ? { number, cells } : null;
  }
  async function* rows(): AsyncGenerator<SheetRow> {
    const parser = parse({
      delimiter,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      relax_quotes: true,
      max_record_size: MAX_RECORD,
    });
    const source = Readable.from(input());
    source.on('error', (error) => parser.destroy(error));
    source.pipe(parser);
    let number = 0;
    try {
      for await (const record of parser) {
        number++;
        const row = rowOf(number, record as string[]);
        if (row) yield row;
      }
    } catch (error) {
      if (error instanceof CsvError) {
        const records = (error as { records?: number }).records ?? number;
        throw new FileRefusal('broken-quotes', { row: records + 1 }, error);
      }
      throw error;
    } finally {
      source.destroy();
      parser.destroy();
    }
  }
  return {
    encoding,
    format: delimiter === '\t' ? 'tsv' : 'csv',
    sheet: null,
    sheets: [],
    // The mark's byte is part of no other character in UTF-8, CP932 and EUC-JP, and in UTF-16 the mark always has it.
    rows: bytes.includes(0x22) ? rows() : plainRows(),
    merges: [],
    opening: [],
    closing: () => [
      ...(undecodable ? [notes.undecodable(undecodable)] : []),
      ...(personal ? [notes.privateCharacters(personal)] : []),
    ],
  };
}

/**
 * The first sheet with a header and a row, else the first with anything; visible ones before hidden ones. The sheet that
 * says where one of our own files came from is no table: an empty template is empty.
 */
async function chooseSheet(book: Workbook): Promise<string> {
  let fallback: string | null = null;
  const own = (sheet: SheetInfo) => book.sheets.length > 1 && sheet.name === stampSheetName;
  const asked = book.sheets.filter((sheet) => !own(sheet));
  for (const { name } of asked.toSorted((a, b) => Number(a.hidden) - Number(b.hidden))) {
    const { rows } = await book.open(name);
    if (rows.next().done) continue;
    if (!rows.next().done) return name;
    fallback ??= name;
  }
  if (fallback === null) throw new FileRefusal('empty');
  return fallback;
}

async function openXlsx(bytes: Uint8Array, limits: Limits, { sheet }: Hints): Promise<Source> {
  const book = await openWorkbook(bytes, { maxColumns: limits.maxColumns, pause: pacer() });
  const name = sheet ?? (await chooseSheet(book));
  const opened: Sheet = await book.open(name);
  const others = book.sheets.filter((s) => s.name !== name).map((s) => s.name);
  return {
    encoding: null,
    format: 'xlsx',
    sheet: name,
    sheets: book.sheets,
    rows: opened.rows,
    merges: opened.merges,
    opening: others.length ? [notes.otherSheets(name, others)] : [],
    closing: () => [
      ...(opened.lost.formulas.length ? [notes.formulas(opened.lost.formulas)] : []),
      ...(opened.lost.errors.length ? [notes.errors(opened.lost.errors)] : []),
    ],
  };
}

async function openSource(bytes: Uint8Array, limits: Limits, hints: Hints): Promise<Source> {
  if (bytes.length > limits.maxBytes) throw new FileRefusal('too-large', { limit: limits.maxBytes });
  refuseByContent(bytes);
  if (!looksLikeZip(bytes)) return openText(bytes, limits, hints);
  const entries = zipEntries(bytes);
  if (entries.has('[Content_Types].xml')) {
    if ([...entries.keys()].some((name) => name.startsWith('xl/'))) return openXlsx(bytes, limits, hints);
    throw new FileRefusal('word');
  }
  if (entries.has('mimetype')) throw new FileRefusal('not-a-table');
  // Some cities publish a zip under a name ending in .csv.
  const files = [...entries.values()].filter(
    (e) => !e.name.endsWith('/') && !/(^|\/)(__MACOSX|\.)/.test(e.name),
  );
  const tables = files.filter((e) => /\.(csv|tsv|txt|xlsx|xlsm)$/i.test(e.name));
  const [inside] = tables;
  if (!inside || tables.length > 1)
    throw new FileRefusal('archive', { names: files.slice(0, 10).map((e) => e.name) });
  if (inside.size > limits.maxBytes) throw new FileRefusal('too-large', { limit: limits.maxBytes });
  const content = await unzipEntry(bytes, inside);
  refuseByContent(content);
  const source = looksLikeZip(content)
    ? await openXlsx(content, limits, hints)
    : openText(content, limits, { fileName: inside.name });
  return { ...source, opening: [notes.insideZip(inside.name), ...source.opening] };
}

/** A row of the head with each merged cell's value in all the columns and rows it covers. */
function acrossMerges(row: SheetRow, head: SheetRow[], merges: Merge[]): string[] {
  const cells = [...row.cells];
  for (const merge of merges) {
    if (merge.top > row.number || merge.bottom < row.number || merge.right - merge.left > 500) continue;
    const value = head.find((r) => r.number === merge.top)?.cells[merge.left] ?? '';
    for (let column = merge.left; column <= merge.right; column++) if (!cells[column]) cells[column] = value;
  }
  return Array.from(cells, (cell) => cell ?? '');
}

type Heading = {
  header: string[];
  from: number;
  row: number;
  taken: number;
  /** its lines as compared with rows below: tables put together from several repeat them */
  lines: Set<string>;
  /** the first cells of these lines, so that few rows are compared in whole */
  firsts: Set<string>;
};

const lineKey = (cells: readonly string[]) =>
  cells
    .map((cell) => oneLine(cell))
    .join('\n')
    .trimEnd();

/** A heading as written, on one line. */
const oneLine = (text: string) => text.replace(/[\s\u3000]*[\r\n]+[\s\u3000]*/g, '').trim();

/**
 * Finds the header among the first rows: lines of a title or a date above it fill few cells, and a merged
 * cell of groups joins with the line below it by "_", as the open-data standard names its columns.
 */
function findHeader(head: SheetRow[], merges: Merge[]): Heading {
  const spread = head.map((row) => acrossMerges(row, head, merges));
  const filled = (rows: string[][]) => rows.map((cells) => cells.filter((cell) => cell.trim() !== '').length);
  const written = filled(head.map((row) => row.cells));
  const covered = filled(spread);
  const most = Math.max(...written);
  const widest = Math.max(...covered);
  let first = written.findIndex(
    (count, at) => count > 1 && (count > most * 0.3 || (covered[at] ?? 0) > widest * 0.6),
  );
  if (first < 0) first = 0;
  const start = head[first];
  if (!start) throw new FileRefusal('empty');
  const touching = merges.filter((m) => m.top === start.number && m.right - m.left < 500);
  const deep = Math.max(start.number, ...touching.map((m) => m.bottom));
  const groups = touching.some((m) => m.right > m.left && m.bottom === m.top);
  let last = first;
  const wanted = Math.min(start.number + 3, groups ? Math.max(deep, start.number + 1) : deep);
  while ((head[last + 1]?.number ?? Infinity) <= wanted) last++;
  const lines = spread.slice(first, last + 1);
  const width = Math.max(...lines.map((cells) => cells.length));
  const header = Array.from({ length: width }, (_, column) => {
    const words = lines.map((cells) => oneLine(cells[column] ?? '')).filter((word) => word !== '');
    return words.filter((word, at) => word !== words[at - 1]).join('_');
  });
  // A one-line header is handed over exactly as written, line ends and all.
  const exact = lines.length === 1 ? [...(lines[0] ?? [])] : header;
  while (exact.length > 1 && exact.at(-1) === '') exact.pop();
  const repeatable = [...head.slice(first, last + 1).map((row) => row.cells), exact].filter(
    // One word alone may well be a value, and the heading of the only column too.
    (cells) => cells.filter(Boolean).length > 1,
  );
  return {
    header: exact,
    from: start.number,
    row: head[last]?.number ?? start.number,
    taken: last + 1,
    lines: new Set(repeatable.map(lineKey)),
    firsts: new Set(repeatable.map((cells) => oneLine(cells[0] ?? ''))),
  };
}

/** Values of vertically merged cells repeated in each of their rows, as the person sees them. */
function downMerges(merges: Merge[]): { fill: (row: SheetRow) => void; filled: () => number } {
  const waiting = merges.filter((merge) => merge.bottom > merge.top);
  let active: { merge: Merge; value: string }[] = [];
  let next = 0;
  let filled = 0;
  return {
    filled: () => filled,
    fill: (row) => {
      active = active.filter(({ merge }) => merge.bottom >= row.number);
      for (; (waiting[next]?.top ?? Infinity) <= row.number; next++) {
        const merge = waiting[next];
        if (merge?.top !== row.number) continue;
        const value = row.cells[merge.left] ?? '';
        if (value === '') continue;
        filled++;
        active.push({ merge, value });
      }
      for (const { merge, value } of active) {
        while (row.cells.length < merge.left) row.cells.push('');
        row.cells[merge.left] ||= value;
      }
    },
  };
}

function headingNotes(heading: Heading): string[] {
  const blank = heading.header.flatMap((text, at) => (text.trim() === '' ? [at + 1] : []));
  const same = heading.header.filter((text, at, all) => text.trim() !== '' && all.indexOf(text) < at);
  const below =
    heading.from < heading.row
      ? notes.headerJoined(heading.from, heading.row)
      : notes.headerBelow(heading.row);
  return [
    ...(heading.row > 1 ? [below] : []),
    ...(blank.length ? [notes.blankHeadings(blank.slice(0, 10))] : []),
    ...(same.length ? [notes.sameHeadings([...new Set(same)].slice(0, 10))] : []),
  ];
}

/**
 * Reads a CSV, TSV (UTF-8, CP932, UTF-16, EUC-JP) or .xlsx row by row and gives other requests their turn meanwhile;
 * `visit` may be asynchronous and may throw to stop. Throws FileRefusal for every file it does not take.
 */
export async function eachRow(
  bytes: Uint8Array,
  visit: RowVisitor,
  options: TableOptions = {},
): Promise<TableEnd> {
  const { sheet, fileName, ...given } = options;
  const limits: Limits = { ...LIMITS, ...given };
  const source = await openSource(bytes, limits, { sheet, fileName });
  const { rows, merges, opening, closing, ...known } = source;
  const pause = pacer();
  const down = downMerges(merges);
  const head: SheetRow[] = [];
  let start: TableStart | null = null;
  let heading: Heading | null = null;
  let rowCount = 0;
  let surplus = { count: 0, row: 0 };
  const repeated: number[] = [];

  const take = (row: SheetRow, to: TableStart): void | Promise<void> => {
    if (heading!.firsts.has(oneLine(row.cells[0] ?? '')) && heading!.lines.has(lineKey(row.cells))) {
      repeated.push(row.number);
      return;
    }
    down.fill(row);
    const width = to.header.length;
    while (row.cells.length < width) row.cells.push('');
    while (row.cells.length > width && row.cells.at(-1) === '') row.cells.pop();
    if (row.cells.length > width) surplus = { count: surplus.count + 1, row: surplus.row || row.number };
    if (++rowCount > limits.maxRows) throw new FileRefusal('too-many-rows', { limit: limits.maxRows });
    return visit(row.cells, row.number, to);
  };
  const begin = async (): Promise<TableStart> => {
    if (head.length === 0) throw new FileRefusal('empty');
    heading = findHeader(head, merges);
    const to: TableStart = { ...known, header: heading.header, headerRow: heading.row };
    for (const row of head.slice(heading.taken)) await take(row, to);
    return to;
  };
  for await (const row of rows) {
    if (start) {
      const visiting = take(row, start);
      if (visiting) await visiting;
    } else if (head.push(row) >= HEAD_ROWS) start = await begin();
    await pause();
  }
  start ??= await begin();
  return {
    ...start,
    rowCount,
    notes: [
      ...opening,
      ...(heading ? headingNotes(heading) : []),
      ...(repeated.length ? [notes.headerRepeated(repeated)] : []),
      ...(surplus.count ? [notes.surplusCells(surplus.count, surplus.row)] : []),
      ...(down.filled() ? [notes.mergedFilled(down.filled())] : []),
      ...closing(),
    ],
  };
}

/** As eachRow, with the whole table in memory. Throws FileRefusal. */
export async function readTable(
  bytes: Uint8Array,
  fileName?: string,
  options: Omit<TableOptions, 'fileName'> = {},
): Promise<Table> {
  const rows: string[][] = [];
  const rowNumbers: number[] = [];
  const end = await eachRow(
    bytes,
    (row, rowNumber) => {
      rows.push(row);
      rowNumbers.push(rowNumber);
    },
    { ...options, fileName },
  );
  return { ...end, rows, rowNumbers };
}
