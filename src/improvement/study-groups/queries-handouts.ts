import { sql } from 'kysely';
import { personNameIfAny } from '../../base/people/queries.ts';
import type { ReadTx } from '../../platform/db/transaction.ts';
import type { CardKind, TrialAnswer } from './rules.ts';

const columns = (tx: ReadTx) =>
  tx.db
    .selectFrom('study_handout')
    .innerJoin('theme', 'theme.code', 'study_handout.theme_code')
    .leftJoin('person', 'person.id', 'study_handout.updated_by')
    .selectAll('study_handout')
    .select([
      'theme.name as theme',
      personNameIfAny('person').as('updated_by_name'),
      sql<number>`cardinality(study_handout.facility_ids)`.as('facilities'),
      sql<number>`(select count(*)::int from study_trial where handout_id = study_handout.id and tried in ('tried', 'partly'))`.as(
        'tried',
      ),
    ]);

/** Hand-outs the reader may see: published ones the newest first, before them what is in the making. */
export async function handouts(tx: ReadTx, filter: { theme_code: string | null }) {
  let query = columns(tx);
  if (filter.theme_code !== null) query = query.where('study_handout.theme_code', '=', filter.theme_code);
  return query
    .orderBy(sql`(published_at is not null and withdrawn_at is null)`)
    .orderBy('published_at', 'desc')
    .orderBy('study_handout.id', 'desc')
    .limit(200)
    .execute();
}
export type Handout = Awaited<ReturnType<typeof handouts>>[number];

export async function handoutById(tx: ReadTx, id: number | null) {
  if (id === null) return undefined;
  return columns(tx).where('study_handout.id', '=', id).executeTakeFirst();
}
export async function handoutOfGroup(tx: ReadTx, group_id: number) {
  return columns(tx).where('study_handout.group_id', '=', group_id).executeTakeFirst();
}

/** What facilities tried of a hand-out, and who of the reader's own is still asked. */
export async function trialsOf(tx: ReadTx, handout_id: number) {
  const rows = await tx.db
    .selectFrom('study_trial')
    .innerJoin('facility', 'facility.id', 'study_trial.facility_id')
    .where('handout_id', '=', handout_id)
    .selectAll('study_trial')
    .select('facility.name as facility')
    .orderBy('answered_at', 'desc')
    .orderBy('facility.id')
    .execute();
  return rows.map((row) => ({ ...row, tried: row.tried as TrialAnswer | null }));
}
export type Trial = Awaited<ReturnType<typeof trialsOf>>[number];

/** What stands on the boards of a group, the most marked first: what a hand-out begins with. */
export async function boardOf(tx: ReadTx, group_id: number) {
  const rows = await tx.db
    .selectFrom('study_card')
    .innerJoin('study_session', 'study_session.id', 'study_card.session_id')
    .where('study_session.group_id', '=', group_id)
    .where('study_card.removed_at', 'is', null)
    .select([
      'study_card.kind',
      'study_card.body',
      sql<number>`(select count(*)::int from study_vote where card_id = study_card.id)`.as('votes'),
    ])
    .orderBy(sql`3 desc`)
    .orderBy('study_card.position')
    .orderBy('study_card.id')
    .execute();
  const summaries = await tx.db
    .selectFrom('study_session')
    .where('group_id', '=', group_id)
    .where('summary', '<>', '')
    .select('summary')
    .orderBy('held_on')
    .execute();
  return {
    cards: rows.map((row) => ({ ...row, kind: row.kind as CardKind })),
    summaries: summaries.map(({ summary }) => summary),
  };
}

/** Questions "what did you try" that wait for the reader's facilities. */
export async function trialsToAnswer(tx: ReadTx) {
  if (!tx.has('facility.answer') || tx.session.facilities.length === 0) return [];
  return tx.db
    .selectFrom('study_trial')
    .innerJoin('study_handout', 'study_handout.id', 'study_trial.handout_id')
    .innerJoin('facility', 'facility.id', 'study_trial.facility_id')
    .where('study_trial.facility_id', 'in', tx.session.facilities)
    .where('study_trial.tried', 'is', null)
    .select([
      'study_trial.handout_id',
      'study_trial.facility_id',
      'study_trial.asked_on',
      'study_handout.title',
      'facility.name as facility',
    ])
    .orderBy('study_trial.asked_on')
    .execute();
}
