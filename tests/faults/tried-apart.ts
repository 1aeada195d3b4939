import { getPriority } from 'node:os';
import { answerApart } from '../../src/platform/solve/apart.ts';

/** A module to try a process of its own with (src/platform/solve/apart.test.ts). */
export interface TriedApart {
  task: 'tell' | 'throw' | 'break down' | 'never answer';
  come: number;
  answer: { pid: number; behind: boolean; knows: string[] };
}
answerApart<TriedApart>(async (task, come) => {
  come(process.pid);
  if (task === 'throw') throw new Error('not to be done');
  if (task === 'break down') process.kill(process.pid, 'SIGTRAP');
  if (task !== 'tell') await new Promise((resolve) => setTimeout(resolve, 2 ** 30));
  return { pid: process.pid, behind: getPriority() > 0, knows: Object.keys(process.env) };
});
