import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { found, Refusal, type WriteTx } from '../../platform/db/transaction.ts';
import { acceptUpload, type Accepted, type MediaType } from '../../platform/files/media.ts';
import { FileRefusal } from '../../platform/files/refusal.ts';
import { refusalSentence } from '../../platform/files/words.ja.ts';
import { formatDate, formatDateTime, formatMonthDay } from '../../platform/ja/dates.ts';
import { publish, unpublish } from '../../platform/search/search.ts';
import type { Typed } from '../../platform/web/form.ts';
import { conflict, invalid } from '../../platform/web/handlers.tsx';
import { raiseIssue } from '../issues/commands.ts';
import type { CancelData, EditData, RecordData, TargetData } from './forms.ts';
import { attachmentsOf, recordOf, type VisitRecord } from './queries-record.ts';
import { facilitiesForRound, missingTargets, roundOf, targetOf } from './queries-round.ts';
import { companions, coordinators, visitById, type Visit } from './queries.ts';
import {
  proposeCoordinators,
  recordFields,
  type CancelReason,
  type PastText,
  type Purpose,
  type RecordField,
} from './rules.ts';
import { words as planWords } from './words-plan.ja.ts';
import { words as recordWords } from './words-record.ja.ts';
import { words } from './words.ja.ts';

function me(tx: WriteTx): number {
  if (tx.actor.person_id === null) throw new Refusal(403);
  return tx.actor.person_id;
}

// ---- the year's round ------------------------------------------------------------------------

export interface NewRound {
  fiscal_year: number;
  name: string;
  default_count: number;
  note: string | null;
}

/** Makes the round of a year over all facilities in office, with a proposal of coordinators. Answers how many facilities. */
export async function createRound(tx: WriteTx, data: NewRound): Promise<number> {
  if (!tx.has('visit.plan')) throw new Refusal(403);
  if (await roundOf(tx, data.fiscal_year)) throw new Refusal(409, planWords.round.exists);
  const { id } = await tx.db
    .insertInto('round')
    .values({ ...data, created_at: tx.now })
    .returning('id')
    .executeTakeFirstOrThrow();
  const added = await propose(tx, { id, ...data }, null);
  tx.record({
    action: 'round.create',
    subject_kind: 'round',
    subject_id: id,
    detail: { fiscal_year: data.fiscal_year, facilities: added, default_count: data.default_count },
  });
  return added;
}

/** Adds facilities that opened after the round was made. Answers how many. */
export async function addMissingTargets(tx: WriteTx, fiscal_year: number): Promise<number> {
  if (!tx.has('visit.plan')) throw new Refusal(403);
  const round = found(await roundOf(tx, fiscal_year));
  const missing = await missingTargets(tx, round.id);
  if (missing.length === 0) return 0;
  const added = await propose(tx, round, new Set(missing.map((facility) => facility.id)));
  tx.record({
    action: 'round.extend',
    subject_kind: 'round',
    subject_id: round.id,
    detail: { facilities: added },
  });
  return added;
}

async function propose(
  tx: WriteTx,
  round: { id: number; fiscal_year: number; default_count: number },
  only: ReadonlySet<number> | null,
): Promise<number> {
  const system = await tx.db
    .selectFrom('area_system')
    .where('one_area_per_town', '=', true)
    .orderBy('position')
    .orderBy('code')
    .select('code')
    .executeTakeFirst();
  const all = await facilitiesForRound(tx, round.fiscal_year, system?.code ?? null);
  const facilities = all.filter((facility) => only === null || only.has(facility.facility_id));
  const proposed = proposeCoordinators(
    facilities,
    (await coordinators(tx)).map((person) => person.id),
  );
  if (facilities.length > 0) {
    await tx.db
      .insertInto('round_target')
      .values(
        facilities.map(({ facility_id }) => ({
          round_id: round.id,
          facility_id,
          coordinator_id: proposed.get(facility_id) ?? null,
          planned_count: round.default_count,
        })),
      )
      .execute();
  }
  return facilities.length;
}

