import { sql } from 'kysely';
import { found, Refusal, type ReadTx, type WriteTx } from '../../platform/db/transaction.ts';
import { addDays, instantOf, timeOf, today as dayIn } from '../../platform/ja/dates.ts';
import { invalid } from '../../platform/web/handlers.tsx';
import type { MoveData } from './forms.ts';
import { eventById, sessionById, type EventRow, type SessionLine } from './queries.ts';
import { heldDays, slotsOf } from './rules-recurrence.ts';
import { horizonOf, instantsOf } from './rules.ts';
import { words } from './words.ja.ts';

/** Of an event what its sittings are made from. */
export type Scheduled = Pick<
  EventRow,
  | 'id'
  | 'zone'
  | 'shown_from'
  | 'owner_facility_id'
  | 'organisation_id'
  | 'starts_on'
  | 'starts_at'
  | 'ends_at'
  | 'days'
  | 'rrule'
  | 'holidays'
  | 'except_on'
  | 'also_on'
  | 'more_times'
>;

interface Wanted {
  recurrence_on: string;
  part: number;
  starts_at: Date;
  ends_at: Date;
  all_day: boolean;
}

/** The sittings the event's rule makes from a day to a day. */
export function wantedSessions(event: Scheduled, from: string, to: string, zone: string): Wanted[] {
  const slots = slotsOf(event);
  return heldDays(event, from, to).flatMap((day) =>
    slots.map((slot, at) => ({
      recurrence_on: day,
      part: at + 1,
      ...instantsOf(day, slot, event.days, zone),
    })),
  );
}

export async function insertSessions(
  tx: WriteTx,
  rows: readonly (Wanted & { event: Scheduled; moved?: boolean })[],
): Promise<void> {
  if (rows.length === 0) return;
  const records = rows.map(({ event, ...row }) => ({
    ...row,
    event_id: event.id,
    zone: event.zone,
    shown_from: event.shown_from,
    owner_facility_id: event.owner_facility_id,
    organisation_id: event.organisation_id,
    moved: row.moved ?? false,
  }));
  // 'infinity' comes from the driver as a number, which JSON has no word for.
  const json = JSON.stringify(records, (key, value: unknown) =>
    key === 'shown_from' && (value === Infinity || value === null) ? 'infinity' : value,
  );
  await sql`
    insert into event_session (event_id, zone, shown_from, owner_facility_id, organisation_id, recurrence_on, part, starts_at, ends_at, all_day, moved)
    select event_id, zone, shown_from, owner_facility_id, organisation_id, recurrence_on, part, starts_at, ends_at, all_day, moved
    from jsonb_to_recordset(${json}::jsonb) as r(event_id bigint, zone text, shown_from timestamptz, owner_facility_id bigint,
      organisation_id bigint, recurrence_on date, part int, starts_at timestamptz, ends_at timestamptz, all_day boolean, moved boolean)
    on conflict on constraint event_session_once do nothing`.execute(tx.db);
}

/**
 * Makes the sittings follow the event's rule from a day on up to the horizon. What was moved or called off, and what
 * somebody has applied for, stays as it is. Returns the days of sittings kept although the rule names them no more.
 */
export async function followRule(tx: WriteTx, event: Scheduled, from: string): Promise<string[]> {
  const zone = tx.actor.municipality.time_zone;
  const wanted = wantedSessions(event, from, horizonOf(tx.today), zone);
  const key = (row: { recurrence_on: string; part: number }) => `${row.recurrence_on} ${row.part}`;
  const there = await tx.db
    .selectFrom('event_session')
    .where('event_id', '=', event.id)
    .where('recurrence_on', '>=', from)
    .select(['id', 'recurrence_on', 'part', 'starts_at', 'ends_at', 'all_day', 'moved', 'cancelled_at'])
    .execute();
  const known = new Map(there.map((row) => [key(row), row]));
  const named = new Set(wanted.map(key));
  await insertSessions(
    tx,
    wanted.filter((row) => !known.has(key(row))).map((row) => ({ ...row, event })),
  );
  const changed = wanted.filter((row) => {
    const now = known.get(key(row));
    return (
      now &&
      !now.moved &&
      (now.starts_at.getTime() !== row.starts_at.getTime() ||
        now.ends_at.getTime() !== row.ends_at.getTime() ||
        now.all_day !== row.all_day)
    );
  });
  if (changed.length > 0)
    await sql`
      update event_session set starts_at = r.starts_at, ends_at = r.ends_at, all_day = r.all_day, sequence = sequence + 1
      from jsonb_to_recordset(${JSON.stringify(changed)}::jsonb)
        as r(recurrence_on date, part int, starts_at timestamptz, ends_at timestamptz, all_day boolean)
      where event_session.event_id = ${event.id} and event_session.recurrence_on = r.recurrence_on
        and event_session.part = r.part`.execute(tx.db);
  const gone = there.filter((row) => !named.has(key(row)));
  const untouched = gone.filter((row) => !row.moved && row.cancelled_at === null);
  const applied = await appliedFor(
    tx,
    untouched.map((row) => row.id),
  );
  const removable = untouched.filter((row) => !applied.has(row.id)).map((row) => row.id);
  if (removable.length > 0) await tx.db.deleteFrom('event_session').where('id', 'in', removable).execute();
  return gone
    .filter((row) => row.cancelled_at === null && !removable.includes(row.id))
    .map((row) => row.recurrence_on);
}

