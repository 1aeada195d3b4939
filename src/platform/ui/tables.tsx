import type { Child } from './jsx-runtime.ts';
import { Icon } from './icons.tsx';
import { words } from './words.ja.ts';

export type Column<Row> = {
  key: string;
  label: string;
  /** What the cell shows; without it the row's own value under `key`. */
  cell?: (row: Row) => Child;
  align?: 'start' | 'end' | 'center';
  /** The cell that names the row. */
  rowHeader?: boolean;
  /** Address of the list sorted by this column, and how it is sorted now. */
  sortHref?: string;
  sorted?: 'ascending' | 'descending';
  /** Keeps dates, numbers and badges on one line. */
  nowrap?: boolean;
  labelHidden?: boolean;
};

/**
 * A plain table. On a phone it scrolls sideways, or with `stack` each row becomes a card.
 * `empty` replaces it when there are no rows; `selectable` puts a box named `name` before each row.
 */
export function DataTable<Row extends object>(props: {
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  empty?: Child;
  captionHidden?: boolean;
  stack?: boolean;
  dense?: boolean;
  stripe?: boolean;
  selectable?: { name: string; value: (row: Row) => string; label: (row: Row) => string; form?: string };
  footer?: readonly Child[];
  id?: string;
}) {
  const { columns, rows, stack, selectable } = props;
  if (rows.length === 0) return <div class="table-empty">{props.empty ?? <p>{words.table.none}</p>}</div>;
  // Cards take the table display away, and with it what the elements mean: the roles say it again.
  const role = (name: string) => (stack === true ? name : undefined);
  const classes = ['table'];
  if (props.dense === true) classes.push('table-dense');
  if (props.stripe === true) classes.push('table-stripe');
  if (stack === true) classes.push('table-stack');
  const table = (
    <table class={classes.join(' ')} role={role('table')} id={props.id}>
      <caption class={props.captionHidden === true ? 'visually-hidden' : undefined}>{props.caption}</caption>
      <thead role={role('rowgroup')}>
        <tr role={role('row')}>
          {selectable === undefined ? null : (
            <th scope="col" role={role('columnheader')} class="cell-select">
              <span class="visually-hidden">{words.table.select}</span>
            </th>
          )}
          {columns.map((column) => (
            <HeaderCell column={column} role={role('columnheader')} />
          ))}
        </tr>
      </thead>
      <tbody role={role('rowgroup')}>
        {rows.map((row) => (
          <tr role={role('row')}>
            {selectable === undefined ? null : (
              <td role={role('cell')} class="cell-select">
                <span class="choice choice-bare">
                  <input
                    type="checkbox"
                    name={selectable.name}
                    value={selectable.value(row)}
                    form={selectable.form}
                    aria-label={words.table.selectRow(selectable.label(row))}
                  />
                </span>
              </td>
            )}
            {columns.map((column) => {
              const value =
                column.cell === undefined ? (row as Record<string, Child>)[column.key] : column.cell(row);
              return column.rowHeader === true ? (
                <th scope="row" role={role('rowheader')} class={cellClass(column)} data-label={column.label}>
                  {value}
                </th>
              ) : (
                <td
                  role={role('cell')}
                  class={cellClass(column)}
                  data-label={column.labelHidden === true ? undefined : column.label}
                >
                  {value}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
      {props.footer === undefined ? null : (
        <tfoot role={role('rowgroup')}>
          <tr role={role('row')}>
            {selectable === undefined ? null : <td role={role('cell')}></td>}
            {props.footer.map((cell, i) => (
              <td role={role('cell')} class={cellClass(columns[i])} data-label={columns[i]?.label}>
                {cell}
              </td>
            ))}
          </tr>
        </tfoot>
      )}
    </table>
  );
  return stack === true ? (
    <div class="table-frame">{table}</div>
  ) : (
    <div
      class="table-frame table-scroll"
      role="region"
      aria-label={words.table.whole(props.caption)}
      tabindex={0}
    >
      {table}
    </div>
  );
}

function cellClass(column: Pick<Column<never>, 'align' | 'nowrap'> | undefined): string | undefined {
  const classes = [];
  if (column?.align !== undefined && column.align !== 'start') classes.push(`cell-${column.align}`);
  if (column?.nowrap === true) classes.push('cell-nowrap');
  return classes.length === 0 ? undefined : classes.join(' ');
}

function HeaderCell<Row>({ column, role }: { column: Column<Row>; role?: string }) {
  const inside =
    column.sortHref === undefined ? (
      <span class={column.labelHidden === true ? 'visually-hidden' : undefined}>{column.label}</span>
    ) : (
      <a class="sort" href={column.sortHref}>
        {column.label}
        <Icon
          name={column.sorted ?? 'sort'}
          size="sm"
          label={column.sorted === undefined ? words.table.sortBy(column.label) : words.table[column.sorted]}
        />
      </a>
    );
  return (
    <th scope="col" role={role} class={cellClass(column)} aria-sort={column.sorted}>
      {inside}
    </th>
  );
}
