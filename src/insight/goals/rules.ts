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
  'study_handout',
  'practice',
  'initiative',
  'partnership',
  'workforce',
  'survey',
  'other',
] as const;
export type SourceKind = (typeof sourceKinds)[number];
/** Kinds of source that name one record by its number. */
export const numbered: readonly SourceKind[] = [
  'visit',
  'issue',
  'meeting',
  'open_day',
  'study_handout',
  'practice',
  'initiative',
  'partnership',
  'survey',
];
/** Kinds of source that name an indicator or a rubric by its code. */
export const coded: readonly SourceKind[] = ['indicator', 'rubric'];

/** Where the record of a finding is read; null where it is only told. Findings of before name no indicator, rubric or round. */
export function sourceHref(one: {
  source_kind: SourceKind;
  source_id: number | null;
  source_code: string | null;
  fiscal_year: number;
}): string | null {
  const { source_id: id, source_code: code, fiscal_year } = one;
  switch (one.source_kind) {
    case 'indicator':
      return code === null ? `/indicators?year=${fiscal_year}` : `/indicators/${code}?year=${fiscal_year}`;
    case 'rubric':
      return code === null
        ? `/rubrics?year=${fiscal_year}`
        : `/indicators/${code}_quality?year=${fiscal_year}`;
    case 'partnership':
      return id === null ? '/partnership' : `/partnership/${id}`;
    case 'workforce':
      return '/workforce';
    case 'other':
      return null;
    default:
      return id === null ? null : `${recordPath[one.source_kind]}/${id}`;
  }
}
const recordPath = {
  visit: '/visits',
  issue: '/issues',
  meeting: '/meetings',
  open_day: '/open-days',
  study_handout: '/study-handouts',
  practice: '/practices',
  initiative: '/initiatives',
  survey: '/survey-summaries',
} as const;

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

/** What of the report is counted from records: kept at the closing, so that the year can be told again as it was. */
export const recordedChapters = [
  'visits',
  'meetings',
  'groups',
  'open_days',
  'courses',
  'surveys',
  'practices',
  'outcome',
] as const;
/** The chapters of the year's report, in the seed's order: three pillars with seven actions, then what comes of them. */
export const chapters = ['outline', ...recordedChapters, 'next_year'] as const;
export type Chapter = (typeof chapters)[number];

export const recordedParts = ['months', ...recordedChapters, 'rubrics'] as const;
export type RecordedPart = (typeof recordedParts)[number];
/** Raised whenever a chapter is put together from other records or counted in another way. */
export const partsVersion = 2;

/** summary: one page for the council, as PDF. */
export const formats = ['docx', 'pdf', 'xlsx', 'summary'] as const;
export type Format = (typeof formats)[number];
export const isFormat = (text: string): text is Format => (formats as readonly string[]).includes(text);
/** Whether the files of a report are there; the council's page came later, older reports have none. */
export const isDone = (made: readonly Format[]): boolean =>
  formats.every((format) => format === 'summary' || made.includes(format));
