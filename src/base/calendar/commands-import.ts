import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { sql } from 'kysely';
import { found, type ReadTx, type WriteTx } from '../../platform/db/transaction.ts';
import {
  defineImport,
  type Applied,
  type ApplyRow,
  type Change,
  type Checked,
  type ImportField,
  type ReadRow,
} from '../../platform/files/imports.ts';
import { formatDate, instantOf } from '../../platform/ja/dates.ts';
import { foldForSearch } from '../../platform/ja/kana.ts';
import { townKeyOf, townsByKey } from '../directory/commands.ts';
import { registerOrganisation } from '../people/commands.ts';
import { showInSearch } from './commands-search.ts';
import { followRule, insertSessions, writeDeed } from './commands-sessions.ts';
import { eventById, eventKinds } from './queries.ts';
import { cleanRow, keyOf, planOf, type CleanedRow, type ImportedColumns, type Plan } from './rules-import.ts';
import type { Sitting } from './rules-dates.ts';
import { instantsOf } from './rules.ts';
import {
  importFields,
  keptHeadings,
  standardHeadings,
  words,
  type ImportFieldName,
} from './words-import.ja.ts';

/** An event as a table says it; everything but when it is held. */
export interface Imported {
  columns: ImportedColumns;
  source_key: string;
  facility_id: number | null;
  organisation_id: number | null;
  /** to be registered at writing, when nobody of this name is known */
  organisation: string | null;
  town_id: number | null;
  application_closes_at: string | null;
}

export interface EventRow extends Imported {
  /** null: a person must read the days */
  plan: Plan | null;
  question: { raw_dates: string; reason: string; cells: Record<string, string> } | null;
  version: number | null;
}

const fields: ImportField[] = [
  ...(Object.keys(importFields) as ImportFieldName[]).map((name) => ({
    name,
    ...importFields[name],
    required: name === 'title',
    ...(name === 'fiscal_year' ? { constant: { help: words.fiscalHelp } } : {}),
  })),
  ...keptHeadings.map((heading) => ({ name: heading, label: heading })),
];

const compared = [
  'title',
  'summary',
  'description',
  'audience',
  'place_name',
  'address',
  'fee_amount',
  'fee_note',
  'contact_name',
  'contact_phone',
  'url',
  'application_note',
  'capacity',
] as const;
const labels: Record<(typeof compared)[number], string> = {
  title: importFields.title.label,
  summary: importFields.summary.label,
  description: importFields.description.label,
  audience: importFields.audience.label,
  place_name: importFields.place_name.label,
  address: importFields.address.label,
  fee_amount: importFields.fee.label,
  fee_note: importFields.fee_note.label,
  contact_name: importFields.contact_name.label,
  contact_phone: importFields.contact_phone.label,
  url: importFields.url.label,
  application_note: importFields.application_note.label,
  capacity: importFields.capacity.label,
};

const hash = (key: string): string => createHash('sha256').update(key).digest('base64url');
const said = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';

async function known(tx: ReadTx) {
  const events = await tx.db
    .selectFrom('event')
    .where('source', '=', 'import')
    .select([
      'id',
      'source_key',
      'version',
      'updated_by',
      'source_text',
      'facility_id',
      'organisation_id',
      'created_by',
    ])
    .select([...compared])
    .execute();
  const questions = await tx.db
    .selectFrom('event_question')
    .select(['source_key', 'answered_at', 'dropped_reason', 'event_id', 'raw_dates'])
    .execute();
  const organisations = await tx.db
    .selectFrom('organisation')
    .where('ended_on', 'is', null)
    .select(['id', 'name', 'kind'])
    .orderBy('id')
    .execute();
  const facilities = await tx.db
    .selectFrom('facility')
    .where('ended_on', 'is', null)
    .select(['id', 'name', 'local_id', 'organisation_id', 'town_id'])
    .execute();
  return {
    events: new Map(events.map((row) => [row.source_key, row])),
    questions: new Map(questions.map((row) => [row.source_key, row])),
    organisations: new Map(organisations.map((row) => [row.name, row.id])),
    city: organisations.find((row) => row.kind === 'city')?.id ?? null,
    facilityByName: Map.groupBy(facilities, (row) => foldForSearch(row.name)),
    facilityByNumber: new Map(
      facilities.flatMap((row) => (row.local_id === null ? [] : [[row.local_id, row]])),
    ),
  };
}
type Known = Awaited<ReturnType<typeof known>>;

