import { sql, type RawBuilder } from 'kysely';
import type { ReadTx } from '../../platform/db/transaction.ts';
import { addMonths, instantOf } from '../../platform/ja/dates.ts';
import { pageOfOwnTeams, type Paging } from '../../platform/web/paging.ts';
import type { Asked } from './forms.ts';
import { questions } from './rules.ts';

export interface Named {
  code: string;
  name: string;
  group_name?: string;
}

export const kinds = (tx: ReadTx): Promise<(Named & { group_name: string })[]> =>
  tx.db.selectFrom('consultation_kind').select(['code', 'name', 'group_name']).orderBy('position').execute();
export const routesFrom = (tx: ReadTx): Promise<Named[]> =>
  tx.db.selectFrom('consultation_route').select(['code', 'name']).orderBy('position').execute();
export const responses = (tx: ReadTx): Promise<Named[]> =>
  tx.db.selectFrom('consultation_response').select(['code', 'name']).orderBy('position').execute();

export interface TeamChoice {
  id: number;
  name: string;
  mine: boolean;
}

/** Teams somebody of the case zone is appointed to today. */
export async function caseTeams(tx: ReadTx): Promise<TeamChoice[]> {
  return tx.db
    .selectFrom('team')
    .select(['team.id', 'team.name', sql<boolean>`team.id = any(session_case_teams())`.as('mine')])
    .where('team.ended_on', 'is', null)
    .where((row) =>
      row.exists(
        row
          .selectFrom('appointment')
          .innerJoin('role', 'role.code', 'appointment.role_code')
          .select('appointment.id')
          .whereRef('appointment.team_id', '=', 'team.id')
          .where('role.case_zone', '=', true)
          .where('starts_on', '<=', tx.today)
          .where((inner) => inner.or([inner('ends_on', 'is', null), inner('ends_on', '>=', tx.today)])),
      ),
    )
    .orderBy('team.name')
    .orderBy('team.id')
    .execute();
}

export interface WorkerChoice {
  id: number;
  name: string;
  team_id: number;
  team: string;
  role: string;
}

/** Who works on cases in which team today, for choosing a worker; of these teams only, or of all. */
export async function caseWorkers(
  tx: ReadTx,
  team_ids: readonly number[] | null = null,
): Promise<WorkerChoice[]> {
  const { rows } = await sql<WorkerChoice>`
    select distinct on (team.name, team.id, person.family_kana, person.given_kana, person.id) person.id,
      person.family_name || ' ' || person.given_name as name, team.id as team_id, team.name as team, role.name as role
    from appointment join role on role.code = role_code join person on person.id = person_id join team on team.id = team_id
    where ${team_ids === null ? sql`true` : sql`appointment.team_id = any(${team_ids}::bigint[])`}
      and role.case_zone and team.ended_on is null and starts_on <= ${tx.today} and (ends_on is null or ends_on >= ${tx.today})
      and exists (select from role_duty where role_duty.role_code = role.code and duty = 'case.work')
    order by team.name, team.id, person.family_kana, person.given_kana, person.id, role.position`.execute(
    tx.db,
  );
  return rows;
}

export interface District {
  area_id: number;
  area: string;
  team_id: number | null;
  team: string | null;
}

/** The districts of a fiscal year with the team that answers for each. */
export async function districts(tx: ReadTx, fiscal_year: number): Promise<District[]> {
  return tx.db
    .selectFrom('district_team')
    .innerJoin('area', 'area.id', 'district_team.area_id')
    .innerJoin('team', 'team.id', 'district_team.team_id')
    .select(['area.id as area_id', 'area.name as area', 'team.id as team_id', 'team.name as team'])
    .where('fiscal_year', '=', fiscal_year)
    .orderBy('area.name')
    .orderBy('area.id')
    .execute();
}

