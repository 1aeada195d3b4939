import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync, inflateSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sniff } from '../files/media.ts';
import { unzipEntry, zipEntries } from '../files/zip.ts';
import type { Doc } from './doc.ts';
import { figureSize, shares } from './doc.ts';
import { toDocx } from './docx.ts';
import { loadFont } from './fonts.ts';
import { toPdf } from './pdf.ts';

const rare = '①②㈱髙﨑～〜㍻㋿𠮷℡№㏍＋α☑☐';
const svg =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 160"><rect width="60" height="80" fill="#0017c1"/><text x="50" y="150" font-size="12">10月の髙さ</text></svg>';

const minutes: Doc = {
  title: '第2回 連携会議 議事録 <案> & 写し',
  subtitle: '令和8年11月21日（土）',
  meta: [
    ['場所', '公民館 2階'],
    ['出席', '髙﨑 見本'],
  ],
  stamp: { who: '見本 花子', when: '令和8年11月21日', why: '配布' },
  blocks: [
    { kind: 'heading', level: 1, text: '共有された課題' },
    { kind: 'paragraph', text: `稀な文字：${rare}\n二行目` },
    { kind: 'list', items: ['一つ目', '二つ目'] },
    { kind: 'list', ordered: true, items: ['順番一', '順番二'] },
    { kind: 'list', ordered: true, items: ['別の順番一'] },
    {
      kind: 'checklist',
      items: [
        { text: '確認した', checked: true },
        { text: '未確認', checked: false },
      ],
    },
    {
      kind: 'table',
      header: ['番号', '対応事項'],
      rows: Array.from({ length: 120 }, (_, n) => [String(n + 1).padStart(3, '0'), `対応${n}`]),
    },
    { kind: 'signatures', labels: ['議長', '記録者'] },
    { kind: 'page-break' },
    { kind: 'figure', svg, alt: '巡回件数の棒グラフ' },
  ],
};

