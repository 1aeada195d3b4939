import { sql } from 'kysely';
import type { ReadTx } from '../../platform/db/transaction.ts';
import { addDays } from '../../platform/ja/dates.ts';
import { personNameIfAny } from '../../base/people/queries.ts';
import { holderOf } from '../partnership/rules.ts';
import { newestValue, progressOf, targetPatience, targetState } from './rules.ts';

const guidelines = (tx: ReadTx) =>
  tx.db
    .selectFrom('guideline')
    .leftJoin('area', 'area.id', 'guideline.area_id')
    .leftJoin('person', 'person.id', 'guideline.updated_by')
    .leftJoin('survey_summary', 'survey_summary.id', 'guideline.summary_id')
    .leftJoin('guideline as previous', 'previous.id', 'guideline.previous_id')
    .selectAll('guideline')
    .select([
      'area.name as area',
      'survey_summary.title as summary',
      // the one before, as guidelineName() takes it
      sql<{ title: string; starts_on: string; ends_on: string; edition: number } | null>`case
        when previous.id is null then null
        else json_build_object('title', previous.title, 'starts_on', previous.starts_on, 'ends_on', previous.ends_on,
          'edition', previous.edition)
      end`.as('previous'),
      personNameIfAny('person').as('updater'),
      sql<boolean>`may_manage_initiative()`.as('may_manage'),
      sql<number>`(select count(*)::int from guideline_target where guideline_id = guideline.id)`.as(
        'targets',
      ),
    ]);

/** Guidelines, the newest period and edition first; strangers find those that were adopted. */
export async function guidelineList(tx: ReadTx, only: { adopted?: boolean } = {}) {
  let query = guidelines(tx);
  if (only.adopted) query = query.where('guideline.adopted', '=', true);
  return query
    .orderBy('guideline.starts_on', 'desc')
    .orderBy('guideline.edition', 'desc')
    .orderBy('guideline.id', 'desc')
    .limit(50)
    .execute();
}
export async function guidelineById(tx: ReadTx, id: number | null) {
  return guidelines(tx)
    .where('guideline.id', '=', id ?? 0)
    .executeTakeFirst();
}
export type Guideline = NonNullable<Awaited<ReturnType<typeof guidelineById>>>;

export async function chaptersOf(tx: ReadTx, guideline_id: number) {
  return tx.db
    .selectFrom('guideline_chapter')
    .where('guideline_id', '=', guideline_id)
    .select(['id', 'position', 'title', 'body'])
    .orderBy('position')
    .orderBy('id')
    .execute();
}
export type Chapter = Awaited<ReturnType<typeof chaptersOf>>[number];

/** What was told of a guideline's targets, oldest first, with what each is seen by as far as the actor may read it. */
export async function factsOf(tx: ReadTx, guideline_id: number) {
  return tx.db
    .selectFrom('guideline_fact')
    .leftJoin('person', 'person.id', 'guideline_fact.written_by')
    .leftJoin('initiative', 'initiative.id', 'guideline_fact.initiative_id')
    .leftJoin('issue', 'issue.id', 'guideline_fact.issue_id')
    .leftJoin('meeting', 'meeting.id', 'guideline_fact.meeting_id')
    .leftJoin('partnership_stage', 'partnership_stage.id', 'guideline_fact.partnership_stage_id')
    .leftJoin('area', 'area.id', 'partnership_stage.area_id')
    .where('guideline_id', '=', guideline_id)
    .select([
      'guideline_fact.id',
      'guideline_fact.target_id',
      'guideline_fact.happened_on',
      'guideline_fact.value',
      'guideline_fact.body',
      'guideline_fact.initiative_id',
      'initiative.title as initiative',
      'issue.id as issue_id',
      'issue.title as issue',
      'meeting.id as meeting_id',
      'meeting.title as meeting',
      'partnership_stage.round_id',
      'partnership_stage.area_id',
      'partnership_stage.step',
      'area.name as area',
      'guideline_fact.taken_back_at',
      personNameIfAny('person').as('writer'),
    ])
    .orderBy('happened_on')
    .orderBy('guideline_fact.id')
    .execute();
}
export type TargetFact = Awaited<ReturnType<typeof factsOf>>[number];

/** A guideline's targets with the facts told of each, the newest figure and the state that follows from them. */
export async function targetsOf(tx: ReadTx, guideline_id: number) {
  const [rows, facts] = await Promise.all([
    tx.db
      .selectFrom('guideline_target')
      .leftJoin('organisation', 'organisation.id', 'guideline_target.owner_organisation_id')
      .leftJoin('facility', 'facility.id', 'guideline_target.owner_facility_id')
      .where('guideline_id', '=', guideline_id)
      .selectAll('guideline_target')
      .select([
        sql<string | null>`coalesce(facility.name, organisation.name)`.as('owner'),
        sql<boolean>`may_tell_of_target(owner_organisation_id, owner_facility_key)`.as('may_tell'),
      ])
      .orderBy('guideline_target.position')
      .orderBy('guideline_target.id')
      .execute(),
    factsOf(tx, guideline_id),
  ]);
  return rows.map((row) => {
    const own = facts.filter((one) => one.target_id === row.id);
    const newest = newestValue(own);
    return {
      ...row,
      holder: holderOf({ organisation_id: row.owner_organisation_id, facility_id: row.owner_facility_id }),
      facts: own,
      newest,
      state: targetState(row, own),
      progress: newest === null ? null : progressOf(row, newest.value!),
    };
  });
}
export type TargetLine = Awaited<ReturnType<typeof targetsOf>>[number];

