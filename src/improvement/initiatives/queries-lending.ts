import { sql } from 'kysely';
import type { ReadTx } from '../../platform/db/transaction.ts';
import { personNameIfAny } from '../../base/people/queries.ts';
import { holderOf } from '../partnership/rules.ts';
import { loanState, type LendableKind } from './rules.ts';

/** What bodies offer one another, by kind; with `own` also what the actor's bodies took back. */
export async function lendables(tx: ReadTx, kind: LendableKind | '') {
  let query = tx.db
    .selectFrom('lendable')
    .innerJoin('organisation', 'organisation.id', 'lendable.organisation_id')
    .leftJoin('facility', 'facility.id', 'lendable.facility_id')
    .where('withdrawn_on', 'is', null);
  if (kind !== '') query = query.where('lendable.kind', '=', kind);
  const rows = await query
    .selectAll('lendable')
    .select(sql<string>`coalesce(facility.name, organisation.name)`.as('holder_name'))
    .orderBy('lendable.kind')
    .orderBy('offered_on', 'desc')
    .orderBy('lendable.id', 'desc')
    .limit(200)
    .execute();
  return rows.map((row) => ({ ...row, kind: row.kind as LendableKind }));
}
export type LendableLine = Awaited<ReturnType<typeof lendables>>[number];

export async function lendableById(tx: ReadTx, id: number | null) {
  const row = await tx.db
    .selectFrom('lendable')
    .innerJoin('organisation', 'organisation.id', 'lendable.organisation_id')
    .leftJoin('facility', 'facility.id', 'lendable.facility_id')
    .leftJoin('person', 'person.id', 'lendable.written_by')
    .where('lendable.id', '=', id ?? 0)
    .selectAll('lendable')
    .select([
      sql<string>`coalesce(facility.name, organisation.name)`.as('holder_name'),
      personNameIfAny('person').as('writer'),
      sql<boolean>`may_lend(lendable.organisation_id, lendable.facility_id)`.as('may_lend'),
    ])
    .executeTakeFirst();
  return row && { ...row, kind: row.kind as LendableKind, holder: holderOf(row) };
}
export type Lendable = NonNullable<Awaited<ReturnType<typeof lendableById>>>;

const loanLines = (tx: ReadTx) =>
  tx.db
    .selectFrom('loan')
    .innerJoin('lendable', 'lendable.id', 'loan.lendable_id')
    .innerJoin('organisation', 'organisation.id', 'loan.organisation_id')
    .leftJoin('facility', 'facility.id', 'loan.facility_id')
    .innerJoin('organisation as to_organisation', 'to_organisation.id', 'loan.to_organisation_id')
    .leftJoin('facility as to_facility', 'to_facility.id', 'loan.to_facility_id')
    .leftJoin('initiative', 'initiative.id', 'loan.initiative_id')
    .selectAll('loan')
    .select([
      'lendable.name',
      'initiative.title as initiative',
      sql<string>`coalesce(facility.name, organisation.name)`.as('from_name'),
      sql<string>`coalesce(to_facility.name, to_organisation.name)`.as('to_name'),
      sql<boolean>`may_lend(loan.organisation_id, loan.facility_id)`.as('may_lend'),
      sql<boolean>`may_change_loan(loan.organisation_id, loan.facility_id, loan.to_organisation_id, loan.to_facility_id)`.as(
        'may_change',
      ),
    ]);
const withState = <R extends Parameters<typeof loanState>[0] & { kind: string }>(
  tx: ReadTx,
  rows: readonly R[],
) => rows.map((row) => ({ ...row, kind: row.kind as LendableKind, state: loanState(row, tx.now) }));

/** Loans of one thing, of one initiative, or all (newest first). */
export async function loans(
  tx: ReadTx,
  of: { lendable_id?: number; initiative_id?: number },
  paging: { size: number; offset: number } = { size: 50, offset: 0 },
) {
  let query = loanLines(tx);
  if (of.lendable_id !== undefined) query = query.where('loan.lendable_id', '=', of.lendable_id);
  if (of.initiative_id !== undefined) query = query.where('loan.initiative_id', '=', of.initiative_id);
  return withState(
    tx,
    await query
      .orderBy('loan.asked_at', 'desc')
      .orderBy('loan.id', 'desc')
      .limit(paging.size)
      .offset(paging.offset)
      .execute(),
  );
}
export type LoanLine = Awaited<ReturnType<typeof loans>>[number];

export async function loanCount(tx: ReadTx): Promise<number> {
  const { total } = await tx.db
    .selectFrom('loan')
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return total;
}

export async function loanById(tx: ReadTx, id: number | null): Promise<LoanLine | undefined> {
  return withState(
    tx,
    await loanLines(tx)
      .where('loan.id', '=', id ?? 0)
      .execute(),
  )[0];
}

export async function loanEventsOf(tx: ReadTx, loan_id: number) {
  return tx.db
    .selectFrom('loan_event')
    .leftJoin('person', 'person.id', 'loan_event.written_by')
    .where('loan_id', '=', loan_id)
    .select(['kind', 'loan_event.note', 'written_at', personNameIfAny('person').as('writer')])
    .orderBy('written_at')
    .orderBy('loan_event.id')
    .execute();
}
export type LoanEvent = Awaited<ReturnType<typeof loanEventsOf>>[number];

/** Whether a room or thing is promised to somebody else within the time asked for. */
export async function promisedWithin(
  tx: ReadTx,
  lendable_id: number,
  starts_at: Date,
  ends_at: Date,
  besides = 0,
): Promise<{ to_name: string; starts_at: Date; ends_at: Date } | undefined> {
  return loanLines(tx)
    .where('loan.lendable_id', '=', lendable_id)
    .where('loan.id', '<>', besides)
    .where('lent_at', 'is not', null)
    .where('returned_on', 'is', null)
    .where('loan.cancelled_at', 'is', null)
    .where('loan.starts_at', '<', ends_at)
    .where('loan.ends_at', '>', starts_at)
    .orderBy('loan.starts_at')
    .executeTakeFirst();
}

/** For the first page: asked of the actor's bodies and not answered; borrowed by them and not returned in time. */
export async function loansWaiting(tx: ReadTx, atMost = 5) {
  const rows = withState(
    tx,
    await loanLines(tx)
      .where('loan.cancelled_at', 'is', null)
      .where('loan.declined_at', 'is', null)
      .where('loan.returned_on', 'is', null)
      .where(
        sql<boolean>`(loan.lent_at is null and may_answer_as(loan.organisation_id, loan.facility_id))
          or (loan.lent_at is not null and loan.kind <> 'contact' and loan.ends_at < ${tx.now}
            and may_answer_as(loan.to_organisation_id, loan.to_facility_id))`,
      )
      .orderBy('loan.starts_at')
      .limit(2 * atMost)
      .execute(),
  );
  return {
    to_answer: rows.filter((one) => one.state === 'asked').slice(0, atMost),
    to_return: rows.filter((one) => one.state === 'late').slice(0, atMost),
  };
}
