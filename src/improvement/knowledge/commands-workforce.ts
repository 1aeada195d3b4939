import { Refusal, type WriteTx } from '../../platform/db/transaction.ts';
import { check, type Errors, type Typed } from '../../platform/web/form.ts';
import { matchColumns } from '../../platform/files/columns.ts';
import type { Table } from '../../platform/files/tables.ts';
import { me, mustManage } from './commands.ts';
import { workforceForm, type WorkforceData } from './forms.ts';
import { optionalWorkforce, workforceFields } from './rules.ts';
import { words } from './words-workforce.ja.ts';

/** A year's figures of a kind of facility; entered again they replace the earlier ones. */
export async function enterWorkforce(tx: WriteTx, rows: readonly WorkforceData[]): Promise<void> {
  mustManage(tx);
  for (const { fiscal_year, facility_kind, ...data } of rows) {
    const values = { ...data, entered_by: me(tx), entered_at: tx.now };
    await tx.db
      .insertInto('workforce_figure')
      .values({ fiscal_year, facility_kind, ...values })
      .onConflict((there) =>
        there.columns(['fiscal_year', 'facility_kind']).doUpdateSet((row) => ({
          ...values,
          version: row('workforce_figure.version', '+', 1),
        })),
      )
      .execute();
  }
  tx.record({ action: 'workforce.enter', subject_kind: 'workforce_figure', detail: { rows: rows.length } });
}

export async function removeWorkforce(
  tx: WriteTx,
  fiscal_year: number,
  facility_kind: string,
): Promise<void> {
  mustManage(tx);
  const gone = await tx.db
    .deleteFrom('workforce_figure')
    .where('fiscal_year', '=', fiscal_year)
    .where('facility_kind', '=', facility_kind)
    .executeTakeFirst();
  if (gone.numDeletedRows === 0n) throw new Refusal(404);
  tx.record({
    action: 'workforce.remove',
    subject_kind: 'workforce_figure',
    detail: { fiscal_year, facility_kind },
  });
}

/** Rows of a file as figures: all of them, or sentences saying which line to mend and how. */
export function readWorkforce(
  table: Pick<Table, 'header' | 'rows' | 'rowNumbers'>,
  told_by: string,
): { rows: WorkforceData[] } | { errors: Errors } {
  const names = ['fiscal_year', 'facility_kind', ...workforceFields] as const;
  const match = matchColumns(
    table.header,
    names.map((name) => ({
      name,
      aliases: [words.columns[name]],
      required: !(optionalWorkforce as readonly string[]).includes(name),
    })),
  );
  if (match.missing.length > 0)
    return {
      errors: {
        file: words.upload.missing(
          match.missing.map((name) => words.columns[name as (typeof names)[number]]),
        ),
      },
    };
  const rows: WorkforceData[] = [];
  const wrong: string[] = [];
  for (const [at, row] of table.rows.entries()) {
    const typed: Typed = { told_by };
    for (const name of names) typed[name] = row[match.columns[name] ?? -1] ?? '';
    const read = check(workforceForm, typed);
    if (read.ok) rows.push(read.data);
    else
      for (const [field, sentence] of Object.entries(read.errors))
        wrong.push(
          words.upload.line(
            table.rowNumbers[at] ?? at + 2,
            words.columns[field as (typeof names)[number]] ?? '',
            sentence,
          ),
        );
  }
  if (wrong.length > 0) return { errors: { file: wrong.slice(0, 10).join('\n') } };
  if (rows.length === 0) return { errors: { file: words.upload.empty } };
  return { rows };
}
