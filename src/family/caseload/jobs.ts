import { z } from 'zod';
import { defineJob } from '../../platform/jobs/job.ts';
import { workOutBalance } from './commands-balance.ts';

const balanceData = z.object({ proposal_id: z.number(), person_id: z.number() });
export type BalanceData = z.output<typeof balanceData>;

/** Evens a team's load out, in the name of whoever asked. */
export const balanceJob = defineJob({
  name: 'caseload.balance',
  data: balanceData,
  long: true,
  run: (_tx, data, tools) => workOutBalance(tools, data),
});
