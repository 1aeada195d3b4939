import { found, Refusal, type WriteTx } from '../../platform/db/transaction.ts';
import { addDays, addMonths } from '../../platform/ja/dates.ts';
import { hashCode, sealCode } from '../../platform/web/open.ts';
import { freshCode, mustManage } from './commands.ts';
import {
  applicationsOf,
  courseById,
  factsOf,
  partOf,
  sessionsOf,
  unitsOf,
  type Application,
  type Course,
} from './queries.ts';
import { certificateById } from './queries-records.ts';
import { mailOne } from './jobs.ts';
import { certificateNumber, completionOf, type Completion } from './rules.ts';
import { words } from './words.ja.ts';

/**
 * The counter of a category and fiscal year, held until the end: taken before anything else, so that all who issue stand in one
 * line and no number is left out or given twice, whoever commits or fails.
 */
async function holdCounter(tx: WriteTx, category_code: string): Promise<number> {
  const { last } = await tx.db
    .insertInto('course_counter')
    .values({ category_code, fiscal_year: tx.fiscal_year })
    .onConflict((there) =>
      there
        .columns(['category_code', 'fiscal_year'])
        .doUpdateSet((row) => ({ last: row.ref('course_counter.last') })),
    )
    .returning('last')
    .executeTakeFirstOrThrow();
  return last;
}

export type Issued = { application_id: number; certificate_id: number; number: string; fresh: boolean };

/** What is issued: the next number, unless the person holds a valid certificate of this course already. */
async function issueTo(
  tx: WriteTx,
  course: Course,
  application: Application,
  completion: Completion,
  last: number,
): Promise<Issued> {
  const there = await tx.db
    .selectFrom('course_certificate')
    .where('application_id', '=', application.id)
    .where('withdrawn_at', 'is', null)
    .select(['id', 'number'])
    .executeTakeFirst();
  if (there)
    return { application_id: application.id, certificate_id: there.id, number: there.number, fresh: false };
  const serial = last + 1;
  const number = certificateNumber(tx.fiscal_year, course.mark, serial);
  const code = freshCode(tx);
  await tx.db
    .updateTable('course_counter')
    .set({ last: serial })
    .where('category_code', '=', course.category_code)
    .where('fiscal_year', '=', tx.fiscal_year)
    .execute();
  const { id } = await tx.db
    .insertInto('course_certificate')
    .values({
      application_id: application.id,
      course_id: course.id,
      owner_person_id: application.owner_person_id,
      owner_facility_id: application.owner_facility_id,
      category_code: course.category_code,
      fiscal_year: tx.fiscal_year,
      serial,
      number,
      name: application.name,
      // On the sheet only where the course asks for it.
      birth_on: course.asks_birth ? application.birth_on : null,
      minutes: completion.minutes,
      issued_on: tx.today,
      issued_at: tx.now,
      issued_by: tx.actor.person_id!,
      valid_until:
        course.valid_months === null ? null : addDays(addMonths(tx.today, course.valid_months), -1),
      code_hash: hashCode(tx.actor.house, code),
      code_sealed: sealCode(tx.actor.house, code),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  tx.record({
    action: 'course_certificate.issue',
    subject_kind: 'course_certificate',
    subject_id: id,
    detail: { course_id: course.id, number },
  });
  if (application.person_id !== null && application.person_id !== tx.actor.person_id)
    await tx.db
      .insertInto('notice')
      .values({
        person_id: application.person_id,
        title: words.notices.certificate(course.title),
        url: '/my-courses',
        created_at: tx.now,
      })
      .execute();
  if (application.person_id === null && application.outside_town !== null)
    await tx.plan(
      mailOne,
      { kind: 'certificate', application_id: application.id },
      { once: `course-certificate:${id}` },
    );
  return { application_id: application.id, certificate_id: id, number, fresh: true };
}

async function readied(tx: WriteTx, course_id: number | null) {
  mustManage(tx);
  const course = found(await courseById(tx, course_id));
  const last = await holdCounter(tx, course.category_code);
  const [units, sessions, facts, applications] = [
    await unitsOf(tx, course.id),
    await sessionsOf(tx, course.id),
    await factsOf(tx, course.id),
    await applicationsOf(tx, course.id),
  ];
  const completion = (application: Application) =>
    completionOf(course, units, sessions, partOf(facts, application), tx.today);
  return { course, last, applications, completion };
}

/** A certificate for one person who has completed; 409 with what is missing. Asked again it gives the one that is there. */
export async function issueOne(tx: WriteTx, course_id: number | null, id: number | null): Promise<Issued> {
  const { course, last, applications, completion } = await readied(tx, course_id);
  const application = found(applications.find((one) => one.id === id));
  const done = completion(application);
  if (application.state !== 'taken' || !done.complete)
    throw new Refusal(409, words.errors.notComplete(done.missing.map(words.missing)));
  return issueTo(tx, course, application, done, last);
}

/** Certificates for everybody who has completed and has none. Gives those issued now. */
export async function issueAll(tx: WriteTx, course_id: number | null): Promise<Issued[]> {
  const { course, last, applications, completion } = await readied(tx, course_id);
  const issued: Issued[] = [];
  for (const application of applications) {
    if (application.state !== 'taken') continue;
    const done = completion(application);
    if (!done.complete) continue;
    const one = await issueTo(tx, course, application, done, last + issued.length);
    if (one.fresh) issued.push(one);
  }
  return issued;
}

/** Takes a certificate back with a reason; its number is never given again. */
export async function withdrawCertificate(tx: WriteTx, id: number | null, reason: string): Promise<number> {
  mustManage(tx);
  const certificate = found(await certificateById(tx, id));
  const { numUpdatedRows } = await tx.db
    .updateTable('course_certificate')
    .set({ withdrawn_at: tx.now, withdrawn_by: tx.actor.person_id!, withdrawn_reason: reason })
    .where('id', '=', certificate.id)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) throw new Refusal(409, words.errors.withdrawnAlready);
  tx.record({
    action: 'course_certificate.withdraw',
    subject_kind: 'course_certificate',
    subject_id: certificate.id,
    detail: { number: certificate.number },
  });
  return certificate.course_id;
}

/** 再交付: the same number on a new sheet, with the day, the reason and the name as it is now. */
export async function reprint(
  tx: WriteTx,
  id: number | null,
  data: { name: string; reason: string },
): Promise<number> {
  mustManage(tx);
  const certificate = found(await certificateById(tx, id));
  if (certificate.withdrawn_at !== null) throw new Refusal(409, words.errors.withdrawnAlready);
  await tx.db
    .insertInto('course_reprint')
    .values({
      certificate_id: certificate.id,
      owner_person_id: certificate.owner_person_id,
      owner_facility_id: certificate.owner_facility_id,
      ...data,
      printed_on: tx.today,
      printed_at: tx.now,
      printed_by: tx.actor.person_id!,
    })
    .execute();
  tx.record({
    action: 'course_certificate.reprint',
    subject_kind: 'course_certificate',
    subject_id: certificate.id,
    detail: { number: certificate.number },
  });
  return certificate.course_id;
}
