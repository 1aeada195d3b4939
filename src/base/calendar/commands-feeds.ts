import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import pg from 'pg';
import { found, Refusal, type WriteTx } from '../../platform/db/transaction.ts';
import { addDays, today as dayIn, timeOf } from '../../platform/ja/dates.ts';
import { invalid } from '../../platform/web/handlers.tsx';
import { fetchOutside, OutsideError, type Fetched } from '../../platform/web/outside.ts';
import { showInSearch } from './commands-search.ts';
import { insertSessions, type Scheduled } from './commands-sessions.ts';
import type { FeedData } from './forms.ts';
import { eventById } from './queries.ts';
import { feedById, type FeedLine } from './queries-feeds.ts';
import { readFeed, type FeedEntry, type ReadFeed } from './rules-ical.ts';
import { horizonOf } from './rules.ts';
import { words } from './words-feeds.ja.ts';

function mustKeep(tx: WriteTx): void {
  if (!tx.has('calendar.manage')) throw new Refusal(403);
}

async function mustBeOrganisation(tx: WriteTx, id: number): Promise<void> {
  const there = await tx.db.selectFrom('organisation').where('id', '=', id).select('id').executeTakeFirst();
  if (!there) invalid({ organisation_id: words.noOrganisation });
}

async function named<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.constraint === 'calendar_feed_name_key')
      return invalid({ name: words.taken });
    throw error;
  }
}

/** Registers somebody's calendar to be read from now on. Returns its number. */
export async function addFeed(tx: WriteTx, data: FeedData): Promise<number> {
  mustKeep(tx);
  await mustBeOrganisation(tx, data.organisation_id);
  const { id } = await named(() =>
    tx.db
      .insertInto('calendar_feed')
      .values({ ...data, created_by: tx.actor.person_id ?? 0, created_at: tx.now })
      .returning('id')
      .executeTakeFirstOrThrow(),
  );
  tx.record({ action: 'calendar_feed.add', subject_kind: 'calendar_feed', subject_id: id });
  return id;
}

/** Changes it; a new address is read as if it were the first. */
export async function changeFeed(
  tx: WriteTx,
  id: number | null,
  { _version, ...data }: FeedData & { _version: number },
): Promise<void> {
  mustKeep(tx);
  const feed = found(await feedById(tx, id));
  await mustBeOrganisation(tx, data.organisation_id);
  const changed = await named(() =>
    tx.db
      .updateTable('calendar_feed')
      .set((row) => ({
        ...data,
        version: row('version', '+', 1),
        // What was agreed with the old address, or shown otherwise, holds no more.
        etag: null,
        read_at: null,
        fetched_at: null,
        failed_at: null,
        failure: null,
      }))
      .where('id', '=', feed.id)
      .where('version', '=', _version)
      .executeTakeFirst(),
  );
  if (changed.numUpdatedRows === 0n) throw new Refusal(409, words.version);
  tx.record({ action: 'calendar_feed.change', subject_kind: 'calendar_feed', subject_id: feed.id });
}

/** Gives a calendar up or takes it up again; its entries go with the next reading. */
export async function endFeed(tx: WriteTx, id: number | null, end: boolean): Promise<void> {
  mustKeep(tx);
  const feed = found(await feedById(tx, id));
  await tx.db
    .updateTable('calendar_feed')
    .set({ ended_at: end ? tx.now : null, etag: null, read_at: null, fetched_at: null })
    .where('id', '=', feed.id)
    .execute();
  tx.record({
    action: end ? 'calendar_feed.end' : 'calendar_feed.resume',
    subject_kind: 'calendar_feed',
    subject_id: feed.id,
  });
}

const rereadAfterDays = 7;
const maxBytes = 5_000_000;
const daysBack = 31;

