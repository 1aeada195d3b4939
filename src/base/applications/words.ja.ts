import { formatDate, formatMonthDay, formatTime, timeOf, today } from '../../platform/ja/dates.ts';
import { plainReading, wordsIn } from '../../platform/ui/speech.ts';
import { monthsOfAgeIn, unitIn } from '../calendar/rules-said.ts';
import { openWords } from './words-open.ts';
import type { Phase } from './queries.ts';
import type { State } from './rules.ts';

// What applicants read too is said once, in words-open; the host's pages read it in plain Japanese.
const open = wordsIn(openWords, plainReading);

export const stateWords: Record<State, string> = open.states;

export const badgeOf: Record<State, 'neutral' | 'info' | 'success' | 'warning'> = {
  in_lottery: 'info',
  waiting: 'info',
  offered: 'warning',
  confirmed: 'success',
  attended: 'success',
  absent: 'neutral',
  lapsed: 'neutral',
  cancelled: 'neutral',
};

/** '令和8年11月25日（水）10:00～11:30', the day alone where it lasts all day. */
export function whenOf(sitting: { starts_at: Date; ends_at: Date; all_day: boolean }, zone: string): string {
  const day = today(sitting.starts_at, zone);
  if (sitting.all_day) return formatDate(day);
  const ends = today(sitting.ends_at, zone);
  const until = formatTime(timeOf(sitting.ends_at, zone));
  return `${formatDate(day)}${formatTime(timeOf(sitting.starts_at, zone))}～${ends === day ? until : `${formatMonthDay(ends)}${until}`}`;
}

export const partyOf = (party: { adults: number; children: number }): string =>
  [party.adults > 0 ? `大人${party.adults}人` : null, party.children > 0 ? `子ども${party.children}人` : null]
    .filter((part) => part !== null)
    .join('・');

export const unitOf = (unit: 'family' | 'person', n: number): string => unitIn(plainReading, unit, n);

export const agesOf = (months: readonly number[]): string =>
  months.map((one) => monthsOfAgeIn(plainReading, one)).join('、');

/** Heads the way to the other languages in a mail to whoever read Japanese. */
export const otherLanguages = 'English / 中文 / 한국어 / Tiếng Việt / Tagalog / Português:';

export const words = {
  errors: {
    ...open.errors,
    twiceStaff:
      'この連絡先では、同じ回にすでに申込みがあります。ご家族などで別に申し込むときは、下の「同じ連絡先でも受け付ける」にチェックを入れてください。',
    notNow: 'この申込みには、今はこの操作ができません。画面を開きなおして、今の状態を確かめてください。',
    noPlace:
      '空いている席がないため、確定できません。取消しが出たときか、定員を増やしたあとに、もう一度行ってください。',
    drawn: 'この回の抽選は終わっています。',
    drawEarly: '抽選の日時になってから、行ってください。',
    changed: 'ほかの人が先に変えました。画面を開きなおして、確かめてください。',
  },
};

export const apply = {
  ...open.apply,
  staffTitle: '電話などで受けた申込みを書く',
  evenTwice: '同じ連絡先でも受け付ける',
  staffLink: '電話などで受けた申込みを書く',
  taken: (number: number, outcome: string) => `受付番号${number}で受け付けました（${outcome}）。`,
  codeForStaff: (code: string) => `確認コードは ${code} です。電話口で伝えると、ご自分で取消しができます。`,
};

export const receipt = open.receipt;
export const look = open.look;

