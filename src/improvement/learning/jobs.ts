import { sql } from 'kysely';
import { z } from 'zod';
import { stateOf as stateOfApplication, type Facts } from '../../base/applications/rules.ts';
import type { WriteTx } from '../../platform/db/transaction.ts';
import { addDays, addMonths, formatDate, formatDateTime, formatTimeRange } from '../../platform/ja/dates.ts';
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

/** One mail to one head the day before, composed when it is sent; none where the day was called off, moved or given up meanwhile. */
export const mailEve = defineJob({
  name: 'learning.mail-eve',
  data: z.object({
    open_day_id: z.number().int(),
    facility_id: z.number().int(),
    person_id: z.number().int(),
  }),
  run: async (tx, { open_day_id, facility_id, person_id }, tools) => {
    const day = await tx.db
      .selectFrom('open_day')
      .innerJoin('facility', 'facility.id', 'open_day.facility_id')
      .where('open_day.id', '=', open_day_id)
      .where('open_day.cancelled_at', 'is', null)
      .where('open_day.held_on', '=', addDays(tx.today, 1))
      .select([
        'open_day.title',
        'open_day.held_on',
        'open_day.starts_at',
        'open_day.ends_at',
        'open_day.facility_id',
        'open_day.guest_facility_ids',
        'facility.name as host',
        'facility.phone',
      ])
      .executeTakeFirst();
    const hosts = day?.facility_id === facility_id;
    if (!day || !(hosts || day.guest_facility_ids.includes(facility_id))) return;
    const contact = await tx.db
      .selectFrom('person_contact')
      .where('person_id', '=', person_id)
      .select('email')
      .executeTakeFirst();
    if (!contact?.email) return;
    const hours =
      day.starts_at === null || day.ends_at === null ? '' : formatTimeRange(day.starts_at, day.ends_at);
    const when = [formatDate(day.held_on), hours].filter(Boolean).join(' ');
    const { subject, text } = words.mails.eve({ ...day, when, hosts, guests: day.guest_facility_ids.length });
    const link = `${tx.actor.house.settings.BASE_URL}/open-days/${open_day_id}`;
    await tools.mail({ to: contact.email, subject, text: `${text}\n\n${link}\n` });
  },
});

/** Every morning: mails of the day before, one for each head; each once. */
async function planEve(tx: WriteTx): Promise<void> {
  const { rows } = await sql<{ id: number; facility_id: number; guest_facility_ids: number[] }>`
    with due as (select id, facility_id, guest_facility_ids from open_day
      where cancelled_at is null and published_at is not null and held_on = ${addDays(tx.today, 1)}::date),
    told as (insert into open_day_reminder (open_day_id, kind, sent_at) select id, 'eve', ${tx.now}::timestamptz from due
      on conflict do nothing returning open_day_id)
    select due.* from due join told on told.open_day_id = due.id`.execute(tx.db);
  for (const day of rows) {
    const heads = await headsOf(tx, [day.facility_id, ...day.guest_facility_ids]);
    // Who heads several facilities of one operator gets one mail, as the host's where it is one of them.
    const first = new Map<number, number>();
    for (const { person_id, facility_id } of heads)
      if (!first.has(person_id) || facility_id === day.facility_id) first.set(person_id, facility_id);
    for (const [person_id, facility_id] of first)
      await tx.plan(mailEve, { open_day_id: day.id, facility_id, person_id });
    tx.record({
      action: 'open_day.remind',
      subject_kind: 'open_day',
      subject_id: day.id,
      detail: { kind: 'eve' },
    });
  }
}

/** Every morning: who comes in three days is reminded, tomorrow's get a mail; the day after, the host and who came are asked to write. Each once. */
export const remind = defineJob({
  name: 'learning.remind',
  data: z.object({}),
  schedule: '40 6 * * *',
  run: async (tx) => {
    await planEve(tx);
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

export const learningJobs = [tellOfPlaces, remind, mailEve, askWhatBecame, forgetGuests];
