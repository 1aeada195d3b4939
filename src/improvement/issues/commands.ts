import { sql } from 'kysely';
import { Refusal, found, type WriteTx } from '../../platform/db/transaction.ts';
import { publish, unpublish } from '../../platform/search/search.ts';
import { conflict, invalid } from '../../platform/web/handlers.tsx';
import { formatDate, formatDateTime } from '../../platform/ja/dates.ts';
import { tellOwner } from './jobs.ts';
import {
  editable,
  facilities,
  forums,
  headsOf,
  holders,
  issueById,
  personName,
  standingOf,
  themes,
  voicesOf,
  wordsThatIdentify,
} from './queries.ts';
import { identifying, isOpen, mayRecord, mergeProblem, stages, type Recordable, type Stage } from './rules.ts';
import { words as publishedWords } from './words-published.ja.ts';
import { words } from './words.ja.ts';

export type Source = 'visit' | 'meeting' | 'hand' | 'survey' | 'voice';

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
  /** each facility's own words, by facility id */
  statements?: Record<number, string>;
}

/** Who does it: a person; jobs and the public do not raise issues. */
function me(tx: WriteTx): number {
  if (tx.actor.person_id === null) throw new Refusal(403);
  return tx.actor.person_id;
}

/** Chosen from a list that has changed meanwhile, or never from a list: a sentence instead of a broken key. */
async function mustBeThere(
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

async function mustBeTheme(tx: WriteTx, code: string): Promise<void> {
  const theme = await tx.db.selectFrom('theme').where('code', '=', code).select('code').executeTakeFirst();
  if (!theme) invalid({ theme_code: words.errors.theme });
}

/** Raises an issue and returns its number. The raiser holds it until it is given over. 403 without issue.raise. */
export async function raiseIssue(tx: WriteTx, data: NewIssue): Promise<number> {
  const person_id = me(tx);
  if (!tx.has('issue.raise')) throw new Refusal(403);
  const facility_ids = [...new Set(data.facility_ids)];
  await mustBeTheme(tx, data.theme_code);
  await mustBeThere(tx, 'facility', facility_ids, 'facility_ids', words.errors.facilities);
  const { id } = await tx.db
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
  if (facility_ids.length > 0) {
    await tx.db
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
      .execute();
  }
  const area_ids = data.area_ids ?? (await areasOf(tx, facility_ids, data.raised_on));
  await addAreas(tx, id, area_ids);
  await addEvent(tx, id, 'raised', data.raised_on, { meeting_id: data.meeting_id });
  await show(tx, id);
  tx.record({
    action: 'issue.raise',
    subject_kind: 'issue',
    subject_id: id,
    detail: {
      source: data.source,
      theme: data.theme_code,
      weight: data.weight,
      facilities: facility_ids.length,
      areas: area_ids.length,
    },
  });
  return id;
}

/** The areas a facility's town belongs to on a day, over all area systems. */
async function areasOf(tx: WriteTx, facility_ids: number[], day: string): Promise<number[]> {
  if (facility_ids.length === 0) return [];
  const rows = await tx.db
    .selectFrom('facility')
    .innerJoin('area_town', 'area_town.town_id', 'facility.town_id')
    .innerJoin('area', 'area.id', 'area_town.area_id')
    .where('facility.id', 'in', facility_ids)
    .where((where) => where.or([where('area.starts_on', 'is', null), where('area.starts_on', '<=', day)]))
    .where((where) => where.or([where('area.ends_on', 'is', null), where('area.ends_on', '>=', day)]))
    .select('area.id')
    .distinct()
    .execute();
  return rows.map((row) => row.id);
}

async function addAreas(tx: WriteTx, issue_id: number, area_ids: readonly number[]): Promise<void> {
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

async function addEvent(
  tx: WriteTx,
  issue_id: number,
  kind: EventKind,
  happened_on: string,
  more: { meeting_id?: number | null; note?: string | null; person_id?: number } = {},
): Promise<void> {
  await tx.db
    .insertInto('issue_event')
    .values({
      issue_id,
      kind,
      happened_on,
      person_id: more.person_id ?? me(tx),
      meeting_id: more.meeting_id ?? null,
      note: more.note || null,
      created_at: tx.now,
    })
    .execute();
}

/** Puts the issue into the search box. Facilities' names and words stay out: not everybody with issue.read may know them. */
async function show(tx: WriteTx, id: number): Promise<void> {
  const issue = found(await issueById(tx, id));
  await publish(tx, {
    kind: 'issue',
    subject_id: id,
    title: issue.title,
    summary: words.searchSummary(issue.theme_name, issue.raised_on),
    url: `/issues/${id}`,
    words: `${issue.theme_name} ${issue.description} ${issue.areas.join(' ')} ${id}`,
    audience_duty: 'issue.read',
  });
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
  if (fact.kind === 'reopened' ? issue.state !== 'closed' : fact.kind === 'closed' && issue.state === 'closed') {
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

export interface IssueEdit {
  id: number;
  _version: number;
  title: string;
  description: string;
  theme_code: string;
  weight: number;
  owner_id: number | null;
  next_review_on: string | null;
  plan_share: number | null;
  plan_discuss: number | null;
  plan_decide: number | null;
  plan_review: number | null;
  area_ids: number[];
  facility_ids: number[];
  /** the lists as the form was opened: what somebody else added or took away meanwhile is left as it is */
  was_area_ids: number[];
  was_facility_ids: number[];
  /** by facility id; facilities left out keep theirs */
  statements: Record<number, string>;
}

const without = (these: readonly number[], those: readonly number[]) => these.filter((id) => !those.includes(id));

/** Changes an issue; a stale version stops with both texts. A facility that was answered or joined by itself stays on it. */
export async function editIssue(tx: WriteTx, data: IssueEdit): Promise<void> {
  const before = found(await issueById(tx, data.id));
  if (!before.may_manage) throw new Refusal(403);
  if (before.merged_into_id !== null) throw new Refusal(409, words.errors.merged);
  await mustBeTheme(tx, data.theme_code);
  await mustBeThere(tx, 'facility', data.facility_ids, 'facility_ids', words.errors.facilities);
  await mustBeThere(tx, 'area', data.area_ids, 'area_ids', words.errors.area);
  for (const stage of stages) {
    await mustBeThere(tx, 'forum', [data[`plan_${stage}`]], `plan_${stage}`, words.errors.forum);
  }
  if (data.owner_id !== null && data.owner_id !== before.owner_id) {
    const may = (await holders(tx)).some((person) => person.id === data.owner_id);
    if (!may) invalid({ owner_id: words.errors.owner });
  }
  const changed = await tx.db
    .updateTable('issue')
    .set((row) => ({
      title: data.title,
      description: data.description,
      theme_code: data.theme_code,
      weight: data.weight,
      owner_id: data.owner_id,
      next_review_on: data.next_review_on,
      version: row('version', '+', 1),
      updated_at: tx.now,
    }))
    .where('id', '=', data.id)
    .where('version', '=', data._version)
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n) await stale(tx, data);
  const gone = without(data.was_area_ids, data.area_ids);
  if (gone.length > 0) {
    await tx.db.deleteFrom('issue_area').where('issue_id', '=', data.id).where('area_id', 'in', gone).execute();
  }
  await addAreas(tx, data.id, without(data.area_ids, data.was_area_ids));
  await changeFacilities(tx, data, before.raised_on);
  await planForums(tx, data.id, Object.fromEntries(stages.map((stage) => [stage, data[`plan_${stage}`]])));
  await addEvent(tx, data.id, 'edited', tx.today);
  await show(tx, data.id);
  tx.record({
    action: 'issue.edit',
    subject_kind: 'issue',
    subject_id: data.id,
    detail: { theme: data.theme_code, weight: data.weight, owner_id: data.owner_id },
  });
  if (data.owner_id !== null && data.owner_id !== before.owner_id && data.owner_id !== tx.actor.person_id) {
    await notify(tx, [data.owner_id], words.noticeOwner(data.title), `/issues/${data.id}`);
  }
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
      await tx.db.deleteFrom('issue_forum').where('issue_id', '=', issue_id).where('stage', '=', stage).execute();
    } else {
      await tx.db
        .insertInto('issue_forum')
        .values({ issue_id, stage, forum_id })
        .onConflict((there) => there.columns(['issue_id', 'stage']).doUpdateSet({ forum_id }))
        .execute();
    }
  }
}

async function stale(tx: WriteTx, data: IssueEdit): Promise<never> {
  const issue = found(await issueById(tx, data.id));
  const theirs = await editable(tx, issue);
  const { statements, ...rest } = data;
  const mine: Record<string, unknown> = { ...rest };
  for (const [id, statement] of Object.entries(statements)) mine[`statement_${id}`] = statement;
  const last = await tx.db
    .selectFrom('issue_event')
    .innerJoin('person', 'person.id', 'issue_event.person_id')
    .where('issue_event.issue_id', '=', data.id)
    .select(personName('person').as('name'))
    .orderBy('issue_event.id', 'desc')
    .executeTakeFirst();
  const read = await readable(tx);
  return conflict({
    fields: Object.keys(theirs)
      .filter((name) => name in mine && !Array.isArray(theirs[name]) && (mine[name] ?? '') !== (theirs[name] ?? ''))
      .map((name) => ({ name, label: read.label(name), mine: read.value(name, mine[name]), theirs: read.value(name, theirs[name]) })),
    who: last?.name ?? issue.raised_by_name,
    when: formatDateTime(issue.updated_at, tx.actor.municipality.time_zone),
    version: issue.version,
  });
}

/** How the fields of the edit form are named and their values read, for the panel with both texts. */
async function readable(tx: WriteTx) {
  const names = new Map<string, string>();
  for (const theme of await themes(tx)) names.set(`theme_code:${theme.code}`, theme.name);
  for (const person of await holders(tx)) names.set(`owner_id:${person.id}`, person.name);
  for (const forum of await forums(tx)) names.set(`plan:${forum.id}`, forum.name);
  for (const facility of await facilities(tx)) names.set(`statement:${facility.id}`, facility.name);
  const kind = (name: string) => (/^(plan|statement)_/.exec(name)?.[1] ?? name);
  return {
    label(name: string): string {
      const statement = /^statement_(\d+)$/.exec(name)?.[1];
      if (statement !== undefined) return words.statementOf(names.get(`statement:${statement}`) ?? '');
      return words.fields[name as keyof typeof words.fields] ?? name;
    },
    value(name: string, value: unknown): string {
      if (value === null || value === undefined) return '';
      if (name === 'weight') return words.weight(Number(value));
      if (name === 'next_review_on') return formatDate(String(value));
      return names.get(`${kind(name)}:${String(value)}`) ?? String(value);
    },
  };
}

async function changeFacilities(tx: WriteTx, data: IssueEdit, raised_on: string): Promise<void> {
  const now = await tx.db
    .selectFrom('issue_facility')
    .where('issue_id', '=', data.id)
    .select(['facility_id', 'statement', 'answer', 'publication_id'])
    .execute();
  const gone = without(data.was_facility_ids, data.facility_ids);
  for (const row of now) {
    const statement = data.statements[row.facility_id];
    if (gone.includes(row.facility_id) && row.answer === null && row.publication_id === null) {
      await tx.db
        .deleteFrom('issue_facility')
        .where('issue_id', '=', data.id)
        .where('facility_id', '=', row.facility_id)
        .execute();
    } else if (statement !== undefined && statement !== row.statement && row.publication_id === null) {
      await tx.db
        .updateTable('issue_facility')
        .set({ statement })
        .where('issue_id', '=', data.id)
        .where('facility_id', '=', row.facility_id)
        .execute();
    }
  }
  const added = without(
    data.facility_ids,
    now.map((row) => row.facility_id),
  ).filter((id) => !data.was_facility_ids.includes(id));
  if (added.length === 0) return;
  await tx.db
    .insertInto('issue_facility')
    .values(
      added.map((facility_id) => ({
        issue_id: data.id,
        facility_id,
        theme_code: data.theme_code,
        raised_on,
        statement: data.statements[facility_id] ?? '',
      })),
    )
    .execute();
}

async function notify(tx: WriteTx, person_ids: readonly number[], title: string, url: string): Promise<void> {
  const others = [...new Set(person_ids)];
  if (others.length === 0) return;
  await tx.db
    .insertInto('notice')
    .values(others.map((person_id) => ({ person_id, title, url, created_at: tx.now })))
    .execute();
}

export interface Answer {
  issue_id: number;
  facility_id: number;
  answer: string;
}

/**
 * Gives answers back to facilities that raised an issue, or one merged into it, and tells their heads. A new answer has
 * to be read anew; an unchanged one is left alone. Answers to other issues' facilities are a 404.
 */
export async function answerFacilities(tx: WriteTx, issue_id: number, answers: readonly Answer[]): Promise<number> {
  if (!tx.has('issue.manage')) throw new Refusal(403);
  const voices = await voicesOf(tx, [issue_id]);
  const told: number[] = [];
  for (const given of answers) {
    const voice = found(
      voices.find((one) => one.issue_id === given.issue_id && one.facility_id === given.facility_id),
    );
    if (given.answer === '' || given.answer === voice.answer) continue;
    await tx.db
      .updateTable('issue_facility')
      .set({ answer: given.answer, answered_by: me(tx), answered_at: tx.now, read_at: null, read_by: null })
      .where('issue_id', '=', given.issue_id)
      .where('facility_id', '=', given.facility_id)
      .execute();
    told.push(given.facility_id);
    const heads = await headsOf(tx, [given.facility_id]);
    await notify(
      tx,
      heads.map((head) => head.person_id),
      words.noticeAnswer(voice.facility_name),
      `/my-facility/issues#issue-${given.issue_id}-${given.facility_id}`,
    );
  }
  if (told.length === 0) return 0;
  await addEvent(tx, issue_id, 'answered', tx.today, { note: words.answeredNote(told.length) });
  tx.record({ action: 'issue.answer', subject_kind: 'issue', subject_id: issue_id, detail: { facilities: told } });
  return told.length;
}

/** A facility's head confirms having read the answer. Sending twice changes nothing; 404 where there is none to read. */
export async function confirmRead(tx: WriteTx, issue_id: number | null, facility_id: number): Promise<void> {
  const row = found(
    await tx.db
      .selectFrom('issue_facility')
      .where('issue_id', '=', issue_id ?? 0)
      .where('facility_id', '=', facility_id)
      .where('facility_id', 'in', [0, ...tx.session.facilities])
      .where('answer', 'is not', null)
      .select(['issue_id', 'read_at', sql<boolean>`may_answer_issue(facility_id)`.as('may')])
      .executeTakeFirst(),
  );
  if (!row.may) throw new Refusal(403);
  if (row.read_at !== null) return;
  await tx.db
    .updateTable('issue_facility')
    .set({ read_at: tx.now, read_by: me(tx) })
    .where('issue_id', '=', row.issue_id)
    .where('facility_id', '=', facility_id)
    .execute();
  tx.record({ action: 'issue.read_answer', subject_kind: 'issue', subject_id: row.issue_id, detail: { facility_id } });
}

export interface Merge {
  issue_ids: number[];
  title: string;
  description: string;
  theme_code: string;
  weight: number;
  /** one for each facility on each original; empty says nothing now */
  answers: Answer[];
}

/**
 * Merges issues into one regional issue and gives its number. Where a regional one is among them, the others join it;
 * otherwise it is made, with the originals' areas and forums. The originals keep their history and point to it.
 */
export async function mergeIssues(tx: WriteTx, data: Merge): Promise<number> {
  if (!tx.has('issue.manage')) throw new Refusal(403);
  await mustBeTheme(tx, data.theme_code);
  const chosen = await lockForMerge(tx, data.issue_ids);
  const standing = chosen.find((issue) => issue.regional);
  const originals = chosen.filter((issue) => issue !== standing);
  const id = standing?.id ?? (await newRegional(tx, data));
  if (standing) {
    await tx.db
      .updateTable('issue')
      .set((row) => ({
        title: data.title,
        description: data.description,
        theme_code: data.theme_code,
        weight: data.weight,
        version: row('version', '+', 1),
        updated_at: tx.now,
      }))
      .where('id', '=', id)
      .execute();
  }
  const ids = originals.map((issue) => issue.id);
  await tx.db
    .updateTable('issue')
    .set((row) => ({
      merged_into_id: id,
      merged_at: tx.now,
      merged_by: me(tx),
      version: row('version', '+', 1),
      updated_at: tx.now,
    }))
    .where('id', 'in', ids)
    .execute();
  await tx.db
    .insertInto('issue_area')
    .columns(['issue_id', 'area_id'])
    .expression((query) =>
      query
        .selectFrom('issue_area')
        .where('issue_id', 'in', ids)
        .select([sql<number>`${id}::bigint`.as('issue_id'), 'area_id'])
        .distinct(),
    )
    .onConflict((there) => there.doNothing())
    .execute();
  await tx.db
    .insertInto('issue_forum')
    .columns(['issue_id', 'stage', 'forum_id'])
    .expression((query) =>
      query
        .selectFrom('issue_forum')
        .where('issue_id', 'in', ids)
        .select([sql<number>`${id}::bigint`.as('issue_id'), 'stage', 'forum_id'])
        .distinctOn('stage')
        .orderBy('stage')
        .orderBy('issue_id'),
    )
    .onConflict((there) => there.doNothing())
    .execute();
  await addEvent(tx, id, 'merged_here', tx.today, { note: words.mergedNote(originals.length) });
  for (const original of originals) await addEvent(tx, original.id, 'merged', tx.today);
  await show(tx, id);
  tx.record({ action: 'issue.merge', subject_kind: 'issue', subject_id: id, detail: { originals: ids } });
  await answerFacilities(tx, id, data.answers);
  return id;
}

/** The chosen issues, locked; a sentence where they cannot be merged. */
async function lockForMerge(tx: WriteTx, issue_ids: readonly number[]) {
  const ids = [...new Set(issue_ids)].toSorted((a, b) => a - b);
  // In the order of their numbers, so that two people merging at once wait for each other and neither deadlocks.
  await tx.db.selectFrom('issue').where('id', 'in', ids).select('id').orderBy('id').forUpdate().execute();
  const chosen = [];
  for (const id of ids) chosen.push(found(await standingOf(tx, id)));
  const problem = mergeProblem(chosen);
  if (problem) invalid({ issue: words.errors.merge(problem) });
  return chosen;
}

async function newRegional(tx: WriteTx, data: Merge): Promise<number> {
  const { id } = await tx.db
    .insertInto('issue')
    .values({
      title: data.title,
      description: data.description,
      theme_code: data.theme_code,
      weight: data.weight,
      source: 'hand',
      raised_on: tx.today,
      raised_by: me(tx),
      owner_id: me(tx),
      regional: true,
      created_at: tx.now,
      updated_at: tx.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await addEvent(tx, id, 'raised', tx.today);
  return id;
}

/**
 * Takes originals out of their regional issue again (all of them when none are named); they stand on their own as
 * before. A regional issue left with neither originals nor voices of its own is closed and its wording withdrawn.
 * 409 once something was decided on it.
 */
export async function unmergeIssues(tx: WriteTx, regional_id: number | null, issue_ids?: readonly number[]): Promise<void> {
  if (!tx.has('issue.manage')) throw new Refusal(403);
  const regional = found(await standingOf(tx, regional_id));
  if (!regional.regional) throw new Refusal(404);
  await tx.db.selectFrom('issue').where('id', '=', regional.id).select('id').forUpdate().execute();
  if (await hasDecision(tx, regional.id)) throw new Refusal(409, words.errors.decided);
  const inside = await tx.db.selectFrom('issue').where('merged_into_id', '=', regional.id).select('id').execute();
  const out = inside.map((row) => row.id).filter((id) => issue_ids === undefined || issue_ids.includes(id));
  if (out.length === 0) throw new Refusal(409, words.errors.notNow);
  await tx.db
    .updateTable('issue')
    .set((row) => ({
      merged_into_id: null,
      merged_at: null,
      merged_by: null,
      version: row('version', '+', 1),
      updated_at: tx.now,
    }))
    .where('id', 'in', out)
    .execute();
  for (const id of out) await addEvent(tx, id, 'unmerged', tx.today);
  await addEvent(tx, regional.id, 'unmerged', tx.today, { note: words.unmergedNote(out.length) });
  tx.record({ action: 'issue.unmerge', subject_kind: 'issue', subject_id: regional.id, detail: { originals: out } });
  if (out.length < inside.length || (await voicesOf(tx, [regional.id])).length > 0) return;
  if (isOpen(regional.state)) {
    await recordIssueEvent(tx, {
      issue_id: regional.id,
      kind: 'closed',
      happened_on: tx.today,
      note: words.dissolvedNote,
    });
  }
  if (await publicationOf(tx, regional.id)) await withdrawPublication(tx, regional.id);
}

async function hasDecision(tx: WriteTx, issue_id: number): Promise<boolean> {
  const row = await tx.db
    .selectFrom('issue_event')
    .where('issue_id', '=', issue_id)
    .where('kind', '=', 'decided')
    .select('id')
    .executeTakeFirst();
  return row !== undefined;
}

export interface Wording {
  id: number;
  /** 0 for the first publication */
  _version: number;
  title: string;
  summary: string;
  progress: string;
}

async function publicationOf(tx: WriteTx, issue_id: number) {
  return tx.db
    .selectFrom('issue_publication')
    .where('issue_id', '=', issue_id)
    .where('withdrawn_at', 'is', null)
    .select('version')
    .executeTakeFirst();
}

/** Stops with a sentence naming what would give away who raised it, beside the field where it stands. */
async function refuseIdentifying(tx: WriteTx, data: Wording): Promise<void> {
  const known = await wordsThatIdentify(tx, data.id);
  const errors: Record<string, string> = {};
  for (const field of ['title', 'summary', 'progress'] as const) {
    const there = identifying(data[field], known);
    if (there.length > 0) errors[field] = words.errors.identifying(there);
  }
  if (Object.keys(errors).length > 0) invalid(errors);
}

/** Publishes the de-identified wording for all facilities, or changes it. A stale version stops with both texts. */
export async function publishIssue(tx: WriteTx, data: Wording): Promise<void> {
  const issue = found(await standingOf(tx, data.id));
  if (!tx.has('issue.manage')) throw new Refusal(403);
  if (issue.state === 'merged') throw new Refusal(409, words.errors.merged);
  await refuseIdentifying(tx, data);
  const wording = {
    title: data.title,
    summary: data.summary,
    progress: data.progress,
    published_at: tx.now,
    published_by: me(tx),
    withdrawn_at: null,
  };
  if (data._version === 0) {
    const added = await tx.db
      .insertInto('issue_publication')
      .values({ issue_id: data.id, theme_code: issue.theme_code, ...wording })
      .onConflict((there) => there.doNothing())
      .returning('issue_id')
      .executeTakeFirst();
    if (!added) await staleWording(tx, data);
  } else {
    const changed = await tx.db
      .updateTable('issue_publication')
      .set((row) => ({ ...wording, version: row('version', '+', 1) }))
      .where('issue_id', '=', data.id)
      .where('version', '=', data._version)
      .executeTakeFirst();
    if (changed.numUpdatedRows === 0n) await staleWording(tx, data);
  }
  await addEvent(tx, data.id, 'published', tx.today);
  await publish(tx, {
    kind: 'publication',
    subject_id: data.id,
    title: data.title,
    summary: data.summary.slice(0, 120),
    url: `/published-issues/${data.id}`,
    words: `${data.summary} ${data.progress}`,
    audience_duty: 'network',
  });
  tx.record({ action: 'issue.publish', subject_kind: 'issue', subject_id: data.id });
}

async function staleWording(tx: WriteTx, data: Wording): Promise<never> {
  const theirs = found(
    await tx.db
      .selectFrom('issue_publication')
      .innerJoin('person', 'person.id', 'issue_publication.published_by')
      .where('issue_id', '=', data.id)
      .select(['title', 'summary', 'progress', 'published_at', 'issue_publication.version', personName('person').as('name')])
      .executeTakeFirst(),
  );
  return conflict({
    fields: (['title', 'summary', 'progress'] as const)
      .filter((name) => data[name] !== theirs[name])
      .map((name) => ({ name, label: publishedWords.fields[name], mine: data[name], theirs: theirs[name] })),
    who: theirs.name,
    when: formatDateTime(theirs.published_at, tx.actor.municipality.time_zone),
    version: theirs.version,
  });
}

/** Takes the published wording back; facilities that joined it stay on the issue. 409 when it is not published. */
export async function withdrawPublication(tx: WriteTx, issue_id: number | null): Promise<void> {
  if (!tx.has('issue.manage')) throw new Refusal(403);
  found(await standingOf(tx, issue_id));
  const withdrawn = await tx.db
    .updateTable('issue_publication')
    .set((row) => ({ withdrawn_at: tx.now, version: row('version', '+', 1) }))
    .where('issue_id', '=', issue_id ?? 0)
    .where('withdrawn_at', 'is', null)
    .returning('issue_id')
    .executeTakeFirst();
  if (!withdrawn) throw new Refusal(409, words.errors.notPublished);
  await addEvent(tx, withdrawn.issue_id, 'withdrawn', tx.today);
  await unpublish(tx, 'publication', withdrawn.issue_id);
  tx.record({ action: 'issue.withdraw', subject_kind: 'issue', subject_id: withdrawn.issue_id });
}

/**
 * A facility says 「うちも同じです」 to a published wording. False when it is already on the issue. 404 when the wording is
 * not published, 403 when the person does not answer for the facility.
 */
export async function sayTheSame(
  tx: WriteTx,
  data: { issue_id: number | null; facility_id: number; statement: string },
): Promise<boolean> {
  const publication = found(
    await tx.db
      .selectFrom('issue_publication')
      .where('issue_id', '=', data.issue_id ?? 0)
      .where('withdrawn_at', 'is', null)
      .select(['issue_id', 'theme_code'])
      .executeTakeFirst(),
  );
  if (!tx.has('facility.answer') || !tx.session.facilities.includes(data.facility_id)) throw new Refusal(403);
  const added = await tx.db
    .insertInto('issue_facility')
    .values({
      issue_id: publication.issue_id,
      facility_id: data.facility_id,
      theme_code: publication.theme_code,
      raised_on: tx.today,
      statement: data.statement,
      publication_id: publication.issue_id,
    })
    .onConflict((there) => there.doNothing())
    .returning('issue_id')
    .executeTakeFirst();
  if (!added) return false;
  tx.record({
    action: 'issue.same_here',
    subject_kind: 'issue',
    subject_id: publication.issue_id,
    detail: { facility_id: data.facility_id },
  });
  await tx.plan(tellOwner, { issue_id: publication.issue_id });
  return true;
}
