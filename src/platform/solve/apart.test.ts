import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { TriedApart } from '../../../tests/faults/tried-apart.ts';
import { runApart, type Listening } from './apart.ts';

const run = (task: TriedApart['task'], listening: Listening<number> = {}) =>
  runApart<TriedApart>('../tests/faults/tried-apart', task, listening);
const gone = async (pid: number): Promise<void> => {
  for (;;) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    await pause(20);
  }
};

describe('a process of its own', () => {
  it('stands behind everybody else, knows nothing of the settings, and is gone with its answer', async () => {
    const { pid, behind, knows } = await run('tell');
    expect(pid).not.toBe(process.pid);
    expect(behind).toBe(true);
    expect(knows.filter((name) => !name.startsWith('NODE_CHANNEL'))).toEqual([]);
    await gone(pid);
  });

  it('takes nothing along when it breaks down: whoever asked hears of it', async () => {
    await expect(run('break down')).rejects.toThrow('ended with SIGTRAP and without an answer');
    await expect(run('throw')).rejects.toThrow('not to be done');
  });

  it('is gone when it is given up', async () => {
    const given = new AbortController();
    let pid = 0;
    const asked = run('never answer', {
      signal: given.signal,
      come: (own) => {
        pid = own;
        given.abort(new Error('given up'));
      },
    });
    await expect(asked).rejects.toThrow('given up');
    await gone(pid);
  });
});
