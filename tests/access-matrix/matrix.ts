import pg from 'pg';
import { sql } from 'kysely';
import { Undo, writing, type Actor, type WriteTx } from '../../src/platform/db/transaction.ts';
import { everybody, type Who, type World } from '../world.ts';

interface Table {
  name: string;
  /** all columns a row can be inserted with */
  columns: string[];
  key: string[];
  /** a column the service may update at all, if any */
  updatable: string | null;
  rows: Record<string, unknown>[];
}

export type Visitor = Who | 'public' | 'job';
export const visitors: Visitor[] = [...(Object.keys(everybody) as Who[]), 'public', 'job'];

async function tablesOf(world: World): Promise<Table[]> {
  const found = await world.owner<Omit<Table, 'rows'>>(
    `select c.relname as name,
       array(select attname::text from pg_attribute where attrelid = c.oid and attnum > 0 and not attisdropped and attgenerated = '' order by attnum) as columns,
       array(select a.attname::text from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any(i.indkey)
             where i.indrelid = c.oid and i.indisprimary) as key,
       (select column_name::text from information_schema.column_privileges p
         where p.table_schema = 'm999997' and p.table_name = c.relname and grantee = 'tsunagi_service' and privilege_type = 'UPDATE'
           and not exists (select from pg_attribute g where g.attrelid = c.oid and g.attname = p.column_name and (g.attgenerated <> '' or g.attidentity = 'a'))
         order by column_name limit 1) as updatable
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'm999997' and c.relkind = 'r' order by c.relname`,
  );
  const tables: Table[] = [];
  for (const table of found) {
    const rows = await world.owner<{ row: Record<string, unknown> }>(
      `select to_jsonb(t) as row from ${pg.escapeIdentifier(table.name)} t order by ${table.key.map((name) => pg.escapeIdentifier(name)).join(', ')}`,
    );
    tables.push({ ...table, rows: rows.map(({ row }) => row) });
  }
  return tables;
}

function actorOf(world: World, who: Visitor): Actor {
  if (who === 'public') return world.actor(null);
  if (who === 'job') return { ...world.actor(null), kind: 'job', label: 'job:matrix' };
  return world.actor(who);
}

/** True when row security and grants let the statement through, whatever other constraints then say. */
async function lets(tx: WriteTx, run: () => Promise<{ numAffectedRows?: bigint }>): Promise<boolean> {
  await sql`savepoint attempt`.execute(tx.db);
  try {
    const result = await run();
    return (result.numAffectedRows ?? 0n) > 0n;
  } catch (error) {
    if (!(error instanceof pg.DatabaseError)) throw error;
    if (error.code === '42501') return false;
    // A key, check or exclusion constraint spoke: row security had already said yes.
    if (error.code?.startsWith('23')) return true;
    throw error;
  } finally {
    await sql`rollback to savepoint attempt`.execute(tx.db);
  }
}

/** Long reference lists say the same of every row: this many are tried for writing. */
const triedRows = 15;

/** What one visitor can do with one table's rows, as 'read 2 · count 2 · insert 1 · update 1 · delete -'. */
async function reach(tx: WriteTx, table: Table): Promise<string> {
  const name = sql.table(table.name);
  const allowed = { read: 0, count: 0, insert: 0, update: 0, delete: 0 };
  for (const [what, statement] of [
    ['read', sql<{ n: number }>`select count(*) as n from ${name}`],
    [
      'count',
      sql<{ n: number }>`select count(x) as n from (values (1)) as one (one) left join ${name} as x on true`,
    ],
  ] as const) {
    await sql`savepoint attempt`.execute(tx.db);
    try {
      allowed[what] = (await statement.execute(tx.db)).rows[0]!.n;
    } catch (error) {
      if ((error as pg.DatabaseError).code !== '42501') throw error;
    }
    await sql`rollback to savepoint attempt`.execute(tx.db);
  }
  const columns = sql.join(table.columns.map((column) => sql.ref(column)));
  for (const row of table.rows.slice(0, triedRows)) {
    const where = sql.join(
      table.key.map((column) => sql`${sql.ref(column)}::text = ${String(row[column])}`),
      sql` and `,
    );
    const json = JSON.stringify(row);
    if (
      await lets(tx, () =>
        sql`insert into ${name} (${columns}) overriding system value select ${columns} from jsonb_populate_record(null::${name}, ${json}::jsonb)`.execute(
          tx.db,
        ),
      )
    ) {
      allowed.insert++;
    }
    if (table.updatable !== null) {
      const column = sql.ref(table.updatable);
      if (await lets(tx, () => sql`update ${name} set ${column} = ${column} where ${where}`.execute(tx.db)))
        allowed.update++;
    }
    if (await lets(tx, () => sql`delete from ${name} where ${where}`.execute(tx.db))) allowed.delete++;
  }
  return Object.entries(allowed)
    .map(([what, count]) => `${what} ${count || '-'}`)
    .join(' · ');
}

const nothing = 'read - · count - · insert - · update - · delete -';

/** The whole matrix as text: per table who reaches how many of its rows; whoever is not named reaches nothing. */
export async function accessMatrix(world: World, only?: (table: string) => boolean): Promise<string> {
  const tables = (await tablesOf(world)).filter((table) => only?.(table.name) ?? true);
  const answers = new Map<string, Map<string, Visitor[]>>(tables.map((table) => [table.name, new Map()]));
  for (const who of visitors) {
    try {
      await writing(actorOf(world, who), async (tx) => {
        for (const table of tables) {
          const said = await reach(tx, table);
          const same = answers.get(table.name)!;
          same.set(said, [...(same.get(said) ?? []), who]);
        }
        throw new Undo(null);
      });
    } catch (error) {
      if (!(error instanceof Undo)) throw error;
    }
  }
  return tables
    .map((table) => {
      const lines = [...answers.get(table.name)!].filter(([said]) => said !== nothing);
      const rows = `${table.rows.length} ${table.rows.length === 1 ? 'row' : 'rows'}`;
      return `${table.name} (${rows})\n${lines.map(([said, who]) => `  ${said}    ${who.join(', ')}`).join('\n') || '  nobody'}\n`;
    })
    .join('\n');
}
