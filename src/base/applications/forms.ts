import { z } from 'zod';
import { parseInteger } from '../../platform/ja/numbers.ts';
import { parsePhone } from '../../platform/ja/phone.ts';
import { toFullKatakana, toKatakana } from '../../platform/ja/kana.ts';
import {
  choice,
  integer,
  longText,
  optionalEmail,
  optionalInteger,
  text,
  ticked,
} from '../../platform/web/fields.ts';
import { readCode } from '../../platform/web/open.ts';
import { host, words } from './words.ja.ts';

/** How many children's ages one form can hold; further children are counted only. */
export const ageRows = 6;

const optionalPhone = () =>
  longText(40).transform((value, context) => {
    if (value === '') return null;
    const read = parsePhone(value);
    // One spelling, so that the same telephone is known again.
    if (read.ok) return read.value.number;
    context.addIssue({ code: 'custom', message: read.reason });
    return z.NEVER;
  });

const asked = z.object({
  name: text(100),
  name_kana: longText(100).transform((value) => toKatakana(toFullKatakana(value))),
  phone: optionalPhone(),
  email: optionalEmail(),
  adults: integer(0, 20),
  children: integer(0, 30),
  note: longText(500),
});

const boxOf = (typed: Record<string, unknown>, name: string): string => {
  const value = typed[name];
  return typeof value === 'string' ? value.trim() : '';
};

// What hangs together is said at once with what is missing in single fields: nobody mends a form twice.
const applicant = z.looseObject({}).transform((typed, context) => {
  const say = (field: string, message: string) =>
    context.addIssue({ code: 'custom', path: [field], message });
  const read = asked.safeParse(typed);
  for (const issue of read.error?.issues ?? []) say(issue.path.join('.'), issue.message);
  if (boxOf(typed, 'phone') === '' && boxOf(typed, 'email') === '') say('phone', words.errors.reach);
  const child_ages_months: number[] = [];
  for (let at = 1; at <= ageRows; at++) {
    const years = boxOf(typed, `age_${at}_y`);
    const months = boxOf(typed, `age_${at}_m`);
    if (years === '' && months === '') continue;
    const y = parseInteger(years === '' ? '0' : years);
    const m = parseInteger(months === '' ? '0' : months);
    if (!y.ok || !m.ok || y.value < 0 || y.value > 18 || m.value < 0 || m.value > 11) {
      say(`age_${at}`, words.errors.age);
      continue;
    }
    child_ages_months.push(y.value * 12 + m.value);
  }
  if (!read.success) return z.NEVER;
  const { adults, children } = read.data;
  if (adults + children === 0) say('adults', words.errors.nobody);
  if (child_ages_months.length > children) say('children', words.errors.moreAges);
  return { ...read.data, child_ages_months };
});

export const applyForm = applicant;
export const staffForm = z.looseObject({}).transform((typed, context) => {
  const read = applicant.safeParse(typed);
  if (read.success) return { ...read.data, even_twice: boxOf(typed, 'even_twice') !== '' };
  for (const { path, message } of read.error.issues) context.addIssue({ code: 'custom', path, message });
  return z.NEVER;
});
export type ApplicantData = z.output<typeof applicant>;

export const doorForm = z.object({ to: choice(['door', 'one', 'list'] as const) });
/** The code somebody shows or says at the door. */
export const doorCodeForm = z.object({
  code: text(40).transform((typed, context) => {
    const code = readCode(typed);
    if (code !== null) return code;
    context.addIssue({ code: 'custom', message: host.codeWrong });
    return z.NEVER;
  }),
});
export const cancelForm = z.object({ cancel_reason: longText(200) });
export const messageForm = z.object({ body: text(2000) });
export const settingsForm = z.object({
  ask_kana: ticked(),
  ask_ages: ticked(),
  note_label: longText(100),
  keep_days: integer(0, 365),
  _version: z.preprocess((value) => (value === undefined ? '' : value), optionalInteger(0, 1e9)),
});
export type SettingsData = z.output<typeof settingsForm>;
