import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { crc32, deflateRawSync } from 'node:zlib';
import * as fc from 'fast-check';
import { readXlsx, writeXlsx } from 'hucre/xlsx';
import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { toCsv } from '../exports/csv.ts';
import { FileRefusal } from './refusal.ts';
import { eachRow, readTable } from './tables.ts';
import { refusalSentence } from './words.ja.ts';

type Packed = { name: string; content: Uint8Array | string; declaredSize?: number; flags?: number };

/** A zip as any program writes it, with the lies a hostile one tells. */
function zip(files: Packed[], { deflate = true } = {}): Uint8Array {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, declaredSize, flags = 0x800 } of files) {
    const plain = Buffer.from(content);
    const data = deflate ? deflateRawSync(plain) : plain;
    const label = Buffer.from(name);
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    head.writeUInt16LE(label.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(flags, 8);
    entry.writeUInt16LE(deflate ? 8 : 0, 10);
    entry.writeUInt32LE(crc32(plain), 16);
    entry.writeUInt32LE(data.length, 20);
    entry.writeUInt32LE(declaredSize ?? plain.length, 24);
    entry.writeUInt16LE(label.length, 28);
    entry.writeUInt32LE(offset, 42);
    parts.push(head, label, data);
    directory.push(entry, label);
    offset += 30 + label.length + data.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(
    directory.reduce((sum, part) => sum + part.length, 0),
    12,
  );
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, ...directory, end]);
}

type Book = { sheet: string; shared?: string; styles?: string; workbook?: string; extra?: Packed[] };

