import { formatDate, formatFiscalYear } from '../../platform/ja/dates.ts';
import { formatCount } from '../../platform/ja/numbers.ts';
import type { IndicatorCode, IndicatorKind, Part, Progress } from './rules.ts';

/** A figure as it is rounded everywhere: rate to one decimal, score to two, count whole. */
export const rounded = (kind: IndicatorKind, value: number): number =>
  Number(value.toFixed(kind === 'rate' ? 1 : kind === 'score' ? 2 : 0));

/** '72.2', '1,234', '2.10': without its unit. */
export const figureOnly = (kind: IndicatorKind, value: number | null): string =>
  value === null
    ? '―'
    : kind === 'count'
      ? formatCount(rounded(kind, value))
      : value.toFixed(kind === 'rate' ? 1 : 2);

/** '72.2%', '1,234件', '2.10点'. */
export const figureText = (indicator: { kind: IndicatorKind; unit: string }, value: number | null): string =>
  value === null
    ? figureOnly(indicator.kind, value)
    : `${figureOnly(indicator.kind, value)}${indicator.unit}`;

const changeUnit = (indicator: { kind: IndicatorKind; unit: string }): string =>
  indicator.kind === 'rate' ? 'ポイント' : indicator.unit;

export const words = {
  navigation: { indicators: '指標', rubrics: '記録の質の指標' },
  somebody: 'ほかの人',
  year: '年度',
  title: '指標',
  lead: '巡回、課題、会議、公開保育の記録から数えた値です。指標を開くと、数え方と、もとになった記録を見られます。',
  month: (month: string) => `${Number(month.slice(5))}月`,
  asOf: (day: string) => `${formatDate(day)}現在`,
  notBegun: 'この年度はまだ始まっていません',
  notBegunText: '年度が始まると、記録から値を数えます。目標は先に決めておけます。',
  noDefinition: 'この年度には、指標の定義がありません',
  noDefinitionText: '定義のある年度を選んでください。',
  progress: {
    future: 'まだ始まっていません',
    nothing: 'まだ数えるものがありません',
    no_target: '目標はまだ決めていません',
    reached: '目標に届いています',
    on_pace: '目標に向かって進んでいます',
    behind: '目標への歩みがゆっくりです',
    below: 'まだ目標に届いていません',
    missed: '目標には届きませんでした',
  } satisfies Record<Progress, string>,
  /** How far it is from where an even way to the target would stand. */
  pace: (indicator: { kind: IndicatorKind; unit: string }, pace: number) =>
    `同じ歩みで進んだときの今日の目安は${figureText(indicator, pace)}です。`,
  change: (indicator: { kind: IndicatorKind; unit: string }, change: number) => {
    const size = figureOnly(indicator.kind, Math.abs(change));
    if (rounded(indicator.kind, change) === 0) return '先月末から変わりません';
    return change > 0
      ? `先月末から${size}${changeUnit(indicator)}増えました`
      : `先月末から${size}${changeUnit(indicator)}減りました`;
  },
  sums: {
    rate: (code: string, numerator: number, denominator: number | null) => {
      const unit = code === 'visit_rate' ? '施設' : '件';
      return `${formatCount(denominator ?? 0, unit)}のうち${formatCount(numerator, unit)}`;
    },
    score: (records: number | null) => `${formatCount(records ?? 0, '件')}の記録の平均（3点満点）`,
  },
  chart: {
    byMonth: (name: string) => `${name}の月ごとの積み上げと目標`,
    byMonthScore: (name: string) => `${name}の月末ごとの平均と目標`,
    month: '月',
    note: '月末までの値です。点線は、目標に同じ歩みで近づいたときの目安です。',
    noteScore: '月末までに採点した記録の平均です。点線は目標です。',
    years: (name: string) => `${name}の年度ごとの値`,
    yearsNote: '今年度は今日までの値です。',
    parts: {
      area: (name: string, system: string) => `${name}（${system}ごと）`,
      kind: (name: string) => `${name}（施設の種別ごと）`,
      theme: (name: string) => `${name}（テーマごと）`,
    },
    areaNote: '二つ以上の地区にまたがる課題は、それぞれの地区で数えます。',
    partTitle: { area: '地区', kind: '施設の種別', theme: 'テーマ' } satisfies Record<Part, string>,
    noParts: 'まだ分けて見られる記録がありません。',
    system: '地区の分け方',
  },
  none: { area: '地区の定めなし', kind: '種別なし', theme: 'テーマなし' } satisfies Record<Part, string>,
  target: '目標',
  noTarget: '未設定',
  setTarget: '目標を決める',
  summary: {
    title: '指標のまとめ',
    docx: 'まとめをWordで出力する',
    pdf: 'まとめをPDFで出力する',
    subtitle: (municipality: string, fiscal_year: number) =>
      `${municipality}　${formatFiscalYear(fiscal_year)}`,
    asOf: '時点',
    by: '出典',
    source: 'この市の記録（巡回・課題・公開保育・採点）から自動で数えた値',
    header: ['指標', '実績', '目標', '状態', '数え方'],
    version: (definition: string, version: number) => `${definition}（定義 第${version}版）`,
    chartsTitle: '月ごとの動き',
    chartAlt: (parts: readonly string[]) => `五つの指標の月ごとの動き。${parts.join('。')}。`,
    chartPart: (name: string, value: string, target: string) => `${name}は${value}、目標は${target}`,
    chartCaption: '実線は月末までの実績、点線は目標に同じ歩みで近づいたときの目安（評点では目標）です。',
    legendActual: '実績',
    legendTarget: '目標の目安',
    monthsTitle: '月末ごとの値',
    monthsHeader: '指標',
    purpose: '指標のまとめの作成',
    file: '指標のまとめ',
  },
  goals: {
    title: '5つの重要目標達成指標（KGI）',
    lead: '指標の数は、次の五つの問いに答えるための手がかりです。数だけで決めず、記録や振返りの言葉と合わせて読みます。',
    caption: '重要目標達成指標と、それに答える指標',
    columns: { goal: '目標指標', question: '何を確かめるか', indicators: '手がかりになる指標' },
    list: [
      {
        name: '1　実施体制の妥当性',
        question: '巡回と会議の体制は、市内のすべての施設に届いているか。',
        indicators: ['visit_rate', 'minutes_quality'],
      },
      {
        name: '2　中核機能の有効性',
        question: '伴走によって、園の課題と強みをつかみ、支えにつなげられているか。',
        indicators: ['visit_rate', 'issue_count', 'visit_record_quality'],
      },
      {
        name: '3　関係者の変化',
        question: '園どうしの学び合いから、気づきが言葉になり、実践が変わり始めているか。',
        indicators: ['open_day_people'],
      },
      {
        name: '4　プロセスの課題',
        question: '課題を共有し、話し合い、決めて動くまでの流れは、とどこおっていないか。',
        indicators: ['issue_count', 'minutes_quality'],
      },
      {
        name: '5　次年度への示唆',
        question: '次の年度に続けること、変えることを、根拠をもって言えるか。',
        indicators: ['issue_count', 'open_day_people', 'visit_record_quality'],
      },
    ] as readonly { name: string; question: string; indicators: readonly IndicatorCode[] }[],
  },
  page: {
    how: '数え方',
    definition: '定義',
    numerator: '分子',
    denominator: '分母',
    total: '数えるもの',
    version: '定義の版',
    versionText: (version: number) => `第${version}版`,
    asOf: '時点',
    value: 'この値の計算',
    calculation: {
      rate: (n: number, d: number) => `${formatCount(n)} ÷ ${formatCount(d)} × 100`,
      count: (n: number) => formatCount(n),
      score: (n: number, d: number) => `${formatCount(Number(n.toFixed(2)))} ÷ ${formatCount(d)}`,
    },
    targetReason: (reason: string) => `目標の理由：${reason}`,
    breakdown: '内訳',
    rows: 'もとになった記録',
    byYear: '年度ごと',
    byMonth: '月ごと',
    rubric: 'ものさしの観点ごとに見る',
  },
  rows: {
    lead: (rows: number, value: string) =>
      `下の${formatCount(rows, '件')}が、${value}のもとになった記録です。`,
    narrowed: (rows: number) => `条件に合う記録は${formatCount(rows, '件')}です。`,
    hidden:
      'もとになった記録は、その仕事に携わる人に見えます。あなたには、集計した値と数え方だけを示しています。',
    hiddenTitle: '記録の一覧は表示していません',
    empty: 'この条件に合う記録はありません',
    emptyText: '条件を外すか、別の年度を選んでください。',
    nothing: 'この年度の記録はまだありません',
    nothingText: '記録が作られると、ここに並びます。',
    export: 'Excelで出力する',
    exportCsv: 'CSVで出力する',
    caption: (name: string) => `${name}のもとになった記録`,
    filters: {
      state: '訪問',
      kind: '施設の種別',
      theme: 'テーマ',
      area: '地区',
      sort: '並び順',
      any: 'すべて',
      noArea: '地区の定めなし',
    },
    states: { counted: '訪問した施設', open: 'まだ訪問していない施設' },
    sorts: {
      visit_rate: { name: '施設名の順', day: '最初の訪問が新しい順' },
      issue_count: { name: 'テーマの順', day: '把握した日が新しい順' },
      open_day_people: { name: '施設名の順', day: '開催日が新しい順' },
      visit_record_quality: { name: '訪問日が新しい順', day: '採点した日が新しい順' },
      minutes_quality: { name: '開催日が新しい順', day: '採点した日が新しい順' },
      card_count: { name: '施設名の順', day: '作った日が新しい順' },
      card_went: { name: '施設名の順', day: '答えが多い順' },
    } satisfies Record<IndicatorCode, Record<'name' | 'day', string>>,
    visited: '訪問済み',
    notVisited: '未訪問',
    unknown: '（記録の名前は見えません）',
    noReflection: 'まだ書かれていません',
    together: '答えの少ない場所をまとめて',
    merged: '地域課題に統合',
    sources: {
      visit: '巡回',
      meeting: '会議',
      hand: '直接の登録',
      survey: '調査',
      voice: '声',
      family: '相談・支援の場',
    },
    points: (average: number) => `${average.toFixed(2)}点`,
    columns: {
      facility: '施設',
      kind: '種別',
      areas: '地区',
      planned_count: '計画回数',
      visits: '訪問回数',
      visited_on: '最初の訪問',
      state: '状態',
      issue_id: '番号',
      title: '課題',
      theme: 'テーマ',
      raised_on: '把握した日',
      source: 'きっかけ',
      merged: '統合',
      open_day: '公開保育',
      held_on: '開催日',
      host: '開いた施設',
      visitor: '見学した施設',
      introduced: '紹介した場所',
      made_on: '作った日',
      answers: '数えた答え',
      went: '行けた',
      people: '人数',
      reflection: 'ひとことの振返り',
      visit: '訪問した施設',
      visit_day: '訪問日',
      meeting: '会議',
      meeting_day: '開催日',
      average: '評点',
      scored_on: '採点した日',
      judges: '採点した人',
    },
  },
  provenance: {
    sheet: '定義と出どころ',
    header: ['項目', '内容'],
    purpose: '指標のもとになった記録の確認',
    indicator: '指標',
    year: '年度',
    asOf: '時点',
    value: '値',
    numerator: '分子の値',
    denominator: '分母の値',
    target: '目標',
    definition: '定義',
    version: '定義の版',
    numeratorText: '分子',
    denominatorText: '分母',
    narrowed: 'しぼり込み',
    notNarrowed: 'なし（値のもとになったすべての記録）',
    rows: 'この表の行数',
    rowsNumerator: 'この表の分子の合計',
    rowsDenominator: 'この表の分母の合計',
  },
  targets: {
    title: (name: string) => `${name}の目標`,
    lead: '年度ごとに目標を決め、理由を残します。だれがいつ決めたかも記録されます。',
    caption: '年度ごとの目標',
    year: '年度',
    target: '目標',
    reason: '理由',
    reasonHelp: 'なぜこの目標にしたかを、会議や報告で説明できる言葉で書きます。',
    setBy: '決めた人',
    formTitle: (fiscal_year: number) => `${formatFiscalYear(fiscal_year)}の目標を決める`,
    choose: '決める',
    help: {
      rate: '0より大きく100までの数で書きます。',
      count: '1以上の整数で書きます。',
      score: '0より大きく3までの数で書きます。小数は2桁までです。',
    } satisfies Record<IndicatorKind, string>,
    save: '目標を保存する',
    saved: '目標を保存しました。',
    decimals: '小数は2桁までの数で書いてください。',
    over: '終わった年度の目標は変えられません。',
    none: '未設定',
    errors: {
      year: '年度を一覧から選んでください。',
      range: (kind: IndicatorKind, highest: number) =>
        kind === 'count'
          ? `1から${formatCount(highest)}までの数で書いてください。`
          : `0より大きく${formatCount(highest)}までの数で書いてください。`,
      whole: '小数のない数で書いてください。',
      over: '終わった年度の目標は変えられません。報告した値と合わなくなるためです。',
    },
  },
  rubrics: {
    title: '記録の質の指標',
    lead: '記録が支援の方針に活用できる細かさで書かれているかを、ものさしの観点ごとに見ます。書いた人を評価するものではありません。',
    names: { visit_record: '巡回記録', minutes: '会議録' },
    tabs: 'ものさしの種類',
    criteria: '観点ごとの平均',
    distribution: '観点ごとの段階の分布',
    level: (n: number) => `段階${n}`,
    judgesUnit: '人',
    distributionNote: '採点した人ごとに、選んだ段階を数えています。',
    list: '採点した記録',
    empty: 'この年度に採点した記録はまだありません',
    emptyText: '記録が採点されると、観点ごとの平均と分布を示します。',
    score: '記録を採点する',
    indicator: '指標として見る',
  },
} as const;

export const badgeOf: Record<Progress, 'neutral' | 'info' | 'success' | 'warning'> = {
  future: 'neutral',
  nothing: 'neutral',
  no_target: 'neutral',
  reached: 'success',
  on_pace: 'info',
  behind: 'warning',
  below: 'warning',
  missed: 'warning',
};
