import { jobs } from '../src/jobs.ts';
import { migrate } from '../src/platform/db/migrate.ts';
import { installJobs } from '../src/platform/jobs/jobs.ts';

/** As owner: every schema and the job queue at the state this version of the program expects. Returns what was applied. */
export async function bringUpToDate(ownerUrl: string): Promise<string[]> {
  const applied = await migrate(ownerUrl);
  await installJobs(ownerUrl, jobs);
  return applied;
}
