import { z } from 'zod';
import {
  choice,
  choices,
  date,
  daysOfLife,
  id,
  ids,
  longText,
  optionalId,
  optionalText,
  text,
  ticked,
} from '../../platform/web/fields.ts';
import { itemCodes } from './rules.ts';
import { consentWords, discloseWords } from './words.ja.ts';

const lines = (value: string): string[] =>
  value
    .split('\n')
    .map((one) => one.trim())
    .filter((one) => one !== '');

export const consentForm = z
  .object({
    given: choice(['yes', 'no'] as const),
    facility_ids: ids(),
    organisation_ids: ids(),
    other_recipients: longText(1000),
    items: choices(itemCodes),
    purpose: text(500),
    starts_on: date(),
    ends_on: date(),
    said_by: text(100),
    how: choice(['paper', 'spoken', 'phone', 'online'] as const),
    said_on: date(),
    told_withdrawal: ticked(),
    note: longText(1000),
    supersedes_id: optionalId(),
    same_purpose: ticked(),
  })
  .superRefine((data, context) => {
    const say = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    if (data.facility_ids.length + data.organisation_ids.length + lines(data.other_recipients).length === 0)
      say('facility_ids', consentWords.needRecipient);
    if (data.items.length === 0) say('items', consentWords.needItems);
    if (data.ends_on < data.starts_on) say('ends_on', consentWords.period);
  })
  .transform((data) => ({
    ...data,
    given: data.given === 'yes',
    other_recipients: lines(data.other_recipients),
  }));
export type ConsentData = z.output<typeof consentForm>;

export const withdrawForm = z.object({ withdrawn_on: date(), withdrawn_how: text(300) });
export type WithdrawData = z.output<typeof withdrawForm>;

export const discloseForm = z.object({
  basis_id: id(),
  answer_way: text(40),
  answer_about: text(40),
  answer_consent: text(40),
  answer_danger: text(40),
  consent_id: optionalId(),
  facility_id: optionalId(),
  organisation_id: optionalId(),
  recipient_name: longText(200),
  items: choices(itemCodes).refine((list) => list.length > 0, discloseWords.needItems),
  wishes: longText(2000),
  circumstances: longText(4000),
  necessity: text(1000),
  harm_check: text(1000),
  document_number: optionalText(100),
  way: choice(['system', 'paper', 'spoken', 'meeting'] as const),
  until: date(),
});
export type DiscloseData = z.output<typeof discloseForm>;

export const signForm = z.object({ second_note: longText(500) });
export const endForm = z.object({ ended_reason: text(300) });

const listed = z.preprocess(
  (value) => (value === undefined ? [] : [value].flat()),
  z.array(z.string().max(40)),
);
export const basisForm = z.object({
  name: text(100),
  provision: text(200),
  between_whom: text(200),
  permits: text(1000),
  record: text(1000),
  caution: longText(1000),
  ways: listed,
  abouts: listed,
  consents: listed,
  dangers: listed,
  second_person: choice(['none', 'before', 'after'] as const),
  document_needed: ticked(),
  valid_from: date(daysOfLife),
});
export type BasisData = z.output<typeof basisForm>;

export const endBasisForm = z.object({ ends_from: date() });

/** How many answers a question may get in one change. */
export const mostAnswers = 12;
const label = longText(100);
const answerHelp = longText(300);
/** A question with its answers, numbered: `code_n`, `label_n`, `help_n`, `ended_n`; a row without a label is none. */
export const questionForm = z
  .object({ text: text(200), help: longText(500), valid_from: date(daysOfLife) })
  .catchall(z.any())
  .transform((typed, context) => {
    const answers: { code: string; label: string; help: string; ended: boolean }[] = [];
    for (let n = 0; n < mostAnswers; n++) {
      const read = label.safeParse(typed[`label_${n}`]);
      const help = answerHelp.safeParse(typed[`help_${n}`]);
      if (!read.success || !help.success) {
        const problem = (read.success ? help : read).error!.issues[0]!.message;
        context.addIssue({
          code: 'custom',
          path: [`${read.success ? 'help' : 'label'}_${n}`],
          message: problem,
        });
        continue;
      }
      const code = typeof typed[`code_${n}`] === 'string' ? typed[`code_${n}`] : '';
      if (read.data === '' && code === '') continue;
      const ended = Boolean(typed[`ended_${n}`]) || read.data === '';
      answers.push({ code, label: read.data, help: help.data, ended });
    }
    return { text: typed.text, help: typed.help, valid_from: typed.valid_from, answers };
  });
export type QuestionData = z.output<typeof questionForm>;