/** Changes who goes to a facility and how often; another number than the usual one wants a reason. */
export async function changeTarget(
  tx: WriteTx,
  fiscal_year: number,
  facility_id: number,
  data: TargetData,
): Promise<void> {
  if (!tx.has('visit.plan')) throw new Refusal(403);
  const round = found(await roundOf(tx, fiscal_year));
  const target = found(await targetOf(tx, fiscal_year, facility_id));
  if (data.planned_count !== round.default_count && data.reason === null) {
    invalid({ reason: planWords.round.reasonRequired(round.default_count) });
  }
  await mustBeCoordinator(tx, data.coordinator_id);
  const changed = await tx.db
    .updateTable('round_target')
    .set((row) => ({
      coordinator_id: data.coordinator_id,
      planned_count: data.planned_count,
      reason: data.reason,
      version: row('version', '+', 1),
    }))
    .where('round_id', '=', round.id)
    .where('facility_id', '=', facility_id)
    .where('version', '=', data._version)
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n) {
    conflict({
      fields: [
        {
          name: 'reason',
          label: planWords.round.reason,
          mine: data.reason ?? '',
          theirs: target.reason ?? '',
        },
        {
          name: 'planned_count',
          label: planWords.round.planned_count,
          mine: String(data.planned_count),
          theirs: String(target.planned_count),
        },
      ],
      who: planWords.round.someone,
      when: planWords.round.before,
      version: target.version,
    });
  }
  tx.record({
    action: 'round.change',
    subject_kind: 'round',
    subject_id: round.id,
    detail: { facility_id, coordinator_id: data.coordinator_id, planned_count: data.planned_count },
  });
}

/** Gives several facilities of a round to one coordinator. */
export async function assignTargets(
  tx: WriteTx,
  fiscal_year: number,
  data: { facility_ids: number[]; coordinator_id: number },
): Promise<void> {
  if (!tx.has('visit.plan')) throw new Refusal(403);
  const round = found(await roundOf(tx, fiscal_year));
  if (data.facility_ids.length === 0) invalid({ facility_ids: planWords.round.chooseFirst });
  await mustBeCoordinator(tx, data.coordinator_id);
  await tx.db
    .updateTable('round_target')
    .set((row) => ({ coordinator_id: data.coordinator_id, version: row('version', '+', 1) }))
    .where('round_id', '=', round.id)
    .where('facility_id', 'in', data.facility_ids)
    .execute();
  tx.record({
    action: 'round.assign',
    subject_kind: 'round',
    subject_id: round.id,
    detail: { coordinator_id: data.coordinator_id, facilities: data.facility_ids },
  });
}

async function mustBeCoordinator(tx: WriteTx, id: number | null): Promise<void> {
  if (id === null) return;
  if (!(await coordinators(tx)).some((person) => person.id === id)) {
    invalid({ coordinator_id: words.errors.notCoordinator });
  }
}

// ---- planning --------------------------------------------------------------------------------

export interface NewVisits {
  lead_id: number;
  companion_ids: number[];
  rows: {
    facility_id: number;
    planned_on: string;
    planned_from: string | null;
    planned_to: string | null;
    purpose: Purpose;
    note_to_facility: string | null;
  }[];
}

/** Plans visits of one coordinator, several at once; days of the past are taken (a call recorded later). Answers their numbers. */
export async function planVisits(tx: WriteTx, data: NewVisits): Promise<number[]> {
  if (!tx.has('visit.plan')) throw new Refusal(403);
  const days = data.rows.map((row) => row.planned_on).toSorted();
  // Who goes must hold the post on the day: of a visit entered later, the day of the past; of one to come, today.
  const posts = await coordinators(tx, days[0]! < tx.today ? days[0] : tx.today);
  const lead = posts.find((person) => person.id === data.lead_id);
  if (!lead) invalid({ lead_id: words.errors.notCoordinator });
  const along = companionsOf(posts, lead, data.companion_ids);
  const facilities = await tx.db
    .selectFrom('facility')
    .where(
      'id',
      'in',
      data.rows.map((row) => row.facility_id),
    )
    .where('ended_on', 'is', null)
    .select('id')
    .execute();
  if (facilities.length < new Set(data.rows.map((row) => row.facility_id)).size) {
    invalid({ facility_ids: words.errors.noFacility });
  }
  const ids: number[] = [];
  for (const row of data.rows) {
    const id = await insertVisit(tx, { ...row, team_id: lead.team_id, lead_id: lead.id }, along);
    ids.push(id);
    tx.record({
      action: 'visit.plan',
      subject_kind: 'visit',
      subject_id: id,
      detail: {
        facility_id: row.facility_id,
        lead_id: lead.id,
        planned_on: row.planned_on,
        purpose: row.purpose,
      },
    });
    if (row.planned_on >= tx.today) {
      await tellFacility(
        tx,
        row.facility_id,
        'heads',
        words.notices.planned(formatDate(row.planned_on)),
        '/my-facility/visits',
      );
    }
  }
  return ids;
}

