import { sql } from 'kysely';
import { z } from 'zod';
import { stateOf as stateOfApplication, type Facts } from '../../base/applications/rules.ts';
import type { WriteTx } from '../../platform/db/transaction.ts';
import { addDays, addMonths, formatDateTime } from '../../platform/ja/dates.ts';
import { defineJob } from '../../platform/jobs/job.ts';
import { headsOf } from '../issues/queries-choices.ts';
import { followGuests } from './commands-day.ts';
import { practicesToAskAbout } from './queries-after.ts';
import { signupsOf } from './queries-day.ts';
import { remindBeforeDays } from './rules.ts';
import { words } from './words-day.ja.ts';

/** A notice to the heads of these facilities, each with its own words. */
async function tellHeads(
  tx: WriteTx,
  told: readonly { facility_id: number; title: string; url: string }[],
): Promise<void> {
  const heads = await headsOf(tx, [...new Set(told.map((one) => one.facility_id))]);
  const rows = told.flatMap(({ facility_id, title, url }) =>
    heads
      .filter((head) => head.facility_id === facility_id)
      .map(({ person_id }) => ({ person_id, title, url, created_at: tx.now })),
  );
  if (rows.length > 0) await tx.db.insertInto('notice').values(rows).execute();
}

/**
 * Every ten minutes: what became of a facility's sign-up since its heads were last told (a place came free, an offer is
 * over, the day was called off), each told once; and who reads the board follows those who have a place.
 */
export const tellOfPlaces = defineJob({
  name: 'learning.tell-of-places',
  data: z.object({}),
  schedule: '*/10 * * * *',
  run: async (tx) => {
    const zone = tx.actor.municipality.time_zone;
    const days = await tx.db
      .selectFrom('open_day')
      .where('event_id', 'is not', null)
      .where('held_on', '>=', tx.today)
      .select(['id', 'title'])
      .execute();
    for (const day of days) {
      const told = await tx.db
        .selectFrom('open_day_signup')
        .where('open_day_id', '=', day.id)
        .select(['id', 'told'])
        .execute();
      const before = new Map(told.map((one) => [one.id, one.told]));
      const say: { facility_id: number; title: string; url: string }[] = [];
      for (const one of await signupsOf(tx, day.id)) {
        const state = stateOfApplication(one as Facts, tx.now);
        if (state === before.get(one.id)) continue;
        const title = words.notices.places(
          state,
          day.title,
          one.offer_expires_at === null ? '' : formatDateTime(one.offer_expires_at, zone),
        );
        // Whoever signed up was told on the spot what they got, and who cancelled knows.
        const first = before.get(one.id) === 'signed' && (state === 'confirmed' || state === 'waiting');
        if (title !== null && !first)
          say.push({ facility_id: one.facility_id, title, url: `/open-days/${day.id}` });
        await tx.db.updateTable('open_day_signup').set({ told: state }).where('id', '=', one.id).execute();
      }
      await tellHeads(tx, say);
      await followGuests(tx, day.id);
    }
  },
});

/** Every morning: who comes in three days is reminded; the day after, the host and who came are asked to write. Each once. */
export const remind = defineJob({
  name: 'learning.remind',
  data: z.object({}),
  schedule: '40 6 * * *',
  run: async (tx) => {
    const due = await tx.db
      .selectFrom('open_day')
      .where('cancelled_at', 'is', null)
      .where('published_at', 'is not', null)
      .where((where) =>
        where.or([
          where.and([
            where('held_on', '>', tx.today),
            where('held_on', '<=', addDays(tx.today, remindBeforeDays)),
          ]),
          where.and([where('held_on', '<', tx.today), where('held_on', '>=', addDays(tx.today, -14))]),
        ]),
      )
      .select(['id', 'title', 'held_on', 'facility_id', 'guest_facility_ids'])
      .execute();
    for (const day of due) {
      const kind = day.held_on > tx.today ? 'come' : 'write';
      const { rows } = await sql`insert into open_day_reminder (open_day_id, kind, sent_at)
        values (${day.id}, ${kind}, ${tx.now}) on conflict do nothing returning 1`.execute(tx.db);
      if (rows.length === 0) continue;
      const url = `/open-days/${day.id}`;
      await tellHeads(tx, [
        ...day.guest_facility_ids.map((facility_id) => ({
          facility_id,
          title:
            kind === 'come' ? words.notices.come(day.title, day.held_on) : words.notices.write(day.title),
          url,
        })),
        {
          facility_id: day.facility_id,
          title:
            kind === 'come'
              ? words.notices.hostCome(day.title, day.held_on)
              : words.notices.hostWrite(day.title),
          url,
        },
      ]);
      tx.record({
        action: 'open_day.remind',
        subject_kind: 'open_day',
        subject_id: day.id,
        detail: { kind },
      });
    }
  },
});

/** Every morning: facilities are asked what became of the practice they took home, three months after the day, once. */
export const askWhatBecame = defineJob({
  name: 'learning.ask-what-became',
  data: z.object({}),
  schedule: '45 6 * * *',
  run: async (tx) => {
    const due = await practicesToAskAbout(tx);
    if (due.length === 0) return;
    await tx.db
      .insertInto('open_day_follow_up')
      .values(
        due.map(({ open_day_id, facility_id, shared }) => ({
          open_day_id,
          facility_id,
          shared,
          asked_on: tx.today,
        })),
      )
      .onConflict((there) => there.doNothing())
      .execute();
    await tellHeads(
      tx,
      due.map((one) => ({
        facility_id: one.facility_id,
        title: words.notices.became(one.title),
        url: `/open-days/${one.open_day_id}/practices/${one.facility_id}/follow-up`,
      })),
    );
    tx.record({ action: 'open_day.ask_follow_up', detail: { facilities: due.length } });
  },
});

/** Every night: names of those who came, sheets and offers never sent go when their time is over (see base/retention). */
export const forgetGuests = defineJob({
  name: 'learning.forget',
  data: z.object({}),
  schedule: '25 3 * * *',
  run: async (tx) => {
    const over = (months: number) =>
      sql<boolean>`open_day_id in (select id from open_day where held_on < ${addMonths(tx.today, -months)}::date)`;
    const names = await tx.db
      .updateTable('open_day_signup')
      .set({ who: '' })
      .where('who', '<>', '')
      .where(over(12))
      .executeTakeFirst();
    const sheets = await tx.db.deleteFrom('open_day_sheet').where(over(24)).executeTakeFirst();
    const drafts = await tx.db
      .deleteFrom('open_day_draft')
      .where('saved_at', '<', new Date(tx.now.getTime() - 92 * 24 * 3_600_000))
      .executeTakeFirst();
    const gone = {
      names: Number(names.numUpdatedRows),
      sheets: Number(sheets.numDeletedRows),
      drafts: Number(drafts.numDeletedRows),
    };
    if (gone.names + gone.sheets + gone.drafts > 0) tx.record({ action: 'open_day.forget', detail: gone });
  },
});

export const learningJobs = [tellOfPlaces, remind, askWhatBecame, forgetGuests];
