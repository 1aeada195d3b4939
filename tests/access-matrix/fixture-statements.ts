import type { World } from '../world.ts';
import { at, type Row } from './fixture.ts';

/** A statement of each team: approved and an issue, sent and waiting; with all that hangs on it. */
export async function fillStatements(
  world: World,
  row: Row,
  cases: { east: number; west: number },
  someone: (name: string) => number,
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
  // Whoever left the case zone, or has no team of it, has no draft any more.
  for (const name of ['zone_without_duty', 'case_work_outside_the_zone'])
    await row('statement_draft', { person_id: someone(name), fields: '{}', saved_at: at });
  await row('statement_draft', { person_id: person.secretariat, fields: '{}', saved_at: at });
  // Written by somebody who has gone to the other team since; of a case that has gone there; and the other way round.
  const left = {
    theme_code: 'community',
    title: '移った人の文',
    keeps_happening: '夜の預け先がない',
    families: 6,
    created_at: at,
    updated_at: at,
  };
  const gone = await row('statement', { ...left, team_id: case_team.east, author_id: person.west_worker });
  await row('statement_source', {
    statement_id: gone,
    statement_team_id: case_team.east,
    team_id: case_team.west,
    case_id: cases.west,
  });
  const come = await row('statement', {
    ...left,
    team_id: case_team.west,
    author_id: person.consultation_worker,
  });
  await row('statement_source', {
    statement_id: come,
    statement_team_id: case_team.west,
    team_id: case_team.east,
    case_id: cases.east,
  });
  // Whose answer was read.
  const read = await row('statement', {
    ...left,
    team_id: case_team.east,
    author_id: person.consultation_worker,
    sent_at: at,
    approved_at: at,
    approved_by: person.supervisor,
  });
  const issue_id = await row('issue', {
    title: '読まれた回答',
    theme_code: 'community',
    source: 'family',
    raised_on: '2026-11-01',
    raised_by: person.supervisor,
    owner_id: person.secretariat,
    created_at: at,
    updated_at: at,
  });
  await row('statement_issue', {
    statement_id: read,
    team_id: case_team.east,
    issue_id,
    answer_read_at: at,
    answer_read_by: person.consultation_worker,
  });
}