function companionsOf(
  posts: readonly { id: number; team_id: number }[],
  lead: { id: number; team_id: number },
  wanted: readonly number[],
): number[] {
  const others = wanted.filter((id) => id !== lead.id);
  for (const id of others) {
    if (posts.find((person) => person.id === id)?.team_id !== lead.team_id) {
      invalid({ companion_ids: words.errors.otherTeam });
    }
  }
  return others;
}

async function insertVisit(
  tx: WriteTx,
  visit: NewVisits['rows'][number] & { team_id: number; lead_id: number; moved_from_id?: number },
  along: readonly number[],
): Promise<number> {
  const { id } = await tx.db
    .insertInto('visit')
    .values({ ...visit, created_by: me(tx), created_at: tx.now })
    .returning('id')
    .executeTakeFirstOrThrow();
  await setCompanions(tx, { id, facility_id: visit.facility_id }, along);
  await show(tx, id);
  return id;
}

async function setCompanions(
  tx: WriteTx,
  visit: { id: number; facility_id: number },
  person_ids: readonly number[],
): Promise<void> {
  await tx.db.deleteFrom('visit_coordinator').where('visit_id', '=', visit.id).execute();
  if (person_ids.length === 0) return;
  await tx.db
    .insertInto('visit_coordinator')
    .values(
      person_ids.map((person_id) => ({ visit_id: visit.id, facility_id: visit.facility_id, person_id })),
    )
    .execute();
}

/** Changes times, people and the note of a plan; the day is moved by cancelVisit(), which asks why. */
export async function editVisit(tx: WriteTx, id: number, data: EditData): Promise<void> {
  const visit = found(await visitById(tx, id));
  if (!visit.may_plan) throw new Refusal(403);
  if (visit.cancelled_at !== null || visit.visited_on !== null)
    throw new Refusal(409, words.errors.alreadyDone);
  const posts = await coordinators(tx);
  const lead =
    posts.find((person) => person.id === data.lead_id) ??
    (data.lead_id === visit.lead_id
      ? { id: visit.lead_id, team_id: visit.team_id }
      : invalid({ lead_id: words.errors.notCoordinator }));
  if (lead.team_id !== visit.team_id) invalid({ lead_id: words.errors.otherTeam });
  const along = companionsOf(posts, lead, data.companion_ids);
  const { _version, companion_ids: _companions, ...changes } = data;
  const changed = await tx.db
    .updateTable('visit')
    .set((row) => ({ ...changes, version: row('version', '+', 1) }))
    .where('id', '=', id)
    .where('version', '=', _version)
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n) {
    conflict({
      fields: [
        {
          name: 'note_to_facility',
          label: words.visit.note,
          mine: data.note_to_facility ?? '',
          theirs: visit.note_to_facility ?? '',
        },
        {
          name: 'planned_from',
          label: planWords.form.planned_from,
          mine: data.planned_from ?? '',
          theirs: visit.planned_from ?? '',
        },
        {
          name: 'planned_to',
          label: planWords.form.planned_to,
          mine: data.planned_to ?? '',
          theirs: visit.planned_to ?? '',
        },
      ],
      who: planWords.round.someone,
      when: planWords.round.before,
      version: visit.version,
    });
  }
  await setCompanions(tx, visit, along);
  await show(tx, id);
  tx.record({
    action: 'visit.edit',
    subject_kind: 'visit',
    subject_id: id,
    detail: { lead_id: data.lead_id },
  });
}

/**
 * Cancels a planned visit with its reason; with `planned_on` the visit is moved: a new one is planned that keeps a link
 * to this one. Answers the new visit's number or null. 409 when it was recorded or cancelled meanwhile.
 */
