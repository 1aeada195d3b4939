import { z } from 'zod';
import { parseDate, parseTime } from '../../platform/ja/dates.ts';
import { normaliseInput } from '../../platform/ja/text.ts';
import {
  integer,
  longText,
  optionalDate,
  optionalId,
  optionalTime,
  choice,
  date,
} from '../../platform/web/fields.ts';
import { filled } from '../../platform/web/form.ts';
import { bydayOf, dayCodes, groupsOf, overlapping, type Hours } from './rules-schedule.ts';
import { holidayChoices, weekChoices, words, type WeekChoice } from './words-schedule.ja.ts';

const typedFields = z.record(z.string(), z.union([z.string(), z.array(z.string())]));
type TypedFields = z.output<typeof typedFields>;

const one = (typed: TypedFields, name: string): string => {
  const value = typed[name];
  return normaliseInput(Array.isArray(value) ? (value[0] ?? '') : (value ?? ''));
};
const many = (typed: TypedFields, name: string): string[] => {
  const value = typed[name];
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
};

const mostRows = 40;

/** How many rows a sent form has. */
export function rowsIn(typed: TypedFields): number {
  const numbers = Object.keys(typed).flatMap((name) => {
    const at = /^r(\d{1,2})_/.exec(name)?.[1];
    return at === undefined ? [] : [Number(at) + 1];
  });
  return Math.min(mostRows, Math.max(0, ...numbers));
}

/** Rows of the form as lines of hours, with their numbers; what is wrong is said by field. */
function readRows(typed: TypedFields, refuse: (name: string, sentence: string) => void): Hours[] {
  const found: { at: number; row: Hours }[] = [];
  for (let at = 0; at < rowsIn(typed); at++) {
    const of = (name: string) => `r${at}_${name}`;
    if (one(typed, of('remove')) !== '') continue;
    const days = dayCodes.filter((day) => many(typed, of('days')).includes(day));
    const times = { opens_at: one(typed, of('opens_at')), closes_at: one(typed, of('closes_at')) };
    const holidays = one(typed, of('holidays'));
    if (days.length === 0 && times.opens_at === '' && times.closes_at === '' && one(typed, of('note')) === '')
      continue;
    if (days.length === 0 && holidays !== 'only') refuse(of('days'), words.daysMissing);
    const [opens, closes] = [parseTime(times.opens_at), parseTime(times.closes_at)];
    if (times.opens_at === '' || times.closes_at === '') refuse(of('opens_at'), words.timesMissing);
    else if (!opens.ok) refuse(of('opens_at'), opens.reason);
    else if (!closes.ok) refuse(of('closes_at'), closes.reason);
    else if (closes.value <= opens.value) refuse(of('closes_at'), words.timesWrong);
    const span: Record<'valid_from' | 'valid_to', string | null> = { valid_from: null, valid_to: null };
    for (const name of ['valid_from', 'valid_to'] as const) {
      const text = one(typed, of(name));
      if (text === '') continue;
      const read = parseDate(text);
      if (read.ok) span[name] = read.value;
      else refuse(of(name), read.reason);
    }
    if (span.valid_from !== null && span.valid_to !== null && span.valid_to < span.valid_from)
      refuse(of('valid_to'), words.datesWrong);
    const weeks = one(typed, of('weeks')) || 'every';
    if (!(weeks in weekChoices)) refuse(of('weeks'), words.weeksWrong);
    const service = one(typed, of('service_id'));
    if (!opens.ok || !closes.ok) continue;
    found.push({
      at,
      row: {
        service_id: /^[1-9]\d{0,15}$/.test(service) ? Number(service) : null,
        byday: bydayOf(days.length === 0 ? dayCodes : days, weeks as WeekChoice).slice(0, 14),
        opens_at: opens.value,
        closes_at: closes.value,
        ...span,
        holidays: holidays in holidayChoices ? (holidays as Hours['holidays']) : 'closed',
        note: one(typed, of('note')).slice(0, 200) || null,
      },
    });
  }
  const clash = overlapping(found.map(({ row }) => row));
  if (clash) {
    const [a, b] = [found[clash[0]]!.at, found[clash[1]]!.at];
    refuse(`r${b}_opens_at`, words.overlap(a + 1, b + 1));
  }
  return found.map(({ row }) => row);
}

/** The stored rows chosen in place of one's own, where two people saved. */
function chosen(typed: TypedFields): TypedFields {
  const text = one(typed, 'schedule');
  if (text === '') return typed;
  try {
    const { values } = filled(scheduleFields(JSON.parse(text) as Hours[]));
    return { ...values, _version: one(typed, '_version') };
  } catch {
    return typed;
  }
}

export const scheduleForm = typedFields.transform((sent, context) => {
  const typed = chosen(sent);
  const rows = readRows(typed, (name, message) =>
    context.addIssue({ code: 'custom', path: [name], message }),
  );
  const version = integer(0, 1_000_000_000).safeParse(one(typed, '_version') || '0');
  return { rows, _version: version.success ? version.data : 0 };
});
export type ScheduleForm = z.output<typeof scheduleForm>;

/** What a preview may show of a form with mistakes: the rows that can be read. */
export const readableRows = (typed: TypedFields): Hours[] => readRows(typed, () => undefined);

/** Stored lines as the form's fields; at least `least` rows. */
export function scheduleFields(rows: readonly Hours[]): Record<string, unknown> {
  const lines = rows.flatMap((row) => groupsOf(row.byday).map((group) => ({ ...row, ...group })));
  return Object.fromEntries(
    lines.flatMap((line, at) =>
      Object.entries({
        service_id: line.service_id,
        days: line.days,
        weeks: line.weeks,
        opens_at: line.opens_at,
        closes_at: line.closes_at,
        valid_from: line.valid_from,
        valid_to: line.valid_to,
        holidays: line.holidays,
        note: line.note,
      }).map(([name, value]) => [`r${at}_${name}`, value]),
    ),
  );
}

export const exceptionForm = z
  .object({
    service_id: optionalId(),
    starts_on: date(),
    ends_on: optionalDate(),
    exception_kind: choice(['closed', 'hours']),
    opens_at: optionalTime(),
    closes_at: optionalTime(),
    reason: longText(200),
  })
  .transform((form) => ({
    ...form,
    ends_on: form.ends_on ?? form.starts_on,
    ...(form.exception_kind === 'closed' ? { opens_at: null, closes_at: null } : {}),
  }))
  .superRefine((form, context) => {
    const refuse = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    if (form.ends_on < form.starts_on) refuse('ends_on', words.datesWrong);
    if (form.reason === '') refuse('reason', words.reasonMissing);
    if (form.exception_kind === 'hours' && (form.opens_at === null || form.closes_at === null))
      refuse('opens_at', words.timesMissing);
    else if (form.opens_at !== null && form.closes_at !== null && form.closes_at <= form.opens_at)
      refuse('closes_at', words.timesWrong);
  });
export type ExceptionForm = z.output<typeof exceptionForm>;
