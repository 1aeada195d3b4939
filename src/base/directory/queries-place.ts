import { sql } from 'kysely';
import type { ReadTx } from '../../platform/db/transaction.ts';
import { addMonths } from '../../platform/ja/dates.ts';
import type { Staffing } from './forms.ts';

/** What belongs to an entry beside its own row. */
export interface Entry {
  /** codes of wishes it meets */
  offers: string[];
  staffing: Staffing[];
}

export async function entryOf(tx: ReadTx, facility_id: number): Promise<Entry> {
  const { rows } = await sql<Entry>`
    select coalesce((select jsonb_agg(wish_code order by wish.position, wish_code) from facility_offer
        join wish on wish.code = wish_code where facility_id = ${facility_id}), '[]') as offers,
      coalesce((select jsonb_agg(jsonb_build_object('profession', profession, 'people', people) order by people desc, profession)
        from facility_staffing where facility_id = ${facility_id}), '[]') as staffing`.execute(tx.db);
  return rows[0]!;
}

export interface Wish {
  code: string;
  name: string;
  question: string;
  position: number;
  weight: number;
  ended_on: string | null;
  version: number;
  places: number;
}

/** The city's list of wishes in its order; ended ones only when asked for. */
export async function wishList(tx: ReadTx, withEnded = false): Promise<Wish[]> {
  let query = tx.db
    .selectFrom('wish')
    .selectAll()
    .select((eb) =>
      eb
        .selectFrom('facility_offer')
        .innerJoin('facility', 'facility.id', 'facility_offer.facility_id')
        .select((of) => of.fn.countAll<number>().as('places'))
        .whereRef('wish_code', '=', 'wish.code')
        .where('facility.ended_on', 'is', null)
        .as('places'),
    )
    .orderBy('position')
    .orderBy('code');
  if (!withEnded)
    query = query.where((eb) => eb.or([eb('ended_on', 'is', null), eb('ended_on', '>', tx.today)]));
  return (await query.execute()).map((row) => ({ ...row, places: row.places ?? 0 }));
}

export interface Setting {
  confirm_every_months: number;
  version: number;
}

export async function setting(tx: ReadTx): Promise<Setting> {
  return tx.db
    .selectFrom('directory_setting')
    .select(['confirm_every_months', 'version'])
    .executeTakeFirstOrThrow();
}

/** True when an entry was never confirmed, or as long ago as the city asks again. */
export function isDue(confirmed_on: string | null, months: number, today: string): boolean {
  return confirmed_on === null || addMonths(confirmed_on, months) <= today;
}

export interface ScheduleRow {
  id: number;
  service_id: number | null;
  byday: string[];
  opens_at: string;
  closes_at: string;
  valid_from: string | null;
  valid_to: string | null;
  holidays: 'closed' | 'open' | 'only';
  note: string | null;
}

/** All hours of a place and its services, the place's own first. */
export async function schedulesOf(tx: ReadTx, facility_id: number): Promise<ScheduleRow[]> {
  const rows = await tx.db
    .selectFrom('schedule')
    .select([
      'id',
      'service_id',
      'byday',
      'opens_at',
      'closes_at',
      'valid_from',
      'valid_to',
      'holidays',
      'note',
    ])
    .where('facility_id', '=', facility_id)
    .orderBy(sql`service_id nulls first`)
    .orderBy('id')
    .execute();
  return rows as ScheduleRow[];
}

export interface ExceptionRow {
  id: number;
  service_id: number | null;
  starts_on: string;
  ends_on: string;
  opens_at: string | null;
  closes_at: string | null;
  reason: string;
}

/** Days that are otherwise, from a day on. */
export async function exceptionsOf(tx: ReadTx, facility_id: number, from: string): Promise<ExceptionRow[]> {
  return tx.db
    .selectFrom('schedule_exception')
    .select(['id', 'service_id', 'starts_on', 'ends_on', 'opens_at', 'closes_at', 'reason'])
    .where('facility_id', '=', facility_id)
    .where('ends_on', '>=', from)
    .orderBy('starts_on')
    .orderBy('id')
    .execute();
}

export interface Photo {
  id: number;
  alt: string;
  credit: string;
  width: number;
  height: number;
  sha256: string;
  position: number;
  removed_at: Date | null;
}

