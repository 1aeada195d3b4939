import { toHalfWidth } from './kana.ts';
import { toKanjiNumeral } from './numbers.ts';
import { parsed, refused } from './parsed.ts';
import type { Parsed } from './parsed.ts';

export interface Prefecture {
  /** JIS X 0401, '01' … '47'. */
  code: string;
  name: string;
  kana: string;
}

export const prefectures: readonly Prefecture[] = (
  [
    ['北海道', 'ホッカイドウ'],
    ['青森県', 'アオモリケン'],
    ['岩手県', 'イワテケン'],
    ['宮城県', 'ミヤギケン'],
    ['秋田県', 'アキタケン'],
    ['山形県', 'ヤマガタケン'],
    ['福島県', 'フクシマケン'],
    ['茨城県', 'イバラキケン'],
    ['栃木県', 'トチギケン'],
    ['群馬県', 'グンマケン'],
    ['埼玉県', 'サイタマケン'],
    ['千葉県', 'チバケン'],
    ['東京都', 'トウキョウト'],
    ['神奈川県', 'カナガワケン'],
    ['新潟県', 'ニイガタケン'],
    ['富山県', 'トヤマケン'],
    ['石川県', 'イシカワケン'],
    ['福井県', 'フクイケン'],
    ['山梨県', 'ヤマナシケン'],
    ['長野県', 'ナガノケン'],
    ['岐阜県', 'ギフケン'],
    ['静岡県', 'シズオカケン'],
    ['愛知県', 'アイチケン'],
    ['三重県', 'ミエケン'],
    ['滋賀県', 'シガケン'],
    ['京都府', 'キョウトフ'],
    ['大阪府', 'オオサカフ'],
    ['兵庫県', 'ヒョウゴケン'],
    ['奈良県', 'ナラケン'],
    ['和歌山県', 'ワカヤマケン'],
    ['鳥取県', 'トットリケン'],
    ['島根県', 'シマネケン'],
    ['岡山県', 'オカヤマケン'],
    ['広島県', 'ヒロシマケン'],
    ['山口県', 'ヤマグチケン'],
    ['徳島県', 'トクシマケン'],
    ['香川県', 'カガワケン'],
    ['愛媛県', 'エヒメケン'],
    ['高知県', 'コウチケン'],
    ['福岡県', 'フクオカケン'],
    ['佐賀県', 'サガケン'],
    ['長崎県', 'ナガサキケン'],
    ['熊本県', 'クマモトケン'],
    ['大分県', 'オオイタケン'],
    ['宮崎県', 'ミヤザキケン'],
    ['鹿児島県', 'カゴシマケン'],
    ['沖縄県', 'オキナワケン'],
  ] as const
).map(([name, kana], index) => ({ code: String(index + 1).padStart(2, '0'), name, kana }));

// ---- municipality codes --------------------------------------------------------------------

/**
 * Five digits of 全国地方公共団体コード to six: weights 6…2, eleven minus the sum modulo eleven, last digit (総務省
 * 「検査数字を算出する算式」). '01204' → '012041'. Throws RangeError unless given five digits.
 */
export function withCheckDigit(fiveDigits: string): string {
  if (!/^\d{5}$/.test(fiveDigits)) throw new RangeError(`Not five digits: ${fiveDigits}`);
  const sum = Array.from(fiveDigits).reduce((total, digit, index) => total + Number(digit) * (6 - index), 0);
  return `${fiveDigits}${(11 - (sum % 11)) % 10}`;
}

function isFiveDigitCode(code: string): boolean {
  const prefecture = Number(code.slice(0, 2));
  const local = Number(code.slice(2));
  return /^\d{5}$/.test(code) && prefecture >= 1 && prefecture <= 47 && (local === 0 || local >= 100);
}

/**
 * Reads a municipality or prefecture code with or without check digit, also after a spreadsheet dropped the leading
 * zero ('12041', '1204') → six digits.
 */
