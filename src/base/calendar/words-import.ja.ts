/** イベント一覧 of the older recommended data set: 32 headings in their order; what is written out. */
export const standardHeadings = [
  '都道府県コード又は市区町村コード',
  'NO',
  '都道府県名',
  '市区町村名',
  'イベント名',
  'イベント名_カナ',
  'イベント名_英語',
  '開始日',
  '終了日',
  '開始時間',
  '終了時間',
  '開始日時特記事項',
  '説明',
  '料金(基本)',
  '料金(詳細)',
  '連絡先名称',
  '連絡先電話番号',
  '連絡先内線番号',
  '主催者',
  '場所名称',
  '住所',
  '方書',
  '緯度',
  '経度',
  'アクセス方法',
  '駐車場情報',
  '定員',
  '参加申込終了日',
  '参加申込終了時間',
  '参加申込方法',
  'URL',
  '備考',
] as const;
export type StandardHeading = (typeof standardHeadings)[number];

/** Each field's heading on our pages, and every other it has been seen under: current, old, cities' own. */
export const importFields = {
  local_id: { label: 'ID', aliases: ['ID', 'NO', 'イベントID'] },
  publisher_code: {
    label: '全国地方公共団体コード',
    aliases: ['全国地方公共団体コード', '都道府県コード又は市区町村コード'],
  },
  title: { label: 'イベント名', aliases: ['イベント名', '行事名', 'イベントの名称', '催し名', '事業名'] },
  dates: { label: '開催日', aliases: ['開催日', '開催日時', '日程', '実施日', '開催期間'] },
  starts_on: { label: '開始日', aliases: ['開始日', 'イベント開始日'] },
  ends_on: { label: '終了日', aliases: ['終了日', 'イベント終了日'] },
  starts_at: { label: '開始時間', aliases: ['開始時間', '開始時刻', 'イベント開始時間'] },
  ends_at: { label: '終了時間', aliases: ['終了時間', '終了時刻', 'イベント終了時間'] },
  dates_note: { label: '開始日時特記事項', aliases: ['開始日時特記事項', '開催日時特記事項'] },
  kind: { label: 'イベント種類', aliases: ['イベント種類', 'カテゴリー', 'カテゴリ', '種別'] },
  summary: { label: '概要', aliases: ['概要', 'サブタイトル'] },
  description: { label: '説明', aliases: ['説明', '内容', 'イベント内容'] },
  fee: { label: '料金(基本)', aliases: ['料金(基本)'] },
  fee_note: { label: '料金(詳細)', aliases: ['料金(詳細)', '料金', '参加費', '費用'] },
  contact_name: {
    label: '連絡先名称',
    aliases: ['連絡先名称', '問い合わせ先（市の担当課）', '問い合わせ先', '問合せ先', '連絡先'],
  },
  contact_phone: { label: '連絡先電話番号', aliases: ['連絡先電話番号', 'TEL', '電話番号', '電話'] },
  organisation: { label: '主催者', aliases: ['主催者', '主催', '主催団体'] },
  place_name: { label: '場所名称', aliases: ['場所名称', '会場', '場所', '開催場所'] },
  address: { label: '住所', aliases: ['住所', '所在地_連結表記', '所在地'] },
  building: { label: '方書', aliases: ['方書', '建物名等(方書)'] },
  latitude: { label: '緯度', aliases: ['緯度'] },
  longitude: { label: '経度', aliases: ['経度'] },
  capacity: { label: '定員', aliases: ['定員'] },
  audience: { label: '対象者', aliases: ['対象者', '対象'] },
  application_closes_on: { label: '参加申込終了日', aliases: ['参加申込終了日'] },
  application_closes_at: { label: '参加申込終了時間', aliases: ['参加申込終了時間'] },
  application_note: { label: '参加申込方法', aliases: ['参加申込方法', '申込期間', '申込方法', '申込み'] },
  url: { label: 'URL', aliases: ['URL', 'コンテンツURL'] },
  child_flag: { label: '子育て情報', aliases: ['子育て情報'] },
  facility_no: { label: '施設No.', aliases: ['施設No.', '施設ID'] },
  fiscal_year: { label: '年度', aliases: ['年度'] },
} as const satisfies Record<string, { label: string; aliases: readonly string[] }>;
export type ImportFieldName = keyof typeof importFields;

/** Headings whose values have no column of ours: kept beside the event and written out again. */
export const keptHeadings = [
  '法人番号',
  '都道府県名',
  '市区町村名',
  '地方公共団体名',
  'イベント名_カナ',
  'イベント名_英語',
  'イベント名_通称',
  '状態',
  'キーワード',
  'タグ',
  '開催パターン',
  '料金種別',
  '共催団体',
  '所在地_全国地方公共団体コード',
  '町字ID',
  '所在地_都道府県',
  '所在地_市区町村',
  '所在地_町字',
  '所在地_番地以下',
  'アクセス方法',
  '駐車場情報',
  '連絡先内線番号',
  '画像',
  '区',
  '公開日',
  '更新日',
  '備考',
] as const;

