import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { found, Refusal, type WriteTx } from '../../platform/db/transaction.ts';
import { addDays, formatDate } from '../../platform/ja/dates.ts';
import { bothOf, invalid } from '../../platform/web/handlers.tsx';
import {
  fitsDraft,
  holdDraft,
  keepHeldDraft,
  submitHeld,
  type HeldDraft,
} from '../visits/commands-record.ts';
import { recordOf, type VisitRecord } from '../visits/queries-record.ts';
import { planVisits } from '../visits/commands.ts';
import { coordinators, visitById, type Visit } from '../visits/queries.ts';
import { recordFields, textBefore, type PastText, type RecordField } from '../visits/rules.ts';
import { deviceById, hashToken, keyPart, openTexts, unwritten, visitNumber, type Device } from './queries.ts';
import {
  beginField,
  isField,
  longestText,
  meet,
  readBeginning,
  same,
  submitField,
  textIn,
  withText,
  type Operation,
  type Outcome,
  type Received,
  type VisitName,
} from './rules.ts';
import { words } from './words.ja.ts';

function me(tx: WriteTx): number {
  if (tx.actor.person_id === null) throw new Refusal(403);
  return tx.actor.person_id;
}

/** Devices one person may have in use. */
const mostDevices = 6;

/**
 * A new device of the actor: the secret it shows to ask whether it was given up (told once), and the server's half of its
 * key, base64.
 */
