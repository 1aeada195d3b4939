import { Refusal, type ReadTx } from '../platform/db/transaction.ts';
import type { Settings } from '../platform/settings.ts';
import type { z } from 'zod';
import {
  locationsQuery,
  nothingQuery,
  organizationQuery,
  organizationsQuery,
  pageQuery,
  serviceAtLocationsQuery,
  servicesQuery,
  termsQuery,
} from './forms.ts';
import {
  countOrganisations,
  countPlaces,
  countedServices,
  countServices,
  middleOfPostcode,
  noFilter,
  organisationRow,
  organisations,
  placeRow,
  places,
  serviceRow,
  services,
  serviceStamps,
  vocabulary,
  type ServiceFilter,
  type ServiceRow,
} from './queries-hsds.ts';
import {
  allTerms,
  atLocation,
  atLocationListed,
  hereOf,
  locationOf,
  numberOf,
  organizationFull,
  organizationOf,
  serviceFull,
  serviceListed,
  taxonomies,
  taxonomyId,
  taxonomyOf,
  type Here,
} from './rules-hsds.ts';
import { hsds, listAnswers, type Described } from './rules-openapi.ts';
import { uuidOf } from './rules-uuid.ts';

export interface Answer {
  rows: { number: number; object: object }[];
}

/** An address of the HSDS interface: described, and how it answers. */
export interface Endpoint extends Described {
  /** The object of the answer; null for 404, another address for 301. */
  answer(tx: ReadTx, query: unknown, id: string, settings: Settings): Promise<object | string | null>;
  /** For ndjson: the results after a number, in portions. */
  each?(tx: ReadTx, query: unknown, after: number): Promise<Answer['rows']>;
}

const portion = 500;

function define<S extends z.ZodObject>(
  given: Omit<Endpoint, 'query' | 'answer' | 'each'> & {
    query: S;
    answer(tx: ReadTx, query: z.output<S>, id: string, settings: Settings): Promise<object | string | null>;
    each?(tx: ReadTx, query: z.output<S>, after: number): Promise<Answer['rows']>;
  },
): Endpoint {
  return given as unknown as Endpoint;
}

interface Paged {
  page: number;
  per_page: number;
}
const window = ({ page, per_page }: Paged) => ({ size: per_page, offset: (page - 1) * per_page });

function pageOf({ page, per_page }: Paged, total_items: number, contents: object[]): object {
  const total_pages = Math.ceil(total_items / per_page);
  return {
    total_items,
    total_pages,
    page_number: page,
    size: contents.length,
    first_page: page === 1,
    last_page: page >= total_pages,
    empty: contents.length === 0,
    contents,
  };
}

const here = async (tx: ReadTx): Promise<Here> => hereOf(tx, await vocabulary(tx));

interface Window {
  size: number;
  offset: number;
  after?: number;
}

/**
 * An address of a list: the same rows in pages and, as ndjson, one a line. `filter` answers null where what was asked
 * names something that is not there, and so nothing is found.
 */
function list<S extends z.ZodObject<typeof pageQuery.shape>, F, R extends { id: number }>(given: {
  path: string;
  summary: string;
  query: S;
  schema: object;
  filter(tx: ReadTx, at: Here, query: z.output<S>): Promise<F | null> | F | null;
  page(tx: ReadTx, filter: F, window: Window, query: z.output<S>): Promise<{ count: number; rows: R[] }>;
  after(tx: ReadTx, filter: F, window: Window, query: z.output<S>): Promise<R[]>;
  object(at: Here, row: R, query: z.output<S>): object;
}): Endpoint {
  return define({
    path: given.path,
    tag: 'HSDS',
    summary: given.summary,
    query: given.query,
    answers: listAnswers(given.schema),
    answer: async (tx, query) => {
      const at = await here(tx);
      const filter = await given.filter(tx, at, query);
      if (filter === null) return pageOf(query, 0, []);
      const { count, rows } = await given.page(tx, filter, window(query), query);
      return pageOf(
        query,
        count,
        rows.map((row) => given.object(at, row, query)),
      );
    },
    each: async (tx, query, after) => {
      const at = await here(tx);
      const filter = await given.filter(tx, at, query);
      if (filter === null) return [];
      const rows = await given.after(tx, filter, { size: portion, offset: 0, after }, query);
      return rows.map((row) => ({ number: row.id, object: given.object(at, row, query) }));
    },
  });
}

/** A list that is small and known: its objects in their order. */
const short = <S extends z.ZodObject<typeof pageQuery.shape>>(given: {
  path: string;
  summary: string;
  query: S;
  schema: object;
  all(at: Here, query: z.output<S>): object[];
}): Endpoint =>
  list({
    ...given,
    filter: (_tx, at, query) =>
      given
        .all(at, query)
        .map((object, n) => ({ id: n + 1, object }))
        .filter(({ object }) => said(object, query.search)),
    page: async (_tx, found, { size, offset }) => ({
      count: found.length,
      rows: found.slice(offset, offset + size),
    }),
    after: async (_tx, found, { after = 0 }) => found.filter(({ id }) => id > after),
    object: (_at, { object }) => object,
  });

