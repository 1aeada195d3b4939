import { parsed, refused } from './parsed.ts';
import type { Parsed } from './parsed.ts';

export interface Weekdays {
  /** ISO weekdays in order, 1 = Monday … 7 = Sunday. */
  days: number[];
  /** Open on 国民の祝日 too. */
  holidays: boolean;
}

const names = '月火水木金土日';

function daysFrom(first: number, last: number): number[] {
  const length = ((last - first + 7) % 7) + 1;
  return Array.from({ length }, (_, index) => ((first - 1 + index) % 7) + 1);
}

/** Reads '月火水木金土', '月～金曜日', '月・水・金', '平日', '毎日', '土日祝', '月～土（祝日を除く）'. */
export function parseWeekdays(text: string): Parsed<Weekdays> {
  let plain = text
    .normalize('NFKC')
    .replace(/[\s()、,・/]/g, '')
    .replace(/曜日?/g, '')
    .replace(/[〜~ー―–-]|から/g, '~')
    .replace(/まで$/, '');
  if (plain === '') return refused('曜日を入力してください。');
  const excluded = /(?:ただし)?祝日?(?:は|を)?(?:除く|のぞく|休み|休業|休館|お休み)$/.exec(plain);
  if (excluded) plain = plain.slice(0, excluded.index);
  plain = plain
    .replace(/年中無休|毎日/g, '月~日祝')
    .replace(/平日/g, '月~金')
    .replace(/土日祝日/g, '土日祝')
    .replace(/祝日/g, '祝');
  if (!/^(?:[月火水木金土日](?:~[月火水木金土日])?|祝)+$/.test(plain)) {
    return refused('曜日として読めません。「月火水木金」のように書いてください。');
  }
  const days = new Set<number>();
  for (const [, first = '', last] of plain.matchAll(/([月火水木金土日])(?:~([月火水木金土日]))?/g)) {
    const from = names.indexOf(first) + 1;
    for (const day of daysFrom(from, last ? names.indexOf(last) + 1 : from)) days.add(day);
  }
  return parsed({ days: [...days].sort((a, b) => a - b), holidays: !excluded && plain.includes('祝') });
}

/** As the municipal open-data standard writes them: '月火水木金土', '土日祝'. */
export function formatWeekdays(weekdays: Weekdays): string {
  return weekdays.days.map((day) => names.charAt(day - 1)).join('') + (weekdays.holidays ? '祝' : '');
}

/** For people: '月～土曜日', '月・水・金曜日', '毎日', with '・祝日' when open on holidays. */
export function describeWeekdays(weekdays: Weekdays): string {
  const { days, holidays } = weekdays;
  if (days.length === 7) return holidays ? '毎日' : '毎日（祝日を除く）';
  if (days.length === 0) return holidays ? '祝日' : '';
  const first = days[0] ?? 1;
  const last = days.at(-1) ?? first;
  const isRun = days.length >= 3 && last - first + 1 === days.length;
  const label = isRun
    ? `${names.charAt(first - 1)}～${names.charAt(last - 1)}`
    : days.map((day) => names.charAt(day - 1)).join('・');
  return `${label}曜日${holidays ? '・祝日' : ''}`;
}