/** Areas a team may be given, of the system whose areas have teams already, else of any: with this year's team. */
export async function districtTable(
  tx: ReadTx,
  fiscal_year: number,
): Promise<(District & { system: string })[]> {
  const { rows } = await sql<District & { system: string }>`
    with used as (select distinct area_system_code as code from district_team join area on area.id = area_id)
    select area.id as area_id, area.name as area, area_system.name as system, district_team.team_id, team.name as team
    from area join area_system on area_system.code = area_system_code
    left join district_team on district_team.area_id = area.id and district_team.fiscal_year = ${fiscal_year}
    left join team on team.id = district_team.team_id
    where area_system_code in (select code from used) or (not exists (select from used) and area_system.position = (select min(position) from area_system))
    order by area_system.position, area.name, area.id`.execute(tx.db);
  return rows;
}

export const draftDays = async (tx: ReadTx): Promise<number> =>
  (await tx.db.selectFrom('consultation_setting').select('draft_days').executeTakeFirst())?.draft_days ?? 30;

export const climbHours = async (tx: ReadTx): Promise<number> =>
  (await tx.db.selectFrom('consultation_setting').select('climb_hours').executeTakeFirst())?.climb_hours ?? 4;

export interface Line {
  id: number;
  fiscal_year: number;
  number: number;
  team_id: number;
  team: string;
  worker_id: number | null;
  worker: string | null;
  received_at: Date;
  kind: string;
  kind_code: string;
  route: string;
  child_age_months: number | null;
  household_id: number | null;
  members: string | null;
  next_on: string | null;
  next_step: string;
  safety_due_at: Date | null;
  safety_checked_at: Date | null;
  closed_at: Date | null;
  urgency: string | null;
}

const base = (tx: ReadTx) =>
  tx.db
    .selectFrom('consultation')
    // The policy asks more than an index can answer: this says which rows it comes down to.
    .where(sql<boolean>`consultation.team_id = any(session_case_teams())`);

/** What is asked for, of the table's own columns. */
const narrowed = (tx: ReadTx, asked: Asked): RawBuilder<boolean> => {
  const zone = tx.actor.municipality.time_zone;
  const all = [sql`true`];
  if (asked.view !== 'all') all.push(sql`closed_at is null`);
  if (asked.view === 'mine') all.push(sql`worker_id = ${tx.actor.person_id}`);
  if (asked.view === 'unassigned') all.push(sql`worker_id is null`);
  if (asked.view === 'overdue') all.push(sql`next_on < ${tx.today}`);
  if (asked.view === 'clock') all.push(sql`safety_due_at is not null and safety_checked_at is null`);
  if (asked.team_id !== null) all.push(sql`team_id = ${asked.team_id}`);
  if (asked.kind !== null) all.push(sql`kind_code = ${asked.kind}`);
  if (asked.route !== null) all.push(sql`route_code = ${asked.route}`);
  if (asked.month !== null)
    all.push(sql`received_at >= ${instantOf(`${asked.month}-01`, '00:00', zone)}
      and received_at < ${instantOf(addMonths(`${asked.month}-01`, 1), '00:00', zone)}`);
  return sql<boolean>`${sql.join(all, sql` and `)}`;
};

const lineColumns = [
  'consultation.id',
  'fiscal_year',
  'number',
  'consultation.team_id',
  'team.name as team',
  'worker_id',
  sql<string | null>`worker.family_name || ' ' || worker.given_name`.as('worker'),
  'received_at',
  'consultation_kind.name as kind',
  'kind_code',
  'consultation_route.name as route',
  'child_age_months',
  'household_id',
  sql<string | null>`(select string_agg(btrim(family_name || ' ' || given_name), '、' order by position, m.id)
    from household_member as m where m.household_id = consultation.household_id and left_on is null and relation in ('child', 'expectant'))`.as(
    'members',
  ),
  'next_on',
  'next_step',
  'safety_due_at',
  'safety_checked_at',
  'closed_at',
  sql<
    string | null
  >`(select urgency from triage where consultation_id = consultation.id order by judged_at desc, triage.id desc limit 1)`.as(
    'urgency',
  ),
] as const;

