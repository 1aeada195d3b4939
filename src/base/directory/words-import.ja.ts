/** 子育て施設一覧 of the municipal open-data standard: the 53 headings in their order. */
export const standardHeadings = [
  '全国地方公共団体コード',
  'ID',
  '地方公共団体名',
  '名称',
  '名称_カナ',
  '名称_英字',
  '種別',
  '所在地_全国地方公共団体コード',
  '町字ID',
  '所在地_連結表記',
  '所在地_都道府県',
  '所在地_市区町村',
  '所在地_町字',
  '所在地_番地以下',
  '建物名等(方書)',
  '緯度',
  '経度',
  '高度の種別',
  '高度の値',
  'アクセス方法',
  '駐車場情報',
  '電話番号',
  '内線番号',
  'FAX番号',
  '連絡先メールアドレス',
  '連絡先FormURL',
  '連絡先備考（その他、SNSなど）',
  '郵便番号',
  '法人番号',
  '団体名',
  '認可等年月日',
  '収容定員',
  '受入年齢',
  '利用可能曜日',
  '開始時間',
  '終了時間',
  '利用可能日時特記事項',
  '一時預かりの有無',
  '子供預かり料金種別',
  '子供預かり料金',
  '子供預かり料金備考',
  '子供預かり開所時間',
  '子供預かり閉所時間',
  '病児保育の有無',
  '授乳室',
  'おむつ替えコーナー',
  '飲食可否',
  'ベビーカー貸出',
  'ベビーカー利用',
  'URL',
  '画像',
  '画像_ライセンス',
  '備考',
] as const;
export type StandardHeading = (typeof standardHeadings)[number];

/** Headings whose values have no column of ours: kept beside the record under the standard's name, and written out again. */
export const keptHeadings = [
  '所在地_全国地方公共団体コード',
  '町字ID',
  '高度の種別',
  '高度の値',
  '連絡先FormURL',
  '連絡先備考（その他、SNSなど）',
  '子供預かり料金種別',
  '子供預かり料金',
  '子供預かり料金備考',
  '子供預かり開所時間',
  '子供預かり閉所時間',
  '画像',
  '画像_ライセンス',
] as const satisfies readonly StandardHeading[];

export const addressCodeHeading = '所在地_全国地方公共団体コード';
export const addressHeadings: readonly string[] = [
  '所在地_全国地方公共団体コード',
  '町字ID',
  '所在地_都道府県',
  '所在地_市区町村',
  '所在地_町字',
  '所在地_番地以下',
];

export const capacityParts = '収容定員の内訳';

