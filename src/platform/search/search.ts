import { sql } from 'kysely';
import type { ReadTx, WriteTx } from '../db/transaction.ts';
import { bigrams, foldForSearch } from '../ja/kana.ts';

/** What the search box may find: written by a slice's commands whenever the record changes. */
export interface SearchEntry {
  kind:
    | 'facility'
    | 'organisation'
    | 'person'
    | 'visit'
    | 'issue'
    | 'meeting'
    | 'invitation'
    | 'action'
    | 'forum'
    | 'publication'
    | 'open_day'
    | 'study_handout'
    | 'initiative'
    | 'guideline'
    | 'practice'
    | 'event';
  subject_id: number;
  title: string;
  summary?: string;
  url: string;
  /** further words to be found by: kana, address, text */
  words: string;
  /** who may find it: everybody having this duty … */
  audience_duty: string;
  /** … and this facility's own staff, and this team's members */
  audience_facility_id?: number | null;
  audience_team_id?: number | null;
  /** … and this forum's members, all of them or those who hold this duty */
  audience_forum_id?: number | null;
  audience_forum_duty?: string | null;
}

/** Puts or replaces an entry in the same transaction as the record. */
export async function publish(tx: WriteTx, entry: SearchEntry): Promise<void> {
  await publishAll(tx, [entry]);
}

/** As publish, for many records in one statement. */
export async function publishAll(tx: WriteTx, entries: readonly SearchEntry[]): Promise<void> {
  if (entries.length === 0) return;
  const rows = entries.map((entry) => ({
    kind: entry.kind,
    subject_id: entry.subject_id,
    title: entry.title,
    summary: entry.summary ?? '',
    url: entry.url,
    // Cut between two halves of a character, the rest would be no text for the database.
    folded: foldForSearch(`${entry.title} ${entry.words}`).slice(0, 20_000).toWellFormed(),
    audience_duty: entry.audience_duty,
    audience_facility_id: entry.audience_facility_id ?? null,
    audience_team_id: entry.audience_team_id ?? null,
    audience_forum_id: entry.audience_forum_id ?? null,
    audience_forum_duty: entry.audience_forum_duty ?? null,
    updated_at: tx.now,
  }));
  await sql`select search_publish(entry) from jsonb_array_elements(${JSON.stringify(rows)}::jsonb) as entry`.execute(
    tx.db,
  );
}

export async function unpublish(tx: WriteTx, kind: SearchEntry['kind'], subject_id: number): Promise<void> {
  await sql`select search_unpublish(${kind}, ${subject_id})`.execute(tx.db);
}

export interface Hit {
  kind: SearchEntry['kind'];
  subject_id: number;
  title: string;
  summary: string;
  url: string;
}

/** The words of a query as the index knows them: folded, two characters or more, at most eight. */
export function searchWords(text: string): string[] {
  return text
    .split(/[\s\u3000]+/)
    .map(foldForSearch)
    .filter((word) => Array.from(word).length >= 2)
    .slice(0, 8);
}

/** Entries the actor may find that contain every word of the text, title hits first. */
export async function find(
  tx: ReadTx,
  text: string,
  kinds: SearchEntry['kind'][] | null,
  atMost: number,
): Promise<Hit[]> {
  const words = searchWords(text);
  if (words.length === 0) return [];
  const grams = [...new Set(words.flatMap(bigrams))];
  const { rows } = await sql<Hit>`select * from search_find(${words}, ${grams}, ${kinds}, ${atMost})`.execute(
    tx.db,
  );
  // What one may find in two ways (a meeting and the invitation to it) is one thing.
  return rows.filter((hit, at) => rows.findIndex((other) => other.url === hit.url) === at);
}
