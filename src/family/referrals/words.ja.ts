import { eraNumber, yearNumber } from '../../platform/ja/dates.ts';
import type { Actor, AgeBand, State } from './rules.ts';

export const stateNames: Record<State, string> = {
  draft: '下書き',
  sent: '送った（まだ開かれていない）',
  delivered: '相手が開いた（返事待ち）',
  accepted: '引き受けた',
  declined: '引き受けられない',
  lapsed: '返事がなく期限切れ',
  in_service: '利用中',
  on_hold: 'お休み中',
  returned: '結果が届いた',
  not_reached: '会えなかった',
  withdrawn: '家庭が取りやめた',
  recalled: '送り手が取り戻した',
  closed: '終わった',
  reopened: '同じ所へ、もう一度',
  elsewhere: '別の所へつないだ',
};

export const ageBandNames: Record<AgeBand, string> = {
  expectant: '妊婦・出産前',
  '0': '0歳',
  '1-2': '1〜2歳',
  '3-5': '3〜5歳',
  '6-11': '小学生',
  '12-14': '中学生',
  '15-17': '15〜17歳',
  family: '家庭（年齢は決めない）',
};
export const urgencyNames = {
  normal: 'ふつう（7日で返事）',
  soon: '早めに（3日で返事）',
  now: '急ぎ（翌日までに返事）',
} as const;
export const urgencyShort: Record<string, string> = { normal: 'ふつう', soon: '早めに', now: '急ぎ' };
export const channelNames = { account: 'この仕組みの中で', paper: '手紙で（相手に登録がない）' } as const;
export const declineReasonNames: Record<string, string> = {
  full: 'いま空きがない',
  not_fitting: '内容が合わない',
  age: '年齢が合わない',
  area: '地区が合わない',
  hours: '曜日や時間が合わない',
  staff: '職員が足りない',
  family_declined: '家庭が望んでいない',
  other: 'そのほか',
};
export const declineNextNames: Record<string, string> = {
  other_place: '別の場所をすすめる',
  later: '時期を改めて、もう一度',
  waiting_list: '空きを待つ名簿に入れる',
  talk: '電話で相談したい',
  joint_visit: '一緒に家庭を訪ねたい',
};
export const holdReasonNames: Record<string, string> = {
  family_wish: '家庭の希望',
  illness: '病気・けが',
  place_closed: '場所が休み',
  no_contact: '連絡がつかない',
  other: 'そのほか',
};
export const recallReasonNames: Record<string, string> = {
  need_changed: '必要が変わった',
  family_changed_mind: '家庭の気持ちが変わった',
  found_elsewhere: '別の所が見つかった',
  wrong_receiver: '相手を間違えた',
  consent_withdrawn: '同意が取り下げられた',
  other: 'そのほか',
};
export const reviewNames: Record<string, string> = {
  closed: 'これで終える',
  reopened: '同じ所へ、もう一度つなぐ',
  elsewhere: '別の所へつなぐ',
};
export const capacityAnswerNames: Record<string, string> = {
  yes: '受けられる',
  no: '受けられない',
  waiting: '空き待ちの名簿に入れられる',
  assessment: '会ってみないと分からない',
};

export const actorNames: Record<Actor, string> = {
  sender: '送り手',
  receiver: '受け手',
  system: '自動',
  family: '家庭',
};
export const holderNames: Record<Actor, string> = {
  sender: '送り手（市の担当チーム）',
  receiver: '受け手（つなぐ相手）',
  system: '自動',
  family: '家庭',
};

/** As who receives it reads it: "the other side" would be themselves. */
export const receivedStates: Partial<Record<State, string>> = {
  sent: '届いた（返事を待っています）',
  delivered: '返事を待っています',
  returned: '結果を返した',
  recalled: '送り手が取り下げた',
};
export const receivedEvents: Partial<Record<string, string>> = {
  send: '届きました',
  deliver: 'こちらで開きました',
  accept: 'こちらで引き受けました',
  decline: '引き受けられないと答えました',
  outcome: '結果を返しました',
  not_reached: '会えなかったと知らせました',
};

