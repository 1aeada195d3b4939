import { z } from 'zod';
import { importJob } from '../../platform/files/imports.ts';
import { defineJob } from '../../platform/jobs/job.ts';
import { applyFeed, askFeed, clearEndedFeed, feedFailed } from './commands-feeds.ts';
import { eventImport } from './commands-import.ts';
import { extendSessions } from './commands-sessions.ts';
import { feedById, feedsDue } from './queries-feeds.ts';

export { showEvent } from './commands-search.ts';

/** Every night the sittings reach thirteen months ahead again. */
export const extendCalendar = defineJob({
  name: 'calendar.extend',
  data: z.object({}),
  schedule: '10 2 * * *',
  long: true,
  async run(_tx, _data, tools) {
    for (let after: number | null = 0; after !== null && !tools.stopping();) {
      const from: number = after;
      after = await tools.writing((tx) => extendSessions(tx, from));
    }
  },
});

/** Reads one calendar of others. Its failing is told to whoever keeps it, and not tried again until its hour comes. */
export const readCalendarFeed = defineJob({
  name: 'calendar.read_feed',
  data: z.object({ feed_id: z.number() }),
  long: true,
  async run(_tx, { feed_id }, tools) {
    const asked = await tools.writing(async (tx) => {
      const feed = await feedById(tx, feed_id);
      if (!feed) return null;
      if (feed.ended_at !== null) {
        await clearEndedFeed(tx, feed_id);
        return null;
      }
      const { house, municipality } = tx.actor;
      const allowLoopback = house.settings.LOOPBACK_FEEDS;
      return { feed, at: { now: tx.now, zone: municipality.time_zone, allowLoopback } };
    });
    if (!asked) return;
    const answer = await askFeed(asked.feed, asked.at);
    await tools.writing(async (tx) => {
      if ('failure' in answer) await feedFailed(tx, feed_id, answer.failure);
      else await applyFeed(tx, asked.feed, answer);
    });
  },
});

/** Every hour: the calendars whose time has come, each in a job of its own. */
export const readCalendarFeeds = defineJob({
  name: 'calendar.read_feeds',
  data: z.object({}),
  schedule: '25 * * * *',
  async run(tx) {
    for (const feed_id of await feedsDue(tx)) await tx.plan(readCalendarFeed, { feed_id });
  },
});

export const importEvents = importJob(eventImport);
