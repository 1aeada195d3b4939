import type { ReadTx, WriteTx } from '../../platform/db/transaction.ts';

/** A record that has reached the end of its time. `label` is its number, never a name. */
export interface DueRow {
  subject_id: number;
  team_id: number | null;
  /** the household of a case or consultation */
  parent_id: number | null;
  label: string;
  ended_on: string;
  due_on: string;
}

/** Lists what of one kind has reached its end. `paths`: the beginnings of such a record's addresses, up to its number. */
export interface Keeper {
  kind: string;
  paths: readonly string[];
  due(tx: ReadTx, months: number, until_age: number | null): Promise<DueRow[]>;
}

/**
 * How a slice lets go of its rows for one disposal: those of the kinds it names. The functions of the database it calls
 * ask disposal_released() what may go. src/jobs.ts lists them in the slices' order; they run from the last to the first.
 */
export interface Disposer {
  kinds: readonly string[];
  run(tx: WriteTx, disposal_id: number): Promise<number>;
}

/** What one slice keeps of the person a request asks about; a definer function of that slice answers it. */
export type PersonRecords = (tx: ReadTx, request_id: number) => Promise<PersonRecord[]>;
export interface PersonRecord {
  part: string;
  at: string | null;
  /** label and value, as they stand in the table */
  facts: Record<string, unknown>;
  matched_by: string;
}

/** At most so many records in one proposal: a person must be able to look at each. */
export const mostAtOnce = 200;

export const requestKinds = ['disclosure', 'correction', 'suspension'] as const;
export const decisions = ['full', 'partial', 'refused', 'none_kept', 'withdrawn'] as const;
export const askers = ['self', 'legal', 'agent'] as const;
export const proofs = ['card', 'other_document', 'sent_document'] as const;
/** 個人情報保護法 83条・94条・102条: days to decide, and how many more at most. */
export const daysAllowed = 30;
export const mostExtension = 30;

/** How a request stands on a day: days left to decide, negative when late; null once decided. */
export function daysLeft(
  request: { due_on: string; decided_on: string | null },
  between: (from: string, to: string) => number,
  today: string,
): number | null {
  return request.decided_on === null ? between(today, request.due_on) : null;
}
