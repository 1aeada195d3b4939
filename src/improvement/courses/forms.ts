import { z } from 'zod';
import { onlineChecks } from '../../base/calendar/rules.ts';
import { parsePhone, formatPhone } from '../../platform/ja/phone.ts';
import { parseInteger } from '../../platform/ja/numbers.ts';
import {
  choice,
  choices,
  code,
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
  optionalTime,
  optionalUrl,
  text,
  ticked,
} from '../../platform/web/fields.ts';
import { laterAnswers, makeUpWays, onlines, selections } from './rules.ts';
import { readNameLine, readUnitLine, words } from './words.ja.ts';

const version = integer(0, 1e9);
export const versionForm = z.object({ _version: version });
export const reasonForm = z.object({ reason: text(300), _version: version });
export const sayForm = z.object({ reason: longText(300) });
export const chooseForm = z.object({ ids: ids() });

const linesOf = (value: string): string[] =>
  value
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** Several things typed one a line; the first that cannot be read is told. */
const lines = <T>(most: number, read: (line: string) => T | null, wrong: (line: string) => string) =>
  longText(8000).transform((value, context): T[] => {
    const typed = linesOf(value);
    const refuse = (message: string) => {
      context.addIssue({ code: 'custom', message });
      return z.NEVER;
    };
    if (typed.length > most) return refuse(words.errors.tooManyLines(most));
    const found = typed.map(read);
    const at = found.indexOf(null);
    return at < 0 ? (found as T[]) : refuse(wrong(typed[at]!));
  });

const phone = () =>
  optionalText(40).transform((value, context) => {
    if (value === null) return null;
    const read = parsePhone(value);
    if (read.ok) return formatPhone(read.value);
    context.addIssue({ code: 'custom', message: read.reason });
    return z.NEVER;
  });

export interface UnitLine {
  title: string;
  minutes: number;
  required: boolean;
}

export const courseForm = z
  .object({
    category_code: code(),
    title: text(80),
    purpose: longText(2000),
    audience: longText(200),
    organisation_id: id(),
    zone: choice(['public', 'network']),
    selection: choice(selections),
    capacity: integer(1, 1000),
    per_facility: optionalInteger(1, 100),
    opens_on: date(),
    closes_on: date(),
    lottery_on: optionalDate(),
    units: lines<UnitLine>(60, readUnitLine, words.errors.unit),
    required_minutes: integer(0, 100_000),
    late_minutes: integer(0, 120),
    asks_reflection: ticked(),
    asks_birth: ticked(),
    valid_months: optionalInteger(1, 600),
    issuer: text(100),
    fee_amount: integer(0, 1_000_000),
    what_to_bring: longText(300),
    contact_name: longText(100),
    contact_phone: phone(),
    _version: version,
  })
  .check((context) => {
    const { value, issues } = context;
    const add = (path: string, message: string) =>
      issues.push({ code: 'custom', message, path: [path], input: value });
    if (value.closes_on < value.opens_on) add('closes_on', words.errors.window);
    if (value.selection === 'lottery' && (value.lottery_on === null || value.lottery_on <= value.closes_on))
      add('lottery_on', words.errors.lotteryOn);
    if (new Set(value.units.map(({ title }) => title)).size < value.units.length)
      add('units', words.errors.unitTwice);
    const taught = value.units.reduce((sum, unit) => sum + unit.minutes, 0);
    if (value.units.length > 0 && value.required_minutes > taught)
      add('required_minutes', words.errors.moreThanTaught(taught));
  });
export type CourseData = z.output<typeof courseForm>;

export const sessionForm = z
  .object({
    title: text(80),
    held_on: date(),
    starts_at: optionalTime(),
    ends_at: optionalTime(),
    place: longText(200),
    online: choice(onlines),
    join_url: optionalUrl(),
    join_note: longText(1000),
    checks: choices(onlineChecks),
    speakers: longText(300),
    units: ids(),
    _version: version,
  })
  .check((context) => {
    const { value, issues } = context;
    const add = (path: string, message: string) =>
      issues.push({ code: 'custom', message, path: [path], input: value });
    if (value.starts_at === null) add('starts_at', words.errors.startsAt);
    if (value.ends_at === null || (value.starts_at !== null && value.ends_at <= value.starts_at))
      add('ends_at', words.errors.endsAt);
    if (value.place === '' && value.online !== 'only') add('place', words.errors.place);
    if (value.join_url !== null && value.online === 'none') add('online', words.errors.linkWithoutOnline);
  });
export type SessionData = z.output<typeof sessionForm>;

const details = {
  name: text(60),
  name_kana: longText(80),
  birth_on: optionalDate(daysOfLife),
  job: longText(60),
  years: optionalInteger(0, 60),
};
export const applyForm = z.object({ facility_id: optionalId(), ...details, wishes: longText(500) });
export type ApplyData = z.output<typeof applyForm>;
export const detailsForm = z.object({
  ...details,
  email: optionalEmail(),
  phone: phone(),
  _version: version,
});
export type DetailsData = z.output<typeof detailsForm>;

