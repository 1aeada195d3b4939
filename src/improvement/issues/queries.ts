import { sql, type Expression, type RawBuilder } from 'kysely';
import { personName } from '../../base/people/queries.ts';
import type { ReadTx } from '../../platform/db/transaction.ts';
import { foldForSearch } from '../../platform/ja/kana.ts';
import {
  patience,
  planPatience,
  nextStage,
  openStates,
  stages,
  type IssueState,
  type Stage,
  type StuckReason,
} from './rules.ts';

type Views = {
  issue_state: { issue_id: number; state: IssueState; moved_on: string; last_kind: string | null };
  issue_work: {
    issue_id: number;
    kind: 'decision' | 'action' | 'role';
    meeting_id: number | null;
    meeting_title: string | null;
    held_on: string | null;
    text: string;
    owner: string | null;
    due_on: string | null;
    done_on: string | null;
  };
};

/** The tables with the views of policies.sql, which the generated types do not carry. */
export const tables = (tx: ReadTx) => tx.db.withTables<Views>();

export interface Theme {
  code: string;
  name: string;
  description: string;
}

/** Themes in use, in their order. */
export async function themes(tx: ReadTx): Promise<Theme[]> {
  return tx.db
    .selectFrom('theme')
    .where((where) => where.or([where('ended_on', 'is', null), where('ended_on', '>', tx.today)]))
    .select(['code', 'name', 'description'])
    .orderBy('position')
    .execute();
}

/** An issue with those merged into it: what the facilities said stays at the originals. */
export const family = (issue_id: number | Expression<number>) =>
  sql<number>`(select id from issue as member where member.id = ${issue_id} or member.merged_into_id = ${issue_id})`;

const ref = sql.ref<number>('issue.id');

/** Facilities that raised it, its originals' included; those the actor may not read are not counted. */
export const facilityCount = sql<number>`(select count(distinct facility_id) from issue_facility where issue_facility.issue_id in ${family(ref)})`;

/** The owner has an appointment in force that looks after issues. */
const ownerInOffice = (today: string) => sql<boolean>`exists (
  select from appointment join role_duty on role_duty.role_code = appointment.role_code and role_duty.duty = 'issue.manage'
  where appointment.person_id = issue.owner_id and starts_on <= ${today} and (ends_on is null or ends_on >= ${today}))`;

const byState = <T extends string | number>(
  values: Partial<Record<IssueState, T | null>>,
  type: 'integer' | 'text',
) =>
  sql`case issue_state.state ${sql.join(
    Object.entries(values).flatMap(([state, value]) =>
      value === null || value === undefined ? [] : [sql`when ${sql.lit(state)} then ${sql.lit(value)}`],
    ),
    sql` `,
  )} end::${sql.raw(type)}`;

/** Why an issue is stuck: stuckBecause() of rules.ts, from the same numbers, for lists and filters. */
export const stuckReasonsOf = (today: string) => {
  const stage = byState(nextStage, 'text');
  return sql<
    StuckReason[]
  >`case when issue_state.state in ('closed', 'merged') then '{}' else array_remove(array[
    case when issue_state.moved_on + ${byState(patience, 'integer')} / (case issue.weight when 3 then 2 else 1 end) < ${today}::date
      then 'silent' end,
    case when ${stage} is not null and issue_state.moved_on + ${sql.lit(planPatience)} / (case issue.weight when 3 then 2 else 1 end) < ${today}::date
      and not exists (select from issue_forum where issue_forum.issue_id = issue.id and issue_forum.stage = ${stage})
      then 'no_forum' end,
    case when issue.next_review_on < ${today}::date then 'review_past' end,
    case when not ${ownerInOffice(today)} then 'owner_gone' end
  ], null) end::text[]`;
};

/** The forum planned for the next stage. */
const nextForum = sql<
  string | null
>`(select forum.name from issue_forum join forum on forum.id = issue_forum.forum_id
  where issue_forum.issue_id = issue.id and issue_forum.stage = ${byState(nextStage, 'text')})`;

const areaNames = sql<
  string[]
>`array(select area.name from issue_area join area on area.id = issue_area.area_id
  where issue_area.issue_id = issue.id order by area.area_system_code, area.name)`;

/** Every issue the actor may read with its theme, state and holder; the base of every list. */
export function issues(tx: ReadTx) {
  return tables(tx)
    .selectFrom('issue')
    .innerJoin('issue_state', 'issue_state.issue_id', 'issue.id')
    .innerJoin('theme', 'theme.code', 'issue.theme_code')
    .leftJoin('person as owner', 'owner.id', 'issue.owner_id');
}

