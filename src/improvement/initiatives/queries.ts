import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { ReadTx } from '../../platform/db/transaction.ts';
import { fiscalYearEnd, fiscalYearStart, today as dayIn } from '../../platform/ja/dates.ts';
import { cutOf } from '../../platform/web/paging.ts';
import { foldForSearch } from '../../platform/ja/kana.ts';
import { facilitySource } from '../../base/directory/queries-offers.ts';
import { personNameIfAny } from '../../base/people/queries.ts';
import { organisationSource } from '../../base/people/queries-offers.ts';
import {
  offerOf,
  together,
  type Offer,
  type Offered,
  type OfferSource,
} from '../../platform/search/offers.ts';
import { words as initiativeWords } from './words.ja.ts';
import { holderOf, type Holder } from '../partnership/rules.ts';
import {
  partnerState,
  reflectsFrom,
  stateOf,
  type Ending,
  type EventKind,
  type ForFamilies,
  type InitiativeState,
  type PartnerState,
  type SessionKind,
} from './rules.ts';

/** A facility's name, or the body's where there is none. */
const bodyName = sql<string>`coalesce(facility.name, organisation.name)`;

export interface Body {
  organisation_id: number;
  facility_id: number | null;
  name: string;
  holder: Holder;
}

/** For whom the actor answers: the own facilities, and the own bodies for which they meet. */
export async function ownBodies(tx: ReadTx): Promise<Body[]> {
  const answers = tx.has('facility.answer');
  const { rows } = await sql<Omit<Body, 'holder'>>`
    select facility.organisation_id, facility.id as facility_id, facility.name from facility
      where facility.id = any(${answers ? tx.session.facilities : []}::bigint[]) and facility.organisation_id is not null
        and (facility.ended_on is null or facility.ended_on > ${tx.today})
    union all
    select organisation.id, null, organisation.name from organisation
      where organisation.id = any(${tx.has('meeting.read') || answers ? tx.session.organisations : []}::bigint[])
    order by facility_id nulls last, name`.execute(tx.db);
  return rows.map((row) => ({ ...row, holder: holderOf(row) }));
}

/** Whether the actor may name any body, and not the own ones alone. */
const namesAny = (tx: ReadTx): boolean => tx.has('initiative.manage');

/** Whether there is a body the actor may speak for, another than `besides`. */
export async function hasBody(tx: ReadTx, besides?: string): Promise<boolean> {
  return namesAny(tx) || (await ownBodies(tx)).some(({ holder }) => holder !== besides);
}

/**
 * What a form offers to choose a body from in its field: the own bodies first, then every organisation and facility; with
 * `speaks` the own alone, unless the actor looks after initiatives. `values` is the form as it stands.
 */
export async function bodyOffer(
  tx: ReadTx,
  values: Readonly<Record<string, unknown>>,
  field: string,
  options: { speaks?: boolean; except?: readonly string[] } = {},
): Promise<Offer> {
  const own = (await ownBodies(tx)).map((one) => ({ value: one.holder as string, label: one.name }));
  const allowed = (offered: readonly Offered[]) =>
    offered.filter(({ value }) => !(options.except ?? []).includes(value));
  const every = together(
    [organisationSource(tx, { prefix: 'o' }), facilitySource(tx, { prefix: 'f' })],
    initiativeWords.findBody,
    { title: initiativeWords.ownBodies, values: own.map(({ value }) => value) },
  );
  const mine = new Set(own.map(({ value }) => value));
  const source: OfferSource = {
    ...every,
    async all() {
      if (options.speaks && !namesAny(tx)) return allowed(own);
      const all = await every.all();
      return all && allowed([...own, ...all.filter(({ value }) => !mine.has(value))]);
    },
    named: async (keys, open) => allowed(await every.named(keys, open)),
    find: async (text, atMost) => allowed(await every.find(text, atMost)),
  };
  return offerOf(source, values, field);
}

