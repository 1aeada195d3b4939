import { z } from 'zod';
import { parseNumber } from '../../platform/ja/numbers.ts';
import {
  integer,
  longText,
  optionalDate,
  optionalId,
  optionalInteger,
  text,
  ticked,
} from '../../platform/web/fields.ts';
import { words } from './words-programmes.ja.ts';

const version = () => integer(0, 1_000_000_000).default(0);

export const programmeForm = z.object({
  code: longText(40),
  name: text(100),
  description: longText(500),
  position: integer(0, 10_000),
  gathering: ticked(),
  place_kind: longText(100),
  contents: longText(2000).transform((value) => [
    ...new Set(
      value
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== ''),
    ),
  ]),
  opening_rule: longText(200),
  started_in: optionalInteger(1900, 2100),
  standing_from_days: optionalInteger(1, 7),
  min_days_per_week: optionalInteger(1, 7),
  min_hours_per_day: optionalInteger(1, 24),
  checks_changes: ticked(),
  owner_organisation_id: optionalId(),
  ended_on: optionalDate(),
  _version: version(),
});
export type ProgrammeForm = z.output<typeof programmeForm>;

export const wishForm = z.object({
  name: text(60),
  question: text(60),
  position: integer(0, 10_000),
  weight: longText(10).transform((value, context) => {
    const read = parseNumber(value === '' ? '1' : value);
    if (read.ok && read.value >= 0 && read.value <= 10) return read.value;
    context.addIssue({ code: 'custom', message: words.wish.weightWrong });
    return z.NEVER;
  }),
  _version: version(),
});
export type WishForm = z.output<typeof wishForm>;

export const settingForm = z.object({ confirm_every_months: integer(1, 36), _version: version() });
