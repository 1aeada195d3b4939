import type { World } from '../world.ts';
import { at, type Row } from './fixture.ts';

/** A round, one facility's answers handed in and another's begun, a body's, a note and a step. */
export async function fillPartnership(world: World, row: Row): Promise<void> {
  const { person, organisation, facility, area } = world;
  const round_id = await row('partnership_round', {
    name: '連携チェック',
    area_system_code: 'district',
    opens_on: '2026-06-01',
    closes_on: '2026-06-30',
    created_by: person.secretariat,
    created_at: at,
  });
  for (const [holder, published, who] of [
    [{ organisation_id: organisation.operator, facility_id: facility[0] }, true, person.facility_head],
    [{ organisation_id: organisation.other_operator, facility_id: facility[1] }, false, person.other_head],
    [{ organisation_id: organisation.university, facility_id: null }, false, person.council_member],
  ] as const) {
    const check_id = await row('partnership_check', {
      round_id,
      area_id: area[0],
      ...holder,
      published,
      ...(published ? { answered_on: '2026-06-10', answered_by: who } : {}),
      updated_by: who,
      updated_at: at,
    });
    await row('partnership_answer', {
      check_id,
      ...holder,
      published,
      item_code: 'meet_regularly',
      level: 2,
    });
  }
  await row('partnership_note', {
    round_id,
    area_id: area[0],
    kind: 'plan',
    body: '年に4回集まる',
    written_by: person.council_member,
    written_at: at,
  });
  await row('partnership_stage', {
    round_id,
    area_id: area[0],
    step: 2,
    agreed_on: '2026-06-20',
    reason: '話し合って決めた',
    recorded_by: person.secretariat,
    recorded_at: at,
  });
}
