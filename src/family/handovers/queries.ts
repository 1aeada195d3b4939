import { sql } from 'kysely';
import { personNameIfAny } from '../../base/people/queries.ts';
import type { ReadTx } from '../../platform/db/transaction.ts';
import { consentsOf } from '../disclosures/queries.ts';
import { openReferralsOf } from '../referrals/queries.ts';
import { itemState, openDaysBefore, type ItemActor, type Reason } from './rules.ts';
import { addDays } from '../../platform/ja/dates.ts';
import { prefill } from './words.ja.ts';

const counted = (what: string) =>
  sql<number>`(select count(*)::int from handover_item where handover_item.handover_id = handover.id and dropped_at is null
    and ${sql.raw(what)})`;

const transferred = sql<number>`(select count(*)::int from handover_transfer
  where handover_transfer.handover_id = handover.id and answer = 'accepted')`;

/** Packages of the own teams, those still open first, the newest first. */
export async function handoverList(tx: ReadTx, limit = 100) {
  const rows = await tx.db
    .selectFrom('handover')
    .innerJoin('person as leaver', 'leaver.id', 'handover.from_person_id')
    .innerJoin('person as cover', 'cover.id', 'handover.cover_id')
    .innerJoin('team', 'team.id', 'handover.team_id')
    .where(sql<boolean>`handover.team_id = any(session_case_teams())`)
    .where('handover.cancelled_at', 'is', null)
    .select([
      'handover.id',
      'handover.leaves_on',
      'handover.reason',
      'handover.opened_at',
      'team.name as team',
      personNameIfAny('leaver').as('leaver'),
      personNameIfAny('cover').as('cover'),
      sql<number>`${counted('true')} + ${transferred}`.as('all'),
      sql<number>`${counted('accepted_at is not null')} + ${transferred}`.as('accepted'),
      counted('accepted_at is null and proposed_at is not null').as('proposed'),
    ])
    .orderBy(sql`${counted('accepted_at is null')} > 0`, 'desc')
    .orderBy('handover.opened_at', 'desc')
    .orderBy('handover.id', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ ...row, reason: row.reason as Reason }));
}
export type HandoverLine = Awaited<ReturnType<typeof handoverList>>[number];

export async function handoverById(tx: ReadTx, id: number | null) {
  const row = await tx.db
    .selectFrom('handover')
    .innerJoin('person as leaver', 'leaver.id', 'handover.from_person_id')
    .innerJoin('person as cover', 'cover.id', 'handover.cover_id')
    .innerJoin('team', 'team.id', 'handover.team_id')
    .where('handover.id', '=', id ?? 0)
    .selectAll('handover')
    .select([
      'team.name as team',
      personNameIfAny('leaver').as('leaver'),
      personNameIfAny('cover').as('cover'),
      sql<boolean>`may_lead_case(handover.team_id)`.as('may_lead'),
    ])
    .executeTakeFirst();
  return row && { ...row, reason: row.reason as Reason };
}
export type Handover = NonNullable<Awaited<ReturnType<typeof handoverById>>>;

/** The cases and consultations of a package with what is known of each, those nobody has taken first. */
export async function itemsOf(tx: ReadTx, handover_id: number) {
  const rows = await tx.db
    .selectFrom('handover_item')
    .leftJoin('support_case', 'support_case.id', 'handover_item.case_id')
    .leftJoin('consultation', 'consultation.id', 'handover_item.consultation_id')
    .leftJoin('consultation_kind', 'consultation_kind.code', 'consultation.kind_code')
    .leftJoin('person as successor', 'successor.id', 'handover_item.successor_id')
    .where('handover_item.handover_id', '=', handover_id)
    .selectAll('handover_item')
    .select([
      personNameIfAny('successor').as('successor'),
      'support_case.fiscal_year as case_year',
      'support_case.number as case_number',
      // A consultation has no headline: what it is about is its kind.
      sql<string | null>`coalesce(support_case.headline, consultation_kind.name)`.as('headline'),
      'support_case.category',
      'support_case.next_contact_on',
      'support_case.closed_on',
      'consultation.fiscal_year as consultation_year',
      'consultation.number as consultation_number',
      'consultation.next_on',
      sql<number>`(select count(*)::int from case_task where case_task.case_id = handover_item.case_id
        and case_task.person_id = handover_item.from_person_id and done_at is null)`.as('tasks'),
      sql<number>`(select count(*)::int from handover_step where handover_step.item_id = handover_item.id
        and step = 'declined')`.as('declines'),
      sql<string | null>`(select reason from handover_step where handover_step.item_id = handover_item.id
        and step = 'declined' order by handover_step.id desc limit 1)`.as('decline_reason'),
      sql<boolean>`exists (select from handover_transfer where handover_transfer.item_id = handover_item.id
        and answer is null)`.as('asked'),
    ])
    .orderBy(sql`handover_item.accepted_at is not null`)
    .orderBy(sql`coalesce(support_case.next_contact_on, consultation.next_on)`)
    .orderBy('handover_item.id')
    .execute();
  return rows.map((row) => ({ ...row, state: itemState(row) }));
}
export type Item = Awaited<ReturnType<typeof itemsOf>>[number];

