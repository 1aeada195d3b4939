import { readXlsx } from 'hucre/xlsx';
import { describe, expect, test } from 'vitest';
import { readTable } from '../files/tables.ts';
import { unzipEntry, zipEntries } from '../files/zip.ts';
import { toXlsx } from './xlsx.ts';

const stamp = { who: '見本 花子（事務局）', when: '令和8年11月21日 14時05分', why: '会議資料' };

async function part(bytes: Uint8Array, name: string): Promise<string> {
  const entry = zipEntries(bytes).get(name);
  return entry ? new TextDecoder().decode(await unzipEntry(bytes, entry)) : '';
}

describe('an Excel workbook', () => {
  test('keeps codes as text and formulas asleep; numbers and dates are numbers and dates', async () => {
    const bytes = await toXlsx({
      title: '施設一覧',
      stamp,
      sheets: [
        {
          name: '施設',
          header: ['コード', '名称', '定員', '率', '認可日'],
          types: ['text', undefined, 'number', 'number', 'date'],
          rows: [
            ['012041', '=HYPERLINK("x")', '60', '0.5', '1952-01-25'],
            ['000123', '+81', 20, null, '不明'],
            ['1', '-', '012', '1e5', '1899-12-31'],
          ],
        },
      ],
    });
    const sheet = (await readXlsx(bytes, { readStyles: true })).sheets[0];
    expect(sheet?.rows.slice(1)).toEqual([
      ['012041', '=HYPERLINK("x")', 60, 0.5, new Date('1952-01-25T00:00:00Z')],
      ['000123', '+81', 20, null, '不明'],
      ['1', '-', '012', '1e5', '1899-12-31'],
    ]);
    expect(await part(bytes, 'xl/worksheets/sheet1.xml')).not.toContain('<f>');
    const read = await readTable(bytes);
    expect(read.rows[0]).toEqual(['012041', '=HYPERLINK("x")', '60', '0.5', '1952-01-25']);
  });

  test('has its header frozen, filtered and repeated in print, on A4', async () => {
    const header = Array.from({ length: 30 }, (_, at) => `見出し${at}`);
    const bytes = await toXlsx({ title: 'A&B', stamp, sheets: [{ name: '表 (1)', header, rows: [header] }] });
    const sheet = await part(bytes, 'xl/worksheets/sheet1.xml');
    expect(sheet).toContain('state="frozen"');
    expect(sheet).toContain('<autoFilter ref="A1:AD2"/>');
    expect(sheet).toMatch(/<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/);
    expect(sheet).toContain('A&amp;&amp;B');
    expect(await part(bytes, 'xl/workbook.xml')).toContain(">'表 (1)'!$1:$1<");
  });

  test('ends with a sheet saying who took it, when, why and how much', async () => {
    const bytes = await toXlsx({
      title: '一覧',
      stamp,
      sheets: [{ name: '施設', header: ['a'], rows: [['1'], ['2']] }],
    });
    const read = await readTable(bytes, undefined, { sheet: '出力情報' });
    expect(read.sheets.map((sheet) => sheet.name)).toEqual(['施設', '出力情報']);
    expect(read.rows).toEqual([
      ['表題', '一覧'],
      ['出力した人', '見本 花子（事務局）'],
      ['出力した日時', '令和8年11月21日 14時05分'],
      ['出力の目的', '会議資料'],
      ['「施設」の件数', '2件'],
    ]);
  });

  test('takes any text and any sheet name without making a file Excel calls damaged', async () => {
    const names = ["[案]'", '施設一覧', '施設一覧', '', '出力情報', 'あ'.repeat(60), 'あ'.repeat(60)];
    const odd = '_x0041_\u0000\u0008\uFFFE\uD800髙\r\n二行 <&>';
    const bytes = await toXlsx({
      title: odd,
      stamp,
      sheets: names.map((name) => ({
        name,
        header: ['h', odd],
        rows: [
          ['a', odd],
          ['b', 'x'.repeat(40_000)],
        ],
      })),
    });
    const workbook = await readXlsx(bytes);
    const found = workbook.sheets.map((sheet) => sheet.name);
    expect(new Set(found.map((name) => name.toLowerCase())).size).toBe(names.length + 1);
    for (const name of found) expect(name).toMatch(/^[^[\]:*?/\\]{1,31}$/);
    const read = await readTable(bytes);
    expect(read.rows[0]?.[1]).toBe('_x0041_\uFFFD髙\n二行 <&>');
    expect(read.rows[1]?.[1]).toHaveLength(32_767);
    for (const name of ['xl/sharedStrings.xml', 'xl/workbook.xml', 'docProps/core.xml']) {
      expect(await part(bytes, name)).not.toMatch(/[^\P{Cc}\t\n\r]|[\uFFFE\uFFFF]/u);
    }
  });
});
