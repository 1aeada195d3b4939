import { sql } from 'kysely';
import { found, Refusal, type WriteTx } from '../../platform/db/transaction.ts';
import type { Language } from '../../platform/ui/speech.ts';
import { hashCode } from '../../platform/web/open.ts';
import { invalid } from '../../platform/web/handlers.tsx';
import { hintsAtDanger } from '../../portal/rules-voice.ts';
import { tellTeam } from './jobs.ts';
import { saveDraft } from '../consultations/commands.ts';
import { messageById, postsOf, teammates, type Message } from './queries.ts';
import { words } from './words.ja.ts';

/** Takes a message in from anybody; `code` is the receipt's. What it says stays out of the audit log. */
export async function sendMessage(
  tx: WriteTx,
  data: { kind: 'adult' | 'child'; text: string; area_id: number | null; website: string },
  code: string,
  lang: Language,
): Promise<void> {
  // A filled trap is thanked and forgotten.
  if (data.website !== '') return;
  const urgent = hintsAtDanger(data.text);
  const entry = {
    kind: data.kind,
    area_id: data.area_id,
    lang,
    urgent,
    body: data.text,
    code_hash: hashCode(tx.actor.house, code),
  };
  const { rows } = await sql<{ sent: { id: number; team_id: number } | null }>`
    select family_message_send(${JSON.stringify(entry)}::jsonb, ${tx.fiscal_year}::integer, ${tx.now}::timestamptz) as sent`.execute(
    tx.db,
  );
  const sent = found(rows[0]?.sent);
  tx.record({
    action: 'message.send',
    subject_kind: 'message',
    subject_id: sent.id,
    detail: { kind: data.kind, urgent },
  });
  await tx.plan(tellTeam, { team_id: sent.team_id, urgent });
}

/** The holder of a code writes again; false where no such code is. */
export async function replyMessage(
  tx: WriteTx,
  code: string,
  data: { text: string; website: string },
): Promise<boolean> {
  if (data.website !== '') return true;
  const urgent = hintsAtDanger(data.text);
  const { rows } = await sql<{ sent: { id: number; team_id: number } | null }>`
    select family_message_reply(${hashCode(tx.actor.house, code)}, ${data.text}, ${urgent}, ${tx.now}::timestamptz) as sent`.execute(
    tx.db,
  );
  const sent = rows[0]?.sent;
  if (!sent) return false;
  tx.record({ action: 'message.reply', subject_kind: 'message', subject_id: sent.id, detail: { urgent } });
  await tx.plan(tellTeam, { team_id: sent.team_id, urgent });
  return true;
}

async function toChange(tx: WriteTx, id: number | null, version: number): Promise<Message> {
  const message = found(await messageById(tx, id));
  if (message.version !== version) throw new Refusal(409, words.page.changed);
  return message;
}

async function update(
  tx: WriteTx,
  message: Message,
  values: {
    worker_id?: number | null;
    urgent?: boolean;
    closed_at?: Date;
    closed_by?: number;
    consultation_id?: number;
  },
): Promise<void> {
  await tx.db
    .updateTable('family_message')
    .set({ ...values, version: message.version + 1 })
    .where('id', '=', message.id)
    .execute();
}

/** Writes an answer; whoever answers first takes it on. */
export async function answerMessage(
  tx: WriteTx,
  id: number | null,
  data: { body: string; _version: number },
): Promise<void> {
  const message = await toChange(tx, id, data._version);
  if (message.closed_at !== null) throw new Refusal(409, words.page.changed);
  const me = tx.actor.person_id!;
  await tx.db
    .insertInto('family_message_post')
    .values({
      message_id: message.id,
      team_id: message.team_id,
      by_sender: false,
      body: data.body,
      written_by: me,
      written_at: tx.now,
    })
    .execute();
  await update(tx, message, { worker_id: message.worker_id ?? me });
  tx.record({ action: 'message.answer', subject_kind: 'message', subject_id: message.id });
}

export async function takeMessage(tx: WriteTx, id: number | null, version: number): Promise<void> {
  const message = await toChange(tx, id, version);
  await update(tx, message, { worker_id: tx.actor.person_id! });
  tx.record({ action: 'message.take', subject_kind: 'message', subject_id: message.id });
}

/** A person has read it: no danger is at hand. */
export async function settleMessage(tx: WriteTx, id: number | null, version: number): Promise<void> {
  const message = await toChange(tx, id, version);
  await update(tx, message, { urgent: false });
  tx.record({ action: 'message.settle', subject_kind: 'message', subject_id: message.id });
}

/** To another team, which is told; its worker is chosen there. */
export async function handMessage(
  tx: WriteTx,
  id: number | null,
  data: { team_id: number; _version: number },
): Promise<void> {
  const message = await toChange(tx, id, data._version);
  if (data.team_id === message.team_id) invalid({ team_id: words.page.changed });
  tx.record({
    action: 'message.hand',
    subject_kind: 'message',
    subject_id: message.id,
    detail: { from: message.team_id, to: data.team_id },
  });
  const { rows } = await sql<{ done: boolean }>`
    select family_message_hand(${message.id}, ${message.version}, ${data.team_id}) as done`.execute(tx.db);
  if (!rows[0]!.done) throw new Refusal(404);
  await tx.plan(tellTeam, { team_id: data.team_id, urgent: message.urgent });
}

