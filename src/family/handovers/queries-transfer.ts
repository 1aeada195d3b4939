import { sql } from 'kysely';
import { personNameIfAny } from '../../base/people/queries.ts';
import type { ReadTx } from '../../platform/db/transaction.ts';
import { ageInMonths } from '../../platform/ja/age.ts';
import { ageBandOf, type AgeBand } from '../referrals/rules.ts';
import type { Item } from './queries.ts';
import type { TransferActor, TransferReason, TransferRefusal, TransferState } from './rules.ts';

const transfers = (tx: ReadTx) =>
  tx.db
    .selectFrom('handover_transfer')
    .innerJoin('team as from_team', 'from_team.id', 'handover_transfer.from_team_id')
    .innerJoin('team as to_team', 'to_team.id', 'handover_transfer.to_team_id')
    .innerJoin('person as asker', 'asker.id', 'handover_transfer.asked_by')
    .leftJoin('area', 'area.id', 'handover_transfer.area_id')
    .leftJoin('person as answerer', 'answerer.id', 'handover_transfer.answered_by')
    .selectAll('handover_transfer')
    .select([
      'from_team.name as from_team',
      'to_team.name as to_team',
      'area.name as area',
      personNameIfAny('asker').as('asker'),
      personNameIfAny('answerer').as('answerer'),
      sql<boolean>`may_lead_case(handover_transfer.from_team_id)`.as('leads'),
      sql<boolean>`may_lead_case(handover_transfer.to_team_id)`.as('receives'),
    ])
    .orderBy('handover_transfer.asked_at')
    .orderBy('handover_transfer.id');

const shaped = (row: Awaited<ReturnType<ReturnType<typeof transfers>['execute']>>[number]) => ({
  ...row,
  age_band: row.age_band as AgeBand,
  reason: row.reason as TransferReason,
  decline_reason: row.decline_reason as TransferRefusal | null,
  points: Number(row.points),
  state: (row.answer ?? 'asked') as TransferState,
});
export type Transfer = ReturnType<typeof shaped>;

/** What other teams ask the actor's to take over and is not answered: without a name, and for its supervisors alone. */
export async function transfersToAnswer(tx: ReadTx): Promise<Transfer[]> {
  if (!tx.has('case.supervise') || tx.session.case_teams.length === 0) return [];
  const rows = await transfers(tx)
    .where('answer', 'is', null)
    .where('handover_transfer.to_team_id', 'in', tx.session.case_teams)
    .execute();
  return rows.map(shaped);
}

/** What of a package other teams were asked, the oldest first. */
export async function transfersOf(tx: ReadTx, handover_id: number): Promise<Transfer[]> {
  return (await transfers(tx).where('handover_id', '=', handover_id).execute()).map(shaped);
}

export async function transferById(tx: ReadTx, id: number | null): Promise<Transfer | undefined> {
  const row = await transfers(tx)
    .where('handover_transfer.id', '=', id ?? 0)
    .executeTakeFirst();
  return row && shaped(row);
}

/** As what the session stands before it. */
export const transferActorsOn = (
  tx: ReadTx,
  one: Pick<Transfer, 'asked_by' | 'leads' | 'receives'>,
): TransferActor[] => [
  ...(one.asked_by === tx.actor.person_id ? (['asker'] as const) : []),
  ...(one.leads ? (['lead'] as const) : []),
  ...(one.receives ? (['receiver'] as const) : []),
  'colleague',
];

/** An open case can be asked for; a consultation that is no case, and tasks in somebody else's case, cannot. */
export const canBeAsked = (item: Pick<Item, 'case_id' | 'tasks_only' | 'closed_on'>): boolean =>
  item.case_id !== null && !item.tasks_only && item.closed_on === null;

