import { z } from 'zod';
import {
  integer,
  longText,
  optionalChoice,
  optionalInteger,
  optionalText,
} from '../../platform/web/fields.ts';
import { contradictions, counts, type Counts } from './rules.ts';
import { words } from './words.ja.ts';

const keys = <T extends object>(of: T) => Object.keys(of) as (keyof T & string)[];

export const methods = keys(words.methods);
export const topics = keys(words.topics);
export const childAges = keys(words.child_ages);
export const ledTo = keys(words.led_to);
export const eventKinds = keys(words.event_kinds);
export const weathers = keys(words.weather);

/** So many rows a day's sheet takes at most; a busier day counts the same consultation several times. */
export const mostRows = 40;
const version = integer(0, 1e9);
const rows = Array.from({ length: mostRows }, (_, at) => at);
const code = <T extends readonly string[]>(codes: T) => optionalChoice(codes);

const consultationFields = (at: number) => ({
  [`c${at}_topic`]: code(topics),
  [`c${at}_method`]: code(methods),
  [`c${at}_child_age`]: code(childAges),
  [`c${at}_minutes`]: optionalInteger(1, 600),
  [`c${at}_led_to`]: code(ledTo),
  [`c${at}_people`]: optionalInteger(1, 500),
});
const eventFields = (at: number) => ({
  [`e${at}_kind`]: code(eventKinds),
  [`e${at}_title`]: longText(100),
  [`e${at}_participants`]: optionalInteger(0, 5000),
});

export interface Consultation {
  topic: (typeof topics)[number];
  method: (typeof methods)[number];
  child_age: (typeof childAges)[number] | null;
  minutes: number | null;
  led_to: (typeof ledTo)[number] | null;
  people: number;
}
export interface DayEvent {
  kind: (typeof eventKinds)[number];
  title: string;
  participants: number | null;
}
/** A day's sheet as it was sent. */
export interface Sheet extends Counts {
  staff: number | null;
  weather: (typeof weathers)[number] | null;
  note: string | null;
  consultations: Consultation[];
  events: DayEvent[];
  /** The rows of the other person's sheet are taken instead. */
  keep_rows: boolean;
  confirmed: number | null;
  /** More rows were asked for: nothing is saved yet. */
  more: boolean;
  _version: number;
}

const countFields = Object.fromEntries(counts.map((name) => [name, optionalInteger(0, 5000)])) as Record<
  (typeof counts)[number],
  ReturnType<typeof optionalInteger>
>;

export const sheetForm = z
  .object({
    ...countFields,
    staff: optionalInteger(0, 500),
    weather: code(weathers),
    note: optionalText(500),
    rows_kept: code(['keep']),
    confirmed: optionalInteger(0, 100_000),
    more: code(['consultation', 'event']),
    _version: version,
    ...Object.assign({}, ...rows.map(consultationFields), ...rows.map(eventFields)),
  })
  .transform((sent: Record<string, unknown>, context): Sheet => {
    const complain = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    const more = sent.more !== null;
    const day = Object.fromEntries(counts.map((name) => [name, sent[name] ?? 0])) as Counts;
    if (!more) {
      if (counts.every((name) => sent[name] === null)) complain('families', words.errors.empty);
      for (const { field, kind } of contradictions(day)) complain(field, words.errors[kind]);
    }
    const consultations: Consultation[] = [];
    const events: DayEvent[] = [];
    for (const at of rows) {
      const cell = (name: string) => sent[`c${at}_${name}`] ?? null;
      const [topic, method, child_age, minutes, led_to, people] = [
        'topic',
        'method',
        'child_age',
        'minutes',
        'led_to',
        'people',
      ].map(cell);
      if (topic !== null) {
        consultations.push({
          topic: topic as Consultation['topic'],
          method: (method ?? 'in_person') as Consultation['method'],
          child_age: child_age as Consultation['child_age'],
          minutes: minutes as number | null,
          led_to: led_to as Consultation['led_to'],
          people: (people ?? 1) as number,
        });
      } else if (!more && [child_age, minutes, led_to, people].some((one) => one !== null)) {
        complain(`c${at}_topic`, words.errors.topic);
      }
      const kind = sent[`e${at}_kind`] as DayEvent['kind'] | null;
      const title = (sent[`e${at}_title`] ?? '') as string;
      const participants = (sent[`e${at}_participants`] ?? null) as number | null;
      if (kind !== null && title !== '') events.push({ kind, title, participants });
      else if (!more && kind !== null) complain(`e${at}_title`, words.errors.event_title);
      else if (!more && (title !== '' || participants !== null))
        complain(`e${at}_kind`, words.errors.event_kind);
    }
    return {
      ...day,
      staff: sent.staff as number | null,
      weather: sent.weather as Sheet['weather'],
      note: sent.note as string | null,
      consultations,
      events,
      keep_rows: sent.rows_kept !== null,
      confirmed: sent.confirmed as number | null,
      more,
      _version: sent._version as number,
    };
  });