/** A place's pictures in their order, without their bytes; those taken down only for whoever may put them back. */
export async function photosOf(tx: ReadTx, facility_id: number, removed = false): Promise<Photo[]> {
  return tx.db
    .selectFrom('facility_photo')
    .select(['id', 'alt', 'credit', 'width', 'height', 'sha256', 'position', 'removed_at'])
    .where('facility_id', '=', facility_id)
    .where('removed_at', removed ? 'is not' : 'is', null)
    .orderBy('position')
    .orderBy('id')
    .execute();
}

/** First picture of each place, for lists and cards. */
export async function firstPhotos(tx: ReadTx, facility_ids: readonly number[]): Promise<Map<number, Photo>> {
  if (facility_ids.length === 0) return new Map();
  const rows = await tx.db
    .selectFrom('facility_photo')
    .distinctOn('facility_id')
    .select(['facility_id', 'id', 'alt', 'credit', 'width', 'height', 'sha256', 'position', 'removed_at'])
    .where('facility_id', 'in', [...facility_ids])
    .where('removed_at', 'is', null)
    .orderBy('facility_id')
    .orderBy('position')
    .orderBy('id')
    .execute();
  return new Map(rows.map(({ facility_id, ...photo }) => [facility_id, photo]));
}

/** Where anybody sees a picture; the hash in the address lets it be kept for good. */
export const photoUrl = (photo: Pick<Photo, 'id' | 'sha256'>): string =>
  `/open/photos/${photo.id}?v=${photo.sha256.slice(0, 16)}`;

/** A picture with its bytes, of a place that is open. */
export async function photoBytes(tx: ReadTx, id: number | null) {
  if (id === null) return undefined;
  return tx.db
    .selectFrom('facility_photo')
    .innerJoin('facility', 'facility.id', 'facility_photo.facility_id')
    .select(['facility_photo.media_type', 'facility_photo.sha256', 'facility_photo.bytes'])
    .where('facility_photo.id', '=', id)
    .where('facility_photo.removed_at', 'is', null)
    .where('facility.ended_on', 'is', null)
    .executeTakeFirst();
}

/** Whose people look at a place's changes before they stand: the owners of its running programmes that ask for it. */
export interface Checkers {
  /** null: the city itself */
  organisations: { id: number | null; name: string | null }[];
}

export async function checkersOf(tx: ReadTx, facility_id: number): Promise<Checkers | null> {
  const rows = await tx.db
    .selectFrom('service')
    .innerJoin('programme', 'programme.code', 'service.programme_code')
    .leftJoin('organisation', 'organisation.id', 'programme.owner_organisation_id')
    .select(['programme.owner_organisation_id as id', 'organisation.name'])
    .distinct()
    .where('service.facility_id', '=', facility_id)
    .where('programme.checks_changes', '=', true)
    .where((eb) => eb.or([eb('service.ends_on', 'is', null), eb('service.ends_on', '>=', tx.today)]))
    .execute();
  return rows.length === 0 ? null : { organisations: rows };
}

/** What one entry took in by merging, newest first. */
export async function mergesInto(tx: ReadTx, facility_id: number) {
  return tx.db
    .selectFrom('facility_merge')
    .innerJoin('facility', 'facility.id', 'facility_merge.from_id')
    .select(['facility_merge.id', 'facility_merge.from_id', 'facility.name', 'facility_merge.merged_at'])
    .where('facility_merge.into_id', '=', facility_id)
    .where('facility_merge.undone_at', 'is', null)
    .orderBy('facility_merge.merged_at', 'desc')
    .execute();
}
export type Merge = Awaited<ReturnType<typeof mergesInto>>[number];

/** Open services of a place, for saying whose hours a line is. */
export async function runningServices(
  tx: ReadTx,
  facility_id: number,
): Promise<{ id: number; name: string; programme_code: string }[]> {
  return tx.db
    .selectFrom('service')
    .select(['id', 'name', 'programme_code'])
    .where('facility_id', '=', facility_id)
    .where((eb) => eb.or([eb('ends_on', 'is', null), eb('ends_on', '>=', tx.today)]))
    .orderBy('name')
    .orderBy('id')
    .execute();
}
