import { z } from 'zod';

// What other programs may ask, as HSDS 3.0's OpenAPI names it. The document at /api/openapi.json is made from these.

const flag = z.enum(['true', 'false']).transform((text) => text === 'true');
const page = z.coerce.number().int().min(1).max(1_000_000).default(1).describe('Page number, from 1.');
const per_page = z.coerce
  .number()
  .int()
  .min(1)
  .max(500)
  .default(50)
  .describe('Results in a page, at most 500.');
const format = z
  .enum(['json', 'ndjson'])
  .default('json')
  .describe('json, or ndjson: every result, one a line, without pages.');
const search = z
  .string()
  .max(200)
  .optional()
  .describe('Words that must all be contained in a name, reading, address or kind.');
const uuid = (text: string) => z.guid().optional().describe(text);
const modified_after = z
  .union([z.iso.datetime({ offset: true }), z.iso.date()])
  .optional()
  .describe('Only what was modified at this time or later (RFC 3339).');
const full = flag.optional().describe('Everything that belongs to a result, nested.');

export const pageQuery = z.object({ search, page, per_page, format });
export const organizationsQuery = z.object({
  ...pageQuery.shape,
  full,
  full_service: flag.optional().describe('Services of an organization in full.'),
});
export const organizationQuery = z.object({ full_service: organizationsQuery.shape.full_service });
const serviceFilters = {
  taxonomy_term_id: uuid('Only services with this taxonomy term.'),
  taxonomy_id: uuid('Only services with any term of this taxonomy.'),
  organization_id: uuid('Only services of this organization.'),
  modified_after,
};
export const servicesQuery = z.object({
  ...pageQuery.shape,
  ...serviceFilters,
  minimal: flag.optional().describe("Only 'id' and 'last_modified' of each service."),
  full,
});
const position = z
  .string()
  .regex(/^\d{3}-?\d{4}$/)
  .optional()
  .describe('Postal code; with proximity, the point distances are measured from.');
export const serviceAtLocationsQuery = z.object({
  ...pageQuery.shape,
  ...serviceFilters,
  full,
  postcode: position,
  proximity: z.coerce.number().min(1).max(100_000).optional().describe('Metres around the postal code.'),
});
export const locationsQuery = z.object({ ...pageQuery.shape, modified_after });
export const termsQuery = z.object({
  ...pageQuery.shape,
  taxonomy_id: uuid('Only terms of this taxonomy.'),
  top_only: flag.optional().describe('Only terms without a parent. Ours have none.'),
  parent_id: uuid('Only terms under this one. Ours have no parents.'),
});
export const nothingQuery = z.object({});

export type PageQuery = z.output<typeof pageQuery>;
export type ServicesQuery = z.output<typeof servicesQuery>;
export type ServiceAtLocationsQuery = z.output<typeof serviceAtLocationsQuery>;