/** As what the session stands before one item. */
export function actorsOn(
  tx: ReadTx,
  handover: Pick<Handover, 'may_lead'>,
  item: Pick<Item, 'from_person_id' | 'successor_id'>,
): ItemActor[] {
  const me = tx.actor.person_id;
  return [
    ...(handover.may_lead ? (['lead'] as const) : []),
    ...(item.from_person_id === me ? (['leaver'] as const) : []),
    ...(item.successor_id === me ? (['successor'] as const) : []),
    'colleague',
  ];
}

/** What was proposed, declined and taken, in the order it happened. */
export async function stepsOf(tx: ReadTx, item_id: number) {
  return tx.db
    .selectFrom('handover_step')
    .innerJoin('person as doer', 'doer.id', 'handover_step.done_by')
    .leftJoin('person as about', 'about.id', 'handover_step.person_id')
    .where('item_id', '=', item_id)
    .select([
      'handover_step.step',
      'handover_step.reason',
      'handover_step.done_at',
      personNameIfAny('doer').as('doer'),
      personNameIfAny('about').as('person'),
    ])
    .orderBy('handover_step.id')
    .execute();
}

export interface HangingOn {
  consents: { household_id: number; ends_on: string; recipients: string[]; purpose: string }[];
  referrals: Awaited<ReturnType<typeof openReferralsOf>>;
}

/** What runs out or is under way of a case or consultation as it is today: a summary was written on another day. */
export async function hangingOn(
  tx: ReadTx,
  item: Pick<Item, 'case_id' | 'consultation_id'>,
): Promise<HangingOn> {
  const { rows } = await sql<{ household_id: number | null }>`
    select household_id from support_case where id = ${item.case_id}
    union all select household_id from consultation where id = ${item.consultation_id}`.execute(tx.db);
  const household_id = rows[0]?.household_id ?? null;
  const until = addDays(tx.today, openDaysBefore);
  const consents = household_id === null ? [] : await consentsOf(tx, household_id);
  return {
    consents: consents
      .filter((one) => one.given && one.in_force && one.ends_on >= tx.today && one.ends_on <= until)
      .toSorted((a, b) => (a.ends_on < b.ends_on ? -1 : 1))
      .map((one) => ({
        household_id: household_id!,
        ends_on: one.ends_on,
        recipients: one.recipients.map((to) => to.name),
        purpose: one.purpose,
      })),
    referrals: await openReferralsOf(tx, item),
  };
}