function hostOf(row: CleanedRow, there: Known) {
  const numbered = row.facility_no === null ? undefined : there.facilityByNumber.get(row.facility_no);
  const named = there.facilityByName.get(foldForSearch(row.columns.place_name)) ?? [];
  const facility = numbered ?? (named.length === 1 ? named[0] : undefined);
  if (facility)
    return {
      facility_id: facility.id,
      organisation_id: facility.organisation_id,
      organisation: null,
      town_id: facility.town_id,
    };
  const id = row.organisation === null ? there.city : (there.organisations.get(row.organisation) ?? null);
  return {
    facility_id: null,
    organisation_id: id,
    organisation: id === null ? row.organisation : null,
    town_id: null,
  };
}

const rowsBetweenTurns = 200;

async function check(
  tx: ReadTx,
  rows: readonly ReadRow[],
): Promise<{ rows: Checked<EventRow>[]; notes: string[] }> {
  const there = await known(tx);
  const kinds = new Map((await eventKinds(tx)).map((kind) => [foldForSearch(kind.name), kind.code]));
  const towns = await townsByKey(tx);
  const { municipality } = tx.actor;
  const own = { prefecture: municipality.prefecture, city: municipality.name };
  const cleaned: CleanedRow[] = [];
  for (const [at, row] of rows.entries()) {
    if (at % rowsBetweenTurns === rowsBetweenTurns - 1) await nextTurn();
    const kept = Object.fromEntries(
      keptHeadings.flatMap((name) => (row.fields[name] ? [[name, row.fields[name]]] : [])),
    );
    cleaned.push(cleanRow(row.fields, { ...kept, ...row.extras }, { today: tx.today, kinds }));
  }
  // Two events of one name at one place are told apart by their days.
  const names = Map.groupBy(cleaned, keyOf);
  const seen = new Map<string, number>();
  const fresh = new Set<string>();
  let questions = 0;
  const checked = rows.map((read, at): Checked<EventRow> => {
    const row = cleaned[at]!;
    const label = row.columns.title;
    const answer = (
      verdict: Checked<EventRow>['verdict'],
      more: Partial<Checked<EventRow>>,
    ): Checked<EventRow> => ({
      row_number: read.row_number,
      verdict,
      label,
      target_id: null,
      data: null,
      changes: [],
      messages: [],
      ...more,
    });
    if (row.refusal !== null) return answer('refused', { messages: [row.refusal] });
    const key = keyOf(row);
    const apart = (names.get(key)?.length ?? 0) > 1 ? `${key}|${foldForSearch(row.raw_dates)}` : key;
    const source_key = hash(apart);
    const earlier = seen.get(source_key);
    if (earlier !== undefined) return answer('refused', { messages: [words.duplicate(earlier)] });
    seen.set(source_key, read.row_number);
    const host = hostOf(row, there);
    if (host.organisation !== null) fresh.add(host.organisation);
    const town =
      row.columns.address === ''
        ? host.town_id
        : (towns.get(townKeyOf(row.columns.address, own)) ?? host.town_id);
    const data: EventRow = {
      columns: row.columns,
      source_key,
      ...host,
      town_id: town,
      application_closes_at: row.closes_on === null ? null : `${row.closes_on}T${row.closes_at ?? '23:59'}`,
      plan: row.read.ok ? planOf(row.read.sittings, row.read.span) : null,
      question: row.read.ok
        ? null
        : { raw_dates: row.raw_dates, reason: row.read.reason, cells: { ...read.fields, ...read.extras } },
      version: null,
    };
    const asked = there.questions.get(source_key);
    const existing = there.events.get(source_key);
    if (data.question !== null && asked && asked.raw_dates === data.question.raw_dates) {
      if (asked.dropped_reason !== null)
        return answer('same', { messages: [words.dropped(asked.dropped_reason)] });
      if (asked.answered_at === null) return answer('same', { messages: [words.waiting] });
    }
    if (existing) {
      const changes = differences(existing, data);
      const answered = data.question !== null && existing.source_text === data.columns.source_text;
      if (changes.length === 0 || answered) return answer('same', { target_id: existing.id });
      if (data.question === null)
        return answer('changed', {
          target_id: existing.id,
          data: { ...data, version: existing.version },
          changes,
          messages: [...row.messages, ...(existing.updated_by === null ? [] : [words.edited])],
        });
    }
    if (data.question !== null) {
      questions += 1;
      return answer('new', {
        data,
        messages: [...row.messages, words.question(data.question.raw_dates, data.question.reason)],
      });
    }
    return answer('new', { data, messages: [...row.messages, ...readAs(row, data.plan!)] });
  });
  return {
    rows: checked,
    notes: [
      ...(questions > 0 ? [words.questions(questions)] : []),
      ...(fresh.size > 0 ? [words.newOrganisations([...fresh])] : []),
    ],
  };
}

