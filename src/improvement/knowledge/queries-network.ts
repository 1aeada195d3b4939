import { sql } from 'kysely';
import { areaOfFacilities } from '../../base/directory/queries.ts';
import type { ReadTx } from '../../platform/db/transaction.ts';
import type { Gathering, NodeKey } from './rules-network.ts';

export interface NetworkNode {
  key: NodeKey;
  name: string;
  /** kind of facility; null for a body */
  kind: string | null;
  /** of the areas of the system asked for; null where none is known */
  area: string | null;
  area_id: number | null;
}

/** Who was where together in the years, of the sources and the theme asked for. A theme leaves out what has none. */
export async function gatherings(
  tx: ReadTx,
  asked: { years: readonly number[]; sources: readonly string[]; theme_code: string | null },
): Promise<Gathering[]> {
  const theme = asked.theme_code === null ? sql`` : sql`and theme_code = ${asked.theme_code}`;
  const { rows } = await sql<
    Omit<Gathering, 'node'> & { facility_id: number | null; organisation_id: number | null }
  >`
    select source, record_id, fiscal_year, theme_code, facility_id, organisation_id
    from network_gatherings(${[...asked.years]}::integer[], ${tx.today})
    where source = any(${[...asked.sources]}) ${theme}
    order by source, record_id, fiscal_year, facility_id, organisation_id`.execute(tx.db);
  return rows.map(({ facility_id, organisation_id, ...row }) => ({
    ...row,
    node: facility_id === null ? `o${organisation_id!}` : `f${facility_id}`,
  }));
}

/** The fiscal years in which anything is known, newest first; this one always. */
export async function networkYears(tx: ReadTx): Promise<number[]> {
  const years = Array.from({ length: 10 }, (_, at) => tx.fiscal_year - at);
  const { rows } = await sql<{ fiscal_year: number }>`
    select distinct fiscal_year from network_gatherings(${years}::integer[], ${tx.today})`.execute(tx.db);
  return [...new Set([tx.fiscal_year, ...rows.map((row) => row.fiscal_year)])].toSorted((a, b) => b - a);
}

/** Open facilities, and whoever was somewhere (closed ones and bodies too); with their areas of one system. */
export async function networkNodes(
  tx: ReadTx,
  met: readonly NodeKey[],
  area_system_code: string,
): Promise<NetworkNode[]> {
  const numbers = (letter: string) =>
    met.filter((key) => key.startsWith(letter)).map((key) => Number(key.slice(1)));
  const organisations = numbers('o');
  const facilities = await tx.db
    .selectFrom('facility')
    .where((where) =>
      where.or([where('ended_on', 'is', null), sql<boolean>`facility.id = any(${numbers('f')}::bigint[])`]),
    )
    .select(['id', 'name', 'kind'])
    .orderBy('kind')
    .orderBy(sql`name_kana collate "ja-x-icu"`)
    .orderBy('id')
    .execute();
  const areas = new Map(
    (
      await areaOfFacilities(
        tx,
        facilities.map(({ id }) => id),
        area_system_code,
      )
    ).map((one) => [one.facility_id, one]),
  );
  const bodies =
    organisations.length === 0
      ? []
      : await tx.db
          .selectFrom('organisation')
          .where('id', 'in', [...organisations])
          .select(['id', 'name'])
          .orderBy('id')
          .execute();
  return [
    ...facilities.map(({ id, name, kind }): NetworkNode => {
      const area = areas.get(id);
      return { key: `f${id}`, name, kind, area: area?.name ?? null, area_id: area?.area_id ?? null };
    }),
    ...bodies.map(({ id, name }): NetworkNode => {
      return { key: `o${id}`, name, kind: null, area: null, area_id: null };
    }),
  ];
}
