import { ageBands } from './rules.ts';

/** One crossing with its count, as consultation_figures() answers. */
export interface Figure {
  kind: string;
  route: string;
  response: string;
  age: string;
  month: string;
  abuse: string | null;
  abuser: string | null;
  n: number;
}

/** One of the tables of one year; `year` lays several years side by side. */
export type TableName =
  'year' | 'route' | 'response' | 'age' | 'month' | 'abuser' | 'abuse_route' | 'abuse_age' | 'abuse_month';

/** A table with its sums. n is null where it is not shown. */
export interface Crossing {
  name: TableName;
  rows: string[];
  columns: string[];
  cell(row: string | null, column: string | null): number | null;
}

export interface Codes {
  kinds: readonly string[];
  routes: readonly string[];
  responses: readonly string[];
  months: readonly string[];
}
export const abuseCodes = ['physical', 'sexual', 'psychological', 'neglect', 'unknown'] as const;
export const abuserCodes = ['father', 'other_father', 'mother', 'other_mother', 'other', 'unknown'] as const;

/** The twelve months of a fiscal year, 'YYYY-MM'. */
export const monthsOf = (fiscal_year: number): string[] =>
  Array.from({ length: 12 }, (_, at) => {
    const month = ((at + 3) % 12) + 1;
    return `${month >= 4 ? fiscal_year : fiscal_year + 1}-${String(month).padStart(2, '0')}`;
  });

const columnsOf = (codes: Codes): Record<Exclude<TableName, 'year'>, readonly string[]> => ({
  route: codes.routes,
  response: [...codes.responses, 'open'],
  age: ageBands,
  month: codes.months,
  abuser: abuserCodes,
  abuse_route: codes.routes,
  abuse_age: ageBands,
  abuse_month: codes.months,
});

const fieldOf: Record<Exclude<TableName, 'year'>, keyof Figure> = {
  route: 'route',
  response: 'response',
  age: 'age',
  month: 'month',
  abuser: 'abuser',
  abuse_route: 'route',
  abuse_age: 'age',
  abuse_month: 'month',
};

/** The exact tables: kind, and for abuse its kind, by each of the others. */
export function crossings(figures: readonly Figure[], codes: Codes): Crossing[] {
  const columns = columnsOf(codes);
  return (Object.keys(columns) as Exclude<TableName, 'year'>[]).map((name) => {
    const abuse = name.startsWith('abuse');
    const sums = new Map<string, number>();
    for (const figure of figures) {
      const row = abuse ? figure.abuse : figure.kind;
      if (row === null) continue;
      const column = String(figure[fieldOf[name]]);
      for (const key of [`${row} ${column}`, `${row} `, ` ${column}`, ' '])
        sums.set(key, (sums.get(key) ?? 0) + figure.n);
    }
    return {
      name,
      rows: [...(abuse ? abuseCodes : codes.kinds)],
      columns: [...columns[name]],
      cell: (row, column) => sums.get(`${row ?? ''} ${column ?? ''}`) ?? 0,
    };
  });
}

export interface Sum {
  table_name: string;
  row_code: string | null;
  column_code: string | null;
  n: number | null;
}

/** A kept year's tables, which may leave the zone: what they do not show stays null. */
export function suppressedCrossings(sums: readonly Sum[], codes: Codes): Crossing[] {
  const columns = columnsOf(codes);
  const cells = new Map(
    sums.map((one) => [`${one.table_name} ${one.row_code ?? ''} ${one.column_code ?? ''}`, one.n]),
  );
  return (['route', 'response', 'age', 'month', 'abuser'] as const).map((name) => ({
    name,
    rows: [...(name === 'abuser' ? abuseCodes : codes.kinds)],
    columns: [...columns[name]],
    cell: (row, column) => cells.get(`${name} ${row ?? ''} ${column ?? ''}`) ?? null,
  }));
}

/** A kind's sum in one year; kind null is the year's. n is null where it is not told, and a kind not counted is none. */
export interface YearSum {
  year: number;
  kind: string | null;
  n: number | null;
}

/** The kinds of several years side by side; where one year's sum is not told, neither is their sum. */
export function acrossYears(
  sums: readonly YearSum[],
  years: readonly number[],
  kinds: readonly string[],
): Crossing {
  const known = new Map(sums.map((one) => [`${one.year} ${one.kind ?? ''}`, one.n]));
  const of = (row: string | null, year: number | string): number | null =>
    known.has(`${year} ${row ?? ''}`) ? known.get(`${year} ${row ?? ''}`)! : 0;
  const columns = years.toSorted((a, b) => a - b);
  return {
    name: 'year',
    rows: [...kinds],
    columns: columns.map(String),
    cell: (row, column) => {
      if (column !== null) return of(row, column);
      const all = columns.map((year) => of(row, year));
      return all.some((n) => n === null) ? null : all.reduce<number>((sum, n) => sum + (n ?? 0), 0);
    },
  };
}
