import { formatDateTime } from '../../platform/ja/dates.ts';
import { formatMonthsOfAge } from '../../platform/ja/age.ts';
import { formatCount } from '../../platform/ja/numbers.ts';
import type { Phase } from './queries.ts';
import type { State } from './rules.ts';

export const stateWords: Record<State, string> = {
  in_lottery: '抽選待ち',
  waiting: 'キャンセル待ち',
  offered: '席が空きました（返事待ち）',
  confirmed: '参加確定',
  attended: '出席',
  absent: '欠席',
  lapsed: '期限切れ',
  cancelled: '取消し',
};

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

export const unitOf = (unit: 'family' | 'person', n: number): string =>
  formatCount(n, unit === 'family' ? '組' : '人');

export const agesOf = (months: readonly number[]): string => months.map(formatMonthsOfAge).join('、');

export const words = {
  errors: {
    age: '年齢は、歳（0～18）と月（0～11）の数字で入力してください。分からないときは空けておいてください。',
    reach: '電話番号かメールアドレスの、どちらか一つを入力してください。お知らせやお返事に使います。',
    nobody: '来る人の人数を入力してください。',
    moreAges: '年齢の数が、子どもの人数より多くなっています。子どもの人数を確かめてください。',
    twice:
      'この連絡先では、同じ回にすでに申込みがあります。内容の確認や取消しは、確認コードでできます。コードが分からないときは、主催者にお電話ください。',
    twiceStaff:
      'この連絡先では、同じ回にすでに申込みがあります。ご家族などで別に申し込むときは、下の「同じ連絡先でも受け付ける」にチェックを入れてください。',
    tooMany: (room: number) => `この回の定員（${room}）より多い人数です。人数を確かめてください。`,
    cancelled: 'この回は中止になったため、申し込めません。',
    over: 'この回は終わりました。',
    not_yet: '受付はまだ始まっていません。',
    closed: '受付は終わりました。',
    full: '満員になりました。申し訳ありませんが、この回は申し込めません。',
    notNow: 'この申込みには、今はこの操作ができません。画面を開きなおして、今の状態を確かめてください。',
    noPlace:
      '空いている席がないため、確定できません。取消しが出たときか、定員を増やしたあとに、もう一度行ってください。',
    drawn: 'この回の抽選は終わっています。',
    drawEarly: '抽選の日時になってから、行ってください。',
    changed: 'ほかの人が先に変えました。画面を開きなおして、確かめてください。',
  },
  /** Why one cannot apply now; null while one can. */
  phase(phase: Phase, opens_at: Date | null, zone: string): { title: string; text: string } | null {
    switch (phase) {
      case 'open':
        return null;
      case 'not_yet':
        return {
          title:
            opens_at === null
              ? '受付はまだ始まっていません'
              : `受付は${formatDateTime(opens_at, zone)}からです`,
          text: '始まってから、もう一度この画面を開いてください。',
        };
      case 'closed':
        return {
          title: '受付は終わりました',
          text: '空きがあるかどうかは、主催者にお電話でお確かめください。',
        };
      case 'over':
        return { title: 'この回は終わりました', text: 'ほかの日の行事は、カレンダーから探せます。' };
      case 'cancelled':
        return { title: 'この回は中止になりました', text: 'ほかの日の行事は、カレンダーから探せます。' };
      default:
        return {
          title: '申込みはいりません',
          text: 'この行事は、この画面からの申込みを受け付けていません。',
        };
    }
  },
} as const;

export const apply = {
  title: '参加の申込み',
  staffTitle: '電話などで受けた申込みを書く',
  when: '日時',
  where: '場所',
  fee: '参加費',
  free: '無料',
  bring: '持ち物',
  note: '申込みについて',
  until: '受付の終わり',
  left: (n: string) => `あと${n}`,
  leftTerm: '空き',
  noLimit: '定員はありません',
  full: '満員です',
  fullText: 'この回はキャンセル待ちを受け付けていません。ほかの日をご覧ください。',
  waitTitle: 'ただいま満員です。キャンセル待ちで受け付けます',
  waitText: (n: number, unit: string) =>
    n === 0
      ? '今は、ほかにお待ちの方はいません。席が空いたら、順番にお知らせします。'
      : `今は${unit}がお待ちです。席が空いたら、順番にお知らせします。`,
  lotteryTitle: (at: string) => `抽選で決まります（${at}）`,
  lotteryText: '申し込んだ順番は関係ありません。外れたときは、抽選の順番でキャンセル待ちに入ります。',
  lotteryAgain: '抽選は終わりました。これからの申込みは、キャンセル待ちの最後になります。',
  name: 'お名前',
  nameHelp: '当日、受付でお呼びする名前です。保護者の方だけで構いません。',
  kana: 'ふりがな',
  phone: '電話番号',
  phoneHelp: '電話かメールの、どちらか一つを入力してください。',
  email: 'メールアドレス',
  emailHelp: '入力すると、受付の控えと空き席のお知らせがメールで届きます。',
  adults: '大人は何人来ますか',
  children: '子どもは何人来ますか',
  people: '人',
  age: (n: number) => `${n}人目の子どもの年齢`,
  ageHelp: '生年月日はいりません。分かる範囲で構いません。',
  years: '歳',
  months: 'か月',
  noteField: '伝えておきたいこと',
  noteHelp: 'アレルギーや、車いす・ベビーカーなど、準備のために知らせておきたいことがあれば書いてください。',
  consentTitle: 'いただいた情報の取扱い',
  consent: (host: string, days: number) =>
    `お名前と連絡先は、${host}がこの行事の受付と連絡のためだけに使い、${
      days === 0 ? '行事の日が過ぎると' : `行事の日から${days}日が過ぎると`
    }自動で消去します。そのあとは人数だけが残ります。ほかの人には見えません。`,
  host: '主催者',
  send: '申し込む',
  sendWaiting: 'キャンセル待ちに申し込む',
  sendLottery: '抽選に申し込む',
  evenTwice: '同じ連絡先でも受け付ける',
  signedIn: 'お名前と連絡先は、ログイン中の登録から入れてあります。直すこともできます。',
  staffHint: '電話で受けた申込みは、主催者用の画面に書けます。',
  staffLink: '電話などで受けた申込みを書く',
  haveCode: '申込みの確認・取消しはこちら',
  back: '行事の案内に戻る',
  taken: (number: number, outcome: string) => `受付番号${number}で受け付けました（${outcome}）。`,
  codeForStaff: (code: string) => `確認コードは ${code} です。電話口で伝えると、ご自分で取消しができます。`,
};

