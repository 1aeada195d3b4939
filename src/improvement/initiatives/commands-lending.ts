import { found, Refusal, type WriteTx } from '../../platform/db/transaction.ts';
import { formatDateTime, instantOf } from '../../platform/ja/dates.ts';
import { conflict, invalid } from '../../platform/web/handlers.tsx';
import { me } from '../issues/commands.ts';
import { tellBodies } from './commands.ts';
import type { LendableData, LoanData } from './forms.ts';
import { bodyNamed, ownBodies, type Body } from './queries.ts';
import { lendableById, loanById, promisedWithin, type LoanLine } from './queries-lending.ts';
import { words } from './words-lending.ja.ts';

/** The body typed, when the actor answers for it; those who look after initiatives may write for any. */
async function bodyOf(tx: WriteTx, holder: string): Promise<Body> {
  const body = await bodyNamed(tx, holder);
  const own = (await ownBodies(tx)).some((one) => one.holder === holder);
  return body && (own || tx.has('initiative.manage')) ? body : invalid({ body: words.errors.notYourBody });
}

/** Offers people's hours, a room, a thing or a contact to the others; gives its number. */
export async function offer(tx: WriteTx, { body, _version, ...data }: LendableData): Promise<number> {
  const { organisation_id, facility_id } = await bodyOf(tx, body);
  const { id } = await tx.db
    .insertInto('lendable')
    .values({
      ...data,
      organisation_id,
      facility_id,
      offered_on: tx.today,
      written_by: me(tx),
      written_at: tx.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  tx.record({
    action: 'lendable.offer',
    subject_kind: 'lendable',
    subject_id: id,
    detail: { kind: data.kind, organisation_id, facility_id },
  });
  return id;
}

/** Words an offer anew; what it is and whose it is stay. */
export async function changeOffer(
  tx: WriteTx,
  id: number | null,
  { _version, body: _body, kind: _kind, ...data }: LendableData,
): Promise<void> {
  const before = found(await lendableById(tx, id));
  if (!before.may_lend) throw new Refusal(403, words.errors.notYours);
  const changed = await tx.db
    .updateTable('lendable')
    .set((row) => ({ ...data, written_by: me(tx), written_at: tx.now, version: row('version', '+', 1) }))
    .where('id', '=', before.id)
    .where('version', '=', _version)
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n)
    conflict({
      who: before.writer ?? words.somebody,
      when: formatDateTime(before.written_at, tx.actor.municipality.time_zone),
      version: before.version,
      fields: (['name', 'detail', 'terms'] as const)
        .filter((name) => before[name] !== data[name])
        .map((name) => ({ name, label: words.form[name], mine: data[name], theirs: before[name] })),
    });
  tx.record({ action: 'lendable.change', subject_kind: 'lendable', subject_id: before.id });
}

/** Offers it no longer, or again; what has been promised stays promised. */
export async function withdrawOffer(tx: WriteTx, id: number | null, back: boolean): Promise<void> {
  const before = found(await lendableById(tx, id));
  if (!before.may_lend) throw new Refusal(403, words.errors.notYours);
  await tx.db
    .updateTable('lendable')
    .set((row) => ({
      withdrawn_on: back ? null : tx.today,
      written_by: me(tx),
      written_at: tx.now,
      version: row('version', '+', 1),
    }))
    .where('id', '=', before.id)
    .execute();
  tx.record({
    action: back ? 'lendable.offer_again' : 'lendable.withdraw',
    subject_kind: 'lendable',
    subject_id: before.id,
  });
}

type LoanStep = 'asked' | 'lent' | 'declined' | 'returned' | 'cancelled';

/** The two bodies of a loan, as its facts carry them. */
interface Sides {
  id: number;
  organisation_id: number;
  facility_id: number | null;
  to_organisation_id: number;
  to_facility_id: number | null;
}

async function tell(tx: WriteTx, loan: Sides, kind: LoanStep, note: string): Promise<void> {
  await tx.db
    .insertInto('loan_event')
    .values({
      loan_id: loan.id,
      organisation_id: loan.organisation_id,
      holder_facility_id: loan.facility_id ?? 0,
      to_organisation_id: loan.to_organisation_id,
      to_holder_facility_id: loan.to_facility_id ?? 0,
      kind,
      note,
      written_by: me(tx),
      written_at: tx.now,
    })
    .execute();
}

/** Asks for it for a time; whoever lends it is told. A room promised to somebody else within that time is refused at once. */
export async function ask(tx: WriteTx, lendable_id: number | null, data: LoanData): Promise<number> {
  const lendable = found(await lendableById(tx, lendable_id));
  if (lendable.withdrawn_on !== null) throw new Refusal(409, words.errors.withdrawn);
  const body = await bodyOf(tx, data.body);
  if (body.holder === lendable.holder) invalid({ body: words.errors.itself });
  const zone = tx.actor.municipality.time_zone;
  const starts_at = instantOf(data.from_on, data.from_at, zone);
  const ends_at = instantOf(data.until_on, data.until_at, zone);
  if (ends_at < tx.now) invalid({ until_on: words.errors.past });
  if (lendable.kind === 'person' && data.hours === null) invalid({ hours: words.errors.hours });
  if (data.hours !== null && (data.hours < 0.5 || data.hours > 9999))
    invalid({ hours: words.errors.hoursRange });
  if (data.initiative_id !== null) {
    const there = await tx.db
      .selectFrom('initiative')
      .where('id', '=', data.initiative_id)
      .select('id')
      .executeTakeFirst();
    if (!there) invalid({ initiative_id: words.errors.initiative });
  }
  if (lendable.kind === 'room' || lendable.kind === 'thing') {
    const taken = await promisedWithin(tx, lendable.id, starts_at, ends_at);
    if (taken) invalid({ from_on: words.errors.taken(taken.to_name, taken.starts_at, taken.ends_at, zone) });
  }
  const sides = {
    organisation_id: lendable.organisation_id,
    facility_id: lendable.facility_id,
    to_organisation_id: body.organisation_id,
    to_facility_id: body.facility_id,
  };
  const { id } = await tx.db
    .insertInto('loan')
    .values({
      lendable_id: lendable.id,
      kind: lendable.kind,
      ...sides,
      initiative_id: data.initiative_id,
      purpose: data.purpose,
      starts_at,
      ends_at,
      hours: lendable.kind === 'person' ? data.hours : null,
      asked_at: tx.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await tell(tx, { id, ...sides }, 'asked', '');
  await tellBodies(tx, [lendable], words.notices.asked(body.name, lendable.name), `/lending/loans/${id}`);
  tx.record({
    action: 'loan.ask',
    subject_kind: 'loan',
    subject_id: id,
    detail: {
      lendable_id: lendable.id,
      organisation_id: body.organisation_id,
      facility_id: body.facility_id,
    },
  });
  return id;
}

const lender = (one: LoanLine) => ({ organisation_id: one.organisation_id, facility_id: one.facility_id });
const borrower = (one: LoanLine) => ({
  organisation_id: one.to_organisation_id,
  facility_id: one.to_facility_id,
});

/** Says yes: from then on nobody else has the room or thing at that time, which the database itself holds. */
export async function lend(tx: WriteTx, id: number | null, note: string): Promise<void> {
  const loan = found(await loanById(tx, id));
  if (!loan.may_lend) throw new Refusal(403, words.errors.notYours);
  if (loan.state !== 'asked') throw new Refusal(409, words.errors.answered);
  if (loan.kind === 'room' || loan.kind === 'thing') {
    // Two yeses at one moment wait for each other here; the constraint stands behind it.
    await tx.db.selectFrom('lendable').where('id', '=', loan.lendable_id).select('id').forUpdate().execute();
    const taken = await promisedWithin(tx, loan.lendable_id, loan.starts_at, loan.ends_at, loan.id);
    if (taken)
      throw new Refusal(
        409,
        words.errors.taken(taken.to_name, taken.starts_at, taken.ends_at, tx.actor.municipality.time_zone),
      );
  }
  await step(tx, loan, 'lent', { lent_at: tx.now }, note);
  await tellBodies(tx, [borrower(loan)], words.notices.lent(loan.name), `/lending/loans/${loan.id}`);
}

/** Says no, with the reason. */
export async function declineLoan(tx: WriteTx, id: number | null, note: string): Promise<void> {
  const loan = found(await loanById(tx, id));
  if (!loan.may_lend) throw new Refusal(403, words.errors.notYours);
  if (loan.state !== 'asked') throw new Refusal(409, words.errors.answered);
  await step(tx, loan, 'declined', { declined_at: tx.now }, note);
  await tellBodies(tx, [borrower(loan)], words.notices.declined(loan.name), `/lending/loans/${loan.id}`);
}

/** It came back, or the people's hours are done; said by either side. */
export async function returnLoan(tx: WriteTx, id: number | null, note: string): Promise<void> {
  const loan = found(await loanById(tx, id));
  if (!loan.may_change) throw new Refusal(403, words.errors.notYours);
  if (loan.state !== 'lent' && loan.state !== 'late') throw new Refusal(409, words.errors.notLent);
  await step(tx, loan, 'returned', { returned_on: tx.today }, note);
  await tellBodies(
    tx,
    [lender(loan)],
    words.notices.returned(loan.name, loan.to_name),
    `/lending/loans/${loan.id}`,
  );
}

/** Called off before it came to it, by either side; the time is free again. */
export async function cancelLoan(tx: WriteTx, id: number | null, note: string): Promise<void> {
  const loan = found(await loanById(tx, id));
  if (!loan.may_change) throw new Refusal(403, words.errors.notYours);
  if (!['asked', 'lent', 'late'].includes(loan.state)) throw new Refusal(409, words.errors.over);
  await step(tx, loan, 'cancelled', { cancelled_at: tx.now }, note);
  await tellBodies(
    tx,
    [lender(loan), borrower(loan)],
    words.notices.cancelled(loan.name),
    `/lending/loans/${loan.id}`,
  );
}

async function step(
  tx: WriteTx,
  loan: LoanLine,
  kind: 'lent' | 'declined' | 'returned' | 'cancelled',
  facts: Partial<Record<'lent_at' | 'declined_at' | 'cancelled_at', Date>> & { returned_on?: string },
  note: string,
): Promise<void> {
  const changed = await tx.db
    .updateTable('loan')
    .set((row) => ({ ...facts, version: row('version', '+', 1) }))
    .where('id', '=', loan.id)
    .where('version', '=', loan.version)
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n) throw new Refusal(409, words.errors.answered);
  await tell(tx, loan, kind, note);
  tx.record({
    action: `loan.${kind}`,
    subject_kind: 'loan',
    subject_id: loan.id,
    detail: { lendable_id: loan.lendable_id },
  });
}
