// How opening times are said, and what words mean a day or a time of day. The calendar itself is in rules-opening.ts.

/** RFC 5545 weekdays, Monday first. */
export const weekdayCodes = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;

export const openingLanguages = ['ja', 'ja-easy', 'en', 'zh', 'ko', 'vi', 'tl', 'pt'] as const;
export type OpeningLanguage = (typeof openingLanguages)[number];

interface OpeningWords {
  /** Monday first, as they stand in a list */
  days: readonly string[];
  between: string;
  run: (first: string, last: string) => string;
  /** after a list of days */
  suffix: string;
  nth: (nth: number, day: string) => string;
  time: (from: string, to: string) => string;
  closed: string;
  open: string;
  only: string;
  from: (day: string) => string;
  to: (day: string) => string;
  every: string;
  note: (text: string) => string;
  unknown: string;
}

export const openingWords: Record<OpeningLanguage, OpeningWords> = {
  ja: {
    days: ['月', '火', '水', '木', '金', '土', '日'],
    between: '・',
    run: (first, last) => `${first}～${last}`,
    suffix: '曜日',
    nth: (nth, day) => (nth < 0 ? `最終${day}` : `第${nth}${day}`),
    time: (from, to) => `${from}～${to}`,
    closed: '祝日は休み',
    open: '祝日も開いています',
    only: '祝日',
    from: (day) => `${day}から`,
    to: (day) => `${day}まで`,
    every: '毎日',
    note: (text) => `（${text}）`,
    unknown: '開いている日と時間は、直接おたずねください',
  },
  'ja-easy': {
    days: ['月よう日', '火よう日', '水よう日', '木よう日', '金よう日', '土よう日', '日よう日'],
    between: '、',
    run: (first, last) => `${first}から${last}`,
    suffix: '',
    nth: (nth, day) => (nth < 0 ? `月の さいごの ${day}` : `月の ${nth}回めの ${day}`),
    time: (from, to) => `${from}から ${to}まで`,
    closed: '祝日（国の休みの日）は 休みです',
    open: '祝日（国の休みの日）も 開いています',
    only: '祝日（国の休みの日）',
    from: (day) => `${day}から`,
    to: (day) => `${day}まで`,
    every: '毎日',
    note: (text) => `（${text}）`,
    unknown: '開いている日と 時間は、電話で 聞いてください',
  },
  en: {
    days: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
    between: ', ',
    run: (first, last) => `${first}–${last}`,
    suffix: '',
    nth: (nth, day) =>
      nth < 0 ? `last ${day} of the month` : `${['1st', '2nd', '3rd', '4th', '5th'][nth - 1]} ${day}`,
    time: (from, to) => `${from}–${to}`,
    closed: 'closed on public holidays',
    open: 'open on public holidays',
    only: 'Public holidays',
    from: (day) => `from ${day}`,
    to: (day) => `until ${day}`,
    every: 'Every day',
    note: (text) => ` (${text})`,
    unknown: 'Please ask the place for its opening times',
  },
  zh: {
    days: ['周一', '周二', '周三', '周四', '周五', '周六', '周日'],
    between: '、',
    run: (first, last) => `${first}至${last}`,
    suffix: '',
    nth: (nth, day) => (nth < 0 ? `每月最后一个${day}` : `每月第${nth}个${day}`),
    time: (from, to) => `${from}～${to}`,
    closed: '节假日休息',
    open: '节假日也开放',
    only: '节假日',
    from: (day) => `${day}起`,
    to: (day) => `${day}止`,
    every: '每天',
    note: (text) => `（${text}）`,
    unknown: '开放时间请直接咨询',
  },
  ko: {
    days: ['월', '화', '수', '목', '금', '토', '일'],
    between: '·',
    run: (first, last) => `${first}~${last}`,
    suffix: '요일',
    nth: (nth, day) => (nth < 0 ? `마지막 ${day}` : `${nth}번째 ${day}`),
    time: (from, to) => `${from}~${to}`,
    closed: '공휴일 휴무',
    open: '공휴일에도 운영',
    only: '공휴일',
    from: (day) => `${day}부터`,
    to: (day) => `${day}까지`,
    every: '매일',
    note: (text) => ` (${text})`,
    unknown: '운영 시간은 직접 문의해 주세요',
  },
  vi: {
    days: ['Thứ 2', 'Thứ 3', 'Thứ 4', 'Thứ 5', 'Thứ 6', 'Thứ 7', 'Chủ nhật'],
    between: ', ',
    run: (first, last) => `${first} – ${last}`,
    suffix: '',
    nth: (nth, day) => (nth < 0 ? `${day} cuối tháng` : `${day} lần ${nth} trong tháng`),
    time: (from, to) => `${from}–${to}`,
    closed: 'nghỉ ngày lễ',
    open: 'mở cả ngày lễ',
    only: 'Ngày lễ',
    from: (day) => `từ ${day}`,
    to: (day) => `đến ${day}`,
    every: 'Hằng ngày',
    note: (text) => ` (${text})`,
    unknown: 'Xin hỏi trực tiếp về giờ mở cửa',
  },
  tl: {
    days: ['Lun', 'Mar', 'Miy', 'Huw', 'Biy', 'Sab', 'Lin'],
    between: ', ',
    run: (first, last) => `${first}–${last}`,
    suffix: '',
    nth: (nth, day) => (nth < 0 ? `huling ${day} ng buwan` : `ika-${nth} ${day} ng buwan`),
    time: (from, to) => `${from}–${to}`,
    closed: 'sarado kapag pista opisyal',
    open: 'bukas kahit pista opisyal',
    only: 'Pista opisyal',
    from: (day) => `mula ${day}`,
    to: (day) => `hanggang ${day}`,
    every: 'Araw-araw',
    note: (text) => ` (${text})`,
    unknown: 'Itanong po ang oras ng pagbukas',
  },
  pt: {
    days: ['seg', 'ter', 'qua', 'qui', 'sex', 'sáb', 'dom'],
    between: ', ',
    run: (first, last) => `${first} a ${last}`,
    suffix: '',
    nth: (nth, day) => (nth < 0 ? `último ${day} do mês` : `${nth}º ${day} do mês`),
    time: (from, to) => `${from}–${to}`,
    closed: 'fechado nos feriados',
    open: 'aberto nos feriados',
    only: 'Feriados',
    from: (day) => `a partir de ${day}`,
    to: (day) => `até ${day}`,
    every: 'Todos os dias',
    note: (text) => ` (${text})`,
    unknown: 'Pergunte o horário diretamente',
  },
};

