import { sql } from 'kysely';
import { personNameIfAny } from '../../base/people/queries.ts';
import type { ReadTx } from '../../platform/db/transaction.ts';
import { daysBetween, monthStart } from '../../platform/ja/dates.ts';
import { teamPeople } from '../conferences/queries.ts';
import { usualLimit, weightOf, type CaseFacts } from './rules.ts';

export async function weightList(tx: ReadTx) {
  const rows = await tx.db
    .selectFrom('caseload_weight')
    .selectAll()
    .orderBy('position')
    .orderBy('code')
    .execute();
  return rows.map((row) => ({ ...row, points: Number(row.points) }));
}
export type Weight = Awaited<ReturnType<typeof weightList>>[number];

const weightsOf = async (tx: ReadTx) => new Map((await weightList(tx)).map((row) => [row.code, row.points]));

const caseFacts = (tx: ReadTx) =>
  tx.db
    .selectFrom('support_case')
    .leftJoin('caseload_fact', 'caseload_fact.case_id', 'support_case.id')
    .innerJoin('household', 'household.id', 'support_case.household_id')
    .where('support_case.closed_on', 'is', null)
    .select([
      'support_case.id',
      'support_case.team_id',
      'support_case.worker_id',
      'support_case.fiscal_year',
      'support_case.number',
      'support_case.headline',
      'support_case.category',
      'support_case.stage',
      'support_case.opened_on',
      sql<string>`coalesce(caseload_fact.severity, 'low')`.as('severity'),
      sql<string>`coalesce(caseload_fact.travel, 'near')`.as('travel'),
      sql<boolean>`coalesce(caseload_fact.interpreter, exists (select from unnest(household.languages) as spoken
        where spoken <> 'ja'))`.as('interpreter'),
      sql<boolean>`coalesce(caseload_fact.court, false)`.as('court'),
      sql<number>`coalesce(caseload_fact.version, 0)`.as('fact_version'),
      sql<
        string | null
      >`(select triage.urgency from consultation join triage on triage.consultation_id = consultation.id
        where consultation.case_id = support_case.id order by triage.judged_at desc, triage.id desc limit 1)`.as(
        'urgency',
      ),
    ]);

/** One open case with its facts and its weight; undefined when it is not reached. */
export async function caseWeight(tx: ReadTx, id: number | null) {
  const row = await caseFacts(tx)
    .where('support_case.id', '=', id ?? 0)
    .where(sql<boolean>`support_case.team_id = any(session_case_teams())`)
    .executeTakeFirst();
  return row && { ...row, ...weightOf(row satisfies CaseFacts, await weightsOf(tx)) };
}

/** Every open case of a team with its weight, and how long its worker has had it in months (since it began at most). */
export async function teamCases(tx: ReadTx, team_id: number) {
  const weights = await weightsOf(tx);
  const rows = await caseFacts(tx)
    .where('support_case.team_id', '=', team_id)
    .orderBy('support_case.id')
    .execute();
  return rows.map((row) => ({
    ...row,
    ...weightOf(row, weights),
    months: Math.max(0, Math.floor(daysBetween(row.opened_on, tx.today) / 30)),
  }));
}

/** Each worker of a team with cases, points and limit; who has cases without being of the team any more stands last. */
export async function teamLoad(tx: ReadTx, team_id: number) {
  const people = await teamPeople(tx, [team_id], tx.today);
  const cases = await teamCases(tx, team_id);
  const limits = new Map(
    (await tx.db.selectFrom('caseload_limit').where('team_id', '=', team_id).selectAll().execute()).map(
      (row) => [row.person_id, Number(row.points)],
    ),
  );
  const usual = limits.get(0) ?? usualLimit;
  const gone = [...new Set(cases.map((one) => one.worker_id))].filter(
    (id) => !people.some((one) => one.id === id),
  );
  const names = new Map(
    gone.length === 0
      ? []
      : (
          await tx.db
            .selectFrom('person')
            .where('id', 'in', gone)
            .select(['id', personNameIfAny('person').as('name')])
            .execute()
        ).map((row) => [row.id, row.name ?? '']),
  );
  return {
    usual,
    cases,
    workers: [
      ...people.map((one) => ({ id: one.id, name: one.name, role: one.role, here: true })),
      ...gone.map((id) => ({ id, name: names.get(id) ?? '', role: '', here: false })),
    ].map((worker) => {
      const own = cases.filter((one) => one.worker_id === worker.id);
      return {
        ...worker,
        cases: own.length,
        points: Math.round(own.reduce((sum, one) => sum + one.points, 0) * 10) / 10,
        limit: limits.get(worker.id) ?? usual,
        own_limit: limits.has(worker.id),
      };
    }),
  };
}
export type TeamLoad = Awaited<ReturnType<typeof teamLoad>>;

