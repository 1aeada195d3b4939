import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { ReadTx } from '../../platform/db/transaction.ts';
import { bigrams } from '../../platform/ja/kana.ts';
import { searchWords } from '../../platform/search/search.ts';
import { cutOf, type Paging } from '../../platform/web/paging.ts';
import type { Age, PracticeState, Verdict, Zone } from './rules.ts';

/** Conditions of the list; null ones do not narrow it. */
export interface PracticeFilter {
  text: string;
  theme_code: string | null;
  facility_kind: string | null;
  age: Age | null;
  area_id: number | null;
  /** found in this city (true) or studied elsewhere (false) */
  inside: boolean | null;
  /** for those who keep the register */
  state: PracticeState | null;
}
export const noFilter: PracticeFilter = {
  text: '',
  theme_code: null,
  facility_kind: null,
  age: null,
  area_id: null,
  inside: null,
  state: null,
};

export interface PracticeLine {
  id: number;
  title: string;
  summary: string;
  source_code: string;
  source: string;
  inside: boolean;
  place: string;
  theme_code: string;
  theme: string;
  area: string | null;
  studied_on: string | null;
  facility_kinds: string[];
  ages: Age[];
  asked_ids: number[];
  zone: Zone;
  published_at: Date | null;
  withdrawn_at: Date | null;
  updated_at: Date;
  tried: number;
  again: number;
  /** the newest conclusion, for those who read the work; null without one */
  verdict: Verdict | null;
}

const states: Record<PracticeState, RawBuilder<SqlBool>> = {
  draft: sql`practice.published_at is null and practice.asked_ids = '{}'`,
  asking: sql`practice.audience = 'work' and practice.asked_ids <> '{}'`,
  published: sql`practice.audience <> 'work'`,
  withdrawn: sql`practice.withdrawn_at is not null and practice.asked_ids = '{}'`,
};

function conditions(filter: PracticeFilter): RawBuilder<SqlBool> {
  const all: RawBuilder<SqlBool>[] = [];
  const words = searchWords(filter.text);
  if (words.length > 0) {
    all.push(sql`search_bigrams(practice.folded) @> ${[...new Set(words.flatMap(bigrams))]}`);
    all.push(
      sql`not exists (select from unnest(${words}::text[]) as word where position(word in practice.folded) = 0)`,
    );
  }
  if (filter.theme_code !== null) all.push(sql`practice.theme_code = ${filter.theme_code}`);
  // What names no kind, age or area holds for all of them.
  if (filter.facility_kind !== null)
    all.push(sql`(practice.facility_kinds = '{}' or ${filter.facility_kind} = any(practice.facility_kinds))`);
  if (filter.age !== null) all.push(sql`(practice.ages = '{}' or ${filter.age} = any(practice.ages))`);
  if (filter.area_id !== null) all.push(sql`practice.area_id = ${filter.area_id}`);
  if (filter.inside !== null) all.push(sql`practice_source.inside = ${filter.inside}`);
  if (filter.state !== null) all.push(states[filter.state]);
  return all.length === 0 ? sql`true` : sql.join(all, sql` and `);
}

/** Practices the reader may see: what is still worked on first, then published ones, the newest first. */
export async function practices(
  tx: ReadTx,
  filter: PracticeFilter,
  page: Pick<Paging, 'size' | 'offset'>,
): Promise<PracticeLine[]> {
  const { rows } = await sql<PracticeLine>`
    with line as (
      select practice.id, practice.title, practice.summary, practice.source_code, practice_source.name as source,
        practice_source.inside, practice.place, practice.theme_code, coalesce(theme.name, '') as theme, area.name as area, practice.studied_on,
        practice.facility_kinds, practice.ages, practice.asked_ids, practice.zone, practice.published_at, practice.withdrawn_at,
        practice.updated_at, practice.audience
      from practice join practice_source on practice_source.code = practice.source_code left join theme on theme.code = practice.theme_code
        left join area on area.id = practice.area_id
      where ${conditions(filter)}
      order by practice.audience <> 'work', practice.published_at desc, practice.id desc ${cutOf(page)}
    )
    select line.*, coalesce(told.tried, 0) as tried, coalesce(told.again, 0) as again,
      (select verdict from practice_conclusion where practice_conclusion.practice_id = line.id
        order by concluded_on desc, practice_conclusion.id desc limit 1) as verdict
    from line left join practice_tried(array(select line.id from line)) as told on told.practice_id = line.id
    order by line.audience <> 'work', line.published_at desc, line.id desc`.execute(tx.db);
  return rows;
}

