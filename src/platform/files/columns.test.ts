import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { matchColumns, normaliseHeading, pickColumns } from './columns.ts';

const fields = [
  { name: 'code', aliases: ['全国地方公共団体コード', '都道府県コード又は市区町村コード'], required: true },
  { name: 'name', aliases: ['名称', '施設名'], required: true },
  { name: 'kana', aliases: ['名称_カナ'] },
  { name: 'address', aliases: ['所在地_連結表記', '所在地_連結標記', '住所'], required: true },
  { name: 'note', aliases: ['連絡先備考（その他、SNSなど）', '備考'] },
];

describe('columns are found by heading, never by position', () => {
  test('a missing required column is not guessed', () => {
    const match = matchColumns(['コード', '名称'], fields);
    expect(match.columns).toEqual({ name: 1 });
    expect(match.missing).toEqual(['code', 'address']);
    expect(match.extras).toEqual([{ index: 0, heading: 'コード' }]);
  });

  test('two columns of one heading are not chosen between', () => {
    const match = matchColumns(['名称', '名 称', '住所'], fields);
    expect(match.columns).toEqual({ address: 2 });
    expect(match.missing).toContain('name');
    expect(match.ambiguous).toEqual([
      {
        field: 'name',
        candidates: [
          { index: 0, heading: '名称' },
          { index: 1, heading: '名 称' },
        ],
      },
    ]);
    expect(match.extras).toEqual([]);
  });

  test('one column that two fields claim equally belongs to neither', () => {
    const match = matchColumns(
      ['電話'],
      [
        { name: 'phone', aliases: ['電話'], required: true },
        { name: 'fax', aliases: ['電話'] },
      ],
    );
    expect(match.columns).toEqual({});
    expect(match.ambiguous.map((one) => one.field)).toEqual(['phone', 'fax']);
  });

  test('widths, spaces, line ends, brackets and marks for required fields do not matter', () => {
    const header = ['◎名称', '全国地方公共団体ｺｰﾄﾞ', '名称（カナ）', '住\r\n所 【必須】', '備　考'];
    expect(matchColumns(header, fields).columns).toEqual({ name: 0, code: 1, kana: 2, address: 3, note: 4 });
  });

  test('the nearer name wins: exact before loose, earlier alias before later; the other is kept as an extra', () => {
    const match = matchColumns(['備考', '連絡先備考（その他、SNSなど）', '所在地 連結表記', '住所'], fields);
    expect(match.columns).toEqual({ note: 1, address: 3 });
    expect(match.extras.map((column) => column.heading)).toEqual(['備考', '所在地 連結表記']);
  });

  test('what a person chose before wins, also when it was "none of these"', () => {
    const match = matchColumns(['名称', '園の名前', '住所'], fields, { 園の名前: 'name', '住 所': '' });
    expect(match.columns).toEqual({ name: 1 });
    expect(match.extras.map((column) => column.heading)).toEqual(['名称', '住所']);
    expect(matchColumns(['名称'], fields, { 名称: 'gone' }).columns).toEqual({});
  });

  test('the order of the columns never changes what is found', () => {
    const header = ['全国地方公共団体コード', '名称', '名称_カナ', '住所', '備考', '独自の列', '名称 '];
    const found = (order: string[]) => {
      const { columns } = matchColumns(order, fields);
      return Object.fromEntries(Object.entries(columns).map(([name, at]) => [name, order[at]]));
    };
    fc.assert(
      fc.property(fc.shuffledSubarray(header, { minLength: 7, maxLength: 7 }), (order) => {
        expect(found(order)).toEqual(found(header));
      }),
    );
  });

  test('every column is a field, an extra or in doubt, and only one of them', () => {
    const heading = fc.oneof(fc.constantFrom('名称', '住所', '備考', '名称_カナ', '', ' '), fc.string());
    fc.assert(
      fc.property(fc.array(heading, { maxLength: 12 }), (header) => {
        const match = matchColumns(header, fields);
        const placed = [
          ...Object.values(match.columns),
          ...match.extras.map((column) => column.index),
          ...new Set(match.ambiguous.flatMap((one) => one.candidates.map((column) => column.index))),
        ];
        expect(placed.toSorted((a, b) => a - b)).toEqual(header.map((_, at) => at));
      }),
    );
  });
});

test('a row gives its fields, and its extras by heading whatever the heading is', () => {
  const match = matchColumns(['名称', '独自', '独自', '', '__proto__', '空'], fields);
  expect(pickColumns(match, ['あ', 'い', 'う', 'え', 'お', ''])).toEqual({
    fields: { name: 'あ' },
    extras: Object.fromEntries([
      ['独自', 'い'],
      ['独自 (3)', 'う'],
      ['列4', 'え'],
      ['__proto__', 'お'],
    ]),
  });
});

test('a heading is compared without what the eye does not see', () => {
  expect(normaliseHeading(' ＩＤ\u200B\n')).toBe('id');
});
