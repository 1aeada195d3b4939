import type { WriteTx } from '../platform/db/transaction.ts';
import { defineImport, type Checked } from '../platform/files/imports.ts';
import { parseDate } from '../platform/ja/dates.ts';
import { readReferences } from './rules-schemes.ts';
import { words } from './words-network.ja.ts';

const h = words.schemes.headings;
const w = words.schemes.importing;

const texts = [
  'subtitle',
  'audience',
  'areas',
  'summary',
  'contents',
  'how_to_apply',
  'season',
  'legal_basis',
  'related',
  'contact_address',
] as const;
const days = ['opens_on', 'closes_on', 'published_on'] as const;
const urls = ['apply_url', 'contact_form_url', 'url'] as const;

export interface ImportedScheme extends Record<(typeof texts)[number], string> {
  local_id: string | null;
  kind: 'person' | 'business' | 'municipality';
  title: string;
  opens_on: string | null;
  closes_on: string | null;
  published_on: string | null;
  references_to: string;
  contact_name: string;
  contact_phone: string | null;
  contact_email: string | null;
  contact_postal_code: string | null;
  apply_url: string | null;
  contact_form_url: string | null;
  url: string | null;
  keywords: string[];
}

const kindOf = (text: string): ImportedScheme['kind'] => {
  const plain = text.normalize('NFKC').trim();
  if (plain === words.schemes.kindCodes.business || plain === words.schemes.kinds.business) return 'business';
  if (plain === words.schemes.kindCodes.municipality || plain === words.schemes.kinds.municipality)
    return 'municipality';
  return 'person';
};

const columns: readonly { name: keyof typeof h; required?: boolean }[] = [
  { name: 'title', required: true },
  { name: 'local_id' },
  { name: 'kind' },
  ...texts.map((name) => ({ name })),
  ...days.map((name) => ({ name })),
  ...urls.map((name) => ({ name })),
  { name: 'references' },
  { name: 'contact_name' },
  { name: 'contact_label' },
  { name: 'contact_phone' },
  { name: 'contact_email' },
  { name: 'contact_postal_code' },
  { name: 'keywords' },
];

/** 支援制度情報 of the national layout; matched by the scheme's own number, else by its title. */
export const schemeImport = defineImport<ImportedScheme>({
  kind: 'schemes',
  title: w.title,
  lead: w.lead,
  base: '/schemes/import',
  home: { label: words.schemes.title, href: '/schemes' },
  duty: 'portal.manage',
  fields: columns.map(({ name, required }) => ({
    name,
    label: h[name],
    aliases: [...((w.aliases as Partial<Record<string, readonly string[]>>)[name] ?? [])],
    ...(required ? { required } : {}),
  })),
  template: Object.values(h),
  hrefOf: (id) => `/schemes/${id}`,
  async check(tx, rows) {
    const stored = await tx.db.selectFrom('support_scheme').selectAll().execute();
    const byNumber = new Map(stored.flatMap((one) => (one.local_id === null ? [] : [[one.local_id, one]])));
    const byTitle = new Map(stored.map((one) => [one.title, one]));
    const seen = new Map<string, number>();
    return {
      notes: [],
      rows: rows.map(({ row_number, fields }): Checked<ImportedScheme> => {
        const text = (name: keyof typeof h): string => (fields[name] ?? '').trim();
        const messages: string[] = [];
        const title = text('title');
        const local_id = text('local_id') || null;
        const refused = (why: string): Checked<ImportedScheme> => ({
          row_number,
          verdict: 'refused',
          label: title || (local_id ?? ''),
          target_id: null,
          data: null,
          changes: [],
          messages: [why],
        });
        if (title === '') return refused(w.needTitle);
        const key = local_id ?? title;
        const twin = seen.get(key);
        if (twin !== undefined) return refused(w.twice(twin));
        seen.set(key, row_number);
        const day = (name: (typeof days)[number]): string | null => {
          if (text(name) === '') return null;
          const read = parseDate(text(name));
          if (read.ok) return read.value;
          messages.push(w.badDate(h[name], text(name)));
          return null;
        };
        const address = (name: (typeof urls)[number]): string | null => {
          if (text(name) === '' || /^https?:\/\/\S+$/.test(text(name))) return text(name) || null;
          messages.push(w.badUrl(h[name]));
          return null;
        };
        let [opens_on, closes_on] = [day('opens_on'), day('closes_on')];
        if (opens_on !== null && closes_on !== null && closes_on < opens_on) {
          messages.push(w.order);
          [opens_on, closes_on] = [null, null];
        }
        const data: ImportedScheme = {
          local_id,
          kind: kindOf(text('kind')),
          title,
          ...(Object.fromEntries(texts.map((name) => [name, text(name)])) as Record<
            (typeof texts)[number],
            string
          >),
          opens_on,
          closes_on,
          published_on: day('published_on'),
          references_to: JSON.stringify(readReferences(text('references'))),
          contact_name: text('contact_label') || text('contact_name'),
          contact_phone: text('contact_phone') || null,
          contact_email: text('contact_email') || null,
          contact_postal_code: text('contact_postal_code') || null,
          apply_url: address('apply_url'),
          contact_form_url: address('contact_form_url'),
          url: address('url'),
          keywords: text('keywords')
            .split(/[;；]/)
            .map((one) => one.trim())
            .filter((one) => one !== ''),
        };
        const target = (local_id === null ? undefined : byNumber.get(local_id)) ?? byTitle.get(title);
        const changes = target ? changesOf(target, data) : [];
        return {
          row_number,
          verdict: target ? (changes.length > 0 ? 'changed' : 'same') : 'new',
          label: title,
          target_id: target?.id ?? null,
          data,
          changes,
          messages,
        };
      }),
    };
  },
  async apply(tx, rows) {
    const targets = new Map<number, number>();
    for (const row of rows) targets.set(row.row_number, await writeScheme(tx, row.target_id, row.data));
    return { targets, refused: new Map() };
  },
});

function changesOf(stored: Record<string, unknown>, data: ImportedScheme) {
  const shown = (value: unknown): string =>
    value === null || value === undefined
      ? ''
      : Array.isArray(value)
        ? value.every((one) => typeof one === 'string')
          ? value.join(';')
          : JSON.stringify(value)
        : String(value as string);
  return (Object.keys(data) as (keyof ImportedScheme)[]).flatMap((name) => {
    const [before, after] = [shown(stored[name]), shown(data[name])];
    if (before === after) return [];
    const label = name === 'references_to' ? h.references : h[name as keyof typeof h];
    return [{ label, before, after }];
  });
}

async function writeScheme(tx: WriteTx, id: number | null, data: ImportedScheme): Promise<number> {
  const values = { ...data, updated_at: tx.now, updated_by: null };
  if (id === null) {
    const { id: added } = await tx.db
      .insertInto('support_scheme')
      .values(values)
      .returning('id')
      .executeTakeFirstOrThrow();
    return added;
  }
  await tx.db
    .updateTable('support_scheme')
    .set((row) => ({ ...values, version: row('version', '+', 1) }))
    .where('id', '=', id)
    .execute();
  return id;
}