export const receipt = {
  title: '申込みの控え',
  code: '確認コード',
  codeHelp:
    'このコードで、あとから申込みの確認と取消しができます。写真に撮るか、書き留めてください。ほかの人には教えないでください。',
  mailed: 'メールアドレスにも控えを送りました。',
  lead: {
    in_lottery: (at: string) => `抽選に申し込みました。結果は${at}のあとに分かります。`,
    waiting: (n: number) => `キャンセル待ちの${n}番目です。`,
    offered: (until: string) => `席が空きました。${until}までにお返事ください。`,
    confirmed: '参加が決まっています。当日お待ちしています。',
    attended: 'ご参加ありがとうございました。',
    absent: 'この回は欠席でした。',
    lapsed: 'お返事の期限が過ぎたため、次の方にお声がけしました。受付中であれば、もう一度申し込めます。',
    cancelled: {
      applicant: 'この申込みは取り消しました。',
      host: '主催者がこの申込みを取り消しました。心当たりがないときは、主催者にお電話ください。',
      event: (reason: string | null) =>
        `この回は中止になりました。${reason === null ? '' : `理由：${reason}`}`,
    },
  },
  waitingPhone: '席が空いたら、主催者からお電話します。',
  waitingMail: '席が空いたら、メールでお知らせします。',
  number: '受付番号',
  event: '行事',
  when: '日時',
  where: '場所',
  party: '人数',
  ages: '子どもの年齢',
  name: 'お名前',
  reach: '連絡先',
  note: '伝えたこと',
  bring: '持ち物',
  contact: '問い合わせ先',
  join: 'オンラインの参加先',
  joinText: '参加が決まった人だけに見えています。ほかの人に転送しないでください。',
  deleted: (day: string) => `お名前と連絡先は、${day}を過ぎると消去します。`,
  gone: 'お名前と連絡先は、保存期間が過ぎたため消去しました。',
  accept: '参加する',
  acceptQuestion: '空いた席で参加します。よろしいですか。',
  accepted: '参加が決まりました。',
  decline: '今回は見送る',
  cancel: '申込みを取り消す',
  cancelQuestion: 'この申込みを取り消します。取り消すと、席は次に待っている方に回ります。元には戻せません。',
  cancelConfirm: '取り消す',
  cancelled: '申込みを取り消しました。お知らせくださり、ありがとうございました。',
  calendar: 'カレンダーに入れる',
  print: '印刷用の控え（PDF）',
  qr: '受付用のQRコード',
  qrText: '当日、受付の人に見せてください。お名前は含まれていません。',
  qrAlt: '受付用のQRコード。主催者が読み取ります。',
  again: 'もう一度申し込む',
  forget: 'この端末から控えを消す',
  forgetText: '図書館など、ほかの人も使う端末では、終わったら消してください。',
  forgotten: 'この端末から控えを消しました。確認コードがあれば、いつでも開けます。',
  none: '控えが見つかりません',
  noneText:
    '控えは、申し込んでから30分のあいだ、この端末に表示できます。そのあとは、確認コードを入力すると開けます。',
  enter: '確認コードを入力する',
  late: '期限が過ぎたか、行事が始まったため、この操作はできません。今の状態を確かめてください。',
  done: 'この申込みには、この操作はもうできません。今の状態を確かめてください。',
  proof: '抽選の確かめ方',
  proofBefore: (seal: string) =>
    `抽選の順番は、受付の始めに決めて封をした「抽選の番号」だけで決まります。あとから変えていないことを確かめられるよう、封印（SHA-256）を先にお見せします：${seal}`,
  proofAfter: (seal: string, seed: string) =>
    `抽選の番号は ${seed} でした。この番号のSHA-256は、先にお見せした封印（${seal}）と同じです。「抽選の番号:受付番号」のSHA-256が小さい順に並べたものが、抽選の順番です。`,
};

export const look = {
  title: '申込みの確認・取消し',
  lead: '申込みのときに受け取った確認コードを入力してください。',
  code: '確認コード',
  help: '10文字です（例：ABCDE-FGHJK）。小文字でも、ハイフンがなくても構いません。',
  open: '開く',
  wrong:
    'この確認コードでは、申込みが見つかりません。もう一度確かめてください。分からないときは、主催者にお電話ください。',
};

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
  doorLead: '来た人の「出席」を押してください。押しまちがえても、すぐに戻せます。',
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