export interface IssueLine {
  id: number;
  title: string;
  theme_code: string;
  theme_name: string;
  weight: number;
  state: IssueState;
  regional: boolean;
  merged_into_id: number | null;
  raised_on: string;
  fiscal_year: number;
  moved_on: string;
  last_kind: string | null;
  areas: string[];
  facility_count: number;
  owner_name: string | null;
  next_forum: string | null;
  next_review_on: string | null;
  stuck: StuckReason[];
}

export function lines(tx: ReadTx) {
  return issues(tx).select([
    'issue.id',
    'issue.title',
    'issue.theme_code',
    'theme.name as theme_name',
    'issue.weight',
    'issue_state.state',
    'issue.regional',
    'issue.merged_into_id',
    'issue.raised_on',
    'issue.fiscal_year',
    'issue_state.moved_on',
    'issue_state.last_kind',
    'issue.next_review_on',
    personName('owner').$castTo<string | null>().as('owner_name'),
    nextForum.as('next_forum'),
    areaNames.as('areas'),
    facilityCount.as('facility_count'),
    stuckReasonsOf(tx.today).as('stuck'),
  ]);
}

export interface IssueOption extends IssueLine {
  /** planned for this forum's share, discuss, decide or review */
  planned: Stage[];
}

/**
 * Open issues for an agenda: those planned for the forum first, then the heaviest, then the longest waiting.
 * `words` looks in title and description; `ids` asks for these alone.
 */
export async function issueOptions(
  tx: ReadTx,
  asked: { forum_id?: number; words?: string; ids?: readonly number[]; limit?: number } = {},
): Promise<IssueOption[]> {
  const planned = sql<Stage[]>`array(select stage from issue_forum where issue_forum.issue_id = issue.id
    and issue_forum.forum_id = ${asked.forum_id ?? null}::bigint)`;
  let query = lines(tx)
    .select(planned.as('planned'))
    .where('issue_state.state', 'in', [...openStates]);
  if (asked.words) query = query.where(hasWords(asked.words));
  if (asked.ids) query = query.where('issue.id', 'in', asked.ids.length > 0 ? [...asked.ids] : [0]);
  return query
    .orderBy(sql`cardinality(${planned}) = 0`)
    .orderBy('issue.weight', 'desc')
    .orderBy('issue_state.moved_on')
    .orderBy('issue.id')
    .limit(asked.limit ?? 100)
    .execute();
}

