import { sql } from 'kysely';
import type { ReadTx } from '../../platform/db/transaction.ts';

function feedRows(tx: ReadTx) {
  return tx.db
    .selectFrom('calendar_feed')
    .innerJoin('organisation', 'organisation.id', 'calendar_feed.organisation_id')
    .innerJoin('event_kind', 'event_kind.code', 'calendar_feed.event_kind_code')
    .selectAll('calendar_feed')
    .select([
      'organisation.name as organisation',
      'event_kind.name as kind',
      sql<number>`(select count(*)::int from event where event.feed_id = calendar_feed.id)`.as('count'),
    ]);
}

/** Calendars of others that are read here, those given up last. */
export async function calendarFeeds(tx: ReadTx) {
  return feedRows(tx)
    .orderBy(sql`ended_at is not null`)
    .orderBy('calendar_feed.name')
    .orderBy('calendar_feed.id')
    .execute();
}
export type FeedLine = Awaited<ReturnType<typeof calendarFeeds>>[number];

export async function feedById(tx: ReadTx, id: number | null): Promise<FeedLine | undefined> {
  return id === null ? undefined : feedRows(tx).where('calendar_feed.id', '=', id).executeTakeFirst();
}

/** Feeds whose time has come: never read, or as many hours ago as agreed; after a failure an hour's rest. */
export async function feedsDue(tx: ReadTx): Promise<number[]> {
  const rows = await tx.db
    .selectFrom('calendar_feed')
    .where('ended_at', 'is', null)
    .where(
      sql<boolean>`(fetched_at is null or fetched_at <= ${tx.now}::timestamptz - make_interval(hours => every_hours))
        and (failed_at is null or failed_at <= ${tx.now}::timestamptz - interval '1 hour')`,
    )
    .select('id')
    .orderBy('id')
    .execute();
  return rows.map((row) => row.id);
}

/** Calendars that could not be read when they were last asked, for whoever keeps the calendar. */
export async function feedsFailing(tx: ReadTx, limit: number) {
  if (!tx.has('calendar.manage')) return [];
  return tx.db
    .selectFrom('calendar_feed')
    .where('ended_at', 'is', null)
    .where('failed_at', 'is not', null)
    .select(['id', 'name', 'failed_at'])
    .orderBy('failed_at')
    .orderBy('id')
    .limit(limit)
    .$narrowType<{ failed_at: Date }>()
    .execute();
}
