import { useContext } from '../../platform/ui/jsx-runtime.ts';
import { ReadingContext, wordsIn, type Spoken, type WordFiles } from '../../platform/ui/speech.ts';
import { words as easy } from './words-open.easy.ts';
import { words as en } from './words-open.en.ts';
import { words as ja } from './words-open.ja.ts';
import { words as ko } from './words-open.ko.ts';
import { words as pt } from './words-open.pt.ts';
import { words as tl } from './words-open.tl.ts';
import { words as vi } from './words-open.vi.ts';
import { words as zh } from './words-open.zh.ts';

/** What an applicant reads, from the form to the receipt, in every language. */
export const openWords: WordFiles<typeof ja> = { ja, easy, en, zh, ko, vi, tl, pt };

/** In the language of the page being rendered; plain Japanese on the host's own pages. */
export const applicantWords = (): Spoken<typeof ja> => wordsIn(openWords, useContext(ReadingContext));
