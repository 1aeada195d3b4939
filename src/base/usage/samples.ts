import type { WriteTx } from '../../platform/db/transaction.ts';
import { closeDay, saveDay } from './commands.ts';
import type { Sheet } from './forms.ts';
import { counts, peopleOf, type Counts } from './rules.ts';

/** A day as a place's own people would enter it; what is not given is 0. */
export async function sampleDay(
  tx: WriteTx,
  service_id: number,
  day: string,
  sheet: Partial<Sheet> & { closed_reason?: string },
): Promise<void> {
  const { closed_reason, ...given } = sheet;
  if (closed_reason !== undefined)
    return closeDay(tx, service_id, day, {
      reason: closed_reason,
      clear: true,
      _version: given._version ?? 0,
    });
  const counted = Object.fromEntries(counts.map((name) => [name, given[name] ?? 0])) as Counts;
  await saveDay(tx, service_id, day, {
    ...counted,
    staff: null,
    weather: null,
    note: null,
    consultations: [],
    events: [],
    keep_rows: false,
    confirmed: peopleOf(counted),
    more: false,
    _version: 0,
    ...given,
  });
}
