/** Who took the output, when and why, as words already formatted for people; printed on every output. */
export type Stamp = { who: string; when: string; why: string };

export type Figure =
  | { kind: 'figure'; svg: string; alt: string; caption?: string }
  | { kind: 'figure'; png: Uint8Array; alt: string; caption?: string };

/** One piece of a document. Texts may hold line feeds; nothing in them is markup. */
export type Block =
  | { kind: 'heading'; level: 1 | 2 | 3; text: string }
  | { kind: 'paragraph'; text: string }
  | { kind: 'list'; items: readonly string[]; ordered?: boolean }
  /** `widths` are shares of the page's width, one per column. */
  | {
      kind: 'table';
      header: readonly string[];
      rows: readonly (readonly string[])[];
      widths?: readonly number[];
      /** small letters, as in tables of more than twelve columns, for a page that must hold it all */
      small?: boolean;
      /**
       * A sheet to pin up: each row so many millimetres high, texts in points, each cell's first line bold and larger, in
       * the colour `tones` says for its row (the first is the header's) and column. A short bracket at a line's end is
       * kept in one piece.
       */
      sheet?: { heights: readonly number[]; text: number; tones?: readonly (readonly (Tone | null)[])[] };
    }
  | { kind: 'checklist'; items: readonly { text: string; checked: boolean }[] }
  /** A line to sign on for each label. */
  | { kind: 'signatures'; labels: readonly string[] }
  | { kind: 'page-break' }
  | Figure;

/** What toDocx and toPdf both write: minutes, plans, forms, reports. `meta` are label and value. */
export type Doc = {
  title: string;
  subtitle?: string;
  meta: readonly (readonly [label: string, value: string])[];
  blocks: readonly Block[];
  /** A4 upright without it; only a PDF has it. */
  paper?: 'A5' | 'A4-landscape' | 'A3-landscape';
  stamp?: Stamp;
  /** What a city hands over, on one page: a frame, everything in the middle, the number above. Only a PDF has it. */
  deed?: true;
};

// A colour per use, the same in both formats; grey is dark enough to read on paper and after copying.
export const COLOURS = {
  text: '1A1A1A',
  grey: '4D4D4D',
  line: '999999',
  head: 'E8F1FE',
  red: 'B3261E',
  blue: '0B57A4',
} as const;
export type Tone = 'red' | 'blue';

/** Text a file can hold: well-formed, NFC, without control characters other than tab and line feed. */
export function plainText(text: string): string {
  return (
    text
      .toWellFormed()
      .normalize('NFC')
      .replace(/\r\n?/g, '\n')
      // \uFFFE and \uFFFF are no characters, and XML refuses them.
      .replace(/[^\P{Cc}\t\n]|[\uFFFE\uFFFF]/gu, '')
  );
}

/** Half-width characters that ordinary letters of a table find side by side on A4 upright, without what parts the columns. */
const lineOfTable = (columns: number): number => 100 - 2 * columns;

/** A line parted before the short bracket at its end, which a sheet to pin up does not tear; '' where it has none. */
export function beforeBracket(line: string): [before: string, bracket: string] {
  const [, before = line, bracket = ''] = /^(.+)(（[^（）]{1,6}）)$/.exec(line) ?? [];
  return [before, bracket];
}

/** Whether a table's first heading is over all of its columns: the others say nothing. */
export const spansAll = ([first, ...others]: readonly string[]): boolean =>
  first !== '' && others.length > 0 && others.every((text) => text === '');

/**
 * Column widths as shares adding up to one: as given, or by the longest text of each column. Where not all fit in a line the
 * longest give way, so that a short column's heading is not torn for the sake of a sentence beside it.
 */
export function shares(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  widths?: readonly number[],
): number[] {
  const wanted = header.map((heading, at) => {
    const longest = Math.max(...[heading, ...rows.slice(0, 200).map((row) => row[at] ?? '')].map(textWidth));
    return widths?.[at] ?? Math.max(6, longest + 1);
  });
  const cap = widths ? Infinity : Math.max(6, capOf(wanted, lineOfTable(header.length)));
  const given = wanted.map((width) => Math.min(width, cap));
  const sum = given.reduce((total, width) => total + width, 0) || 1;
  return given.map((width) => width / sum);
}

/** The width that no column may pass so that all together take `room`. */
function capOf(wanted: readonly number[], room: number): number {
  let left = room;
  const ascending = wanted.toSorted((a, b) => a - b);
  for (const [at, width] of ascending.entries()) {
    const each = left / (ascending.length - at);
    if (width > each) return each;
    left -= width;
  }
  return Infinity;
}

// A third of an A4 page or so: what cannot be torn must fit on a page.
const SIGNED_AT_MOST = 600;
const LINE = 40;

/**
 * Where a block stays on one page with the one after it, because signatures follow: nobody signs a page that does not show
 * what is signed. Back to the heading, as far as it is short.
 */
export function heldBySignatures(blocks: readonly Block[]): boolean[] {
  const held = blocks.map(() => false);
  blocks.forEach((block, at) => {
    if (block.kind !== 'signatures') return;
    let length = 0;
    for (let before = at - 1; before >= 0; before--) {
      const one = blocks[before]!;
      const texts =
        one.kind === 'heading' || one.kind === 'paragraph'
          ? [one.text]
          : one.kind === 'list'
            ? one.items
            : one.kind === 'checklist'
              ? one.items.map(({ text }) => text)
              : one.kind === 'table' && !one.sheet
                ? [one.header, ...one.rows].map((row) => row.join('\n'))
                : null;
      if (texts === null) return;
      const lines = texts.flatMap((text) => text.split('\n'));
      length += lines.reduce((sum, line) => sum + Math.max(LINE, line.length), 0);
      if (length > SIGNED_AT_MOST) return;
      held[before] = true;
      if (one.kind === 'heading') return;
    }
  });
  return held;
}

/** Width of the longest line in half-width characters. */
export function textWidth(text: string): number {
  let widest = 0;
  for (const line of text.split('\n')) {
    let width = 0;
    for (const character of line) width += character < '\u0100' || /[\uFF61-\uFF9F]/.test(character) ? 1 : 2;
    widest = Math.max(widest, width);
  }
  return widest;
}

/** Size of a figure in CSS pixels, from its own data; a square where it does not say. */
export function figureSize(figure: Figure): { width: number; height: number } {
  if ('png' in figure) {
    // The PNG header gives width and height right after its first chunk's name.
    const view = new DataView(figure.png.buffer, figure.png.byteOffset, figure.png.byteLength);
    return figure.png.length < 24
      ? { width: 300, height: 300 }
      : { width: view.getUint32(16), height: view.getUint32(20) };
  }
  const tag = /<svg[^>]*>/.exec(figure.svg)?.[0] ?? '';
  const measure = (name: string) => Number(new RegExp(`\\s${name}="([\\d.]+)(?:px)?"`).exec(tag)?.[1] ?? 0);
  const box = /\sviewBox="[-\d.]+[\s,]+[-\d.]+[\s,]+([\d.]+)[\s,]+([\d.]+)"/.exec(tag);
  const [width, height] = [
    measure('width') || Number(box?.[1] ?? 0),
    measure('height') || Number(box?.[2] ?? 0),
  ];
  return width > 0 && height > 0 ? { width, height } : { width: 300, height: 300 };
}
