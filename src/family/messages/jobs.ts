import { z } from 'zod';
import { sql } from 'kysely';
import { defineJob } from '../../platform/jobs/job.ts';
import { words } from './words.ja.ts';

/** The team hears that a message came; nothing of what it says. */
export const tellTeam = defineJob({
  name: 'messages.tell_team',
  data: z.object({ team_id: z.number(), urgent: z.boolean() }),
  async run(tx, { team_id, urgent }) {
    await sql`
      insert into notice (person_id, title, url, created_at)
      select distinct appointment.person_id, ${urgent ? words.notice.urgent : words.notice.plain}, '/messages', ${tx.now}::timestamptz
      from appointment join role on role.code = role_code and role.case_zone
      where team_id = ${team_id} and starts_on <= ${tx.today} and (ends_on is null or ends_on >= ${tx.today})`.execute(
      tx.db,
    );
  },
});
