import cluster, { type Worker } from 'node:cluster';
import { PlainError } from '../settings.ts';

/** Pages are answered by this process for another one that keeps the house: the database, the jobs, and the port. */
export const isWebProcess = cluster.isWorker;

export interface WebProcesses {
  /** When all of them listen; rejects with what the first one said when they cannot begin. */
  ready: Promise<unknown>;
  /** Lets each of them finish what it answers, at most `patience` ms. */
  stop(patience: number): Promise<void>;
}

/** What a process tells its keeper when it cannot begin. */
interface Problem {
  problem: string;
}

/**
 * Starts so many processes that answer on one port, each with these settings (docs/decisions/0025). One that ends by itself is
 * begun anew.
 */
export function openWebProcesses(script: string, count: number, env: Record<string, string>): WebProcesses {
  cluster.setupPrimary({ exec: script, args: [] });
  let stopping = false;
  const all = () => Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined);
  const ended = (worker: Worker) => new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  const stop = async (patience: number) => {
    stopping = true;
    const waiting = Promise.all(all().map(ended));
    for (const worker of all()) worker.process.kill('SIGTERM');
    let timer: NodeJS.Timeout | undefined;
    await Promise.race([waiting, new Promise((resolve) => (timer = setTimeout(resolve, patience)))]);
    clearTimeout(timer);
    for (const worker of all()) worker.process.kill('SIGKILL');
  };
  /** One that listens, and whoever takes its place when it ends by itself; rejects when it cannot begin. */
  const begin = () =>
    new Promise<void>((resolve, reject) => {
      const worker = cluster.fork(env);
      let began = false;
      worker.once('listening', () => {
        began = true;
        resolve();
      });
      worker.once('message', (said: Problem) => reject(new PlainError(said.problem)));
      worker.once('exit', (code, signal) => {
        if (stopping) return;
        if (!began && !signal) reject(new PlainError('A process that answers pages did not begin.'));
        else {
          console.error(
            `A process that answers pages ended (${signal || code}); another one takes its place.`,
          );
          setTimeout(() => {
            if (!stopping) begin().then(resolve, reject);
          }, 1000).unref();
        }
      });
    });
  const ready = Promise.all(Array.from({ length: count }, begin)).catch(async (error: unknown) => {
    await stop(5000);
    throw error;
  });
  return { ready, stop };
}

/** Tells the keeper why this process cannot begin, in a sentence. */
export function tellKeeper(problem: string): Promise<void> {
  return new Promise((resolve) => process.send?.({ problem } satisfies Problem, () => resolve()));
}
