import { addDays } from './dates.ts';
import type { IsoDate } from './dates.ts';

function partsOf(iso: IsoDate): [year: number, month: number, day: number] {
  return iso.split('-').map(Number) as [number, number, number];
}

/**
 * Completed months of life on a day; negative before birth. Someone born on the 31st completes a month
 * that has no 31st at its end, so the count rises on the first of the next (民法143条2項).
 */
export function ageInMonths(birth: IsoDate, on: IsoDate): number {
  const [birthYear, birthMonth, birthDay] = partsOf(birth);
  const [year, month, day] = partsOf(on);
  return (year - birthYear) * 12 + (month - birthMonth) - (day < birthDay ? 1 : 0);
}

/** 満年齢 as people say it on a day: it rises on the birthday, for 29 February on 1 March of common years. */
export function ageOn(birth: IsoDate, on: IsoDate): number {
  return Math.floor(ageInMonths(birth, on) / 12);
}

/** Age in law at the end of a day: reached when the day before the birthday ends (年齢計算ニ関スル法律). */
export function ageAtEndOf(birth: IsoDate, on: IsoDate): number {
  return ageOn(birth, addDays(on, 1));
}

/** The day at whose end an age is reached: the day before that birthday, 28 February for 29 February. */
export function dayAgeIsReached(birth: IsoDate, age: number): IsoDate {
  const [year, month, day] = partsOf(birth);
  const birthYear = year + age;
  const isLeap = (birthYear % 4 === 0 && birthYear % 100 !== 0) || birthYear % 400 === 0;
  const birthday = month === 2 && day === 29 && !isLeap ? '03-01' : birth.slice(5);
  return addDays(`${String(birthYear).padStart(4, '0')}-${birthday}`, -1);
}

/** '3歳2か月', '3歳', '5か月'. */
export function formatMonthsOfAge(months: number): string {
  const years = Math.floor(months / 12);
  const rest = months % 12;
  if (years === 0) return `${rest}か月`;
  return rest === 0 ? `${years}歳` : `${years}歳${rest}か月`;
}

/** 満年齢 with months, of who is grown up without: '3歳2か月', '5か月', '32歳'; in the first month '生後12日'; before birth '出生前'. */
export function formatAge(birth: IsoDate, on: IsoDate): string {
  const months = ageInMonths(birth, on);
  if (months < 0) return '出生前';
  if (months >= 18 * 12) return `${Math.floor(months / 12)}歳`;
  if (months > 0) return formatMonthsOfAge(months);
  return `生後${Math.round((Date.parse(on) - Date.parse(birth)) / 86_400_000)}日`;
}

/**
 * School cohort, named by the fiscal year its oldest were born in. Those born on 1 April belong to the
 * year before: they reach the age on 31 March (学校教育法17条).
 */
export function cohortOf(birth: IsoDate): number {
  const [year, month, day] = partsOf(birth);
  return month < 4 || (month === 4 && day === 1) ? year - 1 : year;
}

/** Fiscal year in which the child enters primary school. */
export function primaryEntryFiscalYear(birth: IsoDate): number {
  return cohortOf(birth) + 7;
}

/**
 * クラス年齢 of a nursery in a fiscal year: 0 … 5 before school, and on. Children born during the year are 0歳児
 * too; null when not born by its end.
 */
export function classAge(birth: IsoDate, fiscalYear: number): number | null {
  const age = fiscalYear - cohortOf(birth) - 1;
  if (age < -1) return null;
  return Math.max(age, 0);
}

/** School grade in a fiscal year: 1–6 primary, 7–9 junior high, 10–12 high school; null outside. */
export function schoolGrade(birth: IsoDate, fiscalYear: number): number | null {
  const grade = fiscalYear - primaryEntryFiscalYear(birth) + 1;
  return grade >= 1 && grade <= 12 ? grade : null;
}

/** 1 → '小1', 7 → '中1', 12 → '高3'. */
export function formatGrade(grade: number): string {
  if (grade <= 6) return `小${grade}`;
  return grade <= 9 ? `中${grade - 6}` : `高${grade - 9}`;
}

/** 1 → '小学1年生', 7 → '中学1年生', 12 → '高校3年生'. */
export function formatGradeLong(grade: number): string {
  if (grade <= 6) return `小学${grade}年生`;
  return grade <= 9 ? `中学${grade - 6}年生` : `高校${grade - 9}年生`;
}

/** Where a child stands in a fiscal year: '出生前', '3歳児', '小1' … '高3', '高校卒業相当'. */
export function formatStage(birth: IsoDate, fiscalYear: number): string {
  const grade = schoolGrade(birth, fiscalYear);
  if (grade !== null) return formatGrade(grade);
  const age = classAge(birth, fiscalYear);
  if (age === null) return '出生前';
  return age <= 5 ? `${age}歳児` : '高校卒業相当';
}
