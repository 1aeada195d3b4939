import { sql } from 'kysely';
import type { ReadTx } from '../../platform/db/transaction.ts';
import { duplicatePairs, type Comparable, type Pair } from './rules-duplicates.ts';

export interface DuplicatePair extends Pair {
  names: [string, string];
  addresses: [string, string];
}

/** Open entries that look like one place, without those somebody said are two. */
export async function duplicates(tx: ReadTx, most = 200): Promise<DuplicatePair[]> {
  const entries: Comparable[] = await tx.db
    .selectFrom('facility')
    .select(['id', 'name', 'phone', 'address', 'latitude', 'longitude'])
    .where('ended_on', 'is', null)
    .execute();
  const apart = new Set(
    (await tx.db.selectFrom('facility_distinct').select(['facility_id', 'other_id']).execute()).map(
      (row) => `${row.facility_id} ${row.other_id}`,
    ),
  );
  const { code, prefecture, name: city } = tx.actor.municipality;
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  return duplicatePairs(entries, { code, prefecture, city }, most + apart.size)
    .filter((pair) => !apart.has(`${pair.a} ${pair.b}`))
    .slice(0, most)
    .map((pair) => {
      const [a, b] = [byId.get(pair.a)!, byId.get(pair.b)!];
      return { ...pair, names: [a.name, b.name], addresses: [a.address, b.address] };
    });
}

export interface Around {
  services: string[];
  people: number;
  photos: number;
  schedules: number;
  offers: string[];
}

/** What hangs on an entry, for comparing two. */
export async function aroundFacility(tx: ReadTx, id: number): Promise<Around> {
  const { rows } = await sql<Around>`
    select
      coalesce((select jsonb_agg(name order by name) from service where facility_id = ${id}), '[]') as services,
      (select count(distinct person_id) from appointment where facility_id = ${id} and starts_on <= ${tx.today}
        and (ends_on is null or ends_on >= ${tx.today})) as people,
      (select count(*) from facility_photo where facility_id = ${id} and removed_at is null) as photos,
      (select count(*) from schedule where facility_id = ${id}) as schedules,
      coalesce((select jsonb_agg(wish.name order by wish.position) from facility_offer
        join wish on wish.code = wish_code where facility_id = ${id}), '[]') as offers`.execute(tx.db);
  return rows[0]!;
}

/** The entry a number leads to now, following merges; null when it is one of its own. */
export async function mergedInto(tx: ReadTx, id: number | null): Promise<number | null> {
  let at = id;
  for (let steps = 0; at !== null && steps < 20; steps++) {
    const row = await tx.db
      .selectFrom('facility')
      .select('merged_into_id')
      .where('id', '=', at)
      .executeTakeFirst();
    if (!row || row.merged_into_id === null) break;
    at = row.merged_into_id;
  }
  return at === id ? null : at;
}
