import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import pg from 'pg';
import { z } from 'zod';
import { Refusal, Undo, type ReadTx, type WriteTx } from '../db/transaction.ts';
import { formatDateTime } from '../ja/dates.ts';
import { defineJob, type Job, type JobTools } from '../jobs/job.ts';
import { matchColumns, normaliseHeading, pickColumns, type ColumnMatch, type Field } from './columns.ts';
import { FileRefusal } from './refusal.ts';
import { releaseSoon } from './release.ts';
import { readTable } from './tables.ts';
import { words } from './words-imports.ja.ts';

/** A field an imported table may bring. `constant`: one value for all rows may be typed where no column brings it. */
export interface ImportField extends Field {
  label: string;
  constant?: { help: string; options?: readonly string[] };
  /** another field from which this one follows: then it is not required */
  instead?: string;
}

/** One row by field name, filled cells only; `extras` are the filled cells of columns that belong to no field, by heading. */
export interface ReadRow {
  row_number: number;
  fields: Record<string, string>;
  extras: Record<string, string>;
}

export interface Change {
  label: string;
  before: string;
  after: string;
}

/** What is to become of a row. `data` is the kind's own; `messages` say every mend and every reason, one sentence each. */
export interface Checked<Data extends object> {
  row_number: number;
  verdict: 'new' | 'changed' | 'same' | 'refused';
  /** what the row is called on the check page */
  label: string;
  target_id: number | null;
  data: Data | null;
  changes: Change[];
  messages: string[];
}

export interface ApplyRow<Data extends object> {
  row_number: number;
  verdict: 'new' | 'changed';
  target_id: number | null;
  data: Data;
}

/** Rows that could not be applied after all, with the sentence why; and the records the others became. */
export interface Applied {
  targets: ReadonlyMap<number, number>;
  refused: ReadonlyMap<number, string>;
}

/** One kind of table a slice takes in. Headings find their fields by `aliases`; the slice brings checking and applying. */
export interface ImportKind<Data extends object> {
  /** short name, also in the job's: 'facility' */
  kind: string;
  title: string;
  lead: string;
  /** where its pages live, e.g. '/facilities/import'; and where the records are listed */
  base: string;
  home: { label: string; href: string };
  duty:
    | 'directory.manage'
    | 'people.manage'
    | 'areas.manage'
    | 'calendar.manage'
    | 'portal.manage'
    | 'visit.plan'
    | 'initiative.manage';
  fields: readonly ImportField[];
  /** headings of the empty form people may download and fill in */
  template: readonly string[];
  /** Columns without a field that the kind reads by their headings all the same; it then keeps nothing of the others. */
  reads?(heading: string): boolean;
  /** Address of the record a row became. */
  hrefOf?(target_id: number): string;
  /**
   * All rows of the file at once, so that doubles inside it are seen. `notes` are about the file as a whole. Rows that are
   * done may be handed over meanwhile, once nothing more is asked of the database; the rest is returned.
   */
  check(
    tx: ReadTx,
    rows: readonly ReadRow[],
    hand: (done: Checked<Data>[]) => Promise<void>,
  ): Promise<{ rows: Checked<Data>[]; notes: string[] }>;
  /** Some hundred rows in one transaction; must leave alone what was changed by others since the check. */
  apply(tx: WriteTx, rows: readonly ApplyRow<Data>[], batch_id: number): Promise<Applied>;
}

/** How the columns of a file were understood; kept with the batch and proposed for the next file with these headings. */
export interface Mapping {
  header: string[];
  /** field name → column index */
  columns: Record<string, number>;
  /** field name → value for every row */
  constants: Record<string, string>;
  /** the normalised headings as one text */
  key: string;
  /** a person chose, so it is remembered */
  chosen: boolean;
  /** what reading the file had to say; the other notes are written anew at each check */
  read_notes: string[];
}

export interface RawRow {
  row_number: number;
  cells: string[];
}

export const maxImportRows = 50_000;
const maxImportBytes = 100_000_000;
/** Up to so many rows are checked at once, that nobody waits for a page in between; longer files by the job. */
export const checkedAtOnce = 500;
const stepSize = 500;
const insertSize = 1000;
const partSize = 1000;
/** Milliseconds between two words about how far a check has come. */
const progressEvery = 300;

export function defineImport<Data extends object>(kind: ImportKind<Data>): ImportKind<Data> {
  return kind;
}

