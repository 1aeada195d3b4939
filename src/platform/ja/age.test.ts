import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  ageAtEndOf,
  ageInMonths,
  ageOn,
  classAge,
  cohortOf,
  dayAgeIsReached,
  formatAge,
  formatGrade,
  formatGradeLong,
  formatMonthsOfAge,
  formatStage,
  primaryEntryFiscalYear,
  schoolGrade,
} from './age.ts';
import { addDays, daysBetween, fiscalYearEnd, fiscalYearStart } from './dates.ts';

const anyBirth = fc
  .integer({ min: 0, max: daysBetween('1930-01-01', '2060-12-31') })
  .map((days) => addDays('1930-01-01', days));

describe('age', () => {
  test('an age is reached when the day before the birthday ends', () => {
    expect(dayAgeIsReached('2020-04-01', 6)).toBe('2026-03-31');
    expect(ageOn('2020-04-01', '2026-03-31')).toBe(5);
    expect(ageAtEndOf('2020-04-01', '2026-03-31')).toBe(6);
    expect(ageOn('2020-04-01', '2026-04-01')).toBe(6);
  });

  test('those born on 29 February reach their age on 28 February in every year', () => {
    expect(dayAgeIsReached('2020-02-29', 5)).toBe('2025-02-28');
    expect(dayAgeIsReached('2020-02-29', 4)).toBe('2024-02-28');
    expect(ageOn('2020-02-29', '2025-02-28')).toBe(4);
    expect(ageAtEndOf('2020-02-29', '2025-02-28')).toBe(5);
    expect(ageOn('2020-02-29', '2025-03-01')).toBe(5);
    expect(ageOn('2020-02-29', '2024-02-28')).toBe(3);
    expect(ageOn('2020-02-29', '2024-02-29')).toBe(4);
  });

  test('months are completed on the day of the month, or on the first after a month too short', () => {
    expect(ageInMonths('2026-01-31', '2026-02-28')).toBe(0);
    expect(ageInMonths('2026-01-31', '2026-03-01')).toBe(1);
    expect(ageInMonths('2024-06-10', '2026-11-21')).toBe(29);
    expect(ageInMonths('2026-12-01', '2026-11-21')).toBeLessThan(0);
  });

  test('ages are said in years and months', () => {
    expect(formatAge('2023-09-10', '2026-11-21')).toBe('3歳2か月');
    expect(formatAge('2023-11-21', '2026-11-21')).toBe('3歳');
    expect(formatAge('2026-06-10', '2026-11-21')).toBe('5か月');
    expect(formatAge('2026-11-09', '2026-11-21')).toBe('生後12日');
    expect(formatAge('1993-12-01', '2026-11-21')).toBe('32歳');
    expect(formatAge('2008-11-21', '2026-11-21')).toBe('18歳');
    expect(formatAge('2027-01-01', '2026-11-21')).toBe('出生前');
    expect(formatMonthsOfAge(18)).toBe('1歳6か月');
  });

  test('in law the age at the end of a day rises exactly on the day it is reached', () => {
    fc.assert(
      fc.property(anyBirth, fc.integer({ min: 1, max: 110 }), (birth, age) => {
        const day = dayAgeIsReached(birth, age);
        expect(ageAtEndOf(birth, day)).toBe(age);
        expect(ageAtEndOf(birth, addDays(day, -1))).toBe(age - 1);
        expect(ageOn(birth, day)).toBe(age - 1);
        expect(ageOn(birth, addDays(day, 1))).toBe(age);
      }),
    );
  });
});

describe('school cohorts', () => {
  test('born on 2 April 2020: five-year-old class in fiscal 2026, enters school in 2027', () => {
    expect(classAge('2020-04-02', 2026)).toBe(5);
    expect(primaryEntryFiscalYear('2020-04-02')).toBe(2027);
    expect(schoolGrade('2020-04-02', 2026)).toBeNull();
    expect(formatStage('2020-04-02', 2026)).toBe('5歳児');
  });

  test('born on 1 April 2020: first grade in fiscal 2026', () => {
    expect(schoolGrade('2020-04-01', 2026)).toBe(1);
    expect(formatStage('2020-04-01', 2026)).toBe('小1');
    expect(cohortOf('2020-04-01')).toBe(2019);
  });

  test('children born during the year are 0歳児, those born later are not yet anything', () => {
    expect(classAge('2026-05-01', 2026)).toBe(0);
    expect(classAge('2025-05-01', 2026)).toBe(0);
    expect(classAge('2025-04-01', 2026)).toBe(1);
    expect(classAge('2027-04-01', 2026)).toBe(0);
    expect(classAge('2027-04-02', 2026)).toBeNull();
    expect(formatStage('2027-04-02', 2026)).toBe('出生前');
  });

  test('grades are named by their school', () => {
    expect([1, 6, 7, 9, 10, 12].map(formatGrade)).toEqual(['小1', '小6', '中1', '中3', '高1', '高3']);
    expect(formatGradeLong(1)).toBe('小学1年生');
    expect(formatGradeLong(12)).toBe('高校3年生');
    expect(formatStage('2005-06-01', 2026)).toBe('高校卒業相当');
  });

  test('whoever has reached six when a fiscal year begins is in school, and nobody else', () => {
    fc.assert(
      fc.property(anyBirth, fc.integer({ min: 2000, max: 2060 }), (birth, fiscalYear) => {
        const reachedSix = ageAtEndOf(birth, addDays(fiscalYearStart(fiscalYear), -1)) >= 6;
        expect(fiscalYear >= primaryEntryFiscalYear(birth)).toBe(reachedSix);
        const grade = schoolGrade(birth, fiscalYear);
        if (grade !== null) expect(ageAtEndOf(birth, fiscalYearEnd(fiscalYear))).toBe(grade + 6);
      }),
    );
  });
});
