import { cleanGif, cleanHeic, cleanJpeg, cleanPng, cleanWebp } from './pictures.ts';
import { FileRefusal } from './refusal.ts';
import { mediaNames, namelessFile } from './words.ja.ts';
import { looksLikeZip, zipEntries } from './zip.ts';

export type MediaType =
  | 'image/jpeg'
  | 'image/png'
  | 'image/webp'
  | 'image/heic'
  | 'image/gif'
  | 'application/pdf'
  | 'audio/webm'
  | 'audio/ogg'
  | 'audio/mp4'
  | 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
  | 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

export const XLSX: MediaType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
export const DOCX: MediaType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

const EXTENSIONS: Record<MediaType, readonly string[]> = {
  'image/jpeg': ['jpg', 'jpeg', 'jpe', 'jfif'],
  'image/png': ['png'],
  'image/webp': ['webp'],
  'image/heic': ['heic', 'heif'],
  'image/gif': ['gif'],
  'application/pdf': ['pdf'],
  'audio/webm': ['webm', 'weba'],
  'audio/ogg': ['ogg', 'oga', 'opus'],
  'audio/mp4': ['m4a', 'mp4'],
  [XLSX]: ['xlsx'],
  [DOCX]: ['docx'],
} as Record<MediaType, readonly string[]>;

// What browsers and older systems call the same things; an empty type or octet-stream says nothing.
const SAME_TYPE: Record<string, string> = {
  'image/jpg': 'image/jpeg',
  'image/pjpeg': 'image/jpeg',
  'image/x-png': 'image/png',
  'image/heif': 'image/heic',
  'image/heic-sequence': 'image/heic',
  'application/x-pdf': 'application/pdf',
  'application/ogg': 'audio/ogg',
  'audio/opus': 'audio/ogg',
  'audio/x-m4a': 'audio/mp4',
  'audio/m4a': 'audio/mp4',
};
const SAYS_NOTHING = new Set(['', 'application/octet-stream', 'binary/octet-stream', 'application/zip']);

const HEIC_BRANDS = new Set(['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1']);

function ascii(bytes: Uint8Array, from: number, to: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString(
    'latin1',
    from,
    Math.min(to, bytes.length),
  );
}

function officeType(bytes: Uint8Array): MediaType | null {
  try {
    const entries = zipEntries(bytes);
    if (!entries.has('[Content_Types].xml')) return null;
    if (entries.has('xl/workbook.xml')) return XLSX;
    return entries.has('word/document.xml') ? DOCX : null;
  } catch {
    return null;
  }
}

const MP4_BRANDS = new Set(['M4A ', 'M4B ', 'mp41', 'mp42', 'isom', 'iso2', 'iso4', 'iso5', 'iso6', 'dash']);

/** Speech as browsers and telephones record it; null where a moving picture is in it, or anything else. */
function spokenType(bytes: Uint8Array): MediaType | null {
  // The head names every track: sound comes later and could hold any bytes.
  const head = ascii(bytes, 0, 8192);
  if (head.startsWith('\x1aE\xdf\xa3'))
    return head.slice(0, 100).includes('webm') &&
      /A_(?:OPUS|VORBIS)/.test(head) &&
      !/V_(?:VP[89]|AV1|MPEG|MJPEG|THEORA|UNCOMP|MS)/.test(head)
      ? 'audio/webm'
      : null;
  if (head.startsWith('OggS')) {
    const first = head.slice(28, 40);
    const another = head.indexOf('OggS', 28);
    // A second beginning among the first pages is a second track.
    const alone = another < 0 || (bytes[another + 5]! & 2) === 0;
    return alone && (first.startsWith('OpusHead') || first.startsWith('\x01vorbis')) ? 'audio/ogg' : null;
  }
  if (head.slice(4, 8) === 'ftyp' && MP4_BRANDS.has(head.slice(8, 12))) {
    const text = ascii(bytes, 0, bytes.length);
    const handlers = [...text.matchAll(/hdlr[\s\S]{8}(\w{4})/g)].map((match) => match[1]);
    return handlers.includes('soun') &&
      handlers.every((kind) => ['soun', 'mdir', 'mdta', 'url '].includes(kind!))
      ? 'audio/mp4'
      : null;
  }
  return null;
}

/** What the bytes are, by their own marks, whatever name or type came with them; null for everything else. */
export function sniff(bytes: Uint8Array): MediaType | null {
  const head = ascii(bytes, 0, 16);
  if (head.startsWith('\xff\xd8\xff')) return 'image/jpeg';
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png';
  if (head.startsWith('RIFF') && head.slice(8, 12) === 'WEBP') return 'image/webp';
  if (head.startsWith('GIF87a') || head.startsWith('GIF89a')) return 'image/gif';
  if (head.startsWith('%PDF-')) return 'application/pdf';
  if (head.slice(4, 8) === 'ftyp' && HEIC_BRANDS.has(head.slice(8, 12))) return 'image/heic';
  return spokenType(bytes) ?? (looksLikeZip(bytes) ? officeType(bytes) : null);
}

const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/**
 * A name safe to store and to send: Japanese kept (NFC: a Mac sends marks apart), without path, control, invisible and
 * right-to-left characters or those Windows refuses; at most 100 characters with `extension` (no dot) at its end.
 */
