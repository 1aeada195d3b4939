import type { Block } from '../../platform/exports/doc.ts';
import { fewest, tellable, type Figure } from '../../improvement/initiatives/rules.ts';
import { rounded } from '../evaluation/rules-figures.ts';
import { words } from './words.ja.ts';

const w = words.doc;

export const plain = (value: number): string => `${rounded('score', value)}`;
export const paragraph = (text: string): Block => ({ kind: 'paragraph', text });
export const heading = (level: 1 | 2 | 3, text: string): Block => ({ kind: 'heading', level, text });
export const table = (
  header: readonly string[],
  rows: readonly (readonly string[])[],
  widths?: readonly number[],
): Block =>
  rows.length === 0 ? paragraph(w.noData) : { kind: 'table', header, rows, ...(widths ? { widths } : {}) };

const counted = (question: string, answer: string, value: number, answers: number | null): Figure => ({
  area_id: null,
  question,
  answer,
  value,
  unit: words.doc.people,
  answers,
});

interface CourseCounts {
  category: string;
  people: number;
  outside: number;
  facilities: number;
  completed: number;
}
export type CourseMeasure = Exclude<keyof CourseCounts, 'category'>;

/**
 * Counts of training as they leave those who keep it; null where one to four people would be told, or would be left over from
 * the people of the same line, and the next smallest of a column where a sum known elsewhere would give a single one away.
 */
export function shownCourses<Row extends CourseCounts>(
  rows: readonly Row[],
): (Omit<Row, CourseMeasure> & Record<CourseMeasure, number | null>)[] {
  const columns = ['people', 'outside', 'completed'] as const;
  const shown = tellable(
    columns.flatMap((column) =>
      rows.map((row) => counted(column, row.category, row[column], column === 'people' ? null : row.people)),
    ),
  );
  return rows.map((row, at) => {
    const [people, outside, completed] = columns.map((column, nth) =>
      shown[nth * rows.length + at] ? row[column] : null,
    );
    // With four facilities of a hidden handful one would know that each sent one.
    return {
      ...row,
      people: people!,
      outside: outside!,
      completed: completed!,
      facilities: people === null ? null : row.facilities,
    };
  });
}

/** The sum of a column over all kinds of training; null where it would tell of a few, or give away a line that is not told. */
export function shownSum(rows: readonly CourseCounts[], column: 'people' | 'completed'): number | null {
  const hidden = shownCourses(rows).filter((one) => one[column] === null).length;
  const sum = rows.reduce((all, row) => all + row[column], 0);
  const rest = rows.reduce((all, row) => all + row.people, 0) - sum;
  const few = (n: number) => n > 0 && n < fewest;
  return hidden === 1 || few(sum) || few(rest) ? null : sum;
}
