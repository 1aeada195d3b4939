import pdfmake from 'pdfmake';
import type { Content, TableCell, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import type { Block, Doc, Figure } from './doc.ts';
import {
  beforeBracket,
  COLOURS,
  figureSize,
  heldBySignatures,
  plainText,
  shares,
  spansAll,
  textWidth,
} from './doc.ts';
import { loadFont } from './fonts.ts';
import {
  bulletMark,
  checkedMark,
  uncheckedMark,
  missingCharacter,
  signatureDate,
  stampLine,
} from './words.ja.ts';

export type PdfFile = {
  bytes: Uint8Array;
  /** Characters the font does not have and nothing could stand in for, each once; a geta mark is in their place. */
  missing: string[];
  pages: number;
};

const MM = 72 / 25.4;
interface Paper {
  size: 'A5' | 'A4' | 'A3';
  landscape: boolean;
  margin: { x: number; top: number; bottom: number };
  /** what is left between the margins */
  width: number;
  height: number;
}

const sides = {
  A5: [148 * MM, 210 * MM],
  A4: [210 * MM, 297 * MM],
  A3: [297 * MM, 420 * MM],
} as const;

function paperOf({ paper }: Doc): Paper {
  const size = paper === 'A3-landscape' ? 'A3' : paper === 'A5' ? 'A5' : 'A4';
  const landscape = paper === 'A3-landscape' || paper === 'A4-landscape';
  const margin =
    landscape || size === 'A5'
      ? { x: 10 * MM, top: 10 * MM, bottom: 12 * MM }
      : { x: 20 * MM, top: 20 * MM, bottom: 18 * MM };
  const [short, long] = sides[size];
  const [width, height] = landscape ? [long, short] : [short, long];
  return {
    size,
    landscape,
    margin,
    width: width - 2 * margin.x,
    height: height - margin.top - margin.bottom,
  };
}

const FAMILY = 'NotoSansJP';
const colour = (name: keyof typeof COLOURS) => `#${COLOURS[name]}`;

// Signs the font lacks that have a twin of the same meaning; Roman numerals and the like become letters by NFKC.
const STAND_INS: Record<string, string> = {
  '\u2252': '\u2248',
  '\u2714': '\u2713',
};

type Fit = (text: string) => string;

/** Makes texts showable with the font: selectors of glyph variants dropped, stand-ins put in, the rest marked. */
function fitter(covers: Set<number>): { fit: Fit; missing: Set<string> } {
  const missing = new Set<string>();
  const shows = (text: string) =>
    Array.from(text).every((character) => covers.has(character.codePointAt(0) ?? 0));
  const standIn = (character: string): string => {
    const plain = STAND_INS[character] ?? character.normalize('NFKC');
    if (plain !== character && shows(plain)) return plain;
    missing.add(character);
    return missingCharacter;
  };
  const fit: Fit = (text) => {
    const plain = plainText(text)
      .replace(/[\uFE00-\uFE0F\u{E0100}-\u{E01EF}\p{Cf}]/gu, '')
      .replaceAll('\t', '\u3000');
    return Array.from(plain, (c) => (c === '\n' || covers.has(c.codePointAt(0) ?? 0) ? c : standIn(c))).join(
      '',
    );
  };
  return { fit, missing };
}

function figureContent(figure: Figure, fit: Fit, paper: Paper): Content {
  const size = figureSize(figure);
  const scale = Math.min(0.75, paper.width / size.width, (paper.height * 0.8) / size.height);
  const [width, height] = [size.width * scale, size.height * scale];
  // Without tags a PDF has no place for a text alternative, so it is printed where there is no caption.
  const caption: Content = { text: fit(figure.caption ?? figure.alt), style: 'caption' };
  const picture: Content =
    'svg' in figure
      ? { svg: fit(figure.svg), width, height, font: FAMILY }
      : { image: `data:image/png;base64,${Buffer.from(figure.png).toString('base64')}`, width, height };
  return { stack: [picture, caption], unbreakable: true, margin: [0, 4, 0, 8] };
}

function tableContent(block: Block & { kind: 'table' }, fit: Fit, paper: Paper): Content {
  const { sheet } = block;
  const tone = (row: number, column: number) => {
    const named = sheet?.tones?.[row]?.[column];
    return named ? { color: colour(named) } : {};
  };
  // Numbers are compared by their places: a column of nothing else stands at the right, a dash for what is not known among
  // them. A column in which nothing stands yet goes with the one before it, as the coming months of a year do.
  const figures: boolean[] = [];
  for (const at of block.header.keys()) {
    const cells = block.rows.map((row) => row[at] ?? '');
    figures.push(
      cells.every((text) => text === '')
        ? (figures[at - 1] ?? false)
        : cells.some((text) => /\d/.test(text)) &&
            cells.every((text) => /^(?:[+\u2212-]?[\d,]*(?:\.\d+)?%?|[\u2014\u2015\u2013-])$/.test(text)),
    );
  }
  const cell = (text: string, row: number, column: number): TableCell => {
    if (!sheet) return { text: fit(text), ...(figures[column] ? { alignment: 'right' as const } : {}) };
    const [first = '', ...rest] = fit(text).split('\n');
    return {
      text: [
        { text: first, bold: true, fontSize: sheet.text * 1.35, ...tone(row, column) },
        ...rest.flatMap((line) => {
          const [before, bracket] = beforeBracket(line);
          return bracket === '' ? [`\n${before}`] : [`\n${before}`, { text: bracket, noWrap: true }];
        }),
      ],
      fontSize: sheet.text,
      // The font's own lines are half as high again as its letters.
      lineHeight: 0.85,
    };
  };
  const cells = (row: readonly string[], n: number): TableCell[] =>
    block.header.map((_, at) => cell(row[at] ?? '', n + 1, at));
  const head = block.header.map((text, at): TableCell => ({
    text: fit(text),
    bold: true,
    fillColor: colour('head'),
    ...(!sheet && figures[at] ? { alignment: 'right' as const } : {}),
    // A heading over the whole of a form's block.
    ...(at === 0 && spansAll(block.header) ? { colSpan: block.header.length } : {}),
    ...(sheet ? { alignment: 'center' as const, fontSize: sheet.text * 1.2, ...tone(0, at) } : {}),
  }));
  // Padding and lines take their part of the width before the columns do.
  const small = block.small === true || block.header.length > 12;
  const padding = sheet || small ? 2 : 5;
  const room = Math.max(block.header.length * 4, paper.width - block.header.length * padding * 2 - 1);
  const long = block.rows.some((row) => row.some((cell) => cell.length > 400));
  return {
    table: {
      headerRows: 1,
      keepWithHeaderRows: 1,
      // A row is not torn over two pages unless it might not fit on one.
      dontBreakRows: !long,
      widths: shares(block.header, block.rows, block.widths).map((share) => share * room),
      ...(sheet ? { heights: (row: number) => (row === 0 ? 'auto' : sheet.heights[row - 1]! * MM) } : {}),
      body: [head, ...block.rows.map(cells)],
    },
    layout: {
      hLineWidth: () => 0.5,
      vLineWidth: () => 0.5,
      hLineColor: () => colour('line'),
      vLineColor: () => colour('line'),
      paddingLeft: () => padding,
      paddingRight: () => padding,
      paddingTop: () => 2,
      paddingBottom: () => 3,
    },
    fontSize: small ? 7 : 9.5,
    margin: [0, 2, 0, 10],
  };
}

/** Headings carry their place among the blocks (`headlineLevel`), by which page breaks find what follows them. */
function blockContent(block: Block, fit: Fit, paper: Paper, at?: number): Content {
  switch (block.kind) {
    case 'heading':
      return {
        text: fit(block.text),
        style: `heading${block.level}`,
        ...(at === undefined ? {} : { headlineLevel: at }),
      };
    case 'paragraph':
      return { text: fit(block.text), margin: [0, 0, 0, 6] };
    case 'list': {
      const mark = (at: number) => (block.ordered ? `${at + 1}.` : bulletMark);
      const width = block.ordered ? 12 + 6 * String(block.items.length).length : 14;
      return {
        stack: block.items.map((item, at) => ({
          columns: [
            { width, text: mark(at) },
            { width: '*', text: fit(item) },
          ],
        })),
        margin: [4, 0, 0, 6],
      };
    }
    case 'table':
      return tableContent(block, fit, paper);
    case 'checklist':
      return {
        stack: block.items.map(({ text, checked }) => ({
          columns: [
            { width: 18, text: checked ? checkedMark : uncheckedMark },
            { width: '*', text: fit(text) },
          ],
        })),
        margin: [4, 0, 0, 6],
      };
    case 'signatures':
      return {
        stack: block.labels.map((label) => ({
          columns: [
            { width: 110, text: fit(label) },
            {
              width: 220,
              canvas: [
                { type: 'line', x1: 0, y1: 14, x2: 210, y2: 14, lineWidth: 0.6, lineColor: colour('text') },
              ],
            },
            { width: '*', text: signatureDate, alignment: 'right' },
          ],
          margin: [0, 14, 0, 4],
        })),
        unbreakable: true,
      };
    case 'page-break':
      return { text: '', pageBreak: 'after' };
    default:
      return figureContent(block, fit, paper);
  }
}

/** Two lines around the page, one heavy, one fine; no page number. */
const deedFrame = (paper: Paper): Pick<TDocumentDefinitions, 'background' | 'footer' | 'header'> => ({
  header: () => null,
  footer: () => null,
  background: (_page, size) => {
    const line = (inset: number, lineWidth: number) => ({
      type: 'rect' as const,
      x: inset,
      y: inset,
      w: size.width - 2 * inset,
      h: size.height - 2 * inset,
      lineWidth,
      lineColor: colour('blue'),
    });
    return { canvas: [line(paper.margin.x * 0.55, 2.4), line(paper.margin.x * 0.55 + 5, 0.6)] };
  },
});

/** The number small on the right, the title wide in the middle, then the blocks in the middle of the page. */
function deedContent(doc: Doc, fit: Fit, paper: Paper): Content[] {
  const sizes = { 1: 22, 2: 16, 3: 13 } as const;
  return [
    ...doc.meta.map(([label, value]): Content => ({
      text: fit(`${label}　${value}`),
      alignment: 'right',
      fontSize: 10.5,
    })),
    {
      text: fit(doc.title),
      alignment: 'center',
      bold: true,
      fontSize: 34,
      characterSpacing: 14,
      margin: [14, 26, 0, 26],
    },
    ...doc.blocks.map((block, at): Content => {
      if (block.kind === 'heading')
        return {
          text: fit(block.text),
          alignment: 'center',
          bold: true,
          fontSize: sizes[block.level],
          margin: [0, 14, 0, 10],
        };
      if (block.kind === 'paragraph')
        return {
          text: fit(block.text),
          alignment: 'center',
          fontSize: 12.5,
          lineHeight: 1.45,
          margin: [0, 0, 0, 12],
        };
      if (block.kind === 'figure') return { stack: [figureContent(block, fit, paper)], alignment: 'center' };
      return blockContent(block, fit, paper, at);
    }),
  ];
}

/** Without the room under it, which would begin an empty page where there is none left. */
function atTheEnd(content: Content): Content {
  if (typeof content !== 'object' || !('margin' in content) || !Array.isArray(content.margin)) return content;
  const [left, top, right] = content.margin as [number, number, number, number];
  return { ...content, margin: [left, top, right, 0] };
}

/**
 * The blocks one after another, signatures in one piece with what they sign; after a page break the next one begins the page, so
 * that no empty line needs a page of its own.
 */
function inOrder(blocks: readonly Block[], fit: Fit, paper: Paper): Content[] {
  const held = heldBySignatures(blocks);
  const content: Content[] = [];
  let piece: Content[] = [];
  let begins = false;
  blocks.forEach((block, at) => {
    if (block.kind === 'page-break') {
      begins = true;
      return;
    }
    const ends = at === blocks.length - 1 || blocks[at + 1]?.kind === 'page-break';
    // What is in one piece goes over in one piece; told to break within it, pdfmake loses the rest.
    const one = blockContent(block, fit, paper, held[at] ? undefined : at);
    piece.push(ends ? atTheEnd(one) : one);
    if (held[at] && !ends) return;
    const whole: Content = piece.length === 1 ? piece[0]! : { stack: piece, unbreakable: true };
    content.push(begins ? { stack: [whole], pageBreak: 'before' } : whole);
    piece = [];
    begins = false;
  });
  return content;
}

/** The font's own line, half as high again as its letters, times the house's distance between lines. */
const lineOf = (size: number) => size * 1.45 * 1.15;
const linesOf = (text: string, width: number, size: number): number =>
  text
    .split('\n')
    .reduce(
      (lines, line) => lines + Math.max(1, Math.ceil((textWidth(line) * size) / 2 / (width * 0.95))),
      0,
    );

/** How much of the page, in points, a block's first piece takes at least: what a heading above it must not be parted from. */
function firstPiece(blocks: readonly Block[], at: number, paper: Paper, level = 0): number {
  const block = blocks[at];
  switch (block?.kind) {
    case undefined:
    case 'page-break':
      return 0;
    case 'heading':
      return (
        lineOf(14) * linesOf(block.text, paper.width, 14) +
        14 +
        firstPiece(blocks, at + 1, paper, block.level)
      );
    case 'paragraph': {
      const lines = linesOf(block.text, paper.width, 10.5);
      // Under a single line, as that nothing was recorded, the eye goes on to what follows, but not into the next chapter.
      const following = blocks[at + 1];
      const goesOn = lines === 1 && !(following?.kind === 'heading' && following.level <= level);
      const next = goesOn ? firstPiece(blocks, at + 1, paper, level) : 0;
      return lineOf(10.5) * Math.min(lines, 2) + 6 + next;
    }
    case 'table': {
      const widths = shares(block.header, block.rows, block.widths);
      const size = block.small === true || block.header.length > 12 ? 7 : 9.5;
      const height = (row: readonly string[]) =>
        lineOf(size) *
          Math.max(...row.map((cell, nth) => linesOf(cell, (widths[nth] ?? 1) * paper.width - 11, size))) +
        6;
      return height(block.header) + (block.rows[0] ? height(block.rows[0]) : 0);
    }
    case 'figure': {
      const size = figureSize(block);
      const scale = Math.min(0.75, paper.width / size.width, (paper.height * 0.8) / size.height);
      return size.height * scale + 3 * lineOf(9) + 14;
    }
    case 'signatures':
      return 40 * block.labels.length;
    default:
      return lineOf(10.5) * 2;
  }
}

function definition(doc: Doc, fit: Fit): TDocumentDefinitions {
  const paper = paperOf(doc);
  const { margin } = paper;
  const title = fit(doc.title);
  const meta = doc.meta.map(([label, value]): TableCell[] => [
    { text: fit(label), color: colour('grey') },
    { text: fit(value) },
  ]);
  // Half a character of the text's size for each half-width one: a label is read in one line where it can be.
  const labels = Math.min(150, Math.max(90, ...doc.meta.map(([label]) => 1 + textWidth(label) * 5.25)));
  // What hangs on a wall is read from farther away.
  const wall = doc.blocks.some((block) => block.kind === 'table' && block.sheet !== undefined);
  const scale = wall && paper.size === 'A3' ? Math.SQRT2 : 1;
  return {
    pageSize: paper.size,
    pageOrientation: paper.landscape ? 'landscape' : 'portrait',
    pageMargins: [margin.x, margin.top, margin.x, margin.bottom],
    version: '1.7',
    language: 'ja',
    displayTitle: true,
    info: { title: plainText(doc.title), ...(doc.stamp ? { author: plainText(doc.stamp.who) } : {}) },
    defaultStyle: {
      font: FAMILY,
      fontSize: 10.5 * scale,
      lineHeight: 1.15,
      color: colour('text'),
      preserveLeadingSpaces: true,
    },
    styles: {
      title: { fontSize: 18 * scale, bold: true, margin: [0, 0, 0, 2] },
      subtitle: { fontSize: 12 * scale, color: colour('grey'), margin: [0, 0, 0, 4] },
      heading1: { fontSize: 14, bold: true, margin: [0, 10, 0, 4] },
      heading2: { fontSize: 12, bold: true, margin: [0, 8, 0, 3] },
      heading3: { fontSize: 10.5, bold: true, margin: [0, 6, 0, 2] },
      caption: { fontSize: 9, color: colour('grey'), margin: [0, 2, 0, 0] },
    },
    header: (page) =>
      page === 1
        ? null
        : {
            text: title,
            fontSize: 8.5,
            color: colour('grey'),
            margin: [margin.x, 10 * MM, margin.x, 0],
            noWrap: true,
          },
    footer: (page, pages) => ({
      columns: [
        { width: '*', text: doc.stamp ? fit(stampLine(doc.stamp)) : '' },
        { width: 60, text: `${page}/${pages}`, alignment: 'right' },
      ],
      fontSize: 8.5,
      color: colour('grey'),
      margin: [margin.x, 5 * MM, margin.x, 0],
    }),
    ...(doc.deed ? deedFrame(paper) : {}),
    content: doc.deed
      ? deedContent(doc, fit, paper)
      : [
          { text: title, style: 'title' },
          ...(doc.subtitle ? [{ text: fit(doc.subtitle), style: 'subtitle' }] : []),
          ...(meta.length
            ? [
                {
                  table: { widths: [labels, '*'], body: meta },
                  layout: 'noBorders',
                  margin: [0, 4, 0, 8] as [number, number, number, number],
                },
              ]
            : []),
          ...inOrder(doc.blocks, fit, paper),
        ],
    // A heading at the foot of a page goes over with what it heads. pdfmake does not tell where a table's first rows come to
    // stand, which it writes in one piece, so that what must follow is reckoned from the blocks.
    pageBreakBefore: ({ headlineLevel: at, startPosition }) =>
      at !== undefined &&
      startPosition.top > margin.top + 20 &&
      startPosition.top + firstPiece(doc.blocks, at, paper) > margin.top + paper.height,
  };
}

type FileStore = { writeFileSync: (name: string, content: Buffer) => void };

let ready: Promise<Set<number>> | null = null;

/** Gives pdfmake its fonts once, and takes its ways to the disk and the net away. */
async function prepare(): Promise<Set<number>> {
  const [regular, bold] = await Promise.all([loadFont(400), loadFont(700)]);
  const maker = pdfmake as typeof pdfmake & { virtualfs: FileStore };
  // Kept under the fonts' own names: texts within an SVG ask the document for a font by the name of its file, and find
  // the one already open.
  const [normal, strong] = [`${FAMILY}-Regular`, `${FAMILY}-Bold`];
  maker.virtualfs.writeFileSync(normal, regular.bytes);
  maker.virtualfs.writeFileSync(strong, bold.bytes);
  maker.setFonts({ [FAMILY]: { normal, bold: strong, italics: normal, bolditalics: strong } });
  maker.setLocalAccessPolicy(() => false);
  maker.setUrlAccessPolicy(() => false);
  return regular.covers;
}

/** A4 with page numbers n/m, header from the second page on, title and language in its data. */
export async function toPdf(doc: Doc): Promise<PdfFile> {
  ready ??= prepare();
  ready.catch(() => (ready = null));
  const { fit, missing } = fitter(await ready);
  const made = definition(doc, fit);
  const { footer } = made;
  let pages = 1;
  made.footer = (...at) => {
    pages = at[1];
    return typeof footer === 'function' ? footer(...at) : footer;
  };
  const bytes = await pdfmake.createPdf(made).getBuffer();
  return { bytes, missing: [...missing], pages };
}
