import { formatDate, formatDateTime, formatMonthDay, today } from '../../platform/ja/dates.ts';
import { plainReading } from '../../platform/ui/speech.ts';
import { ageIn, feeIn, repeatIn, timeIn, whenIn, type Repeated, type Timed } from './rules-said.ts';
import { weekdayCodes } from './rules-recurrence.ts';
import type { EventState } from './rules.ts';

const letters = ['月', '火', '水', '木', '金', '土', '日'];

const states: Record<EventState, string> = {
  draft: '下書き',
  scheduled: '公開待ち',
  cancelled: '中止',
  coming: '公開中',
  ended: '終わりました',
};

// Staff read what everybody reads, in plain Japanese.
export const repeatText = (event: Repeated): string => repeatIn(plainReading, event);
export const timeText = (session: Timed): string => timeIn(plainReading, session);
export const whenText = (session: Timed): string => whenIn(plainReading, session);
export const ageText = (from: number | null, to: number | null): string => ageIn(plainReading, from, to);
export const feeText = (event: { fee_amount: number | null; fee_note: string }): string =>
  feeIn(plainReading, event);

/** The sitting that comes next; of one that goes on already, until when. Null when none is left. */
export const nextText = (
  { next_at, next_ends_at }: { next_at: Date | null; next_ends_at: Date | null },
  now: Date,
  zone: string,
): string | null => {
  if (next_at === null || next_ends_at === null) return null;
  // The end of a whole day is the midnight after it.
  if (next_at <= now) return `開催中（${formatDate(today(new Date(next_ends_at.getTime() - 1), zone))}まで）`;
  return formatDateTime(next_at, zone);
};

