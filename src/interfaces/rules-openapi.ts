import { z } from 'zod';

// The OpenAPI 3.1 document, made from the very table the addresses are mounted from: it cannot say anything else.

/** What one address answers to; how it does so stands beside it in routes.tsx. */
export interface Described {
  path: string;
  tag: 'HSDS' | 'Open data' | 'About';
  summary: string;
  query: z.ZodObject;
  /** schema of a 200 by media type */
  answers: Readonly<Record<string, object>>;
}

const published = 'https://raw.githubusercontent.com/openreferral/specification/3.0/schema/';
/** A published schema of HSDS 3.0. */
export const hsds = (name: string, compiled = true): { $ref: string } => ({
  $ref: `${published}${compiled ? 'compiled/' : ''}${name}.json`,
});
export const pageOf = (schema: object): object => ({
  allOf: [{ $ref: '#/components/schemas/Page' }],
  properties: { contents: { type: 'array', items: schema } },
  required: ['contents'],
});
/** Lines of JSON have no schema of their own in OpenAPI. */
export const listAnswers = (schema: object): Record<string, object> => ({
  'application/json': pageOf(schema),
  'application/x-ndjson': { type: 'string', description: 'One result a line.' },
});

function parameters({ path, query }: Described): object[] {
  const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  const made = z.toJSONSchema(query, { io: 'input', unrepresentable: 'any' }) as {
    properties?: Record<string, { description?: string }>;
  };
  const asked = Object.entries(made.properties ?? {}).map(([name, { description, ...schema }]) => ({
    name,
    in: 'query',
    required: false,
    ...(description === undefined ? {} : { description }),
    schema,
  }));
  return [...named, ...asked];
}

const problem = (description: string, headers?: object) => ({
  description,
  ...(headers === undefined ? {} : { headers }),
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
});

export function documentOf(
  endpoints: readonly Described[],
  about: { title: string; base: string; licence: string; licence_url: string; version: string },
): object {
  return {
    openapi: '3.1.0',
    info: {
      title: about.title,
      version: about.version,
      description:
        'Places and services for families with children, after HSDS 3.0, and the municipal open-data files. Read only, without a key.',
      license: { name: about.licence, url: about.licence_url },
    },
    servers: [{ url: about.base }],
    paths: Object.fromEntries(
      endpoints.map((one) => [
        one.path,
        {
          get: {
            tags: [one.tag],
            summary: one.summary,
            parameters: parameters(one),
            responses: {
              '200': {
                description: one.summary,
                headers: { ETag: { schema: { type: 'string' } } },
                content: Object.fromEntries(
                  Object.entries(one.answers).map(([type, schema]) => [type, { schema }]),
                ),
              },
              '304': { description: 'Not modified since If-None-Match was answered.' },
              '400': problem('A parameter is not understood.'),
              ...(one.path.includes('{') ? { '404': problem('Not there.') } : {}),
              '429': problem('Too many requests.', {
                'Retry-After': { description: 'Seconds to wait.', schema: { type: 'integer' } },
              }),
            },
          },
        },
      ]),
    ),
    components: {
      schemas: {
        Page: {
          type: 'object',
          required: ['total_items', 'total_pages', 'page_number', 'size', 'first_page', 'last_page', 'empty'],
          properties: {
            total_items: { type: 'integer' },
            total_pages: { type: 'integer' },
            page_number: { type: 'integer' },
            size: { type: 'integer', description: 'How many there are on this page.' },
            first_page: { type: 'boolean' },
            last_page: { type: 'boolean' },
            empty: { type: 'boolean' },
          },
        },
        Problem: {
          type: 'object',
          description: 'RFC 9457',
          required: ['title', 'status'],
          properties: { title: { type: 'string' }, status: { type: 'integer' }, detail: { type: 'string' } },
        },
      },
    },
  };
}
