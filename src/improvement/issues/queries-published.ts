import { sql } from 'kysely';
import { personName } from '../../base/people/queries.ts';
import type { ReadTx } from '../../platform/db/transaction.ts';

export interface Publication {
  issue_id: number;
  title: string;
  summary: string;
  theme_code: string;
  theme_name: string;
  progress: string;
  published_at: Date;
  withdrawn_at: Date | null;
  version: number;
}

function publications(tx: ReadTx) {
  return tx.db
    .selectFrom('issue_publication')
    .innerJoin('theme', 'theme.code', 'issue_publication.theme_code')
    .select([
      'issue_publication.issue_id',
      'issue_publication.title',
      'issue_publication.summary',
      'issue_publication.theme_code',
      'theme.name as theme_name',
      'issue_publication.progress',
      'issue_publication.published_at',
      'issue_publication.withdrawn_at',
      'issue_publication.version',
    ]);
}

/** A published or withdrawn wording, for those who look after it. */
export async function wordingOf(tx: ReadTx, issue_id: number): Promise<Publication | undefined> {
  return publications(tx).where('issue_id', '=', issue_id).executeTakeFirst();
}

/** A wording as long as it is published. */
export async function publicationById(tx: ReadTx, issue_id: number | null): Promise<Publication | undefined> {
  return publications(tx)
    .where('issue_id', '=', issue_id ?? 0)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst();
}

/** A page of what is published, newest first, with the number of all. */
export async function listPublications(
  tx: ReadTx,
  asked: { theme: string | null; q: string | null },
  { size, offset }: { size: number; offset: number },
): Promise<{ rows: Publication[]; total: number }> {
  let query = publications(tx).where('withdrawn_at', 'is', null);
  if (asked.theme) query = query.where('issue_publication.theme_code', '=', asked.theme);
  if (asked.q) {
    query = query.where(
      sql<boolean>`search_fold(issue_publication.title || ' ' || summary || ' ' || progress) like
        '%' || replace(replace(replace(search_fold(${asked.q}), '\\', '\\\\'), '%', '\\%'), '_', '\\_') || '%'`,
    );
  }
  const rows = await query
    .orderBy('published_at', 'desc')
    .orderBy('issue_id', 'desc')
    .limit(size)
    .offset(offset)
    .execute();
  const { total } = await query
    .clearSelect()
    .select(sql<number>`count(*)`.as('total'))
    .executeTakeFirstOrThrow();
  return { rows, total };
}

export interface OwnIssue {
  issue_id: number;
  facility_id: number;
  facility_name: string;
  theme_name: string;
  raised_on: string;
  statement: string;
  echoed: boolean;
  shared_on: string | null;
  decided_on: string | null;
  closed_on: string | null;
  answer: string | null;
  answered_at: Date | null;
  answered_by_name: string | null;
  read_at: Date | null;
  read_by_name: string | null;
  /** its wording while published */
  publication_title: string | null;
  may_answer: boolean;
}

/** What the actor's facilities raised, unread answers first, then newest. Nothing here comes from the issue itself. */
export async function ownIssues(tx: ReadTx, limit = 200): Promise<OwnIssue[]> {
  return tx.db
    .selectFrom('issue_facility')
    .innerJoin('facility', 'facility.id', 'issue_facility.facility_id')
    .innerJoin('theme', 'theme.code', 'issue_facility.theme_code')
    .leftJoin('issue_publication', (join) =>
      join
        .onRef('issue_publication.issue_id', '=', 'issue_facility.issue_id')
        .on('issue_publication.withdrawn_at', 'is', null),
    )
    .leftJoin('person as answerer', 'answerer.id', 'issue_facility.answered_by')
    .leftJoin('person as reader', 'reader.id', 'issue_facility.read_by')
    .where('issue_facility.facility_id', 'in', [0, ...tx.session.facilities])
    .select([
      'issue_facility.issue_id',
      'issue_facility.facility_id',
      'facility.name as facility_name',
      'theme.name as theme_name',
      'issue_facility.raised_on',
      'issue_facility.statement',
      sql<boolean>`issue_facility.publication_id is not null`.as('echoed'),
      'issue_facility.shared_on',
      'issue_facility.decided_on',
      'issue_facility.closed_on',
      'issue_facility.answer',
      'issue_facility.answered_at',
      personName('answerer').$castTo<string | null>().as('answered_by_name'),
      'issue_facility.read_at',
      personName('reader').$castTo<string | null>().as('read_by_name'),
      'issue_publication.title as publication_title',
      sql<boolean>`may_answer_issue(issue_facility.facility_id)`.as('may_answer'),
    ])
    .orderBy(sql`(issue_facility.answer is not null and issue_facility.read_at is null)`, 'desc')
    .orderBy('issue_facility.raised_on', 'desc')
    .orderBy('issue_facility.issue_id', 'desc')
    .limit(limit)
    .execute();
}

/** Answers the actor's facilities have not yet confirmed having read. */
export async function answersToRead(tx: ReadTx): Promise<OwnIssue[]> {
  return (await ownIssues(tx)).filter((row) => row.may_answer && row.answer !== null && row.read_at === null);
}

/** The actor's facilities by name, with the day each joined an issue, if it did. */
export async function ownFacilities(tx: ReadTx, issue_id: number) {
  return tx.db
    .selectFrom('facility')
    .leftJoin('issue_facility', (join) =>
      join
        .onRef('issue_facility.facility_id', '=', 'facility.id')
        .on('issue_facility.issue_id', '=', issue_id),
    )
    .where('facility.id', 'in', [0, ...tx.session.facilities])
    .select([
      'facility.id',
      'facility.name',
      'issue_facility.raised_on as joined_on',
      sql<boolean>`may_answer_issue(facility.id)`.as('may_answer'),
    ])
    .orderBy('facility.id')
    .execute();
}
