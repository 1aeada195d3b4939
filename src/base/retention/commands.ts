import { sql } from 'kysely';
import { found, Refusal, type WriteTx } from '../../platform/db/transaction.ts';
import { invalid } from '../../platform/web/handlers.tsx';
import type { DecideData, HoldData, ProposeData, TermData } from './forms.ts';
import { dispose } from './jobs.ts';
import { disposalById, dueRow, ruleByCode } from './queries.ts';
import { mostAtOnce } from './rules.ts';
import { words } from './words.ja.ts';

/** A new term of a kind, from a day on; what was kept under the former one is judged anew from that day. */
export async function setTerm(tx: WriteTx, code: string, data: TermData): Promise<void> {
  if (!tx.has('retention.manage')) throw new Refusal(403);
  const rule = found(await ruleByCode(tx, code));
  if (rule.way !== 'four_eyes') throw new Refusal(409, words.term.fixed);
  if (data.months < rule.least_months || data.months > rule.most_months)
    invalid({ months: words.term.outside(rule.least_months, rule.most_months) });
  if (rule.by_age && data.until_age === null) invalid({ until_age: words.term.needAge });
  if (data.valid_from < tx.today) invalid({ valid_from: words.term.past });
  const made = await tx.db
    .insertInto('retention_term')
    .values({
      rule_code: code,
      least_months: rule.least_months,
      most_months: rule.most_months,
      by_age: rule.by_age,
      months: data.months,
      until_age: rule.by_age ? data.until_age : null,
      basis: data.basis,
      valid_from: data.valid_from,
      decided_by: tx.actor.person_id,
      decided_at: tx.now,
    })
    .onConflict((there) => there.constraint('retention_term_once').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!made) invalid({ valid_from: words.term.twice });
  tx.record({
    action: 'retention.term',
    subject_kind: 'retention_rule',
    detail: { code, months: data.months, until_age: data.until_age, valid_from: data.valid_from },
  });
}

/** Puts the chosen records of one kind (and team) up to go. 409 when each of them is stopped or already proposed. */
export async function propose(tx: WriteTx, kind: string, data: ProposeData): Promise<number> {
  if (!tx.has('retention.manage')) throw new Refusal(403);
  if (data.subjects.length === 0) invalid({ subjects: words.due.chooseSome });
  if (data.subjects.length > mostAtOnce) invalid({ subjects: words.due.tooMany(mostAtOnce) });
  const { rows } = await sql<{ id: number | null }>`
    select disposal_propose(${kind}, ${data.team_id}, ${data.subjects}::bigint[], ${tx.now}, ${data.note}) as id`.execute(
    tx.db,
  );
  const id = rows[0]?.id ?? null;
  if (id === null) throw new Refusal(409, words.due.gone);
  const { items } = found(await disposalById(tx, id));
  if (items === 0) throw new Refusal(409, words.due.gone);
  tx.record({
    action: 'disposal.propose',
    subject_kind: 'disposal',
    subject_id: id,
    detail: { kind, items },
  });
  return id;
}

/** The second person: lets it go or sends it back. 403 for whoever proposed it, 409 once decided. */
export async function decide(tx: WriteTx, id: number | null, data: DecideData): Promise<void> {
  const disposal = found(await disposalById(tx, id));
  if (!disposal.may_approve) throw new Refusal(403, words.disposal.notAlone);
  const approved = data.decision === 'approve';
  if (!approved && data.decision_note === '') invalid({ decision_note: words.disposal.sayWhy });
  await close(tx, disposal.id, approved, data.decision_note);
  if (approved) await tx.plan(dispose, { disposal_id: disposal.id }, { once: String(disposal.id) });
  tx.record({
    action: approved ? 'disposal.approve' : 'disposal.return',
    subject_kind: 'disposal',
    subject_id: disposal.id,
    detail: { kind: disposal.kind, items: disposal.items, proposed_by: disposal.proposed_by },
  });
}

/** Taken back by whoever proposed it. */
export async function withdraw(tx: WriteTx, id: number | null): Promise<void> {
  const disposal = found(await disposalById(tx, id));
  if (disposal.proposed_by !== tx.actor.person_id) throw new Refusal(403);
  await close(tx, disposal.id, false, words.disposal.withdrawn);
  tx.record({ action: 'disposal.withdraw', subject_kind: 'disposal', subject_id: disposal.id });
}

async function close(tx: WriteTx, id: number, approved: boolean, decision_note: string): Promise<void> {
  const decided = await tx.db
    .updateTable('disposal')
    .set({ decided_by: tx.actor.person_id, decided_at: tx.now, approved, decision_note })
    .where('id', '=', id)
    .where('decided_at', 'is', null)
    .executeTakeFirst();
  if (decided.numUpdatedRows === 0n) throw new Refusal(409, words.disposal.decided);
  if (!approved)
    await tx.db
      .updateTable('disposal_item')
      .set({ outcome: 'returned', outcome_at: tx.now })
      .where('disposal_id', '=', id)
      .where('outcome', 'is', null)
      .execute();
}

/** Stops a record from going. */
export async function hold(
  tx: WriteTx,
  kind: string,
  subject_id: number | null,
  data: HoldData,
): Promise<void> {
  const due = found(await dueRow(tx, kind, subject_id));
  const made = await tx.db
    .insertInto('retention_hold')
    .values({
      kind,
      zone: due.zone,
      subject_id: due.subject_id,
      team_id: due.team_id,
      label: due.label,
      reason: data.reason,
      placed_by: tx.actor.person_id!,
      placed_at: tx.now,
    })
    .onConflict((there) => there.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!made) throw new Refusal(409, words.hold.already);
  tx.record({
    action: 'retention.hold',
    subject_kind: kind,
    subject_id: due.subject_id,
    detail: { hold_id: made.id },
  });
}

/** Lets a stopped record go on; another than whoever stopped it. */
export async function lift(tx: WriteTx, id: number | null, data: HoldData): Promise<void> {
  const one = found(
    await tx.db
      .selectFrom('retention_hold')
      .where('id', '=', id)
      .where('lifted_at', 'is', null)
      .select(['id', 'kind', 'subject_id', 'placed_by'])
      .executeTakeFirst(),
  );
  if (one.placed_by === tx.actor.person_id) throw new Refusal(403, words.hold.notAlone);
  await tx.db
    .updateTable('retention_hold')
    .set({ lifted_by: tx.actor.person_id, lifted_at: tx.now, lift_reason: data.reason })
    .where('id', '=', one.id)
    .where('lifted_at', 'is', null)
    .execute();
  tx.record({
    action: 'retention.lift',
    subject_kind: one.kind,
    subject_id: one.subject_id,
    detail: { hold_id: one.id },
  });
}
