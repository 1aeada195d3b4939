import { sql } from 'kysely';
import { found, Refusal, type WriteTx } from '../../platform/db/transaction.ts';
import { formatDateTime } from '../../platform/ja/dates.ts';
import { conflict } from '../../platform/web/handlers.tsx';
import { mustManage, tellHeads } from './commands.ts';
import type { SessionData } from './forms.ts';
import { groupById } from './queries.ts';
import { cardById, headingsOf, sessionById, type Session } from './queries-board.ts';
import { votesEach, type CardKind } from './rules.ts';
import { words } from './words-board.ja.ts';

const placeOf = ({ held_on, starts_at, ends_at, place, join_url, note }: SessionData) => ({
  held_on,
  starts_at: starts_at!,
  ends_at: ends_at!,
  place,
  join_url: join_url === '' ? null : join_url,
  note,
});

/** Plans a sitting of a told group and tells its facilities. Gives its number. */
export async function planSession(tx: WriteTx, group_id: number, data: SessionData): Promise<number> {
  mustManage(tx);
  const group = found(await groupById(tx, group_id));
  if (!group.told) throw new Refusal(409, words.errors.notTold);
  const { facility_ids } = group;
  const { id } = await tx.db
    .insertInto('study_session')
    .values({
      group_id,
      facility_ids,
      ...placeOf(data),
      created_at: tx.now,
      created_by: tx.actor.person_id!,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await tellHeads(tx, facility_ids, {
    title: words.notices.planned(group.call, data.held_on),
    url: `/study-sessions/${id}`,
  });
  tx.record({
    action: 'study_session.plan',
    subject_kind: 'study_session',
    subject_id: id,
    detail: { group_id, held_on: data.held_on },
  });
  return id;
}

/** Changes day, place or link; facilities are told when the day or time moves. */
export async function changeSession(tx: WriteTx, id: number, data: SessionData): Promise<void> {
  mustManage(tx);
  const before = found(await sessionById(tx, id));
  const changed = await tx.db
    .updateTable('study_session')
    .set((row) => ({ ...placeOf(data), version: row('version', '+', 1) }))
    .where('id', '=', id)
    .where('version', '=', data._version)
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n) throw new Refusal(409, words.errors.changed);
  if (before.held_on !== data.held_on || before.starts_at !== data.starts_at)
    await tellHeads(tx, before.facility_ids, {
      title: words.notices.moved(before.call, data.held_on),
      url: `/study-sessions/${id}`,
    });
  tx.record({ action: 'study_session.change', subject_kind: 'study_session', subject_id: id });
}

/** Calls a sitting off, as long as nothing stands on its board. */
export async function cancelSession(tx: WriteTx, id: number): Promise<Session> {
  mustManage(tx);
  const session = found(await sessionById(tx, id));
  const { rows } = await sql`select from study_card where session_id = ${id} limit 1`.execute(tx.db);
  if (rows.length > 0 || session.summary !== '') throw new Refusal(409, words.errors.boardInUse);
  await tx.db.deleteFrom('study_session').where('id', '=', id).execute();
  await tellHeads(tx, session.facility_ids, {
    title: words.notices.cancelled(session.call, session.held_on),
    url: `/study-groups/${session.call_id}`,
  });
  tx.record({ action: 'study_session.cancel', subject_kind: 'study_session', subject_id: id });
  return session;
}

/** Closes the board, or opens it again. */
export async function closeBoard(tx: WriteTx, id: number, closed: boolean): Promise<void> {
  mustManage(tx);
  found(await sessionById(tx, id));
  await tx.db
    .updateTable('study_session')
    .set((row) => ({ closed_at: closed ? tx.now : null, version: row('version', '+', 1) }))
    .where('id', '=', id)
    .execute();
  tx.record({
    action: closed ? 'study_session.close' : 'study_session.reopen',
    subject_kind: 'study_session',
    subject_id: id,
  });
}

async function openBoard(tx: WriteTx, id: number): Promise<Session> {
  const session = found(await sessionById(tx, id));
  if (session.closed_at !== null) throw new Refusal(409, words.errors.closed);
  return session;
}

/** Lays a card on the board, at the end of its heading. */
export async function addCard(
  tx: WriteTx,
  session_id: number,
  data: { kind: CardKind; body: string; heading_id: number | null },
): Promise<number> {
  const session = await openBoard(tx, session_id);
  const own = session.facility_ids.find((facility_id) => tx.session.facilities.includes(facility_id));
  const headings = await headingsOf(tx, session_id);
  // A heading that was taken away meanwhile loses no card.
  const heading_id = headings.some(({ id }) => id === data.heading_id) ? data.heading_id : null;
  const { id } = await tx.db
    .insertInto('study_card')
    .values({
      session_id,
      facility_ids: session.facility_ids,
      kind: data.kind,
      body: data.body,
      heading_id,
      position: await positionAt(tx, session_id, heading_id, null, 0),
      facility_id: own ?? null,
      written_by: tx.actor.person_id!,
      created_at: tx.now,
      updated_at: tx.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  tx.record({
    action: 'study_card.add',
    subject_kind: 'study_session',
    subject_id: session_id,
    detail: { card_id: id, kind: data.kind },
  });
  return id;
}

/** A place in the order: before a card, or at the end. */
async function positionAt(
  tx: WriteTx,
  session_id: number,
  heading_id: number | null,
  before_id: number | null,
  besides: number,
): Promise<number> {
  const rows = await tx.db
    .selectFrom('study_card')
    .where('session_id', '=', session_id)
    .where('heading_id', 'is not distinct from', heading_id)
    .where('removed_at', 'is', null)
    .where('id', '<>', besides)
    .select(['id', 'position'])
    .orderBy('position')
    .orderBy('id')
    .execute();
  const at = rows.findIndex(({ id }) => id === before_id);
  if (at < 0) return (rows.at(-1)?.position ?? 0) + 1;
  return at === 0 ? rows[0]!.position - 1 : (rows[at - 1]!.position + rows[at]!.position) / 2;
}

/** Mends a card's words: whoever wrote it, or who accompanies the group. A stale version shows both texts. */
export async function changeCard(
  tx: WriteTx,
  session_id: number,
  card_id: number,
  data: { kind: CardKind; body: string; _version: number },
): Promise<void> {
  await openBoard(tx, session_id);
  const card = found(await cardById(tx, session_id, card_id));
  if (card.written_by !== tx.actor.person_id && !tx.has('learning.manage')) throw new Refusal(403);
  const changed = await tx.db
    .updateTable('study_card')
    .set((row) => ({
      kind: data.kind,
      body: data.body,
      version: row('version', '+', 1),
      updated_at: tx.now,
      updated_by: tx.actor.person_id,
    }))
    .where('id', '=', card_id)
    .where('version', '=', data._version)
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n)
    conflict({
      who: card.updated_by_name ?? words.somebody,
      when: formatDateTime(card.updated_at, tx.actor.municipality.time_zone),
      version: card.version,
      fields: [{ name: 'body', label: words.card.body, mine: data.body, theirs: card.body }],
    });
  tx.record({
    action: 'study_card.change',
    subject_kind: 'study_session',
    subject_id: session_id,
    detail: { card_id },
  });
}

/** Moves a card: anybody at the board, the last one counts. */
export async function moveCard(
  tx: WriteTx,
  session_id: number,
  card_id: number,
  data: { heading_id: number | null; before_id: number | null; step: string | null },
): Promise<void> {
  await openBoard(tx, session_id);
  const card = found(await cardById(tx, session_id, card_id));
  const headings = await headingsOf(tx, session_id);
  const heading_id =
    data.heading_id === null || headings.some(({ id }) => id === data.heading_id)
      ? data.heading_id
      : card.heading_id;
  let position: number;
  if (data.step === 'up' || data.step === 'down') {
    const rows = await tx.db
      .selectFrom('study_card')
      .where('session_id', '=', session_id)
      .where('heading_id', 'is not distinct from', card.heading_id)
      .where('removed_at', 'is', null)
      .select(['id', 'position'])
      .orderBy('position')
      .orderBy('id')
      .execute();
    const at = rows.findIndex(({ id }) => id === card_id);
    const next = data.step === 'up' ? rows[at - 1] : rows[at + 2];
    if (data.step === 'up' && next === undefined) return;
    position = await positionAt(tx, session_id, card.heading_id, next?.id ?? null, card_id);
  } else position = await positionAt(tx, session_id, heading_id, data.before_id, card_id);
  await tx.db
    .updateTable('study_card')
    .set({
      heading_id: data.step === null ? heading_id : card.heading_id,
      position,
      updated_at: tx.now,
      updated_by: tx.actor.person_id,
      version: card.version + 1,
    })
    .where('id', '=', card_id)
    .execute();
  tx.record({
    action: 'study_card.move',
    subject_kind: 'study_session',
    subject_id: session_id,
    detail: { card_id, heading_id },
  });
}

/** Takes a card off the board (its writer or who accompanies the group), or puts it back. */
export async function removeCard(
  tx: WriteTx,
  session_id: number,
  card_id: number,
  removed: boolean,
): Promise<void> {
  await openBoard(tx, session_id);
  const card = found(await cardById(tx, session_id, card_id));
  if (card.written_by !== tx.actor.person_id && !tx.has('learning.manage')) throw new Refusal(403);
  await tx.db
    .updateTable('study_card')
    .set({
      removed_at: removed ? tx.now : null,
      version: card.version + 1,
      updated_at: tx.now,
      updated_by: tx.actor.person_id,
    })
    .where('id', '=', card_id)
    .execute();
  tx.record({
    action: removed ? 'study_card.remove' : 'study_card.restore',
    subject_kind: 'study_session',
    subject_id: session_id,
    detail: { card_id },
  });
}

/** Marks a card as important to me, or takes the mark away. 409 beyond five. */
export async function voteCard(tx: WriteTx, session_id: number, card_id: number): Promise<void> {
  const session = await openBoard(tx, session_id);
  found(await cardById(tx, session_id, card_id));
  const mine = { card_id, person_id: tx.actor.person_id! };
  const taken = await tx.db
    .deleteFrom('study_vote')
    .where('card_id', '=', card_id)
    .where('person_id', '=', mine.person_id)
    .executeTakeFirst();
  if (taken.numDeletedRows > 0n) return;
  const { rows } = await sql<{ given: number }>`select count(*)::int as given from study_vote
    join study_card on study_card.id = card_id
    where session_id = ${session_id} and person_id = ${mine.person_id} and removed_at is null`.execute(tx.db);
  if (rows[0]!.given >= votesEach) throw new Refusal(409, words.errors.votes(votesEach));
  await tx.db
    .insertInto('study_vote')
    .values({ ...mine, facility_ids: session.facility_ids, created_at: tx.now })
    .onConflict((there) => there.doNothing())
    .execute();
}

/** A new heading at the right end of the board. */
export async function addHeading(tx: WriteTx, session_id: number, name: string): Promise<number> {
  const session = await openBoard(tx, session_id);
  const headings = await headingsOf(tx, session_id);
  const { id } = await tx.db
    .insertInto('study_heading')
    .values({
      session_id,
      facility_ids: session.facility_ids,
      name,
      position: Math.max(0, ...headings.map(({ position }) => position)) + 1,
      created_at: tx.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Gives a heading another name. */
export async function renameHeading(
  tx: WriteTx,
  session_id: number,
  heading_id: number,
  name: string,
): Promise<void> {
  await openBoard(tx, session_id);
  found((await headingsOf(tx, session_id)).find(({ id }) => id === heading_id));
  await tx.db.updateTable('study_heading').set({ name }).where('id', '=', heading_id).execute();
}

/** Takes a heading away; its cards lie unsorted again. */
export async function removeHeading(tx: WriteTx, session_id: number, heading_id: number): Promise<void> {
  await openBoard(tx, session_id);
  found((await headingsOf(tx, session_id)).find(({ id }) => id === heading_id));
  await tx.db
    .updateTable('study_card')
    .set((row) => ({ heading_id: null, version: row('version', '+', 1) }))
    .where('heading_id', '=', heading_id)
    .where('session_id', '=', session_id)
    .execute();
  await tx.db.deleteFrom('study_heading').where('id', '=', heading_id).execute();
}

/** What the coordinator writes down for all at the board. A stale version shows both texts. */
export async function writeSummary(
  tx: WriteTx,
  session_id: number,
  data: { summary: string; _version: number },
): Promise<void> {
  mustManage(tx);
  const session = found(await sessionById(tx, session_id));
  const changed = await tx.db
    .updateTable('study_session')
    .set((row) => ({ summary: data.summary, version: row('version', '+', 1) }))
    .where('id', '=', session_id)
    .where('version', '=', data._version)
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n)
    conflict({
      who: words.somebody,
      when: '',
      version: session.version,
      fields: [{ name: 'summary', label: words.summary.label, mine: data.summary, theirs: session.summary }],
    });
  tx.record({ action: 'study_session.summarise', subject_kind: 'study_session', subject_id: session_id });
}
