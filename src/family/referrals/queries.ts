import { sql } from 'kysely';
import type { ReadTx } from '../../platform/db/transaction.ts';
import { pageOfOwnTeams } from '../../platform/web/paging.ts';
import { placesFor } from './queries-places.ts';
import type { State } from './rules.ts';

export { placesFor };
export { stateNames as referralStates } from './words.ja.ts';

const lines = ({ db }: Pick<ReadTx, 'db'>) =>
  db
    .selectFrom('referral')
    .innerJoin('team', 'team.id', 'referral.team_id')
    .innerJoin('organisation as sender', 'sender.id', 'team.organisation_id')
    .leftJoin('facility', 'facility.id', 'referral.facility_id')
    .leftJoin('organisation', (join) =>
      join.on(sql<boolean>`organisation.id = coalesce(referral.organisation_id, facility.organisation_id)`),
    )
    .leftJoin('area', 'area.id', 'referral.area_id')
    .leftJoin('person as worker', 'worker.id', 'referral.worker_id')
    .select([
      sql<string | null>`worker.family_name || ' ' || worker.given_name`.as('worker'),
      'referral.id',
      'referral.team_id',
      'referral.worker_id',
      'referral.need',
      'referral.age_band',
      'referral.area_id',
      'referral.days',
      'referral.urgency',
      'referral.channel',
      'referral.facility_id',
      'referral.organisation_id',
      'referral.previous_id',
      'referral.created_at',
      'referral.updated_at',
      'referral.sent_at',
      'referral.due_at',
      'referral.delivered_at',
      'referral.accepted_at',
      'referral.declined_at',
      'referral.decline_reason',
      'referral.decline_next',
      'referral.lapsed_at',
      'referral.started_at',
      'referral.held_at',
      'referral.hold_reason',
      'referral.outcome_at',
      'referral.outcome',
      'referral.recalled_at',
      'referral.recall_reason',
      'referral.reviewed_at',
      'referral.review',
      'referral.shares',
      'referral.version',
      'area.name as area',
      'team.name as team',
      'sender.name as sender',
      sql<State>`referral.state`.as('state'),
      sql<string>`coalesce(facility.name, organisation.name, nullif(referral.recipient_name, ''), '')`.as(
        'to',
      ),
      sql<string>`coalesce(organisation.name, nullif(referral.recipient_name, ''), '')`.as('to_organisation'),
    ]);
export type ReferralLine = Awaited<ReturnType<ReturnType<typeof lines>['execute']>>[number];

export const groups = ['open', 'mine', 'unowned', 'stalled', 'ended'] as const;
export type Group = (typeof groups)[number];

/** The own teams' referrals: still open, waiting for us, nobody's yet, without movement for long, or over; newest first. */
export async function referrals(tx: ReadTx, group: Group, atMost = 100): Promise<ReferralLine[]> {
  if (tx.session.case_teams.length === 0) return [];
  const open = sql`reviewed_at is null and recalled_at is null`;
  const where = {
    open,
    ended: sql`not (${open})`,
    mine: sql`${open} and state in ('draft', 'declined', 'lapsed', 'returned', 'not_reached', 'withdrawn')`,
    unowned: sql`${open} and worker_id is null`,
    stalled: sql`${open} and ((state in ('sent', 'delivered') and due_at < ${tx.now})
      or state in ('lapsed', 'on_hold') or updated_at < ${tx.now}::timestamptz - interval '14 days')`,
  }[group];
  const last = group === 'ended' ? sql`updated_at desc, ` : sql``;
  const page = { where, order: sql`${last}created_at desc, id desc` };
  let query = lines(tx).where(
    sql<boolean>`referral.id = any(${pageOfOwnTeams('referral', page, { size: atMost, offset: 0 })})`,
  );
  if (group === 'ended') query = query.orderBy('referral.updated_at', 'desc');
  return query.orderBy('referral.created_at', 'desc').orderBy('referral.id', 'desc').execute();
}

/** What was sent to this person's places; open first, then newest. */
export async function received(tx: ReadTx, atMost = 100): Promise<ReferralLine[]> {
  if (!tx.has('referral.answer')) return [];
  return lines(tx)
    .where('referral.sent_at', 'is not', null)
    .where(sql<boolean>`may_answer_referral(referral.facility_id, referral.organisation_id)`)
    .orderBy(sql`referral.reviewed_at is not null or referral.recalled_at is not null`)
    .orderBy('referral.sent_at', 'desc')
    .orderBy('referral.id', 'desc')
    .limit(atMost)
    .execute();
}

