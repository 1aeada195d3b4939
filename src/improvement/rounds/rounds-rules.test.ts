import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, daysBetween, weekday } from '../../platform/ja/dates.ts';
import { wayBound } from './rules-bound.ts';
import { wantedOf } from './rules-need.ts';
import { randomFrom, routed } from './rules-routing.ts';
import { readSolomon, routingOf } from './rules-solomon.ts';
import { isOpen, planYear, weekOf, workOf, type YearProblem } from './rules-year.ts';

/** A small made-up year: some facilities and people with closed days, hours, absences, skills, agencies and locked calls. */
function smallYear(seed: number, facilities: number, people: number): YearProblem {
  const random = randomFrom(seed);
  const [from_on, to_on] = ['2026-12-01', '2027-03-31'];
  const day = () => addDays(from_on, Math.floor(random() * 120));
  const places = Array.from({ length: facilities }, (_, n) => ({
    id: n + 1,
    latitude: 43.77 + (random() - 0.5) * 0.1,
    longitude: 142.36 + (random() - 0.5) * 0.1,
    minutes: random() < 0.5 ? 60 : 90,
    weekdays: [1, 2, 3, 4, 5].filter(() => random() < 0.8),
    hours: (random() < 0.5
      ? [[570, 690]]
      : [
          [570, 705],
          [795, 990],
        ]) as [number, number][],
    closures: random() < 0.5 ? [{ from_on: '2027-01-12', to_on: '2027-01-22' }] : [],
    wishes: random() < 0.3 ? '水曜の午前がよい' : null,
    skills: random() < 0.2 ? ['infant'] : [],
    apart: 14,
    usual_id: random() < 0.5 ? 1 + Math.floor(random() * people) : null,
    known: random() < 0.3 ? [{ person_id: 1, visits: 2 }] : [],
  }));
  const apart = (on: string) => addDays(on, 40);
  return {
    from_on,
    to_on,
    setting: {
      latitude: 43.77,
      longitude: 142.36,
      winding: 1.3,
      speed: 28,
      winter_speed: 20,
      winter_months: [12, 1, 2, 3],
      grid: 15,
      quiet_weekdays: [1],
      quiet: [{ from_on: '2026-12-26', to_on: '2027-01-07', hard: true }],
    },
    facilities: places,
    workers: Array.from({ length: people }, (_, n) => ({
      id: n + 1,
      weekdays: [1, 2, 3, 4, 5].filter(() => random() < 0.8),
      from: 540,
      to: 1020,
      most: 1 + Math.floor(random() * 3),
      skills: n === 0 ? ['infant'] : [],
      absences: [{ from_on: day(), to_on: '2027-01-15', half: random() < 0.5 ? ('morning' as const) : null }],
    })),
    wanted: places.flatMap((place) =>
      [0, 1].map((nth) => ({
        facility_id: place.id,
        best_on: addDays(from_on, 20 + nth * 60),
        from_on: addDays(from_on, nth * 60),
        to_on: addDays(from_on, 45 + nth * 60),
        why_now: { code: 'cadence' as const, nth: nth + 1, of: 2 },
        replaces_id: null,
      })),
    ),
    fixed: places.slice(0, 2).map((place, n) => ({
      facility_id: place.id,
      person_id: 1,
      on: apart(addDays(from_on, n)),
      starts: 600,
    })),
    agencies: places.map((place) => ({ facility_id: place.id, on: day() })),
    months: null,
  };
}

const years = fc.record({
  seed: fc.integer({ min: 1, max: 1e6 }),
  facilities: fc.integer({ min: 3, max: 14 }),
  people: fc.integer({ min: 1, max: 3 }),
});

