import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withClient } from '../src/platform/db/migrate.ts';
import { root } from '../src/platform/root.ts';

export const schemaPath = join(root, 'db', 'schema.sql');

/** The migrated database in words: tables, keys, indexes, functions, policies and grants, in a stable order. */
export async function describeSchema(ownerUrl: string, municipality: string): Promise<string> {
  return withClient(ownerUrl, async (client) => {
    const rows = async <T>(text: string, schema: string) => (await client.query(text, [schema])).rows as T[];
    const parts = [
      '-- Generated from the migrated database by scripts/generate-schema.ts; `npm run check` compares it. Do not edit.',
    ];
    for (const [schema, title] of [
      ['shared', 'shared'],
      [municipality, 'one municipality'],
    ] as const) {
      // Definitions are printed relative to the schema, so that every municipality's text is the same.
      await client.query(`set search_path = ${schema}, shared, extensions`);
      parts.push('', `-- ==== ${title} ====`);
      const columns = await rows<{ table: string; line: string }>(
        `select c.relname as table, format('  %s %s%s%s', a.attname, format_type(a.atttypid, a.atttypmod),
           case when a.attnotnull then ' not null' else '' end,
           case when a.attidentity <> '' then ' generated as identity'
                when a.attgenerated = 's' then ' generated always as (' || pg_get_expr(d.adbin, d.adrelid) || ') stored'
                when d.adbin is not null then ' default ' || pg_get_expr(d.adbin, d.adrelid) else '' end) as line
         from pg_class c join pg_namespace n on n.oid = c.relnamespace
         join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
         left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
         where n.nspname = $1 and c.relkind = 'r' order by c.relname, a.attnum`,
        schema,
      );
      const constraints = await rows<{ table: string; line: string }>(
        `select c.relname as table, format('  constraint %s %s', k.conname, pg_get_constraintdef(k.oid)) as line
         from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
         where n.nspname = $1 and k.contype in ('p', 'u', 'f', 'c', 'x') order by c.relname, k.contype, k.conname`,
        schema,
      );
      const after = await rows<{ table: string; line: string }>(
        `select tablename as table, indexdef || ';' as line from pg_indexes where schemaname = $1
           and indexname not in (select conname from pg_constraint)
         union all
         select tablename, format('policy %s for %s to %s%s%s;', policyname, lower(cmd), array_to_string(roles, ', '),
             coalesce(' using (' || qual || ')', ''), coalesce(' with check (' || with_check || ')', ''))
         from pg_policies where schemaname = $1 and policyname <> 'owner'
         union all
         select table_name, format('grant %s to %s;', string_agg(lower(privilege_type), ', ' order by privilege_type), grantee)
         from information_schema.role_table_grants where table_schema = $1 and grantee = 'tsunagi_service'
         group by table_name, grantee
         union all
         select table_name, format('grant %s (%s) to %s;', lower(privilege_type), string_agg(column_name, ', ' order by column_name), grantee)
         from information_schema.column_privileges g where table_schema = $1 and grantee = 'tsunagi_service'
           and not exists (select from information_schema.role_table_grants t where t.table_schema = g.table_schema
             and t.table_name = g.table_name and t.grantee = g.grantee and t.privilege_type = g.privilege_type)
         group by table_name, grantee, privilege_type
         order by 1, 2`,
        schema,
      );
      const plain = (text: string) => text.replaceAll(`${schema}.`, '');
      for (const table of new Set(columns.map((column) => column.table))) {
        const of = (list: { table: string; line: string }[]) =>
          list.filter((row) => row.table === table).map((row) => plain(row.line));
        parts.push(
          '',
          `create table ${table} (`,
          [...of(columns), ...of(constraints)].join(',\n'),
          ');',
          ...of(after),
        );
      }
      const functions = await rows<{ line: string }>(
        `select pg_get_functiondef(p.oid) as line from pg_proc p join pg_namespace n on n.oid = p.pronamespace
         where n.nspname = $1 order by p.proname, p.oid::regprocedure::text`,
        schema,
      );
      const views = await rows<{ line: string }>(
        `select format('create view %s as%s', viewname, E'\\n' || definition) as line from pg_views where schemaname = $1 order by viewname`,
        schema,
      );
      for (const { line } of [...functions, ...views]) parts.push('', plain(line).trimEnd());
    }
    return parts.join('\n') + '\n';
  });
}

if (process.argv[1] === import.meta.filename) {
  const { withFreshDatabase } = await import('./fresh-database.ts');
  const { generateTypes, typesPath } = await import('./generate-types.ts');
  await withFreshDatabase(async (url, schema) => {
    writeFileSync(schemaPath, await describeSchema(url, schema));
    writeFileSync(typesPath, await generateTypes(url, schema));
  });
}