/** Every open one between organisations, oldest first by receiving organisation: no identity, no names of people. */
export async function watched(tx: ReadTx, atMost = 500): Promise<ReferralLine[]> {
  if (!tx.has('referral.watch')) return [];
  return lines(tx)
    .where('referral.sent_at', 'is not', null)
    .where('referral.reviewed_at', 'is', null)
    .where('referral.recalled_at', 'is', null)
    .orderBy(sql`coalesce(organisation.name, referral.recipient_name) collate "ja-x-icu"`)
    .orderBy('referral.sent_at')
    .orderBy('referral.id')
    .limit(atMost)
    .execute();
}

/** A referral with what this person may do about it; nothing where it is out of reach. Watchers have no page of one. */
export async function referralById(tx: ReadTx, id: number | null) {
  if (id === null) return undefined;
  const line = await referralLine(tx, id);
  return line && (line.may_send || line.may_answer) ? line : undefined;
}

/** The facilities the actor's teams referred to last, the latest first. */
export async function recentReceivers(tx: ReadTx, atMost: number): Promise<number[]> {
  const { rows } = await sql<{ facility_id: number }>`
    select facility_id from (select id, facility_id from referral where facility_id is not null order by id desc limit 50) as latest
    group by facility_id order by max(id) desc limit ${atMost}`.execute(tx.db);
  return rows.map(({ facility_id }) => facility_id);
}

/** A referral of a family this person has opened in an emergency: to read, while that lasts, and nothing else. */
export async function openedReferral(tx: ReadTx, id: number | null): Promise<Referral | undefined> {
  if (id === null || tx.session.opened.length === 0) return undefined;
  const db = tx.db.with('referral', () => sql<never>`(select * from referral_opened(${id}))`) as typeof tx.db;
  return referralLine({ db }, id);
}

async function referralLine({ db }: Pick<ReadTx, 'db'>, id: number) {
  return lines({ db })
    .leftJoin('disclosure', 'disclosure.id', 'referral.disclosure_id')
    .select([
      'referral.disclosure_id',
      'referral.disclosure_in_force',
      'referral.capacity_question_id',
      'referral.recipient_name',
      sql<boolean>`may_work_case(referral.team_id)`.as('may_send'),
      sql<boolean>`referral.sent_at is not null and may_answer_referral(referral.facility_id, referral.organisation_id)`.as(
        'may_answer',
      ),
    ])
    .where('referral.id', '=', id)
    .executeTakeFirst();
}
export type Referral = NonNullable<Awaited<ReturnType<typeof referralById>>>;

/** Where it comes from: the team's own, with warm words. */
export async function originOf(tx: ReadTx, id: number) {
  return tx.db
    .selectFrom('referral_origin')
    .leftJoin('support_case', 'support_case.id', 'referral_origin.case_id')
    .leftJoin('consultation', 'consultation.id', 'referral_origin.consultation_id')
    .select([
      'referral_origin.id',
      'referral_origin.team_id',
      'referral_origin.case_id',
      'referral_origin.consultation_id',
      'told_who',
      'told_day',
      'told_what',
      'told_on',
      'support_case.fiscal_year as case_year',
      'support_case.number as case_number',
      'consultation.number as consultation_number',
      sql<number | null>`coalesce(support_case.household_id, consultation.household_id)`.as('household_id'),
    ])
    .where('referral_origin.id', '=', id)
    .executeTakeFirst();
}
export type Origin = NonNullable<Awaited<ReturnType<typeof originOf>>>;

export async function eventsOf(tx: ReadTx, referral_id: number, opened = false) {
  const db = opened
    ? (tx.db.with(
        'referral_event',
        () => sql<never>`(select * from referral_opened_events(${referral_id}))`,
      ) as typeof tx.db)
    : tx.db;
  return db
    .selectFrom('referral_event')
    .leftJoin('person', 'person.id', 'referral_event.person_id')
    .select([
      'referral_event.id',
      'action',
      'actor',
      'reason',
      'body',
      'at',
      sql<string | null>`person.family_name || ' ' || person.given_name`.as('name'),
    ])
    .where('referral_id', '=', referral_id)
    .orderBy('at')
    .orderBy('referral_event.id')
    .execute();
}
export type EventLine = Awaited<ReturnType<typeof eventsOf>>[number];

