import type { WriteTx } from '../../platform/db/transaction.ts';
import { addDays } from '../../platform/ja/dates.ts';
import { answerFacilities } from './commands-answers.ts';
import { mergeIssues } from './commands-merge.ts';
import { publishIssue } from './commands-publish.ts';
import { planForums, raiseIssue, recordIssueEvent, type NewIssue } from './commands.ts';
import { issueById, voicesOf } from './queries.ts';
import { stages, type Recordable } from './rules.ts';
import { samples, sampleWords } from './words-samples.ja.ts';

/** How many different sample issues there are; `n` counts through them and begins again. */
export const sampleCount = samples.length;

const sampleAt = (n: number) => samples[n % samples.length]!;

/** Raises the n-th sample issue for facilities through the command; anything may be overridden. Gives its number. */
export async function raiseSample(
  tx: WriteTx,
  n: number,
  given: Partial<NewIssue> & { facility_ids: number[] },
): Promise<number> {
  const { theme_code, weight, title, description, statement } = sampleAt(n);
  return raiseIssue(tx, {
    title,
    description,
    theme_code,
    weight,
    source: 'hand',
    raised_on: tx.today,
    statements: Object.fromEntries(given.facility_ids.map((id) => [id, statement])),
    ...given,
  });
}

const way: readonly Recordable[] = ['shared', 'discussed', 'decided', 'acted', 'reviewed', 'closed'];

/** Plans all four stages in a forum and records the facts up to one of them, `every` days apart from `from`. */
export async function walkSample(
  tx: WriteTx,
  issue_id: number,
  walk: { forum_id?: number; until?: Recordable; from: string; every?: number },
): Promise<void> {
  if (walk.forum_id !== undefined) {
    await planForums(tx, issue_id, Object.fromEntries(stages.map((stage) => [stage, walk.forum_id!])));
  }
  if (walk.until === undefined) return;
  for (const [index, kind] of way.slice(0, way.indexOf(walk.until) + 1).entries()) {
    const happened_on = addDays(walk.from, index * (walk.every ?? 30));
    await recordIssueEvent(tx, { issue_id, kind, happened_on, note: sampleWords.facts[kind] });
  }
}

/** Merges issues into one regional issue with an answer to everybody who raised one. Gives its number. */
export async function mergeSample(tx: WriteTx, issue_ids: number[]): Promise<number> {
  const first = await issueById(tx, issue_ids[0] ?? null);
  const voices = await voicesOf(tx, issue_ids);
  return mergeIssues(tx, {
    issue_ids,
    title: sampleWords.regionalTitle(first?.theme_name ?? ''),
    description: first?.description ?? '',
    theme_code: first?.theme_code ?? 'other',
    weight: first?.weight ?? 2,
    answers: voices.map(({ issue_id, facility_id }) => ({
      issue_id,
      facility_id,
      answer: sampleWords.answer,
    })),
  });
}

/** Answers every facility on an issue. */
export async function answerSample(tx: WriteTx, issue_id: number): Promise<void> {
  const voices = await voicesOf(tx, [issue_id]);
  await answerFacilities(
    tx,
    issue_id,
    voices.map((voice) => ({
      issue_id: voice.issue_id,
      facility_id: voice.facility_id,
      answer: sampleWords.answer,
    })),
  );
}

/** Publishes the n-th sample's wording for an issue made from it. */
export async function publishSample(tx: WriteTx, n: number, issue_id: number): Promise<void> {
  const { title, published } = sampleAt(n);
  await publishIssue(tx, {
    id: issue_id,
    _version: 0,
    title,
    summary: published,
    progress: sampleWords.progress,
  });
}
