/** What is scored: a visit's record, or the minutes of a meeting. */
export type SubjectKind = 'visit' | 'minutes';

/** The rubric of each kind (db/municipality/0011_rubrics.sql). */
export const rubricOf: Record<SubjectKind, 'visit_record' | 'minutes'> = {
  visit: 'visit_record',
  minutes: 'minutes',
};

/** Mean of the points; null without any. */
export function mean(points: readonly number[]): number | null {
  return points.length === 0 ? null : points.reduce((sum, one) => sum + one, 0) / points.length;
}

/** A record's figure: each judge's mean over the criteria, then the mean over the judges (indicator definition, version 1). */
export function averageOf(judges: readonly (readonly number[])[]): number | null {
  return mean(judges.map(mean).filter((one) => one !== null));
}
