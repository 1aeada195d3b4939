import { sql } from 'kysely';
import { openingsOf } from '../../base/directory/queries-opening.ts';
import { openDay, type Opening } from '../../base/directory/rules-opening.ts';
import type { ReadTx } from '../../platform/db/transaction.ts';
import { addDays, daysBetween, weekday } from '../../platform/ja/dates.ts';
import { holidayName } from '../../platform/ja/holidays.ts';
import { coordinators } from '../visits/queries.ts';
import type { CancelReason } from '../visits/rules.ts';
import type { Call } from './rules-figures.ts';
import { apartFor, type NeedFacts } from './rules-need.ts';
import { minutesOf, type Hours, type Worker, type YearFacility, type YearSetting } from './rules-year.ts';
import { words } from './words.ja.ts';

export interface RoundSetting {
  place: string;
  latitude: number;
  longitude: number;
  winding: number;
  speed: number;
  winter_speed: number;
  winter_months: number[];
  minutes: number;
  grid: number;
  apart: number;
  quiet_weekdays: number[];
  /** 0: nobody has written them down yet */
  version: number;
}

/** Where coordinators set out and how they travel; until somebody says so, from the middle of all facilities. */
export async function settingOf(tx: ReadTx): Promise<RoundSetting> {
  const row = await tx.db.selectFrom('round_setting').selectAll().executeTakeFirst();
  if (row) {
    const { one: _one, ...setting } = row;
    return { ...setting, winding: Number(setting.winding) };
  }
  const middle = await tx.db
    .selectFrom('facility')
    .where('ended_on', 'is', null)
    .where('latitude', 'is not', null)
    .where('longitude', 'is not', null)
    .select((eb) => [
      eb.fn.avg<number>('latitude').as('latitude'),
      eb.fn.avg<number>('longitude').as('longitude'),
    ])
    .executeTakeFirst();
  return {
    place: words.settings.middle,
    latitude: Number(middle?.latitude ?? 35.68),
    longitude: Number(middle?.longitude ?? 139.76),
    winding: 1.3,
    speed: 28,
    winter_speed: 20,
    winter_months: [12, 1, 2, 3],
    minutes: 90,
    grid: 15,
    apart: 21,
    quiet_weekdays: [],
    version: 0,
  };
}

export interface Quiet {
  id: number;
  from_on: string;
  to_on: string;
  kind: 'year_start' | 'year_end' | 'long_holiday' | 'event' | 'other';
  hard: boolean;
}

export async function quietTimes(tx: ReadTx, from_on: string | null = null): Promise<Quiet[]> {
  return tx.db
    .selectFrom('round_quiet')
    .$if(from_on !== null, (query) => query.where('to_on', '>=', from_on!))
    .selectAll()
    .orderBy('from_on')
    .orderBy('id')
    .execute() as Promise<Quiet[]>;
}

export interface WorkerLine extends Worker {
  name: string;
  team_id: number;
  /** 0: the usual week, nobody has written it down */
  version: number;
}

const usualWeek = { weekdays: [1, 2, 3, 4, 5], from: 9 * 60, to: 17 * 60, most: 3 };

/** Coordinators of today with their week, skills and absences that are not over. */
export async function workersOf(tx: ReadTx, from_on: string): Promise<WorkerLine[]> {
  const people = await coordinators(tx);
  const rows = new Map(
    (await tx.db.selectFrom('round_worker').selectAll().execute()).map((row) => [row.person_id, row]),
  );
  const absences = await tx.db
    .selectFrom('round_absence')
    .where('to_on', '>=', from_on)
    .orderBy('from_on')
    .select(['person_id', 'from_on', 'to_on', 'half'])
    .execute();
  return people.map((person) => {
    const row = rows.get(person.id);
    return {
      id: person.id,
      name: person.name,
      team_id: person.team_id,
      weekdays: row?.weekdays ?? usualWeek.weekdays,
      from: row ? minutesOf(row.starts_at) : usualWeek.from,
      to: row ? minutesOf(row.ends_at) : usualWeek.to,
      most: row?.most ?? usualWeek.most,
      skills: row?.skills ?? [],
      version: row?.version ?? 0,
      absences: absences
        .filter((absence) => absence.person_id === person.id)
        .map(({ from_on: from, to_on, half }) => ({
          from_on: from,
          to_on,
          half: half as 'morning' | 'afternoon' | null,
        })),
    };
  });
}