const withNames = (query: ReturnType<typeof base>) =>
  query
    .innerJoin('team', 'team.id', 'consultation.team_id')
    .innerJoin('consultation_kind', 'consultation_kind.code', 'kind_code')
    .innerJoin('consultation_route', 'consultation_route.code', 'route_code')
    .leftJoin('person as worker', 'worker.id', 'worker_id')
    .select(lineColumns);

/** Consultations of the actor's teams, the newest first. */
export async function listConsultations(tx: ReadTx, asked: Asked, paging: Paging): Promise<Line[]> {
  const page = { where: narrowed(tx, asked), order: sql`received_at desc, id desc` };
  return withNames(
    tx.db
      .selectFrom('consultation')
      .where(sql<boolean>`consultation.id = any(${pageOfOwnTeams('consultation', page, paging)})`),
  )
    .orderBy('received_at', 'desc')
    .orderBy('consultation.id', 'desc')
    .execute();
}

export async function countConsultations(tx: ReadTx, asked: Asked): Promise<number> {
  const { n } = await base(tx)
    .where(narrowed(tx, asked))
    .select((row) => row.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return n;
}

export type Counts = Record<'open' | 'mine' | 'unassigned' | 'overdue' | 'clock', number>;

/** How many there are behind each tab. */
export async function countsOf(tx: ReadTx): Promise<Counts> {
  return base(tx)
    .where('closed_at', 'is', null)
    .select([
      sql<number>`count(*)`.as('open'),
      sql<number>`count(*) filter (where worker_id = ${tx.actor.person_id})`.as('mine'),
      sql<number>`count(*) filter (where worker_id is null)`.as('unassigned'),
      sql<number>`count(*) filter (where next_on < ${tx.today})`.as('overdue'),
      sql<number>`count(*) filter (where safety_due_at is not null and safety_checked_at is null)`.as(
        'clock',
      ),
    ])
    .executeTakeFirstOrThrow();
}

/** What stands on the first page: late next steps and clocks of the actor's own; for a supervisor the team's clocks and those that climbed. */
export async function consultationsWaiting(
  tx: ReadTx,
  atMost: number,
): Promise<{ clocks: Line[]; climbed: Line[]; next: Line[]; unassigned: number }> {
  if (!tx.has('case.work') || tx.session.case_teams.length === 0)
    return { clocks: [], climbed: [], next: [], unassigned: 0 };
  const supervises = tx.has('case.supervise');
  const open = () => base(tx).where('closed_at', 'is', null);
  let clocks = open().where('safety_due_at', 'is not', null).where('safety_checked_at', 'is', null);
  if (!supervises) clocks = clocks.where('worker_id', '=', tx.actor.person_id);
  const since = new Date(tx.now.getTime() - (await climbHours(tx)) * 3_600_000);
  return {
    clocks: await withNames(clocks)
      .orderBy('safety_due_at')
      .orderBy('consultation.id')
      .limit(atMost)
      .execute(),
    climbed: supervises
      ? await withNames(open().where('worker_id', 'is', null).where('received_at', '<=', since))
          .orderBy('received_at')
          .orderBy('consultation.id')
          .limit(atMost)
          .execute()
      : [],
    next: await withNames(open().where('worker_id', '=', tx.actor.person_id).where('next_on', '<=', tx.today))
      .orderBy('next_on')
      .orderBy('consultation.id')
      .limit(atMost)
      .execute(),
    unassigned: (
      await open()
        .where('worker_id', 'is', null)
        .select((row) => row.fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow()
    ).n,
  };
}

export interface Consultation {
  id: number;
  fiscal_year: number;
  number: number;
  team_id: number;
  team: string;
  worker_id: number | null;
  worker: string | null;
  household_id: number | null;
  case_id: number | null;
  received_at: Date;
  received_by: number;
  received_by_name: string;
  way: string;
  route_code: string;
  route: string;
  anonymous: boolean;
  kind_code: string;
  kind: string;
  group_name: string;
  abuse_kind: string | null;
  abuser: string | null;
  child_age_months: number | null;
  area_id: number | null;
  area: string | null;
  words_said: string;
  done_text: string;
  next_step: string;
  next_on: string | null;
  safety_due_at: Date | null;
  safety_checked_at: Date | null;
  safety_checked_by_name: string | null;
  safety_how: string | null;
  closed_at: Date | null;
  closed_by_name: string | null;
  response_code: string | null;
  response: string | null;
  version: number;
  updated_at: Date;
  may_work: boolean;
  judged: boolean;
}

/** One consultation as far as the actor reaches it. */
export async function consultationById(tx: ReadTx, id: number | null): Promise<Consultation | undefined> {
  const name = (alias: string) =>
    sql<string>`${sql.ref(`${alias}.family_name`)} || ' ' || ${sql.ref(`${alias}.given_name`)}`;
  return tx.db
    .selectFrom('consultation')
    .innerJoin('team', 'team.id', 'consultation.team_id')
    .innerJoin('consultation_kind', 'consultation_kind.code', 'kind_code')
    .innerJoin('consultation_route', 'consultation_route.code', 'route_code')
    .leftJoin('consultation_response', 'consultation_response.code', 'response_code')
    .leftJoin('area', 'area.id', 'area_id')
    .innerJoin('person as taker', 'taker.id', 'received_by')
    .leftJoin('person as worker', 'worker.id', 'worker_id')
    .leftJoin('person as checker', 'checker.id', 'safety_checked_by')
    .leftJoin('person as closer', 'closer.id', 'closed_by')
    .selectAll('consultation')
    .select([
      'team.name as team',
      'consultation_kind.name as kind',
      'consultation_kind.group_name',
      'consultation_route.name as route',
      'consultation_response.name as response',
      'area.name as area',
      name('taker').as('received_by_name'),
      name('worker').as('worker'),
      name('checker').as('safety_checked_by_name'),
      name('closer').as('closed_by_name'),
      sql<boolean>`may_work_case(consultation.team_id)`.as('may_work'),
      sql<boolean>`exists (select from triage where consultation_id = consultation.id)`.as('judged'),
    ])
    .where('consultation.id', '=', id ?? 0)
    .executeTakeFirst() as Promise<Consultation | undefined>;
}

export interface Notifier {
  name: string;
  relation: string;
  contact: string;
  note: string;
}

/** Who told; nothing for whom that is not to be known. */
export async function notifierOf(tx: ReadTx, consultation_id: number): Promise<Notifier | undefined> {
  return tx.db
    .selectFrom('consultation_notifier')
    .select(['name', 'relation', 'contact', 'note'])
    .where('consultation_id', '=', consultation_id)
    .executeTakeFirst();
}

export interface Triage {
  id: number;
  judged_at: Date;
  judge: string;
  urgency: string;
  reason: string;
  answers: { question: string; answer: string; note: string }[];
}

/** All judgements of urgency, the newest first, each with its answers in the order of the questions. */
export async function triagesOf(tx: ReadTx, consultation_id: number): Promise<Triage[]> {
  const rows = await tx.db
    .selectFrom('triage')
    .innerJoin('person', 'person.id', 'judged_by')
    .select([
      'triage.id',
      'judged_at',
      sql<string>`family_name || ' ' || given_name`.as('judge'),
      'urgency',
      'reason',
      sql<
        Triage['answers']
      >`coalesce((select jsonb_agg(jsonb_build_object('question', question, 'answer', answer, 'note', note))
        from triage_answer where triage_id = triage.id), '[]')`.as('answers'),
    ])
    .where('consultation_id', '=', consultation_id)
    .orderBy('judged_at', 'desc')
    .orderBy('triage.id', 'desc')
    .execute();
  const place = (question: string) => questions.indexOf(question as (typeof questions)[number]);
  return rows.map((row) => ({
    ...row,
    answers: row.answers.toSorted((a, b) => place(a.question) - place(b.question)),
  }));
}

export interface Routing {
  id: number;
  from_team: string | null;
  to_team: string;
  to_worker: string | null;
  reason: string;
  who: string;
  routed_at: Date;
}

export async function routingsOf(tx: ReadTx, consultation_id: number): Promise<Routing[]> {
  return tx.db
    .selectFrom('consultation_routing')
    .leftJoin('team as from_team', 'from_team.id', 'from_team_id')
    .innerJoin('team as to_team', 'to_team.id', 'to_team_id')
    .leftJoin('person as to_worker', 'to_worker.id', 'to_worker_id')
    .innerJoin('person as who', 'who.id', 'routed_by')
    .select([
      'consultation_routing.id',
      'from_team.name as from_team',
      'to_team.name as to_team',
      sql<string | null>`to_worker.family_name || ' ' || to_worker.given_name`.as('to_worker'),
      'reason',
      sql<string>`who.family_name || ' ' || who.given_name`.as('who'),
      'routed_at',
    ])
    .where('consultation_id', '=', consultation_id)
    .orderBy('routed_at', 'desc')
    .orderBy('consultation_routing.id', 'desc')
    .execute();
}

export interface Revision {
  version: number;
  fields: Record<string, string | number | null>;
  who: string;
  changed_at: Date;
}

/** What stood there before each correction, the newest first. */
export async function revisionsOf(tx: ReadTx, consultation_id: number): Promise<Revision[]> {
  const rows = await tx.db
    .selectFrom('consultation_revision')
    .innerJoin('person', 'person.id', 'changed_by')
    .select([
      'consultation_revision.version',
      'fields',
      sql<string>`family_name || ' ' || given_name`.as('who'),
      'changed_at',
    ])
    .where('consultation_id', '=', consultation_id)
    .orderBy('consultation_revision.version', 'desc')
    .execute();
  return rows.map((row) => ({ ...row, fields: row.fields as Revision['fields'] }));
}

export interface Draft {
  id: number;
  fields: Record<string, string | string[]>;
  saved_at: Date;
}

/** The actor's own drafts; nobody else's is ever seen. */
export async function draftsOf(tx: ReadTx, atMost = 5): Promise<Draft[]> {
  const rows = await tx.db
    .selectFrom('consultation_draft')
    .select(['id', 'fields', 'saved_at'])
    .where('person_id', '=', tx.actor.person_id)
    .orderBy('saved_at', 'desc')
    .orderBy('id', 'desc')
    .limit(atMost)
    .execute();
  return rows.map((row) => ({ ...row, fields: row.fields as Draft['fields'] }));
}

export async function draftById(tx: ReadTx, id: number | null): Promise<Draft | undefined> {
  const row = await tx.db
    .selectFrom('consultation_draft')
    .select(['id', 'fields', 'saved_at'])
    .where('id', '=', id ?? 0)
    .where('person_id', '=', tx.actor.person_id)
    .executeTakeFirst();
  return row && { ...row, fields: row.fields as Draft['fields'] };
}

/** The district a town lies in, among those with a team this year. */
export async function districtOfTown(
  tx: ReadTx,
  town_id: number,
  fiscal_year: number,
): Promise<number | null> {
  const row = await tx.db
    .selectFrom('area_town')
    .innerJoin('district_team', 'district_team.area_id', 'area_town.area_id')
    .select('area_town.area_id')
    .where('town_id', '=', town_id)
    .where('fiscal_year', '=', fiscal_year)
    .orderBy('area_town.area_id')
    .executeTakeFirst();
  return row?.area_id ?? null;
}

/** What a case begins with: of the consultation, for the form of a new case. */
export async function consultationForCase(tx: ReadTx, id: number): Promise<Consultation | undefined> {
  const one = await consultationById(tx, id);
  return one?.may_work ? one : undefined;
}

/** Consultations that belong to a case, the newest first. */
export async function consultationsOfCase(tx: ReadTx, case_id: number): Promise<Line[]> {
  return withNames(tx.db.selectFrom('consultation').where('case_id', '=', case_id) as ReturnType<typeof base>)
    .orderBy('received_at', 'desc')
    .orderBy('consultation.id', 'desc')
    .execute();
}
