import type { FileChild } from 'docx';
import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  Header,
  HeadingLevel,
  ImageRun,
  LeaderType,
  LevelFormat,
  Packer,
  PageBreak,
  PageNumber,
  Paragraph,
  ShadingType,
  Tab,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TabStopType,
  TextRun,
  WidthType,
} from 'docx';
import type { Block, Doc, Figure } from './doc.ts';
import { COLOURS, figureSize, heldBySignatures, plainText, shares, spansAll } from './doc.ts';
import { bulletMark, checkedMark, figureTitle, signatureDate, stampLine, uncheckedMark } from './words.ja.ts';

// Lengths in twentieths of a point. A4 with 20 mm at each side.
const MM = 1440 / 25.4;
const PAGE = { width: 11906, height: 16838 };
const MARGIN = Math.round(20 * MM);
const WIDTH = PAGE.width - 2 * MARGIN;
const ORDERED = 'ordered';
const BULLETS = 'bullets';
// Both come with Windows; the second has the boxes to tick, and is what Word falls back to for the first.
const FONT = { ascii: 'Yu Gothic', hAnsi: 'Yu Gothic', eastAsia: 'Yu Gothic', cs: 'Yu Gothic' };
const SIGNS = { ascii: 'MS Gothic', hAnsi: 'MS Gothic', eastAsia: 'MS Gothic', cs: 'MS Gothic' };
const HEADINGS = { 1: HeadingLevel.HEADING_1, 2: HeadingLevel.HEADING_2, 3: HeadingLevel.HEADING_3 };
const GREY = { color: COLOURS.grey, size: 17 };

type RunStyle = { bold?: boolean; color?: string; size?: number };

/** Lines of a text as one run each: Word has no line feed within a text. */
function runs(text: string, style: RunStyle = {}): TextRun[] {
  return plainText(text)
    .split('\n')
    .map((line, at) => new TextRun({ text: line, ...style, ...(at > 0 ? { break: 1 } : {}) }));
}

const LINE = { style: BorderStyle.SINGLE, size: 4, color: COLOURS.line };
const NO_LINE = { style: BorderStyle.NONE, size: 0, color: 'auto' };
const frame = (line: typeof LINE | typeof NO_LINE) => ({
  top: line,
  bottom: line,
  left: line,
  right: line,
  insideHorizontal: line,
  insideVertical: line,
});

function grid(columns: readonly number[], rows: TableRow[], line: typeof LINE | typeof NO_LINE): Table {
  return new Table({
    rows,
    columnWidths: [...columns],
    width: { size: WIDTH, type: WidthType.DXA },
    layout: TableLayoutType.FIXED,
    borders: frame(line),
    margins: { top: 40, bottom: 40, left: 90, right: 90 },
  });
}

function cell(
  text: string,
  width: number,
  style: RunStyle = {},
  head = false,
  held = false,
  columnSpan = 1,
): TableCell {
  return new TableCell({
    columnSpan,
    width: { size: width, type: WidthType.DXA },
    children: [new Paragraph({ children: runs(text, style), spacing: { after: 0 }, keepNext: held })],
    ...(head ? { shading: { type: ShadingType.CLEAR, fill: COLOURS.head, color: 'auto' } } : {}),
  });
}

function tableOf(block: Block & { kind: 'table' }, held: boolean): FileChild[] {
  const columns = shares(block.header, block.rows, block.widths).map((share) => Math.floor(share * WIDTH));
  const row = (cells: readonly string[], head: boolean) =>
    new TableRow({
      ...(head ? { tableHeader: true } : {}),
      cantSplit: true,
      children:
        head && spansAll(cells)
          ? [cell(cells[0]!, WIDTH, { size: 19, bold: true }, true, held, columns.length)]
          : columns.map((width, at) => cell(cells[at] ?? '', width, { size: 19, bold: head }, head, held)),
    });
  const rows = [row(block.header, true), ...block.rows.map((cells) => row(cells, false))];
  // Word joins two tables that follow each other unless a paragraph stands between.
  return [grid(columns, rows, LINE), new Paragraph({ children: [], spacing: { after: 60 }, keepNext: held })];
}

/** One transparent pixel, for readers that cannot show SVG (Word before 2016). */
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);

function figureOf(figure: Figure): FileChild[] {
  const size = figureSize(figure);
  // Pixels of 1/96 inch: the page is this wide and high within its margins.
  const scale = Math.min(1, WIDTH / 15 / size.width, 800 / size.height);
  const transformation = { width: Math.round(size.width * scale), height: Math.round(size.height * scale) };
  const alt = plainText(figure.alt);
  const altText = { name: figureTitle, title: figureTitle, description: alt };
  const image =
    'svg' in figure
      ? new ImageRun({
          type: 'svg',
          data: Buffer.from(figure.svg),
          transformation,
          altText,
          fallback: { type: 'png', data: PIXEL },
        })
      : new ImageRun({ type: 'png', data: Buffer.from(figure.png), transformation, altText });
  const caption =
    figure.caption === undefined ? [] : [new Paragraph({ children: runs(figure.caption, GREY) })];
  return [new Paragraph({ children: [image], keepNext: caption.length > 0 }), ...caption];
}