interface FactRow extends NeedFacts {
  name: string;
  kind: string;
  latitude: number | null;
  longitude: number | null;
  visit_wishes: string | null;
  usual_id: number | null;
  known: { person_id: number; visits: number }[];
  call_weekdays: number[] | null;
  morning_from: string | null;
  morning_to: string | null;
  afternoon_from: string | null;
  afternoon_to: string | null;
  call_minutes: number | null;
  skills: string[] | null;
}

/** Until a facility says more: not during meals and naps. */
const usualHours: readonly Hours[] = [
  [9 * 60 + 30, 11 * 60 + 45],
  [13 * 60 + 15, 16 * 60 + 30],
];

export interface Upcoming extends Call {
  visit_id: number;
}

export interface RoundFacts {
  setting: YearSetting;
  facilities: YearFacility[];
  about: Map<number, { name: string; kind: string; latitude: number | null; longitude: number | null }>;
  needs: NeedFacts[];
  workers: WorkerLine[];
  agencies: { facility_id: number; on: string; organisation: string }[];
  /** visits of the time that are planned or made, with whoever leads */
  visits: Upcoming[];
}

/** All that a plan between two days is made from: each facility of the round, the people, and what stands already. */
export async function factsFor(
  tx: ReadTx,
  round: { id: number; fiscal_year: number },
  from_on: string,
  to_on: string,
): Promise<RoundFacts> {
  const stored = await settingOf(tx);
  const [quiet, workers] = [await quietTimes(tx, from_on), await workersOf(tx, from_on)];
  const { rows } = await sql<FactRow>`
    select f.id as facility_id, f.name, f.kind, f.latitude, f.longitude, f.visit_wishes, f.capacity,
      t.coordinator_id as usual_id, t.planned_count,
      coalesce(visits.done, 0) as visits_this_year, coalesce(visits.upcoming, 0) as upcoming,
      last.visited_on as last_visited_on,
      array_remove(coalesce(ahead.dates, '{}') || last.visited_on, null) as dates,
      promise.due_on as follow_up_due_on, null as follow_up_what,
      coalesce(issues.open, 0) as open_issues,
      (select max(a.starts_on) from appointment a
        where a.facility_id = f.id and a.role_code = 'facility_head' and a.starts_on <= ${tx.today}
          and a.starts_on > ${tx.today}::date - 180 and (a.ends_on is null or a.ends_on >= ${tx.today})
          and (last.visited_on is null or a.starts_on > last.visited_on)
          and exists (select from appointment earlier where earlier.facility_id = f.id and earlier.role_code = 'facility_head'
            and earlier.person_id <> a.person_id and earlier.starts_on < a.starts_on)) as new_head_since,
      lost.lost, coalesce(known.known, '[]') as known,
      c.weekdays as call_weekdays, c.morning_from, c.morning_to, c.afternoon_from, c.afternoon_to, c.minutes as call_minutes, c.skills
    from round_target t join facility f on f.id = t.facility_id
      left join facility_call_time c on c.facility_id = f.id
      left join lateral (
        select count(*) filter (where v.visited_on is not null)::int as done,
          count(*) filter (where v.visited_on is null and v.planned_on >= ${tx.today})::int as upcoming
        from visit v where v.facility_id = f.id and v.fiscal_year = ${round.fiscal_year} and v.cancelled_at is null
      ) as visits on true
      left join lateral (
        select array_agg(v.planned_on) as dates from visit v
        where v.facility_id = f.id and v.cancelled_at is null and v.visited_on is null and v.planned_on >= ${tx.today}
      ) as ahead on true
      left join lateral (
        select v.visited_on from visit v where v.facility_id = f.id and v.visited_on is not null
        order by v.planned_on desc limit 1
      ) as last on true
      left join lateral (
        select min(u.due_on) as due_on from visit_follow_up u where u.facility_id = f.id and u.done_on is null
      ) as promise on true
      left join lateral (
        select count(*)::int as open from issue_facility i where i.facility_id = f.id and i.closed_on is null
      ) as issues on true
      left join lateral (
        select jsonb_build_object('id', v.id, 'reason', v.cancel_reason, 'on', v.planned_on) as lost from visit v
        where v.facility_id = f.id and v.cancelled_at is not null and v.cancel_reason <> 'replanned'
          and v.fiscal_year = ${round.fiscal_year}
          and not exists (select from visit later where later.moved_from_id = v.id
            and later.cancel_reason is distinct from 'replanned')
          and not exists (select from visit later where later.facility_id = f.id and later.cancelled_at is null
            and later.planned_on > v.planned_on)
        order by v.planned_on desc, v.id desc limit 1
      ) as lost on true
      left join lateral (
        select jsonb_agg(jsonb_build_object('person_id', k.lead_id, 'visits', k.visits)) as known from (
          select v.lead_id, count(*)::int as visits from visit v
          where v.facility_id = f.id and v.visited_on is not null and v.fiscal_year >= ${round.fiscal_year - 2}
          group by v.lead_id) as k
      ) as known on true
    where t.round_id = ${round.id} and f.ended_on is null
    order by f.id`.execute(tx.db);
  const openings = await openingsOf(
    tx,
    rows.map((row) => row.facility_id),
  );
  const week = plainWeek(from_on);
  let whole: string[] | null = null;
  // Where the weekday alone does not tell (the third Friday, only in summer), each day of the period is asked.
  const daysOf = (opening: Opening): string[] =>
    opening.schedules.some(
      (one) =>
        one.valid_from !== null || one.valid_to !== null || one.byday.some((code) => /[0-9]/.test(code)),
    )
      ? (whole ??= Array.from({ length: daysBetween(from_on, to_on) + 1 }, (_, day) => addDays(from_on, day)))
      : week;
  const facilities = rows.map((row): YearFacility => {
    const opening = openings.get(row.facility_id);
    const open = opening
      ? daysOf(opening).map((on) => ({
          on,
          day: weekday(on),
          ...openDay({ ...opening, exceptions: [] }, on),
        }))
      : [];
    const said = open.filter((one) => one.open !== null);
    const weekdays =
      said.length === 0
        ? [1, 2, 3, 4, 5]
        : [...new Set(said.filter((one) => one.open).map((one) => one.day))].sort((a, b) => a - b);
    const times = said.flatMap((one) => one.hours);
    const opens = times.length === 0 ? 0 : Math.max(...times.map((one) => minutesOf(one.opens_at)));
    const closes = times.length === 0 ? 24 * 60 : Math.min(...times.map((one) => minutesOf(one.closes_at)));
    const own: Hours[] = [
      ...(row.morning_from !== null && row.morning_to !== null
        ? [[minutesOf(row.morning_from), minutesOf(row.morning_to)] as Hours]
        : []),
      ...(row.afternoon_from !== null && row.afternoon_to !== null
        ? [[minutesOf(row.afternoon_from), minutesOf(row.afternoon_to)] as Hours]
        : []),
    ];
    const minutes = row.call_minutes ?? stored.minutes;
    const usual = usualHours
      .map(([from, to]): Hours => [Math.max(from, opens), Math.min(to, closes)])
      .filter(([from, to]) => to - from >= minutes);
    return {
      id: row.facility_id,
      latitude: row.latitude,
      longitude: row.longitude,
      minutes,
      weekdays: row.call_weekdays ?? weekdays,
      hours: own.length > 0 ? own : usual.length > 0 ? usual : [[opens, closes]],
      closures: [
        ...(opening?.exceptions ?? [])
          .filter((one) => one.service_id === null && one.opens_at === null)
          .map((one) => ({ from_on: one.starts_on, to_on: one.ends_on })),
        // Whoever told on which weekdays calls are welcome has told it of all of them.
        ...(row.call_weekdays === null
          ? said
              .filter((one) => !one.open && weekdays.includes(one.day))
              .map(({ on }) => ({ from_on: on, to_on: on }))
          : []),
      ],
      wishes: row.visit_wishes,
      skills: row.skills ?? [],
      apart: apartFor(stored.apart, row.planned_count),
      usual_id: row.usual_id,
      known: row.known,
    };
  });
  return {
    setting: {
      latitude: stored.latitude,
      longitude: stored.longitude,
      winding: stored.winding,
      speed: stored.speed,
      winter_speed: stored.winter_speed,
      winter_months: stored.winter_months,
      grid: stored.grid,
      quiet_weekdays: stored.quiet_weekdays,
      quiet: quiet.map(({ from_on: from, to_on: to, hard }) => ({ from_on: from, to_on: to, hard })),
    },
    facilities,
    about: new Map(
      rows.map(({ facility_id, name, kind, latitude, longitude }) => [
        facility_id,
        { name, kind, latitude, longitude },
      ]),
    ),
    needs: rows.map((row) => ({
      facility_id: row.facility_id,
      capacity: row.capacity,
      planned_count: row.planned_count,
      // Of a year that has not begun, nothing has been done.
      visits_this_year: row.visits_this_year,
      upcoming: row.upcoming,
      dates: row.dates,
      last_visited_on: row.last_visited_on,
      follow_up_due_on: row.follow_up_due_on,
      follow_up_what: null,
      open_issues: row.open_issues,
      new_head_since: row.new_head_since,
      lost: row.lost as { id: number; reason: CancelReason; on: string } | null,
    })),
    workers,
    agencies: await agencyDays(tx, from_on, to_on),
    visits: await upcomingVisits(tx, from_on, to_on),
  };
}