export async function countPractices(tx: ReadTx, filter: PracticeFilter): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::integer as n from practice join practice_source on practice_source.code = practice.source_code
    where ${conditions(filter)}`.execute(tx.db);
  return rows[0]?.n ?? 0;
}

/** One practice with all that is told of it; undefined when not there or not to be seen. */
export async function practiceById(tx: ReadTx, id: number | null) {
  if (id === null) return undefined;
  const { rows } = await sql<
    Omit<PracticeLine, 'verdict'> & {
      area_id: number | null;
      background: string;
      structure: string;
      method: string;
      results: string;
      issues: string;
      named_ids: number[];
      /** names of the facilities that agreed to be named */
      named: string[];
      wording: number;
      version: number;
      updated_by_name: string | null;
    }
  >`
    select practice.id, practice.title, practice.summary, practice.source_code, practice_source.name as source,
      practice_source.inside, practice.place, practice.theme_code, coalesce(theme.name, '') as theme, practice.area_id, area.name as area,
      practice.studied_on, practice.facility_kinds, practice.ages, practice.asked_ids, practice.named_ids,
      array(select facility.name from facility where facility.id = any(practice.named_ids)
        order by facility.name_kana collate "ja-x-icu", facility.id) as named,
      practice.zone, practice.published_at, practice.withdrawn_at, practice.updated_at, practice.wording, practice.version,
      practice.background, practice.structure, practice.method, practice.results, practice.issues,
      person.family_name || ' ' || person.given_name as updated_by_name,
      coalesce(told.tried, 0) as tried, coalesce(told.again, 0) as again
    from practice join practice_source on practice_source.code = practice.source_code left join theme on theme.code = practice.theme_code
      left join area on area.id = practice.area_id left join person on person.id = practice.updated_by
      left join practice_tried(array[practice.id]) as told on told.practice_id = practice.id
    where practice.id = ${id}`.execute(tx.db);
  return rows[0];
}
export type Practice = NonNullable<Awaited<ReturnType<typeof practiceById>>>;

export async function practiceSources(tx: ReadTx) {
  return tx.db.selectFrom('practice_source').select(['code', 'name', 'inside']).orderBy('position').execute();
}
export type PracticeSource = Awaited<ReturnType<typeof practiceSources>>[number];

/** Where a practice was found in this city: for those who keep the register and the facilities themselves. */
export async function originOf(tx: ReadTx, practice_id: number) {
  return tx.db
    .selectFrom('practice_origin')
    .where('practice_id', '=', practice_id)
    .select(['source_id', 'facility_ids', 'asked_at'])
    .executeTakeFirst();
}
export type Origin = NonNullable<Awaited<ReturnType<typeof originOf>>>;

export async function facilityNames(
  tx: ReadTx,
  ids: readonly number[],
): Promise<{ id: number; name: string; kind: string }[]> {
  if (ids.length === 0) return [];
  return tx.db
    .selectFrom('facility')
    .where('id', 'in', [...ids])
    .select(['id', 'name', 'kind'])
    .orderBy(sql`name_kana collate "ja-x-icu"`)
    .orderBy('id')
    .execute();
}

/** What facilities tried of a practice, the newest first. */
export async function trialsOf(tx: ReadTx, practice_id: number) {
  return tx.db
    .selectFrom('practice_trial')
    .innerJoin('facility', 'facility.id', 'practice_trial.facility_id')
    .where('practice_id', '=', practice_id)
    .selectAll('practice_trial')
    .select('facility.name as facility')
    .orderBy('tried_on', 'desc')
    .orderBy('practice_trial.facility_id')
    .execute();
}
export type Trial = Awaited<ReturnType<typeof trialsOf>>[number];

/** Practices that wait for the yes of the actor's own facilities, for the first page. */
export async function consentsToGive(tx: ReadTx) {
  if (!tx.has('facility.answer') || tx.session.facilities.length === 0) return [];
  const { rows } = await sql<{ practice_id: number; title: string; facility_id: number; facility: string }>`
    select practice.id as practice_id, practice.title, facility.id as facility_id, facility.name as facility
    from practice cross join lateral unnest(practice.asked_ids) as asked (id) join facility on facility.id = asked.id
      left join lateral (select answer, wording from practice_consent
        where practice_consent.practice_id = practice.id and practice_consent.facility_id = facility.id
        order by practice_consent.id desc limit 1) as said on true
    where practice.audience = 'work' and facility.id = any(session_facilities())
      and (said.answer is null or (said.answer = 'yes' and said.wording <> practice.wording))
    order by practice.id`.execute(tx.db);
  return rows;
}

/** What a year added: practices studied and published, what was tried, and what was concluded (for the year's report). */
export async function practicesOfYear(tx: ReadTx, fiscal_year: number) {
  const { rows } = await sql<{
    id: number;
    title: string;
    source: string;
    inside: boolean;
    place: string;
    theme: string;
    published: boolean;
    tried: number;
    verdict: Verdict | null;
    conclusion: string | null;
  }>`
    select practice.id, practice.title, practice_source.name as source, practice_source.inside, practice.place, theme.name as theme,
      practice.audience <> 'work' as published, coalesce(told.tried, 0) as tried, last.verdict, last.body as conclusion
    from practice join practice_source on practice_source.code = practice.source_code join theme on theme.code = practice.theme_code
      left join practice_tried(array[practice.id]) as told on told.practice_id = practice.id
      left join lateral (select verdict, body from practice_conclusion
        where practice_conclusion.practice_id = practice.id and fiscal_year_of(concluded_on) <= ${fiscal_year}
        order by concluded_on desc, practice_conclusion.id desc limit 1) as last on true
    where fiscal_year_of(coalesce(practice.studied_on, (practice.published_at at time zone ${tx.actor.municipality.time_zone})::date)) = ${fiscal_year}
      and (practice.audience <> 'work' or not practice_source.inside)
    order by practice_source.inside, practice_source.position, practice.id limit 200`.execute(tx.db);
  return rows;
}

export interface Candidate {
  source_code: string;
  source_id: number;
  title: string;
  day: string;
  text: string;
}

/**
 * Records a practice may be drawn from, the newest first: what visits saw as strengths (never of restricted records), open days
 * somebody took something home from, hand-outs of study groups. What already became a practice is left out.
 */
export async function candidates(tx: ReadTx, each = 15): Promise<Candidate[]> {
  const taken = sql`not exists (select from practice_origin join practice on practice.id = practice_origin.practice_id
    where practice.source_code = found.source_code and practice_origin.source_id = found.source_id)`;
  const { rows } = await sql<Candidate>`
    select * from (
      (select 'visit' as source_code, visit_record.visit_id as source_id, facility.name as title,
        coalesce(visit.visited_on, visit.planned_on) as day, left(visit_record.strengths, 160) as text
      from visit_record join visit on visit.id = visit_record.visit_id join facility on facility.id = visit_record.facility_id
      where not visit_record.restricted and visit_record.strengths <> ''
      order by visit_record.submitted_at desc limit ${each * 2})
      union all
      (select 'open_day', open_day.id, open_day.title, open_day.held_on, left(took.reflection, 160)
      from open_day cross join lateral (
        select string_agg(reflection, ' ' order by facility_id) as reflection from open_day_participation
        where open_day_participation.open_day_id = open_day.id and reflection is not null) as took
      where open_day.cancelled_at is null and took.reflection is not null
      order by open_day.held_on desc limit ${each})
      union all
      (select 'study_group', study_handout.id, study_handout.title,
        (study_handout.published_at at time zone ${tx.actor.municipality.time_zone})::date, left(study_handout.ideas, 160)
      from study_handout where published_at is not null and withdrawn_at is null
      order by published_at desc limit ${each})
    ) as found where ${taken} order by source_code, day desc, source_id desc`.execute(tx.db);
  return rows;
}