/** The body behind its key; undefined where it is not there. */
export async function bodyNamed(tx: ReadTx, holder: string): Promise<Body | undefined> {
  const id = Number(holder.slice(1));
  const row = holder.startsWith('f')
    ? await tx.db
        .selectFrom('facility')
        .where('id', '=', id)
        .where('organisation_id', 'is not', null)
        .select(['organisation_id', 'id as facility_id', 'name'])
        .executeTakeFirst()
    : await tx.db
        .selectFrom('organisation')
        .where('id', '=', id)
        .select(['id as organisation_id', sql<null>`null`.as('facility_id'), 'name'])
        .executeTakeFirst();
  return row && { ...row, holder: holderOf(row) };
}

const lines = (tx: ReadTx) =>
  tx.db
    .selectFrom('initiative')
    .innerJoin('organisation', 'organisation.id', 'initiative.lead_organisation_id')
    .leftJoin('facility', 'facility.id', 'initiative.lead_facility_id')
    .leftJoin('area', 'area.id', 'initiative.area_id')
    .leftJoin('person as owner', 'owner.id', 'initiative.owner_id')
    .leftJoin('person as proposed', 'proposed.id', 'initiative.proposed_owner_id')
    .leftJoin('person as updater', 'updater.id', 'initiative.updated_by')
    .leftJoin('forum', 'forum.id', 'initiative.forum_id')
    .selectAll('initiative')
    .select([
      bodyName.as('lead'),
      'area.name as area',
      'forum.name as forum',
      personNameIfAny('owner').as('owner'),
      personNameIfAny('proposed').as('proposed_owner'),
      personNameIfAny('updater').as('updater'),
      sql<boolean>`may_steer_initiative(initiative.owner_id)`.as('may_steer'),
      sql<boolean>`coalesce(may_answer_proposal(initiative.proposed_owner_id), false)`.as('proposed_to_me'),
      // Whoever holds it still works here.
      sql<boolean>`exists (select from appointment where appointment.person_id = initiative.owner_id
        and starts_on <= ${tx.today} and (appointment.ends_on is null or appointment.ends_on >= ${tx.today}))`.as(
        'owner_in_force',
      ),
    ]);

export async function initiativeById(tx: ReadTx, id: number | null) {
  const row = await lines(tx)
    .where('initiative.id', '=', id ?? 0)
    .executeTakeFirst();
  return row && { ...row, ending: row.ending as Ending | null, state: stateOf(row, tx.today) };
}
export type Initiative = NonNullable<Awaited<ReturnType<typeof initiativeById>>>;

export interface InitiativeFilter {
  q: string;
  state: InitiativeState | '' | 'open';
  area_id: number | null;
  /** only those the actor holds, or their own bodies take part in */
  mine: boolean;
}

const inState = (state: InitiativeFilter['state'], today: string): RawBuilder<boolean> => {
  switch (state) {
    case '':
      return sql<boolean>`true`;
    case 'open':
      return sql<boolean>`initiative.ended_on is null`;
    case 'planning':
      return sql<boolean>`initiative.ended_on is null and initiative.started_on is null`;
    case 'running':
      return sql<boolean>`initiative.ended_on is null and initiative.started_on is not null
        and (initiative.ends_on is null or initiative.ends_on >= ${today})`;
    case 'overtime':
      return sql<boolean>`initiative.ended_on is null and initiative.started_on is not null and initiative.ends_on < ${today}`;
    default:
      return sql<boolean>`initiative.ending = ${state}`;
  }
};

const narrowed = (tx: ReadTx, filter: InitiativeFilter): RawBuilder<boolean> => {
  const words = foldForSearch(filter.q);
  return sql<boolean>`${inState(filter.state, tx.today)}
    and (${words} = '' or position(${words} in initiative.folded) > 0)
    and (${filter.area_id}::bigint is null or initiative.area_id = ${filter.area_id})
    and (not ${filter.mine}::boolean or initiative.owner_id = ${tx.actor.person_id}
      or exists (select from initiative_partner where initiative_partner.initiative_id = initiative.id and left_on is null
        and may_hold(initiative_partner.organisation_id, initiative_partner.facility_id)))`;
};