export async function ownTeams(tx: ReadTx) {
  if (tx.session.case_teams.length === 0) return [];
  return tx.db
    .selectFrom('team')
    .where('id', 'in', tx.session.case_teams)
    .select(['id', 'name'])
    .orderBy('id')
    .execute();
}

/** How somebody said they are, the newest month first: the actor's own, or of those they supervise. */
export async function checkIns(
  tx: ReadTx,
  given: { person_id: number } | { team_ids: number[] },
  limit = 60,
) {
  let query = tx.db
    .selectFrom('caseload_check_in')
    .innerJoin('person', 'person.id', 'caseload_check_in.person_id')
    .select([
      'caseload_check_in.id',
      'caseload_check_in.person_id',
      'caseload_check_in.team_id',
      'caseload_check_in.month',
      'caseload_check_in.load',
      'caseload_check_in.motivation',
      'caseload_check_in.words',
      personNameIfAny('person').as('name'),
    ]);
  query =
    'person_id' in given
      ? query.where('caseload_check_in.person_id', '=', given.person_id)
      : query.where('caseload_check_in.team_id', 'in', given.team_ids.length > 0 ? given.team_ids : [0]);
  return query
    .orderBy('caseload_check_in.month', 'desc')
    .orderBy('caseload_check_in.load', 'desc')
    .orderBy('caseload_check_in.id')
    .limit(limit)
    .execute();
}

/** Whether this month's check-in is still to be written. */
export async function checkInDue(tx: ReadTx): Promise<boolean> {
  if (!tx.has('case.work') || tx.session.case_teams.length === 0) return false;
  const there = await tx.db
    .selectFrom('caseload_check_in')
    .where('person_id', '=', tx.actor.person_id!)
    .where('month', '=', monthStart(tx.today))
    .select('id')
    .executeTakeFirst();
  return there === undefined;
}

export async function proposalById(tx: ReadTx, id: number | null) {
  const row = await tx.db
    .selectFrom('caseload_proposal')
    .innerJoin('team', 'team.id', 'caseload_proposal.team_id')
    .innerJoin('person', 'person.id', 'caseload_proposal.made_by')
    .where('caseload_proposal.id', '=', id ?? 0)
    .selectAll('caseload_proposal')
    .select(['team.name as team', personNameIfAny('person').as('maker')])
    .executeTakeFirst();
  return row;
}
export type Proposal = NonNullable<Awaited<ReturnType<typeof proposalById>>>;

/** The last proposals of a team that were not given up, the newest first; one may be under way. */
export async function lastProposals(tx: ReadTx, team_id: number, limit = 5) {
  return tx.db
    .selectFrom('caseload_proposal')
    .innerJoin('person', 'person.id', 'caseload_proposal.made_by')
    .where('caseload_proposal.team_id', '=', team_id)
    .where('cancelled_at', 'is', null)
    .select([
      'caseload_proposal.id',
      'made_at',
      'progressed_at',
      'done_at',
      'cancelled_at',
      'over_before',
      'over_after',
      personNameIfAny('person').as('maker'),
      sql<number>`(select count(*) from caseload_move where proposal_id = caseload_proposal.id)`.as('moves'),
    ])
    .orderBy('made_at', 'desc')
    .orderBy('caseload_proposal.id', 'desc')
    .limit(limit)
    .execute();
}
export type ProposalLine = Awaited<ReturnType<typeof lastProposals>>[number];

