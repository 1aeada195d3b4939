import type { World } from '../world.ts';
import { at, type Row } from './fixture.ts';

/** What was corrected, typed and looked at of the two teams' consultations. */
export async function fillConsultations(
  world: World,
  row: Row,
  consultations: readonly { id: number; team_id: number; worker: number }[],
  someone: (name: string) => number,
): Promise<void> {
  for (const { id, team_id, worker } of consultations) {
    await row('consultation_revision', {
      consultation_id: id,
      team_id,
      version: 1,
      fields: '{"done_text": "前の言葉"}',
      changed_by: worker,
      changed_at: at,
    });
  }
  for (const person_id of [world.person.consultation_worker, world.person.west_worker])
    await row('consultation_draft', { person_id, fields: '{"words_said": "書きかけ"}', saved_at: at });
  for (const name of ['zone_without_duty', 'case_work_outside_the_zone'])
    await row('consultation_draft', { person_id: someone(name), fields: '{}', saved_at: at });
  // Whoever left the case zone has no draft any more.
  await row('consultation_draft', { person_id: world.person.secretariat, fields: '{}', saved_at: at });
  // Ended long ago, and never a case: what the night's list is made of.
  await row('consultation', {
    fiscal_year: 2009,
    number: 1,
    team_id: world.case_team.west,
    received_at: '2009-06-01T09:00:00+09:00',
    received_by: world.person.west_worker,
    way: 'phone',
    route_code: 'family',
    kind_code: 'parenting',
    words_said: '眠れない',
    closed_at: '2009-06-02T09:00:00+09:00',
    closed_by: world.person.west_worker,
    response_code: 'advice',
    created_at: at,
    updated_at: at,
  });
  // Typed long ago and told of: goes at night.
  await row('consultation_draft', {
    person_id: world.person.nurse,
    fields: '{}',
    saved_at: '2026-10-28T09:00:00+09:00',
  });
  // A past year's tables, as they were told.
  await row('consultation_release', { fiscal_year: 2025, kept_by: world.person.supervisor, kept_at: at });
  await row('consultation_release_figure', {
    fiscal_year: 2025,
    table_name: 'route',
    row_code: 'parenting',
    column_code: null,
    n: 12,
  });
}
