import { formatDate, formatDateShort, formatMonth } from '../../platform/ja/dates.ts';
import { formatCount } from '../../platform/ja/numbers.ts';
import type {
  abuseKinds,
  centreParts,
  councilCategories,
  endReasons,
  reviewDecisions,
  severities,
} from './rules.ts';

export const councilCategoryWords: Record<(typeof councilCategories)[number], string> = {
  protection: '要保護児童',
  support: '要支援児童',
  expectant: '特定妊婦',
};
export const abuseWords: Record<(typeof abuseKinds)[number], string> = {
  physical: '身体的虐待',
  sexual: '性的虐待',
  psychological: '心理的虐待',
  neglect: 'ネグレクト',
};
export const severityWords: Record<(typeof severities)[number], string> = {
  most: '最重度',
  heavy: '重度',
  middle: '中度',
  light: '軽度',
  feared: '危惧',
  none: '虐待はない',
};
export const centreWords: Record<(typeof centreParts)[number], string> = {
  none: '関与なし',
  advice: '助言',
  joint: '一緒に対応',
  lead: '児童相談所が主担当',
  placed: '一時保護・措置中',
};
export const decisionWords: Record<(typeof reviewDecisions)[number], string> = {
  continue: '今のまま続ける',
  change: '方針を変えて続ける',
  conference: '個別ケース検討会議を開く',
  end: '台帳での管理を終える',
};
export const endWords: Record<(typeof endReasons)[number], string> = {
  improved: '状況がよくなった',
  moved: '転出・移管',
  placed: '措置・委託',
  grown_up: '18歳になった',
  other: 'その他',
};

export const words = {
  list: {
    title: '要対協 進行管理台帳',
    lead: '登録されたすべてのケースを、見直しの日が近い順に並べます。日を過ぎたものは、見直すまでここに赤い字で残ります。',
    caption: '進行管理台帳',
    overdueTitle: (n: number) => `見直しの日を過ぎたケースが${formatCount(n, '件')}あります`,
    overdueText: '会議で見直し、結果と次の見直しの日を書いてください。',
    open: (n: number) => `登録中 ${formatCount(n, '件')}`,
    review: '見直しの会議を始める',
    pdf: 'A3のPDF',
    xlsx: 'Excel',
    ended: '終えたもの',
    current: '登録中',
    all: 'すべて',
    month: '見直しの月',
    monthOption: (month: string, n: number) => `${formatMonth(month)}まで（${formatCount(n, '件')}）`,
    filter: 'しぼる',
    columns: {
      number: '番号',
      children: '児童',
      category: '区分・種別',
      severity: '重症度',
      agency: '主担当機関',
      worker: '担当',
      last: '前回の見直し',
      next: '次の見直し',
      end: '終わり',
    },
    overdue: (day: string) => `${day}（過ぎています）`,
    empty: '登録されているケースはありません。支援ケースのページから登録します。',
    never: 'まだ',
  },
  entry: {
    registerTitle: '進行管理台帳に登録する',
    editTitle: '台帳の記載を直す',
    title: (number: string) => `進行管理台帳 ${number}`,
    registered_on: '登録した日',
    category: '区分',
    abuse_kinds: '虐待の種別（あてはまるものすべて）',
    severity: '重症度',
    main_agency: '主担当機関',
    agencies: '関係する機関',
    agenciesHelp: '機関の名前を「、」で区切って書きます。',
    centre_part: '児童相談所の関与',
    situation: '今の状況',
    policy: '援助の方針',
    next_review_on: '次に見直す日',
    nextHelp: '実務者会議のある月の中の日にします。4か月に一度は見直します。',
    save: '登録する',
    saved: '台帳に登録しました。',
    editSave: '保存する',
    edited: '台帳の記載を直しました。',
    edit: '記載を直す',
    reviews: 'これまでの見直し',
    noReviews: 'まだ見直していません。',
    endedTitle: (day: string, reason: string) => `${formatDate(day)}に終えました（${reason}）`,
    caseLink: '支援ケースを開く',
    overdueTitle: '見直しの日を過ぎています',
    route: '経路',
    guardians: '保護者',
    address: '住所',
    received: '受け付けた日',
    conferences: '個別ケース検討会議',
    noConference: 'まだ開いていません',
  },
  review: {
    title: '見直し',
    meeting: '見直しの会議',
    position: (at: number, total: number) =>
      at === 1
        ? `残り ${formatCount(total, '件')}`
        : `残り ${formatCount(total, '件')}のうち${formatCount(at)}件め`,
    lead: '一件ずつ、今の様子を確かめ、決めたことと次の見直しの日を書きます。書くと次のケースに進みます。',
    reviewed_on: '見直した日',
    decision: '決めたこと',
    decision_text: '決めたことの内容と理由',
    severity: '重症度',
    policy: '援助の方針（変えるとき）',
    next_review_on: '次に見直す日',
    nextHelp: '台帳での管理を終えるときは空けます。',
    end_reason: '終える理由（終えるとき）',
    save: '書いて、次のケースへ',
    saveOne: '見直しを書く',
    saved: '見直しを書きました。',
    skip: 'あとにする',
    done: 'この月までのケースは、すべて見直しました。',
    doneLead: '見直していないケースはありません。',
    until: (month: string) => `${formatMonth(month)}までに見直すケース`,
  },
  doc: {
    title: '要保護児童対策地域協議会　進行管理台帳',
    why: '実務者会議での進行管理',
    header: [
      'No',
      '児童（生年月日・所属）',
      '保護者',
      '住所',
      '区分・種別',
      '受付日・経路・登録日',
      '重症度',
      '主担当機関',
      '関係機関',
      '児相の関与',
      '今の状況',
      '援助の方針',
      '前回の見直し',
      '次回の見直し',
      '個別会議（前回・次回）',
      '終結・移管',
    ],
    received: (day: string) => `受付 ${formatDateShort(day)}`,
    registered: (day: string) => `登録 ${formatDateShort(day)}`,
    conferences: (last: string | null, next: string | null) =>
      [
        last === null ? '' : `前回 ${formatDateShort(last)}`,
        next === null ? '' : `次回 ${formatDateShort(next)}`,
      ]
        .filter((part) => part !== '')
        .join('\n'),
    asOf: '作成',
    count: '件数',
    overdue: '見直しの日を過ぎたもの',
    file: '進行管理台帳',
    hidden: '（保護）',
    cases: (n: number) => formatCount(n, '件'),
  },
} as const;

/** The children of an entry as people read days: an expected one is not a birth. */
export const childLines = (lines: string, day: (iso: string) => string): string =>
  lines.replace(/(due:)?(\d{4}-\d{2}-\d{2})/g, (_, due: string | undefined, iso: string) =>
    due === undefined ? day(iso) : `出産予定 ${day(iso)}`,
  );
