import { z } from 'zod';
import { isKatakana, toFullKatakana, toKatakana } from '../../platform/ja/kana.ts';
import { parseInteger, parseNumber } from '../../platform/ja/numbers.ts';
import { formatPhone, parsePhone } from '../../platform/ja/phone.ts';
import { parsePostal } from '../../platform/ja/postal.ts';
import { formatWeekdays, parseWeekdays } from '../../platform/ja/weekdays.ts';
import type { Parsed } from '../../platform/ja/parsed.ts';
import { normaliseInput } from '../../platform/ja/text.ts';
import {
  choices,
  code,
  daysOfLife,
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
import {
  accommodations,
  amenities,
  form as placeWords,
  functions,
  languages,
  reservations,
  type Amenity,
} from './words-place.ja.ts';
import { weekdays, words } from './words.ja.ts';

type Keys<T> = readonly (keyof T & string)[];
const keysOf = <T extends object>(of: T) => Object.keys(of) as unknown as Keys<T>;

/** Every line of a repeated field, empty ones too: the n-th belongs to the n-th of its neighbour. */
const lines = () =>
  z.preprocess(
    (value) => (value === undefined || value === null ? [] : Array.isArray(value) ? value : [value]),
    z.array(z.string().max(200)).max(60),
  );

/** Codes of the city's own lists; which of them exist is known to the database. */
const codes = () =>
  lines().transform((values) => [...new Set(values.filter((value) => /^[a-z0-9_]{1,60}$/.test(value)))]);

export interface Staffing {
  profession: string;
  people: number;
}

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
    ...(Object.fromEntries(keysOf(amenities).map((name) => [name, yesNo()])) as Record<
      Amenity,
      ReturnType<typeof yesNo>
    >),
    established_on: optionalDate(daysOfLife),
    name_en: optionalText(200),
    capacity_as_of: optionalDate(),
    age_from_months: optionalInteger(0, 300),
    age_to_months: optionalInteger(0, 300),
    reservation: optionalChoice(keysOf(reservations)),
    reservation_note: optionalText(1000),
    languages: choices(keysOf(languages)),
    accommodations: choices(keysOf(accommodations)),
    accommodation_note: optionalText(1000),
    atmosphere: optionalText(1000),
    functions: choices(keysOf(functions)),
    offers: codes(),
    strengths_more: longText(1000),
    staff_profession: lines(),
    staff_people: lines(),
    /** the same as one text a line, 'profession:people': as it is stored, proposed or chosen from the other's text */
    staffing: lines(),
    visit_wishes: optionalText(2000),
    note: optionalText(2000),
    _version: integer(0, 1_000_000_000).default(0),
  })
  .refine(timesInOrder, { path: ['closes_at'], message: words.form.timesWrong })
  .refine((form) => (form.latitude === null) === (form.longitude === null), {
    path: ['longitude'],
    message: words.form.coordinatesBoth,
  })
  .refine(
    (form) =>
      form.age_from_months === null ||
      form.age_to_months === null ||
      form.age_from_months <= form.age_to_months,
    { path: ['age_to_months'], message: placeWords.agesWrong },
  )
  .transform(({ staff_profession, staff_people, staffing, ...form }, context) => {
    const refuse = (message: string) => {
      context.addIssue({ code: 'custom', path: ['staff_profession'], message });
      return z.NEVER;
    };
    const written: Staffing[] = [];
    const rows =
      staffing.length > 0
        ? staffing.map((line) => [
            line.slice(0, line.lastIndexOf(':')),
            line.slice(line.lastIndexOf(':') + 1),
          ])
        : staff_profession.map((profession, at) => [profession, staff_people[at] ?? '']);
    for (const [at, [profession = '', people = '']] of rows.entries()) {
      const name = normaliseInput(profession);
      if (name === '' && people.trim() === '') continue;
      const number = parseInteger(people);
      if (name === '' || !number.ok || number.value < 0 || number.value > 500)
        return refuse(placeWords.staffNeedsBoth(at + 1));
      if (written.some((one) => one.profession === name)) return refuse(placeWords.staffTwice(name));
      written.push({ profession: name, people: number.value });
    }
    return { ...form, languages: form.languages.length === 0 ? ['ja'] : form.languages, staffing: written };
  });
export type FacilityForm = z.output<typeof facilityForm>;

export const serviceForm = z
  .object({
    programme_code: code(40),
    name: text(100),
    description: optionalText(2000),
    weekdays: openDays(),
    opens_at: optionalTime(),
    closes_at: optionalTime(),
    age_from_months: optionalInteger(0, 300),
    age_to_months: optionalInteger(0, 300),
    capacity: optionalInteger(0, 5000),
    places_free: optionalInteger(0, 5000),
    capacity_as_of: optionalDate(),
    fee_amount: optionalInteger(0, 10_000_000),
    fee_note: optionalText(1000),
    reservation: optionalChoice(keysOf(reservations)),
    url: optionalUrl(),
    permanent: yesNo(),
    starts_on: optionalDate(daysOfLife),
    ends_on: optionalDate(daysOfLife),
    _version: integer(0, 1_000_000_000).default(0),
  })
  .refine(timesInOrder, { path: ['closes_at'], message: words.form.timesWrong })
  .refine((form) => form.starts_on === null || form.ends_on === null || form.starts_on <= form.ends_on, {
    path: ['ends_on'],
    message: words.service.datesWrong,
  })
  .refine(
    (form) =>
      form.age_from_months === null ||
      form.age_to_months === null ||
      form.age_from_months <= form.age_to_months,
    { path: ['age_to_months'], message: placeWords.agesWrong },
  )
  .refine(
    (form) => form.places_free === null || form.capacity === null || form.places_free <= form.capacity,
    {
      path: ['places_free'],
      message: words.service.placesWrong,
    },
  )
  .refine((form) => form.places_free === null || form.capacity !== null, {
    path: ['capacity'],
    message: words.service.placesNeedCapacity,
  })
  .refine((form) => form.places_free === null || form.capacity_as_of !== null, {
    path: ['capacity_as_of'],
    message: words.service.placesNeedDay,
  });
export type ServiceForm = z.output<typeof serviceForm>;