/** What a copy is kept by. */
type Stamp = Awaited<ReturnType<typeof serviceStamps>>[number];

const isNested = (query: z.output<typeof organizationsQuery>): boolean =>
  query.full === true || query.full_service === true;

type Asked = z.output<typeof servicesQuery> | z.output<typeof serviceAtLocationsQuery>;

/** What was asked as our own conditions; null where it names something that is not there, and so nothing is found. */
async function filterOf(tx: ReadTx, at: Here, query: Asked): Promise<ServiceFilter | null> {
  const filter: ServiceFilter = {
    ...noFilter,
    search: query.search ?? '',
    modified_after: query.modified_after ?? null,
  };
  if (query.organization_id !== undefined) {
    filter.organisation_id = numberOf(at, 'organization', query.organization_id);
    if (filter.organisation_id === null) return null;
  }
  if (query.taxonomy_id !== undefined) {
    const taxonomy = taxonomies.find((one) => taxonomyId(at, one) === query.taxonomy_id!.toLowerCase());
    if (taxonomy === undefined) return null;
    filter.taxonomy = taxonomy;
  }
  if (query.taxonomy_term_id !== undefined) {
    const wanted = query.taxonomy_term_id.toLowerCase();
    const found = allTerms(at).find(({ term }) => term.id === wanted);
    if (found === undefined) return null;
    const column = {
      programme: 'programme_code',
      wish: 'wish_code',
      accommodation: 'accommodation',
      function: 'function',
    } as const;
    filter[column[found.taxonomy]] = found.code;
  }
  if ('postcode' in query && query.postcode !== undefined) {
    filter.postal_code = query.postcode;
    if (query.proximity !== undefined) {
      const middle = await middleOfPostcode(tx, query.postcode);
      if (middle === null) return null;
      filter.near = { ...middle, metres: query.proximity };
    }
  } else if ('proximity' in query && query.proximity !== undefined) {
    throw new Refusal(400, 'proximity: needs postcode.');
  }
  return filter;
}

