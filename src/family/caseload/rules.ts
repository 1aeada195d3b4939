import { createHash } from 'node:crypto';

export const severities = ['low', 'middle', 'high', 'grave'] as const;
export const travels = ['near', 'middle_way', 'far'] as const;
export const skillKinds = ['course', 'licence', 'language', 'other'] as const;

/** Points a worker may carry where nobody has set a limit. */
export const usualLimit = 40;

export interface CaseFacts {
  category: string;
  stage: string;
  severity: string;
  /** of the newest judgement of urgency; null where there is none */
  urgency: string | null;
  travel: string;
  interpreter: boolean;
  court: boolean;
}

export interface Part {
  code: string;
  points: number;
}

/** What a case weighs, with what it is made of; codes without a weight count nothing. */
export function weightOf(
  facts: CaseFacts,
  weights: ReadonlyMap<string, number>,
): { points: number; parts: Part[] } {
  const codes = [
    facts.category,
    facts.stage,
    facts.severity,
    ...(facts.urgency === null ? [] : [facts.urgency]),
    facts.travel,
    ...(facts.interpreter ? ['interpreter'] : []),
    ...(facts.court ? ['court'] : []),
  ];
  const parts = codes
    .map((code) => ({ code, points: weights.get(code) ?? 0 }))
    .filter((part) => part.points > 0);
  return { points: Math.round(parts.reduce((sum, part) => sum + part.points, 0) * 10) / 10, parts };
}

/** A proposal that has said nothing for this long has lost its worker, in ms. */
export const stalledAfter = 60_000;

export type ProposalState = 'running' | 'stalled' | 'done' | 'cancelled';

/** Where a proposal stands, from its dated facts. */
export function stateOf(
  proposal: { done_at: Date | null; cancelled_at: Date | null; progressed_at: Date | null; made_at: Date },
  now: Date,
): ProposalState {
  if (proposal.cancelled_at !== null) return 'cancelled';
  if (proposal.done_at !== null) return 'done';
  const heard = proposal.progressed_at ?? proposal.made_at;
  return now.getTime() - heard.getTime() > stalledAfter ? 'stalled' : 'running';
}

/**
 * What a proposal is reckoned from, in short: another text means that something has changed. A case that changed hands by
 * the proposal itself counts as where it was.
 */
export function basisOf(
  load: {
    workers: readonly { id: number; limit: number; here: boolean }[];
    cases: readonly { id: number; worker_id: number; points: number }[];
  },
  moves: readonly { case_id: number; from_id: number; to_id: number; taken: boolean | null }[],
): string {
  const moved = new Map(moves.filter((move) => move.taken).map((move) => [move.case_id, move]));
  const workers = load.workers
    .filter((worker) => worker.here)
    .map(({ id, limit }) => [id, limit] as const)
    .toSorted(([a], [b]) => a - b);
  const cases = load.cases
    .map(({ id, worker_id, points }) => {
      const move = moved.get(id);
      return [id, move?.to_id === worker_id ? move.from_id : worker_id, points] as const;
    })
    .toSorted(([a], [b]) => a - b);
  return createHash('sha256').update(JSON.stringify({ workers, cases })).digest('base64url');
}
