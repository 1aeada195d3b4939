import { plainReading, wordsIn, type Reading } from '../../platform/ui/speech.ts';
import { openWords } from './words-open.ts';
import { words } from './words.ja.ts';

/** What a place must be fit for, by the columns that say so. */
export const needCodes = [
  'nursing_room',
  'diaper_changing',
  'eating_allowed',
  'stroller_use',
  'stroller_rental',
  'parking_available',
  'no_reservation',
  'temporary_care',
  'sick_child_care',
  'medical_care',
  'disability',
  'allergy',
  'wheelchair',
  'multiple_birth',
  'foreign_language',
  'lang_en',
  'lang_zh',
  'lang_ko',
  'lang_vi',
  'lang_tl',
  'lang_pt',
] as const;
export type Need = (typeof needCodes)[number];

/** For forms: what to tick, in words. */
export const needsIn = (reading: Reading): { code: Need; label: string }[] => {
  const { needs } = wordsIn(openWords, reading);
  return needCodes.map((code) => ({ code, label: needs[code] }));
};
export const needChoices = needsIn(plainReading);

export const sorts = ['fit', 'distance', 'name'] as const;
export type Sort = (typeof sorts)[number];
export const sortChoices: readonly { code: Sort; label: string }[] = sorts.map((code) => ({
  code,
  label: words.sorts[code],
}));

export const distances = [1, 2, 5, 10] as const;

export interface Point {
  latitude: number;
  longitude: number;
}

/** What a family looks for. Nothing in it says who they are: it may stand in an address, except `point`. */
export interface Ask {
  /** words that must all be there: name, reading, address, kind */
  q: string;
  kind: string | null;
  /** places with a service of this programme; 'gathering': of any programme of places for parents and children */
  programme: string | null;
  area_id: number | null;
  /** 町字 distances are measured from */
  town_id: number | null;
  /** the phone's position, rounded (roundedPoint); never put into an address */
  point: Point | null;
  /** at most so many kilometres away */
  within_km: number | null;
  /** codes of the table wish */
  wishes: readonly string[];
  /** of the child, in completed months */
  age_months: number | null;
  needs: readonly Need[];
  /** as written: parseWhen() reads it */
  when: string;
  /** also places that do not take this age, are closed at that time or say no to a need */
  also: boolean;
  /** null: by fit when something to fit was asked, else by name */
  sort: Sort | null;
}

export const nothingAsked: Ask = {
  q: '',
  kind: null,
  programme: null,
  area_id: null,
  town_id: null,
  point: null,
  within_km: null,
  wishes: [],
  age_months: null,
  needs: [],
  when: '',
  also: false,
  sort: null,
};

const idIn = (text: string | null): number | null =>
  text !== null && /^[1-9][0-9]{0,15}$/.test(text) ? Number(text) : null;

const numberIn = (text: string | null): number | null => {
  const plain = (text ?? '').normalize('NFKC').trim();
  return /^[0-9]{1,3}$/.test(plain) ? Number(plain) : null;
};

/**
 * What was asked, from a query string or a form: q, kind, programme, area_id, town_id, within_km, wish (several), years and
 * months or age_months, need (several), when, also, sort. Anything it does not know is left out.
 */
export function askOf(params: URLSearchParams): Ask {
  const text = (name: string): string => (params.get(name) ?? '').replaceAll('\0', '').trim().slice(0, 100);
  const codes = (name: string): string[] => [
    ...new Set(params.getAll(name).filter((code) => /^[a-z][a-z0-9_]{0,39}$/.test(code))),
  ];
  const years = numberIn(params.get('years'));
  const months = numberIn(params.get('months'));
  const age =
    years === null && months === null
      ? numberIn(params.get('age_months'))
      : (years ?? 0) * 12 + (months ?? 0);
  const within = Number(params.get('within_km'));
  const asked = codes('need');
  return {
    q: text('q'),
    kind: text('kind') || null,
    programme: codes('programme')[0] ?? null,
    area_id: idIn(params.get('area_id')),
    town_id: idIn(params.get('town_id')),
    point: null,
    within_km: (distances as readonly number[]).includes(within) ? within : null,
    wishes: codes('wish').slice(0, 40),
    age_months: age === null || age > 12 * 20 ? null : age,
    needs: needCodes.filter((code) => asked.includes(code)),
    when: text('when').slice(0, 60),
    also: text('also') !== '',
    sort: sorts.find((one) => one === params.get('sort')) ?? null,
  };
}

/** The same as a query string; a position is left out, since addresses are logged and shared. */
export function paramsOf(ask: Ask): URLSearchParams {
  const params = new URLSearchParams();
  const put = (name: string, value: string | number | null): void => {
    if (value !== null && value !== '') params.append(name, String(value));
  };
  put('q', ask.q);
  put('kind', ask.kind);
  put('programme', ask.programme);
  put('area_id', ask.area_id);
  put('town_id', ask.town_id);
  put('within_km', ask.within_km);
  for (const code of ask.wishes) put('wish', code);
  if (ask.age_months !== null) {
    put('years', Math.floor(ask.age_months / 12));
    put('months', ask.age_months % 12);
  }
  for (const code of ask.needs) put('need', code);
  put('when', ask.when);
  put('also', ask.also ? 'on' : '');
  put('sort', ask.sort);
  return params;
}

/**
 * A position as we keep it while a page is shown: three decimals, about 100 metres. null for anything that is no place in
 * Japan. It arrives in a form's body, is used for distances and goes back into that form alone.
 */
export function roundedPoint(latitude: unknown, longitude: unknown): Point | null {
  const [north, east] = [latitude, longitude].map((value) =>
    typeof value === 'string' && /^[0-9]{1,3}(\.[0-9]{1,20})?$/.test(value) ? Number(value) : Number.NaN,
  ) as [number, number];
  if (!(north >= 20 && north <= 46 && east >= 122 && east <= 154.5)) return null;
  return { latitude: Math.round(north * 1000) / 1000, longitude: Math.round(east * 1000) / 1000 };
}

/** True when something was asked that places fit more or less. */
export const asksForFit = (ask: Ask): boolean =>
  ask.wishes.length > 0 || ask.age_months !== null || ask.needs.length > 0 || ask.when !== '' || hasFrom(ask);

const hasFrom = (ask: Ask): boolean => ask.point !== null || ask.town_id !== null;
