import type { ReadTx } from '../../platform/db/transaction.ts';
import { findPlaces } from '../../base/finder/queries.ts';
import { nothingAsked } from '../../base/finder/rules-ask.ts';
import type { AgeBand } from './rules.ts';
import { monthsIn } from './rules.ts';

/** Places that suit a need, with a reason each: the finder's own ranking, asked without anything of the family. */
export async function placesFor(
  tx: ReadTx,
  need: { age_band: AgeBand; area_id: number | null; wishes: readonly string[]; programme: string | null },
  atMost = 6,
) {
  const found = await findPlaces(
    tx,
    {
      ...nothingAsked,
      age_months: monthsIn[need.age_band],
      area_id: need.area_id,
      wishes: need.wishes,
      programme: need.programme,
    },
    { size: atMost, offset: 0 },
  );
  return found.ranked.map(({ place, reason, misfits }) => ({
    id: place.id,
    name: place.name,
    kind: place.kind,
    reason,
    misfits,
  }));
}
export type RankedPlace = Awaited<ReturnType<typeof placesFor>>[number];