function workbook({ sheet, shared, styles, workbook: book, extra = [] }: Book): Uint8Array {
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}"/>`;
  return zip([
    { name: '[Content_Types].xml', content: '<Types/>' },
    {
      name: '_rels/.rels',
      content: `<Relationships>${relation('rId1', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    },
    {
      name: 'xl/workbook.xml',
      content: book ?? '<workbook><sheets><sheet name="一覧" sheetId="1" r:id="rId1"/></sheets></workbook>',
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: `<Relationships>${relation('rId1', 'worksheet', 'worksheets/sheet1.xml')}${relation('rId2', 'sharedStrings', '/xl/sharedStrings.xml')}${relation('rId3', 'styles', 'styles.xml')}</Relationships>`,
    },
    { name: 'xl/worksheets/sheet1.xml', content: sheet },
    ...(shared === undefined ? [] : [{ name: 'xl/sharedStrings.xml', content: shared }]),
    ...(styles === undefined ? [] : [{ name: 'xl/styles.xml', content: styles }]),
    ...extra,
  ]);
}

const refused = async (bytes: Uint8Array, options = {}) => {
  const error: unknown = await readTable(bytes, undefined, options).then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(FileRefusal);
  return error as FileRefusal;
};
const text = (value: string) => new TextEncoder().encode(value);

describe('what is not taken', () => {
  test('an empty file, and one of blank lines only', async () => {
    expect((await refused(new Uint8Array())).code).toBe('empty');
    expect((await refused(text('\r\n,,\r\n\r\n'))).code).toBe('empty');
  });

  test('more bytes, rows or columns than allowed', async () => {
    const lines = text(`名称,住所\n${'あ,い\n'.repeat(50)}`);
    expect((await refused(lines, { maxBytes: 100 })).code).toBe('too-large');
    expect((await refused(lines, { maxRows: 49 })).code).toBe('too-many-rows');
    expect((await readTable(lines, undefined, { maxRows: 50 })).rowCount).toBe(50);
    expect((await refused(text('a,b,c\n1,2,3\n'), { maxColumns: 2 })).code).toBe('too-many-columns');
  });

  test('an old .xls, and a workbook under a password, told apart', async () => {
    const ole = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]);
    expect((await refused(ole)).code).toBe('old-excel');
    const locked = Buffer.concat([ole, Buffer.from('EncryptedPackage', 'utf16le')]);
    expect((await refused(locked)).code).toBe('password');
    expect((await refused(zip([{ name: 'a.csv', content: 'a,b', flags: 1 }]))).code).toBe('password');
  });

  test('PDF, pictures, documents, Web pages and binary files, each with its own way out', async () => {
    expect((await refused(text('%PDF-1.7\n'))).code).toBe('pdf');
    expect((await refused(Buffer.from('89504e470d0a1a0a0000', 'hex'))).code).toBe('picture');
    expect((await refused(Buffer.from('ffd8ffe000104a464946', 'hex'))).code).toBe('picture');
    const word = zip([
      { name: '[Content_Types].xml', content: '<Types/>' },
      { name: 'word/document.xml', content: '<w/>' },
    ]);
    expect((await refused(word)).code).toBe('word');
    expect((await refused(text('  <html><body><table><tr><td>名称</td></tr></table>'))).code).toBe(
      'web-page',
    );
    expect(await refused(Uint8Array.from({ length: 400 }, (_, at) => (at * 37) % 251))).toBeInstanceOf(
      FileRefusal,
    );
  });

  test('text in an encoding nobody can tell', async () => {
    expect((await refused(text('\x1b$B0l\x1b(B,b\n1,2\n'))).code).toBe('encoding');
  });

  test('a quote that never closes, with the row where it opens', async () => {
    const refusal = await refused(text('名称,住所\nあ,い\n"う,え\nお,か\n'));
    expect(refusal.code).toBe('broken-quotes');
    expect(refusalSentence(refusal)).toContain('3行目');
  });

  test('a zip bomb: too much declared, too high a ratio, more inside than declared, overlapping parts', async () => {
    const zeros = Buffer.alloc(30_000_000);
    expect(
      (await refused(workbook({ sheet: '<worksheet/>', extra: [{ name: 'xl/media/a', content: zeros }] })))
        .code,
    ).toBe('bomb');
    const declared = { name: 'xl/media/a', content: 'x', declaredSize: 500_000_000 };
    expect((await refused(workbook({ sheet: '<worksheet/>', extra: [declared] }))).code).toBe('bomb');
    const many = Array.from({ length: 2_100 }, (_, n) => ({ name: `xl/${n}`, content: '' }));
    expect((await refused(workbook({ sheet: '<worksheet/>', extra: many }))).code).toBe('bomb');
    const lying = zip([{ name: 'a.csv', content: 'a,b\n'.repeat(10_000), declaredSize: 100 }]);
    expect((await refused(lying)).code).toBe('bomb');
    const overlapping = Buffer.from(
      zip([
        { name: 'a.csv', content: 'a,b\n1,2\n' },
        { name: 'b.csv', content: 'c' },
      ]),
    );
    overlapping.writeUInt32LE(5_000, overlapping.indexOf(Buffer.from('504b0102', 'hex')) + 20);
    expect((await refused(overlapping)).code).toBe('bomb');
  });

  test('a million unclosed tags cost steps, not their square', async () => {
    const hostile = ['<row><c><v>', '<c r="A1"></c>', '<row r="1"></row>', '<c><f>', '<row ', '<mergeCell '];
    for (const tag of hostile) {
      const bytes = workbook({ sheet: `<worksheet><sheetData>${tag.repeat(200_000)}` });
      await refused(bytes);
    }
    const strings = ['<si><t>', '<si><rPh ', '<si>', '<rPh><t>'];
    for (const tag of strings) {
      const bytes = workbook({ sheet: '<worksheet/>', shared: `<sst><si>${tag.repeat(200_000)}</si></sst>` });
      await refused(bytes);
    }
    await refused(workbook({ sheet: '<worksheet/>', styles: `<styleSheet>${'<numFmt '.repeat(300_000)}` }));
  });

  test('a workbook cut short or damaged inside', async () => {
    const whole = await writeXlsx({ sheets: [{ name: 'a', rows: [['名称'], ['あ']] }] });
    expect((await refused(whole.subarray(0, whole.length - 30))).code).toBe('damaged');
    const twice = zip([
      { name: 'a.csv', content: 'a' },
      { name: 'a.csv', content: 'b' },
    ]);
    expect((await refused(twice)).code).toBe('damaged');
  });

  test('bytes of any kind end in a table or a refusal with a sentence, never in another error', async () => {
    const starts = ['', 'PK\x03\x04', '\xef\xbb\xbf', '\xff\xfe', '%PDF', '"', '<', 'a,b\n'].map((s) =>
      Buffer.from(s, 'latin1'),
    );
    const whole = await writeXlsx({
      sheets: [
        {
          name: 'a',
          rows: [
            ['名称', '数'],
            ['あ', 1],
          ],
        },
      ],
    });
    const random = fc
      .tuple(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 400 }))
      .map(([start, rest]) => Buffer.concat([start, rest]));
    const broken = fc
      .array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 })
      .map((changes) => {
        const copy = Uint8Array.from(whole);
        for (const [at, value] of changes) copy[at] = value;
        return copy;
      });
    await fc.assert(
      fc.asyncProperty(fc.oneof(random, broken), async (bytes) => {
        try {
          const table = await readTable(bytes);
          expect(table.rows.every((row) => row.length >= table.header.length)).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(FileRefusal);
          expect(refusalSentence(error as FileRefusal).length).toBeGreaterThan(10);
        }
      }),
      { numRuns: 600 },
    );
  });
});

describe('CSV', () => {
  const sample =
    '名称,住所,備考\r\n第一保育所,旭川市五条通,"髙﨑①㈱, 改行\r\nあり"\r\n第二保育所,永山,～\r\n';
  const expected = [
    ['第一保育所', '旭川市五条通', '髙﨑①㈱, 改行\r\nあり'],
    ['第二保育所', '永山', '～'],
  ];

  test.each([
    ['utf-8', Buffer.from(sample)],
    ['utf-8-bom', Buffer.from(`\uFEFF${sample}`)],
    ['cp932', iconv.encode(sample, 'cp932')],
    ['utf-16le', Buffer.from(`\uFEFF${sample}`, 'utf16le')],
    ['utf-16le', Buffer.from(sample, 'utf16le')],
    ['utf-16be', Buffer.from(`\uFEFF${sample}`, 'utf16le').swap16()],
    ['utf-16be', Buffer.from(sample, 'utf16le').swap16()],
  ])('in %s is recognised and read', async (encoding, bytes) => {
    const table = await readTable(bytes);
    expect(table).toMatchObject({
      encoding,
      format: 'csv',
      header: ['名称', '住所', '備考'],
      rows: expected,
      notes: [],
    });
    expect(table.rowNumbers).toEqual([2, 3]);
  });

  test('in EUC-JP is recognised, and half-width kana in CP932 are not taken for it', async () => {
    const euc = iconv.encode('なまえ,ところ\nさくら保育所,ながやま\n', 'euc-jp');
    expect(await readTable(euc)).toMatchObject({ encoding: 'euc-jp', rows: [['さくら保育所', 'ながやま']] });
    const kana = iconv.encode('ﾒｲｼｮｳ,ｼﾞｭｳｼｮ\nｻｸﾗﾎｲｸｼｮ,ﾅｶﾞﾔﾏ\n', 'cp932');
    expect(await readTable(kana)).toMatchObject({ encoding: 'cp932', rows: [['ｻｸﾗﾎｲｸｼｮ', 'ﾅｶﾞﾔﾏ']] });
  });

  test('with tabs, with semicolons, with bare line feeds, with blank lines, under a zip', async () => {
    const rows = [
      ['1', '2'],
      ['3', '4'],
    ];
    expect(await readTable(text('a\tb\n1\t2\n3\t4'))).toMatchObject({ format: 'tsv', rows });
    expect(await readTable(text('a;b\n1;2\n3;4\n'))).toMatchObject({ format: 'csv', rows });
    expect(await readTable(text('a,b\n1,2\n\n\n3,4\n'))).toMatchObject({ rows, rowNumbers: [2, 5] });
    const zipped = await readTable(
      zip([{ name: '112038_preschool.csv', content: 'a,b\n1,2\n3,4\n' }]),
      'x.csv',
    );
    expect(zipped).toMatchObject({
      rows,
      notes: ['圧縮ファイルの中の「112038_preschool.csv」を読み取りました。'],
    });
    expect(
      (
        await refused(
          zip([
            { name: 'a.csv', content: 'a' },
            { name: 'b.csv', content: 'b' },
          ]),
        )
      ).code,
    ).toBe('archive');
  });

  test('a .tsv with more commas than tabs is read with tabs', async () => {
    expect((await readTable(text('名称\t備考\nあ\ta,b,c,d\n'), 'list.tsv')).rows).toEqual([
      ['あ', 'a,b,c,d'],
    ]);
  });

  test('values of one cell separated by semicolons do not make columns', async () => {
    expect((await readTable(text('曜日\n月;火\n水;木\n'))).rows).toEqual([['月;火'], ['水;木']]);
  });

  test('short rows are filled, values right of the header are kept and told', async () => {
    const table = await readTable(text('a,b,c\n1\n1,2,3,旭川市,5条\n'));
    expect(table.rows).toEqual([
      ['1', '', ''],
      ['1', '2', '3', '旭川市', '5条'],
    ]);
    expect(table.notes.join()).toContain('最初は3行目');
  });

  test('a quote within an unquoted value is text', async () => {
    expect((await readTable(text('a,b\n5"管,x\n'))).rows).toEqual([['5"管', 'x']]);
  });

  test('titles above the header are passed over, and it says so', async () => {
    const table = await readTable(
      text('子育て施設一覧,,,\n令和8年4月1日現在,,,\n\n名称,住所,電話,備考\nあ,い,う,え\n'),
    );
    expect(table.header).toEqual(['名称', '住所', '電話', '備考']);
    expect(table.headerRow).toBe(4);
    expect(table.notes).toEqual(['4行目を見出しとして読み取りました。']);
  });

  test('blank and repeated headings, broken bytes and private characters are told', async () => {
    const table = await readTable(text('名称,,名称\nあ,い,\uE000\n'));
    expect(table.notes.join()).toContain('左から2列目');
    expect(table.notes.join()).toContain('同じ見出しの列が複数あります：名称');
    expect(table.notes.join()).toContain('外字が1個');
    const cut = Buffer.concat([
      Buffer.from(`名称,住所\n${'さくら保育所,永山\n'.repeat(40)}`),
      Buffer.from([0xe3, 0x81]),
    ]);
    expect((await readTable(cut)).notes.join()).toContain('読み取れない文字が1個');
  });

  test('="0123" is the text 0123', async () => {
    expect((await readTable(text('コード,名称\n"=""0123""",あ\n'))).rows).toEqual([['0123', 'あ']]);
  });

  const cell = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      '=1+1',
      '-5',
      "'-5",
      "''=x",
      '+81',
      '@a',
      '0012',
      '="01"',
      '"',
      'a\r\nb',
      ' ',
      '\t',
      '＝x',
      '-x',
      '髙﨑①～',
    ),
  );
  const table = (value: fc.Arbitrary<string>) =>
    fc.integer({ min: 1, max: 6 }).chain((width) =>
      fc.tuple(
        fc.uniqueArray(
          value.filter((s) => s.trim() !== ''),
          { minLength: width, maxLength: width },
        ),
        fc.array(
          fc.array(value, { minLength: width, maxLength: width }).filter((row) => row.some((c) => c !== '')),
          { maxLength: 40 },
        ),
      ),
    );

  test('what toCsv writes is read back the same, whatever the text', async () => {
    await fc.assert(
      fc.asyncProperty(table(cell), async ([header, rows]) => {
        const { bytes, lost } = toCsv(header, rows);
        const read = await readTable(bytes);
        expect(lost).toEqual([]);
        expect(read.header).toEqual(header);
        expect(read.rows).toEqual(rows);
      }),
      { numRuns: 300 },
    );
  });

  test('in CP932 too, for every text CP932 can hold', async () => {
    const characters = Array.from('あ漢字ｱ①㈱髙﨑～－∥―￥永山保育所,"\r\n =-+@a0;\t');
    const held = fc.string({ unit: fc.constantFrom(...characters) });
    await fc.assert(
      fc.asyncProperty(table(held), async ([header, rows]) => {
        const { bytes, lost } = toCsv(header, rows, { encoding: 'cp932' });
        const read = await readTable(bytes);
        expect(lost).toEqual([]);
        expect([read.header, ...read.rows]).toEqual([header, ...rows]);
      }),
      { numRuns: 200 },
    );
  });
});

describe('Excel workbooks', () => {
  test('agree with another reader on texts, numbers, dates and blanks', async () => {
    const value = fc.oneof(
      fc.string({ unit: fc.constantFrom(...Array.from('あ髙𠮷&<>"\'_x000D_ \n=')) }),
      fc.integer(),
      fc
        .double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 })
        .map((n) => Number(n.toPrecision(12))),
      fc.boolean(),
      fc.constant(null),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(value, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 8 }),
        async (rows) => {
          const bytes = await writeXlsx({ sheets: [{ name: 'a', rows: [['x', 'y', 'z'], ...rows] }] });
          const other = (await readXlsx(bytes)).sheets[0]?.rows.slice(1) ?? [];
          const shown = other
            .map((row) => Array.from({ length: 3 }, (_, at) => row[at] ?? ''))
            .map((row) =>
              row.map((c) => (typeof c === 'boolean' ? String(c).toUpperCase() : String(c === 0 ? 0 : c))),
            )
            .filter((row) => row.some((c) => c !== ''));
          expect((await readTable(bytes)).rows).toEqual(shown);
        },
      ),
      { numRuns: 100 },
    );
  });

  test('dates, times, codes with leading zeros and postal numbers are read as they are shown', async () => {
    const formats = [
      'yyyy"年"m"月"d"日"',
      '[$-411]ggge.m.d',
      '000000',
      '[&lt;=999]000;[&lt;=9999]000-00;000-0000',
      '[h]:mm',
      '#,##0.0',
      'G/標準',
    ];
    const ids = [0, 14, 20, 22, ...formats.map((_, n) => 200 + n)];
    const styles = `<styleSheet><numFmts>${formats.map((f, n) => `<numFmt numFmtId="${200 + n}" formatCode="${f.replaceAll('"', '&quot;')}"/>`).join('')}</numFmts><cellXfs>${ids.map((id) => `<xf numFmtId="${id}"/>`).join('')}</cellXfs></styleSheet>`;
    const values: [number, string, string][] = [
      [0, '46347', '46347'],
      [1, '46347', '2026-11-21'],
      [2, '0.375', '09:00'],
      [3, '46347.395833333336', '2026-11-21T09:30'],
      [4, '46347', '2026-11-21'],
      [5, '46347', '2026-11-21'],
      [6, '12041', '012041'],
      [7, '700001', '070-0001'],
      [8, '1.0833333333333333', '26:00'],
      [9, '0.30000000000000004', '0.3'],
      [10, '131000000000', '131000000000'],
      [1, '59', '1900-02-28'],
      [1, '61', '1900-03-01'],
    ];
    const head = values.map((_, n) => `<c t="inlineStr"><is><t>列${n}</t></is></c>`).join('');
    const data = values.map(([style, raw]) => `<c s="${style}"><v>${raw}</v></c>`).join('');
    const sheet = `<worksheet><sheetData><row r="1">${head}</row><row r="2">${data}</row></sheetData></worksheet>`;
    expect((await readTable(workbook({ sheet, styles }))).rows).toEqual([values.map(([, , shown]) => shown)]);
    const in1904 =
      '<workbook><workbookPr date1904="1"/><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>';
    expect((await readTable(workbook({ sheet, styles, workbook: in1904 }))).rows[0]?.[1]).toBe('2030-11-22');
  });

  test('readings kept with Japanese cells are not part of the value; rich text is joined; prefixes are understood', async () => {
    const shared =
      '<x:sst><x:si><x:t>名称</x:t></x:si><x:si><x:t>永山</x:t><x:rPh sb="0" eb="2"><x:t>ナガヤマ</x:t></x:rPh></x:si><x:si><x:r><x:rPr><x:b/></x:rPr><x:t>旭</x:t></x:r><x:r><x:t xml:space="preserve"> 川</x:t></x:r></x:si><x:si/></x:sst>';
    const cells = [0, 1, 2].map((n) => `<x:row><x:c t="s"><x:v>${n}</x:v></x:c></x:row>`).join('');
    const sheet = `<x:worksheet><x:sheetData>${cells}</x:sheetData></x:worksheet>`;
    const table = await readTable(workbook({ sheet, shared }));
    expect([table.header, ...table.rows]).toEqual([['名称'], ['永山'], ['旭 川']]);
  });

  test('formulas give their kept result; without one, and errors, it says so', async () => {
    const sheet = `<worksheet><sheetData><row><c t="str"><v>合計</v></c><c t="str"><v>率</v></c><c t="str"><v>照合</v></c></row>
      <row><c><f>SUM(A1)</f><v>12</v></c><c><f>A1/2</f></c><c t="e"><f>X</f><v>#N/A</v></c></row></sheetData></worksheet>`;
    const table = await readTable(workbook({ sheet }));
    expect(table.rows).toEqual([['12', '', '#N/A']]);
    expect(table.notes.join()).toContain('数式が1個あり（2行目）');
    expect(table.notes.join()).toContain('エラーになっているセルが1個あります（2行目）');
  });

  test('a merged title and a two-line merged header become one header; merged cells down the side are filled', async () => {
    const bytes = await writeXlsx({
      sheets: [
        {
          name: '施設',
          rows: [
            ['子育て施設一覧'],
            ['区域', '名称', '所在地', null, null],
            [null, null, '都道府県', '市区町村', '町字'],
            ['永山', '第一', '北海道', '旭川市', '永山'],
            [null, '第二', '北海道', '旭川市', '永山'],
            ['神楽', '第三', '北海道', '旭川市', '神楽'],
          ],
          merges: [
            { startRow: 0, startCol: 0, endRow: 0, endCol: 4 },
            { startRow: 1, startCol: 0, endRow: 2, endCol: 0 },
            { startRow: 1, startCol: 1, endRow: 2, endCol: 1 },
            { startRow: 1, startCol: 2, endRow: 1, endCol: 4 },
            { startRow: 3, startCol: 0, endRow: 4, endCol: 0 },
          ],
        },
      ],
    });
    const table = await readTable(bytes);
    expect(table.header).toEqual(['区域', '名称', '所在地_都道府県', '所在地_市区町村', '所在地_町字']);
    expect(table.rows.map((row) => row[0])).toEqual(['永山', '永山', '神楽']);
    expect(table.rowNumbers).toEqual([4, 5, 6]);
    expect(table.notes.join()).toContain('2行目から3行目まで');
    expect(table.notes.join()).toContain('1か所');
  });

  test('a heading said again, by somebody who joined several tables, is no row; where it was is told', async () => {
    const head = '名称,種別,備考\n';
    const table = await readTable(text(`${head}${head}第一,保育所,\n${head}第二,保育所,備考\n`));
    expect(table.rows.map((row) => row[0])).toEqual(['第一', '第二']);
    expect(table.rowNumbers).toEqual([3, 5]);
    expect(table.rowCount).toBe(2);
    expect(table.notes).toEqual(['見出しと同じ行がもう一度あったので、読み飛ばしました（2行目、4行目）。']);
    // A word in a table of one column is a value, whatever the heading says.
    expect((await readTable(text('分類\n親子\n分類\n'))).rows).toEqual([['親子'], ['分類']]);
  });

  test('the first visible sheet with data is taken and the others named; another can be asked for', async () => {
    const bytes = await writeXlsx({
      sheets: [
        { name: '隠し', rows: [['x'], ['1']], hidden: true },
        { name: '表紙', rows: [] },
        { name: '名簿', rows: [['名称'], ['あ']] },
        { name: '別紙', rows: [['品名'], ['い']] },
      ],
      activeSheet: 1,
    });
    const table = await readTable(bytes);
    expect(table).toMatchObject({ sheet: '名簿', rows: [['あ']] });
    expect(table.notes).toEqual(['シート「名簿」を読み取りました。ほかのシート：隠し、表紙、別紙']);
    expect((await readTable(bytes, undefined, { sheet: '別紙' })).rows).toEqual([['い']]);
    expect((await refused(bytes, { sheet: 'ない' })).code).toBe('no-such-sheet');
  });
});

