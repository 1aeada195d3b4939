import type { World } from '../world.ts';

/**
 * A few rows in every table, with owners that differ: facility 0 (facility_head) and facility 1 (other_head), a forum
 * the council member sits in and one it does not, the visiting team's restricted record. Written as owner.
 */
export async function fillEveryTable(world: World): Promise<void> {
  const { person, facility, organisation, team, area } = world;
  const at = '2026-06-01T09:00:00+09:00';
  const row = async (table: string, values: Record<string, unknown>): Promise<number> => {
    const names = Object.keys(values);
    const [made] = await world.owner<{ id?: number }>(
      `insert into ${table} (${names.join(', ')}) values (${names.map((_, n) => `$${n + 1}`).join(', ')}) returning *`,
      Object.values(values),
    );
    return made?.id ?? 0;
  };
  const [f0, f1] = facility as [number, number];

  await row('round', { fiscal_year: 2026, name: '令和8年度の巡回', created_at: at });
  const [round] = await world.owner<{ id: number }>('select id from round');
  await row('round_target', {
    round_id: round!.id,
    facility_id: f0,
    coordinator_id: person.coordinator,
    planned_count: 2,
  });
  await row('round_target', {
    round_id: round!.id,
    facility_id: f1,
    coordinator_id: person.coordinator2,
    planned_count: 2,
  });

  const visit = async (facility_id: number, lead: number, extra: Record<string, unknown> = {}) => {
    const id = await row('visit', {
      facility_id,
      team_id: team,
      lead_id: lead,
      purpose: 'round',
      planned_on: '2026-06-10',
      created_by: lead,
      created_at: at,
      ...extra,
    });
    await row('visit_coordinator', { visit_id: id, facility_id, person_id: lead });
    return id;
  };
  const record = (visit_id: number, facility_id: number, extra: Record<string, unknown>) =>
    row('visit_record', {
      visit_id,
      facility_id,
      team_id: team,
      hearing: '聞き取り',
      submitted_at: at,
      submitted_by: person.coordinator,
      updated_by: person.coordinator,
      updated_at: at,
      ...extra,
    });
  const planned = await visit(f0, person.coordinator);
  const shared = await visit(f0, person.coordinator, { visited_on: '2026-06-10' });
  const unshared = await visit(f1, person.coordinator2, { visited_on: '2026-06-11' });
  const restricted = await visit(f1, person.coordinator, { visited_on: '2026-06-12' });
  await record(shared, f0, { shared_at: at, shared_by: person.coordinator });
  await record(unshared, f1, { submitted_by: person.coordinator2 });
  await record(restricted, f1, { restricted: true });
  for (const [visit_id, facility_id] of [
    [shared, f0],
    [restricted, f1],
  ] as const) {
    await row('visit_memo', {
      visit_id,
      facility_id,
      team_id: team,
      body: '覚え',
      updated_by: person.coordinator,
      updated_at: at,
    });
    await row('visit_attachment', {
      visit_id,
      facility_id,
      team_id: team,
      name: '園庭.jpg',
      media_type: 'image/jpeg',
      size: 3,
      sha256: 'x',
      bytes: Buffer.from('abc'),
      restricted: visit_id === restricted,
      attached_by: person.coordinator,
      attached_at: at,
    });
  }
  await row('visit_draft', {
    visit_id: planned,
    facility_id: f0,
    person_id: person.coordinator,
    fields: '{}',
    saved_at: at,
  });
  await row('visit_draft', {
    visit_id: planned,
    facility_id: f0,
    person_id: person.coordinator2,
    fields: '{}',
    saved_at: at,
  });
  await row('visit_follow_up', {
    visit_id: shared,
    facility_id: f0,
    team_id: team,
    what: '電話',
    due_on: '2026-07-01',
    owner_id: person.coordinator,
    created_at: at,
  });
  await row('visit_follow_up', {
    visit_id: restricted,
    facility_id: f1,
    team_id: team,
    restricted: true,
    what: '再訪',
    due_on: '2026-07-01',
    owner_id: person.coordinator2,
    created_at: at,
  });

  const forum = await row('forum', {
    name: '連携会議',
    kind: 'network',
    meetings_per_year: 4,
    organisation_id: organisation.city,
    created_at: at,
  });
  const otherForum = await row('forum', {
    name: '神楽地区連絡会',
    kind: 'area',
    meetings_per_year: 3,
    area_id: area[1],
    organisation_id: organisation.center,
    created_at: at,
  });
  await row('forum_member', {
    forum_id: forum,
    organisation_id: organisation.university,
    person_id: person.council_member,
    position: 'member',
    starts_on: '2025-04-01',
  });
  await row('forum_member', {
    forum_id: forum,
    organisation_id: organisation.operator,
    facility_id: f0,
    position: 'member',
    starts_on: '2025-04-01',
  });
  await row('forum_member', {
    forum_id: otherForum,
    organisation_id: organisation.other_operator,
    facility_id: f1,
    position: 'member',
    starts_on: '2025-04-01',
  });

  const issue = (extra: Record<string, unknown>) =>
    row('issue', {
      title: '休憩がとりにくい',
      theme_code: 'staffing',
      source: 'visit',
      raised_on: '2026-06-10',
      raised_by: person.coordinator,
      created_at: at,
      updated_at: at,
      ...extra,
    });
  const own = await issue({ visit_id: shared });
  const other = await issue({ visit_id: restricted, raised_by: person.coordinator2 });
  for (const [issue_id, facility_id] of [
    [own, f0],
    [other, f1],
  ] as const) {
    await row('issue_facility', {
      issue_id,
      facility_id,
      theme_code: 'staffing',
      raised_on: '2026-06-10',
      statement: '園の声',
      answer: '地域の課題としてまとめました',
      answered_by: person.secretariat,
      answered_at: at,
    });
    await row('issue_area', { issue_id, area_id: area[issue_id === own ? 0 : 1] });
    await row('issue_event', {
      issue_id,
      kind: 'raised',
      happened_on: '2026-06-10',
      person_id: person.coordinator,
      created_at: at,
    });
    await row('issue_forum', { issue_id, stage: 'share', forum_id: issue_id === own ? forum : otherForum });
  }
  await row('issue_publication', {
    issue_id: own,
    title: '休憩の確保',
    summary: '複数の施設から',
    theme_code: 'staffing',
    published_at: at,
    published_by: person.secretariat,
  });
  await row('issue_publication', {
    issue_id: other,
    title: '取り下げた文',
    summary: '…',
    theme_code: 'staffing',
    published_at: at,
    published_by: person.secretariat,
    withdrawn_at: at,
  });

  for (const [forum_id, organisation_id, facility_id, published] of [
    [forum, organisation.operator, f0, true],
    [otherForum, organisation.other_operator, f1, false],
  ] as const) {
    const meeting_id = await row('meeting', {
      forum_id,
      number: 1,
      title: '第1回',
      held_on: '2026-06-20',
      created_at: at,
      closed_at: published ? at : null,
      minutes_published_at: published ? at : null,
      minutes_published_by: published ? person.secretariat : null,
    });
    const agenda_item_id = await row('agenda_item', {
      meeting_id,
      forum_id,
      position: 1,
      published,
      title: '休憩の確保',
      purpose: 'decide',
      issue_id: published ? own : other,
    });
    await row('attendance', { meeting_id, forum_id, organisation_id, facility_id, status: 'attended' });
    await row('decision', {
      published,
      meeting_id,
      forum_id,
      agenda_item_id,
      issue_id: published ? own : other,
      body: '試行する',
      decided_on: '2026-06-20',
      created_at: at,
    });
    await row('role_assignment', {
      published,
      meeting_id,
      forum_id,
      agenda_item_id,
      organisation_id,
      part: '実践を出す',
    });
    const action_item_id = await row('action_item', {
      published,
      what: '事例を集める',
      forum_id,
      meeting_id,
      agenda_item_id,
      owner_organisation_id: organisation_id,
      owner_facility_id: facility_id,
      due_on: '2026-09-30',
      first_due_on: '2026-09-30',
      created_at: at,
      created_by: person.secretariat,
    });
    await row('action_note', {
      action_item_id,
      owner_organisation_id: organisation_id,
      owner_facility_id: facility_id,
      body: '進めています',
      written_by: person.secretariat,
      written_at: at,
    });
    await row('share_back', { meeting_id, forum_id, organisation_id, facility_id, due_on: '2026-07-04' });
    await row('rubric_score', {
      rubric_code: 'minutes',
      subject_id: meeting_id,
      scored_by: published ? person.secretariat : person.coordinator,
      scored_on: '2026-07-01',
    });
  }
  await row('action_item', {
    what: '相談先の一覧をつくる',
    owner_organisation_id: organisation.university,
    owner_id: person.council_member,
    due_on: '2026-09-30',
    first_due_on: '2026-09-30',
    created_at: at,
    created_by: person.secretariat,
  });
  await world.owner(
    `insert into rubric_score_item (score_id, rubric_code, scored_by, criterion_code, level)
     select s.id, s.rubric_code, s.scored_by, c.code, 2 from rubric_score s join rubric_criterion c using (rubric_code)`,
  );

  const open_day = await row('open_day', {
    facility_id: f0,
    theme_code: 'practice',
    title: '雪あそび',
    held_on: '2026-10-01',
    places: 10,
    created_at: at,
  });
  await row('open_day_participation', { open_day_id: open_day, facility_id: f1, people: 2, recorded_at: at });
  await row('indicator_target', {
    indicator_code: 'visit_rate',
    fiscal_year: 2026,
    target: 100,
    set_by: person.secretariat,
  });
  await row('service', { facility_id: f0, programme_code: 'nursery', name: '保育' });
  await row('service', { facility_id: f1, programme_code: 'kindergarten', name: '幼児教育' });

  for (const who of ['coordinator', 'facility_head', 'administrator'] as const) {
    await row('submission', { token: crypto.randomUUID(), person_id: person[who], answered_at: at });
    await row('notice', { person_id: person[who], title: 'お知らせ', url: '/', created_at: at });
    await row('saved_view', {
      person_id: person[who],
      page: '/issues',
      name: '止まっている課題',
      query: 'stuck=1',
      created_at: at,
    });
    await row('user_link', { person_id: person[who], user_id: `user-${who}`, linked_at: at });
  }
  await row('invitation', {
    person_id: person.facility_staff,
    email: 'staff@example.invalid',
    token_hash: 'hash',
    invited_by: person.administrator,
    created_at: at,
    expires_at: '2026-12-31T00:00:00+09:00',
  });
  await row('import_batch', {
    kind: 'facility',
    duty: 'directory.manage',
    file_name: '施設.csv',
    created_by: person.secretariat,
    created_at: at,
  });
  const [batch] = await world.owner<{ id: number }>('select id from import_batch');
  await row('import_row', {
    batch_id: batch!.id,
    duty: 'directory.manage',
    cells: '[]',
    row_number: 1,
    verdict: 'new',
    label: '新しい園',
    data: '{}',
  });
  await row('job_done', { key: 'job-1', done_at: at });
  for (const [subject_id, duty, facility_id] of [
    [1, 'public', null],
    [2, 'visit.read', f0],
    [3, 'never', null],
  ] as const) {
    await row('search_entry', {
      kind: 'visit',
      subject_id,
      title: '記録',
      url: '/',
      folded: 'きろく',
      audience_duty: duty,
      audience_facility_id: facility_id,
      audience_team_id: subject_id === 3 ? team : null,
      updated_at: at,
    });
  }
  await row('emergency_access', {
    person_id: person.secretariat,
    subject_kind: 'visit',
    subject_id: restricted,
    team_id: team,
    reason: '園から至急の相談があったため',
    opened_at: '2026-11-21T08:00:00+09:00',
    ends_at: '2026-11-21T09:00:00+09:00',
  });
  await world.writing('coordinator', async (tx) =>
    tx.record({ action: 'test.done', about_person_id: person.facility_head }),
  );
}
