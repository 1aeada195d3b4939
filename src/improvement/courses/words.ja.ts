import {
  formatDate,
  formatDateShort,
  formatMonthDay,
  formatTimeRange,
  formatFiscalYear,
} from '../../platform/ja/dates.ts';
import { formatCount, formatYen, parseInteger } from '../../platform/ja/numbers.ts';
import type { MailKind } from './jobs.ts';
import type { NameLine, UnitLine } from './forms.ts';
import type { ApplicationState, CourseState, LaterAnswer, Missing, Selection } from './rules.ts';

const join = (items: readonly string[]) => items.join('、');

/** '15時間', '1時間30分', '40分'. */
export const hours = (minutes: number): string => {
  const whole = Math.floor(minutes / 60);
  const rest = minutes % 60;
  return [whole > 0 || minutes === 0 ? `${whole}時間` : '', rest > 0 ? `${rest}分` : ''].join('');
};

/** '90分 乳児保育の意義', '選択 60分 …'; null for what is neither. */
export function readUnitLine(line: string): UnitLine | null {
  const [, optional, digits, title] = /^(選択[\s　]+)?([0-9０-９]+)\s*分[\s　]+(.+)$/.exec(line) ?? [];
  const minutes = parseInteger(digits ?? '');
  if (
    !minutes.ok ||
    minutes.value < 5 ||
    minutes.value > 1000 ||
    title === undefined ||
    [...title].length > 100
  )
    return null;
  return { title: title.trim(), minutes: minutes.value, required: optional === undefined };
}
export const unitLine = (unit: UnitLine): string =>
  `${unit.required ? '' : '選択 '}${unit.minutes}分 ${unit.title}`;

/** '見本 花子', '見本 花子 5年'. */
export function readNameLine(line: string): NameLine | null {
  const [, name, digits] = /^(.+?)(?:[\s　]+([0-9０-９]+)年目?)?$/.exec(line) ?? [];
  if (name === undefined || [...name].length > 60) return null;
  const years = digits === undefined ? null : parseInteger(digits);
  if (years !== null && (!years.ok || years.value > 60)) return null;
  return { name: name.trim(), years: years?.ok ? years.value : null };
}

const outcome = {
  confirmed: '席が決まりました。',
  waiting: '定員に達しているため、キャンセル待ちに入りました。席が空いたらお知らせします。',
  in_lottery: '抽選に参加します。結果は抽選の日にお知らせします。',
  asked: '施設長に伝えました。施設長の「はい」で申込みになります。',
  to_choose: '受け付けました。締切りのあと、参加できるかどうかをお知らせします。',
};

