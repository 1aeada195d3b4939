import { sql, type RawBuilder } from 'kysely';
import { ownOf } from '../../improvement/quality/queries.ts';
import type { ReadTx } from '../../platform/db/transaction.ts';
import { rowsDuty, type IndicatorCode } from './rules.ts';
import { words } from './words.ja.ts';

export const states = ['counted', 'open'] as const;
export const sorts = ['name', 'day'] as const;

/** Conditions of the rows behind a figure; null ones do not narrow them. */
export interface RowFilter {
  /** of facilities to be visited: visited already, or not yet */
  state: (typeof states)[number] | null;
  kind: string | null;
  theme_code: string | null;
  /** a number, or 'none' for rows in no area of the system */
  area: number | 'none' | null;
  /** code of the area system */
  system: string;
  sort: (typeof sorts)[number];
}

/** Which rows: of one indicator in a fiscal year up to a day, as policies.sql counts them. */
export interface RowsAsked {
  code: IndicatorCode;
  fiscal_year: number;
  /** YYYY-MM-DD */
  until: string;
  filter: RowFilter;
}

/** Whether the actor reads the records behind an indicator; without it the rows are empty while the figure is not. */
export function readsRows(tx: ReadTx, code: IndicatorCode): boolean {
  return tx.has('evaluation.read') && tx.has(rowsDuty[code]);
}

function conditions({ code, until, filter }: RowsAsked): RawBuilder<unknown> {
  const all: RawBuilder<unknown>[] = [sql`counted.indicator_code = ${code}`];
  if (filter.state !== null)
    all.push(filter.state === 'counted' ? sql`counted.numerator > 0` : sql`counted.numerator = 0`);
  if (filter.theme_code !== null) all.push(sql`counted.theme_code = ${filter.theme_code}`);
  if (filter.kind !== null)
    all.push(sql`counted.facility_id in (select id from facility where kind = ${filter.kind})`);
  if (filter.area !== null) {
    const inside = sql`areas_of_indicator_row(counted.indicator_code, counted.record_id, counted.facility_id, ${filter.system}, ${until}::date)`;
    all.push(
      filter.area === 'none'
        ? sql`not exists (select from ${inside})`
        : sql`${filter.area}::bigint in (select area_id from ${inside})`,
    );
  }
  return sql.join(all, sql` and `);
}

const counted = (asked: RowsAsked) => sql`
  select * from indicator_rows(${asked.fiscal_year}, ${asked.until}::date) as counted where ${conditions(asked)}`;

/** How many rows there are, and what they sum up to. */
export async function rowSums(
  tx: ReadTx,
  asked: RowsAsked,
): Promise<{ total: number; numerator: number; denominator: number | null }> {
  const { rows } = await sql<{ total: number; numerator: number; denominator: number | null }>`
    select count(*) as total, coalesce(sum(numerator), 0) as numerator, sum(denominator) as denominator
    from (${counted(asked)}) as counted`.execute(tx.db);
  return rows[0]!;
}

export interface Page {
  size: number;
  offset: number;
}

const pageOf = ({ size, offset }: Page) => sql`limit ${size} offset ${offset}`;
const byReading = sql`facility.name_kana collate "ja-x-icu"`;
const areaNames = (asked: RowsAsked) => sql<string>`(
  select string_agg(area.name, '、' order by area.name)
  from areas_of_indicator_row(counted.indicator_code, counted.record_id, counted.facility_id, ${asked.filter.system}, ${asked.until}::date) as inside
    join area on area.id = inside.area_id)`;

export interface VisitRow {
  facility_id: number;
  facility: string;
  kind: string;
  areas: string | null;
  planned_count: number;
  visits: number;
  /** the first visit of the year; null while there was none */
  visit_id: number | null;
  visited_on: string | null;
}

/** The facilities of the year's round, each with its first visit and how many there were. */
async function visitRows(tx: ReadTx, asked: RowsAsked, page: Page): Promise<VisitRow[]> {
  const order =
    asked.filter.sort === 'day' ? sql`counted.counted_on desc nulls last, ${byReading}` : sql`${byReading}`;
  const { rows } = await sql<VisitRow>`
    select facility.id as facility_id, facility.name as facility, facility.kind, ${areaNames(asked)} as areas,
      target.planned_count, made.visits, made.first_id as visit_id, counted.counted_on as visited_on
    from (${counted(asked)}) as counted
      join facility on facility.id = counted.facility_id
      join round on round.fiscal_year = ${asked.fiscal_year}
      join round_target as target on target.round_id = round.id and target.facility_id = facility.id
      cross join lateral (
        select count(*) as visits, (array_agg(visit.id order by visit.visited_on, visit.id))[1] as first_id
        from visit
        where visit.facility_id = facility.id and visit.fiscal_year = ${asked.fiscal_year}
          and visit.visited_on <= ${asked.until}::date and visit.cancelled_at is null
      ) as made
    order by ${order}, facility.id ${pageOf(page)}`.execute(tx.db);
  return rows;
}

