import { sql } from 'kysely';
import { saidKind, stale } from '../base/directory/queries.ts';
import type { ReadTx } from '../platform/db/transaction.ts';

/** One place as everybody may know it: no wish for visits, no remark, no mail address, nobody's name. */
export async function publicPlace(tx: ReadTx, id: number | null) {
  return tx.db
    .selectFrom('facility')
    .leftJoin('organisation', 'organisation.id', 'facility.organisation_id')
    .select([
      'facility.id',
      'facility.name',
      'facility.name_kana',
      'facility.name_en',
      saidKind(tx).as('kind'),
      'facility.postal_code',
      'facility.address',
      'facility.building',
      'facility.latitude',
      'facility.longitude',
      'facility.phone',
      'facility.url',
      'facility.access_note',
      'facility.parking',
      'facility.ages',
      'facility.hours_note',
      'facility.atmosphere',
      'facility.strengths',
      'facility.capacity',
      'facility.capacity_as_of',
      'facility.reservation',
      'facility.reservation_note',
      'facility.languages',
      'facility.accommodations',
      'facility.accommodation_note',
      'facility.nursing_room',
      'facility.diaper_changing',
      'facility.eating_allowed',
      'facility.stroller_use',
      'facility.stroller_rental',
      'facility.parking_available',
      'facility.temporary_care',
      'facility.sick_child_care',
      'facility.garden_open',
      'facility.confirmed_on',
      stale(tx).as('stale'),
      'facility.ended_on',
      'facility.merged_into_id',
      'organisation.name as organisation',
    ])
    .where('facility.id', '=', id ?? 0)
    .executeTakeFirst();
}
export type PublicPlace = NonNullable<Awaited<ReturnType<typeof publicPlace>>>;

/** What happens there, as long as it runs. */
export async function publicServices(tx: ReadTx, facility_id: number) {
  return tx.db
    .selectFrom('service')
    .innerJoin('programme', 'programme.code', 'service.programme_code')
    .select([
      'service.id',
      'service.name',
      'service.description',
      'service.fee_note',
      'service.age_from_months',
      'service.age_to_months',
      'service.capacity',
      'service.places_free',
      'service.capacity_as_of',
      'programme.name as programme',
      'programme.gathering',
    ])
    .where('facility_id', '=', facility_id)
    .where((eb) => eb.or([eb('service.ends_on', 'is', null), eb('service.ends_on', '>=', tx.today)]))
    .orderBy('programme.position')
    .orderBy('service.name')
    .orderBy('service.id')
    .execute();
}
export type PublicService = Awaited<ReturnType<typeof publicServices>>[number];

/** What it says it offers, in the city's own list of wishes. */
export async function offersOf(tx: ReadTx, facility_id: number) {
  return tx.db
    .selectFrom('facility_offer')
    .innerJoin('wish', 'wish.code', 'facility_offer.wish_code')
    .select(['wish.code', 'wish.name', 'wish.question'])
    .where('facility_id', '=', facility_id)
    .orderBy('wish.position')
    .execute();
}

export async function photosOf(tx: ReadTx, facility_id: number) {
  return tx.db
    .selectFrom('facility_photo')
    .select(['id', 'alt', 'credit', 'width', 'height'])
    .where('facility_id', '=', facility_id)
    .where('removed_at', 'is', null)
    .orderBy('position')
    .orderBy('id')
    .limit(4)
    .execute();
}
export type Photo = Awaited<ReturnType<typeof photosOf>>[number];

/** Addresses of public pages that come and go, for search engines. */
export async function publicPlaceIds(tx: ReadTx): Promise<number[]> {
  const { rows } = await sql<{
    id: number;
  }>`select id from facility where ended_on is null order by id limit 20000`.execute(tx.db);
  return rows.map(({ id }) => id);
}