export const words = {
  navigation: '行事カレンダー',
  states,
  to: '～',
  list: (items: readonly string[]) => items.join('、'),
  dayList: (days: readonly string[]) => days.map((day) => formatDate(day)).join('、'),
  monthDay: formatMonthDay,
  errors: {
    changed: 'ほかの人が先に直しました。ページを開きなおして、今の内容を確かめてください。',
    alreadyCancelled: 'すでに中止になっています。',
    sessionCancelled: 'この回は中止になっています。日時を変えるときは、先に中止を取り消してください。',
    notCancelled: '中止になっていません。',
    notADraft: '一度公開した行事と、申込みのある行事は消せません。中止にしてください。',
    fromFeed: 'ほかのカレンダーから読み込んだ行事です。元のカレンダーで直してください。',
    capacityBelow: (taken: number) =>
      `すでに${taken}の申込みが決まっています。定員をそれより小さくできません。`,
  },
  listPage: {
    title: '行事カレンダー',
    lead: '地域の行事・集まり・研修を、施設ごとに登録し、まとめて見る場所です。',
    add: '行事を登録する',
    calendar: '月のカレンダー',
    asList: '一覧',
    public: '市民向けのカレンダー',
    caption: '行事の一覧',
    states: {
      coming: 'これからある',
      draft: '下書き・公開待ち',
      ended: '終わった',
      cancelled: '中止',
      all: 'すべて',
    },
    mine: '自分が直せる行事だけ',
    q: '言葉でさがす',
    kind: '種類',
    any: 'すべて',
    host: '開くところの名前',
    hostHelp: '施設や団体の名前の一部でさがせます（2文字以上）。',
    begun: '書きかけの行事があります',
    begunOne: (title: string, when: string) =>
      `「${title || '名前はまだありません'}」の続きを書く（${when}に保存）`,
    area: '区域',
    state: '状態',
    columns: { when: '次の回', title: '行事', host: '開くところ', kind: '種類', state: '状態' },
    noNext: '予定なし',
    empty: '行事がありません',
    emptyFirst: 'はじめての行事を登録しましょう。下書きのまま保存して、あとで公開できます。',
    emptyFiltered: '条件に合う行事がありません。条件を外すか、状態を「すべて」にしてください。',
    excel: 'Excelで保存',
    csv: 'CSVで保存',
    standard: 'イベント一覧（標準形式）',
    import: '表から取り込む',
    questions: (count: number) => (count === 0 ? '確かめること' : `確かめること（${count}件）`),
    feeds: 'ほかのカレンダー',
    salons: 'サロン・サークル',
    openDays: '公開保育',
    networkOnly: '関係機関のみ',
    more: (count: number) => (count >= 1000 ? '1,000件以上あります。条件でしぼってください。' : ''),
  },
  page: {
    edit: '内容を直す',
    copy: '同じ内容で新しく作る',
    publicPage: '市民向けのページ',
    publish: '公開する',
    publishTitle: 'まだ公開していません',
    publishText: '内容を確かめたら、公開してください。公開するまで、開くところの人と担当の人だけに見えます。',
    scheduledTitle: (when: string) => `${when}に公開されます`,
    scheduledText: 'それまでは、開くところの人と担当の人だけに見えます。',
    removeDraft: 'この下書きを消す',
    removeQuestion: '消すと元に戻せません。消しますか。',
    removed: '下書きを消しました。',
    cancelledTitle: '中止になった行事です',
    cancelled: (reason: string) => `理由：${reason}`,
    cancel: '行事を中止にする',
    cancelLead:
      '中止になったことと理由は、カレンダーを見るすべての人に知らされます。申込みのあった人への連絡も忘れずにしてください。',
    reason: '中止の理由',
    reasonHelp: '例：施設の設備点検のため、講師の都合により',
    cancelConfirm: '中止にする',
    cancelDone: '中止にしました。',
    restore: '中止を取り消す',
    restoreQuestion: '予定どおり開くことにしますか。カレンダーの「中止」の印が消えます。',
    restored: '中止を取り消しました。',
    nextTitle: (when: string) => `次は${when}です`,
    nextNone: 'これからの予定はありません',
    nextNoneText: '続けて開くときは、同じ内容で新しく作るか、繰り返しをのばしてください。',
    facts: {
      when: 'いつ',
      repeat: 'くり返し',
      except: '除く日',
      where: 'どこで',
      host: '開くところ',
      kind: '種類',
      zone: '見られる人',
      audience: '対象',
      age: '年齢',
      fee: '参加費',
      bring: '持ち物・服装',
      apply: '申込み',
      capacity: '定員',
      contact: '問合せ先',
      url: 'ホームページ',
      languages: '使える言葉',
      accommodations: '配慮できること',
      source: '元の表の書き方',
    },
    zones: { public: 'すべての人', network: '関係機関の人だけ' },
    online: { none: '', also: '会場でもオンラインでも参加できます', only: 'オンラインで開きます' },
    onlineTitle: 'オンラインで開くために',
    joinUrl: '参加用のリンク（公開されません）',
    noJoinUrl: 'まだ入っていません',
    checksDone: (done: number, all: number) => `確かめたこと ${done}／${all}`,
    checksLeft: 'まだ確かめていないこと',
    checksAll: '申込みの受け方と個人情報の扱いを、すべて確かめました。',
    description: '内容',
    sittings: 'これからの回',
    sittingsPast: '終わった回',
    sittingsCaption: '行事の回',
    noSittings: 'これからの回はありません。',
    columns: { when: '日時', capacity: '定員', state: '状態', change: '変更' },
    moved: (day: string) => `${day}から変更`,
    change: '日時などを変える',
    changeOf: (when: string) => `${when}の日時などを変える`,
    applications: '申込みを見る',
    morePast: (count: number) => `ほか${count}回`,
    history: 'これまでのこと',
    publishDone: '公開しました。',
    saved: '保存しました。',
    savedKept: (days: string) =>
      `保存しました。新しい繰り返しにない次の回は、申込みがあるか日時を変えてあるため残しました：${days}`,
    added: '登録しました。',
    people: { family: '組', person: '人' },
    map: '地図で見る',
    feedSource: 'ほかのカレンダーから読み込んだ行事です。内容は元のカレンダーで直します。',
  },
  session: {
    title: '1回だけ日時などを変える',
    lead: (when: string) => `もとの予定：${when}`,
    on: '開く日',
    starts_at: '始まる時刻',
    ends_at: '終わる時刻',
    capacity: 'この回の定員',
    capacityHelp: '空けておくと、行事の定員と同じです。',
    note: 'この回のお知らせ',
    noteHelp: '例：今回は2階の和室で開きます',
    save: '変更する',
    saved: 'この回を変更しました。',
    cancelTitle: 'この回を中止にする',
    cancelled: 'この回を中止にしました。',
    restore: 'この回の中止を取り消す',
    restoreQuestion: '予定どおり開くことにしますか。',
    restored: 'この回の中止を取り消しました。',
    taken: (count: number) =>
      `この回には${count}の申込みがあります。変えたら、申し込んだ人へ知らせてください。`,
  },
  salons: {
    title: 'サロン・サークル',
    lead: '地域の子育てサロンとサークルの名簿です。次に開く日がわかります。',
    columns: { name: '名前', what: '種類', place: 'ところ', phone: '電話', next: '次の回' },
    what: { salon: 'サロン', circle: 'サークル' },
    noNext: '予定が登録されていません',
    empty: 'サロンもサークルも、まだ登録されていません',
    emptyText: '施設に「子育てサロン」の事業を登録するか、団体の種類を「サークル」にすると、ここに並びます。',
    excel: 'Excelで保存',
    file: 'サロン・サークル名簿',
  },
  deed(deed: { what: string; recurrence_on: string | null; detail: unknown }, zone: string): string {
    const detail = (deed.detail ?? {}) as Record<string, string>;
    const day = deed.recurrence_on === null ? '' : formatDate(deed.recurrence_on);
    switch (deed.what) {
      case 'created':
        return '登録しました';
      case 'copied':
        return '前の行事の内容を写して登録しました';
      case 'imported':
        return '一覧の表から取り込みました';
      case 'answered':
        return '一覧の表の日付を確かめて登録しました';
      case 'changed':
        return '内容を直しました';
      case 'published':
        return detail['at']
          ? `公開しました（${formatDateTime(new Date(detail['at']), zone)}から）`
          : '公開しました';
      case 'withdrawn':
        return '公開をやめて下書きに戻しました';
      case 'cancelled':
        return '中止にしました';
      case 'restored':
        return '中止を取り消しました';
      case 'session_moved':
        return `${day}の回を${detail['to'] ? formatDateTime(new Date(detail['to']), zone) : ''}に変えました`;
      case 'session_cancelled':
        return `${day}の回を中止にしました`;
      case 'session_restored':
        return `${day}の回の中止を取り消しました`;
      default:
        return `${day}の回の定員やお知らせを変えました`;
    }
  },
} as const;

export const weekdayNames = Object.fromEntries(weekdayCodes.map((code, at) => [code, letters[at]])) as Record<
  (typeof weekdayCodes)[number],
  string
>;
