import { sql } from 'kysely';
import { z } from 'zod';
import type { WriteTx } from '../../platform/db/transaction.ts';
import { addDays, addMonths, formatDate, formatTimeRange, today as dayIn } from '../../platform/ja/dates.ts';
import { defineJob } from '../../platform/jobs/job.ts';
import { openSeal, showCode } from '../../platform/web/open.ts';
import { headsOf } from '../issues/queries-choices.ts';
import { askAfterMonths, remindHeadAfterDays, tellOfEndMonths } from './rules.ts';
import { mailOf, words } from './words.ja.ts';

const mailKinds = ['reminder', 'certificate', 'ending'] as const;
export type MailKind = (typeof mailKinds)[number];

/** One mail to one person of another town, composed when it is sent: nothing personal in the queue or the subject. */
export const mailOne = defineJob({
  name: 'courses.mail',
  data: z.object({
    kind: z.enum(mailKinds),
    application_id: z.number().int(),
    session_id: z.number().int().optional(),
  }),
  run: async (tx, { kind, application_id, session_id }, tools) => {
    const one = await tx.db
      .selectFrom('course_application')
      .innerJoin('course', 'course.id', 'course_application.course_id')
      .where('course_application.id', '=', application_id)
      .where('course_application.email', 'is not', null)
      .where('course.cancelled_at', 'is', null)
      .select([
        'course_application.email',
        'course_application.code_sealed',
        'course.title',
        'course.contact_name',
        'course.contact_phone',
      ])
      .executeTakeFirst();
    if (!one?.email) return;
    const session =
      session_id === undefined
        ? undefined
        : await tx.db
            .selectFrom('course_session')
            .where('id', '=', session_id)
            .where('cancelled_at', 'is', null)
            .select(['title', 'held_on', 'starts_at', 'ends_at', 'place'])
            .executeTakeFirst();
    if (kind === 'reminder' && (session === undefined || session.held_on < tx.today)) return;
    const code = openSeal(tx.actor.house, one.code_sealed);
    const { municipality, house } = tx.actor;
    await tools.mail({
      to: one.email,
      ...mailOf(kind, {
        municipality: municipality.name,
        course: one.title,
        when: session
          ? `${formatDate(session.held_on)} ${formatTimeRange(session.starts_at, session.ends_at)}`
          : null,
        place: session?.place ?? null,
        session: session?.title ?? null,
        code: code === null ? null : showCode(code),
        address: `${house.settings.BASE_URL}/open/courses/receipt`,
        contact: [one.contact_name, one.contact_phone].filter(Boolean).join('　'),
      }),
    });
  },
});

const notice = (tx: WriteTx, person_ids: readonly number[], title: string, url: string) =>
  person_ids.length === 0
    ? Promise.resolve([])
    : tx.db
        .insertInto('notice')
        .values(person_ids.map((person_id) => ({ person_id, title, url, created_at: tx.now })))
        .execute();

/** Every morning: who goes to a sitting tomorrow; heads whose yes has been waited for some days. */
export const remind = defineJob({
  name: 'courses.remind',
  data: z.object({}),
  schedule: '40 7 * * *',
  run: async (tx) => {
    const sessions = await tx.db
      .selectFrom('course_session')
      .innerJoin('course', 'course.id', 'course_session.course_id')
      .where('course_session.held_on', '=', addDays(tx.today, 1))
      .where('course_session.cancelled_at', 'is', null)
      .where('course.cancelled_at', 'is', null)
      .where('course.published_at', 'is not', null)
      .select([
        'course_session.id',
        'course.id as course_id',
        'course.title',
        'course_session.title as sitting',
        'course_session.is_entry',
      ])
      .execute();
    for (const session of sessions) {
      const { rows } = await sql<{ id: number; person_id: number | null; email: string | null }>`
        select mine.id, mine.person_id, mine.email from course_application as mine
        where mine.course_id = ${session.course_id} and mine.id in (select application_id from course_standing(
          array(select id from course_application where course_id = ${session.course_id})) where confirmed_at is not null and cancelled_at is null)`.execute(
        tx.db,
      );
      await notice(
        tx,
        rows.flatMap(({ person_id }) => (person_id === null ? [] : [person_id])),
        words.notices.tomorrow(session.title, session.sitting),
        `/courses/${session.course_id}`,
      );
      // The line reminds of the first sitting by itself.
      if (!session.is_entry)
        for (const row of rows)
          if (row.email !== null)
            await tx.plan(
              mailOne,
              { kind: 'reminder', application_id: row.id, session_id: session.id },
              { once: `course-reminder:${row.id}:${session.id}` },
            );
    }
    const day = addDays(tx.today, -remindHeadAfterDays);
    const asked = await tx.db
      .selectFrom('course_application')
      .innerJoin('course', 'course.id', 'course_application.course_id')
      .where('course_application.facility_id', 'is not', null)
      .where('course.cancelled_at', 'is', null)
      .where('course.closes_on', '>=', tx.today)
      .where(sql<boolean>`(applied_at at time zone ${tx.actor.municipality.time_zone})::date = ${day}::date`)
      .where(
        sql<boolean>`not exists (select from course_answer where application_id = course_application.id)`,
      )
      .select(['course.id', 'course.title', 'course_application.facility_id'])
      .distinct()
      .execute();
    for (const one of asked) {
      const heads = await headsOf(tx, [one.facility_id!]);
      await notice(
        tx,
        heads.map(({ person_id }) => person_id),
        words.notices.sayYes(one.title),
        `/courses/${one.id}#applications`,
      );
    }
    tx.record({ action: 'course.remind', detail: { sessions: sessions.length, heads: asked.length } });
  },
});