export const eventNames: Record<string, string> = {
  draft: 'つなぎを書き始めました',
  change: '下書きを直しました',
  basis: '根拠を決めました',
  send: '送りました',
  deliver: '相手が開きました',
  accept: '相手が引き受けました',
  decline: '相手は引き受けられないと答えました',
  lapse: '期限までに返事がありませんでした',
  start: '利用が始まりました',
  hold: 'お休みになりました',
  resume: 'また始まりました',
  outcome: '結果が届きました',
  not_reached: '会えなかったと知らせがありました',
  withdraw: '家庭が取りやめました',
  recall: '送り手が取り戻しました',
  review: '送り手が結果を確かめました',
  message: '言葉を送りました',
  letter: '手紙を作りました',
};

export const delayNames: Record<string, string> = {
  unopened: '2日以上開かれていない',
  overdue: '返事の期限を過ぎた',
  no_start: '引き受けて2週間、まだ始まらない',
  held: 'お休み中',
  unreviewed: '結果を7日以上確かめていない',
  declined: '断られ、次が決まっていない',
  lapsed: '返事がないまま、次が決まっていない',
};

export const list = {
  navigation: 'つなぎ',
  title: 'つなぎ',
  lead: '家庭を、合う場所へつなぎます。どのつなぎにも、いまの持ち主と次の一歩があります。',
  tabs: {
    open: '開いている',
    mine: 'こちらの番',
    unowned: '担当のいない',
    stalled: '止まっている',
    ended: '終わった',
  },
  none: 'ここには、つなぎがありません。',
  newFrom: 'つなぎは、ケースか相談のページから始めます。',
  number: (id: number) => `第${id}号`,
  to: (name: string) => (name === '' ? '相手はまだ決まっていません' : `${name} へ`),
  from: (team: string) => `${team} から`,
  due: (day: string) => `${day}までに返事`,
  meta: (band: string, area: string | null) => (area === null ? band : `${band}・${area}`),
  metaOf: (about: string, worker: string | null) => (worker === null ? about : `${about}　担当：${worker}`),
  nobody: 'まだいません（チームで受けています）',
  days: (days: number) => (days === 0 ? '今日から' : `${days}日たった`),
  capacity: '空きをたずねる',
};

export const receivedWords = {
  navigation: '届いたつなぎ',
  title: '届いたつなぎ',
  lead: '引き受けるまでは、必要・年齢のめやす・地区だけが届きます。引き受けると、同意や根拠のある項目が読めます。',
  none: '届いたつなぎはありません。',
};

export const watchWords = {
  navigation: 'つなぎの見守り',
  title: '機関の間で開いているつなぎ',
  lead: '受け手の機関ごとに、止まっている理由と日数を見ます。家庭の名前や、家庭が分かることは出しません。',
  none: '開いているつなぎはありません。',
  count: (open: number, stuck: number) => `開いている ${open}件（うち滞り ${stuck}件）`,
  columns: {
    number: '番号',
    need: '必要',
    age: '年齢のめやす',
    area: '地区',
    state: 'いま',
    holder: 'だれの番',
    days: '送ってから',
    still: '動いてから',
    delay: '滞りの理由',
  },
  daysOf: (days: number) => `${days}日`,
  none_delay: 'なし',
  print: '印刷（PDF）',
  unnamed: '名簿にない相手',
  why: '機関の間の滞りを見るため',
};

export const form = {
  title: 'つなぎを始める',
  change: '下書きを直す',
  lead: 'はじめは名前を出さずに書きます。相手が引き受けるまで、相手に届くのは「必要・年齢のめやす・地区・曜日」だけです。',
  fromCase: (year: number, number: number) => `ケース ${eraNumber(year, number)} から`,
  fromConsultation: (year: number, number: number) => `相談 ${yearNumber(year, number)} から`,
  needTitle: '何が必要か（名前を書かずに）',
  need: '必要なこと',
  needHelp: '例：週1回、親子で過ごせる場所。話を聞いてくれる人がいること',
  age: '年齢のめやす',
  area: '地区',
  areaNone: '地区は問わない',
  days: '都合のよい曜日・時間',
  urgency: '急ぎ',
  nobody: '名前や連絡先に見えるところは、だれのことでもない',
  placesTitle: '合う場所',
  placesLead: '希望から、合う順に理由をつけて並べます。選ぶと下の相手に入ります。',
  wishes: '家庭の希望',
  search: '合う場所をさがす',
  pick: 'ここにする',
  picked: '選んでいます',
  noPlaces: '合う場所が見つかりませんでした。希望を減らしてください。',
  receiverTitle: 'つなぐ相手',
  channel: '届け方',
  facility: '園・ひろばなど',
  recent: '最近つないだところ',
  organisation: '団体・機関',
  recipient: '名簿にない相手（手紙のとき）',
  oneReceiver: '相手は1つだけにしてください。',
  paperOnly: '名簿にない相手には、届け方を「手紙で」にしてください。',
  warmTitle: '家庭に伝えること',
  warmLead: '送る前に、家庭に話します。だれに話が行くのか、いつ行くのか、そこで何があるのか。',
  toldWho: 'だれに話が届くか',
  toldWhoHelp: '例：ひろばの主任さんだけに届きます',
  toldDay: 'いつ行くか',
  toldWhat: 'そこで何があるか',
  toldOn: '家庭に話した日',
  save: '下書きにする',
  saved: '下書きにしました。次は、渡す根拠と項目を決めます。',
  changed: '下書きを直しました。',
  back: 'ケースへ戻る',
};

