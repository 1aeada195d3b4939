import { sql } from 'kysely';
import type { ReadTx } from '../../platform/db/transaction.ts';
import type { Block } from '../../platform/exports/doc.ts';
import { fiscalYearOf, formatDateTime } from '../../platform/ja/dates.ts';
import { personNameIfAny } from '../../base/people/queries.ts';
import { figuresForAll, summaryList } from '../../improvement/initiatives/queries-surveys.ts';
import { indicatorsOf, type IndicatorYear } from '../evaluation/queries.ts';
import type { IndicatorKind } from '../evaluation/rules.ts';
import type {
  Chapter,
  EventKind,
  Format,
  GoalCode,
  RecordedPart,
  SourceKind,
  Strength,
  Telling,
} from './rules.ts';

export interface Goal {
  code: GoalCode;
  name: string;
  question: string;
  indicators: IndicatorYear[];
  findings: number;
  judgement: string | null;
}

/** The five goals of a year with their indicators, how much speaks for them, and what was concluded. */
export async function goalTree(tx: ReadTx, fiscal_year: number): Promise<Goal[]> {
  const [{ rows }, links, indicators] = await Promise.all([
    sql<Omit<Goal, 'indicators'>>`
      select goal.code, goal.name, goal.question, goal_judgement.body as judgement,
        (select count(*)::integer from goal_finding where goal_finding.goal_code = goal.code
          and goal_finding.fiscal_year = ${fiscal_year} and withdrawn_at is null) as findings
      from goal left join goal_judgement on goal_judgement.goal_code = goal.code and goal_judgement.fiscal_year = ${fiscal_year}
      order by goal.position`.execute(tx.db),
    tx.db.selectFrom('goal_indicator').select(['goal_code', 'indicator_code']).orderBy('position').execute(),
    indicatorsOf(tx, fiscal_year),
  ]);
  return rows.map((goal) => ({
    ...goal,
    indicators: links
      .filter((link) => link.goal_code === goal.code)
      .flatMap((link) => indicators.filter((one) => one.code === link.indicator_code)),
  }));
}

/** What speaks for the goals of a year, oldest first; withdrawn ones too. */
export async function findingsOf(tx: ReadTx, fiscal_year: number, goal_code?: GoalCode) {
  let query = tx.db
    .selectFrom('goal_finding')
    .innerJoin('person', 'person.id', 'goal_finding.written_by')
    .where('fiscal_year', '=', fiscal_year)
    .select([
      'goal_finding.id',
      'goal_code',
      'goal_finding.fiscal_year',
      'body',
      'strength',
      'tells',
      'source_kind',
      'source_id',
      'source_code',
      sql<
        string | null
      >`coalesce((select name from indicator where indicator.code = source_code and source_kind = 'indicator'),
        (select name from rubric where rubric.code = source_code and source_kind = 'rubric'))`.as(
        'source_name',
      ),
      'source_note',
      'written_at',
      'withdrawn_at',
      personNameIfAny('person').as('writer'),
      sql<boolean>`coalesce(may_change_goal_finding(written_by), false)`.as('may_change'),
    ])
    .orderBy('written_at')
    .orderBy('goal_finding.id');
  if (goal_code !== undefined) query = query.where('goal_code', '=', goal_code);
  return (await query.execute()).map((row) => ({
    ...row,
    goal_code: row.goal_code as GoalCode,
    strength: row.strength as Strength,
    tells: row.tells as Telling,
    source_kind: row.source_kind as SourceKind,
    written: formatDateTime(row.written_at, tx.actor.municipality.time_zone),
  }));
}
export type Finding = Awaited<ReturnType<typeof findingsOf>>[number];

const tables = {
  visit: 'visit',
  issue: 'issue',
  meeting: 'meeting',
  open_day: 'open_day',
  study_handout: 'study_handout',
  practice: 'practice',
  initiative: 'initiative',
  partnership: 'partnership_round',
  survey: 'survey_summary',
} as const;

/** True when the actor sees the record a finding names. */
export async function sourceIsThere(tx: ReadTx, kind: SourceKind, id: number): Promise<boolean> {
  const table = (tables as Partial<Record<SourceKind, (typeof tables)[keyof typeof tables]>>)[kind];
  if (table === undefined) return false;
  return (await tx.db.selectFrom(table).where('id', '=', id).select('id').executeTakeFirst()) !== undefined;
}

/** The indicators and rubrics a finding may be read from. */
export async function figureSources(
  tx: ReadTx,
): Promise<{ kind: 'indicator' | 'rubric'; code: string; name: string }[]> {
  const { rows } = await sql<{ kind: 'indicator' | 'rubric'; code: string; name: string }>`
    select 'indicator' as kind, code, name from (select code, name from indicator order by position) as one
    union all
    select 'rubric', code, name from (select code, name from rubric order by code) as one`.execute(tx.db);
  return rows;
}

