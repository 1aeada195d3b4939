import type { World } from '../world.ts';
import { at, type Row } from './fixture.ts';

/** Of each facility a day in the making and a published one the other came to, with all that hangs on it. */
export async function fillOpenDays(world: World, row: Row): Promise<void> {
  const { person, facility, organisation } = world;
  const [f0, f1] = [facility[0]!, facility[1]!];
  for (const [host, guest, head, visitor, organisation_id] of [
    [f0, f1, 'facility_head', 'other_head', organisation.operator],
    [f1, f0, 'other_head', 'facility_head', organisation.other_operator],
  ] as const) {
    for (const published of [false, true]) {
      const reach = { host_facility_id: host, shown: published };
      const event = { facility_id: host, organisation_id };
      const event_id = published
        ? await row('event', {
            uid: crypto.randomUUID(),
            ...event,
            event_kind_code: 'open_day',
            title: '朝の遊び',
            zone: 'network',
            starts_on: '2026-10-08',
            published_at: at,
            created_at: at,
            updated_at: at,
          })
        : null;
      const open_day_id = await row('open_day', {
        facility_id: host,
        theme_code: 'practice',
        title: '朝の遊び',
        held_on: '2026-10-08',
        places: 10,
        created_at: at,
        ...(published ? { published_at: at, event_id, guest_facility_ids: [guest] } : { offered_at: at }),
      });
      const own = { open_day_id, ...reach };
      for (const what of ['offered', ...(published ? ['published'] : [])])
        await row('open_day_deed', {
          ...own,
          what,
          done_at: at,
          done_by: what === 'offered' ? person[head] : person.coordinator,
        });
      await row('open_day_question', { ...own, position: 1, body: 'どこで選んでいますか' });
      for (const writer of [person[head], person.coordinator])
        await row('open_day_text', {
          ...own,
          part: writer === person.coordinator ? 'discussion' : 'plan',
          body: '9:30 見学',
          updated_at: at,
          updated_by: writer,
        });
      for (const [step, writer] of [
        ['prepare', person[head]],
        ['look_back', person.coordinator],
      ] as const)
        await row('open_day_step', { ...own, step, updated_at: at, updated_by: writer });
      if (event_id === null) continue;
      const event_session_id = await row('event_session', {
        event_id,
        zone: 'network',
        shown_from: at,
        owner_facility_id: host,
        organisation_id,
        recurrence_on: '2026-10-08',
        starts_at: '2026-10-08T09:30:00+09:00',
        ends_at: '2026-10-08T11:30:00+09:00',
      });
      for (const [n, signed_by] of [person[visitor], person.coordinator].entries()) {
        const event_application_id = await row('event_application', {
          event_session_id,
          event_id,
          ...event,
          for_facility_id: guest,
          code_hash: `open day ${open_day_id} ${n}`,
          number: n + 1,
          places: 1,
          applied_at: at,
          way: 'account',
          person_id: signed_by,
          confirmed_at: at,
          ...(n === 0 ? {} : { cancelled_at: at, cancelled_by: 'applicant' }),
        });
        await row('open_day_signup', {
          open_day_id,
          host_facility_id: host,
          facility_id: guest,
          event_application_id,
          people: 1,
          who: '主任',
          signed_at: at,
          signed_by,
        });
      }
      await row('open_day_participation', {
        open_day_id,
        facility_id: guest,
        host_facility_id: host,
        people: 1,
        reflection: '待つ時間',
        recorded_at: at,
        // One facility shares what it took home, the other does not.
        ...(guest === f1 ? { shared_at: at } : {}),
      });
      const board = { open_day_id, position: 1, host_facility_id: host, guest_facility_ids: [guest] };
      for (const writer of [head, visitor, 'facility_staff', 'coordinator'] as const) {
        await row('open_day_sheet', {
          ...board,
          person_id: person[writer],
          good: '待っていた',
          updated_at: at,
        });
        await row('open_day_note', {
          ...board,
          kind: 'good',
          body: '待っていた',
          facility_id: writer === 'coordinator' ? null : writer === head ? host : guest,
          written_by: person[writer],
          created_at: at,
          updated_at: at,
          // the visitor's were sorted by the host: each of the two names alone decides
          updated_by: person[writer === visitor ? head : writer],
        });
      }
      const shared = guest === f0;
      const taken = { open_day_id, facility_id: guest };
      await row('open_day_practice', {
        ...taken,
        what: '順番を任せる',
        try_from: '2026-10-15',
        shared,
        written_at: at,
        written_by: person[visitor],
      });
      await row('open_day_follow_up', {
        ...taken,
        shared,
        ...(shared
          ? { tried: 'tried', keeps: 'keep', answered_at: at, answered_by: person[visitor] }
          : { asked_on: '2027-01-08' }),
      });
      // asked and answered
      const both = { ...taken, facility_id: host, shared };
      await row('open_day_practice', {
        ...both,
        what: '片付けを一緒に',
        try_from: '2026-10-15',
        written_at: at,
        written_by: person[head],
      });
      await row('open_day_follow_up', {
        ...both,
        asked_on: '2027-01-08',
        tried: 'partly',
        answered_at: at,
        answered_by: person[head],
      });
      await row('open_day_reminder', { open_day_id, kind: 'write', sent_at: at });
    }
  }
  for (const writer of ['facility_head', 'coordinator'] as const)
    await row('open_day_draft', { person_id: person[writer], fields: '{}', base_version: 0, saved_at: at });
}