describe('a file without quotation marks', () => {
  test('is read as one that has some, whatever ends its lines', async () => {
    const cell = fc.string({ unit: fc.constantFrom('園', 'あ', '1', ' ', "'", '='), maxLength: 4 });
    const line = fc.array(cell, { minLength: 1, maxLength: 4 }).map((cells) => cells.join(','));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(line, fc.constantFrom('\n', '\r\n', '\r')), { maxLength: 12 }),
        fc.boolean(),
        async (lines, ended) => {
          const text = `名称,種別\n${lines.map(([one, end]) => one + end).join('')}`;
          const last = (cellText: string) => Buffer.from(`${text}最後,${cellText}${ended ? '\r' : ''}`);
          const [plain, quoted] = [await readTable(last('園')), await readTable(last('"園"'))];
          expect(plain).toEqual(quoted);
        },
      ),
      { numRuns: 200 },
    );
  });

  test('is read whole where a piece of it ends between the two characters of a line’s end', async () => {
    const line = 'ひかり保育園,認可私立保育所\r\n';
    const rows = Math.ceil(600_000 / Buffer.byteLength(line));
    for (const shift of [0, 1, 2, 3]) {
      const table = await readTable(Buffer.from(`名称,種別${' '.repeat(shift)}\r\n${line.repeat(rows)}`));
      expect(table.rows.length).toBe(rows);
      expect(new Set(table.rows.map((cells) => cells.join()))).toEqual(
        new Set(['ひかり保育園,認可私立保育所']),
      );
    }
  });
});