export const page = {
  title: (id: number) => `つなぎ 第${id}号`,
  nobodyYet: 'このつなぎには、まだ担当がいません',
  nobodyWhy: 'チームに回ってきたつなぎです。だれかが担当するまで、相手の返事はスーパーバイザーに届きます。',
  take: '自分が担当する',
  taken: '担当になりました。相手の返事は、あなたに届きます。',
  whyOpened: '緊急で開いた家庭のつなぎです。開いている間だけ読めます。進めることはできません。',
  whyReceiver: (to: string) =>
    `あなたは${to}でつなぎに答える人なので、これを見ています。開いたことは記録されます。`,
  whyContent: (until: string) =>
    `引き受けたので、決められた項目を読めます。${until}まで、この用件のためだけに使い、ほかの人に伝えないでください。開いたことは記録されます。`,
  notYet: '引き受けるまで、名前や連絡先は見えません。',
  noMore:
    '共有は終わっています（期間の終わり、同意の取り下げ、または取り戻し）。前に見たことは、ほかで使わないでください。',
  shownTitle: '家庭から預かった情報',
  pathTitle: 'これまでと、これから',
  steps: {
    draft: '書く',
    basis: '根拠',
    sent: '送る',
    delivered: '届く',
    accepted: '引き受け',
    service: '利用',
    outcome: '結果',
    reviewed: '確かめ',
  },
  holder: 'いまの持ち主',
  facts: {
    need: '必要なこと',
    age: '年齢のめやす',
    area: '地区',
    days: '曜日・時間',
    urgency: '急ぎ',
    channel: '届け方',
    to: 'つなぐ相手',
    from: '送り手',
    worker: '担当',
    due: '返事の期限',
    previous: '前のつなぎ',
  },
  warm: '家庭に伝えたこと',
  warmTerms: { who: 'だれに話が届くか', day: 'いつ行くか', what: 'そこで何があるか' },
  toldOn: (day: string) => `${day}に話しました`,
  notTold: 'まだ家庭に話していません',
  basisTitle: '根拠と渡す項目',
  noBasis: '根拠はまだ決まっていません。',
  decideBasis: '根拠と渡す項目を決める',
  waitsSecond: '二人目の確認を待っています。',
  toLedger: '台帳',
  toDisclosure: '決めた内容を見る',
  change: '下書きを直す',
  send: '送る',
  sendQuestion:
    '相手には、必要・年齢のめやす・地区・曜日だけが届きます。引き受けたら、決めた項目が読めるようになります。',
  sent: '送りました。返事の期限まで待ちます。',
  sentPaper: '送りました。手紙を印刷して届けてください。',
  letter: '手紙を印刷する（PDF）',
  accept: '引き受ける',
  acceptQuestion: '引き受けると、家庭から預かった項目が読めるようになります。読んだことは台帳に残ります。',
  acceptNote: '送り手への一言',
  accepted: '引き受けました。',
  decline: '引き受けられない',
  declineQuestion: '理由と、次にどうするとよいかを選びます。',
  reason: '理由',
  next: '次の一歩',
  note: '一言',
  declined: '返事を送りました。',
  start: '利用が始まった',
  startQuestion: 'はじめての利用や訪問があったら押します。',
  started: '始まったことを送り手に知らせました。',
  hold: 'お休みにする',
  resumeQuestion: 'お休みを終えて、また始めたことを市に伝えます。',
  holdQuestion: '理由を選びます。またいつでも始められます。',
  held: 'お休みにしました。',
  resume: 'また始める',
  resumed: 'また始まりました。',
  outcome: '結果を知らせる',
  outcomeQuestion: 'どのように過ごし、どうなったかを書きます。',
  outcomeText: '結果',
  returned: '結果を送り手に知らせました。',
  notReached: '会えなかった',
  notReachedQuestion: 'どのように連絡したかを書きます。',
  withdraw: '家庭が取りやめた',
  withdrawQuestion: '家庭の言葉として残します。相手は今すぐ読めなくなります。',
  toldBy: 'だれが言ったか',
  withdrawn: '取りやめを書き留めました。',
  drop: 'このつなぎをやめる',
  dropQuestion: '理由を選びます。まだ送っていないので、相手には何も届きません。',
  recall: '取り戻す',
  recallQuestion: '理由を選びます。相手は今すぐ読めなくなります。',
  recalled: '取り戻しました。',
  review: '結果を確かめる',
  reviewQuestion: 'これで終えるか、続きをつなぐかを決めます。',
  reviewHow: 'どうするか',
  reviewText: '確かめたこと',
  reviewed: '確かめました。',
  reviewedNext: '確かめました。続きのつなぎの下書きができました。',
  message: '相手に一言送る',
  messageText: '送る言葉',
  messageSent: '送りました。',
  nextTitles: {
    draftNoReceiver: 'つなぐ相手を決める',
    draftNoBasis: '渡す根拠と項目を決める',
    draftNotTold: '家庭に話し、話した日を書く',
    draftReady: '相手に送る',
    sent: '相手が開くのを待つ',
    delivered: '相手の返事を待つ',
    answer: '引き受けるか、答える',
    accepted: 'はじめての利用を待つ',
    acceptedMine: '家庭と会い、利用を始める',
    in_service: '利用の様子を見守る',
    in_serviceMine: '利用を続け、結果を知らせる',
    on_hold: 'また始まるのを待つ',
    on_holdMine: 'また始めるか、結果を知らせる',
    review: '結果を確かめ、次を決める',
    reviewWait: '送り手が結果を確かめる',
    ended: 'このつなぎは終わりました',
  },
  case: 'ケースを開く',
  consultation: '相談を開く',
  nextReferral: '続きのつなぎ',
};

