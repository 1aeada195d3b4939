import { sql } from 'kysely';
import type { ReadTx } from '../../platform/db/transaction.ts';
import { fiscalYearMonths, monthEnd, monthStart } from '../../platform/ja/dates.ts';
import type { Conditions } from './forms.ts';
import { facilityCount, hasWords, issues, lines, stuckReasonsOf, tables, type IssueLine } from './queries.ts';
import { openStates, states } from './rules.ts';

type Query = ReturnType<typeof issues>;

/** The conditions on any query over issues; list, count, export and figures ask the same. */
function narrowed<Q extends Query>(tx: ReadTx, from: Q, asked: Conditions): Q {
  let query: Query = from;
  // A merged original is in the standing count by its regional issue; as captured, originals count and regional ones do not.
  if (asked.scope === 'standing') query = query.where('issue.merged_into_id', 'is', null);
  else query = query.where('issue.regional', '=', asked.scope === 'regional');
  if (asked.q) query = query.where(hasWords(asked.q));
  if (asked.theme) query = query.where('issue.theme_code', '=', asked.theme);
  if (asked.area?.startsWith('none-')) {
    query =
      query.where(sql<boolean>`not exists (select from issue_area join area on area.id = issue_area.area_id
      where issue_area.issue_id = issue.id and area.area_system_code = ${asked.area.slice('none-'.length)})`);
  } else if (asked.area) {
    query = query.where(sql<boolean>`exists (select from issue_area
      where issue_area.issue_id = issue.id and issue_area.area_id = ${Number(asked.area)})`);
  }
  if (asked.state)
    query = query.where('issue_state.state', 'in', asked.state === 'open' ? [...openStates] : [asked.state]);
  if (asked.weight) query = query.where('issue.weight', '=', Number(asked.weight));
  if (asked.year) query = query.where('issue.fiscal_year', '=', Number(asked.year));
  if (asked.month) {
    query = query
      .where('issue.raised_on', '>=', monthStart(`${asked.month}-01`))
      .where('issue.raised_on', '<=', monthEnd(`${asked.month}-01`));
  }
  if (asked.facility) {
    query =
      query.where(sql<boolean>`exists (select from issue_facility join issue as member on member.id = issue_facility.issue_id
      where (member.id = issue.id or member.merged_into_id = issue.id) and issue_facility.facility_id = ${Number(asked.facility)})`);
  }
  if (asked.stuck) query = query.where(sql<boolean>`cardinality(${stuckReasonsOf(tx.today)}) > 0`);
  if (asked.mine) query = query.where('issue.owner_id', '=', tx.actor.person_id ?? 0);
  return query as Q;
}

/** A page of issues under the conditions, in the order asked for. */
export async function listIssues(
  tx: ReadTx,
  asked: Conditions,
  { size, offset }: { size: number; offset: number },
): Promise<IssueLine[]> {
  const order = {
    raised_on: sql`issue.raised_on`,
    moved_on: sql`issue_state.moved_on`,
    weight: sql`issue.weight`,
    theme_name: sql`theme.position`,
    state: sql`array_position(${[...states]}::text[], issue_state.state)`,
    facility_count: facilityCount,
    title: sql`issue.title collate "ja-x-icu"`,
  }[asked.sort];
  return narrowed(tx, lines(tx), asked)
    .orderBy(order, asked.dir)
    .orderBy('issue.id', asked.dir)
    .limit(size)
    .offset(offset)
    .execute();
}