export interface IssueRow {
  issue_id: number;
  title: string;
  theme: string;
  areas: string | null;
  raised_on: string;
  source: 'visit' | 'meeting' | 'hand' | 'survey' | 'voice' | 'family';
  merged_into_id: number | null;
}

/** The issues captured in the year, those merged into a regional one among them. */
async function issueRows(tx: ReadTx, asked: RowsAsked, page: Page): Promise<IssueRow[]> {
  const order =
    asked.filter.sort === 'name'
      ? sql`theme.position, counted.counted_on desc`
      : sql`counted.counted_on desc`;
  const { rows } = await sql<IssueRow>`
    select issue.id as issue_id, issue.title, theme.name as theme, ${areaNames(asked)} as areas, issue.raised_on,
      issue.source, issue.merged_into_id
    from (${counted(asked)}) as counted
      join issue on issue.id = counted.record_id
      join theme on theme.code = issue.theme_code
    order by ${order}, issue.id desc ${pageOf(page)}`.execute(tx.db);
  return rows;
}

export interface OpenDayRow {
  open_day_id: number;
  title: string;
  held_on: string;
  host: string;
  theme: string;
  facility_id: number;
  facility: string;
  people: number;
  reflection: string | null;
}

/** Which facility came to which open day with how many people. */
async function openDayRows(tx: ReadTx, asked: RowsAsked, page: Page): Promise<OpenDayRow[]> {
  const order =
    asked.filter.sort === 'name' ? sql`${byReading}, counted.counted_on desc` : sql`counted.counted_on desc`;
  const { rows } = await sql<OpenDayRow>`
    select open_day.id as open_day_id, open_day.title, open_day.held_on, host.name as host, theme.name as theme,
      facility.id as facility_id, facility.name as facility, came.people, came.reflection
    from (${counted(asked)}) as counted
      join open_day on open_day.id = counted.record_id
      join open_day_participation as came on came.open_day_id = open_day.id and came.facility_id = counted.facility_id
      join facility on facility.id = counted.facility_id
      join facility as host on host.id = open_day.facility_id
      join theme on theme.code = open_day.theme_code
    order by ${order}, open_day.id desc, facility.id ${pageOf(page)}`.execute(tx.db);
  return rows;
}

export interface ScoreRow {
  subject_id: number;
  /** facility visited or meeting; null where the actor may not read which */
  title: string | null;
  day: string | null;
  scored_on: string;
  average: number;
  judges: string;
  /** whether the record itself may be opened */
  readable: boolean;
}

/** The records scored in the year with their averages and the names of those who scored. */
async function scoreRows(tx: ReadTx, asked: RowsAsked, page: Page): Promise<ScoreRow[]> {
  const visits = asked.code === 'visit_record_quality';
  const subject = visits
    ? sql`select visit.id, facility.name as title, visit.visited_on as day, record.visit_id is not null as readable
        from visit join facility on facility.id = visit.facility_id left join visit_record as record on record.visit_id = visit.id
        where visit.id = counted.record_id`
    : sql`select meeting.id, meeting.title, meeting.held_on as day, meeting.minutes_published_at is not null as readable
        from meeting where meeting.id = counted.record_id`;
  // Whoever judges a record of their own is told apart: the figure is read with it.
  const own = ownOf(visits ? 'visit' : 'minutes', sql.ref('score.subject_id'), sql.ref('score.scored_by'));
  const order = asked.filter.sort === 'day' ? sql`counted.counted_on desc` : sql`subject.day desc nulls last`;
  const { rows } = await sql<ScoreRow>`
    select counted.record_id as subject_id, subject.title, subject.day, counted.counted_on as scored_on,
      counted.numerator::float8 as average, coalesce(subject.readable, false) as readable,
      (select string_agg(person.family_name || ' ' || person.given_name || case when ${own} then ${words.ownJudge}::text else '' end,
          '、' order by score.scored_on, score.id)
        from rubric_score as score join person on person.id = score.scored_by
        where score.rubric_code || '_quality' = ${asked.code} and score.subject_id = counted.record_id
          and score.fiscal_year = ${asked.fiscal_year} and score.scored_on <= ${asked.until}::date) as judges
    from (${counted(asked)}) as counted left join lateral (${subject}) as subject on true
    order by ${order}, counted.record_id desc ${pageOf(page)}`.execute(tx.db);
  return rows;
}

