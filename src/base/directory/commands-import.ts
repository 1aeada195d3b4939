import { setImmediate as nextTurn } from 'node:timers/promises';
import { sql } from 'kysely';
import type { ReadTx, WriteTx } from '../../platform/db/transaction.ts';
import {
  defineImport,
  type Applied,
  type ApplyRow,
  type Change,
  type Checked,
  type ImportField,
  type ReadRow,
} from '../../platform/files/imports.ts';
import { townKey } from '../../platform/ja/address.ts';
import { formatDate } from '../../platform/ja/dates.ts';
import { foldForSearch } from '../../platform/ja/kana.ts';
import { registerOrganisation } from '../people/commands.ts';
import {
  addProgrammes,
  listOrganisations,
  publishFacilities,
  townsByKey,
  withoutAddress,
} from './commands.ts';
import {
  addressKey,
  idBehind,
  partsOf,
  rowCleaner,
  standInId,
  type Cleaned,
  type FacilityValues,
  type Own,
} from './rules-import.ts';
import { programmesOf } from './rules.ts';
import {
  importFields,
  keptHeadings,
  standardHeadings,
  words,
  type ImportFieldName,
} from './words-import.ja.ts';
import { kinds, unknownOperator } from './words.ja.ts';

type Columns = FacilityValues & { town_id: number | null; extras: Record<string, unknown> };

/** What a checked row will write: the whole row as it is to stand, and the version it was compared with. */
export interface FacilityRow {
  /** without what is null: most of a row, and 20,000 of them are kept */
  columns: Partial<Columns>;
  organisation_id: number | null;
  /** to be registered at writing, when nobody of this name is known */
  organisation: string | null;
  corporate_number: string | null;
  version: number | null;
}

const columnTypes = {
  local_id: 'text',
  name: 'text',
  name_kana: 'text',
  name_en: 'text',
  kind: 'text',
  postal_code: 'text',
  address: 'text',
  building: 'text',
  town_id: 'bigint',
  latitude: 'float8',
  longitude: 'float8',
  phone: 'text',
  fax: 'text',
  email: 'text',
  url: 'text',
  access_note: 'text',
  parking: 'text',
  capacity: 'int',
  ages: 'text',
  age_from_months: 'int',
  age_to_months: 'int',
  weekdays: 'text',
  opens_at: 'time',
  closes_at: 'time',
  hours_note: 'text',
  temporary_care: 'boolean',
  sick_child_care: 'boolean',
  nursing_room: 'boolean',
  diaper_changing: 'boolean',
  eating_allowed: 'boolean',
  stroller_rental: 'boolean',
  stroller_use: 'boolean',
  established_on: 'date',
  note: 'text',
  ended_on: 'date',
  extras: 'jsonb',
} as const satisfies Record<keyof Columns, string>;
const columnNames = Object.keys(columnTypes) as (keyof typeof columnTypes)[];

/** Fields in the order of the standard's columns; those of ours first, kept ones under their own headings. */
const fields: ImportField[] = [
  ...(Object.keys(importFields) as ImportFieldName[]).map((name) => ({
    name,
    ...importFields[name],
    required: name === 'name' || name === 'kind',
    ...(name === 'kind'
      ? { constant: { help: words.kindHelp, options: kinds }, instead: 'school_type' }
      : {}),
  })),
  ...keptHeadings.map((heading) => ({ name: heading, label: heading })),
];

type Existing = Columns & {
  id: number;
  organisation_id: number;
  organisation: string | null;
  version: number;
};

async function existingFacilities(tx: ReadTx): Promise<Existing[]> {
  const rows = await tx.db
    .selectFrom('facility')
    .leftJoin('organisation', 'organisation.id', 'facility.organisation_id')
    .select([
      'facility.id',
      'facility.organisation_id',
      'facility.version',
      'organisation.name as organisation',
      ...columnNames.map((name) => `facility.${name}` as const),
    ])
    .execute();
  return rows as unknown as Existing[];
}

interface Operators {
  byName: Map<string, { id: number; corporate_number: string | null }>;
  byNumber: Map<string, number>;
}