/** How many issues the conditions leave. */
export async function countIssues(tx: ReadTx, asked: Conditions): Promise<number> {
  // The state is worked out from the facts of every issue: left out where no condition asks for it.
  const from =
    asked.state || asked.stuck
      ? issues(tx)
      : (tables(tx).selectFrom('issue') as unknown as ReturnType<typeof issues>);
  const { count } = await narrowed(tx, from, asked)
    .select(sql<number>`count(*)`.as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

/** Descriptions for the export, by issue. */
export async function descriptionsOf(tx: ReadTx, ids: readonly number[]): Promise<Map<number, string>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.db
    .selectFrom('issue')
    .where('id', 'in', [...ids])
    .select(['id', 'description'])
    .execute();
  return new Map(rows.map((row) => [row.id, row.description]));
}

/** Fiscal years in which an issue was raised, newest first; this year always. */
export async function years(tx: ReadTx): Promise<number[]> {
  const rows = await tx.db.selectFrom('issue').select('fiscal_year').distinct().execute();
  return [...new Set([tx.fiscal_year, ...rows.map((row) => row.fiscal_year)])].toSorted((a, b) => b - a);
}

export interface Heat {
  themes: { code: string; name: string }[];
  /** the last one, without id, stands for issues in no area of the system; it is there only when some are */
  areas: { id: number | null; name: string }[];
  /** [theme][area] */
  counts: number[][];
  total: number;
}

/** Captured issues of a fiscal year by theme and area of one system; an issue in two areas counts in both. */
export async function heatMap(tx: ReadTx, fiscal_year: number, system: string): Promise<Heat> {
  const cells = await tx.db
    .selectFrom('issue')
    .leftJoin(
      (query) =>
        query
          .selectFrom('issue_area')
          .innerJoin('area', 'area.id', 'issue_area.area_id')
          .where('area.area_system_code', '=', system)
          .select(['issue_area.issue_id', 'issue_area.area_id'])
          .as('inside'),
      (join) => join.onRef('inside.issue_id', '=', 'issue.id'),
    )
    .where('issue.regional', '=', false)
    .where('issue.fiscal_year', '=', fiscal_year)
    .groupBy(['issue.theme_code', 'inside.area_id'])
    .select(['issue.theme_code', 'inside.area_id', sql<number>`count(*)`.as('count')])
    .execute();
  const { total } = await tx.db
    .selectFrom('issue')
    .where('regional', '=', false)
    .where('fiscal_year', '=', fiscal_year)
    .select(sql<number>`count(*)`.as('total'))
    .executeTakeFirstOrThrow();
  const inSystem = await tx.db
    .selectFrom('area')
    .where('area_system_code', '=', system)
    .where((where) =>
      where.or([
        where('ends_on', 'is', null),
        where('ends_on', '>=', tx.today),
        where('id', 'in', [0, ...cells.flatMap((cell) => cell.area_id ?? [])]),
      ]),
    )
    .select(['id', 'name'])
    .orderBy(sql`coalesce(name_kana, name) collate "ja-x-icu"`)
    .execute();
  const rows = await tx.db
    .selectFrom('theme')
    .where((where) =>
      where.or([
        where('ended_on', 'is', null),
        where('code', 'in', ['', ...cells.map((cell) => cell.theme_code)]),
      ]),
    )
    .select(['code', 'name'])
    .orderBy('position')
    .execute();
  const areas: Heat['areas'] = [...inSystem];
  if (cells.some((cell) => cell.area_id === null)) areas.push({ id: null, name: '' });
  const at = new Map(cells.map((cell) => [`${cell.theme_code}:${cell.area_id ?? ''}`, cell.count]));
  const counts = rows.map((theme) => areas.map((area) => at.get(`${theme.code}:${area.id ?? ''}`) ?? 0));
  return { themes: rows, areas, counts, total };
}

/** Captured issues by month of a fiscal year, April first, up to the month it is now. */
export async function monthCounts(
  tx: ReadTx,
  fiscal_year: number,
): Promise<{ month: string; count: number }[]> {
  const rows = await tx.db
    .selectFrom('issue')
    .where('regional', '=', false)
    .where('fiscal_year', '=', fiscal_year)
    .groupBy(sql`to_char(raised_on, 'YYYY-MM')`)
    .select([sql<string>`to_char(raised_on, 'YYYY-MM')`.as('month'), sql<number>`count(*)`.as('count')])
    .execute();
  const by = new Map(rows.map((row) => [row.month, row.count]));
  // A month that has not begun is not a month without issues.
  return fiscalYearMonths(fiscal_year)
    .filter((month) => month <= tx.today.slice(0, 7))
    .map((month) => ({ month, count: by.get(month) ?? 0 }));
}
