import type { WordFiles } from '../platform/ui/speech.ts';
import { words as easy } from './words-open.easy.ts';
import { words as en } from './words-open.en.ts';
import { words as ja } from './words-open.ja.ts';
import { words as ko } from './words-open.ko.ts';
import { words as pt } from './words-open.pt.ts';
import { words as tl } from './words-open.tl.ts';
import { words as vi } from './words-open.vi.ts';
import { words as zh } from './words-open.zh.ts';

/** The page of open data, in every language of the public pages. */
export const openWords: WordFiles<typeof ja> = { ja, easy, en, zh, ko, vi, tl, pt };
