// The rest of the year's round as a proposal, with the coordinators' weeks, closed times and two other agencies' rounds.
import {
  addAbsence,
  addQuiet,
  saveCallTime,
  saveSetting,
  saveWorker,
} from '../improvement/rounds/commands-people.ts';
import { sampleAgencyRounds, sampleProposal } from '../improvement/rounds/samples.ts';
import { addDays, instantOf, weekday } from '../platform/ja/dates.ts';
import { closureName } from '../platform/ja/holidays.ts';
import type { Loaded } from './demo.ts';
import { made } from './demo-timeline.ts';
import { mulberry32, shuffled } from './material.ts';
import { roundOffice } from './words-rounds.ja.ts';

const kinds = new Set(['nursery', 'kodomoen', 'kindergarten']);

export async function loadRounds(loaded: Loaded): Promise<void> {
  const random = mulberry32(77);
  const person = (key: string) => made(loaded.person, key);
  const at = (day: string, time: string) => instantOf(day, time);
  const places = shuffled(
    random,
    loaded.places.filter((place) => kinds.has(place.group)),
  ).map((place) => made(loaded.facility, place.key));

  /** Working days from a day on, every so many. */
  const days = (from: string, every: number, count: number): string[] => {
    const found: string[] = [];
    for (let day = from; found.length < count; day = addDays(day, every)) {
      let on = day;
      while (closureName(on) !== null) on = addDays(on, 1);
      found.push(on);
    }
    return found;
  };
  await loaded.as(person('consultation-1'), at('2026-11-05', '10:10'), (tx) =>
    sampleAgencyRounds(tx, {
      organisation_id: made(loaded.body, 'consultation'),
      kind: 'consultation',
      calls: days('2026-11-09', 4, 24).map((planned_on, n) => ({
        facility_id: places[n % places.length]!,
        planned_on,
        planned_from: '10:00',
        planned_to: '11:30',
      })),
    }),
  );
  await loaded.as(person('office-1'), at('2026-11-06', '15:30'), async (tx) => {
    await sampleAgencyRounds(tx, {
      organisation_id: made(loaded.body, 'university'),
      kind: 'development',
      calls: days('2026-11-12', 6, 16).map((planned_on, n) => ({
        facility_id: places[(n * 3 + 1) % places.length]!,
        planned_on,
        planned_from: weekday(planned_on) % 2 === 0 ? '13:30' : '10:00',
        planned_to: weekday(planned_on) % 2 === 0 ? '15:00' : '11:30',
      })),
    });
    await saveSetting(tx, {
      place: roundOffice,
      latitude: 43.7706,
      longitude: 142.3649,
      winding: 1.3,
      speed: 28,
      winter_speed: 20,
      winter_months: [12, 1, 2, 3],
      minutes: 90,
      grid: 15,
      apart: 21,
      quiet_weekdays: [1],
      _version: 0,
    });
    await addQuiet(tx, { from_on: '2026-12-26', to_on: '2027-01-07', kind: 'long_holiday', hard: true });
    await addQuiet(tx, { from_on: '2027-03-15', to_on: '2027-03-31', kind: 'year_end', hard: false });
  });
  await loaded.as(person('coordinator-1'), at('2026-11-18', '16:40'), async (tx) => {
    const week = (
      weekdays: number[],
      starts_at: string,
      ends_at: string,
      most: number,
      skills: string[] = [],
    ) => ({
      weekdays,
      starts_at,
      ends_at,
      most,
      skills: skills as [],
      _version: 0,
    });
    await saveWorker(tx, person('coordinator-1'), week([1, 2, 3, 4], '09:00', '17:00', 3, ['development']));
    await saveWorker(
      tx,
      person('coordinator-2'),
      week([2, 3, 4, 5], '09:00', '16:30', 3, ['infant', 'nutrition']),
    );
    await saveWorker(tx, person('coordinator-3'), week([1, 3, 5], '09:00', '17:00', 2, ['medical_care']));
    await addAbsence(tx, person('coordinator-2'), {
      from_on: '2027-01-25',
      to_on: '2027-01-29',
      half: null,
      kind: 'training',
    });
    await addAbsence(tx, person('coordinator-1'), {
      from_on: '2026-12-17',
      to_on: '2026-12-17',
      half: 'afternoon',
      kind: 'meeting',
    });
    for (const facility_id of places.slice(4, 10)) {
      await saveCallTime(tx, facility_id, {
        weekdays: [2, 3, 4],
        morning_from: '09:30',
        morning_to: '11:30',
        afternoon_from: null,
        afternoon_to: null,
        minutes: null,
        skills: [],
        _version: 0,
      });
    }
  });
  await loaded.as(person('coordinator-1'), at('2026-11-20', '09:20'), (tx) =>
    sampleProposal(tx, { fiscal_year: 2026, from_on: '2026-12-01', by_need: true, iterations: 4000 }),
  );
}
