import { z } from 'zod';
import {
  choice,
  choices,
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
function nextIsSaid(value: Next, context: z.RefinementCtx): void {
  if (value.next_contact_on === null && value.no_next_contact_reason === '')
    context.addIssue({ code: 'custom', path: ['next_contact_on'], message: words.errors.nextMissing });
  if (value.next_contact_on !== null && value.no_next_contact_reason !== '')
    context.addIssue({ code: 'custom', path: ['no_next_contact_reason'], message: words.errors.nextBoth });
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
  .superRefine(nextIsSaid);
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
  .superRefine(nextIsSaid);
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
  .superRefine(nextIsSaid);
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
export const reopenForm = z.object({ reopen_reason: text(1000), ...next }).superRefine(nextIsSaid);
export type ReopenData = z.output<typeof reopenForm>;

export const moveForm = z.object({ to: text(40), reason: text(1000) });
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
export const planItemForm = z.object({
  what: longText(200),
  who: longText(80),
  how_often: longText(80),
  starts_on: optionalDate(),
  ends_on: optionalDate(),
  person_id: optionalId(),
});
export type PlanItemData = z.output<typeof planItemForm>;
export const planAnswerForm = z
  .object({
    explained_on: date(),
    given_on: optionalDate(),
    answer: optionalChoice(planAnswers),
    answered_on: optionalDate(),
    answer_reason: longText(1000),
    _version: version,
  })
  .superRefine((value, context) => {
    const add = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    if (value.answer !== null && value.answered_on === null) add('answered_on', words.errors.answeredOn);
    if (value.answer !== null && value.answer !== 'agreed' && value.answer_reason === '')
      add('answer_reason', words.errors.answerReason);
  });
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
export const entryForm = z.object({ ...entry, registered_on: date(), next_review_on: date() });
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
  .superRefine((value, context) => {
    const add = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    if (value.decision === 'end' && value.end_reason === null) add('end_reason', words.errors.endReason);
    if (value.decision !== 'end' && value.next_review_on === null)
      add('next_review_on', words.errors.nextReview);
  });
export type ReviewData = z.output<typeof reviewForm>;
