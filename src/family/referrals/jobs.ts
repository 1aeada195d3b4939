import { sql } from 'kysely';
import { z } from 'zod';
import { defineJob } from '../../platform/jobs/job.ts';
import { lapseOverdue } from './commands-clock.ts';
import { jobs as words } from './words.ja.ts';

/** Every hour: whatever nobody answered in its time lapses, and is escalated once. */
export const lapseReferrals = defineJob({
  name: 'referrals.lapse',
  schedule: '5 * * * *',
  data: z.object({}),
  run: async (tx) => {
    await lapseOverdue(tx);
  },
});

/** A week after it was begun: a draft that was never sent is put before its worker. */
export const nudgeDraft = defineJob({
  name: 'referrals.nudge',
  data: z.object({ id: z.number().int() }),
  run: async (tx, { id }) => {
    const { rows } = await sql<{
      worker: number | null;
    }>`select referral_draft_worker(${id}) as worker`.execute(tx.db);
    const person_id = rows[0]?.worker;
    if (person_id == null) return;
    await tx.db
      .insertInto('notice')
      .values({ person_id, title: words.nudge(id), url: `/referrals/${id}`, created_at: tx.now })
      .execute();
  },
});

/** One mail to one person who answers for a place: that something waits, by its number alone. */
export const mailReceiver = defineJob({
  name: 'referrals.mail',
  data: z.object({ id: z.number().int(), person_id: z.number().int() }),
  run: async (tx, { id, person_id }, tools) => {
    const waiting = await tx.db
      .selectFrom('referral')
      .where('id', '=', id)
      .where('state', 'in', ['sent', 'delivered'])
      .select('due_at')
      .executeTakeFirst();
    const contact = await tx.db
      .selectFrom('person_contact')
      .where('person_id', '=', person_id)
      .select('email')
      .executeTakeFirst();
    if (!waiting || !contact?.email) return;
    const { house } = tx.actor;
    await tools.mail({
      to: contact.email,
      subject: words.mailSubject(id),
      text: words.mailText(id, `${house.settings.BASE_URL}/referrals/${id}`),
    });
  },
});

export const referralJobs = [lapseReferrals, nudgeDraft, mailReceiver];
