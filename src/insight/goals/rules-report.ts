import type { Block } from '../../platform/exports/doc.ts';
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
