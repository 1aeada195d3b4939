// What people write for dates and times in a cell, and what is said where it cannot be read.
export const weekdayLetters = '月火水木金土日';
export const eraNames = { 令和: 2018, 平成: 1988, 昭和: 1925, R: 2018, H: 1988, S: 1925 } as const;

/** Any of these is "nothing said". */
export const nothing = /^(?:[-‐–—―−ー]+|なし|無し?|未定)?$/;
/** Signs that join two ends of a span. */
export const spanSigns = /[〜～∼〰~]|から|より/g;
/** Signs that stand between the members of a list. */
export const listSigns = /[、，,・､&＆]|および|及び|ならびに|並びに|と(?=\d)/g;
/** Where remarks begin. */
export const remarkStart = /※|ただし|但し|\n\*/;
export const until = 'まで';
export const exceptEnd =
  /(?:以外|を除く|は除く|除く|は休み|休み|は休館|休館|は休止|休止|はお休み|はなし|は無し|を除きます)[。.]?$/;
export const onlyEnd = /(?:のみ|だけ|に限る)(?:開催|実施|開館)?[。.]?$/;
export const workdays = '平日';
export const weekend = '土日';
export const holidayWords = /祝日?|休日/;
export const everyDay = '毎日';
/** A weekday in brackets, and that it is a holiday. */
export const weekdayAndHoliday = /\(([月火水木金土日])?(?:曜日?)?,?(祝)[^()]*\)/g;
/** Remarks with one of these speak of days and must be understood. */
export const speaksOfDays =
  /[月火水木金土日]曜|\d+日|\d+\/\d+|休館|休み|除|以外|のみ|だけ|中止|平日|土日|祝|第\d|毎週|毎月|隔週/;
/** 第1・第3金曜日, 第2土曜, 最終金曜日 */
export const nthOf = /^(?:毎月)?(第\d週?(?:,第?\d週?)*|最終)(?:週)?の?([月火水木金土日])曜日?$/;
export const lastNth = '最終';
export const weeklyOf = /^毎週((?:[月火水木金土日](?:曜日?)?,?)+)$/;
export const biweeklyOf = /^隔週((?:[月火水木金土日](?:曜日?)?,?)+)$/;
export const monthlyOf = /^毎月((?:\d{1,2}日,?)+)$/;

/** A day: year or not, month or not, weekday or not. */
export const dayPattern =
  /^(?:(?:(令和|平成|昭和|R|H|S)\.?(元|\d{1,2})(?:年|[./-])|(\d{4})(?:年度?|[./-])))?(?:(\d{1,2})(?:月|[./-]))?(\d{1,2})日?(?:\(([月火水木金土日])?(?:曜日?)?[,・]?(祝日?|休日?|振休|振替休日)?\)|([月火水木金土日])曜日?)?$/;
export const monthPattern = /^(?:(?:(令和|平成|昭和|R|H|S)\.?(元|\d{1,2})年|(\d{4})年))?(\d{1,2})月(?:中)?$/;

export const words = {
  empty: '開催日が書かれていません。',
  notDate: (text: string) => `「${short(text)}」が日付として読めません。`,
  noSuchDay: (text: string) => `「${short(text)}」という日はありません。`,
  weekday: (text: string, year: string, real: string) =>
    `「${short(text)}」は、${year}では${real}曜日です。年か曜日を確かめてください。`,
  notHoliday: (text: string) => `「${short(text)}」は祝日ではありません。年か日を確かめてください。`,
  outside: (text: string) => `「${short(text)}」が何年のことか分かりません。`,
  noStart: 'いつまでかは分かりますが、いつからかが書かれていません。',
  noEnd: 'いつからかは分かりますが、いつまでかが書かれていません。',
  reversed: '終わりの日が始まりの日より前です。',
  noPeriod: '曜日は分かりますが、いつからいつまでかが書かれていません。',
  tooMany: '日数が多すぎます（400日まで）。',
  remark: (text: string) => `「${short(text)}」をどう読めばよいか分かりません。`,
  exceptOutside: (text: string) => `除く日「${short(text)}」が期間の中にありません。`,
  noDays: '当てはまる日がありません。',
  notTime: (text: string) => `「${short(text)}」が時刻として読めません。`,
  unequal: '始まりの時刻と終わりの時刻の数が合いません。',
  timeReversed: '終わりの時刻が始まりの時刻より前です。',
  era: (year: number) => (year >= 2019 ? `令和${year === 2019 ? '元' : year - 2018}年` : `${year}年`),
} as const;

function short(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

/** 日曜及び休日は17:00まで; 金,土は19:00まで */
export const timeException = /^(.+?)は(.+?)(?:まで)?$/;
export const circled = /[①-⑳㉑-㉟❶-❿]/g;
export const numberedSlot = /^\(\d\)|^\d回目:?/;
export const timeTail = /(?:まで|から|より|開始|開演|開場|頃|終了)$/;

export const firstYear = '元';
export const holidayLetter = '祝';
export const remarkSign = '※';
/** 4月中 → 4月1日 */
export const firstOf = (month: string): string => `${month.replace(/中$/, '')}1日`;

/** Patterns of the grammar (rules-dates.ts). */
export const p = {
  edges: /^[,~]+(?=~)|[,.。]+$/g,
  weekdayInside: /^(?:[月火水木金土日](?:曜日?)?)?[,・]?(?:祝日?|休日?|振休|振替休日)?$/,
  remarkEdges: /^[:.]|[。.]$/g,
  numberedDay: /\d日/,
  spanAndRule: /^(.*?)(?:の期間)?の?,?((?:毎週|隔週|毎月|第\d|最終|毎日).*)$/,
  weekdayEnding: /曜日?/g,
  weekdayLetter: /[月火水木金土日]/g,
  heldEnd: /,?開催$/,
  particleEnd: /[はを]$/,
  bareDay: /^(\d{1,2})日(?:\(([月火水木金土日])[^)]*\))?$/,
  weeklyWord: /毎週/g,
  joiners: /[,及び・]/g,
  onlyWeekdays: /^[月火水木金土日]*$/,
  aWeekday: /[月火水木金土日]曜/,
  weekdaysNamed: /([月火水木金土日])曜/g,
  slotBreaks: /[\n、,;]+(?![^(]*\))/,
  bracketedRemark: /\(([^()]*は[^()]*)\)/g,
} as const;
