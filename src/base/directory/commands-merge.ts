import { sql } from 'kysely';
import { found, Refusal, type WriteTx } from '../../platform/db/transaction.ts';
import { publishFacilities } from './commands.ts';
import { facilityById, type Facility } from './queries.ts';
import { words } from './words-merge.ja.ts';

/** Fields that are taken over where the entry that stays says nothing. */
const filledFrom = [
  'local_id',
  'name_kana',
  'name_en',
  'postal_code',
  'address',
  'building',
  'town_id',
  'latitude',
  'longitude',
  'phone',
  'fax',
  'email',
  'url',
  'access_note',
  'parking',
  'capacity',
  'capacity_as_of',
  'ages',
  'age_from_months',
  'age_to_months',
  'weekdays',
  'opens_at',
  'closes_at',
  'hours_note',
  'temporary_care',
  'sick_child_care',
  'garden_open',
  'nursing_room',
  'diaper_changing',
  'eating_allowed',
  'stroller_rental',
  'stroller_use',
  'parking_available',
  'reservation',
  'reservation_note',
  'accommodation_note',
  'atmosphere',
  'established_on',
  'visit_wishes',
  'note',
] as const satisfies readonly (keyof Facility)[];

const listsFrom = ['accommodations', 'functions', 'strengths'] as const;

interface Moved {
  services: number[];
  /** services of one programme and name on both sides keep apart by this name */
  renamed: { id: number; before: string }[];
  schedules: number[];
  exceptions: number[];
  photos: number[];
  offers: string[];
  staffing: string[];
  /** fields filled, with what stood there: nothing */
  filled: string[];
  lists: Record<string, string[]>;
  local_id: string | null;
}

const empty = (value: unknown): boolean => value === null || value === '';

async function keeperOf(tx: WriteTx, id: number): Promise<Facility> {
  const facility = found(await facilityById(tx, id));
  if (!facility.may_manage) throw new Refusal(403);
  return facility;
}

/**
 * Makes two entries one: `into` stays and takes over services, hours, pictures, offers and whatever it does not say
 * itself; `from` is closed and its number leads on. Visits, issues and the like keep the number they were written under.
 */