// ---- what people write for a day or a time -------------------------------------------------

const weekdayLetters = '月火水木金土日';

/** 1 = Monday … 7 = Sunday. */
export const weekdayOfLetter = (letter: string): number => weekdayLetters.indexOf(letter) + 1;

/** Words for days counted from today. */
export const dayWords: readonly [RegExp, number][] = [
  [/^(?:明々後日|しあさって)/, 3],
  [/^(?:明後日|あさって)/, 2],
  [/^(?:明日|あした|あす)/, 1],
  [/^(?:今日|本日|きょう|いま|今(?![週月度年から]))/, 0],
];

/** Weeks are from Monday to Sunday. */
export const weekWords: readonly [RegExp, number][] = [
  [/^(?:再来週|さ来週|さらいしゅう)/, 2],
  [/^(?:来週|らいしゅう)/, 1],
  [/^(?:今週|こんしゅう)/, 0],
];
export const monthWords: readonly [RegExp, number][] = [
  [/^(?:再来月|さらいげつ)/, 2],
  [/^(?:来月|らいげつ)/, 1],
  [/^(?:今月|こんげつ)/, 0],
];

export const whenPatterns = {
  daysLater: /^(\d{1,3})日後/,
  weeksLater: /^(\d{1,2})週間?後/,
  next: /^(?:今度|次)の?(?=[月火水木金土日第最])/,
  every: /^(?:毎週|毎月|いつも|だいたい)/,
  weekend: /^(?:週末|末)/,
  working: /^平日/,
  daily: /^(?:毎日|いつでも)/,
  holiday: /^(?:国民の)?祝(?:日|祭日)?/,
  yearEnd: /^年末年始/,
  nth: /^(?:第([1-5](?:[・,と]?第?[1-5])*)|(最終|最後の))([月火水木金土日])(?:曜日?|よう日?)?/,
  weekdayRun: /^([月火水木金土日])(?:曜日?)?~([月火水木金土日])(?:曜日?)?/,
  weekday: /^([月火水木金土日])(?:曜日?|よう日?)?(?![\d時])/,
  date: /^(?:(\d{4})年?[-/.]?|(?:令和|R)(\d{1,2}|元)[年.])?(\d{1,2})(?:月|[/.-])(\d{1,2})(?:日|(?!\d))(?:\([月火水木金土日祝・]+\))?/,
  dayOfMonth: /^(\d{1,2})日(?:\([月火水木金土日祝・]+\))?/,
  range: /^(?:~|から)(?=.*\d{1,2}(?:日|[/月]))/,
  particle:
    /^(?:の|に|は|も|が|と|で|を|・|,|、|へ|か|頃|ごろ|ころ|くらい|ぐらい|希望|行きたい|開いている|やっている)/,
  clock:
    /^(午前|午後|朝|夕方|夜|昼|AM|PM)?の?(\d{1,2})(?:時(半|(\d{1,2})分)?|:(\d{2}))(?:頃|ごろ)?(から|以降|以後|過ぎ|すぎ|~|まで|前)?/,
  kanjiDay: /[一二三四五六七八九十]+(?=[時分]|月\d|日(?!曜))|(?<=第)[一二三四五]/g,
} as const;

/** Parts of the day: name, from, to. */
export const partWords: readonly [RegExp, string, string][] = [
  [/^(?:午前中?|AM)/, '00:00', '12:00'],
  [/^(?:午後|昼から|お昼から|PM)/, '12:00', '24:00'],
  [/^(?:早朝)/, '05:00', '08:00'],
  [/^(?:朝|あさ)/, '06:00', '10:00'],
  [/^(?:お昼|昼間?|ひる)/, '11:00', '14:00'],
  [/^(?:放課後)/, '15:00', '18:00'],
  [/^(?:夕方|夕|ゆうがた)/, '16:00', '19:00'],
  [/^(?:夜|晩|よる)/, '18:00', '24:00'],
];
export const firstYear = '元';
export const afternoonWords = /^(?:午後|夕方|夜|PM)$/;
export const morningWords = /^(?:午前|朝|AM)$/;
export const opensClock = /^(?:から|以降|以後|過ぎ|すぎ|~)$/;
export const closesClock = /^(?:まで|前)$/;

/** How a When is said back to the person. */
export const whenWords = {
  onDay: (day: string) => day,
  fromTo: (from: string, to: string) => `${from}から${to}まで`,
  within: (span: string, text: string) => `${span}の${text}`,
  holidays: '祝日',
  workdays: '平日',
  nth: (nth: string, day: string) => `${nth}${day}`,
  last: '最終',
  number: (nth: number) => `第${nth}`,
  dayNames: ['月', '火', '水', '木', '金', '土', '日'],
  suffix: '曜日',
  between: '・',
  morning: 'の午前',
  afternoon: 'の午後',
  time: (from: string, to: string) => `の${from}から${to}`,
  after: (from: string) => `の${from}から`,
  before: (to: string) => `の${to}まで`,
} as const;
