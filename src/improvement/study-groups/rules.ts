import {
  timesOf,
  usualWeights,
  type Instance,
  type Member,
  type Table,
  type Weights,
} from './rules-groups.ts';

/** 募集前 → 募集中 → 締切り → グループ決定: read from the call's days and facts. */
export const callStates = ['coming', 'open', 'closed', 'told'] as const;
export type CallState = (typeof callStates)[number];

export function stateOf(
  call: { opens_on: string; closes_on: string; told_at: Date | null },
  today: string,
): CallState {
  if (call.told_at !== null) return 'told';
  if (today < call.opens_on) return 'coming';
  return today <= call.closes_on ? 'open' : 'closed';
}

export const cardKinds = ['case', 'issue', 'idea'] as const;
export type CardKind = (typeof cardKinds)[number];
export const trialAnswers = ['tried', 'partly', 'not_yet'] as const;
export type TrialAnswer = (typeof trialAnswers)[number];

/** How many cards one person may mark at one board. */
export const votesEach = 5;
/** Months after publishing when the group's facilities are asked what they tried. */
export const askAfterMonths = 3;

export interface CallTerms {
  smallest: number;
  largest: number;
  aimed: number;
  most_km: number | null;
  weight_like: number;
  weight_strength: number;
  weight_mixed: number;
  weight_near: number;
  weight_fresh: number;
  weight_size: number;
}
export const usualTerms: CallTerms = {
  smallest: 3,
  largest: 5,
  aimed: 4,
  most_km: 15,
  weight_like: usualWeights.like,
  weight_strength: usualWeights.strength,
  weight_mixed: usualWeights.mixed,
  weight_near: usualWeights.near,
  weight_fresh: usualWeights.fresh,
  weight_size: usualWeights.size,
};

const weightsOf = (call: CallTerms): Weights => ({
  like: call.weight_like,
  strength: call.weight_strength,
  mixed: call.weight_mixed,
  near: call.weight_near,
  fresh: call.weight_fresh,
  size: call.weight_size,
});

export interface SignedUp {
  facility_id: number;
  organisation_id: number;
  facility_kind: string;
  latitude: number | null;
  longitude: number | null;
  asks: readonly number[];
  offers: readonly number[];
  times: readonly number[];
}

/** A call's sign-ups as the grouping sees them. */
export function instanceOf(
  call: CallTerms,
  entries: readonly SignedUp[],
  before: readonly (readonly [number, number])[],
): Instance {
  const { smallest, largest, aimed, most_km } = call;
  return {
    members: entries.map((entry): Member => ({
      id: entry.facility_id,
      operator_id: entry.organisation_id,
      kind: entry.facility_kind,
      latitude: entry.latitude,
      longitude: entry.longitude,
      asks: entry.asks.map(String),
      offers: entry.offers.map(String),
      times: entry.times,
    })),
    weights: weightsOf(call),
    smallest,
    largest,
    aimed,
    most_km,
    before,
  };
}

/** Every pair that sat in one group before, from groups' facilities. */
export const pairsOf = (groups: readonly (readonly number[])[]): [number, number][] =>
  groups.flatMap((group) =>
    group.flatMap((a, at) => group.slice(at + 1).map((b): [number, number] => [a, b])),
  );

export type Reason =
  | { kind: 'like'; topic: number; count: number }
  | { kind: 'strength'; topic: number; from: number; to: number[] }
  | { kind: 'mixed'; kinds: string[] }
  | { kind: 'near'; km: number }
  | { kind: 'again'; pairs: [number, number][] }
  | { kind: 'fresh' }
  | { kind: 'times'; times: number[] };

/** Why these sit together, the weightiest first. Positions in the table's members; facilities are told by their ids. */
export function reasonsOf(table: Table, group: readonly number[]): Reason[] {
  const { members, before } = table.instance;
  const of = group.map((i) => members[i]!);
  const reasons: Reason[] = [];
  const topics = [...new Set(of.flatMap((one) => one.asks))];
  const likes = topics
    .map((topic) => ({ topic: Number(topic), count: of.filter((one) => one.asks.includes(topic)).length }))
    .filter(({ count }) => count > 1)
    .toSorted((a, b) => b.count - a.count || a.topic - b.topic);
  reasons.push(...likes.slice(0, 2).map((one): Reason => ({ kind: 'like', ...one })));
  const gifts = of.flatMap((giver) =>
    giver.offers.map((topic) => ({
      kind: 'strength' as const,
      topic: Number(topic),
      from: giver.id,
      to: of.filter((one) => one !== giver && one.asks.includes(topic)).map((one) => one.id),
    })),
  );
  const useful = gifts.filter(({ to }) => to.length > 0).toSorted((a, b) => b.to.length - a.to.length);
  const givers = new Set<number>();
  for (const gift of useful) {
    if (givers.has(gift.from) || givers.size === 3) continue;
    givers.add(gift.from);
    reasons.push(gift);
  }
  const kinds = [...new Set(of.map((one) => one.kind))];
  if (kinds.length > 1) reasons.push({ kind: 'mixed', kinds });
  const far = group.flatMap((i, at) => group.slice(at + 1).map((j) => table.parts(i, j).km ?? 0));
  const widest = Math.max(0, ...far);
  if (widest > 0) reasons.push({ kind: 'near', km: widest });
  const ids = new Set(of.map((one) => one.id));
  const again = before.filter(([a, b]) => ids.has(a) && ids.has(b)).map(([a, b]): [number, number] => [a, b]);
  reasons.push(again.length > 0 ? { kind: 'again', pairs: again } : { kind: 'fresh' });
  const bits = timesOf(table, group);
  reasons.push({ kind: 'times', times: [...Array(30).keys()].filter((time) => (bits & (1 << time)) !== 0) });
  return reasons;
}
