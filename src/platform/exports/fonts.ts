import { readFile, readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { inflate } from 'node:zlib';

const unpack = promisify(inflate);

/** A TrueType font holding every glyph of Noto Sans JP, and which characters it can show. */
export type Font = { bytes: Buffer; covers: Set<number> };

// Fontsource cuts Noto Sans JP into some 125 files for browsers; the one named "japanese" lacks circled numbers, company
// marks and many characters of names. All of them put together make one font, so that a text stays one text: line
// breaking, kerning and copying from the PDF work as in any document. Outlines and widths are copied, never changed.
// Layouts: OpenType 1.9 (head, hhea, maxp, hmtx, loca, glyf, cmap) and WOFF 1.0.

type Tables = Map<string, Buffer>;

async function readFont(file: string): Promise<Tables> {
  const bytes = await readFile(file);
  const woff = bytes.toString('latin1', 0, 4) === 'wOFF';
  const tables: Tables = new Map();
  for (let n = 0, at = woff ? 44 : 12; n < bytes.readUInt16BE(woff ? 12 : 4); n++, at += woff ? 20 : 16) {
    const offset = bytes.readUInt32BE(woff ? at + 4 : at + 8);
    const stored = bytes.readUInt32BE(woff ? at + 8 : at + 12);
    const packed = woff && stored < bytes.readUInt32BE(at + 12);
    const body = bytes.subarray(offset, offset + stored);
    tables.set(bytes.toString('latin1', at, at + 4), packed ? await unpack(body) : body);
  }
  return tables;
}

function table(tables: Tables, name: string): Buffer {
  const found = tables.get(name);
  if (!found) throw new Error(`font file without ${name}`);
  return found;
}

/** Character → glyph from the subtables that speak Unicode (formats 4 and 12). */
function* charactersOf(cmap: Buffer): Generator<[character: number, glyph: number]> {
  for (let n = 0; n < cmap.readUInt16BE(2); n++) {
    const sub = cmap.subarray(cmap.readUInt32BE(4 + n * 8 + 4));
    const format = sub.readUInt16BE(0);
    if (format === 12) {
      for (let group = 0, at = 16; group < sub.readUInt32BE(12); group++, at += 12) {
        const [first, last, glyph] = [
          sub.readUInt32BE(at),
          sub.readUInt32BE(at + 4),
          sub.readUInt32BE(at + 8),
        ];
        for (let character = first; character <= last; character++)
          yield [character, glyph + character - first];
      }
    } else if (format === 4) {
      const doubled = sub.readUInt16BE(6);
      for (let at = 14; at < 14 + doubled; at += 2) {
        const last = sub.readUInt16BE(at);
        const first = sub.readUInt16BE(at + doubled + 2);
        const delta = sub.readUInt16BE(at + 2 * doubled + 2);
        const place = at + 3 * doubled + 2;
        const range = sub.readUInt16BE(place);
        for (let character = first; character <= last && character < 0xffff; character++) {
          const listed = range === 0 ? character : sub.readUInt16BE(place + range + (character - first) * 2);
          if (listed !== 0 || range === 0) yield [character, (listed + delta) & 0xffff];
        }
      }
    }
  }
}

/** Where a composite glyph names its parts. */
function* partsOf(glyph: Buffer): Generator<number> {
  if (glyph.length < 10 || glyph.readInt16BE(0) >= 0) return;
  for (let at = 10, flags = 0x20; flags & 0x20;) {
    flags = glyph.readUInt16BE(at);
    yield at + 2;
    at += 4 + (flags & 1 ? 4 : 2) + (flags & 8 ? 2 : flags & 0x40 ? 4 : flags & 0x80 ? 8 : 0);
  }
}

/** An outline without its hinting program, which would call on functions of the file it came from. */
function unhinted(glyph: Buffer): Buffer {
  if (glyph.length < 12) return Buffer.from(glyph);
  const contours = glyph.readInt16BE(0);
  if (contours >= 0) {
    const at = 10 + contours * 2;
    return Buffer.concat([
      glyph.subarray(0, at),
      Buffer.alloc(2),
      glyph.subarray(at + 2 + glyph.readUInt16BE(at)),
    ]);
  }
  const copy = Buffer.from(glyph);
  for (const at of partsOf(copy)) copy.writeUInt16BE(copy.readUInt16BE(at - 2) & ~0x100, at - 2);
  return copy;
}

class Merger {
  readonly glyphs: Buffer[] = [];
  readonly metrics: Buffer[] = [];
  readonly characters = new Map<number, number>();
  first: Tables | null = null;
  units = 0;
  readonly limits = Buffer.alloc(32);
  readonly box = [0, 0, 0, 0];

  add(tables: Tables): void {
    const glyf = table(tables, 'glyf');
    const loca = table(tables, 'loca');
    const hmtx = table(tables, 'hmtx');
    const long = table(tables, 'head').readInt16BE(50) === 1;
    const measured = table(tables, 'hhea').readUInt16BE(34);
    const start = (glyph: number) => (long ? loca.readUInt32BE(glyph * 4) : loca.readUInt16BE(glyph * 2) * 2);
    const moved = new Map<number, number>();

    const take = (glyph: number): number => {
      const known = moved.get(glyph);
      if (known !== undefined) return known;
      const now = this.glyphs.length;
      moved.set(glyph, now);
      const outline = unhinted(glyf.subarray(start(glyph), start(glyph + 1)));
      this.glyphs.push(outline);
      const metric = Buffer.alloc(4);
      metric.writeUInt16BE(hmtx.readUInt16BE(Math.min(glyph, measured - 1) * 4), 0);
      const bearing = glyph < measured ? glyph * 4 + 2 : measured * 4 + (glyph - measured) * 2;
      metric.writeInt16BE(hmtx.readInt16BE(bearing), 2);
      this.metrics.push(metric);
      for (const at of partsOf(outline)) outline.writeUInt16BE(take(outline.readUInt16BE(at)), at);
      return now;
    };

    const units = table(tables, 'head').readUInt16BE(18);
    if (!this.first) {
      this.first = tables;
      this.units = units;
      // Glyph 0 stands for "no such character" in every font.
      take(0);
    }
    for (const [character, glyph] of charactersOf(table(tables, 'cmap'))) {
      if (glyph === 0 || this.characters.has(character)) continue;
      const taken = take(glyph);
      this.characters.set(character, units === this.units ? taken : this.scaled(taken, this.units / units));
    }
    const maxp = table(tables, 'maxp');
    for (let at = 6; at < 32; at += 2) {
      this.limits.writeUInt16BE(Math.max(this.limits.readUInt16BE(at), maxp.readUInt16BE(at)), at);
    }
    for (const [n, widest] of [Math.min, Math.min, Math.max, Math.max].entries()) {
      this.box[n] = widest(this.box[n] ?? 0, table(tables, 'head').readInt16BE(36 + n * 2));
    }
  }

  /** A glyph from a font with other units: a composite of one part at a scale. */
  scaled(glyph: number, scale: number): number {
    const metric = Buffer.from(this.metrics[glyph] ?? Buffer.alloc(4));
    metric.writeUInt16BE(Math.round(metric.readUInt16BE(0) * scale), 0);
    metric.writeInt16BE(Math.round(metric.readInt16BE(2) * scale), 2);
    const part = this.glyphs[glyph] ?? Buffer.alloc(0);
    const outline = Buffer.alloc(part.length < 10 ? 0 : 18);
    if (outline.length > 0) {
      outline.writeInt16BE(-1, 0);
      for (let at = 2; at < 10; at += 2) outline.writeInt16BE(Math.round(part.readInt16BE(at) * scale), at);
      // Offsets are distances, rounded to the grid; one scale for both directions.
      outline.writeUInt16BE(2 | 4 | 8, 10);
      outline.writeUInt16BE(glyph, 12);
      outline.writeInt16BE(Math.round(scale * 0x4000), 16);
    }
    this.metrics.push(metric);
    return this.glyphs.push(outline) - 1;
  }

  /** A character made of others laid over each other. */
  overlay(character: number, parts: readonly number[]): void {
    const glyphs = parts.map((part) => this.characters.get(part) ?? 0);
    const [base = 0] = glyphs;
    if (glyphs.includes(0) || this.characters.has(character)) return;
    const outline = Buffer.alloc(10 + glyphs.length * 6);
    (this.glyphs[base] ?? outline).copy(outline, 2, 2, 10);
    outline.writeInt16BE(-1, 0);
    for (const [n, glyph] of glyphs.entries()) {
      outline.writeUInt16BE(2 | (n + 1 < glyphs.length ? 0x20 : 0), 10 + n * 6);
      outline.writeUInt16BE(glyph, 12 + n * 6);
    }
    this.metrics.push(this.metrics[base] ?? Buffer.alloc(4));
    this.characters.set(character, this.glyphs.push(outline) - 1);
  }

  finish(): Font {
    const first = this.first;
    if (!first) throw new Error('no font files');
    const count = this.glyphs.length;
    const loca = Buffer.alloc((count + 1) * 4);
    const padded = this.glyphs.map((glyph) => Buffer.concat([glyph, Buffer.alloc(-glyph.length & 3)]));
    padded.reduce(
      (offset, glyph, n) => loca.writeUInt32BE(offset + glyph.length, (n + 1) * 4) && offset + glyph.length,
      0,
    );
    const head = Buffer.from(table(first, 'head'));
    head.writeUInt32BE(0, 8);
    for (const [n, edge] of this.box.entries()) head.writeInt16BE(edge, 36 + n * 2);
    head.writeInt16BE(1, 50);
    const hhea = Buffer.from(table(first, 'hhea'));
    hhea.writeUInt16BE(count, 34);
    this.limits.writeUInt32BE(0x00010000, 0);
    this.limits.writeUInt16BE(count, 4);
    // A scaled glyph adds a level to the composites below it.
    this.limits.writeUInt16BE(this.limits.readUInt16BE(30) + 1, 30);
    const post = Buffer.from(table(first, 'post').subarray(0, 32));
    post.writeUInt32BE(0x00030000, 0);
    const bytes = sfnt([
      ['OS/2', table(first, 'OS/2')],
      ['cmap', this.cmap()],
      ['glyf', Buffer.concat(padded)],
      ['head', head],
      ['hhea', hhea],
      ['hmtx', Buffer.concat(this.metrics)],
      ['loca', loca],
      ['maxp', this.limits],
      ['name', table(first, 'name')],
      ['post', post],
    ]);
    return { bytes, covers: new Set(this.characters.keys()) };
  }

  cmap(): Buffer {
    const groups: [first: number, last: number, glyph: number][] = [];
    for (const [character, glyph] of [...this.characters].toSorted((a, b) => a[0] - b[0])) {
      const open = groups.at(-1);
      if (open && character === open[1] + 1 && glyph === open[2] + character - open[0]) open[1] = character;
      else groups.push([character, character, glyph]);
    }
    const cmap = Buffer.alloc(12 + 16 + groups.length * 12);
    // One subtable: Windows, full Unicode (3, 10), at offset 12, format 12.
    for (const [at, value] of [0, 1, 3, 10].entries()) cmap.writeUInt16BE(value, at * 2);
    cmap.writeUInt32BE(12, 8);
    cmap.writeUInt16BE(12, 12);
    cmap.writeUInt32BE(16 + groups.length * 12, 16);
    cmap.writeUInt32BE(groups.length, 24);
    for (const [n, group] of groups.entries()) {
      for (const [at, value] of group.entries()) cmap.writeUInt32BE(value, 28 + n * 12 + at * 4);
    }
    return cmap;
  }
}

/** Tables, sorted by name, in a TrueType file. Checksums are for installers and left at zero: PDF makes its own subset. */
function sfnt(tables: [name: string, body: Buffer][]): Buffer {
  const directory = Buffer.alloc(12 + tables.length * 16);
  directory.writeUInt32BE(0x00010000, 0);
  directory.writeUInt16BE(tables.length, 4);
  const bodies: Buffer[] = [];
  let offset = directory.length;
  for (const [n, [name, body]] of tables.entries()) {
    directory.write(name, 12 + n * 16, 'latin1');
    directory.writeUInt32BE(offset, 12 + n * 16 + 8);
    directory.writeUInt32BE(body.length, 12 + n * 16 + 12);
    const padded = Buffer.concat([body, Buffer.alloc(-body.length & 3)]);
    bodies.push(padded);
    offset += padded.length;
  }
  return Buffer.concat([directory, ...bodies]);
}

async function merge(weight: 400 | 700): Promise<Font> {
  const { resolve } = createRequire(import.meta.url);
  const folder = join(dirname(resolve('@fontsource/noto-sans-jp/package.json')), 'files');
  const end = `-${weight}-normal.woff`;
  const files = (await readdir(folder)).filter((name) => name.endsWith(end));
  // Latin first: its letters are proportional. Where two files have one character, the earlier wins.
  const first = ['latin', 'latin-ext', 'japanese'].map((name) => `noto-sans-jp-${name}${end}`);
  const order = [...first, ...files.filter((name) => !first.includes(name)).toSorted()];
  const merger = new Merger();
  for (const name of order) merger.add(await readFont(join(folder, name)));
  // Greek letters and a few signs, which no file of Noto Sans JP has, from the Roboto that pdfmake brings.
  const roboto = join(dirname(resolve('pdfmake/package.json')), 'fonts', 'Roboto');
  merger.add(await readFont(join(roboto, weight === 400 ? 'Roboto-Regular.ttf' : 'Roboto-Medium.ttf')));
  // Boxes to tick: an empty one, one with a tick, one with a cross.
  merger.overlay(0x2610, [0x25a1]);
  merger.overlay(0x2611, [0x25a1, 0x2713]);
  merger.overlay(0x2612, [0x25a1, 0xff38]);
  return merger.finish();
}

const loaded = new Map<number, Promise<Font>>();

/** Noto Sans JP with all its characters, made once per process (about 9 MB each of regular and bold). */
export function loadFont(weight: 400 | 700): Promise<Font> {
  const known = loaded.get(weight);
  if (known) return known;
  const made = merge(weight);
  loaded.set(weight, made);
  // A failure (a folder not readable just now) is not remembered.
  made.catch(() => loaded.delete(weight));
  return made;
}
