import type { World } from '../world.ts';
import { at, type Row } from './fixture.ts';

/** A call in the making and one told, of each facility's group; boards, a draft, a published and a withdrawn hand-out. */
export async function fillStudyGroups(world: World, row: Row): Promise<void> {
  const { person, facility } = world;
  const [f0, f1] = [facility[0]!, facility[1]!];
  const boards: { card_id: number; facility_ids: number[] }[] = [];
  const calls: number[] = [];
  for (const told of [false, true]) {
    const call_id = await row('study_call', {
      theme_code: 'practice',
      title: '小グループ',
      opens_on: '2026-05-01',
      closes_on: '2026-05-20',
      topics: ['環境'],
      ...(told ? { told_at: at, told_by: person.coordinator } : {}),
      created_at: at,
      created_by: person.coordinator,
    });
    calls.push(call_id);
    await row('study_time', {
      call_id,
      number: 0,
      held_on: '2026-06-10',
      starts_at: '14:00',
      ends_at: '15:00',
    });
    await row('study_run', { call_id, asked_at: at, asked_by: person.coordinator });
    for (const [n, facility_id] of [f0, f1].entries()) {
      const facility_ids = [facility_id, facility[n + 2]!].toSorted((a, b) => a - b);
      const group_id = await row('study_group', {
        call_id,
        number: n + 1,
        facility_ids,
        told,
        created_at: at,
      });
      for (const one of facility_ids)
        await row('study_entry', {
          call_id,
          facility_id: one,
          question: '切り替えの合図',
          asks: [0],
          times: [0],
          signed_at: at,
          group_id,
          group_facility_ids: facility_ids,
          group_told: told,
          updated_at: at,
        });
      if (!told) continue;
      const session_id = await row('study_session', {
        group_id,
        facility_ids,
        held_on: '2026-06-10',
        starts_at: '14:00',
        ends_at: '15:00',
        place: '研修室',
        created_at: at,
        created_by: person.coordinator,
      });
      const heading_id = await row('study_heading', {
        session_id,
        facility_ids,
        name: '合図',
        position: 1,
        created_at: at,
      });
      const card_id = await row('study_card', {
        session_id,
        facility_ids,
        kind: 'idea',
        body: '合図を3つに',
        heading_id,
        position: 1,
        facility_id,
        written_by: n === 0 ? person.facility_head : person.other_head,
        created_at: at,
        updated_at: at,
      });
      boards.push({ card_id, facility_ids });
      for (const person_id of [n === 0 ? person.facility_staff : person.other_head, person.coordinator])
        await row('study_vote', { card_id, facility_ids, person_id, created_at: at });
      const handout_id = await row('study_handout', {
        group_id,
        facility_ids,
        theme_code: 'practice',
        title: n === 0 ? '公開した資料' : '取り下げた資料',
        ideas: '合図を3つに',
        published_at: at,
        published_by: person.coordinator,
        ...(n === 0 ? {} : { withdrawn_at: at }),
        created_at: at,
        updated_at: at,
      });
      for (const one of facility_ids)
        await row('study_trial', { handout_id, facility_id: one, asked_on: '2026-09-01' });
      if (n > 0) continue;
      await row('study_trial', {
        handout_id,
        facility_id: f1,
        tried: 'tried',
        answered_at: at,
        answered_by: person.other_head,
      });
    }
  }
  // A vote at a board of the other place's group, given while its head was there.
  await row('study_vote', { ...boards[0]!, person_id: person.other_head, created_at: at });
  // Drawn up and not published; what a place tried of it without being asked, and what it was asked.
  const facility_ids = [f0, f1].toSorted((a, b) => a - b);
  const group_id = await row('study_group', {
    call_id: calls.at(-1),
    number: 3,
    facility_ids,
    told: true,
    created_at: at,
  });
  const drawn = await row('study_handout', {
    group_id,
    facility_ids,
    theme_code: 'practice',
    title: '作りかけの資料',
    created_at: at,
    updated_at: at,
  });
  const tried = { handout_id: drawn, tried: 'tried', answered_at: at };
  await row('study_trial', {
    ...tried,
    facility_id: f0,
    asked_on: '2026-09-01',
    answered_by: person.facility_head,
  });
  await row('study_trial', { ...tried, facility_id: f1, answered_by: person.facility_head });
  // Not in any group yet: still the facility's own to change or take back.
  const call_id = await row('study_call', {
    theme_code: 'practice',
    title: '募集中の小グループ',
    opens_on: '2026-05-25',
    closes_on: '2026-06-20',
    topics: ['環境'],
    created_at: at,
    created_by: person.coordinator,
  });
  for (const facility_id of [f0, f1])
    await row('study_entry', { call_id, facility_id, times: [0], signed_at: at, updated_at: at });
}