/** Each field's heading on our pages, and every other heading it has been seen under (current, old, schools, cities' own). */
export const importFields = {
  local_id: { label: 'ID', aliases: ['ID', 'NO', '施設No.', '施設ID', '教育機関_学校コード', '学校コード'] },
  publisher_code: {
    label: '全国地方公共団体コード',
    aliases: ['全国地方公共団体コード', '都道府県コード又は市区町村コード', '市区町村コード'],
  },
  publisher_name: { label: '地方公共団体名', aliases: ['地方公共団体名'] },
  publisher_prefecture: { label: '都道府県名', aliases: ['都道府県名'] },
  publisher_city: { label: '市区町村名', aliases: ['市区町村名'] },
  name: {
    label: '名称',
    aliases: ['名称', '施設名', '施設名称', '施設の名称', '教育機関_学校名', '学校名称', '学校名', '園名'],
  },
  name_kana: {
    label: '名称_カナ',
    aliases: [
      '名称_カナ',
      '施設名_カナ',
      '名称_フリガナ',
      'フリガナ',
      'ふりがな',
      'カナ',
      '教育機関_学校名カナ表記',
    ],
  },
  name_en: { label: '名称_英字', aliases: ['名称_英字', '名称_英語', '英語名称'] },
  kind: { label: '種別', aliases: ['種別', '施設種別', '施設区分', 'certifiedType'] },
  school_type: { label: '学校種', aliases: ['教育機関_学校種', '学校種'] },
  school_owner: { label: '設置区分', aliases: ['教育機関_設置区分', '設置区分'] },
  address: {
    label: '所在地_連結表記',
    aliases: ['所在地_連結表記', '所在地_連結標記', '住所', '所在地', '施設所在地'],
  },
  address_prefecture: { label: '所在地_都道府県', aliases: ['所在地_都道府県'] },
  address_city: { label: '所在地_市区町村', aliases: ['所在地_市区町村', '教育機関_学校所在地（市区町村）'] },
  address_town: { label: '所在地_町字', aliases: ['所在地_町字', '教育機関_学校所在地（町字）'] },
  address_number: {
    label: '所在地_番地以下',
    aliases: ['所在地_番地以下', '教育機関_学校所在地（番地以下）'],
  },
  building: { label: '建物名等(方書)', aliases: ['建物名等(方書)', '方書', '建物名等'] },
  latitude: { label: '緯度', aliases: ['緯度', '教育機関_緯度'] },
  longitude: { label: '経度', aliases: ['経度', '教育機関_経度'] },
  access_note: { label: 'アクセス方法', aliases: ['アクセス方法', 'アクセス', 'access'] },
  parking: { label: '駐車場情報', aliases: ['駐車場情報', '駐車場', 'parkingInformation'] },
  phone: {
    label: '電話番号',
    aliases: ['電話番号', '電話', 'TEL', '連絡先電話番号', '教育機関_連絡先電話番号', 'telephoneNumber'],
  },
  extension: { label: '内線番号', aliases: ['内線番号', '内線'] },
  fax: { label: 'FAX番号', aliases: ['FAX番号', 'FAX', 'ファクス番号'] },
  email: { label: '連絡先メールアドレス', aliases: ['連絡先メールアドレス', 'メールアドレス', 'E-mail'] },
  postal_code: { label: '郵便番号', aliases: ['郵便番号', '教育機関_郵便番号'] },
  corporate_number: { label: '法人番号', aliases: ['法人番号'] },
  organisation: {
    label: '団体名',
    aliases: ['団体名', '運営団体', '運営法人', '運営主体', '設置者', '法人名'],
  },
  established_on: {
    label: '認可等年月日',
    aliases: ['認可等年月日', '許可等年月日', '認可年月日', '開設年月日'],
  },
  capacity: { label: '収容定員', aliases: ['収容定員', '定員', '利用定員'] },
  ages: { label: '受入年齢', aliases: ['受入年齢', '対象年齢', '対象児童', 'acceptedAge', 'targetChildren'] },
  weekdays: { label: '利用可能曜日', aliases: ['利用可能曜日', '開所曜日', '開館曜日', 'availableDate'] },
  opens_at: { label: '開始時間', aliases: ['開始時間', '開所時間', 'startTime'] },
  closes_at: { label: '終了時間', aliases: ['終了時間', '閉所時間', 'endTime'] },
  hours_note: {
    label: '利用可能日時特記事項',
    aliases: ['利用可能日時特記事項', 'availableDateNote', 'normalTime'],
  },
  temporary_care: {
    label: '一時預かりの有無',
    aliases: ['一時預かりの有無', '一時預かり', 'temporaryKeeping'],
  },
  sick_child_care: { label: '病児保育の有無', aliases: ['病児保育の有無', '病児保育'] },
  nursing_room: { label: '授乳室', aliases: ['授乳室', '授乳スペース', '授乳室の有無'] },
  diaper_changing: {
    label: 'おむつ替えコーナー',
    aliases: ['おむつ替えコーナー', 'おむつ替え', 'おむつ交換台', 'おむつ替え台'],
  },
  eating_allowed: { label: '飲食可否', aliases: ['飲食可否', '飲食'] },
  stroller_rental: { label: 'ベビーカー貸出', aliases: ['ベビーカー貸出', 'ベビーカーの貸出'] },
  stroller_use: { label: 'ベビーカー利用', aliases: ['ベビーカー利用', 'ベビーカーの利用'] },
  url: { label: 'URL', aliases: ['URL', 'ホームページ', 'referenceObject'] },
  note: { label: '備考', aliases: ['備考'] },
  ended_on: { label: '廃止年月日', aliases: ['教育機関_属性情報廃止年月日', '廃止年月日'] },
} as const satisfies Record<string, { label: string; aliases: readonly string[] }>;
export type ImportFieldName = keyof typeof importFields;

/** 学校種 of the school codes (文部科学省 学校コード) → the kind shown; {設} stands for who founded it. */
export const schoolKinds: Readonly<Record<string, string>> = {
  A1: '{設}幼稚園',
  A2: '認定こども園（幼保連携型）',
  B1: '小学校',
  C1: '中学校',
  C2: '義務教育学校',
  D1: '高等学校',
  D2: '中等教育学校',
  E1: '特別支援学校',
  F1: '大学',
  F2: '短期大学',
  G1: '高等専門学校',
  H1: '専修学校',
  H2: '各種学校',
};
export const founderMark = '{設}';
export const founders: Readonly<Record<string, string>> = { '1': '国立', '2': '公立', '3': '私立' };

export const affirmations = /^(?:有|あり|有り|○|◯|〇|可|実施|はい|1|true)/i;
export const denials = /^(?:無|なし|無し|×|✕|不可|未実施|いいえ|0|false|-|ー)/i;
/** The whole of a cell that says yes or no and nothing besides. */
export const plainAnswer =
  /^(?:有り?|あり|[○◯〇]|可能?|実施|はい|1|true|無し?|なし|[×✕]|不可能?|未実施|いいえ|0|false|[-ー－]+)$/i;
