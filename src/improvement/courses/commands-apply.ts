import { sql } from 'kysely';
import { answerByCode, enter } from '../../base/applications/commands.ts';
import { peopleAt } from '../../base/people/queries.ts';
import { found, Refusal, type WriteTx } from '../../platform/db/transaction.ts';
import { hashCode, openSeal, sealCode } from '../../platform/web/open.ts';
import { invalid } from '../../platform/web/handlers.tsx';
import { tellHeads } from '../study-groups/commands.ts';
import { freshCode, mustManage } from './commands.ts';
import type { ApplyData, DetailsData, OpenData, SendData, StaffData } from './forms.ts';
import {
  applicationById,
  courseById,
  entryOf,
  ownApplication,
  ownDetails,
  type Application,
  type Course,
} from './queries.ts';
import { mayWithdraw, type Answer } from './rules.ts';
import { words } from './words.ja.ts';

const codeOf = (tx: WriteTx, code: string) => ({
  code_hash: hashCode(tx.actor.house, code),
  code_sealed: sealCode(tx.actor.house, code),
});

/** A course that takes applications from this actor today; 404, or 409 with the reason. Who manages takes them at any time. */
async function takingCourse(tx: WriteTx, id: number | null): Promise<Course> {
  const course = found(await courseById(tx, id));
  if (course.published_at === null) throw new Refusal(409, words.errors.draft);
  if (course.cancelled_at !== null) throw new Refusal(409, words.errors.cancelled);
  if (tx.has('learning.manage')) return course;
  if (tx.today < course.opens_on || tx.today > course.closes_on)
    throw new Refusal(409, words.errors.notOpen(course.opens_on, course.closes_on));
  return course;
}

/** Writes down what was said to an application. */
async function say(tx: WriteTx, application: Application, what: Answer, reason = ''): Promise<void> {
  await tx.db
    .insertInto('course_answer')
    .values({
      application_id: application.id,
      course_id: application.course_id,
      owner_person_id: application.owner_person_id,
      owner_facility_id: application.owner_facility_id,
      what,
      reason,
      said_at: tx.now,
      said_by: tx.actor.person_id,
    })
    .execute();
  tx.record({
    action: `course_application.${what}`,
    subject_kind: 'course',
    subject_id: application.course_id,
    detail: { application_id: application.id },
  });
}

async function tell(tx: WriteTx, person_id: number | null, title: string, url: string): Promise<void> {
  if (person_id === null || person_id === tx.actor.person_id) return;
  await tx.db.insertInto('notice').values({ person_id, title, url, created_at: tx.now }).execute();
}

/** Puts an application into the line of the first sitting and says what came of it beside the form where it cannot be. */
async function enterLine(
  tx: WriteTx,
  course: Course,
  application: Application,
  way: 'public' | 'account' | 'staff',
): Promise<'confirmed' | 'waiting' | 'in_lottery'> {
  const entry = found(await entryOf(tx, course.id));
  const code = found(openSeal(tx.actor.house, application.code_sealed));
  const answer = await enter(
    tx,
    entry.id,
    way,
    {
      name: application.name,
      name_kana: application.name_kana,
      phone: application.phone,
      email: application.email,
      adults: 1,
      children: 0,
      child_ages_months: [],
      note: '',
      // Several of one facility have its telephone in common.
      even_twice: true,
      apply_at: `/courses/${course.id}/apply`,
    },
    code,
  );
  if ('refused' in answer) return invalid({ '': words.entering[answer.refused] });
  const { rows } = await sql<{
    said: string;
  }>`select course_enter(${application.id}, ${answer.id}, ${tx.now}) as said`.execute(tx.db);
  if (rows[0]!.said === 'per_facility') invalid({ '': words.errors.perFacility(course.per_facility ?? 0) });
  if (rows[0]!.said !== 'entered') throw new Refusal(404);
  await tell(
    tx,
    application.person_id,
    words.notices.entered[answer.outcome](course.title),
    `/courses/${course.id}`,
  );
  return answer.outcome;
}

const wayOf = (tx: WriteTx): 'account' | 'staff' => (tx.has('learning.manage') ? 'staff' : 'account');

interface Entered {
  id: number;
  state: 'asked' | 'to_choose' | 'confirmed' | 'waiting' | 'in_lottery';
}

