import { sql } from 'kysely';
import { z } from 'zod';
import { defineJob } from '../platform/jobs/job.ts';
import { deadLetterDays } from '../platform/jobs/jobs.ts';

/** Days that a sent form is known again; nobody sends one anew after a month. */
const submissionDays = 30;
/** Days that a job once done is known again: longer than a failed one may be put back. */
const jobDays = deadLetterDays + 30;
/** Days that a notice stays after it was read. */
const noticeDays = 180;

/** Every night: guards against doubling that nothing can meet any more go, and notices read long ago. */
export const tidy = defineJob({
  name: 'system.tidy',
  data: z.object({}),
  schedule: '40 3 * * *',
  async run(tx) {
    const before = (days: number) => new Date(tx.now.getTime() - days * 86_400_000);
    await tx.db.deleteFrom('submission').where('answered_at', '<', before(submissionDays)).execute();
    await tx.db.deleteFrom('job_done').where('done_at', '<', before(jobDays)).execute();
    await tx.db.deleteFrom('notice').where('read_at', '<', before(noticeDays)).execute();
  },
});

/**
 * Every night: the end of the audit chain as a line of the process's log. Where the log is sent to another machine, it
 * betrays even somebody who owns the database and reckons the whole chain anew.
 */
export const sayAuditEnd = defineJob({
  name: 'system.audit_end',
  data: z.object({}),
  schedule: '50 3 * * *',
  async run(tx) {
    const { rows } = await sql<{ seq: number; hash: string }>`select seq, hash from audit_end()`.execute(
      tx.db,
    );
    const { house, municipality } = tx.actor;
    for (const { seq, hash } of rows)
      house.log(`audit end municipality:${municipality.code} seq:${seq} hash:${hash}`);
  },
});