describe('the year’s plan, whatever the city', () => {
  it('has no call in closed hours, on a closed day, in an absence, in an agency’s week, by somebody who cannot', () => {
    fc.assert(
      fc.property(years, ({ seed, facilities, people }) => {
        const year = smallYear(seed, facilities, people);
        const plan = planYear(year, { seed: 1, iterations: 150 });
        for (const call of plan.calls) {
          if (call.fixed !== null) continue;
          const place = year.facilities.find((one) => one.id === call.facility_id)!;
          const worker = year.workers.find((one) => one.id === call.person_id)!;
          expect(isOpen(place, call.on)).toBe(true);
          expect(place.weekdays).toContain(weekday(call.on));
          expect(place.hours.some(([from, to]) => from <= call.starts! && call.ends! <= to)).toBe(true);
          const work = workOf(worker, call.on);
          expect(work).not.toBeNull();
          expect(call.starts! >= work![0] && call.ends! <= work![1]).toBe(true);
          expect(place.skills.every((skill) => worker.skills.includes(skill))).toBe(true);
          expect(call.on < '2026-12-26' || call.on > '2027-01-07').toBe(true);
          expect(
            year.agencies.some((one) => one.facility_id === place.id && weekOf(one.on) === weekOf(call.on)),
          ).toBe(false);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('puts nobody in two places, keeps what is locked, and accounts for every call that was wanted', () => {
    fc.assert(
      fc.property(years, ({ seed, facilities, people }) => {
        const year = smallYear(seed, facilities, people);
        const plan = planYear(year, { seed: 2, iterations: 150 });
        const made = plan.calls.filter((call) => call.fixed === null);
        expect(made.length + plan.missing.length).toBe(year.wanted.length);
        for (const [at, fixed] of year.fixed.entries()) {
          const kept = plan.calls.filter((call) => call.fixed === at);
          expect(kept).toHaveLength(1);
          expect(kept[0]).toMatchObject({ person_id: fixed.person_id, on: fixed.on, starts: fixed.starts });
        }
        for (const list of Map.groupBy(plan.calls, (call) => `${call.person_id} ${call.on}`).values()) {
          const worker = year.workers.find((one) => one.id === list[0]!.person_id)!;
          const inOrder = list.toSorted((a, b) => a.starts! - b.starts!);
          if (list.some((call) => call.fixed === null))
            expect(list.length).toBeLessThanOrEqual(Math.max(worker.most, 1));
          for (let n = 1; n < inOrder.length; n++)
            if (inOrder[n]!.fixed === null || inOrder[n - 1]!.fixed === null)
              expect(inOrder[n]!.starts!).toBeGreaterThanOrEqual(inOrder[n - 1]!.ends!);
        }
        for (const list of Map.groupBy(plan.calls, (call) => call.facility_id).values()) {
          const days = list.map((call) => call.on).toSorted();
          for (let n = 1; n < days.length; n++)
            expect(daysBetween(days[n - 1]!, days[n]!)).toBeGreaterThanOrEqual(14);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('is the same for the same seed, and never shorter than the bound', () => {
    fc.assert(
      fc.property(years, ({ seed, facilities, people }) => {
        const year = smallYear(seed, facilities, people);
        const [a, b] = [
          planYear(year, { seed: 3, iterations: 120 }),
          planYear(year, { seed: 3, iterations: 120 }),
        ];
        expect(a.calls).toEqual(b.calls);
        expect(a.km).toBeGreaterThanOrEqual(a.bound_km - 1e-6);
      }),
      { numRuns: 30 },
    );
  });
});

describe('how often and how far apart', () => {
  it('spreads the calls of the rest of the year, each within it and none near another', () => {
    fc.assert(
      fc.property(
        fc.record({
          planned_count: fc.integer({ min: 0, max: 6 }),
          done: fc.integer({ min: 0, max: 3 }),
          last: fc.option(fc.integer({ min: -500, max: -1 })),
          issues: fc.integer({ min: 0, max: 5 }),
        }),
        ({ planned_count, done, last, issues }) => {
          const wanted = wantedOf(
            {
              facility_id: 1,
              capacity: 60,
              planned_count,
              visits_this_year: done,
              upcoming: 0,
              dates: last === null ? [] : [addDays('2027-04-01', last)],
              last_visited_on: last === null ? null : addDays('2027-04-01', last),
              follow_up_due_on: null,
              follow_up_what: null,
              open_issues: issues,
              new_head_since: null,
              lost: null,
            },
            '2027-04-01',
            '2028-03-31',
            { by_need: true, apart: 14 },
          );
          const more = planned_count > 0 && issues >= 3 ? 1 : 0;
          expect(wanted).toHaveLength(Math.max(0, planned_count + more - done));
          for (const [n, one] of wanted.entries()) {
            expect(one.from_on >= '2027-04-01' && one.to_on <= '2028-03-31').toBe(true);
            expect(one.from_on <= one.best_on && one.best_on <= one.to_on).toBe(true);
            const before = wanted[n - 1];
            if (before) expect(daysBetween(before.to_on, one.from_on)).toBeGreaterThanOrEqual(10);
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});

const tiny = `TINY

VEHICLE
NUMBER     CAPACITY
  3         2

CUSTOMER
CUST NO.   XCOORD.   YCOORD.    DEMAND   READY TIME   DUE DATE   SERVICE TIME

    0      0     0     0      0     200      0
    1      3     4     1      0     100     10
    2      3     4     1      0     100     10
    3     -6     8     1      0     100     10
    4     -6     8     1     60      90     10
`;

describe('routes', () => {
  it('reads the published text format and finds the shortest way of a tiny instance', () => {
    const instance = readSolomon(tiny);
    expect(instance).toMatchObject({ name: 'TINY', vehicles: 3, capacity: 2 });
    expect(instance.customers).toHaveLength(5);
    const found = routed(routingOf(instance), { seed: 1, iterations: 500, limit: 5000 });
    expect(found.unserved).toEqual([]);
    // two on each spot, five and ten away: out and back twice
    expect(found.km).toBeCloseTo(30, 6);
    expect(() => readSolomon('nothing of the kind')).toThrow('No line with the number of vehicles');
  });

  it('bounds the way of every plan from below, exactly where places lie on one spot', () => {
    const km = Float64Array.of(0, 5, 5, 5, 0, 0, 5, 0, 0);
    expect(wayBound(km, 3, [0, 2, 2], 2)).toBeCloseTo(20, 6);
    expect(wayBound(km, 3, [0, 0, 0], 2)).toBe(0);
  });
});
