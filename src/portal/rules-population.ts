import { parseInteger } from '../platform/ja/numbers.ts';
import { ageHeading, totalHeading } from './words-network.ja.ts';

export interface AgeCount {
  age_from: number;
  age_to: number;
  people: number;
}

const oldest = 150;

/** '3歳', '0-4歳', '85歳以上', '3' as ages from–to; null for anything else. */
export function readAge(text: string): { age_from: number; age_to: number; sex: string | null } | null {
  const plain = text.normalize('NFKC').replace(/\s/g, '');
  const found = ageHeading.exec(/^[0-9]{1,3}([-~〜][0-9]{1,3})?$/.test(plain) ? `${plain}\u6b73` : plain);
  if (!found) return null;
  const [, from, to, above, of] = found;
  const age_from = Number(from);
  const age_to = above === undefined ? Number(to ?? from) : oldest;
  if (age_from > oldest || age_to < age_from || age_to > oldest) return null;
  return { age_from, age_to, sex: of ?? null };
}

/**
 * People by age of one row: one age and its number, or the columns whose headings say ages. Where a table has men, women
 * and their sum, the sum counts; else men and women are added.
 */
export function readAges(age: string, people: string, columns: Readonly<Record<string, string>>): AgeCount[] {
  const single = readAge(age);
  if (single) {
    const count = parseInteger(people);
    return count.ok && count.value >= 0
      ? [{ age_from: single.age_from, age_to: single.age_to, people: count.value }]
      : [];
  }
  const bands = new Map<string, { age_from: number; age_to: number; sum: number; total: number | null }>();
  for (const [heading, cell] of Object.entries(columns)) {
    const read = readAge(heading);
    const count = parseInteger(cell);
    if (!read || !count.ok || count.value < 0) continue;
    const key = `${read.age_from} ${read.age_to}`;
    const band = bands.get(key) ?? { age_from: read.age_from, age_to: read.age_to, sum: 0, total: null };
    if (read.sex === null || totalHeading.test(read.sex)) band.total = count.value;
    else band.sum += count.value;
    bands.set(key, band);
  }
  return [...bands.values()]
    .map(({ age_from, age_to, sum, total }) => ({ age_from, age_to, people: total ?? sum }))
    .sort((a, b) => a.age_from - b.age_from);
}

/** The ages a family page speaks of, as far as the table's bands let them be told apart: people and whether it is exact. */
export function peopleBetween(ages: readonly AgeCount[], from: number, to: number): number | null {
  if (ages.length === 0) return null;
  let sum = 0;
  for (const one of ages) {
    const first = Math.max(one.age_from, from);
    const last = Math.min(one.age_to, to);
    if (last < first) continue;
    // A band that reaches beyond is taken in proportion: 0–4 and 5–9 say nothing else about under six.
    sum += (one.people * (last - first + 1)) / (one.age_to - one.age_from + 1);
  }
  return Math.round(sum);
}
