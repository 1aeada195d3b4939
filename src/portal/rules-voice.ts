import { identifying, type Finding } from '../improvement/issues/rules.ts';
import { dangerWords, dangerWordsElsewhere, named, nobody } from './words-danger.ja.ts';

/** Whether a text holds words that may mean danger to a child or to the writer (words-danger.ja.ts). */
export function hintsAtDanger(text: string): boolean {
  const plain = text.normalize('NFKC').toLowerCase();
  const dense = plain.replace(/[\s\u3000]/g, '');
  return (
    dangerWords.some((word) => dense.includes(word.normalize('NFKC').toLowerCase())) ||
    dangerWordsElsewhere.some((word) => plain.includes(word))
  );
}

/**
 * What in a text seems to name somebody: a word with さん, ちゃん, 先生 … behind it that is no relation and no trade, a
 * telephone number, a mail address; and any facility handed in. It cannot know a name that stands alone.
 */
export function namesSomebody(text: string, facilities: readonly string[] = []): string[] {
  const found = new Set<string>();
  for (const match of text.normalize('NFKC').matchAll(named)) {
    // The longest run of characters before it may begin with words that are no name: 昨日の太郎くん.
    const before = match[1]!;
    if (!nobody.test(before)) found.add(`${before}${match[2]!}`);
  }
  const known: Finding[] = identifying(text, {
    facilities: facilities.map((name) => ({ name, concerned: false })),
    organisations: [],
    persons: [],
  });
  for (const one of known) found.add(one.text);
  return [...found];
}