export interface CardRow {
  introduction_id: number;
  facility_id: number;
  facility: string;
  kind: string;
  areas: string | null;
  made_on: string;
}

/** The cards made in the year: which place, which day. */
async function cardRows(tx: ReadTx, asked: RowsAsked, page: Page): Promise<CardRow[]> {
  const order =
    asked.filter.sort === 'name' ? sql`${byReading}, counted.counted_on desc` : sql`counted.counted_on desc`;
  const { rows } = await sql<CardRow>`
    select counted.record_id as introduction_id, facility.id as facility_id, facility.name as facility, facility.kind,
      ${areaNames(asked)} as areas, counted.counted_on as made_on
    from (${counted(asked)}) as counted join facility on facility.id = counted.facility_id
    order by ${order}, counted.record_id desc ${pageOf(page)}`.execute(tx.db);
  return rows;
}

export interface CardAnswerRow {
  /** null: what is left of all places, counted together */
  facility_id: number | null;
  facility: string | null;
  areas: string | null;
  answers: number;
  went: number;
}

/** Answers to cards by place, counted in fives (base/finder). */
async function cardAnswerRows(tx: ReadTx, asked: RowsAsked, page: Page): Promise<CardAnswerRow[]> {
  const order =
    asked.filter.sort === 'name' ? sql`${byReading} nulls last` : sql`counted.denominator desc, ${byReading}`;
  const { rows } = await sql<CardAnswerRow>`
    select facility.id as facility_id, facility.name as facility, ${areaNames(asked)} as areas,
      counted.denominator::float8 as answers, counted.numerator::float8 as went
    from (${counted(asked)}) as counted left join facility on facility.id = counted.facility_id
    order by ${order}, counted.record_id ${pageOf(page)}`.execute(tx.db);
  return rows;
}

/** One page of the rows behind an indicator, by what they are rows of. */
export type Rows =
  | { of: 'visits'; rows: VisitRow[] }
  | { of: 'issues'; rows: IssueRow[] }
  | { of: 'open_days'; rows: OpenDayRow[] }
  | { of: 'cards'; rows: CardRow[] }
  | { of: 'card_answers'; rows: CardAnswerRow[] }
  | { of: 'visit_scores'; rows: ScoreRow[] }
  | { of: 'minutes_scores'; rows: ScoreRow[] };

/** The rows behind an indicator that meet the conditions; none of those the actor may not read. */
export async function rowsOf(tx: ReadTx, asked: RowsAsked, page: Page): Promise<Rows> {
  switch (asked.code) {
    case 'visit_rate':
      return { of: 'visits', rows: await visitRows(tx, asked, page) };
    case 'issue_count':
      return { of: 'issues', rows: await issueRows(tx, asked, page) };
    case 'open_day_people':
      return { of: 'open_days', rows: await openDayRows(tx, asked, page) };
    case 'card_count':
      return { of: 'cards', rows: await cardRows(tx, asked, page) };
    case 'card_went':
      return { of: 'card_answers', rows: await cardAnswerRows(tx, asked, page) };
    case 'visit_record_quality':
      return { of: 'visit_scores', rows: await scoreRows(tx, asked, page) };
    default:
      return { of: 'minutes_scores', rows: await scoreRows(tx, asked, page) };
  }
}

/** What the rows can be narrowed by. */
export interface RowChoices {
  kinds: string[];
  themes: { code: string; name: string }[];
  areas: { id: number; name: string }[];
}

export async function rowChoices(tx: ReadTx, system: string): Promise<RowChoices> {
  const kinds = await tx.db.selectFrom('facility').select('kind').distinct().orderBy('kind').execute();
  return {
    kinds: kinds.map(({ kind }) => kind),
    themes: await tx.db.selectFrom('theme').select(['code', 'name']).orderBy('position').execute(),
    areas: await tx.db
      .selectFrom('area')
      .where('area_system_code', '=', system)
      .select(['id', 'name'])
      .orderBy(sql`coalesce(name_kana, name) collate "ja-x-icu"`)
      .execute(),
  };
}
