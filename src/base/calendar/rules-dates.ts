import {
  addDays,
  dateOfSerial,
  daysBetween,
  isIsoDate,
  monthEnd,
  parseTime,
  weekdayName,
  type IsoDate,
} from '../../platform/ja/dates.ts';
import { holidayName, isBusinessDay } from '../../platform/ja/holidays.ts';
import {
  daysOfRule,
  rruleOf,
  weekdayCodes,
  type Nth,
  type Slot,
  type WeekdayCode,
} from './rules-recurrence.ts';
import {
  biweeklyOf,
  circled,
  dayPattern,
  eraNames,
  everyDay,
  exceptEnd,
  holidayWords,
  lastNth,
  listSigns,
  monthlyOf,
  monthPattern,
  nothing,
  nthOf,
  numberedSlot,
  onlyEnd,
  remarkStart,
  spanSigns,
  speaksOfDays,
  timeException,
  timeTail,
  until,
  firstOf,
  firstYear,
  holidayLetter,
  p,
  remarkSign,
  weekdayAndHoliday,
  weekdayLetters,
  weekend,
  weeklyOf,
  words,
  workdays,
} from './words-dates.ja.ts';

// Dates as people type them into a cell. What is read is certain; everything else goes to a person with the reason.

/** Where a day without a year lies. */
export interface Period {
  from: IsoDate;
  to: IsoDate;
}

export type ReadDays =
  | {
      ok: true;
      days: IsoDate[];
      /** one unbroken stretch of days, when it is that and nothing else */
      span: Period | null;
      /** remarks that do not speak of days, kept as they are */
      remarks: string[];
    }
  | { ok: false; reason: string };

class Unclear extends Error {}
const unclear = (reason: string): never => {
  throw new Unclear(reason);
};

const longest = 1000;
const mostDays = 400;

/** The half year before and after a day: where a list without years lies. */
export const around = (today: IsoDate): Period => ({ from: addDays(today, -180), to: addDays(today, 184) });

/**
 * Reads a cell of days: single ones, lists (9月4日、18日), spans (8月5日（水）～16日（日）), exceptions (※10日以外, 平日のみ),
 * rules within a span (4月～9月の毎週火曜日), spreadsheet serials. A weekday written beside a day must agree.
 */
export function parseDays(text: string, period: Period): ReadDays {
  try {
    return { ok: true, ...read(text, period) };
  } catch (error) {
    if (error instanceof Unclear) return { ok: false, reason: error.message };
    throw error;
  }
}

function plainOf(text: string): string {
  return text
    .replace(/[\r\n]+(?=[※*])/g, '')
    .normalize('NFKC')
    .replace(/[\s\p{Cf}]+/gu, '')
    .replace(spanSigns, '~')
    .replace(listSigns, ',')
    .replace(weekdayAndHoliday, '($1$2)')
    .replace(/,+/g, ',');
}

function read(text: string, period: Period): { days: IsoDate[]; span: Period | null; remarks: string[] } {
  if (text.length > longest) unclear(words.notDate(text));
  const [first = '', ...notes] = plainOf(text).split(remarkStart);
  let main = first.replace(p.edges, '');
  if (nothing.test(main)) unclear(words.empty);
  const checks: string[] = [];
  // Remarks in brackets: a weekday beside a day belongs to the day.
  main = main.replace(/\(([^()]*)\)/g, (group, inside: string) => {
    if (p.weekdayInside.test(inside)) return group;
    checks.push(inside);
    return '';
  });
  const found = itemsOf(main, period);
  let days = [...new Set(found.flatMap((item) => item.days))].toSorted();
  const whole = found.length === 1 && found[0]!.span !== null ? found[0]!.span : null;
  const before = days.length;
  const remarks: string[] = [];
  for (const remark of notes.map((one) => one.replace(p.remarkEdges, '')).filter((one) => one !== '')) {
    const kept = narrowed(remark, days, period);
    if (kept) days = kept;
    else if (speaksOfDays.test(remark)) unclear(words.remark(remark));
    else remarks.push(remark);
  }
  for (const check of checks) {
    const kept = narrowed(check, days, period);
    if (kept) days = kept;
    else if (!agrees(check, days)) {
      if (speaksOfDays.test(check)) unclear(words.remark(check));
      else remarks.push(check);
    }
  }
  if (days.length === 0) unclear(words.noDays);
  if (days.length > mostDays) unclear(words.tooMany);
  return { days, span: days.length === before ? whole : null, remarks };
}

