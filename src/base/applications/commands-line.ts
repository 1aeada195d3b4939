import { sql } from 'kysely';
import { Refusal, type WriteTx } from '../../platform/db/transaction.ts';
import { addDays, daysBetween, today as dayIn } from '../../platform/ja/dates.ts';
import { tellApplicant } from './jobs.ts';
import { drawnOrder, nextInLine, offerUntil } from './rules.ts';

// How a line moves. Everybody who gives or frees places holds the line's row until the end of the transaction.

export interface Line {
  event_id: number;
  starts_at: Date;
  ends_at: Date;
  cancelled_at: Date | null;
  /** null for no limit */
  room: number | null;
  offer_hours: number;
  application: string;
  lottery_at: Date | null;
  drawn_at: Date | null;
  told_starts_at: Date;
  last_line: number;
}

/** Takes hold of a sitting's line. Undefined when nobody has applied yet; 404 cannot be told apart from it. */
export async function lockLine(tx: WriteTx, event_session_id: number): Promise<Line | undefined> {
  const queue = await tx.db
    .selectFrom('event_queue')
    .where('event_session_id', '=', event_session_id)
    .select(['event_id', 'drawn_at', 'told_starts_at', 'last_line'])
    .forUpdate()
    .executeTakeFirst();
  if (!queue) return undefined;
  // Asked after the lock, so that what is read is what stands.
  const sitting = await tx.db
    .selectFrom('event_session')
    .innerJoin('event', 'event.id', 'event_session.event_id')
    .where('event_session.id', '=', event_session_id)
    .select([
      'event_session.starts_at',
      'event_session.ends_at',
      sql<Date | null>`coalesce(event_session.cancelled_at, event.cancelled_at)`.as('cancelled_at'),
      sql<number | null>`coalesce(event_session.capacity, event.capacity)`.as('room'),
      'event.offer_hours',
      'event.application',
      'event.lottery_at',
    ])
    .executeTakeFirst();
  return sitting && { ...queue, ...sitting };
}

export async function recount(tx: WriteTx, event_session_id: number): Promise<void> {
  await sql`select application_recount(${event_session_id})`.execute(tx.db);
}

async function freePlaces(tx: WriteTx, event_session_id: number, room: number | null): Promise<number> {
  if (room === null) return Number.MAX_SAFE_INTEGER;
  const { held } = await tx.db
    .selectFrom('event_place')
    .where('event_session_id', '=', event_session_id)
    .select((row) => row.fn.countAll<number>().as('held'))
    .executeTakeFirstOrThrow();
  return room - held;
}

/** Gives an application its places, the lowest free ones. The line must be held; 409 when there are not enough. */
export async function takePlaces(
  tx: WriteTx,
  event_session_id: number,
  room: number | null,
  application: { id: number; places: number; facility_id: number | null; organisation_id: number },
): Promise<void> {
  const { rows } = await sql`
    insert into event_place (event_session_id, place, event_application_id, facility_id, organisation_id)
    select ${event_session_id}, free.place, ${application.id}, ${application.facility_id}::bigint, ${application.organisation_id}
    from generate_series(1, least(${room}::integer,
      (select count(*) from event_place where event_session_id = ${event_session_id})::integer + ${application.places})) as free (place)
    where not exists (select from event_place as given where given.event_session_id = ${event_session_id} and given.place = free.place)
    order by free.place limit ${application.places} returning place`.execute(tx.db);
  if (rows.length < application.places) throw new Refusal(409);
}

/** Takes an application's places back; gives how many there were. */
export async function freePlacesOf(tx: WriteTx, id: number): Promise<number> {
  const { numDeletedRows } = await tx.db
    .deleteFrom('event_place')
    .where('event_application_id', '=', id)
    .executeTakeFirst();
  return Number(numDeletedRows);
}

interface Waiting {
  id: number;
  number: number;
  places: number;
  facility_id: number | null;
  organisation_id: number;
}

const columns = ['id', 'number', 'places', 'facility_id', 'organisation_id'] as const;

/**
 * Moves a line: offers whose time is over lapse and free their places, then the next who fit are offered what is free.
 * A sitting that was called off is closed instead. Gives how many offers were made. Runs as a job.
 */
