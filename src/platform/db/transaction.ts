import type { Writable } from 'node:stream';
import { type CompiledQuery, Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { addDays, fiscalYearOf, today as dayIn } from '../ja/dates.ts';
import type { AuditEvent } from '../audit/events.ts';
import type { Job } from '../jobs/job.ts';
import type { House } from '../house.ts';
import { Batch } from './batch.ts';
import type { Database } from './types.ts';

// Dates stay text (a day has no time zone), counts and ids are numbers.
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);
pg.types.setTypeParser(pg.types.builtins.TIME, (text) => text.slice(0, 5));
pg.types.setTypeParser(pg.types.builtins.INT8, Number);
pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number);
// bigint[] as numbers too
pg.types.setTypeParser(1016 as never, (text) =>
  text === '{}' ? [] : text.slice(1, -1).split(',').map(Number),
);
// date[] as days too
pg.types.setTypeParser(1182 as never, (text) => (text === '{}' ? [] : text.slice(1, -1).split(',')));

export interface Municipality {
  code: string;
  schema_name: string;
  name: string;
  prefecture: string;
  time_zone: string;
  demo: boolean;
}

/** On whose behalf a transaction runs. person_id is null for the public and for jobs. */
export interface Actor {
  house: House;
  municipality: Municipality;
  person_id: number | null;
  /** Said in the audit log where there is no person: 'public' or 'job:<name>'. */
  kind: 'person' | 'public' | 'job';
  label: string;
  source: string | null;
  /** Where the sign-in was found earlier and is taken as still so: to be asked again before anything leaves. */
  standing?: Standing;
}

/** An earlier answer of the sign-in, and how the database is asked whether it still holds (docs/decisions/0024). */
export interface Standing {
  /** the database's state in which it was given: in the same it holds */
  readonly state: string;
  /** SQL for it with its values as $1 and on, asked in any other state */
  readonly question: string;
  readonly values: readonly unknown[];
  /** Whether it says the same; keeps the state for the next time. */
  same(answer: unknown, state: string | null): boolean;
  settled: boolean;
}

/** Whoever asks is signed in no more, or otherwise: nothing that was read leaves, and the sign-in is asked anew. */
export class OtherIdentity extends Error {}

/** What the actor's appointments in force reach. Ids are of the municipality's own tables. */
export interface Session {
  name: string;
  duties: ReadonlySet<string>;
  roles: { code: string; name: string; organisation: string; facility: string | null }[];
  organisations: number[];
  facilities: number[];
  teams: number[];
  forums: number[];
  /** whose outcome they were asked to pass on */
  meetings: number[];
  /** teams where the person holds a role of the case zone */
  case_teams: number[];
  /** single records of the case zone they were let into, as 'kind:id' */
  shared: string[];
  opened: string[];
  case_zone: boolean;
}

declare const capability: unique symbol;

/** A transaction that may read. Only reading() and writing() make one, so a query without an actor does not compile. */
export interface ReadTx {
  readonly [capability]: 'read' | 'write';
  readonly db: Kysely<Database>;
  readonly actor: Actor;
  readonly session: Session;
  readonly now: Date;
  /** Today in the municipality's time zone, YYYY-MM-DD. */
  readonly today: string;
  readonly fiscal_year: number;
  has(duty: string): boolean;
  /** Says that a person's record or an export is being opened; it is in the audit log before the answer leaves. */
  opened(event: AuditEvent): void;
}

/** A transaction that may write; what it records and plans is committed with it or not at all. */
export interface WriteTx extends ReadTx {
  readonly [capability]: 'write';
  record(event: AuditEvent): void;
  plan<T extends object>(job: Job<T>, data: T, options?: { after?: Date; once?: string }): Promise<void>;
}

/** A plain no: 400 not to be understood, 403 may not, 404 is not there for you, 409 no longer possible. The text is for the person. */
export class Refusal extends Error {
  readonly status: 400 | 403 | 404 | 409;
  constructor(status: 400 | 403 | 404 | 409, text = '') {
    super(text);
    this.status = status;
  }
}

/** Found or 404. */
export function found<T>(row: T | undefined | null): T {
  if (row === undefined || row === null) throw new Refusal(404);
  return row;
}

/** Thrown to undo the transaction and hand a value to the caller of writing(). */
export class Undo<T> extends Error {
  readonly value: T;
  constructor(value: T) {
    super('undone');
    this.value = value;
  }
}

