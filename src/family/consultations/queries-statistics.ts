import { sql } from 'kysely';
import { Refusal, type ReadTx } from '../../platform/db/transaction.ts';
import { kinds, responses, routesFrom, type Named } from './queries.ts';
import {
  acrossYears,
  crossings,
  monthsOf,
  suppressedCrossings,
  type Crossing,
  type Figure,
  type Sum,
  type YearSum,
} from './rules-statistics.ts';

export interface Statistics {
  /** null: nothing may leave the zone yet */
  fiscal_year: number | null;
  /** the years to choose from, newest first */
  years: number[];
  /** whether these are the kept tables, because the reader is outside the case zone or wants what may leave it */
  suppressed: boolean;
  /** whether the reader may see the exact figures too */
  may_exact: boolean;
  /** when this year's tables for outside were made; null while they are not */
  kept_at: Date | null;
  /** whether they may be made now */
  may_keep: boolean;
  tables: Crossing[];
  kinds: Named[];
  routes: Named[];
  responses: Named[];
  months: string[];
}

/** So many years are to choose from, and stand side by side. */
const yearsShown = 3;

/**
 * A fiscal year's tables, after those of the years side by side: exact for those of the case zone who make the report; for others
 * with the duty, and for the first where they ask for what may leave the house, as they were kept when the year was over; else 404.
 */
export async function statistics(
  tx: ReadTx,
  asked: number | null,
  { outside }: { outside: boolean },
): Promise<Statistics> {
  if (!tx.has('family.statistics')) throw new Refusal(404);
  const may_exact = mayExact(tx);
  const suppressed = outside || !may_exact;
  const kept = await tx.db
    .selectFrom('consultation_release')
    .select(['fiscal_year', 'kept_at'])
    .orderBy('fiscal_year', 'desc')
    .execute();
  const years = suppressed
    ? kept.slice(0, yearsShown).map((one) => one.fiscal_year)
    : Array.from({ length: yearsShown }, (_, back) => tx.fiscal_year - back);
  const fiscal_year = asked !== null && (years.includes(asked) || !suppressed) ? asked : (years[0] ?? null);
  const kept_at = kept.find((one) => one.fiscal_year === fiscal_year)?.kept_at ?? null;
  const named = {
    kinds: await kinds(tx),
    routes: await routesFrom(tx),
    responses: await responses(tx),
    months: fiscal_year === null ? [] : monthsOf(fiscal_year),
  };
  const codes = {
    kinds: named.kinds.map((one) => one.code),
    routes: named.routes.map((one) => one.code),
    responses: named.responses.map((one) => one.code),
    months: named.months,
  };
  const shown = { fiscal_year, years, suppressed, may_exact, kept_at, ...named };
  if (fiscal_year === null) return { ...shown, may_keep: false, tables: [] };
  const tables = suppressed
    ? suppressedCrossings(await keptFigures(tx, fiscal_year), codes)
    : crossings(await exactFigures(tx, fiscal_year), codes);
  const sums = suppressed ? await keptYears(tx, years) : await exactYears(tx, years);
  return {
    ...shown,
    may_keep:
      !suppressed && kept_at === null && fiscal_year < tx.fiscal_year && tables[0]!.cell(null, null) !== 0,
    tables: [acrossYears(sums, years, codes.kinds), ...tables],
  };
}

/** Whether somebody counts families of the case zone as a part of their work there. */
export const mayExact = (tx: ReadTx): boolean => tx.has('case.work') && tx.session.case_teams.length > 0;

async function exactFigures(tx: ReadTx, year: number): Promise<Figure[]> {
  const zone = tx.actor.municipality.time_zone;
  return (await sql<Figure>`select * from consultation_figures(${year}, ${zone})`.execute(tx.db)).rows;
}

const keptFigures = (tx: ReadTx, year: number): Promise<Sum[]> =>
  tx.db
    .selectFrom('consultation_release_figure')
    .select(['table_name', 'row_code', 'column_code', 'n'])
    .where('fiscal_year', '=', year)
    .execute();

async function exactYears(tx: ReadTx, years: readonly number[]): Promise<YearSum[]> {
  const { rows } = await sql<{ year: number; kind: string; n: number }>`
    select * from consultation_years(${years}::integer[])`.execute(tx.db);
  const whole = years.map((year) => ({
    year,
    kind: null,
    n: rows.filter((one) => one.year === year).reduce((sum, { n }) => sum + n, 0),
  }));
  return [...rows, ...whole];
}

/** The kinds' sums are the same in each of a year's tables by kind. */
const keptYears = (tx: ReadTx, years: readonly number[]): Promise<YearSum[]> =>
  tx.db
    .selectFrom('consultation_release_figure')
    .select(['fiscal_year as year', 'row_code as kind', 'n'])
    .where('table_name', '=', 'route')
    .where('column_code', 'is', null)
    .where('fiscal_year', 'in', [...years])
    .execute();
