import { setTimeout as pause } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

type Collect = (options: { type: 'major'; execution: 'async' }) => Promise<void>;
let collect: Collect | null = null;

/**
 * Gives back what reading a long table, or writing a year's report, left behind, a moment later. The engine itself waits until
 * the heap has grown by half again, which may be never: the process would hold 200 MB of rubbish while it shows small pages.
 */
export function releaseSoon(): void {
  if (collect === null) {
    setFlagsFromString('--expose-gc');
    collect = runInNewContext('gc') as Collect;
  }
  const run = collect;
  void pause(250, undefined, { ref: false }).then(() => run({ type: 'major', execution: 'async' }));
}
