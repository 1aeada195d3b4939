// A year of invented events at the demo's facilities: through the calendar's own commands, by those who would.
import { cancelSession, moveSession } from '../base/calendar/commands-sessions.ts';
import { sessionsOf } from '../base/calendar/queries.ts';
import { sampleEvent } from '../base/calendar/samples.ts';
import { registerOrganisation } from '../base/people/commands.ts';
import { instantOf } from '../platform/ja/dates.ts';
import type { Loaded } from './demo.ts';
import { bodies, changes, cityEvents, facilityEvents } from './words-calendar.ja.ts';

const entered = instantOf('2026-11-16', '10:00');
/** Weekdays are spread so that not everybody opens on the same day. */
const nextDay = { MO: 'TU', TU: 'WE', WE: 'TH', TH: 'FR', FR: 'MO', SA: 'SA', SU: 'SU' } as const;

/** Fills the calendar; sittings of a past day were held. */
export async function loadCalendar(loaded: Loaded): Promise<void> {
  const { as, person, places, facility, body } = loaded;
  const keeper = person.get('coordinator-1')!;
  const office = person.get('office-1')!;
  await as(keeper, entered, async (tx) => {
    for (const { groups, most, ...event } of facilityEvents) {
      const hosts = places.filter((place) => groups.includes(place.group)).slice(0, most);
      for (const [at, host] of hosts.entries()) {
        const { repeat } = event;
        const shifted =
          repeat && 'weekdays' in repeat && at % 2 === 1
            ? { ...event, repeat: { ...repeat, weekdays: repeat.weekdays.map((one) => nextDay[one]) } }
            : event;
        await sampleEvent(tx, { ...shifted, facility_id: facility.get(host.key)! });
      }
    }
    for (const { body: key, ...event } of cityEvents)
      await sampleEvent(tx, { ...event, facility_id: null, organisation_id: body.get(key)! });
  });
  await as(office, entered, async (tx) => {
    for (const one of bodies) {
      const organisation_id = await registerOrganisation(tx, {
        name: one.name,
        name_kana: one.kana,
        kind: one.kind,
        parent_id: null,
        corporate_number: null,
        postal_code: null,
        address: null,
        phone: null,
        email: null,
        note: null,
        _version: 0,
      });
      await sampleEvent(tx, {
        ...one.event,
        facility_id: null,
        organisation_id,
        place_name: one.place,
      });
    }
  });
  await as(keeper, instantOf('2026-11-20', '16:00'), async (tx) => {
    const [first, second, third] = await tx.db
      .selectFrom('event')
      .where('rrule', 'is not', null)
      .where('event_kind_code', 'in', ['gathering', 'parents', 'garden'])
      .select('id')
      .orderBy('id')
      .limit(3)
      .execute();
    for (const [event, at] of [
      [first, 1],
      [third, 0],
    ] as const) {
      const session = event && (await sessionsOf(tx, event.id, '2026-12-01', 4))[at];
      if (session) await cancelSession(tx, event.id, session.id, { reason: changes.snow, _sequence: 0 });
    }
    const moved = second && (await sessionsOf(tx, second.id, '2026-12-01', 2))[0];
    if (moved)
      await moveSession(tx, second.id, moved.id, {
        on: '2026-12-04',
        starts_at: '10:00',
        ends_at: '11:30',
        capacity: null,
        note: changes.moved,
        _sequence: 0,
      });
    await sampleEvent(tx, {
      title: changes.draftTitle,
      summary: changes.draftSummary,
      event_kind_code: 'play',
      starts_on: '2027-04-17',
      facility_id: facility.get(places.find((place) => place.group === 'base')!.key)!,
      publish: 'draft',
    });
  });
}