export async function cancelVisit(
  tx: WriteTx,
  id: number,
  data: Omit<CancelData, 'confirmed'> & { cancel_reason: CancelReason },
): Promise<number | null> {
  const visit = found(await visitById(tx, id));
  if (!visit.may_plan) throw new Refusal(403);
  const cancelled = await tx.db
    .updateTable('visit')
    .set((row) => ({
      cancelled_at: tx.now,
      cancelled_by: me(tx),
      cancel_reason: data.cancel_reason,
      cancel_note: data.cancel_note,
      version: row('version', '+', 1),
    }))
    .where('id', '=', id)
    .where('cancelled_at', 'is', null)
    .where('visited_on', 'is', null)
    .where('version', '=', data._version)
    .executeTakeFirst();
  if (cancelled.numUpdatedRows === 0n) throw new Refusal(409, words.errors.alreadyDone);
  await tx.db.deleteFrom('visit_draft').where('visit_id', '=', id).where('person_id', '=', me(tx)).execute();
  await unpublish(tx, 'visit', id);
  tx.record({
    action: 'visit.cancel',
    subject_kind: 'visit',
    subject_id: id,
    detail: { reason: data.cancel_reason, moved_to: data.planned_on },
  });
  const ahead = visit.planned_on >= tx.today;
  if (data.planned_on === null) {
    if (ahead) {
      await tellFacility(
        tx,
        visit.facility_id,
        'heads',
        words.notices.cancelled(formatDate(visit.planned_on)),
        '/my-facility/visits',
      );
    }
    return null;
  }
  const along = await companions(tx, id);
  const moved = await insertVisit(
    tx,
    {
      facility_id: visit.facility_id,
      team_id: visit.team_id,
      lead_id: visit.lead_id,
      purpose: visit.purpose,
      note_to_facility: visit.note_to_facility,
      planned_on: data.planned_on,
      planned_from: data.planned_from,
      planned_to: data.planned_to,
      moved_from_id: id,
    },
    along.map((person) => person.id),
  );
  tx.record({
    action: 'visit.plan',
    subject_kind: 'visit',
    subject_id: moved,
    detail: { moved_from: id, planned_on: data.planned_on },
  });
  if (ahead || data.planned_on >= tx.today) {
    const sentence = words.notices.moved(formatMonthDay(visit.planned_on), formatMonthDay(data.planned_on));
    await tellFacility(tx, visit.facility_id, 'heads', sentence, '/my-facility/visits');
  }
  return moved;
}

/** A notice to a facility's head or its whole staff, those of its operator included. */
async function tellFacility(
  tx: WriteTx,
  facility_id: number,
  whom: 'heads' | 'staff',
  title: string,
  url: string,
): Promise<void> {
  await sql`
    insert into notice (person_id, title, url, created_at)
    select distinct a.person_id, ${title}, ${url}, ${tx.now}::timestamptz
    from appointment a join role on role.code = a.role_code join facility f on f.id = ${facility_id}
    where role.facility_scope and (${whom} = 'staff' or a.role_code = 'facility_head')
      and (a.facility_id = f.id or (a.facility_id is null and a.organisation_id = f.organisation_id))
      and a.starts_on <= ${tx.today} and (a.ends_on is null or a.ends_on >= ${tx.today})`.execute(tx.db);
}

// ---- the record ------------------------------------------------------------------------------

/** The visit to be recorded: 404 when not to be seen, 403 outside the team, 409 when cancelled. */
export async function recordable(tx: WriteTx, visit_id: number): Promise<Visit> {
  const visit = found(await visitById(tx, visit_id));
  if (!visit.may_record) throw new Refusal(403);
  if (visit.cancelled_at !== null) throw new Refusal(409, words.errors.cancelled);
  return visit;
}

/** A draft beyond this is not something a person typed. */
const draftLimit = 300_000;

/** Keeps what is typed, for its author alone. */
export async function saveDraft(tx: WriteTx, visit: Visit, typed: Typed): Promise<void> {
  const fields = Object.fromEntries(
    Object.entries(typed).filter(([name]) => !name.startsWith('_') && !/^(choose|unchosen)_/.test(name)),
  );
  const text = JSON.stringify(fields);
  if (text.length > draftLimit) throw new Refusal(409);
  const row = {
    fields: text,
    base_version: Number(typed._version) || 0,
    saved_at: tx.now,
  };
  await tx.db
    .insertInto('visit_draft')
    .values({ visit_id: visit.id, facility_id: visit.facility_id, person_id: me(tx), ...row })
    .onConflict((before) => before.columns(['visit_id', 'person_id']).doUpdateSet(row))
    .execute();
}

export async function discardDraft(tx: WriteTx, visit_id: number): Promise<void> {
  await tx.db
    .deleteFrom('visit_draft')
    .where('visit_id', '=', visit_id)
    .where('person_id', '=', me(tx))
    .execute();
}

