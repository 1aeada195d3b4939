import {
  findingsIn,
  folded,
  placesOf,
  textKinds,
  type KnownToIdentify,
  type TextFinding,
} from '../../improvement/issues/rules-identifying.ts';
import { rareFeatures } from './words-identifying.ja.ts';

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

/** As in the statistics that leave the case zone (consultation_tables): what fewer share is not told. */
export const fewest = 5;

export const textFields = ['title', 'keeps_happening', 'would_help'] as const;
export type TextField = (typeof textFields)[number];

export const findingKinds = [...textKinds, 'feature', 'few', 'rare'] as const;
export type FindingKind = (typeof findingKinds)[number];

/** What leads to a family and is never right in a statement: no reason lets it through. */
export const mustBeMended: readonly FindingKind[] = ['phone', 'email', 'record'];

export interface Finding extends Omit<TextFinding<TextField | 'families' | 'area_id'>, 'kind'> {
  kind: FindingKind;
}

/** A finding's name in the approver's form: the same for the same text. */
export const keyOf = ({ kind, field, from }: Finding): string => `${field}_${kind}_${from}`;

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

/** All that is to be mended in a statement, or let through with a reason. */
export function findingsOf(wording: Wording, shared: Shared, known: KnownToIdentify): Finding[] {
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
