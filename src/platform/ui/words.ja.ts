const number = new Intl.NumberFormat('ja-JP');

/** A whole or decimal number as people read it: 12,345. */
export const figure = (n: number): string => number.format(n);

/** Fixed words of the shared components; everything else is handed in by the slices. */
export const words = {
  product: 'つなぎ',
  tagline: '見立てて、つなぐ',
  titleSuffix: 'つなぎ',
  skip: '本文へ進む',
  header: {
    places: 'おもな場所',
    within: (place: string) => `${place}の中のページ`,
    withinOpen: (place: string) => `${place}：`,
    withinChoose: 'ページを選ぶ',
    footer: 'このサイトについて',
    signIn: 'サインイン',
    signOut: 'サインアウト',
    account: 'アカウントの設定',
    userMenu: (name: string) => `${name}さんのメニュー`,
  },
  search: {
    label: '施設・人・課題・会議をさがす',
    button: 'さがす',
  },
  find: {
    group: (group: string, ticked: number) =>
      ticked === 0 ? group : `${group}（${figure(ticked)}件を選んでいます）`,
  },
  demo: 'デモ：登場する人物・施設はすべて架空です',
  zone: {
    label: 'このページを見られる人',
    public: { name: '公開', text: 'どなたでも見られるページです' },
    network: { name: '連携', text: '連携する機関の、権限のある人が見られるページです' },
    case: { name: '個別', text: '支援に関わる人だけが見られるページです。開いた記録は残ります' },
  },
  breadcrumb: 'いまいる場所',
  because: (reason: string) => `（${reason}）`,
  number: { from: (n: number) => `${figure(n)}以上`, to: (n: number) => `${figure(n)}以下` },
  file: {
    types: (types: string) => `使えるファイル：${types}`,
    size: (megabytes: number) => `1つ${figure(megabytes)}MBまで`,
    many: '複数を選べます',
    join: '。',
  },
  steps: {
    label: '手順',
    done: '済み',
    current: 'いまここ',
    todo: 'これから',
    position: (n: number, last: number) => `手順 ${figure(n)} / ${figure(last)}`,
  },
  table: {
    select: '選ぶ',
    selectRow: (name: string) => `${name}を選ぶ`,
    sortBy: (label: string) => `${label}で並べ替える`,
    ascending: '小さい順',
    descending: '大きい順',
    none: '該当するものはありません。',
    whole: (caption: string) => `表：${caption}`,
  },
  progress: (value: number, max: number) => `${figure(value)} / ${figure(max)}`,
  external: '（新しいタブで開きます）',
  nextStep: { title: '次にすること', holder: '担当', due: '期限' },
  target: '目標',
  actual: '実績',
  drafts: {
    title: (when: string) => `${when}の下書きを開いています。`,
    older: 'この下書きのあとに、ほかの人が内容を直しています。保存するときに両方の内容を見比べられます。',
    drop: '下書きを捨てる',
    dropQuestion: '下書きを捨て、登録されている内容に戻します。よろしいですか。',
  },
  conflict: {
    title: 'ほかの人が、同じ記録を先に更新しました',
    lead: (who: string, when: string) =>
      `${who}さんが${when}に保存しています。欄ごとにどちらを残すか選んでください。選ばなかった文も履歴に残ります。`,
    mine: 'あなたの入力',
    untouched: 'あなたの入力（開いたときのまま）',
    theirs: (who: string) => `${who}さんの保存`,
    both: '両方を続けて残す',
    empty: '（空らん）',
    field: (label: string) => `「${label}」はどちらを残しますか`,
    submit: '選んだ内容で保存する',
  },
  chart: {
    table: '数値の表を見る',
    total: '合計',
    item: '項目',
    value: '値',
    legend: '凡例',
    few: '少ない',
    many: '多い',
    noData: '表示できる値がまだありません。',
    none: '値なし',
    and: '、',
    cell: (row: string, column: string, value: string) => `${row} × ${column}：${value}`,
    withTarget: (value: string, name: string, target: string) => `${value}（${name} ${target}）`,
    withShare: (value: string, percent: number) => `${value}（${figure(percent)}%）`,
    covered: (done: number, all: number, percent: number) =>
      `${figure(all)}のうち${figure(done)}（${figure(percent)}%）`,
  },
} as const;