export async function mergeFacilities(tx: WriteTx, from_id: number, into_id: number): Promise<void> {
  if (from_id === into_id) throw new Refusal(409, words.chooseSelf);
  const [from, into] = [await keeperOf(tx, from_id), await keeperOf(tx, into_id)];
  if (from.merged_into_id !== null || into.merged_into_id !== null)
    throw new Refusal(409, words.alreadyMerged);
  const renamed = await keepNamesApart(tx, from, into_id);
  const placeHasHours = await tx.db
    .selectFrom('schedule')
    .select('id')
    .where('facility_id', '=', into_id)
    .where('service_id', 'is', null)
    .limit(1)
    .executeTakeFirst();
  const ids = async (query: { execute(): Promise<{ id: number }[]> }): Promise<number[]> =>
    (await query.execute()).map(({ id }) => id);
  // Services take their hours, days of use, events and introductions along (on update cascade).
  const services = await ids(
    tx.db
      .updateTable('service')
      .set({ facility_id: into_id })
      .where('facility_id', '=', from_id)
      .returning('id'),
  );
  const schedules = placeHasHours
    ? []
    : await ids(
        tx.db
          .updateTable('schedule')
          .set({ facility_id: into_id })
          .where('facility_id', '=', from_id)
          .where('service_id', 'is', null)
          .returning('id'),
      );
  const exceptions = await ids(
    tx.db
      .updateTable('schedule_exception')
      .set({ facility_id: into_id })
      .where('facility_id', '=', from_id)
      .where('service_id', 'is', null)
      .returning('id'),
  );
  const photos = await ids(
    tx.db
      .updateTable('facility_photo')
      .set((eb) => ({ facility_id: into_id, position: eb('position', '+', 100) }))
      .where('facility_id', '=', from_id)
      .returning('id'),
  );
  const { rows: offers } = await sql<{ wish_code: string }>`
    insert into facility_offer (facility_id, wish_code)
    select ${into_id}, wish_code from facility_offer where facility_id = ${from_id}
    on conflict do nothing returning wish_code`.execute(tx.db);
  const { rows: staffing } = await sql<{ profession: string }>`
    insert into facility_staffing (facility_id, profession, people, note)
    select ${into_id}, profession, people, note from facility_staffing where facility_id = ${from_id}
      and not exists (select from facility_staffing where facility_id = ${into_id})
    returning profession`.execute(tx.db);
  const filled = filledFrom.filter((name) => empty(into[name]) && !empty(from[name]));
  const lists = Object.fromEntries(
    listsFrom.map((name) => [name, from[name].filter((one) => !into[name].includes(one))]),
  );
  const moved: Moved = {
    services,
    renamed,
    schedules,
    exceptions,
    photos,
    offers: offers.map((row) => row.wish_code),
    staffing: staffing.map((row) => row.profession),
    filled,
    lists,
    local_id: from.local_id,
  };
  const stamp = { updated_at: tx.now, updated_by: tx.actor.person_id };
  await tx.db
    .updateTable('facility')
    .set((eb) => ({
      merged_into_id: into_id,
      ended_on: from.ended_on ?? tx.today,
      // A number is one place's.
      ...(filled.includes('local_id') ? { local_id: null } : {}),
      version: eb('version', '+', 1),
      ...stamp,
    }))
    .where('id', '=', from_id)
    .execute();
  // Entries merged into the one that now goes lead on to the one that stays.
  await tx.db
    .updateTable('facility')
    .set({ merged_into_id: into_id })
    .where('merged_into_id', '=', from_id)
    .execute();
  await tx.db
    .updateTable('facility')
    .set((eb) => ({
      ...Object.fromEntries(filled.map((name) => [name, from[name]])),
      ...Object.fromEntries(listsFrom.map((name) => [name, [...into[name], ...lists[name]!]])),
      version: eb('version', '+', 1),
      ...stamp,
    }))
    .where('id', '=', into_id)
    .execute();
  const { id } = await tx.db
    .insertInto('facility_merge')
    .values({
      from_id,
      into_id,
      moved: JSON.stringify({ ...moved, ended_on: from.ended_on }),
      merged_by: tx.actor.person_id!,
      merged_at: tx.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await publishFacilities(tx, [from_id, into_id]);
  tx.record({
    action: 'facility.merge',
    subject_kind: 'facility',
    subject_id: into_id,
    detail: { merge_id: id, from_id, services: services.length },
  });
}

/** A service's programme and name are unique at a place: one that would be there twice gets the other entry's name. */
async function keepNamesApart(tx: WriteTx, from: Facility, into_id: number): Promise<Moved['renamed']> {
  const { rows } = await sql<{ id: number; name: string }>`
    select service.id, service.name from service
    where facility_id = ${from.id} and exists (select from service as other
      where other.facility_id = ${into_id} and other.programme_code = service.programme_code and other.name = service.name)`.execute(
    tx.db,
  );
  for (const { id, name } of rows) {
    await tx.db
      .updateTable('service')
      .set({ name: `${name}（${from.name} ${from.id}）` })
      .where('id', '=', id)
      .execute();
  }
  return rows.map(({ id, name }) => ({ id, before: name }));
}

/** Takes a merge apart: what moved goes back, what was filled in is empty again unless somebody changed it since. */
export async function undoMerge(tx: WriteTx, into_id: number, merge_id: number): Promise<void> {
  const merge = found(
    await tx.db
      .selectFrom('facility_merge')
      .selectAll()
      .where('id', '=', merge_id)
      .where('into_id', '=', into_id)
      .where('undone_at', 'is', null)
      .executeTakeFirst(),
  );
  const [from, into] = [await keeperOf(tx, merge.from_id), await keeperOf(tx, into_id)];
  const moved = merge.moved as unknown as Moved & { ended_on: string | null };
  if (from.merged_into_id !== into_id) throw new Refusal(409, words.cannotUndo);
  const filled = filledFrom.filter(
    (name) =>
      moved.filled.includes(name) &&
      (name === 'local_id' ? into.local_id === moved.local_id : same(into[name], from[name])),
  );
  const stamp = { updated_at: tx.now, updated_by: tx.actor.person_id };
  await tx.db
    .updateTable('facility')
    .set((eb) => ({
      ...Object.fromEntries(
        filled.map((name) => [name, name === 'name_kana' || name === 'address' ? '' : null]),
      ),
      ...Object.fromEntries(
        listsFrom.map((name) => [name, into[name].filter((one) => !(moved.lists[name] ?? []).includes(one))]),
      ),
      version: eb('version', '+', 1),
      ...stamp,
    }))
    .where('id', '=', into_id)
    .execute();
  await tx.db
    .updateTable('facility')
    .set((eb) => ({
      merged_into_id: null,
      ended_on: moved.ended_on,
      ...(filled.includes('local_id') ? { local_id: moved.local_id } : {}),
      version: eb('version', '+', 1),
      ...stamp,
    }))
    .where('id', '=', from.id)
    .execute();
  // What had been merged into the one that goes back goes back with it.
  await sql`update facility set merged_into_id = ${from.id} where merged_into_id = ${into_id}
    and id in (select from_id from facility_merge where into_id = ${from.id} and undone_at is null)`.execute(
    tx.db,
  );
  const back = async (
    table: 'service' | 'schedule' | 'schedule_exception' | 'facility_photo',
    ids: number[],
  ) => {
    if (ids.length === 0) return;
    await tx.db
      .updateTable(table)
      .set({ facility_id: from.id })
      .where('facility_id', '=', into_id)
      .where('id', 'in', ids)
      .execute();
  };
  await back('service', moved.services);
  for (const { id, before } of moved.renamed) {
    await tx.db.updateTable('service').set({ name: before }).where('id', '=', id).execute();
  }
  await back('schedule', moved.schedules);
  await back('schedule_exception', moved.exceptions);
  await back('facility_photo', moved.photos);
  if (moved.offers.length > 0) {
    await tx.db
      .deleteFrom('facility_offer')
      .where('facility_id', '=', into_id)
      .where('wish_code', 'in', moved.offers)
      .execute();
  }
  if (moved.staffing.length > 0) {
    await tx.db
      .deleteFrom('facility_staffing')
      .where('facility_id', '=', into_id)
      .where('profession', 'in', moved.staffing)
      .execute();
  }
  await tx.db
    .updateTable('facility_merge')
    .set({ undone_at: tx.now, undone_by: tx.actor.person_id })
    .where('id', '=', merge_id)
    .execute();
  await publishFacilities(tx, [from.id, into_id]);
  tx.record({
    action: 'facility.merge_undo',
    subject_kind: 'facility',
    subject_id: into_id,
    detail: { merge_id, from_id: from.id },
  });
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Says that two entries are two places, so that they are not proposed again. */
export async function sayDistinct(tx: WriteTx, one: number, other: number): Promise<void> {
  if (one === other) throw new Refusal(409, words.chooseSelf);
  await keeperOf(tx, one);
  await keeperOf(tx, other);
  await tx.db
    .insertInto('facility_distinct')
    .values({
      facility_id: Math.min(one, other),
      other_id: Math.max(one, other),
      said_by: tx.actor.person_id!,
      said_at: tx.now,
    })
    .onConflict((there) => there.doNothing())
    .execute();
  tx.record({
    action: 'facility.distinct',
    subject_kind: 'facility',
    subject_id: Math.min(one, other),
    detail: { other_id: Math.max(one, other) },
  });
}
