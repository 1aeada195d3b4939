import { found, Refusal, type WriteTx } from '../../platform/db/transaction.ts';
import { formatDateTime, addDays } from '../../platform/ja/dates.ts';
import type { Typed } from '../../platform/web/form.ts';
import { conflict } from '../../platform/web/handlers.tsx';
import { noteById, sheetOf } from './queries-board.ts';
import { openDayById, type OpenDay } from './queries.ts';
import { questionsOf } from './queries-day.ts';
import { boardOpenDays, noteKinds, notesIn, type NoteKind } from './rules.ts';
import { words } from './words-board.ja.ts';

/** The day with its board open to the actor: from the day on, for two months. 403 for others, 409 before and after. */
async function atBoard(tx: WriteTx, id: number | null): Promise<OpenDay> {
  const openDay = found(await openDayById(tx, id));
  if (!openDay.may_join) throw new Refusal(403);
  if (!boardIsOpen(openDay, tx.today)) throw new Refusal(409, words.errors.closed);
  return openDay;
}

export const boardIsOpen = (
  openDay: Pick<OpenDay, 'published_at' | 'cancelled_at' | 'held_on'>,
  today: string,
): boolean =>
  openDay.published_at !== null &&
  openDay.cancelled_at === null &&
  openDay.held_on <= today &&
  addDays(openDay.held_on, boardOpenDays) >= today;

const reachOf = ({ id, facility_id, guest_facility_ids }: OpenDay) => ({
  open_day_id: id,
  host_facility_id: facility_id,
  guest_facility_ids,
});

/** Whose people the writer is of, as the board says it: the visiting or opening facility; none for those who accompany. */
const ownFacility = (tx: WriteTx, openDay: OpenDay): number | null =>
  [openDay.facility_id, ...openDay.guest_facility_ids].find((one) => tx.session.facilities.includes(one)) ??
  null;

async function mustBeAsked(tx: WriteTx, id: number, position: number): Promise<void> {
  if (!(await questionsOf(tx, id)).some((one) => one.position === position))
    throw new Refusal(409, words.errors.question);
}

/** Puts a note below a question. */
export async function addNote(
  tx: WriteTx,
  open_day_id: number,
  data: { kind: NoteKind; body: string; heading_id: number },
): Promise<void> {
  const openDay = await atBoard(tx, open_day_id);
  await mustBeAsked(tx, open_day_id, data.heading_id);
  await insertNotes(tx, openDay, data.heading_id, [data]);
}

async function insertNotes(
  tx: WriteTx,
  openDay: OpenDay,
  position: number,
  notes: readonly { kind: NoteKind; body: string }[],
): Promise<void> {
  if (notes.length === 0) return;
  await tx.db
    .insertInto('open_day_note')
    .values(
      notes.map(({ kind, body }) => ({
        ...reachOf(openDay),
        position,
        kind,
        body,
        facility_id: ownFacility(tx, openDay),
        written_by: tx.actor.person_id!,
        created_at: tx.now,
        updated_at: tx.now,
        updated_by: tx.actor.person_id!,
      })),
    )
    .execute();
  tx.record({
    action: 'open_day.note',
    subject_kind: 'open_day',
    subject_id: openDay.id,
    detail: { question: position, notes: notes.length },
  });
}

const stamps = (tx: WriteTx) => ({ updated_at: tx.now, updated_by: tx.actor.person_id! });

/** Whether the actor may mend a note's words: its writer, the host, those who accompany. */
export const mayMend = (
  openDay: Pick<OpenDay, 'may_host'>,
  note: { written_by: number },
  person_id: number | null,
): boolean => openDay.may_host || note.written_by === person_id;

