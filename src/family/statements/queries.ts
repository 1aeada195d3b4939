import { sql } from 'kysely';
import { personName, personNameIfAny } from '../../base/people/queries.ts';
import type { KnownToIdentify } from '../../improvement/issues/rules-identifying.ts';
import type { ReadTx } from '../../platform/db/transaction.ts';
import type { Paging } from '../../platform/web/paging.ts';
import { bandsOfStatistics, type AgeBand, type Shared, type StatementState, stateOf } from './rules.ts';

export interface Statement {
  id: number;
  team_id: number;
  team: string;
  author_id: number;
  author: string;
  theme_code: string;
  theme: string;
  area_id: number | null;
  area: string | null;
  age_band: AgeBand | null;
  kind_code: string | null;
  kind: string | null;
  title: string;
  keeps_happening: string;
  would_help: string;
  families: number;
  sent_at: Date | null;
  withdrawn_at: Date | null;
  approved_at: Date | null;
  approved_by: string | null;
  created_at: Date;
  updated_at: Date;
  version: number;
  returned: boolean;
  may_approve: boolean;
  state: StatementState;
}

const statements = (tx: ReadTx) =>
  tx.db
    .selectFrom('statement')
    .innerJoin('team', 'team.id', 'statement.team_id')
    .innerJoin('person as writer', 'writer.id', 'statement.author_id')
    .innerJoin('theme', 'theme.code', 'statement.theme_code')
    .leftJoin('area', 'area.id', 'statement.area_id')
    .leftJoin('consultation_kind as kind', 'kind.code', 'statement.kind_code')
    .leftJoin('person as approver', 'approver.id', 'statement.approved_by')
    .select([
      'statement.id',
      'statement.team_id',
      'team.name as team',
      'statement.author_id',
      personName('writer').as('author'),
      'statement.theme_code',
      'theme.name as theme',
      'statement.area_id',
      'area.name as area',
      'statement.age_band',
      'statement.kind_code',
      'kind.name as kind',
      'statement.title',
      'statement.keeps_happening',
      'statement.would_help',
      'statement.families',
      'statement.sent_at',
      'statement.withdrawn_at',
      'statement.approved_at',
      personNameIfAny('approver').as('approved_by'),
      'statement.created_at',
      'statement.updated_at',
      'statement.version',
      sql<boolean>`exists (select from statement_return where statement_id = statement.id)`.as('returned'),
      sql<boolean>`may_approve_statement(statement.team_id, statement.author_id)`.as('may_approve'),
    ]);

type Row = Awaited<ReturnType<ReturnType<typeof statements>['execute']>>[number];
const withState = (row: Row): Statement => ({
  ...row,
  age_band: row.age_band as AgeBand | null,
  state: stateOf(row),
});

export type Tab = 'open' | 'mine' | 'approved' | 'all';

/** Statements of the own teams, what waits for a decision first, then the newest. */
export async function statementList(
  tx: ReadTx,
  tab: Tab,
  paging: Pick<Paging, 'offset' | 'size'>,
): Promise<{ rows: Statement[]; total: number }> {
  const within = sql<boolean>`${
    tab === 'open'
      ? sql`statement.approved_at is null and statement.withdrawn_at is null`
      : tab === 'mine'
        ? sql`statement.author_id = ${tx.actor.person_id}`
        : tab === 'approved'
          ? sql`statement.approved_at is not null`
          : sql`true`
  }`;
  const rows = await statements(tx)
    .where(within)
    .orderBy(
      sql`statement.sent_at is not null and statement.approved_at is null and statement.withdrawn_at is null`,
      'desc',
    )
    .orderBy('statement.updated_at', 'desc')
    .orderBy('statement.id', 'desc')
    .offset(paging.offset)
    .limit(paging.size)
    .execute();
  const { total } = await tx.db
    .selectFrom('statement')
    .where(within)
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return { rows: rows.map(withState), total };
}

/** A statement of the own teams; undefined where it is not there for this person. */
export async function statementById(tx: ReadTx, id: number | null): Promise<Statement | undefined> {
  const row = await statements(tx)
    .where('statement.id', '=', id ?? 0)
    .executeTakeFirst();
  return row && withState(row);
}

