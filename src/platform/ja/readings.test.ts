import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readIn, unreadIn, withoutReadings, withReadings } from './readings.ts';

describe('readings somebody wrote to a text', () => {
  it.each([
    ['夜《よる》ゆっくり眠《ねむ》りたい', '夜ゆっくり眠りたい', '夜（よる）ゆっくり眠（ねむ）りたい'],
    ['｜旭川《あさひかわ》市に住む', '旭川市に住む', '旭川（あさひかわ）市に住む'],
    ['佐々木《ささき》さん', '佐々木さん', '佐々木（ささき）さん'],
    ['|お兄ちゃん《おにいちゃん》と', 'お兄ちゃんと', 'お兄ちゃん（おにいちゃん）と'],
    ['｜Ａ《エー》組', 'Ａ組', 'Ａ（エー）組'],
  ])('%s', (text, plain, read) => {
    expect(withoutReadings(text)).toBe(plain);
    expect(withReadings(text)).toBe(read);
  });

  it.each([
    '《絵本》を読む',
    '題は《星の夜》',
    '絵本《星》',
    'ひらがな《よみ》',
    '夜《》',
    '夜《よる',
    'a|b',
    '｜',
  ])('are not %s', (text) => {
    expect(withoutReadings(text)).toBe(text);
    expect(withReadings(text)).toBe(text);
  });

  it('leave every other letter as it was', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('夜', 'よ', '《', '》', '｜', '|', 'a', '\n', '々', 'ー')),
        (letters) => {
          const text = letters.join('');
          const bare = (all: string) => all.replace(/[《》｜|]/g, '');
          expect(
            bare(
              readIn(text)
                .map(({ base, reading }) => base + reading)
                .join(''),
            ),
          ).toBe(bare(text.replace(/《([よー]+)》/g, '$1')));
        },
      ),
    );
  });

  it('are counted where they are missing: words, not characters', () => {
    expect(unreadIn('夜《よる》は眠れない。家族で相談した')).toBe(3);
    expect(unreadIn('ひるは ねる')).toBe(0);
  });
});
