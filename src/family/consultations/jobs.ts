import { sql } from 'kysely';
import { z } from 'zod';
import { defineJob } from '../../platform/jobs/job.ts';
import { formatDate } from '../../platform/ja/dates.ts';
import { keepForgottenTables } from './commands-statistics.ts';
import { words } from './words.ja.ts';

/** Every night: intake drafts nobody goes on with go after the set time; their author is told a week before. */
export const tidyDrafts = defineJob({
  name: 'consultations.tidy_drafts',
  schedule: '25 4 * * *',
  data: z.object({}),
  run: async (tx) => {
    const zone = tx.actor.municipality.time_zone;
    const { rows } = await sql<{ draft_id: number; person_id: number; goes_on: string }>`
      select * from consultation_drafts_tidied(${tx.now}, ${zone})`.execute(tx.db);
    for (const { draft_id, person_id, goes_on } of rows)
      await tx.db
        .insertInto('notice')
        .values({
          person_id,
          title: words.notices.draftGoes(formatDate(goes_on)),
          url: `/consultations/new?draft=${draft_id}`,
          created_at: tx.now,
        })
        .execute();
  },
});

/** From June on: last year's tables for outside, where those who make the report did not. */
export const keepStatistics = defineJob({
  name: 'consultations.keep_statistics',
  schedule: '35 4 * * *',
  data: z.object({}),
  run: keepForgottenTables,
});
