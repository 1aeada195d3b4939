// Towns of 旭川市 (real names and postal codes, only a part of them) and the material of which invented
// facilities and operators are named. The division into areas is invented for the demo.
import type { FacilityGroup } from './material.ts';

/** A block of 条丁目 that lies together; every combination named here exists. */
export interface TownBlock {
  name: string;
  /** First and last 条; null where the town has only 丁目 or none. */
  jo: [number, number] | null;
  /** Written after the number of the 条: 条 or 条通. */
  jo_word: string;
  chome: [number, number] | null;
  /** Last four digits are this plus the 条. */
  postal: [prefix: string, base: number];
  lat: number;
  lon: number;
  visit_district: string;
  school_district: string;
  neighbourhood: string;
  /** How many facilities lie here, in relation to the others. */
  weight: number;
}

function block(
  name: string,
  jo: [number, number] | null,
  chome: [number, number] | null,
  postal: [string, number],
  at: [number, number],
  areas: [string, string, string],
  weight: number,
  jo_word = '条',
): TownBlock {
  return {
    name,
    jo,
    jo_word,
    chome,
    postal,
    lat: at[0],
    lon: at[1],
    visit_district: areas[0],
    school_district: areas[1],
    neighbourhood: areas[2],
    weight,
  };
}

export const townBlocks: TownBlock[] = [
  block('', [1, 9], [5, 14], ['070', 30], [43.7685, 142.36], ['中央', '中央', '中央・大成'], 12, '条通'),
  block('', [1, 6], [19, 23], ['078', 8210], [43.7668, 142.385], ['中央', '光陽', '中央・大成'], 8, '条通'),
  block(
    '南',
    [1, 6],
    [20, 25],
    ['078', 8330],
    [43.7525, 142.3785],
    ['中央', '光陽', '中央・大成'],
    6,
    '条通',
  ),
  block('東', [3, 8], [1, 8], ['070', 20], [43.7807, 142.3779], ['中央', '中央', '新旭川'], 8),
  block('秋月', [1, 3], [1, 2], ['079', 8400], [43.7914, 142.3915], ['中央', '永山南', '新旭川'], 2),
  block('豊岡', [1, 12], [1, 9], ['078', 8230], [43.7645, 142.4092], ['東部', '東陽', '豊岡'], 18),
  block('東光', [1, 12], [1, 9], ['078', 8340], [43.748, 142.405], ['東部', '東光', '東光'], 20),
  block('東旭川北', [1, 1], [1, 8], ['078', 8250], [43.7734, 142.4381], ['東部', '旭川', '東旭川'], 4),
  block('東旭川南', [1, 1], [1, 8], ['078', 8260], [43.7698, 142.4348], ['東部', '旭川', '東旭川'], 4),
  block('永山', [1, 4], [1, 24], ['079', 8410], [43.79, 142.425], ['北部', '永山', '永山'], 14),
  block('永山', [5, 8], [1, 21], ['079', 8410], [43.801, 142.42], ['北部', '永山南', '永山'], 12),
  block('末広', [1, 8], [1, 12], ['071', 8130], [43.8152, 142.3838], ['北部', '広陵', '末広・東鷹栖'], 14),
  block('末広東', [1, 2], [1, 13], ['071', 8120], [43.8057, 142.3964], ['北部', '広陵', '末広・東鷹栖'], 4),
  block('東鷹栖', [1, 4], [1, 6], ['071', 8100], [43.8292, 142.4121], ['北部', '東鷹栖', '末広・東鷹栖'], 5),
  block('春光', [4, 6], [1, 9], ['070', 870], [43.803, 142.3644], ['北部', '春光台', '春光・春光台'], 8),
  block('春光台', [1, 5], [1, 12], ['071', 8140], [43.8232, 142.3634], ['北部', '春光台', '春光・春光台'], 8),
  block('旭町', [1, 2], [1, 20], ['070', 830], [43.7898, 142.3486], ['西部', '北門', '北星・江丹別'], 6),
  block('大町', [1, 2], [1, 20], ['070', 840], [43.7917, 142.3531], ['西部', '北門', '北星・江丹別'], 4),
  block('北門町', null, [7, 22], ['070', 825], [43.7909, 142.3406], ['西部', '北門', '北星・江丹別'], 3),
  block('緑町', null, [12, 25], ['070', 823], [43.7896, 142.3292], ['西部', '北門', '北星・江丹別'], 3),
  block('旭岡', null, [1, 6], ['070', 822], [43.7961, 142.3183], ['西部', '北門', '北星・江丹別'], 2),
  block('江丹別町中央', null, null, ['071', 1173], [43.866, 142.242], ['西部', '江丹別', '北星・江丹別'], 1),
  block('神居', [1, 5], [1, 19], ['070', 8010], [43.76, 142.34], ['西部', '神居東', '神居'], 12),
  block('神居', [6, 8], [1, 17], ['070', 8010], [43.753, 142.326], ['西部', '神居東', '神居'], 4),
  block('忠和', [4, 7], [1, 7], ['070', 8040], [43.7761, 142.3166], ['西部', '忠和', '神居'], 7),
  block('高砂台', null, [1, 8], ['070', 8061], [43.7633, 142.3151], ['西部', '忠和', '神居'], 2),
  block('神楽', [3, 6], [4, 12], ['070', 8000], [43.7567, 142.3511], ['西部', '神楽', '神楽・緑が丘'], 8),
  block('神楽岡', [5, 14], [4, 7], ['078', 8310], [43.7407, 142.3672], ['西部', '緑が丘', '神楽・緑が丘'], 8),
  block('緑が丘', [1, 5], [1, 4], ['078', 8300], [43.7345, 142.3783], ['西部', '緑が丘', '神楽・緑が丘'], 6),
  block(
    '緑が丘東',
    [3, 5],
    [1, 3],
    ['078', 8800],
    [43.7255, 142.3847],
    ['西部', '緑が丘', '神楽・緑が丘'],
    3,
  ),
  block('西神楽北', [1, 2], [1, 3], ['071', 172], [43.6862, 142.3897], ['西部', '西神楽', '西神楽'], 3),
  block('西神楽南', [1, 2], [1, 4], ['071', 170], [43.6817, 142.3922], ['西部', '西神楽', '西神楽'], 2),
];