/**
 * Submits the record, or saves it again: words, memo, issues, follow-ups and those now done in one transaction. A stale
 * `_version` throws conflict() with both texts. Answers how many issues and follow-ups came of it.
 */
export async function submitRecord(
  tx: WriteTx,
  visit: Visit,
  data: RecordData,
): Promise<{ first: boolean; issues: number; follow_ups: number }> {
  if (data.visited_on > tx.today) invalid({ visited_on: words.errors.future });
  const before = await recordOf(tx, visit.id);
  if (before?.shared_at && data.restricted) invalid({ restricted: words.errors.sharedCannotRestrict });
  if (before) await saveAgain(tx, visit, before, data);
  else await saveFirst(tx, visit, data);
  await tx.db
    .updateTable('visit')
    .set((row) => ({ visited_on: data.visited_on, version: row('version', '+', 1) }))
    .where('id', '=', visit.id)
    .execute();
  for (const table of ['visit_attachment', 'visit_follow_up'] as const) {
    await tx.db
      .updateTable(table)
      .set({ restricted: data.restricted })
      .where('visit_id', '=', visit.id)
      .where('restricted', '<>', data.restricted)
      .execute();
  }
  await saveMemo(tx, visit, data.memo);
  for (const issue of data.issues) {
    await raiseIssue(tx, {
      title: issue.issue_title,
      description: issue.issue_description,
      theme_code: issue.issue_theme,
      weight: issue.issue_weight,
      source: 'visit',
      visit_id: visit.id,
      raised_on: data.visited_on,
      facility_ids: [visit.facility_id],
    });
  }
  if (data.follow_ups.length > 0) {
    await tx.db
      .insertInto('visit_follow_up')
      .values(
        data.follow_ups.map((row) => ({
          visit_id: visit.id,
          facility_id: visit.facility_id,
          team_id: visit.team_id,
          what: row.follow_what,
          due_on: row.follow_due,
          owner_id: row.follow_owner ?? me(tx),
          restricted: data.restricted,
          created_at: tx.now,
        })),
      )
      .execute();
  }
  for (const one of data.done) {
    await markDone(tx, one.id, data.visited_on, one.done_note || null, visit.facility_id);
  }
  await discardDraft(tx, visit.id);
  await show(tx, visit.id);
  tx.record({
    action: before ? 'visit.save' : 'visit.submit',
    subject_kind: 'visit',
    subject_id: visit.id,
    detail: {
      visited_on: data.visited_on,
      restricted: data.restricted,
      issues: data.issues.length,
      follow_ups: data.follow_ups.length,
      done: data.done.length,
    },
  });
  return { first: !before, issues: data.issues.length, follow_ups: data.follow_ups.length };
}

const textsOf = (data: Record<RecordField, string>) =>
  Object.fromEntries(recordFields.map((name) => [name, data[name]])) as Record<RecordField, string>;

async function saveFirst(tx: WriteTx, visit: Visit, data: RecordData): Promise<void> {
  const saved = await tx.db
    .insertInto('visit_record')
    .values({
      visit_id: visit.id,
      facility_id: visit.facility_id,
      team_id: visit.team_id,
      ...textsOf(data),
      restricted: data.restricted,
      submitted_at: tx.now,
      submitted_by: me(tx),
      updated_at: tx.now,
      updated_by: me(tx),
      past: '[]',
    })
    .onConflict((there) => there.doNothing())
    .returning('visit_id')
    .executeTakeFirst();
  // Somebody submitted between our reading and our writing.
  if (!saved) bothTexts(tx, found(await recordOf(tx, visit.id)), data);
}

async function saveAgain(tx: WriteTx, visit: Visit, before: VisitRecord, data: RecordData): Promise<void> {
  if (data._version !== before.version) bothTexts(tx, before, data);
  const kept: PastText[] = [];
  const replaced = Object.fromEntries(
    recordFields
      .filter((name) => before[name] !== data[name] && before[name] !== '')
      .map((name) => [name, before[name]]),
  );
  if (Object.keys(replaced).length > 0) {
    kept.push({
      version: before.version,
      by: before.updated_by,
      by_name: before.updated_by_name,
      at: tx.now.toISOString(),
      unchosen: false,
      fields: replaced,
    });
  }
  if (Object.keys(data.unchosen).length > 0) {
    kept.push({
      version: before.version,
      by: me(tx),
      by_name: tx.session.name,
      at: tx.now.toISOString(),
      unchosen: true,
      fields: data.unchosen,
    });
  }
  const saved = await tx.db
    .updateTable('visit_record')
    .set((row) => ({
      ...textsOf(data),
      restricted: data.restricted,
      updated_at: tx.now,
      updated_by: me(tx),
      past: JSON.stringify([...before.past, ...kept]),
      version: row('version', '+', 1),
    }))
    .where('visit_id', '=', visit.id)
    .where('version', '=', data._version)
    .executeTakeFirst();
  if (saved.numUpdatedRows === 0n) bothTexts(tx, found(await recordOf(tx, visit.id)), data);
}

