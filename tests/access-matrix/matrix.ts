import pg from 'pg';
import { sql } from 'kysely';
import { Undo, writing, type Actor, type WriteTx } from '../../src/platform/db/transaction.ts';
import type { World } from '../world.ts';

/** Who asks: a person of the fixture, somebody not signed in, or a job. */
export type Visitors = Readonly<Record<string, number | 'public' | 'job'>>;

/** One part of the matrix: a table, a view, a function that runs as owner, or the reach a session begins with. */
export interface Part {
  name: string;
  /** How many rows there are; null where that says nothing. */
  rows: number | null;
  /** What is tried; null for the reach of the session, which is there already. */
  attempts: Attempts | null;
}

/** Statements, each tried and undone. `rows` are given to insert, own, update and delete one by one as $1. */
interface Attempts {
  read: string;
  count?: string;
  insert?: string;
  own?: string;
  update?: string;
  blind_update?: string;
  delete?: string;
  blind_delete?: string;
  rows: Record<string, unknown>[];
}

/** Long reference lists say the same of every row: this many are tried for writing. */
const triedRows = 15;

const id = pg.escapeIdentifier;
/** In whose name a row is written: "own" says that the visitor wrote it. */
const names = (column: string) => column === 'person_id' || column.endsWith('_by');

async function tablesOf(world: World): Promise<Part[]> {
  // `updatable`: a column the service may change at all, rather one that no key or check speaks about.
  const found = await world.owner<{
    name: string;
    view: boolean;
    columns: string[];
    key: string[];
    updatable: string | null;
  }>(
    `select c.relname as name, c.relkind = 'v' as view,
       array(select attname::text from pg_attribute where attrelid = c.oid and attnum > 0 and not attisdropped and attgenerated = '' order by attnum) as columns,
       array(select a.attname::text from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any(i.indkey)
             where i.indrelid = c.oid and i.indisprimary) as key,
       (select a.attname::text from pg_attribute a
         where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and a.attidentity <> 'a'
           and has_column_privilege('tsunagi_service', c.oid, a.attnum, 'update')
         order by a.attname = 'version' desc,
           exists (select from pg_constraint k where k.conrelid = c.oid and k.contype <> 'n' and a.attnum = any(k.conkey)), a.attname
         limit 1) as updatable
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'm999997' and c.relkind in ('r', 'v') order by c.relname`,
  );
  const [all] = await world.owner<{ rows: Record<string, Record<string, unknown>[]> }>(
    `select jsonb_object_agg(name, rows) as rows from (${found
      .map(
        ({ name, key }) =>
          `select '${name}' as name, coalesce(jsonb_agg(to_jsonb(t) order by ${key.map(id).join(', ') || '1'}), '[]') as rows from ${id(name)} as t`,
      )
      .join(' union all ')}) as each`,
  );
  return found.map(({ name, view, columns, key, updatable }) => {
    const table = id(name);
    const rows = all!.rows[name]!;
    const attempts: Attempts = {
      read: `select count(*) from ${table}`,
      count: `select count(x) from (values (1)) as one (one) left join ${table} as x on true`,
      rows: rows.slice(0, triedRows),
    };
    if (!view) {
      const written = columns.map(id).join(', ');
      const insert = (row: string) =>
        `insert into ${table} (${written}) overriding system value select ${written} from jsonb_populate_record(null::${table}, ${row})`;
      const where = key.map((column) => `${id(column)}::text = $1 ->> '${column}'`).join(' and ');
      attempts.insert = insert('$1');
      attempts.delete = `delete from ${table} where ${where}`;
      attempts.blind_delete = `delete from ${table}`;
      const signed = columns.filter(names).map((column) => `'${column}', session_person()`);
      if (signed.length > 0) {
        // Only a name that stands there is replaced: a record not yet shared has nobody who shared it.
        attempts.own = insert(
          `$1 || (select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(jsonb_build_object(${signed.join(', ')})) where $1 ->> key is not null)`,
        );
      }
      if (updatable !== null) {
        const column = id(updatable);
        attempts.update = `update ${table} set ${column} = ${column} where ${where}`;
        // A statement without a word about the row as it is needs no right to read it: the rule for changing stands alone.
        const one = pg.escapeLiteral(JSON.stringify({ [updatable]: rows[0]?.[updatable] ?? null }));
        attempts.blind_update = `update ${table} set ${column} = (jsonb_populate_record(null::${table}, ${one}::jsonb)).${column}`;
      }
    }
    return { name, rows: rows.length, attempts };
  });
}