/** What cities write into a cell to say that there is nothing. */
export const nothing = /^(?:[-‐‑–—―−ーｰ]+|なし|無し?|該当なし|未定|不明|null|n\/a|#n\/a)$/i;
/** A capacity told by class of recognition: each "第n号認定 30" counts. */
export const capacityByClass = /(?:\d[・,]?)+号(?:認定)?[:：\s]*(\d+)人?/g;
export const capacityPrefix = /^定員[:：]?\s*/;
export const classOfRecognition = /号/;
const q = (text: string) => `「${text.length > 60 ? `${text.slice(0, 60)}…` : text}」`;

export const words = {
  title: '施設の一覧',
  lead: '子育て施設一覧（現行53列・旧28列）、教育機関一覧、公共施設一覧と、市町村独自の一覧を、見出しの名前で読み取ります。',
  home: '施設',
  kindHelp: '一覧に「種別」の列がないときに、すべての施設に入れる種別です。例：公立幼稚園',
  yes: '有',
  no: '無',
  mended: (label: string, before: string, after: string) => `${label}${q(before)}を${q(after)}に直しました。`,
  unread: (label: string, text: string, reason: string) =>
    `${label}${q(text)}は読み取れないため、追加情報として残します。${reason}`,
  answerKept: (label: string, text: string) => `${label}${q(text)}の説明は、追加情報として残します。`,
  noName: '名称がありません。名称を入れてください。',
  emptyRow: '名称も所在地もありません。表の注記の行であれば、そのままで構いません。',
  noKind: '種別がありません。種別を入れるか、「列の対応を直す」で、すべての行に入れる種別を選んでください。',
  tooLong: (label: string, length: number, max: number) =>
    `${label}が長すぎます（${length}文字）。${max}文字以内にしてください。`,
  kanaFromName: (kana: string) => `読みがないため、名称から${q(kana)}としました。`,
  kanaOdd: (kana: string) => `読み${q(kana)}にカタカナでない文字があります。そのまま登録します。`,
  swapped: '緯度と経度が入れ替わっていたので、入れ替えました。',
  pointRestored: (label: string, before: string, after: string) =>
    `${label}${q(before)}は小数点が抜けていたので、${q(after)}に直しました。`,
  notInJapan: '緯度・経度が日本の範囲にないため、追加情報として残します。',
  halfCoordinate: '緯度と経度の片方しかないため、追加情報として残します。',
  idBroken: (id: string) =>
    `ID${q(id)}は表計算ソフトで形が変わっているため使わず、名称と所在地で照らし合わせました。`,
  capacitySum: (text: string, sum: number) => `収容定員${q(text)}を合計して${sum}人としました。`,
  weekdaysSplit: (text: string) => `利用可能曜日の2行目以降${q(text)}は、日時特記事項に入れました。`,
  corporateWrong: (text: string) => `法人番号${q(text)}は検査用数字が合わないため、追加情報として残します。`,
  timesReversed: '終了時間が開始時間より前です。そのまま登録するので、施設に確かめてください。',
  phones: (text: string) =>
    `電話番号${q(text)}には番号が複数あるため、最初の番号を使い、全体を追加情報として残します。`,
  duplicateId: (id: string, row: number) =>
    `${row}行目と同じID${q(id)}です。同じ施設の行ならどちらかを除き、別の施設なら一方のIDを直してください。`,
  duplicateRow: (row: number) => `${row}行目と名称も所在地も同じです。どちらかの行を除いてください。`,
  sameTarget: (row: number) => `${row}行目と同じ施設を指しています。どちらかの行を除いてください。`,
  idOfOther: (id: string, name: string) =>
    `ID${q(id)}は「${name}」のものですが、名称も所在地も違います。IDを確かめるか、「列の対応を直す」でIDの列を外してください。`,
  sameName: (address: string) =>
    `同じ名称の施設が${address === '' ? '所在地なしで' : q(address) + 'に'}登録されています。別の施設として新しく登録します。`,
  ambiguous: (name: string, count: number) =>
    `${q(name)}という施設が${count}件登録されていて、どれか分かりません。IDか所在地を入れてください。`,
  outdated:
    '確かめた後にほかの人が内容を直したため、取り込みませんでした。もう一度ファイルを取り込んで確かめてください。',
  endedRow: '廃止年月日があるので、閉じた施設として登録します。',
  reopened: '閉じた施設として登録されています。情報だけを直し、閉じたままにします。',
  otherMunicipality: (codes: string[]) =>
    `別の自治体（${codes.join('、')}）の一覧です。この自治体の施設として登録してよいか確かめてください。`,
  newOperators: (names: string[]) =>
    `次の団体は登録がないため、取り込むときに新しく登録します：${names.slice(0, 10).join('、')}${names.length > 10 ? ` ほか${names.length - 10}団体` : ''}`,
  unknownOperators: (count: number, name: string) =>
    `運営する団体が書かれていない新しい施設が${count}件あります。「${name}」として登録するので、あとで直してください。`,
  noTown: (count: number) =>
    `町字が区域の一覧に見つからない施設が${count}件あります。区域で絞ると出てこないので、所在地か町字の一覧を確かめてください。`,
  exportFile: '子育て施設一覧',
  exportWhy: '標準形式での公開・提供のため',
} as const;
