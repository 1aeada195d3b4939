// Open days with those who came, and the year's targets.
import { setTarget } from '../insight/evaluation/commands.ts';
import { recordParticipation, registerOpenDay } from '../improvement/learning/commands.ts';
import { fiscalYearStart, addDays } from '../platform/ja/dates.ts';
import { businessDayOnOrAfter } from '../platform/ja/holidays.ts';
import { made, type Story } from './demo-timeline.ts';
import { shuffled } from './material.ts';
import { openDays, targets } from './words-loop.ja.ts';

/** Tells the open days: registered by the coordinators, those who came written down the day after. */
export function tellLearning({ loaded, timeline, random }: Story): void {
  for (const { key: _key, registered_on, host, came, theme, ...openDay } of openDays) {
    const order = shuffled(random, loaded.places);
    const hostPlace = order.find((place) => place.key === host || place.group === host)!;
    const guests = new Set<string>();
    const visiting = came.map((one) => {
      const place = order.find((p) => p.group === one.group && p !== hostPlace && !guests.has(p.key))!;
      guests.add(place.key);
      return { facility_key: place.key, people: one.people, reflection: one.reflection };
    });
    let id: number;
    timeline.add(registered_on, '11:00', 'coordinator-2', async (tx) => {
      id = await registerOpenDay(tx, {
        ...openDay,
        facility_id: made(loaded.facility, hostPlace.key),
        theme_code: theme,
      });
    });
    if (visiting.length === 0) continue;
    timeline.add(addDays(openDay.held_on, 1), '16:00', 'coordinator-2', async (tx) => {
      for (const { facility_key, ...participation } of visiting) {
        await recordParticipation(tx, id, {
          facility_id: made(loaded.facility, facility_key),
          ...participation,
        });
      }
    });
  }
}

/** The targets of both years, set in their first weeks. */
export function tellTargets({ timeline }: Story): void {
  for (const { code, fiscal_year, target, reason } of targets) {
    const day = businessDayOnOrAfter(addDays(fiscalYearStart(fiscal_year), 13));
    timeline.add(day, '14:00', 'office-1', (tx) =>
      setTarget(tx, code, { fiscal_year, target, reason, _version: 0 }),
    );
  }
}