/** Which of these sittings somebody has applied for, and how many places of each are taken. */
export async function appliedFor(tx: ReadTx, session_ids: readonly number[]): Promise<Map<number, number>> {
  if (session_ids.length === 0) return new Map();
  const { rows } = await sql<{ event_session_id: number; taken: number }>`
    select * from event_sessions_applied_for(${session_ids}::bigint[])`.execute(tx.db);
  return new Map(rows.map((row) => [row.event_session_id, row.taken]));
}

/** Writes down what was done with an event, for its page. */
export async function writeDeed(
  tx: WriteTx,
  event: Pick<Scheduled, 'id' | 'zone' | 'shown_from' | 'owner_facility_id' | 'organisation_id'>,
  what: string,
  more: { recurrence_on?: string; detail?: object } = {},
): Promise<void> {
  // The event's reach as it is now, whatever the row in hand says.
  await sql`
    insert into event_deed (event_id, zone, shown_from, owner_facility_id, organisation_id, done_at, person_id, what, recurrence_on, detail)
    select id, zone, shown_from, owner_facility_id, organisation_id, ${tx.now}, ${tx.actor.person_id}, ${what},
      ${more.recurrence_on ?? null}, ${JSON.stringify(more.detail ?? {})}::jsonb
    from event where id = ${event.id}`.execute(tx.db);
}

/** The sitting of an event the actor may write, held until the end; 404, 403, or 409 when it has changed since it was shown. */
async function editable(
  tx: WriteTx,
  event_id: number | null,
  session_id: number | null,
  sequence: number,
): Promise<{ event: EventRow; session: SessionLine }> {
  const event = found(await eventById(tx, event_id));
  if (!event.may_edit) throw new Refusal(403);
  await tx.db
    .selectFrom('event_session')
    .where('id', '=', session_id)
    .where('event_id', '=', event.id)
    .select('id')
    .forUpdate()
    .execute();
  const session = found(await sessionById(tx, session_id));
  if (session.event_id !== event.id) throw new Refusal(404);
  if (session.sequence !== sequence) throw new Refusal(409, words.errors.changed);
  return { event, session };
}

async function touched(tx: WriteTx, event_id: number): Promise<void> {
  await tx.db
    .updateTable('event')
    .set({ updated_at: tx.now, updated_by: tx.actor.person_id })
    .where('id', '=', event_id)
    .execute();
}

/** Another day, time, capacity or note for one sitting; it stays the sitting of its recurrence. */
export async function moveSession(
  tx: WriteTx,
  event_id: number | null,
  session_id: number | null,
  data: MoveData,
): Promise<void> {
  const { event, session } = await editable(tx, event_id, session_id, data._sequence);
  if (session.cancelled_at !== null) throw new Refusal(409, words.errors.sessionCancelled);
  const zone = tx.actor.municipality.time_zone;
  const times = instantsOf(data.on, data, event.days, zone);
  const taken = (await appliedFor(tx, [session.id])).get(session.id) ?? 0;
  if (data.capacity !== null && data.capacity < taken)
    invalid({ capacity: words.errors.capacityBelow(taken) });
  const moved =
    times.starts_at.getTime() !== session.starts_at.getTime() ||
    times.ends_at.getTime() !== session.ends_at.getTime();
  const [planned] = wantedSessions(event, session.recurrence_on, session.recurrence_on, zone).filter(
    (one) => one.part === session.part,
  );
  const asPlanned =
    planned?.starts_at.getTime() === times.starts_at.getTime() &&
    planned.ends_at.getTime() === times.ends_at.getTime();
  await tx.db
    .updateTable('event_session')
    .set((row) => ({
      ...times,
      capacity: data.capacity,
      note: data.note,
      moved: !asPlanned,
      sequence: row('sequence', '+', 1),
    }))
    .where('id', '=', session.id)
    .execute();
  await touched(tx, event.id);
  await writeDeed(tx, event, moved ? 'session_moved' : 'session_note', {
    recurrence_on: session.recurrence_on,
    detail: moved ? { from: session.starts_at, to: times.starts_at } : {},
  });
  tx.record({
    action: moved ? 'event.move_session' : 'event.change_session',
    subject_kind: 'event',
    subject_id: event.id,
    detail: { session_id: session.id, recurrence_on: session.recurrence_on },
  });
}