export async function judgementOf(tx: ReadTx, goal_code: GoalCode, fiscal_year: number) {
  const row = await tx.db
    .selectFrom('goal_judgement')
    .innerJoin('person', 'person.id', 'judged_by')
    .where('goal_code', '=', goal_code)
    .where('fiscal_year', '=', fiscal_year)
    .select(['body', 'judged_at', 'goal_judgement.version', personNameIfAny('person').as('judge')])
    .executeTakeFirst();
  return row && { ...row, judged: formatDateTime(row.judged_at, tx.actor.municipality.time_zone) };
}
export type Judgement = NonNullable<Awaited<ReturnType<typeof judgementOf>>>;

// ---- measures -----------------------------------------------------------------------------------

const measures = (tx: ReadTx) =>
  tx.db
    .selectFrom('measure')
    .innerJoin('organisation', 'organisation.id', 'measure.owner_organisation_id')
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('measure_event')
          .whereRef('measure_event.measure_id', '=', 'measure.id')
          .orderBy('happened_on', 'desc')
          .orderBy('measure_event.id', 'desc')
          .limit(1)
          .select(['kind as last', 'happened_on as last_on', 'evidence as last_evidence'])
          .as('event'),
      (join) => join.onTrue(),
    )
    .select([
      'measure.id',
      'measure.fiscal_year',
      'measure.section',
      'measure.title',
      'measure.note',
      'measure.done_at_start',
      'measure.within_year',
      'measure.later_years',
      'measure.continuing',
      'measure.owner_organisation_id',
      'organisation.name as owner',
      'measure.finding_id',
      'measure.dropped_at',
      'measure.drop_reason',
      'measure.version',
      sql<EventKind | null>`event.last`.as('last'),
      'event.last_on',
      'event.last_evidence',
      // What it came of, for the printed roadmap: withdrawn ones leave it.
      sql<
        string | null
      >`(select body from goal_finding where goal_finding.id = measure.finding_id and withdrawn_at is null)`.as(
        'finding',
      ),
    ]);

/** A year's roadmap in the order of its sections. */
export async function measuresOf(tx: ReadTx, fiscal_year: number) {
  return measures(tx)
    .where('measure.fiscal_year', '=', fiscal_year)
    .orderBy(
      sql`(select min(first.id) from measure as first where first.fiscal_year = measure.fiscal_year and first.section = measure.section)`,
    )
    .orderBy('measure.position')
    .orderBy('measure.id')
    .execute();
}
export async function measureById(tx: ReadTx, id: number | null) {
  return measures(tx)
    .where('measure.id', '=', id ?? 0)
    .executeTakeFirst();
}
export type Measure = NonNullable<Awaited<ReturnType<typeof measureById>>>;

export async function eventsOf(tx: ReadTx, measure_id: number) {
  const rows = await tx.db
    .selectFrom('measure_event')
    .innerJoin('person', 'person.id', 'written_by')
    .where('measure_id', '=', measure_id)
    .select(['measure_event.id', 'kind', 'happened_on', 'evidence', personNameIfAny('person').as('writer')])
    .orderBy('happened_on', 'desc')
    .orderBy('measure_event.id', 'desc')
    .execute();
  return rows.map((row) => ({ ...row, kind: row.kind as EventKind }));
}
export type MeasureEvent = Awaited<ReturnType<typeof eventsOf>>[number];

// ---- the year -----------------------------------------------------------------------------------

export async function textsOf(tx: ReadTx, fiscal_year: number) {
  const rows = await tx.db
    .selectFrom('report_text')
    .where('fiscal_year', '=', fiscal_year)
    .select(['chapter', 'body', 'version'])
    .execute();
  return new Map(rows.map((row) => [row.chapter as Chapter, row]));
}

/** How often a year was closed, newest first. */
export async function closingsOf(tx: ReadTx, fiscal_year: number) {
  const rows = await tx.db
    .selectFrom('year_close')
    .innerJoin('person', 'person.id', 'closed_by')
    .where('fiscal_year', '=', fiscal_year)
    .select(['edition', 'reason', 'closed_at', personNameIfAny('person').as('closer')])
    .orderBy('edition', 'desc')
    .execute();
  return rows.map((row) => ({
    ...row,
    closed: formatDateTime(row.closed_at, tx.actor.municipality.time_zone),
  }));
}
export type Closing = Awaited<ReturnType<typeof closingsOf>>[number];

