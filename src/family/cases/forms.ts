import { z } from 'zod';
import {
  choice,
  choices,
  code,
  date,
  daysOfLife,
  id,
  ids,
  integer,
  longText,
  optionalChoice,
  optionalDate,
  optionalId,
  optionalInteger,
  optionalTime,
  text,
  ticked,
} from '../../platform/web/fields.ts';
import { always, readable, type Errors } from '../../platform/web/form.ts';
import {
  abuseKinds,
  categories,
  centreParts,
  closeReasons,
  councilCategories,
  endReasons,
  eventKinds,
  nextWays,
  noteWays,
  planAnswers,
  reviewDecisions,
  severities,
  stages,
} from './rules.ts';
import { words } from './words.ja.ts';

export const version = integer(0, 1e9);

/** The next contact, or why there is none. */
const next = {
  next_contact_on: optionalDate(),
  next_contact_way: optionalChoice(nextWays),
  no_next_contact_reason: longText(200),
};
interface Next {
  next_contact_on: string | null;
  no_next_contact_reason: string;
}
function nextIsSaid(raw: Next, context: z.RefinementCtx): void {
  const value = readable(raw);
  if (value.next_contact_on === null && value.no_next_contact_reason === '')
    context.addIssue({ code: 'custom', path: ['next_contact_on'], message: words.errors.nextMissing });
  if (value.next_contact_on && value.no_next_contact_reason)
    context.addIssue({ code: 'custom', path: ['no_next_contact_reason'], message: words.errors.nextBoth });
}

/** Days that have to be over, or still to come, beside those that are neither; what cannot be read yet is left alone. */
export function daysWrong(
  today: string,
  past: Readonly<Record<string, string | null | undefined>>,
  ahead: Readonly<Record<string, string | null | undefined>> = {},
): Errors {
  const wrong: Errors = {};
  for (const [name, day] of Object.entries(past)) if (day && day > today) wrong[name] = words.errors.future;
  for (const [name, day] of Object.entries(ahead))
    if (day && day < today) wrong[name] = words.errors.nextInPast;
  return wrong;
}

export const newCaseForm = z
  .object({
    consultation_id: optionalId(),
    household_id: id(),
    team_id: id(),
    worker_id: id(),
    category: choice(categories),
    headline: text(80),
    member_ids: ids(),
    ...next,
  })
  .superRefine(nextIsSaid, always);
export type NewCase = z.output<typeof newCaseForm>;

export const noteForm = z
  .object({
    contacted_on: date(),
    contacted_time: optionalTime(),
    way: choice(noteWays),
    with_whom: longText(100),
    not_reached: ticked(),
    body: text(10_000),
    ...next,
  })
  .superRefine(nextIsSaid, always);
export type NoteData = z.output<typeof noteForm>;

export const correctionForm = z.object({
  contacted_on: date(),
  contacted_time: optionalTime(),
  way: choice(noteWays),
  with_whom: longText(100),
  not_reached: ticked(),
  body: text(10_000),
});
export type Correction = z.output<typeof correctionForm>;

export const caseEditForm = z
  .object({
    category: choice(categories),
    stage: choice(stages),
    headline: text(80),
    member_ids: ids(),
    ...next,
    _version: version,
  })
  .superRefine(nextIsSaid, always);
export type CaseEdit = z.output<typeof caseEditForm>;

export const taskForm = z.object({ title: text(120), person_id: id(), due_on: date() });
export type TaskData = z.output<typeof taskForm>;
export const taskDoneForm = z.object({ outcome: longText(500), _version: version });

export const eventForm = z.object({
  kind: choice(eventKinds),
  member_id: optionalId(),
  happened_on: date(daysOfLife),
  event_title: text(80),
  source: longText(80),
});
export type EventData = z.output<typeof eventForm>;

export const closingForm = z.object({ reason: choice(closeReasons), body: text(2000) });
export type ClosingData = z.output<typeof closingForm>;
export const decisionForm = z.object({ decision_text: longText(1000) });
export const reopenForm = z.object({ reopen_reason: text(1000), ...next }).superRefine(nextIsSaid, always);
export type ReopenData = z.output<typeof reopenForm>;

export const moveForm = z.object({ to: code(40), reason: text(1000) });
export const emergencyForm = z.object({ number: text(20), reason: text(500) });

export const assessmentForm = z.object({
  member_id: optionalId(),
  assessed_on: date(),
  basis: longText(200),
  summary: text(2000),
});
export const level = optionalInteger(0, 3);
export const markNote = longText(500);
export type AssessmentData = z.output<typeof assessmentForm>;

