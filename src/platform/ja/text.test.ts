import fc from 'fast-check';
import { expect, test } from 'vitest';
import { normaliseHeader, normaliseInput, normaliseName } from './text.ts';

test('what a person typed loses only what they did not mean', () => {
  expect(normaliseInput('　\u0000相談\r\n記録\u200b\t済　\ufeff')).toBe('相談\n記録\t済');
  expect(normaliseInput('a\u202egnp.exe')).toBe('agnp.exe');
  expect(normaliseInput('か\u3099くと\u3099う')).toBe('がくどう');
  expect(normaliseInput('全角３　と㈱')).toBe('全角３　と㈱');
});

test('names keep their characters and lose odd widths', () => {
  expect(normaliseName('　髙﨑　　花子 ')).toBe('髙﨑 花子');
  expect(normaliseName('㈱ﾊﾟﾙ１２ＡＢ')).toBe('㈱パル12AB');
  expect(normaliseName('神\u{e0100}田')).toBe('神\u{e0100}田');
  expect(normaliseName('\ufa19田')).toBe('\ufa19田');
});

test('column headings are compared without width and spaces', () => {
  expect(normaliseHeader('\ufeff 連絡先備考（その他、SNSなど） ')).toBe('連絡先備考(その他、SNSなど)');
  expect(normaliseHeader('料金（ 基本 ）')).toBe(normaliseHeader('料金(基本)'));
  expect(normaliseHeader('名称_ｶﾅ')).toBe('名称_カナ');
});

test('normalising twice changes nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      for (const normalise of [normaliseInput, normaliseName, normaliseHeader]) {
        expect(normalise(normalise(text))).toBe(normalise(text));
      }
    }),
  );
});