export async function movesOf(tx: ReadTx, proposal_id: number) {
  return tx.db
    .selectFrom('caseload_move')
    .innerJoin('support_case', 'support_case.id', 'caseload_move.case_id')
    .innerJoin('person as giver', 'giver.id', 'caseload_move.from_id')
    .innerJoin('person as taker', 'taker.id', 'caseload_move.to_id')
    .where('proposal_id', '=', proposal_id)
    .selectAll('caseload_move')
    .select([
      'support_case.fiscal_year',
      'support_case.number',
      'support_case.headline',
      personNameIfAny('giver').as('giver'),
      personNameIfAny('taker').as('taker'),
    ])
    .orderBy('caseload_move.from_id')
    .orderBy('caseload_move.points', 'desc')
    .orderBy('caseload_move.case_id')
    .execute();
}

/** What the supervisor said to a case, the newest first: for the case's page too. */
export async function commentsOfCase(tx: ReadTx, case_id: number) {
  return tx.db
    .selectFrom('supervision_comment')
    .innerJoin('person', 'person.id', 'supervision_comment.written_by')
    .where('case_id', '=', case_id)
    .select([
      'supervision_comment.id',
      'supervision_comment.body',
      'supervision_comment.written_at',
      personNameIfAny('person').as('writer'),
    ])
    .orderBy('written_at', 'desc')
    .orderBy('supervision_comment.id', 'desc')
    .limit(50)
    .execute();
}

/** Cases whose closing waits for the supervisor's yes. */
export async function closingsWaiting(tx: ReadTx, limit: number) {
  return tx.db
    .selectFrom('support_case')
    .innerJoin('person', 'person.id', 'support_case.worker_id')
    .where(sql<boolean>`support_case.team_id = any(session_case_teams())`)
    .where('stage', '=', 'closing')
    .where('closed_on', 'is', null)
    .select([
      'support_case.id',
      'support_case.fiscal_year',
      'support_case.number',
      'support_case.headline',
      personNameIfAny('person').as('worker'),
    ])
    .orderBy('support_case.updated_at')
    .orderBy('support_case.id')
    .limit(limit)
    .execute();
}

/** Cases of packages that somebody declined and that wait for another successor. */
export async function declinedWaiting(tx: ReadTx, limit: number) {
  return tx.db
    .selectFrom('handover_item')
    .innerJoin('handover', 'handover.id', 'handover_item.handover_id')
    .innerJoin('person', 'person.id', 'handover.from_person_id')
    .where(sql<boolean>`handover_item.team_id = any(session_case_teams())`)
    .where('handover.cancelled_at', 'is', null)
    .where('handover_item.accepted_at', 'is', null)
    .where('handover_item.dropped_at', 'is', null)
    .where('handover_item.proposed_at', 'is', null)
    .select([
      'handover.id',
      'handover.leaves_on',
      personNameIfAny('person').as('leaver'),
      sql<number>`count(*)::int`.as('count'),
    ])
    .groupBy(['handover.id', 'person.id'])
    .orderBy('handover.leaves_on')
    .orderBy('handover.id')
    .limit(limit)
    .execute();
}

/** What people have learnt: the actor's own, or of those they supervise. */
export async function skills(tx: ReadTx) {
  return tx.db
    .selectFrom('skill_record')
    .innerJoin('person', 'person.id', 'skill_record.person_id')
    .select([
      'skill_record.id',
      'skill_record.person_id',
      'skill_record.kind',
      'skill_record.name',
      'skill_record.gained_on',
      'skill_record.valid_until',
      'skill_record.note',
      personNameIfAny('person').as('person'),
    ])
    .orderBy(sql`person.family_kana collate "ja-x-icu"`)
    .orderBy('person.id')
    .orderBy('skill_record.gained_on', 'desc')
    .orderBy('skill_record.id')
    .limit(300)
    .execute();
}
