import { sql } from 'kysely';
import type { ReadTx } from '../platform/db/transaction.ts';
import type { EmergencyNumber } from '../platform/ui/public-page.tsx';
import { townBase } from './rules.ts';

/** What one may narrow by: areas by their systems with their middle, and names of towns without their 丁目. */
export interface Where {
  areas: {
    id: number;
    name: string;
    system: string;
    system_code: string;
    latitude: number | null;
    longitude: number | null;
  }[];
  towns: { id: number; name: string; latitude: number; longitude: number }[];
}

/** Areas in force and towns, for choosing where. An area without coordinates of its own has those of its places. */
export async function whereToChoose(tx: ReadTx): Promise<Where> {
  const { rows: areas } = await sql<Where['areas'][number]>`
    select area.id, area.name, area_system.name as system, area_system.code as system_code,
      coalesce(middle.latitude, places.latitude) as latitude, coalesce(middle.longitude, places.longitude) as longitude
    from area join area_system on area_system.code = area.area_system_code
    left join (
      select area_id, avg(town.latitude) as latitude, avg(town.longitude) as longitude
      from area_town join town on town.id = area_town.town_id group by area_id
    ) as middle on middle.area_id = area.id
    left join (
      select area_id, avg(facility.latitude) as latitude, avg(facility.longitude) as longitude
      from area_town join facility on facility.town_id = area_town.town_id
      where facility.ended_on is null group by area_id
    ) as places on places.area_id = area.id
    where area.ends_on is null or area.ends_on >= ${tx.today}
    order by area_system.position, coalesce(area.name_kana, area.name) collate "ja-x-icu"`.execute(tx.db);
  const towns = await tx.db
    .selectFrom('town')
    .select(['id', 'name', 'latitude', 'longitude'])
    .where('latitude', 'is not', null)
    .where('longitude', 'is not', null)
    .orderBy(sql`coalesce(name_kana, name) collate "ja-x-icu"`)
    .orderBy('id')
    .execute();
  const bases = new Map<string, Where['towns'][number]>();
  for (const { id, name, latitude, longitude } of towns) {
    const base = townBase(name);
    if (!bases.has(base)) bases.set(base, { id, name: base, latitude: latitude!, longitude: longitude! });
  }
  return { areas, towns: [...bases.values()] };
}

export interface Helpline {
  id: number;
  code: string | null;
  name: string;
  phone: string | null;
  url: string | null;
  hours: string;
  description: string;
  audience: string;
  urgent: boolean;
  position: number;
  ended_on: string | null;
  version: number;
}

/** Numbers and windows in force, in the city's order; with `ended` those given up, too (portal.manage sees them). */
export async function helplines(tx: ReadTx, ended = false): Promise<Helpline[]> {
  let query = tx.db.selectFrom('helpline').selectAll();
  if (!ended) query = query.where('ended_on', 'is', null);
  return query.orderBy('urgent', 'desc').orderBy('position').orderBy('id').execute();
}

export async function helplineById(tx: ReadTx, id: number | null): Promise<Helpline | undefined> {
  return tx.db
    .selectFrom('helpline')
    .selectAll()
    .where('id', '=', id ?? 0)
    .executeTakeFirst();
}

/** What stands at the foot of every public page. */
export async function emergencyNumbers(tx: ReadTx): Promise<EmergencyNumber[]> {
  const rows = await tx.db
    .selectFrom('helpline')
    .select(['code', 'name', 'phone', 'description', 'hours'])
    .where('urgent', '=', true)
    .where('ended_on', 'is', null)
    .where('phone', 'is not', null)
    .orderBy('position')
    .orderBy('id')
    .execute();
  return rows.map(({ code, name, phone, description, hours }) => ({
    code,
    name,
    phone: phone!,
    text: [description, hours].filter((part) => part !== '').join('　'),
  }));
}
