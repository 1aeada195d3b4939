import { splitAddress, parseMunicipalityCode, type AddressParts } from '../../platform/ja/address.ts';
import { parseAgeRange } from '../../platform/ja/age-range.ts';
import { parseDate, parseTime } from '../../platform/ja/dates.ts';
import { isKatakana, toFullKatakana, toHalfWidth, toKatakana } from '../../platform/ja/kana.ts';
import { parseInteger, parseNumber } from '../../platform/ja/numbers.ts';
import { formatPhone, parsePhone } from '../../platform/ja/phone.ts';
import { parsePostal } from '../../platform/ja/postal.ts';
import type { Parsed } from '../../platform/ja/parsed.ts';
import { normaliseHeader, normaliseInput, normaliseName } from '../../platform/ja/text.ts';
import { formatWeekdays, parseWeekdays } from '../../platform/ja/weekdays.ts';
import {
  addressCodeHeading,
  affirmations,
  capacityByClass,
  capacityParts,
  capacityPrefix,
  classOfRecognition,
  denials,
  founderMark,
  founders,
  importFields,
  keptHeadings,
  nothing,
  plainAnswer,
  schoolKinds,
  words,
  type ImportFieldName,
} from './words-import.ja.ts';
import { kinds } from './words.ja.ts';

/** The columns of a facility that a table may bring; absent where it says nothing or nothing that can be read. */
export interface FacilityValues {
  local_id: string | null;
  name: string;
  name_kana: string;
  name_en: string | null;
  kind: string;
  postal_code: string | null;
  address: string;
  building: string | null;
  latitude: number | null;
  longitude: number | null;
  phone: string | null;
  fax: string | null;
  email: string | null;
  url: string | null;
  access_note: string | null;
  parking: string | null;
  capacity: number | null;
  ages: string | null;
  age_from_months: number | null;
  age_to_months: number | null;
  weekdays: string | null;
  opens_at: string | null;
  closes_at: string | null;
  hours_note: string | null;
  temporary_care: boolean | null;
  sick_child_care: boolean | null;
  nursing_room: boolean | null;
  diaper_changing: boolean | null;
  eating_allowed: boolean | null;
  stroller_rental: boolean | null;
  stroller_use: boolean | null;
  established_on: string | null;
  note: string | null;
  ended_on: string | null;
}

export interface Cleaned {
  values: Partial<FacilityValues>;
  organisation: string | null;
  corporate_number: string | null;
  /** standard headings without a column of ours, values nobody could read, and the city's own columns */
  extras: Record<string, string>;
  /** names of extras that a value which can now be read takes the place of */
  settled: string[];
  /** six-digit code of the publishing municipality, when the table says */
  publisher: string | null;
  /** of the address, for finding the area and for comparing */
  town: string;
  messages: string[];
  refusals: string[];
}

export interface Own {
  /** six digits */
  code: string;
  prefecture: string;
  city: string;
}

// Limits of the forms, so that what was taken in can be edited; and of a B-tree's entries.
const limits: Partial<Record<ImportFieldName, number>> = {
  local_id: 60,
  name: 200,
  name_kana: 200,
  name_en: 200,
  kind: 60,
  address: 300,
  building: 200,
  organisation: 120,
  ages: 200,
};
/** Columns that ask for yes or no. */
export const answers = [
  'temporary_care',
  'sick_child_care',
  'nursing_room',
  'diaper_changing',
  'eating_allowed',
  'stroller_rental',
  'stroller_use',
] as const satisfies readonly (keyof FacilityValues & ImportFieldName)[];
const otherLimit = 5000;
const mostPlaces = 5000;
const japan = { latitude: [20, 46], longitude: [122, 154.5] } as const;

/** True for a 法人番号: 13 digits whose first is 9 − (Σ Pn·Qn mod 9) of the rest (法人番号の指定等に関する省令2条). */
export function isCorporateNumber(text: string): boolean {
  if (!/^\d{13}$/.test(text)) return false;
  const digits = Array.from(text.slice(1), Number).toReversed();
  const sum = digits.reduce((total, digit, index) => total + digit * (index % 2 === 0 ? 1 : 2), 0);
  return Number(text[0]) === 9 - (sum % 9);
}