export interface ClosedFigure {
  indicator_code: string;
  name: string;
  unit: string;
  kind: IndicatorKind;
  wording_version: number;
  definition: string;
  numerator_text: string;
  denominator_text: string;
  as_of: string;
  numerator: number;
  denominator: number | null;
  target: number | null;
  source_rows: number;
  /** the same sums, counted again from the rows kept; null for those who may not read them */
  again: { numerator: number; denominator: number | null; rows: number } | null;
}

/** The figures of a closing, each beside what its kept rows add up to. */
export async function closedFigures(
  tx: ReadTx,
  fiscal_year: number,
  edition: number,
): Promise<ClosedFigure[]> {
  const { rows } = await sql<ClosedFigure>`
    select closed_figure.indicator_code, closed_figure.name, closed_figure.unit, closed_figure.kind, wording_version, definition,
      numerator_text, denominator_text, as_of, closed_figure.numerator, closed_figure.denominator, target, source_rows,
      case when session_has('evaluation.manage') then jsonb_build_object('numerator', coalesce(again.numerator, 0),
        'denominator', again.denominator, 'rows', coalesce(again.rows, 0)) end as again
    from closed_figure join indicator on indicator.code = closed_figure.indicator_code
    left join lateral (
      select sum(closed_row.numerator) as numerator, sum(closed_row.denominator) as denominator, count(*) as rows from closed_row
      where closed_row.fiscal_year = closed_figure.fiscal_year and closed_row.edition = closed_figure.edition
        and closed_row.indicator_code = closed_figure.indicator_code
    ) as again on true
    where closed_figure.fiscal_year = ${fiscal_year} and closed_figure.edition = ${edition}
    order by indicator.position`.execute(tx.db);
  return rows;
}

/** The recorded parts of the report as they were kept with a closing; empty for closings of before there were any. */
export async function keptParts(tx: ReadTx, fiscal_year: number, edition: number) {
  const rows = await tx.db
    .selectFrom('closed_chapter')
    .where('fiscal_year', '=', fiscal_year)
    .where('edition', '=', edition)
    .select(['part', 'blocks'])
    .execute();
  return new Map(rows.map((row) => [row.part as RecordedPart, row.blocks as unknown as Block[]]));
}

/** Every row kept with a closing. */
export async function closedRows(tx: ReadTx, fiscal_year: number, edition: number) {
  const { rows } = await sql<{
    name: string;
    position: number;
    record_id: number;
    facility: string | null;
    theme: string | null;
    counted_on: string | null;
    numerator: number;
    denominator: number | null;
  }>`
    select closed_figure.name, closed_row.position, record_id, facility.name as facility, theme.name as theme, counted_on,
      closed_row.numerator, closed_row.denominator
    from closed_row join closed_figure using (fiscal_year, edition, indicator_code)
      join indicator on indicator.code = closed_row.indicator_code
      left join facility on facility.id = closed_row.facility_id left join theme on theme.code = closed_row.theme_code
    where closed_row.fiscal_year = ${fiscal_year} and closed_row.edition = ${edition}
    order by indicator.position, closed_row.position`.execute(tx.db);
  return rows;
}

/** The newest twenty reports of a year and which files of them are finished. */
export async function reportsOf(tx: ReadTx, fiscal_year: number) {
  const { rows } = await sql<{
    id: number;
    edition: number | null;
    made_at: Date;
    maker: string;
    formats: Format[];
  }>`
    select year_report.id, edition, made_at, person.family_name || ' ' || person.given_name as maker,
      coalesce((select array_agg(format order by format) from year_report_file where report_id = year_report.id), '{}') as formats
    from year_report join person on person.id = made_by
    where fiscal_year = ${fiscal_year} order by made_at desc, year_report.id desc limit 20`.execute(tx.db);
  return rows.map((row) => ({ ...row, made: formatDateTime(row.made_at, tx.actor.municipality.time_zone) }));
}
export type Report = Awaited<ReturnType<typeof reportsOf>>[number];

export async function reportFile(tx: ReadTx, report_id: number | null, format: Format) {
  return tx.db
    .selectFrom('year_report_file')
    .innerJoin('year_report', 'year_report.id', 'report_id')
    .where('report_id', '=', report_id ?? 0)
    .where('format', '=', format)
    .select(['bytes', 'fiscal_year'])
    .executeTakeFirst();
}

/** The surveys of a year that were published, newest first, as anybody may read them: null for what few people said. */
export async function surveysOf(tx: ReadTx, fiscal_year: number) {
  const published = (await summaryList(tx)).filter(
    (one) => one.published && fiscalYearOf(one.surveyed_on) === fiscal_year,
  );
  const surveys = [];
  for (const one of published) surveys.push({ ...one, figures: await figuresForAll(tx, one.id) });
  return surveys;
}
export type YearSurvey = Awaited<ReturnType<typeof surveysOf>>[number];
