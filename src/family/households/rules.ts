import { normaliseTown } from '../../platform/ja/address.ts';
import { foldForSearch } from '../../platform/ja/kana.ts';
import type { IsoDate } from '../../platform/ja/dates.ts';

export const relations = [
  'child',
  'expectant',
  'mother',
  'father',
  'grandparent',
  'sibling',
  'partner',
  'foster_parent',
  'relative',
  'other',
] as const;
export type Relation = (typeof relations)[number];

export const sexes = ['female', 'male', 'other'] as const;
export const contactKinds = ['phone', 'mobile', 'email', 'other'] as const;
export const leavingReasons = ['moved', 'died', 'parted', 'mistake', 'other'] as const;

/** What a member is found by: the reading without width, voice of script, long vowels and spaces. */
export const foldedKana = (family_kana: string, given_kana: string): string =>
  foldForSearch(`${family_kana}${given_kana}`);

/** What an address is found by: '東光１条１丁目1-2' and '東光一条一丁目1番2号' differ only in the last part. */
export const foldedAddress = (address: string): string => foldForSearch(normaliseTown(address));

export interface NamedPart {
  family_name: string;
  given_name: string;
  due_on?: IsoDate | null;
}

/** A household as the two sides of a merge page see it. */
export interface MergeSide {
  id: number;
  team_id: number;
  protected: boolean;
  merged_into_id: number | null;
  may_keep: boolean;
}

export type MergeProblem = 'same' | 'merged' | 'not_yours' | 'other_team' | 'protection';

/**
 * Why two entries may not become one; null when they may. One team must keep both, and both must be protected or neither:
 * else the address of the one would give the other away, now or when it is protected later.
 */
export function mergeProblem(kept: MergeSide, given_up: MergeSide): MergeProblem | null {
  if (kept.id === given_up.id) return 'same';
  if (kept.merged_into_id !== null || given_up.merged_into_id !== null) return 'merged';
  if (!given_up.may_keep && !kept.may_keep) return 'not_yours';
  if (given_up.team_id !== kept.team_id) return 'other_team';
  if (kept.protected !== given_up.protected) return 'protection';
  return null;
}