/** A page of the list, the newest first, with how many bodies said yes. */
export async function initiativeList(
  tx: ReadTx,
  filter: InitiativeFilter,
  paging: { size: number; offset: number },
) {
  const rows = await lines(tx)
    .select(
      sql<number>`(select count(*)::int from initiative_partner where initiative_partner.initiative_id = initiative.id
        and left_on is null and (select yes from initiative_answer where partner_id = initiative_partner.id
          order by answered_at desc, initiative_answer.id desc limit 1))`.as('partners'),
    )
    .where(narrowed(tx, filter))
    .orderBy('initiative.starts_on', 'desc')
    .orderBy('initiative.id', 'desc')
    .modifyEnd(cutOf(paging))
    .execute();
  return rows.map((row) => ({ ...row, state: stateOf(row, tx.today) }));
}
export type InitiativeLine = Awaited<ReturnType<typeof initiativeList>>[number];

export async function initiativeCount(tx: ReadTx, filter: InitiativeFilter): Promise<number> {
  const { total } = await tx.db
    .selectFrom('initiative')
    .where(narrowed(tx, filter))
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return total;
}

export interface Partner extends Body {
  id: number;
  part: string;
  part_version: number;
  asked_at: Date;
  left_on: string | null;
  brings: string;
  note: string;
  answered_at: Date | null;
  answerer: string | null;
  state: PartnerState;
  may_answer: boolean;
  may_hold: boolean;
}

/** Who takes part, with the newest answer of each; those who left last. */
export async function partnersOf(tx: ReadTx, initiative_id: number): Promise<Partner[]> {
  const rows = await tx.db
    .selectFrom('initiative_partner')
    .innerJoin('organisation', 'organisation.id', 'initiative_partner.organisation_id')
    .leftJoin('facility', 'facility.id', 'initiative_partner.facility_id')
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('initiative_answer')
          .leftJoin('person', 'person.id', 'initiative_answer.answered_by')
          .whereRef('initiative_answer.partner_id', '=', 'initiative_partner.id')
          .select([
            'yes',
            'brings',
            'initiative_answer.note',
            'answered_at',
            'initiative_answer.part_version',
            personNameIfAny('person').as('answerer'),
          ])
          .orderBy('answered_at', 'desc')
          .orderBy('initiative_answer.id', 'desc')
          .limit(1)
          .as('answer'),
      (on) => on.onTrue(),
    )
    .where('initiative_partner.initiative_id', '=', initiative_id)
    .select([
      'initiative_partner.id',
      'initiative_partner.organisation_id',
      'initiative_partner.facility_id',
      'initiative_partner.part',
      'initiative_partner.part_version',
      'initiative_partner.asked_at',
      'initiative_partner.left_on',
      bodyName.as('name'),
      'answer.yes',
      'answer.brings',
      'answer.note',
      'answer.answered_at',
      'answer.answerer',
      'answer.part_version as answered_version',
      sql<boolean>`may_answer_as(initiative_partner.organisation_id, initiative_partner.facility_id)`.as(
        'may_answer',
      ),
      sql<boolean>`may_hold(initiative_partner.organisation_id, initiative_partner.facility_id)`.as(
        'may_hold',
      ),
    ])
    .orderBy(sql`left_on is not null`)
    .orderBy('initiative_partner.id')
    .execute();
  return rows.map(({ yes, answered_version, ...row }) => ({
    ...row,
    brings: row.brings ?? '',
    note: row.note ?? '',
    may_answer: row.may_answer ?? false,
    may_hold: row.may_hold ?? false,
    holder: holderOf(row),
    state: partnerState({
      ...row,
      answer: yes === null || answered_version === null ? null : { yes, part_version: answered_version },
    }),
  }));
}