/** The number a facility without one of its own is exported under; recognised when it comes back. */
export function standInId(id: number): string {
  return `T${String(id).padStart(10, '0')}`;
}

/** The id behind a stand-in number, or null. */
export function idBehind(local_id: string): number | null {
  const read = /^T(\d{10})$/.exec(local_id);
  return read ? Number(read[1]) : null;
}

/** The address without the municipality's own prefecture and name, as splitAddress() takes it apart. */
export function partsOf(address: string, own: Own): AddressParts {
  const rest = address.startsWith(own.prefecture) ? address.slice(own.prefecture.length) : address;
  const parts = splitAddress(rest, { prefecture: own.prefecture, city: own.city });
  return parts;
}

/** Town and number in one spelling: two addresses are one when these agree. */
export function addressKey(
  parts: Pick<AddressParts, 'town' | 'number'>,
  key: (town: string) => string,
): string {
  const number = parts.number
    .normalize('NFKC')
    .replace(/[^\d]+/g, '-')
    .replace(/^-|-$/g, '');
  return `${key(parts.town)} ${number}`;
}

function memo<T>(work: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    let value = known.get(text);
    if (value === undefined) {
      value = work(text);
      if (known.size < 5000) known.set(text, value);
    }
    return value;
  };
}

const knownKinds = new Map(kinds.map((kind) => [normaliseHeader(kind), kind as string]));

/**
 * Makes the function that reads one row: widths, times, dates, telephones, swapped coordinates and the rest of what
 * cities' tables carry (docs: 自治体標準オープンデータセット, and hazards seen in production). Whatever is mended or cannot
 * be read is said in a sentence; only a row without name or kind, or one too long to keep, is refused.
 */
