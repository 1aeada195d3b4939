import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { postgres15 } from '../scripts/postgres15.ts';
import { jobs } from '../src/jobs.ts';
import { startTemporary } from '../src/platform/db/embedded.ts';
import { createMunicipality, migrate, prepareCluster, withClient } from '../src/platform/db/migrate.ts';
import { installJobs } from '../src/platform/jobs/jobs.ts';
import { root } from '../src/platform/root.ts';
import { freePort } from './ports.ts';
import { passwords, startPostgres15, type Postgres15 } from './postgres15.ts';
import { seed, seeding, type Seeded } from './seed.ts';

/**
 * One PostgreSQL for the whole run, with a migrated template that every test file copies: the embedded one, or with
 * TSUNAGI_POSTGRES=15 the system's PostgreSQL 15, the oldest we promise to work with.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const embedded = process.env.TSUNAGI_POSTGRES === '15' ? await oldest() : await startTemporary();
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
  // Databases of tests begin with the same people and places; a copy of a file is quicker than two hundred statements.
  const make = 'create database seeded template template owner tsunagi_owner';
  // Within the kernel a copy costs two thirds; not every database (before 18) and not every file system does that.
  const within = "set file_copy_method = 'clone'";
  const copying = await withClient(embedded.url('postgres', 'postgres'), async (client) => {
    try {
      await client.query(within);
      await client.query(`${make} strategy file_copy`);
      return within;
    } catch {
      await client.query(make);
      return '';
    }
  });
  project.provide('copying', copying);
  project.provide(
    'seeded',
    await withClient(embedded.url('tsunagi_owner', 'seeded'), (client) => seed(seeding(client))),
  );
  project.provide('database', {
    admin: embedded.url('postgres', 'postgres'),
    administers: embedded.url('postgres', '%'),
    owner: embedded.url('tsunagi_owner', '%'),
    service: embedded.url('tsunagi_service', '%'),
  });
  // Where the journeys' demo city is put once, by the first that needs it; the database's own account must get there.
  const demo = mkdtempSync(join(tmpdir(), 'tsunagi-demo-'));
  chmodSync(demo, 0o755);
  project.provide('demo', demo);
  return async () => {
    rmSync(demo, { recursive: true, force: true });
    await embedded.stop();
  };
}

async function oldest(): Promise<Postgres15> {
  const binaries = postgres15();
  if (!binaries) throw new Error('TSUNAGI_POSTGRES=15, but the package postgresql-15 is not installed.');
  const server = await startPostgres15(binaries, await freePort());
  await withClient(server.url('postgres', 'postgres'), async (client) => {
    await client.query(readFileSync(join(root, 'db', 'roles.sql'), 'utf8'));
    for (const role of ['tsunagi_owner', 'tsunagi_service'])
      await client.query(`alter role ${role} password '${passwords[role]}'`);
  });
  return server;
}

declare module 'vitest' {
  export interface ProvidedContext {
    database: { admin: string; administers: string; owner: string; service: string };
    seeded: Seeded;
    /** SQL that lets databases be copied the quickest way there is here; empty for the usual one */
    copying: string;
    demo: string;
  }
}
