import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, daysBetween, weekday } from './dates.ts';
import {
  addBusinessDays,
  businessDayOnOrAfter,
  closureName,
  holidayName,
  isBusinessDay,
  isYearEndClosure,
  nextBusinessDay,
} from './holidays.ts';

const anyDay = fc
  .integer({ min: 0, max: daysBetween('1990-01-01', '2049-12-31') })
  .map((days) => addDays('1990-01-01', days));

test('offices are closed at weekends, on national holidays and around the new year', () => {
  expect(isBusinessDay('2026-11-21')).toBe(false);
  expect(isBusinessDay('2026-11-22')).toBe(false);
  expect(isBusinessDay('2026-11-23')).toBe(false);
  expect(isBusinessDay('2026-12-29')).toBe(false);
  expect(isBusinessDay('2027-01-03')).toBe(false);
  expect(isBusinessDay('2026-12-28')).toBe(true);
  expect(isBusinessDay('2027-01-04')).toBe(true);
});

test('the reason of a closure is said in words', () => {
  expect(holidayName('2026-11-23')).toBe('勤労感謝の日');
  expect(holidayName('2026-09-22')).not.toBeNull();
  expect(holidayName('2026-11-24')).toBeNull();
  expect(closureName('2027-01-01')).toBe('元日');
  expect(closureName('2026-12-30')).toBe('年末年始');
  expect(closureName('2026-11-21')).toBe('土曜日');
  expect(closureName('2026-11-24')).toBeNull();
  expect(isYearEndClosure('2026-12-28')).toBe(false);
});

test('the next business day skips what lies between', () => {
  expect(nextBusinessDay('2026-11-20')).toBe('2026-11-24');
  expect(nextBusinessDay('2026-12-28')).toBe('2027-01-04');
  expect(businessDayOnOrAfter('2026-11-20')).toBe('2026-11-20');
  expect(businessDayOnOrAfter('2026-11-21')).toBe('2026-11-24');
  expect(addBusinessDays('2026-11-20', 3)).toBe('2026-11-26');
  expect(addBusinessDays('2026-11-21', 0)).toBe('2026-11-21');
});

test('a business day always comes within eleven days and is never a weekend', () => {
  fc.assert(
    fc.property(anyDay, (iso) => {
      const next = nextBusinessDay(iso);
      expect(daysBetween(iso, next)).toBeGreaterThan(0);
      expect(daysBetween(iso, next)).toBeLessThanOrEqual(11);
      expect(weekday(next)).toBeLessThan(6);
    }),
  );
});
