import { sql } from 'kysely';
import { z } from 'zod';
import type { ReadTx, WriteTx } from '../../platform/db/transaction.ts';
import { defineJob } from '../../platform/jobs/job.ts';
import type { Speech } from '../../platform/ui/speech.ts';
import { openSeal, showCode } from '../../platform/web/open.ts';
import { deletePersonalData, drawLottery, moveLine, remindConfirmed } from './commands-line.ts';
import { mailOf, type MailFacts } from './rules-mail.ts';
import { stateOf, type Facts, type State } from './rules.ts';

export const mailKinds = [
  'received',
  'offer',
  'accepted',
  'lapsed',
  'won',
  'lost',
  'moved',
  'event_cancelled',
  'host_cancelled',
  'cancelled',
  'reminder',
  'message',
] as const;
export type MailKind = (typeof mailKinds)[number];

/** In which states a mail still says the truth when it is sent. */
const stillTrue: Partial<Record<MailKind, readonly State[]>> = {
  received: ['in_lottery', 'waiting', 'offered', 'confirmed'],
  offer: ['offered'],
  accepted: ['confirmed'],
  lapsed: ['lapsed'],
  won: ['confirmed'],
  lost: ['waiting', 'offered'],
  moved: ['in_lottery', 'waiting', 'offered', 'confirmed'],
  event_cancelled: ['cancelled'],
  host_cancelled: ['cancelled'],
  cancelled: ['cancelled'],
  reminder: ['confirmed'],
  message: ['confirmed'],
};

async function factsOf(tx: ReadTx, id: number) {
  return tx.db
    .selectFrom('event_application')
    .innerJoin('event_applicant', 'event_applicant.event_application_id', 'event_application.id')
    .innerJoin('event', 'event.id', 'event_application.event_id')
    .innerJoin('event_session', 'event_session.id', 'event_application.event_session_id')
    .leftJoin('facility', 'facility.id', 'event.facility_id')
    .leftJoin('organisation', 'organisation.id', 'event.organisation_id')
    .leftJoin('event_online', 'event_online.event_id', 'event.id')
    .where('event_application.id', '=', id)
    .where('event_applicant.email', 'is not', null)
    .select([
      'event_application.number',
      'event_application.adults',
      'event_application.children',
      'event_application.entered_lottery',
      'event_application.confirmed_at',
      'event_application.waitlisted_at',
      'event_application.offered_at',
      'event_application.offer_expires_at',
      'event_application.lapsed_at',
      'event_application.cancelled_at',
      'event_application.attended_at',
      'event_application.absent_at',
      'event_applicant.email',
      'event_applicant.code_sealed',
      'event_applicant.speech',
      'event_applicant.delete_after',
      'event.title',
      'event.lottery_at',
      'event.what_to_bring',
      'event.online',
      'event_session.starts_at',
      'event_session.ends_at',
      'event_session.all_day',
      'event.place_name',
      'event.address',
      'facility.address as facility_address',
      'facility.name as facility',
      'organisation.name as organisation',
      sql<string | null>`coalesce(event.contact_phone, facility.phone)`.as('phone'),
      sql<string | null>`coalesce(event_session.cancel_reason, event.cancel_reason)`.as(
        'sitting_cancel_reason',
      ),
      'event_online.join_url',
    ])
    .executeTakeFirst();
}

/** One mail to one applicant. What it says is read when it is sent, so that nothing personal lies in the queue. */
export const mailApplicant = defineJob({
  name: 'applications.mail',
  data: z.object({
    kind: z.enum(mailKinds),
    id: z.number().int(),
    event_message_id: z.number().int().optional(),
    /** when it was to begin, of what was moved */
    was: z.iso.datetime().optional(),
  }),
  run: async (tx, { kind, id, event_message_id, was }, tools) => {
    const found = await factsOf(tx, id);
    if (!found?.email) return;
    const state = stateOf(found as Facts, tx.now);
    if (stillTrue[kind]?.includes(state) === false) return;
    // Nobody is reminded of what has begun.
    if (kind === 'reminder' && found.starts_at <= tx.now) return;
    const message =
      event_message_id === undefined
        ? null
        : await tx.db
            .selectFrom('event_message')
            .where('id', '=', event_message_id)
            .select('body')
            .executeTakeFirst();
    if (kind === 'message' && !message) return;
    const { house, municipality } = tx.actor;
    const code = openSeal(house, found.code_sealed);
    const facts: MailFacts = {
      ...found,
      speech: found.speech as Speech,
      state,
      municipality: municipality.name,
      zone: municipality.time_zone,
      code: code === null ? null : showCode(code),
      look_at: `${house.settings.BASE_URL}/open/applications`,
      body: message?.body ?? null,
      was: was === undefined ? null : new Date(was),
    };
    await tools.mail({ to: found.email, ...mailOf(kind, facts) });
  },
});

