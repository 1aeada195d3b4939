import { sql } from 'kysely';
import { Refusal, type ReadTx } from '../../platform/db/transaction.ts';
import { kinds, responses, routesFrom, type Named } from './queries.ts';
import {
  acrossYears,
  crossings,
  monthsOf,
  suppressedCrossings,
  type Codes,
  type Crossing,
  type Figure,
  type Sum,
} from './rules-statistics.ts';

export interface Statistics {
  fiscal_year: number;
  /** whether small cells are left out, because the reader is outside the case zone or wants what may leave it */
  suppressed: boolean;
  /** whether the reader may see the exact figures too */
  may_exact: boolean;
  tables: Crossing[];
  kinds: Named[];
  routes: Named[];
  responses: Named[];
  months: string[];
}

/**
 * A fiscal year's tables, after those of the years side by side: exact for those of the case zone who make the report, suppressed
 * for others with the duty, and for the first where they ask for what may leave the house; else 404.
 */
export async function statistics(
  tx: ReadTx,
  fiscal_year: number,
  { years, outside }: { years: readonly number[]; outside: boolean },
): Promise<Statistics> {
  if (!tx.has('family.statistics')) throw new Refusal(404);
  const may_exact = mayExact(tx);
  const suppressed = outside || !may_exact;
  const named = {
    kinds: await kinds(tx),
    routes: await routesFrom(tx),
    responses: await responses(tx),
    months: monthsOf(fiscal_year),
  };
  const codes = {
    kinds: named.kinds.map((one) => one.code),
    routes: named.routes.map((one) => one.code),
    responses: named.responses.map((one) => one.code),
  };
  const tables = new Map<number, Crossing[]>();
  for (const year of new Set([fiscal_year, ...years]))
    tables.set(year, await tablesOf(tx, year, { ...codes, months: monthsOf(year) }, suppressed));
  const side = years
    .toSorted((a, b) => a - b)
    .map((year) => ({ fiscal_year: year, table: tables.get(year)![0]! }));
  return {
    fiscal_year,
    suppressed,
    may_exact,
    tables: [acrossYears(side, codes.kinds), ...tables.get(fiscal_year)!],
    ...named,
  };
}

/** Whether somebody counts families of the case zone as a part of their work there. */
const mayExact = (tx: ReadTx): boolean => tx.has('case.work') && tx.session.case_teams.length > 0;

async function tablesOf(tx: ReadTx, year: number, codes: Codes, suppressed: boolean): Promise<Crossing[]> {
  const zone = tx.actor.municipality.time_zone;
  if (!suppressed) {
    const { rows } = await sql<Figure>`select * from consultation_figures(${year}, ${zone})`.execute(tx.db);
    return crossings(rows, codes);
  }
  const { rows } = await sql<Sum>`select * from consultation_sums(${year}, ${zone})`.execute(tx.db);
  return suppressedCrossings(rows, codes);
}
