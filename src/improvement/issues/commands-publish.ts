import { personName } from '../../base/people/queries.ts';
import { Refusal, found, type WriteTx } from '../../platform/db/transaction.ts';
import { publish, unpublish } from '../../platform/search/search.ts';
import { conflict, invalid } from '../../platform/web/handlers.tsx';
import { formatDateTime } from '../../platform/ja/dates.ts';
import { tellOwner } from './jobs.ts';
import { wordsThatIdentify } from './queries-choices.ts';
import { standingOf } from './queries.ts';
import { identifying } from './rules.ts';
import { addEvent, me } from './commands.ts';
import { words as publishedWords } from './words-published.ja.ts';
import { words } from './words.ja.ts';

export interface Wording {
  id: number;
  /** 0 for the first publication */
  _version: number;
  title: string;
  summary: string;
  progress: string;
}

/** Whether its wording is published, with the version. */
export async function publicationOf(tx: WriteTx, issue_id: number) {
  return tx.db
    .selectFrom('issue_publication')
    .where('issue_id', '=', issue_id)
    .where('withdrawn_at', 'is', null)
    .select('version')
    .executeTakeFirst();
}

/** Stops with a sentence naming what would give away who raised it, beside the field where it stands. */
async function refuseIdentifying(tx: WriteTx, data: Wording): Promise<void> {
  const fields = ['title', 'summary', 'progress'] as const;
  const known = await wordsThatIdentify(
    tx,
    data.id,
    fields.map((field) => data[field]),
  );
  const errors: Record<string, string> = {};
  for (const field of fields) {
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
      .select([
        'title',
        'summary',
        'progress',
        'published_at',
        'issue_publication.version',
        personName('person').as('name'),
      ])
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
