/** What is taken off a facility's name to leave the part people call it by. */
export const facilityKind =
  /(社会福祉法人|学校法人|幼保連携型|保育所型|幼稚園型|認定こども園|こども園|子ども園|保育園|保育所|保育室|幼稚園|ひろば|広場|センター|児童館|クラブ)/g;

/** What follows a name when a person is meant. */
export const honorific =
  '(さん|様|さま|先生|せんせい|氏|園長|副園長|主任|所長|施設長|保育士|教諭|くん|君|ちゃん)';

// Patterns of what makes somebody known, over a text in NFKC. Each has the global flag.

const figure = '[0-9〇一二三四五六七八九十]';

/** Days and months that are exact enough to be looked up. A fiscal year, a season or 〜年度 is not among them. */
export const exactDates = [
  new RegExp(`(?:令和|平成|昭和|[RHS])${figure}{1,3}年${figure}{1,3}月(?:${figure}{1,3}日)?`, 'gu'),
  new RegExp(`(?:19|20)[0-9]{2}年${figure}{1,2}月(?:${figure}{1,3}日)?`, 'gu'),
  /(?<![0-9])(?:19|20)[0-9]{2}[-/.][0-9]{1,2}(?:[-/.][0-9]{1,2})?(?![0-9])/gu,
  new RegExp(`(?<![0-9〇一二三四五六七八九十年])${figure}{1,3}月${figure}{1,3}日`, 'gu'),
];

/** An exact age or school year. A range (0〜2歳, 3歳以上) and the name of a health check (3歳児健診) are none. */
export const exactAges = [
  /(?<![0-9〜~-])(?<!から)[0-9]{1,2}歳(?:[0-9]{1,2}(?:か|ヶ|カ|ケ|ヵ)月)?(?!児?健|児?の?健|以上|未満|以下|まで|から|〜|~|-|前後|児クラス)/gu,
  /(?<![0-9〜~-])[0-9]{1,2}(?:か|ヶ|カ|ケ|ヵ)月(?:の子|の児|児(?!健|の健)|の赤ちゃん|になる)/gu,
  new RegExp(`(?:小学校?|中学校?|高校)${figure}年生?`, 'gu'),
  /(?<![小中高0-9])(?:小|中|高)[1-6一二三四五六](?![0-9])(?!学)/gu,
];

/** Few families, people or records said as a figure below five. */
export const fewOnes = [
  /(?<![0-9.])[1-4](?:世帯|家庭|家族|組|名|件|ケース)(?!以上)/gu,
  /(?<![0-9.])[1-4]人(?!目|で|ひとり|以上|に1人)/gu,
  /(?<![二三四五六七八九十百])[一二三四](?:世帯|家庭|家族|組の|名の|件の)/gu,
];

/** Numbers of our own records. */
export const recordNumbers = [
  /(?<![A-Za-z])R[0-9]{1,2}-[0-9]{1,5}/gu,
  /(?:ケース|相談|世帯)(?:番号)?(?:の)?[0-9]{2,}(?!件|世帯|人|回|年|か所)/gu,
];

/** Parts of an address that lead to a house. */
export const addressParts = [
  new RegExp(
    `${figure}{1,4}(?:条(?:通|${figure}{1,3}丁目)?|丁目|番地)(?:${figure}{1,4}(?:丁目|番地?)?)?`,
    'gu',
  ),
];

/** What follows a town's own name: 神楽岡 of 神楽岡一条二丁目. */
export const townNumber = /[0-9〇一二三四五六七八九十]+(?:条|丁目|線|号|区).*$/u;

/** A school, nursery or clinic called by its name, known to us or not. */
export const namedPlace =
  /([\p{sc=Han}\p{sc=Katakana}ー]{1,10})(小学校|中学校|高校|高等学校|支援学校|保育園|保育所|幼稚園|こども園|病院|医院|クリニック)/gu;
/** … and what stands before such a word without being a name. */
export const noPlaceName =
  /(?:公立|私立|市立|町立|村立|国立|県立|道立|近隣|近所|地元|地域|各|認可|認可外|無認可|企業主導型|小規模|特別|総合|大学|公的|産婦人科|産科|小児科|精神科|専門|同|校区|全|複数|通常|夜間|救急|在籍|入学予定|進学先|対象|幼稚園・|保育所・)$/u;

/** Nurseries are called in hiragana as often as not: なかよし保育園, whether we know it or not. */
export const namedInKana =
  /(?<![ぁ-んー])([ぁ-んー]{3,8})(小学校|中学校|高校|支援学校|保育園|保育所|幼稚園|こども園|病院|医院|クリニック)/gu;
/** … and how hiragana ends that belongs to the sentence and is no name. */
export const noNameInKana =
  /(?:[のなをにはがでとやもへかうくるたいてず]|から|より|など|だけ|なら|たら|ごろ|ながら|ところ|ばかり|あまり|かなり|やはり|いきなり)$/u;
