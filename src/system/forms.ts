import { z } from 'zod';
import { optionalDate, optionalInteger, longText, text } from '../platform/web/fields.ts';
import { paperNumber } from './rules.ts';
import { words } from './words.ja.ts';

export const auditFilter = z.object({
  who: longText(100),
  about: longText(100),
  number: longText(20).refine(
    (value) => value === '' || paperNumber(value, 2000) !== null,
    words.audit.numberWrong,
  ),
  subject_kind: longText(40),
  subject_id: optionalInteger(1, 9_000_000_000),
  action: longText(60),
  from: optionalDate(),
  to: optionalDate(),
});
export type AuditFilter = z.output<typeof auditFilter>;

export const auditExport = auditFilter.extend({
  purpose: longText(200).refine((value) => value.length >= 5, words.audit.exportPurposeMissing),
});

export const viewForm = z.object({ page: text(200), name: text(40), query: longText(2000) });
