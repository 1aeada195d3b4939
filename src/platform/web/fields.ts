import { z } from 'zod';
import { parseDate, parseTime } from '../ja/dates.ts';
import { parseInteger } from '../ja/numbers.ts';
import { normaliseInput } from '../ja/text.ts';
import { words } from './words.ja.ts';

/**
 * Building blocks of every slice's forms.ts. Each takes what a form sends (text) and answers with the value
 * the database wants, or a sentence saying how to mend it. Optional ones answer null for an empty box.
 */
const typed = z.preprocess((value) => (value === undefined || value === null ? '' : value), z.string());

/** Text that must be there, at most `max` characters. */
export const text = (max = 200) =>
  typed.transform(normaliseInput).pipe(
    z
      .string()
      .min(1, words.required)
      .refine((value) => [...value].length <= max, words.tooLong(max)),
  );

/** Text that may be empty; '' when it is. */
export const longText = (max = 10_000) =>
  typed
    .transform(normaliseInput)
    .pipe(z.string().refine((value) => [...value].length <= max, words.tooLong(max)));

/** Text that may be empty; null when it is. */
export const optionalText = (max = 200) => longText(max).transform((value) => (value === '' ? null : value));

function refuse(context: z.RefinementCtx, message: string): never {
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
}

/** The days a form takes, both ends included. */
export interface DayRange {
  from: string;
  to: string;
}

/** Days of the work itself: a visit, a meeting, by when. A slip of the finger in the year falls outside. */
const daysOfWork: DayRange = { from: '2000-01-01', to: '2099-12-31' };

/** Days of lives and of history: births, foundings, appointments, laws. Japan counts in our calendar since 明治6年. */
export const daysOfLife: DayRange = { from: '1873-01-01', to: '2099-12-31' };

const dayIn = (value: string, context: z.RefinementCtx, { from, to }: DayRange) => {
  const read = parseDate(value);
  if (!read.ok) return refuse(context, read.reason);
  if (read.value < from || read.value > to) return refuse(context, words.outOfRange(read.value, from, to));
  return read.value;
};

/** A day in any notation, as 'YYYY-MM-DD'; of the work, unless the field asks for days of lives. */
export const date = (range = daysOfWork) =>
  typed.transform((value, context) =>
    value.trim() === '' ? refuse(context, words.required) : dayIn(value, context, range),
  );

export const optionalDate = (range = daysOfWork) =>
  typed.transform((value, context) => (value.trim() === '' ? null : dayIn(value, context, range)));

/** A time of day as 'HH:MM', or null. */
export const optionalTime = () =>
  typed.transform((value, context) => {
    if (value.trim() === '') return null;
    const read = parseTime(value);
    return read.ok ? read.value : refuse(context, read.reason);
  });

export const integer = (from: number, to: number) =>
  typed.transform((value, context) => {
    if (value.trim() === '') return refuse(context, words.required);
    const read = parseInteger(value);
    if (!read.ok) return refuse(context, words.notInteger);
    return read.value < from || read.value > to ? refuse(context, words.between(from, to)) : read.value;
  });

/** A number chosen from a list or among buttons. */
export const chosenInteger = (from: number, to: number) =>
  typed.transform((value, context) => {
    if (value === '') return refuse(context, words.choose);
    const read = parseInteger(value);
    return read.ok && read.value >= from && read.value <= to ? read.value : refuse(context, words.notOption);
  });

export const optionalInteger = (from: number, to: number) =>
  typed.transform((value, context) => {
    if (value.trim() === '') return null;
    const read = parseInteger(value);
    if (!read.ok) return refuse(context, words.notInteger);
    return read.value < from || read.value > to ? refuse(context, words.between(from, to)) : read.value;
  });

/** A record's number chosen from a list. */
export const id = () =>
  typed.transform((value, context) =>
    /^[1-9][0-9]{0,15}$/.test(value) ? Number(value) : refuse(context, words.choose),
  );

export const optionalId = () =>
  typed.transform((value, context) => {
    if (value === '') return null;
    return /^[1-9][0-9]{0,15}$/.test(value) ? Number(value) : refuse(context, words.choose);
  });

const listed = z.preprocess(
  (value) =>
    value === undefined || value === null || value === '' ? [] : Array.isArray(value) ? value : [value],
  z.array(z.string()),
);

/** A code chosen from a list that the database keeps. */
export const code = (max = 40) =>
  typed.transform((value, context) =>
    value === ''
      ? refuse(context, words.choose)
      : value.length <= max
        ? value
        : refuse(context, words.notOption),
  );

/** More than anybody ticks; a question to the database takes 65,535 values, and fails with more as if it were away. */
const mostListed = 5000;

/** Records' numbers, as many as anybody ticks. */
export const ids = () =>
  listed.transform((values, context) =>
    values.length > mostListed
      ? refuse(context, words.tooManyChosen(mostListed))
      : [...new Set(values.filter((value) => /^[1-9][0-9]{0,15}$/.test(value)).map(Number))],
  );

/** One of the codes. */
export const choice = <const T extends readonly string[]>(codes: T) =>
  typed.transform((value, context): T[number] =>
    codes.includes(value) ? value : refuse(context, value === '' ? words.choose : words.notOption),
  );

export const optionalChoice = <const T extends readonly string[]>(codes: T) =>
  typed.transform((value, context): T[number] | null => {
    if (value === '') return null;
    return codes.includes(value) ? value : refuse(context, words.notOption);
  });

export const choices = <const T extends readonly string[]>(codes: T) =>
  listed.transform((values): T[number][] => values.filter((value) => codes.includes(value)));

/** A ticked box. */
export const ticked = () => typed.transform((value) => value !== '' && value !== 'false' && value !== '0');

export const optionalEmail = () =>
  longText(254).transform((value, context) => {
    if (value === '') return null;
    const plain = value.normalize('NFKC').toLowerCase();
    return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(plain) ? plain : refuse(context, words.notEmail);
  });

export const optionalUrl = () =>
  longText(2000).transform((value, context) => {
    if (value === '') return null;
    return /^https?:\/\/\S+$/.test(value) ? value : refuse(context, words.notUrl);
  });

/** A button without fields. */
export const nothingForm = z.object({});
