import type { WriteTx } from '../../platform/db/transaction.ts';
import { cancelOpenDay, recordParticipation, registerOpenDay } from './commands.ts';

export interface OpenDaySample {
  facility_id: number;
  theme_code: string;
  title: string;
  /** YYYY-MM-DD */
  held_on: string;
  places: number;
  note?: string;
  /** who came; only for days that have been */
  participations?: readonly { facility_id: number; people: number; reflection?: string }[];
  cancel_reason?: string;
}

/** An open day as somebody with learning.manage would enter it; gives its number. */
export async function sampleOpenDay(tx: WriteTx, sample: OpenDaySample): Promise<number> {
  const { participations = [], cancel_reason, ...openDay } = sample;
  const id = await registerOpenDay(tx, { ...openDay, note: openDay.note ?? '' });
  for (const one of participations) {
    await recordParticipation(tx, id, { ...one, reflection: one.reflection ?? '' });
  }
  if (cancel_reason !== undefined) await cancelOpenDay(tx, id, { cancel_reason, _version: 1 });
  return id;
}