interface Item {
  days: IsoDate[];
  span: Period | null;
}

/** A list's members; a day takes month and year from the one before it. */
function itemsOf(main: string, period: Period): Item[] {
  const ruled = ruledOf(main, period);
  if (ruled) return [ruled];
  const items: Item[] = [];
  let last: IsoDate | null = null;
  for (const part of main.split(',')) {
    if (part === '') continue;
    const open = part.endsWith(until) || part.startsWith('~');
    const bare = part.replace(until, '');
    const [from = '', to, ...rest]: string[] = bare.split('~');
    if (rest.length > 0) unclear(words.notDate(part));
    if (to === undefined) {
      const day = dayOf(from, period, last);
      if (open) unclear(words.noStart);
      items.push({ days: [day], span: null });
      last = day;
      continue;
    }
    if (from === '') {
      dayOf(to, period, last);
      unclear(words.noStart);
    }
    if (to === '') {
      dayOf(from, period, last);
      unclear(words.noEnd);
    }
    const start = dayOf(from, period, last);
    const end = dayOf(to, period, start);
    if (end < start) unclear(words.reversed);
    items.push({ days: stretch(start, end), span: { from: start, to: end } });
    last = end;
  }
  if (items.length === 0) unclear(words.empty);
  return items;
}

function stretch(from: IsoDate, to: IsoDate): IsoDate[] {
  const length = daysBetween(from, to) + 1;
  if (length > mostDays) unclear(words.tooMany);
  return Array.from({ length }, (_, at) => addDays(from, at));
}