/** What the functions that run as owner give: no policy stands behind these, only what they ask themselves. */
const ownersFunctions: Record<string, string> = {
  indicator_figures: `select sum(n) from unnest(array['all', 'area', 'kind', 'theme', 'criterion', 'level']) as part,
    lateral (select count(*) as n from indicator_figures(2026, array[date '2026-11-21'], part, 'district')) as one`,
  invited_person: `select count(invited_person(hash, '2026-11-21T10:00:00+09:00'))
    from unnest(array['open', 'accepted', 'withdrawn', 'expired']) as hash`,
  search_find: `select count(*) from search_find(array['きろく'], search_bigrams('きろく'), null, 50)`,
  search_publish: `select search_publish('{"kind":"probe","subject_id":9,"title":"x","summary":"","url":"/",
      "folded":"x","audience_duty":"public","updated_at":"2026-06-01T09:00:00+09:00"}');
    select count(*) from search_find(array['x'], array[]::text[], array['probe'], 50)`,
  search_unpublish: `select search_unpublish('news', 1);
    select 1 - count(*) from search_find(array['きろく'], array[]::text[], array['news'], 50)`,
};

/** All parts, in the order in which they are written down. */
export async function partsOf(world: World): Promise<Part[]> {
  return [
    { name: 'session_of()', rows: null, attempts: null },
    ...(await tablesOf(world)),
    ...Object.entries(ownersFunctions).map(([name, read]) => ({
      name: `${name}()`,
      rows: null,
      attempts: { read, rows: [] },
    })),
  ];
}

// One question for everything a visitor tries, because thousands of small ones take a minute. Each attempt is a
// subtransaction that is always undone; what a key or a check says comes after row security has said yes.
const attemptAll = `do $do$
declare
  part jsonb; item jsonb; verb text; n bigint; allowed bigint; said jsonb; told jsonb := '{}';
begin
  for part in select jsonb_array_elements(current_setting('matrix.asked')::jsonb) loop
    said := '{}';
    foreach verb in array array['read', 'count', 'insert', 'own', 'update', 'blind_update', 'delete', 'blind_delete'] loop
      continue when part ->> verb is null;
      allowed := 0;
      for item in
        select * from jsonb_array_elements(case when verb in ('insert', 'own', 'update', 'delete') then part -> 'rows' else '[{}]' end)
      loop
        begin
          if verb in ('read', 'count') then
            execute part ->> verb into n;
          else
            execute part ->> verb using item;
            get diagnostics n = row_count;
          end if;
          raise exception using errcode = 'MX000';
        exception
          when sqlstate 'MX000' then allowed := allowed + n;
          when integrity_constraint_violation then allowed := allowed + 1;
          when insufficient_privilege then exit when sqlerrm like 'permission denied for %';
        end;
      end loop;
      said := said || jsonb_build_object(verb, allowed);
    end loop;
    told := told || jsonb_build_object(part ->> 'name', said);
  end loop;
  perform set_config('matrix.told', told::text, true);
end $do$`;

type Said = Partial<Record<keyof Omit<Attempts, 'rows'>, number>>;

