import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { root } from '../../platform/root.ts';
import type { Instance } from './rules-groups.ts';
import { divide, type Division, type SolveOptions } from './rules-solve.ts';

// The reckoning takes seconds of a whole core: it has a thread of its own, so that pages are answered meanwhile. This file
// is both sides: what is called, and what runs in the thread (in the built program dist/server/study-groups.js).

interface Task {
  study_groups: Instance;
  seed: number | undefined;
  seconds: number | undefined;
}
type Said = { part: number } | { division: Division };

const entry = (): string =>
  import.meta.filename.endsWith('.ts')
    ? import.meta.filename
    : join(root, 'dist', 'server', 'study-groups.js');

/** As divide(), in a thread of its own. */
export function divideApart(instance: Instance, options: SolveOptions = {}): Promise<Division> {
  return new Promise((resolve, reject) => {
    const path = entry();
    if (!existsSync(path)) {
      reject(new Error(`${path} is missing`));
      return;
    }
    const data: Task = { study_groups: instance, seed: options.seed, seconds: options.seconds };
    const worker = new Worker(path, { workerData: data, resourceLimits: { maxOldGenerationSizeMb: 512 } });
    worker.on('message', (said: Said) => {
      if ('part' in said) options.progress?.(said.part);
      else {
        resolve(said.division);
        void worker.terminate();
      }
    });
    worker.on('error', reject);
    worker.on('exit', (code) => reject(new Error(`the reckoning ended with ${code}`)));
  });
}

const task = workerData as Task | null;
if (!isMainThread && parentPort !== null && task !== null && 'study_groups' in task) {
  const port = parentPort;
  const say = (said: Said) => port.postMessage(said);
  const { seed, seconds } = task;
  const division = await divide(task.study_groups, {
    ...(seed === undefined ? {} : { seed }),
    ...(seconds === undefined ? {} : { seconds }),
    progress: (part) => say({ part }),
  });
  say({ division });
}