export function parseMunicipalityCode(text: string): Parsed<string> {
  const plain = text.normalize('NFKC').trim();
  if (!/^\d{4,6}$/.test(plain)) return refused('団体コードは5桁か6桁の数字で書いてください（例：012041）。');
  const five = plain.length === 4 ? `0${plain}` : plain;
  if (five.length === 5 && isFiveDigitCode(five)) return parsed(withCheckDigit(five));
  const six = plain.padStart(6, '0');
  if (isFiveDigitCode(six.slice(0, 5)) && withCheckDigit(six.slice(0, 5)) === six) return parsed(six);
  return refused('団体コードの検査数字が合いません。コードを確かめてください。');
}

/** The prefecture a five- or six-digit code lies in; undefined for no such code. */
export function prefectureOfCode(code: string): Prefecture | undefined {
  return prefectures.find((prefecture) => prefecture.code === code.slice(0, 2));
}

// ---- names of towns ------------------------------------------------------------------------

const lookAlike: Readonly<Record<string, string>> = { ニ: '二', ハ: '八', ー: '一', '―': '一' };

/**
 * Town name as the national list of 町字 spells it: kanji numerals before 条・丁目・線・号, no spaces, so that
 * '東光１条１丁目', '東光1条一丁目' and '東光一条一丁目' are one. Also mends 'ニ丁目' typed with a katakana.
 */
export function normaliseTown(text: string): string {
  return toHalfWidth(text)
    .replace(/\s/g, '')
    .replace(/(?<![ァ-ヺ])[ニハー―](?=条|丁目)/g, (char) => lookAlike[char] ?? char)
    .replace(/\d+(?=条|丁目|線|号|区(?=[\d一二三四五六七八九十]+条))/g, (digits) => {
      const number = Number(digits);
      return number >= 1 && number <= 9999 ? toKanjiNumeral(number) : digits;
    });
}

/** Two towns are one when their keys agree: normaliseTown without 大字・字, small and large ケ・ヶ・が alike. */
export function townKey(text: string): string {
  return normaliseTown(text)
    .replace(/大字|^字/g, '')
    .replace(/[ヶヵがガ]/g, 'ケ');
}

// ---- splitting -----------------------------------------------------------------------------

export interface AddressParts {
  /** '078-8208' when the text began with one. */
  postal_code: string | null;
  prefecture: string | null;
  /** With 郡 and 区: '上川郡東川町', '横浜市港北区'. */
  city: string | null;
  /** 町字 in its own spelling, digits half width; '' when there is none. */
  town: string;
  /** 番地以下: '1063-1', '14番2号'. */
  number: string;
  /** 建物名等（方書）. */
  building: string;
}

const tokyoWards =
  '千代田|中央|港|新宿|文京|台東|墨田|江東|品川|目黒|大田|世田谷|渋谷|中野|杉並|豊島|北|荒川|板橋|練馬|足立|葛飾|江戸川';
// 政令指定都市: only there is what follows 市 up to 区 a ward (地方自治法252条の20).
const designatedCities =
  '札幌|仙台|さいたま|千葉|横浜|川崎|相模原|新潟|静岡|浜松|名古屋|京都|大阪|堺|神戸|岡山|広島|北九州|福岡|熊本';
// Cities whose name holds a 市, 町, 村 or 郡 of its own.
const tangledCities =
  '市川|市原|野々市|四日市|廿日市|大和郡山|郡山|郡上|蒲郡|小郡|町田|大町|十日町|村上|村山|東村山|武蔵村山|羽村|大村|田村';
const districts =
  /^(?!(?:大和郡山|郡山|郡上|蒲郡|小郡)市)(?:余市|高市|[^\d市]{1,5}?)郡(?:玉村町|村田町|大町町|[^\d]{1,7}?[町村])/;

const wardToken = /^(?:中村|[^\d市町村]{1,5}?)区/;

const tokyoWard = new RegExp(`^(?:${tokyoWards})区`);
const designatedCity = new RegExp(`^(?:${designatedCities})市(?:${wardToken.source.slice(1)})?`);
const tangledCity = new RegExp(`^(?:${tangledCities})市`);

function isDesignated(city: string | undefined): boolean {
  return city !== undefined && designatedCities.split('|').includes(city.replace(/市$/, ''));
}

