import { createReadStream, createWriteStream, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { PlainError } from '../settings.ts';
import {
  applyMunicipality,
  knownMigrations,
  migrateMunicipality,
  registerMunicipality,
  withClient,
  type NewMunicipality,
} from './migrate.ts';

// The file: gzip of a line saying what it is (Head); then for each table a line saying its columns (Part), its rows as
// COPY writes them and a line `\.`; last a line with the number of tables. All lines end with a line feed.
interface Head extends Required<NewMunicipality> {
  format: 'tsunagi-backup-1';
  taken_at: string;
  migrations: string[];
  /** table → the last number its identity column has given, rows deleted since included */
  numbers: Record<string, number>;
}

interface Part {
  schema: 'shared' | 'pgboss' | 'municipality';
  table: string;
  columns: string[];
}

// Rows of the shared schemas that belong to one municipality, parents first. Sign-in sessions are not kept; a job that
// was running is waiting in the backup.
const sharedRows: { schema: 'shared' | 'pgboss'; table: string; where: string; kept?: string }[] = [
  { schema: 'shared', table: 'auth_user', where: 'municipality_code = $1' },
  ...['auth_account', 'auth_two_factor', 'auth_passkey'].map((table) => ({
    schema: 'shared' as const,
    table,
    where: 'user_id in (select id from shared.auth_user where municipality_code = $1)',
  })),
  {
    schema: 'pgboss',
    table: 'job',
    where: `data ->> 'municipality' = $1`,
    kept: `state in ('created', 'retry', 'active')`,
  },
];

const quote = pg.escapeIdentifier;
const whereFor = (where: string, code: string) => where.replace('$1', pg.escapeLiteral(code));

/** Writes everything of one municipality to a compressed file, as of one moment; the file appears only when whole. */
export async function backup(ownerUrl: string, code: string, path: string): Promise<{ tables: number }> {
  return withClient(ownerUrl, async (client) => {
    const { rows } = await client.query<Required<NewMunicipality>>(
      'select code, name, name_kana, prefecture, demo, time_zone from shared.municipality where code = $1',
      [code],
    );
    const municipality = rows[0];
    if (!municipality) throw new PlainError(`No municipality has the code ${code}.`);
    const schema = 'm' + code;
    let tables = 0;
    async function* contents(): AsyncGenerator<string | Buffer> {
      const migrations = await client.query<{ name: string }>(
        `select name from shared.applied where schema_name = $1 and name ~ '^[0-9]{4}_' order by name`,
        [schema],
      );
      const head: Head = {
        format: 'tsunagi-backup-1',
        ...municipality!,
        taken_at: new Date().toISOString(),
        migrations: migrations.rows.map((row) => row.name),
        numbers: Object.fromEntries(
          (await identitiesOf(client, schema)).map(({ table, last }) => [table, last]),
        ),
      };
      yield JSON.stringify(head) + '\n';
      const own = await tablesOf(client, schema);
      for (const { schema: home, table, where, kept = 'true' } of [
        ...sharedRows,
        ...own.map((table) => ({ schema, table, where: 'true', kept: undefined })),
      ]) {
        const columns = await columnsOf(client, home, table);
        if (columns.length === 0) continue;
        const part: Part = { schema: home === schema ? 'municipality' : (home as 'shared'), table, columns };
        yield JSON.stringify(part) + '\n';
        const list = columns.map((column) =>
          table === 'job' && column === 'state'
            ? `case when state = 'active' then 'retry' else state end`
            : quote(column),
        );
        yield* client.query(
          copyTo(
            `copy (select ${list.join(', ')} from ${quote(home)}.${quote(table)} where (${whereFor(where, code)}) and ${kept}) to stdout`,
          ),
        ) as AsyncIterable<Buffer>;
        yield '\\.\n';
        tables++;
      }
      yield JSON.stringify({ tables }) + '\n';
    }
    mkdirSync(dirname(path), { recursive: true });
    const partial = path + '.partial';
    // One snapshot for all tables.
    await client.query('begin isolation level repeatable read read only');
    try {
      await pipeline(contents, createGzip(), createWriteStream(partial, { mode: 0o600 }));
    } catch (error) {
      rmSync(partial, { force: true });
      throw new PlainError(`The backup was not written: ${(error as Error).message}`, { cause: error });
    }
    await client.query('commit');
    renameSync(partial, path);
    return { tables };
  });
}

/**
 * Brings a municipality back from its file. Everything happens in one transaction, the removal of what is there
 * (`replace` must be said) included: a broken file, or one that contradicts itself, changes nothing.
 */
export async function restore(
  ownerUrl: string,
  path: string,
  { replace = false } = {},
): Promise<{ code: string; name: string }> {
  const lines = linesOf(path);
  const next = async (): Promise<Buffer> => {
    const line = await lines.next().catch((error: unknown) => {
      throw broken(path, error);
    });
    if (line.done) throw broken(path);
    return line.value;
  };
  const head = parsed(await next(), path) as Head;
  if (head.format !== 'tsunagi-backup-1') throw new PlainError(`${path} is not a backup of Tsunagi.`);
  const known = knownMigrations();
  const newer = head.migrations.find((name) => !known.has(name));
  if (newer) {
    throw new PlainError(
      `${path} was written by a newer version of the program (it has ${newer}). Use that version. Nothing was changed.`,
    );
  }
  const schema = 'm' + head.code;
  await withClient(ownerUrl, async (client) => {
    await roomForLocks(client);
    await client.query('begin');
    try {
      const there = await client.query('select from shared.municipality where code = $1', [head.code]);
      if (there.rowCount && !replace) {
        throw new PlainError(
          `${head.name} (${head.code}) is still there. Say --replace to remove it and put the backup in its place.`,
        );
      }
      await remove(client, head.code);
      await registerMunicipality(client, head);
      await applyMunicipality(client, schema, head.migrations.at(-1));
      await load(client, head, path, next);
      await migrateMunicipality(client, schema);
      await client.query('commit');
    } catch (error) {
      await client.query('rollback').catch(() => undefined);
      await lines.return?.(undefined);
      throw error;
    }
    await client.query('analyze');
  });
  return { code: head.code, name: head.name };
}

/**
 * One transaction that removes a municipality and builds it anew holds a lock for each of its tables, indexes and sequences,
 * twice; PostgreSQL's own setting has no room for so many. Said before anything is begun.
 */
async function roomForLocks(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ room: number }>(
    `select current_setting('max_locks_per_transaction')::integer
       * (current_setting('max_connections')::integer + current_setting('max_prepared_transactions')::integer) as room`,
  );
  if (rows[0]!.room < 20_000) {
    throw new PlainError(
      'The database has no room for the locks of a restore: set max_locks_per_transaction = 512 in postgresql.conf and ' +
        'restart it (docs/operations.md). Nothing was changed.',
    );
  }
}

