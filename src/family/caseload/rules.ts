export const severities = ['low', 'middle', 'high', 'grave'] as const;
export const travels = ['near', 'middle_way', 'far'] as const;
export const skillKinds = ['course', 'licence', 'language', 'other'] as const;

/** Points a worker may carry where nobody has set a limit. */
export const usualLimit = 40;

export interface CaseFacts {
  category: string;
  stage: string;
  severity: string;
  /** of the newest judgement of urgency; null where there is none */
  urgency: string | null;
  travel: string;
  interpreter: boolean;
  court: boolean;
}

export interface Part {
  code: string;
  points: number;
}

/** What a case weighs, with what it is made of; codes without a weight count nothing. */
export function weightOf(
  facts: CaseFacts,
  weights: ReadonlyMap<string, number>,
): { points: number; parts: Part[] } {
  const codes = [
    facts.category,
    facts.stage,
    facts.severity,
    ...(facts.urgency === null ? [] : [facts.urgency]),
    facts.travel,
    ...(facts.interpreter ? ['interpreter'] : []),
    ...(facts.court ? ['court'] : []),
  ];
  const parts = codes
    .map((code) => ({ code, points: weights.get(code) ?? 0 }))
    .filter((part) => part.points > 0);
  return { points: Math.round(parts.reduce((sum, part) => sum + part.points, 0) * 10) / 10, parts };
}
