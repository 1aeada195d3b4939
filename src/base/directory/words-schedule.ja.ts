import { formatDate, formatTimeRange } from '../../platform/ja/dates.ts';

export const dayNames = { MO: '月', TU: '火', WE: '水', TH: '木', FR: '金', SA: '土', SU: '日' } as const;
export type DayCode = keyof typeof dayNames;

/** Which weeks of a month: as chosen in the form, and as said. */
export const weekChoices = {
  every: '毎週',
  '1': '第1',
  '2': '第2',
  '3': '第3',
  '4': '第4',
  '5': '第5',
  '-1': '最後の週',
  '1,3': '第1・第3',
  '2,4': '第2・第4',
  '1,2,3': '第1～第3',
} as const;
export type WeekChoice = keyof typeof weekChoices;

export const holidayChoices = {
  closed: '祝日は休み',
  open: '祝日も同じように開く',
  only: '祝日だけ（曜日にかかわらず）',
} as const;

export const words = {
  title: '曜日・時間・休み',
  lead: '開いている曜日と時間を、1行に1つずつ入れてください。曜日で時間が違うときは行を分けます。保存するとすぐに載ります。',
  hours: '開いている曜日と時間',
  row: (n: number) => `${n}行目`,
  service: 'どの事業の時間か',
  wholePlace: '施設全体',
  days: '曜日',
  weeks: '週',
  opens_at: '開始',
  closes_at: '終了',
  more: 'くわしい決まり（祝日・期間・説明）',
  holidays: '祝日',
  valid_from: 'いつから',
  valid_to: 'いつまで',
  note: '説明',
  noteHelp: '例：午前は0歳の親子だけ',
  remove: 'この行を消す',
  addRow: '行を増やす',
  preview: '2週間の見え方を確かめる',
  save: '保存する',
  saved: '曜日と時間を保存しました。',
  previewTitle: 'これから2週間の見え方',
  previewCaption: '日ごとの開いている時間',
  previewLead: '保存する前の、いま入力されている内容での見え方です。',
  previewStored: '登録されている内容での見え方です。',
  day: '日',
  closed: '休み',
  daysMissing: '曜日を選んでください。',
  timesMissing: '開始と終了の両方を入れてください。',
  timesWrong: '終了は開始より後にしてください。',
  datesWrong: '「いつまで」は「いつから」より後にしてください。',
  weeksWrong: '週を選んでください。',
  serviceWrong: 'この施設の事業から選んでください。',
  overlap: (a: number, b: number) =>
    `${a}行目と${b}行目は、同じ日の時間が重なっています。時間を直すか、どちらかの行を消してください。`,
  changed: '曜日と時間',
  exceptions: 'いつもと違う日',
  exceptionsLead: '年末年始の休み、行事で休む日、時間を変える日などを登録します。登録するとすぐに載ります。',
  exceptionsEmpty: 'これからの登録はありません。',
  starts_on: 'いつから',
  ends_on: 'いつまで',
  endsHelp: '1日だけのときは空らんで構いません。',
  kind: 'どうするか',
  kinds: { closed: '休む', hours: '時間を変えて開く' },
  reason: '理由',
  reasonHelp: '来る親子に伝わるように。例：園の行事のため',
  reasonMissing: '理由を入れてください。来る予定の親子に伝わります。',
  add: '登録する',
  added: 'いつもと違う日を登録しました。',
  removeException: '取り消す',
  removeQuestion: (text: string) =>
    `「${text}」の登録を取り消し、いつもの曜日と時間に戻します。よろしいですか。`,
  removed: '取り消しました。',
  past: 'すでに過ぎた日です。今日からあとの日を入れてください。',
  tooLong: '1年より長い休みは、施設を閉じる登録をしてください。',
  exceptionText: (from: string, to: string, hours: string | null, reason: string) =>
    `${from === to ? formatDate(from) : `${formatDate(from)}～${formatDate(to)}`}　${hours ?? '休み'}${reason === '' ? '' : `（${reason}）`}`,
  until: (day: string) => `${formatDate(day)}まで`,
  from: (day: string) => `${formatDate(day)}から`,
  monthly: (weeks: string, days: string) => `${weeks}${days}曜日`,
  holidaysNote: { closed: '祝日は休み', open: '祝日も開く', only: '祝日だけ' },
  perWeek: (days: number) => `週${days}日`,
  hoursText: (from: string, to: string) => formatTimeRange(from, to),
  yearEnd: '年末年始',
  holiday: (name: string) => `祝日（${name}）`,
  hoursLength: (minutes: number) =>
    `${Math.floor(minutes / 60)}時間${minutes % 60 === 0 ? '' : `${minutes % 60}分`}`,
} as const;