/** The first words of a summary: what stands in the record, for the one who goes to write on. */
export async function prefilledSummary(
  tx: ReadTx,
  item: Pick<Item, 'case_id' | 'consultation_id' | 'from_person_id'>,
): Promise<string> {
  if (item.case_id === null) {
    const row = await tx.db
      .selectFrom('consultation')
      .where('id', '=', item.consultation_id ?? 0)
      .select(['words_said', 'done_text', 'next_step', 'next_on'])
      .executeTakeFirst();
    return row ? prefill.consultation(row) : '';
  }
  const head = await tx.db
    .selectFrom('support_case')
    .where('id', '=', item.case_id)
    .select(['headline', 'next_contact_on', 'no_next_contact_reason', 'household_id'])
    .executeTakeFirst();
  if (!head) return '';
  const notes = await tx.db
    .selectFrom('contact_note')
    .where('case_id', '=', item.case_id)
    .select(['contacted_at', 'body', 'reached'])
    .orderBy('contacted_at', 'desc')
    .orderBy('id', 'desc')
    .limit(3)
    .execute();
  const tasks = await tx.db
    .selectFrom('case_task')
    .where('case_id', '=', item.case_id)
    .where('done_at', 'is', null)
    .select(['title', 'due_on'])
    .orderBy('due_on')
    .orderBy('id')
    .execute();
  const people = await tx.db
    .selectFrom('household_member')
    .where('household_id', '=', head.household_id)
    .where('left_on', 'is', null)
    .select(['relation', 'family_name', 'given_name', 'care'])
    .orderBy('position')
    .orderBy('id')
    .execute();
  return prefill.case({ head, notes, tasks, people, zone: tx.actor.municipality.time_zone });
}

/** Whose case-zone appointment in the own teams ends within sixty days, and who has no package yet. */
export async function leavingSoon(tx: ReadTx) {
  const until = addDays(tx.today, openDaysBefore);
  return tx.db
    .selectFrom('appointment')
    .innerJoin('role', 'role.code', 'appointment.role_code')
    .innerJoin('person', 'person.id', 'appointment.person_id')
    .innerJoin('team', 'team.id', 'appointment.team_id')
    .where('role.case_zone', '=', true)
    .where(sql<boolean>`appointment.team_id = any(session_case_teams())`)
    .where(sql<boolean>`coalesce(appointment.ends_on, 'infinity') >= ${tx.today}`)
    .where(
      sql<boolean>`not exists (select from handover where handover.from_person_id = person.id
        and handover.team_id = appointment.team_id and handover.cancelled_at is null
        and handover.reason not in ('balance', 'received'))`,
    )
    .groupBy(['person.id', 'appointment.team_id', 'team.name'])
    .having(sql<boolean>`max(coalesce(appointment.ends_on, 'infinity')) <= ${until}`)
    .select([
      'person.id as person_id',
      'appointment.team_id',
      'team.name as team',
      personNameIfAny('person').as('name'),
      sql<string>`max(appointment.ends_on)::text`.as('ends_on'),
      sql<number>`(select count(*)::int from support_case where support_case.worker_id = person.id
        and support_case.team_id = appointment.team_id and closed_on is null)`.as('cases'),
    ])
    .orderBy(sql`max(appointment.ends_on)`)
    .orderBy('person.id')
    .orderBy('appointment.team_id')
    .execute();
}

/**
 * What somebody holds in a team and is in no open package yet: cases, tasks and referrals in others' cases, consultations that
 * are no case or have a referral of theirs.
 */
