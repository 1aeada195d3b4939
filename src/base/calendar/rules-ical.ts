import ICAL from 'ical.js';
import ical, { ICalCalendarMethod, ICalEventStatus, ICalEventTransparency } from 'ical-generator';
import { addDays, instantOf, timeOf, today as dayIn, type IsoDate } from '../../platform/ja/dates.ts';
import type { SessionLine } from './queries.ts';
import { words } from './words-ical.ja.ts';

/** Every sitting is an entry of its own, so that a moved one moves and a cancelled one is struck out in every calendar. */
export const uidOf = (line: Pick<SessionLine, 'uid' | 'recurrence_on' | 'part'>): string =>
  `${line.recurrence_on.replaceAll('-', '')}${line.part === 1 ? '' : `-${line.part}`}-${line.uid}`;

/** Beginning and end as iCalendar says them: a whole day is a date and not a moment, midnight of UTC of that day. */
export const timesIn = (
  line: Pick<SessionLine, 'all_day' | 'on' | 'ends_on' | 'starts_at' | 'ends_at'>,
): { start: Date; end?: Date; allDay?: boolean } =>
  line.all_day
    ? {
        allDay: true,
        start: new Date(`${line.on}T00:00:00Z`),
        end: new Date(`${addDays(line.ends_on, 1)}T00:00:00Z`),
      }
    : {
        start: line.starts_at,
        ...(line.ends_at.getTime() === line.starts_at.getTime() ? {} : { end: line.ends_at }),
      };

/** How often a sitting was changed, by itself or with its event: what RFC 5545 calls SEQUENCE. */
export const sequenceOf = (line: Pick<SessionLine, 'version' | 'sequence'>): number =>
  line.version - 1 + line.sequence;

/** An iCalendar of these sittings (RFC 5545, UTC); `base` is what people type for this program. */
export function feedText(
  lines: readonly SessionLine[],
  { name, base, source, zone }: { name: string; base: string; source: string | null; zone: string },
): string {
  const calendar = ical({
    name,
    prodId: { company: 'tsunagi', product: 'calendar', language: 'JA' },
    method: ICalCalendarMethod.PUBLISH,
    ttl: 3600,
    ...(source === null ? {} : { source }),
  });
  for (const line of lines) {
    // What is for the network alone has its page behind the sign-in.
    const url = `${base}${line.zone === 'public' ? '/open' : ''}/events/${line.event_id}`;
    calendar.createEvent({
      id: uidOf(line),
      ...timesIn(line),
      stamp: line.updated_at,
      lastModified: line.updated_at,
      sequence: sequenceOf(line),
      summary: line.cancelled_at === null ? line.title : words.cancelled(line.title),
      status: line.cancelled_at === null ? ICalEventStatus.CONFIRMED : ICalEventStatus.CANCELLED,
      // What is on offer keeps nobody busy: a subscriber's free time stays free until they apply.
      transparency: ICalEventTransparency.TRANSPARENT,
      description: words.description(line, url),
      url,
      categories: [{ name: line.kind }],
      ...(line.place === '' && line.online !== 'only'
        ? {}
        : {
            location: {
              title: line.online === 'only' ? words.online : words.place(line),
              ...(line.latitude !== null && line.longitude !== null && line.online !== 'only'
                ? { geo: { lat: line.latitude, lon: line.longitude } }
                : {}),
            },
          }),
    });
  }
  // A calendar's own properties come before its entries (RFC 5545 3.6); the generator writes foreign ones at the end.
  return `${calendar.toString()}\r\n`.replace(
    /\r\n(?=BEGIN:VEVENT|END:VCALENDAR)/,
    `\r\nX-WR-TIMEZONE:${zone}\r\n`,
  );
}

// ---- reading others' ---------------------------------------------------------------------------

export interface FeedSitting {
  recurrence_on: IsoDate;
  part: number;
  starts_at: Date;
  ends_at: Date;
  all_day: boolean;
  cancelled: boolean;
}

export interface FeedEntry {
  uid: string;
  title: string;
  description: string;
  location: string;
  url: string | null;
  sittings: FeedSitting[];
}

