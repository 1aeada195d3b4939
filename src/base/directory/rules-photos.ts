/** Width and height of a picture in pixels as it is shown; null where the bytes do not say. */
export function sizeOf(bytes: Uint8Array, type: string): { width: number; height: number } | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found =
    type === 'image/png'
      ? bytes.length >= 24
        ? { width: view.getUint32(16), height: view.getUint32(20) }
        : null
      : type === 'image/jpeg'
        ? jpegSize(view)
        : type === 'image/webp'
          ? webpSize(view)
          : null;
  return found && found.width > 0 && found.height > 0 && found.width <= 20_000 && found.height <= 20_000
    ? found
    : null;
}

/** The frame header (ITU-T T.81 B.2.2); turned pictures are as wide as they are shown. */
function jpegSize(view: DataView): { width: number; height: number } | null {
  let turned = false;
  for (let at = 2; at + 9 < view.byteLength;) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    const length = view.getUint16(at + 2);
    if (marker === 0xe1 && view.getUint32(at + 4) === 0x45786966) turned ||= isTurned(view, at + 10, length);
    if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc) {
      const [height, width] = [view.getUint16(at + 5), view.getUint16(at + 7)];
      return turned ? { width: height, height: width } : { width, height };
    }
    at += 2 + length;
  }
  return null;
}

/** Orientation 5–8 lies on its side; our own rewriting leaves just this one entry. */
function isTurned(view: DataView, tiff: number, length: number): boolean {
  if (length < 26 || tiff + 26 > view.byteLength || view.getUint16(tiff) !== 0x4d4d) return false;
  return view.getUint16(tiff + 10) === 0x0112 && view.getUint16(tiff + 18) >= 5;
}

/** RFC 9649: extended, lossless and lossy headers. */
function webpSize(view: DataView): { width: number; height: number } | null {
  if (view.byteLength < 30) return null;
  const kind = view.getUint32(12);
  const three = (at: number) => view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
  if (kind === 0x56503858) return { width: three(24) + 1, height: three(27) + 1 };
  if (kind === 0x5650384c) {
    const bits = view.getUint32(21, true);
    return { width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 };
  }
  if (kind === 0x56503820)
    return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
  return null;
}
