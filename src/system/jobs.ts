import { CompiledQuery, sql } from 'kysely';
import { z } from 'zod';
import { checkChain } from '../platform/audit/verify.ts';
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

/**
 * Every night, and whenever an auditor asks: the whole audit chain recomputed. What it came to is an event of the log itself
 * (numbers alone) and a line of the process's log; a breach stands on the first page of auditor and administrator.
 */
export const verifyChain = defineJob({
  name: 'system.audit_verify',
  data: z.object({}),
  schedule: '30 4 * * *',
  long: true,
  async run(tx, _, tools) {
    const { events, edited, unlinked, gaps, head, last, whole } = await checkChain(
      async <R extends object>(text: string, values: unknown[]) =>
        (await tx.db.executeQuery<R>(CompiledQuery.raw(text, values))).rows,
      () => {
        if (tools.stopping()) throw new Error('stopping');
      },
    );
    const breaches = edited.length + unlinked.length + gaps.length + (whole ? 0 : 1);
    tx.record({
      action: 'audit.verify',
      subject_kind: 'audit',
      detail: { events, breaches, edited, unlinked, gaps, ...(whole ? {} : { head, last }) },
    });
    const { house, municipality } = tx.actor;
    house.log(`audit chain municipality:${municipality.code} events:${events} breaches:${breaches}`);
  },
});
