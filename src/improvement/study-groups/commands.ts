import { sql } from 'kysely';
import { found, Refusal, type WriteTx } from '../../platform/db/transaction.ts';
import { formatDate } from '../../platform/ja/dates.ts';
import { conflict, invalid } from '../../platform/web/handlers.tsx';
import { headsOf } from '../issues/queries-choices.ts';
import type { CallData, EntryData } from './forms.ts';
import { callById, entryOf, timesOfCall, type Call } from './queries.ts';
import { stateOf } from './rules.ts';
import { words } from './words.ja.ts';

export function mustManage(tx: WriteTx): void {
  if (!tx.has('learning.manage')) throw new Refusal(403);
}

/** The call, held until the end of the transaction: who divides, moves and tells takes turns. */
export async function lockedCall(tx: WriteTx, id: number | null): Promise<Call> {
  await tx.db
    .selectFrom('study_call')
    .where('id', '=', id ?? 0)
    .select('id')
    .forUpdate()
    .execute();
  return found(await callById(tx, id));
}

const columnsOf = ({ times: _times, _version, ...data }: CallData) => data;

async function themeMustBe(tx: WriteTx, code: string): Promise<void> {
  const theme = await tx.db.selectFrom('theme').where('code', '=', code).select('code').executeTakeFirst();
  if (!theme) invalid({ theme_code: words.errors.theme });
}

/** Opens a call on a theme and gives its number. */
export async function openCall(tx: WriteTx, data: CallData): Promise<number> {
  mustManage(tx);
  await themeMustBe(tx, data.theme_code);
  const { id } = await tx.db
    .insertInto('study_call')
    .values({ ...columnsOf(data), created_at: tx.now, created_by: tx.actor.person_id! })
    .returning('id')
    .executeTakeFirstOrThrow();
  await setTimes(tx, id, data);
  tx.record({
    action: 'study_call.open',
    subject_kind: 'study_call',
    subject_id: id,
    detail: { theme: data.theme_code, closes_on: data.closes_on },
  });
  return id;
}

async function setTimes(tx: WriteTx, call_id: number, data: CallData): Promise<void> {
  await tx.db.deleteFrom('study_time').where('call_id', '=', call_id).execute();
  await tx.db
    .insertInto('study_time')
    .values(data.times.map((time, number) => ({ call_id, number, ...time })))
    .execute();
}

/**
 * Changes a call. What facilities have ticked stays what it was: with sign-ups, topics and times are only added at the
 * end. A stale version shows both texts; 409 once groups were told.
 */
export async function changeCall(tx: WriteTx, id: number, data: CallData): Promise<void> {
  mustManage(tx);
  const call = await lockedCall(tx, id);
  if (call.told_at !== null) throw new Refusal(409, words.errors.told);
  await themeMustBe(tx, data.theme_code);
  if (call.version !== data._version)
    conflict({
      who: words.somebody,
      when: '',
      version: call.version,
      fields: (['title', 'purpose'] as const)
        .filter((name) => call[name] !== data[name])
        .map((name) => ({ name, label: words.form[name], mine: data[name], theirs: call[name] })),
    });
  const anybody = await tx.db
    .selectFrom('study_entry')
    .where('call_id', '=', id)
    .select('facility_id')
    .limit(1)
    .executeTakeFirst();
  if (anybody) {
    const times = await timesOfCall(tx, id);
    if (call.topics.some((topic, at) => data.topics[at] !== topic))
      invalid({ topics: words.errors.topicsInUse });
    const same = (time: (typeof times)[number], other: CallData['times'][number] | undefined) =>
      other !== undefined &&
      time.held_on === other.held_on &&
      time.starts_at === other.starts_at &&
      time.ends_at === other.ends_at;
    if (times.some((time, at) => !same(time, data.times[at]))) invalid({ times: words.errors.timesInUse });
  }
  await tx.db
    .updateTable('study_call')
    .set((row) => ({ ...columnsOf(data), version: row('version', '+', 1) }))
    .where('id', '=', id)
    .execute();
  await setTimes(tx, id, data);
  tx.record({ action: 'study_call.change', subject_kind: 'study_call', subject_id: id });
}

/**
 * A facility's sign-up, new or changed; with `draft` it is only kept. Heads within the window, those who prepare until
 * the groups are told. 409 for a facility that stands in a group already.
 */
