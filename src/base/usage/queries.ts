import { sql } from 'kysely';
import { addDays, monthEnd } from '../../platform/ja/dates.ts';
import type { ReadTx } from '../../platform/db/transaction.ts';
import type { Schedule } from '../directory/rules-opening.ts';
import { missingDays, perDay, type Plan } from './rules.ts';

/** A gathering service one may look into, with its place. */
export interface UsedService {
  id: number;
  facility_id: number;
  facility: string;
  name: string;
  programme_code: string;
  programme: string;
  weekdays: string | null;
  starts_on: string | null;
  ends_on: string | null;
  may_enter: boolean;
}

function gathering(tx: ReadTx) {
  return tx.db
    .selectFrom('service')
    .innerJoin('facility', 'facility.id', 'service.facility_id')
    .innerJoin('programme', 'programme.code', 'service.programme_code')
    .where('programme.gathering', '=', true)
    .where(sql<boolean>`may_read_use(service.facility_id)`)
    .select([
      'service.id',
      'service.facility_id',
      'facility.name as facility',
      'service.name',
      'service.programme_code',
      'programme.name as programme',
      sql<string | null>`coalesce(service.weekdays, facility.weekdays)`.as('weekdays'),
      'service.starts_on',
      sql<string | null>`least(service.ends_on, facility.ended_on)`.as('ends_on'),
      sql<boolean>`may_enter_use(service.facility_id)`.as('may_enter'),
    ]);
}

/** The gathering services of the actor's own places that run on that day: what there is to write down. */
export async function ownServices(tx: ReadTx, day: string): Promise<UsedService[]> {
  if (!tx.has('use.enter') || tx.session.facilities.length === 0) return [];
  return gathering(tx)
    .where('service.facility_id', 'in', tx.session.facilities)
    .where(sql<boolean>`coalesce(service.starts_on, '-infinity') <= ${day}::date`)
    .where(sql<boolean>`coalesce(least(service.ends_on, facility.ended_on), 'infinity') >= ${day}::date`)
    .orderBy(sql`facility.name_kana collate "ja-x-icu"`)
    .orderBy('facility.id')
    .orderBy('programme.position')
    .orderBy('service.id')
    .execute();
}

/** One gathering service, ended ones too; undefined where one may not look. */
export async function usedService(tx: ReadTx, id: number | null): Promise<UsedService | undefined> {
  if (id === null) return undefined;
  return gathering(tx).where('service.id', '=', id).executeTakeFirst();
}

/** A day's sheet with its rows; undefined when nothing has been entered. */
export async function dayOf(tx: ReadTx, service_id: number, day: string) {
  const row = await tx.db
    .selectFrom('daily_use')
    .leftJoin('person', 'person.id', 'daily_use.entered_by')
    .selectAll('daily_use')
    .select(sql<string>`person.family_name || ' ' || person.given_name`.as('entered_by_name'))
    .where('service_id', '=', service_id)
    .where('used_on', '=', day)
    .executeTakeFirst();
  if (!row) return undefined;
  const consultations = await tx.db
    .selectFrom('daily_use_consultation')
    .selectAll()
    .where('service_id', '=', service_id)
    .where('facility_id', '=', row.facility_id)
    .where('used_on', '=', day)
    .orderBy('id')
    .execute();
  const events = await tx.db
    .selectFrom('daily_use_event')
    .selectAll()
    .where('service_id', '=', service_id)
    .where('facility_id', '=', row.facility_id)
    .where('used_on', '=', day)
    .orderBy('id')
    .execute();
  return { ...row, consultations, events };
}
export type Day = NonNullable<Awaited<ReturnType<typeof dayOf>>>;

/** A service's entered days of a month (YYYY-MM), by day. */
export async function monthOf(tx: ReadTx, service_id: number, month: string) {
  return tx.db
    .selectFrom('daily_use')
    .selectAll()
    .where('service_id', '=', service_id)
    .where('used_on', '>=', `${month}-01`)
    .where('used_on', '<=', monthEnd(`${month}-01`))
    .orderBy('used_on')
    .execute();
}
export type MonthDay = Awaited<ReturnType<typeof monthOf>>[number];