async function operators(tx: ReadTx): Promise<Operators> {
  const rows = await tx.db
    .selectFrom('organisation')
    .select(['id', 'name', 'corporate_number'])
    .where('ended_on', 'is', null)
    .execute();
  return {
    byName: new Map(rows.map((row) => [row.name, row])),
    byNumber: new Map(rows.flatMap((row) => (row.corporate_number ? [[row.corporate_number, row.id]] : []))),
  };
}

/** What is there already, by everything a row can be recognised by. */
function register(rows: readonly Existing[], own: Own) {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const byLocalId = new Map(rows.flatMap((row) => (row.local_id === null ? [] : [[row.local_id, row]])));
  const byName = Map.groupBy(rows, (row) => foldForSearch(row.name));
  const keys = new Map<string, string>([['', '']]);
  const keyOf = (address: string): string => {
    let key = keys.get(address);
    if (key === undefined) keys.set(address, (key = addressKey(partsOf(address, own), townKey)));
    return key;
  };
  return { byId, byLocalId, byName, keyOf };
}
type Register = ReturnType<typeof register>;

type Recognised = { existing: Existing | null; messages: string[]; refusal: string | null };

/** By number first, then by name and address. A number that belongs to quite another place is refused, not believed. */
function recognise(row: Cleaned, name: string, there: Register): Recognised {
  const { local_id = null, address = '' } = row.values;
  const same = there.byName.get(foldForSearch(name)) ?? [];
  const key = there.keyOf(address);
  const nearby = (one: Existing): boolean =>
    address === '' || one.address === '' || there.keyOf(one.address) === key;
  const known = (existing: Existing): Recognised => ({
    existing,
    messages: existing.ended_on === null || row.values.ended_on ? [] : [words.reopened],
    refusal: null,
  });
  if (local_id !== null) {
    const behind = idBehind(local_id);
    const stoodIn = behind === null ? undefined : there.byId.get(behind);
    if (stoodIn && stoodIn.local_id === null && (same.includes(stoodIn) || nearby(stoodIn)))
      return known(stoodIn);
    const numbered = there.byLocalId.get(local_id);
    if (numbered) {
      if (same.includes(numbered) || (address !== '' && numbered.address !== '' && nearby(numbered)))
        return known(numbered);
      return { existing: null, messages: [], refusal: words.idOfOther(local_id, numbered.name) };
    }
  }
  // A place with another number is another place, whatever it is called.
  const candidates = same.filter((one) => nearby(one) && (one.local_id === null || local_id === null));
  if (candidates.length === 1) return known(candidates[0]!);
  if (candidates.length > 1)
    return { existing: null, messages: [], refusal: words.ambiguous(name, candidates.length) };
  return {
    existing: null,
    messages: same.length > 0 ? [words.sameName(same[0]!.address)] : [],
    refusal: null,
  };
}

const rowsBetweenTurns = 500;