export interface Sources {
  cases: { id: number; fiscal_year: number; number: number; headline: string }[];
  consultations: number;
}

/** What it stands on, as far as this person may read it. */
export async function sourcesOf(tx: ReadTx, statement_id: number): Promise<Sources> {
  const cases = await tx.db
    .selectFrom('statement_source')
    .innerJoin('support_case', 'support_case.id', 'statement_source.case_id')
    .where('statement_source.statement_id', '=', statement_id)
    .select(['support_case.id', 'support_case.fiscal_year', 'support_case.number', 'support_case.headline'])
    .orderBy('support_case.id')
    .execute();
  const { consultations } = await tx.db
    .selectFrom('statement_source')
    .where('statement_id', '=', statement_id)
    .where('consultation_id', 'is not', null)
    .select(({ fn }) => fn.countAll<number>().as('consultations'))
    .executeTakeFirstOrThrow();
  return { cases, consultations };
}

/** Open cases of a team to choose from, one's own first; closed ones only where they are chosen already. */
export async function casesToChoose(tx: ReadTx, chosen: readonly number[], atMost = 60) {
  return tx.db
    .selectFrom('support_case')
    .where('team_id', 'in', [0, ...tx.session.case_teams])
    .where((where) => where.or([where('closed_on', 'is', null), where('id', 'in', [0, ...chosen])]))
    .select(['id', 'team_id', 'fiscal_year', 'number', 'headline', 'household_id'])
    .orderBy(sql`id = any(${[...chosen]}::bigint[])`, 'desc')
    .orderBy(sql`worker_id = ${tx.actor.person_id}`, 'desc')
    .orderBy('opened_on', 'desc')
    .orderBy('id', 'desc')
    .limit(atMost)
    .execute();
}

export interface Among {
  area_id: number | null;
  age_band: AgeBand | null;
  kind_code: string | null;
}

/** Consultations of a team in the last two years of one kind, one band and one area; an area holds what lies inside it. */
const consultationsAmong = (tx: ReadTx, team_id: number, among: Among) => sql`
  from consultation where team_id = ${team_id} and received_at > ${tx.now}::timestamptz - interval '2 years'
    and (${among.kind_code}::text is null or kind_code = ${among.kind_code})
    and (${among.age_band}::text is null
      or consultation_age_band(child_age_months) = any(${among.age_band === null ? [] : [...bandsOfStatistics[among.age_band]]}::text[]))
    and (${among.area_id}::bigint is null or consultation.area_id = ${among.area_id}
      or (exists (select from area_town where area_town.area_id = consultation.area_id)
        and not exists (select from area_town where area_town.area_id = consultation.area_id
          and town_id not in (select town_id from area_town where area_town.area_id = ${among.area_id}))))`;

