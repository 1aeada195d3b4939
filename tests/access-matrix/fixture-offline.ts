import type { World } from '../world.ts';
import { at, type Row } from './fixture.ts';

/** A coordinator's device with its key, a text that waits for a choice and a file on its way; another's device that was lost. */
export async function fillOffline(world: World, row: Row, visit_id: number): Promise<void> {
  const { person, facility, team } = world;
  const visit = { visit_id, facility_id: facility[0], team_id: team };
  for (const [person_id, name, ended] of [
    [person.coordinator, '巡回用の端末', false],
    [person.coordinator2, '古い端末', true],
  ] as const) {
    const device_id = await row('offline_device', {
      person_id,
      name,
      token_hash: `hash-${person_id}`,
      enrolled_at: at,
      seen_at: at,
      ...(ended ? { ended_at: at, ended_by: person.administrator, ended_why: 'lost' } : {}),
    });
    await row('offline_device_key', { device_id, person_id, part: Buffer.alloc(32, 7) });
    await row('offline_operation', {
      id: `00000000-0000-4000-8000-00000000000${ended ? 2 : 1}`,
      device_id,
      person_id,
      ...visit,
      field: 'hearing',
      outcome: 'conflict',
      mine: '端末の文',
      theirs: '記録の文',
      received_at: at,
    });
    const upload = `00000000-0000-4000-9000-00000000000${ended ? 2 : 1}`;
    await row('offline_upload', {
      id: upload,
      device_id,
      person_id,
      ...visit,
      name: '写真.jpg',
      media_type: 'image/jpeg',
      size: 10,
      begun_at: at,
    });
    await row('offline_chunk', { upload_id: upload, person_id, starts_at: 0, bytes: Buffer.alloc(4) });
  }
}