/** What was agreed, for the receiver: nothing before the yes, after the end, or once it was taken back. */
export async function contentFor(tx: ReadTx, referral: Pick<Referral, 'disclosure_id'>) {
  if (referral.disclosure_id === null) return undefined;
  return tx.db
    .selectFrom('disclosure_content')
    .select(['shown', 'until_at', 'first_opened_at'])
    .where('disclosure_id', '=', referral.disclosure_id)
    .executeTakeFirst();
}

/** The case or consultation a referral begins from, where this person works. */
export async function beginningFrom(
  tx: ReadTx,
  from: { case_id: number | null; consultation_id: number | null },
) {
  if (from.case_id !== null) {
    const row = await tx.db
      .selectFrom('support_case')
      .leftJoin('case_member', 'case_member.case_id', 'support_case.id')
      .leftJoin('household_member', 'household_member.id', 'case_member.member_id')
      .select([
        'support_case.id',
        'support_case.team_id',
        'support_case.fiscal_year',
        'support_case.number',
        'support_case.household_id',
        'household_member.id as member_id',
        'household_member.born_on',
        'household_member.due_on',
      ])
      .where('support_case.id', '=', from.case_id)
      .where(sql<boolean>`may_work_case(support_case.team_id)`)
      .orderBy('household_member.born_on', 'desc')
      .orderBy('household_member.id')
      .executeTakeFirst();
    return row && { ...row, case_id: row.id, consultation_id: null, area_id: null, age_months: null };
  }
  if (from.consultation_id === null) return undefined;
  const row = await tx.db
    .selectFrom('consultation')
    .select([
      'id',
      'team_id',
      'fiscal_year',
      'number',
      'household_id',
      'area_id',
      'child_age_months as age_months',
    ])
    .where('id', '=', from.consultation_id)
    .where(sql<boolean>`may_work_case(team_id)`)
    .executeTakeFirst();
  return (
    row && { ...row, case_id: null, consultation_id: row.id, member_id: null, born_on: null, due_on: null }
  );
}
export type Beginning = NonNullable<Awaited<ReturnType<typeof beginningFrom>>>;

/** A case's referrals, newest first; for the case's page. */
export async function referralsOfCase(tx: ReadTx, case_id: number): Promise<ReferralLine[]> {
  // The few numbers first, of a case the planner does not look up, and the size written out: so the plan, which takes much longer
  // than the answer, is kept.
  return lines(tx)
    .where(
      sql<boolean>`referral.id = any(array(select id from referral_origin where case_id = (select ${case_id}::bigint)))`,
    )
    .orderBy('referral.created_at', 'desc')
    .orderBy('referral.id', 'desc')
    .limit(sql.lit(10))
    .execute();
}

/** Open referrals out of a case with its consultations, or out of a consultation; of one worker where named. */
export async function openReferralsOf(
  tx: ReadTx,
  from: { case_id: number | null; consultation_id: number | null },
  worker_id: number | null = null,
): Promise<{ id: number; need: string; state: State }[]> {
  let query = tx.db
    .selectFrom('referral')
    .innerJoin('referral_origin', 'referral_origin.id', 'referral.id')
    .leftJoin('consultation', 'consultation.id', 'referral_origin.consultation_id')
    .where('reviewed_at', 'is', null)
    .where('recalled_at', 'is', null)
    .where(
      from.case_id === null
        ? sql<boolean>`referral_origin.consultation_id = ${from.consultation_id}`
        : sql<boolean>`coalesce(referral_origin.case_id, consultation.case_id) = ${from.case_id}`,
    )
    .select(['referral.id', 'referral.need', sql<State>`referral.state`.as('state')])
    .orderBy('referral.id');
  if (worker_id !== null) query = query.where('referral.worker_id', '=', worker_id);
  return query.execute();
}

/** Who supervises a team today. */
export async function supervisorsOf(tx: ReadTx, team_id: number): Promise<number[]> {
  const rows = await tx.db
    .selectFrom('appointment')
    .innerJoin('role_duty', 'role_duty.role_code', 'appointment.role_code')
    .where('role_duty.duty', '=', 'case.supervise')
    .where('appointment.team_id', '=', team_id)
    .where('starts_on', '<=', tx.today)
    .where((eb) => eb.or([eb('ends_on', 'is', null), eb('ends_on', '>=', tx.today)]))
    .select('person_id')
    .execute();
  return [...new Set(rows.map(({ person_id }) => person_id))];
}

/** The letter's code of a referral on paper, sealed; the team's. */
export async function letterOf(tx: ReadTx, referral_id: number) {
  return tx.db
    .selectFrom('referral_letter')
    .select(['code_sealed', 'printed_at', 'ends_at'])
    .where('referral_id', '=', referral_id)
    .executeTakeFirst();
}

