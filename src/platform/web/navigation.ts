import type { NavGroup, PlaceKey } from '../ui/page.tsx';
import { parts, places } from './words-navigation.ja.ts';

/** What よくする and みえる are divided into, where somebody may open more of one than fits in a row. */
export type DividedPlace = keyof typeof parts;
export type PartKey<Place extends DividedPlace> = keyof (typeof parts)[Place];
const isDivided = (place: PlaceKey): place is DividedPlace => place in parts;

/** One entry of the navigation: shown to those who have one of the duties. Slices' routes bring theirs to src/routes.ts. */
export type NavEntry = Entry &
  (
    | { place: Exclude<PlaceKey, DividedPlace> }
    | { place: 'improve'; part: PartKey<'improve'> }
    | { place: 'see'; part: PartKey<'see'> }
  );

interface Entry {
  label: string;
  href: string;
  /** Whose pages below it are this entry's too, where that is more than its own address. */
  root?: string;
  duties: readonly string[];
}

/** More pages of a place than this are shown by its parts. */
const oneRow = 7;

/** The five places with what this person may open; an empty place is left out. */
export function navigationFor(entries: readonly NavEntry[], duties: ReadonlySet<string>): NavGroup[] {
  return (Object.keys(places) as PlaceKey[]).flatMap((key): NavGroup[] => {
    const items = entries.filter(
      (entry) => entry.place === key && entry.duties.some((duty) => duties.has(duty)),
    );
    if (items.length === 0) return [];
    if (key === 'today') return [{ key, label: places[key], href: items[0]!.href, items: [] }];
    const divided = Object.entries<string>(isDivided(key) ? parts[key] : {}).flatMap(([part, label]) => {
      const own = items.filter((entry) => 'part' in entry && entry.part === part);
      return own.length === 0 ? [] : [{ label, items: own }];
    });
    const ordered = isDivided(key) ? divided.flatMap((part) => part.items) : items;
    return [
      {
        key,
        label: places[key],
        href: ordered[0]!.href,
        items: ordered,
        ...(ordered.length > oneRow && divided.length > 1 ? { parts: divided } : {}),
      },
    ];
  });
}
