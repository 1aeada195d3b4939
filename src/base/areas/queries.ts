import { sql } from 'kysely';
import type { ReadTx } from '../../platform/db/transaction.ts';

export interface AreaLine {
  id: number;
  system: string;
  name: string;
  code: string | null;
  towns: number;
  facilities: number;
}

export async function areaSystems(tx: ReadTx) {
  return tx.db
    .selectFrom('area_system')
    .select(['code', 'name', 'description', 'one_area_per_town'])
    .orderBy('position')
    .orderBy('code')
    .execute();
}

/** Every area in force with how many towns and open facilities it has. */
export async function areas(tx: ReadTx): Promise<AreaLine[]> {
  return tx.db
    .selectFrom('area')
    .leftJoin('area_town', 'area_town.area_id', 'area.id')
    .leftJoin('facility', (join) =>
      join.onRef('facility.town_id', '=', 'area_town.town_id').on('facility.ended_on', 'is', null),
    )
    .select([
      'area.id',
      'area.area_system_code as system',
      'area.name',
      'area.code',
      sql<number>`count(distinct area_town.town_id)`.as('towns'),
      sql<number>`count(distinct facility.id)`.as('facilities'),
    ])
    .where((eb) => eb.or([eb('area.ends_on', 'is', null), eb('area.ends_on', '>=', tx.today)]))
    .groupBy('area.id')
    .orderBy('area.area_system_code')
    .orderBy('area.code')
    .orderBy('area.name')
    .orderBy('area.id')
    .execute();
}

export interface AreaOption {
  id: number;
  name: string;
  system: string;
  system_name: string;
}

/** Areas to choose from, grouped by their system. */
export async function areaOptions(tx: ReadTx, system?: string): Promise<AreaOption[]> {
  let query = tx.db
    .selectFrom('area')
    .innerJoin('area_system', 'area_system.code', 'area.area_system_code')
    .select(['area.id', 'area.name', 'area.area_system_code as system', 'area_system.name as system_name'])
    .where((eb) => eb.or([eb('area.ends_on', 'is', null), eb('area.ends_on', '>=', tx.today)]))
    .orderBy('area_system.position')
    .orderBy('area.code')
    .orderBy('area.name')
    .orderBy('area.id');
  if (system !== undefined) query = query.where('area.area_system_code', '=', system);
  return query.execute();
}

export async function areaById(tx: ReadTx, id: number | null) {
  return tx.db
    .selectFrom('area')
    .innerJoin('area_system', 'area_system.code', 'area.area_system_code')
    .select([
      'area.id',
      'area.name',
      'area.code',
      'area.version',
      'area.ends_on',
      'area.area_system_code as system',
      'area_system.name as system_name',
      'area_system.one_area_per_town',
    ])
    .where('area.id', '=', id)
    .executeTakeFirst();
}
export type Area = NonNullable<Awaited<ReturnType<typeof areaById>>>;

export async function townsOf(tx: ReadTx, area_id: number): Promise<{ id: number; name: string }[]> {
  return tx.db
    .selectFrom('area_town')
    .innerJoin('town', 'town.id', 'area_town.town_id')
    .select(['town.id', 'town.name'])
    .where('area_town.area_id', '=', area_id)
    .orderBy('town.id')
    .execute();
}

/** The area's own boundary, as GeoJSON; null where none was taken in. */
export async function shapeOf(tx: ReadTx, area_id: number): Promise<unknown> {
  const row = await tx.db.selectFrom('area').select('shape').where('id', '=', area_id).executeTakeFirst();
  return row?.shape ?? null;
}

export async function facilitiesIn(
  tx: ReadTx,
  area_id: number,
): Promise<{ id: number; name: string; kind: string; latitude: number | null; longitude: number | null }[]> {
  return tx.db
    .selectFrom('facility')
    .innerJoin('area_town', 'area_town.town_id', 'facility.town_id')
    .select(['facility.id', 'facility.name', 'facility.kind', 'facility.latitude', 'facility.longitude'])
    .where('area_town.area_id', '=', area_id)
    .where('facility.ended_on', 'is', null)
    .orderBy(sql`facility.name_kana collate "ja-x-icu"`)
    .limit(500)
    .execute();
}

/** How many known towns lie in no area of each system. */
export async function unassignedTowns(tx: ReadTx): Promise<Map<string, number>> {
  const rows = await tx.db
    .selectFrom('area_system')
    .select((eb) => [
      'area_system.code',
      eb
        .selectFrom('town')
        .select((of) => of.fn.countAll<number>().as('n'))
        .where((of) =>
          of.not(
            of.exists(
              of
                .selectFrom('area_town')
                .select('area_town.town_id')
                .whereRef('area_town.town_id', '=', 'town.id')
                .whereRef('area_town.area_system_code', '=', 'area_system.code'),
            ),
          ),
        )
        .as('count'),
    ])
    .execute();
  return new Map(rows.map((row) => [row.code, row.count ?? 0]));
}

/** All towns by name: for reading lists people type or import. */
export async function towns(tx: ReadTx): Promise<{ id: number; name: string }[]> {
  return tx.db.selectFrom('town').select(['id', 'name']).execute();
}

/** The outline a map is drawn on: of the area asked for, else of the areas there are. */
export async function outline(tx: ReadTx, area_id: number | null): Promise<unknown> {
  const { rows } = await sql<{ shape: unknown }>`
    with drawn as (
      select id, area_system_code, shape from area
      where shape is not null and (ends_on is null or ends_on >= ${tx.today})
    )
    select shape from drawn where ${
      area_id === null
        ? sql`area_system_code = (select code from area_system where code in (select area_system_code from drawn) order by position, code limit 1)`
        : sql`id = ${area_id}`
    } limit 60`.execute(tx.db);
  return {
    type: 'FeatureCollection',
    features: rows.map(({ shape }) => ({ type: 'Feature', geometry: shape })),
  };
}

/** The areas' middles with their names. */
export async function areaLabels(
  tx: ReadTx,
): Promise<{ name: string; latitude: number; longitude: number }[]> {
  const { rows } = await sql<{ name: string; latitude: number; longitude: number }>`
    select area.name, avg(town.latitude) as latitude, avg(town.longitude) as longitude
    from area join area_town on area_town.area_id = area.id join town on town.id = area_town.town_id
    where town.latitude is not null and (area.ends_on is null or area.ends_on >= ${tx.today})
      and area.area_system_code = (select code from area_system order by position, code limit 1)
    group by area.id order by count(*) desc, area.id limit 60`.execute(tx.db);
  return rows;
}
