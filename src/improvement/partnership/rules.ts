/** まだ, はじめた, だいたいできている, 根づいている. */
export const levels = [0, 1, 2, 3] as const;
export type Level = (typeof levels)[number];
export const steps = [1, 2, 3, 4] as const;
export type Step = (typeof steps)[number];
export const noteKinds = ['plan', 'do', 'check', 'act'] as const;
export type NoteKind = (typeof noteKinds)[number];

/** From this level on a check point counts as met. */
const met = 2;

export interface Item {
  code: string;
  step: number;
}

export interface Answer {
  item_code: string;
  level: number | null;
  /** what it is seen by; '' without */
  evidence: string;
}

export interface Standing {
  /** how many said each level, 0 to 3 */
  counts: [number, number, number, number];
  answered: number;
  unknown: number;
  /** how many of those who know say that it is met */
  met: number;
  evidence: number;
  /** Somebody says it is met and somebody else that it has not begun or only just: to be talked about, not averaged. */
  differs: boolean;
}

/** What all who answered say of one check point. */
export function standingOf(answers: readonly Pick<Answer, 'level' | 'evidence'>[]): Standing {
  const counts: Standing['counts'] = [0, 0, 0, 0];
  let unknown = 0;
  for (const { level } of answers) {
    if (level === null) unknown += 1;
    else counts[level as Level] += 1;
  }
  const known = answers.flatMap(({ level }) => (level === null ? [] : [level]));
  return {
    counts,
    answered: known.length,
    unknown,
    met: counts[2] + counts[3],
    evidence: answers.filter(({ level, evidence }) => (level ?? 0) >= met && evidence !== '').length,
    differs: known.length > 1 && Math.max(...known) >= met && Math.max(...known) - Math.min(...known) >= 2,
  };
}

/** A check point holds when more than half of those who know say so and somebody tells what it is seen by. */
export const holds = (one: Standing): boolean =>
  one.answered > 0 && one.met * 2 > one.answered && one.evidence > 0;

/**
 * The step that the answers speak for, 0 to 4: the highest whose check points, and those of all steps below, hold. A proposal:
 * which step an area stands on is agreed by its people.
 */
export function stepSpokenFor(items: readonly Item[], answers: readonly Answer[]): number {
  let reached = 0;
  for (const step of steps) {
    const here = items.filter((item) => item.step === step);
    const all = here.every((item) => holds(standingOf(answers.filter((one) => one.item_code === item.code))));
    if (here.length === 0 || !all) break;
    reached = step;
  }
  return reached;
}

/** Which check points of the step after the one spoken for do not hold, and whether it is the answers or what they are seen by. */
export function lackingForNext(
  items: readonly Item[],
  answers: readonly Answer[],
): { step: Step; items: { code: string; why: 'few' | 'evidence' }[] } | null {
  const step = steps.find((one) => one === stepSpokenFor(items, answers) + 1);
  if (step === undefined) return null;
  const lacking = items
    .filter((item) => item.step === step)
    .map(({ code }) => ({ code, standing: standingOf(answers.filter((one) => one.item_code === code)) }))
    .filter(({ standing }) => !holds(standing))
    .map(({ code, standing }) => ({
      code,
      why: standing.met * 2 > standing.answered ? ('evidence' as const) : ('few' as const),
    }));
  return { step, items: lacking };
}

/** 'f12' a facility, 'o3' a body without one. */
export type Holder = `${'f' | 'o'}${number}`;
export const holderOf = (row: { organisation_id: number; facility_id: number | null }): Holder =>
  row.facility_id === null ? `o${row.organisation_id}` : `f${row.facility_id}`;
