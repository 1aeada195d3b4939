import { crc32, deflateSync } from 'node:zlib';
import * as fc from 'fast-check';
import { writeXlsx } from 'hucre/xlsx';
import { describe, expect, test } from 'vitest';
import type { MediaType } from './media.ts';
import { acceptUpload, contentDisposition, DOCX, safeFileName, sniff, XLSX } from './media.ts';
import { FileRefusal } from './refusal.ts';

const pictures: MediaType[] = ['image/jpeg', 'image/png', 'image/webp', 'image/heic', 'image/gif'];
const all: MediaType[] = [...pictures, 'application/pdf', XLSX, DOCX];

const latin1 = (text: string) => Buffer.from(text, 'latin1');
const place = 'N43.77';

/** EXIF as cameras write it: which way is up in the first directory, the place in its own. */
function exif(orientation: number): Buffer {
  const tiff = Buffer.alloc(72);
  tiff.write('MM', 0);
  tiff.writeUInt16BE(42, 2);
  tiff.writeUInt32BE(8, 4);
  tiff.writeUInt16BE(2, 8);
  tiff.writeUInt16BE(0x0112, 10);
  tiff.writeUInt16BE(3, 12);
  tiff.writeUInt32BE(1, 14);
  tiff.writeUInt16BE(orientation, 18);
  tiff.writeUInt16BE(0x8825, 22);
  tiff.writeUInt16BE(4, 24);
  tiff.writeUInt32BE(1, 26);
  tiff.writeUInt32BE(40, 30);
  tiff.writeUInt16BE(1, 40);
  tiff.writeUInt16BE(2, 42);
  tiff.writeUInt16BE(2, 44);
  tiff.writeUInt32BE(place.length, 46);
  tiff.writeUInt32BE(60, 50);
  tiff.write(place, 60);
  return Buffer.concat([latin1('Exif\0\0'), tiff]);
}

function segment(marker: number, content: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(content.length + 2, 2);
  return Buffer.concat([head, content]);
}

const SCAN = Buffer.from([1, 2, 0xff, 0x00, 3, 0xff, 0xd0, 4]);

function jpeg({ orientation = 6, comment = '', after = '' } = {}): Buffer {
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xe0, latin1('JFIF\0\x01\x01\0\0\x01\0\x01\0\0')),
    segment(0xe1, exif(orientation)),
    segment(0xe1, latin1(`http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>${place}</x:xmpmeta>`)),
    segment(0xfe, latin1(comment)),
    segment(0xdb, Buffer.alloc(65)),
    segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])),
    SCAN,
    Buffer.from([0xff, 0xd9]),
    latin1(after),
  ]);
}

function chunk(name: string, content: Buffer): Buffer {
  const body = Buffer.concat([latin1(name), content]);
  const out = Buffer.alloc(content.length + 12);
  out.writeUInt32BE(content.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc32(body), content.length + 8);
  return out;
}

const png = (...extra: Buffer[]) =>
  Buffer.concat([
    latin1('\x89PNG\r\n\x1a\n'),
    chunk('IHDR', Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0])),
    ...extra,
    chunk('IDAT', deflateSync(Buffer.from([0, 0]))),
    chunk('IEND', Buffer.alloc(0)),
  ]);

function riff(...chunks: [string, Buffer][]): Buffer {
  const body = Buffer.concat(
    chunks.map(([name, content]) => {
      const head = Buffer.alloc(8);
      head.write(name, 'latin1');
      head.writeUInt32LE(content.length, 4);
      return Buffer.concat([head, content, Buffer.alloc(content.length % 2)]);
    }),
  );
  const head = latin1('RIFF\0\0\0\0WEBP');
  head.writeUInt32LE(body.length + 4, 4);
  return Buffer.concat([head, body]);
}

const gif = (comment: string) =>
  Buffer.concat([
    latin1('GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff'),
    latin1(`\x21\xfe${String.fromCharCode(comment.length)}${comment}\0`),
    latin1('\x21\xff\x0bNETSCAPE2.0\x03\x01\0\0\0'),
    latin1('\x2c\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0\x3b'),
  ]);

const heic = () =>
  Buffer.concat([latin1('\0\0\0\x18ftypheic\0\0\0\0mif1heic'), latin1('\0\0\0\0'), exif(1), latin1('end')]);
const pdf = (body = '') => latin1(`%PDF-1.7\n${body}\n%%EOF\n`);

const codeOf = (run: () => unknown) => {
  try {
    run();
  } catch (error) {
    expect(error).toBeInstanceOf(FileRefusal);
    return (error as FileRefusal).code;
  }
  return null;
};
const taking = (bytes: Uint8Array, fileName: string, declaredType?: string, allowed = all) =>
  codeOf(() => acceptUpload({ bytes, fileName, declaredType }, allowed));