export function safeFileName(name: string, extension?: string): string {
  const bare = name
    .toWellFormed()
    .normalize('NFC')
    .replace(/^.*[/\\]/s, '')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\uFFFD]/gu, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/^[\s.]+|[\s.]+$/g, '');
  const dot = bare.lastIndexOf('.');
  const given = dot > 0 && /^[\p{L}\p{N}]{1,10}$/u.test(bare.slice(dot + 1)) ? bare.slice(dot + 1) : '';
  const end = extension ?? given;
  const keepsEnd =
    given !== '' && (extension === undefined || given.toLowerCase() === extension.toLowerCase());
  const stem = Array.from(keepsEnd ? bare.slice(0, dot) : bare)
    .slice(0, 100 - end.length)
    .join('')
    .trimEnd();
  const safe = RESERVED.test(stem) ? `_${stem}` : stem;
  return `${safe || namelessFile}${end ? `.${end}` : ''}`;
}

/** Markup and scripts a browser might be talked into running; no picture has them in its pixels by chance. */
const MARKUP = /<(?:script|svg|html|iframe|body|!doctype)[\s>/]|<\?php|javascript:/i;
/** Names inside a PDF that run something or carry other files (ISO 32000-1 12.6.4, 7.11.4). */
const PDF_ACTIVE = /\/(?:JavaScript|JS|Launch|EmbeddedFile|RichMedia|XFA)[\s/<([>\d]/;
const OFFICE_ACTIVE = /(?:^|\/)(?:vbaProject\.bin|activeX\/|embeddings\/oleObject)/i;

function refuseActive(bytes: Uint8Array, type: MediaType): void {
  if (type === XLSX || type === DOCX) {
    if ([...zipEntries(bytes).keys()].some((name) => OFFICE_ACTIVE.test(name)))
      throw new FileRefusal('active-content');
    return;
  }
  const text = ascii(bytes, 0, bytes.length);
  // A zip after the end of a PDF or picture opens as a zip too; it is found by its last record.
  const tail = text.slice(-66_000);
  const double = tail.includes('PK\x05\x06') || (type === 'application/pdf' && !tail.includes('%%EOF'));
  const active =
    type === 'application/pdf'
      ? PDF_ACTIVE.test(text) || MARKUP.test(text.slice(0, 1024))
      : MARKUP.test(text);
  if (double || active) throw new FileRefusal('active-content');
}

const CLEANERS: Partial<Record<MediaType, (bytes: Uint8Array) => Uint8Array>> = {
  'image/jpeg': cleanJpeg,
  'image/png': cleanPng,
  'image/webp': cleanWebp,
  'image/heic': cleanHeic,
  'image/gif': cleanGif,
};

export type Upload = { bytes: Uint8Array; fileName: string; declaredType?: string };
export type Accepted = { bytes: Uint8Array; mediaType: MediaType; fileName: string };

/**
 * Takes an upload whose content, name and declared type agree and are among `allowed`; pictures come back without place,
 * camera and text data and without anything after their end. `maxBytes` default 20 MB. Throws FileRefusal.
 */
export function acceptUpload(
  upload: Upload,
  allowed: readonly MediaType[],
  { maxBytes = 20_000_000 }: { maxBytes?: number } = {},
): Accepted {
  const { bytes, fileName, declaredType = '' } = upload;
  if (bytes.length === 0) throw new FileRefusal('empty');
  if (bytes.length > maxBytes) throw new FileRefusal('too-large', { limit: maxBytes });
  const mediaType = sniff(bytes);
  if (!mediaType) throw new FileRefusal('type-unknown');
  const nameOf = (type: MediaType) => mediaNames[type] ?? type;
  if (!allowed.includes(mediaType)) throw new FileRefusal('type-not-allowed', { names: allowed.map(nameOf) });
  const declared = (declaredType.split(';')[0] ?? '').trim().toLowerCase();
  const saidOtherwise = !SAYS_NOTHING.has(declared) && (SAME_TYPE[declared] ?? declared) !== mediaType;
  const extensions = EXTENSIONS[mediaType];
  const given = /\.([^.\\/]{1,10})\s*$/.exec(fileName.normalize('NFKC'))?.[1]?.toLowerCase();
  // "2026.4.1" ends in no extension, ".html" does: only letters count.
  const namedOtherwise = given !== undefined && /^[a-z]+\d?$/.test(given) && !extensions.includes(given);
  if (saidOtherwise || namedOtherwise) throw new FileRefusal('type-mismatch', { names: [nameOf(mediaType)] });
  const clean = CLEANERS[mediaType]?.(bytes) ?? bytes;
  refuseActive(clean, mediaType);
  const extension = given && extensions.includes(given) ? given : (extensions[0] ?? '');
  return { bytes: clean, mediaType, fileName: safeFileName(fileName, extension) };
}

/** Header value with the Japanese name for browsers of today and an ASCII one for the rest (RFC 6266, RFC 8187). */
export function contentDisposition(fileName: string, kind: 'attachment' | 'inline' = 'attachment'): string {
  const name = safeFileName(fileName);
  const fallback = name.replace(/[^\x20-\x7e]+/g, '_').replace(/["\\%]/g, '_');
  const encoded = encodeURIComponent(name).replace(
    /['()*!]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${kind}; filename="${fallback}"; filename*=UTF-8''${encoded}`;
}
