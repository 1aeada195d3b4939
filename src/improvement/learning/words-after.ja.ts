import { formatDate, formatMonthDay } from '../../platform/ja/dates.ts';
import { formatCount } from '../../platform/ja/numbers.ts';
import type { Keeps, Tried } from './rules.ts';

const tried = { tried: '試した', partly: '一部を試した', not_yet: 'まだ試していない' } satisfies Record<
  Tried,
  string
>;
const keeps = { keep: '続ける', change: '形を変えて続ける', stop: 'やめる' } satisfies Record<Keeps, string>;

export const words = {
  somebody: 'ほかの人',
  tried,
  keeps,
  practice: {
    title: '持ち帰った実践',
    lead: '来た施設が一つだけ決めた、自園で試すことです。',
    empty: {
      title: '持ち帰った実践はまだありません',
      text: '来た施設が振返りのあとに一つ決めると、ここに並びます。',
    },
    caption: '持ち帰った実践と、その後',
    facility: '施設',
    what: '試すこと',
    why: 'なぜそれを選んだか',
    try_from: 'いつから試すか',
    state: 'その後',
    change: '変える',
    editTitle: (facility: string) => `${facility}が持ち帰る実践`,
    chosen: (facility: string) => `${facility}が、持ち帰る実践を決めました。`,
    formLead: '一つだけ決めます。3か月後に、どうなったかを伺います。子どもの名前は書かないでください。',
    whatHelp: '例：朝の支度の順番を、子どもに任せる',
    shared: '施設名といっしょに、つながる施設のみなさんに見せる',
    sharedHelp:
      '知見として広がります。印を付けなければ、あなたの施設とコーディネーター、評価の担当だけが読みます。',
    save: '決める',
    saved: '持ち帰る実践を保存しました。',
    choose: '実践を決める',
    chooseLabel: (facility: string) => `${facility}が持ち帰る実践を決める`,
    edit: '直す',
    editLabel: (facility: string) => `${facility}の実践を直す`,
    sharedBadge: 'みなさんに見えます',
    waits: (day: string) => `${formatMonthDay(day)}から試します`,
  },
  followUp: {
    title: 'その後をきかせてください',
    lead: (what: string) => `持ち帰った実践：${what}`,
    asked: (day: string) => `${formatDate(day)}に伺いました`,
    tried: '試しましたか',
    happened: '何が起きましたか',
    happenedHelp: '子どもや職員の変化、うまくいかなかったこと。名前は書かないでください。',
    keeps: 'これからも続けますか',
    keepsHelp: '試したときだけ選びます。',
    save: '答える',
    saved: 'ありがとうございます。その後を記録しました。',
    answer: 'その後を書く',
    answerLabel: (facility: string) => `${facility}のその後を書く`,
    state: (one: Tried, other: Keeps | null) =>
      other === null ? tried[one] : `${tried[one]}・${keeps[other]}`,
  },
  list: {
    title: '持ち帰った実践',
    lead: '公開保育から各施設が持ち帰った実践と、3か月後の様子です。',
    link: '持ち帰った実践を見る',
    file: '持ち帰った実践',
    export: 'Excelで出力する',
    exportCsv: 'CSVで出力する',
    year: '年度',
    counts: (all: number, answered: number, kept: number) =>
      `${formatCount(all, '件')}のうち、その後がきけたもの${formatCount(answered, '件')}、続けるもの${formatCount(kept, '件')}です。`,
    header: [
      '開催日',
      '公開保育',
      '開いた施設',
      '持ち帰った施設',
      '試すこと',
      '選んだわけ',
      'いつから',
      'その後',
      '起きたこと',
      '続けるか',
    ],
    back: '公開保育の一覧へ',
  },
  errors: {
    identifying: (found: readonly string[]) =>
      `人が分かる言葉があります：${found.join('、')}。ほかの言い方に変えてください。`,
    tryAfter: '公開保育の日からあとの日にしてください。',
  },
} as const;
