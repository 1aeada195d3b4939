import { formatDate, formatDateShort, formatMonthDay, formatTimeRange } from '../../platform/ja/dates.ts';
import { formatCount } from '../../platform/ja/numbers.ts';
import type { Rule } from './rules-groups.ts';
import type { CallState, Reason } from './rules.ts';

const points = (value: number) => (Math.round(value * 10) / 10).toFixed(1);
const join = (items: readonly string[]) => items.join('、');

export const words = {
  navigation: '学び合いの小グループ',
  somebody: 'ほかの人',
  states: {
    coming: '募集前',
    open: '募集中',
    closed: '編成中',
    told: 'グループ決定',
  } satisfies Record<CallState, string>,
  time: (time: { held_on: string; starts_at: string; ends_at: string }) =>
    `${formatMonthDay(time.held_on)} ${formatTimeRange(time.starts_at, time.ends_at)}`,
  timeLine: (time: { held_on: string; starts_at: string; ends_at: string }) =>
    `${time.held_on.replaceAll('-', '/')} ${time.starts_at}-${time.ends_at}`,
  groupName: (number: number) => `グループ${number}`,
  facilities: (count: number) => formatCount(count, '施設'),
  list: {
    title: '学び合いの小グループ',
    lead: '同じテーマに取り組む3〜5施設が集まり、事例と工夫を持ち寄ります。まとめは情報共有資料として、すべての施設に届きます。',
    caption: 'テーマごとの募集',
    add: '募集を始める',
    handouts: '情報共有資料を見る',
    columns: {
      title: '募集',
      theme: 'テーマ',
      window: '申込みの期間',
      entries: '申込み',
      groups: 'グループ',
      state: '状態',
    },
    window: (from: string, to: string) => `${formatDateShort(from)}〜${formatDateShort(to)}`,
    empty: {
      title: '募集はまだありません',
      text: '始まると、施設長にお知らせが届き、ここに並びます。',
      first: '下の「課題から選ぶ」か「募集を始める」から始められます。',
    },
    themes: '課題から選ぶ',
    themesLead: 'この1年に施設から挙がった課題の多いテーマです。',
    themeLine: (issues: number, facilities: number) => `課題 ${issues}件・${facilities}施設から`,
    calledOn: (day: string) => `前回の募集 ${formatDate(day)}`,
    start: 'このテーマで募集する',
    startLabel: (theme: string) => `「${theme}」　このテーマで募集する`,
  },
  form: {
    newTitle: '小グループの募集を始める',
    editTitle: '募集の内容を直す',
    theme_code: 'どのテーマで集まりますか',
    title: '募集の題名',
    titleHelp: '施設の人が、自分のことだと思える言葉にします。例：気になる子の「次の一歩」を持ち寄る',
    purpose: 'ねらい',
    purposeHelp: '何のために集まり、どんなことを持ち帰れるかを書きます。',
    opens_on: 'いつから申し込めますか',
    closes_on: 'いつまで申し込めますか',
    topics: '話し合うことの候補',
    topicsHelp:
      '1行に1つ、20まで。施設は「話し合いたい」「工夫を伝えられる」に印を付けます。新しい募集には、公表した課題の題名を入れてあります。',
    times: '集まれる日時の候補',
    timesHelp: '1行に1つ、20まで。例：2026/12/8 14:00-15:30　令和8年12月9日 10時-11時半',
    rules: 'グループの決め方',
    rulesLead: 'ふつうはこのままでかまいません。',
    smallest: '1グループの施設の数（少なくとも）',
    aimed: '1グループの施設の数（めやす）',
    largest: '1グループの施設の数（多くとも）',
    unit: '施設',
    most_km: '施設どうしの距離（多くとも）',
    most_kmHelp: '直線の距離です。空けると、距離では分けません。',
    km: 'km',
    weights: '何を大切にして分けるか（0〜100）',
    weightsLead:
      '大きいほど重く見ます。合わせて100でなくてもかまいません。同じ法人の施設は別のグループにし、全員が来られる日時が1つはあるようにします。',
    weight_like: '同じことを話し合いたい',
    weight_strength: '知りたいことと伝えられる工夫が合う',
    weight_mixed: '施設の種類がまざる',
    weight_near: '近い',
    weight_fresh: '前と違う顔ぶれ',
    weight_size: 'めやすの施設の数に合う',
    save: '募集を始める',
    saveEdit: '保存する',
    opened: '募集を始めました。期間になると、施設長が申し込めます。',
    saved: '募集の内容を保存しました。',
  },
  page: {
    edit: '募集の内容を直す',
    theme: 'テーマ',
    window: '申込みの期間',
    windowText: (from: string, to: string) => `${formatDate(from)}から${formatDate(to)}まで`,
    purpose: 'ねらい',
    topics: '話し合うことの候補',
    times: '日時の候補',
    entries: '申し込んだ施設',
    entriesLead: (count: number) => `${count}施設が申し込んでいます。`,
    entriesCaption: '申し込んだ施設と、話し合いたいこと',
    columns: {
      facility: '施設',
      asks: '話し合いたいこと',
      offers: '伝えられる工夫',
      times: '来られる日時',
      group: 'グループ',
      state: '状態',
    },
    draft: '下書き',
    signed: '申込み済み',
    timesCount: (count: number) => `${count}回`,
    none: '—',
    noEntries: {
      title: '申込みはまだありません',
      text: '期間になると、施設長が申し込めます。電話で聞いたことは、代わりに入力できます。',
    },
    signFor: '代わりに申し込む',
    edit_entry: '直す',
    editEntryLabel: (facility: string) => `${facility}の申込みを直す`,
    groups: 'グループ',
    ownGroup: 'あなたのグループ',
    withWhom: (names: readonly string[]) => join(names),
    sessions: '集まり',
    noSession: '日はまだ決まっていません。',
    plan: '集まりを決める',
    planLabel: (number: number) => `グループ${number}の集まりを決める`,
    openBoard: 'ボードを開く',
    handout: '情報共有資料をまとめる',
    handoutLabel: (number: number) => `グループ${number}の情報共有資料をまとめる`,
    seeHandout: '情報共有資料',
    aim: 'ねらい',
    brings: '持ち寄るもの',
    peers: (facility: string) => `${facility}の持ち寄り`,
    divide: 'グループを決める',
    seeGroups: 'グループの案を見る',
    why: '組合せの理由を見る',
  },
  next: {
    sign: 'あなたの施設も申し込めます',
    signText: (day: string) => `${formatMonthDay(day)}まで。印を付けるだけなら3分ほどです。`,
    signAction: '申し込む',
    finish: '下書きがあります',
    finishText: (day: string) => `${formatMonthDay(day)}までに仕上げて申し込んでください。`,
    finishAction: '続きを書く',
    signed: '申込みを受け付けました',
    signedText: (day: string) =>
      `${formatMonthDay(day)}に締め切り、そのあとグループをお知らせします。それまでは直せます。`,
    change: '申込みを直す',
    wait: '申込みを待っています',
    waitText: (count: number, day: string) => `いま${count}施設。${formatMonthDay(day)}に締め切ります。`,
    divide: 'グループを決めましょう',
    divideText: (count: number) =>
      `${count}施設の申込みがあります。案を作り、手で直してから、施設に知らせます。`,
    coming: (day: string) => `${formatMonthDay(day)}から申し込めます`,
    comingText: 'それまでは、募集の内容を直せます。',
  },
  entry: {
    title: '小グループに申し込む',
    facility_id: 'どの施設の申込みですか',
    topics: '当てはまるものに印を付けてください',
    asks: '話し合いたいこと・困っていること',
    offers: '工夫していること・伝えられること',
    asksHelp: 'いくつでも選べます。近い悩みの施設と同じグループになりやすくなります。',
    offersHelp: 'うまくいったことが1つあれば十分です。知りたい施設と同じグループになりやすくなります。',
    question: '聞いてみたいこと（ひとこと）',
    questionHelp: '子どもや職員の個人が分かることは書かないでください。グループの施設が読みます。',
    aim: 'この集まりで持ち帰りたいこと',
    strength: '持ち寄れる事例や工夫（ひとこと）',
    times: '来られる日時',
    timesHelp: '多いほど、合うグループが見つかりやすくなります。',
    save: '申し込む',
    saveEdit: '申込みを保存する',
    draft: '下書きとして残す',
    saved: '申し込みました。グループが決まると、お知らせが届きます。',
    drafted: '下書きを残しました。期限までに申し込んでください。',
    withdraw: '申込みを取り消す',
    withdrawQuestion: 'この申込みを取り消します。期限までは、また申し込めます。',
    withdrawn: '申込みを取り消しました。',
  },
  groups: {
    title: 'グループの案',
    lead: '申込みから、組合せを計算します。案は手で直せます。施設に知らせるまで、施設には見えません。',
    leadTold:
      '施設に知らせたグループです。直すときは、募集のページで「知らせたグループを取り消す」を押します。',
    run: '案を作る',
    runAgain: '案を作り直す',
    runAgainQuestion:
      '固定していないグループを、もう一度分け直します。手で動かした分は、固定していなければ元に戻りません。',
    running: '組合せを計算しています',
    runningText: '数秒かかります。この画面を開いたままでも、閉じてもかまいません。',
    reload: '今の様子を見る',
    failed: '計算を終えられませんでした',
    failedText: 'もう一度「案を作る」を押してください。続くときは、システム管理者に知らせてください。',
    asked: '案を作り始めました。',
    best: 'これより良い分け方はありません（証明済み）。',
    gap: (percent: string) => `これより良い分け方は最大で${percent}（計算で確かめた上限との差）です。`,
    byHand: (before: string, after: string) =>
      `計算した案は平均${before}点、手で直した今の案は平均${after}点です。`,
    mean: (value: number) => `組合せの点 平均${points(value)}点（100点満点）`,
    left: 'グループに入っていない施設',
    leftText:
      '入れられる組合せがありませんでした。来られる日時をふやしてもらうか、下で移し先を選んでください。',
    lenient: (names: readonly string[], rule: 'far' | 'operator') =>
      `${join(names)}：だれも残さないために、${rule === 'far' ? '距離の上限' : '「同じ法人は別のグループ」'}をゆるめました。`,
    lenientTitle: 'ゆるめた決まり',
    brokenTitle: '決まりに合わないグループがあります',
    rules: {
      far: '距離の上限を超える',
      operator: '同じ法人の施設がいる',
      time: '全員が来られる日時がない',
      size: '施設の数が合わない',
    } satisfies Record<Rule, string>,
    groupPoints: (value: number) => `${points(value)}点`,
    reasons: 'この組合せの理由',
    members: '施設',
    lock: '固定する',
    unlock: '固定を外す',
    lockLabel: (number: number) => `グループ${number}を固定する`,
    unlockLabel: (number: number) => `グループ${number}の固定を外す`,
    locked: '固定',
    lockDone: (number: number) => `グループ${number}を固定しました。分け直しても変わりません。`,
    unlockDone: (number: number) => `グループ${number}の固定を外しました。`,
    move: '移す',
    moveLabel: (facility: string) => `${facility}をほかのグループへ移す`,
    moveTitle: (facility: string) => `${facility}をどこへ移しますか`,
    moveLead: '移したときの点の増減と、合わなくなる決まりです。増える順に並べています。',
    moveCaption: '移し先と、点と決まりの変わり方',
    columns: {
      group: '移し先',
      members: 'いまの施設',
      change: '平均点',
      breaks: '合わなくなる決まり',
      mends: '合うようになる決まり',
      go: '移す',
    },
    alone: '新しいグループを作る',
    change: (value: number) =>
      Math.abs(value) < 0.05 ? '変わらない' : `${value > 0 ? '＋' : '−'}${points(Math.abs(value))}点`,
    nothing: 'なし',
    moveHere: 'ここへ移す',
    moveHereLabel: (name: string) => `${name}へ移す`,
    moved: (facility: string, number: number, change: number, breaks: readonly string[]) =>
      `${facility}をグループ${number}へ移しました。平均点は${
        Math.abs(change) < 0.05
          ? '変わりません'
          : `${points(Math.abs(change))}点${change > 0 ? '上がりました' : '下がりました'}`
      }。${breaks.length === 0 ? '' : `合わなくなった決まり：${join(breaks)}。`}`,
    undoMove: (facility: string, number: number | null) =>
      `元に戻す（${facility}を${number === null ? 'ひとつだけのグループ' : `グループ${number}`}へ）`,
    dragHelp:
      '施設の名前をつかんで、ほかのグループへ動かすこともできます。動かす間、移し先ごとの点の増減が出ます。',
    tell: 'このグループで施設に知らせる',
    tellQuestion: 'すべてのグループを決め、施設長に知らせます。はじめの集まりの日までは、取り消せます。',
    tellConfirm: '決めて知らせる',
    tellBroken: '決まりに合わないグループがあります。このまま知らせることもできます。',
    told: 'グループを決め、施設に知らせました。',
    untell: '知らせたグループを取り消す',
    untellQuestion: 'グループを案に戻し、決めた集まりの日も取り消して、施設長に知らせます。',
    untold: 'グループを案に戻しました。',
    chart: 'グループごとの点',
    map: '施設の場所とグループ',
    mapLabel: (number: number, name: string) => `グループ${number} ${name}`,
    empty: {
      title: 'グループの案はまだありません',
      text: '申込みがそろったら「案を作る」を押してください。',
    },
    size: (count: number) => `${count}施設`,
    points: '点',
  },
  notices: {
    told: (title: string) => `小グループ「${title}」の顔ぶれが決まりました`,
    untold: (title: string) => `小グループ「${title}」の顔ぶれを決め直します`,
    tried: (title: string) => `「${title}」から試したことを教えてください`,
  },
  errors: {
    theme: 'テーマを一覧から選んでください。',
    facility: '施設を一覧から選んでください。',
    noLines: '1行に1つ、入力してください。',
    tooManyLines: (most: number) => `${most}行までにしてください。`,
    longLine: (line: string, most: number) =>
      `「${[...line].slice(0, 20).join('')}…」は長すぎます。1行を${most}文字までにしてください。`,
    time: (line: string) =>
      `「${line}」の日時が読み取れません。「2026/12/8 14:00-15:30」のように書いてください。`,
    timesBeforeClosing: '日時の候補は、申込みの締切りよりあとの日にしてください。',
    window: '締切りは、始まりの日以後にしてください。',
    sizes: '施設の数は「少なくとも ≦ めやす ≦ 多くとも」になるようにしてください。',
    startsAt: '始まる時刻を入力してください。',
    endsAt: '終わる時刻を、始まりよりあとにしてください。',
    place: '場所か、オンラインのリンクのどちらかを入力してください。',
    link: 'リンクは https:// から始めてください。',
    topicsInUse:
      '申し込んだ施設が選んでいるので、今ある候補は変えられません。最後の行のあとに足してください。',
    timesInUse:
      '申し込んだ施設が選んでいるので、今ある日時は変えられません。最後の行のあとに足してください。',
    told: 'グループを知らせたあとなので、変えられません。',
    notTold: 'グループはまだ知らせていません。',
    notOpen: (from: string, to: string) =>
      `申込みは${from}から${to}までです。事情があるときは、事務局に相談してください。`,
    asks: '話し合いたいことを1つは選ぶか、聞いてみたいことを書いてください。',
    times: '来られる日時を1つは選んでください。',
    inGroup: 'すでにグループに入っているので、変えられません。担当のコーディネーターに知らせてください。',
    changed: 'ほかの人が先に変えました。画面を開きなおして、確かめてください。',
    tooEarly: '申込みがまだ始まっていません。',
    tooFew: (least: number) => `グループに分けるには、${least}施設の申込みが必要です。`,
    running: '計算している途中です。終わるまで少し待ってください。',
    draftEntry: '下書きの申込みは、グループに入れられません。',
    locked: '固定したグループは変えられません。先に固定を外してください。',
    noGroups: 'グループの案がまだありません。',
    someLeft: 'グループに入っていない施設があります。移し先を決めてから知らせてください。',
    met: '集まりがもう開かれたか、まとめができているので、取り消せません。',
  },
} as const;

