import type pg from 'pg';

const beginnings = [
  'ひかり',
  'あおば',
  'こぐま',
  'しらかば',
  'すずらん',
  'ななかまど',
  'ゆきんこ',
  'はまなす',
  'とんぼ',
  'ふきのとう',
];
const kinds = [
  '認可私立保育所',
  '認可公立保育所',
  '私立幼稚園',
  '認定こども園（幼保連携型）',
  '小規模保育施設',
  '子育て支援センター',
  '放課後児童クラブ',
];

/** Invented facilities spread over the demo's towns and operators. */
export async function fillFacilities(owner: pg.Client, count: number): Promise<void> {
  await owner.query(
    `insert into facility (organisation_id, local_id, name, name_kana, kind, address, town_id, phone, capacity, ages, weekdays, opens_at, closes_at,
       confirmed_on, created_at, updated_at)
     select operator.id, 'BENCH' || n, names.name || n || case when n % 3 = 0 then '保育園' else 'こども園' end, names.kana || n,
       kinds.kind, '北海道旭川市' || town.name || '1番' || n, town.id, '0166-00-' || lpad((n % 10000)::text, 4, '0'), 30 + n % 150,
       '0歳～5歳', '月火水木金土', '07:30', '18:30', '2026-05-20', now(), now()
     from generate_series(1, $1::integer) as series (n)
     join lateral (select ($2::text[])[1 + n % array_length($2::text[], 1)] as name, translate(($2::text[])[1 + n % array_length($2::text[], 1)], $4, $5) as kana) names on true
     join lateral (select ($3::text[])[1 + n % array_length($3::text[], 1)] as kind) kinds on true
     join (select id, row_number() over (order by id) - 1 as i, count(*) over () as size from organisation where kind = 'operator') operator on operator.i = series.n % operator.size
     join (select id, name, row_number() over (order by id) - 1 as i, count(*) over () as size from town) town on town.i = series.n % town.size`,
    [count, beginnings, kinds, hiragana, katakana],
  );
}

const hiragana = Array.from({ length: 83 }, (_, n) => String.fromCharCode(0x3041 + n)).join('');
const katakana = Array.from({ length: 83 }, (_, n) => String.fromCharCode(0x30a1 + n)).join('');

/** Planned and done visits of three years, by the demo's coordinators. */
export async function fillVisits(owner: pg.Client, count: number): Promise<void> {
  await owner.query(
    `insert into visit (facility_id, team_id, lead_id, purpose, planned_on, visited_on, created_by, created_at)
     select facility.id, team.id, coordinator.person_id, 'round', date '2024-04-01' + (n % 960), date '2024-04-01' + (n % 960),
       coordinator.person_id, now()
     from generate_series(1, $1::integer) as series (n)
     join (select id, row_number() over (order by id) - 1 as i from facility where local_id like 'BENCH%') facility on facility.i = series.n % 20000
     join (select person_id, row_number() over (order by person_id) - 1 as i, count(*) over () as size from appointment where role_code = 'coordinator') coordinator
       on coordinator.i = series.n % coordinator.size
     cross join (select id from team order by id limit 1) team`,
    [count],
  );
}

/** The national 子育て施設一覧 as a city publishes it, with the usual untidiness. */
export function facilityCsv(count: number): string {
  const header =
    '全国地方公共団体コード,ID,地方公共団体名,名称,名称_カナ,種別,所在地_連結表記,緯度,経度,電話番号,団体名,認可等年月日,収容定員,受入年齢,利用可能曜日,開始時間,終了時間,一時預かりの有無,郵便番号,備考';
  const rows = Array.from({ length: count }, (_, n) =>
    [
      '012041',
      `IMP${String(n).padStart(6, '0')}`,
      '北海道旭川市',
      `取込み${beginnings[n % 10]}園${n}`,
      `トリコミエン${n}`,
      kinds[n % kinds.length],
      `北海道旭川市永山${1 + (n % 9)}条${1 + (n % 20)}丁目${n}`,
      '43.8012',
      '142.4211',
      `(0166)00-${String(n % 10000).padStart(4, '0')}`,
      `社会福祉法人測定会${n % 50}`,
      `${1950 + (n % 70)}/1/25`,
      String(30 + (n % 100)),
      '3ヶ月から',
      '月火水木金土',
      '7:30',
      '18:30',
      n % 2 ? '有' : '無',
      '079-8411',
      '',
    ].join(','),
  );
  return '\ufeff' + [header, ...rows].join('\r\n') + '\r\n';
}
