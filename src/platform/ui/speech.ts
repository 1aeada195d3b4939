import { createContext } from './jsx-runtime.ts';

/** Languages of the public pages, in the order of the switch. */
export const languages = ['ja', 'en', 'zh', 'ko', 'vi', 'tl', 'pt'] as const;
export type Language = (typeof languages)[number];

/** As the html element says it (BCP 47). */
export const languageTag: Record<Language, string> = {
  ja: 'ja',
  en: 'en',
  zh: 'zh-Hans',
  ko: 'ko',
  vi: 'vi',
  tl: 'tl',
  pt: 'pt',
};

/** How somebody wants to read: the language, and in Japanese whether plain words and readings over the characters. */
export interface Reading {
  lang: Language;
  easy: boolean;
  ruby: boolean;
}

export const plainReading: Reading = { lang: 'ja', easy: false, ruby: false };

/** The reading of the page being rendered. */
export const ReadingContext = createContext<Reading>(plainReading);

/** A word file's shape with its very sentences taken off, so that another language fits it. */
export type Spoken<W> = W extends string
  ? string
  : W extends (...given: infer Given) => string
    ? (...given: Given) => string
    : { readonly [Key in keyof W]: Spoken<W[Key]> };

/** Which word file a reader has: やさしい日本語 counts as a language of its own. */
export const speeches = [...languages, 'easy'] as const;
export type Speech = (typeof speeches)[number];
export const speechOf = ({ lang, easy }: Reading): Speech => (lang === 'ja' && easy ? 'easy' : lang);
/** How somebody reads what is sent to them later; plain words come with their readings. */
export const readingFor = (speech: Speech): Reading =>
  speech === 'easy' ? { lang: 'ja', easy: true, ruby: true } : { ...plainReading, lang: speech };

/** The end of a link to a public page that opens it in this language; nothing for plain Japanese. */
export const languageLinkOf = ({ lang, easy }: Reading): string =>
  lang !== 'ja' ? `?lang=${lang}` : easy ? '?lang=ja&easy=1' : '';

/** The word files of one set of pages. */
export type WordFiles<W> = { ja: W } & Record<Exclude<Speech, 'ja'>, Spoken<W>>;

// Word files write {base|reading}. While a page is put together the pair travels between three characters that nobody
// types, so that it may stand anywhere; spellOut() turns it into ruby, or leaves the base where markup cannot stand.
const [opens, between, closes] = ['\ue000', '\ue001', '\ue002'];
const pair = /\{([^{}|]+)\|([^{}|]+)\}/g;
const carried = /\ue000([^\ue000-\ue002]*)\ue001([^\ue000-\ue002]*)\ue002/g;

/** A text of a word file for this reader. */
export const spoken = (text: string, ruby: boolean): string =>
  text.replace(pair, ruby ? `${opens}$1${between}$2${closes}` : '$1');

const toHiragana = (text: string): string =>
  text.replace(/[\u30a1-\u30f6]/g, (one) => String.fromCharCode(one.charCodeAt(0) - 0x60));
const kanaOnly = (text: string): string =>
  toHiragana(text.normalize('NFKC')).replace(/[^\p{sc=Hiragana}\u30fc]/gu, '');

/**
 * A name with its reading in kana, as the data have it; the name alone where readings are not wanted or not known. The kana
 * of the name itself say which part of the reading belongs to which characters, so that a long name still breaks into lines.
 */
export function named(name: string, kana: string | null | undefined, reading: Reading): string {
  const plain = name.replace(/[\ue000-\ue002]/g, '');
  if (reading.lang !== 'ja' || !reading.ruby || !kana || !/\p{sc=Han}/u.test(plain)) return plain;
  const read = kanaOnly(kana);
  const parts = plain.split(/([\p{sc=Han}\u3005]+)/u);
  const shape = parts.map((part, i) => (i % 2 === 1 ? '(.+?)' : kanaOnly(part))).join('');
  const found = new RegExp(`^${shape}$`, 'u').exec(read);
  if (!found) return [...plain].length > 10 ? plain : `${opens}${plain}${between}${read}${closes}`;
  return parts
    .map((part, i) => (i % 2 === 1 ? `${opens}${part}${between}${found[(i + 1) / 2]}${closes}` : part))
    .join('');
}

/** What stands between parts of a line, as the reader's language sets it. */
export interface Marks {
  /** after a label */
  colon: string;
  /** between two parts of a line */
  gap: string;
  /** between the items of a list */
  comma: string;
  /** around what is added to a word */
  aside(text: string): string;
}
const wideMarks: Marks = { colon: '：', gap: '　', comma: '、', aside: (text) => `（${text}）` };
const narrowMarks: Marks = { colon: ': ', gap: ' · ', comma: ', ', aside: (text) => ` (${text})` };
export const marksIn = ({ lang }: Reading): Marks =>
  lang === 'ja' || lang === 'zh' ? wideMarks : narrowMarks;

const made = new WeakMap<object, Map<string, unknown>>();

/** The words of a set of pages in the reader's language, each sentence ready to be shown anywhere. */
export function wordsIn<W extends object>(files: WordFiles<W>, reading: Reading): Spoken<W> {
  const speech = speechOf(reading);
  const ruby = reading.lang === 'ja' && reading.ruby;
  const known = made.get(files) ?? new Map<string, unknown>();
  made.set(files, known);
  const key = `${speech} ${ruby}`;
  if (!known.has(key)) known.set(key, ready(files[speech], ruby));
  return known.get(key) as Spoken<W>;
}

function ready(value: unknown, ruby: boolean): unknown {
  if (typeof value === 'string') return spoken(value, ruby);
  if (typeof value === 'function')
    return (...given: unknown[]) => spoken((value as (...all: unknown[]) => string)(...given), ruby);
  if (Array.isArray(value)) return value.map((one) => ready(one, ruby));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, ready(one, ruby)]));
}

const parts = /<(title|option|textarea|script|style)\b[^>]*>[\s\S]*?<\/\1>|<[^>]*>|[^<]+/g;

/** Turns what wordsIn() and named() carry into ruby; in attributes, titles, options and text boxes the base stays. */
export function spellOut(html: string): string {
  if (!html.includes(opens)) return html;
  return html.replace(parts, (part) =>
    part.replace(
      carried,
      part.startsWith('<') ? '$1' : '<ruby>$1<rp>\uff08</rp><rt>$2</rt><rp>\uff09</rp></ruby>',
    ),
  );
}

/** The same for texts without markup, as mails are: the reading behind its characters in brackets, or the characters alone. */
export const spellPlain = (text: string, readings: boolean): string =>
  text.replace(carried, readings ? '$1\uff08$2\uff09' : '$1');

/** The language of what stays Japanese on a page in another language; nothing to say on a Japanese one. */
export const japanese = (reading: Reading): 'ja' | undefined => (reading.lang === 'ja' ? undefined : 'ja');