/** Text of a PDF as its readers get it, or null where the tool is not installed. */
function pdfText(bytes: Uint8Array): string | null {
  const folder = mkdtempSync(join(tmpdir(), 'pdf-'));
  try {
    writeFileSync(join(folder, 'a.pdf'), bytes);
    const run = spawnSync('pdftotext', ['-layout', join(folder, 'a.pdf'), '-'], { encoding: 'utf8' });
    return run.error ? null : run.stdout;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const hasPdftotext = !spawnSync('pdftotext', ['-v']).error;

/** The uncompressed objects of a PDF and its inflated streams, each page's content being one of them. */
function pdfStreams(bytes: Uint8Array): string[] {
  const raw = Buffer.from(bytes);
  const found = [raw.toString('latin1')];
  for (let at = raw.indexOf('stream\n'); at >= 0; at = raw.indexOf('stream\n', at + 7)) {
    try {
      found.push(inflateSync(raw.subarray(at + 7)).toString('latin1'));
    } catch {
      // "endstream", or a stream that is not compressed
    }
  }
  return found;
}
const pdfInside = (bytes: Uint8Array): string => pdfStreams(bytes).join('\n');

/** A part of a Word file as text; empty where it has none. */
const partOf = async (bytes: Uint8Array, name: string) => {
  const entry = zipEntries(bytes).get(name);
  return entry ? new TextDecoder('utf-8', { fatal: true }).decode(await unzipEntry(bytes, entry)) : '';
};

describe('the font', () => {
  test('has what names, companies and eras need, in both weights', async () => {
    for (const weight of [400, 700] as const) {
      const { covers } = await loadFont(weight);
      const lacking = Array.from(rare).filter((character) => !covers.has(character.codePointAt(0) ?? 0));
      expect(lacking).toEqual([]);
      expect(covers.size).toBeGreaterThan(16_000);
    }
  });
});

describe('PDF', () => {
  test('is A4 with title, language and page numbers, and its table goes on over pages', async () => {
    const { bytes, missing } = await toPdf(minutes);
    expect(sniff(bytes)).toBe('application/pdf');
    expect(missing).toEqual([]);
    const inside = pdfInside(bytes);
    expect(inside).toContain('/MediaBox [0 0 595.28 841.89]');
    expect(inside).toMatch(/\/Lang \(ja\)/);
    expect(inside).toContain('/DisplayDocTitle true');
    expect(inside).toContain(Buffer.from(minutes.title, 'utf16le').swap16().toString('latin1').slice(0, 6));
    expect(inside.match(/\/Type \/Page\b/g)?.length).toBeGreaterThanOrEqual(4);
  });

  test('never leaves a heading, or two of them, alone at the foot of a page', async () => {
    const doc = (lines: number): Doc => ({
      title: minutes.title,
      meta: [],
      stamp: minutes.stamp!,
      blocks: [
        { kind: 'paragraph', text: Array.from({ length: lines }, (_, n) => `${n + 1}行め`).join('\n') },
        { kind: 'heading', level: 1, text: '章' },
        { kind: 'heading', level: 2, text: '節' },
        { kind: 'table', header: ['名', '数'], rows: [['園', '1']] },
      ],
    });
    const broken: number[] = [];
    for (let lines = 30; lines <= 48; lines++) {
      const pages = pdfStreams((await toPdf(doc(lines))).bytes).filter((stream) => / Tf\n/.test(stream));
      // By the size of their letters: 14 and 12 are headings, 8.5 what stands on every page.
      const sizes = pages.map((page) =>
        [...page.matchAll(/\/F\d+ ([\d.]+) Tf/g)]
          .map(([, size]) => Number(size))
          .filter((size) => size !== 8.5),
      );
      for (const page of sizes) if ([12, 14].includes(page.at(-1) ?? 0)) broken.push(lines);
      // Both go over together, and no page is left empty or with a heading alone.
      expect(sizes.flat().filter((size) => size === 14)).toHaveLength(1);
      expect(sizes.length).toBeLessThanOrEqual(2);
      expect(sizes.every((page) => page.length > 0)).toBe(true);
    }
    expect(broken).toEqual([]);
  });

  test('takes a chapter’s only line over with its first section, and no chapter after it', async () => {
    for (let lines = 30; lines <= 44; lines++) {
      const { bytes } = await toPdf({
        title: minutes.title,
        meta: [],
        blocks: [
          { kind: 'paragraph', text: Array.from({ length: lines }, () => '行').join('\n') },
          { kind: 'heading', level: 1, text: '章' },
          { kind: 'paragraph', text: '本文なし' },
          { kind: 'heading', level: 2, text: '節' },
          { kind: 'table', header: ['名'], rows: [['園']] },
          { kind: 'page-break' },
          ...Array.from({ length: 10 }, () => [
            { kind: 'heading', level: 1, text: '章' } as const,
            { kind: 'paragraph', text: '記録なし' } as const,
          ]).flat(),
        ],
      });
      const pages = pdfStreams(bytes).filter((stream) => / Tf\n/.test(stream));
      const has = (size: number) => pages.findIndex((page) => page.includes(` ${size} Tf\n`));
      expect(has(12), `${lines}`).toBe(has(14));
      // Ten chapters without records stand on one page.
      expect(pages.length - has(12), `${lines}`).toBe(2);
    }
  });

  test('does not begin an empty page for the room under its last table', async () => {
    const table: Doc['blocks'][number] = { kind: 'table', header: ['名'], rows: [['園']] };
    for (let lines = 33; lines <= 41; lines++) {
      const text = Array.from({ length: lines }, () => '行').join('\n');
      const { bytes } = await toPdf({
        title: minutes.title,
        meta: [],
        blocks: [{ kind: 'paragraph', text }, table],
      });
      const pages = pdfStreams(bytes).filter((stream) => / Tf\n/.test(stream));
      for (const page of pages) expect(page, `${lines}`).toMatch(/ (10|9)\.5 Tf\n/);
    }
  });

  test.skipIf(!hasPdftotext)(
    'gives its text back, rare characters included (skipped without pdftotext)',
    async () => {
      const { bytes } = await toPdf(minutes);
      const text = pdfText(bytes) ?? '';
      expect(text).toContain(`稀な文字：${rare}`);
      expect(text).toContain('☑ 確認した');
      expect(text).toContain('120');
      expect(text).toContain('10月の髙さ');
      expect(text).toContain('巡回件数の棒グラフ');
      const pages = text.split('\f').filter((page) => page.trim() !== '');
      for (const [at, page] of pages.entries()) {
        expect(page).toContain(`${at + 1}/${pages.length}`);
        expect(page).toContain('出力：見本 花子');
      }
      // The header of the table is on each page the table reaches.
      expect(pages.filter((page) => page.includes('対応事項')).length).toBeGreaterThanOrEqual(3);
    },
  );

  test.skipIf(!hasPdftotext)(
    'sets numbers of a column under each other, a dash for the unknown too',
    async () => {
      const { bytes } = await toPdf({
        title: '月ごと',
        meta: [],
        blocks: [
          {
            kind: 'table',
            header: ['name', 'April'],
            rows: [
              ['one', '\u2014'],
              ['two', '12,345'],
            ],
          },
        ],
      });
      const lines = pdfText(bytes)!.split('\n');
      const end = (text: string): number => {
        const line = lines.find((one) => one.includes(text))!;
        return line.indexOf(text) + text.length;
      };
      expect(Math.abs(end('\u2014') - end('12,345'))).toBeLessThanOrEqual(1);
    },
  );

  test.skipIf(!hasPdftotext)('says what it cannot show, and shows a twin where there is one', async () => {
    const { bytes, missing } = await toPdf({
      title: '記号',
      meta: [],
      blocks: [{ kind: 'paragraph', text: 'Ⅳ期 ⅲ ≒ ✔ か\u3099 葛\u{E0100} 😀 가\u0000' }],
    });
    expect(missing).toEqual(['😀', '가']);
    expect(pdfText(bytes)).toContain('IV期 iii ≈ ✓ が 葛 〓 〓');
  });

  test('is made of any text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 60 }), async (text) => {
        const { bytes } = await toPdf({
          title: text,
          meta: [[text, text]],
          blocks: [
            { kind: 'paragraph', text },
            { kind: 'list', items: [text] },
            { kind: 'table', header: [text], rows: [[text]] },
          ],
        });
        expect(sniff(bytes)).toBe('application/pdf');
      }),
      { numRuns: 15 },
    );
  });

  test('an empty document, empty tables and a picture from PNG are no trouble', async () => {
    const chunk = (name: string, content: Buffer) => {
      const size = Buffer.alloc(4);
      size.writeUInt32BE(content.length);
      return Buffer.concat([size, Buffer.from(name), content, Buffer.alloc(4)]);
    };
    const png = Buffer.concat([
      Buffer.from('89504e470d0a1a0a', 'hex'),
      chunk('IHDR', Buffer.from([0, 0, 0, 2, 0, 0, 0, 1, 8, 0, 0, 0, 0])),
      chunk('IDAT', deflateSync(Buffer.from([0, 0, 255]))),
      chunk('IEND', Buffer.alloc(0)),
    ]);
    const doc: Doc = {
      title: '',
      meta: [],
      blocks: [
        { kind: 'table', header: ['a', 'b'], rows: [] },
        {
          kind: 'table',
          header: Array.from({ length: 60 }, (_, n) => `列${n}`),
          rows: [['長い'.repeat(2_000), 'x']],
        },
        { kind: 'list', items: [] },
        { kind: 'figure', png, alt: '点', caption: '図1' },
      ],
    };
    expect(figureSize({ kind: 'figure', png, alt: '' })).toEqual({ width: 2, height: 1 });
    expect(sniff((await toPdf(doc)).bytes)).toBe('application/pdf');
    expect(sniff(await toDocx(doc))).toContain('wordprocessingml');
  });
});

