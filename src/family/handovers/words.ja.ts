import {
  eraNumber,
  formatDate,
  formatDateTime,
  formatMonthDay,
  yearNumber,
} from '../../platform/ja/dates.ts';
import type { OwnedKind } from './queries.ts';
import type { ItemAction, ItemState, Reason } from './rules.ts';

export const reasonWords: Record<Reason, string> = {
  appointment: '任期の終わり',
  transfer: '異動',
  leave: '休職・退職',
  balance: '負担の調整',
  received: 'ほかのチームから受けた',
};
export const stateWords: Record<ItemState, string> = {
  waiting: '後任が未定',
  declined: '断られました',
  proposed: '返事待ち',
  asked: 'ほかのチームに依頼中',
  accepted: '引き継ぎ済み',
  dropped: '対象外',
};
export const kindWords: Record<OwnedKind, string> = {
  case: 'ケース',
  task: 'ケースの課題',
  consultation: '相談',
  referral: 'つなぎ',
};
const stepWords: Record<string, (person: string, reason: string) => string> = {
  proposed: (person) => `${person}さんに頼みました`,
  declined: (person, reason) => `${person}さんが断りました：${reason}`,
  accepted: (person) => `${person}さんが引き継ぎました`,
  transferred: (person) => `${person}さんのチームから移りました`,
};

const relation: Record<string, string> = {
  child: '子ども',
  mother: '母',
  father: '父',
  expectant: '妊婦',
  grandparent: '祖父母',
  sibling: 'きょうだい',
  partner: '同居人・パートナー',
  foster_parent: '里親',
  relative: '親族',
  other: 'その他',
};

/** The first words of a summary, out of the record. */
export const prefill = {
  case: (given: {
    head: { headline: string; next_contact_on: string | null; no_next_contact_reason: string | null };
    notes: { contacted_at: Date; body: string; reached: boolean }[];
    tasks: { title: string; due_on: string }[];
    people: { relation: string; family_name: string; given_name: string; care: string }[];
    zone: string;
  }) =>
    [
      `【見立て】${given.head.headline}`,
      '【最近の接触】',
      ...(given.notes.length === 0 ? ['なし'] : []),
      ...given.notes.map(
        (note) =>
          `・${formatDateTime(note.contacted_at, given.zone)}${note.reached ? '' : '（会えず）'}　${[...note.body].slice(0, 120).join('')}`,
      ),
      '【約束していること】',
      ...(given.tasks.length === 0 ? ['なし'] : []),
      ...given.tasks.map((task) => `・${task.title}（${formatMonthDay(task.due_on)}まで）`),
      `【次の接触】${given.head.next_contact_on === null ? `予定なし（${given.head.no_next_contact_reason ?? ''}）` : formatDate(given.head.next_contact_on)}`,
      '【家族と配慮】',
      ...given.people.map(
        (one) =>
          `・${relation[one.relation] ?? one.relation}　${one.family_name} ${one.given_name}${one.care === '' ? '' : `　${one.care}`}`,
      ),
      '【後任に伝えたいこと】',
      '',
    ].join('\n'),
  consultation: (row: { words_said: string; done_text: string; next_step: string; next_on: string | null }) =>
    [
      `【相談の内容】${row.words_said}`,
      ...(row.done_text === '' ? [] : [`【したこと】${row.done_text}`]),
      `【次にすること】${row.next_step}${row.next_on === null ? '' : `（${formatDate(row.next_on)}）`}`,
    ].join('\n'),
};

