import { sql } from 'kysely';
import { z } from 'zod';
import { defineJob } from '../../platform/jobs/job.ts';

/** Every night: files that never became whole and devices that ended a year ago go. What was typed is never among it. */
export const tidyDevices = defineJob({
  name: 'offline.tidy',
  data: z.object({}),
  schedule: '20 4 * * *',
  run: async (tx) => {
    await sql`select offline_tidy(${tx.now})`.execute(tx.db);
  },
});
