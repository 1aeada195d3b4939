import { isUtf8 } from 'node:buffer';
import { promisify } from 'node:util';
import { crc32, inflateRaw } from 'node:zlib';
import iconv from 'iconv-lite';
import { FileRefusal } from './refusal.ts';

const inflate = promisify(inflateRaw);

export type ZipEntry = {
  name: string;
  size: number;
  compressed: number;
  method: number;
  offset: number;
  crc: number;
};

/** Ceilings checked from the directory before a byte is inflated; `bytes` is the sum of all declared sizes. */
export type ZipLimits = { entries: number; bytes: number; ratio: number };

// A real worksheet shrinks 10–60 times; sheets of empty styled cells go past 100. Below `RATIO_FLOOR` no ratio can hurt.
export const ZIP_LIMITS: ZipLimits = { entries: 2_000, bytes: 300_000_000, ratio: 250 };
const RATIO_FLOOR = 10_000_000;

// Node inflates in pieces of 16 KB by default, each a round through the thread pool: 2,500 rounds for a large sheet.
const INFLATE_CHUNK = 1 << 20;

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;

export function looksLikeZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function endOfDirectory(view: DataView): number {
  const lowest = Math.max(0, view.byteLength - 22 - 0xffff);
  for (let at = view.byteLength - 22; at >= lowest; at--) if (view.getUint32(at, true) === END) return at;
  throw new FileRefusal('damaged');
}

function entryName(bytes: Uint8Array): string {
  // Windows' own "compress" writes names in CP932 without saying so.
  return isUtf8(bytes) ? new TextDecoder().decode(bytes) : iconv.decode(Buffer.from(bytes), 'cp932');
}

/** ZIP64 sizes live in an extra field, in this fixed order, only for the values that read 0xFFFFFFFF. */
function zip64(view: DataView, from: number, to: number, entry: ZipEntry): void {
  for (let at = from; at + 4 <= to; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== 1) continue;
    let value = at + 4;
    for (const key of ['size', 'compressed', 'offset'] as const) {
      if (entry[key] !== 0xffffffff) continue;
      entry[key] = Number(view.getBigUint64(value, true));
      value += 8;
    }
  }
}

function checkBomb(entries: Map<string, ZipEntry>, fileBytes: number, limits: ZipLimits): void {
  let inflated = 0;
  let stored = 0;
  for (const entry of entries.values()) {
    inflated += entry.size;
    stored += entry.compressed;
    if (entry.size > RATIO_FLOOR && entry.size > entry.compressed * limits.ratio)
      throw new FileRefusal('bomb');
  }
  // Entries that together hold more than the file overlap each other: the trick of the "better zip bomb" (Fifield 2019).
  if (inflated > limits.bytes || stored > fileBytes) throw new FileRefusal('bomb', { limit: limits.bytes });
}

/** The directory of a zip by name, checked against `limits`. Throws FileRefusal `damaged`, `bomb` or `password`. */
export function zipEntries(bytes: Uint8Array, limits: ZipLimits = ZIP_LIMITS): Map<string, ZipEntry> {
  try {
    const view = viewOf(bytes);
    const end = endOfDirectory(view);
    const count = view.getUint16(end + 10, true);
    if (count > limits.entries) throw new FileRefusal('bomb');
    const entries = new Map<string, ZipEntry>();
    let at = view.getUint32(end + 16, true);
    for (let n = 0; n < count; n++) {
      if (view.getUint32(at, true) !== CENTRAL) throw new FileRefusal('damaged');
      if (view.getUint16(at + 8, true) & 1) throw new FileRefusal('password');
      const nameEnd = at + 46 + view.getUint16(at + 28, true);
      const extraEnd = nameEnd + view.getUint16(at + 30, true);
      const entry: ZipEntry = {
        name: entryName(bytes.subarray(at + 46, nameEnd)),
        method: view.getUint16(at + 10, true),
        crc: view.getUint32(at + 16, true),
        compressed: view.getUint32(at + 20, true),
        size: view.getUint32(at + 24, true),
        offset: view.getUint32(at + 42, true),
      };
      zip64(view, nameEnd, extraEnd, entry);
      // Two entries of one name: programs disagree on which counts, so a checked file could open as another.
      if (entries.has(entry.name)) throw new FileRefusal('damaged');
      entries.set(entry.name, entry);
      at = extraEnd + view.getUint16(at + 32, true);
    }
    checkBomb(entries, bytes.length, limits);
    return entries;
  } catch (error) {
    if (error instanceof FileRefusal) throw error;
    throw new FileRefusal('damaged', {}, error);
  }
}

/** Inflates one entry off the main thread; never more than the directory declared. Throws FileRefusal. */
export async function unzipEntry(bytes: Uint8Array, entry: ZipEntry): Promise<Uint8Array> {
  try {
    const view = viewOf(bytes);
    if (view.getUint32(entry.offset, true) !== LOCAL) throw new FileRefusal('damaged');
    const start =
      entry.offset + 30 + view.getUint16(entry.offset + 26, true) + view.getUint16(entry.offset + 28, true);
    const packed = bytes.subarray(start, start + entry.compressed);
    if (packed.length !== entry.compressed) throw new FileRefusal('damaged');
    let plain: Uint8Array;
    if (entry.method === 0) plain = packed;
    else if (entry.method === 8)
      plain = await inflate(packed, { maxOutputLength: Math.max(1, entry.size), chunkSize: INFLATE_CHUNK });
    else throw new FileRefusal('damaged');
    if (plain.length !== entry.size || crc32(plain) !== entry.crc) throw new FileRefusal('damaged');
    return plain;
  } catch (error) {
    if (error instanceof FileRefusal) throw error;
    const more = (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE';
    throw new FileRefusal(more ? 'bomb' : 'damaged', {}, error);
  }
}
