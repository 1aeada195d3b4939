import { z } from 'zod';
import { parsePhone, formatPhone } from '../../platform/ja/phone.ts';
import { normaliseName } from '../../platform/ja/text.ts';
import { toKatakana } from '../../platform/ja/kana.ts';
import {
  choice,
  choices,
  date,
  daysOfLife,
  id,
  integer,
  longText,
  optionalChoice,
  optionalDate,
  optionalId,
  optionalText,
  text,
  ticked,
} from '../../platform/web/fields.ts';
import { always, readable, type Errors } from '../../platform/web/form.ts';
import { contactKinds, leavingReasons, relations, sexes } from './rules.ts';
import { words } from './words.ja.ts';

export const languages = ['ja', 'en', 'zh', 'ko', 'vi', 'tl', 'pt', 'ne', 'sign', 'other'] as const;

const name = (max: number) => longText(max).transform(normaliseName);
/** A reading in katakana, however it was typed. */
export const kana = () => longText(60).transform((value) => toKatakana(normaliseName(value)));

export const memberFields = {
  relation: choice(relations),
  family_name: name(40),
  given_name: name(40),
  family_kana: kana(),
  given_kana: kana(),
  known_as: name(60),
  born_on: optionalDate(daysOfLife),
  due_on: optionalDate(),
  sex: optionalChoice(sexes),
  lives_apart: ticked(),
  languages: choices(languages),
  care: longText(2000),
};

/** A name, or a due date for who is not born yet; nobody is both born and awaited. */
export function memberProblems(
  member: Partial<
    Pick<z.output<z.ZodObject<typeof memberFields>>, 'family_name' | 'relation' | 'born_on' | 'due_on'>
  >,
): Errors {
  const wrong: Errors = {};
  if (member.family_name === '' && member.due_on === null) wrong.family_name = words.errors.noName;
  if (member.relation === 'child' && member.born_on && member.due_on) wrong.due_on = words.errors.bornAndDue;
  return wrong;
}

export const memberForm = z
  .object({
    ...memberFields,
    left_on: optionalDate(daysOfLife),
    left_reason: optionalChoice(leavingReasons),
    _version: longText(10).transform((value) => Number(value) || 0),
  })
  .superRefine((raw, context) => {
    const data = readable(raw);
    const wrong = memberProblems(data);
    if (data.left_on === null && data.left_reason) wrong.left_on = words.errors.leavingIsWhole;
    if (data.left_on && data.left_reason === null) wrong.left_reason = words.errors.leavingIsWhole;
    for (const [name, message] of Object.entries(wrong))
      context.addIssue({ code: 'custom', path: [name], message });
  }, always);
export type MemberData = z.output<typeof memberForm>;

export const householdForm = z.object({
  languages: choices(languages),
  care: longText(4000),
  _version: longText(10).transform((value) => Number(value) || 0),
});

export const addressForm = z.object({
  postal_code: optionalText(10),
  address: text(300),
  starts_on: date(daysOfLife),
});

export const contactForm = z
  .object({ kind: choice(contactKinds), value: text(200), member_id: optionalId(), note: longText(300) })
  .transform((data, context) => {
    if (data.kind !== 'phone' && data.kind !== 'mobile') return data;
    const read = parsePhone(data.value);
    if (!read.ok) {
      context.addIssue({ code: 'custom', path: ['value'], message: read.reason });
      return z.NEVER;
    }
    return { ...data, value: formatPhone(read.value) };
  });

export const placeForm = z
  .object({
    member_id: id(),
    fiscal_year: integer(2000, 2100),
    facility_id: optionalId(),
    place_name: longText(100),
    class_name: longText(60),
  })
  .refine((data) => data.facility_id !== null || data.place_name !== '', {
    path: ['place_name'],
    message: words.errors.noPlace,
  });

export const protectForm = z.object({ protection_note: text(1000) });
export const unprotectForm = z.object({ reason: text(500) });
export const mergeForm = z
  .object({ a_id: id(), b_id: id(), kept_id: id(), reason: text(500) })
  .refine((data) => data.kept_id === data.a_id || data.kept_id === data.b_id, {
    path: ['kept_id'],
    message: words.errors.noOther,
  });
export const handForm = z.object({ team_id: id(), reason: text(500) });
export const emergencyForm = z.object({ reason: longText(1000) });
export const removeForm = z.object({ id: id() });

/** What a family is looked for by. */
export const searchForm = z.object({
  kana: kana(),
  born_on: optionalDate(daysOfLife),
  address: longText(300),
});