/** What a feed answered: nothing new, its entries, or a sentence why not. Asks outside; no transaction is held meanwhile. */
export async function askFeed(
  feed: Pick<FeedLine, 'url' | 'etag' | 'read_at'>,
  at: { now: Date; zone: string; allowLoopback: boolean },
): Promise<{ answer: Fetched; read: ReadFeed | null } | { failure: string }> {
  // Now and then all of it, since rules without an end reach further every day.
  const fresh =
    feed.read_at !== null && at.now.getTime() - feed.read_at.getTime() < rereadAfterDays * 86_400_000;
  try {
    const answer = await fetchOutside(feed.url, {
      etag: fresh ? feed.etag : null,
      accept: 'text/calendar, text/plain;q=0.5',
      maxBytes,
      allowLoopback: at.allowLoopback,
    });
    if (answer.status === 304) return { answer, read: null };
    const today = dayIn(at.now, at.zone);
    const window = { from: addDays(today, -daysBack), to: horizonOf(today) };
    try {
      return { answer, read: readFeed(answer.body.toString('utf8'), window, at.zone) };
    } catch {
      return { failure: words.notCalendar };
    }
  } catch (error) {
    if (error instanceof OutsideError) return { failure: words.problem(error.problem, error.status) };
    throw error;
  }
}

export async function feedFailed(tx: WriteTx, id: number, failure: string): Promise<void> {
  await tx.db.updateTable('calendar_feed').set({ failed_at: tx.now, failure }).where('id', '=', id).execute();
}

const hashOf = (entry: FeedEntry): string =>
  createHash('sha256').update(JSON.stringify(entry)).digest('base64url');

/**
 * Writes what a feed says: new entries, changed ones, and away with those it has no more. What could not be read this time
 * stays as it was; so does all of it when the calendar is empty from one reading to the next: that is more often a fault at
 * its source than the end of everything, and whoever keeps it is told.
 */
export async function applyFeed(
  tx: WriteTx,
  feed: FeedLine,
  { answer, read }: { answer: Pick<Fetched, 'etag'>; read: ReadFeed | null },
): Promise<{ added: number; changed: number; removed: number }> {
  const done = { added: 0, changed: 0, removed: 0 };
  await tx.db.selectFrom('calendar_feed').where('id', '=', feed.id).select('id').forUpdate().execute();
  if (read !== null) {
    const there = await tx.db
      .selectFrom('event')
      .where('feed_id', '=', feed.id)
      .select(['id', 'source_key', 'source_text', 'zone', 'organisation_id', 'event_kind_code'])
      .execute();
    const known = new Map(there.map((row) => [row.source_key, row]));
    if (read.entries.length === 0 && there.length > 0 && (await stillToCome(tx, feed.id))) {
      await feedFailed(tx, feed.id, [words.emptied, ...read.problems].join('\n').slice(0, 4000));
      return done;
    }
    const named = new Set(read.unread.map((uid) => `${feed.id}:${uid}`));
    for (const entry of read.entries) {
      const source_key = `${feed.id}:${entry.uid}`;
      named.add(source_key);
      const before = known.get(source_key);
      const hash = hashOf(entry);
      const same =
        before?.source_text === hash &&
        before.zone === feed.zone &&
        before.organisation_id === feed.organisation_id &&
        before.event_kind_code === feed.event_kind_code;
      if (same) continue;
      await writeEntry(tx, feed, entry, source_key, hash, before?.id ?? null);
      if (before) done.changed += 1;
      else done.added += 1;
    }
    for (const row of there.filter((one) => !named.has(one.source_key ?? ''))) {
      await tx.db.deleteFrom('event').where('id', '=', row.id).execute();
      await showInSearch(tx, row.id);
      done.removed += 1;
    }
    // Whose the entries are is told to everybody who sees them.
    await sql`select event_host_is_named(event.id) from event where event.feed_id = ${feed.id} limit 1`.execute(
      tx.db,
    );
  }
  const problems = read?.problems ?? [];
  await tx.db
    .updateTable('calendar_feed')
    .set({
      fetched_at: tx.now,
      failed_at: null,
      ...(read === null
        ? {}
        : {
            read_at: tx.now,
            etag: answer.etag,
            failure: problems.length === 0 ? null : problems.join('\n').slice(0, 4000),
          }),
    })
    .where('id', '=', feed.id)
    .execute();
  if (done.added + done.changed + done.removed > 0)
    tx.record({
      action: 'calendar_feed.read',
      subject_kind: 'calendar_feed',
      subject_id: feed.id,
      detail: done,
    });
  return done;
}

