import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  bigrams,
  compareKana,
  foldForSearch,
  foldFrom,
  foldSql,
  foldTo,
  isKatakana,
  kanaRow,
  toFullKatakana,
  toHalfWidth,
  toHiragana,
  toKatakana,
} from './kana.ts';

const japanese = fc.string({
  unit: fc.constantFrom(
    ...Array.from(
      'あいがぱっょんゔゝアイガパッョンヴヽヵヶーｱｶﾞﾊﾟｰ･、。・（）()～〜-－―−‐ 　\t\n保育所髙﨑濵𠮷齋斎㈱㍻①Ａａ１1aAzZςΣİ\u3099\u309a゛゜',
    ),
  ),
});

describe('input keeps what people wrote', () => {
  test('only digits, latin letters and half-width kana change their width', () => {
    expect(toHalfWidth('Ａ１ｂ（㈱）髙﨑①～')).toBe('A1b（㈱）髙﨑①～');
    expect(toFullKatakana('ﾎｲｸｼﾞｮ ﾊﾟｰｸ㈱髙﨑①Ａ')).toBe('ホイクジョ パーク㈱髙﨑①Ａ');
    expect(toFullKatakana('ｱﾞ')).toBe('ア゛');
  });

  test('a reading is katakana only', () => {
    expect(isKatakana('ヤマダ　ハナコ')).toBe(true);
    expect(isKatakana('アサヒカワ・カグラ ホイクジョー')).toBe(true);
    expect(isKatakana('やまだ')).toBe(false);
    expect(isKatakana('ﾔﾏﾀﾞ')).toBe(false);
    expect(isKatakana('山田')).toBe(false);
    expect(isKatakana('')).toBe(false);
    expect(isKatakana('　')).toBe(false);
  });

  test('hiragana and katakana turn into each other', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...Array.from('ぁあがぱっゃゎんゔゕゖゝ漢a1ー')) }),
        (text) => {
          expect(toHiragana(toKatakana(text))).toBe(text);
        },
      ),
    );
  });
});

describe('folding for search', () => {
  test.each([
    ['ファミリー・サポート・センター', 'ふぁみりーさぽーとせんたー'],
    ['サーバー', 'サーバ'],
    ['ﾎｲｸｼﾞｮ', 'ほいくじょ'],
    ['(048)252-4384', '０４８－２５２－４３８４'],
    ['山田　花子', '山田花子'],
    ['髙﨑 濵子', '高崎浜子'],
    ['齋藤', '斉藤'],
    ['関ヶ原', '関ケ原'],
    ['3ヵ月', '３か月'],
    ['シヤクシヨ', 'シャクショ'],
    ['NPO法人', 'ｎｐｏ法人'],
    ['𠮷田', '吉田'],
  ])('%s and %s are found together', (a, b) => {
    expect(foldForSearch(a)).toBe(foldForSearch(b));
  });

  test('voice marks and different words stay apart', () => {
    expect(foldForSearch('ハハ')).not.toBe(foldForSearch('パパ'));
    expect(foldForSearch('保育')).toBe('保育');
  });

  test('folding twice changes nothing', () => {
    fc.assert(
      fc.property(japanese, (text) => {
        expect(foldForSearch(foldForSearch(text))).toBe(foldForSearch(text));
      }),
    );
  });

  test('katakana and hiragana fold to the same', () => {
    fc.assert(
      fc.property(japanese, (text) => {
        expect(foldForSearch(toKatakana(text))).toBe(foldForSearch(toHiragana(text)));
      }),
    );
  });

  test('the translate() arguments replace each character once and never chain', () => {
    const from = Array.from(foldFrom);
    const to = Array.from(foldTo);
    expect(new Set(from).size).toBe(from.length);
    expect(to.length).toBeLessThan(from.length);
    for (const char of to) expect(from).not.toContain(char);
    for (const char of from.slice(0, to.length))
      expect(char.normalize('NFKC').toLowerCase()).toBe(char === 'ς' ? 'ς' : char);
  });

  test('the SQL expression has no quote or invisible character in its texts', () => {
    const sql = foldSql('name');
    expect(sql.startsWith("translate(lower(normalize(name, NFKC)), E'")).toBe(true);
    expect(sql.split("'")).toHaveLength(5);
    expect(sql).not.toMatch(/[\p{C}\p{M}]/u);
  });

  test('bigrams are the distinct pairs of characters', () => {
    expect(bigrams('保育所')).toEqual(['保育', '育所']);
    expect(bigrams('ああああ')).toEqual(['ああ']);
    expect(bigrams('𠮷田')).toEqual(['𠮷田']);
    expect(bigrams('保')).toEqual([]);
    expect(bigrams('')).toEqual([]);
  });
});

describe('order of readings', () => {
  test('readings are sorted as in a Japanese index', () => {
    expect(['ハヤシ', 'アオキ', 'パク', 'ハギ', 'オオノ'].sort(compareKana)).toEqual([
      'アオキ',
      'オオノ',
      'ハギ',
      'パク',
      'ハヤシ',
    ]);
  });

  test('index headings follow the first letter', () => {
    expect(kanaRow('アサヒ')).toBe('ア行');
    expect(kanaRow('ヴィラ')).toBe('ア行');
    expect(kanaRow('がくどう')).toBe('カ行');
    expect(kanaRow('ﾊﾟｰｸ')).toBe('ハ行');
    expect(kanaRow('ン')).toBe('ワ行');
    expect(kanaRow('ＮＰＯ')).toBe('英字');
    expect(kanaRow('保育所')).toBe('その他');
    expect(kanaRow('')).toBe('その他');
  });
});