export interface ReadFeed {
  entries: FeedEntry[];
  /** one sentence for each entry that could not be read */
  problems: string[];
  /** the numbers of those */
  unread: string[];
}

export const mostEntries = 2000;
const mostSittings = 400;
/** Steps of a rule: daily for 27 years. Finer ones are no sittings, and a file of them must not keep the program busy. */
const mostSteps = 10_000;
const mostStepsOfAll = 100_000;
const mostProblems = 50;

const text = (value: unknown): string => (typeof value === 'string' ? value.replace(/\0/g, '').trim() : '');

/** Reads an iCalendar file: entries with their sittings from a day to a day, rules expanded, exceptions applied. Throws for what is none. */
export function readFeed(source: string, window: { from: IsoDate; to: IsoDate }, zone: string): ReadFeed {
  const parsed: unknown = ICAL.parse(source);
  const roots = (Array.isArray((parsed as unknown[])[0]) ? parsed : [parsed]) as never[];
  const components = roots.flatMap((root) => {
    const component = new ICAL.Component(root);
    return component.name === 'vcalendar' ? component.getAllSubcomponents('vevent') : [];
  });
  if (!roots.some((root) => new ICAL.Component(root).name === 'vcalendar')) throw new Error('no calendar');
  const byUid = Map.groupBy(components, numberOf);
  const entries: FeedEntry[] = [];
  const problems: string[] = [];
  const unread: string[] = [];
  const steps = { left: mostStepsOfAll };
  for (const [uid, group] of byUid) {
    const title = text(group[0]?.getFirstPropertyValue('summary'));
    if (entries.length >= mostEntries) {
      problems.push(words.tooMany(mostEntries));
      break;
    }
    if (uid.length > 500) {
      problems.push(words.noUid(title));
      continue;
    }
    try {
      const entry = entryOf(uid, group, window, zone, steps);
      if (entry.sittings.length > 0) entries.push(entry);
    } catch {
      problems.push(words.unread(title || uid));
      unread.push(uid);
    }
  }
  return { entries, problems: problems.slice(0, mostProblems), unread };
}

/** Its UID; where a program writes none (calcurse does not), when it begins and how it is called. */
function numberOf(one: ICAL.Component): string {
  const uid = text(one.getFirstPropertyValue('uid'));
  if (uid !== '') return uid;
  const begins = one.getFirstPropertyValue('dtstart');
  return `${begins instanceof ICAL.Time ? begins.toString() : ''} ${text(one.getFirstPropertyValue('summary'))}`;
}

