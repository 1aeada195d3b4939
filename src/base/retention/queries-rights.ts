import { sql } from 'kysely';
import { personNameIfAny } from '../people/queries.ts';
import type { ReadTx } from '../../platform/db/transaction.ts';
import type { PersonRecord } from './rules.ts';

export { numberOf } from './words-rights.ja.ts';

const lines = (tx: ReadTx) =>
  tx.db
    .selectFrom('rights_request')
    .leftJoin('team', 'team.id', 'rights_request.team_id')
    .leftJoin('person as decider', 'decider.id', 'rights_request.decided_by')
    .leftJoin('person as answerer', 'answerer.id', 'rights_request.team_answered_by')
    .selectAll('rights_request')
    .select([
      'team.name as team',
      personNameIfAny('decider').as('decider'),
      personNameIfAny('answerer').as('answerer'),
      sql<boolean>`may_read_rights(rights_request.team_id) and rights_request.team_id = any(session_case_teams())
        and session_has('case.supervise')`.as('may_answer'),
    ]);

/** Requests: the open ones by their clock, then the decided ones. */
export const requests = async (tx: ReadTx, atMost: number) =>
  lines(tx)
    .orderBy(sql`decided_on is not null`)
    .orderBy(sql`case when decided_on is null then due_on end`)
    .orderBy('rights_request.id', 'desc')
    .limit(atMost)
    .execute();
export type RequestLine = Awaited<ReturnType<typeof requests>>[number];

export const requestById = async (tx: ReadTx, id: number | null): Promise<RequestLine | undefined> =>
  lines(tx).where('rights_request.id', '=', id).executeTakeFirst();

/** Teams that work on cases: one of them is asked whether the family is known there. */
export const caseTeams = async (tx: ReadTx) =>
  tx.db
    .selectFrom('team')
    .where(
      sql<boolean>`exists (select from appointment join role on role.code = role_code where team_id = team.id and case_zone)`,
    )
    .select(['id', 'name'])
    .orderBy('name')
    .execute();

/** Requests open and how many of them are late or due within a week: for 今日. */
export async function requestsWaiting(tx: ReadTx): Promise<{ open: number; soon: number; asked: number }> {
  const { rows } = await sql<{ open: number; soon: number; asked: number }>`
    select count(*)::int as open, (count(*) filter (where due_on <= ${tx.today}::date + 7))::int as soon,
      (count(*) filter (where team_answer is null and team_id = any(session_case_teams())))::int as asked
    from rights_request where decided_on is null`.execute(tx.db);
  return rows[0]!;
}

/** What the people slice keeps: the entry, contact and appointments of whoever the request names. */
export async function personRecords(tx: ReadTx, request_id: number): Promise<PersonRecord[]> {
  const { rows } =
    await sql<PersonRecord>`select part, at, facts, matched_by from rights_people(${request_id})`.execute(
      tx.db,
    );
  return rows;
}
