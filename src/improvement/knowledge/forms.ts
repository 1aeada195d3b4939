import { z } from 'zod';
import { parseFiscalYear } from '../../platform/ja/dates.ts';
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
  optionalId,
  optionalInteger,
  text,
  ticked,
} from '../../platform/web/fields.ts';
import {
  againAnswers,
  ages,
  consentAnswers,
  consentWays,
  hearingWays,
  measures,
  verdicts,
  zones,
} from './rules.ts';
import { words } from './words.ja.ts';

const version = () => integer(0, 1_000_000_000);
const kinds = z.preprocess(
  (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]),
  z.array(z.string().max(80)).max(40),
);

/** What is told of a practice. `facility_ids`: where in this city it was found, for sources inside it. */
export const practiceForm = z.object({
  source_code: code(40),
  source_id: optionalId(),
  facility_ids: ids(),
  theme_code: code(40),
  area_id: optionalId(),
  title: text(80),
  summary: longText(300),
  place: longText(120),
  studied_on: optionalDate(daysOfLife),
  background: longText(800),
  structure: longText(800),
  method: longText(800),
  results: longText(800),
  issues: longText(800),
  facility_kinds: kinds,
  ages: choices(ages),
  zone: choice(zones),
  _version: version(),
});
export type PracticeData = z.output<typeof practiceForm>;

export const publishForm = z.object({ looked: ticked(), _version: version() });

/** A facility's own answer, or (with a way other than 'here') what it said on paper or by word. */
export const consentForm = z
  .object({
    facility_id: id(),
    answer: choice(consentAnswers),
    show_name: ticked(),
    show_pictures: ticked(),
    zone: choice(zones),
    note: longText(500),
    way: choice(consentWays),
    given_on: optionalDate(),
    wording: integer(1, 1_000_000),
  })
  .transform((data) => ({
    ...data,
    show_name: data.answer === 'yes' && data.show_name,
    show_pictures: data.answer === 'yes' && data.show_pictures,
  }));
export type ConsentData = z.output<typeof consentForm>;

export const hearingForm = z.object({
  held_on: date(),
  way: choice(hearingWays),
  met: longText(120),
  body: text(4000),
});
export type HearingData = z.output<typeof hearingForm>;
export const hearingRemoveForm = z.object({ hearing_id: id() });

export const documentForm = z.object({ caption: longText(120), shown: ticked() });
export const documentChangeForm = z.object({ document_id: id(), caption: longText(120), shown: ticked() });
export const documentRemoveForm = z.object({ document_id: id() });

/** Boxes of a criterion: level_<id> 0 to 3, note_<id>. What is left empty stays as it was. */
export const scoreForm = z.looseObject({}).transform((typed, context) => {
  const scores: { criterion_id: number; level: number; note: string }[] = [];
  const note = longText(300);
  for (const [name, value] of Object.entries(typed)) {
    const number = /^level_([1-9][0-9]{0,12})$/.exec(name)?.[1];
    if (number === undefined || typeof value !== 'string' || !/^[0-3]$/.test(value)) continue;
    const read = note.safeParse(typed[`note_${number}`]);
    if (!read.success)
      context.addIssue({
        code: 'custom',
        path: [`note_${number}`],
        message: read.error.issues[0]?.message ?? '',
      });
    scores.push({ criterion_id: Number(number), level: Number(value), note: read.data ?? '' });
  }
  return { scores };
});

export const conclusionForm = z.object({
  verdict: choice(verdicts),
  body: text(2000),
  concluded_on: date(),
});
export type ConclusionData = z.output<typeof conclusionForm>;

const perCent = () =>
  text(10).transform((value, context) => {
    const plain = value.normalize('NFKC').replace(/[%％]$/, '');
    const number = /^[0-9]{1,4}(\.[0-9]{1,2})?$/.test(plain) ? Number(plain) : Number.NaN;
    if (!(number >= 0 && number <= 1000)) {
      context.addIssue({ code: 'custom', message: words.errors.perCent });
      return z.NEVER;
    }
    return number;
  });
/** 令和7年度, 2025, R7: the year's first calendar year. */
const year = () =>
  text(12).transform((value, context) => {
    const read = parseFiscalYear(value);
    if (read.ok && read.value >= 1990 && read.value <= 2100) return read.value;
    context.addIssue({ code: 'custom', message: read.ok ? words.errors.year : read.reason });
    return z.NEVER;
  });
export const figureForm = z.object({
  measure: choice(measures),
  fiscal_year: year(),
  value: perCent(),
  told_by: text(120),
});
export type FigureData = z.output<typeof figureForm>;
export const figureRemoveForm = z.object({ measure: choice(measures), fiscal_year: year() });

export const criterionForm = z.object({
  criterion_id: optionalId(),
  name: text(40),
  question: text(200),
  here: longText(300),
  position: integer(0, 999),
  _version: version(),
});
export type CriterionData = z.output<typeof criterionForm>;
export const criterionEndForm = z.object({ criterion_id: id() });

export const trialForm = z.object({
  facility_id: id(),
  tried_on: date(),
  changed: text(600),
  happened: text(600),
  again: choice(againAnswers),
});
export type TrialData = z.output<typeof trialForm>;

const count = () => integer(0, 1_000_000);
const optionalCount = () => optionalInteger(0, 1_000_000);
export const workforceForm = z
  .object({
    fiscal_year: year(),
    facility_kind: text(80),
    facilities: count(),
    staff: count(),
    left_year: count(),
    wanted: optionalCount(),
    hired: optionalCount(),
    came: optionalCount(),
    stayed: optionalCount(),
    told_by: text(120),
  })
  .superRefine((data, context) => {
    if (data.stayed !== null && data.stayed > (data.came ?? 0))
      context.addIssue({ code: 'custom', path: ['stayed'], message: words.errors.stayed });
    if (data.staff === 0 && data.left_year > 0)
      context.addIssue({ code: 'custom', path: ['left_year'], message: words.errors.leftOfNobody });
  });
export type WorkforceData = z.output<typeof workforceForm>;
export const workforceRemoveForm = z.object({ fiscal_year: year(), facility_kind: text(80) });
export const uploadForm = z.object({ told_by: text(120) });