export const planForm = z.object({
  wish: text(2000),
  worries: longText(2000),
  strengths: longText(2000),
  goals: text(2000),
  family_part: longText(2000),
  made_on: date(),
  review_on: date(),
});
export type PlanData = z.output<typeof planForm>;

/** Supports a plan has at most. */
export const mostSupports = 10;
const supportFields = {
  what: longText(200),
  who: longText(80),
  how_often: longText(80),
  starts_on: optionalDate(),
  ends_on: optionalDate(),
  person_id: optionalId(),
};
export const supportNames = Object.keys(supportFields) as (keyof typeof supportFields)[];
export type PlanItemData = z.output<z.ZodObject<typeof supportFields>>;
const supportsIn = (raw: Readonly<Record<string, unknown>>): Partial<PlanItemData>[] =>
  Array.from({ length: mostSupports }, (_, at) =>
    Object.fromEntries(supportNames.map((name) => [name, raw[`item_${name}_${at}`]])),
  );

/** The plan with its supports in their rows, read and checked as one: what is wrong anywhere is said at once. */
export const wholePlanForm = z
  .object({
    ...planForm.shape,
    supersedes: version,
    ...(Object.fromEntries(
      Array.from({ length: mostSupports }, (_, at) =>
        supportNames.map((name) => [`item_${name}_${at}`, supportFields[name]]),
      ).flat(),
    ) as Record<`item_${string}`, z.ZodType>),
  })
  .superRefine((raw, context) => {
    const value = readable(raw);
    const add = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    if (value.made_on && value.review_on && value.review_on <= value.made_on)
      add('review_on', words.errors.reviewBeforePlan);
    const rows = supportsIn(value);
    if (rows.every((row) => row.what === '')) add('item_what_0', words.errors.noSupport);
    for (const [at, row] of rows.entries()) {
      // Nothing that is typed is left out without a word: of a support that is not named the rest would be.
      if (at > 0 && row.what === '' && (row.who || row.how_often || row.starts_on || row.ends_on))
        add(`item_what_${at}`, words.errors.supportWhat);
      if (row.what !== '' && row.who === '') add(`item_who_${at}`, words.errors.supportWho);
      if (row.starts_on && row.ends_on && row.ends_on < row.starts_on)
        add(`item_ends_on_${at}`, words.errors.endsBeforeStart);
    }
  }, always)
  .transform((raw) => {
    const { wish, worries, strengths, goals, family_part, made_on, review_on, supersedes } = raw;
    return {
      plan: { wish, worries, strengths, goals, family_part, made_on, review_on },
      items: supportsIn(raw) as PlanItemData[],
      supersedes,
    };
  });
export const planAnswerForm = z
  .object({
    explained_on: date(),
    given_on: optionalDate(),
    answer: optionalChoice(planAnswers),
    answered_on: optionalDate(),
    answer_reason: longText(1000),
    _version: version,
  })
  .superRefine((raw, context) => {
    const value = readable(raw);
    const add = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    if (value.answer && value.answered_on === null) add('answered_on', words.errors.answeredOn);
    if (value.answer && value.answer !== 'agreed' && value.answer_reason === '')
      add('answer_reason', words.errors.answerReason);
  }, always);
export type PlanAnswer = z.output<typeof planAnswerForm>;

const entry = {
  category: choice(councilCategories),
  abuse_kinds: choices(abuseKinds),
  severity: choice(severities),
  main_agency: text(80),
  agencies: longText(500),
  centre_part: choice(centreParts),
  situation: longText(1000),
  policy: text(1000),
};
export const entryForm = z
  .object({ ...entry, registered_on: date(), next_review_on: date() })
  .superRefine((raw, context) => {
    const { registered_on, next_review_on } = readable(raw);
    if (registered_on && next_review_on && next_review_on <= registered_on)
      context.addIssue({ code: 'custom', path: ['next_review_on'], message: words.errors.reviewInPast });
  }, always);
export type EntryData = z.output<typeof entryForm>;
export const entryEditForm = z.object({ ...entry, _version: version });
export type EntryEdit = z.output<typeof entryEditForm>;
export const reviewForm = z
  .object({
    reviewed_on: date(),
    decision: choice(reviewDecisions),
    decision_text: text(1000),
    severity: choice(severities),
    policy: longText(1000),
    next_review_on: optionalDate(),
    end_reason: optionalChoice(endReasons),
    _version: version,
  })
  .superRefine((raw, context) => {
    const value = readable(raw);
    const add = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    if (value.decision === 'end' && value.end_reason === null) add('end_reason', words.errors.endReason);
    if (value.decision && value.decision !== 'end' && value.next_review_on === null)
      add('next_review_on', words.errors.nextReview);
  }, always);
export type ReviewData = z.output<typeof reviewForm>;
