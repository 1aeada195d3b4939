import { sql } from 'kysely';
import { z } from 'zod';
import { addMonths } from '../../platform/ja/dates.ts';
import { defineJob } from '../../platform/jobs/job.ts';
import { runApart } from '../../platform/solve/apart.ts';
import { headsOf } from '../issues/queries-choices.ts';
import { takeDivision } from './commands-groups.ts';
import { callById, entriesOf, groupsOf, pairsBefore } from './queries.ts';
import type { DivideApart } from './rules-apart.ts';
import { askAfterMonths, instanceOf } from './rules.ts';
import { words } from './words.ja.ts';

/** Divides a call's facilities in a process of its own, in the name and with the rights of whoever asked for it. */
export const divideStudy = defineJob({
  name: 'study-groups.divide',
  data: z.object({ run_id: z.number(), call_id: z.number(), person_id: z.number() }),
  long: true,
  run: async (_tx, { run_id, call_id, person_id }, tools) => {
    const instance = await tools.writing(async (tx) => {
      const call = await callById(tx, call_id);
      const run = await tx.db
        .selectFrom('study_run')
        .where('id', '=', run_id)
        .select('finished_at')
        .executeTakeFirst();
      if (!call || !run || run.finished_at !== null) return null;
      const locked = new Set((await groupsOf(tx, call_id)).filter((one) => one.locked).map(({ id }) => id));
      const entries = (await entriesOf(tx, call_id)).filter(
        (entry) => entry.signed_at !== null && (entry.group_id === null || !locked.has(entry.group_id)),
      );
      return instanceOf(call, entries, await pairsBefore(tx, call_id));
    }, person_id);
    if (instance === null) return;
    const setRun = (fields: { progress?: number; failed?: boolean }) =>
      tools.writing(
        (tx) => tx.db.updateTable('study_run').set(fields).where('id', '=', run_id).execute(),
        person_id,
      );
    let telling: Promise<unknown> = Promise.resolve();
    let told = 0;
    try {
      const division = await runApart<DivideApart>(
        'improvement/study-groups/rules-apart',
        { instance, seed: 1 },
        {
          come: (part) => {
            const progress = Math.min(95, Math.floor(part * 100));
            if (progress < told + 10) return;
            told = progress;
            telling = telling.then(() => setRun({ progress }));
          },
        },
      );
      await telling;
      await tools.writing((tx) => takeDivision(tx, call_id, run_id, division), person_id);
    } catch (error) {
      await telling.catch(() => undefined);
      await setRun({ failed: true });
      throw error;
    }
  },
});

/** Every morning: facilities of groups whose hand-out has been out for three months are asked what they tried, once. */
export const askWhatWasTried = defineJob({
  name: 'study-groups.ask-what-was-tried',
  data: z.object({}),
  schedule: '20 6 * * *',
  run: async (tx) => {
    const until = addMonths(tx.today, -askAfterMonths);
    const due = await tx.db
      .selectFrom('study_handout')
      .where('published_at', 'is not', null)
      .where('withdrawn_at', 'is', null)
      .where(
        sql<boolean>`(published_at at time zone ${tx.actor.municipality.time_zone})::date <= ${until}::date`,
      )
      .where(
        sql<boolean>`exists (select from unnest(facility_ids) as one where not exists
          (select from study_trial where handout_id = study_handout.id and facility_id = one))`,
      )
      .select(['id', 'title', 'facility_ids'])
      .execute();
    let asked = 0;
    for (const { id, title, facility_ids } of due) {
      const added = await tx.db
        .insertInto('study_trial')
        .values(facility_ids.map((facility_id) => ({ handout_id: id, facility_id, asked_on: tx.today })))
        .onConflict((there) => there.doNothing())
        .returning('facility_id')
        .execute();
      const heads = await headsOf(
        tx,
        added.map(({ facility_id }) => facility_id),
      );
      asked += added.length;
      if (heads.length === 0) continue;
      await tx.db
        .insertInto('notice')
        .values(
          heads.map(({ facility_id, person_id }) => ({
            person_id,
            title: words.notices.tried(title),
            url: `/study-handouts/${id}/tried?facility=${facility_id}`,
            created_at: tx.now,
          })),
        )
        .execute();
    }
    if (asked > 0) tx.record({ action: 'study_trial.ask', detail: { facilities: asked } });
  },
});