/** Calls one sitting off with a reason everybody reads. */
export async function cancelSession(
  tx: WriteTx,
  event_id: number | null,
  session_id: number | null,
  { reason, _sequence }: { reason: string; _sequence: number },
): Promise<void> {
  const { event, session } = await editable(tx, event_id, session_id, _sequence);
  if (session.cancelled_at !== null) throw new Refusal(409, words.errors.sessionCancelled);
  await setCancelled(tx, session.id, { cancelled_at: tx.now, cancel_reason: reason });
  await touched(tx, event.id);
  await writeDeed(tx, event, 'session_cancelled', {
    recurrence_on: session.recurrence_on,
    detail: { on: session.on },
  });
  tx.record({
    action: 'event.cancel_session',
    subject_kind: 'event',
    subject_id: event.id,
    detail: { session_id: session.id, recurrence_on: session.recurrence_on },
  });
}

/** Takes the cancellation of one sitting back. */
export async function restoreSession(
  tx: WriteTx,
  event_id: number | null,
  session_id: number | null,
  { _sequence }: { _sequence: number },
): Promise<void> {
  const { event, session } = await editable(tx, event_id, session_id, _sequence);
  if (session.cancelled_at === null || event.cancelled_at !== null)
    throw new Refusal(409, words.errors.notCancelled);
  await setCancelled(tx, session.id, { cancelled_at: null, cancel_reason: null });
  await touched(tx, event.id);
  await writeDeed(tx, event, 'session_restored', { recurrence_on: session.recurrence_on });
  tx.record({
    action: 'event.restore_session',
    subject_kind: 'event',
    subject_id: event.id,
    detail: { session_id: session.id, recurrence_on: session.recurrence_on },
  });
}

async function setCancelled(
  tx: WriteTx,
  id: number,
  facts: { cancelled_at: Date | null; cancel_reason: string | null },
): Promise<void> {
  await tx.db
    .updateTable('event_session')
    .set((row) => ({ ...facts, sequence: row('sequence', '+', 1) }))
    .where('id', '=', id)
    .execute();
}

const eventsAStep = 200;

/**
 * Adds what has come within the horizon since the last night, some hundred events at a time. Returns the last event's
 * number, to go on from, or null at the end.
 */
export async function extendSessions(tx: WriteTx, after_id: number): Promise<number | null> {
  const zone = tx.actor.municipality.time_zone;
  const horizon = horizonOf(tx.today);
  const events = await tx.db
    .selectFrom('event')
    .where('id', '>', after_id)
    .where('rrule', 'is not', null)
    .where('cancelled_at', 'is', null)
    .where('source', '<>', 'feed')
    .select([
      'id',
      'zone',
      'shown_from',
      'owner_facility_id',
      'organisation_id',
      'starts_on',
      'starts_at',
      'ends_at',
      'days',
      'rrule',
      'holidays',
      'except_on',
      'also_on',
      'more_times',
    ])
    .select((eb) =>
      eb
        .selectFrom('event_session')
        .whereRef('event_session.event_id', '=', 'event.id')
        .select((of) => of.fn.max('recurrence_on').as('last'))
        .as('last'),
    )
    .orderBy('id')
    .limit(eventsAStep)
    .execute();
  await insertSessions(
    tx,
    events.flatMap((event) => {
      // Only what lies beyond the last one made: a sitting taken away by hand does not come back at night.
      const from = event.last === null ? event.starts_on : addDays(event.last, 1);
      return wantedSessions(event, from < event.starts_on ? event.starts_on : from, horizon, zone).map(
        (row) => ({
          ...row,
          event,
        }),
      );
    }),
  );
  return events.length < eventsAStep ? null : events.at(-1)!.id;
}

/** A sitting's day and times as its form shows them. */
export function sessionFields(session: SessionLine, zone: string) {
  return {
    on: dayIn(session.starts_at, zone),
    starts_at: session.all_day ? '' : timeOf(session.starts_at, zone),
    ends_at:
      session.all_day || session.ends_at.getTime() === session.starts_at.getTime()
        ? ''
        : timeOf(session.ends_at, zone),
    note: session.note,
    _sequence: session.sequence,
  };
}

/** The instant at which a day of the city begins. */
export const beginningOf = (tx: ReadTx, day: string): Date =>
  instantOf(day, '00:00', tx.actor.municipality.time_zone);
