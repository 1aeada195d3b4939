import { z } from 'zod';
import { parseNumber } from '../../platform/ja/numbers.ts';
import { integer, text } from '../../platform/web/fields.ts';
import { words } from './words.ja.ts';

/** A number with at most two decimals; the limit depends on the indicator and is checked by the command. */
const target = z
  .preprocess((value) => (value === undefined || value === null ? '' : value), z.string())
  .transform((value, context) => {
    const read = parseNumber(value);
    const problem = !read.ok
      ? read.reason
      : Number(read.value.toFixed(2)) === read.value
        ? null
        : words.targets.decimals;
    if (problem === null && read.ok) return read.value;
    context.addIssue({ code: 'custom', message: problem ?? words.targets.decimals });
    return z.NEVER;
  });

/** `_version` 0 where the year has no target yet. */
export const targetForm = z.object({
  fiscal_year: integer(1989, 9999),
  target,
  reason: text(500),
  _version: integer(0, 1e9),
});
export type TargetData = z.output<typeof targetForm>;