function cityAt(text: string, prefecture: string | null): string | null {
  const district = districts.exec(text);
  if (district) return district[0];
  if (prefecture === null || prefecture === '東京都') {
    const ward = tokyoWard.exec(text);
    if (ward) return ward[0];
  }
  const designated = designatedCity.exec(text);
  if (designated) return designated[0];
  const tangled = tangledCity.exec(text);
  if (tangled) return tangled[0];
  const city = /^(?!余市町)[^\d町村]{1,7}?市/.exec(text);
  if (city) return city[0];
  // 町 and 村 without their 郡 are told from 町字 only behind a prefecture.
  return prefecture === null ? null : (/^[^\d市]{1,7}?[町村]/.exec(text)?.[0] ?? null);
}

// 番地 begin with the first digits that are not part of a town (5条, 9丁目, 4線10号, 9区, 第1号).
const houseNumber =
  /(?<![\d第])(?!(?<=線)\d+号)(?:\d+(?!\d|条|丁目|線|区|地割|の沢)|(?:十|[一二三四五六七八九])[一二三四五六七八九十百]*(?=番地)|無番地)/;
const numberShape =
  /^(?:無番地|[\d一二三四五六七八九十百]+(?:(?:番地の|番地|番の|番|号|の|ノ|-)(?:甲|乙|丙)?\d+(?!\d|階|F|号室|号棟))*(?:番地|番|号(?!室|棟))?(?:の\d+)?)/;

// Longer ones are no addresses, and the patterns cost the square of the length: they pass unsplit.
const longestAddress = 1000;

/**
 * Splits a written address. `own` supplies prefecture and city where the text leaves them out, as cities do in their
 * own lists. Nothing is looked up: an invented town passes.
 */
export function splitAddress(text: string, own: { prefecture?: string; city?: string } = {}): AddressParts {
  if (text.length > longestAddress) {
    return {
      postal_code: null,
      prefecture: own.prefecture ?? null,
      city: own.city ?? null,
      town: text,
      number: '',
      building: '',
    };
  }
  let rest = toHalfWidth(text)
    .replace(/[\s]+/g, ' ')
    .trim()
    .replace(/(\d)\s?[‐‑‒–—―−ー－-]\s?(?=\d)/g, '$1-');
  const postal = /^〒?\s?(\d{3})-(\d{4})\s?/.exec(rest);
  if (postal) rest = rest.slice(postal[0].length);
  const take = (length: number): void => {
    rest = rest.slice(length).trimStart();
  };

  const prefecture = prefectures.find(({ name }) => rest.startsWith(name))?.name ?? null;
  if (prefecture) take(prefecture.length);
  let city = cityAt(rest, prefecture);
  if (own.city !== undefined && rest.startsWith(own.city) && !city?.startsWith(own.city)) city = own.city;
  if (city) take(city.length);
  // '港北区…' in a list of 横浜市.
  if (city?.endsWith('区') && !city.includes('市') && isDesignated(own.city)) city = `${own.city}${city}`;
  else if (city === null && isDesignated(own.city)) {
    const ward = wardToken.exec(rest)?.[0];
    if (ward) {
      take(ward.length);
      city = `${own.city}${ward}`;
    }
  }

  const start = houseNumber.exec(rest);
  let town = rest;
  let number = '';
  let building = '';
  if (start) {
    town = rest.slice(0, start.index);
    const tail = rest.slice(start.index);
    number = numberShape.exec(tail)?.[0] ?? '';
    building = tail.slice(number.length);
  } else {
    const gap = /^(\S+?)\s?(?:\s|(?=[（(]))(.+)$/.exec(rest);
    if (gap) [town, building] = [gap[1] ?? '', gap[2] ?? ''];
  }
  building = building.trim();
  const bracketed = /^[（(]([^（）()]*)[）)]$/.exec(building);
  return {
    postal_code: postal ? `${postal[1]}-${postal[2]}` : null,
    prefecture: prefecture ?? own.prefecture ?? null,
    city: city ?? own.city ?? null,
    town: town.replace(/\s/g, ''),
    number,
    building: bracketed?.[1]?.trim() ?? building,
  };
}

/** One line: prefecture, city, town and number together, the building after a space. */
export function joinAddress(
  parts: Pick<AddressParts, 'prefecture' | 'city' | 'town' | 'number' | 'building'>,
): string {
  const place = `${parts.prefecture ?? ''}${parts.city ?? ''}${parts.town}${parts.number}`;
  return parts.building === '' ? place : `${place} ${parts.building}`;
}
