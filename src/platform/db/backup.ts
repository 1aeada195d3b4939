import { createReadStream, createWriteStream, mkdirSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { once } from 'node:events';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import type pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { createMunicipality, withClient } from './migrate.ts';

interface Head {
  format: 'tsunagi-backup-1';
  code: string;
  name: string;
  name_kana: string;
  prefecture: string;
  demo: boolean;
  taken_at: string;
  migrations: string[];
}

// Rows of the shared schema that belong to one municipality, parents first; sign-in sessions are not kept.
const accounts = [
  { table: 'auth_user', where: 'municipality_code = $1' },
  {
    table: 'auth_account',
    where: 'user_id in (select id from shared.auth_user where municipality_code = $1)',
  },
  {
    table: 'auth_two_factor',
    where: 'user_id in (select id from shared.auth_user where municipality_code = $1)',
  },
  {
    table: 'auth_passkey',
    where: 'user_id in (select id from shared.auth_user where municipality_code = $1)',
  },
];

/** Writes everything of one municipality to a compressed file, as of one moment; the file appears only when whole. */
export async function backup(ownerUrl: string, code: string, path: string): Promise<{ tables: number }> {
  return withClient(ownerUrl, async (client) => {
    const { rows } = await client.query<Omit<Head, 'format' | 'taken_at' | 'migrations'>>(
      'select code, name, name_kana, prefecture, demo from shared.municipality where code = $1',
      [code],
    );
    const municipality = rows[0];
    if (!municipality) throw new Error(`No municipality has the code ${code}.`);
    const schema = 'm' + code;
    // One snapshot for all tables.
    await client.query('begin isolation level repeatable read read only');
    const migrations = await client.query<{ name: string }>(
      `select name from shared.applied where schema_name = $1 and name <> 'policies' order by name`,
      [schema],
    );
    const head: Head = {
      format: 'tsunagi-backup-1',
      ...municipality,
      taken_at: new Date().toISOString(),
      migrations: migrations.rows.map((row) => row.name),
    };
    mkdirSync(dirname(path), { recursive: true });
    const gzip = createGzip();
    const partial = path + '.partial';
    const writing = pipeline(gzip, createWriteStream(partial, { mode: 0o600 }));
    const write = async (text: string | Buffer) => {
      if (!gzip.write(text)) await once(gzip, 'drain');
    };
    await write(JSON.stringify(head) + '\n');
    const tables = await tablesOf(client, schema);
    const all = [
      ...accounts.map(({ table, where }) => ({
        schema: 'shared',
        table,
        where: where.replace('$1', client.escapeLiteral(code)),
      })),
      ...tables.map((table) => ({ schema, table, where: 'true' })),
    ];
    for (const { schema: home, table, where } of all) {
      const columns = await columnsOf(client, home, table);
      if (columns.length === 0) continue;
      const list = columns.map((column) => client.escapeIdentifier(column)).join(', ');
      await write(
        JSON.stringify({ schema: home === 'shared' ? 'shared' : 'municipality', table, columns }) + '\n',
      );
      const rowsOf = client.query(
        copyTo(
          `copy (select ${list} from ${client.escapeIdentifier(home)}.${client.escapeIdentifier(table)} where ${where}) to stdout`,
        ),
      );
      for await (const chunk of rowsOf as AsyncIterable<Buffer>) await write(chunk);
      await write('\\.\n');
    }
    gzip.end();
    await writing;
    await client.query('commit');
    renameSync(partial, path);
    return { tables: all.length };
  });
}

/**
 * Brings a municipality back from its file. Its schema is made anew in one go: what was there is removed first, so
 * `replace` must be said when it still exists. Foreign keys are checked again after loading.
 */
export async function restore(
  ownerUrl: string,
  path: string,
  { replace = false } = {},
): Promise<{ code: string; name: string }> {
  const lines = createInterface({ input: createReadStream(path).pipe(createGunzip()), crlfDelay: Infinity });
  const reader = lines[Symbol.asyncIterator]();
  const first = await reader.next();
  const head = JSON.parse(first.value ?? '{}') as Head;
  if (head.format !== 'tsunagi-backup-1') throw new Error(`${path} is not a backup of つなぎ.`);
  const schema = 'm' + head.code;
  await withClient(ownerUrl, async (client) => {
    const there = await client.query('select from shared.municipality where code = $1', [head.code]);
    if (there.rowCount && !replace) {
      throw new Error(
        `${head.name} (${head.code}) is still there. Say --replace to remove it and put the backup in its place.`,
      );
    }
    await client.query('begin');
    await client.query(`drop schema if exists ${client.escapeIdentifier(schema)} cascade`);
    await client.query('delete from shared.applied where schema_name = $1', [schema]);
    for (const { table, where } of accounts.toReversed()) {
      await client.query(
        `delete from shared.${table} where ${where.replace('$1', client.escapeLiteral(head.code))}`,
      );
    }
    await client.query('delete from shared.municipality where code = $1', [head.code]);
    await client.query('commit');
  });
  await createMunicipality(ownerUrl, head);
  await withClient(ownerUrl, async (client) => {
    await client.query('begin');
    // Tables point at each other in circles: the keys are put back, and thereby checked, when all rows are in.
    const keys = await client.query<{ table: string; name: string; definition: string }>(
      `select k.conrelid::regclass::text as table, k.conname as name, pg_get_constraintdef(k.oid) as definition
       from pg_constraint k join pg_namespace n on n.oid = k.connamespace where k.contype = 'f' and n.nspname = $1`,
      [schema],
    );
    for (const key of keys.rows)
      await client.query(`alter table ${key.table} drop constraint ${client.escapeIdentifier(key.name)}`);
    for (const table of await tablesOf(client, schema)) {
      await client.query(`delete from ${client.escapeIdentifier(schema)}.${client.escapeIdentifier(table)}`);
    }
    for (let line = await reader.next(); !line.done; line = await reader.next()) {
      const part = JSON.parse(line.value) as {
        schema: 'shared' | 'municipality';
        table: string;
        columns: string[];
      };
      const home = part.schema === 'shared' ? 'shared' : schema;
      const list = part.columns.map((column) => client.escapeIdentifier(column)).join(', ');
      const into = client.query(
        copyFrom(
          `copy ${client.escapeIdentifier(home)}.${client.escapeIdentifier(part.table)} (${list}) from stdin`,
        ),
      );
      const finished = once(into, 'finish');
      for (let row = await reader.next(); !row.done && row.value !== '\\.'; row = await reader.next()) {
        if (!into.write(row.value + '\n')) await once(into, 'drain');
      }
      into.end();
      await finished;
    }
    for (const key of keys.rows) {
      await client.query(
        `alter table ${key.table} add constraint ${client.escapeIdentifier(key.name)} ${key.definition}`,
      );
    }
    await advanceIdentities(client, schema);
    await client.query('commit');
    await client.query('analyze');
  });
  return { code: head.code, name: head.name };
}

async function tablesOf(client: pg.Client, schema: string): Promise<string[]> {
  const { rows } = await client.query<{ relname: string }>(
    `select relname from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = $1 and relkind = 'r' order by relname`,
    [schema],
  );
  return rows.map((row) => row.relname);
}

async function columnsOf(client: pg.Client, schema: string, table: string): Promise<string[]> {
  const { rows } = await client.query<{ column_name: string }>(
    `select column_name from information_schema.columns where table_schema = $1 and table_name = $2 and is_generated = 'NEVER'
     order by ordinal_position`,
    [schema, table],
  );
  return rows.map((row) => row.column_name);
}

/** New rows must not take numbers that came back with the backup. */
async function advanceIdentities(client: pg.Client, schema: string): Promise<void> {
  const { rows } = await client.query<{ table_name: string; column_name: string }>(
    `select table_name, column_name from information_schema.columns where table_schema = $1 and is_identity = 'YES'`,
    [schema],
  );
  for (const { table_name, column_name } of rows) {
    const table = `${client.escapeIdentifier(schema)}.${client.escapeIdentifier(table_name)}`;
    await client.query(
      `select setval(pg_get_serial_sequence('${table}', '${column_name}'), coalesce((select max(${client.escapeIdentifier(column_name)}) from ${table}), 0) + 1, false)`,
    );
  }
}
