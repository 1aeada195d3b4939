import { matchColumns, type Field } from '../../platform/files/columns.ts';
import { formatMonthDay, parseDate } from '../../platform/ja/dates.ts';
import { parseInteger } from '../../platform/ja/numbers.ts';
import type { FormState } from '../../platform/web/form.ts';
import { monthColumns } from './forms.ts';
import { contradictions, type Count, type Counts } from './rules.ts';
import { words } from './words.ja.ts';

const w = words.month.upload;
/** Counts a sheet has and the month's table does not show. */
const hiddenCounts = ['fathers', 'expecting', 'from_elsewhere'] as const;

const fields: readonly Field[] = [
  { name: 'day', aliases: [words.month.day, ...w.dayAliases], required: true },
  ...[...monthColumns, ...hiddenCounts].map((name) => ({ name, aliases: [words.counts[name]] })),
  { name: 'closed', aliases: [words.month.closed] },
  { name: 'version', aliases: [w.version] },
];

type StoredDay = Counts & { opened: boolean; closed_reason: string | null; version: number };

/** A month's days as a file brings them, as the table's own fields; nothing is saved by it. */
export interface ReadMonth extends FormState {
  /** days that would change */
  days: number;
}

/**
 * Reads a month's table back in. A row says its day by date or by number; empty rows change nothing, as do those that say
 * what is there. A day that was entered after the file was made (its version is another) stays, with both said in a sentence.
 */
export function readMonth(
  table: { header: readonly string[]; rows: readonly string[][]; rowNumbers: readonly number[] },
  month: string,
  stored: ReadonlyMap<string, StoredDay>,
  today: string,
): ReadMonth {
  const { columns } = matchColumns(table.header, fields);
  if (columns['day'] === undefined || monthColumns.every((name) => columns[name] === undefined))
    return { values: {}, errors: { file: w.noColumns }, days: 0 };
  const values: Record<string, string> = {};
  const errors: Record<string, string> = {};
  const general: string[] = [];
  const seen = new Set<string>();
  let days = 0;
  for (const [index, cells] of table.rows.entries()) {
    const cell = (name: string): string =>
      columns[name] === undefined ? '' : (cells[columns[name]] ?? '').trim();
    const filled = [...monthColumns, 'closed'].some((name) => cell(name) !== '');
    const day = dayOf(cell('day'), month);
    if (!filled || w.sums.test(cell('day'))) continue;
    const row = table.rowNumbers[index] ?? index + 2;
    if (day === null || day.slice(0, 7) !== month) {
      general.push(day === null ? w.unreadDay(row, cell('day')) : w.otherMonth(row, cell('day')));
      continue;
    }
    const at = `d${Number(day.slice(8))}_`;
    const say = (name: string, text: string) => {
      errors[at + name] ??= words.month.row(formatMonthDay(day), text);
    };
    if (seen.has(day)) {
      general.push(w.twice(row, formatMonthDay(day)));
      continue;
    }
    seen.add(day);
    if (day > today) {
      general.push(words.month.row(formatMonthDay(day), words.errors.future));
      continue;
    }
    const counted: Partial<Counts> = {};
    for (const name of [...monthColumns, ...hiddenCounts]) {
      if (cell(name) === '') continue;
      const read = parseInteger(cell(name));
      if (read.ok && read.value >= 0 && read.value <= 5000) counted[name] = read.value;
      else say(isShown(name) ? name : 'families', w.unreadCount(words.counts[name], cell(name)));
    }
    const before = stored.get(day);
    const opened = cell('closed') === '';
    const wanted = (name: Count): number => counted[name] ?? 0;
    const differs =
      before === undefined ||
      before.opened !== opened ||
      (before.closed_reason ?? '') !== cell('closed') ||
      monthColumns.some((name) => before[name] !== wanted(name));
    const unread = monthColumns.some((name) => cell(name) !== '' && counted[name] === undefined);
    if (before !== undefined && (differs || unread) && before.version !== Number(cell('version') || 0)) {
      say(
        'families',
        w.since(
          opened
            ? monthColumns
                .filter((name) => cell(name) !== '')
                .map((name) => `${words.counts[name]} ${cell(name)}`)
            : [`${words.month.closed} ${cell('closed')}`],
        ),
      );
      continue;
    }
    const hidden = hiddenCounts.filter(
      (name) => counted[name] !== undefined && counted[name] !== (before?.[name] ?? 0),
    );
    if (opened && hidden.length > 0) say('families', w.hidden(hidden.map((name) => words.counts[name])));
    if (opened) {
      const whole = {
        ...none,
        ...before,
        ...Object.fromEntries(monthColumns.map((name) => [name, wanted(name)])),
      };
      for (const { field, kind } of contradictions(whole))
        say(isShown(field) ? field : 'families', words.errors[kind]);
    } else if (monthColumns.some((name) => wanted(name) !== 0)) say('closed', words.month.both);
    if (!differs && !unread) continue;
    days++;
    for (const name of monthColumns) {
      const value = counted[name];
      values[at + name] = value === undefined ? cell(name) : `${value}`;
    }
    values[`${at}closed`] = cell('closed');
  }
  if (general.length > 0) errors[''] = general.join('\n');
  return { values, errors, days };
}

const none = Object.fromEntries([...monthColumns, ...hiddenCounts].map((name) => [name, 0])) as Counts;

const isShown = (name: Count): name is (typeof monthColumns)[number] =>
  (monthColumns as readonly string[]).includes(name);

/** '2026-11-05', a spreadsheet's number of a day, or the day's number alone; null for anything else. */
function dayOf(text: string, month: string): string | null {
  const plain = w.dayNumber.exec(text.normalize('NFKC'))?.[1];
  if (plain !== undefined) {
    const read = parseDate(`${month}-${plain.padStart(2, '0')}`);
    return read.ok ? read.value : null;
  }
  const read = parseDate(text, { spreadsheetSerial: true });
  return read.ok ? read.value : null;
}