function bothTexts(tx: WriteTx, theirs: VisitRecord, data: RecordData): never {
  const differing = recordFields.filter((name) => theirs[name] !== data[name]);
  conflict({
    fields: differing.map((name) => ({
      name,
      label: recordWords.headings[name],
      mine: data[name],
      theirs: theirs[name],
    })),
    who: theirs.updated_by_name,
    when: formatDateTime(theirs.updated_at, tx.actor.municipality.time_zone),
    version: theirs.version,
  });
}

async function saveMemo(tx: WriteTx, visit: Visit, body: string): Promise<void> {
  if (body === '') {
    await tx.db.deleteFrom('visit_memo').where('visit_id', '=', visit.id).execute();
    return;
  }
  const row = { body, updated_by: me(tx), updated_at: tx.now };
  await tx.db
    .insertInto('visit_memo')
    .values({ visit_id: visit.id, facility_id: visit.facility_id, team_id: visit.team_id, ...row })
    .onConflict((before) => before.column('visit_id').doUpdateSet(row))
    .execute();
}

async function markDone(
  tx: WriteTx,
  id: number,
  done_on: string,
  done_note: string | null,
  facility_id: number | null,
): Promise<number> {
  const done = await tx.db
    .updateTable('visit_follow_up')
    .set((row) => ({ done_on, done_note, version: row('version', '+', 1) }))
    .where('id', '=', id)
    .where('done_on', 'is', null)
    .$if(facility_id !== null, (query) => query.where('facility_id', '=', facility_id!))
    .executeTakeFirst();
  if (done.numUpdatedRows > 0n)
    tx.record({ action: 'visit.follow_up.done', subject_kind: 'visit_follow_up', subject_id: id });
  return Number(done.numUpdatedRows);
}

/** Marks a promise as kept, by the team or by who holds it. 404 when it is not theirs or done already. */
export async function closeFollowUp(tx: WriteTx, id: number, done_note: string | null): Promise<void> {
  if ((await markDone(tx, id, tx.today, done_note, null)) === 0) throw new Refusal(404);
}

// ---- sharing with the facility ---------------------------------------------------------------

/** Lets the facility's head and staff read the record, and tells them. 409 for restricted ones. */
export async function shareRecord(
  tx: WriteTx,
  visit_id: number,
  options: { quiet?: boolean } = {},
): Promise<void> {
  const visit = await recordable(tx, visit_id);
  const record = found(await recordOf(tx, visit_id));
  if (record.restricted) throw new Refusal(409, words.visit.share.restricted);
  if (record.shared_at !== null) return;
  await tx.db
    .updateTable('visit_record')
    .set({ shared_at: tx.now, shared_by: me(tx) })
    .where('visit_id', '=', visit_id)
    .where('shared_at', 'is', null)
    .execute();
  await show(tx, visit_id);
  if (!options.quiet) {
    const sentence = words.notices.shared(formatDate(visit.visited_on!));
    await tellFacility(tx, visit.facility_id, 'staff', sentence, `/my-facility/visits/${visit_id}`);
  }
  tx.record({ action: 'visit.share', subject_kind: 'visit', subject_id: visit_id });
}

export async function stopSharing(tx: WriteTx, visit_id: number): Promise<void> {
  await recordable(tx, visit_id);
  const stopped = await tx.db
    .updateTable('visit_record')
    .set({ shared_at: null, shared_by: null })
    .where('visit_id', '=', visit_id)
    .where('shared_at', 'is not', null)
    .executeTakeFirst();
  if (stopped.numUpdatedRows === 0n) return;
  await show(tx, visit_id);
  tx.record({ action: 'visit.unshare', subject_kind: 'visit', subject_id: visit_id });
}

// ---- attachments -----------------------------------------------------------------------------

