import { z } from 'zod';
import {
  choice,
  code,
  date,
  id,
  integer,
  longText,
  optionalDate,
  optionalId,
  optionalInteger,
  optionalTime,
  text,
  ticked,
} from '../../platform/web/fields.ts';
import { parseNumber } from '../../platform/ja/numbers.ts';
import { endings, forFamilies, lendableKinds, sayers, sessionKinds } from './rules.ts';
import { words } from './words.ja.ts';

const version = integer(0, 1e9);
const holder = () => code(20).refine((value) => /^[fo][1-9][0-9]{0,15}$/.test(value), words.errors.body);

/** A figure with at most two digits behind the point, in any notation; null for an empty box. */
const optionalFigure = () =>
  longText(30).transform((value, context) => {
    if (value === '') return null;
    const read = parseNumber(value);
    if (read.ok && Math.abs(read.value) < 1e11) return Math.round(read.value * 100) / 100;
    context.addIssue({ code: 'custom', message: words.errors.figure });
    return z.NEVER;
  });
const figure = () =>
  optionalFigure().transform((value, context) => {
    if (value !== null) return value;
    context.addIssue({ code: 'custom', message: words.errors.figureMissing });
    return z.NEVER;
  });

const time = () =>
  optionalTime().transform((value, context) => {
    if (value !== null) return value;
    context.addIssue({ code: 'custom', message: words.errors.time });
    return z.NEVER;
  });

// ---- initiatives --------------------------------------------------------------------------------

const plan = {
  title: text(80),
  area_id: optionalId(),
  shared_issue: longText(1000),
  seen_by: longText(1000),
  aim: longText(600),
  families: longText(600),
  image: longText(1000),
  keeping: longText(1000),
  forum_id: optionalId(),
  starts_on: date(),
  ends_on: optionalDate(),
};
const endsAfter = (data: { starts_on: string; ends_on: string | null }): boolean =>
  data.ends_on === null || data.ends_on >= data.starts_on;
const endsFirst = { path: ['ends_on'], message: words.errors.endsFirst };
export const beginForm = z
  .object({ ...plan, lead: holder(), issue_id: optionalId() })
  .refine(endsAfter, endsFirst);
export type BeginData = z.output<typeof beginForm>;
export const planForm = z.object({ ...plan, _version: version }).refine(endsAfter, endsFirst);
export type PlanData = z.output<typeof planForm>;

export const partnerForm = z.object({ body: holder(), part: text(300) });
export const partForm = z.object({ partner_id: id(), part: text(300) });
export const leaveForm = z.object({ partner_id: id() });
export const answerForm = z.object({
  partner_id: id(),
  yes: choice(['yes', 'no']),
  brings: longText(300),
  note: longText(500),
});
export type AnswerData = z.output<typeof answerForm>;

export const startForm = z.object({ started_on: date(), next_look_back_on: optionalDate() });
export const continueForm = z.object({ ends_on: date(), next_look_back_on: optionalDate(), note: text(500) });
export const endForm = z.object({ ended_on: date(), ending: choice(endings), ending_note: text(1000) });
export type EndData = z.output<typeof endForm>;
export const proposeForm = z.object({ person_id: id(), note: longText(500) });
export const replyForm = z.object({ accept: choice(['yes', 'no']), note: longText(500) });

export const sessionForm = z
  .object({
    kind: choice(sessionKinds),
    title: text(80),
    held_on: date(),
    starts_at: time(),
    ends_at: time(),
    place: text(100),
    for_families: ticked(),
    _version: version,
  })
  .refine((data) => data.ends_at > data.starts_at, { path: ['ends_at'], message: words.errors.endsBefore });
export type SessionData = z.output<typeof sessionForm>;
export const heldForm = z.object({
  families: optionalInteger(0, 100_000),
  helpers: optionalInteger(0, 100_000),
  record: longText(3000),
  _version: version,
});
export type HeldData = z.output<typeof heldForm>;
export const cancelForm = z.object({ reason: text(300) });

export const reflectionForm = z.object({
  body: holder(),
  for_families: choice(forFamilies),
  why: longText(600),
  good: longText(600),
  change: longText(600),
  voices: longText(600),
  _version: version,
});
export type ReflectionData = z.output<typeof reflectionForm>;

