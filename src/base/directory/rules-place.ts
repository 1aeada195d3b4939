import { formatMonthsOfAge } from '../../platform/ja/age.ts';
import { page } from './words-place.ja.ts';

/** '3か月～3歳'; null when neither end is known. */
export function ageText(from_months: number | null, to_months: number | null): string | null {
  return page.months(
    from_months === null ? null : formatMonthsOfAge(from_months),
    to_months === null ? null : formatMonthsOfAge(to_months),
  );
}
