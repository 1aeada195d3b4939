import iconv from 'iconv-lite';
import { missingCharacter } from './words.ja.ts';

export type CsvEncoding = 'utf-8-bom' | 'cp932';
export type CsvFile = {
  bytes: Uint8Array;
  /** Characters CP932 does not have, each once; the file shows a geta mark in their place. */
  lost: string[];
};

/** OWASP "CSV injection", with the full-width forms Excel takes for the same. */
const FORMULA_START = /^'*[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;
/** A plain negative number runs nothing, and a prefix would make it text. */
const NEGATIVE = /^-\d+(?:\.\d+)?$/;

export type CsvValue = string | number | boolean | null;

function valueText(value: CsvValue): string {
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  return value === null ? '' : String(value);
}

/** A leading ' keeps a spreadsheet from running the value; readTable takes it off again. */
function guarded(value: string): string {
  return FORMULA_START.test(value) && !NEGATIVE.test(value) ? `'${value}` : value;
}

// Unicode has two of each; what Macs, phones and Unicode tables write is not what Windows maps to CP932.
const WINDOWS_TWINS: Record<string, string> = {
  '\u301C': '\uFF5E',
  '\u2212': '\uFF0D',
  '\u2016': '\u2225',
  '\u2014': '\u2015',
  '\u00A5': '\uFFE5',
  '\u203E': '\uFFE3',
  '\u00A2': '\uFFE0',
  '\u00A3': '\uFFE1',
  '\u00AC': '\uFFE2',
  '\u00A6': '\uFFE4',
  '\u00A0': ' ',
};
const TWINS = new RegExp(`[${Object.keys(WINDOWS_TWINS).join('')}]`, 'g');

function toCp932(text: string): CsvFile {
  // A Mac writes a voiced kana as two characters; CP932 only has the single one.
  const windows = text.normalize('NFC').replace(TWINS, (character) => WINDOWS_TWINS[character] ?? character);
  const lost: string[] = [];
  for (const character of new Set(windows)) {
    const fits = character < '\x80' || iconv.decode(iconv.encode(character, 'cp932'), 'cp932') === character;
    if (!fits) lost.push(character);
  }
  const gone = new Set(lost);
  const written =
    gone.size === 0 ? windows : Array.from(windows, (c) => (gone.has(c) ? missingCharacter : c)).join('');
  return { bytes: iconv.encode(written, 'cp932'), lost };
}

/**
 * CSV for Excel and other systems (RFC 4180): CRLF, every value quoted and written as it is, leading zeros included.
 * UTF-8 with BOM by default.
 */
export function toCsv(
  header: readonly string[],
  rows: Iterable<readonly CsvValue[]>,
  { encoding = 'utf-8-bom' }: { encoding?: CsvEncoding } = {},
): CsvFile {
  const line = (cells: readonly CsvValue[]) =>
    cells.map((cell) => `"${guarded(valueText(cell)).replaceAll('"', '""')}"`).join(',');
  const lines = [line(header)];
  for (const row of rows) lines.push(line(row));
  const text = `${lines.join('\r\n')}\r\n`;
  return encoding === 'cp932' ? toCp932(text) : { bytes: Buffer.from(`\uFEFF${text}`), lost: [] };
}
