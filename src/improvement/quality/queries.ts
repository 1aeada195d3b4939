import { sql, type RawBuilder } from 'kysely';
import type { ReadTx } from '../../platform/db/transaction.ts';
import { averageOf, mean, rubricOf, type SubjectKind } from './rules.ts';

export interface Rubric {
  code: string;
  name: string;
  question: string;
  criteria: { code: string; label: string; levels: string[] }[];
}

export interface Score {
  id: number;
  scored_by: number;
  scored_by_name: string;
  /** by somebody whose own record it is */
  own: boolean;
  scored_on: string;
  remark: string | null;
  version: number;
  levels: Record<string, number>;
  average: number;
}

/** All judges' scores of one subject, newest first, and their average (0–3, null while nobody has scored). */
export interface SubjectScore {
  average: number | null;
  scores: Score[];
}

/** The rubric of a kind with its criteria in order; undefined for those who may not read rubrics. */
export async function rubricFor(tx: ReadTx, kind: SubjectKind): Promise<Rubric | undefined> {
  const rubric = await tx.db
    .selectFrom('rubric')
    .select(['code', 'name', 'question'])
    .where('code', '=', rubricOf[kind])
    .executeTakeFirst();
  if (!rubric) return undefined;
  const criteria = await tx.db
    .selectFrom('rubric_criterion')
    .select(['code', 'label', 'levels'])
    .where('rubric_code', '=', rubric.code)
    .orderBy('position')
    .execute();
  return { ...rubric, criteria: criteria.map((one) => ({ ...one, levels: one.levels as string[] })) };
}

/** Whether a record is a person's own, as SQL over its number and theirs: who went on the visit, or put the minutes out. */
export const ownOf = (
  kind: SubjectKind,
  subject_id: RawBuilder<unknown>,
  person: RawBuilder<unknown>,
): RawBuilder<boolean> =>
  kind === 'visit'
    ? sql<boolean>`(exists (select from visit where id = ${subject_id} and lead_id = ${person})
        or exists (select from visit_coordinator where visit_id = ${subject_id} and person_id = ${person}))`
    : sql<boolean>`exists (select from meeting where id = ${subject_id} and minutes_published_by = ${person})`;

/** Whether the reader would judge a record of their own. */
export async function isOwn(tx: ReadTx, kind: SubjectKind, subject_id: number): Promise<boolean> {
  const { rows } = await sql<{ own: boolean }>`
    select ${ownOf(kind, sql`${subject_id}`, sql`${tx.actor.person_id}::bigint`)} as own`.execute(tx.db);
  return rows[0]!.own;
}

/** Scores of a visit's record (subject_id: visit) or of minutes (subject_id: meeting). */
export async function scoreOf(tx: ReadTx, kind: SubjectKind, subject_id: number): Promise<SubjectScore> {
  const rows = await tx.db
    .selectFrom('rubric_score as s')
    .innerJoin('person as p', 'p.id', 's.scored_by')
    .innerJoin('rubric_score_item as i', 'i.score_id', 's.id')
    .where('s.rubric_code', '=', rubricOf[kind])
    .where('s.subject_id', '=', subject_id)
    .groupBy(['s.id', 'p.id'])
    .orderBy('s.scored_on', 'desc')
    .orderBy('s.id', 'desc')
    .select([
      's.id',
      's.scored_by',
      sql<string>`p.family_name || ' ' || p.given_name`.as('scored_by_name'),
      ownOf(kind, sql.ref('s.subject_id'), sql.ref('s.scored_by')).as('own'),
      's.scored_on',
      's.remark',
      's.version',
      sql<Record<string, number>>`jsonb_object_agg(i.criterion_code, i.level)`.as('levels'),
    ])
    .execute();
  const scores = rows.map((row) => ({ ...row, average: mean(Object.values(row.levels)) ?? 0 }));
  return { average: averageOf(scores.map((score) => Object.values(score.levels))), scores };
}

export interface ListedSubject {
  id: number;
  title: string;
  day: string;
  average: number | null;
  judges: number;
  mine: boolean;
}

export interface SubjectFilter {
  fiscal_year: number;
  state: 'unscored' | 'scored' | 'all';
  limit: number;
  offset: number;
}

