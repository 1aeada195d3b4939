import { sql } from 'kysely';
import { found, Refusal, type ReadTx, type WriteTx } from '../../platform/db/transaction.ts';
import { addDays } from '../../platform/ja/dates.ts';
import { conflict, invalid } from '../../platform/web/handlers.tsx';
import { teamPeople } from '../conferences/queries.ts';
import { takeOverReferrals } from '../referrals/commands.ts';
import type { OpenData, ProposeData } from './forms.ts';
import {
  actorsOn,
  handoverById,
  holdings,
  itemsOf,
  leavingOn,
  prefilledSummary,
  type Handover,
  type Item,
} from './queries.ts';
import { mayDoItem, type ItemAction } from './rules.ts';
import { words } from './words.ja.ts';

export const me = (tx: ReadTx): number => {
  if (tx.actor.person_id === null) throw new Refusal(403);
  return tx.actor.person_id;
};

export const tell = (tx: WriteTx, person_id: number, title: string, handover_id: number) =>
  tx.db
    .insertInto('notice')
    .values({ person_id, title, url: `/handovers/${handover_id}`, created_at: tx.now })
    .execute();

const note = (tx: WriteTx, handover_id: number, action: string, detail = {}) =>
  tx.record({ action: `handover.${action}`, subject_kind: 'handover', subject_id: handover_id, detail });

/** Opens the package of somebody who goes, with all they hold; summaries begin with what the records say. */
export async function openHandover(tx: WriteTx, data: OpenData): Promise<number> {
  const [team_id, from_person_id] = data.leaver.split(':').map(Number) as [number, number];
  if (!tx.has('case.supervise') || !tx.session.case_teams.includes(team_id)) throw new Refusal(404);
  const people = await teamPeople(tx, [team_id], tx.today);
  if (!people.some((one) => one.id === from_person_id)) invalid({ leaver: words.open.notOfTheTeam });
  if (data.leaves_on < tx.today) invalid({ leaves_on: words.open.notBefore });
  const after = await teamPeople(tx, [team_id], addDays(data.leaves_on, 1));
  if (data.cover_id === from_person_id || !after.some((one) => one.id === data.cover_id))
    invalid({ cover_id: words.open.coverStays });
  if (await stillLeaving(tx, team_id, from_person_id)) invalid({ leaver: words.open.alreadyOpen });
  const id = await insertHandover(tx, {
    team_id,
    from_person_id,
    leaves_on: data.leaves_on,
    reason: data.reason,
    cover_id: data.cover_id,
    note: data.note,
  });
  if (id === null) invalid({ leaver: words.open.alreadyOpen });
  await takeIn(tx, found(await handoverById(tx, id)));
  if (from_person_id !== me(tx)) await tell(tx, from_person_id, words.tell.opened, id!);
  return id!;
}

/** Whether a package of this person waits for its day or for somebody to take what is in it. Who came back may go again. */
async function stillLeaving(tx: WriteTx, team_id: number, from_person_id: number): Promise<boolean> {
  const { rows } =
    await sql`select from handover where team_id = ${team_id} and from_person_id = ${from_person_id}
    and ${leavingOn(tx.today)} limit 1`.execute(tx.db);
  return rows.length > 0;
}

async function insertHandover(
  tx: WriteTx,
  values: Pick<Handover, 'team_id' | 'from_person_id' | 'leaves_on' | 'reason' | 'cover_id' | 'note'>,
): Promise<number | null> {
  const made = await tx.db
    .insertInto('handover')
    .values({ ...values, opened_by: me(tx), opened_at: tx.now })
    .onConflict((one) => one.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!made) return null;
  note(tx, made.id, 'open', { reason: values.reason, from: values.from_person_id });
  return made.id;
}

