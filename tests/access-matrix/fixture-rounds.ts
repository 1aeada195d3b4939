import type { World } from '../world.ts';
import { at, type Row } from './fixture.ts';

/** The worked-out round: settings, a coordinator's week, call times, two agencies' calls, a proposal with a line and a gap. */
export async function fillRounds(world: World, row: Row, round_id: number): Promise<void> {
  const { person, facility, organisation } = world;
  await row('round_setting', {
    place: '保育センター',
    latitude: 43.77,
    longitude: 142.36,
    winding: 1.3,
    speed: 28,
    winter_speed: 20,
    winter_months: '{12,1}',
    minutes: 90,
    grid: 15,
    apart: 21,
    quiet_weekdays: '{1}',
  });
  await row('round_quiet', { from_on: '2027-03-20', to_on: '2027-03-31', kind: 'year_end', hard: false });
  await row('round_worker', {
    person_id: person.coordinator,
    weekdays: '{1,2,3}',
    starts_at: '09:00',
    ends_at: '16:00',
    most: 3,
  });
  await row('round_absence', {
    person_id: person.coordinator,
    from_on: '2026-12-01',
    to_on: '2026-12-02',
    kind: 'leave',
  });
  for (const facility_id of [facility[0], facility[1]])
    await row('facility_call_time', {
      facility_id,
      weekdays: '{2,4}',
      updated_by: person.secretariat,
      updated_at: at,
    });
  for (const [organisation_id, facility_id] of [
    [organisation.center, facility[0]],
    [organisation.university, facility[1]],
  ])
    await row('agency_round', {
      organisation_id,
      facility_id,
      planned_on: '2026-12-08',
      kind: 'consultation',
      entered_by: person.secretariat,
      entered_at: at,
    });
  const proposal_id = await row('round_proposal', {
    round_id,
    from_on: '2026-12-01',
    to_on: '2027-03-31',
    by_need: false,
    seed: 1,
    created_by: person.secretariat,
    created_at: at,
    solve_requested_by: person.secretariat,
    solve_requested_at: at,
  });
  await row('round_acceptance', {
    proposal_id,
    months: '{2026-12}',
    accepted_by: person.secretariat,
    accepted_at: at,
  });
  await row('round_line', {
    proposal_id,
    facility_id: facility[0],
    person_id: person.coordinator,
    planned_on: '2026-12-15',
    starts_at: '10:00',
    ends_at: '11:30',
    why_now: '{"code":"never"}',
    why_her: '{"code":"usual"}',
  });
  await row('round_missing', {
    proposal_id,
    facility_id: facility[1],
    reason: 'full',
    why_now: '{"code":"never"}',
  });
}