function entryOf(
  uid: string,
  group: ICAL.Component[],
  window: { from: IsoDate; to: IsoDate },
  zone: string,
  steps: { left: number },
): FeedEntry {
  const master = group.find((one) => !one.hasProperty('recurrence-id')) ?? group[0]!;
  const exceptions = group.filter((one) => one !== master && one.hasProperty('recurrence-id'));
  const start = instant(master.getFirstProperty('dtstart'), zone);
  if (!start) throw new Error('no beginning');
  const event = new ICAL.Event(master, { exceptions: [] });
  const length = Math.max(0, event.duration.toSeconds()) * 1000;
  const cancelled = (one: ICAL.Component): boolean =>
    text(one.getFirstPropertyValue('status')).toUpperCase() === 'CANCELLED';
  // By instants: a rule in a city's own time has its exceptions in UTC in many programs, or says the day alone.
  const keyOf = (value: ICAL.Time, property: ICAL.Property): string => {
    const at = instantOfTime(value, property, zone);
    return value.isDate ? dayIn(at, zone) : at.toISOString();
  };
  const moved = new Map<string, ICAL.Component>();
  for (const one of exceptions) {
    const property = one.getFirstProperty('recurrence-id')!;
    const value = property.getFirstValue();
    if (value instanceof ICAL.Time) moved.set(keyOf(value, property), one);
  }
  const left_out = new Set(
    master
      .getAllProperties('exdate')
      .flatMap((property) =>
        property.getValues().flatMap((value) => (value instanceof ICAL.Time ? [keyOf(value, property)] : [])),
      ),
  );
  const sittings: FeedSitting[] = [];
  const add = (
    component: ICAL.Component,
    begins: Date,
    all_day: boolean,
    recurrence: Date,
    lasts: number,
  ): void => {
    const recurrence_on = dayIn(recurrence, zone);
    const ends_at = new Date(begins.getTime() + lasts);
    if (dayIn(ends_at, zone) < window.from || dayIn(begins, zone) > window.to) return;
    const part = sittings.filter((one) => one.recurrence_on === recurrence_on).length + 1;
    if (part > 20 || sittings.length >= mostSittings) return;
    sittings.push({
      recurrence_on,
      part,
      starts_at: begins,
      ends_at,
      all_day,
      cancelled: cancelled(component),
    });
  };
  const lengthOf = (one: ICAL.Component): number =>
    Math.max(0, new ICAL.Event(one, { exceptions: [] }).duration.toSeconds()) * 1000;
  const addMoved = (one: ICAL.Component, recurrence: Date): void => {
    const when = instant(one.getFirstProperty('dtstart'), zone);
    if (when) add(one, when.at, when.all_day, recurrence, lengthOf(one));
  };
  const isRepeated = master.hasProperty('rrule') || master.hasProperty('rdate');
  if (!isRepeated) add(master, start.at, start.all_day, start.at, length);
  else {
    const property = master.getFirstProperty('dtstart')!;
    const iterator = event.iterator();
    for (let step = 0; ; step += 1) {
      if (step >= mostSteps || steps.left-- <= 0) throw new Error('too many');
      const next = iterator.next() as ICAL.Time | null;
      if (!next) break;
      const at = instantOfTime(next, property, zone);
      if (dayIn(at, zone) > window.to) break;
      const keys = [at.toISOString(), dayIn(at, zone)];
      const key = keys.find((one) => moved.has(one));
      if (key !== undefined) {
        addMoved(moved.get(key)!, at);
        moved.delete(key);
      } else if (!keys.some((one) => left_out.has(one))) add(master, at, start.all_day, at, length);
    }
  }
  // What was moved here from beyond the days looked at, and single sittings that came without their rule.
  for (const one of moved.values()) {
    const from = instant(one.getFirstProperty('recurrence-id'), zone);
    if (from) addMoved(one, from.at);
  }
  return {
    uid,
    title: text(master.getFirstPropertyValue('summary')).slice(0, 200) || words.untitled,
    description: text(master.getFirstPropertyValue('description')).slice(0, 4000),
    location: text(master.getFirstPropertyValue('location')).slice(0, 200),
    url: /^https?:\/\/\S{1,1990}$/.exec(text(master.getFirstPropertyValue('url')))?.[0] ?? null,
    sittings,
  };
}

function instant(property: ICAL.Property | null, zone: string): { at: Date; all_day: boolean } | null {
  const value = property?.getFirstValue();
  if (!property || !(value instanceof ICAL.Time)) return null;
  return { at: instantOfTime(value, property, zone), all_day: value.isDate };
}

/** A time of a feed as an instant: UTC, its own VTIMEZONE, a zone by name, else the city's clock. */
function instantOfTime(time: ICAL.Time, property: ICAL.Property, zone: string): Date {
  const day = `${String(time.year).padStart(4, '0')}-${String(time.month).padStart(2, '0')}-${String(time.day).padStart(2, '0')}`;
  if (time.isDate) return instantOf(day, '00:00', zone);
  if (time.zone === ICAL.Timezone.utcTimezone) return time.toJSDate();
  if (time.zone !== ICAL.Timezone.localTimezone && time.zone?.component)
    return new Date(time.toUnixTime() * 1000);
  const clock = `${String(time.hour).padStart(2, '0')}:${String(time.minute).padStart(2, '0')}`;
  const named = text(property.getFirstParameter('tzid'));
  const known = named !== '' && isZone(named) ? named : zone;
  return instantOf(day, clock, known);
}

function isZone(name: string): boolean {
  try {
    timeOf(new Date(0), name);
    return true;
  } catch {
    return false;
  }
}
