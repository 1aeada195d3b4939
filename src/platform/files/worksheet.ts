import { FileRefusal } from './refusal.ts';
import { notes } from './words.ja.ts';
import type { ZipEntry } from './zip.ts';
import { unzipEntry, zipEntries } from './zip.ts';

// hucre reads workbooks too, but its row stream knows no number formats: a code kept as the number 12041 shown as
// 012041, a time of day, an era date would arrive as bare numbers. These parts are read here, hucre writes.

export type Merge = { top: number; bottom: number; left: number; right: number };
export type SheetRow = { number: number; cells: string[] };
export type SheetInfo = { name: string; hidden: boolean };
export type Sheet = {
  merges: Merge[];
  /** Cells that could not be taken as a clerk sees them ('C5'): formulas without a kept result, errors shown. */
  lost: { formulas: string[]; errors: string[] };
  /** Rows in order, numbered from 1 as Excel shows them; wholly empty ones left out. */
  rows: Generator<SheetRow>;
};
export type Workbook = { sheets: SheetInfo[]; open: (name: string) => Promise<Sheet> };

type CellFormat = { kind: 'plain' | 'date' | 'time' | 'duration' } | { kind: 'mask'; mask: string };

const PLAIN: CellFormat = { kind: 'plain' };
// ECMA-376 18.8.30 with the Japanese era formats 27–36 and 50–58; 45 and 47 are mm:ss, 46 is [h]:mm:ss.
const BUILT_IN = new Map<number, CellFormat>([
  ...[14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58].map(
    (id): [number, CellFormat] => [id, { kind: 'date' }],
  ),
  ...[18, 19, 20, 21, 32, 33, 34, 35, 45, 47].map((id): [number, CellFormat] => [id, { kind: 'time' }]),
  [46, { kind: 'duration' }],
]);

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Only the five predefined entities and numeric references: nothing a document declares is ever expanded. */
function decodeXml(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/gi,
    (whole, hex, decimal, name) => {
      if (name) return ENTITIES[String(name).toLowerCase()] ?? whole;
      const code = hex ? parseInt(hex, 16) : Number(decimal);
      return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff)
        ? String.fromCodePoint(code)
        : '';
    },
  );
}

/** ECMA-376 22.9.2.19: characters XML cannot hold are kept as _xHHHH_, and a literal "_x" as _x005F_x. */
function decodeText(raw: string): string {
  const text = decodeXml(raw);
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9a-f]{4})_/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}