/** A reason for a group in one sentence. */
export function reasonText(
  reason: Reason,
  topic: (number: number) => string,
  facility: (id: number) => string,
  time: (number: number) => string,
): string {
  switch (reason.kind) {
    case 'like':
      return `${reason.count}施設が「${topic(reason.topic)}」を話し合いたい。`;
    case 'strength':
      return `${facility(reason.from)}の「${topic(reason.topic)}」の工夫を、${join(reason.to.map(facility))}が聞ける。`;
    case 'mixed':
      return `${reason.kinds.length}つの種類の施設がまざる（${join(reason.kinds)}）。`;
    case 'near':
      return `いちばん離れた施設どうしで、直線およそ${points(reason.km)}km。`;
    case 'again':
      return `前にも同じグループだった：${join(reason.pairs.map(([a, b]) => `${facility(a)}と${facility(b)}`))}。`;
    case 'fresh':
      return '前に同じグループだった組合せはない。';
    default:
      return reason.times.length === 0
        ? '全員が来られる日時がない。'
        : `全員が来られる日時：${join(reason.times.slice(0, 4).map(time))}${reason.times.length > 4 ? ' ほか' : ''}。`;
  }
}

export const badgeOf: Record<CallState, 'info' | 'success' | 'neutral' | 'warning'> = {
  coming: 'neutral',
  open: 'info',
  closed: 'warning',
  told: 'success',
};