export const words = {
  navigation: '研修',
  records: '研修の記録',
  somebody: 'ほかの人',
  schemes: {
    layer: '新任・中堅など',
    career_up: 'キャリアアップ研修',
    support_staff: '子育て支援員研修',
    school: '地域学校協働',
    theme: 'テーマ別',
  } as Record<string, string>,
  states: {
    draft: '準備中',
    coming: '受付前',
    open: '受付中',
    closed: '受付終了',
    running: '開催中',
    over: '終了',
    cancelled: '中止',
  } satisfies Record<CourseState, string>,
  applicationStates: {
    asked: '施設長の返事待ち',
    declined: '見送り（施設）',
    to_choose: '選考中',
    not_chosen: '今回は見送り',
    in_lottery: '抽選待ち',
    waiting: 'キャンセル待ち',
    offered: '席が空きました',
    taken: '参加',
    lapsed: '期限切れ',
    withdrawn: '取消し',
  } satisfies Record<ApplicationState, string>,
  selections: {
    order: '申込みの順',
    lottery: '抽選',
    choice: '主催者が選ぶ',
  } satisfies Record<Selection, string>,
  people: (count: number) => formatCount(count, '人'),
  unitOfPeople: '人',
  space: '　',
  comma: '、',
  when: (one: { held_on: string; starts_at: string; ends_at: string }) =>
    `${formatMonthDay(one.held_on)} ${formatTimeRange(one.starts_at, one.ends_at)}`,
  whenLong: (one: { held_on: string; starts_at: string; ends_at: string }) =>
    `${formatDate(one.held_on)} ${formatTimeRange(one.starts_at, one.ends_at)}`,
  onlines: { none: '会場', also: '会場とオンライン', only: 'オンライン' } as Record<string, string>,
  placeOf: (one: { place: string; online: string }) =>
    one.online === 'only'
      ? 'オンライン'
      : one.online === 'also'
        ? `${one.place}（オンラインでも参加できます）`
        : one.place,
  calendar: {
    title: (course: string, session: string) => `${course}　${session}`,
    summary: (category: string) => `研修：${category}`,
    description: (purpose: string, speakers: string) =>
      [purpose, speakers === '' ? '' : `講師：${speakers}`].filter(Boolean).join('\n'),
    apply: '申込みは、研修のページから受け付けています。',
  },
  missing: (one: Missing): string => {
    switch (one.kind) {
      case 'minutes':
        return `受けた時間が${hours(one.has)}で、${hours(one.needs)}に足りません`;
      case 'unit':
        return `必修の「${one.title}」を受けていません`;
      case 'unplaced':
        return `必修の「${one.title}」を行う回がありません`;
      case 'reflection':
        return `「${one.title}」の振返りが書かれていません`;
      case 'ahead':
        return `「${one.title}」（${formatDateShort(one.held_on)}）がこれからです`;
      default:
        return '修了証に載せる生年月日が入っていません';
    }
  },
  list: {
    title: '研修',
    lead: '新任・中堅などの層別、キャリアアップ、子育て支援員、地域学校協働の研修です。ほかの町の研修も含めた予定は、カレンダーの「研修」で見られます。',
    add: '研修をつくる',
    lectures: '出前講座',
    records: '修了の記録',
    mine: '自分の研修',
    feed: '地域の研修の予定（カレンダー）',
    caption: '研修の一覧',
    scheme: '種類',
    all: 'すべて',
    year: '年度',
    ahead: 'これからの研修だけ',
    show: 'しぼり込む',
    yearName: (year: number) => formatFiscalYear(year),
    columns: { title: '研修', category: '区分', days: '日', applied: '参加', state: '状態' },
    days: (first: string | null, last: string | null) =>
      first === null
        ? '未定'
        : first === last || last === null
          ? formatDateShort(first)
          : `${formatDateShort(first)}〜${formatDateShort(last)}`,
    taken: (taken: number, capacity: number) => `${taken}／${capacity}人`,
    waiting: (count: number) => (count === 0 ? '' : `（待ち${count}人）`),
    empty: {
      title: '研修はまだありません',
      text: '募集が始まると、ここに並びます。',
      first: '「研修をつくる」で、カリキュラムのひな形を選ぶところから始められます。',
    },
  },
  form: {
    templateTitle: 'どんな研修をつくりますか',
    templateLead:
      'ひな形を選ぶと、カリキュラムと時間が入った状態から始められます。あとからどこでも直せます。',
    templateOf: (count: number, minutes: number) => `${count}科目・${hours(minutes)}`,
    blank: '白紙から始める',
    copy: '前の研修をもとにする',
    newTitle: '研修をつくる',
    editTitle: '研修の内容を直す',
    category_code: 'どの区分の研修ですか',
    title: '研修の題名',
    titleHelp: '例：令和8年度 新任保育者の対話型研修',
    purpose: 'ねらい',
    purposeHelp: '何を持ち帰れる研修かを書きます。',
    audience: 'だれのための研修ですか',
    audienceHelp: '例：保育の仕事が1〜3年目の人',
    organisation_id: '主催',
    zone: 'だれに知らせますか',
    zones: {
      public: '公開（近隣の町の職員も、アカウントなしで申し込めます）',
      network: 'この町の関係者だけ',
    },
    selection: '参加者の決め方',
    selectionHelp: '「申込みの順」と「抽選」は、キャンセル待ちも含めて自動で進みます。',
    capacity: '定員',
    per_facility: '1施設から参加できる人数',
    per_facilityHelp: '空けると、制限しません。',
    opens_on: 'いつから申し込めますか',
    closes_on: 'いつまで申し込めますか',
    closesHelp: '最初の回より前の日にします。',
    lottery_on: '抽選の日',
    lotteryHelp: '「抽選」のときだけ。締切りの次の日からあとにします。',
    units: 'カリキュラム（科目）',
    unitsHelp:
      '1行に1科目。例：90分 乳児保育の意義　選択の科目は、行の頭に「選択」を付けます。例：選択 60分 事例検討',
    required_minutes: '修了に必要な時間（分）',
    requiredHelp: '15時間は900分です。',
    late_minutes: '遅刻・早退を認める時間（1回につき）',
    lateHelp: 'これをこえて席を外した回は、補講かレポートがないと修了になりません。',
    minute: '分',
    asks_reflection: '修了に、各回の振返りを求める',
    asks_birth: '修了証に生年月日を載せる（キャリアアップ研修など、制度が求めるとき）',
    valid_months: '修了証の有効期間',
    validHelp: '空けると、期限のない修了証になります。',
    month: 'か月',
    issuer: '修了証に載せる発行者',
    issuerHelp: '例：旭川市長',
    fee_amount: '参加費',
    yen: '円',
    what_to_bring: '持ち物',
    contact_name: '問合せ先',
    contact_phone: '問合せの電話',
    more: '申込みと修了のきまり',
    moreNote: '1施設の人数、遅刻の扱い、振返り、修了証、参加費、問合せ先',
    save: '下書きとして保存する',
    saveEdit: '保存する',
    opened: '研修の下書きをつくりました。次に、回（日時と会場）を決めます。',
    saved: '研修の内容を保存しました。',
  },
  session: {
    newTitle: '回を加える',
    nth: (number: number) => `第${number}回`,
    editTitle: '回の内容を直す',
    title: '回の題名',
    titleHelp: '例：第1回　子どもの姿から考える',
    held_on: 'いつ行いますか',
    starts_at: '始まる時刻',
    ends_at: '終わる時刻',
    place: '会場',
    online: 'オンライン',
    join_url: '参加用のリンク',
    joinHelp: '席の決まった人だけに見えます。',
    join_note: '参加のしかた',
    checks: '開く前に確かめること（オンライン）',
    speakers: '講師',
    units: 'この回で行う科目',
    unitsHelp: '科目の合計が、この回を受けた時間になります（休憩は含みません）。',
    unit: (title: string, minutes: number, required: boolean) =>
      `${title}（${minutes}分・${required ? '必修' : '選択'}）`,
    save: '保存する',
    saved: '回を保存しました。カレンダーにも載ります。',
    cancel: 'この回を取りやめる',
    cancelQuestion: 'この回を取りやめます。理由は、参加する人とカレンダーに表示されます。',
    reason: '取りやめる理由',
    cancelled: '回を取りやめました。',
    restore: '取りやめを元に戻す',
    restored: '取りやめを元に戻しました。',
  },
  page: {
    edit: '内容を直す',
    addSession: '回を加える',
    publish: '公開して募集する',
    publishQuestion: 'カレンダーと一覧に載り、期間になると申込みを受け付けます。',
    published: '公開しました。カレンダーにも載りました。',
    cancel: '研修を中止する',
    cancelQuestion: '研修のすべての回を中止し、申し込んだ人に知らせます。理由はだれにでも表示されます。',
    reason: '中止の理由',
    cancelled: '研修を中止しました。',
    restore: '中止を元に戻す',
    restored: '中止を元に戻しました。',
    cancelledBecause: (reason: string) => `この研修は中止になりました。理由：${reason}`,
    category: '区分',
    purpose: 'ねらい',
    audience: '対象',
    organisation: '主催',
    window: '申込みの期間',
    windowText: (from: string, to: string) => `${formatDate(from)}から${formatDate(to)}まで`,
    capacity: '定員',
    capacityText: (capacity: number, per: number | null, selection: string) =>
      `${capacity}人${per === null ? '' : `（1施設${per}人まで）`}・${selection}`,
    fee: '参加費',
    feeText: (yen: number) => (yen === 0 ? '無料' : formatYen(yen)),
    bring: '持ち物',
    completion: '修了の条件',
    completionText: (minutes: number, reflection: boolean) =>
      join([
        ...(minutes > 0 ? [`${hours(minutes)}以上受ける`] : []),
        '必修の科目をすべて受ける',
        ...(reflection ? ['各回の振返りを書く'] : []),
      ]),
    valid: '修了証の期限',
    validText: (months: number | null) =>
      months === null ? '期限なし' : months % 12 === 0 ? `発行から${months / 12}年` : `発行から${months}か月`,
    contact: '問合せ先',
    sessions: '日程',
    sessionsCaption: '研修の日程と会場',
    noSessions: {
      title: '回がまだありません',
      text: '「回を加える」で、日時と会場、そこで行う科目を決めます。',
    },
    columns: { title: '回', when: '日時', place: '会場', speakers: '講師', units: '科目', do: '操作' },
    curriculum: 'カリキュラム',
    curriculumCaption: '科目と時間',
    unitColumns: { title: '科目', minutes: '時間', required: '必修', session: '行う回' },
    required: '必修',
    optional: '選択',
    unplaced: 'まだ決まっていません',
    totalUnits: (minutes: number) => `合計 ${hours(minutes)}`,
    join: 'オンラインで参加する',
    joinLabel: (title: string) => `${title}にオンラインで参加する`,
    attendance: '出欠を付ける',
    attendanceLabel: (title: string) => `${title}の出欠を付ける`,
    poster: '受付の掲示（QR）',
    posterLabel: (title: string) => `${title}の受付の掲示（QR）`,
    reflect: '振返りを書く',
    reflectLabel: (title: string) => `振返りを書く：${title}`,
    reflected: '振返りを読む・直す',
    reflectedLabel: (title: string) => `振返りを読む・直す：${title}`,
    edit_session: '直す',
    editSessionLabel: (title: string) => `${title}を直す`,
    sessionCancelled: (reason: string | null) => `取りやめ${reason ? `：${reason}` : ''}`,
    manage: '運営',
    links: {
      applications: '申込みと参加者',
      groups: '事例検討のグループ',
      completion: '修了の確認と修了証',
    },
    ownState: 'あなたの申込み',
    sent: '施設からの申込み',
    sentLead: 'あなたの施設の人の申込みと、受けた結果です。',
    group: 'あなたのグループ',
  },
  next: {
    publish: '公開すると募集が始まります',
    publishText: '日程とカリキュラムを確かめてから公開します。',
    plan: '回を決めましょう',
    planText: '日時と会場を決めると、公開できます。',
    apply: '申し込めます',
    applyText: (day: string) => `${formatMonthDay(day)}までに申し込みます。`,
    applyOwn: '自分が申し込む',
    applySeveral: '職員をまとめて申し込む',
    coming: (day: string) => `申込みは${formatMonthDay(day)}からです`,
    sayYes: (count: number) => `${count}人が、あなたの「はい」を待っています`,
    sayYesAction: '返事をする',
    own: {
      asked: '施設長の返事を待っています',
      declined: '施設では、今回は見送りになりました',
      to_choose: '主催者の選考を待っています',
      not_chosen: '今回は参加できませんでした',
      in_lottery: '抽選を待っています',
      waiting: 'キャンセル待ちです',
      offered: '席が空きました。参加しますか',
      taken: '参加が決まっています',
      lapsed: '返事の期限が過ぎました',
      withdrawn: '申込みを取り消しています',
    } satisfies Record<ApplicationState, string>,
    reason: (text: string) => `施設からの言葉：${text}`,
    accept: '参加する',
    accepted: '参加が決まりました。',
    withdraw: '申込みを取り消す',
    withdrawQuestion: '席がある人は、席を次の人にゆずります。',
    withdrawn: '申込みを取り消しました。',
    details: '名前・生年月日を直す',
    again: 'もう一度申し込む',
    until: (when: string) => `${when}までにお返事ください。`,
  },
  apply: {
    title: '研修に申し込む',
    facility_id: 'どの施設から参加しますか',
    noFacility: '施設に属していない（地域コーディネーターなど）',
    name: '名前',
    nameHelp: '修了証に載る書き方で書きます（旧姓・外字も書けます）。',
    name_kana: 'ふりがな',
    birth_on: '生年月日',
    birthHelp: 'この研修の修了証には、制度により生年月日が載ります。',
    job: '職種・役割',
    jobHelp: '例：保育士、主任、地域コーディネーター',
    years: '経験年数',
    yearUnit: '年',
    wishes: '知りたいこと・配慮してほしいこと',
    save: '申し込む',
    asksHead: '送ると、施設長に伝わります。施設長の「はい」で申込みになります。',
    sent: outcome,
    detailsTitle: '名前・生年月日を直す',
    email: 'メール',
    phone: '電話',
    saveDetails: '保存する',
    detailsSaved: '保存しました。',
  },
  send: {
    title: '職員をまとめて申し込む',
    lead: '選んだ人は、施設長の了承がある申込みになります。',
    people: '参加する職員',
    peopleHelp: 'アカウントのある職員です。振返りや修了証は本人の画面に届きます。',
    others: 'そのほかの職員',
    othersHelp: 'アカウントのない人の名前を1行に1人。経験年数も書けます。例：見本 花子 5年',
    wishes: '知りたいこと・配慮してほしいこと',
    save: 'この人たちで申し込む',
    done: (count: number, waiting: number) =>
      waiting === 0
        ? `${count}人の申込みを送りました。`
        : `${count}人の申込みを送りました。うち${waiting}人はキャンセル待ちです。`,
    noStaff: 'アカウントのある職員がいません。下の欄に名前を書いて申し込めます。',
  },
  applications: {
    title: '申込みと参加者',
    lead: (taken: number, capacity: number, waiting: number) =>
      `参加 ${taken}／${capacity}人${waiting > 0 ? `・キャンセル待ち${waiting}人` : ''}`,
    caption: '申し込んだ人',
    columns: {
      name: '名前',
      place: '所属',
      job: '職種・年数',
      wishes: '知りたいこと・配慮',
      applied_at: '申込み',
      state: '状態',
      do: '操作',
    },
    outside: (town: string, facility: string) => `${town}　${facility}`,
    yearsText: (job: string, years: number | null) =>
      [job, years === null ? '' : `${years}年`].filter(Boolean).join('・'),
    yes: '施設の了承として進める',
    yesLabel: (name: string) => `${name}さんの申込みを、施設の了承として進める`,
    headYes: 'はい',
    headYesLabel: (name: string) => `${name}さんの申込みに「はい」と答える`,
    headNo: '今回は見送る',
    headNoQuestion: (name: string) => `${name}さんの申込みを見送ります。理由は本人が読みます。`,
    reason: '見送る理由（本人が読みます）',
    saidYes: '「はい」と答えました。',
    saidNo: '見送りました。本人に伝わります。',
    choose: '選んだ人を参加にする',
    turnDown: '選んだ人を今回は見送りにする',
    chosen: (count: number) => `${count}人の席を決めました。`,
    turnedDown: '見送りにして、本人に知らせました。',
    selectName: 'ids',
    line: 'キャンセル待ちの順と席を見る',
    takeDown: '電話で受けた申込みを入れる',
    takeDownTitle: '電話で受けた申込み（ほかの町の職員）',
    takenDown: (code: string) => `申込みを入れました。確認コードは ${code} です。本人に伝えてください。`,
    sendFor: '施設の職員をまとめて入れる',
    export: 'Excelで保存する',
    empty: { title: '申込みはまだありません', text: '期間になると、施設や近隣の町から届きます。' },
    withdraw: '取り消す',
    withdrawQuestion: (name: string) => `${name}さんの申込みを取り消します。席は次の人に回ります。`,
  },
  attendance: {
    title: (session: string) => `出欠：${session}`,
    lead: (minutes: number) =>
      `この回は${hours(minutes)}です。来た人に印を付けます。遅刻・早退は、いた時間（分）を書きます。`,
    name: '名前',
    place: '所属',
    here: '来た',
    hereLabel: (name: string) => `${name}さんが来た`,
    minutes: 'いた時間（分）',
    minutesLabel: (name: string) => `${name}さんがいた時間（分）。全部いたときは空けます`,
    door: '受付で記録',
    save: '出欠を保存する',
    saved: (count: number) => `出欠を保存しました。${count}人が来ました。`,
    makeUps: '補講・レポート',
    makeUpsLead: '休んだ人、長く席を外した人が、別の回やレポートで補ったことを記録します。',
    needs: (name: string, minutes: number | null) =>
      minutes === null || minutes === 0 ? `${name}（欠席）` : `${name}（${minutes}分）`,
    application_id: 'だれの記録ですか',
    way: 'どう補いましたか',
    ways: { session: '補講', report: 'レポート' } as Record<string, string>,
    made_on: '補った日',
    note: 'メモ',
    add: '補ったことを記録する',
    noted: '記録しました。',
    undo: '取り消す',
    undoLabel: (name: string) => `${name}さんの補講・レポートの記録を取り消す`,
    undone: '記録を取り消しました。',
    madeUp: (name: string, way: string, day: string) => `${name}　${way}（${formatDateShort(day)}）`,
    nobody: { title: '参加する人がまだいません', text: '席が決まった人が、ここに並びます。' },
    none: '補う必要のある人はいません。',
    posterTitle: '受付',
    posterText: 'スマートフォンでQRコードを読み取り、「来ました」を押してください。',
    posterAlt: '受付のQRコード',
    posterHelp:
      'アカウントのない方は、申込みの確認コードを入力します。読み取れないときは受付の人に声をかけてください。',
  },
  door: {
    title: '研修の受付',
    come: '来ました',
    came: (minutes: number) => `受付をしました（${hours(minutes)}）。ようこそ。`,
    code: '確認コード',
    codeHelp: '申込みのときの10文字のコードです。',
    lead: 'あなたの出席を記録します。',
    openLead:
      '申込みの確認コードを入力すると、出席を記録します。アカウントのある方は、先にサインインしてください。',
    signIn: 'サインインする',
    again: '受付は済んでいます。',
    refused: {
      unknown: 'この受付は見つかりません。受付の人に声をかけてください。',
      nobody: 'この研修の参加者の中に見つかりません。受付の人に声をかけてください。',
      early: '受付は、始まる1時間前からです。',
      over: 'この回はもう終わりました。受付の人に声をかけてください。',
    },
  },
  reflection: {
    title: '振返り',
    lead: 'あなたと研修の運営者だけが読みます。3か月後に、その後のようすをうかがいます。',
    takes: '持ち帰ること',
    takesHelp: '心に残ったこと、明日からの見方が変わりそうなこと。',
    tries: '試してみること',
    triesHelp: '小さなことで構いません。例：朝の受入れで、ひとこと多く声をかける',
    shared: '施設長にも読んでもらう',
    save: '振返りを保存する',
    saved: '振返りを保存しました。',
    laterTitle: 'その後、どうでしたか',
    laterLead: (day: string) => `${formatDate(day)}に書いた振返りです。`,
    later: '試してみましたか',
    laters: { tried: '試した', partly: '少し試した', not_yet: 'まだ' } satisfies Record<LaterAnswer, string>,
    later_note: 'どうなりましたか',
    saveLater: '答える',
    laterSaved: '答えを残しました。ありがとうございます。',
    wrote: (day: string) => `${formatDateShort(day)}に書きました`,
    shownToHead: '施設長も読めます',
    ownOnly: 'あなたと運営者だけ',
  },
  groups: {
    title: '事例検討のグループ',
    lead: '施設と経験年数がまざるように分けます。分けたあと、人を動かせます。',
    size: '1グループの人数のめやす',
    form: 'グループを分ける',
    reform: 'もう一度分ける',
    formed: (count: number) => `${count}グループに分けました。`,
    name: (number: number) => `グループ${number}`,
    member: (name: string, place: string, years: number | null) =>
      `${name}（${[place, years === null ? '' : `${years}年`].filter(Boolean).join('・')}）`,
    move: '動かす',
    moveTo: '動かす先',
    moveLabel: (name: string) => `${name}さんを動かす`,
    moved: 'グループを動かしました。',
    open: '記録を開く',
    openLabel: (number: number) => `グループ${number}の記録を開く`,
    notesTitle: (number: number) => `グループ${number}の記録`,
    notesLead: '子どもや家庭の名前は書きません。グループの人と運営者が読みます。',
    cases: '事例',
    insights: '気づき',
    tomorrow: '明日から',
    save: '記録を保存する',
    saved: 'グループの記録を保存しました。',
    empty: { title: 'グループはまだありません', text: '席が決まった人が3人以上になると、分けられます。' },
    print: 'グループ表を印刷する（PDF）',
  },
  completion: {
    title: '修了の確認と修了証',
    lead: '出欠・科目・振返りの記録から、修了かどうかを示しています。足りないものがあれば、その理由が並びます。',
    caption: '参加者ごとの修了のようす',
    columns: {
      name: '名前',
      place: '所属',
      minutes: '受けた時間',
      state: '修了',
      certificate: '修了証',
      do: '操作',
    },
    complete: '修了の条件を満たしています',
    incomplete: '足りないもの',
    issue: '修了証を出す',
    issueLabel: (name: string) => `${name}さんに修了証を出す`,
    issueAll: (count: number) => `条件を満たした${count}人に修了証を出す`,
    issueAllQuestion: '番号を付けて修了証を出し、本人に知らせます。出したあとの番号は使い回しません。',
    issued: (count: number) =>
      count === 0 ? '新しく出す修了証はありませんでした。' : `${count}人に修了証を出しました。`,
    number: (number: string, day: string) => `${number}（${formatDateShort(day)}）`,
    pdf: 'PDF',
    pdfLabel: (number: string) => `修了証 ${number} のPDF`,
    withdraw: '修了証を取り消す',
    withdrawQuestion:
      'この番号は無効になり、ほかの人に使われません。正しい内容で出し直すときは、次の番号になります。',
    reason: '取り消す理由',
    withdrawn: '修了証を取り消しました。',
    withdrawnNumber: (number: string, reason: string) => `取消し ${number}：${reason}`,
    reprint: '再交付する',
    reprintQuestion: '同じ番号で、再交付の日付を入れた修了証を作ります。',
    reprintName: '載せる名前',
    reprintReason: '再交付の理由',
    reprinted: '再交付しました。',
    export: '修了者の名簿をExcelで保存する',
    empty: { title: '参加する人がまだいません', text: '席が決まった人が、ここに並びます。' },
  },
  certificate: {
    title: '修了証',
    number: '修了証番号',
    holder: (name: string) => `${name}　様`,
    birth: (day: string) => `生年月日　${formatDate(day)}`,
    text: (course: string, category: string, minutes: number) =>
      `あなたは、下記の研修において所定の課程（${hours(minutes)}）を\n修了されましたので、これを証します。\n\n研修：${course}\n区分：${category}`,
    issued: (day: string) => formatDate(day),
    valid: (day: string | null) => (day === null ? '有効期限　なし' : `有効期限　${formatDate(day)}まで`),
    reprinted: (day: string) => `再交付　${formatDate(day)}`,
    verify: (address: string, code: string) =>
      `この修了証は、次のページで番号と確認コードを入力すると確かめられます。\n${address}\n確認コード　${code}`,
    qr: '修了証を確かめるページ',
    file: (number: string) => `修了証_${number}`,
  },
  mine: {
    title: '自分の研修',
    lead: '申し込んだ研修、書いた振返り、修了証です。あなたと、送り出した施設長、研修の運営者が読めます（振返りは、あなたが見せるときだけ施設長も読めます）。',
    certificates: '修了証',
    noCertificates: '修了証はまだありません。',
    applications: '申し込んだ研修',
    reflections: '書いた振返り',
    noReflections: '振返りはまだありません。',
    later: 'その後を答える',
    laterLabel: (course: string, session: string) => `「${course}　${session}」のその後を答える`,
    empty: {
      title: '申し込んだ研修はまだありません',
      text: '研修の一覧から申し込めます。',
      action: '研修の一覧を見る',
    },
    until: (day: string | null) => (day === null ? '期限なし' : `${formatDateShort(day)}まで`),
    export: '研修履歴をPDFで保存する',
    historyTitle: '研修履歴',
    historyColumns: {
      course: '研修',
      category: '区分',
      hours: '時間',
      number: '修了証番号',
      issued_on: '修了日',
      valid_until: '期限',
    },
    why: '本人の控え',
  },
  recordList: {
    title: '修了の記録',
    lead: 'だれが、どの研修を修了しているか。期限が半年以内に切れるものには印が付きます。',
    caption: '修了証の一覧',
    facility: '施設',
    scheme: '種類',
    all: 'すべて',
    ending: '半年以内に期限が切れるものだけ',
    show: 'しぼり込む',
    columns: {
      name: '名前',
      facility: '所属',
      course: '研修',
      category: '区分',
      number: '番号',
      issued_on: '修了日',
      valid_until: '期限',
    },
    soon: 'まもなく期限',
    ended: '期限切れ',
    export: 'Excelで保存する',
    file: '研修の修了記録',
    purpose: '研修の記録の管理',
    empty: {
      title: '修了の記録はまだありません',
      text: '研修を修了した人に修了証が出ると、ここに並びます。',
    },
    sent: '施設から申し込んだ研修',
    shared: '職員が見せてくれた振返り',
    sharedLead: '本人が「施設長にも読んでもらう」を選んだものだけです。',
  },
  exports: {
    applications: '研修の申込み',
    completion: '研修の修了者名簿',
    why: '研修の運営',
    columns: {
      number: '受付番号',
      name: '名前',
      kana: 'ふりがな',
      birth_on: '生年月日',
      place: '所属',
      job: '職種',
      years: '経験年数',
      wishes: '知りたいこと・配慮',
      email: 'メール',
      phone: '電話',
      applied_at: '申込み',
      state: '状態',
      minutes: '受けた時間（分）',
      complete: '修了',
      missing: '足りないもの',
      certificate: '修了証番号',
      issued_on: '修了日',
      valid_until: '期限',
    },
    yes: 'はい',
    no: 'いいえ',
  },
  entering: {
    gone: 'この研修は、いま申込みを受け付けていません。',
    cancelled: 'この研修は中止になりました。',
    over: 'この研修は始まっているため、申し込めません。',
    not_yet: '申込みの期間の前です。',
    closed: '申込みは締め切られました。',
    twice: 'このメールと名前で、すでに申し込んでいます。確認コードで申込みを見られます。',
    too_many: '定員をこえています。',
    full: '定員に達しました。',
  },
  answering: {
    unknown: 'この申込みが見つかりません。',
    late: '研修が始まっているため、ここでは変えられません。問合せ先に電話してください。',
    done: 'この申込みは、すでに変わっています。ページを読み直してください。',
  },
  notices: {
    entered: {
      confirmed: (title: string) => `研修「${title}」の参加が決まりました`,
      waiting: (title: string) => `研修「${title}」のキャンセル待ちに入りました`,
      in_lottery: (title: string) => `研修「${title}」の抽選に参加します`,
    },
    sayYes: (title: string) => `職員が研修「${title}」に申し込みたいそうです。お返事をお願いします`,
    declined: (title: string) => `研修「${title}」の申込みは、施設で見送りになりました`,
    notChosen: (title: string) => `研修「${title}」は、今回はご参加いただけませんでした`,
    certificate: (title: string) => `研修「${title}」の修了証が出ました`,
    tomorrow: (title: string, session: string) => `明日は研修「${title}」の「${session}」です`,
    later: (title: string) => `研修「${title}」から3か月。その後のようすを聞かせてください`,
    ending: (title: string, day: string) => `「${title}」の修了証の期限は${formatDate(day)}です`,
  },
  errors: {
    tooManyLines: (most: number) => `${most}行までにしてください。`,
    unit: (line: string) =>
      `「${line}」を科目として読み取れません。「90分 科目の名前」のように、時間（5〜1000分）と名前を書いてください。`,
    unitTwice: '同じ名前の科目があります。「（1）」「（2）」を付けるなどして分けてください。',
    moreThanTaught: (minutes: number) =>
      `科目の合計（${hours(minutes)}）より長い時間は、修了の条件にできません。`,
    nameLine: (line: string) =>
      `「${line}」を名前として読み取れません。「見本 花子 5年」のように書いてください。`,
    window: '申込みの終わりの日は、始まりの日と同じかそれよりあとにしてください。',
    lotteryOn: '抽選の日を、申込みの締切りよりあとの日にしてください。',
    startsAt: '始まる時刻を書いてください。',
    endsAt: '終わる時刻を、始まる時刻よりあとにしてください。',
    place: '会場を書くか、「オンライン」を選んでください。',
    linkWithoutOnline: 'リンクがあるときは、オンラインでの参加を選んでください。',
    nobodyChosen: '参加する人を選ぶか、名前を書いてください。',
    email: '受付の連絡を送るメールアドレスを書いてください。',
    agreed: '施設長（所属長）の了承を確かめて、印を付けてください。',
    reach: '電話かメールのどちらかを書いてください。',
    minutes: 'いた時間を、0〜1000の数字（分）で書いてください。',
    asker: '施設を選ぶか、学校・団体の名前を書いてください。',
    category: '区分を一覧から選んでください。',
    organisation: '主催を一覧から選んでください。',
    selectionInUse: '申込みが届いているので、参加者の決め方は変えられません。',
    cancelled: 'この研修は中止になっています。',
    draft: 'この研修は、まだ公開されていません。',
    changed: 'ほかの人が先に変えました。ページを読み直してから、もう一度お願いします。',
    sessionCancelled: 'この回は取りやめになっています。',
    entrySession:
      '最初の回は申込みの受付を兼ねているため、これだけを取りやめることはできません。日を変えるか、研修全体を中止してください。',
    notCancelled: '取りやめになっていません。',
    noSession: '回が1つもありません。日時と会場を決めてから公開してください。',
    closesAfterFirst: '申込みの締切りが、最初の回より前の日になるようにしてください。',
    unplaced: (titles: readonly string[]) => `行う回の決まっていない科目があります：${join(titles)}`,
    notOpen: (from: string, to: string) => `申込みの期間は${formatDate(from)}から${formatDate(to)}までです。`,
    perFacility: (most: number) => `1つの施設から参加できるのは${most}人までです。`,
    facility: 'あなたの施設を選んでください。',
    birth: 'この研修では、生年月日が必要です。',
    noContact:
      '連絡先が登録されていません。アカウントにメールか電話を登録するか、施設の電話を登録してください。',
    already: 'すでに申し込んでいます。',
    notStaff: 'この施設の職員から選んでください。',
    alreadyOf: (name: string) => `${name}さんは、すでに申し込んでいます。`,
    answered: 'この申込みは、すでに返事や変更がされています。ページを読み直してください。',
    notHeld: 'この回はまだ行われていません。',
    moreThanHeld: (minutes: number) => `この回は${minutes}分です。それより長い時間は書けません。`,
    noPlace: '席の決まった参加者ではありません。',
    madeAhead: '今日までの日にしてください。',
    groupsWritten: '記録を書き始めたグループがあるため、分け直せません。1人ずつ動かしてください。',
    tooFew: '席の決まった人が3人以上になってから分けてください。',
    notComplete: (reasons: readonly string[]) =>
      reasons.length === 0
        ? '参加者ではないため、修了証を出せません。'
        : `修了の条件に足りません。${join(reasons)}`,
    withdrawnAlready: 'この修了証は、すでに取り消されています。',
  },
};