export const areaSystemWords = {
  visit_district: {
    name: '担当地区',
    suffix: '地区',
    note: '保育サポートコーディネーターの担当を分けるための区分（実演用）。',
  },
  school_district: {
    name: '中学校区',
    suffix: '中学校区',
    note: '中学校の名は公表資料などによるが、町の割り当ては実演用に簡略にしたもの。',
  },
  neighbourhood: { name: '地区', suffix: '地区', note: '地域の集まりの単位を想定した区分（実演用）。' },
};

/** How the junior-high districts stand in the community–school programme of 令和7年度, as published. */
export const modelDistricts: { name: string; stage: string; from: string; local_coordinators: number }[] = [
  { name: '光陽', stage: 'モデル地域（継続）', from: '2024-04-01', local_coordinators: 3 },
  { name: '永山', stage: 'モデル地域（継続）', from: '2024-04-01', local_coordinators: 2 },
  { name: '西神楽', stage: 'モデル地域（継続）', from: '2024-04-01', local_coordinators: 1 },
  { name: '東陽', stage: 'モデル地域（新規）', from: '2025-04-01', local_coordinators: 2 },
  { name: '神居東', stage: 'モデル地域（新規）', from: '2025-04-01', local_coordinators: 3 },
  { name: '旭川', stage: '伴走支援地域', from: '2021-04-01', local_coordinators: 7 },
  { name: '神楽', stage: '伴走支援地域', from: '2021-04-01', local_coordinators: 1 },
  { name: '春光台', stage: '伴走支援地域', from: '2021-04-01', local_coordinators: 2 },
];

/** Plants, animals and weather of the region: combined with `nameEnds` they make names nobody carries. */
export const nameBeginnings: string[] = [
  'しまえなが',
  'みずなら',
  'やちだも',
  'はるにれ',
  'えぞりす',
  'いたやかえで',
  'はしどい',
  'えんれいそう',
  'ふくじゅそう',
  'ざぜんそう',
  'おおうばゆり',
  'えぞにゅう',
  'ほおのき',
  'きはだ',
  'とどまつ',
  'おにぐるみ',
  'やまぶどう',
  'こくわ',
  'またたび',
  'ゆきむし',
  'しもばしら',
  'ゆきあかり',
  'ゆきわり',
  'かんじき',
  'こなゆき',
  'ざらめ',
  'あさもや',
  'かわぎり',
  'さざなみ',
  'みなも',
  'やまめ',
  'うぐい',
  'かわせみ',
  'あかげら',
  'こげら',
  'ごじゅうから',
  'きれんじゃく',
  'のびたき',
  'おおるり',
  'えぞふくろう',
  'ももんが',
  'きたきつね',
  'なきうさぎ',
  'しまりす',
  'あめんぼ',
  'げんごろう',
  'みずすまし',
  'ほたるび',
  'まるはなばち',
  'てんとう',
  'わたげ',
  'ねこやなぎ',
  'しらかんば',
  'はんのき',
  'やまなし',
  'すぐり',
  'はすかっぷ',
  'ふきのとう',
  'かたくり',
  'つらら',
];