/** Every word, folded as the search box folds, stands in title or description; digits alone also find the number. */
export function hasWords(words: string): RawBuilder<boolean> {
  const folded = words.split(/[\s\u3000]+/).map(foldForSearch);
  // No bigram index here: under row security PostgreSQL would not use it, and a city's issues are some thousands.
  const inWords = sql<boolean>`not exists (select from unnest(${folded}::text[]) as word where position(word in issue.folded) = 0)`;
  const number = /^[#＃]?([0-9０-９]{1,12})$/.exec(words.trim())?.[1]?.normalize('NFKC');
  return number === undefined ? inWords : sql<boolean>`(${inWords} or issue.id = ${number}::bigint)`;
}

/** Issues raised in a visit, for those who may read issues. */
export async function issuesOfVisit(tx: ReadTx, visit_id: number): Promise<IssueLine[]> {
  return lines(tx).where('issue.visit_id', '=', visit_id).orderBy('issue.id').execute();
}

/** Issues a facility raised, newest first, for those who may read issues. */
export async function issuesOfFacility(tx: ReadTx, facility_id: number): Promise<IssueLine[]> {
  return lines(tx)
    .where('issue.id', 'in', (query) =>
      query
        .selectFrom('issue_facility')
        .select('issue_facility.issue_id')
        .where('facility_id', '=', facility_id),
    )
    .orderBy('issue.raised_on', 'desc')
    .orderBy('issue.id', 'desc')
    .execute();
}

/** Issues of several facilities that are not over, newest first: what somebody on the way to them takes along. */
export async function openIssuesOf(
  tx: ReadTx,
  facility_ids: readonly number[],
): Promise<{ facility_id: number; title: string; theme_name: string; state: string }[]> {
  return issues(tx)
    .innerJoin('issue_facility', 'issue_facility.issue_id', 'issue.id')
    .where('issue_facility.facility_id', '=', sql<number>`any(${facility_ids}::bigint[])`)
    .where('issue_state.state', 'in', [...openStates])
    .orderBy('issue.raised_on', 'desc')
    .orderBy('issue.id', 'desc')
    .select(['issue_facility.facility_id', 'issue.title', 'theme.name as theme_name', 'issue_state.state'])
    .execute();
}

/** What has stopped, the heaviest and longest first, each with the number of all of them; of one owner when given. */
export async function stuckIssues(
  tx: ReadTx,
  asked: { owner_id?: number; limit?: number } = {},
): Promise<(IssueLine & { of: number })[]> {
  let found = issues(tx)
    .where('issue_state.state', 'in', [...openStates])
    .where(sql<boolean>`cardinality(${stuckReasonsOf(tx.today)}) > 0`);
  if (asked.owner_id !== undefined) found = found.where('issue.owner_id', '=', asked.owner_id);
  const first = await found
    .select(['issue.id', sql<number>`count(*) over ()`.as('of')])
    .orderBy('issue.weight', 'desc')
    .orderBy('issue_state.moved_on')
    .orderBy('issue.id')
    .limit(asked.limit ?? 20)
    .execute();
  if (first.length === 0) return [];
  // What a line shows besides costs a look-up each: only for the few that are shown.
  const shown = await lines(tx)
    .where(
      'issue.id',
      'in',
      first.map((issue) => issue.id),
    )
    .execute();
  const byId = new Map(shown.map((issue) => [issue.id, issue]));
  return first.flatMap(({ id, of }) => {
    const issue = byId.get(id);
    return issue ? [{ ...issue, of }] : [];
  });
}

/** What commands must know of an issue before they change it; undefined when not there for the actor. */
export async function standingOf(tx: ReadTx, id: number | null) {
  return tables(tx)
    .selectFrom('issue')
    .innerJoin('issue_state', 'issue_state.issue_id', 'issue.id')
    .where('issue.id', '=', id ?? 0)
    .select([
      'issue.id',
      'issue.title',
      'issue.theme_code',
      'issue.weight',
      'issue.regional',
      'issue.raised_on',
      'issue.raised_by',
      'issue.owner_id',
      'issue.merged_into_id',
      'issue.next_review_on',
      'issue.version',
      'issue_state.state',
    ])
    .executeTakeFirst();
}

export interface Issue extends IssueLine {
  description: string;
  source: 'visit' | 'meeting' | 'hand' | 'survey' | 'voice' | 'family';
  visit_id: number | null;
  meeting_id: number | null;
  raised_by_name: string;
  owner_id: number | null;
  merged_at: Date | null;
  merged_by_name: string | null;
  merged_into_title: string | null;
  version: number;
  updated_at: Date;
  area_ids: number[];
  may_manage: boolean;
}

/** One issue; undefined when not there for the actor. */
export async function issueById(tx: ReadTx, id: number | null): Promise<Issue | undefined> {
  return lines(tx)
    .innerJoin('person as raiser', 'raiser.id', 'issue.raised_by')
    .leftJoin('person as merger', 'merger.id', 'issue.merged_by')
    .leftJoin('issue as target', 'target.id', 'issue.merged_into_id')
    .where('issue.id', '=', id ?? 0)
    .select([
      'issue.description',
      'issue.source',
      'issue.visit_id',
      'issue.meeting_id',
      'issue.owner_id',
      'issue.merged_at',
      'issue.version',
      'issue.updated_at',
      'target.title as merged_into_title',
      personName('raiser').as('raised_by_name'),
      personName('merger').$castTo<string | null>().as('merged_by_name'),
      sql<number[]>`array(select area_id from issue_area where issue_area.issue_id = issue.id)`.as(
        'area_ids',
      ),
      sql<boolean>`may_manage_issue()`.as('may_manage'),
    ])
    .executeTakeFirst();
}

export interface Voice {
  issue_id: number;
  issue_title: string;
  facility_id: number;
  facility_name: string;
  statement: string;
  raised_on: string;
  /** said 「うちも同じです」 to the published wording */
  echoed: boolean;
  answer: string | null;
  answered_at: Date | null;
  answered_by_name: string | null;
  read_at: Date | null;
  read_by_name: string | null;
}

/** Every facility's words on these issues and on what was merged into them, as far as the actor may read them. */
export async function voicesOf(tx: ReadTx, issue_ids: readonly number[]): Promise<Voice[]> {
  if (issue_ids.length === 0) return [];
  return tx.db
    .selectFrom('issue_facility')
    .innerJoin('issue', 'issue.id', 'issue_facility.issue_id')
    .innerJoin('facility', 'facility.id', 'issue_facility.facility_id')
    .leftJoin('person as answerer', 'answerer.id', 'issue_facility.answered_by')
    .leftJoin('person as reader', 'reader.id', 'issue_facility.read_by')
    .where((where) =>
      where.or([
        where('issue.id', 'in', [...issue_ids]),
        where('issue.merged_into_id', 'in', [...issue_ids]),
      ]),
    )
    .select([
      'issue_facility.issue_id',
      'issue.title as issue_title',
      'issue_facility.facility_id',
      'facility.name as facility_name',
      'issue_facility.statement',
      'issue_facility.raised_on',
      sql<boolean>`issue_facility.publication_id is not null`.as('echoed'),
      'issue_facility.answer',
      'issue_facility.answered_at',
      personName('answerer').$castTo<string | null>().as('answered_by_name'),
      'issue_facility.read_at',
      personName('reader').$castTo<string | null>().as('read_by_name'),
    ])
    .orderBy('issue_facility.raised_on')
    .orderBy('issue_facility.issue_id')
    .orderBy(sql`facility.name_kana collate "ja-x-icu"`)
    .execute();
}

export interface FamilyVoice {
  issue_id: number;
  title: string;
  answer: string | null;
  answered_at: Date | null;
  answered_by_name: string | null;
}

/** Of an issue and what was merged into it: those that came out of the case zone, with what was answered there. */
export async function familyVoicesOf(tx: ReadTx, issue_id: number): Promise<FamilyVoice[]> {
  return tx.db
    .selectFrom('issue')
    .leftJoin('issue_family_answer as said', 'said.issue_id', 'issue.id')
    .leftJoin('person as answerer', 'answerer.id', 'said.answered_by')
    .where('issue.source', '=', 'family')
    .where((where) =>
      where.or([where('issue.id', '=', issue_id), where('issue.merged_into_id', '=', issue_id)]),
    )
    .select([
      'issue.id as issue_id',
      'issue.title',
      'said.answer',
      'said.answered_at',
      personName('answerer').$castTo<string | null>().as('answered_by_name'),
    ])
    .orderBy('issue.id')
    .execute();
}

export interface Step {
  stage: Stage;
  forum_id: number | null;
  forum_name: string | null;
}

/** The forums an issue is planned for, by stage. */
export async function planOf(tx: ReadTx, issue_ids: readonly number[]) {
  if (issue_ids.length === 0) return [];
  return tx.db
    .selectFrom('issue_forum')
    .innerJoin('forum', 'forum.id', 'issue_forum.forum_id')
    .where('issue_forum.issue_id', 'in', [...issue_ids])
    .select(['issue_forum.issue_id', 'issue_forum.stage', 'issue_forum.forum_id', 'forum.name as forum_name'])
    .execute();
}

/** All facts of an issue, newest first, with who and in which meeting. */
export async function eventsOf(tx: ReadTx, issue_id: number) {
  return tx.db
    .selectFrom('issue_event')
    .innerJoin('person', 'person.id', 'issue_event.person_id')
    .leftJoin('meeting', 'meeting.id', 'issue_event.meeting_id')
    .leftJoin('issue_event_note', 'issue_event_note.issue_event_id', 'issue_event.id')
    .where('issue_event.issue_id', '=', issue_id)
    .select([
      'issue_event.id',
      'issue_event.kind',
      'issue_event.happened_on',
      // What a forum concluded is its own; others learn only that and when it did.
      'issue_event_note.body as note',
      'issue_event.meeting_id',
      'meeting.title as meeting_title',
      personName('person').as('person_name'),
    ])
    .orderBy('issue_event.happened_on', 'desc')
    .orderBy('issue_event.id', 'desc')
    .execute();
}

/** What was merged into an issue. */
export async function originalsOf(tx: ReadTx, issue_id: number) {
  return tx.db
    .selectFrom('issue')
    .innerJoin('theme', 'theme.code', 'issue.theme_code')
    .where('issue.merged_into_id', '=', issue_id)
    .select([
      'issue.id',
      'issue.title',
      'issue.description',
      'issue.raised_on',
      'issue.weight',
      'theme.name as theme_name',
    ])
    .orderBy('issue.raised_on')
    .orderBy('issue.id')
    .execute();
}

/** Decisions, action items and roles on an issue and its originals, from the meetings' published view. */
export async function workOf(tx: ReadTx, issue_id: number) {
  return tables(tx)
    .selectFrom('issue_work')
    .where(sql<boolean>`issue_work.issue_id in ${family(sql.val(issue_id))}`)
    .selectAll()
    .orderBy('held_on', 'desc')
    .orderBy('kind')
    .execute();
}

/** The fields of the edit form as they are stored, named as the form names them. */
export async function editable(
  tx: ReadTx,
  issue: Issue,
): Promise<Record<string, string | number | number[] | null>> {
  const fields: Record<string, string | number | number[] | null> = {
    title: issue.title,
    description: issue.description,
    theme_code: issue.theme_code,
    weight: issue.weight,
    owner_id: issue.owner_id,
    next_review_on: issue.next_review_on,
  };
  const plan = await planOf(tx, [issue.id]);
  for (const stage of stages)
    fields[`plan_${stage}`] = plan.find((step) => step.stage === stage)?.forum_id ?? null;
  const own = await tx.db
    .selectFrom('issue_facility')
    .where('issue_id', '=', issue.id)
    .select(['facility_id', 'statement', 'publication_id'])
    .orderBy('facility_id')
    .execute();
  for (const row of own)
    if (row.publication_id === null) fields[`statement_${row.facility_id}`] = row.statement;
  fields.area_ids = issue.area_ids;
  fields.facility_ids = own.map((row) => row.facility_id);
  return fields;
}