async function check(
  tx: ReadTx,
  rows: readonly ReadRow[],
  hand: (done: Checked<FacilityRow>[]) => Promise<void>,
): Promise<{ rows: Checked<FacilityRow>[]; notes: string[] }> {
  const { municipality } = tx.actor;
  const own: Own = { code: municipality.code, prefecture: municipality.prefecture, city: municipality.name };
  const clean = rowCleaner(own);
  const there = register(await existingFacilities(tx), own);
  const known = await operators(tx);
  const towns = await townsByKey(tx);
  const seen = {
    ids: new Map<string, number>(),
    places: new Map<string, number>(),
    targets: new Map<number, number>(),
  };
  const newOperators = new Set<string>();
  const publishers = new Set<string>();
  let withoutOperator = 0;
  let withoutTown = 0;
  const checked: Checked<FacilityRow>[] = [];

  for (const [at, read] of rows.entries()) {
    if (at % rowsBetweenTurns === rowsBetweenTurns - 1) {
      await hand(checked.splice(0));
      await nextTurn();
    }
    const row = clean(read.fields, read.extras);
    const { name } = row.values;
    const refuse = (reasons: string[]): void => {
      checked.push({
        row_number: read.row_number,
        verdict: 'refused',
        label: name ?? [...(read.fields['name'] ?? '')].slice(0, 40).join(''),
        target_id: null,
        data: null,
        changes: [],
        messages: reasons,
      });
    };
    if (row.refusals.length > 0 || name === undefined) {
      refuse(row.refusals);
      continue;
    }
    const found = recognise(row, name, there);
    const doubled = found.refusal ?? doubleOf(row, name, found.existing, read.row_number, seen, there);
    if (doubled) {
      refuse([doubled]);
      continue;
    }
    if (row.publisher !== null && row.publisher !== own.code) publishers.add(row.publisher);
    const operator = operatorOf(row, found.existing, known);
    if (operator.name !== null && operator.id === null) newOperators.add(operator.name);
    const messages = [...row.messages, ...found.messages];
    const columns = merge(row, found.existing, operator, towns);
    if (columns.town_id === null && columns.address !== '') withoutTown++;
    const data: FacilityRow = {
      columns: filled(columns),
      organisation_id: operator.id ?? found.existing?.organisation_id ?? null,
      organisation: operator.id === null ? operator.name : null,
      corporate_number: row.corporate_number,
      version: found.existing?.version ?? null,
    };
    if (!found.existing) {
      if (operator.name === null) withoutOperator++;
      checked.push({
        row_number: read.row_number,
        verdict: 'new',
        label: name,
        target_id: null,
        data,
        changes: [],
        messages,
      });
      continue;
    }
    const changes = differences(found.existing, columns, operator.name);
    checked.push({
      row_number: read.row_number,
      verdict: changes.length === 0 ? 'same' : 'changed',
      label: name,
      target_id: found.existing.id,
      data: changes.length === 0 ? null : data,
      changes,
      messages,
    });
  }
  return {
    rows: checked,
    notes: [
      ...(publishers.size > 0 ? [words.otherMunicipality([...publishers])] : []),
      ...(newOperators.size > 0 ? [words.newOperators([...newOperators])] : []),
      ...(withoutOperator > 0 ? [words.unknownOperators(withoutOperator, unknownOperator)] : []),
      ...(withoutTown > 0 && towns.size > 0 ? [words.noTown(withoutTown)] : []),
    ],
  };
}

function doubleOf(
  row: Cleaned,
  name: string,
  existing: Existing | null,
  row_number: number,
  seen: { ids: Map<string, number>; places: Map<string, number>; targets: Map<number, number> },
  there: Register,
): string | null {
  const { local_id = null, address = '' } = row.values;
  const earlier = local_id === null ? undefined : seen.ids.get(local_id);
  if (local_id !== null && earlier !== undefined) return words.duplicateId(local_id, earlier);
  const place = `${foldForSearch(name)} ${there.keyOf(address)} ${local_id === null ? '' : 'numbered'}`;
  const twin = local_id === null ? seen.places.get(place) : undefined;
  if (twin !== undefined) return words.duplicateRow(twin);
  const target = existing === null ? undefined : seen.targets.get(existing.id);
  if (target !== undefined) return words.sameTarget(target);
  if (local_id !== null) seen.ids.set(local_id, row_number);
  else seen.places.set(place, row_number);
  if (existing !== null) seen.targets.set(existing.id, row_number);
  return null;
}

/** The operator a row names; null id when it must first be registered, null name when the row says none. */
function operatorOf(
  row: Cleaned,
  existing: Existing | null,
  known: Operators,
): { id: number | null; name: string | null; corporate_number: string | null } {
  const byName = row.organisation === null ? undefined : known.byName.get(row.organisation);
  if (byName) return { ...byName, name: row.organisation };
  const byNumber = row.corporate_number === null ? undefined : known.byNumber.get(row.corporate_number);
  if (byNumber !== undefined && row.organisation === null) {
    return { id: byNumber, name: null, corporate_number: row.corporate_number };
  }
  if (row.organisation !== null)
    return { id: null, name: row.organisation, corporate_number: row.corporate_number };
  return { id: existing?.organisation_id ?? null, name: null, corporate_number: null };
}