/** Once nobody's word is missing: to be chosen, or into the line. */
async function goOn(tx: WriteTx, course: Course, application: Application): Promise<Entered['state']> {
  return course.selection === 'choice' ? 'to_choose' : enterLine(tx, course, application, wayOf(tx));
}

const facilityPhone = async (tx: WriteTx, id: number | null): Promise<string | null> =>
  id === null
    ? null
    : ((await tx.db.selectFrom('facility').where('id', '=', id).select('phone').executeTakeFirst())?.phone ??
      null);

/**
 * One applies for oneself. With a facility the head is asked first; a head's own application, and one without a facility of this
 * city, needs nobody's yes.
 */
export async function applyForOneself(
  tx: WriteTx,
  course_id: number | null,
  data: ApplyData,
): Promise<Entered> {
  const course = await takingCourse(tx, course_id);
  const own = await ownDetails(tx);
  const { facility_id } = data;
  if (facility_id !== null && !tx.session.facilities.includes(facility_id))
    invalid({ facility_id: words.errors.facility });
  if (course.asks_birth && data.birth_on === null) invalid({ birth_on: words.errors.birth });
  const phone = own?.phone ?? (await facilityPhone(tx, facility_id));
  if (!own?.email && !phone) invalid({ '': words.errors.noContact });
  const code = freshCode(tx);
  const before = await ownApplication(tx, course.id);
  const fields = {
    name: data.name,
    name_kana: data.name_kana,
    birth_on: data.birth_on,
    job: data.job,
    years: data.years,
    wishes: data.wishes,
    email: own?.email ?? null,
    phone,
    ...codeOf(tx, code),
  };
  if (before && !['withdrawn', 'declined', 'lapsed', 'not_chosen'].includes(before.state))
    throw new Refusal(409, words.errors.already);
  let id: number;
  if (before) {
    id = before.id;
    await tx.db.updateTable('course_application').set(fields).where('id', '=', id).execute();
  } else {
    ({ id } = await tx.db
      .insertInto('course_application')
      .values({
        course_id: course.id,
        person_id: tx.actor.person_id,
        facility_id,
        applied_at: tx.now,
        applied_by: tx.actor.person_id,
        way: 'account',
        ...fields,
      })
      .returning('id')
      .executeTakeFirstOrThrow());
  }
  const application = found(await applicationById(tx, course.id, id));
  tx.record({
    action: 'course_application.apply',
    subject_kind: 'course',
    subject_id: course.id,
    detail: { application_id: id },
  });
  if (before) await say(tx, application, 'again');
  if (application.facility_id !== null && !tx.has('facility.answer') && !tx.has('learning.manage')) {
    await tellHeads(tx, [application.facility_id], {
      title: words.notices.sayYes(course.title),
      url: `/courses/${course.id}#applications`,
    });
    return { id, state: 'asked' };
  }
  if (application.facility_id !== null) await say(tx, application, 'yes');
  return { id, state: await goOn(tx, course, application) };
}

