import fc from 'fast-check';
import { expect, test } from 'vitest';
import { describeWeekdays, formatWeekdays, parseWeekdays } from './weekdays.ts';

test('conditions are not guessed', () => {
  for (const text of ['', '不定期', '月～土曜日\n土曜日は要相談', '第1月曜日', '随時']) {
    expect(parseWeekdays(text).ok).toBe(false);
  }
});

test.each([
  ['月火水木金土', [1, 2, 3, 4, 5, 6], false],
  ['月水木金土日', [1, 3, 4, 5, 6, 7], false],
  [' 月～土曜日', [1, 2, 3, 4, 5, 6], false],
  ['月曜日から金曜日まで', [1, 2, 3, 4, 5], false],
  ['火・木・土', [2, 4, 6], false],
  ['平日', [1, 2, 3, 4, 5], false],
  ['土日祝', [6, 7], true],
  ['土・日・祝日', [6, 7], true],
  ['土曜日、日曜日、祝日', [6, 7], true],
  ['毎日', [1, 2, 3, 4, 5, 6, 7], true],
  ['月〜土（祝日を除く）', [1, 2, 3, 4, 5, 6], false],
  ['土～月', [1, 6, 7], false],
  ['水', [3], false],
])('%s', (text, days, holidays) => {
  expect(parseWeekdays(text)).toEqual({ ok: true, value: { days, holidays } });
});

test('days are described to people', () => {
  expect(describeWeekdays({ days: [1, 2, 3, 4, 5, 6], holidays: false })).toBe('月～土曜日');
  expect(describeWeekdays({ days: [2, 4], holidays: false })).toBe('火・木曜日');
  expect(describeWeekdays({ days: [6, 7], holidays: true })).toBe('土・日曜日・祝日');
  expect(describeWeekdays({ days: [1, 2, 3, 4, 5, 6, 7], holidays: true })).toBe('毎日');
});

test('every set of weekdays is read back', () => {
  const days = fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 });
  fc.assert(
    fc.property(days, fc.boolean(), (chosen, holidays) => {
      const weekdays = { days: chosen, holidays };
      expect(parseWeekdays(formatWeekdays(weekdays))).toEqual({ ok: true, value: weekdays });
      expect(parseWeekdays(describeWeekdays(weekdays))).toEqual({ ok: true, value: weekdays });
    }),
  );
});
