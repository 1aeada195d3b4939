import { sql } from 'kysely';
import { personName } from '../../base/people/queries.ts';
import { sittingsOf, type Sitting } from '../../base/applications/queries.ts';
import type { Facts } from '../../base/applications/rules.ts';
import type { ReadTx } from '../../platform/db/transaction.ts';
import type { KeptDraft } from '../../platform/web/form.ts';
import { stepsOf, type Step, type Template, type TextPart } from './rules.ts';

// What belongs to one open day besides the day itself: questions, texts, steps, who signed up.

/** What the facility asks of those who look, in order. */
export async function questionsOf(tx: ReadTx, open_day_id: number) {
  return tx.db
    .selectFrom('open_day_question')
    .where('open_day_id', '=', open_day_id)
    .select(['position', 'body'])
    .orderBy('position')
    .execute();
}
export type Question = Awaited<ReturnType<typeof questionsOf>>[number];

/** Plan, discussion and the host's reflection, as far as they were written. */
export async function textsOf(tx: ReadTx, open_day_id: number) {
  const rows = await tx.db
    .selectFrom('open_day_text')
    .innerJoin('person', 'person.id', 'open_day_text.updated_by')
    .where('open_day_id', '=', open_day_id)
    .select(['open_day_text.part', 'open_day_text.body', 'open_day_text.version', 'open_day_text.updated_at'])
    .select(personName('person').as('updated_by_name'))
    .execute();
  return new Map(rows.map((row) => [row.part as TextPart, row]));
}
export type Texts = Awaited<ReturnType<typeof textsOf>>;

export interface StepLine {
  step: Step;
  planned_on: string | null;
  led_by: string;
  note: string;
  done_on: string | null;
  /** 0 while nothing of it was written */
  version: number;
}

/** The steps of the day's template with what is known of each; the day itself is done when it was held. */
export async function stepsOfDay(
  tx: ReadTx,
  openDay: { id: number; template: string; held_on: string; cancelled_at: Date | null },
): Promise<StepLine[]> {
  const rows = await tx.db
    .selectFrom('open_day_step')
    .where('open_day_id', '=', openDay.id)
    .select(['step', 'planned_on', 'led_by', 'note', 'done_on', 'version'])
    .execute();
  return stepsOf[openDay.template as Template].map((step) => {
    const row = rows.find((one) => one.step === step);
    const line = {
      step,
      planned_on: row?.planned_on ?? null,
      led_by: row?.led_by ?? '',
      note: row?.note ?? '',
      done_on: row?.done_on ?? null,
      version: row?.version ?? 0,
    };
    if (step !== 'day') return line;
    const held = openDay.cancelled_at === null && openDay.held_on <= tx.today;
    return { ...line, planned_on: openDay.held_on, done_on: held ? openDay.held_on : null };
  });
}

/** What became of it, oldest first. */
export async function deedsOf(tx: ReadTx, open_day_id: number) {
  return tx.db
    .selectFrom('open_day_deed')
    .innerJoin('person', 'person.id', 'open_day_deed.done_by')
    .where('open_day_id', '=', open_day_id)
    .select(['open_day_deed.what', 'open_day_deed.note', 'open_day_deed.done_at'])
    .select(personName('person').as('who'))
    .orderBy('open_day_deed.done_at')
    .orderBy('open_day_deed.id')
    .execute();
}
export type Deed = Awaited<ReturnType<typeof deedsOf>>[number];

/** The one sitting a published day has in the calendar: places, line, whether one may apply now. */
export async function sittingOf(tx: ReadTx, event_id: number | null): Promise<Sitting | null> {
  return event_id === null ? null : ((await sittingsOf(tx, event_id))[0] ?? null);
}

/** Sign-ups the actor may read, with the dates of their applications; those that ended last. */
export async function signupsOf(tx: ReadTx, open_day_id: number, facility_id: number | null = null) {
  let query = tx.db
    .selectFrom('open_day_signup')
    .innerJoin('event_application', 'event_application.id', 'open_day_signup.event_application_id')
    .innerJoin('facility', 'facility.id', 'open_day_signup.facility_id')
    .where('open_day_signup.open_day_id', '=', open_day_id);
  if (facility_id !== null) query = query.where('open_day_signup.facility_id', '=', facility_id);
  const rows = await query
    .select([
      'open_day_signup.id',
      'open_day_signup.facility_id',
      'open_day_signup.event_application_id',
      'open_day_signup.people',
      'open_day_signup.who',
      'open_day_signup.wish',
      'open_day_signup.signed_at',
      'facility.name as facility',
      'event_application.number',
      'event_application.line',
      'event_application.entered_lottery',
      'event_application.confirmed_at',
      'event_application.waitlisted_at',
      'event_application.offered_at',
      'event_application.offer_expires_at',
      'event_application.lapsed_at',
      'event_application.cancelled_at',
      'event_application.attended_at',
      'event_application.absent_at',
      sql<boolean>`may_visit_open_day(open_day_signup.facility_id)`.as('is_own'),
    ])
    .orderBy(sql`event_application.cancelled_at is not null`)
    .orderBy(sql`event_application.confirmed_at is null`)
    .orderBy('event_application.line', (line) => line.asc().nullsFirst())
    .orderBy('event_application.number')
    .execute();
  return rows satisfies Facts[];
}
export type Signup = Awaited<ReturnType<typeof signupsOf>>[number];

export async function signupById(tx: ReadTx, open_day_id: number, id: number | null) {
  return (await signupsOf(tx, open_day_id)).find((one) => one.id === id);
}

/** The offer this person began and has not sent. */
export async function draftOf(tx: ReadTx): Promise<KeptDraft | undefined> {
  const row = await tx.db
    .selectFrom('open_day_draft')
    .where('person_id', '=', tx.actor.person_id)
    .select(['fields', 'base_version', 'saved_at'])
    .executeTakeFirst();
  return row as KeptDraft | undefined;
}
