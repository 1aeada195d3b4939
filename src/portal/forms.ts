import { z } from 'zod';
import {
  choice,
  choices,
  chosenInteger,
  code,
  date,
  integer,
  longText,
  optionalChoice,
  optionalDate,
  optionalEmail,
  optionalId,
  optionalInteger,
  optionalText,
  optionalUrl,
  text,
  ticked,
} from '../platform/web/fields.ts';
import { parsePhone, formatPhone } from '../platform/ja/phone.ts';
import { abilities, ageCodes, audiences, helperSteps, outcomes, voiceKinds } from './rules.ts';
import { formWords } from './words-network.ja.ts';

const version = integer(0, 1e9);

/** Strangers' forms carry an empty box that people do not see: whoever fills it is a program. */
const trap = longText(200);

export const voiceForm = z.object({
  kind: choice(voiceKinds),
  text: text(2000),
  area_id: optionalId(),
  child_age: optionalChoice(ageCodes),
  seen_danger: ticked(),
  seen_names: ticked(),
  website: trap,
});
export type VoiceData = z.output<typeof voiceForm>;

const phone = longText(40).transform((value, context) => {
  if (value === '') return null;
  const read = parsePhone(value);
  if (read.ok) return formatPhone(read.value);
  context.addIssue({ code: 'custom', message: read.reason });
  return z.NEVER;
});

export const helperForm = z
  .object({
    step: choice(helperSteps),
    name: text(60),
    name_kana: longText(60),
    phone,
    email: optionalEmail(),
    area_id: optionalId(),
    can_do: choices(abilities),
    days: longText(200),
    words: longText(1000),
    website: trap,
  })
  .refine(({ phone: number, email }) => number !== null || email !== null, {
    path: ['phone'],
    message: formWords.reach,
  });
export type HelperData = z.output<typeof helperForm>;

// ---- the network's side ---------------------------------------------------------------------

export const readForm = z.object({ _version: version });
export const answerForm = z
  .object({
    answer: text(3000),
    publish: ticked(),
    public_text: longText(2000),
    nobody_named: ticked(),
    looked_after: ticked(),
    _version: version,
  })
  .refine(({ publish, public_text }) => !publish || public_text !== '', {
    path: ['public_text'],
    message: formWords.publicText,
  });
export type AnswerData = z.output<typeof answerForm>;
export const issueForm = z.object({
  title: text(120),
  description: text(2000),
  theme_code: code(60),
  weight: chosenInteger(1, 3),
  _version: version,
});
export type IssueFromVoice = z.output<typeof issueForm>;
export const closeForm = z.object({ close_reason: text(500), _version: version });

export const helperChangeForm = z.object({
  met_on: optionalDate(),
  outcome: optionalChoice(outcomes),
  note: longText(1000),
  _version: version,
});
export type HelperChange = z.output<typeof helperChangeForm>;

export const helplineForm = z
  .object({
    name: text(100),
    phone: optionalText(40),
    url: optionalUrl(),
    hours: longText(200),
    description: longText(500),
    audience: choice(audiences),
    urgent: ticked(),
    position: integer(0, 9999),
    _version: version,
  })
  .refine((line) => line.phone !== null || line.url !== null, {
    path: ['phone'],
    message: formWords.reachable,
  });
export type HelplineData = z.output<typeof helplineForm>;

export const schemeForm = z
  .object({
    local_id: optionalText(60),
    kind: choice(['person', 'business', 'municipality']),
    title: text(120),
    subtitle: longText(200),
    audience: longText(1000),
    age_from_months: optionalInteger(0, 300),
    age_to_months: optionalInteger(0, 300),
    areas: longText(500),
    summary: longText(1000),
    contents: longText(5000),
    how_to_apply: longText(3000),
    season: longText(200),
    opens_on: optionalDate(),
    closes_on: optionalDate(),
    legal_basis: longText(500),
    references: longText(3000),
    related: longText(500),
    contact_organisation_id: optionalId(),
    contact_name: longText(120),
    contact_phone: optionalText(40),
    contact_email: optionalEmail(),
    contact_form_url: optionalUrl(),
    contact_postal_code: optionalText(10),
    contact_address: longText(200),
    apply_url: optionalUrl(),
    url: optionalUrl(),
    keywords: longText(500),
    _version: version,
  })
  .refine(({ opens_on, closes_on }) => opens_on === null || closes_on === null || opens_on <= closes_on, {
    path: ['closes_on'],
    message: formWords.season,
  })
  .refine(({ age_from_months: from, age_to_months: to }) => from === null || to === null || from <= to, {
    path: ['age_to_months'],
    message: formWords.ages,
  });
export type SchemeData = z.output<typeof schemeForm>;
export const publishForm = z.object({ published_on: date(), _version: version });