// ---- columns -------------------------------------------------------------------------------

function mappingKey(header: readonly string[]): string {
  return header.map(normaliseHeading).join('\n');
}

/** Headings may be long and many: what finds them again is short. */
const fingerprintOf = (key: string): string => createHash('sha256').update(key).digest('hex');

/** Keeps how a table with these headings is read, for the next one. */
async function rememberLayout<D extends object>(
  tx: WriteTx,
  kind: ImportKind<D>,
  batch: Batch,
  { key, columns, constants }: Mapping,
): Promise<void> {
  const row = {
    duty: kind.duty,
    name: batch.file_name.slice(0, 200),
    mapping: JSON.stringify({ columns, constants }),
    used_at: tx.now,
    saved_by: tx.actor.person_id!,
  };
  await tx.db
    .insertInto('import_layout')
    .values({ kind: kind.kind, fingerprint: fingerprintOf(key), ...row })
    .onConflict((there) => there.constraint('import_layout_once').doUpdateSet(row))
    .execute();
}

function asMatch(mapping: Mapping): ColumnMatch {
  const taken = new Set(Object.values(mapping.columns));
  return {
    columns: mapping.columns,
    extras: mapping.header.flatMap((heading, index) => (taken.has(index) ? [] : [{ index, heading }])),
    missing: [],
    ambiguous: [],
  };
}

/** Fields that must have a column or a constant and have neither. */
export function missingFields<D extends object>(
  kind: ImportKind<D>,
  mapping: Pick<Mapping, 'columns' | 'constants'>,
): ImportField[] {
  const brought = (name: string): boolean =>
    mapping.columns[name] !== undefined || Boolean(mapping.constants[name]);
  return kind.fields.filter(
    (field) =>
      field.required && !brought(field.name) && !(field.instead !== undefined && brought(field.instead)),
  );
}

async function proposeMapping<D extends object>(
  tx: ReadTx,
  kind: ImportKind<D>,
  header: string[],
  read_notes: string[],
): Promise<{ mapping: Mapping; clear: boolean }> {
  const key = mappingKey(header);
  const before = await tx.db
    .selectFrom('import_layout')
    .select(['mapping', 'used_at'])
    .where('kind', '=', kind.kind)
    .where('fingerprint', '=', fingerprintOf(key))
    .executeTakeFirst();
  if (before) {
    const layout = before.mapping as Pick<Mapping, 'columns' | 'constants'>;
    const known = new Set(kind.fields.map((field) => field.name));
    const columns = Object.fromEntries(Object.entries(layout.columns).filter(([name]) => known.has(name)));
    const said = words.remembered(formatDateTime(before.used_at, tx.actor.municipality.time_zone));
    const mapping = {
      header,
      columns,
      constants: layout.constants,
      key,
      chosen: true,
      read_notes: [...read_notes, said],
    };
    return { mapping, clear: missingFields(kind, mapping).length === 0 };
  }
  const match = matchColumns(header, kind.fields);
  const mapping: Mapping = { header, columns: match.columns, constants: {}, key, chosen: false, read_notes };
  return { mapping, clear: match.ambiguous.length === 0 && missingFields(kind, mapping).length === 0 };
}

// ---- taking a file -------------------------------------------------------------------------

/**
 * Reads an uploaded file into a new batch. Where its columns are clear the rows are checked, at once or by the job; else
 * they wait for a person to say which column is what (`next`). Throws FileRefusal for a file that is no table.
 */
