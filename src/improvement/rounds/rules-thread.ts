import { parentPort, workerData } from 'node:worker_threads';
import { planYear, type YearProblem } from './rules-year.ts';

/** The thread's own program: works the year out and says how far it has come, so that no page waits for it. */
const { year, seed } = workerData as { year: YearProblem; seed: number };
const say = (message: object): void => parentPort!.postMessage(message, []);
say({ plan: planYear(year, { seed, progress: (done) => say({ done }) }) });
