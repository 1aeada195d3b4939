import { z } from 'zod';
import {
  choice,
  id,
  integer,
  longText,
  optionalChoice,
  optionalId,
  text,
  ticked,
} from '../../platform/web/fields.ts';
import { parseNumber } from '../../platform/ja/numbers.ts';
import { words } from './words.ja.ts';

const number = (from: number, to: number) =>
  z
    .string()
    .default('')
    .transform((typed, context) => {
      const read = parseNumber(typed);
      if (read.ok && read.value >= from && read.value <= to) return Math.round(read.value * 100) / 100;
      context.addIssue({ code: 'custom', message: words.weights.between(from, to) });
      return z.NEVER;
    });

export const weightFields = ['wishes', 'needs', 'age', 'opening', 'distance', 'freshness'] as const;
const weight = () => number(0, 10);

export const weightsForm = z
  .object({
    wishes: weight(),
    needs: weight(),
    age: weight(),
    opening: weight(),
    distance: weight(),
    freshness: weight(),
    half_distance_km: number(0.1, 50),
    _version: integer(1, 1_000_000),
  })
  .catchall(z.unknown())
  .superRefine((data, context) => {
    if (weightFields.every((name) => data[name] === 0))
      context.addIssue({ code: 'custom', path: ['wishes'], message: words.weights.allNought });
  });
export type WeightsForm = z.output<typeof weightsForm>;

/** Weights of single wishes come as fields named wish_<code>. */
export const wishWeight = number(0, 10);

export const cardForm = z.object({
  facility_id: id(),
  event_session_id: optionalId(),
  from_facility_id: optionalId(),
  wish: z.preprocess(
    (value) => (value === undefined ? [] : [value].flat()),
    z.array(z.string().max(40)).max(40),
  ),
  day_text: text(100),
  what_happens: text(300),
  whom_to_ask: text(200),
  how_to_get_there: longText(300),
  /** said of what looks like a family's name or telephone */
  nobody: ticked(),
});
export type CardForm = z.output<typeof cardForm>;

export const handings = ['printed', 'sent', 'shown'] as const;
export const handForm = z.object({ how: choice(handings) });

export const helpedAnswers = ['yes', 'partly', 'no'] as const;
export const whyNots = ['day', 'far', 'unsure', 'not_needed', 'closed', 'other'] as const;
export const answerForm = z
  .object({
    went: choice(['yes', 'no'] as const),
    helped: optionalChoice(helpedAnswers),
    why_not: optionalChoice(whyNots),
  })
  .transform(({ went, helped, why_not }) => ({
    went: went === 'yes',
    helped: went === 'yes' ? helped : null,
    why_not: went === 'no' ? why_not : null,
  }));
export type AnswerForm = z.output<typeof answerForm>;
