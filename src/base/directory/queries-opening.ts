import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { ReadTx } from '../../platform/db/transaction.ts';
import type { Opening, Schedule, ScheduleException } from './rules-opening.ts';

interface OpeningRow {
  id: number;
  weekdays: string | null;
  opens_at: string | null;
  closes_at: string | null;
  schedules: Schedule[] | null;
  exceptions: ScheduleException[] | null;
}

/** A service of this programme that runs; 'gathering': of any programme of places for parents and children. */
export const runs = (tx: ReadTx, programme: string): RawBuilder<SqlBool> =>
  sql<SqlBool>`service.programme_code = any(${
    programme === 'gathering'
      ? sql`array(select code from programme where gathering)`
      : sql`array[${programme}]`
  }) and (service.ends_on is null or service.ends_on >= ${tx.today})`;

/**
 * Places whose own hours say when they may be come to for a programme: where a service of it has none of its own. Not where
 * families come beside the daily care of other children: a nursery is open from morning to evening, for its own, and nobody
 * has written down when others may come.
 */
export const openForItself = (tx: ReadTx, programme: string): RawBuilder<unknown> => sql`
  select service.facility_id from service join programme on programme.code = service.programme_code
  where ${runs(tx, programme)} and not exists (select from schedule as own where own.service_id = service.id)
    and not (programme.gathering and exists (
      select from service as care join programme as other on other.code = care.programme_code
      where care.facility_id = service.facility_id and not other.gathering
        and (care.ends_on is null or care.ends_on >= ${tx.today})))`;

/** Whether a row of `schedule` (left joined with its `service`) counts for a programme; `itself` as openForItself() has them. */
export const hoursFor = (
  tx: ReadTx,
  programme: string | null,
  itself: RawBuilder<unknown>,
): RawBuilder<SqlBool> =>
  programme === null
    ? sql<SqlBool>`(service.ends_on is null or service.ends_on >= ${tx.today})`
    : sql<SqlBool>`case when schedule.service_id is not null then ${runs(tx, programme)}
        else schedule.facility_id in (${itself}) end`;

/** Days that are otherwise count for a programme where they are the whole place's, or one of its services'. */
export const exceptionsFor = (tx: ReadTx, programme: string | null): RawBuilder<SqlBool> =>
  programme === null
    ? sql<SqlBool>`true`
    : sql<SqlBool>`(schedule_exception.service_id is null
        or schedule_exception.service_id in (select service.id from service where ${runs(tx, programme)}))`;

/**
 * When these places are open, by their number, in one question: rules (of services that have not ended, within the
 * service's own dates) and the exceptions that are not past. With a programme: when one may come for it.
 */
export async function openingsOf(
  tx: ReadTx,
  facility_ids: readonly number[],
  programme: string | null = null,
): Promise<Map<number, Opening>> {
  if (facility_ids.length === 0) return new Map();
  const here = sql`service.facility_id = any(${[...facility_ids]}::bigint[])`;
  const itself = programme === null ? sql`` : sql`${openForItself(tx, programme)} and ${here}`;
  const { rows } = await sql<OpeningRow>`
    select facility.id, case when own.hours then facility.weekdays end as weekdays,
      case when own.hours then to_char(facility.opens_at, 'HH24:MI') end as opens_at,
      case when own.hours then to_char(facility.closes_at, 'HH24:MI') end as closes_at, schedules.list as schedules, exceptions.list as exceptions
    from facility
    cross join lateral (
      select ${programme === null ? sql`true` : sql`facility.id in (${itself})`} as hours
    ) as own
    left join (
      select schedule.facility_id, jsonb_agg(jsonb_build_object('service_id', schedule.service_id, 'byday', byday,
        'opens_at', to_char(schedule.opens_at, 'HH24:MI'), 'closes_at', to_char(schedule.closes_at, 'HH24:MI'),
        'valid_from', greatest(valid_from, service.starts_on), 'valid_to', least(valid_to, service.ends_on),
        'holidays', holidays, 'note', schedule.note) order by schedule.id) as list
      from schedule left join service on service.id = schedule.service_id
      where schedule.facility_id = any(${[...facility_ids]}::bigint[])
        and ${hoursFor(tx, programme, itself)}
      group by schedule.facility_id
    ) as schedules on schedules.facility_id = facility.id
    left join (
      select facility_id, jsonb_agg(jsonb_build_object('service_id', service_id, 'starts_on', starts_on,
        'ends_on', ends_on, 'opens_at', to_char(opens_at, 'HH24:MI'), 'closes_at', to_char(closes_at, 'HH24:MI'),
        'reason', reason) order by id) as list
      from schedule_exception
      where facility_id = any(${[...facility_ids]}::bigint[]) and ends_on >= ${tx.today}
        and ${exceptionsFor(tx, programme)} group by facility_id
    ) as exceptions on exceptions.facility_id = facility.id
    where facility.id = any(${[...facility_ids]}::bigint[])`.execute(tx.db);
  return new Map(
    rows.map(({ id, schedules, exceptions, ...own }) => [
      id,
      { ...own, schedules: schedules ?? [], exceptions: exceptions ?? [] },
    ]),
  );
}