export interface NameLine {
  name: string;
  years: number | null;
}
/** A head's application for several: people of the facility, and names of those without an account. */
export const sendForm = z
  .object({
    facility_id: id(),
    people: ids(),
    others: lines<NameLine>(20, readNameLine, words.errors.nameLine),
    wishes: longText(500),
  })
  .check(({ value, issues }) => {
    if (value.people.length + value.others.length === 0)
      issues.push({ code: 'custom', message: words.errors.nobodyChosen, path: ['people'], input: value });
  });
export type SendData = z.output<typeof sendForm>;

/** Taken down at the telephone, or sent by another town's staff themselves. */
const outside = {
  outside_town: text(60),
  outside_facility: text(100),
  outside_head: text(60),
  ...details,
  wishes: longText(500),
  phone: phone(),
};
export const openForm = z
  .object({ ...outside, email: optionalEmail(), agreed: ticked(), website: longText(200) })
  .check(({ value, issues }) => {
    const add = (path: string, message: string) =>
      issues.push({ code: 'custom', message, path: [path], input: value });
    if (value.email === null) add('email', words.errors.email);
    if (!value.agreed) add('agreed', words.errors.agreed);
  });
export type OpenData = z.output<typeof openForm>;
export const staffForm = z.object({ ...outside, email: optionalEmail() }).check(({ value, issues }) => {
  if (value.email === null && value.phone === null)
    issues.push({ code: 'custom', message: words.errors.reach, path: ['phone'], input: value });
});
export type StaffData = z.output<typeof staffForm>;

export interface Present {
  application_id: number;
  present: boolean;
  minutes: number | null;
  note: string;
}
/** One row of boxes for each who takes part: here_12, minutes_12, note_12. */
export const attendanceForm = z.looseObject({ rows: ids() }).transform((data, context): Present[] => {
  const given = data as Record<string, unknown>;
  const said = (name: string): string => (typeof given[name] === 'string' ? given[name] : '');
  return data.rows.map((application_id) => {
    const typed = said(`minutes_${application_id}`).trim();
    const read = typed === '' ? null : parseInteger(typed);
    if (read !== null && (!read.ok || read.value < 0 || read.value > 1000))
      context.addIssue({
        code: 'custom',
        path: [`minutes_${application_id}`],
        message: words.errors.minutes,
      });
    return {
      application_id,
      present: said(`here_${application_id}`) !== '',
      minutes: read?.ok ? read.value : null,
      note: said(`note_${application_id}`).slice(0, 200),
    };
  });
});

export const makeUpForm = z.object({
  application_id: id(),
  way: choice(makeUpWays),
  made_on: date(),
  note: longText(300),
});
export type MakeUpData = z.output<typeof makeUpForm>;

export const reflectionForm = z.object({
  takes: text(2000),
  tries: longText(2000),
  shared: ticked(),
  _version: version,
});
export type ReflectionData = z.output<typeof reflectionForm>;
export const openReflectionForm = z.object({ takes: text(2000), tries: longText(2000) });
export const laterForm = z.object({ later: choice(laterAnswers), later_note: longText(1000) });

export const groupsForm = z.object({ size: integer(3, 6) });
export const moveForm = z.object({ application_id: id(), group_id: id() });
export const notesForm = z.object({
  cases: longText(4000),
  insights: longText(4000),
  tomorrow: longText(4000),
  _version: version,
});
export type NotesData = z.output<typeof notesForm>;

export const withdrawForm = z.object({ reason: text(300) });
export const reprintForm = z.object({ name: text(60), reason: text(300) });
export const verifyForm = z.object({ number: text(60), code: text(30) });
export const codeForm = z.object({ code: longText(30) });

export const themeForm = z.object({
  title: text(100),
  summary: longText(1000),
  audience: longText(200),
  minutes: integer(10, 600),
  position: integer(0, 10_000),
  ended: ticked(),
  _version: version,
});
export type ThemeData = z.output<typeof themeForm>;

export const lectureForm = z
  .object({
    theme_id: id(),
    facility_id: optionalId(),
    asker: longText(100),
    contact: longText(100),
    purpose: text(1000),
    people: integer(1, 1000),
    wishes: text(600),
    place: longText(200),
  })
  .check(({ value, issues }) => {
    if (value.facility_id === null && value.asker === '')
      issues.push({ code: 'custom', message: words.errors.asker, path: ['asker'], input: value });
  });
export type LectureData = z.output<typeof lectureForm>;
export const arrangeForm = z
  .object({
    held_on: date(),
    starts_at: optionalTime(),
    ends_at: optionalTime(),
    speaker: text(100),
    reason: longText(500),
  })
  .check((context) => {
    const { value, issues } = context;
    if (value.starts_at === null)
      issues.push({ code: 'custom', message: words.errors.startsAt, path: ['starts_at'], input: value });
    if (value.ends_at === null || (value.starts_at !== null && value.ends_at <= value.starts_at))
      issues.push({ code: 'custom', message: words.errors.endsAt, path: ['ends_at'], input: value });
  });
export const heldForm = z.object({ people: integer(0, 1000), report: text(2000) });
export const lectureReasonForm = z.object({ reason: text(500) });
