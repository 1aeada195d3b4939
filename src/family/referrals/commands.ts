import { sql } from 'kysely';
import { found, Refusal, type WriteTx } from '../../platform/db/transaction.ts';
import { birthdaysIn, emailsIn, peopleIn, phonesIn } from '../../platform/ja/contact-text.ts';
import type { Errors } from '../../platform/web/form.ts';
import { invalid, invalidIf } from '../../platform/web/handlers.tsx';
import { hashCode, sealCode } from '../../platform/web/open.ts';
import { disclosuresOfReferral, receiversOf } from '../disclosures/queries.ts';
import type { CapacityAnswerData, CapacityData, DraftData } from './forms.ts';
import { mailReceiver, nudgeDraft } from './jobs.ts';
import {
  beginningFrom,
  capacityById,
  openReferralsOf,
  originOf,
  referralById,
  supervisorsOf,
  type Referral,
} from './queries.ts';
import { answerDays, isOpen, may, type Action, type Actor } from './rules.ts';
import { capacity as cw, errors, notices } from './words.ja.ts';

/** What in an anonymous text looks like somebody: asked about once. */
export function namesIn(data: { need?: string; days?: string; nobody?: boolean }): Errors {
  const wrong: Errors = {};
  if (data.nobody) return wrong;
  const found = (text: string) => [
    ...peopleIn(text),
    ...phonesIn(text),
    ...emailsIn(text),
    ...birthdaysIn(text),
  ];
  for (const field of ['need', 'days'] as const) {
    const hits = found(data[field] ?? '');
    if (hits.length > 0) wrong[field] = errors.looksLikeSomebody(hits.join('、'));
  }
  return wrong;
}

async function tell(tx: WriteTx, people: readonly number[], title: string, url: string): Promise<void> {
  const others = [...new Set(people)].filter((person_id) => person_id !== tx.actor.person_id);
  if (others.length === 0) return;
  await tx.db
    .insertInto('notice')
    .values(others.map((person_id) => ({ person_id, title, url, created_at: tx.now })))
    .execute();
}

// ---- capacity ------------------------------------------------------------------------------

/** Asks places whether they could take somebody, without saying whom. Gives the question's number. */
export async function askCapacity(tx: WriteTx, data: CapacityData): Promise<number> {
  const team_id = tx.session.case_teams[0];
  if (!tx.has('case.work') || team_id === undefined) throw new Refusal(403);
  invalidIf({ ...namesIn(data), ...(data.expires_on < tx.today ? { expires_on: cw.past } : {}) });
  const { nobody: _nobody, ...facts } = data;
  const { id } = await tx.db
    .insertInto('capacity_question')
    .values({ team_id, ...facts, asked_by: tx.actor.person_id!, asked_at: tx.now })
    .returning('id')
    .executeTakeFirstOrThrow();
  await tx.db
    .insertInto('capacity_answer')
    .values(data.facility_ids.map((facility_id) => ({ question_id: id, team_id, facility_id })))
    .execute();
  for (const facility_id of data.facility_ids)
    await tell(tx, await receiversOf(tx, facility_id, null), notices.capacity, `/capacity/${id}`);
  tx.record({
    action: 'capacity.ask',
    subject_kind: 'capacity_question',
    subject_id: id,
    detail: { facilities: data.facility_ids.length },
  });
  return id;
}

/** A place's answer with its as-of date; answered anew while the question stands. */
export async function answerCapacity(
  tx: WriteTx,
  id: number | null,
  facility_id: number | null,
  data: CapacityAnswerData,
): Promise<void> {
  const question = found(await capacityById(tx, id));
  const asked = found(question.answers.find((one) => one.facility_id === facility_id));
  if (!asked.may_answer) throw new Refusal(403);
  if (question.expires_on < tx.today) throw new Refusal(409, cw.expired);
  if (data.as_of > tx.today) invalid({ as_of: cw.future });
  await tx.db
    .updateTable('capacity_answer')
    .set((row) => ({
      ...data,
      answered_by: tx.actor.person_id,
      answered_at: tx.now,
      version: sql<number>`${row.ref('version')} + 1`,
    }))
    .where('question_id', '=', question.id)
    .where('facility_id', '=', asked.facility_id)
    .execute();
  tx.record({
    action: 'capacity.answer',
    subject_kind: 'capacity_question',
    subject_id: question.id,
    detail: { facility_id, answer: data.answer },
  });
}

// ---- the referral --------------------------------------------------------------------------

interface Note {
  reason?: string | null;
  body?: string;
  shared?: boolean;
}

