import { z } from 'zod';
import {
  choice,
  date,
  daysOfLife,
  id,
  ids,
  integer,
  longText,
  optionalDate,
  optionalEmail,
  optionalId,
  optionalInteger,
  optionalText,
  text,
} from '../../platform/web/fields.ts';
import { askers, decisions, mostExtension, proofs, requestKinds } from './rules.ts';

export const termForm = z.object({
  months: integer(0, 1200),
  until_age: optionalInteger(18, 40),
  basis: text(300),
  valid_from: date(daysOfLife),
});
export type TermData = z.output<typeof termForm>;

export const proposeForm = z.object({ subjects: ids(), team_id: optionalId(), note: longText(1000) });
export type ProposeData = z.output<typeof proposeForm>;
export const decideForm = z.object({
  decision: choice(['approve', 'return']),
  decision_note: longText(1000),
});
export type DecideData = z.output<typeof decideForm>;
export const holdForm = z.object({ reason: text(500) });
export type HoldData = z.output<typeof holdForm>;

export const requestForm = z.object({
  kind: choice(requestKinds),
  received_on: date(),
  family_name: text(60),
  given_name: text(60),
  phone: optionalText(30).transform((value) => value?.normalize('NFKC') ?? null),
  email: optionalEmail(),
  asked_by: choice(askers),
  identified_by: choice(proofs),
  wish: text(2000),
});
export type RequestData = z.output<typeof requestForm>;
export const clockForm = z.object({
  waiting_days: integer(0, 365),
  extended_days: integer(0, mostExtension),
  extend_reason: longText(500),
  _version: integer(0, 1_000_000_000),
});
export type ClockData = z.output<typeof clockForm>;
export const askForm = z.object({ team_id: id() });
export const answerForm = z.object({ team_answer: choice(['records', 'none']) });
export const rightsDecideForm = z.object({
  decision: choice(decisions),
  decision_text: longText(2000),
  decided_on: date(),
});
export type RightsDecideData = z.output<typeof rightsDecideForm>;
export const carriedForm = z.object({ carried_out_on: optionalDate() });
