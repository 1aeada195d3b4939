import { createHash } from 'node:crypto';
import pg from 'pg';
import { PgBoss } from 'pg-boss';
import { withoutValues } from '../db/failure.ts';
import type { House } from '../house.ts';
import { writing, type Actor, type Municipality } from '../db/transaction.ts';
import type { Job } from './job.ts';

const deadLetters = 'dead-letters';
/** Days that a failed job waits for somebody to look at it and put it back. */
export const deadLetterDays = 180;

interface Envelope {
  municipality: string;
  data: object;
}

export interface Jobs {
  /** Plans within the caller's transaction; `once` makes a second planning with the same key harmless. */
  plan<T extends object>(
    client: { query(text: string, values: unknown[]): Promise<{ rows: unknown[] }> },
    municipality: Municipality,
    job: Job<T>,
    data: T,
    options?: { after?: Date; once?: string },
  ): Promise<void>;
  /**
   * Takes jobs until stop(): the worker. `alone`: no other process works on this database, so what is marked as running
   * was left by a killed one and is taken up at once; otherwise when its heartbeat has been missing for a minute.
   */
  work(options?: { alone?: boolean }): Promise<void>;
  /** Runs everything that is due now, in this process; returns how many. For tests and the demo. */
  drain(): Promise<number>;
  deadLetters(municipality: string): Promise<DeadLetter[]>;
  /** Puts a failed job back into its queue. */
  redrive(municipality: string, id: string): Promise<boolean>;
  stop(): Promise<void>;
}

export interface DeadLetter {
  id: string;
  name: string;
  failed_at: Date;
  tries: number;
  message: string;
}

/** As owner, at migration: pg-boss's own schema, and one queue per job. */
export async function installJobs(ownerUrl: string, catalogue: Job<never>[]): Promise<void> {
  const boss = new PgBoss({
    connectionString: ownerUrl,
    schema: 'pgboss',
    supervise: false,
    schedule: false,
  });
  boss.on('error', () => undefined);
  await boss.start();
  try {
    await boss.createQueue(deadLetters);
    await boss.updateQueue(deadLetters, { retentionSeconds: deadLetterDays * 24 * 3600 });
    const known = new Set((await boss.getQueues()).map((queue) => queue.name));
    for (const job of catalogue) {
      const options = {
        // 10 seconds, 20, 40 … at most an hour: a mail server may be away for an afternoon.
        retryLimit: 12,
        retryDelay: 10,
        retryBackoff: true,
        retryDelayMax: 3600,
        expireInSeconds: job.long ? 6 * 3600 : 300,
        heartbeatSeconds: 60,
        deadLetter: deadLetters,
        // Somebody looks at its progress: the worker is woken. The others are looked for every two seconds, because a
        // notification makes the transactions that send one wait for each other at their end.
        notify: job.long === true,
      };
      if (known.has(job.name)) await boss.updateQueue(job.name, options);
      else await boss.createQueue(job.name, options);
    }
    await boss.getDb().executeSql(`
      grant usage on schema pgboss to tsunagi_service;
      grant select, insert, update, delete on all tables in schema pgboss to tsunagi_service;
      grant execute on all functions in schema pgboss to tsunagi_service`);
  } finally {
    await boss.stop({ graceful: false });
  }
}