export async function moveLine(tx: WriteTx, event_session_id: number): Promise<number> {
  const line = await lockLine(tx, event_session_id);
  if (!line) return 0;
  if (line.cancelled_at !== null) {
    await closeApplications(tx, event_session_id);
    return 0;
  }
  await tellIfMoved(tx, event_session_id, line);
  const lapsed = await tx.db
    .updateTable('event_application')
    .set({ lapsed_at: tx.now })
    .where('event_session_id', '=', event_session_id)
    .where('offer_expires_at', '<=', tx.now)
    .where('confirmed_at', 'is', null)
    .where('lapsed_at', 'is', null)
    .where('cancelled_at', 'is', null)
    .returning('id')
    .execute();
  for (const { id } of lapsed) {
    await freePlacesOf(tx, id);
    await tellApplicant(tx, id, 'lapsed');
    tx.record({ action: 'application.lapse', subject_kind: 'event_application', subject_id: id });
  }
  const until = offerUntil(tx.now, line.starts_at, line.offer_hours);
  const waiting: Waiting[] =
    until === null
      ? []
      : await tx.db
          .selectFrom('event_application')
          .where('event_session_id', '=', event_session_id)
          .where('waitlisted_at', 'is not', null)
          .where('offered_at', 'is', null)
          .where('confirmed_at', 'is', null)
          .where('cancelled_at', 'is', null)
          .select(columns)
          .orderBy('line')
          .execute();
  const next = nextInLine(
    waiting,
    waiting.length === 0 ? 0 : await freePlaces(tx, event_session_id, line.room),
  );
  for (const one of next) {
    await takePlaces(tx, event_session_id, line.room, one);
    await tx.db
      .updateTable('event_application')
      .set({ offered_at: tx.now, offer_expires_at: until })
      .where('id', '=', one.id)
      .execute();
    await tellApplicant(tx, one.id, 'offer');
    tx.record({ action: 'application.offer', subject_kind: 'event_application', subject_id: one.id });
  }
  if (lapsed.length + next.length > 0) await recount(tx, event_session_id);
  return next.length;
}

/** Tells everybody when a sitting was moved since they last heard, and lets their data be kept as much longer. */
async function tellIfMoved(tx: WriteTx, event_session_id: number, line: Line): Promise<void> {
  if (line.starts_at.getTime() === line.told_starts_at.getTime()) return;
  const open = await openOnes(tx, event_session_id);
  for (const { id } of open) await tellApplicant(tx, id, 'moved', { was: line.told_starts_at });
  const zone = tx.actor.municipality.time_zone;
  const days = daysBetween(dayIn(line.told_starts_at, zone), dayIn(line.starts_at, zone));
  if (days > 0) {
    await sql`update event_applicant set delete_after = delete_after + ${days}::integer
      where event_application_id in (select id from event_application where event_session_id = ${event_session_id})`.execute(
      tx.db,
    );
  }
  await tx.db
    .updateTable('event_queue')
    .set({ told_starts_at: line.starts_at })
    .where('event_session_id', '=', event_session_id)
    .execute();
}

const openOnes = (tx: WriteTx, event_session_id: number) =>
  tx.db
    .selectFrom('event_application')
    .where('event_session_id', '=', event_session_id)
    .where('cancelled_at', 'is', null)
    .where('attended_at', 'is', null)
    .where('absent_at', 'is', null)
    .where((row) => row.or([row('confirmed_at', 'is not', null), row('lapsed_at', 'is', null)]))
    .select('id')
    .orderBy('number')
    .execute();

/**
 * Draws a sitting's lottery: the order follows from the sealed number; in this order each who fits gets places, the
 * others wait in the drawn order. Everybody is told. 409 when there is nothing to draw or it is not yet time.
 */
