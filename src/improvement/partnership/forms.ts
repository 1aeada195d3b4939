import { z } from 'zod';
import {
  choice,
  chosenInteger,
  code,
  date,
  id,
  integer,
  longText,
  optionalDate,
  text,
} from '../../platform/web/fields.ts';
import type { Typed } from '../../platform/web/form.ts';
import { noteKinds } from './rules.ts';
import { words } from './words.ja.ts';

export const roundForm = z
  .object({
    name: text(80),
    area_system_code: code(60),
    opens_on: date(),
    closes_on: date(),
    note: longText(1000),
  })
  .refine((data) => data.closes_on >= data.opens_on, {
    path: ['closes_on'],
    message: words.errors.closesFirst,
  });
export const roundEditForm = roundForm.and(z.object({ _version: integer(0, 1_000_000_000) }));
export type RoundData = z.output<typeof roundForm>;

export interface AnswerData {
  item_code: string;
  level: number | null;
  evidence: string;
  evidence_on: string | null;
}

const evidenceText = longText(500);
const evidenceDay = optionalDate();

/** Boxes of a check point: level_<code> 0 to 3 or 'unknown', evidence_<code>, evidence_on_<code>. */
export const checkForm = z
  .looseObject({ remark: longText(2000), _version: integer(0, 1_000_000_000) })
  .transform((typed, context) => {
    const answers: AnswerData[] = [];
    for (const [name, value] of Object.entries(typed)) {
      const code = /^level_([a-z_]{1,40})$/.exec(name)?.[1];
      if (code === undefined) continue;
      const level = typeof value === 'string' && /^[0-3]$/.test(value) ? Number(value) : null;
      if (level === null && value !== 'unknown') continue;
      const evidence = evidenceText.safeParse(typed[`evidence_${code}`]);
      const day = evidenceDay.safeParse(typed[`evidence_on_${code}`]);
      for (const [box, read] of [
        ['evidence', evidence],
        ['evidence_on', day],
      ] as const) {
        if (!read.success)
          context.addIssue({
            code: 'custom',
            path: [`${box}_${code}`],
            message: read.error.issues[0]?.message ?? '',
          });
      }
      answers.push({ item_code: code, level, evidence: evidence.data ?? '', evidence_on: day.data ?? null });
    }
    return { answers, remark: typed.remark, _version: typed._version };
  });
export type CheckData = z.output<typeof checkForm>;

/** What can be kept of a form that is not finished: boxes with faults stay as they were. */
export function partly(typed: Typed): CheckData | null {
  const version = Number(typed._version ?? 0);
  const remark = longText(2000).safeParse(typed.remark);
  const whole = checkForm.safeParse({ ...typed, remark: remark.data ?? '', _version: String(version) });
  return whole.success ? whole.data : null;
}

export const noteForm = z.object({ kind: choice(noteKinds), body: text(2000) });
export const removeNoteForm = z.object({ note_id: id() });
export const stageForm = z.object({ step: chosenInteger(0, 4), agreed_on: date(), reason: text(1000) });
export const takeBackForm = z.object({ stage_id: id() });
export const nextForm = z.object({ what: text(200), owner: code(20), due_on: date() });
