import type { OutsideProblem } from '../../platform/web/outside.ts';

const problems: Record<OutsideProblem, string> = {
  address: 'アドレスの形が正しくありません。',
  scheme: 'http:// か https:// のアドレスだけを読み込めます。',
  inside:
    'このアドレスは庁内や手元の機器を指しているため、読み込みません。インターネットに公開されたアドレスを入れてください。',
  'unknown-host': 'アドレスのサーバーが見つかりません。つづりを確かめてください。',
  unreachable:
    'サーバーにつながりません。相手のサーバーが止まっているか、アドレスが変わった可能性があります。',
  slow: '20秒のうちに読み終わりませんでした。',
  large: 'カレンダーが大きすぎます（5MBまで）。',
  redirects: '転送が続いたため、読み込みをやめました。',
  status: 'サーバーがカレンダーを返しませんでした。',
};

export const words = {
  title: 'ほかのカレンダー',
  lead: '近隣の自治体や団体が公開しているカレンダー（iCalendar形式）を登録すると、その予定がこの地域の研修や行事と並んで表示されます。決めた間隔で自動的に読み込み、元のカレンダーからなくなった予定は消えます。',
  add: 'カレンダーを登録する',
  edit: '登録を直す',
  addTitle: 'ほかのカレンダーを登録する',
  name: '呼び名',
  nameHelp: '例：隣の市の保育者研修',
  url: 'カレンダーのアドレス',
  urlHelp: '.ics で終わることの多いアドレスです。「webcal://」で始まるアドレスも、そのまま入れられます。',
  organisation_id: '開いている団体・機関',
  organisationHelp: 'なければ、先に「団体・機関」で登録してください。',
  event_kind_code: '予定の種類',
  zone: '見せる相手',
  every_hours: '読み込む間隔',
  hours: '時間ごと',
  save: '登録する',
  saved: '登録しました。まもなく読み込みます。',
  changed: '直しました。',
  read: '今すぐ読み込む',
  reading: '読み込みを始めました。しばらくしてからこのページを開きなおしてください。',
  end: '読み込みをやめる',
  endQuestion: '読み込みをやめると、これからの予定もカレンダーから消えます。やめますか。',
  ended: '読み込みをやめました。',
  resume: '再び読み込む',
  resumed: '再び読み込みます。',
  columns: {
    name: '呼び名',
    organisation: '団体・機関',
    kind: '種類',
    last: '最後の読み込み',
    count: '予定',
    state: '状態',
  },
  states: {
    ok: '読み込めています',
    waiting: 'まだ読み込んでいません',
    failing: '読み込めません',
    part: '一部読めません',
    ended: 'やめました',
  },
  never: 'まだです',
  cancelledThere: '元のカレンダーで中止になりました',
  count: (count: number) => `${count}件`,
  empty: '登録したカレンダーはありません',
  emptyText: '近隣の自治体の研修カレンダーなどを登録すると、研修カレンダーに一緒に表示されます。',
  problemTitle: '読み込みで分かったこと',
  failedAt: (when: string) => `${when}に読み込めませんでした。`,
  kept: (when: string, count: string) =>
    `前に読み込めた予定（${when}の${count}）は、そのまま表示しています。読み込めるようになると、自動で新しくなります。`,
  emptied:
    'カレンダーは開けましたが、予定が1件もありません。相手側の一時的な不具合のことがあるため、前に読み込んだ予定を残しています。本当になくなったのであれば、「読み込みをやめる」を押してください。',
  problem: (problem: OutsideProblem, status: number | null) =>
    problem === 'status' && status !== null ? `${problems.status}（応答 ${status}）` : problems[problem],
  notCalendar:
    '読み込んだものがカレンダー（iCalendar形式）ではありません。ページのアドレスではなく、.ics のアドレスを入れてください。',
  version: 'ほかの人が先に直しました。開きなおしてください。',
  taken: '同じ呼び名のカレンダーがあります。',
  noOrganisation: 'この団体は登録されていません。一覧から選んでください。',
} as const;
