import { loosePunctuation, namelessColumn, requiredMarks } from './words.ja.ts';

export type Field = {
  name: string;
  /** Other headings it goes by, the more usual first. */
  aliases?: readonly string[];
  required?: boolean;
};

export type Column = { index: number; heading: string };

export type ColumnMatch = {
  /** Field name → column index. */
  columns: Record<string, number>;
  /** Columns that belong to no field: kept beside the record, never thrown away. */
  extras: Column[];
  /** Required fields without a column, ambiguous ones included. */
  missing: string[];
  /** Fields that several columns fit equally well, or columns that several fields claim: a person chooses. */
  ambiguous: { field: string; candidates: Column[] }[];
};

/** A heading as compared: NFKC, without spaces, line ends, invisible characters and the marks for required fields. */
export function normaliseHeading(heading: string): string {
  return heading
    .normalize('NFKC')
    .replace(/[\s\p{Cf}\p{Cc}]+/gu, '')
    .replace(requiredMarks, '')
    .toLowerCase();
}

/** Cities write name_kana, name(kana) and name・kana for one thing. */
function loosely(heading: string): string {
  return normaliseHeading(heading).replace(loosePunctuation, '');
}

type Candidate = { field: string; column: Column; rank: number };

const LOOSE = 10_000;

function candidatesOf(
  header: readonly string[],
  fields: readonly Field[],
  remembered: Map<string, string>,
): Candidate[] {
  const found: Candidate[] = [];
  const known = new Set(fields.map((field) => field.name));
  for (const [index, heading] of header.entries()) {
    const exact = normaliseHeading(heading);
    if (exact === '') continue;
    const column = { index, heading };
    const chosen = remembered.get(exact);
    if (chosen !== undefined) {
      // Remembered as "none of these" (an empty name, or a field no longer asked for) stays an extra.
      if (known.has(chosen)) found.push({ field: chosen, column, rank: 0 });
      continue;
    }
    const loose = loosely(heading);
    for (const field of fields) {
      const names = [field.name, ...(field.aliases ?? [])];
      const at = names.findIndex((name) => normaliseHeading(name) === exact);
      const near = at < 0 && loose !== '' ? names.findIndex((name) => loosely(name) === loose) : -1;
      if (at >= 0) found.push({ field: field.name, column, rank: 1 + at });
      else if (near >= 0) found.push({ field: field.name, column, rank: LOOSE + near });
    }
  }
  return found.toSorted((a, b) => a.rank - b.rank);
}

/**
 * Finds the column of each field by heading, never by position: what was chosen before (`remembered`, heading → field
 * name, '' for none), then the field's own name, its aliases in order, then the same without punctuation.
 */
export function matchColumns(
  header: readonly string[],
  fields: readonly Field[],
  remembered: Record<string, string> = {},
): ColumnMatch {
  const memory = new Map(
    Object.entries(remembered).map(([heading, field]) => [normaliseHeading(heading), field]),
  );
  const candidates = candidatesOf(header, fields, memory);
  const columns = new Map<string, number>();
  const unclear = new Map<string, Column[]>();
  const taken = new Set<number>();
  while (candidates.length > 0) {
    const rank = candidates[0]?.rank;
    const end = candidates.findIndex((candidate) => candidate.rank !== rank);
    const level = candidates
      .splice(0, end < 0 ? candidates.length : end)
      .filter((c) => !columns.has(c.field) && !unclear.has(c.field) && !taken.has(c.column.index));
    for (const one of level) {
      const sameField = level.filter((c) => c.field === one.field);
      const sameColumn = level.filter((c) => c.column.index === one.column.index);
      if (sameField.length === 1 && sameColumn.length === 1) columns.set(one.field, one.column.index);
      else
        unclear.set(
          one.field,
          sameField.map((c) => c.column),
        );
      taken.add(one.column.index);
    }
  }
  return {
    columns: Object.fromEntries(columns),
    extras: header.flatMap((heading, index) => (taken.has(index) ? [] : [{ index, heading }])),
    missing: fields.filter((field) => field.required && !columns.has(field.name)).map((field) => field.name),
    ambiguous: [...unclear].map(([field, found]) => ({ field, candidates: found })),
  };
}

/** One row by field name, and the filled cells of columns that belong to no field by heading (or number). */
export function pickColumns(
  match: ColumnMatch,
  row: readonly string[],
): { fields: Record<string, string>; extras: Record<string, string> } {
  const fields = Object.fromEntries(Object.entries(match.columns).map(([name, at]) => [name, row[at] ?? '']));
  // Built as a map: a heading may be any text, "__proto__" included.
  const extras = new Map<string, string>();
  for (const { index, heading } of match.extras) {
    const value = row[index] ?? '';
    if (value === '') continue;
    const name = heading.trim() || namelessColumn(index + 1);
    extras.set(extras.has(name) ? `${name} (${index + 1})` : name, value);
  }
  return { fields, extras: Object.fromEntries(extras) };
}