/** How free text was understood, so that whoever releases it can see. */
function readAs(row: CleanedRow, plan: Plan): string[] {
  if (!row.read.ok) return [];
  const days = new Set(row.read.sittings.map((one) => one.on)).size;
  const first = formatDate(plan.starts_on);
  const text = row.read.span
    ? words.span(formatDate(row.read.span.from), formatDate(row.read.span.to))
    : words.days(first, row.read.sittings.length);
  return days === 1 && row.raw_dates.startsWith(first) ? [] : [words.read(row.raw_dates, text)];
}

function differences(existing: Record<string, unknown>, data: EventRow): Change[] {
  const changes = compared.flatMap((name): Change[] => {
    const [before, after] = [said(existing[name]), said(data.columns[name])];
    return before === after ? [] : [{ label: labels[name], before, after }];
  });
  const [before, after] = [said(existing['source_text']), data.columns.source_text];
  if (before !== after) changes.push({ label: importFields.dates.label, before, after });
  return changes;
}

// ---- writing -------------------------------------------------------------------------------

async function apply(tx: WriteTx, rows: readonly ApplyRow<EventRow>[], batch_id: number): Promise<Applied> {
  const targets = new Map<number, number>();
  const refused = new Map<number, string>();
  const organisations = new Map<string, number>();
  let asked = 0;
  for (const { row_number, target_id, data } of rows) {
    const organisation_id = await organisationOf(tx, data, organisations);
    if (data.question !== null) {
      await ask(tx, row_number, data, organisation_id);
      asked += 1;
    } else if (target_id === null) {
      targets.set(row_number, await enterEvent(tx, data, organisation_id, data.plan!, 'imported'));
    } else if (await changeImported(tx, target_id, data)) targets.set(row_number, target_id);
    else refused.set(row_number, words.outdated);
  }
  tx.record({
    action: 'event.import',
    subject_kind: 'import_batch',
    subject_id: batch_id,
    detail: { entered: targets.size, asked, refused: refused.size },
  });
  return { targets, refused };
}

/** The host's number: known, registered now, or the city itself where the table says none. */
async function organisationOf(tx: WriteTx, data: Imported, made: Map<string, number>): Promise<number> {
  if (data.organisation_id !== null) return data.organisation_id;
  const name = data.organisation ?? tx.actor.municipality.name;
  const before = made.get(name);
  if (before !== undefined) return before;
  const there = await tx.db
    .selectFrom('organisation')
    .where('name', '=', name)
    .where('ended_on', 'is', null)
    .select('id')
    .executeTakeFirst();
  const id =
    there?.id ??
    (await registerOrganisation(tx, {
      name,
      name_kana: null,
      kind: data.organisation === null ? 'city' : 'other',
      parent_id: null,
      corporate_number: null,
      postal_code: null,
      address: null,
      phone: null,
      email: null,
      note: null,
      _version: 0,
    }));
  made.set(name, id);
  return id;
}

