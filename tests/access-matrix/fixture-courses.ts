import type { World } from '../world.ts';
import { at, type Row } from './fixture.ts';

/**
 * A published course of everybody's and a draft; in the first one person of each facility, with all that hangs on a person's part;
 * one of another town; groups of each; 出前講座 asked by each facility.
 */
export async function fillCourses(world: World, row: Row, someone: (name: string) => number): Promise<void> {
  const { person, facility, organisation } = world;
  const [f0, f1] = [facility[0]!, facility[1]!];
  const by = {
    created_at: at,
    created_by: person.coordinator,
    updated_at: at,
    updated_by: person.coordinator,
  };
  const course = async (given: Record<string, unknown>) => {
    const id = await row('course', {
      category_code: 'new_staff',
      title: '新任研修',
      organisation_id: organisation.center,
      capacity: 20,
      opens_on: '2026-05-01',
      closes_on: '2026-05-20',
      required_minutes: 60,
      issuer: '試験市長',
      ...by,
      ...given,
    });
    const shown_from = given['published_at'] ?? 'infinity';
    const reach = { course_id: id, zone: given['zone'] ?? 'public', shown_from };
    const session_id = await row('course_session', {
      ...reach,
      title: '第1回',
      held_on: '2026-06-01',
      starts_at: '14:00',
      ends_at: '15:00',
      place: '研修室',
    });
    await row('course_unit', { ...reach, number: 1, title: '科目', minutes: 60, session_id });
    await row('course_door', { session_id, code: `DOOR${id}` });
    return { id, session_id };
  };
  const shown = await course({ published_at: at, per_facility: 1, updated_by: person.secretariat });
  // the sitting that is applied to through the calendar, and its line
  const host = { organisation_id: organisation.center };
  const event_id = await row('event', {
    uid: crypto.randomUUID(),
    ...host,
    event_kind_code: 'course',
    title: '新任研修 第2回',
    starts_on: '2026-07-01',
    published_at: at,
    created_at: at,
    updated_at: at,
  });
  const event_session_id = await row('event_session', {
    event_id,
    zone: 'public',
    shown_from: at,
    owner_facility_id: 0,
    ...host,
    recurrence_on: '2026-07-01',
    starts_at: '2026-07-01T14:00:00+09:00',
    ends_at: '2026-07-01T15:00:00+09:00',
  });
  await row('event_online', {
    event_id,
    zone: 'public',
    shown_from: at,
    owner_facility_id: 0,
    ...host,
    join_url: 'https://meet.example.jp/course',
  });
  await row('course_session', {
    course_id: shown.id,
    zone: 'public',
    shown_from: at,
    title: '第2回',
    held_on: '2026-07-01',
    starts_at: '14:00',
    ends_at: '15:00',
    place: '研修室',
    event_id,
    is_entry: true,
  });
  await course({ zone: 'network', published_at: at });
  await course({});
  await row('course_counter', { category_code: 'new_staff', fiscal_year: 2026, last: 3 });

  const takes = [
    { person_id: person.facility_staff, facility_id: f0 },
    { person_id: person.other_head, facility_id: f1 },
    { person_id: null, facility_id: null },
    // of a body without a facility; of the first facility, whose head was shown nothing
    { person_id: person.council_member, facility_id: null },
    { person_id: someone('place_without_duty'), facility_id: f0 },
  ];
  for (const [n, who] of takes.entries()) {
    const group_id = await row('course_group', {
      course_id: shown.id,
      number: n + 1,
      person_ids: who.person_id === null ? [] : [who.person_id],
      cases: '朝の受入れ',
      updated_at: at,
      updated_by: person.coordinator,
    });
    const id = await row('course_application', {
      course_id: shown.id,
      ...who,
      ...(who.person_id === null
        ? {
            outside_town: '隣町',
            outside_facility: '隣の園',
            outside_head: '隣 園長',
            email: 'n@example.invalid',
            way: 'public',
          }
        : { way: 'account', applied_by: who.person_id }),
      name: `受講 ${n}`,
      code_hash: `matrix-course-${n}`,
      code_sealed: 'x',
      applied_at: at,
      group_id,
      event_application_id: await row('event_application', {
        event_session_id,
        event_id,
        ...host,
        person_id: who.person_id,
        code_hash: `matrix-course-${n}`,
        number: n + 1,
        places: 1,
        applied_at: at,
        way: who.person_id === null ? 'public' : 'account',
        confirmed_at: at,
      }),
    });
    const owner = {
      application_id: id,
      course_id: shown.id,
      owner_person_id: who.person_id ?? 0,
      owner_facility_id: who.facility_id ?? 0,
    };
    for (const what of ['yes', 'chosen', 'withdrawn'])
      await row('course_answer', { ...owner, what, said_at: at, said_by: person.coordinator });
    await row('course_attendance', {
      ...owner,
      session_id: shown.session_id,
      minutes: 30,
      way: 'list',
      recorded_at: at,
      recorded_by: person.coordinator,
    });
    await row('course_make_up', {
      ...owner,
      session_id: shown.session_id,
      way: 'report',
      made_on: '2026-06-10',
      recorded_at: at,
      recorded_by: person.coordinator,
    });
    await row('course_reflection', {
      ...owner,
      session_id: shown.session_id,
      takes: '待つこと',
      written_at: at,
      ...(n === 0 ? { shared_at: at } : {}),
      ...(n === 1 ? { later_asked_on: '2026-09-01' } : {}),
    });
    const certificate_id = await row('course_certificate', {
      ...owner,
      category_code: 'new_staff',
      fiscal_year: 2026,
      serial: n + 1,
      number: `2026-L1-000${n + 1}`,
      name: `受講 ${n}`,
      minutes: 60,
      issued_on: '2026-06-11',
      issued_at: at,
      issued_by: person.coordinator,
      code_hash: `matrix-certificate-${n}`,
      code_sealed: 'x',
      ...(n === 1 ? { withdrawn_at: at, withdrawn_by: person.coordinator, withdrawn_reason: '誤り' } : {}),
    });
    await row('course_reprint', {
      certificate_id,
      owner_person_id: owner.owner_person_id,
      owner_facility_id: owner.owner_facility_id,
      name: `受講 ${n}`,
      reason: '紛失',
      printed_on: '2026-06-20',
      printed_at: at,
      printed_by: person.coordinator,
    });
  }

  const theme_id = await row('lecture_theme', {
    title: '児童虐待に気づく',
    minutes: 90,
    updated_at: at,
    updated_by: person.coordinator,
  });
  for (const [facility_id, asked_by] of [
    [f0, person.facility_head],
    [f1, person.other_head],
  ] as const) {
    const request_id = await row('lecture_request', {
      theme_id,
      facility_id,
      purpose: '園内研修',
      people: 10,
      wishes: '12月10日',
      asked_at: at,
      asked_by,
    });
    for (const what of ['declined', 'withdrawn'])
      await row('lecture_answer', {
        request_id,
        owner_facility_id: facility_id,
        what,
        reason: '日が合わず',
        said_at: at,
        said_by: person.coordinator,
      });
  }
}