export const hsdsEndpoints: readonly Endpoint[] = [
  define({
    path: '/api/hsds',
    tag: 'HSDS',
    summary: 'About this interface.',
    query: nothingQuery,
    answers: {
      'application/json': {
        type: 'object',
        required: ['version', 'profile', 'openapi_url'],
        properties: {
          version: { type: 'string' },
          profile: { type: 'string', format: 'uri' },
          openapi_url: { type: 'string', format: 'uri' },
        },
      },
    },
    answer: async (_tx, _query, _id, settings) => ({
      version: '3.0',
      profile: 'https://docs.openreferral.org/en/3.0/',
      openapi_url: `${settings.BASE_URL}/api/openapi.json`,
    }),
  }),
  list({
    path: '/api/hsds/services',
    summary: 'Services, in pages.',
    query: servicesQuery,
    schema: hsds('service_list'),
    filter: filterOf,
    page: async (tx, filter, of, { minimal }): Promise<{ count: number; rows: (ServiceRow | Stamp)[] }> => {
      if (minimal !== true) return countedServices(tx, filter, of);
      const count = await countServices(tx, filter);
      return { count, rows: await serviceStamps(tx, filter, of, count) };
    },
    after: (tx, filter, of, { minimal }) =>
      minimal === true ? serviceStamps(tx, filter, of, Infinity) : services(tx, filter, of, Infinity),
    object: (at, row, { full }) =>
      'updated_at' in row
        ? { id: uuidOf(at.code, 'service', row.id), last_modified: row.updated_at.toISOString() }
        : full === true
          ? serviceFull(at, row)
          : serviceListed(at, row),
  }),
  define({
    path: '/api/hsds/services/{id}',
    tag: 'HSDS',
    summary: 'A service with everything that belongs to it.',
    query: nothingQuery,
    answers: { 'application/json': hsds('service') },
    answer: async (tx, _query, id) => {
      const at = await here(tx);
      const number = numberOf(at, 'service', id);
      const row = number === null ? undefined : await serviceRow(tx, number);
      return row ? serviceFull(at, row) : null;
    },
  }),
  list({
    path: '/api/hsds/service_at_locations',
    summary: 'Services at their places, in pages.',
    query: serviceAtLocationsQuery,
    schema: hsds('service_at_location_list'),
    filter: filterOf,
    page: countedServices,
    after: (tx, filter, of) => services(tx, filter, of, Infinity),
    object: (at, row, { full }) => atLocationListed(at, row, full === true),
  }),
  define({
    path: '/api/hsds/service_at_locations/{id}',
    tag: 'HSDS',
    summary: 'A service at its place, with everything that belongs to both.',
    query: nothingQuery,
    answers: { 'application/json': hsds('service_at_location') },
    answer: async (tx, _query, id) => {
      const at = await here(tx);
      const number = numberOf(at, 'service_at_location', id);
      const row = number === null ? undefined : await serviceRow(tx, number);
      return row ? { ...atLocation(at, row, true), service: serviceFull(at, row, false) } : null;
    },
  }),
  list({
    path: '/api/hsds/locations',
    summary: 'Places, in pages.',
    query: locationsQuery,
    schema: hsds('location'),
    filter: (_tx, _at, { search = '', modified_after = null }) => ({ search, modified_after }),
    page: async (tx, filter, of) => ({
      count: await countPlaces(tx, filter),
      rows: await places(tx, filter, of),
    }),
    after: places,
    object: (at, row) => locationOf(at, row),
  }),
  define({
    path: '/api/hsds/locations/{id}',
    tag: 'HSDS',
    summary: 'A place. Where it has become part of another entry, that one is led to.',
    query: nothingQuery,
    answers: { 'application/json': hsds('location') },
    answer: async (tx, _query, id) => {
      const at = await here(tx);
      const number = numberOf(at, 'location', id);
      const found = number === null ? undefined : await placeRow(tx, number);
      if (!found) return null;
      if (found.merged_into_id !== null)
        return `/api/hsds/locations/${uuidOf(at.code, 'location', found.merged_into_id)}`;
      // A closed place is no place; its services say 'defunct'.
      return found.row.ended_on !== null && found.row.ended_on < at.today ? null : locationOf(at, found.row);
    },
  }),
  list({
    path: '/api/hsds/organizations',
    summary: 'Those who run the places, in pages.',
    query: organizationsQuery,
    schema: hsds('organization_list'),
    filter: (_tx, _at, { search = '' }) => search,
    page: async (tx, search, of, query) => ({
      count: await countOrganisations(tx, search),
      rows: await organisations(tx, search, of, isNested(query)),
    }),
    after: (tx, search, of, query) => organisations(tx, search, of, isNested(query)),
    object: (at, row, query) =>
      isNested(query) ? organizationFull(at, row, query.full_service === true) : organizationOf(at, row),
  }),
  define({
    path: '/api/hsds/organizations/{id}',
    tag: 'HSDS',
    summary: 'One who runs places, with the places and services.',
    query: organizationQuery,
    answers: { 'application/json': hsds('organization') },
    answer: async (tx, query, id) => {
      const at = await here(tx);
      const number = numberOf(at, 'organization', id);
      const row = number === null ? undefined : await organisationRow(tx, number);
      return row ? organizationFull(at, row, query.full_service === true) : null;
    },
  }),
  short({
    path: '/api/hsds/taxonomies',
    summary: 'Lists of words that services and places are sorted by.',
    query: pageQuery,
    schema: hsds('taxonomy', false),
    all: (at) => taxonomies.map((one) => taxonomyOf(at, one)),
  }),
  define({
    path: '/api/hsds/taxonomies/{id}',
    tag: 'HSDS',
    summary: 'One list of words.',
    query: nothingQuery,
    answers: { 'application/json': hsds('taxonomy', false) },
    answer: async (tx, _query, id) => {
      const at = await here(tx);
      const found = taxonomies.find((one) => taxonomyId(at, one) === id.toLowerCase());
      return found ? taxonomyOf(at, found) : null;
    },
  }),
  short({
    path: '/api/hsds/taxonomy_terms',
    summary: 'The words of those lists.',
    query: termsQuery,
    schema: hsds('taxonomy_term', false),
    all: termsAsked,
  }),
  define({
    path: '/api/hsds/taxonomy_terms/{id}',
    tag: 'HSDS',
    summary: 'One word of them.',
    query: nothingQuery,
    answers: { 'application/json': hsds('taxonomy_term', false) },
    answer: async (tx, _query, id) =>
      allTerms(await here(tx)).find(({ term }) => term.id === id.toLowerCase())?.term ?? null,
  }),
];

/** No term of ours has a parent. */
function termsAsked(at: Here, query: z.output<typeof termsQuery>): object[] {
  if (query.parent_id !== undefined) return [];
  return allTerms(at)
    .filter(
      ({ taxonomy }) =>
        query.taxonomy_id === undefined || taxonomyId(at, taxonomy) === query.taxonomy_id.toLowerCase(),
    )
    .map(({ term }) => term);
}

const said = (object: object, search: string | undefined): boolean =>
  search === undefined || JSON.stringify(object).normalize('NFKC').includes(search.normalize('NFKC').trim());