export async function receiveFile<D extends object>(
  tx: WriteTx,
  kind: ImportKind<D>,
  job: Job<ImportData>,
  file: { name: string; bytes: Uint8Array; sheet?: string | undefined },
): Promise<{ batch_id: number; next: 'columns' | 'check' }> {
  const table = await readTable(file.bytes, file.name, {
    maxBytes: maxImportBytes,
    maxRows: maxImportRows,
    ...(file.sheet ? { sheet: file.sheet } : {}),
  });
  if (table.rows.length === 0) throw new FileRefusal('no-rows');
  const rows = table.rows.map((cells, at) => ({ cells, row_number: table.rowNumbers[at] ?? at + 2 }));
  const { mapping, clear } = await proposeMapping(tx, kind, table.header, table.notes);
  const { id } = await tx.db
    .insertInto('import_batch')
    .values({
      kind: kind.kind,
      duty: kind.duty,
      file_name: file.name,
      mapping: JSON.stringify(mapping),
      notes: JSON.stringify(mapping.read_notes),
      created_by: tx.actor.person_id ?? 0,
      created_at: tx.now,
      row_count: rows.length,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await keepRows(tx, id, kind.duty, rows);
  if (clear) await beginCheck(tx, kind, job, id, mapping, rows);
  tx.record({
    action: 'import.stage',
    subject_kind: 'import_batch',
    subject_id: id,
    detail: { kind: kind.kind, rows: rows.length },
  });
  return { batch_id: id, next: clear ? 'check' : 'columns' };
}

/** What was read, as it was read. */
async function keepRows(tx: WriteTx, batch_id: number, duty: string, rows: readonly RawRow[]): Promise<void> {
  for (let from = 0; from < rows.length; from += partSize) {
    const part = rows.slice(from, from + partSize).map(({ row_number, cells }) => [row_number, cells]);
    await tx.db
      .insertInto('import_part')
      .values({ batch_id, duty, part: from / partSize, rows: JSON.stringify(part) })
      .execute();
  }
}

/** The rows of a file as they were read, in their order; `parts` of a thousand each, all without it. */
async function keptRows(tx: ReadTx, batch_id: number, parts?: number): Promise<RawRow[]> {
  let query = tx.db.selectFrom('import_part').select('rows').where('batch_id', '=', batch_id).orderBy('part');
  if (parts !== undefined) query = query.limit(parts);
  return (await query.execute()).flatMap(({ rows }) =>
    (JSON.parse(rows) as [number, string[]][]).map(([row_number, cells]) => ({ row_number, cells })),
  );
}

/** The first rows as they were read, for choosing columns. */
export async function sampleRows(tx: ReadTx, batch_id: number, count: number): Promise<RawRow[]> {
  return (await keptRows(tx, batch_id, 1)).slice(0, count);
}

/** The cells of a file's rows by row number. */
export async function cellsByRow(tx: ReadTx, batch_id: number): Promise<ReadonlyMap<number, string[]>> {
  return new Map((await keptRows(tx, batch_id)).map((row) => [row.row_number, row.cells]));
}

/** Sets which column is what and checks all rows again. Only before anything was applied, and not during a check. */
export async function chooseColumns<D extends object>(
  tx: WriteTx,
  kind: ImportKind<D>,
  job: Job<ImportData>,
  batch: Batch,
  mapping: Pick<Mapping, 'columns' | 'constants'>,
): Promise<void> {
  if (!mayChooseColumns(batch)) throw new Refusal(409, words.noLonger);
  await tx.db.deleteFrom('import_row').where('batch_id', '=', batch.id).execute();
  const whole: Mapping = { ...batch.mapping, ...mapping, chosen: true };
  await rememberLayout(tx, kind, batch, whole);
  await beginCheck(tx, kind, job, batch.id, whole, await keptRows(tx, batch.id));
}

export function mayChooseColumns(batch: Batch): boolean {
  return batch.apply_requested_at === null && ['columns', 'checked', 'failed'].includes(stateOf(batch));
}

// ---- checking ------------------------------------------------------------------------------

/** Checks a short file here and now, and plans the check of a long one. */
async function beginCheck<D extends object>(
  tx: WriteTx,
  kind: ImportKind<D>,
  job: Job<ImportData>,
  batch_id: number,
  mapping: Mapping,
  rows: readonly RawRow[],
): Promise<void> {
  const atOnce = rows.length <= checkedAtOnce;
  await tx.db
    .updateTable('import_batch')
    .set({
      mapping: JSON.stringify(mapping),
      check_requested_at: tx.now,
      check_requested_by: tx.actor.person_id,
      progressed_at: tx.now,
      checked_at: null,
      progress: 0,
      failure: null,
    })
    .where('id', '=', batch_id)
    .execute();
  if (!atOnce) return tx.plan(job, { batch_id });
  const notes = await checkRows(tx, kind, batch_id, mapping, rows);
  await endCheck(tx, batch_id, tx.now, notes);
}

/** False where the check has been given up or begun anew meanwhile. */
async function endCheck(tx: WriteTx, batch_id: number, begun: Date, notes: string[]): Promise<boolean> {
  const done = await tx.db
    .updateTable('import_batch')
    .set({ notes: JSON.stringify(notes), checked_at: tx.now, progress: 0, failure: null })
    .where('id', '=', batch_id)
    .where('check_requested_at', '=', begun)
    .where('checked_at', 'is', null)
    .where('discarded_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return done !== undefined;
}

/**
 * The job's first half. All rows in one transaction: a killed server leaves nothing half-written, and the check begins
 * anew. It is done in the name of whoever asked: what they may not see is not compared with. Meanwhile how far it has come is told in small transactions of their own, which also learn that somebody gave up.
 */
async function checkByJob<D extends object>(
  tools: Pick<JobTools, 'writing' | 'stopping'>,
  kind: ImportKind<D>,
  { id: batch_id, check_requested_by }: Batch,
): Promise<void> {
  const givenUp = new Undo(undefined);
  try {
    await tools.writing(async (tx) => {
      // Whoever else checks the same file waits here, and then sees that it is done.
      await sql`select pg_advisory_xact_lock(hashtextextended(current_schema() || ' import ' || ${batch_id}, 0))`.execute(
        tx.db,
      );
      const batch = (await tx.db
        .selectFrom('import_batch')
        .select(batchColumns)
        .where('id', '=', batch_id)
        .executeTakeFirst()) as Batch | undefined;
      if (!batch) throw new Error('whoever asked for the check may not see the file any more');
      if (stateOf({ ...batch, failure: null }) !== 'checking') return;
      const begun = batch.check_requested_at!;
      let told = performance.now();
      const tell = async (progress: number): Promise<void> => {
        if (tools.stopping()) throw new Error('stopping');
        if (performance.now() - told < progressEvery) return;
        told = performance.now();
        const still = await tools.writing((other) =>
          other.db
            .updateTable('import_batch')
            .set({ progress, progressed_at: other.now })
            .where('id', '=', batch_id)
            .where('check_requested_at', '=', begun)
            .where('discarded_at', 'is', null)
            .returning('id')
            .executeTakeFirst(),
        );
        if (!still) throw givenUp;
      };
      const notes = await checkRows(tx, kind, batch_id, batch.mapping, await keptRows(tx, batch_id), tell);
      if (!(await endCheck(tx, batch_id, begun, notes))) throw givenUp;
    }, check_requested_by ?? undefined);
  } catch (error) {
    if (error !== givenUp) throw error;
  } finally {
    releaseSoon();
  }
}

/** Characters that came out broken or exist on one machine only, and what a formula shows when it fails. */
const oddText = /[\uFFFD\uE000-\uF8FF]|^#(?:N\/A|DIV\/0!|REF!|VALUE!|NAME\?|NULL!|NUM!|SPILL!)$/;

/** What is wrong with the cells of a row, whatever kind of table it is. A formula's error becomes an empty cell. */
function oddCells(header: readonly string[], cells: string[]): string[] {
  return cells.flatMap((cell, index) => {
    if (!oddText.test(cell)) return [];
    const label = header[index]?.trim() || words.columns.nameless(index + 1);
    if (cell.startsWith('#')) {
      cells[index] = '';
      return [words.formulaError(label, cell)];
    }
    const short = cell.length > 30 ? `${cell.slice(0, 30)}…` : cell;
    return [
      cell.includes('\uFFFD') ? words.brokenCharacter(label, short) : words.privateCharacter(label, short),
    ];
  });
}

/** Says of every row what is to become of it; `tell` hears how many are done. Returns the notes about the file. */
async function checkRows<D extends object>(
  tx: WriteTx,
  kind: ImportKind<D>,
  batch_id: number,
  mapping: Mapping,
  raw: readonly RawRow[],
  tell: (progress: number) => Promise<void> = async () => undefined,
): Promise<string[]> {
  const match = asMatch(mapping);
  const taken = Object.entries(mapping.columns);
  const others = { ...match, columns: {} };
  const said = new Map<number, string[]>();
  const rows: ReadRow[] = raw.map(({ row_number, cells }) => {
    const fields: Record<string, string> = { ...mapping.constants };
    const odd = oddCells(mapping.header, cells);
    if (odd.length > 0) said.set(row_number, odd);
    for (const [name, index] of taken) if (cells[index]) fields[name] = cells[index];
    return { row_number, fields, extras: match.extras.length === 0 ? {} : pickColumns(others, cells).extras };
  });
  let handed = 0;
  let before: Promise<void> = Promise.resolve();
  const hand = async (done: Checked<D>[]): Promise<void> => {
    await before;
    for (const row of said.size === 0 ? [] : done) {
      row.messages = [...(said.get(row.row_number) ?? []), ...row.messages];
    }
    before = insertRows(tx, batch_id, kind.duty, done);
    // A failure is told to whoever hands over next.
    before.catch(() => undefined);
    handed += done.length;
    await tell(handed);
  };
  const checked = await kind.check(tx, rows, hand);
  await hand(checked.rows);
  await before;
  const extras = match.extras.filter(({ heading }) => heading.trim() !== '').map(({ heading }) => heading);
  return [...mapping.read_notes, ...toldOfExtras(extras, kind.reads), ...checked.notes];
}

/** What becomes of columns that belong to no field. */
function toldOfExtras(headings: string[], reads: ((heading: string) => boolean) | undefined): string[] {
  if (reads === undefined) return headings.length === 0 ? [] : [words.extraColumns(headings)];
  const read = headings.filter(reads);
  const unused = headings.filter((heading) => !reads(heading));
  return [
    ...(read.length === 0 ? [] : [words.readColumns(read)]),
    ...(unused.length === 0 ? [] : [words.unusedColumns(unused)]),
  ];
}

async function insertRows(
  tx: WriteTx,
  batch_id: number,
  duty: string,
  rows: readonly Checked<object>[],
): Promise<void> {
  let before: Promise<unknown> = Promise.resolve();
  for (let from = 0; from < rows.length; from += insertSize) {
    // One text parsed once: much less work on both sides than an array of texts for each column. Each part is written
    // out while the database takes the one before it.
    const part = storable(JSON.stringify(rows.slice(from, from + insertSize)));
    await before;
    before = sql`
      insert into import_row (batch_id, duty, row_number, verdict, label, target_id, data, changes, messages)
      select ${batch_id}, ${duty}, row_number, verdict, label, target_id, coalesce(data, '{}'), changes, messages
      from jsonb_to_recordset(${part}::jsonb) as row (row_number integer, verdict text, label text, target_id bigint,
        data jsonb, changes jsonb, messages jsonb)`.execute(tx.db);
  }
  await before;
}

/** JSON without what PostgreSQL cannot store: NUL and halves of a surrogate pair, which JSON.stringify() escapes. */
function storable(json: string): string {
  return json.includes('\\u')
    ? json.replace(/(?<!\\)((?:\\\\)*)\\u(?:0000|d[89a-f][0-9a-f]{2})/gi, '$1')
    : json;
}

// ---- reading a batch -----------------------------------------------------------------------

export interface Batch {
  id: number;
  kind: string;
  file_name: string;
  mapping: Mapping;
  notes: string[];
  created_by: number;
  created_at: Date;
  check_requested_at: Date | null;
  check_requested_by: number | null;
  checked_at: Date | null;
  apply_requested_at: Date | null;
  applied_at: Date | null;
  discarded_at: Date | null;
  /** rows checked or written so far, and when the last word about it was */
  progress: number;
  progressed_at: Date | null;
  row_count: number;
  failure: string | null;
}

export type BatchState = 'columns' | 'checking' | 'checked' | 'applying' | 'failed' | 'applied' | 'discarded';

/** Where a batch stands, from its dated facts. */
export function stateOf(batch: Batch): BatchState {
  if (batch.discarded_at) return 'discarded';
  if (batch.applied_at) return 'applied';
  if (batch.failure !== null) return 'failed';
  if (batch.apply_requested_at) return 'applying';
  if (batch.checked_at) return 'checked';
  return batch.check_requested_at ? 'checking' : 'columns';
}

const batchColumns = [
  'id',
  'kind',
  'file_name',
  'mapping',
  'notes',
  'created_by',
  'created_at',
  'check_requested_at',
  'check_requested_by',
  'checked_at',
  'apply_requested_at',
  'applied_at',
  'discarded_at',
  'progress',
  'progressed_at',
  'row_count',
  'failure',
] as const;

export async function batchById(tx: ReadTx, kind: string, id: number | null): Promise<Batch | undefined> {
  if (id === null) return undefined;
  const row = await tx.db
    .selectFrom('import_batch')
    .select(batchColumns)
    .where('id', '=', id)
    .where('kind', '=', kind)
    .executeTakeFirst();
  return row as Batch | undefined;
}

/** The last ten imports of a kind, newest first. */
export async function recentBatches(tx: ReadTx, kind: string): Promise<Batch[]> {
  const rows = await tx.db
    .selectFrom('import_batch')
    .select(batchColumns)
    .where('kind', '=', kind)
    .orderBy('created_at', 'desc')
    .limit(10)
    .execute();
  return rows as Batch[];
}

export type VerdictCounts = Record<'new' | 'changed' | 'same' | 'refused', number>;

export async function verdictCounts(tx: ReadTx, batch_id: number): Promise<VerdictCounts> {
  const rows = await tx.db
    .selectFrom('import_row')
    .select(['verdict', sql<number>`count(*)`.as('count')])
    .where('batch_id', '=', batch_id)
    .groupBy('verdict')
    .execute();
  const counts: VerdictCounts = { new: 0, changed: 0, same: 0, refused: 0 };
  for (const row of rows) counts[row.verdict as keyof VerdictCounts] = row.count;
  return counts;
}

/** Rows that are taken and of which something is said: mended, kept aside, guessed. */
export async function notedCount(tx: ReadTx, batch_id: number): Promise<number> {
  const { count } = await tx.db
    .selectFrom('import_row')
    .select(sql<number>`count(*)`.as('count'))
    .where('batch_id', '=', batch_id)
    .where(isNoted)
    .executeTakeFirstOrThrow();
  return count;
}

const isNoted = sql<boolean>`verdict <> 'refused' and messages <> '[]'`;

export interface StagedRow {
  row_number: number;
  verdict: Checked<object>['verdict'];
  label: string;
  target_id: number | null;
  changes: Change[];
  messages: string[];
}

export async function batchRows(
  tx: ReadTx,
  batch_id: number,
  which: StagedRow['verdict'] | 'noted' | null,
  { limit, offset }: { limit: number; offset: number },
): Promise<StagedRow[]> {
  let query = tx.db
    .selectFrom('import_row')
    .select(['row_number', 'verdict', 'label', 'target_id', 'changes', 'messages'])
    .where('batch_id', '=', batch_id)
    .orderBy('row_number')
    .limit(limit)
    .offset(offset);
  if (which === 'noted') query = query.where(isNoted);
  else if (which) query = query.where('verdict', '=', which);
  return (await query.execute()) as unknown as StagedRow[];
}

// ---- applying ------------------------------------------------------------------------------

const importData = z.object({ batch_id: z.number() });
export type ImportData = z.output<typeof importData>;

/** Plans the writing of a checked batch; refused while another of its kind is being written. */
export async function requestApply<D extends object>(
  tx: WriteTx,
  kind: ImportKind<D>,
  job: Job<ImportData>,
  batch: Batch,
): Promise<void> {
  if (stateOf(batch) !== 'checked') throw new Refusal(409, words.noLonger);
  const other = await tx.db
    .selectFrom('import_batch')
    .select('file_name')
    .where('kind', '=', kind.kind)
    .where('apply_requested_at', 'is not', null)
    .where('applied_at', 'is', null)
    .where('discarded_at', 'is', null)
    .where('failure', 'is', null)
    .executeTakeFirst();
  if (other) throw new Refusal(409, words.otherRunning(other.file_name));
  const changed = await tx.db
    .updateTable('import_batch')
    .set({ apply_requested_at: tx.now, progressed_at: tx.now, progress: 0 })
    .where('id', '=', batch.id)
    .where('apply_requested_at', 'is', null)
    .where('discarded_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
    .catch((error: unknown) => {
      // Two people pressed at once: the index decides.
      throw isOf(error, '23505') ? new Refusal(409, words.otherRunning('')) : error;
    });
  if (!changed) throw new Refusal(409, words.noLonger);
  await tx.plan(job, { batch_id: batch.id });
  tx.record({
    action: 'import.apply',
    subject_kind: 'import_batch',
    subject_id: batch.id,
    detail: { kind: kind.kind },
  });
}

/** Plans a batch that stands still or failed once more; rows already written are left alone. */
export async function resumeImport(tx: WriteTx, job: Job<ImportData>, batch: Batch): Promise<void> {
  const state = stateOf(batch);
  if (state !== 'checking' && state !== 'applying' && state !== 'failed')
    throw new Refusal(409, words.noLonger);
  if (!batch.checked_at) {
    await tx.db
      .updateTable('import_batch')
      .set({ check_requested_by: tx.actor.person_id, progressed_at: tx.now })
      .where('id', '=', batch.id)
      .execute();
  }
  await tx.plan(job, { batch_id: batch.id });
  tx.record({ action: 'import.resume', subject_kind: 'import_batch', subject_id: batch.id });
}

/** Leaves a batch unapplied, or in the middle of its check; what was read from the file is deleted. */
export async function discardBatch(tx: WriteTx, batch: Batch): Promise<void> {
  if (batch.apply_requested_at || batch.discarded_at) throw new Refusal(409, words.noLonger);
  await tx.db.updateTable('import_batch').set({ discarded_at: tx.now }).where('id', '=', batch.id).execute();
  await tx.db.deleteFrom('import_row').where('batch_id', '=', batch.id).execute();
  await tx.db.deleteFrom('import_part').where('batch_id', '=', batch.id).execute();
  tx.record({ action: 'import.discard', subject_kind: 'import_batch', subject_id: batch.id });
}

/**
 * The job that does what a batch waits for. Checking: all rows in one transaction. Writing: 500 rows a transaction, each row
 * marked as written in the same transaction, so that a killed server doubles nothing and the next run goes on from there.
 * A row the database refuses is set aside.
 */
export function importJob<Data extends object>(kind: ImportKind<Data>): Job<ImportData> {
  return defineJob({
    name: `import.${kind.kind}`,
    data: importData,
    long: true,
    async run(_tx, { batch_id }, tools) {
      const wanted = await tools.writing((tx) => start(tx, batch_id));
      if (wanted === null) return;
      try {
        if (wanted.state === 'checking') return await checkByJob(tools, kind, wanted.batch);
        let written: number;
        do {
          // Handed back to the queue: thrown, because a job that returns is done.
          if (tools.stopping()) throw new Error('stopping');
          written = await step(tools, kind, batch_id, stepSize);
        } while (written > 0);
        await tools.writing((tx) => finish(tx, kind, batch_id));
      } catch (error) {
        if (!tools.stopping()) {
          await tools.writing((tx) => fail(tx, batch_id, wanted.state)).catch(() => undefined);
        }
        throw error;
      }
    },
  });
}

/** What the batch waits for; null for nothing. An earlier failure is forgotten: it is tried again. */
async function start(
  tx: WriteTx,
  batch_id: number,
): Promise<{ state: 'checking' | 'applying'; batch: Batch } | null> {
  const batch = (await tx.db
    .selectFrom('import_batch')
    .select(batchColumns)
    .where('id', '=', batch_id)
    .executeTakeFirst()) as Batch | undefined;
  if (!batch) return null;
  const state = stateOf({ ...batch, failure: null });
  if (state !== 'checking' && state !== 'applying') return null;
  if (batch.failure !== null) {
    await tx.db.updateTable('import_batch').set({ failure: null }).where('id', '=', batch_id).execute();
  }
  return { state, batch };
}

async function fail(tx: WriteTx, batch_id: number, at: 'checking' | 'applying'): Promise<void> {
  await tx.db
    .updateTable('import_batch')
    .set({ failure: at === 'checking' ? words.checkFailed : words.failed })
    .where('id', '=', batch_id)
    .where(at === 'checking' ? 'checked_at' : 'applied_at', 'is', null)
    .execute();
}

/** One transaction's worth; halves it where the database refuses, down to the row at fault. Returns rows handled. */
async function step<D extends object>(
  tools: Pick<JobTools, 'writing'>,
  kind: ImportKind<D>,
  batch_id: number,
  size: number,
): Promise<number> {
  try {
    return await tools.writing((tx) => writeSome(tx, kind, batch_id, size));
  } catch (error) {
    if (!isOf(error, '22') && !isOf(error, '23')) throw error;
    if (size > 1) return step(tools, kind, batch_id, Math.ceil(size / 2));
    return tools.writing((tx) => refuseNext(tx, batch_id));
  }
}

async function writeSome<D extends object>(
  tx: WriteTx,
  kind: ImportKind<D>,
  batch_id: number,
  size: number,
): Promise<number> {
  // Whoever else runs the same batch waits here, and then sees these rows as written.
  await tx.db.selectFrom('import_batch').select('id').where('id', '=', batch_id).forUpdate().execute();
  const rows = (await waiting(tx, batch_id)
    .select(['row_number', 'verdict', 'target_id', 'data'])
    .limit(size)
    .execute()) as ApplyRow<D>[];
  if (rows.length === 0) return 0;
  const { targets, refused } = await kind.apply(tx, rows, batch_id);
  await sql`
    update import_row set applied_at = ${tx.now}, target_id = coalesce(done.target_id, import_row.target_id),
      verdict = case when done.reason is null then verdict else 'refused' end,
      messages = case when done.reason is null then messages else messages || jsonb_build_array(done.reason) end
    from unnest(
      ${rows.map((row) => row.row_number)}::int[], ${rows.map((row) => targets.get(row.row_number) ?? null)}::bigint[],
      ${rows.map((row) => refused.get(row.row_number) ?? null)}::text[]
    ) as done (row_number, target_id, reason)
    where batch_id = ${batch_id} and import_row.row_number = done.row_number`.execute(tx.db);
  await advance(tx, batch_id, rows.length);
  return rows.length;
}

async function refuseNext(tx: WriteTx, batch_id: number): Promise<number> {
  await tx.db.selectFrom('import_batch').select('id').where('id', '=', batch_id).forUpdate().execute();
  const row = await waiting(tx, batch_id).select(['row_number', 'messages']).limit(1).executeTakeFirst();
  if (!row) return 0;
  await tx.db
    .updateTable('import_row')
    .set({
      applied_at: tx.now,
      verdict: 'refused',
      messages: JSON.stringify([...(row.messages as string[]), words.collided]),
    })
    .where('batch_id', '=', batch_id)
    .where('row_number', '=', row.row_number)
    .execute();
  await advance(tx, batch_id, 1);
  return 1;
}

function waiting(tx: ReadTx, batch_id: number) {
  return tx.db
    .selectFrom('import_row')
    .where('batch_id', '=', batch_id)
    .where('verdict', 'in', ['new', 'changed'])
    .where('applied_at', 'is', null)
    .orderBy('row_number');
}

async function advance(tx: WriteTx, batch_id: number, rows: number): Promise<void> {
  await tx.db
    .updateTable('import_batch')
    .set((eb) => ({ progress: eb('progress', '+', rows), progressed_at: tx.now }))
    .where('id', '=', batch_id)
    .execute();
}

async function finish<D extends object>(tx: WriteTx, kind: ImportKind<D>, batch_id: number): Promise<void> {
  const batch = await tx.db
    .updateTable('import_batch')
    .set({ applied_at: tx.now })
    .where('id', '=', batch_id)
    .where('applied_at', 'is', null)
    .returning(['created_by', 'file_name'])
    .executeTakeFirst();
  if (!batch) return;
  const counts = await verdictCounts(tx, batch_id);
  await tx.db
    .insertInto('notice')
    .values({
      person_id: batch.created_by,
      title: words.doneNotice(batch.file_name, counts.new, counts.changed, counts.refused),
      url: `${kind.base}/${batch_id}`,
      created_at: tx.now,
    })
    .execute();
  tx.record({
    action: 'import.done',
    subject_kind: 'import_batch',
    subject_id: batch_id,
    detail: { ...counts },
  });
}

/** A database error of this SQLSTATE or class. */
function isOf(error: unknown, code: string): boolean {
  return error instanceof pg.DatabaseError && (error.code ?? '').startsWith(code);
}

const keptDays = 30;

/** Every night: what was read from files is deleted a month after it was written in, given up or left lying. */
export const tidyImports = defineJob({
  name: 'import.tidy',
  data: z.object({}),
  schedule: '20 3 * * *',
  async run(tx) {
    const before = new Date(tx.now.getTime() - keptDays * 86_400_000);
    for (const table of ['import_row', 'import_part'] as const) {
      await tx.db
        .deleteFrom(table)
        .where('batch_id', 'in', (eb) =>
          eb
            .selectFrom('import_batch')
            .select('id')
            .where((one) =>
              one.or([
                one('applied_at', '<', before),
                one.and([one('apply_requested_at', 'is', null), one('created_at', '<', before)]),
              ]),
            ),
        )
        .execute();
    }
  },
});
