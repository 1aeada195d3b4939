import { formatDate } from '../../platform/ja/dates.ts';

const figure = (n: number) => n.toLocaleString('ja-JP');

/** What a place may say of itself beyond its list: codes as stored, words as shown. */
export const reservations = {
  none: '予約はいらない',
  recommended: '予約がおすすめ',
  required: '予約が必要',
} as const;
export const languages = {
  ja: '日本語',
  'ja-easy': 'やさしい日本語',
  en: '英語',
  zh: '中国語',
  ko: '韓国・朝鮮語',
  vi: 'ベトナム語',
  tl: 'タガログ語',
  pt: 'ポルトガル語',
  ne: 'ネパール語',
  id: 'インドネシア語',
  jsl: '手話',
} as const;
export const accommodations = {
  medical_care: '医療的ケアが必要な子ども',
  disability: '障害や発達の気がかりがある子ども',
  allergy: '食物アレルギー',
  foreign_language: '外国につながる家庭',
  wheelchair: '車いす',
  multiple_birth: 'ふたご・みつご',
} as const;
export const functions = {
  gathering: '親子の居場所',
  consultation: '子育ての相談',
  information: '情報の収集と提供',
  courses: '講座・講習',
  temporary_care: '一時預かり',
  navigation: '利用者支援（支援先へのつなぎ）',
  training: '担い手の育成',
  network: '施設どうしのネットワークづくり',
  circle_support: '子育てサークルの支援',
  family_support_office: '預け合い（ファミリー・サポート）の事務局',
  outreach: '出向いての支援',
} as const;

/** Yes, no, or nothing said: the column's name and the question. */
export const amenities = {
  temporary_care: '一時預かり',
  sick_child_care: '病児・病後児保育',
  garden_open: '園庭・園舎の開放',
  nursing_room: '授乳室',
  diaper_changing: 'おむつ替えコーナー',
  eating_allowed: '飲食できる場所',
  stroller_rental: 'ベビーカーの貸出',
  stroller_use: 'ベビーカーのまま入れる',
  parking_available: '駐車できる',
} as const;
export type Amenity = keyof typeof amenities;

export const professions = [
  '保育士',
  '幼稚園教諭',
  '保健師',
  '助産師',
  '看護師',
  '栄養士',
  '社会福祉士',
  '心理士',
  '子育て支援員',
  '利用者支援専門員',
  '民生委員・児童委員',
  'ボランティア',
] as const;

export const form = {
  filled: (filled: number, all: number) => `${all}項目のうち${filled}項目を記入`,
  staffFilled: (lines: number) => (lines === 0 ? '記入なし' : `${lines}行を記入`),
  toMend: '入力を確かめてください',
  optional:
    '見出しを押すと、その欄が開きます。入力するのは分かるところだけで構いません。下書きは自動で残ります。',
  name_en: '名称（英語）',
  nameEnHelp: '日本語が読めない家庭に見せます。',
  capacity_as_of: '定員はいつの数か',
  age_from_months: '受入月齢（から）',
  age_to_months: '受入月齢（まで）',
  monthsHelp: '「受入年齢」から読み取れないときだけ入れてください。満1歳は12、満3歳は36です。',
  months: 'か月',
  amenities: '設備とできること',
  amenitiesHelp: '分からないものは「未記入」のままにしてください。',
  unsaid: '未記入',
  reservation: '予約',
  reservation_note: '予約のしかた',
  languages: '通じる言葉',
  accommodations: '配慮できること',
  accommodationsHelp: '受け入れの相談ができるものを選んでください。',
  accommodation_note: '配慮についての説明',
  atmosphere: '雰囲気',
  atmosphereHelp:
    '初めて来る親子に話すつもりで、一、二文で。例：毎日5組ほどで、来た人みんなでお茶を飲みます。',
  functions: '担っている役割',
  offers: '得意なこと（あてはまるものすべて）',
  offersHelp: '親子が居場所に望むことの一覧です。選んだものは、望みに合う場所をさがすときに使われます。',
  staffing: '職員の体制',
  staffingHelp: '職種ごとの人数です。名前は書かないでください。空らんの行は数えません。',
  staff_profession: '職種',
  staff_people: '人数',
  staffRow: (n: number) => `${n}行目`,
  staffNeedsBoth: (n: number) => `${n}行目は職種と人数の両方を入れてください。`,
  staffTwice: (name: string) => `「${name}」が2回書かれています。1行にまとめてください。`,
  agesWrong: '受入月齢の「まで」は「から」以上にしてください。',
  draftDropped: '下書きを捨てました。',
  checked: (owner: string) =>
    `ここで保存した内容は、${owner}が確かめてから載ります。開いている曜日・時間、休み、写真はすぐに載ります。`,
  propose: '確認に出す',
} as const;