export async function consultationIdsAmong(tx: ReadTx, team_id: number, among: Among): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select id ${consultationsAmong(tx, team_id, among)} order by id desc limit 500`.execute(tx.db);
  return rows.map(({ id }) => id);
}

/** How many households are behind the sources, and how many of the team's are alike in area, age and kind. */
export async function sharedBy(tx: ReadTx, one: Among & { id: number; team_id: number }): Promise<Shared> {
  const { rows } = await sql<Shared>`
    select (select count(distinct household_id) from (
        select support_case.household_id from statement_source join support_case on support_case.id = statement_source.case_id
          where statement_id = ${one.id}
        union all select consultation.household_id from statement_source
          join consultation on consultation.id = statement_source.consultation_id where statement_id = ${one.id}
      ) as behind)::integer as families,
      (select count(distinct household_id) from (
        select household_id ${consultationsAmong(tx, one.team_id, one)}
        union all select household_id from support_case
          where team_id = ${one.team_id} and ${one.area_id}::bigint is null and ${one.kind_code}::text is null
            and ${one.age_band}::text is null and closed_on is null
      ) as alike)::integer as alike`.execute(tx.db);
  return rows[0]!;
}

/** What names the families a statement stands on: people, addresses, places, numbers; and what everybody calls by name. */
export async function knownOf(tx: ReadTx, statement_id: number): Promise<KnownToIdentify> {
  const behind = sql`(select support_case.household_id from statement_source
      join support_case on support_case.id = statement_source.case_id where statement_id = ${statement_id}
    union select consultation.household_id from statement_source
      join consultation on consultation.id = statement_source.consultation_id
      where statement_id = ${statement_id} and household_id is not null)`;
  const persons = await sql<KnownToIdentify['persons'][number]>`
    select distinct family_name, given_name, family_kana || given_kana as kana, known_as from household_member
      where household_id in ${behind}
    -- A family is talked of by its surname alone, and that is written down as it is heard.
    union select '', '', family_kana, given_kana from household_member where household_id in ${behind}`.execute(
    tx.db,
  );
  const addresses = await sql<{ address: string }>`
    select distinct address from household_address where household_id in ${behind}`.execute(tx.db);
  const contacts = await sql<{ value: string }>`
    select distinct value from household_contact where household_id in ${behind}`.execute(tx.db);
  const places = await sql<{ place_name: string }>`
    select distinct place_name from household_member_place where household_id in ${behind} and place_name <> ''`.execute(
    tx.db,
  );
  const facilities = await sql<{ name: string; concerned: boolean }>`
    select name, id in (select facility_id from household_member_place where household_id in ${behind} and facility_id is not null)
      as concerned from facility`.execute(tx.db);
  const towns = await tx.db.selectFrom('town').select('name').execute();
  return {
    persons: persons.rows,
    addresses: addresses.rows.map(({ address }) => address),
    contacts: contacts.rows.map(({ value }) => value),
    places: places.rows.map(({ place_name }) => place_name),
    facilities: facilities.rows,
    towns: towns.map(({ name }) => name),
  };
}

export interface Return {
  reason: string;
  returned_at: Date;
  returned_by: string;
}
export async function returnsOf(tx: ReadTx, statement_id: number): Promise<Return[]> {
  return tx.db
    .selectFrom('statement_return')
    .innerJoin('person', 'person.id', 'statement_return.returned_by')
    .where('statement_id', '=', statement_id)
    .select(['reason', 'returned_at', personName('person').as('returned_by')])
    .orderBy('statement_return.id', 'desc')
    .execute();
}

export async function reasonsOf(tx: ReadTx, statement_id: number) {
  return tx.db
    .selectFrom('statement_reason')
    .where('statement_id', '=', statement_id)
    .select(['field', 'kind', 'body', 'reason'])
    .orderBy('id')
    .execute();
}

export interface Outcome {
  statement_id: number;
  issue_id: number;
  state: string;
  moved_on: string;
  steps: { kind: string; on: string }[];
  answer: string | null;
  answered_at: Date | null;
}

/** What became of the own teams' statements. */
export async function outcomes(tx: ReadTx, statement_id?: number): Promise<Outcome[]> {
  const { rows } = await sql<Outcome>`
    select * from statement_outcomes() ${statement_id === undefined ? sql`` : sql`where statement_id = ${statement_id}`}`.execute(
    tx.db,
  );
  return rows;
}

/** When the team has read the newest answer. */
export async function answerRead(tx: ReadTx, statement_id: number): Promise<Date | null> {
  const row = await tx.db
    .selectFrom('statement_issue')
    .where('statement_id', '=', statement_id)
    .select('answer_read_at')
    .executeTakeFirst();
  return row?.answer_read_at ?? null;
}

/** Whether somebody besides the author can approve in a team today. */
export async function hasApprover(tx: ReadTx, team_id: number, author_id: number): Promise<boolean> {
  const { rows } = await sql<{ there: boolean }>`
    select exists (select from appointment join role_duty using (role_code) where team_id = ${team_id}
      and duty = 'case.supervise' and person_id <> ${author_id} and starts_on <= ${tx.today}
      and (ends_on is null or ends_on >= ${tx.today})) as there`.execute(tx.db);
  return rows[0]!.there;
}

/** For a case's page. */
export async function statementsOfCase(
  tx: ReadTx,
  case_id: number,
): Promise<{ id: number; title: string; state: StatementState }[]> {
  const rows = await tx.db
    .selectFrom('statement')
    .where('id', 'in', (query) =>
      query.selectFrom('statement_source').where('case_id', '=', case_id).select('statement_id'),
    )
    .select([
      'id',
      'title',
      'sent_at',
      'withdrawn_at',
      'approved_at',
      sql<boolean>`exists (select from statement_return where statement_id = statement.id)`.as('returned'),
    ])
    .orderBy('updated_at', 'desc')
    .limit(5)
    .execute();
  return rows.map((row) => ({ id: row.id, title: row.title, state: stateOf(row) }));
}

export interface StatementsToday {
  /** for the supervisor: sent and not decided */
  waiting: { id: number; title: string; sent_at: Date }[];
  /** for the author: sent back, and answered since last read */
  returned: { id: number; title: string }[];
  answered: { id: number; title: string; answered_at: Date }[];
}

export async function statementsToday(tx: ReadTx, atMost = 5): Promise<StatementsToday> {
  if (!tx.has('case.work') || tx.session.case_teams.length === 0)
    return { waiting: [], returned: [], answered: [] };
  const waiting = await tx.db
    .selectFrom('statement')
    .where('sent_at', 'is not', null)
    .where('approved_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .where(sql<boolean>`may_approve_statement(team_id, author_id)`)
    .select(['id', 'title', sql<Date>`sent_at`.as('sent_at')])
    .orderBy('sent_at')
    .limit(atMost)
    .execute();
  const returned = await tx.db
    .selectFrom('statement')
    .where('author_id', '=', tx.actor.person_id)
    .where('sent_at', 'is', null)
    .where('approved_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .where(sql<boolean>`exists (select from statement_return where statement_id = statement.id)`)
    .select(['id', 'title'])
    .orderBy('updated_at')
    .limit(atMost)
    .execute();
  const { rows: answered } = await sql<StatementsToday['answered'][number]>`
    select statement.id, statement.title, outcome.answered_at
    from statement_outcomes() as outcome join statement on statement.id = outcome.statement_id
    join statement_issue as link on link.statement_id = statement.id
    where author_id = ${tx.actor.person_id} and outcome.answered_at is not null
      and (link.answer_read_at is null or link.answer_read_at < outcome.answered_at)
    order by outcome.answered_at limit ${atMost}`.execute(tx.db);
  return { waiting, returned, answered };
}

export interface Draft {
  id: number;
  fields: Record<string, string | string[]>;
  saved_at: Date;
}

/** The actor's own drafts of statements; `statement_id` '' are those not saved yet. */
export async function draftsOf(tx: ReadTx, atMost = 3): Promise<Draft[]> {
  const rows = await tx.db
    .selectFrom('statement_draft')
    .where('person_id', '=', tx.actor.person_id)
    .select(['id', 'fields', 'saved_at'])
    .orderBy('saved_at', 'desc')
    .limit(atMost)
    .execute();
  return rows.map((row) => ({ ...row, fields: row.fields as Draft['fields'] }));
}

export async function draftFor(
  tx: ReadTx,
  which: { id: number | null; statement_id: number | null },
): Promise<Draft | undefined> {
  let query = tx.db.selectFrom('statement_draft').where('person_id', '=', tx.actor.person_id);
  if (which.statement_id !== null)
    query = query.where(sql<boolean>`fields ->> 'statement_id' = ${String(which.statement_id)}`);
  else query = query.where('id', '=', which.id ?? 0);
  const row = await query
    .select(['id', 'fields', 'saved_at'])
    .orderBy('saved_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && { ...row, fields: row.fields as Draft['fields'] };
}

/** Name of an area in force, for the issue. */
export async function areaNamed(tx: ReadTx, id: number | null) {
  if (id === null) return null;
  const row = await tx.db.selectFrom('area').where('id', '=', id).select(['id', 'name']).executeTakeFirst();
  return row ?? null;
}