/** A head applies for several at once: people of the facility, and names of those without an account. Each has the head's yes. */
export async function sendSeveral(tx: WriteTx, course_id: number | null, data: SendData): Promise<Entered[]> {
  const course = await takingCourse(tx, course_id);
  const { facility_id } = data;
  const heads = tx.has('facility.answer') && tx.session.facilities.includes(facility_id);
  if (!heads && !tx.has('learning.manage')) throw new Refusal(403);
  const phone = await facilityPhone(tx, facility_id);
  const email = phone === null ? ((await ownDetails(tx))?.email ?? null) : null;
  if (phone === null && email === null) invalid({ '': words.errors.noContact });
  const staff = new Map((await peopleAt(tx, { facility_id })).map((person) => [person.id, person]));
  const taken = await tx.db
    .selectFrom('course_application')
    .where('course_id', '=', course.id)
    .where('facility_id', '=', facility_id)
    .select(['person_id', 'name'])
    .execute();
  const people = data.people.map((person_id) => {
    const person = staff.get(person_id);
    if (!person) return invalid({ people: words.errors.notStaff });
    if (taken.some((one) => one.person_id === person_id))
      invalid({ people: words.errors.alreadyOf(person.name) });
    return { person_id: person_id as number | null, name: person.name, years: null as number | null };
  });
  const others = data.others.map(({ name, years }) => {
    if (taken.some((one) => one.name === name)) invalid({ others: words.errors.alreadyOf(name) });
    return { person_id: null, name, years };
  });
  const entered: Entered[] = [];
  for (const one of [...people, ...others]) {
    const kana =
      one.person_id === null
        ? undefined
        : await tx.db
            .selectFrom('person')
            .where('id', '=', one.person_id)
            .select(sql<string>`btrim(family_kana || ' ' || given_kana)`.as('kana'))
            .executeTakeFirst();
    const { id } = await tx.db
      .insertInto('course_application')
      .values({
        course_id: course.id,
        facility_id,
        ...one,
        name_kana: kana?.kana ?? '',
        wishes: data.wishes,
        email,
        phone,
        ...codeOf(tx, freshCode(tx)),
        applied_at: tx.now,
        applied_by: tx.actor.person_id,
        way: heads ? 'head' : 'staff',
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    const application = found(await applicationById(tx, course.id, id));
    await say(tx, application, 'yes');
    entered.push({ id, state: await goOn(tx, course, application) });
  }
  tx.record({
    action: 'course_application.send',
    subject_kind: 'course',
    subject_id: course.id,
    detail: { facility_id, people: entered.length },
  });
  return entered;
}

/** What another town's staff said on the telephone, taken down by who manages the course. `code` is told to them. */
export async function takeDown(
  tx: WriteTx,
  course_id: number | null,
  data: StaffData,
): Promise<Entered & { code: string }> {
  mustManage(tx);
  const course = await takingCourse(tx, course_id);
  const code = freshCode(tx);
  const { id } = await tx.db
    .insertInto('course_application')
    .values({
      course_id: course.id,
      ...data,
      ...codeOf(tx, code),
      applied_at: tx.now,
      applied_by: tx.actor.person_id,
      way: 'staff',
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  tx.record({
    action: 'course_application.take_down',
    subject_kind: 'course',
    subject_id: course.id,
    detail: { application_id: id },
  });
  const application = found(await applicationById(tx, course.id, id));
  return { id, code, state: await goOn(tx, course, application) };
}

/** Staff of another town apply without an account; `code` is their receipt's. */
export async function applyOpen(
  tx: WriteTx,
  course_id: number,
  data: OpenData,
  code: string,
): Promise<Entered['state']> {
  const course = found(await courseById(tx, course_id));
  if (course.asks_birth && data.birth_on === null) invalid({ birth_on: words.errors.birth });
  const entry = { ...data, course_id, ...codeOf(tx, code) };
  const { rows } = await sql<{
    said: { id: number } | { refused: 'gone' | 'closed' | 'not_yet' | 'twice' };
  }>`select course_apply_open(${JSON.stringify(entry)}::jsonb, ${tx.now}, ${tx.today}::date) as said`.execute(
    tx.db,
  );
  const { said } = rows[0]!;
  if ('refused' in said) {
    if (said.refused === 'gone') throw new Refusal(404);
    return invalid(
      said.refused === 'twice' ? { email: words.entering.twice } : { '': words.entering[said.refused] },
    );
  }
  tx.record({
    action: 'course_application.apply',
    subject_kind: 'course',
    subject_id: course_id,
    detail: { application_id: said.id, way: 'public' },
  });
  if (course.selection === 'choice') return 'to_choose';
  // A stranger reads nobody's application, the own one neither: what the line needs was typed just now.
  const application = {
    id: said.id,
    name: data.name,
    name_kana: data.name_kana,
    email: data.email,
    phone: data.phone,
    person_id: null,
    code_sealed: entry.code_sealed,
  } as unknown as Application;
  return enterLine(tx, course, application, 'public');
}

async function mine(tx: WriteTx, course_id: number | null, id: number | null) {
  const course = found(await courseById(tx, course_id));
  await tx.db
    .selectFrom('course_application')
    .where('id', '=', id ?? 0)
    .select('id')
    .forUpdate()
    .execute();
  return { course, application: found(await applicationById(tx, course.id, id)) };
}

/** The head says yes: into the line, or to be chosen. 409 when it was answered meanwhile. */
export async function sayYes(
  tx: WriteTx,
  course_id: number | null,
  id: number | null,
): Promise<Entered['state']> {
  const { application } = await mine(tx, course_id, id);
  const course = await takingCourse(tx, course_id);
  mustAnswerFor(tx, application);
  if (!['asked', 'declined'].includes(application.state)) throw new Refusal(409, words.errors.answered);
  await say(tx, application, 'yes');
  return goOn(tx, course, application);
}

function mustAnswerFor(tx: WriteTx, application: Application): void {
  const heads =
    tx.has('facility.answer') &&
    application.facility_id !== null &&
    tx.session.facilities.includes(application.facility_id);
  if (!heads && !tx.has('learning.manage')) throw new Refusal(403);
}

/** The head says no, with the reason the person reads. */
export async function sayNo(
  tx: WriteTx,
  course_id: number | null,
  id: number | null,
  reason: string,
): Promise<void> {
  const { course, application } = await mine(tx, course_id, id);
  mustAnswerFor(tx, application);
  if (!['asked', 'to_choose'].includes(application.state)) throw new Refusal(409, words.errors.answered);
  await say(tx, application, 'no', reason);
  await tell(tx, application.person_id, words.notices.declined(course.title), `/courses/${course.id}`);
}

/** Gives an application up, place and all; the next in line is asked. */
export async function withdraw(tx: WriteTx, course_id: number | null, id: number | null): Promise<void> {
  const { application } = await mine(tx, course_id, id);
  const own = tx.actor.person_id !== null && application.person_id === tx.actor.person_id;
  if (!own) mustAnswerFor(tx, application);
  if (!mayWithdraw(application.state)) throw new Refusal(409, words.errors.answered);
  if (application.number !== null) await answerLine(tx, application, 'cancel');
  await say(tx, application, 'withdrawn');
}

/** Takes an offered place. */
export async function acceptOffer(tx: WriteTx, course_id: number | null, id: number | null): Promise<void> {
  const { application } = await mine(tx, course_id, id);
  const own = tx.actor.person_id !== null && application.person_id === tx.actor.person_id;
  if (!own) mustAnswerFor(tx, application);
  await answerLine(tx, application, 'accept');
}

async function answerLine(tx: WriteTx, application: Application, verb: 'accept' | 'cancel'): Promise<void> {
  const code = found(openSeal(tx.actor.house, application.code_sealed));
  const said = await answerByCode(tx, code, verb);
  if (!said.ok) throw new Refusal(409, words.answering[said.reason]);
}

/** Chosen by who manages the course: into the line, which gives a place as long as there is one. */
export async function choose(tx: WriteTx, course_id: number | null, ids: readonly number[]): Promise<number> {
  mustManage(tx);
  const course = await takingCourse(tx, course_id);
  let places = 0;
  for (const id of ids) {
    const { application } = await mine(tx, course_id, id);
    if (!['to_choose', 'not_chosen'].includes(application.state)) continue;
    await say(tx, application, 'chosen');
    if ((await enterLine(tx, course, application, 'staff')) === 'confirmed') places++;
  }
  return places;
}

/** Not chosen, and told so. */
export async function turnDown(tx: WriteTx, course_id: number | null, ids: readonly number[]): Promise<void> {
  mustManage(tx);
  for (const id of ids) {
    const { course, application } = await mine(tx, course_id, id);
    if (application.state !== 'to_choose') continue;
    await say(tx, application, 'not_chosen');
    await tell(tx, application.person_id, words.notices.notChosen(course.title), `/courses/${course.id}`);
  }
}

/** Name as it shall stand on the certificate, birth date, years: by the person, the head or who manages. */
export async function mendDetails(
  tx: WriteTx,
  course_id: number | null,
  id: number | null,
  { _version, ...data }: DetailsData,
): Promise<void> {
  const { application } = await mine(tx, course_id, id);
  const own = tx.actor.person_id !== null && application.person_id === tx.actor.person_id;
  if (!own) mustAnswerFor(tx, application);
  if (application.version !== _version) throw new Refusal(409, words.errors.changed);
  if (data.email === null && data.phone === null) invalid({ phone: words.errors.reach });
  await tx.db
    .updateTable('course_application')
    .set((row) => ({ ...data, version: row('version', '+', 1) }))
    .where('id', '=', application.id)
    .execute();
  tx.record({
    action: 'course_application.mend',
    subject_kind: 'course',
    subject_id: application.course_id,
    detail: { application_id: application.id },
  });
}