/** Runs in a read-only transaction with the actor's row security. */
export async function reading<T>(actor: Actor, work: (tx: ReadTx) => Promise<T>): Promise<T> {
  return withRetry(actor.house, false, async () => {
    const events: AuditEvent[] = [];
    return inTransaction(actor, 'read only', async (tx) => {
      const read = Object.assign(tx, { opened: (event: AuditEvent) => void events.push(event) });
      const result = await work(read as unknown as ReadTx);
      // A read-only transaction cannot write: the events go in one of their own, sent along with this one's end. A
      // failure there withholds the page.
      const ending =
        events.length === 0
          ? 'commit'
          : `commit; ${opening(actor, 'read write', tx.now, tx.today)}; ${appended(events, tx.now)}; commit`;
      return { result, ending };
    });
  });
}

interface WritingOptions<T, F> {
  repeatable?: boolean;
  /**
   * What leaves in one message with the beginning, before it is known whether the reach is still the person's: `work` gets its
   * answer, and begins when that is known. It does no more than ask and write in this transaction.
   */
  first?(db: Kysely<Database>, now: Date): Promise<F>;
  /** What leaves in one message with the end, written last. */
  last?(db: Kysely<Database>, result: T): CompiledQuery | null;
}

/** Runs in a transaction that may write; its audit events are appended last, just before the commit. */
export async function writing<T, F = undefined>(
  actor: Actor,
  work: (tx: WriteTx, first: F) => Promise<T>,
  options: WritingOptions<T, F> = {},
): Promise<T> {
  return withRetry(actor.house, !options.repeatable, () =>
    inTransaction(
      actor,
      'read write',
      async (tx, client, first) => {
        const events: AuditEvent[] = [];
        const write = Object.assign(tx, {
          opened: (event: AuditEvent) => void events.push(event),
          record: (event: AuditEvent) => void events.push(event),
          plan: async <T extends object>(job: Job<T>, data: T, planned?: { after?: Date; once?: string }) =>
            actor.house.jobs.plan(
              { query: (text, values) => ask(client, text, values) },
              actor.municipality,
              job,
              data,
              planned,
            ),
        });
        const result = await work(write as unknown as WriteTx, first as F);
        // In one message with the commit: everybody who records anything waits for the head of the chain meanwhile.
        const ending = events.length === 0 ? 'commit' : `${appended(events, tx.now)}; commit`;
        return { result, ending, last: options.last?.(tx.db, result) };
      },
      options.first,
    ),
  );
}

/** Writes events into the audit log, as SQL. */
function appended(events: readonly AuditEvent[], now: Date): string {
  const whole = events.map((event) => ({ at: now.toISOString(), ...event }));
  return `select audit_append(${pg.escapeLiteral(JSON.stringify(whole))}::jsonb)`;
}

type Bare = Omit<ReadTx, typeof capability | 'opened'>;

async function inTransaction<T>(
  actor: Actor,
  mode: 'read only' | 'read write',
  /** What it answers, and the SQL that ends the transaction, with what goes before it in the same message. */
  work: (
    tx: Bare,
    client: pg.PoolClient,
    first: unknown,
  ) => Promise<{ result: T; ending: string; last?: CompiledQuery | null | undefined }>,
  first?: (db: Kysely<Database>, now: Date) => Promise<unknown>,
): Promise<T> {
  const { house, municipality } = actor;
  const client = await house.pool.connect();
  let broken: Error | undefined;
  try {
    const now = house.clock();
    const today = dayIn(now, municipality.time_zone);
    const { guessed, found } = begin(client, actor, mode, today, now);
    const db = kyselyOf(client);
    const claimed = first?.(db, now);
    claimed?.catch(() => undefined);
    // What only reads goes on with the guess and shows nothing before the database has said the same.
    const session = mode === 'read only' && guessed ? guessed : await found;
    const answered = await claimed;
    const tx: Bare = {
      db,
      actor,
      session,
      now,
      today,
      fiscal_year: fiscalYearOf(today),
      has: (duty) => session.duties.has(duty),
    };
    const [done] = await Promise.allSettled([work(tx, client, answered)]);
    // First whether it was begun rightly: what was read or refused under another reach counts for nothing.
    if ((await found) !== session) throw new OtherReach();
    if (done.status === 'rejected') throw done.reason;
    const { result, ending, last } = done.value;
    // Where nothing was written the answer need not wait for the end: whoever gets the connection next asks behind it, in the
    // same message, and a connection that broke meanwhile leaves the pool by itself.
    if (ending === 'commit' && mode === 'read only') {
      inOneMessage(client, setImmediate);
      say(client, ending).catch(() => undefined);
    } else await end(client, ending, last ?? null);
    return result;
  } catch (error) {
    if (isConnectionFailure(error) || isStalePlan(error)) broken = error as Error;
    else await say(client, 'rollback').catch((failure: Error) => (broken = failure));
    throw asRefusal(error);
  } finally {
    client.release(broken);
  }
}