async function event(
  tx: WriteTx,
  referral: { id: number; team_id: number; facility_id: number | null; organisation_id: number | null },
  action: Action | 'draft' | 'message' | 'letter',
  actor: Actor,
  note: Note = {},
): Promise<void> {
  await tx.db
    .insertInto('referral_event')
    .values({
      referral_id: referral.id,
      team_id: referral.team_id,
      facility_id: referral.facility_id,
      organisation_id: referral.organisation_id,
      shared: note.shared ?? actor === 'receiver',
      action,
      actor,
      person_id: actor === 'system' ? null : tx.actor.person_id,
      reason: note.reason ?? null,
      body: note.body ?? '',
      at: tx.now,
    })
    .execute();
}

/** Begins a referral from a case or a consultation. A draft that stays one is put before its worker after a week. */
export async function draftReferral(
  tx: WriteTx,
  from: { case_id: number | null; consultation_id: number | null; previous_id?: number | null },
  data: DraftData,
): Promise<number> {
  const beginning = found(await beginningFrom(tx, from));
  invalidIf(namesIn(data));
  const { id } = await tx.db
    .insertInto('referral_origin')
    .values({
      team_id: beginning.team_id,
      case_id: beginning.case_id,
      consultation_id: beginning.consultation_id,
      member_id: beginning.member_id,
      told_who: data.told_who,
      told_day: data.told_day,
      told_what: data.told_what,
      told_on: data.told_on,
      created_by: tx.actor.person_id!,
      created_at: tx.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await Promise.all([
    tx.db
      .insertInto('referral')
      .values({
        id,
        team_id: beginning.team_id,
        fiscal_year: tx.fiscal_year,
        worker_id: tx.actor.person_id!,
        previous_id: from.previous_id ?? null,
        ...publicPart(data),
        created_at: tx.now,
        updated_at: tx.now,
      })
      .execute(),
    event(
      tx,
      { id, team_id: beginning.team_id, facility_id: null, organisation_id: null },
      'draft',
      'sender',
    ),
    tx.plan(nudgeDraft, { id }, { after: new Date(tx.now.getTime() + 7 * 86_400_000) }),
  ]);
  tx.record({
    action: 'referral.draft',
    subject_kind: 'referral',
    subject_id: id,
    detail: { case_id: beginning.case_id, consultation_id: beginning.consultation_id },
  });
  return id;
}

/** Somebody of the team takes a referral that is nobody's. */
export async function takeReferral(tx: WriteTx, id: number | null): Promise<void> {
  const one = found(await referralById(tx, id));
  if (!one.may_send) throw new Refusal(403);
  const taken = isOpen(one.state)
    ? await tx.db
        .updateTable('referral')
        .set({ worker_id: tx.actor.person_id! })
        .where('id', '=', one.id)
        .where('worker_id', 'is', null)
        .returning('id')
        .executeTakeFirst()
    : undefined;
  if (!taken) throw new Refusal(409, errors.notNow);
  tx.record({ action: 'referral.take_over', subject_kind: 'referral', subject_id: one.id });
}

/**
 * What one worker began out of a case or a consultation and is still open, for whoever takes over from them; all of the case's
 * consultations are among it. How many there were.
 */
export async function takeOverReferrals(
  tx: WriteTx,
  from: { case_id: number | null; consultation_id: number | null },
  from_person_id: number,
): Promise<number> {
  const open = await openReferralsOf(tx, from, from_person_id);
  for (const { id } of open) {
    await tx.db
      .updateTable('referral')
      .set({ worker_id: tx.actor.person_id! })
      .where('id', '=', id)
      .execute();
    tx.record({
      action: 'referral.take_over',
      subject_kind: 'referral',
      subject_id: id,
      detail: { from: from_person_id },
    });
  }
  return open.length;
}

const publicPart = (data: DraftData) => ({
  need: data.need,
  age_band: data.age_band,
  area_id: data.area_id,
  days: data.days,
  urgency: data.urgency,
  channel: data.channel,
  facility_id: data.facility_id,
  organisation_id: data.organisation_id,
  recipient_name: data.recipient_name,
  capacity_question_id: data.capacity_question_id,
});

/** The referral when this actor may take this step now: 404, 403 or 409 otherwise. The one way to every change below. */
async function held(tx: WriteTx, id: number | null, actor: Actor, action: Action): Promise<Referral> {
  const referral = found(await referralById(tx, id));
  const may_act = actor === 'sender' ? referral.may_send : actor === 'receiver' ? referral.may_answer : true;
  if (!may_act) throw new Refusal(403);
  if (!may(actor, action, referral.state)) throw new Refusal(409, errors.notNow);
  return referral;
}

/** Writes one step's facts, if nobody was faster. */
async function step(tx: WriteTx, referral: Referral, facts: Record<string, unknown>): Promise<void> {
  const done = await tx.db
    .updateTable('referral')
    .set({ ...facts, version: referral.version + 1, updated_at: tx.now })
    .where('id', '=', referral.id)
    .where('version', '=', referral.version)
    .returning('id')
    .executeTakeFirst();
  if (!done) throw new Refusal(409, errors.changed);
}

function recorded(
  tx: WriteTx,
  referral: Referral,
  action: Action,
  detail: Record<string, string | number | boolean | null> = {},
): void {
  tx.record({ action: `referral.${action}`, subject_kind: 'referral', subject_id: referral.id, detail });
}

const receiversFor = (tx: WriteTx, one: Referral) => receiversOf(tx, one.facility_id, one.organisation_id);
const url = (one: { id: number }) => `/referrals/${one.id}`;

export async function changeDraft(tx: WriteTx, id: number | null, data: DraftData): Promise<void> {
  const referral = await held(tx, id, 'sender', 'change');
  invalidIf(namesIn(data));
  if (data._version !== referral.version) throw new Refusal(409, errors.changed);
  const moved =
    referral.facility_id !== data.facility_id ||
    referral.organisation_id !== data.organisation_id ||
    referral.recipient_name !== data.recipient_name;
  // Another receiver is another passing-on: what was decided for the first does not go along.
  if (moved) {
    await tx.db
      .updateTable('disclosure')
      .set({ ended_at: tx.now, ended_by: tx.actor.person_id, ended_reason: errors.receiverChanged })
      .where('referral_id', '=', referral.id)
      .where('ended_at', 'is', null)
      .execute();
  }
  const { capacity_question_id: _asked, ...facts } = publicPart(data);
  await step(tx, referral, facts);
  await tx.db
    .updateTable('referral_origin')
    .set({
      told_who: data.told_who,
      told_day: data.told_day,
      told_what: data.told_what,
      told_on: data.told_on,
    })
    .where('id', '=', referral.id)
    .execute();
  recorded(tx, referral, 'change', { moved });
}

/** Sends it on the basis decided for it: consent in force, or a second person's signature. The clock starts. */
export async function sendReferral(tx: WriteTx, id: number | null, code: string): Promise<Referral> {
  const referral = await held(tx, id, 'sender', 'send');
  if (referral.to === '') throw new Refusal(409, errors.noReceiver);
  const origin = found(await originOf(tx, referral.id));
  if (origin.told_on === null) throw new Refusal(409, errors.notTold);
  const basis = (await disclosuresOfReferral(tx, referral.id)).find(
    (one) => one.in_force && one.until >= tx.today,
  );
  if (!basis) throw new Refusal(409, errors.noBasis);
  const days =
    answerDays[referral.urgency as keyof typeof answerDays] * (referral.channel === 'paper' ? 2 : 1);
  await step(tx, referral, {
    disclosure_id: basis.id,
    disclosure_in_force: true,
    sent_at: tx.now,
    due_at: new Date(tx.now.getTime() + days * 86_400_000),
  });
  await event(tx, referral, 'send', 'sender', { shared: true });
  if (referral.channel === 'paper') await writeLetter(tx, referral, code);
  else {
    const people = await receiversFor(tx, referral);
    await tell(tx, people, notices.sent(referral.id), url(referral));
    for (const person_id of people)
      await tx.plan(
        mailReceiver,
        { id: referral.id, person_id },
        { once: `referral:${referral.id}:${person_id}` },
      );
  }
  recorded(tx, referral, 'send', { disclosure_id: basis.id, basis: basis.basis, channel: referral.channel });
  return referral;
}

async function writeLetter(tx: WriteTx, referral: Referral, code: string): Promise<void> {
  const { house } = tx.actor;
  const letter = {
    code_hash: hashCode(house, code),
    code_sealed: sealCode(house, code),
    printed_by: tx.actor.person_id!,
    printed_at: tx.now,
    ends_at: new Date(tx.now.getTime() + 180 * 86_400_000),
  };
  await tx.db
    .insertInto('referral_letter')
    .values({ referral_id: referral.id, team_id: referral.team_id, ...letter })
    .execute();
  await event(tx, referral, 'letter', 'sender');
}

/** The receiver has opened it: written down by the system, once. */
export async function deliver(tx: WriteTx, id: number | null): Promise<void> {
  const referral = await referralById(tx, id);
  if (!referral?.may_answer || !may('system', 'deliver', referral.state)) return;
  const done = await tx.db
    .updateTable('referral')
    .set({ delivered_at: tx.now, version: referral.version + 1, updated_at: tx.now })
    .where('id', '=', referral.id)
    .where('state', '=', 'sent')
    .returning('id')
    .executeTakeFirst();
  if (!done) return;
  await event(tx, referral, 'deliver', 'system', { shared: true });
  recorded(tx, referral, 'deliver');
}

/** The receiver has what was agreed on the screen for the first time: the ledger tells the family this day, not the yes's. */
export async function noteOpened(tx: WriteTx, id: number | null): Promise<void> {
  const referral = await referralById(tx, id);
  if (!referral?.may_answer || referral.disclosure_id === null) return;
  await sql`select disclosure_opened(${referral.disclosure_id}, ${tx.now})`.execute(tx.db);
}

/** As noteOpened, for the holder of a letter's code. */
export async function noteLetterOpened(tx: WriteTx, code: string): Promise<void> {
  await sql`select referral_opened_by_code(${hashCode(tx.actor.house, code)}, ${tx.now})`.execute(tx.db);
}

/** Who is told of a referral on the sender's side: its worker, or while it has none the team's supervisors. */
const ownersOf = async (tx: WriteTx, one: Referral): Promise<number[]> =>
  one.worker_id === null ? supervisorsOf(tx, one.team_id) : [one.worker_id];
const toSender = async (tx: WriteTx, one: Referral, title: string) =>
  tell(tx, await ownersOf(tx, one), title, url(one));

export async function acceptReferral(tx: WriteTx, id: number | null, data: { body: string }): Promise<void> {
  const referral = await held(tx, id, 'receiver', 'accept');
  await step(tx, referral, { accepted_at: tx.now });
  await event(tx, referral, 'accept', 'receiver', data);
  await toSender(tx, referral, notices.accepted(referral.id));
  recorded(tx, referral, 'accept');
}

export async function declineReferral(
  tx: WriteTx,
  id: number | null,
  data: { reason: string; next: string; body: string },
): Promise<void> {
  const referral = await held(tx, id, 'receiver', 'decline');
  await step(tx, referral, { declined_at: tx.now, decline_reason: data.reason, decline_next: data.next });
  await event(tx, referral, 'decline', 'receiver', data);
  await toSender(tx, referral, notices.declined(referral.id));
  recorded(tx, referral, 'decline', { reason: data.reason, next: data.next });
}

export async function startService(tx: WriteTx, id: number | null, data: { body: string }): Promise<void> {
  const referral = await held(tx, id, 'receiver', 'start');
  await step(tx, referral, { started_at: tx.now });
  await event(tx, referral, 'start', 'receiver', data);
  await toSender(tx, referral, notices.started(referral.id));
  recorded(tx, referral, 'start');
}

export async function holdService(
  tx: WriteTx,
  id: number | null,
  data: { reason: string; body: string },
): Promise<void> {
  const referral = await held(tx, id, 'receiver', 'hold');
  await step(tx, referral, { held_at: tx.now, hold_reason: data.reason });
  await event(tx, referral, 'hold', 'receiver', data);
  await toSender(tx, referral, notices.held(referral.id));
  recorded(tx, referral, 'hold', { reason: data.reason });
}

export async function resumeService(tx: WriteTx, id: number | null, data: { body: string }): Promise<void> {
  const referral = await held(tx, id, 'receiver', 'resume');
  await step(tx, referral, { held_at: null, hold_reason: null });
  await event(tx, referral, 'resume', 'receiver', data);
  recorded(tx, referral, 'resume');
}

/** What came of it, told back; or that the family was not reached. */
export async function returnOutcome(
  tx: WriteTx,
  id: number | null,
  action: 'outcome' | 'not_reached',
  data: { body: string },
): Promise<void> {
  const referral = await held(tx, id, 'receiver', action);
  await step(tx, referral, {
    outcome_at: tx.now,
    outcome: action === 'outcome' ? 'returned' : 'not_reached',
    held_at: null,
    hold_reason: null,
  });
  await event(tx, referral, action, 'receiver', data);
  await toSender(tx, referral, notices.outcome(referral.id));
  recorded(tx, referral, action);
}

/** The family says it does not want it (any more); written down by whom they told, on either side. */
export async function withdrawByFamily(
  tx: WriteTx,
  id: number | null,
  data: { told_by: string; body: string },
): Promise<void> {
  const referral = await held(tx, id, 'family', 'withdraw');
  await step(tx, referral, { outcome_at: tx.now, outcome: 'withdrawn', held_at: null, hold_reason: null });
  await event(tx, referral, 'withdraw', 'family', {
    reason: data.told_by,
    body: data.body,
    shared: referral.may_answer && !referral.may_send,
  });
  const others = referral.may_send ? await receiversFor(tx, referral) : await ownersOf(tx, referral);
  await tell(tx, others, notices.withdrawn(referral.id), url(referral));
  recorded(tx, referral, 'withdraw');
}

export async function recallReferral(
  tx: WriteTx,
  id: number | null,
  data: { reason: string; body: string },
): Promise<void> {
  const referral = await held(tx, id, 'sender', 'recall');
  await step(tx, referral, { recalled_at: tx.now, recall_reason: data.reason });
  await event(tx, referral, 'recall', 'sender', data);
  if (referral.sent_at !== null)
    await tell(tx, await receiversFor(tx, referral), notices.recalled(referral.id), url(referral));
  recorded(tx, referral, 'recall', { reason: data.reason });
}

/**
 * The sender looks at what came of it: closed, or begun again at the same place, or referred elsewhere. The two latter
 * answer with the number of the new draft, so that nothing ends without its next step.
 */
export async function reviewReferral(
  tx: WriteTx,
  id: number | null,
  data: { review: 'closed' | 'reopened' | 'elsewhere'; body: string },
): Promise<number | null> {
  const referral = await held(tx, id, 'sender', 'review');
  await step(tx, referral, { reviewed_at: tx.now, review: data.review });
  await event(tx, referral, 'review', 'sender', { reason: data.review, body: data.body });
  recorded(tx, referral, 'review', { review: data.review });
  if (data.review === 'closed') return null;
  const origin = found(await originOf(tx, referral.id));
  const same = data.review === 'reopened';
  return draftReferral(
    tx,
    { ...origin, previous_id: referral.id },
    {
      need: referral.need,
      age_band: referral.age_band as DraftData['age_band'],
      area_id: referral.area_id,
      days: referral.days,
      nobody: true,
      urgency: referral.urgency as DraftData['urgency'],
      channel: same ? (referral.channel as DraftData['channel']) : 'account',
      facility_id: same ? referral.facility_id : null,
      organisation_id: same ? referral.organisation_id : null,
      recipient_name: same ? referral.recipient_name : '',
      told_who: '',
      told_day: '',
      told_what: '',
      told_on: null,
      capacity_question_id: null,
      _version: 1,
    },
  );
}

/** A word between the two sides; the receiver sees it once it has said yes. */
export async function sendMessage(tx: WriteTx, id: number | null, data: { body: string }): Promise<void> {
  const referral = found(await referralById(tx, id));
  if (!referral.shares) throw new Refusal(409, errors.notNow);
  const actor: Actor = referral.may_send ? 'sender' : 'receiver';
  await event(tx, referral, 'message', actor, { ...data, shared: true });
  const others = actor === 'sender' ? await receiversFor(tx, referral) : await ownersOf(tx, referral);
  await tell(tx, others, notices.message(referral.id), url(referral));
  tx.record({ action: 'referral.message', subject_kind: 'referral', subject_id: referral.id });
}

// ---- by letter -----------------------------------------------------------------------------

export const letterVerbs = [
  'deliver',
  'accept',
  'decline',
  'start',
  'hold',
  'resume',
  'withdraw',
  'outcome',
  'not_reached',
] as const;
export type LetterVerb = (typeof letterVerbs)[number];

/** The receiver's steps by the letter's code; 'unknown' says nothing of what was wrong. */
export async function answerLetter(
  tx: WriteTx,
  code: string,
  verb: LetterVerb,
  data: {
    reason?: string | undefined;
    next?: string | undefined;
    body?: string | undefined;
    told_by?: string | undefined;
  },
  id = 0,
): Promise<'done' | 'unknown' | 'not_now'> {
  const { rows } = await sql<{
    said: { id: number } | { refused: 'unknown' | 'not_now' };
  }>`
    select referral_answer_by_code(${hashCode(tx.actor.house, code)}, ${verb}, ${JSON.stringify({ ...data, notice: notices.letter(id), day: tx.today })}::jsonb, ${tx.now}) as said`.execute(
    tx.db,
  );
  const { said } = rows[0]!;
  if ('refused' in said) return said.refused;
  tx.record({
    action: `referral.${verb}`,
    subject_kind: 'referral',
    subject_id: said.id,
    detail: { by: 'letter' },
  });
  return 'done';
}
