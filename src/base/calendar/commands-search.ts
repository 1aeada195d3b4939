import { z } from 'zod';
import type { WriteTx } from '../../platform/db/transaction.ts';
import { defineJob } from '../../platform/jobs/job.ts';
import { publish, unpublish } from '../../platform/search/search.ts';
import { eventById } from './queries.ts';
import { words } from './words.ja.ts';

/** The search box finds what is shown; drafts and what is not due yet it does not. */
export async function showInSearch(tx: WriteTx, id: number): Promise<void> {
  const event = await eventById(tx, id);
  if (!event || event.published_at === null || event.published_at > tx.now) {
    await unpublish(tx, 'event', id);
    return;
  }
  const place = event.place_name || event.facility || event.organisation || '';
  await publish(tx, {
    kind: 'event',
    subject_id: id,
    title: event.title,
    summary: [event.kind, place, event.cancelled_at === null ? '' : words.states.cancelled]
      .filter((part) => part !== '')
      .join('　'),
    url: `/events/${id}`,
    words: [event.summary, event.audience, place, event.address, event.kind].join(' '),
    audience_duty: event.zone === 'public' ? 'public' : 'network',
  });
}

/** At the moment an event is to be shown. */
export const showEvent = defineJob({
  name: 'calendar.show',
  data: z.object({ event_id: z.number() }),
  run: (tx, { event_id }) => showInSearch(tx, event_id),
});
