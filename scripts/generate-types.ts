import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withClient } from '../src/platform/db/migrate.ts';
import { root } from '../src/platform/root.ts';

const scalar: Record<string, string> = {
  int2: 'number',
  int4: 'number',
  int8: 'number',
  float8: 'number',
  float4: 'number',
  numeric: 'number',
  text: 'string',
  varchar: 'string',
  uuid: 'string',
  date: 'string',
  time: 'string',
  bool: 'boolean',
  timestamptz: 'Date',
  jsonb: 'unknown',
  bytea: 'Buffer',
};

interface Column {
  table_name: string;
  column_name: string;
  udt_name: string;
  is_nullable: 'YES' | 'NO';
  is_identity: 'YES' | 'NO';
  is_generated: 'ALWAYS' | 'NEVER';
  column_default: string | null;
  words: string[] | null;
}

/** Kysely's table types from the migrated schema; a text column with a list constraint becomes a union. */
export async function generateTypes(ownerUrl: string, municipality: string): Promise<string> {
  const columns = await withClient(ownerUrl, async (client) => {
    const { rows } = await client.query<Column>(
      `select c.table_name, c.column_name, c.udt_name, c.is_nullable, c.is_identity, c.is_generated, c.column_default,
         (select array(select (regexp_matches(pg_get_constraintdef(k.oid), '''([^'']*)''::text', 'g'))[1])
          from pg_constraint k
          where k.contype = 'c' and k.conrelid = (quote_ident(c.table_schema) || '.' || quote_ident(c.table_name))::regclass
            and pg_get_constraintdef(k.oid) ~ ('^CHECK \\(\\(' || c.column_name || ' = ANY \\(ARRAY\\[')
          limit 1) as words
       from information_schema.columns c
       join information_schema.tables t using (table_schema, table_name)
       where c.table_schema in ('shared', $1) and t.table_type = 'BASE TABLE'
       order by c.table_name, c.ordinal_position`,
      [municipality],
    );
    return rows;
  });
  const tables = new Map<string, Column[]>();
  for (const column of columns)
    tables.set(column.table_name, [...(tables.get(column.table_name) ?? []), column]);
  const pascal = (name: string) =>
    name.replace(/(^|_)([a-z0-9])/g, (_, __, letter: string) => letter.toUpperCase());
  const type = (column: Column) => {
    const base = column.udt_name.startsWith('_') ? column.udt_name.slice(1) : column.udt_name;
    let text = column.words?.length
      ? column.words.map((word) => `'${word}'`).join(' | ')
      : (scalar[base] ?? 'unknown');
    if (column.udt_name.startsWith('_')) text = `${text}[]`;
    if (column.is_nullable === 'YES' && text !== 'unknown') text += ' | null';
    if (column.is_generated === 'ALWAYS') return `ColumnType<${text}, never, never>`;
    if (column.udt_name === 'jsonb') {
      const written = column.is_nullable === 'YES' ? 'string | null' : 'string';
      const optional = column.is_nullable === 'YES' || column.column_default !== null;
      return `ColumnType<unknown, ${written}${optional ? ' | undefined' : ''}, ${written}>`;
    }
    if (column.is_identity === 'YES' || column.column_default !== null) return `Generated<${text}>`;
    return text;
  };
  const lines = [
    '// Generated from the migrated schema by scripts/generate-types.ts; `npm run check` compares it. Do not edit.',
    `import type { ColumnType, Generated } from 'kysely';`,
    '',
  ];
  for (const [name, list] of tables) {
    lines.push(`export interface ${pascal(name)}Table {`);
    for (const column of list) lines.push(`  ${column.column_name}: ${type(column)};`);
    lines.push('}', '');
  }
  lines.push('export interface Database {');
  for (const name of tables.keys()) lines.push(`  ${name}: ${pascal(name)}Table;`);
  lines.push('}', '');
  return lines.join('\n');
}

export const typesPath = join(root, 'src/platform/db/types.ts');

if (process.argv[1] === import.meta.filename) {
  const { withFreshDatabase } = await import('./fresh-database.ts');
  await withFreshDatabase(async (url, schema) => {
    writeFileSync(typesPath, await generateTypes(url, schema));
  });
}