export async function sessionsOf(tx: ReadTx, initiative_id: number) {
  const rows = await tx.db
    .selectFrom('initiative_session')
    .where('initiative_id', '=', initiative_id)
    .selectAll()
    .select(
      sql<number>`(select count(*)::int from initiative_reflection where session_id = initiative_session.id)`.as(
        'reflections',
      ),
    )
    .orderBy('held_on')
    .orderBy('starts_at')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({ ...row, kind: row.kind as SessionKind }));
}
export type Session = Awaited<ReturnType<typeof sessionsOf>>[number];

export async function sessionById(tx: ReadTx, initiative_id: number, id: number | null) {
  return (await sessionsOf(tx, initiative_id)).find((one) => one.id === id);
}

/** What each body said, looking back: of one sitting, of the whole (null), or all of it. */
export async function reflectionsOf(tx: ReadTx, initiative_id: number, session_id?: number | null) {
  let query = tx.db
    .selectFrom('initiative_reflection')
    .innerJoin('organisation', 'organisation.id', 'initiative_reflection.organisation_id')
    .leftJoin('facility', 'facility.id', 'initiative_reflection.facility_id')
    .leftJoin('person', 'person.id', 'initiative_reflection.written_by')
    .where('initiative_id', '=', initiative_id);
  if (session_id !== undefined)
    query =
      session_id === null
        ? query.where('session_id', 'is', null)
        : query.where('session_id', '=', session_id);
  const rows = await query
    .selectAll('initiative_reflection')
    .select([bodyName.as('name'), personNameIfAny('person').as('writer')])
    .orderBy('initiative_reflection.session_id')
    .orderBy('initiative_reflection.id')
    .execute();
  return rows.map((row) => ({
    ...row,
    for_families: row.for_families as ForFamilies,
    holder: holderOf(row),
  }));
}
export type Reflection = Awaited<ReturnType<typeof reflectionsOf>>[number];

export async function outcomesOf(tx: ReadTx, initiative_id: number) {
  return tx.db
    .selectFrom('initiative_outcome')
    .where('initiative_id', '=', initiative_id)
    .selectAll()
    .orderBy('measured_on')
    .orderBy('id')
    .execute();
}
export type Outcome = Awaited<ReturnType<typeof outcomesOf>>[number];

export async function eventsOf(tx: ReadTx, initiative_id: number) {
  const rows = await tx.db
    .selectFrom('initiative_event')
    .leftJoin('person', 'person.id', 'initiative_event.written_by')
    .where('initiative_id', '=', initiative_id)
    .select([
      'kind',
      'happened_on',
      'initiative_event.note',
      'written_at',
      personNameIfAny('person').as('writer'),
    ])
    .orderBy('happened_on', 'desc')
    .orderBy('initiative_event.id', 'desc')
    .execute();
  return rows.map((row) => ({ ...row, kind: row.kind as EventKind }));
}
export type InitiativeEvent = Awaited<ReturnType<typeof eventsOf>>[number];

/** Action items that came of it, as far as the actor may read them. */
export async function actionsOf(tx: ReadTx, initiative_id: number) {
  return tx.db
    .selectFrom('initiative_action')
    .innerJoin('action_item', 'action_item.id', 'initiative_action.action_item_id')
    .innerJoin('organisation', 'organisation.id', 'action_item.owner_organisation_id')
    .leftJoin('facility', 'facility.id', 'action_item.owner_facility_id')
    .where('initiative_action.initiative_id', '=', initiative_id)
    .select([
      'action_item.id',
      'action_item.what',
      'action_item.due_on',
      'action_item.done_on',
      'action_item.cancelled_at',
      'action_item.outcome',
      bodyName.as('holder'),
    ])
    .orderBy('action_item.due_on')
    .orderBy('action_item.id')
    .execute();
}
export type InitiativeActionLine = Awaited<ReturnType<typeof actionsOf>>[number];

