import { sql } from 'kysely';
import type { ReadTx } from '../../platform/db/transaction.ts';
import type { ScheduleRow } from './queries-place.ts';
import { lineOf, weekOf } from './rules-schedule.ts';

export interface Programme {
  code: string;
  name: string;
  position: number;
  gathering: boolean;
  description: string;
  opening_rule: string;
  place_kind: string;
  contents: string[];
  started_in: number | null;
  standing_from_days: number | null;
  min_days_per_week: number | null;
  min_hours_per_day: number | null;
  checks_changes: boolean;
  owner_organisation_id: number | null;
  owner: string | null;
  ended_on: string | null;
  version: number;
}

export async function programmeList(tx: ReadTx): Promise<Programme[]> {
  return tx.db
    .selectFrom('programme')
    .leftJoin('organisation', 'organisation.id', 'programme.owner_organisation_id')
    .selectAll('programme')
    .select('organisation.name as owner')
    .orderBy('programme.position')
    .orderBy('programme.code')
    .execute();
}

export async function programmeByCode(tx: ReadTx, code: string): Promise<Programme | undefined> {
  return (await programmeList(tx)).find((one) => one.code === code);
}

/** A place that runs a programme, with what its hours say: how many days a week, and how long the shortest of them. */
export interface ProgrammePlace {
  service_id: number;
  facility_id: number;
  facility: string;
  service: string;
  programme_code: string;
  /** null: nobody has written down when it is open */
  days: number | null;
  /** minutes */
  shortest: number | null;
  standing: boolean | null;
}

interface Row {
  service_id: number;
  facility_id: number;
  facility: string;
  service: string;
  programme_code: string;
  standing_from_days: number | null;
  permanent: boolean | null;
  weekdays: string | null;
  opens_at: string | null;
  closes_at: string | null;
  own: ScheduleRow[] | null;
  place: ScheduleRow[] | null;
  place_weekdays: string | null;
  place_opens_at: string | null;
  place_closes_at: string | null;
  /** the place is run for gatherings alone, so that its own hours are the service's */
  only_gathering: boolean;
}

const lines = sql`jsonb_agg(jsonb_build_object('service_id', schedule.service_id, 'byday', byday,
  'opens_at', to_char(schedule.opens_at, 'HH24:MI'), 'closes_at', to_char(schedule.closes_at, 'HH24:MI'),
  'valid_from', valid_from, 'valid_to', valid_to, 'holidays', holidays, 'note', schedule.note))`;

/**
 * Running services at open places by programme, each with its days and hours as its schedule says; without one, as its
 * own weekdays say; without those, as the place's do where nothing but gatherings takes place there.
 */
export async function programmePlaces(
  tx: ReadTx,
  { code = null, facility_id = null }: { code?: string | null; facility_id?: number | null } = {},
): Promise<ProgrammePlace[]> {
  const { rows } = await sql<Row>`
    select service.id as service_id, facility.id as facility_id, facility.name as facility, service.name as service,
      service.programme_code, programme.standing_from_days, service.permanent,
      service.weekdays, to_char(service.opens_at, 'HH24:MI') as opens_at, to_char(service.closes_at, 'HH24:MI') as closes_at,
      own.list as own, place.list as place,
      facility.weekdays as place_weekdays, to_char(facility.opens_at, 'HH24:MI') as place_opens_at,
      to_char(facility.closes_at, 'HH24:MI') as place_closes_at,
      not exists (
        select from service as beside join programme as its on its.code = beside.programme_code
        where beside.facility_id = facility.id and its.code in ('nursery', 'kindergarten', 'after_school')
          and (beside.ends_on is null or beside.ends_on >= ${tx.today})
      ) as only_gathering
    from service
    join programme on programme.code = service.programme_code
    join facility on facility.id = service.facility_id and facility.ended_on is null
    left join lateral (
      select ${lines} as list from schedule where schedule.service_id = service.id and schedule.facility_id = facility.id
    ) as own on true
    left join lateral (
      select ${lines} as list from schedule where schedule.facility_id = facility.id and schedule.service_id is null
    ) as place on true
    where (service.ends_on is null or service.ends_on >= ${tx.today})
      and (service.starts_on is null or service.starts_on <= ${tx.today})
      and ${code === null ? sql`programme.gathering` : sql`service.programme_code = ${code}`}
      and ${facility_id === null ? sql`true` : sql`facility.id = ${facility_id}`}
    order by (facility.name_kana = ''), facility.name_kana collate "ja-x-icu", facility.id, service.id`.execute(
    tx.db,
  );
  return rows.map((row) => standingOf(row, tx.today));
}