/** Sayings that could become targets: of the summary a guideline rests on. */
export async function sayingOptions(tx: ReadTx, summary_id: number | null) {
  if (summary_id === null) return [];
  return tx.db
    .selectFrom('survey_saying')
    .where('summary_id', '=', summary_id)
    .select(['id', 'body'])
    .orderBy('id')
    .limit(200)
    .execute();
}

/** What a target's fact may be seen by, as far as the actor may read it: initiatives, issues, meetings, steps of areas. */
export async function evidenceOptions(tx: ReadTx) {
  const [initiatives, issues, meetings, stages] = await Promise.all([
    tx.db
      .selectFrom('initiative')
      .where('started_on', 'is not', null)
      .select(['id', 'title'])
      .orderBy('started_on', 'desc')
      .limit(100)
      .execute(),
    tx.db
      .selectFrom('issue')
      .where('merged_into_id', 'is', null)
      .select(['id', 'title'])
      .orderBy('raised_on', 'desc')
      .limit(100)
      .execute(),
    tx.db
      .selectFrom('meeting')
      .where('cancelled_at', 'is', null)
      .where('held_on', '<=', tx.today)
      .select(['id', 'title'])
      .orderBy('held_on', 'desc')
      .limit(50)
      .execute(),
    tx.db
      .selectFrom('partnership_stage')
      .innerJoin('area', 'area.id', 'partnership_stage.area_id')
      .where('taken_back_at', 'is', null)
      .select(['partnership_stage.id', 'area.name as area', 'step', 'agreed_on'])
      .orderBy('agreed_on', 'desc')
      .limit(50)
      .execute(),
  ]);
  return { initiatives, issues, meetings, stages };
}

/** Facts in which an initiative moved a target, for the initiative's own page. */
export async function targetsMovedBy(tx: ReadTx, initiative_id: number) {
  return tx.db
    .selectFrom('guideline_fact')
    .innerJoin('guideline_target', 'guideline_target.id', 'guideline_fact.target_id')
    .innerJoin('guideline', 'guideline.id', 'guideline_fact.guideline_id')
    .where('guideline_fact.initiative_id', '=', initiative_id)
    .where('taken_back_at', 'is', null)
    .select([
      'guideline_fact.id',
      'guideline_fact.happened_on',
      'guideline_fact.value',
      'guideline_fact.body',
      'guideline_target.id as target_id',
      'guideline_target.title',
      'guideline_target.unit',
      'guideline_target.target_value',
      'guideline.id as guideline_id',
      'guideline.title as guideline',
    ])
    .orderBy('happened_on')
    .orderBy('guideline_fact.id')
    .execute();
}

/** Targets of adopted guidelines in force that an initiative may be said to have moved, for a link from its page. */
export async function currentTargets(tx: ReadTx) {
  return tx.db
    .selectFrom('guideline_target')
    .innerJoin('guideline', 'guideline.id', 'guideline_target.guideline_id')
    .where('guideline.adopted', '=', true)
    .where('guideline.starts_on', '<=', tx.today)
    .where('guideline.ends_on', '>=', tx.today)
    .where(sql<boolean>`may_tell_of_target(owner_organisation_id, owner_facility_key)`)
    .select([
      'guideline_target.id',
      'guideline_target.title',
      'guideline.id as guideline_id',
      'guideline.title as guideline',
    ])
    .orderBy('guideline.starts_on', 'desc')
    .orderBy('guideline_target.position')
    .limit(50)
    .execute();
}

/** For the first page: targets the actor's own bodies hold, of which nobody told for a year. */
export async function targetsWaiting(tx: ReadTx, atMost = 5) {
  const since = addDays(tx.today, -targetPatience);
  const { rows } = await sql<{ id: number; guideline_id: number; title: string; guideline: string }>`
    select guideline_target.id, guideline.id as guideline_id, guideline_target.title, guideline.title as guideline
    from guideline_target join guideline on guideline.id = guideline_target.guideline_id
    where guideline.adopted and guideline.starts_on <= ${since} and guideline.ends_on >= ${tx.today}
      and may_answer_as(owner_organisation_id, owner_facility_id)
      and not exists (select from guideline_fact where guideline_fact.target_id = guideline_target.id
        and taken_back_at is null and happened_on > ${since})
    order by guideline_target.id limit ${atMost}`.execute(tx.db);
  return rows;
}

/** Each target of the guidelines in force on a day, with its state: for the year's report. */
export async function guidelineStanding(tx: ReadTx, day: string) {
  const current = await guidelines(tx)
    .where('guideline.adopted', '=', true)
    .where('guideline.starts_on', '<=', day)
    .where('guideline.ends_on', '>=', day)
    .orderBy('guideline.starts_on')
    .orderBy('guideline.id')
    .execute();
  const standing = [];
  for (const one of current) standing.push({ guideline: one, targets: await targetsOf(tx, one.id) });
  return standing;
}