/** `held`: stays on a page with the block after it. */
function blockOf(block: Block, instance: number, held: boolean): FileChild[] {
  switch (block.kind) {
    case 'heading':
      return [new Paragraph({ heading: HEADINGS[block.level], children: runs(block.text), keepNext: true })];
    case 'paragraph':
      return [new Paragraph({ children: runs(block.text), keepNext: held })];
    case 'list':
      return block.items.map(
        (item) =>
          new Paragraph({
            children: runs(item),
            // Each list of its own instance begins at 1.
            numbering: { reference: block.ordered ? ORDERED : BULLETS, level: 0, instance },
            keepNext: held,
            spacing: { after: 40 },
          }),
      );
    case 'table':
      return tableOf(block, held);
    case 'checklist':
      return block.items.map(
        ({ text, checked }) =>
          new Paragraph({
            children: [
              new TextRun({ text: checked ? checkedMark : uncheckedMark, font: SIGNS }),
              new TextRun({ children: [new Tab()] }),
              ...runs(text),
            ],
            tabStops: [{ type: TabStopType.LEFT, position: 400 }],
            indent: { left: 400, hanging: 400 },
            keepNext: held,
            spacing: { after: 40 },
          }),
      );
    case 'signatures':
      return block.labels.map(
        (label, at) =>
          new Paragraph({
            children: [
              ...runs(label),
              new TextRun({ children: [new Tab(), new Tab(), ' '.repeat(4), signatureDate] }),
            ],
            tabStops: [
              { type: TabStopType.LEFT, position: 2200 },
              { type: TabStopType.LEFT, position: 6600, leader: LeaderType.UNDERSCORE },
            ],
            spacing: { before: 320, after: 80 },
            keepLines: true,
            keepNext: at < block.labels.length - 1,
          }),
      );
    case 'page-break':
      return [new Paragraph({ children: [new PageBreak()] })];
    default:
      return figureOf(block);
  }
}

function metaOf(meta: Doc['meta']): FileChild[] {
  if (meta.length === 0) return [];
  const columns = [1900, WIDTH - 1900];
  const rows = meta.map(
    ([label, value]) =>
      new TableRow({
        children: [cell(label, columns[0] ?? 0, { color: COLOURS.grey }), cell(value, columns[1] ?? 0)],
      }),
  );
  return [grid(columns, rows, NO_LINE), new Paragraph({ children: [] })];
}

const level = (format: (typeof LevelFormat)[keyof typeof LevelFormat], text: string) => ({
  level: 0,
  format,
  text,
  alignment: AlignmentType.LEFT,
  style: { paragraph: { indent: { left: 440, hanging: 440 } } },
});

/** A Word document: A4, Japanese, page numbers n/m, the title at the head of every page but the first. */
export async function toDocx(doc: Doc): Promise<Uint8Array> {
  const title = plainText(doc.title);
  const held = heldBySignatures(doc.blocks);
  const heading = (size: number, before: number) => ({
    run: { size, bold: true, color: COLOURS.text, font: FONT },
    paragraph: { spacing: { before, after: 80 } },
  });
  const footer = new Footer({
    children: [
      new Paragraph({
        tabStops: [{ type: TabStopType.RIGHT, position: WIDTH }],
        children: [
          ...(doc.stamp ? runs(stampLine(doc.stamp), GREY) : []),
          new TextRun({ ...GREY, children: [new Tab(), PageNumber.CURRENT, '/', PageNumber.TOTAL_PAGES] }),
        ],
      }),
    ],
  });
  const file = new Document({
    title,
    creator: plainText(doc.stamp?.who ?? ''),
    lastModifiedBy: plainText(doc.stamp?.who ?? ''),
    styles: {
      default: {
        document: {
          run: { font: FONT, size: 21, color: COLOURS.text, language: { value: 'ja-JP', eastAsia: 'ja-JP' } },
          paragraph: { spacing: { after: 100, line: 300 } },
        },
        title: heading(36, 0),
        heading1: heading(28, 240),
        heading2: heading(24, 200),
        heading3: heading(21, 160),
      },
    },
    numbering: {
      config: [
        { reference: ORDERED, levels: [level(LevelFormat.DECIMAL, '%1.')] },
        { reference: BULLETS, levels: [level(LevelFormat.BULLET, bulletMark)] },
      ],
    },
    sections: [
      {
        properties: {
          titlePage: true,
          page: {
            size: PAGE,
            margin: { top: MARGIN, bottom: MARGIN, left: MARGIN, right: MARGIN, header: 567, footer: 567 },
          },
        },
        headers: {
          first: new Header({ children: [new Paragraph({ children: [] })] }),
          default: new Header({ children: [new Paragraph({ children: runs(title, GREY) })] }),
        },
        footers: { first: footer, default: footer },
        children: [
          new Paragraph({ heading: HeadingLevel.TITLE, children: runs(title) }),
          ...(doc.subtitle
            ? [new Paragraph({ children: runs(doc.subtitle, { color: COLOURS.grey, size: 24 }) })]
            : []),
          ...metaOf(doc.meta),
          ...doc.blocks.flatMap((block, at) => blockOf(block, at, held[at] ?? false)),
        ],
      },
    ],
  });
  return Packer.toBuffer(file);
}
