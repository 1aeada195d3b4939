import { sql } from 'kysely';
import { personName } from '../../base/people/queries.ts';
import type { ReadTx } from '../../platform/db/transaction.ts';
import type { NoteKind } from './rules.ts';

/** The actor's own sheet, by question. */
export async function sheetOf(tx: ReadTx, open_day_id: number) {
  const rows = await tx.db
    .selectFrom('open_day_sheet')
    .where('open_day_id', '=', open_day_id)
    .where('person_id', '=', tx.actor.person_id)
    .select(['position', 'scene', 'good', 'doubt', 'proposal', 'updated_at', 'posted_at'])
    .orderBy('position')
    .execute();
  return new Map(rows.map((row) => [row.position, row]));
}
export type Sheet = Awaited<ReturnType<typeof sheetOf>>;

/** Notes on the board, by kind and in the order they came. Names of those who wrote stay away: a note is the board's. */
export async function notesOf(tx: ReadTx, open_day_id: number) {
  const rows = await tx.db
    .selectFrom('open_day_note')
    .leftJoin('facility', 'facility.id', 'open_day_note.facility_id')
    .where('open_day_note.open_day_id', '=', open_day_id)
    .where('open_day_note.removed_at', 'is', null)
    .select([
      'open_day_note.id',
      'open_day_note.kind',
      'open_day_note.body',
      'open_day_note.position',
      'open_day_note.written_by',
      'facility.name as facility',
    ])
    .orderBy(sql`array_position(array['good', 'doubt', 'proposal'], open_day_note.kind)`)
    .orderBy('open_day_note.id')
    .execute();
  return rows.map((row) => ({ ...row, kind: row.kind as NoteKind }));
}
export type Note = Awaited<ReturnType<typeof notesOf>>[number];

export async function noteById(tx: ReadTx, open_day_id: number | null, id: number | null) {
  if (open_day_id === null || id === null) return undefined;
  return tx.db
    .selectFrom('open_day_note')
    .innerJoin('person', 'person.id', 'open_day_note.updated_by')
    .where('open_day_id', '=', open_day_id)
    .where('open_day_note.id', '=', id)
    .selectAll('open_day_note')
    .select(personName('person').as('updated_by_name'))
    .executeTakeFirst();
}

/** Changes whenever anything at the board does: what the pages of those at it ask for every few seconds. */
export async function boardStamp(tx: ReadTx, open_day_id: number): Promise<string> {
  const { rows } = await sql<{ stamp: string }>`select concat_ws('-',
      (select concat_ws('.', count(*), sum(version)) from open_day_note where open_day_id = ${open_day_id}),
      (select md5(coalesce(string_agg(position || body, ',' order by position), '')) from open_day_question
        where open_day_id = ${open_day_id})) as stamp`.execute(tx.db);
  return rows[0]!.stamp;
}