/** How many people came on the last thirty open days before this one, on average. */
export async function usualOf(
  tx: ReadTx,
  service_id: number,
  before: string,
): Promise<{ mean: number; days: number }> {
  const { rows } = await sql<{ mean: number | null; days: number }>`
    select avg(people)::float8 as mean, count(*)::integer as days from (
      select people from daily_use
      where service_id = ${service_id} and used_on < ${before}::date and used_on >= ${before}::date - 400 and opened
      order by used_on desc limit 30
    ) as last`.execute(tx.db);
  return { mean: rows[0]?.mean ?? 0, days: rows[0]?.days ?? 0 };
}

/** What one was typing on that day and has not saved. */
export async function draftOf(tx: ReadTx, service_id: number, day: string) {
  if (tx.actor.person_id === null) return undefined;
  return tx.db
    .selectFrom('daily_use_draft')
    .select(['fields', 'base_version', 'saved_at'])
    .where('service_id', '=', service_id)
    .where('used_on', '=', day)
    .where('person_id', '=', tx.actor.person_id)
    .executeTakeFirst();
}

/** When services mean to be open, past days included; two questions for any number of them. */
export async function plansOf(
  tx: ReadTx,
  services: readonly UsedService[],
  from: string,
): Promise<Map<number, Plan>> {
  const places = [...new Set(services.map((one) => one.facility_id))];
  if (places.length === 0) return new Map();
  const schedules = await tx.db
    .selectFrom('schedule')
    .select(['facility_id', 'service_id', 'byday', 'opens_at', 'closes_at', 'valid_from', 'valid_to'])
    .select(sql<Schedule['holidays']>`holidays`.as('holidays'))
    .where('facility_id', 'in', places)
    .execute();
  const exceptions = await tx.db
    .selectFrom('schedule_exception')
    .select(['facility_id', 'service_id', 'starts_on', 'ends_on', 'opens_at', 'closes_at'])
    .where('facility_id', 'in', places)
    .where('ends_on', '>=', from)
    .execute();
  return new Map(
    services.map(({ id, facility_id, weekdays, starts_on, ends_on }) => [
      id,
      {
        service_id: id,
        opening: {
          schedules: schedules.filter((row) => row.facility_id === facility_id),
          exceptions: exceptions.filter((row) => row.facility_id === facility_id),
          weekdays,
          opens_at: null,
          closes_at: null,
        },
        starts_on,
        ends_on,
      },
    ]),
  );
}

export interface MissingDay {
  service_id: number;
  service: string;
  facility: string;
  day: string;
}

/** Planned days of the last two weeks without a sheet, oldest first; nothing before a service's first entered day. */
export async function missingOf(
  tx: ReadTx,
  services: readonly UsedService[],
  days = 14,
): Promise<MissingDay[]> {
  if (services.length === 0) return [];
  const from = addDays(tx.today, -days);
  const plans = await plansOf(tx, services, from);
  const entered = await tx.db
    .selectFrom('daily_use')
    .select(['service_id', 'used_on'])
    .where(
      'service_id',
      'in',
      services.map(({ id }) => id),
    )
    .where('used_on', '>=', from)
    .execute();
  return services
    .flatMap((service) => {
      const there = new Set(entered.filter((row) => row.service_id === service.id).map((row) => row.used_on));
      return missingDays(plans.get(service.id)!, there, from, addDays(tx.today, -1)).map((day) => ({
        service_id: service.id,
        service: service.name,
        facility: service.facility,
        day,
      }));
    })
    .toSorted((a, b) => a.day.localeCompare(b.day) || a.service_id - b.service_id);
}

/** Days the actor's own places have still to write down: for the first page. */
export async function useToEnter(tx: ReadTx): Promise<MissingDay[]> {
  return missingOf(tx, await ownServices(tx, tx.today));
}

export interface AveragePerDay {
  programme_code: string;
  /** 常設 */
  standing: boolean;
  /** places with at least one day entered */
  places: number;
  open_days: number;
  people: number;
  /** adults and children per open day of a place, to one decimal; null without an open day */
  people_per_day: number | null;
}

/** People a day by programme, 常設 and 非常設 apart, as the programme table prints them. For everybody in the network. */
export async function averagePerDay(tx: ReadTx, fiscal_year: number): Promise<AveragePerDay[]> {
  const { rows } = await sql<Omit<AveragePerDay, 'people_per_day'>>`
    select programme_code, standing, places, open_days, people
    from use_figures(${fiscal_year}, false) where month is null order by 1, 2 desc`.execute(tx.db);
  return rows.map((row) => ({ ...row, people_per_day: perDay(row.people, row.open_days) }));
}
