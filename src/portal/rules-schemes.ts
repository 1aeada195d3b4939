import type { Reference } from './queries-schemes.ts';

/** `title:URL` lines or `title:URL;` as the standard joins them. What has no address is left out. */
export function readReferences(text: string): Reference[] {
  return text
    .split(/[;；\n]/)
    .map((one) => one.trim())
    .flatMap((one) => {
      const found = /^(.*?)[:：]?\s*(https?:\/\/\S+)$/.exec(one);
      return found ? [{ title: found[1]!.trim() || found[2]!, url: found[2]! }] : [];
    });
}

export const showReferences = (list: readonly Reference[]): string =>
  list.map(({ title, url }) => `${title}:${url}`).join('\n');

/** The references of a stored row; anything else than title and address is left out. */
export function referencesOf(stored: unknown): Reference[] {
  if (!Array.isArray(stored)) return [];
  return stored.filter(
    (one): one is Reference =>
      typeof one === 'object' &&
      one !== null &&
      typeof (one as Reference).title === 'string' &&
      /^https?:\/\//.test((one as Reference).url),
  );
}

export type SchemeState = 'draft' | 'published' | 'waiting' | 'ended';

/** What a scheme is today. Days YYYY-MM-DD. */
export function schemeState(
  scheme: { published_on: string | null; ended_on: string | null },
  today: string,
): SchemeState {
  if (scheme.ended_on !== null && scheme.ended_on <= today) return 'ended';
  if (scheme.published_on === null) return 'draft';
  return scheme.published_on > today ? 'waiting' : 'published';
}

export type Season =
  { of: 'always' } | { of: 'open'; until: string | null } | { of: 'soon'; from: string } | { of: 'over' };

/** Whether one can apply today. */
export function seasonOf(
  scheme: { opens_on: string | null; closes_on: string | null },
  today: string,
): Season {
  if (scheme.opens_on === null && scheme.closes_on === null) return { of: 'always' };
  if (scheme.closes_on !== null && scheme.closes_on < today) return { of: 'over' };
  if (scheme.opens_on !== null && scheme.opens_on > today) return { of: 'soon', from: scheme.opens_on };
  return { of: 'open', until: scheme.closes_on };
}
