import type { z } from 'zod';
import type { WriteTx } from '../db/transaction.ts';

/**
 * A side effect, planned inside the transaction that wants it and run later by a worker: idempotent, one recipient
 * each. `run` works in a transaction of its own; what it throws is retried with back-off, then kept as a dead letter.
 */
export interface Job<T extends object> {
  /** queue name, '<slice>.<verb>' */
  name: string;
  data: z.ZodType<T>;
  run(tx: WriteTx, data: T, tools: JobTools): Promise<void>;
  /** cron expression in the municipality's time zone, for jobs that come round by themselves; data is then {} */
  schedule?: string;
  /** Long work commits in steps and reports progress; it brings its own transactions through tools.writing(). */
  long?: boolean;
}

export interface JobTools {
  /**
   * Another transaction of its own, for long work that commits in steps; in the name of a person with that person's rights
   * of the day and no others.
   */
  writing<R>(work: (tx: WriteTx) => Promise<R>, person_id?: number): Promise<R>;
  /** True when the process is stopping: leave at the next step; the job is handed back and taken up again. */
  stopping(): boolean;
  mail(message: { to: string; subject: string; text: string }): Promise<void>;
}

export function defineJob<T extends object>(job: Job<T>): Job<T> {
  return job;
}