async function stillToCome(tx: WriteTx, feed_id: number): Promise<boolean> {
  const one = await tx.db
    .selectFrom('event_session')
    .innerJoin('event', 'event.id', 'event_session.event_id')
    .where('event.feed_id', '=', feed_id)
    .where('event_session.ends_at', '>=', tx.now)
    .where('event_session.cancelled_at', 'is', null)
    .select('event_session.id')
    .limit(1)
    .executeTakeFirst();
  return one !== undefined;
}

async function writeEntry(
  tx: WriteTx,
  feed: FeedLine,
  entry: FeedEntry,
  source_key: string,
  hash: string,
  id: number | null,
): Promise<void> {
  const zone = tx.actor.municipality.time_zone;
  const first = entry.sittings[0]!;
  const columns = {
    organisation_id: feed.organisation_id,
    event_kind_code: feed.event_kind_code,
    title: entry.title,
    description: entry.description,
    zone: feed.zone,
    place_name: entry.location,
    url: entry.url,
    for_children: false,
    starts_on: dayIn(first.starts_at, zone),
    starts_at: first.all_day ? null : timeOf(first.starts_at, zone),
    ends_at: null,
    source_text: hash,
    // Struck out at its source for good.
    ...(entry.sittings.every((one) => one.cancelled)
      ? { cancelled_at: tx.now, cancel_reason: feed.name }
      : { cancelled_at: null, cancel_reason: null }),
    updated_at: tx.now,
  };
  let event_id = id;
  if (event_id === null) {
    const made = await tx.db
      .insertInto('event')
      .values({
        ...columns,
        uid: `${createHash('sha256').update(source_key).digest('hex').slice(0, 32)}@tsunagi`,
        source: 'feed',
        source_key,
        feed_id: feed.id,
        application: 'none',
        published_at: tx.now,
        created_at: tx.now,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    event_id = made.id;
  } else
    await tx.db
      .updateTable('event')
      .set((row) => ({ ...columns, version: row('version', '+', 1) }))
      .where('id', '=', event_id)
      .execute();
  await followEntry(tx, found(await eventById(tx, event_id)), entry);
  await showInSearch(tx, event_id);
}

/** The sittings as the feed has them; each keeps its number as long as it is there. */
async function followEntry(tx: WriteTx, event: Scheduled, entry: FeedEntry): Promise<void> {
  const there = await tx.db
    .selectFrom('event_session')
    .where('event_id', '=', event.id)
    .select(['id', 'recurrence_on', 'part', 'starts_at', 'ends_at', 'cancelled_at'])
    .execute();
  const key = (row: { recurrence_on: string; part: number }) => `${row.recurrence_on} ${row.part}`;
  const known = new Map(there.map((row) => [key(row), row]));
  const wanted = new Set(entry.sittings.map(key));
  const gone = there.filter((row) => !wanted.has(key(row))).map((row) => row.id);
  if (gone.length > 0) await tx.db.deleteFrom('event_session').where('id', 'in', gone).execute();
  await insertSessions(
    tx,
    entry.sittings
      .filter((row) => !known.has(key(row)))
      .map(({ cancelled: _cancelled, ...row }) => ({ ...row, event })),
  );
  for (const row of entry.sittings) {
    const before = known.get(key(row));
    const isOff = (before?.cancelled_at ?? null) !== null;
    const moved =
      before !== undefined &&
      (before.starts_at.getTime() !== row.starts_at.getTime() ||
        before.ends_at.getTime() !== row.ends_at.getTime());
    if (!moved && isOff === row.cancelled) continue;
    await tx.db
      .updateTable('event_session')
      .set((set) => ({
        starts_at: row.starts_at,
        ends_at: row.ends_at,
        all_day: row.all_day,
        sequence: set('sequence', '+', before ? 1 : 0),
        cancelled_at: row.cancelled ? tx.now : null,
        cancel_reason: row.cancelled ? words.cancelledThere : null,
      }))
      .where('event_id', '=', event.id)
      .where('recurrence_on', '=', row.recurrence_on)
      .where('part', '=', row.part)
      .execute();
  }
}

/** Takes away what a calendar given up still has here, of the days to come. */
export async function clearEndedFeed(tx: WriteTx, id: number): Promise<void> {
  const rows = await tx.db.selectFrom('event').where('feed_id', '=', id).select('id').execute();
  for (const row of rows) {
    await tx.db.deleteFrom('event').where('id', '=', row.id).execute();
    await showInSearch(tx, row.id);
  }
}
