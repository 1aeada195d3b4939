import { FileRefusal } from './refusal.ts';

// Photographs from a nursery or a home say where they were taken. Pictures are rewritten from the parts that draw them;
// place, camera, thumbnails (which survive cropping), comments and anything after the end stay behind.

const damaged = () => new FileRefusal('damaged');
const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const latin1 = (bytes: Uint8Array, from: number, to: number) =>
  Buffer.from(bytes.subarray(from, to)).toString('latin1');

/** Orientation (1–8) from TIFF data as in EXIF; 1 where it cannot be read. */
function orientation(tiff: Uint8Array): number {
  if (tiff.length < 14) return 1;
  const view = viewOf(tiff);
  const little = tiff[0] === 0x49;
  const at = view.getUint32(4, little);
  if (at + 2 > tiff.length) return 1;
  for (
    let n = 0, entry = at + 2;
    n < view.getUint16(at, little) && entry + 12 <= tiff.length;
    n++, entry += 12
  ) {
    if (view.getUint16(entry, little) !== 0x0112) continue;
    const value = view.getUint16(entry + 8, little);
    return value >= 1 && value <= 8 ? value : 1;
  }
  return 1;
}

/** An EXIF segment that says nothing but which way is up. */
function orientationSegment(value: number): Uint8Array {
  const exif = [0x45, 0x78, 0x69, 0x66, 0, 0];
  const tiff = [0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, value, 0, 0, 0, 0, 0, 0];
  return Uint8Array.from([0xff, 0xe1, 0, exif.length + tiff.length + 2, ...exif, ...tiff]);
}

/** JPEG (ITU-T T.81 B): keeps JFIF, colour profile, Adobe marker and image data, and which way is up. */
export function cleanJpeg(bytes: Uint8Array): Uint8Array {
  const kept: Uint8Array[] = [bytes.subarray(0, 2)];
  let turned = 1;
  let at = 2;
  while (at < bytes.length) {
    if (bytes[at] !== 0xff) throw damaged();
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at++;
      continue;
    }
    if (marker === 0xd9) {
      kept.push(bytes.subarray(at, at + 2));
      if (turned > 1) kept.splice(1, 0, orientationSegment(turned));
      return Buffer.concat(kept);
    }
    const length = ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
    let end = at + 2 + length;
    if (length < 2 || end > bytes.length) throw damaged();
    const label = latin1(bytes, at + 4, at + 16);
    if (marker === 0xe1 && label.startsWith('Exif\0\0')) turned = orientation(bytes.subarray(at + 10, end));
    const keep =
      marker < 0xe0 ||
      (marker === 0xe0 && label.startsWith('JFIF')) ||
      marker === 0xee ||
      (marker === 0xe2 && label.startsWith('ICC_PROFILE'));
    if (marker === 0xda) {
      // Image data runs to the next marker; FF00 is a data byte, FFD0–FFD7 restart within the data.
      while (end < bytes.length) {
        const next = bytes[end + 1] ?? 0;
        if (bytes[end] === 0xff && next !== 0 && (next < 0xd0 || next > 0xd7)) break;
        end++;
      }
    }
    if (keep) kept.push(bytes.subarray(at, end));
    at = end;
  }
  throw damaged();
}

const PNG_DROPPED = new Set(['tEXt', 'zTXt', 'iTXt', 'eXIf', 'tIME']);

/** PNG (ISO/IEC 15948): without text, EXIF and time. */
export function cleanPng(bytes: Uint8Array): Uint8Array {
  const view = viewOf(bytes);
  const kept: Uint8Array[] = [bytes.subarray(0, 8)];
  for (let at = 8; at + 12 <= bytes.length;) {
    const end = at + 12 + view.getUint32(at);
    const name = latin1(bytes, at + 4, at + 8);
    if (end > bytes.length || !/^[A-Za-z]{4}$/.test(name)) throw damaged();
    if (!PNG_DROPPED.has(name)) kept.push(bytes.subarray(at, end));
    if (name === 'IEND') return Buffer.concat(kept);
    at = end;
  }
  throw damaged();
}