export async function signUp(tx: WriteTx, call_id: number, data: EntryData): Promise<void> {
  const call = await lockedCall(tx, call_id);
  const manages = tx.has('learning.manage');
  const own = tx.has('facility.answer') && tx.session.facilities.includes(data.facility_id);
  if (!manages && !own) throw new Refusal(403);
  const state = stateOf(call, tx.today);
  if (state === 'told') throw new Refusal(409, words.errors.told);
  if (!manages && state !== 'open')
    throw new Refusal(409, words.errors.notOpen(formatDate(call.opens_on), formatDate(call.closes_on)));
  const times = await timesOfCall(tx, call_id);
  const draft = data.draft !== null;
  const { facility_id, aim, question, strength } = data;
  const asks = data.asks.filter((one) => one < call.topics.length);
  const offers = data.offers.filter((one) => one < call.topics.length);
  const able = data.times.filter((one) => times.some(({ number }) => number === one));
  if (!draft) {
    const errors: Record<string, string> = {};
    if (asks.length === 0 && question === '') errors['asks'] = words.errors.asks;
    if (able.length === 0) errors['times'] = words.errors.times;
    if (Object.keys(errors).length > 0) invalid(errors);
  }
  const facility = await tx.db
    .selectFrom('facility')
    .where('id', '=', facility_id)
    .where((where) => where.or([where('ended_on', 'is', null), where('ended_on', '>', tx.today)]))
    .select('id')
    .executeTakeFirst();
  if (!facility) invalid({ facility_id: words.errors.facility });
  const before = await entryOf(tx, call_id, facility_id);
  if (before?.group_id != null) throw new Refusal(409, words.errors.inGroup);
  if (before && before.version !== data._version) throw new Refusal(409, words.errors.changed);
  const fields = {
    aim,
    question,
    strength,
    asks,
    offers,
    times: able,
    // What was handed in stays handed in.
    signed_at: before?.signed_at ?? (draft ? null : tx.now),
    updated_at: tx.now,
    updated_by: tx.actor.person_id,
  };
  if (before)
    await tx.db
      .updateTable('study_entry')
      .set((row) => ({ ...fields, version: row('version', '+', 1) }))
      .where('call_id', '=', call_id)
      .where('facility_id', '=', facility_id)
      .execute();
  else
    await tx.db
      .insertInto('study_entry')
      .values({ call_id, facility_id, ...fields })
      .execute();
  tx.record({
    action: draft && !before?.signed_at ? 'study_entry.draft' : 'study_entry.sign_up',
    subject_kind: 'study_call',
    subject_id: call_id,
    detail: { facility_id },
  });
}

/** Takes a sign-up back. 409 once it stands in a group. */
export async function withdrawEntry(tx: WriteTx, call_id: number, facility_id: number): Promise<void> {
  await lockedCall(tx, call_id);
  const entry = found(await entryOf(tx, call_id, facility_id));
  const own = tx.has('facility.answer') && tx.session.facilities.includes(facility_id);
  if (!own && !tx.has('learning.manage')) throw new Refusal(403);
  if (entry.group_id !== null) throw new Refusal(409, words.errors.inGroup);
  await tx.db
    .deleteFrom('study_entry')
    .where('call_id', '=', call_id)
    .where('facility_id', '=', facility_id)
    .execute();
  tx.record({
    action: 'study_entry.withdraw',
    subject_kind: 'study_call',
    subject_id: call_id,
    detail: { facility_id },
  });
}

/** Tells the heads of facilities, each once, whatever number of theirs is concerned. */
export async function tellHeads(
  tx: WriteTx,
  facility_ids: readonly number[],
  notice: { title: string; url: string },
): Promise<void> {
  const heads = new Set((await headsOf(tx, facility_ids)).map(({ person_id }) => person_id));
  if (tx.actor.person_id !== null) heads.delete(tx.actor.person_id);
  if (heads.size === 0) return;
  await tx.db
    .insertInto('notice')
    .values([...heads].map((person_id) => ({ person_id, ...notice, created_at: tx.now })))
    .execute();
}

/** Whether a call has sittings that have taken place. */
export async function hasMet(tx: WriteTx, call_id: number): Promise<boolean> {
  const { rows } = await sql`select from study_session join study_group on study_group.id = group_id
    where call_id = ${call_id} and held_on <= ${tx.today} limit 1`.execute(tx.db);
  return rows.length > 0;
}
