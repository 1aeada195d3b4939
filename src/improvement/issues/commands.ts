import { sql } from 'kysely';
import { Refusal, found, type WriteTx } from '../../platform/db/transaction.ts';
import { publish } from '../../platform/search/search.ts';
import { invalid } from '../../platform/web/handlers.tsx';
import { issueById, standingOf } from './queries.ts';
import { mayRecord, stages, type Recordable, type Stage } from './rules.ts';
import { words } from './words.ja.ts';

export type Source = 'visit' | 'meeting' | 'hand' | 'survey' | 'voice' | 'family';

export interface NewIssue {
  title: string;
  description: string;
  theme_code: string;
  weight: number;
  source: Source;
  visit_id?: number | null;
  meeting_id?: number | null;
  /** YYYY-MM-DD */
  raised_on: string;
  facility_ids: number[];
  /** left out: the areas of the facilities' towns, in every area system */
  area_ids?: number[];
  /** areas it touches besides those of its facilities */
  more_area_ids?: number[];
  /** each facility's own words, by facility id */
  statements?: Record<number, string>;
}

/** Who does it: a person; jobs and the public do not raise issues. */
export function me(tx: WriteTx): number {
  if (tx.actor.person_id === null) throw new Refusal(403);
  return tx.actor.person_id;
}

/** Chosen from a list that has changed meanwhile, or never from a list: a sentence instead of a broken key. */
export async function mustBeThere(
  tx: WriteTx,
  table: 'facility' | 'area' | 'forum',
  ids: readonly (number | null)[],
  field: string,
  sentence: string,
): Promise<void> {
  const asked = [...new Set(ids.filter((id) => id !== null))];
  if (asked.length === 0) return;
  const there = await tx.db.selectFrom(table).where('id', 'in', asked).select('id').execute();
  if (there.length < asked.length) invalid({ [field]: sentence });
}

/** The theme's name. */
export async function mustBeTheme(tx: WriteTx, code: string): Promise<string> {
  const theme = await tx.db.selectFrom('theme').where('code', '=', code).select('name').executeTakeFirst();
  if (!theme) invalid({ theme_code: words.errors.theme });
  return theme.name;
}

