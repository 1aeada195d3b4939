import type { World } from '../world.ts';
import { fillConsultations } from './fixture-consultations.ts';
import { conferenceVisitors, fillConferences } from './fixture-confer.ts';
import { fillCase } from './fixture-cases.ts';
import { at, type Appoint, type Row } from './fixture.ts';

/** Whose place in a team of the case zone, or whose single share, decides. */
export async function familyVisitors(world: World, row: Row, appoint: Appoint): Promise<void> {
  const { east } = world.case_team;
  // The duty without a role of the case zone: in the team as somebody else.
  await appoint('case_work_outside_the_zone', 'only_case_work', { team_id: east });
  for (const duty of ['case.work', 'case.supervise', 'council.manage'] as const) {
    const code = `zone_${duty.replace('.', '_')}`;
    await row('role', { code, name: duty, description: '', position: 950, case_zone: true });
    for (const held of new Set(['network', 'case.work', duty]))
      await row('role_duty', { role_code: code, duty: held });
    await appoint(`${code}_in_team`, code, { team_id: east });
  }
  // A role of the zone without the duty to work on cases.
  await row('role', { code: 'zone_only', name: 'zone', description: '', position: 951, case_zone: true });
  await row('role_duty', { role_code: 'zone_only', duty: 'network' });
  await appoint('zone_without_duty', 'zone_only', { team_id: east });
  await appoint('statistics_in_the_zone', 'zone_only', { team_id: east });
  await appoint('statistics_in_the_zone', 'only_family_statistics');
  await appoint('leaving_in_march', 'zone_case_work', { team_id: east, ends_on: '2027-03-31' });
  // Of another team, or of none: let into one record, or having opened one.
  await appoint('case_shared', 'zone_case_work', { team_id: world.case_team.west });
  await appoint('case_opened', 'zone_case_work', { team_id: world.case_team.west });
  // has it open, and has lost the duty since
  await appoint('opened_without_work', 'only_network');
  await appoint('share_over', 'zone_case_work');
  await appoint('shared_without_duty', 'only_network');
  await conferenceVisitors(appoint);
}

/**
 * Two teams' families: a household of the east alone, a protected one that the west works with too, one of the west.
 * Answers the cases: of the east, and of the west.
 */
