import { z } from 'zod';
import {
  choice,
  chosenInteger,
  date,
  daysOfLife,
  id,
  integer,
  longText,
  optionalDate,
  text,
  ticked,
} from '../../platform/web/fields.ts';
import { severities, skillKinds, travels } from './rules.ts';

const version = integer(0, 1_000_000_000);
export const checkInForm = z.object({
  load: chosenInteger(1, 5),
  motivation: chosenInteger(1, 5),
  words: longText(1000),
});
export type CheckIn = z.output<typeof checkInForm>;
export const factsForm = z.object({
  severity: choice(severities),
  travel: choice(travels),
  interpreter: ticked(),
  court: ticked(),
  _version: version,
});
export type FactsData = z.output<typeof factsForm>;
export const commentForm = z.object({ body: text(3000) });
export const limitForm = z.object({
  person_id: integer(0, 1_000_000_000),
  points: integer(0, 500),
  note: longText(300),
});
/** One field per weight, named by its code. */
export const weightsForm = z.record(z.string(), z.unknown());
export const teamForm = z.object({ team_id: id() });
export const skillForm = z.object({
  person_id: id(),
  kind: choice(skillKinds),
  name: text(100),
  gained_on: date(daysOfLife),
  valid_until: optionalDate(),
  note: longText(500),
});
export type SkillData = z.output<typeof skillForm>;