/** Written form and reading of what follows a beginning. */
export const nameEnds: [written: string, kana: string][] = [
  ['こみち', 'コミチ'],
  ['の原', 'ノハラ'],
  ['の枝', 'ノエダ'],
  ['の窓', 'ノマド'],
  ['の橋', 'ノハシ'],
  ['の音', 'ノオト'],
  ['日和', 'ビヨリ'],
  ['の舟', 'ノフネ'],
  ['だより', 'ダヨリ'],
  ['の庭', 'ノニワ'],
];

/** Names of invented municipal nurseries; 神楽保育所 is the one from the published plan. */
export const publicNurseries: [name: string, kana: string][] = [
  ['神楽保育所', 'カグラホイクショ'],
  ['ゆきしろ保育所', 'ユキシロホイクショ'],
  ['かわばやし保育所', 'カワバヤシホイクショ'],
  ['にれかげ保育所', 'ニレカゲホイクショ'],
  ['あさぎり坂保育所', 'アサギリザカホイクショ'],
  ['みずべ野保育所', 'ミズベノホイクショ'],
  ['しらかば台下保育所', 'シラカバダイシタホイクショ'],
  ['こもれび橋保育所', 'コモレビバシホイクショ'],
];

export interface FacilityType {
  kind: string;
  programme: string;
  programme_codes: string[];
  group: FacilityGroup;
  count: number;
  prefix: string;
  suffix: string;
  suffix_kana: string;
  prefix_kana: string;
  ages: string;
  capacity: [number, number] | null;
  opens: string;
  closes: string;
  weekdays: number[];
  /** Forms of operators that run this kind, most common first. */
  forms: ('市' | '社会福祉法人' | '学校法人' | '株式会社' | '特定非営利活動法人' | '一般社団法人')[];
}

const monToSat = [1, 2, 3, 4, 5, 6];
const monToFri = [1, 2, 3, 4, 5];