/** As 'read 2 · count 2 · insert 1 · own 2 · update 1 · delete -'; what is changed without being seen only where there is any. */
function sentence(said: Said, all: number): string {
  const told: [string, number | undefined][] = [
    ['read', said.read],
    ['count', said.count],
    ['insert', said.insert],
    ['own', said.own],
    ['update', said.update],
    ['delete', said.delete],
  ];
  for (const verb of ['update', 'delete'] as const) {
    const blind = said[`blind_${verb}`] ?? 0;
    // Not all rows of a long table were tried one by one.
    if (blind > (all > triedRows ? said.read! : said[verb]!)) told.push([`${verb} unseen`, blind]);
  }
  return told
    .filter(([, n]) => n !== undefined)
    .map(([what, n]) => `${what} ${n || '-'}`)
    .join(' · ');
}

function actorOf(world: World, who: Visitors[string]): Actor {
  const nobody = world.actor(null);
  if (who === 'public') return nobody;
  if (who === 'job') return { ...nobody, kind: 'job', label: 'job:matrix' };
  return { ...nobody, person_id: who, kind: 'person', label: `person:${who}` };
}

function reachOf({ session }: WriteTx): string {
  const { duties, organisations, facilities, teams, forums, opened, case_zone } = session;
  return Object.entries({ organisations, facilities, teams, forums, opened })
    .map(([what, { length }]) => `${what} ${length || '-'}`)
    .concat(`duties ${duties.size}`, ...(case_zone ? ['case zone'] : []))
    .join(' · ');
}

/** What one visitor reaches, a sentence for each part. */
export async function answersOf(
  world: World,
  who: Visitors[string],
  parts: Part[],
): Promise<Map<string, string>> {
  const answers = new Map<string, string>();
  const asked = parts.flatMap(({ name, attempts }) => (attempts ? [{ name, ...attempts }] : []));
  try {
    await writing(actorOf(world, who), async (tx) => {
      await sql`select set_config('matrix.asked', ${JSON.stringify(asked)}, true)`.execute(tx.db);
      await sql.raw(attemptAll).execute(tx.db);
      const { rows } = await sql<{ told: string }>`select current_setting('matrix.told') as told`.execute(
        tx.db,
      );
      const told = JSON.parse(rows[0]!.told) as Record<string, Said>;
      for (const { name, rows: all, attempts } of parts) {
        answers.set(name, attempts ? sentence(told[name]!, all ?? 0) : reachOf(tx));
      }
      throw new Undo(null);
    });
  } catch (error) {
    if (!(error instanceof Undo)) throw error;
  }
  return answers;
}

/** What everybody reaches: visitor → part → sentence. Two at a time, as many as a small machine has cores. */
export async function accessMatrix(
  world: World,
  visitors: Visitors,
  parts: Part[],
): Promise<Map<string, Map<string, string>>> {
  const answers = new Map(Object.keys(visitors).map((name) => [name, new Map<string, string>()]));
  const waiting = Object.entries(visitors);
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      answers.set(next[0], await answersOf(world, next[1], parts));
    }
  };
  await Promise.all([work(), work()]);
  return answers;
}

/**
 * The matrix as text: per part who reaches how many of its rows. What most have is said of "everybody else"; where
 * no line says that, whoever is not named reaches nothing.
 */
export function written(answers: Map<string, Map<string, string>>, parts: Part[]): string {
  return parts
    .map(({ name, rows }) => {
      const lines = new Map<string, string[]>();
      for (const [visitor, said] of answers) {
        const line = said.get(name)!;
        lines.set(line, [...(lines.get(line) ?? []), visitor]);
      }
      const majority = [...lines].find(([, who]) => who.length > answers.size / 2)?.[0];
      const nothing = (line: string) => !/[1-9]/.test(line);
      const body = [...lines]
        .filter(([line]) => !nothing(line) || (majority !== undefined && !nothing(majority)))
        .toSorted(([a], [b]) => Number(a === majority) - Number(b === majority))
        .map(
          ([line, who]) =>
            `  ${nothing(line) ? 'nothing' : line}    ${line === majority ? 'everybody else' : who.join(', ')}\n`,
        );
      const title = rows === null ? name : `${name} (${rows} ${rows === 1 ? 'row' : 'rows'})`;
      return `${title}\n${body.join('') || '  nobody\n'}`;
    })
    .join('\n');
}