async function ask(tx: WriteTx, row_number: number, data: EventRow, organisation_id: number): Promise<void> {
  const { plan: _plan, question, version: _version, ...event } = data;
  const { raw_dates, reason, cells } = question!;
  await tx.db
    .insertInto('event_question')
    .values({
      source_key: data.source_key,
      row_number,
      raw_dates,
      cells: JSON.stringify({ cells, event: { ...event, organisation_id, organisation: null } }),
      reason,
      asked_at: tx.now,
    })
    .onConflict((there) =>
      // A table that says something else than before is asked about anew.
      there.column('source_key').doUpdateSet({
        row_number,
        raw_dates,
        cells: JSON.stringify({ cells, event: { ...event, organisation_id, organisation: null } }),
        reason,
        asked_at: tx.now,
        answered_at: null,
        answered_by: null,
        dropped_reason: null,
      }),
    )
    .execute();
}

function columnsOf(tx: WriteTx, data: Imported, plan: Plan) {
  const { otherwise: _otherwise, ...course } = plan;
  const { extras, ...columns } = data.columns;
  const zone = tx.actor.municipality.time_zone;
  const [day, time] = (data.application_closes_at ?? '').split('T');
  return {
    ...columns,
    ...course,
    extras: JSON.stringify(extras),
    town_id: data.town_id,
    application_closes_at: day && time ? instantOf(day, time, zone) : null,
    updated_at: tx.now,
  };
}

/** Enters an event from a table with all its sittings and shows it. Returns its number. */
export async function enterEvent(
  tx: WriteTx,
  data: Imported,
  organisation_id: number,
  plan: Plan,
  what: 'imported' | 'answered',
): Promise<number> {
  const { id } = await tx.db
    .insertInto('event')
    .values({
      ...columnsOf(tx, data, plan),
      facility_id: data.facility_id,
      organisation_id,
      uid: `${tx.actor.house.random()}@tsunagi`,
      zone: 'public',
      source: 'import',
      source_key: data.source_key,
      published_at: tx.now,
      created_at: tx.now,
      created_by: tx.actor.person_id,
      updated_by: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await settle(tx, id, plan);
  await writeDeed(tx, found(await eventById(tx, id)), what);
  return id;
}

async function changeImported(tx: WriteTx, id: number, data: EventRow): Promise<boolean> {
  const changed = await tx.db
    .updateTable('event')
    .set((row) => ({
      ...columnsOf(tx, data, data.plan!),
      updated_by: null,
      version: row('version', '+', 1),
    }))
    .where('id', '=', id)
    .where('version', '=', data.version)
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n) return false;
  await settle(tx, id, data.plan!);
  await writeDeed(tx, found(await eventById(tx, id)), 'imported');
  return true;
}

async function settle(tx: WriteTx, id: number, plan: Plan): Promise<void> {
  const event = found(await eventById(tx, id));
  await followRule(tx, event, plan.starts_on);
  await otherwise(tx, event, plan.otherwise);
  await sql`select event_host_is_named(${id})`.execute(tx.db);
  await showInSearch(tx, id);
}

/** Sittings at other times than the others': they are moved ones, so that the rule leaves them alone. */
async function otherwise(
  tx: WriteTx,
  event: Parameters<typeof followRule>[1],
  sittings: readonly Sitting[],
): Promise<void> {
  const zone = tx.actor.municipality.time_zone;
  for (const one of sittings) {
    const times = instantsOf(one.on, one, 1, zone);
    const updated = await tx.db
      .updateTable('event_session')
      .set({ ...times, moved: true })
      .where('event_id', '=', event.id)
      .where('recurrence_on', '=', one.on)
      .where('part', '=', one.part)
      .executeTakeFirst();
    if (updated.numUpdatedRows === 0n)
      await insertSessions(tx, [{ event, recurrence_on: one.on, part: one.part, ...times, moved: true }]);
  }
}

export const eventImport = defineImport<EventRow>({
  kind: 'event',
  title: words.title,
  lead: words.lead,
  base: '/events/import',
  home: { label: words.home, href: '/events' },
  duty: 'calendar.manage',
  fields,
  template: standardHeadings,
  hrefOf: (id) => `/events/${id}`,
  check,
  apply,
});