export const facilityTypes: FacilityType[] = [
  {
    kind: '認可公立保育所',
    programme: '公立保育所',
    programme_codes: ['nursery'],
    group: 'nursery',
    count: 8,
    prefix: '',
    prefix_kana: '',
    suffix: '保育所',
    suffix_kana: 'ホイクショ',
    ages: '0歳（生後6か月）〜5歳',
    capacity: [60, 110],
    opens: '07:30',
    closes: '18:30',
    weekdays: monToSat,
    forms: ['市'],
  },
  {
    kind: '認可私立保育所',
    programme: '私立保育所',
    programme_codes: ['nursery'],
    group: 'nursery',
    count: 40,
    prefix: '',
    prefix_kana: '',
    suffix: '保育園',
    suffix_kana: 'ホイクエン',
    ages: '0歳（生後57日）〜5歳',
    capacity: [50, 120],
    opens: '07:15',
    closes: '18:15',
    weekdays: monToSat,
    forms: ['社会福祉法人'],
  },
  {
    kind: '認定こども園（幼保連携型）',
    programme: '幼保連携型認定こども園',
    programme_codes: ['nursery', 'kindergarten'],
    group: 'kodomoen',
    count: 26,
    prefix: '認定こども園',
    prefix_kana: 'ニンテイコドモエン',
    suffix: '',
    suffix_kana: '',
    ages: '0歳（生後57日）〜5歳',
    capacity: [90, 210],
    opens: '07:15',
    closes: '18:30',
    weekdays: monToSat,
    forms: ['社会福祉法人', '学校法人'],
  },
  {
    kind: '認定こども園（幼稚園型）',
    programme: '幼稚園型認定こども園',
    programme_codes: ['nursery', 'kindergarten'],
    group: 'kodomoen',
    count: 12,
    prefix: '認定こども園',
    prefix_kana: 'ニンテイコドモエン',
    suffix: '幼稚園',
    suffix_kana: 'ヨウチエン',
    ages: '1歳〜5歳',
    capacity: [100, 240],
    opens: '07:30',
    closes: '18:30',
    weekdays: monToSat,
    forms: ['学校法人'],
  },
  {
    kind: '認定こども園（保育所型）',
    programme: '保育所型認定こども園',
    programme_codes: ['nursery', 'kindergarten'],
    group: 'kodomoen',
    count: 8,
    prefix: '認定こども園',
    prefix_kana: 'ニンテイコドモエン',
    suffix: '保育園',
    suffix_kana: 'ホイクエン',
    ages: '0歳（生後57日）〜5歳',
    capacity: [70, 130],
    opens: '07:15',
    closes: '18:15',
    weekdays: monToSat,
    forms: ['社会福祉法人'],
  },
  {
    kind: '私立幼稚園',
    programme: '私立幼稚園',
    programme_codes: ['kindergarten'],
    group: 'kindergarten',
    count: 18,
    prefix: '',
    prefix_kana: '',
    suffix: '幼稚園',
    suffix_kana: 'ヨウチエン',
    ages: '3歳〜5歳',
    capacity: [80, 220],
    opens: '08:30',
    closes: '17:30',
    weekdays: monToFri,
    forms: ['学校法人'],
  },
  {
    kind: '小規模保育施設',
    programme: '小規模保育事業A型',
    programme_codes: ['nursery'],
    group: 'small',
    count: 24,
    prefix: '',
    prefix_kana: '',
    suffix: '小規模保育園',
    suffix_kana: 'ショウキボホイクエン',
    ages: '0歳（生後6か月）〜2歳',
    capacity: [12, 19],
    opens: '07:30',
    closes: '18:30',
    weekdays: monToSat,
    forms: ['株式会社', '社会福祉法人', '一般社団法人', '特定非営利活動法人'],
  },
  {
    kind: '認可外保育所',
    programme: '認可外保育施設',
    programme_codes: ['other'],
    group: 'unlicensed',
    count: 12,
    prefix: '',
    prefix_kana: '',
    suffix: '保育ルーム',
    suffix_kana: 'ホイクルーム',
    ages: '0歳〜5歳',
    capacity: [10, 30],
    opens: '07:00',
    closes: '20:00',
    weekdays: monToSat,
    forms: ['株式会社', '一般社団法人', '特定非営利活動法人'],
  },
  {
    kind: 'その他',
    programme: '事業所内保育事業',
    programme_codes: ['nursery'],
    group: 'small',
    count: 4,
    prefix: '',
    prefix_kana: '',
    suffix: '事業所内保育室',
    suffix_kana: 'ジギョウショナイホイクシツ',
    ages: '0歳（生後6か月）〜2歳',
    capacity: [10, 19],
    opens: '07:00',
    closes: '19:00',
    weekdays: monToSat,
    forms: ['株式会社', '一般社団法人'],
  },
  {
    kind: '子育て支援センター',
    programme: '地域子育て支援拠点事業（センター）',
    programme_codes: ['support_base'],
    group: 'base',
    count: 10,
    prefix: '地域子育て支援センター',
    prefix_kana: 'チイキコソダテシエンセンター',
    suffix: '',
    suffix_kana: '',
    ages: '0歳〜就学前の子どもと保護者、妊娠中の方',
    capacity: null,
    opens: '09:00',
    closes: '16:00',
    weekdays: monToFri,
    forms: ['市', '社会福祉法人'],
  },
  {
    kind: 'その他',
    programme: 'つどいの広場',
    programme_codes: ['tsudoi'],
    group: 'plaza',
    count: 8,
    prefix: 'つどいの広場',
    prefix_kana: 'ツドイノヒロバ',
    suffix: '',
    suffix_kana: '',
    ages: '0歳〜3歳くらいの子どもと保護者',
    capacity: null,
    opens: '10:00',
    closes: '15:00',
    weekdays: [2, 3, 4, 5, 6],
    forms: ['特定非営利活動法人', '一般社団法人'],
  },
  {
    kind: '放課後児童クラブ',
    programme: '放課後児童健全育成事業',
    programme_codes: ['after_school'],
    group: 'club',
    count: 10,
    prefix: '放課後児童クラブ',
    prefix_kana: 'ホウカゴジドウクラブ',
    suffix: '',
    suffix_kana: '',
    ages: '小学1年〜6年',
    capacity: [40, 70],
    opens: '13:00',
    closes: '18:30',
    weekdays: monToFri,
    forms: ['特定非営利活動法人', '一般社団法人', '市'],
  },
];

/** Ends of operators' names by legal form. */
export const operatorEnds: Record<string, [written: string, kana: string][]> = {
  社会福祉法人: [
    ['育みの会', 'ハグクミノカイ'],
    ['ともしび福祉会', 'トモシビフクシカイ'],
    ['結び福祉会', 'ムスビフクシカイ'],
  ],
  学校法人: [
    ['学びの野学園', 'マナビノノガクエン'],
    ['遊学舎', 'ユウガクシャ'],
  ],
  株式会社: [
    ['の手ケア', 'ノテケア'],
    ['ほいく舎', 'ホイクシャ'],
  ],
  特定非営利活動法人: [
    ['子育て応援隊', 'コソダテオウエンタイ'],
    ['親子の縁側', 'オヤコノエンガワ'],
  ],
  一般社団法人: [
    ['の輪ネット', 'ノワネット'],
    ['育ちの森舎', 'ソダチノモリシャ'],
  ],
};

