import { z } from 'zod';
import { parseDate, parseTime } from '../../platform/ja/dates.ts';
import {
  choice,
  code,
  date,
  id,
  ids,
  integer,
  longText,
  optionalId,
  optionalInteger,
  optionalText,
  optionalTime,
  text,
} from '../../platform/web/fields.ts';
import { words } from './words.ja.ts';
import { cardKinds, trialAnswers } from './rules.ts';

const version = integer(0, 1e9);
export const versionForm = z.object({ _version: version });

const linesOf = (value: string): string[] =>
  value
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');

const lines = (most: number, each: number) =>
  longText(6000).transform((value, context): string[] => {
    const found = [...new Set(linesOf(value))];
    const refuse = (message: string) => {
      context.addIssue({ code: 'custom', message });
      return z.NEVER;
    };
    if (found.length === 0) return refuse(words.errors.noLines);
    if (found.length > most) return refuse(words.errors.tooManyLines(most));
    const long = found.find((line) => [...line].length > each);
    return long === undefined ? found : refuse(words.errors.longLine(long, each));
  });

export interface Time {
  held_on: string;
  starts_at: string;
  ends_at: string;
}

/** 'day from-to' a line, in any notation of days and times. */
const times = () =>
  lines(20, 60).transform((found, context): Time[] => {
    const read = found.map((line): Time | null => {
      // a hyphen, a tilde or a wave between the times
      const [, day, from, to] =
        /^(.+?)[\s\u3000]+(\S+?)\s*[-~\u301c\uff5e\u2013\u2014\u30fc]\s*(\S+)$/.exec(line) ?? [];
      const [held_on, starts_at, ends_at] = [
        parseDate(day ?? ''),
        parseTime(from ?? ''),
        parseTime(to ?? ''),
      ];
      return held_on.ok && starts_at.ok && ends_at.ok && starts_at.value < ends_at.value
        ? { held_on: held_on.value, starts_at: starts_at.value, ends_at: ends_at.value }
        : null;
    });
    const wrong = read.indexOf(null);
    if (wrong >= 0) {
      context.addIssue({ code: 'custom', message: words.errors.time(found[wrong]!) });
      return z.NEVER;
    }
    return read as Time[];
  });

const weight = integer(0, 100);
export const callForm = z
  .object({
    theme_code: code(60),
    title: text(100),
    purpose: longText(2000),
    opens_on: date(),
    closes_on: date(),
    topics: lines(20, 60),
    times: times(),
    smallest: integer(2, 8),
    largest: integer(2, 8),
    aimed: integer(2, 8),
    most_km: optionalInteger(1, 500),
    weight_like: weight,
    weight_strength: weight,
    weight_mixed: weight,
    weight_near: weight,
    weight_fresh: weight,
    weight_size: weight,
    _version: version,
  })
  .check((context) => {
    const { value, issues } = context;
    const add = (path: string, message: string) =>
      issues.push({ code: 'custom', message, path: [path], input: value });
    if (value.closes_on < value.opens_on) add('closes_on', words.errors.window);
    if (value.smallest > value.aimed || value.aimed > value.largest) add('aimed', words.errors.sizes);
    const first = value.times.map(({ held_on }) => held_on).toSorted()[0];
    if (first !== undefined && first <= value.closes_on) add('times', words.errors.timesBeforeClosing);
  });
export type CallData = z.output<typeof callForm>;

const numbers = () => ids().transform((found) => found.map((one) => one - 1).filter((one) => one < 30));

/** Topics and times are sent as their number and one, for nothing is sent as zero. */
export const entryForm = z.object({
  facility_id: id(),
  aim: longText(500),
  question: longText(500),
  strength: longText(500),
  asks: numbers(),
  offers: numbers(),
  times: numbers(),
  draft: optionalText(10),
  _version: version,
});
export type EntryData = z.output<typeof entryForm>;

/** `to` 0: a group of its own. */
export const moveForm = z.object({
  facility_id: id(),
  to: integer(0, 1e15),
  from: optionalText(20),
});

export const sessionForm = z
  .object({
    held_on: date(),
    starts_at: optionalTime(),
    ends_at: optionalTime(),
    place: longText(200),
    join_url: longText(500),
    note: longText(2000),
    _version: version,
  })
  .check((context) => {
    const { value, issues } = context;
    const add = (path: string, message: string) =>
      issues.push({ code: 'custom', message, path: [path], input: value });
    if (value.starts_at === null) add('starts_at', words.errors.startsAt);
    if (value.ends_at === null || (value.starts_at !== null && value.ends_at <= value.starts_at))
      add('ends_at', words.errors.endsAt);
    if (value.place === '' && value.join_url === '') add('place', words.errors.place);
    if (value.join_url !== '' && !/^https?:\/\/\S+$/.test(value.join_url)) add('join_url', words.errors.link);
  });
export type SessionData = z.output<typeof sessionForm>;

export const cardForm = z.object({ kind: choice(cardKinds), body: text(300), heading_id: optionalId() });
export const cardEditForm = z.object({ kind: choice(cardKinds), body: text(300), _version: version });
/** Below a heading (none: not sorted yet), before another card or at the end; or one step up or down. */
export const cardMoveForm = z.object({
  heading_id: optionalId(),
  before_id: optionalId(),
  step: optionalText(10),
});
export const headingForm = z.object({ name: text(40) });
export const summaryForm = z.object({ summary: longText(2000), _version: version });

export const handoutForm = z.object({
  title: text(100),
  lead: longText(1000),
  cases: longText(5000),
  issues: longText(5000),
  ideas: longText(5000),
  publish: optionalText(10),
  _version: version,
});
export type HandoutData = z.output<typeof handoutForm>;

export const trialForm = z.object({
  facility_id: id(),
  tried: choice(trialAnswers),
  story: longText(1000),
});
export type TrialData = z.output<typeof trialForm>;
