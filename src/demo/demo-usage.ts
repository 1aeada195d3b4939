// A year and a half of daily use of the places for parents and children: invented numbers, the same each time.
import type { Client } from 'pg';
import type { Schedule } from '../base/directory/rules-opening.ts';
import { isPlanned, type Plan } from '../base/usage/rules.ts';
import { withClient } from '../platform/db/migrate.ts';
import { addDays, instantOf, today as dayIn, weekday } from '../platform/ja/dates.ts';
import type { Loaded } from './demo.ts';
import { mulberry32, pick, whole, type Random } from './material.ts';
import { municipality } from './words.ja.ts';
import { closedReasons, dayEvents, gatherings } from './words-usage.ja.ts';

const from = '2025-04-01';

/** Families a day by programme, as the published averages of such places suggest. */
const families: Record<string, number> = {
  support_base: 17,
  tsudoi: 7.5,
  supporter: 8,
  nursery_support: 2.4,
  kindergarten_plaza: 4,
  salon: 9,
};
/** January to December: snow keeps people at home, spring and early summer bring them. */
const season = [0.75, 0.72, 0.85, 1.02, 1.12, 1.18, 1.08, 0.9, 1.05, 1.1, 1, 0.88];
const topics = [
  'life',
  'development',
  'behaviour',
  'feeding',
  'feeding',
  'health',
  'guardian',
  'family',
  'enrolment',
  'other',
];
const ledTo = ['here', 'here', 'information', 'watch', 'nurse', 'other_place', null];

interface Service {
  id: number;
  facility_id: number;
  programme_code: string;
  weekdays: string | null;
  schedules: Schedule[];
  starts_on: string | null;
  ends_on: string | null;
  entered_by: number;
  key: boolean;
}

type Row = Record<string, unknown>;

/** Fills the gathering services' days up to yesterday, except the last two of the place behind the sign-in page's door. */
export async function loadUsage(loaded: Loaded, ownerUrl: string): Promise<void> {
  const random = mulberry32(2009);
  const until = addDays(dayIn(loaded.house.clock()), -1);
  await withClient(ownerUrl, async (client) => {
    await client.query(`set search_path = m${municipality.code}, shared, extensions`);
    await client.query('begin');
    await addServices(client, loaded);
    const services = await gatheringServices(client, loaded);
    const evening = new Map<string, Date>();
    for (const service of services) {
      const days: Row[] = [];
      const consultations: Row[] = [];
      const events: Row[] = [];
      const size = (families[service.programme_code] ?? 5) * (0.7 + random() * 0.6);
      const { id: service_id, weekdays, schedules } = service;
      const plan: Plan = {
        ...service,
        service_id,
        opening: { schedules, exceptions: [], weekdays, opens_at: null, closes_at: null },
      };
      for (let day = from; day <= until; day = addDays(day, 1)) {
        if (!isPlanned(plan, day)) continue;
        if (service.key && day > addDays(until, -4)) continue;
        const of = { service_id: service.id, facility_id: service.facility_id, used_on: day };
        const entered_at = evening.get(day) ?? instantOf(day, '16:40');
        evening.set(day, entered_at);
        const stamp = { entered_by: service.entered_by, entered_at, version: 1 };
        if (random() < 0.012) {
          days.push({
            ...of,
            ...stamp,
            ...nobody,
            opened: false,
            closed_reason: pick(random, closedReasons),
          });
          continue;
        }
        const came = dayOf(random, size, day);
        days.push({ ...of, ...stamp, ...came, opened: true, closed_reason: null });
        for (let n = 0; n < came.families; n += 1)
          if (random() < 0.05) consultations.push({ ...of, ...asked(random) });
        if (random() < 0.05) events.push({ ...of, ...held(random, came.adults) });
      }
      // Place by place, so that what else is being loaded gets its turn.
      await insert(client, 'daily_use', days);
      await insert(client, 'daily_use_consultation', consultations);
      await insert(client, 'daily_use_event', events);
    }
    await client.query('commit');
  });
}

async function insert(client: Client, table: string, rows: Row[]): Promise<void> {
  if (rows.length === 0) return;
  const columns = Object.keys(rows[0]!).join(', ');
  await client.query(
    `insert into ${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::${table}, $1::jsonb)`,
    [JSON.stringify(rows)],
  );
}

