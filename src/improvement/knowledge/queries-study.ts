import { personNameIfAny } from '../../base/people/queries.ts';
import type { ReadTx } from '../../platform/db/transaction.ts';
import type { Consent, ConsentAnswer, ConsentWay, HearingWay, Measure, Verdict, Zone } from './rules.ts';

/** Everything facilities said about a practice, the newest first; to a facility only what it said itself. */
export async function consentsOf(tx: ReadTx, practice_id: number) {
  const rows = await tx.db
    .selectFrom('practice_consent')
    .innerJoin('facility', 'facility.id', 'practice_consent.facility_id')
    .innerJoin('person', 'person.id', 'practice_consent.recorded_by')
    .where('practice_id', '=', practice_id)
    .selectAll('practice_consent')
    .select(['facility.name as facility', personNameIfAny('person').as('recorder')])
    .orderBy('practice_consent.id', 'desc')
    .execute();
  return rows.map((row) => ({
    ...row,
    answer: row.answer as ConsentAnswer,
    zone: row.zone as Zone,
    way: row.way as ConsentWay,
  }));
}
export type ConsentLine = Awaited<ReturnType<typeof consentsOf>>[number];

/** Of each facility what it said last. */
export function newestOf(consents: readonly ConsentLine[]): (ConsentLine & Consent)[] {
  return consents.filter(
    (one, at) => consents.findIndex((other) => other.facility_id === one.facility_id) === at,
  );
}

export async function hearingsOf(tx: ReadTx, practice_id: number) {
  const rows = await tx.db
    .selectFrom('practice_hearing')
    .innerJoin('person', 'person.id', 'practice_hearing.heard_by')
    .where('practice_id', '=', practice_id)
    .selectAll('practice_hearing')
    .select(personNameIfAny('person').as('hearer'))
    .orderBy('held_on', 'desc')
    .orderBy('practice_hearing.id', 'desc')
    .execute();
  return rows.map((row) => ({ ...row, way: row.way as HearingWay }));
}
export type Hearing = Awaited<ReturnType<typeof hearingsOf>>[number];

/** Papers and pictures the reader may see, without their bytes. */
export async function documentsOf(tx: ReadTx, practice_id: number) {
  return tx.db
    .selectFrom('practice_document')
    .where('practice_id', '=', practice_id)
    .where('removed_at', 'is', null)
    .select(['id', 'practice_id', 'name', 'media_type', 'size', 'caption', 'shown', 'attached_at'])
    .orderBy('id')
    .execute();
}
export type Document = Awaited<ReturnType<typeof documentsOf>>[number];

export async function documentFile(tx: ReadTx, practice_id: number | null, id: number | null) {
  return tx.db
    .selectFrom('practice_document')
    .where('practice_id', '=', practice_id ?? 0)
    .where('id', '=', id ?? 0)
    .where('removed_at', 'is', null)
    .select(['id', 'name', 'media_type', 'bytes'])
    .executeTakeFirst();
}

/** The city's criteria in force, in their order; ended ones too where asked. */
export async function criteria(tx: ReadTx, withEnded = false) {
  let query = tx.db.selectFrom('practice_criterion').selectAll();
  if (!withEnded) query = query.where('ended_on', 'is', null);
  return query.orderBy('position').orderBy('id').execute();
}
export type Criterion = Awaited<ReturnType<typeof criteria>>[number];

export async function scoresOf(tx: ReadTx, practice_id: number) {
  return tx.db
    .selectFrom('practice_score')
    .innerJoin('person', 'person.id', 'practice_score.scored_by')
    .where('practice_id', '=', practice_id)
    .selectAll('practice_score')
    .select(personNameIfAny('person').as('scorer'))
    .orderBy('scored_by')
    .orderBy('criterion_id')
    .execute();
}
export type ScoreLine = Awaited<ReturnType<typeof scoresOf>>[number];

/** The newest first; the newest is what holds. */
export async function conclusionsOf(tx: ReadTx, practice_id: number) {
  const rows = await tx.db
    .selectFrom('practice_conclusion')
    .innerJoin('person', 'person.id', 'practice_conclusion.written_by')
    .where('practice_id', '=', practice_id)
    .selectAll('practice_conclusion')
    .select(personNameIfAny('person').as('writer'))
    .orderBy('concluded_on', 'desc')
    .orderBy('practice_conclusion.id', 'desc')
    .execute();
  return rows.map((row) => ({ ...row, verdict: row.verdict as Verdict }));
}
export type Conclusion = Awaited<ReturnType<typeof conclusionsOf>>[number];

export async function figuresOf(tx: ReadTx, practice_id: number) {
  const rows = await tx.db
    .selectFrom('practice_figure')
    .where('practice_id', '=', practice_id)
    .select(['measure', 'fiscal_year', 'value', 'told_by'])
    .orderBy('measure')
    .orderBy('fiscal_year', 'desc')
    .execute();
  return rows.map((row) => ({ ...row, measure: row.measure as Measure, value: Number(row.value) }));
}
export type PracticeFigure = Awaited<ReturnType<typeof figuresOf>>[number];
