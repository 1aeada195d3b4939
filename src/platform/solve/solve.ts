import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { root } from '../root.ts';

// Planning by mathematics (who takes which case, which round goes where) can take seconds, during which the solver lets
// nothing else happen. So it has a thread of its own, which ends with the answer and takes its memory along. Meant for jobs:
// a page plans one, shows its progress and later what was found (src/family/caseload/jobs.ts is the model).

export interface Problem {
  /** in CPLEX LP text */
  model: string;
  /** how long to look for something better at most */
  seconds: number;
  /** how far from the proven best is good enough; 0 unless said */
  gap?: number;
}

export interface Solution {
  /** 'best': proven within the gap; 'found': what there was when time was over; 'none': nothing by then; 'impossible': proven */
  outcome: 'best' | 'found' | 'none' | 'impossible';
  /** by name of the column; those that are 0 are left out */
  values: Record<string, number>;
  /** of the objective; null where nothing was found */
  value: number | null;
  /** no solution can be better than this; null where nothing was proven */
  bound: number | null;
}

/** How far it has come: told now and then while it looks for something better. */
export interface Come {
  seconds: number;
  value: number | null;
  bound: number | null;
}

export interface Listening {
  /** gives up: the promise is rejected with the signal's reason */
  signal?: AbortSignal;
  come?: (come: Come) => void;
}

/** What the thread says. */
export type Said = { come: Come } | { solution: Solution };

/** Loading the solver and reading a large model come on top of the time to look; after that the thread is ended. */
const graceSeconds = 20;

/** Solves by HiGHS in a thread of its own; rejected when the model is not understood, or given up. */
export function solve(problem: Problem, { signal, come }: Listening = {}): Promise<Solution> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(signal.reason as Error);
      return;
    }
    // Node reads it as it is, beside the built program too.
    const thread = new Worker(join(root, 'src/platform/solve/thread.ts'), {
      workerData: problem,
      execArgv: [],
      env: {},
    });
    const end = (settle: () => void): void => {
      clearTimeout(patience);
      signal?.removeEventListener('abort', giveUp);
      thread.removeAllListeners();
      // What a thread says while it is being ended is of no interest any more.
      thread.on('error', () => undefined);
      void thread.terminate();
      settle();
    };
    const giveUp = () => end(() => reject(signal!.reason as Error));
    const patience = setTimeout(
      () => end(() => resolve({ outcome: 'none', values: {}, value: null, bound: null })),
      1000 * (problem.seconds + graceSeconds),
    );
    signal?.addEventListener('abort', giveUp);
    thread.on('message', (said: Said) => {
      if ('come' in said) come?.(said.come);
      else end(() => resolve(said.solution));
    });
    thread.on('error', (error) => end(() => reject(error)));
    thread.on('exit', () => end(() => reject(new Error('the solver ended without an answer'))));
  });
}
