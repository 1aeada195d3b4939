import { found, Refusal, type WriteTx } from '../../platform/db/transaction.ts';
import { formatDate, formatDateTime } from '../../platform/ja/dates.ts';
import { normaliseInput } from '../../platform/ja/text.ts';
import { check, filled, readTyped, type Typed } from '../../platform/web/form.ts';
import { conflict, invalid } from '../../platform/web/handlers.tsx';
import { raiseIssue } from '../issues/commands.ts';
import { themes } from '../issues/queries.ts';
import { me, show, tellFacility } from './commands.ts';
import { recordForm, type RecordData } from './forms.ts';
import { memoOf, recordOf, type VisitRecord } from './queries-record.ts';
import { coordinators, visitById, type Visit } from './queries.ts';
import { recordFields, textBefore, type PastText, type RecordField } from './rules.ts';
import { words as recordWords } from './words-record.ja.ts';
import { words } from './words.ja.ts';

/** The visit to be recorded: 404 when not to be seen, 403 outside the team, 409 when cancelled. */
export async function recordable(tx: WriteTx, visit_id: number): Promise<Visit> {
  const visit = found(await visitById(tx, visit_id));
  if (!visit.may_record) throw new Refusal(403);
  if (visit.cancelled_at !== null) throw new Refusal(409, words.errors.cancelled);
  return visit;
}

/** A draft beyond this is not something a person typed. */
const draftLimit = 300_000;

/** Keeps what is typed, for its author alone. A text that came from a device and that the form did not know goes into `past`. */
export async function saveDraft(tx: WriteTx, visit: Visit, typed: Typed): Promise<void> {
  const fields = Object.fromEntries(
    Object.entries(typed).filter(([name]) => !name.startsWith('_') && !/^(choose|unchosen)_/.test(name)),
  );
  const text = JSON.stringify(fields);
  if (text.length > draftLimit) throw new Refusal(409);
  // While both texts of a conflict are on the screen, the version sent is the other person's: a draft saved then must
  // meet the same question again, not pass as having been written after them.
  const undecided = Object.keys(typed).some((name) => name.startsWith('choose_'));
  const version = Number(typed._version) || 0;
  const before = await tx.db
    .selectFrom('visit_draft')
    .where('visit_id', '=', visit.id)
    .where('person_id', '=', me(tx))
    .select(['from_device', 'past'])
    .forUpdate()
    .executeTakeFirst();
  const unseen = before ? unknownTo(before.from_device as Record<string, string>, fields) : {};
  const row = {
    fields: text,
    base_version: undecided ? Math.max(0, version - 1) : version,
    saved_at: tx.now,
    from_device: '{}',
    past: JSON.stringify([...((before?.past ?? []) as PastText[]), ...pastOf(tx, unseen)]),
  };
  await tx.db
    .insertInto('visit_draft')
    .values({ visit_id: visit.id, facility_id: visit.facility_id, person_id: me(tx), ...row })
    .onConflict((there) => there.columns(['visit_id', 'person_id']).doUpdateSet(row))
    .execute();
}

/** Texts from a device that a form replaces by others. */
const unknownTo = (from_device: Record<string, string>, fields: Typed): Record<string, string> =>
  Object.fromEntries(
    Object.entries(from_device).filter(
      ([name, text]) =>
        text.trim() !== '' && normaliseInput(text) !== normaliseInput([fields[name] ?? ''].flat().join('\n')),
    ),
  );

const pastOf = (tx: WriteTx, fields: Record<string, string>): PastText[] =>
  Object.keys(fields).length === 0
    ? []
    : [
        {
          version: 0,
          by: me(tx),
          by_name: tx.session.name,
          at: tx.now.toISOString(),
          unchosen: true,
          fields,
        },
      ];

/** A draft as a device's typing meets it. */
export interface HeldDraft {
  fields: Typed;
  base_version: number;
  from_device: Record<string, string>;
  past: PastText[];
}

/** The author's draft, begun from what is stored where there is none; no other writer touches it until the transaction ends. */
export async function holdDraft(tx: WriteTx, visit: Visit): Promise<HeldDraft> {
  const [record, memo] = [await recordOf(tx, visit.id), await memoOf(tx, visit.id)];
  const texts = record && textsOf(record);
  const { values } = filled({
    ...texts,
    restricted: record?.restricted,
    visited_on: visit.visited_on,
    memo: memo?.body,
  });
  await tx.db
    .insertInto('visit_draft')
    .values({
      visit_id: visit.id,
      facility_id: visit.facility_id,
      person_id: me(tx),
      fields: JSON.stringify(values),
      base_version: record?.version ?? 0,
      saved_at: tx.now,
    })
    .onConflict((there) => there.doNothing())
    .execute();
  const row = await tx.db
    .selectFrom('visit_draft')
    .where('visit_id', '=', visit.id)
    .where('person_id', '=', me(tx))
    .select(['fields', 'base_version', 'from_device', 'past'])
    .forUpdate()
    .executeTakeFirstOrThrow();
  return {
    fields: row.fields as Typed,
    base_version: row.base_version,
    from_device: row.from_device as Record<string, string>,
    past: row.past as unknown as PastText[],
  };
}

