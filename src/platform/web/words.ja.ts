import { formatDateWithWestern } from '../ja/dates.ts';

/** Sentences of the web layer: what went wrong and how to mend it. */
export const words = {
  required: '入力してください。',
  choose: '選んでください。',
  tooLong: (max: number) => `${max.toLocaleString('ja-JP')}文字以内で入力してください。`,
  notInteger: '数字（整数）で入力してください。',
  between: (from: number, to: number) => `${from}から${to}までの数字を入力してください。`,
  outOfRange: (day: string, from: string, to: string) =>
    `${formatDateWithWestern(day)}は受け付けられません。年を確かめて、${Number(from.slice(0, 4))}年から${Number(to.slice(0, 4))}年までの日付を入力してください。`,
  notOption: 'この中から選んでください。',
  tooManyChosen: (most: number) =>
    `一度に選べるのは${most.toLocaleString('ja')}件までです。分けて送ってください。`,
  notEmail: 'メールアドレスを確かめてください（例：hanako@example.jp）。',
  notUrl: 'アドレスは http:// か https:// で始めてください。',
  signInFirst: '先にサインインしてください。',
  forbidden: {
    title: 'この操作はできません',
    text: 'いまの配置（役割）ではこの操作はできません。必要なときは事務局にお知らせください。',
  },
  notFound: {
    title: 'ページが見つかりません',
    text: 'アドレスが変わったか、見られる範囲にない記録です。上の検索か、「今日」から探してください。',
  },
  conflict: {
    title: 'もうこの操作はできません',
    text: 'ほかの人が先に操作したか、状態が変わっています。新しい状態を確かめてから、もう一度行ってください。',
  },
  notUnderstood: {
    title: '受け取れませんでした',
    text: '送られた内容を読み取れませんでした。前のページにもどって、もう一度送ってください。',
  },
  notAForm: '送られた内容を読み取れませんでした。前のページにもどって、もう一度送ってください。',
  unfit: '登録できない値があります。選び直すか、文字や数字を確かめて、もう一度送ってください。',
  tooOften: {
    title: '少し時間をおいて、もう一度お送りください',
    text: '同じところから続けて送信されたため、いまは受け付けていません。入力した内容はこのページに残っています。1時間ほどしてから「もう一度送る」を押してください。お急ぎのときは電話でお知らせください。',
  },
  signedOut: {
    title: 'サインインが切れました',
    text: 'しばらく操作がなかったため、まだ保存していません。書いたものは下に残っています。このページを閉じずに、別の窓でサインインしてから、ここに戻って「もう一度送る」を押してください。',
    signIn: '別の窓でサインインする',
  },
  foreign: {
    title: '別の人が書いたものです',
    text: 'いまサインインしている人とは別の人が書いたものなので、まだ保存していません。中身はここには出しません。このページを閉じずに、書いた人がサインインしてから「もう一度送る」を押すと、続きから送れます。',
  },
  csrf: {
    title: 'もう一度送ってください',
    text: 'ページを開いてから時間がたったため、安全のために受け取りませんでした。入力した内容は下に残っています。',
  },
  broken: {
    title: '処理できませんでした',
    text: (number: string) =>
      `申し訳ありません。こちらの不具合です。お問い合わせの際は番号「${number}」をお伝えください。`,
  },
  away: {
    title: 'いま保存できませんでした',
    readTitle: 'いま開けません',
    readText: 'データベースに一時的につながりません。少し待って、このページを開きなおしてください。',
    text: 'データベースに一時的につながりません。入力した内容はこのページに残っています。少し待って「もう一度送る」を押してください。二重に登録されることはありません。',
  },
  tooLarge: '送られたものが大きすぎます。ファイルは1つ20MBまでです。',
  tooFast: {
    title: '少し待ってからお試しください',
    text: '短い時間に検索や出力が続きました。1分ほど待ってから、もう一度行ってください。',
  },
  tooMany: '短い時間に操作が続きました。少し待ってからもう一度行ってください。',
  resend: 'もう一度送る',
  kept: '入力した内容',
  backToToday: '「今日」にもどる',
  errorNumber: 'お問い合わせ番号',
  views: {
    title: (count: number) => (count === 0 ? '条件を保存する' : `保存した条件（${count}）`),
    name: 'この条件の名前',
    save: '今の条件を保存する',
    remove: '消す',
    removeLabel: (name: string) => `保存した条件「${name}」を消す`,
  },
  export: { listed: '一覧の出力' },
  staleTitle: 'ほかの人が先に保存しました',
} as const;
