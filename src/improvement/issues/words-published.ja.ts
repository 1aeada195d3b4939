import { formatDate } from '../../platform/ja/dates.ts';
import { formatCount } from '../../platform/ja/numbers.ts';

/** Words of the published wording and of the facility's own page. */
export const words = {
  navigation: '公表された課題',
  fields: { title: '公表する名前', summary: '公表する内容', progress: 'いまの状況' },

  wording: {
    title: '全施設に公表する文をつくる',
    lead: 'どこの施設の話か分からない文にして、連携する全施設に公表します。',
    original: '課題の内容（公表されません）',
    titleHelp: '施設や人の名前、電話番号、メールアドレスがあると公表できません。',
    summaryHelp: 'ほかの施設の人が「うちも同じ」と思えるように、起きていることを書いてください。',
    progressHelp: '話し合いや取組がどこまで進んだかを書きます。まだなければ空けておきます。',
    publish: '確かめて公表する',
    published: '公表しました。連携する全施設から読めます。',
  },

  list: {
    title: '公表された課題',
    lead: '地域の施設から集まった課題を、どの施設のことか分からない形で公表しています。',
    ask: '自分の施設にも当てはまるときは、課題を開いて「うちも同じです」と知らせてください。',
    search: 'ことばで探す',
    theme: 'テーマ',
    allThemes: 'すべてのテーマ',
    caption: '公表された課題の一覧',
    columns: { title: '課題', theme: 'テーマ', progress: 'いまの状況', published: '公表した日' },
    none: '公表された課題はまだありません',
    noneText: '課題がまとまると、事務局がここで公表します。',
    noMatch: '条件に合う課題はありません',
    noMatchText: '条件を1つ外すか、短いことばで探してみてください。',
    mine: 'わたしたちの施設から出した課題',
    noProgress: 'これから話し合います',
  },

  page: {
    theme: 'テーマ',
    published: '公表した日',
    progress: 'いまの状況',
    same: 'うちも同じです',
    sameLead:
      '同じことで困っていたら知らせてください。声は事務局と保育サポートコーディネーターに届き、ほかの施設には示されません。',
    facility: 'どの施設からですか',
    statement: 'どのようなことがありますか（任意）',
    statementHelp: '子どもや保護者の名前は書かないでください。',
    send: '「うちも同じです」と知らせる',
    sent: '知らせました。回答があったときは、お知らせが届きます。',
    already: 'この施設からはすでに届いています。',
    joined: (facility: string, day: string) => `${facility}から、${formatDate(day)}に届いています。`,
    all: 'あなたの施設からはすでに届いています。',
    manage: '課題を開く',
  },

  own: {
    navigation: '自園の課題と回答',
    title: 'わたしたちの施設から出した課題',
    lead: '巡回や会議で聞かせていただいたことと、その回答です。',
    raised: (day: string) => `${formatDate(day)}にお聞きしました`,
    echoed: (day: string) => `${formatDate(day)}に「うちも同じです」と知らせていただきました`,
    noWords: 'ことばの記録はありません。',
    said: 'お聞きしたこと',
    answer: '回答',
    answered: (day: string, name: string) => `${day}　${name}`,
    waiting: '回答をお待ちください。',
    confirm: '読みました',
    confirmed: (day: string, name: string) => `${day}に${name}が読みました`,
    confirmedFlash: '読んだことを知らせました。',
    onlyHead: '「読みました」は施設長が押します。',
    published: (title: string) => `公表されている文：「${title}」`,
    unread: (count: number) => `読んでいない回答が${formatCount(count)}件あります`,
    none: 'まだありません',
    noneText: '巡回で聞かせていただいた課題や、「うちも同じです」と知らせていただいた課題がここに並びます。',
    toPublished: '公表された課題を見る',
  },
} as const;
