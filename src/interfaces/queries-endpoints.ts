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
  define({
    path: '/api/hsds/services',
    tag: 'HSDS',
    summary: 'Services, in pages.',
    query: servicesQuery,
    answers: listAnswers(hsds('service_list')),
    answer: async (tx, query) => {
      const at = await here(tx);
      const filter = await filterOf(tx, at, query);
      if (filter === null) return pageOf(query, 0, []);
      if (query.minimal) {
        const count = await countServices(tx, filter);
        const rows = await serviceStamps(tx, filter, window(query), count);
        return pageOf(
          query,
          count,
          rows.map((row) => ({
            id: uuidOf(at.code, 'service', row.id),
            last_modified: row.updated_at.toISOString(),
          })),
        );
      }
      const { count, rows } = await countedServices(tx, filter, window(query));
      return pageOf(
        query,
        count,
        rows.map((row) => (query.full ? serviceFull(at, row) : serviceListed(at, row))),
      );
    },
    each: async (tx, query, after) => {
      const at = await here(tx);
      const filter = await filterOf(tx, at, query);
      if (filter === null) return [];
      const rows = await services(tx, filter, { size: portion, offset: 0, after }, Infinity);
      return rows.map((row) => ({
        number: row.id,
        object: query.minimal
          ? {
              id: uuidOf(at.code, 'service', row.id),
              last_modified: new Date(row.place.updated_at).toISOString(),
            }
          : query.full
            ? serviceFull(at, row)
            : serviceListed(at, row),
      }));
    },
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
  define({
    path: '/api/hsds/service_at_locations',
    tag: 'HSDS',
    summary: 'Services at their places, in pages.',
    query: serviceAtLocationsQuery,
    answers: listAnswers(hsds('service_at_location_list')),
    answer: async (tx, query) => {
      const at = await here(tx);
      const filter = await filterOf(tx, at, query);
      if (filter === null) return pageOf(query, 0, []);
      const { count, rows } = await countedServices(tx, filter, window(query));
      return pageOf(
        query,
        count,
        rows.map((row) => atLocationListed(at, row, query.full === true)),
      );
    },
    each: async (tx, query, after) => {
      const at = await here(tx);
      const filter = await filterOf(tx, at, query);
      if (filter === null) return [];
      const rows = await services(tx, filter, { size: portion, offset: 0, after }, Infinity);
      return rows.map((row) => ({ number: row.id, object: atLocationListed(at, row, query.full === true) }));
    },
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
  define({
    path: '/api/hsds/locations',
    tag: 'HSDS',
    summary: 'Places, in pages.',
    query: locationsQuery,
    answers: listAnswers(hsds('location')),
    answer: async (tx, query) => {
      const at = await here(tx);
      const filter = { search: query.search ?? '', modified_after: query.modified_after ?? null };
      const rows = await places(tx, filter, window(query));
      return pageOf(
        query,
        await countPlaces(tx, filter),
        rows.map((row) => locationOf(at, row)),
      );
    },
    each: async (tx, query, after) => {
      const at = await here(tx);
      const filter = { search: query.search ?? '', modified_after: query.modified_after ?? null };
      const rows = await places(tx, filter, { size: portion, offset: 0, after });
      return rows.map((row) => ({ number: row.id, object: locationOf(at, row) }));
    },
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
  define({
    path: '/api/hsds/organizations',
    tag: 'HSDS',
    summary: 'Those who run the places, in pages.',
    query: organizationsQuery,
    answers: listAnswers(hsds('organization_list')),
    answer: async (tx, query) => {
      const at = await here(tx);
      const search = query.search ?? '';
      const nested = query.full === true || query.full_service === true;
      const rows = await organisations(tx, search, window(query), nested);
      return pageOf(
        query,
        await countOrganisations(tx, search),
        rows.map((row) =>
          nested ? organizationFull(at, row, query.full_service === true) : organizationOf(at, row),
        ),
      );
    },
    each: async (tx, query, after) => {
      const at = await here(tx);
      const nested = query.full === true || query.full_service === true;
      const rows = await organisations(tx, query.search ?? '', { size: portion, offset: 0, after }, nested);
      return rows.map((row) => ({
        number: row.id,
        object: nested ? organizationFull(at, row, query.full_service === true) : organizationOf(at, row),
      }));
    },
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
  define({
    path: '/api/hsds/taxonomies',
    tag: 'HSDS',
    summary: 'Lists of words that services and places are sorted by.',
    query: pageQuery,
    answers: listAnswers(hsds('taxonomy', false)),
    answer: async (tx, query) => {
      const at = await here(tx);
      return inPages(
        query,
        taxonomies.map((one) => taxonomyOf(at, one)),
      );
    },
    each: async (tx, query, after) => {
      const at = await here(tx);
      return numbered(
        query,
        taxonomies.map((one) => taxonomyOf(at, one)),
        after,
      );
    },
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
  define({
    path: '/api/hsds/taxonomy_terms',
    tag: 'HSDS',
    summary: 'The words of those lists.',
    query: termsQuery,
    answers: listAnswers(hsds('taxonomy_term', false)),
    answer: async (tx, query) => inPages(query, termsAsked(await here(tx), query)),
    each: async (tx, query, after) => numbered(query, termsAsked(await here(tx), query), after),
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

function inPages(query: z.output<typeof pageQuery>, all: object[]): object {
  const found = all.filter((one) => said(one, query.search));
  const { size, offset } = window(query);
  return pageOf(query, found.length, found.slice(offset, offset + size));
}

const numbered = (query: z.output<typeof pageQuery>, all: object[], after: number): Answer['rows'] =>
  after > 0
    ? []
    : all.filter((one) => said(one, query.search)).map((object, at) => ({ number: at + 1, object }));