/** Monday to Sunday of a week without holidays, as every other week is. */
function plainWeek(from_on: string): string[] {
  let monday = addDays(from_on, 8 - weekday(from_on));
  for (;;) {
    const week = [0, 1, 2, 3, 4, 5, 6].map((day) => addDays(monday, day));
    if (week.every((on) => holidayName(on) === null && !/-(12-29|12-3|01-0[1-3])/.test(on))) return week;
    monday = addDays(monday, 7);
  }
}

/** Days on which other agencies call. */
export async function agencyDays(
  tx: ReadTx,
  from_on: string,
  to_on: string,
): Promise<{ facility_id: number; on: string; organisation: string }[]> {
  return tx.db
    .selectFrom('agency_round as a')
    .innerJoin('organisation as o', 'o.id', 'a.organisation_id')
    .where('a.cancelled_at', 'is', null)
    .where('a.planned_on', '>=', addDays(from_on, -7))
    .where('a.planned_on', '<=', addDays(to_on, 7))
    .orderBy('a.planned_on')
    .select(['a.facility_id', 'a.planned_on as on', 'o.name as organisation'])
    .execute();
}

/** Visits between two days that are not cancelled, as calls. */
export async function upcomingVisits(tx: ReadTx, from_on: string, to_on: string): Promise<Upcoming[]> {
  const rows = await tx.db
    .selectFrom('visit as v')
    .where('v.cancelled_at', 'is', null)
    .where('v.planned_on', '>=', from_on)
    .where('v.planned_on', '<=', to_on)
    .orderBy('v.planned_on')
    .orderBy('v.id')
    .select(['v.id', 'v.facility_id', 'v.lead_id', 'v.planned_on', 'v.planned_from', 'v.planned_to'])
    .execute();
  return rows.map((row) => ({
    visit_id: row.id,
    facility_id: row.facility_id,
    person_id: row.lead_id,
    planned_on: row.planned_on,
    starts_at: row.planned_from,
    ends_at: row.planned_to,
  }));
}
