import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseAgeRange } from './age-range.ts';

test.each(['', '原則、未就園児', '要相談', '3歳', '5歳～3歳', '3か月～要相談', '小学9年生', '0歳未満'])(
  '%s is kept as text and not guessed',
  (text) => {
    expect(parseAgeRange(text)).toEqual({
      text,
      understood: false,
      from_months: null,
      from_days: null,
      to_months: null,
    });
  },
);

test.each<[string, number, number | null]>([
  ['3ヶ月から', 3, null],
  ['3か月～', 3, null],
  ['３か月～', 3, null],
  ['おおむね3か月～2歳児', 3, 47],
  ['3か月', 3, null],
  ['満6か月', 6, null],
  ['0歳（生後57日）〜5歳', 2, 71],
  ['54日～2歳児', 2, 47],
  ['産休明け～就学前', 2, 83],
  ['生後6か月以上', 6, null],
  ['1歳半～', 18, null],
  ['1歳6か月～3歳未満', 18, 35],
  ['満3歳児～5歳児', 36, 83],
  ['0～5歳児', 0, 83],
  ['0歳～2歳', 0, 35],
  ['3歳児', 36, 59],
  ['5歳まで', 0, 71],
  ['18歳未満', 0, 215],
  ['就学前児童', 0, 83],
  ['小学1年生～6年生', 72, 155],
  [' 小学１～６年生', 72, 155],
  ['小学1～6年生（1～3年生優先）', 72, 155],
  ['小学校1年生から小学校6年生まで', 72, 155],
  ['小1～小3', 72, 119],
  ['3ヶ月から小学校6年生まで', 3, 155],
  ['小学生', 72, 155],
  ['1号認定 3歳児～、2・3号認定 2か月～', 2, null],
  ['1号認定 満3歳～、2・3号認定 16か月～（4.1時点1歳児）', 16, null],
  ['2・3号認定 3か月～２歳児', 3, 47],
])('%s', (text, from, to) => {
  const range = parseAgeRange(text);
  expect([range.understood, range.from_months, range.to_months]).toEqual([true, from, to]);
  expect(range.text).toBe(text);
});

test('days of life are kept exactly', () => {
  expect(parseAgeRange('0歳（生後57日）〜5歳').from_days).toBe(57);
  expect(parseAgeRange('1号認定 満3歳～、2・3号認定 生後57日～').from_days).toBe(57);
  expect(parseAgeRange('3か月～').from_days).toBeNull();
});

test('a range never ends before it begins, whatever the text', () => {
  const word = fc.constantFrom(
    '0',
    '3',
    '12',
    '歳',
    '歳児',
    'か月',
    '日',
    '～',
    'から',
    '小学',
    '年生',
    '未満',
    'まで',
    '（',
    '）',
    '、',
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 10 }), (words) => {
      const range = parseAgeRange(words.join(''));
      if (range.from_months !== null && range.to_months !== null) {
        expect(range.to_months).toBeGreaterThanOrEqual(range.from_months);
      }
      expect(range.understood || range.from_months === null).toBe(true);
    }),
  );
});