describe('large tables', () => {
  const header = Array.from({ length: 53 }, (_, at) => `列${at}`);
  const rows = Array.from({ length: 2_000 }, (_, n) =>
    header.map((_, at) => (at % 7 ? `旭川市${n % 97}条${at}` : '')),
  );

  test('other work has its turn while rows go by, and a visitor may stop', async () => {
    for (const bytes of [
      toCsv(header, rows).bytes,
      await writeXlsx({ sheets: [{ name: 'a', rows: [header, ...rows] }] }),
    ]) {
      let turns = 0;
      const timer = setInterval(() => turns++, 1);
      const seen: number[] = [];
      const end = await eachRow(bytes, (_, rowNumber) => void seen.push(rowNumber));
      clearInterval(timer);
      expect(end.rowCount).toBe(2_000);
      expect(seen.at(-1)).toBe(2_001);
      expect(turns).toBeGreaterThan(0);
      const stop = new Error('stop');
      await expect(
        eachRow(bytes, async (_, rowNumber) => {
          if (rowNumber === 900) throw stop;
        }),
      ).rejects.toBe(stop);
    }
  });
});

describe('files cities really publish', () => {
  const folder = '../shared/data';
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.csv')) : [];

  test.skipIf(files.length === 0)('are read whole (skipped where ../shared/data is absent)', async () => {
    for (const name of files) {
      const table = await readTable(readFileSync(`${folder}/${name}`), name);
      expect(table.rows.length, name).toBeGreaterThan(0);
      expect(
        table.header.filter((heading) => heading.trim() === ''),
        name,
      ).toEqual([]);
      expect(
        table.notes.filter((note) => note.includes('読み取れない')),
        name,
      ).toEqual([]);
    }
    const preschool = await readTable(readFileSync(`${folder}/kudamatsu_352071_preschool_excerpt.csv`));
    expect(preschool.header).toHaveLength(51);
  });
});
