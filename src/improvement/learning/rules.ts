import { addMonths, parseTime } from '../../platform/ja/dates.ts';

export const states = ['draft', 'offered', 'planned', 'held', 'cancelled'] as const;
export type OpenDayState = (typeof states)[number];

/** The dated facts a state is read from. */
export interface OpenDayFacts {
  held_on: string;
  cancelled_at: Date | string | null;
  published_at: Date | string | null;
  offered_at: Date | string | null;
}

/** What an open day is today (YYYY-MM-DD); from its day on a published one counts as held unless it was cancelled. */
export function stateOf(openDay: OpenDayFacts, today: string): OpenDayState {
  if (openDay.cancelled_at !== null) return 'cancelled';
  if (openDay.published_at === null) return openDay.offered_at === null ? 'draft' : 'offered';
  return openDay.held_on <= today ? 'held' : 'planned';
}

export const templates = ['simple', 'eceq'] as const;
export type Template = (typeof templates)[number];

/** The steps of each way of going about it, in order; `day` is the open day itself. */
export const stepsOf = {
  simple: ['prepare', 'day', 'look_back'],
  eceq: ['eceq_visit', 'eceq_training', 'eceq_question', 'day', 'eceq_after'],
} as const satisfies Record<Template, readonly string[]>;
export type Step = (typeof stepsOf)[Template][number];
export const allSteps: readonly Step[] = [...new Set(Object.values(stepsOf).flat())];

export const pictureRules = ['none', 'rooms', 'faceless'] as const;
export type PictureRule = (typeof pictureRules)[number];

export const noteKinds = ['good', 'doubt', 'proposal'] as const;
export type NoteKind = (typeof noteKinds)[number];

export const textParts = ['plan', 'discussion', 'reflection'] as const;
export type TextPart = (typeof textParts)[number];

export const tried = ['tried', 'partly', 'not_yet'] as const;
export type Tried = (typeof tried)[number];
export const keeps = ['keep', 'change', 'stop'] as const;
export type Keeps = (typeof keeps)[number];

export const questionCount = 3;
/** So long after the day what was tried is asked. */
export const askAfterMonths = 3;
/** So many days before the day those who come are reminded in the program; by mail the day before. */
export const remindBeforeDays = 3;
/** The board and the sheets are written until so many days after the day. */
export const boardOpenDays = 60;

/** The day on which a facility is asked what it tried. */
export const followUpOn = (held_on: string): string => addMonths(held_on, askAfterMonths);

export interface PlanLine {
  /** HH:MM, or as it was typed where it is not a time */
  time: string;
  what: string;
}

/** The day's plan as a table: a line that begins with a time, or a span of them, and what is then; other lines go on. */
export function planLines(plan: string): PlanLine[] {
  const lines: PlanLine[] = [];
  for (const line of plan.split('\n')) {
    const text = line.trim();
    if (text === '') continue;
    const [first = '', ...rest] = text.split(/\s+/);
    const times = first
      .normalize('NFKC')
      .split(/[-~\u301c\uff5e\u2013]/)
      .filter((part) => part !== '');
    if (times.length > 0 && times.every((time) => /\d/.test(time) && parseTime(time).ok))
      lines.push({ time: first, what: rest.join(' ') });
    else if (lines.length > 0) lines.at(-1)!.what += `\n${text}`;
    else lines.push({ time: '', what: text });
  }
  return lines;
}

/** What a sheet's box says, as notes: one for each line that says something, list marks taken off. */
export const notesIn = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.replace(/^[\s*\u2022\u25cb\u25cf\u30fb-]+/u, '').trim())
    .filter((line) => line !== '');