/** Raises an issue and returns its number. The raiser holds it until it is given over. 403 without issue.raise. */
export async function raiseIssue(tx: WriteTx, data: NewIssue): Promise<number> {
  const person_id = me(tx);
  if (!tx.has('issue.raise')) throw new Refusal(403);
  const facility_ids = [...new Set(data.facility_ids)];
  const more = data.more_area_ids ?? [];
  const checks = Promise.all([
    mustBeTheme(tx, data.theme_code),
    data.area_ids ? areasNamed(tx, data.area_ids) : areasOf(tx, facility_ids, data.raised_on),
    areasNamed(tx, more),
    mustBeThere(tx, 'facility', facility_ids, 'facility_ids', words.errors.facilities),
  ]);
  // Goes out together with the checks, and counts for nothing when one of them says no.
  const inserted = tx.db
    .insertInto('issue')
    .values({
      title: data.title,
      description: data.description,
      theme_code: data.theme_code,
      weight: data.weight,
      source: data.source,
      visit_id: data.visit_id ?? null,
      meeting_id: data.meeting_id ?? null,
      raised_on: data.raised_on,
      raised_by: person_id,
      owner_id: person_id,
      created_at: tx.now,
      updated_at: tx.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  inserted.catch(() => undefined);
  const [theme_name, own, others] = await checks;
  const areas = [...own, ...others.filter((one) => own.every((other) => other.id !== one.id))];
  const { id } = await inserted;
  // None of them needs another: asked together they go out together.
  await Promise.all([
    facility_ids.length > 0 &&
      tx.db
        .insertInto('issue_facility')
        .values(
          facility_ids.map((facility_id) => ({
            issue_id: id,
            facility_id,
            theme_code: data.theme_code,
            raised_on: data.raised_on,
            statement: data.statements?.[facility_id] ?? '',
          })),
        )
        .execute(),
    addAreas(
      tx,
      id,
      areas.map((area) => area.id),
    ),
    addEvent(tx, id, 'raised', data.raised_on, { meeting_id: data.meeting_id }),
    putFound(tx, { ...data, id, theme_name, areas: areas.map((area) => area.name) }),
  ]);
  tx.record({
    action: 'issue.raise',
    subject_kind: 'issue',
    subject_id: id,
    detail: {
      source: data.source,
      theme: data.theme_code,
      weight: data.weight,
      facilities: facility_ids.length,
      areas: areas.length,
    },
  });
  return id;
}

/**
 * Raises an issue out of the case zone, in words a second person has approved (family/statements). Nothing of it leads back.
 * 403 for whoever does not supervise cases; a sentence where the holder does not look after issues any more.
 */
export async function raiseFamilyIssue(
  tx: WriteTx,
  data: {
    title: string;
    description: string;
    theme_code: string;
    area: { id: number; name: string } | null;
    owner_id: number;
  },
): Promise<number> {
  if (!tx.has('case.supervise')) throw new Refusal(403);
  const theme_name = await mustBeTheme(tx, data.theme_code);
  const { rows } = await sql<{ id: number | null }>`
    select issue_raise_from_family(${data.title}, ${data.description}, ${data.theme_code}, ${data.area?.id ?? null},
      ${data.owner_id}, ${tx.today}, ${tx.now}) as id`.execute(tx.db);
  const id = rows[0]?.id ?? null;
  if (id === null) invalid({ owner_id: words.errors.owner });
  await putFound(tx, {
    ...data,
    id,
    theme_name,
    raised_on: tx.today,
    areas: data.area === null ? [] : [data.area.name],
  });
  await notify(tx, [data.owner_id], words.noticeOwner(data.title), `/issues/${id}`);
  tx.record({
    action: 'issue.raise',
    subject_kind: 'issue',
    subject_id: id,
    detail: { source: 'family', theme: data.theme_code, areas: data.area === null ? 0 : 1 },
  });
  return id;
}

/** The areas chosen; each must be there. */
async function areasNamed(tx: WriteTx, ids: readonly number[]): Promise<{ id: number; name: string }[]> {
  if (ids.length === 0) return [];
  const areas = await tx.db.selectFrom('area').where('id', 'in', ids).select(['id', 'name']).execute();
  if (areas.length < new Set(ids).size) invalid({ area_ids: words.errors.area });
  return areas;
}

/** The areas a facility's town belongs to on a day, over all area systems. */
async function areasOf(
  tx: WriteTx,
  facility_ids: number[],
  day: string,
): Promise<{ id: number; name: string }[]> {
  if (facility_ids.length === 0) return [];
  return tx.db
    .selectFrom('facility')
    .innerJoin('area_town', 'area_town.town_id', 'facility.town_id')
    .innerJoin('area', 'area.id', 'area_town.area_id')
    .where('facility.id', 'in', facility_ids)
    .where((where) => where.or([where('area.starts_on', 'is', null), where('area.starts_on', '<=', day)]))
    .where((where) => where.or([where('area.ends_on', 'is', null), where('area.ends_on', '>=', day)]))
    .select(['area.id', 'area.name'])
    .distinct()
    .execute();
}

export async function addAreas(tx: WriteTx, issue_id: number, area_ids: readonly number[]): Promise<void> {
  if (area_ids.length === 0) return;
  await tx.db
    .insertInto('issue_area')
    .values([...new Set(area_ids)].map((area_id) => ({ issue_id, area_id })))
    .onConflict((there) => there.doNothing())
    .execute();
}

type EventKind =
  | Recordable
  | 'raised'
  | 'edited'
  | 'merged_here'
  | 'merged'
  | 'unmerged'
  | 'published'
  | 'withdrawn'
  | 'answered';

export async function addEvent(
  tx: WriteTx,
  issue_id: number,
  kind: EventKind,
  happened_on: string,
  more: { meeting_id?: number | null; note?: string | null; person_id?: number } = {},
): Promise<void> {
  const { id } = await tx.db
    .insertInto('issue_event')
    .values({
      issue_id,
      kind,
      happened_on,
      person_id: more.person_id ?? me(tx),
      meeting_id: more.meeting_id ?? null,
      created_at: tx.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  if (!more.note) return;
  const meeting =
    more.meeting_id == null
      ? null
      : await tx.db
          .selectFrom('meeting')
          .where('id', '=', more.meeting_id)
          .select(['id', 'forum_id'])
          .executeTakeFirst();
  await tx.db
    .insertInto('issue_event_note')
    .values({
      issue_event_id: id,
      meeting_id: meeting === null ? null : found(meeting).id,
      forum_id: meeting === null ? null : found(meeting).forum_id,
      body: more.note,
    })
    .execute();
}

interface Findable {
  id: number;
  title: string;
  description: string;
  theme_name: string;
  raised_on: string;
  /** names */
  areas: readonly string[];
}

/** Puts the issue into the search box. Facilities' names and words stay out: not everybody with issue.read may know them. */
const putFound = (tx: WriteTx, issue: Findable): Promise<void> =>
  publish(tx, {
    kind: 'issue',
    subject_id: issue.id,
    title: issue.title,
    summary: words.searchSummary(issue.theme_name, issue.raised_on),
    url: `/issues/${issue.id}`,
    words: `${issue.theme_name} ${issue.description} ${issue.areas.join(' ')} ${issue.id}`,
    audience_duty: 'issue.read',
  });

/** As it stands now. */
export async function show(tx: WriteTx, id: number): Promise<void> {
  await putFound(tx, found(await issueById(tx, id)));
}

export interface NewFact {
  issue_id: number;
  kind: Recordable;
  /** YYYY-MM-DD */
  happened_on: string;
  meeting_id?: number | null;
  note?: string | null;
  /** In whose name a job records what was done by somebody who does not look after issues; else the actor's own. */
  person_id?: number;
}

/**
 * Records what happened to an issue on a day; its state follows. What is recorded on a merged issue counts for the
 * regional one. From one meeting each kind counts once. 403 without issue.manage, 404 when not there, 409 for
 * 再開 of what is open and 終結 of what is closed.
 */
export async function recordIssueEvent(tx: WriteTx, fact: NewFact): Promise<void> {
  if (!tx.has('issue.manage') && !(tx.has('job') && fact.kind === 'acted')) throw new Refusal(403);
  const given = found(await standingOf(tx, fact.issue_id));
  const issue = given.merged_into_id === null ? given : found(await standingOf(tx, given.merged_into_id));
  if (fact.meeting_id != null) {
    const before = await tx.db
      .selectFrom('issue_event')
      .where('issue_id', '=', issue.id)
      .where('kind', '=', fact.kind)
      .where('meeting_id', '=', fact.meeting_id)
      .select('id')
      .executeTakeFirst();
    if (before) return;
  } else {
    if (!mayRecord(issue.state, fact.kind)) throw new Refusal(409, words.errors.notNow);
    if (fact.happened_on < issue.raised_on) invalid({ happened_on: words.errors.beforeRaised });
    if (fact.happened_on > tx.today) invalid({ happened_on: words.errors.inFuture });
  }
  if (
    fact.kind === 'reopened' ? issue.state !== 'closed' : fact.kind === 'closed' && issue.state === 'closed'
  ) {
    throw new Refusal(409, words.errors.notNow);
  }
  await addEvent(tx, issue.id, fact.kind, fact.happened_on, fact);
  await stampFacilities(tx, issue.id, fact.kind, fact.happened_on);
  if (fact.kind === 'reviewed' && issue.next_review_on !== null && issue.next_review_on <= fact.happened_on) {
    await tx.db
      .updateTable('issue')
      .set((row) => ({ next_review_on: null, version: row('version', '+', 1), updated_at: tx.now }))
      .where('id', '=', issue.id)
      .execute();
  }
  tx.record({
    action: `issue.${fact.kind}`,
    subject_kind: 'issue',
    subject_id: issue.id,
    detail: { meeting_id: fact.meeting_id ?? null, happened_on: fact.happened_on },
  });
}

/** The facilities' own rows carry the dates of the great steps, because they do not read the issue. */
async function stampFacilities(tx: WriteTx, issue_id: number, kind: Recordable, day: string): Promise<void> {
  const changes = {
    shared: { shared_on: day },
    discussed: { shared_on: sql<string>`coalesce(shared_on, ${day})` },
    decided: { shared_on: sql<string>`coalesce(shared_on, ${day})`, decided_on: day },
    acted: {},
    reviewed: {},
    closed: { closed_on: day },
    reopened: { closed_on: null, decided_on: null },
  }[kind];
  if (Object.keys(changes).length === 0) return;
  await tx.db
    .updateTable('issue_facility')
    .set(changes)
    .where('issue_id', 'in', (query) =>
      query
        .selectFrom('issue')
        .select('id')
        .where((where) => where.or([where('id', '=', issue_id), where('merged_into_id', '=', issue_id)])),
    )
    .execute();
}

/** In which forum an issue is to be shared, discussed, decided and reviewed; null takes a stage's plan away. */
export async function planForums(
  tx: WriteTx,
  issue_id: number,
  plan: Partial<Record<Stage, number | null>>,
): Promise<void> {
  for (const stage of stages) {
    const forum_id = plan[stage];
    if (forum_id === undefined) continue;
    if (forum_id === null) {
      await tx.db
        .deleteFrom('issue_forum')
        .where('issue_id', '=', issue_id)
        .where('stage', '=', stage)
        .execute();
    } else {
      await tx.db
        .insertInto('issue_forum')
        .values({ issue_id, stage, forum_id })
        .onConflict((there) => there.columns(['issue_id', 'stage']).doUpdateSet({ forum_id }))
        .execute();
    }
  }
}

/** Puts a sentence with an address before persons, in the same transaction. */
export async function notify(
  tx: WriteTx,
  person_ids: readonly number[],
  title: string,
  url: string,
): Promise<void> {
  const others = [...new Set(person_ids)];
  if (others.length === 0) return;
  await tx.db
    .insertInto('notice')
    .values(others.map((person_id) => ({ person_id, title, url, created_at: tx.now })))
    .execute();
}
