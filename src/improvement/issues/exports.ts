import type { ColumnType } from '../../platform/exports/xlsx.ts';
import type { Ctx } from '../../platform/web/context.ts';
import type { ReadTx } from '../../platform/db/transaction.ts';
import { sendTable } from '../../platform/web/downloads.ts';
import type { Conditions } from './forms.ts';
import { descriptionsOf, listIssues } from './queries-list.ts';
import { words as issueWords } from './words.ja.ts';
import { words } from './words-list.ja.ts';

const types: Partial<Record<keyof typeof words.columns, ColumnType>> = {
  id: 'number',
  facility_count: 'number',
  raised_on: 'date',
  moved_on: 'date',
  next_review_on: 'date',
};

/** The list as it is seen, all pages, as Excel or CSV. What the actor may not read is not in it. */
export async function exportIssues(c: Ctx, tx: ReadTx, asked: Conditions): Promise<Response> {
  const rows = await listIssues(tx, asked, { size: 20_000, offset: 0 });
  const descriptions = await descriptionsOf(
    tx,
    rows.map((issue) => issue.id),
  );
  const { columns } = words;
  return sendTable(c, tx, {
    title: words.fileName,
    subject_kind: 'issue',
    header: Object.values(columns),
    types: (Object.keys(columns) as (keyof typeof columns)[]).map((name) => types[name]),
    rows: rows.map((issue) => [
      issue.id,
      issue.title,
      descriptions.get(issue.id) ?? '',
      issue.theme_name,
      issueWords.states[issue.state],
      issueWords.weight(issue.weight),
      issue.areas.join('、'),
      issue.facility_count,
      issue.owner_name,
      issue.next_forum,
      issue.raised_on,
      issue.moved_on,
      issue.next_review_on,
      issue.regional ? words.yes : words.no,
      issue.stuck.map((reason) => issueWords.stuck[reason]).join('、'),
    ]),
  });
}
