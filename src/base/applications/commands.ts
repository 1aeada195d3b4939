import { sql } from 'kysely';
import { found, Refusal, type WriteTx } from '../../platform/db/transaction.ts';
import type { Speech } from '../../platform/ui/speech.ts';
import { hashCode, sealCode } from '../../platform/web/open.ts';
import { invalid } from '../../platform/web/handlers.tsx';
import { freePlacesOf, lockLine, recount, takePlaces } from './commands-line.ts';
import type { ApplicantData, SettingsData } from './forms.ts';
import { drawOne, moveOne, tellApplicant } from './jobs.ts';
import {
  applicationById,
  applicationOfCode,
  sittingById,
  type Application,
  type Sitting,
} from './queries.ts';
import { may, stateOf, type Action, type ActorKind } from './rules.ts';
import { host, words } from './words.ja.ts';

export interface Entered {
  id: number;
  number: number;
  outcome: 'confirmed' | 'waiting' | 'in_lottery';
  event_id: number;
  event_session_id: number;
  places: number;
}
export type EnterRefusal =
  'gone' | 'cancelled' | 'over' | 'not_yet' | 'closed' | 'twice' | 'too_many' | 'full';

/**
 * Applies for a sitting, for a stranger, somebody signed in, or by staff for somebody on the telephone. Places, a stand in
 * the line or a part in the lottery are given out by the database in one transaction. `code` is the receipt's; `apply_at` says
 * that the event's own page took it (a course's), without which such an event takes nothing. `for_facility_id`: for a
 * facility's people; it stands in a line once, and its people read and answer what was applied for. `speech`: the language
 * mails are written in, Japanese where nothing is said.
 */
export async function enter(
  tx: WriteTx,
  event_session_id: number,
  way: 'public' | 'account' | 'staff',
  data: ApplicantData & {
    even_twice?: boolean;
    apply_at?: string;
    for_facility_id?: number;
    speech?: Speech;
  },
  code: string,
): Promise<Entered | { refused: EnterRefusal }> {
  const { house, municipality } = tx.actor;
  const entry = {
    ...data,
    event_session_id,
    way,
    code_hash: hashCode(house, code),
    code_sealed: sealCode(house, code),
    seed: house.random(),
    time_zone: municipality.time_zone,
  };
  const { rows } = await sql<{
    answer: Entered | { refused: EnterRefusal };
  }>`select application_enter(${JSON.stringify(entry)}::jsonb, ${tx.now}) as answer`.execute(tx.db);
  const { answer } = rows[0]!;
  if ('refused' in answer) return answer;
  tx.record({
    action: 'application.enter',
    subject_kind: 'event_application',
    subject_id: answer.id,
    detail: { event_session_id, way, outcome: answer.outcome, places: answer.places },
  });
  if (data.email !== null) await tellApplicant(tx, answer.id, 'received');
  // Somebody new may fit where those before do not: the line is looked at again.
  if (answer.outcome === 'waiting') await tx.plan(moveOne, { event_session_id });
  return answer;
}

/** As enter(), with what stands against it said beside the field of the form. */
export async function apply(
  tx: WriteTx,
  sitting: Sitting,
  way: 'public' | 'account' | 'staff',
  data: ApplicantData & { even_twice?: boolean; speech?: Speech },
  code: string,
): Promise<Entered> {
  const answer = await enter(tx, sitting.id, way, data, code);
  if (!('refused' in answer)) return answer;
  if (answer.refused === 'gone') throw new Refusal(404);
  if (answer.refused === 'twice')
    invalid({
      [data.email === null ? 'phone' : 'email']:
        way === 'staff' ? words.errors.twiceStaff : words.errors.twice,
    });
  if (answer.refused === 'too_many') invalid({ adults: words.errors.tooMany(sitting.room ?? 50) });
  return invalid({ '': words.errors[answer.refused] });
}

export type Answered = { ok: true } | { ok: false; reason: 'unknown' | 'late' | 'done' };

/** The applicant accepts the offer of a place, or cancels, by the receipt's code. Answers with a sentence's key where not. */
export async function answerByCode(
  tx: WriteTx,
  code: string,
  answer: 'accept' | 'cancel',
): Promise<Answered> {
  return answerByHash(tx, hashCode(tx.actor.house, code), answer);
}

/** As answerByCode(), for a head whose facility's people were applied for; 404 for an application that is not theirs. */
export async function answerForFacility(
  tx: WriteTx,
  id: number,
  answer: 'accept' | 'cancel',
): Promise<Answered> {
  const application = found(
    await tx.db
      .selectFrom('event_application')
      .where('id', '=', id)
      .where('for_facility_id', 'is not', null)
      .select(['code_hash', 'for_facility_id'])
      .select(sql<boolean>`may_host_event(facility_id, organisation_id)`.as('may_host'))
      .executeTakeFirst(),
  );
  const own = tx.has('facility.answer') && tx.session.facilities.includes(application.for_facility_id!);
  if (!own && !application.may_host) throw new Refusal(403);
  return answerByHash(tx, application.code_hash, answer);
}