export interface ByCode {
  id: number;
  state: State;
  need: string;
  age_band: string;
  area: string | null;
  days: string;
  urgency: string;
  due_at: string;
  recipient_name: string;
  sent_at: string;
  started_at: string | null;
  team: string;
  organisation: string;
  /** where the sender is called */
  phone: string | null;
  until_at: string | null;
  shown: { item: string; lines: string[] }[] | null;
  first_opened_at: string | null;
}

/** What the holder of a letter's code reads; nothing for a wrong one. */
export async function referralByCode(tx: ReadTx, hash: string): Promise<ByCode | undefined> {
  const { rows } = await sql<{
    mine: ByCode | null;
  }>`select referral_by_code(${hash}, ${tx.now}) as mine`.execute(tx.db);
  return rows[0]?.mine ?? undefined;
}

export type LetterOver = Pick<ByCode, 'team' | 'organisation' | 'phone'> & { ends_at: string };

/** Of a letter whose time is over: since when, and whom to telephone; nothing for one that is open, or for a wrong code. */
export async function letterOver(tx: ReadTx, hash: string): Promise<LetterOver | undefined> {
  const { rows } = await sql<{
    over: LetterOver | null;
  }>`select referral_letter_over(${hash}, ${tx.now}) as over`.execute(tx.db);
  return rows[0]?.over ?? undefined;
}

/** Capacity questions this person asked, was asked or watches, newest first; each with its answers. */
export async function capacityQuestions(tx: ReadTx, atMost = 60) {
  return tx.db
    .selectFrom('capacity_question')
    .innerJoin('team', 'team.id', 'capacity_question.team_id')
    .leftJoin('area', 'area.id', 'capacity_question.area_id')
    .select([
      'capacity_question.id',
      'capacity_question.need',
      'capacity_question.age_band',
      'capacity_question.days',
      'capacity_question.asked_at',
      'capacity_question.expires_on',
      'area.name as area',
      'team.name as team',
      sql<boolean>`may_work_case(capacity_question.team_id)`.as('mine'),
      sql<
        CapacityAnswerLine[]
      >`(select coalesce(jsonb_agg(jsonb_build_object('facility_id', facility_id, 'facility', facility.name,
        'answer', answer, 'as_of', as_of, 'note', capacity_answer.note, 'may_answer', may_answer_capacity(facility_id)) order by facility.name_kana, facility.id), '[]')
        from capacity_answer join facility on facility.id = facility_id where question_id = capacity_question.id)`.as(
        'answers',
      ),
    ])
    .orderBy('asked_at', 'desc')
    .orderBy('capacity_question.id', 'desc')
    .limit(atMost)
    .execute();
}
export interface CapacityAnswerLine {
  facility_id: number;
  facility: string;
  answer: string | null;
  as_of: string | null;
  note: string;
  may_answer: boolean;
}
export type CapacityLine = Awaited<ReturnType<typeof capacityQuestions>>[number];

export async function capacityById(tx: ReadTx, id: number | null): Promise<CapacityLine | undefined> {
  return (await capacityQuestions(tx, 500)).find((one) => one.id === id);
}

/** What waits for this person: to answer, to review, to send; for the first page. */
export async function referralsToday(tx: ReadTx, atMost = 5) {
  const answering = tx.has('referral.answer');
  const to_answer = answering
    ? (await received(tx, 50))
        .filter((one) => ['sent', 'delivered', 'accepted'].includes(one.state))
        .slice(0, atMost)
    : [];
  const capacity = answering
    ? (await capacityQuestions(tx, 50))
        .filter(
          (one) =>
            one.expires_on >= tx.today &&
            one.answers.some((answer) => answer.may_answer && answer.answer === null),
        )
        .slice(0, atMost)
    : [];
  const to_move = tx.has('case.work')
    ? (await referrals(tx, 'mine', 100))
        .filter((one) => one.worker_id === tx.actor.person_id)
        .slice(0, atMost)
    : [];
  const escalated = tx.has('case.supervise')
    ? (await referrals(tx, 'mine', 100)).filter((one) => one.state === 'lapsed').slice(0, atMost)
    : [];
  // Whose worker nobody is yet: before the whole team, until somebody takes it.
  const to_take = tx.has('case.work') ? await referrals(tx, 'unowned', atMost) : [];
  return { to_answer, capacity, to_move, escalated, to_take };
}
