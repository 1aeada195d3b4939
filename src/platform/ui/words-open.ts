import { useContext } from './jsx-runtime.ts';
import { ReadingContext, wordsIn, type Language, type Spoken, type WordFiles } from './speech.ts';
import { words as easy } from './words-open.easy.ts';
import { words as en } from './words-open.en.ts';
import { words as ja } from './words-open.ja.ts';
import { words as ko } from './words-open.ko.ts';
import { words as pt } from './words-open.pt.ts';
import { words as tl } from './words-open.tl.ts';
import { words as vi } from './words-open.vi.ts';
import { words as zh } from './words-open.zh.ts';

/** Frame of the public pages and the shared words of forms and lists, in every language. */
export const openWords: WordFiles<typeof ja> = { ja, easy, en, zh, ko, vi, tl, pt };

/** Each language in itself, for the switch. */
export const languageName: Record<Language, string> = {
  ja: '日本語',
  en: 'English',
  zh: '中文',
  ko: '한국어',
  vi: 'Tiếng Việt',
  tl: 'Tagalog',
  pt: 'Português',
};

/** In the language of the page being rendered; plain Japanese on every other page. */
export const sharedWords = (): Spoken<typeof ja> => wordsIn(openWords, useContext(ReadingContext));