export const capacity = {
  navigation: '空きをたずねる',
  title: '空きをたずねる',
  lead: '名前を出さずに、受けられるかをたずねます。必要・年齢のめやす・地区・曜日だけが届きます。',
  ask: 'たずねる',
  askTitle: '新しくたずねる',
  places: 'たずねる場所',
  placesHelp: '1〜20か所。選んだ場所の責任者だけに届きます。',
  needPlaces: '場所を1〜20か所選んでください。',
  expires: 'いつまで答えを待つか',
  asked: 'たずねました。',
  past: '今日か、今日より後の日にしてください。',
  future: '今日か、今日より前の日にしてください。',
  expired: 'この問いの期限は過ぎています。',
  none: 'まだ何もたずねていません。',
  noneReceived: 'たずねられていることはありません。',
  answers: '答え',
  notYet: 'まだ答えがありません',
  asOf: (day: string) => `${day}現在`,
  until: (day: string) => `${day}まで`,
  over: '期限が過ぎた',
  answer: '答える',
  answerAs: (name: string) => `${name}として答える`,
  asOfLabel: 'いつの状態か',
  note: '一言',
  answered: '答えを送りました。',
  columns: { place: '場所', answer: '答え', asOf: 'いつの状態', note: '一言' },
  refer: 'つなぎは、ケースか相談のページから始めます。',
};