export async function enrolDevice(
  tx: WriteTx,
  name: string,
): Promise<{ device_id: number; person_id: number; token: string; part: string }> {
  if (!tx.has('visit.record') || tx.session.teams.length === 0) throw new Refusal(403);
  const { random } = tx.actor.house;
  const { n } = await tx.db
    .selectFrom('offline_device')
    .where('person_id', '=', me(tx))
    .where('ended_at', 'is', null)
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  if (n >= mostDevices) throw new Refusal(409, words.errors.tooMany(mostDevices));
  const token = `${random()}${random()}`;
  const part = createHash('sha256').update(`${random()}${random()}`).digest();
  const { id } = await tx.db
    .insertInto('offline_device')
    .values({
      person_id: me(tx),
      name,
      token_hash: hashToken(token),
      enrolled_at: tx.now,
      seen_at: tx.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await tx.db
    .insertInto('offline_device_key')
    .values({ device_id: id, person_id: me(tx), part })
    .execute();
  tx.record({ action: 'offline.enrol', subject_kind: 'offline_device', subject_id: id });
  return { device_id: id, person_id: me(tx), token, part: part.toString('base64') };
}

/** The server's half of the key, for a device of the actor that has locked itself. */
export async function handKey(tx: WriteTx, device_id: number): Promise<string> {
  const device = found(await ownDevice(tx, device_id));
  if (device.ended_at !== null) throw new Refusal(404);
  const part = found(await keyPart(tx, device_id));
  tx.record({ action: 'offline.unlock', subject_kind: 'offline_device', subject_id: device_id });
  return part.toString('base64');
}

async function ownDevice(tx: WriteTx, id: number): Promise<Device | undefined> {
  const device = await deviceById(tx, id);
  return device?.mine ? device : undefined;
}

/** The device is there and its clock says so: kept as what it said. Null where it is not the actor's. */
export async function greetDevice(
  tx: WriteTx,
  device_id: number,
  clock: number | null,
): Promise<'gone' | 'kept' | null> {
  const device = await ownDevice(tx, device_id);
  if (!device) return null;
  if (device.ended_at !== null) return 'gone';
  const off = clock === null ? 0 : Math.round((clock - tx.now.getTime()) / 1000);
  const bounded = Math.max(-2_000_000_000, Math.min(2_000_000_000, off));
  await tx.db
    .updateTable('offline_device')
    .set({
      seen_at: tx.now,
      clock_error: Math.abs(bounded) > Math.abs(device.clock_error) ? bounded : device.clock_error,
    })
    .where('id', '=', device_id)
    .where('ended_at', 'is', null)
    .execute();
  return 'kept';
}

/** Ends a device: the server's half of its key goes, and with it what the device keeps. 404 where it is not theirs to end. */
export async function endDevice(
  tx: WriteTx,
  device_id: number,
  why: 'lost' | 'signed_out' | 'given_up',
): Promise<void> {
  const device = found(await deviceById(tx, device_id));
  if (device.ended_at !== null) return;
  await tx.db
    .updateTable('offline_device')
    .set({ ended_at: tx.now, ended_by: me(tx), ended_why: why })
    .where('id', '=', device_id)
    .where('ended_at', 'is', null)
    .execute();
  await sql`select offline_device_forget(${device_id})`.execute(tx.db);
  tx.record({
    action: 'offline.end',
    subject_kind: 'offline_device',
    subject_id: device_id,
    about_person_id: device.person_id,
    detail: { why },
  });
}

/** An ended device says that it has emptied itself. */
export async function deviceEmptied(tx: WriteTx, token: string): Promise<void> {
  await sql`select offline_device_emptied(${hashToken(token)})`.execute(tx.db);
}

// ---- what was typed --------------------------------------------------------------------------

const wellFormed = (text: string): string => text.replaceAll('\0', '').toWellFormed();

/** Why a visit takes nothing from a device, or the visit. */
async function visitFor(
  tx: WriteTx,
  name: VisitName,
): Promise<{ visit: Visit | null; problem: string | null }> {
  const visit = await visitById(tx, await visitNumber(tx, name));
  if (!visit) return { visit: null, problem: 'gone' };
  if (!visit.may_record) return { visit, problem: 'not_yours' };
  return { visit, problem: visit.cancelled_at === null ? null : 'cancelled' };
}

/**
 * Begins a visit nobody planned, under the device's name for it: once, however often and from wherever it is sent. Answers why
 * not, or null. The day is the device's where it can be true, else today.
 */
async function beginVisit(tx: WriteTx, name: VisitName, value: string): Promise<string | null> {
  const said = readBeginning(value);
  if (typeof name !== 'string' || said === null) return 'field';
  // Two devices, or two sendings of one, may say it at the same moment.
  await sql`select pg_advisory_xact_lock(hashtextextended(current_schema() || ' begun ' || ${name}, 0))`.execute(
    tx.db,
  );
  if ((await visitNumber(tx, name)) !== 0) return null;
  if (!tx.has('visit.plan')) return 'not_yours';
  const day = said.day <= tx.today && said.day >= addDays(tx.today, -unwritten) ? said.day : tx.today;
  const place = await tx.db
    .selectFrom('facility')
    .where('id', '=', said.facility_id)
    .where('ended_on', 'is', null)
    .select('id')
    .executeTakeFirst();
  if (!place) return 'no_place';
  // Who had no post on that day yet has one today.
  const lead_id = me(tx);
  const held = async (on: string) => (await coordinators(tx, on)).some((one) => one.id === lead_id);
  const planned_on = (await held(day)) ? day : tx.today;
  if (!(await held(planned_on))) return 'not_yours';
  await planVisits(tx, {
    lead_id,
    companion_ids: [],
    quiet: true,
    rows: [
      {
        facility_id: place.id,
        planned_on,
        planned_from: null,
        planned_to: null,
        purpose: 'other',
        note_to_facility: null,
        begun_as: name,
      },
    ],
  });
  return null;
}

async function beginningInWords(tx: WriteTx, value: string): Promise<string> {
  const said = readBeginning(value);
  if (said === null) return '';
  const place = await tx.db
    .selectFrom('facility')
    .where('id', '=', said.facility_id)
    .select('name')
    .executeTakeFirst();
  return words.begin.refused(place?.name ?? words.begin.noPlace, formatDate(said.day));
}

interface Row {
  operation: Operation;
  outcome: Outcome;
  mine?: string;
  theirs?: string;
  theirs_person_id?: number | null;
  theirs_at?: Date | null;
  problem?: string | null;
}

/**
 * Takes operations of a device in their order, each once however often it is sent. A text goes into the author's draft; where
 * another stands there it is kept beside it as a conflict, where the visit takes none it is kept as refused: none is lost.
 */
export async function receive(
  tx: WriteTx,
  device_id: number,
  operations: readonly Operation[],
): Promise<Received[]> {
  const received: Received[] = [];
  // One order of locking for everybody; within a visit the device's own order.
  for (const [visit_id, own] of [...Map.groupBy(operations, (one) => one.visit_id)].toSorted(([a], [b]) =>
    `${a}`.padStart(36, '0') < `${b}`.padStart(36, '0') ? -1 : 1,
  )) {
    const beginning = own.find((one) => one.field === beginField);
    const notBegun = beginning ? await beginVisit(tx, visit_id, beginning.value) : null;
    const found = await visitFor(tx, visit_id);
    const visit = found.visit;
    const problem = notBegun ?? found.problem;
    const draft = visit !== null && problem === null ? await holdDraft(tx, visit) : null;
    const known = await knownOf(tx, own);
    const fresh = own.filter((one) => !known.has(one.id));
    const rows: Row[] =
      draft === null || visit === null
        ? fresh.map((operation): Row => ({
            operation,
            outcome: 'refused',
            mine: wellFormed(operation.value),
            problem,
          }))
        : await intoDraft(tx, visit, draft, fresh);
    // The person reads where a visit was to begin, not numbers.
    for (const row of rows)
      if (row.outcome === 'refused' && row.operation.field === beginField)
        row.mine = await beginningInWords(tx, row.operation.value);
    await keepRows(tx, device_id, visit, rows);
    if (fresh.length > 0 && visit !== null && problem === null)
      tx.record({
        action: 'offline.receive',
        subject_kind: 'visit',
        subject_id: visit.id,
        detail: {
          texts: rows.length,
          conflicts: rows.filter((row) => row.outcome === 'conflict').length,
          refused: rows.filter((row) => row.outcome === 'refused').length,
        },
      });
    received.push(
      ...known.values(),
      ...rows.map(({ operation, outcome, problem: why }) => ({
        id: operation.id,
        outcome,
        problem: why ?? null,
      })),
    );
  }
  return received;
}

/** What became of those that had been sent before. */
async function knownOf(tx: WriteTx, operations: readonly Operation[]): Promise<Map<string, Received>> {
  const rows = await tx.db
    .selectFrom('offline_operation')
    .where(
      'id',
      'in',
      operations.map((one) => one.id),
    )
    .where('person_id', '=', me(tx))
    .select(['id', 'outcome', 'problem'])
    .execute();
  return new Map(rows.map((row) => [row.id, { ...row, outcome: row.outcome as Outcome }]));
}

async function keepRows(
  tx: WriteTx,
  device_id: number,
  visit: Visit | null,
  rows: readonly Row[],
): Promise<void> {
  if (rows.length === 0) return;
  await tx.db
    .insertInto('offline_operation')
    .values(
      rows.map(({ operation, outcome, mine, theirs, theirs_person_id, theirs_at, problem }) => {
        const said = new Date(operation.said_at);
        return {
          id: operation.id,
          device_id,
          person_id: me(tx),
          visit_id: visit?.id ?? null,
          facility_id: visit?.facility_id ?? null,
          team_id: visit?.team_id ?? null,
          field: operation.field,
          outcome,
          mine: mine ?? null,
          theirs: theirs ?? null,
          theirs_person_id: theirs_person_id ?? null,
          theirs_at: theirs_at ?? null,
          problem: problem ?? null,
          // A clock may say anything; what no database can write is left out.
          said_at: Number.isFinite(said.getTime()) && Math.abs(said.getTime()) < 8e12 ? said : null,
          received_at: tx.now,
        };
      }),
    )
    .execute();
}

async function intoDraft(
  tx: WriteTx,
  visit: Visit,
  draft: HeldDraft,
  operations: readonly Operation[],
): Promise<Row[]> {
  if (operations.length === 0) return [];
  const record = await recordOf(tx, visit.id);
  const open = await openConflicts(tx, visit.id);
  const rows: Row[] = [];
  for (const given of operations) {
    const operation = { ...given, value: wellFormed(given.value), base: wellFormed(given.base) };
    const { field, value } = operation;
    if (field === beginField) {
      rows.push({ operation, outcome: 'applied' });
      continue;
    }
    if (!isField(field) || field === submitField) {
      rows.push({ operation, outcome: 'refused', mine: value, problem: 'field' });
      continue;
    }
    const current = textIn(draft.fields, field);
    const outcome = meet(operation, current);
    if (outcome === 'applied') {
      const fields = withText(draft.fields, field, value);
      if (value.length > longestText || !fitsDraft(fields)) {
        rows.push({ operation, outcome: 'refused', mine: value, problem: 'long' });
        continue;
      }
      draft.fields = fields;
      draft.from_device = { ...draft.from_device, [field]: value };
    }
    if (outcome !== 'conflict') {
      rows.push({ operation, outcome });
      continue;
    }
    // Going on with a text that already waits for a choice: the longer one waits in its place.
    for (const before of open.filter((one) => one.field === field && same(one.mine, operation.base))) {
      const own = rows.find((row) => row.operation.id === before.id);
      if (own) {
        own.outcome = 'same';
        delete own.mine;
      } else await follow(tx, before.id);
      open.splice(open.indexOf(before), 1);
    }
    rows.push({ operation, outcome, mine: value, theirs: current, ...writtenBy(tx, record, field, current) });
    open.push({ id: operation.id, field, mine: value });
  }
  await keepHeldDraft(tx, visit, draft);
  return rows;
}

/** One of the record's seven texts; null for fields a record does not have. */
const recordText = (record: VisitRecord, field: string): string | null =>
  (recordFields as readonly string[]).includes(field) ? record[field as RecordField] : null;

/** Whose the text is that stands there: the record's last writer, where it is the record's, else the author's own. */
const writtenBy = (
  tx: WriteTx,
  record: VisitRecord | undefined,
  field: string,
  current: string,
): { theirs_person_id: number; theirs_at: Date | null } =>
  record && recordText(record, field) !== null && same(recordText(record, field)!, current)
    ? { theirs_person_id: record.updated_by, theirs_at: record.updated_at }
    : { theirs_person_id: me(tx), theirs_at: null };

async function openConflicts(
  tx: WriteTx,
  visit_id: number,
): Promise<{ id: string; field: string; mine: string }[]> {
  const rows = await tx.db
    .selectFrom('offline_operation')
    .where('visit_id', '=', visit_id)
    .where('person_id', '=', me(tx))
    .where('outcome', '=', 'conflict')
    .where('decided_at', 'is', null)
    .select(['id', 'field', 'mine'])
    .execute();
  return rows.map((row) => ({ ...row, mine: row.mine ?? '' }));
}

const follow = (tx: WriteTx, id: string) =>
  tx.db
    .updateTable('offline_operation')
    .set({ decided_at: tx.now, decision: 'followed' })
    .where('id', '=', id)
    .execute();

/**
 * Submits the record as the draft stands. It waits ('waiting', with why) while texts are to be chosen, something required is
 * missing, or somebody else's record says something else: then each differing text becomes a conflict of its own.
 */
export async function receiveSubmission(
  tx: WriteTx,
  device_id: number,
  operation: Operation,
): Promise<Received> {
  const { visit, problem } = await visitFor(tx, operation.visit_id);
  const known = (await knownOf(tx, [operation])).get(operation.id);
  if (known) return known;
  const answer = async (outcome: Outcome, why: string | null = null): Promise<Received> => {
    await keepRows(tx, device_id, visit, [
      { operation, outcome, problem: why, ...(outcome === 'refused' ? { mine: '' } : {}) },
    ]);
    return { id: operation.id, outcome, problem: why };
  };
  if (visit === null || problem !== null) return answer('refused', problem);
  const draft = await holdDraft(tx, visit);
  const again = (await knownOf(tx, [operation])).get(operation.id);
  if (again) return again;
  const record = await recordOf(tx, visit.id);
  if (record && draft.base_version < record.version) await meetRecord(tx, device_id, visit, draft, record);
  if ((await openConflicts(tx, visit.id)).length > 0) return answer('waiting', words.waiting.conflict);
  const missing = await submitHeld(tx, visit, draft);
  if (missing !== null) return answer('waiting', missing);
  return answer('submitted');
}

/** A submission that the record's own rules sent back: kept with their first sentence. */
export async function keepWaiting(
  tx: WriteTx,
  device_id: number,
  operation: Operation,
  why: string | null,
): Promise<Received> {
  const known = (await knownOf(tx, [operation])).get(operation.id);
  if (known) return known;
  const { visit } = await visitFor(tx, operation.visit_id);
  await keepRows(tx, device_id, visit, [{ operation, outcome: 'waiting', problem: why }]);
  return { id: operation.id, outcome: 'waiting', problem: why };
}

/** The draft was begun before the record as it stands: field by field, what only one of them wrote is taken over. */
async function meetRecord(
  tx: WriteTx,
  device_id: number,
  visit: Visit,
  draft: HeldDraft,
  record: VisitRecord,
): Promise<void> {
  const rows: Row[] = [];
  for (const field of recordFields) {
    const mine = textIn(draft.fields, field);
    const theirs = record[field];
    if (same(mine, theirs) || theirs.trim() === '') continue;
    const untouched =
      mine.trim() === '' ||
      same(mine, textBefore(record.past, field, draft.base_version, recordText(record, field) ?? ''));
    if (!untouched)
      rows.push({
        operation: {
          id: tx.actor.house.random(),
          visit_id: visit.id,
          field,
          value: mine,
          base: '',
          said_at: tx.now.toISOString(),
        },
        outcome: 'conflict',
        mine,
        theirs,
        theirs_person_id: record.updated_by,
        theirs_at: record.updated_at,
      });
    draft.fields = { ...draft.fields, [field]: theirs };
    delete draft.from_device[field];
  }
  draft.base_version = record.version;
  await keepHeldDraft(tx, visit, draft);
  await keepRows(tx, device_id, visit, rows);
}

// ---- choosing --------------------------------------------------------------------------------

export interface Choice {
  id: string;
  choice: 'mine' | 'theirs' | 'both' | 'seen';
  /** the text that stood there on the page */
  seen: string;
}

/**
 * Settles texts that met others: the chosen one, or both, goes into the author's draft, the other into its past. Errors when
 * the text that stood there has changed meanwhile.
 */
export async function decide(
  tx: WriteTx,
  visit_id: number | null,
  choices: readonly Choice[],
): Promise<number> {
  const open = new Map((await openTexts(tx, visit_id)).map((one) => [one.id, one]));
  let decided = 0;
  const settle = async (id: string, decision: Choice['choice']) => {
    decided++;
    await tx.db
      .updateTable('offline_operation')
      .set({ decided_at: tx.now, decision })
      .where('id', '=', id)
      .where('decided_at', 'is', null)
      .execute();
  };
  const choosing = choices.filter((one) => open.get(one.id)?.outcome === 'conflict' && one.choice !== 'seen');
  if (visit_id !== null && choosing.length > 0) {
    const { visit, problem } = await visitFor(tx, visit_id);
    if (visit === null || problem !== null) throw new Refusal(409, words.errors.closed);
    const draft = await holdDraft(tx, visit);
    const record = await recordOf(tx, visit.id);
    for (const { id, choice, seen } of choosing) {
      const text = open.get(id)!;
      const current = textIn(draft.fields, text.field);
      if (!same(current, seen)) invalid({ [`choose_${id}`]: words.errors.changed });
      const past = (fields: Record<string, string>, by: number, by_name: string): PastText => ({
        version: record?.version ?? 0,
        by,
        by_name,
        at: tx.now.toISOString(),
        unchosen: true,
        fields,
      });
      if (choice === 'theirs') draft.past.push(past({ [text.field]: text.mine }, me(tx), tx.session.name));
      // A record's own text goes into its past when the draft is submitted over it.
      else if (
        choice === 'mine' &&
        current.trim() !== '' &&
        !(record && same(recordText(record, text.field) ?? '', current))
      )
        draft.past.push(past({ [text.field]: current }, me(tx), tx.session.name));
      if (choice !== 'theirs') {
        const value = choice === 'mine' ? text.mine : bothOf(current, text.mine);
        draft.fields = withText(draft.fields, text.field, value);
        draft.from_device = { ...draft.from_device, [text.field]: value };
      }
      await settle(id, choice);
    }
    await keepHeldDraft(tx, visit, draft);
  }
  for (const { id } of choices.filter((one) => one.choice === 'seen' && open.has(one.id)))
    await settle(id, 'seen');
  if (decided > 0)
    tx.record({
      action: 'offline.decide',
      subject_kind: 'visit',
      ...(visit_id === null ? {} : { subject_id: visit_id }),
      detail: { texts: decided },
    });
  return decided;
}
