import { formatDate, formatDateShort } from '../../platform/ja/dates.ts';
import type { assessmentStages, domains, planAnswers } from './rules.ts';

export const domainWords: Record<(typeof domains)[number], string> = {
  child: '子どもの育ち',
  care: '養育',
  home: '家庭・地域',
};
export const assessmentStageWords: Record<(typeof assessmentStages)[number], string> = {
  unborn: '出生前',
  before_school: '就学前',
  in_school: '就学後',
};
export const concernWords = ['心配なし', '少し心配', '心配', 'とても心配'] as const;
export const strengthWords = ['見えにくい', '少しある', 'ある', '大きな強み'] as const;
export const answerWords: Record<(typeof planAnswers)[number], string> = {
  agreed: '同意した',
  partly: '一部に同意した',
  declined: '同意しなかった',
};

export const assessmentWords = {
  title: 'アセスメント',
  formTitle: 'アセスメントを書く',
  lead: '就学の前も後も同じ項目で見ます。見ていない項目は空けておきます。心配だけでなく強みも書きます。',
  member_id: 'どの子についてですか',
  none: '家庭全体・生まれる前の子',
  assessed_on: '見た日',
  basis: 'だれが、どこで見ましたか',
  basisHelp: '例：家庭訪問（保健師同行）、園での観察',
  concern: '心配',
  strength: '強み',
  note: '様子',
  before: (text: string) => `就学前の見どころ：${text}`,
  after: (text: string) => `就学後の見どころ：${text}`,
  last: (day: string, concern: string, strength: string) =>
    `前回（${formatDateShort(day)}）：心配 ${concern}、強み ${strength}`,
  unseen: '見ていない',
  summary: 'まとめ：何が起きていて、なぜそうなっているか、何が支えになるか',
  save: '保存する',
  saved: 'アセスメントを保存しました。',
  compareTitle: 'アセスメントを並べて見る',
  compareLead: '左が古く、右が新しい順です。就学の前と後も同じ項目で比べられます。',
  compareCaption: '項目ごとの心配と強み',
  item: '項目',
  cell: (concern: string, strength: string) => `心配：${concern}／強み：${strength}`,
  column: (day: string, stage: string) => `${formatDateShort(day)}　${stage}`,
  whose: 'どの子のアセスメントか',
  lastOf: (name: string) => `${name}　`,
  change: '前回からの変化',
  changed: (less: number, more: number, stronger: number, weaker: number) =>
    [
      ['心配が減った', less],
      ['心配が増えた', more],
      ['強みが増えた', stronger],
      ['強みが減った', weaker],
    ]
      .filter(([, count]) => count !== 0)
      .map(([what, count]) => `${what}項目 ${count}`)
      .join('、') || '変わった項目はありません',
  since: (before: string, now: string, text: string) =>
    `${formatDateShort(before)}から${formatDateShort(now)}まで：${text}。`,
  moved: {
    concern: { up: '心配が増えた', down: '心配が減った' },
    strength: { up: '強みが増えた', down: '強みが減った' },
  },
  same: '同じ',
  concernChart: '心配の変化（0〜3）',
  strengthChart: '強みの変化（0〜3）',
  sumChart: '心配の段階の平均',
  empty: 'アセスメントはまだありません。',
  by: (who: string, basis: string) => (basis === '' ? who : `${who}　${basis}`),
} as const;