const nobody: FacilityValues = {
  local_id: null,
  name: '',
  name_kana: '',
  name_en: null,
  kind: '',
  postal_code: null,
  address: '',
  building: null,
  latitude: null,
  longitude: null,
  phone: null,
  fax: null,
  email: null,
  url: null,
  access_note: null,
  parking: null,
  capacity: null,
  ages: null,
  age_from_months: null,
  age_to_months: null,
  weekdays: null,
  opens_at: null,
  closes_at: null,
  hours_note: null,
  temporary_care: null,
  sick_child_care: null,
  nursing_room: null,
  diaper_changing: null,
  eating_allowed: null,
  stroller_rental: null,
  stroller_use: null,
  established_on: null,
  note: null,
  ended_on: null,
};

/** The entry as it is to stand: what the row says over what is there; an empty cell changes nothing. */
function merge(
  row: Cleaned,
  existing: Existing | null,
  operator: { corporate_number: string | null },
  towns: ReadonlyMap<string, number>,
): Columns {
  const moved =
    existing !== null && row.values.address !== undefined && row.values.address !== existing.address;
  const before = (existing?.extras ?? {}) as Record<string, unknown>;
  const extras: Record<string, unknown> = { ...(moved ? withoutAddress(before) : before) };
  for (const name of row.settled) delete extras[name];
  Object.assign(extras, row.extras);
  // The operator's own entry holds its number; beside the facility it is kept only where the two differ.
  if (row.corporate_number !== null) {
    const label = importFields.corporate_number.label;
    if (operator.corporate_number === row.corporate_number) delete extras[label];
    else extras[label] = row.corporate_number;
  }
  const { local_id, ...values } = row.values;
  const standsIn = existing !== null && existing.local_id === null && local_id === standInId(existing.id);
  const columns = { ...nobody, ...(existing ? pick(existing) : {}), ...values, extras };
  if (local_id !== undefined && !standsIn) columns.local_id = local_id;
  return {
    ...columns,
    town_id:
      row.town === ''
        ? (existing?.town_id ?? null)
        : (towns.get(townKey(row.town)) ?? (moved ? null : (existing?.town_id ?? null))),
  };
}

function pick(existing: Existing): FacilityValues {
  return Object.fromEntries(
    Object.keys(nobody).map((name) => [name, existing[name as keyof FacilityValues]]),
  ) as unknown as FacilityValues;
}

function filled(columns: Columns): Partial<Columns> {
  const kept: Record<string, unknown> = {};
  for (const name of columnNames) if (columns[name] !== null) kept[name] = columns[name];
  return kept;
}

/** Columns that follow from others and are not shown as changes of their own. */
const derived: readonly string[] = ['town_id', 'age_from_months', 'age_to_months', 'extras'];

function differences(existing: Existing, columns: Columns, operator: string | null): Change[] {
  const changes: Change[] = [];
  for (const name of columnNames) {
    if (derived.includes(name)) continue;
    const before = said(existing[name]);
    const after = said(columns[name]);
    if (before !== after) changes.push({ label: importFields[name as ImportFieldName].label, before, after });
  }
  if (operator !== null && operator !== existing.organisation) {
    changes.push({
      label: importFields.organisation.label,
      before: existing.organisation ?? '',
      after: operator,
    });
  }
  const before = existing.extras ?? {};
  for (const name of new Set([...Object.keys(before), ...Object.keys(columns.extras)])) {
    const [was, is] = [said(before[name]), said(columns.extras[name])];
    if (was !== is) changes.push({ label: name, before: was, after: is });
  }
  return changes;
}

function said(value: unknown): string {
  if (value === true) return words.yes;
  if (value === false) return words.no;
  if (typeof value === 'string') return /^\d{4}-\d\d-\d\d$/.test(value) ? formatDate(value) : value;
  return typeof value === 'number' ? String(value) : '';
}

// ---- writing -------------------------------------------------------------------------------

