import type { ReadTx } from '../../platform/db/transaction.ts';
import { toXlsx } from '../../platform/exports/xlsx.ts';
import { formatDateTime } from '../../platform/ja/dates.ts';
import type { Ctx } from '../../platform/web/context.ts';
import { download } from '../../platform/web/downloads.ts';
import { codeWord } from './pages-statistics.tsx';
import type { Statistics } from './queries-statistics.ts';
import { words } from './words-statistics.ja.ts';

/** A fiscal year's tables as Excel, one sheet each, marked with who, when and why; what is hidden stays hidden. */
export async function exportStatistics(c: Ctx, tx: ReadTx, statistics: Statistics): Promise<Response> {
  tx.opened({
    action: 'consultation.export',
    subject_kind: 'consultation',
    purpose: words.purpose,
    detail: { fiscal_year: statistics.fiscal_year, suppressed: statistics.suppressed },
  });
  const title = `${words.title}_${words.year(statistics.fiscal_year)}`;
  const bytes = await toXlsx({
    title,
    sheets: statistics.tables.map((table) => ({
      name: words.tables[table.name],
      header: [
        table.name.startsWith('abuse') ? words.abuse : words.kind,
        words.total,
        ...table.columns.map((code) => codeWord(statistics, table, 'column', code)),
      ],
      rows: [...table.rows, null].map((row) => [
        row === null ? words.total : codeWord(statistics, table, 'row', row),
        ...[null, ...table.columns].map((column) => table.cell(row, column) ?? words.hidden),
      ]),
      types: ['text', ...[null, ...table.columns].map(() => 'number' as const)],
    })),
    stamp: {
      who: tx.session.name,
      when: formatDateTime(tx.now, tx.actor.municipality.time_zone),
      why: statistics.suppressed
        ? `${words.purpose}。${words.suppressed}`
        : `${words.purpose}。${words.exact}`,
    },
  });
  return download(
    c,
    bytes,
    `${title}.xlsx`,
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  );
}