/** One tap with a reason, or a reason of one's own. */
export const closedForm = z
  .object({
    closed_reason: longText(100),
    closed_other: longText(100),
    clear: optionalChoice(['yes']),
    _version: version,
  })
  .transform(({ closed_reason, closed_other, clear, _version }, context) => {
    const reason = closed_reason === '' ? closed_other : closed_reason;
    if (reason === '')
      context.addIssue({ code: 'custom', path: ['closed_other'], message: words.errors.reason });
    return { reason, clear: clear === 'yes', _version };
  });

/** Columns of the month's table, in its order. */
export const monthColumns = [
  'families',
  'adults',
  'children_0',
  'children_1',
  'children_2',
  'children_3_up',
  'first_visits',
] as const;

export interface MonthRow {
  day: string;
  counts: Record<(typeof monthColumns)[number], number | null>;
  closed_reason: string;
  version: number;
}

/** A row as the page had it, in one text: what nobody touched is left as it is now, whoever changed it. */
export const rowText = (values: readonly (number | string | null)[]): string =>
  values.map((one) => one ?? '').join(',');

const days = Array.from({ length: 31 }, (_, at) => String(at + 1));
export const monthForm = z
  .object(
    Object.assign(
      {},
      ...days.map((day) => ({
        ...Object.fromEntries(monthColumns.map((name) => [`d${day}_${name}`, optionalInteger(0, 5000)])),
        [`d${day}_closed`]: longText(100),
        [`d${day}_version`]: optionalInteger(0, 1e9),
        [`d${day}_was`]: longText(200),
      })),
    ) as Record<string, z.ZodType<number | string | null>>,
  )
  .transform((sent, context): MonthRow[] =>
    days.flatMap((day) => {
      const counted = Object.fromEntries(monthColumns.map((name) => [name, sent[`d${day}_${name}`] ?? null]));
      const closed_reason = (sent[`d${day}_closed`] ?? '') as string;
      const was = sent[`d${day}_was`] ?? '';
      const untouched = was !== '' && rowText([...Object.values(counted), closed_reason]) === was;
      if (untouched) return [];
      const filled = Object.values(counted).some((one) => one !== null);
      if (!filled && closed_reason === '') {
        if (/[^,]/.test(String(was)))
          context.addIssue({ code: 'custom', path: [`d${day}_families`], message: words.month.cleared });
        return [];
      }
      if (closed_reason !== '' && Object.values(counted).some((one) => (one ?? 0) !== 0))
        context.addIssue({ code: 'custom', path: [`d${day}_closed`], message: words.month.both });
      const families = (counted.families ?? 0) as number;
      if (((counted.first_visits ?? 0) as number) > families)
        context.addIssue({
          code: 'custom',
          path: [`d${day}_first_visits`],
          message: words.errors.more_than_families,
        });
      return [
        {
          day: day.padStart(2, '0'),
          counts: counted as MonthRow['counts'],
          closed_reason,
          version: (sent[`d${day}_version`] ?? 0) as number,
        },
      ];
    }),
  );
