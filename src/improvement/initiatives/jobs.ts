import { sql } from 'kysely';
import { z } from 'zod';
import type { WriteTx } from '../../platform/db/transaction.ts';
import { addDays } from '../../platform/ja/dates.ts';
import { importJob } from '../../platform/files/imports.ts';
import { defineJob } from '../../platform/jobs/job.ts';
import { peopleWithDuty } from '../../base/people/queries.ts';
import { notify } from '../issues/commands.ts';
import { peopleOf } from '../meetings/queries.ts';
import { figureImport } from './commands-surveys.ts';
import { answerPatience, reflectionDays, sessionNotice, targetPatience } from './rules.ts';
import { words as lendingWords } from './words-lending.ja.ts';
import { words } from './words.ja.ts';

type Kind = 'answer' | 'session' | 'reflection' | 'look_back' | 'loan' | 'owner' | 'target';

/** True the first time only: what was said for a day is not said again, however often the job runs. */
async function first(tx: WriteTx, kind: Kind, subject_id: number, due_on: string): Promise<boolean> {
  const row = await tx.db
    .insertInto('initiative_reminder')
    .values({ kind, subject_id, due_on })
    .onConflict((there) => there.doNothing())
    .returning('subject_id')
    .executeTakeFirst();
  return row !== undefined;
}

interface Line {
  subject_id: number;
  due_on: string;
  organisation_id: number;
  facility_id: number | null;
  title: string;
  url: string;
}

async function tellBodiesOnce(
  tx: WriteTx,
  kind: Kind,
  rows: readonly Line[],
  said: (line: Line) => string,
): Promise<void> {
  const fresh: Line[] = [];
  const told = new Set<string>();
  for (const row of rows) {
    const key = `${row.subject_id} ${row.due_on}`;
    // Several bodies of one sitting are one reminder, sent to each.
    if (told.has(key) || (await first(tx, kind, row.subject_id, row.due_on))) {
      told.add(key);
      fresh.push(row);
    }
  }
  const people = await peopleOf(tx, fresh);
  for (const [at, row] of fresh.entries()) await notify(tx, people[at]!, said(row), row.url);
}

const yes = sql`coalesce((select yes from initiative_answer where partner_id = initiative_partner.id
  order by answered_at desc, initiative_answer.id desc limit 1), false)`;

/**
 * Every morning: who has not answered for a week, sittings a week ahead, look backs the day after, the day of looking back,
 * loans unanswered or not returned, initiatives whose holder has gone, targets nobody told of for a year.
 */
