import { crc32, deflateSync } from 'node:zlib';
import { isCorporateNumber } from './rules-import.ts';
import { standardHeadings, type StandardHeading } from './words-import.ja.ts';

/** A row of the standard's 53 columns; what is not given is empty. */
export function standardRow(cells: Partial<Record<StandardHeading, string>>): string[] {
  return standardHeadings.map((heading) => cells[heading] ?? '');
}

/** An invented nursery as a city's own software writes it: no leading zeros, slashes, parentheses, full width. */
export const roughRow: Partial<Record<StandardHeading, string>> = {
  全国地方公共団体コード: '999997',
  ID: '9999970001',
  地方公共団体名: '試験県試験市',
  名称: 'そよかぜ保育園　分園',
  名称_カナ: 'ソヨカゼホイクエン　ブンエン',
  種別: '認定こども園(幼保連携型)',
  所在地_連結表記: '試験県試験市神楽岡一条２丁目3-4',
  緯度: '142.365',
  経度: '43.77',
  電話番号: '(0166)26-0001',
  郵便番号: '〒0780001',
  団体名: '社会福祉法人そよかぜ会',
  認可等年月日: '1952/1/25',
  収容定員: '90人',
  受入年齢: '生後57日～5歳',
  利用可能曜日: '月～土曜日',
  開始時間: '7:00',
  終了時間: '１９：００',
  一時預かりの有無: '○',
  病児保育の有無: '有',
  URL: 'www.soyokaze.example.jp',
  備考: 'この施設は架空です。',
};

const stems = ['こもれび', 'あおぞら', 'ひまわり', 'さくら', 'すずらん', 'たんぽぽ', 'つくし', 'ポプラ'];
const stemKana = ['コモレビ', 'アオゾラ', 'ヒマワリ', 'サクラ', 'スズラン', 'タンポポ', 'ツクシ', 'ポプラ'];
const kinds = [
  '認可公立保育所',
  '認可私立保育所',
  '公立幼稚園',
  '放課後児童クラブ',
  '児童館',
  '子育て支援センター',
];

/** Any number of invented rows, rough where real tables are, with 200 operators. */
export function manyRows(count: number): string[][] {
  return Array.from({ length: count }, (_, at) => {
    const stem = at % stems.length;
    return standardRow({
      ...roughRow,
      ID: `99999${String(at).padStart(7, '0')}`,
      名称: `${stems[stem]}第${at}園`,
      名称_カナ: `${stemKana[stem]}ダイ${at}エン`,
      種別: kinds[at % kinds.length] ?? '',
      所在地_連結表記: `試験県試験市神楽岡${(at % 30) + 1}条${(at % 9) + 1}丁目${at % 50}-${at % 20}`,
      緯度: String(43.7 + (at % 1000) / 10_000),
      経度: String(142.3 + (at % 977) / 10_000),
      電話番号: `(0166)${20 + (at % 70)}-${String(at % 10_000).padStart(4, '0')}`,
      団体名: `社会福祉法人第${at % 200}会`,
      収容定員: String(20 + (at % 150)),
      開始時間: `${7 + (at % 3)}:00`,
    });
  });
}

/** An invented 法人番号 with a right check digit. */
export function corporateNumber(seed: number): string {
  const rest = String(seed).padStart(12, '0').slice(-12);
  return Array.from({ length: 9 }, (_, at) => `${at + 1}${rest}`).find(isCorporateNumber) ?? '';
}

/** A small plain picture as PNG: one colour, or a function of the place. */
export function pngOf(
  width: number,
  height: number,
  colour: readonly [number, number, number] | ((x: number, y: number) => readonly [number, number, number]),
): Uint8Array {
  const rows = Buffer.alloc((width * 3 + 1) * height);
  let at = 0;
  for (let y = 0; y < height; y++) {
    at += 1; // a row begins with its filter: none
    for (let x = 0; x < width; x++) {
      const [red, green, blue] = typeof colour === 'function' ? colour(x, y) : colour;
      rows[at++] = red;
      rows[at++] = green;
      rows[at++] = blue;
    }
  }
  const chunk = (name: string, data: Uint8Array): Buffer => {
    const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
    const framed = Buffer.alloc(body.length + 8);
    framed.writeUInt32BE(data.length, 0);
    body.copy(framed, 4);
    framed.writeUInt32BE(crc32(body), body.length + 4);
    return framed;
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', new Uint8Array()),
  ]);
}
