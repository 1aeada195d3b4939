import { z } from 'zod';
import type { WriteTx } from '../../platform/db/transaction.ts';
import { defineJob } from '../../platform/jobs/job.ts';
import { words } from './words.ja.ts';

const kinds = ['invited', 'moved', 'cancelled', 'task'] as const;

/** What a person outside is told: a number, a day and where to look. The job could not read more if it wanted. */
const told = z.object({
  person_id: z.number().int(),
  kind: z.enum(kinds),
  url: z.string(),
  title: z.string(),
  text: z.string(),
});

/** One mail to one person about a conference; nothing of a family is in it. */
export const mailGuest = defineJob({
  name: 'conferences.mail',
  data: told,
  run: async (tx, { person_id, title, text, url }, tools) => {
    const contact = await tx.db
      .selectFrom('person_contact')
      .where('person_id', '=', person_id)
      .select('email')
      .executeTakeFirst();
    if (!contact?.email) return;
    const link = `${tx.actor.house.settings.BASE_URL}${url}`;
    await tools.mail({ to: contact.email, subject: title, text: `${text}\n\n${link}\n` });
  },
});

/** A notice and a mail for one person about a conference or a task from it. */
export async function tellGuest(
  tx: WriteTx,
  person_id: number,
  given: {
    kind: (typeof kinds)[number];
    conference_id: number;
    task_id?: number;
    held_on: string;
    starts_at?: string | null;
    from?: string;
    until?: string;
  },
): Promise<void> {
  const url =
    given.task_id === undefined
      ? `/conferences/${given.conference_id}`
      : `/conferences/tasks/${given.task_id}`;
  const title = words.tell.title[given.kind](given.conference_id, given.held_on, given.starts_at ?? null);
  await tx.db.insertInto('notice').values({ person_id, title, url, created_at: tx.now }).execute();
  await tx.plan(mailGuest, {
    person_id,
    kind: given.kind,
    url,
    title,
    text: words.tell.text(given.kind, title, given.from ?? null, given.until ?? null),
  });
}