async function apply(
  tx: WriteTx,
  rows: readonly ApplyRow<FacilityRow>[],
  batch_id: number,
): Promise<Applied> {
  const operatorIds = await registeredOperators(tx, rows);
  const full = rows.map((row) => ({
    ...row.data.columns,
    row_number: row.row_number,
    target_id: row.target_id,
    version: row.data.version,
    organisation_id: row.data.organisation_id ?? operatorIds.get(row.data.organisation ?? unknownOperator)!,
  }));
  const targets = new Map<number, number>();
  const fresh = full.filter((row) => row.target_id === null);
  const changed = full.filter((row) => row.target_id !== null);
  const names = sql.join(columnNames.map((name) => sql.ref(name)));
  const record = sql.raw(
    `r(row_number int, target_id bigint, version int, organisation_id bigint, ${columnNames.map((name) => `${name} ${columnTypes[name]}`).join(', ')})`,
  );
  if (fresh.length > 0) {
    const { rows: added } = await sql<{ id: number }>`
      insert into facility (organisation_id, ${names}, created_at, updated_at)
      select organisation_id, ${names}, ${tx.now}, ${tx.now}
      from jsonb_to_recordset(${JSON.stringify(fresh)}::jsonb) as ${record} order by row_number
      returning id`.execute(tx.db);
    // Rows come back in the order they went in.
    const ordered = fresh.toSorted((a, b) => a.row_number - b.row_number);
    for (const [at, { id }] of added.entries()) targets.set(ordered[at]!.row_number, id);
  }
  if (changed.length > 0) {
    const set = sql.join(columnNames.map((name) => sql`${sql.ref(name)} = r.${sql.ref(name)}`));
    const { rows: done } = await sql<{ id: number; row_number: number }>`
      update facility set organisation_id = r.organisation_id, ${set}, version = facility.version + 1,
        updated_at = ${tx.now}, updated_by = null
      from jsonb_to_recordset(${JSON.stringify(changed)}::jsonb) as ${record}
      where facility.id = r.target_id and facility.version = r.version
      returning facility.id, r.row_number`.execute(tx.db);
    for (const { id, row_number } of done) targets.set(row_number, id);
  }
  await addProgrammes(
    tx,
    rows.flatMap((row) => {
      const id = targets.get(row.row_number);
      const { kind, temporary_care, sick_child_care } = row.data.columns;
      return id === undefined || kind === undefined
        ? []
        : [{ id, codes: programmesOf(kind, temporary_care ?? null, sick_child_care === true) }];
    }),
  );
  await listOrganisations(
    tx,
    full.map((row) => row.organisation_id),
  );
  await publishFacilities(tx, [...targets.values()]);
  const refused = new Map(
    rows.filter((row) => !targets.has(row.row_number)).map((row) => [row.row_number, words.outdated]),
  );
  tx.record({
    action: 'facility.import',
    subject_kind: 'import_batch',
    subject_id: batch_id,
    detail: { new: fresh.length, changed: changed.length - refused.size, refused: refused.size },
  });
  return { targets, refused };
}

/** Operators the rows name, found or registered; those without one share the entry that says so. */
async function registeredOperators(
  tx: WriteTx,
  rows: readonly ApplyRow<FacilityRow>[],
): Promise<Map<string, number>> {
  const wanted = new Map<string, string | null>();
  for (const { data } of rows) {
    if (data.organisation_id !== null) continue;
    const name = data.organisation ?? unknownOperator;
    wanted.set(name, wanted.get(name) ?? (data.organisation === null ? null : data.corporate_number));
  }
  const ids = new Map<string, number>();
  if (wanted.size === 0) return ids;
  const there = await tx.db
    .selectFrom('organisation')
    .select(['id', 'name'])
    .where('name', 'in', [...wanted.keys()])
    .where('ended_on', 'is', null)
    .execute();
  for (const row of there) ids.set(row.name, row.id);
  for (const [name, corporate_number] of wanted) {
    if (ids.has(name)) continue;
    const id = await registerOrganisation(tx, {
      name,
      name_kana: null,
      kind: name === unknownOperator ? 'other' : 'operator',
      parent_id: null,
      corporate_number,
      postal_code: null,
      address: null,
      phone: null,
      email: null,
      note: null,
      _version: 0,
    });
    ids.set(name, id);
  }
  return ids;
}

export const facilityImport = defineImport<FacilityRow>({
  kind: 'facility',
  title: words.title,
  lead: words.lead,
  base: '/facilities/import',
  home: { label: words.home, href: '/facilities' },
  duty: 'directory.manage',
  fields,
  template: standardHeadings,
  hrefOf: (id) => `/facilities/${id}`,
  check,
  apply,
});
