import { answerApart } from '../../platform/solve/apart.ts';
import { planYear, type YearPlan, type YearProblem } from './rules-year.ts';

/** Works a year out, apart (platform/solve/apart.ts). */
export interface YearApart {
  task: { year: YearProblem; seed: number };
  /** the part done, 0 to 1 */
  come: number;
  answer: YearPlan;
}
answerApart<YearApart>(({ year, seed }, progress) => planYear(year, { seed, progress }));
