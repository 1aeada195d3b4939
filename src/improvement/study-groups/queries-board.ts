import { sql } from 'kysely';
import { personName } from '../../base/people/queries.ts';
import type { ReadTx } from '../../platform/db/transaction.ts';
import type { CardKind } from './rules.ts';

/** A sitting with its group, for those at its board. */
export async function sessionById(tx: ReadTx, id: number | null) {
  if (id === null) return undefined;
  return tx.db
    .selectFrom('study_session')
    .innerJoin('study_group', 'study_group.id', 'study_session.group_id')
    .innerJoin('study_call', 'study_call.id', 'study_group.call_id')
    .innerJoin('theme', 'theme.code', 'study_call.theme_code')
    .where('study_session.id', '=', id)
    .selectAll('study_session')
    .select(['study_group.number', 'study_group.call_id', 'study_call.title as call', 'theme.name as theme'])
    .executeTakeFirst();
}
export type Session = NonNullable<Awaited<ReturnType<typeof sessionById>>>;

export async function headingsOf(tx: ReadTx, session_id: number) {
  return tx.db
    .selectFrom('study_heading')
    .where('session_id', '=', session_id)
    .select(['id', 'name', 'position'])
    .orderBy('position')
    .orderBy('id')
    .execute();
}
export type Heading = Awaited<ReturnType<typeof headingsOf>>[number];

/** Cards on the board in their order, with votes. Names of those who wrote stay away: a card is the board's. */
export async function cardsOf(tx: ReadTx, session_id: number) {
  const rows = await tx.db
    .selectFrom('study_card')
    .leftJoin('facility', 'facility.id', 'study_card.facility_id')
    .where('study_card.session_id', '=', session_id)
    .where('study_card.removed_at', 'is', null)
    .select([
      'study_card.id',
      'study_card.kind',
      'study_card.body',
      'study_card.heading_id',
      'study_card.position',
      'study_card.written_by',
      'study_card.version',
      'facility.name as facility',
      sql<number>`(select count(*)::int from study_vote where card_id = study_card.id)`.as('votes'),
      sql<boolean>`exists (select from study_vote where card_id = study_card.id and person_id = ${tx.actor.person_id})`.as(
        'mine',
      ),
    ])
    .orderBy('study_card.position')
    .orderBy('study_card.id')
    .execute();
  return rows.map((row) => ({ ...row, kind: row.kind as CardKind }));
}
export type Card = Awaited<ReturnType<typeof cardsOf>>[number];

export async function cardById(tx: ReadTx, session_id: number | null, id: number | null) {
  if (session_id === null || id === null) return undefined;
  return tx.db
    .selectFrom('study_card')
    .leftJoin('person', 'person.id', 'study_card.updated_by')
    .where('study_card.session_id', '=', session_id)
    .where('study_card.id', '=', id)
    .selectAll('study_card')
    .select(personName('person').as('updated_by_name'))
    .executeTakeFirst();
}

/** Changes whenever anything at the board does: what the pages of those at it ask for every few seconds. */
export async function stampOf(tx: ReadTx, session_id: number): Promise<string> {
  const { rows } = await sql<{ stamp: string }>`select concat_ws('-',
      (select version from study_session where id = ${session_id}),
      (select concat_ws('.', count(*), sum(version)) from study_card where session_id = ${session_id}),
      (select md5(coalesce(string_agg(id || name || position, ',' order by id), '')) from study_heading where session_id = ${session_id}),
      (select concat_ws('.', count(*), sum(extract(epoch from study_vote.created_at)::bigint)) from study_vote
        join study_card on study_card.id = card_id where session_id = ${session_id})) as stamp`.execute(
    tx.db,
  );
  return rows[0]!.stamp;
}

/** Sittings ahead of those at their boards, for the first page. */
export async function sessionsAhead(tx: ReadTx, until: string) {
  if (!tx.has('learning.manage') && tx.session.facilities.length === 0) return [];
  return tx.db
    .selectFrom('study_session')
    .innerJoin('study_group', 'study_group.id', 'study_session.group_id')
    .innerJoin('study_call', 'study_call.id', 'study_group.call_id')
    .where('study_session.held_on', '>=', tx.today)
    .where('study_session.held_on', '<=', until)
    .where('study_session.closed_at', 'is', null)
    .select([
      'study_session.id',
      'study_session.held_on',
      'study_session.starts_at',
      'study_call.title',
      'study_group.number',
    ])
    .orderBy('study_session.held_on')
    .orderBy('study_session.starts_at')
    .execute();
}
