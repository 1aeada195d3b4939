import { found, Refusal, type WriteTx } from '../../platform/db/transaction.ts';
import type { Errors } from '../../platform/web/form.ts';
import { invalidIf } from '../../platform/web/handlers.tsx';
import { caseFor } from './commands.ts';
import { daysWrong, type EntryData, type EntryEdit, type ReviewData } from './forms.ts';
import { entryById } from './queries-council.ts';
import { words } from './words.ja.ts';

/** Registers a case with the council; it stands there until the council ends it. Answers the entry's id. */
export async function registerEntry(tx: WriteTx, case_id: number | null, data: EntryData): Promise<number> {
  const one = await caseFor(tx, case_id, 'register');
  invalidIf(daysWrong(tx.today, { registered_on: data.registered_on }));
  const { id } = await tx.db
    .insertInto('council_entry')
    .values({
      case_id: one.id,
      team_id: one.team_id,
      ...data,
      registered_by: tx.actor.person_id!,
      created_at: tx.now,
      updated_at: tx.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  tx.record({
    action: 'council.register',
    subject_kind: 'case',
    subject_id: one.id,
    detail: { entry_id: id, category: data.category, next_review_on: data.next_review_on },
  });
  return id;
}

/** Changes what the ledger says about a case; the day of its review is moved by reviewing only. */
export async function changeEntry(tx: WriteTx, entry_id: number | null, data: EntryEdit): Promise<void> {
  const entry = found(await entryById(tx, entry_id));
  await caseFor(tx, entry.case_id, 'review');
  const { _version, ...values } = data;
  const changed = await tx.db
    .updateTable('council_entry')
    .set((row) => ({ ...values, version: row('version', '+', 1), updated_at: tx.now }))
    .where('id', '=', entry.id)
    .where('version', '=', _version)
    .where('ended_on', 'is', null)
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n) throw new Refusal(409, words.errors.newerEntry);
  tx.record({
    action: 'council.change',
    subject_kind: 'case',
    subject_id: entry.case_id,
    detail: { entry_id: entry.id },
  });
}

/** What the rules refuse of a review, as far as it can be read. */
export function reviewProblems(
  today: string,
  entry: { registered_on: string },
  data: Partial<ReviewData>,
): Errors {
  const wrong = daysWrong(today, { reviewed_on: data.reviewed_on });
  if (data.reviewed_on && data.reviewed_on < entry.registered_on)
    wrong.reviewed_on = words.errors.beforeRegistration;
  if (data.decision && data.decision !== 'end' && data.next_review_on && data.next_review_on <= today)
    wrong.next_review_on = words.errors.reviewInPast;
  return wrong;
}

/** Writes down that an entry was looked at: the decision and the next day, or its end. */
export async function reviewEntry(tx: WriteTx, entry_id: number | null, data: ReviewData): Promise<void> {
  const entry = found(await entryById(tx, entry_id));
  const one = await caseFor(tx, entry.case_id, 'review');
  invalidIf(reviewProblems(tx.today, entry, data));
  const ends = data.decision === 'end';
  const changed = await tx.db
    .updateTable('council_entry')
    .set((row) => ({
      severity: data.severity,
      ...(data.policy === '' ? {} : { policy: data.policy }),
      ...(ends
        ? {
            ended_on: data.reviewed_on,
            ended_by: tx.actor.person_id,
            end_reason: data.end_reason,
            end_text: data.decision_text,
          }
        : { next_review_on: data.next_review_on! }),
      version: row('version', '+', 1),
      updated_at: tx.now,
    }))
    .where('id', '=', entry.id)
    .where('version', '=', data._version)
    .where('ended_on', 'is', null)
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n) throw new Refusal(409, words.errors.newerEntry);
  await tx.db
    .insertInto('council_review')
    .values({
      entry_id: entry.id,
      case_id: one.id,
      team_id: one.team_id,
      reviewed_on: data.reviewed_on,
      decision: data.decision,
      decision_text: data.decision_text,
      severity: data.severity,
      next_review_on: ends ? null : data.next_review_on,
      reviewed_by: tx.actor.person_id!,
      reviewed_at: tx.now,
    })
    .execute();
  tx.record({
    action: ends ? 'council.end' : 'council.review',
    subject_kind: 'case',
    subject_id: one.id,
    detail: {
      entry_id: entry.id,
      decision: data.decision,
      next_review_on: ends ? null : data.next_review_on,
    },
  });
}