export async function fillFamily(
  world: World,
  row: Row,
  someone: (name: string) => number,
): Promise<{
  east: number;
  west: number;
  household: number;
  /** the child of each household, with the keys its rows carry */
  members: { member_id: number; keys: Record<string, unknown> }[];
}> {
  const { person, facility, town, area } = world;
  const { east, west } = world.case_team;
  const household = (team_id: number, team_ids: number[], values: Record<string, unknown> = {}) =>
    row('household', {
      team_id,
      team_ids: `{${team_ids.join(',')}}`,
      invented: true,
      created_by: team_id === east ? person.consultation_worker : person.west_worker,
      created_at: at,
      updated_at: at,
      ...values,
    });
  const hidden = { protected: true, protected_since: '2026-05-01' };
  const families = [
    { id: await household(east, [east]), team_id: east, team_ids: `{${east}}`, protected: false },
    {
      id: await household(east, [east, west], hidden),
      team_id: east,
      team_ids: `{${east},${west}}`,
      protected: true,
    },
    { id: await household(west, [west]), team_id: west, team_ids: `{${west}}`, protected: false },
  ];
  const cases: number[] = [];
  const members: { member_id: number; keys: Record<string, unknown> }[] = [];
  const consultations: { id: number; team_id: number; worker: number }[] = [];
  for (const [n, { id, ...reach }] of families.entries()) {
    const below = { household_id: id, ...reach };
    const child = await row('household_member', {
      ...below,
      position: 1,
      relation: 'child',
      family_name: '架空',
      given_name: '一',
      family_kana: 'カクウ',
      given_kana: 'ハジメ',
      kana_folded: 'かくうはじめ',
      born_on: '2022-05-05',
      created_at: at,
      updated_at: at,
    });
    members.push({ member_id: child, keys: below });
    await row('household_contact', { ...below, kind: 'phone', value: `0000-00-000${n}`, created_at: at });
    await row('household_address', {
      ...below,
      address: `試験市神楽岡一条${n}`,
      address_folded: `試験市神楽岡一条${n}`,
      town_id: town[2],
      starts_on: '2024-04-01',
      created_at: at,
    });
    await row('household_member_place', {
      ...below,
      member_id: child,
      fiscal_year: 2026,
      facility_id: facility[0],
      created_at: at,
    });
    const mine = reach.team_id === east;
    const worker = mine ? person.consultation_worker : person.west_worker;
    const opened = await row('support_case', {
      fiscal_year: 2026,
      number: n + 1,
      household_id: id,
      team_id: reach.team_id,
      worker_id: worker,
      category: 'support',
      headline: '育児の負担が大きい',
      opened_on: '2026-05-10',
      opened_by: worker,
      next_contact_on: '2026-06-20',
      next_contact_way: 'visit',
      created_at: at,
      updated_at: at,
    });
    cases.push(opened);
    const of_case = { case_id: opened, team_id: reach.team_id };
    await row('case_member', { ...of_case, member_id: child });
    await fillCase(world, row, {
      ...of_case,
      child,
      worker,
      supervisor: mine ? person.supervisor : person.west_supervisor,
    });
    await row('contact_note', {
      ...of_case,
      contacted_at: at,
      way: 'phone',
      body: '電話で様子を聞いた',
      written_by: worker,
      written_at: at,
    });
    await row('case_task', {
      ...of_case,
      person_id: n === 0 ? someone('named') : worker,
      title: '見学の日を決める',
      due_on: '2026-06-30',
      created_by: worker,
      created_at: at,
    });
    const consultation = await row('consultation', {
      fiscal_year: 2026,
      number: n + 1,
      team_id: reach.team_id,
      worker_id: worker,
      household_id: id,
      case_id: opened,
      received_at: at,
      received_by: worker,
      way: 'phone',
      route_code: 'neighbour',
      kind_code: 'parenting',
      child_age_months: 48,
      area_id: area[0],
      words_said: '夜も泣き声が続いている',
      next_on: '2026-06-05',
      created_at: at,
      updated_at: at,
    });
    consultations.push({ id: consultation, team_id: reach.team_id, worker });
    const of_consultation = { consultation_id: consultation, team_id: reach.team_id };
    await row('consultation_notifier', {
      ...of_consultation,
      name: '近所の人',
      recorded_by: n === 1 ? person.nurse : worker,
      recorded_at: at,
    });
    const triage = await row('triage', {
      ...of_consultation,
      judged_at: at,
      judged_by: worker,
      urgency: 'week',
      reason: '今すぐの危険はない',
    });
    await row('triage_answer', {
      triage_id: triage,
      team_id: reach.team_id,
      question: 'repeated',
      answer: 'unknown',
    });
    await row('consultation_routing', {
      ...of_consultation,
      to_team_id: reach.team_id,
      to_worker_id: worker,
      routed_by: worker,
      routed_at: at,
    });
  }
  // Of somebody who leaves the zone in March; told by somebody who took it down and works on cases no more.
  const left = await row('consultation', {
    fiscal_year: 2026,
    number: 4,
    team_id: east,
    worker_id: someone('leaving_in_march'),
    received_at: at,
    received_by: person.consultation_worker,
    way: 'phone',
    route_code: 'neighbour',
    kind_code: 'parenting',
    words_said: '眠れない',
    next_on: '2026-06-05',
    created_at: at,
    updated_at: at,
  });
  await row('consultation_notifier', {
    consultation_id: left,
    team_id: east,
    name: '近所の人',
    recorded_by: someone('named'),
    recorded_at: at,
  });
  await fillConsultations(world, row, consultations, someone);
  const merge = {
    kept_id: families[0]!.id,
    merged_id: families[2]!.id,
    team_ids: `{${east}}`,
    reason: '同じ家庭',
    merged_by: person.supervisor,
    merged_at: at,
  };
  await row('household_merge', { ...merge, undone_by: person.supervisor, undone_at: at });
  // Nobody has undone it: who did it is all that its name says.
  await row('household_merge', merge);
  await row('district_team', { fiscal_year: 2026, area_id: area[0], team_id: east });

  // Let in, opened, over.
  for (const [name, values] of Object.entries({
    case_shared: {},
    shared_without_duty: {},
    share_over: { starts_at: '2026-05-01T09:00:00+09:00', ends_at: '2026-06-02T09:00:00+09:00' },
  })) {
    await row('case_share', {
      person_id: someone(name),
      kind: 'case',
      subject_id: cases[0],
      team_id: east,
      reason: '合同で訪問する',
      starts_at: at,
      ends_at: '2027-03-31T23:59:59+09:00',
      created_by: person.consultation_worker,
      created_at: at,
      ...values,
    });
  }
  // The clock stands at 2026-11-21 10:00: an opening lasts some hours.
  for (const [who, subject_kind, subject_id] of [
    ['case_opened', 'case', cases[0]],
    ['case_opened', 'household', families[0]!.id],
    ['case_opened', 'household', families[1]!.id],
    ['opened_without_work', 'case', cases[0]],
  ] as const) {
    await row('emergency_access', {
      person_id: someone(who),
      subject_kind,
      subject_id,
      team_id: east,
      reason: '夜間の通報に対応するため',
      opened_at: '2026-11-21T09:00:00+09:00',
      ends_at: '2026-11-21T13:00:00+09:00',
    });
  }
  await fillConferences(world, row, someone, cases);
  return { east: cases[0]!, west: cases[2]!, household: families[0]!.id, members };
}
