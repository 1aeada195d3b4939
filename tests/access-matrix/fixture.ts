import { withClient } from '../../src/platform/db/migrate.ts';
import { writing } from '../../src/platform/db/transaction.ts';
import { everybody, type Who, type World } from '../world.ts';
import { familyVisitors, fillFamily } from './fixture-family.ts';
import { decisiveVisitors, fillDecisive } from './fixture-decisive.ts';
import { fillGoals } from './fixture-goals.ts';
import { fillInitiatives } from './fixture-initiatives.ts';
import { fillKnowledge } from './fixture-knowledge.ts';
import { fillMessages } from './fixture-messages.ts';
import { fillPartnership } from './fixture-partnership.ts';
import { fillReferrals } from './fixture-referrals.ts';
import { fillRetention } from './fixture-retention.ts';
import { fillSupportFiles } from './fixture-support-files.ts';
import { fillOffline } from './fixture-offline.ts';
import { fillRounds } from './fixture-rounds.ts';
import { fillCourses } from './fixture-courses.ts';
import { fillOpenDays } from './fixture-open-days.ts';
import { fillStudyGroups } from './fixture-study-groups.ts';
import { fillStatements } from './fixture-statements.ts';
import type { Visitors } from './matrix.ts';

export const at = '2026-06-01T09:00:00+09:00';

/** Inserts as the owner and returns the id, where the table has one. */
export type Row = (table: string, values: Record<string, unknown>) => Promise<number>;
/** Gives somebody, named here, a role at the city or at the place told. */
export type Appoint = (name: string, role_code: string, place?: Record<string, unknown>) => Promise<void>;

/**
 * Roles with one duty each beside 'network': the real roles hold many at once, so that hardly any is ever decisive.
 * Each has a person at the city of the same name; further ones stand where place, team, name or date decides.
 */
async function makeVisitors(world: World, row: Row, association: number, duties: string[]) {
  const { organisation, facility, team } = world;
  const only = (duty: string) => `only_${duty.replace('.', '_')}`;
  for (const duty of duties) {
    await row('role', { code: only(duty), name: duty, description: '', position: 900 });
    for (const held of new Set(['network', duty])) {
      await row('role_duty', { role_code: only(duty), duty: held });
    }
  }
  const visitor: Record<string, number> = {};
  const appoint: Appoint = async (name, role_code, place = {}) => {
    visitor[name] ??= await row('person', {
      family_name: '試',
      given_name: name,
      family_kana: 'テスト',
      given_kana: 'テスト',
      invented: true,
      created_at: at,
      updated_at: at,
    });
    await row('appointment', {
      person_id: visitor[name],
      role_code,
      organisation_id: organisation.city,
      starts_on: '2025-04-01',
      created_at: at,
      ...place,
    });
  };
  for (const duty of duties) await appoint(only(duty), only(duty));

  // Improvement: the visiting team from inside and outside.
  await appoint('visit_read_in_team', 'only_visit_read', { team_id: team, ends_on: '2027-03-31' });
  await appoint('visit_record_in_team', 'only_visit_record', { team_id: team });
  await appoint('coordinator_elsewhere', 'coordinator');
  await appoint('opened_in_emergency', 'only_visit_read');
  await appoint('closed_emergency_early', 'only_visit_read');
  // Whose facilities, whose organisation.
  await appoint('head_of_operator', 'facility_head', { organisation_id: organisation.operator });
  await appoint('named_without_scope', 'only_facility_answer', {
    organisation_id: organisation.operator,
    facility_id: facility[0],
  });
  await appoint('answers_for_one_facility', 'only_facility_answer', { facility_id: facility[0] });
  await appoint('meeting_read_at_operator', 'only_meeting_read', { organisation_id: organisation.operator });
  // An organisation without facilities that is a member of a forum: who meets for it, and who does not.
  await appoint('meeting_read_at_association', 'only_meeting_read', { organisation_id: association });
  await appoint('answers_for_association', 'only_facility_answer', { organisation_id: association });
  await appoint('network_at_association', 'only_network', { organisation_id: association });
  await appoint('meeting_read_at_one_facility', 'only_meeting_read', {
    organisation_id: association,
    facility_id: facility[5],
  });
  // Nothing but their name in a row.
  await appoint('named', 'only_network', { organisation_id: association });
  // Access begins and ends by date, and with the account.
  await appoint('next_year', 'secretariat', { starts_on: '2027-04-01' });
  await appoint('disabled', 'secretariat');
  await familyVisitors(world, row, appoint);
  await decisiveVisitors(world, row, appoint);
  return visitor;
}

