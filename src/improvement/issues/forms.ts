import { z } from 'zod';
import { isIsoDate } from '../../platform/ja/dates.ts';
import {
  choice,
  chosenInteger,
  code,
  date,
  id,
  ids,
  integer,
  longText,
  optionalDate,
  optionalId,
  text,
} from '../../platform/web/fields.ts';
import { recordable, states } from './rules.ts';

const version = () => integer(0, 1_000_000_000);

/** An issue written down by hand. */
export const raiseForm = z.object({
  title: text(100),
  description: longText(4000),
  theme_code: code(40),
  weight: chosenInteger(1, 3),
  source: choice(['hand', 'survey', 'voice']),
  raised_on: date(),
  facility_ids: ids(),
  area_ids: ids(),
  statement: longText(2000),
});

const statement = longText(2000);

/** The edit form; each facility's words come as `statement_<facility id>`. */
export const editForm = z
  .object({
    _version: version(),
    title: text(100),
    description: longText(4000),
    theme_code: code(40),
    weight: chosenInteger(1, 3),
    owner_id: optionalId(),
    next_review_on: optionalDate(),
    plan_share: optionalId(),
    plan_discuss: optionalId(),
    plan_decide: optionalId(),
    plan_review: optionalId(),
    area_ids: ids(),
    facility_ids: ids(),
    was_area_ids: ids(),
    was_facility_ids: ids(),
  })
  .catchall(z.any())
  .transform((typed, context) => {
    const statements: Record<number, string> = {};
    for (const [name, value] of numbered(typed, 'statement')) {
      const checked = statement.safeParse(value);
      if (checked.success) statements[name[0]!] = checked.data;
      else
        context.addIssue({
          code: 'custom',
          message: checked.error.issues[0]!.message,
          path: [`statement_${name[0]}`],
        });
    }
    // The rest of the form (its guard, the statements by their own names) goes no further.
    const { _version, title, description, theme_code, weight, owner_id, next_review_on } = typed;
    const { plan_share, plan_discuss, plan_decide, plan_review } = typed;
    const { area_ids, facility_ids, was_area_ids, was_facility_ids } = typed;
    return {
      _version,
      title,
      description,
      theme_code,
      weight,
      owner_id,
      next_review_on,
      plan_share,
      plan_discuss,
      plan_decide,
      plan_review,
      area_ids,
      facility_ids,
      was_area_ids,
      was_facility_ids,
      statements,
    };
  });

/** Fields named `<stem>_<number>` or `<stem>_<number>_<number>`, with their numbers. */
function numbered(typed: Record<string, unknown>, stem: string): [number[], unknown][] {
  return Object.entries(typed).flatMap(([name, value]): [number[], unknown][] => {
    const match = new RegExp(`^${stem}_([1-9][0-9]{0,15})(?:_([1-9][0-9]{0,15}))?$`).exec(name);
    return match
      ? [
          [
            match
              .slice(1)
              .filter((part) => part !== undefined)
              .map(Number),
            value,
          ],
        ]
      : [];
  });
}

const answer = longText(2000);

interface AnswerTyped {
  issue_id: number;
  facility_id: number;
  answer: string;
}

/** Answers come as `answer_<issue id>_<facility id>`. */
function answersOf(typed: Record<string, unknown>, context: z.RefinementCtx): AnswerTyped[] {
  return numbered(typed, 'answer').flatMap(([[issue_id, facility_id], value]): AnswerTyped[] => {
    if (issue_id === undefined || facility_id === undefined) return [];
    const checked = answer.safeParse(value);
    if (checked.success) return [{ issue_id, facility_id, answer: checked.data }];
    const message = checked.error.issues[0]!.message;
    context.addIssue({ code: 'custom', message, path: [`answer_${issue_id}_${facility_id}`] });
    return [];
  });
}

/** The answer to the case zone comes as `family_<issue id>`. */
function familyAnswersOf(typed: Record<string, unknown>, context: z.RefinementCtx) {
  return numbered(typed, 'family').flatMap(([[issue_id], value]): { issue_id: number; answer: string }[] => {
    if (issue_id === undefined) return [];
    const checked = answer.safeParse(value);
    if (checked.success) return [{ issue_id, answer: checked.data }];
    context.addIssue({
      code: 'custom',
      message: checked.error.issues[0]!.message,
      path: [`family_${issue_id}`],
    });
    return [];
  });
}

export const answerForm = z
  .object({})
  .catchall(z.any())
  .transform((typed, context) => ({
    answers: answersOf(typed, context),
    families: familyAnswersOf(typed, context),
  }));

export const mergeForm = z
  .object({
    issue: ids(),
    title: text(100),
    description: longText(4000),
    theme_code: code(40),
    weight: chosenInteger(1, 3),
  })
  .catchall(z.any())
  .transform((typed, context) => ({
    issue_ids: typed.issue,
    title: typed.title,
    description: typed.description,
    theme_code: typed.theme_code,
    weight: typed.weight,
    answers: answersOf(typed, context),
  }));

export const eventForm = z.object({ kind: choice(recordable), happened_on: date(), note: longText(2000) });

export const publishForm = z.object({
  _version: version(),
  title: text(100),
  summary: text(2000),
  progress: longText(500),
});

export const unmergeForm = z.object({ issue_id: optionalId() });

export const sameForm = z.object({ facility_id: id(), statement: longText(2000) });

export const readForm = z.object({ facility_id: id() });

/** Not asked for, or asked for in a way that makes no sense: null. */
const perhaps = <T>(schema: z.ZodType<T>) => schema.nullable().default(null).catch(null);
const number = z.string().regex(/^[1-9][0-9]{0,15}$/);

/** Conditions of the list as they stand in its address. */
const conditions = z.object({
  q: perhaps(z.string().trim().min(1).max(100)),
  theme: perhaps(z.string().min(1).max(40)),
  /** an area's number, or `none-<area system>` */
  area: perhaps(z.string().regex(/^([1-9][0-9]{0,15}|none-.{1,40})$/)),
  state: perhaps(z.enum([...states, 'open'])),
  weight: perhaps(z.enum(['1', '2', '3'])),
  year: perhaps(z.string().regex(/^20[0-9]{2}$/)),
  month: perhaps(
    z
      .string()
      .regex(/^20[0-9]{2}-[0-9]{2}$/)
      .refine((month) => isIsoDate(`${month}-01`)),
  ),
  facility: perhaps(number),
  scope: z.enum(['standing', 'captured', 'regional']).catch('standing'),
  stuck: perhaps(z.literal('1')),
  mine: perhaps(z.literal('1')),
  sort: z
    .enum(['raised_on', 'moved_on', 'weight', 'theme_name', 'state', 'facility_count', 'title'])
    .catch('raised_on'),
  dir: z.enum(['asc', 'desc']).catch('desc'),
});

export type Conditions = z.output<typeof conditions>;

/** Every address is a list: what cannot be understood is left out. */
export const conditionsOf = (query: Record<string, unknown>): Conditions => conditions.parse(query);
