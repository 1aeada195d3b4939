import { sql } from 'kysely';
import { Refusal, found, type WriteTx } from '../../platform/db/transaction.ts';
import { invalid } from '../../platform/web/handlers.tsx';
import { standingOf, voicesOf } from './queries.ts';
import { isOpen, mergeProblem } from './rules.ts';
import { addEvent, me, mustBeTheme, recordIssueEvent, show } from './commands.ts';
import { answerFacilities, type Answer } from './commands-answers.ts';
import { publicationOf, withdrawPublication } from './commands-publish.ts';
import { words } from './words.ja.ts';

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
export async function unmergeIssues(
  tx: WriteTx,
  regional_id: number | null,
  issue_ids?: readonly number[],
): Promise<void> {
  if (!tx.has('issue.manage')) throw new Refusal(403);
  const regional = found(await standingOf(tx, regional_id));
  if (!regional.regional) throw new Refusal(404);
  await tx.db.selectFrom('issue').where('id', '=', regional.id).select('id').forUpdate().execute();
  if (await hasDecision(tx, regional.id)) throw new Refusal(409, words.errors.decided);
  const inside = await tx.db
    .selectFrom('issue')
    .where('merged_into_id', '=', regional.id)
    .select('id')
    .execute();
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
  tx.record({
    action: 'issue.unmerge',
    subject_kind: 'issue',
    subject_id: regional.id,
    detail: { originals: out },
  });
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