class CommitFailure extends Error {}

/** It was read with a reach that is no longer the person's: to be done again with the one just found. */
class OtherReach extends Error {}

async function end(client: pg.PoolClient, ending: string, last: CompiledQuery | null): Promise<void> {
  inOneMessage(client);
  const written = last && ask(client, last.sql, [...last.parameters]);
  // What failed just before has undone the rest: a commit after it is none and says nothing, and an audit only that it came too late.
  const [before, ended] = await Promise.allSettled([written, say(client, ending)]);
  const failed = [before, ended].find((one) => one.status === 'rejected');
  if (!failed) return;
  const error = failed.reason as Error;
  // Nobody knows whether it was committed: only a repeatable piece of work may be tried again.
  throw isConnectionFailure(error) ? new CommitFailure(error.message, { cause: error }) : error;
}

const emptySession: Session = {
  name: '',
  duties: new Set(),
  roles: [],
  organisations: [],
  facilities: [],
  teams: [],
  forums: [],
  meetings: [],
  case_teams: [],
  shared: [],
  opened: [],
  case_zone: false,
};

// SET LOCAL with literals: the only way of session settings that Citus carries to its workers.
function opening(actor: Actor, mode: string, now: Date, today: string): string {
  const { municipality, label, source, person_id } = actor;
  return (
    `begin ${mode}; set local search_path = ${pg.escapeIdentifier(municipality.schema_name)}, shared, extensions, pg_temp; ` +
    `set local app.actor = ${pg.escapeLiteral(label)}; set local app.source = ${pg.escapeLiteral(source ?? '')}; ` +
    `set local app.person = '${person_id === null ? '' : Number(person_id)}'; ` +
    `set local app.now = '${now.toISOString()}'; set local app.today = '${today}'`
  );
}

/** What was last found in force for a person: sent along as a guess, and believed only when the database says the same. */
interface Guess {
  /** session_of() as text */
  text: string;
  settings: string;
  session: Session;
  /** which state of the database said so; null where that is more than one server's to say (Citus) */
  state: string | null;
  /** from when until when that state says so, in ms, and on which day */
  from: number;
  until: number;
  day: string;
}

/**
 * The database's state as text: which transactions have ended, of which run of the server. The same text is the same state, in
 * which everything is as it was (docs/decisions/0022). Costs next to nothing, where session_of() costs as much as a page's list.
 */
const stateNow = `pg_current_snapshot()::text || ' ' || extract(epoch from pg_postmaster_start_time())`;
/** The state where it tells anything: where Citus spreads the data one server's numbers do not tell of the others' writes. */
export const sameStateTells = `case when exists (select from pg_extension where extname = 'citus') then null else ${stateNow} end`;

/** Whether an earlier answer of the sign-in still holds, asked by itself: for what answers without a transaction of its own. */
export async function stillStands({ pool }: House, standing: Standing): Promise<boolean> {
  const { rows } = await pool.query<{ identity: unknown; state: string | null }>(
    `select ${standing.question} as identity, ${sameStateTells} as state`,
    [...standing.values],
  );
  return standing.same(rows[0]!.identity, rows[0]!.state);
}

const guesses = new WeakMap<pg.Pool, Map<string, Guess>>();
const mostGuesses = 1000;

/**
 * Begins as the actor. `guessed`: what was last found in force and is in force now unless the database says otherwise;
 * `found`: what it says, the same object where the guess was right.
 */