/** Steps of the area that this initiative is named for. */
export async function tiedStages(tx: ReadTx, initiative_id: number) {
  return tx.db
    .selectFrom('initiative_stage')
    .innerJoin('partnership_stage', 'partnership_stage.id', 'initiative_stage.stage_id')
    .innerJoin('area', 'area.id', 'partnership_stage.area_id')
    .where('initiative_stage.initiative_id', '=', initiative_id)
    .select([
      'partnership_stage.id',
      'partnership_stage.step',
      'partnership_stage.agreed_on',
      'partnership_stage.reason',
      'partnership_stage.round_id',
      'partnership_stage.area_id',
      'partnership_stage.taken_back_at',
      'area.name as area',
    ])
    .orderBy('agreed_on')
    .orderBy('partnership_stage.id')
    .execute();
}

/** The wording of the issue an initiative came from, where the actor may read the issue itself. */
export async function issueBehind(tx: ReadTx, id: number | null) {
  if (id === null || !tx.has('issue.read')) return undefined;
  return tx.db
    .selectFrom('issue')
    .where('id', '=', id)
    .select(['id', 'title', 'description'])
    .executeTakeFirst();
}

/** Initiatives for the choice of what a figure, a loan or a step is seen by, the newest first. */
export async function initiativeOptions(tx: ReadTx, only: { open?: boolean } = {}) {
  let query = tx.db.selectFrom('initiative').select(['id', 'title']).orderBy('starts_on', 'desc').limit(200);
  if (only.open) query = query.where('ended_on', 'is', null);
  return query.execute();
}

/** Initiatives that began from an issue, the newest first. */
export async function initiativesOfIssue(tx: ReadTx, issue_id: number) {
  const rows = await tx.db
    .selectFrom('initiative')
    .where('issue_id', '=', issue_id)
    .select(['id', 'title', 'aim', 'started_on', 'ended_on', 'ending', 'ends_on'])
    .orderBy('starts_on', 'desc')
    .limit(10)
    .execute();
  return rows.map((row) => ({ ...row, state: stateOf(row, tx.today) }));
}

// ---- for other slices -----------------------------------------------------------------------------

/** An area's initiatives, for its page among the checks: what a level may be seen by. */
export async function initiativesOfArea(tx: ReadTx, area_id: number) {
  const rows = await tx.db
    .selectFrom('initiative')
    .where('area_id', '=', area_id)
    .where('started_on', 'is not', null)
    .select(['id', 'title', 'aim', 'started_on', 'ended_on', 'ending', 'ends_on'])
    .orderBy('started_on', 'desc')
    .limit(10)
    .execute();
  return rows.map((row) => ({ ...row, state: stateOf(row, tx.today) }));
}

/** Figures of a fiscal year for its report; families are those counted at sittings of the year. */
export async function initiativeFigures(tx: ReadTx, fiscal_year: number) {
  const [from, to] = [fiscalYearStart(fiscal_year), fiscalYearEnd(fiscal_year)];
  const { rows } = await sql<{
    running: number;
    started: number;
    reached: number;
    bodies: number;
    sessions: number;
    families: number;
    reflections: number;
    differing: number;
    lent: number;
    hours: number;
  }>`
    select
      (select count(*)::int from initiative where started_on <= ${to} and (ended_on is null or ended_on >= ${from})) as running,
      (select count(*)::int from initiative where started_on between ${from} and ${to}) as started,
      (select count(*)::int from initiative where ending = 'reached' and ended_on between ${from} and ${to}) as reached,
      (select count(distinct (organisation_id, holder_facility_id))::int from initiative_partner
        join initiative on initiative.id = initiative_partner.initiative_id
        where started_on <= ${to} and (ended_on is null or ended_on >= ${from})
          and coalesce((select yes from initiative_answer where partner_id = initiative_partner.id
            order by answered_at desc, initiative_answer.id desc limit 1), false)) as bodies,
      (select count(*)::int from initiative_session where held_at is not null and held_on between ${from} and ${to}) as sessions,
      (select coalesce(sum(families), 0)::int from initiative_session
        where held_at is not null and held_on between ${from} and ${to}) as families,
      (select count(*)::int from initiative_reflection
        where (written_at at time zone ${tx.actor.municipality.time_zone})::date between ${from} and ${to}) as reflections,
      (select count(*)::int from (select initiative_id from initiative_reflection
        where for_families <> 'unknown' and (written_at at time zone ${tx.actor.municipality.time_zone})::date between ${from} and ${to}
        group by initiative_id, coalesce(session_id, 0) having count(distinct for_families) > 1) as one) as differing,
      (select count(*)::int from loan where lent_at is not null and cancelled_at is null
        and (starts_at at time zone ${tx.actor.municipality.time_zone})::date between ${from} and ${to}) as lent,
      (select coalesce(sum(hours), 0)::float8 from loan where kind = 'person' and lent_at is not null and cancelled_at is null
        and (starts_at at time zone ${tx.actor.municipality.time_zone})::date between ${from} and ${to}) as hours`.execute(
    tx.db,
  );
  return rows[0]!;
}