function attribute(tag: string, name: string): string | undefined {
  const found = new RegExp(`[\\s:]${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(tag);
  return found ? decodeXml(found[1] ?? found[2] ?? '') : undefined;
}

/** Some programs write every element with a prefix (x:row); the root tells which. */
function prefixOf(xml: string, root: string): string {
  return new RegExp(`<([A-Za-z][\\w.-]*:)?${root}[\\s/>]`).exec(xml)?.[1] ?? '';
}

// Searches stay inside one row, cell or item, and stop at the first unclosed tag: a file of a million unclosed tags must
// cost a million steps, not their square.

/** All text of a string item; the readings Excel keeps with Japanese cells (rPh) are not part of the value. */
function itemText(body: string, prefix: string): string {
  const [start, end] = [`<${prefix}t`, `</${prefix}t>`];
  const whole = body.length - end.length;
  // Nearly every item is one plain text.
  if (body.startsWith(`${start}>`) && body.indexOf('<', 1) === whole)
    return decodeText(body.slice(start.length + 1, whole));
  const [readingStart, readingEnd] = [`<${prefix}rPh`, `</${prefix}rPh>`];
  let text = '';
  let reading = body.indexOf(readingStart);
  for (let at = body.indexOf(start); at >= 0; at = body.indexOf(start, at)) {
    if (reading >= 0 && reading < at) {
      at = body.indexOf(readingEnd, reading);
      if (at < 0) break;
      reading = body.indexOf(readingStart, at);
      continue;
    }
    const open = body.indexOf('>', at);
    if (open < 0) break;
    at += start.length;
    if (body[open - 1] === '/' || !' >\t\r\n'.includes(body[at] ?? '?')) continue;
    const close = body.indexOf(end, open);
    if (close < 0) break;
    text += body.slice(open + 1, close);
    at = close;
  }
  return decodeText(text);
}

async function sharedStrings(xml: string, pause: () => Promise<void>): Promise<string[]> {
  const prefix = prefixOf(xml, 'sst');
  const strings: string[] = [];
  const start = `<${prefix}si`;
  const end = `</${prefix}si>`;
  for (let at = xml.indexOf(start); at >= 0; at = xml.indexOf(start, at)) {
    const open = xml.indexOf('>', at);
    if (open < 0) break;
    const empty = xml[open - 1] === '/';
    const close = empty ? open : xml.indexOf(end, open);
    if (close < 0) break;
    strings.push(empty ? '' : itemText(xml.slice(open + 1, close), prefix));
    at = close;
    if (strings.length % 500 === 0) await pause();
  }
  return strings;
}

/** How a custom number format shows a number, as far as it changes what the value is. */
function readFormat(code: string): CellFormat {
  // The postal format is [<=999]000;[<=9999]000-00;000-0000: its last section is the whole number.
  const sections = code.split(';');
  const section = (code.startsWith('[<=') ? sections.at(-1) : sections[0]) ?? '';
  if (/\[(?:h+|m+|s+)\]/i.test(section)) return { kind: 'duration' };
  const bare = section
    .replace(/\\-/g, '-')
    .replace(/"[^"]*"|\\.|[_*].|\[[^\]]*\]/g, '')
    .replace(/G\/\u6A19\u6E96|General|E[+-]/gi, '');
  if (/^0[0-]*0$/.test(bare)) return { kind: 'mask', mask: bare };
  if (/[ydge]/i.test(bare) || (/m/i.test(bare) && !/[hs]/i.test(bare))) return { kind: 'date' };
  return /[hs]/i.test(bare) ? { kind: 'time' } : PLAIN;
}

function cellFormats(xml: string): CellFormat[] {
  const custom = new Map<number, CellFormat>();
  for (const [tag] of xml.matchAll(/<(?:\w+:)?numFmt\s(?:[^<>"']|"[^"<]*"|'[^'<]*')*>/g)) {
    custom.set(Number(attribute(tag, 'numFmtId')), readFormat(attribute(tag, 'formatCode') ?? ''));
  }
  const prefix = prefixOf(xml, 'styleSheet');
  const list = xml.slice(xml.indexOf(`<${prefix}cellXfs`), xml.indexOf(`</${prefix}cellXfs>`));
  return [...list.matchAll(/<(?:\w+:)?xf[\s/>][^<>]*/g)].map(([tag]) => {
    const id = Number(attribute(tag, 'numFmtId') ?? 0);
    return custom.get(id) ?? BUILT_IN.get(id) ?? PLAIN;
  });
}

const two = (value: number) => String(value).padStart(2, '0');

function clock(seconds: number): string {
  const rest = seconds % 60;
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}${rest ? `:${two(rest)}` : ''}`;
}

/** Excel's day number → ISO date, time or both; null outside Excel's calendar (day 60 never existed). */
function serialText(serial: number, kind: 'date' | 'time' | 'duration', from1904: boolean): string | null {
  if (serial < 0 || serial >= 2958466) return null;
  const seconds = Math.round(serial * 86400);
  if (kind === 'duration' || (kind === 'time' && seconds < 86400)) return clock(seconds);
  const shift = from1904 ? 1462 : serial < 60 ? 1 : 0;
  const at = new Date(Date.UTC(1899, 11, 30) + (seconds + shift * 86400) * 1000);
  const day = at.toISOString().slice(0, 10);
  return seconds % 86400 === 0 ? day : `${day}T${clock(seconds % 86400)}`;
}

/** 0000-000 shows 1234 as 0001-234: the digits filled in from the right. */
function masked(value: number, mask: string): string {
  const digits = String(value).padStart(mask.replaceAll('-', '').length, '0');
  let text = '';
  let left = digits.length;
  for (let at = mask.length - 1; at >= 0 && left > 0; at--)
    text = (mask[at] === '-' ? '-' : digits[--left]) + text;
  return digits.slice(0, left) + text;
}

function numberText(raw: string, format: CellFormat, from1904: boolean): string {
  const value = Number(raw);
  if (raw.trim() === '' || !Number.isFinite(value)) return decodeText(raw);
  if (format.kind === 'plain' && raw.length < 15 && String(value) === raw) return raw;
  if (format.kind === 'mask') {
    if (Number.isSafeInteger(value) && value >= 0) return masked(value, format.mask);
  } else if (format.kind !== 'plain') {
    const text = serialText(value, format.kind, from1904);
    if (text) return text;
  }
  // Excel shows 15 digits; the file holds 17, so that 0.3 is written 0.30000000000000004.
  return String(Number(value.toPrecision(15)));
}

function columnIndex(reference: string): number {
  let column = 0;
  for (let at = 0; at < reference.length; at++) {
    const code = reference.charCodeAt(at) & ~32;
    if (code < 65 || code > 90) break;
    column = column * 26 + code - 64;
  }
  return column - 1;
}

/** Value of an attribute of a cell; three are asked for in every cell of a sheet, so without a regular expression. */
function cellAttribute(tag: string, name: string): string {
  const at = tag.indexOf(name);
  if (at < 0) return '';
  const from = at + name.length;
  return tag.slice(from + 1, tag.indexOf(tag[from] ?? '"', from + 1));
}

function mergesOf(xml: string): Merge[] {
  const merges: Merge[] = [];
  const below = xml.slice(Math.max(0, xml.lastIndexOf('sheetData>')));
  for (const [, reference] of below.matchAll(/<(?:\w+:)?mergeCell\s[^<>]*?ref="([A-Z]+\d+:[A-Z]+\d+)"/g)) {
    const [from = '', to = ''] = (reference ?? '').split(':');
    const row = (cell: string) => Number(/\d+/.exec(cell)?.[0]);
    merges.push({ top: row(from), bottom: row(to), left: columnIndex(from), right: columnIndex(to) });
  }
  return merges.toSorted((a, b) => a.top - b.top);
}

type Parts = { shared: string[]; formats: CellFormat[]; from1904: boolean; maxColumns: number };

function* sheetRows(xml: string, parts: Parts, lost: Sheet['lost']): Generator<SheetRow> {
  const prefix = prefixOf(xml, 'worksheet');
  const [rowStart, rowEnd] = [`<${prefix}row`, `</${prefix}row>`];
  const [cellStart, cellEnd] = [`<${prefix}c`, `</${prefix}c>`];
  const [valueStart, valueEnd, formula] = [`<${prefix}v`, `</${prefix}v>`, `<${prefix}f`];
  function cellText(tag: string, type: string, body: string): string {
    if (type === 'inlineStr') return itemText(body, prefix);
    const value = body.indexOf(valueStart);
    const open = value < 0 ? -1 : body.indexOf('>', value);
    const close = open < 0 ? -1 : body.indexOf(valueEnd, open);
    if (close < 0) {
      if (body.includes(formula)) lost.formulas.push(cellName(tag));
      return '';
    }
    const raw = body.slice(open + 1, close);
    if (type === 's') return parts.shared[Number(raw)] ?? '';
    if (type === 'str') return decodeText(raw);
    if (type === 'b') return raw.trim() === '1' ? 'TRUE' : 'FALSE';
    if (type === 'd') return raw.replace(/T00:00(?::00(?:\.0+)?)?Z?$/, '');
    if (type === 'e') {
      lost.errors.push(cellName(tag));
      return decodeText(raw);
    }
    const style = cellAttribute(tag, ' s=');
    return numberText(raw, (style && parts.formats[Number(style)]) || PLAIN, parts.from1904);
  }

  /** As Excel calls the cell; where the file leaves that out, by its row. */
  function cellName(tag: string): string {
    return cellAttribute(tag, ' r=') || notes.cellOfRow(number);
  }

  function rowCells(row: string): string[] {
    const cells: string[] = [];
    let column = -1;
    for (let at = row.indexOf(cellStart); at >= 0; at = row.indexOf(cellStart, at)) {
      const open = row.indexOf('>', at);
      if (open < 0) break;
      const tag = row.slice(at, open);
      at = open;
      if (!isTag(tag)) continue;
      const reference = cellAttribute(tag, ' r=');
      column = reference ? columnIndex(reference) : column + 1;
      if (row[open - 1] === '/') continue;
      const close = row.indexOf(cellEnd, open);
      if (close < 0) break;
      const text = cellText(tag, cellAttribute(tag, ' t=') || 'n', row.slice(open + 1, close));
      at = close;
      if (text === '') continue;
      if (column >= parts.maxColumns) throw new FileRefusal('too-many-columns', { limit: parts.maxColumns });
      while (cells.length < column) cells.push('');
      cells[column] = text;
    }
    return cells;
  }

  const isTag = (tag: string) =>
    tag.length === cellStart.length || ' /\t\r\n'.includes(tag[cellStart.length] ?? '');
  const data = xml.indexOf(`</${prefix}sheetData>`);
  const end = data < 0 ? xml.length : data;
  let number = 0;
  for (let at = xml.indexOf(rowStart); at >= 0 && at < end; at = xml.indexOf(rowStart, at)) {
    const open = xml.indexOf('>', at);
    if (open < 0) return;
    const given = /\sr=["'](\d+)/.exec(xml.slice(at, open))?.[1];
    const named = ' />\t\r\n'.includes(xml[at + rowStart.length] ?? '?');
    at = open;
    if (!named) continue;
    number = given ? Number(given) : number + 1;
    if (xml[open - 1] === '/') continue;
    const close = xml.indexOf(rowEnd, open);
    if (close < 0) return;
    const cells = rowCells(xml.slice(open + 1, close));
    if (cells.length > 0) yield { number, cells };
    at = close;
  }
}

function resolvePart(base: string, target: string): string {
  if (target.startsWith('/')) return target.slice(1);
  const path = base.split('/').slice(0, -1);
  for (const step of target.split('/')) {
    if (step === '..') path.pop();
    else if (step !== '.') path.push(step);
  }
  return path.join('/');
}

/**
 * Opens an .xlsx/.xlsm without reading its sheets yet; macros, pictures and links are never touched.
 * `pause` gives other work its turn. Throws FileRefusal.
 */
export async function openWorkbook(
  bytes: Uint8Array,
  options: { maxColumns: number; pause: () => Promise<void> },
): Promise<Workbook> {
  const entries: Map<string, ZipEntry> = zipEntries(bytes);
  const textOf = async (name: string): Promise<string> => {
    const entry = entries.get(name);
    if (!entry) return '';
    // V8 cannot hold a string past 512 MB; the zip limits keep below that.
    return new TextDecoder().decode(await unzipEntry(bytes, entry));
  };
  const relations = async (part: string): Promise<{ id: string; type: string; target: string }[]> => {
    const slash = part.lastIndexOf('/') + 1;
    const xml = await textOf(`${part.slice(0, slash)}_rels/${part.slice(slash)}.rels`);
    return [...xml.matchAll(/<(?:\w+:)?Relationship\s[^<>]*>/g)].map(([tag]) => ({
      id: attribute(tag, 'Id') ?? '',
      type: (attribute(tag, 'Type') ?? '').split('/').at(-1) ?? '',
      target: resolvePart(part, attribute(tag, 'Target') ?? ''),
    }));
  };

  const workbookPart =
    (await relations('')).find((r) => r.type === 'officeDocument')?.target ?? 'xl/workbook.xml';
  // .xlsb, the binary workbook
  if (workbookPart.endsWith('.bin')) throw new FileRefusal('old-excel');
  const workbookXml = await textOf(workbookPart);
  if (!workbookXml) throw new FileRefusal('damaged');
  const related = await relations(workbookPart);
  const partOf = (type: string) => related.find((r) => r.type === type)?.target ?? '';
  const from1904 = /<(?:\w+:)?workbookPr\s[^<>]*date1904\s*=\s*["'](?:1|true)/.test(workbookXml);
  const sheets = [...workbookXml.matchAll(/<(?:\w+:)?sheet\s[^<>]*>/g)].map(([tag]) => ({
    name: attribute(tag, 'name') ?? '',
    hidden: (attribute(tag, 'state') ?? 'visible') !== 'visible',
    part: related.find((r) => r.type === 'worksheet' && r.id === /:id\s*=\s*["']([^"']*)/.exec(tag)?.[1])
      ?.target,
  }));
  let parts: Parts | null = null;
  return {
    sheets: sheets.filter((s) => s.part).map(({ name, hidden }) => ({ name, hidden })),
    open: async (name) => {
      const part = sheets.find((s) => s.part && s.name === name)?.part;
      if (!part) throw new FileRefusal('no-such-sheet', { names: sheets.map((s) => s.name) });
      parts ??= {
        shared: await sharedStrings(await textOf(partOf('sharedStrings')), options.pause),
        formats: cellFormats(await textOf(partOf('styles'))),
        from1904,
        maxColumns: options.maxColumns,
      };
      const xml = await textOf(part);
      const lost: Sheet['lost'] = { formulas: [], errors: [] };
      return { merges: mergesOf(xml), lost, rows: sheetRows(xml, parts, lost) };
    },
  };
}
