import { holidayIn, daysIn, dayIn, weekdaysIn } from '../../platform/ui/speech-dates.ts';
import { wordsIn, type Reading } from '../../platform/ui/speech.ts';
import { openWords as sharedWords } from '../../platform/ui/words-open.ts';
import { formatTime } from '../../platform/ja/dates.ts';
import { repeatOf, weekdayCodes } from './rules-recurrence.ts';
import { words as formWords } from './words-form.ja.ts';
import { openWords } from './words-open.ts';

// When, for whom, for how much: said in the reader's language, from the same facts for everybody.

const said = (reading: Reading) => wordsIn(openWords, reading).said;
const grouped = new Intl.NumberFormat('en-US');

/** What a sitting's time is said from; times are 'HH:MM' by the city's clock. */
export interface Timed {
  all_day: boolean;
  on: string;
  ends_on: string;
  time_from: string;
  time_to: string;
  starts_at: Date;
  ends_at: Date;
}

/** 10:00～11:30; 10:00から; 終日 */
export function timeIn(reading: Reading, session: Timed): string {
  const w = said(reading);
  if (session.all_day) return w.allDay;
  if (session.ends_at.getTime() === session.starts_at.getTime()) return w.from(formatTime(session.time_from));
  return w.hours(formatTime(session.time_from), formatTime(session.time_to));
}

/** 令和8年12月5日（土）, with the holiday's name. */
export function daysOfIn(reading: Reading, session: Timed): string {
  const holiday =
    session.on === session.ends_on
      ? holidayIn(reading, session.on, wordsIn(sharedWords, reading).calendar.holiday)
      : null;
  const days = daysIn(reading, session.on, session.ends_on);
  return `${days}${holiday === null ? '' : said(reading).holiday(holiday)}`;
}

/** 令和8年12月5日（土） 10:00～11:30, with the holiday's name. */
export const whenIn = (reading: Reading, session: Timed): string =>
  `${daysOfIn(reading, session)} ${timeIn(reading, session)}`;

/** Said instead of a place where there is none to go to. */
export const onlineIn = (reading: Reading): string => wordsIn(openWords, reading).online;

/** An age in months, exactly: 3歳2か月. */
export function monthsOfAgeIn(reading: Reading, months: number): string {
  const w = said(reading);
  if (months < 12) return w.months(months);
  return months % 12 === 0 ? w.years(months / 12) : w.yearsMonths(Math.floor(months / 12), months % 12);
}

/** For which ages, both ends included, in months: '6か月～2歳', '就学前まで'; '' where nothing is said. */
export function ageIn(reading: Reading, from: number | null, to: number | null): string {
  const w = said(reading);
  const begin = (months: number): string => (months >= 72 ? w.school : monthsOfAgeIn(reading, months));
  const end = (months: number): string =>
    months >= 215
      ? w.years(18)
      : months >= 155
        ? w.school
        : months >= 83
          ? w.preschool
          : (months + 1) % 12 === 0
            ? w.years((months + 1) / 12 - 1)
            : begin(months);
  if (from === null && to === null) return '';
  if (to === null) return w.ageFrom(begin(from ?? 0));
  if (from === null || from === 0) return to === 11 ? w.years(0) : w.ageTo(end(to));
  return w.ageBetween(begin(from), end(to));
}

export const yenIn = (reading: Reading, yen: number): string => said(reading).yen(grouped.format(yen));

/** 無料 or a price, and what the host wrote beside it. */
export function feeIn(reading: Reading, event: { fee_amount: number | null; fee_note: string }): string {
  const amount =
    event.fee_amount === 0
      ? wordsIn(openWords, reading).free
      : event.fee_amount === null
        ? ''
        : yenIn(reading, event.fee_amount);
  return [amount, event.fee_note].filter((part) => part !== '').join('　');
}

/** 大人1人・子ども2人 */
export const partyIn = (reading: Reading, party: { adults: number; children: number }): string => {
  const w = said(reading);
  return [
    party.adults > 0 ? w.adults(party.adults) : '',
    party.children > 0 ? w.children(party.children) : '',
  ]
    .filter((part) => part !== '')
    .join(reading.lang === 'ja' ? '・' : ', ');
};

/** So many families or people. */
export const unitIn = (reading: Reading, unit: 'family' | 'person', n: number): string =>
  said(reading)[unit === 'family' ? 'families' : 'persons'](grouped.format(n));

/** How an event recurs, as far as a sentence says it. */
export interface Repeated {
  rrule: string | null;
  holidays: string;
}

/** 毎週火・木曜日（令和9年3月31日（水）まで） */
export function repeatIn(reading: Reading, event: Repeated): string {
  const w = said(reading).repeat;
  const repeat = repeatOf(event.rrule);
  const names = weekdaysIn(reading);
  const nameOf = (code: string): string => names[weekdayCodes.indexOf(code as never)] ?? '';
  const text = (() => {
    switch (repeat.kind) {
      case 'none':
        return '';
      case 'daily':
        return w.daily;
      case 'weekly':
        return w.weekly(repeat.weekdays.map(nameOf));
      case 'biweekly':
        return w.biweekly(repeat.weekdays.map(nameOf));
      case 'monthly_weekday':
        return w.monthlyWeekday(repeat.nth.map(String), nameOf(repeat.weekday));
      case 'monthly_day':
        return w.monthlyDay(repeat.days.map(String));
      default:
        return w.other;
    }
  })();
  if (text === '') return '';
  const more = [
    repeat.kind !== 'none' && repeat.until !== null ? w.until(dayIn(reading, repeat.until)) : '',
    event.holidays === 'closed' ? w.closed : '',
  ].filter((part) => part !== '');
  return more.length === 0 ? text : w.more(text, more);
}

const languageNames = new Map<string, Intl.DisplayNames>();

/** A language by its code, named in the reader's own; the code where it is none. */
export function languageIn(reading: Reading, code: string): string {
  const names =
    languageNames.get(reading.lang) ??
    new Intl.DisplayNames(reading.lang, { type: 'language', fallback: 'code' });
  languageNames.set(reading.lang, names);
  try {
    return names.of(code) ?? code;
  } catch {
    return code;
  }
}

/** A kind of event by its code; kinds a city added keep the name it gave them. */
export function kindIn(reading: Reading, kind: { code: string; name: string }): string {
  const { kinds } = wordsIn(openWords, reading);
  return kind.code in kinds ? kinds[kind.code as keyof typeof kinds] : kind.name;
}

export function accommodationIn(reading: Reading, code: string): string {
  const names = wordsIn(openWords, reading).accommodations;
  return code in names ? names[code as keyof typeof names] : code;
}

/** What the families' calendar is called, for links back to it. */
export const calendarTitleIn = (reading: Reading): string => wordsIn(openWords, reading).title;

/** What is settled before people meet on line, in the words of the form; for slices whose sittings are events. */
export const onlineCheckLabels = formWords.check;

/** The headings of a map of one place: ours, and the way to the country's. */
export const mapWordsIn = (reading: Reading): { title: string; outside: string } => {
  const { mapTitle, mapOutside } = wordsIn(openWords, reading).event;
  return { title: mapTitle, outside: mapOutside };
};