/** Where a form's question is too long. */
export const shortLabels = {
  offers: '得意なこと（一覧から）',
  strengths_more: '得意なこと（自分の言葉）',
  local_id: 'ID',
} as const;

export const page = {
  photos: '写真',
  photosManage: '写真を載せる・並べる',
  photosNone: '写真はまだありません。',
  atmosphere: '雰囲気',
  offers: '得意なこと',
  functions: '担っている役割',
  hours: '開いている日と時間',
  hoursEdit: '曜日・時間・休みを直す',
  nextDays: 'これから2週間',
  closedDay: '休み',
  exceptions: 'いつもと違う日',
  facts: '利用の案内',
  months: (from: string | null, to: string | null) =>
    from === null && to === null ? null : `${from ?? ''}～${to ?? ''}`,
  capacityAsOf: (n: number, on: string) => `${figure(n)}人（${formatDate(on)}時点）`,
  places: (n: number, on: string) => `空き${figure(n)}（${formatDate(on)}時点）`,
  reservation: '予約',
  languages: '通じる言葉',
  accommodations: '配慮できること',
  amenities: '設備とできること',
  amenityYes: 'あり・できる',
  amenityNo: 'なし',
  amenityUnsaid: '未記入',
  staffing: '職員の体制',
  people: (n: number) => `${figure(n)}人`,
  staffingLine: (profession: string, n: number) => `${profession} ${figure(n)}人`,
  nameEn: '英語の名称',
  programmeRule: (rule: string) => `事業の基準：${rule}`,
  standing: (days: number) => `常設（週${days}日）`,
  notStanding: (days: number) => `非常設（週${days}日）`,
  notStandingMonthly: '非常設（週1日より少ない）',
  noHours: '曜日と時間が登録されていません。',
  rule: {
    days: (needed: number, has: number) =>
      `事業の基準は週${needed}日以上ですが、登録されているのは週${has}日です。`,
    hours: (needed: number, has: string) =>
      `事業の基準は1日${needed}時間以上ですが、登録されている時間では短い日は${has}です。`,
    none: '曜日と時間が登録されていないため、事業の基準に合っているか分かりません。',
  },
  changeWaiting: (who: string, when: string) => `${when}に${who}さんが出した変更が、確認を待っています。`,
  changeOpen: '変更を見る',
  changeReturned: '出した変更が戻されました。理由を見て、直してもう一度出せます。',
  mergedFrom: (name: string, id: number) => `「${name}」（番号${id}）を、この施設にまとめました。`,
  mergedHistory: '前の番号の巡回',
  mergedUndo: 'まとめたのを元に戻す',
  mergedUndoQuestion: (name: string) =>
    `「${name}」をもとの別の施設に戻します。移した事業・時間・写真も元に戻ります。よろしいですか。`,
  staleAfter: (months: number, on: string) =>
    `最後に確かめてから${months}か月以上たっています（${formatDate(on)}）。`,
  askedOn: (on: string) => `${formatDate(on)}に施設長へお知らせしました。`,
  fee: (yen: number) => (yen === 0 ? '無料' : `${figure(yen)}円`),
} as const;