const iso = (year: number, month: number, day: number): IsoDate =>
  `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;

const yearOf = (
  era: string | undefined,
  eraYear: string | undefined,
  western: string | undefined,
): number | null =>
  era && eraYear
    ? eraNames[era as keyof typeof eraNames] + (eraYear === firstYear ? 1 : Number(eraYear))
    : western
      ? Number(western)
      : null;

/** One day. Without a year it is the one within the period, or after the day before it in a list or span. */
function dayOf(text: string, period: Period, after: IsoDate | null): IsoDate {
  if (/^[1-9]\d{4}$/.test(text)) return dateOfSerial(Number(text));
  const parts = dayPattern.exec(text);
  if (!parts) return unclear(words.notDate(text));
  const [, era, eraYear, western, monthText, dayText, letterA, holiday, letterB] = parts;
  const letter = letterA ?? letterB;
  const dated = p.numberedDay.test(text) || monthText !== undefined;
  if (!dated || (monthText === undefined && after === null)) return unclear(words.notDate(text));
  const year = yearOf(era, eraYear, western);
  const month = monthText === undefined ? Number(after!.slice(5, 7)) : Number(monthText);
  const day = Number(dayText);
  const years =
    year !== null
      ? [year]
      : after !== null
        ? [Number(after.slice(0, 4)), Number(after.slice(0, 4)) + 1]
        : yearsOf(period);
  const there = years.map((one) => iso(one, month, day)).filter(isIsoDate);
  if (there.length === 0) return unclear(words.noSuchDay(text));
  let fitting =
    year !== null
      ? there
      : after !== null
        ? there.filter((one) => one >= after && daysBetween(after, one) <= 366)
        : there.filter((one) => one >= period.from && one <= period.to);
  // 18日 after 10月4日 never means a day of the year after.
  if (monthText === undefined) fitting = fitting.filter((one) => one.slice(0, 7) === after!.slice(0, 7));
  if (fitting.length === 0) return unclear(after === null ? words.outside(text) : words.reversed);
  const agreeing = letter ? fitting.filter((one) => weekdayName(one) === letter) : fitting;
  // A span that ends before it begins is meant for the next year only when the weekday does not say otherwise.
  const chosen = agreeing[0];
  if (!chosen || (after !== null && letter && chosen !== fitting[0] && weekdayName(fitting[0]!) !== letter)) {
    const real = fitting[0]!;
    return unclear(words.weekday(text, words.era(Number(real.slice(0, 4))), weekdayName(real)));
  }
  if (agreeing.length > 1 && after === null && year === null) return unclear(words.outside(text));
  if (holiday?.startsWith(holidayLetter) && holidayName(chosen) === null)
    return unclear(words.notHoliday(text));
  return chosen;
}

function yearsOf({ from, to }: Period): number[] {
  const [first, last] = [Number(from.slice(0, 4)), Number(to.slice(0, 4))];
  return Array.from({ length: Math.min(20, last - first + 1) }, (_, at) => first + at);
}

/** Weekly and monthly rules, within the span written before them. Null when the text is none of these. */
function ruledOf(main: string, period: Period): Item | null {
  const parts = p.spanAndRule.exec(main);
  if (!parts) return null;
  const [, before = '', rule = ''] = parts;
  const rrule = ruleOf(rule);
  if (rrule === null) return unclear(words.notDate(rule));
  if (before === '') return unclear(words.noPeriod);
  const span = spanOf(before, period);
  const days = daysOfRule(rrule, span.from, span.from, span.to);
  if (days.length > mostDays) unclear(words.tooMany);
  return { days, span: null };
}

function ruleOf(text: string): string | null {
  const until = null;
  if (text === everyDay) return rruleOf({ kind: 'daily', until });
  const weekly = weeklyOf.exec(text) ?? biweeklyOf.exec(text);
  if (weekly) {
    const kind = weeklyOf.test(text) ? 'weekly' : 'biweekly';
    return rruleOf({ kind, weekdays: codesIn(weekly[1] ?? ''), until });
  }
  const nth = nthOf.exec(text);
  if (nth) {
    const [, which = '', letter = ''] = nth;
    const chosen =
      which === lastNth ? (['-1'] as Nth[]) : ([...which.matchAll(/\d/g)].map(([n]) => n) as Nth[]);
    if (chosen.some((one) => one !== '-1' && (Number(one) < 1 || Number(one) > 5))) return null;
    return rruleOf({ kind: 'monthly_weekday', nth: chosen, weekday: codeOf(letter), until });
  }
  const monthly = monthlyOf.exec(text);
  if (monthly) {
    const days = [...(monthly[1] ?? '').matchAll(/\d+/g)].map(([n]) => Number(n));
    return days.every((day) => day >= 1 && day <= 31) ? rruleOf({ kind: 'monthly_day', days, until }) : null;
  }
  return null;
}

const codeOf = (letter: string): WeekdayCode => weekdayCodes[weekdayLetters.indexOf(letter)]!;
/** 火・木曜日 → TU, TH: a letter counts when 曜 or a list sign follows; 日 alone after 曜 does not. */
const codesIn = (text: string): WeekdayCode[] =>
  [...text.replace(p.weekdayEnding, ',').matchAll(p.weekdayLetter)].map(([letter]) => codeOf(letter));

/** 4月～9月 (whole months) or 4月7日～9月29日. */
function spanOf(text: string, period: Period): Period {
  const [a = '', b, ...rest] = text.split('~');
  if (rest.length > 0) return unclear(words.notDate(text));
  const [startMonth, endMonth] = [monthPattern.exec(a), monthPattern.exec(b ?? a)];
  if (startMonth && endMonth) {
    const from = dayOf(firstOf(a), period, null);
    const to = b === undefined ? monthEnd(from) : monthEnd(dayOf(firstOf(b), period, from));
    return { from, to };
  }
  if (b === undefined) return unclear(words.noPeriod);
  const from = dayOf(a, period, null);
  return { from, to: dayOf(b.replace(until, ''), period, from) };
}

/** The days a remark leaves; null when it is no such remark. */
function narrowed(remark: string, days: readonly IsoDate[], period: Period): IsoDate[] | null {
  if (onlyEnd.test(remark)) {
    const what = remark.replace(onlyEnd, '').replace(p.heldEnd, '');
    if (what === workdays) return days.filter((day) => isBusinessDay(day));
    if (what === weekend || what === `${weekend}${holidayLetter}`)
      return days.filter(
        (day) => dayIs(day, ['SA', 'SU']) || (what !== weekend && holidayName(day) !== null),
      );
    const only = weekdaysOf(what);
    return only
      ? days.filter((day) => dayIs(day, only.codes) || (only.holidays && holidayName(day) !== null))
      : null;
  }
  if (!exceptEnd.test(remark)) return null;
  const what = remark.replace(exceptEnd, '').replace(p.particleEnd, '');
  if (what === '') return null;
  const weekdays = weekdaysOf(what);
  if (weekdays)
    return days.filter(
      (day) => !dayIs(day, weekdays.codes) && !(weekdays.holidays && holidayName(day) !== null),
    );
  const gone = exceptedDays(what, days, period);
  return days.filter((day) => !gone.has(day));
}

function exceptedDays(what: string, days: readonly IsoDate[], period: Period): Set<IsoDate> {
  const gone = new Set<IsoDate>();
  for (const part of what.split(',').filter(Boolean)) {
    // Without a month it is the one day of the span that has this number.
    const bare = p.bareDay.exec(part);
    if (bare) {
      const meant = days.filter((day) => Number(day.slice(8)) === Number(bare[1]));
      if (meant.length !== 1) unclear(words.exceptOutside(part));
      if (bare[2] && weekdayName(meant[0]!) !== bare[2])
        unclear(words.weekday(part, words.era(Number(meant[0]!.slice(0, 4))), weekdayName(meant[0]!)));
      gone.add(meant[0]!);
      continue;
    }
    const bounds = days.length > 0 ? { from: days[0]!, to: days.at(-1)! } : period;
    const [item] = itemsOf(part, bounds);
    for (const day of item!.days) {
      if (!days.includes(day)) unclear(words.exceptOutside(part));
      gone.add(day);
    }
  }
  return gone;
}

const dayIs = (day: IsoDate, codes: readonly WeekdayCode[]): boolean =>
  codes.includes(codeOf(weekdayName(day)));

/** 火曜日, 土日, 月・祝日 → which weekdays, and whether holidays; null when it says anything else. */
function weekdaysOf(text: string): { codes: WeekdayCode[]; holidays: boolean } | null {
  const rest = text
    .replace(p.weeklyWord, '')
    .replace(holidayWords, '')
    .replace(p.weekdayEnding, ',')
    .replace(p.joiners, '');
  if (rest === '' && !holidayWords.test(text)) return null;
  if (!p.onlyWeekdays.test(rest)) return null;
  return { codes: [...rest].map(codeOf), holidays: holidayWords.test(text) };
}

/** Whether a bracket only says again what the days are, by weekday: (第1週、3週の金曜日). */
function agrees(check: string, days: readonly IsoDate[]): boolean {
  if (!p.aWeekday.test(check)) return false;
  const said = [...check.matchAll(p.weekdaysNamed)].map(([, letter]) => codeOf(letter!));
  if (!days.every((day) => dayIs(day, said))) return unclear(words.remark(check));
  return true;
}

// ---- times -----------------------------------------------------------------------------------

export interface ReadTimes {
  slots: Slot[];
  /** 日曜及び休日は17:00まで */
  otherwise: { codes: WeekdayCode[]; holidays: boolean; ends_at: string }[];
}

/** Reads the cells of beginning and end: one time, several lines of them (①10:00 ②14:00), an exception by weekday. */
export function parseTimes(
  starts: string,
  ends: string,
): { ok: true; value: ReadTimes } | { ok: false; reason: string } {
  try {
    const start = timesIn(starts);
    const end = timesIn(ends);
    if (start.otherwise.length > 0) unclear(words.remark(starts));
    if (end.times.length > 0 && end.times.length !== start.times.length) unclear(words.unequal);
    const slots: Slot[] =
      start.times.length === 0
        ? [{ starts_at: null, ends_at: null }]
        : start.times.map((starts_at, at) => ({ starts_at, ends_at: end.times[at] ?? null }));
    for (const { starts_at, ends_at } of slots)
      if (starts_at !== null && ends_at !== null && ends_at <= starts_at) unclear(words.timeReversed);
    if (slots.length > 20) unclear(words.unequal);
    return { ok: true, value: { slots, otherwise: end.otherwise } };
  } catch (error) {
    if (error instanceof Unclear) return { ok: false, reason: error.message };
    throw error;
  }
}

function timesIn(text: string): { times: string[]; otherwise: ReadTimes['otherwise'] } {
  if (text.length > longest) unclear(words.notTime(text));
  // Before the numbers in circles become plain ones.
  const lined = text.replace(circled, '\n').normalize('NFKC');
  const otherwise: ReadTimes['otherwise'] = [];
  const times: string[] = [];
  const exception = (remark: string): void => {
    const said = timeException.exec(remark.replace(/\s/g, '').replace(listSigns, ','));
    const weekdays = said ? weekdaysOf(said[1] ?? '') : null;
    const time = said ? parseTime(said[2] ?? '') : null;
    if (!weekdays || !time?.ok) return unclear(words.remark(remark));
    otherwise.push({ ...weekdays, ends_at: time.value });
    return undefined;
  };
  for (const line of lined.split(p.slotBreaks)) {
    const [before = '', ...remarks] = line.replace(p.bracketedRemark, `${remarkSign}$1`).split(remarkSign);
    for (const remark of remarks) exception(remark);
    const plain = before.replace(/\s/g, '').replace(numberedSlot, '').replace(timeTail, '');
    if (nothing.test(plain)) continue;
    const time = parseTime(plain, { spreadsheetFraction: true });
    if (!time.ok) return unclear(words.notTime(before.trim()));
    times.push(time.value);
  }
  return { times: times.map((time) => (time === '24:00' ? '23:59' : time)), otherwise };
}

/** A sitting as read: which day, which of that day, from when to when. */
export interface Sitting extends Slot {
  on: IsoDate;
  part: number;
}

export type ReadSittings =
  | { ok: true; sittings: Sitting[]; span: Period | null; slots: Slot[]; remarks: string[]; differs: boolean }
  | { ok: false; reason: string };

/** Days and times together; `differs` where some day ends at another time than the others. */
export function parseSittings(days: string, starts: string, ends: string, period: Period): ReadSittings {
  const read = parseDays(days, period);
  if (!read.ok) return read;
  const times = parseTimes(starts, ends);
  if (!times.ok) return times;
  const { slots, otherwise } = times.value;
  const endOn = (day: IsoDate, slot: Slot): string | null =>
    otherwise.findLast((one) => dayIs(day, one.codes) || (one.holidays && holidayName(day) !== null))
      ?.ends_at ?? slot.ends_at;
  const sittings = read.days.flatMap((on) =>
    slots.map((slot, at) => ({ on, part: at + 1, starts_at: slot.starts_at, ends_at: endOn(on, slot) })),
  );
  if (sittings.some((one) => one.starts_at !== null && one.ends_at !== null && one.ends_at <= one.starts_at))
    return { ok: false, reason: words.timeReversed };
  return {
    ok: true,
    sittings,
    span: otherwise.length === 0 && slots.length === 1 ? read.span : null,
    slots,
    remarks: read.remarks,
    differs: otherwise.length > 0,
  };
}