export const badgeOf: Record<CourseState, 'info' | 'success' | 'neutral' | 'warning' | 'error'> = {
  draft: 'neutral',
  coming: 'neutral',
  open: 'info',
  closed: 'warning',
  running: 'success',
  over: 'neutral',
  cancelled: 'error',
};
export const applicationBadge: Record<
  ApplicationState,
  'info' | 'success' | 'neutral' | 'warning' | 'error'
> = {
  asked: 'warning',
  declined: 'neutral',
  to_choose: 'info',
  not_chosen: 'neutral',
  in_lottery: 'info',
  waiting: 'warning',
  offered: 'warning',
  taken: 'success',
  lapsed: 'neutral',
  withdrawn: 'neutral',
};

interface MailFacts {
  municipality: string;
  course: string;
  when: string | null;
  session: string | null;
  place: string | null;
  code: string | null;
  address: string;
  contact: string;
}
/** A mail to somebody of another town; the subject names no course and nobody. */
export function mailOf(kind: MailKind, facts: MailFacts): { subject: string; text: string } {
  const subjects: Record<MailKind, string> = {
    reminder: '明日の研修のお知らせ',
    certificate: '修了証のお知らせ',
    ending: '修了証の期限のお知らせ',
  };
  const leads: Record<MailKind, string> = {
    reminder: `明日は「${facts.course}」の「${facts.session ?? ''}」です。`,
    certificate: `「${facts.course}」の修了証が出ました。次の画面で確認コードを入力すると、PDFを受け取れます。`,
    ending: `「${facts.course}」の修了証の期限が近づいています。`,
  };
  return {
    subject: `【${facts.municipality}】${subjects[kind]}`,
    text: [
      leads[kind],
      ...(facts.when === null ? [] : [`日時：${facts.when}`]),
      ...(facts.place ? [`会場：${facts.place}`] : []),
      '',
      '申込みの確認・振返り・修了証は、次の画面で確認コードを入力してください。',
      facts.address,
      ...(facts.code === null ? [] : [`確認コード：${facts.code}`]),
      '',
      facts.contact,
      facts.municipality,
      '',
    ].join('\n'),
  };
}
