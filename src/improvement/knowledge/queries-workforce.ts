import type { ReadTx } from '../../platform/db/transaction.ts';
import { measures, rateOf, shownWorkforce, together, type Measure } from './rules.ts';

/** Figures of hiring and staying, the newest year first; of one year where asked. */
export async function workforce(tx: ReadTx, fiscal_year?: number) {
  let query = tx.db
    .selectFrom('workforce_figure')
    .select([
      'fiscal_year',
      'facility_kind',
      'facilities',
      'staff',
      'left_year',
      'wanted',
      'hired',
      'came',
      'stayed',
      'told_by',
    ]);
  if (fiscal_year !== undefined) query = query.where('fiscal_year', '=', fiscal_year);
  return query.orderBy('fiscal_year', 'desc').orderBy('facility_kind').execute();
}
export type WorkforceRow = Awaited<ReturnType<typeof workforce>>[number];

/** Per cent of a measure by year over all kinds of facility, oldest first; null where it is not told. */
export function byYear(
  rows: readonly WorkforceRow[],
): { fiscal_year: number; rates: Record<Measure, number | null> }[] {
  return [...Map.groupBy(rows, (row) => row.fiscal_year)]
    .toSorted(([a], [b]) => a - b)
    .map(([fiscal_year, of]) => {
      const all = together(of);
      return {
        fiscal_year,
        rates: Object.fromEntries(measures.map((measure) => [measure, rateOf[measure](all)])) as Record<
          Measure,
          number | null
        >,
      };
    });
}

export type ShownRow = Omit<WorkforceRow, 'left_year'> & { left_year: number | null; hidden: Measure[] };

/** The rows as they leave the desk that entered them, the newest year first. */
export const shownRows = (rows: readonly WorkforceRow[]): ShownRow[] =>
  [...Map.groupBy(rows, (row) => row.fiscal_year).values()].flatMap(
    (of) => shownWorkforce(of).rows as ShownRow[],
  );

/** byYear() as it leaves the desk that entered the figures: no rate that tells of fewer than five people. */
export const shownByYear = (rows: readonly WorkforceRow[]): ReturnType<typeof byYear> =>
  byYear(rows).map((year) => {
    const { hidden } = shownWorkforce(rows.filter((row) => row.fiscal_year === year.fiscal_year));
    const rates = { ...year.rates };
    for (const measure of hidden) rates[measure] = null;
    return { ...year, rates };
  });
