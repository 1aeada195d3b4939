import type { World } from '../world.ts';
import { at, type Row } from './fixture.ts';

/** A statement of each team: approved and an issue, sent and waiting; with all that hangs on it. */
export async function fillStatements(
  world: World,
  row: Row,
  cases: { east: number; west: number },
): Promise<void> {
  const { person, case_team } = world;
  for (const [name, team_id, author, supervisor, case_id] of [
    ['east', case_team.east, person.consultation_worker, person.supervisor, cases.east],
    ['west', case_team.west, person.west_worker, person.west_supervisor, cases.west],
  ] as const) {
    const written = {
      team_id,
      author_id: author,
      theme_code: 'community',
      title: '夜に子どもを預けられる所が足りない',
      keeps_happening: '夜の預け先がなく困ることが続いている',
      families: 6,
      sent_at: at,
      created_at: at,
      updated_at: at,
    };
    await row('statement', { ...written, sent_at: null });
    // One that the team's supervisor wrote, too.
    await row('statement', { ...written, author_id: supervisor });
    const waiting = await row('statement', written);
    const approved = await row('statement', { ...written, approved_at: at, approved_by: supervisor });
    for (const statement_id of [waiting, approved])
      await row('statement_source', { statement_id, statement_team_id: team_id, team_id, case_id });
    await row('statement_return', {
      statement_id: waiting,
      team_id,
      reason: 'もっと広く書けませんか',
      returned_by: supervisor,
      returned_at: at,
    });
    await row('statement_reason', {
      statement_id: approved,
      team_id,
      field: 'keeps_happening',
      kind: 'date',
      body: '1月3日',
      reason: '休みの日のこと',
      given_by: supervisor,
      given_at: at,
    });
    const issue_id = await row('issue', {
      title: `夜の預かり ${name}`,
      theme_code: 'community',
      source: 'family',
      raised_on: '2026-11-01',
      raised_by: supervisor,
      owner_id: person.secretariat,
      created_at: at,
      updated_at: at,
    });
    await row('issue_event', {
      issue_id,
      kind: 'raised',
      happened_on: '2026-11-01',
      person_id: supervisor,
      created_at: at,
    });
    await row('statement_issue', { statement_id: approved, team_id, issue_id });
    await row('issue_family_answer', {
      issue_id,
      answer: '夜の預かりを試します',
      answered_by: person.secretariat,
      answered_at: at,
    });
    await row('statement_draft', { person_id: author, fields: '{}', saved_at: at });
  }
}