/** What may be attached. */
export const attachable: readonly MediaType[] = [
  'image/jpeg',
  'image/png',
  'image/webp',
  'image/heic',
  'application/pdf',
];
const mostAttachments = 20;
const attachmentBytes = 20_000_000;

/**
 * Adds pictures and PDF to a visit: checked by content, pictures without place and camera data. The same file twice is
 * kept once. Errors on the field `files`. Answers how many were added.
 */
export async function attach(
  tx: WriteTx,
  visit: Visit,
  files: readonly File[],
  caption: string,
): Promise<number> {
  if (files.length === 0) return 0;
  const accepted: Accepted[] = [];
  for (const file of files) {
    try {
      const bytes = new Uint8Array(await file.arrayBuffer());
      accepted.push(
        acceptUpload({ bytes, fileName: file.name, declaredType: file.type }, attachable, {
          maxBytes: attachmentBytes,
        }),
      );
    } catch (error) {
      if (error instanceof FileRefusal) invalid({ files: refusalSentence(error) });
      throw error;
    }
  }
  const there = await tx.db
    .selectFrom('visit_attachment')
    .where('visit_id', '=', visit.id)
    .where('removed_at', 'is', null)
    .select('sha256')
    .execute();
  const known = new Set(there.map((one) => one.sha256));
  const record = await recordOf(tx, visit.id);
  let added = 0;
  for (const { bytes, mediaType, fileName } of accepted) {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    if (known.has(sha256)) continue;
    known.add(sha256);
    if (known.size > mostAttachments) invalid({ files: words.errors.tooManyFiles });
    const { id } = await tx.db
      .insertInto('visit_attachment')
      .values({
        visit_id: visit.id,
        facility_id: visit.facility_id,
        team_id: visit.team_id,
        name: fileName,
        media_type: mediaType,
        size: bytes.length,
        sha256,
        bytes: Buffer.from(bytes),
        caption,
        // Until there is a record to say otherwise, only the team sees it.
        restricted: record?.restricted ?? true,
        attached_by: me(tx),
        attached_at: tx.now,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    added++;
    tx.record({
      action: 'visit.attach',
      subject_kind: 'visit_attachment',
      subject_id: id,
      detail: { visit_id: visit.id, media_type: mediaType, size: bytes.length },
    });
  }
  return added;
}

export async function describeAttachment(
  tx: WriteTx,
  visit_id: number,
  id: number,
  caption: string,
): Promise<void> {
  await recordable(tx, visit_id);
  const changed = await tx.db
    .updateTable('visit_attachment')
    .set({ caption })
    .where('visit_id', '=', visit_id)
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n) throw new Refusal(404);
  tx.record({ action: 'visit.attachment.describe', subject_kind: 'visit_attachment', subject_id: id });
}

/** Removes an attachment for good: the row stays as a fact, the picture itself and its words are gone. */
export async function detach(tx: WriteTx, visit_id: number, id: number): Promise<void> {
  await recordable(tx, visit_id);
  if (!(await attachmentsOf(tx, visit_id)).some((one) => one.id === id)) throw new Refusal(404);
  await tx.db
    .updateTable('visit_attachment')
    .set({ removed_at: tx.now, bytes: Buffer.alloc(0), caption: '' })
    .where('visit_id', '=', visit_id)
    .where('id', '=', id)
    .execute();
  tx.record({
    action: 'visit.detach',
    subject_kind: 'visit_attachment',
    subject_id: id,
    detail: { visit_id },
  });
}

// ---- search ----------------------------------------------------------------------------------

/** Puts a visit as it now is into the search box: restricted words for the team only, the facility once shared. */
async function show(tx: WriteTx, id: number): Promise<void> {
  const visit = found(await visitById(tx, id));
  const record = await recordOf(tx, id);
  const day = visit.visited_on ?? visit.planned_on;
  await publish(tx, {
    kind: 'visit',
    subject_id: id,
    title: words.visit.title(visit.facility, formatDate(day)),
    summary: `${words.purposes[visit.purpose]}　${visit.lead}`,
    url: `/visits/${id}`,
    words: [visit.lead, ...(record ? recordFields.map((name) => record[name]) : [])].join(' '),
    audience_duty: record?.restricted ? 'never' : 'visit.read',
    audience_facility_id: record?.shared_at ? visit.facility_id : null,
    audience_team_id: record?.restricted ? visit.team_id : null,
  });
}
