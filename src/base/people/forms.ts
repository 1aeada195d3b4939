import { z } from 'zod';
import { isKatakana, toFullKatakana, toKatakana } from '../../platform/ja/kana.ts';
import { parsePhone } from '../../platform/ja/phone.ts';
import { parsePostal } from '../../platform/ja/postal.ts';
import {
  choice,
  code,
  date,
  daysOfLife,
  id,
  integer,
  longText,
  optionalDate,
  optionalEmail,
  optionalId,
  optionalText,
  text,
  ticked,
} from '../../platform/web/fields.ts';
import { words } from './words.ja.ts';

const kana = () =>
  longText(80).transform((value, context) => {
    const full = toFullKatakana(toKatakana(value));
    if (full === '' || isKatakana(full)) return full;
    context.addIssue({ code: 'custom', message: words.person.kanaWrong });
    return z.NEVER;
  });

const phone = () =>
  longText(40).transform((value, context) => {
    if (value === '') return null;
    const read = parsePhone(value);
    if (read.ok)
      return read.value.extension
        ? words.person.withExtension(read.value.number, read.value.extension)
        : read.value.number;
    context.addIssue({ code: 'custom', message: read.reason });
    return z.NEVER;
  });

const postalCode = () =>
  longText(20).transform((value, context) => {
    if (value === '') return null;
    const read = parsePostal(value);
    if (read.ok) return read.value;
    context.addIssue({ code: 'custom', message: read.reason });
    return z.NEVER;
  });

export const personForm = z.object({
  family_name: text(40),
  given_name: longText(40),
  family_kana: kana(),
  given_kana: kana(),
  email: optionalEmail(),
  phone: phone(),
  note: optionalText(500),
  certain: ticked(),
  _version: integer(0, 1_000_000_000).default(0),
});
export type PersonForm = z.output<typeof personForm>;

export const appointmentForm = z
  .object({
    role_code: code(60),
    organisation_id: id(),
    facility_id: optionalId(),
    team_id: optionalId(),
    title: optionalText(60),
    starts_on: date(daysOfLife),
    ends_on: optionalDate(daysOfLife),
  })
  .refine((form) => form.ends_on === null || form.ends_on >= form.starts_on, {
    path: ['ends_on'],
    message: words.appointment.order,
  });
export type AppointmentForm = z.output<typeof appointmentForm>;

export const endForm = z.object({ ends_on: date(daysOfLife) });

export const organisationKinds = Object.keys(words.kinds) as (keyof typeof words.kinds)[];
export const organisationForm = z.object({
  name: text(120),
  name_kana: kana().transform((value) => (value === '' ? null : value)),
  kind: choice(organisationKinds),
  parent_id: optionalId(),
  corporate_number: longText(20).transform((value, context) => {
    const digits = value.normalize('NFKC').replace(/\D/g, '');
    if (value === '') return null;
    if (digits.length === 13) return digits;
    context.addIssue({ code: 'custom', message: words.organisation.corporateWrong });
    return z.NEVER;
  }),
  postal_code: postalCode(),
  address: optionalText(200),
  phone: phone(),
  email: optionalEmail(),
  note: optionalText(1000),
  _version: integer(0, 1_000_000_000).default(0),
});
export type OrganisationForm = z.output<typeof organisationForm>;

export const teamKinds = Object.keys(words.teamKinds) as (keyof typeof words.teamKinds)[];
export const teamForm = z.object({ name: text(60), kind: choice(teamKinds) });
