import { answerApart } from '../../platform/solve/apart.ts';
import type { Instance } from './rules-groups.ts';
import { divide, type Division, type SolveOptions } from './rules-solve.ts';

/** Divides into groups, apart (platform/solve/apart.ts). */
export interface DivideApart {
  task: { instance: Instance } & Pick<SolveOptions, 'seed' | 'seconds'>;
  /** the part done, 0 to 1 */
  come: number;
  answer: Division;
}
answerApart<DivideApart>(({ instance, ...options }, progress) => divide(instance, { ...options, progress }));
