import type { World } from '../world.ts';
import { at, type Appoint, type Row } from './fixture.ts';

// Rows and people of which one line of a policy alone decides: without them its going would go unnoticed
// (npm run damage-policies).

/** Places reached without the duty to enter, and a duty at a place that became another. */
export async function decisiveVisitors(world: World, row: Row, appoint: Appoint): Promise<void> {
  const { facility, organisation } = world;
  await row('role', {
    code: 'place_only',
    name: 'place',
    description: '',
    position: 960,
    facility_scope: true,
  });
  await row('role_duty', { role_code: 'place_only', duty: 'network' });
  await appoint('place_without_duty', 'place_only', { facility_id: facility[0] });
  // Keeps the terms and approves as well: who proposed is somebody else all the same, and the team's records the team's.
  for (const duty of ['manage', 'approve']) await appoint('keeps_and_approves', `only_retention_${duty}`);
  const merged = await row('facility', {
    organisation_id: organisation.operator,
    name: '合わせた園',
    kind: '認可私立保育所',
    address: '試験県試験市一条通一丁目9-9',
    merged_into_id: facility[0],
    ended_on: '2026-04-01',
    created_at: at,
    updated_at: at,
  });
  await appoint('named_at_merged', 'only_facility_answer', {
    organisation_id: organisation.operator,
    facility_id: merged,
  });
  await appoint('place_at_merged', 'place_only', {
    organisation_id: organisation.operator,
    facility_id: merged,
  });
}

export async function fillDecisive(
  world: World,
  row: Row,
  someone: (name: string) => number,
  family: { east: number },
): Promise<void> {
  const { person, organisation } = world;
  await row('organisation', {
    name: '公開の団体',
    kind: 'association',
    listed: true,
    created_at: at,
    updated_at: at,
  });
  // Let into a record, and without an appointment since.
  await row('case_share', {
    person_id: person.former,
    kind: 'case',
    subject_id: family.east,
    team_id: world.case_team.east,
    reason: '引継ぎ',
    starts_at: at,
    ends_at: '2027-03-31T23:59:59+09:00',
    created_by: person.consultation_worker,
    created_at: at,
  });
  // Given by somebody of another team.
  await row('case_share', {
    person_id: person.supervisor,
    kind: 'case',
    subject_id: family.east,
    team_id: world.case_team.east,
    reason: '引継ぎ',
    starts_at: at,
    ends_at: '2027-03-31T23:59:59+09:00',
    created_by: person.west_worker,
    created_at: at,
  });
  // Proposed by one, confirmed by another, with the appointment that came of it; taken back by who proposed; of who decides.
  const proposal = (values: Record<string, unknown>) =>
    row('proposal', {
      kind: 'appointment',
      role_code: 'auditor',
      organisation_id: organisation.city,
      starts_on: '2024-04-01',
      proposed_by: person.secretariat,
      proposed_at: at,
      ...values,
    });
  const confirmed = await proposal({
    person_id: someone('named'),
    decided_by: person.administrator,
    decided_at: at,
    accepted: true,
  });
  await row('appointment', {
    person_id: someone('named'),
    role_code: 'auditor',
    organisation_id: organisation.city,
    starts_on: '2024-04-01',
    ends_on: '2025-03-31',
    proposal_id: confirmed,
    proposed_by: person.secretariat,
    created_at: at,
  });
  // Without an end, proposed by who appoints most.
  await row('appointment', {
    person_id: someone('only_network'),
    role_code: 'auditor',
    organisation_id: organisation.city,
    starts_on: '2030-04-01',
    ends_on: '2031-03-31',
    proposal_id: await proposal({
      person_id: someone('only_network'),
      proposed_by: person.administrator,
      decided_by: person.secretariat,
      decided_at: at,
      accepted: true,
    }),
    proposed_by: person.administrator,
    created_at: at,
  });
  // The legal desk has written a question and an answer itself.
  await row('guide_question_text', {
    question_code: 'way',
    text: 'だれに渡しますか',
    valid_from: '2000-04-01',
    valid_to: '2001-03-31',
    created_by: person.legal_desk,
    created_at: at,
  });
  await row('guide_answer', {
    question_code: 'way',
    code: 'zz_new',
    label: '新しい答え',
    position: 90,
    valid_from: '2030-04-01',
    created_by: person.legal_desk,
  });
  await proposal({
    person_id: someone('only_network'),
    decided_by: person.secretariat,
    decided_at: at,
    accepted: false,
  });
  await proposal({ person_id: person.secretariat, proposed_by: person.administrator });
}