/** The queue as the service role sees it. `municipalities` answers for those whose schedules run here. */
export function openJobs(house: () => House, catalogue: Job<never>[]): Jobs {
  const byName = new Map(catalogue.map((job) => [job.name, job as unknown as Job<object>]));
  const lines: pg.Pool[] = [];
  const lazily = (max: number) => {
    let line: pg.Pool | null = null;
    return () => {
      if (line === null) {
        line = new pg.Pool({ ...house().pool.options, max });
        line.on('error', () => undefined);
        line.on('connect', (client) => client.on('error', () => undefined));
        lines.push(line);
      }
      return line;
    };
  };
  // The sender asks what it must know of a queue on a line of its own: it is asked by transactions that hold a connection,
  // and with all of them held by such transactions, one for it would never come free.
  const ownLine = lazily(1);
  // So do long jobs, which hold a connection until they are done and commit their steps on another: with one for each of them,
  // and three that come free again, none waits for what another holds, nor a page for any of them.
  const forJobs = lazily(catalogue.filter((job) => job.long).length + 3);
  const make = (working: boolean) => {
    const boss = new PgBoss({
      db: {
        executeSql: (text: string, values?: unknown[]) =>
          (working ? house().pool : ownLine()).query(text, values as unknown[]),
        ...(working ? { listen: listenOn(() => house().pool.options) } : {}),
      },
      useListenNotify: working,
      schema: 'pgboss',
      migrate: false,
      createSchema: false,
      supervise: working,
      superviseIntervalSeconds: 30,
      monitorIntervalSeconds: 30,
      schedule: working,
      // Both need rights the service does not have; the database's own maintenance does the same.
      reindex: false,
      monitorVacuum: false,
    });
    boss.on('error', (error) => house().log(`jobs: ${error.message}`));
    return boss;
  };
  let sender: Promise<PgBoss> | null = null;
  const boss = () =>
    (sender ??= make(false)
      .start()
      .catch((error: unknown) => {
        sender = null; // the database was away: the next one asks again
        throw error;
      }));
  let worker: PgBoss | null = null;

  const attempt = async (job: Job<object>, envelope: Envelope, id: string): Promise<void> => {
    const municipality = await house().municipality(envelope.municipality);
    const actor: Actor = {
      house: { ...house(), pool: forJobs() },
      municipality,
      person_id: null,
      kind: 'job',
      label: `job:${job.name}`,
      source: null,
    };
    const data = job.data.parse(envelope.data);
    const tools = {
      writing: <R>(work: Parameters<typeof writing<R>>[1], person_id: number | null = null) =>
        writing({ ...actor, person_id }, work),
      stopping: () => house().stopping(),
      mail: house().mail,
    };
    if (job.long) {
      await writing(actor, (tx) => job.run(tx, data, tools), { repeatable: true });
      return;
    }
    await writing(
      actor,
      async (tx) => {
        // Delivered twice, done once: the key and the work commit together.
        const first = await tx.db
          .insertInto('job_done')
          .values({ key: id, done_at: tx.now })
          .onConflict((conflict) => conflict.doNothing())
          .returning('key')
          .executeTakeFirst();
        if (first !== undefined) await job.run(tx, data, tools);
      },
      { repeatable: true },
    );
  };
  // The queue keeps what was thrown, and those who look after jobs read it: nobody's data may be in it.
  const perform = (job: Job<object>, envelope: Envelope, id: string): Promise<void> =>
    attempt(job, envelope, id).catch((error: unknown) => {
      throw withoutValues(error);
    });

  const take = async (starting: PgBoss, alone: boolean): Promise<void> => {
    if (alone) {
      await house().pool.query(
        `update pgboss.job set state = 'retry', start_after = now(), heartbeat_on = null where state = 'active'`,
      );
    }
    const wanted = new Set<string>();
    for (const job of byName.values()) {
      const often = { pollingIntervalSeconds: 2, notifyPollingIntervalSeconds: 10 };
      await starting.work<Envelope>(job.name, often, async ([delivered]) => {
        if (delivered) await perform(job, delivered.data, delivered.id);
      });
      if (job.schedule === undefined) continue;
      for (const municipality of await house().municipalities()) {
        wanted.add(`${job.name} ${municipality.code}`);
        await starting.schedule(
          job.name,
          job.schedule,
          { municipality: municipality.code, data: {} },
          { tz: municipality.time_zone, key: municipality.code },
        );
      }
    }
    // What an earlier version scheduled, or for a municipality that has been removed.
    for (const { name, key } of await starting.getSchedules()) {
      if (!wanted.has(`${name} ${key}`)) await starting.unschedule(name, key);
    }
  };

  return {
    async plan(client, municipality, job, data, options = {}) {
      if (!byName.has(job.name)) throw new Error(`Job ${job.name} is missing in src/jobs.ts.`);
      await (
        await boss()
      ).send(job.name, { municipality: municipality.code, data } satisfies Envelope, {
        db: { executeSql: (text: string, values: unknown[] = []) => client.query(text, values) },
        ...(options.after ? { startAfter: options.after } : {}),
        ...(options.once ? { id: idOf(municipality.code, job.name, options.once) } : {}),
      });
    },
    async work({ alone = false } = {}) {
      const starting = make(true);
      try {
        await starting.start();
        await take(starting, alone);
        worker = starting;
      } catch (error) {
        await starting.stop({ graceful: false }).catch(() => undefined);
        throw error;
      }
    },
    async drain() {
      const queue = await boss();
      let count = 0;
      for (let again = true; again;) {
        again = false;
        for (const job of byName.values()) {
          for (const delivered of await queue.fetch<Envelope>(job.name, { batchSize: 50 })) {
            again = true;
            count++;
            try {
              await perform(job, delivered.data, delivered.id);
              await queue.complete(job.name, delivered.id);
            } catch (error) {
              await queue.fail(job.name, delivered.id, { message: (error as Error).message });
            }
          }
        }
      }
      return count;
    },
    async deadLetters(code) {
      const found = await (
        await boss()
      ).findJobs<Envelope>(deadLetters, { data: { municipality: code }, queued: true });
      return found
        .map((letter) => ({
          id: letter.id,
          name: letter.sourceName ?? '',
          failed_at: letter.createdOn,
          tries: (letter.sourceRetryCount ?? 0) + 1,
          message: messageIn(letter.sourceOutput),
        }))
        .sort((a, b) => b.failed_at.getTime() - a.failed_at.getTime());
    },
    async redrive(code, id) {
      if (!(await this.deadLetters(code)).some((letter) => letter.id === id)) return false;
      return (await (await boss()).redrive(deadLetters, { ids: [id] })) > 0;
    },
    async stop() {
      if (worker) await worker.stop({ graceful: true, timeout: 10_000 });
      if (sender) await (await sender).stop({ graceful: false });
      await Promise.all(lines.map((line) => line.end()));
    },
  };
}