/** Teams that can be asked: another one, with somebody today who may answer for it. */
export async function teamsToAsk(tx: ReadTx, from_team_id: number): Promise<{ id: number; name: string }[]> {
  return tx.db
    .selectFrom('team')
    .where('team.id', '!=', from_team_id)
    .where('team.ended_on', 'is', null)
    .where(
      sql<boolean>`exists (select from appointment join role on role.code = role_code join role_duty using (role_code)
        where appointment.team_id = team.id and case_zone and duty = 'case.supervise'
          and starts_on <= ${tx.today} and (ends_on is null or ends_on >= ${tx.today}))`,
    )
    .select(['team.id', 'team.name'])
    .orderBy('team.name')
    .orderBy('team.id')
    .execute();
}

/** Who answers for a team today. */
export async function supervisorsOf(tx: ReadTx, team_id: number): Promise<number[]> {
  const rows = await tx.db
    .selectFrom('appointment')
    .innerJoin('role', 'role.code', 'appointment.role_code')
    .innerJoin('role_duty', 'role_duty.role_code', 'role.code')
    .where('appointment.team_id', '=', team_id)
    .where('role.case_zone', '=', true)
    .where('duty', '=', 'case.supervise')
    .where('starts_on', '<=', tx.today)
    .where(sql<boolean>`(ends_on is null or ends_on >= ${tx.today})`)
    .select('appointment.person_id')
    .distinct()
    .orderBy('appointment.person_id')
    .execute();
  return rows.map((row) => row.person_id);
}

/**
 * What the other team may know of a case before it answers: the need, the age of the youngest it is about, the district,
 * the stage and the weight. Of a family that is protected from being found the district is not said.
 */
export async function summaryWithoutNames(tx: ReadTx, case_id: number) {
  const row = await tx.db
    .selectFrom('support_case')
    .innerJoin('household', 'household.id', 'support_case.household_id')
    .leftJoin('caseload_fact', 'caseload_fact.case_id', 'support_case.id')
    .where('support_case.id', '=', case_id)
    .select([
      'support_case.category',
      'support_case.stage',
      sql<{ born_on: string | null; due_on: string | null } | null>`(
        select json_build_object('born_on', born_on, 'due_on', due_on)
        from case_member join household_member on household_member.id = case_member.member_id
        where case_member.case_id = support_case.id
        order by due_on is not null desc, born_on desc nulls last, household_member.id limit 1)`.as(
        'youngest',
      ),
      sql<number | null>`case when household.protected then null else coalesce(
        (select area_town.area_id from household_address join area_town on area_town.town_id = household_address.town_id
          where household_address.household_id = household.id and ends_on is null
            and area_town.area_id in (select area_id from district_team)
          order by area_town.area_id limit 1),
        (select consultation.area_id from consultation where consultation.case_id = support_case.id
          and consultation.area_id is not null order by consultation.id desc limit 1)) end`.as('area_id'),
      sql<string>`(select coalesce(sum(points), 0) from caseload_weight where (group_code, code) in (
          ('category', support_case.category), ('stage', support_case.stage),
          ('severity', coalesce(caseload_fact.severity, 'low')), ('travel', coalesce(caseload_fact.travel, 'near')),
          ('urgency', (select triage.urgency from consultation join triage on triage.consultation_id = consultation.id
            where consultation.case_id = support_case.id order by triage.judged_at desc, triage.id desc limit 1)))
        or (group_code = 'court' and coalesce(caseload_fact.court, false))
        or (group_code = 'language' and coalesce(caseload_fact.interpreter,
          exists (select from unnest(household.languages) as spoken where spoken <> 'ja'))))`.as('points'),
    ])
    .executeTakeFirstOrThrow();
  const { youngest, ...rest } = row;
  const months =
    youngest === null
      ? null
      : youngest.born_on !== null
        ? ageInMonths(youngest.born_on, tx.today)
        : youngest.due_on === null
          ? null
          : -1;
  return { ...rest, points: Number(rest.points), age_band: ageBandOf(months) };
}