describe('Word', () => {
  test('has the same content as the PDF, headings as headings and header rows as header rows', async () => {
    const bytes = await toDocx(minutes);
    const xml = await partOf(bytes, 'word/document.xml');
    const text = xml.replace(/<[^>]*>/g, '');
    for (const piece of [rare, '二行目', '別の順番一', '対応119', '議長', '☑', '&lt;案&gt; &amp; 写し'])
      expect(text).toContain(piece);
    expect(xml).toContain('<w:pStyle w:val="Title"/>');
    expect(xml).toContain('<w:pStyle w:val="Heading1"/>');
    expect(xml.match(/<w:tblHeader/g)).toHaveLength(1);
    expect(xml).toContain('w:w="11906" w:h="16838"');
    expect(xml).toContain('descr="巡回件数の棒グラフ"');
    // Two ordered lists are two lists: each begins at 1.
    const numbered = [...xml.matchAll(/<w:numId w:val="(\d+)"\/>/g)].map(([, id]) => id);
    expect(new Set(numbered).size).toBe(3);
  });

  test('is Japanese in a Japanese font, titled, with page numbers', async () => {
    const bytes = await toDocx(minutes);
    expect(await partOf(bytes, 'word/styles.xml')).toMatch(
      /w:eastAsia="Yu Gothic"[\s\S]*<w:lang w:val="ja-JP" w:eastAsia="ja-JP"\/>/,
    );
    expect(await partOf(bytes, 'docProps/core.xml')).toContain(
      '<dc:title>第2回 連携会議 議事録 &lt;案&gt; &amp; 写し</dc:title>',
    );
    const footers = [...zipEntries(bytes).keys()].filter((name) => /footer\d+\.xml$/.test(name));
    for (const name of footers) {
      expect(await partOf(bytes, name)).toMatch(/PAGE[\s\S]*NUMPAGES/);
      expect(await partOf(bytes, name)).toContain('出力：見本 花子');
    }
  });

  test('is made of any text, as XML that holds', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 60 }), async (text) => {
        const xml = await partOf(
          await toDocx({ title: text, meta: [[text, text]], blocks: [{ kind: 'paragraph', text }] }),
          'word/document.xml',
        );
        expect(xml).not.toMatch(/[^\P{Cc}\t\n\r]|[\uFFFE\uFFFF]|&(?!amp;|lt;|gt;|quot;|apos;|#)/u);
      }),
      { numRuns: 30 },
    );
  });
});

