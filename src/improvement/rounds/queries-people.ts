import { sql } from 'kysely';
import type { ReadTx } from '../../platform/db/transaction.ts';

export interface Absence {
  id: number;
  person_id: number;
  from_on: string;
  to_on: string;
  half: 'morning' | 'afternoon' | null;
  kind: 'leave' | 'training' | 'meeting' | 'other';
}

/** Absences that are not over, of one coordinator or all. */
export async function absencesOf(tx: ReadTx, person_id: number | null = null): Promise<Absence[]> {
  return tx.db
    .selectFrom('round_absence')
    .where('to_on', '>=', tx.today)
    .$if(person_id !== null, (query) => query.where('person_id', '=', person_id!))
    .orderBy('from_on')
    .orderBy('id')
    .selectAll()
    .execute() as Promise<Absence[]>;
}

export interface CallTime {
  facility_id: number;
  facility: string;
  visit_wishes: string | null;
  weekdays: number[];
  morning_from: string | null;
  morning_to: string | null;
  afternoon_from: string | null;
  afternoon_to: string | null;
  minutes: number | null;
  skills: string[];
  version: number;
  may_say: boolean;
}

/** When a facility can be called at as it said; the usual times until it does. Undefined: no such facility, or not to be seen. */
export async function callTimeOf(tx: ReadTx, facility_id: number): Promise<CallTime | undefined> {
  const { rows } = await sql<CallTime>`
    select f.id as facility_id, f.name as facility, f.visit_wishes, coalesce(c.weekdays, '{1,2,3,4,5}') as weekdays,
      case when c.facility_id is null then '09:30'::time else c.morning_from end as morning_from,
      case when c.facility_id is null then '11:45'::time else c.morning_to end as morning_to,
      case when c.facility_id is null then '13:15'::time else c.afternoon_from end as afternoon_from,
      case when c.facility_id is null then '16:30'::time else c.afternoon_to end as afternoon_to,
      c.minutes, coalesce(c.skills, '{}') as skills, coalesce(c.version, 0) as version, may_say_call_times(f.id) as may_say
    from facility f left join facility_call_time c on c.facility_id = f.id
    where f.id = ${facility_id} and f.ended_on is null`.execute(tx.db);
  return rows[0];
}