/** Records of a fiscal year with their scores, newest first. Restricted ones appear only to those who may read them. */
export async function subjectsToScore(
  tx: ReadTx,
  kind: SubjectKind,
  filter: SubjectFilter,
): Promise<{ rows: ListedSubject[]; total: number; unscored: number; scored: number }> {
  const subjects =
    kind === 'visit'
      ? sql`select v.id, f.name as title, v.visited_on as day
            from visit v join visit_record r on r.visit_id = v.id join facility f on f.id = v.facility_id
            where v.fiscal_year = ${filter.fiscal_year} and v.visited_on is not null`
      : sql`select m.id, m.title, m.held_on as day from meeting m
            where m.fiscal_year = ${filter.fiscal_year} and m.minutes_published_at is not null and m.cancelled_at is null`;
  const scored = sql`exists (select from rubric_score s where s.rubric_code = ${rubricOf[kind]} and s.subject_id = subject.id)`;
  const condition =
    filter.state === 'all' ? sql`true` : filter.state === 'scored' ? scored : sql`not ${scored}`;
  const counts = await sql<{ scored: number; unscored: number }>`
    select count(*) filter (where ${scored}) as scored, count(*) filter (where not ${scored}) as unscored
    from (${subjects}) as subject`.execute(tx.db);
  const { rows } = await sql<ListedSubject>`
    with page as (
      select * from (${subjects}) as subject where ${condition} order by day desc, id desc
      limit ${filter.limit} offset ${filter.offset}
    )
    select page.id, page.title, page.day, avg(given.points)::float8 as average, count(given.id)::int as judges,
      coalesce(bool_or(given.scored_by = ${tx.actor.person_id}), false) as mine
    from page left join lateral (
      select s.id, s.scored_by, avg(i.level) as points from rubric_score s join rubric_score_item i on i.score_id = s.id
      where s.rubric_code = ${rubricOf[kind]} and s.subject_id = page.id group by s.id
    ) as given on true
    group by page.id, page.title, page.day order by page.day desc, page.id desc`.execute(tx.db);
  const { scored: done, unscored } = counts.rows[0]!;
  return {
    rows,
    scored: done,
    unscored,
    total: filter.state === 'all' ? done + unscored : filter.state === 'scored' ? done : unscored,
  };
}

/** What a judge reads beside the criteria: the subject's title and its texts in order. */
/** How many records of this year nobody has scored yet, and the newest of them, the reader's own last; null for none. */
export async function nextToScore(
  tx: ReadTx,
  kind: SubjectKind,
): Promise<{ id: number; left: number } | null> {
  const all = { fiscal_year: tx.fiscal_year, state: 'unscored', limit: 50, offset: 0 } as const;
  const { rows, unscored } = await subjectsToScore(tx, kind, all);
  const { rows: first } = await sql<{ id: number }>`
    select id from unnest(${rows.map((row) => row.id)}::bigint[]) with ordinality as one (id, place)
    order by ${ownOf(kind, sql.ref('one.id'), sql`${tx.actor.person_id}::bigint`)}, place limit 1`.execute(
    tx.db,
  );
  return first[0] ? { id: first[0].id, left: unscored } : null;
}

export interface Subject {
  id: number;
  title: string;
  day: string;
  texts: { label: string; text: string }[];
}

export const visitTexts = [
  'met',
  'hearing',
  'strengths',
  'challenges',
  'needs',
  'support',
  'next_step',
] as const;

/** The record of a visit to be judged; undefined when it is not written or not to be seen. */
export async function visitSubject(
  tx: ReadTx,
  visit_id: number,
): Promise<(Omit<Subject, 'texts'> & Record<(typeof visitTexts)[number], string>) | undefined> {
  return tx.db
    .selectFrom('visit as v')
    .innerJoin('visit_record as r', 'r.visit_id', 'v.id')
    .innerJoin('facility as f', 'f.id', 'v.facility_id')
    .where('v.id', '=', visit_id)
    .select([
      'v.id',
      'f.name as title',
      sql<string>`v.visited_on`.as('day'),
      ...visitTexts.map((name) => `r.${name}` as const),
    ])
    .executeTakeFirst();
}

export interface MinutesSubject {
  id: number;
  title: string;
  day: string;
  summary: string;
  items: {
    title: string;
    explanation: string;
    opinions: string;
    conclusion: string;
    decisions: string[] | null;
    roles: { organisation: string; part: string }[] | null;
    actions: { what: string; owner: string; due_on: string }[] | null;
  }[];
}

/** Published minutes of a meeting to be judged; undefined when not published or not to be seen. */
export async function minutesSubject(tx: ReadTx, meeting_id: number): Promise<MinutesSubject | undefined> {
  const meeting = await tx.db
    .selectFrom('meeting')
    .where('id', '=', meeting_id)
    .where('minutes_published_at', 'is not', null)
    .select(['id', 'title', 'held_on as day', 'summary'])
    .executeTakeFirst();
  if (!meeting) return undefined;
  const items = await tx.db
    .selectFrom('agenda_item as a')
    .where('a.meeting_id', '=', meeting_id)
    .orderBy('a.position')
    .orderBy('a.id')
    .select(['a.title', 'a.explanation', 'a.opinions', 'a.conclusion'])
    .select([
      sql<
        string[] | null
      >`(select array_agg(d.body order by d.id) from decision d where d.agenda_item_id = a.id)`.as(
        'decisions',
      ),
      sql<
        MinutesSubject['items'][number]['roles']
      >`(select jsonb_agg(jsonb_build_object('organisation', o.name, 'part', r.part) order by r.id)
        from role_assignment r join organisation o on o.id = r.organisation_id where r.agenda_item_id = a.id)`.as(
        'roles',
      ),
      sql<
        MinutesSubject['items'][number]['actions']
      >`(select jsonb_agg(jsonb_build_object('what', x.what, 'due_on', x.due_on,
          'owner', concat_ws('　', coalesce(f.name, o.name), p.family_name || ' ' || p.given_name)) order by x.due_on, x.id)
        from action_item x join organisation o on o.id = x.owner_organisation_id
        left join facility f on f.id = x.owner_facility_id left join person p on p.id = x.owner_id
        where x.agenda_item_id = a.id and x.cancelled_at is null)`.as('actions'),
    ])
    .execute();
  return { ...meeting, items };
}
