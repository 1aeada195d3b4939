import pg from 'pg';
import type { Municipality } from './db/transaction.ts';
import { openJobs, type Jobs } from './jobs/jobs.ts';
import type { Job } from './jobs/job.ts';
import { openMail, type Mail } from './jobs/mail.ts';
import type { Settings } from './settings.ts';

/** What one running program has: settings, the database, time, randomness, jobs and mail. Made once, handed down. */
export interface House {
  settings: Settings;
  pool: pg.Pool;
  clock: () => Date;
  /** A fresh unguessable identifier. */
  random: () => string;
  jobs: Jobs;
  mail: Mail;
  log: (line: string) => void;
  stopping: () => boolean;
  municipalities: () => Promise<Municipality[]>;
  municipality: (code: string) => Promise<Municipality>;
  close: () => Promise<void>;
}

interface Options {
  settings: Settings;
  serviceUrl: string;
  catalogue: Job<never>[];
  clock?: () => Date;
  random?: () => string;
  poolSize?: number;
}

export function openHouse({
  settings,
  serviceUrl,
  catalogue,
  clock,
  random,
  poolSize = settings.DATABASE_CONNECTIONS,
}: Options): House {
  const pool = new pg.Pool({
    connectionString: serviceUrl,
    max: poolSize,
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: 10_000,
    // One question must not keep a connection from everybody else for ever.
    statement_timeout: 60_000,
    application_name: 'tsunagi',
    // What is asked without waiting goes out together (docs/decisions/0013).
    pipeline: true,
  });
  // An idle connection that the server cut off is not an error of anybody's request; one in use, between two questions,
  // tells it at the next. Unheard, either would end the program.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  let stopping = false;
  let known: Map<string, Municipality> | null = null;
  const load = async () => {
    const { rows } = await pool.query<Municipality>(
      'select code, schema_name, name, prefecture, time_zone, demo from shared.municipality order by code',
    );
    known = new Map(rows.map((row) => [row.code, row]));
    return known;
  };
  const house: House = {
    settings,
    pool,
    clock: clock ?? (() => new Date()),
    random: random ?? (() => crypto.randomUUID()),
    jobs: openJobs(() => house, catalogue),
    mail: openMail(settings),
    log: settings.LOG === 'quiet' ? () => undefined : (line) => console.log(line),
    stopping: () => stopping,
    municipalities: async () => [...(known?.size ? known : await load()).values()],
    async municipality(code) {
      const found = known?.get(code) ?? (await load()).get(code);
      if (!found) throw new Error(`Municipality ${code} is not registered.`);
      return found;
    },
    async close() {
      stopping = true;
      await house.jobs.stop();
      await pool.end();
    },
  };
  return house;
}
