import type { ReadTx } from '../platform/db/transaction.ts';
import type { Ctx } from '../platform/web/context.ts';
import { sendTable } from '../platform/web/downloads.ts';
import { allSchemes, type SchemeFilter } from './queries-schemes.ts';
import { referencesOf } from './rules-schemes.ts';
import { words } from './words-network.ja.ts';

/** Schemes with the headings of the national layout, so that they can be read in again, here and elsewhere. */
export async function exportSchemes(c: Ctx, tx: ReadTx, filter: SchemeFilter): Promise<Response> {
  const rows = await allSchemes(tx, filter);
  const { code, name, prefecture } = tx.actor.municipality;
  return sendTable(c, tx, {
    title: words.schemes.title,
    subject_kind: 'support_scheme',
    header: Object.values(words.schemes.headings),
    rows: rows.map((row) => [
      code,
      `${prefecture}${name}`,
      row.corporate_number ?? row.organisation,
      row.local_id,
      words.schemes.kindCodes[row.kind as 'person'],
      row.title,
      row.subtitle,
      row.audience,
      row.areas,
      row.summary,
      row.contents,
      row.how_to_apply,
      row.season,
      row.opens_on,
      row.closes_on,
      row.legal_basis,
      referencesOf(row.references_to)
        .map(({ title, url }) => `${title}:${url};`)
        .join(''),
      row.related,
      row.contact_name,
      row.apply_url,
      row.keywords.join(';'),
      row.published_on,
      row.contact_name,
      row.contact_phone,
      row.contact_email,
      row.contact_form_url,
      row.contact_postal_code,
      row.contact_address,
      row.url,
    ]),
  });
}