describe('an upload is not taken', () => {
  test('when it is empty, too large, of no known kind, or of a kind not asked for', () => {
    expect(taking(new Uint8Array(), 'a.png')).toBe('empty');
    expect(codeOf(() => acceptUpload({ bytes: png(), fileName: 'a.png' }, all, { maxBytes: 20 }))).toBe(
      'too-large',
    );
    expect(taking(latin1('hello'), 'a.txt')).toBe('type-unknown');
    expect(taking(pdf(), 'a.pdf', 'application/pdf', pictures)).toBe('type-not-allowed');
  });

  test('when it is SVG, HTML or a script under a picture name', () => {
    for (const text of [
      '<svg xmlns="http://www.w3.org/2000/svg"/>',
      '<!doctype html><script>1</script>',
      '#!/bin/sh\n',
      'MZ\x90',
    ]) {
      expect(taking(latin1(text), 'a.png', 'image/png')).toBe('type-unknown');
    }
  });

  test('when name or declared type say something else than its content', () => {
    expect(taking(png(), 'a.jpg', 'image/png')).toBe('type-mismatch');
    expect(taking(png(), 'a.png', 'image/jpeg')).toBe('type-mismatch');
    expect(taking(png(), 'a.html')).toBe('type-mismatch');
    expect(taking(png(), 'a.png', 'text/html')).toBe('type-mismatch');
    expect(taking(png(), 'a.ｐｎｇ.svg')).toBe('type-mismatch');
  });

  test('when it is two things at once or carries something that runs', async () => {
    const script = '<script>alert(1)</script>';
    expect(taking(png(chunk('prVt', latin1(script))), 'a.png')).toBe('active-content');
    expect(taking(riff(['VP8L', latin1(script)]), 'a.webp')).toBe('active-content');
    expect(taking(pdf('1 0 obj <</OpenAction <</S /JavaScript /JS (app.alert(1))>> >>'), 'a.pdf')).toBe(
      'active-content',
    );
    expect(taking(pdf('/Launch '), 'a.pdf')).toBe('active-content');
    expect(taking(latin1('%PDF-1.7\nno end'), 'a.pdf')).toBe('active-content');
    expect(taking(Buffer.concat([pdf(), latin1('PK\x05\x06'), Buffer.alloc(18)]), 'a.pdf')).toBe(
      'active-content',
    );
    const book = Buffer.from(
      await writeXlsx({ sheets: [{ name: 'a', rows: [['x']] }], vbaProject: Buffer.alloc(8) }),
    );
    expect(taking(book, 'a.xlsx')).toBe('active-content');
  });

  test('when a picture is cut off', () => {
    for (const [bytes, name] of [
      [jpeg(), 'a.jpg'],
      [png(), 'a.png'],
      [gif(''), 'a.gif'],
      [riff(['VP8 ', Buffer.alloc(40)]), 'a.webp'],
    ] as const) {
      expect(taking(bytes.subarray(0, bytes.length - 3), name)).toBe('damaged');
    }
  });

  test('and no bytes make it fail in another way', () => {
    const samples = [jpeg(), png(), gif('x'), riff(['VP8X', Buffer.alloc(10)]), heic(), pdf()];
    fc.assert(
      fc.property(
        fc.constantFrom(...samples),
        fc.array(fc.tuple(fc.nat(300), fc.nat(255)), { maxLength: 12 }),
        fc.nat(300),
        (sample, changes, cut) => {
          const bytes = Buffer.from(sample.subarray(0, Math.max(20, sample.length - cut)));
          for (const [at, value] of changes) bytes[at % bytes.length] = value;
          try {
            acceptUpload({ bytes, fileName: 'a' }, all);
          } catch (error) {
            expect(error).toBeInstanceOf(FileRefusal);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('an accepted upload', () => {
  test('is known by its content', async () => {
    const word = Buffer.from(await writeXlsx({ sheets: [{ name: 'a', rows: [['x']] }] }));
    expect([jpeg(), png(), riff(), heic(), gif(''), pdf(), word].map(sniff)).toEqual([
      'image/jpeg',
      'image/png',
      'image/webp',
      'image/heic',
      'image/gif',
      'application/pdf',
      XLSX,
    ]);
    expect(sniff(latin1('PK\x03\x04'))).toBeNull();
  });

  test('may come without a type, with an old name for it, or without an extension', () => {
    for (const declaredType of [
      undefined,
      '',
      'application/octet-stream',
      'image/pjpeg',
      'image/jpeg; charset=binary',
    ]) {
      expect(taking(jpeg(), '写真.JPG', declaredType)).toBeNull();
    }
    expect(acceptUpload({ bytes: png(), fileName: '園庭 2026.4.1' }, all).fileName).toBe('園庭 2026.4.1.png');
    expect(acceptUpload({ bytes: jpeg(), fileName: 'C:\\写真\\園庭.JPG' }, all).fileName).toBe('園庭.jpg');
  });

  test('JPEG: place, camera, text and what follows the picture are gone; which way is up stays', () => {
    const { bytes } = acceptUpload(
      { bytes: jpeg({ comment: '<script>', after: 'PK\x05\x06<html>' }), fileName: 'a.jpg' },
      all,
    );
    const text = Buffer.from(bytes).toString('latin1');
    for (const gone of [place, 'xmpmeta', '<script>', '<html>', 'PK']) expect(text).not.toContain(gone);
    expect(text).toContain('JFIF');
    expect(Buffer.from(bytes).includes(SCAN)).toBe(true);
    const at = text.indexOf('Exif\0\0');
    expect(bytes[at + 6 + 19]).toBe(6);
    expect(
      Buffer.from(acceptUpload({ bytes, fileName: 'a.jpg' }, all).bytes).equals(Buffer.from(bytes)),
    ).toBe(true);
    const upright = acceptUpload({ bytes: jpeg({ orientation: 1 }), fileName: 'a.jpg' }, all);
    expect(Buffer.from(upright.bytes).includes('Exif')).toBe(false);
  });

  test('PNG, WebP and GIF: text, EXIF and XMP are gone, the picture is not touched', () => {
    const marked = png(
      chunk('tEXt', latin1('Location\0here')),
      chunk('eXIf', exif(1)),
      chunk('iTXt', latin1('x')),
    );
    expect(Buffer.from(acceptUpload({ bytes: marked, fileName: 'a.png' }, all).bytes).equals(png())).toBe(
      true,
    );
    const plain: [string, Buffer] = ['VP8 ', Buffer.alloc(21, 7)];
    const flags = (value: number): [string, Buffer] => [
      'VP8X',
      Buffer.from([value, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
    ];
    const webp = riff(flags(0x1c), plain, ['EXIF', exif(1)], ['XMP ', latin1('<x:xmpmeta/>')]);
    expect(
      Buffer.from(acceptUpload({ bytes: webp, fileName: 'a.webp' }, all).bytes).equals(
        riff(flags(0x10), plain),
      ),
    ).toBe(true);
    const clean = Buffer.from(acceptUpload({ bytes: gif('<script> here'), fileName: 'a.gif' }, all).bytes);
    expect(clean.includes('here')).toBe(false);
    expect(clean.includes('NETSCAPE2.0')).toBe(true);
  });

  test('HEIC: the place is blanked where it stands, and nothing moves', () => {
    const before = heic();
    const { bytes } = acceptUpload(
      { bytes: before, fileName: 'IMG_0001.HEIC', declaredType: 'image/heif' },
      all,
    );
    expect(bytes).toHaveLength(before.length);
    expect(before.includes(place)).toBe(true);
    expect(Buffer.from(bytes).includes(place)).toBe(false);
    expect(Buffer.from(bytes).includes('end')).toBe(true);
  });
});

describe('file names', () => {
  test('keep Japanese and lose what deceives or breaks', () => {
    expect(safeFileName('../../etc/令和8年度 巡回計画（案）.pdf')).toBe('令和8年度 巡回計画（案）.pdf');
    expect(safeFileName('請求書\u202Efdp.exe', 'pdf')).toBe('請求書fdp.exe.pdf');
    expect(safeFileName('か\u3099くえん.png')).toBe('がくえん.png');
    expect(safeFileName('a\r\nSet-Cookie: x.pdf')).toBe('aSet-Cookie_ x.pdf');
    expect(safeFileName('CON.pdf')).toBe('_CON.pdf');
    expect(safeFileName(' .. ')).toBe('ファイル');
    expect(safeFileName('𠮷'.repeat(300), 'png')).toBe(`${'𠮷'.repeat(97)}.png`);
  });

  test('are harmless and stable whatever comes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        const safe = safeFileName(name, 'pdf');
        expect(safe).toMatch(/^[^/\\<>:"|?*\p{Cc}\p{Cf}]+\.pdf$/u);
        expect(safeFileName(safe, 'pdf')).toBe(safe);
      }),
    );
  });

  test('go out in a header of ASCII that browsers decode to the Japanese name', () => {
    expect(contentDisposition('議事録 (案).docx')).toBe(
      `attachment; filename="_ (_).docx"; filename*=UTF-8''%E8%AD%B0%E4%BA%8B%E9%8C%B2%20%28%E6%A1%88%29.docx`,
    );
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        const value = contentDisposition(name, 'inline');
        expect(value).toMatch(/^inline; filename="[^"\\%\r\n]*"; filename\*=UTF-8''[A-Za-z0-9%._~-]+$/);
        expect(decodeURIComponent(value.split("''")[1] ?? '')).toBe(safeFileName(name));
      }),
    );
  });
});