function standingOf(row: Row, today: string): ProgrammePlace {
  const said = lineOf(row);
  const ofPlace = lineOf({
    weekdays: row.place_weekdays,
    opens_at: row.place_opens_at,
    closes_at: row.place_closes_at,
  });
  const hours =
    row.own ??
    (said ? [said] : null) ??
    (row.only_gathering ? (row.place ?? (ofPlace ? [ofPlace] : null)) : null);
  const { days, shortest } = hours === null ? { days: null, shortest: null } : weekOf(hours, today);
  return {
    service_id: row.service_id,
    facility_id: row.facility_id,
    facility: row.facility,
    service: row.service,
    programme_code: row.programme_code,
    days,
    shortest,
    standing:
      days === null
        ? row.permanent
        : row.standing_from_days === null
          ? row.permanent
          : days >= row.standing_from_days,
  };
}

/** Which rule of its programme a place's hours do not keep; null when they keep them or nothing is asked. */
export function breachOf(
  programme: Pick<Programme, 'min_days_per_week' | 'min_hours_per_day'>,
  place: Pick<ProgrammePlace, 'days' | 'shortest'>,
): { kind: 'days' | 'hours' | 'none'; needed: number } | null {
  const { min_days_per_week: days, min_hours_per_day: hours } = programme;
  if (days === null && hours === null) return null;
  if (place.days === null) return { kind: 'none', needed: days ?? hours ?? 0 };
  if (days !== null && place.days < days) return { kind: 'days', needed: days };
  if (hours !== null && (place.shortest ?? 0) < hours * 60) return { kind: 'hours', needed: hours };
  return null;
}

export interface Figure {
  programme_code: string;
  standing: boolean;
  fiscal_year: number;
  source: string;
  places: number;
  people_per_day: number | null;
  /** the fiscal year it began there */
  started_in: number | null;
}

/** Figures published elsewhere, newest year first. */
export async function programmeFigures(tx: ReadTx): Promise<Figure[]> {
  return tx.db
    .selectFrom('programme_figure')
    .selectAll()
    .orderBy('fiscal_year', 'desc')
    .orderBy('source')
    .orderBy('standing', 'desc')
    .execute();
}

/** What was counted in a year, by programme and standing: people, and the days places were open. */
export interface ProgrammeUse {
  programme_code: string;
  standing: boolean;
  people: number;
  open_days: number;
}
type UseOf = (tx: ReadTx, fiscal_year: number) => Promise<readonly ProgrammeUse[]>;

let useOf: UseOf | null = null;

/** The slice that keeps the daily records of use says here how they are counted; it comes after this one. */
export function provideUse(of: UseOf): void {
  useOf = of;
}

export interface ProgrammeLine extends Programme {
  standing: number;
  not_standing: number;
  unknown: number;
  /** people a day it is open, by standing; null without records */
  use: { standing: number | null; not_standing: number | null };
  breaches: number;
  figures: Figure[];
}

/** The table of programmes of gathering places: rules, places counted by their hours, use a day, figures of others. */
export async function programmeTable(tx: ReadTx, fiscal_year = tx.fiscal_year): Promise<ProgrammeLine[]> {
  const places = await programmePlaces(tx);
  const figures = await programmeFigures(tx);
  const use = useOf === null ? [] : await useOf(tx, fiscal_year);
  const average = (code: string, standing: boolean): number | null => {
    const counted = use.filter((one) => one.programme_code === code && one.standing === standing);
    const days = counted.reduce((sum, one) => sum + one.open_days, 0);
    return days === 0 ? null : counted.reduce((sum, one) => sum + one.people, 0) / days;
  };
  return (await programmeList(tx))
    .filter((one) => one.gathering && (one.ended_on === null || one.ended_on >= tx.today))
    .map((programme) => {
      const own = places.filter((place) => place.programme_code === programme.code);
      const standing = own.filter((place) => place.standing === true);
      const not = own.filter((place) => place.standing === false);
      return {
        ...programme,
        standing: standing.length,
        not_standing: not.length,
        unknown: own.length - standing.length - not.length,
        use: { standing: average(programme.code, true), not_standing: average(programme.code, false) },
        breaches: own.filter((place) => breachOf(programme, place) !== null).length,
        figures: figures.filter((one) => one.programme_code === programme.code),
      };
    });
}
