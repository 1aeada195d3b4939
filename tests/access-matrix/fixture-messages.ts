import type { World } from '../world.ts';
import { at, type Row } from './fixture.ts';

/** What strangers wrote to each team, one answered; hours, shifts and calls. */
export async function fillMessages(world: World, row: Row): Promise<void> {
  const { person } = world;
  for (const [team_id, worker, code_hash] of [
    [world.case_team.east, person.consultation_worker, 'message 0'],
    [world.case_team.west, person.west_worker, 'message 1'],
  ] as const) {
    const message = await row('family_message', {
      team_id,
      kind: 'child',
      lang: 'ja',
      code_hash,
      sent_at: at,
    });
    const said = { message_id: message, team_id, written_at: at };
    await row('family_message_post', { ...said, by_sender: true, body: '学校に行きたくない' });
    await row('family_message_post', {
      ...said,
      by_sender: false,
      body: '話してくれてありがとう',
      written_by: worker,
    });
    await row('duty_shift', {
      team_id,
      person_id: worker,
      on_date: '2026-06-04',
      opens: '17:00',
      closes: '20:00',
    });
    await row('call_tally', {
      team_id,
      on_date: '2026-06-04',
      missed: 2,
      recorded_by: worker,
      updated_at: at,
    });
  }
  // Ended long ago.
  await row('family_message', {
    team_id: world.case_team.east,
    kind: 'child',
    lang: 'ja',
    code_hash: 'message old',
    sent_at: '2010-06-01T09:00:00+09:00',
    closed_at: '2010-06-02T09:00:00+09:00',
    closed_by: person.consultation_worker,
  });
  await row('desk_hours', { weekday: 1, opens: '08:45', closes: '20:00', starts_on: '2026-04-01' });
}
