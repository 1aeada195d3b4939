import holidayJp from '@holiday-jp/holiday_jp';
import { addDays, weekday } from './dates.ts';
import type { IsoDate } from './dates.ts';

const holidays: Readonly<Record<string, { readonly name: string } | undefined>> = holidayJp.holidays;

/** 国民の祝日 and its substitutes by name (国民の祝日に関する法律); null on other days. Known for 1970–2050. */
export function holidayName(iso: IsoDate): string | null {
  return holidays[iso]?.name ?? null;
}

/** Offices are closed from 29 December to 3 January (地方自治法4条の2). */
export function isYearEndClosure(iso: IsoDate): boolean {
  const monthDay = iso.slice(5);
  return monthDay >= '12-29' || monthDay <= '01-03';
}

/** Why the office is closed, in words: the holiday, '年末年始', '土曜日', '日曜日'; null on business days. */
export function closureName(iso: IsoDate): string | null {
  const holiday = holidayName(iso);
  if (holiday !== null) return holiday;
  if (isYearEndClosure(iso)) return '年末年始';
  const day = weekday(iso);
  if (day === 6) return '土曜日';
  return day === 7 ? '日曜日' : null;
}

export function isBusinessDay(iso: IsoDate): boolean {
  return closureName(iso) === null;
}

/** The day itself when the office is open, else the next day it is. */
export function businessDayOnOrAfter(iso: IsoDate): IsoDate {
  let day = iso;
  while (!isBusinessDay(day)) day = addDays(day, 1);
  return day;
}

/** The first business day after a day. */
export function nextBusinessDay(iso: IsoDate): IsoDate {
  return businessDayOnOrAfter(addDays(iso, 1));
}

/** The nth business day after a day; the day itself for 0. Clocks of referrals count this way. */
export function addBusinessDays(iso: IsoDate, days: number): IsoDate {
  let day = iso;
  for (let count = 0; count < days; count += 1) day = nextBusinessDay(day);
  return day;
}
