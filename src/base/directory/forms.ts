import { z } from 'zod';
import { isKatakana, toFullKatakana, toKatakana } from '../../platform/ja/kana.ts';
import { parseNumber } from '../../platform/ja/numbers.ts';
import { formatPhone, parsePhone } from '../../platform/ja/phone.ts';
import { parsePostal } from '../../platform/ja/postal.ts';
import { formatWeekdays, parseWeekdays } from '../../platform/ja/weekdays.ts';
import type { Parsed } from '../../platform/ja/parsed.ts';
import {
  choices,
  integer,
  longText,
  optionalChoice,
  optionalDate,
  optionalEmail,
  optionalId,
  optionalInteger,
  optionalText,
  optionalTime,
  optionalUrl,
  text,
} from '../../platform/web/fields.ts';
import { strengths, weekdays, words } from './words.ja.ts';

/** Text read by one of the platform's parsers, or null when empty. */
const read = <T>(parse: (value: string) => Parsed<T>) =>
  longText(200).transform((value, context) => {
    if (value === '') return null;
    const answer = parse(value);
    if (answer.ok) return answer.value;
    context.addIssue({ code: 'custom', message: answer.reason });
    return z.NEVER;
  });

const phone = () => read(parsePhone).transform((value) => (value === null ? null : formatPhone(value)));

const coordinate = (from: number, to: number, sentence: string) =>
  read(parseNumber).refine((value) => value === null || (value >= from && value <= to), sentence);

/** Ticked weekdays as the standard writes them, '月火水', or null. */
const openDays = () =>
  choices(weekdays).transform((days) => {
    const answer = parseWeekdays(days.join(''));
    return answer.ok ? formatWeekdays(answer.value) : null;
  });

const kana = () =>
  longText(200)
    .transform((value) => toFullKatakana(toKatakana(value)).replace(/\s+/g, ' '))
    .refine((value) => value === '' || isKatakana(value), words.form.kanaWrong);

const yesNo = () =>
  optionalChoice(['yes', 'no']).transform((value) => (value === null ? null : value === 'yes'));

const timesInOrder = (form: { opens_at: string | null; closes_at: string | null }) =>
  form.opens_at === null || form.closes_at === null || form.opens_at < form.closes_at;

export const facilityForm = z
  .object({
    /** these three are the directory keeper's; from anybody else they are not read */
    organisation_id: optionalId(),
    kind: optionalText(60),
    local_id: optionalText(60),
    name: text(200),
    name_kana: kana(),
    postal_code: read(parsePostal),
    address: longText(300),
    building: optionalText(200),
    latitude: coordinate(20, 46, words.form.latitudeRange),
    longitude: coordinate(122, 154.5, words.form.longitudeRange),
    access_note: optionalText(1000),
    parking: optionalText(500),
    phone: phone(),
    fax: phone(),
    email: optionalEmail(),
    url: optionalUrl(),
    capacity: optionalInteger(0, 5000),
    ages: optionalText(200),
    weekdays: openDays(),
    opens_at: optionalTime(),
    closes_at: optionalTime(),
    hours_note: optionalText(1000),
    temporary_care: yesNo(),
    established_on: optionalDate(),
    strengths: choices(strengths),
    strengths_more: longText(1000),
    visit_wishes: optionalText(2000),
    note: optionalText(2000),
    _version: integer(0, 1_000_000_000).default(0),
  })
  .refine(timesInOrder, { path: ['closes_at'], message: words.form.timesWrong })
  .refine((form) => (form.latitude === null) === (form.longitude === null), {
    path: ['longitude'],
    message: words.form.coordinatesBoth,
  });
export type FacilityForm = z.output<typeof facilityForm>;

export const serviceForm = z
  .object({
    programme_code: text(40),
    name: text(100),
    description: optionalText(2000),
    weekdays: openDays(),
    opens_at: optionalTime(),
    closes_at: optionalTime(),
    permanent: yesNo(),
    starts_on: optionalDate(),
    ends_on: optionalDate(),
    _version: integer(0, 1_000_000_000).default(0),
  })
  .refine(timesInOrder, { path: ['closes_at'], message: words.form.timesWrong })
  .refine((form) => form.starts_on === null || form.ends_on === null || form.starts_on <= form.ends_on, {
    path: ['ends_on'],
    message: words.service.datesWrong,
  });
export type ServiceForm = z.output<typeof serviceForm>;

export const noFields = z.object({});