export async function holdings(tx: ReadTx, team_id: number, person_id: number) {
  const inPackage = (column: 'case_id' | 'consultation_id', id: string) =>
    sql<boolean>`not exists (select from handover_item join handover on handover.id = handover_item.handover_id
      where handover_item.${sql.ref(column)} = ${sql.ref(id)} and handover_item.from_person_id = ${person_id}
        and handover_item.accepted_at is null and handover_item.dropped_at is null and handover.cancelled_at is null)`;
  const cases = await tx.db
    .selectFrom('support_case')
    .where('team_id', '=', team_id)
    .where('worker_id', '=', person_id)
    .where('closed_on', 'is', null)
    .where(inPackage('case_id', 'support_case.id'))
    .select('id')
    .orderBy('id')
    .execute();
  const tasks = await tx.db
    .selectFrom('case_task')
    .innerJoin('support_case', 'support_case.id', 'case_task.case_id')
    .where('case_task.team_id', '=', team_id)
    .where('case_task.person_id', '=', person_id)
    .where('case_task.done_at', 'is', null)
    .where('support_case.worker_id', '!=', person_id)
    .where(inPackage('case_id', 'case_task.case_id'))
    .select('case_task.case_id as id')
    .distinct()
    .orderBy('case_task.case_id')
    .execute();
  const consultations = await tx.db
    .selectFrom('consultation')
    .leftJoin('support_case', 'support_case.id', 'consultation.case_id')
    .where('consultation.team_id', '=', team_id)
    .where('consultation.worker_id', '=', person_id)
    .where('consultation.closed_at', 'is', null)
    .where(sql<boolean>`support_case.worker_id is distinct from ${person_id}`)
    .where(inPackage('consultation_id', 'consultation.id'))
    .select('consultation.id')
    .orderBy('consultation.id')
    .execute();
  const referrals = await tx.db
    .selectFrom('referral')
    .innerJoin('referral_origin', 'referral_origin.id', 'referral.id')
    .leftJoin('consultation', 'consultation.id', 'referral_origin.consultation_id')
    .leftJoin('support_case', (on) =>
      on.on(sql<boolean>`support_case.id = coalesce(referral_origin.case_id, consultation.case_id)`),
    )
    .where('referral.team_id', '=', team_id)
    .where('referral.worker_id', '=', person_id)
    .where('referral.reviewed_at', 'is', null)
    .where('referral.recalled_at', 'is', null)
    // An open case takes its own along; a closed one is in no package.
    .where(
      sql<boolean>`(support_case.worker_id is distinct from ${person_id} or support_case.closed_on is not null)`,
    )
    .where(inPackage('case_id', 'support_case.id'))
    .where(sql<boolean>`(support_case.id is not null or ${inPackage('consultation_id', 'consultation.id')})`)
    .select(['support_case.id as case_id', 'referral_origin.consultation_id'])
    .orderBy('referral.id')
    .execute();
  const some = (ids: readonly (number | null)[]) => [...new Set(ids.filter((id) => id !== null))];
  return {
    cases: cases.map((one) => one.id),
    tasks: some([...tasks.map((one) => one.id), ...referrals.map((one) => one.case_id)]),
    consultations: some([
      ...consultations.map((one) => one.id),
      ...referrals.map((one) => (one.case_id === null ? one.consultation_id : null)),
    ]),
  };
}

/** What waits for the actor's yes or no, by package. */
export async function proposedToMe(tx: ReadTx) {
  return tx.db
    .selectFrom('handover_item')
    .innerJoin('handover', 'handover.id', 'handover_item.handover_id')
    .innerJoin('person as leaver', 'leaver.id', 'handover.from_person_id')
    .where('handover_item.successor_id', '=', tx.actor.person_id!)
    .where('handover_item.accepted_at', 'is', null)
    .where('handover_item.dropped_at', 'is', null)
    .where('handover.cancelled_at', 'is', null)
    .groupBy(['handover.id', 'leaver.id'])
    .select([
      'handover.id',
      'handover.leaves_on',
      personNameIfAny('leaver').as('leaver'),
      sql<number>`count(*)::int`.as('count'),
    ])
    .orderBy('handover.leaves_on')
    .orderBy('handover.id')
    .execute();
}

/** The teams a proof is of. */
export async function teamNames(tx: ReadTx): Promise<string[]> {
  if (tx.session.case_teams.length === 0) return [];
  const rows = await tx.db
    .selectFrom('team')
    .where('id', 'in', tx.session.case_teams)
    .select('name')
    .orderBy('id')
    .execute();
  return rows.map((row) => row.name);
}

export const ownedKinds = ['case', 'task', 'consultation', 'referral'] as const;
export type OwnedKind = (typeof ownedKinds)[number];

/**
 * What is open of the own teams, with its owner: one query for each kind. Further kinds join this list with the same columns:
 * id, team_id, owner_id, fiscal_year, number, case_id, consultation_id (where it is one, or hangs on one).
 */
const owned: Record<OwnedKind, ReturnType<typeof sql>> = {
  case: sql`select id, team_id, worker_id as owner_id, fiscal_year, number, id as case_id, null::bigint as consultation_id
    from support_case where team_id = any(session_case_teams()) and closed_on is null`,
  task: sql`select case_task.id, case_task.team_id, case_task.person_id as owner_id,
      support_case.fiscal_year, support_case.number, case_task.case_id, null::bigint as consultation_id
    from case_task join support_case on support_case.id = case_task.case_id
    where case_task.team_id = any(session_case_teams()) and done_at is null and closed_on is null`,
  consultation: sql`select id, team_id, worker_id as owner_id, fiscal_year, number, case_id, id as consultation_id
    from consultation where team_id = any(session_case_teams()) and closed_at is null`,
  referral: sql`select referral.id, referral.team_id, referral.worker_id as owner_id, referral.fiscal_year, referral.id as number,
      coalesce(origin.case_id, consultation.case_id) as case_id, origin.consultation_id
    from referral join referral_origin as origin on origin.id = referral.id
      left join consultation on consultation.id = origin.consultation_id
    where referral.team_id = any(session_case_teams()) and reviewed_at is null and recalled_at is null`,
};