/**
 * A few rows in every table, with owners that differ: facility 0 (facility_head) and facility 1 (other_head), a forum
 * the council member sits in and one it does not, the visiting team's restricted record. Written as owner.
 * Returns everybody the matrix asks as.
 */
export async function fillEveryTable(world: World): Promise<Visitors> {
  const visitors = await withClient(world.ownerUrl, async (client) => {
    await client.query('begin; set local search_path = m999997, shared, extensions');
    const row: Row = async (table, values) => {
      const names = Object.keys(values);
      const { rows } = await client.query<{ id?: number }>(
        `insert into ${table} (${names.join(', ')}) values (${names.map((_, n) => `$${n + 1}`).join(', ')}) returning *`,
        Object.values(values),
      );
      return Number(rows[0]!.id ?? 0);
    };
    const duties = await client.query<{ duty: string }>('select distinct duty from role_duty order by duty');
    const made = await fill(
      world,
      row,
      duties.rows.map(({ duty }) => duty),
    );
    // Every score has its five levels.
    await client.query(
      `insert into rubric_score_item (score_id, rubric_code, scored_by, criterion_code, level)
       select s.id, s.rubric_code, s.scored_by, c.code, 2 from rubric_score s join rubric_criterion c using (rubric_code)`,
    );
    await client.query('commit');
    return made;
  });
  await world.writing('coordinator', async (tx) =>
    tx.record({ action: 'test.done', about_person_id: world.person.facility_head }),
  );
  // Somebody has looked at the first family.
  await world.writing('consultation_worker', async (tx) => {
    tx.record({ action: 'household.open', subject_kind: 'household', subject_id: 1 });
    tx.record({ action: 'case.open', subject_kind: 'case', subject_id: 1 });
  });
  // The nightly check of the log has been.
  await writing({ ...world.actor(null), kind: 'job', label: 'job:system.audit_verify' }, async (tx) =>
    tx.record({ action: 'audit.verify', subject_kind: 'audit' }),
  );
  const known = Object.fromEntries((Object.keys(everybody) as Who[]).map((who) => [who, world.person[who]]));
  return { ...known, ...visitors, public: 'public', job: 'job' };
}

