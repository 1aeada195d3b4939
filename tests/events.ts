import type { World } from './world.ts';

const made = '2026-11-01T09:00:00+09:00';

/**
 * An event as it stands in the table, whatever a form would say of it, with a sitting from 10:00 to 11:30 on each of the
 * days. What a sitting carries of its event, it has from it.
 */
export async function seedEvent(
  world: World,
  event: Record<string, unknown>,
  days: readonly string[],
): Promise<{ id: number; sittings: number[] }> {
  const values: Record<string, unknown> = {
    uid: crypto.randomUUID(),
    organisation_id: world.organisation.operator,
    facility_id: world.facility[0],
    event_kind_code: 'gathering',
    title: '親子のつどい',
    starts_on: days[0],
    published_at: made,
    created_at: made,
    updated_at: made,
    ...event,
  };
  const names = Object.keys(values);
  const [row] = await world.owner<{ id: number }>(
    `insert into event (${names.join(', ')}) values (${names.map((_, at) => `$${at + 1}`).join(', ')}) returning id`,
    Object.values(values),
  );
  const id = Number(row!.id);
  const sittings = await world.owner<{ id: number }>(
    `insert into event_session (event_id, zone, shown_from, owner_facility_id, organisation_id, recurrence_on, starts_at, ends_at)
     select id, zone, shown_from, owner_facility_id, organisation_id, day, (day || 'T10:00:00+09:00')::timestamptz,
       (day || 'T11:30:00+09:00')::timestamptz
     from event cross join unnest($2::text[]::date[]) as day where event.id = $1 order by day returning id`,
    [id, days],
  );
  return { id, sittings: sittings.map((one) => Number(one.id)) };
}
