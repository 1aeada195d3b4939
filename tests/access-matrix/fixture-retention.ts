import type { World } from '../world.ts';
import { at, type Row } from './fixture.ts';

/** What has reached its end in each zone, stopped, proposed and approved; requests about one's own records. */
export async function fillRetention(
  world: World,
  row: Row,
  family: {
    west: number;
    household: number;
    members: { member_id: number; keys: Record<string, unknown> }[];
  },
  someone: (name: string) => number,
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
  for (const [n, one] of (
    [
      {
        kind: 'case',
        zone: 'case',
        team_id: west,
        decided_by: person.west_supervisor,
        decided_at: at,
        approved: true,
      },
      { kind: 'case', zone: 'case', team_id: east },
      // proposed by who also approves, of the network and of a team that is not theirs
      { kind: 'visit', zone: 'network', proposed_by: someone('keeps_and_approves') },
      { kind: 'visit', zone: 'network' },
    ] as Record<string, unknown>[]
  ).entries()) {
    const disposal_id = await row('disposal', { proposed_by: person.legal_desk, ...one, proposed_at: at });
    await row('disposal_item', {
      disposal_id,
      kind: one.kind,
      team_id: one.team_id ?? null,
      subject_id: one.team_id === west ? closed : 10 + n,
      parent_id: one.team_id === west ? family.household : null,
      label: '1',
      term_id: one.kind === 'case' ? terms.case : terms.visit,
      ...ended,
    });
    // one of it is stopped
    await row('disposal_item', {
      disposal_id,
      kind: one.kind,
      team_id: one.team_id ?? null,
      subject_id: 50 + n,
      label: '2',
      term_id: one.kind === 'case' ? terms.case : terms.visit,
      ...ended,
      outcome: 'held',
      outcome_at: at,
    });
  }
  // Not protected, and worked with by two teams: the other team has a copy of its own to make.
  const joint = { team_id: east, team_ids: `{${east},${west}}` };
  const household_id = await row('household', {
    ...joint,
    created_by: person.consultation_worker,
    created_at: at,
    updated_at: at,
  });
  const keys = { household_id, ...joint, protected: false };
  const member_id = await row('household_member', {
    ...keys,
    position: 1,
    relation: 'mother',
    family_name: '架空',
    created_at: at,
    updated_at: at,
  });
  const request = {
    fiscal_year: 2026,
    kind: 'disclosure',
    received_on: '2026-05-20',
    asked_by: 'self',
    identified_by: 'card',
    wish: '自分の記録',
    created_by: person.legal_desk,
    created_at: at,
  };
  // of somebody of the network, and of who took part in a course, by name
  for (const [n, [family_name, given_name]] of [
    ['試', 'named'],
    ['受講', '0'],
  ].entries())
    await row('rights_request', { ...request, number: 91 + n, family_name, given_name });
  for (const [n, [team_id, copies]] of (
    [
      [null, []],
      // Waiting; of the protected family; of a family the team has gone from.
      [east, [family.members[0]!, family.members[1]!, family.members[2]!]],
      [west, [{ member_id, keys }, family.members[0]!, family.members[1]!]],
      [east, []],
    ] as const
  ).entries()) {
    const request_id = await row('rights_request', {
      ...request,
      number: n + 1,
      // who applied for an event, and who offered to help, by name
      family_name: n === 0 ? '試験' : '架空',
      given_name: '花子',
      team_id,
    });
    if (team_id === null) continue;
    const [lead, worker] =
      team_id === east
        ? [person.supervisor, person.consultation_worker]
        : [person.west_supervisor, person.west_worker];
    const copy = (of: (typeof family.members)[number], more: Record<string, unknown> = {}) =>
      row('own_copy', {
        request_id,
        by_team_id: team_id,
        ...of.keys,
        member_id: of.member_id,
        lines: '[]',
        prepared_by: lead,
        prepared_at: at,
        asked_at: at,
        ...more,
      });
    for (const of of copies) await copy(of);
    // looked at, and looked at by whoever is told apart only by having prepared it
    if (copies.length === 0) {
      await copy(family.members[0]!, { checked_by: worker, checked_at: at });
      await copy({ member_id, keys }, { prepared_by: worker });
    }
  }
}
