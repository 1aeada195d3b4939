import { wordName } from '../ui/form-keys.ts';
import { searchWords } from './search.ts';

/** One of those a form offers: `note` tells it from others of its name, `group` is the heading it stands under. */
export interface Offered {
  value: string;
  label: string;
  note?: string;
  group?: string;
}

/** What a form offers to choose from: all there are, or where they are many what is chosen, what lies near, and what a word finds. */
export interface Offer {
  /** null: too many to be gone through by eye */
  all: readonly Offered[] | null;
  chosen: readonly Offered[];
  near: { title: string; options: readonly Offered[] } | null;
  /** null: nothing was looked for */
  found: readonly Offered[] | null;
  /** what was looked for, as typed */
  asked: string;
  /** more were found than are shown */
  more: boolean;
  /** what a word is compared with; '': with names */
  help: string;
}

/** Where an offer comes from. */
export interface OfferSource {
  help: string;
  /** all of them; null where they are more than offeredWhole */
  all(): Promise<readonly Offered[] | null>;
  /** those of these values that are there, in the order they are to stand in; `open`: none that has closed */
  named(values: readonly string[], open?: boolean): Promise<readonly Offered[]>;
  find(text: string, atMost: number): Promise<readonly Offered[]>;
  /** what belongs to who chooses, and how it is called; a few */
  near?: { title: string; values: readonly string[] } | undefined;
}

/** So many are gone through by eye; with more, a form asks for a word first. */
export const offeredWhole = 400;
/** So many of those found are shown. */
export const foundAtMost = 20;

/** `values`: the form as it stands, with what is chosen in `field` and what is looked for. */
export async function offerOf(
  source: OfferSource,
  values: Readonly<Record<string, unknown>>,
  field: string,
): Promise<Offer> {
  const { help, near } = source;
  const nothing = { chosen: [], near: null, found: null, asked: '', more: false, help };
  const stands = [values[field] ?? []]
    .flat()
    .filter((one): one is string => typeof one === 'string' && one !== '');
  const all = await source.all();
  if (all !== null) {
    // What stands there stays to be chosen, where it has closed meanwhile.
    const gone = stands.filter((value) => !all.some((one) => one.value === value));
    return { ...nothing, all: gone.length === 0 ? all : [...(await source.named(gone)), ...all] };
  }
  const chosen = await source.named(stands);
  const typed = values[wordName(field)];
  const asked = typeof typed === 'string' ? typed.trim().slice(0, 100) : '';
  const hits = searchWords(asked).length === 0 ? null : await source.find(asked, foundAtMost + 1);
  const without = (options: readonly Offered[], ...others: (readonly Offered[] | null)[]) =>
    options.filter(({ value }) => !others.some((other) => other?.some((one) => one.value === value)));
  const found = hits && without(hits.slice(0, foundAtMost), chosen);
  const close = near ? without(await source.named(near.values, true), chosen, found) : [];
  return {
    all: null,
    chosen,
    near: near && close.length > 0 ? { title: near.title, options: close } : null,
    found,
    asked,
    more: hits !== null && hits.length > foundAtMost,
    help,
  };
}

/** How the values of a source are written that is told apart by a prefix: the row's number behind it. */
export function numbered(prefix = '') {
  const value = (id: number): string => `${prefix}${id}`;
  return {
    value,
    /** the numbers among these values, in their order */
    ids: (values: readonly string[]): number[] =>
      values.flatMap((one) => {
        const id = one.startsWith(prefix) ? one.slice(prefix.length) : '';
        return /^[1-9][0-9]{0,15}$/.test(id) ? [Number(id)] : [];
      }),
    near: ({ title, ids }: { title: string; ids: readonly number[] }): OfferSource['near'] =>
      ids.length === 0 ? undefined : { title, values: ids.map(value) },
  };
}

/** Several sources as one; a value says by how it begins which it is of. */
export function together(
  sources: readonly OfferSource[],
  help: string,
  near?: OfferSource['near'],
): OfferSource {
  const each = <T>(ask: (source: OfferSource) => Promise<T>) => Promise.all(sources.map(ask));
  return {
    help,
    near,
    async all() {
      const parts = await each((source) => source.all());
      return parts.some((part) => part === null) ? null : parts.flatMap((part) => part ?? []);
    },
    named: async (values, open) => (await each((source) => source.named(values, open))).flat(),
    async find(text, atMost) {
      const parts = await each((source) => source.find(text, atMost));
      // By turns, so that a word met by many of one kind leaves room for the other.
      const turns = Array.from({ length: atMost }, (_, at) =>
        parts.flatMap((part) => part.slice(at, at + 1)),
      );
      return turns.flat().slice(0, atMost);
    },
  };
}