/** Each initiative that ran in a fiscal year, with its bodies and what came of it, for the year's report. */
export async function initiativesOfYear(tx: ReadTx, fiscal_year: number) {
  const [from, to] = [fiscalYearStart(fiscal_year), fiscalYearEnd(fiscal_year)];
  const rows = await lines(tx)
    .where('initiative.started_on', '<=', to)
    .where((eb) => eb.or([eb('initiative.ended_on', 'is', null), eb('initiative.ended_on', '>=', from)]))
    .select([
      sql<string[]>`array(select coalesce(f.name, o.name) from initiative_partner p
        join organisation o on o.id = p.organisation_id left join facility f on f.id = p.facility_id
        where p.initiative_id = initiative.id and coalesce((select yes from initiative_answer where partner_id = p.id
          order by answered_at desc, initiative_answer.id desc limit 1), false) order by p.id)`.as('bodies'),
      sql<
        string[]
      >`array(select body from initiative_outcome where initiative_outcome.initiative_id = initiative.id
        and measured_on between ${from} and ${to} order by measured_on, initiative_outcome.id)`.as(
        'outcomes',
      ),
    ])
    .orderBy('initiative.started_on')
    .orderBy('initiative.id')
    .execute();
  return rows.map((row) => ({ ...row, state: stateOf(row, tx.today) }));
}

