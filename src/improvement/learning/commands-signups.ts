import { createHash } from 'node:crypto';
import { answerForFacility, enter } from '../../base/applications/commands.ts';
import { stateOf as stateOfApplication } from '../../base/applications/rules.ts';
import { found, Refusal, type WriteTx } from '../../platform/db/transaction.ts';
import { codeFrom } from '../../platform/web/open.ts';
import { invalid } from '../../platform/web/handlers.tsx';
import { recordParticipation } from './commands.ts';
import { followGuests } from './commands-day.ts';
import type { SignUpData } from './forms.ts';
import { openDayById, participationsOf, type OpenDay } from './queries.ts';
import { signupById, signupsOf, sittingOf, type Signup } from './queries-day.ts';
import { words } from './words-day.ja.ts';

/** The application's code: nobody is handed it, a facility's people answer signed in. */
function freshCode(tx: WriteTx): string {
  const bytes = createHash('sha512').update(tx.actor.house.random()).digest();
  let next = 0;
  return codeFrom(() => bytes[next++] ?? 0);
}

interface Visit {
  facility_id: number;
  people: number;
  who: string;
  wish: string;
}

/**
 * Signs a facility's people up. Places and the line are base/applications'; this keeps who comes and with whose yes.
 * Gives what the facility got. Errors by field where the line says no.
 */
async function enterVisit(
  tx: WriteTx,
  openDay: OpenDay,
  visit: Visit,
  way: 'account' | 'staff',
): Promise<'confirmed' | 'waiting'> {
  const sitting = found(await sittingOf(tx, openDay.event_id));
  const facility = found(
    await tx.db
      .selectFrom('facility')
      .where('id', '=', visit.facility_id)
      .select(['name', 'phone'])
      .executeTakeFirst(),
  );
  const answer = await enter(
    tx,
    sitting.id,
    way,
    {
      name: facility.name,
      name_kana: '',
      phone: facility.phone ?? words.signup.noPhone,
      email: null,
      adults: visit.people,
      children: 0,
      child_ages_months: [],
      note: visit.wish,
      // Facilities of one operator may share a telephone; the same facility twice is refused by its number.
      even_twice: true,
      for_facility_id: visit.facility_id,
    },
    freshCode(tx),
  );
  if ('refused' in answer) {
    if (answer.refused === 'gone') throw new Refusal(404);
    if (answer.refused === 'twice') invalid({ facility_id: words.errors.signedTwice });
    if (answer.refused === 'too_many') invalid({ people: words.errors.tooMany(openDay.places) });
    return invalid({ '': words.errors.line[answer.refused] });
  }
  await tx.db
    .insertInto('open_day_signup')
    .values({
      open_day_id: openDay.id,
      host_facility_id: openDay.facility_id,
      ...visit,
      event_application_id: answer.id,
      signed_at: tx.now,
      signed_by: tx.actor.person_id!,
    })
    .execute();
  return answer.outcome === 'confirmed' ? 'confirmed' : 'waiting';
}

/**
 * A head signs the own facility's people up, which is the facility's yes; those who prepare open days sign up whom they
 * were telephoned by. 403 for others, 409 on a day that takes none.
 */
export async function signUp(
  tx: WriteTx,
  open_day_id: number,
  data: Omit<SignUpData, 'agreed'>,
): Promise<{ outcome: 'confirmed' | 'waiting'; facility_id: number }> {
  const openDay = found(await openDayById(tx, open_day_id));
  const manages = openDay.may_manage;
  if (!manages && !tx.has('facility.answer')) throw new Refusal(403);
  if (openDay.event_id === null || openDay.cancelled_at !== null)
    throw new Refusal(409, words.errors.noSignups);
  const [only, ...others] = tx.session.facilities.filter((one) => one !== openDay.facility_id);
  const facility_id = data.facility_id ?? (manages || others.length > 0 ? null : (only ?? null));
  if (facility_id === null) return invalid({ facility_id: words.errors.chooseFacility });
  if (facility_id === openDay.facility_id) return invalid({ facility_id: words.errors.hostVisits });
  const there = await tx.db
    .selectFrom('facility')
    .where('id', '=', facility_id)
    .select('id')
    .executeTakeFirst();
  if (!there || (!manages && !tx.session.facilities.includes(facility_id)))
    return invalid({ facility_id: words.errors.ownFacility });
  const { people, who, wish } = data;
  const outcome = await enterVisit(
    tx,
    openDay,
    { facility_id, people, who, wish },
    manages ? 'staff' : 'account',
  );
  await followGuests(tx, open_day_id);
  tx.record({
    action: 'open_day.sign_up',
    subject_kind: 'open_day',
    subject_id: open_day_id,
    detail: { facility_id, people, outcome },
  });
  return { outcome, facility_id };
}

/** A facility accepts the place it was offered, or cancels; whoever waits is asked next. 409 when it is too late. */
export async function answerSignup(
  tx: WriteTx,
  open_day_id: number,
  id: number | null,
  answer: 'accept' | 'cancel',
): Promise<Signup> {
  const signup = found(await signupById(tx, open_day_id, id));
  if (!signup.is_own && !tx.has('learning.manage')) throw new Refusal(403);
  const said = await answerForFacility(tx, signup.event_application_id, answer);
  if (!said.ok) throw new Refusal(409, words.errors.answer[said.reason]);
  await followGuests(tx, open_day_id);
  tx.record({
    action: answer === 'accept' ? 'open_day.accept_place' : 'open_day.cancel_signup',
    subject_kind: 'open_day',
    subject_id: open_day_id,
    detail: { facility_id: signup.facility_id },
  });
  return signup;
}

/** After a cancellation was taken back: those who had signed up are signed up again, in the order they came. */
export async function signUpAgain(tx: WriteTx, openDay: OpenDay): Promise<void> {
  if (openDay.event_id === null || openDay.held_on <= tx.today) return;
  const signups = await signupsOf(tx, openDay.id);
  const closed = new Set(
    (
      await tx.db
        .selectFrom('event_application')
        .innerJoin('open_day_signup', 'open_day_signup.event_application_id', 'event_application.id')
        .where('open_day_signup.open_day_id', '=', openDay.id)
        .where('event_application.cancelled_by', '=', 'event')
        .select('event_application.id')
        .execute()
    ).map((one) => one.id),
  );
  const standing = new Set(signups.filter((one) => one.cancelled_at === null).map((one) => one.facility_id));
  for (const one of signups.toSorted((a, b) => a.number - b.number)) {
    if (!closed.has(one.event_application_id) || standing.has(one.facility_id)) continue;
    standing.add(one.facility_id);
    const { facility_id, people, who, wish } = one;
    await enterVisit(tx, openDay, { facility_id, people, who, wish }, 'staff');
  }
  await followGuests(tx, openDay.id);
}

/** Records as having come every facility with a place that was not ticked absent and is not recorded yet. Gives how many. */
export async function recordFromSignups(tx: WriteTx, open_day_id: number): Promise<number> {
  const recorded = new Set((await participationsOf(tx, open_day_id)).map((one) => one.facility_id));
  const came = (await signupsOf(tx, open_day_id)).filter(
    (one) =>
      !recorded.has(one.facility_id) && ['confirmed', 'attended'].includes(stateOfApplication(one, tx.now)),
  );
  if (came.length === 0) throw new Refusal(409, words.errors.nobodySigned);
  for (const { facility_id, people } of came)
    await recordParticipation(tx, open_day_id, { facility_id, people, reflection: '' });
  return came.length;
}