async function answerByHash(tx: WriteTx, hash: string, answer: 'accept' | 'cancel'): Promise<Answered> {
  const { rows } = await sql<{
    said: { id: number; event_session_id: number } | { refused: 'unknown' | 'late' | 'done' };
  }>`select application_answer(${hash}, ${answer}, ${tx.now}) as said`.execute(tx.db);
  const { said } = rows[0]!;
  if ('refused' in said) return { ok: false, reason: said.refused };
  tx.record({
    action: `application.${answer}`,
    subject_kind: 'event_application',
    subject_id: said.id,
    detail: { event_session_id: said.event_session_id },
  });
  await tellApplicant(tx, said.id, answer === 'accept' ? 'accepted' : 'cancelled');
  if (answer === 'cancel') await tx.plan(moveOne, { event_session_id: said.event_session_id });
  return { ok: true };
}

interface Held {
  sitting: Sitting;
  application: Application;
}

/** The application with its line held, when this actor may do this to it now; 404, 403 or 409 otherwise. */
async function heldFor(
  tx: WriteTx,
  at: { event_id: number | null; session_id: number | null; id: number | null },
  actor: ActorKind,
  action: Action,
): Promise<Held> {
  const sitting = found(await sittingById(tx, at.event_id, at.session_id));
  if (!(actor === 'door' ? sitting.may_meet : sitting.may_host)) throw new Refusal(403);
  await lockLine(tx, sitting.id);
  const application = found(await applicationById(tx, sitting.id, at.id));
  if (!may(actor, action, stateOf(application, tx.now), sitting, tx.now))
    throw new Refusal(409, words.errors.notNow);
  return { sitting, application };
}

type At = { event_id: number | null; session_id: number | null; id: number | null };

const change = (tx: WriteTx, id: number) => tx.db.updateTable('event_application').where('id', '=', id);

/** Confirms somebody told by telephone: an open offer, or a free place given to somebody who waits. 409 without a place. */
export async function confirmByHost(tx: WriteTx, at: At): Promise<Application> {
  const { sitting, application } = await heldFor(tx, at, 'host', 'confirm');
  const { held } = await tx.db
    .selectFrom('event_place')
    .where('event_application_id', '=', application.id)
    .select((row) => row.fn.countAll<number>().as('held'))
    .executeTakeFirstOrThrow();
  if (held === 0) {
    try {
      await takePlaces(tx, sitting.id, sitting.room, {
        ...application,
        facility_id: sitting.facility_id,
        organisation_id: sitting.organisation_id,
      });
    } catch (error) {
      if (error instanceof Refusal) throw new Refusal(409, words.errors.noPlace);
      throw error;
    }
  }
  await change(tx, application.id).set({ confirmed_at: tx.now }).execute();
  await recount(tx, sitting.id);
  await tellApplicant(tx, application.id, 'accepted');
  tx.record({ action: 'application.confirm', subject_kind: 'event_application', subject_id: application.id });
  return application;
}

/** Cancels for somebody who telephoned, or with the host's own reason; the next in line is asked. */
export async function cancelByHost(tx: WriteTx, at: At, cancel_reason: string): Promise<Application> {
  const { sitting, application } = await heldFor(tx, at, 'host', 'cancel');
  await change(tx, application.id)
    .set({
      cancelled_at: tx.now,
      cancelled_by: 'host',
      cancel_reason: cancel_reason === '' ? null : cancel_reason,
    })
    .execute();
  await freePlacesOf(tx, application.id);
  await recount(tx, sitting.id);
  await tellApplicant(tx, application.id, 'host_cancelled');
  await tx.plan(moveOne, { event_session_id: sitting.id });
  tx.record({
    action: 'application.cancel_by_host',
    subject_kind: 'event_application',
    subject_id: application.id,
  });
  return application;
}

/** Notes that somebody without a mail address was told of the offer by telephone. */
export async function noteCalled(tx: WriteTx, at: At): Promise<Application> {
  const { application } = await heldFor(tx, at, 'host', 'confirm');
  await change(tx, application.id).set({ called_at: tx.now }).execute();
  tx.record({ action: 'application.called', subject_kind: 'event_application', subject_id: application.id });
  return application;
}

/** At the door: came, did not come, or that was a mistake. */
export async function tick(tx: WriteTx, at: At, what: 'attend' | 'absent' | 'undo'): Promise<Application> {
  const { sitting, application } = await heldFor(tx, at, 'door', what);
  await change(tx, application.id)
    .set({
      attended_at: what === 'attend' ? tx.now : null,
      absent_at: what === 'absent' ? tx.now : null,
    })
    .execute();
  await recount(tx, sitting.id);
  tx.record({ action: `application.${what}`, subject_kind: 'event_application', subject_id: application.id });
  return application;
}

/**
 * Ticks off whoever brings this code to this sitting. 'already' when they are ticked; 'refused' when their application has no
 * place (they wait, cancelled). A code of another sitting is as unknown as none.
 */
