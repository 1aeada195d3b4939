export const goalCodes = ['structure', 'core', 'people', 'process', 'next'] as const;
export type GoalCode = (typeof goalCodes)[number];
export const isGoalCode = (text: string): text is GoalCode => (goalCodes as readonly string[]).includes(text);

/** strong: counted, or seen by several sides; fair: one side, written down; weak: an impression. */
export const strengths = ['strong', 'fair', 'weak'] as const;
export type Strength = (typeof strengths)[number];
export const tellings = ['well', 'mixed', 'badly'] as const;
export type Telling = (typeof tellings)[number];
export const sourceKinds = [
  'indicator',
  'rubric',
  'visit',
  'issue',
  'meeting',
  'open_day',
  'partnership',
  'other',
] as const;
export type SourceKind = (typeof sourceKinds)[number];
/** Kinds of source that name one record by its number. */
export const numbered: readonly SourceKind[] = ['visit', 'issue', 'meeting', 'open_day'];

/** Where the record of a finding is read; null where it is only told. */
export function sourceHref(kind: SourceKind, id: number | null, fiscal_year: number): string | null {
  switch (kind) {
    case 'indicator':
      return `/indicators?year=${fiscal_year}`;
    case 'rubric':
      return `/rubrics?year=${fiscal_year}`;
    case 'visit':
      return id === null ? null : `/visits/${id}`;
    case 'issue':
      return id === null ? null : `/issues/${id}`;
    case 'meeting':
      return id === null ? null : `/meetings/${id}`;
    case 'open_day':
      return id === null ? null : `/open-days/${id}`;
    case 'partnership':
      return '/partnership';
    default:
      return null;
  }
}

/** The columns of the roadmap, as the seed's table prints them. */
export const times = ['done_at_start', 'within_year', 'later_years', 'continuing'] as const;
export type Time = (typeof times)[number];

export const eventKinds = ['started', 'progress', 'done', 'stopped'] as const;
export type EventKind = (typeof eventKinds)[number];
export type MeasureState = 'not_started' | 'going' | 'done' | 'stopped' | 'dropped';

/** A measure's state from its newest fact; a dropped one stays dropped. */
export function stateOf(measure: { dropped_at: Date | null; last: EventKind | null }): MeasureState {
  if (measure.dropped_at !== null) return 'dropped';
  if (measure.last === null) return 'not_started';
  return measure.last === 'done' ? 'done' : measure.last === 'stopped' ? 'stopped' : 'going';
}

/** The chapters of the year's report, in the seed's order: three pillars with seven actions, then what comes of them. */
export const chapters = [
  'outline',
  'visits',
  'meetings',
  'groups',
  'open_days',
  'courses',
  'surveys',
  'practices',
  'outcome',
  'next_year',
] as const;
export type Chapter = (typeof chapters)[number];

export const formats = ['docx', 'pdf', 'xlsx'] as const;
export type Format = (typeof formats)[number];
export const isFormat = (text: string): text is Format => (formats as readonly string[]).includes(text);
