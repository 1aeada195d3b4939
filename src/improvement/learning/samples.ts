import type { WriteTx } from '../../platform/db/transaction.ts';
import type { PictureRule, Template } from './rules.ts';
import { cancelOpenDay, recordParticipation, registerOpenDay } from './commands.ts';

export interface OpenDaySample {
  facility_id: number;
  theme_code: string;
  title: string;
  /** YYYY-MM-DD */
  held_on: string;
  places: number;
  note?: string;
  starts_at?: string | null;
  ends_at?: string | null;
  template?: Template;
  seen?: string;
  pictures?: PictureRule;
  pictures_note?: string;
  guardians_told_on?: string | null;
  guardians_how?: string;
  questions?: readonly string[];
  plan?: string;
  /** who came; only for days that have been */
  participations?: readonly { facility_id: number; people: number; reflection?: string }[];
  cancel_reason?: string;
}

/** An open day as somebody with learning.manage would enter it; gives its number. */
export async function sampleOpenDay(tx: WriteTx, sample: OpenDaySample): Promise<number> {
  const { participations = [], cancel_reason, questions, plan, ...openDay } = sample;
  const id = await registerOpenDay(
    tx,
    {
      note: '',
      starts_at: null,
      ends_at: null,
      template: 'simple',
      seen: '',
      pictures: 'none',
      pictures_note: '',
      guardians_told_on: null,
      guardians_how: '',
      ...openDay,
    },
    { ...(questions ? { questions } : {}), ...(plan === undefined ? {} : { plan }) },
  );
  for (const one of participations) {
    await recordParticipation(tx, id, { ...one, reflection: one.reflection ?? '' });
  }
  if (cancel_reason !== undefined) await cancelOpenDay(tx, id, { cancel_reason, _version: 1 });
  return id;
}
