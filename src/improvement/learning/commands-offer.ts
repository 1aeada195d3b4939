import { Refusal, type ReadTx, type WriteTx } from '../../platform/db/transaction.ts';
import { invalid } from '../../platform/web/handlers.tsx';
import { peopleWithDuty } from '../../base/people/queries.ts';
import { headsOf } from '../issues/queries-choices.ts';
import { columnsOf, locked, mustBeThere, mustManage, registerOpenDay, show } from './commands.ts';
import { followInCalendar } from './commands-calendar.ts';
import { dropDraft, hosted, setQuestions, writeDeed, writeFirstText } from './commands-day.ts';
import { questionsIn, type OfferData } from './forms.ts';
import type { OpenDay } from './queries.ts';
import { questionsOf } from './queries-day.ts';
import { words } from './words-day.ja.ts';

/**
 * Enters an open day. Those who prepare open days register it for everybody to see; a facility's head offers the own
 * facility's, or with `save: 'keep'` keeps it to go on with. Gives its number.
 */
export async function enterOpenDay(tx: WriteTx, data: OfferData): Promise<number> {
  const more = { questions: questionsIn(data), plan: data.plan };
  if (tx.has('learning.manage')) return registerOpenDay(tx, data, more);
  if (!tx.has('facility.answer')) throw new Refusal(403);
  if (!tx.session.facilities.includes(data.facility_id))
    return invalid({ facility_id: words.errors.ownFacility });
  await mustBeThere(tx, data);
  const { id } = await tx.db
    .insertInto('open_day')
    .values({ ...columnsOf(data), created_at: tx.now })
    .returning('id')
    .executeTakeFirstOrThrow();
  await setQuestions(tx, id, more.questions);
  await writeFirstText(tx, id, 'plan', more.plan);
  await dropDraft(tx);
  tx.record({
    action: 'open_day.draw_up',
    subject_kind: 'open_day',
    subject_id: id,
    detail: { facility_id: data.facility_id, theme: data.theme_code, held_on: data.held_on },
  });
  if (data.save !== 'keep') await offerOpenDay(tx, id);
  return id;
}

/** What an offer still lacks, by field; nothing when it can be shown to everybody. */
export async function lackingOf(tx: ReadTx, openDay: OpenDay): Promise<Record<string, string>> {
  const errors: Record<string, string> = {};
  if (openDay.held_on <= tx.today) errors['held_on'] = words.errors.offerAhead;
  if ((await questionsOf(tx, openDay.id)).length === 0) errors['question_1'] = words.errors.question;
  if (openDay.seen === '') errors['seen'] = words.errors.seen;
  return errors;
}

/** The host's head offers the day, and with it says yes to what may be seen and pictured; those who prepare are told. */
export async function offerOpenDay(tx: WriteTx, id: number): Promise<void> {
  const openDay = await hosted(tx, id);
  if (openDay.published_at !== null || openDay.offered_at !== null)
    throw new Refusal(409, words.errors.offered);
  const lacking = await lackingOf(tx, openDay);
  if (Object.keys(lacking).length > 0) invalid(lacking);
  await tx.db
    .updateTable('open_day')
    .set((row) => ({
      offered_at: tx.now,
      returned_at: null,
      return_note: null,
      version: row('version', '+', 1),
      updated_by: tx.actor.person_id,
    }))
    .where('id', '=', id)
    .execute();
  await writeDeed(tx, id, 'offered');
  const people = await peopleWithDuty(tx, 'learning.manage');
  await tell(
    tx,
    people.map((one) => one.id),
    words.notices.offered(openDay.facility, openDay.title),
    id,
  );
  tx.record({ action: 'open_day.offer', subject_kind: 'open_day', subject_id: id });
}

async function tell(tx: WriteTx, person_ids: readonly number[], title: string, id: number): Promise<void> {
  const others = [...new Set(person_ids)].filter((person_id) => person_id !== tx.actor.person_id);
  if (others.length === 0) return;
  await tx.db
    .insertInto('notice')
    .values(others.map((person_id) => ({ person_id, title, url: `/open-days/${id}`, created_at: tx.now })))
    .execute();
}

const tellHost = async (tx: WriteTx, openDay: OpenDay, title: string): Promise<void> =>
  tell(
    tx,
    (await headsOf(tx, [openDay.facility_id])).map((one) => one.person_id),
    title,
    openDay.id,
  );

async function setOffered(
  tx: WriteTx,
  id: number,
  facts: { offered_at?: null; returned_at?: Date; return_note?: string; published_at?: Date },
): Promise<void> {
  await tx.db
    .updateTable('open_day')
    .set((row) => ({
      ...facts,
      version: row('version', '+', 1),
      updated_by: tx.actor.person_id,
    }))
    .where('id', '=', id)
    .execute();
}

/** The host takes its offer back to go on with it. */
export async function takeOfferBack(tx: WriteTx, id: number): Promise<void> {
  await hosted(tx, id);
  const openDay = await locked(tx, id);
  if (openDay.published_at !== null || openDay.offered_at === null)
    throw new Refusal(409, words.errors.notOffered);
  await setOffered(tx, id, { offered_at: null });
  await writeDeed(tx, id, 'taken_back');
  tx.record({ action: 'open_day.take_back', subject_kind: 'open_day', subject_id: id });
}

/** Sends an offer back to its host with a word on what is missing. */
export async function returnOffer(tx: WriteTx, id: number, return_note: string): Promise<void> {
  mustManage(tx);
  const openDay = await locked(tx, id);
  if (openDay.published_at !== null || openDay.offered_at === null)
    throw new Refusal(409, words.errors.notOffered);
  await setOffered(tx, id, { offered_at: null, returned_at: tx.now, return_note });
  await writeDeed(tx, id, 'returned', return_note);
  await tellHost(tx, openDay, words.notices.returned(openDay.title));
  tx.record({ action: 'open_day.return', subject_kind: 'open_day', subject_id: id });
}

/** Shows an offer to everybody: it stands in the calendar and takes sign-ups. */
export async function publishOpenDay(tx: WriteTx, id: number): Promise<void> {
  mustManage(tx);
  const openDay = await locked(tx, id);
  if (openDay.published_at !== null) throw new Refusal(409, words.errors.published);
  if (openDay.cancelled_at !== null) throw new Refusal(409, words.errors.cancelled);
  const lacking = await lackingOf(tx, openDay);
  if (Object.keys(lacking).length > 0) invalid({ '': Object.values(lacking).join(' ') });
  await setOffered(tx, id, { published_at: tx.now });
  await writeDeed(tx, id, 'published');
  await followInCalendar(tx, id);
  await show(tx, id);
  await tellHost(tx, openDay, words.notices.published(openDay.title));
  tx.record({ action: 'open_day.publish', subject_kind: 'open_day', subject_id: id });
}
