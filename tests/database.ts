import type { TestProject } from 'vitest/node';
import { jobs } from '../src/jobs.ts';
import { startTemporary } from '../src/platform/db/embedded.ts';
import { createMunicipality, migrate, prepareCluster } from '../src/platform/db/migrate.ts';
import { installJobs } from '../src/platform/jobs/jobs.ts';

/** One PostgreSQL for the whole run, with a migrated template that every test file copies. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const embedded = await startTemporary();
  await prepareCluster((database) => embedded.url('postgres', database), 'template');
  const owner = embedded.url('tsunagi_owner', 'template');
  await migrate(owner);
  await createMunicipality(owner, {
    code: '999997',
    name: '試験市',
    name_kana: 'シケンシ',
    prefecture: '試験県',
    demo: true,
  });
  await installJobs(owner, jobs);
  project.provide('database', {
    admin: embedded.url('postgres', 'postgres'),
    owner: embedded.url('tsunagi_owner', '%'),
    service: embedded.url('tsunagi_service', '%'),
  });
  return () => embedded.stop();
}

declare module 'vitest' {
  export interface ProvidedContext {
    database: { admin: string; owner: string; service: string };
  }
}
