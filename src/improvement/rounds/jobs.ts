import { z } from 'zod';
import { importJob } from '../../platform/files/imports.ts';
import { defineJob } from '../../platform/jobs/job.ts';
import { runApart } from '../../platform/solve/apart.ts';
import { agencyImport } from './commands-import.ts';
import { keepPlan, problemOf } from './commands.ts';
import type { YearApart } from './rules-apart.ts';
import type { YearPlan } from './rules-year.ts';

export const agencyImportJob = importJob(agencyImport);

/** Milliseconds between two words about how far it has come. */
const progressEvery = 700;

/**
 * Works a proposal out, in the name of whoever asked. Delivered twice it is done once: the request is answered only while
 * it waits. What cannot be worked out is marked, so that nobody waits for it.
 */
export const solveJob = defineJob({
  name: 'rounds.solve',
  data: z.object({ proposal_id: z.number(), asked: z.number() }),
  long: true,
  run: async (tx, { proposal_id, asked }, tools) => {
    const request = await tx.db
      .selectFrom('round_proposal')
      .where('id', '=', proposal_id)
      .select('solve_requested_by')
      .executeTakeFirst();
    if (!request) return;
    const begun = performance.now();
    const problem = await tools.writing(
      (own) => problemOf(own, proposal_id, asked),
      request.solve_requested_by,
    );
    if (problem === null) return;
    let plan: YearPlan;
    const given = new AbortController();
    const watch = setInterval(() => {
      if (tools.stopping()) given.abort(new Error('The process is stopping.'));
    }, 500);
    try {
      let said = 0;
      let saying: Promise<unknown> = Promise.resolve();
      plan = await runApart<YearApart>(
        'improvement/rounds/rules-apart',
        { year: problem.year, seed: problem.seed },
        {
          signal: given.signal,
          come: (done) => {
            if (performance.now() - said < progressEvery) return;
            said = performance.now();
            const solve_progress = Math.min(99, Math.round(done * 100));
            saying = tools
              .writing((own) =>
                own.db
                  .updateTable('round_proposal')
                  .set({ solve_progress })
                  .where('id', '=', proposal_id)
                  .execute(),
              )
              .catch(() => undefined);
          },
        },
      );
      await saying;
    } catch (error) {
      if (!tools.stopping()) {
        await tools.writing((own) =>
          own.db.updateTable('round_proposal').set({ failed: asked }).where('id', '=', proposal_id).execute(),
        );
      }
      throw error;
    } finally {
      clearInterval(watch);
    }
    const seconds = Math.round((performance.now() - begun) / 100) / 10;
    await tools.writing(
      (own) => keepPlan(own, proposal_id, asked, plan, seconds),
      request.solve_requested_by,
    );
  },
});
