import { sql } from 'kysely';
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

/**
 * When these places are open, by their number, in one question: rules (of services that have not ended, within the
 * service's own dates) and the exceptions that are not past.
 */
export async function openingsOf(tx: ReadTx, facility_ids: readonly number[]): Promise<Map<number, Opening>> {
  if (facility_ids.length === 0) return new Map();
  const { rows } = await sql<OpeningRow>`
    select facility.id, facility.weekdays, to_char(facility.opens_at, 'HH24:MI') as opens_at,
      to_char(facility.closes_at, 'HH24:MI') as closes_at, schedules.list as schedules, exceptions.list as exceptions
    from facility
    left join (
      select schedule.facility_id, jsonb_agg(jsonb_build_object('service_id', schedule.service_id, 'byday', byday,
        'opens_at', to_char(schedule.opens_at, 'HH24:MI'), 'closes_at', to_char(schedule.closes_at, 'HH24:MI'),
        'valid_from', greatest(valid_from, service.starts_on), 'valid_to', least(valid_to, service.ends_on),
        'holidays', holidays, 'note', schedule.note) order by schedule.id) as list
      from schedule left join service on service.id = schedule.service_id
      where schedule.facility_id = any(${[...facility_ids]}::bigint[])
        and (service.ends_on is null or service.ends_on >= ${tx.today})
      group by schedule.facility_id
    ) as schedules on schedules.facility_id = facility.id
    left join (
      select facility_id, jsonb_agg(jsonb_build_object('service_id', service_id, 'starts_on', starts_on,
        'ends_on', ends_on, 'opens_at', to_char(opens_at, 'HH24:MI'), 'closes_at', to_char(closes_at, 'HH24:MI'),
        'reason', reason) order by id) as list
      from schedule_exception
      where facility_id = any(${[...facility_ids]}::bigint[]) and ends_on >= ${tx.today} group by facility_id
    ) as exceptions on exceptions.facility_id = facility.id
    where facility.id = any(${[...facility_ids]}::bigint[])`.execute(tx.db);
  return new Map(
    rows.map(({ id, schedules, exceptions, ...own }) => [
      id,
      { ...own, schedules: schedules ?? [], exceptions: exceptions ?? [] },
    ]),
  );
}