export const open = {
  title: 'つなぎの手紙に答える',
  lead: '手紙に書かれた10文字の番号を入れてください。',
  code: '手紙の番号',
  look: '手紙を開く',
  empty: '手紙に書かれた番号を入れてください。',
  shape:
    '番号は英字と数字の10文字です。手紙のとおりに入れてください。小文字でも、「-」がなくてもかまいません。',
  wrong:
    'この番号の手紙は見つかりません。番号をお確かめください。期限（送った日から約半年）が過ぎていることもあります。分からないときは、手紙にある電話番号へお電話ください。',
  send: '返事を送る',
  from: (organisation: string, team: string) => `${organisation}　${team}から`,
  notYet: '引き受けるまで、名前や連絡先は見えません。',
  shown: '家庭から預かった情報',
  until: (day: string) => `${day}まで読めます。この用件のためだけに使い、ほかの人に伝えないでください。`,
  noMore: '共有は終わっています。前に見たことは、ほかで使わないでください。',
  /** how it ended, to whoever holds the letter: what, if anything, is still to be done */
  over: {
    declined:
      '「引き受けられない」とのお返事を受け取りました。ありがとうございました。家庭の名前や連絡先は、お見せしていません。',
    lapsed:
      '返事の期限が過ぎたため、ここからは答えられません。受けられるときは、手紙を出した担当にお電話ください。',
    recalled:
      '手紙を出した担当が、このお願いを取り下げました。お返事はいりません。前に見たことは、ほかで使わないでください。',
    withdrawn:
      '家庭が取りやめました。この手紙ですることは、もうありません。前に見たことは、ほかで使わないでください。',
  } as Partial<Record<State, string>>,
  done: '返事を受け取りました。ありがとうございました。',
  notNow: 'いまはその返事を送れません。手紙を出した担当にお電話ください。',
  finished: 'この手紙への返事は、すべて受け取りました。',
  forget: 'この端末から手紙を閉じる',
  withdrawQuestion: '家庭が取りやめたいと言ったことを市に伝えます。渡された内容は、今すぐ読めなくなります。',
  forgotten: '手紙を閉じました。',
};

export const letter = {
  title: 'つなぎのお願い',
  to: (name: string) => `${name} 御中`,
  lead: '次のような家庭（お名前は伏せています）を、そちらにつなぎたいと考えています。受けられるかどうかを、お知らせください。',
  code: '手紙の番号',
  how: (address: string) =>
    `インターネットから答えられます。次の所を開き、上の番号を入れてください。\n${address}\n引き受けると、家庭から預かった項目を同じ所で読めます。番号は、答える人だけが使ってください。`,
  phone: (team: string, phone: string | null) =>
    `インターネットを使わないときは、${team}（電話　${phone ?? '　　　　　　　　　　　　'}）へお電話ください。`,
  due: (day: string) => `${day}までにお返事をお願いします。`,
  reply: '返事（電話や窓口で答えるとき）',
  checks: ['引き受けます', '引き受けられません（理由：　　　　　　　　　　　　　）', '電話で相談したい'],
  file: (id: number) => `つなぎの手紙_${id}`,
  qrAlt: '答える所を開く二次元コード',
};

export const errors = {
  notNow: 'いまはこの操作ができません。ページを開き直して、今の状態を確かめてください。',
  changed: 'ほかの人が先に操作しました。ページを開き直してください。',
  noReceiver: '先に、つなぐ相手を決めてください。',
  notTold: '先に家庭に話し、話した日を書いてください。',
  noBasis: '有効な根拠がありません。同意か条文を決め、要るときは二人目の確認を受けてください。',
  receiverChanged: 'つなぐ相手を変えたため',
  looksLikeSomebody: (words: string) =>
    `「${words}」は名前や連絡先に見えます。消すか、だれのことでもなければ下の欄に印をつけてください。`,
};

export const notices = {
  capacity: '空きのたずねが届きました',
  sent: (id: number) => `つなぎ 第${id}号が届きました`,
  accepted: (id: number) => `つなぎ 第${id}号：相手が引き受けました`,
  declined: (id: number) => `つなぎ 第${id}号：引き受けられないと返事がありました`,
  started: (id: number) => `つなぎ 第${id}号：利用が始まりました`,
  held: (id: number) => `つなぎ 第${id}号：お休みになりました`,
  outcome: (id: number) => `つなぎ 第${id}号：結果が届きました`,
  withdrawn: (id: number) => `つなぎ 第${id}号：家庭が取りやめました`,
  recalled: (id: number) => `つなぎ 第${id}号：送り手が取り戻しました`,
  message: (id: number) => `つなぎ 第${id}号：言葉が届きました`,
  letter: (id: number) => `つなぎ 第${id}号：手紙に返事がありました`,
};

export const jobs = {
  lapsed: (id: number) => `つなぎ 第${id}号：期限までに返事がありません。次を決めてください`,
  nudge: (id: number) => `つなぎ 第${id}号は、下書きのまま1週間たちました`,
  mailSubject: (id: number) => `つなぎ 第${id}号が届きました`,
  mailText: (id: number, url: string) =>
    `つなぎ 第${id}号が届いています。開いて、引き受けられるかをお知らせください。\n\n${url}\n`,
};
