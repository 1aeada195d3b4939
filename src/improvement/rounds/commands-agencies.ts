import { found, Refusal, type WriteTx } from '../../platform/db/transaction.ts';
import { invalid } from '../../platform/web/handlers.tsx';
import { me } from '../visits/commands.ts';
import type { AgencyData } from './forms.ts';
import { agencies, sameWeek } from './queries-agencies.ts';
import { weekOf } from './rules-year.ts';
import { words } from './words.ja.ts';

/** Enters another agency's call. Somebody else at the same door in the same week is said first and wants to be confirmed. */
export async function enterAgencyRound(tx: WriteTx, { confirmed, ...data }: AgencyData): Promise<number> {
  if (!tx.has('round.share')) throw new Refusal(403);
  const own = (await agencies(tx)).find((one) => one.id === data.organisation_id);
  if (own?.may_enter !== true) throw new Refusal(403);
  const facility = await tx.db
    .selectFrom('facility')
    .where('id', '=', data.facility_id)
    .where('ended_on', 'is', null)
    .select('id')
    .executeTakeFirst();
  if (!facility) invalid({ facility_id: words.errors.noFacility });
  const others = await sameWeek(tx, data.facility_id, weekOf(data.planned_on));
  if (others.length > 0 && !confirmed) {
    invalid({ confirmed: words.agencies.clashFirst(others) });
  }
  const made = await tx.db
    .insertInto('agency_round')
    .values({ ...data, entered_by: me(tx), entered_at: tx.now })
    .onConflict((there) => there.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!made) invalid({ planned_on: words.agencies.twice });
  tx.record({
    action: 'agency_round.enter',
    subject_kind: 'agency_round',
    subject_id: made.id,
    detail: {
      organisation_id: data.organisation_id,
      facility_id: data.facility_id,
      planned_on: data.planned_on,
    },
  });
  return made.id;
}

export async function cancelAgencyRound(tx: WriteTx, id: number): Promise<void> {
  if (!tx.has('round.share')) throw new Refusal(403);
  found(await tx.db.selectFrom('agency_round').where('id', '=', id).select('id').executeTakeFirst());
  const cancelled = await tx.db
    .updateTable('agency_round')
    .set({ cancelled_at: tx.now, cancelled_by: me(tx) })
    .where('id', '=', id)
    .where('cancelled_at', 'is', null)
    .executeTakeFirst();
  if (cancelled.numUpdatedRows === 0n) throw new Refusal(403);
  tx.record({ action: 'agency_round.cancel', subject_kind: 'agency_round', subject_id: id });
}