/** How many operators of each form there are, the city apart. */
export const operatorCounts: Record<string, number> = {
  社会福祉法人: 38,
  学校法人: 22,
  株式会社: 12,
  特定非営利活動法人: 10,
  一般社団法人: 8,
};

/** What a family or another facility would look for. */
export const facilityStrengths: { text: string; groups: FacilityGroup[] }[] = [
  { text: '少人数でアットホーム', groups: ['small', 'unlicensed', 'plaza', 'nursery'] },
  { text: '外遊びが盛ん', groups: ['nursery', 'kodomoen', 'kindergarten', 'small'] },
  { text: '多くの親子と知り合える', groups: ['base', 'plaza'] },
  { text: '子育て以外の相談もできる', groups: ['base', 'plaza'] },
  { text: '異年齢の関わり', groups: ['nursery', 'kodomoen', 'small', 'club'] },
  { text: '食育・畑の活動', groups: ['nursery', 'kodomoen', 'kindergarten'] },
  { text: '広い園庭', groups: ['kindergarten', 'kodomoen'] },
  { text: '冬の雪遊び', groups: ['nursery', 'kodomoen', 'kindergarten', 'small', 'club'] },
  { text: '発達の支援に力を入れている', groups: ['nursery', 'kodomoen', 'kindergarten', 'base'] },
  { text: '乳児の保育が丁寧', groups: ['nursery', 'kodomoen', 'small', 'unlicensed'] },
  { text: '絵本と読み聞かせ', groups: ['nursery', 'kodomoen', 'kindergarten', 'plaza', 'base'] },
  { text: '小学校との交流', groups: ['nursery', 'kodomoen', 'kindergarten'] },
  { text: '若い職員の育成', groups: ['nursery', 'kodomoen', 'kindergarten'] },
  { text: '実習生の受入れ', groups: ['nursery', 'kodomoen', 'kindergarten'] },
  { text: '食物アレルギーへの対応', groups: ['nursery', 'kodomoen'] },
  { text: '記録と休憩の工夫', groups: ['nursery', 'kodomoen', 'small'] },
  { text: '父親が参加しやすい', groups: ['base', 'plaza', 'kindergarten'] },
  { text: '外国につながる家庭の受入れ', groups: ['nursery', 'kodomoen', 'base', 'plaza'] },
  { text: '一時預かりがある', groups: ['nursery', 'kodomoen', 'base'] },
  { text: '夜間・休日の預かり', groups: ['unlicensed'] },
  { text: '子どもが決まりを話し合う', groups: ['club'] },
  { text: '静かに過ごせる場所がある', groups: ['club', 'plaza', 'small'] },
];

/** Wishes about the time of a visit; `not` are the starting times that go against it. */
export const visitWishes: { text: string; groups: FacilityGroup[]; weekday?: number; not: string[] }[] = [
  {
    text: '午睡中（12時30分〜14時30分）は不可',
    groups: ['nursery', 'kodomoen', 'small', 'unlicensed'],
    not: ['13:00', '13:30', '14:00'],
  },
  {
    text: '火曜の午前は避ける',
    groups: ['nursery', 'kodomoen', 'small', 'base'],
    weekday: 2,
    not: ['09:30', '10:00', '10:30'],
  },
  {
    text: '月曜の午前は避ける',
    groups: ['nursery', 'kodomoen', 'small', 'unlicensed'],
    weekday: 1,
    not: ['09:30', '10:00', '10:30'],
  },
  {
    text: '保育中の午前は不可、14時以降を希望',
    groups: ['kindergarten'],
    not: ['09:30', '10:00', '10:30', '13:00', '13:30'],
  },
  {
    text: '誕生会のある第3木曜は避ける',
    groups: ['nursery', 'kodomoen', 'kindergarten'],
    weekday: 4,
    not: [],
  },
  { text: '昼の静かな時間を希望', groups: ['plaza', 'base'], not: ['10:00', '10:30'] },
  {
    text: '子どもが帰る前の13時台を希望',
    groups: ['club'],
    not: ['09:30', '10:00', '10:30', '14:30', '15:00'],
  },
  {
    text: '午睡中の訪問を希望（職員が話しやすい）',
    groups: ['nursery', 'small'],
    not: ['09:30', '10:00', '10:30'],
  },
];
