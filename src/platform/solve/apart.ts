import { fork } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { join } from 'node:path';
import { root } from '../root.ts';

// What takes seconds of a whole core runs in a process of its own, behind everybody else: pages are answered meanwhile, and
// its memory goes with it. A process and not a thread, because WebAssembly that breaks down takes its whole process along
// (seen: a trap in a worker thread, ended while it compiled, stopped the server). What runs apart is a module named
// …-apart.ts; it calls answerApart() and nothing else imports it but for its types. Each is an entry of the build (vite.config.ts).

/** What passes between the two; everything must be such as structuredClone takes. */
export interface Apart {
  task: unknown;
  come: unknown;
  answer: unknown;
}
export interface Listening<Come> {
  /** gives up: the process is ended, the promise rejected with the signal's reason */
  signal?: AbortSignal;
  /** how far it has come, told now and then */
  come?: ((come: Come) => void) | undefined;
}
type Said<A extends Apart> = { come: A['come'] } | { answer: A['answer'] } | { failed: string };

/** Its source where the sources run, else the built file beside the server. */
const pathOf = (module: string): string =>
  import.meta.filename.endsWith('.ts')
    ? join(root, 'src', `${module}.ts`)
    : join(root, 'dist', 'server', `${module}.js`);

/** Runs a module (its path below src, without .ts) in a process of its own; rejects when that ends without an answer. */
export function runApart<A extends Apart>(
  module: `${string}-apart`,
  task: A['task'],
  { signal, come }: Listening<A['come']> = {},
): Promise<A['answer']> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(signal.reason as Error);
      return;
    }
    const child = fork(pathOf(module), [], {
      serialization: 'advanced',
      execArgv: [],
      // Nothing of what the program knows is needed there.
      env: {},
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    try {
      if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
    } catch {
      // Where that is not allowed, or it has ended already, it shares the processor like everybody else.
    }
    const kill = () => void child.kill('SIGKILL');
    const end = (settle: () => void): void => {
      signal?.removeEventListener('abort', giveUp);
      process.off('exit', kill);
      kill();
      settle();
    };
    const giveUp = () => end(() => reject(signal!.reason as Error));
    signal?.addEventListener('abort', giveUp);
    process.on('exit', kill);
    child.on('message', (said: Said<A>) => {
      if ('come' in said) {
        if (!signal?.aborted) come?.(said.come);
      } else if ('failed' in said) end(() => reject(new Error(said.failed)));
      else end(() => resolve(said.answer));
    });
    child.on('error', (error) => end(() => reject(error)));
    child.on('exit', (code, by) =>
      end(() => reject(new Error(`${module} ended with ${by ?? code} and without an answer`))),
    );
    child.send(task as object, (error) => error && end(() => reject(error)));
  });
}

/** The other side: takes the one task, answers it, and waits to be ended. */
export function answerApart<A extends Apart>(
  work: (task: A['task'], come: (come: A['come']) => void) => A['answer'] | Promise<A['answer']>,
): void {
  const parent = process.ppid;
  const say = (said: Said<A>) => process.send?.(said, () => undefined);
  // Whoever asked has ended: nobody waits any more. While it reckons without a pause it sees this only when it tells something.
  const leave = () => process.exit(0);
  process.on('disconnect', leave);
  process.once('message', (task: A['task']) => {
    void (async () => {
      try {
        const answer = await work(task, (come) => {
          if (process.ppid !== parent) leave();
          say({ come });
        });
        say({ answer });
      } catch (error) {
        say({ failed: error instanceof Error ? error.message : String(error) });
      }
    })();
  });
}
