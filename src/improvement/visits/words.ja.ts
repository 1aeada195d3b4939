import {
  formatDate,
  formatDateShort,
  formatMonthDay,
  formatTime,
  formatTimeRange,
} from '../../platform/ja/dates.ts';
import type { CancelReason, DueReason, PlanWarning, Purpose, VisitState } from './rules.ts';

const purposes: Record<Purpose, string> = {
  round: '定期の巡回',
  request: '園からの声かけ',
  follow_up: '前回の続き',
  new_head: '園長の交代',
  other: 'その他',
};

const cancelReasons: Record<CancelReason, string> = {
  infection: '感染症のため',
  facility: '施設の都合のため',
  weather: '天候・雪のため',
  coordinator: 'こちらの都合のため',
  event: '行事と重なったため',
  replanned: '巡回を組み直すため',
  other: 'その他の事情のため',
};

/** 「10:00～11:30」, 「10:00から」; nothing when no time was agreed. */
export function times(from: string | null, to: string | null): string {
  if (from === null) return '';
  return to === null ? `${formatTime(from)}から` : formatTimeRange(from, to);
}

const dayAndTimes = (visit: {
  planned_on: string;
  planned_from: string | null;
  planned_to: string | null;
}): string => `${formatDate(visit.planned_on)}${times(visit.planned_from, visit.planned_to)}`;

/** The one plain reason why it is time to visit. */
function dueReason(reason: DueReason): string {
  switch (reason.code) {
    case 'follow_up':
      return reason.late
        ? `${formatMonthDay(reason.due_on)}までの約束が過ぎています（${reason.what}）`
        : `${formatMonthDay(reason.due_on)}までの約束があります（${reason.what}）`;
    case 'never':
      return 'まだ一度も訪問していません';
    case 'new_head':
      return `${formatMonthDay(reason.since)}に園長が替わりました`;
    case 'not_this_year':
      return `今年度まだ訪問していません（最後は${formatDateShort(reason.last_visited_on)}）`;
    case 'issues':
      return `続いている課題が${reason.count}件あります`;
    case 'long_ago':
      return `最後の訪問から${reason.months}か月たっています`;
    default:
      return `今年度の計画${reason.planned}回のうち、${reason.done}回すんでいます`;
  }
}

function warning(found: PlanWarning): string {
  switch (found.code) {
    case 'closed':
      return `この日は${found.name}です。`;
    case 'past':
      return 'すぎた日です。あとから記録するための予定でよいか、確かめてください。';
    case 'overlap':
      return `同じ時間に、${found.facility}の予定（${times(found.from, found.to) || '時間は未定'}）があります。`;
    default:
      return `施設の希望と合わないようです（希望：${found.wishes}）。`;
  }
}

const cancelledLine = (reason: CancelReason | null, note: string | null): string =>
  `${reason === null ? '' : cancelReasons[reason]}取りやめました。${note ?? ''}`;

