import { birthdaysIn, peopleIn } from '../../platform/ja/contact-text.ts';
import { foldForSearch } from '../../platform/ja/kana.ts';
import { identifying, type Known } from './rules.ts';
import {
  addressParts,
  exactAges,
  exactDates,
  fewOnes,
  namedInKana,
  namedPlace,
  noNameInKana,
  noPlaceName,
  recordNumbers,
  townNumber,
} from './words-identifying.ja.ts';

/** What in a text leads to a person, a family or a place. */
export const textKinds = [
  'person',
  'facility',
  'place',
  'address',
  'phone',
  'email',
  'record',
  'date',
  'age',
  'number',
] as const;
export type TextKind = (typeof textKinds)[number];

export interface TextFinding<F extends string> {
  kind: TextKind;
  field: F;
  /** what stands there; '' where it is not words */
  text: string;
  /** where it stands in the field, in UTF-16 units; 0, 0 where it is not words */
  from: number;
  to: number;
}

/** People and places that must not be told from a text, and what everybody calls by name. */
export interface KnownToIdentify {
  persons: readonly { family_name: string; given_name: string; kana: string; known_as: string }[];
  /** addresses and 町字 */
  addresses: readonly string[];
  towns: readonly string[];
  facilities: Known['facilities'];
  /** places written by name, and telephone numbers as they were given */
  places: readonly string[];
  contacts: readonly string[];
}

/** A text folded for comparison, with each character's place in the text as it was typed. */
export function folded(text: string): { dense: string; at: number[] } {
  let dense = '';
  const at: number[] = [];
  let index = 0;
  for (const char of text) {
    const plain = foldForSearch(char);
    dense += plain;
    for (let n = 0; n < plain.length; n++) at.push(index);
    index += char.length;
  }
  at.push(index);
  return { dense, at };
}

/** Every place where the needle stands, however it is written (kana, width, 異体字, spaces). */
export function placesOf(
  text: { dense: string; at: number[] },
  needle: string,
): { from: number; to: number }[] {
  const sought = foldForSearch(needle).replace(/\s/g, '');
  if (sought === '') return [];
  const found: { from: number; to: number }[] = [];
  for (let at = text.dense.indexOf(sought); at >= 0; at = text.dense.indexOf(sought, at + sought.length))
    found.push({ from: text.at[at]!, to: text.at[at + sought.length]! });
  return found;
}

const characters = (text: string): number => [...foldForSearch(text)].length;
const kanjiIn = (text: string): boolean => /\p{sc=Han}/u.test(text);

/** What in one text leads to somebody, in the order it stands there. What lies inside another finding is left out. */
export function findingsIn<F extends string>(
  field: F,
  text: string,
  known: KnownToIdentify,
): TextFinding<F>[] {
  const all: TextFinding<F>[] = [];
  const dense = folded(text);
  const add = (kind: TextKind, needle: string) => {
    for (const place of placesOf(dense, needle))
      all.push({ kind, field, text: text.slice(place.from, place.to), ...place });
  };
  const addPattern = (kind: TextKind, patterns: readonly RegExp[]) => {
    for (const pattern of patterns)
      for (const match of text.normalize('NFKC').matchAll(pattern)) add(kind, match[0]);
  };
  for (const one of identifying(text, {
    facilities: known.facilities,
    organisations: known.places,
    persons: known.persons,
  }))
    add(one.kind === 'organisation' ? 'facility' : one.kind, one.text);
  for (const { family_name, given_name, kana, known_as } of known.persons) {
    for (const name of [family_name + given_name, kana, known_as])
      if (characters(name) >= 3) add('person', name);
    // Two kana are part of half the words there are; what is called by name is found below.
    for (const name of [family_name, given_name, known_as])
      if (characters(name) >= 3 || (characters(name) === 2 && kanjiIn(name))) add('person', name);
  }
  for (const name of peopleIn(text)) add('person', name);
  for (const day of birthdaysIn(text)) add('date', day);
  for (const address of known.addresses) if (characters(address) >= 4) add('address', address);
  for (const town of known.towns)
    for (const name of [town, town.replace(townNumber, '')]) if (characters(name) >= 3) add('address', name);
  for (const contact of known.contacts) if (characters(contact) >= 6) add('phone', contact);
  addPattern('record', recordNumbers);
  addPattern('address', addressParts);
  addPattern('date', exactDates);
  addPattern('age', exactAges);
  addPattern('number', fewOnes);
  for (const match of text.normalize('NFKC').matchAll(namedPlace))
    if (!noPlaceName.test(match[1]!)) add('place', match[0]);
  for (const match of text.normalize('NFKC').matchAll(namedInKana))
    if (!noNameInKana.test(match[1]!)) add('place', match[0]);
  const kept: TextFinding<F>[] = [];
  for (const one of all.toSorted((a, b) => a.from - b.from || b.to - a.to)) {
    if (!kept.some((before) => one.from < before.to)) kept.push(one);
  }
  return kept;
}
