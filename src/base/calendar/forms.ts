import { z } from 'zod';
import { addDays, parseTime } from '../../platform/ja/dates.ts';
import { parseInteger } from '../../platform/ja/numbers.ts';
import { parsePhone } from '../../platform/ja/phone.ts';
import {
  choice,
  choices,
  code,
  date,
  id,
  integer,
  longText,
  optionalDate,
  optionalEmail,
  optionalId,
  optionalInteger,
  optionalTime,
  optionalUrl,
  text,
  ticked,
} from '../../platform/web/fields.ts';
import { parseDays } from './rules-dates.ts';
import { nths, repeatKinds, weekdayCodes, type Repeat } from './rules-recurrence.ts';
import { onlineChecks } from './rules.ts';
import { words } from './words-form.ja.ts';

export const version = integer(0, 1e9);
export const languages = ['ja', 'en', 'zh', 'ko', 'vi', 'tl', 'pt'] as const;
export const accommodations = [
  'medical_care',
  'disability',
  'allergy',
  'foreign_language',
  'wheelchair',
  'multiple_birth',
] as const;
export const applications = ['none', 'contact', 'form', 'lottery'] as const;
export const publishings = ['draft', 'now', 'at'] as const;

/** Every field of an event as it is typed. Days besides and except are free text, read by the grammar of dates. */
const typed = z.object({
  title: text(100),
  event_kind_code: code(40),
  summary: longText(120),
  description: longText(4000),
  zone: choice(['public', 'network']),
  audience: longText(100),
  for_children: ticked(),
  age_from_months: optionalInteger(0, 300),
  age_to_months: optionalInteger(0, 300),
  facility_id: optionalId(),
  organisation_id: optionalId(),
  place_name: longText(100),
  address: longText(200),
  online: choice(['none', 'also', 'only']),
  join_url: optionalUrl(),
  join_note: longText(1000),
  checks: choices(onlineChecks),
  starts_on: date(),
  starts_at: optionalTime(),
  ends_at: optionalTime(),
  more_times: longText(300),
  days: optionalInteger(1, 200),
  repeat: choice(repeatKinds),
  weekdays: choices(weekdayCodes),
  nth: choices(nths),
  nth_weekday: longText(2),
  month_days: longText(100),
  until: optionalDate(),
  holidays: choice(['open', 'closed']),
  except_on: longText(1000),
  also_on: longText(1000),
  fee_amount: optionalInteger(0, 1_000_000),
  fee_note: longText(200),
  what_to_bring: longText(500),
  languages: choices(languages),
  accommodations: choices(accommodations),
  contact_name: longText(100),
  contact_phone: longText(40),
  contact_email: optionalEmail(),
  url: optionalUrl(),
  application: choice(applications),
  application_note: longText(1000),
  application_opens_on: optionalDate(),
  application_opens_time: optionalTime(),
  application_closes_on: optionalDate(),
  application_closes_time: optionalTime(),
  lottery_on: optionalDate(),
  lottery_time: optionalTime(),
  capacity: optionalInteger(1, 100_000),
  capacity_unit: choice(['family', 'person']),
  waiting_list: ticked(),
  offer_hours: optionalInteger(1, 168),
  publish: choice(publishings),
  publish_on: optionalDate(),
  publish_time: optionalTime(),
});
type Typed = z.output<typeof typed>;

/** What is typed as one text and means several values. */
interface Read {
  repeat: Repeat;
  except_on: string[];
  also_on: string[];
  more_times: string[];
}

type Problems = Map<string, string>;

function daysIn(value: string, starts_on: string, name: string, problems: Problems): string[] {
  if (value.trim() === '') return [];
  const read = parseDays(value.replace(/\n+/g, '、'), { from: starts_on, to: addDays(starts_on, 364) });
  if (read.ok) return read.days;
  problems.set(name, read.reason);
  return [];
}

function repeatIn(data: Typed, problems: Problems): Repeat {
  const { until } = data;
  switch (data.repeat) {
    case 'none':
      return { kind: 'none' };
    case 'daily':
      return { kind: 'daily', until };
    case 'weekly':
    case 'biweekly':
      if (data.weekdays.length === 0) problems.set('weekdays', words.errors.weekdays);
      return { kind: data.repeat, weekdays: data.weekdays, until };
    case 'monthly_weekday': {
      const weekday = weekdayCodes.find((one) => one === data.nth_weekday);
      if (data.nth.length === 0) problems.set('nth', words.errors.nth);
      if (!weekday) problems.set('nth_weekday', words.errors.nthWeekday);
      return { kind: 'monthly_weekday', nth: data.nth, weekday: weekday ?? 'MO', until };
    }
    default: {
      const days = data.month_days
        .split(/[^\d\uFF10-\uFF19]+/)
        .filter(Boolean)
        .map(parseInteger)
        .map((one) => (one.ok ? one.value : 0));
      if (days.length === 0 || days.some((day) => day < 1 || day > 31))
        problems.set('month_days', words.errors.monthDays);
      return { kind: 'monthly_day', days, until };
    }
  }
}

function timesIn(value: string, problems: Problems): string[] {
  const lines = value.split(/[\n、,]+/).filter((line) => line.trim() !== '');
  const read = lines.map((line) => {
    const [from, to, ...rest] = line.normalize('NFKC').split(/[~〜～\-–]/);
    const [a, b] = [parseTime(from ?? ''), parseTime(to ?? '')];
    if (a.ok && (to ?? '').trim() === '' && rest.length === 0) return `${a.value}-`;
    return a.ok && b.ok && rest.length === 0 && b.value > a.value ? `${a.value}-${b.value}` : null;
  });
  if (read.includes(null) || read.length > 10) problems.set('more_times', words.errors.moreTimes);
  return read.filter((one) => one !== null);
}

