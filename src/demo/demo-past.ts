// Acting at moments of the past, quickly enough that the demo is there in seconds.
import { sql } from 'kysely';
import type pg from 'pg';
import { mailApplicant } from '../base/applications/jobs.ts';
import { mailReceiver, nudgeDraft } from '../family/referrals/jobs.ts';
import { mailGuest } from '../family/conferences/jobs.ts';
import { mailOne as mailLearner } from '../improvement/courses/jobs.ts';
import { mailOne } from '../improvement/meetings/jobs.ts';
import { mailHead } from '../improvement/visits/jobs.ts';
import { writing, type Actor, type Municipality, type WriteTx } from '../platform/db/transaction.ts';
import type { House } from '../platform/house.ts';
import type { Job, JobTools } from '../platform/jobs/job.ts';

/** Nobody gets mail from the past, and no draft is a week old when it is begun. */
const mails: readonly string[] = [
  mailOne.name,
  mailApplicant.name,
  mailReceiver.name,
  nudgeDraft.name,
  mailGuest.name,
  mailLearner.name,
  mailHead.name,
];

export interface Past {
  /** Acts as a person (or as the program, null) at a moment of the past. */
  as<T>(person: number | null, moment: Date, work: (tx: WriteTx) => Promise<T>): Promise<T>;
  /** The same on a connection of its own, for what does not wait for the rest. */
  beside: Past['as'];
  /** Fills the search box and ends it. */
  close(): Promise<void>;
}

/**
 * Opens the past: what is done there goes through row security and into the audit log with that moment's time. What is
 * planned then happens then too, but nobody gets mail from the past.
 */
export async function openPast(house: House, municipality: Municipality): Promise<Past> {
  const findable = new Findable();
  const [one, other] = await Promise.all([preparing(house.pool, findable), preparing(house.pool, findable)]);
  const acting =
    (pool: pg.Pool): Past['as'] =>
    async (person, moment, work) => {
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
      for (const { job, data } of planned.filter((one) => !mails.includes(one.job.name))) {
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
  return {
    as: acting(one.pool),
    beside: acting(other.pool),
    async close() {
      one.close();
      other.close();
      await writing(
        { house, municipality, person_id: null, kind: 'job', label: 'job:demo', source: null },
        (tx) => findable.write(tx),
      );
    },
  };
}

/**
 * A connection on which every statement is prepared once: planning it anew each time would take most of the loading. A
 * power cut may cost the last moments of it, so that the disk is not waited for.
 */
async function preparing(pool: pg.Pool, findable: Findable): Promise<{ pool: pg.Pool; close: () => void }> {
  const client = await pool.connect();
  await client.query('set synchronous_commit = off; set plan_cache_mode = force_generic_plan');
  const names = new Map<string, string>();
  const nameOf = (text: string): string => {
    const name = names.get(text) ?? `demo${names.size}`;
    names.set(text, name);
    return name;
  };
  const lent = {
    // As text (what begins and ends a transaction), or as the question that a transaction's Kysely makes.
    query: (question: string | { text: string; values: unknown[] }) => {
      if (typeof question === 'string') return client.query(question);
      const { text, values } = question;
      if (findable.keeps(text, values)) return Promise.resolve({ rows: [], rowCount: 0 });
      return client.query({ name: nameOf(text), text, values });
    },
    release: () => undefined,
  };
  return {
    pool: { connect: async () => lent } as unknown as pg.Pool,
    // Not given back: its settings are for nobody else.
    close: () => client.release(true),
  };
}

/**
 * What the search box is to find, as it stands at the end: a visit alone would be written into it when it is planned,
 * recorded and shared.
 */
class Findable {
  private readonly entries = new Map<string, SearchEntryRow>();

  /** Keeps what publishAll() would write (platform/search/search.ts); false for every other statement. */
  keeps(text: string, values: unknown[]): boolean {
    if (text.startsWith('select search_publish(')) {
      for (const entry of JSON.parse(String(values[0])) as SearchEntryRow[]) {
        this.entries.set(`${entry.kind} ${entry.subject_id}`, entry);
      }
      return true;
    }
    if (text.startsWith('select search_unpublish(')) this.entries.delete(values.map(String).join(' '));
    return false;
  }

  async write(tx: WriteTx): Promise<void> {
    // Were the statement written otherwise one day, nothing would break; loading would take twice as long.
    if (this.entries.size === 0) throw new Error('Nothing was kept for the search box: see keeps().');
    const rows = JSON.stringify([...this.entries.values()]);
    await sql`select search_publish(entry) from jsonb_array_elements(${rows}::jsonb) as entry`.execute(tx.db);
  }
}

interface SearchEntryRow {
  kind: string;
  subject_id: number;
}
