import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { agreedPlace, completePostal, lookupPostal, lookupPostalNationwide } from './postal-completion.ts';
import { formatPostal, parsePostal } from './postal.ts';

describe('postal codes', () => {
  test('what is no postal code is refused, with a hint at zeros lost in spreadsheets', () => {
    for (const text of ['', '旭川', '078-820', '0788-208', '12345678'])
      expect(parsePostal(text).ok).toBe(false);
    const lost = parsePostal('788208');
    expect(lost.ok ? '' : lost.reason).toContain('先頭の0');
    expect(() => formatPostal('788208')).toThrow(RangeError);
  });

  test('every notation gives one spelling', () => {
    for (const text of [
      '0788208',
      '078-8208',
      '〒０７８－８２０８',
      '〒 078 8208',
      '078ー8208',
      '郵便番号：078-8208',
    ]) {
      expect(parsePostal(text)).toEqual({ ok: true, value: '078-8208' });
    }
    expect(formatPostal('0788208')).toBe('〒078-8208');
  });

  test('all codes are read back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9_999_999 }), (number) => {
        const digits = String(number).padStart(7, '0');
        expect(parsePostal(formatPostal(digits))).toEqual(parsePostal(digits));
      }),
    );
  });
});

describe('completion of addresses', () => {
  const own = [
    { postal_code: '0788208', prefecture: '北海道', city: '旭川市', town: '市の一覧の町' },
    { postal_code: '078-8300', prefecture: '北海道', city: '旭川市', town: '別の町' },
  ];

  test('unknown codes and other text complete nothing', async () => {
    expect(await lookupPostalNationwide('東光')).toEqual([]);
    expect(await lookupPostalNationwide('999-9999')).toEqual([]);
    expect(lookupPostal(own, '0788209')).toEqual([]);
    expect(agreedPlace([])).toEqual({ prefecture: '', city: '', town: '', municipality_code: null });
  });

  test('the national list spells towns as the list of 町字 does', async () => {
    expect(await lookupPostalNationwide('〒078-8214')).toEqual([
      { prefecture: '北海道', city: '旭川市', town: '四条通', municipality_code: '012041' },
    ]);
    expect(await lookupPostalNationwide('418-0065')).toEqual([
      expect.objectContaining({ prefecture: '静岡県', city: '富士宮市', municipality_code: '222071' }),
    ]);
  });

  test('where a code covers several places only what they share is filled in', async () => {
    const twoPrefectures = await lookupPostalNationwide('4980000');
    expect(twoPrefectures.length).toBeGreaterThan(1);
    expect(agreedPlace(twoPrefectures)).toEqual({
      prefecture: '',
      city: '',
      town: '',
      municipality_code: null,
    });
    const manyTowns = await lookupPostalNationwide('4520961');
    expect(agreedPlace(manyTowns)).toEqual({
      prefecture: '愛知県',
      city: '清須市',
      town: '',
      municipality_code: '232335',
    });
  });

  test('the list a city uploaded comes first', async () => {
    expect(lookupPostal(own, '０７８－８２０８')).toHaveLength(1);
    expect((await completePostal('078-8208', own))[0]?.town).toBe('市の一覧の町');
    expect((await completePostal('078-8208'))[0]?.town).toBe('東旭川町下兵村');
  });
});