/** Plans a mail to an applicant; whoever has no mail address gets none. Told once about each thing. */
export async function tellApplicant(
  tx: WriteTx,
  id: number,
  kind: MailKind,
  { event_message_id, was }: { event_message_id?: number; was?: Date } = {},
): Promise<void> {
  const once =
    kind === 'moved' ? `${kind}:${id}:${tx.now.getTime()}` : `${kind}:${id}:${event_message_id ?? ''}`;
  await tx.plan(
    mailApplicant,
    {
      kind,
      id,
      ...(event_message_id === undefined ? {} : { event_message_id }),
      ...(was === undefined ? {} : { was: was.toISOString() }),
    },
    { once },
  );
}

const ofSitting = z.object({ event_session_id: z.number().int() });

/** Moves one sitting's line; planned by whoever frees a place, and for the moment at which an offer ends. */
export const moveOne = defineJob({
  name: 'applications.move',
  data: ofSitting,
  run: async (tx, { event_session_id }) => {
    await moveLine(tx, event_session_id);
  },
});

/** Draws one sitting's lottery. */
export const drawOne = defineJob({
  name: 'applications.draw',
  data: ofSitting,
  run: async (tx, { event_session_id }) => drawLottery(tx, event_session_id),
});

/**
 * Every five minutes: lines with something to move (an offer over, a place free while people wait, a sitting called off
 * or moved) and lotteries whose hour has come, each as a job of its own.
 */
export const watchLines = defineJob({
  name: 'applications.watch',
  schedule: '*/5 * * * *',
  data: z.object({}),
  run: async (tx) => {
    const due = await tx.db
      .selectFrom('event_queue')
      .innerJoin('event_session', 'event_session.id', 'event_queue.event_session_id')
      .innerJoin('event', 'event.id', 'event_queue.event_id')
      .where('event_session.ends_at', '>', new Date(tx.now.getTime() - 24 * 3_600_000))
      .select([
        'event_queue.event_session_id',
        sql<boolean>`event.application = 'lottery' and event_queue.drawn_at is null and event.lottery_at <= ${tx.now}
          and event_session.cancelled_at is null and event.cancelled_at is null`.as('to_draw'),
        sql<boolean>`(event_queue.waiting > 0 and event_session.starts_at > ${tx.now}
            and event_queue.taken < coalesce(event_session.capacity, event.capacity, event_queue.taken + 1))
          or (coalesce(event_session.cancelled_at, event.cancelled_at) is not null
            and event_queue.confirmed + event_queue.waiting + event_queue.offered + event_queue.in_lottery > 0)
          or (event_session.starts_at <> event_queue.told_starts_at)
          or exists (select from event_application where event_application.event_session_id = event_queue.event_session_id
            and offer_expires_at <= ${tx.now} and confirmed_at is null and lapsed_at is null and cancelled_at is null)`.as(
          'to_move',
        ),
      ])
      .execute();
    for (const { event_session_id, to_draw, to_move } of due) {
      if (to_draw) await tx.plan(drawOne, { event_session_id });
      else if (to_move) await tx.plan(moveOne, { event_session_id });
    }
  },
});

/** Every morning at ten: who comes tomorrow is reminded. */
export const remindDayBefore = defineJob({
  name: 'applications.remind',
  schedule: '0 10 * * *',
  data: z.object({}),
  run: async (tx) => {
    await remindConfirmed(tx);
  },
});

/** Every night: what identifies applicants goes when its time is over. */
export const forgetApplicants = defineJob({
  name: 'applications.forget',
  schedule: '20 3 * * *',
  data: z.object({}),
  run: async (tx) => {
    await deletePersonalData(tx);
  },
});

export const applicationJobs = [
  mailApplicant,
  moveOne,
  drawOne,
  watchLines,
  remindDayBefore,
  forgetApplicants,
];
