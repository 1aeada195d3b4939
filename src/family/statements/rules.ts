import { identifying, type Known } from '../../improvement/issues/rules.ts';
import { birthdaysIn, peopleIn } from '../../platform/ja/contact-text.ts';
import { foldForSearch } from '../../platform/ja/kana.ts';
import {
  addressParts,
  exactAges,
  exactDates,
  fewOnes,
  namedPlace,
  noPlaceName,
  rareFeatures,
  recordNumbers,
  townNumber,
} from './words-identifying.ja.ts';

export const ageBands = ['unborn', 'infant', 'preschool', 'school', 'teen'] as const;
export type AgeBand = (typeof ageBands)[number];

/** The bands of the statistics (consultation_age_band) that lie in a band of ours. */
export const bandsOfStatistics: Record<AgeBand, readonly string[]> = {
  unborn: ['unborn'],
  infant: ['a0'],
  preschool: ['a3'],
  school: ['a6', 'a9'],
  teen: ['a12', 'a15'],
};

/** As in the statistics that leave the case zone (consultation_sums): what fewer share is not told. */
export const fewest = 5;

export const textFields = ['title', 'keeps_happening', 'would_help'] as const;
export type TextField = (typeof textFields)[number];

export const findingKinds = [
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
  'feature',
  'few',
  'rare',
] as const;
export type FindingKind = (typeof findingKinds)[number];

/** What leads to a family and is never right in a statement: no reason lets it through. */
export const mustBeMended: readonly FindingKind[] = ['phone', 'email', 'record'];

export interface Finding {
  kind: FindingKind;
  field: TextField | 'families' | 'area_id';
  /** what stands there; '' where it is not words */
  text: string;
  /** where it stands in the field, in UTF-16 units; 0, 0 where it is not words */
  from: number;
  to: number;
}

/** A finding's name in the approver's form: the same for the same text. */
export const keyOf = ({ kind, field, from }: Finding): string => `${field}_${kind}_${from}`;

/** People and places of the families a statement stands on, and what everybody calls by name. */
export interface KnownOfFamilies {
  persons: readonly { family_name: string; given_name: string; kana: string; known_as: string }[];
  /** addresses and 町字 */
  addresses: readonly string[];
  towns: readonly string[];
  facilities: Known['facilities'];
  /** places written by name, and telephone numbers as they were given */
  places: readonly string[];
  contacts: readonly string[];
}

export interface Wording {
  title: string;
  keeps_happening: string;
  would_help: string;
  area_id: number | null;
}

/** How many share what is said: households behind the sources, and those alike in area, age and kind. */
export interface Shared {
  families: number;
  alike: number;
}

/** A text folded for comparison, with each character's place in the text as it was typed. */
function folded(text: string): { dense: string; at: number[] } {
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
function placesOf(text: { dense: string; at: number[] }, needle: string): { from: number; to: number }[] {
  const sought = foldForSearch(needle).replace(/\s/g, '');
  if (sought === '') return [];
  const found: { from: number; to: number }[] = [];
  for (let at = text.dense.indexOf(sought); at >= 0; at = text.dense.indexOf(sought, at + sought.length))
    found.push({ from: text.at[at]!, to: text.at[at + sought.length]! });
  return found;
}

const characters = (text: string): number => [...foldForSearch(text)].length;
const kanjiIn = (text: string): boolean => /\p{sc=Han}/u.test(text);

/** What in one text leads to a family, in the order it stands there. What lies inside another finding is left out. */
export function findingsIn(field: TextField, text: string, known: KnownOfFamilies): Finding[] {
  const all: Finding[] = [];
  const dense = folded(text);
  const add = (kind: FindingKind, needle: string) => {
    for (const place of placesOf(dense, needle))
      all.push({ kind, field, text: text.slice(place.from, place.to), ...place });
  };
  const addPattern = (kind: FindingKind, patterns: readonly RegExp[]) => {
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
  const kept: Finding[] = [];
  for (const one of all.toSorted((a, b) => a.from - b.from || b.to - a.to)) {
    if (!kept.some((before) => one.from < before.to)) kept.push(one);
  }
  return kept;
}

/** All that is to be mended in a statement, or let through with a reason. */
export function findingsOf(wording: Wording, shared: Shared, known: KnownOfFamilies): Finding[] {
  const found: Finding[] = textFields.flatMap((field) => findingsIn(field, wording[field], known));
  if (wording.area_id !== null)
    for (const field of textFields) {
      const dense = folded(wording[field]);
      for (const match of wording[field].normalize('NFKC').matchAll(rareFeatures))
        for (const place of placesOf(dense, match[0]))
          if (!found.some((one) => one.field === field && place.from < one.to && one.from < place.to))
            found.push({ kind: 'feature', field, text: match[0], ...place });
    }
  const nowhere = { text: '', from: 0, to: 0 };
  if (shared.families < fewest) found.push({ kind: 'few', field: 'families', ...nowhere });
  if (shared.alike < fewest) found.push({ kind: 'rare', field: 'area_id', ...nowhere });
  return found;
}

/** A number of families as the issue says it: in fives, and nothing below. */
export const inFives = (families: number): number => Math.floor(families / fewest) * fewest;

export type StatementState = 'writing' | 'waiting' | 'returned' | 'withdrawn' | 'approved';
export function stateOf(one: {
  sent_at: Date | null;
  withdrawn_at: Date | null;
  approved_at: Date | null;
  returned: boolean;
}): StatementState {
  if (one.approved_at !== null) return 'approved';
  if (one.withdrawn_at !== null) return 'withdrawn';
  if (one.sent_at !== null) return 'waiting';
  return one.returned ? 'returned' : 'writing';
}

export type StatementAction = 'edit' | 'send' | 'withdraw' | 'approve' | 'return' | 'read_answer';
/** The one guard of every step: the author writes, somebody else of the team with the duty decides. */
export function may(
  actor: { author: boolean; approves: boolean },
  state: StatementState,
  action: StatementAction,
): boolean {
  switch (action) {
    case 'edit':
    case 'send':
      return actor.author && (state === 'writing' || state === 'returned');
    case 'withdraw':
      return actor.author && state !== 'approved' && state !== 'withdrawn';
    case 'approve':
    case 'return':
      return actor.approves && !actor.author && state === 'waiting';
    default:
      return actor.author && state === 'approved';
  }
}