export const host = {
  navigation: '申込み',
  title: '行事の申込み',
  lead: '申込みを受け付けている行事の回です。回を選ぶと、申し込んだ人の一覧が開きます（開いたことは記録に残ります）。',
  caption: '申込みを受け付ける行事の回',
  empty: {
    title: '申込みを受け付けている行事はありません',
    text: '行事の「申込みの方法」を「この画面で受け付ける」か「抽選」にして公開すると、ここに並びます。',
  },
  columns: {
    when: '日時',
    title: '行事',
    confirmed: '確定',
    room: '定員',
    waiting: '待ち',
    offered: '返事待ち',
    phase: '受付',
    number: '番号',
    name: 'お名前',
    party: '人数',
    reach: '連絡先',
    state: '状態',
    note: '伝えたこと',
    actions: '操作',
    kana: 'ふりがな',
    phone: '電話',
    email: 'メール',
    adults: '大人',
    children: '子ども',
    ages: '子どもの年齢',
    applied_at: '申込日時',
    way: '受け方',
    places: '席',
    attendance: '出欠',
    sign: '受付',
  },
  phases: {
    none: '受け付けない',
    cancelled: '中止',
    over: '終了',
    not_yet: '受付前',
    closed: '受付終了',
    open: '受付中',
  } satisfies Record<Phase, string>,
  ways: { public: '申込み画面', account: 'ログインして', staff: '電話など' },
  sittings: 'この行事の回',
  settings: '申込み画面の設定',
  settingsLead: 'これからの申込みに使います。これまでの申込みの保存期間は、申し込んだときの約束のままです。',
  askKana: 'ふりがなを聞く',
  askAges: '子どもの年齢を聞く',
  noteLabel: '自由に書く欄の問い',
  noteLabelHelp: '空けておくと「伝えておきたいこと」になります。個人的なことを必要以上に聞かないでください。',
  keepDays: '行事のあと、名前と連絡先を何日残しますか',
  keepHelp: '0～365日。短いほどよく、ふつうは30日です。過ぎると自動で消え、人数だけが残ります。',
  days: '日',
  save: '設定を保存する',
  saved: '申込み画面の設定を保存しました。',
  figures: {
    confirmed: '確定',
    taken: '席',
    waiting: 'キャンセル待ち',
    offered: '返事待ち',
    in_lottery: '抽選待ち',
    attended: '出席',
    absent: '欠席',
    cancelled: '取消し',
  },
  of: (n: string) => `／ ${n}`,
  noRoom: '定員なし',
  inLottery: (n: number) => `抽選待ち${n}`,
  people: (adults: number, children: number) => `確定した人：大人${adults}人・子ども${children}人`,
  rate: (rate: string) => `確定した申込みのうち、来なかった割合は${rate}です。`,
  names: '申し込んだ人',
  namesLead:
    'お名前と連絡先は、この行事の受付と連絡のためだけに使ってください。この一覧を開いたことは記録に残ります。',
  noNames: '申込みはまだありません',
  noNamesText:
    '申込みが入ると、ここに並びます。電話で受けたときは「電話などで受けた申込みを書く」から加えられます。',
  call: '電話で伝える人',
  callLead: 'メールアドレスがない方です。席が空いたことを電話で伝えて、お返事を書いてください。',
  callUntil: (at: string) => `${at}まで`,
  called: '伝えた（返事待ち）',
  calledAt: (at: string) => `${at}に伝えました`,
  calledDone: (number: number) => `受付番号${number}に伝えたことを書きました。`,
  confirm: '参加にする',
  confirmed: (number: number) => `受付番号${number}を参加確定にしました。`,
  cancel: '取り消す',
  cancelQuestion: (number: number) =>
    `受付番号${number}の申込みを取り消します。席は次に待っている方に回ります。`,
  cancelReason: '理由（主催者の控え。申し込んだ人には伝わりません）',
  cancelled: (number: number) => `受付番号${number}を取り消しました。次に待っている方にお知らせします。`,
  door: '当日の受付',
  doorLead: '来た人の「出席」を押すか、確認コードを打ってください。まちがえても、すぐに戻せます。',
  code: '確認コードで受け付ける',
  codeHelp:
    '受付票にある10文字です。見せてもらうか、聞きながら打ってください。大文字・小文字、「-」は気にしなくてかまいません。',
  codeTake: '出席にする',
  codeWrong:
    'この回の申込みに、このコードはありません。10文字を確かめてください。ほかの回の受付票のこともあります。',
  codeNoted: (number: number) => `受付番号${number}は、すでに出席になっています。`,
  codeState: (number: number, state: string) => `受付番号${number}は今「${state}」のため、出席にできません。`,
  doorEarly: (at: string) => `出欠は、${at}から付けられます。`,
  attend: '出席',
  absent: '欠席',
  undo: '戻す',
  attended: (number: number) => `受付番号${number}を出席にしました。`,
  absented: (number: number) => `受付番号${number}を欠席にしました。`,
  undone: (number: number) => `受付番号${number}の出欠を戻しました。`,
  rest: '残りの人を欠席にする',
  restQuestion: '出席を付けていない確定の人を、すべて欠席にします。あとで一人ずつ直せます。',
  rested: (n: number) => `${n}件を欠席にしました。`,
  came: (n: number, of: number) => `${of}件のうち${n}件が来ました`,
  print: '名簿を印刷する（PDF）',
  printTitle: (title: string) => `受付名簿　${title}`,
  printWhy: '当日の受付',
  excel: 'Excelで出力する',
  why: '何に使いますか',
  whys: { door: '当日の受付', contact: '参加者への連絡', report: '実施報告' },
  exportTitle: '申込み一覧',
  exportLead:
    '出力には、だれが・いつ・何のために出したかが書き込まれ、記録に残ります。使い終わったら消してください。',
  message: '参加者に知らせる',
  messageLead: '確定している人のうち、メールアドレスのある人に、一人ずつ送ります。',
  messageTo: (mails: number, phones: number) =>
    `メールで届く人：${mails}人${phones === 0 ? '' : `。電話だけの人が${phones}人います。その方には電話で伝えてください。`}`,
  messageBody: '知らせる内容',
  messageHelp: '行事の名前、日時、場所は自動で入ります。お名前など、ほかの人の個人情報は書かないでください。',
  messageSend: '送る',
  messageNobody: 'メールで届く人がいません。',
  messageSent: (n: number) => `${n}人に送ります。`,
  messages: '送ったお知らせ',
  messageLine: (n: number, who: string) => `${who}が${n}人に送りました`,
  draw: '抽選を行う',
  drawTitle: '抽選の時刻になりました',
  drawWait: (at: string) => `抽選は${at}です`,
  drawWaitText: '時刻になると自動で行われ、結果が全員に知らされます。',
  drawText: '自動で行われます。待たずに行うこともできます。順番は、先に封をした番号だけで決まります。',
  drawQuestion: '抽選を行い、結果を全員に知らせます。やり直しはできません。',
  drawAsked: '抽選を始めました。少したってから、画面を開きなおしてください。',
  drawnAt: (at: string) => `${at}に抽選しました。`,
  staff: '電話などで受けた申込みを書く',
  staffLead: '電話や窓口で聞きながら書けます。受付の前と、締め切ったあとも書けます。',
  one: (number: number) => `受付番号${number}`,
  to: {
    list: '一覧に戻る',
    sitting: '申込みの状況',
  },
  gone: '消去済み',
  all: '申込みの一覧',
  ahead: (n: number) => `${n}番目`,
  until: (at: string) => `${at}まで返事待ち`,
  open: '開く',
  openOne: (number: number) => `受付番号${number}を開く`,
  publicPage: '申込み画面を見る',
};
