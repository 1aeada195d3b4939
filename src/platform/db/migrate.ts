import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { slices } from '../../slices.ts';
import { root } from '../root.ts';
import { PlainError } from '../settings.ts';

interface MigrationFile {
  name: string;
  text: string;
  hash: string;
}

function files(folder: string): MigrationFile[] {
  return readdirSync(join(root, 'db', folder))
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => file(name, join(root, 'db', folder, name)));
}

function file(name: string, path: string): MigrationFile {
  const text = readFileSync(path, 'utf8');
  return { name, text, hash: createHash('sha256').update(text).digest('hex') };
}

/** Every slice's policies.sql in slice order, the platform's first. */
export function policyFiles(): MigrationFile[] {
  return ['platform/access', 'platform/audit', ...slices]
    .map((slice) => ({ slice, path: join(root, 'src', slice, 'policies.sql') }))
    .filter(({ path }) => existsSync(path))
    .map(({ slice, path }) => file(slice, path));
}

/** As cluster administrator: roles, the database and what only an administrator may install. Safe to repeat. */
export async function prepareCluster(
  adminUrl: (database: string) => string,
  database: string,
): Promise<void> {
  await withClient(adminUrl('postgres'), async (client) => {
    await client.query(readFileSync(join(root, 'db', 'roles.sql'), 'utf8'));
    const found = await client.query('select 1 from pg_database where datname = $1', [database]);
    if (found.rowCount === 0) {
      await client.query(`create database ${pg.escapeIdentifier(database)} owner tsunagi_owner`);
    }
  });
  await withClient(adminUrl(database), async (client) => {
    await client.query(readFileSync(join(root, 'db', 'database.sql'), 'utf8'));
  });
}

/** As owner: the shared schema, every municipality's schema and all policies. Returns what was applied. */
export async function migrate(ownerUrl: string): Promise<string[]> {
  return withClient(ownerUrl, async (client) => {
    const done: string[] = [];
    // Two starts at once must not migrate twice.
    await client.query('select pg_advisory_lock(7218, 1)');
    await client.query('create schema if not exists shared');
    await client.query('grant usage on schema shared to tsunagi_service');
    done.push(...(await applySchema(client, 'shared', 'shared', files('shared'))));
    const municipalities = await client.query<{ schema_name: string }>(
      'select schema_name from shared.municipality order by code',
    );
    for (const { schema_name } of municipalities.rows)
      done.push(...(await migrateMunicipality(client, schema_name)));
    return done;
  });
}

export interface NewMunicipality {
  code: string;
  name: string;
  name_kana: string;
  prefecture: string;
  demo?: boolean;
  time_zone?: string;
}

/** As owner: registers a municipality and makes its schema. Does nothing when it is there. */
export async function createMunicipality(ownerUrl: string, municipality: NewMunicipality): Promise<void> {
  await withClient(ownerUrl, async (client) => {
    await registerMunicipality(client, municipality);
    await migrateMunicipality(client, 'm' + municipality.code);
  });
}

export async function registerMunicipality(
  client: pg.ClientBase,
  { code, name, name_kana, prefecture, demo = false, time_zone = 'Asia/Tokyo' }: NewMunicipality,
): Promise<void> {
  await client.query(
    `insert into shared.municipality (code, schema_name, name, name_kana, prefecture, demo, time_zone)
     values ($1, 'm' || $1, $2, $3, $4, $5, $6) on conflict (code) do nothing`,
    [code, name, name_kana, prefecture, demo, time_zone],
  );
}

/** Names of the migrations of a municipality's schema that this version of the program knows. */
export function knownMigrations(): Set<string> {
  return new Set(files('municipality').map(({ name }) => name));
}

/** The migrations of a municipality's schema that came no later than these, so that an old backup finds its tables. */
export async function applyMunicipality(
  client: pg.ClientBase,
  schema: string,
  upTo?: string,
): Promise<string[]> {
  await client.query(`create schema if not exists ${pg.escapeIdentifier(schema)}`);
  await client.query(`grant usage on schema ${pg.escapeIdentifier(schema)} to tsunagi_service`);
  const wanted = files('municipality').filter(({ name }) => upTo === undefined || name <= upTo);
  return applySchema(client, schema, `${schema}, shared, extensions`, wanted);
}