export const words = {
  cancelledLine,
  navigation: '巡回',
  myNavigation: '自分の施設への訪問',
  dayAndTimes,
  purposes,
  cancelReasons,
  dueReason,
  warning,
  warnings: (found: readonly PlanWarning[]) => found.map(warning).join(''),
  states: {
    planned: '予定',
    unrecorded: '記録待ち',
    recorded: '記録済み',
    cancelled: '取りやめ',
  } satisfies Record<VisitState, string>,
  issueStates: {
    grasped: '把握',
    shared: '共有',
    discussed: '検討',
    decided: '決定',
    acting: '取組中',
    reviewed: '振返り',
    closed: '終結',
    reopened: '再開',
    merged: '地域課題に統合',
  } as Record<string, string>,
  restricted: '閲覧を限っている記録',
  shared: '施設と共有',
  none: '指定なし',
  noArea: '区域が未登録',
  noTime: '時間は未定',

  list: {
    many: (cap: number) => `${cap.toLocaleString('ja-JP')}件より多くあります。条件を足すと絞り込めます。`,
    title: '巡回',
    lead: '予定と記録の一覧です。',
    caption: '巡回の一覧',
    columns: {
      date: '日付',
      facility: '施設',
      lead: '担当',
      purpose: 'きっかけ',
      state: '状態',
    },
    filters: {
      year: '年度',
      allYears: 'すべての年度',
      state: '状態',
      area: '区域',
      kind: '施設の種別',
      lead: '担当',
      mine: '自分の担当',
      q: '施設の名前や記録の言葉',
      month: '月',
      any: 'すべて',
    },
    ahead: '今日とこれから',
    allAhead: 'これからの訪問をすべて見る',
    past: 'これまで',
    fromToday: '今日を境に並べる',
    newest: '新しい順',
    oldest: '古い順',
    export: '一覧をExcelで保存',
    exportCsv: 'CSVで保存',
    plan: '月の予定を立てる',
    add: '訪問の予定を入れる',
    round: '年度の巡回計画',
    roundPlan: '年の計画案',
    offline: '通信できないところで書く',
    due: '訪問を待っている施設',
    tabs: '巡回のページ',
    emptyTitle: '当てはまる訪問がありません',
    emptyText: '条件を外すか、「月の予定を立てる」から訪問を入れてください。',
    emptyFirst: 'まだ訪問の予定がありません',
    emptyFirstText: '年度の巡回計画をつくると、訪問を待っている施設が並びます。そこから月の予定を立てます。',
  },

  exportPurpose: '巡回の一覧の確認',
  exportName: (day: string) => `巡回一覧_${day}`,
  exportSheet: '巡回一覧',
  exportColumns: [
    '訪問番号',
    '年度',
    '予定日',
    '開始',
    '終了',
    '訪問日',
    '状態',
    '施設',
    '種別',
    'きっかけ',
    '担当',
    '取りやめの理由',
    '施設と共有',
  ],
  yes: 'はい',

  visit: {
    title: (facility: string, day: string) => `${facility}　${day}`,
    kicker: (purpose: string) => `巡回・${purpose}`,
    plan: '予定',
    record: '記録',
    when: '日時',
    visited: '訪問した日',
    lead: '担当',
    companions: 'いっしょに行く人',
    team: '担当チーム',
    wishes: '施設の希望',
    note: '施設への伝言',
    movedFrom: (day: string, reason: string, note: string | null) =>
      `${day}の予定を、${reason}移したものです。${note ?? ''}`,
    movedTo: (day: string) => `${day}に移しました`,
    history: 'この施設の経過',
    edit: '時間・同行者・伝言を直す',
    next: {
      planned: '訪問の日を待っています',
      plannedText: '訪問したら、その日のうちに記録を書き始めると、言葉が残りやすくなります。',
      unrecorded: '訪問の記録を書く',
      unrecordedText: '途中まで書いて、あとで続けることもできます。',
      draft: '書きかけの記録があります',
      draftText: (when: string) => `${when}に保存した下書きの続きから書けます。`,
      share: '記録を施設と共有する',
      shareText:
        '施設の人が同じ記録を読み、次の一歩をいっしょに確かめられます。チームのメモと添付は共有されません。',
      followUp: (what: string) => `約束したこと：${what}`,
      done: 'この訪問の記録はそろっています',
      doneText: '次の訪問で、次の一歩のその後を聞きます。',
      cancelled: '取りやめになった訪問です',
      write: '記録を書く',
      resume: '続きを書く',
      editRecord: '記録を直す',
      waitingOthers: '担当チームの記録を待っています',
      openHistory: '経過を見る',
    },
    cancel: {
      label: '取りやめる・別の日に移す',
      question:
        '取りやめる理由を選んでください。別の日に移すときは、新しい日も入れてください。理由は経過に残ります。',
      reason: '理由',
      note: '理由のくわしいこと（施設の人も読めます）',
      replan: '新しい日（取りやめるだけのときは空けておきます）',
      from: '始まり',
      to: '終わり',
      submit: '取りやめる・移す',
      confirmed: '注意を確かめました。この日に移します。',
      done: '訪問を取りやめました。',
      moved: (day: string) => `訪問を${day}に移しました。`,
    },
    share: {
      label: '施設と共有する',
      question: (facility: string) =>
        `この記録を${facility}の施設長と職員が読めるようにします。園の人が読んで困ることがないか、確かめましたか。`,
      confirm: '共有する',
      done: '記録を施設と共有しました。施設の人にお知らせが届きます。',
      stop: '共有をやめる',
      stopQuestion: '施設の人はこの記録を読めなくなります。よろしいですか。',
      stopped: '共有をやめました。',
      restricted: '個人が分かる内容を含む記録は共有できません。',
    },
    restrictedTitle: '閲覧を限っている記録です',
    restrictedText:
      '個人が分かる内容を含むため、訪問したチームの人だけが読めます。中身が必要なときは、まずチームの人に尋ねてください。',
    emergency: {
      label: '緊急に開く',
      question:
        '子どもや職員の安全のために、いますぐ読む必要があるときだけ開いてください。4時間で自動的に閉じます。チームの全員に知らせが届き、理由とともに記録に残ります。',
      reason: '開く理由（10文字以上）',
      confirm: '理由を残して開く',
      opened: '緊急の閲覧を始めました。4時間で自動的に閉じます。',
      now: '緊急の閲覧で開いています',
      nowBy: (who: string) => `${who}さんが緊急の閲覧で開いています`,
      until: (when: string) => `${when}に自動的に閉じます。`,
      end: '終了する',
      ended: '緊急の閲覧を終了しました。',
      none: 'いま緊急に開かれている記録はありません。',
      listTitle: 'いま緊急に開かれている記録',
      listLead: 'チームの限られた記録を、チームの外の人が開いています。用がすんだら終了できます。',
      columns: { who: '開いた人', facility: '記録', reason: '理由', until: '閉じる時刻' },
    },
    attachments: '添付（写真・PDF・声のメモ）',
    noAttachments: '添付はありません。',
    attachedBy: (name: string, when: string) => `${name}さんが${when}に添付`,
    caption: '説明',
    addCaption: '説明を付ける',
    editCaption: '説明を直す',
    saveCaption: '説明を保存する',
    captionSaved: '添付の説明を保存しました。',
    removeAttachment: '添付を消す',
    removeQuestion: 'この添付を完全に消します。元には戻せません。よろしいですか。',
    removed: '添付を消しました。',
    issues: 'この訪問で挙がった課題',
    noIssues: 'この訪問で挙がった課題はありません。',
    followUps: '約束したこと',
    noFollowUps: 'この訪問で約束したことはありません。',
    followUpDone: (day: string, note: string | null) => `${day}に済み${note ? `：${note}` : ''}`,
    followUpClose: '済みにする',
    followUpQuestion: '済んだことを、ひとこと書いておけます。',
    followUpNote: 'どうなりましたか（任意）',
    followUpClosed: '約束を済みにしました。',
    memo: 'チームのメモ',
    memoLead: '訪問したチームだけが読めます。施設には見えません。',
    past: '前の文（保存の履歴）',
    pastBy: (name: string, when: string, unchosen: boolean) =>
      unchosen ? `${name}さんの文（${when}、選ばれなかったもの）` : `${name}さんの文（${when}まで）`,
    quality: '記録の質',
    qualityNone: 'まだ採点されていません。',
    qualityScore: (average: number, n: number) => `平均 ${average.toFixed(1)}点（${n}人の採点、3点満点）`,
    qualityOpen: '採点のページを開く',
    timeline: 'これまでの動き',
    events: {
      planned: (name: string) => `${name}さんが予定を入れました`,
      cancelled: (name: string, reason: string) => `${name}さんが${reason}取りやめました`,
      visited: '訪問しました',
      submitted: (name: string) => `${name}さんが記録を提出しました`,
      edited: (name: string, version: number) => `${name}さんが記録を直しました（${version}回目の保存）`,
      shared: (name: string) => `${name}さんが記録を施設と共有しました`,
    },
  },

  history: {
    title: (facility: string) => `${facility}の経過`,
    lead: '訪問ごとの「次の一歩」と、そのあとどうなったかを続けて読めます。',
    counts: {
      visits: '訪問した回数',
      thisYear: '今年度',
      upcoming: 'これからの予定',
      openIssues: '続いている課題',
    },
    unit: '回',
    issueUnit: '件',
    issues: '続いている課題',
    noIssues: '続いている課題はありません。',
    followUps: 'まだ済んでいない約束',
    timeline: '訪問の経過',
    nextStep: '次の一歩',
    became: 'そのあと',
    became_followUp: (what: string, note: string | null) => `「${what}」は済み${note ? `：${note}` : ''}`,
    became_open: (what: string, day: string) => `「${what}」は${day}まで`,
    nextHearing: (day: string) => `次の訪問、${day}に聞いたこと`,
    heard: '聞き取り',
    strengths: '強み',
    support: '支援内容',
    raised: '挙がった課題',
    open: 'この訪問を開く',
    empty: 'まだ訪問がありません',
    emptyText: '予定を入れると、ここから経過が始まります。',
    add: 'この施設に訪問の予定を入れる',
    visitedWith: (lead: string, purpose: string) => `${lead}さんが訪問（${purpose}）`,
    plannedWith: (lead: string, purpose: string) => `${lead}さんが訪問の予定（${purpose}）`,
    cancelledWith: (reason: string) => `${reason}取りやめ`,
  },

  mine: {
    title: '施設への訪問',
    lead: '保育サポートコーディネーターの訪問の予定と、共有された記録です。園の思いや困りごとを、いっしょに考えるために伺います。',
    upcoming: 'これからの訪問',
    noUpcoming:
      'これからの訪問の予定はまだありません。来てほしいときは、コーディネーターに声をかけてください。',
    past: 'これまでの訪問',
    noPast: 'これまでの訪問はまだありません。',
    note: '伝言',
    lead_: (name: string) => `${name}さんが伺います`,
    visitedBy: (name: string) => `${name}さんが伺いました`,
    read: '共有された記録を読む',
    recordTitle: (facility: string, day: string) => `${facility}の記録（${day}）`,
    recordLead: (name: string) =>
      `${name}さんから共有された記録です。違っているところや書き足したいことがあれば、お知らせください。`,
    cancelled: (reason: string) => `${reason}取りやめになりました`,
    notYours: 'いまの配置では、どの施設にも所属していません。',
  },

  mail: {
    subject: (sentence: string) => `巡回のお知らせ：${sentence}`,
    text: (given: { facility: string; sentence: string; url: string; municipality: string }) =>
      [
        `${given.facility}のみなさまへ`,
        `${given.sentence}。`,
        '',
        '時間・伺う人・伝言は、次のページで見られます（サインインが要ります）。',
        given.url,
        'ご都合が合わないときは、伺う人にお知らせください。',
        '',
        '──',
        `${given.municipality}　つなぎ`,
        '',
      ].join('\n'),
  },
  notices: {
    planned: (day: string) => `${day}に巡回で伺う予定です`,
    cancelled: (day: string) => `${day}の巡回を取りやめました`,
    moved: (from: string, to: string) => `巡回の予定を${from}から${to}に移しました`,
    shared: (day: string) => `${day}の訪問の記録が共有されました`,
    unrecorded: (facility: string, day: string) => `${facility}、${day}の訪問の記録がまだありません`,
    followUp: (facility: string, day: string) => `${facility}との約束の日が${day}です`,
  },

  errors: {
    cancelled: 'この訪問は取りやめになっています。記録を書くときは、新しい予定を入れてください。',
    alreadyDone: 'この訪問は、もう記録されたか取りやめになっています。',
    future: '訪問した日は、今日までの日にしてください。',
    notCoordinator: 'この人はいま、コーディネーターとして配置されていません。別の人を選んでください。',
    otherTeam: '同じ担当チームの人を選んでください。',
    noFacility: 'この施設は閉じているか、登録がありません。施設を選び直してください。',
    toAfterFrom: '終わりの時刻は、始まりより後にしてください。',
    fromMissing: '終わりの時刻を入れるときは、始まりの時刻も入れてください。',
    sharedCannotRestrict:
      'この記録は施設と共有しています。個人が分かる内容を書くときは、先に「共有をやめる」を押してください。',
    tooManyFiles: '添付は1つの訪問に20個までです。いらない添付を消してから加えてください。',
    confirm: 'このままでよいときは、「注意を確かめました」に印を付けて、もう一度送ってください。',
    noFile: 'ファイルを選んでください。',
  },
} as const;
