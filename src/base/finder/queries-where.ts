import { sql } from 'kysely';
import type { ReadTx } from '../../platform/db/transaction.ts';
import { splitAddress, townKey } from '../../platform/ja/address.ts';
import type { Point } from './rules-ask.ts';

/** A place distances are measured from. */
export interface From extends Point {
  town_id: number | null;
  name: string;
}

interface Town {
  id: number;
  name: string;
  postal_code: string | null;
  latitude: number | null;
  longitude: number | null;
}

const located = (towns: readonly Town[]): (Town & Point)[] =>
  towns.filter((town): town is Town & Point => town.latitude !== null && town.longitude !== null);

async function townsWithPlace(tx: ReadTx): Promise<Town[]> {
  return tx.db
    .selectFrom('town')
    .select(['id', 'name', 'postal_code', 'latitude', 'longitude'])
    .orderBy('id')
    .execute();
}

/**
 * The 町字 of an address, a 町字's name or a postal code, from the area list alone: nothing outside is asked, and the house
 * number is not kept. Names are compared as the area list does. A beginning that several share («東光») is met by the one
 * nearest to their middle. null when nothing is found.
 */
export async function townOf(tx: ReadTx, text: string): Promise<From | null> {
  const typed = text.normalize('NFKC').trim();
  if (typed === '' || typed.length > 200) return null;
  const all = located(await townsWithPlace(tx));
  const digits = typed.replace(/[〒\s-]/g, '');
  if (/^[0-9]{7}$/.test(digits)) {
    const same = all.filter((town) => town.postal_code?.replace('-', '') === digits);
    return same.length > 0 ? middle(same) : null;
  }
  const { name, prefecture } = tx.actor.municipality;
  const parts = splitAddress(text, { city: name, prefecture });
  const key = townKey(parts.town);
  if (key === '') return null;
  const exact = all.find((town) => townKey(town.name) === key);
  if (exact) return from(exact);
  // What follows the town without a digit between («東光一条一丁目コーポ») or a town's own beginning.
  const keys = all.map((town) => ({ town, key: townKey(town.name) }));
  const longest = keys
    .filter((one) => one.key.length >= 2 && key.startsWith(one.key))
    .sort((a, b) => b.key.length - a.key.length)[0];
  if (longest) return from(longest.town);
  const beginning = keys.filter((one) => key.length >= 2 && one.key.startsWith(key)).map(({ town }) => town);
  return beginning.length > 0 ? middle(beginning) : null;
}

const from = ({ id, name, latitude, longitude }: Town & Point): From => ({
  town_id: id,
  name,
  latitude,
  longitude,
});

function middle(towns: readonly (Town & Point)[]): From {
  const mean = (of: (town: Point) => number): number =>
    towns.reduce((sum, town) => sum + of(town), 0) / towns.length;
  const [latitude, longitude] = [mean((town) => town.latitude), mean((town) => town.longitude)];
  const away = (town: Point): number =>
    (town.latitude - latitude) ** 2 +
    ((town.longitude - longitude) * Math.cos((latitude * Math.PI) / 180)) ** 2;
  return from([...towns].sort((a, b) => away(a) - away(b))[0]!);
}

/** A 町字 by its number; undefined when it is unknown or has no place on the map. */
export async function townById(tx: ReadTx, id: number | null): Promise<From | undefined> {
  if (id === null) return undefined;
  const town = await tx.db
    .selectFrom('town')
    .select(['id', 'name', 'postal_code', 'latitude', 'longitude'])
    .where('id', '=', id)
    .executeTakeFirst();
  return town ? located([town]).map(from)[0] : undefined;
}

/** The middle of an area's towns, with the area's name. */
export async function areaMiddle(tx: ReadTx, area_id: number | null): Promise<From | undefined> {
  if (area_id === null) return undefined;
  const { rows } = await sql<{ name: string; latitude: number | null; longitude: number | null }>`
    select area.name, avg(town.latitude) as latitude, avg(town.longitude) as longitude
    from area join area_town on area_town.area_id = area.id join town on town.id = area_town.town_id
    where area.id = ${area_id} group by area.id`.execute(tx.db);
  const row = rows[0];
  return row && row.latitude !== null && row.longitude !== null
    ? { town_id: null, name: row.name, latitude: row.latitude, longitude: row.longitude }
    : undefined;
}
