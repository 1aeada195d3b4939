import { z } from 'zod';
import {
  choice,
  choices,
  chosenInteger,
  date,
  id,
  integer,
  longText,
  optionalId,
  optionalText,
  text,
} from '../../platform/web/fields.ts';
import { coded, eventKinds, numbered, sourceKinds, strengths, tellings, times } from './rules.ts';
import { words } from './words.ja.ts';

const version = integer(0, 1_000_000_000);
/** A record's number, or the address of its page, which ends in it. */
const recordNumber = () =>
  longText(200).transform((value, context) => {
    if (value === '') return null;
    const number = /(?:^|\/)([1-9][0-9]{0,12})(?:[?#].*)?$/.exec(value.normalize('NFKC').trim())?.[1];
    if (number !== undefined) return Number(number);
    context.addIssue({ code: 'custom', message: words.goal.errors.number });
    return z.NEVER;
  });

export const findingForm = z
  .object({
    body: text(1000),
    tells: choice(tellings),
    strength: choice(strengths),
    source_kind: choice(sourceKinds),
    source_code: optionalText(60),
    source_id: recordNumber(),
    source_note: longText(200),
  })
  .transform((data, context) => {
    const one = numbered.includes(data.source_kind);
    if (coded.includes(data.source_kind) && !data.source_code?.startsWith(`${data.source_kind}:`))
      context.addIssue({ code: 'custom', path: ['source_code'], message: words.goal.errors.code });
    if (one && data.source_id === null)
      context.addIssue({ code: 'custom', path: ['source_id'], message: words.goal.errors.numberMissing });
    if (data.source_kind === 'other' && data.source_note === '')
      context.addIssue({ code: 'custom', path: ['source_note'], message: words.goal.errors.note });
    // The list names kind and code: the code of another kind is none of this one's.
    const [kind, code] = (data.source_code ?? '').split(':');
    return {
      ...data,
      source_code: kind === data.source_kind && code ? code : null,
      source_id: one ? data.source_id : null,
    };
  });
export type FindingData = z.output<typeof findingForm>;
export const withdrawForm = z.object({ finding_id: id() });
export const judgementForm = z.object({ judgement: text(4000), _version: version });
export const textForm = z.object({ body: longText(10_000), _version: version });

export const measureForm = z
  .object({
    fiscal_year: chosenInteger(2000, 2100),
    section: text(60),
    title: text(120),
    note: longText(2000),
    times: choices(times),
    owner_organisation_id: id(),
    finding_id: optionalId(),
  })
  .refine((data) => data.times.length > 0, { path: ['times'], message: words.measures.errors.times });
export const measureEditForm = measureForm.and(z.object({ _version: version }));
export type MeasureData = z.output<typeof measureForm>;
export const measureEventForm = z.object({
  kind: choice(eventKinds),
  happened_on: date(),
  evidence: text(500),
});
export const dropForm = z.object({ drop_reason: text(300) });
export const closeForm = z.object({ reason: longText(500) });
