import type { Job } from './platform/jobs/job.ts';

/** Every job of every slice. */
export const jobs = [] as Job<never>[];