export function rowCleaner(
  own: Own,
): (fields: Record<string, string>, others: Record<string, string>) => Cleaned {
  const time = memo((text) => parseTime(text, { spreadsheetFraction: true }));
  const days = memo(parseWeekdays);
  const date = memo((text) => parseDate(text, { spreadsheetSerial: true }));
  const ages = memo(parseAgeRange);

  return (fields, others) => {
    const cleaned: Cleaned = {
      values: {},
      organisation: null,
      corporate_number: null,
      extras: {},
      settled: [],
      publisher: null,
      town: '',
      messages: [],
      refusals: [],
    };
    const { values, extras, messages, refusals } = cleaned;
    for (const [name, value] of Object.entries(others)) {
      const text = normaliseInput(value.toWellFormed());
      if (text !== '') extras[name] = text;
    }
    const given = (name: ImportFieldName): string => {
      const raw = fields[name];
      if (raw === undefined || raw === '') return '';
      const text = normaliseInput(raw.toWellFormed());
      const limit = limits[name] ?? otherLimit;
      if (text.length > limit && [...text].length > limit) {
        refusals.push(words.tooLong(importFields[name].label, [...text].length, limit));
        return '';
      }
      return text;
    };
    const mended = (name: ImportFieldName, before: string, after: string): void => {
      cleaned.settled.push(importFields[name].label);
      if (before !== after) messages.push(words.mended(importFields[name].label, before, after));
    };
    const unread = (name: ImportFieldName, text: string, reason: string): void => {
      extras[importFields[name].label] = text;
      messages.push(words.unread(importFields[name].label, text, reason));
    };
    /** A field with a format: empty words are nothing, what cannot be read is kept aside. */
    const typed = <T>(
      name: ImportFieldName,
      parse: (text: string) => Parsed<T>,
      said: (value: T) => string,
    ): T | null => {
      const text = given(name);
      if (text === '' || nothing.test(text.normalize('NFKC'))) return null;
      const read = parse(text);
      if (read.ok) {
        mended(name, text, said(read.value));
        return read.value;
      }
      unread(name, text, read.reason);
      return null;
    };
    const put = <K extends keyof FacilityValues>(name: K, value: FacilityValues[K]): void => {
      if (value !== null && value !== '') values[name] = value;
    };
    const plain = (name: 'access_note' | 'parking' | 'hours_note' | 'note' | 'building'): void =>
      put(name, given(name));

    name();
    kind();
    identity();
    place();
    contact();
    use();
    for (const heading of keptHeadings) {
      const raw = fields[heading];
      if (raw === undefined || raw === '') continue;
      const text = normaliseInput(raw.toWellFormed());
      if (text === '') continue;
      if (heading !== addressCodeHeading || sixDigits(text) !== own.code) extras[heading] = text;
    }
    return cleaned;

    function name(): void {
      const text = given('name');
      const clean = normaliseName(text);
      put('name', clean);
      if (clean.replaceAll(' ', '') !== text.replace(/\s/g, '')) mended('name', text, clean);
      const kana = given('name_kana');
      const reading = toFullKatakana(toKatakana(kana.normalize('NFC'))).replace(/\s+/g, ' ');
      if (reading !== '') {
        put('name_kana', reading);
        mended('name_kana', kana.replace(/\s+/g, ' '), reading);
        if (!isKatakana(reading)) messages.push(words.kanaOdd(reading));
      } else if (isKatakana(toKatakana(clean))) {
        put('name_kana', toKatakana(clean));
        messages.push(words.kanaFromName(toKatakana(clean)));
      }
      put('name_en', normaliseName(given('name_en')));
    }

    function kind(): void {
      const text = given('kind');
      if (text !== '') {
        const clean = knownKinds.get(normaliseHeader(text)) ?? normaliseName(text);
        put('kind', clean);
        mended('kind', text, clean);
        return;
      }
      const code = /^[A-H]\d/.exec(given('school_type').normalize('NFKC'))?.[0];
      const school = code === undefined ? undefined : schoolKinds[code];
      const owner = given('school_owner').normalize('NFKC');
      const founder =
        founders[owner.charAt(0)] ??
        Object.values(founders).find((one) => owner !== '' && one.startsWith(owner.charAt(0)));
      if (school) put('kind', school.replace(founderMark, founder ?? ''));
    }

    function identity(): void {
      // A name or kind too long to keep has been told of already.
      const told = (field: 'name' | 'kind'): boolean => (fields[field] ?? '').trim() !== '';
      if (values.name === undefined) {
        if (told('name')) return;
        const anything = given('address') !== '' || given('address_town') !== '';
        refusals.push(anything ? words.noName : words.emptyRow);
      } else if (values.kind === undefined && !told('kind')) refusals.push(words.noKind);
      const id = given('local_id').normalize('NFKC');
      if (/^\d(?:\.\d+)?E\+\d+$/i.test(id)) messages.push(words.idBroken(id));
      else put('local_id', id);
      cleaned.organisation = normaliseName(given('organisation')) || null;
      const number = given('corporate_number').normalize('NFKC').replace(/[\s-]/g, '');
      if (isCorporateNumber(number)) cleaned.corporate_number = number;
      else if (number !== '' && !nothing.test(number)) {
        extras[importFields.corporate_number.label] = number;
        messages.push(words.corporateWrong(number));
      }
      const publisher = sixDigits(given('publisher_code'));
      cleaned.publisher = /^\d{6}$/.test(publisher) ? publisher : null;
    }

    function place(): void {
      const written = given('address');
      const parts = {
        prefecture: given('address_prefecture'),
        city: given('address_city'),
        town: given('address_town'),
        number: given('address_number'),
      };
      // Some tables repeat the whole address in the city's column, some the prefecture.
      const joined = parts.city.startsWith(parts.prefecture) ? '' : parts.prefecture;
      const address = toHalfWidth(written || `${joined}${parts.city}${parts.town}${parts.number}`).replace(
        /\s+/g,
        ' ',
      );
      put('address', address);
      if (written !== '' && address !== written.replace(/\s+/g, ' ')) mended('address', written, address);
      if (address !== '') {
        const split = partsOf(address, own);
        cleaned.town = split.town;
        const same = {
          prefecture: split.prefecture,
          city: split.city,
          town: split.town,
          number: split.number,
        };
        if (
          written !== '' &&
          (['prefecture', 'city', 'town', 'number'] as const).some(
            (part) => parts[part] !== (same[part] ?? ''),
          )
        ) {
          for (const part of ['prefecture', 'city', 'town', 'number'] as const) {
            if (parts[part] !== '') extras[importFields[`address_${part}`].label] = parts[part];
          }
        }
      }
      plain('building');
      put(
        'postal_code',
        typed('postal_code', parsePostal, (code) => code),
      );
      coordinates();
      plain('access_note');
      plain('parking');
    }

    function coordinates(): void {
      const texts = { latitude: given('latitude'), longitude: given('longitude') };
      const empty = (text: string) =>
        text === '' || nothing.test(text.normalize('NFKC')) || /^0+(?:\.0+)?$/.test(text);
      if (empty(texts.latitude) && empty(texts.longitude)) return;
      const aside = (why: string): void => {
        if (texts.latitude !== '') extras[importFields.latitude.label] = texts.latitude;
        if (texts.longitude !== '') extras[importFields.longitude.label] = texts.longitude;
        messages.push(why);
      };
      const read = { latitude: parseNumber(texts.latitude), longitude: parseNumber(texts.longitude) };
      if (empty(texts.latitude) || empty(texts.longitude)) return aside(words.halfCoordinate);
      if (!read.latitude.ok || !read.longitude.ok) return aside(words.notInJapan);
      let latitude = pointed('latitude', read.latitude.value, texts.latitude);
      let longitude = pointed('longitude', read.longitude.value, texts.longitude);
      // The two ranges do not overlap, so swapping is safe.
      if (inside('longitude', latitude) && inside('latitude', longitude)) {
        [latitude, longitude] = [longitude, latitude];
        extras['geo_source'] = 'source_swapped';
        messages.push(words.swapped);
      }
      if (!inside('latitude', latitude) || !inside('longitude', longitude)) return aside(words.notInJapan);
      values.latitude = latitude;
      values.longitude = longitude;
      cleaned.settled.push(importFields.latitude.label, importFields.longitude.label);
    }

    function pointed(axis: 'latitude' | 'longitude', value: number, text: string): number {
      if (!Number.isInteger(value) || value < 100_000) return value;
      const restored = Number(`0.${value}`) * (axis === 'latitude' ? 100 : 1000);
      if (!inside(axis, restored)) return value;
      const clean = Number(restored.toPrecision(15));
      extras['geo_source'] = 'source_point_restored';
      messages.push(words.pointRestored(importFields[axis].label, text, String(clean)));
      return clean;
    }

    function contact(): void {
      const text = given('phone');
      const several = text
        .split(/[;；、,，／/\n]|\s{2,}/)
        .map((one) => one.trim())
        .filter((one) => one !== '');
      if (text !== '' && !nothing.test(text.normalize('NFKC'))) {
        const read = parsePhone(text);
        const first = read.ok ? read : parsePhone(several[0] ?? '');
        if (first.ok) {
          const inner = given('extension').normalize('NFKC');
          const extension = first.value.extension ?? (/^\d{1,6}$/.test(inner) ? inner : null);
          const phone = formatPhone({ number: first.value.number, extension });
          values.phone = phone;
          if (read.ok) mended('phone', text, formatPhone(read.value));
          else {
            extras[importFields.phone.label] = text;
            messages.push(words.phones(text));
          }
          if (inner !== '' && extension !== inner) extras[importFields.extension.label] = inner;
        } else unread('phone', text, read.ok ? '' : read.reason);
      }
      const fax = typed('fax', parsePhone, formatPhone);
      if (fax) values.fax = formatPhone(fax);
      put(
        'email',
        typed('email', readEmail, (email) => email),
      );
      put(
        'url',
        typed('url', readUrl, (url) => url),
      );
    }

    function use(): void {
      capacity();
      const accepted = given('ages');
      if (accepted !== '' && !nothing.test(accepted.normalize('NFKC'))) {
        const range = ages(accepted);
        values.ages = accepted;
        values.age_from_months = range.from_months;
        values.age_to_months = range.to_months;
      }
      plain('hours_note');
      openDays();
      const opens = typed('opens_at', time, (value) => value);
      const closes = typed('closes_at', time, (value) => value);
      put('opens_at', opens);
      put('closes_at', closes);
      if (opens !== null && closes !== null && closes <= opens) messages.push(words.timesReversed);
      for (const name of answers) answer(name);
      put(
        'established_on',
        typed('established_on', date, (value) => value),
      );
      plain('note');
      const ended = typed('ended_on', date, (value) => value);
      put('ended_on', ended);
      if (ended !== null) messages.push(words.endedRow);
    }

    /** Yes or no; whatever a cell says besides is kept beside the record. */
    function answer(name: (typeof answers)[number]): void {
      const text = given(name);
      if (text === '') return;
      const wide = text.normalize('NFKC');
      if (affirmations.test(wide)) values[name] = true;
      else if (denials.test(wide)) values[name] = false;
      else return unread(name, text, '');
      if (plainAnswer.test(wide)) mended(name, text, values[name] ? words.yes : words.no);
      else {
        extras[importFields[name].label] = text;
        messages.push(words.answerKept(importFields[name].label, text));
      }
    }

    function capacity(): void {
      const text = given('capacity');
      if (text === '' || nothing.test(text.normalize('NFKC'))) return;
      const whole = parseInteger(text.replace(capacityPrefix, ''));
      if (whole.ok && whole.value >= 0 && whole.value <= mostPlaces) {
        values.capacity = whole.value;
        mended('capacity', text, String(whole.value));
        return;
      }
      const wide = text.normalize('NFKC');
      const classes = classOfRecognition.test(wide) ? [...wide.matchAll(capacityByClass)] : [];
      const sum = classes.reduce((total, found) => total + Number(found[1]), 0);
      if (classes.length > 0 && sum <= mostPlaces) {
        values.capacity = sum;
        extras[capacityParts] = text;
        cleaned.settled.push(importFields.capacity.label);
        messages.push(words.capacitySum(text, sum));
      } else unread('capacity', text, whole.ok ? '' : whole.reason);
    }

    function openDays(): void {
      const text = given('weekdays');
      if (text === '' || nothing.test(text.normalize('NFKC'))) return;
      const [first = '', ...rest] = text.split('\n').map((line) => line.trim());
      const whole = days(text);
      const read = whole.ok ? whole : days(first);
      if (!read.ok) {
        unread('weekdays', text, read.reason);
        return;
      }
      values.weekdays = formatWeekdays(read.value);
      mended('weekdays', whole.ok ? text : first, values.weekdays);
      if (whole.ok || rest.length === 0) return;
      const more = rest.join('\n');
      values.hours_note = [values.hours_note, more].filter((one) => one).join('\n');
      messages.push(words.weekdaysSplit(more));
    }
  };
}

/** A municipality's code with its check digit; as it was written when it is none. */
function sixDigits(text: string): string {
  const read = parseMunicipalityCode(text);
  return read.ok ? read.value : text;
}

function inside(axis: 'latitude' | 'longitude', value: number): boolean {
  return value >= japan[axis][0] && value <= japan[axis][1];
}

function readEmail(text: string): Parsed<string> {
  const plain = text.normalize('NFKC').toLowerCase();
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(plain) ? { ok: true, value: plain } : { ok: false, reason: '' };
}

function readUrl(text: string): Parsed<string> {
  const plain = /^www\./i.test(text) ? `https://${text}` : text;
  return /^https?:\/\/\S+$/i.test(plain) ? { ok: true, value: plain } : { ok: false, reason: '' };
}
