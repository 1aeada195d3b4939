import { sql } from 'kysely';
import type { ReadTx } from '../../platform/db/transaction.ts';

function rows(tx: ReadTx) {
  return tx.db
    .selectFrom('event_question')
    .leftJoin('person', 'person.id', 'event_question.answered_by')
    .selectAll('event_question')
    .select(sql<string | null>`person.family_name || ' ' || person.given_name`.as('who'));
}

/** Rows of event tables whose days a person must read: those waiting first, then what was decided lately. */
export async function eventQuestions(tx: ReadTx) {
  return rows(tx)
    .orderBy(sql`answered_at is not null`)
    .orderBy(sql`answered_at desc`)
    .orderBy('event_question.asked_at')
    .orderBy('event_question.row_number')
    .limit(500)
    .execute();
}
export type Question = Awaited<ReturnType<typeof eventQuestions>>[number];

export async function questionById(tx: ReadTx, id: number | null): Promise<Question | undefined> {
  return id === null ? undefined : rows(tx).where('event_question.id', '=', id).executeTakeFirst();
}

/** How many wait, for whoever keeps the calendar. */
export async function openQuestions(tx: ReadTx): Promise<number> {
  if (!tx.has('calendar.manage')) return 0;
  const row = await tx.db
    .selectFrom('event_question')
    .where('answered_at', 'is', null)
    .select(sql<number>`count(*)::int`.as('count'))
    .executeTakeFirstOrThrow();
  return row.count;
}
