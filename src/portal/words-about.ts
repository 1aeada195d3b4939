import type { WordFiles } from '../platform/ui/speech.ts';
import { words as easy } from './words-about.easy.ts';
import { words as en } from './words-about.en.ts';
import { words as ja } from './words-about.ja.ts';
import { words as ko } from './words-about.ko.ts';
import { words as pt } from './words-about.pt.ts';
import { words as tl } from './words-about.tl.ts';
import { words as vi } from './words-about.vi.ts';
import { words as zh } from './words-about.zh.ts';

/** What the site says of itself, in every language of the public pages. */
export const aboutWords: WordFiles<typeof ja> = { ja, easy, en, zh, ko, vi, tl, pt };
