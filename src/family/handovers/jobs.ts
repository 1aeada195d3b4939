import { sql } from 'kysely';
import { z } from 'zod';
import { addDays } from '../../platform/ja/dates.ts';
import { defineJob } from '../../platform/jobs/job.ts';
import { openDaysBefore } from './rules.ts';
import { words } from './words.ja.ts';

/** Every morning: appointments of the case zone that end within sixty days open a package, and both are told. */
export const openDue = defineJob({
  name: 'handovers.open',
  data: z.object({}),
  schedule: '30 5 * * *',
  run: async (tx) => {
    const { rows } = await sql<{ handover_id: number; from_person_id: number; cover_id: number }>`
      select * from handovers_open_due(${tx.today}, ${addDays(tx.today, openDaysBefore)}, ${tx.now})`.execute(
      tx.db,
    );
    for (const row of rows) {
      for (const person_id of [row.from_person_id, row.cover_id]) {
        await tx.db
          .insertInto('notice')
          .values({
            person_id,
            title: words.tell.opened,
            url: `/handovers/${row.handover_id}`,
            created_at: tx.now,
          })
          .execute();
      }
      tx.record({
        action: 'handover.open',
        subject_kind: 'handover',
        subject_id: row.handover_id,
        detail: { reason: 'appointment', from: row.from_person_id },
      });
    }
  },
});