async function addItem(
  tx: WriteTx,
  handover: Pick<Handover, 'id' | 'team_id' | 'from_person_id'>,
  of: { case_id?: number; consultation_id?: number; tasks_only?: boolean },
): Promise<number> {
  const item = {
    case_id: of.case_id ?? null,
    consultation_id: of.consultation_id ?? null,
    from_person_id: handover.from_person_id,
  };
  const { id } = await tx.db
    .insertInto('handover_item')
    .values({
      ...item,
      handover_id: handover.id,
      team_id: handover.team_id,
      tasks_only: of.tasks_only ?? false,
      summary: await prefilledSummary(tx, item),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Puts what has come to the leaver since into the package; returns how many. */
async function takeIn(tx: WriteTx, handover: Handover): Promise<number> {
  const held = await holdings(tx, handover.team_id, handover.from_person_id);
  const taken = await itemsOf(tx, handover.id);
  const there = (id: number) => taken.some((item) => item.case_id === id);
  for (const case_id of held.cases.filter((id) => !there(id))) await addItem(tx, handover, { case_id });
  for (const case_id of held.tasks.filter((id) => !there(id) && !held.cases.includes(id)))
    await addItem(tx, handover, { case_id, tasks_only: true });
  for (const consultation_id of held.consultations.filter(
    (id) => !taken.some((item) => item.consultation_id === id),
  ))
    await addItem(tx, handover, { consultation_id });
  return held.cases.length + held.tasks.length + held.consultations.length;
}

async function led(tx: WriteTx, id: number | null): Promise<Handover> {
  const handover = found(await handoverById(tx, id));
  if (!handover.may_lead) throw new Refusal(403);
  if (handover.cancelled_at) throw new Refusal(409, words.errors.cancelled);
  return handover;
}

export async function refreshHandover(tx: WriteTx, id: number | null): Promise<number> {
  const handover = await led(tx, id);
  const added = await takeIn(tx, handover);
  note(tx, handover.id, 'refresh', { added });
  return added;
}

export async function cancelHandover(tx: WriteTx, id: number | null): Promise<void> {
  const handover = await led(tx, id);
  await tx.db.updateTable('handover').set({ cancelled_at: tx.now }).where('id', '=', handover.id).execute();
  await tx.db
    .updateTable('handover_transfer')
    .set({ answer: 'withdrawn', answered_by: me(tx), answered_at: tx.now })
    .where('handover_id', '=', handover.id)
    .where('answer', 'is', null)
    .execute();
  note(tx, handover.id, 'cancel');
}

/** The items of a package the actor may do this to; 403 when it is somebody else's to do, 409 when not now. */
export async function itemsFor(
  tx: WriteTx,
  id: number | null,
  item_ids: readonly number[],
  action: ItemAction,
): Promise<{ handover: Handover; items: Item[] }> {
  const handover = found(await handoverById(tx, id));
  if (handover.cancelled_at) throw new Refusal(409, words.errors.cancelled);
  await sql`select 1 from handover_item where handover_id = ${handover.id} and id = any(${[...item_ids]}::bigint[])
    order by id for update`.execute(tx.db);
  const all = await itemsOf(tx, handover.id);
  const items = item_ids.map((one) => found(all.find((item) => item.id === one)));
  for (const item of items) {
    const as = actorsOn(tx, handover, item);
    if (mayDoItem(as, item.state, action)) continue;
    const whose = (['waiting', 'proposed'] as const).some((state) => mayDoItem(as, state, action));
    throw new Refusal(whose ? 409 : 403, whose ? words.errors.notNow : words.errors.notYours[action]);
  }
  return { handover, items };
}

/** What the successor must know, written by who goes (or the supervisor), and the day both go there together. */
export async function saveSummary(
  tx: WriteTx,
  id: number | null,
  item_id: number,
  {
    _version,
    onward: _onward,
    ...data
  }: {
    summary: string;
    joint_visit_on: string | null;
    joint_visit_done_on: string | null;
    onward?: string | undefined;
    _version: number;
  },
): Promise<void> {
  const { handover, items } = await itemsFor(tx, id, [item_id], 'summarise');
  const item = items[0]!;
  const changed = await tx.db
    .updateTable('handover_item')
    .set((row) => ({
      ...data,
      summary_by: me(tx),
      summary_at: tx.now,
      version: row('version', '+', 1),
    }))
    .where('id', '=', item.id)
    .where('version', '=', _version)
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n) {
    conflict({
      fields: [{ name: 'summary', label: words.item.summary, mine: data.summary, theirs: item.summary }],
      who: words.somebody,
      when: '',
      version: item.version,
    });
  }
  note(tx, handover.id, 'summary', { item: item.id });
}

/** Everything of a package the actor may do this to now. */
export async function everyItem(tx: ReadTx, id: number | null, action: ItemAction): Promise<number[]> {
  const handover = found(await handoverById(tx, id));
  const items = await itemsOf(tx, handover.id);
  return items
    .filter((item) => mayDoItem(actorsOn(tx, handover, item), item.state, action))
    .map((item) => item.id);
}

/** Asks one successor for many at once; each is still taken or declined one by one. */
export async function propose(
  tx: WriteTx,
  id: number | null,
  data: Omit<ProposeData, 'all'> & { all?: boolean },
): Promise<number> {
  const ids = data.all ? await everyItem(tx, id, 'propose') : data.items;
  if (ids.length === 0) invalid({ items: words.propose.chooseSome });
  const { handover, items } = await itemsFor(tx, id, ids, 'propose');
  const on = handover.leaves_on === null ? tx.today : addDays(handover.leaves_on, 1);
  const people = await teamPeople(tx, [handover.team_id], on);
  if (data.successor_id === handover.from_person_id || !people.some((one) => one.id === data.successor_id))
    invalid({ successor_id: words.propose.mustBeThere });
  for (const item of items) {
    await tx.db
      .updateTable('handover_item')
      .set((row) => ({
        successor_id: data.successor_id,
        proposed_by: me(tx),
        proposed_at: tx.now,
        ...(data.joint_visit_on === null ? {} : { joint_visit_on: data.joint_visit_on }),
        version: row('version', '+', 1),
      }))
      .where('id', '=', item.id)
      .execute();
    await step(tx, item, 'proposed', data.successor_id);
  }
  await tell(tx, data.successor_id, words.tell.proposed(items.length), handover.id);
  // Who was asked before looks no more for what is not theirs to answer.
  const asked = items.flatMap((item) =>
    item.state === 'proposed' && item.successor_id !== null && item.successor_id !== data.successor_id
      ? [item.successor_id]
      : [],
  );
  for (const person_id of new Set(asked))
    await tell(
      tx,
      person_id,
      words.tell.takenBack(asked.filter((one) => one === person_id).length),
      handover.id,
    );
  note(tx, handover.id, 'propose', { items: ids, successor: data.successor_id });
  return items.length;
}

const step = (
  tx: WriteTx,
  item: Item,
  what: 'proposed' | 'declined' | 'accepted',
  person_id: number,
  reason = '',
) =>
  tx.db
    .insertInto('handover_step')
    .values({
      item_id: item.id,
      team_id: item.team_id,
      step: what,
      person_id,
      reason,
      done_by: me(tx),
      done_at: tx.now,
    })
    .execute();

/**
 * Takes the ticked ones: the case, what the leaver still had to do in it, and its open consultations are the successor's
 * from now on. A case closed or given to somebody else meanwhile is only taken off the list.
 */
export async function accept(tx: WriteTx, id: number | null, item_ids: readonly number[]): Promise<number> {
  if (item_ids.length === 0) invalid({ items: words.accept.chooseSome });
  const { handover, items } = await itemsFor(tx, id, item_ids, 'accept');
  let taken = 0;
  for (const item of items) {
    if (!(await moveToMe(tx, item))) {
      await tx.db
        .updateTable('handover_item')
        .set({ dropped_at: tx.now })
        .where('id', '=', item.id)
        .execute();
      continue;
    }
    await tx.db
      .updateTable('handover_item')
      .set((row) => ({ accepted_at: tx.now, accepted_by: me(tx), version: row('version', '+', 1) }))
      .where('id', '=', item.id)
      .execute();
    await step(tx, item, 'accepted', me(tx));
    taken++;
    tx.record({
      action: 'handover.accept',
      subject_kind: item.case_id === null ? 'consultation' : 'case',
      subject_id: (item.case_id ?? item.consultation_id)!,
      detail: { handover: handover.id, from: item.from_person_id },
    });
  }
  if (handover.opened_by !== null && handover.opened_by !== me(tx)) {
    const left = (await itemsOf(tx, handover.id)).filter(
      (item) => item.state !== 'accepted' && item.state !== 'dropped',
    );
    if (left.length === 0) await tell(tx, handover.opened_by, words.tell.finished, handover.id);
  }
  return taken;
}

async function moveToMe(tx: WriteTx, item: Item): Promise<boolean> {
  if (item.consultation_id !== null) {
    const moved = await tx.db
      .updateTable('consultation')
      .set((row) => ({ worker_id: me(tx), version: row('version', '+', 1), updated_at: tx.now }))
      .where('id', '=', item.consultation_id)
      .where('worker_id', '=', item.from_person_id)
      .where('closed_at', 'is', null)
      .executeTakeFirst();
    return (await takeOverReferrals(tx, item, item.from_person_id)) > 0 || moved.numUpdatedRows > 0n;
  }
  if (!item.tasks_only) {
    const moved = await tx.db
      .updateTable('support_case')
      .set((row) => ({ worker_id: me(tx), version: row('version', '+', 1), updated_at: tx.now }))
      .where('id', '=', item.case_id!)
      .where('worker_id', '=', item.from_person_id)
      .where('closed_on', 'is', null)
      .executeTakeFirst();
    if (moved.numUpdatedRows === 0n) return false;
    await tx.db
      .updateTable('consultation')
      .set((row) => ({ worker_id: me(tx), version: row('version', '+', 1), updated_at: tx.now }))
      .where('case_id', '=', item.case_id!)
      .where('worker_id', '=', item.from_person_id)
      .where('closed_at', 'is', null)
      .execute();
  }
  const tasks = await tx.db
    .updateTable('case_task')
    .set((row) => ({ person_id: me(tx), version: row('version', '+', 1) }))
    .where('case_id', '=', item.case_id!)
    .where('person_id', '=', item.from_person_id)
    .where('done_at', 'is', null)
    .executeTakeFirst();
  const referrals = await takeOverReferrals(tx, item, item.from_person_id);
  return !item.tasks_only || tasks.numUpdatedRows > 0n || referrals > 0;
}

/** No, with the reason: back to the supervisor, who is told. */
export async function decline(
  tx: WriteTx,
  id: number | null,
  item_id: number,
  reason: string,
): Promise<void> {
  const { handover, items } = await itemsFor(tx, id, [item_id], 'decline');
  const item = items[0]!;
  // While the session is still the one proposed.
  await step(tx, item, 'declined', me(tx), reason);
  await tx.db
    .updateTable('handover_item')
    .set((row) => ({
      successor_id: null,
      proposed_by: null,
      proposed_at: null,
      version: row('version', '+', 1),
    }))
    .where('id', '=', item.id)
    .execute();
  const lead = item.proposed_by ?? handover.opened_by;
  if (lead !== null && lead !== me(tx)) await tell(tx, lead, words.tell.declined, handover.id);
  note(tx, handover.id, 'decline', { item: item.id });
}

/** For the balance of load: one case asked of somebody, in the open balance package of its worker (made when there is none). */
export async function proposeMove(
  tx: WriteTx,
  move: { team_id: number; case_id: number; from_id: number; to_id: number },
): Promise<number> {
  if (!tx.has('case.supervise') || !tx.session.case_teams.includes(move.team_id)) throw new Refusal(403);
  const open = await tx.db
    .selectFrom('handover')
    .where('team_id', '=', move.team_id)
    .where('from_person_id', '=', move.from_id)
    .where('reason', '=', 'balance')
    .where('cancelled_at', 'is', null)
    .where(
      sql<boolean>`exists (select from handover_item where handover_item.handover_id = handover.id
        and accepted_at is null and dropped_at is null)`,
    )
    .where(
      sql<boolean>`not exists (select from handover_item where handover_item.handover_id = handover.id
        and case_id = ${move.case_id})`,
    )
    .select('id')
    .orderBy('id', 'desc')
    .executeTakeFirst();
  const id =
    open?.id ??
    found(
      await insertHandover(tx, {
        team_id: move.team_id,
        from_person_id: move.from_id,
        leaves_on: null,
        reason: 'balance',
        cover_id: move.to_id,
        note: '',
      }),
    );
  const item = await addItem(
    tx,
    { id, team_id: move.team_id, from_person_id: move.from_id },
    { case_id: move.case_id },
  );
  await propose(tx, id, { items: [item], successor_id: move.to_id, joint_visit_on: null });
  return id;
}
