import { z } from 'zod';
import {
  choice,
  code,
  id,
  integer,
  longText,
  optionalChoice,
  optionalId,
  optionalText,
  text,
  ticked,
} from '../../platform/web/fields.ts';
import type { Typed } from '../../platform/web/form.ts';
import { ageBands } from './rules.ts';

const numbers = z.preprocess(
  (value) => (value === undefined || value === null ? [] : [value].flat()),
  z
    .array(
      z
        .string()
        .regex(/^[1-9][0-9]{0,15}$/)
        .transform(Number),
    )
    .max(200),
);

/** What the community lacks, and what it is seen from. */
export const statementForm = z.object({
  draft_id: optionalId(),
  title: text(100),
  theme_code: code(40),
  keeps_happening: text(2000),
  would_help: longText(1000),
  area_id: optionalId(),
  age_band: optionalChoice(ageBands),
  kind_code: optionalText(40),
  case_ids: numbers,
  consultations: ticked(),
  _version: integer(0, 1_000_000_000).catch(0),
});
export type StatementData = z.output<typeof statementForm>;

export const draftForm = z.record(z.string(), z.unknown()).transform((typed) => typed as Typed);
export const returnForm = z.object({ return_reason: text(1000) });

/** Reasons come as `reason_<finding>`. */
export const approveForm = z
  .object({ owner_id: id(), _version: integer(0, 1_000_000_000) })
  .catchall(z.any())
  .transform((typed) => {
    const reasons: Record<string, string> = {};
    for (const [name, value] of Object.entries(typed)) {
      const reason = name.startsWith('reason_') ? longText(500).safeParse(value) : null;
      if (reason?.success) reasons[name.slice('reason_'.length)] = reason.data;
    }
    return { owner_id: Number(typed.owner_id), _version: Number(typed._version), reasons };
  });
export type ApproveData = z.output<typeof approveForm>;

export const tabs = ['open', 'mine', 'approved', 'all'] as const;
export const tabForm = choice(tabs).catch('open');