/** Of `handover`: somebody goes by it, their day is still to come or something of theirs is not taken yet. */
export const leavingOn = (
  today: string,
) => sql<boolean>`(handover.cancelled_at is null and handover.leaves_on is not null
  and (handover.leaves_on >= ${today} or exists (select from handover_item as kept where kept.handover_id = handover.id
    and kept.accepted_at is null and kept.dropped_at is null)))`;

/**
 * Everything open whose owner has no appointment in force on a day, or goes before it by an open package (in the team itself; a
 * task may be anybody's who is appointed anywhere), with who covers it meanwhile. Nothing in `orphans` without `cover` is the proof.
 */
export async function proofOn(tx: ReadTx, on: string) {
  const result = [];
  for (const kind of ownedKinds) {
    const rows = await sql<{
      total: number;
      id: number | null;
      team_id: number;
      fiscal_year: number;
      number: number;
      case_id: number | null;
      owner: string | null;
      cover: string | null;
      successor: string | null;
      asked_team: string | null;
      handover_id: number | null;
    }>`
      with owned as (${owned[kind]}),
      standing as (
        select distinct appointment.person_id, appointment.team_id, role.case_zone
        from appointment join role on role.code = appointment.role_code
        where starts_on <= ${on} and (ends_on is null or ends_on >= ${on})
          -- Whose package says the last day is gone the day after, also where nobody has ended the appointment yet.
          and not exists (select from handover where handover.from_person_id = appointment.person_id
            and handover.team_id = appointment.team_id and ${leavingOn(tx.today)}
            and handover.leaves_on between appointment.starts_on and ${on}::date - 1)
      ),
      orphan as (
        select owned.* from owned where owner_id is null or not exists (select from standing
          where standing.person_id = owner_id
            and (${kind === 'task'} or (standing.team_id = owned.team_id and standing.case_zone)))
      )
      select (select count(*)::int from owned) as total, orphan.id, orphan.team_id, orphan.fiscal_year, orphan.number, orphan.case_id,
        owner.family_name || ' ' || owner.given_name as owner,
        cover.family_name || ' ' || cover.given_name as cover,
        successor.family_name || ' ' || successor.given_name as successor, package.id as handover_id,
        asked.name as asked_team
      from (values (1)) as one (one) left join orphan on true
      left join person as owner on owner.id = orphan.owner_id
      left join lateral (
        select handover.id, handover.cover_id, handover_item.successor_id, handover_item.id as item_id
        from handover_item join handover on handover.id = handover_item.handover_id
        where handover.cancelled_at is null and handover_item.accepted_at is null and handover_item.dropped_at is null
          and handover_item.from_person_id = orphan.owner_id
          and (handover_item.consultation_id = orphan.consultation_id or handover_item.case_id = orphan.case_id)
          and exists (select from standing where standing.person_id = handover.cover_id and standing.case_zone
            and standing.team_id = orphan.team_id)
        order by handover.id desc limit 1
      ) as package on true
      left join handover_transfer on handover_transfer.item_id = package.item_id and handover_transfer.answer is null
      left join team as asked on asked.id = handover_transfer.to_team_id
      left join person as cover on cover.id = package.cover_id
      left join person as successor on successor.id = package.successor_id
      order by package.id nulls first, orphan.fiscal_year, orphan.number, orphan.id`.execute(tx.db);
    result.push({
      kind,
      total: rows.rows[0]?.total ?? 0,
      orphans: rows.rows.filter((row) => row.id !== null),
    });
  }
  return result;
}
export type Proof = Awaited<ReturnType<typeof proofOn>>;
