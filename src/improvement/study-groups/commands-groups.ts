import { found, Refusal, type WriteTx } from '../../platform/db/transaction.ts';
import { hasMet, lockedCall, mustManage, tellHeads } from './commands.ts';
import { divideStudy } from './jobs.ts';
import { entriesOf, groupsOf, lastRun, type Call, type Group } from './queries.ts';
import type { Division } from './rules-solve.ts';
import { stateOf } from './rules.ts';
import { words } from './words.ja.ts';

async function callToDivide(tx: WriteTx, call_id: number | null): Promise<Call> {
  mustManage(tx);
  const call = await lockedCall(tx, call_id);
  if (call.told_at !== null) throw new Refusal(409, words.errors.told);
  return call;
}

/** Asks for a division of everybody who signed up and stands in no locked group; runs as a job. */
export async function askDivision(tx: WriteTx, call_id: number): Promise<number> {
  const call = await callToDivide(tx, call_id);
  if (stateOf(call, tx.today) === 'coming') throw new Refusal(409, words.errors.tooEarly);
  const run = await lastRun(tx, call_id);
  // One that was asked for within the last minutes is on its way.
  if (run && run.finished_at === null && !run.failed && tx.now.getTime() - run.asked_at.getTime() < 600_000)
    throw new Refusal(409, words.errors.running);
  const entries = (await entriesOf(tx, call_id)).filter((entry) => entry.signed_at !== null);
  const locked = new Set((await groupsOf(tx, call_id)).filter((one) => one.locked).map(({ id }) => id));
  const free = entries.filter((entry) => entry.group_id === null || !locked.has(entry.group_id));
  if (free.length < call.smallest) throw new Refusal(409, words.errors.tooFew(call.smallest));
  const { id } = await tx.db
    .insertInto('study_run')
    .values({ call_id, asked_at: tx.now, asked_by: tx.actor.person_id! })
    .returning('id')
    .executeTakeFirstOrThrow();
  await tx.plan(divideStudy, { run_id: id, call_id, person_id: tx.actor.person_id! });
  tx.record({
    action: 'study_call.divide',
    subject_kind: 'study_call',
    subject_id: call_id,
    detail: { run_id: id, facilities: free.length },
  });
  return id;
}

/** Takes the groups of a reckoning in place of all that are not locked. Nothing when the call was told meanwhile. */
export async function takeDivision(
  tx: WriteTx,
  call_id: number,
  run_id: number,
  division: Division,
): Promise<void> {
  mustManage(tx);
  const call = await lockedCall(tx, call_id);
  const finished = {
    progress: 100,
    finished_at: tx.now,
    failed: false,
    value: division.value,
    bound: division.bound,
    left_ids: division.left,
    lenient: JSON.stringify(division.lenient) as never,
  };
  await tx.db.updateTable('study_run').set(finished).where('id', '=', run_id).execute();
  if (call.told_at !== null) return;
  const before = await groupsOf(tx, call_id);
  const kept = before.filter((group) => group.locked);
  // Who withdrew, was moved or locked in while the reckoning ran is not put anywhere by it.
  const entries = (await entriesOf(tx, call_id)).filter((entry) => entry.signed_at !== null);
  const held = new Set(kept.flatMap((group) => group.facility_ids));
  const there = new Set(
    entries.map(({ facility_id }) => facility_id).filter((facility_id) => !held.has(facility_id)),
  );
  await dissolve(
    tx,
    before.filter((group) => !group.locked),
  );
  const taken = new Set(kept.map(({ number }) => number));
  let number = 0;
  const next = () => {
    do number++;
    while (taken.has(number));
    return number;
  };
  for (const group of division.groups) {
    const facility_ids = group.filter((facility_id) => there.has(facility_id));
    if (facility_ids.length > 0) await form(tx, call_id, next(), facility_ids);
  }
}

async function form(tx: WriteTx, call_id: number, number: number, facility_ids: number[]): Promise<void> {
  const { id } = await tx.db
    .insertInto('study_group')
    .values({ call_id, number, facility_ids, created_at: tx.now })
    .returning('id')
    .executeTakeFirstOrThrow();
  await join(tx, call_id, facility_ids, { id, facility_ids });
}

async function join(
  tx: WriteTx,
  call_id: number,
  facility_ids: readonly number[],
  group: { id: number; facility_ids: number[] } | null,
): Promise<void> {
  if (facility_ids.length === 0) return;
  await tx.db
    .updateTable('study_entry')
    .set({
      group_id: group?.id ?? null,
      group_facility_ids: group?.facility_ids ?? null,
      group_told: group === null ? null : false,
    })
    .where('call_id', '=', call_id)
    .where('facility_id', 'in', [...facility_ids])
    .execute();
}

async function dissolve(tx: WriteTx, groups: readonly Group[]): Promise<void> {
  for (const group of groups) {
    await join(tx, group.call_id, group.facility_ids, null);
    await tx.db.deleteFrom('study_group').where('id', '=', group.id).execute();
  }
}