export const words = {
  navigation: { handovers: '引継ぎ' },
  somebody: 'ほかの人',
  save: '保存する',
  day: formatDate,
  moment: formatDateTime,
  count: (count: number) => `${count}件`,
  caseNumber: (year: number | null, number: number | null) =>
    year === null || number === null ? '' : `ケース ${eraNumber(year, number)}`,
  referralNumber: (id: number) => `つなぎ 第${id}号`,
  consultationNumber: (year: number | null, number: number | null) =>
    year === null || number === null ? '' : `相談 ${yearNumber(year, number)}`,
  errors: {
    cancelled: 'この引継ぎは取りやめになっています。',
    notNow: 'ほかの人が先に進めたため、いまはこの操作ができません。ページを開き直してください。',
    notYours: {
      summarise: '引継ぎの内容を書けるのは、担当していた人とスーパーバイザーです。',
      propose: '後任を頼めるのはスーパーバイザーです。',
      ask_team: 'ほかのチームに頼めるのは、担当していた人とスーパーバイザーです。',
      accept: '引き継げるのは、頼まれた本人だけです。',
      decline: '断れるのは、頼まれた本人だけです。',
      visited: '合同訪問を書けるのは、担当していた人、後任、スーパーバイザーです。',
      drop: '対象から外せるのはスーパーバイザーです。',
    } satisfies Record<ItemAction, string>,
  },
  list: {
    title: '引継ぎ',
    lead: '担当が変わるケースと相談を、1件ずつ後任が確かめて引き継ぎます。',
    caption: '引継ぎの一覧',
    leaver: 'いまの担当',
    team: 'チーム',
    reason: '理由',
    leaves_on: '最後の日',
    progress: '進み具合',
    progressValue: (accepted: number, all: number) => `${all}件中 ${accepted}件 済み`,
    cover: 'それまでの代わり',
    none: '引継ぎはありません。',
    noneText:
      '任期の終わりが60日以内になると、毎朝ここに用意されます。異動が決まったときは、すぐに始められます。',
    mine: 'あなたへの依頼',
    mineText: (count: number) => `${count}件の返事を待っています`,
    leaving: '引継ぎが要る人',
    leavingText: (cases: number) => `担当しているケース ${cases}件`,
    start: '引継ぎを始める',
    proof: '担当の空白を確かめる',
    until: (day: string) => `${formatDate(day)}まで`,
  },
  open: {
    title: '引継ぎを始める',
    lead: 'その人が持っているケース、相談、課題がすべて入ります。内容の下書きは記録からつくられます。',
    leaver: '担当が変わる人',
    leaves_on: '最後の日',
    reason: '理由',
    cover_id: '引き継がれるまで代わりに答える人',
    coverHelp: '後任が決まるまでの電話や急な対応を受けます。最後の日の後もチームにいる人です。',
    note: '伝えること',
    submit: '始める',
    done: (count: number) => `引継ぎを始めました。${count}件が入っています。`,
    notOfTheTeam: 'いまチームにいる人から選んでください。',
    notBefore: '最後の日は、今日以後の日にしてください。',
    coverStays: '最後の日の後もチームにいる、別の人を選んでください。',
    alreadyOpen: 'この人の引継ぎはもう始まっています。一覧から開いてください。',
  },
  page: {
    title: (leaver: string) => `${leaver}さんからの引継ぎ`,
    docTitle: '一人分の引継ぎ',
    facts: 'あらまし',
    items: '引き継ぐもの',
    case: 'ケース・相談',
    headline: '要点',
    tasksOnly: '課題だけ',
    tasks: '約束',
    next: '次の予定',
    successor: '後任',
    visit: '合同訪問',
    state: '状態',
    open: '読む・書く',
    refresh: '新しく増えたものを加える',
    refreshed: (count: number) =>
      count === 0 ? '新しく増えたものはありません。' : `${count}件を加えました。`,
    cancel: '引継ぎを取りやめる',
    cancelQuestion: '異動がなくなったときなどに使います。まだ引き継がれていないものは、元の担当のままです。',
    cancelled: '引継ぎを取りやめました。',
    left: (parts: readonly string[]) => `残り：${parts.join('、')}`,
    leftOf: (state: string, count: number) => `${state} ${count}件`,
    allDone: 'すべて引き継がれました',
    allDoneText: 'この人の担当で残っているものはありません。',
    select: (label: string) => label,
  },
  propose: {
    title: '後任を頼む',
    lead: '頼むものに印を付け、後任を選びます。後任の人が1件ずつ確かめてから、引き継がれます。',
    items: '頼むもの',
    all: (count: number) => `すべて（${count}件）`,
    allHelp: '印を付けると、下の印にかかわらず全部を頼みます。',
    successor_id: '後任',
    joint_visit_on: '合同訪問の日',
    submit: '選んだものを頼む',
    done: (count: number) => `${count}件を頼みました。本人に知らせました。`,
    chooseSome: '頼むものに、1つ以上印を付けてください。',
    mustBeThere: '最後の日の後もチームにいる、別の人を選んでください。',
    load: (name: string, role: string, cases: number) => `${name}　${role}　担当 ${cases}件`,
  },
  accept: {
    title: 'あなたに頼まれているもの',
    lead: '1件ずつ内容を読み、引き受けるものに印を付けます。印を付けたものは、すぐにあなたの担当になります。',
    items: '引き受けるもの',
    oneByOne: (count: number) => `1件ずつ読んで答える（${count}件）`,
    check: '内容を読みました。引き受けます',
    submit: '印を付けたものを引き継ぐ',
    done: (count: number) => `${count}件を引き継ぎました。`,
    nextFollows: (reference: string, left: number) =>
      `${reference}を引き継ぎました。返事を待っているものは、あと${left}件です。`,
    chooseSome: '引き受けるものに印を付けてください。',
  },
  decline: {
    label: '引き受けられない',
    question: 'スーパーバイザーに戻ります。理由を書いてください。',
    reason: '理由',
    submit: '断る',
    done: '断りました。スーパーバイザーに知らせました。',
  },
  item: {
    title: '引継ぎの内容',
    summary: '引継ぎの内容',
    summaryHelp: '記録からつくった下書きです。後任が最初の日に困らないことを書き足します。',
    joint_visit_on: '合同訪問の予定日',
    joint_visit_done_on: '合同訪問をした日',
    saved: '引継ぎの内容を書きました。',
    saveNext: '保存して次へ',
    walk: '残っているものを順に見る',
    place: (place: number, of: number) => `残り${of}件のうち${place}件目`,
    before: (reference: string) => `前へ（${reference}）`,
    after: (reference: string) => `次へ（${reference}）`,
    history: 'これまで',
    consents: '期限の近い同意',
    noConsents: '60日以内に切れる同意はありません。',
    consentUntil: (day: string) => `${formatDate(day)}まで`,
    consentTo: (to: readonly string[], purpose: string) => `${to.join('、')}　${purpose}`,
    referrals: '進んでいるつなぎ',
    noReferrals: '進んでいるつなぎはありません。',
    toCase: 'ケースを開く',
    toConsultation: '相談を開く',
    step: (step: string, person: string, reason: string) => stepWords[step]!(person, reason),
    declined: (reason: string) => `断られた理由：${reason}`,
  },
  proof: {
    title: '担当の空白がないことの確かめ',
    lead: 'その日に任期のある担当者がいないものを、すべて挙げます。0件であることが、空白のない証明です。',
    on: '確かめる日',
    show: '確かめる',
    ok: (day: string) => `${formatDate(day)}に、担当のいないものはありません`,
    okText: (total: number) =>
      `開いている${total}件のすべてに、その日に任期のある担当者か、代わりの人がいます。`,
    notOk: (day: string, count: number) => `${formatDate(day)}に、担当のいないものが${count}件あります`,
    looked: (teams: readonly string[], when: string, who: string) =>
      `${teams.join('、')}の分を、${when}に${who}さんが確かめました。`,
    covered: (count: number) => `このほかに、代わりの人が答える引継ぎ中のものが${count}件あります。`,
    caption: (kind: string) => `${kind}のうち担当のいないもの`,
    reference: '番号',
    owner: 'いまの担当',
    cover: '代わりの人',
    successor: '頼んでいる後任',
    handover: '引継ぎ',
    go: '引継ぎへ',
    noCover: '代わりの人がいません',
    noOwner: '担当が決まっていません',
    totals: (kind: string, total: number, orphans: number) => `${kind}　${total}件中 ${orphans}件`,
  },
  tell: {
    opened: '引継ぎの準備を始めました。引き継ぐ内容を確かめてください',
    proposed: (count: number) => `引継ぎを${count}件頼まれました`,
    takenBack: (count: number) => `頼まれていた引継ぎ${count}件は、ほかの人に頼み直されました`,
    declined: '頼んだ引継ぎの1件が断られました',
    finished: '引継ぎがすべて終わりました',
  },
};
