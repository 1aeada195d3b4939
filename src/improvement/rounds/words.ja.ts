import { formatDate, formatMonth, formatMonthDay } from '../../platform/ja/dates.ts';
import type { AgencyKind, Skill } from './forms.ts';
import type { Problem } from './rules-figures.ts';
import type { PlanChange } from './rules-plan.ts';
import type { Missing, Need, WhyHer, WhyNow } from './rules-year.ts';

/** Words of the worked-out round. */
const skillNames: Record<Skill, string> = {
  development: '発達の相談',
  medical_care: '医療的ケア',
  foreign_language: '外国につながる家庭',
  infant: '0・1歳児の保育',
  nutrition: '食事・アレルギー',
};
const skill = (code: string): string => skillNames[code as Skill] ?? code;

const cancelReasons: Record<string, string> = {
  infection: '感染症のため',
  facility: '施設の都合で',
  weather: '天候・雪のため',
  coordinator: 'こちらの都合で',
  event: '行事と重なり',
  replanned: '組み直しのため',
  other: '事情により',
};

const needs: Record<Need, string> = {
  issues: '続いている課題が多い',
  new_head: '施設長が替わった',
  size: '定員が多い',
};

const whyNow = (why: WhyNow): string => {
  switch (why.code) {
    case 'replan':
      return `${formatMonthDay(why.on)}の訪問が${cancelReasons[why.reason] ?? ''}できなかったため`;
    case 'follow_up':
      return `${formatMonthDay(why.due_on)}までの約束があるため`;
    case 'never':
      return 'まだ一度も訪ねていないため';
    case 'new_head':
      return `${formatMonthDay(why.since)}に施設長が替わったため`;
    case 'not_this_year':
      return `最後の訪問が${formatDate(why.last_on)}で、この年度はまだのため`;
    case 'issues':
      return `続いている課題が${why.count}件あるため`;
    case 'long_ago':
      return `最後の訪問から${why.months}か月たつため`;
    case 'cadence':
      return `年${why.of}回のうち${why.nth}回目`;
    default:
      return `${needs[why.need]}ため、1回増やす`;
  }
};

const whyHer = (why: WhyHer, name: (id: number) => string): string => {
  switch (why.code) {
    case 'known':
      return `これまでに${why.visits}回訪ねている`;
    case 'usual':
      return '巡回計画の担当';
    case 'skill':
      return `「${skill(why.skill)}」ができる`;
    case 'stand_in':
      return `担当の${name(why.usual_id)}さんが出られる日がないため`;
    case 'balance':
      return why.usual_id === null ? '受け持ちが少ないため' : `${name(why.usual_id)}さんの受け持ちが多いため`;
    case 'near':
      return `受け持ちの園から${why.km}km`;
    default:
      return '人が決めた';
  }
};

const problem = (found: Problem, facility: string): string => {
  switch (found.code) {
    case 'past':
      return '過ぎた日です。';
    case 'closed_day':
      return '施設が休みの日です。';
    case 'closed_hours':
      return '施設が訪問を受けられる時間の外です。';
    case 'absent':
      return '行く人が休みの日です。';
    case 'outside_work':
      return '行く人の勤務時間の外です。';
    case 'skill':
      return `「${skill(found.skill)}」ができる人が必要です。`;
    case 'agency':
      return `同じ週の${formatMonthDay(found.on)}に${found.organisation}も訪ねます。`;
    case 'own':
      return `${formatMonthDay(found.on)}の訪問と日が近すぎます。`;
    case 'full':
      return `1日${found.most}か所を超えます。`;
    case 'overlap':
      return `${facility}の訪問と時間が重なるか、移動が間に合いません。`;
    case 'wish':
      return '施設の希望と違います。';
    default:
      return '訪問を控える時期です。';
  }
};

const km = (value: number): string => `${value < 10 ? value.toFixed(1) : Math.round(value)}km`;
const signed = (value: number, unit: string): string =>
  Math.abs(value) < 0.05
    ? `変わりません`
    : `${Math.abs(value).toFixed(1)}${unit}${value > 0 ? '増えました' : '減りました'}`;
const hours = (minutes: number): string =>
  minutes < 60
    ? `${Math.round(minutes)}分`
    : `${Math.floor(minutes / 60)}時間${Math.round(minutes % 60) === 0 ? '' : `${Math.round(minutes % 60)}分`}`;