export async function drawLottery(tx: WriteTx, event_session_id: number): Promise<void> {
  const line = await lockLine(tx, event_session_id);
  if (!line || line.application !== 'lottery' || line.drawn_at !== null || line.cancelled_at !== null) return;
  if (line.lottery_at === null || line.lottery_at > tx.now) return;
  const lottery = await tx.db
    .selectFrom('event_lottery')
    .where('event_session_id', '=', event_session_id)
    .selectAll()
    .executeTakeFirst();
  if (!lottery) return;
  const entries: Waiting[] = await tx.db
    .selectFrom('event_application')
    .where('event_session_id', '=', event_session_id)
    .where('entered_lottery', '=', true)
    .where('confirmed_at', 'is', null)
    .where('waitlisted_at', 'is', null)
    .where('cancelled_at', 'is', null)
    .select(columns)
    .execute();
  const drawn = drawnOrder(lottery.seed, entries);
  const winners = nextInLine(drawn, await freePlaces(tx, event_session_id, line.room));
  let { last_line } = line;
  for (const one of drawn) {
    const won = winners.includes(one);
    if (won) await takePlaces(tx, event_session_id, line.room, one);
    else last_line += 1;
    await tx.db
      .updateTable('event_application')
      .set(
        won ? { confirmed_at: tx.now } : { waitlisted_at: tx.now, lost_lottery_at: tx.now, line: last_line },
      )
      .where('id', '=', one.id)
      .execute();
    await tellApplicant(tx, one.id, won ? 'won' : 'lost');
  }
  await tx.db
    .updateTable('event_queue')
    .set({ drawn_at: tx.now, last_line })
    .where('event_session_id', '=', event_session_id)
    .execute();
  await tx.db
    .updateTable('event_lottery')
    .set({ drawn_at: tx.now })
    .where('event_session_id', '=', event_session_id)
    .execute();
  await recount(tx, event_session_id);
  tx.record({
    action: 'application.draw',
    subject_kind: 'event_session',
    subject_id: event_session_id,
    detail: { seal: lottery.seal, entries: drawn.length, winners: winners.length },
  });
}

/** Closes every open application of a sitting that was called off, and tells each. Gives how many. Runs as a job. */
export async function closeApplications(tx: WriteTx, event_session_id: number): Promise<number> {
  if (!(await lockLine(tx, event_session_id))) return 0;
  const open = await openOnes(tx, event_session_id);
  for (const { id } of open) {
    await tx.db
      .updateTable('event_application')
      .set({ cancelled_at: tx.now, cancelled_by: 'event' })
      .where('id', '=', id)
      .execute();
    await freePlacesOf(tx, id);
    await tellApplicant(tx, id, 'event_cancelled');
  }
  if (open.length === 0) return 0;
  await recount(tx, event_session_id);
  tx.record({
    action: 'application.close_all',
    subject_kind: 'event_session',
    subject_id: event_session_id,
    detail: { applications: open.length },
  });
  return open.length;
}

/** Deletes what identifies applicants once its time is over; the counts stay. Gives how many. Runs as a job. */
export async function deletePersonalData(tx: WriteTx): Promise<number> {
  const due = await tx.db
    .deleteFrom('event_applicant')
    .where('delete_after', '<', tx.today)
    .returning('event_application_id')
    .execute();
  if (due.length === 0) return 0;
  await sql`update event_application set personal_data_deleted_at = ${tx.now}, cancel_reason = null
    where id = any(${due.map((one) => one.event_application_id)}::bigint[])`.execute(tx.db);
  tx.record({ action: 'application.delete_data', detail: { applications: due.length } });
  return due.length;
}

/** The day before: everybody confirmed who has not been reminded. Gives how many. Runs as a job. */
export async function remindConfirmed(tx: WriteTx): Promise<number> {
  const rows = await sql<{ id: number }>`
    update event_application set reminded_at = ${tx.now}
    from event_session join event on event.id = event_session.event_id
    where event_session.id = event_application.event_session_id
      and (event_session.starts_at at time zone ${tx.actor.municipality.time_zone})::date = ${addDays(tx.today, 1)}::date
      and event_session.cancelled_at is null and event.cancelled_at is null
      and event_application.confirmed_at is not null and event_application.cancelled_at is null
      and event_application.reminded_at is null
    returning event_application.id`.execute(tx.db);
  for (const { id } of rows.rows) await tellApplicant(tx, id, 'reminder');
  return rows.rows.length;
}
