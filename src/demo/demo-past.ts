// Acting at moments of the past, quickly enough that the demo is there in seconds.
import pg from 'pg';
import { mailOne } from '../improvement/meetings/jobs.ts';
import { writing, type Actor, type Municipality, type WriteTx } from '../platform/db/transaction.ts';
import type { House } from '../platform/house.ts';
import type { Job, JobTools } from '../platform/jobs/job.ts';

export interface Past {
  /** Acts as a person (or as the program, null) at a moment of the past. */
  as<T>(person: number | null, moment: Date, work: (tx: WriteTx) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/**
 * Opens the past: what is done there goes through row security and into the audit log with that moment's time. What is
 * planned then happens then too, but nobody gets mail from the past.
 */
export function openPast(house: House, municipality: Municipality): Past {
  const { pool, close } = preparing(house.pool);
  const as: Past['as'] = async (person, moment, work) => {
    const planned: { job: Job<never>; data: object }[] = [];
    const then: House = {
      ...house,
      pool,
      clock: () => moment,
      jobs: {
        ...house.jobs,
        plan: async (_client, _municipality, job, data) =>
          void planned.push({ job: job as Job<never>, data }),
      },
    };
    const actor = (person_id: number | null, label: string): Actor => ({
      house: then,
      municipality,
      person_id,
      kind: person_id === null ? 'job' : 'person',
      label,
      source: null,
    });
    const result = await writing(actor(person, person === null ? 'job:demo' : `person:${person}`), work);
    for (const { job, data } of planned.filter((one) => one.job.name !== mailOne.name)) {
      const program = actor(null, `job:${job.name}`);
      const tools: JobTools = {
        writing: (more) => writing(program, more),
        stopping: () => false,
        mail: async () => undefined,
      };
      await writing(program, (tx) => job.run(tx, data as never, tools));
    }
    return result;
  };
  return { as, close };
}

/** Several people act on one day, none waiting for another; more connections than processors gain nothing. */
const connections = Number(process.env.CONN ?? 3);

/**
 * Connections on which every statement is prepared once: planning it anew each time would take most of the loading. A
 * power cut may cost the last moments of it, so that the disk is not waited for.
 */
function preparing(pool: pg.Pool): { pool: pg.Pool; close: () => Promise<void> } {
  const own = new pg.Pool({
    ...pool.options,
    max: connections,
    options: '-c synchronous_commit=off -c plan_cache_mode=force_generic_plan',
  });
  const names = new Map<string, string>();
  const nameOf = (text: string): string => {
    const name = names.get(text) ?? `demo${names.size}`;
    names.set(text, name);
    return name;
  };
  const lent = new WeakMap<pg.PoolClient, object>();
  const connect = async () => {
    const client = await own.connect();
    const known = lent.get(client) ?? {
      query: (text: string, values: unknown[] = []) =>
        values.length === 0 ? client.query(text) : client.query({ name: nameOf(text), text, values }),
      release: (broken?: Error) => client.release(broken),
    };
    lent.set(client, known);
    return known;
  };
  return { pool: { connect } as unknown as pg.Pool, close: () => own.end() };
}
