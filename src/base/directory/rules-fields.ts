import { formatDate } from '../../platform/ja/dates.ts';
import {
  accommodations,
  amenities,
  form as placeWords,
  functions,
  languages,
  page,
  reservations,
  shortLabels,
} from './words-place.ja.ts';
import { words } from './words.ja.ts';

/** What a field of an entry is called. */
export function labelOf(name: string): string {
  return (
    (shortLabels as Record<string, string>)[name] ??
    (amenities as Record<string, string>)[name] ??
    ((placeWords as Record<string, unknown>)[name] as string | undefined) ??
    ((words.form as Record<string, unknown>)[name] as string | undefined) ??
    name
  );
}

const codes: Record<string, Readonly<Record<string, string>>> = { accommodations, functions, languages };

/** A field's value for people; names of wishes by code where they are given. */
export function saidOf(name: string, value: unknown, wishes?: ReadonlyMap<string, string>): string {
  if (value === null || value === undefined || value === '') return '';
  if (name === 'staffing' && Array.isArray(value)) {
    return (value as string[])
      .map((line) => line.split(/:(?=\d+$)/))
      .map(([profession = '', people = '']) => page.staffingLine(profession, Number(people)))
      .join('、');
  }
  if (name === 'offers' && Array.isArray(value))
    return (value as string[]).map((code) => wishes?.get(code) ?? code).join('、');
  if (Array.isArray(value)) return (value as string[]).map((one) => codes[name]?.[one] ?? one).join('、');
  if (value === 'yes') return words.yes;
  if (value === 'no') return words.no;
  if (name === 'reservation') return reservations[value as keyof typeof reservations] ?? '';
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value)) return formatDate(value);
  return typeof value === 'string' || typeof value === 'number' ? `${value}` : '';
}
