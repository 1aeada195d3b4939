import { z } from 'zod';
import { toDocx, toPdf } from '../../platform/exports/documents.ts';
import { toXlsx } from '../../platform/exports/xlsx.ts';
import { releaseSoon } from '../../platform/files/release.ts';
import { defineJob } from '../../platform/jobs/job.ts';
import { formats, type Format } from './rules.ts';
import type { ReportContent } from './exports.ts';

/** Writes a report's files from its kept content; those already there are left, so that a second run changes nothing. */
export const renderReport = defineJob({
  name: 'goals.report',
  data: z.object({ report_id: z.number() }),
  run: async (tx, { report_id }) => {
    const report = await tx.db
      .selectFrom('year_report')
      .where('id', '=', report_id)
      .select(['content'])
      .executeTakeFirst();
    if (!report) return;
    const content = report.content as unknown as ReportContent;
    for (const format of formats) {
      if (format === 'summary' && content.summary === undefined) continue;
      const bytes = Buffer.from(await written(content, format));
      await tx.db
        .insertInto('year_report_file')
        .values({ report_id, format, bytes, finished_at: tx.now })
        .onConflict((there) => there.doNothing())
        .execute();
    }
    tx.record({ action: 'report.finish', subject_kind: 'year_report', subject_id: report_id, detail: {} });
    releaseSoon();
  },
});

async function written(content: ReportContent, format: Format): Promise<Uint8Array> {
  if (format === 'docx') return toDocx(content.doc);
  if (format === 'pdf') return (await toPdf(content.doc)).bytes;
  if (format === 'summary') return (await toPdf(content.summary!)).bytes;
  return toXlsx(content.workbook);
}
