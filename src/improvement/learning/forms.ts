import { z } from 'zod';
import {
  choice,
  chosenInteger,
  code,
  date,
  id,
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
import { allSteps, keeps, noteKinds, pictureRules, questionCount, templates, tried } from './rules.ts';
import { words } from './words.ja.ts';

const version = integer(0, 1e9);
/** Of what a form may leave out: the first is taken. */
const orFirst = <const T extends readonly [string, ...string[]]>(codes: T) =>
  optionalChoice(codes).transform((value): T[number] => value ?? codes[0]);

const openDay = z.object({
  title: text(100),
  facility_id: id(),
  theme_code: code(60),
  held_on: date(),
  starts_at: optionalTime(),
  ends_at: optionalTime(),
  places: integer(1, 1000),
  template: orFirst(templates),
  seen: longText(1000),
  pictures: orFirst(pictureRules),
  pictures_note: longText(300),
  guardians_told_on: optionalDate(),
  guardians_how: longText(300),
  note: longText(2000),
});
const hours = {
  check: (data: { starts_at: string | null; ends_at: string | null }) =>
    data.ends_at === null || (data.starts_at !== null && data.ends_at > data.starts_at),
  said: { path: ['ends_at'], message: words.errors.endBeforeStart },
};
const questions = {
  question_1: longText(200),
  question_2: longText(200),
  question_3: longText(200),
};
export const openDayForm = openDay
  .extend({
    ...questions,
    plan: longText(2000),
    save: optionalChoice(['draft', 'keep']),
  })
  .refine(hours.check, hours.said);
export const openDayEditForm = openDay.extend({ _version: version }).refine(hours.check, hours.said);
export type OpenDayData = z.output<typeof openDay>;
export type OfferData = z.output<typeof openDayForm>;

/** The questions typed, in their order. */
export const questionsIn = (data: Record<string, unknown>): string[] =>
  Array.from({ length: questionCount }, (_, at) => {
    const typed = data[`question_${at + 1}`];
    return typeof typed === 'string' ? typed : '';
  });
export const questionsForm = z.object(questions);
export const returnForm = z.object({ return_note: text(300) });
/** A form as it was typed, to be kept and not judged. */
export const anyForm = z.looseObject({});

export const textForm = z.object({ body: longText(5000), _version: version });
export const stepForm = z.object({
  step: choice(allSteps),
  planned_on: optionalDate(),
  led_by: longText(100),
  note: longText(500),
  done_on: optionalDate(),
  _version: version,
});
export type StepData = z.output<typeof stepForm>;

export const cancelForm = z.object({ cancel_reason: text(200), _version: version });
export const restoreForm = z.object({ _version: version });

export const signUpForm = z.object({
  facility_id: optionalId(),
  people: integer(1, 20),
  who: longText(300),
  wish: longText(500),
  agreed: ticked().refine((value) => value, words.errors.agree),
});
export type SignUpData = z.output<typeof signUpForm>;

export const participationForm = z.object({
  facility_id: id(),
  people: integer(1, 500),
  reflection: longText(2000),
});
export type ParticipationData = z.output<typeof participationForm>;

/** `people` is left out where a facility's head writes the reflection only. */
export const participationEditForm = z.object({
  people: optionalInteger(1, 500),
  reflection: longText(2000),
  shared: ticked(),
  _version: version,
});
export type ParticipationEdit = z.output<typeof participationEditForm>;
export const removeForm = z.object({ _version: version });

export const noteForm = z.object({
  kind: choice(noteKinds),
  body: text(300),
  heading_id: chosenInteger(1, questionCount),
});
export const noteEditForm = z.object({ kind: choice(noteKinds), body: text(300), _version: version });
export const noteMoveForm = z.object({ heading_id: chosenInteger(1, questionCount) });

export const practiceForm = z.object({
  what: text(500),
  why: longText(500),
  try_from: date(),
  shared: ticked(),
  _version: version,
});
export type PracticeData = z.output<typeof practiceForm>;
export const followUpForm = z
  .object({
    tried: choice(tried),
    happened: longText(2000),
    keeps: optionalChoice(keeps),
    _version: version,
  })
  .refine((data) => data.tried === 'not_yet' || data.keeps !== null, {
    path: ['keeps'],
    message: words.errors.keeps,
  })
  .transform((data) => (data.tried === 'not_yet' ? { ...data, keeps: null } : data));
export type FollowUpData = z.output<typeof followUpForm>;