describe('signatures', () => {
  const signed = (lines: number): Doc => ({
    title: '計画',
    meta: [],
    blocks: [
      { kind: 'paragraph', text: Array.from({ length: lines }, (_, n) => `行${n}`).join('\n') },
      { kind: 'heading', level: 2, text: '返事の見出し' },
      { kind: 'checklist', items: [{ text: '同意の印', checked: true }] },
      { kind: 'signatures', labels: ['署名する方', '説明の職員'] },
    ],
  });

  test.runIf(hasPdftotext)('never stand on a page without what is signed', async () => {
    let turned = 0;
    for (let lines = 28; lines < 50; lines++) {
      const pages = pdfText((await toPdf(signed(lines))).bytes)!.split('\f');
      const page = pages.find((text) => text.includes('署名する方'))!;
      for (const word of ['返事の見出し', '同意の印', '説明の職員'])
        expect(page, `${lines} lines, ${word}`).toContain(word);
      if (page !== pages[0]) turned++;
    }
    // Some of these documents end on their first page and some go over: otherwise nothing was tried.
    expect(turned).toBeGreaterThan(0);
    expect(turned).toBeLessThan(22);
  });

  test.runIf(hasPdftotext)('under a text longer than a page lose nothing of it', async () => {
    const long = signed(1);
    const blocks = [{ kind: 'paragraph' as const, text: '長い文。'.repeat(900) + '終わり' }, long.blocks[3]!];
    const text = pdfText((await toPdf({ ...long, blocks })).bytes)!;
    for (const word of ['終わり', '署名する方', '説明の職員']) expect(text).toContain(word);
  });

  test('stay with it in Word as well', async () => {
    const xml = await partOf(await toDocx(signed(3)), 'word/document.xml');
    for (const word of ['返事の見出し', '同意の印', '署名する方'])
      expect(
        xml.split('<w:p>').find((paragraph) => paragraph.includes(word)),
        word,
      ).toContain('<w:keepNext/>');
    expect(xml.split('<w:p>').find((paragraph) => paragraph.includes('説明の職員'))).not.toContain(
      '<w:keepNext/>',
    );
  });
});

test('table columns share the width by their content, and always fill it', () => {
  const widths = shares(['番号', '内容'], [['1', 'あ'.repeat(100)]]);
  expect(widths[0]).toBeLessThan(0.2);
  fc.assert(
    fc.property(fc.array(fc.string(), { minLength: 1, maxLength: 12 }), (header) => {
      const all = shares(header, [header]);
      expect(all.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1);
      expect(Math.min(...all)).toBeGreaterThan(0);
    }),
  );
  expect(shares(['a', 'b'], [], [3, 1])).toEqual([0.75, 0.25]);
});

test('a short column keeps the width of its heading beside long sentences', () => {
  const header = ['目標', '指標', 'もと', '今', 'めざす値', '受け持つところ'];
  const row = [
    '冬も開く居場所を'.repeat(5),
    '12月から3月に'.repeat(6),
    '45%（R2.7.1）',
    '58%',
    '60%',
    '保育センター',
  ];
  const all = shares(header, [row]);
  // Of a line's hundred half-width characters, two for each column are what parts it from the next.
  const letters = (column: number) => all[column]! * (100 - 2 * header.length);
  expect(letters(2)).toBeGreaterThanOrEqual(14);
  expect(letters(4)).toBeGreaterThanOrEqual(8);
  expect(letters(5)).toBeGreaterThanOrEqual(14);
  expect(all[0]).toBeCloseTo(all[1]!);
});
