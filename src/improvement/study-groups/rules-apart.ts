import { fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../platform/root.ts';
import type { Instance } from './rules-groups.ts';
import { divide, type Division, type SolveOptions } from './rules-solve.ts';

// The reckoning takes seconds of a whole core: pages are answered meanwhile. It has a process of its own and not a thread,
// because a solver that breaks down as WebAssembly may take its whole process along (seen: a trap in a worker thread ended
// the server). This file is both sides: what is called, and what runs apart (built: dist/server/study-groups.js).

const mark = 'TSUNAGI_STUDY_GROUPS';

interface Task {
  instance: Instance;
  seed: number | undefined;
  seconds: number | undefined;
}
type Said = { part: number } | { division: Division };

const entry = (): string =>
  import.meta.filename.endsWith('.ts')
    ? import.meta.filename
    : join(root, 'dist', 'server', 'study-groups.js');

/** As divide(), in a process of its own; rejects when that ends without an answer. */
export function divideApart(instance: Instance, options: SolveOptions = {}): Promise<Division> {
  return new Promise((resolve, reject) => {
    const path = entry();
    if (!existsSync(path)) {
      reject(new Error(`${path} is missing`));
      return;
    }
    const child = fork(path, [], {
      serialization: 'advanced',
      execArgv: [],
      // Nothing of what the program knows is needed there.
      env: { PATH: process.env['PATH'], [mark]: '1' },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    child.on('message', (said: Said) => {
      if ('part' in said) options.progress?.(said.part);
      else resolve(said.division);
    });
    child.on('error', reject);
    child.on('exit', (code, signal) => reject(new Error(`the reckoning ended with ${signal ?? code}`)));
    const task: Task = { instance, seed: options.seed, seconds: options.seconds };
    child.send(task, (error) => error && reject(error));
  });
}

if (process.env[mark] === '1' && process.send !== undefined) {
  const say = (said: Said, then: () => void = () => undefined) => process.send!(said, then);
  // The program that asked has ended: nobody waits any more.
  process.on('disconnect', () => process.exit(0));
  process.once('message', (task: Task) => {
    const { seed, seconds } = task;
    void divide(task.instance, {
      ...(seed === undefined ? {} : { seed }),
      ...(seconds === undefined ? {} : { seconds }),
      progress: (part) => void say({ part }),
    }).then((division) => say({ division }, () => process.exit(0)));
  });
}
