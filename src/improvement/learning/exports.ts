import type { ReadTx } from '../../platform/db/transaction.ts';
import { formatFiscalYear } from '../../platform/ja/dates.ts';
import type { Ctx } from '../../platform/web/context.ts';
import { sendTable } from '../../platform/web/downloads.ts';
import { openDays, readsParticipation, type OpenDayFilter } from './queries.ts';
import { stateOf } from './rules.ts';
import { words } from './words.ja.ts';

/** The list as it is seen, all pages, as Excel or CSV; visitors only for those who read everybody's participation. */
export async function exportOpenDays(c: Ctx, tx: ReadTx, filter: OpenDayFilter): Promise<Response> {
  const rows = await openDays(tx, filter, { size: 20_000, offset: 0 });
  const { columns } = words.list;
  const counts = readsParticipation(tx);
  return sendTable(c, tx, {
    title: words.list.file,
    subject_kind: 'open_day',
    header: [
      columns.id,
      columns.fiscal_year,
      columns.held_on,
      columns.title,
      columns.facility,
      columns.theme,
      columns.places,
      columns.state,
      columns.cancel_reason,
      ...(counts ? [columns.facilities, columns.people] : []),
    ],
    types: ['number', 'text', 'date', 'text', 'text', 'text', 'number', 'text', 'text', 'number', 'number'],
    rows: rows.map((row) => [
      row.id,
      formatFiscalYear(row.fiscal_year),
      row.held_on,
      row.title,
      row.facility,
      row.theme,
      row.places,
      words.states[stateOf(row, tx.today)],
      row.cancel_reason,
      ...(counts ? [row.facilities, row.people] : []),
    ]),
  });
}
