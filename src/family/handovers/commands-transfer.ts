import { sql } from 'kysely';
import { found, Refusal, type WriteTx } from '../../platform/db/transaction.ts';
import { invalid } from '../../platform/web/handlers.tsx';
import { caseWorkers } from '../consultations/queries.ts';
import { everyItem, itemsFor, me, tell } from './commands.ts';
import type { AskTeamData, TakeData } from './forms.ts';
import {
  canBeAsked,
  summaryWithoutNames,
  supervisorsOf,
  teamsToAsk,
  transferActorsOn,
  transferById,
  transfersToAnswer,
  type Transfer,
} from './queries-transfer.ts';
import { mayTransfer, type TransferAction, type TransferRefusal } from './rules.ts';
import { transferReasonWords, transferWords as words } from './words-transfer.ja.ts';

/** Asks another team to take cases of a package over; the old team stays their owner until the answer. */
export async function askTeam(
  tx: WriteTx,
  id: number | null,
  data: Omit<AskTeamData, 'all'> & { all?: boolean },
): Promise<number> {
  const ids = data.all ? await everyItem(tx, id, 'ask_team') : data.items;
  if (ids.length === 0) invalid({ items: words.ask.chooseSome });
  const { handover, items } = await itemsFor(tx, id, ids, 'ask_team');
  const cases = items.filter(canBeAsked);
  if (cases.length === 0 || (!data.all && cases.length < items.length))
    invalid({ items: words.ask.onlyCases });
  const teams = await teamsToAsk(tx, handover.team_id);
  if (!teams.some((team) => team.id === data.to_team_id)) invalid({ to_team_id: words.ask.notATeam });
  for (const item of cases)
    await tx.db
      .insertInto('handover_transfer')
      .values({
        handover_id: handover.id,
        from_team_id: handover.team_id,
        from_person_id: handover.from_person_id,
        item_id: item.id,
        team_id: item.team_id,
        to_team_id: data.to_team_id,
        reason: data.reason,
        ...(await summaryWithoutNames(tx, item.case_id!)),
        asked_by: me(tx),
        asked_at: tx.now,
      })
      .execute();
  for (const person_id of await supervisorsOf(tx, data.to_team_id))
    if (person_id !== me(tx))
      await tx.db
        .insertInto('notice')
        .values({
          person_id,
          title: words.tell.asked(cases.length),
          url: '/handovers/transfers',
          created_at: tx.now,
        })
        .execute();
  tx.record({
    action: 'handover.transfer_ask',
    subject_kind: 'handover',
    subject_id: handover.id,
    detail: { items: cases.map((item) => item.id), to_team_id: data.to_team_id, reason: data.reason },
  });
  return cases.length;
}

async function transferFor(tx: WriteTx, id: number | null, action: TransferAction): Promise<Transfer> {
  const one = found(await transferById(tx, id));
  const as = transferActorsOn(tx, one);
  if (mayTransfer(as, one.state, action)) return one;
  throw mayTransfer(as, 'asked', action)
    ? new Refusal(409, words.errors.answered)
    : new Refusal(403, words.errors.notYours[action]);
}

/**
 * The receiving supervisor's yes, for one or several: the cases are theirs from now on, and the worker chosen is asked to take
 * each. Answers how many; what was closed or given away meanwhile is not among them.
 */
export async function takeTransfers(
  tx: WriteTx,
  data: Omit<TakeData, 'all'> & { all?: boolean },
): Promise<number> {
  const asked = data.all ? (await transfersToAnswer(tx)).map((one) => one.id) : data.items;
  if (asked.length === 0) invalid({ items: words.take.chooseSome });
  const all: Transfer[] = [];
  for (const id of asked.toSorted((a, b) => a - b)) all.push(await transferFor(tx, id, 'accept'));
  const teams = new Set(all.map((one) => one.to_team_id));
  const workers = await caseWorkers(tx, [...teams]);
  if (
    data.successor_id === me(tx) ||
    [...teams].some((team) => !workers.some((one) => one.id === data.successor_id && one.team_id === team))
  )
    invalid({ successor_id: words.take.ofTheTeam });
  const packages = new Map<number, number>();
  const askers = new Map<number, { handover_id: number; count: number }>();
  let taken = 0;
  for (const one of all) {
    const { rows } = await sql<{ handover_id: number; case_id: number }>`
      select * from handover_transfer_take(${one.id}, ${data.successor_id},
        ${words.take.why(transferReasonWords[one.reason])}, ${tx.today})`.execute(tx.db);
    const moved = rows[0];
    if (!moved) continue;
    taken++;
    packages.set(moved.handover_id, (packages.get(moved.handover_id) ?? 0) + 1);
    const told = askers.get(one.asked_by);
    askers.set(one.asked_by, { handover_id: one.handover_id, count: (told?.count ?? 0) + 1 });
    tx.record({
      action: 'handover.transfer_accept',
      subject_kind: 'case',
      subject_id: moved.case_id,
      detail: {
        transfer: one.id,
        handover: one.handover_id,
        from_team_id: one.from_team_id,
        to_team_id: one.to_team_id,
        successor: data.successor_id,
      },
    });
  }
  for (const [handover_id, count] of packages)
    await tell(tx, data.successor_id, words.tell.proposed(count), handover_id);
  for (const [person_id, { handover_id, count }] of askers)
    if (person_id !== me(tx)) await tell(tx, person_id, words.tell.accepted(count), handover_id);
  return taken;
}

/** No, with a coded reason: it stays with the team that asked, which is told. */
export async function refuseTransfer(
  tx: WriteTx,
  id: number | null,
  decline_reason: TransferRefusal,
): Promise<void> {
  const one = await transferFor(tx, id, 'decline');
  await answer(tx, one, { answer: 'declined', decline_reason });
  if (one.asked_by !== me(tx)) await tell(tx, one.asked_by, words.tell.declined, one.handover_id);
  tx.record({
    action: 'handover.transfer_decline',
    subject_kind: 'handover',
    subject_id: one.handover_id,
    detail: { transfer: one.id, reason: decline_reason },
  });
}

/** Taken back before it was answered. */
export async function withdrawTransfer(tx: WriteTx, id: number | null): Promise<Transfer> {
  const one = await transferFor(tx, id, 'withdraw');
  await answer(tx, one, { answer: 'withdrawn' });
  tx.record({
    action: 'handover.transfer_withdraw',
    subject_kind: 'handover',
    subject_id: one.handover_id,
    detail: { transfer: one.id },
  });
  return one;
}

async function answer(
  tx: WriteTx,
  one: Transfer,
  values: { answer: 'declined' | 'withdrawn'; decline_reason?: TransferRefusal },
): Promise<void> {
  const changed = await tx.db
    .updateTable('handover_transfer')
    .set({ ...values, answered_by: me(tx), answered_at: tx.now })
    .where('id', '=', one.id)
    .where('answer', 'is', null)
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n) throw new Refusal(409, words.errors.answered);
}
