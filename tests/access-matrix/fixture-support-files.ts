import type { World } from '../world.ts';
import { at, type Row } from './fixture.ts';

/**
 * Two families' files, as they lie there: everything sealed. One is lent to whoever has the code, one to a place, one offered;
 * a browser has each open. Each case has asked and has a copy.
 */
export async function fillSupportFiles(
  world: World,
  row: Row,
  family: { east: number; west: number },
): Promise<void> {
  const { person, facility, case_team } = world;
  const later = '2027-01-31T23:59:59+09:00';
  for (const n of [0, 1]) {
    const file_id = await row('support_file', {
      profile_sealed: 'sealed',
      proof_hash: `file proof ${n}`,
      made_on: '2026-06-01',
      opened_on: '2026-06-01',
    });
    await row('support_file_lock', {
      file_id,
      kind: 'own',
      code_hash: `file ${n}`,
      salt: 'salt',
      key_sealed: 'sealed',
    });
    await row('support_file_visit', {
      token_hash: `open ${n}`,
      file_id,
      key_sealed: 'sealed',
      ends_at: later,
    });
    await row('support_file_given', { file_id, given_sealed: 'sealed' });
    const entry_id = await row('support_file_entry', {
      file_id,
      key_sealed: 'sealed',
      body_sealed: 'sealed',
    });
    for (const [kind, place, body] of [
      ['lend', null, null],
      ['lend', facility[0], null],
      ['lend', null, world.organisation.operator],
      ['offer', null, null],
    ] as const) {
      const name = `${body !== null ? 'body' : place === null ? kind : 'place'} ${n}`;
      const lending_id = await row('support_file_lending', {
        file_id,
        kind,
        code_hash: name,
        salt: 'salt',
        key_sealed: 'sealed',
        proof_hash: `proof ${name}`,
        own_sealed: 'sealed',
        title_sealed: 'sealed',
        facility_id: place,
        organisation_id: body,
        made_at: at,
        ends_at: later,
      });
      await row('support_file_lent', { lending_id, entry_id, file_id, key_sealed: 'sealed' });
      await row('support_file_look', { lending_id, looked_at: at, who_sealed: 'sealed' });
      await row('support_file_visit', {
        token_hash: `lent ${name}`,
        lending_id,
        key_sealed: 'sealed',
        ends_at: later,
      });
    }
    await row('support_file_sheet', {
      code_hash: `sheet ${n}`,
      made_by: n === 0 ? person.consultation_worker : person.facility_head,
      made_at: at,
      ends_on: '2027-01-31',
    });
  }
  for (const [team, worker] of [
    ['east', person.consultation_worker],
    ['west', person.west_worker],
  ] as const) {
    const own = { case_id: family[team], team_id: case_team[team] };
    const request_id = await row('support_file_request', {
      ...own,
      code_hash: `request ${team}`,
      code_sealed: 'sealed',
      purpose: '助けになること',
      asked_by: worker,
      asked_at: at,
      ends_on: '2027-01-31',
    });
    await row('case_taken_entry', {
      ...own,
      request_id,
      way: 'request',
      topic: 'helps',
      stage: 'primary',
      title: '大きな音',
      body: '静かな部屋',
      said_by: '母',
      yes_at: at,
      taken_at: at,
      yes_hash: `yes ${team}`,
    });
  }
}