/** Every morning: reflections of three months ago are asked about, once each. */
export const askLater = defineJob({
  name: 'courses.ask-later',
  data: z.object({}),
  schedule: '50 6 * * *',
  run: async (tx) => {
    const due = await tx.db
      .updateTable('course_reflection')
      .set({ later_asked_on: tx.today })
      .where('later_asked_on', 'is', null)
      .where('later', 'is', null)
      .where('owner_person_id', '>', 0)
      .where(
        sql<boolean>`(written_at at time zone ${tx.actor.municipality.time_zone})::date <= ${addMonths(tx.today, -askAfterMonths)}::date`,
      )
      .returning(['owner_person_id', 'course_id', 'session_id'])
      .execute();
    const titles = new Map(
      due.length === 0
        ? []
        : (
            await tx.db
              .selectFrom('course')
              .where(
                'id',
                'in',
                due.map(({ course_id }) => course_id),
              )
              .select(['id', 'title'])
              .execute()
          ).map(({ id, title }) => [id, title]),
    );
    for (const one of due)
      await notice(
        tx,
        [one.owner_person_id],
        words.notices.later(titles.get(one.course_id) ?? ''),
        `/courses/${one.course_id}/sessions/${one.session_id}/later`,
      );
    if (due.length > 0) tx.record({ action: 'course_reflection.ask_later', detail: { people: due.length } });
  },
});

/** Every morning: certificates that end within half a year; their holder and the facility are told, once. */
export const tellOfEnd = defineJob({
  name: 'courses.tell-of-end',
  data: z.object({}),
  schedule: '55 6 * * *',
  run: async (tx) => {
    const due = await tx.db
      .updateTable('course_certificate')
      .set({ told_of_end_at: tx.now })
      .where('told_of_end_at', 'is', null)
      .where('withdrawn_at', 'is', null)
      .where('valid_until', '<=', addMonths(tx.today, tellOfEndMonths))
      .where('valid_until', '>=', tx.today)
      .returning(['owner_person_id', 'owner_facility_id', 'application_id', 'valid_until', 'course_id'])
      .execute();
    for (const one of due) {
      const course = await tx.db
        .selectFrom('course')
        .where('id', '=', one.course_id)
        .select('title')
        .executeTakeFirst();
      const title = words.notices.ending(course?.title ?? '', one.valid_until!);
      if (one.owner_person_id > 0) await notice(tx, [one.owner_person_id], title, '/my-courses');
      if (one.owner_facility_id > 0)
        await notice(
          tx,
          (await headsOf(tx, [one.owner_facility_id])).map(({ person_id }) => person_id),
          title,
          `/courses/records?facility=${one.owner_facility_id}`,
        );
      if (one.owner_person_id === 0 && one.owner_facility_id === 0)
        await tx.plan(
          mailOne,
          { kind: 'ending', application_id: one.application_id },
          { once: `course-ending:${one.application_id}:${one.valid_until}` },
        );
    }
    if (due.length > 0)
      tx.record({ action: 'course_certificate.tell_of_end', detail: { certificates: due.length } });
  },
});

/** Every night: applications of those who got no place, once their time is over. */
export const forget = defineJob({
  name: 'courses.forget',
  data: z.object({}),
  schedule: '25 3 * * *',
  run: async (tx) => {
    const { rows } = await sql<{
      gone: number;
    }>`select course_forget(${dayIn(tx.now, tx.actor.municipality.time_zone)}::date) as gone`.execute(tx.db);
    if (rows[0]!.gone > 0)
      tx.record({ action: 'course_application.forget', detail: { applications: rows[0]!.gone } });
  },
});

export const courseJobs = [mailOne, remind, askLater, tellOfEnd, forget];
