import type { World } from '../world.ts';
import { at, type Row } from './fixture.ts';

/** What has reached its end in each zone, stopped, proposed and approved; requests about one's own records. */
export async function fillRetention(
  world: World,
  row: Row,
  family: { west: number; household: number },
): Promise<void> {
  const { person } = world;
  const { east, west } = world.case_team;
  const closed = await row('support_case', {
    fiscal_year: 2010,
    number: 1,
    household_id: family.household,
    team_id: west,
    worker_id: person.west_worker,
    category: 'support',
    headline: '支援を終えた',
    opened_on: '2010-04-01',
    opened_by: person.west_worker,
    closed_on: '2011-04-01',
    close_reason: 'goals_reached',
    closed_by: person.west_worker,
    close_approved_by: person.west_supervisor,
    created_at: at,
    updated_at: at,
  });
  const term = async (rule_code: string, least_months: number, most_months: number, by_age: boolean) =>
    row('retention_term', {
      rule_code,
      least_months,
      most_months,
      by_age,
      months: most_months,
      until_age: by_age ? 30 : null,
      basis: '文書管理規程',
      valid_from: '2030-04-01',
      decided_by: person.legal_desk,
      decided_at: at,
    });
  const terms = { case: await term('case', 60, 480, true), visit: await term('visit', 36, 360, false) };
  const ended = { ended_on: '2011-04-01', due_on: '2016-04-01' };
  for (const [subject_id, team_id] of [
    [closed, west],
    [900, east],
  ])
    await row('retention_due', {
      kind: 'case',
      zone: 'case',
      subject_id,
      team_id,
      label: `2010-${subject_id}`,
      term_id: terms.case,
      listed_at: at,
      ...ended,
    });
  const visit = { kind: 'visit', zone: 'network', label: '1' };
  await row('retention_due', { ...visit, subject_id: 1, term_id: terms.visit, listed_at: at, ...ended });
  await row('retention_hold', {
    ...visit,
    subject_id: 2,
    reason: '照会',
    placed_by: person.secretariat,
    placed_at: at,
  });
  await row('retention_hold', {
    kind: 'case',
    zone: 'case',
    subject_id: 900,
    team_id: east,
    label: '2010-900',
    reason: '裁判',
    placed_by: person.supervisor,
    placed_at: at,
  });
  for (const one of [
    {
      kind: 'case',
      zone: 'case',
      team_id: west,
      decided_by: person.west_supervisor,
      decided_at: at,
      approved: true,
    },
    { kind: 'case', zone: 'case', team_id: east },
    { kind: 'visit', zone: 'network' },
  ]) {
    const disposal_id = await row('disposal', { ...one, proposed_by: person.legal_desk, proposed_at: at });
    await row('disposal_item', {
      disposal_id,
      kind: one.kind,
      team_id: one.team_id ?? null,
      subject_id: one.team_id === west ? closed : 1,
      parent_id: one.team_id === west ? family.household : null,
      label: '1',
      term_id: one.kind === 'case' ? terms.case : terms.visit,
      ...ended,
    });
  }
  for (const [n, team_id] of [null, east].entries())
    await row('rights_request', {
      fiscal_year: 2026,
      number: n + 1,
      kind: 'disclosure',
      received_on: '2026-05-20',
      family_name: '事',
      given_name: '務子',
      asked_by: 'self',
      identified_by: 'card',
      wish: '自分の記録',
      team_id,
      created_by: person.legal_desk,
      created_at: at,
    });
}
