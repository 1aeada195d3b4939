import { sql } from 'kysely';
import { Refusal, type WriteTx } from '../db/transaction.ts';
import { invalid } from '../web/handlers.tsx';
import { words } from './words.ja.ts';

/** How long an emergency opening lasts. */
export const emergencyHours = 4;

/**
 * Opens one record outside the actor's reach for four hours: the reason (10 characters or more) goes into the audit log,
 * everybody of the owning team gets a notice leading to `url`, unless it is opened `with` another that told them. Opening again
 * while it is open changes nothing.
 */
export async function openInEmergency(
  tx: WriteTx,
  opening: {
    kind: 'visit' | 'case' | 'household';
    id: number;
    team_id: number;
    reason: string;
    url: string;
    with?: boolean;
  },
): Promise<void> {
  const { kind, id, team_id, reason, url } = opening;
  const person_id = tx.actor.person_id;
  if (person_id === null) throw new Refusal(403);
  if ([...reason.trim()].length < 10) invalid({ reason: words.reasonTooShort });
  if (tx.session.opened.includes(`${kind}:${id}`)) return;
  await tx.db
    .insertInto('emergency_access')
    .values({
      person_id,
      subject_kind: kind,
      subject_id: id,
      team_id,
      reason,
      opened_at: tx.now,
      ends_at: new Date(tx.now.getTime() + emergencyHours * 3_600_000),
    })
    .execute();
  if (opening.with !== true)
    await sql`
    insert into notice (person_id, title, url, created_at)
    select distinct person_id, ${words.told(tx.session.name)}, ${url}, ${tx.now}::timestamptz from appointment
    where team_id = ${team_id} and starts_on <= ${tx.today} and (ends_on is null or ends_on >= ${tx.today})
      and person_id <> ${person_id}`.execute(tx.db);
  tx.record({
    action: 'emergency.open',
    subject_kind: kind,
    subject_id: id,
    purpose: reason,
    detail: { team_id },
  });
}

/** Ends an opening before its time; the person who opened it and the owning team may. 404 when it is not theirs or over. */
export async function endEmergency(tx: WriteTx, id: number): Promise<void> {
  const ended = await tx.db
    .updateTable('emergency_access')
    .set({ ended_at: tx.now })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .where('ends_at', '>', tx.now)
    .returning(['subject_kind', 'subject_id', 'person_id'])
    .executeTakeFirst();
  if (!ended) throw new Refusal(404);
  tx.record({
    action: 'emergency.end',
    subject_kind: ended.subject_kind,
    subject_id: ended.subject_id,
    detail: { person_id: ended.person_id },
  });
}
