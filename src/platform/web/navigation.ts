import type { NavGroup, PlaceKey } from '../ui/page.tsx';
import { places } from './words-navigation.ja.ts';

/** One entry of the navigation: shown to those who have one of the duties. Slices' routes bring theirs to src/routes.ts. */
export interface NavEntry {
  place: PlaceKey;
  label: string;
  href: string;
  /** Whose pages below it are this entry's too, where that is more than its own address. */
  root?: string;
  duties: readonly string[];
}

/** The five places with what this person may open; an empty place is left out. */
export function navigationFor(entries: readonly NavEntry[], duties: ReadonlySet<string>): NavGroup[] {
  return (Object.keys(places) as PlaceKey[]).flatMap((key) => {
    const items = entries.filter(
      (entry) => entry.place === key && entry.duties.some((duty) => duties.has(duty)),
    );
    if (items.length === 0) return [];
    return [{ key, label: places[key], href: items[0]!.href, items: key === 'today' ? [] : items }];
  });
}