/** WebP (RFC 9649): without EXIF and XMP, and without the flags that announce them. */
export function cleanWebp(bytes: Uint8Array): Uint8Array {
  const view = viewOf(bytes);
  const fileEnd = 8 + view.getUint32(4, true);
  if (fileEnd > bytes.length) throw damaged();
  const kept: Uint8Array[] = [];
  for (let at = 12; at + 8 <= fileEnd;) {
    const length = view.getUint32(at + 4, true);
    const end = at + 8 + length + (length % 2);
    if (at + 8 + length > bytes.length) throw damaged();
    const name = latin1(bytes, at, at + 4);
    if (name !== 'EXIF' && name !== 'XMP ') {
      const chunk = Uint8Array.from(bytes.subarray(at, end));
      if (name === 'VP8X') chunk[8] = (chunk[8] ?? 0) & ~0x0c;
      kept.push(chunk);
    }
    at = end;
  }
  const body = Buffer.concat(kept);
  const head = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1');
  head.writeUInt32LE(body.length + 4, 4);
  return Buffer.concat([head, body]);
}

/** GIF89a: without comments, text and application data other than the loop count. */
export function cleanGif(bytes: Uint8Array): Uint8Array {
  const tableSize = (flags: number) => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0);
  const pastBlocks = (from: number): number => {
    let at = from;
    while ((bytes[at] ?? 0) > 0) at += 1 + (bytes[at] ?? 0);
    return at + 1;
  };
  let at = 13 + tableSize(bytes[10] ?? 0);
  const kept: Uint8Array[] = [bytes.subarray(0, at)];
  while (at < bytes.length) {
    const kind = bytes[at];
    let end: number;
    let keep = true;
    if (kind === 0x3b) {
      kept.push(bytes.subarray(at, at + 1));
      return Buffer.concat(kept);
    }
    if (kind === 0x2c) end = pastBlocks(at + 11 + tableSize(bytes[at + 9] ?? 0));
    else if (kind === 0x21) {
      const label = bytes[at + 1];
      end = pastBlocks(at + 2);
      keep =
        label === 0xf9 ||
        (label === 0xff && /^(?:NETSCAPE2\.0|ANIMEXTS1\.0)/.test(latin1(bytes, at + 3, at + 14)));
    } else throw damaged();
    if (end > bytes.length) throw damaged();
    if (keep) kept.push(bytes.subarray(at, end));
    at = end;
  }
  throw damaged();
}

/** Blanks the place in TIFF data in place: the values, then their directory. */
function blankPlace(tiff: Uint8Array): void {
  const view = viewOf(tiff);
  const little = tiff[0] === 0x49;
  const entriesOf = (at: number): number[] => {
    if (at < 8 || at + 2 > tiff.length) return [];
    const found: number[] = [];
    for (
      let n = 0, entry = at + 2;
      n < view.getUint16(at, little) && entry + 12 <= tiff.length;
      n++, entry += 12
    ) {
      found.push(entry);
    }
    return found;
  };
  if (tiff.length < 8) return;
  for (const pointer of entriesOf(view.getUint32(4, little))) {
    if (view.getUint16(pointer, little) !== 0x8825) continue;
    for (const entry of entriesOf(view.getUint32(pointer + 8, little))) {
      const size = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8][view.getUint16(entry + 2, little)] ?? 0;
      const length = size * view.getUint32(entry + 4, little);
      const value = view.getUint32(entry + 8, little);
      if (length > 4) tiff.fill(0, Math.min(value, tiff.length), Math.min(value + length, tiff.length));
      tiff.fill(0, entry, entry + 12);
    }
    tiff.fill(0, pointer, pointer + 12);
  }
}

/**
 * HEIC (ISO/IEC 23008-12): offsets inside make rewriting unsafe, so the place is blanked where it stands, in EXIF and in
 * XMP. The way up is kept elsewhere in this format and is not touched.
 */
export function cleanHeic(bytes: Uint8Array): Uint8Array {
  const clean = Buffer.from(bytes);
  for (const order of ['II*\0', 'MM\0*']) {
    const mark = Buffer.from(`Exif\0\0${order}`, 'latin1');
    for (let at = clean.indexOf(mark); at >= 0; at = clean.indexOf(mark, at + 1))
      blankPlace(clean.subarray(at + 6));
  }
  for (let at = clean.indexOf('<x:xmpmeta'); at >= 0; at = clean.indexOf('<x:xmpmeta', at + 1)) {
    const end = clean.indexOf('</x:xmpmeta>', at);
    clean.fill(' ', at, end < 0 ? clean.length : end + 12);
  }
  return clean;
}