/** Moves a facility into another group (0: one of its own). What it costs and breaks was shown before; a person decides. */
export async function moveFacility(
  tx: WriteTx,
  call_id: number,
  facility_id: number,
  to: number,
): Promise<{ from: number | null; number: number }> {
  await callToDivide(tx, call_id);
  const entry = found((await entriesOf(tx, call_id)).find((one) => one.facility_id === facility_id));
  if (entry.signed_at === null) throw new Refusal(409, words.errors.draftEntry);
  const groups = await groupsOf(tx, call_id);
  const from = groups.find((group) => group.id === entry.group_id);
  const target = to === 0 ? undefined : found(groups.find((group) => group.id === to));
  if (from?.locked || target?.locked) throw new Refusal(409, words.errors.locked);
  if (from && from.id === target?.id) return { from: from.id, number: from.number };
  await join(tx, call_id, [facility_id], null);
  if (from) {
    const rest = from.facility_ids.filter((one) => one !== facility_id);
    if (rest.length === 0) await tx.db.deleteFrom('study_group').where('id', '=', from.id).execute();
    else
      await tx.db.updateTable('study_group').set({ facility_ids: rest }).where('id', '=', from.id).execute();
  }
  let number: number;
  if (target) {
    const facility_ids = [...target.facility_ids, facility_id].toSorted((a, b) => a - b);
    // The others of the group follow by their key.
    await tx.db.updateTable('study_group').set({ facility_ids }).where('id', '=', target.id).execute();
    await join(tx, call_id, [facility_id], { id: target.id, facility_ids });
    number = target.number;
  } else {
    number = Math.max(0, ...groups.map((group) => group.number)) + 1;
    await form(tx, call_id, number, [facility_id]);
  }
  tx.record({
    action: 'study_call.move',
    subject_kind: 'study_call',
    subject_id: call_id,
    detail: { facility_id, from: from?.number ?? null, to: number },
  });
  return { from: from?.id ?? null, number };
}

/** Locks a group against further reckoning, or opens it again. */
export async function lockGroup(
  tx: WriteTx,
  call_id: number,
  group_id: number,
  locked: boolean,
): Promise<number> {
  await callToDivide(tx, call_id);
  const group = found((await groupsOf(tx, call_id)).find((one) => one.id === group_id));
  await tx.db.updateTable('study_group').set({ locked }).where('id', '=', group_id).execute();
  tx.record({
    action: locked ? 'study_call.lock' : 'study_call.unlock',
    subject_kind: 'study_call',
    subject_id: call_id,
    detail: { group: group.number },
  });
  return group.number;
}

/** Tells the groups to their facilities. 409 while somebody who signed up stands in none. */
export async function tellGroups(tx: WriteTx, call_id: number): Promise<void> {
  const call = await callToDivide(tx, call_id);
  const groups = await groupsOf(tx, call_id);
  if (groups.length === 0) throw new Refusal(409, words.errors.noGroups);
  const entries = await entriesOf(tx, call_id);
  if (entries.some((entry) => entry.signed_at !== null && entry.group_id === null))
    throw new Refusal(409, words.errors.someLeft);
  await tx.db.updateTable('study_group').set({ told: true }).where('call_id', '=', call_id).execute();
  await tx.db
    .updateTable('study_call')
    .set((row) => ({ told_at: tx.now, told_by: tx.actor.person_id, version: row('version', '+', 1) }))
    .where('id', '=', call_id)
    .execute();
  await tellHeads(
    tx,
    groups.flatMap((group) => group.facility_ids),
    { title: words.notices.told(call.title), url: `/study-groups/${call_id}` },
  );
  tx.record({
    action: 'study_call.tell',
    subject_kind: 'study_call',
    subject_id: call_id,
    detail: { groups: groups.length },
  });
}

/** Takes the telling back until the first group has met; sittings planned so far go with it. */
export async function untellGroups(tx: WriteTx, call_id: number): Promise<void> {
  mustManage(tx);
  const call = await lockedCall(tx, call_id);
  if (call.told_at === null) throw new Refusal(409, words.errors.notTold);
  if (await hasMet(tx, call_id)) throw new Refusal(409, words.errors.met);
  const groups = await groupsOf(tx, call_id);
  const ids = groups.map(({ id }) => id);
  const written = await tx.db
    .selectFrom('study_handout')
    .where('group_id', 'in', ids)
    .select('id')
    .limit(1)
    .executeTakeFirst();
  if (written) throw new Refusal(409, words.errors.met);
  await tx.db.deleteFrom('study_session').where('group_id', 'in', ids).execute();
  await tx.db.updateTable('study_group').set({ told: false }).where('call_id', '=', call_id).execute();
  await tx.db
    .updateTable('study_call')
    .set((row) => ({ told_at: null, told_by: null, version: row('version', '+', 1) }))
    .where('id', '=', call_id)
    .execute();
  await tellHeads(
    tx,
    groups.flatMap((group) => group.facility_ids),
    { title: words.notices.untold(call.title), url: `/study-groups/${call_id}` },
  );
  tx.record({ action: 'study_call.untell', subject_kind: 'study_call', subject_id: call_id });
}
