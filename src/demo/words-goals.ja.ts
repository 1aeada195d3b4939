import type { GoalCode, Strength, SourceKind, Telling } from '../insight/goals/rules.ts';

/** What was seen in the first year (invented), and what followed from it. */
export const findings: {
  goal: GoalCode;
  on: string;
  body: string;
  tells: Telling;
  strength: Strength;
  source_kind: SourceKind;
  source_code?: string;
  source_note?: string;
}[] = [
  {
    goal: 'structure',
    on: '2026-03-12',
    body: 'コーディネーター2人で市内の全施設を回りきれず、訪問が年度の後半に偏った。',
    tells: 'mixed',
    strength: 'strong',
    source_kind: 'indicator',
    source_code: 'visit_rate',
  },
  {
    goal: 'core',
    on: '2026-03-12',
    body: '園ごとの相談だった「午睡の見守り」が3つの園から重なり、地域の課題として会議に上がった。',
    tells: 'well',
    strength: 'strong',
    source_kind: 'rubric',
    source_code: 'visit_record',
  },
  {
    goal: 'people',
    on: '2026-03-16',
    body: '公開保育を見た園のうち2園が、棚の置き方を変えたと振返りに書いている。',
    tells: 'well',
    strength: 'fair',
    source_kind: 'open_day',
    source_note: '振返り',
  },
  {
    goal: 'process',
    on: '2026-03-16',
    body: '会議で決まったことが、非常勤の職員まで届いていない園がある。',
    tells: 'badly',
    strength: 'fair',
    source_kind: 'partnership',
  },
  {
    goal: 'next',
    on: '2026-03-18',
    body: '見学を望む園が受入れの人数を超えた。開く園を増やしてほしいという声が多い。',
    tells: 'mixed',
    strength: 'fair',
    source_kind: 'open_day',
    source_note: '申込みの状況',
  },
];

export const judgements: { goal: GoalCode; on: string; body: string }[] = [
  {
    goal: 'structure',
    on: '2026-04-14',
    body: '会議と巡回の両輪はできた。人数に対して対象が多く、訪ねる順の決め方を見直す必要がある。',
  },
  {
    goal: 'core',
    on: '2026-04-14',
    body: '散らばっていた課題を集め、地域の課題として扱う働きは確かめられた。',
  },
  {
    goal: 'people',
    on: '2026-04-14',
    body: '見学した園に、言葉にして園で試す兆しがある。参加した園はまだ限られている。',
  },
  {
    goal: 'process',
    on: '2026-04-14',
    body: '会議で決まったことが非常勤の職員まで届きにくい。届け方を決め直す。',
  },
  {
    goal: 'next',
    on: '2026-04-14',
    body: '公開保育を開く園を増やし、小グループと研修を始める。',
  },
];

export const texts = {
  outline:
    '初年度は、巡回と会議の土台をつくり、公開保育を試みた。園に散らばっていた悩みが集まり、同じことで困っている園どうしがつながりはじめた。',
  visits:
    '「指導ではなく伴走」を合言葉に、園の強みを聞くことから始めた。二度めの訪問で話してくださることが多い。',
  next_year:
    '訪ねる順を年度のはじめに決め、公開保育を開く園を増やす。会議で決まったことを全職員に届ける工夫を続ける。',
} as const;

export const measures: {
  section: string;
  title: string;
  note?: string;
  times: ('done_at_start' | 'within_year' | 'later_years' | 'continuing')[];
  /** the goal whose finding it follows from */
  from?: GoalCode;
  event?: { kind: 'started' | 'progress' | 'done'; on: string; evidence: string };
}[] = [
  {
    section: '現場伴走・基盤強化',
    title: '巡回の順番を年度当初に決める',
    from: 'structure',
    note: '施設の大きさ、課題の数、前の訪問からの日数をもとに並べる',
    times: ['done_at_start', 'continuing'],
    event: { kind: 'done', on: '2026-04-20', evidence: '令和8年度の巡回計画を全施設について作成' },
  },
  {
    section: '現場伴走・基盤強化',
    title: '会議の記録を1枚にまとめ、欠席した園に届ける',
    from: 'process',
    times: ['within_year', 'continuing'],
    event: { kind: 'progress', on: '2026-10-30', evidence: '7回届けた。園内共有の確認も増えている' },
  },
  {
    section: '実践的な相互学習',
    title: '公開保育を開く園を増やす',
    from: 'next',
    note: '公立に加えて民間の園でも開く\n受入れの人数と見どころを先に知らせる',
    times: ['within_year', 'continuing'],
    event: { kind: 'started', on: '2026-06-01', evidence: '民間2園が名乗り出た' },
  },
  { section: '実践的な相互学習', title: '小グループのワークショップを試行する', times: ['within_year'] },
  {
    section: '知見・エビデンスの獲得',
    title: '人材の確保・定着の調査',
    times: ['within_year', 'later_years'],
  },
  {
    section: '知見・エビデンスの獲得',
    title: '近隣の町の職員も参加できる研修の案内',
    times: ['later_years'],
  },
];
