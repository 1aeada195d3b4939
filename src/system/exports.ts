import { formatDateTime } from '../platform/ja/dates.ts';
import type { AuditLine } from './queries.ts';
import { actionWord, reasonWord, recordWord, whoWord } from './rules.ts';
import { words } from './words.ja.ts';

const w = words.audit;

/** Audit lines as a table for a file; times in the municipality's zone. */
export function auditTable(
  lines: readonly AuditLine[],
  zone: string,
): { header: string[]; rows: string[][] } {
  return {
    header: ['No', w.at, w.who, w.what, w.record, w.about, w.purpose, w.source],
    rows: lines.map((line) => [
      String(line.seq),
      formatDateTime(line.at, zone),
      whoWord(line),
      actionWord(line.action),
      recordWord(line),
      line.about ?? '',
      reasonWord(line),
      line.source ?? '',
    ]),
  };
}