/** Ends it once it was answered or taken down as a consultation; the sender opens it again by writing. */
export async function closeMessage(tx: WriteTx, id: number | null, version: number): Promise<void> {
  const message = await toChange(tx, id, version);
  if (message.closed_at !== null) throw new Refusal(409, words.page.changed);
  if (message.sender_waits && message.consultation_id === null)
    throw new Refusal(409, words.page.answerFirst);
  await update(tx, message, { closed_at: tx.now, closed_by: tx.actor.person_id! });
  tx.record({ action: 'message.close', subject_kind: 'message', subject_id: message.id });
}

/** A draft of the intake page with the sender's words, of the person who began it. Gives the draft's id. */
export async function draftConsultation(tx: WriteTx, id: number | null): Promise<number> {
  const message = found(await messageById(tx, id));
  const said = (await postsOf(tx, message.id)).filter(({ by_sender }) => by_sender).map(({ body }) => body);
  return saveDraft(tx, {
    way: 'web',
    route_code: message.kind === 'child' ? 'child' : 'family',
    anonymous: 'on',
    words_said: said.join('\n\n'),
    area_id: message.area_id === null ? '' : `${message.area_id}`,
    team_id: `${message.team_id}`,
    worker_id: `${tx.actor.person_id!}`,
    // Saved, the consultation is tied to it.
    message_id: `${message.id}`,
  });
}

/** The consultation it was taken down as; one of the own teams'. */
export async function linkMessage(
  tx: WriteTx,
  id: number | null,
  data: { consultation_id: number; _version: number },
): Promise<void> {
  const message = await toChange(tx, id, data._version);
  const there = await tx.db
    .selectFrom('consultation')
    .where('id', '=', data.consultation_id)
    .where('team_id', 'in', [0, ...tx.session.case_teams])
    .select('id')
    .executeTakeFirst();
  if (!there) invalid({ consultation_id: words.errors.noConsultation });
  await update(tx, message, {
    consultation_id: there.id,
    worker_id: message.worker_id ?? tx.actor.person_id!,
  });
  tx.record({
    action: 'message.link',
    subject_kind: 'message',
    subject_id: message.id,
    detail: { consultation_id: there.id },
  });
}

function mustSupervise(tx: WriteTx): void {
  if (!tx.has('case.supervise')) throw new Refusal(403);
}

export async function addHours(
  tx: WriteTx,
  data: { weekday: number; opens: string; closes: string; starts_on: string; ends_on: string | null },
): Promise<void> {
  mustSupervise(tx);
  const made = await tx.db
    .insertInto('desk_hours')
    .values(data)
    .onConflict((there) => there.constraint('desk_hours_once').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!made) invalid({ opens: words.duty.hoursTwice });
  tx.record({ action: 'desk.hours', subject_kind: 'desk_hours', subject_id: made.id });
}

export async function endHours(tx: WriteTx, id: number | null): Promise<void> {
  mustSupervise(tx);
  const { numUpdatedRows } = await tx.db
    .updateTable('desk_hours')
    .set({ ends_on: sql`greatest(starts_on, ${tx.today}::date)` })
    .where('id', '=', id ?? 0)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw new Refusal(404);
  tx.record({ action: 'desk.end_hours', subject_kind: 'desk_hours', subject_id: id! });
}

export async function addShift(
  tx: WriteTx,
  data: { person_id: number; on_date: string; opens: string; closes: string },
): Promise<void> {
  mustSupervise(tx);
  const mate = (await teammates(tx)).find(({ id }) => id === data.person_id);
  if (!mate) invalid({ person_id: words.duty.notTeam });
  const { rows } = await sql<{ there: boolean }>`
    select exists (select from duty_shift where person_id = ${data.person_id} and on_date = ${data.on_date}
      and opens < ${data.closes}::time and closes > ${data.opens}::time) as there`.execute(tx.db);
  if (rows[0]!.there) invalid({ opens: words.duty.overlap });
  const { id } = await tx.db
    .insertInto('duty_shift')
    .values({ ...data, team_id: mate.team_id })
    .returning('id')
    .executeTakeFirstOrThrow();
  tx.record({
    action: 'desk.shift',
    subject_kind: 'duty_shift',
    subject_id: id,
    detail: { on: data.on_date },
  });
}

export async function removeShift(tx: WriteTx, id: number | null): Promise<void> {
  mustSupervise(tx);
  const gone = await tx.db
    .deleteFrom('duty_shift')
    .where('id', '=', id ?? 0)
    .returning('on_date')
    .executeTakeFirst();
  if (!gone) throw new Refusal(404);
  tx.record({
    action: 'desk.remove_shift',
    subject_kind: 'duty_shift',
    subject_id: id!,
    detail: { on: gone.on_date },
  });
}

/** One day's calls of a team; entering again replaces the numbers. */
export async function tallyCalls(
  tx: WriteTx,
  data: { team_id: number; on_date: string; answered: number; missed: number; after_hours: number },
): Promise<void> {
  const values = {
    answered: data.answered,
    missed: data.missed,
    after_hours: data.after_hours,
    recorded_by: tx.actor.person_id!,
    updated_at: tx.now,
  };
  await tx.db
    .insertInto('call_tally')
    .values({ team_id: data.team_id, on_date: data.on_date, ...values })
    .onConflict((there) => there.columns(['team_id', 'on_date']).doUpdateSet(values))
    .execute();
  tx.record({
    action: 'desk.tally',
    subject_kind: 'team',
    subject_id: data.team_id,
    detail: { on: data.on_date },
  });
}