function begin(
  client: pg.PoolClient,
  actor: Actor,
  mode: string,
  today: string,
  now: Date,
): { guessed: Session | null; found: Promise<Session> } {
  inOneMessage(client);
  if (actor.person_id === null) {
    const duties = actor.kind === 'job' ? ['job', 'public'] : ['public'];
    const session: Session = { ...emptySession, duties: new Set(duties) };
    return begun(
      session,
      say(client, `${opening(actor, mode, now, today)}; ${settingDuties(duties)}`).then(() => session),
    );
  }
  let known = guesses.get(actor.house.pool);
  if (!known) guesses.set(actor.house.pool, (known = new Map()));
  const guess = known.get(`${actor.municipality.code} ${actor.person_id}`);
  const at = now.getTime();
  const holds = guess?.state && guess.day === today && guess.from <= at && at < guess.until;
  const standing = actor.standing?.settled === false ? actor.standing : undefined;
  // A question of its own behind the settings: under its name the database keeps its plan, where as text it would be planned each
  // time, which costs more than answering it.
  const values: unknown[] = [...(standing?.values ?? [])];
  const unless = (state: string | null, question: string) =>
    `case when stated.state = $${values.push(state)} then null else ${question} end`;
  const reach = `session_of($${values.push(Number(actor.person_id))}, $${values.push(today)}, $${values.push(now)})::text`;
  const columns = [
    'stated.state',
    `${unless(holds ? guess.state : null, reach)} as reach`,
    ...(standing ? [`${unless(standing.state, standing.question)} as identity`] : []),
  ];
  const asked = Promise.all([
    say(client, `${opening(actor, mode, now, today)}${guess ? `; ${guess.settings}` : ''}`),
    ask(
      client,
      `select ${columns.join(', ')} from (select ${holds ? stateNow : sameStateTells} as state offset 0) as stated`,
      values,
    ),
  ]);
  return begun(
    guess?.session ?? null,
    asked.then(async ([, { rows }]) => {
      const [{ reach: text, state, identity }] = rows as [
        { reach: string | null; state: string | null; identity?: unknown },
      ];
      if (standing) {
        if (state !== standing.state && !standing.same(identity, state)) throw new OtherIdentity();
        standing.settled = true;
      }
      if (guess && (text === null || text === guess.text)) {
        // Nothing that it hangs on was written, and only its moment may be later.
        if (text !== null) Object.assign(guess, { state, from: at, day: today });
        return guess.session;
      }
      const { session, settings } = remember(actor, known, text!, { state, from: at, day: today });
      // With a wrong guess all begins anew: what it has set may be more than what is in force.
      if (guess) throw new OtherReach();
      await say(client, settings);
      return session;
    }),
  );
}

/** Whoever works with a guess looks at the answer later; that it failed is told then, and not as nobody's error before. */
function begun(guessed: Session | null, found: Promise<Session>) {
  found.catch(() => undefined);
  return { guessed, found };
}

/** Each duty as a setting of its own, which session_has() looks up. What is no duty's name is none. */
function settingDuties(duties: readonly string[]): string {
  return duties
    .filter((duty) => /^[a-z_]+(?:\.[a-z_]+)*$/.test(duty))
    .map((duty) => `set local app.has.${duty.split('.').map(pg.escapeIdentifier).join('.')} = '1'`)
    .join('; ');
}

/** What session_of() said, for now and as the next guess. */
function remember(
  actor: Actor,
  known: Map<string, Guess>,
  text: string,
  found: Pick<Guess, 'state' | 'from' | 'day'>,
): Guess {
  const { until, ...row } = JSON.parse(text) as Omit<Session, 'duties'> & {
    duties: string[];
    until: string | null;
  };
  const duties = [...row.duties, 'public'];
  const settings = [
    settingDuties(duties),
    ...(['organisations', 'facilities', 'teams', 'forums', 'meetings', 'case_teams'] as const).map(
      (name) => `set local app.${name} = '${row[name].map(Number).join(',')}'`,
    ),
    `set local app.shared = ${pg.escapeLiteral(row.shared.join(','))}`,
    `set local app.opened = ${pg.escapeLiteral(row.opened.join(','))}`,
  ].join('; ');
  const guess: Guess = {
    text,
    settings,
    session: { ...row, duties: new Set(duties) },
    ...found,
    until: until === null ? Infinity : Date.parse(until),
  };
  const who = `${actor.municipality.code} ${actor.person_id}`;
  known.delete(who);
  if (known.size >= mostGuesses) known.delete(known.keys().next().value!);
  known.set(who, guess);
  return guess;
}

/**
 * Questions of one moment (Promise.all) leave in one write: each write of its own may wake the database's process, and
 * waking costs both sides more than most of our questions.
 */
function inOneMessage(client: pg.PoolClient, until: (then: () => void) => void = process.nextTick): void {
  const { stream } = (client as unknown as { connection?: { stream: Writable } }).connection ?? {};
  if (!stream || stream.writableCorked > 0) return;
  stream.cork();
  until(() => {
    sendGathered(client);
    stream.uncork();
  });
}

const gathered = new WeakMap<pg.PoolClient, Batch>();

/** Sends what was asked so far, so that what comes now comes behind it. */
function sendGathered(client: pg.PoolClient): void {
  const batch = gathered.get(client);
  if (!batch) return;
  gathered.delete(client);
  client.query(batch);
}

/** Several statements in one text, without values: how a transaction begins and ends. */
function say(client: pg.PoolClient, text: string): Promise<pg.QueryResult> {
  sendGathered(client);
  return client.query(text);
}