/** Writes a held draft back. 409 where it is longer than anybody types. */
export async function keepHeldDraft(tx: WriteTx, visit: Visit, draft: HeldDraft): Promise<void> {
  const fields = JSON.stringify(draft.fields);
  if (fields.length > draftLimit) throw new Refusal(409);
  await tx.db
    .updateTable('visit_draft')
    .set({
      fields,
      base_version: draft.base_version,
      from_device: JSON.stringify(draft.from_device),
      past: JSON.stringify(draft.past),
      saved_at: tx.now,
    })
    .where('visit_id', '=', visit.id)
    .where('person_id', '=', me(tx))
    .execute();
}

/** Submits a held draft as its form would be. Answers what is missing first, null when it was submitted; throws as submitRecord(). */
export async function submitHeld(tx: WriteTx, visit: Visit, draft: HeldDraft): Promise<string | null> {
  const form = new FormData();
  for (const [name, value] of Object.entries(draft.fields))
    for (const one of [value].flat()) form.append(name, one);
  form.set('_version', String(draft.base_version));
  const checked = check(recordForm, readTyped(form).typed);
  if (!checked.ok) return Object.values(checked.errors)[0] ?? '';
  await submitRecord(tx, visit, checked.data);
  return null;
}

/** Whether a draft of so many fields can be kept. */
export const fitsDraft = (fields: Typed): boolean => JSON.stringify(fields).length <= draftLimit;

/** Texts the draft at hand replaced, and those from a device that the form did not know: they go on into the record's past. */
async function keptInDraft(tx: WriteTx, visit: Visit, data: RecordData): Promise<PastText[]> {
  const draft = await tx.db
    .selectFrom('visit_draft')
    .where('visit_id', '=', visit.id)
    .where('person_id', '=', me(tx))
    .select(['from_device', 'past'])
    .forUpdate()
    .executeTakeFirst();
  if (!draft) return [];
  const texts = Object.fromEntries(
    Object.entries(draft.from_device as Record<string, string>).filter(([name]) =>
      (recordFields as readonly string[]).includes(name),
    ),
  );
  return [...(draft.past as unknown as PastText[]), ...pastOf(tx, unknownTo(texts, textsOf(data)))];
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
  await mustBeKnown(tx, data);
  const kept = await keptInDraft(tx, visit, data);
  if (before) await saveAgain(tx, visit, before, data, kept);
  else await saveFirst(tx, visit, data, kept);
  // None of them needs another: asked together they go out together.
  await Promise.all([
    tx.db
      .updateTable('visit')
      .set((row) => ({ visited_on: data.visited_on, version: row('version', '+', 1) }))
      .where('id', '=', visit.id)
      .execute(),
    ...(['visit_attachment', 'visit_follow_up'] as const).map((table) =>
      tx.db
        .updateTable(table)
        .set({ restricted: data.restricted })
        .where('visit_id', '=', visit.id)
        .where('restricted', '<>', data.restricted)
        .execute(),
    ),
    saveMemo(tx, visit, data.memo),
    discardDraft(tx, visit.id),
  ]);
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
      statements: { [visit.facility_id]: issue.issue_statement },
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

/** Themes and people come from lists of the page; who sends others is told at the row. */
async function mustBeKnown(tx: WriteTx, data: RecordData): Promise<void> {
  if (data.issues.length > 0) {
    const known = new Set((await themes(tx)).map((theme) => theme.code));
    for (const issue of data.issues) {
      if (!known.has(issue.issue_theme))
        invalid({ [`issue_theme_${issue.row}`]: recordWords.required.theme });
    }
  }
  const owners = data.follow_ups.filter((one) => one.follow_owner !== null && one.follow_owner !== me(tx));
  if (owners.length === 0) return;
  // Somebody who holds the post now, or held it on the day of a visit entered later.
  const posts = [...(await coordinators(tx)), ...(await coordinators(tx, data.visited_on))];
  for (const one of owners) {
    if (!posts.some((person) => person.id === one.follow_owner)) {
      invalid({ [`follow_owner_${one.row}`]: words.errors.notCoordinator });
    }
  }
}

const textsOf = (data: Record<RecordField, string>) =>
  Object.fromEntries(recordFields.map((name) => [name, data[name]])) as Record<RecordField, string>;

async function saveFirst(
  tx: WriteTx,
  visit: Visit,
  data: RecordData,
  kept: readonly PastText[],
): Promise<void> {
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
      past: JSON.stringify(kept),
    })
    .onConflict((there) => there.doNothing())
    .returning('visit_id')
    .executeTakeFirst();
  // Somebody submitted between our reading and our writing.
  if (!saved) bothTexts(tx, found(await recordOf(tx, visit.id)), data);
}

async function saveAgain(
  tx: WriteTx,
  visit: Visit,
  before: VisitRecord,
  data: RecordData,
  inDraft: readonly PastText[],
): Promise<void> {
  if (data._version !== before.version) bothTexts(tx, before, data);
  const kept: PastText[] = [...inDraft];
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
      // Nothing written, or nothing changed: the other person's words are not to be lost by going on.
      untouched:
        data[name] === '' || data[name] === textBefore(theirs.past, name, data._version, theirs[name]),
    })),
    combinable: true,
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
