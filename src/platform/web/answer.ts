import { gzipSync } from 'node:zlib';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Ctx } from './context.ts';

/** A text as the answer, packed where whoever asks takes gzip (RFC 9110, 12.5.3). */
export function answer(
  c: Ctx,
  text: string,
  status: ContentfulStatusCode,
  headers: Record<string, string>,
): Response {
  const bytes = encoded(text);
  // At once: through a stream, as other answers are packed, it takes half as long again as making a page.
  return bytes.length >= 1024 && takesGzip.test(c.req.header('Accept-Encoding') ?? '')
    ? c.body(gzipSync(bytes, { level: 3 }), status, { ...headers, 'Content-Encoding': 'gzip' })
    : c.body(bytes.slice(), status, headers);
}
const takesGzip = /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/i;

const encoder = new TextEncoder();
let room = new Uint8Array(256 * 1024);

/**
 * Text as the bytes of an answer, until the next text: else Node measures it, puts it behind the head's and encodes both
 * together, each the slow way.
 */
function encoded(text: string): Uint8Array<ArrayBuffer> {
  // No character of a text takes more than three bytes.
  if (room.length < 3 * text.length) room = new Uint8Array(3 * text.length);
  return room.subarray(0, encoder.encodeInto(text, room).written);
}
