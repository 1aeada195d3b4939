import { sql } from 'kysely';
import { answerByCode } from '../../base/applications/commands.ts';
import { Refusal, type WriteTx } from '../../platform/db/transaction.ts';
import { hashCode } from '../../platform/web/open.ts';
import { words } from './words.ja.ts';

/** The holder of a receipt's code gives the application up, place and all. */
export async function withdrawByCode(tx: WriteTx, code: string): Promise<void> {
  const { rows } = await sql<{
    said: 'unknown' | 'entered' | 'done';
  }>`select course_withdraw_by_code(${hashCode(tx.actor.house, code)}, ${tx.now}) as said`.execute(tx.db);
  const { said } = rows[0]!;
  if (said === 'unknown') throw new Refusal(404);
  if (said === 'entered') {
    const answer = await answerByCode(tx, code, 'cancel');
    if (!answer.ok) throw new Refusal(409, words.answering[answer.reason]);
  } else tx.record({ action: 'course_application.withdrawn', detail: { way: 'public' } });
}

/** What somebody of another town takes home from a sitting, by the receipt's code. 404 without a place in the course. */
export async function reflectByCode(
  tx: WriteTx,
  code: string,
  session_id: number,
  data: { takes: string; tries: string },
): Promise<void> {
  const { rows } = await sql<{
    said: 'unknown' | 'done';
  }>`select course_reflect_by_code(${hashCode(tx.actor.house, code)}, ${session_id}, ${data.takes}, ${data.tries}, ${tx.now}) as said`.execute(
    tx.db,
  );
  if (rows[0]!.said !== 'done') throw new Refusal(404);
  tx.record({ action: 'course_reflection.write', detail: { session_id, way: 'public' } });
}
