import { z } from 'zod';
import { defineJob, type Job } from '../../platform/jobs/job.ts';
import { carryOut, listEnded } from './commands-carry-out.ts';
import type { Disposer, Keeper } from './rules.ts';

const slices: { keepers: readonly Keeper[]; disposers: readonly Disposer[] } = { keepers: [], disposers: [] };

/** Every night: the list of what has reached its end. Nothing is deleted by it. */
export const listDue = defineJob({
  name: 'retention.list',
  schedule: '10 4 * * *',
  data: z.object({}),
  run: async (tx) => listEnded(tx, slices.keepers),
});

/** Deletes what two people decided; planned with the approval. */
export const dispose = defineJob({
  name: 'retention.dispose',
  data: z.object({ disposal_id: z.number().int() }),
  run: async (tx, { disposal_id }) => carryOut(tx, disposal_id, slices.keepers, slices.disposers),
});

/** The jobs of keeping, with each slice's own lists and deletions in the slices' order (src/jobs.ts). */
export function retentionJobs(keepers: readonly Keeper[], disposers: readonly Disposer[]): Job<never>[] {
  Object.assign(slices, { keepers, disposers });
  return [listDue, dispose] as Job<never>[];
}