/** Brings one municipality's schema up to date: migrations, then policies. Returns what was applied. */
export async function migrateMunicipality(client: pg.ClientBase, schema: string): Promise<string[]> {
  const done = await applyMunicipality(client, schema);
  const policies = policyFiles();
  const hash = createHash('sha256')
    .update(policies.map((policy) => policy.hash).join())
    .digest('hex');
  const before = await client.query<{ hash: string }>(
    `select hash from shared.applied where schema_name = $1 and name = 'policies'`,
    [schema],
  );
  if (done.length > 0 || before.rows[0]?.hash !== hash) {
    await applyPolicies(
      client,
      schema,
      policies.map(({ name, text }) => ({ name, text })),
    );
    await client.query(
      `insert into shared.applied (schema_name, name, hash) values ($1, 'policies', $2)
       on conflict (schema_name, name) do update set hash = excluded.hash, applied_at = now()`,
      [schema, hash],
    );
    done.push(`${schema}: policies`);
  }
  return done;
}

/**
 * Policies are the present truth, not a history: everything granted is taken back, every policy dropped, and all
 * files applied again, in one transaction.
 */
export async function applyPolicies(
  client: pg.ClientBase,
  schema: string,
  policies: { name: string; text: string }[],
): Promise<void> {
  const quoted = pg.escapeIdentifier(schema);
  await allOrNothing(client, async () => {
    // pg_temp last, and by that not first: the functions that run as owner keep this path, and nobody's temporary table
    // may stand before ours in them.
    await client.query(`set local search_path = ${quoted}, shared, extensions, pg_temp`);
    await client.query(`revoke all on all tables in schema ${quoted} from tsunagi_service`);
    await client.query(`revoke all on all functions in schema ${quoted} from public, tsunagi_service`);
    const existing = await client.query<{ tablename: string; policyname: string }>(
      'select tablename, policyname from pg_policies where schemaname = $1',
      [schema],
    );
    for (const { tablename, policyname } of existing.rows) {
      await client.query(
        `drop policy ${pg.escapeIdentifier(policyname)} on ${pg.escapeIdentifier(tablename)}`,
      );
    }
    const tables = await client.query<{ relname: string }>(
      `select relname from pg_class join pg_namespace on pg_namespace.oid = relnamespace where nspname = $1 and relkind = 'r'`,
      [schema],
    );
    for (const { relname } of tables.rows) {
      await client.query(
        `alter table ${pg.escapeIdentifier(relname)} enable row level security, force row level security`,
      );
      // Forced row security binds the owner too; migrations, backup and the audit function work as the owner.
      await client.query(
        `create policy owner on ${pg.escapeIdentifier(relname)} to tsunagi_owner using (true) with check (true)`,
      );
    }
    for (const policy of policies) {
      try {
        await client.query(policy.text);
      } catch (error) {
        throw new Error(`${policy.name}/policies.sql: ${(error as Error).message}`, { cause: error });
      }
    }
    // PostgreSQL lets everybody call a new function: only what a policies.sql grants is to stand.
    await client.query(`revoke all on all functions in schema ${quoted} from public`);
  });
}

/** In a transaction of its own, or as a part of the one that is open. */
async function allOrNothing(client: pg.ClientBase, work: () => Promise<void>): Promise<void> {
  if (client.getTransactionStatus() === 'T') return work();
  await client.query('begin');
  try {
    await work();
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}

async function applySchema(
  client: pg.ClientBase,
  schema: string,
  searchPath: string,
  migrations: MigrationFile[],
): Promise<string[]> {
  const table = await client.query<{ there: boolean }>(
    `select to_regclass('shared.applied') is not null as there`,
  );
  const applied = table.rows[0]?.there
    ? await client.query<{ name: string; hash: string }>(
        'select name, hash from shared.applied where schema_name = $1',
        [schema],
      )
    : { rows: [] };
  const known = new Map(applied.rows.map((row) => [row.name, row.hash]));
  const all = new Set(files(schema === 'shared' ? 'shared' : 'municipality').map(({ name }) => name));
  const newer = [...known.keys()].find((name) => /^[0-9]{4}_/.test(name) && !all.has(name));
  if (newer) {
    throw new PlainError(
      `The database (${schema}) has ${newer}, which this version of the program does not know: it is older than the database. Use the newer version, or restore a backup taken before the upgrade.`,
    );
  }
  const done: string[] = [];
  for (const migration of migrations) {
    const before = known.get(migration.name);
    if (before === migration.hash) continue;
    if (before !== undefined) {
      throw new PlainError(
        `${migration.name} was changed after it had been applied to ${schema}. Put it back and write a new migration.`,
      );
    }
    try {
      await allOrNothing(client, async () => {
        await client.query(`set local search_path = ${searchPath}`);
        await client.query(migration.text);
        await client.query('insert into shared.applied (schema_name, name, hash) values ($1, $2, $3)', [
          schema,
          migration.name,
          migration.hash,
        ]);
      });
    } catch (error) {
      throw new Error(`${migration.name} (${schema}): ${(error as Error).message}`, { cause: error });
    }
    done.push(`${schema}: ${migration.name}`);
  }
  return done;
}

export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  // A connection cut while idle is told by the next query.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
