import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  formatCount,
  formatManYen,
  formatPercent,
  formatYen,
  parseInteger,
  parseKanjiNumeral,
  parseNumber,
  toKanjiNumeral,
} from './numbers.ts';

test('text that is no number is refused with a sentence', () => {
  for (const text of ['', 'なし', '約40人', '1-2', '12.3.4', '万']) {
    const result = parseNumber(text);
    expect(result.ok).toBe(false);
  }
  expect(parseInteger('12.5').ok).toBe(false);
  expect(parseKanjiNumeral('')).toBeNull();
  expect(parseKanjiNumeral('十百')).toBeNull();
  expect(() => toKanjiNumeral(0)).toThrow(RangeError);
  expect(() => toKanjiNumeral(10_000)).toThrow(RangeError);
});

test('counts and money are written as in municipal papers', () => {
  expect(formatCount(1234)).toBe('1,234');
  expect(formatCount(1234, '件')).toBe('1,234件');
  expect(formatYen(1234)).toBe('1,234円');
  expect(formatYen(-500)).toBe('△500円');
  expect(formatManYen(120_000)).toBe('12万円');
  expect(formatManYen(123_456)).toBe('12万3,456円');
  expect(formatManYen(120_000_000)).toBe('1億2,000万円');
  expect(formatManYen(0)).toBe('0円');
  expect(formatPercent(0.1234)).toBe('12.3%');
  expect(formatPercent(0.285, 0)).toBe('29%');
  expect(formatPercent(1)).toBe('100.0%');
});

test.each([
  ['１，２３４', 1234],
  ['1,234円', 1234],
  ['40人', 40],
  ['△5', -5],
  ['－５', -5],
  ['12.5', 12.5],
  ['12万円', 120_000],
  ['12万3,456円', 123_456],
  ['1億2000万', 120_000_000],
  ['1.5万', 15_000],
  ['98.5％', 98.5],
])('%s is read as %d', (text, value) => {
  expect(parseNumber(text)).toEqual({ ok: true, value });
});

test('formatted amounts are read back', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1_000_000_000_000, max: 1_000_000_000_000 }), (amount) => {
      expect(parseInteger(formatYen(amount))).toEqual({ ok: true, value: amount });
      expect(parseInteger(formatManYen(amount))).toEqual({ ok: true, value: amount });
      expect(parseInteger(formatCount(amount, '件'))).toEqual({ ok: true, value: amount });
    }),
  );
});

test('kanji numerals from 1 to 9999 are read back', () => {
  expect(toKanjiNumeral(23)).toBe('二十三');
  expect(toKanjiNumeral(1200)).toBe('千二百');
  expect(toKanjiNumeral(9999)).toBe('九千九百九十九');
  expect(parseKanjiNumeral('二〇二六')).toBe(2026);
  for (let number = 1; number <= 9999; number += 1)
    expect(parseKanjiNumeral(toKanjiNumeral(number))).toBe(number);
});