/** What waits for the actor of initiatives, for the first page. */
export async function initiativesWaiting(tx: ReadTx, atMost = 5) {
  const asked = await sql<{ initiative_id: number; title: string; name: string; asked_at: Date }>`
    select initiative.id as initiative_id, initiative.title, coalesce(facility.name, organisation.name) as name, asked_at
    from initiative_partner join initiative on initiative.id = initiative_partner.initiative_id
    join organisation on organisation.id = initiative_partner.organisation_id
    left join facility on facility.id = initiative_partner.facility_id
    where left_on is null and initiative.ended_on is null
      and may_answer_as(initiative_partner.organisation_id, initiative_partner.facility_id)
      and not exists (select from initiative_answer where partner_id = initiative_partner.id
        and initiative_answer.part_version = initiative_partner.part_version)
    order by asked_at limit ${atMost}`.execute(tx.db);
  const reflections = await sql<{
    initiative_id: number;
    session_id: number;
    title: string;
    initiative: string;
    held_on: string;
    name: string;
    organisation_id: number;
    facility_id: number | null;
  }>`
    select initiative.id as initiative_id, initiative_session.id as session_id, initiative_session.title,
      initiative.title as initiative, held_on, coalesce(facility.name, organisation.name) as name,
      initiative_partner.organisation_id, initiative_partner.facility_id
    from initiative_session join initiative on initiative.id = initiative_session.initiative_id
    join initiative_partner on initiative_partner.initiative_id = initiative.id and left_on is null
    join organisation on organisation.id = initiative_partner.organisation_id
    left join facility on facility.id = initiative_partner.facility_id
    where cancelled_at is null and held_on between ${reflectsFrom(tx.today)} and ${tx.today}
      and (held_on < ${tx.today} or held_at is not null)
      and may_answer_as(initiative_partner.organisation_id, initiative_partner.facility_id)
      and coalesce((select yes from initiative_answer where partner_id = initiative_partner.id
        order by answered_at desc, initiative_answer.id desc limit 1), false)
      and not exists (select from initiative_reflection where initiative_reflection.session_id = initiative_session.id
        and initiative_reflection.organisation_id = initiative_partner.organisation_id
        and initiative_reflection.holder_facility_id = initiative_partner.holder_facility_id)
    order by held_on limit ${atMost}`.execute(tx.db);
  const owned = await lines(tx)
    .where('initiative.ended_on', 'is', null)
    .where((eb) =>
      eb.or([
        eb('initiative.owner_id', '=', tx.actor.person_id),
        eb.and([
          eb('initiative.proposed_owner_id', '=', tx.actor.person_id),
          eb('initiative.declined_at', 'is', null),
        ]),
        // Nobody who works here holds it any more: those who look after all of them are told.
        sql<boolean>`may_manage_initiative() and not exists (select from appointment
          where appointment.person_id = initiative.owner_id and starts_on <= ${tx.today}
            and (appointment.ends_on is null or appointment.ends_on >= ${tx.today}))`,
      ]),
    )
    .orderBy('initiative.next_look_back_on')
    .orderBy('initiative.id')
    .limit(50)
    .execute();
  return {
    asked: asked.rows,
    reflections: reflections.rows.map((row) => ({ ...row, holder: holderOf(row) })),
    handovers: owned.filter((one) => one.proposed_to_me && one.declined_at === null).slice(0, atMost),
    without_owner: owned.filter((one) => !one.owner_in_force && !one.proposed_to_me).slice(0, atMost),
    look_backs: owned
      .filter(
        (one) =>
          one.owner_id === tx.actor.person_id &&
          one.started_on !== null &&
          ((one.next_look_back_on !== null && one.next_look_back_on <= tx.today) ||
            (one.ends_on !== null && one.ends_on < tx.today)),
      )
      .slice(0, atMost),
  };
}

/** Sittings up to a day that the actor's bodies take part in or the actor holds, the next first. */
export async function sessionsAhead(tx: ReadTx, until: string, atMost = 5) {
  const { rows } = await sql<{
    id: number;
    initiative_id: number;
    title: string;
    initiative: string;
    held_on: string;
    starts_at: string;
    place: string;
  }>`
    select initiative_session.id, initiative.id as initiative_id, initiative_session.title, initiative.title as initiative,
      held_on, starts_at, place
    from initiative_session join initiative on initiative.id = initiative_session.initiative_id
    where cancelled_at is null and held_on between ${tx.today} and ${until}
      and (initiative.owner_id = ${tx.actor.person_id} or exists (select from initiative_partner
        where initiative_partner.initiative_id = initiative.id and left_on is null
          and may_hold(initiative_partner.organisation_id, initiative_partner.facility_id)))
    order by held_on, starts_at limit ${atMost}`.execute(tx.db);
  return rows;
}

/**
 * Whom an initiative may be handed over to, of `person` and an `appointment` in force: those with a place at one of its
 * bodies, and those who look after initiatives.
 */
export const successorsOf = (initiative_id: number): RawBuilder<SqlBool> =>
  sql<SqlBool>`(person.id <> (select owner_id from initiative where id = ${initiative_id})
    and (exists (select from role_duty where role_duty.role_code = appointment.role_code and duty = 'initiative.manage')
      or (exists (select from role_duty where role_duty.role_code = appointment.role_code
            and duty in ('facility.answer', 'meeting.read'))
        and exists (select from initiative_partner where initiative_partner.initiative_id = ${initiative_id}
          and left_on is null and initiative_partner.organisation_id = appointment.organisation_id
          and (initiative_partner.facility_id is null or appointment.facility_id is null
            or initiative_partner.facility_id = appointment.facility_id)))))`;

export const dayOf = (tx: ReadTx, moment: Date): string => dayIn(moment, tx.actor.municipality.time_zone);
