import { sql } from 'kysely';
import { found, Refusal, type WriteTx } from '../../platform/db/transaction.ts';
import { conflict, invalid } from '../../platform/web/handlers.tsx';
import type { CopyData } from './forms-own.ts';
import { householdFor } from './queries.ts';
import { copyById, copyLines, relativesOf, requestToAnswer, type OwnCopy } from './queries-own.ts';
import {
  beginsAs,
  blackOut,
  copyState,
  lacksReason,
  mayCopy,
  othersIn,
  type CopyAction,
  type CopyLine,
} from './rules-own.ts';
import { copyWords as w } from './words-own.ja.ts';

const note = (tx: WriteTx, copy: { id: number; household_id: number; request_id: number }, action: string) =>
  tx.record({
    action: `disclosure.copy_${action}`,
    subject_kind: 'household',
    subject_id: copy.household_id,
    detail: { copy: copy.id, request: copy.request_id },
  });

/**
 * Begins the copy for the person a request names: everything kept, each line as it begins (`beginsAs`), names of others of the
 * family marked, who notified gone from the text for good. Gives its number; the one that is there, if there is one.
 */
export async function prepareCopy(
  tx: WriteTx,
  request_id: number | null,
  member_id: number,
): Promise<number> {
  const request = found(await requestToAnswer(tx, request_id));
  if (request.carried_out_on !== null) throw new Refusal(409, w.carriedOut);
  const member = await tx.db
    .selectFrom('household_member')
    .select(['id', 'household_id'])
    .where('id', '=', member_id)
    .executeTakeFirst();
  if (!member) invalid({ member_id: w.choose });
  const household = found(await householdFor(tx, member.household_id));
  if (!household.may_disclose) throw new Refusal(404);
  // Its address is the keeping team's alone, on paper too.
  if (household.protected && !tx.session.case_teams.includes(household.team_id))
    throw new Refusal(409, w.keepingTeam(household.team));
  const there = await tx.db
    .selectFrom('own_copy')
    .select('id')
    .where('request_id', '=', request.id)
    .where('member_id', '=', member.id)
    .executeTakeFirst();
  if (there) return there.id;
  const relatives = await relativesOf(tx, household.id);
  const person = relatives.find(({ id }) => id === member.id)!;
  const others = relatives.filter(({ id }) => id !== member.id);
  const { lines, notifiers } = await copyLines(tx, household.id, member.id);
  const begun = lines.map((line): CopyLine => {
    const text = blackOut(line.text, notifiers);
    const black = othersIn(text, person, others);
    const begins = beginsAs(line.part, { ...line, protected: household.protected });
    return {
      part: line.part,
      id: line.id,
      on: line.on,
      text,
      ...begins,
      black,
      reason: begins.reason ?? (black.length > 0 ? 'third' : null),
    };
  });
  const { id } = await tx.db
    .insertInto('own_copy')
    .values({
      request_id: request.id,
      by_team_id: request.team_id!,
      household_id: household.id,
      team_id: household.team_id,
      team_ids: household.team_ids,
      protected: household.protected,
      member_id: member.id,
      lines: JSON.stringify(begun),
      prepared_by: tx.actor.person_id!,
      prepared_at: tx.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  note(tx, { id, household_id: household.id, request_id: request.id }, 'prepare');
  return id;
}

async function held(tx: WriteTx, id: number | null, action: CopyAction): Promise<OwnCopy> {
  const copy = found(await copyById(tx, id));
  const actor = copy.prepared_by === tx.actor.person_id ? 'preparer' : 'colleague';
  if (!mayCopy(action, copyState(copy), actor)) throw new Refusal(409, w.notNow);
  return copy;
}

/** Which lines are handed over, what in them is blacked out, and why. */
export async function saveCopy(tx: WriteTx, id: number | null, data: CopyData): Promise<void> {
  const copy = await held(tx, id, 'save');
  const errors: Record<string, string> = {};
  const lines = copy.lines.map((line, n): CopyLine => {
    const typed = data.lines.get(n);
    if (!typed) return line;
    const missing = typed.black.find((word) => !line.text.includes(word));
    if (missing !== undefined) errors[`black_${n}`] = w.notInText(missing);
    const next = { ...line, ...typed };
    if (lacksReason(next)) errors[`reason_${n}`] = w.needReason;
    return next.choice === 'show' && next.black.length === 0 ? { ...next, reason: null } : next;
  });
  if (Object.keys(errors).length > 0) invalid(errors);
  const changed = await tx.db
    .updateTable('own_copy')
    .set({ lines: JSON.stringify(lines), version: data._version + 1 })
    .where('id', '=', copy.id)
    .where('version', '=', data._version)
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n)
    conflict({ fields: [], who: copy.preparer, when: '', version: copy.version });
  note(tx, copy, 'save');
}

/** Asks for the second pair of eyes; the team's people are told the request's number and nothing else. */
export async function askToCheck(tx: WriteTx, id: number | null): Promise<void> {
  const copy = await held(tx, id, 'ask');
  if (copy.lines.some(lacksReason)) throw new Refusal(409, w.reasonsFirst);
  await tx.db
    .updateTable('own_copy')
    .set((row) => ({ asked_at: tx.now, returned_note: '', version: row('version', '+', 1) }))
    .where('id', '=', copy.id)
    .execute();
  await sql`insert into notice (person_id, title, url, created_at)
    select distinct person_id, ${w.noticeAsked}, ${`/disclosures/copies/${copy.id}`}, ${tx.now}::timestamptz
    from appointment join role_duty using (role_code)
    where team_id = ${copy.by_team_id} and duty = 'case.work' and person_id <> ${tx.actor.person_id}
      and starts_on <= ${tx.today} and (ends_on is null or ends_on >= ${tx.today})`.execute(tx.db);
  note(tx, copy, 'ask');
}

async function tell(tx: WriteTx, person_id: number, title: string, url: string): Promise<void> {
  await tx.db.insertInto('notice').values({ person_id, title, url, created_at: tx.now }).execute();
}

/** The second pair of eyes says yes: from here on it can be printed and is not changed any more. */
export async function checkCopy(tx: WriteTx, id: number | null): Promise<void> {
  const copy = await held(tx, id, 'check');
  const done = await tx.db
    .updateTable('own_copy')
    .set((row) => ({
      checked_by: tx.actor.person_id,
      checked_at: tx.now,
      version: row('version', '+', 1),
    }))
    .where('id', '=', copy.id)
    .where('version', '=', copy.version)
    .executeTakeFirst();
  if (done.numUpdatedRows === 0n) throw new Refusal(409, w.notNow);
  await tell(tx, copy.prepared_by, w.noticeChecked, `/disclosures/copies/${copy.id}`);
  note(tx, copy, 'check');
}

/** Or sends it back, with what is to be mended. */
export async function returnCopy(tx: WriteTx, id: number | null, returned_note: string): Promise<void> {
  const copy = await held(tx, id, 'return');
  if (returned_note === '') invalid({ returned_note: w.needNote });
  await tx.db
    .updateTable('own_copy')
    .set((row) => ({ asked_at: null, returned_note, version: row('version', '+', 1) }))
    .where('id', '=', copy.id)
    .execute();
  await tell(tx, copy.prepared_by, w.noticeReturned, `/disclosures/copies/${copy.id}`);
  note(tx, copy, 'return');
}
