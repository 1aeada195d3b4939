import { sql } from 'kysely';
import { found, Refusal, type WriteTx } from '../../platform/db/transaction.ts';
import { fiscalYearOf } from '../../platform/ja/dates.ts';
import { conflict, invalid } from '../../platform/web/handlers.tsx';
import type { ClockData, RequestData, RightsDecideData } from './forms.ts';
import { caseTeams, requestById, type RequestLine } from './queries-rights.ts';
import { daysAllowed } from './rules.ts';
import { words } from './words-rights.ja.ts';

function mayKeep(tx: WriteTx): void {
  if (!tx.has('rights.manage')) throw new Refusal(403);
}

function note(tx: WriteTx, of: { id: number; kind: string }, action: string): void {
  tx.record({ action, subject_kind: 'rights_request', subject_id: of.id, detail: { kind: of.kind } });
}

/** Takes a request down; its clock runs from the day it came. */
export async function receive(tx: WriteTx, data: RequestData): Promise<number> {
  mayKeep(tx);
  if (data.received_on > tx.today) invalid({ received_on: words.form.future });
  const fiscal_year = fiscalYearOf(data.received_on);
  // Two at once must not take the same number.
  await sql`select pg_advisory_xact_lock(hashtext('rights_request'), ${fiscal_year})`.execute(tx.db);
  const { number } = await tx.db
    .selectFrom('rights_request')
    .where('fiscal_year', '=', fiscal_year)
    .select(sql<number>`coalesce(max(number), 0) + 1`.as('number'))
    .executeTakeFirstOrThrow();
  const made = await tx.db
    .insertInto('rights_request')
    .values({
      ...data,
      fiscal_year,
      number,
      days_allowed: daysAllowed,
      created_by: tx.actor.person_id!,
      created_at: tx.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  note(tx, { id: made.id, kind: data.kind }, 'rights.receive');
  return made.id;
}

async function open(tx: WriteTx, id: number | null): Promise<RequestLine> {
  const request = found(await requestById(tx, id));
  if (request.decided_on !== null) throw new Refusal(409, words.page.alreadyDecided);
  return request;
}

/** Days the person needed to complete it, and the one extension with its reason. */
export async function setClock(tx: WriteTx, id: number | null, data: ClockData): Promise<void> {
  mayKeep(tx);
  const request = await open(tx, id);
  if (data.extended_days > 0 && data.extend_reason === '') invalid({ extend_reason: words.clock.needReason });
  const { _version, ...clock } = data;
  const changed = await tx.db
    .updateTable('rights_request')
    .set({ ...clock, extend_reason: data.extend_reason || null, version: _version + 1 })
    .where('id', '=', request.id)
    .where('version', '=', _version)
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n)
    conflict({
      fields: [
        {
          name: 'extend_reason',
          label: words.clock.extend_reason,
          mine: data.extend_reason,
          theirs: request.extend_reason ?? '',
        },
      ],
      who: '',
      when: '',
      version: request.version,
    });
  note(tx, request, 'rights.clock');
}

/** Asks a team whether the person's family is known there. What it keeps, it hands over itself. */
export async function askTeam(tx: WriteTx, id: number | null, team_id: number): Promise<void> {
  mayKeep(tx);
  const request = await open(tx, id);
  if (!(await caseTeams(tx)).some((team) => team.id === team_id)) invalid({ team_id: words.team.choose });
  await tx.db
    .updateTable('rights_request')
    .set({ team_id, team_answer: null, team_answered_by: null, team_answered_at: null })
    .where('id', '=', request.id)
    .execute();
  await sql`insert into notice (person_id, title, url, created_at)
    select distinct person_id, ${words.asked}, ${`/rights/${request.id}`}, ${tx.now}::timestamptz
    from appointment join role_duty using (role_code)
    where team_id = ${team_id} and duty = 'case.supervise' and starts_on <= ${tx.today} and (ends_on is null or ends_on >= ${tx.today})`.execute(
    tx.db,
  );
  note(tx, request, 'rights.ask_team');
}

export async function answerAsTeam(
  tx: WriteTx,
  id: number | null,
  team_answer: 'records' | 'none',
): Promise<void> {
  const request = await open(tx, id);
  if (!request.may_answer) throw new Refusal(403);
  await tx.db
    .updateTable('rights_request')
    .set({ team_answer, team_answered_by: tx.actor.person_id, team_answered_at: tx.now })
    .where('id', '=', request.id)
    .execute();
  note(tx, request, 'rights.team_answer');
}

export async function decideRequest(tx: WriteTx, id: number | null, data: RightsDecideData): Promise<void> {
  mayKeep(tx);
  const request = await open(tx, id);
  if (!['full', 'withdrawn'].includes(data.decision) && data.decision_text === '')
    invalid({ decision_text: words.decide.needText });
  if (data.decided_on > tx.today || data.decided_on < request.received_on)
    invalid({ decided_on: words.decide.wrongDay });
  if (request.team_id !== null && request.team_answer === null && data.decision !== 'withdrawn')
    throw new Refusal(409, words.decide.teamFirst);
  await tx.db
    .updateTable('rights_request')
    .set({ ...data, decided_by: tx.actor.person_id })
    .where('id', '=', request.id)
    .where('decided_on', 'is', null)
    .execute();
  note(tx, request, 'rights.decide');
}

/** The day the copy was handed over, the text put right, or the use stopped. */
export async function carriedOut(tx: WriteTx, id: number | null, day: string | null): Promise<void> {
  mayKeep(tx);
  const request = found(await requestById(tx, id));
  if (request.decided_on === null) throw new Refusal(409, words.decide.first);
  const carried_out_on = day ?? tx.today;
  if (carried_out_on > tx.today || carried_out_on < request.decided_on)
    invalid({ carried_out_on: words.decide.wrongDay });
  await tx.db.updateTable('rights_request').set({ carried_out_on }).where('id', '=', request.id).execute();
  note(tx, request, 'rights.carry_out');
}