export async function tickByCode(
  tx: WriteTx,
  sitting: { event_id: number; session_id: number },
  code: string,
): Promise<{ outcome: 'attended' | 'already' | 'refused'; application: Application }> {
  const application =
    (await applicationOfCode(tx, sitting.session_id, hashCode(tx.actor.house, code))) ??
    invalid({ code: host.codeWrong });
  const state = stateOf(application, tx.now);
  if (state === 'attended') return { outcome: 'already', application };
  if (state !== 'confirmed' && state !== 'absent') return { outcome: 'refused', application };
  await tick(tx, { ...sitting, id: application.id }, 'attend');
  return { outcome: 'attended', application };
}

/** After a sitting: everybody confirmed who was not ticked did not come. Gives how many. */
export async function markRestAbsent(
  tx: WriteTx,
  event_id: number | null,
  session_id: number | null,
): Promise<number> {
  const sitting = found(await sittingById(tx, event_id, session_id));
  if (!sitting.may_meet) throw new Refusal(403);
  if (tx.now < sitting.starts_at) throw new Refusal(409, words.errors.notNow);
  await lockLine(tx, sitting.id);
  const { numUpdatedRows } = await tx.db
    .updateTable('event_application')
    .set({ absent_at: tx.now })
    .where('event_session_id', '=', sitting.id)
    .where('confirmed_at', 'is not', null)
    .where('cancelled_at', 'is', null)
    .where('attended_at', 'is', null)
    .where('absent_at', 'is', null)
    .executeTakeFirst();
  await recount(tx, sitting.id);
  tx.record({
    action: 'application.absent_rest',
    subject_kind: 'event_session',
    subject_id: sitting.id,
    detail: { applications: Number(numUpdatedRows) },
  });
  return Number(numUpdatedRows);
}

/** Asks for the lottery to be drawn now; only after its hour. */
export async function askForDraw(
  tx: WriteTx,
  event_id: number | null,
  session_id: number | null,
): Promise<void> {
  const sitting = found(await sittingById(tx, event_id, session_id));
  if (!sitting.may_host) throw new Refusal(403);
  if (sitting.application !== 'lottery' || sitting.drawn_at !== null)
    throw new Refusal(409, words.errors.drawn);
  if (sitting.lottery_at === null || sitting.lottery_at > tx.now)
    throw new Refusal(409, words.errors.drawEarly);
  await tx.plan(drawOne, { event_session_id: sitting.id });
  tx.record({ action: 'application.ask_draw', subject_kind: 'event_session', subject_id: sitting.id });
}

/** Sends a text to everybody confirmed who gave a mail address, a mail each. Gives to how many. */
export async function sendMessage(tx: WriteTx, sitting: Sitting, body: string): Promise<number> {
  if (!sitting.may_host) throw new Refusal(403);
  const people = await tx.db
    .selectFrom('event_application')
    .innerJoin('event_applicant', 'event_applicant.event_application_id', 'event_application.id')
    .where('event_application.event_session_id', '=', sitting.id)
    .where('confirmed_at', 'is not', null)
    .where('cancelled_at', 'is', null)
    .where('email', 'is not', null)
    .select('event_application.id')
    .execute();
  const { id } = await tx.db
    .insertInto('event_message')
    .values({
      event_session_id: sitting.id,
      facility_id: sitting.facility_id,
      organisation_id: sitting.organisation_id,
      body,
      sent_at: tx.now,
      sent_by: tx.actor.person_id!,
      mails: people.length,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  for (const person of people) await tellApplicant(tx, person.id, 'message', { event_message_id: id });
  tx.record({
    action: 'application.message',
    subject_kind: 'event_session',
    subject_id: sitting.id,
    detail: { mails: people.length },
  });
  return people.length;
}

/** What the form of an event asks and how long that is kept; for applications from now on. 409 when it changed meanwhile. */
export async function saveSettings(
  tx: WriteTx,
  event: { event_id: number; facility_id: number | null; organisation_id: number; may_host: boolean },
  { _version, ...data }: SettingsData,
): Promise<void> {
  if (!event.may_host) throw new Refusal(403);
  const { event_id, facility_id, organisation_id } = event;
  const stamps = { updated_at: tx.now, updated_by: tx.actor.person_id! };
  const saved =
    _version === null
      ? (
          await tx.db
            .insertInto('event_form')
            .values({ event_id, facility_id, organisation_id, ...data, ...stamps })
            .onConflict((there) => there.doNothing())
            .executeTakeFirst()
        ).numInsertedOrUpdatedRows
      : (
          await tx.db
            .updateTable('event_form')
            .set((row) => ({ ...data, ...stamps, version: row('version', '+', 1) }))
            .where('event_id', '=', event_id)
            .where('version', '=', _version)
            .executeTakeFirst()
        ).numUpdatedRows;
  if (saved !== 1n) throw new Refusal(409, words.errors.changed);
  tx.record({
    action: 'application.settings',
    subject_kind: 'event',
    subject_id: event_id,
    detail: { ...data, note_label: data.note_label !== '' },
  });
}