export const outcomeForm = z
  .object({
    body: text(1000),
    before_value: optionalFigure(),
    value: optionalFigure(),
    unit: longText(20),
    source: longText(200),
    measured_on: date(),
  })
  .refine((data) => data.value === null || data.source !== '', {
    path: ['source'],
    message: words.errors.source,
  });
export type OutcomeData = z.output<typeof outcomeForm>;
export const outcomeRemoveForm = z.object({ outcome_id: id() });
export const actionForm = z.object({ what: text(200), owner: holder(), due_on: date() });
export const stageForm = z.object({ stage_id: id() });

// ---- lending ------------------------------------------------------------------------------------

export const lendableForm = z.object({
  body: holder(),
  kind: choice(lendableKinds),
  name: text(80),
  detail: longText(500),
  terms: longText(300),
  _version: version,
});
export type LendableData = z.output<typeof lendableForm>;
export const loanForm = z
  .object({
    body: holder(),
    initiative_id: optionalId(),
    purpose: text(300),
    from_on: date(),
    from_at: time(),
    until_on: date(),
    until_at: time(),
    hours: optionalFigure(),
  })
  .refine((data) => `${data.until_on} ${data.until_at}` > `${data.from_on} ${data.from_at}`, {
    path: ['until_on'],
    message: words.errors.loanEndsFirst,
  });
export type LoanData = z.output<typeof loanForm>;
export const loanStepForm = z.object({ note: longText(300) });
export const loanDeclineForm = z.object({ note: text(300) });

// ---- results of surveys, guidelines -------------------------------------------------------------

export const summaryForm = z.object({
  title: text(100),
  source: text(200),
  surveyed_on: date(),
  answers: optionalInteger(1, 10_000_000),
  lead: longText(2000),
  _version: version,
});
export type SummaryData = z.output<typeof summaryForm>;
export const figureForm = z.object({
  area_id: optionalId(),
  question: text(200),
  answer: text(200),
  value: figure(),
  unit: text(20),
  answers: optionalInteger(0, 10_000_000),
});
export type FigureData = z.output<typeof figureForm>;
export const figureRemoveForm = z.object({ figure_id: id() });
export const localMeetingForm = z
  .object({
    area_id: optionalId(),
    forum_id: id(),
    held_on: date(),
    starts_at: time(),
    ends_at: time(),
    place: text(100),
    public: ticked(),
  })
  .refine((data) => data.ends_at > data.starts_at, { path: ['ends_at'], message: words.errors.endsBefore });
export type LocalMeetingData = z.output<typeof localMeetingForm>;
export const sayingForm = z.object({
  area_id: optionalId(),
  meeting_id: optionalId(),
  said_by: choice(sayers),
  body: text(500),
});
export type SayingData = z.output<typeof sayingForm>;
export const sayingRemoveForm = z.object({ saying_id: id() });
export const sayingIssueForm = z.object({
  saying_id: id(),
  title: text(100),
  theme_code: code(40),
});

export const guidelineForm = z
  .object({
    title: text(100),
    area_id: optionalId(),
    vision: longText(2000),
    starts_on: date(),
    ends_on: date(),
    summary_id: optionalId(),
    _version: version,
  })
  .refine((data) => data.ends_on > data.starts_on, endsFirst);
export type GuidelineData = z.output<typeof guidelineForm>;
export const chapterForm = z.object({ title: text(100), body: longText(10_000) });
export type ChapterData = z.output<typeof chapterForm>;
export const moveForm = z.object({ direction: choice(['up', 'down']) });
export const targetForm = z
  .object({
    title: text(150),
    indicator: text(150),
    unit: text(20),
    base_value: figure(),
    base_on: date(),
    target_value: figure(),
    owner: holder(),
    follows_id: optionalId(),
    saying_id: optionalId(),
  })
  .refine((data) => data.base_value !== data.target_value, {
    path: ['target_value'],
    message: words.errors.sameValue,
  });
export type TargetData = z.output<typeof targetForm>;
export const adoptForm = z.object({ adopted_on: date() });
export const factForm = z.object({
  target_id: id(),
  happened_on: date(),
  value: optionalFigure(),
  body: text(600),
  evidence: longText(30).refine(
    (value) => value === '' || /^(initiative|issue|meeting|stage):[1-9][0-9]{0,15}$/.test(value),
  ),
});
export type FactData = z.output<typeof factForm>;
export const factBackForm = z.object({ fact_id: id() });
