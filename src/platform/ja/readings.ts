/** A piece of a text: with the reading somebody wrote to it, or without. */
export interface Read {
  base: string;
  reading: string;
}

// As in books for the young and in Aozora Bunko: 眠《ねむ》る, and ｜旭川《あさひかわ》市 where the characters before do not say
// where the word begins. A reading is kana; double brackets around anything else are the writer's own.
const written =
  /(?:[｜|]([^｜|《》\n]{1,40})|([\p{sc=Han}々〆ヶ]+))《([\p{sc=Hiragana}\p{sc=Katakana}ー・ 　]{1,60})》/gu;

/** A text in pieces, each with its reading where one was written. */
export function readIn(text: string): Read[] {
  const pieces: Read[] = [];
  let from = 0;
  for (const found of text.matchAll(written)) {
    if (found.index > from) pieces.push({ base: text.slice(from, found.index), reading: '' });
    pieces.push({ base: found[1] ?? found[2]!, reading: found[3]!.trim() });
    from = found.index + found[0].length;
  }
  if (from < text.length) pieces.push({ base: text.slice(from), reading: '' });
  return pieces;
}

/** The text alone, as whoever does not ask for readings reads it. */
export const withoutReadings = (text: string): string =>
  readIn(text)
    .map(({ base }) => base)
    .join('');

/** The text with each reading after its word: 眠（ねむ）る. */
export const withReadings = (text: string): string =>
  readIn(text)
    .map(({ base, reading }) => (reading === '' ? base : `${base}（${reading}）`))
    .join('');

/** How many words in kanji have no reading. */
export const unreadIn = (text: string): number =>
  readIn(text)
    .filter(({ reading }) => reading === '')
    .reduce((all, { base }) => all + (base.match(/[\p{sc=Han}々]+/gu)?.length ?? 0), 0);
