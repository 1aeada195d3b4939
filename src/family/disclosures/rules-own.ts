/** What a copy for the person may be made of, in the order of the paper. Who notified is no part of it. */
export const copyParts = [
  'member',
  'address',
  'contact',
  'place',
  'consultation',
  'triage',
  'case',
  'note',
  'event',
  'assessment',
  'plan',
  'form',
  'council',
  'conference',
  'referral',
  'disclosure',
  'consent',
] as const;
export type CopyPart = (typeof copyParts)[number];

export const copyChoices = ['show', 'withhold'] as const;
export type CopyChoice = (typeof copyChoices)[number];

/** Why a part is not handed over: 個人情報保護法78条1項1号・2号・3号・7号. */
export const withheldReasons = ['harm', 'third', 'body', 'work'] as const;
export type WithheldReason = (typeof withheldReasons)[number];

export interface CopyLine {
  part: CopyPart;
  /** of the row it was taken from */
  id: number;
  on: string | null;
  text: string;
  choice: CopyChoice;
  /** words blacked out in the text, wherever they stand */
  black: string[];
  reason: WithheldReason | null;
}

/** In place of what is blacked out: as long whatever stood there, so that the length tells nothing. */
export const blackened = '■■■■';

/** The text without these words; the longest first, so that a name inside another leaves nothing of it. */
export function blackOut(text: string, words: readonly string[]): string {
  const sought = [...new Set(words.map((one) => one.trim()).filter((one) => one !== ''))].toSorted(
    (a, b) => b.length - a.length,
  );
  return sought.reduce((left, one) => left.replaceAll(one, blackened), text);
}

/** What the person reads of a line; null where nothing of it is handed over. */
export const shownOf = (line: Pick<CopyLine, 'text' | 'choice' | 'black'>): string | null =>
  line.choice === 'withhold' ? null : blackOut(line.text, line.black);

/** What of a line is not handed over needs its reason, and a reason needs something that is not. */
export function lacksReason(line: Pick<CopyLine, 'text' | 'choice' | 'black' | 'reason'>): boolean {
  return line.reason === null && shownOf(line) !== line.text;
}

export interface Relative {
  family_name: string;
  given_name: string;
  family_kana: string;
  given_kana: string;
  known_as: string;
}

/**
 * Words that name somebody else of the household and stand in the text: a whole or a given name, a reading, what somebody is
 * called. The family name alone is the person's own too, unless it is another one.
 */
export function othersIn(text: string, person: Relative, others: readonly Relative[]): string[] {
  const found = new Set<string>();
  for (const one of others) {
    const family = one.family_name === person.family_name ? '' : one.family_name;
    const kana = one.family_kana === person.family_kana ? '' : one.family_kana;
    for (const word of [
      `${one.family_name} ${one.given_name}`,
      `${one.family_name}${one.given_name}`,
      one.given_name,
      one.known_as,
      one.given_kana,
      family,
      kana,
    ])
      if (word.trim() !== '' && word !== person.given_name && text.includes(word)) found.add(word.trim());
  }
  return [...found];
}

/**
 * How a line begins: what is about another child, what others told of the family, how the office judged, and where a protected
 * family lives are held back until a person decides otherwise.
 */
export function beginsAs(
  part: CopyPart,
  facts: { about_other: boolean; told_by_others: boolean; protected: boolean },
): { choice: CopyChoice; reason: WithheldReason | null } {
  if (facts.about_other || facts.told_by_others) return { choice: 'withhold', reason: 'third' };
  if (facts.protected && ['address', 'contact', 'place'].includes(part))
    return { choice: 'withhold', reason: 'harm' };
  if (['triage', 'council', 'conference'].includes(part)) return { choice: 'withhold', reason: 'work' };
  return { choice: 'show', reason: null };
}

export type CopyState = 'preparing' | 'waiting' | 'checked';
export const copyState = (copy: { asked_at: Date | null; checked_at: Date | null }): CopyState =>
  copy.checked_at !== null ? 'checked' : copy.asked_at !== null ? 'waiting' : 'preparing';

export const copyActions = ['save', 'ask', 'check', 'return', 'print'] as const;
export type CopyAction = (typeof copyActions)[number];
/** The one guard of the copy's steps, per actor and state. */
export function mayCopy(action: CopyAction, state: CopyState, actor: 'preparer' | 'colleague'): boolean {
  if (action === 'print') return state === 'checked';
  if (action === 'check' || action === 'return') return state === 'waiting' && actor === 'colleague';
  return state === 'preparing' && actor === 'preparer';
}
