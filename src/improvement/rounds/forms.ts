import { z } from 'zod';
import { daysBetween } from '../../platform/ja/dates.ts';
import {
  choice,
  choices,
  date,
  id,
  ids,
  integer,
  optionalChoice,
  optionalId,
  optionalInteger,
  optionalTime,
  text,
  ticked,
} from '../../platform/web/fields.ts';
import { cancelReasons } from '../visits/rules.ts';
import { words } from './words.ja.ts';

const version = integer(0, 1e9);
const months = z.preprocess(
  (value) => (value === undefined || value === '' ? [] : Array.isArray(value) ? value : [value]),
  z
    .array(z.string())
    .transform((all) => [...new Set(all.filter((one) => /^(19|20)[0-9]{2}-(0[1-9]|1[0-2])$/.test(one)))]),
);

export const proposalForm = z.object({
  from_on: date(),
  by_need: ticked(),
  seed: optionalInteger(1, 999_999),
});
export type NewProposal = z.output<typeof proposalForm>;

export const solveForm = z.object({ months, person_id: optionalId() });
export type SolveData = z.output<typeof solveForm>;

export const monthsForm = z.object({ months });

export const moveForm = z.object({
  planned_on: date(),
  person_id: id(),
  starts_at: optionalTime(),
  confirmed: ticked(),
  /** sent from the month's table, and back there */
  from: optionalChoice(['board']),
  _version: version,
});
export type MoveData = z.output<typeof moveForm>;

export const lockForm = z.object({ line_ids: ids(), locked: ticked() });

/** Weekdays come as ticked boxes '1' … '7'. */
const weekdays = () =>
  choices(['1', '2', '3', '4', '5', '6', '7'] as const).transform((days) =>
    days.map(Number).toSorted((a, b) => a - b),
  );

export const skills = ['development', 'medical_care', 'foreign_language', 'infant', 'nutrition'] as const;
export type Skill = (typeof skills)[number];

const neededTime = () =>
  optionalTime().transform((time, context) => {
    if (time !== null) return time;
    context.addIssue({ code: 'custom', message: words.errors.timeMissing });
    return z.NEVER;
  });

export const workerForm = z
  .object({
    weekdays: weekdays().refine((days) => days.length > 0, words.errors.chooseDays),
    starts_at: neededTime(),
    ends_at: neededTime(),
    most: integer(1, 8),
    skills: choices(skills),
    _version: version,
  })
  .refine((data) => data.starts_at < data.ends_at, { path: ['ends_at'], message: words.errors.endFirst });
export type WorkerData = z.output<typeof workerForm>;

export const absenceKinds = ['leave', 'training', 'meeting', 'other'] as const;
export const absenceForm = z
  .object({
    from_on: date(),
    to_on: date(),
    half: optionalChoice(['morning', 'afternoon']),
    kind: choice(absenceKinds),
  })
  .refine((data) => data.from_on <= data.to_on, { path: ['to_on'], message: words.errors.endFirst })
  .refine((data) => daysBetween(data.from_on, data.to_on) <= 366, {
    path: ['to_on'],
    message: words.errors.daysAtMost(366),
  });

const decimal = (from: number, to: number) =>
  text(20).transform((value, context) => {
    const read = Number(value.normalize('NFKC'));
    if (Number.isFinite(read) && read >= from && read <= to) return read;
    context.addIssue({ code: 'custom', message: words.errors.between(from, to) });
    return z.NEVER;
  });

export const settingForm = z.object({
  place: text(100),
  latitude: decimal(20, 46),
  longitude: decimal(122, 154.5),
  winding: decimal(1, 3),
  speed: integer(5, 80),
  winter_speed: integer(5, 80),
  winter_months: choices(['1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11', '12'] as const).transform(
    (all) => all.map(Number),
  ),
  minutes: integer(15, 480),
  grid: choice(['5', '10', '15', '30']).transform(Number),
  apart: integer(1, 120),
  quiet_weekdays: weekdays(),
  _version: version,
});
export type SettingData = z.output<typeof settingForm>;

export const quietKinds = ['year_start', 'year_end', 'long_holiday', 'event', 'other'] as const;
export const quietForm = z
  .object({ from_on: date(), to_on: date(), kind: choice(quietKinds), hard: ticked() })
  .refine((data) => data.from_on <= data.to_on, { path: ['to_on'], message: words.errors.endFirst })
  .refine((data) => daysBetween(data.from_on, data.to_on) < 200, {
    path: ['to_on'],
    message: words.errors.daysAtMost(199),
  });

export const callTimeForm = z
  .object({
    weekdays: weekdays().refine((days) => days.length > 0, words.errors.chooseDays),
    morning_from: optionalTime(),
    morning_to: optionalTime(),
    afternoon_from: optionalTime(),
    afternoon_to: optionalTime(),
    minutes: optionalInteger(15, 480),
    skills: choices(skills),
    _version: version,
  })
  .superRefine((data, context) => {
    for (const half of ['morning', 'afternoon'] as const) {
      const [from, to] = [data[`${half}_from`], data[`${half}_to`]];
      if ((from === null) !== (to === null))
        context.addIssue({ code: 'custom', path: [`${half}_to`], message: words.errors.bothTimes });
      else if (from !== null && to !== null && from >= to)
        context.addIssue({ code: 'custom', path: [`${half}_to`], message: words.errors.endFirst });
    }
    if (data.morning_from === null && data.afternoon_from === null)
      context.addIssue({ code: 'custom', path: ['morning_from'], message: words.errors.oneHalf });
  });
export type CallTimeData = z.output<typeof callTimeForm>;

export const agencyKinds = [
  'consultation',
  'development',
  'school',
  'health',
  'inspection',
  'other',
] as const;
export type AgencyKind = (typeof agencyKinds)[number];
export const agencyForm = z
  .object({
    organisation_id: id(),
    facility_id: id(),
    planned_on: date(),
    planned_from: optionalTime(),
    planned_to: optionalTime(),
    kind: choice(agencyKinds),
    confirmed: ticked(),
  })
  .refine(
    (data) => data.planned_from === null || data.planned_to === null || data.planned_from < data.planned_to,
    {
      path: ['planned_to'],
      message: words.errors.endFirst,
    },
  );
export type AgencyData = z.output<typeof agencyForm>;

export const lostForm = z.object({
  cancel_reason: choice(cancelReasons),
  cancel_note: text(500)
    .or(z.literal(''))
    .transform((note) => note || null),
});
