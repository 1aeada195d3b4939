import { sql } from 'kysely';
import { Refusal, type ReadTx } from '../../platform/db/transaction.ts';
import { kinds, responses, routesFrom, type Named } from './queries.ts';
import {
  crossings,
  monthsOf,
  suppressedCrossings,
  type Crossing,
  type Figure,
  type Sum,
} from './rules-statistics.ts';

export interface Statistics {
  fiscal_year: number;
  /** whether small cells are left out, because the reader is outside the case zone */
  suppressed: boolean;
  tables: Crossing[];
  kinds: Named[];
  routes: Named[];
  responses: Named[];
  months: string[];
}

/** A fiscal year's tables: exact for those of the case zone who make the report, suppressed for others with the duty; else 404. */
export async function statistics(tx: ReadTx, fiscal_year: number): Promise<Statistics> {
  if (!tx.has('family.statistics')) throw new Refusal(404);
  const zone = tx.actor.municipality.time_zone;
  const inside = tx.has('case.work') && tx.session.case_teams.length > 0;
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
    months: named.months,
  };
  if (inside) {
    const { rows } = await sql<Figure>`select * from consultation_figures(${fiscal_year}, ${zone})`.execute(
      tx.db,
    );
    return { fiscal_year, suppressed: false, tables: crossings(rows, codes), ...named };
  }
  const { rows } = await sql<Sum>`select * from consultation_sums(${fiscal_year}, ${zone})`.execute(tx.db);
  return { fiscal_year, suppressed: true, tables: suppressedCrossings(rows, codes), ...named };
}