const missing: Record<Missing, string> = {
  no_skill: '必要なことができる人がいない',
  closed: '期間のあいだ、受けられる日がない',
  agencies: '受けられる週は、すべてほかの機関が訪ねる',
  nobody: '出られる人がいない',
  full: '出られる人の日がいっぱい',
  no_place: '施設の位置がわからない',
};

const agencyKinds: Record<AgencyKind, string> = {
  consultation: '巡回相談',
  development: '療育・発達支援',
  school: '学校・就学',
  health: '保健',
  inspection: '監査・確認',
  other: 'その他',
};

export const words = {
  weekdays: ['月', '火', '水', '木', '金', '土', '日'],
  someone: 'ほかの人',
  before: '少し前',
  none: 'なし',
  km,
  hours,
  signed,
  skill,
  skills: skillNames,
  whyNow,
  whyHer,
  problem,
  missing,
  agencyKinds,
  cancelReasons,
  errors: {
    solving: '計画を組み直しているところです。終わってから、もう一度お試しください。',
    exists: 'この年度の計画案はもうあります。',
    notAhead: '明日より後の日を入力してください。',
    notInYear: 'この年度の日を入力してください。',
    taken: 'この訪問はもう予定に入っています。訪問のページで直してください。',
    outside: '計画の期間の日を入力してください。',
    notCoordinator: 'コーディネーターから選んでください。',
    tooLate: '日が変わる前に終わる時刻を入力してください。',
    notMoved: 'この訪問は動かされていません。',
    chooseLines: '訪問を1つ以上選んでください。',
    chooseMonths: '月を1つ以上選んでください。',
    nothingThere: '選んだ月には、まだ予定に入れていない訪問がありません。',
    undone: 'もう取り消されています。',
    timeMissing: '時刻を入力してください（例：9:00）。',
    endFirst: '終わりは、始まりより後にしてください。',
    daysAtMost: (days: number) => `期間は${days}日までにしてください。長いときは分けて入れてください。`,
    chooseDays: '曜日を1つ以上選んでください。',
    bothTimes: '始まりと終わりの両方を入力してください。',
    oneHalf: '午前か午後の時間を入力してください。',
    tooShort: '訪問の時間が、受けられる時間より長くなっています。',
    noFacility: '施設を選んでください。',
    between: (from: number, to: number) => `${from}から${to}までの数を入力してください。`,
  },
  notices: {
    solved: (n: number) => `巡回の計画案ができました（${n}件）。`,
    planned: (days: string) => `コーディネーターの訪問の予定が入りました：${days}`,
    undone: (days: string) => `次の訪問の予定は、日を決め直すため取り消しました：${days}`,
  },
  change: (change: PlanChange): string => {
    switch (change.code) {
      case 'solved':
        return change.before === null
          ? `${change.after.calls}件の訪問を組みました。移動は${km(change.after.km)}です。`
          : `${change.scope === 'all' ? '全体' : '一部'}を組み直し、${change.moved}件の日・人・時刻が変わりました。移動は${km(change.before.km)}から${km(change.after.km)}に、訪問は${change.before.calls}件から${change.after.calls}件になりました。`;
      case 'moved':
        return `${change.facility}の訪問を動かしました。移動は${Math.abs(change.km) < 0.05 ? '変わりません' : `${signed(change.km, 'km')}（約${Math.round(Math.abs(change.minutes))}分）`}。${change.problems > 0 ? '注意を確かめたうえで動かしています。' : ''}`;
      case 'accepted':
        return `${change.visits}件を訪問の予定に入れました。`;
      default:
        return `${change.visits}件の予定を取り消し、案に戻しました。`;
    }
  },
  overview: {
    navigation: '巡回の組立て',
    title: (year: string) => `${year}の巡回の組立て`,
    lead: 'いつ・だれが・どの園を訪ねるかの案です。動かす、止める、一部だけ組み直すことができ、予定に入れるまで何も決まりません。',
    noRoundTitle: (year: string) => `${year}の巡回計画がまだありません`,
    noRoundText: '先に巡回計画で、施設ごとの回数と担当を決めます。',
    toRound: '巡回計画へ',
    emptyTitle: '計画案はまだありません',
    emptyText:
      '施設の回数、前の訪問からの日数、課題、施設長の交代、受けられる日と時間、出られる人、ほかの機関の巡回、移動を見て案をつくります。',
    from_on: 'いつから組みますか',
    from_help: '年度末までの訪問を組みます。',
    by_need: '課題が多い・施設長が替わった・定員の多い施設は、1回増やす',
    create: '案をつくる',
    created: '案をつくり始めました。1分ほどで終わります。',
    solvingTitle: '案をつくっています',
    solvingText: 'このページを閉じても続きます。終わったらお知らせします。',
    progress: '進みぐあい',
    failedTitle: '案をつくれませんでした',
    failedText: 'もう一度「組み直す」を押してください。続くときは、管理者に知らせてください。',
    changeTitle: '直前の変更',
    figures: {
      calls: '訪問',
      km: '移動',
      hours: '移動の時間',
      bound: '理論上の下限との差',
      boundNote: (bound: string) =>
        `日・人・時間を考えなければ、${bound}より短くはできません。差は、日をあけること・担当・受けられる時間のためです。`,
      missing: '組めなかった訪問',
      unit: '件',
    },
    board: '月と人',
    boardLead: '月を選ぶと、その月の日ごとの案が開きます。',
    boardCaption: '月ごと・人ごとの訪問の件数',
    monthColumn: '月',
    total: '合計',
    cell: (calls: number, length: string) => `${calls}件 ${length}`,
    fairness: '人ごとの負担',
    fairnessCaption: '人ごとの訪問・日数・時間・移動',
    fairnessColumns: {
      person: '人',
      calls: '訪問',
      days: '出る日',
      call: '訪問の時間',
      travel: '移動の時間',
      km: '移動',
      share: '働ける時間に対して',
    },
    fairnessChart: '人ごとの時間（訪問と移動）',
    fairnessParts: ['訪問', '移動'],
    hoursUnit: '時間',
    coverage: '訪問が入る施設',
    coverageText: (all: number, covered: number) =>
      `計画にある${all}施設のうち、${covered}施設に、済んだ訪問か、これからの訪問があります。`,
    missing: '組めなかった訪問',
    missingCaption: '組めなかった訪問と理由',
    missingColumns: { facility: '施設', why: 'なぜ今', reason: '組めなかった理由', times: '受けられる時間' },
    missingNone: '組めなかった訪問はありません。',
    times: '時間を直す',
    again: '組み直す',
    againLead: '止めた訪問と、予定に入れた訪問は動きません。月や人を選ぶと、その分だけを組み直します。',
    months: 'どの月を組み直しますか',
    monthsHelp: '選ばなければ、すべての月です。',
    person: 'だれの訪問を組み直しますか',
    everybody: '全員',
    solve: '組み直す',
    solving: '組み直しを始めました。',
    accept: '予定に入れる',
    acceptLead: '選んだ月の案を、訪問の予定にします。施設には、まとめて1度お知らせします。',
    acceptMonths: 'どの月を予定に入れますか',
    acceptMonth: (month: string, n: number) => `${formatMonth(month)}（${n}件）`,
    acceptButton: '選んだ月を予定に入れる',
    accepted: (n: number) => `${n}件を訪問の予定に入れました。`,
    acceptedTitle: '予定に入れた記録',
    acceptedLine: (who: string, when: string, months: string, n: number) =>
      `${when}　${who}が${months}の${n}件を予定に入れました。`,
    undoneLine: (who: string, when: string, months: string) =>
      `${when}　${who}が${months}を予定に入れ、その後に取り消しました。`,
    undo: '取り消す',
    undoQuestion:
      'まだ手を入れていない、これからの訪問を取り消して案に戻します。動かした訪問や済んだ訪問はそのまま残ります。',
    undone: (n: number) => `${n}件の予定を取り消し、案に戻しました。`,
    discard: 'この案をやめる',
    discardQuestion: '案をやめます。予定に入れた訪問は残ります。',
    discarded: '案をやめました。',
    export: '案をExcelで保存',
    exportTitle: (year: string) => `${year}巡回の計画案`,
    exportColumns: ['日', '曜日', '始まり', '終わり', '施設', '種別', '人', '状態', 'なぜ今', 'なぜこの人'],
    exportPurpose: '巡回の計画を確かめるため',
    states: { proposed: '案', locked: '案（止めた）', planned: '予定', recorded: '済み' },
    links: {
      people: '人の勤務と休み',
      settings: '出発地と移動',
      agencies: 'ほかの機関の巡回',
      lost: 'できなかった訪問',
      round: '巡回計画（回数と担当）',
    },
  },
  month: {
    title: (month: string) => `${formatMonth(month)}の案`,
    lead: '訪問を別の日や人の欄へ引いて動かせます。名前を開くと、動かす・止める・理由を見ることができます。',
    previous: '前の月',
    next: '次の月',
    all: '年度の案へ',
    caption: (month: string) => `${formatMonth(month)}の日ごと・人ごとの訪問`,
    day: '日',
    sheet: '日程表',
    sheetOf: (person: string, day: string) => `${day} ${person}の日程表`,
    locked: '止めた',
    planned: '予定',
    recorded: '済み',
    moved: '動かした',
    lock: '選んだ訪問を止める',
    unlock: '選んだ訪問の止めを外す',
    lockHelp: '止めた訪問は、組み直しても動きません。',
    select: (facility: string) => `${facility}を選ぶ`,
    lockedDone: (n: number) => `${n}件を止めました。`,
    unlockedDone: (n: number) => `${n}件の止めを外しました。`,
    agency: (organisation: string) => `同じ週に${organisation}`,
    empty: 'この月に訪問の案はありません',
    emptyText: 'ほかの月を見るか、年度の案で組み直してください。',
    problems: (n: number) => `注意のある訪問が${n}件あります`,
    dragging: 'ここへ動かす',
    absent: '休み',
  },
  line: {
    title: (facility: string) => `${facility}の訪問の案`,
    when: 'いつ',
    who: 'だれが',
    whyNow: 'なぜ今',
    whyHer: 'なぜこの人',
    locked: '組み直し',
    lockedYes: '止めている（組み直しても動きません）',
    lockedNo: '止めていない（組み直すと動くことがあります）',
    was: '動かす前',
    wasText: (day: string, time: string, person: string, by: string) =>
      `${day} ${time} ${person}（${by}が動かしました）`,
    wishes: '施設の希望',
    problems: '注意',
    move: '別の日・人・時刻に動かす',
    planned_on: 'いつにしますか',
    person: 'だれが行きますか',
    starts_at: '何時からにしますか',
    anyTime: '時刻は決めない',
    starts_help: '空けておくと、その日の移動がいちばん短くなる時刻にします。',
    confirmed: '注意を確かめました。このとおり動かします。',
    confirmFirst: (text: string) => `${text}それでも動かすときは、印を付けてもう一度押してください。`,
    submit: '動かす',
    lock: '止める',
    unlock: '止めを外す',
    undo: '動かす前に戻す',
    undone: '動かす前に戻しました。',
    back: '月の案へ戻る',
    taken: '訪問の予定に入っています。',
    toVisit: '訪問のページへ',
    times: '受けられる日と時間',
  },
  day: {
    title: (day: string) => `${day}の日程表`,
    person: (name: string) => `${name}さん`,
    lead: '行く順に並べています。地図の番号は、表の順番です。',
    caption: '行く順と時刻',
    columns: {
      order: '順',
      time: '時刻',
      facility: '施設',
      way: 'ここまでの移動',
      phone: '電話',
      why: 'きっかけ',
    },
    way: (length: string, minutes: number) => `${length}・約${Math.round(minutes)}分`,
    noTime: '時刻は未定',
    start: (place: string, time: string) => `${place}を${time}ごろ出発`,
    end: (place: string, time: string) => `${place}に${time}ごろ戻る`,
    sum: (length: string, minutes: string) => `移動の合計 ${length}・${minutes}`,
    map: 'この日の地図',
    pdf: 'PDFで印刷する',
    offline: '通信できないところで書く',
    file: (day: string, name: string) => `日程表_${day}_${name}`,
    purpose: '巡回に持っていくため',
    empty: 'この日の訪問はありません',
    emptyText: '別の日か、別の人を選んでください。',
    from: '出発地',
    choosePerson: 'だれの日程表ですか',
    chooseDay: '日',
    show: '表示する',
    reason: '約束・案によるきっかけ',
    proposed: '案（まだ予定に入っていません）',
    estimate: '移動は、直線の距離に道の曲がりを掛け、夏と冬の速さで見積もっています。',
    footer: 'メモ',
  },
  people: {
    title: 'コーディネーターの勤務と休み',
    lead: '巡回に出られる曜日と時間、できること、休みです。計画案はこれを守って組みます。',
    caption: 'コーディネーターの勤務',
    columns: {
      name: '名前',
      weekdays: '曜日',
      hours: '時間',
      most: '1日の上限',
      skills: 'できること',
      absences: 'これからの休み',
      edit: '直す',
    },
    edit: '直す',
    most: (n: number) => `${n}か所`,
    usual: '決めていない（月～金曜 9:00～17:00）',
    absence: (from: string, to: string, half: string) => `${from === to ? from : `${from}～${to}`}${half}`,
    halves: { morning: '午前', afternoon: '午後' },
    kinds: { leave: '休暇', training: '研修', meeting: '会議', other: 'その他' },
    editTitle: (name: string) => `${name}さんの勤務と休み`,
    weekdays: '巡回に出られる曜日',
    starts_at: '始まり',
    ends_at: '終わり',
    mostField: '1日に何か所まで行けますか',
    mostUnit: 'か所',
    skills: 'できること',
    skillsHelp: '必要とする施設へは、できる人だけが行きます。',
    save: '保存する',
    saved: '勤務を保存しました。',
    absencesTitle: '休みと、巡回に出られない日',
    noAbsences: 'これからの休みは登録されていません。',
    add: '休みを加える',
    from_on: 'いつから',
    to_on: 'いつまで',
    half: '半日のとき',
    wholeDay: '一日',
    kind: '種類',
    added: '休みを加えました。もう予定に入っている訪問は動きません。',
    remove: '消す',
    removeQuestion: 'この休みを消します。',
    removed: '休みを消しました。',
    back: '一覧へ戻る',
  },
  settings: {
    title: '出発地と移動',
    lead: '移動の見積りと、訪問を控える時期です。外の地図サービスは使いません。',
    middle: '施設の中心（まだ決めていません）',
    place: '出発地の名前',
    latitude: '緯度',
    longitude: '経度',
    winding: '直線の距離の何倍と見ますか',
    windingHelp: '道の曲がりの分です。1.3ほどが目安です。',
    speed: '1時間に何km進みますか',
    winter_speed: '雪の時期は1時間に何km進みますか',
    speedUnit: 'km',
    winter_months: '雪の時期',
    month: (month: number) => `${month}月`,
    minutes: '1回の訪問の時間',
    minutesUnit: '分',
    grid: '約束の時刻の刻み',
    gridOf: (n: number) => `${n}分`,
    apart: '同じ施設の訪問を、少なくとも何日あけますか',
    apartUnit: '日',
    quiet_weekdays: 'できれば避ける曜日',
    save: '保存する',
    saved: '保存しました。次に組むときから使います。',
    quietTitle: '訪問を控える時期',
    quietLead: '年度の初めや終わり、長い休みなどです。',
    quietCaption: '訪問を控える時期の一覧',
    quietColumns: { when: '期間', kind: '種類', hard: '扱い', remove: '消す' },
    quietKinds: {
      year_start: '年度の初め',
      year_end: '年度の終わり',
      long_holiday: '長い休み',
      event: '行事',
      other: 'その他',
    },
    hard: '訪問しない',
    soft: 'できれば避ける',
    hardField: 'この時期には訪問しない（印がなければ、できれば避けます）',
    add: '時期を加える',
    added: '時期を加えました。',
    removed: '時期を消しました。',
    removeQuestion: 'この時期を消します。',
    none: '控える時期は登録されていません。',
    from_on: 'いつから',
    to_on: 'いつまで',
    kind: '種類',
  },
  times: {
    title: (facility: string) => `${facility}が訪問を受けられる時間`,
    navigation: '訪問を受けられる時間',
    lead: '計画案は、この曜日と時間の中に訪問を組みます。休園の日は、施設のページの「開いている日と時間」から読みます。',
    weekdays: '受けられる曜日',
    morning: '午前',
    afternoon: '午後',
    from: '始まり',
    to: '終わり',
    halfHelp: '受けられないときは、空けておいてください。',
    minutes: '訪問の時間',
    minutesHelp: '空けておくと、全体の長さを使います。',
    skills: '必要なこと',
    wishes: '施設の希望',
    wishesHelp: '希望のことばも読みます（例：「水曜の午前がよい」）。施設のページで直せます。',
    save: '保存する',
    saved: '受けられる時間を保存しました。',
    comingTitle: 'これからの訪問（3か月）',
    comingNone: '登録されている訪問はありません。',
    openingLink: '開いている日と時間を直す',
  },
  lost: {
    title: 'できなかった訪問',
    lead: '取りやめたまま日が決まっていない訪問と、過ぎたのに記録のない訪問です。理由は残り、次の案に「なぜ今」として入ります。',
    caption: 'できなかった訪問の一覧',
    columns: {
      day: '予定の日',
      facility: '施設',
      lead: '行く人',
      reason: '理由',
      next: '次',
      action: 'すること',
    },
    unrecorded: '記録がありません',
    cancelled: (reason: string, note: string | null) =>
      `${cancelReasons[reason] ?? ''}取りやめました。${note ?? ''}`,
    proposed: (day: string) => `${day}の案`,
    planned: (day: string) => `${day}の予定`,
    notYet: '案に入っていません',
    open: '訪問を開く',
    missed: '行けなかった',
    reason: 'なぜ行けませんでしたか',
    note: 'ひとこと',
    confirm: '行けなかったことにする',
    question: '訪問を取りやめにし、次の案で組み直します。理由は経過に残ります。',
    done: '行けなかった理由を残しました。次に組み直すと、案に入ります。',
    empty: 'できなかった訪問はありません',
    emptyText: '取りやめた訪問は、すべて別の日に移されています。',
    again: '組み直しへ',
  },
  agencies: {
    navigation: 'ほかの機関の巡回',
    title: 'いろいろな機関の巡回',
    lead: '同じ園に同じ週に重ならないよう、機関どうしで予定を見せ合います。子どもや家庭のことは書きません。',
    week: (from: string, to: string) => `${from}～${to}`,
    previous: '前の週',
    next: '次の週',
    thisWeek: '今週',
    caption: (week: string) => `${week}の巡回`,
    day: '日',
    ours: '保育サポートコーディネーター',
    clash: '同じ週に重なる園',
    clashText: (facility: string, who: string) => `${facility}：${who}`,
    clashFirst: (others: readonly { organisation: string | null; on: string }[]) =>
      `同じ週に、${others.map((one) => `${one.organisation ?? '保育サポートコーディネーター'}が${formatMonthDay(one.on)}`).join('、')}に訪ねます。相談したうえで入れるときは、印を付けてもう一度押してください。`,
    noClash: 'この週に重なる園はありません。',
    enter: '巡回の予定を入れる',
    organisation: 'どの機関ですか',
    facility: 'どの施設ですか',
    planned_on: 'いつですか',
    planned_from: '始まり',
    planned_to: '終わり',
    kind: '何の巡回ですか',
    confirmed: '相談したうえで、この週に入れます。',
    submit: '予定を入れる',
    entered: '巡回の予定を入れました。',
    twice: '同じ予定がもう入っています。',
    cancel: '取り消す',
    cancelQuestion: 'この予定を取り消します。',
    cancelled: '予定を取り消しました。',
    import: 'Excelから読み込む',
    export: 'この週から4週間をExcelで保存',
    exportTitle: '機関ごとの巡回の予定',
    exportColumns: ['日', '曜日', '始まり', '終わり', '施設', '機関', '種類'],
    noAgency: '予定を入れられる機関がありません。',
    empty: 'この週の巡回はありません',
    emptyText: '予定を入れるか、別の週を見てください。',
    mine: 'あなたの施設への、ほかの機関の訪問',
    all: 'すべての機関',
    filter: '機関',
  },
  importing: {
    title: 'ほかの機関の巡回を読み込む',
    lead: '機関から届いた予定表（Excel・CSV）を読み込みます。機関・施設・日・時刻・種類だけを読み、ほかの列は使いません。',
    organisation: '機関',
    organisationHelp: '表に機関の列がないときは、ここに機関の名前を書いてください。',
    facility: '施設',
    planned_on: '日',
    planned_from: '始まり',
    planned_to: '終わり',
    kind: '種類',
    aliases: {
      organisation: ['機関', '機関名', '訪問機関', '実施機関'],
      facility: ['施設', '施設名', '園', '園名', '訪問先'],
      planned_on: ['日', '日付', '訪問日', '予定日', '巡回日'],
      planned_from: ['始まり', '開始', '開始時刻', '開始時間'],
      planned_to: ['終わり', '終了', '終了時刻', '終了時間'],
      kind: ['種類', '種別', '内容', '事業'],
    },
    noOrganisation: (name: string) =>
      `「${name}」という機関が見つかりません。機関の一覧の名前にそろえるか、先に機関を登録してください。`,
    notYours: 'この機関の予定を入れることはできません。',
    noFacility: (name: string) =>
      `「${name}」という施設が見つかりません。施設の一覧の名前か番号にそろえてください。`,
    severalFacilities: '同じ名前の施設が2つ以上あります。施設の番号を書いてください。',
    twice: (row: number) => `${row}行目と同じ予定です。`,
    clash: '同じ週に、ほかの訪問があります。',
  },
} as const;