export const remindInitiatives = defineJob({
  name: 'initiatives.remind',
  schedule: '10 6 * * *',
  data: z.object({}),
  run: async (tx) => {
    const { today } = tx;
    const zone = tx.actor.municipality.time_zone;
    const answers = await sql<Line>`
      select initiative_partner.id as subject_id,
        (asked_at at time zone ${zone})::date + ${answerPatience}::int as due_on,
        organisation_id, facility_id, title, '/initiatives/' || initiative.id as url
      from initiative_partner join initiative on initiative.id = initiative_partner.initiative_id
      where ended_on is null and left_on is null
        and (asked_at at time zone ${zone})::date + ${answerPatience}::int <= ${today}::date
        and not exists (select from initiative_answer where partner_id = initiative_partner.id)`.execute(
      tx.db,
    );
    await tellBodiesOnce(tx, 'answer', answers.rows, (one) => words.notices.answerAgain(one.title));

    const ahead = await sql<Line & { held_on: string }>`
      select initiative_session.id as subject_id, held_on as due_on, held_on, organisation_id, facility_id,
        initiative_session.title, '/initiatives/' || initiative.id || '/sessions/' || initiative_session.id as url
      from initiative_session join initiative on initiative.id = initiative_session.initiative_id
      join initiative_partner on initiative_partner.initiative_id = initiative.id and left_on is null
      where cancelled_at is null and held_on between ${today} and ${addDays(today, sessionNotice)} and ${yes}
      order by initiative_session.id`.execute(tx.db);
    await tellBodiesOnce(tx, 'session', ahead.rows, (one) =>
      words.notices.sessionSoon(one.title, one.due_on),
    );

    const held = await sql<Line>`
      select initiative_session.id as subject_id, held_on + 1 as due_on, initiative_partner.organisation_id,
        initiative_partner.facility_id, initiative_session.title,
        '/initiatives/' || initiative.id || '/sessions/' || initiative_session.id || '#reflections' as url
      from initiative_session join initiative on initiative.id = initiative_session.initiative_id
      join initiative_partner on initiative_partner.initiative_id = initiative.id and left_on is null
      where cancelled_at is null and held_on between ${addDays(today, -reflectionDays)} and ${addDays(today, -1)} and ${yes}
        and not exists (select from initiative_reflection where initiative_reflection.session_id = initiative_session.id
          and initiative_reflection.organisation_id = initiative_partner.organisation_id
          and initiative_reflection.holder_facility_id = initiative_partner.holder_facility_id)
      order by initiative_session.id`.execute(tx.db);
    await tellBodiesOnce(tx, 'reflection', held.rows, (one) => words.notices.reflect(one.title));

    const back = await tx.db
      .selectFrom('initiative')
      .where('ended_on', 'is', null)
      .where('next_look_back_on', '<=', today)
      .select(['id', 'title', 'owner_id', 'next_look_back_on'])
      .orderBy('id')
      .execute();
    for (const one of back)
      if (await first(tx, 'look_back', one.id, one.next_look_back_on!))
        await notify(tx, [one.owner_id], words.notices.lookBack(one.title), `/initiatives/${one.id}`);

    const unanswered = await sql<Line>`
      select loan.id as subject_id, (asked_at at time zone ${zone})::date + 3 as due_on, loan.organisation_id,
        loan.facility_id, name as title, '/lending/loans/' || loan.id as url
      from loan join lendable on lendable.id = loan.lendable_id
      where lent_at is null and declined_at is null and cancelled_at is null
        and (asked_at at time zone ${zone})::date + 3 <= ${today}::date`.execute(tx.db);
    await tellBodiesOnce(tx, 'loan', unanswered.rows, (one) => lendingWords.notices.unanswered(one.title));
    const late = await sql<Line>`
      select loan.id as subject_id, (ends_at at time zone ${zone})::date + 1 as due_on, to_organisation_id as organisation_id,
        to_facility_id as facility_id, name as title, '/lending/loans/' || loan.id as url
      from loan join lendable on lendable.id = loan.lendable_id
      where lent_at is not null and returned_on is null and cancelled_at is null and loan.kind <> 'contact'
        and (ends_at at time zone ${zone})::date + 1 <= ${today}::date`.execute(tx.db);
    await tellBodiesOnce(tx, 'loan', late.rows, (one) => lendingWords.notices.due(one.title));

    const gone = await sql<{ id: number; title: string; ended_on: string }>`
      select initiative.id, title, coalesce((select max(ends_on) from appointment where person_id = owner_id), ${today}::date) as ended_on
      from initiative where ended_on is null and not exists (select from appointment where person_id = owner_id
        and starts_on <= ${today} and (appointment.ends_on is null or appointment.ends_on >= ${today}))
      order by initiative.id`.execute(tx.db);
    const managers = gone.rows.length === 0 ? [] : await peopleWithDuty(tx, 'initiative.manage');
    for (const one of gone.rows)
      if (await first(tx, 'owner', one.id, one.ended_on))
        await notify(
          tx,
          managers.map(({ id }) => id),
          words.notices.ownerGone(one.title),
          `/initiatives/${one.id}#owner`,
        );

    const since = addDays(today, -targetPatience);
    const silent = await sql<Line>`
      select guideline_target.id as subject_id,
        coalesce((select max(happened_on) from guideline_fact where target_id = guideline_target.id and taken_back_at is null),
          greatest(guideline.starts_on, guideline.adopted_on)) + ${targetPatience}::int as due_on,
        owner_organisation_id as organisation_id, owner_facility_id as facility_id, guideline_target.title,
        '/guidelines/' || guideline.id || '#target-' || guideline_target.id as url
      from guideline_target join guideline on guideline.id = guideline_target.guideline_id
      where guideline.adopted and guideline.starts_on <= ${since} and guideline.adopted_on <= ${since}
        and guideline.ends_on >= ${today} and not exists (select from guideline_fact
          where target_id = guideline_target.id and taken_back_at is null and happened_on > ${since})`.execute(
      tx.db,
    );
    await tellBodiesOnce(tx, 'target', silent.rows, (one) => words.notices.target(one.title));
  },
});

export const initiativeJobs = [remindInitiatives, importJob(figureImport)];
