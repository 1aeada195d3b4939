import { sql, type RawBuilder } from 'kysely';
import type { Ctx } from './context.ts';

export interface Paging {
  page: number;
  size: number;
  offset: number;
}

/**
 * The page as SQL. Its size is written out: without it the database believes that a tenth of the table is wanted, finds no
 * plan good enough to be kept, and plans the list anew for each page, which takes longer than reading it.
 */
export const cutOf = ({ size, offset }: Pick<Paging, 'size' | 'offset'>): RawBuilder<unknown> =>
  offset === 0 ? sql`limit ${sql.lit(size)}` : sql`limit ${sql.lit(size)} offset ${offset}`;

/**
 * The ids of a page of a table's rows, of the teams in which the person works on cases: each team's index gives its first
 * ones. Asked for all teams at once, or beside names and counts, the database reads and sorts whatever those teams ever had.
 */
export function pageOfOwnTeams(
  table: string,
  { where, order }: { where: RawBuilder<unknown>; order: RawBuilder<unknown> },
  { size, offset }: Pick<Paging, 'size' | 'offset'>,
): RawBuilder<number[]> {
  const first = offset === 0 ? sql.lit(size) : sql`${size + offset}`;
  return sql`array(select own.id from unnest(session_case_teams()) as team (id)
    cross join lateral (select * from ${sql.table(table)} where team_id = team.id and ${where} order by ${order} limit ${first}) as own
    order by ${order} ${cutOf({ size, offset })})`;
}

/** The page asked for by ?page=, from 1. */
export function pagingOf(c: Ctx, size = 20): Paging {
  const asked = Number(c.req.query('page') ?? 1);
  const page = Number.isInteger(asked) && asked >= 1 && asked <= 100_000 ? asked : 1;
  return { page, size, offset: (page - 1) * size };
}

/** This address with some of its query changed; null takes one away. The page number starts anew unless given. */
export function hrefWith(c: Ctx, changes: Record<string, string | number | null>): string {
  // A list has dozens of such links: the query is cut out rather than the whole address read each time.
  const at = c.req.url.indexOf('?');
  const query = new URLSearchParams(at < 0 ? '' : c.req.url.slice(at).replace(/#.*$/s, ''));
  if (!('page' in changes)) query.delete('page');
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === '') query.delete(name);
    else query.set(name, String(value));
  }
  const text = query.toString();
  return text === '' ? c.req.path : `${c.req.path}?${text}`;
}