/** Mends a note's words. A stale version shows both texts. */
export async function changeNote(
  tx: WriteTx,
  open_day_id: number,
  note_id: number,
  data: { kind: NoteKind; body: string; _version: number },
): Promise<void> {
  const openDay = await atBoard(tx, open_day_id);
  const note = found(await noteById(tx, open_day_id, note_id));
  if (!mayMend(openDay, note, tx.actor.person_id)) throw new Refusal(403);
  const changed = await tx.db
    .updateTable('open_day_note')
    .set((row) => ({ kind: data.kind, body: data.body, version: row('version', '+', 1), ...stamps(tx) }))
    .where('id', '=', note_id)
    .where('version', '=', data._version)
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n)
    conflict({
      who: note.updated_by_name,
      when: formatDateTime(note.updated_at, tx.actor.municipality.time_zone),
      version: note.version,
      fields: [{ name: 'body', label: words.board.body, mine: data.body, theirs: note.body }],
    });
  tx.record({ action: 'open_day.mend_note', subject_kind: 'open_day', subject_id: open_day_id });
}

/** Lays a note below another question: anybody at the board, the last one counts. */
export async function moveNote(
  tx: WriteTx,
  open_day_id: number,
  note_id: number,
  position: number,
): Promise<void> {
  await atBoard(tx, open_day_id);
  const note = found(await noteById(tx, open_day_id, note_id));
  await mustBeAsked(tx, open_day_id, position);
  if (note.position === position) return;
  await tx.db
    .updateTable('open_day_note')
    .set((row) => ({ position, version: row('version', '+', 1), ...stamps(tx) }))
    .where('id', '=', note_id)
    .execute();
  tx.record({ action: 'open_day.move_note', subject_kind: 'open_day', subject_id: open_day_id });
}

/** Takes a note off the board (its writer, the host, those who accompany), or puts it back. */
export async function removeNote(
  tx: WriteTx,
  open_day_id: number,
  note_id: number,
  removed: boolean,
): Promise<void> {
  const openDay = await atBoard(tx, open_day_id);
  const note = found(await noteById(tx, open_day_id, note_id));
  if (!mayMend(openDay, note, tx.actor.person_id)) throw new Refusal(403);
  await tx.db
    .updateTable('open_day_note')
    .set((row) => ({
      removed_at: removed ? tx.now : null,
      version: row('version', '+', 1),
      ...stamps(tx),
    }))
    .where('id', '=', note_id)
    .execute();
  tx.record({
    action: removed ? 'open_day.remove_note' : 'open_day.restore_note',
    subject_kind: 'open_day',
    subject_id: open_day_id,
  });
}

const boxes = ['scene', ...noteKinds] as const;

/** Keeps the actor's own sheet as it was typed: `scene_1`, `good_1`, … by question. */
export async function saveSheet(tx: WriteTx, open_day_id: number, typed: Typed): Promise<void> {
  const openDay = await atBoard(tx, open_day_id);
  for (const { position } of await questionsOf(tx, open_day_id)) {
    const [scene = '', good = '', doubt = '', proposal = ''] = boxes.map((box) => {
      const value = typed[`${box}_${position}`];
      return typeof value === 'string' ? value.slice(0, 2000).toWellFormed() : '';
    });
    const row = { scene, good, doubt, proposal, updated_at: tx.now };
    await tx.db
      .insertInto('open_day_sheet')
      .values({ ...reachOf(openDay), position, person_id: tx.actor.person_id!, ...row })
      .onConflict((there) => there.columns(['open_day_id', 'position', 'person_id']).doUpdateSet(row))
      .execute();
  }
}

/** Puts what the sheet says on the board, a note for each line; once for each question. Gives how many notes. */
export async function postSheet(tx: WriteTx, open_day_id: number): Promise<number> {
  const openDay = await atBoard(tx, open_day_id);
  let posted = 0;
  for (const [position, row] of await sheetOf(tx, open_day_id)) {
    if (row.posted_at !== null) continue;
    const notes = noteKinds.flatMap((kind) =>
      notesIn(row[kind]).map((body) => ({ kind, body: [...body].slice(0, 300).join('') })),
    );
    if (notes.length === 0) continue;
    await insertNotes(tx, openDay, position, notes);
    await tx.db
      .updateTable('open_day_sheet')
      .set({ posted_at: tx.now })
      .where('open_day_id', '=', open_day_id)
      .where('position', '=', position)
      .where('person_id', '=', tx.actor.person_id)
      .execute();
    posted += notes.length;
  }
  return posted;
}
