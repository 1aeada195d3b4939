import type { World } from '../../../tests/world.ts';

/** An invented household with a case of a team, put in as the owner: other slices' commands are not needed for it. */
export async function sampleCase(
  world: Pick<World, 'owner'>,
  given: {
    team_id: number;
    worker_id: number;
    number: number;
    headline?: string;
    child?: string;
    category?: string;
    stage?: string;
  },
): Promise<{ case_id: number; household_id: number; child_id: number; note_id: number }> {
  const now = '2026-10-01T09:00:00+09:00';
  const one = async (text: string, values: unknown[]) =>
    Number((await world.owner<{ id: number }>(`${text} returning id`, values))[0]!.id);
  const household_id = await one(
    `insert into household (team_id, team_ids, invented, created_by, created_at, updated_at)
     values ($1, array[$1::bigint], true, $2, $3, $3)`,
    [given.team_id, given.worker_id, now],
  );
  const child_id = await one(
    `insert into household_member (household_id, team_id, team_ids, protected, position, relation, family_name, given_name,
       born_on, created_at, updated_at)
     values ($1, $2, array[$2::bigint], false, 1, 'child', '架空', $3, '2021-05-05', $4, $4)`,
    [household_id, given.team_id, given.child ?? '太郎', now],
  );
  const case_id = await one(
    `insert into support_case (fiscal_year, number, household_id, team_id, worker_id, category, stage, headline, opened_on,
       opened_by, next_contact_on, next_contact_way, created_at, updated_at)
     values (2026, $1, $2, $3, $4, $5, $6, $7, '2026-10-01', $4, '2026-12-01', 'visit', $8, $8)`,
    [
      given.number,
      household_id,
      given.team_id,
      given.worker_id,
      given.category ?? 'support',
      given.stage ?? 'supporting',
      given.headline ?? '朝の支度が難しく、欠席が続いている',
      now,
    ],
  );
  await world.owner('insert into case_member (case_id, team_id, member_id) values ($1, $2, $3)', [
    case_id,
    given.team_id,
    child_id,
  ]);
  const note_id = await one(
    `insert into contact_note (case_id, team_id, contacted_at, way, with_whom, body, written_by, written_at)
     values ($1, $2, $3, 'visit', '母', '玄関先で話した。眠れていないと話された。', $4, $3)`,
    [case_id, given.team_id, now, given.worker_id],
  );
  return { case_id, household_id, child_id, note_id };
}
