// The order in which the demo's past happens: who does what on which day, at what time.
import { Undo, type WriteTx } from '../platform/db/transaction.ts';
import { addDays, instantOf, weekday } from '../platform/ja/dates.ts';
import { businessDayOnOrAfter, isBusinessDay } from '../platform/ja/holidays.ts';
import type { FacilityIssue } from './demo-visits.ts';
import type { Loaded } from './demo.ts';
import type { DemoFacility, ForumKey, Random } from './material.ts';

/** The last day on which anything of the demo was done. */
export const lastDay = '2026-11-20';

type Work = (tx: WriteTx) => Promise<void>;

interface Entry {
  time: string;
  person: string;
  work: Work;
}

/** Deeds of the past; those of one person on one day are one transaction, so that loading stays quick. */
export class Timeline {
  private readonly days = new Map<string, Entry[]>();
  private now = '';

  /** time is HH:MM, person the material's key. While running, only a later day may be added to. */
  add(day: string, time: string, person: string, work: Work): void {
    if (day <= this.now) throw new RangeError(`${day} is over; it is ${this.now}.`);
    const entries = this.days.get(day) ?? [];
    entries.push({ time, person, work });
    this.days.set(day, entries);
  }

  /** Day by day, and within a day in the order in which each person first appears. */
  async run(loaded: Loaded): Promise<void> {
    for (;;) {
      const day = [...this.days.keys()].toSorted()[0];
      if (day === undefined) return;
      const entries = this.days
        .get(day)!
        .toSorted((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0));
      this.days.delete(day);
      this.now = day;
      for (const [key, own] of Map.groupBy(entries, (entry) => entry.person)) {
        await act(loaded, day, key, own);
      }
    }
  }
}

async function act(loaded: Loaded, day: string, key: string, entries: Entry[]): Promise<void> {
  try {
    await loaded.as(made(loaded.person, key), instantOf(day, entries.at(-1)!.time), async (tx) => {
      for (const { work } of entries) await work(tx);
    });
  } catch (error) {
    // A command that refuses says why in a value meant for its form.
    const why = error instanceof Undo ? JSON.stringify(error.value) : (error as Error).message;
    throw new Error(`${day}, ${key}: ${why}`, { cause: error });
  }
}

/** What the parts of the story know of one another. Numbers are filled in while it runs. */
export interface Story {
  loaded: Loaded;
  timeline: Timeline;
  random: Random;
  visit: Map<string, number>;
  /** Issues of single facilities, from visits and by hand. */
  issues: FacilityIssue[];
  regional: Map<string, number>;
  forum: Map<ForumKey, number>;
  meeting: Map<string, number>;
  action: Map<string, number>;
}

/** The number something got when it was made; an error where the story is told in the wrong order. */
export function made<K>(numbers: Map<K, number>, key: K): number {
  const id = numbers.get(key);
  if (id === undefined) throw new Error(`${String(key)} is not there yet.`);
  return id;
}

/** The Friday on or after a day, or the business day after that: when coordinators sit at their desks. */
export function deskDay(day: string): string {
  return businessDayOnOrAfter(addDays(day, (5 - weekday(day) + 7) % 7));
}

/** The last business day before or on a day. */
export function businessDayBefore(day: string): string {
  let found = day;
  while (!isBusinessDay(found)) found = addDays(found, -1);
  return found;
}

/** The key of a facility's head who held the post on a day; undefined where there was none yet. */
export function headOn(loaded: Loaded, facility_key: string, day: string): string | undefined {
  return loaded.persons.find((one) => one.key === `head-${facility_key}` && one.from <= day)?.key;
}

export const inDistrict = (place: DemoFacility, name: string): boolean =>
  place.area_keys.visit_district === `visit_district-${name}`;