/** A few nurseries and kindergartens open to everybody, too, where the places' own list has none. */
async function addServices(client: Client, { facility, places }: Loaded): Promise<void> {
  const rows = places.flatMap((place, at) => {
    const nursery = place.programme_codes.includes('nursery');
    const kindergarten = !nursery && place.programme_codes.includes('kindergarten');
    const chosen = place.key === 'kagura' || place.name.startsWith('神楽') || at % 9 === 0;
    if (!chosen || (!nursery && !kindergarten)) return [];
    const kind = gatherings[nursery ? 'nursery' : 'kindergarten'];
    return [
      {
        facility_id: facility.get(place.key),
        programme_code: kind.programme,
        name: kind.name,
        weekdays: kind.weekdays[at % 3],
        opens_at: '10:00',
        closes_at: '11:30',
        starts_on: '2024-04-01',
        version: 1,
      },
    ];
  });
  await client.query(
    `insert into service (facility_id, programme_code, name, weekdays, opens_at, closes_at, starts_on, version)
     select facility_id, programme_code, name, weekdays, opens_at, closes_at, starts_on, version
     from jsonb_populate_recordset(null::service, $1::jsonb) as one
     where not exists (select from service join programme on programme.code = service.programme_code
       where service.facility_id = one.facility_id and programme.gathering)`,
    [JSON.stringify(rows)],
  );
}

async function gatheringServices(client: Client, { person }: Loaded): Promise<Service[]> {
  const { rows } = await client.query<Service>(
    `select service.id, service.facility_id, service.programme_code, coalesce(service.weekdays, facility.weekdays) as weekdays,
       coalesce((select jsonb_agg(jsonb_build_object('service_id', service_id, 'byday', byday,
         'opens_at', schedule.opens_at, 'closes_at', schedule.closes_at, 'valid_from', valid_from, 'valid_to', valid_to, 'holidays', holidays))
         from schedule where schedule.service_id = service.id), '[]') as schedules,
       service.starts_on, service.ends_on,
       coalesce((select person_id from appointment where appointment.facility_id = service.facility_id order by id limit 1), $1) as entered_by,
       exists (select from appointment where appointment.facility_id = service.facility_id and person_id = $1) as key
     from service join facility on facility.id = service.facility_id join programme on programme.code = service.programme_code
     where programme.gathering order by service.id`,
    [person.get('head-kagura')],
  );
  return rows;
}

const nobody = {
  families: 0,
  adults: 0,
  fathers: 0,
  expecting: 0,
  children_0: 0,
  children_1: 0,
  children_2: 0,
  children_3_up: 0,
  first_visits: 0,
  from_elsewhere: 0,
  staff: null as number | null,
  weather: null as string | null,
};

function dayOf(random: Random, size: number, day: string): typeof nobody {
  const month = Number(day.slice(5, 7));
  const growth = day >= '2026-04-01' ? 1.06 : 1;
  const expected = size * season[month - 1]! * (weekday(day) >= 6 ? 1.25 : 1) * growth;
  const count = Math.max(0, Math.round(expected * (0.55 + random() * 0.9)));
  const made = { ...nobody, families: count, staff: whole(random, 2, 4) };
  made.weather = pick(
    random,
    month <= 3 || month === 12 ? ['snow', 'snow', 'cloudy', 'fine'] : ['fine', 'fine', 'cloudy', 'rain'],
  );
  for (let n = 0; n < count; n += 1) {
    made.adults += 1;
    if (random() < (weekday(day) >= 6 ? 0.35 : 0.08)) {
      made.fathers += 1;
      if (random() < 0.4) made.adults += 1;
    }
    if (random() < 0.02) made.expecting += 1;
    if (random() < 0.09) made.first_visits += 1;
    if (random() < 0.03) made.from_elsewhere += 1;
    for (let child = 0; child < (random() < 0.22 ? 2 : 1); child += 1) {
      const age = random();
      made[
        age < 0.36 ? 'children_0' : age < 0.68 ? 'children_1' : age < 0.88 ? 'children_2' : 'children_3_up'
      ] += 1;
    }
  }
  return made;
}

function asked(random: Random): Row {
  return {
    method: pick(random, ['in_person', 'in_person', 'in_person', 'in_person', 'phone', 'online']),
    topic: pick(random, topics),
    child_age: pick(random, ['0', '0', '1', '1', '2', '3_up']),
    minutes: pick(random, [5, 10, 10, 15, 20, 30]),
    led_to: pick(random, ledTo),
    people: 1,
  };
}

function held(random: Random, adults: number): Row {
  const { kind, titles } = pick(random, [
    dayEvents[0]!,
    dayEvents[0]!,
    dayEvents[0]!,
    dayEvents[1]!,
    dayEvents[2]!,
  ]);
  return {
    kind,
    title: pick(random, titles),
    participants: kind === 'near_miss' ? null : whole(random, 3, Math.max(5, adults)),
  };
}