async function fill(world: World, row: Row, duties: string[]): Promise<Record<string, number>> {
  const { person, facility, organisation, team, area } = world;
  const [f0, f1] = facility as [number, number];
  const association = await row('organisation', {
    name: '試験市保育連盟',
    kind: 'association',
    created_at: at,
    updated_at: at,
  });
  const extra = await makeVisitors(world, row, association, duties);
  const someone = (name: string) => extra[name]!;

  // Round and visits.
  const round = await row('round', { fiscal_year: 2026, name: '令和8年度の巡回', created_at: at });
  for (const [facility_id, coordinator_id] of [
    [f0, person.coordinator],
    [f1, person.coordinator2],
  ]) {
    await row('round_target', { round_id: round, facility_id, coordinator_id, planned_count: 2 });
  }
  await fillRounds(world, row, round);
  const visit = async (facility_id: number, lead: number, values: Record<string, unknown> = {}) => {
    const id = await row('visit', {
      facility_id,
      team_id: team,
      lead_id: lead,
      purpose: 'round',
      planned_on: '2026-06-10',
      created_by: lead,
      created_at: at,
      ...values,
    });
    await row('visit_coordinator', { visit_id: id, facility_id, person_id: lead });
    return id;
  };
  const record = (visit_id: number, facility_id: number, values: Record<string, unknown>) =>
    row('visit_record', {
      visit_id,
      facility_id,
      team_id: team,
      hearing: '聞き取り',
      submitted_at: at,
      submitted_by: person.coordinator,
      updated_by: person.coordinator,
      updated_at: at,
      ...values,
    });
  const planned = await visit(f0, person.coordinator);
  const shared = await visit(f0, person.coordinator, { visited_on: '2026-06-10' });
  await fillOffline(world, row, planned);
  const unshared = await visit(f1, person.coordinator2, { visited_on: '2026-06-11' });
  const restricted = await visit(f1, person.coordinator, { visited_on: '2026-06-12' });
  await record(shared, f0, { shared_at: at, shared_by: person.coordinator });
  await record(unshared, f1, { submitted_by: person.coordinator2, updated_by: person.coordinator2 });
  await record(restricted, f1, { restricted: true });
  for (const [visit_id, facility_id] of [
    [shared, f0],
    [restricted, f1],
  ] as const) {
    const of = { visit_id, facility_id, team_id: team };
    await row('visit_memo', { ...of, body: '覚え', updated_by: person.coordinator, updated_at: at });
    await row('visit_attachment', {
      ...of,
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
  for (const person_id of [person.coordinator, person.coordinator2, person.facility_head]) {
    await row('visit_draft', {
      visit_id: planned,
      facility_id: f0,
      person_id,
      fields: '{}',
      saved_at: at,
    });
  }
  const followUp = (visit_id: number, facility_id: number, owner_id: number) =>
    row('visit_follow_up', {
      visit_id,
      facility_id,
      team_id: team,
      restricted: visit_id === restricted,
      what: '電話',
      due_on: '2026-07-01',
      owner_id,
      created_at: at,
    });
  await followUp(shared, f0, person.coordinator);
  await followUp(shared, f0, someone('named'));
  await followUp(restricted, f1, person.coordinator2);
  await followUp(restricted, f1, someone('only_visit_read'));

  // Two forums; the facilities, the association and two people are members, each differently.
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
  for (const values of [
    { forum_id: forum, organisation_id: organisation.university, person_id: person.council_member },
    { forum_id: forum, organisation_id: organisation.operator, facility_id: f0 },
    { forum_id: forum, organisation_id: association, ends_on: '2027-03-31' },
    { forum_id: forum, organisation_id: association, person_id: someone('named') },
    { forum_id: otherForum, organisation_id: organisation.other_operator, facility_id: f1 },
    // By name, which is not for the others of the same organisation; and seats that are over or still to come.
    { forum_id: otherForum, organisation_id: association, person_id: someone('network_at_association') },
    { forum_id: otherForum, organisation_id: organisation.city, ends_on: '2026-03-31' },
    { forum_id: otherForum, organisation_id: organisation.city, starts_on: '2027-04-01' },
  ]) {
    await row('forum_member', { position: 'member', starts_on: '2025-04-01', ...values });
  }

  // Issues: as raised; shared in a forum; published, with what facilities said to the published wording.
  const issue = (values: Record<string, unknown> = {}) =>
    row('issue', {
      title: '休憩がとりにくい',
      theme_code: 'staffing',
      source: 'visit',
      raised_on: '2026-06-10',
      raised_by: person.coordinator,
      created_at: at,
      updated_at: at,
      ...values,
    });
  const own = await issue({ visit_id: shared });
  const other = await issue({ visit_id: restricted, raised_by: person.coordinator2 });
  const silent = await issue();
  for (const [issue_id, withdrawn_at] of [
    [own, null],
    [other, at],
    [silent, null],
  ] as const) {
    await row('issue_publication', {
      issue_id,
      title: '休憩の確保',
      summary: '複数の施設から',
      theme_code: 'staffing',
      published_at: at,
      published_by: person.secretariat,
      withdrawn_at,
    });
  }
  const answer = { answer: '地域の課題としてまとめました', answered_by: person.secretariat, answered_at: at };
  const unanswered = await issue();
  const ownAnswer = await issue();
  for (const values of [
    { issue_id: own, facility_id: f0, ...answer, read_at: at, read_by: person.facility_head },
    { issue_id: own, facility_id: f1, publication_id: own, ...answer },
    { issue_id: other, facility_id: f1, ...answer, shared_on: '2026-06-20' },
    { issue_id: other, facility_id: f0, publication_id: other, ...answer },
    { issue_id: silent, facility_id: f0, publication_id: silent },
    { issue_id: unanswered, facility_id: f0 },
    {
      issue_id: ownAnswer,
      facility_id: f0,
      ...answer,
      answered_by: person.facility_head,
      read_at: at,
      read_by: person.facility_head,
    },
  ]) {
    await row('issue_facility', {
      theme_code: 'staffing',
      raised_on: '2026-06-10',
      statement: '園の声',
      ...values,
    });
  }
  for (const [issue_id, kind] of [
    [own, 'raised'],
    [other, 'raised'],
    [own, 'acted'],
  ] as const) {
    const issue_event_id = await row('issue_event', {
      issue_id,
      kind,
      happened_on: '2026-06-10',
      person_id: person.coordinator,
      created_at: at,
    });
    if (kind === 'acted') await row('issue_event_note', { issue_event_id, body: '園と電話で話した' });
  }
  for (const issue_id of [own, other]) {
    await row('issue_area', { issue_id, area_id: area[issue_id === own ? 0 : 1] });
    await row('issue_forum', { issue_id, stage: 'share', forum_id: issue_id === own ? forum : otherForum });
  }

  // Meetings: minutes published; invited to; not yet told of; and one of the other forum.
  for (const [forum_id, number, organisation_id, facility_id, values] of [
    [
      forum,
      1,
      organisation.operator,
      f0,
      { closed_at: at, minutes_published_at: at, minutes_published_by: person.secretariat },
    ],
    [forum, 2, association, null, { invited_at: at }],
    [forum, 3, organisation.operator, f0, {}],
    [otherForum, 1, organisation.other_operator, f1, {}],
  ] as const) {
    const published = number === 1 && forum_id === forum;
    const issue_id = forum_id === forum ? own : other;
    const meeting_id = await row('meeting', {
      forum_id,
      number,
      title: `第${number}回`,
      held_on: '2026-06-20',
      created_at: at,
      ...values,
    });
    const agenda_item_id = await row('agenda_item', {
      meeting_id,
      forum_id,
      position: 1,
      published,
      title: '休憩の確保',
      purpose: 'decide',
      issue_id,
    });
    const item = { meeting_id, forum_id, agenda_item_id };
    if (number === 1) {
      const issue_event_id = await row('issue_event', {
        issue_id,
        kind: 'decided',
        happened_on: '2026-06-20',
        person_id: person.secretariat,
        meeting_id,
        created_at: at,
      });
      await row('issue_event_note', { issue_event_id, meeting_id, forum_id, body: '会議の結論' });
    }
    await row('decision', {
      ...item,
      published,
      issue_id,
      body: '試行する',
      decided_on: '2026-06-20',
      created_at: at,
    });
    await row('role_assignment', { ...item, published, issue_id, organisation_id, part: '実践を出す' });
    await row('attendance', {
      meeting_id,
      forum_id,
      organisation_id,
      facility_id,
      status: published ? 'attended' : 'planned',
    });
    await row('share_back', { meeting_id, forum_id, organisation_id, facility_id, due_on: '2026-07-04' });
    // Asked without a seat in the forum: a facility whose seat has ended since.
    if (published) {
      await row('share_back', {
        meeting_id,
        forum_id,
        organisation_id: organisation.other_operator,
        facility_id: f1,
        due_on: '2026-07-04',
      });
    }
    await row('rubric_score', {
      rubric_code: 'minutes',
      subject_id: meeting_id,
      scored_by: published ? person.secretariat : person.coordinator,
      scored_on: '2026-07-01',
    });
    const task = {
      published,
      ...item,
      issue_id,
      what: '事例を集める',
      owner_organisation_id: organisation_id,
      owner_facility_id: facility_id,
      due_on: '2026-09-30',
      first_due_on: '2026-09-30',
      created_at: at,
      created_by: person.secretariat,
    };
    const action_item_id = await row('action_item', task);
    await row('action_note', {
      action_item_id,
      owner_organisation_id: organisation_id,
      owner_facility_id: facility_id,
      body: '進めています',
      written_by: person.secretariat,
      written_at: at,
    });
    if (number === 2) {
      // In the name of a person of the same organisation: that one's alone to answer.
      await row('attendance', {
        meeting_id,
        forum_id,
        organisation_id,
        person_id: someone('named'),
        status: 'planned',
      });
    }
  }
  // Tasks from nowhere in particular: of an organisation, of a named person elsewhere, of another facility.
  for (const values of [
    { owner_organisation_id: association, published: true },
    { owner_organisation_id: association },
    { owner_organisation_id: organisation.city, owner_id: someone('named'), published: true },
    { owner_organisation_id: organisation.city, owner_id: someone('named') },
    { owner_organisation_id: organisation.other_operator, owner_facility_id: f1, published: true },
    { owner_organisation_id: organisation.university, owner_id: person.council_member, published: true },
  ]) {
    const action_item_id = await row('action_item', {
      what: '相談先の一覧をつくる',
      due_on: '2026-09-30',
      first_due_on: '2026-09-30',
      created_at: at,
      created_by: person.secretariat,
      ...values,
    });
    if ('owner_id' in values && values.owner_id === someone('named') && 'published' in values) {
      await row('action_note', {
        action_item_id,
        owner_organisation_id: organisation.city,
        body: '電話しました',
        written_by: someone('named'),
        written_at: at,
      });
    }
  }
  // Open days: each facility at home once and a guest once.
  for (const [host, guest] of [
    [f0, f1],
    [f1, f0],
  ] as const) {
    const open_day_id = await row('open_day', {
      facility_id: host,
      theme_code: 'practice',
      title: '雪あそび',
      held_on: '2026-10-01',
      places: 10,
      created_at: at,
      published_at: at,
      guest_facility_ids: [guest],
    });
    await row('open_day_participation', {
      open_day_id,
      facility_id: guest,
      host_facility_id: host,
      people: 2,
      recorded_at: at,
    });
  }
  // Events: shown to everybody, to the network, a draft and one not due yet, of each facility; and of a body without one.
  const sittings: {
    event_id: number;
    event_session_id: number;
    facility_id: number | null;
    organisation_id: number;
  }[] = [];
  const event = async (
    facility_id: number | null,
    organisation_id: number,
    values: Record<string, unknown> = {},
  ) => {
    const id = await row('event', {
      uid: crypto.randomUUID(),
      facility_id,
      organisation_id,
      event_kind_code: 'gathering',
      title: '広場',
      starts_on: '2026-12-01',
      created_at: at,
      updated_at: at,
      published_at: at,
      application: 'form',
      ...values,
    });
    const reach = {
      event_id: id,
      zone: values['zone'] ?? 'public',
      shown_from: values['published_at'] === null ? 'infinity' : (values['published_at'] ?? at),
      owner_facility_id: facility_id ?? 0,
      organisation_id,
    };
    const session_id = await row('event_session', {
      ...reach,
      recurrence_on: '2026-12-01',
      starts_at: '2026-12-01T10:00:00+09:00',
      ends_at: '2026-12-01T11:00:00+09:00',
    });
    await row('event_online', { ...reach, join_url: 'https://meet.example.jp/room' });
    await row('event_deed', { ...reach, done_at: at, what: 'created' });
    await row('event_draft', {
      person_id: person.facility_head,
      event_id: reach.event_id,
      owner_facility_id: reach.owner_facility_id,
      fields: '{}',
      saved_at: at,
    });
    sittings.push({ event_id: id, event_session_id: session_id, facility_id, organisation_id });
    return id;
  };
  for (const writer of ['facility_head', 'coordinator', 'facility_staff'] as const)
    await row('event_draft', { person_id: person[writer], fields: '{}', saved_at: at });
  for (const [facility_id, organisation_id] of [
    [f0, organisation.operator],
    [f1, organisation.other_operator],
    [null, organisation.center],
  ] as const) {
    await event(facility_id, organisation_id);
    await event(facility_id, organisation_id, { zone: 'network' });
    await event(facility_id, organisation_id, { published_at: null });
    await event(facility_id, organisation_id, { published_at: '2027-06-01T09:00:00+09:00' });
  }
  // Applications to the first event of each host; one by somebody signed in, one of a drawn lottery.
  for (const [nth, sitting] of [sittings[0]!, sittings[4]!, sittings[8]!].entries()) {
    const { event_id, event_session_id, facility_id, organisation_id } = sitting;
    const own = { facility_id, organisation_id };
    await row('event_queue', {
      event_session_id,
      event_id,
      ...own,
      told_starts_at: at,
      last_number: 1,
      taken: 1,
      confirmed: 1,
    });
    const event_application_id = await row('event_application', {
      event_session_id,
      event_id,
      ...own,
      person_id: nth === 1 ? someone('named') : null,
      code_hash: `code ${nth}`,
      number: 1,
      places: 1,
      applied_at: at,
      way: nth === 1 ? 'account' : 'public',
      confirmed_at: at,
    });
    await row('event_place', { event_session_id, place: 1, event_application_id, ...own });
    await row('event_applicant', {
      event_application_id,
      ...own,
      name: '試験　花子',
      phone: `0166-00-000${nth}`,
      code_sealed: 'x',
      delete_after: '2026-12-31',
    });
    await row('event_form', { event_id, ...own, updated_at: at, updated_by: person.secretariat });
    await row('event_lottery', {
      event_session_id,
      ...own,
      seed: 'seed',
      seal: 'seal',
      sealed_at: at,
      drawn_at: nth === 1 ? null : at,
    });
    await row('event_message', {
      event_session_id,
      ...own,
      body: '駐車場は北側です。',
      sent_at: at,
      sent_by: person.secretariat,
      mails: 1,
    });
  }
  await row('event_question', {
    source_key: 'takamatsu:1',
    row_number: 2,
    raw_dates: '随時',
    // as an import keeps it: the row's cells, and the event it is to become
    cells: JSON.stringify({ cells: { title: 'ひろば' }, event: { columns: { title: 'ひろば' } } }),
    reason: '日付として読めません。',
    asked_at: at,
  });
  const feed_id = await row('calendar_feed', {
    name: '隣町の研修',
    url: 'https://calendar.example.jp/training.ics',
    organisation_id: association,
    event_kind_code: 'course',
    created_by: person.secretariat,
    created_at: at,
  });
  await event(null, association, { source: 'feed', source_key: `${feed_id}:a`, feed_id });
  await row('indicator_target', {
    indicator_code: 'visit_rate',
    fiscal_year: 2026,
    target: 100,
    set_by: person.secretariat,
  });
  await row('service', { facility_id: f0, programme_code: 'nursery', name: '保育' });
  await row('service', { facility_id: f1, programme_code: 'kindergarten', name: '幼児教育' });

  // Waiting for a second person, and confirmed by one.
  for (const decided of [null, person.administrator]) {
    await row('proposal', {
      kind: 'appointment',
      person_id: person.observer,
      role_code: 'auditor',
      organisation_id: organisation.city,
      starts_on: '2026-12-01',
      proposed_by: person.secretariat,
      proposed_at: at,
      decided_by: decided,
      decided_at: decided === null ? null : at,
      accepted: decided === null ? null : true,
    });
  }

  // What belongs to an entry: everybody reads it, its own people and the directory's keeper write it.
  for (const [facility_id, head] of [
    [f0, person.facility_head],
    [f1, person.other_head],
  ] as const) {
    await row('facility_offer', { facility_id, wish_code: 'homely' });
    await row('schedule', { facility_id, byday: '{MO,WE}', opens_at: '10:00', closes_at: '15:00' });
    await row('schedule_exception', { facility_id, starts_on: '2026-12-29', ends_on: '2027-01-03' });
    await row('facility_staffing', { facility_id, profession: '保育士', people: 3 });
    for (const removed_at of [null, at]) {
      await row('facility_photo', {
        facility_id,
        alt: '園庭',
        media_type: 'image/png',
        width: 1,
        height: 1,
        sha256: 'x',
        bytes: Buffer.from('x'),
        consent_confirmed_by: head,
        added_at: at,
        removed_at,
      });
    }
    for (const decision of [{}, { decided_by: person.coordinator, decided_at: at, accepted: true }])
      await row('facility_change', {
        facility_id,
        fields: '{}',
        base_version: 1,
        proposed_by: head,
        proposed_at: at,
        ...decision,
      });
    await row('facility_draft', { facility_id, person_id: head, fields: '{}', saved_at: at });
  }
  // of an entry that is not there yet, by who keeps the directory and by who does so no more
  for (const writer of [person.coordinator, person.facility_head])
    await row('facility_draft', { person_id: writer, fields: '{}', saved_at: at });
  const doubled = facility[4]!;
  await row('facility_merge', {
    from_id: doubled,
    into_id: facility[2],
    moved: '{}',
    merged_by: person.coordinator,
    merged_at: at,
    undone_by: person.coordinator,
    undone_at: at,
  });
  await row('facility_distinct', { facility_id: f0, other_id: f1, said_by: person.coordinator, said_at: at });
  for (const [duty, kind] of [
    ['directory.manage', 'facility'],
    ['people.manage', 'person'],
  ]) {
    await row('import_layout', {
      kind,
      duty,
      fingerprint: 'x',
      name: '名簿',
      mapping: '{}',
      used_at: at,
      saved_by: person.secretariat,
    });
  }

  // Use of the places: a gathering service each, a sheet with everything in it, and somebody typing.
  for (const [facility_id, entered_by] of [
    [f0, person.facility_head],
    [f1, person.other_head],
  ] as const) {
    const service_id = await row('service', { facility_id, programme_code: 'tsudoi', name: 'ひろば' });
    const of = { service_id, facility_id, used_on: '2026-06-01' };
    await row('daily_use', { ...of, families: 2, adults: 2, entered_by, entered_at: at });
    await row('daily_use_consultation', { ...of, method: 'in_person', topic: 'feeding' });
    await row('daily_use_event', { ...of, kind: 'near_miss', title: '扉' });
    await row('daily_use_draft', { ...of, person_id: entered_by, fields: '{}', saved_at: at });
  }

  // Public pages: what is published and what is not, what strangers sent and what was made of it.
  for (const values of [
    { published_on: '2026-04-01' },
    { published_on: '2026-04-01', ended_on: '2026-05-01' },
    { published_on: null },
  ])
    await row('support_scheme', { title: '手当', updated_at: at, ...values });
  await row('helpline', {
    name: '前の窓口',
    phone: '0000-00-0000',
    audience: 'anyone',
    ended_on: '2026-04-01',
  });
  await row('population', {
    town_id: world.town[0],
    counted_on: '2026-04-01',
    age_from: 0,
    age_to: 4,
    people: 12,
  });
  const sent = { kind: 'wish', text: '屋内で遊べる場所がほしい', said_at: at };
  await row('voice', { ...sent, code_hash: 'waiting' });
  // Each of what a sender may not say along, alone.
  for (const said of [
    { read_by: person.secretariat, read_at: at },
    { answer: '開きます', answered_by: person.secretariat, answered_at: at },
    { closed_by: person.secretariat, closed_at: at, close_reason: '同じ声' },
    { issue_id: own },
  ])
    await row('voice', { ...sent, code_hash: `with ${Object.keys(said)[0]}`, ...said });
  for (const withdrawn_at of [null, at]) {
    const voice_id = await row('voice', {
      ...sent,
      code_hash: `answered ${withdrawn_at}`,
      read_by: person.secretariat,
      read_at: at,
      answer: '12月から開きます',
      answered_by: person.secretariat,
      answered_at: at,
    });
    await row('voice_publication', {
      voice_id,
      kind: 'wish',
      public_text: '屋内で遊べる場所がほしい',
      answer: '12月から開きます',
      published_at: at,
      published_by: person.secretariat,
      withdrawn_at,
    });
  }
  for (const [n, values] of [
    {},
    { met_on: '2026-06-05' },
    { taken_by: person.secretariat, taken_at: at },
    { outcome: 'later', outcome_at: at },
  ].entries()) {
    await row('helper_application', {
      step: 'try',
      name: '架空 花子',
      phone: '0000-00-0000',
      code_hash: `helper ${n}`,
      applied_at: at,
      delete_after: '2026-12-01',
      ...values,
    });
  }

  const family = await fillFamily(world, row, someone);
  await fillMessages(world, row);
  await fillPartnership(world, row);
  await fillInitiatives(world, row, { forum_id: forum, issue_id: own }, someone);
  await fillGoals(world, row);
  await fillKnowledge(world, row);
  await fillStudyGroups(world, row);
  await fillCourses(world, row, someone);
  await fillOpenDays(world, row);
  await fillReferrals(world, row, family, someone);
  await fillStatements(world, row, family, someone);
  await fillSupportFiles(world, row, family);
  await fillDecisive(world, row, someone, family);
  await fillRetention(world, row, family, someone);

  // The platform's own.
  await row('submission', { token: crypto.randomUUID(), answered_at: at });
  for (const [name, person_id] of [
    ['coordinator', person.coordinator],
    ['facility_head', person.facility_head],
    ['administrator', person.administrator],
    ['disabled', someone('disabled')],
  ] as const) {
    await row('submission', { token: crypto.randomUUID(), person_id, answered_at: at });
    const read_at = name === 'coordinator' ? at : null;
    await row('notice', { person_id, title: 'お知らせ', url: '/', created_at: at, read_at });
    await row('saved_view', {
      person_id,
      page: '/issues',
      name: '止まっている課題',
      query: 'stuck=1',
      created_at: at,
    });
    await row('user_link', {
      person_id,
      user_id: `user-${name}`,
      linked_at: at,
      disabled_at: name === 'disabled' ? at : null,
    });
  }
  for (const [token_hash, values] of Object.entries({
    open: {},
    // another, whose token nobody shows
    unshown: {},
    accepted: { accepted_at: at },
    withdrawn: { withdrawn_at: at },
    // as the program invites the first of a town
    expired: { expires_at: '2026-06-08T00:00:00+09:00', invited_by: person.facility_staff },
  })) {
    await row('invitation', {
      person_id: person.facility_staff,
      email: 'staff@example.invalid',
      token_hash,
      invited_by: person.administrator,
      created_at: at,
      expires_at: '2026-12-31T00:00:00+09:00',
      ...values,
    });
  }
  for (const duty of [
    'directory.manage',
    'people.manage',
    'areas.manage',
    'calendar.manage',
    'portal.manage',
  ]) {
    const batch_id = await row('import_batch', {
      kind: duty,
      duty,
      file_name: '一覧.csv',
      created_by: person.secretariat,
      created_at: at,
    });
    await row('import_row', {
      batch_id,
      duty,
      row_number: 1,
      verdict: 'new',
      label: '新しい行',
    });
    await row('import_part', { batch_id, duty, part: 0, rows: '[[1,["新しい行"]]]' });
  }
  // Cards: of the city's own people, from a place, to a place; answers enough to be counted in fives at one place.
  for (const [made_by, facility_id, from_facility_id, code] of [
    [person.coordinator, facility[5], null, 'AAAAABBBBB'],
    [person.facility_staff, facility[1], f0, 'CCCCCDDDDD'],
    [person.consultation_worker, f0, null, 'EEEEEFFFFF'],
    // whose appointments have all ended since
    [person.former, f0, null, 'JJJJJKKKKK'],
    ...Array.from({ length: 5 }, (_, n) => [person.coordinator, f0, null, `GGGGGHHHH${'BCDEF'[n]}`] as const),
  ] as const) {
    const introduction_id = await row('introduction', {
      facility_id,
      from_facility_id,
      made_by,
      made_at: at,
      made_on: '2026-06-01',
      code,
      expires_on: '2027-03-31',
      fiscal_year: 2026,
    });
    if (from_facility_id !== null || code.startsWith('G'))
      await row('introduction_answer', {
        introduction_id,
        answered_at: at,
        answered_on: '2026-06-10',
        went: true,
      });
  }
  await row('job_done', { key: 'job-1', done_at: at });
  for (const [kind, subject_id, audience_duty, audience_facility_id, audience_team_id, forum_duty] of [
    ['visit', 1, 'public', null, null, undefined],
    ['visit', 2, 'visit.read', f0, null, undefined],
    ['visit', 3, 'never', null, team, undefined],
    ['meeting', 1, 'never', null, null, 'meeting.read'],
    ['invitation', 1, 'never', null, null, null],
    ['news', 1, 'public', null, null, undefined],
  ] as const) {
    await row('search_entry', {
      kind,
      subject_id,
      title: '記録',
      url: '/',
      folded: 'きろく',
      audience_duty,
      audience_facility_id,
      audience_team_id,
      audience_forum_id: forum_duty === undefined ? null : forum,
      audience_forum_duty: forum_duty ?? null,
      updated_at: at,
    });
  }
  for (const [person_id, ends_at, ended_at] of [
    [person.secretariat, '2026-11-21T09:00:00+09:00', null],
    [someone('closed_emergency_early'), '2026-11-21T12:00:00+09:00', '2026-11-21T09:30:00+09:00'],
    [someone('opened_in_emergency'), '2026-11-21T12:00:00+09:00', null],
  ] as const) {
    await row('emergency_access', {
      person_id,
      subject_kind: 'visit',
      subject_id: restricted,
      team_id: team,
      reason: '園から至急の相談があったため',
      opened_at: '2026-11-21T08:00:00+09:00',
      ends_at,
      ended_at,
    });
  }
  return extra;
}