/** Removes a municipality and everything of it, for good. Its backups are files elsewhere and stay. */
export async function removeMunicipality(ownerUrl: string, code: string): Promise<{ name: string }> {
  return withClient(ownerUrl, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      'select name from shared.municipality where code = $1',
      [code],
    );
    await client.query('begin');
    await remove(client, code);
    await client.query('commit');
    if (!rows[0]) throw new PlainError(`No municipality has the code ${code}.`);
    return rows[0];
  });
}

async function remove(client: pg.ClientBase, code: string): Promise<void> {
  await client.query(`drop schema if exists ${quote('m' + code)} cascade`);
  await client.query('delete from shared.applied where schema_name = $1', ['m' + code]);
  const jobs = await client.query<{ there: boolean }>(
    `select to_regclass('pgboss.job') is not null as there`,
  );
  for (const { schema, table, where } of sharedRows.toReversed()) {
    if (schema === 'pgboss' && !jobs.rows[0]?.there) continue;
    await client.query(`delete from ${quote(schema)}.${quote(table)} where ${whereFor(where, code)}`);
  }
  await client.query('delete from shared.municipality where code = $1', [code]);
}

async function load(client: pg.Client, head: Head, path: string, next: () => Promise<Buffer>): Promise<void> {
  const schema = 'm' + head.code;
  // Tables point at each other in circles: the keys are put back, and thereby checked, when all rows are in.
  const keys = await client.query<{ table: string; name: string; definition: string }>(
    `select k.conrelid::regclass::text as table, k.conname as name, pg_get_constraintdef(k.oid) as definition
     from pg_constraint k join pg_namespace n on n.oid = k.connamespace where k.contype = 'f' and n.nspname = $1`,
    [schema],
  );
  for (const key of keys.rows)
    await client.query(`alter table ${key.table} drop constraint ${quote(key.name)}`);
  for (const table of await tablesOf(client, schema)) {
    await client.query(`delete from ${quote(schema)}.${quote(table)}`);
  }
  let tables = 0;
  for (;;) {
    const part = parsed(await next(), path) as Part & { tables?: number };
    if (part.tables !== undefined) {
      if (part.tables !== tables) throw broken(path);
      break;
    }
    const home = part.schema === 'municipality' ? schema : part.schema;
    const into = client.query(
      copyFrom(`copy ${quote(home)}.${quote(part.table)} (${part.columns.map(quote).join(', ')}) from stdin`),
    );
    try {
      await pipeline(async function* rows() {
        for (let row = await next(); !row.equals(endOfTable); row = await next()) yield row;
      }, into);
    } catch (error) {
      // A byte turned over may come to the database before the packing's checksum is looked at.
      throw error instanceof pg.DatabaseError && error.code?.startsWith('22') ? broken(path, error) : error;
    }
    tables++;
  }
  for (const key of keys.rows) {
    await client.query(`alter table ${key.table} add constraint ${quote(key.name)} ${key.definition}`);
  }
  // New rows must take neither the numbers that came back nor those of rows deleted before the backup.
  for (const { table, column, sequence } of await identitiesOf(client, schema)) {
    await client.query(
      `select setval($1::regclass, greatest($2::bigint, coalesce((select max(${quote(column)}) from ${quote(schema)}.${quote(table)}), 0)) + 1, false)`,
      [sequence, head.numbers[table] ?? 0],
    );
  }
}

