import {
  formatDate,
  formatDateShort,
  formatDateTime,
  formatFiscalYear,
  formatMonthDay,
  formatTime,
  formatTimeRange,
} from '../../platform/ja/dates.ts';
import { formatCount } from '../../platform/ja/numbers.ts';
import type {
  ActionState,
  AttendanceStatus,
  ForumKind,
  ForumWarning,
  MeetingState,
  Position,
  Purpose,
  ShareBackState,
  Step,
  Way,
} from './rules.ts';

export const forumKindWords: Record<ForumKind, string> = {
  network: '連携会議（市全体）',
  area: '連絡会（地区）',
  programme: '連絡会（事業別）',
  council: '協議会・審議会',
  working: '作業部会',
};

export const positionWords: Record<Position, string> = {
  chair: '座長',
  vice_chair: '副座長',
  member: '構成員',
  secretariat: '事務局',
  observer: 'オブザーバー',
};

export const purposeWords: Record<Purpose, string> = {
  share: '共有',
  discuss: '検討',
  decide: '決定',
  review: '振返り',
  report: '報告',
};

export const attendanceWords: Record<AttendanceStatus, string> = {
  unknown: '返事待ち',
  planned: '出席予定',
  attended: '出席',
  online: 'オンラインで出席',
  proxy: '代理出席',
  absent: '欠席',
};

export const meetingStateWords: Record<MeetingState, string> = {
  preparing: '準備中',
  invited: '案内済み',
  opened: '開催中',
  closed: '議事録の確認中',
  published: '議事録公開済み',
  cancelled: '中止',
};

export const stepWords: Record<Step, string> = {
  prepare: '準備と案内',
  hold: '開催と記録',
  minutes: '議事録',
  share: '園内共有と対応',
};

export const actionStateWords: Record<ActionState, string> = {
  overdue: '期限超過',
  week: '今週まで',
  later: '対応中',
  done: '完了',
  cancelled: '取りやめ',
};

export const shareBackStateWords: Record<ShareBackState, string> = {
  waiting: '未確認',
  late: '期限超過',
  confirmed: '確認済み',
};

export const wayWords: Record<Way, string> = {
  staff_meeting: '職員会議で話した',
  circulation: '回覧した',
  briefing: '朝礼・夕礼で伝えた',
  posting: '掲示した',
  other: 'その他',
};

export const forumWarningWords: Record<
  ForumWarning,
  (forum: { held: number; expected: number; unnamed: number; ending: number }) => string
> = {
  no_members: () => '構成員がまだ登録されていません。',
  behind: (forum) => `今日までに${forum.expected}回の予定ですが、開催は${forum.held}回です。`,
  no_next: () => '次の会議の日が決まっていません。',
  unnamed: (forum) => `担当者の名前が決まっていない構成員が${forum.unnamed}件あります。`,
  ending: (forum) => `任期がまもなく終わる構成員が${forum.ending}件あります。`,
};

/** Dates, counts and names as every page of this slice says them. */
export const say = {
  day: formatDate,
  monthDay: formatMonthDay,
  short: formatDateShort,
  shortRange: (from: string, to: string) => `${formatDateShort(from)}～${formatDateShort(to)}`,
  moment: formatDateTime,
  fiscalYear: formatFiscalYear,
  count: formatCount,
  hours: (from: string | null, to: string | null) =>
    from === null ? '' : to === null ? `${formatTime(from)}から` : formatTimeRange(from, to),
  when: (day: string, from: string | null, to: string | null) =>
    [formatDate(day), say.hours(from, to)].filter((part) => part !== '').join('　'),
  numberOfYear: (fiscal_year: number, number: number) => `${formatFiscalYear(fiscal_year)}　第${number}回`,
  holder: (holder: { organisation: string; facility: string | null; person: string | null }) =>
    [holder.facility ?? holder.organisation, holder.person].filter((part) => part !== null).join('　'),
  person: (name: string) => `${name}さん`,
  minutes: (minutes: number) => `${minutes}分`,
  overdue: (days: number) => `${days}日過ぎています`,
  dueIn: (days: number) => (days === 0 ? '今日が期限です' : `あと${days}日`),
  // The end of every mail: how to answer, and from whom it is.
  answerHere: '返事は、このメールへの返信ではなく、次のページからお願いします（サインインが要ります）。',
  readHere: 'くわしくは次のページで見られます（サインインが要ります）。',
  sender: (municipality: string) => `──\n${municipality}　つなぎ`,
  somebody: 'ほかの人',
  join: (parts: readonly string[]) => parts.join('、'),
  colon: (label: string, text: string) => `${label}：${text}`,
};

export const words = {
  navigation: {
    meetings: '会議',
    forums: '会議体',
    actions: '対応事項',
    shareBacks: '会議の園内共有',
    mine: '自園の園内共有',
  },
  save: '保存する',
  change: '変更する',
  none: 'なし',
  undecided: '未定',
  all: 'すべて',
  fewerConditions: '条件を減らしてみてください。',
  filter: {
    forum: '会議体',
    year: '年度',
    state: '状態',
    text: 'ことば',
    kind: '種類',
    organisation: '担当の団体',
    scope: '範囲',
  },
  units: { items: '件', times: '回', people: '人' },
  columns: { day: '日', notYet: '―' },
  exportXlsx: 'Excelで出力する',
  exportCsv: 'CSVで出力する',
  errors: {
    notNow:
      '会議の状態が変わったため、この操作はできません。ページを開き直して、いまの状態を確かめてください。',
    afterPublishing: '議事録は公開済みです。直すときは、先に「公開を取り消して直す」を押してください。',
    unknownOwner: '担当を一覧から選んでください。',
    dateBeforeMeeting: (day: string) => `会議の日（${formatDate(day)}）以後の日付にしてください。`,
    inFuture: '今日までの日付にしてください。',
    dueInPast: '期限は今日以後の日付にしてください。',
  },
};
