import { z } from 'zod';
import {
  date,
  id,
  chosenInteger,
  integer,
  longText,
  optionalDate,
  optionalId,
  optionalTime,
  text,
  ticked,
} from '../../platform/web/fields.ts';
import { words } from './words.ja.ts';

const version = integer(0, 1e9);
const time = optionalTime().transform((value, context) => {
  if (value !== null) return value;
  context.addIssue({ code: 'custom', message: words.errors.time });
  return z.NEVER;
});

/** Strangers' form; `website` is the box that people do not see. */
export const sendForm = z.object({
  text: text(5000),
  area_id: optionalId(),
  seen_danger: ticked(),
  website: longText(200),
});
export type SendData = z.output<typeof sendForm>;
export const replyForm = z.object({ text: text(5000), website: longText(200) });

export const answerForm = z.object({ body: text(5000), _version: version });
export const versionForm = z.object({ _version: version });
export const handForm = z.object({ team_id: id(), _version: version });

export const hoursForm = z
  .object({
    weekday: chosenInteger(1, 7),
    opens: time,
    closes: time,
    starts_on: date(),
    ends_on: optionalDate(),
  })
  .refine(({ opens, closes }) => opens < closes, { path: ['closes'], message: words.errors.closes });
export const shiftForm = z
  .object({ person_id: id(), on_date: date(), opens: time, closes: time })
  .refine(({ opens, closes }) => opens < closes, { path: ['closes'], message: words.errors.closes });
export const tallyForm = z.object({
  team_id: id(),
  on_date: date(),
  answered: integer(0, 9999),
  missed: integer(0, 9999),
  after_hours: integer(0, 9999),
});

/** One of the team's consultations, chosen from a list. */
export const linkForm = z.object({ consultation_id: id(), _version: version });