export const planWords = {
  title: 'サポートプラン',
  lead: '家庭と一緒につくり、手渡します。家庭の言葉で、短く、やさしく書きます。',
  wish: 'ご本人の願い',
  wishHelp: '言われたとおりの言葉で書きます。子どもの言葉も入れます。',
  worries: '困っていること・心配なこと',
  strengths: 'できていること・支えになること',
  goals: 'めざすこと',
  goalsHelp: '3か月から半年で、届いたと分かることを書きます。',
  reviewLate: '見直す日を過ぎています',
  family_part: 'ご家族ができること',
  supports: '支援の内容',
  what: '何を',
  who: 'だれが',
  how_often: 'どのくらい',
  starts_on: 'いつから',
  ends_on: 'いつまで',
  person_id: '用事にする担当（職員のとき）',
  nobody: '用事にしない',
  support: (n: number) => `支援 ${n}`,
  supportEmpty: 'まだ書いていません',
  made_on: 'つくった日',
  review_on: '見直す日',
  newTitle: 'サポートプランをつくる',
  newVersion: '新しい計画をつくる',
  save: '計画を保存する',
  saved: '計画を保存しました。家庭に説明して、手渡してください。',
  number: (n: number) => `第${n}版`,
  inForce: '今の計画',
  older: '前の計画',
  compare: '二つの版を比べる',
  compareTitle: 'サポートプランの版を比べる',
  compareLead:
    '左（上）が古い版、右（下）が新しい版です。なくなった文には取り消し線、加わった文には下線が付きます。',
  compareOld: '前の版',
  compareNew: '新しい版',
  compareField: '項目',
  difference: '変わったところ',
  differences: { same: '同じ', changed: '変わりました', added: '加わりました', gone: 'なくなりました' },
  nothing: '（記載なし）',
  oldOnly: '前の版だけ：',
  newOnly: '新しい版だけ：',
  sumUp: (fields: readonly string[], added: number, changed: number, gone: number) => {
    const said = [
      fields.length === 0 ? '' : `変わった項目は「${fields.join('」「')}」です`,
      [
        added === 0 ? '' : `加わった支援 ${added}件`,
        changed === 0 ? '' : `変わった支援 ${changed}件`,
        gone === 0 ? '' : `なくなった支援 ${gone}件`,
      ]
        .filter((part) => part !== '')
        .join('、'),
    ].filter((part) => part !== '');
    return said.length === 0 ? '二つの版は、同じ内容です。' : `${said.join('。')}。`;
  },
  explained_on: '説明した日',
  given_on: '手渡した日',
  answer: 'ご家族の返事',
  noAnswer: 'まだ',
  answered_on: '返事があった日',
  answer_reason: '同意しない・一部だけ同意する理由（家庭の言葉で）',
  answerTitle: '説明と返事を書く',
  answerSave: '保存する',
  answered: '説明と返事を保存しました。',
  period: (from: string | null, to: string | null) =>
    from === null && to === null
      ? '―'
      : `${from === null ? '' : formatDateShort(from)}〜${to === null ? '' : formatDateShort(to)}`,
  pdf: 'PDFで印刷する',
  names: (people: readonly (readonly [name: string, kana: string])[]) =>
    people.map(([name, kana]) => (kana === '' ? name : `${name}（${kana}）`)).join('、'),
  pdfKana: 'ふりがな付きPDF',
  readings:
    'ふりがなを付けたいことばの後ろに、《》でよみを書いておけます。例：夜《よる》眠《ねむ》れない、｜旭川《あさひかわ》市（どこからのよみか分かりにくいときは、始まりに｜を入れます）。画面では字の上に、ふりがな付きPDFでは（ ）に入ります。ふつうの印刷には出ません。',
  unread: (n: number) =>
    n === 0
      ? 'ふりがな付きPDFでは、すべての漢字によみが付きます。'
      : `ふりがな付きPDFで、よみのない漢字のことばが${n}か所あります。新しい計画をつくるときに、《》でよみを書き足せます。`,
  docx: 'Wordで出力する',
  why: 'ご家族への手渡し',
  madeBy: (who: string, day: string) => `${formatDate(day)}　${who}`,
  none: '計画はまだありません。',
  doc: {
    title: 'サポートプラン',
    kana: 'さぽーとぷらん',
    // Each as it is, and with readings for who asks for them.
    meta: {
      name: ['お名前', 'お名前（なまえ）'],
      number: ['番号', '番号（ばんごう）'],
      made: ['つくった日', 'つくった日（ひ）'],
      by: ['つくった人', 'つくった人（ひと）'],
      review: ['見直す日', '見直（みなお）す日（ひ）'],
      explained: ['説明した日', '説明（せつめい）した日（ひ）'],
      given: ['渡した日', '渡（わた）した日（ひ）'],
    },
    header: [
      ['何を', '何（なに）を'],
      ['だれが', 'だれが'],
      ['どのくらい', 'どのくらい'],
      ['期間', '期間（きかん）'],
    ],
    answers: {
      agreed: ['同意した', '同意（どうい）した'],
      partly: ['一部に同意した', '一部（いちぶ）に同意（どうい）した'],
      declined: ['同意しなかった', '同意（どうい）しなかった'],
    },
    intro:
      'この計画は、ご家族と一緒に考えてつくりました。変えたいことがあれば、いつでも担当にお話しください。',
    introKana:
      'この計画（けいかく）は、ご家族（かぞく）と一緒（いっしょ）に考（かんが）えてつくりました。変（か）えたいことがあれば、いつでも担当（たんとう）にお話（はな）しください。',
    sign: [
      ['説明を受けた方', '説明（せつめい）を受（う）けた方（かた）'],
      ['説明した職員', '説明（せつめい）した職員（しょくいん）'],
    ],
    heads: {
      wish: ['ご本人の願い', 'ご本人（ほんにん）の願（ねが）い'],
      worries: ['困っていること・心配なこと', '困（こま）っていること・心配（しんぱい）なこと'],
      strengths: ['できていること・支えになること', 'できていること・支（ささ）えになること'],
      goals: ['めざすこと', 'めざすこと'],
      supports: ['一緒にすること', '一緒（いっしょ）にすること'],
      family_part: ['ご家族ができること', 'ご家族（かぞく）ができること'],
      answer: ['ご家族の返事', 'ご家族（かぞく）の返事（へんじ）'],
    },
    sheet: (number: string) => `サポートプラン_${number}`,
  },
} as const;

export const formDocWords = {
  record: {
    title: '児童記録票',
    why: '支援の記録',
    people: ['続柄・性別', '氏名', 'よみ', '生年月日（年齢）', '所属'],
    number: 'ケース番号',
    team: '担当',
    category: '区分',
    opened: '支援の開始',
    headline: '支援の内容',
    address: '住所',
    phone: '連絡先',
    hidden: '（保護のため記載しない）',
    languages: '話すことば',
    care: '配慮してほしいこと',
    family: '家族',
    calls: '相談の受付',
    callsHeader: ['受付日', '経路', '相談種別', '担当'],
    life: '生育のできごと',
    lifeHeader: ['年月日', '年齢', 'できごと', '出どころ'],
    assessment: '最近のアセスメント',
    plan: '今のサポートプラン',
    council: '要対協',
    councilHeader: ['区分', '重症度', '主担当機関', '関係機関', '児相の関与', '援助方針'],
    none: '記載なし',
  },
  progress: {
    title: '経過記録',
    why: '支援の記録',
    header: ['年月日・時刻', '方法・相手', '内容', '記録者'],
    correction: '（訂正）',
    notReached: '（会えず）',
  },
} as const;