function checkedOver(data: Typed): { read: Read; problems: Problems } {
  const problems: Problems = new Map();
  const must = (name: string, ok: boolean, sentence: string): void => {
    if (!ok && !problems.has(name)) problems.set(name, sentence);
  };
  const read: Read = {
    repeat: repeatIn(data, problems),
    except_on: daysIn(data.except_on, data.starts_on, 'except_on', problems),
    also_on: daysIn(data.also_on, data.starts_on, 'also_on', problems),
    more_times: timesIn(data.more_times, problems),
  };
  must('ends_at', data.ends_at === null || data.starts_at !== null, words.errors.endWithoutStart);
  must(
    'ends_at',
    data.starts_at === null || data.ends_at === null || (data.days ?? 1) > 1 || data.ends_at > data.starts_at,
    words.errors.endBeforeStart,
  );
  must('until', data.until === null || data.until >= data.starts_on, words.errors.untilBeforeStart);
  must(
    'age_to_months',
    data.age_from_months === null ||
      data.age_to_months === null ||
      data.age_to_months >= data.age_from_months,
    words.errors.ages,
  );
  must('days', (data.days ?? 1) === 1 || data.repeat === 'none', words.errors.daysAndRepeat);
  must('more_times', read.more_times.length === 0 || data.starts_at !== null, words.errors.moreWithoutFirst);
  must('organisation_id', data.facility_id !== null || data.organisation_id !== null, words.errors.host);
  if (data.contact_phone !== '') {
    const phone = parsePhone(data.contact_phone);
    if (!phone.ok) problems.set('contact_phone', phone.reason);
  }
  if (data.application === 'lottery') {
    must('application_closes_on', data.application_closes_on !== null, words.errors.lotteryCloses);
    must('lottery_on', data.lottery_on !== null, words.errors.lotteryOn);
    must('capacity', data.capacity !== null, words.errors.lotteryCapacity);
  }
  if (data.application === 'contact')
    must(
      'application_note',
      data.application_note !== '' ||
        data.contact_phone !== '' ||
        data.contact_email !== null ||
        data.url !== null,
      words.errors.contact,
    );
  for (const [day, time] of [
    ['application_opens_on', 'application_opens_time'],
    ['application_closes_on', 'application_closes_time'],
    ['lottery_on', 'lottery_time'],
    ['publish_on', 'publish_time'],
  ] as const)
    must(day, data[day] !== null || data[time] === null, words.errors.timeWithoutDay);
  const moment = (day: string | null, time: string | null, otherwise: string) =>
    day === null ? null : `${day}T${time ?? otherwise}`;
  const opens = moment(data.application_opens_on, data.application_opens_time, '00:00');
  const closes = moment(data.application_closes_on, data.application_closes_time, '23:59');
  const drawn = moment(data.lottery_on, data.lottery_time, '23:59');
  must(
    'application_closes_on',
    opens === null || closes === null || closes > opens,
    words.errors.closesFirst,
  );
  must('lottery_on', drawn === null || closes === null || drawn >= closes, words.errors.lotteryFirst);
  must('publish_on', data.publish !== 'at' || data.publish_on !== null, words.errors.publishOn);
  return { read, problems };
}

/** What is wrong between the fields is said beside them; the texts are read into days and times. */
function wholly<T extends Typed>(data: T, context: z.RefinementCtx): Omit<T, keyof Read> & Read {
  const { read, problems } = checkedOver(data);
  for (const [name, message] of problems) context.addIssue({ code: 'custom', path: [name], message });
  return { ...data, ...read };
}
export const eventForm = typed
  .extend({ copied_from: optionalId() })
  .transform((data, context) => wholly(data, context));
export type EventData = Omit<z.output<typeof eventForm>, 'copied_from'>;
export const eventEditForm = typed
  .extend({ _version: version })
  .transform((data, context) => wholly(data, context));
export type EventEdit = z.output<typeof eventEditForm>;

export const reasonForm = z.object({ reason: text(200), _version: version });
export const versionForm = z.object({ _version: version });
export const sequenceForm = z.object({ _sequence: version });

export const moveForm = z
  .object({
    on: date(),
    starts_at: optionalTime(),
    ends_at: optionalTime(),
    capacity: optionalInteger(1, 100_000),
    note: longText(200),
    _sequence: version,
  })
  .refine((data) => data.ends_at === null || (data.starts_at !== null && data.ends_at > data.starts_at), {
    path: ['ends_at'],
    message: words.errors.endBeforeStart,
  });
export type MoveData = z.output<typeof moveForm>;
export const cancelSessionForm = z.object({ reason: text(200), _sequence: version });

export const feedForm = z.object({
  name: text(100),
  // Pages that offer a calendar give its address as webcal, which is https by another name.
  url: text(2000)
    .transform((value) => value.replace(/^webcals?:\/\//i, 'https://'))
    .refine((value) => /^https?:\/\/[^\s]+$/.test(value), words.errors.feedUrl),
  organisation_id: id(),
  event_kind_code: code(40),
  zone: choice(['public', 'network']),
  every_hours: integer(1, 168),
});
export const feedEditForm = feedForm.extend({ _version: version });
export type FeedData = z.output<typeof feedForm>;

export const answerForm = z.object({
  sittings: longText(4000),
});
export const dropForm = z.object({ dropped_reason: text(200) });