/** A question within the transaction; those of one moment are answered in one message. */
function ask(client: pg.PoolClient, text: string, values: unknown[]): Promise<pg.QueryResult> {
  // What stands in for a connection (the demo's, which prepares everything) is asked one by one.
  const given: unknown = client;
  if (!(given instanceof pg.Client)) return client.query({ text, values });
  inOneMessage(client);
  let batch = gathered.get(client);
  if (!batch) gathered.set(client, (batch = new Batch()));
  return batch.ask(text, values, statementName(text));
}

const kyselys = new WeakMap<object, Kysely<Database>>();

function kyselyOf(client: pg.PoolClient): Kysely<Database> {
  let db = kyselys.get(client);
  if (db === undefined) {
    // Kysely asks for a connection per query; it always gets the one our transaction is open on.
    const lent = {
      query: (text: string, values: unknown[]) => ask(client, text, values),
      release: () => undefined,
    };
    db = new Kysely<Database>({
      dialect: new PostgresDialect({
        pool: { connect: async () => lent, end: async () => undefined, options: {} } as never,
      }),
    });
    kyselys.set(client, db);
  }
  return db;
}

const seen = new Map<string, string>();
const mostStatements = 500;

/**
 * The name under which the database keeps a question and its plan: planning costs more than most of our questions. The
 * first five hundred texts asked twice get one. The database looks at a plan anew when the search path, the role or the
 * tables have changed, so a name serves every municipality.
 */
function statementName(text: string): string | undefined {
  const name = seen.get(text);
  if (name === undefined) {
    if (seen.size < 4 * mostStatements) seen.set(text, '');
    return undefined;
  }
  if (name !== '') return name;
  if (named >= mostStatements) return undefined;
  const given = `q${++named}`;
  seen.set(text, given);
  return given;
}
let named = 0;

function asRefusal(error: unknown): unknown {
  // Row security said no. A missing grant ('permission denied for …') is our own mistake and stays an error.
  if (
    error instanceof pg.DatabaseError &&
    error.code === '42501' &&
    /row-level security/.test(error.message)
  ) {
    return new Refusal(403, '');
  }
  return error;
}

export function isConnectionFailure(error: unknown): boolean {
  if (error instanceof CommitFailure) return true;
  if (error instanceof pg.DatabaseError) return /^(57P0[1-3]|08|53300)/.test(error.code ?? '');
  const { code, syscall, message } = error as { code?: string; syscall?: string; message?: string };
  return (
    // ENOENT of a socket, not of a file
    (['connect', 'read', 'write'].includes(syscall ?? '') &&
      ['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE'].includes(code ?? '')) ||
    /Connection terminated|connection error|timeout exceeded when trying to connect/i.test(message ?? '')
  );
}

/** A table got or lost a column while the program runs: the connection's plans for it are of no use any more. */
function isStalePlan(error: unknown): boolean {
  return (
    error instanceof pg.DatabaseError && error.code === '0A000' && error.routine === 'RevalidateCachedQuery'
  );
}

/** Asks again while the database restarts, up to ten seconds. For what only reads. */
export const patiently = <T>(house: House, work: () => Promise<T>): Promise<T> =>
  withRetry(house, false, work);

/** Waits for a restarting database up to ten seconds; a lost commit is repeated only when that can double nothing. */
async function withRetry<T>(house: House, commitIsFinal: boolean, work: () => Promise<T>): Promise<T> {
  const patience = Date.now() + 10_000;
  for (let pause = 50; ; pause = Math.min(pause * 2, 1000)) {
    try {
      return await work();
    } catch (error) {
      if (error instanceof OtherReach) continue;
      const again =
        (isConnectionFailure(error) && !(error instanceof CommitFailure && commitIsFinal)) ||
        (error instanceof pg.DatabaseError &&
          (['40001', '40P01'].includes(error.code ?? '') || isStalePlan(error)));
      if (!again || Date.now() > patience || house.stopping()) throw error;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}

/** Questions that leave in one message (docs/decisions/0013), each answer under its name; what is no question stays as it is. */
export async function together<T extends Record<string, unknown>>(
  asked: T,
): Promise<{ [Name in keyof T]: Awaited<T[Name]> }> {
  const names = Object.keys(asked);
  const answers = await Promise.all(Object.values(asked));
  return Object.fromEntries(names.map((name, at) => [name, answers[at]])) as {
    [Name in keyof T]: Awaited<T[Name]>;
  };
}

/** The day a number of days from today. */
export function dayFromToday(tx: ReadTx, days: number): string {
  return addDays(tx.today, days);
}