const endOfTable = Buffer.from('\\.\n');

function broken(path: string, cause?: unknown): PlainError {
  return new PlainError(`${path} is damaged or was cut off. Nothing was changed; use another backup.`, {
    cause,
  });
}

function parsed(line: Buffer, path: string): unknown {
  try {
    return JSON.parse(line.toString());
  } catch (error) {
    throw broken(path, error);
  }
}

/** The unpacked file line by line, each with its line feed. Not readline: it also breaks at U+2028, which a text may hold. */
async function* linesOf(path: string): AsyncGenerator<Buffer> {
  const gunzip = createGunzip();
  const reading = pipeline(createReadStream(path), gunzip);
  reading.catch(() => undefined); // told by the loop below
  let rest: Buffer[] = [];
  for await (const chunk of gunzip as AsyncIterable<Buffer>) {
    let from = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
      rest.push(chunk.subarray(from, end + 1));
      yield rest.length === 1 ? rest[0]! : Buffer.concat(rest);
      rest = [];
      from = end + 1;
    }
    if (from < chunk.length) rest.push(chunk.subarray(from));
  }
  await reading;
  if (rest.length > 0) throw new Error('the last line has no end');
}

async function tablesOf(client: pg.ClientBase, schema: string): Promise<string[]> {
  const { rows } = await client.query<{ relname: string }>(
    `select relname from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = $1 and relkind = 'r' order by relname`,
    [schema],
  );
  return rows.map((row) => row.relname);
}

async function columnsOf(client: pg.ClientBase, schema: string, table: string): Promise<string[]> {
  const { rows } = await client.query<{ column_name: string }>(
    `select column_name from information_schema.columns where table_schema = $1 and table_name = $2 and is_generated = 'NEVER'
     order by ordinal_position`,
    [schema, table],
  );
  return rows.map((row) => row.column_name);
}

async function identitiesOf(
  client: pg.ClientBase,
  schema: string,
): Promise<{ table: string; column: string; sequence: string; last: number }[]> {
  const { rows } = await client.query<{ table: string; column: string; sequence: string; last: string }>(
    `select table_name as table, column_name as column, given.sequence, coalesce(pg_sequence_last_value(given.sequence::regclass), 0) as last
     from information_schema.columns,
       pg_get_serial_sequence(quote_ident(table_schema) || '.' || quote_ident(table_name), column_name) as given (sequence)
     where table_schema = $1 and is_identity = 'YES' order by table_name`,
    [schema],
  );
  return rows.map((row) => ({ ...row, last: Number(row.last) }));
}