/** Empty cells as people fill them. */
export const nothingSaid = /^(?:[-‐–—―−ーｰ]+|無し?|なし|無|該当なし)$/;
export const free = /^無料/;
export const yes = /^(?:有|あり|○|◯|〇|1|true|該当|はい)/i;
export const yenIn = /^(?:\D*?)([\d,]+)円$/;
export const peopleIn =
  /^(?:当日|申込)?(?:先着|抽選|定員)?(?:順)?[:：]?(\d+)(人|名|組|家族)(?:程度)?(?:[（(].*)?$/;
export const severalYen = /\d円.*\d円/;
export const onlyYen = /^[\d,]+円$/;
export const basicFee = /^\d{1,7}(?:円)?$/;
export const plainCount = /^\d+(?:人|名|組)?$/;
export const families = /組|家族/;
export const noApplication = /不要|要らない|直接(?:会場へ)?お越し|当日(?:受付|先着|自由)/;
export const adultsOnly = /^(?:高校生・一般|一般|大人|成人)$/;
/** A city's words for kinds, besides the names of our own. */
export const kindWords: readonly (readonly [RegExp, string])[] = [
  [/研修/, 'course'],
  [/講座|講演|セミナー|塾/, 'lecture'],
  [/展示|展覧|企画展|常設展|特別展|パネル展|美術/, 'exhibition'],
  [/健診|健康/, 'health'],
  [/相談/, 'consultation'],
  [/サロン/, 'salon'],
  [/サークル/, 'circle'],
  [/園庭|園舎/, 'garden'],
  [/教室/, 'class'],
  [/まつり|祭|フェス/, 'festival'],
  [/ワークショップ|体験|工作|遊/, 'play'],
];

const q = (text: string) => `「${text.length > 60 ? `${text.slice(0, 60)}…` : text}」`;

export const words = {
  title: '行事の一覧',
  lead: 'イベント一覧（標準の現行・旧32列）と、市町村独自の行事一覧を、見出しの名前で読み取ります。「8月5日（水）～8月16日（日）※10日以外」のような文章の日付も読み、読めないものは「確かめること」に入れます。',
  home: '行事カレンダー',
  file: 'イベント一覧',
  fiscalHelp:
    '日付に年が書かれていない表では、どの年度のことかを入れてください（例：令和8年度）。空けておくと、今日の前後半年の日とみます。',
  noTitle: '行事の名前がありません。名前を入れてください。',
  emptyRow: '名前も開催日もありません。表の注記の行であれば、そのままで構いません。',
  question: (raw: string, reason: string) =>
    `開催日${q(raw)}は自動で読めないため、取り込むと「確かめること」に入ります。${reason}`,
  waiting: '前に取り込んで「確かめること」に入っています。そこで日を選んでください。',
  dropped: (reason: string) => `前に「取り込まない」と決めた行事です。理由：${reason}`,
  read: (raw: string, days: string) => `開催日${q(raw)}を${days}と読みました。`,
  remarks: (text: string) => `日付の添え書き${q(text)}は、説明に残しました。`,
  differs: '曜日によって終わる時刻が違うため、1日ずつの回にしました。',
  duplicate: (row: number) => `${row}行目と同じ行事です。どちらかの行を除いてください。`,
  edited: '取り込んだ後に人が直した行事です。取り込むと、この表の内容に置き換わります。',
  outdated:
    '確かめた後にほかの人が内容を直したため、取り込みませんでした。もう一度ファイルを取り込んで確かめてください。',
  ended: '終わった行事です。過去の行事として載ります。',
  swapped: '緯度と経度が入れ替わっていたので、入れ替えました。',
  notInJapan: '緯度・経度が日本の範囲にないため、使いませんでした。',
  urlTaken: (text: string, url: string) => `URL${q(text)}から${q(url)}を取り出しました。`,
  badUrl: (text: string) =>
    `URL${q(text)}からhttp://かhttps://で始まる番地を1つに決められないため、追加情報として残します。`,
  badYear: (text: string) => `年度${q(text)}が読めません。「令和8年度」のように書いてください。`,
  kept: (label: string, text: string) =>
    `${label}${q(text)}は数字だけではないため、説明の文として残しました。`,
  newOrganisations: (names: string[]) =>
    `次の団体は登録がないため、取り込むときに新しく登録します：${names.slice(0, 10).join('、')}${names.length > 10 ? ` ほか${names.length - 10}団体` : ''}`,
  questions: (count: number) =>
    `${count}件は開催日を自動で読めません。取り込むと「確かめること」に入ります。捨てられる行はありません。`,
  section: (label: string, text: string) => `${label}：${text}`,
  to: '～',
  gap: '　',
  days: (from: string, count: number) => (count === 1 ? from : `${from}から${count}回`),
  span: (from: string, to: string) => `${from}～${to}`,
  sections: { apply: '申込み', fee: '料金', note: '備考', dates: '開催日時' },
} as const;
