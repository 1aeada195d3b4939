import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import { importJob } from '../../platform/files/imports.ts';
import { defineJob } from '../../platform/jobs/job.ts';
import { root } from '../../platform/root.ts';
import { agencyImport } from './commands-import.ts';
import { keepPlan, problemOf } from './commands.ts';
import type { YearPlan, YearProblem } from './rules-year.ts';

export const agencyImportJob = importJob(agencyImport);

/** Milliseconds between two words about how far it has come. */
const progressEvery = 700;

/** The thread's program: its source where the sources run, else the built file beside the server. */
const program = import.meta.filename.endsWith('.ts')
  ? join(import.meta.dirname, 'rules-thread.ts')
  : join(root, 'dist', 'server', 'rounds-thread.js');

/** Works a year out in a thread of its own; `stop` is asked now and then and ends it. */
function inThread(
  year: YearProblem,
  seed: number,
  progress: (done: number) => void,
  stop: () => boolean,
): Promise<YearPlan> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(program, { workerData: { year, seed }, execArgv: [] });
    const watch = setInterval(() => {
      if (!stop()) return;
      clearInterval(watch);
      void thread.terminate();
      reject(new Error('The process is stopping.'));
    }, 500);
    thread.on('message', (message: { done: number } | { plan: YearPlan }) => {
      if ('plan' in message) resolve(message.plan);
      else progress(message.done);
    });
    thread.on('error', reject);
    thread.on('exit', (code) => {
      clearInterval(watch);
      if (code !== 0) reject(new Error(`The thread ended with ${code}.`));
    });
  });
}

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
    try {
      let said = 0;
      let saying: Promise<unknown> = Promise.resolve();
      plan = await inThread(
        problem.year,
        problem.seed,
        (done) => {
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
        () => tools.stopping(),
      );
      await saying;
    } catch (error) {
      if (!tools.stopping()) {
        await tools.writing((own) =>
          own.db.updateTable('round_proposal').set({ failed: asked }).where('id', '=', proposal_id).execute(),
        );
      }
      throw error;
    }
    const seconds = Math.round((performance.now() - begun) / 100) / 10;
    await tools.writing(
      (own) => keepPlan(own, proposal_id, asked, plan, seconds),
      request.solve_requested_by,
    );
  },
});