/**
 * Hears on a connection of its own what is sent to a channel; a lost one is made again after a second, until closed. Where
 * the database is away or a pooler stands between, jobs are found by looking for them.
 */
function listenOn(options: () => pg.PoolOptions) {
  return async (channel: string, heard: (payload: string) => void, again: () => void | Promise<void>) => {
    let closed = false;
    let client: pg.Client | null = null;
    let waiting: NodeJS.Timeout | null = null;
    const connect = async (): Promise<void> => {
      const next = new pg.Client(options());
      client = next;
      next.on('notification', ({ payload }) => heard(payload ?? ''));
      // Whatever was wrong, the connection ends.
      next.on('error', () => undefined);
      next.once('end', later);
      await next.connect();
      await next.query(`listen ${pg.escapeIdentifier(channel)}`);
    };
    const later = (): void => {
      if (closed || waiting !== null) return;
      waiting = setTimeout(() => {
        waiting = null;
        connect().then(again, later);
      }, 1000);
      waiting.unref();
    };
    await connect();
    return {
      close: async (): Promise<void> => {
        closed = true;
        if (waiting !== null) clearTimeout(waiting);
        await client?.end().catch(() => undefined);
      },
    };
  };
}

/** The same identifier for the same thing: the queue takes it once, and so does the record of what has been done. */
function idOf(...words: string[]): string {
  const hex = createHash('sha256').update(JSON.stringify(words)).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** What an error left in the queue says: thrown ones carry the message, those of pg-boss itself one level down. */
function messageIn(output: object | null): string {
  const { message, value } = (output ?? {}) as { message?: string; value?: { message?: string } };
  return message ?? value?.message ?? '';
}
