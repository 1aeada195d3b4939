import type { WriteTx } from '../../platform/db/transaction.ts';
import { formatFiscalYear } from '../../platform/ja/dates.ts';
import { recordable, shareRecord, submitRecord } from './commands-record.ts';
import { createRound } from './commands-round.ts';
import { cancelVisit, planVisits } from './commands.ts';
import { recordFields, type CancelReason, type Purpose, type RecordField } from './rules.ts';
import { words as planWords } from './words-plan.ja.ts';

/** The round of a year over all facilities there are; the actor plans. */
export async function sampleRound(
  tx: WriteTx,
  sample: { fiscal_year: number; default_count?: number; note?: string },
): Promise<void> {
  await createRound(tx, {
    fiscal_year: sample.fiscal_year,
    name: planWords.round.nameDefault(formatFiscalYear(sample.fiscal_year)),
    default_count: sample.default_count ?? 2,
    note: sample.note ?? null,
  });
}

export interface SampleRecord extends Partial<Record<RecordField, string>> {
  visited_on?: string;
  memo?: string;
  restricted?: boolean;
  shared?: boolean;
  issues?: { title: string; theme_code: string; weight?: number; description?: string; statement?: string }[];
  follow_ups?: { what: string; due_on: string; owner_id?: number }[];
  /** promises of earlier visits kept by now */
  done?: { id: number; done_note: string }[];
}

export interface SampleVisit {
  facility_id: number;
  lead_id: number;
  planned_on: string;
  planned_from?: string;
  planned_to?: string;
  purpose?: Purpose;
  note_to_facility?: string;
  companion_ids?: number[];
  cancelled?: { reason: CancelReason; note?: string; moved_to?: string };
  record?: SampleRecord;
}

/**
 * A visit as it would come about: planned, then cancelled or moved, or recorded, on any day. Needs visit.plan, and for a
 * record the lead's own session. Facilities get no notices of shared records. Answers the visit's number (the new one's when moved).
 */
export async function sampleVisit(tx: WriteTx, sample: SampleVisit): Promise<number> {
  const [id] = await planVisits(tx, {
    lead_id: sample.lead_id,
    companion_ids: sample.companion_ids ?? [],
    rows: [
      {
        facility_id: sample.facility_id,
        planned_on: sample.planned_on,
        planned_from: sample.planned_from ?? null,
        planned_to: sample.planned_to ?? null,
        purpose: sample.purpose ?? 'round',
        note_to_facility: sample.note_to_facility ?? null,
      },
    ],
  });
  if (sample.cancelled) {
    const moved = await cancelVisit(tx, id!, {
      cancel_reason: sample.cancelled.reason,
      cancel_note: sample.cancelled.note ?? null,
      planned_on: sample.cancelled.moved_to ?? null,
      planned_from: sample.planned_from ?? null,
      planned_to: sample.planned_to ?? null,
    });
    if (moved === null || !sample.record) return moved ?? id!;
    await sampleRecord(tx, moved, sample.record, sample.cancelled.moved_to!);
    return moved;
  }
  if (sample.record) await sampleRecord(tx, id!, sample.record, sample.planned_on);
  return id!;
}

/** The record of a visit that was planned; the actor belongs to its team. */
export async function sampleRecord(
  tx: WriteTx,
  visit_id: number,
  sample: SampleRecord,
  visited_on: string,
): Promise<void> {
  const texts = Object.fromEntries(recordFields.map((name) => [name, sample[name] ?? ''])) as Record<
    RecordField,
    string
  >;
  await submitRecord(tx, await recordable(tx, visit_id), {
    ...texts,
    visited_on: sample.visited_on ?? visited_on,
    memo: sample.memo ?? '',
    caption: '',
    restricted: sample.restricted ?? false,
    done_follow_ups: [],
    _version: 0,
    issues: (sample.issues ?? []).map((issue, at) => ({
      row: at + 1,
      issue_title: issue.title,
      issue_theme: issue.theme_code,
      issue_weight: issue.weight ?? 2,
      issue_description: issue.description ?? '',
      issue_statement: issue.statement ?? '',
    })),
    follow_ups: (sample.follow_ups ?? []).map((promise, at) => ({
      row: at + 1,
      follow_what: promise.what,
      follow_due: promise.due_on,
      follow_owner: promise.owner_id ?? null,
    })),
    done: sample.done ?? [],
    unchosen: {},
  });
  if (sample.shared) await shareRecord(tx, visit_id, { quiet: true });
}
